/* script_run_test.c: how runs end: exceptions in place, what is not supported, limits; and what a run leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reward/script/script.h"

static int open_vm(void **state)
{
    script_limits limits = SCRIPT_LIMITS_INIT;
    lathe_error err;
    script_vm *vm;
    limits.max_steps = 200000;
    limits.max_arena_bytes = 8u << 20;
    limits.max_recursion = 200;
    if (script_vm_new(&limits, &vm, &err) != LATHE_OK)
        return 1;
    *state = vm;
    return 0;
}

static int close_vm(void **state)
{
    script_vm_free(*state);
    return 0;
}

static lathe_status run(script_vm *vm, const char *text, lathe_error *err)
{
    memset(err, 0, sizeof *err);
    return script_run(vm, text, strlen(text), err);
}

static void assert_ends(script_vm *vm, const char *text, lathe_failure failure, int line, int column,
                        const char *message)
{
    lathe_error err;
    lathe_status st = run(vm, text, &err);
    if (st != (failure == FAILURE_TIMEOUT || failure == FAILURE_MEMORY ? LATHE_E_LIMIT : LATHE_E_SCRIPT) ||
        err.failure != failure || err.line != line || err.column != column || strcmp(err.message, message) != 0)
        fail_msg("%s\nexpected %s %d:%d %s\ngot %d %s %d:%d %s", text, failure_name(failure), line, column, message,
                 (int)st, failure_name(err.failure), err.line, err.column, err.message);
}

static void exceptions_end_runs_in_place(void **state)
{
    static const struct {
        const char *text;
        lathe_failure failure;
        int line, column;
        const char *message;
    } rows[] = {
#define RAISES(text, failure, line, column, message) {text, failure, line, column, message},
#include "tests/unit/script_raises.def"
#undef RAISES
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_ends(*state, rows[i].text, rows[i].failure, rows[i].line, rows[i].column, rows[i].message);
}

static void what_is_not_supported_is_named(void **state)
{
    static const struct {
        const char *text;
        int line, column;
        const char *message;
    } rows[] = {
        {"x = 1\ny = 2j", 2, 5, "not supported: complex number"},
        {"x = '\\N{DASH}'", 1, 5, "not supported: character by name"},
        {"def f():\n  def g(a=(yield)): pass\nfor x in f(): pass", 2, 12, "not supported: yield in this place"},
        {"async def f(): pass", 1, 1, "not supported: async"},
        {"import OCP", 1, 8, "not supported: module 'OCP'"},
        {"from subprocess import run", 1, 1, "not supported: module 'subprocess'"},
        {"import xml.dom", 1, 8, "not supported: module 'xml.dom'"},
        {"compile('x')", 1, 1, "not supported: builtin 'compile'"},
        {"x = eval", 1, 5, "not supported: builtin 'eval'"},
        {"import operator\noperator.call(3)", 2, 10, "not supported: operator.call"},
        {"b'abc'.split(b'b')", 1, 8, "not supported: bytes.split"},
        {"eval('1')", 1, 1, "not supported: builtin 'eval'"},
        {"chr(0xd800)", 1, 1, "not supported: a surrogate in a string"},
        {"def f(): return locals()\nf()", 1, 17, "not supported: locals of a function"},
        {"class M(type): pass\nclass A(metaclass=M): pass", 2, 1,
         "not supported: keyword 'metaclass' in a class statement"},
        {"try:\n  1/0\nexcept* ValueError: pass", 1, 1, "not supported: except*"},
        {"try:\n  x = 2j\nexcept:\n  pass", 2, 7, "not supported: complex number"},
        {"(-1) ** 0.5", 1, 1, "not supported: complex number as the result of **"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_ends(*state, rows[i].text, FAILURE_UNSUPPORTED, rows[i].line, rows[i].column, rows[i].message);
}

static void integers_of_64_bits_overflow_by_name(void **state)
{
    static const char *const rows[] = {
        "9223372036854775807 + 1",
        "-9223372036854775807 - 2",
        "2 ** 63 + 1",
        "10 ** 400 % 7",
        "str(1 << 63)",
        "100000000000000000000 - 1",
        "3037000500 * 3037000500 & 255",
        "x = -9223372036854775807 - 1\nprint(-x)",
        "10 ** 400 == 10 ** 400",
        "sum([9223372036854775807, 1])",
        "x = 9223372036854775807\nx += 1",
    };
    lathe_error err;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(run(*state, rows[i], &err), LATHE_E_SCRIPT);
        assert_int_equal(err.failure, FAILURE_VALUE);
        if (strcmp(err.message, "OverflowError: integer result does not fit into 64 bits") != 0)
            fail_msg("%s: %s", rows[i], err.message);
    }
}

static void limits_end_runs_past_every_except(void **state)
{
    static const struct {
        const char *text;
        lathe_failure failure;
        const char *message;
    } rows[] = {
        {"while True: pass", FAILURE_TIMEOUT, "the script takes more than 200000 steps"},
        {"while True:\n  try:\n    while True: pass\n  except:\n    pass\n  finally:\n    pass", FAILURE_TIMEOUT,
         "the script takes more than 200000 steps"},
        {"for i in range(10**12): pass", FAILURE_TIMEOUT, "the script takes more than 200000 steps"},
        {"sum(range(10**12))", FAILURE_TIMEOUT, "the script takes more than 200000 steps"},
        {"x = [1]\nwhile True: x = x + x", FAILURE_MEMORY,
         "MemoryError: the script needs more memory than it may have"},
        {"try:\n  x = 'a' * 10**10\nexcept BaseException:\n  pass", FAILURE_MEMORY,
         "MemoryError: the script needs more memory than it may have"},
        {"x = [0] * 10**9", FAILURE_MEMORY, "MemoryError: the script needs more memory than it may have"},
        {"def f(): return f()\ntry:\n  f()\nexcept RecursionError:\n  pass", FAILURE_MEMORY,
         "RecursionError: maximum recursion depth exceeded"},
        {"x = []\nfor i in range(20000): x = [x]\nprint(x)", FAILURE_MEMORY,
         "RecursionError: the script needs more stack than it may have"},
        {"class A:\n  def __getattr__(self, n): return getattr(self, n)\nA().x", FAILURE_MEMORY,
         "RecursionError: maximum recursion depth exceeded"},
        {"class A:\n  def __eq__(self, o): return self == o\nA() == A()", FAILURE_MEMORY,
         "RecursionError: maximum recursion depth exceeded"},
        {"class A:\n  def __hash__(self): return hash(self)\n{A(): 1}", FAILURE_MEMORY,
         "RecursionError: maximum recursion depth exceeded"},
        {"class A:\n  def __repr__(self): return repr(self)\nrepr(A())", FAILURE_MEMORY,
         "RecursionError: maximum recursion depth exceeded"},
        {"def g():\n  while True: yield 1\nsum(g())", FAILURE_TIMEOUT, "the script takes more than 200000 steps"},
        {"def g():\n  yield from g()\nlist(g())", FAILURE_MEMORY, "RecursionError: maximum recursion depth exceeded"},
        {"def g(): yield\nx = [g() for i in range(10**9)]", FAILURE_MEMORY,
         "MemoryError: the script needs more memory than it may have"},
        {"from itertools import count\nsum(count())", FAILURE_TIMEOUT, "the script takes more than 200000 steps"},
        {"from itertools import product\nproduct('ab', repeat=10**12)", FAILURE_MEMORY,
         "MemoryError: the script needs more memory than it may have"},
        {"from functools import cache\n@cache\ndef f(x): return f(x + 1)\nf(0)", FAILURE_MEMORY,
         "RecursionError: maximum recursion depth exceeded"},
        {"import json\njson.loads('[' * 1000000)", FAILURE_MEMORY,
         "RecursionError: the script needs more stack than it may have"},
        {"import random\nrandom.gammavariate(float('nan'), 1)", FAILURE_TIMEOUT,
         "the script takes more than 200000 steps"},
        {"f'{1:{10**9}}'", FAILURE_VALUE, "ValueError: Too many decimal digits in format string"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        lathe_error err;
        lathe_status st = run(*state, rows[i].text, &err);
        if (st == LATHE_OK || err.failure != rows[i].failure || strcmp(err.message, rows[i].message) != 0 ||
            err.line == 0)
            fail_msg("%s: %s %s", rows[i].text, failure_name(err.failure), err.message);
    }
}

static void globals_stand_in_order_of_binding(void **state)
{
    script_vm *vm = *state;
    lathe_error err;
    const char *const expected[] = {"__name__", "b", "a", "f", "math", "c"};
    size_t n = 0;
    assert_null(script_globals(vm));
    assert_int_equal(run(vm, "b = 1\na = 2\nb = 3\ndef f(): return 1\nimport math\nd = 1\ndel d\nc = a + b", &err),
                     LATHE_OK);
    const script_dict *globals = script_globals(vm);
    for (uint32_t i = 0; i < globals->used; i++) {
        if (globals->entries[i].key.kind == SCRIPT_UNBOUND)
            continue;
        assert_true(n < 6);
        assert_string_equal(globals->entries[i].key.str->text, expected[n++]);
    }
    assert_int_equal(n, 6);
    assert_int_equal(script_dict_find_text(globals, "c")->integer, 5);
    assert_null(script_dict_find_text(globals, "d"));
}

static void a_failed_run_keeps_what_was_bound(void **state)
{
    script_vm *vm = *state;
    lathe_error err;
    assert_int_equal(run(vm, "a = 1\nprint('seen')\nraise KeyError('k')\nb = 2", &err), LATHE_E_SCRIPT);
    assert_non_null(script_dict_find_text(script_globals(vm), "a"));
    assert_null(script_dict_find_text(script_globals(vm), "b"));
    assert_string_equal(script_exception_class_name(vm), "KeyError");
    assert_string_equal(script_output(vm), "seen\n");
    assert_int_equal(run(vm, "c = 1", &err), LATHE_OK);
    assert_null(script_dict_find_text(script_globals(vm), "a"));
    assert_string_equal(script_exception_class_name(vm), "");
    assert_string_equal(script_output(vm), "");
}

static void an_error_is_written_on_failure_only(void **state)
{
    lathe_error err = {.line = 77};
    const char text[] = "try:\n  1/0\nexcept ZeroDivisionError:\n  x = 1";
    assert_int_equal(script_run(*state, text, sizeof text - 1, &err), LATHE_OK);
    assert_int_equal(err.line, 77);
    assert_string_equal(err.message, "");
    assert_int_equal(script_run(*state, "1/0", 3, NULL), LATHE_E_SCRIPT);
}

static void runs_repeat_exactly(void **state)
{
    script_vm *vm = *state;
    lathe_error err;
    static const char text[] = "class A: pass\nd = {A(): i for i in range(50)}\ns = set(str(i) for i in "
                               "range(50))\nprint(list(d.values()), list(s), A())";
    char first[4000];
    assert_int_equal(run(vm, text, &err), LATHE_OK);
    uint64_t steps = script_steps(vm);
    size_t used = script_arena_used(vm);
    snprintf(first, sizeof first, "%s", script_output(vm));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(run(vm, text, &err), LATHE_OK);
        assert_string_equal(script_output(vm), first);
        assert_int_equal(script_steps(vm), steps);
        assert_int_equal(script_arena_used(vm), used);
    }
}

static void output_is_bounded(void **state)
{
    lathe_error err;
    assert_int_equal(run(*state, "for i in range(1000): print('x' * 100)", &err), LATHE_OK);
    assert_int_equal(strlen(script_output(*state)), 64u << 10);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_vm, close_vm)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(exceptions_end_runs_in_place),
        TEST(what_is_not_supported_is_named),
        TEST(integers_of_64_bits_overflow_by_name),
        TEST(limits_end_runs_past_every_except),
        TEST(globals_stand_in_order_of_binding),
        TEST(a_failed_run_keeps_what_was_bound),
        TEST(an_error_is_written_on_failure_only),
        TEST(runs_repeat_exactly),
        TEST(output_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
