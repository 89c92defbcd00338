/* mesh.h: triangle meshes, from which rows, points, pictures and volumes are measured, and STL in and out.
 *
 * Coordinates are doubles in the part's own units. Triangles are wound anticlockwise seen from outside. Faces of a solid
 * may keep vertices of their own along a shared edge, as kernels make them; a mesh counts as watertight where those
 * coordinates are equal bit for bit. A mesh belongs to one thread while it is written. */
#ifndef LATHE_REWARD_MEASURE_MESH_H
#define LATHE_REWARD_MEASURE_MESH_H

#include "base/bytes.h"
#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The most that one mesh may hold: 24 MB of vertices to a million. Beyond it mesh_allocate refuses. */
enum { MESH_MAX_VERTICES = 16 << 20, MESH_MAX_TRIANGLES = 16 << 20 };

typedef struct box3 {
    double low[3], high[3];
} box3;

/* Plain data; both arrays are owned by the mesh. MESH_INIT is an empty one. */
typedef struct triangle_mesh {
    double (*vertices)[3];    /* [vertex_count] */
    uint32_t (*triangles)[3]; /* [triangle_count], indices into vertices */
    uint32_t vertex_count, triangle_count;
} triangle_mesh;
#define MESH_INIT { NULL, NULL, 0, 0 }

/* Gives an empty mesh zeroed arrays of these sizes for the caller to fill. LATHE_E_LIMIT (memory) past the maxima,
 * LATHE_E_NOMEM without memory; the mesh stays empty then. */
lathe_status mesh_allocate(triangle_mesh *m, uint32_t vertex_count, uint32_t triangle_count, lathe_error *err);
/* Frees the arrays; the mesh is empty afterwards. */
void mesh_clear(triangle_mesh *m);
/* LATHE_E_INPUT if an index is out of range or a coordinate is not finite. */
lathe_status mesh_check(const triangle_mesh *m, lathe_error *err);

/* The box around the vertices that triangles use. False where there are none; *out is untouched then. */
bool mesh_box(const triangle_mesh *m, box3 *out);
/* Signed volume by the divergence theorem, negative where triangles are wound the other way. */
double mesh_volume(const triangle_mesh *m);
double mesh_area(const triangle_mesh *m);
/* Outward normal of triangle t, as long as twice its area; 0 for a degenerate one. */
void mesh_triangle_normal(const triangle_mesh *m, uint32_t t, double out[3]);
/* Product of the extents; 0 for a flat box. */
double box_volume(const box3 *box);

/* Joins vertices of equal coordinates (-0 equals 0): *out_of[i] becomes the index, in 0..*out_count, of vertex i's
 * position. out_of has room for vertex_count entries. Indices follow first appearance. LATHE_E_NOMEM. */
lathe_status mesh_join_vertices(const triangle_mesh *m, uint32_t *out_of, uint32_t *out_count, lathe_error *err);

/* Reads binary or ASCII STL; *out must be empty. Vertices of equal coordinates are joined. LATHE_E_INPUT, with the line
 * for ASCII, for text or bytes that are no STL, for a size that contradicts the count, for no triangles, for
 * coordinates that are not finite. */
lathe_status mesh_read_stl(const void *data, size_t length, triangle_mesh *out, lathe_error *err);
/* Appends binary STL: coordinates rounded to float32, facet normals computed. */
lathe_status mesh_write_stl(const triangle_mesh *m, bytes *out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
