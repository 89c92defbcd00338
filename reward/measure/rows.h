/* rows.h: a solid as rows of samples, one bit a sample, and the counting of them.
 *
 * A row runs along x through a box. Two families of rows, in coordinates of the box (0 to 1 on each axis):
 *   lattice of N rows (N = 4096, 16384), 64 samples each, on a rank-1 lattice: row k at z = (k + .5) / N,
 *     y = frac(.5 + (k + 1) * 0.7548776662466927), sample j at x = (j + frac(k * 0.5698402909980532)) / 64.
 *   cube of n^3 (n = 64, 128, 256): row k = i * n + h at z = (i + .5) / n, y = (h + .5) / n, sample j at x = (j + .5) / n.
 * A sample is inside where the winding number of the mesh around it is not zero. Crossings are found from the mesh's
 * projection along x by a half-open rule that depends on edges alone, so that rows of a watertight mesh always close,
 * whatever vertex or edge a row hits. Two triangles side by side in one plane count as what is around both. A row that
 * does not close is counted, and what follows the last sample at which its winding number changes is outside.
 * Pure functions: results depend on the arguments only. Thread-safe. */
#ifndef LATHE_REWARD_MEASURE_ROWS_H
#define LATHE_REWARD_MEASURE_ROWS_H

#include "reward/measure/mesh.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Stored in target blobs: never renumber. */
typedef enum row_grid {
    ROW_GRID_LATTICE_4096 = 0,
    ROW_GRID_LATTICE_16384 = 1,
    ROW_GRID_CUBE_64 = 2,
    ROW_GRID_CUBE_128 = 3,
    ROW_GRID_CUBE_256 = 4,
    ROW_GRID_COUNT
} row_grid;

/* Plain data; words are owned. Sample j of row k is bit j % 64 of words[k * row_words + j / 64]. */
typedef struct sample_rows {
    row_grid grid;
    uint32_t row_count, row_words;
    uint32_t open_rows;
    uint64_t *words; /* [row_count * row_words] */
} sample_rows;

/* "lattice-4096", "cube-64" ...; static storage. */
const char *row_grid_name(row_grid grid);
uint32_t row_grid_rows(row_grid grid);
uint32_t row_grid_words(row_grid grid); /* of 64 samples, a row */
/* y and z of row k and the x of its sample j, in coordinates of the box. */
void row_grid_position(row_grid grid, uint32_t row, uint32_t sample, double out[3]);

/* Samples the mesh in the box. A box without volume gives rows without samples inside. *out must be empty; the caller
 * ends it with rows_clear. LATHE_E_INPUT for a mesh that mesh_check refuses or a box that is not finite; LATHE_E_NOMEM. */
lathe_status rows_from_mesh(const triangle_mesh *m, const box3 *box, row_grid grid, sample_rows *out, lathe_error *err);
/* The same; also sets bit k % 64 of open[k / 64] for each row k that does not close. The caller zeroes it: [(rows + 63) / 64]. */
lathe_status rows_from_mesh_marked(const triangle_mesh *m, const box3 *box, row_grid grid, uint64_t *open, sample_rows *out,
                                   lathe_error *err);
/* Empty rows: no sample inside. */
lathe_status rows_allocate(row_grid grid, sample_rows *out, lathe_error *err);
void rows_clear(sample_rows *r);

/* Samples inside. */
uint64_t rows_count(const sample_rows *r);
/* Samples inside both; a and b must have one grid. */
uint64_t rows_count_both(const sample_rows *a, const sample_rows *b);
/* Samples inside r, which was sampled in `box`, whose position lies outside `other`. */
uint64_t rows_count_outside(const sample_rows *r, const box3 *box, const box3 *other);

#ifdef __cplusplus
}
#endif
#endif
