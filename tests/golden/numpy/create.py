# numpy: making arrays.
import math
import numpy as np



def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: (np.array([1, 2, 3]), np.array([1, 2.5]), np.array([True, False]), np.array((1, 2)), np.array(range(3))))
show(lambda: (
    np.array([[1, 2], [3, 4]]), np.array([[1, 2.5], [True, 4]]), np.array([]), np.array([[]]),
    np.array([[], []])))
show(lambda: (
    np.array(5), np.array(2.5), np.array(True), np.array([np.float64(1), 2]),
    np.array([np.array([1, 2]), [3, 4]])))
show(lambda: (
    np.array([1, 2], dtype=float), np.array([1.7, 2.2], dtype=int), np.array([0, 1], dtype=bool),
    np.array([1, 2], dtype='float64'), np.array([1, 2], float)))
show(lambda: (np.array([1, 2], ndmin=2), np.array([[1], [2]], ndmin=1)))
show(lambda: (np.array([[1, 2], [3]])))
show(lambda: (np.array([[1, 2], 3])))
show(lambda: (np.array([1, [2, 3]])))
show(lambda: (np.array([[[1]], [[2, 3]]])))
show(lambda: (np.array([1, 2], dtype='foo')))
show(lambda: (np.asarray([1, 2]) , np.asarray(np.arange(2)), np.copy([1, 2])))
show(lambda: (
    np.zeros(3), np.zeros((2, 2)), np.zeros((2, 3), dtype=int), np.zeros(2, bool), np.zeros([2, 1]),
    np.zeros(()), np.zeros(0), np.zeros((0, 3)), np.zeros(np.int64(2))))
show(lambda: (
    np.ones(2), np.ones((1, 2), int), np.full(3, 2.5), np.full((2, 2), 7), np.full(2, True),
    np.full((2, 2), [1, 2]), np.full(2, 1, dtype=float)))
show(lambda: (
    np.zeros_like([1, 2]), np.ones_like([1.5, 2]), np.full_like([1, 2], 9.7),
    np.zeros_like(np.arange(3), dtype=float), np.empty_like([1]).shape, np.empty((2, 2)).shape))
show(lambda: (np.eye(3), np.eye(2, 3), np.eye(3, k=1), np.eye(3, k=-1, dtype=int), np.identity(2), np.eye(2, k=99)))
show(lambda: (np.zeros(-1)))
show(lambda: (np.zeros((2, -3))))
show(lambda: (np.zeros(2.5)))
show(lambda: (np.zeros('x')))
show(lambda: (np.zeros(None)))
show(lambda: (np.zeros((10**10, 10**10))))
show(lambda: (
    np.arange(5), np.arange(2, 5), np.arange(0, 10, 3), np.arange(5, 0, -2), np.arange(0), np.arange(3.0),
    np.arange(0, 1, 0.25), np.arange(1, 2, 0.1), np.arange(5, dtype=float), np.arange(0.5, 3)))
show(lambda: (
    np.arange(0, 1, 0.1).tolist(), np.arange(0.1, 0.5, 0.1).tolist(), np.arange(-1, 1, 0.3).tolist(),
    np.arange(0, 2 * np.pi, np.pi / 4).tolist()))
show(lambda: (
    np.arange(10, 0), np.arange(0, -5, -1), np.arange(start=1, stop=3), np.arange(3, step=2),
    np.arange(np.int64(3)), np.arange(0, 5, np.float64(2.5))))
show(lambda: (np.arange(0, 1, 0)))
show(lambda: (np.arange(0., 1., 0.)))
show(lambda: (np.arange(1e300)))
show(lambda: (np.arange(float('nan'))))
show(lambda: (np.arange(float('inf'))))
show(lambda: (np.arange('a')))
show(lambda: (np.arange()))
show(lambda: (
    np.linspace(0, 1, 5), np.linspace(0, 1, 5).tolist(), np.linspace(0, 10, 7).tolist(),
    np.linspace(-1, 1, 4).tolist(), np.linspace(0, 2 * np.pi, 9).tolist()))
show(lambda: (
    np.linspace(0, 1, 5, endpoint=False), np.linspace(0, 360, 6, endpoint=False).tolist(),
    np.linspace(1, 2, 3, retstep=True), np.linspace(0, 1, 1), np.linspace(0, 1, 0), np.linspace(3, 3, 3),
    np.linspace(5, 1, 3)))
show(lambda: (
    np.linspace(0, 10, 5, dtype=int), np.linspace(0, 1, num=3), np.linspace(start=0, stop=1, num=2),
    len(np.linspace(0, 1)), np.linspace(0, 1, np.int64(3))))
show(lambda: (np.linspace([0, 1], [2, 3], 3), np.linspace(0, [1, 2], 3), np.linspace(0, 1, 2, False, True)))
show(lambda: (np.linspace(0, 1, 2.0)))
show(lambda: (np.linspace(0, 1, -2)))
show(lambda: (np.linspace(0, 1, '3')))
show(lambda: (np.linspace(0, 1, 3, foo=1)))
show(lambda: (np.linspace(0)))
show(lambda: (
    np.linspace(0.1, 0.9, 9).tolist(), np.linspace(1e-300, 1e300, 3).tolist(),
    np.linspace(0, 5e-324, 3).tolist(), np.linspace(0, float('inf'), 3)))
show(lambda: (
    np.logspace(0, 2, 3), np.logspace(0, 3, 4, base=2), np.logspace(0, 1, 3).round(6), np.geomspace(1, 1000, 4),
    np.geomspace(1, 256, 9).round(6), np.geomspace(-1, -100, 3)))
show(lambda: (np.geomspace(0, 1)))
show(lambda: (np.meshgrid([1, 2], [3, 4, 5])))
show(lambda: (np.meshgrid([1, 2], [3, 4, 5], indexing='ij')))
show(lambda: (np.meshgrid([1, 2], [3.5], sparse=True)))
show(lambda: (np.meshgrid([1, 2], [1, 2], indexing='zz')))
show(lambda: ([v.ravel().tolist() for v in np.meshgrid(np.linspace(0, 1, 3), np.arange(2))]))
show(lambda: (np.mgrid[0:2, 0:3], np.mgrid[0:1:0.5], np.ogrid[0:2, 0:3]))
show(lambda: (np.r_[1, 2, 3:6], np.r_[[1, 2], [3.5]], np.c_[[1, 2], [3, 4]], np.c_[np.eye(2), [7, 8]]))
show(lambda: (
    np.indices((2, 2)), np.fromfunction(lambda i, j: i + j, (2, 3)),
    np.fromfunction(lambda i, j: i * j, (2, 2), dtype=int)))
show(lambda: (
    np.diag([1, 2]), np.diag([[1, 2], [3, 4]]), np.diag([1], k=1), np.tri(3), np.triu([[1, 2], [3, 4]]),
    np.tril([[1, 2], [3, 4]]), np.trace([[1, 2], [3, 4]]), np.diagonal([[1, 2], [3, 4]])))
# expect: (array([1, 2, 3]), array([1. , 2.5]), array([ True, False]), array([1, 2]), array([0, 1, 2]))
# expect: (array([[1, 2],
# expect:        [3, 4]]), array([[1. , 2.5],
# expect:        [1. , 4. ]]), array([], dtype=float64), array([], shape=(1, 0), dtype=float64), array([], shape=(2, 0), dtype=float64))
# expect: (array(5), array(2.5), array(True), array([1., 2.]), array([[1, 2],
# expect:        [3, 4]]))
# expect: (array([1., 2.]), array([1, 2]), array([False,  True]), array([1., 2.]), array([1., 2.]))
# expect: (array([[1, 2]]), array([[1],
# expect:        [2]]))
# expect: ValueError setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 dimensions. The detected shape was (2,) + inhomogeneous part.
# expect: ValueError setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 dimensions. The detected shape was (2,) + inhomogeneous part.
# expect: ValueError setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 dimensions. The detected shape was (2,) + inhomogeneous part.
# expect: ValueError setting an array element with a sequence. The requested array has an inhomogeneous shape after 2 dimensions. The detected shape was (2, 1) + inhomogeneous part.
# expect: TypeError data type 'foo' not understood
# expect: (array([1, 2]), array([0, 1]), array([1, 2]))
# expect: (array([0., 0., 0.]), array([[0., 0.],
# expect:        [0., 0.]]), array([[0, 0, 0],
# expect:        [0, 0, 0]]), array([False, False]), array([[0.],
# expect:        [0.]]), array(0.), array([], dtype=float64), array([], shape=(0, 3), dtype=float64), array([0., 0.]))
# expect: (array([1., 1.]), array([[1, 1]]), array([2.5, 2.5, 2.5]), array([[7, 7],
# expect:        [7, 7]]), array([ True,  True]), array([[1, 2],
# expect:        [1, 2]]), array([1., 1.]))
# expect: (array([0, 0]), array([1., 1.]), array([9, 9]), array([0., 0., 0.]), (1,), (2, 2))
# expect: (array([[1., 0., 0.],
# expect:        [0., 1., 0.],
# expect:        [0., 0., 1.]]), array([[1., 0., 0.],
# expect:        [0., 1., 0.]]), array([[0., 1., 0.],
# expect:        [0., 0., 1.],
# expect:        [0., 0., 0.]]), array([[0, 0, 0],
# expect:        [1, 0, 0],
# expect:        [0, 1, 0]]), array([[1., 0.],
# expect:        [0., 1.]]), array([[0., 0.],
# expect:        [0., 0.]]))
# expect: ValueError negative dimensions are not allowed
# expect: ValueError negative dimensions are not allowed
# expect: TypeError expected a sequence of integers or a single integer, got '2.5'
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError Use () not None as shape arguments
# expect: ValueError array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.
# expect: (array([0, 1, 2, 3, 4]), array([2, 3, 4]), array([0, 3, 6, 9]), array([5, 3, 1]), array([], dtype=int64), array([0., 1., 2.]), array([0.  , 0.25, 0.5 , 0.75]), array([1. , 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9]), array([0., 1., 2., 3., 4.]), array([0.5, 1.5, 2.5]))
# expect: ([0.0, 0.1, 0.2, 0.30000000000000004, 0.4, 0.5, 0.6000000000000001, 0.7000000000000001, 0.8, 0.9], [0.1, 0.2, 0.30000000000000004, 0.4], [-1.0, -0.7, -0.3999999999999999, -0.09999999999999987, 0.20000000000000018, 0.5000000000000002, 0.8000000000000003], [0.0, 0.7853981633974483, 1.5707963267948966, 2.356194490192345, 3.141592653589793, 3.9269908169872414, 4.71238898038469, 5.497787143782138])
# expect: (array([], dtype=int64), array([ 0, -1, -2, -3, -4]), array([1, 2]), array([0, 2]), array([0, 1, 2]), array([0. , 2.5]))
# expect: ZeroDivisionError division by zero
# expect: ZeroDivisionError float division by zero
# expect: ValueError Maximum allowed size exceeded
# expect: ValueError arange: cannot compute length
# expect: ValueError Maximum allowed size exceeded
# expect: TypeError arange() not supported for inputs with DType <class 'numpy.dtypes.StrDType'>.
# expect: TypeError arange() requires stop to be specified.
# expect: (array([0.  , 0.25, 0.5 , 0.75, 1.  ]), [0.0, 0.25, 0.5, 0.75, 1.0], [0.0, 1.6666666666666667, 3.3333333333333335, 5.0, 6.666666666666667, 8.333333333333334, 10.0], [-1.0, -0.33333333333333337, 0.33333333333333326, 1.0], [0.0, 0.7853981633974483, 1.5707963267948966, 2.356194490192345, 3.141592653589793, 3.9269908169872414, 4.71238898038469, 5.497787143782138, 6.283185307179586])
# expect: (array([0. , 0.2, 0.4, 0.6, 0.8]), [0.0, 60.0, 120.0, 180.0, 240.0, 300.0], (array([1. , 1.5, 2. ]), np.float64(0.5)), array([0.]), array([], dtype=float64), array([3., 3., 3.]), array([5., 3., 1.]))
# expect: (array([ 0,  2,  5,  7, 10]), array([0. , 0.5, 1. ]), array([0., 1.]), 50, array([0. , 0.5, 1. ]))
# expect: (array([[0., 1.],
# expect:        [1., 2.],
# expect:        [2., 3.]]), array([[0. , 0. ],
# expect:        [0.5, 1. ],
# expect:        [1. , 2. ]]), (array([0. , 0.5]), np.float64(0.5)))
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: ValueError Number of samples, -2, must be non-negative.
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError linspace() got an unexpected keyword argument 'foo'
# expect: TypeError linspace() missing 1 required positional argument: 'stop'
# expect: ([0.1, 0.2, 0.30000000000000004, 0.4, 0.5, 0.6, 0.7000000000000001, 0.8, 0.9], [1e-300, 5e+299, 1e+300], [0.0, 0.0, 5e-324], array([nan, inf, inf]))
# expect: (array([  1.,  10., 100.]), array([1., 2., 4., 8.]), array([ 1.      ,  3.162278, 10.      ]), array([   1.,   10.,  100., 1000.]), array([  1.,   2.,   4.,   8.,  16.,  32.,  64., 128., 256.]), array([  -1.,  -10., -100.]))
# expect: ValueError Geometric sequence cannot include zero
# expect: (array([[1, 2],
# expect:        [1, 2],
# expect:        [1, 2]]), array([[3, 3],
# expect:        [4, 4],
# expect:        [5, 5]]))
# expect: (array([[1, 1, 1],
# expect:        [2, 2, 2]]), array([[3, 4, 5],
# expect:        [3, 4, 5]]))
# expect: (array([[1, 2]]), array([[3.5]]))
# expect: ValueError Valid values for `indexing` are 'xy' and 'ij'.
# expect: [[0.0, 0.5, 1.0, 0.0, 0.5, 1.0], [0, 0, 0, 1, 1, 1]]
# expect: (array([[[0, 0, 0],
# expect:         [1, 1, 1]],
# expect: 
# expect:        [[0, 1, 2],
# expect:         [0, 1, 2]]]), array([0. , 0.5]), (array([[0],
# expect:        [1]]), array([[0, 1, 2]])))
# expect: (array([1, 2, 3, 4, 5]), array([1. , 2. , 3.5]), array([[1, 3],
# expect:        [2, 4]]), array([[1., 0., 7.],
# expect:        [0., 1., 8.]]))
# expect: (array([[[0, 0],
# expect:         [1, 1]],
# expect: 
# expect:        [[0, 1],
# expect:         [0, 1]]]), array([[0., 1., 2.],
# expect:        [1., 2., 3.]]), array([[0, 0],
# expect:        [0, 1]]))
# expect: (array([[1, 0],
# expect:        [0, 2]]), array([1, 4]), array([[0, 1],
# expect:        [0, 0]]), array([[1., 0., 0.],
# expect:        [1., 1., 0.],
# expect:        [1., 1., 1.]]), array([[1, 2],
# expect:        [0, 4]]), array([[1, 0],
# expect:        [3, 4]]), np.int64(5), array([1, 4]))
