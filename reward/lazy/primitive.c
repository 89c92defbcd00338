/* primitive.c: OpenCASCADE's primitives that are revolved outlines. */
#include "reward/lazy/revolved.h"

#include <stdlib.h>
#include <string.h>

/* Below it a length is not sure to be taken for one. */
static const double LEAST = 1e-4;

/* A closed chain of curves in (r, h) about a direction at a point, from OpenCASCADE's choice of a start. */
static lathe_status turn_outline(const lazy_curve *curves, uint32_t count, kernel_vec at, kernel_vec direction,
                                 double degrees, kernel_shape **out, lathe_error *err)
{
    kernel_plane plane;
    const double length = vec_length(direction);
    if (!(degrees > 1e-3 && degrees <= 360) || !(length > LAZY_CONFUSION) || !isfinite(length) || !isfinite(vec_length(at)))
        return lazy_exact(err);
    LAZY_TRY(kernel_plane_make(at, NULL, direction, &plane, err));
    lazy_profile *p = calloc(1, sizeof *p);
    lazy_curve *copy = malloc(count * sizeof *copy);
    if (p)
        p->outlines = calloc(1, sizeof *p->outlines);
    if (!p || !copy || !p->outlines) {
        lazy_profile_free(p);
        free(copy);
        return lazy_exact(err);
    }
    memcpy(copy, curves, count * sizeof *copy);
    p->count = 1;
    p->outlines[0] = (lazy_outline){ copy, count };
    p->frame = (lazy_frame){ at, plane.x_dir, plane.z_dir, vec_cross(plane.x_dir, plane.z_dir) };
    const lathe_status st = lazy_profile_check(p, false, err);
    if (st != LATHE_OK) {
        lazy_profile_free(p);
        return st;
    }
    return lazy_revolve(p, degrees == 360 ? 2 * M_PI : degrees * M_PI / 180, out, err);
}

/* Lines between corners, which may repeat. */
static uint32_t lines_between(const kernel_vec *corners, uint32_t count, lazy_curve *out)
{
    uint32_t made = 0;
    for (uint32_t i = 0; i < count; i++) {
        const lazy_curve line = { .a = corners[i], .b = corners[(i + 1) % count] };
        if (vec_length(vec_sub(line.b, line.a)) > 0)
            out[made++] = line;
    }
    return made;
}

static bool is_radius(double r)
{
    return r == 0 || (r > LEAST && r < 1e6);
}

lathe_status kernel_cone(double radius1, double radius2, double height, kernel_vec at, kernel_vec direction,
                         double degrees, kernel_shape **out, lathe_error *err)
{
    const kernel_vec corners[] = { { 0, 0, 0 }, { radius1, 0, 0 }, { radius2, height, 0 }, { 0, height, 0 } };
    lazy_curve lines[4];
    if (!is_radius(radius1) || !is_radius(radius2) || !(fabs(radius1 - radius2) > LEAST) || !(height > LEAST && height < 1e6))
        return lazy_exact(err);
    return turn_outline(lines, lines_between(corners, 4, lines), at, direction, degrees, out, err);
}

lathe_status lazy_cylinder_part(double radius, double height, kernel_vec at, kernel_vec direction, double degrees,
                                kernel_shape **out, lathe_error *err)
{
    const kernel_vec corners[] = { { 0, 0, 0 }, { radius, 0, 0 }, { radius, height, 0 }, { 0, height, 0 } };
    lazy_curve lines[4];
    if (!(radius > LEAST && radius < 1e6) || !(height > LEAST && height < 1e6))
        return lazy_exact(err);
    return turn_outline(lines, lines_between(corners, 4, lines), at, direction, degrees, out, err);
}

/* Of a whole tube that is apart from the axis. */
lathe_status kernel_torus(double radius1, double radius2, kernel_vec at, kernel_vec direction, double low_degrees,
                          double high_degrees, kernel_shape **out, lathe_error *err)
{
    const lazy_curve tube = { .is_arc = true, .a = { radius1 + radius2, 0, 0 }, .b = { radius1 + radius2, 0, 0 },
                              .center = { radius1, 0, 0 }, .axis = { 0, 0, 1 }, .radius = radius2, .sweep = 2 * M_PI };
    if (!(radius2 > LEAST) || !(radius1 - radius2 > LEAST) || !(radius1 < 1e6) || low_degrees != 0 || high_degrees != 360)
        return lazy_exact(err);
    return turn_outline(&tube, 1, at, direction, 360, out, err);
}

/* Between two latitudes, with a flat face at each that is no pole. */
static lathe_status ball_part(double radius, kernel_vec at, kernel_vec direction, double low, double high, double degrees,
                              kernel_shape **out, lathe_error *err)
{
    const double from = low * M_PI / 180, to = high * M_PI / 180;
    const kernel_vec first = low == -90 ? (kernel_vec){ 0, -radius, 0 } : (kernel_vec){ radius * cos(from), radius * sin(from), 0 };
    const kernel_vec last = high == 90 ? (kernel_vec){ 0, radius, 0 } : (kernel_vec){ radius * cos(to), radius * sin(to), 0 };
    const kernel_vec corners[] = { last, { 0, last.y, 0 }, { 0, first.y, 0 }, first };
    lazy_curve curves[4] = { { .is_arc = true, .a = first, .b = last, .axis = { 0, 0, 1 }, .radius = radius, .sweep = to - from } };
    uint32_t count = 1;
    for (uint32_t i = 0; i < 3; i++) {
        if (vec_length(vec_sub(corners[i + 1], corners[i])) > 0)
            curves[count++] = (lazy_curve){ .a = corners[i], .b = corners[i + 1] };
    }
    return turn_outline(curves, count, at, direction, degrees, out, err);
}

lathe_status kernel_sphere(double radius, kernel_vec at, kernel_vec direction, double low_degrees, double high_degrees,
                           double degrees, kernel_shape **out, lathe_error *err)
{
    const double length = vec_length(direction);
    if (!(radius > LEAST && radius < 1e6) || !(low_degrees >= -90 && low_degrees < high_degrees && high_degrees <= 90) ||
        !(length > 0) || !isfinite(length) || lazy_is_far(at))
        return lazy_exact(err);
    if (low_degrees != -90 || high_degrees != 90 || degrees != 360)
        return ball_part(radius, at, direction, low_degrees, high_degrees, degrees, out, err);
    lazy_node *n = lazy_node_new(LAZY_BALL, KERNEL_SOLID);
    LAZY_TRY(lazy_wrap(n, out, err));
    n->center = at;
    n->radius = radius;
    n->least = n->most = 4 * M_PI / 3 * radius * radius * radius;
    return LATHE_OK;
}
