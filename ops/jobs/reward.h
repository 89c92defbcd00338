/* reward.h: what a score is worth. A pure function of the failure kind, the counts and the configuration's weights, so that
 * anyone can compute a run's rewards again from its database. Thread-safe. */
#ifndef LATHE_OPS_JOBS_REWARD_H
#define LATHE_OPS_JOBS_REWARD_H

#include "base/status.h"
#include "proto/messages.h"

typedef struct reward_options {
    double iou_weight;    /* times IoU ^ iou_exponent, for scripts that ran */
    double iou_exponent;
    double valid_bonus;   /* for scripts that ran and left a shape */
    double invalid_solid; /* added where the kernel looked and called the solid invalid */
    double failure[FAILURE_COUNT]; /* by kind; read only for rewarded failures of a script */
} reward_options;

typedef struct reward_outcome {
    bool has_reward; /* false: unsupported, or a fault of the infrastructure; reward is 0 then */
    double reward;
    double iou;      /* 0 unless the script ran */
} reward_outcome;

/* counts is read only where the outcome is ok. */
reward_outcome reward_of(const reward_options *options, const run_outcome *outcome, const score_counts *counts);

#endif
