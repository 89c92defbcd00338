/* voxels.h: the voxels that a surface touches, as published metrics count them. */
#ifndef LATHE_REWARD_MEASURE_VOXELS_H
#define LATHE_REWARD_MEASURE_VOXELS_H

#include "reward/measure/frame.h"

#ifdef __cplusplus
extern "C" {
#endif

/* VOXELS_MAX bounds a set; VOXELS_MAX_PARTS bounds the work on one surface. */
enum { VOXELS_MAX = 1 << 17, VOXELS_MAX_PARTS = 1 << 25 };

/* Different codes, ascending; owned. */
typedef struct voxel_set {
    uint64_t *codes; /* [count] */
    uint32_t count;
} voxel_set;

/* Of the mesh after the motion. As trimesh (before version 5) voxelises by subdivision: a triangle with a side longer than pitch / 2
 * is split in four at the middles of its sides, and so on; voxel i on an axis holds the corners whose coordinate over pitch
 * rounds (half to even) to i. Here corners are found by halving parts of a triangle until each lies in one voxel, which
 * gives the same voxels. The grid is common to all sets of one pitch. *out must be empty; the caller ends it with
 * voxels_clear. LATHE_E_INPUT for a surface of more than VOXELS_MAX voxels or VOXELS_MAX_PARTS parts, or further than
 * 2^20 voxels from the origin; LATHE_E_NOMEM. */
lathe_status voxels_of_surface(const triangle_mesh *m, const shape_motion *motion, double pitch, voxel_set *out,
                               lathe_error *err);
void voxels_clear(voxel_set *v);
/* The set after a turn of the surface: rounding to voxels is the same on both sides of 0. *out must be empty. LATHE_E_NOMEM. */
lathe_status voxels_turned(const voxel_set *v, const frame_turn *turn, voxel_set *out, lathe_error *err);
/* Voxels in both. */
uint32_t voxels_count_both(const voxel_set *a, const voxel_set *b);

#ifdef __cplusplus
}
#endif
#endif
