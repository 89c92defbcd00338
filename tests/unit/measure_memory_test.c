/* Every allocation of reward/measure fails once: reported, nothing leaked, outputs untouched. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "reward/measure/picture.h"
#include "reward/measure/ply.h"
#include "reward/measure/points.h"
#include "reward/measure/score.h"
#include "tests/support/ply.h"
#include "tests/support/shapes.h"

static long countdown = -1; /* allocations until all fail; -1: none does */
static bool failed;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool fails(void)
{
    if (countdown > 0)
        countdown--;
    else if (countdown == 0)
        failed = true;
    return failed;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

static lathe_status run_all(const triangle_mesh *m, const bytes *stl, const bytes *blob, sample_counts *counts,
                            lathe_error *err)
{
    triangle_mesh read = MESH_INIT;
    target *truth = NULL, *decoded = NULL;
    bytes out;
    float points[16][3];
    hash256 name;
    bytes_init(&out, 4 << 20);
    lathe_status st = mesh_read_stl(stl->data, stl->length, &read, err);
    if (st == LATHE_OK)
        st = mesh_write_stl(&read, &out, err);
    if (st == LATHE_OK)
        st = target_from_mesh(m, ROW_GRID_CUBE_64, &truth, err);
    if (st == LATHE_OK)
        st = target_encode(truth, &out, err);
    if (st == LATHE_OK)
        st = target_decode(blob->data, blob->length, &decoded, err);
    if (st == LATHE_OK)
        st = target_shape_hash(&(body){m, NULL}, &name, err);
    if (st == LATHE_OK)
        st = points_sample(m, 1, 2, 16, points, err);
    if (st == LATHE_OK)
        st = picture_of_mesh(m, 16, &out, err);
    if (st == LATHE_OK)
        st = score_mesh(decoded, m, ROW_GRID_LATTICE_4096, counts, err);
    mesh_clear(&read);
    target_free(truth);
    target_free(decoded);
    bytes_clear(&out);
    return st;
}

/* A truth of points, a prediction that is not closed, voxels, moments and chamfer distances. */
static lathe_status run_metrics(const bytes *text, const triangle_mesh *open, const triangle_mesh *closed, score_measures *out,
                                lathe_error *err)
{
    point_cloud cloud = CLOUD_INIT;
    target *truths[2] = {NULL, NULL};
    score_measures measures[2] = {{.alignment = 0}};
    lathe_status st = cloud_read(text->data, text->length, &cloud, err);
    const body points = {NULL, &cloud}, solid = {closed, NULL}, sheet = {open, NULL};
    const target_wish wishes[2] = {{.metric = METRIC_CADRILLE_RL, .chamfer_points = 30},
                                   {.metric = METRIC_MECAGENT, .chamfer_points = 30}};
    for (int i = 0; i < 2 && st == LATHE_OK; i++) {
        st = target_from_body(i ? &solid : &points, &wishes[i], &truths[i], err);
        if (st == LATHE_OK)
            st = score_body(truths[i], &sheet, ROW_GRID_LATTICE_4096, &measures[i], err);
    }
    if (st == LATHE_OK)
        *out = measures[1];
    target_free(truths[0]);
    target_free(truths[1]);
    cloud_clear(&cloud);
    return st;
}

static void metrics_report_it_too(void **state)
{
    (void)state;
    triangle_mesh closed = shape_box(0, 0, 0, 3, 2, 1), open = shape_box(0, 0, 0, 3, 2, 1);
    bytes text;
    long n = 0;
    bytes_init(&text, 1 << 20);
    memcpy(open.triangles[9], open.triangles[8], sizeof open.triangles[0]); /* of a side along x */
    for (int i = 0; i < 150; i++) {
        double z = 2 * (i + .5) / 150 - 1, r = sqrt(1 - z * z), a = i * 2.39996;
        assert_int_equal(bytes_printf(&text, NULL, "%g %g %g %g %g %g\n", r * cos(a), r * sin(a), z, r * cos(a), r * sin(a), z),
                         LATHE_OK);
    }
    for (;; n += n < 6 ? 1 : 13) { /* each takes a while */
        lathe_error err = {0};
        score_measures out = {.alignment = 77};
        countdown = n;
        lathe_status st = run_metrics(&text, &open, &closed, &out, &err);
        bool reached = failed;
        countdown = -1;
        failed = false;
        if (!reached) {
            assert_int_equal(st, LATHE_OK);
            assert_true(out.has_chamfer);
            break;
        }
        assert_int_equal(st, LATHE_E_NOMEM);
        assert_int_equal(out.alignment, 77);
        assert_true(n < 1000);
    }
    assert_true(n > 30);
    mesh_clear(&closed);
    mesh_clear(&open);
    bytes_clear(&text);
}

static void memory_may_fail_anywhere(void **state)
{
    (void)state;
    triangle_mesh m = shape_cylinder(0, 0, 1, 0, 9, 8), other = shape_box(0, 0, 0, 1, 1, 1);
    target *t = NULL;
    bytes stl, blob;
    bytes_init(&stl, 1 << 20);
    bytes_init(&blob, TARGET_MAX_BYTES);
    assert_int_equal(mesh_write_stl(&m, &stl, NULL), LATHE_OK);
    assert_int_equal(target_from_mesh(&other, ROW_GRID_LATTICE_4096, &t, NULL), LATHE_OK);
    assert_int_equal(target_encode(t, &blob, NULL), LATHE_OK);
    target_free(t);
    long n = 0;
    for (;; n++) {
        lathe_error err = {0};
        sample_counts counts = {.rows = 7};
        countdown = n;
        lathe_status st = run_all(&m, &stl, &blob, &counts, &err);
        bool reached = failed;
        countdown = -1;
        failed = false;
        if (!reached)
            break;
        assert_int_equal(st, LATHE_E_NOMEM);
        assert_int_equal(counts.rows, 7);
        assert_true(err.message[0] != 0);
        assert_true(n < 1000);
    }
    assert_true(n > 30);
    mesh_clear(&m);
    mesh_clear(&other);
    bytes_clear(&stl);
    bytes_clear(&blob);
}

static void ply_reports_it_too(void **state)
{
    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        bytes file = ply_of("ascii", 120, kind ? 40 : 0);
        for (long n = 0;; n++) {
            triangle_mesh m = MESH_INIT;
            point_cloud c = CLOUD_INIT;
            lathe_error err = {0};
            countdown = n;
            lathe_status st = ply_read(file.data, file.length, &m, &c, &err);
            bool reached = failed;
            countdown = -1;
            failed = false;
            assert_int_equal(st, reached ? LATHE_E_NOMEM : LATHE_OK);
            assert_true(reached == (!m.vertices && !c.points));
            mesh_clear(&m);
            cloud_clear(&c);
            if (!reached) {
                assert_true(n > 3);
                break;
            }
        }
        bytes_clear(&file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memory_may_fail_anywhere), cmocka_unit_test(metrics_report_it_too),
                                       cmocka_unit_test(ply_reports_it_too)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
