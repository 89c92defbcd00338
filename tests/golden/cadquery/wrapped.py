# case: the shape of the binding makes shapes
import cadquery as cq
b=cq.Workplane().box(1,2,3).val()
for c in (cq.Solid,cq.Shape):
    s=c(b.wrapped); print(type(s).__name__, s.Volume(), s.isSame(b), s.ShapeType(), s.forConstruction, s.label=='')
s=cq.Shape.cast(b.wrapped); print(type(s).__name__, s==b)
f=b.faces('>Z'); print(type(f).__name__)
g=cq.Face(f.wrapped); print(g.Area(), type(g).__name__, g.normalAt().toTuple())
v=cq.Vertex(b.Vertices()[0].wrapped, True); print(v.forConstruction, v.X==b.Vertices()[0].X)
print(type(cq.Shape.cast(f.wrapped)).__name__, cq.Shape.cast(f.wrapped, forConstruction=True).forConstruction)
class Box(cq.Solid):
    def __init__(self,*a):
        super().__init__(cq.Solid.makeBox(*a).wrapped); self.dims=a
x=Box(1,2,3); print(type(x).__name__, x.Volume(), x.dims, isinstance(x,cq.Solid), cq.Workplane(x).faces('>Z').val().Area())
r=cq.Workplane(x).edges('|Z').fillet(.1); print(round(r.val().Volume(),6))
class S2(cq.Solid): pass
print(type(S2(b.wrapped)).__name__, type(S2(b.wrapped).moved(cq.Location())).__name__)
print(b.wrapped is not None, bool(b.wrapped), isinstance(b.wrapped, object), hasattr(cq.Vector(1,2,3),'x'))
import copy
print(cq.Face(copy.copy(f).wrapped).normalAt().toTuple())
try: cq.Solid(b)
except Exception as e: print(type(e).__name__)
try: cq.Solid(None)
except Exception as e: print(type(e).__name__)
w=cq.Wire(b.Wires()[0].wrapped); print(w.Length())
print(cq.Compound.makeCompound([cq.Shape.cast(o.wrapped) for o in b.Faces()]).Area())
print(type(b.wrapped).__name__)
# prints: Solid 6.0 True Solid False True
# prints: Shape 6.0 True Solid False True
# prints: Solid True
# prints: Face
# prints: 2.0 Face (0.0, 0.0, 1.0)
# prints: True True
# prints: Face True
# prints: Box 6.0 (1, 2, 3) True 2.0
# prints: 5.974248
# prints: S2 S2
# prints: True True True True
# prints: (0.0, 0.0, 1.0)
# prints: AttributeError
# prints: AttributeError
# prints: 10.0
# prints: 22.0
# prints: TopoDS_Solid
# expect: ok Compound volume=5.97424778 area=21.46778745 solids=1 faces=10 edges=24 vertices=16 valid=true

# case: a module of its own
import cadquery
from cadquery.cq import Workplane, Vector
import cadquery.cq
print(Workplane is cadquery.Workplane, cadquery.cq.Vector is Vector, isinstance(Workplane(), object), issubclass(Workplane, object))
r = Workplane().box(1, 1, 1)
# prints: True True True True
# expect: ok Solid volume=1 area=6 solids=1 faces=6 edges=12 vertices=8 valid=true

# case: no shape of the binding
import cadquery as cq
r = cq.Solid(cq.Workplane())
# expect: api AttributeError
