# Variables of calls: which end with the call, and which something keeps.
import math, os
import math as again
from math import cos


def keeps_def(a):
    b = a + 1

    def inner():
        return a, b
    return inner


def keeps_lambda(a, *rest):
    return lambda: (a, rest)


def keeps_default(a):
    return lambda x=(lambda: a): x()


def keeps_generator(a):
    return (a * i for i in range(3))


def keeps_class(a):
    class Inner:
        b = a

        def get(self):
            return a
    return Inner()


def keeps_in_comprehension(n):
    return [lambda: (i, n) for i in range(2)]


def is_generator(a):
    b = a
    yield b
    yield a + b


def plain(a, b=2, *c, d=4, **e):
    f = (a, b, c, d, e)
    return f


def overwrite(n):
    x = y = z = n
    return x + y + z


kept = [keeps_def(1), keeps_lambda(2, 3), keeps_default(4), keeps_class(5).get] + keeps_in_comprehension(6)
generators = [keeps_generator(7), is_generator(8), is_generator(9)]
print(next(generators[1]), next(generators[2]), next(generators[0]))
for n in range(50):
    overwrite(n)
print([k() for k in kept], [list(g) for g in generators])
print(plain(1), plain(1, 3, 5, 6, d=7, g=8), plain(a=1, e=2))


def depth(n, a=0, b=0, c=0, d=0, e=0, f=0):
    return n if n == 0 else depth(n - 1, a, b, c, d, e, f) + 1


def fails_below(n):
    local = n
    if n == 0:
        raise ValueError(local)
    try:
        return fails_below(n - 1)
    except ValueError as error:
        return local, error.args, overwrite(n)


def unset(n):
    if n:
        value = n
    return value


print(depth(300), fails_below(3), depth(300))
for n in (1, 0):
    try:
        print(unset(n))
    except UnboundLocalError as error:
        print(error)


def many(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r=18, *, s=19):
    t = a + s
    return t, q, r


print(many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17), max(map(lambda x: overwrite(x), range(9))))
print(math.cos is math.cos, math.cos is cos, again.cos is cos, math.cos is math.sin, math.pi is again.pi, os.path is os.path)
print(0.1 + 0.2, 1e308 + 1e308, 1e308 * 10 - 1e308 * 10, 0.5 - 1, 3 * 0.1, -0.0 * 1.0)
# expect: 8 9 0
# expect: [(1, 2), (2, (3,)), 4, 5, (1, 6), (1, 6)] [[7, 14], [16], [18]]
# expect: (1, 2, (), 4, {}) (1, 3, (5, 6), 7, {'g': 8}) (1, 2, (), 4, {'e': 2})
# expect: 300 (1, (0,), 3) 300
# expect: 1
# expect: cannot access local variable 'value' where it is not associated with a value
# expect: (20, 17, 18) 24
# expect: True True True False True True
# expect: 0.30000000000000004 inf nan -0.5 0.30000000000000004 -0.0
