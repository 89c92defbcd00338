/* blocks.c: compiled once a processor. */
#include "reward/lazy/blocks.h"

#include "base/lanes.h"
#include "base/processor.h"

extern const lazy_blocks LATHE_OF_PROCESSOR(lazy_blocks);

static inline __attribute__((always_inline)) bool is_nothing(const lane_words *word)
{
    const lane_masks some = *word != (lane_words){ 0 };
    return lanes_bits(&some) == 0;
}

static void begin_blocks(const lazy_passage *p, const lazy_order *o, lazy_band *band, uint32_t from, uint32_t to)
{
    const double unit = p->s_x > 0 ? -1 / p->s_x : 1, shifted = p->s_x > 0 ? 1 : 0;
    for (uint32_t k = from * LANES, i = 0; k < to * LANES; k += LANES_AT_ONCE, i += LANES_AT_ONCE) {
        const lane_numbers y = LANES_NUMBERS(&o->y[k]), z = LANES_NUMBERS(&o->z[k]);
        LANES_NUMBERS(&band->r[i]) = p->r0 + p->r_y * y + p->r_z * z;
        LANES_NUMBERS(&band->start[i]) = (p->s0 + p->s_y * y + p->s_z * z) * unit - LANES_NUMBERS(&o->shift[k]) * shifted;
        LANES_WORDS(&band->word[i]) = (lane_words){ 0 };
    }
}

/* How far from the base an arc is met by the rows at r. */
static inline __attribute__((always_inline)) void rise_of(const lazy_piece *q, const lane_numbers *r, lane_numbers *out)
{
    const lane_numbers off = *r - q->middle, square = q->square - off * off;
    *out = LANES_WHERE(square > LANES_ALL(0), square);
    lanes_roots(out);
}

/* Where the rows at r, those that meet the piece, do so, and which those are. */
static inline __attribute__((always_inline)) void meet(const lazy_piece *q, const lane_numbers *r, bool arc,
                                                       lane_numbers *out_at, lane_masks *out_meets)
{
    *out_meets = (*r >= LANES_ALL(q->low)) & (*r < LANES_ALL(q->high));
    if (arc) {
        rise_of(q, r, out_at);
        *out_at = q->base + q->side * *out_at;
    } else {
        *out_at = q->base + q->slope * *r;
    }
}

/* Samples of the rows before a place; of rows along the prism all or none. */
static inline __attribute__((always_inline)) void samples_before(const lane_numbers *at, double s_x, const lane_numbers *start,
                                                                 lane_words *out)
{
    if (s_x > 0) {
        const lane_numbers there = *at * (1 / s_x) + *start;
        lanes_samples_before(&there, out);
    } else {
        *out = (lane_words)(*at > *start);
    }
}

static inline __attribute__((always_inline)) void turn_over(const lazy_piece *q, bool arc, double s_x, lazy_band *band,
                                                            uint32_t from, uint32_t to)
{
    for (uint32_t i = from * LANES; i < to * LANES; i += LANES_AT_ONCE) {
        lane_numbers at;
        lane_masks meets;
        lane_words before;
        meet(q, &LANES_NUMBERS(&band->r[i]), arc, &at, &meets);
        samples_before(&at, s_x, &LANES_NUMBERS(&band->start[i]), &before);
        LANES_WORDS(&band->word[i]) ^= before & (lane_words)meets;
    }
}

static void disc_blocks(const lazy_piece *q, double s_x, lazy_band *band, uint32_t from, uint32_t to)
{
    for (uint32_t i = from * LANES; i < to * LANES; i += LANES_AT_ONCE) {
        const lane_numbers r = LANES_NUMBERS(&band->r[i]), start = LANES_NUMBERS(&band->start[i]);
        const lane_masks meets = (r >= LANES_ALL(q->low)) & (r < LANES_ALL(q->high));
        lane_numbers rise;
        lane_words before_near, before_far;
        rise_of(q, &r, &rise);
        const lane_numbers near = q->base - rise, far = q->base + rise;
        samples_before(&near, s_x, &start, &before_near);
        samples_before(&far, s_x, &start, &before_far);
        LANES_WORDS(&band->word[i]) ^= (before_near ^ before_far) & (lane_words)meets;
    }
}

static void line_blocks(const lazy_piece *q, double s_x, lazy_band *band, uint32_t from, uint32_t to)
{
    turn_over(q, false, s_x, band, from, to);
}

static void arc_blocks(const lazy_piece *q, double s_x, lazy_band *band, uint32_t from, uint32_t to)
{
    turn_over(q, true, s_x, band, from, to);
}

static void cut_blocks(const lazy_passage *p, const lazy_order *o, lazy_band *band, uint32_t from, uint32_t to)
{
    const double per_sample = p->w_x != 0 ? 1 / p->w_x : 0;
    for (uint32_t k = from * LANES, i = 0; k < to * LANES; k += LANES_AT_ONCE, i += LANES_AT_ONCE) {
        lane_words *word = &LANES_WORDS(&band->word[i]);
        if (is_nothing(word))
            continue;
        const lane_numbers depth = p->w0 + p->w_y * LANES_NUMBERS(&o->y[k]) + p->w_z * LANES_NUMBERS(&o->z[k]);
        if (per_sample == 0) {
            *word &= (lane_words)((depth >= LANES_ALL(p->low)) & (depth <= LANES_ALL(p->high)));
            continue;
        }
        const lane_numbers shift = LANES_NUMBERS(&o->shift[k]);
        const lane_numbers low = (p->low - depth) * per_sample - shift, high = (p->high - depth) * per_sample - shift;
        lane_words before_low, before_high;
        lanes_samples_before(&low, &before_low);
        lanes_samples_before(&high, &before_high);
        *word &= before_low ^ before_high;
    }
}

static void ball_blocks(const lazy_ball_passage *p, const lazy_order *o, lazy_band *band, uint32_t from, uint32_t to)
{
    const double per_sample = 1 / p->wide;
    for (uint32_t k = from * LANES, i = 0; k < to * LANES; k += LANES_AT_ONCE, i += LANES_AT_ONCE) {
        const lane_numbers y = p->deep * LANES_NUMBERS(&o->y[k]) - p->y, z = p->tall * LANES_NUMBERS(&o->z[k]) - p->z;
        const lane_numbers shift = LANES_NUMBERS(&o->shift[k]), square = p->square - y * y - z * z;
        const lane_masks meets = square > LANES_ALL(0);
        lane_numbers half = LANES_WHERE(meets, square);
        lanes_roots(&half);
        const lane_numbers low = (p->x - half) * per_sample - shift, high = (p->x + half) * per_sample - shift;
        lane_words before_low, before_high;
        lanes_samples_before(&low, &before_low);
        lanes_samples_before(&high, &before_high);
        LANES_WORDS(&band->word[i]) = (lane_words)meets & (before_low ^ before_high);
    }
}

/* Where there is no row, nothing is above. */
static void above_blocks(const lazy_linear *l, const lazy_order *o, lazy_band *band, uint32_t from, uint32_t to)
{
    for (uint32_t k = from * LANES, i = 0; k < to * LANES; k += LANES_AT_ONCE, i += LANES_AT_ONCE) {
        const lane_numbers here = l->at + l->by_y * LANES_NUMBERS(&o->y[k]) + l->by_z * LANES_NUMBERS(&o->z[k]) +
                                  l->by_sample * LANES_NUMBERS(&o->shift[k]);
        lane_words above;
        lanes_samples_above(&here, l->by_sample, &above);
        LANES_WORDS(&band->word[i]) &= above;
    }
}

static void put_blocks(kernel_operation into, const lazy_order *o, const lazy_band *band, uint32_t from, uint32_t to,
                       uint64_t *words)
{
    for (uint32_t k = from * LANES, i = 0; k < to * LANES; k += LANES_AT_ONCE, i += LANES_AT_ONCE) {
        const lane_words word = LANES_WORDS(&band->word[i]);
        if (is_nothing(&word))
            continue;
        for (int lane = 0; lane < LANES_AT_ONCE; lane++) {
            uint64_t *of_row = &words[o->row[k + (uint32_t)lane]];
            *of_row = into == KERNEL_CUT ? *of_row & ~word[lane] : *of_row | word[lane];
        }
    }
}

static void combine_words(kernel_operation operation, uint64_t *into, const uint64_t *with, uint32_t count)
{
    if (operation == KERNEL_FUSE)
        for (uint32_t i = 0; i < count; i++)
            into[i] |= with[i];
    else if (operation == KERNEL_CUT)
        for (uint32_t i = 0; i < count; i++)
            into[i] &= ~with[i];
    else
        for (uint32_t i = 0; i < count; i++)
            into[i] &= with[i];
}

const lazy_blocks LATHE_OF_PROCESSOR(lazy_blocks) = {begin_blocks, line_blocks, arc_blocks, disc_blocks, cut_blocks, ball_blocks, above_blocks, put_blocks,
                                                     combine_words};
