/* cloud.h: points of a surface with its normals, as scanners and other programs give them: a solid through its winding
 * number (winding.h). */
#ifndef LATHE_REWARD_MEASURE_CLOUD_H
#define LATHE_REWARD_MEASURE_CLOUD_H

#include "reward/measure/mesh.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CLOUD_MIN_POINTS = 100, CLOUD_MAX_POINTS = 1 << 20 };

/* A point of a surface and the part of the surface that it stands for. */
typedef struct surface_point {
    double at[3];
    double area[3]; /* outward normal, as long as the area */
} surface_point;

/* Plain data; points are owned. CLOUD_INIT is an empty one. */
typedef struct point_cloud {
    surface_point *points; /* [count] */
    uint32_t count;
} point_cloud;
#define CLOUD_INIT { NULL, 0 }

/* A point of its coordinates and a normal of any length: x y z nx ny nz. NULL, or what is wrong with it, for a message: numbers
 * that are not finite or beyond 1e12, a normal without direction; *out is untouched then. */
const char *surface_point_set(surface_point *out, const double numbers[6]);
/* Takes points with unit normals for areas, and gives each its area: that of the Voronoi cell that the 20 nearest other points
 * leave it in its tangent plane (Barill, Dickson, Schmidt, Levin, Jacobson: "Fast winding numbers for soups and clouds",
 * SIGGRAPH 2018); points on one place share a cell. *points comes from malloc, and is freed where this fails: LATHE_E_INPUT for fewer
 * than CLOUD_MIN_POINTS, LATHE_E_NOMEM. *out must be empty. */
lathe_status cloud_make(surface_point *points, uint32_t count, point_cloud *out, lathe_error *err);

/* Reads text: a point a line, "x y z nx ny nz", blanks between; the normal points out of the solid and need not be of
 * unit length; empty lines and lines that begin with '#' are left out. *out must be empty. LATHE_E_INPUT, with the line,
 * for what is no such text and for what surface_point_set refuses; for fewer than CLOUD_MIN_POINTS or more than
 * CLOUD_MAX_POINTS. LATHE_E_NOMEM. */
lathe_status cloud_read(const void *data, size_t length, point_cloud *out, lathe_error *err);
void cloud_clear(point_cloud *c);

/* False, and *out untouched, for an empty cloud. */
bool cloud_box(const point_cloud *c, box3 *out);

#ifdef __cplusplus
}
#endif
#endif
