/* script_golden_test.c: the interpreter against CPython and numpy: scripts that print, and what they printed there, in
 * comments at their end. */
#include <dirent.h>
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

#define MARK "# expect: "

/* Lines behind MARK, joined. */
static void read_expectation(const char *text, bytes *out)
{
    lathe_error err;
    for (const char *line = text; line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
        if (strncmp(line, MARK, sizeof MARK - 1) != 0)
            continue;
        const char *begin = line + sizeof MARK - 1, *end = strchr(begin, '\n');
        assert_non_null(end);
        assert_int_equal(bytes_append(out, begin, (size_t)(end - begin) + 1, &err), LATHE_OK);
    }
}

/* Compares line by line, so that a failure names the line. */
static void compare_lines(const char *path, const char *want, const char *got)
{
    for (int line = 1; *want || *got; line++) {
        size_t a = strcspn(want, "\n"), b = strcspn(got, "\n");
        if (a != b || memcmp(want, got, a) != 0)
            fail_msg("%s: line %d of the output: expected '%.*s', got '%.*s'", path, line, (int)a, want, (int)b, got);
        want += a + (want[a] == '\n');
        got += b + (got[b] == '\n');
    }
}

static void run_one(script_vm *vm, const char *path)
{
    bytes text, want;
    lathe_error err;
    bytes_init(&text, 1 << 20);
    bytes_init(&want, 1 << 20);
    assert_int_equal(file_read(path, &text, &err), LATHE_OK);
    if (script_run(vm, (const char *)text.data, text.length, &err) != LATHE_OK)
        fail_msg("%s:%d:%d: %s", path, err.line, err.column, err.message);
    read_expectation((const char *)text.data, &want);
    assert_true(want.length > 0);
    compare_lines(path, (const char *)want.data, script_output(vm));
    bytes_clear(&text);
    bytes_clear(&want);
}

static void run_folder(const char *name, int least)
{
    script_limits limits = SCRIPT_LIMITS_INIT;
    script_vm *vm;
    lathe_error err;
    int count = 0;
    limits.max_output_bytes = 1 << 20;
    DIR *folder = opendir(name);
    assert_non_null(folder);
    assert_int_equal(script_vm_new(&limits, &vm, &err), LATHE_OK);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char path[400];
        size_t length = strlen(entry->d_name);
        if (length < 3 || strcmp(entry->d_name + length - 3, ".py") != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", name, entry->d_name);
        run_one(vm, path);
        count++;
    }
    closedir(folder);
    script_vm_free(vm);
    assert_true(count >= least);
}

static void scripts_print_what_cpython_prints(void **state)
{
    (void)state;
    run_folder("tests/golden/script", 6);
}

static void arrays_are_what_numpy_makes(void **state)
{
    (void)state;
    run_folder("tests/golden/numpy", 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(scripts_print_what_cpython_prints),
                                       cmocka_unit_test(arrays_are_what_numpy_makes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
