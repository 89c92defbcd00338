/* transform.h: what CadQuery's Vector, Matrix and BoundBox leave to OpenCASCADE. Errors as in kernel.h. */
#ifndef LATHE_REWARD_KERNEL_TRANSFORM_H
#define LATHE_REWARD_KERNEL_TRANSFORM_H

#include "reward/kernel/vector.h"

#ifdef __cplusplus
extern "C" {
#endif

/* In radians, 0 to pi. gp_VectorWithNullMagnitude for null vectors. */
lathe_status kernel_vec_angle(kernel_vec a, kernel_vec b, double *out, lathe_error *err);
/* Positive if a to b turns clockwise, seen from above. */
lathe_status kernel_vec_signed_angle(kernel_vec a, kernel_vec b, double *out, lathe_error *err);
/* Lengths and directions within 1e-5. */
lathe_status kernel_vec_is_equal(kernel_vec a, kernel_vec b, bool *out, lathe_error *err);

/* CadQuery's Matrix: any affine transformation. Handles are the caller's and never change. */
typedef struct kernel_transform kernel_transform;

void kernel_transform_free(kernel_transform *transform); /* NULL is fine */
lathe_status kernel_transform_identity(kernel_transform **out, lathe_error *err);
lathe_status kernel_transform_of_matrix(const kernel_matrix *matrix, kernel_transform **out, lathe_error *err);
/* The motion between the plane's coordinates and the world's. */
lathe_status kernel_transform_of_plane(const kernel_plane *plane, bool to_world, kernel_transform **out,
                                       lathe_error *err);
/* First a turn about the global x, y or z (axis 0 to 2), then the transform. */
lathe_status kernel_transform_turned(const kernel_transform *transform, int axis, double radians,
                                     kernel_transform **out, lathe_error *err);
lathe_status kernel_transform_multiply(const kernel_transform *first, const kernel_transform *second,
                                       kernel_transform **out, lathe_error *err);
lathe_status kernel_transform_inverse(const kernel_transform *transform, kernel_transform **out, lathe_error *err);
lathe_status kernel_transform_values(const kernel_transform *transform, kernel_matrix *out, lathe_error *err);
/* Of a point. Standard_ConstructionError where it was made of a matrix of numbers, as OpenCASCADE takes that for a
 * deformation. */
lathe_status kernel_transform_point(const kernel_transform *transform, kernel_vec point, kernel_vec *out,
                                    lathe_error *err);
/* The same for a shape, whose geometry keeps its types. */
lathe_status kernel_transform_shape(const kernel_shape *shape, const kernel_transform *transform, kernel_shape **out,
                                    lathe_error *err);
/* Any transformation; geometry may become splines. */
lathe_status kernel_transform_geometry(const kernel_shape *shape, const kernel_transform *transform,
                                       kernel_shape **out, lathe_error *err);

/* CadQuery's BoundBox. Plain data; read low, high (with the gap) and diagonal only. */
typedef struct kernel_extent {
    kernel_vec low, high;
    double diagonal;
    kernel_vec bare_low, bare_high;
    double gap;
} kernel_extent;

/* Standard_ConstructionError for an empty shape. */
lathe_status kernel_extent_of(const kernel_shape *shape, kernel_extent *out, lathe_error *err);
lathe_status kernel_extent_add_point(const kernel_extent *extent, kernel_vec point, kernel_extent *out,
                                     lathe_error *err);
lathe_status kernel_extent_add(const kernel_extent *extent, const kernel_extent *other, kernel_extent *out,
                               lathe_error *err);
lathe_status kernel_extent_enlarge(const kernel_extent *extent, double by, kernel_extent *out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
