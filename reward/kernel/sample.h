/* sample.h: a shape prepared for rows of samples. Errors as in kernel.h.
 *
 * Rows need less than a mesh: where they cross the boundary. A flat face is the fan of its edges from a corner of it,
 * whose triangles cancel where they lie outside; a face between four lines of its surface's own parameters (of cylinders,
 * cones, spheres, tori, extrusions and revolutions) is a grid; OpenCASCADE meshes the others. Edges are cut once, so that
 * neighbours meet. What was left undone (deferred.h) is combined as bits of its members' rows. */
#ifndef LATHE_REWARD_KERNEL_SAMPLE_H
#define LATHE_REWARD_KERNEL_SAMPLE_H

#include "reward/kernel/deferred.h"
#include "reward/measure/score.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kernel_sample kernel_sample;

/* Shares the shape's geometry. Caller owns *out. */
lathe_status kernel_sample_new(const kernel_shape *shape, const kernel_fineness *fine, kernel_sample **out, lathe_error *err);
void kernel_sample_free(kernel_sample *sample); /* NULL is fine */

/* For score_solid, as long as the sample lives. The box is tight but for what cuts and intersections that were left
 * undone take away. A part whose rows do not all close is sampled from OpenCASCADE's mesh of it. */
row_source kernel_sample_source(const kernel_sample *sample);
/* After sampling: whether what was taken not to be empty is not. LATHE_E_EXACT where it is. */
lathe_status kernel_sample_check(const kernel_sample *sample, const kernel_deferral *deferral, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
