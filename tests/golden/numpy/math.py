# numpy: arithmetic, reductions, elementwise functions and scalars.
import math
import numpy as np

a = np.array([1, 2, 3])
f = np.array([1.5, -2.5, 0.0])
b = np.array([True, False])
m = np.arange(6).reshape(2, 3)
def grow(x, y):
    x += y
    return x


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: (
    a + 1, a - 1.5, 2 * a, a / 2, a // 2, a % 2, a ** 2, -a, +a, abs(f), 1 / a, 2 ** a, 7 // a, 7 % a, a ** 0.5,
    a ** -1.0))
show(lambda: (
    a + a, a * f, a + [1, 2, 3], (1, 2, 3) * a, a + np.float64(1), a + True, a == 2, a != 2, a > 1, a >= 2,
    2 > a, a < [3, 2, 1]))
show(lambda: (m + a, m * a, m - m.mean(axis=0), a[:, None] * a, m / m.sum(axis=1, keepdims=True)))
show(lambda: (m + [1, 2]))
show(lambda: (
    m @ a, a @ a, m @ m.T, a @ m.T, np.dot(m, a), np.dot(2, a), np.inner(a, a), np.outer(a, [1, 2]),
    np.vdot(m, m)))
show(lambda: (m @ m))
show(lambda: (a @ [1, 2]))
show(lambda: (np.dot(a, [1, 2])))
show(lambda: (a @ 2))
show(lambda: (a ** -1))
show(lambda: (a & 1, a | 4, a ^ 1, ~a, a << 1, a >> 1, b & True, b | b, ~b, b ^ True))
show(lambda: (f & 1))
show(lambda: (~f))
show(lambda: (-b))
show(lambda: (b - b))
show(lambda: (b + b, b * b, b * 2, b + 1.5, b / 2))
show(lambda: (a + None))
show(lambda: (a + 'x'))
show(lambda: (a == 'x', a != None))
show(lambda: (a < None))
show(lambda: (a + {}))
show(lambda: (
    f / 0, a / 0, a // 0, a % 0, f // 0, f % 0, -f / 0, np.array([-7, 7]) // 2, np.array([-7, 7]) % -3,
    np.array([-7.5, 7.5]) // 2, np.array([-7.5, 7.5]) % 2))
show(lambda: (grow(np.array([1, 2]), 1), grow(np.array([1., 2]), [0.5, 1]), grow([1], np.array([2, 3])), grow(5, a)))
show(lambda: (grow(np.array([1, 2]), 0.5)))
show(lambda: (grow(np.array([1, 2]), [1, 2, 3])))
show(lambda: (grow(np.array([1, 2]), np.ones((2, 2)))))
show(lambda: (
    a.sum(), a.prod(), a.min(), a.max(), a.mean(), a.std(), a.var(), f.sum(), f.argmin(), f.argmax(), b.any(),
    b.all(), b.sum(), a.ptp if hasattr(a, 'ptp') else None))
show(lambda: (
    m.sum(axis=0), m.sum(axis=1), m.sum(axis=-1, keepdims=True), m.min(axis=1), m.max(axis=0), m.mean(axis=1),
    m.std(axis=0), m.prod(axis=1), m.any(axis=1), m.all(axis=0), m.argmax(axis=1), m.argmin(axis=0),
    m.sum(axis=(0, 1)), m.mean(axis=None)))
show(lambda: (
    np.sum(m), np.sum([1, 2.5]), np.sum([[1, 2], [3, 4]], axis=0), np.prod([1, 2, 3]), np.min([3, 1]),
    np.max([[1, 5], [2, 3]]), np.amax([1, 2]), np.amin([1, 2]), np.mean([1, 2]), np.std([1, 2, 3, 4]),
    np.var([1, 2], ddof=1), np.std([1, 2, 3], ddof=1), np.ptp([3, 9, 1]), np.any([0, 1]), np.all([1, 0]),
    np.sum([True, True]), np.count_nonzero([1, 0, 2])))
show(lambda: (
    np.cumsum([1, 2, 3]), np.cumsum([[1, 2], [3, 4]], axis=0), np.cumsum([[1, 2], [3, 4]], axis=1),
    np.cumprod([1., 2, 3]), a.cumsum(), np.cumsum([[1, 2], [3, 4]])))
show(lambda: (
    np.sum([0.1] * 10), np.sum(np.arange(1000) * 0.1), np.sum(np.linspace(0, 1, 37) ** 3),
    np.mean(np.linspace(0, 1, 333) ** 2), np.std(np.arange(200) * 0.7), np.var(np.arange(1000.) / 7)))
show(lambda: (
    np.sum(np.arange(300.).reshape(3, 100) / 7, axis=0)[:3].tolist(),
    np.sum(np.arange(3000.).reshape(3, 1000) / 7, axis=1).tolist(),
    np.sum(np.arange(3000.).reshape(30, 100).T / 7), np.sum((np.arange(999.) / 7)[::-1]),
    np.sum((np.arange(999.) / 7)[::3])))
show(lambda: (np.min([])))
show(lambda: (np.max(np.zeros((0, 2)))))
show(lambda: (np.argmax([])))
show(lambda: (
    np.sum([]), np.mean([]), np.prod([]), np.any([]), np.all([]),
    np.max(np.zeros((2, 0)).T, axis=1).shape if False else 0))
show(lambda: (m.sum(axis=2)))
show(lambda: (m.sum(axis=(0, 0))))
show(lambda: (m.sum('x')))
show(lambda: (
    np.sqrt([1, 4, 9]), np.sqrt(2), np.sqrt(np.float64(4)), np.sqrt(-1), np.square([1, 2]), np.square(1.5),
    np.cbrt(27.0), np.abs([-1, 2.5]), np.absolute(-3), np.fabs([-1]), np.sign([-2, 0, 3.5]),
    np.floor([1.5, -1.5]), np.ceil(1.2), np.rint([0.5, 1.5, 2.5]), np.trunc([-1.7]), np.floor([1, 2])))
show(lambda: (
    np.round(2.567, 2), np.round([1.25, 1.35, 2.5]), np.round([1.234, 5.678], 1), np.around(15, -1),
    np.round(1234.5678, -2), np.round([123, 156], -1), round(np.float64(2.675), 2), np.round(0.5), np.round(5),
    f.round(), f.round(1)))
show(lambda: (
    np.sin(0), np.cos(0), np.round(np.sin([0, np.pi / 2, np.pi]), 6), np.round(np.cos(np.pi / 3), 6),
    np.tan(0.0), np.arctan2(1, 1), np.round(np.arctan2([1, -1], [1, 1]), 6), np.degrees(np.pi), np.radians(180),
    np.deg2rad([0, 90]), np.rad2deg(np.pi / 2), np.round(np.arcsin(0.5), 9), np.arccos(1), np.arctan(0),
    np.sinh(0), np.cosh(0), np.tanh(0), np.hypot(3, 4), np.hypot([3, 5], [4, 12])))
show(lambda: (
    np.exp(0), np.exp([0, 1]).round(9), np.log(1), np.log([1, np.e]).round(9), np.log10(1000), np.log2(8),
    np.log1p(0), np.expm1(0), np.exp2(3), np.log(0), np.log(-1), np.power(2, 3), np.power([1, 2], 2),
    np.power(2.0, -1), np.float_power(2, -1)))
show(lambda: (
    np.mod(7, 3), np.mod(-7, 3), np.remainder([5, -5], 3), np.fmod(-7, 3), np.fmod([-7.5], 2), np.divide(1, 2),
    np.true_divide(3, 2), np.floor_divide(-7, 2), np.multiply(2, 3), np.subtract([5], 3), np.add(1, 2.5),
    np.negative([1, -2]), np.reciprocal(2.0), np.gcd(12, 18), np.lcm(4, 6), np.heaviside([-1, 0, 1], 0.5),
    np.copysign(2, -1)))
show(lambda: (
    np.maximum([1, 5], [3, 2]), np.minimum(3, [1, 5]), np.maximum(1, np.nan), np.fmax(1, np.nan),
    np.fmin([1, np.nan], 0), np.clip([1, 5, 9], 2, 6), np.clip(0.5, 0, 1), np.clip([1.5, 2.5], None, 2),
    a.clip(2), np.clip([1, 2], [2, 0], 5), np.clip([1, 2, 3], a_min=2, a_max=None)))
show(lambda: (
    np.isnan([1, np.nan]), np.isnan(np.nan), np.isinf([np.inf, 1]), np.isfinite(2),
    np.logical_and([True, False], True), np.logical_or(0, 1), np.logical_not([0, 2.5]), np.logical_xor(1, 1),
    np.equal([1], 1), np.greater(2, 1), np.less_equal([1, 2], 1), np.not_equal(1, 2)))
show(lambda: (
    np.isclose(1, 1 + 1e-9), np.isclose([1, 2], [1, 2.1]), np.allclose([1, 2], [1, 2 + 1e-9]), np.allclose(1, 2),
    np.isclose(np.nan, np.nan, equal_nan=True), np.array_equal([1, 2], [1, 2]), np.array_equal([1], [1, 2])))
show(lambda: (
    np.where([True, False], 1, 2), np.where(a > 1, a, 0), np.where(f > 0, f, -f), np.where([1, 0, 2]),
    np.where(m > 2), np.where(True, 1, 2), np.select([a < 2, a > 2], [a, a * 10]),
    np.select([f > 0], [f], default=9)))
show(lambda: (np.where([True], 1)))
show(lambda: (np.where([True, False], [1, 2, 3], 0)))
show(lambda: (np.sin('x')))
show(lambda: (np.sin()))
show(lambda: (np.sin(1, 2, 3)))
show(lambda: (np.add(1)))
show(lambda: (np.sqrt(None)))
show(lambda: (np.add.outer([1, 2], [10, 20]), np.sin, np.multiply.__name__))
show(lambda: (
    np.float64(1.5) + 1, np.float64(7) // 2, np.float64(-7) % 3, 2 ** np.float64(0.5), np.int64(7) / 2,
    np.int64(7) // 2, np.int64(-7) % 3, np.int64(2) ** 3, np.int64(2) ** 0.5, -np.int64(5), abs(np.float64(-2)),
    divmod(np.float64(7), 2), np.int64(1) + True, np.True_ + 1, np.True_ and 5, not np.False_))
show(lambda: (
    np.float64(1) / 0, np.float64(0) / 0, np.int64(1) // 0, np.int64(5) % 0, np.float64(-8) ** (1 / 3),
    np.int64(9223372036854775807) + 1, np.float64(1e308) * 10))
show(lambda: (np.int64(2) ** -1))
show(lambda: (
    np.float64(3) == 3, np.int64(3) == 3.0, np.float64(1) < 2, np.int64(1) != 1, np.float64(2) in [1, 2],
    2 in np.array([1, 2]), {1: 'a'}[np.int64(1)], {np.float64(1.5): 2}[1.5]))
show(lambda: (
    isinstance(np.float64(1), float), isinstance(np.int64(1), int), isinstance(np.float64(1), np.floating),
    isinstance(np.int64(1), np.integer), isinstance(np.int64(1), np.number), isinstance(np.bool_(1), bool),
    isinstance(a, np.ndarray), isinstance(1.0, np.floating), isinstance(np.True_, np.bool_)))
show(lambda: (
    float(np.float64(1.5)), int(np.float64(2.9)), int(np.int64(3)), bool(np.int64(0)), str(np.float64(1.5)),
    repr(np.float64(1.5)), str(np.int64(3)), f'{np.float64(2):.3f}', f'{np.int64(3):>5}', '%.2f' % np.float64(1),
    '{}'.format(np.float64(0.1)), f'{np.float64(1.5)!r}', str([np.float64(1), np.int64(2)])))
show(lambda: (
    round(np.float64(2.5)), round(np.float64(2.567), 1), round(np.int64(15), -1), math.floor(np.float64(2.5)),
    math.ceil(np.int64(3)), math.sqrt(np.float64(4)), math.sin(np.array(0.0)), max(np.float64(1), 2),
    sum(np.array([1.5, 2])), sorted(np.array([3, 1, 2])), min(np.array([2, 1]))))
show(lambda: (
    np.float64('1.5'), np.int64('7'), np.float64(), np.int64(3.9), np.bool_(2), np.float64([1, 2]),
    np.float64(np.int64(3)), np.float64(True), np.int_(4)))
show(lambda: (np.float64('x')))
show(lambda: (
    np.float64(1).item(), np.int64(2).tolist(), np.float64(1.5).is_integer(), np.float64(2).shape,
    np.float64(2).ndim, np.float64(2).dtype, np.int64(3).dtype, np.float64(2.567).round(1), np.float64(1).size,
    type(np.float64(1).item()), np.float64(3).sum(), np.int64(3).astype(float)))
show(lambda: (
    type(np.float64(1)), type(a), type(np.float64(1)).__name__, type(a).__name__, type(a.sum()), type(f.sum()),
    type(a > 1), type(a[0] > 1), type(np.int64(1) + 1.0), type(np.float64(1) + np.int64(1)), type(np.sqrt(4)),
    type(1 + np.float64(1)), type(a.tolist()[0])))
show(lambda: (np.float64(1).nope))
show(lambda: (np.pi, np.e, np.inf, -np.inf, np.nan, np.newaxis, np.euler_gamma, np.True_, np.False_))
# expect: (array([2, 3, 4]), array([-0.5,  0.5,  1.5]), array([2, 4, 6]), array([0.5, 1. , 1.5]), array([0, 1, 1]), array([1, 0, 1]), array([1, 4, 9]), array([-1, -2, -3]), array([1, 2, 3]), array([1.5, 2.5, 0. ]), array([1.        , 0.5       , 0.33333333]), array([2, 4, 8]), array([7, 3, 2]), array([0, 1, 1]), array([1.        , 1.41421356, 1.73205081]), array([1.        , 0.5       , 0.33333333]))
# expect: (array([2, 4, 6]), array([ 1.5, -5. ,  0. ]), array([2, 4, 6]), array([1, 4, 9]), array([2., 3., 4.]), array([2, 3, 4]), array([False,  True, False]), array([ True, False,  True]), array([False,  True,  True]), array([False,  True,  True]), array([ True, False, False]), array([ True, False, False]))
# expect: (array([[1, 3, 5],
# expect:        [4, 6, 8]]), array([[ 0,  2,  6],
# expect:        [ 3,  8, 15]]), array([[-1.5, -1.5, -1.5],
# expect:        [ 1.5,  1.5,  1.5]]), array([[1, 2, 3],
# expect:        [2, 4, 6],
# expect:        [3, 6, 9]]), array([[0.        , 0.33333333, 0.66666667],
# expect:        [0.25      , 0.33333333, 0.41666667]]))
# expect: ValueError operands could not be broadcast together with shapes (2,3) (2,) 
# expect: (array([ 8, 26]), np.int64(14), array([[ 5, 14],
# expect:        [14, 50]]), array([ 8, 26]), array([ 8, 26]), array([2, 4, 6]), np.int64(14), array([[1, 2],
# expect:        [2, 4],
# expect:        [3, 6]]), np.int64(55))
# expect: ValueError matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size 2 is different from 3)
# expect: ValueError matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size 2 is different from 3)
# expect: ValueError shapes (3,) and (2,) not aligned: 3 (dim 0) != 2 (dim 0)
# expect: ValueError matmul: Input operand 1 does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)
# expect: ValueError Integers to negative integer powers are not allowed.
# expect: (array([1, 0, 1]), array([5, 6, 7]), array([0, 3, 2]), array([-2, -3, -4]), array([2, 4, 6]), array([0, 1, 1]), array([ True, False]), array([ True, False]), array([False,  True]), array([False,  True]))
# expect: TypeError ufunc 'bitwise_and' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''
# expect: TypeError ufunc 'invert' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''
# expect: TypeError The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.
# expect: TypeError numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.
# expect: (array([ True, False]), array([ True, False]), array([2, 0]), array([2.5, 1.5]), array([0.5, 0. ]))
# expect: TypeError unsupported operand type(s) for +: 'int' and 'NoneType'
# expect: UFuncTypeError ufunc 'add' did not contain a loop with signature matching types (dtype('int64'), dtype('<U1')) -> None
# expect: (array([False, False, False]), array([ True,  True,  True]))
# expect: TypeError '<' not supported between instances of 'int' and 'NoneType'
# expect: TypeError unsupported operand type(s) for +: 'int' and 'dict'
# expect: (array([ inf, -inf,  nan]), array([inf, inf, inf]), array([0, 0, 0]), array([0, 0, 0]), array([ inf, -inf,  nan]), array([nan, nan, nan]), array([-inf,  inf,  nan]), array([-4,  3]), array([-1, -2]), array([-4.,  3.]), array([0.5, 1.5]))
# expect: (array([2, 3]), array([1.5, 3. ]), array([3, 4]), array([6, 7, 8]))
# expect: UFuncTypeError Cannot cast ufunc 'add' output from dtype('float64') to dtype('int64') with casting rule 'same_kind'
# expect: ValueError operands could not be broadcast together with shapes (2,) (3,) (2,) 
# expect: UFuncTypeError Cannot cast ufunc 'add' output from dtype('float64') to dtype('int64') with casting rule 'same_kind'
# expect: (np.int64(6), np.int64(6), np.int64(1), np.int64(3), np.float64(2.0), np.float64(0.816496580927726), np.float64(0.6666666666666666), np.float64(-1.0), np.int64(1), np.int64(0), np.True_, np.False_, np.int64(1), None)
# expect: (array([3, 5, 7]), array([ 3, 12]), array([[ 3],
# expect:        [12]]), array([0, 3]), array([3, 4, 5]), array([1., 4.]), array([1.5, 1.5, 1.5]), array([ 0, 60]), array([ True,  True]), array([False,  True,  True]), array([2, 2]), array([0, 0, 0]), np.int64(15), np.float64(2.5))
# expect: (np.int64(15), np.float64(3.5), array([4, 6]), np.int64(6), np.int64(1), np.int64(5), np.int64(2), np.int64(1), np.float64(1.5), np.float64(1.118033988749895), np.float64(0.5), np.float64(1.0), np.int64(8), np.True_, np.False_, np.int64(2), np.int64(2))
# expect: (array([1, 3, 6]), array([[1, 2],
# expect:        [4, 6]]), array([[1, 3],
# expect:        [3, 7]]), array([1., 2., 6.]), array([1, 3, 6]), array([ 1,  3,  6, 10]))
# expect: (np.float64(1.0), np.float64(49950.0), np.float64(9.506944444444443), np.float64(0.3338353413654619), np.float64(40.41401365863083), np.float64(1700.6785714285713))
# expect: ([42.85714285714286, 43.285714285714285, 43.714285714285715], [71357.14285714286, 214214.28571428574, 357071.4285714286], np.float64(642642.8571428572), np.float64(71214.42857142858), np.float64(23690.571428571428))
# expect: ValueError zero-size array to reduction operation minimum which has no identity
# expect: ValueError zero-size array to reduction operation maximum which has no identity
# expect: ValueError attempt to get argmax of an empty sequence
# expect: (np.float64(0.0), np.float64(nan), np.float64(1.0), np.False_, np.True_, 0)
# expect: AxisError axis 2 is out of bounds for array of dimension 2
# expect: ValueError duplicate value in 'axis'
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: (array([1., 2., 3.]), np.float64(1.4142135623730951), np.float64(2.0), np.float64(nan), array([1, 4]), np.float64(2.25), np.float64(3.0), array([1. , 2.5]), np.int64(3), array([1.]), array([-1.,  0.,  1.]), array([ 1., -2.]), np.float64(2.0), array([0., 2., 2.]), array([-1.]), array([1, 2]))
# expect: (np.float64(2.57), array([1., 1., 2.]), array([1.2, 5.7]), np.int64(20), np.float64(1200.0), array([120, 160]), np.float64(2.68), np.float64(0.0), np.int64(5), array([ 2., -2.,  0.]), array([ 1.5, -2.5,  0. ]))
# expect: (np.float64(0.0), np.float64(1.0), array([0., 1., 0.]), np.float64(0.5), np.float64(0.0), np.float64(0.7853981633974483), array([ 0.785398, -0.785398]), np.float64(180.0), np.float64(3.141592653589793), array([0.        , 1.57079633]), np.float64(90.0), np.float64(0.523598776), np.float64(0.0), np.float64(0.0), np.float64(0.0), np.float64(1.0), np.float64(0.0), np.float64(5.0), array([ 5., 13.]))
# expect: (np.float64(1.0), array([1.        , 2.71828183]), np.float64(0.0), array([0., 1.]), np.float64(3.0), np.float64(3.0), np.float64(0.0), np.float64(0.0), np.float64(8.0), np.float64(-inf), np.float64(nan), np.int64(8), array([1, 4]), np.float64(0.5), np.float64(0.5))
# expect: (np.int64(1), np.int64(2), array([2, 1]), np.int64(-1), array([-1.5]), np.float64(0.5), np.float64(1.5), np.int64(-4), np.int64(6), array([2]), np.float64(3.5), array([-1,  2]), np.float64(0.5), np.int64(6), np.int64(12), array([0. , 0.5, 1. ]), np.float64(-2.0))
# expect: (array([3, 5]), array([1, 3]), np.float64(nan), np.float64(1.0), array([0., 0.]), array([2, 5, 6]), np.float64(0.5), array([1.5, 2. ]), array([2, 2, 3]), array([2, 2]), array([2, 2, 3]))
# expect: (array([False,  True]), np.True_, array([ True, False]), np.True_, array([ True, False]), np.True_, array([ True, False]), np.False_, array([ True]), np.True_, array([ True, False]), np.True_)
# expect: (np.True_, array([ True, False]), True, False, np.True_, True, False)
# expect: (array([1, 2]), array([0, 2, 3]), array([ 1.5,  2.5, -0. ]), (array([0, 2]),), (array([1, 1, 1]), array([0, 1, 2])), array(1), array([ 1,  0, 30]), array([1.5, 9. , 9. ]))
# expect: ValueError either both or neither of x and y should be given
# expect: ValueError operands could not be broadcast together with shapes (2,) (3,) () 
# expect: TypeError ufunc 'sin' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''
# expect: TypeError sin() takes from 1 to 2 positional arguments but 0 were given
# expect: TypeError sin() takes from 1 to 2 positional arguments but 3 were given
# expect: TypeError add() takes from 2 to 3 positional arguments but 1 was given
# expect: TypeError loop of ufunc does not support argument 0 of type NoneType which has no callable sqrt method
# expect: (array([[11, 21],
# expect:        [12, 22]]), <ufunc 'sin'>, 'multiply')
# expect: (np.float64(2.5), np.float64(3.0), np.float64(2.0), np.float64(1.4142135623730951), np.float64(3.5), np.int64(3), np.int64(2), np.int64(8), np.float64(1.4142135623730951), np.int64(-5), np.float64(2.0), (np.float64(3.0), np.float64(1.0)), np.int64(2), np.int64(2), 5, True)
# expect: (np.float64(inf), np.float64(nan), np.int64(0), np.int64(0), np.float64(nan), np.int64(-9223372036854775808), np.float64(inf))
# expect: ValueError Integers to negative integer powers are not allowed.
# expect: (np.True_, np.True_, np.True_, np.False_, True, True, 'a', 2)
# expect: (True, False, True, True, True, False, True, False, True)
# expect: (1.5, 2, 3, False, '1.5', 'np.float64(1.5)', '3', '2.000', '    3', '1.00', '0.1', 'np.float64(1.5)', '[np.float64(1.0), np.int64(2)]')
# expect: (2, np.float64(2.6), np.int64(20), 2, 3, 2.0, 0.0, 2, np.float64(3.5), [np.int64(1), np.int64(2), np.int64(3)], np.int64(1))
# expect: (np.float64(1.5), np.int64(7), np.float64(0.0), np.int64(3), np.True_, array([1., 2.]), np.float64(3.0), np.float64(1.0), np.int64(4))
# expect: ValueError could not convert string to float: 'x'
# expect: (1.0, 2, False, (), 0, dtype('float64'), dtype('int64'), np.float64(2.6), 1, <class 'float'>, np.float64(3.0), np.float64(3.0))
# expect: (<class 'numpy.float64'>, <class 'numpy.ndarray'>, 'float64', 'ndarray', <class 'numpy.int64'>, <class 'numpy.float64'>, <class 'numpy.ndarray'>, <class 'numpy.bool'>, <class 'numpy.float64'>, <class 'numpy.float64'>, <class 'numpy.float64'>, <class 'numpy.float64'>, <class 'int'>)
# expect: AttributeError 'numpy.float64' object has no attribute 'nope'
# expect: (3.141592653589793, 2.718281828459045, inf, -inf, nan, None, 0.5772156649015329, np.True_, np.False_)
