# Free functions that make shapes of numbers.

# case: points and lines
from cadquery.func import *
print(vertex(1, 2, 3).toTuple(), vertex((1, 2)).toTuple(), vertex(Vector(4, 5, 6)).toTuple())
for s in (segment((0, 0), (1, 1, 1)), polyline((0, 0), (1, 0), (1, 1)), polygon((0, 0), (1, 0), Vector(1, 1)), rect(1, 2), circle(2), ellipse(3, 2)):
    print(s.ShapeType(), round(s.Length(), 6), s.IsClosed())
r = segment((0, 0, 0), (0, 0, 2))
# prints: (1.0, 2.0, 3.0) (1.0, 2.0, 0.0) (4.0, 5.0, 6.0)
# prints: Edge 1.732051 False
# prints: Wire 2.0 False
# prints: Wire 3.414214 True
# prints: Wire 6.0 True
# prints: Edge 12.566371 True
# prints: Edge 15.869699 True
# expect: ok Edge volume=2 area=0 solids=0 faces=0 edges=1 vertices=2 valid=true

# case: splines
from cadquery.func import *
p = [(0, 0), (1, 1), (2, 0), (1, -1)]
for s in (spline(*p), spline(*p, periodic=True), spline(p), spline(p, tgts=[(0, 1), (0, -1)]), spline(p, [(0, 1), (1, 0), (0, -1), (-1, 0)]),
          spline(p, params=[0.0, 0.2, 0.7, 1.0]), spline(p, [(0, 3), (0, -3)], scale=False), spline(p, None, [0.0, 1.0, 2.0, 3.0, 4.0], periodic=True)):
    print(s.ShapeType(), round(s.Length(), 5), s.IsClosed())
r = spline(p, tol=1e-3)
# prints: Edge 4.74825 False
# prints: Edge 6.39329 True
# prints: Edge 4.74825 False
# prints: Edge 5.12124 False
# prints: Edge 4.77273 False
# prints: Edge 4.76289 False
# prints: Edge 5.19158 False
# prints: Edge 6.39329 True
# expect: ok Edge volume=4.74824992 area=0 solids=0 faces=0 edges=1 vertices=2 valid=true

# case: a spline of one point
from cadquery.func import *
r = spline((0, 0))
# expect: build Standard_OutOfRange

# case: a spline of points by keyword
from cadquery.func import *
r = spline(pts=[(0, 0), (1, 1)])
# expect: type DispatchError

# case: a spline with parameters that are too few
from cadquery.func import *
r = spline([(0, 0), (1, 1), (2, 0)], params=[0.0, 1.0])
# expect: build Standard_OutOfRange

# case: planes
from cadquery.func import *
print(plane(1, 2).Area(), plane().geomType(), [round(v, 6) for v in plane(1, 2).BoundingBox().center.toTuple()])
r = plane(2, 3)
# prints: 2.0 PLANE [0.0, 0.0, 0.0]
# expect: ok Face volume=6 area=6 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: a plane of one number
from cadquery.func import *
r = plane(2)
# expect: type DispatchError

# case: solids
from cadquery.func import *
for s in (box(1, 2, 3), cylinder(2, 3), sphere(2), torus(4, 1), cone(2, 3), cone(2, 1, 3), cone(d=2, h=3), cone(d1=2, d2=1, h=3)):
    b = s.BoundingBox()
    print(s.ShapeType(), round(s.Volume(), 6), len(s.Faces()), [round(v, 4) + 0 for v in (b.xmin, b.xmax, b.ymin, b.ymax, b.zmin, b.zmax)])
r = box(1, 2, 3)
# prints: Solid 6.0 6 [-0.5, 0.5, -1.0, 1.0, 0.0, 3.0]
# prints: Solid 9.424778 3 [-1.0, 1.0, -1.0, 1.0, 0.0, 3.0]
# prints: Solid 4.18879 1 [-1.0, 1.0, -1.0, 1.0, -1.0, 1.0]
# prints: Solid 9.869604 1 [-2.5, 2.5, -2.5, 2.5, -0.5, 0.5]
# prints: Solid 3.141593 2 [-1.0, 1.0, -1.0, 1.0, 0.0, 3.0]
# prints: Solid 5.497787 3 [-1.0, 1.0, -1.0, 1.0, 0.0, 3.0]
# prints: Solid 3.141593 2 [-1.0, 1.0, -1.0, 1.0, 0.0, 3.0]
# prints: Solid 5.497787 3 [-1.0, 1.0, -1.0, 1.0, 0.0, 3.0]
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a box by keyword
from cadquery.func import *
r = box(w=1, l=2, h=3)
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a box of words
from cadquery.func import *
r = box('a', 1, 1)
# expect: type TypeError

# case: a box of nothing
from cadquery.func import *
r = box(0, 1, 1)
# expect: build Standard_DomainError

# case: a box without a height
from cadquery.func import *
r = box(1, 1)
# expect: type TypeError

# case: an ellipse on its side
from cadquery.func import *
r = ellipse(1, 2)
# expect: build Standard_ConstructionError

# case: a circle of a negative radius
from cadquery.func import *
r = circle(-1)
# expect: build Standard_ConstructionError

# case: a vertex of two numbers
from cadquery.func import *
r = vertex(1, 2)
# expect: type DispatchError

# case: a segment of no length
from cadquery.func import *
r = segment((0, 0), (0, 0))
# expect: build StdFail_NotDone

# case: a polyline of one point
from cadquery.func import *
r = polyline((0, 0))
# expect: build StdFail_NotDone

# case: from the module of shapes
from cadquery.occ_impl.shapes import box, sphere, Solid, wiresToFaces, edgesToWires, sortWiresByBuildOrder
import cadquery as cq
b = box(1, 1, 1)
print(isinstance(b, Solid), Solid is cq.Solid, len(edgesToWires(b.faces('>Z').Edges())), len(wiresToFaces(b.faces('>Z').Wires())))
print([len(g) for g in sortWiresByBuildOrder([cq.Wire.makeCircle(v, (0, 0, 0), (0, 0, 1)) for v in (2, 1)])])
print(len(cq.sortWiresByBuildOrder([cq.Wire.makeCircle(2, (0, 0, 0), (0, 0, 1))])))
r = sphere(2)
# prints: True True 1 1
# prints: [2]
# prints: 1
# expect: ok Solid volume=4.188790205 area=12.56637061 solids=1 faces=1 edges=1 vertices=2 valid=true

# case: as an attribute of the package
import cadquery as cq
from cadquery import func
import cadquery.func as f
r = func.compound(func.box(1, 1, 1), f.box(2, 2, 2), cq.occ_impl.shapes.box(3, 3, 3), cq.func.box(1, 1, 4))
# expect: ok Compound volume=40 area=102 solids=4 faces=24 edges=48 vertices=32 valid=true

# case: names of geometry
from cadquery.occ_impl.geom import Location, Vector, Plane
from cadquery.units import RAD2DEG, DEG2RAD
print(round(RAD2DEG * DEG2RAD, 9))
from cadquery.func import box
r = box(1, 1, 1).moved(Location(Vector(1, 2, 3)))
# prints: 1.0
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: an attribute of the package before it was imported
import cadquery as cq
r = cq.func.box(1, 1, 1)
# expect: api AttributeError

# case: an attribute of the package once its names were imported
import cadquery as cq
from cadquery.func import box
r = cq.func.sphere(2)
# expect: ok Solid volume=4.188790205 area=12.56637061 solids=1 faces=1 edges=1 vertices=2 valid=true

# case: a submodule by its full name
import cadquery.vis
import cadquery.func
cadquery.vis.show
r = cadquery.func.cylinder(1, 2)
# expect: ok Solid volume=1.570796327 area=7.853981634 solids=1 faces=3 edges=3 vertices=2 valid=true
