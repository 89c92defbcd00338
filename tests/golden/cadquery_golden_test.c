/* Real scripts against what CadQuery made of them (../shared/golden/cadquery): volumes, areas, meshes, boxes, counts.
 *
 * Each script runs in a fork of the warmed process, as the executor does it, so that none depends on another's history. */
#include "base/file.h"
#include "reward/cadquery/cadquery.h"
#include "reward/kernel/kernel.h"

#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* What a child found out about one script; plain bytes through a pipe. */
typedef struct finding {
    lathe_status st;
    lathe_error err;
    kernel_properties properties;
    bool valid, meshed;
    double mesh_volume;
} finding;

/* The sanitizers make the kernel forty times slower: their builds look at a sample, the optimised one at every script. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { EVERY = 25 };
#else
enum { EVERY = 1 };
#endif

/* How many of `all` scripts are looked at. */
static int share_of(int all)
{
    return (all + EVERY - 1) / EVERY;
}

typedef struct tally {
    int scripts, wrong, other_faces;
} tally;

static void look_at(cadquery_engine *engine, const bytes *text, bool mesh, finding *out)
{
    const cadquery_limits limits = CADQUERY_LIMITS_INIT;
    kernel_shape *shape = NULL;
    triangle_mesh triangles = MESH_INIT;
    out->st = cadquery_run(engine, (const char *)text->data, text->length, &limits, &shape, &out->err);
    if (out->st == LATHE_OK)
        out->st = kernel_measure(shape, &out->properties, &out->err);
    if (out->st == LATHE_OK)
        out->st = kernel_is_valid(shape, &out->valid, &out->err);
    if (out->st == LATHE_OK && mesh)
        out->st = kernel_tessellate(shape, &(kernel_fineness){0.001, 0.1, 0}, &triangles, &out->err);
    out->meshed = out->st == LATHE_OK && mesh;
    if (out->meshed)
        out->mesh_volume = mesh_volume(&triangles);
    mesh_clear(&triangles);
    kernel_shape_free(shape);
}

/* False where the child died. */
static bool look_in_fork(cadquery_engine *engine, const bytes *text, bool mesh, finding *out)
{
    int ends[2], status = 0;
    finding found = { 0 };
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        alarm(60);
        look_at(engine, text, mesh, &found);
        ssize_t written = write(ends[1], &found, sizeof found);
        _exit(written == (ssize_t)sizeof found ? 0 : 1);
    }
    close(ends[1]);
    ssize_t length = read(ends[0], out, sizeof *out);
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return status == 0 && length == (ssize_t)sizeof *out;
}

static double number(const json_t *row, const char *key)
{
    return json_number_value(json_object_get(row, key));
}

static bool is_near(double have, double want, double tolerance)
{
    return fabs(have - want) <= tolerance * fmax(fabs(want), 1e-9);
}

/* Prints what differs; true if nothing does. Face counts are tallied on their own. */
static bool compare(const char *name, const json_t *row, const finding *f, tally *t)
{
    const kernel_properties *p = &f->properties;
    const json_t *box = json_object_get(row, "box");
    double extent = 0;
    bool good = true;
    const struct {
        const char *key;
        double have, tolerance;
    } numbers[] = { { "volume", p->volume, 1e-6 },
                    { "area", p->area, 1e-6 },
                    { "mesh_volume", f->mesh_volume, 1e-5 },
                    { "solids", p->solids, 0 } };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (is_near(numbers[i].have, number(row, numbers[i].key), numbers[i].tolerance))
            continue;
        print_message("%s: %s is %.12g, CadQuery has %.12g\n", name, numbers[i].key, numbers[i].have,
                      number(row, numbers[i].key));
        good = false;
    }
    if (p->faces != (uint32_t)number(row, "faces")) {
        print_message("%s: %u faces, CadQuery has %g\n", name, p->faces, number(row, "faces"));
        t->other_faces++;
    }
    for (size_t i = 0; i < 3; i++)
        extent = fmax(extent, json_number_value(json_array_get(box, i + 3)) - json_number_value(json_array_get(box, i)));
    for (size_t i = 0; i < 6; i++) {
        if (fabs(p->box[i] - json_number_value(json_array_get(box, i))) > 1e-3 * extent) {
            print_message("%s: box[%zu] is %.9g\n", name, i, p->box[i]);
            good = false;
        }
    }
    if (f->valid != json_is_true(json_object_get(row, "valid"))) {
        print_message("%s: valid is %d\n", name, f->valid);
        good = false;
    }
    return good;
}

static void check_script(cadquery_engine *engine, const char *folder, const json_t *row, tally *t)
{
    char path[512];
    bytes text;
    finding found;
    lathe_error err;
    const char *name = json_string_value(json_object_get(row, "name"));
    snprintf(path, sizeof path, "%s/%s.py", folder, name);
    bytes_init(&text, 1 << 20);
    if (file_read(path, &text, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    t->scripts++;
    if (!look_in_fork(engine, &text, true, &found)) {
        print_message("%s: the child died\n", name);
        t->wrong++;
    } else if (found.st != LATHE_OK) {
        print_message("%s: %s at %d:%d: %s\n", name, failure_name(found.err.failure), found.err.line, found.err.column,
                      found.err.message);
        t->wrong++;
    } else if (!compare(name, row, &found, t)) {
        t->wrong++;
    }
    bytes_clear(&text);
}

static const char *shared_folder(void)
{
    const char *folder = getenv("LATHE_SHARED");
    return folder ? folder : "../shared";
}

/* All rows of one golden file that CadQuery ran. */
static void check_set(const char *golden, const char *folder, tally *t)
{
    char path[512], scripts[512], line[8192];
    cadquery_engine *engine = NULL;
    lathe_error err;
    int index = 0;
    snprintf(path, sizeof path, "%s/golden/cadquery/%s.jsonl", shared_folder(), golden);
    snprintf(scripts, sizeof scripts, "%s/data/%s", shared_folder(), folder);
    FILE *file = fopen(path, "r");
    if (!file) {
        print_message("skipped: %s is missing\n", path);
        skip();
    }
    assert_int_equal(kernel_warm(&err), LATHE_OK);
    assert_int_equal(cadquery_engine_new(&engine, &err), LATHE_OK);
    while (fgets(line, sizeof line, file)) {
        json_t *row = json_loads(line, 0, NULL);
        assert_non_null(row);
        if (strcmp(json_string_value(json_object_get(row, "status")), "ok") == 0 && index++ % EVERY == 0)
            check_script(engine, scripts, row, t);
        json_decref(row);
    }
    fclose(file);
    cadquery_engine_free(engine);
}

static void gencad_scripts_give_cadquerys_solids(void **state)
{
    (void)state;
    tally t = { 0 };
    check_set("gencad", "gencad/py", &t);
    assert_int_equal(t.scripts, share_of(48));
    assert_int_equal(t.wrong, 0);
    assert_int_equal(t.other_faces, 0);
}

static void cadrecode_scripts_give_cadquerys_solids(void **state)
{
    (void)state;
    tally t = { 0 };
    check_set("cadrecode", "cadrecode/py", &t);
    assert_int_equal(t.scripts, share_of(350));
    assert_int_equal(t.wrong, 0);
    /* 99 % */
    assert_true(t.other_faces <= 3);
}

/* Every prediction with a known IoU ran in CadQuery and is valid. */
static void cadrecode_predictions_run_as_in_cadquery(void **state)
{
    (void)state;
    char path[512], line[1024], prediction[200], status[40];
    int wrong = 0, scripts = 0;
    cadquery_engine *engine = NULL;
    lathe_error err;
    int index = 0;
    snprintf(path, sizeof path, "%s/golden/cadquery/iou.csv", shared_folder());
    FILE *file = fopen(path, "r");
    if (!file) {
        print_message("skipped: %s is missing\n", path);
        skip();
    }
    assert_int_equal(cadquery_engine_new(&engine, &err), LATHE_OK);
    while (fgets(line, sizeof line, file)) {
        bytes text;
        finding found;
        if (sscanf(line, "%199[^,],%*[^,],%39[^,]", prediction, status) != 2 || strcmp(status, "ok") != 0 ||
            index++ % EVERY != 0)
            continue;
        snprintf(path, sizeof path, "%s/data/cadrecode/%s", shared_folder(), prediction);
        bytes_init(&text, 1 << 20);
        assert_int_equal(file_read(path, &text, &err), LATHE_OK);
        scripts++;
        if (!look_in_fork(engine, &text, false, &found) || found.st != LATHE_OK || !found.valid) {
            print_message("%s: status %d, valid %d: %s\n", prediction, found.st, found.valid, found.err.message);
            wrong++;
        }
        bytes_clear(&text);
    }
    fclose(file);
    cadquery_engine_free(engine);
    assert_int_equal(scripts, share_of(180));
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gencad_scripts_give_cadquerys_solids),
        cmocka_unit_test(cadrecode_scripts_give_cadquerys_solids),
        cmocka_unit_test(cadrecode_predictions_run_as_in_cadquery),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
