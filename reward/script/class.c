/* class.c: where attributes are found, set and deleted: in instances, classes and what hosts say of theirs. */
#include "reward/script/vm.h"

#include <string.h>

static bool has_hook(const script_hooks *hooks, size_t offset)
{
    void *hook = NULL;
    if (hooks)
        memcpy(&hook, (const char *)hooks + offset, sizeof hook);
    return hook != NULL;
}

const script_hooks *class_hooks(script_value v, size_t offset)
{
    const script_object *object = object_of(v);
    bool is_class = v.kind == SCRIPT_CLASS;
    if ((!object && !is_class) || (object && object->is_unmade))
        return NULL;
    for (class_walk w = class_walk_from(is_class ? v.type : object->type); w.at; class_walk_on(&w)) {
        const script_hooks *hooks = is_class ? w.at->meta : w.at->hooks;
        if (has_hook(hooks, offset))
            return hooks;
    }
    return NULL;
}

/* Their methods work on the number or text itself. */
static bool is_plain_type(const script_class *type)
{
    return type == &types_int || type == &types_float || type == &types_str;
}

static lathe_status row_value(script_vm *vm, const script_class *type, const script_method *row, bool initialises,
                              script_value *out, lathe_error *err)
{
    script_native_value *native;
    lathe_status st = script_alloc(vm, sizeof *native, (void **)&native, err);
    if (st)
        return st;
    *native = (script_native_value){
        .method = row, .owner = type->name, .is_plain = is_plain_type(type), .initialises = initialises};
    *out = (script_value){.kind = SCRIPT_NATIVE, .native = native};
    return LATHE_OK;
}

static lathe_status find_row(script_vm *vm, const script_class *type, const char *name, bool *found, script_value *out,
                             lathe_error *err)
{
    const script_method *row = rows_find(vm->found_rows, type, name);
    if (row) {
        if (!row->call)
            return script_unsupported(vm, err, "%s.%s", type->name, name);
        *found = true;
        return row_value(vm, type, row, false, out, err);
    }
    const script_method *special = name[0] == '_' ? dunder_find(type, name) : NULL;
    if (special) {
        *found = true;
        return row_value(vm, type, special, false, out, err);
    }
    if (name[0] == '_' && strcmp(name, "__init__") == 0 && type->construct && type->construct->call &&
        type->construct != &script_construct_plain) {
        *found = true;
        return row_value(vm, type, type->construct, true, out, err);
    }
    return module_member(vm, type->members, type->name, name, found, out, err);
}

/* What a script gave a class of a host: for this run, and before the class's own. */
typedef struct class_patch {
    const script_class *type;
    script_dict names;
    struct class_patch *next;
} class_patch;

static class_patch *find_patch(const script_vm *vm, const script_class *type)
{
    class_patch *patch = vm->patches;
    while (patch && patch->type != type)
        patch = patch->next;
    return patch;
}

static lathe_status patch_class(script_vm *vm, const script_class *type, const script_str *name, script_value value,
                                lathe_error *err)
{
    class_patch *patch = find_patch(vm, type);
    if (!patch) {
        lathe_status st = script_alloc(vm, sizeof *patch, (void **)&patch, err);
        if (st)
            return st;
        patch->type = type;
        patch->next = vm->patches;
        vm->patches = patch;
    }
    script_value *place = dict_place_str(vm->a, &patch->names, name);
    if (!place)
        return vm_out_of_memory(vm, err);
    *place = value;
    return LATHE_OK;
}

/* NULL where the class itself holds no such value. */
static const script_value *find_own(const script_vm *vm, const script_class *type, const char *name)
{
    if (type->user)
        return script_dict_find_text(&type->user->names, name);
    const class_patch *patch = vm->patches ? find_patch(vm, type) : NULL;
    return patch ? script_dict_find_text(&patch->names, name) : NULL;
}

lathe_status class_find_from(script_vm *vm, class_walk w, const char *name, bool *found, script_value *out,
                             const script_class **out_owner, lathe_error *err)
{
    *found = false;
    for (; w.at; class_walk_on(&w)) {
        const script_value *v = find_own(vm, w.at, name);
        lathe_status st = LATHE_OK;
        if (v) {
            *out = *v;
            *found = true;
        } else {
            st = find_row(vm, w.at, name, found, out, err);
        }
        *out_owner = w.at;
        if (st || *found)
            return st;
    }
    return LATHE_OK;
}

lathe_status class_find(script_vm *vm, const script_class *type, const char *name, bool *found, script_value *out,
                        const script_class **out_owner, lathe_error *err)
{
    return class_find_from(vm, class_walk_from(type), name, found, out, out_owner, err);
}

bool class_has_special(const script_class *type, const char *name, script_value *out)
{
    for (class_walk w = class_walk_from(type); w.at && (w.at->user || w.rest); class_walk_on(&w)) {
        const script_value *found = w.at->user ? script_dict_find_text(&w.at->user->names, name) : NULL;
        if (found) {
            *out = *found;
            return true;
        }
    }
    return false;
}

bool class_find_special(script_value v, const char *name, script_value *out)
{
    const script_object *object = object_of(v);
    return object && (object->type->user) && class_has_special(object->type, name, out);
}

static lathe_status bind_native(script_vm *vm, script_value self, const script_class *type, script_value v,
                                script_value *out, lathe_error *err)
{
    unsigned flags = v.native->method->flags;
    if (v.native->initialises) /* a construct is told the class, an __init__ the object */
        flags &= ~(unsigned)SCRIPT_METHOD_CLASS;
    bool on_class = self.kind == SCRIPT_UNBOUND;
    lathe_status st = LATHE_OK;
    if ((flags & SCRIPT_METHOD_PROPERTY) && !on_class) {
        if (v.native->is_plain)
            st = class_plain(vm, self, &self, err);
        return st ? st : call_native(vm, v.native->method, self, v.native->owner, &(arguments){0}, out, err);
    }
    *out = v;
    if ((flags & SCRIPT_METHOD_STATIC) || (on_class && !(flags & SCRIPT_METHOD_CLASS)))
        return LATHE_OK;
    script_native_value *native;
    st = script_alloc(vm, sizeof *native, (void **)&native, err);
    if (st)
        return st;
    *native = *v.native;
    native->self = flags & SCRIPT_METHOD_CLASS ? script_type(type) : self;
    out->native = native;
    return v.native->is_plain && !on_class ? class_plain(vm, native->self, &native->self, err) : LATHE_OK;
}

/* Objects with a __get__ of their own, a script's or a host's. */
static lathe_status bind_object(script_vm *vm, script_value self, const script_class *type, script_value v,
                                script_value *out, lathe_error *err)
{
    script_value method;
    bool on_class = self.kind == SCRIPT_UNBOUND;
    const script_hooks *hooks = on_class ? NULL : class_hooks(v, offsetof(script_hooks, describe));
    if (class_find_special(v, "__get__", &method)) {
        script_value args[2] = {on_class ? script_none() : self, script_type(type)};
        return call_with_self(vm, method, v, &(arguments){.items = args, .count = 2}, out, err);
    }
    if (hooks)
        return exception_adopt(vm, hooks->describe(vm, v, self, out, err), err);
    *out = v;
    return LATHE_OK;
}

lathe_status class_bind(script_vm *vm, script_value self, const script_class *type, script_value v, script_value *out,
                        lathe_error *err)
{
    bool on_class = self.kind == SCRIPT_UNBOUND;
    descriptor *d;
    if (v.kind == SCRIPT_FUNCTION && !on_class) {
        script_bound *bound;
        lathe_status st = script_alloc(vm, sizeof *bound, (void **)&bound, err);
        if (st)
            return st;
        *bound = (script_bound){v.function, self};
        *out = (script_value){.kind = SCRIPT_BOUND, .bound = bound};
        return LATHE_OK;
    }
    if (v.kind == SCRIPT_NATIVE && v.native->owner && v.native->self.kind == SCRIPT_UNBOUND)
        return bind_native(vm, self, type, v, out, err);
    *out = v;
    if (v.kind != SCRIPT_OBJECT)
        return LATHE_OK;
    if ((d = script_host_of(v, &class_static_method))) {
        *out = d->get;
        return LATHE_OK;
    }
    if ((d = script_host_of(v, &class_class_method)))
        return class_bind(vm, script_type(type), type, d->get, out, err);
    if (!(d = script_host_of(v, &class_property)))
        return bind_object(vm, self, type, v, out, err);
    if (on_class)
        return LATHE_OK;
    if (script_is_none(d->get))
        return script_raise(vm, err, "AttributeError", "property of '%s' object has no getter", script_type_name(self));
    return call_with_self(vm, d->get, self, &(arguments){0}, out, err);
}

/* Stands before what an instance has of its own. */
static bool is_data_descriptor(script_value v)
{
    script_value method;
    return v.kind == SCRIPT_OBJECT && (script_host_of(v, &class_property) || class_find_special(v, "__set__", &method));
}

static lathe_status ask_hooks(script_vm *vm, script_value object, const char *name, bool *found, script_value *out,
                              lathe_error *err)
{
    bool is_class = object.kind == SCRIPT_CLASS;
    if (!is_class && object_of(object)->is_unmade)
        return LATHE_OK;
    for (class_walk w = class_walk_from(is_class ? object.type : object_of(object)->type); w.at && !*found;
         class_walk_on(&w)) {
        const script_hooks *hooks = is_class ? w.at->meta : w.at->hooks;
        if (!hooks || !hooks->get)
            continue;
        lathe_status st = hooks->get(vm, object, name, found, out, err);
        if (st)
            return exception_adopt(vm, st, err);
    }
    return LATHE_OK;
}

/* super().name: looked for after a class in the order of another, bound to what super() stands for. */
static lathe_status get_of_super(script_vm *vm, const super_view *view, const char *name, bool *found,
                                 script_value *out, lathe_error *err)
{
    const script_class *owner;
    script_value v;
    bool on_class = view->self.kind == SCRIPT_CLASS;
    const script_class *type = on_class ? view->self.type : class_of(view->self);
    class_walk w = class_walk_from(type);
    while (w.at && w.at != view->after)
        class_walk_on(&w);
    if (w.at)
        class_walk_on(&w);
    lathe_status st = class_find_from(vm, w, name, found, &v, &owner, err);
    if (st || !*found)
        return st;
    bool is_implicit = v.kind == SCRIPT_FUNCTION && strcmp(name, "__init_subclass__") == 0; /* a classmethod */
    return is_implicit ? class_bind(vm, view->self, type, v, out, err)
                       : class_bind(vm, on_class ? (script_value){0} : view->self, type, v, out, err);
}

static lathe_status get_of_object(script_vm *vm, script_value object, const script_str *name, bool *found,
                                  script_value *out, lathe_error *err)
{
    const script_class *owner;
    script_value v;
    bool in_class;
    const super_view *view =
        object.kind == SCRIPT_OBJECT && object.object->type == &class_super ? object.object->host : NULL;
    if (view)
        return get_of_super(vm, view, name->text, found, out, err);
    lathe_status st = ask_hooks(vm, object, name->text, found, out, err);
    if (st || *found)
        return st;
    st = class_find(vm, object_of(object)->type, name->text, &in_class, &v, &owner, err);
    if (st)
        return st;
    const script_dict *fields = object_of(object)->fields;
    const script_value *field = fields ? dict_find_str(fields, name) : NULL;
    *found = in_class || field;
    if (field && !(in_class && is_data_descriptor(v))) {
        *out = *field;
        return LATHE_OK;
    }
    return in_class ? class_bind(vm, object, class_of(object), v, out, err) : LATHE_OK;
}

static lathe_status get_of_class(script_vm *vm, script_value object, const script_str *name, bool *found,
                                 script_value *out, lathe_error *err)
{
    const script_class *owner;
    script_value v;
    bool in_class;
    lathe_status st = ask_hooks(vm, object, name->text, found, out, err);
    if (st || *found)
        return st;
    if (strcmp(name->text, "__dict__") == 0 || strcmp(name->text, "__class__") == 0)
        return LATHE_OK; /* of the class, not of its instances */
    st = class_find(vm, object.type, name->text, &in_class, &v, &owner, err);
    *found = in_class;
    return st || !in_class ? st : class_bind(vm, (script_value){0}, object.type, v, out, err);
}

lathe_status attribute_find(script_vm *vm, script_value object, const script_str *name, bool *found, script_value *out,
                            lathe_error *err)
{
    const script_class *owner;
    script_value v;
    lathe_status st;
    *found = false;
    if (object.kind == SCRIPT_MODULE) {
        st = module_attribute(vm, object.module, name, found, out, err);
    } else if (object_of(object)) {
        st = get_of_object(vm, object, name, found, out, err);
    } else if (object.kind == SCRIPT_CLASS) {
        st = get_of_class(vm, object, name, found, out, err);
    } else {
        const script_function *fn = object.kind == SCRIPT_FUNCTION ? object.function
                                    : object.kind == SCRIPT_BOUND  ? object.bound->function
                                                                   : NULL;
        const script_value *field = fn && fn->fields ? dict_find_str(fn->fields, name) : NULL;
        if (field) {
            *found = true;
            *out = *field;
            return LATHE_OK;
        }
        st = class_find(vm, class_of(object), name->text, found, &v, &owner, err);
        if (!st && *found)
            st = class_bind(vm, object, class_of(object), v, out, err);
    }
    if (!st && !*found && name->text[0] == '_' && name->text[1] == '_')
        st = class_get_underscored(vm, object, name->text, found, out, err);
    return st;
}

static bool is_missing(const script_vm *vm, lathe_status st)
{
    return st == LATHE_E_SCRIPT && vm->exception &&
           script_is_subclass(vm->exception->type, exception_class(vm, "AttributeError"));
}

lathe_status attribute_try(script_vm *vm, script_value object, const script_str *name, bool *found, script_value *out,
                           lathe_error *err)
{
    script_value method, key = text_value(name);
    const script_object *instance = object_of(object);
    const struct script_user_class *user = instance ? instance->type->user : NULL;
    arguments args = {.items = &key, .count = 1};
    lathe_status st;
    if (user && user->has_getattribute && class_find_special(object, "__getattribute__", &method)) {
        *found = true;
        st = call_with_self(vm, method, object, &args, out, err);
    } else {
        st = attribute_find(vm, object, name, found, out, err);
    }
    if (!user || (st ? !is_missing(vm, st) : *found) || !class_find_special(object, "__getattr__", &method))
        return st;
    vm->exception = NULL;
    *found = true;
    st = vm_enter(vm, err);
    return st ? st : call_with_self(vm, method, object, &args, out, err);
}

lathe_status attribute_get(script_vm *vm, script_value object, const script_str *name, script_value *out,
                           lathe_error *err)
{
    bool found;
    lathe_status st = attribute_try(vm, object, name, &found, out, err);
    return st || found ? st : exception_attribute_error(vm, err, object, name->text);
}

lathe_status script_get_attribute(script_vm *vm, script_value object, const char *name, script_value *out,
                                  lathe_error *err)
{
    script_value key;
    lathe_status st = script_str_new(vm, name, strlen(name), &key, err);
    return st ? st : attribute_get(vm, object, key.str, out, err);
}

lathe_status script_set_attribute(script_vm *vm, script_value object, const char *name, script_value value,
                                  lathe_error *err)
{
    script_value key;
    lathe_status st = script_str_new(vm, name, strlen(name), &key, err);
    return st ? st : attribute_set(vm, object, key.str, value, err);
}

lathe_status class_fields(script_vm *vm, script_value v, script_dict **out, lathe_error *err)
{
    script_object *object = object_of(v);
    script_dict **place = object                      ? &object->fields
                          : v.kind == SCRIPT_FUNCTION ? &v.function->fields
                                                      : NULL;
    if (place && !*place) {
        script_value fields;
        lathe_status st = script_dict_new(vm, &fields, err);
        if (st)
            return st;
        *place = fields.dict;
    }
    *out = place ? *place : NULL;
    return LATHE_OK;
}

/* Whether a class of __slots__ all the way up names the attribute. */
static bool has_slot(const script_class *type, const script_str *name)
{
    for (class_walk w = class_walk_from(type); w.at; class_walk_on(&w)) {
        const script_value *slots = w.at->user ? script_dict_find_text(&w.at->user->names, "__slots__") : NULL;
        if (slots && slots->kind == SCRIPT_STR && text_equal(slots->str, name))
            return true;
        for (size_t i = 0; slots && script_is_sequence(*slots) && i < slots->list->count; i++)
            if (slots->list->items[i].kind == SCRIPT_STR && text_equal(slots->list->items[i].str, name))
                return true;
    }
    return false;
}

lathe_status attribute_put(script_vm *vm, script_object *object, const script_str *name, script_value value,
                           lathe_error *err)
{
    script_dict *fields;
    script_value v, self = script_of_object(object);
    const struct script_user_class *user = object->type->user;
    if (object->type == &class_object)
        return exception_attribute_error(vm, err, self, name->text);
    if (user && user->is_sealed && !has_slot(object->type, name)) {
        if (class_has_special(object->type, name->text, &v))
            return script_raise(vm, err, "AttributeError", "'%s' object attribute '%s' is read-only",
                                object->type->name, name->text);
        return exception_attribute_error(vm, err, self, name->text);
    }
    lathe_status st = class_fields(vm, self, &fields, err);
    script_value *place = st ? NULL : dict_place_str(vm->a, fields, name);
    if (!st && !place)
        return vm_out_of_memory(vm, err);
    if (!st)
        *place = value;
    return st;
}

static lathe_status set_by_hooks(script_vm *vm, script_value object, const script_str *name, script_value value,
                                 bool *handled, lathe_error *err)
{
    bool is_class = object.kind == SCRIPT_CLASS;
    *handled = false;
    if (!is_class && object_of(object)->is_unmade)
        return LATHE_OK;
    for (class_walk w = class_walk_from(is_class ? object.type : object_of(object)->type); w.at && !*handled;
         class_walk_on(&w)) {
        const script_hooks *hooks = is_class ? w.at->meta : w.at->hooks;
        if (!hooks || !hooks->set)
            continue;
        lathe_status st = hooks->set(vm, object, name->text, value, handled, err);
        if (st)
            return exception_adopt(vm, st, err);
    }
    return LATHE_OK;
}

static lathe_status set_on_object(script_vm *vm, script_value object, const script_str *name, script_value value,
                                  lathe_error *err)
{
    script_value v, method, ignored, args[2] = {object, value};
    bool handled;
    lathe_status st = set_by_hooks(vm, object, name, value, &handled, err);
    if (st || handled)
        return st;
    if (!class_find_special(object, name->text, &v) || v.kind != SCRIPT_OBJECT)
        return attribute_put(vm, object_of(object), name, value, err);
    descriptor *d = script_host_of(v, &class_property);
    if (d && d->set.kind == SCRIPT_UNBOUND)
        return script_raise(vm, err, "AttributeError", "property '%s' of '%s' object has no setter", name->text,
                            script_type_name(object));
    if (d)
        return call_with_self(vm, d->set, object, &(arguments){.items = &value, .count = 1}, &ignored, err);
    if (class_find_special(v, "__set__", &method))
        return call_with_self(vm, method, v, &(arguments){.items = args, .count = 2}, &ignored, err);
    return attribute_put(vm, object_of(object), name, value, err);
}

static lathe_status set_on_class(script_vm *vm, script_value object, const script_str *name, script_value value,
                                 lathe_error *err)
{
    bool handled;
    lathe_status st = set_by_hooks(vm, object, name, value, &handled, err);
    if (st || handled)
        return st;
    script_value *place = dict_place_str(vm->a, &object.type->user->names, name);
    if (!place)
        return vm_out_of_memory(vm, err);
    *place = value;
    if (name->text[0] == '_') /* the class is a script's, made in this run */
        class_note_specials((script_class *)(uintptr_t)object.type);
    return LATHE_OK;
}

lathe_status attribute_set_default(script_vm *vm, script_value object, const script_str *name, script_value value,
                                   lathe_error *err)
{
    if (object_of(object))
        return set_on_object(vm, object, name, value, err);
    if (object.kind == SCRIPT_CLASS && object.type->user)
        return set_on_class(vm, object, name, value, err);
    if (object.kind == SCRIPT_FUNCTION) {
        script_dict *fields;
        lathe_status st = class_fields(vm, object, &fields, err);
        return st ? st : script_dict_set(vm, fields, text_value(name), value, err);
    }
    if (object.kind == SCRIPT_CLASS && !object.type->user) {
        for (size_t i = 0; builtin_types[i]; i++)
            if (builtin_types[i] == object.type)
                return script_raise(vm, err, "TypeError", "cannot set '%s' attribute of immutable type '%s'",
                                    name->text, object.type->name);
        return patch_class(vm, object.type, name, value, err);
    }
    if (object.kind == SCRIPT_MODULE)
        return script_unsupported(vm, err, "setting attribute '%s' of a %s", name->text, script_type_name(object));
    return exception_attribute_error(vm, err, object, name->text);
}

lathe_status attribute_set(script_vm *vm, script_value object, const script_str *name, script_value value,
                           lathe_error *err)
{
    script_value method, ignored, args[2] = {text_value(name), value};
    const script_object *instance = object_of(object);
    if (instance && instance->type->user && instance->type->user->has_setattr &&
        class_find_special(object, "__setattr__", &method))
        return call_with_self(vm, method, object, &(arguments){.items = args, .count = 2}, &ignored, err);
    return attribute_set_default(vm, object, name, value, err);
}

static lathe_status delete_on_object(script_vm *vm, script_value object, const script_str *name, lathe_error *err)
{
    script_value v, method, ignored;
    bool found = false;
    script_dict *fields = object_of(object)->fields;
    if (class_find_special(object, name->text, &v) && v.kind == SCRIPT_OBJECT) {
        descriptor *d = script_host_of(v, &class_property);
        if (d && d->delete.kind == SCRIPT_UNBOUND)
            return script_raise(vm, err, "AttributeError", "property '%s' of '%s' object has no deleter", name->text,
                                script_type_name(object));
        if (d)
            return call_with_self(vm, d->delete, object, &(arguments){0}, &ignored, err);
        if (class_find_special(v, "__delete__", &method))
            return call_with_self(vm, method, v, &(arguments){.items = &object, .count = 1}, &ignored, err);
    }
    if (fields) {
        lathe_status st = script_dict_remove(vm, fields, text_value(name), &found, err);
        if (st)
            return st;
    }
    return found ? LATHE_OK : exception_attribute_error(vm, err, object, name->text);
}

lathe_status attribute_delete_default(script_vm *vm, script_value object, const script_str *name, lathe_error *err)
{
    script_dict *names = object.kind == SCRIPT_CLASS && object.type->user ? &object.type->user->names
                         : object.kind == SCRIPT_FUNCTION                 ? object.function->fields
                                                                          : NULL;
    bool found = false;
    if (object_of(object))
        return delete_on_object(vm, object, name, err);
    if (object.kind == SCRIPT_MODULE || (object.kind == SCRIPT_CLASS && !names))
        return script_unsupported(vm, err, "deleting attribute '%s' of a %s", name->text, script_type_name(object));
    lathe_status st = names ? script_dict_remove(vm, names, text_value(name), &found, err) : LATHE_OK;
    if (!st && found && object.kind == SCRIPT_CLASS)
        class_note_specials((script_class *)(uintptr_t)object.type);
    return st || found ? st : exception_attribute_error(vm, err, object, name->text);
}

lathe_status attribute_delete(script_vm *vm, script_value object, const script_str *name, lathe_error *err)
{
    script_value method, ignored, key = text_value(name);
    const script_object *instance = object_of(object);
    if (instance && instance->type->user && instance->type->user->has_delattr &&
        class_find_special(object, "__delattr__", &method))
        return call_with_self(vm, method, object, &(arguments){.items = &key, .count = 1}, &ignored, err);
    return attribute_delete_default(vm, object, name, err);
}
