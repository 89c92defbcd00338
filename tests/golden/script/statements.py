def deco(n):
    def w(f):
        def inner(*a, **k): return (n, f(*a, **k))
        inner.__name__ = f.__name__; return inner
    return w
@deco(1)
@deco(2)
def f(x, /, y=2, *args, z, **kw): return x, y, args, z, kw
print(f(1, z=3), f(1, 5, 6, 7, z=8, w=9), f.__name__)
class D:
    def __init__(self, f): self.f = f; self.n = 0
    def __call__(self, *a): self.n += 1; return self.f(*a)
@D
def g(x): return x * 2
print(g(2), g(3), g.n)
count = 0
def outer():
    x = 1
    def inc():
        nonlocal x; global count
        x += 1; count += 10
        return x
    return inc(), inc(), x
print(outer(), count)
a, *b, c = range(5); print(a, b, c)
(a, b), [c, *d] = (1, 2), 'xyz'; print(a, b, c, d)
*a, = 'ab'; print(a)
x = y = [1]; y.append(2); print(x)
a = b = c = 0; a, b = b + 1, a + 2; print(a, b)
i = 0; l = [0, 0]; i, l[i] = 1, 5; print(i, l)
print([*range(3), *'ab'], (*[1], 2), {*[1, 1]}, {**{'a': 1}, 'b': 2, **{'a': 3}})
def r(): return *[1, 2], 3
print(r(), [y := 5, y ** 2], (n := 10) + n)
print([z for x in range(3) if (z := x * 2) > 1], z)
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, 3 > 2 != 1, 'a' in 'ab' in ['ab'], not 1 in [2])
print(1 if 0 else 2 if 0 else 3, 0 or 'x' and 'y', None or [] or 0, 1 and 2 and 3)
for i in range(3):
    if i == 5: break
else: print('no break')
while True:
    break
else: print('never')
for i, (a, b) in enumerate([(1, 2), (3, 4)]): print(i, a, b)
for x, *y in [(1, 2, 3), (4,)]: print(x, y)
l = list(range(10)); l[2:5] = 'ab'; print(l); l[::2] = [0] * len(l[::2]); print(l); del l[1:3]; print(l); del l[::3]; print(l); l[1:1] = [7, 8]; print(l); l[:] = []; print(l)
l = [1, 2, 3]; l[5:] = [9]; l[-1:] = []; l *= 2; l += (4,); l += 'x'; print(l, l[::-1], l[-2:], l[:-2], l[10:], l[-100:2], l[3:0:-1], l.index(2), l.index(2, 2), l.count(1))
l.insert(1, 'i'); l.insert(-1, 'j'); l.insert(100, 'k'); print(l, l.pop(0), l.pop(), l.pop(-2)); l.remove('x') if 'x' in l else None; l.reverse(); print(l); l.clear(); print(l)
try: l = [1, 2]; l[::2] = [1, 2, 3]
except ValueError as e: print(e)
for bad in ['l[5]', 'l["a"]', 'l[1:2:0]', 'l[None]', '(1, 2)[2]', '"a"[1]', 'l.pop(9)', 'l.index(9)', 'del l[9]', 'l[9] = 1']:
    pass
t = (1, 2) * 2; print(t, t + (3,), t[1:], t.count(1), t.index(2), (1, 2) < (1, 3), (1,) < (1, 0), [1, 2] > [1], sorted([(2, 'a'), (1, 'b')]))
m = [[0] * 3 for _ in range(2)]; m[0][1] = 5; print(m); n = [[0] * 2] * 2; n[0][0] = 1; print(n)
r = []; r.append(r); print(r, [r]); d = {}; d['d'] = d; print(d); q = ([],); q[0].append(q); print(q)
a = [3, 1, 2]; a.sort(); print(a, a.sort(reverse=True), a); a.sort(key=lambda x: -x); print(a)
s = slice(1, 5, 2); print(s, s.start, s.stop, s.step, list(range(10))[s], s == slice(1, 5, 2), s.indices(4))
del a[0], a[0]; print(a); x = 1; del x
try: x
except NameError as e: print(e)
def ff():
    y = 1; del y
    try: y
    except UnboundLocalError as e: print(e)
ff()
print([1, 2] == [1.0, 2.0], [] is [], (1, 2) == [1, 2], {1, 2} == {2, 1}, None == False, None is None, 1 is 1, 'a' != 'b')
# expect: (1, (2, (1, 2, (), 3, {}))) (1, (2, (1, 5, (6, 7), 8, {'w': 9}))) f
# expect: 4 6 2
# expect: (2, 3, 3) 20
# expect: 0 [1, 2, 3] 4
# expect: 1 2 x ['y', 'z']
# expect: ['a', 'b']
# expect: [1, 2]
# expect: 1 2
# expect: 1 [0, 5]
# expect: [0, 1, 2, 'a', 'b'] (1, 2) {1} {'a': 3, 'b': 2}
# expect: (1, 2, 3) [5, 25] 20
# expect: [2, 4] 4
# expect: True False True True True True
# expect: 3 y 0 3
# expect: no break
# expect: 0 1 2
# expect: 1 3 4
# expect: 1 [2, 3]
# expect: 4 []
# expect: [0, 1, 'a', 'b', 5, 6, 7, 8, 9]
# expect: [0, 1, 0, 'b', 0, 6, 0, 8, 0]
# expect: [0, 'b', 0, 6, 0, 8, 0]
# expect: ['b', 0, 0, 8]
# expect: ['b', 7, 8, 0, 0, 8]
# expect: []
# expect: [1, 2, 3, 1, 2, 3, 4, 'x'] ['x', 4, 3, 2, 1, 3, 2, 1] [4, 'x'] [1, 2, 3, 1, 2, 3] [] [1, 2] [1, 3, 2] 1 4 2
# expect: ['i', 2, 3, 1, 2, 3, 4, 'x'] 1 k j
# expect: [4, 3, 2, 1, 3, 2, 'i']
# expect: []
# expect: attempt to assign sequence of size 3 to extended slice of size 1
# expect: (1, 2, 1, 2) (1, 2, 1, 2, 3) (2, 1, 2) 2 1 True True True [(1, 'b'), (2, 'a')]
# expect: [[0, 5, 0], [0, 0, 0]]
# expect: [[1, 0], [1, 0]]
# expect: [[...]] [[[...]]]
# expect: {'d': {...}}
# expect: ([(...)],)
# expect: [3, 2, 1] None [3, 2, 1]
# expect: [3, 2, 1]
# expect: slice(1, 5, 2) 1 5 2 [1, 3] True (1, 4, 2)
# expect: [1]
# expect: name 'x' is not defined
# expect: cannot access local variable 'y' where it is not associated with a value
# expect: True False False True False True True True
