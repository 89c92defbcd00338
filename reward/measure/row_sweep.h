/* row_sweep.h: internal to reward/measure: where triangles cross rows, by code for the processor at hand.
 *
 * Rows are swept a slab at a time. A crossing adds its sign to the winding numbers of all samples behind it, 64 at once: the
 * numbers lie in planes of bits, plane p with bit p of each sample's number, in two's complement. Adding them in any order
 * gives the same. */
#ifndef LATHE_REWARD_MEASURE_ROW_SWEEP_H
#define LATHE_REWARD_MEASURE_ROW_SWEEP_H

#include "base/processor.h"
#include "reward/measure/row_grid.h"

enum {
    SLAB_ROWS = 4096,      /* every grid has whole slabs */
    SLAB_PLANES_FEW = 3,   /* winding numbers from -4 to 3, also while they are counted */
    SLAB_PLANES_ALL = 28   /* more than triangles can make (MESH_MAX_TRIANGLES) */
};

/* One vertex in coordinates of the box, x in samples. */
typedef struct row_point {
    double y, z, x, unused;
} row_point;

typedef struct row_slab {
    row_grid grid;
    uint32_t rows, words;      /* of the grid */
    uint32_t begin;            /* first row of the slab */
    uint32_t from, to;         /* rows of the slab that may be crossed: whole blocks of LANES */
    const row_order *orders;   /* [ROW_ORDERS] */
    const row_point *points;
    uint32_t plane_count;
    uint64_t *planes;          /* [SLAB_ROWS / LANES][words][plane_count][LANES], aligned; of rows that may be crossed 0 to begin with */
    int32_t *sums;             /* [SLAB_ROWS] of all signs along a row; likewise */
} row_slab;

/* Where the lowest plane of a row's word lies; the next ones follow LANES words apart. */
static inline size_t slab_place(uint32_t plane_count, uint32_t words, uint32_t row, uint32_t word)
{
    return ((size_t)(row / LANES) * words + word) * plane_count * LANES + row % LANES;
}

typedef struct row_sweeps {
    /* Vertices in coordinates of the box. */
    void (*place)(const triangle_mesh *m, const box3 *box, double samples, row_point *out);
    /* Triangles that rows of the grid may cross: a row meets as much of one side as of the other where two corners lie behind
     * each other. Writes at most triangle_count numbers; how many. Rows [*out_from, *out_to) of the grid may be crossed. */
    uint32_t (*choose)(const row_slab *slab, const triangle_mesh *m, uint32_t *out, uint32_t *out_from, uint32_t *out_to);
    /* Counts the crossings of the slab's rows. False where a number was too large for the planes. */
    bool (*sweep)(const row_slab *slab, const triangle_mesh *m, const uint32_t *chosen, uint32_t count);
    /* Samples whose number is not 0, as words of the slab's rows that may be crossed. Whether the signs along any row leave something over. */
    bool (*read)(const row_slab *slab, uint64_t *words);
} row_sweeps;

LATHE_TABLES(row_sweeps, row_sweeps);

#endif
