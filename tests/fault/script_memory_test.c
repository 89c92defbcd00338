/* script_memory_test.c: every allocation fails once, and from there on: runs end with "out of memory", and nothing is
 * lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "reward/script/script.h"

static long countdown = -1; /* allocations until all fail; negative: none does */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *p, size_t size);

static bool fails(void) { return countdown >= 0 && countdown-- <= 0 ? (countdown = 0, true) : false; }

void *__wrap_malloc(size_t size) { return fails() ? NULL : __real_malloc(size); }
void *__wrap_calloc(size_t count, size_t size) { return fails() ? NULL : __real_calloc(count, size); }
void *__wrap_realloc(void *p, size_t size) { return fails() ? NULL : __real_realloc(p, size); }

/* One life of a vm over the text. */
static lathe_status run_all(const bytes *text, lathe_error *err)
{
    script_limits limits = SCRIPT_LIMITS_INIT;
    script_vm *vm = NULL;
    lathe_status st = script_vm_new(&limits, &vm, err);
    if (st) {
        assert_null(vm);
        return st;
    }
    st = script_run(vm, (const char *)text->data, text->length, err);
    script_vm_free(vm);
    return st;
}

static void out_of_memory_is_reported_at_every_allocation(void **state)
{
    (void)state;
    static const char *const paths[] = {"tests/golden/script/classes.py", "tests/golden/script/collections.py",
                                        "tests/golden/script/control.py", "tests/golden/script/strings.py"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        bytes text;
        lathe_error err;
        lathe_status st = LATHE_E_BUG;
        bytes_init(&text, 1 << 20);
        assert_int_equal(file_read(paths[i], &text, &err), LATHE_OK);
        long n = 0;
        for (; st != LATHE_OK; n++) {
            countdown = n;
            st = run_all(&text, &err);
            countdown = -1;
            assert_true(n < 1000);
            if (st == LATHE_OK && n < 3)
                fail_msg("nothing failed");
            if (st != LATHE_OK && st != LATHE_E_NOMEM)
                fail_msg("%s: allocation %ld: %s", paths[i], n, err.message);
        }
        assert_true(n > 4);
        bytes_clear(&text);
    }
}

/* The arena's own end at every size. */
static void the_arena_ends_anywhere(void **state)
{
    (void)state;
    bytes text;
    lathe_error err;
    bytes_init(&text, 1 << 20);
    assert_int_equal(file_read("tests/golden/script/classes.py", &text, &err), LATHE_OK);
    lathe_status st = LATHE_E_LIMIT;
    for (size_t size = 0; st != LATHE_OK; size += size / 40 + 64) {
        script_limits limits = SCRIPT_LIMITS_INIT;
        script_vm *vm;
        limits.max_arena_bytes = size;
        assert_int_equal(script_vm_new(&limits, &vm, &err), LATHE_OK);
        st = script_run(vm, (const char *)text.data, text.length, &err);
        script_vm_free(vm);
        if (st && (st != LATHE_E_LIMIT || err.failure != FAILURE_MEMORY))
            fail_msg("%zu bytes: %s", size, err.message);
        assert_true(size < 64u << 20);
    }
    bytes_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(out_of_memory_is_reported_at_every_allocation),
                                       cmocka_unit_test(the_arena_ends_anywhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
