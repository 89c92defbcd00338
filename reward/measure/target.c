#include "reward/measure/target_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reward/measure/chamfer.h"
#include "reward/measure/mesh_faults.h"

/* The finer lattice counts where truth and prediction together fill less than a quarter of the box: never where the truth
 * alone fills that much. */
static bool needs_finer(uint64_t samples)
{
    return samples * 4 < (uint64_t)row_grid_rows(ROW_GRID_LATTICE_4096) * 64;
}

lathe_status target_check_whole(target *t, lathe_error *err)
{
    row_grid counted = ROW_GRID_LATTICE_4096;
    for (int g = 0; g < ROW_GRID_COUNT; g++)
        t->samples[g] = t->rows[g].words ? rows_count(&t->rows[g]) : 0;
    switch (metric_by_id(t->metric)->sampler) {
    case METRIC_SAMPLE_SURFACE:
        return t->voxels.count > 0 ? LATHE_OK : lathe_fail(err, LATHE_E_INPUT, "target lacks the voxels of its surface");
    case METRIC_SAMPLE_CUBE:
        counted = ROW_GRID_CUBE_64;
        break;
    case METRIC_SAMPLE_BOXES:
        if (t->rows[counted].words && needs_finer(t->samples[counted]))
            counted = ROW_GRID_LATTICE_16384;
        break;
    }
    if (!t->rows[counted].words)
        return lathe_fail(err, LATHE_E_INPUT, "target lacks the rows of grid '%s'", row_grid_name(counted));
    return t->samples[counted] > 0 ? LATHE_OK
                                             : lathe_fail(err, LATHE_E_INPUT, "the truth has no volume: no sample lies inside");
}

static lathe_status check_solid(const body *b, lathe_error *err)
{
    mesh_faults f;
    box3 box;
    if (!body_box(b, &box) || !(box_volume(&box) > 0))
        return lathe_fail(err, LATHE_E_INPUT, "the truth has no volume");
    if (!b->mesh)
        return LATHE_OK;
    lathe_status st = mesh_find_faults(b->mesh, &f, err);
    if (st == LATHE_OK && !mesh_is_closed(b->mesh, &f))
        st = lathe_fail(err, LATHE_E_INPUT, "the truth is not closed: %u open sides, %u between triangles wound against "
                        "each other, %u duplicate triangles", f.open_sides, f.turned_sides, f.duplicates);
    return st;
}

static lathe_status add_samples(target *t, const body *b, row_grid extra, lathe_error *err)
{
    const bool boxes = metric_by_id(t->metric)->sampler == METRIC_SAMPLE_BOXES;
    winding_tree *tree = NULL;
    lathe_status st = LATHE_OK;
    for (int g = 0; g < ROW_GRID_COUNT && st == LATHE_OK; g++) {
        const bool finer = g == ROW_GRID_LATTICE_16384 && needs_finer(rows_count(&t->rows[ROW_GRID_LATTICE_4096]));
        const bool wanted = boxes ? g == ROW_GRID_LATTICE_4096 || finer || g == (int)extra : g == ROW_GRID_CUBE_64;
        if (wanted)
            st = body_rows(b, &tree, &t->box, (row_grid)g, &t->rows[g], err);
    }
    winding_tree_free(tree);
    return st;
}

static lathe_status add_voxels(target *t, const body *b, double pitch, lathe_error *err)
{
    static const shape_motion still = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, {0}};
    if (!b->mesh)
        return lathe_fail(err, LATHE_E_INPUT, "metric '%s' counts voxels of a surface, which points have not",
                          metric_by_id(t->metric)->name);
    return voxels_of_surface(b->mesh, &still, pitch, &t->voxels, err);
}

static lathe_status add_points(target *t, const body *b, uint32_t count, lathe_error *err)
{
    if (count == 0)
        return LATHE_OK;
    if (count > CHAMFER_MAX_POINTS)
        return lathe_fail(err, LATHE_E_INPUT, "a chamfer distance of %u points; at most %d", count, CHAMFER_MAX_POINTS);
    t->points = malloc((size_t)count * sizeof *t->points);
    t->point_count = count;
    return t->points ? body_points(b, CHAMFER_SEED, 0, count, t->points, err)
                     : lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u points", count);
}

/* Puts the truth into its metric's frame; *moved is empty where it stays. */
static lathe_status enter_frame(target *t, const body *truth, body_copy *moved, lathe_error *err)
{
    const metric_info *metric = metric_by_id(t->metric);
    solid_moments moments;
    shape_frame frame;
    bool any = body_box(truth, &t->box);
    lathe_status st = LATHE_OK;
    if (any && frame_needs_moments(metric->frame))
        st = body_moments(truth, &moments, &any, err);
    if (st == LATHE_OK && (!any || !frame_of_shape(metric->frame, &t->box, &moments, true, &frame)))
        st = lathe_fail(err, LATHE_E_INPUT, "the truth has no volume");
    if (st != LATHE_OK)
        return st;
    memcpy(t->moments, frame.moments, sizeof t->moments);
    return metric->frame == METRIC_FRAME_PLACED ? LATHE_OK : body_move(truth, &frame.motion, moved, err);
}

static lathe_status fill(target *t, const body *truth, const target_wish *wish, body_copy *moved, lathe_error *err)
{
    const metric_info *metric = metric_by_id(t->metric);
    lathe_status st = enter_frame(t, truth, moved, err);
    if (st != LATHE_OK)
        return st;
    body b = metric->frame == METRIC_FRAME_PLACED ? *truth : body_of_copy(moved);
    if (!body_box(&b, &t->box) || !(box_volume(&t->box) > 0))
        return lathe_fail(err, LATHE_E_INPUT, "the truth has no volume");
    if (metric->sampler == METRIC_SAMPLE_CUBE)
        t->box = (box3){{0, 0, 0}, {1, 1, 1}};
    st = metric->sampler == METRIC_SAMPLE_SURFACE ? add_voxels(t, &b, metric->pitch, err) : add_samples(t, &b, wish->extra, err);
    if (st == LATHE_OK)
        st = target_check_whole(t, err);
    if (st == LATHE_OK)
        st = add_points(t, &b, wish->chamfer_points, err);
    if (st == LATHE_OK && b.mesh)
        t->volume = mesh_volume(b.mesh);
    else if (st == LATHE_OK)
        t->volume = (double)t->samples[ROW_GRID_LATTICE_4096] / (4096 * 64) * box_volume(&t->box);
    return st;
}

lathe_status target_from_body(const body *truth, const target_wish *wish, target **out, lathe_error *err)
{
    body_copy moved = BODY_COPY_INIT;
    target *t = calloc(1, sizeof *t);
    if (!t)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a target");
    t->version = TARGET_VERSION;
    t->metric = wish->metric;
    lathe_status st = check_solid(truth, err);
    if (st == LATHE_OK)
        st = fill(t, truth, wish, &moved, err);
    body_copy_clear(&moved);
    if (st == LATHE_OK)
        *out = t;
    else
        target_free(t);
    return st;
}

lathe_status target_from_mesh(const triangle_mesh *m, row_grid extra, target **out, lathe_error *err)
{
    const body truth = {m, NULL};
    const target_wish wish = {.extra = extra};
    lathe_status st = mesh_check(m, err);
    return st == LATHE_OK ? target_from_body(&truth, &wish, out, err) : st;
}

void target_free(target *t)
{
    if (!t)
        return;
    for (int g = 0; g < ROW_GRID_COUNT && !t->lends; g++)
        rows_clear(&t->rows[g]);
    voxels_clear(&t->voxels);
    free(t->points);
    free(t);
}

uint32_t target_version(const target *t)
{
    return t->version;
}

metric_id target_metric(const target *t)
{
    return t->metric;
}

const box3 *target_box(const target *t)
{
    return &t->box;
}

double target_volume(const target *t)
{
    return t->volume;
}

const double *target_moments(const target *t)
{
    return t->moments;
}

uint64_t target_samples(const target *t, row_grid grid)
{
    return t->samples[grid];
}

const sample_rows *target_rows(const target *t, row_grid grid)
{
    return t->rows[grid].words ? &t->rows[grid] : NULL;
}

const voxel_set *target_voxels(const target *t)
{
    return &t->voxels;
}

const float (*target_points(const target *t, uint32_t *out_count))[3]
{
    *out_count = t->point_count;
    return (const float(*)[3])t->points;
}

/* Rounds the box to steps of a power of two, about 1/50,000 of its greatest extent. Where rounding turns, the odd
 * constants keep clear of numbers that people and programs write. */
static lathe_status round_box(const box3 *box, int64_t out_steps[6], double *out_step, lathe_error *err)
{
    double extent = 0;
    for (int a = 0; a < 3; a++)
        extent = fmax(extent, box->high[a] - box->low[a]);
    int exponent = 0;
    frexp(extent * 1.17235, &exponent);
    double step = ldexp(1, exponent - 16);
    for (int i = 0; i < 6; i++) {
        double steps = floor((i < 3 ? box->low[i] : box->high[i - 3]) / step + .5137);
        if (!(extent > 0) || !(fabs(steps) < 9e15))
            return lathe_fail(err, LATHE_E_INPUT, "the shape has no extent to name it by");
        out_steps[i] = (int64_t)steps;
    }
    for (int a = 0; a < 3; a++)
        if (out_steps[a] == out_steps[a + 3])
            out_steps[a + 3]++;
    *out_step = step;
    return LATHE_OK;
}

static lathe_status rows_of_body(const body *b, const box3 *box, sample_rows *out, lathe_error *err)
{
    winding_tree *tree = NULL;
    if (b->mesh)
        return rows_from_mesh(b->mesh, box, ROW_GRID_LATTICE_4096, out, err);
    lathe_status st = body_winding_tree(b, &tree, err);
    if (st == LATHE_OK)
        st = rows_from_winding(tree, box, ROW_GRID_LATTICE_4096, out, err);
    winding_tree_free(tree);
    return st;
}

lathe_status target_shape_hash(const body *b, hash256 *out, lathe_error *err)
{
    box3 box = {{0}, {0}}, rounded;
    int64_t steps[6];
    double step = 0;
    sample_rows rows = {0};
    lathe_status st = body_box(b, &box) ? round_box(&box, steps, &step, err)
                                        : lathe_fail(err, LATHE_E_INPUT, "an empty body has no shape to name");
    if (st != LATHE_OK)
        return st;
    for (int a = 0; a < 3; a++) {
        rounded.low[a] = (double)steps[a] * step;
        rounded.high[a] = (double)steps[a + 3] * step;
    }
    st = rows_of_body(b, &rounded, &rows, err);
    if (st != LATHE_OK)
        return st;
    hash_state h;
    hash_begin(&h);
    hash_add(&h, steps, sizeof steps);
    hash_add(&h, &step, sizeof step);
    hash_add(&h, rows.words + 1, (rows.row_count - 1) * sizeof *rows.words);
    *out = hash_end(&h);
    rows_clear(&rows);
    return LATHE_OK;
}
