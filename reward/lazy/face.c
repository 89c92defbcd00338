/* face.c: outlines in a plane as faces. */
#include "reward/lazy/revolved.h"

#include <stdlib.h>

static bool in_plane(const lazy_frame *f, kernel_vec p)
{
    return fabs(vec_dot(vec_sub(p, f->origin), f->z)) <= LAZY_CONFUSION / 10;
}

static kernel_vec to_local(const lazy_frame *f, kernel_vec p)
{
    const kernel_vec d = vec_sub(p, f->origin);
    return (kernel_vec){ vec_dot(d, f->x), vec_dot(d, f->y), 0 };
}

/* Of the plane that the curves of a wire span: an arc's, else that of its two most different lines. */
static bool normal_of(const kernel_shape *wire, kernel_vec *out)
{
    kernel_vec best = { 0, 0, 0 };
    const lazy_curve first = lazy_curve_at(wire, 0);
    for (uint32_t i = 0; i < wire->node->curve_count; i++) {
        const lazy_curve c = lazy_curve_at(wire, i);
        if (c.is_arc) {
            *out = c.axis;
            return true;
        }
        const kernel_vec n = vec_cross(vec_unit(vec_sub(first.b, first.a)), vec_unit(vec_sub(c.b, c.a)));
        if (vec_length(n) > vec_length(best))
            best = n;
    }
    if (!(vec_length(best) > 1e-3))
        return false;
    *out = vec_unit(best);
    return true;
}

static lazy_frame frame_about(kernel_vec origin, kernel_vec z)
{
    const kernel_vec other = fabs(z.x) < .9 ? (kernel_vec){ 1, 0, 0 } : (kernel_vec){ 0, 1, 0 };
    const kernel_vec x = vec_unit(vec_sub(other, vec_scale(z, vec_dot(other, z))));
    return (lazy_frame){ origin, x, vec_cross(z, x), z };
}

/* False for what does not lie in the plane. */
static bool flatten(const lazy_frame *f, const kernel_shape *wire, lazy_curve *out)
{
    for (uint32_t i = 0; i < wire->node->curve_count; i++) {
        lazy_curve c = lazy_curve_at(wire, i);
        if (!in_plane(f, c.a) || !in_plane(f, c.b))
            return false;
        if (c.is_arc) {
            const double along = vec_dot(c.axis, f->z);
            if (!in_plane(f, c.center) || !(fabs(along) > 1 - LAZY_PARALLEL))
                return false;
            c.center = to_local(f, c.center);
            c.axis = (kernel_vec){ 0, 0, along > 0 ? 1 : -1 };
        }
        c.a = to_local(f, c.a);
        c.b = to_local(f, c.b);
        out[i] = c;
    }
    return true;
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
        if (!o->curves || !flatten(&p->frame, wires[i], o->curves))
            return lazy_exact(err);
    }
    return lazy_profile_check(p, err);
}

lathe_status kernel_face_from_wires(const kernel_shape *const *wires, size_t count, kernel_shape **out,
                                    lathe_error *err)
{
    kernel_vec normal;
    uint64_t curves = 0;
    for (size_t i = 0; i < count; i++) {
        curves += wires[i]->node->curve_count;
        if (wires[i]->node->type != KERNEL_WIRE || wires[i]->node->kind != LAZY_CURVES || !wires[i]->node->closed)
            return lazy_exact(err);
    }
    if (count == 0 || curves > LAZY_MAX_CURVES || !normal_of(wires[0], &normal))
        return lazy_exact(err);
    lazy_node *n = lazy_node_new(LAZY_PROFILE, KERNEL_FACE);
    kernel_shape *shape = NULL;
    LAZY_TRY(lazy_wrap(n, &shape, err));
    n->profile = calloc(1, sizeof *n->profile);
    lathe_status st = n->profile ? LATHE_OK : lazy_exact(err);
    if (st == LATHE_OK) {
        n->profile->frame = frame_about(lazy_curve_at(wires[0], 0).a, normal);
        st = fill_profile(n->profile, wires, count, err);
    }
    if (st != LATHE_OK) {
        kernel_shape_free(shape);
        return st;
    }
    if (n->profile->bodies > 1)
        n->type = KERNEL_COMPOUND;
    n->least = n->most = n->profile->area;
    *out = shape;
    return LATHE_OK;
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
        st = kernel_face_from_wires(wires, 1, out, err);
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
        st = kernel_face_from_wires(wires, 1, &base, err);
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
