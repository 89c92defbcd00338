/* kernels.hpp: the C loops and BLAS by element type, for the network's nodes. */
#ifndef LATHE_LEARNER_TENSOR_KERNELS_HPP
#define LATHE_LEARNER_TENSOR_KERNELS_HPP

#include "learner/tensor/internal.hpp"
#include "learner/tensor/loops.h"

namespace shim {

template <typename T> struct loops;
#define LOOPS_OF(T, suffix)                                                         \
    template <> struct loops<T> {                                                   \
        static constexpr auto rms_forward = loops_rms_forward_##suffix;             \
        static constexpr auto rms_backward = loops_rms_backward_##suffix;           \
        static constexpr auto swiglu_forward = loops_swiglu_forward_##suffix;       \
        static constexpr auto swiglu_backward = loops_swiglu_backward_##suffix;     \
        static constexpr auto rotate = loops_rotate_##suffix;                       \
        static constexpr auto causal_softmax = loops_causal_softmax_##suffix;       \
        static constexpr auto causal_again = loops_causal_again_##suffix;           \
        static constexpr auto softmax_backward = loops_softmax_backward_##suffix;   \
        static constexpr auto attend = loops_attend_##suffix;                       \
        static constexpr auto fill_rows = loops_fill_rows_##suffix;                 \
        static constexpr auto sum_rows = loops_sum_rows_##suffix;                   \
        static constexpr auto adamw = loops_adamw_##suffix;                         \
    };
LOOPS_OF(float, f32)
LOOPS_OF(double, f64)
#undef LOOPS_OF

/* Calls body(T{}) with T the tensor's element type; has_loops(t) holds. */
template <typename Body> void with_real(const at::Tensor &t, Body body)
{
    if (t.scalar_type() == at::kFloat)
        body(float{});
    else
        body(double{});
}

/* C = alpha op(A) op(B) + beta C, column-major, op(A) m x k, op(B) k x n, on the calling thread. */
template <typename T>
void gemm(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, T alpha, const T *a, int64_t lda,
          const T *b, int64_t ldb, T beta, T *c, int64_t ldc);

/* Shares [0, count) out among the threads in equal runs; `cost` is roughly the nanoseconds of one element. */
template <typename Body> void share(int64_t count, double cost, const Body &body)
{
    int64_t grain = static_cast<int64_t>(20000. / cost) + 1; /* below 20 us waking a thread costs more than it saves */
    at::parallel_for(0, count, grain, body);
}

/* Products of the linear layer over packed rows, shared out among the threads. bias: empty or undefined where
 * there is none. */
void rows_times_transposed(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias, at::Tensor &out);
void rows_times(const at::Tensor &grad, const at::Tensor &weight, at::Tensor &out);
/* out [O, I] (+)= grad [N, O]^T x [N, I] */
void transposed_times(const at::Tensor &grad, const at::Tensor &x, bool add, at::Tensor &out);
at::Tensor column_sums(const at::Tensor &x);

} // namespace shim

#endif
