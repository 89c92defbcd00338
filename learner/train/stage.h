/* stage.h: what SFT and PPO have in common: optimiser, metrics of a step, checkpoints, commits. One thread. */
#ifndef LATHE_LEARNER_TRAIN_STAGE_H
#define LATHE_LEARNER_TRAIN_STAGE_H

#include <jansson.h>

#include "learner/tensor/optimiser.h"
#include "learner/train/trainer.h"

enum { STAGE_METRICS = 96 };

typedef struct stage_run {
    const trainer *t;
    const char *name;     /* "sft", "ppo": in checkpoint names and metadata */
    tensor **parameters;  /* [parameter_count] owned list of the policy's leaves */
    uint32_t parameter_count;
    adamw *optimiser;
    metric metrics[STAGE_METRICS]; /* of the step under way */
    uint32_t metric_count;
    bool has_checkpoint;  /* written in the step under way */
    stage_result result;
} stage_run;

/* Checks that trainer and policy fit. End with stage_end, also after a failure. */
lathe_status stage_begin(stage_run *run, const trainer *t, const char *name, const optimiser_options *options,
                         lathe_error *err);
void stage_end(stage_run *run);
/* Reads weights, optimiser and the stage's own state from a checkpoint of this stage. *out_state: a new reference. */
lathe_status stage_resume(stage_run *run, const char *path, json_t **out_state, lathe_error *err);
/* Clips, updates at the rate and clears the gradients. *out_norm: of the gradients before clipping. */
lathe_status stage_update(stage_run *run, const optimiser_options *options, double rate, double *out_norm, lathe_error *err);
/* Name must be static. Metrics beyond STAGE_METRICS are a fault of the program. */
void stage_note(stage_run *run, const char *name, double value);
/* Writes FOLDER/STAGE-NAME-STEP with the state (borrowed) and notes it for the step's commit. */
lathe_status stage_checkpoint(stage_run *run, uint32_t step, json_t *state, lathe_error *err);
/* Reports the step and begins the next one's metrics. */
lathe_status stage_commit(stage_run *run, uint32_t step, lathe_error *err);

#endif
