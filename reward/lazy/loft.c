/* loft.c: wedges, tapered prisms and lofts, where their sides are planes or cones. */
#include "reward/lazy/convex.h"
#include "reward/lazy/revolved.h"

#include <stdlib.h>

static const double LEAST = 1e-4;

/* ---- wedges ---- */

lathe_status kernel_wedge(kernel_vec extent, const double top[4], kernel_vec at, kernel_vec direction,
                          kernel_shape **out, lathe_error *err)
{
    const double x0 = top[0], z0 = top[1], x1 = top[2], z1 = top[3], length = vec_length(direction);
    const kernel_vec flat[] = { { 0, 0, 0 }, { extent.x, 0, 0 }, { extent.x, 0, extent.z }, { 0, 0, extent.z },
                                { x0, extent.y, z0 }, { x1, extent.y, z0 }, { x1, extent.y, z1 }, { x0, extent.y, z1 } };
    kernel_vec corners[8];
    kernel_plane plane;
    if (!(extent.x > LEAST && extent.y > LEAST && extent.z > LEAST) || !(x1 >= x0 && z1 >= z0) ||
        !(length > LAZY_CONFUSION) || !isfinite(length) || !isfinite(vec_length(at)))
        return lazy_exact(err);
    LAZY_TRY(kernel_plane_make(at, NULL, direction, &plane, err));
    for (int i = 0; i < 8; i++)
        corners[i] = matrix_apply(&plane.to_world, flat[i]);
    return lazy_convex(corners, corners + 4, 4, out, err);
}

/* ---- tapered prisms ---- */

/* The corners of an outline of lines, each side moved inwards by a distance. False where one is not what it was. */
static bool narrow(const lazy_outline *o, double by, double turn, kernel_vec *out)
{
    for (uint32_t i = 0; i < o->count; i++) {
        const lazy_curve *before = &o->curves[(i + o->count - 1) % o->count], *after = &o->curves[i];
        const kernel_vec u = vec_unit(vec_sub(before->b, before->a)), v = vec_unit(vec_sub(after->b, after->a));
        const double cross = (u.x * v.y - u.y * v.x) * turn;
        if (before->is_arc || after->is_arc || !(cross > 1e-6)) /* or no convex corner: OpenCASCADE rounds it */
            return false;
        const kernel_vec step = vec_sub(v, u);
        out[i] = vec_add(after->a, vec_scale(step, by / cross));
    }
    for (uint32_t i = 0; i < o->count; i++) {
        const kernel_vec side = vec_sub(out[(i + 1) % o->count], out[i]), was = vec_sub(o->curves[i].b, o->curves[i].a);
        if (!(vec_dot(side, was) > LEAST * vec_length(was)))
            return false;
    }
    return true;
}

static lathe_status narrowed_prism(const lazy_profile *p, double height, double by, kernel_shape **out, lathe_error *err)
{
    const lazy_outline *o = &p->outlines[0];
    const lazy_frame *f = &p->frame;
    const double turn = vec_cross(vec_sub(o->curves[0].b, o->curves[0].a), vec_sub(o->curves[1].b, o->curves[0].a)).z > 0 ? 1 : -1;
    kernel_vec *low = malloc(2 * o->count * sizeof *low), *high = low + o->count;
    if (!low || !narrow(o, by, turn, high)) {
        free(low);
        return lazy_exact(err);
    }
    for (uint32_t i = 0; i < o->count; i++) {
        const kernel_vec a = o->curves[i].a, b = high[i];
        low[i] = vec_add(f->origin, vec_add(vec_scale(f->x, a.x), vec_scale(f->y, a.y)));
        high[i] = vec_add(vec_add(f->origin, vec_scale(f->z, height)), vec_add(vec_scale(f->x, b.x), vec_scale(f->y, b.y)));
    }
    const lathe_status st = lazy_convex(low, high, o->count, out, err);
    free(low);
    return st;
}

/* Positive tapers narrow along the way. Of a polygon without reflex corners, or a circle. */
lathe_status kernel_tapered_prism(const kernel_shape *face, kernel_vec by, double taper, kernel_shape **out,
                                  lathe_error *err)
{
    if (face->node->kind != LAZY_PROFILE || face->node->profile->count != 1 || !(fabs(taper) < 89) || !(fabs(taper) > 1e-3))
        return lazy_exact(err);
    const lazy_profile *p = face->node->profile;
    const lazy_frame *f = &p->frame;
    const kernel_vec local = lazy_back_turn(&face->at, by);
    const double height = vec_dot(local, f->z), length = vec_length(local), inwards = length * tan(taper * M_PI / 180);
    const lazy_curve *first = &p->outlines[0].curves[0];
    if (!(length > LEAST) || !(fabs(height) > length * (1 - LAZY_PARALLEL)))
        return lazy_exact(err);
    if (p->outlines[0].count == 1) {
        const kernel_vec center = vec_add(f->origin, vec_add(vec_scale(f->x, first->center.x), vec_scale(f->y, first->center.y)));
        LAZY_TRY(kernel_cone(first->radius, first->radius - inwards, length, center, local, 360, out, err));
    } else {
        if (!(taper > 0) || p->outlines[0].count < 3)
            return lazy_exact(err);
        LAZY_TRY(narrowed_prism(p, height, inwards, out, err));
    }
    (*out)->at = lazy_multiply(&face->at, &(*out)->at);
    return LATHE_OK;
}

/* ---- lofts ---- */

static bool is_polygon(const kernel_shape *wire)
{
    if (wire->node->kind != LAZY_CURVES || !wire->node->closed || wire->node->curve_count < 3)
        return false;
    for (uint32_t i = 0; i < wire->node->curve_count; i++) {
        if (wire->node->curves[i].is_arc)
            return false;
    }
    return true;
}

static bool is_circle(const kernel_shape *wire)
{
    return wire->node->kind == LAZY_CURVES && wire->node->curve_count == 1 && wire->node->curves[0].sweep == 2 * M_PI;
}

/* Corners of `to` in the order in which its sides run as those of `from`: of convex polygons there is one at most. */
static bool match_corners(const kernel_vec *from, const kernel_shape *to, uint32_t count, kernel_vec *out)
{
    const kernel_vec first = vec_unit(vec_sub(from[1], from[0]));
    for (uint32_t start = 0; start < count; start++) {
        for (int way = 0; way < 2; way++) {
            const uint32_t step = way ? count - 1 : 1;
            for (uint32_t i = 0; i < count; i++)
                out[i] = lazy_curve_at(to, (start + i * step) % count).a;
            const kernel_vec side = vec_sub(out[1], out[0]), last = vec_sub(out[0], out[count - 1]);
            if (vec_dot(first, side) > vec_length(side) * (1 - LAZY_PARALLEL) &&
                vec_dot(vec_unit(vec_sub(from[0], from[count - 1])), last) > vec_length(last) * (1 - LAZY_PARALLEL))
                return true;
        }
    }
    return false;
}

static lathe_status loft_polygons(const kernel_shape *a, const kernel_shape *b, kernel_shape **out, lathe_error *err)
{
    const uint32_t count = a->node->curve_count;
    if (count != b->node->curve_count)
        return lazy_exact(err);
    kernel_vec *low = malloc(2 * count * sizeof *low), *high = low + count;
    if (!low)
        return lazy_exact(err);
    for (uint32_t i = 0; i < count; i++)
        low[i] = lazy_curve_at(a, i).a;
    const lathe_status st = match_corners(low, b, count, high) ? lazy_convex(low, high, count, out, err) : lazy_exact(err);
    free(low);
    return st;
}

static lathe_status loft_circles(const kernel_shape *a, const kernel_shape *b, kernel_shape **out, lathe_error *err)
{
    const lazy_curve low = lazy_curve_at(a, 0), high = lazy_curve_at(b, 0);
    const kernel_vec along = vec_sub(high.center, low.center);
    const double length = vec_length(along);
    if (!(length > LEAST) || !(fabs(vec_dot(low.axis, along)) > length * (1 - LAZY_PARALLEL)) ||
        !(fabs(vec_dot(low.axis, high.axis)) > 1 - LAZY_PARALLEL))
        return lazy_exact(err);
    return kernel_cone(low.radius, high.radius, length, low.center, along, 360, out, err);
}

lathe_status kernel_loft(const kernel_shape *const *sections, size_t count, bool ruled, kernel_shape **out,
                         lathe_error *err)
{
    (void)ruled; /* two sections are joined straight in any case */
    if (count == 2 && is_polygon(sections[0]) && is_polygon(sections[1]))
        return loft_polygons(sections[0], sections[1], out, err);
    if (count == 2 && is_circle(sections[0]) && is_circle(sections[1]))
        return loft_circles(sections[0], sections[1], out, err);
    return lazy_exact(err);
}
