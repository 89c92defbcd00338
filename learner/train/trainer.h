/* trainer.h: what every stage works with. Plain data that the caller fills and owns; one thread. */
#ifndef LATHE_LEARNER_TRAIN_TRAINER_H
#define LATHE_LEARNER_TRAIN_TRAINER_H

#include "base/hash.h"
#include "learner/model/policy.h"
#include "learner/text/tokenizer.h"
#include "learner/train/examples.h"
#include "learner/train/options.h"
#include "learner/train/ports.h"

typedef struct trainer {
    policy *policy;                 /* trained in place */
    const tokenizer *tokens;        /* with bos and eos; its vocabulary fits the policy's */
    const training_examples *examples;
    learner_ports ports;
    uint64_t seed;                  /* of the run */
    uint32_t stage;                 /* index within the run */
    const char *checkpoint_folder;  /* made if it is not there; a checkpoint is FOLDER/STAGE-NAME-STEP, e.g. 0-sft-000500 */
} trainer;

enum { STAGE_PATH = 1024 };

/* Held-back figures; failures of a script count 0. Samples that could not be scored (unsupported, infrastructure) count 0 too and
 * are also counted apart. */
typedef struct evaluation_result {
    double greedy_iou, sampled_iou;     /* mean IoU */
    double greedy_valid, sampled_valid; /* share that ran and left a shape */
    uint32_t examples, unscored;        /* 0 examples: not measured */
} evaluation_result;

typedef struct stage_result {
    uint32_t steps;      /* that the stage now has behind it */
    bool stopped;        /* should_stop ended it before its end; resume from the checkpoint */
    double held_loss;    /* SFT: the last measured; else 0 */
    evaluation_result before, after; /* by score, where the options ask for it */
    char checkpoint_path[STAGE_PATH]; /* of the last checkpoint */
    char checkpoint_hash[HASH_HEX + 1];
} stage_result;

#endif
