/* score.h: compare a prediction with a prepared truth. */
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

/* Counts samples on `grid` as things are placed: metric `absolute`. With ROW_GRID_LATTICE_4096 the finer lattice is used
 * instead where the union fills less than a quarter of the truth's box. The prediction's own box is sampled only where it reaches outside
 * the truth's. A solid without extent is a prediction without samples. LATHE_E_INPUT where the target lacks the grid; a
 * script's failure to build where the prediction's box has no finite volume. Writes *out only on LATHE_OK. Thread-safe. */
lathe_status score_solid(const target *truth, const row_source *prediction, row_grid grid, sample_counts *out,
                         lathe_error *err);
/* The same of a mesh; LATHE_E_INPUT for one that mesh_check refuses. Rows that do not close are measured by winding number
 * (body_rows), and counted: a mark that the mesh is not closed. */
lathe_status score_mesh(const target *truth, const triangle_mesh *prediction, row_grid grid, sample_counts *out,
                        lathe_error *err);

/* What a metric makes of a prediction. */
typedef struct score_measures {
    sample_counts counts; /* of the alignment that counts; of surface voxels: as if both boxes had volume 1 */
    uint32_t alignment;   /* that gave the greatest IoU, of frame_turns; the first of equal ones */
    bool has_chamfer;     /* the target has points, and the prediction a surface */
    double chamfer;       /* chamfer_distance, in the metric's frame and that alignment */
} score_measures;

/* Compares by the metric that the target was prepared for. `grid` is of samples in boxes; other metrics have a sampler of their own.
 * A prediction without volume is one without samples. LATHE_E_INPUT where the target lacks the grid, or for a cloud where
 * the metric needs a surface; the errors of the parts. Writes *out only on LATHE_OK. Thread-safe. */
lathe_status score_body(const target *truth, const body *prediction, row_grid grid, score_measures *out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
