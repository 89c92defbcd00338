print(7 / 2, 7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 % -3, -7 % -3)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, 1e300 // 1e-300 if False else 'skip')
print(2 ** 10, 2 ** -1, (-2) ** 3, -2 ** 2, 2 ** 3 ** 2, 2.0 ** 0.5)
print(1 / 3, 0.1 + 0.2, 1e16, 1e15, 123456789012345.6, 1e-5, 0.0001, 1.5e300, 5e-324, 100.0, -0.0)
print(0x1f, 0o17, 0b101, 1_000_000, 1_0.5_0, 1e3, .5, 5.)
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(2.675, 2), round(1234, -2), round(1250, -2), round(1350, -2), round(3.14159, 3))
print(int(3.9), int(-3.9), int('42'), int(' -7 '), int('ff', 16), int('0x1f', 0), float('1e3'), float(' 2.5 '), float('inf'))
print(abs(-3), abs(-2.5), abs(True), min(3, 1, 2), max([4, 9, 2]), min('b', 'a'), max(1, 2.5), sum([1, 2, 3]), sum([0.1] * 10), sum([[1], [2]], []))
print(divmod(7, 2), divmod(-7, 2), divmod(7.5, 2), pow(2, 5), pow(2, -2))
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 10, -17 >> 2, True & False, True | False, True + True)
print(1 == 1.0, 1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2, 1 != 2, not 1 == 2, 10 == 10.0 == True)
print(9007199254740993 == 9007199254740992.0, 9007199254740993 > 9007199254740992.0)
print(bool(0), bool(0.0), bool(''), bool([]), bool([0]), bool(None), bool('0'))
print(type(1), type(1.0), type('a'), type(True), type(None), type([]), type(()), type({}), type(print))
print(isinstance(True, int), isinstance(1, (str, int)), isinstance(1.0, int), issubclass(bool, int))
print(1 if 0 else 2, 0 or 'x', 0 and 'x', None or 0 or [] or 'last', 1 and 2 and 3)
print((1).real, (2.5).is_integer(), (2.0).is_integer(), (255).bit_length())
print(float('nan') == float('nan'), float('nan') != float('nan'), float('-inf') < 0)
print(1e308 * 10, -1e308 * 10, 3 * 1.1, 4.35 * 100, 1.1 + 2.2, 2 / 3, 1e22, 1e23, 123456789.123456789)
print(-1 ** 2, +-3, - -3, not not 3, 2 * -3, 10 - -2)
print(7 // 0.5, -7 // 0.3, 7 % 0.3, 6 % 0.2, 0.0 // 3, -0.0 // 3, 5.0 // -2)
print(12345678901234567, -9223372036854775807, 0xdeadbeef)
# expect: 3.5 3 -4 1 2 -2 -1
# expect: 3.0 -4.0 1.5 0.5 -0.5 skip
# expect: 1024 0.5 -8 -4 512 1.4142135623730951
# expect: 0.3333333333333333 0.30000000000000004 1e+16 1000000000000000.0 123456789012345.6 1e-05 0.0001 1.5e+300 5e-324 100.0 -0.0
# expect: 31 15 5 1000000 10.5 1000.0 0.5 5.0
# expect: 0 2 2 0 2.67 1200 1200 1400 3.142
# expect: 3 -3 42 -7 255 31 1000.0 2.5 inf
# expect: 3 2.5 1 1 9 a 2.5 6 0.9999999999999999 [1, 2]
# expect: (3, 1) (-4, 1) (3.0, 1.5) 32 0.25
# expect: 1 7 6 -6 1024 -5 False True 2
# expect: True True False True True True False
# expect: False True
# expect: False False False False True False True
# expect: <class 'int'> <class 'float'> <class 'str'> <class 'bool'> <class 'NoneType'> <class 'list'> <class 'tuple'> <class 'dict'> <class 'builtin_function_or_method'>
# expect: True True False True
# expect: 2 x 0 last 3
# expect: 1 False True 8
# expect: False True True
# expect: inf -inf 3.3000000000000003 434.99999999999994 3.3000000000000003 0.6666666666666666 1e+22 1e+23 123456789.12345679
# expect: -1 -3 3 True -6 12
# expect: 14.0 -24.0 0.10000000000000026 0.19999999999999968 0.0 -0.0 -3.0
# expect: 12345678901234567 -9223372036854775807 3735928559
