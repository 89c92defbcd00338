# Edge and Wire as curves.

# case: ends and bounds
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
tried(lambda: e.bounds())
tried(lambda: circ.bounds())
tried(lambda: w.bounds())
tried(lambda: cw.bounds())
tried(lambda: sp.bounds())
tried(lambda: e.startPoint())
tried(lambda: e.endPoint())
tried(lambda: w.startPoint())
tried(lambda: ow.endPoint())
tried(lambda: circ.endPoint())
# prints: [0.0, 2.0]
# prints: [0.0, 6.283185]
# prints: [0.0, 4.0]
# prints: [0.0, 6.283185]
# prints: [0.0, 3.146264]
# prints: [0.0, 0.0, 0.0]
# prints: [2.0, 0.0, 0.0]
# prints: [0.0, 0.0, 0.0]
# prints: [2.0, 1.0, 0.0]
# prints: [2.0, 0.0, 0.0]
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: parameters
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
tried(lambda: e.paramAt(0.5))
tried(lambda: e.paramAt(0))
tried(lambda: e.paramAt(1.5))
tried(lambda: circ.paramAt(0.25))
tried(lambda: w.paramAt(0.5))
tried(lambda: e.paramAt(V(1, 1, 0)))
tried(lambda: circ.paramAt(V(0, 5, 0)))
tried(lambda: w.paramAt(V(2, 0.5, 0)))
tried(lambda: e.moved(v).paramAt(V(1, 1, 0)))
tried(lambda: e.paramAt(V(-5, 0, 0)))
tried(lambda: e.paramAt('a'))
tried(lambda: e.paramAt((1, 0, 0)))
tried(lambda: sp.paramAt(V(1, 1, 0)))
tried(lambda: e.params([V(0.5, 0, 0), V(1, 0, 0)]))
tried(lambda: circ.params([V(2, 0, 0), V(0, 2, 0)], 0.001))
tried(lambda: w.params([V(1, 0, 0)]))
tried(lambda: e.params([]))
tried(lambda: e.params([(0, 0, 0)]))
tried(lambda: e.paramsLength([0, 0.5, 1]))
tried(lambda: w.paramsLength([0.1, 0.9]))
tried(lambda: e.paramsLength([]))
tried(lambda: e.paramsLength(['a']))
tried(lambda: circ.paramsLength((0.5,)))
# prints: 1.0
# prints: 0.0
# prints: 3.0
# prints: 1.570796
# prints: 2.0
# prints: 1.0
# prints: 1.570796
# prints: 1.5
# prints: 1.0
# prints: StdFail_NotDone
# prints: TypeError
# prints: TypeError
# prints: 1.414214
# prints: [0.5, 1.0]
# prints: [0.0, 1.570796]
# prints: [0.5]
# prints: StopIteration
# prints: AttributeError
# prints: [0.0, 1.0, 2.0]
# prints: [0.3, 3.4]
# prints: []
# prints: TypeError
# prints: [3.141593]
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: tangents
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
tried(lambda: e.tangentAt())
tried(lambda: e.tangentAt(0.2))
tried(lambda: arc.tangentAt(0))
tried(lambda: arc.tangentAt(0, mode='parameter'))
tried(lambda: w.tangentAt(0.9))
tried(lambda: w.tangentAt(0.3, 'parameter'))
tried(lambda: sp.tangentAt(0.5))
tried(lambda: e.tangentAt(locationParam=1))
tried(lambda: e.tangentAt('a'))
tried(lambda: e.tangents([0, 1]))
tried(lambda: circ.tangents([0, 0.25], mode='length'))
tried(lambda: circ.tangents([0, 1], mode='parameter'))
tried(lambda: w.tangents([0.1, 0.6]))
tried(lambda: e.tangents(3))
# prints: [1.0, 0.0, 0.0]
# prints: [1.0, 0.0, 0.0]
# prints: [0.0, 1.0, 0.0]
# prints: [0.0, 1.0, 0.0]
# prints: [0.0, -1.0, 0.0]
# prints: [1.0, 0.0, 0.0]
# prints: [0.866535, -0.108032, 0.487284]
# prints: [1.0, 0.0, 0.0]
# prints: TypeError
# prints: [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]
# prints: [[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0]]
# prints: [[0.0, 1.0, 0.0], [-0.841471, 0.540302, 0.0]]
# prints: [[1.0, 0.0, 0.0], [-1.0, 0.0, 0.0]]
# prints: TypeError
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: normals
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
tried(lambda: e.normal())
tried(lambda: circ.normal())
tried(lambda: ell.normal())
tried(lambda: arc.normal())
tried(lambda: sp.normal())
tried(lambda: w.normal())
tried(lambda: ow.normal())
tried(lambda: w3.normal())
tried(lambda: cw.normal())
tried(lambda: Edge.makeCircle(1, V(), V(1, 0, 0)).normal())
tried(lambda: Edge.makeSpline([V(), V(1, 1, 0), V(2, 0, 0)]).normal())
tried(lambda: w.moved(cq.Location(0, 0, 1, 90, 0, 0)).normal())
tried(lambda: mixed.normal())
# prints: ValueError
# prints: [0.0, 0.0, 1.0]
# prints: [0.0, 0.0, 1.0]
# prints: [0.0, 0.0, -1.0]
# prints: [-0.408248, 0.408248, 0.816497]
# prints: [0.0, 0.0, 1.0]
# prints: [0.0, 0.0, 1.0]
# prints: [0.0, -0.707107, 0.707107]
# prints: [0.0, 0.0, 1.0]
# prints: [1.0, 0.0, 0.0]
# prints: [0.0, 0.0, 1.0]
# prints: [0.0, -1.0, 0.0]
# prints: [0.0, 0.0, 1.0]
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: lengths and radii
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
tried(lambda: e.Center())
tried(lambda: w.Center())
tried(lambda: circ.Center())
tried(lambda: arc.Center())
tried(lambda: e.Length())
tried(lambda: w.Length())
tried(lambda: circ.Length())
tried(lambda: sp.Length())
tried(lambda: circ.radius())
tried(lambda: arc.radius())
tried(lambda: e.radius())
tried(lambda: cw.radius())
tried(lambda: w.radius())
tried(lambda: mixed.radius())
tried(lambda: Wire.assembleEdges([Edge.makeThreePointArc(V(2, 0, 0), V(3, 1, 0), V(2, 2, 0)), Edge.makeLine(V(2, 2, 0), V(0, 2, 0))]).radius())
tried(lambda: ell.radius())
tried(lambda: e.IsClosed())
tried(lambda: circ.IsClosed())
tried(lambda: w.IsClosed())
tried(lambda: ow.IsClosed())
# prints: [1.0, 0.0, 0.0]
# prints: [1.0, 0.5, 0.0]
# prints: [0.0, 0.0, 0.0]
# prints: [1.0, 0.63662, 0.0]
# prints: 2.0
# prints: 6.0
# prints: 12.566371
# prints: 3.29402
# prints: 2.0
# prints: 1.0
# prints: ValueError
# prints: 1.0
# prints: ValueError
# prints: ValueError
# prints: 1.0
# prints: ValueError
# prints: False
# prints: True
# prints: True
# prints: False
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: positions
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
tried(lambda: e.positionAt(0.5))
tried(lambda: e.positionAt(0.5, mode='parameter'))
tried(lambda: circ.positionAt(0.25))
tried(lambda: circ.positionAt(1, 'parameter'))
tried(lambda: w.positionAt(0.5))
tried(lambda: w.positionAt(0.5, 'parameter'))
tried(lambda: e.positionAt(2))
tried(lambda: e.positionAt('a'))
tried(lambda: e.positionAt(0.5, mode='foo'))
tried(lambda: e.positions([0, 0.5, 1]))
tried(lambda: w.positions([0, 0.5], mode='parameter'))
tried(lambda: e.positions([]))
tried(lambda: e.positions(1))
tried(lambda: sp.positions([0.3, 0.6]))
tried(lambda: e.positionAt(V(1, 0, 0)))
tried(lambda: e.moved(v).positionAt(0.5))
# prints: [1.0, 0.0, 0.0]
# prints: [0.5, 0.0, 0.0]
# prints: [0.0, 2.0, 0.0]
# prints: [1.080605, 1.682942, 0.0]
# prints: [2.0, 1.0, 0.0]
# prints: [1.0, 0.0, 0.0]
# prints: [4.0, 0.0, 0.0]
# prints: TypeError
# prints: [0.5, 0.0, 0.0]
# prints: [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [2.0, 0.0, 0.0]]
# prints: [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0]]
# prints: []
# prints: TypeError
# prints: [[0.596644, 0.775851, -0.089604], [1.41638, 0.903527, 0.256426]]
# prints: [1.0, 0.0, 0.0]
# prints: [2.0, 2.0, 3.0]
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: samples
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
tried(lambda: e.sample(3))
tried(lambda: e.sample(2))
tried(lambda: circ.sample(4))
tried(lambda: w.sample(5))
tried(lambda: e.sample(0.1))
tried(lambda: arc.sample(0.1))
tried(lambda: circ.sample(0.5))
tried(lambda: sp.sample(3))
tried(lambda: e.sample(1))
tried(lambda: e.sample(0))
tried(lambda: e.sample(-1))
tried(lambda: e.sample('a'))
tried(lambda: e.sample(True))
tried(lambda: cw.sample(3))
tried(lambda: w.sample(0.5))
# prints: [[[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [2.0, 0.0, 0.0]], [0.0, 1.0, 2.0]]
# prints: [[[0.0, 0.0, 0.0], [2.0, 0.0, 0.0]], [0.0, 2.0]]
# prints: [[[2.0, 0.0, 0.0], [0.0, 2.0, 0.0], [-2.0, 0.0, 0.0], [0.0, -2.0, 0.0]], [0.0, 1.570796, 3.141593, 4.712389]]
# prints: [[[0.0, 0.0, 0.0], [1.2, 0.0, 0.0], [2.0, 0.4, 0.0], [1.4, 1.0, 0.0], [0.2, 1.0, 0.0]], [0.0, 0.6, 1.4, 2.3, 2.9]]
# prints: [[[0.0, 0.0, 0.0], [2.0, 0.0, 0.0]], [0.0, 2.0]]
# prints: [[[0.0, 0.0, 0.0], [0.292893, 0.707107, 0.0], [1.0, 1.0, 0.0], [1.707107, 0.707107, 0.0], [2.0, 0.0, 0.0]], [0.0, 0.785398, 1.570796, 2.356194, 3.141593]]
# prints: [[[2.0, 0.0, 0.0], [0.618034, 1.902113, 0.0], [-1.618034, 1.175571, 0.0], [-1.618034, -1.175571, 0.0], [0.618034, -1.902113, 0.0]], [0.0, 1.256637, 2.513274, 3.769911, 5.026548]]
# prints: [[[0.0, 0.0, 0.0], [1.160851, 1.006776, 0.077038], [2.0, 0.0, 1.0]], [0.0, 1.666177, 3.146264]]
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: TypeError
# prints: Standard_ConstructionError
# prints: [[[1.0, 0.0, 0.0], [-0.5, 0.866025, 0.0], [-0.5, -0.866025, 0.0]], [0.0, 2.094395, 4.18879]]
# prints: [[[0.0, 0.0, 0.0], [2.0, 0.0, 0.0], [2.0, 1.0, 0.0], [0.0, 1.0, 0.0]], [0.0, 1.0, 2.0, 3.0]]
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: places along a curve
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
tried(lambda: e.locationAt(0.5))
tried(lambda: e.locationAt(0.5, planar=True))
tried(lambda: circ.locationAt(0.25))
tried(lambda: circ.locationAt(0.25, frame='corrected'))
tried(lambda: circ.locationAt(1, mode='parameter'))
tried(lambda: w.locationAt(0.1))
tried(lambda: w.locationAt(0.3, 'length', 'corrected'))
tried(lambda: sp.locationAt(0.5))
tried(lambda: sp.locationAt(0.5, frame='corrected'))
tried(lambda: sp.locationAt(0, planar=True))
tried(lambda: Edge.makeLine(V(), V(0, 0, 1)).locationAt(0, planar=True))
tried(lambda: Edge.makeLine(V(), V(0, 0, 1)).locationAt(0.5))
tried(lambda: circ.locations([0, 0.25], planar=True))
tried(lambda: circ.locations([0, 1], mode='parameter', frame='corrected'))
tried(lambda: e.locations([]))
tried(lambda: e.locationAt('a'))
tried(lambda: mixed.locationAt(0.9))
tried(lambda: Wire.makeHelix(1, 3, 1).locationAt(0.5))
# prints: [[1.0, 0.0, 0.0], [-180.0, -90.0, 0.0]]
# prints: [[1.0, 0.0, 0.0], [0.0, 0.0, 90.0]]
# prints: [[0.0, 2.0, 0.0], [90.0, 0.0, -90.0]]
# prints: [[0.0, 2.0, 0.0], [90.0, 0.0, -90.0]]
# prints: [[1.080605, 1.682942, 0.0], [90.0, 0.0, -122.70422]]
# prints: [[0.6, 0.0, 0.0], [-180.0, -90.0, 0.0]]
# prints: [[1.8, 0.0, 0.0], [-180.0, -90.0, 0.0]]
# prints: [[1.162615, 1.006559, 0.078028], [-59.171316, -18.038594, -107.5768]]
# prints: [[1.162615, 1.006559, 0.078028], [-59.171316, -18.038594, -107.5768]]
# prints: [[0.0, 0.0, 0.0], [0.0, 0.0, 149.208527]]
# prints: Standard_ConstructionError
# prints: [[0.0, 0.0, 0.5], [0.0, 0.0, 0.0]]
# prints: [[[2.0, 0.0, 0.0], [0.0, 0.0, 180.0]], [[0.0, 2.0, 0.0], [0.0, 0.0, -90.0]]]
# prints: [[[2.0, 0.0, 0.0], [90.0, 0.0, 180.0]], [[1.080605, 1.682942, 0.0], [90.0, 0.0, -122.70422]]]
# prints: []
# prints: TypeError
# prints: [[2.491803, 1.870707, 0.0], [90.0, 0.0, -119.459156]]
# prints: [[-1.0, 0.0, 1.5], [80.956939, 0.000207, -3.3e-05]]
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: curvatures
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
tried(lambda: circ.curvatureAt(0.3))
tried(lambda: e.curvatureAt(0.3))
tried(lambda: sp.curvatureAt(0.5))
tried(lambda: ell.curvatureAt(0))
tried(lambda: circ.curvatureAt(1, mode='parameter'))
tried(lambda: circ.curvatureAt(1, resolution=0.001))
tried(lambda: circ.curvatures([0, 0.5]))
tried(lambda: mixed.curvatures([0.1, 0.9]))
tried(lambda: e.curvatures([0, 'a']))
tried(lambda: w.curvatureAt(0.1))
# prints: 0.5
# prints: 0.0
# prints: 1.671844
# prints: 3.0
# prints: 0.5
# prints: 0.5
# prints: [0.5, 0.5]
# prints: [0.0, 1.0]
# prints: TypeError
# prints: 0.0
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: projections
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
tried(lambda: Edge.makeLine(V(0.2, 0.5, 5), V(0.8, 0.5, 5)).project(b.faces('>Z'), V(0, 0, -1)))
tried(lambda: Edge.makeLine(V(0.2, 0.5, 5), V(0.8, 0.5, 5)).project(b.faces('>Z'), (0, 0, -1), closest=False))
tried(lambda: Edge.makeLine(V(5, 5, 5), V(6, 5, 5)).project(b.faces('>Z'), (0, 0, -1)))
tried(lambda: Edge.makeLine(V(5, 5, 5), V(6, 5, 5)).project(b.faces('>Z'), (0, 0, -1), False))
tried(lambda: Wire.makeCircle(0.3, V(0.5, 0.5, 5), V(0, 0, 1)).project(b.faces('>Z'), V(0, 0, -1)))
tried(lambda: Edge.makeLine(V(-0.5, -3, 1), V(0.5, -3, 1)).project(cyl.faces('%CYLINDER'), V(0, 1, 0)))
tried(lambda: len(Edge.makeLine(V(-0.5, -3, 1), V(0.5, -3, 1)).project(cyl.faces('%CYLINDER'), V(0, 1, 0), False)))
tried(lambda: e.project(3, V(0, 0, 1)))
tried(lambda: e.project(b, V(0, 0, 0)))
# prints: ['Wire', 0.0, [0.5, 0.5, 3.0], 1]
# prints: [['Wire', 0.0, [0.5, 0.5, 3.0], 1]]
# prints: ValueError
# prints: ValueError
# prints: ['Wire', 0.0, [0.5, 0.5, 3.0], 1]
# prints: ['Wire', 0.0, [0.0, -0.95493, 1.0], 1]
# prints: 2
# prints: AttributeError
# prints: Standard_ConstructionError
# expect: ok Wire volume=5.141592654 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: normals of curves and of faces' outlines
import cadquery as cq
for w in [cq.Wire.makeCircle(2,(0,0,0),(0,0,-1)), cq.Wire.makeCircle(2,(0,0,0),(0,0,1)), cq.Workplane().ellipse(2,1).val(), cq.Workplane('XZ').circle(1).val(), cq.Workplane().box(1,1,1).faces('<Z').wires().val(), cq.Workplane().cylinder(1,1).faces('<Z').wires().val(), cq.Workplane().cylinder(1,1).faces('>Z').wires().val()]:
    print([round(v,3)+0.0 for v in w.normal().toTuple()])
    print(w.geomType())
# prints: [0.0, 0.0, -1.0]
# prints: Wire
# prints: [0.0, 0.0, 1.0]
# prints: Wire
# prints: [0.0, 0.0, 1.0]
# prints: Wire
# prints: [0.0, -1.0, 0.0]
# prints: Wire
# prints: [0.0, 0.0, 1.0]
# prints: Wire
# prints: [0.0, 0.0, 1.0]
# prints: Wire
# prints: [0.0, 0.0, 1.0]
# prints: Wire
# expect: ok Wire volume=6.283185307 area=0 solids=0 faces=0 edges=1 vertices=1 valid=true
