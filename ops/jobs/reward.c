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

static double penalty_of(const reward_options *options, const reward_sample *sample)
{
    uint32_t beyond = sample->length > options->length_free ? sample->length - options->length_free : 0;
    return options->length_penalty * beyond + options->duplicate_penalty * sample->duplicates;
}

static double worth_of_shape(const reward_options *options, shape_validity valid, double iou, const score_counts *counts)
{
    double counted = iou < options->iou_floor ? 0 : iou;
    double worth = options->valid_bonus + options->iou_weight * pow(counted, options->iou_exponent);
    if (iou >= options->success_iou)
        worth += options->success_bonus;
    if (counts->has_chamfer && counts->chamfer < options->chamfer_worst)
        worth += options->chamfer_weight * (1 - counts->chamfer / options->chamfer_worst);
    if (valid == SHAPE_NOT_VALID)
        worth += options->invalid_solid;
    return worth;
}

reward_outcome reward_of(const reward_options *options, const reward_sample *sample, const run_outcome *outcome,
                         const score_counts *counts)
{
    if (!failure_is_rewarded(outcome->failure))
        return (reward_outcome){.has_reward = false};
    bool ran = outcome->failure == FAILURE_OK;
    double iou = ran ? iou_of(counts) : 0;
    double worth = ran ? worth_of_shape(options, outcome->valid, iou, counts) : options->failure[outcome->failure];
    return (reward_outcome){.has_reward = true, .reward = worth - penalty_of(options, sample), .iou = iou};
}
