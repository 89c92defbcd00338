/* chamfer.h: the chamfer distance of two sets of points. */
#ifndef LATHE_REWARD_MEASURE_CHAMFER_H
#define LATHE_REWARD_MEASURE_CHAMFER_H

#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* CHAMFER_SCALE: distances are reported a thousandfold. CHAMFER_SEED: of the points on both surfaces (points.h), sample 0 of a
 * truth's stream and 1 of a prediction's: equal shapes have a small distance, not 0, as published ones do. */
enum { CHAMFER_MAX_POINTS = 65536, CHAMFER_SCALE = 1000, CHAMFER_SEED = 1 };

/* The mean over a of the squared distance to the nearest point of b, plus the mean over b of that to a (Fan, Su, Guibas:
 * "A point set generation network", CVPR 2017, divided by the numbers of points), times CHAMFER_SCALE. LATHE_E_INPUT for an
 * empty set or coordinates that are not finite; LATHE_E_NOMEM. Thread-safe. */
lathe_status chamfer_distance(const float (*a)[3], uint32_t a_count, const float (*b)[3], uint32_t b_count, double *out,
                              lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
