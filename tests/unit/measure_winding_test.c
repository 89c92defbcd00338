/* Winding numbers: of closed and open meshes and of points with normals; what is wrong with meshes, and truths that are refused. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/philox.h"
#include "reward/measure/mesh_faults.h"
#include "reward/measure/points.h"
#include "reward/measure/score.h"
#include "tests/support/shapes.h"

static double share_alike(const triangle_mesh *m, const winding_tree *tree)
{
    box3 box;
    sample_rows crossed = {0}, wound = {0};
    assert_true(mesh_box(m, &box));
    assert_int_equal(rows_from_mesh(m, &box, ROW_GRID_LATTICE_4096, &crossed, NULL), LATHE_OK);
    assert_int_equal(rows_from_winding(tree, &box, ROW_GRID_LATTICE_4096, &wound, NULL), LATHE_OK);
    double both = (double)rows_count_both(&crossed, &wound), either = (double)(rows_count(&crossed) + rows_count(&wound)) - both;
    rows_clear(&crossed);
    rows_clear(&wound);
    return both / either;
}

/* Of a closed mesh both ways say the same, but for samples on its very surface. */
static void closed_meshes_agree_with_crossings(void **state)
{
    (void)state;
    triangle_mesh m = shape_cylinder(1, 2, 3, -1, 5, 96), hole = shape_sphere(1, 12);
    winding_tree *tree = NULL;
    shape_move(&hole, .3, 1, 2, 2);
    shape_add(&m, &hole, true);
    assert_int_equal(winding_tree_of_mesh(&m, &tree, NULL), LATHE_OK);
    assert_true(share_alike(&m, tree) > .9999);
    philox_stream s = philox_stream_at(3, PHILOX_TEST, 0, 0, 0, 0);
    for (int i = 0; i < 500; i++) {
        double at[3];
        for (int a = 0; a < 3; a++)
            at[a] = 10 * philox_uniform(&s) - 4;
        double exact = winding_number_exactly(&m, at);
        assert_true(fabs(exact - rint(exact)) < 1e-9);
        assert_true(fabs(winding_number(tree, at) - exact) < .02);
    }
    winding_tree_free(tree);
    mesh_clear(&m);
    mesh_clear(&hole);
}

/* Without some triangles of a sphere: rows do not close, and the solid is still measured. */
static void open_predictions_are_measured_and_marked(void **state)
{
    (void)state;
    triangle_mesh truth = shape_sphere(5, 32), open = shape_sphere(5, 32);
    sample_counts counts;
    target *t = NULL;
    for (uint32_t i = 0; i < 12; i++) /* scattered over the surface, one made flat each time */
        memcpy(open.triangles[i * 150 + 40], open.triangles[i * 150 + 41], sizeof open.triangles[0]);
    assert_int_equal(target_from_mesh(&truth, ROW_GRID_LATTICE_4096, &t, NULL), LATHE_OK);
    assert_int_equal(score_mesh(t, &open, ROW_GRID_LATTICE_4096, &counts, NULL), LATHE_OK);
    assert_true(counts.open_rows > 0);
    assert_true(iou_from_counts(&counts) > .99);
    target_free(t);
    mesh_clear(&truth);
    mesh_clear(&open);
}

/* ---- points ---- */

/* Points of a sphere of radius r, as text; every normal is as long as its number. */
static bytes sphere_text(double r, uint32_t count)
{
    bytes text;
    bytes_init(&text, 8 << 20);
    philox_stream s = philox_stream_at(17, PHILOX_TEST, 0, 0, 0, 0);
    assert_int_equal(bytes_printf(&text, NULL, "# a sphere\n\n"), LATHE_OK);
    for (uint32_t i = 0; i < count; i++) {
        double n[3], size = 0;
        for (int a = 0; a < 3; a++) {
            n[a] = philox_normal(&s);
            size += n[a] * n[a];
        }
        size = sqrt(size);
        assert_int_equal(bytes_printf(&text, NULL, " %.9g %.9g\t%.9g  %.9g %.9g %.9g\r\n", r * n[0] / size, r * n[1] / size,
                                      r * n[2] / size, n[0] * (i + 1), n[1] * (i + 1), n[2] * (i + 1)),
                         LATHE_OK);
    }
    return text;
}

static void points_say_what_is_inside(void **state)
{
    (void)state;
    bytes text = sphere_text(3, 4000);
    point_cloud c = CLOUD_INIT;
    triangle_mesh sphere = shape_sphere(3, 64);
    winding_tree *tree = NULL;
    lathe_error err = {0};
    if (cloud_read(text.data, text.length, &c, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(c.count, 4000);
    double area = 0;
    for (uint32_t i = 0; i < c.count; i++)
        area += sqrt(c.points[i].area[0] * c.points[i].area[0] + c.points[i].area[1] * c.points[i].area[1] +
                     c.points[i].area[2] * c.points[i].area[2]);
    if (fabs(area / (4 * M_PI * 9) - 1) > .02)
        fail_msg("area %f of %f", area, 4 * M_PI * 9);
    assert_int_equal(winding_tree_of_cloud(&c, &tree, NULL), LATHE_OK);
    assert_true(share_alike(&sphere, tree) > .98);
    winding_tree_free(tree);

    /* As a truth, by metrics with and without moments, and with a chamfer distance. */
    const metric_id metrics[] = {METRIC_ABSOLUTE, METRIC_CADRILLE_RL, METRIC_CAD_CODER};
    const body truth = {NULL, &c}, prediction = {&sphere, NULL};
    for (size_t i = 0; i < 3; i++) {
        const target_wish wish = {.metric = metrics[i], .chamfer_points = 2000};
        target *t = NULL;
        score_measures m;
        assert_int_equal(target_from_body(&truth, &wish, &t, &err), LATHE_OK);
        assert_int_equal(score_body(t, &prediction, ROW_GRID_LATTICE_4096, &m, &err), LATHE_OK);
        assert_true(iou_from_counts(&m.counts) > .97);
        assert_true(m.has_chamfer && m.chamfer < 120);
        target_free(t);
    }
    const target_wish voxels = {.metric = METRIC_MECAGENT};
    target *t = NULL;
    assert_int_equal(target_from_body(&truth, &voxels, &t, &err), LATHE_E_INPUT);
    assert_non_null(strstr(err.message, "which points have not"));
    hash256 a, b;
    assert_int_equal(target_shape_hash(&truth, &a, NULL), LATHE_OK);
    assert_int_equal(target_shape_hash(&truth, &b, NULL), LATHE_OK);
    assert_memory_equal(&a, &b, sizeof a);
    cloud_clear(&c);
    mesh_clear(&sphere);
    bytes_clear(&text);
}

/* Points of a box's faces, as other programs sample them: edges and corners are the hard part. */
static void points_of_a_box(void **state)
{
    (void)state;
    triangle_mesh box = shape_box(0, 0, 0, 4, 3, 2);
    static float at[6000][3];
    bytes text;
    point_cloud c = CLOUD_INIT;
    winding_tree *tree = NULL;
    const double size[3] = {4, 3, 2};
    bytes_init(&text, 4 << 20);
    assert_int_equal(points_sample(&box, 3, 0, 6000, at, NULL), LATHE_OK);
    for (int i = 0; i < 6000; i++) {
        double n[3] = {0, 0, 0};
        for (int a = 0; a < 3; a++)
            n[a] = at[i][a] == 0 ? -1 : (double)at[i][a] >= size[a] ? 1 : 0;
        assert_int_equal(bytes_printf(&text, NULL, "%.9g %.9g %.9g %g %g %g\n", (double)at[i][0], (double)at[i][1],
                                      (double)at[i][2], n[0], n[1], n[2]), LATHE_OK);
    }
    assert_int_equal(cloud_read(text.data, text.length, &c, NULL), LATHE_OK);
    assert_int_equal(winding_tree_of_cloud(&c, &tree, NULL), LATHE_OK);
    assert_true(share_alike(&box, tree) > .97);
    winding_tree_free(tree);
    cloud_clear(&c);
    mesh_clear(&box);
    bytes_clear(&text);
}

static void bad_points_are_placed(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
        int line;
    } bad[] = {
        {"1 2 3 0 0 1\n1 2 3 0 0\n", "needs six finite numbers", 2},
        {"1 2 3 0 0 1\n\n1 2 3 0 0 0\n", "no direction", 3},
        {"1 2 nan 0 0 1\n", "needs six finite numbers", 1},
        {"1 2 3 0 0 1 9\n", "more than six", 1},
        {"1 2 1e13 0 0 1\n", "beyond 1e12", 1},
        {"ply\n", "needs six finite numbers", 1},
        {"1 2 3 0 0 1\n", "1 points with normals", 0},
        {"", "0 points with normals", 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        point_cloud c = CLOUD_INIT;
        lathe_error err = {0};
        assert_int_equal(cloud_read(bad[i].text, strlen(bad[i].text), &c, &err), LATHE_E_INPUT);
        if (!strstr(err.message, bad[i].message) || err.line != bad[i].line)
            fail_msg("'%s' at %d", err.message, err.line);
        assert_null(c.points);
    }
}

/* ---- faults ---- */

static mesh_faults faults_of(const triangle_mesh *m)
{
    mesh_faults f;
    assert_int_equal(mesh_find_faults(m, &f, NULL), LATHE_OK);
    return f;
}

static void faults_are_counted(void **state)
{
    (void)state;
    triangle_mesh m = shape_box(0, 0, 0, 1, 2, 3);
    mesh_faults f = faults_of(&m);
    assert_true(f.open_sides == 0 && f.turned_sides == 0 && f.duplicates == 0 && f.flat == 0 && !f.inside_out);
    uint32_t kept[3];
    memcpy(kept, m.triangles[5], sizeof kept);
    m.triangles[5][0] = kept[1]; /* turned */
    m.triangles[5][1] = kept[0];
    f = faults_of(&m);
    assert_true(f.open_sides == 0 && f.turned_sides == 3);
    assert_false(mesh_is_closed(&m, &f));
    memcpy(m.triangles[5], m.triangles[4], sizeof kept); /* twice, and one missing */
    f = faults_of(&m);
    assert_true(f.duplicates == 1 && f.open_sides > 0);
    m.triangles[5][1] = m.triangles[5][0]; /* missing */
    f = faults_of(&m);
    assert_true(f.flat == 1 && f.open_sides == 3);
    assert_false(mesh_is_closed(&m, &f));
    mesh_clear(&m);
    m = (triangle_mesh)MESH_INIT;
    triangle_mesh box = shape_box(0, 0, 0, 1, 2, 3);
    shape_add(&m, &box, true);
    assert_true(faults_of(&m).inside_out);
    mesh_clear(&m);
    mesh_clear(&box);
}

/* A face split on one side only: no side has its opposite there, but nothing leaks. */
static void sides_split_on_one_face_only_are_closed(void **state)
{
    (void)state;
    triangle_mesh box = shape_box(0, 0, 0, 1, 2, 3), m = shape_sized(9, 13);
    memcpy(m.vertices, box.vertices, 8 * sizeof *m.vertices);
    memcpy(m.triangles, box.triangles, 12 * sizeof *m.triangles);
    for (int a = 0; a < 3; a++)
        m.vertices[8][a] = (box.vertices[box.triangles[0][0]][a] + box.vertices[box.triangles[0][1]][a]) / 2;
    m.triangles[0][1] = 8;
    m.triangles[12][0] = 8;
    m.triangles[12][1] = box.triangles[0][1];
    m.triangles[12][2] = box.triangles[0][2];
    mesh_faults f = faults_of(&m);
    assert_int_equal(f.open_sides, 3);
    assert_true(mesh_is_closed(&m, &f));
    target *t = NULL;
    assert_int_equal(target_from_mesh(&m, ROW_GRID_LATTICE_4096, &t, NULL), LATHE_OK);
    target_free(t);
    mesh_clear(&m);
    mesh_clear(&box);
}

static void bad_truths_are_refused_and_inverted_ones_are_not(void **state)
{
    (void)state;
    triangle_mesh box = shape_box(0, 0, 0, 1, 2, 3), tube = shape_sized(8, 8), inverted = MESH_INIT;
    sample_counts counts;
    target *t = NULL;
    lathe_error err = {0};
    memcpy(tube.vertices, box.vertices, 8 * sizeof *tube.vertices);
    memcpy(tube.triangles, box.triangles + 4, 8 * sizeof *tube.triangles); /* open below and above: every row along x closes */
    assert_int_equal(target_from_mesh(&tube, ROW_GRID_LATTICE_4096, &t, &err), LATHE_E_INPUT);
    assert_string_equal(err.message, "the truth is not closed: 8 open sides, 0 between triangles wound against each other, 0 "
                                     "duplicate triangles");
    shape_add(&inverted, &box, true);
    assert_int_equal(target_from_mesh(&inverted, ROW_GRID_LATTICE_4096, &t, NULL), LATHE_OK);
    assert_int_equal(score_mesh(t, &box, ROW_GRID_LATTICE_4096, &counts, NULL), LATHE_OK);
    assert_true(iou_from_counts(&counts) == 1);
    target_free(t);
    mesh_clear(&box);
    mesh_clear(&tube);
    mesh_clear(&inverted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closed_meshes_agree_with_crossings),
        cmocka_unit_test(open_predictions_are_measured_and_marked),
        cmocka_unit_test(points_say_what_is_inside),
        cmocka_unit_test(points_of_a_box),
        cmocka_unit_test(bad_points_are_placed),
        cmocka_unit_test(faults_are_counted),
        cmocka_unit_test(sides_split_on_one_face_only_are_closed),
        cmocka_unit_test(bad_truths_are_refused_and_inverted_ones_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
