/* methods_dict.c: methods of dict, set and frozenset. */
#include "reward/script/vm.h"

#include <string.h>

#define METHOD(name) \
    static lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

METHOD(dict_get)
{
    bool found;
    script_value v = call->args[1];
    lathe_status st = script_dict_get(vm, call->self.dict, call->args[0], &found, &v, err);
    if (!st)
        *out = v;
    return st;
}

METHOD(dict_keys) { return view_new(vm, call->self, &view_keys, out, err); }
METHOD(dict_values) { return view_new(vm, call->self, &view_values, out, err); }
METHOD(dict_items) { return view_new(vm, call->self, &view_items, out, err); }

METHOD(dict_pop)
{
    bool found;
    script_value v;
    bool has_default = call->args[1].list->count > 0;
    lathe_status st = script_dict_get(vm, call->self.dict, call->args[0], &found, &v, err);
    if (st)
        return st;
    if (!found && !has_default)
        return exception_key_error(vm, call->args[0], err);
    *out = found ? v : call->args[1].list->items[0];
    return found ? script_dict_remove(vm, call->self.dict, call->args[0], &found, err) : LATHE_OK;
}

METHOD(dict_pop_item)
{
    script_dict *d = call->self.dict;
    bool found;
    uint32_t last = d->used;
    while (last > 0 && d->entries[last - 1].key.kind == SCRIPT_UNBOUND)
        last--;
    if (!last) {
        script_value text;
        lathe_status st = script_str_new(vm, "popitem(): dictionary is empty", 30, &text, err);
        return st ? st : exception_key_error(vm, text, err);
    }
    script_value pair[2] = {d->entries[last - 1].key, d->entries[last - 1].value};
    lathe_status st = script_dict_remove(vm, d, pair[0], &found, err);
    return st ? st : script_tuple_new(vm, pair, 2, out, err);
}

METHOD(dict_setdefault)
{
    bool found;
    script_value v = call->args[1];
    lathe_status st = script_dict_get(vm, call->self.dict, call->args[0], &found, &v, err);
    if (!st && !found)
        st = script_dict_set(vm, call->self.dict, call->args[0], v, err);
    if (!st)
        *out = v;
    return st;
}

/* Reads its argument as dict() does, then adds all of it. */
static lathe_status make_dict(script_vm *vm, script_value from, script_value named, script_value *out, lathe_error *err)
{
    const script_value args[] = {from, named};
    script_call inner = {.method = types_dict.construct, .self = script_type(&types_dict), .args = args, .count = 2};
    return types_dict.construct->call(vm, &inner, out, err);
}

lathe_status dict_made_of(script_vm *vm, script_value from, script_value *out, lathe_error *err)
{
    script_value none;
    lathe_status st = script_dict_new(vm, &none, err);
    return st ? st : make_dict(vm, from, none, out, err);
}

METHOD(dict_update)
{
    script_value made;
    (void)out;
    lathe_status st = make_dict(vm, call->args[0], call->args[1], &made, err);
    for (uint32_t i = 0; !st && i < made.dict->used; i++)
        st = script_dict_set(vm, call->self.dict, made.dict->entries[i].key, made.dict->entries[i].value, err);
    return st;
}

lathe_status dict_of_mapping(script_vm *vm, script_value v, bool *is_mapping, script_value *out, lathe_error *err)
{
    script_value name, keys, value, made;
    const script_value *items;
    size_t count = 0;
    *is_mapping = v.kind == SCRIPT_DICT;
    if (v.kind != SCRIPT_OBJECT) {
        *out = v;
        return LATHE_OK;
    }
    lathe_status st = script_str_new(vm, "keys", 4, &name, err);
    if (!st)
        st = attribute_try(vm, v, name.str, is_mapping, &keys, err);
    if (st || !*is_mapping)
        return st;
    st = script_dict_new(vm, &made, err);
    if (!st)
        st = script_call_value(vm, keys, NULL, 0, &keys, err);
    if (!st)
        st = script_to_items(vm, keys, &items, &count, err);
    for (size_t i = 0; i < count && !st; i++) {
        st = script_get_item(vm, v, items[i], &value, err);
        if (!st)
            st = script_dict_set(vm, made.dict, items[i], value, err);
    }
    *out = made;
    return st;
}

/* Of dicts and sets: a plain one with the same entries. */
lathe_status dict_copy(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value made;
    lathe_status st = script_dict_new(vm, &made, err);
    made.kind = call->self.kind;
    for (uint32_t i = 0; !st && i < call->self.dict->used; i++)
        if (call->self.dict->entries[i].key.kind != SCRIPT_UNBOUND)
            st = script_dict_set(vm, made.dict, call->self.dict->entries[i].key, call->self.dict->entries[i].value,
                                 err);
    if (!st)
        *out = made;
    return st;
}

METHOD(dict_empty)
{
    (void)vm;
    (void)out;
    (void)err;
    dict_clear(call->self.dict);
    return LATHE_OK;
}

METHOD(dict_from_keys)
{
    const script_value *items;
    size_t count;
    script_value made;
    lathe_status st = script_to_items(vm, call->args[0], &items, &count, err);
    if (!st)
        st = class_instantiate(vm, call->self.type, &(arguments){0}, &made, err);
    for (size_t i = 0; i < count && !st; i++)
        st = sequence_set(vm, made, items[i], call->args[1], err);
    if (!st)
        *out = made;
    return st;
}

const script_method methods_dict[] = {
    {"get", "key, default=None, /", dict_get, 0},
    {"keys", "", dict_keys, 0},
    {"values", "", dict_values, 0},
    {"items", "", dict_items, 0},
    {"pop", "key, /, *default", dict_pop, 0},
    {"popitem", "", dict_pop_item, 0},
    {"setdefault", "key, default=None, /", dict_setdefault, 0},
    {"update", "other=(), /, **kwargs", dict_update, 0},
    {"copy", "", dict_copy, 0},
    {"clear", "", dict_empty, 0},
    {"fromkeys", "iterable, value=None, /", dict_from_keys, SCRIPT_METHOD_CLASS},
    {NULL, NULL, NULL, 0},
};

/* ---- sets ---- */

static lathe_status as_set(script_vm *vm, script_value iterable, script_value *out, lathe_error *err)
{
    script_call inner = {
        .method = types_set.construct, .self = script_type(&types_set), .args = &iterable, .count = 1};
    if (script_is_set(iterable)) {
        *out = iterable;
        return LATHE_OK;
    }
    return types_set.construct->call(vm, &inner, out, err);
}

METHOD(set_add)
{
    (void)out;
    return script_dict_set(vm, call->self.dict, call->args[0], script_none(), err);
}

METHOD(set_remove)
{
    bool found;
    (void)out;
    lathe_status st = script_dict_remove(vm, call->self.dict, call->args[0], &found, err);
    bool strict = call->method->name[0] == 'r';
    return st || found || !strict ? st : exception_key_error(vm, call->args[0], err);
}

METHOD(set_pop)
{
    script_dict *d = call->self.dict;
    uint32_t first = 0;
    bool found;
    while (first < d->used && d->entries[first].key.kind == SCRIPT_UNBOUND)
        first++;
    if (first == d->used) {
        script_value text;
        lathe_status st = script_str_new(vm, "pop from an empty set", 21, &text, err);
        return st ? st : exception_key_error(vm, text, err);
    }
    *out = d->entries[first].key;
    lathe_status st = script_spend(vm, vm_cost(first), err);
    return st ? st : script_dict_remove(vm, d, *out, &found, err);
}

static script_operator operator_of(char first)
{
    return first == 'u' ? SCRIPT_BIT_OR : first == 'i' ? SCRIPT_BIT_AND : first == 'd' ? SCRIPT_SUBTRACT : SCRIPT_BIT_XOR;
}

/* union, intersection, difference, symmetric_difference with any iterables; the same with _update, in place. */
METHOD(set_combine)
{
    const char *name = call->method->name;
    bool in_place = strcmp(name, "update") == 0 || strstr(name, "_update");
    script_operator op = operator_of(name[0]);
    const script_list *others = call->args[0].list;
    script_value made = call->self, other;
    lathe_status st = LATHE_OK;
    if (op == SCRIPT_BIT_XOR && others->count != 1)
        return script_raise(vm, err, "TypeError", "set.%s() takes exactly one argument (%zu given)", name,
                            others->count);
    if (!in_place) {
        script_call copy = {.self = call->self};
        st = dict_copy(vm, &copy, &made, err);
    }
    for (size_t i = 0; i < others->count && !st; i++) {
        st = as_set(vm, others->items[i], &other, err);
        if (!st)
            st = in_place ? operate_in_place(vm, op, made, other, &made, err)
                          : script_operate(vm, op, made, other, &made, err);
    }
    if (!st)
        *out = in_place ? script_none() : made;
    return st;
}

/* issubset, issuperset */
METHOD(set_compare)
{
    script_value other;
    bool sub = call->method->name[4] == 'b';
    lathe_status st = as_set(vm, call->args[0], &other, err);
    return st ? st
              : compare_values(vm, sub ? SCRIPT_LESS_EQUAL : SCRIPT_GREATER_EQUAL, call->self, other, out, err);
}

METHOD(set_is_disjoint)
{
    script_value other, common;
    lathe_status st = as_set(vm, call->args[0], &other, err);
    if (!st)
        st = script_operate(vm, SCRIPT_BIT_AND, call->self, other, &common, err);
    if (!st)
        *out = script_bool(common.dict->count == 0);
    return st;
}

#define BOTH \
    {"union", "*others", set_combine, 0}, {"intersection", "*others", set_combine, 0}, \
    {"difference", "*others", set_combine, 0}, {"symmetric_difference", "*others", set_combine, 0}, \
    {"copy", "", dict_copy, 0}, {"issubset", "other, /", set_compare, 0}, {"issuperset", "other, /", set_compare, 0}, \
    {"isdisjoint", "other, /", set_is_disjoint, 0},

const script_method methods_set[] = {
    BOTH
    {"add", "element, /", set_add, 0},
    {"remove", "element, /", set_remove, 0},
    {"discard", "element, /", set_remove, 0},
    {"pop", "", set_pop, 0},
    {"clear", "", dict_empty, 0},
    {"update", "*others", set_combine, 0},
    {"intersection_update", "*others", set_combine, 0},
    {"difference_update", "*others", set_combine, 0},
    {"symmetric_difference_update", "*others", set_combine, 0},
    {NULL, NULL, NULL, 0},
};

const script_method methods_frozenset[] = {
    BOTH
    {NULL, NULL, NULL, 0},
};
