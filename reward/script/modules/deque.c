/* deque.c: collections.deque, a ring; collections.ChainMap, dicts looked through one after the other. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#include <string.h>

typedef struct ring {
    script_value *items;
    size_t head, count, capacity;
    int64_t max; /* -1: none */
    uint64_t changes;
} ring;

static ring *ring_of(script_value v) { return script_host_of(v, &collections_deque); }
static script_value *at(const ring *r, size_t i) { return &r->items[(r->head + i) % r->capacity]; }

static lathe_status push(script_vm *vm, ring *r, script_value v, bool left, lathe_error *err)
{
    if (r->max == 0)
        return LATHE_OK;
    if (r->max > 0 && r->count == (size_t)r->max) {
        r->head = left ? r->head : (r->head + 1) % r->capacity;
        r->count--;
    }
    if (r->count == r->capacity) {
        script_value *items;
        size_t capacity = r->capacity * 2 + 8;
        lathe_status st = script_alloc(vm, capacity * sizeof *items, (void **)&items, err);
        if (st)
            return st;
        for (size_t i = 0; i < r->count; i++)
            items[i] = *at(r, i);
        r->items = items;
        r->head = 0;
        r->capacity = capacity;
    }
    if (left)
        r->head = (r->head + r->capacity - 1) % r->capacity;
    r->count++;
    r->changes++;
    *at(r, left ? 0 : r->count - 1) = v;
    return LATHE_OK;
}

static lathe_status extend(script_vm *vm, ring *r, script_value source, bool left, lathe_error *err)
{
    script_iterator *it;
    if (ring_of(source) == r && r->count) { /* its own items, which grow under way */
        lathe_status st = script_list_new(vm, NULL, r->count, &source, err);
        for (size_t i = 0; i < r->count && !st; i++)
            source.list->items[i] = *at(r, i);
        if (st)
            return st;
    }
    lathe_status st = script_iterate(vm, source, &it, err);
    while (!st) {
        script_value v;
        bool done;
        st = script_iterator_next(vm, it, &done, &v, err);
        if (st || done)
            break;
        st = push(vm, r, v, left, err);
    }
    return st;
}

static lathe_status new_deque(script_vm *vm, const script_class *type, int64_t max, script_value *out, lathe_error *err)
{
    ring *r;
    lathe_status st = script_alloc(vm, sizeof *r, (void **)&r, err);
    if (st)
        return st;
    r->max = max;
    return script_object_new(vm, type, r, NULL, out, err);
}

MODULE_FUNCTION(make_deque)
{
    int64_t max = -1;
    script_value made;
    lathe_status st = LATHE_OK;
    if (!script_is_none(call->args[1])) {
        st = script_to_int(vm, call->args[1], &max, err);
        if (!st && max < 0)
            return script_raise(vm, err, "ValueError", "maxlen must be non-negative");
    }
    if (!st)
        st = new_deque(vm, call->self.type, max, &made, err);
    if (!st)
        st = extend(vm, ring_of(made), call->args[0], false, err);
    if (!st)
        *out = made;
    return st;
}

MODULE_FUNCTION(deque_append)
{
    (void)out;
    return push(vm, ring_of(call->self), call->args[0], strcmp(call->method->name, "appendleft") == 0, err);
}

MODULE_FUNCTION(deque_extend)
{
    (void)out;
    return extend(vm, ring_of(call->self), call->args[0], strcmp(call->method->name, "extendleft") == 0, err);
}

MODULE_FUNCTION(deque_pop)
{
    ring *r = ring_of(call->self);
    bool left = strcmp(call->method->name, "popleft") == 0;
    if (!r->count)
        return script_raise(vm, err, "IndexError", "pop from an empty deque");
    *out = *at(r, left ? 0 : r->count - 1);
    r->head = left ? (r->head + 1) % r->capacity : r->head;
    r->count--;
    r->changes++;
    return LATHE_OK;
}

MODULE_FUNCTION(deque_clear)
{
    ring *r = ring_of(call->self);
    (void)vm;
    (void)out;
    (void)err;
    r->count = 0;
    r->changes++;
    return LATHE_OK;
}

/* The items from `offset` on, then those before it. */
static lathe_status rearrange(script_vm *vm, ring *r, size_t offset, bool backwards, lathe_error *err)
{
    script_value *items;
    lathe_status st = script_alloc(vm, (r->count + 1) * sizeof *items, (void **)&items, err);
    if (!st)
        st = script_spend(vm, vm_cost(r->count), err);
    if (st)
        return st;
    for (size_t i = 0; i < r->count; i++)
        items[i] = *at(r, backwards ? r->count - 1 - i : (offset + i) % r->count);
    r->items = items;
    r->head = 0;
    r->capacity = r->count + 1;
    r->changes++;
    return LATHE_OK;
}

MODULE_FUNCTION(deque_rotate)
{
    ring *r = ring_of(call->self);
    int64_t n;
    (void)out;
    lathe_status st = script_to_int(vm, call->args[0], &n, err);
    if (st || !r->count)
        return st;
    n %= (int64_t)r->count;
    return rearrange(vm, r, (size_t)(n > 0 ? (int64_t)r->count - n : -n), false, err);
}

MODULE_FUNCTION(deque_reverse)
{
    (void)out;
    return rearrange(vm, ring_of(call->self), 0, true, err);
}

static lathe_status as_list(script_vm *vm, const ring *r, script_value *out, lathe_error *err)
{
    lathe_status st = script_list_new(vm, NULL, r->count, out, err);
    for (size_t i = 0; i < r->count && !st; i++)
        out->list->items[i] = *at(r, i);
    return st ? st : script_spend(vm, vm_cost(r->count), err);
}

/* insert, remove, index and count are the list's own, done to a list of the items that then takes their place. */
MODULE_FUNCTION(deque_by_list)
{
    ring *r = ring_of(call->self);
    script_value list, method;
    const char *name = call->method->name;
    const script_list *args = call->args[0].list;
    if (strcmp(name, "insert") == 0 && r->max >= 0 && r->count >= (size_t)r->max)
        return script_raise(vm, err, "IndexError", "deque already at its maximum size");
    lathe_status st = as_list(vm, r, &list, err);
    if (!st && (name[0] == 'r' || strcmp(name, "index") == 0) && args->count) {
        script_value shown;
        bool found;
        st = compare_contains(vm, list, args->items[0], &found, err);
        if (!st && !found)
            st = script_to_repr(vm, args->items[0], &shown, err);
        if (!st && !found)
            return script_raise(vm, err, "ValueError", "%s is not in deque", shown.str->text);
    }
    if (!st)
        st = script_get_attribute(vm, list, name, &method, err);
    if (!st)
        st = script_call_value(vm, method, args->items, args->count, out, err);
    if (st)
        return st;
    if (list.list->count != r->count) {
        r->items = list.list->items;
        r->head = 0;
        r->count = list.list->count;
        r->capacity = list.list->capacity;
        r->changes++;
    }
    return LATHE_OK;
}

MODULE_FUNCTION(deque_copy)
{
    const ring *r = ring_of(call->self);
    script_value list;
    lathe_status st = as_list(vm, r, &list, err);
    if (!st)
        st = new_deque(vm, call->self.object->type, r->max, out, err);
    return st ? st : extend(vm, ring_of(*out), list, false, err);
}

MODULE_FUNCTION(deque_deep_copy)
{
    lathe_status st = deque_copy(vm, call, out, err);
    ring *r = st ? NULL : ring_of(*out);
    for (size_t i = 0; r && i < r->count && !st; i++)
        st = copy_deep(vm, *at(r, i), at(r, i), err);
    return st;
}

static lathe_status deque_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                              lathe_error *err)
{
    const ring *r = ring_of(self);
    (void)vm;
    (void)err;
    *handled = strcmp(name, "maxlen") == 0;
    if (*handled)
        *out = r->max < 0 ? script_none() : script_int(r->max);
    return LATHE_OK;
}

static lathe_status deque_length(script_vm *vm, script_value self, size_t *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = ring_of(self)->count;
    return LATHE_OK;
}

static lathe_status take_index(script_vm *vm, const ring *r, script_value key, size_t *out, lathe_error *err)
{
    int64_t i;
    if (key.kind == SCRIPT_SLICE)
        return script_raise(vm, err, "TypeError", "sequence index must be integer, not 'slice'");
    lathe_status st = script_to_int(vm, key, &i, err);
    if (!st && i < 0)
        i += (int64_t)r->count;
    if (!st && (i < 0 || i >= (int64_t)r->count))
        return script_raise(vm, err, "IndexError", "deque index out of range");
    *out = (size_t)i;
    return st;
}

static lathe_status deque_item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err)
{
    size_t i = 0;
    lathe_status st = take_index(vm, ring_of(self), key, &i, err);
    if (!st)
        *out = *at(ring_of(self), i);
    return st;
}

static lathe_status deque_set_item(script_vm *vm, script_value self, script_value key, script_value value,
                                   lathe_error *err)
{
    ring *r = ring_of(self);
    size_t i = 0;
    lathe_status st = take_index(vm, r, key, &i, err);
    if (st)
        return st;
    if (value.kind != SCRIPT_UNBOUND) {
        *at(r, i) = value;
        return LATHE_OK;
    }
    for (; i + 1 < r->count; i++)
        *at(r, i) = *at(r, i + 1);
    r->count--;
    r->changes++;
    return script_spend(vm, vm_cost(r->count), err);
}

typedef struct walk {
    const ring *ring;
    size_t at;
    uint64_t changes;
} walk;

static lathe_status walk_next(script_vm *vm, void *state, bool *done, script_value *out, lathe_error *err)
{
    walk *w = state;
    if (w->changes != w->ring->changes)
        return script_raise(vm, err, "RuntimeError", "deque mutated during iteration");
    *done = w->at >= w->ring->count;
    if (!*done)
        *out = *at(w->ring, w->at++);
    return LATHE_OK;
}

static lathe_status deque_iterate(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    walk *w;
    lathe_status st = script_alloc(vm, sizeof *w, (void **)&w, err);
    if (st)
        return st;
    *w = (walk){.ring = ring_of(self), .changes = ring_of(self)->changes};
    return script_iterator_new(vm, NULL, walk_next, w, out, err);
}

static lathe_status deque_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const ring *r = ring_of(self);
    script_value list, text, size;
    text_builder b = {.vm = vm};
    lathe_status st = as_list(vm, r, &list, err);
    if (!st)
        st = script_to_repr(vm, list, &text, err);
    if (!st)
        st = builder_add(&b, "deque(", 6, err);
    if (!st)
        st = builder_add_str(&b, text.str, err);
    if (!st && r->max >= 0)
        st = script_str_printf(vm, &size, err, ", maxlen=%lld", (long long)r->max);
    if (!st && r->max >= 0)
        st = builder_add_str(&b, size.str, err);
    if (!st)
        st = builder_add(&b, ")", 1, err);
    return st ? st : builder_take(&b, out, err);
}

/* Comparisons and + between two, * with a number: by way of lists. */
static lathe_status deque_operate(script_vm *vm, script_operator op, script_value left, script_value right,
                                  bool *handled, script_value *out, lathe_error *err)
{
    const ring *a = ring_of(left), *b = ring_of(right);
    script_value x = left, y = right, result;
    bool compares = op >= SCRIPT_EQUAL && op <= SCRIPT_GREATER_EQUAL;
    if (!(a && b && (compares || op == SCRIPT_ADD)) && !(op == SCRIPT_MULTIPLY && (!a || !b)))
        return LATHE_OK;
    lathe_status st = a ? as_list(vm, a, &x, err) : LATHE_OK;
    if (!st && b)
        st = as_list(vm, b, &y, err);
    if (!st)
        st = script_operate(vm, op, x, y, &result, err);
    if (st)
        return st;
    *handled = true;
    *out = result;
    if (compares)
        return LATHE_OK;
    st = new_deque(vm, (a ? left : right).object->type, a ? a->max : b->max, out, err);
    return st ? st : extend(vm, ring_of(*out), result, false, err);
}

static const script_method deque_methods[] = {
    {"append", "x, /", deque_append, 0},
    {"appendleft", "x, /", deque_append, 0},
    {"extend", "iterable, /", deque_extend, 0},
    {"extendleft", "iterable, /", deque_extend, 0},
    {"pop", "", deque_pop, 0},
    {"popleft", "", deque_pop, 0},
    {"clear", "", deque_clear, 0},
    {"rotate", "n=1, /", deque_rotate, 0},
    {"reverse", "", deque_reverse, 0},
    {"insert", "*args", deque_by_list, 0},
    {"remove", "*args", deque_by_list, 0},
    {"index", "*args", deque_by_list, 0},
    {"count", "*args", deque_by_list, 0},
    {"copy", "", deque_copy, 0},
    {"__copy__", "", deque_copy, 0},
    {"__deepcopy__", "memo, /", deque_deep_copy, 0},
    {NULL, NULL, NULL, 0},
};
static const script_method deque_construct = {"deque", "iterable=(), maxlen=None", make_deque, 0};
static const script_hooks deque_hooks = {.get = deque_get,
                                         .length = deque_length,
                                         .item = deque_item,
                                         .set_item = deque_set_item,
                                         .iterate = deque_iterate,
                                         .repr = deque_repr,
                                         .operate = deque_operate};
static const script_hooks generic_meta = {.item = alias_new};
const script_class collections_deque = {.name = "collections.deque",
                                        .base = &class_object,
                                        .methods = deque_methods,
                                        .construct = &deque_construct,
                                        .hooks = &deque_hooks,
                                        .meta = &generic_meta};

/* ---- ChainMap ---- */

static script_list *maps_of(script_value v) { return script_host_of(v, &collections_chain_map); }

static lathe_status new_chain(script_vm *vm, const script_value *maps, size_t count, script_value *out,
                              lathe_error *err)
{
    script_value list, empty;
    lathe_status st = script_list_new(vm, maps, count, &list, err);
    if (!st && !count)
        st = script_dict_new(vm, &empty, err);
    if (!st && !count)
        st = script_list_append(vm, list.list, empty, err);
    for (size_t i = 0; i < count && !st; i++)
        if (maps[i].kind != SCRIPT_DICT)
            return script_unsupported(vm, err, "ChainMap of '%s'", script_type_name(maps[i]));
    return st ? st : script_object_new(vm, &collections_chain_map, list.list, NULL, out, err);
}

MODULE_FUNCTION(make_chain)
{
    return new_chain(vm, call->args[0].list->items, call->args[0].list->count, out, err);
}

static lathe_status chain_find(script_vm *vm, script_value self, script_value key, bool *found, script_value *out,
                               lathe_error *err)
{
    lathe_status st = LATHE_OK;
    *found = false;
    for (size_t i = 0; i < maps_of(self)->count && !*found && !st; i++)
        st = script_dict_get(vm, maps_of(self)->items[i].dict, key, found, out, err);
    return st;
}

static lathe_status chain_item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err)
{
    bool found;
    lathe_status st = chain_find(vm, self, key, &found, out, err);
    return st || found ? st : exception_key_error(vm, key, err);
}

static lathe_status chain_set_item(script_vm *vm, script_value self, script_value key, script_value value,
                                   lathe_error *err)
{
    script_value shown;
    bool found;
    script_dict *first = maps_of(self)->items[0].dict;
    if (value.kind != SCRIPT_UNBOUND)
        return script_dict_set(vm, first, key, value, err);
    lathe_status st = script_dict_remove(vm, first, key, &found, err);
    if (st || found)
        return st;
    st = script_to_repr(vm, key, &shown, err);
    return st ? st : script_raise(vm, err, "KeyError", "Key not found in the first mapping: %s", shown.str->text);
}

static lathe_status chain_contains(script_vm *vm, script_value self, script_value key, bool *out, lathe_error *err)
{
    script_value ignored;
    return chain_find(vm, self, key, out, &ignored, err);
}

/* All of it in one dict: the last map first, as Python orders the keys. */
static lathe_status merge(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const script_list *maps = maps_of(self);
    lathe_status st = script_dict_new(vm, out, err);
    for (size_t i = maps->count; i > 0 && !st; i--) {
        const script_dict *d = maps->items[i - 1].dict;
        for (uint32_t k = 0; k < d->used && !st; k++)
            if (d->entries[k].key.kind != SCRIPT_UNBOUND)
                st = script_dict_set(vm, out->dict, d->entries[k].key, d->entries[k].value, err);
        if (!st)
            st = script_spend(vm, vm_cost(d->used) + 1, err);
    }
    return st;
}

static lathe_status chain_length(script_vm *vm, script_value self, size_t *out, lathe_error *err)
{
    script_value merged;
    lathe_status st = merge(vm, self, &merged, err);
    if (!st)
        *out = merged.dict->count;
    return st;
}

static lathe_status chain_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const script_list *maps = maps_of(self);
    text_builder b = {.vm = vm};
    lathe_status st = builder_add(&b, "ChainMap(", 9, err);
    for (size_t i = 0; i < maps->count && !st; i++) {
        if (i)
            st = builder_add(&b, ", ", 2, err);
        if (!st)
            st = format_repr_into(&b, maps->items[i], err);
    }
    if (!st)
        st = builder_add(&b, ")", 1, err);
    return st ? st : builder_take(&b, out, err);
}

/* keys, values and items are those of the merged dict. */
MODULE_FUNCTION(chain_by_dict)
{
    script_value merged, method;
    lathe_status st = merge(vm, call->self, &merged, err);
    if (!st)
        st = script_get_attribute(vm, merged, call->method->name, &method, err);
    return st ? st : script_call_value(vm, method, NULL, 0, out, err);
}

MODULE_FUNCTION(chain_get)
{
    bool found;
    script_value v = call->args[1];
    lathe_status st = chain_find(vm, call->self, call->args[0], &found, &v, err);
    if (!st)
        *out = v;
    return st;
}

MODULE_FUNCTION(chain_child)
{
    const script_list *maps = maps_of(call->self);
    script_value first = call->args[0], list;
    lathe_status st = script_is_none(first) ? script_dict_new(vm, &first, err) : LATHE_OK;
    if (!st)
        st = script_list_new(vm, &first, 1, &list, err);
    for (size_t i = 0; i < maps->count && !st; i++)
        st = script_list_append(vm, list.list, maps->items[i], err);
    return st ? st : new_chain(vm, list.list->items, list.list->count, out, err);
}

static lathe_status chain_attribute(script_vm *vm, script_value self, const char *name, bool *handled,
                                    script_value *out, lathe_error *err)
{
    script_list *maps = maps_of(self);
    *handled = true;
    if (strcmp(name, "maps") == 0)
        *out = (script_value){.kind = SCRIPT_LIST, .list = maps};
    else if (strcmp(name, "parents") == 0)
        return new_chain(vm, maps->items + 1, maps->count - 1, out, err);
    else
        *handled = false;
    return LATHE_OK;
}

static const script_method chain_methods[] = {
    {"get", "key, default=None", chain_get, 0},   {"keys", "", chain_by_dict, 0},
    {"values", "", chain_by_dict, 0},             {"items", "", chain_by_dict, 0},
    {"new_child", "m=None, /", chain_child, 0},   {NULL, NULL, NULL, 0},
};
static const script_method chain_construct = {"ChainMap", "*maps", make_chain, 0};
static const script_hooks chain_hooks = {.get = chain_attribute,
                                         .length = chain_length,
                                         .item = chain_item,
                                         .set_item = chain_set_item,
                                         .iterate = merge,
                                         .contains = chain_contains,
                                         .repr = chain_repr};
const script_class collections_chain_map = {.name = "collections.ChainMap",
                                            .base = &class_object,
                                            .methods = chain_methods,
                                            .construct = &chain_construct,
                                            .hooks = &chain_hooks};
