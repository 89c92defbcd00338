import itertools as it
from itertools import count, cycle, repeat, chain, product, permutations, combinations, combinations_with_replacement, accumulate, islice, zip_longest, starmap, takewhile, dropwhile, groupby, pairwise, tee, compress, filterfalse
import operator
print(list(islice(count(), 5)), list(islice(count(10, 3), 4)), list(islice(count(1.5, .5), 3)), list(islice(cycle('ab'), 5)), list(islice(cycle([]), 3)), list(repeat(7, 3)), list(islice(repeat('x'), 2)), list(repeat(1, -1)))
print(list(chain([1], 'ab', (2,))), list(chain.from_iterable([[1, 2], [3]])), list(chain()), list(it.chain(*[[1], [2, 3]])))
print(list(product([1, 2], 'ab')), list(product([0, 1], repeat=2)), list(product()), list(product([1], [])), len(list(product(range(3), range(4), range(5)))))
print(list(permutations([1, 2, 3])), list(permutations('abc', 2)), list(permutations([1], 2)), list(permutations([])), len(list(permutations(range(5), 3))))
print(list(combinations('abcd', 2)), list(combinations([1, 2], 3)), list(combinations(range(4), 3)), list(combinations([1], 0)))
print(list(combinations_with_replacement('ab', 2)), list(combinations_with_replacement([], 1)), list(combinations_with_replacement(range(3), 2)))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1, 2], initial=10)), list(accumulate([3, 1, 4], max)), list(accumulate([])), list(accumulate('abc')))
print(list(islice(range(10), 2, 8, 3)), list(islice('abc', None)), list(islice('abcdef', 2, None)), list(islice('abc', 0)), list(islice([1, 2, 3], 5, 2)))
print(list(zip_longest([1, 2, 3], 'a', fillvalue='-')), list(zip_longest([], [1])), list(zip_longest()))
print(list(starmap(pow, [(2, 3), (3, 2)])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(lambda x: x % 2, range(6))), list(filterfalse(None, [0, 1, ''])))
print([(k, list(g)) for k, g in groupby('aabbbca')], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], [k for k, g in groupby([1, 1, 2])])
print(list(pairwise([1, 2, 3, 4])), list(pairwise([1])), list(compress('abcd', [1, 0, 1])), [list(x) for x in tee([1, 2, 3])], [list(x) for x in tee('ab', 3)])
a, b = tee(iter(range(4))); next(b); print(list(zip(a, b)))
c = count(5); print(next(c), next(c), next(c))
for x, y in product(range(2), repeat=2): print(x, y, end=' ')
print(sum(starmap(lambda a, b: a * b, zip([1, 2], [3, 4]))), max(accumulate([1, -5, 7])), sorted(chain([3], [1])), dict(zip('ab', count())))
g = groupby([1, 1, 2, 2]); k1, g1 = next(g); k2, g2 = next(g); print(k1, list(g1), k2, list(g2))
pts = list(product(*[[-1, 1]] * 3)); print(len(pts), pts[0], type(iter(count())).__name__, isinstance(chain(), chain))
for f in (lambda: islice([1], -1), lambda: islice([1], 0, 5, 0), lambda: product([1], repeat=-1), lambda: combinations([1], -1), lambda: chain(3).__next__() if False else list(chain(3)), lambda: count('a'), lambda: list(zip_longest(3)), lambda: permutations([1], 1.5), lambda: list(starmap(pow, [1]))):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
# expect: [0, 1, 2, 3, 4] [10, 13, 16, 19] [1.5, 2.0, 2.5] ['a', 'b', 'a', 'b', 'a'] [] [7, 7, 7] ['x', 'x'] []
# expect: [1, 'a', 'b', 2] [1, 2, 3] [] [1, 2, 3]
# expect: [(1, 'a'), (1, 'b'), (2, 'a'), (2, 'b')] [(0, 0), (0, 1), (1, 0), (1, 1)] [()] [] 60
# expect: [(1, 2, 3), (1, 3, 2), (2, 1, 3), (2, 3, 1), (3, 1, 2), (3, 2, 1)] [('a', 'b'), ('a', 'c'), ('b', 'a'), ('b', 'c'), ('c', 'a'), ('c', 'b')] [] [()] 60
# expect: [('a', 'b'), ('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')] [] [(0, 1, 2), (0, 1, 3), (0, 2, 3), (1, 2, 3)] [()]
# expect: [('a', 'a'), ('a', 'b'), ('b', 'b')] [] [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)]
# expect: [1, 3, 6, 10] [1, 2, 6] [10, 11, 13] [3, 3, 4] [] ['a', 'ab', 'abc']
# expect: [2, 5] ['a', 'b', 'c'] ['c', 'd', 'e', 'f'] [] []
# expect: [(1, 'a'), (2, '-'), (3, '-')] [(None, 1)] []
# expect: [8, 9] [1, 2] [3, 1] [0, 2, 4] [0, '']
# expect: [('a', ['a', 'a']), ('b', ['b', 'b', 'b']), ('c', ['c']), ('a', ['a'])] [(1, 2), (0, 2), (1, 1)] [1, 2]
# expect: [(1, 2), (2, 3), (3, 4)] [] ['a', 'c'] [[1, 2, 3], [1, 2, 3]] [['a', 'b'], ['a', 'b'], ['a', 'b']]
# expect: [(0, 1), (1, 2), (2, 3)]
# expect: 5 6 7
# expect: 0 0 0 1 1 0 1 1 11 3 [1, 3] {'a': 0, 'b': 1}
# expect: 1 [] 2 [2, 2]
# expect: 8 (-1, -1, -1) count True
# expect: ValueError Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
# expect: ValueError Step for islice() must be a positive integer or None.
# expect: ValueError repeat argument cannot be negative
# expect: ValueError r must be non-negative
# expect: TypeError 'int' object is not iterable
# expect: TypeError a number is required
# expect: TypeError 'int' object is not iterable
# expect: TypeError Expected int as r
# expect: TypeError 'int' object is not iterable
