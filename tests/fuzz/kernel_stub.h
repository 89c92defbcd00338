/* kernel_stub.h: a kernel that computes nothing, for fuzzing the interpreter and CadQuery's classes without OpenCASCADE.
 *
 * Shapes are a type and a number. What functions give follows from a seed alone: plausible values, sometimes awkward
 * ones, sometimes a refusal, as the real shim may refuse. Functions that return a status are written at build time from
 * the headers (kernel_stub.awk); the few others stand in kernel_stub.c. */
#ifndef LATHE_TESTS_FUZZ_KERNEL_STUB_H
#define LATHE_TESTS_FUZZ_KERNEL_STUB_H

#include <string.h>

#include "reward/kernel/curve_measure.h"
#include "reward/kernel/solid.h"
#include "reward/kernel/transform.h"

/* Begins a sequence of answers; everything made before must have been freed. */
void kernel_stub_seed(uint32_t seed);
/* Shapes, locations and lists that were made and not freed. */
long kernel_stub_alive(void);

lathe_status stub_refuse(const char *function, lathe_error *err);
void stub_fill_shape(const char *function, kernel_shape **out);
void stub_fill_list(const char *function, kernel_list *out);
void stub_fill_location(const char *function, kernel_location **out);
void stub_fill_transform(const char *function, kernel_transform **out);
void stub_fill_extent(const char *function, kernel_extent *out);
void stub_fill_double(const char *function, double *out);
void stub_fill_bool(const char *function, bool *out);
void stub_fill_u32(const char *function, uint32_t *out);
void stub_fill_int(const char *function, int *out);
void stub_fill_size(const char *function, size_t *out);
void stub_fill_vec(const char *function, kernel_vec *out);
void stub_fill_plane(const char *function, kernel_plane *out);
void stub_fill_matrix(const char *function, kernel_matrix *out);
void stub_fill_text(const char *function, const char **out);
/* Anything else stays as it is. */
void stub_fill_nothing(const char *function, const void *out);

#define STUB_REFUSE(function, err)                                                                                     \
    do {                                                                                                               \
        lathe_status stub_status = stub_refuse(function, err);                                                         \
        if (stub_status != LATHE_OK)                                                                                   \
            return stub_status;                                                                                        \
    } while (0)
#define STUB_FILL(function, out)                                                                                       \
    _Generic((out), kernel_shape **: stub_fill_shape, kernel_list *: stub_fill_list,                                   \
             kernel_transform **: stub_fill_transform, kernel_extent *: stub_fill_extent,                              \
             kernel_location **: stub_fill_location, double *: stub_fill_double, bool *: stub_fill_bool,               \
             uint32_t *: stub_fill_u32, int *: stub_fill_int, size_t *: stub_fill_size, kernel_vec *: stub_fill_vec,   \
             kernel_plane *: stub_fill_plane, kernel_matrix *: stub_fill_matrix, const char **: stub_fill_text,        \
             default: stub_fill_nothing)(function, out)

#endif
