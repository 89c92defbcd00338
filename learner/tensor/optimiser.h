/* optimiser.h: AdamW and the clipping of gradients over a list of parameters, as torch.optim.AdamW (Loshchilov and
 * Hutter 2019) and torch.nn.utils.clip_grad_norm_ compute them. Belongs to the thread of the context. */
#ifndef LATHE_LEARNER_TENSOR_OPTIMISER_H
#define LATHE_LEARNER_TENSOR_OPTIMISER_H

#include "learner/tensor/tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct adamw_options {
    double beta1, beta2, epsilon;
    double weight_decay; /* decoupled: parameter *= 1 - learning_rate * weight_decay */
} adamw_options;
#define ADAMW_OPTIONS_INIT { .beta1 = .9, .beta2 = .999, .epsilon = 1e-8, .weight_decay = .01 }

typedef struct adamw adamw;

/* Moments are zero and the step is 0. parameters [count] are borrowed and must outlive it. decays [count]
 * multiplies the weight decay of each; NULL: 1 everywhere. */
lathe_status adamw_new(tensor_context *c, tensor *const *parameters, const double *decays, size_t count,
                       const adamw_options *options, adamw **out, lathe_error *err);
void adamw_free(adamw *a); /* NULL is fine */
/* One update from the parameters' gradients; those without one are passed over, moments and step count included. */
lathe_status adamw_step(adamw *a, double learning_rate, lathe_error *err);
/* Moments of parameter i, in float32 (float64 for such parameters), owned by the optimiser; writable by
 * tensor_assign. */
void adamw_moments(adamw *a, size_t i, tensor **out_first, tensor **out_second);
/* Updates that parameter i has had. */
int64_t adamw_get_step(const adamw *a, size_t i);
void adamw_set_step(adamw *a, size_t i, int64_t step);

/* Scales all gradients by min(1, limit / (norm + 1e-6)), norm being the 2-norm over all of them together, which
 * *out_norm gets as it was before (not finite: the gradients are left alone). limit <= 0: only measures. */
lathe_status gradients_clip(tensor *const *parameters, size_t count, double limit, double *out_norm, lathe_error *err);
/* Drops all gradients. */
void gradients_clear(tensor *const *parameters, size_t count);

#ifdef __cplusplus
}
#endif
#endif
