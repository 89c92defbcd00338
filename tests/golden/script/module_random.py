import random
from random import uniform, randint, Random
for seed in (0, 1, 42, 123456789, 2**40 + 7, -5, 9223372036854775807, True, 3.5, -0.1, 1e300, 0.0, 2.0, 'hello', '', 'größe', 'a' * 100):
    random.seed(seed)
    print(repr(seed)[:20], random.random(), random.randint(1, 6), random.uniform(-1, 1), random.getrandbits(40), random.getrandbits(7))
random.seed(7)
print([random.randrange(10) for _ in range(10)], [random.randrange(5, 50, 7) for _ in range(8)], [random.randrange(10, 0, -3) for _ in range(5)])
print([random.choice('abcdef') for _ in range(6)], random.choice([1, 2, 3]), random.choice((4, 5)), random.choice(range(100)))
x = list(range(12)); random.shuffle(x); print(x)
print(random.sample(range(100), 5), random.sample([1, 2, 3], 3), random.sample(range(10**9), 8), random.sample('abcdefghijkl', 7), random.sample(['a', 'b'], counts=[3, 2], k=4))
print(random.choices([1, 2, 3], k=6), random.choices('abc', weights=[5, 1, 1], k=8), random.choices('abc', cum_weights=[1, 3, 9], k=4))
print(random.gauss(0, 1), random.gauss(5, 2), random.gauss(), random.normalvariate(1, 2), random.lognormvariate(0, .5))
print(random.triangular(), random.triangular(0, 10, 3), random.triangular(2, 2, 2), random.expovariate(1.5), random.vonmisesvariate(1, 4), random.vonmisesvariate(0, 0))
print(random.gammavariate(2, 3), random.gammavariate(.5, 1), random.gammavariate(1, 2), random.betavariate(2, 3), random.paretovariate(3), random.weibullvariate(1, 2))
r, s = Random(5), Random(5)
print(r.random() == s.random(), r.randint(1, 100), s.randint(1, 100), [r.gauss(0, 1) for _ in range(3)])
random.seed(99); a = [random.random() for _ in range(1000)]; print(sum(a), a[700])
random.seed(3); print(uniform(1, 2), randint(-10, 10), random.uniform(5, 5), random.randint(3, 3))
class Dice:
    def __init__(self, seed): self.rng = random.Random(seed)
    def roll(self): return self.rng.randint(1, 6)
print([Dice(1).roll() for _ in range(3)], [d.roll() for d in [Dice(4)] * 5])
for f in (lambda: random.randint(5, 3), lambda: random.randrange(0), lambda: random.randrange(3, 3), lambda: random.randrange(1, 5, 0), lambda: random.choice([]), lambda: random.sample([1], 2), lambda: random.sample({1}, 1), lambda: random.randrange(1.5), lambda: random.choices([1], [0]), lambda: random.choices([1, 2], [1]), lambda: random.seed([]), lambda: random.choice({1: 2}), lambda: random.getrandbits(-1), lambda: random.gammavariate(0, 1), lambda: random.expovariate(0), lambda: random.choices([1, 2], 3), lambda: random.uniform('a', 1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
# expect: 0 0.8444218515250481 4 -0.9190312436384449 562492388602 62
# expect: 1 0.13436424411240122 1 -0.4898619485211566 835351532923 57
# expect: 42 0.6394267984578837 1 0.4831009995196658 245864938384 17
# expect: 123456789 0.6414006161858726 5 0.4199108927425006 927295422977 117
# expect: 1099511627783 0.6137037779936511 6 0.1407813982009123 276921985386 121
# expect: -5 0.6229016948897019 6 -0.28292897648820947 1038052564958 107
# expect: 9223372036854775807 0.3166448820870279 6 -0.7346296935743952 500324766174 13
# expect: True 0.13436424411240122 1 -0.4898619485211566 835351532923 57
# expect: 3.5 0.3039190124834461 2 0.8543906794792879 631405860657 10
# expect: -0.1 0.9101117294798381 4 -0.3698544710011511 391348645252 96
# expect: 1e+300 0.2614143642581235 1 0.40257989491067403 666382429863 77
# expect: 0.0 0.8444218515250481 4 -0.9190312436384449 562492388602 62
# expect: 2.0 0.9560342718892494 1 -0.8168304251898528 916378764087 21
# expect: 'hello' 0.3537754404730722 6 0.5164986483395899 142208717617 45
# expect: '' 0.9602256525641875 5 -0.5862263979314013 806871240394 96
# expect: 'größe' 0.45262507417471753 5 0.2997098579433619 451203616473 27
# expect: 'aaaaaaaaaaaaaaaaaaa 0.8726388059900344 5 -0.9057506341647534 457000074300 121
# expect: [5, 2, 6, 0, 1, 8, 1, 5, 9, 0] [33, 12, 5, 5, 26, 26, 5, 12] [10, 1, 10, 10, 7]
# expect: ['f', 'f', 'e', 'a', 'e', 'e'] 2 4 28
# expect: [7, 5, 3, 9, 11, 10, 1, 6, 4, 2, 8, 0]
# expect: [13, 74, 73, 81, 24] [2, 1, 3] [605985840, 63996269, 664656492, 221146487, 533021001, 730573909, 570930264, 459123743] ['f', 'h', 'j', 'k', 'l', 'c', 'b'] ['a', 'b', 'a', 'b']
# expect: [2, 3, 3, 1, 3, 1] ['a', 'b', 'a', 'a', 'a', 'a', 'b', 'a'] ['c', 'b', 'c', 'c']
# expect: -0.9676143272108394 3.9377578147682617 1.288837543075987 0.7353859565668013 1.4710627323691108
# expect: 0.43919895403262904 5.18395287729586 2 0.41288699787456773 0.8653276834542208 4.826950225661207
# expect: 1.9954410475436428 0.009101809347355749 1.5945276476026782 0.7143472664389151 2.0515786941551357 1.7786810134240716
# expect: True 95 95 [-0.9652656771371102, 1.188912566654609, 0.7901827284442927]
# expect: 491.699198705349 0.4636590366411817
# expect: 1.2379646270918914 7 5.0 3
# expect: [2, 2, 2] [2, 3, 1, 6, 4]
# expect: ValueError empty range for randrange() (5, 4, -1)
# expect: ValueError empty range for randrange()
# expect: ValueError empty range for randrange() (3, 3, 0)
# expect: ValueError zero step for randrange()
# expect: IndexError Cannot choose from an empty sequence
# expect: ValueError Sample larger than population or is negative
# expect: TypeError Population must be a sequence.  For dicts or sets, use sorted(d).
# expect: ValueError non-integer arg 1 for randrange()
# expect: ValueError Total of weights must be greater than zero
# expect: ValueError The number of weights does not match the population
# expect: TypeError The only supported seed types are: None,
# expect: int, float, str, bytes, and bytearray.
# expect: KeyError 0
# expect: ValueError number of bits must be non-negative
# expect: ValueError gammavariate: alpha and beta must be > 0.0
# expect: ZeroDivisionError float division by zero
# expect: TypeError The number of choices must be a keyword argument: k=3
# expect: TypeError unsupported operand type(s) for -: 'int' and 'str'
