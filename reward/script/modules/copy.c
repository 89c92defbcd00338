/* copy.c: Python's copy: shallow and deep, with a memo for what is met twice. Objects of hosts are copied by the hook
 * `copy` of their class. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#include <string.h>

static lathe_status fields_into(script_vm *vm, script_object *to, const script_object *from, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; from->fields && i < from->fields->used && !st; i++)
        if (from->fields->entries[i].key.kind != SCRIPT_UNBOUND)
            st = attribute_put(vm, to, from->fields->entries[i].key.str, from->fields->entries[i].value, err);
    return st;
}

static lathe_status copy_object(script_vm *vm, script_object *from, script_object **out, lathe_error *err)
{
    script_value made;
    lathe_status st = script_object_new(vm, from->type, from->host, NULL, &made, err);
    if (st)
        return st;
    made.object->args = from->args;
    *out = made.object;
    return fields_into(vm, made.object, from, err);
}

/* A list, tuple, dict or set of the same class with the same contents. */
static lathe_status copy_container(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    script_value made;
    script_object *self = NULL;
    lathe_status st;
    if (script_is_sequence(v)) {
        st = script_list_new(vm, v.list->items, v.list->count, &made, err);
    } else {
        st = script_dict_new(vm, &made, err);
        for (uint32_t i = 0; !st && i < v.dict->used; i++)
            if (v.dict->entries[i].key.kind != SCRIPT_UNBOUND)
                st = script_dict_set(vm, made.dict, v.dict->entries[i].key, v.dict->entries[i].value, err);
    }
    made.kind = v.kind;
    if (!st && object_of(v))
        st = copy_object(vm, object_of(v), &self, err);
    if (st)
        return st;
    if (script_is_sequence(v))
        made.list->self = self;
    else
        made.dict->self = self;
    *out = made;
    return LATHE_OK;
}

/* __copy__ or __deepcopy__ of the class, a script's or a host's; args: the memo, if any. */
static lathe_status copy_by_method(script_vm *vm, script_value v, const char *name, const script_value *args,
                                   size_t count, bool *handled, script_value *out, lathe_error *err)
{
    const script_class *owner;
    script_value method;
    *handled = false;
    if (!object_of(v))
        return LATHE_OK;
    lathe_status st = class_find(vm, object_of(v)->type, name, handled, &method, &owner, err);
    return st || !*handled ? st
                           : call_with_self(vm, method, v, &(arguments){.items = args, .count = count}, out, err);
}

static lathe_status refuse(script_vm *vm, script_value v, lathe_error *err)
{
    if (v.kind == SCRIPT_ITERATOR)
        return script_raise(vm, err, "TypeError", "cannot pickle '%s' object", script_type_name(v));
    return script_unsupported(vm, err, "copying a '%s'", script_type_name(v));
}

static bool is_plain_instance(script_value v)
{
    return v.kind == SCRIPT_OBJECT && !v.object->host && !v.object->release;
}

static lathe_status copy_shallow(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    script_object *made;
    bool handled;
    const script_hooks *hooks = v.kind == SCRIPT_OBJECT ? class_hooks(v, offsetof(script_hooks, copy)) : NULL;
    lathe_status st = copy_by_method(vm, v, "__copy__", NULL, 0, &handled, out, err);
    if (st || handled)
        return st;
    switch (v.kind) {
    case SCRIPT_TUPLE:
        *out = v;
        return LATHE_OK;
    case SCRIPT_LIST:
    case SCRIPT_DICT:
    case SCRIPT_SET:
        return copy_container(vm, v, out, err);
    case SCRIPT_ITERATOR:
        return refuse(vm, v, err);
    case SCRIPT_OBJECT:
        if (hooks)
            return exception_adopt(vm, hooks->copy(vm, v, (script_value){.kind = SCRIPT_UNBOUND}, out, err), err);
        if (!is_plain_instance(v))
            return refuse(vm, v, err);
        st = copy_object(vm, v.object, &made, err);
        if (!st)
            *out = script_of_object(made);
        return st;
    default:
        *out = v;
        return LATHE_OK;
    }
}

/* ---- deep ---- */

static lathe_status deep(script_vm *vm, script_value v, script_value memo, script_value *out, lathe_error *err);

static lathe_status remember(script_vm *vm, script_value memo, script_value old, script_value made, lathe_error *err)
{
    return script_dict_set(vm, memo.dict, script_int((int64_t)(uintptr_t)old.object), made, err);
}

static lathe_status deep_fields(script_vm *vm, script_object *object, script_value memo, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; object->fields && i < object->fields->used && !st; i++) {
        script_value v = object->fields->entries[i].value;
        if (object->fields->entries[i].key.kind != SCRIPT_UNBOUND)
            st = deep(vm, v, memo, &v, err);
        object->fields->entries[i].value = v;
    }
    return st;
}

/* The items of a tuple first: it is what it was if none of them is new. */
static lathe_status deep_tuple(script_vm *vm, script_value v, script_value memo, script_value *out, lathe_error *err)
{
    script_value made;
    bool changed = false, found;
    lathe_status st = copy_container(vm, v, &made, err);
    for (size_t i = 0; i < v.list->count && !st; i++) {
        st = deep(vm, v.list->items[i], memo, &made.list->items[i], err);
        changed |= !st && !script_identical(made.list->items[i], v.list->items[i]);
    }
    if (st)
        return st;
    st = script_dict_get(vm, memo.dict, script_int((int64_t)(uintptr_t)v.list), &found, out, err);
    if (st || found) /* met again inside of itself */
        return st;
    *out = changed ? made : v;
    return changed ? remember(vm, memo, v, made, err) : LATHE_OK;
}

static lathe_status deep_list(script_vm *vm, script_value v, script_value memo, script_value *out, lathe_error *err)
{
    script_value made;
    lathe_status st = copy_container(vm, v, &made, err);
    if (!st)
        st = remember(vm, memo, v, made, err);
    for (size_t i = 0; !st && i < made.list->count; i++) {
        script_value item = made.list->items[i];
        st = deep(vm, item, memo, &item, err);
        if (!st && i < made.list->count)
            made.list->items[i] = item;
    }
    *out = made;
    return !st && made.list->self ? deep_fields(vm, made.list->self, memo, err) : st;
}

static lathe_status deep_dict(script_vm *vm, script_value v, script_value memo, script_value *out, lathe_error *err)
{
    script_value made, key, value = script_none();
    lathe_status st = copy_container(vm, v, &made, err);
    if (!st)
        st = remember(vm, memo, v, made, err);
    if (!st)
        dict_clear(made.dict);
    for (uint32_t i = 0; !st && i < v.dict->used; i++) {
        if (v.dict->entries[i].key.kind == SCRIPT_UNBOUND)
            continue;
        st = deep(vm, v.dict->entries[i].key, memo, &key, err);
        if (!st && v.kind == SCRIPT_DICT)
            st = deep(vm, v.dict->entries[i].value, memo, &value, err);
        if (!st)
            st = script_dict_set(vm, made.dict, key, value, err);
    }
    *out = made;
    return !st && made.dict->self ? deep_fields(vm, made.dict->self, memo, err) : st;
}

static lathe_status deep_object(script_vm *vm, script_value v, script_value memo, script_value *out, lathe_error *err)
{
    script_object *made;
    script_value copied;
    const script_hooks *hooks = class_hooks(v, offsetof(script_hooks, copy));
    lathe_status st;
    if (hooks) {
        st = exception_adopt(vm, hooks->copy(vm, v, memo, &copied, err), err);
        if (!st)
            *out = copied;
        return st ? st : remember(vm, memo, v, copied, err);
    }
    if (!is_plain_instance(v))
        return refuse(vm, v, err);
    st = copy_object(vm, v.object, &made, err);
    if (!st)
        st = remember(vm, memo, v, script_of_object(made), err);
    *out = script_of_object(made);
    return st ? st : deep_fields(vm, made, memo, err);
}

static lathe_status deep(script_vm *vm, script_value v, script_value memo, script_value *out, lathe_error *err)
{
    bool found, handled;
    lathe_status st = vm_enter(vm, err);
    bool compound = v.kind == SCRIPT_OBJECT || v.kind == SCRIPT_LIST || v.kind == SCRIPT_TUPLE ||
                    v.kind == SCRIPT_DICT || v.kind == SCRIPT_SET;
    if (st)
        return st;
    if (v.kind == SCRIPT_ITERATOR)
        return refuse(vm, v, err);
    if (!compound) {
        *out = v;
        return LATHE_OK;
    }
    st = script_dict_get(vm, memo.dict, script_int((int64_t)(uintptr_t)v.object), &found, out, err);
    if (st || found)
        return st;
    st = copy_by_method(vm, v, "__deepcopy__", &memo, 1, &handled, out, err);
    if (!st && handled)
        return remember(vm, memo, v, *out, err);
    if (st)
        return st;
    if (v.kind == SCRIPT_TUPLE)
        return deep_tuple(vm, v, memo, out, err);
    if (v.kind == SCRIPT_LIST)
        return deep_list(vm, v, memo, out, err);
    return v.kind == SCRIPT_OBJECT ? deep_object(vm, v, memo, out, err) : deep_dict(vm, v, memo, out, err);
}

lathe_status script_copy_begin(script_vm *vm, script_value self, script_value memo, void *host,
                               void (*release)(void *host), script_value *out, lathe_error *err)
{
    lathe_status st = script_object_new(vm, self.object->type, host, release, out, err);
    return st ? st : script_copy_remember(vm, self, memo, *out, err);
}

lathe_status script_copy_remember(script_vm *vm, script_value self, script_value memo, script_value made,
                                  lathe_error *err)
{
    return memo.kind == SCRIPT_UNBOUND ? LATHE_OK : remember(vm, memo, self, made, err);
}

lathe_status script_copy_part(script_vm *vm, script_value *v, script_value memo, lathe_error *err)
{
    return memo.kind == SCRIPT_UNBOUND || v->kind == SCRIPT_UNBOUND ? LATHE_OK : deep(vm, *v, memo, v, err);
}

lathe_status script_copy_fields(script_vm *vm, script_value self, script_value made, script_value memo,
                                lathe_error *err)
{
    lathe_status st = fields_into(vm, made.object, self.object, err);
    return st || memo.kind == SCRIPT_UNBOUND ? st : deep_fields(vm, made.object, memo, err);
}

lathe_status copy_deep(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    script_value memo;
    lathe_status st = script_dict_new(vm, &memo, err);
    return st ? st : deep(vm, v, memo, out, err);
}

MODULE_FUNCTION(run_copy) { return copy_shallow(vm, call->args[0], out, err); }

MODULE_FUNCTION(run_deepcopy)
{
    if (call->args[1].kind == SCRIPT_DICT)
        return deep(vm, call->args[0], call->args[1], out, err);
    return copy_deep(vm, call->args[0], out, err);
}

static const script_method functions[] = {
    {"copy", "x", run_copy, 0},
    {"deepcopy", "x, memo=None", run_deepcopy, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member members[] = {SCRIPT_MEMBER_UNSUPPORTED("Error"), SCRIPT_MEMBER_UNSUPPORTED("error"), {0}};
const script_module module_copy = {.name = "copy", .functions = functions, .members = members};
