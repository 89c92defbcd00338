/* turn.c: rows of what is revolved. Along a row the way along the axis (h) is linear. Pieces of the profile are met at it and say
 * how far from the axis the inside begins or ends; where rows run along the axis, they are met at the distance from it. */
#include "reward/lazy/fill.h"
#include "reward/lazy/linear.h"
#include "reward/lazy/revolved.h"
#include "reward/lazy/turned.h"

#include <stdlib.h>

/* The coordinate along an axis of the frame. */
static lazy_linear linear_of(const kernel_matrix *at, kernel_vec origin, kernel_vec axis, const box3 *box)
{
    const kernel_vec d = lazy_turn(at, axis);
    return lazy_linear_of(d, -vec_dot(d, matrix_apply(at, origin)), box);
}

/* The profile's pieces for the way that rows run; NULL without memory. */
static lazy_piece *pieces_of(const lazy_profile *p, lazy_scan scan, uint32_t *out_count)
{
    uint32_t curves = 0;
    for (uint32_t o = 0; o < p->count; o++)
        curves += p->outlines[o].count;
    lazy_piece *pieces = malloc(curves * LAZY_PIECES_A_CURVE * sizeof *pieces);
    *out_count = 0;
    for (uint32_t o = 0; pieces && o < p->count; o++) {
        for (uint32_t k = 0; k < p->outlines[o].count; k++)
            *out_count += lazy_pieces_of(&p->outlines[o].curves[k], scan, pieces + *out_count);
    }
    return pieces;
}

lathe_status lazy_fill_revolved(const lazy_sampler *s, const lazy_node *n, const kernel_matrix *at, const box3 *box,
                                uint64_t *words, lathe_error *err)
{
    const lazy_order *o = &s->across_z;
    const lazy_turned *turned = LATHE_TABLE_HERE(lazy_turned);
    const lazy_frame *f = &n->profile->frame;
    const double tilt = fabs(lazy_turn(at, f->y).x);
    lazy_course c = { .along = tilt >= 1 - 1e-14, .angle = n->angle };
    lazy_piece *pieces = pieces_of(n->profile, c.along ? (lazy_scan){ 0, 1 } : (lazy_scan){ 1, 0 }, &c.count);
    if (!pieces)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for rows");
    c.pieces = pieces;
    c.x = linear_of(at, f->origin, f->x, box);
    c.minus_z = linear_of(at, f->origin, vec_scale(f->z, -1), box);
    c.h = linear_of(at, f->origin, f->y, box);
    if (tilt <= LAZY_PARALLEL)
        c.h.by_sample = 0;
    const lazy_range y = lazy_revolved_range(n, at, (kernel_vec){ 0, 1, 0 }), z = lazy_revolved_range(n, at, (kernel_vec){ 0, 0, 1 });
    lazy_window window = lazy_window_of(o, box, y, z);
    for (uint32_t from, to; lazy_window_next(o, &window, &from, &to);) {
        turned->fill(&c, o, s->band, from, to);
        s->blocks->put(s->into, o, s->band, from, to, words);
    }
    free(pieces);
    return LATHE_OK;
}
