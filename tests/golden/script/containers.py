d = {'b': 1, 'a': 2}
k = d.keys(); v = d.values(); it = d.items()
print(k, v, it, len(k), 'a' in k, 2 in v, ('a', 2) in it, list(k), sorted(it))
d['c'] = 3; print(k, list(reversed(d)), list(v), k & {'a', 'z'}, sorted(k | ['q']) , sorted(k - {'a'}), sorted(k ^ {'b', 'y'}), k == {'a', 'b', 'c'}, it == d.items(), type(k).__name__, isinstance(k, dict))
try: k[0]
except TypeError as e: print(e)
try:
    for x in d: d['n' + x] = 1
except RuntimeError as e: print(e)
try:
    for x in d.values(): d.pop('a')
except RuntimeError as e: print(e)
print(d.popitem(), d.pop('zz', None), d.setdefault('s', []), d.get('x'), d.get('x', 5), dict.fromkeys('ab'), dict.fromkeys([1, 2], 0), dict([(1, 2)], x=3), dict(a=1) | {'b': 2}, {**d, 'q': 1})
d.update(a=5, b=6); d.update({'z': 1}); d.update([('y', 2)]); d |= {'w': 9}; print(d, len(d), d.copy() == d)
for f in [lambda: d['nope'], lambda: d.pop('nope'), lambda: {}.popitem(), lambda: dict(5), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: {[]: 1}, lambda: d.update(5), lambda: {1} | [2], lambda: {}.fromkeys(5), lambda: dict(['ab', 'cd'])]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
del d['a']; print('a' in d); d.clear(); print(d)
print({1: 'a', True: 'b', 1.0: 'c'}, {'a': 1} == {'a': 1.0}, {1: {2: 3}})
s = {3, 1, 2}
s.add(4); s.discard(9); s.remove(1); print(sorted(s), len(s), 2 in s, s == {2, 3, 4}, s <= {2, 3, 4, 5}, s < s, s >= {2}, s > {2}, s.issubset([2, 3, 4]), s.issuperset([2]), s.isdisjoint({9}), *map(sorted, (s & {2, 3}, s | {9}, s - {2}, s ^ {2, 7})))
print(*map(sorted, (s.union([8], [9]), s.intersection([2, 3], [3]), s.difference([2], [3]), s.symmetric_difference([2, 5]), s.copy())))
s.update([7], {8}); s.intersection_update({2, 3, 7}); s.difference_update([2]); s.symmetric_difference_update([1, 3]); print(sorted(s)); s |= {5}; s &= {5, 7}; s -= {7}; s ^= {1}; print(sorted(s))
f = frozenset([1, 2, 2]); print(f, len(f), f | {3}, {f: 'k'}[frozenset([2, 1])], f == {1, 2}, hash(f) == hash(frozenset([2, 1])), frozenset(), type(f | {3}).__name__, type({3} | f).__name__, f.union([5]), 1 in f, sorted(f), set(f), isinstance(f, frozenset), frozenset('ab') & frozenset('b'), {frozenset({1})})
for g in [lambda: s.remove(99), lambda: set().pop(), lambda: {[1]}, lambda: s + s, lambda: f.add(1), lambda: {1} < [1], lambda: set(5), lambda: hash({1}), lambda: {1}.union(5), lambda: {1: 2}.keys() + [1]]:
    try: print(g())
    except Exception as e: print(type(e).__name__, e)
x = {1}; x.clear(); print(x, set(), {1} == frozenset({1}), set('aab') == {'a', 'b'}, bool(set()), s.pop() in (1, 5), {*[1, 2], 3})
# expect: dict_keys(['b', 'a']) dict_values([1, 2]) dict_items([('b', 1), ('a', 2)]) 2 True True True ['b', 'a'] [('a', 2), ('b', 1)]
# expect: dict_keys(['b', 'a', 'c']) ['c', 'a', 'b'] [1, 2, 3] {'a'} ['a', 'b', 'c', 'q'] ['b', 'c'] ['a', 'c', 'y'] True True dict_keys False
# expect: 'dict_keys' object is not subscriptable
# expect: dictionary changed size during iteration
# expect: dictionary changed size during iteration
# expect: ('nb', 1) None [] None 5 {'a': None, 'b': None} {1: 0, 2: 0} {1: 2, 'x': 3} {'a': 1, 'b': 2} {'b': 1, 'c': 3, 's': [], 'q': 1}
# expect: {'b': 6, 'c': 3, 's': [], 'a': 5, 'z': 1, 'y': 2, 'w': 9} 7 True
# expect: KeyError 'nope'
# expect: KeyError 'nope'
# expect: KeyError 'popitem(): dictionary is empty'
# expect: TypeError 'int' object is not iterable
# expect: TypeError cannot convert dictionary update sequence element #0 to a sequence
# expect: ValueError dictionary update sequence element #0 has length 3; 2 is required
# expect: TypeError unhashable type: 'list'
# expect: TypeError 'int' object is not iterable
# expect: TypeError unsupported operand type(s) for |: 'set' and 'list'
# expect: TypeError 'int' object is not iterable
# expect: {'a': 'b', 'c': 'd'}
# expect: False
# expect: {}
# expect: {1: 'c'} True {1: {2: 3}}
# expect: [2, 3, 4] 3 True True True False True True True True True [2, 3] [2, 3, 4, 9] [3, 4] [3, 4, 7]
# expect: [2, 3, 4, 8, 9] [3] [4] [3, 4, 5] [2, 3, 4]
# expect: [1, 7]
# expect: [1, 5]
# expect: frozenset({1, 2}) 2 frozenset({1, 2, 3}) k True True frozenset() frozenset set frozenset({1, 2, 5}) True [1, 2] {1, 2} True frozenset({'b'}) {frozenset({1})}
# expect: KeyError 99
# expect: KeyError 'pop from an empty set'
# expect: TypeError unhashable type: 'list'
# expect: TypeError unsupported operand type(s) for +: 'set' and 'set'
# expect: AttributeError 'frozenset' object has no attribute 'add'
# expect: TypeError '<' not supported between instances of 'set' and 'list'
# expect: TypeError 'int' object is not iterable
# expect: TypeError unhashable type: 'set'
# expect: TypeError 'int' object is not iterable
# expect: TypeError unsupported operand type(s) for +: 'dict_keys' and 'list'
# expect: set() set() True True False True {1, 2, 3}
