/* convex.c: half spaces that meet: wedges, tapered prisms, lofts. A row is cut by one after the other. */
#include "reward/lazy/convex.h"
#include "reward/lazy/fill.h"
#include "reward/lazy/linear.h"

#include <stdlib.h>
#include <string.h>

/* How far from a plane a corner still lies in it, of the solid's size. */
static const double FLAT = 1e-10;
/* Below it an edge is not sure to be taken for one. */
static const double LEAST = 1e-4;

/* ---- making ---- */

static kernel_vec middle_of(const kernel_vec *points, uint32_t count)
{
    kernel_vec sum = { 0, 0, 0 };
    for (uint32_t i = 0; i < count; i++)
        sum = vec_add(sum, points[i]);
    return vec_scale(sum, 1. / count);
}

/* Half of the cross products along the outline of the section at t: as long as its area. */
static kernel_vec area_at(const kernel_vec *low, const kernel_vec *high, uint32_t count, double t)
{
    kernel_vec sum = { 0, 0, 0 };
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t j = (i + 1) % count;
        const kernel_vec p = vec_add(low[i], vec_scale(vec_sub(high[i], low[i]), t));
        const kernel_vec q = vec_add(low[j], vec_scale(vec_sub(high[j], low[j]), t));
        sum = vec_add(sum, vec_cross(vec_sub(p, low[0]), vec_sub(q, low[0])));
    }
    return vec_scale(sum, .5);
}

/* The half space of a plane through three points that holds `inside`; all corners must lie in it, and `on` of them in the
 * plane. */
static bool half_space(const lazy_node *n, const kernel_vec points[3], kernel_vec inside, double slack, int on, lazy_half *out)
{
    const kernel_vec u = vec_sub(points[1], points[0]), v = vec_sub(points[2], points[0]), cross = vec_cross(u, v);
    if (!(vec_length(cross) > LAZY_PARALLEL * vec_length(u) * vec_length(v)))
        return false;
    out->out = vec_unit(cross);
    if (vec_dot(out->out, vec_sub(inside, points[0])) > 0)
        out->out = vec_scale(out->out, -1);
    out->most = vec_dot(out->out, points[0]);
    for (uint32_t i = 0; i < n->corner_count; i++) {
        const double over = vec_dot(out->out, n->corners[i]) - out->most;
        if (over > slack)
            return false;
        on -= over >= -slack;
    }
    return on <= 0;
}

static bool find_halves(lazy_node *n, uint32_t count, double slack)
{
    const kernel_vec *low = n->corners, *high = n->corners + count, inside = middle_of(low, 2 * count);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t j = (i + 1) % count;
        const kernel_vec side[] = { low[i], low[j], vec_scale(vec_add(high[i], high[j]), .5) };
        const double edge = vec_length(vec_sub(high[j], high[i]));
        if (!(vec_length(vec_sub(low[j], low[i])) > LEAST) || !(edge == 0 || edge > LEAST) ||
            !half_space(n, side, inside, slack, 4, &n->halves[n->half_count++]))
            return false;
    }
    const kernel_vec across[] = { vec_sub(low[1], low[0]), vec_sub(low[2], low[0]) };
    const kernel_vec bottom[] = { low[0], low[1], low[2] }, top[] = { high[0], vec_add(high[0], across[0]), vec_add(high[0], across[1]) };
    return half_space(n, bottom, inside, slack, (int)count, &n->halves[n->half_count++]) &&
           half_space(n, top, inside, slack, (int)count, &n->halves[n->half_count++]);
}

lathe_status lazy_convex(const kernel_vec *low, const kernel_vec *high, uint32_t count, kernel_shape **out, lathe_error *err)
{
    kernel_shape *made = NULL;
    double size = 0;
    if (count < 3 || count > LAZY_MAX_CURVES)
        return lazy_exact(err);
    lazy_node *n = lazy_node_new(LAZY_CONVEX, KERNEL_SOLID);
    LAZY_TRY(lazy_wrap(n, &made, err));
    n->corners = calloc(2 * (size_t)count, sizeof *n->corners);
    n->halves = calloc((size_t)count + 2, sizeof *n->halves);
    for (uint32_t i = 0; n->corners && i < count; i++) {
        n->corners[i] = low[i];
        n->corners[count + i] = high[i];
        size = fmax(size, fmax(vec_length(vec_sub(low[i], low[0])), vec_length(vec_sub(high[i], low[0]))));
    }
    n->corner_count = 2 * count;
    if (!n->corners || !n->halves || !(size < 1e6) || !find_halves(n, count, FLAT * size)) {
        kernel_shape_free(made);
        return lazy_exact(err);
    }
    const kernel_vec areas = vec_add(vec_add(area_at(low, high, count, 0), area_at(low, high, count, 1)),
                                     vec_scale(area_at(low, high, count, .5), 4));
    n->least = n->most = fabs(vec_dot(areas, vec_sub(high[0], low[0]))) / 6;
    if (!(fabs(vec_dot(n->halves[count].out, vec_sub(high[0], low[0]))) > LEAST)) {
        kernel_shape_free(made);
        return lazy_exact(err);
    }
    *out = made;
    return LATHE_OK;
}

/* ---- points, reach, rows ---- */

bool lazy_convex_holds(const lazy_node *n, kernel_vec p)
{
    for (uint32_t i = 0; i < n->half_count; i++) {
        if (!(vec_dot(n->halves[i].out, p) < n->halves[i].most))
            return false;
    }
    return true;
}

kernel_vec lazy_convex_point(const lazy_node *n, kernel_vec t)
{
    static const kernel_vec axes[] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
    lazy_range r[3];
    for (int a = 0; a < 3; a++)
        r[a] = lazy_convex_range(n, &lazy_identity, axes[a]);
    return (kernel_vec){ r[0].low + t.x * (r[0].high - r[0].low), r[1].low + t.y * (r[1].high - r[1].low),
                         r[2].low + t.z * (r[2].high - r[2].low) };
}

lazy_range lazy_convex_range(const lazy_node *n, const kernel_matrix *at, kernel_vec d)
{
    lazy_range r = { INFINITY, -INFINITY };
    for (uint32_t i = 0; i < n->corner_count; i++) {
        const double reach = vec_dot(d, matrix_apply(at, n->corners[i]));
        r.low = fmin(r.low, reach);
        r.high = fmax(r.high, reach);
    }
    return r;
}

/* How far inside a half space the samples lie. */
static lazy_linear inside_of(const lazy_node *n, uint32_t half, const kernel_matrix *at, const box3 *box)
{
    const kernel_vec out = lazy_turn(at, n->halves[half].out);
    const double most = n->halves[half].most + vec_dot(out, (kernel_vec){ at->m[0][3], at->m[1][3], at->m[2][3] });
    return lazy_linear_of(vec_scale(out, -1), most, box);
}

lathe_status lazy_fill_convex(const lazy_sampler *s, const lazy_node *n, const kernel_matrix *at, const box3 *box, uint64_t *words,
                              lathe_error *err)
{
    const lazy_order *o = &s->across_z;
    const lazy_range y = lazy_convex_range(n, at, (kernel_vec){ 0, 1, 0 }), z = lazy_convex_range(n, at, (kernel_vec){ 0, 0, 1 });
    lazy_linear *inside = malloc(n->half_count * sizeof *inside);
    if (!inside)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for rows");
    for (uint32_t k = 0; k < n->half_count; k++)
        inside[k] = inside_of(n, k, at, box);
    lazy_window window = lazy_window_of(o, box, y, z);
    for (uint32_t from, to; lazy_window_next(o, &window, &from, &to);) {
        memset(s->band->word, 0xff, (size_t)(to - from) * LANES * sizeof *s->band->word);
        for (uint32_t k = 0; k < n->half_count; k++)
            s->blocks->above(&inside[k], o, s->band, from, to);
        s->blocks->put(s->into, o, s->band, from, to, words);
    }
    free(inside);
    return LATHE_OK;
}
