# History: what free functions made of the parts of shapes.

# case: booleans
from cadquery.func import *
b1, b2 = box(1, 1, 1), box(1, 0.5, 0.1)
h = History()
r = cut(b1, b2, history=h, name='cut')
print(h[0] == h['cut'], len(h.ops), list(h.opDict))
op = h['cut']
d = op.deleted()
print(d.ShapeType(), len(list(d)), b2.face('<Z') in list(d), len(list(op.modified(b1.face('<Z')))), len(list(op.modified(b1.face('<Z').edge('>X')))), len(list(op.modified())), len(list(op.generated())))
try:
    op.generated(b1.face('>Z'))
except KeyError as e:
    print('KeyError')
try:
    h['x']
except KeyError as e:
    print('KeyError')
try:
    h[4]
except IndexError as e:
    print('IndexError')
r2 = imprint(r, b2, history=h, name='imprint')
print(isSubshape(h['imprint'].images(b1.face('>Z')), r2.solid('>Z')))
r3 = split(b1, plane(3, 3).moved(z=0.5), history=h)
print(len(list(h[-1].modified(b1.face('>X')))), len(list(h[-1].deleted())))
r4 = fuse(b1, b1.moved(x=1), history=h)
print(len(list(h[-1].deleted())), len(list(h[-1].modified())))
print(type(h.pop()).__name__, len(h.ops))
r5 = intersect(b1, sphere(1), history=h)
print(len(list(h[-1].modified())))
# prints: True 1 ['cut']
# prints: Compound 5 True 2 2 26 0
# prints: KeyError
# prints: KeyError
# prints: IndexError
# prints: True
# prints: 2 0
# prints: 2 32
# prints: Op 3
# prints: 3
# expect: ok Solid volume=0.95 area=6.1 solids=1 faces=10 edges=24 vertices=16 valid=true

# case: prisms and revolutions
from cadquery.func import *
h = History()
f = plane(1, 1)
r = extrude(f, (0, 0, 1), history=h)
op = h[-1]
sides, top, bot = op.generated(f.edges()), op.last(), op.first()
print(top == r.face('>Z'), bot == r.face('<Z'), all(isSubshape(s, r) for s in sides), len(list(sides)), top == op.last(f), bot == op.first(f), op.last(f.edge('>X')).ShapeType())
w = extrude(rect(1, 1), (0, 0, 1), history=h)
print(h[-1].last().ShapeType(), len(list(h[-1].generated())))
v = revolve(f.moved(x=3), (0, 0, 0), (0, 1, 0), 90, history=h)
print(h[-1].last().ShapeType(), len(h[-1].generated().Faces()))
# prints: True True True 4 True True Edge
# prints: Wire 8
# prints: Face 6
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: sweeps and lofts
from cadquery.func import *
h = History()
f1 = cut(plane(1, 1), face(circle(0.1)))
f2 = cut(plane(2, 2), face(circle(0.1))).moved(z=1)
p = segment((0, 0, 0), (0, 0, 1))
r = sweep([f1, f2], p, history=h)
op = h[-1]
top, bot, side, inner = op.last(), op.first(), op.generated(f1.outerWire().edges()), op.generated(f1.innerWires()[0].edges())
print(isSubshape(top, r), isSubshape(bot, r), top == r.face('>Z'), bot == r.face('<Z'), len(side.Faces()), len(inner.Faces()))
f = plane(1, 1)
r = sweep(f, p, history=h)
op = h[-1]
print(op.last() == r.face('>Z'), op.first() == r.face('<Z'), len(op.generated(f.outerWire().edges()).Faces()))
r = loft(f, vertex(0, 0, 1), history=h)
op = h[-1]
print(op.first() == r.face('<Z'), all(isSubshape(s, r) for s in op.generated(f.edges())))
r = loft(f1, f2, history=h)
op = h[-1]
print(op.first() == r.face('<Z'), op.last() == r.face('>Z'), all(isSubshape(s, r) for s in op.generated(f1.edges())))
r = loft(rect(1, 1), circle(1).moved(z=1), history=h)
print(len(list(h[-1].generated())))
r = sweep(circle(0.1), p, history=h, name='w')
print(h['w'].first().ShapeType(), h['w'].last().ShapeType())
# prints: True True True True 4 1
# prints: True True 4
# prints: True True
# prints: True True True
# prints: 10
# prints: Wire Wire
# expect: ok Face volume=0.6283185307 area=0.6283185307 solids=0 faces=1 edges=3 vertices=2 valid=true

# case: offset
from cadquery.func import *
h = History()
f = plane(1, 1)
offset(f, 0.1, both=True, history=h)
op = h[-1]
print(len(op.generated(f).Faces()), len(op.generated(f.edges()).Edges()), len(list(op.deleted())))
offset(f, 0.1, both=False, history=h)
op = h[-1]
print(len(op.generated(f).Faces()), len(op.generated(f.edges()).Edges()))
# prints: 2 8 1
# prints: 1 4
# expect: ok Face volume=1 area=1 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: fillets, chamfers, hollow, draft, prisms
from cadquery.func import *
h = History()
b = box(1, 1, 1)
r = fillet(b, b.edges('|Z'), 0.1, history=h)
print(len(list(h[-1].generated(b.edges('|Z')))), len(h[-1].modified().Faces()))
r = chamfer(b, b.edges('>Z'), 0.1, h, 'c')
print(len(list(h['c'].generated(b.edges('>Z')))))
r = hollow(b, b.faces('>Z'), -0.1, history=h)
print(len(h[-1].generated().Faces()))
r = draft(b, b.face('<Z'), b.faces('|X'), 5, history=h)
print(len(h[-1].modified().Faces()))
r = prism(b, None, face(circle(0.2)).moved(z=1), 1, history=h)
print(h[-1].first().ShapeType(), h[-1].last().ShapeType(), len(h[-1].modified().Faces()))
r = prism(b, b.faces('>Z'), face(circle(0.2)).moved(z=1), b.face('<Z'), (0, 0, -1), False, history=h)
print(h[-1].first().ShapeType(), h[-1].last().ShapeType())
# prints: 4 6
# prints: 4
# prints: 5
# prints: 4
# prints: Compound Face 1
# prints: Face Face
# expect: ok Solid volume=0.8743362939 area=7.005309649 solids=1 faces=7 edges=15 vertices=10 valid=true

# case: sewing
from cadquery.func import *
h = History()
b = box(1, 1, 1)
fs = [f.copy() for f in b.Faces()]
s = shell(fs, history=h, name='s')
print(isSubshape(h['s'].images(fs[0]), s), len(list(h['s'].modified())))
s2 = solid(fs, box(0.5, 0.5, 0.5).moved(z=0.2).Faces(), history=h, name='t')
print(len(h.ops), len(list(h['t'].modified())))
s3 = solid(*fs, history=h)
print(len(h.ops), all(isSubshape(h[-1].images(f), s3) for f in fs))
# prints: True 54
# prints: 2 54
# prints: 3 True
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a history that is none
from cadquery.func import *
r = fuse(box(1, 1, 1), box(2, 2, 2), history=3)
# expect: api AttributeError

# case: no history
from cadquery.func import *
print(len(History().ops))
r = fuse(box(1, 1, 1), box(2, 2, 2), history=0)
# prints: 0
# expect: ok Solid volume=8 area=24 solids=1 faces=7 edges=16 vertices=12 valid=true
