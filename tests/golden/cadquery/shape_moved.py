# Shape.moved and Shape.move: every overload, and what none takes.

# case: moved
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
v, b = V(1, 2, 3), Solid.makeBox(1, 1, 1)
tried(lambda: b.moved(v).Center())
tried(lambda: b.moved(v, v).Center())
tried(lambda: b.moved([v]).Center())
tried(lambda: b.moved([v, v]).Center())
tried(lambda: b.moved((1, 2, 3)).Center())
tried(lambda: b.moved([1, 2, 3]))
tried(lambda: b.moved((1, 2)))
tried(lambda: b.moved([]))
tried(lambda: b.moved(()))
tried(lambda: b.moved())
tried(lambda: b.moved([(1, 2, 3), (3, 4, 5)]).Center())
tried(lambda: b.moved(((1, 2, 3), (3, 4, 5))).Center())
tried(lambda: b.moved((1, 2, 3), (3, 4, 5)).Center())
tried(lambda: b.moved(L(v), L(v)).ShapeType())
tried(lambda: b.moved([L(v)]).ShapeType())
tried(lambda: b.moved(L(v), v).ShapeType())
tried(lambda: b.moved(v, L(v)).ShapeType())
tried(lambda: b.moved([L(v), v]).ShapeType())
tried(lambda: b.moved([v, L(v)]).ShapeType())
tried(lambda: b.moved(b).ShapeType())
tried(lambda: b.moved(b, b))
tried(lambda: b.moved(1).Center())
tried(lambda: b.moved(x=1).Center())
tried(lambda: b.moved(rz=90).Center())
tried(lambda: b.moved(1, 2, 3, 4, 5, 6).Center())
tried(lambda: b.moved(1, 2, 3, 4, 5, 6, 7))
tried(lambda: b.moved('a'))
tried(lambda: b.moved(None))
tried(lambda: b.moved(loc=v).Center())
tried(lambda: b.moved(loc=L(v)).Center())
tried(lambda: b.moved(locs=[L(v), L(v)]).ShapeType())
tried(lambda: b.moved(s=b).Center())
tried(lambda: b.moved(q=1))
tried(lambda: b.moved(1, x=2))
tried(lambda: b.moved((1, 2, 3), 5))
tried(lambda: b.moved(v, (1, 2, 3)).ShapeType())
tried(lambda: b.moved(iter([v])))
tried(lambda: b.moved({v}))
tried(lambda: b.moved((v, v)).ShapeType())
tried(lambda: b.moved((v,)).ShapeType())
tried(lambda: b.moved([(1, 2)]).Center())
tried(lambda: b.moved([[1, 2, 3]]))
tried(lambda: b.moved(P.XY()))
tried(lambda: b.moved(L(v), L(v), L(v)).size())
tried(lambda: b.moved(v, v, v).size())
tried(lambda: b.moved(L(v), L(v), v))
tried(lambda: b.moved(True).Center())
tried(lambda: b.moved(cq.Compound.makeCompound([b, b.moved(x=3)])).size())
# prints: [1.5, 2.5, 3.5]
# prints: [1.5, 2.5, 3.5]
# prints: [1.5, 2.5, 3.5]
# prints: [1.5, 2.5, 3.5]
# prints: [1.5, 2.5, 3.5]
# prints: DispatchError
# prints: ['Solid', 6.0, [1.5, 2.5, 0.5], 12]
# prints: DispatchError
# prints: DispatchError
# prints: ['Solid', 6.0, [0.5, 0.5, 0.5], 12]
# prints: [2.5, 3.5, 4.5]
# prints: [2.5, 3.5, 4.5]
# prints: [2.5, 3.5, 4.5]
# prints: Compound
# prints: Solid
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: Solid
# prints: DispatchError
# prints: [1.5, 0.5, 0.5]
# prints: [1.5, 0.5, 0.5]
# prints: [-0.5, 0.5, 0.5]
# prints: [1.493134, 2.51829, 3.488052]
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: Compound
# prints: DispatchError
# prints: TypeError
# prints: Compound
# prints: Solid
# prints: [1.5, 2.5, 0.5]
# prints: DispatchError
# prints: DispatchError
# prints: 3
# prints: 3
# prints: DispatchError
# prints: [1.5, 0.5, 0.5]
# prints: 2
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: move, locate, located
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
v, b = V(1, 2, 3), Solid.makeBox(1, 1, 1)
tried(lambda: b.copy().move(v).Center())
tried(lambda: b.copy().move(L(v)).Center())
tried(lambda: b.copy().move((1, 2, 3)).Center())
tried(lambda: b.copy().move(1, 2).Center())
tried(lambda: b.copy().move(x=3).Center())
tried(lambda: b.copy().move(b).Center())
tried(lambda: b.copy().move().Center())
tried(lambda: b.move([v]))
tried(lambda: b.move(v, v))
tried(lambda: b.move([1, 2, 3]))
tried(lambda: b.move('a'))
tried(lambda: b.move(None))
tried(lambda: b.copy().move(loc=v).Center())
tried(lambda: b.move(q=1))
tried(lambda: b.move(1, 2, 3, 4, 5, 6, 7))
tried(lambda: b.move(P.XY()))
tried(lambda: b.located(v))
tried(lambda: b.locate(v))
tried(lambda: b.located(None))
tried(lambda: b.locate(None))
# prints: [1.5, 2.5, 3.5]
# prints: [1.5, 2.5, 3.5]
# prints: [1.5, 2.5, 3.5]
# prints: [1.5, 2.5, 0.5]
# prints: [3.5, 0.5, 0.5]
# prints: [1.0, 1.0, 1.0]
# prints: [0.5, 0.5, 0.5]
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: TypeError
# prints: TypeError
# prints: AttributeError
# prints: AttributeError
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true
