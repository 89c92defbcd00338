/* score.h: compare the mesh of a prediction with a prepared truth, in the truth's frame (metric `absolute`). */
#ifndef LATHE_REWARD_MEASURE_SCORE_H
#define LATHE_REWARD_MEASURE_SCORE_H

#include "reward/measure/iou.h"
#include "reward/measure/target.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Counts samples on `grid`. With ROW_GRID_LATTICE_4096 the finer lattice is used instead where the union fills less
 * than a quarter of the truth's box. The prediction's own box is sampled only where it reaches outside the truth's.
 * An empty mesh is a prediction without samples. LATHE_E_INPUT where the target lacks the grid; writes *out only on
 * LATHE_OK. Thread-safe. */
lathe_status score_mesh(const target *truth, const triangle_mesh *prediction, row_grid grid, sample_counts *out,
                        lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
