/* points.h: random points on a surface, uniform by area. */
#ifndef LATHE_REWARD_MEASURE_POINTS_H
#define LATHE_REWARD_MEASURE_POINTS_H

#include "reward/measure/mesh.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { POINTS_MAX = 1 << 20 };

/* Fills out[count][3] with points in the part's units, drawn from the stream PHILOX_POINTS of (seed, sample): the same
 * arguments give the same bytes. LATHE_E_INPUT for more than POINTS_MAX points or a mesh without area; LATHE_E_NOMEM.
 * Thread-safe. */
lathe_status points_sample(const triangle_mesh *m, uint64_t seed, uint32_t sample, uint32_t count, float (*out)[3],
                           lathe_error *err);

/* The first of `count` running sums that exceeds `at`, else the last: how a part is chosen by its share. */
uint32_t points_find(const double *running, uint32_t count, double at);

#ifdef __cplusplus
}
#endif
#endif
