# The stack of a workplane.

# case: a box
import cadquery as cq
r = cq.Workplane('XY').box(1, 2, 3)
print(r.size(), r.val().ShapeType())
# prints: 1 Solid
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a workplane straight after a solid starts at its centroid
import cadquery as cq
r = cq.Workplane().box(2, 2, 10, centered=(True, True, False)).workplane(offset=10).rect(1, 1).extrude(1)
# expect: ok Compound volume=41 area=94 solids=2 faces=12 edges=24 vertices=16 valid=true

# case: end beyond the chain's beginning
import cadquery as cq
r = cq.Workplane().end(2)
# expect: value ValueError

# case: no shape is left
import cadquery as cq
x = 1
# expect: empty

# case: a chamfer that is too large
import cadquery as cq
r = cq.Workplane().box(1, 1, 1).edges().chamfer(2)
# expect: build StdFail_NotDone
