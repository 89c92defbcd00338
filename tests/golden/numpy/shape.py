# numpy: rearranging, joining, sorting, statistics, linear algebra.
import math
import numpy as np

a = np.arange(6).reshape(2, 3)
v = np.array([3.5, 1, 2])
def through():
    x = np.arange(6)
    x.reshape(2, 3)[0, 0] = 9
    x[1:3][0] = 8
    x.reshape(2, 3).T[2, 1] = 7
    y = x.copy(); y[:] = 0
    x[::-1][1] = 6
    x.ravel()[3] = 5
    x.flatten()[3] = 1
    return x
def aliased():
    x = np.arange(5)
    x[1:] = x[:-1]
    y = np.arange(5)
    y[1:] += y[:-1]
    z = np.arange(4)
    z[:] = z[::-1]
    return x, y, z
def read_only():
    np.broadcast_to([1, 2], (2, 2))[0, 0] = 1
def resized():
    x = np.arange(6)
    x.shape = (3, 2)
    return x


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: (through()))
show(lambda: (aliased()))
show(lambda: (read_only()))
show(lambda: (resized()))
show(lambda: (
    a.T, a.reshape(3, 2), a.reshape(-1), a.reshape((6, 1)), a.reshape(3, -1), a.ravel(), a.flatten(),
    a.transpose(), a.swapaxes(0, 1), np.transpose(a, (1, 0)), np.reshape([1, 2], (2, 1)), np.ravel([[1, 2]]),
    np.moveaxis(np.zeros((1, 2, 3)), 0, -1).shape))
show(lambda: (a.reshape(4, 2)))
show(lambda: (a.reshape(-1, -1)))
show(lambda: (a.reshape(5, -1)))
show(lambda: (a.reshape(0, -1)))
show(lambda: (np.transpose(a, (0, 0))))
show(lambda: (np.transpose(a, (0,))))
show(lambda: (
    np.squeeze([[1], [2]]), np.squeeze([[[1]]]), np.expand_dims([1, 2], 0), np.expand_dims([1, 2], axis=1),
    np.expand_dims([1, 2], -1), np.atleast_1d(5), np.atleast_2d([1, 2]), np.atleast_1d(1, [2]),
    np.atleast_3d([1, 2]).shape, np.squeeze(np.zeros((1, 2)), axis=0)))
show(lambda: (np.squeeze(a, axis=0)))
show(lambda: (np.expand_dims([1], 5)))
show(lambda: (
    np.concatenate([[1, 2], [3]]), np.concatenate(([1], [2.5])), np.concatenate([a, a]),
    np.concatenate([a, a], axis=1), np.concatenate([a, [[7, 8, 9]]]), np.concatenate([a, a], axis=None)))
show(lambda: (
    np.vstack([[1, 2], [3, 4]]), np.hstack([[1, 2], [3]]), np.hstack([a, a]), np.vstack([a, [7, 8, 9]]),
    np.column_stack([[1, 2], [3, 4]]), np.column_stack((v, v, [0, 0, 0])), np.dstack([[1, 2], [3, 4]]),
    np.stack([[1, 2], [3, 4]]), np.stack([[1, 2], [3, 4]], axis=1), np.stack([v, v], axis=-1)))
show(lambda: (np.concatenate([])))
show(lambda: (np.concatenate([1, 2])))
show(lambda: (np.concatenate([[1], [[2]]])))
show(lambda: (np.concatenate([a, [[1, 2]]])))
show(lambda: (np.stack([[1], [1, 2]])))
show(lambda: (np.vstack([[1, 2], [1]])))
show(lambda: (
    np.append([1, 2], 3), np.append([1, 2], [3.5]), np.append(a, [[7, 8, 9]], axis=0), np.append(a, 1),
    np.insert([1, 2], 1, 9), np.insert([1, 2], -1, 9), np.insert(a, 1, 0, axis=0), np.insert([1, 2], 1, [7, 8]),
    np.delete([1, 2, 3], 1), np.delete([1, 2, 3], [0, 2]), np.delete(a, 0, axis=1),
    np.delete([1, 2, 3], slice(1, None)), np.delete([1, 2, 3], -1)))
show(lambda: (np.append(a, [1, 2], axis=0)))
show(lambda: (np.insert([1, 2], 5, 9)))
show(lambda: (np.delete([1, 2], 5)))
show(lambda: (
    np.repeat([1, 2], 2), np.repeat([[1, 2]], 2, axis=0), np.repeat([1, 2], [1, 3]), np.repeat(3, 2),
    np.tile([1, 2], 2), np.tile([1, 2], (2, 1)), np.tile([[1], [2]], (1, 2)), np.tile(5, 3), np.tile([1, 2], 0)))
show(lambda: (np.repeat([1, 2], -1)))
show(lambda: (np.repeat([1, 2, 3], [1, 2])))
show(lambda: (
    np.flip([1, 2, 3]), np.flip(a), np.flip(a, 0), np.fliplr(a), np.flipud(a), np.roll([1, 2, 3], 1),
    np.roll([1, 2, 3], -1), np.roll(a, 1), np.roll(a, 1, axis=1), np.rot90(a), np.rot90(a, 2), np.rot90(a, -1),
    np.roll([], 2)))
show(lambda: (
    np.split(np.arange(6), 3), np.split(np.arange(6), [2, 4]), np.array_split(np.arange(5), 3), np.hsplit(a, 3),
    np.vsplit(a, 2), np.array_split([1, 2], 4)))
show(lambda: (np.split(np.arange(5), 2)))
show(lambda: (np.broadcast_to([1, 2], (2, 2)), np.broadcast_to(1, 3)))
show(lambda: (np.broadcast_to([1, 2], (3,))))
show(lambda: (
    np.sort(v), np.sort([[3, 1], [2, 0]]), np.sort([[3, 1], [2, 0]], axis=0),
    np.sort([[3, 1], [2, 0]], axis=None), np.argsort(v), np.argsort([[3, 1], [0, 2]]), np.sort([2, np.nan, 1]),
    np.sort(v)[::-1], sorted(v.tolist()), np.sort([True, False]), np.argsort([3, 1, 2])[::-1]))
show(lambda: (
    np.unique([3, 1, 1, 2]), np.unique([[1, 2], [2, 3]]), np.unique([1.5, 1.5]),
    np.unique([3, 1, 3], return_counts=True), np.unique([3, 1, 3], return_index=True),
    np.unique([3, 1, 3], return_inverse=True), np.unique([]), np.unique([np.nan, np.nan, 1])))
show(lambda: (
    np.searchsorted([1, 3, 5], 3), np.searchsorted([1, 3, 5], [0, 3, 9]),
    np.searchsorted([1, 3, 5], 3, side='right'), np.nonzero([0, 1, 2]), np.nonzero([[1, 0], [0, 1]]),
    np.argwhere([0, 1, 1]), np.argwhere([[1, 0], [0, 1]]), np.flatnonzero([[0, 1], [1, 0]]),
    np.argmax([1, 3, 3]), np.argmin([[2, 1], [0, 3]])))
show(lambda: (
    np.diff([1, 4, 9]), np.diff([1, 4, 9], n=2), np.diff([[1, 2], [4, 8]]), np.diff([[1, 2], [4, 8]], axis=0),
    np.diff([True, False]), np.gradient([1, 2, 4, 7.]), np.gradient([1, 4, 9], 2),
    np.gradient([1., 4, 9, 16], [0, 1, 3, 4]), np.ediff1d if False else 0))
show(lambda: (np.gradient([1])))
show(lambda: (
    np.trapezoid([1, 2, 3]), np.trapezoid([1, 2, 3], dx=0.5), np.trapezoid([1, 2, 3], [0, 1, 3]),
    np.trapezoid([[1, 2], [3, 4]]), np.trapezoid([1, 2], x=[0, 2])))
show(lambda: (np.trapz([1, 2])))
show(lambda: (
    np.interp(1.5, [1, 2], [10, 20]), np.interp([0, 1.5, 9], [1, 2, 3], [10, 20, 40]),
    np.interp(2, [1, 2], [3, 4]), np.interp(0, [1, 2], [3, 4], left=-1),
    np.interp([0.1, 0.7], np.linspace(0, 1, 4), np.linspace(0, 1, 4) ** 2)))
show(lambda: (np.interp(1, [1, 2], [1])))
show(lambda: (np.interp(1, [], [])))
show(lambda: (
    np.cross([1, 0, 0], [0, 1, 0]), np.cross([1., 2, 3], [4, 5, 6]), np.cross([[1, 0, 0], [0, 1, 0]], [0, 0, 1]),
    np.cross([1, 2], [3, 4])))
show(lambda: (np.cross([1, 2, 3, 4], [1, 2, 3])))
show(lambda: (
    np.convolve([1, 2, 3], [0, 1, 0.5]), np.convolve([1, 2, 3], [1, 1], 'same'),
    np.convolve([1, 2, 3], [1, 1], 'valid'), np.polyval([1, 2, 3], 2), np.polyval([1, 2], [0, 1.5])))
show(lambda: (
    np.median([3, 1, 2]), np.median([1, 2, 3, 4]), np.median([[1, 2], [3, 5]], axis=0),
    np.percentile([1, 2, 3, 4], 50), np.percentile([1, 2, 3, 4], [25, 75]), np.quantile([1, 2, 3], 0.3),
    np.average([1, 2, 3]), np.average([1, 2, 3], weights=[3, 1, 0]),
    np.average([[1, 2], [3, 4]], axis=0, weights=[1, 3]), np.median([]), np.median([1, np.nan])))
show(lambda: (np.percentile([1, 2], 101)))
show(lambda: (np.average([1, 2], weights=[0, 0])))
show(lambda: (
    np.linalg.norm([3, 4]), np.linalg.norm([[1, 2], [3, 4]]), np.linalg.norm([[3, 4], [6, 8]], axis=1),
    np.linalg.norm([1, 2, 3], 1), np.linalg.norm([1, -5], np.inf), np.linalg.norm([3, 0, 4], ord=2),
    np.linalg.norm([[3, 4]], axis=1, keepdims=True), np.linalg.norm([1, 0, 2], 0), np.linalg.norm(5)))
show(lambda: (
    np.linalg.det([[1, 2], [3, 4]]).round(9), np.linalg.inv([[2, 0], [0, 4]]),
    np.linalg.solve([[2, 0], [0, 4]], [2, 4]), np.linalg.solve([[2, 0], [0, 4]], [[2, 4], [4, 8]]),
    np.linalg.matrix_power([[1, 1], [0, 1]], 3), np.linalg.inv([[1, 2], [3, 4]]).round(9)))
show(lambda: (np.linalg.inv([[1, 2], [2, 4]])))
show(lambda: (np.linalg.inv([1, 2])))
show(lambda: (np.linalg.inv([[1, 2, 3], [4, 5, 6]])))
show(lambda: (np.linalg.solve([[1, 2], [2, 4]], [1, 2])))
show(lambda: (np.linalg.solve([[1, 0], [0, 1]], [1, 2, 3])))
show(lambda: (
    np.vectorize(lambda x: x * 2)([1, 2]), np.vectorize(lambda x, y: x + y)([1, 2], 0.5),
    np.vectorize(lambda x: 1 if x > 1 else 0.5)([2, 0]), np.vectorize(math.sin)([0.0]),
    np.vectorize(lambda x: x)(3)))
show(lambda: (
    np.apply_along_axis(lambda r: r.sum(), 1, a), np.apply_along_axis(sorted, 1, [[3, 1], [2, 0]]),
    np.apply_along_axis(lambda r: r * 2, 0, a)))
show(lambda: (
    a.tolist(), a.astype(float), a.astype(int) is a, v.astype(int), a.item(4), a.item(1, 2),
    np.array([5]).item(), a.max(), a.dtype == int, a.dtype == 'int64', v.dtype == np.float64, a.dtype == float,
    a.dtype.name, a.dtype.kind, str(a.dtype), np.dtype('float64'), a.copy() is a))
show(lambda: (a.item()))
show(lambda: (a.item(99)))
show(lambda: (a.nope))
show(lambda: (np.nope))
show(lambda: (np.linalg.nope))
show(lambda: (np.shape(a), np.ndim(a), np.size(a), np.shape(5), np.ndim([[1]])))
show(lambda: (bool(a)))
show(lambda: (bool(np.array([])), 1))
show(lambda: (bool(np.array([0])), bool(np.array(2))))
show(lambda: (len(np.array(1))))
show(lambda: (float(a)))
show(lambda: (int(np.array([1]))))
show(lambda: ([x for x in np.array(1)]))
show(lambda: (a.sort(), a.fill(1), np.array([2, 1]).sort()))
show(lambda: (list(reversed(v)), v.tolist()[::-1], a == a, (a == a).all(), np.array_equal(a, a), v in [1], 3.5 in v))
# expect: array([9, 8, 2, 5, 6, 7])
# expect: (array([0, 0, 1, 2, 3]), array([0, 1, 3, 5, 7]), array([3, 2, 1, 0]))
# expect: ValueError assignment destination is read-only
# expect: array([[0, 1],
# expect:        [2, 3],
# expect:        [4, 5]])
# expect: (array([[0, 3],
# expect:        [1, 4],
# expect:        [2, 5]]), array([[0, 1],
# expect:        [2, 3],
# expect:        [4, 5]]), array([0, 1, 2, 3, 4, 5]), array([[0],
# expect:        [1],
# expect:        [2],
# expect:        [3],
# expect:        [4],
# expect:        [5]]), array([[0, 1],
# expect:        [2, 3],
# expect:        [4, 5]]), array([0, 1, 2, 3, 4, 5]), array([0, 1, 2, 3, 4, 5]), array([[0, 3],
# expect:        [1, 4],
# expect:        [2, 5]]), array([[0, 3],
# expect:        [1, 4],
# expect:        [2, 5]]), array([[0, 3],
# expect:        [1, 4],
# expect:        [2, 5]]), array([[1],
# expect:        [2]]), array([1, 2]), (2, 3, 1))
# expect: ValueError cannot reshape array of size 6 into shape (4,2)
# expect: ValueError can only specify one unknown dimension
# expect: ValueError cannot reshape array of size 6 into shape (5,newaxis)
# expect: ValueError cannot reshape array of size 6 into shape (0,newaxis)
# expect: ValueError repeated axis in transpose
# expect: ValueError axes don't match array
# expect: (array([1, 2]), array(1), array([[1, 2]]), array([[1],
# expect:        [2]]), array([[1],
# expect:        [2]]), array([5]), array([[1, 2]]), (array([1]), array([2])), (1, 2, 1), array([0., 0.]))
# expect: ValueError cannot select an axis to squeeze out which has size not equal to one
# expect: AxisError axis 5 is out of bounds for array of dimension 2
# expect: (array([1, 2, 3]), array([1. , 2.5]), array([[0, 1, 2],
# expect:        [3, 4, 5],
# expect:        [0, 1, 2],
# expect:        [3, 4, 5]]), array([[0, 1, 2, 0, 1, 2],
# expect:        [3, 4, 5, 3, 4, 5]]), array([[0, 1, 2],
# expect:        [3, 4, 5],
# expect:        [7, 8, 9]]), array([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5]))
# expect: (array([[1, 2],
# expect:        [3, 4]]), array([1, 2, 3]), array([[0, 1, 2, 0, 1, 2],
# expect:        [3, 4, 5, 3, 4, 5]]), array([[0, 1, 2],
# expect:        [3, 4, 5],
# expect:        [7, 8, 9]]), array([[1, 3],
# expect:        [2, 4]]), array([[3.5, 3.5, 0. ],
# expect:        [1. , 1. , 0. ],
# expect:        [2. , 2. , 0. ]]), array([[[1, 3],
# expect:         [2, 4]]]), array([[1, 2],
# expect:        [3, 4]]), array([[1, 3],
# expect:        [2, 4]]), array([[3.5, 3.5],
# expect:        [1. , 1. ],
# expect:        [2. , 2. ]]))
# expect: ValueError need at least one array to concatenate
# expect: ValueError zero-dimensional arrays cannot be concatenated
# expect: ValueError all the input arrays must have same number of dimensions, but the array at index 0 has 1 dimension(s) and the array at index 1 has 2 dimension(s)
# expect: ValueError all the input array dimensions except for the concatenation axis must match exactly, but along dimension 1, the array at index 0 has size 3 and the array at index 1 has size 2
# expect: ValueError all input arrays must have the same shape
# expect: ValueError all the input array dimensions except for the concatenation axis must match exactly, but along dimension 1, the array at index 0 has size 2 and the array at index 1 has size 1
# expect: (array([1, 2, 3]), array([1. , 2. , 3.5]), array([[0, 1, 2],
# expect:        [3, 4, 5],
# expect:        [7, 8, 9]]), array([0, 1, 2, 3, 4, 5, 1]), array([1, 9, 2]), array([1, 9, 2]), array([[0, 1, 2],
# expect:        [0, 0, 0],
# expect:        [3, 4, 5]]), array([1, 7, 8, 2]), array([1, 3]), array([2]), array([[1, 2],
# expect:        [4, 5]]), array([1]), array([1, 2]))
# expect: ValueError all the input arrays must have same number of dimensions, but the array at index 0 has 2 dimension(s) and the array at index 1 has 1 dimension(s)
# expect: IndexError index 5 is out of bounds for axis 0 with size 2
# expect: IndexError index 5 is out of bounds for axis 0 with size 2
# expect: (array([1, 1, 2, 2]), array([[1, 2],
# expect:        [1, 2]]), array([1, 2, 2, 2]), array([3, 3]), array([1, 2, 1, 2]), array([[1, 2],
# expect:        [1, 2]]), array([[1, 1],
# expect:        [2, 2]]), array([5, 5, 5]), array([], dtype=int64))
# expect: ValueError negative dimensions are not allowed
# expect: ValueError operands could not be broadcast together with shape (3,) (2,)
# expect: (array([3, 2, 1]), array([[5, 4, 3],
# expect:        [2, 1, 0]]), array([[3, 4, 5],
# expect:        [0, 1, 2]]), array([[2, 1, 0],
# expect:        [5, 4, 3]]), array([[3, 4, 5],
# expect:        [0, 1, 2]]), array([3, 1, 2]), array([2, 3, 1]), array([[5, 0, 1],
# expect:        [2, 3, 4]]), array([[2, 0, 1],
# expect:        [5, 3, 4]]), array([[2, 5],
# expect:        [1, 4],
# expect:        [0, 3]]), array([[5, 4, 3],
# expect:        [2, 1, 0]]), array([[3, 0],
# expect:        [4, 1],
# expect:        [5, 2]]), array([], dtype=float64))
# expect: ([array([0, 1]), array([2, 3]), array([4, 5])], [array([0, 1]), array([2, 3]), array([4, 5])], [array([0, 1]), array([2, 3]), array([4])], [array([[0],
# expect:        [3]]), array([[1],
# expect:        [4]]), array([[2],
# expect:        [5]])], [array([[0, 1, 2]]), array([[3, 4, 5]])], [array([1]), array([2]), array([], dtype=int64), array([], dtype=int64)])
# expect: ValueError array split does not result in an equal division
# expect: (array([[1, 2],
# expect:        [1, 2]]), array([1, 1, 1]))
# expect: ValueError operands could not be broadcast together with remapped shapes [original->remapped]: (2,)  and requested shape (3,)
# expect: (array([1. , 2. , 3.5]), array([[1, 3],
# expect:        [0, 2]]), array([[2, 0],
# expect:        [3, 1]]), array([0, 1, 2, 3]), array([1, 2, 0]), array([[1, 0],
# expect:        [0, 1]]), array([ 1.,  2., nan]), array([3.5, 2. , 1. ]), [1.0, 2.0, 3.5], array([False,  True]), array([0, 2, 1]))
# expect: (array([1, 2, 3]), array([1, 2, 3]), array([1.5]), (array([1, 3]), array([1, 2])), (array([1, 3]), array([1, 0])), (array([1, 3]), array([1, 0, 1])), array([], dtype=float64), array([ 1., nan]))
# expect: (np.int64(1), array([0, 1, 3]), np.int64(2), (array([1, 2]),), (array([0, 1]), array([0, 1])), array([[1],
# expect:        [2]]), array([[0, 0],
# expect:        [1, 1]]), array([1, 2]), np.int64(1), np.int64(2))
# expect: (array([3, 5]), array([2]), array([[1],
# expect:        [4]]), array([[3, 6]]), array([ True]), array([1. , 1.5, 2.5, 3. ]), array([1.5, 2. , 2.5]), array([3.        , 2.83333333, 5.5       , 7.        ]), 0)
# expect: ValueError Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.
# expect: (np.float64(4.0), np.float64(2.0), np.float64(6.5), array([1.5, 3.5]), np.float64(3.0))
# expect: AttributeError module 'numpy' has no attribute 'trapz'
# expect: (np.float64(15.0), array([10., 15., 40.]), np.float64(4.0), np.float64(-1.0), array([0.03333333, 0.5       ]))
# expect: ValueError fp and xp are not of the same length.
# expect: ValueError array of sample points is empty
# expect: (array([0, 0, 1]), array([-3.,  6., -3.]), array([[ 0, -1,  0],
# expect:        [ 1,  0,  0]]), array(-2))
# expect: ValueError incompatible dimensions for cross product
# expect: (dimension must be 2 or 3)
# expect: (array([0. , 1. , 2.5, 4. , 1.5]), array([1, 3, 5]), array([3, 5]), np.int64(11), array([2. , 3.5]))
# expect: (np.float64(2.0), np.float64(2.5), array([2. , 3.5]), np.float64(2.5), array([1.75, 3.25]), np.float64(1.6), np.float64(2.0), np.float64(1.25), array([2.5, 3.5]), np.float64(nan), np.float64(nan))
# expect: ValueError Percentiles must be in the range [0, 100]
# expect: ZeroDivisionError Weights sum to zero, can't be normalized
# expect: (np.float64(5.0), np.float64(5.477225575051661), array([ 5., 10.]), np.float64(6.0), np.float64(5.0), np.float64(5.0), array([[5.]]), np.float64(2.0), np.float64(5.0))
# expect: (np.float64(-2.0), array([[0.5 , 0.  ],
# expect:        [0.  , 0.25]]), array([1., 1.]), array([[1., 2.],
# expect:        [1., 2.]]), array([[1, 3],
# expect:        [0, 1]]), array([[-2. ,  1. ],
# expect:        [ 1.5, -0.5]]))
# expect: LinAlgError Singular matrix
# expect: LinAlgError 1-dimensional array given. Array must be at least two-dimensional
# expect: LinAlgError Last 2 dimensions of the array must be square
# expect: LinAlgError Singular matrix
# expect: ValueError solve1: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (m,m),(m)->(m) (size 3 is different from 2)
# expect: (array([2, 4]), array([1.5, 2.5]), array([1, 0]), array([0.]), array(3))
# expect: (array([ 3, 12]), array([[1, 3],
# expect:        [0, 2]]), array([[ 0,  2,  4],
# expect:        [ 6,  8, 10]]))
# expect: ([[0, 1, 2], [3, 4, 5]], array([[0., 1., 2.],
# expect:        [3., 4., 5.]]), False, array([3, 1, 2]), 4, 5, 5, np.int64(5), True, True, True, False, 'int64', 'i', 'int64', dtype('float64'), False)
# expect: ValueError can only convert an array of size 1 to a Python scalar
# expect: IndexError index 99 is out of bounds for size 6
# expect: AttributeError 'numpy.ndarray' object has no attribute 'nope'
# expect: AttributeError module 'numpy' has no attribute 'nope'
# expect: AttributeError module 'numpy.linalg' has no attribute 'nope'
# expect: ((2, 3), 2, 6, (), 2)
# expect: ValueError The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()
# expect: ValueError The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.
# expect: (False, True)
# expect: TypeError len() of unsized object
# expect: TypeError only 0-dimensional arrays can be converted to Python scalars
# expect: TypeError only 0-dimensional arrays can be converted to Python scalars
# expect: TypeError iteration over a 0-d array
# expect: (None, None, None)
# expect: ValueError The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()
