/* turn.c: rows of what is revolved. Along a row r and h follow from the sample's place; where the row runs across the axis h
 * is constant, and each piece of the profile that is met at h says how far from the axis the inside begins or ends. Where it
 * runs along the axis, r is constant. Rows askew look at each sample. */
#include "reward/lazy/linear.h"
#include "reward/lazy/pieces.h"
#include "reward/lazy/revolved.h"

#include <stdlib.h>
#include <string.h>

/* A row's frame coordinates, and the profile's pieces for the way that rows run. */
typedef struct course {
    lazy_linear x, minus_z, h;
    lazy_piece *pieces; /* owned */
    uint32_t count;
    double low, high, far; /* the least and greatest h, and the greatest r */
    double angle;
} course;

/* The coordinate along an axis of the frame. */
static lazy_linear linear_of(const kernel_matrix *at, kernel_vec origin, kernel_vec axis, const box3 *box)
{
    const kernel_vec d = lazy_turn(at, axis);
    return lazy_linear_of(d, -vec_dot(d, matrix_apply(at, origin)), box);
}

static bool course_init(course *c, const lazy_node *n, const kernel_matrix *at, const box3 *box, lazy_scan scan)
{
    const lazy_profile *p = n->profile;
    const lazy_range h = lazy_profile_range(p, 0, 1);
    uint32_t curves = 0;
    *c = (course){ .low = h.low, .high = h.high, .far = lazy_profile_range(p, 1, 0).high, .angle = n->angle };
    c->x = linear_of(at, p->frame.origin, p->frame.x, box);
    c->minus_z = linear_of(at, p->frame.origin, vec_scale(p->frame.z, -1), box);
    c->h = linear_of(at, p->frame.origin, p->frame.y, box);
    for (uint32_t o = 0; o < p->count; o++)
        curves += p->outlines[o].count;
    c->pieces = malloc(curves * LAZY_PIECES_A_CURVE * sizeof *c->pieces);
    for (uint32_t o = 0; c->pieces && o < p->count; o++) {
        for (uint32_t k = 0; k < p->outlines[o].count; k++)
            c->count += lazy_pieces_of(&p->outlines[o].curves[k], scan, c->pieces + c->count);
    }
    return c->pieces != NULL;
}

/* ---- one row ---- */

/* Between the half planes where the turn begins and ends. x and minus_z are those of sample 0. */
static uint64_t samples_in_turn(const course *c, double x, double minus_z)
{
    if (c->angle >= 2 * M_PI)
        return ~UINT64_C(0);
    const double s = sin(c->angle), k = cos(c->angle);
    const uint64_t begun = lazy_samples_above(minus_z, c->minus_z.by_sample);
    const uint64_t open = lazy_samples_above(s * x - k * minus_z, s * c->x.by_sample - k * c->minus_z.by_sample);
    return c->angle <= M_PI ? begun & open : begun | open;
}

/* h is the same all along; pieces are met at h and give r. */
static uint64_t row_across(const course *c, double h, double x, double minus_z)
{
    const double bx = c->x.by_sample, bz = c->minus_z.by_sample, square = bx * bx + bz * bz;
    const double miss = x * bz - minus_z * bx, near2 = miss * miss / square, middle = -(x * bx + minus_z * bz) / square;
    uint64_t word = 0;
    if (h < c->low || h > c->high || near2 >= c->far * c->far)
        return 0;
    for (uint32_t i = 0; i < c->count; i++) {
        const lazy_piece *q = &c->pieces[i];
        if (!(q->low <= h && h < q->high))
            continue;
        const double r = lazy_piece_at(q, h), under = r * r - near2;
        if (r > 0 && under > 0) {
            const double half = sqrt(under / square);
            word ^= lazy_samples_until(middle - half) ^ lazy_samples_until(middle + half);
        }
    }
    return word;
}

/* r is the same all along; pieces are met at -r and give h. */
static uint64_t row_along(const course *c, double h, double r)
{
    uint64_t word = 0;
    for (uint32_t i = 0; r < c->far && i < c->count; i++) {
        const lazy_piece *q = &c->pieces[i];
        if (q->low <= -r && -r < q->high)
            word ^= lazy_samples_until((lazy_piece_at(q, -r) - h) / c->h.by_sample);
    }
    return word;
}

static uint64_t row_askew(const course *c, double h, double x, double minus_z)
{
    uint64_t word = 0;
    for (int sample = 0; sample < 64; sample++) {
        const double here = h + c->h.by_sample * sample;
        const double r = hypot(x + c->x.by_sample * sample, minus_z + c->minus_z.by_sample * sample);
        bool inside = false;
        if (!(here >= c->low && here <= c->high && r < c->far))
            continue;
        for (uint32_t i = 0; i < c->count; i++) {
            const lazy_piece *q = &c->pieces[i];
            inside ^= q->low <= here && here < q->high && lazy_piece_at(q, here) > r;
        }
        word |= (uint64_t)inside << sample;
    }
    return word;
}

/* ---- all rows ---- */

lathe_status lazy_fill_revolved(const lazy_sampler *s, const lazy_node *n, const kernel_matrix *at, const box3 *box,
                                uint64_t *words, lathe_error *err)
{
    const lazy_order *o = &s->across_z;
    const double tilt = fabs(lazy_turn(at, n->profile->frame.y).x);
    const bool across = tilt <= LAZY_PARALLEL, along = tilt >= 1 - 1e-14;
    course c;
    if (!course_init(&c, n, at, box, along ? (lazy_scan){ 0, 1 } : (lazy_scan){ 1, 0 }))
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for rows");
    for (uint32_t i = 0; i < o->begin[o->bands] * LANES; i++) {
        const uint32_t block = i / LANES, lane = i % LANES;
        const double y = o->y[block][lane], z = o->z[block][lane], shift = o->shift[block][lane];
        if (isnan(y))
            continue;
        const double h = lazy_linear_at(&c.h, y, z, shift), x = lazy_linear_at(&c.x, y, z, shift),
                     minus_z = lazy_linear_at(&c.minus_z, y, z, shift);
        const uint64_t word = across ? row_across(&c, h, x, minus_z)
                              : along ? row_along(&c, h, hypot(x, minus_z))
                                      : row_askew(&c, h, x, minus_z);
        words[o->row[block][lane]] |= word ? word & samples_in_turn(&c, x, minus_z) : 0;
    }
    free(c.pieces);
    return LATHE_OK;
}
