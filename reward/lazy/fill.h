/* fill.h: internal to reward/lazy: the samples of one prism or ball. */
#ifndef LATHE_REWARD_LAZY_FILL_H
#define LATHE_REWARD_LAZY_FILL_H

#include "reward/lazy/sampler.h"

enum { LAZY_MAX_ROWS = 16384 };

/* Rows that meet a solid at all, packed. */
typedef struct lazy_scratch {
    double r[LAZY_MAX_ROWS];     /* the scan line's coordinate */
    double start[LAZY_MAX_ROWS]; /* minus s where the row's sample 0 would be unshifted, in samples, minus the shift */
    double depth[LAZY_MAX_ROWS]; /* along the prism, where the row begins */
    uint32_t place[LAZY_MAX_ROWS]; /* in the order of the rows */
    uint64_t word[LAZY_MAX_ROWS];
} lazy_scratch;

/* Into words that are 0; `at` is where the node stands. */
lathe_status lazy_fill_prism(const lazy_sampler *s, const lazy_node *prism, const kernel_matrix *at, const box3 *box,
                             uint64_t *words, lathe_error *err);
void lazy_fill_ball(const lazy_sampler *s, const lazy_node *ball, const kernel_matrix *at, const box3 *box,
                    uint64_t *words);

#endif
