/* experience.h: a step's scored samples as PPO learns from them: rewards, reference log-probs, advantages, returns. */
#ifndef LATHE_LEARNER_TRAIN_EXPERIENCE_H
#define LATHE_LEARNER_TRAIN_EXPERIENCE_H

#include "learner/train/step_samples.h"
#include "learner/train/token_batch.h"

/* Arrays are [count][length] in row-major order; rows without a reward have mask 0 throughout. */
typedef struct experience {
    uint32_t count, length, live_count;
    uint32_t *live;            /* [live_count] rows with a reward */
    token_sequence *sequences; /* [count] borrows the samples' ids and the prompts' points */
    double *logp, *reference, *values, *rewards, *advantages, *returns;
    uint8_t *mask;
    double tokens;             /* unmasked */
    double kl;                 /* mean over tokens of logp - reference; 0 without a reference */
    double explained_variance;
    void *memory;              /* private */
} experience;

/* reference may be NULL unless kl_place says otherwise. The samples must outlive *out. Caller ends *out with experience_clear. */
lathe_status experience_make(const trainer *t, const ppo_options *options, policy *reference, const step_samples *samples,
                             const training_example *const *prompts, experience *out, lathe_error *err);
void experience_clear(experience *e); /* a zeroed one is fine */

#endif
