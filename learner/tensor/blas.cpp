/* blas.cpp: matrix products on CPU rows. libtorch splits none of them among threads when OpenBLAS keeps to one;
 * this does. */
#include "learner/tensor/kernels.hpp"

#include <dlfcn.h>

namespace shim {

namespace {

template <typename T>
using fortran_gemm = void (*)(const char *, const char *, const int *, const int *, const int *, const T *, const T *,
                              const int *, const T *, const int *, const T *, T *, const int *);

/* The BLAS that libtorch brought; a libtorch with a hidden one (MKL inside) gives NULL. */
template <typename T> fortran_gemm<T> find_gemm()
{
    static const fortran_gemm<T> found =
        reinterpret_cast<fortran_gemm<T>>(dlsym(RTLD_DEFAULT, sizeof(T) == sizeof(float) ? "sgemm_" : "dgemm_"));
    return found;
}

/* op(A) as libtorch's view of column-major memory: element (i, j) at a[i + j * lda]. */
template <typename T> at::Tensor column_major(const T *data, bool transpose, int64_t rows, int64_t columns, int64_t ld)
{
    auto options = at::TensorOptions().dtype(c10::CppTypeToScalarType<T>::value);
    T *memory = const_cast<T *>(data);
    return transpose ? at::from_blob(memory, { rows, columns }, { ld, 1 }, options)
                     : at::from_blob(memory, { rows, columns }, { 1, ld }, options);
}

} // namespace

template <typename T>
void gemm(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, T alpha, const T *a, int64_t lda,
          const T *b, int64_t ldb, T beta, T *c, int64_t ldc)
{
    if (fortran_gemm<T> call = find_gemm<T>()) {
        const int sizes[] = { static_cast<int>(m), static_cast<int>(n), static_cast<int>(k), static_cast<int>(lda),
                              static_cast<int>(ldb), static_cast<int>(ldc) };
        call(transpose_a ? "T" : "N", transpose_b ? "T" : "N", sizes, sizes + 1, sizes + 2, &alpha, a, sizes + 3, b,
             sizes + 4, &beta, c, sizes + 5);
        return;
    }
    c10::NoGradGuard without;
    at::Tensor out = column_major<T>(c, false, m, n, ldc);
    out.addmm_(column_major<T>(a, transpose_a, m, k, lda), column_major<T>(b, transpose_b, k, n, ldb), beta, alpha);
}

template void gemm<float>(bool, bool, int64_t, int64_t, int64_t, float, const float *, int64_t, const float *, int64_t,
                          float, float *, int64_t);
template void gemm<double>(bool, bool, int64_t, int64_t, int64_t, double, const double *, int64_t, const double *,
                           int64_t, double, double *, int64_t);

/* Row-major [rows, n] is column-major n x rows, so every product below reads with its factors exchanged. */

void rows_times_transposed(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias, at::Tensor &out)
{
    int64_t rows = x.size(0), in = x.size(1), units = weight.size(0);
    with_real(x, [&](auto tag) {
        using T = decltype(tag);
        const T *px = x.data_ptr<T>(), *pw = weight.data_ptr<T>();
        const T *pb = bias.numel() > 0 ? bias.data_ptr<T>() : nullptr;
        T *po = out.data_ptr<T>();
        share(rows, .03 * static_cast<double>(in * units), [&](int64_t begin, int64_t end) {
            if (pb != nullptr)
                loops<T>::fill_rows(po, pb, begin, end, units);
            gemm<T>(true, false, units, end - begin, in, 1, pw, in, px + begin * in, in, pb != nullptr ? 1 : 0,
                    po + begin * units, units);
        });
    });
}

void rows_times(const at::Tensor &grad, const at::Tensor &weight, at::Tensor &out)
{
    int64_t rows = grad.size(0), units = weight.size(0), in = weight.size(1);
    with_real(grad, [&](auto tag) {
        using T = decltype(tag);
        const T *pg = grad.data_ptr<T>(), *pw = weight.data_ptr<T>();
        T *po = out.data_ptr<T>();
        share(rows, .03 * static_cast<double>(in * units), [&](int64_t begin, int64_t end) {
            gemm<T>(false, false, in, end - begin, units, 1, pw, in, pg + begin * units, units, 0, po + begin * in, in);
        });
    });
}

void transposed_times(const at::Tensor &grad, const at::Tensor &x, bool add, at::Tensor &out)
{
    int64_t rows = grad.size(0), units = grad.size(1), in = x.size(1);
    with_real(grad, [&](auto tag) {
        using T = decltype(tag);
        const T *pg = grad.data_ptr<T>(), *px = x.data_ptr<T>();
        T *po = out.data_ptr<T>();
        share(units, .03 * static_cast<double>(in * rows), [&](int64_t begin, int64_t end) {
            gemm<T>(false, true, in, end - begin, rows, 1, px, in, pg + begin, units, add ? 1 : 0, po + begin * in, in);
        });
    });
}

at::Tensor column_sums(const at::Tensor &x)
{
    at::Tensor out = at::zeros({ x.size(1) }, x.options());
    with_real(x, [&](auto tag) {
        using T = decltype(tag);
        loops<T>::sum_rows(x.data_ptr<T>(), out.data_ptr<T>(), 0, x.size(0), x.size(1));
    });
    return out;
}

} // namespace shim
