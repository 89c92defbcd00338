# Shell, Solid and CompSolid.

# case: what is a solid
import cadquery as cq
r = cq.Solid.makeBox(1, 1, 1)
print(cq.Solid.isSolid(r), cq.Solid.isSolid(r.faces('>Z')), cq.Solid.isSolid(cq.Compound.makeCompound([r])), cq.Solid.isSolid(cq.Compound.makeCompound([])), cq.Solid.isSolid(3), cq.Solid.isSolid(cq.Workplane().box(1, 1, 1)))
# prints: True False True False False False
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a shell of faces, and a solid of it
import cadquery as cq
b = cq.Solid.makeBox(1, 2, 3)
s = cq.Shell.makeShell(b.Faces())
print(type(s).__name__, s.ShapeType(), round(s.Area(), 6))
r = cq.Solid.makeSolid(s)
print(type(r).__name__)
# prints: Shell Shell 22.0
# prints: Solid
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a solid of a face
import cadquery as cq
r = cq.Solid.makeSolid(cq.Face.makePlane(1, 1))
# expect: type TypeError

# case: a loft of wires
import cadquery as cq
def c(r, z): return cq.Wire.makeCircle(r, (0, 0, z), (0, 0, 1))
r = cq.Solid.makeLoft([c(1, 0), c(2, 1), c(1, 3)])
print(type(r).__name__)
# prints: Solid
# expect: ok Solid volume=27.81107531 area=45.30943192 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: a ruled loft of wires
import cadquery as cq
def c(r, z): return cq.Wire.makeCircle(r, (0, 0, z), (0, 0, 1))
r = cq.Solid.makeLoft([c(1, 0), c(2, 1), c(1, 3)], True)
# expect: ok Solid volume=21.99114858 area=40.68627831 solids=1 faces=4 edges=5 vertices=3 valid=true

# case: a loft of one wire
import cadquery as cq
r = cq.Solid.makeLoft([cq.Wire.makeCircle(1, (0, 0, 0), (0, 0, 1))])
# expect: value ValueError

# case: extruded wires
import cadquery as cq
o, i = [cq.Wire.makeCircle(v, (0, 0, 0), (0, 0, 1)) for v in (2, 1)]
r = cq.Solid.extrudeLinear(o, [i], (0, 0, 3))
print(type(r).__name__)
# prints: Solid
# expect: ok Solid volume=28.27433388 area=75.39822369 solids=1 faces=4 edges=6 vertices=4 valid=true

# case: extruded wires with a taper lose the inner ones
import cadquery as cq
o, i = [cq.Wire.makeCircle(v, (0, 0, 0), (0, 0, 1)) for v in (2, 1)]
r = cq.Solid.extrudeLinear(o, [i], cq.Vector(0, 0, 3), 5)
# expect: ok Solid volume=32.96816376 area=57.41089917 solids=1 faces=5 edges=9 vertices=6 valid=true

# case: an extruded face
import cadquery as cq
r = cq.Solid.extrudeLinear(cq.Face.makePlane(1, 2), (0, 0, 3))
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: an extruded face by keyword
import cadquery as cq
r = cq.Solid.extrudeLinear(cq.Face.makePlane(1, 2), (0, 0, -3), taper=-5)
# expect: ok Solid volume=8.578613195 area=26.34310505 solids=1 faces=10 edges=20 vertices=12 valid=true

# case: an extruded face, all by keyword
import cadquery as cq
r = cq.Solid.extrudeLinear(face=cq.Face.makePlane(1, 2), vecNormal=(0, 0, 3))
# expect: type DispatchError

# case: an extruded solid
import cadquery as cq
r = cq.Solid.extrudeLinear(cq.Solid.makeBox(1, 1, 1), (0, 0, 3))
# expect: type DispatchError

# case: extruded by an unknown keyword
import cadquery as cq
r = cq.Solid.extrudeLinear(cq.Face.makePlane(1, 2), (0, 0, 3), angle=3)
# expect: type DispatchError

# case: inner wires in a tuple
import cadquery as cq
o, i = [cq.Wire.makeCircle(v, (0, 0, 0), (0, 0, 1)) for v in (2, 1)]
r = cq.Solid.extrudeLinear(o, (i,), (0, 0, 3))
# expect: type DispatchError

# case: a twisted face
import cadquery as cq
r = cq.Solid.extrudeLinearWithRotation(cq.Face.makePlane(1, 2), (0, 0, 0), (0, 0, 3), 45)
# expect: ok Compound volume=5.999974192 area=22.15275322 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: twisted wires
import cadquery as cq
o, i = [cq.Wire.makePolygon([(-v, -v), (v, -v), (v, v), (-v, v)], close=True) for v in (2, 1)]
r = cq.Solid.extrudeLinearWithRotation(o, [i], (0, 0, 0), (0, 0, 3), 30)
# expect: ok Compound volume=35.99998628 area=97.07897393 solids=1 faces=10 edges=24 vertices=16 valid=true

# case: twisted along nothing
import cadquery as cq
r = cq.Solid.extrudeLinearWithRotation(cq.Face.makePlane(1, 2), (0, 0, 0), (0, 0, 0), 45)
# expect: build StdFail_NotDone

# case: twisted by nothing
import cadquery as cq
r = cq.Solid.extrudeLinearWithRotation(cq.Face.makePlane(1, 2), (0, 0, 0), (0, 0, 3), 0)
# expect: value ZeroDivisionError

# case: revolved wires
import cadquery as cq
o, i = [cq.Wire.makeCircle(v, (5, 0, 0), (0, 0, 1)) for v in (2, 1)]
r = cq.Solid.revolve(o, [i], 270, (0, 0, 0), (0, 1, 0))
# expect: ok Solid volume=222.066099 area=462.981754 solids=1 faces=4 edges=6 vertices=4 valid=true

# case: a revolved face
import cadquery as cq
r = cq.Solid.revolve(cq.Face.makePlane(1, 2, (5, 0, 0)), 360.0, cq.Vector(0, 0, 0), cq.Vector(0, 1, 0))
# expect: ok Solid volume=62.83185307 area=188.4955592 solids=1 faces=4 edges=6 vertices=4 valid=true

# case: revolved without an axis
import cadquery as cq
r = cq.Solid.revolve(cq.Face.makePlane(1, 2, (5, 0, 0)), 360)
# expect: type DispatchError

# case: swept wires
import cadquery as cq
o, i = [cq.Wire.makeCircle(v, (0, 0, 0), (0, 0, 1)) for v in (2, 1)]
r = cq.Solid.sweep(o, [i], cq.Edge.makeLine((0, 0, 0), (0, 0, 5)))
print(type(r).__name__)
# prints: Compound
# expect: ok Compound volume=47.1238898 area=113.0973355 solids=1 faces=4 edges=6 vertices=4 valid=true

# case: a swept face along a bent wire
import cadquery as cq
p = cq.Wire.makePolygon([(0, 0, 0), (0, 0, 5), (3, 0, 8)])
r = cq.Solid.sweep(cq.Face.makePlane(1, 1), p, transitionMode='right')
print(type(r).__name__)
# prints: Solid
# expect: ok Solid volume=9.242640687 area=38.97056275 solids=1 faces=10 edges=20 vertices=12 valid=true

# case: a swept face, round at corners
import cadquery as cq
p = cq.Wire.makePolygon([(0, 0, 0), (0, 0, 5), (3, 0, 8)])
r = cq.Solid.sweep(cq.Face.makePlane(1, 1), p, True, False, None, 'round')
# expect: ok Solid volume=9.237262067 area=38.93829103 solids=1 faces=13 edges=27 vertices=16 valid=true

# case: a sweep that is a shell
import cadquery as cq
r = cq.Solid.sweep(cq.Face.makePlane(1, 1), cq.Edge.makeLine((0, 0, 0), (0, 0, 5)), makeSolid=False)
print(type(r).__name__)
# prints: Shell
# expect: ok Shell volume=20 area=20 solids=0 faces=4 edges=12 vertices=8 valid=true

# case: a sweep with a fixed normal, Frenet and an auxiliary spine
import cadquery as cq
p = cq.Edge.makeThreePointArc((0, 0, 0), (1, 0, 2), (3, 0, 3))
f = cq.Face.makePlane(0.5, 0.5)
for mode in (cq.Vector(0, 1, 0), cq.Edge.makeThreePointArc((1, 0, 0), (2, 0, 2), (4, 0, 3))):
    print(round(cq.Solid.sweep(f, p, mode=mode).Volume(), 4))
r = cq.Solid.sweep(f, p, isFrenet=True)
# prints: 0.0
# prints: 0.75
# expect: ok Solid volume=1.12612694 area=9.554976365 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a sweep of an unknown transition
import cadquery as cq
r = cq.Solid.sweep(cq.Face.makePlane(1, 1), cq.Edge.makeLine((0, 0, 0), (0, 0, 5)), transitionMode='bent')
# expect: type DispatchError

# case: a sweep of an unknown transition by position
import cadquery as cq
r = cq.Solid.sweep(cq.Face.makePlane(1, 1), cq.Edge.makeLine((0, 0, 0), (0, 0, 5)), True, False, None, 'bent')
# expect: type DispatchError

# case: a sweep of several sections
import cadquery as cq
s = [cq.Wire.makeCircle(1, (0, 0, 0), (0, 0, 1)), cq.Face.makeFromWires(cq.Wire.makeCircle(2, (0, 0, 5), (0, 0, 1)))]
r = cq.Solid.sweep_multi(s, cq.Edge.makeLine((0, 0, 0), (0, 0, 5)))
print(type(r).__name__)
# prints: Solid
# expect: ok Solid volume=36.65191429 area=63.76509 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: a sweep of several sections with a normal, as a shell
import cadquery as cq
s = [cq.Wire.makeCircle(v, (0, 0, v), (0, 0, 1)) for v in (1, 2)]
r = cq.Solid.sweep_multi(s, cq.Wire.makePolygon([(0, 0, 1), (0, 0, 2)]), False, mode=cq.Vector(1, 0, 0))
# expect: ok Shell volume=9.424777938 area=9.424777938 solids=0 faces=1 edges=2 vertices=1 valid=true

# case: a sweep of a solid
import cadquery as cq
r = cq.Solid.sweep_multi([cq.Solid.makeBox(1, 1, 1)], cq.Edge.makeLine((0, 0, 0), (0, 0, 5)))
# expect: api AttributeError

# case: cavities and shells
import cadquery as cq
b, i = cq.Solid.makeBox(4, 4, 4), cq.Solid.makeBox(1, 1, 1, (1, 1, 1))
r = b.addCavity(i, cq.Solid.makeBox(0.5, 0.5, 0.5, (3, 3, 3)).outerShell())
print(type(r).__name__, type(r.outerShell()).__name__, round(r.outerShell().Area(), 6), len(r.innerShells()), len(b.innerShells()))
# prints: Solid Shell 96.0 2 0
# expect: ok Solid volume=62.875 area=103.5 solids=1 faces=18 edges=36 vertices=24 valid=true

# case: a cavity of a face
import cadquery as cq
r = cq.Solid.makeBox(4, 4, 4).addCavity(cq.Face.makePlane(1, 1))
# expect: api AttributeError

# case: hollow with an opening
import cadquery as cq
b = cq.Solid.makeBox(4, 4, 4)
r = b.hollow([b.faces('>Z')], -0.5)
print(type(r).__name__)
# prints: Solid
# expect: ok Solid volume=32.5 area=138 solids=1 faces=11 edges=24 vertices=16 valid=true

# case: hollow without an opening, outwards
import cadquery as cq
r = cq.Solid.makeBox(4, 4, 4).hollow([], 0.5, kind='intersection')
# expect: ok Solid volume=61 area=246 solids=1 faces=12 edges=24 vertices=16 valid=true

# case: hollow without an opening, inwards
import cadquery as cq
r = cq.Solid.makeBox(4, 4, 4).hollow(None, -0.5, 1e-3, 'arc')
# expect: ok Solid volume=37 area=150 solids=1 faces=12 edges=24 vertices=16 valid=true

# case: hollow of an unknown kind
import cadquery as cq
r = cq.Solid.makeBox(4, 4, 4).hollow([], -0.5, kind='round')
# expect: value KeyError

# case: a prism through all
import cadquery as cq
b = cq.Solid.makeBox(4, 4, 4)
r = b.dprism(None, [cq.Face.makePlane(1, 1, (2, 2, 4))], additive=False)
print(type(r).__name__)
# prints: Solid
# expect: ok Compound volume=59.99999987 area=110.0000008 solids=1 faces=10 edges=24 vertices=16 valid=true

# case: a drafted prism of a depth, of wires
import cadquery as cq
b = cq.Solid.makeBox(4, 4, 4)
w = [cq.Wire.makeCircle(v, (2, 2, 4), (0, 0, 1)) for v in (1.0, 0.5)]
r = b.dprism(b.faces('>Z'), w, 2, 5, thruAll=False)
# kernel: the libraries of 7.8 here leave the check of an index out, and fail at another
# expect: build Standard_OutOfRange

# case: a prism up to a face
import cadquery as cq
b = cq.Solid.makeBox(4, 4, 4)
r = b.dprism(None, [cq.Face.makePlane(1, 1, (2, 2, 4))], upToFace=b.faces('<Z'), additive=False)
# expect: build Standard_NoSuchObject

# case: a prism of nothing
import cadquery as cq
r = cq.Solid.makeBox(4, 4, 4).dprism(None, [])
# expect: type DispatchError
