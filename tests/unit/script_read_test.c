/* script_read_test.c: tokens, trees, and what is refused: as CPython refuses it, on the same line and in the same
 * words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reward/script/ast.h"
#include "reward/script/normal.h"
#include "reward/script/script.h"

static char *dump(lathe_status (*dumper)(const char *, size_t, bytes *, lathe_error *), const char *text)
{
    bytes out;
    lathe_error err = {0};
    bytes_init(&out, 1 << 20);
    if (dumper(text, strlen(text), &out, &err) != LATHE_OK)
        fail_msg("%s: %s", text, err.message);
    return (char *)out.data;
}

static void assert_dump(lathe_status (*dumper)(const char *, size_t, bytes *, lathe_error *), const char *text,
                        const char *expected)
{
    char *got = dump(dumper, text);
    assert_string_equal(got, expected);
    free(got);
}

static void tokens_have_kind_and_place(void **state)
{
    (void)state;
    assert_dump(
        script_dump_tokens, "x=1.5e-3 # c\n\nif x:\n  y = 'é' + \\\n    r\"q\"\n",
        "1:1 name x\n1:2 =\n1:3 number 1.5e-3\n1:13 newline\n3:1 if\n3:4 name x\n3:5 :\n3:6 newline\n4:3 indent\n"
        "4:3 name y\n4:5 =\n4:7 string 'é'\n4:11 +\n5:5 string r\"q\"\n5:9 newline\n5:9 dedent\n5:9 end of text\n");
    assert_dump(script_dump_tokens, "f(\n 1,\n)\r\na **= b//c != d -> e:=...",
                "1:1 name f\n1:2 (\n2:2 number 1\n2:3 ,\n3:1 )\n3:2 newline\n4:1 name a\n4:3 **=\n4:7 name b\n4:8 "
                "//\n4:10 name c\n"
                "4:12 !=\n4:15 name d\n4:17 ->\n4:20 name e\n4:21 :=\n4:23 ...\n4:26 newline\n4:26 end of text\n");
}

static bool same_normal(const char *a, const char *b)
{
    hash256 x = script_normal_hash(a, strlen(a)), y = script_normal_hash(b, strlen(b));
    return hash_equal(&x, &y);
}

static void layout_is_not_in_the_normal_form(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } rows[] = {
        {"a=1", "# sizes\n\na = 1  # one\n", true},
        {"f(1, 2)\n", "f(\n    1,  # one\n    2)\r\n", true},
        {"a = 1 + 2", "a = 1 + \\\n  2", true},
        {"if a:\n  b()\n  c()", "if a:\n\tb()\n\n\tc()\n", true},
        {"a = 'x # y'", "a = 'x  # y'", false}, /* within strings everything counts */
        {"a = '''x\n'''", "a = '''x\n\n'''", false},
        {"a = f'{b}'", "a = f'{b }'", false},
        {"a = 1.0", "a = 1.", false},
        {"a = b", "ab =", false},
        {"a b", "ab", false},
        {"if a:\n  b()\n  c()", "if a:\n  b()\nc()", false},
        {"a\nb", "a;b", false},
        {"a = (", "a =  (", false}, /* no Python: byte by byte */
        {"a = e.tb_lineno", "a  = e.tb_lineno", false},
        {"", "\n", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (same_normal(rows[i].a, rows[i].b) != rows[i].same || !same_normal(rows[i].a, rows[i].a))
            fail_msg("'%s' and '%s'", rows[i].a, rows[i].b);
}

static void trees_bind_as_python_does(void **state)
{
    (void)state;
    assert_dump(script_dump_ast, "-2 ** 2",
                "Module 1:1\n  body: Expression 1:1\n    value: Unary - 1:1\n      operand: Binary ** 1:2\n"
                "        left: Constant 2 1:2\n        right: Constant 2 1:7\n");
    assert_dump(script_dump_ast, "a.b(1, k=-2.5)[0]",
                "Module 1:1\n  body: Expression 1:1\n    value: Subscript 1:1\n      object: Call 1:3\n        "
                "function: Attribute b 1:3\n"
                "          object: Name a 1:1\n        arguments: Constant 1 1:5\n        Keyword k 1:8\n          "
                "value: Constant -2.5 1:10\n"
                "      index: Constant 0 1:16\n");
    assert_dump(
        script_dump_ast, "not a < b is not c or d if e else f",
        "Module 1:1\n  body: Expression 1:1\n    value: Ternary 1:1\n      test: Name e 1:28\n      then: Or 1:1\n     "
        "   left: Not 1:1\n"
        "          operand: Compare 1:5\n            left: Name a 1:5\n            comparisons: Comparison < 1:7\n"
        "              right: Name b 1:9\n            Comparison is not 1:11\n              right: Name c 1:18\n"
        "        right: Name d 1:23\n      else: Name f 1:35\n");
}

static void refused_texts_are_refused_in_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line, column;
        const char *message;
    } rows[] = {
#define REFUSED(text, line, column, message) {text, line, column, message},
#include "tests/unit/script_refused.def"
#undef REFUSED
    };
    script_limits limits = SCRIPT_LIMITS_INIT;
    script_vm *vm;
    lathe_error err;
    assert_int_equal(script_vm_new(&limits, &vm, &err), LATHE_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        memset(&err, 0, sizeof err);
        lathe_status st = script_check(vm, rows[i].text, strlen(rows[i].text), &err);
        if (st != LATHE_E_SCRIPT || err.failure != FAILURE_SYNTAX || err.line != rows[i].line ||
            err.column != rows[i].column || strcmp(err.message, rows[i].message) != 0)
            fail_msg("%s\nexpected %d:%d %s\ngot %d:%d %s", rows[i].text, rows[i].line, rows[i].column, rows[i].message,
                     err.line, err.column, err.message);
    }
    script_vm_free(vm);
}

static void accepted(const char *text)
{
    arena *a;
    ast_node *module;
    lathe_error err = {0};
    assert_int_equal(arena_new(16 << 20, &a, &err), LATHE_OK);
    if (ast_parse(a, text, strlen(text), &module, &err) != LATHE_OK)
        fail_msg("%s\n%d:%d %s", text, err.line, err.column, err.message);
    arena_free(a);
}

static const char *const odd_texts[] = {
    "",
    "\n\n",
    "# only a comment",
    "\xef\xbb\xbfx = 1\n",
    "x = 1;",
    "if 1: x; y",
    "x = (1,\n\n  2)",
    "\f\nx = 1",
    "if 1:\n\tx\n\ty",
    "match = case = type = 1\nmatch(x)\nmatch[0]",
    "match x:\n  case [a, *b] if a: pass\n  case {'k': 1, **r} | None: pass\n",
    "print(*a, **b, c=1)",
    "f(*a, 1, *b)",
    "def f(a, /, b, *, c=1, **d) -> int: ...",
    "def f(*a: int, b: str = 'x'): pass",
    "lambda *a, **k: (a, k)",
    "x = yield_ = 1",
    "async def f():\n  async with a as b, c: await d\n  return [await x]",
    "with (open(a) as b, c as d,): pass",
    "with (a): pass",
    "with (a, b): pass",
    "try: pass\nexcept* E as e: pass",
    "@a.b(1)\n@c\ndef f(): pass",
    "x: int = 5\ny.z: 'str'\n",
    "a = b = *c, d",
    "for x, in y: pass",
    "for x, *y in z: pass",
    "del a, (b, [c.d, e[0]])",
    "1if 2else 3",
    "[x for x in y if a if b for z in x]",
    "{**a, 'b': 1}",
    "{*a, b}",
    "a[1:2, ::3, ...]",
    "a[b := 1]",
    "f'{x!r:>{w}}' 'a' f\"{{}}\"",
    "f'{a[\"b\"]}{lambda_}'",
    "x = '''\n\\\n'''",
    "r'\\\\'",
    "b'\\x00' rb'x'",
    "1_000.5e1_0j",
    "global_ = nonlocal_ = 1",
    "class A(B, metaclass=C): x = 1",
    "from .. import a",
    "from ...b.c import (d as e, f,)",
    "import a.b.c as d, e",
    "if (a :=\n 1): pass",
    "assert (a, b), c",
    "raise A from B",
    "é = 中 = 1",
    "x = not a in b",
    "a if b else lambda: c",
    "return_ = lambda: (yield)",
    "def f():\n  def g():\n    nonlocal x\n  x = 1\n",
    "while 1:\n  for x in y: break\n  else: continue\n",
    "x = a @ b @ ~c",
    "'''doc'''\nfrom __future__ import annotations\n",
};

static void odd_texts_are_accepted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof odd_texts / sizeof *odd_texts; i++)
        accepted(odd_texts[i]);
}

/* count copies of text with a head and a tail; read with little stack and memory to spare, it must end. */
static lathe_failure read_deep(const char *head, const char *text, int count, const char *tail)
{
    bytes b;
    lathe_error err = {0};
    arena *a;
    ast_node *module;
    bytes_init(&b, 1 << 22);
    assert_int_equal(bytes_append(&b, head, strlen(head), &err), LATHE_OK);
    for (int i = 0; i < count; i++)
        assert_int_equal(bytes_append(&b, text, strlen(text), &err), LATHE_OK);
    assert_int_equal(bytes_append(&b, tail, strlen(tail), &err), LATHE_OK);
    assert_int_equal(arena_new(256 << 20, &a, &err), LATHE_OK);
    err.failure = FAILURE_OK;
    lathe_status st = ast_parse(a, (const char *)b.data, b.length, &module, &err);
    assert_true(st == LATHE_OK || st == LATHE_E_SCRIPT || st == LATHE_E_LIMIT);
    arena_free(a);
    bytes_clear(&b);
    return st ? err.failure : FAILURE_OK;
}

static void depth_is_bounded(void **state)
{
    (void)state;
    assert_int_equal(read_deep("x=", "(", 201, ""), FAILURE_SYNTAX);
    assert_int_equal(read_deep("x=", "-", 100000, "1"), FAILURE_SYNTAX);
    assert_int_equal(read_deep("x=", "lambda:", 100000, "1"), FAILURE_SYNTAX);
    assert_int_equal(read_deep("x=a", ".b()", 1000, ""), FAILURE_OK);
    assert_int_equal(read_deep("x=a", ".b()", 100000, ""), FAILURE_MEMORY);
    assert_int_equal(read_deep("x=1", "+1", 100000, ""), FAILURE_MEMORY);
    assert_int_equal(read_deep("if 0: 1\n", "elif 0: 1\n", 50000, ""), FAILURE_OK);
    assert_int_equal(read_deep("x=[", "1,", 100000, "]"), FAILURE_OK);
    assert_int_equal(read_deep("", "for x in y:", 2, ""), FAILURE_SYNTAX);
}

static void the_arena_bounds_reading(void **state)
{
    (void)state;
    arena *a;
    script_token *tokens;
    size_t count;
    lathe_error err;
    assert_int_equal(arena_new(1000, &a, &err), LATHE_OK);
    static const char text[] = "x = 1\ny = 2\nz = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, "
                               "20, 21, 22, 23, 24, 25, 26]";
    assert_int_equal(script_lex(a, text, sizeof text - 1, &tokens, &count, &err), LATHE_E_LIMIT);
    assert_int_equal(err.failure, FAILURE_MEMORY);
    arena_free(a);
    bytes small;
    bytes_init(&small, 10);
    assert_int_equal(script_dump_ast("x = 1", 5, &small, &err), LATHE_E_INPUT);
    bytes_clear(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_have_kind_and_place),
        cmocka_unit_test(layout_is_not_in_the_normal_form), cmocka_unit_test(trees_bind_as_python_does),
        cmocka_unit_test(refused_texts_are_refused_in_place), cmocka_unit_test(odd_texts_are_accepted),
        cmocka_unit_test(depth_is_bounded), cmocka_unit_test(the_arena_bounds_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
