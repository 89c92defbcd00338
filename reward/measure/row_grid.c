#include "reward/measure/row_grid.h"

#include <math.h>

#include "reward/measure/row_counters.h"

static const struct {
    const char *name;
    uint32_t rows, words, side; /* side: rows of a level of z, of a cube */
    bool is_lattice;
    uint32_t layout; /* among row_orders */
} grids[ROW_GRID_COUNT] = {
    [ROW_GRID_LATTICE_4096] = {"lattice-4096", 4096, 1, 64, true, 0},
    [ROW_GRID_LATTICE_16384] = {"lattice-16384", 16384, 1, 128, true, 0},
    [ROW_GRID_CUBE_64] = {"cube-64", 64 * 64, 1, 64, false, 1},
    [ROW_GRID_CUBE_128] = {"cube-128", 128 * 128, 2, 128, false, 2},
    [ROW_GRID_CUBE_256] = {"cube-256", 256 * 256, 4, 256, false, 3},
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

bool row_grid_is_lattice(row_grid grid)
{
    return grids[grid].is_lattice;
}

const row_order *row_grid_orders(row_grid grid)
{
    return row_orders[grids[grid].layout];
}

static double fraction(double x)
{
    return x - floor(x);
}

double row_grid_shift(row_grid grid, uint32_t row)
{
    return grids[grid].is_lattice ? fraction(row * ROW_STEP_X) : .5;
}

double row_grid_y(row_grid grid, uint32_t row)
{
    if (grids[grid].is_lattice)
        return fraction(.5 + (row + 1) * ROW_STEP_Y);
    return (row % grids[grid].side + .5) / grids[grid].side;
}

static double row_z(row_grid grid, uint32_t row)
{
    if (grids[grid].is_lattice)
        return (row + .5) / grids[grid].rows;
    return (row / grids[grid].side + .5) / grids[grid].side;
}

void row_grid_places(row_grid grid, uint32_t first, row_places *out)
{
    if (grids[grid].is_lattice) {
        LATHE_TABLE_HERE(row_counters)->places(first, grids[grid].rows, out);
        return;
    }
    for (uint32_t i = 0; i < ROW_CHUNK; i++) {
        out->y[i] = row_grid_y(grid, first + i);
        out->z[i] = row_z(grid, first + i);
        out->shift[i] = row_grid_shift(grid, first + i);
    }
}

void row_grid_position(row_grid grid, uint32_t row, uint32_t sample, double out[3])
{
    out[0] = (sample + row_grid_shift(grid, row)) / (grids[grid].words * 64);
    out[1] = row_grid_y(grid, row);
    out[2] = row_z(grid, row);
}
