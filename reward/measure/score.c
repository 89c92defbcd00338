#include "reward/measure/score.h"

#include <math.h>

/* Parts of the prediction's box, by extent, that may lie outside the truth's without being sampled: rounding of
 * coordinates, far below what the rows resolve. */
static const double OUTSIDE_SLACK = 1e-7;

static bool box_reaches_outside(const box3 *box, const box3 *other)
{
    for (int a = 0; a < 3; a++) {
        double slack = OUTSIDE_SLACK * (box->high[a] - box->low[a]);
        if (box->low[a] < other->low[a] - slack || box->high[a] > other->high[a] + slack)
            return true;
    }
    return false;
}

static lathe_status count_in_truth_box(const target *truth, const row_source *p, row_grid grid, sample_counts *out,
                                       lathe_error *err)
{
    const sample_rows *rows = target_rows(truth, grid);
    sample_rows mine = {0};
    if (!rows)
        return lathe_fail(err, LATHE_E_INPUT, "target has no rows of grid '%s'", row_grid_name(grid));
    lathe_status st = p->rows(p->solid, target_box(truth), grid, &mine, err);
    if (st != LATHE_OK)
        return st;
    out->both = rows_count_both(rows, &mine);
    out->truth = rows_count(rows);
    out->prediction = rows_count(&mine);
    out->rows = mine.row_count;
    out->open_rows = mine.open_rows;
    rows_clear(&mine);
    return LATHE_OK;
}

static lathe_status count_outside(const target *truth, const row_source *p, row_grid grid, sample_counts *out,
                                  lathe_error *err)
{
    box3 own;
    if (!p->box(p->solid, &own))
        return LATHE_OK;
    out->prediction_box_volume = box_volume(&own);
    if (!(out->prediction_box_volume > 0) || !box_reaches_outside(&own, target_box(truth)))
        return LATHE_OK;
    sample_rows rows = {0};
    lathe_status st = p->rows(p->solid, &own, grid, &rows, err);
    if (st != LATHE_OK)
        return st;
    out->outside = rows_count_outside(&rows, &own, target_box(truth));
    out->open_rows += rows.open_rows;
    rows_clear(&rows);
    return LATHE_OK;
}

lathe_status score_solid(const target *truth, const row_source *prediction, row_grid grid, sample_counts *out,
                         lathe_error *err)
{
    sample_counts counts = {.truth_box_volume = box_volume(target_box(truth))};
    lathe_status st = count_in_truth_box(truth, prediction, grid, &counts, err);
    if (st != LATHE_OK)
        return st;
    uint64_t samples = (uint64_t)row_grid_rows(grid) * row_grid_words(grid) * 64;
    if (grid == ROW_GRID_LATTICE_4096 && (counts.truth + counts.prediction - counts.both) * 4 < samples) {
        grid = ROW_GRID_LATTICE_16384;
        st = count_in_truth_box(truth, prediction, grid, &counts, err);
    }
    if (st == LATHE_OK)
        st = count_outside(truth, prediction, grid, &counts, err);
    if (st == LATHE_OK)
        *out = counts;
    return st;
}

/* ---- meshes ---- */

static lathe_status mesh_rows(const void *solid, const box3 *box, row_grid grid, sample_rows *out, lathe_error *err)
{
    return rows_from_mesh(solid, box, grid, out, err);
}

static bool box_of_mesh(const void *solid, box3 *out)
{
    return mesh_box(solid, out);
}

lathe_status score_mesh(const target *truth, const triangle_mesh *m, row_grid grid, sample_counts *out, lathe_error *err)
{
    const row_source source = {m, mesh_rows, box_of_mesh};
    lathe_status st = mesh_check(m, err);
    return st == LATHE_OK ? score_solid(truth, &source, grid, out, err) : st;
}
