/* sampler.h: internal to reward/lazy: where the rows of a grid lie, and rows of a solid there. */
#ifndef LATHE_REWARD_LAZY_SAMPLER_H
#define LATHE_REWARD_LAZY_SAMPLER_H

#include "reward/lazy/shape.h"
#include "reward/measure/rows.h"

/* Of a grid of one word a row, in coordinates of the box. */
typedef struct lazy_sampler {
    row_grid grid;
    uint32_t count;
    double *y, *z, *shift;  /* [count]; of rows by number: z rises */
    uint32_t *by_y;         /* row numbers by rising y */
    struct lazy_scratch *scratch;
} lazy_sampler;

/* LATHE_E_INPUT for a grid of more words a row. */
lathe_status lazy_sampler_init(lazy_sampler *s, row_grid grid, lathe_error *err);
void lazy_sampler_clear(lazy_sampler *s);

/* Sets words[0..count) to the samples of the solid in the box. */
lathe_status lazy_sample(const lazy_sampler *s, const kernel_shape *solid, const box3 *box, uint64_t *words,
                         lathe_error *err);
/* A box that holds the solid. */
box3 lazy_bounds(const kernel_shape *solid);

#endif
