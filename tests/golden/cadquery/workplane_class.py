# Plugins: attributes of the classes, and classes derived from them.

# case: a method put into Workplane
import cadquery as cq
def posts(self, h):
    return self.eachpoint(lambda l: cq.Solid.makeCylinder(0.2, h).moved(l), True, combine=True)
cq.Workplane.posts = posts
cq.Workplane.HEIGHT = 2
r = cq.Workplane().box(4, 4, 1).faces('>Z').workplane().rarray(2, 2, 2, 2).posts(cq.Workplane.HEIGHT)
print(hasattr(cq.Workplane, 'posts'), r.HEIGHT)
# prints: True 2
# expect: ok Compound volume=17.00530965 area=58.05309649 solids=1 faces=14 edges=24 vertices=16 valid=true

# case: what one script put there is gone in the next
import cadquery as cq
print(hasattr(cq.Workplane, 'posts'))
r = cq.Workplane().posts(1)
# prints: False
# expect: api AttributeError

# case: a method replaced
import cadquery as cq
old = cq.Workplane.box
def box(self, a, *rest, **kw):
    return old(self, a * 2, *rest, **kw)
cq.Workplane.box = box
r = cq.Workplane().box(1, 1, 1)
# expect: ok Solid volume=2 area=10 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: methods of shapes and sketches
import cadquery as cq
cq.Shape.twice = lambda self: self.Volume() * 2
cq.Sketch.dot = lambda self: self.circle(1)
setattr(cq.Solid, 'half', property(lambda self: self.Volume() / 2))
print(cq.Solid.makeBox(1, 2, 3).twice(), cq.Solid.makeBox(1, 2, 3).half)
r = cq.Workplane().placeSketch(cq.Sketch().dot()).extrude(1)
# prints: 12.0 3.0
# expect: ok Solid volume=3.141592654 area=12.56637061 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: an attribute of a builtin class
import cadquery as cq
list.first = 1
# expect: type TypeError

# case: a derived workplane stays itself along the chain
import cadquery as cq
class Mine(cq.Workplane):
    def plate(self, w, h):
        return self.rect(w, h).extrude(1)
w = Mine().plate(3, 2)
print(type(w).__name__, type(w.faces('>Z').workplane().center(1, 0)).__name__, isinstance(w, cq.Workplane), type(w.end()).__name__)
r = w.faces('>Z').workplane().plate(1, 1).edges('|Z').fillet(0.1)
print(type(r).__name__, type(r.tag('x')).__name__, type(r.workplaneFromTagged('x')).__name__)
# prints: Mine Mine True Mine
# prints: Mine Mine Mine
# expect: ok Compound volume=6.982831853 area=25.63946891 solids=1 faces=19 edges=48 vertices=32 valid=true

# case: a derived workplane with an __init__ of its own
import cadquery as cq
class Mine(cq.Workplane):
    def __init__(self, plane='XZ', **kw):
        super().__init__(plane, **kw)
        self.made = 1
w = Mine()
print(w.plane.zDir.toTuple(), w.made, w.rect(1, 1).made)
r = w.rect(1, 1).extrude(1)
print(r.made, type(r).__name__, r.tag('q') is r)
# prints: (0.0, -1.0, 0.0) 1 1
# prints: 1 Mine True
# expect: ok Solid volume=2 area=12 solids=1 faces=10 edges=24 vertices=16 valid=false

# case: a derived workplane that asks for more than CadQuery gives
import cadquery as cq
class Mine(cq.Workplane):
    def __init__(self, size):
        super().__init__('XY')
        self.size_ = size
r = Mine(3).box(1, 1, 1)
# expect: type TypeError
