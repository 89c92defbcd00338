/* blocks.h: internal to reward/lazy: what is done to the rows of one band, several at a time, by code for
 * the processor at hand. */
#ifndef LATHE_REWARD_LAZY_BLOCKS_H
#define LATHE_REWARD_LAZY_BLOCKS_H

#include "base/processor.h"
#include "reward/lazy/order.h"
#include "reward/lazy/pieces.h"

/* How a row runs in a prism's frame: at sample position x (in samples, from the box), of a row at (y, z) of the box. */
typedef struct lazy_passage {
    lazy_scan scan;
    double s0, s_y, s_z;    /* s where the row enters the box */
    double r0, r_y, r_z;    /* its scan coordinate */
    double w0, w_y, w_z;    /* its depth along the prism */
    double s_x, w_x;        /* a sample, in units of s and of depth; 0 where the row runs along or across the prism */
    double low, high;       /* depths of the prism's ends */
} lazy_passage;

typedef struct lazy_ball_passage {
    double x, y, z, square;  /* centre, seen from the box's corner, and radius squared */
    double wide, deep, tall; /* a sample; the box */
} lazy_ball_passage;

/* A number by the row's y and z, in coordinates of the box, and the place along it, in samples. */
typedef struct lazy_linear {
    double at, by_y, by_z, by_sample;
} lazy_linear;

/* Rows of one band under way: those of block b of the order are the LANES from (b - from) * LANES on. Whole aligned blocks. */
typedef struct lazy_band {
    _Alignas(LANES * sizeof(double)) double r[LAZY_BAND_MAX]; /* the scan line's coordinate */
    /* Minus s where the row's sample 0 would be, unshifted, in samples, minus the shift; of rows along the prism s itself. */
    _Alignas(LANES * sizeof(double)) double start[LAZY_BAND_MAX];
    _Alignas(LANES * sizeof(double)) uint64_t word[LAZY_BAND_MAX];
} lazy_band;

typedef struct lazy_blocks {
    /* Sets up blocks [from, to) of the order, without samples. */
    void (*begin)(const lazy_passage *p, const lazy_order *o, lazy_band *band, uint32_t from, uint32_t to);
    /* Turns over the samples before the piece in the band's blocks [from, to), in rows that meet it; of rows along the prism
     * all samples where they lie before it. */
    void (*line)(const lazy_piece *q, double s_x, lazy_band *band, uint32_t from, uint32_t to);
    void (*arc)(const lazy_piece *q, double s_x, lazy_band *band, uint32_t from, uint32_t to);
    /* Those between both sides of a disc. */
    void (*disc)(const lazy_piece *q, double s_x, lazy_band *band, uint32_t from, uint32_t to);
    /* Leaves the samples between the prism's ends. */
    void (*cut)(const lazy_passage *p, const lazy_order *o, lazy_band *band, uint32_t from, uint32_t to);
    /* Sets the samples of blocks [from, to) to those in the ball. */
    void (*ball)(const lazy_ball_passage *p, const lazy_order *o, lazy_band *band, uint32_t from, uint32_t to);
    /* Leaves the samples of blocks [from, to) where the number is not below 0. */
    void (*above)(const lazy_linear *l, const lazy_order *o, lazy_band *band, uint32_t from, uint32_t to);
    /* Sets the samples of blocks [from, to), which the band holds, in the words of their rows; with KERNEL_CUT unsets them. */
    void (*put)(kernel_operation into, const lazy_order *o, const lazy_band *band, uint32_t from, uint32_t to, uint64_t *words);
    /* into = into or with, into without with, into and with. */
    void (*combine)(kernel_operation operation, uint64_t *into, const uint64_t *with, uint32_t count);
} lazy_blocks;

LATHE_TABLES(lazy_blocks, lazy_blocks);

#endif
