/* The cases of the scripts in tests/golden/cadquery: what CadQuery made of them and printed stands in comments behind each (see
 * expect.py there). Each case runs in a fork of the warmed process, as the executor does it. */
#include "base/file.h"
#include "reward/cadquery/cadquery.h"
#include "reward/kernel/kernel.h"

#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define CASE "# case: "
#define PRINTS "# prints: "
#define EXPECT "# expect: "
#define KERNEL_DIFFERS "# kernel: "

enum { MAX_OUTCOME = 128 << 10, SECONDS_A_CASE = 60 };

/* ---- a case in its own process: writes the lines that expect.py would ---- */

static void describe_shape(const kernel_shape *shape, bytes *out)
{
    kernel_properties p;
    bool valid;
    lathe_error err;
    assert_int_equal(kernel_measure(shape, &p, &err), LATHE_OK);
    assert_int_equal(kernel_is_valid(shape, &valid, &err), LATHE_OK);
    bytes_printf(out, &err, EXPECT "ok %s volume=%.10g area=%.10g solids=%u faces=%u edges=%u vertices=%u valid=%s\n",
                 p.type, p.volume, p.area, p.solids, p.faces, p.edges, p.vertices, valid ? "true" : "false");
}

static void describe_failure(const lathe_error *failure, bytes *out)
{
    lathe_error err;
    int length = (int)strcspn(failure->message, ":");
    if (failure->failure == FAILURE_EMPTY)
        bytes_printf(out, &err, EXPECT "empty\n");
    else
        bytes_printf(out, &err, EXPECT "%s %.*s\n", failure_name(failure->failure), length, failure->message);
}

static void describe_output(const char *text, bytes *out)
{
    lathe_error err;
    while (*text) {
        int length = (int)strcspn(text, "\n");
        bytes_printf(out, &err, PRINTS "%.*s\n", length, text);
        text += length + (text[length] == '\n');
    }
}

static void run_case(cadquery_engine *engine, const char *text, size_t length, int to)
{
    const cadquery_limits limits = CADQUERY_LIMITS_INIT;
    kernel_shape *shape = NULL;
    lathe_error err = { 0 };
    bytes out;
    bytes_init(&out, MAX_OUTCOME);
    lathe_status st = cadquery_run(engine, text, length, &limits, &shape, &err);
    describe_output(cadquery_output(engine), &out);
    if (st == LATHE_OK)
        describe_shape(shape, &out);
    else
        describe_failure(&err, &out);
    if (st != LATHE_OK)
        bytes_printf(&out, &err, "(line %d: %s)\n", err.line, err.message);
    kernel_shape_free(shape);
    for (size_t done = 0; done < out.length;) {
        ssize_t n = write(to, out.data + done, out.length - done);
        if (n <= 0)
            _exit(1);
        done += (size_t)n;
    }
    bytes_clear(&out);
}

/* What a case printed and left, NUL-terminated; "" where its process died. */
static void outcome_in_fork(cadquery_engine *engine, const char *text, size_t length, bytes *out)
{
    int ends[2], status;
    char part[4096];
    lathe_error err;
    ssize_t n;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        alarm(SECONDS_A_CASE);
        run_case(engine, text, length, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    while ((n = read(ends[0], part, sizeof part)) > 0)
        assert_int_equal(bytes_append(out, part, (size_t)n, &err), LATHE_OK);
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (status)
        bytes_reset(out);
    assert_int_equal(bytes_append(out, "", 1, &err), LATHE_OK);
}

/* ---- comparing ---- */

static bool starts_with(const char *text, const char *mark)
{
    return strncmp(text, mark, strlen(mark)) == 0;
}

/* One word of an expectation: equal, or key=number with numbers that are near. */
static bool word_agrees(const char *want, const char *have)
{
    const char *value = strchr(want, '=');
    if (strcmp(want, have) == 0)
        return true;
    if (!value || strncmp(want, have, (size_t)(value - want) + 1) != 0)
        return false;
    double a = strtod(value + 1, NULL), b = strtod(have + (value - want) + 1, NULL);
    return fabs(a - b) <= 1e-6 * fmax(fabs(a), 1);
}

static bool line_agrees(const char *want, const char *have, bool status_only)
{
    char a[512], b[512], *rest_a, *rest_b;
    snprintf(a, sizeof a, "%s", want);
    snprintf(b, sizeof b, "%s", have);
    if (starts_with(want, PRINTS))
        return status_only || strcmp(want, have) == 0;
    char *word_a = strtok_r(a + strlen(EXPECT), " ", &rest_a), *word_b = strtok_r(b + strlen(EXPECT), " ", &rest_b);
    while (word_a && word_b && word_agrees(word_a, word_b)) {
        if (status_only)
            return true;
        word_a = strtok_r(NULL, " ", &rest_a);
        word_b = strtok_r(NULL, " ", &rest_b);
    }
    return !word_a && !word_b;
}

/* The next line of text that begins with PRINTS or EXPECT; false at the end. */
static bool next_line(const char **text, char line[512])
{
    while (**text) {
        int length = (int)strcspn(*text, "\n");
        bool found = starts_with(*text, PRINTS) || starts_with(*text, EXPECT);
        snprintf(line, 512, "%.*s", length, *text);
        *text += length + ((*text)[length] == '\n');
        if (found)
            return true;
    }
    return false;
}

static bool agrees(const char *want, const char *have, const char *name)
{
    char a[512], b[512];
    const char *all = have;
    bool status_only = strstr(want, "\n" KERNEL_DIFFERS) != NULL;
    for (;;) {
        bool more_a = next_line(&want, a), more_b = next_line(&have, b);
        if (!more_a && !more_b)
            return true;
        if (!more_a || !more_b || !line_agrees(a, b, status_only)) {
            print_message("%s\n  CadQuery: %s\n  lathe:\n%s\n", name, more_a ? a : "nothing more", all);
            return false;
        }
    }
}

/* ---- files ---- */

static int check_file(cadquery_engine *engine, const char *path, int *cases)
{
    bytes text, outcome;
    lathe_error err;
    int wrong = 0;
    bytes_init(&text, 1 << 20);
    bytes_init(&outcome, MAX_OUTCOME + 1);
    assert_int_equal(file_read(path, &text, &err), LATHE_OK);
    assert_int_equal(bytes_append(&text, "", 1, &err), LATHE_OK);
    char *at = strstr((char *)text.data, CASE);
    while (at) {
        char *next = strstr(at + 1, "\n" CASE), name[700];
        if (next)
            *next = 0;
        snprintf(name, sizeof name, "%s: %.*s", path, (int)strcspn(at, "\n"), at);
        if (!strstr(at, "\n" EXPECT))
            fail_msg("%s: no expectation; run expect.py", name);
        bytes_reset(&outcome);
        outcome_in_fork(engine, at, strlen(at), &outcome);
        wrong += !agrees(at, (const char *)outcome.data, name);
        ++*cases;
        at = next ? next + 1 : NULL;
    }
    bytes_clear(&text);
    bytes_clear(&outcome);
    return wrong;
}

static void cases_do_what_cadquery_does(void **state)
{
    static const char folder[] = "tests/golden/cadquery";
    cadquery_engine *engine;
    lathe_error err;
    int cases = 0, wrong = 0;
    (void)state;
    assert_int_equal(kernel_warm(&err), LATHE_OK);
    assert_int_equal(cadquery_engine_new(&engine, &err), LATHE_OK);
    DIR *files = opendir(folder);
    assert_non_null(files);
    for (struct dirent *entry; (entry = readdir(files));) {
        char path[500];
        size_t length = strlen(entry->d_name);
        if (length < 3 || strcmp(entry->d_name + length - 3, ".py") != 0 || strcmp(entry->d_name, "expect.py") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        wrong += check_file(engine, path, &cases);
    }
    closedir(files);
    cadquery_engine_free(engine);
    print_message("%d cases\n", cases);
    assert_true(cases > 0);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(cases_do_what_cadquery_does) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
