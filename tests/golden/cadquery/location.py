# Location: overloads, products, powers, what it converts to.

# case: every overload
import cadquery as cq
L, P, v = cq.Location, cq.Plane, cq.Vector(1, 2, 3)
def show(l):
    print([[round(x, 6) + 0.0 for x in part] for part in l.toTuple()])
for l in (L(), L(v), L((1, 2, 3)), L((1, 2)), L([1, 2, 3]), L(1), L(1, 2), L(1, 2, 3, 40, 50, 60), L(x=1, rz=90), L(1, rz=90),
          L(P.XZ((1, 2, 3))), L(P.XY(), v), L(P.YZ(), (1, 2, 3)), L(v, (10, 20, 30)), L(v, v, 90), L((1, 2), (1, 0), 90),
          L(t=v), L(t=v, ax=v, angle=30), L(v, angles=(1, 2, 3)), L(t=P.XY(), v=v)):
    show(l)
# prints: [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
# prints: [[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]
# prints: [[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]
# prints: [[1.0, 2.0, 0.0], [0.0, 0.0, 0.0]]
# prints: [[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]
# prints: [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
# prints: [[1.0, 2.0, 0.0], [0.0, 0.0, 0.0]]
# prints: [[1.0, 2.0, 3.0], [40.0, 50.0, 60.0]]
# prints: [[1.0, 0.0, 0.0], [0.0, 0.0, 90.0]]
# prints: [[1.0, 0.0, 0.0], [0.0, 0.0, 90.0]]
# prints: [[1.0, 2.0, 3.0], [90.0, 0.0, 0.0]]
# prints: [[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]
# prints: [[1.0, 2.0, 3.0], [90.0, 0.0, 90.0]]
# prints: [[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]]
# prints: [[1.0, 2.0, 3.0], [47.266164, 18.677244, 85.675835]]
# prints: [[1.0, 2.0, 0.0], [90.0, 0.0, 0.0]]
# prints: [[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]
# prints: [[1.0, 2.0, 3.0], [11.345681, 13.801118, 25.627468]]
# prints: [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]
# prints: [[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]
# expect: empty

# case: what no overload takes
import cadquery as cq
L, P, v = cq.Location, cq.Plane, cq.Vector(1, 2, 3)
def tried(*args, **kwargs):
    try:
        print(L(*args, **kwargs).toTuple())
    except Exception as e:
        print(type(e).__name__)
tried((1, 2, 3, 4))
tried(None)
tried('XY')
tried(1, 2, 3, 4, 5, 6, 7)
tried(1, 2, x=3)
tried(q=3)
tried(P.XY(), [1, 2, 3])
tried(v, v)
tried(v, [1, 2, 3])
tried(v, (1, 2))
tried(v, v, 'a')
tried(L(v))
tried(v, (0, 0, 0), 90)
tried((1, 2, 'a'))
tried(1, 'a')
tried(1, None)
# prints: UnboundLocalError
# prints: TypeError
# prints: TypeError
# prints: DispatchError
# prints: TypeError
# prints: TypeError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: TypeError
# prints: Standard_ConstructionError
# prints: TypeError
# prints: DispatchError
# prints: DispatchError
# expect: empty

# case: products, powers, inverse
import cadquery as cq
a, b = cq.Location((1, 2, 3), (0, 0, 1), 90), cq.Location((4, 0, 0))
def show(l):
    print([[round(x, 6) + 0.0 for x in part] for part in l.toTuple()])
for l in a * b, b * a, a ** 2, a ** -1, a ** 0, a.inverse, (a * b).inverse, (a * b) ** 3, a ** True:
    show(l)
# prints: [[1.0, 6.0, 3.0], [0.0, 0.0, 90.0]]
# prints: [[5.0, 2.0, 3.0], [0.0, 0.0, 90.0]]
# prints: [[-1.0, 3.0, 6.0], [0.0, 0.0, 180.0]]
# prints: [[-2.0, 1.0, -3.0], [0.0, 0.0, -90.0]]
# prints: [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
# prints: [[-2.0, 1.0, -3.0], [0.0, 0.0, -90.0]]
# prints: [[-6.0, 1.0, -3.0], [0.0, 0.0, -90.0]]
# prints: [[-6.0, 1.0, 9.0], [0.0, 0.0, -90.0]]
# prints: [[1.0, 2.0, 3.0], [0.0, 0.0, 90.0]]
# expect: empty

# case: operands that do not fit
import cadquery as cq
l = cq.Location((1, 2, 3))
def tried(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__)
tried(lambda: l * 3)
tried(lambda: l * cq.Vector())
tried(lambda: 3 * l)
tried(lambda: l + l)
tried(lambda: l / l)
tried(lambda: l ** 2.0)
tried(lambda: l.position)
tried(lambda: len(l))
tried(lambda: l == cq.Location((1, 2, 3)))
tried(lambda: l in {l})
tried(lambda: setattr(l, 'inverse', 3))
# prints: AttributeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: AttributeError
# prints: TypeError
# prints: False
# prints: True
# prints: AttributeError
# expect: empty

# case: the plane of a location
import cadquery as cq
p = cq.Location((1, 2, 3), (0, 90, 0)).plane
print([[round(x, 6) + 0.0 for x in v] for v in (p.origin, p.xDir, p.yDir, p.zDir)])
# prints: [[1.0, 2.0, 3.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]
# expect: empty

# case: a product of thousands
import cadquery as cq
l, step = cq.Location(), cq.Location((0.001, 0, 0), (0, 0, 1), 0.1)
for i in range(3600):
    l = l * step
print([[round(x, 6) + 0.0 for x in part] for part in l.toTuple()])
print([[round(x, 5) + 0.0 for x in part] for part in ((l * step * l) ** 100000).toTuple()][1][:2])
# prints: [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
# prints: [0.0, 0.0]
# expect: empty
