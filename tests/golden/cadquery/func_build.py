# Free functions that join shapes to bigger ones.

# case: wires
from cadquery.func import *
b = box(1, 1, 1)
for w in (wire(segment((0, 0), (1, 0)), segment((1, 0), (1, 1))), wire([circle(1)]), wire(b.faces('>Z').edges()), wire(rect(1, 1)), wire((segment((0, 0), (1, 0)),))):
    print(w.ShapeType(), round(w.Length(), 6))
r = wire(rect(1, 2))
# prints: Wire 2.0
# prints: Wire 6.283185
# prints: Wire 4.0
# prints: Wire 4.0
# prints: Wire 1.0
# expect: ok Wire volume=6 area=0 solids=0 faces=0 edges=4 vertices=4 valid=true

# case: a wire of edges apart
from cadquery.func import *
r = wire(segment((0, 0), (1, 0)), segment((5, 0), (6, 0)))
# expect: build StdFail_NotDone

# case: a wire of a face
from cadquery.func import *
r = wire(plane(1, 1))
# expect: value ValueError

# case: a wire of numbers
from cadquery.func import *
r = wire(1)
# expect: api AttributeError

# case: faces
from cadquery.func import *
for f in (face(rect(2, 2)), face(circle(1)), face(rect(2, 2), circle(0.5)), face([rect(2, 2), circle(0.5)]), face(compound(rect(2, 2), circle(0.5)))):
    print(f.ShapeType(), round(f.Area(), 6), len(f.Wires()))
r = face(ellipse(2, 1))
# prints: Face 4.0 1
# prints: Face 3.141593 1
# prints: Face 3.214602 2
# prints: Face 3.214602 2
# prints: Face 3.214602 2
# expect: ok Face volume=6.283185307 area=6.283185307 solids=0 faces=1 edges=1 vertices=1 valid=true

# case: a face of an open wire
from cadquery.func import *
r = face(polyline((0, 0), (1, 0), (1, 1)))
# expect: value ValueError

# case: a face of a vertex
from cadquery.func import *
r = face(vertex(0, 0, 0))
# expect: value ValueError

# case: shells
from cadquery.func import *
b = box(1, 1, 1)
for s in (shell(b.Faces()), shell(*b.Faces()), shell(b.faces()), shell(b.faces('>Z')), shell(b.Faces()[:5]), shell(b.Faces(), tol=1e-3), shell(b.Faces(), manifold=False), shell(sphere(1).face())):
    print(s.ShapeType(), round(s.Area(), 6), len(s.Faces()))
r = shell(b.Faces()[1:])
# prints: Shell 6.0 6
# prints: Shell 6.0 6
# prints: Shell 6.0 6
# prints: Face 1.0 1
# prints: Shell 5.0 5
# prints: Shell 6.0 6
# prints: Shell 6.0 6
# prints: Shell 3.141593 1
# expect: ok Shell volume=5 area=5 solids=0 faces=5 edges=12 vertices=8 valid=true

# case: a shell in a context
from cadquery.func import *
b = box(1, 1, 1)
f = b.Faces()
r = shell(f[0], f[1], ctx=shell(f[2:]))
print(r.ShapeType(), len(r.Faces()))
# prints: Shell 4
# expect: ok Shell volume=4 area=4 solids=0 faces=4 edges=12 vertices=8 valid=true

# case: a shell in a context of several
from cadquery.func import *
f = box(1, 1, 1).Faces()
r = shell(f[0], ctx=[f[2], f[4]])
print(r.ShapeType(), len(r.Faces()))
# prints: Shell 2
# expect: ok Shell volume=2 area=2 solids=0 faces=2 edges=7 vertices=6 valid=true

# case: a shell of edges
from cadquery.func import *
r = shell(rect(1, 1))
# expect: value ValueError

# case: solids
from cadquery.func import *
b = box(1, 1, 1)
for s in (solid(b.Faces()), solid(*b.Faces()), solid(b.faces()), solid(shell(b.faces())), solid(b.Faces(), tol=1e-3), solid(b.Faces(), box(0.5, 0.5, 0.5).moved(z=0.2).Faces()), solid(shell(b.faces()), shell(box(2, 2, 2).faces()))):
    print(s.ShapeType(), round(s.Volume(), 6), len(s.Shells()))
r = solid(b.Faces(), inner=[f.moved(z=0.2) for f in sphere(0.5).Faces()])
# prints: Solid 1.0 1
# prints: Solid 1.0 1
# prints: Solid 1.0 1
# prints: Solid 1.0 1
# prints: Solid 1.0 1
# prints: Solid 0.875 2
# prints: Compound 9.0 2
# expect: ok Solid volume=0.9345501531 area=6.785398163 solids=1 faces=7 edges=13 vertices=10 valid=true

# case: a solid of one open face
from cadquery.func import *
r = solid(plane(1, 1))
# expect: type TypeError

# case: a solid of nothing
from cadquery.func import *
r = solid()
# expect: type TypeError

# case: a solid of an edge
from cadquery.func import *
r = solid(circle(1))
# expect: value ValueError

# case: compounds
from cadquery.func import *
print(len(list(compound())), len(list(compound([]))), len(list(compound(box(1, 1, 1), circle(1)))), len(list(compound([box(1, 1, 1)]))), len(list(compound((vertex(0, 0, 0), vertex(1, 0, 0))))))
r = compound(box(1, 1, 1), box(1, 1, 1).moved(x=3))
# prints: 0 0 2 1 2
# expect: ok Compound volume=2 area=12 solids=2 faces=12 edges=24 vertices=16 valid=true

# case: a compound of a generator
from cadquery.func import *
r = compound(box(1, 1, v) for v in (1, 2))
# expect: api AttributeError

# case: a compound of numbers
from cadquery.func import *
r = compound(1, 2)
# expect: api AttributeError
