if __name__ == '__main__': print('main')
x: int = 5; y: 'list[int]'; print(x, __annotations__)
def f(a: int, b: "str" = 'x') -> float: return a
print(f(1))
from typing import List, Dict, Optional, Union
V = Union[int, str]; L = List[int]; Alias = Dict[str, Optional[float]]
def g(v: V, l: L = None) -> 'Alias': return v
print(g(3))
print(type(1).__name__, type('') is str, isinstance(True, int), isinstance(1, (str, int)), isinstance(1, int | str), callable(len), callable(5), id(x) == id(x))
print(dir([])[-3:], 'append' in dir([]), hasattr([], 'append'), getattr([], 'nope', 'd'))
print(*map(str, [1, 2]), sep='-', end='!\n'); print('a', 'b', sep=''); print(); print('x', end=''); print('y')
try: print('a', sep=5)
except TypeError as e: print(e)
print(globals()['x'], 'f' in globals())
lst = [lambda i=i: i for i in range(3)]; print([f() for f in lst]); lst = [lambda: i for i in range(3)]; print([f() for f in lst])
gen = (x * x for x in range(5)); print(next(gen), sum(gen), list(gen))
print({k: v for k, v in zip('abc', range(3))}, {x % 3 for x in range(9)} == {0, 1, 2}, [[i * j for j in range(3)] for i in range(3)], [x for x in range(10) if x % 2 if x > 3], [(x, y) for x in range(2) for y in 'ab'])
print(0x1F, 0o17, 0b11, 1_000_000, 1e3, .5, 5., 1e-3, 0xdead_beef, 'a\tb\\n', r'a\n', '\x41\u0042\103', b'a\x00', 'it''s', "q'q", '''tri
ple''')
print(1 .__add__(2), (1).real, [].__len__(), 'abc'.__contains__('b'), (1, 2).__getitem__(0))
print(...,  NotImplemented, None, True, Ellipsis is ...)
print(~5, -5 >> 1, 5 & 3, 5 | 3, 5 ^ 3, 1 << 10, True + True, -True, not not 5, True & False, True | 1)
import math
print(math.pi, math.floor(2.5), math.sqrt(16))
def varargs(*a, **k): return a, sorted(k.items())
print(varargs(*[1, 2], *(3,), x=1, **{'y': 2}), varargs())
for bad in [lambda: varargs(**{1: 2}), lambda: f(), lambda: f(1, 2, 3), lambda: f(1, a=2), lambda: f(c=1), lambda: (lambda x, /: x)(x=1), lambda: (lambda *, k: k)(), lambda: f(*[1], **{'a': 1}), lambda: undefined, lambda: f.x, lambda: (1).x, lambda: None.foo, lambda: [].foo(), lambda: (lambda a, b, c: 1)(), lambda: (lambda a, b: 1)(1)]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
# expect: main
# expect: 5 {'x': <class 'int'>, 'y': 'list[int]'}
# expect: 1
# expect: 3
# expect: int True True True True True False True
# expect: ['remove', 'reverse', 'sort'] True True d
# expect: 1-2!
# expect: ab
# expect: 
# expect: xy
# expect: sep must be None or a string, not int
# expect: 5 True
# expect: [0, 1, 2]
# expect: [2, 2, 2]
# expect: 0 30 []
# expect: {'a': 0, 'b': 1, 'c': 2} True [[0, 0, 0], [0, 1, 2], [0, 2, 4]] [5, 7, 9] [(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')]
# expect: 31 15 3 1000000 1000.0 0.5 5.0 0.001 3735928559 a	b\n a\n ABC b'a\x00' its q'q tri
# expect: ple
# expect: 3 1 0 True 1
# expect: Ellipsis NotImplemented None True True
# expect: -6 -3 1 7 6 1024 2 -1 True False 1
# expect: 3.141592653589793 2 4.0
# expect: ((1, 2, 3), [('x', 1), ('y', 2)]) ((), [])
# expect: TypeError keywords must be strings
# expect: TypeError f() missing 1 required positional argument: 'a'
# expect: TypeError f() takes from 1 to 2 positional arguments but 3 were given
# expect: TypeError f() got multiple values for argument 'a'
# expect: TypeError f() got an unexpected keyword argument 'c'
# expect: TypeError <lambda>.<locals>.<lambda>() got some positional-only arguments passed as keyword arguments: 'x'
# expect: TypeError <lambda>.<locals>.<lambda>() missing 1 required keyword-only argument: 'k'
# expect: TypeError f() got multiple values for argument 'a'
# expect: NameError name 'undefined' is not defined
# expect: AttributeError 'function' object has no attribute 'x'
# expect: AttributeError 'int' object has no attribute 'x'
# expect: AttributeError 'NoneType' object has no attribute 'foo'
# expect: AttributeError 'list' object has no attribute 'foo'
# expect: TypeError <lambda>.<locals>.<lambda>() missing 3 required positional arguments: 'a', 'b', and 'c'
# expect: TypeError <lambda>.<locals>.<lambda>() missing 1 required positional argument: 'b'
