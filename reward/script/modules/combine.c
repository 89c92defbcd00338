/* combine.c: the combinatoric iterators of itertools: products, permutations, combinations. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#include <string.h>

/* Pools of items, and the index into each: the state of an odometer. */
typedef struct odometer {
    const script_list **pools; /* product: one a place; else one for all */
    size_t *at, *cycles;
    size_t places, n;
    bool started, replaces, ended;
} odometer;

static lathe_status too_large(script_vm *vm, lathe_error *err)
{
    vm->exception = NULL;
    return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "MemoryError: the script needs more memory than it may have");
}

static lathe_status take_pool(script_vm *vm, script_value source, const script_list **out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    script_value pool;
    lathe_status st = script_to_items(vm, source, &items, &count, err);
    if (!st)
        st = script_tuple_new(vm, items, count, &pool, err);
    if (!st)
        *out = pool.list;
    return st;
}

static lathe_status give(script_vm *vm, const odometer *o, script_value *out, lathe_error *err)
{
    lathe_status st = script_spend(vm, vm_cost(o->places), err);
    if (!st)
        st = script_tuple_new(vm, NULL, o->places, out, err);
    for (size_t i = 0; i < o->places && !st; i++)
        out->list->items[i] = o->pools[o->cycles || o->n ? 0 : i]->items[o->at[i]];
    return st;
}

static lathe_status next_product(script_vm *vm, void *state, bool *done, script_value *out, lathe_error *err)
{
    odometer *o = state;
    size_t i = o->places;
    if (o->started)
        while (i > 0 && ++o->at[i - 1] >= o->pools[i - 1]->count)
            o->at[--i] = 0;
    o->ended |= o->started && i == 0;
    o->started = true;
    *done = o->ended;
    return *done ? LATHE_OK : give(vm, o, out, err);
}

lathe_status combine_product(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_list *sources = call->args[0].list;
    int64_t repeat;
    size_t places;
    odometer *o;
    lathe_status st = script_to_int(vm, call->args[1], &repeat, err);
    if (!st && repeat < 0)
        return script_raise(vm, err, "ValueError", "repeat argument cannot be negative");
    if (!st && __builtin_mul_overflow(sources->count, (size_t)repeat, &places))
        return script_raise(vm, err, "OverflowError", "repeat argument too large");
    if (!st && places > vm->limits.max_arena_bytes / sizeof *o->pools)
        return too_large(vm, err);
    if (!st)
        st = script_alloc(vm, sizeof *o, (void **)&o, err);
    if (!st)
        st = script_alloc(vm, (places + sources->count + 1) * sizeof *o->pools, (void **)&o->pools, err);
    if (!st)
        st = script_alloc(vm, (places + 1) * sizeof *o->at, (void **)&o->at, err);
    for (size_t i = 0; i < sources->count && !st; i++)
        st = take_pool(vm, sources->items[i], &o->pools[i], err);
    if (st)
        return st;
    for (size_t i = sources->count; i < places; i++)
        o->pools[i] = o->pools[i - sources->count];
    o->places = places;
    for (size_t i = 0; i < places; i++)
        o->ended |= o->pools[i]->count == 0;
    return script_iterator_new(vm, call->self.type, next_product, o, out, err);
}

/* The algorithm of Python's documentation: cycles count how often each place may still turn. */
static lathe_status next_permutation(script_vm *vm, void *state, bool *done, script_value *out, lathe_error *err)
{
    odometer *o = state;
    bool moved = !o->started;
    for (size_t i = o->places; o->started && i > 0 && !moved; i--) {
        size_t k = i - 1, first = o->at[k];
        lathe_status st = script_spend(vm, vm_cost(o->n) + 1, err);
        if (st)
            return st;
        if (--o->cycles[k] == 0) {
            memmove(o->at + k, o->at + k + 1, (o->n - k - 1) * sizeof *o->at);
            o->at[o->n - 1] = first;
            o->cycles[k] = o->n - k;
            continue;
        }
        o->at[k] = o->at[o->n - o->cycles[k]];
        o->at[o->n - o->cycles[k]] = first;
        moved = true;
    }
    o->started = true;
    o->ended |= !moved;
    *done = o->ended;
    return *done ? LATHE_OK : give(vm, o, out, err);
}

static lathe_status next_combination(script_vm *vm, void *state, bool *done, script_value *out, lathe_error *err)
{
    odometer *o = state;
    if (o->started) {
        size_t i = o->places;
        while (i > 0 && o->at[i - 1] == (o->replaces ? o->n - 1 : i - 1 + o->n - o->places))
            i--;
        o->ended |= i == 0;
        for (size_t k = i, v = i ? o->at[i - 1] + 1 : 0; i && k <= o->places; k++)
            o->at[k - 1] = o->replaces ? v : v + (k - i);
    }
    o->started = true;
    *done = o->ended;
    return *done ? LATHE_OK : give(vm, o, out, err);
}

static lathe_status new_odometer(script_vm *vm, const script_call *call, odometer **out, lathe_error *err)
{
    odometer *o;
    int64_t r;
    lathe_status st = script_alloc(vm, sizeof *o, (void **)&o, err);
    if (!st)
        st = script_alloc(vm, sizeof *o->pools, (void **)&o->pools, err);
    if (!st)
        st = take_pool(vm, call->args[0], &o->pools[0], err);
    if (st)
        return st;
    o->n = o->pools[0]->count;
    r = (int64_t)o->n;
    if (!script_is_none(call->args[1]) || strcmp(call->method->name, "permutations") != 0) {
        if (call->args[1].kind != SCRIPT_INT && strcmp(call->method->name, "permutations") == 0)
            return script_raise(vm, err, "TypeError", "Expected int as r");
        st = script_to_int(vm, call->args[1], &r, err);
    }
    if (!st && r < 0)
        return script_raise(vm, err, "ValueError", "r must be non-negative");
    if (!st && (uint64_t)r > vm->limits.max_arena_bytes / sizeof *o->at)
        return too_large(vm, err);
    o->places = (size_t)r;
    size_t room = o->places > o->n ? o->places : o->n;
    if (!st)
        st = script_alloc(vm, (room + 1) * sizeof *o->at, (void **)&o->at, err);
    if (!st)
        *out = o;
    return st;
}

lathe_status combine_permutations(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    odometer *o;
    lathe_status st = new_odometer(vm, call, &o, err);
    if (!st)
        st = script_alloc(vm, (o->places + 1) * sizeof *o->cycles, (void **)&o->cycles, err);
    if (st)
        return st;
    o->ended = o->places > o->n;
    for (size_t i = 0; i < o->n; i++)
        o->at[i] = i;
    for (size_t i = 0; i < o->places && !o->ended; i++)
        o->cycles[i] = o->n - i;
    return script_iterator_new(vm, call->self.type, next_permutation, o, out, err);
}

lathe_status combine_combinations(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    odometer *o;
    lathe_status st = new_odometer(vm, call, &o, err);
    if (st)
        return st;
    o->replaces = strcmp(call->method->name, "combinations") != 0;
    o->ended = o->replaces ? o->n == 0 && o->places > 0 : o->places > o->n;
    for (size_t i = 0; i < o->places; i++)
        o->at[i] = o->replaces ? 0 : i;
    return script_iterator_new(vm, call->self.type, next_combination, o, out, err);
}
