/* sampler.h: internal to reward/lazy: where the rows of a grid lie, and rows of a solid there. */
#ifndef LATHE_REWARD_LAZY_SAMPLER_H
#define LATHE_REWARD_LAZY_SAMPLER_H

#include "reward/lazy/shape.h"
#include "reward/measure/rows.h"

/* Rows in some order, side by side so that a walk reads memory in its order. */
typedef struct lazy_order {
    uint32_t *row;         /* numbers */
    double *y, *z, *shift; /* in coordinates of the box; shift in samples */
} lazy_order;

/* Of a grid of one word a row. */
typedef struct lazy_sampler {
    row_grid grid;
    uint32_t count;
    lazy_order by_z, by_y; /* rising; z rises with the rows' numbers */
    struct lazy_scratch *scratch;
} lazy_sampler;

/* LATHE_E_INPUT for a grid of more words a row. */
lathe_status lazy_sampler_init(lazy_sampler *s, row_grid grid, lathe_error *err);
void lazy_sampler_clear(lazy_sampler *s);

/* Sets words[0..count) to the samples of the solid in the box. */
lathe_status lazy_sample(const lazy_sampler *s, const kernel_shape *solid, const box3 *box, uint64_t *words,
                         lathe_error *err);

#endif
