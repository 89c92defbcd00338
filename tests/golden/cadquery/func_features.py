# Free functions that change shapes.

# case: fillets and chamfers
from cadquery.func import *
b = box(1, 1, 1)
for s in (fillet(b, b.edges('|Z'), 0.1), fillet(b, b.faces('>Z'), 0.1), chamfer(b, b.edges('>Z'), 0.1), chamfer(b, b, 0.1), fillet(compound(b), b.edge('|Z'), 0.2), fillet(shell(b.faces()), b.edges('|Z'), 0.1) if False else b):
    print(s.ShapeType(), round(s.Volume(), 6), len(s.Faces()))
r = fillet(b, b.edges('>Z'), r=0.2)
# prints: Solid 0.991416 10
# prints: Solid 0.991799 10
# prints: Solid 0.981333 10
# prints: Solid 0.945333 26
# prints: Solid 0.991416 7
# prints: Solid 1.0 6
# expect: ok Solid volume=0.9687315613 area=5.63398226 solids=1 faces=10 edges=20 vertices=12 valid=true

# case: a fillet that is too large
from cadquery.func import *
b = box(1, 1, 1)
r = fillet(b, b.edges(), 2)
# expect: build StdFail_NotDone

# case: a fillet of a face
from cadquery.func import *
p = plane(1, 1)
r = fillet(p, p.edges(), 0.1)
# expect: value ValueError

# case: corners
from cadquery.func import *
p = plane(2, 2)
print(round(fillet2D(p, p, 0.5).Area(), 6), round(chamfer2D(p, p.vertices('>X'), 0.5).Area(), 6))
r = fillet2D(p, p.vertices('>X'), 0.5)
# prints: 3.785398 3.75
# expect: ok Face volume=3.892699082 area=3.892699082 solids=0 faces=1 edges=6 vertices=6 valid=true

# case: one corner, which CadQuery passes over
from cadquery.func import *
p = plane(2, 2)
r = fillet2D(p, p.vertices('>X and >Y'), 0.5)
# expect: build StdFail_NotDone

# case: corners of another face
from cadquery.func import *
r = chamfer2D(plane(1, 1), plane(2, 2), 0.1)
# expect: value KeyError

# case: extruded vertices, edges, wires and faces
from cadquery.func import *
for s in (extrude(vertex(0, 0, 0), (0, 0, 2)), extrude(circle(1), (0, 0, 2)), extrude(rect(1, 1), Vector(0, 0, 2)), extrude(plane(1, 1), (0, 0, 2), both=True), extrude(compound(plane(1, 1), plane(1, 1).moved(x=3)), (0, 0, 1))):
    b = s.BoundingBox()
    print(s.ShapeType(), len(s.Faces()), round(b.zmin, 4) + 0, round(b.zmax, 4))
r = extrude(face(rect(2, 2), circle(0.5)), (0, 1, 2))
# prints: Edge 0 0.0 2.0
# prints: Face 1 0.0 2.0
# prints: Shell 4 0.0 2.0
# prints: Solid 6 -2.0 2.0
# prints: Compound 12 0.0 1.0
# expect: ok Solid volume=6.429203673 area=30.03264282 solids=1 faces=7 edges=15 vertices=10 valid=true

# case: an extruded solid
from cadquery.func import *
r = extrude(box(1, 1, 1), (0, 0, 1))
# expect: value ValueError

# case: extruded by nothing
from cadquery.func import *
r = extrude(plane(1, 1), (0, 0, 0))
# expect: build Standard_ConstructionError

# case: revolved
from cadquery.func import *
for s in (revolve(vertex(1, 0, 0), (0, 0, 0), (0, 0, 1)), revolve(segment((1, 0, 0), (1, 0, 1)), (0, 0, 0), (0, 0, 1), 90), revolve(compound(plane(1, 1).moved(x=3), plane(1, 1).moved(x=6)), (0, 0, 0), (0, 1, 0), 180)):
    print(s.ShapeType(), round(s.Area(), 6), len(s.Faces()), len(s.Edges()))
r = revolve(plane(1, 1).moved(x=3), (0, 0, 0), (0, 1, 0), a=90)
# prints: Edge 0.0 0 1
# prints: Face 1.570796 1 4
# prints: Compound 117.097336 12 24
# expect: ok Solid volume=4.71238898 area=20.84955592 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: revolved about no axis
from cadquery.func import *
r = revolve(plane(1, 1), (0, 0, 0), (0, 0, 0))
# expect: build Standard_ConstructionError

# case: offset
from cadquery.func import *
for s in (offset(plane(1, 1), 0.2), offset(plane(1, 1), 0.2, cap=False), offset(plane(1, 1), 0.2, both=True), offset(shell(box(1, 1, 1).faces()), 0.1, False), offset(compound(plane(1, 1), plane(1, 1).moved(x=3)), 0.1)):
    print(s.ShapeType(), round(s.Volume(), 6), len(s.Faces()))
r = offset(sphere(2).face(), -0.2)
# prints: Solid 0.2 6
# prints: Face 1.0 1
# prints: Solid 0.4 10
# prints: Shell 8.64 6
# prints: Compound 0.2 12
# expect: ok Solid volume=2.04412962 area=20.60884781 solids=1 faces=2 edges=2 vertices=4 valid=true

# case: offset of a solid
from cadquery.func import *
r = offset(box(1, 1, 1), 0.1)
# expect: value ValueError

# case: offset in a plane
from cadquery.func import *
for s in (offset2D(rect(1, 1), 0.1), offset2D(rect(1, 1), -0.1), offset2D(rect(1, 1), 0.1, kind='intersection'), offset2D(circle(1), 0.1), offset2D(segment((0, 0), (1, 0)), 0.1, plane(1, 1)), offset2D(rect(2, 2), 0.1, plane(1, 1), 'tangent')):
    print(s.ShapeType(), round(s.Edges()[0].Length(), 4), len(s.Edges()))
r = offset2D(rect(4, 4), -0.2, ctx=plane(1, 1))
# prints: Wire 1.0 8
# prints: Wire 0.8 4
# prints: Wire 1.2 4
# prints: Wire 6.9115 1
# prints: Wire 0.3142 6
# prints: Wire 2.2 4
# expect: ok Wire volume=14.4 area=0 solids=0 faces=0 edges=4 vertices=4 valid=true

# case: offset in a plane, left open
# kernel: 7.8 breaks the long edge in two
from cadquery.func import *
r = offset2D(polyline((0, 0), (1, 0), (1, 1)), 0.1, closed=False)
# expect: ok Wire volume=2.157079633 area=0 solids=0 faces=0 edges=3 vertices=4 valid=true

# case: offset of an unknown kind
from cadquery.func import *
r = offset2D(rect(1, 1), 0.1, kind='round')
# expect: value KeyError

# case: offset of a face in a plane
from cadquery.func import *
r = offset2D(plane(1, 1), 0.1)
# expect: value ValueError

# case: hollow
from cadquery.func import *
b = box(2, 2, 2)
for s in (hollow(b, b.faces('>Z'), -0.1), hollow(b, None, -0.1), hollow(b, -0.1), hollow(b, 0.1), hollow(b, 0.1, kind='arc'), hollow(b, b.faces('>Z or <Z'), 0.1, 1e-4, 'arc')):
    print(s.ShapeType(), round(s.Volume(), 5), len(s.Faces()))
r = hollow(b, faces=b.faces('|Z'), t=-0.3)
# prints: Solid 1.844 11
# prints: Solid 2.168 12
# prints: Solid 2.168 12
# prints: Solid 2.648 12
# prints: Solid 2.59268 32
# prints: Solid 1.66283 14
# expect: ok Solid volume=4.08 area=31.28 solids=1 faces=10 edges=24 vertices=16 valid=true

# case: hollow by a whole number
from cadquery.func import *
r = hollow(box(4, 4, 4), 1)
# expect: type TypeError

# case: hollow of an unknown kind
from cadquery.func import *
r = hollow(box(1, 1, 1), -0.1, kind='tangent')
# expect: value KeyError

# case: hollow of a face
from cadquery.func import *
r = hollow(plane(1, 1), -0.1)
# expect: value ValueError

# case: prisms
from cadquery.func import *
b = box(2, 2, 2)
f = face(circle(0.5)).moved(z=2)
for s in (prism(b, None, f, 1), prism(b, b.faces('>Z'), f, 1, 5), prism(b, None, f, None, additive=False), prism(b, b.faces('>Z'), circle(0.5).moved(z=2), 1.0), prism(b, b.faces('>Z'), f, 1, (0.2, 0, 1)), prism(b, b.faces('>Z'), f, 1, dir=(0, 0, -1), additive=False)):
    print(s.ShapeType(), round(s.Volume(), 5), len(s.Faces()))
r = prism(b, b.faces('>Z'), f.moved(x=0.2), b.faces('<Z'), (0, 0, -1), False)
# prints: Solid 8.7854 8
# prints: Solid 8.65599 10
# prints: Solid 6.4292 7
# prints: Solid 8.7854 8
# prints: Solid 8.77015 8
# prints: Solid 7.2146 8
# expect: ok Solid volume=6.429203673 area=28.71238898 solids=1 faces=7 edges=15 vertices=10 valid=true

# case: a prism between faces
from cadquery.func import *
b = box(2, 2, 2)
r = prism(b, None, face(circle(0.5)).moved(z=2), (b.faces('>Z'), b.faces('<Z')), (0, 0, -1), additive=False)
# expect: ok Solid volume=6.429203673 area=28.71238898 solids=1 faces=7 edges=15 vertices=10 valid=true

# case: a prism of a solid
from cadquery.func import *
b = box(2, 2, 2)
r = prism(b, None, b, 1)
# expect: value ValueError

# case: drafts
from cadquery.func import *
b = box(2, 2, 2)
for s in (draft(b, b.faces('<Z'), b.faces('|X'), 5), draft(b, b.faces('<Z'), b.faces('|X'), (0, 0, 1), 5), draft(b, b.faces('<Z'), b.faces('>X'), angle=-5)):
    print(s.ShapeType(), round(s.Volume(), 5), len(s.Faces()))
r = draft(b, b.faces('>Z'), b.faces('#Z'), 10)
# prints: Solid 8.69991 6
# prints: Solid 7.30009 6
# prints: Solid 7.65005 6
# expect: ok Solid volume=11.1528712 area=30.43027049 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a draft of what cannot be inclined
from cadquery.func import *
s = sphere(2)
r = draft(s, plane(1, 1), s.faces(), 5)
# expect: value ValueError

# case: filling
from cadquery.func import *
for s in (fill(circle(1)), fill(rect(1, 1)), fill(rect(1, 1), [(0, 0, 0.1)]), fill(rect(1, 1), [Vector(0, 0, 0.2), segment((-0.1, 0.2, 0.1), (0.1, 0.2, 0.1))])):
    print(s.ShapeType(), round(s.Area(), 3))
r = fill(compound(segment((0, 0), (1, 0)), segment((1, 0), (1, 1)), segment((1, 1), (0, 0))))
# prints: Face 3.142
# prints: Face 1.0
# prints: Face 1.02
# prints: Face 1.084
# expect: ok Face volume=0.5 area=0.5 solids=0 faces=1 edges=3 vertices=3 valid=true

# case: filling a face
from cadquery.func import *
r = fill(plane(1, 1))
# expect: value ValueError

# case: a cap that continues
from cadquery.func import *
s = extrude(circle(1), (0, 0, 1))
for c in (cap(s.edges('>Z'), s), cap(s.edges('>Z'), s, [(0, 0, 1.6)])):
    print(c.ShapeType(), round(c.Area(), 2))
r = s
# prints: Face 3.24
# prints: Face 4.66
# expect: ok Face volume=6.283185307 area=6.283185307 solids=0 faces=1 edges=3 vertices=2 valid=true

# case: a cap of a stranger
from cadquery.func import *
r = cap(circle(1), box(1, 1, 1))
# expect: build Standard_NoSuchObject
