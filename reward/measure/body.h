/* body.h: what is measured: triangles, or points with normals. What both have is asked for here. Thread-safe. */
#ifndef LATHE_REWARD_MEASURE_BODY_H
#define LATHE_REWARD_MEASURE_BODY_H

#include "reward/measure/frame.h"
#include "reward/measure/winding.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Borrowed; one of them is NULL. The mesh must have passed mesh_check. */
typedef struct body {
    const triangle_mesh *mesh;
    const point_cloud *cloud;
} body;

/* False for a body without extent; *out is untouched then. */
bool body_box(const body *b, box3 *out);
/* LATHE_E_NOMEM. Caller owns *out. */
lathe_status body_winding_tree(const body *b, winding_tree **out, lathe_error *err);
/* As rows_from_mesh: of a mesh by crossings, but the rows that do not close by winding number (open_rows counts them: a mark
 * that the mesh is not closed); of a cloud all by winding number. *tree is made where it is needed and is NULL, and the
 * caller's, so that it serves more rows of the same body. */
lathe_status body_rows(const body *b, winding_tree **tree, const box3 *box, row_grid grid, sample_rows *out,
                       lathe_error *err);
/* Exact for a closed mesh (mesh_faults.h), else of the samples inside the body's own box (lattice of 4096) by winding
 * number. *out_any: whether there is any volume; *out is untouched where not. LATHE_E_NOMEM. */
lathe_status body_moments(const body *b, solid_moments *out, bool *out_any, lathe_error *err);
/* As points_sample; of a cloud, some of its points, chosen by their areas. */
lathe_status body_points(const body *b, uint64_t seed, uint32_t sample, uint32_t count, float (*out)[3], lathe_error *err);

/* A body of its own. */
typedef struct body_copy {
    triangle_mesh mesh;
    point_cloud cloud;
} body_copy;
#define BODY_COPY_INIT { MESH_INIT, CLOUD_INIT }

/* The body after the motion, whose linear part is a rotation or reflection times a scale. *out must be empty.
 * LATHE_E_NOMEM. */
lathe_status body_move(const body *b, const shape_motion *motion, body_copy *out, lathe_error *err);
body body_of_copy(const body_copy *copy);
void body_copy_clear(body_copy *copy);

#ifdef __cplusplus
}
#endif
#endif
