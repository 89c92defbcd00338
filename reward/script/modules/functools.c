/* functools.c: Python's functools. singledispatch is not there; wraps gives a def the name of another, and no more. */
#include "reward/script/modules/modules.h"
#include "reward/script/modules/named_tuple.h"
#include "reward/script/vm.h"

#include <string.h>

/* ---- partial ---- */

typedef struct partial {
    script_value function, args, named; /* a tuple and a dict */
} partial;

static const script_class class_partial;

static lathe_status add_named(script_vm *vm, script_dict *to, const script_dict *from, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < from->used && !st; i++)
        if (from->entries[i].key.kind != SCRIPT_UNBOUND)
            st = script_dict_set(vm, to, from->entries[i].key, from->entries[i].value, err);
    return st;
}

static bool is_callable(script_value v)
{
    script_value method;
    return v.kind == SCRIPT_FUNCTION || v.kind == SCRIPT_NATIVE || v.kind == SCRIPT_BOUND || v.kind == SCRIPT_CLASS ||
           class_find_special(v, "__call__", &method) || class_hooks(v, offsetof(script_hooks, call));
}

MODULE_FUNCTION(make_partial)
{
    const partial *inner = script_host_of(call->args[0], &class_partial);
    partial *p;
    script_value named;
    if (!is_callable(call->args[0]))
        return script_raise(vm, err, "TypeError", "the first argument must be callable");
    lathe_status st = script_alloc(vm, sizeof *p, (void **)&p, err);
    if (!st)
        st = script_dict_new(vm, &named, err);
    if (st)
        return st;
    *p = (partial){call->args[0], call->args[1], named};
    if (inner) {
        p->function = inner->function;
        st = script_operate(vm, SCRIPT_ADD, inner->args, call->args[1], &p->args, err);
        if (!st)
            st = add_named(vm, named.dict, inner->named.dict, err);
    }
    if (!st)
        st = add_named(vm, named.dict, call->args[2].dict, err);
    return st ? st : script_object_new(vm, call->self.type, p, NULL, out, err);
}

MODULE_FUNCTION(call_partial)
{
    const partial *p = call->self.object->host;
    script_value all, named;
    lathe_status st = script_operate(vm, SCRIPT_ADD, p->args, call->args[0], &all, err);
    if (!st)
        st = script_dict_new(vm, &named, err);
    if (!st)
        st = add_named(vm, named.dict, p->named.dict, err);
    if (!st)
        st = add_named(vm, named.dict, call->args[1].dict, err);
    if (st)
        return st;
    arguments args = {.items = all.list->items, .count = all.list->count};
    st = call_take_keywords(vm, named.dict, &args, err);
    return st ? st : call_value(vm, p->function, &args, out, err);
}

static lathe_status partial_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                                lathe_error *err)
{
    const partial *p = self.object->host;
    (void)vm;
    (void)err;
    *handled = true;
    if (strcmp(name, "func") == 0)
        *out = p->function;
    else if (strcmp(name, "args") == 0)
        *out = p->args;
    else if (strcmp(name, "keywords") == 0)
        *out = p->named;
    else
        *handled = false;
    return LATHE_OK;
}

static const script_method partial_construct = {"partial", "func, /, *args, **keywords", make_partial, 0};
static const script_method partial_call = {"partial", "*args, **keywords", call_partial, 0};
static const script_hooks partial_hooks = {.get = partial_get, .call = &partial_call};
static const script_class class_partial = {.name = "functools.partial", .base = &class_object,
                                           .construct = &partial_construct, .hooks = &partial_hooks};

/* A function with its first argument, as a method is. */
static lathe_status bind_first(script_vm *vm, script_value function, script_value first, script_value *out,
                               lathe_error *err)
{
    partial *p;
    script_value args, named;
    lathe_status st = script_alloc(vm, sizeof *p, (void **)&p, err);
    if (!st)
        st = script_tuple_new(vm, &first, 1, &args, err);
    if (!st)
        st = script_dict_new(vm, &named, err);
    if (st)
        return st;
    *p = (partial){function, args, named};
    return script_object_new(vm, &class_partial, p, NULL, out, err);
}

/* ---- lru_cache ---- */

typedef struct cache {
    script_value function;
    script_dict *results; /* oldest first, once there is a maximum */
    int64_t max;          /* -1: none */
    int64_t hits, misses;
    bool typed;
} cache;

static const script_class class_cache;

/* The arguments as one key: positional, then pairs of the named, then the types if they count. */
static lathe_status make_key(script_vm *vm, const cache *c, const script_call *call, script_value *out,
                             lathe_error *err)
{
    const script_dict *named = call->args[1].dict;
    const script_list *args = call->args[0].list;
    script_value list;
    if (args->count == 1 && !named->count && !c->typed &&
        (args->items[0].kind == SCRIPT_INT || args->items[0].kind == SCRIPT_STR)) {
        *out = args->items[0]; /* and so f(3) is not f(3.0), as in CPython */
        return LATHE_OK;
    }
    lathe_status st = script_list_new(vm, args->items, args->count, &list, err);
    if (!st && named->count)
        st = script_list_append(vm, list.list, (script_value){.kind = SCRIPT_ELLIPSIS}, err);
    for (uint32_t i = 0; i < named->used && !st; i++) {
        if (named->entries[i].key.kind == SCRIPT_UNBOUND)
            continue;
        st = script_list_append(vm, list.list, named->entries[i].key, err);
        if (!st)
            st = script_list_append(vm, list.list, named->entries[i].value, err);
    }
    size_t count = st ? 0 : list.list->count;
    for (size_t i = 0; i < count && !st && c->typed; i++)
        st = script_list_append(vm, list.list, script_type(class_of(list.list->items[i])), err);
    list.kind = SCRIPT_TUPLE;
    if (!st)
        *out = list;
    return st;
}

static lathe_status drop_oldest(script_vm *vm, script_dict *d, lathe_error *err)
{
    lathe_status st = script_spend(vm, vm_cost(d->used), err);
    for (uint32_t i = 0; i < d->used && !st; i++) {
        bool found;
        if (d->entries[i].key.kind != SCRIPT_UNBOUND)
            return script_dict_remove(vm, d, d->entries[i].key, &found, err);
    }
    return st;
}

MODULE_FUNCTION(call_cached)
{
    cache *c = call->self.object->host;
    script_value key;
    bool found;
    arguments args = {.items = call->args[0].list->items, .count = call->args[0].list->count};
    lathe_status st = make_key(vm, c, call, &key, err);
    if (!st)
        st = script_dict_get(vm, c->results, key, &found, out, err);
    if (st)
        return st;
    if (found) {
        c->hits++;
        if (c->max < 0)
            return LATHE_OK;
        st = script_dict_remove(vm, c->results, key, &found, err);
        return st ? st : script_dict_set(vm, c->results, key, *out, err);
    }
    c->misses++;
    st = call_take_keywords(vm, call->args[1].dict, &args, err);
    if (!st)
        st = call_value(vm, c->function, &args, out, err);
    if (st || c->max == 0)
        return st;
    if (c->max > 0 && c->results->count >= (uint64_t)c->max)
        st = drop_oldest(vm, c->results, err);
    return st ? st : script_dict_set(vm, c->results, key, *out, err);
}

static lathe_status new_cache(script_vm *vm, script_value function, int64_t max, bool typed, script_value *out,
                              lathe_error *err)
{
    cache *c;
    script_value results;
    lathe_status st = script_alloc(vm, sizeof *c, (void **)&c, err);
    if (!st)
        st = script_dict_new(vm, &results, err);
    if (st)
        return st;
    *c = (cache){.function = function, .results = results.dict, .max = max, .typed = typed};
    return script_object_new(vm, &class_cache, c, NULL, out, err);
}

typedef struct cache_decorator {
    made_method made;
    int64_t max;
    bool typed;
} cache_decorator;

MODULE_FUNCTION(decorate_cache)
{
    const made_method *made = (const made_method *)call->method;
    const cache_decorator *d = (const cache_decorator *)made;
    return new_cache(vm, call->args[0], d->max, d->typed, out, err);
}

MODULE_FUNCTION(lru_cache)
{
    static const script_method row = {"decorating_function", "user_function, /", decorate_cache, 0};
    made_method *made;
    int64_t max = -1;
    bool typed;
    lathe_status st = script_to_truth(vm, call->args[1], &typed, err);
    if (st)
        return st;
    if (!(call->given & 1) || script_is_number(call->args[0])) {
        st = script_to_int(vm, call->args[0], &max, err);
        max = max < 0 ? 0 : max;
    } else if (is_callable(call->args[0])) {
        return new_cache(vm, call->args[0], 128, typed, out, err);
    } else if (!script_is_none(call->args[0])) {
        return script_raise(vm, err, "TypeError", "Expected first argument to be an integer, a callable, or None");
    }
    if (!st)
        st = call_make_native(vm, &row, sizeof(cache_decorator), &made, err);
    if (st)
        return st;
    ((cache_decorator *)made)->max = max;
    ((cache_decorator *)made)->typed = typed;
    return class_method_value(vm, &made->row, NULL, out, err);
}

MODULE_FUNCTION(plain_cache) { return new_cache(vm, call->args[0], -1, false, out, err); }

MODULE_FUNCTION(cache_info)
{
    const cache *c = call->self.object->host;
    script_value max = c->max < 0 ? script_none() : script_int(c->max), type, names, name;
    script_value values[] = {script_int(c->hits), script_int(c->misses), max, script_int(c->results->count)};
    lathe_status st = script_str_new(vm, "CacheInfo", 9, &name, err);
    if (!st)
        st = script_str_new(vm, "hits misses maxsize currsize", 28, &names, err);
    script_call inner = {.method = call->method,
                         .args = (script_value[]){name, names, script_bool(false), script_none(), script_none()},
                         .count = 5};
    if (!st)
        st = named_tuple_make(vm, &inner, &type, err);
    return st ? st : script_call_value(vm, type, values, 4, out, err);
}

MODULE_FUNCTION(cache_clear)
{
    cache *c = call->self.object->host;
    (void)vm;
    (void)err;
    dict_clear(c->results);
    c->hits = c->misses = 0;
    *out = script_none();
    return LATHE_OK;
}

static lathe_status cache_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                              lathe_error *err)
{
    const cache *c = self.object->host;
    *handled = true;
    if (strcmp(name, "__wrapped__") == 0) {
        *out = c->function;
        return LATHE_OK;
    }
    *handled = strcmp(name, "__name__") == 0 || strcmp(name, "__doc__") == 0 || strcmp(name, "__qualname__") == 0;
    return *handled ? script_get_attribute(vm, c->function, name, out, err) : LATHE_OK;
}

static lathe_status cache_describe(script_vm *vm, script_value self, script_value instance, script_value *out,
                                   lathe_error *err)
{
    return bind_first(vm, self, instance, out, err);
}

static const script_method cache_methods[] = {
    {"cache_info", "", cache_info, 0}, {"cache_clear", "", cache_clear, 0}, {NULL, NULL, NULL, 0}};
static const script_method cache_call = {"cached", "*args, **kwargs", call_cached, 0};
static const script_hooks cache_hooks = {.get = cache_get, .call = &cache_call, .describe = cache_describe};
static const script_class class_cache = {.name = "functools._lru_cache_wrapper", .base = &class_object,
                                         .methods = cache_methods, .hooks = &cache_hooks};

/* ---- cached_property ---- */

MODULE_FUNCTION(make_cached_property)
{
    script_value *kept;
    lathe_status st = script_alloc(vm, sizeof *kept, (void **)&kept, err);
    if (st)
        return st;
    *kept = call->args[0];
    return script_object_new(vm, call->self.type, kept, NULL, out, err);
}

/* The value takes the property's place on the instance. */
static lathe_status property_describe(script_vm *vm, script_value self, script_value instance, script_value *out,
                                      lathe_error *err)
{
    const script_value *function = self.object->host;
    script_value name;
    lathe_status st = script_get_attribute(vm, *function, "__name__", &name, err);
    if (!st)
        st = call_with_self(vm, *function, instance, &(arguments){0}, out, err);
    return st || instance.kind != SCRIPT_OBJECT ? st : attribute_put(vm, instance.object, name.str, *out, err);
}

static const script_method property_construct = {"cached_property", "func", make_cached_property, 0};
static const script_hooks property_hooks = {.describe = property_describe};
static const script_class class_cached_property = {.name = "functools.cached_property", .base = &class_object,
                                                   .construct = &property_construct, .hooks = &property_hooks};

/* ---- reduce, cmp_to_key, wraps, total_ordering ---- */

MODULE_FUNCTION(reduce)
{
    script_iterator *it;
    const script_list *initial = call->args[2].list;
    bool done = false;
    script_value total, v;
    lathe_status st = script_iterate(vm, call->args[1], &it, err);
    if (!st && initial->count > 1)
        return script_raise(vm, err, "TypeError", "reduce expected at most 3 arguments, got %zu", initial->count + 2);
    if (!st && initial->count)
        total = initial->items[0];
    else if (!st)
        st = script_iterator_next(vm, it, &done, &total, err);
    if (!st && done)
        return script_raise(vm, err, "TypeError", "reduce() of empty iterable with no initial value");
    while (!st) {
        st = script_iterator_next(vm, it, &done, &v, err);
        if (st || done)
            break;
        st = script_call_value(vm, call->args[0], (script_value[]){total, v}, 2, &total, err);
    }
    if (!st)
        *out = total;
    return st;
}

/* What cmp_to_key(f)(v) gives: a value that is ordered by f. */
typedef struct ordered {
    script_value compare, value;
} ordered;

static const script_class class_ordered_key;

static lathe_status ordered_operate(script_vm *vm, script_operator op, script_value left, script_value right,
                                    bool *handled, script_value *out, lathe_error *err)
{
    const ordered *a = script_host_of(left, &class_ordered_key), *b = script_host_of(right, &class_ordered_key);
    script_value result;
    if (!a || !b || op < SCRIPT_EQUAL || op > SCRIPT_GREATER_EQUAL)
        return LATHE_OK;
    *handled = true;
    lathe_status st = script_call_value(vm, a->compare, (script_value[]){a->value, b->value}, 2, &result, err);
    return st ? st : script_operate(vm, op, result, script_int(0), out, err);
}

static const script_hooks ordered_hooks = {.operate = ordered_operate};
static const script_class class_ordered_key = {
    .name = "functools.KeyWrapper", .base = &class_object, .hooks = &ordered_hooks};

typedef struct key_maker {
    made_method made;
    script_value compare;
} key_maker;

MODULE_FUNCTION(make_key_value)
{
    const made_method *made = (const made_method *)call->method;
    ordered *o;
    lathe_status st = script_alloc(vm, sizeof *o, (void **)&o, err);
    if (st)
        return st;
    *o = (ordered){((const key_maker *)made)->compare, call->args[0]};
    return script_object_new(vm, &class_ordered_key, o, NULL, out, err);
}

MODULE_FUNCTION(cmp_to_key)
{
    static const script_method row = {"K", "obj", make_key_value, 0};
    made_method *made;
    lathe_status st = call_make_native(vm, &row, sizeof(key_maker), &made, err);
    if (st)
        return st;
    ((key_maker *)made)->compare = call->args[0];
    return class_method_value(vm, &made->row, NULL, out, err);
}

static void take_names(script_value wrapper, script_value wrapped)
{
    if (wrapper.kind != SCRIPT_FUNCTION)
        return;
    const script_function *from = wrapped.kind == SCRIPT_FUNCTION ? wrapped.function
                                  : wrapped.kind == SCRIPT_BOUND  ? wrapped.bound->function
                                                                  : NULL;
    if (from) {
        wrapper.function->name = from->name;
        wrapper.function->qualified_name = from->qualified_name;
    } else if (wrapped.kind == SCRIPT_NATIVE) {
        wrapper.function->name = wrapper.function->qualified_name = wrapped.native->method->name;
    }
}

MODULE_FUNCTION(update_wrapper)
{
    (void)vm;
    (void)err;
    take_names(call->args[0], call->args[1]);
    *out = call->args[0];
    return LATHE_OK;
}

typedef struct wrapping {
    made_method made;
    script_value wrapped;
} wrapping;

MODULE_FUNCTION(wrap)
{
    const made_method *made = (const made_method *)call->method;
    (void)vm;
    (void)err;
    take_names(call->args[0], ((const wrapping *)made)->wrapped);
    *out = call->args[0];
    return LATHE_OK;
}

MODULE_FUNCTION(wraps)
{
    static const script_method row = {"wraps", "wrapper", wrap, 0};
    made_method *made;
    lathe_status st = call_make_native(vm, &row, sizeof(wrapping), &made, err);
    if (st)
        return st;
    ((wrapping *)made)->wrapped = call->args[0];
    return class_method_value(vm, &made->row, NULL, out, err);
}

/* An order made of the one that the class defines and of ==: a <= b is a < b or a == b; a > b is not that; and so on. */
static const struct {
    const char *name, *root;
    bool negated, with_equal, unequal; /* not root; root or ==; root and != */
} order_rows[] = {
    {"__gt__", "__lt__", true, true, false},   {"__le__", "__lt__", false, true, false},
    {"__ge__", "__lt__", true, false, false},  {"__ge__", "__le__", true, false, true},
    {"__lt__", "__le__", false, false, true},  {"__gt__", "__le__", true, false, false},
    {"__lt__", "__gt__", true, true, false},   {"__ge__", "__gt__", false, true, false},
    {"__le__", "__gt__", true, false, false},  {"__le__", "__ge__", true, false, true},
    {"__gt__", "__ge__", false, false, true},  {"__lt__", "__ge__", true, false, false},
};

typedef struct derived_order {
    made_method made;
    const char *root;
    bool negated, with_equal, unequal;
} derived_order;

MODULE_FUNCTION(run_derived)
{
    const made_method *made = (const made_method *)call->method;
    const derived_order *d = (const derived_order *)made;
    script_value method, result;
    bool truth, same = false;
    *out = (script_value){.kind = SCRIPT_NOT_IMPLEMENTED};
    if (!class_find_special(call->self, d->root, &method))
        return LATHE_OK;
    lathe_status st = call_with_self(vm, method, call->self, &(arguments){.items = call->args, .count = 1}, &result, err);
    if (st || result.kind == SCRIPT_NOT_IMPLEMENTED)
        return st;
    st = script_to_truth(vm, result, &truth, err);
    if (!st && (d->with_equal || d->unequal))
        st = script_equal(vm, call->self, call->args[0], &same, err);
    if (st)
        return st;
    if (d->unequal) /* lt from le: le and !=; ge from le: not le or == */
        truth = d->negated ? !truth || same : truth && !same;
    else
        truth = d->negated ? !(truth || same) : truth || same;
    *out = script_bool(truth);
    return LATHE_OK;
}

MODULE_FUNCTION(total_ordering)
{
    static const char *const roots[] = {"__lt__", "__le__", "__gt__", "__ge__"};
    static const script_method row = {"order", "other, /", run_derived, 0};
    script_value cls = call->args[0], v;
    const char *root = NULL;
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < 4 && !root && cls.kind == SCRIPT_CLASS; i++)
        for (const script_class *c = cls.type; c && c->user && !root; c = c->base)
            root = script_dict_find_text(&c->user->names, roots[i]) ? roots[i] : NULL;
    if (!root)
        return script_raise(vm, err, "ValueError", "must define at least one ordering operation: < > <= >=");
    for (size_t i = 0; i < sizeof order_rows / sizeof *order_rows && !st; i++) {
        made_method *made;
        bool defined = false;
        for (const script_class *c = cls.type; c && c->user; c = c->base)
            defined |= script_dict_find_text(&c->user->names, order_rows[i].name) != NULL;
        if (strcmp(order_rows[i].root, root) != 0 || defined)
            continue;
        st = call_make_native(vm, &row, sizeof(derived_order), &made, err);
        if (st)
            break;
        made->row.name = order_rows[i].name;
        *(derived_order *)made = (derived_order){*made, root, order_rows[i].negated, order_rows[i].with_equal,
                                                 order_rows[i].unequal};
        st = class_method_value(vm, &made->row, cls.type->name, &v, err);
        if (!st)
            st = class_put(vm, cls.type, order_rows[i].name, v, err);
    }
    *out = cls;
    return st;
}

static const script_method functions[] = {
    {"reduce", "function, sequence, /, *initial", reduce, 0},
    {"lru_cache", "maxsize=128, typed=False", lru_cache, 0},
    {"cache", "user_function, /", plain_cache, 0},
    {"cmp_to_key", "mycmp", cmp_to_key, 0},
    {"wraps", "wrapped, assigned=None, updated=None", wraps, 0},
    {"update_wrapper", "wrapper, wrapped, assigned=None, updated=None", update_wrapper, 0},
    {"total_ordering", "cls", total_ordering, 0},
    {"singledispatch", "func", NULL, 0},
    {"singledispatchmethod", "func", NULL, 0},
    {"partialmethod", "func, /, *args, **keywords", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member members[] = {
    SCRIPT_MEMBER_CLASS("partial", &class_partial), SCRIPT_MEMBER_CLASS("cached_property", &class_cached_property),
    {0}};
const script_module module_functools = {.name = "functools", .functions = functions, .members = members};
