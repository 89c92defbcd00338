/* Meshes: volume, area, box, joined vertices, STL in and out; points on surfaces. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "reward/measure/points.h"
#include "tests/support/shapes.h"

static void a_box_has_its_volume_anywhere(void **state)
{
    (void)state;
    triangle_mesh m = shape_box(1e6, -2, 3, 1e6 + 2, 1, 7);
    box3 box;
    assert_true(fabs(mesh_volume(&m) - 24) < 1e-9);
    assert_true(fabs(mesh_area(&m) - 2 * (6 + 12 + 8)) < 1e-9);
    assert_true(mesh_box(&m, &box));
    assert_true(box.low[0] == 1e6 && box.high[0] == 1e6 + 2 && box.low[1] == -2 && box.high[2] == 7);
    assert_true(box_volume(&box) == 24);
    shape_move(&m, .7, 1, 2, 3);
    assert_true(fabs(mesh_volume(&m) - 24) < 1e-6);
    mesh_clear(&m);
    assert_false(mesh_box(&m, &box));
    assert_true(mesh_volume(&m) == 0 && mesh_area(&m) == 0);
}

static void a_bad_mesh_is_refused(void **state)
{
    (void)state;
    lathe_error err = {0};
    triangle_mesh m = shape_box(0, 0, 0, 1, 1, 1);
    assert_int_equal(mesh_check(&m, &err), LATHE_OK);
    m.triangles[3][1] = 8;
    assert_int_equal(mesh_check(&m, &err), LATHE_E_INPUT);
    assert_string_equal(err.message, "mesh triangle 3 names vertex 8 of 8");
    m.triangles[3][1] = 0;
    m.vertices[2][2] = NAN;
    assert_int_equal(mesh_check(&m, &err), LATHE_E_INPUT);
    mesh_clear(&m);
    assert_int_equal(mesh_allocate(&m, 3, MESH_MAX_TRIANGLES + 1, &err), LATHE_E_LIMIT);
    assert_int_equal(err.failure, FAILURE_MEMORY);
}

static void equal_corners_are_joined(void **state)
{
    (void)state;
    triangle_mesh m = shape_sized(5, 1);
    m.vertices[1][0] = -0.0;
    m.vertices[2][0] = 1;
    m.vertices[4][0] = 1;
    uint32_t of[5], count = 0;
    assert_int_equal(mesh_join_vertices(&m, of, &count, NULL), LATHE_OK);
    const uint32_t expected[5] = {0, 0, 1, 0, 1};
    assert_int_equal(count, 2);
    assert_memory_equal(of, expected, sizeof of);
    mesh_clear(&m);
}

static void binary_stl_comes_back(void **state)
{
    (void)state;
    bytes file;
    lathe_error err = {0};
    triangle_mesh m = shape_sphere(2, 12), back = MESH_INIT;
    bytes_init(&file, 1 << 20);
    assert_int_equal(mesh_write_stl(&m, &file, NULL), LATHE_OK);
    assert_int_equal(file.length, 84 + 50 * m.triangle_count);
    assert_int_equal(mesh_read_stl(file.data, file.length, &back, NULL), LATHE_OK);
    assert_int_equal(back.vertex_count, m.vertex_count);
    assert_int_equal(back.triangle_count, m.triangle_count);
    assert_true(fabs(mesh_volume(&back) / mesh_volume(&m) - 1) < 1e-6);
    mesh_clear(&back);
    /* A byte more or less contradicts the count. */
    assert_int_equal(mesh_read_stl(file.data, file.length - 1, &back, &err), LATHE_E_INPUT);
    assert_int_equal(mesh_read_stl(file.data, 83, &back, &err), LATHE_E_INPUT);
    assert_null(back.vertices);
    memcpy(file.data + 84 + 12, "\0\0\xc0\x7f", 4);
    assert_int_equal(mesh_read_stl(file.data, file.length, &back, &err), LATHE_E_INPUT);
    assert_string_equal(err.message, "STL facet 1 has a coordinate that is not finite; 1 of 528 facets have");
    bytes_clear(&file);
    mesh_clear(&m);
}

static void ascii_stl_is_read_and_its_faults_are_placed(void **state)
{
    (void)state;
    static const char good[] = "solid a\r\n facet normal 0 0 1\n  outer loop\n   vertex 0 0 0\n   vertex 1 0 0\n"
                               "   vertex 0 1e0 0\n  endloop\n endfacet\nendsolid a\n";
    static const struct {
        const char *text, *message;
        int line;
    } bad[] = {
        {"solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0\nvertex", "malformed STL: expected a finite number but found 'vertex'", 5},
        {"solid a\nfacet normal 0 0 1\nouter lop", "malformed STL: expected 'loop' but found 'lop'", 3},
        {"solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 inf 0", "malformed STL: expected a finite number but found 'inf'", 4},
        {"solid a\n\nfacets", "malformed STL: expected 'facet' but found 'facets'", 3},
        {"solid a\nfacet", "malformed STL: expected 'normal' but found ''", 2},
        {"solid a\nendsolid", "STL has no facets", 0},
    };
    triangle_mesh m = MESH_INIT;
    assert_int_equal(mesh_read_stl(good, sizeof good - 1, &m, NULL), LATHE_OK);
    assert_int_equal(m.triangle_count, 1);
    assert_true(mesh_area(&m) == .5);
    mesh_clear(&m);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        lathe_error err = {0};
        assert_int_equal(mesh_read_stl(bad[i].text, strlen(bad[i].text), &m, &err), LATHE_E_INPUT);
        assert_string_equal(err.message, bad[i].message);
        assert_int_equal(err.line, bad[i].line);
    }
    assert_int_equal(mesh_read_stl("nothing", 7, &m, NULL), LATHE_E_INPUT);
    assert_int_equal(mesh_read_stl("", 0, &m, NULL), LATHE_E_INPUT);
}

static void points_lie_on_the_surface_evenly(void **state)
{
    (void)state;
    enum { COUNT = 40000 };
    float(*points)[3] = malloc(COUNT * sizeof *points), (*again)[3] = malloc(COUNT * sizeof *again);
    triangle_mesh m = shape_box(0, 0, 0, 1, 2, 4);
    assert_int_equal(points_sample(&m, 7, 3, COUNT, points, NULL), LATHE_OK);
    uint32_t on[6] = {0};
    double mean[3] = {0};
    for (int i = 0; i < COUNT; i++) {
        const float *p = points[i];
        on[0] += p[0] == 0;
        on[1] += p[0] == 1;
        on[2] += p[1] == 0;
        on[3] += p[1] == 2;
        on[4] += p[2] == 0;
        on[5] += p[2] == 4;
        for (int a = 0; a < 3; a++)
            mean[a] += p[a] / COUNT;
    }
    const double share[6] = {8 / 28., 8 / 28., 4 / 28., 4 / 28., 2 / 28., 2 / 28.};
    uint32_t all = 0;
    for (int f = 0; f < 6; f++) {
        all += on[f];
        assert_true(fabs(on[f] / (double)COUNT - share[f]) < .01);
    }
    assert_int_equal(all, COUNT);
    assert_true(fabs(mean[0] - .5) < .01 && fabs(mean[1] - 1) < .02 && fabs(mean[2] - 2) < .03);
    assert_int_equal(points_sample(&m, 7, 3, COUNT, again, NULL), LATHE_OK);
    assert_memory_equal(points, again, COUNT * sizeof *points);
    assert_int_equal(points_sample(&m, 7, 4, COUNT, again, NULL), LATHE_OK);
    assert_memory_not_equal(points, again, COUNT * sizeof *points);
    mesh_clear(&m);
    assert_int_equal(points_sample(&m, 7, 3, 1, points, NULL), LATHE_E_INPUT);
    assert_int_equal(points_sample(&m, 7, 3, POINTS_MAX + 1, points, NULL), LATHE_E_INPUT);
    free(points);
    free(again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_box_has_its_volume_anywhere),
        cmocka_unit_test(a_bad_mesh_is_refused),
        cmocka_unit_test(equal_corners_are_joined),
        cmocka_unit_test(binary_stl_comes_back),
        cmocka_unit_test(ascii_stl_is_read_and_its_faults_are_placed),
        cmocka_unit_test(points_lie_on_the_surface_evenly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
