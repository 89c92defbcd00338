/* assembly.h: what assemblies ask of OpenCASCADE: colours, rotations as quaternions, the markers of constraints. Errors
 * as in kernel.h. */
#ifndef LATHE_REWARD_KERNEL_ASSEMBLY_H
#define LATHE_REWARD_KERNEL_ASSEMBLY_H

#include "reward/kernel/topology.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Linear light, from 0 to 1; alpha as given. */
typedef struct kernel_color {
    float red, green, blue, alpha;
} kernel_color;

/* OpenCASCADE's yellow. */
lathe_status kernel_color_default(kernel_color *out, lathe_error *err);
/* By a name that OpenCASCADE knows, "#RRGGBB", "#RRGGBBAA", "#RGB" or "#RGBA"; *out_known false else. */
lathe_status kernel_color_named(const char *name, bool *out_known, kernel_color *out, lathe_error *err);
/* Standard_OutOfRange for parts below 0 or above 1. srgb false: the parts are linear. */
lathe_status kernel_color_of(kernel_vec parts, double alpha, bool srgb, kernel_color *out, lathe_error *err);
/* Its parts as sRGB. */
lathe_status kernel_color_srgb(const kernel_color *color, kernel_vec *out, lathe_error *err);

/* The rotation as a unit quaternion: out_axis its x, y and z. */
lathe_status kernel_location_quaternion(const kernel_location *location, kernel_vec *out_offset, kernel_vec *out_axis,
                                        double *out_w, lathe_error *err);
lathe_status kernel_location_of_quaternion(kernel_vec offset, kernel_vec axis, double w, kernel_location **out,
                                           lathe_error *err);

/* The centre; of a face without bounds the origin of its plane. */
lathe_status kernel_marker_point(const kernel_shape *shape, kernel_vec *out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
