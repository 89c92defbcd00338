/* lanes.h: numbers side by side. In memory they lie in blocks of LANES; a vector holds LANES_AT_ONCE of them, as many as the
 * processor at hand has in one register. Files that use vectors are compiled for several processors (lathe_processor_objects).
 * Every lane is computed as it would be alone and nothing is contracted, so that results are the same to the bit whichever is
 * chosen. */
#ifndef LATHE_BASE_LANES_H
#define LATHE_BASE_LANES_H

#include <math.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

enum { LANES = 8 };

/* Vectors wider than the registers would be compared lane by lane. */
#if defined(__AVX512DQ__)
enum { LANES_AT_ONCE = 8 };
#define LANES_NUMBERED ((lane_numbers){ 0, 1, 2, 3, 4, 5, 6, 7 })
#elif defined(__AVX2__)
enum { LANES_AT_ONCE = 4 };
#define LANES_NUMBERED ((lane_numbers){ 0, 1, 2, 3 })
#else
enum { LANES_AT_ONCE = 2 };
#define LANES_NUMBERED ((lane_numbers){ 0, 1 })
#endif

typedef double lane_numbers __attribute__((vector_size(8 * LANES_AT_ONCE)));
typedef int64_t lane_masks __attribute__((vector_size(8 * LANES_AT_ONCE))); /* of a comparison: -1 where it holds */
typedef uint64_t lane_words __attribute__((vector_size(8 * LANES_AT_ONCE)));
_Static_assert(sizeof(lane_numbers) == LANES_AT_ONCE * sizeof(double) && LANES % LANES_AT_ONCE == 0, "vectors fill a block");

/* Macros, since functions cannot pass such vectors on every processor alike. */
#define LANES_ALL(x) ((lane_numbers){ 0 } + (x))
#define LANES_WHERE(mask, x) ((lane_numbers)((lane_masks)(x) & (mask)))
/* The vector that lies at `p`, a place in blocks that are aligned as blocks are. */
#define LANES_NUMBERS(p) (*(lane_numbers *)(p))
#define LANES_WORDS(p) (*(lane_words *)(p))

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
    return (unsigned)_mm256_movemask_pd((__m256d)*mask);
#elif defined(__SSE2__)
    return (unsigned)_mm_movemask_pd((__m128d)*mask);
#else
    unsigned bits = 0;
    for (int i = 0; i < LANES_AT_ONCE; i++)
        bits |= (unsigned)((*mask)[i] & 1) << i;
    return bits;
#endif
}

static inline __attribute__((always_inline)) void lanes_roots(lane_numbers *x)
{
    for (int i = 0; i < LANES_AT_ONCE; i++)
        (*x)[i] = sqrt((*x)[i]);
}

#endif
