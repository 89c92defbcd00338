/* row_grid.h: internal to reward/measure: how the rows of each grid lie, band by band.
 *
 * A band is a slice of the box between two z, with as many consecutive rows as there are bands or cells of y. Rows of a
 * band are ordered by cells of y, of about one row each, so that the rows near a triangle are found without a search. */
#ifndef LATHE_REWARD_MEASURE_ROW_GRID_H
#define LATHE_REWARD_MEASURE_ROW_GRID_H

#include "base/lanes.h"
#include "reward/measure/rows.h"

/* Korobov-like steps from the plastic number p = 1.3247...: 1/p and 1/p^2, as in Roberts' R2 sequence. */
#define ROW_STEP_Y 0.7548776662466927
#define ROW_STEP_X 0.5698402909980532

enum { ROW_BAND_MAX = 256 };

typedef struct row_band {
    uint32_t count;             /* rows, and cells of y */
    double z_low, z_high;       /* the slice */
    double y[ROW_BAND_MAX], z[ROW_BAND_MAX], shift[ROW_BAND_MAX];
    uint32_t row[ROW_BAND_MAX];       /* index within the grid */
    uint32_t first[ROW_BAND_MAX + 1]; /* of each cell */
} row_band;

uint32_t row_grid_bands(row_grid grid);
void row_grid_band(row_grid grid, uint32_t band, row_band *out);

/* Where a chunk of rows lies: y and z in coordinates of the box, shift in samples. */
enum { ROW_CHUNK = 64 };
typedef struct row_places {
    lane_numbers y[ROW_CHUNK / LANES], z[ROW_CHUNK / LANES], shift[ROW_CHUNK / LANES];
} row_places;

/* Of rows first, first + 1 ...; every grid has whole chunks. */
void row_grid_places(row_grid grid, uint32_t first, row_places *out);

/* The part of [0, 1) that a row's samples are shifted by, in samples. */
double row_grid_shift(row_grid grid, uint32_t row);
/* The first of `samples` samples at or after x (in samples, before the shift), clamped to 0..samples. */
static inline uint32_t row_first_sample(double x, double shift, uint32_t samples)
{
    double j = x - shift;
    if (!(j > 0))
        return 0;
    if (j > (double)(samples - 1))
        return samples;
    uint32_t whole = (uint32_t)j;
    return whole + ((double)whole < j);
}

#endif
