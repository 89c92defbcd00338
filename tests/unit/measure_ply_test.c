/* PLY: points and meshes, in text and in bytes of either order; what is wrong is named. */
#include <stdio.h>

#include "reward/measure/ply.h"
#include "tests/support/ply.h"

static void points_are_the_same_in_all_formats(void **state)
{
    (void)state;
    static const char *const formats[] = {"ascii", "binary_little_endian", "binary_big_endian"};
    point_cloud first = CLOUD_INIT;
    for (int f = 0; f < 3; f++) {
        bytes file = ply_of(formats[f], 500, 0);
        triangle_mesh m = MESH_INIT;
        point_cloud c = CLOUD_INIT;
        lathe_error err = {0};
        double area = 0;
        if (ply_read(file.data, file.length, &m, &c, &err) != LATHE_OK)
            fail_msg("%s", err.message);
        assert_true(c.count == 500 && m.triangle_count == 0);
        for (uint32_t i = 0; i < c.count; i++) {
            const double *at = c.points[i].at, *n = c.points[i].area;
            double size = sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
            area += size;
            assert_true(fabs(at[0] * at[0] + at[1] * at[1] + at[2] * at[2] - 9) < 1e-9);
            assert_true(fabs(at[0] * n[0] + at[1] * n[1] + at[2] * n[2] - 3 * size) < 1e-6 * size);
        }
        assert_true(fabs(area / (4 * M_PI * 9) - 1) < .05);
        if (f > 0)
            assert_memory_equal(c.points, first.points, sizeof *c.points * c.count);
        else
            first = c;
        if (f > 0)
            cloud_clear(&c);
        bytes_clear(&file);
    }
    cloud_clear(&first);
}

/* Polygons: a box of quads, 2 by 3 by 4, with one side of two triangles. */
static void faces_make_a_mesh(void **state)
{
    (void)state;
    static const char text[] =
        "ply\nformat ascii 1.0\nelement vertex 8\nproperty float x\nproperty float y\nproperty float z\nelement face 7\n"
        "property uchar flag\nproperty list uchar uint vertex_index\nend_header\n0 0 0\n2 0 0\n2 3 0\n0 3 0\n0 0 4\n2 0 4\n2 3 4\n"
        "0 3 4\n1 4 3 2 1 0\n1 4 4 5 6 7\n1 4 0 1 5 4\n1 4 1 2 6 5\n1 4 2 3 7 6\n1 3 3 0 4\n1 3 3 4 7\n";
    triangle_mesh m = MESH_INIT;
    point_cloud c = CLOUD_INIT;
    lathe_error err = {0};
    if (ply_read(text, sizeof text - 1, &m, &c, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    assert_true(m.vertex_count == 8 && m.triangle_count == 12 && c.count == 0);
    assert_true(fabs(mesh_volume(&m) - 24) < 1e-12 && fabs(mesh_area(&m) - 52) < 1e-12);
    mesh_clear(&m);
}

#define HEAD "ply\nformat ascii 1.0\n"
#define VERTICES "element vertex 2\nproperty float x\nproperty float y\nproperty float z\n"
#define FACES "element face 1\nproperty list uchar int vertex_indices\n"

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } bad[] = {
        {"", "not a PLY file: its first line is not 'ply'"},
        {"plyx\n", "not a PLY file: its first line is not 'ply'"},
        {"ply\nend_header\n", "line 2 of the PLY header: no format before"},
        {"ply\nformat ascii 2.0\n", "line 2 of the PLY header: needs 'format', one of ascii, binary_little_endian, binary_big_endian, "
                                    "and 1.0"},
        {HEAD "element vertex -3\n", "line 3 of the PLY header: needs 'element NAME COUNT'"},
        {HEAD "element vertex 99999999999\n", "line 3 of the PLY header: needs 'element NAME COUNT'"},
        {HEAD "property float x\n", "line 3 of the PLY header: a property before any element"},
        {HEAD "element vertex 1\nproperty floaty x\n", "line 4 of the PLY header: needs 'property TYPE NAME' or 'property list TYPE "
                                                       "TYPE NAME'"},
        {HEAD "element vertex 1\nproperty list float int x\n", "line 4 of the PLY header: needs 'property TYPE NAME' or 'property "
                                                               "list TYPE TYPE NAME'"},
        {HEAD VERTICES "property float x\n", "line 7 of the PLY header: a property that was there before"},
        {HEAD VERTICES VERTICES, "line 7 of the PLY header: an element that was there before"},
        {HEAD "elements\n", "line 3 of the PLY header: neither format, element, property, comment nor end_header"},
        {HEAD VERTICES, "line 6 of the PLY header: ends before end_header, or has more words than a header has"},
        {HEAD "element vertex 200\nproperty float x\nend_header\n", "PLY has no vertices with x, y and z"},
        {HEAD VERTICES "end_header\n0 0 0\n1 1 1\n", "PLY has points without normals nx, ny and nz, and no faces"},
        {HEAD VERTICES "element face 1\nproperty int material\nend_header\n", "PLY has faces without vertex_indices"},
        {HEAD VERTICES FACES "end_header\n0 0 0\n1 1", "PLY vertex 2 of 2 ends early, or has a word that is no number"},
        {HEAD VERTICES FACES "end_header\n0 0 nan\n1 1 1\n3 0 1 0\n", "PLY vertex 1 of 2 needs six finite numbers, x y z nx ny nz"},
        {HEAD VERTICES FACES "end_header\n0 0 0\n1 1 1\n3 0 1 2\n", "PLY face 1 of 1 has a corner that is no vertex"},
        {HEAD VERTICES FACES "end_header\n0 0 0\n1 1 1\n2 0 1\n", "PLY face 1 of 1 has less than 3 corners"},
        {HEAD VERTICES FACES "end_header\n0 0 0\n1 1 1\n-1 0 1\n", "PLY face 1 of 1 has a list of impossible length"},
        {HEAD "element vertex 900000\nproperty float x\nproperty float y\nproperty float z\nproperty float nx\nproperty float ny\n"
              "property float nz\nend_header\n1 2 3", "PLY ends early: 5 bytes for 900000 of vertex"},
        {HEAD "element vertex 2000000\nproperty float x\nproperty float y\nproperty float z\nproperty float nx\nproperty float ny\n"
              "property float nz\nend_header\n1 2 3", "PLY has 2000000 vertices; at most 1048576 are read"},
        {HEAD VERTICES "property float nx\nproperty float ny\nproperty float nz\nend_header\n0 0 0 0 0 0\n",
         "PLY vertex 1 of 2 its normal has no direction"},
        {HEAD VERTICES "property float nx\nproperty float ny\nproperty float nz\nend_header\n0 0 0 0 0 1\n1 1 1 0 0 1\n",
         "2 points with normals; at least 100 say what is inside"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        triangle_mesh m = MESH_INIT;
        point_cloud c = CLOUD_INIT;
        lathe_error err = {0};
        assert_int_equal(ply_read(bad[i].text, strlen(bad[i].text), &m, &c, &err), LATHE_E_INPUT);
        assert_string_equal(err.message, bad[i].message);
        assert_true(!m.vertices && !c.points);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_are_the_same_in_all_formats),
        cmocka_unit_test(faces_make_a_mesh),
        cmocka_unit_test(what_is_wrong_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
