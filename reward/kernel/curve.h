/* curve.h: edges and wires. Out handles are the caller's. Errors as in kernel.h. Angles in degrees. */
#ifndef LATHE_REWARD_KERNEL_CURVE_H
#define LATHE_REWARD_KERNEL_CURVE_H

#include "reward/kernel/vector.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Several handles made at once; the array and the handles are the caller's. KERNEL_LIST_INIT is an empty one, which owns
 * nothing. */
typedef struct kernel_list {
    kernel_shape **items;
    size_t count;
} kernel_list;
#define KERNEL_LIST_INIT { NULL, 0 }
void kernel_list_clear(kernel_list *list);

lathe_status kernel_edge_line(kernel_vec a, kernel_vec b, kernel_shape **out, lathe_error *err);
lathe_status kernel_edge_arc(kernel_vec a, kernel_vec through, kernel_vec b, kernel_shape **out, lathe_error *err);
lathe_status kernel_edge_tangent_arc(kernel_vec a, kernel_vec tangent, kernel_vec b, kernel_shape **out,
                                     lathe_error *err);
/* A full circle where angle1 equals angle2. */
lathe_status kernel_edge_circle(double radius, kernel_vec center, kernel_vec normal, double angle1, double angle2,
                                bool anticlockwise, kernel_shape **out, lathe_error *err);
lathe_status kernel_edge_ellipse(double x_radius, double y_radius, kernel_vec center, kernel_vec normal,
                                 kernel_vec x_dir, double angle1, double angle2, bool anticlockwise, kernel_shape **out,
                                 lathe_error *err);
typedef struct kernel_spline {
    const kernel_vec *points;
    size_t point_count;
    const kernel_vec *tangents; /* two for the ends, or one a point; NULL for none */
    const bool *tangent_given;  /* [tangent_count] */
    size_t tangent_count;
    const double *parameters; /* NULL, or one a point and one more if periodic */
    size_t parameter_count;
    bool periodic, scale;
    double tolerance;
    bool plain; /* refused by OpenCASCADE alone, not as Edge.makeSpline refuses */
} kernel_spline;
lathe_status kernel_edge_spline(const kernel_spline *spline, kernel_shape **out, lathe_error *err);
lathe_status kernel_edge_bezier(const kernel_vec *points, size_t count, kernel_shape **out, lathe_error *err);

typedef struct kernel_approximation {
    double tolerance;
    const double *smoothing; /* three weights, or NULL */
    int min_degree, max_degree; /* the first is not used with smoothing */
} kernel_approximation;
lathe_status kernel_edge_approximate(const kernel_vec *points, size_t count, const kernel_approximation *how,
                                     kernel_shape **out, lathe_error *err);

/* Joins edges in any order; StdFail_NotDone where they do not hang together. */
lathe_status kernel_wire_assemble(const kernel_shape *const *edges, size_t count, kernel_shape **out, lathe_error *err);
/* Skips repeated points. */
lathe_status kernel_wire_polygon(const kernel_vec *points, size_t count, bool close, kernel_shape **out,
                                 lathe_error *err);
lathe_status kernel_wire_helix(double pitch, double height, double radius, kernel_vec center, kernel_vec direction,
                               double cone_degrees, bool left_handed, kernel_shape **out, lathe_error *err);
/* Chains edges end to end within tolerance into as many wires as it takes. *out must be empty. */
lathe_status kernel_wires_connect(const kernel_shape *const *edges, size_t count, double tolerance, kernel_list *out,
                                  lathe_error *err);
/* The same over all edges of these edges and wires. */
lathe_status kernel_wires_combine(const kernel_shape *const *shapes, size_t count, double tolerance, kernel_list *out,
                                  lathe_error *err);
/* Two wires that touch, as one. */
lathe_status kernel_wire_stitch(const kernel_shape *wire, const kernel_shape *other, kernel_shape **out,
                                lathe_error *err);
/* In the order of the wire. */
lathe_status kernel_wire_edges(const kernel_shape *wire, kernel_list *out, lathe_error *err);
/* Rounds corners, in space too; all of them where count is 0. ValueError where one cannot be. */
lathe_status kernel_wire_fillet(const kernel_shape *wire, double radius, const kernel_shape *const *vertices,
                                size_t count, kernel_shape **out, lathe_error *err);
typedef enum kernel_join { KERNEL_JOIN_ARC, KERNEL_JOIN_INTERSECTION, KERNEL_JOIN_TANGENT } kernel_join;
lathe_status kernel_wire_offset(const kernel_shape *wire, double distance, kernel_join join, kernel_list *out,
                                lathe_error *err);

/* Of an edge or a wire. */
lathe_status kernel_curve_start(const kernel_shape *curve, kernel_vec *out, lathe_error *err);
lathe_status kernel_curve_end(const kernel_shape *curve, kernel_vec *out, lathe_error *err);
lathe_status kernel_curve_length(const kernel_shape *curve, double *out, lathe_error *err);
/* Its first and last parameter. */
lathe_status kernel_curve_bounds(const kernel_shape *curve, double *out_first, double *out_last, lathe_error *err);
/* fraction of the length, 0 at the start. */
lathe_status kernel_curve_position(const kernel_shape *curve, double fraction, kernel_vec *out, lathe_error *err);
lathe_status kernel_curve_tangent(const kernel_shape *curve, double fraction, kernel_vec *out, lathe_error *err);
/* Of a straight edge; which way is the kernel's choice. */
lathe_status kernel_edge_line_direction(const kernel_shape *edge, kernel_vec *out, lathe_error *err);
/* ValueError where it, or a wire's first edge, is no circle. */
lathe_status kernel_curve_radius(const kernel_shape *curve, double *out, lathe_error *err);
lathe_status kernel_curve_center(const kernel_shape *edge, kernel_vec *out, lathe_error *err);
lathe_status kernel_curve_is_closed(const kernel_shape *curve, bool *out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
