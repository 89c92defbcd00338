/* score.h: compare a prediction with a prepared truth, in the truth's frame (metric `absolute`). */
#ifndef LATHE_REWARD_MEASURE_SCORE_H
#define LATHE_REWARD_MEASURE_SCORE_H

#include "reward/measure/iou.h"
#include "reward/measure/target.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whatever can be sampled. */
typedef struct row_source {
    const void *solid;
    /* As rows_from_mesh. */
    lathe_status (*rows)(const void *solid, const box3 *box, row_grid grid, sample_rows *out, lathe_error *err);
    /* False for a solid without extent. */
    bool (*box)(const void *solid, box3 *out);
} row_source;

/* Counts samples on `grid`. With ROW_GRID_LATTICE_4096 the finer lattice is used instead where the union fills less
 * than a quarter of the truth's box. The prediction's own box is sampled only where it reaches outside the truth's.
 * A solid without extent is a prediction without samples. LATHE_E_INPUT where the target lacks the grid; writes *out only
 * on LATHE_OK. Thread-safe. */
lathe_status score_solid(const target *truth, const row_source *prediction, row_grid grid, sample_counts *out,
                         lathe_error *err);
/* The same of a mesh; LATHE_E_INPUT for one that mesh_check refuses. */
lathe_status score_mesh(const target *truth, const triangle_mesh *prediction, row_grid grid, sample_counts *out,
                        lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
