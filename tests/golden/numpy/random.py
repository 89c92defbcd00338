# numpy.random: the numbers of seeded generators.
import numpy as np
np.random.seed(42)
print(np.random.rand(), np.random.rand(3), np.random.random(), np.random.uniform(1,5), np.random.uniform(-1,1,4), np.random.randint(10), np.random.randint(1,100,5), np.random.randint(0,2**40,2), np.random.normal(), np.random.normal(2,3,3), np.random.randn(2,2), np.random.choice(5), np.random.choice([1.5,2.5],3), np.random.choice(10,3,replace=False), np.random.permutation(5), np.random.permutation([1,2,3]), np.random.choice(3,4,p=[.1,.2,.7]), np.random.exponential(2.,2), np.random.standard_normal(2), np.random.random_sample((2,)), np.random.rand(2,2))
x=np.arange(6); np.random.shuffle(x); print(x); y=[1,2,3,4]; np.random.shuffle(y); print(y)
m=np.arange(6).reshape(3,2); np.random.shuffle(m); print(m)
np.random.seed(0); print([np.random.normal() for _ in range(5)])
r=np.random.default_rng(42)
print(r.random(), r.random(3), r.uniform(1,2,2), r.integers(10), r.integers(0,100,5), r.integers(1,6,endpoint=True), r.integers(0,2**40,2), repr(r.integers(3)), r.permutation(5), r.choice(10), r.choice([1,2,3],2), r.choice(3,2,p=[.5,.2,.3]))
x=np.arange(6); r.shuffle(x); print(x)
print(r.random(), r.integers(0,5,3), r.random(2))
s=np.random.RandomState(7); print(s.rand(), s.randint(5), s.normal(), s.uniform(0,1,2))
print(np.random.default_rng(0).random(2), np.random.default_rng(2**40+5).random(2), np.random.default_rng(12345678901234).integers(0,1000,3))
for n in (5,8):
    r=np.random.default_rng(1); print(r.permutation(n), r.random())
r=np.random.default_rng(1); x=np.arange(6); r.shuffle(x); print(x, r.random())
r=np.random.default_rng(1); x=[1,2,3,4]; r.shuffle(x); print(x, r.random())
r=np.random.default_rng(1); x=np.arange(6).reshape(3,2); r.shuffle(x); print(x, r.random())
r=np.random.default_rng(1); print(r.permutation([4,5,6,7]), r.random())
r=np.random.default_rng(1); print(r.permutation([[4,5],[6,7],[8,9]]), r.random())
# expect: 0.3745401188473625 [0.95071431 0.73199394 0.59865848] 0.15601864044243652 1.6239780813448106 [-0.88383278  0.73235229  0.20223002  0.41614516] 5 [53  2 88 30 38] [554831713471 803946600724] 1.4623781203460173 [ 6.6161449  -5.31731745  3.81032368] [[-0.25104397 -0.16386712]
# expect:  [-1.47632969  1.48698096]] 3 [2.5 1.5 1.5] [8 7 5] [2 3 0 4 1] [3 2 1] [2 2 1 2] [0.06998744 4.80084577] [ 0.82254491 -1.22084365] [0.31171108 0.52006802] [[0.54671028 0.18485446]
# expect:  [0.96958463 0.77513282]]
# expect: [2 0 3 4 5 1]
# expect: [1, 2, 3, 4]
# expect: [[4 5]
# expect:  [0 1]
# expect:  [2 3]]
# expect: [1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458, 1.8675579901499675]
# expect: 0.7739560485559633 [0.43887844 0.85859792 0.69736803] [1.09417735 1.97562235] 7 [76 71 78 51 12] 6 [ 407696739200 1018988881454] np.int64(1) [0 3 4 2 1] 4 [2 1] [1 0]
# expect: [3 2 1 5 4 0]
# expect: 0.35452596812986836 [0 4 2] [0.7783835  0.19463871]
# expect: 0.07630828937395717 1 -1.8802225806038768 [0.26387084 0.08674343]
# expect: [0.63696169 0.26978671] [0.00473946 0.37258458] [497 406 881]
# expect: [4 0 1 2 3] 0.9486494471372439
# expect: [5 0 1 4 2 6 3 7] 0.42332644897257565
# expect: [4 0 2 1 5 3] 0.31183145201048545
# expect: [1, 2, 3, 4] 0.14415961271963373
# expect: [[0 1]
# expect:  [2 3]
# expect:  [4 5]] 0.14415961271963373
# expect: [4 5 6 7] 0.14415961271963373
# expect: [[4 5]
# expect:  [6 7]
# expect:  [8 9]] 0.14415961271963373
