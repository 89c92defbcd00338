/* score_summary.h: what many scores say together, as papers report it. */
#ifndef LATHE_OPS_COMMANDS_SCORE_SUMMARY_H
#define LATHE_OPS_COMMANDS_SCORE_SUMMARY_H

#include <jansson.h>
#include <stdio.h>

#include "base/status.h"

/* A prediction that was scored. */
typedef struct score_record {
    const char *truth; /* borrowed: predictions of one truth are the candidates of one input */
    bool ok;           /* it ran and left a shape */
    bool has_chamfer;
    double iou, chamfer;
} score_record;

enum { SUMMARY_SKIPPED = 5 };

/* Means over nothing are NaN. */
typedef struct score_summary {
    size_t scored, valid, inputs;
    double iou_mean, iou_mean_valid; /* failures count as 0; over those that ran */
    double vsr;                      /* valid / scored */
    double invalidity;               /* inputs without a valid candidate / inputs */
    double iou_best;                 /* mean over inputs of the greatest IoU; without a valid candidate 0 */
    size_t with_chamfer;
    double chamfer_median, chamfer_best_median;     /* of all; of the least of each input */
    double chamfer_mean[SUMMARY_SKIPPED]; /* [k]: without the k greatest */
} score_summary;

/* Sorts the records by truth. LATHE_E_NOMEM. */
lathe_status score_summarise(score_record *records, size_t count, score_summary *out, lathe_error *err);
void score_summary_print(const score_summary *s, FILE *out);
/* NULL without memory. */
json_t *score_summary_json(const score_summary *s);

#endif
