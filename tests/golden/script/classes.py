class A:
    count = 0
    names = []
    def __init__(self, x, y=2):
        self.x = x
        self.y = y
        A.count += 1
    def total(self): return self.x + self.y
    @property
    def double(self): return self.x * 2
    @double.setter
    def double(self, v): self.x = v / 2
    @staticmethod
    def s(a): return a + 1
    @classmethod
    def make(cls, x): return cls(x, 0)
    def __repr__(self): return f'A({self.x}, {self.y})'
    def __eq__(self, o): return isinstance(o, A) and self.x == o.x
    def __add__(self, o): return A(self.x + (o.x if isinstance(o, A) else o))
    def __radd__(self, o): return A(o + self.x)
    def __lt__(self, o): return self.x < o.x
    def __len__(self): return 3
    def __getitem__(self, i):
        if i >= 3: raise IndexError('done')
        return i * self.x
    def __contains__(self, v): return v == self.x
    def __call__(self, k): return self.x * k
    def __neg__(self): return A(-self.x)
a = A(1); b = A(x=5, y=6)
print(a, b.total(), a.double, A.s(1), a.s(2), A.make(9), A.count)
a.double = 10; print(a.x, a == A(5.0), a != b, a + b, a + 1, 1 + a, sum([a, b]), a < b, len(a), a[1], list(a), 5.0 in a, a(3), -a, str(a), [a], f'{a}')
print(sorted([A(3), A(1)]), max(A(3), A(1)), bool(a), A.total(b), hasattr(a, 'x'), hasattr(a, 'nope'), getattr(a, 'nope', 'default'), a.__class__.__name__, A.__name__)
class B(A):
    def __init__(self, z):
        super().__init__(z, y=1)
        self.z = z
    def total(self): return super().total() * 100
    def __repr__(self): return 'B!'
b = B(4); print(b, b.total(), b.double, isinstance(b, A), isinstance(b, B), issubclass(B, A), B.make, type(b) is B) if False else print(b, b.total(), b.double, isinstance(b, A), issubclass(B, A), type(b) is B)
setattr(b, 'q', 7); print(b.q, b.count == A.count); b.count = 99; print(b.count != A.count); del b.q; print(hasattr(b, 'q'))
class Plain: pass
p = Plain(); p.v = 1; p.v += 4; print(p.v, p == p, p == Plain(), p is p)
class Iter:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3: raise StopIteration
        return self.i
print(list(Iter()), [x for x in Iter()], sum(Iter()), next(Iter()))
class K:
    size = 3
    sizes = [size * i for i in range(3)] if False else [3, 6]
    big = size * 10
    def get(self): return self.size + K.big
print(K().get(), K.big, K.sizes)
class E1(ValueError): pass
class E2(E1):
    def __str__(self): return 'custom'
try: raise E2('x')
except ValueError as e: print(e, type(e).__name__, repr(e))
try: raise E1
except E1 as e: print(repr(str(e)))
def deco(f):
    def wrapper(*a, **k):
        print('before')
        return f(*a, **k) + 1
    return wrapper
@deco
def g(x, y=1): return x * y
print(g(3), g(3, y=2))
class Vec:
    def __init__(self, *c): self.c = c
    def __iter__(self): return iter(self.c)
    def __mul__(self, k): return Vec(*[x * k for x in self.c])
    __rmul__ = __mul__
    def __hash__(self): return 1
    def __eq__(self, o): return self.c == o.c
x, y = Vec(1, 2) * 2; print(x, y, *Vec(7, 8)); print(list(3 * Vec(1)), {Vec(1): 'v'}[Vec(1)])
class Attr:
    def __getattr__(self, name): return name + '!'
print(Attr().anything)
class G:
    def __setitem__(self, k, v): self.last = (k, v)
    def __delitem__(self, k): self.last = k
    def __bool__(self): return False
g1 = G(); g1[1] = 2; print(g1.last); del g1[5]; print(g1.last, bool(g1), 'falsy' if not g1 else '')
def outer():
    class Local:
        def m(self): return v
    v = 8
    return Local().m()
print(outer())
# expect: A(1, 2) 11 2 2 3 A(9, 0) 3
# expect: 5.0 True False A(10.0, 2) A(6.0, 2) A(6.0, 2) A(10.0, 2) False 3 5.0 [0.0, 5.0, 10.0] True 15.0 A(-5.0, 2) A(5.0, 2) [A(5.0, 2)] A(5.0, 2)
# expect: [A(1, 2), A(3, 2)] A(3, 2) True 11 True False default A A
# expect: B! 500 8 True True True
# expect: 7 True
# expect: True
# expect: False
# expect: 5 True False True
# expect: [1, 2, 3] [1, 2, 3] 6 1
# expect: 33 30 [3, 6]
# expect: custom E2 E2('x')
# expect: ''
# expect: before
# expect: before
# expect: 4 7
# expect: 2 4 7 8
# expect: [3] v
# expect: anything!
# expect: (1, 2)
# expect: 5 False falsy
# expect: 8
