# What a sketch holds: values, copies, operators, functions of scripts.

# case: val and vals
import cadquery as cq
print(type(cq.Sketch().rect(1, 1).val()).__name__, [type(v).__name__ for v in cq.Sketch().rect(1, 1).vals()])
print(type(cq.Sketch().segment((0, 0), (1, 0)).val()).__name__, len(cq.Sketch().segment((0, 0), (1, 0)).vals()))
print(type(cq.Sketch().push([(0, 0)]).val()).__name__, cq.Sketch().vals(), type(cq.Sketch().val()).__name__)
# prints: Face ['Wire']
# prints: Edge 1
# prints: Location [] Compound
# expect: empty

# case: val of an empty selection
import cadquery as cq
cq.Sketch().push([]).val()
# expect: value IndexError

# case: copies are of faces alone
import cadquery as cq
s = cq.Sketch().rect(2, 2, tag='t').vertices()
c = s.copy()
print(c._selection, c._tags, round(c._faces.Area(), 5), c.parent)
print([l.toTuple() for l in s.located(cq.Location((1, 2, 3))).locs])
m = s.moved(cq.Location((5, 0, 0)))
print(m._faces.Center().toTuple(), len(m.locs))
m = s.moved(x=1, rz=90)
print([round(v, 6) for v in m._faces.Center().toTuple()])
r = s.moved(1, 2, 0)
# prints: None {} 4.0 None
# prints: [((1.0, 2.0, 3.0), (0.0, -0.0, 0.0))]
# prints: (5.0, -4.163336342344337e-17, 0.0) 1
# prints: [1.0, -0.0, 0.0]
# expect: ok Wire volume=8 area=0 solids=0 faces=0 edges=4 vertices=4 valid=true

# case: operators
import cadquery as cq
a = cq.Sketch().rect(2, 2)
b = cq.Sketch().push([(1, 1)]).rect(2, 2).reset()
for s in a + b, a - b, a * b, a / b:
    print(round(s._faces.Area(), 5), len(s._faces.Faces()), s._faces.ShapeType(), s._selection)
r = a + b
# prints: 7.0 3 Compound None
# prints: 3.0 1 Compound None
# prints: 1.0 1 Compound None
# prints: 4.0 2 Compound None
# expect: ok Compound volume=7 area=7 solids=0 faces=3 edges=12 vertices=10 valid=true

# case: operators take what is selected
import cadquery as cq
a = cq.Sketch().push([(0, 0), (5, 0)]).rect(2, 2).reset().faces('>X')
b = cq.Sketch().circle(0.5)
print(round((a + b)._faces.Area(), 5), round((a - cq.Workplane().box(1, 1, 1))._faces.Area(), 5))
try:
    cq.Sketch().push([(0, 0)]) + b
except ValueError as e:
    print(e)
# prints: 4.7854 4.0
# prints: Location was provided, Shape is required.
# expect: empty

# case: operators on other things
import cadquery as cq
cq.Sketch().rect(1, 1) + 1
# expect: api AttributeError

# case: add, subtract, replace the selection
import cadquery as cq
def S():
    return cq.Sketch().rect(4, 4).push([(2, 0)]).rect(1, 1, mode='c', tag='t').reset()
print(round(S().select('t').add().reset()._faces.Area(), 5), round(S().select('t').subtract().reset()._faces.Area(), 5))
print(round(S().select('t').replace().reset()._faces.Area(), 5), S().select('t')._selected_faces().ShapeType())
print(round(S().add()._faces.Area(), 5), round(S().subtract()._faces.Area(), 5))
S().replace()
# prints: 16.5 15.5
# prints: 1.0 Face
# prints: 16.0 16.0
# expect: value ValueError

# case: items select
import cadquery as cq
s = cq.Sketch().push([(0, 0), (5, 0), (10, 0)]).rect(1, 1).reset()
print(len(s[0].vals()), s.val().Center().x)
s.reset()
print(len(s[0:2].vals()))
s.reset()
print([v.Center().x for v in s[0, -1].vals()], [v.Center().x for v in s.reset()[[1]].vals()])
s.reset()[7]
# prints: 1 8.023096076392733e-18
# prints: 2
# prints: [8.023096076392733e-18, 10.0] [5.0]
# expect: value IndexError

# case: filter, map, apply, sort
import cadquery as cq
def S():
    return cq.Sketch().push([(5, 0), (0, 0), (10, 0)]).rect(1, 1).reset()
print(len(S().filter(lambda f: f.Center().x > 1).vals()))
print([round(v.x, 3) for v in S().map(lambda f: f.Center()).vals()])
print([round(f.Center().x, 3) for f in S().sort(lambda f: -f.Center().x).vals()])
print([round(f.Center().x, 3) for f in S().apply(lambda fs: fs[1:]).vals()])
print([round(f.Center().x, 3) for f in S().sort(key=lambda f: f.Center().x)[:2].vals()])
r = S().sort(lambda f: f.Center().x)[0].edges('>X').map(lambda e: cq.Location(e.Center())).circle(0.2).reset()
# prints: 2
# prints: [5.0, 0.0, 10.0]
# prints: [10.0, 5.0, 0.0]
# prints: [0.0, 10.0]
# prints: [0.0, 5.0]
# expect: ok Compound volume=3.062831853 area=3.062831853 solids=0 faces=5 edges=17 vertices=15 valid=true

# case: apply of what gives no iterable
import cadquery as cq
cq.Sketch().rect(1, 1).apply(lambda fs: 1)
# expect: type TypeError

# case: invoke
import cadquery as cq
def grow(s):
    s.push([(5, 5)]).circle(1).reset()
def swap(s):
    return cq.Sketch().circle(7)
def loud():
    print('loud')
s = cq.Sketch().rect(1, 1).invoke(grow)
print(len(s._faces.Faces()), len(s.invoke(swap)._faces.Edges()), s.invoke(loud) is s)
print(s.invoke(lambda s, n=3: None) is s)
s.invoke(lambda a, b: None)
# prints: loud
# prints: 2 1 True
# prints: True
# expect: value ValueError

# case: exporting is neutral
import cadquery as cq
s = cq.Sketch().rect(1, 1)
r = s
# expect: ok Wire volume=4 area=0 solids=0 faces=0 edges=4 vertices=4 valid=true

# case: attributes
import cadquery as cq
s = cq.Sketch().rect(1, 1)
s.note = 'x'
s.parent = 5
print(s.note, s.finalize(), s._constraints, s._solve_status)
s.nothing
# prints: x 5 [] None
# expect: api AttributeError

# case: moved to several places
import cadquery as cq
s = cq.Sketch().rect(1, 1)
print(len(s.moved(cq.Location((1, 0, 0)), cq.Location((5, 0, 0)))._faces.Faces()))
print(len(s.moved([cq.Location((1, 0, 0)), cq.Location((5, 0, 0)), cq.Location((9, 0, 0))])._faces.Faces()))
print(len(s.moved((0, 0, 1), (0, 0, 2))._faces.Faces()))
# prints: 2
# prints: 3
# prints: 2
# expect: empty
