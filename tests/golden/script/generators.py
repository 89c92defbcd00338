def g():
    x = yield 1
    print('got', x)
    y = yield 2
    print('got', y)
    return 5
print(list(g()))
it = g(); print(next(it)); print(it.send('a'))
try: it.send('b')
except StopIteration as e: print('stop', e.value, e.args)
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
for i, v in enumerate(fib()):
    if i > 10: break
    print(v, end=' ')
print()
print(sum(x for x in fib() if False) if False else 'x')
def walk(t):
    if isinstance(t, list):
        for c in t:
            yield from walk(c)
    else:
        yield t
print(list(walk([1,[2,[3,4],[]],[[[5]]]])))
def g():
    try:
        yield 1
        yield 2
    except ValueError as e:
        print('caught', e)
        yield 'after'
    finally:
        print('fin')
    yield 3
i = g(); print(next(i)); print(i.throw(ValueError('boo'))); print(next(i)); print(list(i))
i = g(); next(i); i.close(); print(list(i))
i = g()
try: i.throw(KeyError('k'))
except KeyError as e: print('K', e)
print(list(i))
def g():
    print(f'a {(yield 1)} b {(yield 2)}')
    z = (yield 3) + (yield 4) * 10
    print(z)
    d = {(yield 'k'): (yield 'v'), 'c': [(yield 5), *(yield 6)]}
    print(d)
    print((yield 7), sep=(yield 8), end=(yield 9))
    if (yield 10) and (yield 11): print('both')
    elif (yield 12): print('second')
    else: print('none')
    while (yield 13): print('loop')
    return (yield 14), (yield 15)
i = g(); v = next(i); n = 0
vals = {3: 2, 4: 3, 6: [1, 2], 9: '|\n', 8: '-', 13: False}
try:
    while 1:
        print('y', v)
        v = i.send(vals.get(v, 's%s' % v))
except StopIteration as e: print(e.value)
class Tree:
    def __init__(self, *c): self.c = c
    def __iter__(self):
        yield self
        for x in self.c:
            yield from x
t = Tree(Tree(), Tree(Tree()))
print(len(list(t)))
class P:
    def gen(self, n):
        with self as s:
            for i in range(n):
                if i % 2: continue
                yield i
            else:
                yield 'else'
    def __enter__(self): print('in'); return self
    def __exit__(self, *a): print('out', a[0]); return True
print(list(P().gen(5)))
i = P().gen(5); next(i); i.close()
i = P().gen(5); next(i)
try: print(i.throw(ValueError))
except StopIteration as e: print('stopped')
def g(): 
    yield 1
    raise StopIteration(4)
try: list(g())
except RuntimeError as e: print(e)
def h():
    x = yield from g2()
    print('x', x)
    return x * 2
def g2():
    a = yield 'q'
    return a
i = h(); next(i)
try: i.send(21)
except StopIteration as e: print(e.value)
def g():
    yield next(it)
it = g()
try: next(it)
except ValueError as e: print(e)
def g(n):
    if n: yield from g(n-1)
    yield n
print(list(g(50)))
print(max(g(5)), sorted(g(5), reverse=True), dict(zip(g(2), g(2))), any(x > 3 for x in g(5)), tuple(g(2)), set(g(2)))
a, *b = g(3); print(a, b)
print([*g(2), *g(1)], ','.join(str(x) for x in g(3)))
def g():
    x = 0
    while True:
        x += yield x
i = g(); next(i); print(i.send(3), i.send(4))
def f(): yield
print(list(f()))
l = lambda: (yield 5)
print(list(l()))
print(type(f()).__name__, type(x for x in []).__name__, type(iter([])).__name__)
def g():
    for i in range(3):
        try:
            if i == 1: continue
            yield i
        finally:
            print('f', i)
            yield 'fin%d' % i
print(list(g()))
def r():
    try:
        yield 1
        return 'ret'
    finally:
        yield 2
def rr():
    v = yield from r()
    yield v
print(list(rr()))
def pairs(a):
    for i in a:
        for j in a:
            if i < j:
                match (i, j):
                    case (1, x): yield ('one', x)
                    case (x, y) if y == 3: yield (x, 'three')
                    case _: yield None
print(list(pairs([1,2,3,4])))
def g():
    yield 1
i = g()
try: i.send(5)
except TypeError as e: print(e)
print(i.send(None))
try: i.foo
except AttributeError as e: print(e)
def bad():
    try: yield 1
    finally: yield 2
b = bad(); next(b)
try: b.close()
except RuntimeError as e: print(e)
b = bad(); next(b)
try: b.close()
except GeneratorExit: pass
except RuntimeError as e: print(e)
def countdown(n):
    while n > 0:
        got = yield n
        if got is not None: n = got
        else: n -= 1
c = countdown(10); print(next(c), c.send(2), list(c))
def chain(*its):
    for it in its: yield from it
print(list(chain('ab', [1, 2], (x*x for x in range(3)), {5: 6}, range(2))))
# expect: got None
# expect: got None
# expect: [1, 2]
# expect: 1
# expect: got a
# expect: 2
# expect: got b
# expect: stop 5 (5,)
# expect: 0 1 1 2 3 5 8 13 21 34 55 
# expect: x
# expect: [1, 2, 3, 4, 5]
# expect: 1
# expect: caught boo
# expect: after
# expect: fin
# expect: 3
# expect: []
# expect: fin
# expect: []
# expect: K 'k'
# expect: []
# expect: y 1
# expect: y 2
# expect: a s1 b s2
# expect: y 3
# expect: y 4
# expect: 32
# expect: y k
# expect: y v
# expect: y 5
# expect: y 6
# expect: {'sk': 'sv', 'c': ['s5', 1, 2]}
# expect: y 7
# expect: y 8
# expect: y 9
# expect: s7|
# expect: y 10
# expect: y 11
# expect: both
# expect: y 13
# expect: y 14
# expect: y 15
# expect: ('s14', 's15')
# expect: 4
# expect: in
# expect: out None
# expect: [0, 2, 4, 'else']
# expect: in
# expect: out <class 'GeneratorExit'>
# expect: in
# expect: out <class 'ValueError'>
# expect: stopped
# expect: generator raised StopIteration
# expect: x 21
# expect: 42
# expect: generator already executing
# expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50]
# expect: 5 [5, 4, 3, 2, 1, 0] {0: 0, 1: 1, 2: 2} True (0, 1, 2) {0, 1, 2}
# expect: 0 [1, 2, 3]
# expect: [0, 1, 2, 0, 1] 0,1,2,3
# expect: 3 7
# expect: [None]
# expect: [5]
# expect: generator generator list_iterator
# expect: f 0
# expect: f 1
# expect: f 2
# expect: [0, 'fin0', 'fin1', 2, 'fin2']
# expect: [1, 2, 'ret']
# expect: [('one', 2), ('one', 3), ('one', 4), (2, 'three'), None, None]
# expect: can't send non-None value to a just-started generator
# expect: 1
# expect: 'generator' object has no attribute 'foo'
# expect: generator ignored GeneratorExit
# expect: generator ignored GeneratorExit
# expect: 10 2 [1]
# expect: ['a', 'b', 1, 2, 0, 1, 4, 5, 0, 1]
