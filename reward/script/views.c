/* views.c: what keys(), values() and items() of a dict give: views that follow its changes. */
#include "reward/script/vm.h"

#include <string.h>

static const script_dict *dict_of(script_value view)
{
    const script_value *dict = view.object->host;
    return dict->dict;
}

lathe_status view_new(script_vm *vm, script_value dict, const script_class *type, script_value *out, lathe_error *err)
{
    script_value *kept;
    lathe_status st = script_alloc(vm, sizeof *kept, (void **)&kept, err);
    if (st)
        return st;
    *kept = dict;
    return script_object_new(vm, type, kept, NULL, out, err);
}

static lathe_status length(script_vm *vm, script_value self, size_t *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = dict_of(self)->count;
    return LATHE_OK;
}

static lathe_status iterate(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const script_class *type = self.object->type;
    return iterate_dict(vm, *(const script_value *)self.object->host,
                        type == &view_keys     ? VIEW_KEYS
                        : type == &view_values ? VIEW_VALUES
                                               : VIEW_ITEMS,
                        out, err);
}

static lathe_status contains(script_vm *vm, script_value self, script_value item, bool *out, lathe_error *err)
{
    script_value found;
    *out = false;
    if (self.object->type == &view_keys)
        return script_dict_get(vm, dict_of(self), item, out, &found, err);
    if (self.object->type == &view_items) {
        if (item.kind != SCRIPT_TUPLE || item.list->count != 2)
            return LATHE_OK;
        lathe_status st = script_dict_get(vm, dict_of(self), item.list->items[0], out, &found, err);
        return st || !*out ? st : script_equal(vm, found, item.list->items[1], out, err);
    }
    const script_dict *d = dict_of(self);
    for (uint32_t i = 0; i < d->used && !*out; i++) {
        if (d->entries[i].key.kind == SCRIPT_UNBOUND)
            continue;
        lathe_status st = script_equal(vm, d->entries[i].value, item, out, err);
        if (st)
            return st;
    }
    return LATHE_OK;
}

static lathe_status repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    script_value list;
    const char *name = self.object->type->name;
    text_builder b = {.vm = vm};
    lathe_status st = call_value(vm, script_type(&types_list), &(arguments){.items = &self, .count = 1}, &list, err);
    if (!st)
        st = builder_add(&b, name, strlen(name), err);
    if (!st)
        st = builder_add(&b, "(", 1, err);
    if (!st)
        st = format_repr_into(&b, list, err);
    if (!st)
        st = builder_add(&b, ")", 1, err);
    return st ? st : builder_take(&b, out, err);
}

static bool is_view(script_value v)
{
    return v.kind == SCRIPT_OBJECT && (v.object->type == &view_keys || v.object->type == &view_items);
}

/* Keys and items take part in the algebra of sets. */
static lathe_status operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                            script_value *out, lathe_error *err)
{
    bool algebra = op == SCRIPT_BIT_AND || op == SCRIPT_BIT_OR || op == SCRIPT_BIT_XOR || op == SCRIPT_SUBTRACT;
    bool comparison = op >= SCRIPT_EQUAL && op <= SCRIPT_GREATER_EQUAL;
    script_value sides[2] = {left, right};
    bool fit = (is_view(left) || script_is_set(left) || (algebra && op != SCRIPT_SUBTRACT)) &&
               (is_view(right) || script_is_set(right) || algebra);
    if (!(algebra || comparison) || !fit)
        return LATHE_OK;
    *handled = true;
    for (int i = 0; i < 2; i++) {
        lathe_status st = script_is_set(sides[i]) ? LATHE_OK
                                                  : call_value(vm, script_type(&types_set),
                                                               &(arguments){.items = &sides[i], .count = 1}, &sides[i],
                                                               err);
        if (st)
            return st;
    }
    return script_operate(vm, op, sides[0], sides[1], out, err);
}

static lathe_status no_hash(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
{
    (void)out;
    return script_raise(vm, err, "TypeError", "unhashable type: '%s'", script_type_name(self));
}

static lathe_status is_disjoint(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value set, method;
    lathe_status st =
        call_value(vm, script_type(&types_set), &(arguments){.items = &call->self, .count = 1}, &set, err);
    if (!st)
        st = script_get_attribute(vm, set, "isdisjoint", &method, err);
    return st ? st : script_call_value(vm, method, call->args, 1, out, err);
}

static lathe_status get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                        lathe_error *err)
{
    (void)vm;
    (void)err;
    *handled = strcmp(name, "mapping") == 0;
    if (*handled)
        *out = *(const script_value *)self.object->host;
    return LATHE_OK;
}

static const script_method methods[] = {
    {"isdisjoint", "other, /", is_disjoint, 0},
    {NULL, NULL, NULL, 0},
};
static const script_hooks set_hooks = {.get = get, .length = length, .iterate = iterate, .contains = contains,
                                       .repr = repr, .operate = operate, .hash = no_hash};
static const script_hooks value_hooks = {
    .get = get, .length = length, .iterate = iterate, .contains = contains, .repr = repr};
const script_class view_keys = {.name = "dict_keys", .base = &class_object, .methods = methods, .hooks = &set_hooks};
const script_class view_items = {.name = "dict_items", .base = &class_object, .methods = methods, .hooks = &set_hooks};
const script_class view_values = {.name = "dict_values", .base = &class_object, .hooks = &value_hooks};
