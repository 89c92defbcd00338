import bisect, heapq, statistics, string, types, contextlib
from bisect import bisect_left, insort
from contextlib import contextmanager, suppress, nullcontext, ExitStack, closing
a = [1, 2, 2, 3, 5]
print(bisect.bisect(a, 2), bisect_left(a, 2), bisect.bisect_right(a, 4), bisect_left(a, 0), bisect_left(a, 9), bisect_left(a, 2, 2), bisect.bisect(a, 2, 0, 2), bisect_left([(1, 'a'), (2, 'b')], 2, key=lambda t: t[0]))
insort(a, 2.5); insort(a, 0); bisect.insort_left(a, 5); print(a)
try: bisect_left(a, 1, -1)
except ValueError as e: print(e)
h = [5, 3, 8, 1, 9, 2, 7]
heapq.heapify(h); print(h); heapq.heappush(h, 0); print(h, heapq.heappop(h), heapq.heappop(h), h, heapq.heapreplace(h, 4), heapq.heappushpop(h, 1), h)
print([heapq.heappop(h) for _ in range(len(h))], heapq.nlargest(2, [3, 1, 4]), heapq.nsmallest(2, [3, 1, 4]), heapq.nlargest(1, ['a', 'bbb'], key=len), heapq.nsmallest(9, [2, 1]), heapq.heappushpop([], 3))
q = []
for item in [(2, 'b'), (1, 'z'), (1, 'a'), (3, 'c')]: heapq.heappush(q, item)
print(q, [heapq.heappop(q)[1] for _ in range(4)])
try: heapq.heappop([])
except IndexError as e: print(e)
d = [2.5, 3.25, 5.5, 11.25, 11.75]
print(statistics.mean([1, 2, 3]), statistics.mean([1, 2]), statistics.mean(d), statistics.fmean([1, 2]), statistics.median([3, 1, 2]), statistics.median([1, 2, 3, 4]), statistics.median_low([1, 2, 3, 4]), statistics.median_high([1, 2, 3, 4]), statistics.mode([1, 1, 2]), statistics.mode('aab'), statistics.multimode('aabb'), statistics.stdev(d), statistics.pstdev(d), statistics.variance(d), statistics.pvariance(d), statistics.variance([1, 2, 3]), statistics.pvariance([1, 3]), statistics.stdev([1, 1]), statistics.mean([0.1] * 10))
for f in (lambda: statistics.mean([]), lambda: statistics.stdev([1]), lambda: statistics.median([]), lambda: statistics.mode([])):
    try: f()
    except statistics.StatisticsError as e: print(type(e).__name__, isinstance(e, ValueError), e)
print(string.ascii_letters, string.digits, string.ascii_uppercase[:3], string.punctuation, repr(string.whitespace), string.hexdigits)
n = types.SimpleNamespace(a=1, b='x'); n.c = [2]; print(n, n.a, n == types.SimpleNamespace(a=1, b='x', c=[2]), isinstance(lambda: 0, types.FunctionType))
log = []
@contextmanager
def step(name, swallow=False):
    log.append('enter ' + name)
    try: yield name.upper()
    except ValueError as e:
        log.append(f'caught {e}')
        if not swallow: raise
    finally: log.append('leave ' + name)
with step('a') as v: print(v)
with step('b', swallow=True): raise ValueError('inside')
try:
    with step('c'): raise ValueError('out')
except ValueError as e: print('outer', e)
try:
    with step('d'): raise KeyError('k')
except KeyError as e: print('outer', e)
print(log)
class Part:
    @contextmanager
    def edit(self, n):
        self.n = n
        yield self
with Part().edit(4) as part: print(part.n)
with suppress(ZeroDivisionError, KeyError): 1 / 0
with suppress(KeyError): {}['x']
with nullcontext(5) as five: print(five)
with nullcontext() as none: print(none)
try:
    with suppress(KeyError): 1 / 0
except ZeroDivisionError as e: print('not suppressed', e)
class C:
    def close(self): print('closed')
with closing(C()) as c: pass
with ExitStack() as stack:
    x = stack.enter_context(step('s1')); y = stack.enter_context(step('s2', swallow=True)); stack.callback(print, 'callback', 1)
    print(x, y); raise ValueError('in stack')
print(log[-5:])
@contextmanager
def bad():
    if False: yield
try:
    with bad(): pass
except RuntimeError as e: print(e)
@contextmanager
def twice():
    yield 1
    yield 2
try:
    with twice(): pass
except RuntimeError as e: print(e)
# expect: 3 1 4 0 5 2 2 1
# expect: [0, 1, 2, 2, 2.5, 3, 5, 5]
# expect: lo must be non-negative
# expect: [1, 3, 2, 5, 9, 8, 7]
# expect: [3, 4, 7, 5, 9, 8] 0 1 [3, 4, 7, 5, 9, 8] 2 1 [3, 4, 7, 5, 9, 8]
# expect: [3, 4, 5, 7, 8, 9] [4, 3] [1, 3] ['bbb'] [1, 2] 3
# expect: [] ['a', 'z', 'b', 'c']
# expect: index out of range
# expect: 2 1.5 6.85 1.5 2 2.5 2 3 1 a ['a', 'b'] 4.389618434442793 3.926194085880116 19.26875 15.415 1 1 0.0 0.1
# expect: StatisticsError True mean requires at least one data point
# expect: StatisticsError True stdev requires at least two data points
# expect: StatisticsError True no median for empty data
# expect: StatisticsError True no mode for empty data
# expect: abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 ABC !"#$%&'()*+,-./:;<=>?@[\]^_`{|}~ ' \t\n\r\x0b\x0c' 0123456789abcdefABCDEF
# expect: namespace(a=1, b='x', c=[2]) 1 True True
# expect: A
# expect: outer out
# expect: outer 'k'
# expect: ['enter a', 'leave a', 'enter b', 'caught inside', 'leave b', 'enter c', 'caught out', 'leave c', 'enter d', 'leave d']
# expect: 4
# expect: 5
# expect: None
# expect: not suppressed division by zero
# expect: closed
# expect: S1 S2
# expect: callback 1
# expect: ['enter s1', 'enter s2', 'caught in stack', 'leave s2', 'leave s1']
# expect: generator didn't yield
# expect: generator didn't stop
