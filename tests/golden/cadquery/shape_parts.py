# Shape: its parts.

# case: parts
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
tried(lambda: b.CompSolids())
tried(lambda: len(comp.Compounds()))
tried(lambda: len(b.Compounds()))
tried(lambda: len(w.Vertices()))
tried(lambda: [x.toTuple() for x in w.Vertices()])
tried(lambda: [x.toTuple() for x in nonp.Vertices()])
# prints: []
# prints: 1
# prints: 0
# prints: 4
# prints: [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [0.0, 1.0, 0.0]]
# prints: [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 1.0]]
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: selections
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
tried(lambda: w.vertices().size())
tried(lambda: w.edges().size())
tried(lambda: s.edges().size())
tried(lambda: len(s.Edges()))
tried(lambda: s.edges().ShapeType())
tried(lambda: b.faces('>Z').ShapeType())
tried(lambda: b.faces('|Z').ShapeType())
tried(lambda: b.faces('#Q'))
tried(lambda: b.faces('>Z').edges('<X').ShapeType())
tried(lambda: b.face('>Z').Center())
tried(lambda: b.face('%CIRCLE'))
tried(lambda: b.vertex('<X and <Y and <Z').toTuple())
tried(lambda: b.solid().ShapeType())
tried(lambda: b.shell().ShapeType())
tried(lambda: b.wire('>Z').Center())
tried(lambda: b.edge('|Z').Length())
tried(lambda: b.vertices('>Z').size())
tried(lambda: b.solids().ShapeType())
tried(lambda: b.shells().ShapeType())
tried(lambda: b.wires().size())
tried(lambda: b.faces(cq.selectors.DirectionMinMaxSelector(V(0, 0, 1))).Center())
tried(lambda: b.faces(None).size())
tried(lambda: b.faces(3))
# prints: 4
# prints: 4
# prints: 3
# prints: 2
# prints: Compound
# prints: Face
# prints: Compound
# prints: ParseException
# prints: Edge
# prints: [0.5, 1.0, 3.0]
# prints: ValueError
# prints: [0.0, 0.0, 0.0]
# prints: Solid
# prints: Shell
# prints: [0.5, 1.0, 3.0]
# prints: 3.0
# prints: 4
# prints: Solid
# prints: Shell
# prints: 6
# prints: [0.5, 1.0, 3.0]
# prints: 6
# prints: AttributeError
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: neighbours
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
tried(lambda: f.ancestors(b, 'Shell'))
tried(lambda: f.edges('<X').ancestors(b, 'Face').size())
tried(lambda: f.ancestors(c, 'Shell'))
tried(lambda: f.ancestors(b, 'Foo'))
tried(lambda: f.ancestors(3, 'Shell'))
tried(lambda: f.siblings(b, 'Edge').size())
tried(lambda: f.siblings(b, 'Vertex').size())
tried(lambda: f.siblings(b, 'Edge', 2).size())
tried(lambda: f.siblings(b, 'Edge', [1, 2]).size())
tried(lambda: f.siblings(b, 'Edge', level=3).size())
tried(lambda: f.siblings(c, 'Edge'))
tried(lambda: f.siblings(b, 'Foo'))
tried(lambda: b.edges('|Z').Edges()[0].siblings(b, 'Vertex').size())
# prints: ['Compound', 22.0, [0.5, 1.0, 1.5], 12]
# prints: 2
# prints: Standard_NoSuchObject
# prints: KeyError
# prints: AttributeError
# prints: 4
# prints: 4
# prints: 1
# prints: 5
# prints: 0
# prints: Standard_NoSuchObject
# prints: KeyError
# prints: 4
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: exchanged parts
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
tried(lambda: b.replace(f, f.moved(0, 0, 1)).ShapeType())
tried(lambda: b.replace(f, f.moved(0, 0, 1)))
tried(lambda: b.remove(f))
tried(lambda: b.remove(f).ShapeType())
tried(lambda: b.remove())
tried(lambda: b.remove(3))
tried(lambda: b.remove(b))
tried(lambda: b.replace(f))
tried(lambda: b.replace(f, *b.faces('<Z').Faces()))
tried(lambda: b.replace(c, c) == b)
tried(lambda: comp.replace(c, s))
tried(lambda: b.shell().remove(f))
tried(lambda: w.remove(w.Edges()[0]))
# prints: Solid
# prints: ['Solid', 22.0, [0.5, 1.0, 1.791667], 16]
# prints: ['Solid', 20.0, [0.5, 1.0, 1.2375], 12]
# prints: Solid
# prints: ['Solid', 22.0, [0.5, 1.0, 1.5], 12]
# prints: AttributeError
# prints: ValueError
# prints: ['Solid', 20.0, [0.5, 1.0, 1.2375], 12]
# prints: ['Solid', 22.0, [0.5, 1.0, 1.09375], 12]
# prints: True
# prints: ['Compound', 31.424778, [0.370627, 0.741254, 1.20891], 14]
# prints: ['Shell', 20.0, [0.5, 1.0, 1.35], 12]
# prints: ['Wire', 0.0, [0.5, 0.666667, 0.0], 3]
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: filtered, sorted, indexed
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
tried(lambda: comp.filter(lambda x: x.Volume() > 6.1).size())
tried(lambda: comp.filter(None).size())
tried(lambda: b.faces().filter(lambda x: False).size())
tried(lambda: comp.sort(lambda x: -x.Volume())[0].Volume())
tried(lambda: b.faces().sort(lambda x: x.Center().z)[0].Center())
tried(lambda: b.faces().sort(key=lambda x: x.Center().z)[-1].Center())
tried(lambda: comp.sort(None))
tried(lambda: b.size())
tried(lambda: comp.size())
tried(lambda: w.size())
tried(lambda: vx.size())
tried(lambda: e.size())
tried(lambda: comp[0].Volume())
tried(lambda: comp[-1].ShapeType())
tried(lambda: comp[5])
tried(lambda: comp[0:1].size())
tried(lambda: comp[::-1].size())
tried(lambda: comp['a'])
tried(lambda: w[0].Length())
tried(lambda: [x.Center().toTuple() for x in w])
tried(lambda: len(comp))
tried(lambda: b.reverse().Volume())
tried(lambda: f.reverse().Area())
tried(lambda: bool(emp))
tried(lambda: bool(b))
tried(lambda: list(emp))
# prints: 1
# prints: 2
# prints: 0
# prints: 6.283185
# prints: [0.5, 1.0, 0.0]
# prints: [0.5, 1.0, 3.0]
# prints: TypeError
# prints: 1
# prints: 2
# prints: 4
# prints: 0
# prints: 2
# prints: 6.0
# prints: Solid
# prints: IndexError
# prints: 1
# prints: 2
# prints: TypeError
# prints: 1.0
# prints: [[0.5, 0.0, 0.0], [1.0, 0.5, 0.0], [0.5, 1.0, 0.0], [0.0, 0.5, 0.0]]
# prints: TypeError
# prints: -6.0
# prints: 2.0
# prints: False
# prints: True
# prints: []
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: sets of selections
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
tried(lambda: (comp & b).size())
tried(lambda: (comp | b).size())
tried(lambda: (comp % b).size())
tried(lambda: (comp & s).size())
tried(lambda: (b & b).size())
tried(lambda: (b | c | b).size())
tried(lambda: (comp & 3).size())
tried(lambda: (comp | 3).size())
tried(lambda: (comp % 3).size())
tried(lambda: (b.faces('>Z') | b.faces('<Z')).size())
tried(lambda: (b.faces('|Z') % b.faces('>Z')).size())
tried(lambda: 3 & b)
# prints: 1
# prints: 2
# prints: 1
# prints: 0
# prints: 1
# prints: 2
# prints: 0
# prints: AttributeError
# prints: 2
# prints: 2
# prints: 1
# prints: TypeError
# expect: ok Wire volume=2.414213562 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true
