/* face.c: outlines in a plane as faces. */
#include "reward/kernel/curve.h"
#include "reward/lazy/revolved.h"

#include <stdlib.h>

lathe_status lazy_profile_check(lazy_profile *profile, bool may_touch, lathe_error *err)
{
    outline_sums sums;
    if (lazy_is_far(profile->frame.origin) || !outlines_are_plain(profile->outlines, profile->count, &sums) ||
        (sums.touches && !may_touch))
        return lazy_exact(err);
    profile->area = sums.area;
    profile->moment = sums.moment;
    profile->bodies = sums.bodies;
    profile->touches = sums.touches;
    return LATHE_OK;
}

static lathe_status fill_profile(lazy_profile *p, const kernel_shape *const *wires, size_t count, lathe_error *err)
{
    p->outlines = calloc(count, sizeof *p->outlines);
    if (!p->outlines)
        return lazy_exact(err);
    p->count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        const lazy_node *n = wires[i]->node;
        lazy_outline *o = &p->outlines[i];
        o->curves = malloc(n->curve_count * sizeof *o->curves);
        o->count = n->curve_count;
        if (!o->curves)
            return lazy_exact(err);
        for (uint32_t k = 0; k < n->curve_count; k++)
            o->curves[k] = lazy_curve_at(wires[i], k);
        if ((i == 0 && !outline_plane(o->curves, o->count, &p->frame)) || !outline_flatten(&p->frame, o->curves, o->count))
            return lazy_exact(err);
    }
    return lazy_profile_check(p, true, err);
}

lathe_status kernel_face_from_wires(const kernel_shape *const *wires, size_t count, kernel_deferral *deferral,
                                    kernel_shape **out, lathe_error *err)
{
    (void)deferral;
    uint64_t curves = 0;
    for (size_t i = 0; i < count; i++) {
        curves += wires[i]->node->curve_count;
        if (wires[i]->node->type != KERNEL_WIRE || wires[i]->node->kind != LAZY_CURVES || !wires[i]->node->closed)
            return lazy_exact(err);
    }
    if (count == 0 || curves > LAZY_MAX_CURVES)
        return lazy_exact(err);
    lazy_node *n = lazy_node_new(LAZY_PROFILE, KERNEL_FACE);
    kernel_shape *shape = NULL;
    LAZY_TRY(lazy_wrap(n, &shape, err));
    n->profile = calloc(1, sizeof *n->profile);
    lathe_status st = n->profile ? LATHE_OK : lazy_exact(err);
    if (st == LATHE_OK)
        st = fill_profile(n->profile, wires, count, err);
    if (st != LATHE_OK) {
        kernel_shape_free(shape);
        return st;
    }
    if (n->profile->bodies > 1)
        n->type = KERNEL_COMPOUND;
    n->touches = n->profile->touches;
    n->least = n->most = n->profile->area;
    *out = shape;
    return LATHE_OK;
}

lathe_status kernel_face_from_edges(const kernel_shape *const *edges, size_t count, double tolerance,
                                    kernel_deferral *deferral, kernel_shape **out, lathe_error *err)
{
    kernel_list wires = KERNEL_LIST_INIT;
    LAZY_TRY(kernel_wires_connect(edges, count, tolerance, &wires, err));
    lathe_status st = kernel_face_from_wires((const kernel_shape *const *)wires.items, wires.count, deferral, out, err);
    kernel_list_clear(&wires);
    return st;
}

/* A wire of lines through points of the plane, as a face. */
static lathe_status face_of_points(const kernel_vec *points, size_t count, kernel_shape **out, lathe_error *err)
{
    kernel_shape *edges[4] = { NULL }, *wire = NULL;
    lathe_status st = LATHE_OK;
    for (size_t i = 0; st == LATHE_OK && i < count; i++)
        st = kernel_edge_line(points[i], points[(i + 1) % count], &edges[i], err);
    if (st == LATHE_OK)
        st = kernel_wire_assemble((const kernel_shape *const *)edges, count, &wire, err);
    const kernel_shape *const wires[] = { wire };
    if (st == LATHE_OK)
        st = kernel_face_from_wires(wires, 1, NULL, out, err);
    kernel_shape_free(wire);
    for (size_t i = 0; i < count; i++)
        kernel_shape_free(edges[i]);
    return st;
}

/* From the plane's coordinates (u, v) by its axes. */
static lathe_status rectangle(const kernel_plane *plane, double u0, double u1, double v0, double v1, kernel_shape **out,
                              lathe_error *err)
{
    const kernel_vec corners[] = { matrix_apply(&plane->to_world, (kernel_vec){ u0, v0, 0 }),
                                   matrix_apply(&plane->to_world, (kernel_vec){ u1, v0, 0 }),
                                   matrix_apply(&plane->to_world, (kernel_vec){ u1, v1, 0 }),
                                   matrix_apply(&plane->to_world, (kernel_vec){ u0, v1, 0 }) };
    return face_of_points(corners, 4, out, err);
}

static bool is_direction(kernel_vec v)
{
    const double length = vec_length(v);
    return isfinite(length) && length > LAZY_CONFUSION;
}

lathe_status kernel_face_plane(double length, double width, kernel_vec base, kernel_vec normal, kernel_shape **out,
                               lathe_error *err)
{
    kernel_plane plane;
    if (!(length > 0 && width > 0) || !is_direction(normal))
        return lazy_exact(err);
    LAZY_TRY(kernel_plane_make(base, NULL, normal, &plane, err));
    return rectangle(&plane, -width / 2, width / 2, -length / 2, length / 2, out, err);
}

lathe_status kernel_box(double dx, double dy, double dz, kernel_vec at, kernel_vec direction, kernel_shape **out,
                        lathe_error *err)
{
    kernel_plane plane;
    kernel_shape *base = NULL;
    if (!(dx > 0 && dy > 0 && dz > 0) || !is_direction(direction))
        return lazy_exact(err);
    LAZY_TRY(kernel_plane_make(at, NULL, direction, &plane, err));
    LAZY_TRY(rectangle(&plane, 0, dx, 0, dy, &base, err));
    lathe_status st = kernel_prism(base, vec_scale(plane.z_dir, dz), out, err);
    kernel_shape_free(base);
    return st;
}

lathe_status kernel_cylinder(double radius, double height, kernel_vec at, kernel_vec direction, double degrees,
                             kernel_shape **out, lathe_error *err)
{
    kernel_shape *edge = NULL, *wire = NULL, *base = NULL;
    if (degrees != 360)
        return lazy_cylinder_part(radius, height, at, direction, degrees, out, err);
    if (!(height > 0) || !is_direction(direction))
        return lazy_exact(err);
    lathe_status st = kernel_edge_circle(radius, at, direction, 0, 0, true, &edge, err);
    const kernel_shape *const edges[] = { edge };
    if (st == LATHE_OK)
        st = kernel_wire_assemble(edges, 1, &wire, err);
    const kernel_shape *const wires[] = { wire };
    if (st == LATHE_OK)
        st = kernel_face_from_wires(wires, 1, NULL, &base, err);
    if (st == LATHE_OK)
        st = kernel_prism(base, vec_scale(vec_unit(direction), height), out, err);
    kernel_shape_free(edge);
    kernel_shape_free(wire);
    kernel_shape_free(base);
    return st;
}

/* Of a face of one outline: none. */
lathe_status kernel_face_inner_wires(const kernel_shape *face, kernel_list *out, lathe_error *err)
{
    (void)out;
    return face->node->kind == LAZY_PROFILE && face->node->profile->count == 1 ? LATHE_OK : lazy_exact(err);
}
