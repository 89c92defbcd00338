/* bounds.c: how far leaves reach, what that says of solids, and points that show it. */
#include "reward/lazy/convex.h"
#include "reward/lazy/revolved.h"

/* ---- leaves ---- */

lazy_range lazy_curve_range(const lazy_curve *c, double u, double v)
{
    const double a = u * c->a.x + v * c->a.y, b = u * c->b.x + v * c->b.y;
    lazy_range r = { fmin(a, b), fmax(a, b) };
    if (!c->is_arc)
        return r;
    const double middle = u * c->center.x + v * c->center.y, reach = c->radius * sqrt(u * u + v * v);
    if (outline_arc_covers(c, (kernel_vec){ u, v, 0 }))
        r.high = middle + reach;
    if (outline_arc_covers(c, (kernel_vec){ -u, -v, 0 }))
        r.low = middle - reach;
    return r;
}

lazy_range lazy_profile_range(const lazy_profile *p, double u, double v)
{
    lazy_range all = { INFINITY, -INFINITY };
    for (uint32_t i = 0; i < p->count; i++) {
        for (uint32_t k = 0; k < p->outlines[i].count; k++) {
            const lazy_range r = lazy_curve_range(&p->outlines[i].curves[k], u, v);
            all.low = fmin(all.low, r.low);
            all.high = fmax(all.high, r.high);
        }
    }
    return all;
}

lazy_range lazy_leaf_range(const lazy_node *n, const kernel_matrix *at, kernel_vec d)
{
    if (n->kind == LAZY_BALL) {
        const double middle = vec_dot(d, matrix_apply(at, n->center));
        return (lazy_range){ middle - n->radius, middle + n->radius };
    }
    if (n->kind == LAZY_REVOLVED)
        return lazy_revolved_range(n, at, d);
    if (n->kind == LAZY_CONVEX)
        return lazy_convex_range(n, at, d);
    const lazy_profile *p = n->members[0]->node->profile;
    const lazy_frame *f = &p->frame;
    const double off = vec_dot(d, matrix_apply(at, f->origin)), up = vec_dot(d, lazy_turn(at, f->z)) * n->height;
    const lazy_range r = lazy_profile_range(p, vec_dot(d, lazy_turn(at, f->x)), vec_dot(d, lazy_turn(at, f->y)));
    return (lazy_range){ off + r.low + fmin(0, up), off + r.high + fmax(0, up) };
}

/* ---- solids ---- */

static void ranges(const kernel_shape *solid, const kernel_matrix *at, const kernel_vec *directions, int count,
                   lazy_range *out)
{
    const kernel_matrix there = lazy_multiply(at, &solid->at);
    const lazy_node *n = solid->node;
    const bool leaf = lazy_is_leaf(n);
    for (int a = 0; a < count; a++)
        out[a] = leaf ? lazy_leaf_range(n, &there, directions[a]) : (lazy_range){ INFINITY, -INFINITY };
    if (n->kind != LAZY_TREE && n->kind != LAZY_GROUP)
        return;
    for (uint32_t i = 0; i < n->member_count; i++) {
        lazy_range other[LAZY_DIRECTIONS];
        if (i > 0 && n->kind == LAZY_TREE && n->operation == KERNEL_CUT)
            break;
        ranges(n->members[i], &there, directions, count, other);
        const bool meet = i > 0 && n->kind == LAZY_TREE && n->operation == KERNEL_COMMON;
        for (int a = 0; a < count; a++) {
            out[a].low = meet ? fmax(out[a].low, other[a].low) : fmin(out[a].low, other[a].low);
            out[a].high = meet ? fmin(out[a].high, other[a].high) : fmax(out[a].high, other[a].high);
        }
    }
}

void lazy_ranges(const kernel_shape *solid, const kernel_vec *directions, int count, lazy_range *out)
{
    ranges(solid, &lazy_identity, directions, count, out);
}

box3 lazy_bounds(const kernel_shape *solid)
{
    static const kernel_vec axes[] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
    lazy_range r[3];
    lazy_ranges(solid, axes, 3, r);
    return (box3){ { r[0].low, r[1].low, r[2].low }, { r[0].high, r[1].high, r[2].high } };
}

/* ---- points that show it ---- */

/* Points tried of each leaf. */
enum { TRIED = 48 };

/* A search for a point of the solid at a height along d, or within slack below it. */
typedef struct search {
    const kernel_shape *solid;
    kernel_vec d, across[2]; /* orthonormal */
    double height, slack;
} search;

/* Points at the height, spread over where the leaf stands. */
static bool spread_finds(const search *s, const lazy_node *leaf, const kernel_matrix *at)
{
    lazy_range r[2];
    for (int a = 0; a < 2; a++)
        r[a] = lazy_leaf_range(leaf, at, s->across[a]);
    for (int i = 0; i < TRIED; i++) {
        const kernel_vec t = lazy_spread(i);
        kernel_vec p = vec_scale(s->d, s->height);
        p = vec_add(p, vec_scale(s->across[0], r[0].low + t.x * (r[0].high - r[0].low)));
        p = vec_add(p, vec_scale(s->across[1], r[1].low + t.y * (r[1].high - r[1].low)));
        if (lazy_holds(s->solid, p))
            return true;
    }
    return false;
}

kernel_vec lazy_curve_farthest(const lazy_curve *c, double u, double v, double t)
{
    const kernel_vec out = { u, v, 0 };
    const double gain = vec_dot(out, vec_sub(c->b, c->a)), length = vec_length(out);
    if (c->is_arc && length > 0 && outline_arc_covers(c, out))
        return vec_add(c->center, vec_scale(out, c->radius / length));
    if (!c->is_arc && fabs(gain) <= LAZY_CONFUSION)
        return vec_add(c->a, vec_scale(vec_sub(c->b, c->a), t));
    return gain > 0 ? c->b : c->a;
}

/* Points of a prism's sides that reach the height, moved inwards. */
static bool sides_find(const search *s, const lazy_node *prism, const kernel_matrix *at)
{
    const lazy_profile *p = prism->members[0]->node->profile;
    const lazy_frame *f = &p->frame;
    const kernel_vec x = lazy_turn(at, f->x), y = lazy_turn(at, f->y), z = vec_scale(lazy_turn(at, f->z), prism->height);
    const kernel_vec origin = matrix_apply(at, f->origin);
    const double u = vec_dot(s->d, x), v = vec_dot(s->d, y), w = vec_dot(s->d, z);
    for (uint32_t o = 0; o < p->count; o++) {
        for (int i = 0; i < TRIED; i++) {
            const kernel_vec t = lazy_spread(i);
            const kernel_vec q = lazy_curve_farthest(&p->outlines[o].curves[(uint32_t)i % p->outlines[o].count], u, v, t.x);
            const double up = fabs(w) <= LAZY_CONFUSION ? t.y : w > 0;
            const kernel_vec there = vec_add(origin, vec_add(vec_scale(x, q.x), vec_add(vec_scale(y, q.y), vec_scale(z, up))));
            if (vec_dot(there, s->d) > s->height && lazy_holds(s->solid, vec_sub(there, vec_scale(s->d, s->slack))))
                return true;
        }
    }
    return false;
}

static bool turns_find(const search *s, const lazy_node *n, const kernel_matrix *at)
{
    const kernel_vec d = lazy_back_turn(at, s->d);
    for (uint32_t o = 0; o < n->profile->count; o++) {
        for (int i = 0; i < TRIED; i++) {
            const uint32_t curve = (uint32_t)i % n->profile->outlines[o].count;
            const kernel_vec there = matrix_apply(at, lazy_revolved_farthest(n, o, curve, d, lazy_spread(i)));
            if (vec_dot(there, s->d) > s->height && lazy_holds(s->solid, vec_sub(there, vec_scale(s->d, s->slack))))
                return true;
        }
    }
    return false;
}

static bool corners_find(const search *s, const lazy_node *n, const kernel_matrix *at)
{
    for (uint32_t i = 0; i < n->corner_count; i++) {
        const kernel_vec there = matrix_apply(at, n->corners[i]);
        if (vec_dot(there, s->d) > s->height && lazy_holds(s->solid, vec_sub(there, vec_scale(s->d, s->slack))))
            return true;
    }
    return false;
}

/* Points of what reaches the height, moved inwards. */
static bool ends_find(const search *s, const lazy_node *n, const kernel_matrix *at)
{
    return (n->kind == LAZY_PRISM && sides_find(s, n, at)) || (n->kind == LAZY_REVOLVED && turns_find(s, n, at)) ||
           (n->kind == LAZY_CONVEX && corners_find(s, n, at));
}

static bool finds(const search *s, const kernel_shape *part, const kernel_matrix *at)
{
    const kernel_matrix there = lazy_multiply(at, &part->at);
    const lazy_node *n = part->node;
    if (lazy_is_leaf(n)) {
        const lazy_range r = lazy_leaf_range(n, &there, s->d);
        if (r.high < s->height || r.low > s->height)
            return false;
        return spread_finds(s, n, &there) || (s->slack > 0 && ends_find(s, n, &there));
    }
    const uint32_t count = n->kind == LAZY_TREE && n->operation == KERNEL_CUT ? 1 : n->member_count;
    for (uint32_t i = 0; i < count; i++) {
        if (finds(s, n->members[i], &there))
            return true;
    }
    return false;
}

static search search_along(const kernel_shape *solid, kernel_vec d, double height, double slack)
{
    const kernel_vec other = fabs(d.x) < .6 ? (kernel_vec){ 1, 0, 0 } : (kernel_vec){ 0, 1, 0 };
    const kernel_vec first = vec_unit(vec_cross(d, other));
    return (search){ solid, d, { first, vec_cross(d, first) }, height, slack };
}

bool lazy_is_met(const kernel_shape *solid, kernel_vec direction, double height)
{
    const search s = search_along(solid, direction, height, 0);
    return finds(&s, solid, &lazy_identity);
}

bool lazy_is_reached(const kernel_shape *solid, kernel_vec direction, lazy_range range)
{
    const double slack = (range.high - range.low) / 1e6;
    const search s = search_along(solid, direction, range.high - slack, slack);
    return finds(&s, solid, &lazy_identity);
}

void lazy_reached_ranges(const kernel_shape *solid, lazy_range out[3], bool out_reached[3])
{
    static const kernel_vec axes[] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
    lazy_ranges(solid, axes, 3, out);
    for (int a = 0; a < 3; a++) {
        const lazy_range turned = { -out[a].high, -out[a].low };
        out_reached[a] = out[a].high > out[a].low && lazy_is_reached(solid, axes[a], out[a]) &&
                         lazy_is_reached(solid, vec_scale(axes[a], -1), turned);
    }
}
