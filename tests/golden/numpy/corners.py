# numpy: corners that random expressions found.
import math
import numpy as np

def put(x, key, value):
    x[key] = value
    return x


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: (put(np.arange(3), 0, 1e300)))
show(lambda: (put(np.arange(3), slice(None), 1e300)))
show(lambda: (put(np.arange(3), 0, np.float64('nan'))))
show(lambda: (put(np.arange(3), slice(None), float('nan'))))
show(lambda: (put(np.arange(3), [0], float('nan'))))
show(lambda: (put(np.arange(3), slice(None), [1.5, float('nan'), 2])))
show(lambda: (put(np.arange(3), 0, np.array(float('nan')))))
show(lambda: (put(np.arange(3), 0, np.array([5]))))
show(lambda: (put(np.arange(4).reshape(2, 2), 0, float('inf'))))
show(lambda: (put(np.arange(3), np.arange(3) > 1, 1e300)))
show(lambda: (put(np.array([True]), 0, 2.5)))
show(lambda: (np.float64(3)[1]))
show(lambda: (np.float64(3)[...], np.float64(3)[()], np.int64(2)[None]))
show(lambda: (np.int64(3)['a']))
show(lambda: (
    np.sum(5, axis=0), np.max(2.5, axis=-1), np.mean(3, axis=0), np.argsort(5), np.cumsum(5),
    np.argmax(3, axis=0)))
show(lambda: (np.sum(5, axis=1)))
show(lambda: (np.sort(5)))
show(lambda: (np.arange(-float('inf'))))
show(lambda: (np.array([np.array([True, False]), np.array([[1, 2], [3, 4]])])))
show(lambda: (np.array([np.array([[1, 2], [3, 4]]), np.array([1, 2])])))
show(lambda: (np.array([np.zeros((2, 2)), np.zeros((2, 3))])))
show(lambda: (np.array([np.zeros(2), [1, 2], (3, 4), range(2)])))
show(lambda: (np.array([[np.zeros(2), [1, 2]], [[3, 4], (5, 6)]]).shape))
show(lambda: (np.array([[[1], [2]], [[3], 4]])))
show(lambda: (np.array([1, [], 2])))
show(lambda: (np.array([[], [1]])))
show(lambda: (np.array([[[]], [[1]]])))
show(lambda: (np.array([np.float64(1), [2]])))
show(lambda: (np.ascontiguousarray(5), np.ascontiguousarray([1, 2])))
show(lambda: (5 @ np.float64(2)))
show(lambda: (np.float64(2) @ np.array([1, 2])))
show(lambda: (np.clip([1, 2], 1)))
show(lambda: (
    np.array([1, 5]).clip(2), np.array([1, 5]).clip(max=2), np.clip([1, 5], min=2), np.clip([1, 5], None, None)))
show(lambda: (np.nonzero(7)))
show(lambda: (
    np.float64(1.5) * np.array([1, 2]), np.array([1, 2]) * np.float64(1.5), np.int64(2) - np.array([1.5]),
    [1, 2] - np.array([1, 1]), (1, 2) == np.array([1, 3])))
show(lambda: (
    {np.float64(1): 'a', np.int64(2): 'b'}, {1.0: 'x'}[np.float64(1)],
    hash(np.float64(2.5)) == hash(2.5) if False else 1))
show(lambda: (
    [np.float64(i) for i in range(2)], sum([np.float64(1.5)] * 3), max([np.float64(2), 3]),
    sorted([np.float64(2), 1, np.int64(0)]), [1, 2].index(np.int64(2)), 2.0 in [np.float64(2)],
    (np.float64(1), 2) == (1, 2)))
show(lambda: (
    int('5') * np.float64(2), 'a' * np.int64(3), np.float64(5) % 3, 7 % np.int64(4), np.float64(2) ** 3,
    3 ** np.int64(2), not np.array([0]), np.array([1]) and 2))
show(lambda: (
    np.array([1, 2, 3])[::-1].tolist(), np.array([[1, 2], [3, 4]])[::-1, ::-1].tolist(),
    np.arange(10)[::3].sum(), np.arange(12).reshape(3, 4)[:, ::2].mean(axis=0)))
show(lambda: (
    np.abs(np.array([[1, -2], [-3, 4]])).max(), np.hypot(*np.array([3, 4])), np.arctan2(*np.array([0.0, 1.0])),
    math.atan2(*np.array([0, 1])), math.hypot(*np.array([3, 4])), math.degrees(np.pi),
    math.floor(np.float64(-2.5)), math.isclose(np.float64(1), 1), math.pow(np.int64(2), 3),
    math.factorial(np.int64(4))))
show(lambda: (
    round(np.float64(2.345), 2), round(np.float64(1e10) / 3, 3), round(np.int64(12345), -2),
    round(np.float64(-0.5)), np.round(-0.5), np.round(2.5), np.round(1.005, 2),
    np.round(np.array([0.285, 1.115]), 2), np.round(12345.678, -2)))
show(lambda: (
    np.maximum.accumulate([1, 3, 2, 5, 4]), np.add.accumulate([1, 2, 3.5]), np.add.reduce([1, 2, 3]),
    np.multiply.reduce([[1, 2], [3, 4]]), np.maximum.reduce([[1, 5], [3, 2]]),
    np.add.accumulate([[1, 2], [3, 4]], axis=1), np.add.accumulate([[1, 2], [3, 4]]),
    np.minimum.accumulate([3, 1, 2]), np.logical_and.reduce([True, False]), np.subtract.accumulate([5, 1, 1])))
show(lambda: (np.add.reduce(5)))
show(lambda: (np.sin.accumulate([1])))
# expect: OverflowError Python int too large to convert to C long
# expect: OverflowError Python int too large to convert to C long
# expect: ValueError cannot convert float NaN to integer
# expect: ValueError cannot convert float NaN to integer
# expect: ValueError cannot convert float NaN to integer
# expect: ValueError cannot convert float NaN to integer
# expect: array([-9223372036854775808,                    1,                    2])
# expect: ValueError setting an array element with a sequence.
# expect: OverflowError cannot convert float infinity to integer
# expect: OverflowError Python int too large to convert to C long
# expect: array([ True])
# expect: IndexError invalid index to scalar variable.
# expect: (array(3.), np.float64(3.0), array([2]))
# expect: IndexError invalid index to scalar variable.
# expect: AxisError axis 0 is out of bounds for array of dimension 0
# expect: AxisError axis 1 is out of bounds for array of dimension 0
# expect: AxisError axis -1 is out of bounds for array of dimension 0
# expect: ValueError Maximum allowed size exceeded
# expect: ValueError setting an array element with a sequence. The requested array has an inhomogeneous shape after 2 dimensions. The detected shape was (2, 2) + inhomogeneous part.
# expect: ValueError setting an array element with a sequence. The requested array has an inhomogeneous shape after 2 dimensions. The detected shape was (2, 2) + inhomogeneous part.
# expect: ValueError setting an array element with a sequence. The requested array has an inhomogeneous shape after 2 dimensions. The detected shape was (2, 2) + inhomogeneous part.
# expect: array([[0., 0.],
# expect:        [1., 2.],
# expect:        [3., 4.],
# expect:        [0., 1.]])
# expect: (2, 2, 2)
# expect: ValueError setting an array element with a sequence. The requested array has an inhomogeneous shape after 2 dimensions. The detected shape was (2, 2) + inhomogeneous part.
# expect: ValueError setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 dimensions. The detected shape was (3,) + inhomogeneous part.
# expect: ValueError setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 dimensions. The detected shape was (2,) + inhomogeneous part.
# expect: ValueError setting an array element with a sequence. The requested array has an inhomogeneous shape after 2 dimensions. The detected shape was (2, 1) + inhomogeneous part.
# expect: ValueError setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 dimensions. The detected shape was (2,) + inhomogeneous part.
# expect: (array([5]), array([1, 2]))
# expect: TypeError unsupported operand type(s) for @: 'int' and 'numpy.float64'
# expect: ValueError matmul: Input operand 0 does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)
# expect: TypeError clip() missing 1 required positional argument: 'a_max'
# expect: (array([2, 5]), array([1, 2]), array([2, 5]), array([1, 5]))
# expect: ValueError Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.
# expect: (array([1.5, 3. ]), array([1.5, 3. ]), array([0.5]), array([0, 1]), array([ True, False]))
# expect: ({np.float64(1.0): 'a', np.int64(2): 'b'}, 'x', 1)
# expect: ([np.float64(0.0), np.float64(1.0)], np.float64(4.5), 3, [np.int64(0), 1, np.float64(2.0)], 1, True, True)
# expect: (np.float64(10.0), 'aaa', np.float64(2.0), np.int64(3), np.float64(8.0), np.int64(9), True, 2)
# expect: ([3, 2, 1], [[4, 3], [2, 1]], np.int64(18), array([4., 6.]))
# expect: (np.int64(4), np.float64(5.0), np.float64(0.0), 0.0, 5.0, 180.0, -3, True, 8.0, 24)
# expect: (np.float64(2.35), np.float64(3333333333.333), np.int64(12300), 0, np.float64(-0.0), np.float64(2.0), np.float64(1.0), array([0.28, 1.12]), np.float64(12300.0))
# expect: (array([1, 3, 3, 5, 5]), array([1. , 3. , 6.5]), np.int64(6), array([3, 8]), array([3, 5]), array([[1, 3],
# expect:        [3, 7]]), array([[1, 2],
# expect:        [4, 6]]), array([3, 1, 1]), np.False_, array([5, 4, 3]))
# expect: np.int64(5)
# expect: ValueError accumulate only supported for binary functions
