import copy
from copy import deepcopy
a = [1, [2, 3], {'k': [4]}, (5, [6]), {7}]
b, c = copy.copy(a), deepcopy(a)
a[1].append('x'); a[2]['k'].append('y'); a[3][1].append('z')
print(a, b, c, b[1] is a[1], c[1] is a[1], c == a)
loop = [1]; loop.append(loop)
twin = deepcopy(loop); print(twin[1] is twin, twin is loop, twin[1][1][0])
shared = [0]; pair = deepcopy([shared, shared]); pair[0].append(1); print(pair, shared)
class Node:
    def __init__(self, v, nxt=None): self.v, self.nxt, self.items = v, nxt, [v]
n = Node(1, Node(2)); n.nxt.nxt = n
m = deepcopy(n); m.nxt.items.append(5)
print(m.v, m.nxt.v, m.nxt.nxt is m, m is n, n.nxt.items, m.nxt.items, type(m).__name__)
s = copy.copy(n); s.items.append('s'); print(n.items, s is n, s.nxt is n.nxt)
t = (1, 2, 'a'); print(deepcopy(t) is t, copy.copy(t) is t)
class C:
    def __init__(self, x): self.x = x
    def __copy__(self): return C(self.x + 1)
    def __deepcopy__(self, memo): return C(deepcopy(self.x, memo) * 10)
print(copy.copy(C(1)).x, deepcopy(C(2)).x, [v.x for v in deepcopy([C(3)])])
f = lambda x: x
print(deepcopy(f) is f, deepcopy(C) is C, deepcopy(None), deepcopy(3.5), deepcopy('s'), deepcopy(range(3)), deepcopy({'a': (1, [2])}))
from collections import defaultdict, OrderedDict, Counter, deque, namedtuple
d = defaultdict(list, a=[1]); e = deepcopy(d); e['a'].append(2); e['b'].append(3); print(d, e)
print(deepcopy(OrderedDict(a=[1])), deepcopy(Counter('aab')), deepcopy(deque([[1]], maxlen=2)), copy.copy(deque([1])))
P = namedtuple('P', 'x y'); p = P([1], 2); q = deepcopy(p); q.x.append(5); print(p, q, type(q).__name__)
# expect: [1, [2, 3, 'x'], {'k': [4, 'y']}, (5, [6, 'z']), {7}] [1, [2, 3, 'x'], {'k': [4, 'y']}, (5, [6, 'z']), {7}] [1, [2, 3], {'k': [4]}, (5, [6]), {7}] True False False
# expect: True False 1
# expect: [[0, 1], [0, 1]] [0]
# expect: 1 2 True False [2] [2, 5] Node
# expect: [1, 's'] False True
# expect: True True
# expect: 2 20 [30]
# expect: True True None 3.5 s range(0, 3) {'a': (1, [2])}
# expect: defaultdict(<class 'list'>, {'a': [1]}) defaultdict(<class 'list'>, {'a': [1, 2], 'b': [3]})
# expect: OrderedDict([('a', [1])]) Counter({'a': 2, 'b': 1}) deque([[1]], maxlen=2) deque([1])
# expect: P(x=[1], y=2) P(x=[1, 5], y=2) P
