/* winding.h: the generalised winding number of triangles and of points with normals: what is inside of a surface that need not
 * be closed (Jacobson, Kavan, Sorkine-Hornung: "Robust inside-outside segmentation using generalized winding numbers",
 * SIGGRAPH 2013), summed over a tree (Barill et al., SIGGRAPH 2018). */
#ifndef LATHE_REWARD_MEASURE_WINDING_H
#define LATHE_REWARD_MEASURE_WINDING_H

#include "reward/measure/cloud.h"
#include "reward/measure/rows.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct winding_tree winding_tree;

/* Copies what it needs. The mesh must have passed mesh_check. LATHE_E_NOMEM. Caller owns *out and ends it with winding_tree_free. */
lathe_status winding_tree_of_mesh(const triangle_mesh *m, winding_tree **out, lathe_error *err);
lathe_status winding_tree_of_cloud(const point_cloud *c, winding_tree **out, lathe_error *err);
void winding_tree_free(winding_tree *t); /* NULL is fine */

/* Within a closed surface 1 (-1 where it is wound inside out), outside 0. Parts of the surface that are further away
 * than twice their radius count by the first two terms of their expansion: an error of some thousandths. */
double winding_number(const winding_tree *t, const double at[3]);
/* The same of the triangles one by one (van Oosterom and Strackee, IEEE Trans. Biomed. Eng. 30, 1983): exact, slow. */
double winding_number_exactly(const triangle_mesh *m, const double at[3]);

/* As rows_from_mesh, inside being a winding number beyond +-.5; no row is open. */
lathe_status rows_from_winding(const winding_tree *t, const box3 *box, row_grid grid, sample_rows *out, lathe_error *err);
/* Sets the samples of those rows whose bits are in `open` (as rows_from_mesh_marked; NULL: of all rows) by winding number. */
void rows_wind(const winding_tree *t, const box3 *box, const uint64_t *open, sample_rows *rows);

#ifdef __cplusplus
}
#endif
#endif
