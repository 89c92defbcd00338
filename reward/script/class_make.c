/* class_make.c: class statements and instances: bases in C3's order, what classes inherit, __new__ and __init__. */
#include "reward/script/vm.h"

#include <string.h>

/* ---- the order of bases (C3; Barrett et al., "A monotonic superclass linearization for Dylan", 1996) ---- */

typedef struct sequence_of_classes {
    const script_class **items;
    size_t count, at;
} sequence_of_classes;

enum { MAX_ORDER = 1000 };

static lathe_status linearise_one(script_vm *vm, const script_class *type, sequence_of_classes *out, lathe_error *err)
{
    size_t count = 1; /* tables may leave out object */
    for (class_walk w = class_walk_from(type); w.at; class_walk_on(&w))
        count++;
    lathe_status st = script_alloc(vm, count * sizeof *out->items, (void **)&out->items, err);
    for (class_walk w = class_walk_from(type); w.at && !st; class_walk_on(&w))
        out->items[out->count++] = w.at;
    if (!st && out->items[out->count - 1] != &class_object)
        out->items[out->count++] = &class_object;
    return st;
}

static bool stands_later(const sequence_of_classes *lists, size_t count, const script_class *type)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = lists[i].at + 1; k < lists[i].count; k++)
            if (lists[i].items[k] == type)
                return true;
    return false;
}

static const script_class *next_in_order(const sequence_of_classes *lists, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (lists[i].at < lists[i].count && !stands_later(lists, count, lists[i].items[lists[i].at]))
            return lists[i].items[lists[i].at];
    return NULL;
}

static lathe_status fail_order(script_vm *vm, const script_value *bases, size_t count, lathe_error *err)
{
    text_builder b = {.vm = vm};
    script_value text;
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < count && !st; i++) {
        if (i)
            st = builder_add(&b, ", ", 2, err);
        if (!st)
            st = builder_add(&b, bases[i].type->name, strlen(bases[i].type->name), err);
    }
    if (!st)
        st = builder_take(&b, &text, err);
    return st ? st
              : script_raise(vm, err, "TypeError",
                             "Cannot create a consistent method resolution\norder (MRO) for bases %s", text.str->text);
}

static lathe_status set_order(script_vm *vm, script_class *type, const script_value *bases, size_t count,
                              lathe_error *err)
{
    sequence_of_classes *lists;
    const script_class **order;
    uint32_t n = 1;
    size_t total = 2;
    lathe_status st = script_alloc(vm, (count + 1) * sizeof *lists, (void **)&lists, err);
    for (size_t i = 0; i < count && !st; i++) {
        st = linearise_one(vm, bases[i].type, &lists[i], err);
        total += st ? 0 : lists[i].count;
    }
    if (!st)
        st = script_alloc(vm, (count + 1) * sizeof *lists[count].items, (void **)&lists[count].items, err);
    if (!st)
        st = script_spend(vm, vm_cost(total * total * 8), err);
    if (!st)
        st = script_alloc(vm, total * sizeof *order, (void **)&order, err);
    if (st)
        return st;
    for (size_t i = 0; i < count; i++)
        lists[count].items[lists[count].count++] = bases[i].type;
    order[0] = type;
    for (const script_class *next; (next = next_in_order(lists, count + 1)) && n < MAX_ORDER; order[n++] = next)
        for (size_t i = 0; i <= count; i++)
            if (lists[i].at < lists[i].count && lists[i].items[lists[i].at] == next)
                lists[i].at++;
    for (size_t i = 0; i <= count; i++)
        if (lists[i].at < lists[i].count)
            return fail_order(vm, bases, count, err);
    type->user->order = order;
    type->user->order_count = n;
    return LATHE_OK;
}

/* The class in which the make of a class's instances ends: a host's or a builtin; NULL: object. */
static const script_class *root_of(const script_class *type)
{
    for (class_walk w = class_walk_from(type); w.at; class_walk_on(&w))
        if (!w.at->user && w.at != &class_object && w.at->construct != &script_construct_plain && !w.at->derive &&
            (w.at->construct || w.at->hooks || exception_is_class(w.at)))
            return w.at;
    return NULL;
}

static lathe_status check_bases(script_vm *vm, const script_value *bases, size_t count, const script_class **out_main,
                                lathe_error *err)
{
    static const script_class *const closed[] = {&types_bool, &types_none, &types_function, &types_range, &types_slice,
                                                 &types_ellipsis, &types_native, &types_bound};
    const script_class *root = NULL;
    *out_main = bases[0].type;
    for (size_t i = 0; i < count; i++) {
        const script_class *type = bases[i].type, *its = root_of(type);
        for (size_t k = 0; k < sizeof closed / sizeof *closed; k++)
            if (type == closed[k])
                return script_raise(vm, err, "TypeError", "type '%s' is not an acceptable base type", type->name);
        for (size_t k = 0; k < i; k++)
            if (bases[k].type == type)
                return script_raise(vm, err, "TypeError", "duplicate base class %s", type->name);
        if (its && root && !script_is_subclass(its, root) && !script_is_subclass(root, its))
            return script_raise(vm, err, "TypeError", "multiple bases have instance lay-out conflict");
        if (its && (!root || script_is_subclass(its, root))) {
            *out_main = root == its ? *out_main : type;
            root = its;
        }
    }
    return LATHE_OK;
}

void class_note_specials(script_class *type)
{
    script_value v;
    struct script_user_class *user = type->user;
    user->has_new = class_has_special(type, "__new__", &v);
    user->has_getattribute = class_has_special(type, "__getattribute__", &v);
    user->has_setattr = class_has_special(type, "__setattr__", &v);
    user->has_delattr = class_has_special(type, "__delattr__", &v);
    user->is_sealed = true;
    for (class_walk w = class_walk_from(type); w.at && user->is_sealed; class_walk_on(&w)) {
        const script_value *slots = w.at->user ? script_dict_find_text(&w.at->user->names, "__slots__") : NULL;
        bool has_dict = slots && slots->kind != SCRIPT_STR && !script_is_sequence(*slots);
        user->is_sealed = w.at == &class_object || (slots && !has_dict);
    }
}

lathe_status class_set_bases(script_vm *vm, script_class *type, const script_value *bases, size_t count,
                             lathe_error *err)
{
    const script_class *main_base;
    lathe_status st = check_bases(vm, bases, count, &main_base, err);
    if (st)
        return st;
    type->base = main_base;
    if (count > 1 || (main_base->user && main_base->user->order))
        st = set_order(vm, type, bases, count, err);
    if (!st && count > 1)
        st = script_tuple_new(vm, bases, count, &type->user->bases, err);
    class_note_specials(type);
    return st;
}

lathe_status class_bases(script_vm *vm, const script_class *type, script_value *out, lathe_error *err)
{
    script_value base = script_type(type->base);
    if (type->user && type->user->bases.kind == SCRIPT_TUPLE) {
        *out = type->user->bases;
        return LATHE_OK;
    }
    return script_tuple_new(vm, &base, type->base != NULL, out, err);
}

/* ---- the class statement ---- */

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

static void take_function(const script_class *type, script_value v)
{
    if (v.kind == SCRIPT_FUNCTION && !v.function->owner)
        v.function->owner = type;
}

/* The class becomes that of its functions, for super(), also where a property wraps several. */
static void take_functions(const script_class *type)
{
    const script_dict *names = &type->user->names;
    for (uint32_t i = 0; i < names->used; i++) {
        const descriptor *d = script_host_of(names->entries[i].value, &class_property);
        take_function(type, unwrapped(names->entries[i].value));
        if (d) {
            take_function(type, d->set);
            take_function(type, d->delete);
        }
    }
}

static lathe_status set_names(script_vm *vm, const script_class *type, lathe_error *err)
{
    const script_dict *names = &type->user->names;
    const uint32_t count = names->used; /* what __set_name__ adds is not told its name */
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < count && i < names->used && !st; i++) {
        script_value method, ignored, v = names->entries[i].value,
                                      args[2] = {script_type(type), names->entries[i].key};
        if (v.kind == SCRIPT_OBJECT && class_find_special(v, "__set_name__", &method))
            st = call_with_self(vm, method, v, &(arguments){.items = args, .count = 2}, &ignored, err);
    }
    return st;
}

/* __init_subclass__ of the bases, with what the class statement gave by keyword. */
static lathe_status init_subclass(script_vm *vm, const script_class *type, lathe_error *err)
{
    script_value method, ignored, self = script_type(type);
    const arguments *keywords = &type->user->keywords;
    class_walk w = class_walk_from(type);
    class_walk_on(&w);
    for (; w.at; class_walk_on(&w)) {
        const script_value *found = w.at->user ? script_dict_find_text(&w.at->user->names, "__init_subclass__") : NULL;
        if (!found)
            continue;
        method = unwrapped(*found);
        return call_with_self(vm, method, self, &(arguments){.keywords = keywords->keywords,
                                                             .keyword_values = keywords->keyword_values,
                                                             .keyword_count = keywords->keyword_count},
                              &ignored, err);
    }
    if (keywords->keyword_count)
        return script_raise(vm, err, "TypeError", "%s.__init_subclass__() takes no keyword arguments", type->name);
    return LATHE_OK;
}

/* metaclass=...: type is the usual one, ABCMeta is known, others are not supported. Taken out of the keywords. */
static lathe_status take_metaclass(script_vm *vm, script_class *type, bool *is_abc, lathe_error *err)
{
    arguments *keywords = &type->user->keywords;
    *is_abc = false;
    for (size_t i = 0; i < keywords->keyword_count; i++) {
        if (!text_is(keywords->keywords[i], "metaclass"))
            continue;
        script_value v = keywords->keyword_values[i];
        *is_abc = v.kind == SCRIPT_CLASS && v.type == &abc_meta;
        if (!*is_abc && !(v.kind == SCRIPT_CLASS && v.type == &types_class))
            return script_unsupported(vm, err, "keyword 'metaclass' in a class statement");
        const script_str **names;
        script_value *values;
        size_t n = 0;
        lathe_status st = script_alloc(vm, keywords->keyword_count * sizeof *names, (void **)&names, err);
        if (!st)
            st = script_alloc(vm, keywords->keyword_count * sizeof *values, (void **)&values, err);
        if (st)
            return st;
        for (size_t k = 0; k < keywords->keyword_count; k++) {
            if (k == i)
                continue;
            names[n] = keywords->keywords[k];
            values[n++] = keywords->keyword_values[k];
        }
        *keywords = (arguments){.keywords = names, .keyword_values = values, .keyword_count = n};
        return LATHE_OK;
    }
    return LATHE_OK;
}

/* What follows the body: names told, the hooks that wait for classes derived from a host's, __init_subclass__. */
static lathe_status finish(script_vm *vm, script_class *type, script_value *out, lathe_error *err)
{
    bool is_abc, told = false;
    take_functions(type);
    class_note_specials(type);
    *out = script_type(type);
    lathe_status st = take_metaclass(vm, type, &is_abc, err);
    if (!st)
        st = set_names(vm, type, err);
    if (!st && is_abc) {
        type->derive = abc_mark; /* for classes derived from it too */
        st = abc_mark(vm, type, out, err);
        told = true;
    }
    for (class_walk w = class_walk_from(type); w.at && !told && !st; class_walk_on(&w)) {
        if (!w.at->derive || w.at == type)
            continue;
        st = exception_adopt(vm, w.at->derive(vm, type, out, err), err);
        told = true;
    }
    bool by_host = told && type->user->keywords.keyword_count; /* it has read the keywords */
    return st || by_host ? st : init_subclass(vm, type, err);
}

/* The positional arguments of a class statement as classes. */
static lathe_status take_bases(script_vm *vm, const arguments *args, const char *name, script_value *bases,
                               size_t *count, lathe_error *err)
{
    *count = 0;
    for (size_t i = 0; i < args->count; i++) {
        const script_value *origin = alias_origin(args->items[i]); /* Generic[T] */
        const script_value item = origin ? *origin : args->items[i];
        if (item.kind != SCRIPT_CLASS)
            return script_raise(vm, err, "TypeError", "the bases of class '%s' must be classes, not %s", name,
                                script_type_name(item));
        bases[(*count)++] = item;
    }
    if (!*count)
        bases[(*count)++] = script_type(&class_object);
    return LATHE_OK;
}

static lathe_status new_class(script_vm *vm, const char *name, const arguments *args, script_class **out,
                              lathe_error *err)
{
    script_value *bases;
    size_t count;
    lathe_status st = script_alloc(vm, (args->count + 1) * sizeof *bases, (void **)&bases, err);
    if (!st)
        st = take_bases(vm, args, name, bases, &count, err);
    if (!st)
        st = class_new(vm, name, &class_object, out, err);
    return st ? st : class_set_bases(vm, *out, bases, count, err);
}

lathe_status class_make(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    arguments args = {0};
    script_class *type;
    script_value qualified, prefix;
    lathe_status st = node->a ? eval_arguments(vm, f, node->a->items, node->name->text, &args, err) : LATHE_OK;
    if (!st)
        st = new_class(vm, node->name->text, &args, &type, err);
    if (!st)
        st = call_qualified_name(vm, f, node->name->text, &qualified, err);
    if (!st)
        st = script_str_printf(vm, &prefix, err, "%s.", qualified.str->text);
    const script_str *doc = st ? NULL : call_doc_string(node);
    if (!st && doc)
        st = class_put(vm, type, "__doc__", text_value(doc), err);
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
    return st ? st : finish(vm, type, out, err);
}

lathe_status class_from_dict(script_vm *vm, const script_str *name, const script_value *bases, size_t count,
                             const script_dict *names, script_value *out, lathe_error *err)
{
    script_class *type;
    lathe_status st = new_class(vm, name->text, &(arguments){.items = bases, .count = count}, &type, err);
    for (uint32_t i = 0; i < names->used && !st; i++)
        if (names->entries[i].key.kind != SCRIPT_UNBOUND)
            st = script_dict_set(vm, &type->user->names, names->entries[i].key, names->entries[i].value, err);
    return st ? st : finish(vm, type, out, err);
}

/* ---- instances ---- */

/* The class whose construct another inherits, NULL if a host on the way wants no instances. */
static const script_class *find_maker(const script_class *type)
{
    bool closed = false; /* classes of hosts that say nothing may not be made */
    for (class_walk w = class_walk_from(type); w.at && w.at != &class_object; class_walk_on(&w)) {
        if (w.at->construct)
            return w.at;
        closed |= !w.at->user && !exception_is_class(w.at);
    }
    return closed ? NULL : &class_object;
}

static lathe_status refuse_instance(script_vm *vm, const script_class *type, lathe_error *err)
{
    for (class_walk w = class_walk_from(type); w.at; class_walk_on(&w))
        if (w.at->user && w.at->user->abstract)
            return script_raise(vm, err, "TypeError", "Can't instantiate abstract class %s with abstract %s",
                                type->name, w.at->user->abstract);
        else if (w.at->user)
            break;
    return LATHE_OK;
}

/* Makes an instance, list, tuple, dict, set, number or text one of a derived class. */
static lathe_status attach(script_vm *vm, const script_class *type, script_value *v, lathe_error *err)
{
    script_value object, *plain;
    if (type->user && v->kind == SCRIPT_OBJECT && script_is_subclass(type, v->object->type))
        v->object->type = type;
    if (!type->user || object_of(*v))
        return LATHE_OK;
    for (class_walk w = class_walk_from(type); w.at; class_walk_on(&w))
        if (w.at->user && w.at->user->makes_plain)
            return LATHE_OK;
    bool is_list = script_is_sequence(*v);
    if (is_list || v->kind == SCRIPT_DICT || script_is_set(*v)) {
        lathe_status st = script_object_new(vm, type, NULL, NULL, &object, err);
        if (!st)
            *(is_list ? &v->list->self : &v->dict->self) = object.object;
        return st;
    }
    lathe_status st = script_alloc(vm, sizeof *plain, (void **)&plain, err);
    if (st)
        return st;
    *plain = *v;
    return script_object_new(vm, type, plain, NULL, v, err);
}

/* What stands before __init__ runs. */
static lathe_status make_empty(script_vm *vm, const script_class *type, const script_class *maker,
                               const arguments *args, script_value *out, lathe_error *err)
{
    bool dict = script_is_subclass(type, &types_dict), set = script_is_subclass(type, &types_set),
         list = script_is_subclass(type, &types_list);
    bool fixed = script_is_subclass(type, &types_tuple) || script_is_subclass(type, &types_int) ||
                 script_is_subclass(type, &types_float) || script_is_subclass(type, &types_str) ||
                 script_is_subclass(type, &types_frozenset) || script_is_subclass(type, &types_bytes);
    lathe_status st;
    if (fixed) /* what cannot change is made of the arguments, as its __new__ would */
        st = call_native(vm, maker->construct, script_type(maker), type->name, args, out, err);
    else if (dict || set)
        st = set ? script_set_new(vm, out, err) : script_dict_new(vm, out, err);
    else if (list)
        st = script_list_new(vm, NULL, 0, out, err);
    else
        st = script_object_new(vm, type, NULL, NULL, out, err);
    if (!st)
        st = attach(vm, type, out, err);
    bool is_builtin = maker == &types_dict || maker == &types_set || maker == &types_list;
    if (!st && !fixed && !is_builtin)
        object_of(*out)->is_unmade = true;
    return st;
}

lathe_status class_make_instance(script_vm *vm, const script_class *type, const arguments *args, bool has_init,
                                 script_value *out, lathe_error *err)
{
    const script_class *maker = find_maker(type);
    lathe_status st = refuse_instance(vm, type, err);
    if (st)
        return st;
    if (!maker)
        return script_raise(vm, err, "TypeError", "cannot create '%s' instances", type->name);
    if (exception_is_class(type))
        return exception_new(vm, type, args, out, err);
    if (maker->construct == &script_construct_plain) {
        if (!has_init && args->count + args->keyword_count && !(type->user && type->user->has_new))
            return script_raise(vm, err, "TypeError", "%s() takes no arguments", type->name);
        return script_object_new(vm, type, NULL, NULL, out, err);
    }
    if (has_init)
        return make_empty(vm, type, maker, args, out, err);
    st = call_native(vm, maker->construct, script_type(type), type->name, args, out, err);
    return st ? st : attach(vm, type, out, err);
}

/* What asks for nothing in its own __init__ need not be asked by a derived one's: Python would not miss it. */
static lathe_status make_silently(script_vm *vm, const script_class *type, script_value object, lathe_error *err)
{
    const script_class *maker = find_maker(type);
    if (!object_of(object) || !object_of(object)->is_unmade || maker->construct->signature[0])
        return LATHE_OK;
    const script_native_value native = {.method = maker->construct, .owner = maker->name, .initialises = true};
    return class_initialise(vm, &native, object, &(arguments){0}, err);
}

lathe_status class_instantiate(script_vm *vm, const script_class *type, const arguments *args, script_value *out,
                               lathe_error *err)
{
    script_value init, make, object, ignored, self = script_type(type);
    const script_hooks *meta = class_hooks(self, offsetof(script_hooks, call));
    if (meta)
        return call_native(vm, meta->call, self, type->name, args, out, err);
    bool has_init = type->user && class_has_special(type, "__init__", &init);
    lathe_status st;
    if (type->user && type->user->has_new && class_has_special(type, "__new__", &make)) {
        st = call_with_self(vm, unwrapped(make), self, args, &object, err);
        has_init &= !st && script_is_subclass(class_of(object), type);
    } else {
        st = class_make_instance(vm, type, args, has_init, &object, err);
    }
    if (!st && has_init) {
        st = call_with_self(vm, init, object, args, &ignored, err);
        if (!st && !script_is_none(ignored))
            st = script_raise(vm, err, "TypeError", "__init__() should return None, not '%s'",
                              script_type_name(ignored));
        if (!st)
            st = make_silently(vm, type, object, err);
    }
    if (!st)
        *out = object;
    return st;
}

/* What was made becomes what self is. */
static lathe_status take_over(script_vm *vm, script_value self, script_value made, lathe_error *err)
{
    script_object *object = object_of(self), *from = object_of(made);
    if (self.kind != made.kind)
        return script_raise(vm, err, "TypeError", "__init__ of another class than that of the object");
    if (self.kind == SCRIPT_LIST) {
        script_object *own = self.list->self;
        *self.list = *made.list;
        self.list->self = own;
    } else if (self.kind == SCRIPT_DICT || self.kind == SCRIPT_SET) {
        script_object *own = self.dict->self;
        *self.dict = *made.dict;
        self.dict->self = own;
    }
    if (!object || !from || !object->is_unmade)
        return LATHE_OK;
    object->host = from->host; /* released with what was made, at the end of the run */
    object->is_unmade = false;
    const script_hooks *hooks = class_hooks(self, offsetof(script_hooks, adopt));
    if (hooks)
        hooks->adopt(self);
    return LATHE_OK;
}

lathe_status class_initialise(script_vm *vm, const script_native_value *native, script_value self, const arguments *args,
                              lathe_error *err)
{
    script_value made;
    const script_class *type = class_of(self);
    bool fixed = self.kind == SCRIPT_TUPLE || self.kind == SCRIPT_FROZENSET || native->is_plain;
    if (fixed || type == &types_class)
        return LATHE_OK;
    lathe_status st = call_native(vm, native->method, script_type(type), native->owner, args, &made, err);
    return st ? st : take_over(vm, self, made, err);
}
