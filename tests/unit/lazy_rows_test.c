/* Rows of lazy solids that are turned about an axis, however it lies, against the definition of what they hold. */
#include "base/philox.h"
#include "reward/kernel/vector.h"
#include "reward/lazy/lazy.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static lathe_error error;

/* A profile, and what it encloses at a distance from the axis and a way along it. */
typedef struct turned_profile {
    const char *script;
    bool (*holds)(double r, double h);
} turned_profile;

static bool frustum_holds(double r, double h)
{
    return h > 0 && h < 2 && r > 1 + h / 4 && r < 3 - h / 2;
}

static bool torus_holds(double r, double h)
{
    return (r - 2.5) * (r - 2.5) + h * h < 1;
}

static bool segment_holds(double r, double h)
{
    return r > 1 && (r - 2) * (r - 2) + h * h < 2;
}

static bool ball_holds(double r, double h)
{
    return r * r + h * h < 4;
}

typedef struct turned_solid {
    kernel_vec origin, x, y, z;
    double angle;
    const turned_profile *profile;
} turned_solid;

static kernel_vec random_vector(philox_stream *random)
{
    return (kernel_vec){ philox_uniform(random) * 2 - 1, philox_uniform(random) * 2 - 1, philox_uniform(random) * 2 - 1 };
}

/* Askew, or with the axis across the rows or along them. */
static turned_solid random_turned(philox_stream *random, uint32_t trial)
{
    static const turned_profile profiles[] = {
        { "polyline([(1, 0), (3, 0), (2, 2), (1.5, 2)]).close()", frustum_holds },
        { "moveTo(2.5, 0).circle(1)", torus_holds },
        { "moveTo(1, -1).threePointArc((2 + 2 ** .5, 0), (1, 1)).close()", segment_holds },
        { "moveTo(0, -2).threePointArc((2, 0), (0, 2)).close()", ball_holds },
    };
    turned_solid s = { .origin = random_vector(random), .profile = &profiles[trial % 4] };
    s.y = random_vector(random);
    if (trial / 4 % 3 == 1)
        s.y.x = 0;
    if (trial / 4 % 3 == 2)
        s.y = (kernel_vec){ trial % 8 < 4 ? 1 : -1, 0, 0 };
    s.y = vec_unit(s.y);
    s.z = vec_unit(vec_cross(random_vector(random), s.y));
    s.x = vec_cross(s.y, s.z);
    s.angle = trial % 3 == 0 ? 360 : 20 + philox_uniform(random) * 320;
    return s;
}

/* Whether the point is inside, -1 where that may be rounding. */
static int turned_holds(const turned_solid *s, kernel_vec p)
{
    const double slack = 1e-7;
    const kernel_vec d = vec_sub(p, s->origin);
    const double x = vec_dot(d, s->x), back = -vec_dot(d, s->z), r = hypot(x, back), h = vec_dot(d, s->y);
    double turn = atan2(back, x) * 180 / M_PI;
    turn += turn < 0 ? 360 : 0;
    int inside = 0;
    for (int i = 0; i < 4; i++)
        inside += s->profile->holds(r + (i & 1 ? slack : -slack), h + (i & 2 ? slack : -slack));
    if ((inside > 0 && inside < 4) || (s->angle < 360 && (r < slack || fabs(turn - s->angle) * r < 1e-5 || turn * r < 1e-5 || turn > 360 - 1e-5)))
        return -1;
    return inside > 0 && turn <= s->angle;
}

static void turned_rows_hold_the_samples_inside(void **state)
{
    (void)state;
    const cadquery_limits limits = CADQUERY_LIMITS_INIT;
    lazy_engine *engine = NULL;
    assert_int_equal(lazy_engine_new(&engine, &error), LATHE_OK);
    for (uint32_t trial = 0; trial < 48; trial++) {
        char script[600];
        philox_stream random = philox_stream_at(12, PHILOX_SAMPLE, 0, trial, 0, 0);
        const turned_solid s = random_turned(&random, trial);
        const row_grid grid = trial % 5 == 0 ? ROW_GRID_LATTICE_16384 : ROW_GRID_LATTICE_4096;
        lazy_part *part = NULL;
        sample_rows rows = { 0 };
        box3 box;
        snprintf(script, sizeof script,
                 "from cadquery import *\nr = Workplane(Plane(Vector(%.17g, %.17g, %.17g), Vector(%.17g, %.17g, %.17g), Vector(%.17g, %.17g, %.17g))).%s.revolve(%.17g, (0, 0), (0, 1))",
                 s.origin.x, s.origin.y, s.origin.z, s.x.x, s.x.y, s.x.z, s.z.x, s.z.y, s.z.z, s.profile->script, s.angle);
        if (lazy_run(engine, script, strlen(script), &limits, &part, &error) != LATHE_OK)
            fail_msg("%s: %s", script, error.message);
        assert_true(lazy_part_box(part, &box));
        box.low[trial % 3] += .2 * (box.high[trial % 3] - box.low[trial % 3]);
        assert_int_equal(lazy_part_rows(engine, part, &box, grid, &rows, &error), LATHE_OK);
        for (uint32_t i = 0; i < 20000; i++) {
            const uint32_t row = (uint32_t)philox_below(&random, rows.row_count), sample = (uint32_t)philox_below(&random, 64);
            double at[3];
            row_grid_position(grid, row, sample, at);
            for (int a = 0; a < 3; a++)
                at[a] = box.low[a] + at[a] * (box.high[a] - box.low[a]);
            const int inside = turned_holds(&s, (kernel_vec){ at[0], at[1], at[2] });
            if (inside >= 0 && (int)(rows.words[row] >> sample & 1) != inside)
                fail_msg("%s: sample %u of row %u", script, sample, row);
        }
        rows_clear(&rows);
        lazy_part_free(part);
    }
    lazy_engine_free(engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turned_rows_hold_the_samples_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
