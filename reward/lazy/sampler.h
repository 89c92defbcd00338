/* sampler.h: internal to reward/lazy: where the rows of a grid lie, and rows of a solid there. */
#ifndef LATHE_REWARD_LAZY_SAMPLER_H
#define LATHE_REWARD_LAZY_SAMPLER_H

#include "reward/lazy/blocks.h"

/* Of a grid of one word a row. */
typedef struct lazy_sampler {
    row_grid grid;
    uint32_t count;
    lazy_order across_z, across_y;
    const lazy_blocks *blocks;
    lazy_band *band; /* what filling uses over and over */
    struct lazy_spares *spares;
} lazy_sampler;

/* LATHE_E_INPUT for a grid of more words a row. */
lathe_status lazy_sampler_init(lazy_sampler *s, row_grid grid, lathe_error *err);
void lazy_sampler_clear(lazy_sampler *s);

/* Sets in words[0..count), which are 0, the samples of the solid in the box. */
lathe_status lazy_sample(const lazy_sampler *s, const kernel_shape *solid, const box3 *box, uint64_t *words,
                         lathe_error *err);

#endif
