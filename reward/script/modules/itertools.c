/* itertools.c: Python's itertools: every one a lazy iterator whose state lives with the values. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#include <string.h>

#define NEXT(name) static lathe_status name(script_vm *vm, void *state, bool *done, script_value *out, lathe_error *err)

/* What most of them need; each reads it in its own way. */
typedef struct machine {
    script_iterator *source, *other;
    script_value function, value, step, key;
    script_list *items;
    size_t at;
    int64_t left, skip;
    bool started, flag;
} machine;

static lathe_status new_machine(script_vm *vm, const script_call *call, script_next next, machine **m,
                                script_value *out, lathe_error *err)
{
    lathe_status st = script_alloc(vm, sizeof **m, (void **)m, err);
    return st ? st : script_iterator_new(vm, call->self.type, next, *m, out, err);
}

/* ---- endless ones ---- */

NEXT(next_count)
{
    machine *m = state;
    *done = false;
    *out = m->value;
    return script_operate(vm, SCRIPT_ADD, m->value, m->step, &m->value, err);
}

MODULE_FUNCTION(make_count)
{
    machine *m;
    for (int i = 0; i < 2; i++)
        if (!script_is_number(call->args[i]))
            return script_raise(vm, err, "TypeError", "a number is required");
    lathe_status st = new_machine(vm, call, next_count, &m, out, err);
    if (st)
        return st;
    m->value = call->args[0];
    m->step = call->args[1];
    return LATHE_OK;
}

NEXT(next_cycle)
{
    machine *m = state;
    *done = false;
    if (!m->flag) {
        lathe_status st = script_iterator_next(vm, m->source, done, out, err);
        if (st || !*done)
            return st ? st : script_list_append(vm, m->items, *out, err);
        m->flag = true;
    }
    *done = m->items->count == 0;
    if (!*done)
        *out = m->items->items[m->at++ % m->items->count];
    return LATHE_OK;
}

static lathe_status with_source(script_vm *vm, const script_call *call, script_value source, script_next next,
                                machine **m, script_value *out, lathe_error *err)
{
    script_value list;
    lathe_status st = new_machine(vm, call, next, m, out, err);
    if (!st)
        st = script_iterate(vm, source, &(*m)->source, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &list, err);
    if (!st)
        (*m)->items = list.list;
    return st;
}

MODULE_FUNCTION(make_cycle)
{
    machine *m;
    return with_source(vm, call, call->args[0], next_cycle, &m, out, err);
}

NEXT(next_repeat)
{
    machine *m = state;
    (void)vm;
    (void)err;
    *done = m->flag && m->left <= 0;
    m->left--;
    *out = m->value;
    return LATHE_OK;
}

MODULE_FUNCTION(make_repeat)
{
    machine *m;
    lathe_status st = new_machine(vm, call, next_repeat, &m, out, err);
    if (st)
        return st;
    m->value = call->args[0];
    m->flag = (call->given & 2) != 0;
    return m->flag ? script_to_int(vm, call->args[1], &m->left, err) : LATHE_OK;
}

/* ---- chains and selections ---- */

NEXT(next_chain)
{
    machine *m = state;
    for (;;) {
        script_value v;
        bool ended = true;
        lathe_status st = LATHE_OK;
        if (m->other)
            st = script_iterator_next(vm, m->other, &ended, out, err);
        if (st || !ended) {
            *done = false;
            return st;
        }
        st = script_iterator_next(vm, m->source, done, &v, err);
        if (!st && !*done)
            st = script_iterate(vm, v, &m->other, err);
        if (st || *done)
            return st;
    }
}

MODULE_FUNCTION(make_chain)
{
    machine *m;
    return with_source(vm, call, call->args[0], next_chain, &m, out, err);
}

NEXT(next_compress)
{
    machine *m = state;
    bool keep = false;
    lathe_status st = LATHE_OK;
    while (!st && !keep) {
        script_value selector;
        st = script_iterator_next(vm, m->source, done, out, err);
        if (st || *done)
            return st;
        st = script_iterator_next(vm, m->other, done, &selector, err);
        if (st || *done)
            return st;
        st = script_to_truth(vm, selector, &keep, err);
    }
    return st;
}

MODULE_FUNCTION(make_compress)
{
    machine *m;
    lathe_status st = with_source(vm, call, call->args[0], next_compress, &m, out, err);
    return st ? st : script_iterate(vm, call->args[1], &m->other, err);
}

static lathe_status holds(script_vm *vm, script_value predicate, script_value v, bool *out, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    if (!script_is_none(predicate))
        st = script_call_value(vm, predicate, &v, 1, &v, err);
    return st ? st : script_to_truth(vm, v, out, err);
}

NEXT(next_takewhile)
{
    machine *m = state;
    bool keep;
    *done = m->flag;
    if (m->flag)
        return LATHE_OK;
    lathe_status st = script_iterator_next(vm, m->source, done, out, err);
    if (!st && !*done)
        st = holds(vm, m->function, *out, &keep, err);
    if (!st && !*done)
        *done = m->flag = !keep;
    return st;
}

NEXT(next_dropwhile)
{
    machine *m = state;
    for (;;) {
        bool drop = false;
        lathe_status st = script_iterator_next(vm, m->source, done, out, err);
        if (st || *done || m->flag)
            return st;
        st = holds(vm, m->function, *out, &drop, err);
        m->flag = !drop;
        if (st || !drop)
            return st;
    }
}

NEXT(next_filterfalse)
{
    machine *m = state;
    for (;;) {
        bool drop = false;
        lathe_status st = script_iterator_next(vm, m->source, done, out, err);
        if (!st && !*done)
            st = holds(vm, m->function, *out, &drop, err);
        if (st || *done || !drop)
            return st;
    }
}

NEXT(next_starmap)
{
    machine *m = state;
    const script_value *items;
    size_t count;
    script_value v;
    lathe_status st = script_iterator_next(vm, m->source, done, &v, err);
    if (st || *done)
        return st;
    st = script_to_items(vm, v, &items, &count, err);
    return st ? st : script_call_value(vm, m->function, items, count, out, err);
}

/* Those of a function and an iterable. */
MODULE_FUNCTION(make_by_function)
{
    static const struct {
        const char *name;
        script_next next;
    } rows[] = {{"takewhile", next_takewhile},
                {"dropwhile", next_dropwhile},
                {"filterfalse", next_filterfalse},
                {"starmap", next_starmap}};
    machine *m;
    size_t i = 0;
    while (strcmp(rows[i].name, call->method->name) != 0)
        i++;
    lathe_status st = with_source(vm, call, call->args[1], rows[i].next, &m, out, err);
    if (!st)
        m->function = call->args[0];
    return st;
}

/* skip: items to pass over before the next; left: the index where it ends. */
NEXT(next_islice)
{
    machine *m = state;
    script_value v = script_none();
    *done = m->flag && m->skip >= m->left;
    if (*done)
        return LATHE_OK;
    for (; (int64_t)m->at <= m->skip; m->at++) {
        lathe_status st = script_iterator_next(vm, m->source, done, &v, err);
        if (st || *done)
            return st;
    }
    if (__builtin_add_overflow(m->skip, m->step.integer, &m->skip))
        m->skip = INT64_MAX - 1;
    *out = v;
    return LATHE_OK;
}

MODULE_FUNCTION(make_islice)
{
    const script_list *args = call->args[1].list;
    int64_t numbers[3] = {0, INT64_MAX, 1};
    bool given[3] = {false};
    machine *m;
    if (args->count < 1 || args->count > 3)
        return script_raise(vm, err, "TypeError", "islice expected %s arguments, got %zu",
                            args->count ? "at most 4" : "at least 2", args->count + 1);
    for (size_t i = 0; i < args->count; i++) {
        size_t to = args->count == 1 ? 1 : i;
        const script_value v = args->items[i];
        given[to] = !script_is_none(v);
        if (!given[to])
            continue;
        if ((v.kind != SCRIPT_INT && v.kind != SCRIPT_BOOL) || (v.kind == SCRIPT_INT && v.integer < (to == 2)))
            return script_raise(vm, err, "ValueError",
                                to == 2            ? "Step for islice() must be a positive integer or None."
                                : args->count == 1 ? "Stop argument for islice() must be None or an integer: 0 <= x <= "
                                                     "sys.maxsize."
                                                   : "Indices for islice() must be None or an integer: 0 <= x <= "
                                                     "sys.maxsize.");
        numbers[to] = v.kind == SCRIPT_INT ? v.integer : v.boolean;
    }
    lathe_status st = with_source(vm, call, call->args[0], next_islice, &m, out, err);
    if (st)
        return st;
    m->skip = numbers[0];
    m->flag = given[1];
    m->left = numbers[1];
    m->step = script_int(numbers[2]);
    return LATHE_OK;
}

NEXT(next_accumulate)
{
    machine *m = state;
    script_value v;
    if (!m->started && m->flag) {
        m->started = true;
        *done = false;
        *out = m->value;
        return LATHE_OK;
    }
    lathe_status st = script_iterator_next(vm, m->source, done, &v, err);
    if (st || *done)
        return st;
    if (!m->started)
        m->value = v;
    else if (script_is_none(m->function))
        st = script_operate(vm, SCRIPT_ADD, m->value, v, &m->value, err);
    else
        st = script_call_value(vm, m->function, (script_value[]){m->value, v}, 2, &m->value, err);
    m->started = true;
    *out = m->value;
    return st;
}

MODULE_FUNCTION(make_accumulate)
{
    machine *m;
    lathe_status st = with_source(vm, call, call->args[0], next_accumulate, &m, out, err);
    if (st)
        return st;
    m->function = call->args[1];
    m->flag = !script_is_none(call->args[2]);
    m->value = call->args[2];
    return LATHE_OK;
}

NEXT(next_pairwise)
{
    machine *m = state;
    script_value v;
    lathe_status st = LATHE_OK;
    if (!m->started) {
        m->started = true;
        st = script_iterator_next(vm, m->source, done, &m->value, err);
        if (st || *done)
            return st;
    }
    st = script_iterator_next(vm, m->source, done, &v, err);
    if (st || *done)
        return st;
    st = script_tuple_new(vm, (script_value[]){m->value, v}, 2, out, err);
    m->value = v;
    return st;
}

MODULE_FUNCTION(make_pairwise)
{
    machine *m;
    return with_source(vm, call, call->args[0], next_pairwise, &m, out, err);
}

/* ---- zip_longest ---- */

typedef struct longest {
    script_iterator **sources; /* NULL: ended */
    size_t count, alive;
    script_value fill;
} longest;

NEXT(next_longest)
{
    longest *l = state;
    script_value tuple;
    *done = l->alive == 0;
    lathe_status st = *done ? LATHE_OK : script_tuple_new(vm, NULL, l->count, &tuple, err);
    for (size_t i = 0; i < l->count && !st && !*done; i++) {
        bool ended = true;
        if (l->sources[i])
            st = script_iterator_next(vm, l->sources[i], &ended, &tuple.list->items[i], err);
        if (st || !ended)
            continue;
        tuple.list->items[i] = l->fill;
        if (l->sources[i]) {
            l->sources[i] = NULL;
            *done = --l->alive == 0;
        }
    }
    if (!st && !*done)
        *out = tuple;
    return st;
}

MODULE_FUNCTION(make_longest)
{
    const script_list *sources = call->args[0].list;
    longest *l;
    lathe_status st = script_alloc(vm, sizeof *l, (void **)&l, err);
    if (!st)
        st = script_alloc(vm, (sources->count + 1) * sizeof *l->sources, (void **)&l->sources, err);
    for (size_t i = 0; i < sources->count && !st; i++)
        st = script_iterate(vm, sources->items[i], &l->sources[i], err);
    if (st)
        return st;
    l->count = l->alive = sources->count;
    l->fill = call->args[1];
    return script_iterator_new(vm, call->self.type, next_longest, l, out, err);
}

/* ---- the module ---- */

MODULE_FUNCTION(chain_of_one)
{
    script_call inner = *call;
    inner.self = script_type(class_of(call->self));
    if (call->self.kind == SCRIPT_CLASS)
        inner.self = call->self;
    return make_chain(vm, &inner, out, err);
}

static const script_method chain_methods[] = {
    {"from_iterable", "iterable, /", chain_of_one, SCRIPT_METHOD_CLASS},
    {NULL, NULL, NULL, 0},
};

/* name, signature, maker, methods. */
#define ITERATORS(ROW) \
    ROW(count, "start=0, step=1", make_count, NULL) \
    ROW(cycle, "iterable, /", make_cycle, NULL) \
    ROW(repeat, "object, times=None", make_repeat, NULL) \
    ROW(chain, "*iterables", make_chain, chain_methods) \
    ROW(compress, "data, selectors", make_compress, NULL) \
    ROW(takewhile, "predicate, iterable, /", make_by_function, NULL) \
    ROW(dropwhile, "predicate, iterable, /", make_by_function, NULL) \
    ROW(filterfalse, "function, iterable, /", make_by_function, NULL) \
    ROW(starmap, "function, iterable, /", make_by_function, NULL) \
    ROW(islice, "iterable, /, *args", make_islice, NULL) \
    ROW(accumulate, "iterable, func=None, *, initial=None", make_accumulate, NULL) \
    ROW(pairwise, "iterable, /", make_pairwise, NULL) \
    ROW(zip_longest, "*iterables, fillvalue=None", make_longest, NULL) \
    ROW(groupby, "iterable, key=None", split_by_key, NULL) \
    ROW(product, "*iterables, repeat=1", combine_product, NULL) \
    ROW(permutations, "iterable, r=None", combine_permutations, NULL) \
    ROW(combinations, "iterable, r", combine_combinations, NULL) \
    ROW(combinations_with_replacement, "iterable, r", combine_combinations, NULL)

#define ROW(symbol, parameters, maker, method_rows) \
    static const script_method construct_##symbol = {#symbol, parameters, maker, SCRIPT_METHOD_PLAIN}; \
    static const script_class class_##symbol = {.name = "itertools." #symbol, .base = &class_object, \
                                                .methods = method_rows, .construct = &construct_##symbol};
ITERATORS(ROW)
#undef ROW

static const script_method functions[] = {{"tee", "iterable, n=2, /", split_in_copies, 0}, {NULL, NULL, NULL, 0}};
#define ROW(symbol, parameters, maker, method_rows) SCRIPT_MEMBER_CLASS(#symbol, &class_##symbol),
static const script_member members[] = {ITERATORS(ROW){0}};
const script_module module_itertools = {.name = "itertools", .functions = functions, .members = members};
