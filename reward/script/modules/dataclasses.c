/* dataclasses.c: Python's dataclasses: what the decorator puts into a class. The functions about instances stand in
 * dataclass_values.c. make_dataclass is not there; __weakref__ and __match_args__ mean nothing here. */
#include "reward/script/modules/dataclass.h"

#include "reward/script/modules/modules.h"

#include <string.h>

/* The default of a parameter whose value a factory makes. */
static const script_class factory_mark = {.name = "<factory>", .base = &class_object};

typedef struct options {
    bool init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot;
} options;

/* A class that was decorated: its initializer's row, and what its methods look at. */
typedef struct record {
    made_method init;
    const script_class *type;
    options options;
    script_list *fields; /* those of the bases first; with the pseudo-fields */
    const dataclass_field **parameters; /* in the order of __init__ */
} record;

static const char fields_name[] = "__dataclass_fields__", record_name[] = "__dataclass_params__";

/* ---- fields ---- */

static lathe_status new_field(script_vm *vm, dataclass_field **out_field, script_value *out, lathe_error *err)
{
    dataclass_field *f;
    lathe_status st = script_alloc(vm, sizeof *f, (void **)&f, err);
    if (!st)
        st = script_object_new(vm, &dataclass_field_class, f, NULL, out, err);
    if (st)
        return st;
    *f = (dataclass_field){.init = true, .repr = true, .compare = true, .metadata = script_none()};
    *out_field = f;
    return LATHE_OK;
}

static bool is_missing(script_value v) { return v.kind == SCRIPT_CLASS && v.type == &dataclass_missing; }

/* field(*, default, default_factory, init, repr, hash, compare, metadata, kw_only) */
MODULE_FUNCTION(make_field)
{
    dataclass_field *f;
    const script_value *args = call->args;
    lathe_status st = new_field(vm, &f, out, err);
    if (st)
        return st;
    if ((call->given & 1) && !is_missing(args[0]))
        f->preset = args[0];
    if ((call->given & 2) && !is_missing(args[1]))
        f->factory = args[1];
    if (f->preset.kind && f->factory.kind)
        return script_raise(vm, err, "ValueError", "cannot specify both default and default_factory");
    st = script_to_truth(vm, args[2], &f->init, err);
    if (!st)
        st = script_to_truth(vm, args[3], &f->repr, err);
    if (!st)
        st = script_to_truth(vm, args[5], &f->compare, err);
    f->hash = script_is_none(args[4]) ? f->compare : args[4].kind == SCRIPT_BOOL && args[4].boolean;
    f->metadata = args[6];
    f->says_kw_only = (call->given & 128) && !is_missing(args[7]);
    return st || !f->says_kw_only ? st : script_to_truth(vm, args[7], &f->kw_only, err);
}

static script_value or_missing(script_value v) { return v.kind ? v : script_type(&dataclass_missing); }

static lathe_status field_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                              lathe_error *err)
{
    const dataclass_field *f = self.object->host;
    const struct {
        const char *name;
        script_value value;
    } rows[] = {
        {"name", f->name ? text_value(f->name) : script_none()},
        {"type", f->type.kind ? f->type : script_none()},
        {"default", or_missing(f->preset)},
        {"default_factory", or_missing(f->factory)},
        {"init", script_bool(f->init)},
        {"repr", script_bool(f->repr)},
        {"compare", script_bool(f->compare)},
        {"kw_only", script_bool(f->kw_only)},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].name, name) != 0)
            continue;
        *handled = true;
        *out = rows[i].value;
        return LATHE_OK;
    }
    *handled = strcmp(name, "metadata") == 0;
    *out = f->metadata;
    return *handled && script_is_none(f->metadata) ? script_dict_new(vm, out, err) : LATHE_OK;
}

static const script_hooks field_hooks = {.get = field_get};
const script_class dataclass_field_class = {.name = "Field", .base = &class_object, .hooks = &field_hooks};
const script_class dataclass_missing = {.name = "dataclasses.MISSING", .base = &class_object};
static const script_class kw_only_mark = {.name = "dataclasses.KW_ONLY", .base = &class_object};
static const script_hooks generic_meta = {.item = alias_new};
static const script_class init_var = {.name = "dataclasses.InitVar", .base = &class_object, .meta = &generic_meta};

/* True if an annotation is `name`, name[...] or the text of either. */
static bool annotation_is(script_value v, const char *name)
{
    const script_value *origin = alias_origin(v);
    if (origin)
        v = *origin;
    if (v.kind == SCRIPT_CLASS) {
        const char *dot = strrchr(v.type->name, '.');
        return !v.type->user && strcmp(dot ? dot + 1 : v.type->name, name) == 0;
    }
    if (v.kind != SCRIPT_STR)
        return false;
    size_t length = strcspn(v.str->text, "[");
    const char *begin = v.str->text + length;
    while (begin > v.str->text && begin[-1] != '.')
        begin--;
    length = (size_t)(v.str->text + length - begin);
    return length == strlen(name) && memcmp(begin, name, length) == 0;
}

/* ---- what a class has ---- */

static const record *record_of_class(const script_class *type)
{
    const script_value *v = type->user ? script_dict_find_text(&type->user->names, record_name) : NULL;
    return v && v->kind == SCRIPT_OBJECT ? v->object->host : NULL;
}

static const record *inherited_record(const script_class *type)
{
    const record *r = NULL;
    for (; type && !r; type = type->base)
        r = record_of_class(type);
    return r;
}

const script_list *dataclass_fields_of(const script_class *type)
{
    const record *r = inherited_record(type);
    return r ? r->fields : NULL;
}

static const script_class record_class = {.name = "_DataclassParams", .base = &class_object};

static bool is_unhashable(script_value v)
{
    script_value method;
    return v.kind == SCRIPT_LIST || v.kind == SCRIPT_DICT || v.kind == SCRIPT_SET ||
           (v.kind == SCRIPT_OBJECT && class_find_special(v, "__eq__", &method) &&
            !class_find_special(v, "__hash__", &method));
}

static lathe_status check_field(script_vm *vm, const dataclass_field *f, lathe_error *err)
{
    script_value shown;
    if (f->kind != DATACLASS_FIELD && f->factory.kind)
        return script_raise(vm, err, "TypeError", "field %s cannot have a default factory", f->name->text);
    if (f->kind != DATACLASS_FIELD || !is_unhashable(f->preset))
        return LATHE_OK;
    lathe_status st = script_to_repr(vm, script_type(class_of(f->preset)), &shown, err);
    return st ? st
              : script_raise(vm, err, "ValueError",
                             "mutable default %s for field %s is not allowed: use default_factory", shown.str->text,
                             f->name->text);
}

/* The field of one annotation; the class keeps its default as an attribute, as Python does. */
static lathe_status read_field(script_vm *vm, script_class *type, const script_dict_entry *annotation,
                               const options *o, bool kw_only, script_value *out, lathe_error *err)
{
    const script_str *name = annotation->key.str;
    script_value *place = dict_find_str(&type->user->names, name);
    dataclass_field *f = place ? script_host_of(*place, &dataclass_field_class) : NULL;
    lathe_status st = LATHE_OK;
    bool removed;
    if (f) {
        *out = *place;
        if (f->preset.kind)
            *place = f->preset;
        else
            st = script_dict_remove(vm, &type->user->names, text_value(name), &removed, err);
    } else {
        st = new_field(vm, &f, out, err);
        if (!st)
            f->hash = true;
        if (!st && place)
            f->preset = *place;
    }
    if (st)
        return st;
    f->name = name;
    f->type = annotation->value;
    f->kind = annotation_is(f->type, "ClassVar")  ? DATACLASS_CLASS_VAR
              : annotation_is(f->type, "InitVar") ? DATACLASS_INIT_VAR
                                                  : DATACLASS_FIELD;
    if (!f->says_kw_only)
        f->kw_only = f->kind != DATACLASS_CLASS_VAR && (kw_only || o->kw_only);
    return check_field(vm, f, err);
}

static lathe_status replace_or_add(script_vm *vm, script_list *fields, script_value field, lathe_error *err)
{
    const dataclass_field *f = field.object->host;
    for (size_t i = 0; i < fields->count; i++) {
        const dataclass_field *other = fields->items[i].object->host;
        if (text_equal(other->name, f->name)) {
            fields->items[i] = field;
            return LATHE_OK;
        }
    }
    return script_list_append(vm, fields, field, err);
}

static lathe_status collect_fields(script_vm *vm, script_class *type, record *r, lathe_error *err)
{
    const script_dict *annotations = &type->user->annotations;
    const record *base = inherited_record(type->base);
    script_value list;
    bool kw_only = false;
    lathe_status st = script_list_new(vm, base ? base->fields->items : NULL, base ? base->fields->count : 0, &list, err);
    if (!st && base && base->options.frozen != r->options.frozen)
        return script_raise(vm, err, "TypeError",
                            base->options.frozen ? "cannot inherit non-frozen dataclass from a frozen one"
                                                 : "cannot inherit frozen dataclass from a non-frozen one");
    for (uint32_t i = 0; i < annotations->used && !st; i++) {
        const script_dict_entry *e = &annotations->entries[i];
        script_value field;
        if (annotation_is(e->value, "KW_ONLY")) {
            kw_only = true;
            continue;
        }
        st = script_spend(vm, 1 + vm_cost(list.list->count), err);
        if (!st)
            st = read_field(vm, type, e, &r->options, kw_only, &field, err);
        if (!st)
            st = replace_or_add(vm, list.list, field, err);
    }
    for (uint32_t i = 0; i < type->user->names.used && !st; i++) {
        const script_dict_entry *e = &type->user->names.entries[i];
        if (e->key.kind == SCRIPT_STR && script_host_of(e->value, &dataclass_field_class) &&
            !dict_find_str(annotations, e->key.str))
            return script_raise(vm, err, "TypeError", "'%s' is a field but has no type annotation", e->key.str->text);
    }
    r->fields = list.list;
    return st;
}

/* ---- __init__ ---- */

static lathe_status run_post_init(script_vm *vm, script_value self, const record *r, const script_value *values,
                                  lathe_error *err)
{
    script_value method, args, ignored;
    if (!class_find_special(self, "__post_init__", &method))
        return LATHE_OK;
    lathe_status st = script_list_new(vm, NULL, 0, &args, err);
    for (uint32_t i = 0; i < r->fields->count && !st; i++) {
        const dataclass_field *f = r->fields->items[i].object->host;
        for (uint32_t k = 0; k < r->init.signature->count && f->kind == DATACLASS_INIT_VAR; k++)
            if (r->parameters[k] == f)
                st = script_list_append(vm, args.list, values[k], err);
    }
    return st ? st
              : call_with_self(vm, method, self, &(arguments){.items = args.list->items, .count = args.list->count},
                               &ignored, err);
}

MODULE_FUNCTION(run_init)
{
    const made_method *made = (const made_method *)call->method;
    const record *r = (const record *)made;
    script_value *values;
    lathe_status st = script_alloc(vm, (call->count + 1) * sizeof *values, (void **)&values, err);
    *out = script_none();
    if (!st && call->self.kind != SCRIPT_OBJECT)
        return script_unsupported(vm, err, "a dataclass that is a '%s'", script_type_name(call->self));
    for (size_t i = 0; i < r->fields->count && !st; i++) {
        const dataclass_field *f = r->fields->items[i].object->host;
        script_value v = f->preset;
        bool set = f->kind == DATACLASS_FIELD && f->factory.kind;
        for (size_t k = 0; k < call->count; k++) {
            if (r->parameters[k] != f)
                continue;
            v = call->args[k];
            set = f->kind == DATACLASS_FIELD;
            values[k] = v;
        }
        bool by_factory = f->factory.kind && (!f->init || (v.kind == SCRIPT_CLASS && v.type == &factory_mark));
        if (set && by_factory)
            st = script_call_value(vm, f->factory, NULL, 0, &v, err);
        if (!st && set)
            st = r->options.frozen ? attribute_put(vm, call->self.object, f->name, v, err)
                                   : attribute_set(vm, call->self, f->name, v, err);
    }
    return st ? st : run_post_init(vm, call->self, r, values, err);
}

/* The signature: keyword-only fields come last; what has no default may not follow what has. */
static lathe_status make_init(script_vm *vm, record *r, lathe_error *err)
{
    size_t count = r->fields->count;
    signature *s;
    bool presets = false;
    lathe_status st = script_alloc(vm, sizeof *s + (count + 1) * sizeof *s->parameters, (void **)&s, err);
    if (!st)
        st = script_alloc(vm, (count + 1) * sizeof *r->parameters, (void **)&r->parameters, err);
    if (st)
        return st;
    s->star = s->double_star = -1;
    for (int kw_only = 0; kw_only < 2; kw_only++) {
        for (size_t i = 0; i < count; i++) {
            const dataclass_field *f = r->fields->items[i].object->host;
            if (!f->init || f->kind == DATACLASS_CLASS_VAR || f->kw_only != (kw_only == 1))
                continue;
            bool has_default = f->preset.kind || f->factory.kind;
            if (presets && !has_default && !kw_only)
                return script_raise(vm, err, "TypeError", "non-default argument '%s' follows default argument",
                                    f->name->text);
            presets |= has_default;
            r->parameters[s->count] = f;
            s->parameters[s->count++] =
                (parameter){.name = f->name,
                            .kind = kw_only ? AST_PARAMETER_KEYWORD : AST_PARAMETER_PLAIN,
                            .preset = f->factory.kind ? script_type(&factory_mark) : f->preset};
            s->positional += !kw_only;
        }
    }
    r->init = (made_method){{"__init__", "", run_init, SCRIPT_METHOD_MADE}, s};
    return LATHE_OK;
}

/* ---- the other methods ---- */

static lathe_status values_of(script_vm *vm, script_value self, const record *r, bool hash, script_value *out,
                              lathe_error *err)
{
    script_value list, v;
    lathe_status st = script_list_new(vm, NULL, 0, &list, err);
    for (size_t i = 0; i < r->fields->count && !st; i++) {
        const dataclass_field *f = r->fields->items[i].object->host;
        if (f->kind != DATACLASS_FIELD || !(hash ? f->hash : f->compare))
            continue;
        st = attribute_get(vm, self, f->name, &v, err);
        if (!st)
            st = script_list_append(vm, list.list, v, err);
    }
    list.kind = SCRIPT_TUPLE;
    if (!st)
        *out = list;
    return st;
}

/* __eq__ and the four orders: of two of the very same class. */
MODULE_FUNCTION(compare)
{
    static const struct {
        const char *name;
        script_operator op;
    } rows[] = {{"__eq__", SCRIPT_EQUAL},
                {"__lt__", SCRIPT_LESS},
                {"__le__", SCRIPT_LESS_EQUAL},
                {"__gt__", SCRIPT_GREATER},
                {"__ge__", SCRIPT_GREATER_EQUAL}};
    const script_class *type = class_of(call->self);
    const record *r = inherited_record(type);
    script_value a, b;
    size_t i = 0;
    while (strcmp(rows[i].name, call->method->name) != 0)
        i++;
    if (!r || class_of(call->args[0]) != type) {
        *out = (script_value){.kind = SCRIPT_NOT_IMPLEMENTED};
        return LATHE_OK;
    }
    lathe_status st = values_of(vm, call->self, r, false, &a, err);
    if (!st)
        st = values_of(vm, call->args[0], r, false, &b, err);
    return st ? st : script_operate(vm, rows[i].op, a, b, out, err);
}

MODULE_FUNCTION(hash)
{
    const record *r = inherited_record(class_of(call->self));
    script_value values;
    uint32_t h;
    lathe_status st = values_of(vm, call->self, r, true, &values, err);
    if (!st)
        st = compare_hash(vm, values, &h, err);
    if (!st)
        *out = script_int(h);
    return st;
}

MODULE_FUNCTION(repr)
{
    const script_class *type = class_of(call->self);
    const record *r = inherited_record(type);
    const char *name = type->user ? type->user->qualified_name : type->name;
    text_builder b = {.vm = vm};
    script_value v;
    bool first = true;
    lathe_status st = builder_add(&b, name, strlen(name), err);
    if (!st)
        st = builder_add(&b, "(", 1, err);
    for (size_t i = 0; i < r->fields->count && !st; i++) {
        const dataclass_field *f = r->fields->items[i].object->host;
        if (f->kind != DATACLASS_FIELD || !f->repr)
            continue;
        if (!first)
            st = builder_add(&b, ", ", 2, err);
        first = false;
        if (!st)
            st = attribute_get(vm, call->self, f->name, &v, err);
        if (!st)
            st = builder_add_str(&b, f->name, err);
        if (!st)
            st = builder_add(&b, "=", 1, err);
        if (!st)
            st = format_repr_into(&b, v, err);
    }
    if (!st)
        st = builder_add(&b, ")", 1, err);
    return st ? st : builder_take(&b, out, err);
}

/* Frozen classes refuse every field, slotted ones what is no field. */
static lathe_status guard_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                              lathe_error *err)
{
    const script_class *type = class_of(self);
    const record *r = inherited_record(type);
    script_value error;
    bool is_field = false;
    (void)value;
    *handled = false;
    for (size_t i = 0; i < r->fields->count; i++)
        is_field |= text_is(((const dataclass_field *)r->fields->items[i].object->host)->name, name);
    if (r->options.frozen && (is_field || r->type == type)) {
        lathe_status st = dataclass_frozen_error(vm, &error, err);
        return st ? st : script_raise_as(vm, err, error.type->name, error.type, "cannot assign to field '%s'", name);
    }
    if (r->options.slots && !is_field && r->type == type)
        return exception_attribute_error(vm, err, self, name);
    return LATHE_OK;
}
static const script_hooks guard_hooks = {.set = guard_set};

static lathe_status put_method(script_vm *vm, script_class *type, const script_method *row, bool replaces,
                               lathe_error *err)
{
    script_value v;
    if (!replaces && script_dict_find_text(&type->user->names, row->name))
        return LATHE_OK;
    lathe_status st = class_method_value(vm, row, type->name, &v, err);
    return st ? st : class_put(vm, type, row->name, v, err);
}

static lathe_status put_methods(script_vm *vm, script_class *type, record *r, lathe_error *err)
{
    static const script_method repr_row = {"__repr__", "", repr, 0}, hash_row = {"__hash__", "", hash, 0};
    static const script_method compare_rows[] = {{"__eq__", "other, /", compare, 0},
                                                 {"__lt__", "other, /", compare, 0},
                                                 {"__le__", "other, /", compare, 0},
                                                 {"__gt__", "other, /", compare, 0},
                                                 {"__ge__", "other, /", compare, 0}};
    const options *o = &r->options;
    bool own_hash = script_dict_find_text(&type->user->names, "__hash__");
    lathe_status st = o->init ? make_init(vm, r, err) : LATHE_OK;
    if (!st && o->init)
        st = put_method(vm, type, &r->init.row, true, err);
    if (!st && o->repr)
        st = put_method(vm, type, &repr_row, false, err);
    if (!st && o->eq)
        st = put_method(vm, type, &compare_rows[0], false, err);
    for (int i = 1; i < 5 && o->order && !st; i++) {
        if (script_dict_find_text(&type->user->names, compare_rows[i].name))
            return script_raise(
                vm, err, "TypeError",
                "Cannot overwrite attribute %s in class %s. Consider using functools.total_ordering",
                compare_rows[i].name, type->name);
        st = put_method(vm, type, &compare_rows[i], true, err);
    }
    if (!st && !own_hash && (o->unsafe_hash || (o->eq && o->frozen)))
        st = put_method(vm, type, &hash_row, true, err);
    if (o->frozen || o->slots)
        type->hooks = &guard_hooks;
    return st;
}

static lathe_status process(script_vm *vm, script_value cls, const options *o, script_value *out, lathe_error *err)
{
    record *r;
    script_value kept, fields;
    if (cls.kind != SCRIPT_CLASS || !cls.type->user)
        return script_raise(vm, err, "TypeError", "dataclass() should be called on a class");
    if (o->order && !o->eq)
        return script_raise(vm, err, "ValueError", "eq must be true if order is true");
    script_class *type = (script_class *)cls.type; /* a script's: made in the arena */
    lathe_status st = script_alloc(vm, sizeof *r, (void **)&r, err);
    if (st)
        return st;
    r->options = *o;
    r->type = type;
    st = collect_fields(vm, type, r, err);
    if (!st)
        st = put_methods(vm, type, r, err);
    if (!st)
        st = script_object_new(vm, &record_class, r, NULL, &kept, err);
    if (!st)
        st = script_dict_new(vm, &fields, err);
    for (size_t i = 0; !st && i < r->fields->count; i++)
        st = script_dict_set(vm, fields.dict, text_value(((dataclass_field *)r->fields->items[i].object->host)->name),
                             r->fields->items[i], err);
    if (!st)
        st = class_put(vm, type, fields_name, fields, err);
    if (!st)
        st = class_put(vm, type, record_name, kept, err);
    *out = cls;
    return st;
}

typedef struct decorator {
    made_method made;
    options options;
} decorator;

MODULE_FUNCTION(decorate)
{
    const made_method *made = (const made_method *)call->method;
    return process(vm, call->args[0], &((const decorator *)made)->options, out, err);
}

MODULE_FUNCTION(dataclass)
{
    static const script_method row = {"wrap", "cls", decorate, 0};
    options o;
    bool *const flags[] = {&o.init,       &o.repr,    &o.eq,    &o.order,       &o.unsafe_hash, &o.frozen,
                           &o.match_args, &o.kw_only, &o.slots, &o.weakref_slot};
    made_method *made;
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < sizeof flags / sizeof *flags && !st; i++)
        st = script_to_truth(vm, call->args[i + 1], flags[i], err);
    if (st)
        return st;
    if (!script_is_none(call->args[0]))
        return process(vm, call->args[0], &o, out, err);
    st = call_make_native(vm, &row, sizeof(decorator), &made, err);
    if (st)
        return st;
    ((decorator *)made)->options = o;
    return class_method_value(vm, &made->row, NULL, out, err);
}

static const script_method functions[] = {
    {"dataclass",
     "cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, "
     "kw_only=False, slots=False, weakref_slot=False",
     dataclass, 0},
    {"field",
     "*, default=None, default_factory=None, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=None",
     make_field, 0},
    {"fields", "class_or_instance", dataclass_fields, 0},
    {"asdict", "obj, *, dict_factory=None", dataclass_as_dict, 0},
    {"astuple", "obj, *, tuple_factory=None", dataclass_as_tuple, 0},
    {"replace", "obj, /, **changes", dataclass_replace, 0},
    {"is_dataclass", "obj", dataclass_is, 0},
    {"make_dataclass", "*args, **kwargs", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member members[] = {
    SCRIPT_MEMBER_CLASS("Field", &dataclass_field_class),
    SCRIPT_MEMBER_CLASS("MISSING", &dataclass_missing),
    SCRIPT_MEMBER_CLASS("KW_ONLY", &kw_only_mark),
    SCRIPT_MEMBER_CLASS("InitVar", &init_var),
    SCRIPT_MEMBER_MADE("FrozenInstanceError", dataclass_frozen_error),
    {0},
};
const script_module module_dataclasses = {.name = "dataclasses", .functions = functions, .members = members};
