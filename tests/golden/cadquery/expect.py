#!/usr/bin/env python3
"""Writes what CadQuery 2.8 makes of each case of the scripts here into comments, where cadquery_cases_test reads it.

usage: expect.py [FILE.py...]     (default: all files beside this one; needs: pip install cadquery)

A file holds cases, each a whole script that begins with a line `# case: what it shows`. Behind each stand, written by this
program: `# prints: LINE` for every line printed and one of
    # expect: ok TYPE volume=V area=A solids=N faces=N edges=N vertices=N valid=true
    # expect: KIND EXCEPTION_CLASS      (KIND as lathe's failure kinds; `empty` where no shape was left)
A line `# kernel: reason` written by hand says that the OpenCASCADE here differs from CadQuery's 7.9 there: the status alone is
compared then.
"""
import contextlib, glob, io, json, os, re, sys
import cadquery as cq

KINDS = {'SyntaxError': 'syntax', 'IndentationError': 'syntax', 'NameError': 'name', 'UnboundLocalError': 'name',
         'AttributeError': 'api', 'ImportError': 'api', 'ModuleNotFoundError': 'api', 'TypeError': 'type',
         'DispatchError': 'type', 'MemoryError': 'memory', 'RecursionError': 'memory'}
MARKS = '# expect: ', '# prints: '


def kind_of(error):
    if type(error).__module__.startswith('OCP'):
        return 'build'
    return KINDS.get(type(error).__name__, 'value')


def result_of(names, shown):
    shapes = cq.Workplane, cq.Shape, cq.Sketch, cq.Assembly
    if shown:
        return shown[-1]
    for name in 'result', 'r', 'solid':
        if isinstance(names.get(name), shapes):
            return names[name]
    left = [v for v in names.values() if isinstance(v, (cq.Workplane, cq.Shape))]
    return left[-1] if left else None


def shape_of(value):
    if isinstance(value, cq.Assembly):
        return value.toCompound()
    if value is None or isinstance(value, cq.Shape):
        return value
    shapes = [v for v in value.vals() if isinstance(v, cq.Shape)]
    return None if not shapes else shapes[0] if len(shapes) == 1 else cq.Compound.makeCompound(shapes)


def describe(shape):
    if shape is None:
        return 'empty'
    counts = ' '.join(f'{n}={len(getattr(shape, n.capitalize())())}' for n in ('solids', 'faces', 'edges', 'vertices'))
    return (f'ok {shape.ShapeType()} volume={shape.Volume():.10g} area={shape.Area():.10g} {counts} '
            f'valid={str(shape.isValid()).lower()}')


def run(text):
    shown, printed = [], io.StringIO()
    names = {'__name__': '__main__', 'show_object': lambda o, *a, **k: shown.append(o)}
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(text, '<case>', 'exec'), names)
        outcome = describe(shape_of(result_of(names, shown)))
    except Exception as error:
        outcome = f'{kind_of(error)} {type(error).__name__}'
    return [MARKS[1] + line for line in printed.getvalue().splitlines()] + [MARKS[0] + outcome]


def in_child(text):
    """Cases must not see each other, and the kernel may crash."""
    ends = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(ends[1], 'w') as out:
            json.dump(run(text), out)
        os._exit(0)
    os.close(ends[1])
    with os.fdopen(ends[0]) as source:
        lines = source.read()
    os.waitpid(child, 0)
    return json.loads(lines) if lines else [MARKS[0] + 'crash']


def bless(path):
    kept = '\n'.join(line for line in open(path).read().split('\n') if not line.startswith(MARKS))
    head, *cases = re.split('^# case: ', kept, flags=re.MULTILINE)
    parts = [head.strip('\n')] if head.strip('\n') else []
    for case in cases:
        case = '# case: ' + case.strip('\n')
        parts.append('\n'.join([case] + in_child(case)))
    open(path, 'w').write('\n\n'.join(parts) + '\n')


for name in sys.argv[1:] or sorted(glob.glob(os.path.join(os.path.dirname(__file__), '*.py'))):
    if os.path.basename(name) != 'expect.py':
        bless(name)
