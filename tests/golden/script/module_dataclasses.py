from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass, FrozenInstanceError, InitVar, KW_ONLY, MISSING
import dataclasses
from typing import ClassVar, List, Optional
import copy

@dataclass
class Point:
    x: float
    y: float = 0.0
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
p = Point(3, 4)
print(p, p.norm(), p == Point(3, 4), p == Point(3, 5), p != Point(3, 4), p == (3, 4), Point(1), Point(y=2, x=1))
p.x = 10; print(p, asdict(p), astuple(p), replace(p, y=7), is_dataclass(p), is_dataclass(Point), is_dataclass(3))
print([f.name for f in fields(Point)], [f.default for f in fields(p)][1], fields(Point)[0].type, fields(Point)[0].default is MISSING)
for f in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(1, z=2), lambda: Point(1, x=2), lambda: Point(1) < Point(2), lambda: asdict(3), lambda: fields(3), lambda: replace(3), lambda: replace(p, q=1), lambda: hash(p) if False else {p: 1}):
    try: f()
    except TypeError as e: print(e)

@dataclass(frozen=True, order=True)
class Size:
    w: int = 1
    h: int = 2
s = Size(3)
print(s, s < Size(4), sorted([Size(2), Size(1, 5), Size(1, 3)]), {s: 'a'}[Size(3, 2)], max(Size(1), Size(0)))
try: s.w = 4
except FrozenInstanceError as e: print(type(e).__name__, e)
try: s.new = 4
except AttributeError as e: print(type(e).__name__, e)

@dataclass
class Base:
    name: str
    tags: List[str] = field(default_factory=list)
    count: ClassVar[int] = 0
    hidden: int = field(default=5, repr=False, compare=False)
    derived: Optional[float] = field(init=False, default=None)
    def __post_init__(self):
        self.derived = len(self.name)
@dataclass
class Child(Base):
    extra: int = 1
    name: str = 'child'
a, b = Base('abc'), Base('abc', hidden=9)
a.tags.append('t')
print(a, b, a == b, b.tags, Base.count, Child(), Child('q', ['z'], extra=3), [f.name for f in fields(Child)])
print(asdict(Child()), Base('x', ['y']).hidden, hasattr(Base, 'tags'), Base.hidden)

@dataclass
class Init:
    a: int
    scale: InitVar[int] = 2
    b: int = field(init=False)
    def __post_init__(self, scale): self.b = self.a * scale
print(Init(3), Init(3, 5), Init(1, scale=4).b)

@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2
@dataclass
class K2:
    x: int
    _: KW_ONLY
    y: int = 3
    z: int
print(K(a=1), K2(1, z=4))
for f in (lambda: K(1), lambda: K2(1, 2, 3), lambda: K2(1), lambda: K()):
    try: f()
    except TypeError as e: print(e)

@dataclass
class Inner:
    v: list
@dataclass
class Outer:
    i: Inner
    m: dict
    t: tuple = ()
o = Outer(Inner([1, 2]), {'k': Inner([3])}, (Inner([4]), 5))
d = asdict(o)
print(o, d, astuple(o)); d['i']['v'].append(99); print(o.i.v)
print(asdict(p, dict_factory=lambda items: sorted(items)))

def bad(body):
    try: body()
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
def m1():
    @dataclass
    class A:
        x: list = []
def m2():
    @dataclass
    class A:
        x: int = 1
        y: int
def m3():
    @dataclass
    class A:
        x = field(default=1)
def m4():
    @dataclass(order=True, eq=False)
    class A:
        x: int
def m5():
    @dataclass
    class A(Size):
        z: int = 0
def m6():
    @dataclass
    class A:
        x: int = field(default=1, default_factory=int)
def m7():
    @dataclass
    class A:
        x: dict = {}
for m in (m1, m2, m3, m4, m5, m6, m7): bad(m)

@dataclass
class Custom:
    x: int
    def __repr__(self): return f'C{self.x}'
    def __eq__(self, other): return True
print(Custom(1), Custom(1) == Custom(2))
@dataclass(repr=False, eq=False)
class Quiet:
    x: int
q = Quiet(1)
print(q == Quiet(1), q == q, q in {q})
@dataclasses.dataclass()
class Dims:
    length: float = 10.0
    width: float = field(default=5.0, metadata={'unit': 'mm'})
    @property
    def area(self): return self.length * self.width
    @classmethod
    def square(cls, a): return cls(a, a)
    @staticmethod
    def unit(): return Dims(1, 1)
print(Dims().area, Dims.square(3), Dims.unit(), fields(Dims)[1].metadata['unit'], copy.copy(Dims(1)), copy.deepcopy(Outer(Inner([1]), {})), Dims.length)
def make():
    @dataclass
    class Local:
        x: int
    return Local(1)
print(make())
@dataclass
class Node:
    value: int
    children: 'list[Node]' = field(default_factory=list)
print(Node(1, [Node(2), Node(3)]))
@dataclass(slots=True)
class Slotted:
    x: int
sl = Slotted(1)
try: sl.y = 2
except AttributeError as e: print(e)
class NotAField:
    pass
@dataclass(unsafe_hash=True)
class H:
    a: int
    b: list = field(default_factory=list, hash=False)
print({H(1): 2}[H(1)], replace(Init(2), scale=3, a=4))
try: replace(Init(2), b=3)
except ValueError as e: print(e)
# expect: Point(x=3, y=4) 5.0 True False False False Point(x=1, y=0.0) Point(x=1, y=2)
# expect: Point(x=10, y=4) {'x': 10, 'y': 4} (10, 4) Point(x=10, y=7) True True False
# expect: ['x', 'y'] 0.0 <class 'float'> True
# expect: Point.__init__() missing 1 required positional argument: 'x'
# expect: Point.__init__() takes from 2 to 3 positional arguments but 4 were given
# expect: Point.__init__() got an unexpected keyword argument 'z'
# expect: Point.__init__() got multiple values for argument 'x'
# expect: '<' not supported between instances of 'Point' and 'Point'
# expect: asdict() should be called on dataclass instances
# expect: must be called with a dataclass type or instance
# expect: replace() should be called on dataclass instances
# expect: Point.__init__() got an unexpected keyword argument 'q'
# expect: unhashable type: 'Point'
# expect: Size(w=3, h=2) True [Size(w=1, h=3), Size(w=1, h=5), Size(w=2, h=2)] a Size(w=1, h=2)
# expect: FrozenInstanceError cannot assign to field 'w'
# expect: FrozenInstanceError cannot assign to field 'new'
# expect: Base(name='abc', tags=['t'], derived=3) Base(name='abc', tags=[], derived=3) False [] 0 Child(name='child', tags=[], derived=5, extra=1) Child(name='q', tags=['z'], derived=1, extra=3) ['name', 'tags', 'hidden', 'derived', 'extra']
# expect: {'name': 'child', 'tags': [], 'hidden': 5, 'derived': 5, 'extra': 1} 5 False 5
# expect: Init(a=3, b=6) Init(a=3, b=15) 4
# expect: K(a=1, b=2) K2(x=1, y=3, z=4)
# expect: K.__init__() takes 1 positional argument but 2 were given
# expect: K2.__init__() takes 2 positional arguments but 4 were given
# expect: K2.__init__() missing 1 required keyword-only argument: 'z'
# expect: K.__init__() missing 1 required keyword-only argument: 'a'
# expect: Outer(i=Inner(v=[1, 2]), m={'k': Inner(v=[3])}, t=(Inner(v=[4]), 5)) {'i': {'v': [1, 2]}, 'm': {'k': {'v': [3]}}, 't': ({'v': [4]}, 5)} (([1, 2],), {'k': ([3],)}, (([4],), 5))
# expect: [1, 2]
# expect: [('x', 10), ('y', 4)]
# expect: ValueError mutable default <class 'list'> for field x is not allowed: use default_factory
# expect: TypeError non-default argument 'y' follows default argument
# expect: TypeError 'x' is a field but has no type annotation
# expect: ValueError eq must be true if order is true
# expect: TypeError cannot inherit non-frozen dataclass from a frozen one
# expect: ValueError cannot specify both default and default_factory
# expect: ValueError mutable default <class 'dict'> for field x is not allowed: use default_factory
# expect: C1 True
# expect: False True True
# expect: 50.0 Dims(length=3, width=3) Dims(length=1, width=1) mm Dims(length=1, width=5.0) Outer(i=Inner(v=[1]), m={}, t=()) 10.0
# expect: make.<locals>.Local(x=1)
# expect: Node(value=1, children=[Node(value=2, children=[]), Node(value=3, children=[])])
# expect: 'Slotted' object has no attribute 'y'
# expect: 2 Init(a=4, b=12)
# expect: field b is declared with init=False, it cannot be specified with replace()
