# case: a shallow copy of a workplane shares what it holds
import cadquery as cq, copy
w = cq.Workplane().box(1, 2, 3).tag('b').faces('>Z').workplane()
c = copy.copy(w)
print(type(c).__name__, c is w, c.objects is w.objects, c.plane is w.plane, c.ctx is w.ctx, c.parent is w.parent, c._tag)
c.plane.origin = (5, 0, 0)
print(w.plane.origin.toTuple(), c.newObject([]).plane.origin.toTuple())
c.add(cq.Vector(1, 2, 3))
print(w.size())
r = c.workplaneFromTagged('b').rect(1, 1).extrude(2)
# prints: Workplane False True True True True None
# prints: (5.0, 0.0, 0.0) (5.0, 0.0, 0.0)
# prints: 1
# expect: ok Compound volume=6.5 area=24 solids=1 faces=10 edges=24 vertices=16 valid=true

# case: a deep copy of a workplane is another chain
import cadquery as cq, copy
w = cq.Workplane().box(4, 4, 1).faces('>Z').workplane().tag('top').rect(1, 1)
c = copy.deepcopy(w)
print(c.objects is w.objects, c.plane is w.plane, c.ctx is w.ctx, c.parent is w.parent, c.parent.ctx is c.ctx)
print(c.ctx.tags['top'] is c.parent, len(c.ctx.pendingWires), c.ctx.pendingWires[0] is c.val(), c.val().isSame(w.val()))
c = c.extrude(1)
print(len(w.ctx.pendingWires), c.val().Volume(), w.findSolid().Volume())
r = w.cutThruAll()
# prints: False False False False True
# prints: True 1 False False
# prints: 1 17.0 15.999999999999996
# expect: ok Compound volume=15 area=50 solids=1 faces=10 edges=24 vertices=16 valid=true

# case: copies of a derived workplane keep its class and attributes
import cadquery as cq, copy
class Mine(cq.Workplane):
    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.extra = [1]
w = Mine().box(1, 1, 1)
w.more = {'a': [2]}
s, d = copy.copy(w), copy.deepcopy(w)
print(type(s).__name__, s.extra is w.extra, s.more is w.more, type(d).__name__, d.extra, d.extra is w.extra, d.more, d.more is w.more)
print(type(d.faces('>Z')).__name__)
r = d
# prints: Mine True True Mine [1] False {'a': [2]} False
# prints: Mine
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: an unfinished outline
import cadquery as cq, copy
w = cq.Workplane().lineTo(1, 0).lineTo(1, 1)
c = copy.deepcopy(w)
a = c.lineTo(0, 1).close().extrude(1)
r = w.close().extrude(2)
print(a.val().Volume(), r.val().Volume())
# prints: 0.9999999999999998 0.9999999999999999
# expect: ok Solid volume=1 area=7.828427125 solids=1 faces=5 edges=9 vertices=6 valid=true

# case: solids
import cadquery as cq, copy
b = cq.Workplane().box(1, 2, 3).val()
b.note = 1
b.forConstruction = True
for f in copy.copy, copy.deepcopy:
    c = f(b)
    print(type(c).__name__, c.isSame(b), c == b, hasattr(c, 'note'), hasattr(c, 'label'), c.forConstruction, c.Volume(), len(c.Faces()))
    print(c.faces('>Z').Center().toTuple(), c.cut(b).Volume(), c.BoundingBox().zmax)
r = copy.deepcopy(b).moved(cq.Location((5, 0, 0))).fuse(b).fillet(0.1, [])
# prints: Solid False False False False True 6.0 6
# prints: (1.214306433183765e-17, 2.0816681711721685e-17, 1.5) 0.0 1.5
# prints: Solid False False False False True 6.0 6
# prints: (1.214306433183765e-17, 2.0816681711721685e-17, 1.5) 0.0 1.5
# expect: build Standard_Failure

# case: a copied solid has no shells to give
import cadquery as cq, copy
r = copy.copy(cq.Solid.makeBox(1, 1, 1)).outerShell()
# expect: type TypeError

# case: a copied vertex has no coordinates
import cadquery as cq, copy
v = copy.copy(cq.Vertex.makeVertex(1, 2, 3))
print(v.isValid(), v.BoundingBox().xmin < 1, v.copy().toTuple(), v.moved(cq.Location((1, 0, 0))).Center().toTuple(), hasattr(v, 'X'))
print(v.Center())
# prints: True False (1.0, 2.0, 3.0) (2.0, 2.0, 3.0) False
# expect: type TypeError

# case: a copied vertex has no X
import cadquery as cq, copy
print(copy.deepcopy(cq.Vertex.makeVertex(1, 2, 3)).X)
# expect: api AttributeError

# case: copied edges and wires
import cadquery as cq, copy
e = copy.copy(cq.Edge.makeCircle(2, angle1=0, angle2=90))
w = copy.copy(cq.Wire.makePolygon([(0, 0, 0), (1, 0, 0), (1, 1, 0)], close=True))
print(e.startPoint().toTuple(), e.IsClosed(), e.copy().Length(), w.IsClosed(), round(w.copy().Length(), 9), len(w.Edges()), w.geomType())
for s in e, w:
    for name, args in ('Length', ()), ('tangentAt', ()), ('positionAt', (0.5,)), ('locationAt', (0.5,)), ('bounds', ()), ('paramAt', (0.1,)), ('sample', (3,)), ('normal', ()):
        try:
            getattr(s, name)(*args)
            print(name)
        except TypeError as error:
            print(name, 'TypeError')
for f in (lambda: w.Vertices(), lambda: w.offset2D(0.1), lambda: list(w), lambda: e.geomType(), lambda: e.arcCenter(), lambda: e.radius()):
    try:
        f()
        print('?')
    except TypeError as error:
        print('TypeError')
print(cq.Wire.assembleEdges([e]).Length(), cq.Face.makeFromWires(w).Area())
r = cq.Workplane(obj=cq.Solid.extrudeLinear(w, [], cq.Vector(0, 0, 1)))
# prints: (2.0, 0.0, 0.0) False 3.141592653589793 True 3.414213562 3 Wire
# prints: Length TypeError
# prints: tangentAt TypeError
# prints: positionAt TypeError
# prints: locationAt TypeError
# prints: bounds TypeError
# prints: paramAt TypeError
# prints: sample TypeError
# prints: normal TypeError
# prints: Length TypeError
# prints: tangentAt TypeError
# prints: positionAt TypeError
# prints: locationAt TypeError
# prints: bounds TypeError
# prints: paramAt TypeError
# prints: sample TypeError
# prints: normal TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: TypeError
# prints: 3.141592653589793 0.4999999999999999
# expect: ok Solid volume=0.5 area=4.414213562 solids=1 faces=5 edges=9 vertices=6 valid=true

# case: a copied wire among holes
import cadquery as cq, copy
outer, inner = (cq.Wire.makeCircle(k, cq.Vector(), cq.Vector(0, 0, 1)) for k in (2, 1))
cq.Face.makeFromWires(copy.copy(outer), [inner])
r = cq.Face.makeFromWires(outer, [copy.copy(inner)])
# expect: type TypeError

# case: copied sections of a loft
import cadquery as cq, copy
r = copy.deepcopy(cq.Workplane().rect(1, 1).workplane(offset=1).rect(0.5, 0.5)).loft()
# expect: type TypeError

# case: a copied face
import cadquery as cq, copy
f = copy.copy(cq.Face.makePlane(2, 2))
print(f.Area(), f.Center().toTuple(), f.isValid(), f.copy().normalAt().toTuple(), f.moved(cq.Location((0, 0, 1))).normalAt().toTuple())
for name in 'geomType', 'outerWire', 'innerWires', '_uvBounds':
    try:
        getattr(f, name)()
        print(name)
    except TypeError as error:
        print(name, 'TypeError')
r = cq.Solid.extrudeLinear(f, cq.Vector(0, 0, 3))
# prints: 4.0 (1.6046192152785466e-17, -4.163336342344337e-17, 0.0) True (0.0, 0.0, 1.0) (0.0, 0.0, 1.0)
# prints: geomType TypeError
# prints: outerWire TypeError
# prints: innerWires TypeError
# prints: _uvBounds TypeError
# expect: ok Solid volume=12 area=32 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a workplane on a copied face
import cadquery as cq, copy
r = copy.deepcopy(cq.Workplane().box(1, 1, 1).faces('>Z')).workplane().hole(0.1)
# expect: type DispatchError

# case: a workplane on a face of a copy
import cadquery as cq, copy
r = copy.deepcopy(cq.Workplane().box(1, 1, 1)).faces('>Z').workplane().hole(0.1)
# expect: ok Compound volume=0.9921460184 area=6.298451302 solids=1 faces=7 edges=15 vertices=10 valid=true

# case: edges of a copied workplane belong to no solid
import cadquery as cq, copy
r = copy.deepcopy(cq.Workplane().box(1, 1, 1).edges('|Z')).fillet(0.1)
# expect: build Standard_Failure

# case: selectors on copied shapes
import cadquery as cq, copy
l = copy.copy(cq.Edge.makeLine((0, 0, 0), (1, 0, 0)))
print(len(cq.StringSyntaxSelector('>X').filter([l])))
cq.StringSyntaxSelector('|X').filter([l])
# prints: 1
# expect: type TypeError

# case: vectors, planes, places, colours
import cadquery as cq, copy
class V(cq.Vector):
    pass
v = V(1, 2, 3); v.note = 1
p = cq.Plane((1, 2, 3), (1, 1, 0), (0, 0, 1)); p.note = 1
l = cq.Location((1, 2, 3), (0, 0, 1), 90)
for f in copy.copy, copy.deepcopy:
    a, b, c = f(v), f(p), f(l)
    print(type(a).__name__, a == v, a is v, hasattr(a, 'note'), b == p, b is p, hasattr(b, 'note'), [round(x, 9) for t in c.toTuple() for x in t])
    b.origin = (0, 0, 0)
    print(p.origin.toTuple(), b.origin.toTuple(), f(cq.Location()).toTuple()[0], f(l * cq.Location((5, 0, 0))).toTuple()[0])
    print(f(cq.Color('red')).toTuple(), [round(x, 5) for x in f(cq.Color(.3, .4, .5, .6)).toTuple()], f(cq.Material('steel')) == cq.Material('steel'))
    print(f(cq.Matrix()).transposed_list() == cq.Matrix().transposed_list())
# prints: V True False False True False False [1.0, 2.0, 3.0, 0.0, -0.0, 90.0]
# prints: (1.0, 2.0, 3.0) (0.0, 0.0, 0.0) (0.0, 0.0, 0.0) (5.0, 0.0, 0.0)
# prints: (0.9999999999999999, 0.0, 0.0, 1.0) [0.58383, 0.66519, 0.73536, 0.6] True
# prints: True
# prints: V True False False True False False [1.0, 2.0, 3.0, 0.0, -0.0, 90.0]
# prints: (1.0, 2.0, 3.0) (0.0, 0.0, 0.0) (0.0, 0.0, 0.0) (5.0, 0.0, 0.0)
# prints: (0.9999999999999999, 0.0, 0.0, 1.0) [0.58383, 0.66519, 0.73536, 0.6] True
# prints: True
# expect: empty

# case: a copied matrix is a matrix of numbers
import cadquery as cq, copy
print(cq.Vector(1, 2, 3).transform(cq.Matrix()).toTuple())
print(cq.Vector(1, 2, 3).transform(copy.copy(cq.Matrix())).toTuple())
# prints: (1.0, 2.0, 3.0)
# expect: build Standard_ConstructionError

# case: bounding boxes
import cadquery as cq, copy
b = cq.Workplane().box(1, 2, 3).val().BoundingBox()
b.note = [1]
c = copy.copy(b)
print(c.xmin, c.zlen, c.note is b.note, c is b, round(c.DiagonalLength, 9))
copy.deepcopy(b)
# prints: -0.5 3.0 True False 3.741657387
# expect: type TypeError

# case: sketches
import cadquery as cq, copy
s = cq.Sketch().rect(2, 1).vertices().tag('v')
s.note = [1]
c, d = copy.copy(s), copy.deepcopy(s)
print(c._selection is s._selection, c._faces is s._faces, c.note is s.note, d._selection is s._selection, len(d._selection), d._faces is s._faces, d.note is s.note, d._faces.Area())
c.fillet(0.1)
print(round(c._faces.Area(), 9), s._faces.Area(), round(d.reset().vertices().fillet(0.2)._faces.Area(), 9))
e = copy.deepcopy(cq.Sketch().segment((0, 0), (1, 0)).segment((1, 1))).close().assemble()
print(e._faces.Area())
w = copy.deepcopy(cq.Workplane().sketch().rect(1, 1).finalize())
print(w.val().parent is w, w.extrude(1).val().Volume())
r = cq.Workplane().placeSketch(copy.deepcopy(s)).extrude(1)
# prints: True True True False 4 False False 2.0
# prints: 1.991415927 2.0 1.965663706
# prints: 0.4999999999999999
# prints: True 0.9999999999999998
# expect: ok Solid volume=2 area=10 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a sketch's vertices of a deep copy are none of its own
import cadquery as cq, copy
s = copy.deepcopy(cq.Sketch().rect(1, 2).vertices()).fillet(0.1)
print(s._faces.Area())
# prints: 2.0
# expect: empty

# case: a constrained sketch
import cadquery as cq, copy
s = cq.Sketch().segment((0, 0), (1, 0), 's').constrain('s', 'Fixed', None)
c, d = copy.copy(s), copy.deepcopy(s)
print(c._constraints is s._constraints, d._constraints[0].kind, d._constraints[0].args[0] is d._edges[0], d._constraints[0].tags)
# prints: True Fixed True ('s',)
# expect: empty

# case: assemblies
import cadquery as cq, copy
box = cq.Workplane().box(1, 1, 1)
a = cq.Assembly(box, name='a', color=cq.Color('red'), metadata={'k': [1]}).add(box, name='b', loc=cq.Location((3, 0, 0)))
a.constrain('a@faces@>X', 'b@faces@<X', 'Plane')
c, d = copy.copy(a), copy.deepcopy(a)
print(c.name, c.children is a.children, c.obj is box, c.children[0].parent is a, c.objects is a.objects, c.metadata is a.metadata)
print(d.name, d.children is a.children, d.obj is box, d.children[0].parent is d, d.objects['a'] is d, d.metadata, d.metadata is a.metadata, d.constraints[0].kind, d.constraints[0] is a.constraints[0])
print(d.color.toTuple() == a.color.toTuple(), d.children[0].obj is d.obj, d.children[0].loc.toTuple()[0])
d.children[0].loc = cq.Location((9, 0, 0))
print(a.children[0].loc.toTuple()[0])
r = d.toCompound()
# prints: a True True True True True
# prints: a False False True True {'k': [1]} False Plane False
# prints: True True (3.0, 0.0, 0.0)
# prints: (3.0, 0.0, 0.0)
# expect: ok Compound volume=2 area=12 solids=2 faces=12 edges=24 vertices=16 valid=true

# case: selectors
import cadquery as cq, copy
b = cq.Workplane().box(1, 2, 3)
class Mine(cq.Selector):
    def __init__(self): self.seen = []
    def filter(self, objects):
        self.seen.append(len(objects))
        return objects[:2]
mine = Mine()
for s in cq.StringSyntaxSelector('>Z'), cq.NearestToPointSelector((5, 0, 0)), cq.BoxSelector((-1, -1, 0), (1, 1, 3)), cq.StringSyntaxSelector('>Z') + cq.StringSyntaxSelector('<Z'), -cq.ParallelDirSelector((0, 0, 1)), mine:
    print(type(copy.copy(s)).__name__, b.faces(copy.copy(s)).size(), b.faces(copy.deepcopy(s)).size())
print(mine.seen, copy.deepcopy(mine).seen is mine.seen)
r = b
# expect: api AttributeError

# case: what is met twice is copied once
import cadquery as cq, copy
b, v = cq.Workplane().box(1, 1, 1).val(), cq.Vector(1, 2, 3)
x = copy.deepcopy([b, b, {'v': v, 'w': v}, (b, 1)])
print(x[0] is x[1], x[0] is b, x[2]['v'] is x[2]['w'], x[3][0] is x[0], copy.deepcopy(cq.Workplane) is cq.Workplane)
# prints: True False True True True
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a dictionary of parts
import cadquery as cq, copy
parts = {'a': cq.Workplane().box(1, 1, 1), 'b': cq.Workplane().sphere(1)}
more = copy.deepcopy(parts)
more['a'] = more['a'].translate((5, 0, 0))
r = more['a'].union(parts['a'])
# expect: ok Compound volume=2 area=12 solids=2 faces=12 edges=24 vertices=16 valid=true

# case: what holds itself
import cadquery as cq, copy
a = cq.Assembly()
a.children.append(a)
w = cq.Workplane()
w.parent = w
w.ctx.tags['x'] = w
s = cq.Sketch()
s._tags['a'] = [s]
b, c, t = copy.deepcopy(a), copy.deepcopy(w), copy.deepcopy(s)
print(b.children[0] is b, c.parent is c, c.ctx.tags['x'] is c, t._tags['a'][0] is t)
# prints: True True True True
# expect: empty

# case: copies of copies
import cadquery as cq, copy
r = cq.Workplane().box(1, 1, 1)
for i in range(10):
    r = copy.deepcopy(r)
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true
