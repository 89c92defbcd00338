/* alias.c: what subscripts of classes and | between them make: list[int], int | None. They say something to readers of
 * annotations only; calling an alias calls its class. */
#include "reward/script/vm.h"

#include <string.h>

/* list[int]; of a union only args. */
typedef struct alias {
    script_value origin;
    script_value args; /* a tuple */
} alias;

static alias *host_of(script_value v)
{
    alias *a = script_host_of(v, &alias_class);
    return a ? a : script_host_of(v, &alias_union_class);
}

static lathe_status make(script_vm *vm, const script_class *type, script_value origin, script_value args,
                         script_value *out, lathe_error *err)
{
    alias *a;
    lathe_status st = script_alloc(vm, sizeof *a, (void **)&a, err);
    if (st)
        return st;
    *a = (alias){origin, args};
    return script_object_new(vm, type, a, NULL, out, err);
}

lathe_status alias_new(script_vm *vm, script_value origin, script_value key, script_value *out, lathe_error *err)
{
    script_value args = key;
    lathe_status st = key.kind == SCRIPT_TUPLE ? LATHE_OK : script_tuple_new(vm, &key, 1, &args, err);
    return st ? st : make(vm, &alias_class, origin, args, out, err);
}

static bool may_stand_in_union(script_value v)
{
    return v.kind == SCRIPT_CLASS || v.kind == SCRIPT_NONE || host_of(v);
}

static lathe_status add_members(script_vm *vm, script_list *to, script_value v, lathe_error *err)
{
    const script_value *items = &v;
    size_t count = 1;
    lathe_status st = LATHE_OK;
    alias_is_union(v, &items, &count);
    for (size_t i = 0; i < count && !st; i++) {
        const script_value item = script_is_none(items[i]) ? script_type(&types_none) : items[i];
        bool known = false;
        for (size_t k = 0; k < to->count && !known && !st; k++)
            st = script_equal(vm, to->items[k], item, &known, err);
        if (!st && !known)
            st = script_list_append(vm, to, item, err);
    }
    return st;
}

lathe_status alias_union(script_vm *vm, script_value left, script_value right, bool *handled, script_value *out,
                         lathe_error *err)
{
    script_value list;
    *handled = may_stand_in_union(left) && may_stand_in_union(right) && !(script_is_none(left) && script_is_none(right));
    if (!*handled)
        return LATHE_OK;
    lathe_status st = script_list_new(vm, NULL, 0, &list, err);
    if (!st)
        st = add_members(vm, list.list, left, err);
    if (!st)
        st = add_members(vm, list.list, right, err);
    if (st)
        return st;
    list.kind = SCRIPT_TUPLE;
    if (list.list->count == 1) {
        *out = list.list->items[0];
        return LATHE_OK;
    }
    return make(vm, &alias_union_class, (script_value){0}, list, out, err);
}

const script_value *alias_origin(script_value v)
{
    const alias *a = script_host_of(v, &alias_class);
    return a ? &a->origin : NULL;
}

bool alias_is_union(script_value v, const script_value **out_items, size_t *out_count)
{
    const alias *a = script_host_of(v, &alias_union_class);
    if (!a)
        return false;
    *out_items = a->args.list->items;
    *out_count = a->args.list->count;
    return true;
}

static lathe_status get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                        lathe_error *err)
{
    const alias *a = host_of(self);
    bool is_union = a->origin.kind == SCRIPT_UNBOUND;
    *handled = true;
    if (strcmp(name, "__args__") == 0) {
        *out = a->args;
        return LATHE_OK;
    }
    if (strcmp(name, "__origin__") == 0 && !is_union) {
        *out = a->origin;
        return LATHE_OK;
    }
    *handled = !is_union && strncmp(name, "__", 2) != 0;
    return *handled ? script_get_attribute(vm, a->origin, name, out, err) : LATHE_OK;
}

static lathe_status call_alias(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const alias *a = host_of(call->self);
    arguments args = {.items = call->args[0].list->items, .count = call->args[0].list->count};
    lathe_status st = call_take_keywords(vm, call->args[1].dict, &args, err);
    return st ? st : call_value(vm, a->origin, &args, out, err);
}

static lathe_status subscript(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err)
{
    return alias_new(vm, self, key, out, err);
}

static lathe_status unite(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                          script_value *out, lathe_error *err)
{
    const alias *a = host_of(left), *b = host_of(right);
    if (op == SCRIPT_BIT_OR)
        return alias_union(vm, left, right, handled, out, err);
    if (op != SCRIPT_EQUAL || !a || !b || left.object->type != right.object->type)
        return LATHE_OK;
    bool same = true, is_union = a->origin.kind == SCRIPT_UNBOUND;
    lathe_status st = LATHE_OK;
    if (is_union) { /* in any order */
        same = a->args.list->count == b->args.list->count;
        for (size_t i = 0; i < a->args.list->count && same && !st; i++)
            st = compare_contains(vm, b->args, a->args.list->items[i], &same, err);
    } else {
        st = script_equal(vm, a->origin, b->origin, &same, err);
        if (!st && same)
            st = script_equal(vm, a->args, b->args, &same, err);
    }
    *handled = true;
    if (!st)
        *out = script_bool(same);
    return st;
}

static lathe_status hash(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
{
    const alias *a = host_of(self);
    lathe_status st = LATHE_OK;
    *out = 0; /* whatever the order */
    for (size_t i = 0; i < a->args.list->count && !st; i++) {
        uint32_t part;
        st = compare_hash(vm, a->args.list->items[i], &part, err);
        if (!st)
            *out += part;
    }
    return st;
}

/* A class by its name, all else by its repr. */
static lathe_status add_part(text_builder *b, script_value v, lathe_error *err)
{
    if (v.kind == SCRIPT_CLASS && v.type != &types_none) {
        lathe_status st = v.type->user ? builder_add(b, "__main__.", 9, err) : LATHE_OK;
        return st ? st : builder_add(b, v.type->name, strlen(v.type->name), err);
    }
    if (v.kind == SCRIPT_ELLIPSIS)
        return builder_add(b, "...", 3, err);
    if (v.kind == SCRIPT_LIST) { /* of Callable[[int], str] */
        lathe_status st = builder_add(b, "[", 1, err);
        for (size_t i = 0; i < v.list->count && !st; i++) {
            if (i)
                st = builder_add(b, ", ", 2, err);
            if (!st)
                st = vm_enter(b->vm, err);
            if (!st)
                st = add_part(b, v.list->items[i], err);
        }
        return st ? st : builder_add(b, "]", 1, err);
    }
    return format_repr_into(b, v.kind == SCRIPT_CLASS ? script_none() : v, err);
}

static lathe_status repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const alias *a = host_of(self);
    bool is_union = a->origin.kind == SCRIPT_UNBOUND;
    text_builder b = {.vm = vm};
    lathe_status st = is_union ? LATHE_OK : add_part(&b, a->origin, err);
    if (!st && !is_union)
        st = builder_add(&b, "[", 1, err);
    for (size_t i = 0; i < a->args.list->count && !st; i++) {
        if (i)
            st = is_union ? builder_add(&b, " | ", 3, err) : builder_add(&b, ", ", 2, err);
        if (!st)
            st = add_part(&b, a->args.list->items[i], err);
    }
    if (!st && !is_union)
        st = builder_add(&b, "]", 1, err);
    return st ? st : builder_take(&b, out, err);
}

static const script_method call_row = {"GenericAlias", "*args, **kwargs", call_alias, SCRIPT_METHOD_PLAIN};
static const script_hooks alias_hooks = {
    .get = get, .operate = unite, .item = subscript, .repr = repr, .call = &call_row, .hash = hash};
static const script_hooks union_hooks = {.get = get, .operate = unite, .repr = repr, .hash = hash};
const script_class alias_class = {.name = "types.GenericAlias", .base = &class_object, .hooks = &alias_hooks};
const script_class alias_union_class = {.name = "types.UnionType", .base = &class_object, .hooks = &union_hooks};
