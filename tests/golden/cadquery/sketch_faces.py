# Faces of a sketch: shapes, modes, face(), each().

# case: every shape
import cadquery as cq
for s in [cq.Sketch().rect(2, 3), cq.Sketch().rect(2, 3, 30), cq.Sketch().circle(2), cq.Sketch().ellipse(3, 1), cq.Sketch().ellipse(1, 3, 20),
          cq.Sketch().trapezoid(4, 2, 60), cq.Sketch().trapezoid(4, 2, 60, 80, 10), cq.Sketch().slot(4, 2), cq.Sketch().slot(4, 2, angle=45),
          cq.Sketch().regularPolygon(2, 6), cq.Sketch().regularPolygon(2, 5, 15), cq.Sketch().polygon([(0, 0), (3, 0), (0, 3)]),
          cq.Sketch().polygon([cq.Vector(0, 0), (3, 0), [0, 3], (0, 0)], 30)]:
    b = s._faces.BoundingBox()
    print(round(s._faces.Area(), 5), round(b.xlen, 4), round(b.ylen, 4), len(s._faces.Faces()), len(s._faces.Edges()))
# prints: 6.0 2.0 3.0 1 4
# prints: 6.0 3.2321 3.5981 1 4
# prints: 12.56637 4.0 4.0 1 1
# prints: 9.42478 6.0 2.0 1 1
# prints: 9.42478 2.7827 5.6795 1 1
# prints: 5.6906 4.0 2.0 1 4
# prints: 6.49265 3.9392 2.603 1 4
# prints: 11.14159 6.0 2.0 1 4
# prints: 11.14159 4.8284 4.8284 1 4
# prints: 10.3923 3.4641 4.0 1 6
# prints: 9.51057 3.6746 3.799 1 5
# prints: 4.5 3.0 3.0 1 3
# prints: 4.5 4.0981 2.5981 1 3
# expect: empty

# case: shapes that are refused
import cadquery as cq
for f in [lambda: cq.Sketch().trapezoid(4, 2, 0), lambda: cq.Sketch().regularPolygon(2, 0), lambda: cq.Sketch().regularPolygon(2, 3.5),
          lambda: cq.Sketch().circle(0), lambda: cq.Sketch().circle(-1), lambda: cq.Sketch().rect(2), lambda: cq.Sketch().polygon([1, 2, 3]),
          lambda: cq.Sketch().polygon([(0, 0), (1, 0), (1, 1, 1, 1)]), lambda: cq.Sketch().ellipse(1, 0)]:
    try:
        f()
        print('ok')
    except Exception as e:
        print(type(e).__name__)
# prints: ZeroDivisionError
# prints: ZeroDivisionError
# prints: TypeError
# prints: ValueError
# prints: Standard_ConstructionError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: ok
# expect: empty

# case: modes
import cadquery as cq
def S():
    return cq.Sketch().rect(4, 4)
for m in 'asirc':
    s = S().push([(2, 0), (-2, 0)]).circle(1, mode=m, tag='t').reset()
    print(m, round(s._faces.Area(), 5), len(s._faces.Faces()), len(s._tags['t']), round(s._tags['t'][0].Area(), 5))
# prints: a 19.14159 5 2 3.14159
# prints: s 12.85841 1 2 3.14159
# prints: i 3.14159 2 2 3.14159
# prints: r 6.28319 2 2 3.14159
# prints: c 16.0 1 2 3.14159
# expect: empty

# case: an unknown mode
import cadquery as cq
try:
    cq.Sketch().rect(1, 1, mode='x')
except ValueError as e:
    print(e)
try:
    cq.Sketch().rect(1, 1, mode='c')
except ValueError as e:
    print(e)
try:
    cq.Sketch().rect(1, 1, mode=None)
except ValueError as e:
    print(e)
# prints: Invalid mode: x
# prints: No tag specified - the geometry will be unreachable
# prints: Invalid mode: None
# expect: empty

# case: subtracting from nothing
import cadquery as cq
cq.Sketch().rect(1, 1, mode='s')
# expect: value ValueError

# case: replacing
import cadquery as cq
r = cq.Sketch().rect(5, 5).push([(0, 0), (3, 0)]).rect(2, 2, mode='r').reset()
# expect: ok Compound volume=8 area=8 solids=0 faces=2 edges=8 vertices=8 valid=true

# case: face of a wire, edges, a sketch, a face, a compound
import cadquery as cq
w = cq.Wire.makeCircle(1, cq.Vector(), cq.Vector(0, 0, 1))
big = cq.Wire.makeCircle(3, cq.Vector(), cq.Vector(0, 0, 1))
def show(s):
    print(round(s._faces.Area(), 5), len(s._faces.Faces()), s._faces.ShapeType())
show(cq.Sketch().face(w))
show(cq.Sketch().face(w.Edges()))
show(cq.Sketch().face(big.Edges() + w.Edges()))
show(cq.Sketch().face(e for e in big.Edges()))
show(cq.Sketch().face(cq.Sketch().rect(2, 2).push([(4, 0)]).rect(1, 1)))
show(cq.Sketch().face(cq.Face.makePlane(2, 3)))
show(cq.Sketch().face(cq.Workplane().box(1, 1, 1).val()))
show(cq.Sketch().face(cq.Edge.makeCircle(1)))
show(cq.Sketch().rect(4, 4).face(cq.Face.makePlane(2, 1), angle=45, mode='s'))
show(cq.Sketch().rect(4, 4).push([(1, 1), (-1, -1)]).face(cq.Face.makePlane(1, 1), mode='s', ignore_selection=True))
# prints: 3.14159 1 Face
# prints: 3.14159 1 Face
# prints: 25.13274 1 Face
# prints: 28.27433 1 Face
# prints: 5.0 2 Compound
# prints: 6.0 1 Face
# prints: 6.0 6 Compound
# expect: value IndexError

# case: face of what is none
import cadquery as cq
for v in 3, None, 'ab', [1], [], [cq.Location()], 2.5, cq.Location():
    try:
        cq.Sketch().face(v)
        print('ok')
    except Exception as e:
        print(type(e).__name__)
# prints: ValueError
# prints: ValueError
# prints: AttributeError
# prints: AttributeError
# prints: IndexError
# prints: TypeError
# prints: ValueError
# prints: ValueError
# expect: empty

# case: each with faces, compounds and sketches
import cadquery as cq
f = cq.Face.makePlane(1, 2)
s = cq.Sketch().push([(0, 0), (5, 0)]).each(lambda l: f.located(l))
print(len(s._faces.Faces()), round(s._faces.Area(), 5))
s = cq.Sketch().push([(0, 0), (5, 0)]).each(lambda l: cq.Sketch().rect(1, 1).push([(2, 0)]).circle(0.2).moved(l), tag='t')
print(len(s._faces.Faces()), round(s._faces.Area(), 5), len(s._tags['t']))
s = cq.Sketch().rect(9, 9).push([(0, 0), (3, 0)]).each(lambda l: f.moved(l), mode='s', ignore_selection=True)
print(len(s._faces.Faces()), round(s._faces.Area(), 5))
r = s.reset()
# prints: 2 4.0
# prints: 4 2.25133 4
# prints: 1 79.0
# expect: ok Face volume=79 area=79 solids=0 faces=1 edges=8 vertices=8 valid=true

# case: each over selected vertices
import cadquery as cq
r = cq.Sketch().rect(4, 4).vertices().each(lambda l: cq.Face.makePlane(1, 1).moved(l)).reset()
# expect: ok Compound volume=19 area=19 solids=0 faces=9 edges=36 vertices=28 valid=true

# case: each that gives no shape
import cadquery as cq
cq.Sketch().rect(1, 1).each(lambda l: 1)
# expect: api AttributeError

# case: each of no callable
import cadquery as cq
cq.Sketch().each(1)
# expect: type TypeError

# case: importing a file that is not there
import cadquery as cq
try:
    cq.Sketch().importDXF('nothing.dxf', include=['a'], exclude=['b'])
except ValueError as e:
    print(e)
cq.Sketch().importDXF('nothing.dxf')
# prints: you may specify either 'include' or 'exclude' but not both
# expect: value FileNotFoundError

# case: cleaning
import cadquery as cq
s = cq.Sketch().rect(2, 2).push([(1, 0)]).rect(2, 2).reset()
print(len(s._faces.Faces()))
r = s.clean()
# prints: 3
# expect: ok Face volume=6 area=6 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: constructor with faces, places and a parent
import cadquery as cq
s = cq.Sketch(obj=cq.Sketch().rect(2, 2)._faces, locs=[cq.Location((1, 0, 0)), cq.Location((5, 0, 0))], parent='me')
print(s.parent, len(s.locs), len(list(s)), s.finalize())
r = cq.Workplane().placeSketch(s).extrude(1)
# prints: me 2 2 me
# expect: ok Solid volume=4 area=16 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a sketch's places in an extrusion
import cadquery as cq
s = cq.Sketch(locs=(cq.Location((0, 0, 1)), cq.Location((5, 0, 0)))).rect(1, 1)
w = cq.Workplane().newObject([s])
r = w.extrude(2)
# expect: ok Compound volume=4 area=20 solids=2 faces=12 edges=24 vertices=16 valid=true

# case: iterating faces and edges
import cadquery as cq
s = cq.Sketch(locs=[cq.Location((0, 0, 1)), cq.Location((5, 0, 0))]).rect(1, 1)
print([(f.ShapeType(), f.Center().toTuple()) for f in s])
s = cq.Sketch(locs=[cq.Location((0, 0, 1)), cq.Location((5, 0, 0))]).segment((0, 0), (1, 0))
print([(f.ShapeType(), f.Center().toTuple()) for f in s])
# prints: [('Face', (8.023096076392733e-18, -2.0816681711721685e-17, 1.0)), ('Face', (5.0, -2.0816681711721685e-17, 0.0))]
# prints: [('Edge', (0.5, 0.0, 1.0)), ('Edge', (5.5, 0.0, 0.0))]
# expect: empty

# case: places that are no list
import cadquery as cq
cq.Sketch(locs=None)
# expect: type TypeError
