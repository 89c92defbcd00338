/* ppo_update.h: the updates of one PPO step: epochs, minibatches, micro-batches. */
#ifndef LATHE_LEARNER_TRAIN_PPO_UPDATE_H
#define LATHE_LEARNER_TRAIN_PPO_UPDATE_H

#include "learner/train/experience.h"
#include "learner/train/stage.h"

/* Means over the updates of a step. */
typedef struct ppo_figures {
    double policy_loss, value_loss, kl_loss, ce_loss, entropy;
    double clipped_low, clipped_high, approx_kl;
    double ratio_mean, ratio_max;
    double difference_mean, difference_max; /* |logp - sampler's logp| of the first minibatch before the first update */
    double gradient_norm;
    uint32_t updates;
} ppo_figures;

typedef struct ppo_truths {
    const token_sequence *sequences; /* truths of the step's prompts, those that have one */
    uint32_t count;
    double coefficient;
} ppo_truths;

/* step: from 1; value_only: trains the value head alone. */
lathe_status ppo_update(stage_run *run, const ppo_options *options, const experience *e, const ppo_truths *truths,
                        uint32_t step, double rate, bool value_only, ppo_figures *out, lathe_error *err);

#endif
