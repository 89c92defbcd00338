/* evaluate.h: how good the policy's scripts are on held-back examples: greedy, and sampled at a temperature.
 *
 * Samples and scores pass through the ports under purposes SAMPLE_HELD_GREEDY and SAMPLE_HELD_SAMPLED, and repeat from stored
 * rows as a training step's do. */
#ifndef LATHE_LEARNER_TRAIN_EVALUATE_H
#define LATHE_LEARNER_TRAIN_EVALUATE_H

#include "learner/train/trainer.h"

enum { EVALUATE_METRICS = 9 };

/* Both evaluations of the first options->examples held-back examples, as part of (t->stage, step). default_max_tokens is used where
 * the options have none. */
lathe_status evaluate_held(const trainer *t, const evaluation_options *options, uint32_t default_max_tokens, uint32_t step,
                           evaluation_result *out, lathe_error *err);
/* held/{greedy,sampled}/{iou_mean,valid_rate}, held/examples, held/unscored for a step's report. Returns how many were written. */
uint32_t evaluate_metrics(const evaluation_result *r, metric out[EVALUATE_METRICS]);

#endif
