/* Plain outlines told from others, and what they enclose. */
#include "reward/kernel/outline.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static outline_curve line(double ax, double ay, double bx, double by)
{
    return (outline_curve){ .a = { ax, ay, 0 }, .b = { bx, by, 0 } };
}

/* From an angle on, by `sweep` radians, anticlockwise where `turn` is 1. */
static outline_curve arc(double x, double y, double radius, double from, double sweep, double turn)
{
    return (outline_curve){ .is_arc = true, .radius = radius, .sweep = sweep, .center = { x, y, 0 }, .axis = { 0, 0, turn },
                            .a = { x + radius * cos(from), y + radius * sin(from), 0 },
                            .b = { x + radius * cos(from + turn * sweep), y + radius * sin(from + turn * sweep), 0 } };
}

/* Joins a to b to the bit. */
static void join(outline_curve *a, outline_curve *b)
{
    b->a = a->b;
}

static bool encloses(const outline_loop *o, double x, double y)
{
    return outline_encloses(o, (kernel_vec){ x, y, 0 });
}

static void arcs_enclose_their_bows(void **state)
{
    (void)state;
    for (double turn = -1; turn < 2; turn += 2) {
        for (double sweep = .5; sweep < 6; sweep += 1) {
            outline_curve c[2] = { arc(1, 2, 3, .7, sweep, turn) };
            c[1] = line(c[0].b.x, c[0].b.y, c[0].a.x, c[0].a.y);
            const outline_loop o = { c, 2 };
            outline_sums sums;
            int inside = 0;
            assert_true(outlines_are_plain(&o, 1, &sums));
            assert_float_equal(sums.area, 9 * (sweep - sin(sweep)) / 2, 1e-12);
            for (int i = 0; i < 200 * 200; i++)
                inside += encloses(&o, -2.01 + 6.02 * (i % 200 + .5) / 200, -1.01 + 6.02 * (i / 200 + .5) / 200);
            assert_float_equal(inside * 6.02 * 6.02 / 40000, sums.area, .05);
        }
    }
}

static void a_circle_is_a_hole_or_an_island(void **state)
{
    outline_curve outer[] = { line(0, 0, 9, 0), line(9, 0, 9, 9), line(9, 9, 0, 9), line(0, 9, 0, 0) };
    outline_curve circle[] = { arc(4, 4, 2, 0, 2 * M_PI, -1) }, within[] = { arc(4, 4, 1, 0, 2 * M_PI, 1) };
    join(&circle[0], &circle[0]);
    join(&within[0], &within[0]);
    const outline_loop loops[] = { { circle, 1 }, { outer, 4 }, { within, 1 } };
    outline_sums sums;
    (void)state;
    assert_true(outlines_are_plain(loops, 2, &sums));
    assert_float_equal(sums.area, 81 - 4 * M_PI, 1e-12);
    assert_float_equal(sums.moment.x, 81 * 4.5 - 4 * M_PI * 4, 1e-9);
    assert_int_equal(sums.bodies, 1);
    assert_true(encloses(&loops[0], 4, 5.9) && !encloses(&loops[0], 4, 6.1));
    assert_false(outlines_are_plain(loops, 3, &sums)); /* an island in a hole */
    circle[0] = arc(20, 4, 2, 0, 2 * M_PI, 1);
    join(&circle[0], &circle[0]);
    assert_true(outlines_are_plain(loops, 2, &sums));
    assert_int_equal(sums.bodies, 2);
    circle[0] = arc(2, 4, 2, 0, 2 * M_PI, 1); /* touches */
    join(&circle[0], &circle[0]);
    assert_false(outlines_are_plain(loops, 2, &sums));
}

static void what_crosses_or_folds_is_not_plain(void **state)
{
    outline_curve bow[] = { line(0, 0, 4, 4), line(4, 4, 4, 0), line(4, 0, 0, 3), line(0, 3, 0, 0) };
    outline_curve spike[] = { line(0, 0, 4, 0), line(4, 0, 4, 4), line(4, 4, 4, 2), line(4, 2, 0, 0) };
    outline_curve thin[] = { line(0, 0, 4, 0), line(4, 0, 4, 1e-7), line(4, 1e-7, 0, 0) };
    const outline_loop loops[] = { { bow, 4 }, { spike, 4 }, { thin, 3 } };
    outline_sums sums;
    (void)state;
    for (int i = 0; i < 3; i++)
        assert_false(outlines_are_plain(&loops[i], 1, &sums));
}

static void curves_are_flattened_or_refused(void **state)
{
    outline_curve c[] = { { .a = { 1, 0, 0 }, .b = { 1, 4, 0 } }, { .a = { 1, 4, 0 }, .b = { 1, 4, 4 } }, { .a = { 1, 4, 4 }, .b = { 1, 0, 0 } } };
    outline_curve off[] = { { .a = { 1, 0, 0 }, .b = { 1 + 1e-7, 4, 0 } } };
    outline_frame frame;
    outline_sums sums;
    (void)state;
    assert_false(outline_plane(c, 1, &frame));
    assert_true(outline_plane(c, 3, &frame));
    assert_float_equal(fabs(frame.z.x), 1, 1e-15);
    assert_true(outline_flatten(&frame, c, 3));
    const outline_loop o = { c, 3 };
    assert_true(outlines_are_plain(&o, 1, &sums));
    assert_float_equal(sums.area, 8, 1e-12);
    assert_false(outline_flatten(&frame, off, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arcs_enclose_their_bows),
        cmocka_unit_test(a_circle_is_a_hole_or_an_island),
        cmocka_unit_test(what_crosses_or_folds_is_not_plain),
        cmocka_unit_test(curves_are_flattened_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
