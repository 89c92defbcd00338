#include "tests/fuzz/program_writer.h"

/* In all templates: $ is an object, # a number, @ the name of an attribute. */
enum { MAX_NESTED = 4 };

#define PICK(w, list) ((list)[program_choose(w, sizeof(list) / sizeof *(list))])

static const char *const prelude[] = {
    "import argparse, collections, contextlib, copy, dataclasses, enum, functools, heapq, itertools, json, operator, random, types",
    "import numpy as np",
    "f = lambda *a, **k: a[-1] if a else k",
    "N = collections.namedtuple('N', 'a b', defaults=[0])",
    "class E(enum.Enum): A = 1; B = 2; C = 1",
    "class F(enum.Flag): A = 1; B = 2",
    "@dataclasses.dataclass(order=True)",
    "class D: a: int = 1; b: list = dataclasses.field(default_factory=list)",
    "class L(list): a = 1",
    "class K(dict): __missing__ = lambda s, k: s",
    "class O:",
    "    def __init__(self, *a): self.a = a",
    "    def __eq__(self, other): return self.a == other",
    "    def __lt__(self, other): return other > self.a",
    "    def __hash__(self): return len(self.a)",
    "    def __repr__(self): return repr(self.a)",
    "    def __getitem__(self, i): return self.a[i]",
    "o = [[], {}, set(), O(), 1, N(1), D(), K()]",
};

static const char *const objects[] = {
    "None", "True", "#", "'ab'", "b'ab'", "1j", "f", "O", "E", "o", "o[#]", "o[#]", "o[#]", "o[#]",
    "[$, $]", "($, $)", "{$: $, #: $}", "{$, $}", "frozenset([$])", "L([$, $])", "K(a=$)", "O($, $)", "D(#, [$])", "N($, $)",
    "E.A", "F.A | F.B", "F(#)", "range(#)", "slice($, $)", "bytearray([#])", "type($)", "ValueError($)",
    "collections.deque([$, $], 3)", "collections.Counter([$, $])", "collections.OrderedDict([(1, $), (2, $)])",
    "collections.defaultdict(f, {1: $})", "collections.ChainMap({1: $}, $)", "types.SimpleNamespace(a=$, b=$)",
    "argparse.Namespace(a=$)", "types.MappingProxyType($)", "iter($)", "reversed($)", "enumerate($)", "zip($, $)",
    "map(f, $)", "filter(f, $)", "(x for x in $)", "[x for x in $ if $]", "{x: $ for x in $}", "$.items()", "$.values()",
    "itertools.chain($, $)", "itertools.chain.from_iterable($)", "itertools.islice($, #)", "itertools.count(#, $)",
    "itertools.cycle($)", "itertools.repeat($)", "itertools.tee($)[0]", "itertools.groupby($)", "itertools.product($, $)",
    "itertools.permutations($, #)", "itertools.combinations($, #)", "itertools.accumulate($, f)",
    "itertools.zip_longest($, $, fillvalue=$)", "itertools.starmap(f, $)", "itertools.takewhile(f, $)", "itertools.pairwise($)",
    "functools.partial(f, $, k=$)", "functools.lru_cache(2)(f)", "functools.cmp_to_key(f)($)", "functools.reduce(f, $)",
    "functools.cached_property(f)", "operator.attrgetter('@')", "operator.itemgetter($)", "json.loads(json.dumps($))",
    "random.Random(#)", "np.array([#, #])", "np.array([[#, $], [$, #]])", "np.zeros((2, #))", "np.linspace(0, #, 4)", "np.arange(#)",
    "copy.copy($)", "copy.deepcopy($)", "$[$]", "$[#]", "$[#:#]", "$.@", "$.@($)", "$.@()", "f($)", "dataclasses.replace($, a=$)",
    "dataclasses.asdict($)", "vars($)", "cq.Vector(1, 2, 3)", "cq.Workplane().box(1, 1, 1)", "cq.Location((1, 2, 3))", "property(f)",
    "contextlib.nullcontext($)", "super", "sum($, $)", "max($, key=f)", "dict($)", "list($)", "set($)", "tuple($)", "str($)",
};

static const char *const operators[] = { "+", "-", "*", "/", "//", "%", "**", "@", "<<", "&", "|", "^", "==", "!=", "<", ">=",
                                         "in", "is", "and" };

static const char *const names[] = {
    "a", "b", "x", "__dict__", "__class__", "__name__", "__doc__", "__wrapped__", "__missing__", "append", "appendleft", "extend",
    "pop", "popleft", "popitem", "insert", "remove", "discard", "add", "clear", "update", "setdefault", "rotate", "reverse", "sort",
    "index", "count", "copy", "union", "difference", "symmetric_difference_update", "issubset", "elements", "most_common", "subtract",
    "move_to_end", "new_child", "maps", "fromkeys", "default_factory", "maxlen", "_replace", "_asdict", "_make", "_fields", "name",
    "value", "func", "args", "keywords", "cache_info", "cache_clear", "send", "throw", "close", "__next__", "__iter__", "__len__",
    "__eq__", "__hash__", "__repr__", "__init__", "__setitem__", "__delitem__", "__contains__", "__add__", "__call__", "join", "format",
    "split", "shape", "reshape", "tolist", "T", "dot", "random", "shuffle", "sample", "choices", "seed", "getstate", "setstate",
};

/* Each line of an action is one of the program. */
static const char *const actions[] = {
    "o[#] = $", "o[#] = $", "o[#] = $", "print($)", "print(repr($), hash($))", "print(sorted([$, $, $]))", "print(sorted($, key=repr))",
    "print(f'{$!r:>9} {$:>9}')", "print('%s %r' % ($, $))", "print(list($))", "print(len($), bool($))", "a, *b = $", "print(*$, **$)",
    "print(copy.deepcopy(o))", "print(o == copy.copy(o), o)", "print(json.dumps($))", "o[#].a = o; print(o[#])", "o[#].append(o)",
    "o[#][$] = o[#]", "o[#][#:#] = $", "o[#] |= $", "o[#] += $", "o[#] *= #", "o[#].@ = $", "del o[#].@; print(o[#])", "del o[#][$]",
    "del o[#][#:#]", "o.insert(0, o)", "heapq.heapify(o); print(heapq.nsmallest(#, o))", "random.shuffle(o)", "print(dir($))",
    "print(isinstance($, type($)))", "setattr($, '@', $)", "print(getattr($, '@', $))", "print(next($), next($, $))", "raise $",
    "x = o[#]\nfor i in x: x.append(i); x.@($)", "x = o[#]\nfor i in x: x.pop(i); print(x)", "x = o[#]\nfor i in x: x[$] = i",
    "x = o[#]\nfor i in x: del x[i]; x.add($)", "x = o[#]\nfor i in x.items(): x.clear()", "x = $\nfor i in x: x.clear(); x.@($)",
    "x = o[#]\nfor i in vars(x): delattr(x, i)", "x = iter($)\ny = zip(x, x)\nprint(list(itertools.islice(y, #)))",
    "with $ as x: print(x)", "match $:\n    case [x, *y]: print(x, y)\n    case {'a': x, **y}: print(x, y)\n    case O(a=x): print(x)",
    "def g(x):\n    y = yield x\n    yield from $\nx = g($)\nprint(next(x), x.send($), list(x))",
    "x = g = functools.lru_cache(#)(lambda x: g($))\nprint(g($), g.cache_info())", "O.@ = f", "O.@ = $", "L.@ = property(f)",
    "O.__eq__ = lambda s, x: o.clear() or $\nprint($ == $, o)", "O.__hash__ = lambda s: o[#].clear() or #\nprint({O(): $, $: O()})",
    "O.__repr__ = lambda s: str(o.pop())\nprint(o)", "O.__lt__ = lambda s, x: o.append(s)\no.sort()", "o.sort(key=lambda x: o.pop())",
};

static void write_name(program_writer *w)
{
    program_put(w, "%s", PICK(w, names));
}

static void write_template(program_writer *w, const char *text)
{
    static const char *const numbers[] = { "0", "1", "2", "3", "-1", "5", "6", "7", "2.5", "-0.0", "math.nan", "math.inf", "10**20", "2**63" };
    for (; *text; text++) {
        if (*text == '$' && w->depth >= MAX_NESTED)
            program_put(w, "o[%u]", program_choose(w, 8));
        else if (*text == '$') {
            w->depth++;
            write_template(w, PICK(w, objects));
            w->depth--;
        } else if (*text == '#')
            program_put(w, "%s", program_choose(w, 4) ? numbers[program_choose(w, 8)] : PICK(w, numbers));
        else if (*text == '@')
            write_name(w);
        else if (*text == '\n')
            program_new_line(w);
        else
            program_put(w, "%c", *text);
    }
}

void program_write_prelude(program_writer *w)
{
    for (size_t i = 0; i < sizeof prelude / sizeof *prelude; i++) {
        program_new_line(w);
        program_put(w, "%s", prelude[i]);
    }
}

void program_write_python(program_writer *w)
{
    int depth = w->depth;
    w->needs_prelude = true;
    w->depth = MAX_NESTED - 3;
    if (program_choose(w, 8) == 1) {
        write_template(w, "print($ ");
        program_put(w, "%s", PICK(w, operators));
        write_template(w, " $)");
    } else
        write_template(w, PICK(w, actions));
    w->depth = depth;
}
