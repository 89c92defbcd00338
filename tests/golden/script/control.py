for i in range(5):
    if i == 1: continue
    if i == 3: break
    print(i)
else:
    print('not printed')
for i in range(2): pass
else: print('else of for', i)
n = 0
while n < 3:
    n += 1
    if n == 2: continue
else:
    print('else of while', n)
while True:
    n -= 1
    if n < 0:
        break
print(n)
x = 5
if x > 10: print('big')
elif x > 3: print('middle')
else: print('small')
def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{'c': 9}), f(c=1, a=0))
def fact(n): return 1 if n <= 1 else n * fact(n - 1)
print(fact(10))
def counter():
    count = 0
    def inc(step=1):
        nonlocal count
        count += step
        return count
    return inc
c = counter(); print(c(), c(5), c(), counter()())
total = 0
def add(v):
    global total
    total += v
add(3); add(4); print(total)
fs = [lambda: i for i in range(3)]; print([g() for g in fs])
fs = [lambda i=i: i for i in range(3)]; print([g() for g in fs])
def default(l=[]):
    l.append(1)
    return l
print(default(), default())
def early(x):
    for i in range(10):
        while True:
            if i == x: return 'found', i
            break
    return None
print(early(3), early(99))
def nothing(): pass
print(nothing(), (lambda: 1)(), (lambda x, y=2: x + y)(1))
try:
    1 / 0
except ZeroDivisionError as e:
    print('caught', e, type(e).__name__)
else:
    print('no')
finally:
    print('finally')
try:
    pass
except Exception: print('no')
else: print('else')
def order():
    try:
        return 'try'
    finally:
        print('cleanup')
print(order())
def override():
    for i in range(3):
        try:
            continue
        finally:
            if i == 1: return i
print(override())
try:
    try:
        raise ValueError('inner')
    finally:
        print('unwinding')
except (KeyError, ValueError) as e:
    print('outer', e)
try:
    try: raise KeyError('k')
    except KeyError: raise
except LookupError as e: print(repr(e), e.args)
class MyError(Exception):
    def __init__(self, msg, code=0):
        super().__init__(msg)
        self.code = code
try: raise MyError('mine', 7)
except MyError as e: print(e, e.code, e.args, isinstance(e, Exception))
try: raise RuntimeError('a') from ValueError('b')
except Exception as e: print(repr(e))
for bad in ("[][1]", 'x'):
    try:
        [][1]
    except IndexError as e: print(e)
try: {}['missing']
except KeyError as e: print(e)
try: int('x')
except ValueError as e: print(e)
try: None.foo
except AttributeError as e: print(e)
try: undefined_name
except NameError as e: print(e)
try: 'a' + 1
except TypeError as e: print(e)
try: assert 1 == 2, 'message'
except AssertionError as e: print(e)
try: a, b = 1, 2, 3
except ValueError as e: print(e)
try: a, b = [1]
except ValueError as e: print(e)
try: a, *b, c = [1]
except ValueError as e: print(e)
try: next(iter([]))
except StopIteration: print('stop')
def unbound():
    print(later)
    later = 1
try: unbound()
except UnboundLocalError as e: print(e)
if (y := 10) > 5: print(y)
print([z for z in range(10) if (w := z * z) > 50], w)
class Ctx:
    def __enter__(self): print('enter'); return self
    def __exit__(self, t, v, tb): print('exit', t is not None); return True
with Ctx() as c1, Ctx(): print('body'); raise ValueError('swallowed')
with (Ctx() as c2): print(c2 is not None)
assert True
del x
try: x
except NameError: print('deleted')
x: int = 3
z: float
print(x); 
if __name__ == "__main__": print('main')
def outer():
    a = 1
    def mid():
        def inner(): return a + b
        b = 2
        return inner()
    return mid()
print(outer())
def gen_sum(n): return sum(i for i in range(n) if i % 2)
print(gen_sum(10), 1 < 2 in [2], not None, ...)
"""docstring"""
def doc():
    """doc"""
    return 1
print(doc())
result = 1
print('result' in globals(), globals()['result'], globals().get('nope'), [n for n in ('result', 'nope') if n in globals()])
globals()['made'] = 2
print(made)
# expect: 0
# expect: 2
# expect: else of for 1
# expect: else of while 3
# expect: -1
# expect: middle
# expect: (1, 2, (), 3, 4, {}) (1, 2, (3, 4), 5, 4, {'e': 6}) (1, 2, (), 9, 4, {}) (0, 2, (), 1, 4, {})
# expect: 3628800
# expect: 1 6 7 1
# expect: 7
# expect: [2, 2, 2]
# expect: [0, 1, 2]
# expect: [1, 1] [1, 1]
# expect: ('found', 3) None
# expect: None 1 3
# expect: caught division by zero ZeroDivisionError
# expect: finally
# expect: else
# expect: cleanup
# expect: try
# expect: 1
# expect: unwinding
# expect: outer inner
# expect: KeyError('k') ('k',)
# expect: mine 7 ('mine',) True
# expect: RuntimeError('a')
# expect: list index out of range
# expect: list index out of range
# expect: 'missing'
# expect: invalid literal for int() with base 10: 'x'
# expect: 'NoneType' object has no attribute 'foo'
# expect: name 'undefined_name' is not defined
# expect: can only concatenate str (not "int") to str
# expect: message
# expect: too many values to unpack (expected 2)
# expect: not enough values to unpack (expected 2, got 1)
# expect: not enough values to unpack (expected at least 2, got 1)
# expect: stop
# expect: cannot access local variable 'later' where it is not associated with a value
# expect: 10
# expect: [8, 9] 81
# expect: enter
# expect: enter
# expect: body
# expect: exit True
# expect: exit False
# expect: enter
# expect: True
# expect: exit False
# expect: deleted
# expect: 3
# expect: main
# expect: 3
# expect: 25 True True Ellipsis
# expect: 1
# expect: True 1 None ['result']
# expect: 2
