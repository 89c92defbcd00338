from __future__ import annotations
import math
import math as m
from math import sin, cos as cosine, pi
from math import *
print(math.pi, m.e, sin(0), cosine(0), pi == math.pi, tau, sqrt(2))
print(math.floor(2.7), math.ceil(2.1), math.floor(-2.5), math.trunc(-2.5), type(math.floor(2.0)))
print(math.hypot(3, 4), math.hypot(1, 2, 2), math.atan2(1, 1), math.degrees(pi), math.radians(180), math.radians(45), math.degrees(1))
print(math.gcd(12, 18), math.lcm(4, 6), math.factorial(10), math.isqrt(17), math.copysign(1, -0.0), math.fabs(-2), math.fmod(-7, 3), math.isclose(0.1 + 0.2, 0.3))
print(math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.exp(1), math.pow(2, 3), math.sqrt(16), math.dist((0, 0), (3, 4)))
print(math.asin(1), math.acos(0), math.tan(0.5), math.sinh(1), math.inf, math.nan, math.isnan(math.nan), math.prod([1, 2, 3]), math.fsum([0.1] * 10), math.modf(2.5))
for f, x in ((math.sqrt, -1), (math.log, 0), (math.acos, 2), (math.asin, -2)):
    try: f(x)
    except ValueError as e: print(e)
try: math.exp(1000)
except OverflowError as e: print(e)
try: math.nothing
except AttributeError as e: print(e)
try: import no_such_module
except ImportError as e: print(type(e).__name__, e)
try: math.sqrt('x')
except TypeError as e: print(e)
try: math.floor(float('inf'))
except OverflowError as e: print(e)
points = [(round(10 * math.cos(2 * math.pi * i / 6), 3), round(10 * math.sin(2 * math.pi * i / 6), 3)) for i in range(6)]
print(points)
# expect: 3.141592653589793 2.718281828459045 0.0 1.0 True 6.283185307179586 1.4142135623730951
# expect: 2 3 -3 -2 <class 'int'>
# expect: 5.0 3.0 0.7853981633974483 180.0 3.141592653589793 0.7853981633974483 57.29577951308232
# expect: 6 12 3628800 4 -1.0 2.0 -1.0 True
# expect: 2.302585092994046 3.0 3.0 3.0 2.718281828459045 8.0 4.0 5.0
# expect: 1.5707963267948966 1.5707963267948966 0.5463024898437905 1.1752011936438014 inf nan True 6 1.0 (0.5, 2.0)
# expect: math domain error
# expect: math domain error
# expect: math domain error
# expect: math domain error
# expect: math range error
# expect: module 'math' has no attribute 'nothing'
# expect: ModuleNotFoundError No module named 'no_such_module'
# expect: must be real number, not str
# expect: cannot convert float infinity to integer
# expect: [(10.0, 0.0), (5.0, 8.66), (-5.0, 8.66), (-10.0, 0.0), (-5.0, -8.66), (5.0, -8.66)]
