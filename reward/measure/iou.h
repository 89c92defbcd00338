/* iou.h: from counts to IoU. Counts stay integers and travel; anyone can compute the IoU again. Pure C, no geometry. */
#ifndef LATHE_REWARD_MEASURE_IOU_H
#define LATHE_REWARD_MEASURE_IOU_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What comparing a prediction with a truth gives. The first three count samples of the truth's box, `outside` those of
 * the prediction's own box that lie in the prediction and outside the truth's box. Both boxes have as many samples. */
typedef struct sample_counts {
    uint64_t both, truth, prediction, outside;
    uint32_t rows;      /* used in each box */
    uint32_t open_rows; /* of the prediction's rows, those that did not close */
    double truth_box_volume, prediction_box_volume;
} sample_counts;

/* both / (truth + prediction - both + outside), each count weighted by its box's volume. 0 where the union is empty or a
 * box volume is not finite; never outside 0..1 for counts that a comparison can give. */
double iou_from_counts(const sample_counts *counts);

#ifdef __cplusplus
}
#endif
#endif
