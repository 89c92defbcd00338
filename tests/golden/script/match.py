class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
class Color: RED = 1; BLUE = 'b'
def f(v):
    match v:
        case None: return 'none'
        case True: return 'true'
        case -1 | -2: return 'neg'
        case 0 | 10 as n: return f'zero-ten {n}'
        case 2.5: return 'float'
        case 'a' | "b": return 'str'
        case Color.BLUE: return 'blue'
        case int(n) if n > 100: return f'big {n}'
        case int() | float(): return 'num'
        case str(s): return f's={s}'
        case []: return 'empty'
        case [x]: return f'one {x}'
        case [1, *rest]: return f'1.. {rest}'
        case (x, y): return f'two {x} {y}'
        case [x, *_, y] if x == y: return 'ends'
        case [*a, 9]: return f'..9 {a}'
        case {'k': v, 'n': {'m': m}}: return f'nested {v} {m}'
        case {'k': v, **rest}: return f'k {v} {rest}'
        case {}: return 'dict'
        case P(0, y=yy): return f'P0 {yy}'
        case P(x, y) if x == y: return 'diag'
        case P(x=xx): return f'P {xx}'
        case _: return 'other'
for v in [None, True, False, -1, -2, 0, 10, 2.5, 7.5, 'a', 'b', 'zz', 101, 50, [], [5], [1,2,3], (4, 5), [3, 1, 3], [7, 8, 9], {'k': 1}, {'k': 2, 'n': {'m': 3}}, {'k': 1, 'z': 2, 'n': 4}, {}, {'q': 1}, P(0, 4), P(3,3), P(3, 4), {1,2}, 1+0, range(2), range(1)]:
    print(repr(v) if not isinstance(v, P) else 'P', f(v))
match = 5
print(match)
match [1, 2]:
    case 1, 2: print('tuple pattern')
case = 3
match case:
    case 3:
        print('three')
x = 5
match x, x + 1:
    case a, b: print(a, b)
match {'a': 1}:
    case {'a': int(q)}: print(q)
print(match)
# expect: None none
# expect: True true
# expect: False zero-ten False
# expect: -1 neg
# expect: -2 neg
# expect: 0 zero-ten 0
# expect: 10 zero-ten 10
# expect: 2.5 float
# expect: 7.5 num
# expect: 'a' str
# expect: 'b' str
# expect: 'zz' s=zz
# expect: 101 big 101
# expect: 50 num
# expect: [] empty
# expect: [5] one 5
# expect: [1, 2, 3] 1.. [2, 3]
# expect: (4, 5) two 4 5
# expect: [3, 1, 3] ends
# expect: [7, 8, 9] ..9 [7, 8]
# expect: {'k': 1} k 1 {}
# expect: {'k': 2, 'n': {'m': 3}} nested 2 3
# expect: {'k': 1, 'z': 2, 'n': 4} k 1 {'z': 2, 'n': 4}
# expect: {} dict
# expect: {'q': 1} dict
# expect: P P0 4
# expect: P diag
# expect: P P 3
# expect: {1, 2} other
# expect: 1 num
# expect: range(0, 2) two 0 1
# expect: range(0, 1) one 0
# expect: 5
# expect: tuple pattern
# expect: three
# expect: 5 6
# expect: 1
# expect: 5
