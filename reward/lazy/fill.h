/* fill.h: internal to reward/lazy: the samples of one prism or ball. */
#ifndef LATHE_REWARD_LAZY_FILL_H
#define LATHE_REWARD_LAZY_FILL_H

#include "reward/lazy/bounds.h"
#include "reward/lazy/sampler.h"

/* The blocks of rows that may meet a solid which reaches so far, band by band. */
typedef struct lazy_window {
    uint32_t band, bands, first, last; /* cells of each band */
} lazy_window;

/* Of an order across z; y and z: what the solid reaches along each. */
lazy_window lazy_window_of(const lazy_order *o, const box3 *box, lazy_range y, lazy_range z);
/* Blocks [*out_from, *out_to) of the next band that has any; false where there is none. */
bool lazy_window_next(const lazy_order *o, lazy_window *window, uint32_t *out_from, uint32_t *out_to);

/* Sets the samples inside (or unsets: lazy_sampler.into) and leaves the others as they are; `at` is where the node stands. */
lathe_status lazy_fill_prism(const lazy_sampler *s, const lazy_node *prism, const kernel_matrix *at, const box3 *box,
                             uint64_t *words, lathe_error *err);
void lazy_fill_ball(const lazy_sampler *s, const lazy_node *ball, const kernel_matrix *at, const box3 *box,
                    uint64_t *words);

#endif
