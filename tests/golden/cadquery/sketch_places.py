# Selections of a sketch by place.

# case: push of locations, tuples, vectors and lists
import cadquery as cq
s = cq.Sketch().push([cq.Location((1, 2, 0)), (3, 4), cq.Vector(5, 6), [7, 8]], tag='p')
print([l.toTuple()[0] for l in s._selection], len(s._tags['p']))
s.push([])
print(s._selection)
# prints: [(1.0, 2.0, 0.0), (3.0, 4.0, 0.0), (5.0, 6.0, 0.0), (7.0, 8.0, 0.0)] 4
# prints: []
# expect: empty

# case: push of what is no place
import cadquery as cq
cq.Sketch().push([1])
# expect: type TypeError

# case: push of a generator
import cadquery as cq
r = cq.Sketch().push((i * 3, 0) for i in range(3)).rect(1, 1).reset()
# expect: ok Compound volume=3 area=3 solids=0 faces=3 edges=12 vertices=12 valid=true

# case: rectangular arrays, nested
import cadquery as cq
s = cq.Sketch().rarray(2, 3, 2, 2)
print([tuple(round(v, 6) + 0.0 for v in l.toTuple()[0]) for l in s._selection])
s = s.rarray(10, 1, 2, 1)
print([tuple(round(v, 6) + 0.0 for v in l.toTuple()[0]) for l in s._selection])
s = cq.Sketch().rect(4, 4).vertices().rarray(1, 1, 2, 1)
print(len(s._selection))
# prints: [(-1.0, -1.5, 0.0), (-1.0, 1.5, 0.0), (1.0, -1.5, 0.0), (1.0, 1.5, 0.0)]
# prints: [(-6.0, -1.5, 0.0), (-6.0, 1.5, 0.0), (-4.0, -1.5, 0.0), (-4.0, 1.5, 0.0), (4.0, -1.5, 0.0), (4.0, 1.5, 0.0), (6.0, -1.5, 0.0), (6.0, 1.5, 0.0)]
# prints: 8
# expect: empty

# case: arrays of too few
import cadquery as cq
for f in [lambda: cq.Sketch().rarray(1, 1, 0, 1), lambda: cq.Sketch().parray(1, 0, 90, 0), lambda: cq.Sketch().rarray(1, 1, 2.0, 1),
          lambda: cq.Sketch().edges().distribute(0), lambda: cq.Sketch().distribute(2)]:
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
# prints: ValueError At least 1 elements required, requested 0, 1
# prints: ValueError At least 1 element required, requested 0
# prints: TypeError 'float' object cannot be interpreted as an integer
# prints: ValueError At least 1 element required, requested 0
# prints: ValueError Nothing selected to distribute over
# expect: empty

# case: polar arrays
import cadquery as cq
def show(s):
    print([tuple(round(v, 4) + 0.0 for p in l.toTuple() for v in p) for l in s._selection])
show(cq.Sketch().parray(2, 0, 360, 4))
show(cq.Sketch().parray(2, 30, 90, 3))
show(cq.Sketch().parray(2, 30, 90, 3, rotate=False))
show(cq.Sketch().parray(2, 15, 90, 1))
show(cq.Sketch().parray(2, 0, -720, 2))
show(cq.Sketch().push([(1, 0), (2, 0)]).parray(2, 0, 180, 2))
# prints: [(2.0, 0.0, 0.0, 0.0, 0.0, 0.0), (0.0, 2.0, 0.0, 0.0, 0.0, 90.0), (-2.0, 0.0, 0.0, 0.0, 0.0, 180.0), (0.0, -2.0, 0.0, 0.0, 0.0, -90.0)]
# prints: [(1.7321, 1.0, 0.0, 0.0, 0.0, 30.0), (0.5176, 1.9319, 0.0, 0.0, 0.0, 75.0), (-1.0, 1.7321, 0.0, 0.0, 0.0, 120.0)]
# prints: [(1.7321, 1.0, 0.0, 0.0, 0.0, 0.0), (0.5176, 1.9319, 0.0, 0.0, 0.0, 0.0), (-1.0, 1.7321, 0.0, 0.0, 0.0, 0.0)]
# prints: [(1.9319, 0.5176, 0.0, 0.0, 0.0, 15.0)]
# prints: [(2.0, 0.0, 0.0, 0.0, 0.0, 0.0), (2.0, 0.0, 0.0, 0.0, 0.0, 0.0)]
# prints: [(3.0, 0.0, 0.0, 0.0, 0.0, 0.0), (4.0, 0.0, 0.0, 0.0, 0.0, 0.0), (-1.0, 0.0, 0.0, 0.0, 0.0, 180.0), (0.0, 0.0, 0.0, 0.0, 0.0, 180.0)]
# expect: empty

# case: along what is no curve
import cadquery as cq
cq.Sketch().rect(1, 1).faces().distribute(2)
# expect: value ValueError

# case: along an edge
import cadquery as cq
def show(s):
    print([tuple(round(v, 4) + 0.0 for p in l.toTuple() for v in p) for l in s._selection])
show(cq.Sketch().segment((0, 0), (10, 0)).edges().distribute(3))
show(cq.Sketch().segment((0, 0), (10, 0)).edges().distribute(3, rotate=False))
show(cq.Sketch().segment((0, 0), (0, 10)).edges().distribute(2, 0.25, 0.75))
show(cq.Sketch().arc((0, 0), 2, 0, 90).edges().distribute(3))
show(cq.Sketch().circle(2).edges().distribute(4))
show(cq.Sketch().circle(2).wires().distribute(4, rotate=False))
show(cq.Sketch().circle(2).edges().distribute(3, 0, 0.5))
show(cq.Sketch().segment((0, 0), (10, 0)).edges().distribute(1))
# prints: [(0.0, 0.0, 0.0, 0.0, 0.0, 90.0), (5.0, 0.0, 0.0, 0.0, 0.0, 90.0), (10.0, 0.0, 0.0, 0.0, 0.0, 90.0)]
# prints: [(0.0, 0.0, 0.0, 0.0, 0.0, 0.0), (5.0, 0.0, 0.0, 0.0, 0.0, 0.0), (10.0, 0.0, 0.0, 0.0, 0.0, 0.0)]
# prints: [(0.0, 2.5, 0.0, 0.0, 0.0, 180.0), (0.0, 7.5, 0.0, 0.0, 0.0, 180.0)]
# prints: [(2.0, 0.0, 0.0, 0.0, 0.0, -180.0), (1.4142, 1.4142, 0.0, 0.0, 0.0, -135.0), (0.0, 2.0, 0.0, 0.0, 0.0, -90.0)]
# prints: [(2.0, 0.0, 0.0, 0.0, 0.0, 180.0), (0.0, 2.0, 0.0, 0.0, 0.0, -90.0), (-2.0, 0.0, 0.0, 0.0, 0.0, 0.0), (0.0, -2.0, 0.0, 0.0, 0.0, 90.0)]
# prints: [(2.0, 0.0, 0.0, 0.0, 0.0, 0.0), (0.0, 2.0, 0.0, 0.0, 0.0, 0.0), (-2.0, 0.0, 0.0, 0.0, 0.0, 0.0), (0.0, -2.0, 0.0, 0.0, 0.0, 0.0)]
# prints: [(2.0, 0.0, 0.0, 0.0, 0.0, 180.0), (0.0, 2.0, 0.0, 0.0, 0.0, -90.0), (-2.0, 0.0, 0.0, 0.0, 0.0, 0.0)]
# prints: [(0.0, 0.0, 0.0, 0.0, 0.0, 90.0)]
# expect: empty

# case: holes along a wire
import cadquery as cq
r = cq.Sketch().rect(10, 10).rect(6, 6, mode='c', tag='base').wires(tag='base').distribute(8).circle(0.5, mode='s').reset()
# expect: ok Face volume=93.71681469 area=93.71681469 solids=0 faces=1 edges=12 vertices=12 valid=true
