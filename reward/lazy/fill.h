/* fill.h: internal to reward/lazy: the samples of one prism or ball. */
#ifndef LATHE_REWARD_LAZY_FILL_H
#define LATHE_REWARD_LAZY_FILL_H

#include "reward/lazy/sampler.h"

/* Sets the samples of blocks [from, to), which the band holds, in the words of their rows. */
void lazy_put_blocks(const lazy_order *o, const lazy_band *band, uint32_t from, uint32_t to, uint64_t *words);

/* Sets the samples inside and leaves the others as they are; `at` is where the node stands. */
lathe_status lazy_fill_prism(const lazy_sampler *s, const lazy_node *prism, const kernel_matrix *at, const box3 *box,
                             uint64_t *words, lathe_error *err);
void lazy_fill_ball(const lazy_sampler *s, const lazy_node *ball, const kernel_matrix *at, const box3 *box,
                    uint64_t *words);

#endif
