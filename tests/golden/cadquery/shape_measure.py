# Shape: what it is and measures.

# case: identity
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
v, b, c, s = V(1, 2, 3), Solid.makeBox(1, 2, 3), Solid.makeCylinder(1, 2), Solid.makeSphere(1)
e, w = Edge.makeLine(V(), V(1, 1, 0)), Wire.makePolygon([V(), V(1, 0, 0), V(1, 1, 0), V(0, 1, 0)], close=True)
vx, f, emp = Vertex.makeVertex(1, 2, 3), b.faces('>Z'), Compound.makeCompound([])
arc, comp = Edge.makeThreePointArc(V(0, 0, 0), V(1, 1, 0), V(2, 0, 0)), Compound.makeCompound([b, c])
nonp = Wire.assembleEdges([Edge.makeLine(V(), V(1, 0, 0)), Edge.makeLine(V(1, 0, 0), V(1, 1, 1))])
tried(lambda: b == b)
tried(lambda: b == b.copy())
tried(lambda: b == 3)
tried(lambda: b != b)
tried(lambda: b in [b])
tried(lambda: {b, b} == {b})
tried(lambda: b.isSame(b))
tried(lambda: b.isSame(b.copy()))
tried(lambda: b.isSame(3))
tried(lambda: b.isSame(v))
tried(lambda: b.isEqual(b))
tried(lambda: b.isEqual(b.reverse()))
tried(lambda: b.isSame(b.reverse()))
tried(lambda: b.isNull())
tried(lambda: b.hashCode() == b.hashCode())
tried(lambda: b.Closed())
tried(lambda: f.Closed())
tried(lambda: b.Shells()[0].Closed())
tried(lambda: e.Closed())
tried(lambda: w.Closed())
# prints: True
# prints: False
# prints: False
# prints: False
# prints: True
# prints: True
# prints: True
# prints: False
# prints: AttributeError
# prints: TypeError
# prints: True
# prints: False
# prints: True
# prints: False
# prints: True
# prints: False
# prints: False
# prints: True
# prints: False
# prints: True
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: masses and centres
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
v, b, c, s = V(1, 2, 3), Solid.makeBox(1, 2, 3), Solid.makeCylinder(1, 2), Solid.makeSphere(1)
e, w = Edge.makeLine(V(), V(1, 1, 0)), Wire.makePolygon([V(), V(1, 0, 0), V(1, 1, 0), V(0, 1, 0)], close=True)
vx, f, emp = Vertex.makeVertex(1, 2, 3), b.faces('>Z'), Compound.makeCompound([])
arc, comp = Edge.makeThreePointArc(V(0, 0, 0), V(1, 1, 0), V(2, 0, 0)), Compound.makeCompound([b, c])
nonp = Wire.assembleEdges([Edge.makeLine(V(), V(1, 0, 0)), Edge.makeLine(V(1, 0, 0), V(1, 1, 1))])
tried(lambda: Shape.computeMass(b))
tried(lambda: Shape.computeMass(b, 0.001))
tried(lambda: Shape.computeMass(f, 0.001))
tried(lambda: Shape.computeMass(e, 0.001))
tried(lambda: Shape.computeMass(b, 1))
tried(lambda: Shape.computeMass(vx))
tried(lambda: Shape.computeMass(3))
tried(lambda: Shape.computeMass(obj=b, tol=None))
tried(lambda: Shape.computeMass(comp))
tried(lambda: Shape.computeMass(emp))
tried(lambda: b.Volume(1e-06))
tried(lambda: b.Volume(tol=None))
tried(lambda: b.Volume('a'))
tried(lambda: c.Volume(0.1))
tried(lambda: emp.Volume())
tried(lambda: vx.Volume())
tried(lambda: w.Volume())
tried(lambda: e.Area())
tried(lambda: Shape.centerOfMass(b))
tried(lambda: Shape.centerOfMass(vx))
tried(lambda: Shape.centerOfMass(v))
tried(lambda: Shape.matrixOfInertia(b))
tried(lambda: Shape.matrixOfInertia(f))
tried(lambda: Shape.matrixOfInertia(e))
tried(lambda: Shape.matrixOfInertia(comp))
tried(lambda: Shape.matrixOfInertia(vx))
tried(lambda: Shape.matrixOfInertia(v))
tried(lambda: Shape.CombinedCenter([b, c]))
tried(lambda: Shape.CombinedCenter([]))
tried(lambda: Shape.CombinedCenter([vx]))
tried(lambda: Shape.CombinedCenter([emp]))
tried(lambda: Shape.CombinedCenter(b))
tried(lambda: Shape.CombinedCenterOfBoundBox([b, c]))
tried(lambda: Shape.CombinedCenterOfBoundBox([]))
tried(lambda: Shape.CombinedCenterOfBoundBox([3]))
tried(lambda: b.CenterOfBoundBox())
tried(lambda: b.CenterOfBoundBox(0.1))
tried(lambda: emp.CenterOfBoundBox())
tried(lambda: b.Center())
tried(lambda: emp.Center())
tried(lambda: s.Center())
# prints: 6.0
# prints: 6.0
# prints: 2.0
# prints: 1.414214
# prints: 6.0
# prints: TypeError
# prints: AttributeError
# prints: 6.0
# prints: 12.283185
# prints: 0.0
# prints: 6.0
# prints: 6.0
# prints: TypeError
# prints: 6.283185
# prints: 0.0
# prints: TypeError
# prints: 4.0
# prints: 0.0
# prints: [0.5, 1.0, 1.5]
# prints: [1.0, 2.0, 3.0]
# prints: AttributeError
# prints: [[6.5, 0.0, 0.0], [0.0, 5.0, 0.0], [0.0, 0.0, 2.5]]
# prints: [[0.666667, 0.0, 0.0], [0.0, 0.166667, 0.0], [0.0, 0.0, 0.833333]]
# prints: [[0.117851, -0.117851, 0.0], [-0.117851, 0.117851, 0.0], [0.0, 0.0, 0.235702]]
# prints: [[14.001647, -1.534582, -0.767291], [-1.534582, 10.199773, -1.534582], [-0.767291, -1.534582, 9.478048]]
# prints: NotImplementedError
# prints: AttributeError
# prints: [0.244236, 0.488473, 1.244236]
# prints: IndexError
# prints: TypeError
# prints: ZeroDivisionError
# prints: [0.5, 1.0, 1.5]
# prints: [0.25, 0.5, 1.25]
# prints: IndexError
# prints: AttributeError
# prints: [0.5, 1.0, 1.5]
# prints: [0.5, 1.0, 1.5]
# prints: Standard_ConstructionError
# prints: [0.5, 1.0, 1.5]
# prints: [0.0, 0.0, 0.0]
# prints: [0.0, 0.0, 0.375]
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: faces on a line
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
v, b, c, s = V(1, 2, 3), Solid.makeBox(1, 2, 3), Solid.makeCylinder(1, 2), Solid.makeSphere(1)
e, w = Edge.makeLine(V(), V(1, 1, 0)), Wire.makePolygon([V(), V(1, 0, 0), V(1, 1, 0), V(0, 1, 0)], close=True)
vx, f, emp = Vertex.makeVertex(1, 2, 3), b.faces('>Z'), Compound.makeCompound([])
arc, comp = Edge.makeThreePointArc(V(0, 0, 0), V(1, 1, 0), V(2, 0, 0)), Compound.makeCompound([b, c])
nonp = Wire.assembleEdges([Edge.makeLine(V(), V(1, 0, 0)), Edge.makeLine(V(1, 0, 0), V(1, 1, 1))])
tried(lambda: b.facesIntersectedByLine((0.5, 0.5, -1), (0, 0, 1)))
tried(lambda: b.facesIntersectedByLine(V(0.5, 0.5, 5), V(0, 0, 1)))
tried(lambda: b.facesIntersectedByLine((0.5, 0.5, 1), (0, 0, 1), direction='AlongAxis'))
tried(lambda: b.facesIntersectedByLine((0.5, 0.5, 1), (0, 0, 1), 0.0001, 'Opposite'))
tried(lambda: b.facesIntersectedByLine((0.5, 0.5, 0), (0, 0, 1), direction='AlongAxis'))
tried(lambda: b.facesIntersectedByLine((0.5, 0.5, 1), (0, 0, 1), direction='x'))
tried(lambda: b.facesIntersectedByLine((9, 9, 1), (0, 0, 1), direction='x'))
tried(lambda: b.facesIntersectedByLine((9, 9), (0, 0, 1)))
tried(lambda: b.facesIntersectedByLine((0, 0, 0), (0, 0, 0)))
tried(lambda: s.facesIntersectedByLine((0, 0, 0), (0, 0, 1)))
tried(lambda: c.facesIntersectedByLine((0, 0, 1), (1, 0, 0)))
# prints: [['Face', 2.0, [0.5, 1.0, 0.0], 4], ['Face', 2.0, [0.5, 1.0, 3.0], 4]]
# prints: [['Face', 2.0, [0.5, 1.0, 3.0], 4], ['Face', 2.0, [0.5, 1.0, 0.0], 4]]
# prints: [['Face', 2.0, [0.5, 1.0, 3.0], 4]]
# prints: [['Face', 2.0, [0.5, 1.0, 0.0], 4]]
# prints: [['Face', 2.0, [0.5, 1.0, 3.0], 4]]
# prints: ValueError
# prints: []
# prints: TypeError
# prints: Standard_ConstructionError
# prints: [['Face', 3.141593, [0.0, 0.0, 0.0], 1], ['Face', 6.283185, [0.0, 0.0, 0.5], 2]]
# prints: [['Face', 12.566371, [0.0, 0.0, 1.0], 3], ['Face', 12.566371, [0.0, 0.0, 1.0], 3]]
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: distances
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
v, b, c, s = V(1, 2, 3), Solid.makeBox(1, 2, 3), Solid.makeCylinder(1, 2), Solid.makeSphere(1)
e, w = Edge.makeLine(V(), V(1, 1, 0)), Wire.makePolygon([V(), V(1, 0, 0), V(1, 1, 0), V(0, 1, 0)], close=True)
vx, f, emp = Vertex.makeVertex(1, 2, 3), b.faces('>Z'), Compound.makeCompound([])
arc, comp = Edge.makeThreePointArc(V(0, 0, 0), V(1, 1, 0), V(2, 0, 0)), Compound.makeCompound([b, c])
nonp = Wire.assembleEdges([Edge.makeLine(V(), V(1, 0, 0)), Edge.makeLine(V(1, 0, 0), V(1, 1, 1))])
tried(lambda: b.distance(c.moved(5, 0, 0)))
tried(lambda: b.distance(3))
tried(lambda: b.distance(v))
tried(lambda: list(b.distances(c.moved(5, 0, 0), vx, e)))
tried(lambda: list(b.distances()))
tried(lambda: list(b.distances(3)))
tried(lambda: next(b.distances(vx)))
tried(lambda: b.mesh(0.1))
tried(lambda: b.mesh(0.1, 0.2))
# prints: 3.0
# prints: AttributeError
# prints: TypeError
# prints: [3.0, 0.0, 0.0]
# prints: []
# prints: AttributeError
# prints: 0.0
# prints: None
# prints: None
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: meshes
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
v, b, c, s = V(1, 2, 3), Solid.makeBox(1, 2, 3), Solid.makeCylinder(1, 2), Solid.makeSphere(1)
e, w = Edge.makeLine(V(), V(1, 1, 0)), Wire.makePolygon([V(), V(1, 0, 0), V(1, 1, 0), V(0, 1, 0)], close=True)
vx, f, emp = Vertex.makeVertex(1, 2, 3), b.faces('>Z'), Compound.makeCompound([])
arc, comp = Edge.makeThreePointArc(V(0, 0, 0), V(1, 1, 0), V(2, 0, 0)), Compound.makeCompound([b, c])
nonp = Wire.assembleEdges([Edge.makeLine(V(), V(1, 0, 0)), Edge.makeLine(V(1, 0, 0), V(1, 1, 1))])
tried(lambda: b.copy().mesh(0))
tried(lambda: e.mesh(0))
tried(lambda: b.mesh(0))
tried(lambda: b.mesh(-1))
tried(lambda: b.mesh('a'))
tried(lambda: b.copy().mesh(0.1, 0))
tried(lambda: b.copy().mesh(-1))
tried(lambda: b.copy().mesh(0.1, -1))
tried(lambda: b.copy().mesh(1e-09))
tried(lambda: c.copy().mesh(1000000000.0))
tried(lambda: b.mesh(0.1, 0))
tried(lambda: len(b.tessellate(0.1)[0]))
tried(lambda: b.tessellate(0.1)[1][:3])
tried(lambda: b.tessellate(0.1)[0][:3])
tried(lambda: [len(x) for x in c.tessellate(0.1)])
tried(lambda: [len(x) for x in c.copy().tessellate(0.01, 0.5)])
tried(lambda: [len(x) for x in s.tessellate(0.1)])
tried(lambda: e.tessellate(0.1))
tried(lambda: b.tessellate())
tried(lambda: emp.tessellate(0.1))
# prints: Standard_NumericError
# prints: None
# prints: Standard_NumericError
# prints: Standard_NumericError
# prints: TypeError
# prints: Standard_NumericError
# prints: Standard_NumericError
# prints: Standard_NumericError
# prints: Standard_NumericError
# prints: None
# prints: Standard_NumericError
# prints: 24
# prints: [[1, 2, 0], [1, 3, 2], [5, 4, 6]]
# prints: [[0.0, 0.0, 0.0], [0.0, 0.0, 3.0], [0.0, 2.0, 0.0]]
# prints: [506, 500]
# prints: [130, 124]
# prints: [2286, 4251]
# prints: [[], []]
# prints: TypeError
# prints: [[], []]
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: as splines
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
v, b, c, s = V(1, 2, 3), Solid.makeBox(1, 2, 3), Solid.makeCylinder(1, 2), Solid.makeSphere(1)
e, w = Edge.makeLine(V(), V(1, 1, 0)), Wire.makePolygon([V(), V(1, 0, 0), V(1, 1, 0), V(0, 1, 0)], close=True)
vx, f, emp = Vertex.makeVertex(1, 2, 3), b.faces('>Z'), Compound.makeCompound([])
arc, comp = Edge.makeThreePointArc(V(0, 0, 0), V(1, 1, 0), V(2, 0, 0)), Compound.makeCompound([b, c])
nonp = Wire.assembleEdges([Edge.makeLine(V(), V(1, 0, 0)), Edge.makeLine(V(1, 0, 0), V(1, 1, 1))])
tried(lambda: c.toSplines())
tried(lambda: c.toSplines(degree=3, tolerance=0.01, nurbs=True))
tried(lambda: [x.geomType() for x in c.toSplines().Faces()])
tried(lambda: [x.geomType() for x in b.toNURBS().Faces()])
tried(lambda: c.toNURBS())
tried(lambda: b.toSplines(0))
tried(lambda: b.toSplines(1))
tried(lambda: e.toNURBS().geomType())
tried(lambda: arc.toSplines().geomType())
tried(lambda: b.toSplines('a'))
# prints: ['Solid', 18.848213, [0.000313, 0.0, 1.0], 3]
# prints: ['Solid', 18.822541, [0.000649, 0.0, 1.0], 3]
# prints: ['CYLINDER', 'PLANE', 'PLANE']
# prints: ['BSPLINE', 'BSPLINE', 'BSPLINE', 'BSPLINE', 'BSPLINE', 'BSPLINE']
# prints: ['Solid', 18.873191, [0.007089, 0.0, 1.0], 3]
# prints: ['Solid', 22.0, [0.5, 1.0, 1.5], 12]
# prints: ['Solid', 22.0, [0.5, 1.0, 1.5], 12]
# prints: BSPLINE
# prints: BSPLINE
# prints: TypeError
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true
