/* philox.h: Philox4x32-10, the only randomness of lathe.
 *
 * J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 * A number is a pure function of (seed, purpose, stage, step, sample, position), so that streams never collide and
 * a resumed run draws what the interrupted one would have drawn. Thread-safe: there is no state but the caller's. */
#ifndef LATHE_BASE_PHILOX_H
#define LATHE_BASE_PHILOX_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Stored nowhere, but part of every run's reproducibility: never renumber. */
typedef enum philox_purpose {
    PHILOX_INIT = 1,       /* parameters of a model */
    PHILOX_SHUFFLE = 2,    /* order of examples */
    PHILOX_SAMPLE = 3,     /* tokens */
    PHILOX_SYNTHESISE = 4, /* procedural parts */
    PHILOX_POINTS = 5,     /* points on surfaces */
    PHILOX_AUDIT = 6,      /* which samples are scored both ways */
    PHILOX_TEST = 15,
} philox_purpose;

/* The raw block function: out = Philox4x32-10(counter, key). */
void philox_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/* One stream; plain data, copy to fork. Draws advance `position`. */
typedef struct philox_stream {
    uint64_t seed;
    uint32_t high;   /* purpose << 24 | stage */
    uint32_t step, sample;
    uint32_t position; /* in blocks of four words */
    uint32_t buffered[4];
    uint32_t buffered_count;
} philox_stream;

/* stage < 2^24. position is the token for PHILOX_SAMPLE, 0 for streams that are read on and on. */
philox_stream philox_stream_at(uint64_t seed, philox_purpose purpose, uint32_t stage, uint32_t step, uint32_t sample,
                               uint32_t position);
uint32_t philox_u32(philox_stream *s);
uint64_t philox_u64(philox_stream *s);
/* Uniform in [0, 1), 53 bits. */
double philox_uniform(philox_stream *s);
/* Uniform integer in [0, bound); bound > 0. Bias below bound / 2^64. */
uint64_t philox_below(philox_stream *s, uint64_t bound);
/* Standard normal by Box and Muller (1958); one draw a call. */
double philox_normal(philox_stream *s);
/* Fisher-Yates over values[0..count). */
void philox_shuffle(philox_stream *s, uint32_t *values, uint32_t count);

#ifdef __cplusplus
}
#endif
#endif
