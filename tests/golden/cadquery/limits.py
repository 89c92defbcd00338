# What lies at the edge of the defined: null lengths, equal points, empty lists.

# case: revolutions, prisms and cuts of nothing
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: W().rect(1, 1).revolve(0))
tried(lambda: W().moveTo(3, 0).rect(1, 1).revolve(0))
tried(lambda: W().moveTo(3, 0).rect(1, 1).revolve(1e-15))
tried(lambda: W().moveTo(3, 0).rect(1, 1).revolve(720))
tried(lambda: W().moveTo(3, 0).rect(1, 1).revolve(90, (0, 0), (0, 0)))
tried(lambda: W().rect(1, 1).extrude(0))
tried(lambda: W().rect(1, 1).extrude(1e-320))
tried(lambda: W().rect(1, 1).extrude(1e-9))
tried(lambda: W().box(1, 1, 1).faces('>Z').workplane().rect(0.5, 0.5).cutBlind(0))
tried(lambda: W().box(1, 1, 1).faces('>Z').workplane().circle(0.2).extrude(0))
tried(lambda: revolve(plane(1, 1).moved(3, 0, 0), (0, 0, 0), (0, 1, 0), 0))
tried(lambda: revolve(plane(1, 1).moved(3, 0, 0), (0, 0, 0), (0, 0, 0), 90))
tried(lambda: extrude(plane(1, 1), (0, 0, 0), both=True))
# prints: StdFail_NotDone
# prints: Solid 75.39822 18.84956
# prints: Standard_ConstructionError
# prints: Solid 75.39822 18.84956
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: primitives without extent
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: Solid.makeBox(0, 1, 1))
tried(lambda: Solid.makeBox(-1, 1, 1))
tried(lambda: Solid.makeCylinder(0, 1))
tried(lambda: Solid.makeCylinder(1, 0))
tried(lambda: Solid.makeCylinder(-1, 1))
tried(lambda: Solid.makeCylinder(1, -1))
tried(lambda: Solid.makeSphere(0))
tried(lambda: Solid.makeSphere(-1))
tried(lambda: Solid.makeSphere(1, angleDegrees1=90, angleDegrees2=90))
tried(lambda: Solid.makeSphere(1, angleDegrees1=50, angleDegrees2=20))
tried(lambda: Solid.makeSphere(1, angleDegrees3=0))
tried(lambda: Solid.makeCone(1, 1, 1))
tried(lambda: Solid.makeCone(0, 0, 1))
tried(lambda: Solid.makeCone(1, 0, 0))
tried(lambda: Solid.makeCone(-1, 1, 1))
tried(lambda: Solid.makeCone(1, 2, 1, angleDegrees=0))
tried(lambda: Solid.makeTorus(1, 0))
tried(lambda: Solid.makeTorus(0, 1))
tried(lambda: Solid.makeTorus(1, 2))
tried(lambda: Solid.makeTorus(-1, 0.2))
tried(lambda: Solid.makeTorus(1, 0.2, angleDegrees1=10, angleDegrees2=10))
tried(lambda: Solid.makeWedge(1, 1, 1, 0, 0, 0, 0))
tried(lambda: Solid.makeWedge(0, 1, 1, 0, 0, 1, 1))
tried(lambda: Solid.makeWedge(1, 1, 1, 2, 2, 1, 1))
tried(lambda: Solid.makeWedge(1, 0, 1, 0.2, 0.2, 0.8, 0.8))
# prints: Standard_DomainError
# prints: Standard_DomainError
# prints: Solid 0.0 0.0
# prints: Solid 0.0 0.0
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: Solid 0.0 0.0
# prints: Standard_ConstructionError
# prints: Solid 0.0 0.0
# prints: Standard_ConstructionError
# prints: Solid 1.5708 0.0
# prints: Standard_DomainError
# prints: Standard_DomainError
# prints: Standard_DomainError
# prints: Standard_DomainError
# prints: Solid 3.0 0.0
# prints: Solid 0.0 0.0
# prints: Solid 25.34416 0.0
# prints: Solid 114.31063 78.95684
# prints: Standard_ConstructionError
# prints: Solid 0.0 0.0
# prints: Solid 3.41421 0.33333
# prints: Standard_DomainError
# prints: Standard_DomainError
# prints: Standard_DomainError
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: circles and ellipses
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: Edge.makeCircle(0))
tried(lambda: Edge.makeCircle(-1))
tried(lambda: Edge.makeCircle(1, angle1=10, angle2=10))
tried(lambda: Edge.makeCircle(1, V(), V(0, 0, 0)))
tried(lambda: Edge.makeCircle(1, angle1=0, angle2=360))
tried(lambda: Edge.makeCircle(1, angle1=0, angle2=720))
tried(lambda: Edge.makeEllipse(0, 0))
tried(lambda: Edge.makeEllipse(1, 0))
tried(lambda: Edge.makeEllipse(-1, 1))
tried(lambda: Edge.makeEllipse(1, 1, angle1=5, angle2=5))
tried(lambda: Edge.makeEllipse(2, 1, angle1=5, angle2=365))
# prints: Edge 0.0 0.0
# prints: Standard_ConstructionError
# prints: Edge 0.0 6.28319
# prints: Standard_ConstructionError
# prints: Edge 0.0 6.28319
# prints: Edge 0.0 6.28319
# prints: Edge 0.0 0.0
# prints: Edge 0.0 4.07627
# prints: Standard_ConstructionError
# prints: Edge 0.0 6.28319
# prints: Edge 0.0 9.6992
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: splines that are none
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: Edge.makeSpline([V(), V()]))
tried(lambda: Edge.makeSpline([V()]))
tried(lambda: Edge.makeSpline([V(), V(1, 0, 0), V(1, 0, 0)]))
tried(lambda: Edge.makeSpline([V(), V(1, 0, 0)], tangents=[V(), V()]))
tried(lambda: Edge.makeSpline([V(), V(1, 0, 0), V(2, 2, 0)], periodic=True))
tried(lambda: Edge.makeSpline([V(), V(1, 0, 0)], periodic=True))
tried(lambda: Edge.makeSpline([V(), V(1, 0, 0), V(2, 2, 0)], parameters=[0, 1, 1]))
tried(lambda: Edge.makeSpline([V(), V(1, 0, 0), V(2, 2, 0)], parameters=[0, 2, 1]))
tried(lambda: Edge.makeSpline([V(), V(1, 0, 0), V()], periodic=True))
# prints: Standard_ConstructionError
# prints: Standard_OutOfRange
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: Edge 0.0 6.91069
# prints: Edge 0.0 2.0
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: Standard_OutOfRange
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: lines and arcs of equal points
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: Edge.makeLine(V(), V()))
tried(lambda: Edge.makeTangentArc(V(), V(1, 0, 0), V(2, 0, 0)))
tried(lambda: Edge.makeTangentArc(V(), V(), V(2, 0, 0)))
tried(lambda: Edge.makeTangentArc(V(), V(0, 1, 0), V()))
tried(lambda: Edge.makeThreePointArc(V(), V(1, 0, 0), V()))
tried(lambda: Edge.makeThreePointArc(V(), V(), V()))
tried(lambda: W().moveTo(1, 1).threePointArc((2, 2), (1, 1)))
tried(lambda: W().lineTo(1, 0).tangentArcPoint((1, 0)))
tried(lambda: W().sagittaArc((2, 0), 0))
tried(lambda: W().radiusArc((2, 0), 0.5))
tried(lambda: W().radiusArc((0, 0), 0.5))
tried(lambda: W().sagittaArc((0, 0), 1))
# prints: StdFail_NotDone
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: StdFail_NotDone
# prints: StdFail_NotDone
# prints: StdFail_NotDone
# prints: StdFail_NotDone
# prints: Standard_ConstructionError
# prints: StdFail_NotDone
# prints: ValueError
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: fillets, chamfers and shells
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: W().box(1, 1, 1).edges().fillet(0))
tried(lambda: W().box(1, 1, 1).edges().fillet(0.5))
tried(lambda: W().box(1, 1, 1).edges().fillet(-0.1))
tried(lambda: W().box(1, 1, 1).edges().chamfer(0))
tried(lambda: W().box(1, 1, 1).edges().chamfer(0.5))
tried(lambda: W().box(1, 1, 1).edges().chamfer(-0.1))
tried(lambda: W().box(1, 1, 1).edges('|Z').chamfer(0.2, 0.3))
tried(lambda: W().box(1, 1, 1).edges('|Z').chamfer(0.2, 0))
tried(lambda: W().box(1, 1, 1).faces('>Z').shell(0))
tried(lambda: W().box(1, 1, 1).faces('>Z').shell(-0.5))
tried(lambda: W().box(1, 1, 1).faces('>Z').shell(-0.6))
tried(lambda: W().box(1, 1, 1).shell(0.1))
tried(lambda: W().box(1, 1, 1).faces().shell(0.1))
tried(lambda: W().sphere(1).shell(0.1))
tried(lambda: W().sphere(1).faces().shell(0.1))
# prints: StdFail_NotDone
# prints: StdFail_NotDone
# prints: StdFail_NotDone
# prints: StdFail_NotDone
# prints: StdFail_NotDone
# prints: StdFail_NotDone
# prints: Compound 5.20222 0.88
# prints: Compound 5.37137 0.92
# prints: StdFail_NotDone
# prints: Compound 5.0 0.83333
# prints: Compound 6.0 1.0
# prints: Compound 14.01062 0.69844
# prints: Compound 6.0 -1.0
# prints: Compound 27.77168 1.38649
# prints: Compound 12.56637 -4.18879
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: lofts and sweeps
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: W().rect(1, 1).workplane(offset=0).rect(1, 1).loft())
tried(lambda: W().rect(1, 1).workplane(offset=1).moveTo(0, 0).circle(0.4).loft())
tried(lambda: W().rect(1, 1).loft())
tried(lambda: W().rect(1, 1).workplane(offset=0).circle(1).loft(ruled=True))
tried(lambda: W().circle(1).sweep(W('XZ').lineTo(0, 0)))
tried(lambda: W().circle(1).sweep(W('XZ').lineTo(0, 2)))
tried(lambda: W().circle(0.1).sweep(W('XZ').spline([(0, 0), (1, 1), (0, 2)])))
tried(lambda: W().circle(1).sweep(W('XZ').lineTo(0, 2).lineTo(2, 2), transition='round'))
tried(lambda: W().circle(1).twistExtrude(0, 10))
tried(lambda: W().rect(1, 1).twistExtrude(1, 0))
tried(lambda: W().rect(1, 1).twistExtrude(1, 360))
tried(lambda: W().rect(1, 1).twistExtrude(-1, 30))
# prints: StdFail_NotDone
# prints: Solid 4.74887 0.74097
# prints: ValueError
# prints: Solid 8e+100 0.0
# prints: StdFail_NotDone
# prints: Solid 18.84956 6.28319
# prints: Solid 1.46052 0.04156
# prints: Solid 30.55752 12.28023
# prints: StdFail_NotDone
# prints: ZeroDivisionError
# prints: Solid 9.77927 0.99998
# prints: Solid 6.04523 1.0
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: tapers
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: W().rect(1, 1).extrude(1, taper=90))
tried(lambda: W().rect(1, 1).extrude(1, taper=45))
tried(lambda: W().rect(1, 1).extrude(1, taper=60))
tried(lambda: W().rect(1, 1).extrude(0, taper=5))
tried(lambda: W().rect(1, 1).extrude(-1, taper=5))
tried(lambda: W().circle(1).extrude(1, taper=-5))
tried(lambda: W().rect(1, 1).extrude(1, taper=-89))
# prints: Solid 2.0 0.0
# prints: Solid 2.41422 0.16667
# prints: Solid 2.15471 0.09623
# prints: gp_VectorWithNullMagnitude
# prints: Solid 5.34465 0.83523
# prints: Solid 13.44003 3.42446
# prints: Solid 21084.21724 3552.62858
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: outlines without extent
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: W().rect(0, 1))
tried(lambda: W().rect(1, 0).extrude(1))
tried(lambda: W().circle(0))
tried(lambda: W().ellipse(0, 1))
tried(lambda: W().polygon(2, 1).extrude(1))
tried(lambda: W().polygon(0, 1))
tried(lambda: W().polygon(3, 0))
tried(lambda: W().slot2D(1, 1))
tried(lambda: W().slot2D(1, 2))
tried(lambda: W().slot2D(0, 1))
tried(lambda: W().polyline([(0, 0)]))
tried(lambda: W().polyline([(0, 0), (1, 0)]).close())
tried(lambda: W().polyline([(0, 0), (1, 0), (2, 0)]).close().extrude(1))
tried(lambda: W().polyline([(0, 0), (1, 0), (1, 0), (1, 1)]).close().extrude(1))
tried(lambda: W().lineTo(0, 0))
tried(lambda: W().close())
# prints: Wire 0.0 2.0
# prints: Solid 2.0 0.0
# prints: Wire 0.0 0.0
# prints: Wire 0.0 4.07627
# prints: Solid 2.0 0.0
# prints: ZeroDivisionError
# prints: StdFail_NotDone
# prints: StdFail_NotDone
# prints: Wire 0.0 8.28319
# prints: Wire 0.0 5.14159
# prints: Vector
# prints: Wire 0.0 2.0
# prints: Solid 2.0 0.0
# prints: StdFail_NotDone
# prints: StdFail_NotDone
# prints: ValueError
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: offsets
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: W().rect(2, 2).offset2D(0))
tried(lambda: W().rect(2, 2).offset2D(-1))
tried(lambda: W().rect(2, 2).offset2D(-1.5))
tried(lambda: W().rect(2, 2).offset2D(0.5, 'tangent'))
tried(lambda: W().circle(2).offset2D(-2))
tried(lambda: W().lineTo(1, 0).wire().offset2D(0.5))
# prints: Wire 0.0 8.0
# prints: Vector
# prints: Vector
# prints: Wire 0.0 12.0
# prints: ValueError
# prints: ValueError
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: approximations of few points
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: W().parametricCurve(lambda u:(u, 0, 0)))
tried(lambda: W().parametricCurve(lambda u:(0, 0, 0)))
tried(lambda: W().parametricCurve(lambda u:(u, u*u, 0), N=1))
tried(lambda: W().parametricCurve(lambda u:(u, u*u, 0), N=2))
tried(lambda: W().parametricSurface(lambda u, v:(u, v, u*v)))
tried(lambda: W().parametricSurface(lambda u, v:(0, 0, 0)))
tried(lambda: W().parametricSurface(lambda u, v:(u, v, u*v), N=1))
tried(lambda: W().parametricSurface(lambda u, v:(u, v, u*v), N=2))
tried(lambda: W().parametricSurface(lambda u, v:(u, v, u*v), N=3, smoothing=None))
tried(lambda: Face.makeSplineApprox([[V(0, 0, 0), V(1, 0, 0)], [V(0, 1, 0), V(1, 1, 1)]]))
tried(lambda: Face.makeSplineApprox([[V(0, 0, 0)]]))
tried(lambda: Face.makeSplineApprox([[V(0, 0, 0), V(1, 0, 0)], [V(0, 1, 0), V(1, 1, 1)]], smoothing=(1, 1, 1)))
# prints: Wire 0.0 1.0
# prints: Standard_ConstructionError
# prints: Standard_OutOfRange
# prints: Wire 0.0 1.4777
# prints: Face 1.28076 1.28076
# prints: Standard_ConstructionError
# prints: Standard_OutOfRange
# prints: Face 1.28074 1.28074
# prints: Face 1.28079 1.28079
# prints: Face 1.28079 1.28079
# prints: StdFail_NotDone
# prints: Standard_OutOfRange
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: moves, sections and splits
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: W().box(1, 1, 1).mirror('XY'))
tried(lambda: W().box(1, 1, 1).rotate((0, 0, 0), (0, 0, 0), 30))
tried(lambda: W().box(1, 1, 1).val().scale(0))
tried(lambda: W().box(1, 1, 1).val().scale(-1))
tried(lambda: W().box(1, 1, 1).section(5))
tried(lambda: W().box(1, 1, 1).faces('>Z').workplane(5).split(keepTop=True))
tried(lambda: W().box(1, 1, 1).workplane(5).split(keepTop=True))
# prints: Solid 6.0 1.0
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: Solid 6.0 1.0
# prints: Compound 0.0 0.0
# prints: Compound 0.0 0.0
# prints: Compound 0.0 0.0
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: null vectors
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: V(0, 0, 0).normalized())
tried(lambda: V(0, 0, 0).getAngle(V(1, 0, 0)))
tried(lambda: V(0, 0, 0).getSignedAngle(V(1, 0, 0)))
tried(lambda: Plane((0, 0, 0), (0, 0, 0), (0, 0, 1)))
tried(lambda: Plane((0, 0, 0), (0, 0, 1), (0, 0, 1)))
tried(lambda: Plane.XY().rotated((0, 0, 0)))
tried(lambda: Location(V(), V(0, 0, 0), 30))
tried(lambda: V(1, 0, 0).projectToLine(V()))
# prints: Standard_ConstructionError
# prints: gp_VectorWithNullMagnitude
# prints: gp_VectorWithNullMagnitude
# prints: ValueError
# prints: Standard_ConstructionError
# prints: Plane
# prints: Standard_ConstructionError
# prints: ZeroDivisionError
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: distances, normals and tangents
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: box.distance(Compound.makeCompound([])))
tried(lambda: box.faces('>Z').normalAt(V(0, 0, 0)))
tried(lambda: rod.faces('%CYLINDER').normalAt(V(0, 0, 0)))
tried(lambda: Solid.makeSphere(1).faces().normalAt(V(0, 0, 0)))
tried(lambda: Solid.makeSphere(1).faces().normalAt())
tried(lambda: rod.edges('%CIRCLE').tangentAt(0))
tried(lambda: Edge.makeLine(V(), V(1, 0, 0)).curvatureAt(0))
tried(lambda: Edge.makeLine(V(), V(1, 0, 0)).normal())
tried(lambda: Edge.makeLine(V(), V(1, 0, 0)).locationAt(0))
tried(lambda: Edge.makeLine(V(), V(0, 0, 1)).locationAt(0, planar=True))
tried(lambda: Edge.makeLine(V(), V(1, 0, 0)).arcCenter())
# prints: StdFail_NotDone
# prints: Vector
# prints: StdFail_NotDone
# prints: AttributeError
# prints: AttributeError
# prints: AttributeError
# prints: 0.0
# prints: ValueError
# prints: Location
# prints: Standard_ConstructionError
# prints: ValueError
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: helices
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: Wire.makeHelix(1, 1, 0))
tried(lambda: Wire.makeHelix(1, 1, -1))
tried(lambda: Wire.makeHelix(1, 1, 1, angle=-30))
tried(lambda: Wire.makeHelix(-1, -1, 1))
tried(lambda: Wire.makeHelix(1e-12, 1e-12, 1))
# prints: Wire 0.0 1.0
# prints: Standard_ConstructionError
# prints: Wire 0.0 4.82124
# prints: Wire 0.0 6.36227
# prints: Wire 0.0 6.28319
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: faces and shells
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: Face.makeNSidedSurface([], []))
tried(lambda: Face.makeFromWires(Wire.makePolygon([V(), V(1, 0, 0), V(1, 1, 0)])))
tried(lambda: Face.makeFromWires(Wire.makePolygon([V(), V(1, 0, 0), V(1, 1, 0)], close=True), [Wire.makeCircle(5, V(), V(0, 0, 1))]))
tried(lambda: Face.makePlane(0, 0))
tried(lambda: Face.makePlane(-1, 1))
tried(lambda: Face.makeRuledSurface(Edge.makeLine(V(), V(1, 0, 0)), Edge.makeLine(V(), V(1, 0, 0))))
tried(lambda: Shell.makeShell([]))
tried(lambda: Solid.makeSolid(Shell.makeShell([Face.makePlane(1, 1)])))
tried(lambda: Solid.interpPlate([], [], 1) )
tried(lambda: W().interpPlate([], [], 1))
tried(lambda: W().interpPlate(Wire.makePolygon([V(), V(1, 0, 0), V(1, 1, 0)], close=True), [(0.6, 0.3, 0.2)], 0.1))
# prints: StdFail_NotDone
# prints: Face 1.0 1.0
# prints: Face 78.03982 78.03982
# prints: Face 8e+100 8e+100
# prints: Face 1.0 1.0
# prints: Face 0.0 0.0
# prints: ValueError
# prints: TypeError
# prints: AttributeError
# prints: StdFail_NotDone
# prints: Solid 1.73643 0.06968
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: booleans of nothing
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: box.fuse())
tried(lambda: box.cut(box))
tried(lambda: box.intersect(box.moved(Location(V(9, 0, 0)))))
tried(lambda: box.cut())
tried(lambda: box.intersect())
tried(lambda: W().box(1, 1, 1).cut(W().box(3, 3, 3)).fillet(0.1))
tried(lambda: W().box(1, 1, 1).cut(W().box(3, 3, 3)).faces('>Z').workplane())
# prints: ValueError
# prints: Compound 0.0 0.0
# prints: Compound 0.0 0.0
# prints: ValueError
# prints: ValueError
# prints: ValueError
# prints: ValueError
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: holes
import cadquery as cq
from cadquery import *
from cadquery.func import extrude, plane, revolve
W, V = cq.Workplane, cq.Vector
box, rod = cq.Solid.makeBox(1, 2, 3), cq.Solid.makeCylinder(1, 2)
def tried(f):
    try:
        r = f()
        if isinstance(r, cq.Workplane):
            r = r.val()
        if isinstance(r, cq.Shape):
            print(type(r).__name__, round(r.Area(), 5) + 0.0, round(r.Volume(), 5) + 0.0)
        else:
            print(round(r, 5) if isinstance(r, float) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
tried(lambda: W().box(1, 1, 1).hole(0))
tried(lambda: W().box(1, 1, 1).hole(-0.2))
tried(lambda: W().box(1, 1, 1).faces('>Z').workplane().hole(0.2, 0))
tried(lambda: W().box(1, 1, 1).faces('>Z').workplane().cboreHole(0.2, 0.4, 0.3))
tried(lambda: W().box(1, 1, 1).faces('>Z').workplane().cskHole(0.2, 0.4, 0))
tried(lambda: W().box(1, 1, 1).faces('>Z').workplane().cskHole(0.2, 0.4, 180))
tried(lambda: W().box(1, 1, 1).faces('>Z').workplane().cskHole(0.4, 0.2, 82))
tried(lambda: W().box(1, 1, 1).faces('>Z').workplane().cboreHole(0.2, 0.4, 0))
# prints: Compound 6.0 1.0
# prints: Standard_ConstructionError
# prints: Standard_ConstructionError
# prints: Compound 6.75398 0.94031
# prints: ZeroDivisionError
# prints: Standard_DomainError
# prints: Compound 7.00531 0.87434
# prints: Standard_ConstructionError
# expect: ok Solid volume=6.283185307 area=18.84955592 solids=1 faces=3 edges=3 vertices=2 valid=true

# case: a sweep there and back
import cadquery as cq
# kernel: another class of the same kind
r = cq.Workplane().circle(1).sweep(cq.Workplane('XZ').lineTo(0, 2).lineTo(0, 0))
# expect: build gp_VectorWithNullMagnitude
