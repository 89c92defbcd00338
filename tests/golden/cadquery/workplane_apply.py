# What runs functions over the stack.

# case: each in global coordinates
import cadquery as cq
r = cq.Workplane().rarray(5, 5, 2, 2).each(lambda p: cq.Solid.makeBox(1, 1, 1, p))
print(r.size())
# prints: 1
# expect: ok Compound volume=4 area=24 solids=4 faces=24 edges=48 vertices=32 valid=true

# case: each in local coordinates
import cadquery as cq
r = cq.Workplane('XZ', origin=(10, 0, 0)).pushPoints([(1, 2), (4, 6)]).each(lambda p: cq.Solid.makeSphere(1, p, cq.Vector(0, 0, 1), -90, 90, 360), useLocalCoordinates=True)
c = r.val().Center()
print(round(c.x, 6), round(c.y, 6), round(c.z, 6))
# prints: 12.5 -0.0 4.0
# expect: ok Compound volume=8.37758041 area=25.13274123 solids=2 faces=2 edges=2 vertices=4 valid=true

# case: each over faces in local coordinates
import cadquery as cq
seen = []
def f(s):
    seen.append(tuple(round(x, 6) for x in s.Center().toTuple()))
    return s
r = cq.Workplane('YZ', origin=(1, 2, 3)).box(2, 2, 2).faces('>X').each(f, True, False)
print(seen, [round(x, 6) for x in r.val().Center().toTuple()])
# prints: [(0.0, 0.0, 1.0)] [2.0, 2.0, 3.0]
# expect: ok Face volume=4 area=4 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: each makes pending wires
import cadquery as cq
w = cq.Workplane().pushPoints([(0, 0), (5, 0)]).each(lambda p: cq.Wire.makeCircle(1, p, cq.Vector(0, 0, 1)), combine=False)
print(len(w.ctx.pendingWires))
r = w.extrude(2)
# prints: 2
# expect: ok Compound volume=12.56637061 area=37.69911184 solids=2 faces=6 edges=6 vertices=4 valid=true

# case: each with combine of each kind
import cadquery as cq
for combine in [True, 'a', 'cut', 's', False, 1, None, '']:
    w = cq.Workplane().box(4, 4, 1).faces('>Z').each(lambda f: cq.Solid.makeBox(1, 1, 1), combine=combine)
    print(combine, w.size(), round(sum(s.Volume() for s in w.vals()), 6))
# prints: True 1 16.5
# prints: a 1 16.5
# prints: cut 1 15.5
# prints: s 1 15.5
# prints: False 1 1.0
# prints: 1 1 16.5
# prints: None 1 1.0
# prints:  1 1.0
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: each without a stack
import cadquery as cq
print(cq.Workplane().each(lambda p: p, combine=False).size())
# prints: 0
# expect: empty

# case: each of nothing, combined
import cadquery as cq
r = cq.Workplane().each(lambda p: p)
# expect: value IndexError

# case: each giving no shape
import cadquery as cq
r = cq.Workplane().pushPoints([(0, 0)]).each(lambda p: 5)
# expect: api AttributeError

# case: each giving no shape is kept uncombined
import cadquery as cq
print(cq.Workplane().pushPoints([(0, 0)]).each(lambda p: 5, combine=False).vals())
# prints: [5]
# expect: empty

# case: an unknown combine
import cadquery as cq
r = cq.Workplane().box(1, 1, 1).faces('>Z').each(lambda f: cq.Solid.makeBox(1, 1, 1), combine='b')
# expect: name UnboundLocalError

# case: eachpoint of a shape, a workplane and a function
import cadquery as cq
b = cq.Workplane().box(1, 1, 1)
for arg in [b.val(), b, lambda l: b.val().moved(l)]:
    for local in [False, True]:
        for combine in [False, True, 'a', 'cut', 's']:
            w = cq.Workplane('XZ', origin=(1, 0, 0)).pushPoints([(0, 0), (5, 1)]).eachpoint(arg, local, combine)
            c = cq.Compound.makeCompound(w.vals()).Center()
            print(local, combine, w.size(), round(c.x, 6), round(c.y, 6), round(c.z, 6))
# prints: False False 2 3.5 0.5 -0.0
# prints: False True 1 3.5 0.5 -0.0
# prints: False a 1 3.5 0.5 -0.0
# prints: False cut 1 3.5 0.5 -0.0
# prints: False s 1 3.5 0.5 -0.0
# prints: True False 2 3.5 -0.0 0.5
# prints: True True 1 3.5 -0.0 0.5
# prints: True a 1 3.5 -0.0 0.5
# prints: True cut 1 3.5 -0.0 0.5
# prints: True s 1 3.5 -0.0 0.5
# prints: False False 2 3.5 0.5 -0.0
# prints: False True 1 3.5 0.5 -0.0
# prints: False a 1 3.5 0.5 -0.0
# prints: False cut 1 3.5 0.5 -0.0
# prints: False s 1 3.5 0.5 -0.0
# prints: True False 2 3.5 -0.0 0.5
# prints: True True 1 3.5 -0.0 0.5
# prints: True a 1 3.5 -0.0 0.5
# prints: True cut 1 3.5 -0.0 0.5
# prints: True s 1 3.5 -0.0 0.5
# prints: False False 2 3.5 0.5 -0.0
# prints: False True 1 3.5 0.5 -0.0
# prints: False a 1 3.5 0.5 -0.0
# prints: False cut 1 3.5 0.5 -0.0
# prints: False s 1 3.5 0.5 -0.0
# prints: True False 2 3.5 -0.0 0.5
# prints: True True 1 3.5 -0.0 0.5
# prints: True a 1 3.5 -0.0 0.5
# prints: True cut 1 3.5 -0.0 0.5
# prints: True s 1 3.5 -0.0 0.5
# expect: ok Compound volume=2 area=12 solids=2 faces=12 edges=24 vertices=16 valid=true

# case: eachpoint on a base
import cadquery as cq
for combine in [False, True, 'a', 'cut', 's']:
    w = cq.Workplane().box(9, 9, 1).faces('>Z').workplane().pushPoints([(0, 0), (3, 1)]).eachpoint(cq.Solid.makeBox(1, 1, 1, cq.Vector(0, 0, -0.5)), True, combine)
    print(combine, w.size(), round(sum(s.Volume() for s in w.vals()), 6))
# prints: False 2 2.0
# prints: True 1 82.0
# prints: a 1 82.0
# prints: cut 1 80.0
# prints: s 1 80.0
# expect: ok Compound volume=80 area=202 solids=1 faces=16 edges=36 vertices=24 valid=true

# case: eachpoint of a workplane of several shapes
import cadquery as cq
b = cq.Workplane().box(1, 1, 1).add(cq.Workplane().sphere(0.3)).add(cq.Vector(1, 2, 3))
r = cq.Workplane().rarray(4, 4, 2, 1).eachpoint(b)
print(r.size())
# prints: 4
# expect: ok Compound volume=2.226194671 area=14.26194671 solids=4 faces=14 edges=26 vertices=20 valid=true

# case: eachpoint of wires makes them pending
import cadquery as cq
r = cq.Workplane().rarray(4, 4, 2, 1).eachpoint(cq.Wire.makeCircle(1, cq.Vector(), cq.Vector(0, 0, 1))).extrude(1)
# expect: ok Compound volume=6.283185307 area=25.13274123 solids=2 faces=6 edges=6 vertices=4 valid=true

# case: eachpoint with what is no shape
import cadquery as cq
r = cq.Workplane().eachpoint(5)
# expect: value ValueError

# case: eachpoint of a function that gives no shape
import cadquery as cq
r = cq.Workplane().eachpoint(lambda l: 5, True)
# expect: api AttributeError

# case: cutEach
import cadquery as cq
r = cq.Workplane().box(5, 5, 2).faces('>Z').workplane().rarray(2, 2, 2, 2).cutEach(lambda l: cq.Solid.makeCylinder(0.3, 1, cq.Vector(), cq.Vector(0, 0, -1)).moved(l), True)
# expect: ok Compound volume=48.86902664 area=97.53982237 solids=1 faces=14 edges=24 vertices=16 valid=true

# case: cutEach with global places and without cleaning
import cadquery as cq
r = cq.Workplane().box(5, 5, 2).pushPoints([(1, 1)]).cutEach(lambda l: cq.Solid.makeBox(1, 1, 5).moved(l), clean=False)
# expect: ok Compound volume=49 area=94 solids=1 faces=11 edges=24 vertices=16 valid=true

# case: cutEach of a shape
import cadquery as cq
r = cq.Workplane().box(5, 5, 2).cutEach(cq.Solid.makeBox(1, 1, 5))
# expect: ok Compound volume=49 area=94 solids=1 faces=11 edges=24 vertices=16 valid=true

# case: cutEach without a solid
import cadquery as cq
r = cq.Workplane().cutEach(lambda l: l)
# expect: value ValueError

# case: filter, map, apply, sort
import cadquery as cq
w = cq.Workplane().box(1, 2, 3)
print(w.faces().filter(lambda f: f.Area() > 3).size(), w.faces().filter(None).size(), w.faces().map(lambda f: f.Center()).vals()[0].toTuple())
print([round(e.Length(), 3) for e in w.edges().sort(lambda e: -e.Length()).vals()][:5])
print(w.edges().sort(lambda e: e.Length())[:3].size(), w.faces().apply(lambda fs: fs[:2]).size(), w.faces().apply(lambda fs: (f for f in fs)).size())
r = w.faces().sort(lambda f: f.Center().z)[-1].wires().toPending().extrude(1)
# prints: 2 6 (-0.5, 1.3877787807814457e-17, 3.903127820947816e-17)
# prints: [3.0, 3.0, 3.0, 3.0, 2.0]
# prints: 3 2 6
# expect: ok Compound volume=8 area=28 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: sort by keys that cannot be compared
import cadquery as cq
r = cq.Workplane().box(1, 2, 3).faces().sort(lambda f: f.Center() if f.Area() > 3 else 1)
# expect: type TypeError

# case: filter is not told what to call
import cadquery as cq
r = cq.Workplane().box(1, 2, 3).faces().filter(5)
# expect: type TypeError

# case: apply gives nothing to iterate
import cadquery as cq
r = cq.Workplane().box(1, 2, 3).faces().apply(lambda f: 5)
# expect: type TypeError

# case: items of the stack
import cadquery as cq
w = cq.Workplane().box(1, 2, 3).faces()
print(w[0].size(), w[-1].size(), w[1:3].size(), w[::2].size(), w[0, 2, 4].size(), w[[1, 2]].size(), w[range(3)].size(), w[(i for i in (0, 1))].size())
print(w.first().size(), w.last().size(), w.item(2).size(), len(w.all()), w.all()[1].size(), len([f for f in w]))
r = w[6]
# prints: 1 1 2 3 3 2 3 2
# prints: 1 1 1 6 1 6
# expect: value IndexError

# case: first of nothing is nothing, last of nothing fails
import cadquery as cq
print(cq.Workplane().first().size())
r = cq.Workplane().last()
# prints: 0
# expect: value IndexError

# case: item of a float
import cadquery as cq
r = cq.Workplane().box(1, 1, 1).faces()[1.0]
# expect: type TypeError

# case: iterating flattens compounds
import cadquery as cq
w = cq.Workplane().rarray(3, 3, 2, 2).box(1, 1, 1)
print([type(s).__name__ for s in w], [type(v).__name__ for v in cq.Workplane().pushPoints([(0, 0)])])
print(len(list(cq.Workplane().placeSketch(cq.Sketch().rarray(3, 3, 2, 2).rect(1, 1)))))
# prints: ['Solid', 'Solid', 'Solid', 'Solid'] []
# prints: 4
# expect: ok Compound volume=4 area=24 solids=4 faces=24 edges=48 vertices=32 valid=true

# case: moves read their arguments for shapes alone
import cadquery as cq
for move in [lambda w: w.rotate('a', None, 'b'), lambda w: w.translate(5)]:
    print(move(cq.Workplane()).size(), move(cq.Workplane().center(1, 1)).size())
    try:
        move(cq.Workplane().center(1, 1).add(cq.Solid.makeBox(1, 1, 1)))
    except TypeError as e:
        print(e)
# prints: 0 1
# prints: Expected three floats, OCC gp_, or 3-tuple
# prints: 0 1
# prints: Expected three floats, OCC gp_, or 3-tuple
# expect: empty
