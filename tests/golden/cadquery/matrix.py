# Matrix: construction, elements, products, what it does to shapes.

# case: every way to make a matrix
import cadquery as cq
M = cq.Matrix
rows = [[1, 2, 3, 4], [0, 1, 0, 0], [0, 0, 1, 0]]
for m in M(), M(None), M(rows), M(rows + [[0, 0, 0, 1]]), M(matrix=tuple(tuple(r) for r in rows)):
    print(m.transposed_list())
print(M(rows))
# prints: [1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]
# prints: [1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]
# prints: [1.0, 0.0, 0.0, 0.0, 2.0, 1.0, 0.0, 0.0, 3.0, 0.0, 1.0, 0.0, 4.0, 0.0, 0.0, 1.0]
# prints: [1.0, 0.0, 0.0, 0.0, 2.0, 1.0, 0.0, 0.0, 3.0, 0.0, 1.0, 0.0, 4.0, 0.0, 0.0, 1.0]
# prints: [1.0, 0.0, 0.0, 0.0, 2.0, 1.0, 0.0, 0.0, 3.0, 0.0, 1.0, 0.0, 4.0, 0.0, 0.0, 1.0]
# prints: Matrix([[1.0, 2.0, 3.0, 4.0],
# prints:         [0.0, 1.0, 0.0, 0.0],
# prints:         [0.0, 0.0, 1.0, 0.0],
# prints:         [0.0, 0.0, 0.0, 1.0]])
# expect: empty

# case: what no matrix can be made of
import cadquery as cq
def tried(what):
    try:
        print(cq.Matrix(what))
    except Exception as e:
        print(type(e).__name__)
tried([[1, 2, 3, 4], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 2]])
tried([[1, 2, 3], [0, 1, 0]])
tried([])
tried('a')
tried(3)
tried(cq.Matrix())
tried([['a', 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])
# prints: ValueError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# expect: empty

# case: elements
import cadquery as cq
m = cq.Matrix([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])
print(m[0, 0], m[0, 3], m[2, 1], m[3, 0], m[3, 3])
def tried(key):
    try:
        print(m[key])
    except Exception as e:
        print(type(e).__name__)
tried((4, 0))
tried((0, 4))
tried((-1, 0))
tried(0)
tried((0, 0, 0))
tried(('a', 'b'))
tried((0.5, 1))
# prints: 1.0 4.0 10.0 0.0 1.0
# prints: IndexError
# prints: IndexError
# prints: IndexError
# prints: IndexError
# prints: IndexError
# prints: TypeError
# prints: TypeError
# expect: empty

# case: turned in place
import cadquery as cq
m = cq.Matrix()
print(m.rotateX(0.5), m.rotateZ(1), m.rotateY(-2))
print([round(x, 6) + 0.0 for x in m.transposed_list()])
print([round(x, 6) + 0.0 for x in m.inverse().transposed_list()])
m.rotateX('a')
# prints: None None None
# prints: [-0.224845, -0.743248, 0.6301, 0.0, -0.841471, 0.47416, 0.259035, 0.0, -0.491295, -0.471969, -0.732034, 0.0, 0.0, 0.0, 0.0, 1.0]
# prints: [-0.224845, -0.841471, -0.491295, 0.0, -0.743248, 0.47416, -0.471969, 0.0, 0.6301, 0.259035, -0.732034, 0.0, 0.0, 0.0, 0.0, 1.0]
# expect: type TypeError

# case: products
import cadquery as cq
a, b = cq.Matrix([[2, 0, 0, 1], [0, 3, 0, 0], [0, 0, 1, 0]]), cq.Matrix([[1, 0, 0, 7], [0, 1, 0, 0], [0, 0, 1, 0]])
print(a.multiply(b).transposed_list(), [round(x, 6) + 0.0 for x in a.inverse().transposed_list()])
print(cq.Matrix().multiply(cq.Vector(1, 2, 3)), cq.Matrix() == cq.Matrix())
def tried(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__)
tried(lambda: a.multiply(3))
tried(lambda: a.multiply(cq.Location()))
tried(lambda: a.multiply(cq.Vector(1, 2, 3)))
tried(lambda: a * b)
# prints: [2.0, 0.0, 0.0, 0.0, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 15.0, 0.0, 0.0, 1.0] [0.5, 0.0, 0.0, 0.0, 0.0, 0.333333, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, -0.5, 0.0, 0.0, 1.0]
# prints: Vector: (1.0, 2.0, 3.0) False
# prints: AttributeError
# prints: TypeError
# prints: Standard_ConstructionError
# prints: TypeError
# expect: empty
