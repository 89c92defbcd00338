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

static lathe_status count_in_truth_box(const target *truth, const triangle_mesh *m, row_grid grid, sample_counts *out,
                                       lathe_error *err)
{
    const sample_rows *rows = target_rows(truth, grid);
    sample_rows mine = {0};
    if (!rows)
        return lathe_fail(err, LATHE_E_INPUT, "target has no rows of grid '%s'", row_grid_name(grid));
    lathe_status st = rows_from_mesh(m, target_box(truth), grid, &mine, err);
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

lathe_status score_mesh(const target *truth, const triangle_mesh *m, row_grid grid, sample_counts *out, lathe_error *err)
{
    const box3 *box = target_box(truth);
    box3 own = *box;
    sample_counts counts = {.truth_box_volume = box_volume(box)};
    lathe_status st = mesh_check(m, err);
    if (st == LATHE_OK)
        st = count_in_truth_box(truth, m, grid, &counts, err);
    if (st != LATHE_OK)
        return st;
    uint64_t samples = (uint64_t)row_grid_rows(grid) * row_grid_words(grid) * 64;
    if (grid == ROW_GRID_LATTICE_4096 && (counts.truth + counts.prediction - counts.both) * 4 < samples) {
        grid = ROW_GRID_LATTICE_16384;
        st = count_in_truth_box(truth, m, grid, &counts, err);
        if (st != LATHE_OK)
            return st;
    }
    if (mesh_box(m, &own)) {
        counts.prediction_box_volume = box_volume(&own);
        if (counts.prediction_box_volume > 0 && box_reaches_outside(&own, box)) {
            sample_rows rows = {0};
            st = rows_from_mesh(m, &own, grid, &rows, err);
            if (st != LATHE_OK)
                return st;
            counts.outside = rows_count_outside(&rows, &own, box);
            counts.open_rows += rows.open_rows;
            rows_clear(&rows);
        }
    }
    *out = counts;
    return LATHE_OK;
}
