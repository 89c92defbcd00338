print('a' + "b", 'ab' * 3, 3 * 'x', 'abc'[0], 'abc'[-1], 'abc'[1:], 'abc'[::-1], 'hello'[1:4:2], 'abc'[5:], 'abcdef'[-3:-1])
print('tab\there', 'new\\n', r'raw\n', 'q\'q', "d\"d", 'x41 \x41 \u00e9 \101 \q')
print('adjacent ' 'strings ' "here", '''triple
quoted''', """a"b""")
print(len('héllo'), 'héllo'[1], 'héllo'[1:3], 'ß' in 'straße', list('añb'))
print('a,b,,c'.split(','), ' a  b '.split(), 'a,b,c'.split(',', 1), 'x'.split(','), ''.split(), ''.split(','))
print('-'.join(['a', 'b', 'c']), ''.join(str(i) for i in range(5)))
print('Hello'.upper(), 'Hello'.lower(), 'hello world'.title(), 'hELLO'.capitalize(), 'aBc'.swapcase())
print(repr('  x '.strip()), repr('xxaxx'.strip('x')), repr(' a '.lstrip()), repr(' a '.rstrip()))
print('hello'.replace('l', 'L'), 'hello'.replace('l', 'L', 1), 'hello'.find('l'), 'hello'.find('z'), 'hello'.count('l'), 'hello'.index('o'))
print('hello'.startswith('he'), 'hello'.endswith(('x', 'lo')), '12'.isdigit(), 'ab'.isalpha(), 'a1'.isalnum(), ' '.isspace(), 'AB'.isupper())
print(repr('x'.ljust(3)), repr('x'.rjust(3)), repr('x'.center(4)), repr('x'.center(5, '*')), '42'.zfill(5), '-42'.zfill(5))
print(repr('it\'s'), repr("a\"b'c"), repr('\n\t\\'), repr(''), [1.0, 'a', None, True, (1,), {}, {'k': [1]}, {1, 2}, set(), range(3), range(0, 6, 2)])
x = 3.14159
n = 42
s = 'str'
print(f'{x}', f'{x:.2f}', f'{x:8.3f}|', f'{n:5d}|', f'{n:<5}|', f'{n:^6}|', f'{n:>6}|', f'{n:05d}', f'{n:+d}', f'{n:x}', f'{n:#x}', f'{n:b}')
print(f'{s!r}', f'{s:>6}', f'{s:*^9}', f'{s:.2}', f'{{}}', f'{x=}', f'{n = }', f'{s=!s}', f'{x=:.1f}', f'{1 + 1}', f"{'a' if n else 'b'}", f'{[i for i in range(3)]}')
w = 10
p = 3
print(f'{x:{w}.{p}f}|', f'{1234567.891:,.2f}', f'{1234567:,}', f'{0.25:%}', f'{0.25:.1%}', f'{1e10:g}', f'{1e-10:g}', f'{123.456:e}', f'{x:.3}', f'{100.0:.3}', f'{1234.5:.3}', f'{12.0}')
print('%d %s %r %5.2f %-5d| %05d %x %%' % (3, 'a', 'b', 2.5, 7, 42, 255), '%s' % 5, '%s' % (1,), '%(a)s-%(b)d' % {'a': 1, 'b': 2}, '%g' % 1e-7, '%.3e' % 12345.678)
print('{} {}'.format(1, 'a'), '{1} {0}'.format('x', 'y'), '{a:.1f}'.format(a=2.25), '{0[1]}'.format([5, 6]), '{{}}'.format(), '{:>5}|{:<5}|'.format('a', 'b'), '{!r}'.format('q'))
print('a' < 'b', 'a' < 'B', 'abc' < 'abd', 'ab' < 'abc', 'in' in 'string', 'x' not in 'abc', 'é' > 'z')
print(str(1.0), str(None), str([1, 'a']), str((1, 2)), str({'a': 1}), str(ValueError('bad')), repr(ValueError('bad')), repr(KeyError('k')), str(KeyError('k')), repr(ValueError(1, 2)))
print(format(3.14159, '.2f'), format(5, '03d'), format('a', '>3'))
print('a\
b')
print(rf'{n}\n', f'''{
n
}''')
print("end", 1, sep='-', end='!\n')
print('%s' % [1, 2], '%s and %s' % ('x', (1, 2)), ord('A'), chr(97))
# expect: ab ababab xxx a c bc cba el  de
# expect: tab	here new\n raw\n q'q d"d x41 A é A \q
# expect: adjacent strings here triple
# expect: quoted a"b
# expect: 5 é él True ['a', 'ñ', 'b']
# expect: ['a', 'b', '', 'c'] ['a', 'b'] ['a', 'b,c'] ['x'] [] ['']
# expect: a-b-c 01234
# expect: HELLO hello Hello World Hello AbC
# expect: 'x' 'a' 'a ' ' a'
# expect: heLLo heLlo 2 -1 2 4
# expect: True True True True True True True
# expect: 'x  ' '  x' ' x  ' '**x**' 00042 -0042
# expect: "it's" 'a"b\'c' '\n\t\\' '' [1.0, 'a', None, True, (1,), {}, {'k': [1]}, {1, 2}, set(), range(0, 3), range(0, 6, 2)]
# expect: 3.14159 3.14    3.142|    42| 42   |   42  |     42| 00042 +42 2a 0x2a 101010
# expect: 'str'    str ***str*** st {} x=3.14159 n = 42 s=str x=3.1 2 a [0, 1, 2]
# expect:      3.142| 1,234,567.89 1,234,567 25.000000% 25.0% 1e+10 1e-10 1.234560e+02 3.14 1e+02 1.23e+03 12.0
# expect: 3 a 'b'  2.50 7    | 00042 ff % 5 1 1-2 1e-07 1.235e+04
# expect: 1 a y x 2.2 6 {}     a|b    | 'q'
# expect: True False True True True True True
# expect: 1.0 None [1, 'a'] (1, 2) {'a': 1} bad ValueError('bad') KeyError('k') 'k' ValueError(1, 2)
# expect: 3.14 005   a
# expect: ab
# expect: 42\n 42
# expect: end-1!
# expect: [1, 2] x and (1, 2) 65 a
