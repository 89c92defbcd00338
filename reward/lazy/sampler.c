/* sampler.c: rows of solids: those of the leaves, combined as words. */
#include "reward/lazy/sampler.h"

#include <stdlib.h>
#include <string.h>

#include "reward/lazy/fill.h"

/* ---- rows of a grid ---- */

typedef struct keyed {
    double y;
    uint32_t row;
} keyed;

static int by_rising_y(const void *a, const void *b)
{
    const keyed *p = a, *q = b;
    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    return p->row < q->row ? -1 : p->row > q->row;
}

static bool order_allocate(lazy_order *o, uint32_t count)
{
    *o = (lazy_order){ malloc(count * sizeof(uint32_t)), malloc(count * sizeof(double)), malloc(count * sizeof(double)),
                       malloc(count * sizeof(double)) };
    return o->row && o->y && o->z && o->shift;
}

static void order_clear(lazy_order *o)
{
    free(o->row);
    free(o->y);
    free(o->z);
    free(o->shift);
}

static void order_set(lazy_order *o, row_grid grid, uint32_t place, uint32_t row)
{
    double first[3];
    row_grid_position(grid, row, 0, first);
    o->row[place] = row;
    o->y[place] = first[1];
    o->z[place] = first[2];
    o->shift[place] = first[0] * 64;
}

lathe_status lazy_sampler_init(lazy_sampler *s, row_grid grid, lathe_error *err)
{
    if (row_grid_words(grid) != 1)
        return lathe_fail(err, LATHE_E_INPUT, "rows of grid '%s' are computed from triangles only", row_grid_name(grid));
    const uint32_t n = row_grid_rows(grid);
    keyed *order = malloc(n * sizeof *order);
    *s = (lazy_sampler){ .grid = grid, .count = n, .scratch = malloc(sizeof(lazy_scratch)) };
    const bool z = order_allocate(&s->by_z, n), y = order_allocate(&s->by_y, n);
    if (!order || !s->scratch || !z || !y) {
        free(order);
        lazy_sampler_clear(s);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for rows");
    }
    for (uint32_t i = 0; i < n; i++) {
        order_set(&s->by_z, grid, i, i);
        order[i] = (keyed){ s->by_z.y[i], i };
    }
    qsort(order, n, sizeof *order, by_rising_y);
    for (uint32_t i = 0; i < n; i++)
        order_set(&s->by_y, grid, i, order[i].row);
    free(order);
    return LATHE_OK;
}

void lazy_sampler_clear(lazy_sampler *s)
{
    order_clear(&s->by_z);
    order_clear(&s->by_y);
    free(s->scratch);
    *s = (lazy_sampler){ 0 };
}

/* ---- trees ---- */

static void combine_words(kernel_operation operation, uint64_t *into, const uint64_t *with, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (operation == KERNEL_FUSE)
            into[i] |= with[i];
        else if (operation == KERNEL_CUT)
            into[i] &= ~with[i];
        else
            into[i] &= with[i];
    }
}

static lathe_status sample(const lazy_sampler *s, const kernel_shape *solid, const kernel_matrix *at, const box3 *box,
                           uint64_t *words, lathe_error *err);

static lathe_status sample_tree(const lazy_sampler *s, const lazy_node *n, const kernel_matrix *at, const box3 *box,
                                uint64_t *words, lathe_error *err)
{
    LAZY_TRY(sample(s, n->members[0], at, box, words, err));
    if (n->member_count == 1)
        return LATHE_OK;
    uint64_t *other = malloc(s->count * sizeof *other);
    if (!other)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for rows");
    lathe_status st = LATHE_OK;
    for (uint32_t i = 1; st == LATHE_OK && i < n->member_count; i++) {
        st = sample(s, n->members[i], at, box, other, err);
        if (st == LATHE_OK)
            combine_words(n->operation, words, other, s->count);
    }
    free(other);
    return st;
}

/* Of a compound of solids: all of them. */
static lathe_status sample(const lazy_sampler *s, const kernel_shape *solid, const kernel_matrix *at, const box3 *box,
                           uint64_t *words, lathe_error *err)
{
    const kernel_matrix there = lazy_multiply(at, &solid->at);
    const lazy_node *n = solid->node;
    switch (n->kind) {
    case LAZY_TREE:
        return sample_tree(s, n, &there, box, words, err);
    case LAZY_GROUP:
        if (n->member_count > 0)
            return sample_tree(s, n, &there, box, words, err);
        break;
    case LAZY_PRISM:
        memset(words, 0, s->count * sizeof *words);
        return lazy_fill_prism(s, n, &there, box, words, err);
    case LAZY_BALL:
        memset(words, 0, s->count * sizeof *words);
        lazy_fill_ball(s, n, &there, box, words);
        return LATHE_OK;
    case LAZY_CURVES:
    case LAZY_PROFILE:
        break;
    }
    memset(words, 0, s->count * sizeof *words);
    return LATHE_OK;
}

lathe_status lazy_sample(const lazy_sampler *s, const kernel_shape *solid, const box3 *box, uint64_t *words,
                         lathe_error *err)
{
    return sample(s, solid, &lazy_identity, box, words, err);
}

/* ---- bounds ---- */

static void include(box3 *box, kernel_vec p, kernel_vec reach)
{
    const double low[] = { p.x - reach.x, p.y - reach.y, p.z - reach.z };
    const double high[] = { p.x + reach.x, p.y + reach.y, p.z + reach.z };
    for (int a = 0; a < 3; a++) {
        box->low[a] = fmin(box->low[a], low[a]);
        box->high[a] = fmax(box->high[a], high[a]);
    }
}

static double reach_along(double from_x, double from_y, double turn, double sweep, double u, double v, double radius)
{
    /* The farthest point of an arc along a direction (u, v) of the plane, from its centre; no arc end counts here. */
    const double start = atan2(from_y, from_x);
    double angle = turn * (atan2(v, u) - start);
    angle -= 2 * M_PI * floor(angle / (2 * M_PI));
    return angle <= sweep ? radius * sqrt(u * u + v * v) : -INFINITY;
}

/* The extreme points of an arc along each axis of the world, either way. */
static void include_arc(box3 *box, const lazy_curve *c, const kernel_vec axes[2], kernel_vec center, kernel_vec up)
{
    const double turn = c->axis.z > 0 ? 1 : -1;
    const double ax[3] = { axes[0].x, axes[0].y, axes[0].z }, ay[3] = { axes[1].x, axes[1].y, axes[1].z };
    const double at[3] = { center.x, center.y, center.z }, lift[3] = { up.x, up.y, up.z };
    for (int a = 0; a < 3; a++) {
        for (int side = -1; side <= 1; side += 2) {
            const double reach = reach_along(c->a.x - c->center.x, c->a.y - c->center.y, turn, c->sweep, side * ax[a],
                                             side * ay[a], c->radius);
            if (!isfinite(reach))
                continue;
            for (int end = 0; end < 2; end++) {
                const double x = at[a] + side * reach + end * lift[a];
                box->low[a] = fmin(box->low[a], x);
                box->high[a] = fmax(box->high[a], x);
            }
        }
    }
}

static void include_prism(box3 *box, const lazy_node *n, const kernel_matrix *at)
{
    static const kernel_vec nothing = { 0, 0, 0 };
    const lazy_profile *p = n->members[0]->node->profile;
    const lazy_frame *f = &p->frame;
    const kernel_vec axes[] = { lazy_turn(at, f->x), lazy_turn(at, f->y) }, up = vec_scale(lazy_turn(at, f->z), n->height);
    const kernel_vec origin = matrix_apply(at, f->origin);
    for (uint32_t i = 0; i < p->count; i++) {
        for (uint32_t k = 0; k < p->outlines[i].count; k++) {
            const lazy_curve *c = &p->outlines[i].curves[k];
            const kernel_vec a = vec_add(origin, vec_add(vec_scale(axes[0], c->a.x), vec_scale(axes[1], c->a.y)));
            include(box, a, nothing);
            include(box, vec_add(a, up), nothing);
            if (c->is_arc)
                include_arc(box, c, axes,
                            vec_add(origin, vec_add(vec_scale(axes[0], c->center.x), vec_scale(axes[1], c->center.y))),
                            up);
        }
    }
}

static box3 bounds(const kernel_shape *solid, const kernel_matrix *at)
{
    box3 box = { { INFINITY, INFINITY, INFINITY }, { -INFINITY, -INFINITY, -INFINITY } };
    const kernel_matrix there = lazy_multiply(at, &solid->at);
    const lazy_node *n = solid->node;
    if (n->kind == LAZY_PRISM)
        include_prism(&box, n, &there);
    if (n->kind == LAZY_BALL)
        include(&box, matrix_apply(&there, n->center), (kernel_vec){ n->radius, n->radius, n->radius });
    if (n->kind != LAZY_TREE && n->kind != LAZY_GROUP)
        return box;
    for (uint32_t i = 0; i < n->member_count; i++) {
        if (i > 0 && n->kind == LAZY_TREE && n->operation == KERNEL_CUT)
            break;
        const box3 other = bounds(n->members[i], &there);
        const bool meet = i > 0 && n->kind == LAZY_TREE && n->operation == KERNEL_COMMON;
        for (int a = 0; a < 3; a++) {
            box.low[a] = meet ? fmax(box.low[a], other.low[a]) : fmin(box.low[a], other.low[a]);
            box.high[a] = meet ? fmin(box.high[a], other.high[a]) : fmax(box.high[a], other.high[a]);
        }
    }
    return box;
}

box3 lazy_bounds(const kernel_shape *solid)
{
    return bounds(solid, &lazy_identity);
}
