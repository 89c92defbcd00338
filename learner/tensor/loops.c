/* loops.c: the loops of loops.h, made for float and double from loops.inc. */
#include "learner/tensor/loops.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
/* Wider vectors where the host has them. -ffp-contract=off and the fixed lanes keep the results the same. */
#define LOOPS_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define LOOPS_WIDE
#endif
#define LOOPS_JOIN(name, suffix) LOOPS_JOIN_(name, suffix)
#define LOOPS_JOIN_(name, suffix) loops_##name##_##suffix
#define LOOPS(name) LOOPS_JOIN(name, SUFFIX)
enum { LANES = 8, WIDEST = 32 };

/* exp for x <= 88 without branches, so that loops over it become vector code. x = n ln 2 + r, |r| <= ln 2 / 2;
 * exp(r) by its Taylor polynomial of degree 7 (remainder below 6e-9), 2^n through the exponent's bits. */
static inline __attribute__((always_inline)) float loops_exp_f32(float x)
{
    const float shift = 12582912.f; /* 1.5 * 2^23: adding it rounds to an integer */
    x = x > 88.f ? 88.f : x;
    x = x < -87.f ? -87.f : x;
    float n = (x * 1.44269504088896341f + shift) - shift;
    float r = (x - n * .693145751953125f) - n * 1.428606765330187e-6f;
    float p = 1.f / 5040;
    p = p * r + 1.f / 720;
    p = p * r + 1.f / 120;
    p = p * r + 1.f / 24;
    p = p * r + 1.f / 6;
    p = p * r + .5f;
    p = p * r + 1.f;
    p = p * r + 1.f;
    int32_t bits = ((int32_t)n + 127) << 23;
    float power;
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

static inline __attribute__((always_inline)) double loops_exp_f64(double x)
{
    return exp(x);
}

static inline __attribute__((always_inline)) float loops_root_f32(float x)
{
    return sqrtf(x);
}

static inline __attribute__((always_inline)) double loops_root_f64(double x)
{
    return sqrt(x);
}

#define REAL float
#define SUFFIX f32
#include "learner/tensor/loops.inc"
#undef REAL
#undef SUFFIX
#define REAL double
#define SUFFIX f64
#include "learner/tensor/loops.inc"
