/* solid.c: prisms and what is combined of solids. */
#include "reward/lazy/bounds.h"

#include <stdlib.h>

/* ---- prisms ---- */

static lathe_status prism_of_profile(const kernel_shape *face, kernel_vec by, kernel_shape **out, lathe_error *err)
{
    const lazy_frame *f = &face->node->profile->frame;
    const double height = vec_dot(by, f->z), length = vec_length(by);
    lazy_node *n;
    if (!(length > LAZY_CONFUSION * 10 && length < LAZY_FAR) || !(fabs(height) > length * (1 - LAZY_PARALLEL)))
        return lazy_exact(err);
    const kernel_shape base = { .node = face->node, .at = lazy_identity };
    const kernel_shape *const list[] = { &base };
    LAZY_TRY(lazy_gather(LAZY_PRISM, face->node->type == KERNEL_FACE ? KERNEL_SOLID : KERNEL_COMPOUND, list, 1, &n, err));
    n->height = height;
    n->least = n->most = face->node->profile->area * length;
    return lazy_wrap(n, out, err);
}

static lathe_status prism_of_tree(const kernel_shape *face, kernel_vec by, kernel_shape **out, lathe_error *err)
{
    const lazy_node *from = face->node;
    kernel_list made = KERNEL_LIST_INIT;
    lazy_node *n = NULL;
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; st == LATHE_OK && i < from->member_count; i++) {
        kernel_shape *member = NULL;
        st = kernel_prism(from->members[i], by, &member, err);
        if (st == LATHE_OK)
            st = lazy_append(&made, member, err);
    }
    if (st == LATHE_OK)
        st = lazy_gather(LAZY_TREE, from->type == KERNEL_FACE ? KERNEL_SOLID : KERNEL_COMPOUND,
                         (const kernel_shape *const *)made.items, made.count, &n, err);
    kernel_list_clear(&made);
    if (st != LATHE_OK)
        return st;
    n->operation = from->operation;
    n->least = from->least * vec_length(by);
    n->most = from->most * vec_length(by);
    return lazy_wrap(n, out, err);
}

/* In the coordinates of the node, and then to the face's place. */
lathe_status kernel_prism(const kernel_shape *face, kernel_vec by, kernel_shape **out, lathe_error *err)
{
    const kernel_matrix *at = &face->at;
    if (!lazy_is_flat(face->node))
        return lazy_exact(err);
    const kernel_vec local = lazy_back_turn(at, by);
    LAZY_TRY(face->node->kind == LAZY_PROFILE ? prism_of_profile(face, local, out, err)
                                              : prism_of_tree(face, local, out, err));
    (*out)->at = *at;
    return LATHE_OK;
}

/* ---- combining ---- */

/* Appends the shape, or what a compound made of shapes holds. */
static lathe_status collect(const kernel_shape *shape, kernel_list *out, lathe_error *err)
{
    kernel_list children = KERNEL_LIST_INIT;
    kernel_shape *self;
    if (shape->node->kind != LAZY_GROUP) {
        LAZY_TRY(lazy_place(shape, &shape->at, &self, err));
        return lazy_append(out, self, err);
    }
    lathe_status st = lazy_children(shape, &children, err);
    for (size_t i = 0; st == LATHE_OK && i < children.count; i++)
        st = collect(children.items[i], out, err);
    kernel_list_clear(&children);
    return st;
}

/* All faces of one plane, or all solids, none of which touches itself. */
static bool go_together(const kernel_list *members)
{
    const bool solid = lazy_is_solid(members->items[0]->node);
    for (size_t i = 0; i < members->count; i++) {
        if (members->items[i]->node->touches || !(solid ? lazy_is_solid(members->items[i]->node) : lazy_is_flat(members->items[i]->node)))
            return false;
    }
    return true;
}

/* The plane of the first profile in it. */
static lazy_frame plane_of(const kernel_shape *flat)
{
    if (flat->node->kind == LAZY_PROFILE) {
        const lazy_frame *f = &flat->node->profile->frame;
        return (lazy_frame){ .origin = matrix_apply(&flat->at, f->origin), .z = lazy_turn(&flat->at, f->z) };
    }
    lazy_frame f = plane_of(flat->node->members[0]);
    f.origin = matrix_apply(&flat->at, f.origin);
    f.z = lazy_turn(&flat->at, f.z);
    return f;
}

static bool in_one_plane(const kernel_list *members)
{
    const lazy_frame first = plane_of(members->items[0]);
    for (size_t i = 1; i < members->count; i++) {
        const lazy_frame f = plane_of(members->items[i]);
        if (!(fabs(vec_dot(f.z, first.z)) > 1 - LAZY_PARALLEL) ||
            !(fabs(vec_dot(vec_sub(f.origin, first.origin), first.z)) <= LAZY_CONFUSION / 10))
            return false;
    }
    return true;
}

static void bound_measure(lazy_node *n)
{
    const lazy_node *first = n->members[0]->node;
    n->least = first->least;
    n->most = first->most;
    for (uint32_t i = 1; i < n->member_count; i++) {
        const lazy_node *other = n->members[i]->node;
        if (n->operation == KERNEL_FUSE) {
            n->least = fmax(n->least, other->least);
            n->most += other->most;
        } else if (n->operation == KERNEL_CUT) {
            n->least -= other->most * (1 + 1e-9);
        } else {
            n->least = 0;
            n->most = fmin(n->most, other->most);
        }
    }
}

static lathe_status combine(kernel_operation operation, const kernel_list *members, kernel_shape **out, lathe_error *err)
{
    lazy_node *n;
    if (!go_together(members) || (lazy_is_flat(members->items[0]->node) && !in_one_plane(members)))
        return lazy_exact(err);
    LAZY_TRY(lazy_gather(LAZY_TREE, KERNEL_COMPOUND, (const kernel_shape *const *)members->items, members->count, &n,
                         err));
    n->operation = operation;
    bound_measure(n);
    return lazy_wrap(n, out, err);
}

/* As many as there are as one: what is cut from a base of several is cut from each, and its tools act together. */
static lathe_status as_one(kernel_list *members, lathe_error *err)
{
    kernel_shape *one;
    if (members->count <= 1)
        return LATHE_OK;
    LAZY_TRY(combine(KERNEL_FUSE, members, &one, err));
    kernel_list_clear(members);
    return lazy_append(members, one, err);
}

static lathe_status combine_lists(const kernel_boolean *how, const kernel_shape *base, kernel_list *members,
                                  kernel_list *tools, kernel_shape **out, lathe_error *err)
{
    if (how->operation != KERNEL_FUSE) {
        if (members->count == 0 || tools->count == 0)
            return lazy_exact(err);
        LAZY_TRY(as_one(members, err));
        LAZY_TRY(as_one(tools, err));
    }
    for (size_t i = 0; i < tools->count; i++) {
        kernel_shape *tool = tools->items[i];
        tools->items[i] = NULL;
        LAZY_TRY(lazy_append(members, tool, err));
    }
    if (members->count == 0 || (members->count == 1 && base->node->kind != LAZY_GROUP))
        return lazy_exact(err);
    if (members->count == 1) /* fused with nothing */
        return lazy_place(members->items[0], &members->items[0]->at, out, err);
    return combine(how->operation, members, out, err);
}

lathe_status kernel_combine(const kernel_boolean *how, const kernel_shape *base, bool as_compound,
                            const kernel_shape *const *tools, size_t count, kernel_shape **out, lathe_error *err)
{
    kernel_list members = KERNEL_LIST_INIT, others = KERNEL_LIST_INIT;
    if (how->tolerance != 0 || how->operation == KERNEL_SPLIT || (!as_compound && base->node->kind == LAZY_GROUP))
        return lazy_exact(err);
    lathe_status st = collect(base, &members, err);
    for (size_t i = 0; st == LATHE_OK && i < count; i++)
        st = collect(tools[i], &others, err);
    if (st == LATHE_OK)
        st = combine_lists(how, base, &members, &others, out, err);
    kernel_list_clear(&members);
    kernel_list_clear(&others);
    return st;
}

/* OpenCASCADE refuses to cut a face with holes through all. */
static bool has_no_holes(const lazy_node *flat)
{
    if (flat->kind == LAZY_PROFILE)
        return flat->profile->count == flat->profile->bodies;
    for (uint32_t i = 0; i < flat->member_count; i++) {
        if (!has_no_holes(flat->members[i]->node))
            return false;
    }
    return flat->operation == KERNEL_FUSE;
}

/* Whether OpenCASCADE's prism goes through all of the solids: both ways it is as long as they are along the axis on which they
 * are longest. */
static bool goes_through(const kernel_shape *solid, double need)
{
    lazy_range r[3];
    bool reached[3];
    lazy_reached_ranges(solid, r, reached);
    for (int a = 0; a < 3; a++) {
        if (reached[a] && need <= (r[a].high - r[a].low) * (1 + 1e-8))
            return true;
    }
    return false;
}

/* Through all of the solids; *out_need: how far from the face. */
static lathe_status prism_through(const kernel_shape *solid, const kernel_shape *face, double *out_need, kernel_shape **out,
                                  lathe_error *err)
{
    const lazy_frame plane = plane_of(face);
    const kernel_vec z = vec_unit(plane.z);
    const double off = vec_dot(z, plane.origin);
    lazy_range r;
    lazy_ranges(solid, &z, 1, &r);
    const double margin = 1 + (r.high - r.low) / 8, low = r.low - margin;
    *out_need = fmax(r.high - off, off - r.low);
    if (!(r.high >= r.low) || !isfinite(r.high - r.low))
        return lazy_exact(err);
    LAZY_TRY(kernel_prism(face, vec_scale(z, r.high + margin - low), out, err));
    const kernel_vec down = vec_scale(z, low - off);
    const kernel_matrix by = { { { 1, 0, 0, down.x }, { 0, 1, 0, down.y }, { 0, 0, 1, down.z } } };
    (*out)->at = lazy_multiply(&by, &(*out)->at);
    return LATHE_OK;
}

lathe_status kernel_prism_feature(const kernel_shape *solid, const kernel_shape *face, double taper,
                                  const kernel_shape *until, bool additive, kernel_deferral *deferral,
                                  kernel_shape **out, lathe_error *err)
{
    static const kernel_boolean cut = { KERNEL_CUT, false, 0, NULL };
    kernel_shape *tool, *made = NULL;
    double need;
    (void)deferral;
    if (taper != 0 || until || additive || !lazy_is_flat(face->node) || !has_no_holes(face->node))
        return lazy_exact(err);
    LAZY_TRY(prism_through(solid, face, &need, &tool, err));
    const kernel_shape *const tools[] = { tool };
    const lathe_status st = kernel_combine(&cut, solid, true, tools, 1, &made, err);
    kernel_shape_free(tool);
    if (st != LATHE_OK)
        return st;
    /* Of several faces each is measured by what the ones before left. */
    if (!goes_through(face->node->type == KERNEL_FACE && !face->node->stands_for_several ? solid : made, need)) {
        kernel_shape_free(made);
        return lazy_exact(err);
    }
    *out = made;
    return LATHE_OK;
}

lathe_status kernel_clean(const kernel_shape *shape, kernel_deferral *deferral, kernel_shape **out, lathe_error *err)
{
    (void)deferral;
    if (shape->node->type == KERNEL_WIRE || lazy_is_flat(shape->node) || lazy_is_solid(shape->node) || shape->node->kind == LAZY_GROUP)
        return lazy_place(shape, &shape->at, out, err);
    return lazy_exact(err);
}
