/* losses.h: the losses of reference/losses.md as tensors.
 *
 * Token figures are [rows, length] of one float type. Aggregation divides by the *whole* minibatch's counts, which the caller
 * gives, so that the losses of micro-batches add up to the loss of the minibatch and so do their gradients. Results belong to the
 * innermost scope, failures mark it (tensor.h). */
#ifndef LATHE_LEARNER_TRAIN_LOSSES_H
#define LATHE_LEARNER_TRAIN_LOSSES_H

#include "learner/tensor/tensor.h"
#include "learner/train/options.h"

/* What a sum over tokens is divided by. */
typedef struct loss_scale {
    loss_aggregation aggregation;
    double tokens;       /* unmasked, of the whole minibatch */
    double sequences;    /* of the whole minibatch */
    double fixed_length; /* LOSS_FIXED_LENGTH */
} loss_scale;

/* values, mask [B, T] -> scalar. */
tensor *loss_aggregate(tensor *values, tensor *mask, loss_scale scale);

typedef struct loss_clip {
    double low, high; /* bounds of the ratio are 1 - low and 1 + high */
    double dual;      /* c: at negative advantages the loss is at most -c * advantage; 0: off */
    double delta;     /* bounds the ratio from above in the unclipped term only; 0: off */
    double log_bound; /* log-ratios are clamped to +- this; 0: off */
} loss_clip;

typedef struct loss_policy_terms {
    tensor *loss;     /* per token: -min(r A, clip(r) A) and its bounds */
    tensor *ratio;    /* r = exp(logp - old) */
    tensor *clipped_low, *clipped_high; /* 1 where the clipped term is the greater loss and A < 0, A > 0 */
} loss_policy_terms;
loss_policy_terms loss_policy(tensor *logp, tensor *old, tensor *advantages, loss_clip clip);

/* 1/2 max((V - R)^2, (clip(V, old +- clip) - R)^2) per token; clip 0: no clipping. */
tensor *loss_value(tensor *values, tensor *old, tensor *returns, double clip);

/* Estimates of the distance to the reference per token. */
tensor *loss_kl(tensor *logp, tensor *reference, kl_estimator estimator);

#endif
