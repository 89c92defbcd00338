# Selectors as objects.

# case: each class
import cadquery as cq
from cadquery.selectors import *
w = cq.Workplane().box(1, 2, 3).faces('>Z').workplane().hole(0.4)
V = cq.Vector
for s in [NearestToPointSelector((5, 0, 0)), NearestToShapeSelector(cq.Solid.makeBox(1, 1, 1, V(5, 0, 0))), BoxSelector((-9, -9, 1), (9, 9, 9)), BoxSelector((-9, -9, 1), (9, 9, 9), True), BaseDirSelector(V(0, 0, 1)), ParallelDirSelector(V(0, 0, 1)), DirectionSelector(V(0, 0, -1)), PerpendicularDirSelector(V(0, 0, 1)), TypeSelector('plane'), TypeSelector('CYLINDER'), DirectionMinMaxSelector(V(0, 1, 0)), DirectionMinMaxSelector(V(0, 1, 0), False), CenterNthSelector(V(0, 0, 1), 1), DirectionNthSelector(V(0, 0, 1), 0), StringSyntaxSelector('>X or <X'), Selector()]:
    print(type(s).__name__, w.faces(s).size(), w.edges(s).size())
r = w
# prints: NearestToPointSelector 1 1
# prints: NearestToShapeSelector 1 1
# prints: BoxSelector 1 5
# prints: BoxSelector 1 5
# prints: BaseDirSelector 6 13
# prints: ParallelDirSelector 2 5
# prints: DirectionSelector 1 1
# prints: PerpendicularDirSelector 4 8
# prints: TypeSelector 6 0
# prints: TypeSelector 1 0
# prints: DirectionMinMaxSelector 1 4
# prints: DirectionMinMaxSelector 1 4
# prints: CenterNthSelector 5 5
# prints: DirectionNthSelector 1 5
# prints: StringSyntaxSelector 2 8
# prints: Selector 7 15
# expect: ok Compound volume=5.623008882 area=25.51858377 solids=1 faces=7 edges=15 vertices=10 valid=true

# case: the nth by radius, length and area
import cadquery as cq
from cadquery.selectors import *
w = cq.Workplane().rect(8, 6).extrude(1).faces('>Z').workplane().rarray(4, 1, 2, 1).hole(0.5).faces('>Z').workplane().hole(1)
for n in [0, 1, -1]:
    print(round(w.edges(RadiusNthSelector(n)).val().radius(), 6), round(w.edges(LengthNthSelector(n)).val().Length(), 6), round(w.faces(AreaNthSelector(n)).val().Area(), 6), round(w.faces('>Z').wires(AreaNthSelector(n)).val().Length(), 6))
print(w.faces('>Z').wires(AreaNthSelector(-1, False)).size(), w.edges(RadiusNthSelector(0, tolerance=1)).size())
r = w.faces('>Z').wires(AreaNthSelector(-1)).toPending().offset2D(-1).extrude(2)
# prints: 0.25 1.0 1.570796 1.570796
# prints: 0.5 1.570796 3.141593 3.141593
# prints: 0.5 8.0 46.821903 28.0
# prints: 2 6
# expect: ok Compound volume=94.82190275 area=170.2831853 solids=1 faces=17 edges=33 vertices=22 valid=true

# case: an index that is not there
import cadquery as cq
r = cq.Workplane().box(1, 2, 3).edges(cq.selectors.LengthNthSelector(5))
# expect: value IndexError

# case: nothing to measure
import cadquery as cq
r = cq.Workplane().box(1, 2, 3).edges(cq.selectors.RadiusNthSelector(0))
# expect: value IndexError

# case: nothing to choose from
import cadquery as cq
r = cq.Workplane().edges(cq.selectors.LengthNthSelector(0))
# expect: value ValueError

# case: nearest of nothing
import cadquery as cq
r = cq.Workplane().edges(cq.NearestToPointSelector((0, 0, 0)))
# expect: value ValueError

# case: operators and classes of pairs
import cadquery as cq
from cadquery.selectors import *
w = cq.Workplane().box(1, 2, 3)
X, Z = StringSyntaxSelector('|X'), StringSyntaxSelector('>Z')
print(w.faces(X + Z).size(), w.faces(X & Z).size(), w.faces(X - Z).size(), w.faces(-X).size(), w.faces(-(X + Z)).size())
print(w.edges(SumSelector(X, Z)).size(), w.edges(AndSelector(X, Z)).size(), w.edges(SubtractSelector(X, Z)).size(), w.edges(InverseSelector(X)).size())
# prints: 3 0 2 4 3
# prints: 6 2 2 8
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a selector by a script
import cadquery as cq
class Big(cq.Selector):
    def __init__(self, area):
        self.area = area
    def filter(self, objects):
        return [o for o in objects if o.Area() > self.area]
w = cq.Workplane().box(1, 2, 3)
print(w.faces(Big(2.5)).size(), w.faces(Big(2.5) & cq.StringSyntaxSelector('>Z')).size(), w.faces(-Big(2.5)).size(), w.faces(cq.StringSyntaxSelector('|X') + Big(5)).size())
r = w.faces(Big(5)).shell(-0.1)
# prints: 4 0 2 2
# expect: ok Solid volume=0.96 area=21.12 solids=1 faces=10 edges=24 vertices=16 valid=true

# case: selectors derived from CadQuery's
import cadquery as cq
from cadquery.selectors import *
class Up(BaseDirSelector):
    def test(self, v):
        return v.z > 0.5
class ByHeight(CenterNthSelector):
    def key(self, o):
        return -o.Center().z
w = cq.Workplane().box(1, 2, 3)
print(w.faces(Up(cq.Vector())).size(), w.faces(ByHeight(cq.Vector(0, 0, 1), 0)).val().Center().z)
print(BaseDirSelector(cq.Vector(0, 0, 1)).test(cq.Vector(1, 0, 0)), ParallelDirSelector(cq.Vector(0, 0, 1)).test(cq.Vector(0, 0, -1)))
# prints: 1 1.5
# prints: True True
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: any object with a filter
import cadquery as cq
class Two:
    def filter(self, objects):
        return objects[:2]
r = cq.Workplane().box(1, 2, 3).edges(Two())
print(r.size(), len(cq.StringSyntaxSelector('|Z').filter(r.end().edges().vals())))
# prints: 2 4
# expect: ok Compound volume=5 area=0 solids=0 faces=0 edges=2 vertices=3 valid=true

# case: a direction that is no vector
import cadquery as cq
r = cq.Workplane().box(1, 1, 1).faces(cq.selectors.ParallelDirSelector((0, 0, 1)))
# expect: api AttributeError

# case: nearest to what is no shape
import cadquery as cq
r = cq.Workplane().box(1, 1, 1).faces(cq.selectors.NearestToShapeSelector((0, 0, 1)))
# expect: api AttributeError

# case: keys of shapes
import cadquery as cq
from cadquery.selectors import *
c = cq.Workplane().circle(2).extrude(3)
print(round(RadiusNthSelector(0).key(c.edges('>Z').val()), 6), round(LengthNthSelector(0).key(c.edges('|Z').val()), 6), round(AreaNthSelector(0).key(c.faces('>Z').val()), 6), CenterNthSelector(cq.Vector(0, 0, 2), 0).key(c.val()))
print(NearestToShape is NearestToShapeSelector)
r = LengthNthSelector(0).key(c.val())
# prints: 2.0 3.0 12.566371 2.9999999999999996
# prints: True
# expect: value ValueError

# case: classes derived without a change
import cadquery as cq
from cadquery.selectors import *
class A(StringSyntaxSelector): pass
class B(DirectionMinMaxSelector): pass
class C(DirectionNthSelector): pass
class D(TypeSelector): pass
w = cq.Workplane().box(1, 2, 3)
print(w.faces(A('>Z')).size(), w.faces(B(cq.Vector(1, 0, 0))).size(), w.faces(C(cq.Vector(0, 0, 1), 0)).size(), w.faces(D('PLANE')).size(), w.faces(A('|Z or >X')).size())
# prints: 1 1 1 6 3
# expect: ok Solid volume=6 area=22 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: selectors of selectors without end
import cadquery as cq
s = cq.StringSyntaxSelector('>Z')
for i in range(5000):
    s = -s
cq.Workplane().box(1, 1, 1).faces(s)
# expect: memory RecursionError
