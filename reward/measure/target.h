/* target.h: a truth prepared once for many comparisons by one metric: what the metric counts of it, in the metric's frame, and
 * the blob in which it travels.
 *
 * Blob, version 2, little-endian, every part a multiple of 8 bytes:
 *   magic "LATHETGT", u32 version, u32 section count, 6 doubles of the box (low x y z, high x y z), double volume (of the mesh;
 *   of points, of the samples inside), u64 metric_id, 3 doubles of the principal moments (shape_frame),
 *   per section: u32 kind, u32 detail, u64 words, then that many u64 words; at the end u64 check of all before.
 * Version 1, which old databases hold, has neither metric (it is absolute) nor moments, and rows alone; it is read for ever.
 * Sections stand in ascending order of kind:
 *   0 to 4   rows of that row_grid; detail: rows that do not close. Metrics that count samples in boxes have the lattice of 4096, the
 *            finer one where the truth fills less than a quarter of its box (others never need it), a cube where it was asked for;
 *            the metric of the 64^3 grid has that, over the unit cube, which is the box then.
 *   16       codes of surface voxels (voxels.h), ascending
 *   17       points of the surface for the chamfer distance: detail points of 3 float32, at the end a float32 of 0 where they
 *            are odd. */
#ifndef LATHE_REWARD_MEASURE_TARGET_H
#define LATHE_REWARD_MEASURE_TARGET_H

#include "base/hash.h"
#include "reward/measure/body.h"
#include "reward/measure/voxels.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The largest blob: all grids, and as many points as chamfer distances take. */
enum { TARGET_VERSION = 2, TARGET_OLD_VERSION = 1, TARGET_MAX_BYTES = 4 << 20 };

typedef struct target target;

/* What a truth is prepared for. Zeroed: absolute, on lattices, no chamfer distance. */
typedef struct target_wish {
    metric_id metric;
    row_grid extra;          /* adds the rows of a cube; ROW_GRID_LATTICE_4096 adds nothing */
    uint32_t chamfer_points; /* at most CHAMFER_MAX_POINTS */
} target_wish;

/* Prepares a truth. LATHE_E_INPUT where it has no volume to compare with, where its mesh is not closed (mesh_faults.h), where
 * the metric needs what it has not (a cloud has no surface voxels); the errors of the parts. Caller owns *out and ends
 * it with target_free. */
lathe_status target_from_body(const body *truth, const target_wish *wish, target **out, lathe_error *err);
/* The same of a mesh that need not have been checked, for `absolute`. */
lathe_status target_from_mesh(const triangle_mesh *m, row_grid extra, target **out, lathe_error *err);
void target_free(target *t); /* NULL is fine */

/* Valid until target_free. */
metric_id target_metric(const target *t);
uint32_t target_version(const target *t); /* of the blob that it was read from; TARGET_VERSION where it was prepared here */
const box3 *target_box(const target *t);
double target_volume(const target *t);
const double *target_moments(const target *t); /* [3], as of shape_frame */
/* NULL where the target has no such rows. */
const sample_rows *target_rows(const target *t, row_grid grid);
/* Samples inside those rows; 0 where it has none. */
uint64_t target_samples(const target *t, row_grid grid);
const voxel_set *target_voxels(const target *t); /* empty where the metric has none */
/* NULL, and a count of 0, where no chamfer distance was asked for. */
const float (*target_points(const target *t, uint32_t *out_count))[3];

/* Appends the blob. */
lathe_status target_encode(const target *t, bytes *out, lathe_error *err);
/* Checks every byte: LATHE_E_INPUT names what is wrong, an unknown version by its number. Copies; data may go. */
lathe_status target_decode(const void *data, size_t length, target **out, lathe_error *err);
/* The same without copying rows: data must stay as it is as long as the target. */
lathe_status target_view(const void *data, size_t length, target **out, lathe_error *err);

/* Names a shape: equal for equal shapes wherever they were made. SHA-256 of the body's box, rounded to about 1/50,000 of
 * its greatest extent, and of the rows at 4096 in that rounded box. Row 0, whose samples lie on round fractions of the
 * box where faces often are, is left out. LATHE_E_INPUT for an empty body. */
lathe_status target_shape_hash(const body *b, hash256 *out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
