# Face in its own parameters, its parts, and what faces are made of.

# case: bounds, parameters and positions
import cadquery as cq
r = cq.Face.makePlane(2, 4)
c = cq.Solid.makeCylinder(1, 2).faces('%CYLINDER')
print([round(v, 6) for v in r.uvBounds()], [round(v, 6) for v in c.uvBounds()], [round(v, 6) for v in c._uvBounds()])
print([round(v, 6) for v in r.paramAt((0.5, 0.25, 7))], [round(v, 6) for v in r.paramAt(cq.Vector(1, 1))])
us, vs = c.params([(1, 0, 0.5), (0, 1, 1), (-1, 0, 1.5)])
print([round(v, 6) for v in us], [round(v, 6) for v in vs], type(us).__name__)
print([round(v, 6) for v in c.positionAt(0, 0.5).toTuple()], [p.toTuple() for p in r.positions([(0, 0), (0.5, 1)])])
# prints: [-2.0, 2.0, -1.0, 1.0] [0.0, 6.283185, 0.0, 2.0] [0.0, 6.283185, 0.0, 2.0]
# prints: [0.5, 0.25] [1.0, 1.0]
# prints: [0.0, 1.570796, 3.141593] [0.5, 1.0, 1.5] list
# prints: [1.0, 0.0, 0.5] [(0.0, 0.0, 0.0), (0.5, 1.0, 0.0)]
# expect: ok Face volume=8 area=8 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: normals and tangents
import cadquery as cq
r = cq.Solid.makeBox(1, 2, 3).faces('<Z')
c = cq.Solid.makeCylinder(1, 2).faces('%CYLINDER')
def t(v): return tuple(round(x, 6) + 0 for x in v.toTuple())
print(t(r.normalAt()), t(r.normalAt(cq.Vector(0.1, 0.1, 0))), t(r.normalAt((0.1, 0.1, 0))), t(r.normalAt(None)))
n, p = r.normalAt(0.25, 0.5)
print(t(n), t(p))
ns, ps = c.normals([0, 1.5707963267948966], [0.5, 1])
print([t(v) for v in ns], [t(v) for v in ps])
print([t(v) for v in c.tangentAt(0, 1)])
print(t(c.normalAt((0, 5, 1))))
# prints: (0.0, 0.0, -1.0) (0.0, 0.0, -1.0) (0.0, 0.0, -1.0) (0.0, 0.0, -1.0)
# prints: (0.0, 0.0, -1.0) (0.25, 0.5, 0.0)
# prints: [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0)] [(1.0, 0.0, 0.5), (0.0, 1.0, 1.0)]
# prints: [(0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (1.0, 0.0, 1.0)]
# prints: (0.0, 1.0, 0.0)
# expect: ok Face volume=2 area=2 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: a location on a face
import cadquery as cq
c = cq.Solid.makeCylinder(1, 2).faces('%CYLINDER')
l = c.locationAt(0, 1)
print([[round(v, 6) + 0 for v in t] for t in l.toTuple()])
r = cq.Solid.makeBox(1, 1, 1).moved(l)
# prints: [[1.0, 0.0, 1.0], [90.0, 0.0, 90.0]]
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: normalAt of what is no place
import cadquery as cq
r = cq.Face.makePlane(1, 1).normalAt('x')
# expect: type DispatchError

# case: normalAt of a list
import cadquery as cq
r = cq.Face.makePlane(1, 1).normalAt([0, 0, 0])
# expect: type DispatchError

# case: normalAt of too much
import cadquery as cq
r = cq.Face.makePlane(1, 1).normalAt(0, 0, 0)
# expect: type DispatchError

# case: params of nothing
import cadquery as cq
r = cq.Face.makePlane(1, 1).params([])
# expect: value StopIteration

# case: an exception of a dispatch is a TypeError
import cadquery as cq
try:
    cq.Face.makePlane(1, 1).normalAt(1, 'x')
except TypeError as e:
    print(type(e).__name__)
r = cq.Face.makePlane(1, 1)
# prints: DispatchError
# expect: ok Face volume=1 area=1 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: isolines
import cadquery as cq
c = cq.Solid.makeCylinder(1, 2).faces('%CYLINDER')
print(c.isoline(0.5).geomType(), round(c.isoline(0.5).Length(), 6), c.isoline(0.5, 'u').geomType())
print([(e.geomType(), round(e.Length(), 6)) for e in c.isolines([0, 1, 2], 'u')], len(c.isolines([])))
r = cq.Compound.makeCompound(c.isolines([0, 0.5, 1]))
# prints: CIRCLE 6.283185 LINE
# prints: [('LINE', 2.0), ('LINE', 2.0), ('LINE', 2.0)] 0
# expect: ok Compound volume=18.84955592 area=0 solids=0 faces=0 edges=3 vertices=3 valid=true

# case: trimmed to a box of parameters
import cadquery as cq
r = cq.Face.makePlane(4, 4).trim(0, 1, -1, 1)
print(type(r).__name__)
# prints: Face
# expect: ok Face volume=2 area=2 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: trimmed with a tolerance
import cadquery as cq
r = cq.Solid.makeCylinder(1, 2).faces('%CYLINDER').trim(0, 1, 0.5, 1, 1e-4)
# expect: ok Face volume=0.5 area=0.5 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: trimmed to a triangle
import cadquery as cq
r = cq.Face.makePlane(4, 4).trim((0, 0), (1, 0), (0, 1))
# expect: ok Face volume=0.5 area=0.5 solids=0 faces=1 edges=3 vertices=3 valid=true

# case: trimmed to a polygon
import cadquery as cq
r = cq.Solid.makeSphere(1, angleDegrees1=-90).faces().trim((0, 0), (1, 0), (1, 0.5), (0.5, 0.8), (0, 0.5))
# expect: ok Face volume=0.6029195085 area=0.6029195085 solids=0 faces=1 edges=5 vertices=5 valid=true

# case: trimmed by wires
import cadquery as cq
f = cq.Face.makePlane(4, 4)
r = f.trim(cq.Wire.makeCircle(1, (0, 0, 0), (0, 0, 1)), cq.Wire.makeCircle(0.5, (0, 0, 0), (0, 0, 1)))
# expect: ok Face volume=2.35619449 area=2.35619449 solids=0 faces=1 edges=2 vertices=2 valid=true

# case: trim of two numbers
import cadquery as cq
r = cq.Face.makePlane(4, 4).trim(0, 1)
# expect: type DispatchError

# case: trim of two points
import cadquery as cq
r = cq.Face.makePlane(4, 4).trim((0, 0), (0, 1))
# expect: type DispatchError

# case: trim by an edge
import cadquery as cq
r = cq.Face.makePlane(4, 4).trim(cq.Edge.makeCircle(1))
# expect: type DispatchError

# case: constructed on a face
import cadquery as cq
f = cq.Face.makePlane(4, 4)
r = cq.Face.constructOn(f, cq.Wire.makeCircle(1, (0, 0, 0), (0, 0, 1)), cq.Wire.makeCircle(0.5, (0, 0, 0), (0, 0, 1)))
# expect: ok Face volume=2.35619449 area=2.35619449 solids=0 faces=1 edges=2 vertices=2 valid=true

# case: a hole of a wire and of an edge
import cadquery as cq
r = cq.Face.makePlane(4, 4).addHole(cq.Wire.makeCircle(0.5, (1, 0, 0), (0, 0, 1)), cq.Edge.makeCircle(0.5, (-1, 0, 0)))
print(len(r.innerWires()), type(r).__name__)
# prints: 2 Face
# expect: ok Face volume=14.42920367 area=14.42920367 solids=0 faces=1 edges=6 vertices=6 valid=true

# case: extended to all sides
import cadquery as cq
r = cq.Face.makePlane(1, 2).extend(1)
print(r.geomType())
# prints: BSPLINE
# expect: ok Face volume=12 area=12 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: extended to one side
import cadquery as cq
r = cq.Face.makePlane(1, 2).extend(1, umin=False, vmin=False, vmax=False)
# expect: ok Face volume=3 area=3 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: projected onto a cylinder
import cadquery as cq
c = cq.Solid.makeCylinder(2, 10, (0, 0, -5)).faces('%CYLINDER')
f = cq.Face.makeFromWires(cq.Wire.makeCircle(0.5, (4, 0, 0), (1, 0, 0)), [cq.Wire.makeCircle(0.2, (4, 0, 0), (1, 0, 0))])
r = f.project(c, (-1, 0, 0))
print(len(r.innerWires()))
# prints: 1
# expect: ok Face volume=0.6658532409 area=0.6658532409 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: projected past a face
import cadquery as cq
r = cq.Face.makePlane(1, 1).project(cq.Face.makePlane(1, 1, (5, 5, 5)), (0, 0, 1))
# expect: value ValueError

# case: thickened
import cadquery as cq
r = cq.Face.makePlane(1, 2).thicken(0.5)
print(type(r).__name__)
# prints: Solid
# expect: ok Solid volume=1 area=7 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: thickened to the other side
import cadquery as cq
r = cq.Solid.makeSphere(2, angleDegrees1=-90).faces().thicken(-0.5)
# expect: ok Solid volume=19.3731547 area=78.53981634 solids=1 faces=2 edges=2 vertices=4 valid=true

# case: corners rounded
import cadquery as cq
f = cq.Face.makePlane(2, 2)
r = f.fillet2D(0.5, f.Vertices())
print(type(r).__name__)
# prints: Face
# expect: ok Face volume=3.785398163 area=3.785398163 solids=0 faces=1 edges=8 vertices=8 valid=true

# case: corners cut
import cadquery as cq
f = cq.Face.makePlane(2, 2)
r = f.chamfer2D(0.5, f.Vertices()[:2])
# expect: ok Face volume=3.75 area=3.75 solids=0 faces=1 edges=6 vertices=6 valid=true

# case: corners of another face cut
import cadquery as cq
r = cq.Face.makePlane(2, 2).chamfer2D(0.5, cq.Face.makePlane(3, 3).Vertices())
# expect: value KeyError

# case: a corner rounded too much
import cadquery as cq
f = cq.Face.makePlane(2, 2)
r = f.fillet2D(5, f.Vertices())
# expect: build StdFail_NotDone

# case: ruled between edges
import cadquery as cq
r = cq.Face.makeRuledSurface(cq.Edge.makeLine((0, 0, 0), (1, 0, 0)), cq.Edge.makeLine((0, 1, 1), (1, 1, 0)))
print(type(r).__name__)
# prints: Face
# expect: ok Face volume=1.280789275 area=1.280789275 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: ruled between wires
import cadquery as cq
r = cq.Face.makeRuledSurface(cq.Wire.makeCircle(1, (0, 0, 0), (0, 0, 1)), cq.Wire.makeCircle(1, (0, 0, 1), (0, 0, 1)))
print(type(r).__name__)
# prints: Shell
# expect: ok Shell volume=6.2831853 area=6.2831853 solids=0 faces=1 edges=3 vertices=2 valid=true

# case: ruled between a wire and an edge
import cadquery as cq
r = cq.Face.makeRuledSurface(cq.Wire.makeCircle(1, (0, 0, 0), (0, 0, 1)), cq.Edge.makeCircle(1))
# expect: type TypeError

# case: through points
import cadquery as cq
p = [[cq.Vector(i, j, 0.1 * i * j) for j in range(5)] for i in range(4)]
r = cq.Face.makeSplineApprox(p)
print(r.geomType())
# prints: BSPLINE
# expect: ok Face volume=12.48605369 area=12.48605369 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: through points, smoothed
import cadquery as cq
p = [[cq.Vector(i, j, 0.1 * i * i) for j in range(5)] for i in range(4)]
r = cq.Face.makeSplineApprox(p, tol=0.01, smoothing=(1, 1, 1), maxDeg=5)
# expect: ok Face volume=12.68640095 area=12.68640095 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: through points, of a degree
import cadquery as cq
p = [[cq.Vector(i, j, 0.1 * i * i) for j in range(5)] for i in range(4)]
r = cq.Face.makeSplineApprox(p, minDeg=3, maxDeg=6)
# expect: ok Face volume=12.68585704 area=12.68585704 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: through no points
import cadquery as cq
r = cq.Face.makeSplineApprox([])
# expect: value IndexError

# case: through tuples
import cadquery as cq
r = cq.Face.makeSplineApprox([[(0, 0, 0), (1, 0, 0)], [(0, 1, 0), (1, 1, 0)]])
# expect: api AttributeError

# case: a surface of edges and a point
import cadquery as cq
e = [cq.Edge.makeLine(a, b) for a, b in [((0, 0, 0), (2, 0, 0)), ((2, 0, 0), (2, 2, 0)), ((2, 2, 0), (0, 2, 0)), ((0, 2, 0), (0, 0, 0))]]
r = cq.Face.makeNSidedSurface(e, [cq.Vector(1, 1, 0.5), (0.5, 0.5, 0.3)])
print(r.geomType(), type(r).__name__)
# prints: BSPLINE Face
# expect: ok Face volume=4.528526928 area=4.528526928 solids=0 faces=1 edges=4 vertices=4 valid=true

# case: a surface of a wire with an edge inside
import cadquery as cq
w = cq.Wire.makeCircle(1, (0, 0, 0), (0, 0, 1))
r = cq.Face.makeNSidedSurface([w], [cq.Edge.makeLine((-0.2, 0, 0.1), (0.2, 0, 0.1))], degree=3, nbPtsOnCur=20, nbIter=3, maxDeg=7)
# expect: ok Face volume=3.180494343 area=3.180494343 solids=0 faces=1 edges=1 vertices=1 valid=true

# case: a surface with a constraint that is none
import cadquery as cq
r = cq.Face.makeNSidedSurface([cq.Wire.makeCircle(1, (0, 0, 0), (0, 0, 1))], ['x'])
# expect: value ValueError
