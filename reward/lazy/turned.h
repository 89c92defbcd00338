/* turned.h: internal to reward/lazy: what is revolved, several rows at a time, by code for the processor at hand.
 *
 * At sample s of a row, the distance from the axis is the length of (x, minus_z), and h the way along it: each linear in s. A
 * piece of the profile says at h how far from the axis the inside begins or ends. */
#ifndef LATHE_REWARD_LAZY_TURNED_H
#define LATHE_REWARD_LAZY_TURNED_H

#include "reward/lazy/blocks.h"

typedef struct lazy_course {
    lazy_linear x, minus_z, h;
    const lazy_piece *pieces; /* met at h; where rows run along the axis at minus the distance from it */
    uint32_t count;
    bool along;               /* rows run along the axis; x and minus_z are constant */
    double angle;
} lazy_course;

typedef struct lazy_turned {
    /* Sets the samples of blocks [from, to) of the order to those inside. */
    void (*fill)(const lazy_course *c, const lazy_order *o, lazy_band *band, uint32_t from, uint32_t to);
} lazy_turned;

LATHE_TABLES(lazy_turned, lazy_turned);

#endif
