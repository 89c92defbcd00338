/* step_samples.h: the samples of one step or evaluation, stored or drawn, and their scores: load_samples, else draw and commit_samples,
 * then await_scores (ports.h). */
#ifndef LATHE_LEARNER_TRAIN_STEP_SAMPLES_H
#define LATHE_LEARNER_TRAIN_STEP_SAMPLES_H

#include "learner/sample/sampler.h"
#include "learner/train/trainer.h"

typedef struct samples_request {
    uint32_t step;
    sample_purpose purpose;
    const training_example *const *prompts; /* [prompt_count] */
    uint32_t prompt_count, group;
    sampler_options sampling; /* seed, stage, step and special ids are filled in */
} samples_request;

typedef struct step_samples {
    const sample_row *rows; /* [count], by sample: prompt * group + copy */
    sample_score *scores;   /* [count] owned */
    uint32_t count;
    double generate_seconds, reward_seconds;
    bool was_stored;
    sampler_result drawn;   /* private: where they were drawn */
    sample_row *own_rows;
    char **scripts;
} step_samples;

/* Caller ends *out with step_samples_clear, also after a failure. Stored rows must be of the same prompts: LATHE_E_INPUT names the
 * first that is not. FAULT_POINTs sample and await stand before drawing and before waiting. */
lathe_status step_samples_get(const trainer *t, const samples_request *request, step_samples *out, lathe_error *err);
void step_samples_clear(step_samples *s);

#endif
