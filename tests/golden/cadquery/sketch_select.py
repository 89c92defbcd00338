# Selections of a sketch's parts, tags, deleting, corners, offsets.

# case: counts of selections
import cadquery as cq
s = cq.Sketch().rect(4, 4).circle(1, mode='s')
for kind in 'faces', 'wires', 'edges', 'vertices':
    print(kind, len(getattr(s.reset(), kind)().vals()))
print(len(s.reset().edges('|X').vals()), len(s.reset().edges('%CIRCLE').vals()), len(s.reset().vertices('>X and >Y').vals()))
print(len(s.reset().edges(cq.selectors.RadiusNthSelector(0)).vals()), len(s.reset().edges('').vals()), len(s.reset().edges(5).vals()))
# prints: faces 1
# prints: wires 2
# prints: edges 5
# prints: vertices 5
# prints: 2 1 1
# prints: 1 5 5
# expect: empty

# case: a selection of selections
import cadquery as cq
s = cq.Sketch().rect(4, 4).push([(10, 0)]).circle(1).reset().faces('>X').edges()
print(len(s.vals()))
s.reset().edges('>Y').vertices()
print(len(s.vals()))
# prints: 1
# prints: 2
# expect: empty

# case: edges of outlines count too
import cadquery as cq
s = cq.Sketch().rect(1, 1).segment((0, 0), (1, 1)).edges()
print(len(s.vals()))
# prints: 5
# expect: empty

# case: selections by tag, and of places
import cadquery as cq
s = cq.Sketch().rect(4, 4, tag='a').push([(9, 0)]).rect(1, 1, tag='b').reset()
print(len(s.vertices(tag='b').vals()), len(s.edges('>X', tag='a').vals()))
print(len(s.push([(0, 0)]).edges().vals()))
try:
    s.push([(0, 0)], tag='p').edges(tag='p')
except AttributeError as e:
    print(e)
# prints: 4 1
# prints: 0
# prints: 'Location' object has no attribute 'Edges'
# expect: empty

# case: an unknown tag
import cadquery as cq
cq.Sketch().rect(1, 1).faces(tag='x')
# expect: value KeyError

# case: tag and select
import cadquery as cq
s = cq.Sketch().rect(4, 4).vertices('>X').tag('r').reset().vertices('<X').tag('l').select('r', 'l')
print(len(s.vals()))
s = s.select('r').circle(0.5)
print(len(s.reset().vals()), s.select().vals())
s.select('zz')
# prints: 4
# prints: 5 []
# expect: value KeyError

# case: tagging nothing
import cadquery as cq
cq.Sketch().rect(1, 1).tag('x')
# expect: value ValueError

# case: deleting faces and edges
import cadquery as cq
s = cq.Sketch().push([(0, 0), (5, 0), (10, 0)]).rect(1, 1).reset().faces('>X').delete()
print(len(s._faces.Faces()), s._selection)
s = cq.Sketch().segment((0, 0), (1, 0)).segment((1, 1)).segment((5, 5)).edges('<Y').delete()
print(len(s._edges))
r = cq.Sketch().push([(0, 0), (5, 0), (10, 0)]).rect(1, 1).reset().faces('<X').delete()
# prints: 2 None
# prints: 2
# expect: ok Compound volume=2 area=2 solids=0 faces=2 edges=8 vertices=8 valid=true

# case: deleting what cannot be
import cadquery as cq
for f in [lambda: cq.Sketch().rect(1, 1).delete(), lambda: cq.Sketch().rect(1, 1).vertices().delete(),
          lambda: cq.Sketch().rect(1, 1).edges().delete(), lambda: cq.Sketch().push([(0, 0)]).delete()]:
    try:
        f()
        print('ok')
    except Exception as e:
        print(type(e).__name__)
# prints: ValueError
# prints: ValueError
# prints: ValueError
# prints: ValueError
# expect: empty

# case: corners
import cadquery as cq
s = cq.Sketch().rect(4, 4).push([(10, 0)]).rect(4, 4).reset().vertices('>Y')
m = s._matchFacesToVertices()
print(len(m), [len(v) for v in m.values()])
print(round(s.fillet(1)._faces.Area(), 5), len(s._faces.Edges()))
r = s.reset().vertices('<Y').chamfer(0.5).reset()
# prints: 2 [2, 2]
# prints: 31.14159 12
# expect: ok Compound volume=30.64159265 area=30.64159265 solids=0 faces=2 edges=16 vertices=16 valid=true

# case: corners of nothing selected
import cadquery as cq
for f in [lambda: cq.Sketch().rect(1, 1).fillet(0.1), lambda: cq.Sketch().rect(1, 1).chamfer(0.1), lambda: cq.Sketch().rect(1, 1)._matchFacesToVertices()]:
    try:
        f()
    except ValueError as e:
        print(e)
# prints: Selection is needed to match vertices to faces
# prints: Selection is needed to match vertices to faces
# prints: Selection is needed to match vertices to faces
# expect: empty

# case: a fillet with edges selected changes nothing
import cadquery as cq
r = cq.Sketch().rect(2, 2).edges().fillet(0.3).reset()
# expect: ok Face volume=4 area=4 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: a fillet that is too large
import cadquery as cq
r = cq.Sketch().rect(2, 2).vertices().fillet(3).reset()
# expect: build StdFail_NotDone

# case: offsets outwards, inwards, with modes
import cadquery as cq
print(round(cq.Sketch().rect(4, 4).wires().offset(1).reset()._faces.Area(), 5))
print(round(cq.Sketch().rect(4, 4).wires().offset(-1, mode='s').reset()._faces.Area(), 5))
s = cq.Sketch().rect(4, 4).wires().offset(0.5, mode='c', tag='o').reset()
print(round(s._tags['o'][0].Area(), 5), round(s._faces.Area(), 5))
r = cq.Sketch().rect(4, 4).edges().offset(1).reset()
# prints: 35.14159
# prints: 12.0
# prints: 24.7854 16.0
# expect: ok Wire volume=16 area=0 solids=0 faces=0 edges=4 vertices=4 valid=true

# case: an offset of nothing selected
import cadquery as cq
cq.Sketch().rect(1, 1).offset(1)
# expect: value ValueError

# case: after a reset
import cadquery as cq
s = cq.Sketch().rect(2, 2).faces()
print(len(s._selection), s.reset()._selection)
# prints: 1 None
# expect: empty

# case: private helpers
import cadquery as cq
s = cq.Sketch()
s._tag([1, 2], 'n')
print(s._tags['n'])
# prints: [1, 2]
# expect: empty
