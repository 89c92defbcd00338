/* target_internal.h: internal to reward/measure: what a target holds. */
#ifndef LATHE_REWARD_MEASURE_TARGET_INTERNAL_H
#define LATHE_REWARD_MEASURE_TARGET_INTERNAL_H

#include "reward/measure/target.h"

struct target {
    uint32_t version;
    metric_id metric;
    box3 box;
    double volume, moments[3];
    sample_rows rows[ROW_GRID_COUNT]; /* words NULL where absent */
    uint64_t samples[ROW_GRID_COUNT]; /* inside, of each */
    voxel_set voxels;
    float (*points)[3]; /* [point_count] */
    uint32_t point_count;
};

/* Counts the rows' samples. LATHE_E_INPUT where the target lacks what its metric counts, or has nothing inside. */
lathe_status target_check_whole(target *t, lathe_error *err);

#endif
