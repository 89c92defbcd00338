from enum import *
class C(Enum):
    A=1
    B=2
for f in (lambda: 3 in C, lambda: C(3), lambda: C['z'], lambda: C.A < C.B, lambda: C.z, lambda: C('a'), lambda: C.A + 1, lambda: C.A.z, lambda: 1 in C, lambda: C.A.value, lambda: C(C.A)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try: C.A = 3
except Exception as e: print(type(e).__name__, e)
try: C.A.name = 3
except Exception as e: print(type(e).__name__, e)
try:
    class D(C): pass
except Exception as e: print(type(e).__name__, e)
class F(Flag):
    R=1
    W=2
    X=auto()
    RW=3
print(repr(F.R|F.W), F.R|F.W, repr(F.R|F.X), str(F.R|F.X), list(F), list(F.RW), ~F.R, F(0), repr(F(0)), bool(F(0)), F.R in F.RW, len(F), F.RW.name, (F.R|F.X).name, (F.R|F.X).value, F(5))
try: F(9)
except Exception as e: print(type(e).__name__, e)
class I(IntFlag):
    A=1
    B=2
print(repr(I.A|I.B), I.A|I.B, I.A|8, repr(I(8)), repr(I(9)), I.A+1, I.A&3, f'{I.A}', ~I.A, str(I.A|I.B))
class S(StrEnum):
    X='x'
    Y=auto()
print(S.X, repr(S.X), S.Y, S.X+'q', S.X=='x', f'{S.X:>4}', S.X.upper())
class N(IntEnum):
    P=1
    Q=2
print(N.P, repr(N.P), N.P+1, N.P<N.Q, N.P==1, [10,20,30][N.P], f'{N.P:03d}', str(N.P), '%d' % N.P, N.P<2, sum(N), max(N), N(1) is N.P, {1:'a'}[N.P], range(N.Q), isinstance(N.P,int), N.P*2.5, float(N.P), round(2.345, N.Q), '%s' % N.P, N.P.value, hash(N.P)==hash(1), divmod(5,N.Q), 5%N.Q, N.P or 3, int(N.P))
class E2(str, Enum):
    A='a'
    B='b'
print(E2.A, repr(E2.A), E2.A=='a', E2.A.upper(), f'{E2.A}', '%s'%E2.A, E2.A+'z', 'a' in E2.__members__, E2('a'), len(E2.A), {E2.A:1}['a'], isinstance(E2.A,str), E2.A.value)
class P(Enum):
    EARTH=(1,2)
    MARS=(3,4)
    def __init__(self, m, r): self.m=m; self.r=r
    @property
    def d(self): return self.m/self.r
    @classmethod
    def default(cls): return cls.MARS
    def describe(self): return self.name.lower(), self.value
    def __str__(self): return f'P<{self.name}>'
print(P.EARTH.m, P.MARS.d, P.default(), P.EARTH.describe(), P((1,2)), repr(P.EARTH), [p for p in P], f'{P.MARS}')
print(type(C.A), C, C.__members__, isinstance(C.A, C), isinstance(C.A, Enum), C.A.__class__, C.A is C.A, C.A == C.A, C.A != C.B, {C.A: 1}, C.A.name, hash(C.A) == hash(C.A))
class Al(Enum):
    X=1
    Y=1
    Z=auto()
print(list(Al), Al.Y, Al.Y is Al.X, Al.Z.value, Al.__members__, len(Al), list(reversed(Al)))
try:
    @unique
    class U(Enum):
        X=1
        Y=1
except Exception as e: print(type(e).__name__, e)
Fn=Enum('Fn', 'A B C'); print(list(Fn), Fn.B.value); print(list(Enum('G', ['x','y']))); print(Enum('H', {'p': 5}).p.value)
class Au(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower()
    ONE=auto()
    TWO=auto()
print([a.value for a in Au])
print(C.A in C, C.A in [C.A], list(zip(C, F)), sorted(C, key=lambda c: -c.value), C['A'], getattr(C,'B'))
class L(Enum):
    A=lambda x: x
    B=[1]
print(list(L), L.B.value, L([1]))
class M(Enum):
    A=1
    @classmethod
    def _missing_(cls, v): return cls.A
print(M(99))
import copy, dataclasses
print(copy.deepcopy([C.A])[0] is C.A, copy.copy(N.P) is N.P, {C.A, C.A, C.B} == set(C))
@dataclasses.dataclass
class Part:
    kind: C = C.A
    flags: F = F.R
print(Part(), Part(C.B) == Part(C.B), Part(flags=F.R | F.W))
match C.B:
    case C.A: print('a')
    case C.B: print('b')
print(hasattr(C, 'q'), hasattr(C, 'A'), getattr(C, 'q', None), 'A' in C.__members__, [m.name for m in C], {m.name: m.value for m in N})
def area(kind):
    if kind is C.A: return 1
    elif kind == C.B: return 2
print(area(C.A), area(C.B), N.P.name, N['Q'], N(2).name, sorted(N, reverse=True), [m for m in N if m > 1], N.P.real, min(N.P, 5))
# expect: TypeError unsupported operand type(s) for 'in': 'int' and 'EnumType'
# expect: ValueError 3 is not a valid C
# expect: KeyError 'z'
# expect: TypeError '<' not supported between instances of 'C' and 'C'
# expect: AttributeError z
# expect: ValueError 'a' is not a valid C
# expect: TypeError unsupported operand type(s) for +: 'C' and 'int'
# expect: AttributeError 'C' object has no attribute 'z'
# expect: TypeError unsupported operand type(s) for 'in': 'int' and 'EnumType'
# expect: 1
# expect: C.A
# expect: AttributeError cannot reassign member 'A'
# expect: AttributeError <enum 'Enum'> cannot set attribute 'name'
# expect: TypeError <enum 'D'> cannot extend <enum 'C'>
# expect: <F.RW: 3> F.RW <F.R|X: 5> F.R|X [<F.R: 1>, <F.W: 2>, <F.X: 4>] [<F.R: 1>, <F.W: 2>] F.W|X F(0) <F: 0> False True 3 RW R|X 5 F.R|X
# expect: ValueError <flag 'F'> invalid value 9
# expect:     given 0b0 1001
# expect:   allowed 0b0 0111
# expect: <I.A|B: 3> 3 9 <I: 8> <I.A|8: 9> 2 1 1 2 3
# expect: x <S.X: 'x'> y xq True    x X
# expect: 1 <N.P: 1> 2 True True 20 001 1 1 True 3 2 True a range(0, 2) True 2.5 1.0 2.35 1 1 True (2, 1) 1 1 1
# expect: E2.A <E2.A: 'a'> True A E2.A E2.A az False E2.A 1 1 True a
# expect: 1 0.75 P<MARS> ('earth', (1, 2)) P<EARTH> <P.EARTH: (1, 2)> [<P.EARTH: (1, 2)>, <P.MARS: (3, 4)>] P<MARS>
# expect: <enum 'C'> <enum 'C'> {'A': <C.A: 1>, 'B': <C.B: 2>} True True <enum 'C'> True True True {<C.A: 1>: 1} A True
# expect: [<Al.X: 1>, <Al.Z: 2>] Al.X True 2 {'X': <Al.X: 1>, 'Y': <Al.X: 1>, 'Z': <Al.Z: 2>} 2 [<Al.Z: 2>, <Al.X: 1>]
# expect: ValueError duplicate values found in <enum 'U'>: Y -> X
# expect: [<Fn.A: 1>, <Fn.B: 2>, <Fn.C: 3>] 2
# expect: [<G.x: 1>, <G.y: 2>]
# expect: 5
# expect: ['one', 'two']
# expect: True True [(<C.A: 1>, <F.R: 1>), (<C.B: 2>, <F.W: 2>)] [<C.B: 2>, <C.A: 1>] C.A C.B
# expect: [<L.B: [1]>] [1] L.B
# expect: M.A
# expect: True True True
# expect: Part(kind=<C.A: 1>, flags=<F.R: 1>) True Part(kind=<C.A: 1>, flags=<F.RW: 3>)
# expect: b
# expect: False True None True ['A', 'B'] {'P': 1, 'Q': 2}
# expect: 1 2 P 2 Q [<N.Q: 2>, <N.P: 1>] [<N.Q: 2>] 1 1
