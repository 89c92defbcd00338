/* topology.h: what a shape is and what it consists of. Errors as in kernel.h. */
#ifndef LATHE_REWARD_KERNEL_TOPOLOGY_H
#define LATHE_REWARD_KERNEL_TOPOLOGY_H

#include "reward/kernel/curve.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum kernel_type {
    KERNEL_VERTEX,
    KERNEL_EDGE,
    KERNEL_WIRE,
    KERNEL_FACE,
    KERNEL_SHELL,
    KERNEL_SOLID,
    KERNEL_COMPSOLID,
    KERNEL_COMPOUND,
    KERNEL_TYPE_COUNT
} kernel_type;

kernel_type kernel_type_of(const kernel_shape *shape);
/* "Vertex" ... "Compound"; static storage. */
const char *kernel_type_name(kernel_type type);
/* CadQuery's geomType: "LINE", "PLANE" ... of edges and faces, else the type's name; static storage. */
lathe_status kernel_geometry_name(const kernel_shape *shape, const char **out, lathe_error *err);

/* Different shapes of that type inside (the shape itself where it is one), in the order of OpenCASCADE's maps; without
 * degenerated edges; a wire's vertices in the order of its edges. *out must be empty. */
lathe_status kernel_parts(const kernel_shape *shape, kernel_type type, kernel_list *out, lathe_error *err);
/* Parts of that type that together are all of the shape's, for callers that treat each alike and put them together again:
 * a kernel may give several as one. */
lathe_status kernel_pieces(const kernel_shape *shape, kernel_type type, kernel_list *out, lathe_error *err);
/* Faces, among them all those whose centres lie farthest along a direction. A kernel may leave out others, and give several
 * in one plane as one. *out must be empty. */
lathe_status kernel_faces_toward(const kernel_shape *shape, kernel_vec direction, kernel_list *out, lathe_error *err);
/* For what shows a script how many shapes there are, or which comes first: fails where a kernel gave several as one, or in an
 * order of its own. */
lathe_status kernel_require_one(const kernel_shape *shape, lathe_error *err);
lathe_status kernel_count_parts(const kernel_shape *shape, kernel_type type, uint32_t *out, lathe_error *err);
/* Its direct children. */
lathe_status kernel_children(const kernel_shape *shape, kernel_list *out, lathe_error *err);
/* A compound without children. */
bool kernel_is_empty(const kernel_shape *shape);
/* The same part at the same place, whatever its orientation. */
bool kernel_is_same(const kernel_shape *a, const kernel_shape *b);
/* Equal for shapes that are the same. */
uint32_t kernel_hash(const kernel_shape *shape);

lathe_status kernel_compound(const kernel_shape *const *shapes, size_t count, kernel_shape **out, lathe_error *err);
lathe_status kernel_vertex(kernel_vec at, kernel_shape **out, lathe_error *err);

/* Centre of mass: of volume, area or length by what the shape (a compound's first child) is. */
lathe_status kernel_center(const kernel_shape *shape, kernel_vec *out, lathe_error *err);
/* The same, for callers that only ask how far along a direction it lies (NULL: a planar face's normal): a kernel may give
 * another point that is as far. */
lathe_status kernel_center_along(const kernel_shape *shape, const kernel_vec *direction, kernel_vec *out,
                                 lathe_error *err);
/* CadQuery's Volume(): that mass. */
lathe_status kernel_mass(const kernel_shape *shape, double *out, lathe_error *err);
lathe_status kernel_area(const kernel_shape *shape, double *out, lathe_error *err);
/* Optimal bounds, gaps included. Standard_ConstructionError for an empty shape. */
lathe_status kernel_bounds(const kernel_shape *shape, kernel_vec *out_low, kernel_vec *out_high, double *out_diagonal,
                           lathe_error *err);
/* Distance of nearest points. */
lathe_status kernel_distance(const kernel_shape *a, const kernel_shape *b, double *out, lathe_error *err);

/* Of a face; `at` NULL: in the middle of its parameters. */
lathe_status kernel_face_normal(const kernel_shape *face, const kernel_vec *at, kernel_vec *out, lathe_error *err);
lathe_status kernel_face_outer_wire(const kernel_shape *face, kernel_shape **out, lathe_error *err);
lathe_status kernel_face_inner_wires(const kernel_shape *face, kernel_list *out, lathe_error *err);
/* Inside or on a face of the shape. */
lathe_status kernel_is_inside(const kernel_shape *shape, kernel_vec point, double tolerance, bool *out,
                              lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
