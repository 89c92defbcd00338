/* run_model.h: what a run trains with: its examples, tokeniser and policy, from the database, the run's folder and the
 * configuration. */
#ifndef LATHE_OPS_LEARNER_RUN_MODEL_H
#define LATHE_OPS_LEARNER_RUN_MODEL_H

#include "learner/model/policy.h"
#include "learner/text/tokenizer.h"
#include "learner/train/examples.h"
#include "ops/config/config.h"
#include "storage/example_set.h"

/* Owned as a whole; run_model_clear ends it. */
typedef struct run_model {
    example_list train, held;      /* as stored */
    training_examples examples;    /* the same for the learner: points scaled by model.point_scale */
    training_example *views;       /* memory of examples */
    float *points;
    tokenizer *tokens;
    tensor_context *context;
    policy *policy;
} run_model;

/* Loads the set; makes the tokeniser from its training scripts or takes the one beside model.path, where resumed is true the one
 * that stands in folder; makes the policy new from seed or from model.path. folder: the run's, which gets tokenizer.json and config.json.
 * *out must be zeroed; also after a failure it is the caller's to clear. */
lathe_status run_model_load(experiment_db *db, const config *c, const char *folder, bool resumed, run_model *out,
                            lathe_error *err);
void run_model_clear(run_model *m); /* a zeroed one is fine */

#endif
