# Numbers that are not finite, integers beyond 64 bits, and what stands for a number but is none.

# case: a box of infinite width
import cadquery as cq
result = cq.Workplane().box(2, float('inf'), 2)
# expect: ok Solid volume=0 area=0 solids=1 faces=6 edges=12 vertices=8 valid=false

# case: a segment to nowhere
import cadquery as cq
result = cq.Sketch().segment((0, 0), (1, 0)).segment((float('nan'), 1)).close().assemble()
# expect: value ValueError

# case: an integer beyond all floats in a vector
import cadquery as cq
cq.Vector(10 ** 400, 0, 0)
# expect: type TypeError

# case: half of an integer beyond all floats
import cadquery as cq
cq.Workplane().box(10 ** 400, 1, 1)
# expect: value OverflowError

# case: a fillet of no radius
import cadquery as cq
cq.Workplane().box(1, 1, 1).edges().fillet(None)
# expect: build Standard_NoSuchObject

# case: a chamfer of no length
import cadquery as cq
cq.Workplane().box(1, 1, 1).edges().chamfer(None)
# expect: type TypeError

# case: all of cadquery leaves its alias alone
import cadquery as cq
from cadquery import *
result = cq.Workplane().box(1, 2, 3).union(Workplane().box(3, 1, 1))
# expect: ok Compound volume=8 area=30 solids=1 faces=16 edges=36 vertices=24 valid=true

# case: all of cadquery is what it lists
from cadquery import *
BoxSelector((0, 0, 0), (1, 1, 1))
# expect: name NameError
