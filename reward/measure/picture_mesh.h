/* picture_mesh.h: internal to reward/measure: what a picture needs to know of a mesh beside its triangles. */
#ifndef LATHE_REWARD_MEASURE_PICTURE_MESH_H
#define LATHE_REWARD_MEASURE_PICTURE_MESH_H

#include "reward/measure/mesh.h"

/* A side of one or two triangles, between joined vertices a < b. */
typedef struct surface_edge {
    uint32_t a, b;
    uint32_t triangle, other; /* equal where the side has one triangle only */
} surface_edge;

/* Owned arrays; ended with surface_clear. */
typedef struct surface {
    uint32_t *point_of;     /* [vertex_count] joined vertex */
    uint32_t point_count;
    float (*normals)[3];    /* [triangle_count] unit, 0 for degenerate ones */
    float (*corners)[3][3]; /* [triangle_count] unit normals, smooth across blunt edges only */
    surface_edge *edges;
    uint32_t edge_count;
} surface;

/* Edges between triangles whose normals differ by more than this angle's cosine are sharp: 30 degrees. */
#define SURFACE_SHARP_COSINE .866f

/* The mesh must have passed mesh_check. LATHE_E_NOMEM; *out is empty then. */
lathe_status surface_from_mesh(const triangle_mesh *m, surface *out, lathe_error *err);
void surface_clear(surface *s);

static inline float dot3(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

#endif
