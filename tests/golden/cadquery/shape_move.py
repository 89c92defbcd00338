# Shape: moved, turned, transformed.

# case: by a matrix
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
tried(lambda: b.transformShape(M([[2, 0, 0, 0], [0, 2, 0, 0], [0, 0, 2, 0]])))
tried(lambda: b.transformGeometry(M([[2, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])).Volume())
tried(lambda: b.transformGeometry(M([[2, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])))
tried(lambda: b.transformShape(M()).Volume())
tried(lambda: b.transformShape(P.XZ((1, 2, 3)).rG))
tried(lambda: b.transformShape(v))
tried(lambda: b.transformGeometry(None))
tried(lambda: b.transformGeometry(M([[0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])).Volume())
tried(lambda: f.transformGeometry(M([[2, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])).geomType())
# prints: Standard_ConstructionError
# prints: 12.0
# prints: ['Solid', 32.0, [1.0, 1.0, 1.5], 12]
# prints: 6.0
# prints: ['Solid', 22.0, [1.5, 0.5, 4.0], 12]
# prints: AttributeError
# prints: AttributeError
# prints: 0.0
# prints: BSPLINE
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: places
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
tried(lambda: b.location())
tried(lambda: b.moved(v).location())
tried(lambda: b.moved(v).located(L(1, 0, 0)).location())
tried(lambda: b.copy().locate(L(1, 0, 0)).Center())
tried(lambda: b.copy().locate(L(1, 0, 0)).location())
tried(lambda: b.moved(v).locate(L()).Center())
tried(lambda: b.located(L()) == b)
tried(lambda: b.moved(0, 0, 0) == b)
tried(lambda: b.moved(L((0, 0, 0))) == b)
tried(lambda: b.moved((0, 0, 0)) == b)
# prints: [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
# prints: [[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]
# prints: [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
# prints: [1.5, 1.0, 1.5]
# prints: [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
# prints: [0.5, 1.0, 1.5]
# prints: True
# prints: True
# prints: False
# prints: False
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: as places
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
tried(lambda: f.toLocs())
tried(lambda: b.toLocs())
tried(lambda: e.toLocs())
tried(lambda: arc.toLocs())
tried(lambda: vx.toLocs())
tried(lambda: comp.toLocs())
tried(lambda: w.toLocs())
tried(lambda: emp.toLocs())
tried(lambda: c.faces('%CYLINDER').toLocs())
tried(lambda: c.moved(v).faces('%CYLINDER').toLocs())
tried(lambda: vx.moved(vx))
tried(lambda: b.moved(b.faces()).size())
tried(lambda: b.moved(emp))
tried(lambda: b.copy().move(emp))
tried(lambda: b.moved(w.edges()).size())
tried(lambda: b.copy().move(f).Center())
# prints: [[[0.5, 1.0, 3.0], [0.0, 0.0, 0.0]]]
# prints: [[[0.5, 1.0, 1.5], [0.0, 0.0, 0.0]]]
# prints: [[[0.5, 0.5, 0.0], [-90.0, 0.0, -45.0]]]
# prints: [[[1.0, 1.0, 0.0], [-90.0, 0.0, -90.0]]]
# prints: [[[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]]
# prints: [[[0.5, 1.0, 1.5], [0.0, 0.0, 0.0]], [[0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]]
# prints: [[[0.5, 0.5, 0.0], [0.0, 0.0, 0.0]]]
# prints: []
# prints: [[[-1.0, 0.0, 1.0], [90.0, 0.0, -90.0]]]
# prints: [[[0.0, 2.0, 4.0], [90.0, 0.0, -90.0]]]
# prints: ['Vertex', 0.0, [2.0, 4.0, 6.0], 0]
# prints: 6
# prints: DispatchError
# prints: IndexError
# prints: 4
# prints: [1.0, 2.0, 4.5]
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: mirrored, turned, scaled
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
tried(lambda: b.mirror())
tried(lambda: b.mirror('XZ', (0, 5, 0)))
tried(lambda: b.mirror('YZ', V(1, 0, 0)))
tried(lambda: b.mirror(V(1, 1, 0)))
tried(lambda: b.mirror((1, 1, 0)))
tried(lambda: b.mirror([1, 1, 0]))
tried(lambda: b.mirror('foo'))
tried(lambda: b.mirror((1, 1)))
tried(lambda: b.mirror('XY', [0, 0, 0]))
tried(lambda: b.mirror((0, 0, 0)))
tried(lambda: b.rotate((0, 0, 0), (0, 0, 1), 90))
tried(lambda: b.rotate(V(), V(0, 0, 1), 45))
tried(lambda: b.rotate([0, 0, 0], [0, 0, 1], 45))
tried(lambda: b.rotate((0, 0, 0), (0, 0, 0), 45))
tried(lambda: b.rotate((0, 0), (0, 1), 45))
tried(lambda: b.rotate((0, 0, 0), (0, 0, 1), 'a'))
tried(lambda: b.translate((1, 2, 3)))
tried(lambda: b.translate([1, 2, 3]))
tried(lambda: b.translate((1, 2)))
tried(lambda: b.translate(v))
tried(lambda: b.translate(1))
tried(lambda: b.scale(2))
tried(lambda: b.scale(-1))
tried(lambda: b.scale(0))
tried(lambda: b.scale('a'))
tried(lambda: b.scale(2).ShapeType())
tried(lambda: b.copy())
tried(lambda: b.copy(True))
tried(lambda: b.copy(mesh=True) == b)
tried(lambda: b.clean())
tried(lambda: b.fix() is b)
tried(lambda: comp.clean())
tried(lambda: b.isValid())
tried(lambda: b.geomType())
tried(lambda: f.geomType())
tried(lambda: e.geomType())
tried(lambda: w.geomType())
tried(lambda: comp.geomType())
tried(lambda: vx.geomType())
tried(lambda: b.ShapeType())
# prints: ['Solid', 22.0, [0.5, 1.0, -1.5], 12]
# prints: ['Solid', 22.0, [0.5, 9.0, 1.5], 12]
# prints: ['Solid', 22.0, [1.5, 1.0, 1.5], 12]
# prints: ['Solid', 22.0, [-1.0, -0.5, 1.5], 12]
# prints: ['Solid', 22.0, [-1.0, -0.5, 1.5], 12]
# prints: UnboundLocalError
# prints: UnboundLocalError
# prints: TypeError
# prints: AttributeError
# prints: Standard_ConstructionError
# prints: ['Solid', 22.0, [-1.0, 0.5, 1.5], 12]
# prints: ['Solid', 22.0, [-0.353553, 1.06066, 1.5], 12]
# prints: ['Solid', 22.0, [-0.353553, 1.06066, 1.5], 12]
# prints: Standard_ConstructionError
# prints: ['Solid', 22.0, [1.414214, 1.0, 0.707107], 12]
# prints: TypeError
# prints: ['Solid', 22.0, [1.5, 3.0, 4.5], 12]
# prints: ['Solid', 22.0, [1.5, 3.0, 4.5], 12]
# prints: ['Solid', 22.0, [1.5, 3.0, 1.5], 12]
# prints: ['Solid', 22.0, [1.5, 3.0, 4.5], 12]
# prints: TypeError
# prints: ['Solid', 88.0, [1.0, 2.0, 3.0], 12]
# prints: ['Solid', 22.0, [-0.5, -1.0, -1.5], 12]
# prints: Standard_ConstructionError
# prints: TypeError
# prints: Solid
# prints: ['Solid', 22.0, [0.5, 1.0, 1.5], 12]
# prints: ['Solid', 22.0, [0.5, 1.0, 1.5], 12]
# prints: False
# prints: ['Solid', 22.0, [0.5, 1.0, 1.5], 12]
# prints: True
# prints: ['Compound', 40.849556, [0.244236, 0.488473, 1.244236], 15]
# prints: True
# prints: CompSolid
# prints: PLANE
# prints: LINE
# prints: Wire
# prints: Compound
# prints: Vertex
# prints: Solid
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true
