/* Metrics: the table, frames that forget how a part was moved, turns, voxels and chamfer distances against plain ones, and the two
 * boxes. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/philox.h"
#include "reward/measure/chamfer.h"
#include "reward/measure/score.h"
#include "tests/support/shapes.h"

/* A part without symmetry: a plate with a tower on one corner and a pin. */
static triangle_mesh lopsided(void)
{
    triangle_mesh m = shape_box(0, 0, 0, 40, 25, 5), tower = shape_box(2, 3, 5, 14, 9, 23), pin = shape_cylinder(33, 18, 3, 5, 12, 48);
    shape_add(&m, &tower, false);
    shape_add(&m, &pin, false);
    mesh_clear(&tower);
    mesh_clear(&pin);
    return m;
}

static triangle_mesh scaled(const triangle_mesh *m, double by, double dx)
{
    triangle_mesh out = shape_sized(m->vertex_count, m->triangle_count);
    memcpy(out.triangles, m->triangles, m->triangle_count * sizeof *m->triangles);
    for (uint32_t i = 0; i < m->vertex_count; i++)
        for (int a = 0; a < 3; a++)
            out.vertices[i][a] = m->vertices[i][a] * by + (a == 0 ? dx : 0);
    return out;
}

static score_measures compare(const triangle_mesh *truth, const triangle_mesh *prediction, metric_id metric, uint32_t points)
{
    const body t = {truth, NULL}, p = {prediction, NULL};
    const target_wish wish = {.metric = metric, .chamfer_points = points};
    target *made = NULL, *read = NULL;
    score_measures out = {.alignment = 99};
    bytes blob;
    lathe_error err = {0};
    bytes_init(&blob, TARGET_MAX_BYTES);
    if (target_from_body(&t, &wish, &made, &err) != LATHE_OK)
        fail_msg("%s: %s", metric_by_id(metric)->name, err.message);
    assert_int_equal(target_encode(made, &blob, NULL), LATHE_OK);
    assert_int_equal(target_decode(blob.data, blob.length, &read, &err), LATHE_OK);
    assert_int_equal(target_metric(read), metric);
    assert_int_equal(score_body(read, &p, ROW_GRID_LATTICE_4096, &out, &err), LATHE_OK);
    target_free(made);
    target_free(read);
    bytes_clear(&blob);
    return out;
}

static double iou_by(metric_id metric, const triangle_mesh *truth, const triangle_mesh *prediction)
{
    const score_measures m = compare(truth, prediction, metric, 0);
    return iou_from_counts(&m.counts);
}

static void names_are_found(void **state)
{
    (void)state;
    static const char *const names[] = {"absolute", "cadrille-eval", "cadrille-rl", "cad-recode", "cad-coder", "mecagent",
                                        "text-to-cadquery", "benchcad", "principal"};
    metric_id id = METRIC_COUNT;
    for (int i = 0; i < METRIC_COUNT; i++) {
        assert_true(metric_by_name(names[i], &id));
        assert_int_equal(id, i); /* stored: never renumbered */
    }
    assert_false(metric_by_name("iou", &id));
}

static void the_page_is_written_from_the_table(void **state)
{
    (void)state;
    bytes made, kept;
    lathe_error err = {0};
    bytes_init(&made, 1 << 20);
    bytes_init(&kept, 1 << 20);
    assert_int_equal(metric_document(&made, &err), LATHE_OK);
    assert_int_equal(file_read("docs/metrics.md", &kept, &err), LATHE_OK);
    assert_int_equal(made.length, kept.length); /* lathe dump metrics >docs/metrics.md */
    assert_memory_equal(made.data, kept.data, made.length);
    bytes_clear(&made);
    bytes_clear(&kept);
}

static void a_part_agrees_with_itself(void **state)
{
    (void)state;
    triangle_mesh part = lopsided();
    for (int i = 0; i < METRIC_COUNT; i++)
        assert_true(iou_by((metric_id)i, &part, &part) == 1);
    mesh_clear(&part);
}

/* What each frame forgets: place, size, turn. */
static void frames_forget_what_they_should(void **state)
{
    (void)state;
    static const bool forgets[METRIC_COUNT][3] = {
        [METRIC_ABSOLUTE] = {false, false, false},         [METRIC_CADRILLE_EVAL] = {true, true, false},
        [METRIC_CADRILLE_RL] = {true, true, false},        [METRIC_CAD_RECODE] = {false, false, false},
        [METRIC_CAD_CODER] = {true, true, true},           [METRIC_MECAGENT] = {true, true, false},
        [METRIC_TEXT_TO_CADQUERY] = {true, true, false},   [METRIC_BENCHCAD] = {true, true, false},
        [METRIC_PRINCIPAL] = {true, true, true},
    };
    triangle_mesh part = lopsided(), changed[3] = {scaled(&part, 1, 7), scaled(&part, 1.7, 0), scaled(&part, 1, 0)};
    shape_move(&changed[2], 1.9, 0, 0, 0);
    for (int i = 0; i < METRIC_COUNT; i++) {
        for (int k = 0; k < 3; k++) {
            double iou = iou_by((metric_id)i, &part, &changed[k]);
            /* Surface voxels round anew wherever a coordinate lies between two. */
            double least = metric_by_id((metric_id)i)->sampler == METRIC_SAMPLE_SURFACE ? .97 : .9999;
            if (forgets[i][k] ? iou < least : iou > .8)
                fail_msg("%s, change %d: %f", metric_by_id((metric_id)i)->name, k, iou);
        }
    }
    for (int k = 0; k < 3; k++)
        mesh_clear(&changed[k]);
    mesh_clear(&part);
}

/* A mirrored part is another one, but for mecagent, which tries reflections. */
static void reflections_are_mecagents(void **state)
{
    (void)state;
    triangle_mesh part = lopsided(), mirrored = lopsided();
    for (uint32_t i = 0; i < mirrored.vertex_count; i++)
        mirrored.vertices[i][2] = -mirrored.vertices[i][2];
    assert_true(iou_by(METRIC_CAD_CODER, &part, &mirrored) < .95);
    assert_true(iou_by(METRIC_PRINCIPAL, &part, &mirrored) < .95);
    assert_true(iou_by(METRIC_MECAGENT, &part, &mirrored) > .97);
    mesh_clear(&part);
    mesh_clear(&mirrored);
}

/* A cube's moments are equal: its axes are any, and all turns are tried. */
static void equal_moments_try_all_turns(void **state)
{
    (void)state;
    const double equal[3] = {1, 1.005, 2}, unequal[3] = {1, 1.5, 2};
    uint32_t count = 0;
    const frame_turn *turns = frame_turns(METRIC_ALIGN_TURNS_OR_ALL, unequal, equal, &count);
    assert_int_equal(count, 24);
    for (uint32_t i = 0; i < count; i++) {
        const int8_t *p = turns[i].axis, *s = turns[i].sign;
        int parity = (p[1] == (p[0] + 1) % 3 ? 1 : -1) * s[0] * s[1] * s[2];
        assert_int_equal(parity, 1);
        assert_int_equal((1 << p[0]) + (1 << p[1]) + (1 << p[2]), 7);
        for (uint32_t k = 0; k < i; k++)
            assert_memory_not_equal(&turns[i], &turns[k], sizeof turns[i]);
    }
    frame_turns(METRIC_ALIGN_TURNS_OR_ALL, unequal, unequal, &count);
    assert_int_equal(count, 4);
}

static void moments_are_the_known_ones(void **state)
{
    (void)state;
    triangle_mesh box = shape_box(100, 0, 0, 102, 4, 6);
    for (int inward = 0; inward < 2; inward++) {
        triangle_mesh m = MESH_INIT;
        solid_moments s;
        shape_add(&m, &box, inward == 1);
        assert_true(moments_of_mesh(&m, &s));
        const double known[3] = {48 * (16 + 36) / 12., 48 * (4 + 36) / 12., 48 * (4 + 16) / 12.}, center[3] = {101, 2, 3};
        assert_true(fabs(s.volume - 48) < 1e-9);
        for (int a = 0; a < 3; a++) {
            assert_true(fabs(s.center[a] - center[a]) < 1e-9);
            for (int b = 0; b < 3; b++)
                assert_true(fabs(s.inertia[a][b] - (a == b ? known[a] : 0)) < 1e-8);
        }
        mesh_clear(&m);
    }
    mesh_clear(&box);
}

static void a_prediction_without_volume_scores_nothing(void **state)
{
    (void)state;
    triangle_mesh part = lopsided(), empty = MESH_INIT, flat = shape_box(0, 0, 2, 9, 9, 2);
    for (int i = 0; i < METRIC_COUNT; i++) {
        score_measures nothing = compare(&part, &empty, (metric_id)i, 500), sheet = compare(&part, &flat, (metric_id)i, 500);
        assert_false(nothing.has_chamfer);
        assert_true(nothing.counts.truth > 0 && nothing.counts.prediction == 0);
        assert_true(iou_from_counts(&nothing.counts) == 0);
        if (metric_by_id((metric_id)i)->sampler != METRIC_SAMPLE_SURFACE)
            assert_true(iou_from_counts(&sheet.counts) == 0);
    }
    mesh_clear(&part);
    mesh_clear(&flat);
}

/* ---- chamfer ---- */

static void chamfer_agrees_with_a_plain_one(void **state)
{
    (void)state;
    enum { A = 700, B = 431 };
    static float a[A][3], b[B][3];
    philox_stream s = philox_stream_at(5, PHILOX_TEST, 0, 0, 0, 0);
    for (int i = 0; i < A * 3; i++)
        a[i / 3][i % 3] = (float)(i % 50 == 0 ? 1 : philox_uniform(&s)); /* some equal coordinates */
    for (int i = 0; i < B * 3; i++)
        b[i / 3][i % 3] = (float)philox_normal(&s);
    double sums[2] = {0, 0}, made = 0;
    for (int way = 0; way < 2; way++) {
        for (int i = 0; i < (way ? B : A); i++) {
            double best = INFINITY;
            for (int k = 0; k < (way ? A : B); k++) {
                const float *p = way ? b[i] : a[i], *q = way ? a[k] : b[k];
                double x = (double)p[0] - (double)q[0], y = (double)p[1] - (double)q[1], z = (double)p[2] - (double)q[2];
                best = fmin(best, x * x + y * y + z * z);
            }
            sums[way] += best;
        }
    }
    assert_int_equal(chamfer_distance((const float(*)[3])a, A, (const float(*)[3])b, B, &made, NULL), LATHE_OK);
    assert_true(fabs(made - 1000 * (sums[0] / A + sums[1] / B)) < 1e-9 * made);
    assert_int_equal(chamfer_distance((const float(*)[3])a, 0, (const float(*)[3])b, B, &made, NULL), LATHE_E_INPUT);
    a[3][1] = NAN;
    assert_int_equal(chamfer_distance((const float(*)[3])a, A, (const float(*)[3])b, B, &made, NULL), LATHE_E_INPUT);
}

/* Two faces of 1 x 1 a small way apart: every nearest point is about that far, and more by how thin the points lie. */
static void chamfer_of_known_distance(void **state)
{
    (void)state;
    triangle_mesh a = shape_box(0, 0, 0, 1, 1, 1), b = shape_box(0, 0, .5, 1, 1, 1.5);
    score_measures same = compare(&a, &a, METRIC_ABSOLUTE, 8192), moved = compare(&a, &b, METRIC_ABSOLUTE, 8192);
    assert_true(same.has_chamfer && moved.has_chamfer);
    /* n points on an area of 6: mean squared distance of the nearest is 6 / (pi n) each way. */
    assert_true(fabs(same.chamfer - 2 * 6 / (M_PI * 8192) * 1000) < .03);
    /* Of a's faces: one lies .5 from b, one within b (mean squared way to its sides 1/24), four reach past b (1/24). */
    const double known = (.25 + 1. / 24 + 4. / 24) / 6;
    assert_true(fabs(moved.chamfer - 2 * 1000 * known - same.chamfer) < 4);
    mesh_clear(&a);
    mesh_clear(&b);
}

/* ---- voxels ---- */

static void voxels_are_those_of_fine_points(void **state)
{
    (void)state;
    static const shape_motion still = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, {0}};
    triangle_mesh box = shape_box(-.31, -.2, -.1, .31, .2, .1);
    voxel_set v = {0}, turned = {0};
    const frame_turn flip = {{0, 1, 2}, {1, 1, -1}}, cycle = {{1, 2, 0}, {1, 1, 1}};
    assert_int_equal(voxels_of_surface(&box, &still, .05, &v, NULL), LATHE_OK);
    /* 13 x 9 x 5 voxels hold the box; all but the inner 11 x 7 x 3 touch its surface. */
    assert_int_equal(v.count, 13 * 9 * 5 - 11 * 7 * 3);
    assert_int_equal(voxels_turned(&v, &flip, &turned, NULL), LATHE_OK);
    assert_int_equal(voxels_count_both(&v, &turned), v.count); /* it is symmetric */
    voxels_clear(&turned);
    assert_int_equal(voxels_turned(&v, &cycle, &turned, NULL), LATHE_OK);
    assert_true(voxels_count_both(&v, &turned) < v.count);
    voxels_clear(&turned);
    voxels_clear(&v);
    lathe_error err = {0};
    assert_int_equal(voxels_of_surface(&box, &still, 1e-9, &v, &err), LATHE_E_INPUT);
    assert_non_null(strstr(err.message, "leaves the grid"));
    assert_int_equal(voxels_of_surface(&box, &still, 1e-3, &v, &err), LATHE_E_INPUT);
    assert_non_null(strstr(err.message, "touches more than"));
    mesh_clear(&box);
}

/* ---- two boxes ---- */

/* A sliver far away changes the IoU by its own volume alone, whatever the way it stretches the prediction's box: what is counted in
 * the truth's box stays the same to the sample. */
static void a_far_sliver_counts_for_itself(void **state)
{
    (void)state;
    philox_stream s = philox_stream_at(11, PHILOX_TEST, 0, 0, 0, 0);
    triangle_mesh truth = lopsided(), plain = scaled(&truth, .97, .4);
    const score_measures without = compare(&truth, &plain, METRIC_ABSOLUTE, 0);
    const double samples = 4096 * 64, sample_volume = without.counts.truth_box_volume / samples;
    for (int i = 0; i < 40; i++) {
        double low[3], high[3], volume = 1;
        int axis = (int)philox_below(&s, 3);
        for (int a = 0; a < 3; a++) {
            double size = a == axis ? 20 * philox_uniform(&s) : .02 + philox_uniform(&s);
            low[a] = (a == axis ? 50 : 0) + 150 * philox_uniform(&s) * (a == axis);
            high[a] = low[a] + size;
            volume *= size;
        }
        triangle_mesh prediction = scaled(&plain, 1, 0), sliver = shape_box(low[0], low[1], low[2], high[0], high[1], high[2]);
        shape_add(&prediction, &sliver, false);
        const score_measures with = compare(&truth, &prediction, METRIC_ABSOLUTE, 0);
        assert_true(with.counts.both == without.counts.both && with.counts.truth == without.counts.truth &&
                    with.counts.prediction == without.counts.prediction);
        double either = (double)(without.counts.truth + without.counts.prediction - without.counts.both) * sample_volume;
        double outside = (double)without.counts.outside * without.counts.prediction_box_volume / samples;
        double expected = (double)without.counts.both * sample_volume / (either + outside + volume);
        /* The samples of the greater box resolve the sliver: 4 of them, and a tenth of it. */
        double error = (4 * with.counts.prediction_box_volume / samples + volume / 10) / either;
        double iou = iou_from_counts(&with.counts);
        if (fabs(iou - expected) > error)
            fail_msg("sliver %d of %f: %f for %f, %f without", i, volume, iou, expected, iou_from_counts(&without.counts));
        mesh_clear(&prediction);
        mesh_clear(&sliver);
    }
    mesh_clear(&truth);
    mesh_clear(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(the_page_is_written_from_the_table),
        cmocka_unit_test(a_part_agrees_with_itself),
        cmocka_unit_test(frames_forget_what_they_should),
        cmocka_unit_test(reflections_are_mecagents),
        cmocka_unit_test(equal_moments_try_all_turns),
        cmocka_unit_test(moments_are_the_known_ones),
        cmocka_unit_test(a_prediction_without_volume_scores_nothing),
        cmocka_unit_test(chamfer_agrees_with_a_plain_one),
        cmocka_unit_test(chamfer_of_known_distance),
        cmocka_unit_test(voxels_are_those_of_fine_points),
        cmocka_unit_test(a_far_sliver_counts_for_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
