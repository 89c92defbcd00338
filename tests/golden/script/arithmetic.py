print((5).bit_length(), (-5).bit_count(), (255).to_bytes(2, 'big'), (1).to_bytes(), (-1).to_bytes(2, 'little', signed=True), int.from_bytes(b'\x01\x00', 'big'), int.from_bytes(b'\xff', 'big', signed=True), (5).numerator, (5).denominator, (5).imag, True.real, (5).as_integer_ratio(), (0.5).as_integer_ratio(), (2.0).is_integer(), (0.1).hex(), (-0.0).hex(), (1e300).hex(), float.fromhex('0x1.8p1'), (1.5).conjugate(), 3.0.as_integer_ratio())
print(pow(2, 10, 1000), pow(3, -1, 7), pow(2, -1), pow(-2, 3, 5), pow(2, 3, -5), pow(2, 0.5), 2 ** -1, (-2) ** 2, -2 ** 2, 0 ** 0, int('ff', 16), int('0x1F', 0), int('-0b11', 0), int(' 42 '), int('1_000'), int(3.9), int(-3.9), int(True), int('z', 36), float('1e3'), float(' inf '), float('-nan'), float('1_0.5'), int(b'12'), float(b'1.5'))
print(divmod(7, 2), divmod(-7, 2), divmod(7, -2), divmod(7.5, 2), -7 // 2, -7 % 3, 7 % -3, 7.5 // 2, -7.5 % 2, 1e308 * 10, 5 / 2, 4 / 2, 1 // 1.0, round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(1250, -2), round(1350, -2), round(2.5, 0), round(-0.4), round(1e20, -19), round(5, 3), round(1.005, 2), round(0.5), round(1.5), round(123.456, -1), round(float('nan'), 2))
print(min(3, 1, 2), max([1, 5, 2]), min('b', 'a'), max([], default=0), min([3, -4], key=abs), max('ab', 'c', key=len), sum([1, 2], 10), sum([[1], [2]], []), sum([0.1] * 3), sum(()), abs(-3), abs(-2.5), any([]), all([]), any([0, 1]), all([1, 0]))
print(list(enumerate('ab', 1)), list(enumerate('ab', start=-1)), list(zip([1, 2], 'ab', [True, False])), list(zip()), list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(filter(None, [0, 1, '', 'a'])), list(reversed([1, 2])), sorted([3, 1, 2], reverse=True), sorted('bca', key=lambda c: -ord(c)), sorted([(1, 'b'), (1, 'a'), (0, 'z')], key=lambda t: t[0]), list(range(5, 0, -2)), range(3) == range(0, 3, 1), list(range(3))[::-1], range(10)[2:8:3], 5 in range(10), range(0, 10, 3)[-1], len(range(0)), list(iter([1])), next(iter([]), 'd'))
for g in [lambda: list(zip([1], [1, 2], strict=True)), lambda: max([]), lambda: max(1), lambda: sum(['a']), lambda: sum(['a'], ''), lambda: int('9' * 30), lambda: 10 ** 400, lambda: 2 ** 63, lambda: 1 / 0, lambda: 1 % 0, lambda: 1.0 // 0, lambda: 0 ** -1, lambda: pow(2, 3, 0), lambda: pow(2.0, 3, 5), lambda: pow(2, -1, 4), lambda: round('a'), lambda: abs('a'), lambda: int([]), lambda: float('abc'), lambda: [].pop(), lambda: [1].index(2), lambda: (1,)[3], lambda: [][0], lambda: None + 1, lambda: 1 + 'a', lambda: [1] + (2,), lambda: {} < {}, lambda: 1 < 'a', lambda: len(5), lambda: iter(5), lambda: next(5), lambda: next(iter([])), lambda: 5(), lambda: 'a'.foo, lambda: hex(1.5), lambda: chr('a'), lambda: range(1.5), lambda: range(1, 2, 0), lambda: [1, 2][1.0], lambda: {}[1], lambda: (300).to_bytes(1, 'big'), lambda: (-1).to_bytes(1, 'big'), lambda: [1, 2, 3].remove(9), lambda: sorted([1, 'a']), lambda: isinstance(1, 5), lambda: issubclass(1, int), lambda: getattr(1, 'x'), lambda: setattr(1, 'x', 2), lambda: float.fromhex('zz'), lambda: input(), lambda: exit(3)]:
    try:
        r = g()
        if not isinstance(r, (int, float)) or abs(r) < 2**63: print(r)
    except OverflowError: pass
    except BaseException as e: print(type(e).__name__, e)
# expect: 3 2 b'\x00\xff' b'\x01' b'\xff\xff' 256 -1 5 1 0 1 (5, 1) (1, 2) True 0x1.999999999999ap-4 -0x0.0p+0 0x1.7e43c8800759cp+996 3.0 1.5 (3, 1)
# expect: 24 5 0.5 2 -2 1.4142135623730951 0.5 4 -4 1 255 31 -3 42 1000 3 -3 1 35 1000.0 inf nan 10.5 12 1.5
# expect: (3, 1) (-4, 1) (-4, -1) (3.0, 1.5) -4 2 -2 3.0 0.5 inf 2.5 2.0 1.0 2 4 -2 2.67 1200 1200 1400 2.0 0 1e+20 5 1.0 0 2 120.0 nan
# expect: 1 5 a 0 3 ab 13 [1, 2] 0.30000000000000004 0 3 2.5 False True True False
# expect: [(1, 'a'), (2, 'b')] [(-1, 'a'), (0, 'b')] [(1, 'a', True), (2, 'b', False)] [] [4, 6] [1, 'a'] [2, 1] [3, 2, 1] ['c', 'b', 'a'] [(0, 'z'), (1, 'b'), (1, 'a')] [5, 3, 1] True [2, 1, 0] range(2, 8, 3) True 9 0 [1] d
# expect: ValueError zip() argument 2 is longer than argument 1
# expect: ValueError max() arg is an empty sequence
# expect: TypeError 'int' object is not iterable
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError sum() can't sum strings [use ''.join(seq) instead]
# expect: ZeroDivisionError division by zero
# expect: ZeroDivisionError integer modulo by zero
# expect: ZeroDivisionError float floor division by zero
# expect: ZeroDivisionError 0.0 cannot be raised to a negative power
# expect: ValueError pow() 3rd argument cannot be 0
# expect: TypeError pow() 3rd argument not allowed unless all arguments are integers
# expect: ValueError base is not invertible for the given modulus
# expect: TypeError type str doesn't define __round__ method
# expect: TypeError bad operand type for abs(): 'str'
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'list'
# expect: ValueError could not convert string to float: 'abc'
# expect: IndexError pop from empty list
# expect: ValueError 2 is not in list
# expect: IndexError tuple index out of range
# expect: IndexError list index out of range
# expect: TypeError unsupported operand type(s) for +: 'NoneType' and 'int'
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError can only concatenate list (not "tuple") to list
# expect: TypeError '<' not supported between instances of 'dict' and 'dict'
# expect: TypeError '<' not supported between instances of 'int' and 'str'
# expect: TypeError object of type 'int' has no len()
# expect: TypeError 'int' object is not iterable
# expect: TypeError 'int' object is not an iterator
# expect: StopIteration 
# expect: TypeError 'int' object is not callable
# expect: AttributeError 'str' object has no attribute 'foo'
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: ValueError range() arg 3 must not be zero
# expect: TypeError list indices must be integers or slices, not float
# expect: KeyError 1
# expect: ValueError list.remove(x): x not in list
# expect: TypeError '<' not supported between instances of 'str' and 'int'
# expect: TypeError isinstance() arg 2 must be a type, a tuple of types, or a union
# expect: TypeError issubclass() arg 1 must be a class
# expect: AttributeError 'int' object has no attribute 'x'
# expect: AttributeError 'int' object has no attribute 'x'
# expect: ValueError invalid hexadecimal floating-point string
# expect: EOFError EOF when reading a line
# expect: SystemExit 3
