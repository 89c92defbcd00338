/* split.c: itertools' groupby and tee: iterators that share another one. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#define NEXT(name) static lathe_status name(script_vm *vm, void *state, bool *done, script_value *out, lathe_error *err)

/* ---- groupby ---- */

/* The groups look at the one machine, which stands at one item at a time. */
typedef struct grouping {
    script_iterator *source;
    script_value function, key, item; /* of the item under the reader */
    script_value current;             /* the key of the last group */
    bool has_item, ended;
    uint64_t group;
} grouping;

typedef struct group {
    grouping *grouping;
    script_value key;
    uint64_t number;
} group;

static lathe_status advance(script_vm *vm, grouping *g, lathe_error *err)
{
    lathe_status st = script_iterator_next(vm, g->source, &g->ended, &g->item, err);
    g->has_item = !st && !g->ended;
    g->key = g->item;
    if (!st && g->has_item && !script_is_none(g->function))
        st = script_call_value(vm, g->function, &g->item, 1, &g->key, err);
    return st;
}

NEXT(next_of_group)
{
    group *own = state;
    grouping *g = own->grouping;
    bool same = false;
    *done = own->number != g->group;
    if (*done)
        return LATHE_OK;
    lathe_status st = g->has_item || g->ended ? LATHE_OK : advance(vm, g, err);
    if (!st && g->has_item)
        st = script_equal(vm, own->key, g->key, &same, err);
    if (st)
        return st;
    *done = !same;
    *out = g->item;
    if (same)
        g->has_item = false;
    return LATHE_OK;
}

NEXT(next_group)
{
    grouping *g = state;
    group *made;
    script_value pair[2];
    bool same = g->group > 0;
    lathe_status st = LATHE_OK;
    while (!st && !g->ended) { /* past what is left of the last group */
        if (!g->has_item)
            st = advance(vm, g, err);
        if (!st && same && g->has_item)
            st = script_equal(vm, g->current, g->key, &same, err);
        if (st || !same || !g->has_item)
            break;
        g->has_item = false;
    }
    *done = g->ended;
    if (st || g->ended)
        return st;
    st = script_alloc(vm, sizeof *made, (void **)&made, err);
    if (st)
        return st;
    *made = (group){g, g->key, ++g->group};
    pair[0] = g->current = g->key;
    st = script_iterator_new(vm, NULL, next_of_group, made, &pair[1], err);
    return st ? st : script_tuple_new(vm, pair, 2, out, err);
}

lathe_status split_by_key(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    grouping *g;
    lathe_status st = script_alloc(vm, sizeof *g, (void **)&g, err);
    if (!st)
        st = script_iterate(vm, call->args[0], &g->source, err);
    if (st)
        return st;
    g->function = call->args[1];
    return script_iterator_new(vm, call->self.type, next_group, g, out, err);
}

/* ---- tee ---- */

typedef struct tee {
    script_iterator *source;
    script_list *seen;
} tee;

typedef struct tee_reader {
    tee *tee;
    size_t at;
} tee_reader;

NEXT(next_tee)
{
    tee_reader *r = state;
    *done = false;
    if (r->at == r->tee->seen->count) {
        lathe_status st = script_iterator_next(vm, r->tee->source, done, out, err);
        if (st || *done)
            return st;
        st = script_list_append(vm, r->tee->seen, *out, err);
        if (st)
            return st;
    }
    *out = r->tee->seen->items[r->at++];
    return LATHE_OK;
}

lathe_status split_in_copies(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    int64_t n;
    tee *t;
    script_value seen, list, v;
    lathe_status st = script_to_int(vm, call->args[1], &n, err);
    if (!st && n < 0)
        return script_raise(vm, err, "ValueError", "n must be >= 0");
    if (!st)
        st = script_alloc(vm, sizeof *t, (void **)&t, err);
    if (!st)
        st = script_iterate(vm, call->args[0], &t->source, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &seen, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &list, err);
    if (st)
        return st;
    t->seen = seen.list;
    for (int64_t i = 0; i < n && !st; i++) {
        tee_reader *r;
        st = script_spend(vm, 1, err);
        if (!st)
            st = script_alloc(vm, sizeof *r, (void **)&r, err);
        if (!st) {
            r->tee = t;
            st = script_iterator_new(vm, NULL, next_tee, r, &v, err);
        }
        if (!st)
            st = script_list_append(vm, list.list, v, err);
    }
    list.kind = SCRIPT_TUPLE;
    *out = list;
    return st;
}
