/* fill.c: a row is a scan line of the prism's profile. Each piece of the outlines that it meets turns over the samples in
 * front of it; what is left standing has an odd number behind it. No crossing is sorted, and rows are packed and taken in
 * the order of their scan coordinate, so that a piece visits only the rows that it meets. */
#include "reward/lazy/fill.h"

#include <stdlib.h>

#include "base/clones.h"
#include "reward/lazy/pieces.h"

/* How a row runs in the prism's frame: at sample position x (in samples, from the box), of a row at (y, z) of the box. */
typedef struct passage {
    lazy_scan scan;
    double s0, s_y, s_z;    /* s where the row enters the box */
    double r0, r_y, r_z;    /* its scan coordinate */
    double w0, w_y, w_z;    /* its depth along the prism */
    double s_x, w_x;        /* a sample, in units of s and of depth */
    double low, high;       /* depths of the prism's ends */
} passage;

/* The first samples, those before position x. */
static inline uint64_t samples_before(double x)
{
    const double most = x < 64 ? x : 64;
    const int whole = (int)ceil(most > 0 ? most : 0);
    /* In two steps, since 64 is one more than a word can be shifted by. */
    return (UINT64_C(1) << (whole >> 1) << (whole - (whole >> 1))) - 1;
}

static passage passage_of(const lazy_node *prism, const kernel_matrix *at, const box3 *box)
{
    const lazy_frame *f = &prism->members[0]->node->profile->frame;
    const kernel_vec x = lazy_turn(at, f->x), y = lazy_turn(at, f->y), z = lazy_turn(at, f->z);
    const kernel_vec origin = matrix_apply(at, f->origin);
    const kernel_vec corner = vec_sub((kernel_vec){ box->low[0], box->low[1], box->low[2] }, origin);
    const double wide = (box->high[0] - box->low[0]) / 64, deep = box->high[1] - box->low[1],
                 tall = box->high[2] - box->low[2];
    const double along = hypot(x.x, y.x);
    passage p = { .scan = { 1, 0 }, .w0 = vec_dot(corner, z), .w_y = z.y * deep, .w_z = z.z * tall, .w_x = z.x * wide };
    if (along > LAZY_PARALLEL) {
        p.scan = (lazy_scan){ x.x / along, y.x / along };
        p.s_x = along * wide;
    }
    if (fabs(z.x) <= LAZY_PARALLEL)
        p.w_x = 0;
    const double u0 = vec_dot(corner, x), v0 = vec_dot(corner, y);
    p.s0 = u0 * p.scan.along_u + v0 * p.scan.along_v;
    p.r0 = v0 * p.scan.along_u - u0 * p.scan.along_v;
    p.s_y = deep * (x.y * p.scan.along_u + y.y * p.scan.along_v);
    p.s_z = tall * (x.z * p.scan.along_u + y.z * p.scan.along_v);
    p.r_y = deep * (y.y * p.scan.along_u - x.y * p.scan.along_v);
    p.r_z = tall * (y.z * p.scan.along_u - x.z * p.scan.along_v);
    p.low = fmin(0, prism->height);
    p.high = fmax(0, prism->height);
    return p;
}

typedef struct extent {
    double low, high;
} extent;

static bool is_nothing(double part, double other)
{
    return fabs(part) <= 1e-12 * fabs(other);
}

static uint32_t first_not_below(const double *rising, uint32_t count, double low)
{
    uint32_t from = 0, to = count;
    while (from < to) {
        const uint32_t middle = (from + to) / 2;
        if (rising[middle] < low)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* The rows as the scan takes them: by rising or falling r, or in no order of r. */
typedef struct walk {
    const lazy_order *rows;
    bool sorted, falls;
} walk;

static walk walk_of(const lazy_sampler *s, const passage *p)
{
    if (is_nothing(p->r_y, p->r_z))
        return (walk){ &s->by_z, true, p->r_z < 0 };
    return (walk){ is_nothing(p->r_z, p->r_y) ? &s->by_y : &s->by_z, is_nothing(p->r_z, p->r_y), p->r_y < 0 };
}

/* The places of rows that some piece can meet; all where they stand in no order. */
static void reach_of(const lazy_sampler *s, const passage *p, walk w, const extent *r, uint32_t *out_from, uint32_t *out_to)
{
    *out_from = 0;
    *out_to = s->count;
    if (!w.sorted)
        return;
    const bool by_y = w.rows == &s->by_y;
    const double *rising = by_y ? w.rows->y : w.rows->z, a_unit = by_y ? p->r_y : p->r_z, slack = 1e-9;
    const double a = (r->low - p->r0) / a_unit, b = (r->high - p->r0) / a_unit;
    *out_from = first_not_below(rising, s->count, fmin(a, b) - slack);
    *out_to = first_not_below(rising, s->count, fmax(a, b) + slack);
}

/* No row of the box passes between the prism's ends. */
static bool passes_by(const passage *p)
{
    const double low = p->w0 + fmin(0, p->w_y) + fmin(0, p->w_z) + fmin(0, 65 * p->w_x);
    const double high = p->w0 + fmax(0, p->w_y) + fmax(0, p->w_z) + fmax(0, 65 * p->w_x);
    return high < p->low || low > p->high;
}

/* Places of the rows that pass between the prism's ends where pieces are, by rising r where there is such an order. How
 * many. */
static uint32_t choose_rows(const lazy_sampler *s, const passage *p, walk w, const extent *r)
{
    uint32_t *chosen = s->scratch->place, count = 0, from, to;
    const double low = p->w_x != 0 ? -INFINITY : p->low, high = p->w_x != 0 ? INFINITY : p->high;
    if (passes_by(p))
        return 0;
    reach_of(s, p, w, r, &from, &to);
    for (uint32_t i = 0; i < to - from; i++) {
        const uint32_t place = w.falls ? to - 1 - i : from + i;
        const double depth = p->w0 + p->w_y * w.rows->y[place] + p->w_z * w.rows->z[place];
        chosen[count] = place;
        count += (low <= depth) & (depth <= high); /* without a branch: there is no telling which */
    }
    return count;
}

static uint32_t pack_rows(const lazy_sampler *s, const passage *p, walk w, const extent *r)
{
    lazy_scratch *c = s->scratch;
    const double per_sample = p->s_x > 0 ? 1 / p->s_x : 0;
    const uint32_t count = choose_rows(s, p, w, r);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t place = c->place[i];
        const double y = w.rows->y[place], z = w.rows->z[place];
        c->depth[i] = p->w0 + p->w_y * y + p->w_z * z;
        c->r[i] = p->r0 + p->r_y * y + p->r_z * z;
        c->start[i] = -(p->s0 + p->s_y * y + p->s_z * z) * per_sample - w.rows->shift[place];
        c->word[i] = 0;
    }
    return count;
}

/* Rows [from, to) that meet the piece, and perhaps others where they stand in no order. One loop for lines and one for arcs,
 * without a branch in it. */
LATHE_CLONES static void turn_over_line(const lazy_piece *q, double per_sample, lazy_scratch *c, uint32_t from, uint32_t to)
{
    const double low = q->low, high = q->high, base = q->base, slope = q->slope;
    for (uint32_t i = from; i < to; i++) {
        const double r = c->r[i];
        const uint64_t meets = -(uint64_t)((low <= r) & (r < high));
        c->word[i] ^= meets & samples_before((base + slope * r) * per_sample + c->start[i]);
    }
}

LATHE_CLONES static void turn_over_arc(const lazy_piece *q, double per_sample, lazy_scratch *c, uint32_t from, uint32_t to)
{
    const double low = q->low, high = q->high, base = q->base, middle = q->middle, square = q->square, side = q->side;
    for (uint32_t i = from; i < to; i++) {
        const double r = c->r[i], off = r - middle, under = square - off * off;
        const uint64_t meets = -(uint64_t)((low <= r) & (r < high));
        const double at = base + side * sqrt(under > 0 ? under : 0);
        c->word[i] ^= meets & samples_before(at * per_sample + c->start[i]);
    }
}

/* The row runs along the prism: it lies inside the profile or does not. Its s stands for where it is. */
static void turn_over_whole(const lazy_piece *q, const passage *p, const lazy_order *rows, lazy_scratch *c, uint32_t from,
                            uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        const double r = c->r[i], at = lazy_piece_at(q, r);
        const double here = p->s0 + p->s_y * rows->y[c->place[i]] + p->s_z * rows->z[c->place[i]];
        if (q->low <= r && r < q->high && at > here)
            c->word[i] = ~c->word[i];
    }
}

/* Between the prism's ends, where a row passes them on its way. */
static void cut_ends(const passage *p, const lazy_order *rows, lazy_scratch *c, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const double shift = rows->shift[c->place[i]];
        const double a = (p->low - c->depth[i]) / p->w_x - shift, b = (p->high - c->depth[i]) / p->w_x - shift;
        c->word[i] &= samples_before(a) ^ samples_before(b);
    }
}

/* All pieces of the outlines; NULL without memory. */
static lazy_piece *pieces_of(const lazy_profile *profile, lazy_scan scan, uint32_t *out_count, extent *out_r)
{
    uint32_t curves = 0, count = 0;
    for (uint32_t o = 0; o < profile->count; o++)
        curves += profile->outlines[o].count;
    lazy_piece *pieces = malloc(curves * LAZY_PIECES_A_CURVE * sizeof *pieces);
    if (!pieces)
        return NULL;
    for (uint32_t o = 0; o < profile->count; o++) {
        for (uint32_t k = 0; k < profile->outlines[o].count; k++)
            count += lazy_pieces_of(&profile->outlines[o].curves[k], scan, pieces + count);
    }
    *out_r = (extent){ INFINITY, -INFINITY };
    for (uint32_t i = 0; i < count; i++) {
        out_r->low = fmin(out_r->low, pieces[i].low);
        out_r->high = fmax(out_r->high, pieces[i].high);
    }
    *out_count = count;
    return pieces;
}

static void turn_over(lazy_scratch *c, const passage *p, const lazy_piece *q, walk w, uint32_t count)
{
    const uint32_t from = w.sorted ? first_not_below(c->r, count, q->low) : 0;
    const uint32_t to = w.sorted ? first_not_below(c->r, count, q->high) : count;
    if (!(p->s_x > 0))
        turn_over_whole(q, p, w.rows, c, from, to);
    else
        (q->side != 0 ? turn_over_arc : turn_over_line)(q, 1 / p->s_x, c, from, to);
}

lathe_status lazy_fill_prism(const lazy_sampler *s, const lazy_node *prism, const kernel_matrix *at, const box3 *box,
                             uint64_t *words, lathe_error *err)
{
    const passage p = passage_of(prism, at, box);
    const walk w = walk_of(s, &p);
    lazy_scratch *c = s->scratch;
    uint32_t pieces_count = 0;
    extent r;
    lazy_piece *pieces = pieces_of(prism->members[0]->node->profile, p.scan, &pieces_count, &r);
    if (!pieces)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for rows");
    const uint32_t count = pack_rows(s, &p, w, &r);
    for (uint32_t i = 0; i < pieces_count; i++)
        turn_over(c, &p, &pieces[i], w, count);
    free(pieces);
    if (p.w_x != 0)
        cut_ends(&p, w.rows, c, count);
    for (uint32_t i = 0; i < count; i++)
        words[w.rows->row[c->place[i]]] = c->word[i];
    return LATHE_OK;
}

void lazy_fill_ball(const lazy_sampler *s, const lazy_node *ball, const kernel_matrix *at, const box3 *box,
                    uint64_t *words)
{
    const lazy_order *rows = &s->by_z;
    const kernel_vec center = matrix_apply(at, ball->center);
    const double wide = (box->high[0] - box->low[0]) / 64, deep = box->high[1] - box->low[1],
                 tall = box->high[2] - box->low[2];
    for (uint32_t i = 0; i < s->count; i++) {
        const double y = box->low[1] + deep * rows->y[i] - center.y, z = box->low[2] + tall * rows->z[i] - center.z;
        const double square = ball->radius * ball->radius - y * y - z * z;
        if (square <= 0)
            continue;
        const double middle = (center.x - box->low[0]) / wide - rows->shift[i], half = sqrt(square) / wide;
        words[i] = samples_before(middle - half) ^ samples_before(middle + half);
    }
}
