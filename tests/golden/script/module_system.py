import sys, os, time, logging, warnings, traceback, os.path
from pathlib import Path, PurePath
import pathlib
print(os.path.join('a', 'b', 'c.step'), os.path.join('a/', '/b', 'c'), os.path.join('', 'x'), os.path.join('a', ''), os.path.dirname('/a/b/c.txt'), os.path.dirname('c'), os.path.dirname('/'), os.path.dirname('a//b'), os.path.basename('/a/b/'), os.path.basename('x.stl'))
print(os.path.split('/a/b'), os.path.split('a'), os.path.splitext('a.tar.gz'), os.path.splitext('.bashrc'), os.path.splitext('a/b.c/d'), os.path.splitext('x.'), os.path.splitext('...a.b'))
print(os.path.normpath('a//b/./c/../d'), os.path.normpath('../../a'), os.path.normpath('/../a'), os.path.normpath(''), os.path.normpath('a/..'), os.path.normpath('//a'), os.path.normpath('///a/'), os.path.isabs('/a'), os.path.isabs('a'), os.path.abspath('/x/../y'), os.path.normpath('a/../../b'), os.path.normpath('../a/..'))
print(os.path.exists('/no/such/file'), os.path.isfile('/no/such'), os.path.isdir('/no/such'), os.sep, os.linesep == '\n', os.getenv('NO_SUCH_VARIABLE_X', 'd'), os.environ.get('NO_SUCH_VARIABLE_X'), os.name, os.fspath('x'), os.fspath(Path('y')), repr(os.path.sep))
for f in (lambda: open('/no/such/file.step'), lambda: os.listdir('/no/such/dir'), lambda: os.remove('/no/such/f'), lambda: Path('/no/such/q').read_text(), lambda: os.path.join('a', 3), lambda: os.path.basename(None), lambda: os.path.getsize('/no/such/f'), lambda: open('/no/such/dir/x', 'q')):
    try: f()
    except Exception as e: print(type(e).__name__, e)
p = Path('out') / 'parts' / 'a.tar.step'
print(p, repr(p), p.name, p.stem, p.suffix, p.parent, p.parts, str(p.parent.parent), p.with_suffix('.stl'), p.with_name('b.stp'), p.with_suffix(''), p.with_stem('q'), p.exists(), Path('/no/such').is_file(), p.as_posix(), f'{p}', p.joinpath('x', 'y'), 'root' / p)
print(Path(), Path('.'), Path('a//b/./c/'), Path('/'), Path('/a').parts, Path('a', 'b', '/c'), Path('a') == Path('a/'), Path('a') < Path('b'), {Path('a'): 1}[Path('a')], list(Path('a/b/c').parents), Path('/a/b').parents[1], Path('..') / 'x', Path('x').parent, Path('/').name == '', Path('.bashrc').suffix == '', Path('a.').suffix == '', Path('/x').is_absolute(), Path('/a/../b').resolve())
for f in (lambda: Path('a').with_suffix('stl'), lambda: Path('.').with_name('a'), lambda: Path('a').with_name('b/c'), lambda: Path('a') / 3, lambda: Path(3)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(isinstance(p, Path), isinstance(p, PurePath), sys.maxsize, sys.version_info[:2], sys.version_info >= (3, 8), sys.version_info.major, sys.float_info.epsilon, sys.float_info.max, sys.byteorder, len(sys.argv))
sys.stdout.write('written\n'); print(sys.stderr.write(''))
t = time.time(); time.sleep(0); print(time.time() >= t, time.perf_counter() >= 0, isinstance(time.time_ns(), int), time.monotonic() <= time.monotonic())
logging.basicConfig(level=logging.INFO, format='%(message)s', stream=sys.stderr)
log = logging.getLogger(__name__); log.setLevel(logging.CRITICAL); log.info('x %s', 1); log.warning('y'); logging.debug('z')
print(log.name, logging.getLogger('a') is logging.getLogger('a'), logging.INFO, log is logging.getLogger('__main__'), log.level)
warnings.filterwarnings('ignore'); warnings.warn('careful'); warnings.simplefilter('ignore')
with warnings.catch_warnings(): warnings.warn('x', DeprecationWarning)
try: 1 / 0
except ZeroDivisionError: pass
try: sys.exit(3)
except SystemExit as e: print('exit', e.code if hasattr(e, 'code') else 3, e.args)
try: sys.exit()
except SystemExit as e: print('exit', e.args, isinstance(e, Exception))
try: time.sleep(-1)
except ValueError as e: print(e)
# expect: a/b/c.step /b/c x a/ /a/b  / a  x.stl
# expect: ('/a', 'b') ('', 'a') ('a.tar', '.gz') ('.bashrc', '') ('a/b.c/d', '') ('x', '.') ('...a', '.b')
# expect: a/b/d ../../a /a . . //a /a True False /y ../b ..
# expect: False False False / True d None posix x y '/'
# expect: FileNotFoundError [Errno 2] No such file or directory: '/no/such/file.step'
# expect: FileNotFoundError [Errno 2] No such file or directory: '/no/such/dir'
# expect: FileNotFoundError [Errno 2] No such file or directory: '/no/such/f'
# expect: FileNotFoundError [Errno 2] No such file or directory: '/no/such/q'
# expect: TypeError join() argument must be str, bytes, or os.PathLike object, not 'int'
# expect: TypeError expected str, bytes or os.PathLike object, not NoneType
# expect: FileNotFoundError [Errno 2] No such file or directory: '/no/such/f'
# expect: ValueError invalid mode: 'q'
# expect: out/parts/a.tar.step PosixPath('out/parts/a.tar.step') a.tar.step a.tar .step out/parts ('out', 'parts', 'a.tar.step') out out/parts/a.tar.stl out/parts/b.stp out/parts/a.tar out/parts/q.step False False out/parts/a.tar.step out/parts/a.tar.step out/parts/a.tar.step/x/y root/out/parts/a.tar.step
# expect: . . a/b/c / ('/', 'a') /c True True 1 [PosixPath('a/b'), PosixPath('a'), PosixPath('.')] / ../x . True True True True /b
# expect: ValueError Invalid suffix 'stl'
# expect: ValueError PosixPath('.') has an empty name
# expect: ValueError Invalid name 'b/c'
# expect: TypeError unsupported operand type(s) for /: 'PosixPath' and 'int'
# expect: TypeError expected str, bytes or os.PathLike object, not int
# expect: True True 9223372036854775807 (3, 11) True 3 2.220446049250313e-16 1.7976931348623157e+308 little 1
# expect: written
# expect: 0
# expect: True True True True
# expect: __main__ True 20 True 50
# expect: exit 3 (3,)
# expect: exit () False
# expect: sleep length must be non-negative
