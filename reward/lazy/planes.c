/* planes.c: the faces that a solid ends in along a direction, known by their plane alone.
 *
 * CadQuery's ">Z" takes the faces whose centres lie highest. What they are can be said without building any where the topmost
 * LAYER of the solid is a prism along the direction: then its faces are some in the plane of its top, and others that reach
 * through all of the layer, whose centres lie well below. How many faces there are in the plane, and where, is not known. */
#include "reward/lazy/bounds.h"

/* Selectors take centres that differ by 1e-4 for equally far; half of it must be more. */
static const double LAYER = 1e-3;
/* Of unit vectors: what is a right angle. A thousand long it is a ten thousandth of a layer off. */
static const double RIGHT = 1e-10;

typedef struct layer {
    kernel_vec d;
    double bottom, top; /* what is at least top counts as there */
} layer;

/* Whether a range does not begin or end within the layer. */
static bool goes_through(const layer *l, double low, double high)
{
    return high <= l->bottom || low >= l->top || (low <= l->bottom && high >= l->top);
}

/* Of a prism that lies across the direction: whether a curve of its outlines is upright in the layer, or not there. */
static bool is_upright(const layer *l, const lazy_curve *c, double u, double v, double off)
{
    const lazy_range r = lazy_curve_range(c, u, v);
    const double low = off + r.low, high = off + r.high;
    if (high <= l->bottom || low >= l->top)
        return true;
    const double aside = u * (c->b.y - c->a.y) - v * (c->b.x - c->a.x);
    return !c->is_arc && fabs(aside) <= LAZY_CONFUSION / 10 && goes_through(l, low, high);
}

static bool outlines_are_upright(const layer *l, const lazy_profile *p, double u, double v, double off)
{
    for (uint32_t i = 0; i < p->count; i++) {
        for (uint32_t k = 0; k < p->outlines[i].count; k++) {
            if (!is_upright(l, &p->outlines[i].curves[k], u, v, off))
                return false;
        }
    }
    return true;
}

static bool prism_is_upright(const layer *l, const lazy_node *prism, const kernel_matrix *at)
{
    const lazy_profile *p = prism->members[0]->node->profile;
    const lazy_frame *f = &p->frame;
    const double u = vec_dot(l->d, lazy_turn(at, f->x)), v = vec_dot(l->d, lazy_turn(at, f->y)),
                 w = vec_dot(l->d, lazy_turn(at, f->z));
    if (fabs(u) <= RIGHT && fabs(v) <= RIGHT)
        return true;
    if (!(fabs(w) <= RIGHT))
        return false;
    return outlines_are_upright(l, p, u, v, vec_dot(l->d, matrix_apply(at, f->origin)));
}

/* Of what is turned about the direction: its profile is upright. */
static bool turn_is_upright(const layer *l, const lazy_node *n, const kernel_matrix *at)
{
    const double v = vec_dot(l->d, lazy_turn(at, n->profile->frame.y));
    if (!(vec_length(vec_cross(l->d, lazy_turn(at, n->profile->frame.y))) <= RIGHT))
        return false;
    return outlines_are_upright(l, n->profile, 0, v, vec_dot(l->d, matrix_apply(at, n->profile->frame.origin)));
}

/* Whether all leaves are prisms along the direction as far as they stand in the layer. */
static bool is_layer_of(const layer *l, const kernel_shape *part, const kernel_matrix *at)
{
    const kernel_matrix there = lazy_multiply(at, &part->at);
    const lazy_node *n = part->node;
    if (lazy_is_leaf(n)) {
        const lazy_range r = lazy_leaf_range(n, &there, l->d);
        if (r.high <= l->bottom || r.low >= l->top)
            return true;
        return goes_through(l, r.low, r.high) && ((n->kind == LAZY_PRISM && prism_is_upright(l, n, &there)) ||
                                                  (n->kind == LAZY_REVOLVED && turn_is_upright(l, n, &there)));
    }
    for (uint32_t i = 0; i < n->member_count; i++) {
        if (!is_layer_of(l, n->members[i], &there))
            return false;
    }
    return true;
}

static bool has_top_layer(const kernel_shape *shape, kernel_vec d, double *out_top)
{
    lazy_range r;
    if (!lazy_is_of_solids(shape->node) || !(fabs(vec_length(d) - 1) <= RIGHT))
        return false;
    lazy_ranges(shape, &d, 1, &r);
    const double slack = LAZY_CONFUSION / 10 + 1e-13 * fabs(r.high);
    const layer l = { d, r.high - LAYER, r.high - slack };
    if (!(r.high - r.low > 4 * LAYER) || !(slack < LAYER / 100) || !is_layer_of(&l, shape, &lazy_identity))
        return false;
    *out_top = r.high;
    return lazy_is_met(shape, d, r.high - LAYER / 2);
}

lathe_status kernel_faces_toward(const kernel_shape *shape, kernel_vec direction, kernel_list *out, lathe_error *err)
{
    double top;
    kernel_shape *faces;
    if (!has_top_layer(shape, direction, &top))
        return lazy_exact(err);
    lazy_node *n = lazy_node_new(LAZY_PLANES, KERNEL_FACE);
    LAZY_TRY(lazy_wrap(n, &faces, err));
    n->normal = direction;
    n->center = vec_scale(direction, top); /* some point of the plane */
    n->has_center = lazy_center_of_end(shape, direction, &n->center);
    n->stands_for_several = !n->has_center;
    return lazy_append(out, faces, err);
}

/* The normal where the shape stands. */
static kernel_vec normal_of(const kernel_shape *planes)
{
    return lazy_turn(&planes->at, planes->node->normal);
}

lathe_status kernel_center_along(const kernel_shape *shape, const kernel_vec *direction, kernel_vec *out,
                                 lathe_error *err)
{
    if (shape->node->kind != LAZY_PLANES)
        return kernel_center(shape, out, err);
    if (direction && !(vec_length(vec_cross(*direction, normal_of(shape))) <= RIGHT * vec_length(*direction)))
        return lazy_exact(err);
    *out = matrix_apply(&shape->at, shape->node->center);
    return LATHE_OK;
}

lathe_status kernel_face_normal(const kernel_shape *face, const kernel_vec *at, kernel_vec *out, lathe_error *err)
{
    (void)at;
    if (face->node->kind != LAZY_PLANES)
        return lazy_exact(err);
    *out = normal_of(face);
    return LATHE_OK;
}

lathe_status kernel_geometry_name(const kernel_shape *shape, const char **out, lathe_error *err)
{
    if (shape->node->type == KERNEL_EDGE && shape->node->curve_count == 1) {
        *out = shape->node->curves[0].is_arc ? "CIRCLE" : "LINE";
        return LATHE_OK;
    }
    if (shape->node->kind != LAZY_PLANES)
        return lazy_exact(err);
    *out = "PLANE";
    return LATHE_OK;
}

lathe_status kernel_require_one(const kernel_shape *shape, lathe_error *err)
{
    return shape->node->stands_for_several || shape->node->is_unordered ? lazy_exact(err) : LATHE_OK;
}

/* ---- boxes of solids ---- */

lathe_status kernel_bounds(const kernel_shape *shape, kernel_vec *out_low, kernel_vec *out_high, double *out_diagonal,
                           lathe_error *err)
{
    lazy_range r[3];
    bool reached[3];
    if (!lazy_is_of_solids(shape->node))
        return lazy_exact(err);
    lazy_reached_ranges(shape, r, reached);
    if (!reached[0] || !reached[1] || !reached[2])
        return lazy_exact(err);
    *out_low = (kernel_vec){ r[0].low, r[1].low, r[2].low };
    *out_high = (kernel_vec){ r[0].high, r[1].high, r[2].high };
    *out_diagonal = vec_length(vec_sub(*out_high, *out_low));
    return LATHE_OK;
}
