#include "reward/measure/iou.h"

#include <math.h>

double iou_from_counts(const sample_counts *c)
{
    double truth = c->truth_box_volume, prediction = c->prediction_box_volume;
    double either = (double)c->truth + (double)c->prediction - (double)c->both;
    double both = (double)c->both * truth, total = either * truth;
    if (c->outside > 0) /* the prediction's box may have no volume where nothing lies outside */
        total += (double)c->outside * prediction;
    if (!isfinite(total) || !(total > 0) || !(both > 0))
        return 0;
    return both < total ? both / total : 1;
}
