# Vector: construction, arithmetic, measures, errors.

# case: every way to make a vector
import cadquery as cq
V = cq.Vector
for v in V(), V(1, 2), V(1, 2, 3), V((1, 2)), V([1, 2, 3]), V(V(4, 5, 6)), V(True, 0.5):
    print(v)
# prints: Vector: (0.0, 0.0, 0.0)
# prints: Vector: (1.0, 2.0, 0.0)
# prints: Vector: (1.0, 2.0, 3.0)
# prints: Vector: (1.0, 2.0, 0.0)
# prints: Vector: (1.0, 2.0, 3.0)
# prints: Vector: (4.0, 5.0, 6.0)
# prints: Vector: (1.0, 0.5, 0.0)
# expect: empty

# case: what no vector can be made of
import cadquery as cq
def tried(*args):
    try:
        print(cq.Vector(*args))
    except Exception as e:
        print(type(e).__name__)
tried(1, 2, 3, 4)
tried('a')
tried(None)
tried(1)
tried([])
tried((1, 2, 3, 4))
tried(1, 'a')
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: UnboundLocalError
# prints: UnboundLocalError
# prints: TypeError
# expect: empty

# case: arithmetic
import cadquery as cq
a, b = cq.Vector(1, 2, 3), cq.Vector(4, 5, 6)
print(a + b, a - b, a * 2, 2 * a, a / 2, -a)
print(a.add(b), a.sub(b), a.multiply(3), a.cross(b), a.dot(b))
print(round(a.Length, 9), round(a.normalized().y, 9), a.Center() is a, a.toTuple(), list(a))
# prints: Vector: (5.0, 7.0, 9.0) Vector: (-3.0, -3.0, -3.0) Vector: (2.0, 4.0, 6.0) Vector: (2.0, 4.0, 6.0) Vector: (0.5, 1.0, 1.5) Vector: (-1.0, -2.0, -3.0)
# prints: Vector: (5.0, 7.0, 9.0) Vector: (-3.0, -3.0, -3.0) Vector: (3.0, 6.0, 9.0) Vector: (-3.0, 6.0, -3.0) 32.0
# prints: 3.741657387 0.534522484 True (1.0, 2.0, 3.0) [1.0, 2.0, 3.0]
# expect: empty

# case: operands that are no vectors
import cadquery as cq
v = cq.Vector(1, 2, 3)
def tried(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__)
tried(lambda: v + 1)
tried(lambda: v + (1, 2, 3))
tried(lambda: 1 + v)
tried(lambda: v - cq.Location())
tried(lambda: v * v)
tried(lambda: v * 'a')
tried(lambda: v / v)
tried(lambda: 2 / v)
tried(lambda: v / 0)
tried(lambda: v[0])
tried(lambda: len(v))
tried(lambda: {v})
tried(lambda: v < v)
tried(lambda: v.dot((1, 2, 3)))
tried(lambda: v.cross(cq.Location()))
tried(lambda: v.multiply(v))
tried(lambda: v.projectToLine(3))
tried(lambda: v.distanceToLine())
tried(lambda: v.distanceToPlane())
# prints: AttributeError
# prints: AttributeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: ZeroDivisionError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: AttributeError
# prints: TypeError
# prints: TypeError
# prints: AttributeError
# prints: NotImplementedError
# prints: NotImplementedError
# expect: empty

# case: equality has a tolerance
import cadquery as cq
V = cq.Vector
print(V(1, 2, 3) == V(1, 2, 3.000001), V(1, 2, 3) == V(1, 2, 3.001), V(1e-6, 0, 0) == V(0, 1e-6, 0))
print(V(1, 2, 3) == (1, 2, 3), V(1, 2, 3) != V(1, 2, 3), V() == V(0, 0, 1e-6))
# prints: True False True
# prints: False False True
# expect: empty

# case: angles
import cadquery as cq
V = cq.Vector
print(round(V(1, 0, 0).getAngle(V(0, 2, 0)), 9), round(V(1, 2, 3).getAngle(V(-1, -2, -3)), 9))
print(round(V(1, 0, 0).getSignedAngle(V(0, 1, 0)), 9), round(V(0, 1, 0).getSignedAngle(V(1, 0, 0)), 9))
V(1, 0, 0).getAngle(V())
# prints: 1.570796327 3.141592654
# prints: -1.570796327 1.570796327
# expect: build gp_VectorWithNullMagnitude

# case: the signed angle of a null vector
import cadquery as cq
cq.Vector().getSignedAngle(cq.Vector(1, 0, 0))
# expect: build gp_VectorWithNullMagnitude

# case: a null vector has no direction
import cadquery as cq
cq.Vector().normalized()
# expect: build Standard_ConstructionError

# case: projections
import cadquery as cq
v = cq.Vector(1, 2, 3)
print(v.projectToPlane(cq.Plane.XY((0, 0, 5))), v.projectToLine(cq.Vector(2, 0, 0)))
v.projectToLine(cq.Vector())
# prints: Vector: (1.0, 2.0, 5.0) Vector: (1.0, 0.0, 0.0)
# expect: value ZeroDivisionError

# case: transformed by a matrix
import cadquery as cq
m = cq.Matrix()
m.rotateZ(1.5707963267948966)
v = cq.Vector(1, 2, 3).transform(m)
print([round(x, 6) + 0.0 for x in v])
def tried(what):
    try:
        print(v.transform(what))
    except Exception as e:
        print(type(e).__name__)
tried(cq.Matrix([[2, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]))
tried(v)
tried(None)
# prints: [-2.0, 1.0, 3.0]
# prints: Standard_ConstructionError
# prints: AttributeError
# prints: AttributeError
# expect: empty

# case: coordinates can be set, the length cannot
import cadquery as cq
v = cq.Vector(1, 2, 3)
v.x, v.y = 7, True
v.note = 'kept'
print(v, v.note)
try:
    v.x = 'a'
except TypeError:
    print('TypeError')
v.Length = 3
# prints: Vector: (7.0, 1.0, 3.0) kept
# prints: TypeError
# expect: api AttributeError

# case: the absolute value is the length
import cadquery as cq
print(abs(cq.Vector(3, 0, 4)), abs(cq.Vector(-1, 0, 0)))
# prints: 5.0 1.0
# expect: empty
