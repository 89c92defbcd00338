import collections
import collections.abc as cabc
from collections import namedtuple, defaultdict, OrderedDict, Counter, deque, ChainMap

Point = namedtuple('Point', ['x', 'y'])
p = Point(1, y=2)
print(p, p.x, p[1], p == (1, 2), len(p), list(p), isinstance(p, tuple), isinstance(p, Point), type(p).__name__)
x, y = p
print(x, y, p + (3,), p[:1], p._asdict(), p._replace(x=10), Point._make([5, 6]), Point._fields)
P3 = namedtuple('P3', 'x, y z', defaults=[0, 1])
print(P3(5), P3._field_defaults, P3(1, 2, 3) < P3(1, 2, 4), sorted([P3(2), P3(1)]), {Point(1, 2): 'a'}[(1, 2)], max(P3(1), P3(2)))
print(namedtuple('R', 'a def _b a', rename=True)._fields)
for args in (('1a', 'x'), ('A', 'x def'), ('A', '_x'), ('A', 'x x'), ('A', 'x 2')):
    try: namedtuple(*args)
    except ValueError as e: print(e)
for f in (lambda: Point(1), lambda: Point(1, 2, 3), lambda: Point(1, z=3), lambda: namedtuple('A', 'x', defaults=[1, 2]), lambda: p._replace(q=1), lambda: Point._make([1])):
    try: f()
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
try: p.x = 3
except AttributeError as e: print(e)
try: p.z
except AttributeError as e: print(e)
class Vec(namedtuple('Vec', 'x y')):
    def length(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __repr__(self): return f'<{self.x} {self.y}>'
    def __add__(self, other): return Vec(self.x + other.x, self.y + other.y)
v = Vec(3, 4)
print(v.length(), v, v + Vec(1, 1), v == (3, 4), f'{v}', '%s' % (v,), isinstance(v, tuple))
print([a * b for a, b in [Point(2, 3), Point(4, 5)]], dict([Point('a', 1)]))

d = defaultdict(list)
d['a'].append(1); d['b'].append(2); d['a'].append(3)
print(d, d['a'], len(d), 'c' in d, d.get('c'), dict(d), isinstance(d, dict), d == {'a': [1, 3], 'b': [2]})
n = defaultdict(int, {'x': 1}, y=2)
for w in 'hello': n[w] += 1
print(n, n['zz'], n.default_factory, sorted(n.items()))
g = defaultdict(lambda: defaultdict(int)); g['a']['b'] += 1
print(g['a'], n.copy() == n, type(n.copy()).__name__)
try: defaultdict()['q']
except KeyError as e: print('KeyError', e)
try: defaultdict(3)
except TypeError as e: print(e)
print({**n} == dict(n), [k for k in d], list(d.keys()), defaultdict(None, a=1))

o = OrderedDict([('b', 1), ('a', 2)]); o['c'] = 3
print(o, list(o), o == OrderedDict([('a', 2), ('b', 1), ('c', 3)]), o == {'a': 2, 'b': 1, 'c': 3})
o.move_to_end('b'); print(o); o.move_to_end('b', last=False); print(list(o.items()), o.popitem(), o.popitem(last=False), o)
print(OrderedDict(), OrderedDict(a=1), OrderedDict(x=1).copy())
try: OrderedDict().popitem()
except KeyError as e: print(e)
try: o.move_to_end('q')
except KeyError as e: print(e)

c = Counter('abracadabra')
print(c, c['a'], c['zzz'], c.most_common(2), c.most_common(), sum(c.values()), c.total())
c.update('aa'); c.subtract({'b': 1}); print(c, sorted(c.elements()))
print(Counter(a=3, b=1) + Counter(a=1, b=2), Counter(a=3, b=1) - Counter(a=1, b=2), Counter(a=3, b=1) & Counter(a=1, b=2), Counter(a=3, b=1) | Counter(a=1, b=2))
print(Counter([1, 1, 2]) == {1: 2, 2: 1}, Counter(), Counter({'x': 2}), len(c), dict(Counter('aab')), isinstance(c, dict))

q = deque([1, 2, 3]); q.append(4); q.appendleft(0)
print(q, q[0], q[-1], len(q), q.pop(), q.popleft(), list(q), 2 in q, bool(deque()))
q.rotate(1); print(q); q.rotate(-2); print(q); q.extend([7, 8]); q.extendleft('ab'); print(q)
m = deque(range(10), maxlen=3); print(m, m.maxlen); m.append(10); print(m); m.appendleft(1); print(m)
q.reverse(); print(q, q.index(7), q.count(7)); q.remove(7); q.insert(1, 'z'); print(q); q[0] = 'first'; del q[1]; print(q, list(reversed(q)))
print(deque([1, 2]) == deque([1, 2]), deque([1]) < deque([2]), deque([1]) + deque([2]), deque('ab') * 2, q.copy() == q, deque(maxlen=0))
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[3], lambda: deque([1]).remove(2), lambda: deque(maxlen=-1)):
    try: f()
    except (IndexError, ValueError) as e: print(type(e).__name__, e)
try:
    for i in q: q.append(1)
except RuntimeError as e: print(e)
queue = deque([(0, 'start')]); seen = []
while queue:
    depth, name = queue.popleft(); seen.append(name)
    if depth < 2: queue.extend((depth + 1, name + s) for s in 'LR')
print(seen)

cm = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(cm['a'], cm['b'], cm, len(cm), 'b' in cm, cm.get('z', 0), list(cm), dict(cm.items()), cm.maps, cm.parents, cm.new_child({'c': 1}))
cm['z'] = 5; print(cm)
try: cm['nope']
except KeyError as e: print('KeyError', e)
print(isinstance([], cabc.Sequence), isinstance({}, cabc.Mapping), isinstance(3, cabc.Iterable), isinstance(print, cabc.Callable), isinstance('a', cabc.Sequence), isinstance((), cabc.MutableSequence), isinstance({1}, cabc.Set), isinstance(iter([]), cabc.Iterator), isinstance([], cabc.Hashable), isinstance(1, cabc.Hashable))
class Bag:
    def __len__(self): return 3
    def __iter__(self): return iter([1])
    def __contains__(self, x): return True
print(isinstance(Bag(), cabc.Sized), isinstance(Bag(), cabc.Collection), issubclass(Bag, cabc.Iterable), isinstance(Bag(), cabc.Sequence))
# expect: Point(x=1, y=2) 1 2 True 2 [1, 2] True True Point
# expect: 1 2 (1, 2, 3) (1,) {'x': 1, 'y': 2} Point(x=10, y=2) Point(x=5, y=6) ('x', 'y')
# expect: P3(x=5, y=0, z=1) {'y': 0, 'z': 1} True [P3(x=1, y=0, z=1), P3(x=2, y=0, z=1)] a P3(x=2, y=0, z=1)
# expect: ('a', '_1', '_2', '_3')
# expect: Type names and field names must be valid identifiers: '1a'
# expect: Type names and field names cannot be a keyword: 'def'
# expect: Field names cannot start with an underscore: '_x'
# expect: Encountered duplicate field name: 'x'
# expect: Type names and field names must be valid identifiers: '2'
# expect: TypeError Point.__new__() missing 1 required positional argument: 'y'
# expect: TypeError Point.__new__() takes 3 positional arguments but 4 were given
# expect: TypeError Point.__new__() got an unexpected keyword argument 'z'
# expect: TypeError Got more default values than field names
# expect: ValueError Got unexpected field names: ['q']
# expect: TypeError Expected 2 arguments, got 1
# expect: can't set attribute
# expect: 'Point' object has no attribute 'z'
# expect: 5.0 <3 4> <4 5> True <3 4> <3 4> True
# expect: [6, 20] {'a': 1}
# expect: defaultdict(<class 'list'>, {'a': [1, 3], 'b': [2]}) [1, 3] 2 False None {'a': [1, 3], 'b': [2]} True True
# expect: defaultdict(<class 'int'>, {'x': 1, 'y': 2, 'h': 1, 'e': 1, 'l': 2, 'o': 1, 'zz': 0}) 0 <class 'int'> [('e', 1), ('h', 1), ('l', 2), ('o', 1), ('x', 1), ('y', 2), ('zz', 0)]
# expect: defaultdict(<class 'int'>, {'b': 1}) True defaultdict
# expect: KeyError 'q'
# expect: first argument must be callable or None
# expect: True ['a', 'b'] ['a', 'b'] defaultdict(None, {'a': 1})
# expect: OrderedDict([('b', 1), ('a', 2), ('c', 3)]) ['b', 'a', 'c'] False True
# expect: OrderedDict([('a', 2), ('c', 3), ('b', 1)])
# expect: [('b', 1), ('a', 2), ('c', 3)] ('c', 3) ('b', 1) OrderedDict([('a', 2)])
# expect: OrderedDict() OrderedDict([('a', 1)]) OrderedDict([('x', 1)])
# expect: 'dictionary is empty'
# expect: 'q'
# expect: Counter({'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1}) 5 0 [('a', 5), ('b', 2)] [('a', 5), ('b', 2), ('r', 2), ('c', 1), ('d', 1)] 11 11
# expect: Counter({'a': 7, 'r': 2, 'b': 1, 'c': 1, 'd': 1}) ['a', 'a', 'a', 'a', 'a', 'a', 'a', 'b', 'c', 'd', 'r', 'r']
# expect: Counter({'a': 4, 'b': 3}) Counter({'a': 2}) Counter({'a': 1, 'b': 1}) Counter({'a': 3, 'b': 2})
# expect: True Counter() Counter({'x': 2}) 5 {'a': 2, 'b': 1} True
# expect: deque([1, 2, 3]) 0 4 5 4 0 [1, 2, 3] True False
# expect: deque([3, 1, 2])
# expect: deque([2, 3, 1])
# expect: deque(['b', 'a', 2, 3, 1, 7, 8])
# expect: deque([7, 8, 9], maxlen=3) 3
# expect: deque([8, 9, 10], maxlen=3)
# expect: deque([1, 8, 9], maxlen=3)
# expect: deque([8, 7, 1, 3, 2, 'a', 'b']) 1 1
# expect: deque([8, 'z', 1, 3, 2, 'a', 'b'])
# expect: deque(['first', 1, 3, 2, 'a', 'b']) ['b', 'a', 2, 3, 1, 'first']
# expect: True True deque([1, 2]) deque(['a', 'b', 'a', 'b']) True deque([], maxlen=0)
# expect: IndexError pop from an empty deque
# expect: IndexError pop from an empty deque
# expect: IndexError deque index out of range
# expect: ValueError 2 is not in deque
# expect: ValueError maxlen must be non-negative
# expect: deque mutated during iteration
# expect: ['start', 'startL', 'startR', 'startLL', 'startLR', 'startRL', 'startRR']
# expect: 1 3 ChainMap({'a': 1}, {'a': 2, 'b': 3}) 2 True 0 ['a', 'b'] {'a': 1, 'b': 3} [{'a': 1}, {'a': 2, 'b': 3}] ChainMap({'a': 2, 'b': 3}) ChainMap({'c': 1}, {'a': 1}, {'a': 2, 'b': 3})
# expect: ChainMap({'a': 1, 'z': 5}, {'a': 2, 'b': 3})
# expect: KeyError 'nope'
# expect: True True False True True False True True False True
# expect: True True True False
