/* argparse.c: Python's argparse for scripts that are given no arguments: parse_args fills in the defaults; what is
 * required and missing ends the script as it does in Python, by SystemExit. Arguments that a script passes itself, help
 * texts and subcommands are not supported. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#include <string.h>

static const script_class class_parser, class_namespace;

/* What a parser and its groups share. */
typedef struct parser {
    script_list *arguments; /* tuples: dest, default, type, is required */
    script_dict *defaults;  /* of set_defaults */
} parser;

static parser *parser_of(const script_call *call) { return call->self.object->host; }

MODULE_FUNCTION(make_parser)
{
    parser *p;
    script_value list, dict;
    lathe_status st = script_alloc(vm, sizeof *p, (void **)&p, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &list, err);
    if (!st)
        st = script_dict_new(vm, &dict, err);
    if (st)
        return st;
    *p = (parser){list.list, dict.dict};
    return script_object_new(vm, call->self.type, p, NULL, out, err);
}

/* The same parser under another object, which keeps its arguments. */
MODULE_FUNCTION(add_group) { return script_object_new(vm, &class_parser, parser_of(call), NULL, out, err); }

/* "--wall-thickness" gives wall_thickness; of several, the first long one. */
static lathe_status dest_of(script_vm *vm, const script_list *names, script_value *out, lathe_error *err)
{
    const script_str *chosen = NULL;
    for (size_t i = 0; i < names->count; i++) {
        if (names->items[i].kind != SCRIPT_STR)
            return script_raise(vm, err, "TypeError", "'%s' object is not subscriptable", script_type_name(names->items[i]));
        const script_str *name = names->items[i].str;
        bool is_long = name->length > 1 && name->text[0] == '-' && name->text[1] == '-';
        if (!chosen || (is_long && !(chosen->length > 1 && chosen->text[1] == '-')))
            chosen = name;
    }
    text_builder b = {.vm = vm};
    uint32_t begin = 0;
    while (begin < chosen->length && chosen->text[begin] == '-')
        begin++;
    lathe_status st = LATHE_OK;
    for (uint32_t i = begin; i < chosen->length && !st; i++)
        st = builder_add(&b, begin && chosen->text[i] == '-' ? "_" : &chosen->text[i], 1, err);
    return st ? st : builder_take(&b, out, err);
}

static lathe_status option(script_vm *vm, const script_call *call, const char *name, script_value *out,
                           lathe_error *err)
{
    const script_value *v = script_dict_find_text(call->args[1].dict, name);
    (void)vm;
    (void)err;
    *out = v ? *v : (script_value){0};
    return LATHE_OK;
}

static bool is_text(script_value v, const char *text) { return v.kind == SCRIPT_STR && text_is(v.str, text); }

MODULE_FUNCTION(add_argument)
{
    const script_list *names = call->args[0].list;
    script_value dest, preset, type, required, action, nargs, entry;
    lathe_status st = option(vm, call, "dest", &dest, err);
    (void)option(vm, call, "default", &preset, err);
    (void)option(vm, call, "type", &type, err);
    (void)option(vm, call, "required", &required, err);
    (void)option(vm, call, "action", &action, err);
    (void)option(vm, call, "nargs", &nargs, err);
    bool positional = names->count && names->items[0].kind == SCRIPT_STR && names->items[0].str->text[0] != '-';
    bool needed = positional && !is_text(nargs, "?") && !is_text(nargs, "*");
    if (!st && !names->count && !dest.kind)
        return script_raise(vm, err, "ValueError", "argument without a name");
    if (!st && names->count && (!dest.kind || positional))
        st = dest_of(vm, names, &dest, err);
    if (!st && dest.kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "dest must be a string, not %s", script_type_name(dest));
    if (!st && required.kind)
        st = script_to_truth(vm, required, &needed, err);
    if (st)
        return st;
    if (is_text(action, "help") || is_text(action, "version")) {
        *out = script_none();
        return LATHE_OK;
    }
    if (!preset.kind && (is_text(action, "store_true") || is_text(action, "store_false")))
        preset = script_bool(is_text(action, "store_false"));
    if (!preset.kind && positional && is_text(nargs, "*"))
        st = script_list_new(vm, NULL, 0, &preset, err);
    script_value row[] = {dest, preset.kind ? preset : script_none(), type.kind ? type : script_none(),
                          script_bool(needed)};
    if (!st)
        st = script_tuple_new(vm, row, 4, &entry, err);
    if (!st)
        st = script_list_append(vm, parser_of(call)->arguments, entry, err);
    *out = script_none();
    return st;
}

MODULE_FUNCTION(set_defaults)
{
    const script_dict *given = call->args[0].dict;
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < given->used && !st; i++)
        st = script_dict_set(vm, parser_of(call)->defaults, given->entries[i].key, given->entries[i].value, err);
    *out = script_none();
    return st;
}

static lathe_status leave(script_vm *vm, lathe_error *err)
{
    script_value code = script_int(2), object;
    lathe_status st = exception_new(vm, exception_class(vm, "SystemExit"), &(arguments){.items = &code, .count = 1},
                                    &object, err);
    return st ? st : exception_throw(vm, object.object, err);
}

static lathe_status put(script_vm *vm, script_value space, const script_str *name, script_value v, lathe_error *err)
{
    return attribute_put(vm, space.object, name, v, err);
}

static lathe_status parse(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const parser *p = parser_of(call);
    script_value given = call->args[0], space = call->args[1];
    lathe_status st = LATHE_OK;
    if (!script_is_none(given) && !(script_is_sequence(given) && !given.list->count))
        return script_unsupported(vm, err, "parse_args() with arguments");
    if (!script_is_none(space))
        return script_unsupported(vm, err, "parse_args() into a namespace");
    st = script_object_new(vm, &class_namespace, NULL, NULL, &space, err);
    for (size_t i = 0; i < p->arguments->count && !st; i++) {
        const script_value *row = p->arguments->items[i].list->items;
        script_value v = row[1];
        const script_value *other = dict_find_str(p->defaults, row[0].str);
        if (row[3].boolean)
            return leave(vm, err);
        if (other)
            v = *other;
        if (v.kind == SCRIPT_STR && !script_is_none(row[2])) /* a default text is read as an argument would be */
            st = script_call_value(vm, row[2], &v, 1, &v, err);
        if (st == LATHE_E_SCRIPT && vm->exception &&
            (script_is_subclass(vm->exception->type, exception_class(vm, "ValueError")) ||
             script_is_subclass(vm->exception->type, exception_class(vm, "TypeError")))) {
            vm->exception = NULL;
            return leave(vm, err);
        }
        if (!st && !(space.object->fields && dict_find_str(space.object->fields, row[0].str)))
            st = put(vm, space, row[0].str, v, err);
    }
    for (uint32_t i = 0; i < p->defaults->used && !st; i++)
        if (!space.object->fields || !dict_find_str(space.object->fields, p->defaults->entries[i].key.str))
            st = put(vm, space, p->defaults->entries[i].key.str, p->defaults->entries[i].value, err);
    if (!st)
        *out = space;
    return st;
}

MODULE_FUNCTION(parse_args) { return parse(vm, call, out, err); }

MODULE_FUNCTION(parse_known)
{
    script_value pair[2];
    lathe_status st = parse(vm, call, &pair[0], err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &pair[1], err);
    return st ? st : script_tuple_new(vm, pair, 2, out, err);
}

static const script_method parser_methods[] = {
    {"add_argument", "*args, **kwargs", add_argument, 0},
    {"add_argument_group", "*args, **kwargs", add_group, 0},
    {"add_mutually_exclusive_group", "**kwargs", add_group, 0},
    {"set_defaults", "**kwargs", set_defaults, 0},
    {"parse_args", "args=None, namespace=None", parse_args, 0},
    {"parse_known_args", "args=None, namespace=None", parse_known, 0},
    {"add_subparsers", "**kwargs", NULL, 0},
    {"print_help", "file=None", NULL, 0},
    {"print_usage", "file=None", NULL, 0},
    {"format_help", "", NULL, 0},
    {"error", "message", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_method parser_construct = {
    "ArgumentParser",
    "prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=None, prefix_chars='-', "
    "fromfile_prefix_chars=None, argument_default=None, conflict_handler='error', add_help=True, allow_abbrev=True, "
    "exit_on_error=True",
    make_parser, 0};
static const script_class class_parser = {
    .name = "ArgumentParser", .base = &class_object, .methods = parser_methods, .construct = &parser_construct};

/* ---- Namespace ---- */

static lathe_status namespace_contains(script_vm *vm, script_value self, script_value item, bool *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = item.kind == SCRIPT_STR && self.object->fields && dict_find_str(self.object->fields, item.str);
    return LATHE_OK;
}

static const script_method namespace_construct = {"Namespace", "**kwargs", types_namespace_make, 0};
static const script_hooks namespace_hooks = {.repr = types_namespace_repr, .contains = namespace_contains};
static const script_class class_namespace = {
    .name = "Namespace", .base = &class_object, .construct = &namespace_construct, .hooks = &namespace_hooks};

/* Formatters and errors are named in calls; nothing is formatted here. */
#define NAMED(symbol) \
    static const script_class class_##symbol = {.name = "argparse." #symbol, .base = &class_object, \
                                                .construct = &script_construct_plain};
NAMED(HelpFormatter)
NAMED(ArgumentDefaultsHelpFormatter)
NAMED(RawDescriptionHelpFormatter)
NAMED(RawTextHelpFormatter)
static const script_member members[] = {
    SCRIPT_MEMBER_CLASS("ArgumentParser", &class_parser),
    SCRIPT_MEMBER_CLASS("Namespace", &class_namespace),
    SCRIPT_MEMBER_CLASS("HelpFormatter", &class_HelpFormatter),
    SCRIPT_MEMBER_CLASS("ArgumentDefaultsHelpFormatter", &class_ArgumentDefaultsHelpFormatter),
    SCRIPT_MEMBER_CLASS("RawDescriptionHelpFormatter", &class_RawDescriptionHelpFormatter),
    SCRIPT_MEMBER_CLASS("RawTextHelpFormatter", &class_RawTextHelpFormatter),
    SCRIPT_MEMBER_UNSUPPORTED("ArgumentTypeError"),
    SCRIPT_MEMBER_UNSUPPORTED("ArgumentError"),
    SCRIPT_MEMBER_UNSUPPORTED("FileType"),
    SCRIPT_MEMBER_UNSUPPORTED("BooleanOptionalAction"),
    SCRIPT_MEMBER_UNSUPPORTED("SUPPRESS"),
    SCRIPT_MEMBER_UNSUPPORTED("REMAINDER"),
    SCRIPT_MEMBER_UNSUPPORTED("Action"),
    {0},
};
const script_module module_argparse = {.name = "argparse", .members = members};
