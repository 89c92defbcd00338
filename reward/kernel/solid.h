/* solid.h: faces, solids, booleans and what modifies solids. Out handles are the caller's. Errors as in kernel.h. */
#ifndef LATHE_REWARD_KERNEL_SOLID_H
#define LATHE_REWARD_KERNEL_SOLID_H

#include "reward/kernel/topology.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What follows shapes through a builder; see trace.h. Where functions take one, NULL is none. */
typedef struct kernel_trace kernel_trace;
/* What may be left undone; see deferred.h. Where functions take one, NULL is none. */
typedef struct kernel_deferral kernel_deferral;

/* A planar face from wires in any order: wires inside another become its holes, disjoint ones faces of their own (the
 * result is a compound then). */
lathe_status kernel_face_from_wires(const kernel_shape *const *wires, size_t count, kernel_deferral *deferral,
                                    kernel_shape **out, lathe_error *err);
/* The same of the wires that edges are connected to: see kernel_wires_connect. */
lathe_status kernel_face_from_edges(const kernel_shape *const *edges, size_t count, double tolerance,
                                    kernel_deferral *deferral, kernel_shape **out, lathe_error *err);
/* A rectangle about base; a plane without bounds where either length is 0. length is along y, width along x. */
lathe_status kernel_face_plane(double length, double width, kernel_vec base, kernel_vec normal, kernel_shape **out,
                               lathe_error *err);

lathe_status kernel_prism(const kernel_shape *face, kernel_vec by, kernel_shape **out, lathe_error *err);
/* taper in degrees, positive narrows. */
lathe_status kernel_tapered_prism(const kernel_shape *face, kernel_vec by, double taper, kernel_shape **out,
                                  lathe_error *err);
lathe_status kernel_revolve(const kernel_shape *face, double degrees, kernel_vec start, kernel_vec end,
                            kernel_shape **out, lathe_error *err);
lathe_status kernel_twist(const kernel_shape *face, kernel_vec center, kernel_vec by, double degrees,
                          kernel_shape **out, lathe_error *err);
lathe_status kernel_twist_wires(const kernel_shape *outer, const kernel_shape *const *inner, size_t inner_count,
                                kernel_vec center, kernel_vec by, double degrees, kernel_shape **out,
                                lathe_error *err);
/* sections: wires, the first and last may be vertices. */
lathe_status kernel_loft(const kernel_shape *const *sections, size_t count, bool ruled, kernel_shape **out,
                         lathe_error *err);
typedef enum kernel_transition {
    KERNEL_TRANSITION_TRANSFORMED,
    KERNEL_TRANSITION_RIGHT,
    KERNEL_TRANSITION_ROUND
} kernel_transition;
typedef struct kernel_sweep {
    const kernel_shape *path; /* wire or edge */
    bool make_solid, frenet;
    kernel_transition transition;
    const kernel_vec *normal;       /* fixed binormal, or NULL */
    const kernel_shape *auxiliary;  /* wire or edge, or NULL */
} kernel_sweep;
lathe_status kernel_sweep_wire(const kernel_shape *wire, const kernel_sweep *how, kernel_shape **out, lathe_error *err);
/* Through several sections; `transition` is not used. */
lathe_status kernel_sweep_sections(const kernel_shape *const *wires, size_t count, const kernel_sweep *how,
                                   kernel_shape **out, lathe_error *err);

/* At a corner of size (dx, dy, dz) from `at`, its height along `direction`. */
lathe_status kernel_box(double dx, double dy, double dz, kernel_vec at, kernel_vec direction, kernel_shape **out,
                        lathe_error *err);
lathe_status kernel_cylinder(double radius, double height, kernel_vec at, kernel_vec direction, double degrees,
                             kernel_shape **out, lathe_error *err);
lathe_status kernel_cone(double radius1, double radius2, double height, kernel_vec at, kernel_vec direction,
                         double degrees, kernel_shape **out, lathe_error *err);
lathe_status kernel_sphere(double radius, kernel_vec at, kernel_vec direction, double low_degrees, double high_degrees,
                           double degrees, kernel_shape **out, lathe_error *err);
lathe_status kernel_torus(double radius1, double radius2, kernel_vec at, kernel_vec direction, double low_degrees,
                          double high_degrees, kernel_shape **out, lathe_error *err);
/* extent: dx dy dz; top: xmin zmin xmax zmax. */
lathe_status kernel_wedge(kernel_vec extent, const double top[4], kernel_vec at, kernel_vec direction,
                          kernel_shape **out, lathe_error *err);

typedef enum kernel_operation { KERNEL_FUSE, KERNEL_CUT, KERNEL_COMMON, KERNEL_SPLIT } kernel_operation;
typedef struct kernel_boolean {
    kernel_operation operation;
    bool glue;        /* of fuse: the shapes touch only */
    double tolerance; /* added to the shapes' own; 0 for none */
    kernel_deferral *deferral;
} kernel_boolean;
/* base and tools as CadQuery passes them: a compound stands for its children (fusing a compound of one child with
 * nothing gives that child; of none: IndexError). as_compound false treats a compound as one shape.
 * ValueError where OpenCASCADE gives no shape. */
lathe_status kernel_combine(const kernel_boolean *how, const kernel_shape *base, bool as_compound,
                            const kernel_shape *const *tools, size_t count, kernel_shape **out, lathe_error *err);
/* Joins faces of one surface and edges of one curve. */
lathe_status kernel_clean(const kernel_shape *shape, kernel_deferral *deferral, kernel_shape **out, lathe_error *err);
/* ShapeFix where the shape is not valid. */
lathe_status kernel_fix(const kernel_shape *shape, kernel_shape **out, lathe_error *err);

lathe_status kernel_fillet(const kernel_shape *solid, double radius, const kernel_shape *const *edges, size_t count,
                           kernel_shape **out, lathe_error *err);
lathe_status kernel_chamfer(const kernel_shape *solid, double length1, double length2,
                            const kernel_shape *const *edges, size_t count, kernel_shape **out, lathe_error *err);
/* Hollows; the faces are left open. thickness < 0: inwards. */
lathe_status kernel_hollow(const kernel_shape *solid, double thickness, double tolerance, kernel_join join,
                           const kernel_shape *const *faces, size_t count, kernel_trace *trace, kernel_shape **out,
                           lathe_error *err);
/* Of a planar face. */
lathe_status kernel_fillet_corners(const kernel_shape *face, double radius, const kernel_shape *const *vertices,
                                   size_t count, kernel_shape **out, lathe_error *err);
lathe_status kernel_chamfer_corners(const kernel_shape *face, double length, const kernel_shape *const *vertices,
                                    size_t count, kernel_shape **out, lathe_error *err);
/* A (tapered, degrees) prism of the face through the whole shape (until NULL) or until a face, added or removed. */
lathe_status kernel_prism_feature(const kernel_shape *solid, const kernel_shape *face, double taper,
                                  const kernel_shape *until, bool additive, kernel_deferral *deferral,
                                  kernel_shape **out, lathe_error *err);
/* Faces that the line from point along axis meets, nearest first; along true: not behind the point, false: behind. */
lathe_status kernel_faces_on_line(const kernel_shape *shape, kernel_vec point, kernel_vec axis, bool along,
                                  kernel_list *out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
