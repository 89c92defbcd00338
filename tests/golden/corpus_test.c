/* The programs as people call them, over the real scripts: `lathe run --list` against what CadQuery made of each, and
 * `lathe score --pairs` against exact booleans. Needs ../shared (LATHE_SHARED); skipped by name where it is missing. */
#include <dirent.h>
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

enum { PATH = 1024, MAX_SCRIPTS = 4096 };

static const char *shared_folder(void)
{
    const char *folder = getenv("LATHE_SHARED");
    return folder ? folder : "../shared";
}

static int is_script(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 3 && strcmp(entry->d_name + length - 3, ".py") == 0;
}

/* Writes the folder's scripts to a list; returns how many, -1 where there is no such folder. */
static int list_scripts(const char *folder, const char *list)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_script, alphasort);
    if (count < 0)
        return -1;
    FILE *f = fopen(list, "w");
    assert_non_null(f);
    for (int i = 0; i < count; i++) {
        fprintf(f, "%s/%s\n", folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    assert_int_equal(fclose(f), 0);
    return count;
}

/* One JSON object a line, by its member `name`. */
static json_t *read_golden(const char *path)
{
    FILE *f = fopen(path, "r");
    json_t *all = json_object();
    char *line = NULL;
    size_t room = 0;
    assert_non_null(f);
    while (getline(&line, &room, f) > 0) {
        json_t *row = json_loads(line, 0, NULL);
        assert_non_null(row);
        json_object_set_new(all, json_string_value(json_object_get(row, "name")), row);
    }
    free(line);
    fclose(f);
    return all;
}

static double number(const json_t *row, const char *key)
{
    return json_number_value(json_object_get(row, key));
}

static bool is_near(const json_t *row, const json_t *golden, const char *key, double tolerance)
{
    double wanted = number(golden, key);
    return fabs(number(row, key) - wanted) <= tolerance * fmax(fabs(wanted), 1e-12);
}

/* Corners within .1 % of the golden box's diagonal. */
static bool is_same_box(const json_t *row, const json_t *golden)
{
    const json_t *a = json_object_get(row, "box"), *b = json_object_get(golden, "box");
    double diagonal = 0, worst = 0;
    for (size_t i = 0; i < 6; i++) {
        double edge = json_number_value(json_array_get(b, (i + 3) % 6)) - json_number_value(json_array_get(b, i));
        diagonal += edge * edge / 2;
        worst = fmax(worst, fabs(json_number_value(json_array_get(a, i)) - json_number_value(json_array_get(b, i))));
    }
    return json_array_size(a) == 6 && worst <= 1e-3 * sqrt(diagonal);
}

/* Prints each difference; true where the row is as CadQuery's but for its number of faces. */
static bool compare(const char *name, const json_t *row, const json_t *golden)
{
    static const struct {
        const char *key;
        double tolerance;
    } figures[] = {{"volume", 1e-6}, {"area", 1e-6}, {"mesh_volume", 1e-5}, {"solids", 0}};
    const char *status = json_string_value(json_object_get(row, "status"));
    if (!status || strcmp(status, "ok") != 0) {
        print_message("%s: %s: %s\n", name, status, json_string_value(json_object_get(row, "message")));
        return false;
    }
    bool same = true;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (!is_near(row, golden, figures[i].key, figures[i].tolerance)) {
            print_message("%s: %s is %.10g, CadQuery's %.10g\n", name, figures[i].key, number(row, figures[i].key),
                          number(golden, figures[i].key));
            same = false;
        }
    }
    if (!is_same_box(row, golden)) {
        print_message("%s: another box\n", name);
        same = false;
    }
    return same;
}

static FILE *run_lathe(const char *command_and_option, const char *list)
{
    char command[2 * PATH];
    const char *bin = getenv("LATHE_BIN");
    assert_non_null(bin);
    snprintf(command, sizeof command, "%s/lathe %s %s --jobs 2 --json", bin, command_and_option, list);
    FILE *f = popen(command, "r");
    assert_non_null(f);
    return f;
}

static void check_folder(const char *corpus)
{
    char folder[PATH], golden_path[PATH], list[] = "/tmp/lathe-corpus-XXXXXX";
    snprintf(folder, sizeof folder, "%s/data/%s/py", shared_folder(), corpus);
    snprintf(golden_path, sizeof golden_path, "%s/golden/cadquery/%s.jsonl", shared_folder(), corpus);
    close(mkstemp(list));
    int count = list_scripts(folder, list);
    if (count < 0) {
        unlink(list);
        print_message("skipped: no folder '%s'\n", folder);
        skip();
    }
    json_t *golden = read_golden(golden_path);
    FILE *f = run_lathe("run --mesh 0.001 0.1 --list", list);
    char *line = NULL;
    size_t room = 0;
    int seen = 0, wrong = 0, other_faces = 0;
    while (getline(&line, &room, f) > 0) {
        json_t *row = json_loads(line, 0, NULL);
        assert_non_null(row);
        const char *name = json_string_value(json_object_get(row, "name"));
        const json_t *wanted = json_object_get(golden, name);
        assert_non_null(wanted);
        wrong += !compare(name, row, wanted);
        other_faces += number(row, "faces") != number(wanted, "faces");
        seen++;
        json_decref(row);
    }
    free(line);
    assert_int_equal(pclose(f), 0);
    unlink(list);
    json_decref(golden);
    print_message("%s: %d scripts, %d differ, %d with another number of faces\n", corpus, seen, wrong, other_faces);
    assert_int_equal(seen, count);
    assert_int_equal(wrong, 0);
    assert_true(other_faces * 100 <= count);
}

static void gencad_scripts_make_what_cadquery_makes(void **state)
{
    (void)state;
    check_folder("gencad");
}

static void cadrecode_scripts_make_what_cadquery_makes(void **state)
{
    (void)state;
    check_folder("cadrecode");
}

/* Writes the scored pairs to `list` and their exact IoU to exact; returns how many, -1 where the file is missing. */
static int list_pairs(const char *list, double exact[MAX_SCRIPTS])
{
    char path[PATH], line[PATH], prediction[256], truth[256], status[64];
    snprintf(path, sizeof path, "%s/golden/cadquery/iou.csv", shared_folder());
    FILE *from = fopen(path, "r"), *to = fopen(list, "w");
    int count = 0;
    assert_non_null(to);
    while (from && fgets(line, sizeof line, from) && count < MAX_SCRIPTS) {
        if (sscanf(line, "%255[^,],%255[^,],%63[^,],%lf", prediction, truth, status, &exact[count]) != 4 ||
            strcmp(status, "ok") != 0)
            continue;
        fprintf(to, "%s/data/cadrecode/%s\t%s/data/cadrecode/%s\n", shared_folder(), prediction, shared_folder(), truth);
        count++;
    }
    fclose(to);
    if (!from)
        return -1;
    fclose(from);
    return count;
}

static void scores_are_those_of_exact_booleans(void **state)
{
    (void)state;
    static double exact[MAX_SCRIPTS];
    char list[] = "/tmp/lathe-pairs-XXXXXX";
    close(mkstemp(list));
    int count = list_pairs(list, exact);
    if (count < 0) {
        unlink(list);
        print_message("skipped: no golden/cadquery/iou.csv in '%s'\n", shared_folder());
        skip();
    }
    FILE *f = run_lathe("score --pairs", list);
    char *line = NULL;
    size_t room = 0;
    int seen = 0;
    double sum = 0, worst = 0;
    while (getline(&line, &room, f) > 0) {
        json_t *row = json_loads(line, 0, NULL);
        assert_non_null(row);
        assert_true(seen < count);
        double error = fabs(number(row, "iou") - exact[seen]);
        if (error > .015)
            print_message("%s: IoU %.6f, exact %.6f\n", json_string_value(json_object_get(row, "prediction")),
                          number(row, "iou"), exact[seen]);
        sum += error;
        worst = fmax(worst, error);
        seen++;
        json_decref(row);
    }
    free(line);
    assert_int_equal(pclose(f), 0);
    unlink(list);
    print_message("%d pairs: mean error of IoU %.5f, worst %.5f\n", seen, sum / seen, worst);
    assert_true(seen > 0 && seen == count);
    assert_true(sum / seen <= .001);
    assert_true(worst <= .015);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gencad_scripts_make_what_cadquery_makes),
        cmocka_unit_test(cadrecode_scripts_make_what_cadquery_makes),
        cmocka_unit_test(scores_are_those_of_exact_booleans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
