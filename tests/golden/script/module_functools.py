import functools, operator
from functools import partial, reduce, lru_cache, cache, wraps, cmp_to_key, total_ordering, cached_property
from operator import itemgetter, attrgetter, methodcaller
f = partial(pow, 2); g = partial(f, 5)
print(f(3), g(), partial(int, base=2)('101'), f.func is pow, f.args, partial(dict, a=1)(b=2), partial(max, 1, 2)(3), g.args, partial(print, end='!\n')('hi'))
print(reduce(operator.add, [1, 2, 3]), reduce(lambda a, b: a * b, [1, 2, 3, 4], 10), reduce(max, [3]), reduce(lambda a, b: a + b, [], 5))
calls = []
@lru_cache(maxsize=None)
def fib(n):
    calls.append(n)
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(60), len(calls), fib.cache_info(), fib.__name__)
fib.cache_clear(); print(fib.cache_info())
@lru_cache
def sq(x, *, k=1): return x * x * k
print(sq(3), sq(3), sq(3, k=2), sq.cache_info(), sq(3.0))
@lru_cache(maxsize=2)
def small(x):
    calls.append(('s', x)); return x
small(1); small(2); small(1); small(3); small(1); small(2); print(small.cache_info(), calls[-4:])
@cache
def c(a, b=2): return a + b
print(c(1), c(1, 2), c(1, b=2), c.cache_info())
class Shape:
    def __init__(self, r): self.r = r; self.n = 0
    @cached_property
    def area(self): self.n += 1; return self.r ** 2
    @lru_cache
    def scaled(self, k): self.n += 10; return self.r * k
s = Shape(3); print(s.area, s.area, s.n, s.scaled(2), s.scaled(2), s.n, Shape(4).scaled(2))
def deco(fn):
    @wraps(fn)
    def inner(*args, **kw): return ('wrapped', fn(*args, **kw))
    return inner
@deco
def hello(x, y=1): return x + y
print(hello(1, y=5), hello.__name__)
def times(n):
    def d(fn):
        @functools.wraps(fn)
        def w(*a): return [fn(*a) for _ in range(n)]
        return w
    return d
@times(3)
def one(): return 1
print(one(), one.__name__)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), sorted(['bb', 'a'], key=cmp_to_key(lambda a, b: len(a) - len(b))))
@total_ordering
class V:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
    def __lt__(self, o): return self.x < o.x
print(V(1) < V(2), V(1) <= V(1), V(2) > V(1), V(2) >= V(3), V(1) >= V(1), V(1) > V(1), max(V(3), V(5)).x)
@total_ordering
class W:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
    def __ge__(self, o): return self.x >= o.x
print(W(1) < W(2), W(1) <= W(1), W(2) > W(1), W(2) >= W(3), W(1) < W(1), W(1) > W(1))
rows = [{'n': 'b', 'v': 1}, {'n': 'a', 'v': 2}]
print(sorted(rows, key=itemgetter('n')), itemgetter(1)([5, 6]), itemgetter(0, 2)('abc'), sorted([(1, 'b'), (0, 'c')], key=itemgetter(1)), attrgetter('r')(s), attrgetter('r', 'n')(s), methodcaller('upper')('abc'), methodcaller('split', ',', maxsplit=1)('a,b,c'))
print(operator.mul(3, 4), operator.neg(2), operator.truediv(1, 4), operator.lt(1, 2), operator.contains([1, 2], 2), operator.getitem([5, 6], 1), operator.concat('a', 'b'), operator.floordiv(7, 2), operator.mod(-7, 3), operator.abs(-3), operator.not_(0), operator.truth([]), operator.is_(None, None), operator.xor(5, 3), operator.index(True), operator.countOf([1, 2, 1], 1), operator.indexOf([4, 5], 5))
a = [1]; operator.iadd(a, [2]); operator.setitem(a, 0, 9); operator.delitem(a, 1); print(a)
for h in (lambda: reduce(max, []), lambda: partial(3), lambda: fib([]), lambda: itemgetter(), lambda: total_ordering(Shape), lambda: operator.add(1, 'a'), lambda: attrgetter(1), lambda: operator.index(1.5), lambda: lru_cache('a')):
    try: print(h())
    except Exception as e: print(type(e).__name__, e)
# expect: hi!
# expect: 8 32 5 True (2,) {'a': 1, 'b': 2} 3 (2, 5) None
# expect: 6 240 3 5
# expect: 1548008755920 61 CacheInfo(hits=58, misses=61, maxsize=None, currsize=61) fib
# expect: CacheInfo(hits=0, misses=0, maxsize=None, currsize=0)
# expect: 9 9 18 CacheInfo(hits=1, misses=2, maxsize=128, currsize=2) 9.0
# expect: CacheInfo(hits=2, misses=4, maxsize=2, currsize=2) [('s', 1), ('s', 2), ('s', 3), ('s', 2)]
# expect: 3 3 3 CacheInfo(hits=0, misses=3, maxsize=None, currsize=3)
# expect: 9 9 1 6 6 11 8
# expect: ('wrapped', 6) hello
# expect: [1, 1, 1] one
# expect: [3, 2, 1] ['a', 'bb']
# expect: True True True False True False 5
# expect: True True True False False False
# expect: [{'n': 'a', 'v': 2}, {'n': 'b', 'v': 1}] 6 ('a', 'c') [(1, 'b'), (0, 'c')] 3 (3, 11) ABC ['a', 'b,c']
# expect: 12 -2 0.25 True True 6 ab 3 2 3 True False True 6 1 2 1
# expect: [9]
# expect: TypeError reduce() of empty iterable with no initial value
# expect: TypeError the first argument must be callable
# expect: TypeError unhashable type: 'list'
# expect: TypeError itemgetter expected 1 argument, got 0
# expect: ValueError must define at least one ordering operation: < > <= >=
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError attribute name must be a string
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: TypeError Expected first argument to be an integer, a callable, or None
