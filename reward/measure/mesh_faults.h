/* mesh_faults.h: what is wrong with a mesh that came from a file. */
#ifndef LATHE_REWARD_MEASURE_MESH_FAULTS_H
#define LATHE_REWARD_MEASURE_MESH_FAULTS_H

#include "reward/measure/mesh.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Counts; sides are those between joined vertices. */
typedef struct mesh_faults {
    uint32_t open_sides;   /* walked more often in one direction than in the other; turned ones are not counted here */
    uint32_t turned_sides; /* of two triangles that are wound against each other */
    uint32_t duplicates;   /* triangles that have the corners of an earlier one */
    uint32_t flat;         /* triangles without area: harmless */
    bool inside_out;       /* the volume is negative: harmless, the winding number is taken by its size */
} mesh_faults;

/* The mesh must have passed mesh_check. LATHE_E_NOMEM. Thread-safe. */
lathe_status mesh_find_faults(const triangle_mesh *m, mesh_faults *out, lathe_error *err);
/* Whether the mesh bounds a solid: every side has its opposite, or, where sides are split differently on both faces, the
 * winding number is within 1e-4 of an integer at 256 points of the mesh's box. */
bool mesh_is_closed(const triangle_mesh *m, const mesh_faults *faults);

#ifdef __cplusplus
}
#endif
#endif
