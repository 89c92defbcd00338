# Curves and faces mapped onto a face.

# case: edges through points of a surface
from cadquery.func import *
s = sphere(2).face()
for e in (edgeOn(s, [(0, 0), (0.1, 0.1), (0.2, 0)]), edgeOn(s, [(0, 0), (0.3, 0.1), (0.2, 0.4)], periodic=True), edgeOn(base=s, pts=[(0, 0), (1, 1)], tol=1e-3)):
    print(e.ShapeType(), round(e.Length(), 5), e.IsClosed())
r = edgeOn(plane(1, 1), [(0, 0), (0.1, 0.1), (0.2, 0)])
# prints: Edge 0.29534 False
# prints: Edge 1.26956 True
# prints: Edge 1.31144 False
# expect: ok Edge volume=0.2956546353 area=0 solids=0 faces=0 edges=1 vertices=2 valid=true

# case: edges mapped
from cadquery.func import *
s = cylinder(2, 4).face('%CYLINDER')
for e in (edgeOn(s, circle(0.3)), edgeOn(s, segment((0, 1), (1, 1))), edgeOn(s, rect(0.5, 0.5), circle(0.1)), edgeOn(s, circle(0.3), N=40, tol=1e-4), wireOn(s, rect(0.5, 0.5)), wireOn(s, wire(circle(1)), N=10)):
    print(e.ShapeType(), round(e.Edges()[0].Length(), 4), len(e.Edges()))
r = wireOn(s, rect(1, 1), tol=1e-5)
# prints: Edge 1.8849 1
# prints: Edge 1.0 1
# prints: Compound 0.5 5
# prints: Edge 1.885 1
# prints: Wire 0.5 4
# prints: Wire 6.2823 1
# expect: ok Wire volume=4.000001103 area=0 solids=0 faces=0 edges=4 vertices=4 valid=true

# case: a face mapped
from cadquery.func import *
c = cylinder(2, 4).face('%CYLINDER')
r = faceOn(c, face(rect(1, 1), circle(0.3)).moved(x=1, y=2))
# expect: ok Face volume=0.7172670442 area=0.7172670442 solids=0 faces=1 edges=5 vertices=5 valid=true

# case: faces mapped
from cadquery.func import *
c = cylinder(2, 4).face('%CYLINDER')
r = faceOn(c, face(rect(0.5, 0.5)).moved(y=1), compound(face(circle(0.2)).moved(x=2, y=1), face(circle(0.2)).moved(x=3, y=1)))
# expect: ok Compound volume=0.5013187653 area=0.5013187653 solids=0 faces=3 edges=6 vertices=6 valid=true

# case: mapped onto an edge
from cadquery.func import *
r = faceOn(circle(1), plane(1, 1))
# expect: value ValueError

# case: projected along a direction
from cadquery.func import *
for s in (project(circle(0.2).moved(z=5), sphere(2), (0, 0, -1)), project(rect(0.2, 0.2).moved(z=5), box(1, 1, 1).faces('>Z'), Vector(0, 0, -1)), project(circle(1), box(1, 1, 1).moved(x=9), (0, 0, 1))):
    print(s.ShapeType(), len(s.Edges()), round(sum(e.Length() for e in s.Edges()), 4))
r = project(segment((-0.1, 0, 5), (0.1, 0, 5)), plane(1, 1), (0, 0, -1))
# prints: Compound 2 2.5133
# prints: Compound 4 0.8
# prints: Compound 0 0
# expect: ok Wire volume=0.2 area=0 solids=0 faces=0 edges=1 vertices=2 valid=true

# case: projected along normals
from cadquery.func import *
for s in (project(circle(0.2).moved(z=5), plane(1, 1)), project(rect(0.2, 0.2).moved(z=5), box(1, 1, 1).faces('>Z'), 'C1', 5, 20, 1e-3), project(segment((0.5, 0, 1), (0.5, 0.3, 1)), cylinder(0.5, 3).face('%CYLINDER'), degree=4)):
    print(s.ShapeType(), len(s.Edges()), round(sum(e.Length() for e in s.Edges()), 4))
r = project(s=circle(0.2).moved(z=2), base=plane(1, 1), tol=1e-5)
# prints: Edge 1 1.2566
# prints: Compound 4 0.8
# prints: Edge 1 0.1351
# expect: ok Edge volume=1.256634178 area=0 solids=0 faces=0 edges=1 vertices=1 valid=true

# case: a solid projected
from cadquery.func import *
r = project(box(1, 1, 1), plane(1, 1))
# expect: value ValueError
