/* methods_list.c: methods of list, tuple, dict, set, int and float. */
#include "reward/script/vm.h"

#include <math.h>
#include <string.h>

#define METHOD(name) \
    static lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

METHOD(list_append)
{
    (void)out;
    return script_list_append(vm, call->self.list, call->args[0], err);
}

METHOD(list_extend)
{
    script_value ignored;
    (void)out;
    return operate_in_place(vm, SCRIPT_ADD, call->self, call->args[0], &ignored, err);
}

/* Where an index of insert or of a range of index() stands. */
static size_t clamp(int64_t i, size_t count)
{
    if (i < 0)
        i = i < -(int64_t)count ? 0 : i + (int64_t)count;
    return i > (int64_t)count ? count : (size_t)i;
}

METHOD(list_insert)
{
    script_list *list = call->self.list;
    int64_t i;
    (void)out;
    lathe_status st = script_to_int(vm, call->args[0], &i, err);
    if (!st)
        st = sequence_reserve(vm, list, list->count + 1, err);
    if (!st)
        st = script_spend(vm, vm_cost(list->count), err);
    if (st)
        return st;
    size_t at = clamp(i, list->count);
    memmove(list->items + at + 1, list->items + at, (list->count - at) * sizeof *list->items);
    list->items[at] = call->args[1];
    list->count++;
    return LATHE_OK;
}

METHOD(list_pop)
{
    script_list *list = call->self.list;
    int64_t i;
    lathe_status st = script_to_int(vm, call->args[0], &i, err);
    if (st)
        return st;
    if (!list->count)
        return script_raise(vm, err, "IndexError", "pop from empty list");
    i += i < 0 ? (int64_t)list->count : 0;
    if (i < 0 || i >= (int64_t)list->count)
        return script_raise(vm, err, "IndexError", "pop index out of range");
    *out = list->items[i];
    list->count--;
    memmove(list->items + i, list->items + i + 1, (list->count - (size_t)i) * sizeof *list->items);
    return script_spend(vm, vm_cost(list->count - (size_t)i), err);
}

static lathe_status find_in(script_vm *vm, const script_list *list, script_value item, size_t begin, size_t end,
                            bool *found, size_t *at, lathe_error *err)
{
    *found = false;
    for (size_t i = begin; i < end && i < list->count && !*found; i++) {
        lathe_status st = script_spend(vm, 1, err);
        if (!st && script_identical(list->items[i], item))
            *found = true;
        else if (!st)
            st = script_equal(vm, list->items[i], item, found, err);
        if (st)
            return st;
        *at = i;
    }
    return LATHE_OK;
}

METHOD(list_remove)
{
    bool found;
    size_t at = 0;
    script_list *list = call->self.list;
    (void)out;
    lathe_status st = find_in(vm, list, call->args[0], 0, list->count, &found, &at, err);
    if (st)
        return st;
    if (!found)
        return script_raise(vm, err, "ValueError", "list.remove(x): x not in list");
    list->count--;
    memmove(list->items + at, list->items + at + 1, (list->count - at) * sizeof *list->items);
    return LATHE_OK;
}

METHOD(list_index)
{
    bool found;
    size_t at = 0;
    int64_t begin, end;
    script_value shown;
    const script_list *list = call->self.list;
    lathe_status st = script_to_int(vm, call->args[1], &begin, err);
    if (!st)
        st = script_to_int(vm, call->args[2], &end, err);
    if (!st)
        st = find_in(vm, list, call->args[0], clamp(begin, list->count), clamp(end, list->count), &found, &at, err);
    if (!st && !found) {
        st = script_to_repr(vm, call->args[0], &shown, err);
        return st ? st : script_raise(vm, err, "ValueError", "%s is not in list", shown.str->text);
    }
    if (!st)
        *out = script_int((int64_t)at);
    return st;
}

METHOD(list_count)
{
    int64_t count = 0;
    const script_list *list = call->self.list;
    for (size_t i = 0; i < list->count; i++) {
        bool found;
        size_t at;
        lathe_status st = find_in(vm, list, call->args[0], i, i + 1, &found, &at, err);
        if (st)
            return st;
        count += found;
    }
    *out = script_int(count);
    return LATHE_OK;
}

METHOD(list_reverse)
{
    script_list *list = call->self.list;
    (void)out;
    for (size_t i = 0; i < list->count / 2; i++) {
        script_value v = list->items[i];
        list->items[i] = list->items[list->count - 1 - i];
        list->items[list->count - 1 - i] = v;
    }
    return script_spend(vm, vm_cost(list->count), err);
}

METHOD(list_sort)
{
    bool reverse;
    script_value copy;
    script_list *list = call->self.list;
    (void)out;
    lathe_status st = script_to_truth(vm, call->args[1], &reverse, err);
    /* Sorted aside, because the key may look at the list. */
    if (!st)
        st = script_list_new(vm, list->items, list->count, &copy, err);
    if (!st)
        st = sequence_sort(vm, copy.list->items, copy.list->count, call->args[0], reverse, err);
    if (!st)
        {
        copy.list->self = list->self;
        *list = *copy.list;
    }
    return st;
}

METHOD(list_copy) { return script_list_new(vm, call->self.list->items, call->self.list->count, out, err); }

METHOD(list_clear)
{
    (void)vm;
    (void)out;
    (void)err;
    call->self.list->count = 0;
    return LATHE_OK;
}

const script_method methods_list[] = {
    {"append", "object, /", list_append, 0},
    {"extend", "iterable, /", list_extend, 0},
    {"insert", "index, object, /", list_insert, 0},
    {"pop", "index=-1, /", list_pop, 0},
    {"remove", "value, /", list_remove, 0},
    {"index", "value, start=0, stop=9223372036854775807, /", list_index, 0},
    {"count", "value, /", list_count, 0},
    {"reverse", "", list_reverse, 0},
    {"sort", "*, key=None, reverse=False", list_sort, 0},
    {"copy", "", list_copy, 0},
    {"clear", "", list_clear, 0},
    {NULL, NULL, NULL, 0},
};

const script_method methods_tuple[] = {
    {"index", "value, start=0, stop=9223372036854775807, /", list_index, 0},
    {"count", "value, /", list_count, 0},
    {NULL, NULL, NULL, 0},
};

/* ---- dict ---- */

METHOD(dict_get)
{
    bool found;
    script_value v = call->args[1];
    lathe_status st = script_dict_get(vm, call->self.dict, call->args[0], &found, &v, err);
    if (!st)
        *out = v;
    return st;
}

/* Keys, values or both of the living entries, as a list: CPython's views without their liveness. */
static lathe_status dict_listed(script_vm *vm, const script_dict *d, bool keys, bool values, script_value *out,
                                lathe_error *err)
{
    script_value list;
    lathe_status st = script_list_new(vm, NULL, d->count, &list, err);
    size_t n = 0;
    for (uint32_t i = 0; i < d->used && !st; i++) {
        const script_dict_entry *e = &d->entries[i];
        if (e->key.kind == SCRIPT_UNBOUND)
            continue;
        if (keys && values)
            st = script_tuple_new(vm, (script_value[]){e->key, e->value}, 2, &list.list->items[n], err);
        else
            list.list->items[n] = keys ? e->key : e->value;
        n++;
    }
    if (!st)
        *out = list;
    return st;
}

METHOD(dict_keys) { return dict_listed(vm, call->self.dict, true, false, out, err); }
METHOD(dict_values) { return dict_listed(vm, call->self.dict, false, true, out, err); }
METHOD(dict_items) { return dict_listed(vm, call->self.dict, true, true, out, err); }

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
METHOD(dict_update)
{
    script_value made;
    const script_value args[] = {call->args[0], call->args[1]};
    script_call inner = {.method = types_dict.construct, .self = script_type(&types_dict), .args = args, .count = 2};
    (void)out;
    lathe_status st = types_dict.construct->call(vm, &inner, &made, err);
    for (uint32_t i = 0; !st && i < made.dict->used; i++)
        st = script_dict_set(vm, call->self.dict, made.dict->entries[i].key, made.dict->entries[i].value, err);
    return st;
}

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

const script_method methods_dict[] = {
    {"get", "key, default=None, /", dict_get, 0},
    {"keys", "", dict_keys, 0},
    {"values", "", dict_values, 0},
    {"items", "", dict_items, 0},
    {"pop", "key, /, *default", dict_pop, 0},
    {"setdefault", "key, default=None, /", dict_setdefault, 0},
    {"update", "other=(), /, **kwargs", dict_update, 0},
    {"copy", "", dict_copy, 0},
    {"clear", "", dict_empty, 0},
    {"popitem", "", NULL, 0},
    {"fromkeys", "iterable, value=None, /", NULL, 0},
    {NULL, NULL, NULL, 0},
};

/* ---- set ---- */

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
    bool strict = strcmp(call->method->name, "remove") == 0;
    return st || found || !strict ? st : exception_key_error(vm, call->args[0], err);
}

/* union, intersection, difference, symmetric_difference of any iterable. */
METHOD(set_combine)
{
    static const struct {
        char first;
        script_operator op;
    } rows[] = {{'u', SCRIPT_BIT_OR}, {'i', SCRIPT_BIT_AND}, {'d', SCRIPT_SUBTRACT}, {'s', SCRIPT_BIT_XOR}};
    script_operator op = SCRIPT_BIT_OR;
    script_value other;
    script_call inner = {
        .method = types_set.construct, .self = script_type(&types_set), .args = call->args, .count = 1};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].first == call->method->name[0])
            op = rows[i].op;
    lathe_status st = types_set.construct->call(vm, &inner, &other, err);
    return st ? st : script_operate(vm, op, call->self, other, out, err);
}

const script_method methods_set[] = {
    {"add", "element, /", set_add, 0},
    {"remove", "element, /", set_remove, 0},
    {"discard", "element, /", set_remove, 0},
    {"union", "other=(), /", set_combine, 0},
    {"intersection", "other, /", set_combine, 0},
    {"difference", "other=(), /", set_combine, 0},
    {"symmetric_difference", "other, /", set_combine, 0},
    {"copy", "", dict_copy, 0},
    {"clear", "", dict_empty, 0},
    {"update", "*others", NULL, 0},
    {"pop", "", NULL, 0},
    {"issubset", "other, /", NULL, 0},
    {"issuperset", "other, /", NULL, 0},
    {"isdisjoint", "other, /", NULL, 0},
    {NULL, NULL, NULL, 0},
};

const script_method methods_frozenset[] = {
    {"union", "*others", set_combine, 0},
    {NULL, NULL, NULL, 0},
};

/* ---- numbers ---- */

METHOD(float_is_integer)
{
    (void)vm;
    (void)err;
    *out = script_bool(isfinite(call->self.number) && floor(call->self.number) == call->self.number);
    return LATHE_OK;
}

METHOD(int_bit_length)
{
    int64_t i = call->self.kind == SCRIPT_BOOL ? call->self.boolean : call->self.integer;
    uint64_t magnitude = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
    (void)vm;
    (void)err;
    *out = script_int(magnitude ? 64 - __builtin_clzll(magnitude) : 0);
    return LATHE_OK;
}

METHOD(number_real)
{
    (void)vm;
    (void)err;
    *out = call->self;
    return LATHE_OK;
}

const script_method methods_float[] = {
    {"is_integer", "", float_is_integer, 0},
    {"real", "", number_real, SCRIPT_METHOD_PROPERTY},
    {"conjugate", "", number_real, 0},
    {"as_integer_ratio", "", NULL, 0},
    {"hex", "", NULL, 0},
    {"fromhex", "text, /", NULL, 0},
    {"imag", "", NULL, 0},
    {NULL, NULL, NULL, 0},
};

const script_method methods_int[] = {
    {"bit_length", "", int_bit_length, 0},
    {"real", "", number_real, SCRIPT_METHOD_PROPERTY},
    {"numerator", "", number_real, SCRIPT_METHOD_PROPERTY},
    {"conjugate", "", number_real, 0},
    {"to_bytes", "*args, **kwargs", NULL, 0},
    {"bit_count", "", NULL, 0},
    {"imag", "", NULL, 0},
    {"denominator", "", NULL, 0},
    {"as_integer_ratio", "", NULL, 0},
    {NULL, NULL, NULL, 0},
};
