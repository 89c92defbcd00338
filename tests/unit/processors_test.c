/* What is compiled once a processor gives the same, to the bit, whichever is chosen: here with random numbers, against the code
 * for any processor. Sweeps of triangles are in row_sweep_test. */
#include "base/lanes.h"
#include "base/philox.h"
#include "reward/lazy/turned.h"
#include "reward/measure/row_counters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 400, BLOCKS = LAZY_BAND_MAX / LANES, ROWS = 4096, PIECES = 3 };

static lathe_error error;

/* ---- processors ---- */

typedef struct tables {
    const lazy_blocks *blocks;
    const lazy_turned *turned;
    const row_counters *counters;
} tables;

static const tables any = { &lazy_blocks_any, &lazy_turned_any, &row_counters_any };

/* All but `any` that can run here; how many. */
static int tables_here(tables out[2])
{
    int count = 0;
#if defined(__x86_64__)
    if (LATHE_HAS("avx2") && LATHE_HAS("fma") && LATHE_HAS("bmi2"))
        out[count++] = (tables){ &lazy_blocks_avx2, &lazy_turned_avx2, &row_counters_avx2 };
    if (LATHE_TABLE_HERE(lazy_blocks) == &lazy_blocks_avx512)
        out[count++] = (tables){ &lazy_blocks_avx512, &lazy_turned_avx512, &row_counters_avx512 };
#else
    (void)out;
#endif
    return count;
}

/* ---- bands ---- */

/* 0 as often as directions are along an axis. */
static double random_number(philox_stream *s, double size)
{
    return philox_below(s, 4) == 0 ? 0 : (philox_uniform(s) * 2 - 1) * size;
}

static lazy_linear random_linear(philox_stream *s)
{
    return (lazy_linear){ random_number(s, 1), random_number(s, 2), random_number(s, 2), random_number(s, .05) };
}

static lazy_piece random_piece(philox_stream *s)
{
    const double low = random_number(s, 1), side = (double)philox_below(s, 3) - 1;
    return (lazy_piece){ .low = low, .high = low + philox_uniform(s), .base = random_number(s, 1), .side = side,
                         .slope = side == 0 ? random_number(s, 2) : 0, .middle = low,
                         .square = side == 0 ? 0 : philox_uniform(s) };
}

static lazy_passage random_passage(philox_stream *s)
{
    return (lazy_passage){ .s0 = random_number(s, 1), .s_y = random_number(s, 1), .s_z = random_number(s, 1),
                           .r0 = random_number(s, 1), .r_y = random_number(s, 1), .r_z = random_number(s, 1),
                           .w0 = random_number(s, 1), .w_y = random_number(s, 1), .w_z = random_number(s, 1),
                           .s_x = philox_below(s, 3) ? .001 + .05 * philox_uniform(s) : 0, .w_x = random_number(s, .05),
                           .low = -philox_uniform(s), .high = philox_uniform(s) };
}

/* Words of all rows after a prism, a ball, half a space and what is revolved, in blocks [from, to) of the order. */
typedef struct shapes {
    lazy_passage passage;
    lazy_piece pieces[PIECES];
    lazy_ball_passage ball;
    lazy_linear half;
    lazy_course course;
} shapes;

static shapes random_shapes(philox_stream *s)
{
    shapes out = { .passage = random_passage(s), .half = random_linear(s) };
    for (int i = 0; i < PIECES; i++)
        out.pieces[i] = random_piece(s);
    out.ball = (lazy_ball_passage){ philox_uniform(s), philox_uniform(s), philox_uniform(s), philox_uniform(s), 1. / 64, 1, 1 };
    out.course = (lazy_course){ .x = random_linear(s), .minus_z = random_linear(s), .h = random_linear(s), .count = PIECES,
                                .along = philox_below(s, 3) == 0, .angle = philox_below(s, 2) ? 2 * M_PI : 6 * philox_uniform(s) };
    if (out.course.along) {
        out.course.x.by_sample = out.course.minus_z.by_sample = 0;
        out.course.h.by_sample = .03;
    }
    return out;
}

static void fill_by(const tables *t, const shapes *of, const lazy_order *o, uint32_t from, uint32_t to, lazy_band *band, uint64_t *words)
{
    const lazy_blocks *b = t->blocks;
    const double s_x = of->passage.s_x;
    b->begin(&of->passage, o, band, from, to);
    b->line(&of->pieces[0], s_x, band, 0, to - from);
    b->arc(&of->pieces[1], s_x, band, 0, to - from);
    b->disc(&of->pieces[2], s_x, band, 0, to - from);
    b->cut(&of->passage, o, band, from, to);
    b->put(KERNEL_FUSE, o, band, from, to, words);
    t->turned->fill(&of->course, o, band, from, to);
    b->above(&of->half, o, band, from, to);
    b->put(KERNEL_FUSE, o, band, from, to, words + ROWS);
    b->ball(&of->ball, o, band, from, to);
    b->put(KERNEL_CUT, o, band, from, to, words + ROWS);
    b->combine(KERNEL_CUT, words, words + ROWS, ROWS);
}

static void lazy_rows_are_the_same(void **state)
{
    (void)state;
    static uint64_t expected[2 * ROWS], words[2 * ROWS];
    static lazy_band band;
    uint64_t inside = 0;
    lazy_order o;
    tables here[2];
    const int count = tables_here(here);
    assert_int_equal(lazy_order_init(&o, ROW_GRID_LATTICE_4096, true, &error), LATHE_OK);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        philox_stream s = philox_stream_at(31, PHILOX_TEST, 0, round, 0, 0);
        shapes of = random_shapes(&s);
        const uint32_t in = (uint32_t)philox_below(&s, o.bands), from = o.begin[in], to = o.begin[in + 1];
        of.course.pieces = of.pieces;
        memset(expected, 0, sizeof expected);
        fill_by(&any, &of, &o, from, to, &band, expected);
        for (int i = 0; i < count; i++) {
            memset(words, 0, sizeof words);
            fill_by(&here[i], &of, &o, from, to, &band, words);
            assert_memory_equal(words, expected, sizeof words);
        }
        inside += any.counters->inside(expected, 2 * ROWS);
    }
    assert_true(inside > ROUNDS * 64); /* there is something to compare */
    lazy_order_clear(&o);
}

/* ---- counting ---- */

static void counts_are_the_same(void **state)
{
    (void)state;
    enum { WORDS = 4 };
    uint64_t words[ROW_CHUNK * WORDS];
    tables here[2];
    const int count = tables_here(here);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        philox_stream s = philox_stream_at(32, PHILOX_TEST, 0, round, 0, 0);
        const uint32_t row_words = 1 + 3 * (uint32_t)philox_below(&s, 2), word = (uint32_t)philox_below(&s, row_words);
        const uint32_t first = ROW_CHUNK * (uint32_t)philox_below(&s, ROWS / ROW_CHUNK);
        const box3 inner = { { random_number(&s, 64), random_number(&s, 1), random_number(&s, 1) },
                             { 64 * row_words * philox_uniform(&s), philox_uniform(&s), 1 } };
        row_places expected, places;
        for (uint32_t i = 0; i < ROW_CHUNK * WORDS; i++)
            words[i] = philox_below(&s, UINT64_MAX);
        any.counters->places(first, ROWS, &expected);
        for (int i = 0; i < count; i++) {
            const row_counters *c = here[i].counters;
            c->places(first, ROWS, &places);
            assert_memory_equal(&places, &expected, sizeof places);
            assert_int_equal(c->outside(words, row_words, word, &places, &inner),
                             any.counters->outside(words, row_words, word, &places, &inner));
            assert_int_equal(c->inside(words, ROW_CHUNK), any.counters->inside(words, ROW_CHUNK));
            assert_int_equal(c->both(words, words + ROW_CHUNK / 2, ROW_CHUNK), any.counters->both(words, words + ROW_CHUNK / 2, ROW_CHUNK));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lazy_rows_are_the_same),
        cmocka_unit_test(counts_are_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
