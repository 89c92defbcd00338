# Convex hulls.

# case: of two circles of one size
import cadquery as cq
s = cq.Sketch().push([(0, 0), (10, 0)]).circle(2).reset().hull()
print(len(s._faces.Edges()))
r = cq.Sketch().push([(0, 0), (10, 0)]).circle(2).reset().hull(mode='r')
# prints: 8
# expect: ok Face volume=52.56637061 area=52.56637061 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: of circles of different sizes
import cadquery as cq
r = cq.Sketch().push([(0, 0)]).circle(3).reset().push([(10, 1)]).circle(1).reset().push([(5, 9)]).circle(2).reset().hull(mode='r')
# expect: ok Face volume=118.0559125 area=118.0559125 solids=0 faces=1 edges=6 vertices=6 valid=true

# case: of segments
import cadquery as cq
r = cq.Sketch().segment((0, 0), (4, 0)).segment((3, 3), (1, 5)).segment((2, 1), (1, 1)).hull()
# expect: ok Wire volume=15.0897243 area=0 solids=0 faces=0 edges=4 vertices=4 valid=true

# case: of a point and an arc
import cadquery as cq
r = cq.Sketch().segment((0, 0.1), (0, -5)).arc((10, 0), 3, 0, 360).hull()
# expect: ok Wire volume=35.14308405 area=0 solids=0 faces=0 edges=4 vertices=4 valid=true

# case: of selected edges
import cadquery as cq
r = cq.Sketch().push([(0, 0), (10, 0), (5, 30)]).circle(2).reset().edges('<Y').hull(mode='r').reset()
# expect: ok Face volume=52.56637061 area=52.56637061 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: of rectangles and circles
import cadquery as cq
r = cq.Sketch().rect(4, 4).push([(10, 0)]).circle(1).reset().hull(mode='r')
# expect: ok Face volume=41.63273746 area=41.63273746 solids=0 faces=1 edges=6 vertices=6 valid=true

# case: documentation's arcs
import cadquery as cq
s = cq.Sketch().arc((0, 0), 1.0, 0.0, 360.0).arc((1, 1.5), 0.5, 0.0, 360.0).segment((0.0, 2), (-1, 3.0)).hull()
r = s
# expect: ok Wire volume=10.73397592 area=0 solids=0 faces=0 edges=5 vertices=5 valid=true

# case: a tag and a mode
import cadquery as cq
s = cq.Sketch().push([(0, 0), (10, 0)]).circle(2).reset().hull(mode='c', tag='h')
print(round(s._tags['h'][0].Area(), 4), round(s._faces.Area(), 4))
# prints: 52.5664 25.1327
# expect: empty

# case: nothing to hull
import cadquery as cq
cq.Sketch().hull()
# expect: value ValueError

# case: a spline
import cadquery as cq
cq.Sketch().spline([(0, 0), (1, 1), (2, 0)]).hull()
# expect: value ValueError

# case: one circle alone
import cadquery as cq
cq.Sketch().circle(1).hull()
# expect: build StdFail_NotDone

# case: concentric circles
import cadquery as cq
cq.Sketch().arc((0, 0), 1, 0, 360).arc((0, 0), 2, 0, 360).hull()
# expect: value ZeroDivisionError

# case: a circle inside another
import cadquery as cq
cq.Sketch().arc((0, 0), 4, 0, 360).arc((1, 0), 1, 0, 360).hull()
# expect: value ValueError
