# Edges of a sketch: overloads, their dispatch, closing and assembling.

# case: segments by two points, by one, by length and angle
import cadquery as cq
s = cq.Sketch().segment((0, 0), (4, 0)).segment((4, 3)).segment(2, 180).close()
print(len(s._edges), s._endPoint().toTuple(), s._startPoint().toTuple())
r = s.assemble()
# prints: 4 (0.0, 0.0, 0.0) (0.0, 0.0, 0.0)
# expect: ok Wire volume=12.60555128 area=0 solids=0 faces=0 edges=4 vertices=4 valid=true

# case: vectors and tuples mix, a vector's z counts
import cadquery as cq
s = cq.Sketch().segment(cq.Vector(0, 0), (1, 1)).segment(cq.Vector(1, 2, 5))
print([e.endPoint().toTuple() for e in s._edges])
# prints: [(1.0, 1.0, 0.0), (1.0, 2.0, 5.0)]
# expect: empty

# case: what no overload of segment takes
import cadquery as cq
def S():
    return cq.Sketch().segment((0, 0), (1, 0))
calls = [lambda: S().segment((0, 0, 0), (1, 1, 1)), lambda: S().segment([1, 1]), lambda: S().segment(p1=(0, 0), p2=(1, 1)),
         lambda: S().segment((0, 0), p2=(1, 1)), lambda: S().segment(1, a=90), lambda: S().segment(1),
         lambda: S().segment(1, 2, 3), lambda: S().segment(), lambda: S().segment(('a', 'b')), lambda: S().segment((1,)),
         lambda: S().segment((2, 2), 3), lambda: S().segment((2, 2), None, 1), lambda: S().segment((None, 1)),
         lambda: S().segment(1, 90, tag='x', foo=True), lambda: S().segment((2, 2), 'a', True, 1),
         lambda: S().segment((2, 2), 'a', tag='b'), lambda: S().segment((2, 2), tag=[])]
for f in calls:
    try:
        f()
        print('ok')
    except Exception as e:
        print(type(e).__name__)
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: ok
# expect: empty

# case: tag and forConstruction by position and keyword
import cadquery as cq
def S():
    return cq.Sketch().segment((0, 0), (1, 0))
for s in [S().segment(1, 90, 'x'), S().segment(1, 90, 'x', True), S().segment(1, 90, tag='x', forConstruction=True),
          S().segment((2, 2), None, True), S().segment((2, 2), 'a'), S().segment((2, 2), tag=3),
          S().segment((0, 0), (2, 2), 't', False), S().segment(True, 90)]:
    print(list(s._tags), s._edges[-1].forConstruction, s._endPoint().toTuple())
# prints: ['x'] False (1.0, 1.0, 0.0)
# prints: ['x'] True (1.0, 1.0, 0.0)
# prints: ['x'] True (1.0, 1.0, 0.0)
# prints: [] True (2.0, 2.0, 0.0)
# prints: ['a'] False (2.0, 2.0, 0.0)
# prints: [3] False (2.0, 2.0, 0.0)
# prints: ['t'] False (2.0, 2.0, 0.0)
# prints: [] False (1.0, 1.0, 0.0)
# expect: empty

# case: no free edges
import cadquery as cq
for f in [lambda: cq.Sketch().segment(1, 90), lambda: cq.Sketch().segment((1, 1)), lambda: cq.Sketch().arc((1, 1), (2, 0)),
          lambda: cq.Sketch().close(), lambda: cq.Sketch()._startPoint(), lambda: cq.Sketch()._endPoint()]:
    try:
        f()
    except ValueError as e:
        print(e)
# prints: No free edges available
# prints: No free edges available
# prints: No free edges available
# prints: No free edges available
# prints: No free edges available
# prints: No free edges available
# expect: empty

# case: a segment of no length
import cadquery as cq
cq.Sketch().segment((0, 0), (1, 0)).segment((1, 0))
# expect: build StdFail_NotDone

# case: arcs by three points, by two, by centre and angles
import cadquery as cq
def show(s):
    e = s._edges[-1]
    print([round(v, 6) + 0.0 for p in (e.startPoint(), e.positionAt(0.5), e.endPoint()) for v in (p.x, p.y)], e.geomType())
def S():
    return cq.Sketch().segment((0, 0), (1, 0))
show(S().arc((1, 0), (2, 1), (3, 0)))
show(S().arc((2, 1), (3, 0)))
show(S().arc((2, 1), (3, 0), 't', True))
show(S().arc((2, 1), 3, 0, 90))
show(S().arc((2, 1), 3, 10, -90))
show(S().arc((2, 1), 3, 0, 360))
show(S().arc((2, 1), 3, 0, -360))
show(S().arc((2, 1), 3, 30, 500))
show(S().arc(cq.Vector(2, 1), 3, 0, 180, 'a'))
# prints: [1.0, 0.0, 2.0, 1.0, 3.0, 0.0] CIRCLE
# prints: [1.0, 0.0, 2.0, 1.0, 3.0, 0.0] CIRCLE
# prints: [1.0, 0.0, 2.0, 1.0, 3.0, 0.0] CIRCLE
# prints: [5.0, 1.0, 4.12132, 3.12132, 2.0, 4.0] CIRCLE
# prints: [4.954423, 1.520945, 4.457456, -0.720729, 2.520945, -1.954423] CIRCLE
# prints: [5.0, 1.0, -1.0, 1.0, 5.0, 1.0] CIRCLE
# prints: [5.0, 1.0, -1.0, 1.0, 5.0, 1.0] CIRCLE
# prints: [5.0, 1.0, -1.0, 1.0, 5.0, 1.0] CIRCLE
# prints: [5.0, 1.0, 2.0, 4.0, -1.0, 1.0] CIRCLE
# expect: empty

# case: what no overload of arc takes
import cadquery as cq
def S():
    return cq.Sketch().segment((0, 0), (1, 0))
for f in [lambda: S().arc((2, 1)), lambda: S().arc((2, 1), 3, 0, da=90), lambda: S().arc((2, 1), p3=(3, 0)),
          lambda: S().arc((1, 0, 0), (2, 1, 0), (3, 0, 0)), lambda: S().arc((1, 0), (2, 0), (3, 0)), lambda: S().arc(),
          lambda: S().arc((1, 0), (2, 1), 3), lambda: S().arc(1, 2, 3, 4)]:
    try:
        f()
        print('ok')
    except Exception as e:
        print(type(e).__name__)
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: StdFail_NotDone
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# expect: empty

# case: splines
import cadquery as cq
P = [(0, 0), (1, 1), (2, 0)]
def show(s):
    e = s._edges[-1]
    print(round(e.Length(), 5), list(s._tags), e.forConstruction, e.IsClosed())
show(cq.Sketch().spline(P))
show(cq.Sketch().spline(tuple(P), 'a'))
show(cq.Sketch().spline(P, 'a', True))
show(cq.Sketch().spline(P, tag='b'))
show(cq.Sketch().spline(P, [(1, 0), (1, 0)], False))
show(cq.Sketch().spline(P, [(1, 0), (1, 1), (1, 0)], False, 't'))
show(cq.Sketch().spline(P, None, True, 'x', True))
show(cq.Sketch().spline([cq.Vector(p) for p in P]))
show(cq.Sketch().spline([(0, 0), [1, 1], (2, 0, 0)]))
# prints: 2.95655 [] False False
# prints: 2.95655 ['a'] False False
# prints: 2.95655 ['a'] True False
# prints: 2.95655 ['b'] False False
# prints: 3.17277 [] False False
# prints: 3.16494 ['t'] False False
# prints: 5.75143 ['x'] True True
# prints: 2.95655 [] False False
# prints: 2.95655 [] False False
# expect: empty

# case: what no overload of spline takes
import cadquery as cq
P = [(0, 0), (1, 1), (2, 0)]
for f in [lambda: cq.Sketch().spline(P, None, True), lambda: cq.Sketch().spline(P, [(1, 0)], False),
          lambda: cq.Sketch().spline(P, [(1, 0), (1, 0)]), lambda: cq.Sketch().spline(P, tangents=[(1, 0), (1, 0)]),
          lambda: cq.Sketch().spline(P, periodic=True), lambda: cq.Sketch().spline(pts=P), lambda: cq.Sketch().spline(p for p in P),
          lambda: cq.Sketch().spline([[0, 0], [1, 1]]), lambda: cq.Sketch().spline([(0, 0, 1), (1, 1, 2)]),
          lambda: cq.Sketch().spline('ab'), lambda: cq.Sketch().spline([1, 2, 3]), lambda: cq.Sketch().spline([(0, 0), 1]),
          lambda: cq.Sketch().spline(P, [(1, 0), (1, 0)], 1)]:
    try:
        f()
        print('ok')
    except Exception as e:
        print(type(e).__name__)
# prints: DispatchError
# prints: ValueError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# prints: DispatchError
# expect: empty

# case: bezier curves
import cadquery as cq
for pts in [(0, 0), (1, 2), (2, 0)], [cq.Vector(0, 0), cq.Vector(1, 1)], [[0, 0], [1, 1, 0], [2, 0], [3, 3]]:
    e = cq.Sketch().bezier(pts, 't', True)._edges[0]
    print(round(e.Length(), 5), e.geomType(), e.forConstruction)
# prints: 2.96278 BEZIER True
# prints: 1.41421 BEZIER True
# prints: 4.4681 BEZIER True
# expect: ok Edge volume=4.468178207 area=0 solids=0 faces=0 edges=1 vertices=2 valid=true

# case: a bezier of one point
import cadquery as cq
cq.Sketch().bezier([(0, 0)])
# expect: build Standard_ConstructionError

# case: closing tags, and a second closing fails
import cadquery as cq
s = cq.Sketch().segment((0, 0), (1, 0)).segment((1, 1)).close('last')
print(list(s._tags), len(s._edges))
s.close()
# prints: ['last'] 3
# expect: build StdFail_NotDone

# case: closing goes to the first edge of the same construction
import cadquery as cq
s = cq.Sketch().segment((9, 9), (8, 8), forConstruction=True).segment((0, 0), (1, 0)).segment((1, 1)).close()
print(s._endPoint().toTuple())
r = s.assemble()
# prints: (0.0, 0.0, 0.0)
# expect: ok Wire volume=3.414213562 area=0 solids=0 faces=0 edges=3 vertices=3 valid=true

# case: an edge of the outside
import cadquery as cq
e = cq.Edge.makeCircle(2)
s = cq.Sketch().edge(e, 'c', True)
print(e.forConstruction, list(s._tags), len(s._edges))
r = cq.Sketch().edge(cq.Edge.makeCircle(2)).assemble()
# prints: True ['c'] 1
# expect: ok Wire volume=12.56637061 area=0 solids=0 faces=0 edges=1 vertices=1 valid=true

# case: an edge that is none
import cadquery as cq
cq.Sketch().edge(3)
# expect: api AttributeError

# case: assembling construction edges alone
import cadquery as cq
cq.Sketch().segment((0, 0), (1, 0), forConstruction=True).assemble()
# expect: value IndexError

# case: an open outline assembles to a face that is not valid
import cadquery as cq
r = cq.Sketch().segment((0, 0), (4, 0)).segment((4, 3)).assemble()
# expect: ok Wire volume=7 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: assembling at a selection, with a mode and a tag
import cadquery as cq
s = cq.Sketch().rect(10, 10).push([(-2, 0), (2, 0)])
s = s.segment((0, 0), (1, 0)).segment((1, 1)).close().assemble(mode='s', tag='holes')
print(len(s._tags['holes']), round(s._faces.Area(), 6))
r = s.reset()
# prints: 2 99.0
# expect: ok Face volume=99 area=99 solids=0 faces=1 edges=10 vertices=10 valid=true
