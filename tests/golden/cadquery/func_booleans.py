# Free functions that combine shapes.

# case: fuse
from cadquery.func import *
b = box(1, 1, 1)
for s in (fuse(b, b.moved(x=0.5)), fuse(b, b.moved(x=3)), fuse(b, b.moved(x=1), b.moved(x=2)), fuse(b, b.moved(x=1), glue='full'), fuse(b, b.moved(x=1), glue='partial', tol=1e-3), fuse(plane(1, 1), plane(1, 1).moved(x=0.5)), fuse(circle(1), circle(1).moved(x=1))):
    print(s.ShapeType(), round(s.Volume(), 6), len(s.Faces()), len(s.Edges()))
r = fuse(b, sphere(1), cylinder(0.5, 4))
# prints: Solid 1.5 14 28
# prints: Compound 2.0 12 24
# prints: Solid 3.0 14 28
# prints: Solid 2.0 10 20
# prints: Solid 2.0 10 20
# prints: Compound 1.5 3 10
# prints: Compound 12.566371 0 6
# expect: ok Solid volume=1.85084801 area=11.49778714 solids=1 faces=12 edges=24 vertices=15 valid=true

# case: fuse of one
from cadquery.func import *
r = fuse(box(1, 1, 1))
# expect: type TypeError

# case: fuse with a number
from cadquery.func import *
r = fuse(box(1, 1, 1), 1)
# expect: api AttributeError

# case: fuse of a solid and a face
from cadquery.func import *
r = fuse(box(1, 1, 1), plane(3, 3))
# expect: value ValueError

# case: cut
from cadquery.func import *
b = box(1, 1, 1)
for s in (cut(b, cylinder(0.5, 1)), cut(b, b.moved(x=3)), cut(b, box(0.2, 2, 2)), cut(b, compound(cylinder(0.2, 1), box(0.1, 2, 0.1))), cut(plane(1, 1), face(circle(0.2)))):
    print(s.ShapeType(), round(s.Volume(), 6), len(s.Faces()))
r = cut(b, b.moved(x=0.5), tol=1e-3)
# prints: Solid 0.80365 7
# prints: Solid 1.0 6
# prints: Compound 0.8 12
# prints: Solid 0.958584 11
# prints: Face 0.874336 1
# expect: ok Solid volume=0.5 area=4 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: cut to nothing
from cadquery.func import *
r = cut(box(1, 1, 1), box(2, 2, 2))
print(r.ShapeType(), len(list(r)))
# prints: Compound 0
# expect: ok Compound volume=0 area=0 solids=0 faces=0 edges=0 vertices=0 valid=true

# case: intersect
from cadquery.func import *
b = box(1, 1, 1)
for s in (intersect(b, sphere(1)), intersect(b, b.moved(x=3)), intersect(b, plane(3, 3).moved(z=0.5)), intersect(segment((-2, 0, 0.5), (2, 0, 0.5)), b)):
    print(s.ShapeType(), len(s.Faces()), len(s.Edges()))
r = intersect(b, cylinder(0.5, 3), glue=None)
# prints: Solid 2 5
# prints: Compound 0 0
# prints: Face 1 4
# prints: Edge 0 1
# expect: ok Solid volume=0.1963495408 area=1.963495408 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: split
from cadquery.func import *
r = split(box(1, 1, 1), plane(3, 3).moved(z=0.5))
# expect: ok Compound volume=1 area=8 solids=2 faces=11 edges=20 vertices=12 valid=true

# case: split of an edge
from cadquery.func import *
r = split(segment((0, 0, 0), (2, 0, 0)), vertex(1, 0, 0))
# expect: ok Compound volume=2 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: imprint
from cadquery.func import *
b = box(1, 1, 1)
for s in (imprint(b, b.moved(x=1)), imprint(b, b.moved(x=0.5), glue=None), imprint(b, b.moved(x=1), tol=1e-3, glue='partial')):
    print(s.ShapeType(), len(s.Solids()), len(s.Faces()))
r = imprint(b, box(0.5, 0.5, 0.5).moved(z=1))
# prints: Compound 2 11
# prints: Compound 3 16
# prints: Compound 2 11
# expect: ok Compound volume=1.125 area=7.5 solids=2 faces=12 edges=24 vertices=16 valid=true

# case: clean
from cadquery.func import *
r = clean(fuse(box(1, 1, 1), box(1, 1, 1).moved(x=1)))
# expect: ok Solid volume=2 area=10 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: history by keyword
from cadquery.func import *
r = fuse(box(1, 1, 1), box(2, 2, 2), history=None, name='a')
# expect: ok Solid volume=8 area=24 solids=1 faces=7 edges=16 vertices=12 valid=true

# case: what is part of what
from cadquery.func import *
b = box(1, 1, 1)
print(isSubshape(b.Faces()[0], b), isSubshape(b.Vertices()[3], b.Faces()[0]), isSubshape(plane(1, 1), b), isSubshape(b, b.Faces()[0]))
print([p.toTuple() for p in closest(sphere(2), vertex(0, 0, 4))], check(b), setThreads(2))
out = [1]
print(check(b, out), out, check(s=b, verbose=False))
r = b
# prints: True True False False
# prints: [(6.123233995736766e-17, -1.4997597826618576e-32, 1.0), (0.0, 0.0, 4.0)] True None
# prints: True [] True
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true
