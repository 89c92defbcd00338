/* Rows and scores against volumes known beforehand and against a plain winding number, one sample at a time. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/philox.h"
#include "reward/measure/score.h"
#include "tests/support/shapes.h"

static double filled(const triangle_mesh *m, const box3 *box, row_grid grid, uint32_t *open)
{
    sample_rows r = {0};
    assert_int_equal(rows_from_mesh(m, box, grid, &r, NULL), LATHE_OK);
    double share = (double)rows_count(&r) / ((double)r.row_count * r.row_words * 64);
    *open = r.open_rows;
    rows_clear(&r);
    return share;
}

static sample_counts compare(const triangle_mesh *truth, const triangle_mesh *prediction, row_grid grid)
{
    target *t = NULL;
    sample_counts counts = {0};
    assert_int_equal(target_from_mesh(truth, grid, &t, NULL), LATHE_OK);
    assert_int_equal(score_mesh(t, prediction, grid, &counts, NULL), LATHE_OK);
    target_free(t);
    return counts;
}

static double iou_of(const triangle_mesh *truth, const triangle_mesh *prediction)
{
    sample_counts counts = compare(truth, prediction, ROW_GRID_LATTICE_4096);
    assert_int_equal(counts.open_rows, 0);
    return iou_from_counts(&counts);
}

static void the_share_inside_is_the_volume(void **state)
{
    (void)state;
    static const double tolerance[ROW_GRID_COUNT] = {.002, .001, .01, .005, .003};
    triangle_mesh shapes[4] = {shape_box(0, 0, 0, 1, 2, 3), shape_cylinder(1, 2, 3, -1, 5, 96), shape_sphere(2, 24),
                               shape_box(-1, -2, -3, 1, 2, 3)};
    shape_move(&shapes[3], .9, 5, 6, 7);
    for (size_t i = 0; i < 4; i++) {
        box3 box;
        assert_true(mesh_box(&shapes[i], &box));
        for (int g = 0; g < ROW_GRID_COUNT; g++) {
            uint32_t open = 1;
            double share = filled(&shapes[i], &box, (row_grid)g, &open), expected = mesh_volume(&shapes[i]) / box_volume(&box);
            assert_int_equal(open, 0);
            if (fabs(share - expected) > tolerance[g])
                fail_msg("shape %zu, %s: %f for %f", i, row_grid_name((row_grid)g), share, expected);
        }
        mesh_clear(&shapes[i]);
    }
}

/* The winding number along +x from a sample, triangle by triangle, from signed areas in the projection. */
static int winding_at(const triangle_mesh *m, const double p[3])
{
    int winding = 0;
    for (uint32_t t = 0; t < m->triangle_count; t++) {
        const double *v[3];
        double w[3], area;
        for (int c = 0; c < 3; c++)
            v[c] = m->vertices[m->triangles[t][c]];
        for (int c = 0; c < 3; c++) {
            const double *a = v[(c + 1) % 3], *b = v[(c + 2) % 3];
            w[c] = (b[1] - a[1]) * (p[2] - a[2]) - (b[2] - a[2]) * (p[1] - a[1]);
        }
        area = w[0] + w[1] + w[2];
        if (!((w[0] > 0 && w[1] > 0 && w[2] > 0) || (w[0] < 0 && w[1] < 0 && w[2] < 0)))
            continue;
        if ((w[0] * v[0][0] + w[1] * v[1][0] + w[2] * v[2][0]) / area <= p[0])
            winding += area > 0 ? 1 : -1;
    }
    return winding;
}

static void every_sample_agrees_with_a_plain_winding_number(void **state)
{
    (void)state;
    philox_stream s = philox_stream_at(1, PHILOX_TEST, 0, 0, 0, 0);
    for (int round = 0; round < 6; round++) {
        triangle_mesh m = shape_sphere(1, 7), hole = shape_box(-.3, -.2, -.4, .3, .2, .4), side = shape_cylinder(.6, 0, .5, -2, 1, 11);
        shape_add(&m, &hole, true);
        shape_add(&m, &side, false);
        shape_move(&m, 6 * philox_uniform(&s), philox_uniform(&s), 0, 3);
        box3 box, cut;
        mesh_box(&m, &box);
        cut = box;
        cut.low[round % 3] += .4; /* a box that cuts the part, as the truth's cuts a prediction */
        cut.high[(round + 1) % 3] += .2;
        for (int g = 0; g < 3; g++) {
            sample_rows r = {0};
            assert_int_equal(rows_from_mesh(&m, &cut, (row_grid)g, &r, NULL), LATHE_OK);
            assert_int_equal(r.open_rows, 0);
            for (int i = 0; i < 4000; i++) {
                uint32_t row = (uint32_t)philox_below(&s, r.row_count), j = (uint32_t)philox_below(&s, 64);
                double p[3];
                row_grid_position((row_grid)g, row, j, p);
                for (int a = 0; a < 3; a++)
                    p[a] = cut.low[a] + p[a] * (cut.high[a] - cut.low[a]);
                assert_int_equal(r.words[row] >> j & 1, winding_at(&m, p) != 0);
            }
            rows_clear(&r);
        }
        mesh_clear(&m);
        mesh_clear(&hole);
        mesh_clear(&side);
    }
}

static void the_lattice_is_the_documented_one(void **state)
{
    (void)state;
    double p[3];
    for (uint32_t k = 0; k < 4096; k += 5) {
        row_grid_position(ROW_GRID_LATTICE_4096, k, 13, p);
        assert_true(p[2] == (k + .5) / 4096);
        assert_true(p[1] == fmod(.5 + (k + 1) * 0.7548776662466927, 1));
        assert_true(p[0] == (13 + fmod(k * 0.5698402909980532, 1)) / 64);
    }
    row_grid_position(ROW_GRID_CUBE_128, 3 * 128 + 5, 7, p);
    assert_true(p[0] == 7.5 / 128 && p[1] == 5.5 / 128 && p[2] == 3.5 / 128);
}

/* Rows of a cube pass exactly through vertices and edges of this part, whose corners lie on sixty-fourths. */
static void rows_through_edges_and_vertices_close(void **state)
{
    (void)state;
    triangle_mesh m = shape_box(0, 0, 0, 64, 64, 64), inner = shape_box(8.5, 8.5, 8.5, 24.5, 40.5, 16.5);
    triangle_mesh tower = shape_cylinder(40.5, 40.5, 16, 4.5, 60.5, 4);
    const box3 box = {{0, 0, 0}, {64, 64, 64}};
    uint32_t open = 1;
    shape_add(&m, &inner, true);
    shape_add(&m, &tower, true);
    double share = filled(&m, &box, ROW_GRID_CUBE_64, &open);
    assert_int_equal(open, 0);
    double expected = 1 - (16 * 32 * 8 + 2 * 16 * 16 * 56) / (64. * 64 * 64);
    assert_true(fabs(share - expected) < .004);
    mesh_clear(&m);
    mesh_clear(&inner);
    mesh_clear(&tower);
}

static void a_mesh_with_a_hole_has_open_rows(void **state)
{
    (void)state;
    triangle_mesh m = shape_box(0, 0, 0, 1, 1, 1);
    const box3 box = {{0, 0, 0}, {1, 1, 1}};
    uint32_t open = 0;
    m.triangle_count -= 2; /* the face x = 1 */
    assert_true(filled(&m, &box, ROW_GRID_LATTICE_4096, &open) == 0);
    assert_int_equal(open, 4096);
    m.triangle_count++;
    double share = filled(&m, &box, ROW_GRID_CUBE_128, &open);
    assert_true(fabs(share - .5) < .01);
    assert_true(abs((int)open - 128 * 64) <= 64);
    m.triangle_count++;
    mesh_clear(&m);
}

static void iou_of_known_pairs(void **state)
{
    (void)state;
    triangle_mesh a = shape_box(0, 0, 0, 2, 2, 2), b = shape_box(1, 0, 0, 3, 2, 2), far = shape_box(10, 10, 10, 12, 12, 12);
    triangle_mesh inner = shape_box(.5, .5, .5, 1.5, 1.5, 1.5), shell = shape_box(0, 0, 0, 2, 2, 2);
    assert_true(iou_of(&a, &a) == 1);
    assert_true(fabs(iou_of(&a, &b) - 1 / 3.) < .002);
    assert_true(iou_of(&a, &far) == 0);
    assert_true(fabs(iou_of(&a, &inner) - 1 / 8.) < .002);
    assert_true(fabs(iou_of(&inner, &a) - 1 / 8.) < .002);
    shape_add(&shell, &inner, true);
    assert_true(fabs(iou_of(&shell, &a) - 7 / 8.) < .002);
    /* Two bodies that overlap count once. */
    shape_add(&a, &b, false);
    triangle_mesh both = shape_box(0, 0, 0, 3, 2, 2);
    assert_true(iou_of(&both, &a) > .999);
    /* Turned inside out, the part is the same part. */
    triangle_mesh turned = shape_sized(0, 0);
    shape_add(&turned, &both, true);
    assert_true(iou_of(&both, &turned) == 1);
    triangle_mesh *all[] = {&a, &b, &far, &inner, &shell, &both, &turned};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        mesh_clear(all[i]);
}

static void tilted_and_nested_cylinders(void **state)
{
    (void)state;
    triangle_mesh outer = shape_cylinder(0, 0, 10, 0, 20, 128), inner = shape_cylinder(0, 0, 7, 5, 15, 128);
    double expected = mesh_volume(&inner) / mesh_volume(&outer);
    for (int i = 0; i < 5; i++) {
        assert_true(fabs(iou_of(&outer, &inner) - expected) < .003);
        assert_true(fabs(iou_of(&inner, &outer) - expected) < .003);
        shape_move(&outer, .41, 1, 2, 3);
        shape_move(&inner, .41, 1, 2, 3);
    }
    mesh_clear(&outer);
    mesh_clear(&inner);
}

static void a_far_sliver_changes_little(void **state)
{
    (void)state;
    triangle_mesh truth = shape_box(0, 0, 0, 1, 1, 1), prediction = shape_box(0, 0, 0, 1, 1, 1);
    triangle_mesh sliver = shape_box(1000, 0, 0, 1000.001, 1, 1);
    shape_add(&prediction, &sliver, false);
    assert_true(iou_of(&truth, &prediction) > .99);
    mesh_clear(&truth);
    mesh_clear(&prediction);
    mesh_clear(&sliver);
}

static void sparse_parts_get_the_fine_lattice(void **state)
{
    (void)state;
    triangle_mesh rod = shape_cylinder(0, 0, 1, 0, 60, 64), box = shape_box(0, 0, 0, 1, 1, 1), empty = MESH_INIT;
    shape_move(&rod, .8, 0, 0, 0);
    sample_counts c = compare(&rod, &rod, ROW_GRID_LATTICE_4096);
    assert_int_equal(c.rows, 16384);
    assert_true(iou_from_counts(&c) == 1);
    c = compare(&box, &box, ROW_GRID_LATTICE_4096);
    assert_int_equal(c.rows, 4096);
    assert_int_equal(c.truth, 4096 * 64);
    c = compare(&box, &box, ROW_GRID_CUBE_128);
    assert_int_equal(c.rows, 128 * 128);
    assert_int_equal(c.both, 128 * 128 * 128);
    c = compare(&box, &empty, ROW_GRID_LATTICE_4096);
    assert_int_equal(c.prediction, 0);
    assert_true(iou_from_counts(&c) == 0);
    mesh_clear(&rod);
    mesh_clear(&box);
}

static void iou_of_odd_counts(void **state)
{
    (void)state;
    sample_counts c = {0};
    assert_true(iou_from_counts(&c) == 0);
    c = (sample_counts){.both = 5, .truth = 5, .prediction = 5, .truth_box_volume = 1};
    assert_true(iou_from_counts(&c) == 1);
    c.outside = 5;
    c.prediction_box_volume = 3;
    assert_true(iou_from_counts(&c) == .25);
    c.prediction_box_volume = NAN;
    assert_true(iou_from_counts(&c) == 0);
    c.prediction_box_volume = INFINITY;
    assert_true(iou_from_counts(&c) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_share_inside_is_the_volume),
        cmocka_unit_test(every_sample_agrees_with_a_plain_winding_number),
        cmocka_unit_test(the_lattice_is_the_documented_one),
        cmocka_unit_test(rows_through_edges_and_vertices_close),
        cmocka_unit_test(a_mesh_with_a_hole_has_open_rows),
        cmocka_unit_test(iou_of_known_pairs),
        cmocka_unit_test(tilted_and_nested_cylinders),
        cmocka_unit_test(a_far_sliver_changes_little),
        cmocka_unit_test(sparse_parts_get_the_fine_lattice),
        cmocka_unit_test(iou_of_odd_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
