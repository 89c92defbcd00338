/* vector.h: points, planes and places: plain vectors in C, and what needs OpenCASCADE's arithmetic to round alike.
 *
 * Follows CadQuery's Vector, Plane and Location. Lengths in the script's units, angles in degrees unless named radians. */
#ifndef LATHE_REWARD_KERNEL_VECTOR_H
#define LATHE_REWARD_KERNEL_VECTOR_H

#include "reward/kernel/kernel.h"

#include <math.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kernel_vec {
    double x, y, z;
} kernel_vec;

static inline kernel_vec vec_add(kernel_vec a, kernel_vec b) { return (kernel_vec){ a.x + b.x, a.y + b.y, a.z + b.z }; }
static inline kernel_vec vec_sub(kernel_vec a, kernel_vec b) { return (kernel_vec){ a.x - b.x, a.y - b.y, a.z - b.z }; }
static inline kernel_vec vec_scale(kernel_vec a, double k) { return (kernel_vec){ a.x * k, a.y * k, a.z * k }; }
static inline double vec_dot(kernel_vec a, kernel_vec b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
static inline double vec_length(kernel_vec a) { return sqrt(vec_dot(a, a)); }
static inline kernel_vec vec_cross(kernel_vec a, kernel_vec b)
{
    return (kernel_vec){ a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x };
}
/* Length of a must not be 0. */
static inline kernel_vec vec_unit(kernel_vec a)
{
    double length = vec_length(a);
    return (kernel_vec){ a.x / length, a.y / length, a.z / length };
}

/* A rigid motion as rows of a 3x4 matrix. */
typedef struct kernel_matrix {
    double m[3][4];
} kernel_matrix;

static inline kernel_vec matrix_apply(const kernel_matrix *t, kernel_vec p)
{
    return (kernel_vec){ t->m[0][0] * p.x + t->m[0][1] * p.y + t->m[0][2] * p.z + t->m[0][3],
                         t->m[1][0] * p.x + t->m[1][1] * p.y + t->m[1][2] * p.z + t->m[1][3],
                         t->m[2][0] * p.x + t->m[2][1] * p.y + t->m[2][2] * p.z + t->m[2][3] };
}

/* Plain data. x_dir is a unit vector but need not be normal to z_dir; the matrices are of the orthogonal system. */
typedef struct kernel_plane {
    kernel_vec origin, x_dir, y_dir, z_dir;
    kernel_matrix to_world, to_local;
} kernel_plane;

/* x_dir NULL: OpenCASCADE's choice. ValueError for null vectors, Standard_ConstructionError where both are parallel. */
lathe_status kernel_plane_make(kernel_vec origin, const kernel_vec *x_dir, kernel_vec normal, kernel_plane *out,
                               lathe_error *err);
/* The same directions at another origin. */
lathe_status kernel_plane_move(const kernel_plane *plane, kernel_vec origin, kernel_plane *out, lathe_error *err);
/* Another x_dir; the transforms stay. Standard_ConstructionError where it is null or parallel to z_dir. */
lathe_status kernel_plane_set_x(const kernel_plane *plane, kernel_vec x_dir, kernel_plane *out, lathe_error *err);
/* Turned about its own x, y and z by degrees, the last first. */
lathe_status kernel_plane_rotate(const kernel_plane *plane, kernel_vec degrees, kernel_plane *out, lathe_error *err);

/* A place and an orientation. Handles are the caller's; never changed after they were made. */
typedef struct kernel_location kernel_location;

void kernel_location_free(kernel_location *location); /* NULL is fine */
lathe_status kernel_location_identity(kernel_location **out, lathe_error *err);
/* What Python's copy makes of CadQuery's locations: the first motion of those that were multiplied. */
lathe_status kernel_location_copy(const kernel_location *location, kernel_location **out, lathe_error *err);
lathe_status kernel_location_at(kernel_vec offset, kernel_location **out, lathe_error *err);
/* The plane's axes at origin. */
lathe_status kernel_location_of_plane(const kernel_plane *plane, kernel_vec origin, kernel_location **out,
                                      lathe_error *err);
lathe_status kernel_location_about(kernel_vec offset, kernel_vec axis, double degrees, kernel_location **out,
                                   lathe_error *err);
/* Extrinsic x, y, z. */
lathe_status kernel_location_turned(kernel_vec offset, kernel_vec degrees, kernel_location **out, lathe_error *err);
/* second first, then first, as CadQuery's first * second. */
lathe_status kernel_location_multiply(const kernel_location *first, const kernel_location *second,
                                      kernel_location **out, lathe_error *err);
lathe_status kernel_location_inverse(const kernel_location *location, kernel_location **out, lathe_error *err);
lathe_status kernel_location_power(const kernel_location *location, int exponent, kernel_location **out,
                                   lathe_error *err);
/* Offset, and extrinsic x, y, z in degrees. */
lathe_status kernel_location_parts(const kernel_location *location, kernel_vec *out_offset, kernel_vec *out_degrees,
                                   lathe_error *err);
lathe_status kernel_location_plane(const kernel_location *location, kernel_plane *out, lathe_error *err);

/* Moved: the place is put before the shape's own. Located: it replaces the shape's own. */
lathe_status kernel_moved(const kernel_shape *shape, const kernel_location *location, kernel_shape **out,
                          lathe_error *err);
lathe_status kernel_located(const kernel_shape *shape, const kernel_location *location, kernel_shape **out,
                            lathe_error *err);
/* These copy geometry. */
lathe_status kernel_translate(const kernel_shape *shape, kernel_vec by, kernel_shape **out, lathe_error *err);
lathe_status kernel_rotate(const kernel_shape *shape, kernel_vec start, kernel_vec end, double degrees,
                           kernel_shape **out, lathe_error *err);
/* Through the plane at base with this normal. */
lathe_status kernel_mirror(const kernel_shape *shape, kernel_vec base, kernel_vec normal, kernel_shape **out,
                           lathe_error *err);
/* About the line through the plane's origin along its local x (or y). */
lathe_status kernel_mirror_in_plane(const kernel_shape *shape, const kernel_plane *plane, bool about_x,
                                    kernel_shape **out, lathe_error *err);
lathe_status kernel_scale(const kernel_shape *shape, double factor, kernel_shape **out, lathe_error *err);
lathe_status kernel_copy(const kernel_shape *shape, kernel_shape **out, lathe_error *err);
/* The same shape in another handle, of its own type again. */
lathe_status kernel_downcast(const kernel_shape *shape, kernel_shape **out, lathe_error *err);
/* A copy as Python's copy makes it of CadQuery's shapes: TypeError where a shape of one type is wanted of it. */
lathe_status kernel_copy_uncast(const kernel_shape *shape, kernel_shape **out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
