# Shape: booleans, attributes.

# case: operators
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
tried(lambda: (b + c).ShapeType())
tried(lambda: (b + c).Volume())
tried(lambda: (b - c).ShapeType())
tried(lambda: (b - c).Volume())
tried(lambda: (b * c).Volume())
tried(lambda: (b / f.moved(0, 0, -1)).ShapeType())
tried(lambda: (b / f.moved(0, 0, -1)).size())
tried(lambda: (b + b.moved(5)).ShapeType())
tried(lambda: (b - b).ShapeType())
tried(lambda: (b - b).size())
tried(lambda: b + 3)
tried(lambda: b - v)
tried(lambda: 3 + b)
tried(lambda: (comp + b).Volume())
tried(lambda: (comp - b).ShapeType())
tried(lambda: (comp * b).ShapeType())
tried(lambda: b ** 2)
tried(lambda: b @ b)
tried(lambda: (f + f.moved(0.5)).ShapeType())
tried(lambda: (e + e.moved(0.5)).ShapeType())
tried(lambda: (emp + b).ShapeType())
# prints: Solid
# prints: 10.712389
# prints: Solid
# prints: 4.429204
# prints: 1.570796
# prints: Compound
# prints: 2
# prints: Compound
# prints: Compound
# prints: 0
# prints: AttributeError
# prints: TypeError
# prints: TypeError
# prints: 12.283185
# prints: Solid
# prints: Solid
# prints: TypeError
# prints: TypeError
# prints: Compound
# prints: Compound
# prints: Solid
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: booleans
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
tried(lambda: b.cut(c))
tried(lambda: b.cut(c).ShapeType())
tried(lambda: b.cut())
tried(lambda: b.fuse(c))
tried(lambda: b.fuse())
tried(lambda: b.fuse(c, glue=True))
tried(lambda: b.fuse(c, glue=True, tol=0.001))
tried(lambda: b.fuse(b.moved(1.0005), tol=0.01))
tried(lambda: b.intersect(c, tol=0.0001))
tried(lambda: b.intersect())
tried(lambda: b.intersect(b.moved(9)))
tried(lambda: b.split(f.moved(0, 0, -1)))
tried(lambda: b.split())
tried(lambda: b.split(b.faces('<Z').moved(0, 0, 1), b.faces('<Z').moved(0, 0, 2)).size())
tried(lambda: b.cut(3))
tried(lambda: b.cut(v))
tried(lambda: b.fuse([c]))
tried(lambda: comp.cut(b))
tried(lambda: comp.fuse())
tried(lambda: comp.intersect(b))
tried(lambda: comp.split(f.moved(0, 0, -1)).size())
tried(lambda: emp.fuse())
tried(lambda: emp.cut(b))
tried(lambda: b.cut(emp))
tried(lambda: b.fuse(emp))
tried(lambda: b.cut(c, tol='a'))
tried(lambda: b.cut(c, s, tol=0))
# prints: ['Compound', 21.141593, [0.526807, 1.204129, 1.677323], 17]
# prints: Compound
# prints: ValueError
# prints: ['Compound', 32.137167, [0.217816, 0.497866, 1.28005], 20]
# prints: ValueError
# prints: ['Compound', 0.0, [0.0, 0.0, 0.0], 0]
# prints: ['Compound', 0.0, [0.0, 0.0, 0.0], 0]
# prints: ['Compound', 32.002, [1.00025, 1.0, 1.5], 20]
# prints: ['Compound', 8.712389, [0.424413, 0.424413, 1.0], 9]
# prints: ValueError
# prints: ['Compound', 0.0, [0.0, 0.0, 0.0], 0]
# prints: ['Compound', 26.0, [0.5, 1.0, 1.5], 20]
# prints: ValueError
# prints: 3
# prints: AttributeError
# prints: TypeError
# prints: AttributeError
# prints: ['Compound', 18.137167, [-0.141471, -0.141471, 1.0], 9]
# prints: ['Compound', 32.137167, [0.217816, 0.497866, 1.28005], 20]
# prints: ['Compound', 29.853982, [0.5, 1.0, 1.5], 20]
# prints: 3
# prints: IndexError
# prints: ValueError
# prints: ['Compound', 22.0, [0.5, 1.0, 1.5], 12]
# prints: ['Compound', 22.0, [0.5, 1.0, 1.5], 12]
# prints: TypeError
# prints: ['Compound', 21.141593, [0.526807, 1.204129, 1.677323], 17]
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: attributes and constructors
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
tried(lambda: Shape.cast(b))
tried(lambda: b.cast(b))
tried(lambda: Shape(b))
tried(lambda: Edge(e))
tried(lambda: Vertex(vx))
tried(lambda: Vertex(vx, True))
tried(lambda: Solid(3))
tried(lambda: Shape())
tried(lambda: b.label)
tried(lambda: vx.X)
tried(lambda: vx.toTuple())
tried(lambda: vx.Center())
tried(lambda: Vertex.makeVertex(1, 2, 'a'))
tried(lambda: Vertex.makeVertex(1, 2))
tried(lambda: b.foo)
tried(lambda: b.forConstruction)
tried(lambda: Shape.importBrep('/nonexistent'))
tried(lambda: Shape.importBin('/nonexistent'))
# prints: AttributeError
# prints: AttributeError
# prints: AttributeError
# prints: AttributeError
# prints: AttributeError
# prints: AttributeError
# prints: AttributeError
# prints: TypeError
# prints: 
# prints: 1.0
# prints: [1.0, 2.0, 3.0]
# prints: [1.0, 2.0, 3.0]
# prints: TypeError
# prints: TypeError
# prints: AttributeError
# prints: False
# prints: ValueError
# prints: ValueError
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true
