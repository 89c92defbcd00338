# What plugins use: methods with an underscore, the chain's context, attributes of a workplane.

# case: tags and what finds them again
import cadquery as cq
w = cq.Workplane().box(1, 2, 3).tag('a')
print(w._tag, w._getTagged('a') is w, w.faces('>Z')._getTagged('a').size())
r = w.faces('>Z').workplaneFromTagged('a').faces('<X').workplane().hole(0.2)
print(w.workplaneFromTagged('a')._tag, w.workplaneFromTagged('a').parent is w)
# prints: a True 1
# prints: a True
# expect: ok Compound volume=5.968584073 area=22.56548668 solids=1 faces=7 edges=15 vertices=10 valid=true

# case: an unknown tag
import cadquery as cq
r = cq.Workplane()._getTagged('b')
# expect: value ValueError

# case: merging tags
import cadquery as cq
a, b = cq.Workplane().box(1, 1, 1).tag('a'), cq.Workplane().box(2, 2, 2).tag('b').tag('a')
a._mergeTags(b)
print(sorted(a.ctx.tags), a._getTagged('a').val().Volume())
# prints: ['a', 'b'] 0.9999999999999998
# expect: ok Solid volume=8 area=24 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: finding types
import cadquery as cq
w = cq.Workplane().box(1, 2, 3)
print(type(w._findType((cq.Solid,))).__name__, w.faces()._findType((cq.Face,)).geomType(), w.faces()._findType((cq.Solid,), True, False))
print(w.faces()._findType((cq.Solid,), False, True).Volume(), cq.Workplane()._findType((cq.Solid,)), type(w._findType(cq.Solid)).__name__)
r = w
# prints: Compound PLANE None
# prints: 6.0 None Solid
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: findSolid here alone
import cadquery as cq
r = cq.Workplane().box(1, 2, 3).faces().findSolid(searchParents=False)
# expect: value ValueError

# case: findSolid of the parents
import cadquery as cq
w = cq.Workplane().box(1, 2, 3)
print(w.faces().findSolid(searchStack=False).Volume())
r = w.findSolid(searchStack=False)
# prints: 6.0
# expect: value ValueError

# case: collecting and selecting by name
import cadquery as cq
w = cq.Workplane().box(1, 2, 3)
print(len(w._collectProperty('Faces')), len(w._collectProperty('Vertices')), w._selectObjects('Edges', '|Z').size(), w._selectObjects('Wires').size())
print(len(w._filter(w.faces().vals(), '>Z')), len(w._filter(w.faces().vals(), None)))
r = w
# prints: 6 8 4 6
# prints: 1 6
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: current point and edge
import cadquery as cq
w = cq.Workplane('XZ', origin=(1, 2, 3)).moveTo(4, 5).lineTo(6, 8)
print(w._findFromPoint().toTuple(), w._findFromPoint(True).toTuple(), w._findFromEdge().Length())
e = w._findFromEdge(True)
print([round(x, 6) for x in e.startPoint().toTuple()])
r = cq.Workplane().moveTo(1, 1)._findFromEdge()
# prints: (7.0, 2.0, 11.0) (6.0, 8.0, 0.0) 3.605551275463989
# prints: [4.0, 5.0, 0.0]
# expect: value RuntimeError

# case: vectors of points
import cadquery as cq
w = cq.Workplane('YZ').moveTo(1, 2)
print([v.toTuple() for v in w._toVectors([(1, 0), (2, 3, 4), cq.Vector(1, 1, 1)], True)])
# prints: [(0.0, 1.0, 2.0), (0.0, 1.0, 0.0), (4.0, 2.0, 3.0), (1.0, 1.0, 1.0)]
# expect: empty

# case: pending edges and wires
import cadquery as cq
w = cq.Workplane()
w._addPendingEdge(cq.Edge.makeLine(cq.Vector(0, 0, 0), cq.Vector(1, 0, 0)))
print(w.ctx.firstPoint.toTuple(), len(w.ctx.pendingEdges))
w._addPendingWire(cq.Wire.makeCircle(2, cq.Vector(), cq.Vector(0, 0, 1)))
print(len(w._consolidateWires()), len(w.ctx.pendingEdges), len(w.ctx.popPendingEdges()), len(w.ctx.pendingEdges))
r = w.extrude(1)
w.ctx.popPendingWires()
# prints: (0.0, 0.0, 0.0) 1
# prints: 2 1 1 0
# expect: value ValueError

# case: pop of nothing is allowed
import cadquery as cq
w = cq.Workplane()
print(w.ctx.popPendingWires(errorOnEmpty=False), w.ctx.popPendingEdges(False))
r = w.ctx.popPendingEdges()
# prints: [] []
# expect: value ValueError

# case: faces, bodies and how they meet
import cadquery as cq
w = cq.Workplane().box(4, 4, 1).faces('>Z').workplane().rect(1, 1)
print(len(w._getFaces()), w.ctx.pendingWires)
s = w.circle(1)._extrude(2)
print(type(s).__name__, round(s.Volume(), 6))
print(round(w._combineWithBase(s).val().Volume(), 6), round(w._cutFromBase(s).val().Volume(), 6), round(w._fuseWithBase(s).val().Volume(), 6))
print(w._combineWithBase(s, False).size(), w._combineWithBase([s, s], False).size())
r = w._combineWithBase([s], 'a', True)
# prints: 1 []
# prints: Compound 6.283185
# prints: 22.283185 16.0 22.283185
# prints: 1 2
# expect: ok Compound volume=22.28318531 area=60.56637061 solids=1 faces=8 edges=15 vertices=10 valid=true

# case: an unknown mode of combining
import cadquery as cq
w = cq.Workplane().box(4, 4, 1)
r = w._combineWithBase(w.val(), 'x')
# expect: name UnboundLocalError

# case: combining what is no shape
import cadquery as cq
r = cq.Workplane().box(4, 4, 1)._combineWithBase([5])
# expect: api AttributeError

# case: the inner extrude, revolve and sweep
import cadquery as cq
print(round(cq.Workplane().rect(1, 2)._extrude(3, both=True).Volume(), 6))
print(round(cq.Workplane().rect(1, 2)._extrude(3, taper=5).Volume(), 6))
print(round(cq.Workplane().center(3, 0).rect(1, 2)._revolve(90, (0, 0, 0), (0, 1, 0)).Volume(), 6))
print(round(cq.Workplane().rect(1, 2)._sweep(cq.Workplane('XZ').lineTo(0, 5)).Volume(), 6))
r = cq.Workplane().rect(1, 2)._extrude()
# prints: 12.0
# prints: 3.91336
# prints: 9.424778
# prints: 10.0
# expect: name UnboundLocalError

# case: places of the stack
import cadquery as cq
print([l.toTuple() for l in cq.Workplane(origin=(1, 2, 3)).pushPoints([(1, 1), (2, 2)])._locs()])
print([l.toTuple() for l in cq.Workplane(origin=(1, 2, 3))._locs()])
print(len(cq.Workplane().placeSketch(cq.Sketch().rect(1, 1), cq.Sketch().circle(1))._getFacesVertices()))
# prints: [((2.0, 3.0, 3.0), (0.0, -0.0, 0.0)), ((3.0, 4.0, 3.0), (0.0, -0.0, 0.0))]
# prints: [((1.0, 2.0, 3.0), (0.0, -0.0, 0.0))]
# prints: 2
# expect: empty

# case: setting what a workplane is made of
import cadquery as cq
w = cq.Workplane().box(1, 1, 1)
n = cq.Workplane('XZ')
n.objects = [w.val()]
n.plane = cq.Plane('YZ', (5, 0, 0))
n.ctx = w.ctx
n.parent = w
print(n.parent is w, n.ctx is w.ctx, n.plane.origin.toTuple(), n.end().size())
r = n.rect(3, 1, centered=False).extrude(1, combine=False)
print(r.val().BoundingBox().xmin, r.val().BoundingBox().ymax)
# expect: type TypeError

# case: changing the plane in place
import cadquery as cq
w = cq.Workplane()
w.plane.origin = cq.Vector(1, 2, 3)
r = w.rect(1, 1).extrude(1)
print(r.val().Center().toTuple(), w.plane is w.plane, w.newObject([]).plane is w.plane)
# prints: (1.0, 2.0, 3.5) True False
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: setting the context
import cadquery as cq
w = cq.Workplane().rect(1, 1).circle(3)
w.ctx.pendingWires = w.ctx.pendingWires[1:]
w.ctx.pendingEdges = []
w.ctx.firstPoint = None
w.ctx.tolerance = 0.5
print(w.ctx.tolerance, w.ctx.firstPoint)
r = w.extrude(1)
# prints: 0.5 None
# expect: ok Solid volume=28.27433388 area=75.39822369 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: a plugin as a function with invoke
import cadquery as cq
def holes(w, d=0.2):
    return w.faces('>Z').workplane().rect(1, 1, forConstruction=True).vertices().hole(d)
seen = []
r = cq.Workplane().box(2, 2, 1).invoke(holes).invoke(lambda: seen.append(1)).invoke(lambda w: seen.append(w.size()))
print(seen)
# prints: [1, 1]
# expect: ok Compound volume=3.874336294 area=18.26194671 solids=1 faces=10 edges=24 vertices=16 valid=true

# case: invoke with too many parameters
import cadquery as cq
r = cq.Workplane().box(2, 2, 1).invoke(lambda a, b: a)
# expect: value ValueError

# case: invoke with what is no function
import cadquery as cq
r = cq.Workplane().box(2, 2, 1).invoke(5)
# expect: api AttributeError
