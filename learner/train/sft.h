/* sft.h: supervised training on the truths: next-token cross-entropy of the script after points and bos, the end token included.
 *
 * Steps count from 1; each is committed with its metrics (names as in reference/losses.md):
 *   sft/loss, lr, grad_norm, tokens, timing/train, throughput/tokens_per_s; where measured sft/held_loss;
 *   and at the end held/... of evaluate.h.
 * The order of examples is Philox (seed, PHILOX_SHUFFLE, stage, epoch). Resumed from a checkpoint, a run gives the same
 * weights bit for bit. */
#ifndef LATHE_LEARNER_TRAIN_SFT_H
#define LATHE_LEARNER_TRAIN_SFT_H

#include "learner/train/trainer.h"

/* resume_from: a checkpoint of this stage, or NULL to begin with the policy's weights as they are. A checkpoint of the stage's end
 * returns at once. *out is written on LATHE_OK. LATHE_E_INPUT for options or examples that do not fit, named. */
lathe_status sft_run(const trainer *t, const sft_options *options, const char *resume_from, stage_result *out,
                     lathe_error *err);

#endif
