# Wire: every way to make one, offsets, corners.

# case: combined, assembled, ellipses
import cadquery as cq
def rounded(x):
    if isinstance(x, float):
        return round(x, 6) + 0.0
    if isinstance(x, (cq.Vector, cq.Location)):
        return rounded(x.toTuple())
    if isinstance(x, cq.Shape):
        return [x.ShapeType(), rounded(x.Area()), rounded(x.Center()), len(x.Edges())]
    if isinstance(x, (list, tuple)):
        return [rounded(y) for y in x]
    return x
def tried(f):
    try:
        print(rounded(f()))
    except Exception as e:
        print(type(e).__name__)
V, M, L, P, Shape = cq.Vector, cq.Matrix, cq.Location, cq.Plane, cq.Shape
Edge, Wire, Vertex, Solid, Compound = cq.Edge, cq.Wire, cq.Vertex, cq.Solid, cq.Compound
v, b, cyl = V(1, 2, 3), Solid.makeBox(1, 2, 3), Solid.makeCylinder(1, 2)
e, arc, circ = Edge.makeLine(V(), V(2, 0, 0)), Edge.makeThreePointArc(V(), V(1, 1, 0), V(2, 0, 0)), Edge.makeCircle(2)
ell, sp = Edge.makeEllipse(3, 1), Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 1)])
w = Wire.makePolygon([V(), V(2, 0, 0), V(2, 1, 0), V(0, 1, 0)], close=True)
ow, w3 = Wire.makePolygon([V(), V(2, 0, 0), V(2, 1, 0)]), Wire.makePolygon([V(), V(2, 0, 0), V(2, 1, 1)])
cw = Wire.makeCircle(1, V(), V(0, 0, 1))
mixed = Wire.assembleEdges([e, Edge.makeThreePointArc(V(2, 0, 0), V(3, 1, 0), V(2, 2, 0))])
tried(lambda: Wire.combine([e, Edge.makeLine(V(2, 0, 0), V(2, 2, 0))]))
tried(lambda: len(Wire.combine([e, Edge.makeLine(V(5, 0, 0), V(6, 2, 0))])))
tried(lambda: Wire.combine([ow, w]))
tried(lambda: len(Wire.combine([e, Edge.makeLine(V(2.01, 0, 0), V(3, 0, 0))], 0.1)))
tried(lambda: Wire.combine([]))
tried(lambda: Wire.combine([3]))
tried(lambda: Wire.combine(3))
tried(lambda: Wire.assembleEdges([e]))
tried(lambda: Wire.assembleEdges([]))
tried(lambda: Wire.assembleEdges([e, Edge.makeLine(V(5, 0, 0), V(6, 2, 0))]))
tried(lambda: Wire.assembleEdges([Edge.makeLine(V(2, 0, 0), V(2, 2, 0)), e]))
tried(lambda: Wire.assembleEdges(iter([e])))
tried(lambda: Wire.assembleEdges([3]))
tried(lambda: Wire.makeCircle(1, (0, 0), (0, 0, 1)))
tried(lambda: Wire.makeCircle(1, V()))
tried(lambda: Wire.makeCircle(0, V(), V(0, 0, 1)))
tried(lambda: Wire.makeEllipse(3, 1, V(), V(0, 0, 1), V(1, 0, 0)))
tried(lambda: Wire.makeEllipse(1, 3, V(1, 1, 1), V(1, 0, 0), V(0, 1, 0)))
tried(lambda: Wire.makeEllipse(3, 1, V(), V(0, 0, 1), V(1, 0, 0), 0, 90))
tried(lambda: Wire.makeEllipse(3, 1, V(), V(0, 0, 1), V(1, 0, 0), 0, 90, closed=False))
tried(lambda: Wire.makeEllipse(3, 1, V(), V(0, 0, 1), V(1, 0, 0), rotation_angle=30))
tried(lambda: Wire.makeEllipse(3, 1, (1, 0, 0), (0, 0, 1), (1, 0, 0), 0, 180, 45, True))
tried(lambda: Wire.makeEllipse(3, 1))
# prints: [['Wire', 0.0, [1.5, 0.5, 0.0], 2]]
# prints: 2
# prints: [['Wire', 0.0, [1.111111, 0.388889, 0.0], 6]]
# prints: 1
# prints: []
# prints: AttributeError
# prints: TypeError
# prints: ['Wire', 0.0, [1.0, 0.0, 0.0], 1]
# prints: ValueError
# prints: StdFail_NotDone
# prints: ['Wire', 0.0, [1.5, 0.5, 0.0], 2]
# prints: ['Wire', 0.0, [1.0, 0.0, 0.0], 1]
# prints: AttributeError
# prints: ['Wire', 0.0, [0.0, 0.0, 0.0], 1]
# prints: TypeError
# prints: ['Wire', 0.0, [0.0, 0.0, 0.0], 1]
# prints: ['Wire', 0.0, [-0.016116, 0.0, 0.0], 1]
# prints: ['Wire', 0.0, [1.0, 1.0, 0.983884], 1]
# prints: ['Wire', 0.0, [1.565042, 0.62114, 0.0], 2]
# prints: ['Wire', 0.0, [1.626601, 0.735792, 0.0], 1]
# prints: ['Wire', 0.0, [-0.013957, -0.008058, 0.0], 1]
# prints: ['Wire', 0.0, [0.72586, 0.27414, 0.0], 2]
# prints: TypeError
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: polygons and helices
import cadquery as cq
def rounded(x):
    if isinstance(x, float):
        return round(x, 6) + 0.0
    if isinstance(x, (cq.Vector, cq.Location)):
        return rounded(x.toTuple())
    if isinstance(x, cq.Shape):
        return [x.ShapeType(), rounded(x.Area()), rounded(x.Center()), len(x.Edges())]
    if isinstance(x, (list, tuple)):
        return [rounded(y) for y in x]
    return x
def tried(f):
    try:
        print(rounded(f()))
    except Exception as e:
        print(type(e).__name__)
V, M, L, P, Shape = cq.Vector, cq.Matrix, cq.Location, cq.Plane, cq.Shape
Edge, Wire, Vertex, Solid, Compound = cq.Edge, cq.Wire, cq.Vertex, cq.Solid, cq.Compound
v, b, cyl = V(1, 2, 3), Solid.makeBox(1, 2, 3), Solid.makeCylinder(1, 2)
e, arc, circ = Edge.makeLine(V(), V(2, 0, 0)), Edge.makeThreePointArc(V(), V(1, 1, 0), V(2, 0, 0)), Edge.makeCircle(2)
ell, sp = Edge.makeEllipse(3, 1), Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 1)])
w = Wire.makePolygon([V(), V(2, 0, 0), V(2, 1, 0), V(0, 1, 0)], close=True)
ow, w3 = Wire.makePolygon([V(), V(2, 0, 0), V(2, 1, 0)]), Wire.makePolygon([V(), V(2, 0, 0), V(2, 1, 1)])
cw = Wire.makeCircle(1, V(), V(0, 0, 1))
mixed = Wire.assembleEdges([e, Edge.makeThreePointArc(V(2, 0, 0), V(3, 1, 0), V(2, 2, 0))])
tried(lambda: Wire.makePolygon([(0, 0), (1, 0), (1, 1)]))
tried(lambda: Wire.makePolygon([(0, 0), (1, 0), (1, 1)], False, True))
tried(lambda: Wire.makePolygon([(0, 0), (1, 0), (1, 1)], forConstruction=True).forConstruction)
tried(lambda: Wire.makePolygon([(0, 0)]))
tried(lambda: Wire.makePolygon([]))
tried(lambda: Wire.makePolygon([(0, 0), (0, 0)]))
tried(lambda: Wire.makePolygon([V(), V(1, 0, 0), V(1, 0, 0), V(2, 0, 0)]))
tried(lambda: Wire.makePolygon(3))
tried(lambda: Wire.makeHelix(1, 2, 1))
tried(lambda: Wire.makeHelix(1, 2, 1, (1, 1, 1), (1, 0, 0)))
tried(lambda: Wire.makeHelix(1, 2, 1, lefthand=True))
tried(lambda: Wire.makeHelix(1, 2, 1, angle=30))
tried(lambda: Wire.makeHelix(0, 2, 1))
tried(lambda: Wire.makeHelix(1, 0, 1))
tried(lambda: Wire.makeHelix(1, -2, 1))
tried(lambda: Wire.makeHelix(1, 2, 0))
tried(lambda: Wire.makeHelix(1, 2, 1, angle=90))
tried(lambda: Wire.makeHelix(1, 2, 1).Length())
tried(lambda: Wire.makeHelix(1, 2, 1, angle=30).Length())
tried(lambda: Wire.makeHelix(-1, 2, 1))
# prints: ['Wire', 0.0, [0.75, 0.25, 0.0], 2]
# prints: ['Wire', 0.0, [0.646447, 0.353553, 0.0], 3]
# prints: True
# prints: StdFail_NotDone
# prints: StdFail_NotDone
# prints: StdFail_NotDone
# prints: ['Wire', 0.0, [1.0, 0.0, 0.0], 2]
# prints: TypeError
# prints: ['Wire', 0.0, [0.0, 0.0, 1.0], 1]
# prints: ['Wire', 0.0, [2.0, 1.0, 1.0], 1]
# prints: ['Wire', 0.0, [0.0, 0.0, 1.0], 1]
# prints: ['Wire', 0.0, [0.008394, -0.158235, 0.961121], 1]
# prints: ZeroDivisionError
# prints: StdFail_NotDone
# prints: ['Wire', 0.0, [0.0, 0.0, -1.0], 1]
# prints: ['Wire', 0.0, [0.0, 0.0, 1.0], 1]
# prints: Standard_ConstructionError
# prints: 12.72453
# prints: 18.959499
# prints: ['Wire', 0.0, [0.0, 0.0, 1.0], 1]
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: stitched, offset, rounded
import cadquery as cq
def rounded(x):
    if isinstance(x, float):
        return round(x, 6) + 0.0
    if isinstance(x, (cq.Vector, cq.Location)):
        return rounded(x.toTuple())
    if isinstance(x, cq.Shape):
        return [x.ShapeType(), rounded(x.Area()), rounded(x.Center()), len(x.Edges())]
    if isinstance(x, (list, tuple)):
        return [rounded(y) for y in x]
    return x
def tried(f):
    try:
        print(rounded(f()))
    except Exception as e:
        print(type(e).__name__)
V, M, L, P, Shape = cq.Vector, cq.Matrix, cq.Location, cq.Plane, cq.Shape
Edge, Wire, Vertex, Solid, Compound = cq.Edge, cq.Wire, cq.Vertex, cq.Solid, cq.Compound
v, b, cyl = V(1, 2, 3), Solid.makeBox(1, 2, 3), Solid.makeCylinder(1, 2)
e, arc, circ = Edge.makeLine(V(), V(2, 0, 0)), Edge.makeThreePointArc(V(), V(1, 1, 0), V(2, 0, 0)), Edge.makeCircle(2)
ell, sp = Edge.makeEllipse(3, 1), Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 1)])
w = Wire.makePolygon([V(), V(2, 0, 0), V(2, 1, 0), V(0, 1, 0)], close=True)
ow, w3 = Wire.makePolygon([V(), V(2, 0, 0), V(2, 1, 0)]), Wire.makePolygon([V(), V(2, 0, 0), V(2, 1, 1)])
cw = Wire.makeCircle(1, V(), V(0, 0, 1))
mixed = Wire.assembleEdges([e, Edge.makeThreePointArc(V(2, 0, 0), V(3, 1, 0), V(2, 2, 0))])
tried(lambda: ow.stitch(Wire.makePolygon([V(2, 1, 0), V(5, 5, 0)])))
tried(lambda: ow.stitch(w.moved(9)))
tried(lambda: ow.stitch(3))
tried(lambda: ow.stitch(e))
tried(lambda: w.offset2D(0.1))
tried(lambda: w.offset2D(0.1, 'intersection'))
tried(lambda: w.offset2D(0.1, 'tangent'))
tried(lambda: w.offset2D(-0.1))
tried(lambda: w.offset2D(-5))
tried(lambda: w.offset2D(0.1, 'foo'))
tried(lambda: w.offset2D(d=0.1, kind='arc'))
tried(lambda: w.offset2D(0))
tried(lambda: w.fillet2D(0.1, w.Vertices()))
tried(lambda: w.fillet2D(0.1, w.Vertices()[:1]))
tried(lambda: w.fillet2D(5, w.Vertices()))
tried(lambda: w.fillet2D(0.1, []))
tried(lambda: w.fillet2D(0.1, 3))
tried(lambda: ow.fillet2D(0.1, ow.Vertices()))
tried(lambda: w.chamfer2D(0.1, w.Vertices()))
tried(lambda: w.chamfer2D(0.1, w.Vertices()[1:2]))
tried(lambda: w.chamfer2D(5, w.Vertices()))
tried(lambda: w.chamfer2D(0, w.Vertices()))
tried(lambda: w.fillet(0.1))
tried(lambda: w.fillet(0.1, w.Vertices()[:1]))
tried(lambda: ow.fillet(0.1))
tried(lambda: w3.fillet(0.1))
tried(lambda: w3.fillet(0.1, w3.Vertices()[1:2]))
tried(lambda: w3.fillet(0.1, w3.Vertices()[:1]))
tried(lambda: w.fillet(5))
tried(lambda: w.fillet(0))
tried(lambda: cw.fillet(0.1))
tried(lambda: w.fillet('a'))
tried(lambda: w.fillet(0.1, []))
tried(lambda: mixed.fillet(0.1))
tried(lambda: w.Vertices()[0].Center())
tried(lambda: [x.geomType() for x in w.fillet(0.1)])
tried(lambda: e.size())
tried(lambda: list(w)[0].geomType())
tried(lambda: w.Edges()[0].Length())
tried(lambda: circ.geomType())
tried(lambda: w.geomType())
tried(lambda: e.ShapeType())
# prints: ['Wire', 0.0, [2.6875, 1.9375, 0.0], 3]
# prints: StdFail_NotDone
# prints: AttributeError
# prints: Standard_TypeMismatch
# prints: [['Wire', 0.0, [1.0, 0.5, 0.0], 8]]
# prints: [['Wire', 0.0, [1.0, 0.5, 0.0], 4]]
# prints: [['Wire', 0.0, [1.0, 0.5, 0.0], 4]]
# prints: [['Wire', 0.0, [1.0, 0.5, 0.0], 4]]
# prints: []
# prints: KeyError
# prints: [['Wire', 0.0, [1.0, 0.5, 0.0], 8]]
# prints: [['Wire', 0.0, [1.0, 0.5, 0.0], 4]]
# prints: ['Wire', 0.0, [1.0, 0.5, 0.0], 8]
# prints: ['Wire', 0.0, [1.007324, 0.503721, 0.0], 5]
# prints: StdFail_NotDone
# prints: StdFail_NotDone
# prints: TypeError
# prints: StdFail_NotDone
# prints: ['Wire', 0.0, [1.0, 0.5, 0.0], 8]
# prints: ['Wire', 0.0, [0.989792, 0.505278, 0.0], 5]
# prints: TypeError
# prints: StdFail_NotDone
# prints: ['Wire', 0.0, [1.0, 0.5, 0.0], 8]
# prints: ['Wire', 0.0, [1.007324, 0.503721, 0.0], 5]
# prints: ['Wire', 0.0, [1.323418, 0.169325, 0.0], 3]
# prints: ['Wire', 0.0, [1.406546, 0.209892, 0.209892], 3]
# prints: ['Wire', 0.0, [1.406546, 0.209892, 0.209892], 3]
# prints: ['Wire', 0.0, [1.414214, 0.207107, 0.207107], 2]
# prints: ValueError
# prints: ValueError
# prints: ValueError
# prints: TypeError
# prints: ['Wire', 0.0, [1.0, 0.5, 0.0], 8]
# prints: ['Wire', 0.0, [2.0, 0.611015, 0.0], 2]
# prints: [0.0, 0.0, 0.0]
# prints: ['LINE', 'CIRCLE', 'LINE', 'CIRCLE', 'LINE', 'CIRCLE', 'LINE', 'CIRCLE']
# prints: 2
# prints: LINE
# prints: 2.0
# prints: CIRCLE
# prints: Wire
# prints: Edge
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true
