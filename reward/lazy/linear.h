/* linear.h: internal to reward/lazy: numbers that are linear along rows, and the samples that they choose. */
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

/* At sample 0 of a row. */
static inline double lazy_linear_at(const lazy_linear *l, double y, double z, double shift)
{
    return l->at + l->by_y * y + l->by_z * z + l->by_sample * shift;
}

/* The first samples, those before position x. */
static inline uint64_t lazy_samples_until(double x)
{
    const double most = x < 64 ? x : 64;
    const int whole = (int)ceil(most > 0 ? most : 0);
    /* In two steps, since 64 is one more than a word can be shifted by. */
    return (UINT64_C(1) << (whole >> 1) << (whole - (whole >> 1))) - 1;
}

/* Those where at + by_sample * sample >= 0. */
static inline uint64_t lazy_samples_above(double at, double by_sample)
{
    if (by_sample == 0)
        return at >= 0 ? ~UINT64_C(0) : 0;
    const uint64_t until = lazy_samples_until(-at / by_sample);
    return by_sample > 0 ? ~until : until;
}

#endif
