/* introspect.c: builtins that look at names and values from outside: dir, vars, locals, hash, id, delattr. */
#include "reward/script/vm.h"

#include <math.h>
#include <string.h>

#define BUILTIN(name) \
    static lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

static lathe_status add_keys(script_vm *vm, script_dict *to, const script_dict *from, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; from && i < from->used && !st; i++)
        if (from->entries[i].key.kind == SCRIPT_STR)
            st = script_dict_set(vm, to, from->entries[i].key, script_none(), err);
    return st;
}

static lathe_status add_text(script_vm *vm, script_dict *to, const char *name, lathe_error *err)
{
    script_value key;
    lathe_status st = script_str_new(vm, name, strlen(name), &key, err);
    return st ? st : script_dict_set(vm, to, key, script_none(), err);
}

static lathe_status add_class(script_vm *vm, script_dict *to, const script_class *type, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (class_walk w = class_walk_from(type); w.at && !st; class_walk_on(&w)) {
        st = add_keys(vm, to, w.at->user ? &w.at->user->names : NULL, err);
        for (const script_method *row = w.at->methods; row && row->name && !st; row++)
            st = add_text(vm, to, row->name, err);
        for (const script_member *m = w.at->members; m && m->name && !st; m++)
            st = add_text(vm, to, m->name, err);
    }
    return st;
}

lathe_status class_dir(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    script_value names, list;
    lathe_status st = script_set_new(vm, &names, err);
    if (!st && v.kind == SCRIPT_MODULE) {
        for (const script_method *row = v.module->functions; row && row->name && !st; row++)
            st = add_text(vm, names.dict, row->name, err);
        for (const script_member *m = v.module->members; m && m->name && !st; m++)
            st = add_text(vm, names.dict, m->name, err);
    } else if (!st) {
        const script_object *object = object_of(v);
        st = add_class(vm, names.dict, v.kind == SCRIPT_CLASS ? v.type : class_of(v), err);
        if (!st && object)
            st = add_keys(vm, names.dict, object->fields, err);
    }
    if (!st)
        st = script_list_new(vm, NULL, 0, &list, err);
    for (uint32_t i = 0; !st && i < names.dict->used; i++)
        st = script_list_append(vm, list.list, names.dict->entries[i].key, err);
    if (!st)
        st = sequence_sort(vm, list.list->items, list.list->count, script_none(), false, err);
    if (!st)
        *out = list;
    return st;
}

/* The variables of the innermost call by name, as a new dict; of the module: the living one. */
static lathe_status locals_of(script_vm *vm, script_value *out, lathe_error *err)
{
    const frame *f = vm->frame;
    if (f && f->names) {
        *out = (script_value){.kind = SCRIPT_DICT, .dict = f->names};
        return LATHE_OK;
    }
    if (f && f->function) /* slots have no names at run time */
        return script_unsupported(vm, err, "locals of a function");
    *out = (script_value){.kind = SCRIPT_DICT, .dict = &vm->globals};
    return LATHE_OK;
}

BUILTIN(builtin_locals)
{
    (void)call;
    return locals_of(vm, out, err);
}

BUILTIN(builtin_dir)
{
    script_value method, found;
    if (call->args[0].list->count) {
        script_value v = call->args[0].list->items[0];
        if (!class_find_special(v, "__dir__", &method))
            return class_dir(vm, v, out, err);
        lathe_status st = call_with_self(vm, method, v, &(arguments){0}, &found, err);
        return st ? st
                  : call_value(vm, script_type(&types_list), &(arguments){.items = &found, .count = 1}, out, err);
    }
    lathe_status st = locals_of(vm, &found, err);
    return st ? st : call_value(vm, script_type(&types_list), &(arguments){.items = &found, .count = 1}, out, err);
}

BUILTIN(builtin_vars)
{
    bool has;
    script_value name, v;
    if (!call->args[0].list->count)
        return locals_of(vm, out, err);
    v = call->args[0].list->items[0];
    lathe_status st = script_str_new(vm, "__dict__", 8, &name, err);
    if (!st)
        st = attribute_try(vm, v, name.str, &has, out, err);
    if (!st && !has)
        return script_raise(vm, err, "TypeError", "vars() argument must have __dict__ attribute");
    return st;
}

/* Not CPython's numbers, which differ from run to run for texts anyway; equal values have equal ones. */
BUILTIN(builtin_hash)
{
    uint32_t hash;
    script_value v = call->args[0];
    lathe_status st = compare_hash(vm, v, &hash, err);
    if (!st)
        st = class_plain(vm, v, &v, err);
    if (st)
        return st;
    if (v.kind == SCRIPT_FLOAT && v.number == floor(v.number) && fabs(v.number) < 0x1p62)
        v = script_int((int64_t)v.number);
    if (v.kind == SCRIPT_BOOL)
        v = script_int(v.boolean);
    int64_t whole = v.kind == SCRIPT_INT ? v.integer % ((1ll << 61) - 1) : (int64_t)hash;
    *out = script_int(whole == -1 ? -2 : whole);
    return LATHE_OK;
}

/* A number that is the value's own; not an address, which would differ from run to run. */
BUILTIN(builtin_id)
{
    uint32_t hash;
    script_value v = call->args[0];
    lathe_status st = v.kind == SCRIPT_STR || script_is_number(v) || script_is_none(v)
                          ? compare_hash(vm, v, &hash, err)
                          : compare_hash_identity(vm, v, &hash, err);
    if (!st)
        *out = script_int(140000000000000 + (int64_t)hash * 16);
    return st;
}

BUILTIN(builtin_delattr)
{
    if (call->args[1].kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "attribute name must be string, not '%s'",
                            script_type_name(call->args[1]));
    *out = script_none();
    return attribute_delete(vm, call->args[0], call->args[1].str, err);
}

const script_method builtin_introspection[] = {
    {"dir", "*object", builtin_dir, 0},
    {"vars", "*object", builtin_vars, 0},
    {"locals", "", builtin_locals, 0},
    {"hash", "obj, /", builtin_hash, 0},
    {"id", "obj, /", builtin_id, 0},
    {"delattr", "obj, name, /", builtin_delattr, 0},
    {NULL, NULL, NULL, 0},
};
