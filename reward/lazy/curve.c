/* curve.c: edges and wires. */
#include "reward/lazy/shape.h"

#include <stdlib.h>
#include <string.h>

lazy_curve lazy_curve_at(const kernel_shape *shape, uint32_t i)
{
    const kernel_matrix *at = &shape->at;
    lazy_curve c = shape->node->curves[i];
    if (memcmp(at, &lazy_identity, sizeof *at) == 0)
        return c;
    c.a = matrix_apply(at, c.a);
    c.b = matrix_apply(at, c.b);
    c.center = matrix_apply(at, c.center);
    c.axis = lazy_turn(at, c.axis);
    return c;
}

lathe_status lazy_new_curves(kernel_type type, const lazy_curve *curves, uint32_t count, bool closed, kernel_shape **out,
                             lathe_error *err)
{
    for (uint32_t i = 0; i < count; i++) {
        const lazy_curve *c = &curves[i];
        if (lazy_is_far(c->a) || lazy_is_far(c->b) || lazy_is_far(c->center) || !(c->radius < LAZY_FAR))
            return lazy_exact(err);
    }
    lazy_node *n = lazy_node_of_curves(LAZY_CURVES, type, count);
    if (n) {
        memcpy(n->curves, curves, count * sizeof *curves);
        n->closed = closed;
    }
    return lazy_wrap(n, out, err);
}

/* ---- edges ---- */

lathe_status kernel_edge_line(kernel_vec a, kernel_vec b, kernel_shape **out, lathe_error *err)
{
    const lazy_curve line = { .a = a, .b = b };
    if (!(vec_length(vec_sub(b, a)) > LAZY_CONFUSION))
        return lazy_exact(err);
    return lazy_new_curves(KERNEL_EDGE, &line, 1, false, out, err);
}

/* The centre lies where the bisectors meet, in the plane of the points. */
bool lazy_arc_through(kernel_vec a, kernel_vec through, kernel_vec b, lazy_curve *out)
{
    const kernel_vec u = vec_sub(through, a), v = vec_sub(b, a), n = vec_cross(u, v);
    const double uu = vec_dot(u, u), vv = vec_dot(v, v), nn = vec_dot(n, n);
    if (!(uu > 0 && vv > 0) || !(nn > 1e-12 * uu * vv)) /* nearly in a line */
        return false;
    const kernel_vec to_center =
        vec_scale(vec_cross(vec_sub(vec_scale(v, uu), vec_scale(u, vv)), n), 1 / (2 * nn));
    lazy_curve arc = { .is_arc = true, .a = a, .b = b, .axis = vec_unit(n) };
    arc.center = vec_add(a, to_center);
    arc.radius = vec_length(vec_sub(a, arc.center));
    const kernel_vec from = vec_sub(a, arc.center), to = vec_sub(b, arc.center);
    arc.sweep = atan2(vec_dot(arc.axis, vec_cross(from, to)), vec_dot(from, to));
    if (arc.sweep <= 0)
        arc.sweep += 2 * M_PI;
    *out = arc;
    return true;
}

lathe_status kernel_edge_arc(kernel_vec a, kernel_vec through, kernel_vec b, kernel_shape **out, lathe_error *err)
{
    lazy_curve arc;
    if (!lazy_arc_through(a, through, b, &arc))
        return lazy_exact(err);
    return lazy_new_curves(KERNEL_EDGE, &arc, 1, false, out, err);
}

lathe_status kernel_edge_circle(double radius, kernel_vec center, kernel_vec normal, double angle1, double angle2,
                                bool anticlockwise, kernel_shape **out, lathe_error *err)
{
    (void)anticlockwise;
    const double length = vec_length(normal);
    if (angle1 != angle2 || !(radius > 1e-5) || !(length > 0) || !isfinite(length))
        return lazy_exact(err);
    lazy_curve circle = { .is_arc = true, .center = center, .axis = vec_scale(normal, 1 / length), .radius = radius,
                          .sweep = 2 * M_PI };
    const kernel_vec z = circle.axis;
    const kernel_vec other = fabs(z.x) < .6 ? (kernel_vec){ 1, 0, 0 } : (kernel_vec){ 0, 1, 0 };
    const kernel_vec x = vec_unit(vec_sub(other, vec_scale(z, vec_dot(other, z))));
    circle.a = circle.b = vec_add(center, vec_scale(x, radius));
    return lazy_new_curves(KERNEL_EDGE, &circle, 1, true, out, err);
}

/* Where a circle begins is OpenCASCADE's choice. */
static lathe_status curve_end(const kernel_shape *curve, bool last, kernel_vec *out, lathe_error *err)
{
    const lazy_node *n = curve->node;
    if (n->kind != LAZY_CURVES || n->curves[0].sweep == 2 * M_PI || (n->type == KERNEL_EDGE && n->closed))
        return lazy_exact(err);
    const lazy_curve c = lazy_curve_at(curve, last ? n->curve_count - 1 : 0);
    *out = last ? c.b : c.a;
    return LATHE_OK;
}

lathe_status kernel_curve_start(const kernel_shape *curve, kernel_vec *out, lathe_error *err)
{
    return curve_end(curve, false, out, err);
}

lathe_status kernel_curve_end(const kernel_shape *curve, kernel_vec *out, lathe_error *err)
{
    return curve_end(curve, true, out, err);
}

/* ---- wires ---- */

static lazy_curve reversed(lazy_curve c)
{
    const kernel_vec a = c.a;
    c.a = c.b;
    c.b = a;
    c.axis = vec_scale(c.axis, -1);
    return c;
}

static bool is_near(kernel_vec a, kernel_vec b)
{
    return vec_length(vec_sub(a, b)) <= LAZY_CONFUSION;
}

/* The one curve behind `from` that goes on at `end`, turned so, swapped to `from`. False where there is none, or another
 * choice. */
static bool take_next(lazy_curve *curves, size_t from, size_t count, kernel_vec end)
{
    size_t found = count;
    bool turned = false;
    for (size_t i = from; i < count; i++) {
        const bool starts = is_near(curves[i].a, end), ends = is_near(curves[i].b, end);
        if (!starts && !ends)
            continue;
        if (found < count || (starts && ends))
            return false;
        found = i;
        turned = !starts;
    }
    if (found == count)
        return false;
    lazy_curve next = turned ? reversed(curves[found]) : curves[found];
    curves[found] = curves[from];
    next.a = end;
    curves[from] = next;
    return true;
}

/* Of count curves the first *out_taken become a closed chain. */
static bool chain_closed(lazy_curve *curves, size_t count, size_t *out_taken)
{
    const kernel_vec start = curves[0].a;
    size_t taken = 1;
    if (curves[0].sweep != 2 * M_PI) {
        while (!is_near(curves[taken - 1].b, start)) {
            if (taken == count || !take_next(curves, taken, count, curves[taken - 1].b))
                return false;
            taken++;
        }
        if (taken == 1)
            return false;
        curves[taken - 1].b = start;
    }
    *out_taken = taken;
    return true;
}

static lathe_status curves_of(const kernel_shape *const *edges, size_t count, lazy_curve **out, size_t *out_count,
                              lathe_error *err)
{
    size_t all = 0, done = 0;
    for (size_t i = 0; i < count && all <= LAZY_MAX_CURVES; i++) {
        if (edges[i]->node->type != KERNEL_EDGE || edges[i]->node->kind != LAZY_CURVES)
            return lazy_exact(err);
        all += edges[i]->node->curve_count;
    }
    lazy_curve *curves = all && all <= LAZY_MAX_CURVES ? malloc(all * sizeof *curves) : NULL;
    if (!curves)
        return lazy_exact(err);
    for (size_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < edges[i]->node->curve_count; k++)
            curves[done++] = lazy_curve_at(edges[i], k);
    }
    *out = curves;
    *out_count = all;
    return LATHE_OK;
}

lathe_status kernel_wires_connect(const kernel_shape *const *edges, size_t count, double tolerance, kernel_list *out,
                                  lathe_error *err)
{
    (void)tolerance;
    lazy_curve *curves = NULL;
    size_t all = 0;
    lathe_status st = curves_of(edges, count, &curves, &all, err);
    for (size_t done = 0, taken; st == LATHE_OK && done < all; done += taken) {
        kernel_shape *wire;
        if (!chain_closed(curves + done, all - done, &taken)) {
            st = lazy_exact(err);
            break;
        }
        st = lazy_new_curves(KERNEL_WIRE, curves + done, (uint32_t)taken, true, &wire, err);
        if (st == LATHE_OK)
            st = lazy_append(out, wire, err);
    }
    free(curves);
    if (st != LATHE_OK)
        kernel_list_clear(out);
    return st;
}

lathe_status kernel_wire_assemble(const kernel_shape *const *edges, size_t count, kernel_shape **out, lathe_error *err)
{
    lazy_curve *curves = NULL;
    size_t all, taken = 0;
    LAZY_TRY(curves_of(edges, count, &curves, &all, err));
    lathe_status st = LATHE_OK;
    if (!chain_closed(curves, all, &taken) || taken < all)
        st = lazy_exact(err);
    if (st == LATHE_OK)
        st = lazy_new_curves(KERNEL_WIRE, curves, (uint32_t)all, true, out, err);
    free(curves);
    return st;
}

lathe_status kernel_wire_polygon(const kernel_vec *points, size_t count, bool close, kernel_shape **out,
                                 lathe_error *err)
{
    if (count > 1 && vec_length(vec_sub(points[0], points[count - 1])) <= LAZY_CONFUSION / 10) {
        close = true; /* back at the start it closes by itself */
        count--;
    }
    if (!close || count < 3 || count > LAZY_MAX_CURVES)
        return lazy_exact(err);
    lazy_curve *curves = calloc(count, sizeof *curves);
    if (!curves)
        return lazy_exact(err);
    lathe_status st = LATHE_OK;
    for (size_t i = 0; st == LATHE_OK && i < count; i++) {
        curves[i] = (lazy_curve){ .a = points[i], .b = points[(i + 1) % count] };
        if (is_near(curves[i].a, curves[i].b))
            st = lazy_exact(err);
    }
    if (st == LATHE_OK)
        st = lazy_new_curves(KERNEL_WIRE, curves, (uint32_t)count, true, out, err);
    free(curves);
    return st;
}

/* ---- centres ---- */

/* Of a curve's length, which goes to *out_length. */
static kernel_vec center_of(const lazy_curve *c, double *out_length)
{
    if (!c->is_arc) {
        *out_length = vec_length(vec_sub(c->b, c->a));
        return vec_scale(vec_add(c->a, c->b), .5);
    }
    const double half = c->sweep / 2;
    const kernel_vec from = vec_sub(c->a, c->center), side = vec_cross(c->axis, from);
    const kernel_vec middle = vec_add(vec_scale(from, cos(half)), vec_scale(side, sin(half)));
    *out_length = c->radius * c->sweep;
    return vec_add(c->center, vec_scale(middle, sin(half) / half));
}

/* Of vertices, edges, wires, balls, solids that are one prism, and their ends. */
lathe_status kernel_center(const kernel_shape *shape, kernel_vec *out, lathe_error *err)
{
    kernel_vec sum = { 0, 0, 0 };
    double all = 0;
    if (shape->node->kind == LAZY_POINT || shape->node->has_center || shape->node->kind == LAZY_BALL) {
        *out = matrix_apply(&shape->at, shape->node->center);
        return LATHE_OK;
    }
    if (lazy_is_of_solids(shape->node))
        return lazy_center_of_prism(shape, out) ? LATHE_OK : lazy_exact(err);
    if (shape->node->kind != LAZY_CURVES)
        return lazy_exact(err);
    for (uint32_t i = 0; i < shape->node->curve_count; i++) {
        const lazy_curve c = lazy_curve_at(shape, i);
        double length;
        if (c.is_inner) /* OpenCASCADE's is visibly off */
            return lazy_exact(err);
        const kernel_vec center = center_of(&c, &length);
        sum = vec_add(sum, vec_scale(center, length));
        all += length;
    }
    *out = vec_scale(sum, 1 / all);
    return LATHE_OK;
}
