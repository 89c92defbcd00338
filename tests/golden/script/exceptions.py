try:
    try: 1 / 0
    except ZeroDivisionError as e: raise ValueError('inner') from e
except ValueError as e: print(e, repr(e.__cause__), e.__context__ is e.__cause__, e.__suppress_context__)
try:
    try: {}['k']
    except KeyError: raise TypeError('t')
except TypeError as e: print(e, repr(e.__context__), e.__cause__)
try: raise ValueError from None
except ValueError as e: print(repr(e), e.__cause__, e.args)
def f():
    try: return 'try'
    finally: print('finally')
def g():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            print('body', i)
        finally: print('fin', i)
    else: print('else')
    try: raise KeyError('a')
    except (ValueError, KeyError) as e: return repr(e)
    finally: pass
def h():
    try: raise ValueError
    finally: return 'swallowed'
print(f(), g(), h())
try:
    try: raise ValueError('a')
    finally: print('f')
except ValueError as e: print('outer', e)
try: e
except NameError as x: print(x)
class E1(Exception): pass
class E2(E1):
    def __init__(self, a, b): self.a = a; super().__init__(a, b)
try: raise E2(1, 'two')
except E1 as e: print(type(e).__name__, e.args, str(e), repr(e), e.a)
try: raise OSError(2, 'No such file', 'x.txt')
except OSError as e: print(e, e.errno, e.strerror, e.filename, repr(e), type(e).__name__)
try: raise OSError('plain')
except IOError as e: print(e, e.errno)
try: assert 1 == 2, 'msg %d' % 3
except AssertionError as e: print(e, e.args)
try: assert (1, 2) == ()
except AssertionError as e: print(repr(e))
for ex in [KeyError('k'), KeyError(), ValueError('a', 2), StopIteration(5), Exception(), Exception(None), SystemExit(3), UnicodeError('u'), ImportError('m', name='n'), NotImplementedError('x'), RecursionError(), FloatingPointError('f'), ArithmeticError(), LookupError('l'), EOFError(), GeneratorExit()]:
    print(str(ex), repr(ex), ex.args, isinstance(ex, Exception), [c.__name__ for c in type(ex).__mro__])
try:
    try: raise ValueError('1')
    except ValueError:
        try: raise KeyError('2')
        except KeyError: pass
        raise
except ValueError as e: print('reraised', e)
try: raise 5
except TypeError as e: print(e)
try: raise ValueError('x').with_traceback(None)
except Exception as e: print(e, e.__traceback__ is not None)
def nested():
    try:
        raise ValueError('v')
    except ValueError as err:
        def use(): return err
        return use()
print(repr(nested()))
try:
    raise
except RuntimeError as e: print(e)
e1 = ValueError('n'); e1.add_note('note'); print(e1.__notes__)
class CM:
    def __init__(self, n, s=False): self.n, self.s = n, s
    def __enter__(self): print('enter', self.n); return self.n
    def __exit__(self, t, v, tb): print('exit', self.n, t and t.__name__, v); return self.s
with CM('a') as a, CM('b', True) as b: print(a, b); raise KeyError('z')
print('after')
with (CM(1) as x, CM(2) as y): print(x, y)
with CM('q', True): 1 / 0
def w():
    with CM('r'): return 'ret'
print(w())
try:
    with CM('x'): raise ValueError('boom')
except ValueError as e: print(e)
# expect: inner ZeroDivisionError('division by zero') True True
# expect: t KeyError('k') None
# expect: ValueError() None ()
# expect: finally
# expect: body 0
# expect: fin 0
# expect: fin 1
# expect: fin 2
# expect: try KeyError('a') swallowed
# expect: f
# expect: outer a
# expect: name 'e' is not defined
# expect: E2 (1, 'two') (1, 'two') E2(1, 'two') 1
# expect: [Errno 2] No such file: 'x.txt' 2 No such file x.txt FileNotFoundError(2, 'No such file') FileNotFoundError
# expect: plain None
# expect: msg 3 ('msg 3',)
# expect: AssertionError()
# expect: 'k' KeyError('k') ('k',) True ['KeyError', 'LookupError', 'Exception', 'BaseException', 'object']
# expect:  KeyError() () True ['KeyError', 'LookupError', 'Exception', 'BaseException', 'object']
# expect: ('a', 2) ValueError('a', 2) ('a', 2) True ['ValueError', 'Exception', 'BaseException', 'object']
# expect: 5 StopIteration(5) (5,) True ['StopIteration', 'Exception', 'BaseException', 'object']
# expect:  Exception() () True ['Exception', 'BaseException', 'object']
# expect: None Exception(None) (None,) True ['Exception', 'BaseException', 'object']
# expect: 3 SystemExit(3) (3,) False ['SystemExit', 'BaseException', 'object']
# expect: u UnicodeError('u') ('u',) True ['UnicodeError', 'ValueError', 'Exception', 'BaseException', 'object']
# expect: m ImportError('m') ('m',) True ['ImportError', 'Exception', 'BaseException', 'object']
# expect: x NotImplementedError('x') ('x',) True ['NotImplementedError', 'RuntimeError', 'Exception', 'BaseException', 'object']
# expect:  RecursionError() () True ['RecursionError', 'RuntimeError', 'Exception', 'BaseException', 'object']
# expect: f FloatingPointError('f') ('f',) True ['FloatingPointError', 'ArithmeticError', 'Exception', 'BaseException', 'object']
# expect:  ArithmeticError() () True ['ArithmeticError', 'Exception', 'BaseException', 'object']
# expect: l LookupError('l') ('l',) True ['LookupError', 'Exception', 'BaseException', 'object']
# expect:  EOFError() () True ['EOFError', 'Exception', 'BaseException', 'object']
# expect:  GeneratorExit() () False ['GeneratorExit', 'BaseException', 'object']
# expect: reraised 1
# expect: exceptions must derive from BaseException
# expect: x True
# expect: ValueError('v')
# expect: No active exception to reraise
# expect: ['note']
# expect: enter a
# expect: enter b
# expect: a b
# expect: exit b KeyError 'z'
# expect: exit a None None
# expect: after
# expect: enter 1
# expect: enter 2
# expect: 1 2
# expect: exit 2 None None
# expect: exit 1 None None
# expect: enter q
# expect: exit q ZeroDivisionError division by zero
# expect: enter r
# expect: exit r None None
# expect: ret
# expect: enter x
# expect: exit x ValueError boom
# expect: boom
