# Selecting parts, relatives, and splitting.

# case: ancestors without a solid
import cadquery as cq
r = cq.Workplane().rect(1, 1).edges().ancestors('Wire')
# expect: value ValueError

# case: split halves
import cadquery as cq
for kw in [{'keepTop': True}, {'keepBottom': True}, {'keepTop': True, 'keepBottom': True}]:
    w = cq.Workplane().box(2, 2, 2).faces('>Z').workplane(-0.5).split(**kw)
    print(w.size(), [round(s.Volume(), 6) for s in w.vals()])
r = w
# prints: 1 [2.0]
# prints: 1 [6.0]
# prints: 2 [2.0, 6.0]
# expect: ok Compound volume=8 area=32 solids=2 faces=12 edges=24 vertices=16 valid=true

# case: split at several points
import cadquery as cq
w = cq.Workplane().box(8, 8, 2).pushPoints([(0, 0), (3, 3)])
r = w.split(keepTop=True)
print(w.ctx.pendingWires)
# prints: []
# expect: ok Compound volume=128 area=192 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: split takes pending wires along
import cadquery as cq
r = cq.Workplane().box(8, 8, 2).workplane().center(3, 0).circle(1).center(-3, 0).split(keepBottom=True)
# expect: ok Compound volume=67.14159265 area=166.2831853 solids=1 faces=8 edges=16 vertices=10 valid=true

# case: split of neither half
import cadquery as cq
r = cq.Workplane().box(1, 1, 1).split()
# expect: value ValueError

# case: split by a shape and by a workplane
import cadquery as cq
w = cq.Workplane().box(2, 2, 2)
print(w.split(cq.Face.makePlane(9, 9)).solids().size(), (w / cq.Workplane().sphere(0.5)).solids().size())
r = w.split(cq.Workplane().box(1, 1, 1))
# prints: 2 2
# expect: ok Compound volume=8 area=36 solids=2 faces=12 edges=24 vertices=16 valid=true

# case: split with too many arguments
import cadquery as cq
r = cq.Workplane().box(1, 1, 1).split(True, True, True)
# expect: type TypeError

# case: split without a solid
import cadquery as cq
r = cq.Workplane().split(True)
# expect: value ValueError

# case: kinds of parts
import cadquery as cq
w = cq.Workplane().box(1, 1, 1).union(cq.Workplane().box(1, 1, 1).translate((5, 0, 0)))
print([getattr(w, n)().size() for n in ['vertices', 'edges', 'wires', 'faces', 'shells', 'solids', 'compounds']])
print(w.faces('>X').vertices().size(), w.faces('>Q' if False else None).size(), w.faces('').size())
r = w
# prints: [16, 24, 12, 12, 2, 2, 1]
# prints: 4 12 12
# expect: ok Compound volume=2 area=12 solids=2 faces=12 edges=24 vertices=16 valid=true

# case: a bad selector
import cadquery as cq
r = cq.Workplane().box(1, 1, 1).faces('>Q')
# expect: value ParseException

# case: a selector that is no selector
import cadquery as cq
r = cq.Workplane().box(1, 1, 1).faces(5)
# expect: api AttributeError

# case: selecting from a tag that is not there
import cadquery as cq
r = cq.Workplane().box(1, 1, 1).faces(tag='x')
# expect: value ValueError

# case: copyWorkplane
import cadquery as cq
a, b = cq.Workplane('XZ', origin=(1, 2, 3)).box(1, 1, 1), cq.Workplane().rect(1, 1)
c = b.copyWorkplane(a)
print(c.parent is b, c.ctx is b.ctx, c.plane.origin.toTuple(), c.size())
r = b.copyWorkplane(5)
# prints: True True (1.0, 2.0, 3.0) 1
# expect: api AttributeError

# case: shell of every kind
import cadquery as cq
for kind in ['arc', 'intersection']:
    for t in [-0.1, 0.1]:
        for sel in ['>Z', '>Z or <Z', None]:
            w = cq.Workplane().box(2, 3, 4)
            s = (w.faces(sel) if sel else w).shell(t, kind)
            print(kind, t, sel, round(s.val().Volume(), 6), type(s.val()).__name__, s.val().ShapeType())
r = s
# prints: arc -0.1 >Z 4.344 Compound Solid
# prints: arc -0.1 >Z or <Z 3.84 Compound Solid
# prints: arc -0.1 None 4.848 Compound Solid
# prints: arc 0.1 >Z 4.806298 Compound Solid
# prints: arc 0.1 >Z or <Z 4.125664 Compound Solid
# prints: arc 0.1 None 5.486932 Compound Solid
# prints: intersection -0.1 >Z 4.344 Compound Solid
# prints: intersection -0.1 >Z or <Z 3.84 Compound Solid
# prints: intersection -0.1 None 4.848 Compound Solid
# prints: intersection 0.1 >Z 4.864 Compound Solid
# prints: intersection 0.1 >Z or <Z 4.16 Compound Solid
# prints: intersection 0.1 None 5.568 Compound Solid
# expect: ok Solid volume=5.568 area=111.44 solids=1 faces=12 edges=24 vertices=16 valid=true

# case: shell of an unknown kind
import cadquery as cq
r = cq.Workplane().box(2, 3, 4).shell(0.1, kind='tangent')
# expect: value KeyError

# case: shell without a solid
import cadquery as cq
r = cq.Workplane().shell(0.1, kind='x')
# expect: value ValueError

# case: fillets and chamfers ask for a solid first, then for edges, then for numbers
import cadquery as cq
for f in [lambda: cq.Workplane().fillet('x'), lambda: cq.Workplane().box(1, 1, 1).fillet('x'), lambda: cq.Workplane().box(1, 1, 1).faces('>X and <X').fillet('x'), lambda: cq.Workplane().chamfer(None), lambda: cq.Workplane().box(1, 1, 1).chamfer(None), lambda: cq.Workplane().box(1, 1, 1).edges('|Z').chamfer(0.1, 'x')]:
    try: f()
    except Exception as e: print(type(e).__name__)
# prints: ValueError
# prints: TypeError
# prints: ValueError
# prints: ValueError
# prints: TypeError
# prints: TypeError
# expect: empty

# case: chamfers of two lengths
import cadquery as cq
r = cq.Workplane().box(2, 2, 2).edges('|Z').chamfer(0.3, 0.1).faces('>Z').edges().fillet(0.05)
# expect: ok Compound volume=7.875930085 area=23.04408148 solids=1 faces=18 edges=40 vertices=24 valid=true

# case: section
import cadquery as cq
r = cq.Workplane().box(2, 3, 4).section(1)
print(type(r.val()).__name__, round(r.val().Area(), 6), round(cq.Workplane('XZ').box(2, 3, 4).section().val().Area(), 6))
# prints: Compound 6.0 6.0
# expect: ok Compound volume=6 area=6 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: ancestors
import cadquery as cq
w = cq.Workplane().box(1, 2, 3)
print(w.vertices('>X and >Y and >Z').ancestors('Edge').size(), w.edges('>Z and >Y').ancestors('Face').size(), w.faces('>Z').ancestors('Solid').size())
r = w.edges('>X and >Z').ancestors('Face').wires().toPending().extrude(1, combine=False)
# prints: 3 2 1
# expect: value ValueError

# case: siblings
import cadquery as cq
w = cq.Workplane().box(1, 2, 3)
print(w.faces('>Z').siblings('Edge').size(), w.faces('>Z').siblings('Edge', 2).size(), w.faces('>Z').siblings('Vertex').size(), w.edges('>X and >Y').siblings('Vertex').size())
# prints: 4 1 4 4
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: relatives by tag
import cadquery as cq
w = cq.Workplane().box(1, 2, 3).tag('b').faces('>Z').tag('t').edges('>X')
print(w.ancestors('Shell', tag='t').size(), w.siblings('Edge', 1, tag='t').size())
r = w.faces('<Z', tag='b').workplane().hole(0.3)
# prints: 1 4
# expect: ok Compound volume=5.787942496 area=24.68606172 solids=1 faces=7 edges=15 vertices=10 valid=true

# case: ancestors of an unknown kind
import cadquery as cq
r = cq.Workplane().box(1, 1, 1).edges().ancestors('edge')
# expect: value KeyError
