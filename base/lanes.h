/* lanes.h: eight numbers side by side. Files that use them are compiled for several processors (lathe_processor_objects), and
 * the compiler makes of these what each has. Every lane is computed as it would be alone and nothing is contracted, so that
 * results are the same to the bit whichever is chosen. */
#ifndef LATHE_BASE_LANES_H
#define LATHE_BASE_LANES_H

#include <math.h>
#include <stdint.h>
#if defined(__AVX2__)
#include <immintrin.h>
#endif

enum { LANES = 8 };

typedef double lane_numbers __attribute__((vector_size(64)));
typedef int64_t lane_masks __attribute__((vector_size(64))); /* of a comparison: -1 where it holds */
typedef uint64_t lane_words __attribute__((vector_size(64)));
_Static_assert(sizeof(lane_numbers) == LANES * sizeof(double), "a vector is as wide as the lanes");

/* Macros, since functions cannot pass such vectors on every processor alike. */
#define LANES_ALL(x) ((lane_numbers){ 0 } + (x))
#define LANES_WHERE(mask, x) ((lane_numbers)((lane_masks)(x) & (mask)))

/* Sets *out to the first samples of each row, those before position x. */
static inline __attribute__((always_inline)) void lanes_samples_before(const lane_numbers *x, lane_words *out)
{
    /* What is added rounds to a whole number, which is then the low bits. From 64 on it stays 0, and no bit is shifted out. */
    const lane_numbers whole = LANES_ALL(0x1p52), within = LANES_WHERE(*x < LANES_ALL(64), *x), sum = within + whole;
    const lane_masks before = (lane_masks)sum - (sum - whole < within);
    *out = (lane_words)(*x > LANES_ALL(0)) & (~(lane_words){ 0 } >> (lane_words)(-before & 63));
}

/* Sets *out to the samples of each row where a number that is `at` at sample 0 and rises by `by` with each is not below 0. */
static inline __attribute__((always_inline)) void lanes_samples_above(const lane_numbers *at, double by, lane_words *out)
{
    if (by == 0) {
        *out = (lane_words)(*at >= LANES_ALL(0));
        return;
    }
    const lane_numbers crossed = *at * (-1 / by);
    lane_words before;
    lanes_samples_before(&crossed, &before);
    *out = by > 0 ? ~before & (lane_words)(*at == *at) : before;
}

/* Bit i is lane i of a mask. */
static inline __attribute__((always_inline)) unsigned lanes_bits(const lane_masks *mask)
{
#if defined(__AVX512DQ__)
    return _mm512_movepi64_mask((__m512i)*mask);
#elif defined(__AVX2__)
    __m256d halves[2];
    __builtin_memcpy(halves, mask, sizeof halves);
    return (unsigned)_mm256_movemask_pd(halves[0]) | (unsigned)_mm256_movemask_pd(halves[1]) << 4;
#else
    unsigned bits = 0;
    for (int i = 0; i < LANES; i++)
        bits |= (unsigned)((*mask)[i] & 1) << i;
    return bits;
#endif
}

static inline __attribute__((always_inline)) void lanes_roots(lane_numbers *x)
{
    for (int i = 0; i < LANES; i++)
        (*x)[i] = sqrt((*x)[i]);
}

#endif
