import typing
from typing import *
from typing import NamedTuple, TypedDict
import typing as t
T = TypeVar('T')
print(List[int], Dict[str, float], Tuple[float, ...], Callable[[int], str], List, Any, typing.Iterable[T], T, Type[int], Literal['a', 1])
class P(NamedTuple):
    x: float
    y: float = 0.0
    def norm(self): return abs(self.x) + self.y
    @property
    def twice(self): return self.x * 2
print(P(1), P(1, 2).norm(), P(3).twice, P._fields, P(1) == (1, 0.0), P(y=1, x=2), P._field_defaults, isinstance(P(1), tuple))
try: P()
except TypeError as e: print(e)
try:
    class Bad(NamedTuple):
        a: int = 1
        b: int
except TypeError as e: print(e)
Q = NamedTuple('Q', [('a', int), ('b', str)])
print(Q(1, 'z'), Q._fields)
class Opts(TypedDict, total=False):
    width: float
    name: str
o: Opts = {'width': 3}
print(o, Opts(width=1, name='q'), type(Opts(width=1)).__name__)
class Shape(Protocol):
    def area(self) -> float: ...
class Sq:
    def __init__(self, a): self.a = a
    def area(self): return self.a ** 2
def total(shapes: List[Shape], extra: Optional[float] = None, f: 'Callable[[Foo], int]' = None) -> Union[int, float]:
    return sum(s.area() for s in shapes) + (extra or 0)
print(total([Sq(2), Sq(3)], 1), cast(int, 'x'), TYPE_CHECKING, typing.TYPE_CHECKING)
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: List[T] = []
    def push(self, v: T) -> None: self.items.append(v)
    def __repr__(self): return f'Stack({self.items})'
s = Stack[int](); s.push(3); print(s, Stack())
Vec = Tuple[float, float]
UserId = NewType('UserId', int)
print(UserId(5) + 1, isinstance([], List), isinstance({}, Dict), isinstance((), Tuple), isinstance(3, Union[int, str]), isinstance(None, Optional[int]), isinstance(print, Callable), isinstance([], Sequence), isinstance('', Iterable))
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x): return x
print(g(1), g('a'), get_origin(list[int]), get_args(Dict[str, int]), list[int] == list[int], Vec)
MAX: Final = 10
x: ClassVar[int]
def h(*args: int, key: str = 'a', **kw: Any) -> None: pass
print(h(1, key='b', z=2), MAX)
for f in (lambda: List[int](), lambda: Any(), lambda: int[3]):
    try: print(f())
    except TypeError as e: print(type(e).__name__)
try:
    def undefined(a: Missing): pass
except NameError as e: print(e)
try:
    class Undefined:
        a: Missing
except NameError as e: print(e)
def local():
    a: Missing = 3
    return a
print(local())
# expect: typing.List[int] typing.Dict[str, float] typing.Tuple[float, ...] typing.Callable[[int], str] typing.List typing.Any typing.Iterable[~T] ~T typing.Type[int] typing.Literal['a', 1]
# expect: P(x=1, y=0.0) 3 6 ('x', 'y') True P(x=2, y=1) {'y': 0.0} True
# expect: P.__new__() missing 1 required positional argument: 'x'
# expect: Non-default namedtuple field b cannot follow default field a
# expect: Q(a=1, b='z') ('a', 'b')
# expect: {'width': 3} {'width': 1, 'name': 'q'} dict
# expect: 14 x False False
# expect: Stack([3]) Stack([])
# expect: 6 True True True True True True True True
# expect: 1 a <class 'list'> (<class 'str'>, <class 'int'>) True typing.Tuple[float, float]
# expect: None 10
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: name 'Missing' is not defined
# expect: name 'Missing' is not defined
# expect: 3
