/* reward_soak_test.c: 20,000 scripts through one executor: its resident memory stays as it was. Reads the scripts of ../shared
 * (LATHE_SHARED), and is skipped by name where they are missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

#include "tests/support/program.h"

static void memory_stays_flat(void **state)
{
    (void)state;
    char folder[1024];
    const char *shared = getenv("LATHE_SHARED");
    program_result r;

    program_enter_folder();
    snprintf(folder, sizeof folder, "%s%s%s/data/cadrecode/py", shared != NULL ? "" : program_source_folder(),
             shared != NULL ? "" : "/", shared != NULL ? shared : "../shared");
    program_run(&r, "ls %s/*.py > list.txt", folder);
    if (r.status != 0) {
        print_message("skipped: there is no %s\n", folder);
        program_clear(&r);
        program_leave_folder();
        skip();
    }
    program_clear(&r);
    program_run(&r, "lathe bench reward --list list.txt --mode exact --jobs 1 --repeat 20000 --json");
    if (r.status != 0)
        fail_msg("%s", r.err);
    json_t *object = json_loads(r.out, 0, NULL);
    assert_non_null(object);
    print_message("%s", r.out);
    double first = json_number_value(json_object_get(object, "rss_first_mib"));
    assert_true(first > 1);
    assert_true(json_number_value(json_object_get(object, "rss_mib")) < first * 1.05 + 2);
    assert_int_equal(json_integer_value(json_object_get(object, "scripts")), 20000);
    assert_int_equal(json_integer_value(json_object_get(object, "failed")), 0);
    json_decref(object);
    program_clear(&r);
    program_leave_folder();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memory_stays_flat)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
