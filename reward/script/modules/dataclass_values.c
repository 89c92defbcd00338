/* dataclass_values.c: fields, asdict, astuple, replace, is_dataclass. */
#include "reward/script/modules/dataclass.h"

#include "reward/script/modules/modules.h"
#include "reward/script/modules/named_tuple.h"

lathe_status dataclass_frozen_error(script_vm *vm, script_value *out, lathe_error *err)
{
    static const char key;
    script_class **kept;
    lathe_status st = vm_state(vm, &key, sizeof *kept, (void **)&kept, err);
    if (!st && !*kept) {
        st = class_new(vm, "FrozenInstanceError", exception_class(vm, "AttributeError"), kept, err);
        if (!st)
            (*kept)->user->qualified_name = "dataclasses.FrozenInstanceError";
    }
    if (!st)
        *out = script_type(*kept);
    return st;
}

static const script_list *fields_of_instance(script_value v)
{
    return v.kind == SCRIPT_OBJECT ? dataclass_fields_of(v.object->type) : NULL;
}


lathe_status dataclass_is(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value v = call->args[0];
    (void)vm;
    (void)err;
    *out = script_bool(dataclass_fields_of(v.kind == SCRIPT_CLASS ? v.type : class_of(v)) != NULL);
    return LATHE_OK;
}

lathe_status dataclass_fields(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value v = call->args[0], list;
    const script_list *fields = v.kind == SCRIPT_CLASS ? dataclass_fields_of(v.type) : fields_of_instance(v);
    if (!fields)
        return script_raise(vm, err, "TypeError", "must be called with a dataclass type or instance");
    lathe_status st = script_list_new(vm, NULL, 0, &list, err);
    for (size_t i = 0; i < fields->count && !st; i++)
        if (((const dataclass_field *)fields->items[i].object->host)->kind == DATACLASS_FIELD)
            st = script_list_append(vm, list.list, fields->items[i], err);
    list.kind = SCRIPT_TUPLE;
    if (!st)
        *out = list;
    return st;
}

/* asdict and astuple go through dataclasses, lists, tuples and dicts; all else is copied. */
typedef struct unfolding {
    script_vm *vm;
    script_value factory; /* of dicts or tuples; None: Python's own */
    bool as_dict;
} unfolding;

static lathe_status unfold(const unfolding *u, script_value v, script_value *out, lathe_error *err);

static lathe_status unfold_object(const unfolding *u, script_value v, const script_list *fields, script_value *out,
                                  lathe_error *err)
{
    script_value made, list, item;
    lathe_status st = script_dict_new(u->vm, &made, err);
    if (!st)
        st = script_list_new(u->vm, NULL, 0, &list, err);
    for (size_t i = 0; i < fields->count && !st; i++) {
        const dataclass_field *f = fields->items[i].object->host;
        if (f->kind != DATACLASS_FIELD)
            continue;
        st = attribute_get(u->vm, v, f->name, &item, err);
        if (!st)
            st = unfold(u, item, &item, err);
        if (!st && u->as_dict && script_is_none(u->factory)) {
            st = script_dict_set(u->vm, made.dict, text_value(f->name), item, err);
            continue;
        }
        if (!st && u->as_dict)
            st = script_tuple_new(u->vm, (script_value[]){text_value(f->name), item}, 2, &item, err);
        if (!st)
            st = script_list_append(u->vm, list.list, item, err);
    }
    if (st)
        return st;
    if (!script_is_none(u->factory))
        return script_call_value(u->vm, u->factory, &list, 1, out, err);
    list.kind = SCRIPT_TUPLE;
    *out = u->as_dict ? made : list;
    return LATHE_OK;
}

static lathe_status unfold_items(const unfolding *u, script_value v, script_value *out, lathe_error *err)
{
    script_value list;
    lathe_status st = script_list_new(u->vm, NULL, v.list->count, &list, err);
    for (size_t i = 0; !st && i < v.list->count && i < list.list->count; i++)
        st = unfold(u, v.list->items[i], &list.list->items[i], err);
    if (st)
        return st;
    if (named_tuple_fields(v))
        return named_tuple_like(u->vm, v, list.list->items, out, err);
    list.kind = v.kind;
    *out = list;
    return LATHE_OK;
}

static lathe_status unfold_dict(const unfolding *u, script_value v, script_value *out, lathe_error *err)
{
    script_value made, key, value;
    lathe_status st = script_dict_new(u->vm, &made, err);
    for (uint32_t i = 0; !st && i < v.dict->used; i++) {
        if (v.dict->entries[i].key.kind == SCRIPT_UNBOUND)
            continue;
        st = unfold(u, v.dict->entries[i].key, &key, err);
        if (!st)
            st = unfold(u, v.dict->entries[i].value, &value, err);
        if (!st)
            st = script_dict_set(u->vm, made.dict, key, value, err);
    }
    if (!st)
        *out = made;
    return st;
}

static lathe_status unfold(const unfolding *u, script_value v, script_value *out, lathe_error *err)
{
    const script_list *fields = fields_of_instance(v);
    lathe_status st = vm_enter(u->vm, err);
    if (st)
        return st;
    if (fields)
        return unfold_object(u, v, fields, out, err);
    if (script_is_sequence(v))
        return unfold_items(u, v, out, err);
    if (v.kind == SCRIPT_DICT)
        return unfold_dict(u, v, out, err);
    return copy_deep(u->vm, v, out, err);
}

static lathe_status unfold_call(script_vm *vm, const script_call *call, bool as_dict, script_value *out,
                                lathe_error *err)
{
    unfolding u = {vm, call->args[1], as_dict};
    const script_list *fields = fields_of_instance(call->args[0]);
    if (!fields)
        return script_raise(vm, err, "TypeError", "%s() should be called on dataclass instances", call->method->name);
    if (u.factory.kind == SCRIPT_CLASS && (u.factory.type == &types_dict || u.factory.type == &types_tuple))
        u.factory = script_none();
    return unfold_object(&u, call->args[0], fields, out, err);
}

lathe_status dataclass_as_dict(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return unfold_call(vm, call, true, out, err);
}

lathe_status dataclass_as_tuple(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return unfold_call(vm, call, false, out, err);
}

lathe_status dataclass_replace(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_list *fields = fields_of_instance(call->args[0]);
    script_dict *changes = call->args[1].dict;
    lathe_status st = LATHE_OK;
    if (!fields)
        return script_raise(vm, err, "TypeError", "replace() should be called on dataclass instances");
    for (size_t i = 0; i < fields->count && !st; i++) {
        const dataclass_field *f = fields->items[i].object->host;
        const script_value *given = dict_find_str(changes, f->name);
        script_value v;
        if (f->kind == DATACLASS_CLASS_VAR)
            continue;
        if (!f->init && given)
            return script_raise(vm, err, "ValueError",
                                "field %s is declared with init=False, it cannot be specified with replace()",
                                f->name->text);
        if (!f->init || given)
            continue;
        if (f->kind == DATACLASS_INIT_VAR && !f->preset.kind)
            return script_raise(vm, err, "ValueError", "InitVar '%s' must be specified with replace()", f->name->text);
        st = attribute_get(vm, call->args[0], f->name, &v, err);
        if (!st)
            st = script_dict_set(vm, changes, text_value(f->name), v, err);
    }
    arguments args = {0};
    if (!st)
        st = call_take_keywords(vm, changes, &args, err);
    return st ? st : class_instantiate(vm, call->args[0].object->type, &args, out, err);
}
