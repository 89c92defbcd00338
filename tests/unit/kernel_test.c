/* The kernel shim by itself: measures of known bodies, refusals by class, numbers that are not finite, STEP both ways. */
#include "reward/kernel/solid.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const kernel_vec zero = { 0, 0, 0 }, up = { 0, 0, 1 };

static void check_near(double have, double want, double tolerance)
{
    if (!(fabs(have - want) <= tolerance * fmax(1, fabs(want))))
        fail_msg("%.17g is not %.17g", have, want);
}

static kernel_shape *box(double x, double y, double z, kernel_vec at)
{
    kernel_shape *made = NULL;
    lathe_error err;
    assert_int_equal(kernel_box(x, y, z, at, up, &made, &err), LATHE_OK);
    return made;
}

static double volume_of(const kernel_shape *shape)
{
    double volume;
    lathe_error err;
    assert_int_equal(kernel_mass(shape, &volume, &err), LATHE_OK);
    return volume;
}

static void a_box_measures_as_a_box(void **state)
{
    (void)state;
    kernel_shape *b = box(1, 2, 3, (kernel_vec){ 10, 20, 30 });
    kernel_properties p;
    lathe_error err;
    assert_int_equal(kernel_measure(b, &p, &err), LATHE_OK);
    assert_string_equal(p.type, "Solid");
    check_near(p.volume, 6, 1e-12);
    check_near(p.area, 22, 1e-12);
    check_near(p.center[0], 10.5, 1e-12);
    check_near(p.center[2], 31.5, 1e-12);
    check_near(p.box[0], 10, 1e-6);
    check_near(p.box[4], 22, 1e-6);
    assert_true(p.has_center);
    assert_int_equal(p.solids, 1);
    assert_int_equal(p.faces, 6);
    assert_int_equal(p.edges, 12);
    assert_int_equal(p.vertices, 8);
    kernel_shape_free(b);
}

static void measures_do_not_depend_on_the_mesh(void **state)
{
    (void)state;
    kernel_shape *s = NULL;
    kernel_properties before, after;
    triangle_mesh mesh = MESH_INIT;
    lathe_error err;
    assert_int_equal(kernel_sphere(5, zero, up, -90, 90, 360, &s, &err), LATHE_OK);
    assert_int_equal(kernel_measure(s, &before, &err), LATHE_OK);
    assert_int_equal(kernel_tessellate(s, &(kernel_fineness){0.05, 0.5, 0}, &mesh, &err), LATHE_OK);
    assert_int_equal(kernel_measure(s, &after, &err), LATHE_OK);
    assert_memory_equal(before.box, after.box, sizeof before.box);
    check_near(before.volume, after.volume, 0);
    mesh_clear(&mesh);
    kernel_shape_free(s);
}

static void meshes_are_closed_and_wound_outwards(void **state)
{
    (void)state;
    kernel_shape *b = box(1, 2, 3, zero), *c = NULL, *cut = NULL;
    const kernel_boolean minus = { KERNEL_CUT, false, 0, NULL };
    triangle_mesh mesh = MESH_INIT;
    double area;
    lathe_error err;
    assert_int_equal(kernel_cylinder(0.3, 9, (kernel_vec){ 0.5, 1, -1 }, up, 360, &c, &err), LATHE_OK);
    const kernel_shape *tools[] = { c };
    assert_int_equal(kernel_combine(&minus, b, true, tools, 1, &cut, &err), LATHE_OK);
    assert_int_equal(kernel_tessellate(cut, &(kernel_fineness){0.001, 0.1, 0}, &mesh, &err), LATHE_OK);
    check_near(mesh_volume(&mesh), 6 - M_PI * 0.09 * 3, 1e-3);
    check_near(mesh_volume(&mesh), volume_of(cut), 1e-3);
    assert_int_equal(kernel_area(cut, &area, &err), LATHE_OK);
    check_near(mesh_area(&mesh), area, 1e-3);
    mesh_clear(&mesh);
    kernel_shape_free(b);
    kernel_shape_free(c);
    kernel_shape_free(cut);
}

static void an_empty_compound_is_measured_too(void **state)
{
    (void)state;
    kernel_shape *empty = NULL;
    kernel_properties p;
    triangle_mesh mesh = MESH_INIT;
    kernel_vec low, high;
    double diagonal;
    lathe_error err = { 0 };
    assert_int_equal(kernel_compound(NULL, 0, &empty, &err), LATHE_OK);
    assert_true(kernel_is_empty(empty));
    assert_int_equal(kernel_measure(empty, &p, &err), LATHE_OK);
    assert_false(p.has_center);
    check_near(p.volume, 0, 0);
    assert_int_equal(kernel_tessellate(empty, &(kernel_fineness){0.001, 0.1, 0}, &mesh, &err), LATHE_OK);
    assert_int_equal(mesh.triangle_count, 0);
    assert_int_equal(kernel_bounds(empty, &low, &high, &diagonal, &err), LATHE_E_SCRIPT);
    assert_non_null(strstr(err.message, "Standard_ConstructionError: "));
    kernel_shape_free(empty);
}

/* One row a refusal: what was called, and the class and failure that came. */
static void check_refused(lathe_status st, const lathe_error *err, const char *class_name, lathe_failure failure)
{
    assert_int_equal(st, LATHE_E_SCRIPT);
    if (strncmp(err->message, class_name, strlen(class_name)) != 0 || err->message[strlen(class_name)] != ':')
        fail_msg("wanted %s, got '%s'", class_name, err->message);
    assert_int_equal(err->failure, failure);
}

static void refusals_carry_the_kernels_class(void **state)
{
    (void)state;
    kernel_shape *out = NULL, *b = box(1, 1, 1, zero), *edge = NULL;
    kernel_plane plane;
    kernel_list edges = KERNEL_LIST_INIT;
    lathe_error err = { 0 };
    const kernel_vec x = { 1, 0, 0 }, far = { 2, 0, 0 };
    check_refused(kernel_edge_line(zero, zero, &out, &err), &err, "StdFail_NotDone", FAILURE_BUILD);
    check_refused(kernel_edge_arc(zero, x, far, &out, &err), &err, "StdFail_NotDone", FAILURE_BUILD);
    check_refused(kernel_box(0, 1, 1, zero, up, &out, &err), &err, "Standard_DomainError", FAILURE_BUILD);
    check_refused(kernel_cylinder(-1, 1, zero, up, 360, &out, &err), &err, "Standard_ConstructionError",
                  FAILURE_BUILD);
    check_refused(kernel_cone(1, 1, 1, zero, up, 360, &out, &err), &err, "Standard_DomainError", FAILURE_BUILD);
    check_refused(kernel_box(1, 1, 1, zero, zero, &out, &err), &err, "Standard_ConstructionError", FAILURE_BUILD);
    check_refused(kernel_plane_make(zero, &zero, up, &plane, &err), &err, "ValueError", FAILURE_VALUE);
    check_refused(kernel_plane_make(zero, &up, up, &plane, &err), &err, "Standard_ConstructionError", FAILURE_BUILD);
    check_refused(kernel_face_from_wires(NULL, 0, NULL, &out, &err), &err, "IndexError", FAILURE_VALUE);
    check_refused(kernel_edge_bezier(NULL, 0, &out, &err), &err, "Standard_ConstructionError", FAILURE_BUILD);
    assert_int_equal(kernel_parts(b, KERNEL_EDGE, &edges, &err), LATHE_OK);
    check_refused(kernel_fillet(b, 5, (const kernel_shape *const *)edges.items, edges.count, &out, &err), &err,
                  "StdFail_NotDone", FAILURE_BUILD);
    assert_int_equal(kernel_edge_line(zero, x, &edge, &err), LATHE_OK);
    const kernel_shape *open[] = { edge };
    check_refused(kernel_face_from_wires(open, 1, NULL, &out, &err), &err, "Standard_TypeMismatch", FAILURE_BUILD);
    assert_null(out);
    kernel_list_clear(&edges);
    kernel_shape_free(edge);
    kernel_shape_free(b);
}

/* They would hang or die; all else of the kernel takes such numbers, as CadQuery's does. */
static void booleans_refuse_corners_that_are_not_finite(void **state)
{
    (void)state;
    const double bad[] = { NAN, INFINITY, -INFINITY };
    const kernel_boolean fuse = { KERNEL_FUSE, false, 0, NULL };
    lathe_error err = { 0 };
    kernel_shape *out = NULL, *b = box(1, 1, 1, zero);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        kernel_shape *moved = NULL;
        assert_int_equal(kernel_translate(b, (kernel_vec){ 0, bad[i], 0 }, &moved, &err), LATHE_OK);
        const kernel_shape *tools[] = { moved };
        check_refused(kernel_combine(&fuse, b, false, tools, 1, &out, &err), &err, "Standard_DomainError",
                      FAILURE_BUILD);
        check_refused(kernel_combine(&fuse, moved, false, (const kernel_shape *const[]){ b }, 1, &out, &err), &err,
                      "Standard_DomainError", FAILURE_BUILD);
        kernel_shape_free(moved);
    }
    assert_null(out);
    kernel_shape_free(b);
}

static void booleans_follow_the_rules_of_compounds(void **state)
{
    (void)state;
    const kernel_boolean fuse = { KERNEL_FUSE, false, 0, NULL }, cut = { KERNEL_CUT, false, 0, NULL },
                         common = { KERNEL_COMMON, false, 0, NULL };
    kernel_shape *a = box(1, 1, 1, zero), *b = box(1, 1, 1, (kernel_vec){ 1, 0, 0 }), *empty = NULL, *both = NULL,
                 *made = NULL, *clean = NULL;
    uint32_t faces;
    lathe_error err = { 0 };
    const kernel_shape *pair[] = { a, b };
    assert_int_equal(kernel_compound(NULL, 0, &empty, &err), LATHE_OK);
    assert_int_equal(kernel_compound(pair, 2, &both, &err), LATHE_OK);
    /* Touching boxes: one solid of ten faces, of six once cleaned. */
    assert_int_equal(kernel_combine(&fuse, both, true, NULL, 0, &made, &err), LATHE_OK);
    assert_int_equal(kernel_count_parts(made, KERNEL_FACE, &faces, &err), LATHE_OK);
    assert_int_equal(faces, 10);
    assert_int_equal(kernel_clean(made, NULL, &clean, &err), LATHE_OK);
    assert_int_equal(kernel_count_parts(clean, KERNEL_FACE, &faces, &err), LATHE_OK);
    assert_int_equal(faces, 6);
    check_near(volume_of(clean), 2, 1e-9);
    check_refused(kernel_combine(&fuse, empty, true, NULL, 0, &made, &err), &err, "IndexError", FAILURE_VALUE);
    check_refused(kernel_combine(&cut, empty, true, pair, 1, &made, &err), &err, "ValueError", FAILURE_VALUE);
    kernel_shape_free(made);
    /* All cut away: an empty compound, no error. */
    assert_int_equal(kernel_combine(&cut, a, true, pair, 1, &made, &err), LATHE_OK);
    assert_true(kernel_is_empty(made));
    kernel_shape_free(made);
    kernel_shape *apart = box(1, 1, 1, (kernel_vec){ 9, 9, 9 });
    const kernel_shape *list[] = { apart };
    assert_int_equal(kernel_combine(&common, a, true, list, 1, &made, &err), LATHE_OK);
    assert_true(kernel_is_empty(made));
    kernel_shape *const all[] = { a, b, empty, both, made, clean, apart };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        kernel_shape_free(all[i]);
}

static void locations_multiply_and_invert(void **state)
{
    (void)state;
    kernel_plane plane;
    kernel_location *at = NULL, *back = NULL, *both = NULL;
    kernel_shape *b = box(1, 1, 1, zero), *moved = NULL;
    kernel_vec offset, turn, center;
    lathe_error err;
    const kernel_vec x = { 0, 1, 0 };
    assert_int_equal(kernel_plane_make((kernel_vec){ 1, 2, 3 }, &x, (kernel_vec){ 2, 0, 0 }, &plane, &err), LATHE_OK);
    kernel_vec p = matrix_apply(&plane.to_world, (kernel_vec){ 1, 2, 3 });
    check_near(p.x, 4, 1e-12);
    check_near(p.y, 3, 1e-12);
    check_near(p.z, 5, 1e-12);
    p = matrix_apply(&plane.to_local, p);
    check_near(p.x, 1, 1e-12);
    check_near(p.z, 3, 1e-12);
    assert_int_equal(kernel_location_of_plane(&plane, plane.origin, &at, &err), LATHE_OK);
    assert_int_equal(kernel_location_inverse(at, &back, &err), LATHE_OK);
    assert_int_equal(kernel_location_multiply(at, back, &both, &err), LATHE_OK);
    assert_int_equal(kernel_location_parts(both, &offset, &turn, &err), LATHE_OK);
    check_near(vec_length(offset), 0, 1e-12);
    check_near(vec_length(turn), 0, 1e-12);
    assert_int_equal(kernel_moved(b, at, &moved, &err), LATHE_OK);
    assert_int_equal(kernel_center(moved, &center, &err), LATHE_OK);
    check_near(center.x, 1.5, 1e-9);
    kernel_location_free(at);
    kernel_location_free(back);
    kernel_location_free(both);
    kernel_shape_free(b);
    kernel_shape_free(moved);
}

static void step_goes_out_and_comes_back(void **state)
{
    (void)state;
    kernel_shape *b = box(10, 20, 30, zero), *read = NULL;
    bytes text, small;
    lathe_error err = { 0 };
    bytes_init(&text, 1 << 20);
    bytes_init(&small, 100);
    assert_int_equal(kernel_write_step(b, &text, &err), LATHE_E_IO);
    assert_non_null(strstr(err.message, "STEP files need a library"));
    assert_int_equal(kernel_open_step(&err), LATHE_OK);
    assert_int_equal(kernel_write_step(b, &text, &err), LATHE_OK);
    assert_memory_equal(text.data, "ISO-10303-21;", 13);
    assert_int_equal(kernel_read_step(text.data, text.length, &read, &err), LATHE_OK);
    check_near(volume_of(read), 6000, 1e-9);
    kernel_shape_free(read);
    read = NULL;
    assert_int_equal(kernel_write_step(b, &small, &err), LATHE_E_INPUT);
    assert_int_equal(small.length, 0);
    assert_int_equal(kernel_read_step("no STEP at all", 14, &read, &err), LATHE_E_INPUT);
    assert_int_equal(kernel_read_step("", 0, &read, &err), LATHE_E_INPUT);
    assert_int_equal(kernel_read_step(text.data, text.length / 2, &read, &err), LATHE_E_INPUT);
    assert_null(read);
    bytes_clear(&text);
    bytes_clear(&small);
    kernel_shape_free(b);
}

static void warming_works_and_twice_too(void **state)
{
    (void)state;
    lathe_error err = { 0 };
    assert_int_equal(kernel_warm(&err), LATHE_OK);
    assert_int_equal(kernel_warm(&err), LATHE_OK);
    assert_non_null(strstr(kernel_version(), "OpenCASCADE 7."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(warming_works_and_twice_too),
        cmocka_unit_test(a_box_measures_as_a_box),
        cmocka_unit_test(measures_do_not_depend_on_the_mesh),
        cmocka_unit_test(meshes_are_closed_and_wound_outwards),
        cmocka_unit_test(an_empty_compound_is_measured_too),
        cmocka_unit_test(refusals_carry_the_kernels_class),
        cmocka_unit_test(booleans_refuse_corners_that_are_not_finite),
        cmocka_unit_test(booleans_follow_the_rules_of_compounds),
        cmocka_unit_test(locations_multiply_and_invert),
        cmocka_unit_test(step_goes_out_and_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
