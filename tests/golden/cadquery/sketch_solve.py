# Constraints of sketches: checks and solutions.

# case: a right triangle
import cadquery as cq
s = (cq.Sketch().segment((0, 0), (3, 0), 's1').segment((3, 0), (3, 3.5), 's2').segment((3, 3.5), (0, 0), 's3')
     .constrain('s1', 'Fixed', None).constrain('s1', 's2', 'Coincident', None).constrain('s2', 's3', 'Coincident', None)
     .constrain('s3', 's1', 'Coincident', None).constrain('s1', 's2', 'Angle', 90.).constrain('s2', 'Length', 4.).solve())
print(s._solve_status['status'], round(s._solve_status['cost'], 9), [round(e.Length(), 5) for e in s._edges])
r = s.assemble()
# prints: 4 0.0 [3.0, 4.0, 5.0]
# expect: ok Wire volume=12 area=0 solids=0 faces=0 edges=3 vertices=3 valid=true

# case: an arc between segments
import cadquery as cq
s = (cq.Sketch().segment((0, 0), (0, 3.), 's1').arc((0., 3.), (1.5, 1.5), (0., 0.), 'a1')
     .constrain('s1', 'Fixed', None).constrain('s1', 'a1', 'Coincident', None).constrain('a1', 's1', 'Coincident', None)
     .constrain('s1', 'a1', 'Angle', 45).solve())
a = s._tags['a1'][0]
print([round(v, 4) + 0.0 for v in (*a.arcCenter().toTuple(), a.radius(), a.Length())], round(s._solve_status['cost'], 9))
r = s.assemble()
# prints: [1.5, 1.5, 0.0, 2.1213, 9.9965] 0.0
# expect: ok Wire volume=12.99648661 area=0 solids=0 faces=0 edges=2 vertices=2 valid=true

# case: radius, length of an arc, its angle, orientation, distance
import cadquery as cq
s = (cq.Sketch().segment((0, 0), (1, 0.1), 'a').segment((2, 0), (3, 1), 'b').arc((5, 5), 1., 10, 80, 'c')
     .constrain('a', 'FixedPoint', 0).constrain('a', 'Orientation', (1, 0)).constrain('a', 'Length', 2)
     .constrain('a', 'b', 'Distance', (1, 0, 3)).constrain('b', 'Orientation', (1, 1)).constrain('b', 'Length', 1)
     .constrain('c', 'FixedPoint', None).constrain('c', 'Radius', 2.).constrain('c', 'ArcAngle', 60).solve())
print(round(s._solve_status['cost'], 9))
a, b, c = (s._tags[t][0] for t in 'abc')
print(round(a.Length(), 4), round(b.Length(), 4), round(abs((a.endPoint() - b.startPoint()).Length), 4))
print(round(c.radius(), 4), round(c.Length(), 4), [round(v, 4) + 0.0 for v in c.arcCenter().toTuple()])
print([round(v, 3) + 0.0 for v in a.startPoint().toTuple()], [round(v, 3) + 0.0 for v in a.tangentAt(0).toTuple()])
# prints: 0.0
# prints: 2.0 1.0 3.0
# prints: 2.0 2.0944 [5.0, 5.0, 0.0]
# prints: [0.0, 0.0, 0.0] [1.0, 0.0, 0.0]
# expect: ok Edge volume=2.094395102 area=0 solids=0 faces=0 edges=1 vertices=2 valid=true

# case: distances of arcs and lengths of arcs
import cadquery as cq
s = (cq.Sketch().arc((0, 0), 1., 0, 90, 'a').arc((5, 0), 1., 0, 90, 'b').segment((0, 3), (5, 3), 's')
     .constrain('a', 'Fixed', None).constrain('a', 'b', 'Distance', (None, None, 3.)).constrain('b', 'Length', 2.)
     .constrain('b', 'Radius', 1.5).constrain('b', 's', 'Distance', (0., 0.5, 4.)).solve())
print(round(s._solve_status['cost'], 9), round(s._tags['b'][0].radius(), 4), round(s._tags['b'][0].Length(), 4))
print(round((s._tags['b'][0].arcCenter() - s._tags['a'][0].arcCenter()).Length, 4))
# prints: 0.0 1.5 2.0
# prints: 3.0
# expect: empty

# case: under-determined: the same end as CadQuery's
import cadquery as cq
s = (cq.Sketch().segment((0, 0), (1, 0), 'a').segment((1, 1), 'b').arc((1, 2), (0, 2), 'c')
     .constrain('a', 'FixedPoint', 0.).constrain('a', 'Length', 3.).constrain('a', 'b', 'Coincident', None).solve())
print([[round(float(v), 3) + 0.0 for v in x] for x in s._solve_status['x']])
# prints: [[0.0, 0.0, 3.0, 0.0], [3.0, 0.0, 1.0, 1.0], [0.5, 1.5, 0.707, 2.356, -3.142]]
# expect: empty

# case: contradictory constraints end at a compromise
import cadquery as cq
s = cq.Sketch().segment((0, 0), (1, 0), 'a').constrain('a', 'Length', 2.).constrain('a', 'Length', 4.).constrain('a', 'FixedPoint', 0).solve()
print(round(s._tags['a'][0].Length(), 3), round(s._solve_status['cost'], 4))
# prints: 3.0 2.0
# expect: empty

# case: the status, and edges change in place
import cadquery as cq
s = cq.Sketch().segment((0, 0), (1, 0), 'a').segment((5, 5), 'free')
e = s._edges[0]
s = s.constrain('a', 'Length', 2.).solve()
print(sorted(s._solve_status), s._solve_status['entities'], round(e.Length(), 5))
c = s._constraints[0]
print(c.kind, c.tags, c.param, c.args[0] is e)
# prints: ['cost', 'entities', 'iters', 'status', 'x'] [(0.0, 0.0, 1.0, 0.0), (1.0, 0.0, 5.0, 5.0)] 2.0
# prints: Length ('a',) 2.0 True
# expect: ok Edge volume=2 area=0 solids=0 faces=0 edges=1 vertices=2 valid=true

# case: without constraints
import cadquery as cq
s = cq.Sketch().segment((0, 0), (1, 0), 'a').solve()
print(s._solve_status['cost'], s._tags['a'][0].Length())
# prints: 0.0 1.0
# expect: empty

# case: without entities
import cadquery as cq
cq.Sketch().segment((0, 0), (1, 0)).solve()
# expect: value invalid_argument

# case: what constrain refuses
import cadquery as cq
def S():
    return cq.Sketch().segment((0, 0), (1, 0), 'a').segment((1, 1), 'b').arc((1, 2), (0, 2), 'c').spline([(0, 0), (1, 1)], 'd').push([(0, 0)], 'l')
calls = [('a', 'Fixed', 1), ('a', 'Foo', 1), ('x', 'Fixed', None), ('a', 'Coincident', None), ('a', 'b', 'Fixed', None),
         ('a', 'Radius', 1), ('l', 'Fixed', None), ('d', 'Fixed', None), ('a', 'Fixed'), ('a', 'b', 'Distance', (0, 0, 1, 2)),
         ('a', 'b', 'Distance', 1), ('a', 'b', 'Distance', [0, 0, 1]), ('c', 'ArcAngle', '45'), ('a', 'b', 'Coincident', None, 1),
         ('a', 'Orientation', (1, 1, 1)), (1, 'Orientation', (1, 1)), ('a', 'b', 'Coincident'), ('a', 'Fixed', 'Fixed', None),
         ('a', 'c', 'Angle', None), ('c', 'Orientation', (1, 0)), ('a', 'FixedPoint', 'x')]
for c in calls:
    try:
        S().constrain(*c)
        print('ok')
    except ValueError as e:
        print(e)
    except Exception as e:
        print(type(e).__name__)
try:
    S().constrain('a', 'Fixed', arg=None)
except Exception as e:
    print(isinstance(e, ValueError))
# prints: Unsupported argument types None, required <class 'NoneType'>.
# prints: DispatchError
# prints: KeyError
# prints: Invalid number of entities for constraint Coincident. Provided 1, required 2.
# prints: Invalid number of entities for constraint Fixed. Provided 2, required 1.
# prints: Unsupported geometry types ['LINE'] for constraint Radius.
# prints: AttributeError
# prints: Unsupported geometry types ['BSPLINE'] for constraint Fixed.
# prints: DispatchError
# prints: Unsupported argument types None, required typing.Tuple[typing.Union[int, float, NoneType], typing.Union[int, float, NoneType], typing.Union[int, float]].
# prints: Unsupported argument types None, required typing.Tuple[typing.Union[int, float, NoneType], typing.Union[int, float, NoneType], typing.Union[int, float]].
# prints: Unsupported argument types None, required typing.Tuple[typing.Union[int, float, NoneType], typing.Union[int, float, NoneType], typing.Union[int, float]].
# prints: Unsupported argument types None, required typing.Union[int, float].
# prints: DispatchError
# prints: Unsupported argument types None, required typing.Tuple[typing.Union[int, float], typing.Union[int, float]].
# prints: DispatchError
# prints: DispatchError
# prints: KeyError
# prints: Unsupported argument types None, required typing.Union[int, float].
# prints: Unsupported geometry types ['CIRCLE'] for constraint Orientation.
# prints: Unsupported argument types None, required typing.Union[int, float, NoneType].
# prints: False
# expect: empty

# case: a line's point needs a parameter
import cadquery as cq
cq.Sketch().segment((0, 0), (1, 0), 'a').constrain('a', 'FixedPoint', None).solve()
# expect: type TypeError

# case: a tag of a spline puts the numbers of entities out
import cadquery as cq
cq.Sketch().spline([(0, 0), (1, 1)], 'd').segment((0, 0), (1, 0), 'a').constrain('a', 'Length', 2.).solve()
# expect: value IndexError

# case: an angle with a segment of no length
import cadquery as cq
s = cq.Sketch().segment((0, 0), (1, 0), 'a').segment((0, 0), (2, 0), 'b')
s.constrain('a', 'Orientation', (0, 0)).solve()
# expect: build gp_VectorWithNullMagnitude

# case: a slot by constraints
import cadquery as cq
s = (cq.Sketch().segment((0, 0), (0, 3.), 's1').arc((0, 3.), (1.5, 4.5), (3., 3.), 'a1').segment((3, 3), (3, 0.2), 's2').arc((3, 0), (1.5, -1.5), (0, 0), 'a2')
     .constrain('s1', 'FixedPoint', 0).constrain('s1', 'Orientation', (0, 1)).constrain('s1', 'Length', 4)
     .constrain('s1', 'a1', 'Coincident', None).constrain('a1', 's2', 'Coincident', None).constrain('s2', 'a2', 'Coincident', None).constrain('a2', 's1', 'Coincident', None)
     .constrain('s1', 'a1', 'Angle', 0).constrain('a1', 's2', 'Angle', 0).constrain('a2', 's1', 'Angle', 0).constrain('a1', 'ArcAngle', 180).constrain('a1', 'Radius', 1).solve())
print(round(s._solve_status['cost'], 8))
r = s.assemble()
# prints: 0.0
# expect: ok Wire volume=14.2905762 area=0 solids=0 faces=0 edges=4 vertices=4 valid=true

# case: the solution is numpy's
import cadquery as cq
import numpy as np
s = cq.Sketch().segment((0, 0), (1, 0), 'a').constrain('a', 'Length', np.float64(2)).solve()
x = s._solve_status['x']
print(type(x).__name__, type(x[0]).__name__, x[0].shape, round(float(np.linalg.norm(x[0][2:] - x[0][:2])), 5))
s.constrain('a', 'Length', np.int64(2))
# prints: list ndarray (4,) 2.0
# expect: value ValueError
