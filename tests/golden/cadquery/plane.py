# Plane: construction, coordinates, changes.

# case: every way to make a plane
import cadquery as cq
P, v = cq.Plane, cq.Vector(1, 2, 3)
for p in (P((0, 0, 0)), P((0, 0)), P([0, 0, 0]), P(v), P(origin=(1, 2, 3)), P((0, 0, 0), (1, 0, 0), (0, 0, 1)), P((0, 0, 0), [1, 0, 0]),
          P((0, 0, 0), (1, 1, 0)), P((0, 0, 0), None, [1, 0, 0]), P((0, 0, 0), normal=(0, 1, 0)), P((0, 0), xDir=(0, 1, 0)),
          P(cq.Location(v, (0, 0, 90))), P(loc=cq.Location(v))):
    print([[round(x, 6) + 0.0 for x in d] for d in (p.origin, p.xDir, p.yDir, p.zDir)])
# prints: [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
# prints: [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
# prints: [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
# prints: [[1.0, 2.0, 3.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
# prints: [[1.0, 2.0, 3.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
# prints: [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
# prints: [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
# prints: [[0.0, 0.0, 0.0], [0.707107, 0.707107, 0.0], [-0.707107, 0.707107, 0.0], [0.0, 0.0, 1.0]]
# prints: [[0.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0], [1.0, 0.0, 0.0]]
# prints: [[0.0, 0.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
# prints: [[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
# prints: [[1.0, 2.0, 3.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
# prints: [[1.0, 2.0, 3.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
# expect: empty

# case: what no plane can be made of
import cadquery as cq
P, v = cq.Plane, cq.Vector(1, 2, 3)
def tried(*args, **kwargs):
    try:
        print(P(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__)
tried()
tried('XY')
tried(None)
tried(P.XY())
tried((0, 0, 0), (0, 0, 0))
tried((0, 0, 0), (1, 0, 0), (0, 0, 0))
tried((0, 0, 0), (0, 0, 1), (0, 0, 1))
tried(1, 2, 3)
tried((0, 0, 0), 'x')
tried((0, 0, 0), (1, 0, 0), (0, 0, 1), 4)
tried((0, 0, 0), foo=3)
tried(xDir=(1, 0, 0))
tried((0, 0, 0), origin=(0, 0, 0))
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: ValueError
# prints: ValueError
# prints: Standard_ConstructionError
# prints: TypeError
# prints: TypeError
# prints: DispatchError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# expect: empty

# case: named planes
import cadquery as cq
P = cq.Plane
for n in 'XY YZ ZX XZ YX ZY front back left right top bottom'.split():
    print(n, P.named(n, (1, 2)) == getattr(P, n)((1, 2, 0)), P.named(n))
def tried(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__)
tried(lambda: P.named('xy'))
tried(lambda: P.named(3))
tried(lambda: P.named(['XY']))
tried(lambda: P.XY(None))
tried(lambda: P.XY(xDir=None))
tried(lambda: P.XY((0, 0, 0), (0, 0, 1)))
# prints: XY True Plane(origin=(0.0, 0.0, 0.0), xDir=(1.0, 0.0, 0.0), normal=(0.0, 0.0, 1.0))
# prints: YZ True Plane(origin=(0.0, 0.0, 0.0), xDir=(0.0, 1.0, 0.0), normal=(1.0, 0.0, 0.0))
# prints: ZX True Plane(origin=(0.0, 0.0, 0.0), xDir=(0.0, 0.0, 1.0), normal=(0.0, 1.0, 0.0))
# prints: XZ True Plane(origin=(0.0, 0.0, 0.0), xDir=(1.0, 0.0, 0.0), normal=(0.0, -1.0, 0.0))
# prints: YX True Plane(origin=(0.0, 0.0, 0.0), xDir=(0.0, 1.0, 0.0), normal=(0.0, 0.0, -1.0))
# prints: ZY True Plane(origin=(0.0, 0.0, 0.0), xDir=(0.0, 0.0, 1.0), normal=(-1.0, 0.0, 0.0))
# prints: front True Plane(origin=(0.0, 0.0, 0.0), xDir=(1.0, 0.0, 0.0), normal=(0.0, 0.0, 1.0))
# prints: back True Plane(origin=(0.0, 0.0, 0.0), xDir=(-1.0, 0.0, 0.0), normal=(0.0, 0.0, -1.0))
# prints: left True Plane(origin=(0.0, 0.0, 0.0), xDir=(0.0, 0.0, 1.0), normal=(-1.0, 0.0, 0.0))
# prints: right True Plane(origin=(0.0, 0.0, 0.0), xDir=(0.0, 0.0, -1.0), normal=(1.0, 0.0, 0.0))
# prints: top True Plane(origin=(0.0, 0.0, 0.0), xDir=(1.0, 0.0, 0.0), normal=(0.0, 1.0, 0.0))
# prints: bottom True Plane(origin=(0.0, 0.0, 0.0), xDir=(1.0, 0.0, 0.0), normal=(0.0, -1.0, 0.0))
# prints: ValueError
# prints: ValueError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: Standard_ConstructionError
# expect: empty

# case: an xDir reaches the coordinates only with the next origin
import cadquery as cq
p = cq.Plane.XY((0, 0, 0), (0, 1, 0))
def show(v):
    print([round(x, 6) + 0.0 for x in v])
show(p.toWorldCoords((1, 2, 3)))
show(p.location.toTuple()[1])
show(cq.Workplane(p).plane.toWorldCoords((1, 2, 3)))
show(cq.Workplane(p).center(0, 0).plane.toWorldCoords((1, 2, 3)))
p.origin = (0, 0, 0)
show(p.toWorldCoords((1, 2, 3)))
r = cq.Workplane(cq.Plane.XY((0, 0, 0), (0, 1, 0))).rect(1, 2).extrude(1)
print(round(r.val().BoundingBox().xlen, 6))
# prints: [1.0, 2.0, 3.0]
# prints: [0.0, 0.0, 90.0]
# prints: [1.0, 2.0, 3.0]
# prints: [-2.0, 1.0, 3.0]
# prints: [-2.0, 1.0, 3.0]
# prints: 2.0
# expect: ok Solid volume=2 area=10 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: equality
import cadquery as cq
P = cq.Plane
print(P.XY() == P.XY(), P.XY() != P.XY(), P.XY() == P.XZ(), P.XY() == 3, P.XY((0, 0, 1e-7)) == P.XY(), P.XY((0, 0, 1)) == P.XY())
print(P.XY().rotated((0, 0, 1)) == P.XY())
{P.XY()}
# prints: True False False False True False
# prints: False
# expect: type TypeError

# case: coordinates of points, shapes and what has none
import cadquery as cq
p, b = cq.Plane((1, 2, 3), (0, 1, 0), (1, 0, 0)), cq.Solid.makeBox(1, 2, 3)
def tried(f):
    try:
        print([round(x, 6) + 0.0 for x in f()])
    except Exception as e:
        print(type(e).__name__)
tried(lambda: p.toLocalCoords(cq.Vector(4, 5, 6)))
tried(lambda: p.toLocalCoords(b).Center())
tried(lambda: p.toLocalCoords((1, 2)))
tried(lambda: p.toLocalCoords(b.BoundingBox()))
tried(lambda: p.toWorldCoords((1, 2)))
tried(lambda: p.toWorldCoords([1, 2, 3]))
tried(lambda: p.toWorldCoords(cq.Vector(1, 2, 3)))
tried(lambda: p.toWorldCoords(3))
tried(lambda: p.toWorldCoords((1,)))
tried(lambda: p.toWorldCoords('ab'))
print([round(x, 6) + 0.0 for x in p.rG.transposed_list()])
print([round(x, 6) + 0.0 for x in p.fG.transposed_list()])
# prints: [3.0, 3.0, 3.0]
# prints: [-1.0, -1.5, -0.5]
# prints: ValueError
# prints: ValueError
# prints: [1.0, 3.0, 5.0]
# prints: [4.0, 3.0, 5.0]
# prints: [4.0, 3.0, 5.0]
# prints: TypeError
# prints: UnboundLocalError
# prints: TypeError
# prints: [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 1.0]
# prints: [0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, -2.0, -3.0, -1.0, 1.0]
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: rotated about its own axes
import cadquery as cq
p = cq.Plane.XZ((1, 2, 3)).rotated((10, 20, 30))
print([[round(x, 6) + 0.0 for x in d] for d in (p.origin, p.xDir, p.yDir, p.zDir)])
print(cq.Plane.XY().rotated())
cq.Plane.XY().rotated(90)
# prints: [[1.0, 2.0, 3.0], [0.813798, 0.204874, 0.543838], [-0.469846, -0.318796, 0.823173], [0.34202, -0.925417, -0.163176]]
# prints: Plane(origin=(0.0, 0.0, 0.0), xDir=(1.0, 0.0, 0.0), normal=(0.0, 0.0, 1.0))
# expect: type TypeError

# case: the origin moves
import cadquery as cq
p = cq.Plane.XZ((1, 0, 0))
p.setOrigin2d(2, 2)
p.setOrigin2d(2, 2)
print(p.origin)
p.origin = (1, 2)
print(p.origin, p.toWorldCoords((1, 1, 1)))
p.xDir = cq.Vector(0, 0, 1)
print(p, p.toWorldCoords((1, 1, 1)))
p.origin = p.origin
print(p.toWorldCoords((1, 1, 1)))
p.location = 3
# prints: Vector: (5.0, 0.0, 4.0)
# prints: Vector: (1.0, 2.0, 0.0) Vector: (2.0, 1.0, 1.0)
# prints: Plane(origin=(1.0, 2.0, 0.0), xDir=(0.0, 0.0, 1.0), normal=(0.0, -1.0, 0.0)) Vector: (2.0, 1.0, 1.0)
# prints: Vector: (0.0, 1.0, 1.0)
# expect: api AttributeError

# case: mirrored in a plane
import cadquery as cq
p, b = cq.Plane.XY((1, 1, 1)), cq.Solid.makeBox(1, 2, 3)
def tried(f):
    try:
        for s in f():
            print(s.ShapeType(), s.Center(), s.forConstruction)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: p.mirrorInPlane([b]))
tried(lambda: p.mirrorInPlane([b], 'Y'))
tried(lambda: p.mirrorInPlane([b, b.Faces()[0]], axis='X'))
tried(lambda: p.mirrorInPlane([b], 'Z'))
tried(lambda: p.mirrorInPlane([cq.Vector()]))
tried(lambda: p.mirrorInPlane(3))
# prints: Solid Vector: (0.5, 1.0, 0.5) False
# prints: Solid Vector: (1.5, 1.0, 0.5) False
# prints: Solid Vector: (0.5, 1.0, 0.5) False
# prints: Face Vector: (0.0, 1.0, 0.5) False
# prints: NotImplementedError
# prints: AttributeError
# prints: TypeError
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true
