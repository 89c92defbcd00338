/* metric.h: the conventions by which a prediction is compared with a truth, by name: one table, from which code, help and
 * README derive. What is particular to each is data here; frame.h and score.h do the work. */
#ifndef LATHE_REWARD_MEASURE_METRIC_H
#define LATHE_REWARD_MEASURE_METRIC_H

#include "base/bytes.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Stored in target blobs: never renumber. */
typedef enum metric_id {
#define METRIC(symbol, name, frame, alignment, sampler, pitch, points, mean, worst, text) METRIC_##symbol,
#include "reward/measure/metrics.def"
#undef METRIC
    METRIC_COUNT
} metric_id;

/* Where a shape is put before it is sampled; truth and prediction each by its own measures. */
typedef enum metric_frame {
    METRIC_FRAME_PLACED,         /* as it is */
    METRIC_FRAME_SCRIPT,         /* x / 200 + .5; a truth that lies in the unit cube stays as it is */
    METRIC_FRAME_UNIT_BOX,       /* centre of the box to .5, 1 / greatest extent */
    METRIC_FRAME_PREDICTION_BOX, /* the same; a truth that lies in the unit cube stays as it is */
    METRIC_FRAME_CENTRED_BOX,    /* centre of the box to 0, 2 / greatest extent */
    METRIC_FRAME_CENTROID,       /* centroid to 0, 1 / greatest extent */
    METRIC_FRAME_PRINCIPAL,      /* centroid to 0, principal axes, 1 / sqrt(trace of inertia / volume) */
    METRIC_FRAME_PRINCIPAL_HALF  /* ... 1 / sqrt(trace of inertia / (2 volume)) */
} metric_frame;

/* What is tried on the prediction, in the frame; the greatest IoU counts. */
typedef enum metric_alignment {
    METRIC_ALIGN_ONE,
    METRIC_ALIGN_TURNS,       /* identity and the half turns about x, y, z */
    METRIC_ALIGN_FLIPS,       /* identity and the reflections of z, y, x */
    METRIC_ALIGN_TURNS_OR_ALL /* turns; all 24 turns of the axes where truth or prediction has two moments within 1 % */
} metric_alignment;

/* What is counted. */
typedef enum metric_sampler {
    METRIC_SAMPLE_BOXES,  /* samples of rows in the truth's box, and in the prediction's outside of it */
    METRIC_SAMPLE_CUBE,   /* the filled voxels of a 64^3 grid over the unit cube */
    METRIC_SAMPLE_SURFACE /* voxels that the surface touches (voxels.h) */
} metric_sampler;

typedef struct metric_info {
    const char *name;
    metric_frame frame;
    metric_alignment alignment;
    metric_sampler sampler;
    double pitch;                   /* of surface voxels */
    uint32_t chamfer_points;        /* 0: no chamfer distance unless asked for */
    double error_mean, error_worst; /* of the IoU against exact booleans in the frame; 0: the voxels are the definition */
    const char *text;
} metric_info;

/* Static storage. id < METRIC_COUNT. */
const metric_info *metric_by_id(metric_id id);
/* False if no metric has that name; *out is untouched then. */
bool metric_by_name(const char *name, metric_id *out);
/* Appends docs/metrics.md, written from the table. */
lathe_status metric_document(bytes *out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
