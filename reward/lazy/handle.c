/* handle.c: handles, nodes, motions, parts. */
#include "reward/lazy/shape.h"

#include <stdlib.h>
#include <string.h>

#include "reward/kernel/part.h"

const kernel_matrix lazy_identity = { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } } };

static lathe_status no_memory(lathe_error *err)
{
    return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "geometry: out of memory");
}

/* ---- motions ---- */

kernel_matrix lazy_multiply(const kernel_matrix *a, const kernel_matrix *b)
{
    kernel_matrix out;
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 4; j++) {
            out.m[i][j] = a->m[i][0] * b->m[0][j] + a->m[i][1] * b->m[1][j] + a->m[i][2] * b->m[2][j];
        }
        out.m[i][3] += a->m[i][3];
    }
    return out;
}

kernel_vec lazy_turn(const kernel_matrix *at, kernel_vec d)
{
    return (kernel_vec){ at->m[0][0] * d.x + at->m[0][1] * d.y + at->m[0][2] * d.z,
                         at->m[1][0] * d.x + at->m[1][1] * d.y + at->m[1][2] * d.z,
                         at->m[2][0] * d.x + at->m[2][1] * d.y + at->m[2][2] * d.z };
}

kernel_vec lazy_back_turn(const kernel_matrix *at, kernel_vec d)
{
    return (kernel_vec){ at->m[0][0] * d.x + at->m[1][0] * d.y + at->m[2][0] * d.z,
                         at->m[0][1] * d.x + at->m[1][1] * d.y + at->m[2][1] * d.z,
                         at->m[0][2] * d.x + at->m[1][2] * d.y + at->m[2][2] * d.z };
}

kernel_vec lazy_back(const kernel_matrix *at, kernel_vec p)
{
    return lazy_back_turn(at, (kernel_vec){ p.x - at->m[0][3], p.y - at->m[1][3], p.z - at->m[2][3] });
}

bool lazy_is_reflection(const kernel_matrix *at)
{
    const double (*m)[4] = at->m;
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
               m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]) < 0;
}

static bool is_identity(const kernel_matrix *m)
{
    return memcmp(m, &lazy_identity, sizeof *m) == 0;
}

/* ---- nodes and handles ---- */

void lazy_profile_free(lazy_profile *p)
{
    if (!p)
        return;
    for (uint32_t i = 0; i < p->count; i++)
        free(p->outlines[i].curves);
    free(p->outlines);
    free(p);
}

lazy_node *lazy_node_new(lazy_kind kind, kernel_type type)
{
    return lazy_node_of_curves(kind, type, 0);
}

lazy_node *lazy_node_of_curves(lazy_kind kind, kernel_type type, uint32_t count)
{
    lazy_node *n = malloc(sizeof *n + count * sizeof *n->curves);
    if (n)
        *n = (lazy_node){ .users = 1, .kind = kind, .type = type, .weight = 1, .curves = (lazy_curve *)(void *)(n + 1),
                          .curve_count = count };
    return n;
}

static void node_release(lazy_node *n)
{
    if (--n->users > 0)
        return;
    for (uint32_t i = 0; i < n->member_count; i++)
        kernel_shape_free(n->members[i]);
    lazy_profile_free(n->profile);
    free(n->members);
    free(n->halves);
    free(n->corners);
    free(n);
}

void kernel_shape_free(kernel_shape *shape)
{
    if (!shape || --shape->users > 0)
        return;
    node_release(shape->node);
    free(shape);
}

lathe_status lazy_wrap(lazy_node *node, kernel_shape **out, lathe_error *err)
{
    if (!node)
        return no_memory(err);
    kernel_shape *s = malloc(sizeof *s);
    if (!s) {
        node_release(node);
        return no_memory(err);
    }
    *s = (kernel_shape){ node, lazy_identity, 1 };
    *out = s;
    return LATHE_OK;
}

lathe_status lazy_place(const kernel_shape *shape, const kernel_matrix *at, kernel_shape **out, lathe_error *err)
{
    if (lazy_is_far((kernel_vec){ at->m[0][3], at->m[1][3], at->m[2][3] }))
        return lazy_exact(err);
    if (shape->users > 0 && (at == &shape->at || memcmp(at, &shape->at, sizeof *at) == 0)) {
        *out = (kernel_shape *)(uintptr_t)shape;
        (*out)->users++;
        return LATHE_OK;
    }
    kernel_shape *s = malloc(sizeof *s);
    if (!s)
        return no_memory(err);
    *s = (kernel_shape){ shape->node, *at, 1 };
    s->node->users++;
    *out = s;
    return LATHE_OK;
}

kernel_shape *kernel_shape_share(const kernel_shape *shape)
{
    kernel_shape *s = NULL;
    return lazy_place(shape, &shape->at, &s, NULL) == LATHE_OK ? s : NULL;
}

lathe_status lazy_gather(lazy_kind kind, kernel_type type, const kernel_shape *const *members, size_t count,
                         lazy_node **out, lathe_error *err)
{
    uint32_t depth = 0, weight = 1;
    bool touches = false;
    for (size_t i = 0; i < count && weight <= LAZY_MAX_WEIGHT; i++) {
        depth = members[i]->node->depth >= depth ? members[i]->node->depth + 1 : depth;
        weight += members[i]->node->weight;
        touches |= members[i]->node->touches;
    }
    if (depth > LAZY_MAX_DEPTH || weight > LAZY_MAX_WEIGHT)
        return lazy_exact(err);
    lazy_node *n = lazy_node_new(kind, type);
    if (n && count) {
        n->members = calloc(count, sizeof *n->members);
        for (size_t i = 0; n->members && i < count; i++) {
            n->members[i] = kernel_shape_share(members[i]);
            if (!n->members[i])
                break;
            n->member_count++;
        }
    }
    if (!n || n->member_count < count) {
        if (n)
            node_release(n);
        return no_memory(err);
    }
    n->depth = depth;
    n->weight = weight;
    n->touches = touches;
    *out = n;
    return LATHE_OK;
}

/* ---- lists ---- */

void kernel_list_clear(kernel_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        kernel_shape_free(list->items[i]);
    free(list->items);
    *list = (kernel_list)KERNEL_LIST_INIT;
}

lathe_status lazy_append(kernel_list *list, kernel_shape *shape, lathe_error *err)
{
    const bool is_full = (list->count & (list->count - 1)) == 0; /* it is made twice as large each time */
    kernel_shape **items = is_full ? realloc(list->items, (list->count ? 2 * list->count : 1) * sizeof *items) : list->items;
    if (!items) {
        kernel_shape_free(shape);
        kernel_list_clear(list);
        return no_memory(err);
    }
    list->items = items;
    items[list->count++] = shape;
    return LATHE_OK;
}

/* ---- what a shape is ---- */

bool lazy_is_of_solids(const lazy_node *n)
{
    if (n->kind != LAZY_GROUP)
        return lazy_is_solid(n);
    for (uint32_t i = 0; i < n->member_count; i++) {
        if (!lazy_is_of_solids(n->members[i]->node))
            return false;
    }
    return true;
}

kernel_type kernel_type_of(const kernel_shape *shape)
{
    return shape->node->type;
}

bool kernel_is_empty(const kernel_shape *shape)
{
    return shape->node->kind == LAZY_GROUP && shape->node->member_count == 0;
}

bool kernel_is_same(const kernel_shape *a, const kernel_shape *b)
{
    const lazy_node *p = a->node, *q = b->node;
    const bool one_face = p->has_center && q->has_center && memcmp(&p->center, &q->center, sizeof p->center) == 0 &&
                          memcmp(&p->normal, &q->normal, sizeof p->normal) == 0;
    return (p == q || one_face) && memcmp(&a->at, &b->at, sizeof a->at) == 0;
}

/* Of the place alone: addresses differ from run to run. */
uint32_t kernel_hash(const kernel_shape *shape)
{
    uint32_t hash = 2166136261u;
    const unsigned char *at = (const unsigned char *)&shape->at;
    for (size_t i = 0; i < sizeof shape->at; i++)
        hash = (hash ^ at[i]) * 16777619u;
    return (hash ^ (uint32_t)shape->node->type) & 0x7fffffff;
}

/* ---- places ---- */

/* The motion as part of the shape, which stands at the origin then. */
static lathe_status settle(const kernel_shape *shape, const kernel_matrix *by, kernel_shape **out, lathe_error *err)
{
    const kernel_matrix at = lazy_multiply(by, &shape->at);
    kernel_shape *moved = NULL;
    lazy_node *n = NULL;
    if (shape->node->kind == LAZY_CURVES) {
        const lazy_node *from = shape->node;
        n = lazy_node_of_curves(LAZY_CURVES, from->type, from->curve_count);
        if (!n)
            return no_memory(err);
        n->closed = from->closed;
        const kernel_shape there = { .node = shape->node, .at = at };
        for (uint32_t i = 0; i < from->curve_count; i++)
            n->curves[i] = lazy_curve_at(&there, i);
        return lazy_wrap(n, out, err);
    }
    if (!lazy_is_flat(shape->node) && !lazy_is_solid(shape->node))
        return lazy_exact(err);
    LAZY_TRY(lazy_place(shape, &at, &moved, err));
    const kernel_shape *const list[] = { moved };
    lathe_status st = lazy_gather(LAZY_TREE, shape->node->type, list, 1, &n, err);
    kernel_shape_free(moved);
    if (st != LATHE_OK)
        return st;
    n->operation = KERNEL_FUSE;
    n->least = shape->node->least;
    n->most = shape->node->most;
    return lazy_wrap(n, out, err);
}

static lathe_status matrix_of(const kernel_location *location, kernel_matrix *out, lathe_error *err)
{
    kernel_plane plane;
    LAZY_TRY(kernel_location_plane(location, &plane, err));
    *out = plane.to_world;
    double sum = 0;
    for (int i = 0; i < 3; i++)
        sum += out->m[i][0] + out->m[i][1] + out->m[i][2] + out->m[i][3];
    return isfinite(sum) ? LATHE_OK : lazy_exact(err);
}

lathe_status kernel_moved(const kernel_shape *shape, const kernel_location *location, kernel_shape **out,
                          lathe_error *err)
{
    kernel_matrix by;
    LAZY_TRY(matrix_of(location, &by, err));
    if (!is_identity(&by))
        by = lazy_multiply(&by, &shape->at);
    else
        by = shape->at;
    return lazy_place(shape, &by, out, err);
}

lathe_status kernel_located(const kernel_shape *shape, const kernel_location *location, kernel_shape **out,
                            lathe_error *err)
{
    kernel_matrix at;
    LAZY_TRY(matrix_of(location, &at, err));
    return lazy_place(shape, &at, out, err);
}

lathe_status kernel_translate(const kernel_shape *shape, kernel_vec by, kernel_shape **out, lathe_error *err)
{
    if (!isfinite(by.x) || !isfinite(by.y) || !isfinite(by.z))
        return lazy_exact(err);
    const kernel_matrix m = { { { 1, 0, 0, by.x }, { 0, 1, 0, by.y }, { 0, 0, 1, by.z } } };
    return settle(shape, &m, out, err);
}

lathe_status kernel_rotate(const kernel_shape *shape, kernel_vec start, kernel_vec end, double degrees,
                           kernel_shape **out, lathe_error *err)
{
    const kernel_vec axis = vec_sub(end, start);
    const double length = vec_length(axis), angle = degrees * M_PI / 180, c = cos(angle), s = sin(angle);
    if (!(length > LAZY_CONFUSION) || !isfinite(length) || !isfinite(angle))
        return lazy_exact(err);
    const kernel_vec k = vec_scale(axis, 1 / length);
    kernel_matrix m = { { { c + k.x * k.x * (1 - c), k.x * k.y * (1 - c) - k.z * s, k.x * k.z * (1 - c) + k.y * s, 0 },
                          { k.y * k.x * (1 - c) + k.z * s, c + k.y * k.y * (1 - c), k.y * k.z * (1 - c) - k.x * s, 0 },
                          { k.z * k.x * (1 - c) - k.y * s, k.z * k.y * (1 - c) + k.x * s, c + k.z * k.z * (1 - c), 0 } } };
    const kernel_vec moved = vec_sub(start, matrix_apply(&m, start));
    m.m[0][3] = moved.x;
    m.m[1][3] = moved.y;
    m.m[2][3] = moved.z;
    return settle(shape, angle == 0 ? &lazy_identity : &m, out, err);
}

/* A reflection in place of a motion: whatever the frames of profiles become is still orthonormal. */
lathe_status kernel_mirror(const kernel_shape *shape, kernel_vec base, kernel_vec normal, kernel_shape **out,
                           lathe_error *err)
{
    const double length = vec_length(normal);
    if (!(length > LAZY_CONFUSION) || !isfinite(length) || !isfinite(vec_length(base)) ||
        shape->node->kind == LAZY_CURVES)
        return lazy_exact(err);
    const kernel_vec n = vec_scale(normal, 1 / length);
    const double off = 2 * vec_dot(base, n);
    const kernel_matrix m = { { { 1 - 2 * n.x * n.x, -2 * n.x * n.y, -2 * n.x * n.z, off * n.x },
                                { -2 * n.y * n.x, 1 - 2 * n.y * n.y, -2 * n.y * n.z, off * n.y },
                                { -2 * n.z * n.x, -2 * n.z * n.y, 1 - 2 * n.z * n.z, off * n.z } } };
    return settle(shape, &m, out, err);
}

/* ---- compounds and parts ---- */

lathe_status kernel_compound(const kernel_shape *const *shapes, size_t count, kernel_shape **out, lathe_error *err)
{
    lazy_node *n;
    LAZY_TRY(lazy_gather(LAZY_GROUP, KERNEL_COMPOUND, shapes, count, &n, err));
    return lazy_wrap(n, out, err);
}

lathe_status lazy_children(const kernel_shape *shape, kernel_list *out, lathe_error *err)
{
    if (shape->node->kind != LAZY_GROUP)
        return lazy_exact(err);
    for (uint32_t i = 0; i < shape->node->member_count; i++) {
        const kernel_shape *member = shape->node->members[i];
        const kernel_matrix at = lazy_multiply(&shape->at, &member->at);
        kernel_shape *child;
        LAZY_TRY(lazy_place(member, is_identity(&shape->at) ? &member->at : &at, &child, err));
        LAZY_TRY(lazy_append(out, child, err));
    }
    return LATHE_OK;
}

lathe_status kernel_children(const kernel_shape *shape, kernel_list *out, lathe_error *err)
{
    for (uint32_t i = 0; i < shape->node->member_count; i++) {
        if (shape->node->members[i]->node->stands_for_several)
            return lazy_exact(err);
    }
    return lazy_children(shape, out, err);
}

static lathe_status self_only(const kernel_shape *shape, kernel_list *out, lathe_error *err)
{
    kernel_shape *self;
    LAZY_TRY(lazy_place(shape, &shape->at, &self, err));
    return lazy_append(out, self, err);
}

/* The corners of a wire, in its order; where a circle begins is OpenCASCADE's choice. */
static lathe_status corners_of(const kernel_shape *wire, kernel_list *out, lathe_error *err)
{
    if (wire->node->kind != LAZY_CURVES || !wire->node->closed || wire->node->curve_count < 2)
        return lazy_exact(err);
    for (uint32_t i = 0; i < wire->node->curve_count; i++) {
        if (wire->node->curves[i].is_inner)
            return lazy_exact(err);
    }
    for (uint32_t i = 0; i < wire->node->curve_count; i++) {
        kernel_shape *corner;
        LAZY_TRY(kernel_vertex(lazy_curve_at(wire, i).a, &corner, err));
        LAZY_TRY(lazy_append(out, corner, err));
    }
    return LATHE_OK;
}

lathe_status kernel_vertex(kernel_vec at, kernel_shape **out, lathe_error *err)
{
    if (!isfinite(vec_length(at)))
        return lazy_exact(err);
    lazy_node *n = lazy_node_new(LAZY_POINT, KERNEL_VERTEX);
    LAZY_TRY(lazy_wrap(n, out, err));
    n->center = at;
    return LATHE_OK;
}

/* Of a shape that is no compound: itself. */
lathe_status kernel_parts(const kernel_shape *shape, kernel_type type, kernel_list *out, lathe_error *err)
{
    if (shape->node->type == KERNEL_WIRE && type == KERNEL_VERTEX)
        return corners_of(shape, out, err);
    if (type == KERNEL_EDGE && lazy_is_of_solids(shape->node))
        return lazy_edges(shape, out, err);
    if (shape->node->type != type || type == KERNEL_COMPOUND || shape->node->stands_for_several)
        return lazy_exact(err);
    return self_only(shape, out, err);
}

/* Those faces or solids that a tree has, as one. */
static lathe_status one_piece(const kernel_shape *shape, kernel_type type, kernel_list *out, lathe_error *err)
{
    lazy_node *n;
    kernel_shape *piece;
    if (!(shape->node->least > 0) && !lazy_has_inside(shape)) /* perhaps there is none */
        return lazy_exact(err);
    LAZY_TRY(lazy_gather(LAZY_TREE, type, &shape, 1, &n, err));
    n->operation = KERNEL_FUSE;
    n->stands_for_several = true;
    n->least = shape->node->least;
    n->most = shape->node->most;
    LAZY_TRY(lazy_wrap(n, &piece, err));
    return lazy_append(out, piece, err);
}

lathe_status kernel_pieces(const kernel_shape *shape, kernel_type type, kernel_list *out, lathe_error *err)
{
    if (shape->node->type == type && type != KERNEL_COMPOUND)
        return self_only(shape, out, err);
    if ((type == KERNEL_FACE && lazy_is_flat(shape->node)) || (type == KERNEL_SOLID && lazy_is_solid(shape->node)))
        return one_piece(shape, type, out, err);
    if (shape->node->kind != LAZY_GROUP)
        return lazy_exact(err);
    kernel_list children = KERNEL_LIST_INIT;
    lathe_status st = lazy_children(shape, &children, err);
    for (size_t i = 0; st == LATHE_OK && i < children.count; i++)
        st = kernel_pieces(children.items[i], type, out, err);
    kernel_list_clear(&children);
    if (st != LATHE_OK)
        kernel_list_clear(out);
    return st;
}

/* Whether there are any is what callers want to know. */
lathe_status kernel_count_parts(const kernel_shape *shape, kernel_type type, uint32_t *out, lathe_error *err)
{
    kernel_list pieces = KERNEL_LIST_INIT;
    if (type != KERNEL_FACE && type != KERNEL_SOLID)
        return lazy_exact(err);
    if (type == KERNEL_FACE && shape->node->kind != LAZY_CURVES) {
        *out = 1;
        return LATHE_OK;
    }
    LAZY_TRY(kernel_pieces(shape, type, &pieces, err));
    *out = (uint32_t)pieces.count;
    kernel_list_clear(&pieces);
    return LATHE_OK;
}
