/* named_tuple.c: classes of tuples with named fields: made by a call or a class statement. Their instances are tuples to
 * everything that takes one. */
#include "reward/script/modules/named_tuple.h"

#include "reward/script/modules/modules.h"

#include <ctype.h>
#include <string.h>

/* What the class keeps: its constructor's row, found again through script_class.construct. */
typedef struct shape {
    made_method construct;
    const script_class *type;
    script_list *names; /* of the fields */
} shape;

static lathe_status construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);

static const shape *shape_of(const script_class *type)
{
    for (; type; type = type->base)
        if (type->construct && type->construct->call == construct) {
            const made_method *made = (const made_method *)type->construct;
            return (const shape *)made;
        }
    return NULL;
}

const script_list *named_tuple_fields(script_value v)
{
    const shape *s = v.kind == SCRIPT_TUPLE && v.list->self ? shape_of(v.list->self->type) : NULL;
    return s ? s->names : NULL;
}

static lathe_status make(script_vm *vm, const script_class *type, const script_value *items, size_t count,
                         script_value *out, lathe_error *err)
{
    script_value tuple, object;
    lathe_status st = script_tuple_new(vm, items, count, &tuple, err);
    if (!st)
        st = script_object_new(vm, type, NULL, NULL, &object, err);
    if (st)
        return st;
    tuple.list->self = object.object;
    *out = tuple;
    return LATHE_OK;
}

lathe_status named_tuple_like(script_vm *vm, script_value v, const script_value *items, script_value *out,
                              lathe_error *err)
{
    return make(vm, v.list->self->type, items, v.list->count, out, err);
}

static lathe_status construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return make(vm, call->self.type, call->args, call->count, out, err);
}

/* ---- what instances answer ---- */

static ptrdiff_t index_of(const shape *s, const char *name)
{
    for (size_t i = 0; i < s->names->count; i++)
        if (text_is(s->names->items[i].str, name))
            return (ptrdiff_t)i;
    return -1;
}

static lathe_status get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                        lathe_error *err)
{
    ptrdiff_t i = self.kind == SCRIPT_TUPLE ? index_of(shape_of(self.list->self->type), name) : -1;
    (void)vm;
    (void)err;
    *handled = i >= 0;
    if (i >= 0)
        *out = self.list->items[i];
    return LATHE_OK;
}

static lathe_status set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                        lathe_error *err)
{
    const shape *s = shape_of(self.list->self->type);
    (void)value;
    *handled = false;
    if (index_of(s, name) >= 0)
        return script_raise(vm, err, "AttributeError", "can't set attribute");
    if (s->type == self.list->self->type) /* derived classes have room for more */
        return exception_attribute_error(vm, err, self, name);
    return LATHE_OK;
}

static lathe_status repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const shape *s = shape_of(self.list->self->type);
    const char *name = script_type_name(self);
    text_builder b = {.vm = vm};
    lathe_status st = builder_add(&b, name, strlen(name), err);
    for (size_t i = 0; i < s->names->count && !st; i++) {
        st = builder_add(&b, i ? ", " : "(", i ? 2 : 1, err);
        if (!st)
            st = builder_add_str(&b, s->names->items[i].str, err);
        if (!st)
            st = builder_add(&b, "=", 1, err);
        if (!st)
            st = format_repr_into(&b, self.list->items[i], err);
    }
    if (!st)
        st = builder_add(&b, s->names->count ? ")" : "()", s->names->count ? 1 : 2, err);
    return st ? st : builder_take(&b, out, err);
}

MODULE_FUNCTION(as_dict)
{
    const shape *s = shape_of(call->self.list->self->type);
    lathe_status st = script_dict_new(vm, out, err);
    for (size_t i = 0; i < s->names->count && !st; i++)
        st = script_dict_set(vm, out->dict, s->names->items[i], call->self.list->items[i], err);
    return st;
}

MODULE_FUNCTION(replace)
{
    const script_dict *changes = call->args[0].dict;
    const shape *s = shape_of(call->self.list->self->type);
    script_value made, unknown;
    lathe_status st = make(vm, call->self.list->self->type, call->self.list->items, call->self.list->count, &made, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &unknown, err);
    for (uint32_t i = 0; i < changes->used && !st; i++) {
        ptrdiff_t at = index_of(s, changes->entries[i].key.str->text);
        if (at >= 0)
            made.list->items[at] = changes->entries[i].value;
        else
            st = script_list_append(vm, unknown.list, changes->entries[i].key, err);
    }
    if (st)
        return st;
    if (unknown.list->count) {
        st = script_to_repr(vm, unknown, &unknown, err);
        return st ? st : script_raise(vm, err, "ValueError", "Got unexpected field names: %s", unknown.str->text);
    }
    *out = made;
    return LATHE_OK;
}

MODULE_FUNCTION(make_from)
{
    const script_value *items;
    size_t count;
    const shape *s = shape_of(call->self.type);
    lathe_status st = script_to_items(vm, call->args[0], &items, &count, err);
    if (!st && count != s->names->count)
        return script_raise(vm, err, "TypeError", "Expected %zu arguments, got %zu", s->names->count, count);
    return st ? st : make(vm, call->self.type, items, count, out, err);
}

static const script_method methods[] = {
    {"_asdict", "", as_dict, 0},
    {"_replace", "**kwds", replace, 0},
    {"_make", "iterable, /", make_from, SCRIPT_METHOD_CLASS},
    {NULL, NULL, NULL, 0},
};
static const script_hooks hooks = {.get = get, .set = set, .repr = repr};

/* ---- making classes ---- */

/* Makes `type`, a script's class, one of tuples. names: a list of texts; the last `preset_count` have defaults. */
static lathe_status set_up(script_vm *vm, script_class *type, script_list *names, const script_value *presets,
                           size_t preset_count, lathe_error *err)
{
    size_t count = names->count;
    shape *s;
    signature *parameters;
    script_value tuple, dict;
    lathe_status st = script_alloc(vm, sizeof *s, (void **)&s, err);
    if (!st)
        st = script_alloc(vm, sizeof *parameters + count * sizeof *parameters->parameters, (void **)&parameters, err);
    if (!st)
        st = script_tuple_new(vm, names->items, count, &tuple, err);
    if (!st)
        st = script_dict_new(vm, &dict, err);
    if (st)
        return st;
    parameters->count = parameters->positional = (uint32_t)count;
    parameters->star = parameters->double_star = -1;
    for (size_t i = 0; i < count && !st; i++) {
        parameters->parameters[i] = (parameter){.name = names->items[i].str, .kind = AST_PARAMETER_PLAIN};
        if (i + preset_count < count)
            continue;
        parameters->parameters[i].preset = presets[i + preset_count - count];
        st = script_dict_set(vm, dict.dict, names->items[i], parameters->parameters[i].preset, err);
    }
    *s = (shape){.construct = {{"__new__", "", construct, SCRIPT_METHOD_MADE}, parameters},
                 .type = type,
                 .names = tuple.list};
    type->base = &types_tuple;
    type->construct = &s->construct.row;
    type->methods = methods;
    type->hooks = &hooks;
    if (!st)
        st = class_put(vm, type, "_fields", tuple, err);
    if (!st)
        st = class_put(vm, type, "__match_args__", tuple, err);
    return st ? st : class_put(vm, type, "_field_defaults", dict, err);
}

static bool is_identifier(const script_str *s)
{
    if (!s->length || isdigit((unsigned char)s->text[0]))
        return false;
    for (uint32_t i = 0; i < s->length; i++)
        if (!isalnum((unsigned char)s->text[i]) && s->text[i] != '_' && (unsigned char)s->text[i] < 0x80)
            return false;
    return true;
}

static bool is_keyword(const script_str *s)
{
    static const char *const words[] = {
        "False", "None",  "True",  "and",    "as",   "assert", "async",  "await",    "break",  "class", "continue", "def",
        "del",   "elif",  "else",  "except", "finally", "for", "from",   "global",   "if",     "import", "in",      "is",
        "lambda", "nonlocal", "not", "or",   "pass", "raise",  "return", "try",      "while",  "with",  "yield",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_is(s, words[i]))
            return true;
    return false;
}

static lathe_status check_name(script_vm *vm, const script_str *name, lathe_error *err)
{
    if (!is_identifier(name))
        return script_raise(vm, err, "ValueError", "Type names and field names must be valid identifiers: '%s'",
                            name->text);
    if (is_keyword(name))
        return script_raise(vm, err, "ValueError", "Type names and field names cannot be a keyword: '%s'", name->text);
    return LATHE_OK;
}

/* "x y, z" as a list of texts. */
static lathe_status split_names(script_vm *vm, const script_str *s, script_value *out, lathe_error *err)
{
    lathe_status st = script_list_new(vm, NULL, 0, out, err);
    for (uint32_t i = 0; i < s->length && !st;) {
        uint32_t begin = i;
        script_value name;
        while (i < s->length && s->text[i] != ',' && !isspace((unsigned char)s->text[i]))
            i++;
        if (i > begin) {
            st = script_str_new(vm, s->text + begin, i - begin, &name, err);
            if (!st)
                st = script_list_append(vm, out->list, name, err);
        } else {
            i++;
        }
    }
    return st;
}

static lathe_status read_names(script_vm *vm, script_value given, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    if (given.kind == SCRIPT_STR)
        return split_names(vm, given.str, out, err);
    lathe_status st = script_to_items(vm, given, &items, &count, err);
    if (!st)
        st = script_list_new(vm, items, count, out, err);
    for (size_t i = 0; i < count && !st; i++)
        st = script_to_str(vm, items[i], &out->list->items[i], err);
    return st;
}

static bool is_repeated(const script_list *names, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (text_equal(names->items[k].str, names->items[i].str))
            return true;
    return false;
}

static lathe_status check_names(script_vm *vm, script_list *names, bool rename, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < names->count && !st; i++) {
        const script_str *name = names->items[i].str;
        bool underscore = name->text[0] == '_';
        st = script_spend(vm, 1 + vm_cost(i), err);
        if (!st && rename) {
            if (!is_identifier(name) || is_keyword(name) || underscore || is_repeated(names, i))
                st = script_str_printf(vm, &names->items[i], err, "_%zu", i);
            continue;
        }
        if (!st)
            st = check_name(vm, name, err);
        if (!st && underscore)
            st = script_raise(vm, err, "ValueError", "Field names cannot start with an underscore: '%s'", name->text);
        if (!st && is_repeated(names, i))
            st = script_raise(vm, err, "ValueError", "Encountered duplicate field name: '%s'", name->text);
    }
    return st;
}

lathe_status named_tuple_make(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value names, type_name;
    const script_value *presets = NULL;
    size_t preset_count = 0;
    bool rename;
    script_class *type;
    lathe_status st = script_to_str(vm, call->args[0], &type_name, err);
    if (!st)
        st = read_names(vm, call->args[1], &names, err);
    if (!st)
        st = script_to_truth(vm, call->args[2], &rename, err);
    if (!st)
        st = check_name(vm, type_name.str, err);
    if (!st)
        st = check_names(vm, names.list, rename, err);
    if (!st && !script_is_none(call->args[3]))
        st = script_to_items(vm, call->args[3], &presets, &preset_count, err);
    if (!st && preset_count > names.list->count)
        return script_raise(vm, err, "TypeError", "Got more default values than field names");
    if (!st)
        st = class_new(vm, type_name.str->text, &types_tuple, &type, err);
    if (!st)
        st = set_up(vm, type, names.list, presets, preset_count, err);
    if (!st)
        *out = script_type(type);
    return st;
}

/* class P(NamedTuple): annotations are the fields, values in the body their defaults. */
static lathe_status derive(script_vm *vm, script_class *type, script_value *out, lathe_error *err)
{
    const script_dict *annotations = &type->user->annotations;
    script_value names, presets;
    lathe_status st = script_list_new(vm, NULL, 0, &names, err);
    (void)out;
    if (!st)
        st = script_list_new(vm, NULL, 0, &presets, err);
    for (uint32_t i = 0; i < annotations->used && !st; i++) {
        const script_str *name = annotations->entries[i].key.str;
        const script_value *preset = dict_find_str(&type->user->names, name);
        bool removed;
        if (name->text[0] == '_')
            return script_raise(vm, err, "ValueError", "Field names cannot start with an underscore: '%s'", name->text);
        st = script_list_append(vm, names.list, text_value(name), err);
        if (!st && preset) {
            st = script_list_append(vm, presets.list, *preset, err);
            if (!st)
                st = script_dict_remove(vm, &type->user->names, text_value(name), &removed, err);
        } else if (!st && presets.list->count) {
            return script_raise(vm, err, "TypeError",
                                "Non-default namedtuple field %s cannot follow default field%s %s", name->text,
                                presets.list->count > 1 ? "s" : "",
                                names.list->items[names.list->count - 1 - presets.list->count].str->text);
        }
    }
    return st ? st : set_up(vm, type, names.list, presets.list->items, presets.list->count, err);
}

/* NamedTuple("P", [("x", int), ("y", int)]) */
MODULE_FUNCTION(make_typed)
{
    const script_value *items, *pair;
    size_t count, two;
    script_value names;
    script_class *type;
    if (call->args[0].kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "the name of a NamedTuple must be a string");
    lathe_status st = script_to_items(vm, call->args[1], &items, &count, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &names, err);
    for (size_t i = 0; i < count && !st; i++) {
        st = script_to_items(vm, items[i], &pair, &two, err);
        if (!st && (two != 2 || pair[0].kind != SCRIPT_STR))
            return script_raise(vm, err, "TypeError", "NamedTuple fields are pairs of a name and a type");
        if (!st)
            st = script_list_append(vm, names.list, pair[0], err);
    }
    if (!st)
        st = check_names(vm, names.list, false, err);
    if (!st)
        st = class_new(vm, call->args[0].str->text, &types_tuple, &type, err);
    if (!st)
        st = set_up(vm, type, names.list, NULL, 0, err);
    if (!st)
        *out = script_type(type);
    return st;
}

static const script_method typed_row = {"NamedTuple", "typename, fields=(), /", make_typed, SCRIPT_METHOD_PLAIN};
static const script_hooks typed_meta = {.call = &typed_row};
const script_class named_tuple_typing_class = {
    .name = "typing.NamedTuple", .base = &class_object, .meta = &typed_meta, .derive = derive};
