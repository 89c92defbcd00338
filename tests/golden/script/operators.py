class N:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, N) and self.v == o.v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return f'N({self.v})'
    def __add__(self, o): return N(self.v + (o.v if isinstance(o, N) else o))
    def __radd__(self, o): return N(o + self.v)
    def __iadd__(self, o): self.v += 1000; return self
    def __neg__(self): return N(-self.v)
    def __pos__(self): return self
    def __invert__(self): return N(~self.v)
    def __matmul__(self, o): return 'mm'
    def __rmatmul__(self, o): return 'rmm'
    def __pow__(self, o, m=None): return ('pow', o)
    def __rpow__(self, o): return ('rpow', o)
    def __mod__(self, o): return 'mod'
    def __divmod__(self, o): return 'dm'
    def __index__(self): return self.v
    def __call__(self, *a, **k): return (a, k)
    def __len__(self): return self.v
    def __contains__(self, x): return x == self.v
    def __abs__(self): return 'abs'
    def __round__(self, n=None): return ('round', n)
    def __int__(self): return 77
    def __float__(self): return 7.5
    def __bool__(self): return self.v > 0
    def __format__(self, s): return 'F<' + s + '>'
    def __and__(self, o): return 'and'
    def __ror__(self, o): return 'ror'
n = N(3); print(n + 1, 1 + n, n + n, -n, +n, ~n, n @ 1, 1 @ n, n ** 2, 2 ** n, n % 2, divmod(n, 2), [9,8,7,6][n], n(1, a=2), len(n), 3 in n, abs(n), round(n), round(n, 2), int(n), float(n), bool(N(0)), f'{n:abc}', format(n), n & 1, 1 | n, hex(n), sum([n, n]), min(n, N(1)), sorted([n, N(1)]))
n += 5; print(n, n == N(1003), n != N(1), n > N(1))
try: hash(n)
except TypeError as e: print(e)
try: {n: 1}
except TypeError as e: print(e)
try: n <= N(2)
except TypeError as e: print(e)
class H(N):
    def __hash__(self): return 5
print(len({H(1), H(1), H(2)}))
class Rx:
    def __rsub__(self, o): return 'rsub'
    def __rtruediv__(self, o): return 'rdiv'
print(1 - Rx(), 2.5 / Rx())
try: Rx() - 1
except TypeError as e: print(e)
class Bs:
    def __add__(self, o): return 'base'
class Dv(Bs):
    def __radd__(self, o): return 'derived'
print(Bs() + Dv(), Bs() + Bs())
class CM:
    n = 0
    @classmethod
    def make(cls, *a): cls.n += 1; return cls, a
    @staticmethod
    def st(x): return x + 1
    @classmethod
    def __class_getitem__(cls, k): return (cls.__name__, k)
class CN(CM): pass
print(CM.make(1)[1], CN.make()[0].__name__, CM.n, CN.n, CM.st(1), CM().st(2), CM[3], CN['x'])
print(str.upper('a'), list.__len__([1,2]), dict.fromkeys('ab', 0) if 1 else 0, int.__add__(1, 2), 'a'.__add__('b'), (5).__class__, [].__class__.__name__)
m = [].append; 
x = [1]; f = x.append; f(2); print(x, x.__len__(), x.__contains__(2), hasattr(x, '__iter__'), hasattr(5, '__iter__'), hasattr(5, '__len__'), callable(f))
b = CN().make; print(b.__name__, b.__self__.__name__)
print(object().__class__.__name__, isinstance(object(), object), object.__name__)
class Cmp:
    def __init__(s, v): s.v = v
    def __ne__(s, o): return 'ne'
print(Cmp(1) != 2, Cmp(1) == Cmp(1))
class It:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3: raise StopIteration
        return self.i
print(list(It()), next(It()), [*It()], sum(It()), max(It()), dict(enumerate(It())), list(zip(It(), 'abc')))
class Seq:
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 10
    def __len__(self): return 3
print(list(Seq()), 20 in Seq(), list(reversed(Seq())), [x for x in Seq()])
# expect: N(4) N(4) N(6) N(-3) N(3) N(-4) mm rmm ('pow', 2) ('rpow', 2) mod dm 6 ((1,), {'a': 2}) 3 True abs ('round', None) ('round', 2) 77 7.5 False F<abc> F<> and ror 0x3 N(6) N(1) [N(1), N(3)]
# expect: N(1003) True True True
# expect: unhashable type: 'N'
# expect: unhashable type: 'N'
# expect: '<=' not supported between instances of 'N' and 'N'
# expect: 2
# expect: rsub rdiv
# expect: unsupported operand type(s) for -: 'Rx' and 'int'
# expect: derived base
# expect: (1,) CN 1 2 2 3 ('CM', 3) ('CN', 'x')
# expect: A 2 {'a': 0, 'b': 0} 3 ab <class 'int'> list
# expect: [1, 2] 2 True True False False True
# expect: make CN
# expect: object True object
# expect: ne False
# expect: [1, 2, 3] 1 [1, 2, 3] 6 3 {0: 1, 1: 2, 2: 3} [(1, 'a'), (2, 'b'), (3, 'c')]
# expect: [0, 10, 20] True [20, 10, 0] [0, 10, 20]
