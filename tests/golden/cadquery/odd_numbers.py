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

# case: integers beyond all floats
import cadquery as cq
H = 10 ** 400
def box(): return cq.Workplane().box(1, 1, 1)
for name, f in {'lineTo': lambda: cq.Workplane().lineTo(H, 1), 'line': lambda: cq.Workplane().line(1, H), 'moveTo': lambda: cq.Workplane().moveTo(H, 0),
          'rect': lambda: cq.Workplane().rect(H, 1), 'circle': lambda: cq.Workplane().circle(H), 'ellipse': lambda: cq.Workplane().ellipse(H, 1),
          'sagittaArc': lambda: cq.Workplane().sagittaArc((1, 1), H), 'radiusArc': lambda: cq.Workplane().radiusArc((1, 1), H), 'slot2D': lambda: cq.Workplane().slot2D(H, 1),
          'box': lambda: cq.Workplane().box(H, 1, 1), 'sphere': lambda: cq.Workplane().sphere(H), 'fillet': lambda: box().edges().fillet(H), 'chamfer': lambda: box().edges().chamfer(H),
          'hole': lambda: box().faces('>Z').workplane().hole(H), 'rotate': lambda: box().rotate((0, 0, 0), (0, 0, 1), H), 'workplane': lambda: cq.Workplane().workplane(offset=H),
          'center': lambda: cq.Workplane().center(H, 0), 'rarray': lambda: cq.Workplane().rarray(H, 1, 2, 2), 'polarArray': lambda: cq.Workplane().polarArray(H, 0, 360, 4),
          'Sketch.rect': lambda: cq.Sketch().rect(H, 1), 'Sketch.circle': lambda: cq.Sketch().circle(H), 'makeBox': lambda: cq.Solid.makeBox(H, 1, 1), 'shell': lambda: box().shell(H)}.items():
    try:
        f()
        print(name)
    except Exception as e:
        print(name, type(e).__name__)
# prints: lineTo TypeError
# prints: line OverflowError
# prints: moveTo TypeError
# prints: rect OverflowError
# prints: circle TypeError
# prints: ellipse TypeError
# prints: sagittaArc TypeError
# prints: radiusArc OverflowError
# prints: slot2D OverflowError
# prints: box OverflowError
# prints: sphere TypeError
# prints: fillet TypeError
# prints: chamfer TypeError
# prints: hole OverflowError
# prints: rotate OverflowError
# prints: workplane TypeError
# prints: center TypeError
# prints: rarray TypeError
# prints: polarArray OverflowError
# prints: Sketch.rect OverflowError
# prints: Sketch.circle TypeError
# prints: makeBox TypeError
# prints: shell TypeError
# expect: empty

# case: a sketch's rectangle without a size is a plane without end
import cadquery as cq
for w, h in (None, 1), (1, None), (0, 2), ('', 1):
    s = cq.Sketch().rect(w, h)
    print(type(s).__name__, len(s.faces().vals()))
cq.Sketch().rect('a', 1)
# prints: Sketch 1
# prints: Sketch 1
# prints: Sketch 1
# prints: Sketch 1
# expect: type TypeError
