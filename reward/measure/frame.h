/* frame.h: where a metric puts a shape before it is sampled: by its box or by its moments, and turns of it there.
 * Pure functions; thread-safe. */
#ifndef LATHE_REWARD_MEASURE_FRAME_H
#define LATHE_REWARD_MEASURE_FRAME_H

#include "reward/measure/metric.h"
#include "reward/measure/rows.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of a solid of density 1. */
typedef struct solid_moments {
    double volume, center[3];
    double inertia[3][3]; /* about the center */
} solid_moments;

/* Exact, of a closed mesh: integrals over the tetrahedra between its triangles and one point (Tonon, J. Math. Stat. 1,
 * 2005). A mesh wound inside out has the moments of the solid. False, and *out untouched, for no volume. */
bool moments_of_mesh(const triangle_mesh *m, solid_moments *out);
/* Of the samples inside rows that were taken in the box. False for none. */
bool moments_of_rows(const sample_rows *r, const box3 *box, solid_moments *out);

/* x' = linear x + offset. */
typedef struct shape_motion {
    double linear[3][3], offset[3];
} shape_motion;

/* A shape's way into a frame, and what it measures there. */
typedef struct shape_frame {
    shape_motion motion;
    double moments[3]; /* principal ones over the volume, ascending; 0 in frames of boxes */
} shape_frame;

/* True for frames that need moments. */
bool frame_needs_moments(metric_frame kind);
/* moments may be NULL where the frame needs none. is_truth: stays where it is if the frame says so and it lies in the
 * unit cube. Principal axes: the greatest component of the first and of the second is positive, the third completes a
 * right-handed frame. False, and *out untouched, for a shape without extent or volume. */
bool frame_of_shape(metric_frame kind, const box3 *box, const solid_moments *moments, bool is_truth, shape_frame *out);

/* x'[i] = sign[i] * x[axis[i]] */
typedef struct frame_turn {
    int8_t axis[3], sign[3];
} frame_turn;
/* The turns that the metric tries; [0] is the identity. Moments as of shape_frame. Static storage. */
const frame_turn *frame_turns(metric_alignment kind, const double truth_moments[3], const double prediction_moments[3],
                              uint32_t *out_count);
/* First the motion, then the turn. */
shape_motion frame_turned(const shape_motion *motion, const frame_turn *turn);
void motion_apply(const shape_motion *motion, const double from[3], double out[3]);

#ifdef __cplusplus
}
#endif
#endif
