/* class_types.c: object, property, staticmethod, classmethod and super as classes; names with underscores that every value
 * answers. */
#include "reward/script/vm.h"

#include <string.h>

/* ---- object ---- */

static lathe_status make_plain_object(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return script_object_new(vm, call->self.type, NULL, NULL, out, err);
}

static lathe_status object_init(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)call;
    (void)err;
    *out = script_none();
    return LATHE_OK;
}

static lathe_status object_new(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    arguments args = {.items = call->args[1].list->items, .count = call->args[1].list->count};
    if (call->args[0].kind != SCRIPT_CLASS)
        return script_raise(vm, err, "TypeError", "object.__new__(X): X is not a type object (%s)",
                            script_type_name(call->args[0]));
    lathe_status st = call_take_keywords(vm, call->args[2].dict, &args, err);
    return st ? st : class_make_instance(vm, call->args[0].type, &args, true, out, err);
}

static lathe_status want_name(script_vm *vm, script_value name, lathe_error *err)
{
    return name.kind == SCRIPT_STR ? LATHE_OK
                                   : script_raise(vm, err, "TypeError", "attribute name must be string, not '%s'",
                                                  script_type_name(name));
}

static lathe_status object_get(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    bool found;
    lathe_status st = want_name(vm, call->args[0], err);
    if (!st)
        st = attribute_find(vm, call->self, call->args[0].str, &found, out, err);
    return st || found ? st : exception_attribute_error(vm, err, call->self, call->args[0].str->text);
}

static lathe_status object_set(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    lathe_status st = want_name(vm, call->args[0], err);
    *out = script_none();
    return st ? st : attribute_set_default(vm, call->self, call->args[0].str, call->args[1], err);
}

static lathe_status object_delete(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    lathe_status st = want_name(vm, call->args[0], err);
    *out = script_none();
    return st ? st : attribute_delete_default(vm, call->self, call->args[0].str, err);
}

static lathe_status object_equal(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    bool same = script_identical(call->self, call->args[0]);
    (void)vm;
    (void)err;
    *out = same ? script_bool(call->method->name[2] == 'e') : (script_value){.kind = SCRIPT_NOT_IMPLEMENTED};
    return LATHE_OK;
}

static lathe_status object_hash(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    uint32_t hash;
    lathe_status st = compare_hash_identity(vm, call->self, &hash, err);
    if (!st)
        *out = script_int(hash);
    return st;
}

static lathe_status object_repr(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return call->method->name[2] == 's' ? script_to_repr(vm, call->self, out, err)
                                        : format_default_repr(vm, call->self, out, err);
}

static lathe_status object_format(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    if (call->args[0].kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "__format__() argument must be str, not %s",
                            script_type_name(call->args[0]));
    return format_by_default(vm, call->self, call->args[0].str, out, err);
}

static lathe_status object_dir(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return class_dir(vm, call->self, out, err);
}

static const script_method object_methods[] = {
    {"__init__", "", object_init, SCRIPT_METHOD_PLAIN},
    {"__new__", "cls, /, *args, **kwargs", object_new, SCRIPT_METHOD_STATIC},
    {"__init_subclass__", "", object_init, SCRIPT_METHOD_CLASS},
    {"__getattribute__", "name, /", object_get, SCRIPT_METHOD_PLAIN},
    {"__setattr__", "name, value, /", object_set, SCRIPT_METHOD_PLAIN},
    {"__delattr__", "name, /", object_delete, SCRIPT_METHOD_PLAIN},
    {"__eq__", "value, /", object_equal, SCRIPT_METHOD_PLAIN},
    {"__ne__", "value, /", object_equal, SCRIPT_METHOD_PLAIN},
    {"__hash__", "", object_hash, SCRIPT_METHOD_PLAIN},
    {"__repr__", "", object_repr, SCRIPT_METHOD_PLAIN},
    {"__str__", "", object_repr, SCRIPT_METHOD_PLAIN},
    {"__format__", "format_spec, /", object_format, SCRIPT_METHOD_PLAIN},
    {"__dir__", "", object_dir, SCRIPT_METHOD_PLAIN},
    {"__sizeof__", "", NULL, SCRIPT_METHOD_PLAIN},
    {"__reduce__", "", NULL, SCRIPT_METHOD_PLAIN},
    {NULL, NULL, NULL, 0},
};
const script_method script_construct_plain = {"object", "", make_plain_object, SCRIPT_METHOD_PLAIN};
const script_class class_object = {.name = "object", .methods = object_methods, .construct = &script_construct_plain};

/* ---- property, staticmethod, classmethod ---- */

static lathe_status make_property(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    descriptor *d;
    lathe_status st = script_alloc(vm, sizeof *d, (void **)&d, err);
    if (st)
        return st;
    d->get = call->args[0];
    if (!script_is_none(call->args[1]))
        d->set = call->args[1];
    if (!script_is_none(call->args[2]))
        d->delete = call->args[2];
    d->doc = call->args[3];
    return script_object_new(vm, call->self.type, d, NULL, out, err);
}

static lathe_status make_wrapped(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    descriptor *d;
    lathe_status st = script_alloc(vm, sizeof *d, (void **)&d, err);
    if (st)
        return st;
    d->get = call->args[0];
    return script_object_new(vm, call->self.type, d, NULL, out, err);
}

/* getter, setter, deleter: a copy with that function. */
static lathe_status property_with(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    descriptor *d, *old = call->self.object->host;
    lathe_status st = script_alloc(vm, sizeof *d, (void **)&d, err);
    if (st)
        return st;
    *d = *old;
    *(call->method->name[0] == 'g'   ? &d->get
      : call->method->name[0] == 's' ? &d->set
                                     : &d->delete) = call->args[0];
    return script_object_new(vm, call->self.object->type, d, NULL, out, err);
}

static lathe_status wrapped_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                                lathe_error *err)
{
    static const struct {
        const char *name;
        size_t offset;
    } rows[] = {
        {"fget", offsetof(descriptor, get)},      {"fset", offsetof(descriptor, set)},
        {"fdel", offsetof(descriptor, delete)},   {"__func__", offsetof(descriptor, get)},
        {"__wrapped__", offsetof(descriptor, get)},
    };
    const descriptor *d = self.object->host;
    bool is_property = script_is_subclass(self.object->type, &class_property);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].name, name) != 0 || is_property != (name[0] == 'f'))
            continue;
        *handled = true;
        memcpy(out, (const char *)d + rows[i].offset, sizeof *out);
        if (out->kind == SCRIPT_UNBOUND)
            *out = script_none();
        return LATHE_OK;
    }
    if (strcmp(name, "__doc__") != 0)
        return LATHE_OK;
    *handled = true;
    *out = d->doc.kind == SCRIPT_UNBOUND ? script_none() : d->doc;
    if (script_is_none(*out) && d->get.kind == SCRIPT_FUNCTION)
        return script_get_attribute(vm, d->get, name, out, err);
    return LATHE_OK;
}

static lathe_status call_static(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const descriptor *d = call->self.object->host;
    arguments args = {.items = call->args[0].list->items, .count = call->args[0].list->count};
    lathe_status st = call_take_keywords(vm, call->args[1].dict, &args, err);
    return st ? st : call_value(vm, d->get, &args, out, err);
}

static const script_method property_methods[] = {
    {"getter", "fget, /", property_with, SCRIPT_METHOD_PLAIN},
    {"setter", "fset, /", property_with, SCRIPT_METHOD_PLAIN},
    {"deleter", "fdel, /", property_with, SCRIPT_METHOD_PLAIN},
    {NULL, NULL, NULL, 0},
};
static const script_hooks wrapped_hooks = {.get = wrapped_get};
static const script_method static_call = {"staticmethod", "*args, **kwargs", call_static, SCRIPT_METHOD_PLAIN};
static const script_hooks static_hooks = {.get = wrapped_get, .call = &static_call};
static const script_method property_construct = {"property", "fget=None, fset=None, fdel=None, doc=None", make_property,
                                                 SCRIPT_METHOD_PLAIN};
static const script_method static_construct = {"staticmethod", "function, /", make_wrapped, SCRIPT_METHOD_PLAIN};
static const script_method class_construct = {"classmethod", "function, /", make_wrapped, SCRIPT_METHOD_PLAIN};
const script_class class_property = {.name = "property", .base = &class_object, .methods = property_methods,
                                     .construct = &property_construct, .hooks = &wrapped_hooks};
const script_class class_static_method = {
    .name = "staticmethod", .base = &class_object, .construct = &static_construct, .hooks = &static_hooks};
const script_class class_class_method = {
    .name = "classmethod", .base = &class_object, .construct = &class_construct, .hooks = &wrapped_hooks};

/* ---- super ---- */

static lathe_status make_super(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    super_view *view;
    const frame *f = vm->frame;
    lathe_status st = script_alloc(vm, sizeof *view, (void **)&view, err);
    if (st)
        return st;
    if (call->args[0].kind == SCRIPT_CLASS) {
        *view = (super_view){call->args[1], call->args[0].type};
    } else {
        if (!f || !f->function || !f->function->owner || !f->function->signature->count)
            return script_raise(vm, err, "RuntimeError", "super(): no arguments");
        *view = (super_view){f->env->slots[0], f->function->owner};
    }
    const script_class *type = view->self.kind == SCRIPT_CLASS ? view->self.type : class_of(view->self);
    if (!script_is_subclass(type, view->after))
        return script_raise(vm, err, "TypeError", "super(type, obj): obj must be an instance or subtype of type");
    return script_object_new(vm, &class_super, view, NULL, out, err);
}

static const script_method super_construct = {"super", "type=None, object=None, /", make_super, SCRIPT_METHOD_PLAIN};
const script_class class_super = {.name = "super", .base = &class_object, .construct = &super_construct};

/* ---- names with underscores ---- */

const script_str *call_doc_string(const ast_node *node)
{
    const ast_node *first = node->items.count ? node->items.items[0] : NULL;
    bool is_text = first && first->kind == AST_EXPRESSION && first->a->kind == AST_CONSTANT &&
                   first->a->value.kind == SCRIPT_STR;
    return is_text ? first->a->value.str : NULL;
}

static const script_function *function_of(script_value v)
{
    return v.kind == SCRIPT_FUNCTION ? v.function : v.kind == SCRIPT_BOUND ? v.bound->function : NULL;
}

/* __name__ and __qualname__; NULL: it has none. */
static const char *name_of(script_value v, bool qualified)
{
    const script_function *fn = function_of(v);
    if (fn)
        return qualified ? fn->qualified_name : fn->name;
    if (v.kind == SCRIPT_NATIVE)
        return v.native->initialises ? "__init__" : v.native->method->name;
    if (v.kind == SCRIPT_MODULE)
        return v.module->name;
    if (v.kind != SCRIPT_CLASS)
        return NULL;
    if (v.type->user)
        return qualified ? v.type->user->qualified_name : v.type->name;
    const char *dot = strrchr(v.type->name, '.'); /* "collections.deque" */
    return dot ? dot + 1 : v.type->name;
}

static lathe_status order_of(script_vm *vm, const script_class *type, script_value *out, lathe_error *err)
{
    lathe_status st = script_list_new(vm, NULL, 0, out, err);
    for (class_walk w = class_walk_from(type); w.at && !st; class_walk_on(&w))
        st = script_list_append(vm, out->list, script_type(w.at), err);
    out->kind = SCRIPT_TUPLE;
    return st;
}

static lathe_status doc_of(script_vm *vm, script_value v, script_value *out)
{
    const script_function *fn = function_of(v);
    const script_str *doc = fn && fn->node->kind == AST_DEF ? call_doc_string(fn->node) : NULL;
    (void)vm;
    *out = doc ? text_value(doc) : script_none();
    return LATHE_OK;
}

static lathe_status dict_of(script_vm *vm, script_value v, bool *found, script_value *out, lathe_error *err)
{
    script_dict *fields;
    lathe_status st;
    if (v.kind == SCRIPT_CLASS && v.type->user) { /* a mappingproxy in Python, a copy here */
        script_call copy = {.self = {.kind = SCRIPT_DICT, .dict = &v.type->user->names}};
        return dict_copy(vm, &copy, out, err);
    }
    const script_object *object = object_of(v);
    bool is_sealed = object && object->type->user && object->type->user->is_sealed;
    st = is_sealed ? LATHE_OK : class_fields(vm, v, &fields, err);
    *found = !is_sealed && !st && fields;
    if (*found)
        *out = (script_value){.kind = SCRIPT_DICT, .dict = fields};
    return st;
}

static lathe_status text_of(script_vm *vm, const char *text, script_value *out, lathe_error *err)
{
    return script_str_new(vm, text, strlen(text), out, err);
}

static lathe_status get_of_type(script_vm *vm, script_value object, const char *name, bool *found, script_value *out,
                                lathe_error *err)
{
    *found = true;
    if (strcmp(name, "__mro__") == 0)
        return order_of(vm, object.type, out, err);
    if (strcmp(name, "__bases__") == 0)
        return class_bases(vm, object.type, out, err);
    if (strcmp(name, "__base__") == 0) {
        *out = object.type->base ? script_type(object.type->base) : script_none();
        return LATHE_OK;
    }
    if (strcmp(name, "__annotations__") == 0 && object.type->user) {
        *out = (script_value){.kind = SCRIPT_DICT, .dict = &object.type->user->annotations};
        return LATHE_OK;
    }
    *found = false;
    return LATHE_OK;
}

static lathe_status get_of_function(script_vm *vm, script_value object, const char *name, bool *found,
                                    script_value *out, lathe_error *err)
{
    const script_function *fn = function_of(object);
    *found = true;
    if (object.kind == SCRIPT_BOUND && strcmp(name, "__self__") == 0) {
        *out = object.bound->self;
        return LATHE_OK;
    }
    if (object.kind == SCRIPT_BOUND && strcmp(name, "__func__") == 0) {
        *out = (script_value){.kind = SCRIPT_FUNCTION, .function = object.bound->function};
        return LATHE_OK;
    }
    if (strcmp(name, "__defaults__") == 0) {
        script_value list;
        lathe_status st = script_list_new(vm, NULL, 0, &list, err);
        for (uint32_t i = 0; i < fn->signature->positional && !st; i++)
            if (fn->signature->parameters[i].preset.kind != SCRIPT_UNBOUND)
                st = script_list_append(vm, list.list, fn->signature->parameters[i].preset, err);
        list.kind = SCRIPT_TUPLE;
        *out = list.list->count ? list : script_none();
        return st;
    }
    if (strcmp(name, "__annotations__") == 0 || strcmp(name, "__code__") == 0 || strcmp(name, "__globals__") == 0 ||
        strcmp(name, "__closure__") == 0 || strcmp(name, "__kwdefaults__") == 0)
        return script_unsupported(vm, err, "attribute '%s' of a function", name);
    *found = false;
    return LATHE_OK;
}

lathe_status class_get_underscored(script_vm *vm, script_value object, const char *name, bool *found, script_value *out,
                                   lathe_error *err)
{
    bool qualified = strcmp(name, "__qualname__") == 0;
    const char *text = qualified || strcmp(name, "__name__") == 0 ? name_of(object, qualified) : NULL;
    *found = true;
    if (text)
        return text_of(vm, text, out, err);
    if (strcmp(name, "__class__") == 0) {
        *out = script_type(class_of(object));
        return LATHE_OK;
    }
    if (strcmp(name, "__doc__") == 0)
        return doc_of(vm, object, out);
    if (strcmp(name, "__dict__") == 0)
        return dict_of(vm, object, found, out, err);
    if (strcmp(name, "__module__") == 0) {
        bool is_own = function_of(object) || (object.kind == SCRIPT_CLASS && object.type->user) ||
                      (object_of(object) && object_of(object)->type->user);
        if (is_own)
            return text_of(vm, "__main__", out, err);
        return script_unsupported(vm, err, "attribute '%s'", name);
    }
    if (object.kind == SCRIPT_CLASS)
        return get_of_type(vm, object, name, found, out, err);
    if (function_of(object))
        return get_of_function(vm, object, name, found, out, err);
    *found = false;
    return LATHE_OK;
}
