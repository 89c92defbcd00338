# numpy: subscripts of arrays, read and written.
import math
import numpy as np

a = np.arange(24).reshape(2, 3, 4)
b = np.arange(10.) * 1.5
m = np.eye(3)
def put(x, key, value):
    x = x.copy()
    x[key] = value
    return x.tolist()


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: (a[1]))
show(lambda: (a[1, 2]))
show(lambda: (a[1, 2, 3], a[-1, -1, -1]))
show(lambda: (a[:, 1]))
show(lambda: (a[..., 1]))
show(lambda: (a[1, ...]))
show(lambda: (a[0, :, ::2]))
show(lambda: (a[:, ::-1, 1:3]))
show(lambda: (a[:, [0, 2], 1]))
show(lambda: (a[[0, 1], [1, 2]]))
show(lambda: (a[[0, 1], :, [1, 2]]))
show(lambda: (a[:, np.array([[0, 1], [1, 2]])]))
show(lambda: (a[a % 2 == 0]))
show(lambda: (a[:, [True, False, True]]))
show(lambda: (a[np.array([True, False])]))
show(lambda: (a[None].shape, a[:, None].shape, a[..., np.newaxis].shape))
show(lambda: (a[1][2][3]))
show(lambda: (a[()].shape))
show(lambda: (a[5]))
show(lambda: (a[0, 5]))
show(lambda: (a[0, 0, 0, 0]))
show(lambda: (a[[0, 2]]))
show(lambda: (a['x']))
show(lambda: (a[1.0]))
show(lambda: (a[[1.0]]))
show(lambda: (a[..., ...]))
show(lambda: (a[np.array([1.5])]))
show(lambda: (a[[True]]))
show(lambda: (a[-3]))
show(lambda: (b[2:5], b[::-2], b[-3:], b[20:], b[5:2]))
show(lambda: (b[b > 5], b[(b > 2) & (b < 9)], b[~(b > 5)]))
show(lambda: (b[[0, 0, -1]]))
show(lambda: (b[np.argsort(-b)]))
show(lambda: (b[::0]))
show(lambda: (b[1:'a']))
show(lambda: (put(b, 0, 7), put(b, slice(2, 4), 0), put(b, [1, 3], [9, 8]), put(b, b > 10, -1)))
show(lambda: (put(b, slice(None), [1, 2])))
show(lambda: (put(b, [1, 3], [1, 2, 3])))
show(lambda: (put(b, 0, [1, 2])))
show(lambda: (put(b, 99, 1)))
show(lambda: (put(a, (0, 1), 5), put(a, (slice(None), 0), [1, 2, 3, 4])))
show(lambda: (put(a, a > 20, 0)))
show(lambda: (put(a, (0, 0, 0), 2.9)))
show(lambda: (put(a, (Ellipsis, 1), -1)))
show(lambda: (put(np.array([1, 2, 3]), 1, 2.7), put(np.array([1, 2]), 0, True), put(np.array([True, False]), 1, 5)))
show(lambda: (put(np.array([1, 2]), 0, float('nan'))))
show(lambda: (put(np.array([1, 2]), 0, float('inf'))))
show(lambda: (m[0, 1], m[2], m[:, 0], m[1:, 1:], m[[0, 1]][:, [0, 1]]))
show(lambda: ([float(v) for row in m for v in row]))
show(lambda: ([tuple(row) for row in np.array([[1, 2], [3, 4]])]))
show(lambda: ([(x, y) for x, y in np.array([[1, 2], [3, 4]])]))
show(lambda: (list(zip(*np.array([[1, 2], [3, 4]])))))
show(lambda: (dict(enumerate(np.array([1.5, 2.5])))))
show(lambda: (list(np.arange(3)), tuple(np.arange(3.)), [*np.arange(2)]))
show(lambda: (np.arange(6).reshape(2, 3).T.reshape(6)))
show(lambda: (np.take([10, 20, 30], [0, 2]), np.take(a, 1, axis=1).shape, np.take([1, 2], 5)))
show(lambda: (
    [10, 20, 30][np.int64(1)], 'abc'[np.int64(2)], (1, 2)[np.int64(-1)], [0] * np.int64(2),
    list(range(np.int64(3)))))
show(lambda: (np.array([3, 1, 2]).argsort()[0], np.array([1, 2])[np.int64(0)]))
show(lambda: (len(a), len(b), a.size, a.ndim, a.shape, a.dtype, b.dtype, a.nbytes, a.itemsize, a.T.shape, a.strides))
# expect: array([[12, 13, 14, 15],
# expect:        [16, 17, 18, 19],
# expect:        [20, 21, 22, 23]])
# expect: array([20, 21, 22, 23])
# expect: (np.int64(23), np.int64(23))
# expect: array([[ 4,  5,  6,  7],
# expect:        [16, 17, 18, 19]])
# expect: array([[ 1,  5,  9],
# expect:        [13, 17, 21]])
# expect: array([[12, 13, 14, 15],
# expect:        [16, 17, 18, 19],
# expect:        [20, 21, 22, 23]])
# expect: array([[ 0,  2],
# expect:        [ 4,  6],
# expect:        [ 8, 10]])
# expect: array([[[ 9, 10],
# expect:         [ 5,  6],
# expect:         [ 1,  2]],
# expect: 
# expect:        [[21, 22],
# expect:         [17, 18],
# expect:         [13, 14]]])
# expect: array([[ 1,  9],
# expect:        [13, 21]])
# expect: array([[ 4,  5,  6,  7],
# expect:        [20, 21, 22, 23]])
# expect: array([[ 1,  5,  9],
# expect:        [14, 18, 22]])
# expect: array([[[[ 0,  1,  2,  3],
# expect:          [ 4,  5,  6,  7]],
# expect: 
# expect:         [[ 4,  5,  6,  7],
# expect:          [ 8,  9, 10, 11]]],
# expect: 
# expect: 
# expect:        [[[12, 13, 14, 15],
# expect:          [16, 17, 18, 19]],
# expect: 
# expect:         [[16, 17, 18, 19],
# expect:          [20, 21, 22, 23]]]])
# expect: array([ 0,  2,  4,  6,  8, 10, 12, 14, 16, 18, 20, 22])
# expect: array([[[ 0,  1,  2,  3],
# expect:         [ 8,  9, 10, 11]],
# expect: 
# expect:        [[12, 13, 14, 15],
# expect:         [20, 21, 22, 23]]])
# expect: array([[[ 0,  1,  2,  3],
# expect:         [ 4,  5,  6,  7],
# expect:         [ 8,  9, 10, 11]]])
# expect: ((1, 2, 3, 4), (2, 1, 3, 4), (2, 3, 4, 1))
# expect: np.int64(23)
# expect: (2, 3, 4)
# expect: IndexError index 5 is out of bounds for axis 0 with size 2
# expect: IndexError index 5 is out of bounds for axis 1 with size 3
# expect: IndexError too many indices for array: array is 3-dimensional, but 4 were indexed
# expect: IndexError index 2 is out of bounds for axis 0 with size 2
# expect: IndexError only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices
# expect: IndexError only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices
# expect: IndexError only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices
# expect: IndexError an index can only have a single ellipsis ('...')
# expect: IndexError arrays used as indices must be of integer (or boolean) type
# expect: IndexError boolean index did not match indexed array along axis 0; size of axis is 2 but size of corresponding boolean axis is 1
# expect: IndexError index -3 is out of bounds for axis 0 with size 2
# expect: (array([3. , 4.5, 6. ]), array([13.5, 10.5,  7.5,  4.5,  1.5]), array([10.5, 12. , 13.5]), array([], dtype=float64), array([], dtype=float64))
# expect: (array([ 6. ,  7.5,  9. , 10.5, 12. , 13.5]), array([3. , 4.5, 6. , 7.5]), array([0. , 1.5, 3. , 4.5]))
# expect: array([ 0. ,  0. , 13.5])
# expect: array([13.5, 12. , 10.5,  9. ,  7.5,  6. ,  4.5,  3. ,  1.5,  0. ])
# expect: ValueError slice step cannot be zero
# expect: TypeError slice indices must be integers or None or have an __index__ method
# expect: ([7.0, 1.5, 3.0, 4.5, 6.0, 7.5, 9.0, 10.5, 12.0, 13.5], [0.0, 1.5, 0.0, 0.0, 6.0, 7.5, 9.0, 10.5, 12.0, 13.5], [0.0, 9.0, 3.0, 8.0, 6.0, 7.5, 9.0, 10.5, 12.0, 13.5], [0.0, 1.5, 3.0, 4.5, 6.0, 7.5, 9.0, -1.0, -1.0, -1.0])
# expect: ValueError could not broadcast input array from shape (2,) into shape (10,)
# expect: ValueError shape mismatch: value array of shape (3,) could not be broadcast to indexing result of shape (2,)
# expect: ValueError setting an array element with a sequence.
# expect: IndexError index 99 is out of bounds for axis 0 with size 10
# expect: ([[[0, 1, 2, 3], [5, 5, 5, 5], [8, 9, 10, 11]], [[12, 13, 14, 15], [16, 17, 18, 19], [20, 21, 22, 23]]], [[[1, 2, 3, 4], [4, 5, 6, 7], [8, 9, 10, 11]], [[1, 2, 3, 4], [16, 17, 18, 19], [20, 21, 22, 23]]])
# expect: [[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], [[12, 13, 14, 15], [16, 17, 18, 19], [20, 0, 0, 0]]]
# expect: [[[2, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], [[12, 13, 14, 15], [16, 17, 18, 19], [20, 21, 22, 23]]]
# expect: [[[0, -1, 2, 3], [4, -1, 6, 7], [8, -1, 10, 11]], [[12, -1, 14, 15], [16, -1, 18, 19], [20, -1, 22, 23]]]
# expect: ([1, 2, 3], [1, 2], [True, True])
# expect: ValueError cannot convert float NaN to integer
# expect: OverflowError cannot convert float infinity to integer
# expect: (np.float64(0.0), array([0., 0., 1.]), array([1., 0., 0.]), array([[1., 0.],
# expect:        [0., 1.]]), array([[1., 0.],
# expect:        [0., 1.]]))
# expect: [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]
# expect: [(np.int64(1), np.int64(2)), (np.int64(3), np.int64(4))]
# expect: [(np.int64(1), np.int64(2)), (np.int64(3), np.int64(4))]
# expect: [(np.int64(1), np.int64(3)), (np.int64(2), np.int64(4))]
# expect: {0: np.float64(1.5), 1: np.float64(2.5)}
# expect: ([np.int64(0), np.int64(1), np.int64(2)], (np.float64(0.0), np.float64(1.0), np.float64(2.0)), [np.int64(0), np.int64(1)])
# expect: array([0, 3, 1, 4, 2, 5])
# expect: IndexError index 5 is out of bounds for axis 0 with size 2
# expect: (20, 'c', 2, [0, 0], [0, 1, 2])
# expect: (np.int64(1), np.int64(1))
# expect: (2, 10, 24, 3, (2, 3, 4), dtype('int64'), dtype('float64'), 192, 8, (4, 3, 2), (96, 32, 8))
