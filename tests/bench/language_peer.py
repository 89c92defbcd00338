#!/usr/bin/env python3
"""CPython's compile + exec of scripts with a library that accepts everything; the peer of language_bench.c.

usage: language_peer.py LIST_FILE ; prints a line a script: microseconds, negative where it does not run.
"""
import contextlib, io, sys, time, types

RUNS = 30


class Anything:
    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return self

    def __call__(self, *args, **kwargs):
        return Anything()

    def itself(self, *_):
        return self

    __add__ = __sub__ = __mul__ = __truediv__ = __neg__ = __getitem__ = itself


library = types.ModuleType('cadquery')
for name in 'Workplane Sketch Plane Vector Location Assembly Color'.split():
    setattr(library, name, lambda *args, **kwargs: Anything())
sys.modules['cadquery'] = library


def microseconds(text):
    took = []
    for _ in range(RUNS):
        names = {'__name__': '__main__', 'show_object': Anything()}
        start = time.perf_counter()
        try:
            exec(compile(text, '<script>', 'exec'), names)
        except Exception:
            return -1
        took.append(time.perf_counter() - start)
    return 1e6 * sum(sorted(took)[:RUNS // 3]) / (RUNS // 3)


for path in open(sys.argv[1]).read().split():
    with contextlib.redirect_stdout(io.StringIO()):
        result = microseconds(open(path).read())
    print(f'{result:.3f}')
