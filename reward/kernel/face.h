/* face.h: faces in their own parameters (u, v), and how faces are made of curves, points and other faces. Out handles
 * are the caller's. Errors as in kernel.h; what is not a face where one is asked for is a Standard_TypeMismatch. */
#ifndef LATHE_REWARD_KERNEL_FACE_H
#define LATHE_REWARD_KERNEL_FACE_H

#include "reward/kernel/solid.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kernel_uv {
    double u, v;
} kernel_uv;

/* u_min u_max v_min v_max */
lathe_status kernel_face_uv_bounds(const kernel_shape *face, double out[4], lathe_error *err);
/* Nearest to a point. */
lathe_status kernel_face_param(const kernel_shape *face, kernel_vec point, kernel_uv *out, lathe_error *err);
/* The same for a row of points, each looked for near the one before. out: count of them. */
lathe_status kernel_face_params(const kernel_shape *face, const kernel_vec *points, size_t count, double tolerance,
                                kernel_uv *out, lathe_error *err);
/* The normal follows the face's orientation and is not of unit length. */
lathe_status kernel_face_at(const kernel_shape *face, kernel_uv at, kernel_vec *out_point, kernel_vec *out_normal,
                            lathe_error *err);
/* Derivatives; on_surface: of the surface under the face rather than of the face. */
lathe_status kernel_face_tangents(const kernel_shape *face, kernel_uv at, bool on_surface, kernel_vec *out_point,
                                  kernel_vec *out_u, kernel_vec *out_v, lathe_error *err);
/* The edge of constant u (or v) over the face's bounds. */
lathe_status kernel_face_isoline(const kernel_shape *face, double param, bool constant_u, kernel_shape **out,
                                 lathe_error *err);

/* Parts of the surface under a face: u0 u1 v0 v1; a closed polygon; inside of an outer and outside of inner wires,
 * which lie on it (wires[0] is the outer one). */
lathe_status kernel_face_trim_box(const kernel_shape *face, const double box[4], double tolerance, kernel_shape **out,
                                  lathe_error *err);
lathe_status kernel_face_trim_polygon(const kernel_shape *face, const kernel_uv *points, size_t count,
                                      kernel_shape **out, lathe_error *err);
lathe_status kernel_face_trim(const kernel_shape *face, const kernel_shape *const *wires, size_t count,
                              kernel_shape **out, lathe_error *err);
lathe_status kernel_face_add_holes(const kernel_shape *face, const kernel_shape *const *wires, size_t count,
                                   kernel_shape **out, lathe_error *err);
/* sides: u_min u_max v_min v_max */
lathe_status kernel_face_extend(const kernel_shape *face, double by, const bool sides[4], kernel_shape **out,
                                lathe_error *err);

/* A curve in (u, v) through points, as an edge. parameters: NULL, or one a point and one more if periodic. */
lathe_status kernel_edge_on_face(const kernel_shape *face, const kernel_uv *points, size_t count,
                                 const double *parameters, size_t parameter_count, bool periodic, double tolerance,
                                 kernel_shape **out, lathe_error *err);
/* The edge, whose x and y stand for u and v, sampled at so many points. */
lathe_status kernel_edge_onto_face(const kernel_shape *face, const kernel_shape *edge, int samples, double tolerance,
                                   kernel_shape **out, lathe_error *err);
/* Of an edge or wire, onto a face along a direction. */
lathe_status kernel_curve_project(const kernel_shape *curve, const kernel_shape *face, kernel_vec direction,
                                  kernel_list *out, lathe_error *err);

/* In XY about the origin, w along x and l along y. */
lathe_status kernel_face_rectangle(double w, double l, kernel_shape **out, lathe_error *err);
/* Between two edges, or two wires of as many edges. */
lathe_status kernel_face_ruled(const kernel_shape *a, const kernel_shape *b, kernel_shape **out, lathe_error *err);
/* Through rows * columns points, row by row. smoothing: three weights, or NULL. */
typedef struct kernel_spline_surface {
    const kernel_vec *points;
    size_t rows, columns;
    double tolerance;
    const double *smoothing;
    int min_degree, max_degree;
} kernel_spline_surface;
lathe_status kernel_face_spline(const kernel_spline_surface *how, kernel_shape **out, lathe_error *err);

/* A face inside of edges. */
typedef struct kernel_filling {
    const kernel_shape *const *edges;
    const kernel_shape *const *supports; /* NULL, or a face for each edge that the new one continues smoothly */
    size_t edge_count;
    const kernel_shape *const *inner; /* edges that it passes through */
    size_t inner_count;
    const kernel_vec *points; /* points that it passes through */
    size_t point_count;
    int degree, points_on_curve, iterations, max_degree, max_segments;
    bool anisotropic;
    double tolerance_2d, tolerance_3d, tolerance_angle, tolerance_curvature;
} kernel_filling;
#define KERNEL_FILLING_INIT                                                                                            \
    {                                                                                                                  \
        .degree = 3, .points_on_curve = 15, .iterations = 2, .tolerance_2d = 1e-5, .tolerance_3d = 1e-4,               \
        .tolerance_angle = 0.01, .tolerance_curvature = 0.1, .max_degree = 8, .max_segments = 9,                       \
    }
lathe_status kernel_face_fill(const kernel_filling *how, kernel_shape **out, lathe_error *err);

/* The face or shell moved along its normals; solid: with all between. */
lathe_status kernel_offset_shape(const kernel_shape *shape, double by, double tolerance, bool solid,
                                 kernel_trace *trace, kernel_shape **out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
