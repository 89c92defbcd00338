# Integers beyond 64 bits, as far as they are known: handed on, compared, divided, turned into floats.
def tried(f):
    try:
        return f()
    except Exception as e:
        return type(e).__name__ + ": " + str(e)
h = 10**400
b = 10**20
for f in (
    lambda: h / 2,
    lambda: 2 / h,
    lambda: h * 2.0,
    lambda: h + 0.5,
    lambda: float(h),
    lambda: h > 5,
    lambda: h < 5,
    lambda: -h < 5,          lambda: h == 5,
    lambda: h != 5,
    lambda: h > float("inf"),
    lambda: h < float("inf"),
    lambda: h == float("nan"),
    lambda: bool(h),          lambda: isinstance(h, int),
    lambda: b / 4,
    lambda: float(b),
    lambda: b * 1.5,
    lambda: b > 1e19,
    lambda: min(h, 5),
    lambda: max([1, -h, 3]),          lambda: [1] * h,
    lambda: h / 0,
    lambda: h * 0,
    lambda: h - 1 > 10,
    lambda: abs(-b) / 1,
    lambda: int(1e30) / 1e30,          lambda: round(1e30) / 1e29,
    lambda: float(100000000000000000000000),
    lambda: float(0xffffffffffffffffffff),
    lambda: (2**64) / 2**60,
    lambda: int(b) == b,
    lambda: h**0,
    lambda: b**-1,
    lambda: h**-1,          lambda: 5 * b / 7,
    lambda: (1 << 70) / 2,
    lambda: type(h).__name__,
    lambda: 1.5 // h,
    lambda: b % 7.0,
):
    print(tried(f))
# expect: OverflowError: integer division result too large for a float
# expect: 0.0
# expect: OverflowError: int too large to convert to float
# expect: OverflowError: int too large to convert to float
# expect: OverflowError: int too large to convert to float
# expect: True
# expect: False
# expect: True
# expect: False
# expect: True
# expect: False
# expect: True
# expect: False
# expect: True
# expect: True
# expect: 2.5e+19
# expect: 1e+20
# expect: 1.5e+20
# expect: True
# expect: 5
# expect: 3
# expect: OverflowError: cannot fit 'int' into an index-sized integer
# expect: ZeroDivisionError: division by zero
# expect: 0
# expect: True
# expect: 1e+20
# expect: 1.0
# expect: 10.000000000000002
# expect: 1e+23
# expect: 1.2089258196146292e+24
# expect: 16.0
# expect: True
# expect: 1
# expect: 1e-20
# expect: OverflowError: int too large to convert to float
# expect: 7.142857142857143e+19
# expect: 5.902958103587057e+20
# expect: int
# expect: OverflowError: int too large to convert to float
# expect: 2.0
