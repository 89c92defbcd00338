#include "reward/measure/score.h"

#include <math.h>
#include <stdlib.h>

#include "reward/measure/chamfer.h"

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
    out->truth = target_samples(truth, grid);
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
    if (!isfinite(out->prediction_box_volume))
        return lathe_fail_script(err, FAILURE_BUILD, 0, 0, "the shape is too large: its box has no finite volume");
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

/* ---- bodies ---- */

/* A body and the tree by which its open rows are taken, once there are any. */
typedef struct body_source {
    const body *body;
    winding_tree **tree;
} body_source;

static lathe_status source_rows(const void *solid, const box3 *box, row_grid grid, sample_rows *out, lathe_error *err)
{
    const body_source *s = solid;
    return body_rows(s->body, s->tree, box, grid, out, err);
}

static bool source_box(const void *solid, box3 *out)
{
    return body_box(((const body_source *)solid)->body, out);
}

/* Where it lies. */
static lathe_status score_placed(const target *truth, const body *b, row_grid grid, sample_counts *out, lathe_error *err)
{
    winding_tree *tree = NULL;
    const body_source solid = {b, &tree};
    const row_source source = {&solid, source_rows, source_box};
    lathe_status st = score_solid(truth, &source, grid, out, err);
    winding_tree_free(tree);
    return st;
}

lathe_status score_mesh(const target *truth, const triangle_mesh *m, row_grid grid, sample_counts *out, lathe_error *err)
{
    const body b = {m, NULL};
    lathe_status st = mesh_check(m, err);
    return st == LATHE_OK ? score_placed(truth, &b, grid, out, err) : st;
}

/* ---- metrics ---- */

/* A comparison under way. */
typedef struct comparison {
    const target *truth;
    const body *prediction;
    const metric_info *metric;
    row_grid grid;
    shape_frame frame; /* of the prediction */
    voxel_set voxels;  /* of the prediction in its frame, where the metric counts them; owned */
} comparison;

static lathe_status find_voxels(comparison *c, lathe_error *err)
{
    if (c->metric->sampler != METRIC_SAMPLE_SURFACE)
        return LATHE_OK;
    if (!c->prediction->mesh)
        return lathe_fail(err, LATHE_E_INPUT, "metric '%s' counts voxels of a surface, which points have not", c->metric->name);
    return voxels_of_surface(c->prediction->mesh, &c->frame.motion, c->metric->pitch, &c->voxels, err);
}

static lathe_status count_voxels(const comparison *c, const frame_turn *turn, sample_counts *out, lathe_error *err)
{
    const voxel_set *theirs = target_voxels(c->truth);
    voxel_set mine = {0};
    lathe_status st = voxels_turned(&c->voxels, turn, &mine, err);
    if (st != LATHE_OK)
        return st;
    *out = (sample_counts){.both = voxels_count_both(theirs, &mine),
                           .truth = theirs->count,
                           .prediction = mine.count,
                           .truth_box_volume = 1,
                           .prediction_box_volume = 1};
    voxels_clear(&mine);
    return LATHE_OK;
}

static lathe_status score_turn(const comparison *c, const frame_turn *turn, sample_counts *out, lathe_error *err)
{
    if (c->metric->sampler == METRIC_SAMPLE_SURFACE)
        return count_voxels(c, turn, out, err);
    const shape_motion motion = frame_turned(&c->frame.motion, turn);
    body_copy moved = BODY_COPY_INIT;
    lathe_status st = body_move(c->prediction, &motion, &moved, err);
    if (st == LATHE_OK) {
        const body b = body_of_copy(&moved);
        st = score_placed(c->truth, &b, c->metric->sampler == METRIC_SAMPLE_CUBE ? ROW_GRID_CUBE_64 : c->grid, out, err);
    }
    body_copy_clear(&moved);
    return st;
}

/* Tries the metric's turns and keeps the best. */
static lathe_status score_turns(comparison *c, score_measures *out, shape_motion *out_motion, lathe_error *err)
{
    uint32_t count = 0;
    double best = -1;
    const frame_turn *turns = frame_turns(c->metric->alignment, target_moments(c->truth), c->frame.moments, &count);
    lathe_status st = find_voxels(c, err);
    for (uint32_t i = 0; i < count && st == LATHE_OK; i++) {
        sample_counts counts = {0};
        st = score_turn(c, &turns[i], &counts, err);
        if (st == LATHE_OK && iou_from_counts(&counts) > best) {
            best = iou_from_counts(&counts);
            out->counts = counts;
            out->alignment = i;
        }
    }
    *out_motion = frame_turned(&c->frame.motion, &turns[out->alignment]);
    voxels_clear(&c->voxels);
    return st;
}

/* Counts of a prediction that has nothing inside. */
static lathe_status score_nothing(const comparison *c, score_measures *out, lathe_error *err)
{
    static const triangle_mesh empty = MESH_INIT;
    static const body nothing = {&empty, NULL};
    static const frame_turn still = {{0, 1, 2}, {1, 1, 1}};
    comparison of_nothing = *c;
    of_nothing.prediction = &nothing;
    return score_turn(&of_nothing, &still, &out->counts, err);
}

static lathe_status measure_chamfer(const comparison *c, const shape_motion *motion, score_measures *out, lathe_error *err)
{
    uint32_t count = 0;
    const float(*theirs)[3] = target_points(c->truth, &count);
    body_copy moved = BODY_COPY_INIT;
    if (count == 0 || (c->prediction->mesh && !(mesh_area(c->prediction->mesh) > 0)))
        return LATHE_OK;
    float(*mine)[3] = malloc(count * sizeof *mine);
    lathe_status st = mine ? body_move(c->prediction, motion, &moved, err)
                           : lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u points", count);
    if (st == LATHE_OK) {
        const body b = body_of_copy(&moved);
        st = body_points(&b, CHAMFER_SEED, 1, count, mine, err);
    }
    if (st == LATHE_OK)
        st = chamfer_distance(theirs, count, (const float(*)[3])mine, count, &out->chamfer, err);
    out->has_chamfer = st == LATHE_OK;
    body_copy_clear(&moved);
    free(mine);
    return st;
}

lathe_status score_body(const target *truth, const body *prediction, row_grid grid, score_measures *out, lathe_error *err)
{
    comparison c = {.truth = truth, .prediction = prediction, .metric = metric_by_id(target_metric(truth)), .grid = grid};
    score_measures measures = {.alignment = 0};
    solid_moments moments;
    shape_motion motion;
    box3 box;
    lathe_status st = LATHE_OK;
    bool any = body_box(prediction, &box);
    if (any && frame_needs_moments(c.metric->frame))
        st = body_moments(prediction, &moments, &any, err);
    if (st != LATHE_OK)
        return st;
    any = any && frame_of_shape(c.metric->frame, &box, &moments, false, &c.frame);
    if (!any) {
        st = score_nothing(&c, &measures, err);
    } else if (c.metric->frame == METRIC_FRAME_PLACED) {
        motion = c.frame.motion;
        st = score_placed(truth, prediction, grid, &measures.counts, err);
    } else {
        st = score_turns(&c, &measures, &motion, err);
    }
    if (st == LATHE_OK && any)
        st = measure_chamfer(&c, &motion, &measures, err);
    if (st == LATHE_OK)
        *out = measures;
    return st;
}
