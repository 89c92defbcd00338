/* edges.c: the edges of a solid that is one prism, and its fillets and chamfers at upright ones, which round or cut the corners
 * of its outlines. */
#include "reward/lazy/bounds.h"

#include <stdlib.h>

/* Of lengths, what must be left of a side between two corners; OpenCASCADE refuses where nothing is. */
static const double LEFT = 1e-3;
static const double LEAST = 1e-3;
/* Sine of the angle at which two sides count as one. */
static const double STRAIGHT = 1e-3;
/* Radians between two sides that OpenCASCADE may take for one smooth side. */
static const double SMOOTH = .2;

typedef struct upright {
    const lazy_node *prism;
    kernel_matrix at;
} upright;

/* The one prism that a shape stands for. */
static bool is_one_prism(const kernel_shape *shape, upright *out)
{
    *out = (upright){ shape->node, shape->at };
    while ((out->prism->kind == LAZY_TREE || out->prism->kind == LAZY_GROUP) && out->prism->member_count == 1) {
        const kernel_shape *member = out->prism->members[0];
        out->at = lazy_multiply(&out->at, &member->at);
        out->prism = member->node;
    }
    return out->prism->kind == LAZY_PRISM && out->prism->type == KERNEL_SOLID && !out->prism->touches;
}

static const lazy_profile *profile_of(const upright *u)
{
    return u->prism->members[0]->node->profile;
}

static kernel_vec place_of(const upright *u, kernel_vec flat, double height)
{
    const lazy_frame *f = &profile_of(u)->frame;
    const kernel_vec p = vec_add(f->origin, vec_add(vec_scale(f->x, flat.x), vec_scale(f->y, flat.y)));
    return matrix_apply(&u->at, vec_add(p, vec_scale(f->z, height)));
}

/* ---- edges ---- */

/* Whether cleaning would make one curve of two that follow one another. */
static bool are_one(const lazy_curve *a, const lazy_curve *b)
{
    if (a->is_arc != b->is_arc)
        return false;
    if (a->is_arc)
        return vec_length(vec_sub(a->center, b->center)) <= LEAST && fabs(a->radius - b->radius) <= LEAST;
    const kernel_vec u = vec_unit(vec_sub(a->b, a->a)), v = vec_unit(vec_sub(b->b, b->a));
    return fabs(u.x * v.y - u.y * v.x) <= STRAIGHT;
}

static bool has_plain_edges(const lazy_profile *p)
{
    for (uint32_t i = 0; i < p->count; i++) {
        const lazy_outline *o = &p->outlines[i];
        for (uint32_t k = 0; k < o->count; k++) {
            if (o->curves[k].is_inner || (o->count > 1 && are_one(&o->curves[k], &o->curves[(k + 1) % o->count])))
                return false;
        }
    }
    return true;
}

static lathe_status append_edge(const lazy_curve *curve, kernel_list *out, lathe_error *err)
{
    kernel_shape *edge;
    LAZY_TRY(lazy_new_curves(KERNEL_EDGE, curve, 1, curve->sweep == 2 * M_PI, &edge, err));
    edge->node->is_unordered = true;
    return lazy_append(out, edge, err);
}

/* Of one curve of an outline: at both ends of the prism, and the upright one where it begins. Where that of a circle stands is
 * OpenCASCADE's choice. */
static lathe_status append_edges_at(const upright *u, const lazy_curve *c, kernel_list *out, lathe_error *err)
{
    const kernel_vec up = lazy_turn(&u->at, profile_of(u)->frame.z);
    lazy_curve edge = *c;
    if (c->is_arc)
        edge.axis = vec_scale(up, lazy_is_reflection(&u->at) ? -c->axis.z : c->axis.z);
    for (int end = 0; end < 2; end++) {
        const double height = end ? u->prism->height : 0;
        edge.a = place_of(u, c->a, height);
        edge.b = place_of(u, c->b, height);
        edge.center = place_of(u, c->center, height);
        LAZY_TRY(append_edge(&edge, out, err));
    }
    const lazy_curve side = { .is_inner = c->sweep == 2 * M_PI, .a = place_of(u, c->a, 0), .b = place_of(u, c->a, u->prism->height) };
    return append_edge(&side, out, err);
}

lathe_status lazy_edges(const kernel_shape *shape, kernel_list *out, lathe_error *err)
{
    upright u;
    if (!is_one_prism(shape, &u) || !has_plain_edges(profile_of(&u)))
        return lazy_exact(err);
    const lazy_profile *p = profile_of(&u);
    for (uint32_t i = 0; i < p->count; i++) {
        for (uint32_t k = 0; k < p->outlines[i].count; k++)
            LAZY_TRY(append_edges_at(&u, &p->outlines[i].curves[k], out, err));
    }
    return LATHE_OK;
}

/* Of a line either way. */
lathe_status kernel_edge_line_direction(const kernel_shape *edge, kernel_vec *out, lathe_error *err)
{
    if (edge->node->kind != LAZY_CURVES || edge->node->curve_count != 1 || edge->node->curves[0].is_arc)
        return lazy_exact(err);
    const lazy_curve line = lazy_curve_at(edge, 0);
    *out = vec_unit(vec_sub(line.b, line.a));
    return LATHE_OK;
}

/* ---- centres ---- */

/* OpenCASCADE's of what is bounded by ellipses and splines may be off. */
static bool has_center(const lazy_profile *p)
{
    for (uint32_t i = 0; i < p->count; i++) {
        for (uint32_t k = 0; k < p->outlines[i].count; k++) {
            if (p->outlines[i].curves[k].is_inner)
                return false;
        }
    }
    return true;
}

bool lazy_center_of_prism(const kernel_shape *shape, kernel_vec *out)
{
    upright u;
    if (!is_one_prism(shape, &u) || !has_center(profile_of(&u)))
        return false;
    *out = place_of(&u, vec_scale(profile_of(&u)->moment, 1 / profile_of(&u)->area), u.prism->height / 2);
    return true;
}

/* Of a line of an outline that is the only curve to reach farthest along a direction across the prism, half way up. */
static bool center_of_side(const upright *u, kernel_vec direction, kernel_vec *out)
{
    const lazy_profile *p = profile_of(u);
    const double x = vec_dot(direction, lazy_turn(&u->at, p->frame.x)), y = vec_dot(direction, lazy_turn(&u->at, p->frame.y));
    const double top = lazy_profile_range(p, x, y).high;
    int found = 0;
    for (uint32_t i = 0; i < p->count; i++) {
        for (uint32_t k = 0; k < p->outlines[i].count; k++) {
            const lazy_curve *c = &p->outlines[i].curves[k];
            const lazy_range r = lazy_curve_range(c, x, y);
            if (c->is_arc || r.low < top - LAZY_CONFUSION / 10)
                continue;
            *out = place_of(u, vec_scale(vec_add(c->a, c->b), .5), u->prism->height / 2);
            found++;
        }
    }
    return found == 1;
}

bool lazy_center_of_end(const kernel_shape *shape, kernel_vec direction, kernel_vec *out)
{
    upright u;
    if (!is_one_prism(shape, &u) || !has_plain_edges(profile_of(&u)))
        return false;
    const double along = vec_dot(direction, lazy_turn(&u.at, profile_of(&u)->frame.z));
    if (fabs(along) < .5)
        return center_of_side(&u, direction, out);
    const bool high = (along > 0) == (u.prism->height > 0);
    *out = place_of(&u, vec_scale(profile_of(&u)->moment, 1 / profile_of(&u)->area), high ? u.prism->height : 0);
    return true;
}

/* ---- corners ---- */

/* What becomes of the outlines: a corner is cut back by `back` along both sides, and an arc of `radius` put in, or a line. */
typedef struct corner_cut {
    bool rounded;
    double size; /* radius, or what is cut of both sides */
} corner_cut;

/* How far along its sides a corner of lines is cut back; 0 for another, or one that is nearly straight or folded. */
static double back_of(const corner_cut *cut, const lazy_curve *before, const lazy_curve *after)
{
    if (before->is_arc || after->is_arc)
        return 0;
    const kernel_vec u = vec_unit(vec_sub(before->b, before->a)), v = vec_unit(vec_sub(after->b, after->a));
    const double turn = atan2(fabs(u.x * v.y - u.y * v.x), vec_dot(u, v));
    if (!(turn > SMOOTH && turn < M_PI - SMOOTH))
        return 0;
    return cut->rounded ? cut->size * tan(turn / 2) : cut->size;
}

/* Between the sides that were cut back. */
static lazy_curve piece_at(const corner_cut *cut, kernel_vec from, kernel_vec to, const lazy_curve *before, const lazy_curve *after)
{
    const kernel_vec u = vec_unit(vec_sub(before->b, before->a)), v = vec_unit(vec_sub(after->b, after->a));
    const double cross = u.x * v.y - u.y * v.x, side = cross > 0 ? 1 : -1;
    if (!cut->rounded)
        return (lazy_curve){ .a = from, .b = to };
    return (lazy_curve){ .is_arc = true, .a = from, .b = to, .axis = { 0, 0, side }, .radius = cut->size,
                         .center = vec_add(from, vec_scale((kernel_vec){ -u.y, u.x, 0 }, side * cut->size)),
                         .sweep = atan2(fabs(cross), vec_dot(u, v)) };
}

/* chosen: of each corner, the beginning of a curve. False where a side has no room. */
static bool cut_outline(const corner_cut *cut, const lazy_outline *from, const bool *chosen, lazy_outline *out)
{
    const uint32_t n = from->count;
    double *back = calloc(n, sizeof *back);
    out->curves = malloc(2 * (size_t)n * sizeof *out->curves);
    bool fits = back && out->curves;
    for (uint32_t k = 0; fits && k < n; k++) {
        back[k] = chosen[k] ? back_of(cut, &from->curves[(k + n - 1) % n], &from->curves[k]) : 0;
        fits = !chosen[k] || back[k] > 0;
    }
    for (uint32_t k = 0; fits && k < n; k++) {
        lazy_curve c = from->curves[k];
        const kernel_vec along = c.is_arc ? (kernel_vec){ 0, 0, 0 } : vec_unit(vec_sub(c.b, c.a));
        const kernel_vec start = vec_add(c.a, vec_scale(along, back[k])), end = vec_sub(c.b, vec_scale(along, back[(k + 1) % n]));
        fits = c.is_arc || vec_length(vec_sub(c.b, c.a)) * (1 - LEFT) > back[k] + back[(k + 1) % n];
        if (back[k] > 0) {
            const lazy_curve *before = &from->curves[(k + n - 1) % n];
            const kernel_vec to = vec_sub(before->b, vec_scale(vec_unit(vec_sub(before->b, before->a)), back[k]));
            out->curves[out->count++] = piece_at(cut, to, start, before, &from->curves[k]);
        }
        c.a = start;
        c.b = end;
        out->curves[out->count++] = c;
    }
    free(back);
    return fits;
}

/* The corners at which the edges stand upright; false for edges that are not such. */
static bool choose_corners(const upright *u, const kernel_shape *const *edges, size_t count, bool *chosen)
{
    const lazy_profile *p = profile_of(u);
    for (size_t i = 0; i < count; i++) {
        if (edges[i]->node->kind != LAZY_CURVES || !edges[i]->node->is_unordered || edges[i]->node->curves[0].is_arc)
            return false;
        if (edges[i]->node->curves[0].is_inner) /* a circle's, which OpenCASCADE passes over */
            continue;
        const lazy_curve c = lazy_curve_at(edges[i], 0);
        bool found = false;
        for (uint32_t o = 0, at = 0; o < p->count; at += p->outlines[o++].count) {
            for (uint32_t k = 0; k < p->outlines[o].count; k++) {
                const kernel_vec corner = p->outlines[o].curves[k].a;
                if (vec_length(vec_sub(c.a, place_of(u, corner, 0))) <= LAZY_CONFUSION &&
                    vec_length(vec_sub(c.b, place_of(u, corner, u->prism->height))) <= LAZY_CONFUSION)
                    found = chosen[at + k] = true;
            }
        }
        if (!found)
            return false;
    }
    return true;
}

static lathe_status cut_profile(const corner_cut *cut, const lazy_profile *from, const bool *chosen, lazy_profile *out,
                                lathe_error *err)
{
    bool some = false;
    out->frame = from->frame;
    out->outlines = calloc(from->count, sizeof *out->outlines);
    if (!out->outlines)
        return lazy_exact(err);
    for (uint32_t o = 0, at = 0; o < from->count; at += from->outlines[o++].count) {
        for (uint32_t k = 0; k < from->outlines[o].count; k++)
            some = some || chosen[at + k];
        out->count = o + 1;
        if (!cut_outline(cut, &from->outlines[o], chosen + at, &out->outlines[o]))
            return lazy_exact(err);
    }
    return some ? lazy_profile_check(out, false, err) : lazy_exact(err);
}

static lathe_status cut_prism(const corner_cut *cut, const upright *u, const bool *chosen, kernel_shape **out, lathe_error *err)
{
    kernel_shape *face = NULL, *prism = NULL;
    lazy_node *n = lazy_node_new(LAZY_PROFILE, KERNEL_FACE);
    LAZY_TRY(lazy_wrap(n, &face, err));
    n->profile = calloc(1, sizeof *n->profile);
    lathe_status st = n->profile ? cut_profile(cut, profile_of(u), chosen, n->profile, err) : lazy_exact(err);
    if (st == LATHE_OK) {
        n->least = n->most = n->profile->area;
        st = kernel_prism(face, vec_scale(n->profile->frame.z, u->prism->height), &prism, err);
    }
    if (st == LATHE_OK) {
        prism->at = u->at;
        const kernel_shape *const members[] = { prism };
        st = kernel_compound(members, 1, out, err);
    }
    kernel_shape_free(prism);
    kernel_shape_free(face);
    return st;
}

static lathe_status cut_corners(const corner_cut *cut, const kernel_shape *solid, const kernel_shape *const *edges, size_t count,
                                kernel_shape **out, lathe_error *err)
{
    upright u;
    uint32_t corners = 0;
    if (!(cut->size > LEAST) || !(cut->size < 1e6) || !is_one_prism(solid, &u) || !has_plain_edges(profile_of(&u)))
        return lazy_exact(err);
    for (uint32_t o = 0; o < profile_of(&u)->count; o++)
        corners += profile_of(&u)->outlines[o].count;
    bool *chosen = corners <= LAZY_MAX_CURVES / 2 ? calloc(corners, sizeof *chosen) : NULL;
    const lathe_status st = chosen && choose_corners(&u, edges, count, chosen) ? cut_prism(cut, &u, chosen, out, err) : lazy_exact(err);
    free(chosen);
    return st;
}

lathe_status kernel_fillet(const kernel_shape *solid, double radius, const kernel_shape *const *edges, size_t count,
                           kernel_shape **out, lathe_error *err)
{
    const corner_cut cut = { true, radius };
    return cut_corners(&cut, solid, edges, count, out, err);
}

lathe_status kernel_chamfer(const kernel_shape *solid, double length1, double length2,
                            const kernel_shape *const *edges, size_t count, kernel_shape **out, lathe_error *err)
{
    const corner_cut cut = { false, length1 };
    return length1 == length2 ? cut_corners(&cut, solid, edges, count, out, err) : lazy_exact(err);
}
