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
    bool lends; /* the words are those of the blob, not owned */
    uint64_t samples[ROW_GRID_COUNT]; /* inside, of each */
    voxel_set voxels;
    float (*points)[3]; /* [point_count] */
    uint32_t point_count;
};

/* Counts the rows' samples. LATHE_E_INPUT where the target lacks what its metric counts, or has nothing inside. */
lathe_status target_check_whole(target *t, lathe_error *err);

/* The check at the end of a blob, of all before it. Mixes 64-bit words; finds damage, not intent: targets are named by SHA-256
 * where that matters. Version 1 mixes one word after the other; later ones four at a time, since each mixing waits for the
 * one before. */
uint64_t target_blob_check(const unsigned char *data, size_t length, uint32_t version);

#endif
