/* row_grid.h: internal to reward/measure: how the rows of each grid lie.
 *
 * Consecutive rows rise in z. A band of consecutive rows can also be walked by rising y: in a lattice rows of all bands lie
 * alike but for where they begin, so that one order serves them all. */
#ifndef LATHE_REWARD_MEASURE_ROW_GRID_H
#define LATHE_REWARD_MEASURE_ROW_GRID_H

#include "base/lanes.h"
#include "reward/measure/rows.h"

/* Korobov-like steps from the plastic number p = 1.3247...: 1/p and 1/p^2, as in Roberts' R2 sequence. */
#define ROW_STEP_Y 0.7548776662466927
#define ROW_STEP_X 0.5698402909980532

enum { ROW_BAND_MAX = 1024, ROW_ORDERS = 2 };

/* The rows of a band by their way in y from its first row, modulo 1, and the same once more behind it; there are as many cells
 * between 0 and 1 as rows. Rows of one cell are in no order. */
typedef struct row_order {
    uint32_t rows; /* of a band */
    uint16_t offset[2 * ROW_BAND_MAX + LANES]; /* from the first row */
    uint16_t first[2 * ROW_BAND_MAX + 2];      /* place of each cell's first row */
} row_order;

/* Of the lattices, and of each cube: bands of few rows, and of many. Written by row_orders.awk. */
enum { ROW_LAYOUTS = 4 };
extern const row_order row_orders[ROW_LAYOUTS][ROW_ORDERS];
/* [ROW_ORDERS] */
const row_order *row_grid_orders(row_grid grid);

bool row_grid_is_lattice(row_grid grid);
/* In coordinates of the box. */
double row_grid_y(row_grid grid, uint32_t row);

/* Where a chunk of rows lies: y and z in coordinates of the box, shift in samples. Whole aligned blocks. */
enum { ROW_CHUNK = 64 };
typedef struct row_places {
    _Alignas(LANES * sizeof(double)) double y[ROW_CHUNK], z[ROW_CHUNK], shift[ROW_CHUNK];
} row_places;

/* Of rows first, first + 1 ...; every grid has whole chunks. */
void row_grid_places(row_grid grid, uint32_t first, row_places *out);

/* The part of [0, 1) that a row's samples are shifted by, in samples. */
double row_grid_shift(row_grid grid, uint32_t row);

#endif
