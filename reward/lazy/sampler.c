/* sampler.c: rows of solids: those of the leaves, combined as words. */
#include "reward/lazy/sampler.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "reward/lazy/convex.h"
#include "reward/lazy/fill.h"
#include "reward/lazy/revolved.h"

enum { SPARE_MAX = 4, CLOCK_EVERY = 16 /* leaves between two looks at the clock */ };

/* Buffers of as many words as there are rows, for the moment between two members of a tree. */
struct lazy_spares {
    uint64_t *words[SPARE_MAX];
    uint32_t count;
    uint32_t leaves; /* filled so far */
};

lathe_status lazy_sampler_init(lazy_sampler *s, row_grid grid, lathe_error *err)
{
    if (row_grid_words(grid) != 1)
        return lathe_fail(err, LATHE_E_INPUT, "rows of grid '%s' are computed from triangles only", row_grid_name(grid));
    *s = (lazy_sampler){ .grid = grid, .count = row_grid_rows(grid), .blocks = LATHE_TABLE_HERE(lazy_blocks), .into = KERNEL_FUSE,
                         .band = aligned_alloc(64, sizeof *s->band), .spares = calloc(1, sizeof *s->spares) };
    lathe_status st = s->band && s->spares ? LATHE_OK : lathe_fail(err, LATHE_E_NOMEM, "out of memory for rows");
    if (st == LATHE_OK)
        st = lazy_order_init(&s->across_z, grid, true, err);
    if (st == LATHE_OK)
        st = lazy_order_init(&s->across_y, grid, false, err);
    if (st != LATHE_OK)
        lazy_sampler_clear(s);
    return st;
}

void lazy_sampler_clear(lazy_sampler *s)
{
    lazy_order_clear(&s->across_z);
    lazy_order_clear(&s->across_y);
    while (s->spares && s->spares->count > 0)
        free(s->spares->words[--s->spares->count]);
    free(s->spares);
    free(s->band);
    *s = (lazy_sampler){ 0 };
}

/* ---- trees ---- */

/* Words of 0, from those that were given back. */
static uint64_t *take_words(const lazy_sampler *s)
{
    struct lazy_spares *c = s->spares;
    uint64_t *words = c->count > 0 ? c->words[--c->count] : malloc(s->count * sizeof *words);
    if (words)
        memset(words, 0, s->count * sizeof *words);
    return words;
}

static void give_words(const lazy_sampler *s, uint64_t *words)
{
    struct lazy_spares *c = s->spares;
    if (words && c->count < SPARE_MAX)
        c->words[c->count++] = words;
    else
        free(words);
}

static lathe_status add(const lazy_sampler *s, const kernel_shape *solid, const kernel_matrix *at, const box3 *box,
                        uint64_t *words, bool fresh, lathe_error *err);

/* Leaves of the words what is in the solid too. */
static lathe_status keep_common(const lazy_sampler *s, const kernel_shape *solid, const kernel_matrix *at, const box3 *box,
                                uint64_t *words, lathe_error *err)
{
    uint64_t *other = take_words(s);
    lathe_status st = other ? add(s, solid, at, box, other, true, err) : lathe_fail(err, LATHE_E_NOMEM, "out of memory for rows");
    if (st == LATHE_OK)
        s->blocks->combine(KERNEL_COMMON, words, other, s->count);
    give_words(s, other);
    return st;
}

/* The first member without the others, or what it shares with all of them, into words of 0. */
static lathe_status narrow(const lazy_sampler *s, const lazy_node *n, const kernel_matrix *at, const box3 *box,
                           uint64_t *words, lathe_error *err)
{
    lazy_sampler setting = *s, unsetting = *s;
    setting.into = KERNEL_FUSE;
    unsetting.into = KERNEL_CUT;
    lathe_status st = add(&setting, n->members[0], at, box, words, true, err);
    for (uint32_t i = 1; st == LATHE_OK && i < n->member_count; i++) {
        if (n->operation == KERNEL_CUT)
            st = add(&unsetting, n->members[i], at, box, words, false, err);
        else
            st = keep_common(&setting, n->members[i], at, box, words, err);
    }
    return st;
}

static lathe_status add_narrowed(const lazy_sampler *s, const lazy_node *n, const kernel_matrix *at, const box3 *box,
                                 uint64_t *words, lathe_error *err)
{
    uint64_t *own = take_words(s);
    if (!own)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for rows");
    lathe_status st = narrow(s, n, at, box, own, err);
    if (st == LATHE_OK)
        s->blocks->combine(s->into, words, own, s->count);
    give_words(s, own);
    return st;
}

lathe_status lazy_check_time(int64_t deadline, lathe_error *err)
{
    if (deadline == 0 || clock_monotonic_ns() <= deadline)
        return LATHE_OK;
    return lathe_fail_script(err, FAILURE_TIMEOUT, 0, 0, "not done in time");
}

/* Sets or unsets the samples inside; `fresh`: all words are 0 and it sets. Of a compound of solids: all of them. */
static lathe_status add(const lazy_sampler *s, const kernel_shape *solid, const kernel_matrix *at, const box3 *box,
                        uint64_t *words, bool fresh, lathe_error *err)
{
    const kernel_matrix there = lazy_multiply(at, &solid->at);
    const lazy_node *n = solid->node;
    if (++s->spares->leaves % CLOCK_EVERY == 0)
        LAZY_TRY(lazy_check_time(s->deadline, err));
    switch (n->kind) {
    case LAZY_TREE:
        if (n->operation != KERNEL_FUSE)
            return (fresh ? narrow : add_narrowed)(s, n, &there, box, words, err);
        /* fall through */
    case LAZY_GROUP:
        for (uint32_t i = 0; i < n->member_count; i++)
            LAZY_TRY(add(s, n->members[i], &there, box, words, fresh && i == 0, err));
        break;
    case LAZY_PRISM:
        return lazy_fill_prism(s, n, &there, box, words, err);
    case LAZY_BALL:
        lazy_fill_ball(s, n, &there, box, words);
        break;
    case LAZY_REVOLVED:
        return lazy_fill_revolved(s, n, &there, box, words, err);
    case LAZY_CONVEX:
        return lazy_fill_convex(s, n, &there, box, words, err);
    case LAZY_CURVES:
    case LAZY_PROFILE:
    case LAZY_POINT:
    case LAZY_PLANES:
        break;
    }
    return LATHE_OK;
}

lathe_status lazy_sample(const lazy_sampler *s, const kernel_shape *solid, const box3 *box, uint64_t *words,
                         lathe_error *err)
{
    return add(s, solid, &lazy_identity, box, words, true, err);
}
