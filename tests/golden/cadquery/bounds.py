# BoundBox: what it holds, sums, comparisons.

# case: what a box holds
import cadquery as cq
b = cq.Solid.makeBox(1, 2, 3, (1, 1, 1)).BoundingBox()
print(b.xmin, b.xmax, b.xlen, b.ymin, b.ymax, b.ylen, b.zmin, b.zmax, b.zlen, b.center, round(b.DiagonalLength, 6))
b = cq.Edge.makeCircle(2).BoundingBox(0.1)
print([round(x, 6) + 0.0 for x in (b.xmin, b.xmax, b.zmin, b.zmax, b.DiagonalLength)])
# prints: 1.0 2.0 1.0 1.0 3.0 2.0 1.0 4.0 3.0 Vector: (1.5, 2.0, 2.5) 3.741657
# prints: [-2.0, 2.0, 0.0, 0.0, 5.656854]
# expect: empty

# case: added and enlarged
import cadquery as cq
b = cq.Solid.makeBox(1, 2, 3).BoundingBox()
def tried(f):
    try:
        b = f()
        print([round(x, 6) + 0.0 for x in (b.xmin, b.xmax, b.ymin, b.ymax, b.zmin, b.zmax, b.DiagonalLength)])
    except Exception as e:
        print(type(e).__name__)
tried(lambda: b.add((5, 5, 5)))
tried(lambda: b.add((5, 5, 5), 1))
tried(lambda: b.add(cq.Vector(-1, 0, 0), tol=2))
tried(lambda: b.add(b.enlarge(1)))
tried(lambda: b.add([5, 5, 5]))
tried(lambda: b.add(None))
tried(lambda: b.add((1, 2)))
tried(lambda: b.add(('a', 2, 3)))
tried(lambda: b.enlarge(1))
tried(lambda: b.enlarge(-1))
tried(lambda: b.enlarge('a'))
tried(lambda: b.add((5, 5, 5)).enlarge(2))
tried(lambda: cq.BoundBox(3))
# prints: [0.0, 5.0, 0.0, 5.0, 0.0, 5.0, 8.660254]
# prints: [0.0, 5.0, 0.0, 5.0, 0.0, 5.0, 8.660254]
# prints: [-1.0, 1.0, 0.0, 2.0, 0.0, 3.0, 4.123106]
# prints: [-1.0, 2.0, -1.0, 3.0, -1.0, 4.0, 7.071068]
# prints: [0.0, 1.0, 0.0, 2.0, 0.0, 3.0, 3.741657]
# prints: [0.0, 1.0, 0.0, 2.0, 0.0, 3.0, 3.741657]
# prints: TypeError
# prints: TypeError
# prints: [-1.0, 2.0, -1.0, 3.0, -1.0, 4.0, 7.071068]
# prints: [-1.0, 2.0, -1.0, 3.0, -1.0, 4.0, 7.071068]
# prints: TypeError
# prints: [-2.0, 7.0, -2.0, 7.0, -2.0, 7.0, 15.588457]
# prints: AttributeError
# expect: empty

# case: compared
import cadquery as cq
b = cq.Solid.makeBox(1, 2, 3).BoundingBox()
o = b.enlarge(1)
print(b.isInside(b), o.isInside(b), b.isInside(o), b == b, b == cq.Solid.makeBox(1, 2, 3).BoundingBox())
print(cq.BoundBox.findOutsideBox2D(b, b), cq.BoundBox.findOutsideBox2D(b, o) is o, b.findOutsideBox2D(o, b) is o)
b.isInside(cq.Vector())
# prints: False True False True False
# prints: None True True
# expect: api AttributeError

# case: an empty shape has no box
import cadquery as cq
cq.Compound.makeCompound([]).BoundingBox()
# expect: build Standard_ConstructionError
