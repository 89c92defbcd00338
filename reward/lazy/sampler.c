/* sampler.c: rows of solids: those of the leaves, combined as words. */
#include "reward/lazy/sampler.h"

#include <stdlib.h>
#include <string.h>

#include "reward/lazy/convex.h"
#include "reward/lazy/fill.h"
#include "reward/lazy/revolved.h"

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
    case LAZY_REVOLVED:
        memset(words, 0, s->count * sizeof *words);
        return lazy_fill_revolved(s, n, &there, box, words, err);
    case LAZY_CONVEX:
        lazy_fill_convex(s, n, &there, box, words);
        return LATHE_OK;
    case LAZY_CURVES:
    case LAZY_PROFILE:
    case LAZY_POINT:
    case LAZY_PLANES:
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
