# Text as a free function.

# case: flat
from cadquery.func import *
for t in (text('CQ', 10), text('i', 10), text('CQ', 10, 'Arial', None, 'bold', 'left', 'top'), text('CQ', 5, halign='right')):
    b = t.BoundingBox()
    print(t.ShapeType(), len(t.Faces()), round(t.Area(), 3), round(b.xmin, 3), round(b.ymax, 3))
r = text('abc', 10)
# prints: Compound 2 33.925 -6.865 3.96
# prints: Compound 2 5.935 -0.447 4.136
# prints: Compound 2 57.312 0.498 -1.86
# prints: Compound 2 8.481 -7.146 1.98
# expect: ok Compound volume=38.4807384 area=38.4807384 solids=0 faces=3 edges=23 vertices=23 valid=true

# case: a size by keyword
from cadquery.func import *
r = text('a', size=5)
# expect: type DispatchError

# case: nothing to write
from cadquery.func import *
r = text('', 10)
# expect: value IndexError

# case: an unknown kind
from cadquery.func import *
r = text('a', 10, 'Arial', None, 'thin')
# expect: type DispatchError

# case: an unknown kind by keyword
from cadquery.func import *
r = text('a', 10, kind='thin')
# expect: value KeyError

# case: a number as text
from cadquery.func import *
r = text(1, 10)
# expect: type DispatchError

# case: along a face
from cadquery.func import *
r = text('CQ', 2, plane(1, 1))
# expect: value ValueError

# case: along a curve
from cadquery.func import *
s = spline((0, 0), (10, 5), (20, 0))
t = text('CQ', 3, s, True)
print(t.ShapeType(), len(t.Faces()), round(t.Area(), 3), [round(v, 2) + 0 for v in t.Center().toTuple()])
r = text('CQ', 3, circle(5))
print([round(v, 2) + 0 for v in r.Center().toTuple()])
# prints: Compound 2 3.053 [0.09, 0.06, 0.0]
# prints: [4.86, 0.11, 0.0]
# expect: ok Compound volume=3.05326481 area=3.05326481 solids=0 faces=2 edges=9 vertices=9 valid=true

# case: along a curve on a face
from cadquery.func import *
c = cylinder(10, 10).moved(z=-5).face('%CYLINDER')
r = text('CQ', 2, circle(5), c)
# expect: ok Compound volume=1.408097115 area=1.408097115 solids=0 faces=2 edges=9 vertices=9 valid=true
