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
    kernel_operation into; /* KERNEL_FUSE: samples inside are set; KERNEL_CUT: they are unset */
    lazy_band *band; /* what filling uses over and over */
    struct lazy_spares *spares;
    int64_t deadline; /* clock_monotonic_ns; 0: none */
} lazy_sampler;

/* LATHE_E_INPUT for a grid of more words a row. */
lathe_status lazy_sampler_init(lazy_sampler *s, row_grid grid, lathe_error *err);
void lazy_sampler_clear(lazy_sampler *s);

/* FAILURE_TIMEOUT past a deadline that is not 0. */
lathe_status lazy_check_time(int64_t deadline, lathe_error *err);
/* Sets in words[0..count), which are 0, the samples of the solid in the box. FAILURE_TIMEOUT past the sampler's deadline. */
lathe_status lazy_sample(const lazy_sampler *s, const kernel_shape *solid, const box3 *box, uint64_t *words,
                         lathe_error *err);

#endif
