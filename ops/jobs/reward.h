/* reward.h: what a score is worth. A pure function of the failure kind, the counts, what the sample itself is, and the
 * configuration's weights, so that anyone can compute a run's rewards again from its database. Thread-safe.
 *
 * A script that ran:  valid_bonus + iou_weight * x ^ iou_exponent + (IoU >= success_iou ? success_bonus : 0)
 *                     + chamfer_weight * max(0, 1 - chamfer / chamfer_worst) + (not valid ? invalid_solid : 0), where x is the
 *                     IoU, or 0 where that is below iou_floor; a shape without a chamfer distance has no surface: it gets none.
 * One that failed:    failure[kind].
 * Taken off either:   length_penalty * max(0, length - length_free) + duplicate_penalty * duplicates.
 * The length's is the linear overlong penalty of DAPO (Yu et al. 2025, equation 13) without its lower end, for which the longest
 * sample stands. */
#ifndef LATHE_OPS_JOBS_REWARD_H
#define LATHE_OPS_JOBS_REWARD_H

#include "base/status.h"
#include "proto/messages.h"

typedef struct reward_options {
    double iou_weight;    /* times IoU ^ iou_exponent, for scripts that ran */
    double iou_exponent;
    double iou_floor;     /* IoU below it is worth as much as 0 */
    double success_iou;   /* IoU from which the bonus is added */
    double success_bonus;
    double chamfer_weight; /* for a chamfer distance of 0 */
    double chamfer_worst;  /* from which it is worth nothing; above 0 */
    double valid_bonus;   /* for scripts that ran and left a shape */
    double invalid_solid; /* added where the kernel looked and called the solid invalid */
    double length_penalty; /* for each token beyond length_free */
    uint32_t length_free;
    double duplicate_penalty; /* of a sample that all others of its group repeat */
    double failure[FAILURE_COUNT]; /* by kind; read only for rewarded failures of a script */
} reward_options;

/* What counts of a sample beside what its script made. */
typedef struct reward_sample {
    uint32_t length;   /* tokens generated, the end token included */
    double duplicates; /* share of the other samples of its prompt in the step with the same script but for layout, 0 to 1 */
} reward_sample;

typedef struct reward_outcome {
    bool has_reward; /* false: unsupported, or a fault of the infrastructure; reward is 0 then */
    double reward;
    double iou;      /* 0 unless the script ran; as measured, whatever the floor */
} reward_outcome;

/* counts is read only where the outcome is ok. */
reward_outcome reward_of(const reward_options *options, const reward_sample *sample, const run_outcome *outcome,
                         const score_counts *counts);

#endif
