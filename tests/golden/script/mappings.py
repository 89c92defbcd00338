from collections import ChainMap, OrderedDict
c = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(dict(c), dict(c, z=1), {**c, 'k': 0}, OrderedDict(c))
d = {'q': 1}
d.update(c)
print(d)
def f(**k): return k
print(f(**c))
class M:
    def keys(self): return ['x', 'y']
    def __getitem__(self, k): return k * 2
print(dict(M()), {**M()}, f(**M()))
class Pairs:
    def __iter__(self): return iter([('a', 1), ('b', 2)])
print(dict(Pairs()))
for bad in (lambda: {**Pairs()}), (lambda: f(**Pairs())), (lambda: dict([1])), (lambda: dict(5)), (lambda: {**5}):
    try: bad()
    except TypeError as e: print(str(e).replace('__main__.', ''))
from collections import Counter
e = {'a': 1}
e |= [('n', 1)]
e |= c
print(e, Counter(c))
class C:
    x: int = 1
    y: str
    print(__annotations__)
    __annotations__['z'] = float
    n = len(__annotations__)
print(C.__annotations__, C.n)
# expect: {'a': 1, 'b': 3} {'a': 1, 'b': 3, 'z': 1} {'a': 1, 'b': 3, 'k': 0} OrderedDict([('a', 1), ('b', 3)])
# expect: {'q': 1, 'a': 1, 'b': 3}
# expect: {'a': 1, 'b': 3}
# expect: {'x': 'xx', 'y': 'yy'} {'x': 'xx', 'y': 'yy'} {'x': 'xx', 'y': 'yy'}
# expect: {'a': 1, 'b': 2}
# expect: 'Pairs' object is not a mapping
# expect: f() argument after ** must be a mapping, not Pairs
# expect: cannot convert dictionary update sequence element #0 to a sequence
# expect: 'int' object is not iterable
# expect: 'int' object is not a mapping
# expect: {'a': 1, 'n': 1, 'b': 3} Counter({'b': 3, 'a': 1})
# expect: {'x': <class 'int'>, 'y': <class 'str'>}
# expect: {'x': <class 'int'>, 'y': <class 'str'>, 'z': <class 'float'>} 3
