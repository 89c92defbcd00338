/* loops.h: the CPU's loops behind network.h, over ranges of rows, so that callers share the rows out among
 * threads.
 *
 * Every function exists as NAME_f32 and NAME_f64. Sums run in eight fixed lanes, so that results do not depend on
 * the width of the host's vectors. No allocation, no failure; ranges are [begin, end). */
#ifndef LATHE_LEARNER_TENSOR_LOOPS_H
#define LATHE_LEARNER_TENSOR_LOOPS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where the heads of one packed row stand: heads queries, then kv_heads keys, then kv_heads values. */
typedef struct loops_heads {
    int64_t heads, kv_heads, head_dim;
} loops_heads;

#define LOOPS_DECLARE(REAL, SUFFIX)                                                                                 \
    /* out = x * inverse * weight, inverse[row] = 1 / sqrt(mean(x^2) + epsilon); rows of `width`. */                \
    void loops_rms_forward_##SUFFIX(const REAL *x, const REAL *weight, double epsilon, REAL *out, REAL *inverse,    \
                                    int64_t begin, int64_t end, int64_t width);                                     \
    /* Writes grad_x, adds to grad_weight [width]. */                                                               \
    void loops_rms_backward_##SUFFIX(const REAL *grad, const REAL *x, const REAL *weight, const REAL *inverse,      \
                                     REAL *grad_x, REAL *grad_weight, int64_t begin, int64_t end, int64_t width);   \
    /* x [rows, 2 width] -> out [rows, width] = silu(first half) * second half. */                                  \
    void loops_swiglu_forward_##SUFFIX(const REAL *x, REAL *out, int64_t begin, int64_t end, int64_t width);        \
    void loops_swiglu_backward_##SUFFIX(const REAL *grad, const REAL *x, REAL *grad_x, int64_t begin, int64_t end,  \
                                        int64_t width);                                                             \
    /* Turns the query and key heads of each row; direction 1, or -1 for the gradient. cosine, sine: [positions,     \
     * head_dim / 2]. */                                                                                            \
    void loops_rotate_##SUFFIX(const REAL *x, REAL *out, loops_heads h, const int32_t *positions,                   \
                               const double *cosine, const double *sine, int direction, int64_t begin, int64_t end); \
    /* Row r of s [rows, stride] holds scores of which the first `visible` + r count: makes them                    \
     * exp(scale s - logsum), and the rest up to `width` 0. logsum[r * logsum_stride] receives the logarithm of the sum. */                        \
    void loops_causal_softmax_##SUFFIX(REAL *s, int64_t rows, int64_t stride, int64_t visible, int64_t width,       \
                                       REAL scale, REAL *logsum, int64_t logsum_stride);                            \
    /* The same probabilities again from the stored logarithms. */                                                  \
    void loops_causal_again_##SUFFIX(REAL *s, int64_t rows, int64_t stride, int64_t visible, int64_t width,         \
                                     REAL scale, const REAL *logsum, int64_t logsum_stride);                        \
    /* grad_s = p * (grad_p - sum(grad_out * out)) * scale, into grad_p; grad_out, out have a row of `dim` for each. */ \
    void loops_softmax_backward_##SUFFIX(const REAL *p, REAL *grad_p, int64_t rows, int64_t stride, int64_t width,  \
                                         REAL scale, const REAL *grad_out, const REAL *out, int64_t out_stride,     \
                                         int64_t dim);                                                              \
    /* One query row over `length` cached positions of one key-value head: keys, values [length, dim]; scores        \
     * has room for length. */                                                                                      \
    void loops_attend_##SUFFIX(const REAL *query, const REAL *keys, const REAL *values, int64_t length,             \
                               int64_t dim, REAL scale, REAL *scores, REAL *out);                                   \
    /* out[row] = bias for each row. */                                                                             \
    void loops_fill_rows_##SUFFIX(REAL *out, const REAL *bias, int64_t begin, int64_t end, int64_t width);          \
    /* out [width] += sum over rows [begin, end) of x. */                                                           \
    void loops_sum_rows_##SUFFIX(const REAL *x, REAL *out, int64_t begin, int64_t end, int64_t width);              \
    /* AdamW on n numbers; scale1 = 1 / (1 - beta1^t), scale2 = 1 / sqrt(1 - beta2^t). */                           \
    void loops_adamw_##SUFFIX(REAL *parameter, const REAL *grad, REAL *first, REAL *second, int64_t n, double rate, \
                              double decay, double beta1, double beta2, double epsilon, double scale1, double scale2);

LOOPS_DECLARE(float, f32)
LOOPS_DECLARE(double, f64)
#undef LOOPS_DECLARE

#ifdef __cplusplus
}
#endif
#endif
