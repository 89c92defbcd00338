#include "reward/measure/row_grid.h"

#include <math.h>

#include "reward/measure/row_counters.h"


static const struct {
    const char *name;
    uint32_t rows, words, bands;
    bool is_lattice;
} grids[ROW_GRID_COUNT] = {
    [ROW_GRID_LATTICE_4096] = {"lattice-4096", 4096, 1, 64, true},
    [ROW_GRID_LATTICE_16384] = {"lattice-16384", 16384, 1, 128, true},
    [ROW_GRID_CUBE_64] = {"cube-64", 64 * 64, 1, 64, false},
    [ROW_GRID_CUBE_128] = {"cube-128", 128 * 128, 2, 128, false},
    [ROW_GRID_CUBE_256] = {"cube-256", 256 * 256, 4, 256, false},
};

const char *row_grid_name(row_grid grid)
{
    return grids[grid].name;
}

uint32_t row_grid_rows(row_grid grid)
{
    return grids[grid].rows;
}

uint32_t row_grid_words(row_grid grid)
{
    return grids[grid].words;
}

uint32_t row_grid_bands(row_grid grid)
{
    return grids[grid].bands;
}

static double fraction(double x)
{
    return x - floor(x);
}

double row_grid_shift(row_grid grid, uint32_t row)
{
    return grids[grid].is_lattice ? fraction(row * ROW_STEP_X) : .5;
}

static double row_y(row_grid grid, uint32_t row)
{
    if (grids[grid].is_lattice)
        return fraction(.5 + (row + 1) * ROW_STEP_Y);
    return (row % grids[grid].bands + .5) / grids[grid].bands;
}

static double row_z(row_grid grid, uint32_t row)
{
    if (grids[grid].is_lattice)
        return (row + .5) / grids[grid].rows;
    return (row / grids[grid].bands + .5) / grids[grid].bands;
}

void row_grid_places(row_grid grid, uint32_t first, row_places *out)
{
    if (grids[grid].is_lattice) {
        LATHE_TABLE_HERE(row_counters)->places(first, grids[grid].rows, out);
        return;
    }
    for (uint32_t i = 0; i < ROW_CHUNK; i++) {
        out->y[i / LANES][i % LANES] = row_y(grid, first + i);
        out->z[i / LANES][i % LANES] = row_z(grid, first + i);
        out->shift[i / LANES][i % LANES] = row_grid_shift(grid, first + i);
    }
}

void row_grid_position(row_grid grid, uint32_t row, uint32_t sample, double out[3])
{
    out[0] = (sample + row_grid_shift(grid, row)) / (grids[grid].words * 64);
    out[1] = row_y(grid, row);
    out[2] = row_z(grid, row);
}

void row_grid_band(row_grid grid, uint32_t band, row_band *out)
{
    uint32_t count = grids[grid].rows / grids[grid].bands, cell[ROW_BAND_MAX], at[ROW_BAND_MAX + 1] = {0};
    double y[ROW_BAND_MAX];
    out->count = count;
    out->z_low = (double)band / grids[grid].bands;
    out->z_high = (band + 1.) / grids[grid].bands;
    for (uint32_t i = 0; i < count; i++) {
        y[i] = row_y(grid, band * count + i);
        cell[i] = (uint32_t)(y[i] * count);
        at[cell[i] + 1]++;
    }
    for (uint32_t c = 0; c < count; c++)
        at[c + 1] += at[c];
    for (uint32_t c = 0; c <= count; c++)
        out->first[c] = at[c];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t to = at[cell[i]]++, row = band * count + i;
        out->row[to] = row;
        out->y[to] = y[i];
        out->z[to] = row_z(grid, row);
        out->shift[to] = row_grid_shift(grid, row);
    }
}
