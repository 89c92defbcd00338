a = [3, 1, 2]
a.append(4); a.extend([5, 6]); a.insert(0, 9); a.insert(-1, 8); print(a, a.pop(), a.pop(0), a, a.index(2), a.count(1), len(a))
a.sort(); print(a); a.sort(reverse=True); print(a); a.reverse(); print(a); a.remove(3); print(a)
print(sorted([3, 1, 2]), sorted('bca'), sorted([1, -3, 2], key=abs), sorted([(1, 'b'), (1, 'a'), (0, 'z')]), sorted([5, 3], reverse=True))
print(sorted([('a', 1), ('b', 1), ('c', 0)], key=lambda t: t[1]), sorted([('a', 1), ('b', 1), ('c', 0)], key=lambda t: t[1], reverse=True))
print(a[1:3], a[::2], a[-2:], a[::-1], a[:], a[10:], a[-100:2], [1, 2] + [3], [0] * 3, [1, 2] == [1, 2], [1, 2] < [1, 3], (1, 2) < (1, 2, 0))
b = a; b += [100]; print(a is b, a); b = b + [1]; print(a is b)
a[0] = 'first'; a[1:3] = ['x', 'y', 'z']; print(a); del a[0]; print(a); del a[1:3]; print(a); a[::2] = [0] * len(a[::2]); print(a)
x, y = 1, 2; x, y = y, x; print(x, y)
(p, q), r = (1, 2), 3; print(p, q, r)
first, *rest = [1, 2, 3]; print(first, rest); *init, last = (1, 2, 3); print(init, last); m, *mid, z = 'abcd'; print(m, mid, z); u, *v = [1]; print(u, v)
[c, d] = [7, 8]; print(c, d)
i = j = []; i.append(1); print(j)
d = {'a': 1, 'b': 2}; d['c'] = 3; print(d, d['a'], d.get('z'), d.get('z', 0), 'a' in d, len(d), list(d), list(d.keys()), list(d.values()), list(d.items()))
for k, v in d.items(): print(k, v, end=' ')
print(); del d['a']; print(d, d.pop('b'), d, d.pop('q', 'none'), d.setdefault('n', 5), d); d.update({'c': 30}, e=1); print(d, dict(a=1), dict([('x', 1)]), {**d, 'z': 0}, {1: 'a', 1.0: 'b', True: 'c'})
d2 = {}; d2[(1, 2)] = 'tuple'; d2[None] = 0; print(d2, d2[(1, 2)], {'a': 1} == {'a': 1.0}, {'a': 1} | {'b': 2})
s = {3, 1, 2, 3}; print(sorted(s), len(s), 2 in s, sorted(s | {9}), sorted(s & {1, 2, 7}), sorted(s - {1}), sorted(s ^ {1, 10}), {1, 2} <= {1, 2, 3}, {1} == {1.0}); s.add(5); s.discard(77); s.remove(1); print(sorted(s))
print([i * i for i in range(5)], [i for i in range(10) if i % 2 if i > 3], [(i, j) for i in range(2) for j in 'ab'], {i: i * 2 for i in range(3)}, sorted({i % 3 for i in range(9)}), [[j for j in range(i)] for i in range(3)])
print(list(range(5)), list(range(2, 8, 3)), list(range(5, 0, -2)), range(10)[3], range(10)[-1], len(range(0, 10, 3)), 4 in range(0, 10, 2), 5 in range(0, 10, 2), range(10)[2:5], list(range(3, 3)), range(0) == range(2, 2))
print(list(enumerate('ab')), list(enumerate('ab', 1)), list(zip([1, 2, 3], 'ab')), list(map(lambda x: x + 1, [1, 2])), list(map(lambda x, y: x * y, [1, 2], [3, 4])), list(filter(None, [0, 1, '', 'a'])), list(filter(lambda x: x > 1, [1, 2, 3])), list(reversed([1, 2, 3])), list(reversed(range(3))))
print(any([0, 1]), all([1, 0]), any([]), all([]), all(x > 0 for x in [1, 2]), sum(x for x in range(4)), max(x * x for x in [-3, 2]), min([3, 1], key=lambda v: -v), max([], default='none'), max('a', 'bb', key=len))
print(tuple([1, 2]), tuple('ab'), (), (1,), (1, 2) + (3,), (0,) * 2, list((1, 2)), list({'k': 1}), set([1, 1]) == {1}, (1, 2, 3)[1:], (1, 2, 2).count(2), (5, 6).index(6))
g = (x * 2 for x in range(3)); print(next(g), next(g), next(g), next(g, 'done'))
it = iter([1, 2]); print(next(it), list(it), list(it))
print([*range(3), *'ab'], (*[1], 2), {*[1, 2]} == {1, 2}, [1, [2, [3]]][1][1][0])
m = [[0] * 2 for _ in range(2)]; m[0][1] = 5; m[1][0] += 7; print(m); n = [[0] * 2] * 2; n[0][0] = 1; print(n)
print([1, 2, 3].copy(), [] == [], [] is [], () is (), None is None, [1, 2] != [1, 2], 'a' 'b' in ['ab'])
for i, (a, b) in enumerate([(1, 2), (3, 4)]): print(i, a, b, end=';')
print()
pts = [(x, y) for x in (-1, 1) for y in (-1, 1)]; print(pts, [n for _, n in pts], [p for p in pts if p[0] == p[1]])
l = [1, 2, 3]
for e in l:
    if e < 3: l.append(e * 10)
    if len(l) > 6: break
print(l, [a or b for a, b in [(0, 1), (2, 3)]])
print({k: v for k, v in zip('ab', range(2))}, dict(zip(['x', 'y'], (1, 2))), [y := 5, y * 2], (lambda *a, **k: (a, k))(1, 2, z=3))
# expect: [3, 1, 2, 4, 5, 8] 6 9 [3, 1, 2, 4, 5, 8] 2 1 6
# expect: [1, 2, 3, 4, 5, 8]
# expect: [8, 5, 4, 3, 2, 1]
# expect: [1, 2, 3, 4, 5, 8]
# expect: [1, 2, 4, 5, 8]
# expect: [1, 2, 3] ['a', 'b', 'c'] [1, 2, -3] [(0, 'z'), (1, 'a'), (1, 'b')] [5, 3]
# expect: [('c', 0), ('a', 1), ('b', 1)] [('a', 1), ('b', 1), ('c', 0)]
# expect: [2, 4] [1, 4, 8] [5, 8] [8, 5, 4, 2, 1] [1, 2, 4, 5, 8] [] [1, 2] [1, 2, 3] [0, 0, 0] True True True
# expect: True [1, 2, 4, 5, 8, 100]
# expect: False
# expect: ['first', 'x', 'y', 'z', 5, 8, 100]
# expect: ['x', 'y', 'z', 5, 8, 100]
# expect: ['x', 5, 8, 100]
# expect: [0, 5, 0, 100]
# expect: 2 1
# expect: 1 2 3
# expect: 1 [2, 3]
# expect: [1, 2] 3
# expect: a ['b', 'c'] d
# expect: 1 []
# expect: 7 8
# expect: [1]
# expect: {'a': 1, 'b': 2, 'c': 3} 1 None 0 True 3 ['a', 'b', 'c'] ['a', 'b', 'c'] [1, 2, 3] [('a', 1), ('b', 2), ('c', 3)]
# expect: a 1 b 2 c 3 
# expect: {'c': 3, 'n': 5} 2 {'c': 3, 'n': 5} none 5 {'c': 3, 'n': 5}
# expect: {'c': 30, 'n': 5, 'e': 1} {'a': 1} {'x': 1} {'c': 30, 'n': 5, 'e': 1, 'z': 0} {1: 'c'}
# expect: {(1, 2): 'tuple', None: 0} tuple True {'a': 1, 'b': 2}
# expect: [1, 2, 3] 3 True [1, 2, 3, 9] [1, 2] [2, 3] [2, 3, 10] True True
# expect: [2, 3, 5]
# expect: [0, 1, 4, 9, 16] [5, 7, 9] [(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')] {0: 0, 1: 2, 2: 4} [0, 1, 2] [[], [0], [0, 1]]
# expect: [0, 1, 2, 3, 4] [2, 5] [5, 3, 1] 3 9 4 True False range(2, 5) [] True
# expect: [(0, 'a'), (1, 'b')] [(1, 'a'), (2, 'b')] [(1, 'a'), (2, 'b')] [2, 3] [3, 8] [1, 'a'] [2, 3] [3, 2, 1] [2, 1, 0]
# expect: True False False True True 6 9 3 none bb
# expect: (1, 2) ('a', 'b') () (1,) (1, 2, 3) (0, 0) [1, 2] ['k'] True (2, 3) 2 1
# expect: 0 2 4 done
# expect: 1 [2] []
# expect: [0, 1, 2, 'a', 'b'] (1, 2) True 3
# expect: [[0, 5], [7, 0]]
# expect: [[1, 0], [1, 0]]
# expect: [1, 2, 3] True False True True False True
# expect: 0 1 2;1 3 4;
# expect: [(-1, -1), (-1, 1), (1, -1), (1, 1)] [-1, 1, -1, 1] [(-1, -1), (1, 1)]
# expect: [1, 2, 3, 10, 20] [1, 2]
# expect: {'a': 0, 'b': 1} {'x': 1, 'y': 2} [5, 10] ((1, 2), {'z': 3})
