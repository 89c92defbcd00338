/* The synthesiser's scripts: repeatable, in the dialect, within bounds; outlines closed, simple and of the asked size. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/hash.h"
#include "ops/data/synth.h"
#include "ops/data/synth_outline.h"
#include "reward/script/script.h"

enum { SCRIPTS = 400 };

static void script_of(const synth_options *o, uint32_t index, bytes *out, uint32_t *level)
{
    lathe_error err = {0};
    bytes_reset(out);
    if (synth_script(o, index, out, level, &err) != LATHE_OK)
        fail_msg("part %u: %s", index, err.message);
}

static void a_part_follows_from_seed_and_index(void **state)
{
    (void)state;
    synth_options o = SYNTH_OPTIONS_INIT, other = SYNTH_OPTIONS_INIT;
    bytes a, b;
    int same = 0;
    other.seed = 2;
    bytes_init(&a, SYNTH_SCRIPT_MAX);
    bytes_init(&b, SYNTH_SCRIPT_MAX);
    for (uint32_t i = 0; i < 50; i++) {
        script_of(&o, i, &a, NULL);
        script_of(&o, i, &b, NULL);
        assert_string_equal((char *)a.data, (char *)b.data);
        script_of(&other, i, &b, NULL);
        same += strcmp((char *)a.data, (char *)b.data) == 0;
    }
    assert_true(same < 5);
    bytes_clear(&a);
    bytes_clear(&b);
}

/* Stored sets were made of these: where this changes, SYNTH_VERSION must. */
static void parts_of_a_version_stay(void **state)
{
    (void)state;
    synth_options o = {.seed = 7, .level_low = 1, .level_high = SYNTH_LEVEL_MAX, .grid = 10};
    bytes all;
    bytes_init(&all, SYNTH_SCRIPT_MAX * SCRIPTS);
    for (uint32_t i = 0; i < SCRIPTS; i++) {
        lathe_error err = {0};
        assert_int_equal(synth_script(&o, i, &all, NULL, &err), LATHE_OK);
    }
    char hex[HASH_HEX + 1];
    hash256 h = hash_of(all.data, all.length);
    hash_to_hex(&h, hex);
    assert_int_equal(SYNTH_VERSION, 1);
    assert_string_equal(hex, "f1083f515ca62696d396c97f8a23476b96b7b755c0ccde03af3e89788b8ca31d");
    bytes_clear(&all);
}

static void check_numbers(const char *text)
{
    for (const char *c = text; *c; c++) {
        if (*c == '-' && c[1] == '0' && c[2] != '.')
            fail_msg("negative zero in %s", text);
        bool begins = (*c >= '0' && *c <= '9') && (c == text || !strchr("0123456789.w", c[-1]));
        if (!begins)
            continue;
        double value = strtod(c, NULL);
        if (value > 200 || fabs(value * 2 - round(value * 2)) > 1e-9)
            fail_msg("%g in %s", value, text);
    }
}

static void scripts_are_sound_python_of_whole_and_half_numbers(void **state)
{
    (void)state;
    lathe_error err = {0};
    bytes text, tree;
    bytes_init(&text, SYNTH_SCRIPT_MAX);
    bytes_init(&tree, 4 << 20);
    static const uint32_t grids[] = {1, 7, 10, 25, 50};
    uint32_t seen[SYNTH_LEVEL_MAX + 1] = {0};
    for (size_t g = 0; g < sizeof grids / sizeof *grids; g++) {
        synth_options o = {.seed = g, .level_low = 1, .level_high = SYNTH_LEVEL_MAX, .grid = grids[g]};
        for (uint32_t i = 0; i < SCRIPTS; i++) {
            uint32_t level = 0;
            script_of(&o, i, &text, &level);
            seen[level]++;
            check_numbers((char *)text.data);
            bytes_reset(&tree);
            if (script_dump_ast((char *)text.data, text.length, &tree, &err) != LATHE_OK)
                fail_msg("%s in %s", err.message, (char *)text.data);
        }
    }
    for (int level = 1; level <= SYNTH_LEVEL_MAX; level++)
        assert_true(seen[level] > SCRIPTS * 5 / SYNTH_LEVEL_MAX / 2);
    bytes_clear(&text);
    bytes_clear(&tree);
}

static double cross(double ax, double ay, double bx, double by)
{
    return ax * by - ay * bx;
}

/* Whether two edges without a common end meet. */
static bool edges_meet(const outline_point *a, const outline_point *b, const outline_point *c, const outline_point *d)
{
    double abx = b->x - a->x, aby = b->y - a->y, cdx = d->x - c->x, cdy = d->y - c->y;
    double c_side = cross(abx, aby, c->x - a->x, c->y - a->y), d_side = cross(abx, aby, d->x - a->x, d->y - a->y);
    double a_side = cross(cdx, cdy, a->x - c->x, a->y - c->y), b_side = cross(cdx, cdy, b->x - c->x, b->y - c->y);
    return c_side * d_side < 0 && a_side * b_side < 0;
}

static void check_outline(const outline *o, double width, double height)
{
    double low_x = INFINITY, high_x = -INFINITY, low_y = INFINITY, high_y = -INFINITY, area = 0;
    for (uint32_t i = 0; i < o->count; i++) {
        const outline_point *p = &o->points[i], *q = &o->points[(i + 1) % o->count];
        assert_true(hypot(q->x - p->x, q->y - p->y) > 0.5);
        area += cross(p->x, p->y, q->x, q->y) / 2;
        low_x = fmin(low_x, p->arc ? fmin(p->x, p->mid_x) : p->x);
        high_x = fmax(high_x, p->arc ? fmax(p->x, p->mid_x) : p->x);
        low_y = fmin(low_y, p->y);
        high_y = fmax(high_y, p->y);
        for (uint32_t k = i + 2; k < o->count && (i > 0 || k + 1 < o->count); k++)
            assert_false(edges_meet(p, q, &o->points[k], &o->points[(k + 1) % o->count]));
    }
    assert_true(area > 0); /* counter-clockwise */
    assert_true(low_x >= -width / 2 - 1e-9 && high_x <= width / 2 + 1e-9);
    assert_true(low_y >= -height / 2 - 1e-9 && high_y <= height / 2 + 1e-9);
    assert_true(high_x - low_x > 0.8 * width && high_y - low_y > 0.6 * height);
}

static void outlines_are_closed_simple_and_fill_their_box(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 3000; i++) {
        philox_stream s = philox_stream_at(3, PHILOX_TEST, 0, 0, i, 0);
        int width = outline_pick(&s, 2, 20), height = outline_pick(&s, 2, 20);
        outline o;
        outline_draw(&s, width, height, 10, &o);
        assert_in_range(o.count, 3, OUTLINE_POINTS_MAX);
        check_outline(&o, width * 10, height * 10);
    }
}

static void room_is_the_distance_to_the_edge(void **state)
{
    (void)state;
    outline o;
    outline_rectangle(40, 20, &o);
    assert_true(fabs(outline_room(&o, 0, 0) - 10) < 1e-12);
    assert_true(fabs(outline_room(&o, 15, 3) - 5) < 1e-12);
    assert_true(fabs(outline_room(&o, 23, 0) + 3) < 1e-12);
}

static void options_out_of_range_are_named(void **state)
{
    (void)state;
    static const struct {
        synth_options options;
        const char *part;
    } cases[] = {
        {{1, 0, 2, 10}, "not from 0 to 2"}, {{1, 1, 6, 10}, "not from 1 to 6"}, {{1, 3, 2, 10}, "not from 3 to 2"},
        {{1, 1, 2, 0}, "not 0"},            {{1, 1, 2, 51}, "not 51"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lathe_error err = {0};
        assert_int_equal(synth_check_options(&cases[i].options, &err), LATHE_E_INPUT);
        assert_non_null(strstr(err.message, cases[i].part));
    }
    /* A buffer that is too small keeps what it had. */
    synth_options o = SYNTH_OPTIONS_INIT;
    lathe_error err = {0};
    bytes small;
    bytes_init(&small, 40);
    assert_int_equal(bytes_append(&small, "kept", 4, &err), LATHE_OK);
    assert_int_equal(synth_script(&o, 0, &small, NULL, &err), LATHE_E_INPUT);
    assert_int_equal(small.length, 4);
    bytes_clear(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_part_follows_from_seed_and_index),
        cmocka_unit_test(parts_of_a_version_stay),
        cmocka_unit_test(scripts_are_sound_python_of_whole_and_half_numbers),
        cmocka_unit_test(outlines_are_closed_simple_and_fill_their_box),
        cmocka_unit_test(room_is_the_distance_to_the_edge),
        cmocka_unit_test(options_out_of_range_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
