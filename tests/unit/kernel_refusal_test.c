/* What OpenCASCADE refuses must not be hidden by leaving it undone: such samples end with LATHE_E_EXACT. */
#include "reward/kernel/sample.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static lathe_error err;
static const kernel_vec origin = { 0, 0, 0 }, up = { 0, 0, 1 };

static kernel_shape *rod_of(double height)
{
    kernel_shape *out = NULL;
    assert_int_equal(kernel_cylinder(5, height, origin, up, 360, &out, &err), LATHE_OK);
    return out;
}

static kernel_shape *combined(kernel_operation operation, kernel_deferral *deferral, const kernel_shape *base,
                              const kernel_shape *tool)
{
    const kernel_boolean how = { operation, false, 0, deferral };
    kernel_shape *out = NULL;
    assert_int_equal(kernel_combine(&how, base, true, &tool, 1, &out, &err), LATHE_OK);
    return out;
}

/* Takes the shape. */
static void check_samples(kernel_shape *shape, lathe_status wanted)
{
    const kernel_fineness fine = { .005, .05, 0 };
    kernel_sample *sample = NULL;
    assert_int_equal(kernel_sample_new(shape, &fine, &sample, &err), wanted);
    kernel_sample_free(sample);
    kernel_shape_free(shape);
}

static void a_cylinder_of_a_height_below_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        kernel_deferral *deferral = NULL;
        kernel_shape *rod = rod_of(i ? 83 : -83), *box = NULL, *clean = NULL;
        assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
        assert_int_equal(kernel_box(9, 9, 9, origin, up, &box, &err), LATHE_OK);
        assert_int_equal(kernel_clean(rod, deferral, &clean, &err), LATHE_OK);
        check_samples(clean, i ? LATHE_OK : LATHE_E_EXACT);
        check_samples(combined(KERNEL_FUSE, deferral, box, rod), i ? LATHE_OK : LATHE_E_EXACT);
        kernel_shape_free(rod);
        kernel_shape_free(box);
        kernel_deferral_free(deferral);
    }
}

/* Nothing is left beside it, though no row meets it. */
static void a_face_without_bounds(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        kernel_deferral *deferral = NULL;
        kernel_shape *face = NULL, *tool = NULL, *solid = NULL;
        assert_int_equal(kernel_deferral_new(&deferral, &err), LATHE_OK);
        assert_int_equal(kernel_face_plane(4, 4, origin, up, &face, &err), LATHE_OK);
        assert_int_equal(kernel_face_plane(99, i, origin, up, &tool, &err), LATHE_OK);
        kernel_shape *cut = combined(KERNEL_CUT, deferral, face, tool);
        assert_int_equal(kernel_prism(cut, up, &solid, &err), LATHE_OK);
        check_samples(solid, i ? LATHE_OK : LATHE_E_EXACT);
        kernel_shape_free(cut);
        kernel_shape_free(face);
        kernel_shape_free(tool);
        kernel_deferral_free(deferral);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cylinder_of_a_height_below_nothing),
        cmocka_unit_test(a_face_without_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
