# Compound's children and their relatives.

# case: children taken away
import cadquery as cq
a, b = cq.Solid.makeBox(1, 1, 1), cq.Solid.makeBox(2, 2, 2)
r = cq.Compound.makeCompound([a, b])
print(len(list(r)), bool(r), r.remove(a) is r, len(list(r)))
print(bool(r.remove(b)), len(list(r)), bool(cq.Compound.makeCompound([])))
r = cq.Compound.makeCompound([a, b]).remove(b)
# prints: 2 True True 1
# prints: False 0 False
# expect: ok Compound volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a stranger taken away
import cadquery as cq
a, b = cq.Solid.makeBox(1, 1, 1), cq.Solid.makeBox(2, 2, 2)
r = cq.Compound.makeCompound([a]).remove(b)
# expect: ok Compound volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: ancestors
import cadquery as cq
b = cq.Solid.makeBox(1, 1, 1)
r = b.edges('|Z').ancestors(b, 'Face')
print(type(r).__name__, len(list(r)))
# prints: Compound 8
# expect: ok Compound volume=8 area=8 solids=0 faces=4 edges=12 vertices=8 valid=true

# case: ancestors of a kind that is none
import cadquery as cq
b = cq.Solid.makeBox(1, 1, 1)
r = b.edges('|Z').ancestors(b, 'Hole')
# expect: value KeyError

# case: ancestors of a stranger
import cadquery as cq
r = cq.Solid.makeBox(1, 1, 1).edges('|Z').ancestors(cq.Solid.makeBox(2, 2, 2), 'Face')
# expect: build Standard_NoSuchObject

# case: siblings
import cadquery as cq
b = cq.Workplane().box(1, 1, 1).edges('|Z').fillet(0.1).val()
t = b.faces('>Z or <Z')
for level in (1, 2, [1, 2]):
    print(len(list(t.siblings(b, 'Edge', level))))
print(len(list(t.siblings(b, 'Vertex', level=1))))
r = t.siblings(b, 'Edge')
# prints: 8
# prints: 0
# prints: 8
# prints: 8
# expect: ok Compound volume=3.828318531 area=3.828318531 solids=0 faces=8 edges=24 vertices=16 valid=true

# case: siblings of level 0
import cadquery as cq
b = cq.Solid.makeBox(1, 1, 1)
r = b.faces('>Z or <Z').siblings(b, 'Edge', 0)
# expect: memory RecursionError

# case: hollow and prisms
import cadquery as cq
b = cq.Workplane().box(4, 4, 4).edges('|Z').fillet(0.5).val()
c = cq.Compound.makeCompound([b])
r = c.dprism(None, [cq.Face.makePlane(1, 1, (0, 0, 2))], additive=False)
print(type(r).__name__, type(c.hollow([b.faces('>Z')], -0.2)).__name__)
# prints: Compound Compound
# expect: ok Compound volume=59.14159252 area=106.1371677 solids=1 faces=14 edges=36 vertices=24 valid=true
