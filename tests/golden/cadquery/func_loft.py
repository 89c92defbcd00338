# Lofts and sweeps.

# case: lofts of wires
from cadquery.func import *
a, b, c = rect(1, 1), circle(0.3).moved(z=1), rect(2, 1).moved(z=3)
for s in (loft(a, b), loft(a, b, cap=True), loft(a, b, c), loft([a, b, c], True), loft(a, b, c, ruled=True, cap=True), loft((a, c)), loft(a, b, c, continuity='C1', parametrization='chordal', degree=5),
          loft([a, b], True, False, 'c2', 'Centripetal', 3, True, False, (1, 1, 1)), loft(a, b, c, smoothing=True, continuity='C1', weights=(1, 2, 3)), loft(a, b, c, smoothing=True, degree=6), loft(a, c, compat=False)):
    print(s.ShapeType(), round(s.Area(), 5), len(s.Faces()))
r = loft(a, b, cap=True)
# prints: Shell 2.98813 5
# prints: Solid 4.27088 7
# prints: Shell 9.9509 9
# prints: Solid 12.9509 11
# prints: Solid 13.93913 20
# prints: Shell 15.08276 4
# prints: Shell 9.38689 9
# prints: Solid 4.27088 7
# prints: Shell 9.38689 9
# prints: Shell 9.3869 9
# prints: Shell 15.08276 4
# expect: ok Solid volume=0.6076443739 area=4.270875442 solids=1 faces=7 edges=15 vertices=10 valid=true

# case: lofts of faces
from cadquery.func import *
a, b = face(rect(2, 2), circle(0.3)), face(rect(1, 1), circle(0.2)).moved(z=2)
for s in (loft(a, b), loft(face(circle(1)), face(circle(2)).moved(z=1), face(circle(1)).moved(z=3)), loft(compound(plane(1, 1), plane(1, 1).moved(x=3)), compound(plane(2, 1).moved(z=1), plane(2, 1).moved(x=3, z=1)))):
    print(s.ShapeType(), round(s.Volume(), 5), len(s.Faces()), s.isValid())
r = loft(a, b)
# prints: Solid 4.26873 7 True
# prints: Solid 27.0177 3 True
# prints: Compound 3.0 12 True
# expect: ok Solid volume=4.268731597 area=20.10642702 solids=1 faces=7 edges=15 vertices=10 valid=true

# case: lofts to a point
from cadquery.func import *
for s in (loft(plane(1, 1), vertex(0, 0, 1)), loft([vertex(0, 0, -1), plane(1, 1), vertex(0, 0, 1)]), loft(vertex(0, 0, -1), rect(1, 1)), loft(rect(1, 1), vertex(0, 0, 1), cap=True)):
    print(s.ShapeType(), round(s.Volume(), 5), len(s.Faces()))
r = loft(face(circle(1)), vertex(0, 0, 2))
# prints: Solid 0.33333 5
# prints: Solid 1.06667 4
# prints: Shell 2.23607 4
# prints: Solid 0.33333 5
# expect: ok Solid volume=2.094395102 area=10.16640738 solids=1 faces=2 edges=2 vertices=2 valid=true

# case: a loft of compounds of wires
from cadquery.func import *
r = loft(compound(rect(1, 1), circle(1).moved(x=5)), compound(rect(2, 2).moved(z=1), circle(2).moved(x=5, z=1)), cap=True)
# expect: ok Compound volume=9.663716192 area=40.74481601 solids=2 faces=9 edges=15 vertices=10 valid=true

# case: a loft of one shape
from cadquery.func import *
r = loft(rect(1, 1))
# expect: type TypeError

# case: a loft of an unknown continuity
from cadquery.func import *
r = loft(rect(1, 1), rect(1, 1).moved(z=1), continuity='D2')
# expect: value KeyError

# case: a loft of an unknown parametrization
from cadquery.func import *
r = loft(rect(1, 1), rect(1, 1).moved(z=1), parametrization='none')
# expect: value KeyError

# case: a loft of nothing
from cadquery.func import *
r = loft([])
# expect: ok Compound volume=0 area=0 solids=0 faces=0 edges=0 vertices=0 valid=true

# case: sweeps of wires
from cadquery.func import *
p, q = segment((0, 0, 0), (0, 0, 3)), polyline((0, 0, 0), (0, 0, 3), (2, 0, 5))
for s in (sweep(circle(0.2), p), sweep(circle(0.2), p, cap=True), sweep(rect(0.2, 0.2), q, transition='right', cap=True), sweep(rect(0.2, 0.2), q, None, True, 'round'), sweep(compound(circle(0.1), circle(0.1).moved(x=1)), p, cap=True),
          sweep([circle(0.2), circle(0.5).moved(z=3)], p, cap=True), sweep(segment((0, 0), (1, 0)), p, spline((1, 0, 0), (1, 1, 1), (0, 1, 3)))):
    print(s.ShapeType(), round(s.Area(), 4), len(s.Faces()))
r = sweep(circle(0.2), spline((0, 0, 0), (0, 0, 1), (1, 0, 2)), cap=True)
# prints: Face 3.7699 1
# prints: Solid 4.0212 3
# prints: Solid 4.7427 10
# prints: Solid 4.7415 13
# prints: Compound 3.8956 6
# prints: Solid 7.5413 3
# prints: Face 3.1451 1
# expect: ok Solid volume=0.3001332143 area=3.303723344 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: sweeps of faces
from cadquery.func import *
p = spline((0, 0, 0), (0, 0, 1), (1, 0, 2))
f = face(circle(1), circle(0.2))
for s in (sweep(f, p), sweep(compound(plane(1, 1), plane(1, 1).moved(x=3)), segment((0, 0, 0), (0, 0, 1))), sweep([f, face(circle(2), circle(0.5)).moved(z=3)], segment((0, 0, 0), (0, 0, 3))), sweep(plane(1, 1), polyline((0, 0, 0), (0, 0, 3), (2, 0, 5)), transition='right')):
    print(s.ShapeType(), round(s.Volume(), 4), len(s.Faces()), s.isValid())
r = sweep(f, segment((0, 0, 0), (0, 0, 3)))
# prints: Solid 7.2032 4 True
# prints: Compound 2.0 12 True
# prints: Solid 20.7659 4 True
# prints: Solid 5.8284 10 True
# expect: ok Solid volume=9.047786842 area=28.651325 solids=1 faces=4 edges=6 vertices=4 valid=true

# case: a sweep along a face
from cadquery.func import *
r = sweep(circle(1), plane(1, 1))
# expect: value ValueError

# case: a sweep of an unknown transition
from cadquery.func import *
r = sweep(circle(1), segment((0, 0, 0), (0, 0, 1)), transition='bent')
# expect: value KeyError

# case: a sweep of a vertex
from cadquery.func import *
r = sweep(vertex(0, 0, 0), segment((0, 0, 0), (0, 0, 1)))
# expect: value ValueError

# case: a smooth loft of a degree that is too low
from cadquery.func import *
r = loft(rect(1, 1), rect(1, 2).moved(z=1), rect(1, 1).moved(z=2), smoothing=True)
# expect: build StdFail_NotDone
