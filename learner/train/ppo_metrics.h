/* ppo_metrics.h: what a PPO step reports; the names are those of reference/losses.md. */
#ifndef LATHE_LEARNER_TRAIN_PPO_METRICS_H
#define LATHE_LEARNER_TRAIN_PPO_METRICS_H

#include "learner/train/ppo_update.h"

/* reward/..., iou/..., valid_rate, failure/<kind> (shares of all samples), response_length/..., staleness/... */
void ppo_note_samples(stage_run *run, const step_samples *samples, uint32_t group);
/* kl, entropy, losses, ratios, clip fractions, gradient norm, log-prob differences. */
void ppo_note_update(stage_run *run, const experience *e, const ppo_figures *figures);
void ppo_note_times(stage_run *run, const step_samples *samples, double train_seconds);
/* A short text of the noted step for people. */
void ppo_describe(const stage_run *run, char *out, size_t size);

#endif
