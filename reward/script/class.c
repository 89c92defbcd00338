/* class.c: classes of scripts, attributes of anything. */
#include "reward/script/vm.h"

#include <string.h>

/* property(), staticmethod(), classmethod(): what the decorators make. */
typedef struct descriptor {
    script_value get, set;
} descriptor;

/* super(): self, and the class after which to look. */
typedef struct super_view {
    script_value self;
    const script_class *after;
} super_view;

const script_hooks *class_hooks(script_value v, size_t offset)
{
    const script_object *object = object_of(v);
    bool is_class = v.kind == SCRIPT_CLASS;
    for (const script_class *type = is_class ? v.type : object ? object->type : NULL; type; type = type->base) {
        const script_hooks *hooks = is_class ? type->meta : type->hooks;
        void *hook = NULL;
        if (hooks)
            memcpy(&hook, (const char *)hooks + offset, sizeof hook);
        if (hook)
            return hooks;
    }
    return NULL;
}

static lathe_status find_row(script_vm *vm, const script_class *type, const char *name, bool *found, script_value *out,
                             lathe_error *err)
{
    for (const script_method *row = type->methods; row && row->name; row++) {
        if (strcmp(row->name, name) != 0)
            continue;
        if (!row->call)
            return script_unsupported(vm, err, "%s.%s", type->name, name);
        *found = true;
        return class_method_value(vm, row, type->name, out, err);
    }
    return module_member(vm, type->members, type->name, name, found, out, err);
}

lathe_status class_find(script_vm *vm, const script_class *type, const char *name, bool *found, script_value *out,
                        const script_class **out_owner, lathe_error *err)
{
    *found = false;
    for (; type; type = type->base) {
        const script_value *v = type->user ? script_dict_find_text(&type->user->names, name) : NULL;
        lathe_status st = LATHE_OK;
        if (v) {
            *out = *v;
            *found = true;
        } else {
            st = find_row(vm, type, name, found, out, err);
        }
        *out_owner = type;
        if (st || *found)
            return st;
    }
    return LATHE_OK;
}

bool class_find_special(script_value v, const char *name, script_value *out)
{
    const script_object *object = object_of(v);
    for (const script_class *type = object ? object->type : NULL; type && type->user; type = type->base) {
        const script_value *found = script_dict_find_text(&type->user->names, name);
        if (found) {
            *out = *found;
            return true;
        }
    }
    return false;
}

/* What obj.name gives for a value that the class holds. self UNBOUND: it was asked of the class itself. */
static lathe_status bind(script_vm *vm, script_value self, const script_class *type, script_value v, script_value *out,
                         lathe_error *err)
{
    bool on_class = self.kind == SCRIPT_UNBOUND;
    lathe_status st;
    if (v.kind == SCRIPT_FUNCTION && !on_class) {
        script_bound *bound;
        st = script_alloc(vm, sizeof *bound, (void **)&bound, err);
        if (st)
            return st;
        *bound = (script_bound){v.function, self};
        *out = (script_value){.kind = SCRIPT_BOUND, .bound = bound};
        return LATHE_OK;
    }
    if (v.kind == SCRIPT_NATIVE && v.native->owner && v.native->self.kind == SCRIPT_UNBOUND) {
        unsigned flags = v.native->method->flags;
        if ((flags & SCRIPT_METHOD_PROPERTY) && !on_class)
            return call_native(vm, v.native->method, self, v.native->owner, &(arguments){0}, out, err);
        if (!(flags & SCRIPT_METHOD_STATIC) && ((flags & SCRIPT_METHOD_CLASS) || !on_class)) {
            script_native_value *native;
            st = script_alloc(vm, sizeof *native, (void **)&native, err);
            if (st)
                return st;
            *native = *v.native;
            native->self = flags & SCRIPT_METHOD_CLASS ? script_type(type) : self;
            v.native = native;
        }
    }
    descriptor *d;
    if ((d = script_host_of(v, &class_static_method))) {
        v = d->get;
    } else if ((d = script_host_of(v, &class_class_method))) {
        return bind(vm, script_type(type), type, d->get, out, err);
    } else if (!on_class && (d = script_host_of(v, &class_property))) {
        return call_with_self(vm, d->get, self, &(arguments){0}, out, err);
    }
    const script_hooks *hooks = on_class || v.kind != SCRIPT_OBJECT ? NULL : class_hooks(v, offsetof(script_hooks, describe));
    if (hooks)
        return exception_adopt(vm, hooks->describe(vm, v, self, out, err), err);
    *out = v;
    return LATHE_OK;
}

static lathe_status ask_hooks(script_vm *vm, script_value object, const char *name, bool *found, script_value *out,
                              lathe_error *err)
{
    bool is_class = object.kind == SCRIPT_CLASS;
    const script_class *type = is_class ? object.type : object_of(object)->type;
    for (; type && !*found; type = type->base) {
        const script_hooks *hooks = is_class ? type->meta : type->hooks;
        if (!hooks || !hooks->get)
            continue;
        lathe_status st = hooks->get(vm, object, name, found, out, err);
        if (st)
            return exception_adopt(vm, st, err);
    }
    return LATHE_OK;
}

static lathe_status get_of_object(script_vm *vm, script_value object, const script_str *name, bool *found,
                                  script_value *out, lathe_error *err)
{
    const script_class *owner;
    script_value v;
    const super_view *view = script_host_of(object, &class_super);
    const script_class *type = object_of(object)->type;
    if (view) {
        object = view->self;
        type = view->after->base;
    } else {
        lathe_status st = ask_hooks(vm, object, name->text, found, out, err);
        if (st || *found)
            return st;
    }
    bool in_class;
    lathe_status st = class_find(vm, type, name->text, &in_class, &v, &owner, err);
    if (st)
        return st;
    const script_object *instance = view ? NULL : object_of(object);
    const script_value *field = instance && instance->fields ? dict_find_str(instance->fields, name) : NULL;
    *found = in_class || field;
    if (field && !(in_class && script_host_of(v, &class_property))) {
        *out = *field;
        return LATHE_OK;
    }
    if (!in_class)
        return LATHE_OK;
    bool through_class = object.kind == SCRIPT_CLASS;
    return bind(vm, through_class ? (script_value){0} : object, through_class ? object.type : class_of(object), v, out,
                err);
}

/* The few names with underscores that scripts ask for. */
static lathe_status get_special(script_vm *vm, script_value object, const char *name, bool *found, script_value *out,
                                lathe_error *err)
{
    const char *text = NULL;
    *found = true;
    if (strcmp(name, "__class__") == 0) {
        *out = script_type(class_of(object));
        return LATHE_OK;
    }
    if (strcmp(name, "__doc__") == 0) {
        *out = script_none();
        return LATHE_OK;
    }
    if (strcmp(name, "__name__") == 0 || strcmp(name, "__qualname__") == 0) {
        if (object.kind == SCRIPT_CLASS)
            text = object.type->name;
        else if (object.kind == SCRIPT_FUNCTION)
            text = object.function->name;
        else if (object.kind == SCRIPT_BOUND)
            text = object.bound->function->name;
        else if (object.kind == SCRIPT_NATIVE)
            text = object.native->method->name;
        else if (object.kind == SCRIPT_MODULE)
            text = object.module->name;
    }
    const char *dot = text && object.kind == SCRIPT_CLASS ? strrchr(text, '.') : NULL; /* "collections.deque" */
    if (dot)
        text = dot + 1;
    if (text)
        return script_str_new(vm, text, strlen(text), out, err);
    if (strcmp(name, "__annotations__") == 0 && object.kind == SCRIPT_CLASS && object.type->user) {
        *out = (script_value){.kind = SCRIPT_DICT, .dict = &object.type->user->annotations};
        return LATHE_OK;
    }
    if (strcmp(name, "__dict__") == 0 || strcmp(name, "__module__") == 0)
        return script_unsupported(vm, err, "attribute '%s'", name);
    *found = false;
    return LATHE_OK;
}

lathe_status attribute_try(script_vm *vm, script_value object, const script_str *name, bool *found, script_value *out,
                           lathe_error *err)
{
    const script_class *owner;
    script_value v;
    lathe_status st;
    *found = false;
    if (object.kind == SCRIPT_MODULE) {
        st = module_attribute(vm, object.module, name->text, found, out, err);
    } else if (object_of(object)) {
        st = get_of_object(vm, object, name, found, out, err);
    } else {
        bool is_class = object.kind == SCRIPT_CLASS, in_class = false;
        const script_class *type = is_class ? object.type : class_of(object);
        st = is_class ? ask_hooks(vm, object, name->text, found, out, err) : LATHE_OK;
        if (!st && !*found)
            st = class_find(vm, type, name->text, &in_class, &v, &owner, err);
        *found |= in_class;
        if (!st && in_class)
            st = bind(vm, is_class ? (script_value){0} : object, type, v, out, err);
    }
    if (!st && !*found && strncmp(name->text, "__", 2) == 0)
        st = get_special(vm, object, name->text, found, out, err);
    if (!st && !*found && class_find_special(object, "__getattr__", &v)) {
        script_value key = text_value(name);
        *found = true;
        st = call_with_self(vm, v, object, &(arguments){.items = &key, .count = 1}, out, err);
    }
    return st;
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

lathe_status attribute_put(script_vm *vm, script_object *object, const script_str *name, script_value value,
                           lathe_error *err)
{
    if (!object->fields) {
        script_value fields;
        lathe_status st = script_dict_new(vm, &fields, err);
        if (st)
            return st;
        object->fields = fields.dict;
    }
    script_value *place = dict_place_str(vm->a, object->fields, name);
    if (!place)
        return vm_out_of_memory(vm, err);
    *place = value;
    return LATHE_OK;
}

static lathe_status set_by_hooks(script_vm *vm, script_value object, const script_str *name, script_value value,
                                 bool *handled, lathe_error *err)
{
    bool is_class = object.kind == SCRIPT_CLASS;
    const script_class *type = is_class ? object.type : object_of(object)->type;
    *handled = false;
    for (; type && !*handled; type = type->base) {
        const script_hooks *hooks = is_class ? type->meta : type->hooks;
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
    script_value v;
    bool handled;
    lathe_status st = set_by_hooks(vm, object, name, value, &handled, err);
    if (st || handled)
        return st;
    if (class_find_special(object, "__setattr__", &v))
        return script_unsupported(vm, err, "__setattr__ of '%s'", script_type_name(object));
    descriptor *d = class_find_special(object, name->text, &v) ? script_host_of(v, &class_property) : NULL;
    if (!d)
        return attribute_put(vm, object_of(object), name, value, err);
    if (d->set.kind == SCRIPT_UNBOUND)
        return script_raise(vm, err, "AttributeError", "property '%s' of '%s' object has no setter", name->text,
                            script_type_name(object));
    script_value ignored;
    return call_with_self(vm, d->set, object, &(arguments){.items = &value, .count = 1}, &ignored, err);
}

lathe_status attribute_set(script_vm *vm, script_value object, const script_str *name, script_value value,
                           lathe_error *err)
{
    if (object_of(object))
        return set_on_object(vm, object, name, value, err);
    if (object.kind == SCRIPT_CLASS && object.type->user) {
        bool handled;
        lathe_status st = set_by_hooks(vm, object, name, value, &handled, err);
        if (st || handled)
            return st;
        script_value *place = dict_place_str(vm->a, &object.type->user->names, name);
        if (!place)
            return vm_out_of_memory(vm, err);
        *place = value;
        return LATHE_OK;
    }
    if (object.kind == SCRIPT_MODULE || object.kind == SCRIPT_FUNCTION || object.kind == SCRIPT_CLASS)
        return script_unsupported(vm, err, "setting attribute '%s' of a %s", name->text, script_type_name(object));
    return exception_attribute_error(vm, err, object, name->text);
}

lathe_status attribute_delete(script_vm *vm, script_value object, const script_str *name, lathe_error *err)
{
    bool found = false;
    if (object.kind != SCRIPT_OBJECT)
        return script_unsupported(vm, err, "deleting attribute '%s' of a %s", name->text, script_type_name(object));
    if (object.object->fields) {
        lathe_status st = script_dict_remove(vm, object.object->fields, text_value(name), &found, err);
        if (st)
            return st;
    }
    return found ? LATHE_OK : exception_attribute_error(vm, err, object, name->text);
}

/* The class whose construct another inherits, NULL if a host on the way wants no instances; *init: its own or inherited
 * __init__, if a script or module gave one below. */
static const script_class *find_maker(const script_class *type, script_value *init)
{
    bool closed = false; /* classes of hosts that say nothing may not be made */
    for (; type; type = type->base) {
        const script_value *v =
            type->user && init->kind == SCRIPT_UNBOUND ? script_dict_find_text(&type->user->names, "__init__") : NULL;
        if (v)
            *init = *v;
        if (type == &class_object)
            break;
        if (type->construct)
            return type;
        closed |= !type->user && !exception_is_class(type);
    }
    return closed ? NULL : &class_object;
}

static lathe_status refuse_instance(script_vm *vm, const script_class *type, lathe_error *err)
{
    for (const script_class *c = type; c; c = c->base)
        if (c->user && c->user->abstract)
            return script_raise(vm, err, "TypeError", "Can't instantiate abstract class %s with abstract %s",
                                type->name, c->user->abstract);
        else if (c->user)
            break;
    return LATHE_OK;
}

lathe_status class_instantiate(script_vm *vm, const script_class *type, const arguments *args, script_value *out,
                               lathe_error *err)
{
    script_value init = {0}, object, ignored, self = script_type(type);
    const script_hooks *meta = class_hooks(self, offsetof(script_hooks, call));
    if (meta)
        return call_native(vm, meta->call, self, type->name, args, out, err);
    const script_class *maker = find_maker(type, &init);
    lathe_status st = refuse_instance(vm, type, err);
    if (st)
        return st;
    if (!maker)
        return script_raise(vm, err, "TypeError", "cannot create '%s' instances", type->name);
    if (maker->construct != &script_construct_plain) {
        if (init.kind)
            return script_unsupported(vm, err, "a class derived from '%s' with an __init__ of its own", maker->name);
        return call_native(vm, maker->construct, self, type->name, args, out, err);
    }
    st = exception_is_class(type) ? exception_new(vm, type, args, &object, err)
                                  : script_object_new(vm, type, NULL, NULL, &object, err);
    if (!st && init.kind)
        st = call_with_self(vm, init, object, args, &ignored, err);
    else if (!st && !object.object->args && args->count + args->keyword_count)
        return script_raise(vm, err, "TypeError", "%s() takes no arguments", type->name);
    if (!st)
        *out = object;
    return st;
}

static lathe_status choose_base(script_vm *vm, const arguments *args, const char *name, const script_class **out,
                                lathe_error *err)
{
    *out = &class_object;
    for (size_t i = 0; i < args->count; i++) {
        const script_value *origin = alias_origin(args->items[i]); /* Generic[T] */
        const script_value item = origin ? *origin : args->items[i];
        if (item.kind != SCRIPT_CLASS)
            return script_raise(vm, err, "TypeError", "the bases of class '%s' must be classes, not %s", name,
                                script_type_name(item));
        const script_class *base = item.type;
        if (base == &class_object)
            continue;
        if (*out != &class_object)
            return script_unsupported(vm, err, "class '%s' with several bases", name);
        for (size_t k = 0; builtin_types[k]; k++)
            if (builtin_types[k] == base)
                return script_unsupported(vm, err, "class '%s' derived from '%s'", name, base->name);
        *out = base;
    }
    return LATHE_OK;
}

/* What wraps a method in a class body, looked through. */
static script_value unwrapped(script_value v)
{
    descriptor *d = v.kind == SCRIPT_OBJECT && !v.object->release ? v.object->host : NULL;
    bool wrapped = d && (v.object->type == &class_property || v.object->type == &class_static_method ||
                         v.object->type == &class_class_method);
    return wrapped ? d->get : v;
}

bool class_is_abstract(script_value v)
{
    v = unwrapped(v);
    return v.kind == SCRIPT_FUNCTION && v.function->is_abstract;
}

/* The hooks that wait for classes derived from a host's. */
static lathe_status tell_bases(script_vm *vm, script_class *type, script_value *out, lathe_error *err)
{
    for (const script_class *base = type->base; base; base = base->base)
        if (base->derive)
            return exception_adopt(vm, base->derive(vm, type, out, err), err);
    const arguments *keywords = &type->user->keywords;
    bool is_abc = keywords->keyword_count == 1 && text_is(keywords->keywords[0], "metaclass") &&
                  keywords->keyword_values[0].kind == SCRIPT_CLASS && keywords->keyword_values[0].type == &abc_meta;
    if (is_abc) {
        type->derive = abc_mark; /* for classes derived from it too */
        return abc_mark(vm, type, out, err);
    }
    if (keywords->keyword_count)
        return script_unsupported(vm, err, "keyword '%s' in a class statement", keywords->keywords[0]->text);
    return LATHE_OK;
}

lathe_status class_make(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    arguments args = {0};
    script_class *type;
    const script_class *base;
    script_value qualified, prefix;
    lathe_status st = node->a ? eval_arguments(vm, f, node->a->items, node->name->text, &args, err) : LATHE_OK;
    if (!st)
        st = choose_base(vm, &args, node->name->text, &base, err);
    if (!st)
        st = class_new(vm, node->name->text, base, &type, err);
    if (!st)
        st = call_qualified_name(vm, f, node->name->text, &qualified, err);
    if (!st)
        st = script_str_printf(vm, &prefix, err, "%s.", qualified.str->text);
    if (st)
        return st;
    struct script_user_class *user = type->user;
    user->qualified_name = qualified.str->text;
    user->keywords = args;
    frame inner = {.caller = f, .env = f->env, .function = NULL, .user = user, .names = &user->names,
                   .qualified = prefix.str->text};
    vm->frame = &inner;
    st = eval_block(vm, &inner, node->items, err);
    vm->frame = f;
    for (uint32_t i = 0; !st && i < user->names.used; i++) {
        script_value v = unwrapped(user->names.entries[i].value);
        if (v.kind == SCRIPT_FUNCTION && !v.function->owner)
            v.function->owner = type;
    }
    *out = script_type(type);
    return st ? st : tell_bases(vm, type, out, err);
}

/* ---- object, property, staticmethod, classmethod, super ---- */

static lathe_status make_plain_object(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return script_object_new(vm, call->self.type, NULL, NULL, out, err);
}

static lathe_status init_nothing(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)call;
    (void)err;
    *out = script_none();
    return LATHE_OK;
}

static const script_method object_methods[] = {
    {"__init__", "", init_nothing, SCRIPT_METHOD_PLAIN},
    {NULL, NULL, NULL, 0},
};
const script_method script_construct_plain = {"object", "", make_plain_object, SCRIPT_METHOD_PLAIN};
const script_class class_object = {.name = "object", .methods = object_methods, .construct = &script_construct_plain};

static lathe_status make_descriptor(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    descriptor *d;
    lathe_status st = script_alloc(vm, sizeof *d, (void **)&d, err);
    if (st)
        return st;
    d->get = call->args[0];
    if (call->count > 1 && !script_is_none(call->args[1]))
        d->set = call->args[1];
    return script_object_new(vm, call->self.type, d, NULL, out, err);
}

static lathe_status property_setter(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    descriptor *d, *old = call->self.object->host;
    lathe_status st = script_alloc(vm, sizeof *d, (void **)&d, err);
    if (st)
        return st;
    *d = (descriptor){old->get, call->args[0]};
    return script_object_new(vm, &class_property, d, NULL, out, err);
}

static const script_method property_methods[] = {
    {"setter", "f", property_setter, SCRIPT_METHOD_PLAIN},
    {"getter", "f", NULL, SCRIPT_METHOD_PLAIN},
    {"deleter", "f", NULL, SCRIPT_METHOD_PLAIN},
    {NULL, NULL, NULL, 0},
};
static const script_method property_construct = {"property", "fget, fset=None", make_descriptor, SCRIPT_METHOD_PLAIN};
static const script_method wrap_construct = {"wrap", "function, /", make_descriptor, SCRIPT_METHOD_PLAIN};
const script_class class_property = {
    .name = "property", .base = &class_object, .methods = property_methods, .construct = &property_construct};
const script_class class_static_method = {.name = "staticmethod", .base = &class_object, .construct = &wrap_construct};
const script_class class_class_method = {.name = "classmethod", .base = &class_object, .construct = &wrap_construct};

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
    return script_object_new(vm, &class_super, view, NULL, out, err);
}

static const script_method super_construct = {"super", "type=None, object=None, /", make_super, SCRIPT_METHOD_PLAIN};
const script_class class_super = {.name = "super", .base = &class_object, .construct = &super_construct};
