/* Real scripts both ways: what runs over the lazy kernel must end as it ends over OpenCASCADE, and hold the same samples as
 * a fine mesh of OpenCASCADE's solid. The exact way runs in a fork of the warmed process, as the executor does it. */
#include "base/file.h"
#include "reward/kernel/kernel.h"
#include "reward/lazy/lazy.h"

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

/* Of the scripts of a folder every so many are looked at: meshes as fine as these are slow. Those of language models are
 * fewer and differ more. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { EVERY = 90, EVERY_VARIED = 30 };
#else
enum { EVERY = 6, EVERY_VARIED = 2 };
#endif
/* Of that mesh, and how far IoU may be from 1. Chords alone take 1 - sin(a)/a of a circle. */
static const double LINEAR = .0005, ANGULAR = .02, MEAN = 1e-4, WORST = 1e-3;

typedef struct tally {
    int scripts, lazy, invalid;
    double sum, worst;
    double linear, angular; /* of the mesh that stands for the truth */
} tally;

/* In place of a distance: of a script that the exact way refuses, or of whose solid nobody can say what is inside. */
static const double REFUSED = -1, INVALID = -2;

/* 1 - IoU on the lattice in the mesh's box. */
static double distance_from_mesh(cadquery_engine *exact, const bytes *text, const tally *t, lazy_engine *lazy,
                                 const lazy_part *part)
{
    const cadquery_limits limits = CADQUERY_LIMITS_INIT;
    kernel_shape *shape = NULL;
    triangle_mesh mesh = MESH_INIT;
    sample_rows a = { 0 }, b = { 0 };
    box3 box;
    lathe_error err;
    bool valid;
    if (cadquery_run(exact, (const char *)text->data, text->length, &limits, &shape, &err) != LATHE_OK ||
        kernel_is_valid(shape, &valid, &err) != LATHE_OK)
        return REFUSED;
    if (!valid)
        return INVALID;
    if (kernel_tessellate(shape, &(kernel_fineness){t->linear, t->angular, 0}, &mesh, &err) != LATHE_OK || !mesh_box(&mesh, &box) ||
        rows_from_mesh(&mesh, &box, ROW_GRID_LATTICE_4096, &a, &err) != LATHE_OK ||
        lazy_part_rows(lazy, part, &box, ROW_GRID_LATTICE_4096, &b, &err) != LATHE_OK)
        return REFUSED;
    const double both = (double)rows_count_both(&a, &b);
    return 1 - both / ((double)rows_count(&a) + (double)rows_count(&b) - both);
}

static double distance_in_fork(cadquery_engine *exact, const bytes *text, const tally *t, lazy_engine *lazy,
                               const lazy_part *part)
{
    int ends[2], status = 0;
    double distance = REFUSED;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        alarm(60);
        distance = distance_from_mesh(exact, text, t, lazy, part);
        _exit(write(ends[1], &distance, sizeof distance) == sizeof distance ? 0 : 1);
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], &distance, sizeof distance), sizeof distance);
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return distance;
}

static void check_text(cadquery_engine *exact, lazy_engine *lazy, const char *name, const bytes *text, tally *t)
{
    const cadquery_limits limits = CADQUERY_LIMITS_INIT;
    lathe_error err;
    lazy_part *part = NULL;
    lathe_status st = lazy_run(lazy, (const char *)text->data, text->length, &limits, &part, &err);
    t->scripts++;
    if (st == LATHE_OK) {
        const double distance = distance_in_fork(exact, text, t, lazy, part);
        if (distance < 0 || distance > WORST)
            print_message("%s: %s %g\n", name, distance == INVALID ? "an invalid solid" : "1 - IoU is", distance);
        assert_true(distance != REFUSED);
        t->lazy++;
        t->invalid += distance == INVALID;
        t->sum += fmax(distance, 0);
        t->worst = fmax(distance, t->worst);
    } else if (st != LATHE_E_EXACT) {
        fail_msg("%s: %s", name, err.message);
    }
    lazy_part_free(part);
}

static void check_script(cadquery_engine *exact, lazy_engine *lazy, const char *path, tally *t)
{
    lathe_error err;
    bytes text;
    bytes_init(&text, 1 << 20);
    assert_int_equal(file_read(path, &text, &err), LATHE_OK);
    check_text(exact, lazy, path, &text, t);
    bytes_clear(&text);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void check_folder(const char *folder, int every, tally *t)
{
    char path[600];
    const char *shared = getenv("LATHE_SHARED");
    struct dirent **files;
    cadquery_engine *exact;
    lazy_engine *lazy;
    lathe_error err;
    snprintf(path, sizeof path, "%s/data/%s", shared ? shared : "../shared", folder);
    int count = scandir(path, &files, NULL, by_name), seen = 0;
    if (count < 0) {
        print_message("skipped: no '%s'\n", path);
        skip();
    }
    assert_int_equal(kernel_warm(&err), LATHE_OK);
    assert_int_equal(cadquery_engine_new(&exact, &err), LATHE_OK);
    assert_int_equal(lazy_engine_new(&lazy, &err), LATHE_OK);
    for (int i = 0; i < count; i++) {
        const char *name = files[i]->d_name;
        const size_t length = strlen(name);
        if (length > 3 && strcmp(name + length - 3, ".py") == 0 && seen++ % every == 0) {
            snprintf(path, sizeof path, "%s/data/%s/%s", shared ? shared : "../shared", folder, name);
            check_script(exact, lazy, path, t);
        }
        free(files[i]);
    }
    free(files);
    lazy_engine_free(lazy);
    cadquery_engine_free(exact);
    print_message("%s: %d of %d scripts lazy (%d invalid), 1 - IoU %.2g in the mean, %.2g at worst\n", folder, t->lazy,
                  t->scripts, t->invalid, t->lazy ? t->sum / t->lazy : 0, t->worst);
    assert_true(t->worst <= WORST && t->sum <= MEAN * t->lazy);
}

static void gencad_agrees(void **state)
{
    tally t = { .linear = LINEAR, .angular = ANGULAR };
    (void)state;
    check_folder("gencad/py", EVERY, &t);
    assert_true(t.lazy >= t.scripts * 9 / 10);
}

static void cadrecode_agrees(void **state)
{
    tally t = { .linear = LINEAR, .angular = ANGULAR };
    (void)state;
    check_folder("cadrecode/py", EVERY, &t);
    assert_true(t.lazy >= t.scripts * 9 / 10);
}

static void predictions_agree(void **state)
{
    tally t = { .linear = LINEAR, .angular = ANGULAR };
    (void)state;
    check_folder("cadrecode/pred", EVERY, &t);
}

static void scripts_of_language_models_agree(void **state)
{
    tally t = { .linear = LINEAR, .angular = ANGULAR };
    (void)state;
    check_folder("llm/py", EVERY_VARIED, &t);
    assert_true(t.lazy >= t.scripts / 2);
}

static void more_scripts_of_language_models_agree(void **state)
{
    tally t = { .linear = LINEAR, .angular = ANGULAR };
    (void)state;
    check_folder("llm2/py", EVERY_VARIED, &t);
    assert_true(t.lazy >= t.scripts / 2);
}

/* What data has little of. Surfaces that curve both ways take so long to mesh that chords are most of the distance. */
static void written_scripts_agree(void **state)
{
    static const char *const scripts[] = {
        "W().moveTo(2, 0).rect(1, 1).revolve(360, (0, 0), (0, 1))",
        "W('YZ').moveTo(2, 0).rect(1, 1).circle(.2).revolve(200, (0, 0), (0, 1))",
        "W().moveTo(2, 0).circle(.5).revolve(100, (0, 0), (1, .3))",
        "W().transformed(rotate=(20, 30, 40)).moveTo(3, 0).polygon(6, 2).revolve(180, (0, 0), (0, 1))",
        "W().moveTo(2, 0).circle(.5).revolve(100, (0, 0), (0, 1)).mirror('YZ')",
        "W().polyline([(0, 1), (1, 0), (2, 1), (1, 2)]).close().revolve(90, (0, 0), (0, 1))",
        "W('XZ').polyline([(0, 0), (3, 0), (3, 1), (1, 1), (1, 4), (0, 4)]).close().revolve(100, (0, 0), (0, 1)).faces('>Z')"
        ".workplane().hole(.5)",
        "W(obj=cq.Solid.makeCone(2, 1, 3, angleDegrees=90))",
        "W(obj=cq.Solid.makeSphere(2, angleDegrees1=-30, angleDegrees2=45, angleDegrees3=100))",
        "W().box(4, 4, 2).faces('>Z').workplane().cskHole(1, 2, 82)",
        "W().wedge(4, 3, 2, 1, .5, 1, .5, dir=cq.Vector(1, 1, 1))",
        "W().rect(4, 1).workplane(offset=3).center(3, 1).rect(1, 4).loft()",
        "W('XZ').circle(1).workplane(offset=3).circle(2).loft()",
        "W('YZ').polygon(7, 5).extrude(1.5, taper=15, both=True)",
        "W().ellipse(3, 1).extrude(2)",
        "W().rect(9, 9).ellipse(3, 2).extrude(2).faces('>Z').workplane().ellipse(1, 4).cutThruAll()",
        "W().spline([(0, 0), (1, 2), (2, -1), (3, 2), (4, 0), (5, 1), (7, 3)]).lineTo(7, -3).lineTo(0, -3).close().extrude(1)",
        "W().box(4, 3, 2).mirror('YZ').edges('|Z').edges('<X').fillet(.5)",
        "W().rect(4, 4).rect(2, 2).extrude(2).edges('|Z and >X').chamfer(.3)",
        "W().box(2, 2, 2).union(W().box(1, 1, 2).translate((5, 0, 0))).faces('>Z').workplane().rect(12, 1).cutBlind(-1)",
        "W().box(4, 4, 2).faces('>Z').workplane(offset=2).slot2D(2, 1).cutThruAll()",
    };
    tally t = { .linear = .002, .angular = .05 };
    cadquery_engine *exact;
    lazy_engine *lazy;
    lathe_error err;
    bytes text;
    (void)state;
    assert_int_equal(kernel_warm(&err), LATHE_OK);
    assert_int_equal(cadquery_engine_new(&exact, &err), LATHE_OK);
    assert_int_equal(lazy_engine_new(&lazy, &err), LATHE_OK);
    bytes_init(&text, 1 << 12);
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        bytes_reset(&text);
        assert_int_equal(bytes_printf(&text, &err, "import cadquery as cq\nW = cq.Workplane\nr = %s\n", scripts[i]), LATHE_OK);
        check_text(exact, lazy, scripts[i], &text, &t);
    }
    bytes_clear(&text);
    lazy_engine_free(lazy);
    cadquery_engine_free(exact);
    print_message("written: 1 - IoU %.2g in the mean, %.2g at worst\n", t.sum / t.lazy, t.worst);
    assert_int_equal(t.lazy, t.scripts);
    assert_true(t.invalid == 0 && t.worst <= WORST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_scripts_agree),
        cmocka_unit_test(gencad_agrees),
        cmocka_unit_test(cadrecode_agrees),
        cmocka_unit_test(predictions_agree),
        cmocka_unit_test(scripts_of_language_models_agree),
        cmocka_unit_test(more_scripts_of_language_models_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
