# case: vectors of a derived class
import cadquery as cq
class V(cq.Vector):
    def twice(self): return self*2
v=V(1,2,3); print(type(v).__name__, type(v.twice()).__name__, type(v+v).__name__, type(-v).__name__, isinstance(v,cq.Vector), v.x, v.Length)
class V2(cq.Vector):
    def __init__(self,x,y):
        super().__init__(x,y,0); self.tag='q'
    @property
    def r(self): return self.Length
    def __add__(self,o): return V2(self.x+o.x,self.y+o.y)
    def __repr__(self): return 'V2(%g,%g)'%(self.x,self.y)
a=V2(3,4); print(a,a.r,a.tag,a+a,type(a+a).__name__, a==cq.Vector(3,4,0), cq.Vector(1,1,1)+a)
# prints: V Vector Vector Vector True 1.0 3.7416573867739413
# prints: Vector: (3.0, 4.0, 0.0) 5.0 q Vector: (6.0, 8.0, 0.0) V2 True Vector: (4.0, 5.0, 1.0)
# expect: empty

# case: planes of a derived class
import cadquery as cq
class P(cq.Plane):
    pass
p=P((0,0,1)); print(type(p).__name__, p.origin.toTuple(), type(P.XY()).__name__, type(p.rotated((0,0,1))).__name__ if p.rotated((0,0,1)) else None)
class P2(cq.Plane):
    def __init__(self,h): super().__init__((0,0,h),(1,0,0),(0,0,1)); self.h=h
p=P2(3); print(p.h,p.zDir.toTuple(), cq.Workplane(p).box(1,1,1).val().Center().z, cq.Workplane(p).plane is p)
# prints: P (0.0, 0.0, 1.0) Plane Plane
# prints: 3 (0.0, 0.0, 1.0) 3.0 True
# expect: empty

# case: places of a derived class
import cadquery as cq
class L(cq.Location): pass
l=L((1,2,3)); print(type(l).__name__, l.toTuple()[0], type(l*l).__name__, type(l.inverse).__name__)
class L2(cq.Location):
    def __init__(self,x): super().__init__(cq.Vector(x,0,0)); self.x0=x
l=L2(4); print(l.x0,l.toTuple()[0], cq.Workplane().box(1,1,1).val().moved(l).Center().x)
# prints: L (1.0, 2.0, 3.0) Location Location
# prints: 4 (4.0, 0.0, 0.0) 4.0
# expect: empty

# case: sketches of a derived class
import cadquery as cq
class S(cq.Sketch):
    def plate(self,w,h): return self.rect(w,h).vertices().fillet(.1).reset()
s=S().plate(2,1); print(type(s).__name__, round(s._faces.Area(),6), isinstance(s,cq.Sketch), type(s.copy()).__name__, type(s.moved(cq.Location((1,0,0)))).__name__)
r=cq.Workplane().placeSketch(s).extrude(1); print(round(r.val().Volume(),6))
# prints: S 1.991416 True S S
# prints: 1.991416
# expect: ok Solid volume=1.991415927 area=9.811150384 solids=1 faces=10 edges=24 vertices=16 valid=true

# case: sketches with an __init__ of their own
import cadquery as cq
class S2(cq.Sketch):
    def __init__(self,w):
        super().__init__(); self.w=w; self.rect(w,w)
    def hole(self,r): return self.push([(0,0)]).circle(r,mode='s').reset()
s=S2(4).hole(1); print(type(s).__name__, s.w, round(s._faces.Area(),6), s.faces().size() if hasattr(s,'size') else len(s.faces().vals()))
try: print(type(s.copy()).__name__)
except TypeError as e: print('TypeError')
class S3(cq.Sketch):
    def __init__(self, parent=None, locs=(cq.Location(),), obj=None):
        super().__init__(parent, locs, obj); self.k=1
s=S3().rect(1,1); print(s.k, type(s.copy()).__name__, s.copy().k)
# prints: S2 4 12.858407 1
# prints: TypeError
# prints: 1 S3 1
# expect: empty

# case: assemblies of a derived class
import cadquery as cq
class A(cq.Assembly):
    def addBox(self,n,x): return self.add(cq.Workplane().box(1,1,1),name=n,loc=cq.Location((x,0,0)))
a=A(name='a').addBox('b',0).addBox('c',3); print(type(a).__name__, [c.name for c in a.children], round(a.toCompound().Volume(),6), type(a.children[0]).__name__)
class A2(cq.Assembly):
    def __init__(self,n):
        super().__init__(name='top'); self.n=n
        for i in range(n): self.add(cq.Workplane().box(1,1,1),name=f'p{i}',loc=cq.Location((2*i,0,0)))
# prints: A ['b', 'c'] 2.0 A
# expect: empty

# case: an assembly whose __init__ takes what CadQuery does not give
import cadquery as cq
class Row(cq.Assembly):
    def __init__(self, n):
        super().__init__(name='top')
        for i in range(n):
            self.add(cq.Workplane().box(1, 1, 1), name=f'p{i}', loc=cq.Location((2 * i, 0, 0)))
r = Row(2)
# expect: type TypeError

# case: an assembly whose __init__ takes all
import cadquery as cq
class Row(cq.Assembly):
    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.made = len(args), sorted(kw)
a = Row(name='top').add(cq.Workplane().box(1, 1, 1), name='b', loc=cq.Location((3, 0, 0)), material='steel')
print(type(a.children[0]).__name__, a.children[0].made, a.objects['top'] is a, a.children[0].material.name, a.children[0].parent is a)
top = cq.Assembly().add(a, name='sub')
print(type(top.children[0]).__name__, top.children[0].made, len(top.children[0].children))
r = top.toCompound()
# prints: Row (6, []) True steel True
# prints: Row (6, []) 1
# expect: ok Compound volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: methods that a script adds
import cadquery as cq
def makeCubes(self, length):
    def _s(loc):
        return cq.Solid.makeBox(length,length,length).locate(loc)
    return self.eachpoint(_s, True)
cq.Workplane.makeCubes = makeCubes
r=cq.Workplane().rect(4,4,forConstruction=True).vertices().makeCubes(1).combine(); print(round(r.val().Volume(),6))
cq.Workplane.double = lambda self: self.newObject([s.scale(2) for s in self.vals()])
print(round(cq.Workplane().box(1,1,1).double().val().Volume(),6))
def area2(self): return self.Area()*2
cq.Shape.area2 = area2
print(cq.Workplane().box(1,1,1).val().area2(), cq.Workplane().box(1,1,1).faces('>Z').val().area2())
cq.Vector.twice = lambda self: self*2
print(cq.Vector(1,2,3).twice())
cq.Sketch.sq = lambda self,a: self.rect(a,a)
print(cq.Sketch().sq(2)._faces.Area())
cq.Assembly.count = property(lambda self: len(self.children))
print(cq.Assembly().add(cq.Workplane().box(1,1,1)).count)
# prints: 4.0
# prints: 8.0
# prints: 12.0 2.0
# prints: Vector: (2.0, 4.0, 6.0)
# prints: 4.0
# prints: 1
# expect: ok Compound volume=4 area=24 solids=4 faces=24 edges=48 vertices=32 valid=true

# case: methods that a script replaces
import cadquery as cq
orig=cq.Workplane.box
def box2(self,*a,**k):
    print('box',a,k); return orig(self,*a,**k)
cq.Workplane.box=box2
print(cq.Workplane().box(1,1,2).val().Volume())
# prints: box (1, 1, 2) {}
# prints: 1.9999999999999996
# expect: empty

# case: several bases
import cadquery as cq
class Mixin:
    def mm(self): return 'mm'+str(self.size())
class W(cq.Workplane, Mixin): pass
print(W().box(1,1,1).mm(), [c.__name__ for c in W.__mro__])
class W2(Mixin, cq.Workplane):
    def __init__(self,*a,**k):
        super().__init__(*a,**k)
print(W2('XZ').rect(1,1).mm(), type(W2().rect(1,1)).__name__)
# prints: mm1 ['W', 'Workplane', 'Mixin', 'object']
# prints: mm1 W2
# expect: empty

# case: solids of a derived class
import cadquery as cq
class Solid2(cq.Solid):
    def vol(self): return self.Volume()
s=Solid2.makeBox(1,1,1); print(type(s).__name__)
try: print(s.vol())
except AttributeError as e: print(e)
# prints: Solid2
# prints: 0.9999999999999998
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: a selector of a derived class
import cadquery as cq
class C(cq.selectors.Selector):
    def filter(self,o): return o[:1]
print(cq.Workplane().box(1,1,1).faces(C()).size())
class PS(cq.selectors.ParallelDirSelector):
    def __init__(self): super().__init__(cq.Vector(0,0,1))
print(cq.Workplane().box(1,1,1).edges(PS()).size())
# prints: 1
# prints: 4
# expect: empty

# case: colours of a derived class
import cadquery as cq
class Col(cq.Color): pass
print(type(Col('red')).__name__, Col('red').toTuple())
# prints: Col (0.9999999999999999, 0.0, 0.0, 1.0)
# expect: empty

# case: methods above those of a base
import cadquery as cq
class WB(cq.Workplane):
    def box(self,*a,**k):
        return super().box(*a,**k).edges('|Z').fillet(.1)
print(round(WB().box(1,1,1).val().Volume(),5))
class CS(cq.Workplane):
    @classmethod
    def plate(cls,w): return cls().box(w,w,1)
    @staticmethod
    def k(): return 3
print(type(CS.plate(2)).__name__, CS.k(), CS.plate(2).val().Volume())
# prints: 0.99142
# prints: CS 3 3.999999999999999
# expect: empty

# case: shapes of a derived class made by class methods
import cadquery as cq
class E(cq.Edge): pass
class W(cq.Wire): pass
class F(cq.Face): pass
class S(cq.Solid): pass
class C(cq.Compound): pass
e, w = E.makeLine((0, 0, 0), (1, 0, 0)), W.makePolygon([(0, 0, 0), (1, 0, 0), (1, 1, 0)], close=True)
f = F.makeFromWires(w)
s = S.extrudeLinear(f, cq.Vector(0, 0, 1))
for v in e, E.makeCircle(1), E.makeThreePointArc((0, 0, 0), (1, 1, 0), (2, 0, 0)), W.assembleEdges([e]), W.makeCircle(1, cq.Vector(), cq.Vector(0, 0, 1)), w, f, F.makePlane(1, 1), s, S.revolve(f, 90, cq.Vector(5, 0, 0), cq.Vector(5, 1, 0)), S.makeSphere(1), C.makeCompound([s]), s.moved(cq.Location()), s.copy(), s.fuse(s), s.translate((1, 0, 0)):
    print(type(v).__name__, end=' ')
print()
r = s
# prints: E E E W W W F F S S S C S S Compound S 
# expect: ok Solid volume=0.5 area=4.414213562 solids=1 faces=5 edges=9 vertices=6 valid=true
