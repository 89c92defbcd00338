class A:
    def f(self): return 'A'
class B(A):
    def f(self): return 'B' + super().f()
class C(A):
    def f(self): return 'C' + super().f()
class D(B, C):
    def f(self): return 'D' + super().f()
print(D().f(), [c.__name__ for c in D.__mro__], D.__bases__, isinstance(D(), C), issubclass(D, (int, B)))
class E(D): pass
print(E().f(), E.__mro__[0].__name__, len(E.__mro__))
try:
    class X(A, B): pass
except TypeError as e: print(e)
try:
    class X(A, A): pass
except TypeError as e: print(e)
try:
    class X(bool): pass
except TypeError as e: print(e)
class L(list):
    def __init__(self, *a):
        super().__init__(a)
        self.name = 'n'
    def append(self, x):
        super().append(x * 2)
    def __getitem__(self, i):
        return ('got', super().__getitem__(i))
    def total(self): return sum(self)
l = L(1, 2); l.append(3); print(l, len(l), l[0], l.total(), l.name, isinstance(l, list), [x for x in l], l == [1,2,6], l + [1], 2 in l)
l.extend([4]); l.sort(reverse=True); print(l, sorted(l), list(reversed(l)), type(l).__name__, bool(L()), repr(L()))
class M(list): pass
m = M([3,1]); m.append(2); print(m, m[1:], type(m[1:]).__name__, m * 2)
class Dd(dict):
    def __getattr__(self, k):
        try: return self[k]
        except KeyError: raise AttributeError(k)
    def __setattr__(self, k, v): self[k] = v
    def __missing__(self, k): return 'miss ' + str(k)
d = Dd(a=1); d.b = 2; print(d, d.a, d['zz'], d.get('q'), 'b' in d, list(d.items()))
class I(int):
    def __add__(self, o): return I(int(self) + o + 100)
    def double(self): return self * 2
i = I(5); print(i, i + 1, i * 2, i.double(), isinstance(i, int), type(i + 1).__name__, i == 5, hash(i) == hash(5), {5: 'x'}[i], f'{i:03d}', [1,2,3,4,5,6][i], range(i))
class S(str):
    def shout(self): return self.upper() + '!'
s = S('abc'); print(s, s.shout(), len(s), s + 'd', s[1], s == 'abc', 'b' in s, '%s' % s, s.split('b'), repr(s), ' '.join([s, s]))
class F(float):
    def __new__(cls, v, unit='mm'):
        o = super().__new__(cls, v); o.unit = unit; return o
f = F(2.5, 'cm'); print(f, f.unit, f * 2, f + f, round(f), f < 3, abs(-f), -f, int(f), f'{f:.2f}')
class T(tuple):
    def __new__(cls, x, y): return super().__new__(cls, (x, y))
    @property
    def x(self): return self[0]
t = T(1, 2); print(t, t.x, t == (1, 2), len(t), t + (3,), {t: 1}[(1, 2)]); a, b = t; print(a, b)
class Se(set):
    def add2(self, x): self.add(x); return self
print(Se([1]).add2(2), len(Se()), 1 in Se([1]))
class V(Exception):
    def __init__(self, code, msg='m'):
        super().__init__(msg); self.code = code
    def __str__(self): return f'{self.code}:{self.args}'
try: raise V(3)
except V as e: print(e, repr(e), e.code)
class W(ValueError): pass
try: raise W('a', 1)
except Exception as e: print(e, repr(e), e.args, isinstance(e, ValueError))
class P:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "doc of x"
        return self._x
    @x.setter
    def x(self, v): self._x = v * 10
    @x.deleter
    def x(self): print('del'); self._x = None
p = P(); p.x = 2; print(p.x); del p.x; print(p.x, P.x.__doc__, P.x.fget(p))
class Q:
    y = property(lambda self: 7, doc='yy')
    def __setattr__(self, n, v): print('set', n, v); super().__setattr__(n, v)
    def __delattr__(self, n): print('del', n); object.__delattr__(self, n)
    def __getattr__(self, n):
        if n.startswith('_'): raise AttributeError(n)
        return 'dyn ' + n
q = Q(); q.a = 1; print(q.a, q.b, q.y, hasattr(q, '_z'), getattr(q, '_z', 'def')); del q.a; print(q.a)
try: q.y = 3
except AttributeError as e: print(e)
try: del q.nope
except AttributeError as e: print(e)
class R:
    def __getattribute__(self, n):
        if n == 'magic': return 42
        return super().__getattribute__(n)
    def __init__(self): self.z = 1
print(R().magic, R().z)
try: R().nope
except AttributeError as e: print(e)
class Typed:
    def __set_name__(self, owner, name): self.n = '_' + name; print('name', owner.__name__, name)
    def __get__(self, o, t=None):
        if o is None: return self
        return getattr(o, self.n, 'unset')
    def __set__(self, o, v):
        if not isinstance(v, int): raise TypeError('int wanted for ' + self.n)
        setattr(o, self.n, v)
    def __delete__(self, o): print('desc del')
class U:
    a = Typed(); b = Typed()
u = U(); print(u.a); u.a = 4; print(u.a, u.__dict__, isinstance(U.a, Typed)); del u.a
try: u.b = 'x'
except TypeError as e: print(e)
class NonData:
    def __get__(self, o, t): return 'nd'
class Y: z = NonData()
y = Y(); print(y.z); y.z = 5; print(y.z, vars(y))
class Sl:
    __slots__ = ('a', 'b')
    def __init__(self): self.a = 1
s = Sl(); s.b = 2; print(s.a, s.b)
try: s.c = 3
except AttributeError as e: print(e)
try: s.__dict__
except AttributeError as e: print(e)
class Sing:
    _i = None
    def __new__(cls, *a):
        if cls._i is None: cls._i = super().__new__(cls)
        return cls._i
    def __init__(self, v=0): self.v = v
a = Sing(1); b = Sing(2); print(a is b, a.v)
class Base:
    subs = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag; Base.subs.append(cls.__name__)
class S1(Base, tag='t1'): pass
class S2(S1): pass
print(Base.subs, S1.tag, S2.tag)
T = type('T', (Base,), {'x': 5, 'm': lambda self: self.x + 1}); print(T.__name__, T().m(), T.x, Base.subs)
class Meta2(metaclass=type): pass
print(type(Meta2).__name__, Meta2.__class__, type(3), type(None), type(type))
class K: pass
k = K(); k.q = 1; k.__dict__['w'] = 2; print(k.w, vars(k), K.__dict__.get('nope'), K.__name__, K.__qualname__, K.__module__, K.__doc__)
K.cls = 'c'; print(k.cls); del K.cls; print(hasattr(k, 'cls'))
def fn(a, b=2): "docstring"; return a
fn.attr = 5; print(fn.attr, fn.__name__, fn.__doc__, fn.__defaults__, fn.__dict__)
print(k.__class__.__name__, K.__bases__, K.__mro__ == (K, object))
class Outer:
    "outer doc"
    class Inner:
        def f(self): return type(self).__qualname__
print(Outer.Inner().f(), Outer.__doc__, Outer.Inner.__qualname__)
print([n for n in dir(K()) if not n.startswith('__')], [n for n in dir(Outer) if n[0] != '_'])
class Abs:
    def area(self): raise NotImplementedError
    def __str__(self): return f'{self.__class__.__name__} {self.area()}'
class Sq(Abs):
    def __init__(self, a): self.a = a
    def area(self): return self.a ** 2
print(Sq(3), str(Sq(2)))
try: Abs().area()
except NotImplementedError as e: print(repr(e))
class Mix:
    def hello(self): return 'hello ' + self.name()
class Impl(Mix, Abs):
    def name(self): return 'impl'
print(Impl().hello(), Impl.__mro__[1].__name__)
class Init1:
    def __init__(self, **kw): self.kw = kw
class Init2(Init1):
    def __init__(self, a, **kw): super().__init__(**kw); self.a = a
class Init3(Init2):
    def __init__(self, *args, **kw): Init2.__init__(self, *args, **kw)
i = Init3(1, b=2); print(i.a, i.kw)
try: Init3()
except TypeError as e: print(e)
try: Sq()
except TypeError as e: print(e)
try: Sq(1).foo()
except AttributeError as e: print(e)
class G:
    @property
    def bad(self): return self.nope
try: G().bad
except AttributeError as e: print(e)
try: object().x = 1
except AttributeError as e: print(e)
try: int.x = 1
except TypeError as e: print(e)
try: super().x
except RuntimeError as e: print(e)
class Z:
    def __init__(self): return 5
try: Z()
except TypeError as e: print(e)
# expect: DBCA ['D', 'B', 'C', 'A', 'object'] (<class '__main__.B'>, <class '__main__.C'>) True True
# expect: DBCA E 6
# expect: Cannot create a consistent method resolution
# expect: order (MRO) for bases A, B
# expect: duplicate base class A
# expect: type 'bool' is not an acceptable base type
# expect: [1, 2, 6] 3 ('got', 1) 9 n True [1, 2, 6] True [1, 2, 6, 1] True
# expect: [6, 4, 2, 1] [1, 2, 4, 6] [1, 2, 4, 6] L False []
# expect: [3, 1, 2] [1, 2] list [3, 1, 2, 3, 1, 2]
# expect: {'a': 1, 'b': 2} 1 miss zz None True [('a', 1), ('b', 2)]
# expect: 5 106 10 10 True I True True x 005 6 range(0, 5)
# expect: abc ABC! 3 abcd b True True abc ['a', 'c'] 'abc' abc abc
# expect: 2.5 cm 5.0 5.0 2 True 2.5 -2.5 2 2.50
# expect: (1, 2) 1 True 2 (1, 2, 3) 1
# expect: 1 2
# expect: Se({1, 2}) 0 True
# expect: 3:('m',) V('m') 3
# expect: ('a', 1) W('a', 1) ('a', 1) True
# expect: 20
# expect: del
# expect: None doc of x None
# expect: set a 1
# expect: 1 dyn b 7 False def
# expect: del a
# expect: dyn a
# expect: set y 3
# expect: property 'y' of 'Q' object has no setter
# expect: del nope
# expect: 'Q' object has no attribute 'nope'
# expect: 42 1
# expect: 'R' object has no attribute 'nope'
# expect: name U a
# expect: name U b
# expect: unset
# expect: 4 {'_a': 4} True
# expect: desc del
# expect: int wanted for _b
# expect: nd
# expect: 5 {'z': 5}
# expect: 1 2
# expect: 'Sl' object has no attribute 'c'
# expect: 'Sl' object has no attribute '__dict__'
# expect: True 2
# expect: ['S1', 'S2'] t1 None
# expect: T 6 5 ['S1', 'S2', 'T']
# expect: type <class 'type'> <class 'int'> <class 'NoneType'> <class 'type'>
# expect: 2 {'q': 1, 'w': 2} None K K __main__ None
# expect: c
# expect: False
# expect: 5 fn docstring (2,) {'attr': 5}
# expect: K (<class 'object'>,) True
# expect: Outer.Inner outer doc Outer.Inner
# expect: [] ['Inner']
# expect: Sq 9 Sq 4
# expect: NotImplementedError()
# expect: hello impl Mix
# expect: 1 {'b': 2}
# expect: Init2.__init__() missing 1 required positional argument: 'a'
# expect: Sq.__init__() missing 1 required positional argument: 'a'
# expect: 'Sq' object has no attribute 'foo'
# expect: 'G' object has no attribute 'nope'
# expect: 'object' object has no attribute 'x'
# expect: cannot set 'x' attribute of immutable type 'int'
# expect: super(): no arguments
# expect: __init__() should return None, not 'int'
