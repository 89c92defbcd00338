/* What language models, engineers and broken scripts make here against what CadQuery made of them: the same status, the
 * same volume within 1e-4, the same number of faces; but for the scripts that kernel_differences.txt lists, each of
 * which must differ as it says. What is not supported counts against its folder alone. Needs ../shared (LATHE_SHARED);
 * skipped by name where it is missing. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

enum { PATH = 1024, MAX_LISTED = 256, NAME = 160, WORD = 16 };

typedef struct listed {
    char name[NAME], what[WORD];
} listed;

typedef struct listing {
    listed rows[MAX_LISTED];
    int count;
} listing;

static const char *shared_folder(void)
{
    const char *folder = getenv("LATHE_SHARED");
    return folder ? folder : "../shared";
}

/* The folder's lines: FOLDER/SCRIPT WHAT REASON, words apart; a line that begins with # is a comment. */
static void read_listing(const char *folder, listing *out)
{
    char line[512], name[NAME], what[WORD];
    FILE *f = fopen("tests/golden/kernel_differences.txt", "r");
    size_t length = strlen(folder);
    assert_non_null(f);
    out->count = 0;
    while (fgets(line, sizeof line, f)) {
        if (line[0] == '#' || sscanf(line, "%159s %15s", name, what) != 2 || strncmp(name, folder, length) != 0 ||
            name[length] != '/')
            continue;
        assert_true(out->count < MAX_LISTED);
        listed *row = &out->rows[out->count++];
        snprintf(row->name, sizeof row->name, "%s", name + length + 1);
        snprintf(row->what, sizeof row->what, "%s", what);
    }
    fclose(f);
}

static const char *listed_as(const listing *l, const char *name)
{
    for (int i = 0; i < l->count; i++)
        if (strcmp(l->rows[i].name, name) == 0)
            return l->rows[i].what;
    return "same";
}

/* The failure kind that stands for CadQuery's exception. */
static const char *kind_of(const json_t *golden)
{
    static const struct {
        const char *class_name, *kind;
    } kinds[] = {
        {"SyntaxError", "syntax"},     {"IndentationError", "syntax"}, {"TabError", "syntax"},
        {"NameError", "name"},         {"UnboundLocalError", "name"},  {"AttributeError", "api"},
        {"ImportError", "api"},        {"ModuleNotFoundError", "api"}, {"TypeError", "type"},
        {"DispatchError", "type"},     {"MemoryError", "memory"},      {"RecursionError", "memory"},
    };
    static const char *const kernel[] = {"Standard_", "StdFail_", "gp_", "Geom", "BRep", "TopoDS_", "NCollection_"};
    const char *status = json_string_value(json_object_get(golden, "status"));
    const char *name = json_string_value(json_object_get(golden, "kind"));
    if (strcmp(status, "error") != 0)
        return strcmp(status, "none") == 0 ? "empty" : status;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(name, kinds[i].class_name) == 0)
            return kinds[i].kind;
    for (size_t i = 0; i < sizeof kernel / sizeof *kernel; i++)
        if (strncmp(name, kernel[i], strlen(kernel[i])) == 0)
            return "build";
    return "value";
}

static double number(const json_t *row, const char *key)
{
    return json_number_value(json_object_get(row, key));
}

/* Prints a difference; returns what differs. Scripts that CadQuery itself did not end have no kind to compare. */
static const char *compare(const char *name, const json_t *row, const json_t *golden)
{
    const char *have = json_string_value(json_object_get(row, "status")), *want = kind_of(golden);
    if (strcmp(want, "timeout") == 0)
        return "same";
    if (strcmp(have, want) != 0) {
        const char *message = json_string_value(json_object_get(row, "message"));
        print_message("%s: %s, CadQuery's is %s: %s\n", name, have, want, message ? message : "");
        return strcmp(have, "unsupported") == 0 ? have : "status";
    }
    if (strcmp(want, "ok") != 0)
        return "same";
    double volume = number(golden, "volume");
    if (fabs(number(row, "volume") - volume) > 1e-4 * fmax(1, fabs(volume))) {
        print_message("%s: volume %.10g, CadQuery's %.10g\n", name, number(row, "volume"), volume);
        return "volume";
    }
    if (number(row, "faces") != number(golden, "faces")) {
        print_message("%s: %g faces, CadQuery's %g\n", name, number(row, "faces"), number(golden, "faces"));
        return "faces";
    }
    return "same";
}

/* Python writes numbers that are not finite as JSON does not know them; none of those is compared. */
static json_t *read_row(char *line)
{
    static const char *const odd[] = {"NaN", "Infinity"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (char *at = strstr(line, odd[i]); at; at = strstr(at, odd[i]))
            memset(memset(at, ' ', strlen(odd[i])), '0', 1);
    json_t *row = json_loads(line, 0, NULL);
    assert_non_null(row);
    return row;
}

/* Writes the scripts of the golden file to `list` and their rows to *out_golden; false where there is no such file. */
static bool list_scripts(const char *corpus, const char *list, json_t **out_golden)
{
    char path[PATH], *line = NULL;
    size_t room = 0;
    snprintf(path, sizeof path, "%s/golden/cadquery/%s.jsonl", shared_folder(), corpus);
    FILE *from = fopen(path, "r"), *to = fopen(list, "w");
    assert_non_null(to);
    *out_golden = json_object();
    while (from && getline(&line, &room, from) > 0) {
        json_t *row = read_row(line);
        const char *name = json_string_value(json_object_get(row, "name"));
        fprintf(to, "%s/data/%s/py/%s.py\n", shared_folder(), corpus, name);
        json_object_set_new(*out_golden, name, row);
    }
    free(line);
    fclose(to);
    if (from)
        fclose(from);
    return from != NULL;
}

static FILE *run_lathe(const char *list)
{
    char command[2 * PATH];
    const char *bin = getenv("LATHE_BIN");
    assert_non_null(bin);
    snprintf(command, sizeof command, "%s/lathe run --jobs 2 --wall-ms 20000 --json --list %s", bin, list);
    FILE *f = popen(command, "r");
    assert_non_null(f);
    return f;
}

/* As listed, all of them; status and volume of at least `enough` are CadQuery's. */
static void check_folder(const char *corpus, int enough)
{
    char list[] = "/tmp/lathe-differences-XXXXXX", *line = NULL;
    static listing expected;
    json_t *golden;
    size_t room = 0;
    int seen = 0, good = 0, wrong = 0;
    read_listing(corpus, &expected);
    close(mkstemp(list));
    if (!list_scripts(corpus, list, &golden)) {
        unlink(list);
        json_decref(golden);
        print_message("skipped: no golden/cadquery/%s.jsonl in '%s'\n", corpus, shared_folder());
        skip();
    }
    FILE *f = run_lathe(list);
    while (getline(&line, &room, f) > 0) {
        json_t *row = json_loads(line, 0, NULL);
        assert_non_null(row);
        const char *name = json_string_value(json_object_get(row, "name"));
        const char *differs = compare(name, row, json_object_get(golden, name)), *wanted = listed_as(&expected, name);
        if (strcmp(differs, wanted) != 0 && strcmp(differs, "unsupported") != 0) {
            print_message("%s: differs in '%s', listed as '%s'\n", name, differs, wanted);
            wrong++;
        }
        good += strcmp(differs, "same") == 0 || strcmp(differs, "faces") == 0;
        seen++;
        json_decref(row);
    }
    free(line);
    assert_int_equal(pclose(f), 0);
    unlink(list);
    assert_int_equal(seen, json_object_size(golden));
    json_decref(golden);
    print_message("%s: %d scripts, %d with CadQuery's status and volume\n", corpus, seen, good);
    assert_int_equal(wrong, 0);
    assert_true(good >= enough);
}

static void scripts_of_language_models(void **state)
{
    (void)state;
    check_folder("llm", 93);
}

static void more_scripts_of_language_models(void **state)
{
    (void)state;
    check_folder("llm2", 120);
}

static void scripts_of_engineers(void **state)
{
    (void)state;
    check_folder("industrial", 25);
}

/* 95 % of 256. */
static void broken_scripts(void **state)
{
    (void)state;
    check_folder("broken", 244);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scripts_of_language_models),
        cmocka_unit_test(more_scripts_of_language_models),
        cmocka_unit_test(scripts_of_engineers),
        cmocka_unit_test(broken_scripts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
