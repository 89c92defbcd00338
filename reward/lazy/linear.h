/* linear.h: internal to reward/lazy: numbers that are linear along rows. */
#ifndef LATHE_REWARD_LAZY_LINEAR_H
#define LATHE_REWARD_LAZY_LINEAR_H

#include "reward/lazy/sampler.h"

/* Of points p in a box: offset + direction . p */
static inline lazy_linear lazy_linear_of(kernel_vec direction, double offset, const box3 *box)
{
    const kernel_vec corner = { box->low[0], box->low[1], box->low[2] };
    return (lazy_linear){ offset + vec_dot(direction, corner), direction.y * (box->high[1] - box->low[1]),
                          direction.z * (box->high[2] - box->low[2]), direction.x * (box->high[0] - box->low[0]) / 64 };
}

#endif
