# Curves through points.

# case: splines
import cadquery as cq
p = [(0, 0), (1, 2), (3, 1), (5, 4)]
for kw in [{}, {'tangents': [(1, 0), (0, 1)]}, {'periodic': True}, {'parameters': [0, 1, 2, 3]}, {'tangents': [(1, 0), None, None, (0, 1)]}, {'tangents': [(5, 0), (0, 5)], 'scale': False}, {'tol': 1e-3}, {'includeCurrent': True}]:
    e = cq.Workplane('XZ').moveTo(-1, -1).spline(p, **kw).val()
    print(sorted(kw), round(e.Length(), 5), e.IsClosed())
# prints: [] 9.50595 False
# prints: ['tangents'] 11.4618 False
# prints: ['periodic'] 17.38855 True
# prints: ['parameters'] 8.79116 False
# prints: ['tangents'] 11.4618 False
# prints: ['scale', 'tangents'] 13.07533 False
# prints: ['tol'] 9.50595 False
# prints: ['includeCurrent'] 10.82555 False
# expect: ok Edge volume=10.82554522 area=0 solids=0 faces=0 edges=1 vertices=2 valid=true

# case: a closed spline as a wire
import cadquery as cq
r = cq.Workplane().spline([(0, 0), (2, 0), (1, 2)], periodic=True, makeWire=True).extrude(1)
# expect: ok Solid volume=4.453223039 area=16.63542202 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: a spline for construction is not pending
import cadquery as cq
w = cq.Workplane().spline([(0, 0), (2, 0), (1, 2)], forConstruction=True)
print(len(w.ctx.pendingEdges), w.val().geomType())
# prints: 0 BSPLINE
# expect: ok Edge volume=4.412949344 area=0 solids=0 faces=0 edges=1 vertices=2 valid=true

# case: too few points
import cadquery as cq
r = cq.Workplane().spline([(0, 0)])
# expect: build Standard_OutOfRange

# case: tangents in a wrong number
import cadquery as cq
r = cq.Workplane().spline([(0, 0), (1, 1), (2, 0)], tangents=[(1, 0)])
# expect: value ValueError

# case: parameters in a wrong number
import cadquery as cq
r = cq.Workplane().spline([(0, 0), (1, 1), (2, 0)], parameters=[0, 1])
# expect: value ValueError

# case: bezier
import cadquery as cq
r = cq.Workplane().moveTo(1, 0).bezier([(1, 3), (4, 3), (4, 0)], includeCurrent=True).close().extrude(1)
w = cq.Workplane().bezier([(0, 0), (1, 3), (0, 0)], makeWire=True)
print(w.val().ShapeType(), len(w.ctx.pendingWires))
# prints: Wire 1
# expect: ok Solid volume=5.4 area=19.8 solids=1 faces=4 edges=6 vertices=4 valid=true

# case: ellipse arcs
import cadquery as cq
for kw in [{}, {'sense': -1}, {'startAtCurrent': False}, {'rotation_angle': 30}, {'angle1': 0, 'angle2': 90}, {'angle1': 0, 'angle2': 90, 'sense': -1}, {'angle1': 90, 'angle2': 0, 'startAtCurrent': False}]:
    e = cq.Workplane(origin=(1, 2, 0)).moveTo(3, 1).ellipseArc(4, 2, **kw).val()
    print(sorted(kw.items()), round(e.Length(), 5), [round(x, 5) for x in e.endPoint().toTuple()])
# prints: [] 19.40235 [4.0, 3.0, 0.0]
# prints: [('sense', -1)] 19.40235 [4.0, 3.0, 0.0]
# prints: [('startAtCurrent', False)] 19.40235 [8.0, 3.0, 0.0]
# prints: [('rotation_angle', 30)] 19.40235 [4.0, 3.0, 0.0]
# prints: [('angle1', 0), ('angle2', 90)] 4.84422 [0.0, 5.0, 0.0]
# prints: [('angle1', 0), ('angle2', 90), ('sense', -1)] 4.84422 [8.0, 1.0, 0.0]
# prints: [('angle1', 90), ('angle2', 0), ('startAtCurrent', False)] 14.53576 [8.0, 3.0, 0.0]
# expect: ok Edge volume=14.53575676 area=0 solids=0 faces=0 edges=1 vertices=2 valid=true

# case: an ellipse arc as a wire
import cadquery as cq
r = cq.Workplane().ellipseArc(4, 2, makeWire=True).extrude(1)
# expect: ok Solid volume=25.13274123 area=69.64300783 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: a radius that is too small
import cadquery as cq
r = cq.Workplane().ellipseArc(2, 0)
# expect: ok Edge volume=8.152538208 area=0 solids=0 faces=0 edges=1 vertices=1 valid=true

# case: a parametric curve of a function that gives no points
import cadquery as cq
r = cq.Workplane().parametricCurve(lambda t: t, N=5)
# expect: type TypeError

# case: a parametric surface
import cadquery as cq
r = cq.Workplane('XY', origin=(0, 0, 5)).parametricSurface(lambda u, v: (u * 4, v * 3, u * v), N=8)
print(r.val().ShapeType(), round(r.val().Center().z, 4))
# prints: Face 5.2534
# expect: ok Face volume=12.34032158 area=12.34032158 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: a surface through edges
import cadquery as cq
e = [cq.Edge.makeLine(cq.Vector(*a), cq.Vector(*b)) for a, b in [((0, 0, 0), (4, 0, 0)), ((4, 0, 0), (4, 4, 1)), ((4, 4, 1), (0, 4, 0)), ((0, 4, 0), (0, 0, 0))]]
r = cq.Workplane().interpPlate(e)
print(r.size(), r.val().ShapeType())
# prints: 1 Face
# expect: ok Face volume=16.32863562 area=16.32863562 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: a surface through points, made thick
import cadquery as cq
r = cq.Workplane().interpPlate([(0, 0, 0), (4, 0, 0), (4, 4, 0), (0, 4, 0)], [(2, 2, 0.5)], 0.2)
# expect: ok Solid volume=3.352795958 area=36.72777576 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a surface through the edges of a workplane, at several places
import cadquery as cq
r = cq.Workplane().rarray(9, 9, 2, 1).interpPlate(cq.Workplane().rect(2, 2), thickness=0.5)
print(r.size())
# prints: 2
# expect: ok Compound volume=4 area=24 solids=2 faces=12 edges=24 vertices=16 valid=true

# case: approximated splines
import cadquery as cq
import math
p = [(i / 5, math.sin(i / 5)) for i in range(30)]
for kw in [{}, {'tol': 1e-3}, {'minDeg': 3, 'smoothing': None}, {'maxDeg': 3, 'smoothing': None}, {'smoothing': (1, 2, 1)}, {'includeCurrent': True}]:
    print(sorted(kw), round(cq.Workplane().moveTo(-1, 0).splineApprox(p, **kw).val().Length(), 4))
r = cq.Workplane().splineApprox(p).lineTo(5, 3).close().extrude(1)
# prints: [] 6.97
# prints: ['tol'] 6.97
# prints: ['minDeg', 'smoothing'] 6.97
# prints: ['maxDeg', 'smoothing'] 6.97
# prints: ['smoothing'] 6.97
# prints: ['includeCurrent'] 8.0489
# expect: ok Solid volume=8.399814875 area=33.15605477 solids=1 faces=5 edges=9 vertices=6 valid=false

# case: an approximated spline as a wire
import cadquery as cq
w = cq.Workplane().splineApprox([(0, 0), (1, 1), (2, 0), (3, 1)], makeWire=True)
print(w.val().ShapeType(), len(w.ctx.pendingWires), len(w.splineApprox([(0, 0), (1, 1)], forConstruction=True).ctx.pendingEdges))
# expect: build Standard_OutOfRange

# case: a parametric curve
import cadquery as cq
from math import sin, cos, pi
r = cq.Workplane('XZ').parametricCurve(lambda t: (3 * cos(2 * pi * t), 2 * sin(2 * pi * t)), N=60).extrude(1)
# expect: ok Solid volume=18.8420292 area=53.56495241 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: a parametric curve as an edge
import cadquery as cq
w = cq.Workplane().parametricCurve(lambda t: (t, t * t, t), N=20, start=1, stop=3, makeWire=False, smoothing=None, minDeg=2, maxDeg=4, tol=1e-4)
print(w.val().ShapeType(), round(w.val().Length(), 4), len(w.ctx.pendingEdges), [round(x, 4) for x in w.val().endPoint().toTuple()])
# prints: Edge 8.5247 1 [3.0, 9.0, 3.0]
# expect: ok Edge volume=8.524737749 area=0 solids=0 faces=0 edges=1 vertices=2 valid=true

# case: sweep chooses by the types of its arguments, where it sweeps faces
import cadquery as cq
path = cq.Workplane('XZ').lineTo(0, 10)
for many in [False, True]:
    for kw in [{}, {'transition': 'bad'}, {'transition': None}, {'isFrenet': 1}, {'makeSolid': 0}, {'makeSolid': False}]:
        w = cq.Workplane().rect(2, 1)
        if many:
            w = w.workplane(offset=10).rect(2, 1)
        try:
            print(many, kw, w.sweep(path, multisection=many, **kw).size())
        except Exception as e:
            print(many, kw, type(e).__name__)
# prints: False {} 1
# prints: False {'transition': 'bad'} DispatchError
# prints: False {'transition': None} DispatchError
# prints: False {'isFrenet': 1} DispatchError
# prints: False {'makeSolid': 0} DispatchError
# prints: False {'makeSolid': False} 1
# prints: True {} 1
# prints: True {'transition': 'bad'} 1
# prints: True {'transition': None} 1
# prints: True {'isFrenet': 1} 1
# prints: True {'makeSolid': 0} 1
# prints: True {'makeSolid': False} 1
# expect: ok Wire volume=6 area=0 solids=0 faces=0 edges=4 vertices=4 valid=true
