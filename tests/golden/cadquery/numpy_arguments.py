# Arrays and numbers of numpy as arguments.

# case: rows of an array as points
import cadquery as cq
import numpy as np
pts = np.array([[0,0],[10,0],[10,5],[0,5]])
r = cq.Workplane("XY").polyline(pts).close().extrude(np.float64(3))
# expect: ok Solid volume=150 area=190 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a spline through numpy's sines
import cadquery as cq
import numpy as np
t = np.linspace(0, 2*np.pi, 20, endpoint=False)
pts = list(zip(10*np.cos(t), 10*np.sin(t)))
r = cq.Workplane("XY").spline(pts).close().extrude(5).faces(">Z").workplane().hole(np.sqrt(4.0))
# expect: ok Compound volume=1553.822353 area=967.0404997 solids=1 faces=5 edges=9 vertices=6 valid=true

# case: an extrusion by an int64 is refused
import cadquery as cq
import numpy as np
v = np.array([1.0, 2.0, 3.0])
r = cq.Workplane("XY").box(1,1,1).translate(tuple(v)).rotate((0,0,0),(0,0,1),np.rad2deg(0.5))
r = r.union(cq.Workplane("XY").pushPoints(np.random.default_rng(1).uniform(-5,5,(4,2))).circle(0.3).extrude(np.int64(2)))
# expect: value ValueError

# case: a translation by an array
import cadquery as cq
import numpy as np
r = cq.Workplane("XY").box(1,1,1).translate(np.array([1.0,2,3]))
# expect: type TypeError

# case: rows as points of lines and arcs
import cadquery as cq
import numpy as np
r = cq.Workplane("XY").moveTo(0,0).lineTo(*np.array([5,0])).threePointArc(np.array([6,2]), np.array([5,4])).lineTo(0,4).close().extrude(2)
# expect: ok Solid volume=45.59119023 area=82.86414241 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: pushed rows, lengths of int64 and float64
import cadquery as cq
import numpy as np
r = cq.Workplane("XY").pushPoints(np.array([[0,0],[5,5]])).rect(np.int64(2), np.float64(2)).extrude(np.array([1.5])[0])
# expect: ok Compound volume=12 area=40 solids=2 faces=12 edges=24 vertices=16 valid=true

# case: a polygon of int64 sides, a fillet of a float64
import cadquery as cq
import numpy as np
r = cq.Workplane("XY").polygon(np.int64(6), 10).extrude(2).edges("|Z").fillet(np.float64(0.5))
# expect: ok Compound volume=129.7425561 area=189.0975382 solids=1 faces=14 edges=36 vertices=24 valid=true

# case: columns stacked to points
import cadquery as cq
import numpy as np
x = np.linspace(0, 10, 11)
y = np.sin(x) + 2
pts = np.column_stack((x, y))
r = cq.Workplane("XY").moveTo(0, 0).lineTo(*pts[0]).spline([tuple(p) for p in pts[1:]], includeCurrent=True).lineTo(10, 0).close().extrude(1)
# expect: ok Solid volume=21.88329419 area=69.50751348 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: stacked discs
import cadquery as cq
import numpy as np
w = cq.Workplane("XY")
for i, r in enumerate(np.linspace(5, 1, 5)):
    w = w.union(cq.Workplane("XY").workplane(offset=i * 2).circle(r).extrude(2))
r = w
print(r.val().Volume() * np.pi)
# prints: 1085.6564841198294
# expect: ok Compound volume=345.5751919 area=345.5751919 solids=1 faces=11 edges=15 vertices=10 valid=true

# case: arrays without dimensions as numbers
import cadquery as cq
import numpy as np
r = cq.Workplane("XY").box(1, 1, 1).moveTo(np.array(1.0), 2).circle(np.array(0.2)).extrude(3)
# expect: ok Compound volume=1.376991118 area=10.0212386 solids=2 faces=9 edges=15 vertices=10 valid=true

# case: an array as a length is refused
import cadquery as cq
import numpy as np
r = cq.Workplane("XY").box(np.array([1, 2]), 1, 1)
# expect: type TypeError

# case: vectors and arrays
import cadquery as cq
import numpy as np
v = cq.Vector(*np.array([1, 2, 3.0]))
d = np.array(v.toTuple()) / np.linalg.norm(v.toTuple())
print(d, v * np.float64(2), np.float64(2) * v, v + cq.Vector(np.float64(1), 0, 0))
r = cq.Workplane(cq.Plane(origin=tuple(d), normal=(0, 0, 1))).box(1, 1, 1).val().moved(cq.Location(cq.Vector(*d)))
# prints: [0.26726124 0.53452248 0.80178373] Vector: (2.0, 4.0, 6.0) Vector: (2.0, 4.0, 6.0) Vector: (2.0, 2.0, 3.0)
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a Vector of an array is refused
import cadquery as cq
import numpy as np
v = cq.Vector(np.array([1, 2, 3.0]))
r = cq.Workplane().box(1,1,1).translate(v)
# expect: type TypeError

# case: counts of int64
import cadquery as cq
import numpy as np
r = cq.Workplane().rarray(np.float64(3), 3, np.int64(3), np.int64(2)).circle(1).extrude(1)
# expect: ok Compound volume=18.84955592 area=75.39822369 solids=6 faces=18 edges=18 vertices=12 valid=true

# case: a sketch at rows
import cadquery as cq
import numpy as np
s = cq.Sketch().rect(np.float64(10), 5).push(np.array([[1, 1], [-2, 0]])).circle(0.5, mode='s')
r = cq.Workplane().placeSketch(s).extrude(np.int64(1))
# expect: type TypeError

# case: a Location of an array is refused
import cadquery as cq
import numpy as np
loc = cq.Location(np.array([1, 2, 3]))
r = cq.Workplane().box(1,1,1)
# expect: type TypeError

# case: a Location of int64 is refused
import cadquery as cq
import numpy as np
loc = cq.Location(np.int64(1), np.int64(2), np.int64(3))
r = cq.Workplane().box(1,1,1).val().moved(loc)
# expect: type DispatchError

# case: a polygon wire of rows
import cadquery as cq
import numpy as np
pts = np.array([[0,0,0],[10,0,0],[10,5,0]])
r = cq.Workplane().add(cq.Solid.extrudeLinear(cq.Wire.makePolygon(pts, close=True), [], cq.Vector(0,0,1)))
# expect: type TypeError
