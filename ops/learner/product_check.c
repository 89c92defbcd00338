/* product_check.c: `lathe-learner doctor`: how fast this machine multiplies matrices. A libtorch without a fast BLAS is forty times
 * slower, and nothing else says so. `lathe doctor` asks. */
#include <stdio.h>

#include "base/clock.h"
#include "learner/tensor/tensor.h"
#include "ops/cli/inputs.h"
#include "ops/learner/learner_commands.h"

enum { SIZE = 768, ROUNDS = 12 };
static const double slow_gflops = 8; /* a core's reference BLAS does 1 to 2, a tuned one 20 and more */

static lathe_status measure(tensor_context *context, double *out_gflops, lathe_error *err)
{
    int64_t begun = 0;
    lathe_status st = LATHE_OK;

    for (int i = -2; st == LATHE_OK && i < ROUNDS; i++) {
        if (i == 0)
            begun = clock_monotonic_ns();
        tensor_scope_open(context, TENSOR_SCOPE_NO_GRADIENT);
        tensor *a = tensor_full(context, TENSOR_FLOAT32, TENSOR_SHAPE(SIZE, SIZE), 1.0);
        tensor_matmul(a, a);
        st = tensor_scope_close(context, err);
    }
    if (st == LATHE_OK)
        *out_gflops = 2.0 * SIZE * SIZE * SIZE * ROUNDS / (double)(clock_monotonic_ns() - begun);
    return st;
}

static lathe_status doctor(const arguments *a, lathe_error *err)
{
    tensor_options options = {.device = "cpu", .type = TENSOR_FLOAT32, .threads = 1};
    tensor_context *context = NULL;
    double gflops = 0;

    (void)a;
    lathe_status st = tensor_context_new(&options, &context, err);
    if (st == LATHE_OK)
        st = measure(context, &gflops, err);
    tensor_context_free(context);
    if (st != LATHE_OK)
        return st;
    printf("libtorch %s, product of matrices %.1f GFLOP/s a core%s\n", tensor_library_version(), gflops,
           gflops < slow_gflops ? ": too slow, install libopenblas0-pthread" : "");
    if (gflops < slow_gflops)
        return lathe_fail(err, LATHE_E_IO, "libtorch has no fast BLAS");
    return LATHE_OK;
}

const cli_command learner_command_doctor = {
    .name = "doctor", .usage = "", .summary = "measure a product of matrices", .example = "doctor", .run = doctor};
