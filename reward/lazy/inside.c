/* inside.c: whether a tree of cuts and intersections left anything: one point inside is enough to know. */
#include "reward/lazy/convex.h"
#include "reward/lazy/revolved.h"

/* Points tried; what is thinner is left to the exact kernel. */
enum { TRIED = 512 };

static bool profile_holds(const lazy_profile *profile, kernel_vec p, double *out_depth)
{
    const lazy_frame *f = &profile->frame;
    const kernel_vec d = vec_sub(p, f->origin), flat = { vec_dot(d, f->x), vec_dot(d, f->y), 0 };
    bool inside = false;
    *out_depth = vec_dot(d, f->z);
    for (uint32_t i = 0; i < profile->count; i++)
        inside ^= outline_encloses(&profile->outlines[i], flat);
    return inside;
}

static bool tree_holds(const lazy_node *n, kernel_vec p)
{
    bool inside = lazy_holds(n->members[0], p);
    for (uint32_t i = 1; i < n->member_count; i++) {
        if (n->operation == KERNEL_FUSE)
            inside = inside || lazy_holds(n->members[i], p);
        else
            inside = inside && lazy_holds(n->members[i], p) == (n->operation == KERNEL_COMMON);
    }
    return inside;
}

bool lazy_holds(const kernel_shape *shape, kernel_vec point)
{
    const lazy_node *n = shape->node;
    const kernel_vec p = lazy_back(&shape->at, point);
    double depth;
    switch (n->kind) {
    case LAZY_TREE:
        return tree_holds(n, p);
    case LAZY_PROFILE:
        return profile_holds(n->profile, p, &depth);
    case LAZY_PRISM:
        return profile_holds(n->members[0]->node->profile, p, &depth) && depth > fmin(0, n->height) &&
               depth < fmax(0, n->height);
    case LAZY_BALL:
        return vec_length(vec_sub(p, n->center)) < n->radius;
    case LAZY_REVOLVED:
        return lazy_revolved_holds(n, p);
    case LAZY_CONVEX:
        return lazy_convex_holds(n, p);
    case LAZY_GROUP:
        return n->member_count > 0 && tree_holds(n, p);
    case LAZY_CURVES:
    case LAZY_POINT:
    case LAZY_PLANES:
        break;
    }
    return false;
}

/* ---- points to try ---- */

/* The first leaf holds all of what cuts and intersections leave, and some of a union. */
typedef struct place {
    const lazy_node *leaf;
    kernel_matrix at;
} place;

static place first_leaf(const kernel_shape *shape)
{
    place p = { shape->node, shape->at };
    while (p.leaf->kind == LAZY_TREE) {
        const kernel_shape *member = p.leaf->members[0];
        p.at = lazy_multiply(&p.at, &member->at);
        p.leaf = member->node;
    }
    return p;
}

static double fraction(double x)
{
    return x - floor(x);
}

kernel_vec lazy_spread(int i)
{
    return (kernel_vec){ fraction(.5 + i * 0.8191725133961645), fraction(.5 + i * 0.6710436067037893),
                         fraction(.5 + i * 0.5497004779019703) };
}

static kernel_vec point_of_leaf(const place *p, int i)
{
    const kernel_vec t = lazy_spread(i);
    if (p->leaf->kind == LAZY_BALL) {
        const kernel_vec off = { 2 * t.x - 1, 2 * t.y - 1, 2 * t.z - 1 };
        return matrix_apply(&p->at, vec_add(p->leaf->center, vec_scale(off, p->leaf->radius)));
    }
    if (p->leaf->kind == LAZY_REVOLVED)
        return matrix_apply(&p->at, lazy_revolved_point(p->leaf, t));
    if (p->leaf->kind == LAZY_CONVEX)
        return matrix_apply(&p->at, lazy_convex_point(p->leaf, t));
    const bool flat = p->leaf->kind == LAZY_PROFILE;
    const lazy_profile *profile = flat ? p->leaf->profile : p->leaf->members[0]->node->profile;
    const lazy_range u = lazy_profile_range(profile, 1, 0), v = lazy_profile_range(profile, 0, 1);
    const lazy_frame *f = &profile->frame;
    const kernel_vec in_plane = vec_add(vec_scale(f->x, u.low + t.x * (u.high - u.low)),
                                        vec_scale(f->y, v.low + t.y * (v.high - v.low)));
    const kernel_vec up = vec_scale(f->z, flat ? 0 : t.z * p->leaf->height);
    return matrix_apply(&p->at, vec_add(f->origin, vec_add(in_plane, up)));
}

bool lazy_has_inside(const kernel_shape *shape)
{
    const place p = first_leaf(shape);
    for (int i = 0; i < TRIED; i++) {
        if (lazy_holds(shape, point_of_leaf(&p, i)))
            return true;
    }
    return false;
}
