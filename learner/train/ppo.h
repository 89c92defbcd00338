/* ppo.h: proximal policy optimisation (Schulman et al. 2017) with a value head, on rewards that come through the ports.
 *
 * Step 0 is the evaluation before training; steps 1..N: prompts by Philox (seed, PHILOX_SHUFFLE, stage, epoch), samples from the
 * policy as it is (no lag), scores, advantages (advantage.h), `epochs` passes in `minibatches` updates each (losses.h), and the
 * commit. ports.h has the order that makes a killed run repeatable; old log-probs and values are the stored rows.
 * Samples without a reward are left out of everything but the counts; a step without any rewarded sample changes nothing.
 *
 * Metrics: reward/{mean,std,min,max}, reward/frac_group_zero_std, iou/{mean,valid_mean}, valid_rate, failure/<kind>, dropped,
 * kl (k1 to the reference, mean over tokens), entropy, clip_fraction/{low,high}, ratio/{mean,max}, approx_kl, policy/loss,
 * value/{loss,explained_variance}, ce/{loss,coefficient}, grad_norm, lr, response_length/{mean,min,max,clip_ratio},
 * sampler_logp_difference/{mean,max} (over the first minibatch, before the first update), staleness/{mean,max},
 * timing/{generate,reward,train,total}, throughput/{tokens_per_s,scripts_per_s}; held/... of evaluate.h at evaluations.
 * Fault points: sample, await, update, checkpoint, commit. */
#ifndef LATHE_LEARNER_TRAIN_PPO_H
#define LATHE_LEARNER_TRAIN_PPO_H

#include "learner/train/trainer.h"

/* reference: the frozen policy of the KL (the weights with which the stage began, also when it is resumed); may be NULL where
 * kl_place is PPO_KL_OFF. The policy has a value head. resume_from and *out as sft_run. */
lathe_status ppo_run(const trainer *t, const ppo_options *options, policy *reference, const char *resume_from,
                     stage_result *out, lathe_error *err);

#endif
