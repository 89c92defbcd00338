# Edge: trimming, closing, and every way to make one.

# case: trimmed and closed
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
tried(lambda: e.trim(0.5, 1))
tried(lambda: circ.trim(0, 1))
tried(lambda: sp.trim(0.2, 0.4))
tried(lambda: e.trim(1, 1))
tried(lambda: e.trim(1, 0.5))
tried(lambda: e.trim(-1, 5))
tried(lambda: e.moved(v).trim(0, 1))
tried(lambda: e.trim('a', 1))
tried(lambda: circ.trim(0, 7))
tried(lambda: b.Faces()[0].Edges()[0].hasPCurve(b.Faces()[0]))
tried(lambda: e.hasPCurve(b.Faces()[0]))
tried(lambda: cyl.faces('%CYLINDER').edges().Edges()[0].hasPCurve(cyl.face('%CYLINDER')))
tried(lambda: e.hasPCurve(3))
tried(lambda: e.hasPCurve(b))
tried(lambda: e.close())
tried(lambda: e.close().ShapeType())
tried(lambda: circ.close() is circ)
tried(lambda: ow.close())
tried(lambda: ow.close().IsClosed())
tried(lambda: w.close() is w)
tried(lambda: arc.close())
tried(lambda: arc.close().Length())
tried(lambda: circ.arcCenter())
tried(lambda: ell.arcCenter())
tried(lambda: arc.arcCenter())
tried(lambda: e.arcCenter())
tried(lambda: Edge.makeCircle(1, v).arcCenter())
# prints: ['Edge', 0.0, [0.75, 0.0, 0.0], 1]
# prints: ['Edge', 0.0, [1.682942, 0.919395, 0.0], 1]
# prints: ['Edge', 0.0, [0.224339, 0.345211, -0.060436], 1]
# prints: StdFail_NotDone
# prints: ['Edge', 0.0, [0.75, 0.0, 0.0], 1]
# prints: ['Edge', 0.0, [2.0, 0.0, 0.0], 1]
# prints: ['Edge', 0.0, [0.5, 0.0, 0.0], 1]
# prints: TypeError
# prints: ['Edge', 0.0, [1.833072, 0.686643, 0.0], 1]
# prints: True
# prints: True
# prints: True
# prints: AttributeError
# prints: TypeError
# prints: ['Wire', 0.0, [1.0, 0.0, 0.0], 2]
# prints: Wire
# prints: True
# prints: ['Wire', 0.0, [1.190983, 0.309017, 0.0], 3]
# prints: True
# prints: True
# prints: ['Wire', 0.0, [1.0, 0.388985, 0.0], 2]
# prints: 5.141593
# prints: [0.0, 0.0, 0.0]
# prints: [0.0, 0.0, 0.0]
# prints: [1.0, 0.0, 0.0]
# prints: ValueError
# prints: [1.0, 2.0, 3.0]
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: circles and ellipses
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
tried(lambda: Edge.makeCircle(1, (1, 2, 3), (1, 0, 0), 0, 90))
tried(lambda: Edge.makeCircle(1, angle1=90, angle2=0, orientation=False))
tried(lambda: Edge.makeCircle(1, angle1=90, angle2=0))
tried(lambda: Edge.makeCircle(-1))
tried(lambda: Edge.makeCircle(0))
tried(lambda: Edge.makeCircle(1, dir=(0, 0, 0)))
tried(lambda: Edge.makeCircle('a'))
tried(lambda: Edge.makeEllipse(3, 1))
tried(lambda: Edge.makeEllipse(1, 3))
tried(lambda: Edge.makeEllipse(1, 3, (1, 1, 1), (1, 0, 0), (0, 1, 0)))
tried(lambda: Edge.makeEllipse(3, 1, angle1=0, angle2=90))
tried(lambda: Edge.makeEllipse(1, 3, angle1=0, angle2=90))
tried(lambda: Edge.makeEllipse(3, 1, angle1=0, angle2=90, sense=-1))
tried(lambda: Edge.makeEllipse(2, 2))
tried(lambda: Edge.makeEllipse(-1, 1))
tried(lambda: Edge.makeEllipse(1, 0))
tried(lambda: Edge.makeEllipse(3, 1, dir=(0, 0, 1), xdir=(0, 0, 1)))
# prints: ['Edge', 0.0, [1.0, 1.36338, 3.63662], 1]
# prints: ['Edge', 0.0, [-0.212207, -0.212207, 0.0], 1]
# prints: ['Edge', 0.0, [-0.212207, -0.212207, 0.0], 1]
# prints: Standard_ConstructionError
# prints: ['Edge', 0.0, [0.0, 0.0, 0.0], 1]
# prints: Standard_ConstructionError
# prints: TypeError
# prints: ['Edge', 0.0, [-0.016116, 0.0, 0.0], 1]
# prints: ['Edge', 0.0, [0.0, -0.016116, 0.0], 1]
# prints: ['Edge', 0.0, [1.0, 1.0, 0.983884], 1]
# prints: ['Edge', 0.0, [1.626601, 0.735792, 0.0], 1]
# prints: ['Edge', 0.0, [0.735792, 1.626601, 0.0], 1]
# prints: ['Edge', 0.0, [1.626601, 0.735792, 0.0], 1]
# prints: ['Edge', 0.0, [0.0, 0.0, 0.0], 1]
# prints: Standard_ConstructionError
# prints: ['Edge', 0.0, [-0.020376, 0.0, 0.0], 1]
# prints: Standard_ConstructionError
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: splines
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
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 0)]))
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 0)], tangents=[V(0, 1, 0), V(0, -1, 0)]))
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 0)], tangents=[V(0, 1, 0), V(0, -1, 0)], scale=False))
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 0)], tangents=[V(0, 1, 0), None, V(0, -1, 0)]))
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 0)], periodic=True))
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 0)], periodic=True, parameters=[0, 1, 2, 3]))
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 0)], parameters=[0, 0.2, 1]))
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 0)], parameters=[0, 1]))
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 0)], parameters=[0, 0, 1]))
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 0)], tangents=[V(0, 1, 0)]))
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0)], tangents=[V(0, 1, 0), V(0, 1, 0)]))
tried(lambda: Edge.makeSpline([V(), V()]))
tried(lambda: Edge.makeSpline([V()]))
tried(lambda: Edge.makeSpline([]))
tried(lambda: Edge.makeSpline([(0, 0, 0), (1, 1, 0)]))
tried(lambda: Edge.makeSpline(3))
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0)], tol=1))
tried(lambda: Edge.makeSpline([V(), V(0.5, 0, 0)], tol=1))
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 0)], tangents=[(0, 1, 0), (0, 1, 0)]))
# prints: ['Edge', 0.0, [1.0, 0.58961, 0.0], 1]
# prints: ['Edge', 0.0, [1.0, 0.679907, 0.0], 1]
# prints: ['Edge', 0.0, [1.0, 0.623387, 0.0], 1]
# prints: ['Edge', 0.0, [1.0, 0.679907, 0.0], 1]
# prints: ['Edge', 0.0, [0.95744, 0.150065, 0.0], 1]
# prints: ['Edge', 0.0, [1.010344, 0.240632, 0.0], 1]
# prints: ['Edge', 0.0, [1.405091, 0.85392, 0.0], 1]
# prints: ValueError
# prints: Standard_ConstructionError
# prints: ValueError
# prints: ['Edge', 0.0, [0.5, 0.5, 0.0], 1]
# prints: Standard_ConstructionError
# prints: Standard_OutOfRange
# prints: Standard_OutOfRange
# prints: AttributeError
# prints: TypeError
# prints: ['Edge', 0.0, [0.5, 0.5, 0.0], 1]
# prints: Standard_ConstructionError
# prints: AttributeError
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: approximations, lines, arcs
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
tried(lambda: Edge.makeSplineApprox([V(0, 0, 0), V(1, 1, 0), V(2, 0, 0), V(3, 1, 0)]))
tried(lambda: Edge.makeSplineApprox([V(0, 0, 0), V(1, 1, 0), V(2, 0, 0), V(3, 1, 0)], tol=0.1, minDeg=2, maxDeg=3))
tried(lambda: Edge.makeSplineApprox([V(0, 0, 0), V(1, 1, 0), V(2, 0, 0), V(3, 1, 0)], smoothing=(1, 1, 1)))
tried(lambda: Edge.makeSplineApprox([V(0, 0, 0), V(1, 1, 0), V(2, 0, 0), V(3, 1, 0)], smoothing=(1, 1)))
tried(lambda: Edge.makeSplineApprox([]))
tried(lambda: Edge.makeSplineApprox([V()]))
tried(lambda: Edge.makeSplineApprox([(0, 0), (1, 1)]))
tried(lambda: Edge.makeBezier([V(), V(1, 1, 0), V(2, 0, 0)]))
tried(lambda: Edge.makeBezier([(0, 0, 0), (1, 1, 0), (2, 0, 0), (3, 0)]))
tried(lambda: Edge.makeBezier([V()]))
tried(lambda: Edge.makeBezier([]))
tried(lambda: Edge.makeBezier(3))
tried(lambda: Edge.makeBezier([V()] * 30))
tried(lambda: Edge.makeLine(V(), V()))
tried(lambda: Edge.makeLine((0, 0), (1, 1)))
tried(lambda: Edge.makeLine([0, 0], [1, 1]))
tried(lambda: Edge.makeLine(1, 2))
tried(lambda: Edge.makeThreePointArc((0, 0), (1, 0), (2, 0)))
tried(lambda: Edge.makeThreePointArc((0, 0), (1, 1), (2, 0)))
tried(lambda: Edge.makeTangentArc((0, 0), (0, 1), (2, 0)))
tried(lambda: Edge.makeTangentArc((0, 0), (0, 0), (2, 0)))
# prints: ['Edge', 0.0, [1.5, 0.5, 0.0], 1]
# prints: ['Edge', 0.0, [1.5, 0.5, 0.0], 1]
# prints: ['Edge', 0.0, [1.5, 0.5, 0.0], 1]
# prints: TypeError
# prints: Standard_OutOfRange
# prints: StdFail_NotDone
# prints: AttributeError
# prints: ['Edge', 0.0, [1.0, 0.316964, 0.0], 1]
# prints: ['Edge', 0.0, [1.45918, 0.246679, 0.0], 1]
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: TypeError
# prints: Standard_ConstructionError
# prints: StdFail_NotDone
# prints: ['Edge', 0.0, [0.5, 0.5, 0.0], 1]
# prints: ['Edge', 0.0, [0.5, 0.5, 0.0], 1]
# prints: TypeError
# prints: StdFail_NotDone
# prints: ['Edge', 0.0, [1.0, 0.63662, 0.0], 1]
# prints: ['Edge', 0.0, [1.0, 0.63662, 0.0], 1]
# prints: Standard_ConstructionError
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true
