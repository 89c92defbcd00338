/* ply.h: PLY files, as scanners and point libraries write them: points of a surface with normals, or a mesh. */
#ifndef LATHE_REWARD_MEASURE_PLY_H
#define LATHE_REWARD_MEASURE_PLY_H

#include "reward/measure/cloud.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Reads PLY 1.0 (Turk, "The PLY polygon file format", Stanford 1994): ascii, binary_little_endian or binary_big_endian. A file with
 * faces becomes *mesh, polygons as fans of their first corner; one without becomes *cloud (cloud.h), from x y z nx ny nz of
 * its vertices. Other elements and properties are passed over. Both must be empty; one of them is filled.
 * LATHE_E_INPUT, which names the line of a header or the vertex or face, from 1, for what is no such file: one that ends early,
 * faces of less than 3 corners or of vertices that are not there, numbers that are not finite, points without normals and
 * what cloud.h refuses. LATHE_E_NOMEM. */
lathe_status ply_read(const void *data, size_t length, triangle_mesh *mesh, point_cloud *cloud, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
