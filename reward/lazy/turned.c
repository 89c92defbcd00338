/* turned.c: compiled once a processor. What a piece turns over lies nearer to the axis than a number that is linear along the
 * row, or than the arc: the first is a question of roots, the second is asked of the samples where it matters. */
#include "reward/lazy/turned.h"

extern const lazy_turned LATHE_OF_PROCESSOR(lazy_turned);

#define ALWAYS static inline __attribute__((always_inline))

/* Rows at their sample 0, and what one sample adds. */
typedef struct rows_here {
    lane_numbers x, minus_z, h;
    lane_numbers square, along, miss2; /* x^2 + minus_z^2; its half change by a sample; the square of x by_z - minus_z by_x */
    double by_x, by_z, by_h, by2;
} rows_here;

ALWAYS void linear_here(const lazy_linear *l, const lazy_order *o, uint32_t place, lane_numbers *out)
{
    *out = l->at + l->by_y * LANES_NUMBERS(&o->y[place]) + l->by_z * LANES_NUMBERS(&o->z[place]) +
           l->by_sample * LANES_NUMBERS(&o->shift[place]);
}

ALWAYS void begin_rows(const lazy_course *c, const lazy_order *o, uint32_t place, rows_here *out)
{
    out->by_x = c->x.by_sample;
    out->by_z = c->minus_z.by_sample;
    out->by_h = c->h.by_sample;
    out->by2 = out->by_x * out->by_x + out->by_z * out->by_z;
    linear_here(&c->x, o, place, &out->x);
    linear_here(&c->minus_z, o, place, &out->minus_z);
    linear_here(&c->h, o, place, &out->h);
    const lane_numbers miss = out->x * out->by_z - out->minus_z * out->by_x;
    out->square = out->x * out->x + out->minus_z * out->minus_z;
    out->along = out->x * out->by_x + out->minus_z * out->by_z;
    out->miss2 = miss * miss;
}

ALWAYS void root_of(const lane_numbers *square, lane_numbers *out)
{
    *out = LANES_WHERE(*square > LANES_ALL(0), *square);
    lanes_roots(out);
}

/* Samples nearer to the axis than at + by s: that is above 0, and its square less that of the distance, a s^2 + 2 b s + c. */
ALWAYS void samples_nearer(const rows_here *r, const lane_numbers *at, double by, lane_words *out)
{
    const double a = by * by - r->by2 + 0.; /* never -0 */
    const lane_numbers b = *at * by - r->along, c = *at * *at - r->square;
    const lane_numbers u = by * r->x - *at * r->by_x, v = by * r->minus_z - *at * r->by_z, rest = u * u + v * v - r->miss2;
    const lane_masks meets = rest > LANES_ALL(0), falls = b < LANES_ALL(0);
    lane_numbers root;
    root_of(&rest, &root);
    const lane_numbers q = (lane_numbers)(((lane_masks)(root - b) & falls) | ((lane_masks)(-root - b) & ~falls));
    const lane_numbers one = q / a, other = c / q;
    lane_words before_one, before_other, positive;
    lanes_samples_before(&one, &before_one);
    lanes_samples_before(&other, &before_other);
    lanes_samples_above(at, by, &positive);
    const lane_words between = before_one ^ before_other, all = (lane_words)(c > LANES_ALL(0));
    *out = positive & (((a < 0 ? between : ~between) & (lane_words)meets) | (all & ~(lane_words)meets));
}

/* Samples between the levels of the piece. */
ALWAYS void samples_level(const lazy_piece *q, const rows_here *r, lane_words *out)
{
    const lane_numbers over_low = r->h - q->low, over_high = r->h - q->high;
    lane_words from_low, from_high;
    lanes_samples_above(&over_low, r->by_h, &from_low);
    lanes_samples_above(&over_high, r->by_h, &from_high);
    *out = from_low & ~from_high;
}

/* Where h changes along the row: samples among these that are nearer to the axis than the arc. */
ALWAYS void samples_under_arc(const lazy_piece *q, const rows_here *r, const lane_words *among, lane_words *out)
{
    uint64_t any = 0;
    for (int i = 0; i < LANES_AT_ONCE; i++)
        any |= (*among)[i];
    *out = (lane_words){ 0 };
    for (; any; any &= any - 1) {
        const double sample = __builtin_ctzll(any);
        const lane_numbers x = r->x + r->by_x * sample, z = r->minus_z + r->by_z * sample, off = r->h + r->by_h * sample - q->middle;
        const lane_numbers under = q->square - off * off, square = x * x + z * z;
        lane_numbers rise, distance;
        root_of(&under, &rise);
        root_of(&square, &distance);
        *out |= (lane_words)(q->base + q->side * rise > distance) & (any & -any);
    }
    *out &= *among;
}

/* The arc lies between its middle's distance and that of its farthest or nearest point. */
ALWAYS void samples_in_arc(const lazy_piece *q, const rows_here *r, const lane_words *level, lane_words *out)
{
    const double radius = __builtin_sqrt(q->square);
    const lane_numbers low = LANES_ALL(q->side > 0 ? q->base : q->base - radius), high = LANES_ALL(q->side > 0 ? q->base + radius : q->base);
    lane_words sure, perhaps, found;
    samples_nearer(r, &low, 0, &sure);
    samples_nearer(r, &high, 0, &perhaps);
    perhaps &= *level & ~sure;
    samples_under_arc(q, r, &perhaps, &found);
    *out = sure | found;
}

ALWAYS void samples_in_piece(const lazy_piece *q, const rows_here *r, lane_words *out)
{
    lane_words level, within;
    samples_level(q, r, &level);
    if (q->side == 0) {
        const lane_numbers at = q->base + q->slope * r->h;
        samples_nearer(r, &at, q->slope * r->by_h, &within);
    } else if (r->by_h == 0) {
        const lane_numbers off = r->h - q->middle, under = q->square - off * off;
        lane_numbers rise;
        root_of(&under, &rise);
        rise = q->base + q->side * rise;
        samples_nearer(r, &rise, 0, &within);
    } else {
        samples_in_arc(q, r, &level, &within);
    }
    *out = level & within;
}

/* Of rows along the axis: those before the piece. */
ALWAYS void samples_before_piece(const lazy_piece *q, const rows_here *r, const lane_numbers *minus_distance, lane_words *out)
{
    const lane_masks meets = (*minus_distance >= LANES_ALL(q->low)) & (*minus_distance < LANES_ALL(q->high));
    const lane_numbers off = *minus_distance - q->middle, under = q->square - off * off;
    lane_numbers rise = LANES_ALL(0);
    if (q->side != 0)
        root_of(&under, &rise);
    const lane_numbers at = (q->base + q->slope * *minus_distance + q->side * rise - r->h) / r->by_h;
    lanes_samples_before(&at, out);
    *out &= (lane_words)meets;
}

/* Between the half planes where the turn begins and ends. */
ALWAYS void samples_in_turn(const lazy_course *c, const rows_here *r, lane_words *out)
{
    const double s = sin(c->angle), k = cos(c->angle);
    const lane_numbers open = s * r->x - k * r->minus_z;
    lane_words begun, before_end;
    lanes_samples_above(&r->minus_z, r->by_z, &begun);
    lanes_samples_above(&open, s * r->by_x - k * r->by_z, &before_end);
    *out = c->angle <= M_PI ? begun & before_end : begun | before_end;
}

static void fill_turned(const lazy_course *c, const lazy_order *o, lazy_band *band, uint32_t from, uint32_t to)
{
    for (uint32_t k = from * LANES; k < to * LANES; k += LANES_AT_ONCE) {
        rows_here r;
        lane_words word = { 0 }, samples;
        begin_rows(c, o, k, &r);
        lane_numbers minus_distance;
        root_of(&r.square, &minus_distance);
        minus_distance = -minus_distance;
        for (uint32_t i = 0; i < c->count; i++) {
            if (c->along)
                samples_before_piece(&c->pieces[i], &r, &minus_distance, &samples);
            else
                samples_in_piece(&c->pieces[i], &r, &samples);
            word ^= samples;
        }
        if (c->angle < 2 * M_PI) {
            samples_in_turn(c, &r, &samples);
            word &= samples;
        }
        LANES_WORDS(&band->word[k - from * LANES]) = word;
    }
}

const lazy_turned LATHE_OF_PROCESSOR(lazy_turned) = { fill_turned };
