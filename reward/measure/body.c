#include "reward/measure/body.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/philox.h"
#include "reward/measure/mesh_faults.h"
#include "reward/measure/points.h"

bool body_box(const body *b, box3 *out)
{
    return b->mesh ? mesh_box(b->mesh, out) : cloud_box(b->cloud, out);
}

lathe_status body_winding_tree(const body *b, winding_tree **out, lathe_error *err)
{
    return b->mesh ? winding_tree_of_mesh(b->mesh, out, err) : winding_tree_of_cloud(b->cloud, out, err);
}

lathe_status body_rows(const body *b, winding_tree **tree, const box3 *box, row_grid grid, sample_rows *out,
                       lathe_error *err)
{
    sample_rows rows = {0};
    uint64_t *open = b->mesh ? calloc((row_grid_rows(grid) + 63) / 64, sizeof *open) : NULL;
    lathe_status st = !b->mesh ? rows_allocate(grid, &rows, err)
                      : open   ? rows_from_mesh_marked(b->mesh, box, grid, open, &rows, err)
                               : lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u rows", row_grid_rows(grid));
    if (st == LATHE_OK && (!b->mesh || rows.open_rows > 0)) {
        if (!*tree)
            st = body_winding_tree(b, tree, err);
        if (st == LATHE_OK)
            rows_wind(*tree, box, open, &rows);
    }
    free(open);
    if (st == LATHE_OK)
        *out = rows;
    else
        rows_clear(&rows);
    return st;
}

static lathe_status moments_by_winding(const body *b, solid_moments *out, bool *out_any, lathe_error *err)
{
    box3 box;
    winding_tree *tree = NULL;
    sample_rows rows = {0};
    *out_any = false;
    if (!body_box(b, &box))
        return LATHE_OK;
    lathe_status st = body_winding_tree(b, &tree, err);
    if (st == LATHE_OK)
        st = rows_from_winding(tree, &box, ROW_GRID_LATTICE_4096, &rows, err);
    if (st == LATHE_OK)
        *out_any = moments_of_rows(&rows, &box, out);
    rows_clear(&rows);
    winding_tree_free(tree);
    return st;
}

lathe_status body_moments(const body *b, solid_moments *out, bool *out_any, lathe_error *err)
{
    mesh_faults faults = {0};
    lathe_status st = b->mesh ? mesh_find_faults(b->mesh, &faults, err) : LATHE_OK;
    if (st != LATHE_OK)
        return st;
    if (!b->mesh || !mesh_is_closed(b->mesh, &faults))
        return moments_by_winding(b, out, out_any, err);
    *out_any = moments_of_mesh(b->mesh, out);
    return LATHE_OK;
}

static lathe_status cloud_points(const point_cloud *c, uint64_t seed, uint32_t sample, uint32_t count, float (*out)[3],
                                 lathe_error *err)
{
    if (count > POINTS_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "%u points wanted; at most %d", count, POINTS_MAX);
    double *running = malloc(((size_t)c->count + 1) * sizeof *running), sum = 0;
    if (!running)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for the areas of %u points", c->count);
    for (uint32_t i = 0; i < c->count; i++) {
        const double *n = c->points[i].area;
        sum += sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
        running[i] = sum;
    }
    philox_stream s = philox_stream_at(seed, PHILOX_POINTS, 0, 0, sample, 0);
    for (uint32_t i = 0; i < count && sum > 0; i++) {
        uint32_t k = points_find(running, c->count, philox_uniform(&s) * sum);
        for (int a = 0; a < 3; a++)
            out[i][a] = (float)c->points[k].at[a];
    }
    free(running);
    return sum > 0 ? LATHE_OK : lathe_fail(err, LATHE_E_INPUT, "the points have no area to choose from");
}

lathe_status body_points(const body *b, uint64_t seed, uint32_t sample, uint32_t count, float (*out)[3], lathe_error *err)
{
    return b->mesh ? points_sample(b->mesh, seed, sample, count, out, err)
                   : cloud_points(b->cloud, seed, sample, count, out, err);
}

static lathe_status move_mesh(const triangle_mesh *m, const shape_motion *motion, triangle_mesh *out, lathe_error *err)
{
    lathe_status st = mesh_allocate(out, m->vertex_count, m->triangle_count, err);
    if (st != LATHE_OK)
        return st;
    for (uint32_t i = 0; i < m->vertex_count; i++)
        motion_apply(motion, m->vertices[i], out->vertices[i]);
    if (m->triangle_count > 0) /* an empty mesh may have no arrays */
        memcpy(out->triangles, m->triangles, (size_t)m->triangle_count * sizeof *m->triangles);
    return LATHE_OK;
}

static lathe_status move_cloud(const point_cloud *c, const shape_motion *motion, point_cloud *out, lathe_error *err)
{
    shape_motion turn = *motion; /* of areas, which grow as the square of lengths */
    double scale = 0;
    for (int a = 0; a < 3; a++)
        scale += motion->linear[0][a] * motion->linear[0][a];
    for (int a = 0; a < 3; a++) {
        turn.offset[a] = 0;
        for (int b = 0; b < 3; b++)
            turn.linear[a][b] *= sqrt(scale);
    }
    surface_point *points = malloc(((size_t)c->count + 1) * sizeof *points);
    if (!points)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u points", c->count);
    for (uint32_t i = 0; i < c->count; i++) {
        motion_apply(motion, c->points[i].at, points[i].at);
        motion_apply(&turn, c->points[i].area, points[i].area);
    }
    *out = (point_cloud){points, c->count};
    return LATHE_OK;
}

lathe_status body_move(const body *b, const shape_motion *motion, body_copy *out, lathe_error *err)
{
    return b->mesh ? move_mesh(b->mesh, motion, &out->mesh, err) : move_cloud(b->cloud, motion, &out->cloud, err);
}

body body_of_copy(const body_copy *copy)
{
    return copy->cloud.count > 0 ? (body){NULL, &copy->cloud} : (body){&copy->mesh, NULL};
}

void body_copy_clear(body_copy *copy)
{
    mesh_clear(&copy->mesh);
    cloud_clear(&copy->cloud);
}
