/* The cases of the scripts in tests/golden/cadquery over the lazy kernel: those that it does not leave to the exact one end as
 * CadQuery ended, with the volume that CadQuery measured. */
#include "base/file.h"
#include "reward/lazy/lazy.h"

#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CASE "# case: "
#define EXPECT "\n# expect: "

typedef struct tally {
    int cases, lazy, wrong;
} tally;

/* By rows of the finer lattice in the part's box. */
static double volume_of(lazy_engine *engine, const lazy_part *part)
{
    box3 box;
    sample_rows rows = { 0 };
    lathe_error err;
    if (!lazy_part_box(part, &box))
        return 0;
    assert_int_equal(lazy_part_rows(engine, part, &box, ROW_GRID_LATTICE_16384, &rows, &err), LATHE_OK);
    const double volume = box_volume(&box) * (double)rows_count(&rows) / (16384.0 * 64);
    rows_clear(&rows);
    return volume;
}

/* What CadQuery made stands in the line behind EXPECT: "ok TYPE volume=V ... valid=B", or the kind of failure. */
static bool agrees(lazy_engine *engine, const char *expectation, lathe_status st, const lazy_part *part,
                   const lathe_error *err)
{
    const bool ok = strncmp(expectation, "ok ", 3) == 0;
    if (st != LATHE_OK)
        return !ok && strncmp(expectation, failure_name(err->failure), strlen(failure_name(err->failure))) == 0;
    const char *volume = strstr(expectation, "volume="), *valid = strstr(expectation, "valid=true"),
               *end = strchr(expectation, '\n');
    if (!ok || !volume)
        return false;
    if (!valid || (end && valid > end)) /* nobody knows its volume */
        return true;
    const double want = strtod(volume + strlen("volume="), NULL), have = volume_of(engine, part);
    const bool several = !strstr(expectation, " solids=1 "); /* which may overlap: CadQuery adds their volumes */
    return several ? have <= want * 1.003 : fabs(have - want) <= 3e-3 * fmax(want, 1e-6);
}

static void check_case(lazy_engine *engine, const char *path, const char *text, tally *t)
{
    const cadquery_limits limits = CADQUERY_LIMITS_INIT;
    lazy_part *part = NULL;
    lathe_error err = { 0 };
    const char *expectation = strstr(text, EXPECT);
    assert_non_null(expectation);
    t->cases++;
    const lathe_status st = lazy_run(engine, text, strlen(text), &limits, &part, &err);
    if (st != LATHE_E_EXACT) {
        t->lazy++;
        expectation += strlen(EXPECT);
        if (!agrees(engine, expectation, st, part, &err)) {
            t->wrong++;
            print_message("%s: %.*s\n  CadQuery: %.*s\n  lathe: %s %g\n", path, (int)strcspn(text, "\n"), text,
                          (int)strcspn(expectation, "\n"), expectation, st == LATHE_OK ? "ok" : err.message,
                          st == LATHE_OK ? volume_of(engine, part) : 0);
        }
    }
    lazy_part_free(part);
}

static void check_file(lazy_engine *engine, const char *path, tally *t)
{
    bytes text;
    lathe_error err;
    bytes_init(&text, 1 << 20);
    assert_int_equal(file_read(path, &text, &err), LATHE_OK);
    assert_int_equal(bytes_append(&text, "", 1, &err), LATHE_OK);
    for (char *at = strstr((char *)text.data, CASE); at;) {
        char *next = strstr(at + 1, "\n" CASE);
        if (next)
            *next = 0;
        check_case(engine, path, at, t);
        at = next ? next + 1 : NULL;
    }
    bytes_clear(&text);
}

static void cases_end_as_cadquery_ends(void **state)
{
    static const char folder[] = "tests/golden/cadquery";
    lazy_engine *engine;
    lathe_error err;
    tally t = { 0 };
    (void)state;
    assert_int_equal(lazy_engine_new(&engine, &err), LATHE_OK);
    DIR *files = opendir(folder);
    assert_non_null(files);
    for (struct dirent *entry; (entry = readdir(files));) {
        char path[500];
        size_t length = strlen(entry->d_name);
        if (length < 3 || strcmp(entry->d_name + length - 3, ".py") != 0 || strcmp(entry->d_name, "expect.py") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        check_file(engine, path, &t);
    }
    closedir(files);
    lazy_engine_free(engine);
    print_message("%d of %d cases lazy\n", t.lazy, t.cases);
    assert_true(t.lazy > 0);
    assert_int_equal(t.wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(cases_end_as_cadquery_ends) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
