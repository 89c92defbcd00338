#include "ops/jobs/reward.h"

#include <math.h>

#include "reward/measure/iou.h"

static double iou_of(const score_counts *c)
{
    const sample_counts counts = {
        .both = c->both,
        .truth = c->truth,
        .prediction = c->prediction,
        .outside = c->outside,
        .rows = c->rows,
        .open_rows = c->open_rows,
        .truth_box_volume = c->truth_box_volume,
        .prediction_box_volume = c->prediction_box_volume,
    };
    return iou_from_counts(&counts);
}

reward_outcome reward_of(const reward_options *options, const run_outcome *outcome, const score_counts *counts)
{
    if (!failure_is_rewarded(outcome->failure))
        return (reward_outcome){.has_reward = false};
    if (outcome->failure != FAILURE_OK)
        return (reward_outcome){.has_reward = true, .reward = options->failure[outcome->failure]};
    double iou = iou_of(counts);
    double reward = options->valid_bonus + options->iou_weight * pow(iou, options->iou_exponent);
    if (outcome->valid == SHAPE_NOT_VALID)
        reward += options->invalid_solid;
    return (reward_outcome){.has_reward = true, .reward = reward, .iou = iou};
}
