/* enum_class.c: classes of Python's enum: the members that a class statement or a call makes, and what the class itself
 * answers. */
#include "reward/script/modules/enum.h"

#include "reward/script/modules/modules.h"

#include <ctype.h>
#include <string.h>

static const char members_name[] = "_member_map_", listed_name[] = "_member_names_", values_name[] = "_value2member_map_";

static const script_value *own_name(const script_class *type, const char *name)
{
    return type->user ? script_dict_find_text(&type->user->names, name) : NULL;
}

const script_dict *enum_members(const script_class *type)
{
    const script_value *v = own_name(type, members_name);
    return v ? v->dict : NULL;
}

const script_list *enum_listed(const script_class *type)
{
    const script_value *v = own_name(type, listed_name);
    return v ? v->list : NULL;
}

static bool is_hashable(script_value v)
{
    return v.kind != SCRIPT_LIST && v.kind != SCRIPT_DICT && v.kind != SCRIPT_SET;
}

lathe_status enum_find(script_vm *vm, const script_class *type, script_value value, bool *found, script_value *out,
                       lathe_error *err)
{
    const script_value *values = own_name(type, values_name);
    const script_list *listed = enum_listed(type);
    lathe_status st = LATHE_OK;
    *found = false;
    if (values && is_hashable(value))
        return script_dict_get(vm, values->dict, value, found, out, err);
    for (size_t i = 0; listed && i < listed->count && !*found && !st; i++) {
        const enum_member *m = listed->items[i].object->host;
        st = script_equal(vm, m->value, value, found, err);
        if (!st && *found)
            *out = listed->items[i];
    }
    return st;
}

lathe_status enum_remember(script_vm *vm, const script_class *type, script_value value, script_value member,
                           lathe_error *err)
{
    const script_value *values = own_name(type, values_name);
    return is_hashable(value) ? script_dict_set(vm, values->dict, value, member, err) : LATHE_OK;
}

lathe_status enum_make_member(script_vm *vm, const script_class *type, script_value name, script_value value,
                              script_value *out, lathe_error *err)
{
    enum_member *m;
    lathe_status st = script_alloc(vm, sizeof *m, (void **)&m, err);
    if (st)
        return st;
    *m = (enum_member){name, value};
    return script_object_new(vm, type, m, NULL, out, err);
}

/* ---- auto() ---- */

/* The number that follows those before it: one more than the last, or the next power of two. */
static script_value next_number(const script_value *before, size_t count, bool flag, int64_t start)
{
    int64_t highest = 0;
    bool any = false;
    for (size_t i = count; i > 0; i--) {
        if (before[i - 1].kind != SCRIPT_INT)
            continue;
        if (!flag)
            return script_int(before[i - 1].integer == INT64_MAX ? 0 : before[i - 1].integer + 1);
        any = true;
        highest = before[i - 1].integer > highest ? before[i - 1].integer : highest;
    }
    if (!any || highest <= 0)
        return script_int(start);
    int bits = 64 - __builtin_clzll((uint64_t)highest);
    return script_int(bits < 63 ? (int64_t)1 << bits : 0);
}

/* A custom _generate_next_value_ of the class, StrEnum's names in lower case, or numbers. */
static lathe_status auto_value(script_vm *vm, const script_class *type, const script_str *name,
                               const script_value *before, size_t count, script_value *out, lathe_error *err)
{
    const script_class *owner;
    script_value method, list;
    bool found;
    lathe_status st = class_find(vm, type, "_generate_next_value_", &found, &method, &owner, err);
    if (!st && found) {
        st = script_list_new(vm, before, count, &list, err);
        script_value args[] = {text_value(name), script_int(1), script_int((int64_t)count), list};
        if (!st && method.kind == SCRIPT_OBJECT)
            st = class_bind(vm, (script_value){0}, type, method, &method, err);
        return st ? st : script_call_value(vm, method, args, 4, out, err);
    }
    if (!st && script_is_subclass(type, &enum_str)) {
        text_builder b = {.vm = vm};
        for (uint32_t i = 0; i < name->length && !st; i++) {
            char c = (char)tolower((unsigned char)name->text[i]);
            st = builder_add(&b, &c, 1, err);
        }
        return st ? st : builder_take(&b, out, err);
    }
    *out = next_number(before, count, script_is_subclass(type, &enum_flag), 1);
    return st;
}

/* auto() becomes its number at once where a body may reckon with it (R | W); with StrEnum and a way of its own the value
 * waits for its name. */
static lathe_status make_auto(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const frame *f = vm->frame;
    const struct script_user_class *user = f ? f->user : NULL;
    bool numbers = user != NULL && !script_dict_find_text(&user->names, "_generate_next_value_"), flag = false;
    script_value list;
    for (size_t i = 0; numbers && i < user->keywords.count; i++) {
        const script_value base = user->keywords.items[i];
        const script_class *owner;
        script_value v;
        bool found = true;
        if (base.kind != SCRIPT_CLASS || class_find(vm, base.type, "_generate_next_value_", &found, &v, &owner, err))
            return script_unsupported(vm, err, "enum.auto() in class '%s'", user->qualified_name);
        flag |= script_is_subclass(base.type, &enum_flag);
        numbers &= !found && !script_is_subclass(base.type, &enum_str);
    }
    if (!numbers)
        return script_object_new(vm, call->self.type, NULL, NULL, out, err);
    lathe_status st = script_list_new(vm, NULL, 0, &list, err);
    for (uint32_t i = 0; i < user->names.used && !st; i++)
        if (user->names.entries[i].key.kind == SCRIPT_STR && user->names.entries[i].key.str->text[0] != '_')
            st = script_list_append(vm, list.list, user->names.entries[i].value, err);
    if (!st)
        *out = next_number(list.list->items, list.list->count, flag, 1);
    return st;
}

static const script_method auto_construct = {"auto", "", make_auto, 0};
const script_class enum_auto = {.name = "auto", .base = &class_object, .construct = &auto_construct};

/* ---- making the members ---- */

static bool is_member(const script_dict_entry *e)
{
    script_value v = e->value;
    if (e->key.kind != SCRIPT_STR || e->key.str->text[0] == '_')
        return false;
    return v.kind != SCRIPT_FUNCTION && v.kind != SCRIPT_NATIVE && v.kind != SCRIPT_BOUND && v.kind != SCRIPT_CLASS &&
           !script_host_of(v, &class_property) && !script_host_of(v, &class_static_method) &&
           !script_host_of(v, &class_class_method) && !class_hooks(v, offsetof(script_hooks, describe));
}

static lathe_status initialise(script_vm *vm, script_value member, script_value value, lathe_error *err)
{
    script_value method, ignored;
    arguments args = {.items = &value, .count = 1};
    if (!class_find_special(member, "__init__", &method))
        return LATHE_OK;
    if (value.kind == SCRIPT_TUPLE)
        args = (arguments){.items = value.list->items, .count = value.list->count};
    return call_with_self(vm, method, member, &args, &ignored, err);
}

/* One name of the body: a new member, or another name of one with the same value. */
static lathe_status add_member(script_vm *vm, script_class *type, script_dict *members, script_list *listed,
                               script_list *values, script_dict_entry *e, lathe_error *err)
{
    script_value value = e->value, member;
    bool found;
    lathe_status st = LATHE_OK;
    if (script_host_of(value, &enum_auto) || (value.kind == SCRIPT_OBJECT && value.object->type == &enum_auto))
        st = auto_value(vm, type, e->key.str, values->items, values->count, &value, err);
    if (!st && script_is_subclass(type, &enum_str) && value.kind != SCRIPT_STR) {
        st = script_to_repr(vm, value, &member, err);
        return st ? st : script_raise(vm, err, "TypeError", "%s is not a string", member.str->text);
    }
    if (!st)
        st = script_list_append(vm, values, value, err);
    if (!st)
        st = enum_find(vm, type, value, &found, &member, err);
    if (!st && !found) {
        st = enum_make_member(vm, type, e->key, value, &member, err);
        if (!st)
            st = initialise(vm, member, value, err);
        bool canonical = !script_is_subclass(type, &enum_flag) || value.kind != SCRIPT_INT ||
                         (value.integer > 0 && (value.integer & (value.integer - 1)) == 0);
        if (!st && canonical)
            st = script_list_append(vm, listed, member, err);
        if (!st)
            st = enum_remember(vm, type, ((const enum_member *)member.object->host)->value, member, err);
    }
    if (!st)
        st = script_dict_set(vm, members, e->key, member, err);
    e->value = member;
    return st;
}

static lathe_status put_texts(script_vm *vm, script_class *type, lathe_error *err);

/* Puts int or str behind IntEnum, StrEnum and IntFlag in the order in which attributes are looked for. */
static lathe_status add_data_class(script_vm *vm, script_class *type, lathe_error *err)
{
    const script_class **order;
    uint32_t count = 0;
    bool has_data = false;
    for (class_walk w = class_walk_from(type); w.at; class_walk_on(&w)) {
        count++;
        has_data |= w.at == &types_int || w.at == &types_str;
    }
    lathe_status st = script_alloc(vm, (count + 2) * sizeof *order, (void **)&order, err);
    if (st || has_data)
        return st;
    count = 0;
    for (class_walk w = class_walk_from(type); w.at; class_walk_on(&w)) {
        order[count++] = w.at;
        if (w.at->also && !has_data) {
            order[count++] = w.at->also;
            has_data = true;
        }
    }
    if (has_data) {
        type->user->order = order;
        type->user->order_count = count;
    }
    return LATHE_OK;
}

lathe_status enum_derive(script_vm *vm, script_class *type, script_value *out, lathe_error *err)
{
    script_value members, listed, values, map;
    (void)out;
    for (class_walk w = class_walk_from(type); w.at; class_walk_on(&w)) {
        const script_list *theirs = w.at == type ? NULL : enum_listed(w.at);
        if (theirs && theirs->count)
            return script_raise(vm, err, "TypeError", "<enum '%s'> cannot extend <enum '%s'>", type->name, w.at->name);
    }
    if (own_name(type, "__new__"))
        return script_unsupported(vm, err, "enum class '%s' with a __new__ of its own", type->name);
    /* Its own, because those of int and str come before Enum's in the order. */
    type->hooks = script_is_subclass(type, &enum_flag) ? &enum_flag_hooks : &enum_member_hooks;
    lathe_status st = script_dict_new(vm, &members, err);
    if (!st)
        st = script_dict_new(vm, &map, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &listed, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &values, err);
    uint32_t count = type->user->names.used;
    if (!st)
        st = add_data_class(vm, type, err);
    if (!st)
        st = put_texts(vm, type, err);
    if (!st)
        st = class_put(vm, type, listed_name, listed, err);
    if (!st)
        st = class_put(vm, type, values_name, map, err);
    for (uint32_t i = 0; i < count && !st; i++) {
        script_dict_entry *e = &type->user->names.entries[i];
        if (e->key.kind != SCRIPT_UNBOUND && is_member(e))
            st = add_member(vm, type, members.dict, listed.list, values.list, e, err);
    }
    if (!st)
        st = class_put(vm, type, members_name, members, err);
    type->user->keywords.keyword_count = 0; /* boundary=, start= */
    return st;
}

/* ---- str and format: of the data where Python's ReprEnum is among the bases, else of the name ---- */

static bool is_shown_as_data(const script_class *type)
{
    return script_is_subclass(type, &enum_int) || script_is_subclass(type, &enum_str) ||
           script_is_subclass(type, &enum_int_flag);
}

MODULE_FUNCTION(member_str)
{
    const enum_member *m = call->self.object->host;
    const char *type = script_type_name(call->self);
    if (is_shown_as_data(call->self.object->type))
        return script_to_str(vm, m->value, out, err);
    if (m->name.kind == SCRIPT_STR)
        return script_str_printf(vm, out, err, "%s.%s", type, m->name.str->text);
    script_value shown;
    lathe_status st = script_to_repr(vm, m->value, &shown, err);
    return st ? st : script_str_printf(vm, out, err, "%s(%s)", type, shown.str->text);
}

MODULE_FUNCTION(member_format)
{
    const enum_member *m = call->self.object->host;
    script_value text;
    if (is_shown_as_data(call->self.object->type))
        return format_value(vm, m->value, call->args[0].kind == SCRIPT_STR ? call->args[0].str : NULL, out, err);
    lathe_status st = script_to_str(vm, call->self, &text, err);
    return st ? st : format_value(vm, text, call->args[0].kind == SCRIPT_STR ? call->args[0].str : NULL, out, err);
}

/* Unless the script has its own. */
static lathe_status put_texts(script_vm *vm, script_class *type, lathe_error *err)
{
    static const script_method rows[] = {{"__str__", "", member_str, 0}, {"__format__", "spec, /", member_format, 0}};
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < 2 && !st; i++) {
        script_value v;
        if (class_has_special(type, rows[i].name, &v))
            continue;
        st = class_method_value(vm, &rows[i], type->name, &v, err);
        if (!st)
            st = class_put(vm, type, rows[i].name, v, err);
    }
    return st;
}

/* ---- what the class answers ---- */

static lathe_status missing(script_vm *vm, const script_class *type, script_value value, script_value *out,
                            lathe_error *err)
{
    const script_class *owner;
    script_value method, made = script_none(), shown;
    bool found;
    lathe_status st = class_find(vm, type, "_missing_", &found, &method, &owner, err);
    if (!st && found)
        st = class_bind(vm, (script_value){0}, type, method, &method, err);
    if (!st && found)
        st = script_call_value(vm, method, &value, 1, &made, err);
    if (st)
        return st;
    if (made.kind == SCRIPT_OBJECT && script_is_instance(made, type)) {
        *out = made;
        return LATHE_OK;
    }
    st = script_to_repr(vm, value, &shown, err);
    return st ? st
              : script_raise(vm, err, "ValueError", "%s is not a valid %s", shown.str->text,
                             type->user ? type->user->qualified_name : type->name);
}

/* Enum("Name", "A B"), or with a list of names or pairs, or a dict. */
static lathe_status make_class(script_vm *vm, const script_class *base, script_value name, script_value names,
                               script_value *out, lathe_error *err)
{
    script_class *type;
    script_value items = names, bases = script_type(base), split;
    const script_value *list;
    size_t count;
    lathe_status st = LATHE_OK;
    if (name.kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "the name of an enumeration must be a string");
    if (names.kind == SCRIPT_STR) {
        st = script_get_attribute(vm, names, "replace", &split, err);
        script_value comma[2];
        if (!st)
            st = script_str_new(vm, ",", 1, &comma[0], err);
        if (!st)
            st = script_str_new(vm, " ", 1, &comma[1], err);
        if (!st)
            st = script_call_value(vm, split, comma, 2, &items, err);
        if (!st)
            st = script_get_attribute(vm, items, "split", &split, err);
        if (!st)
            st = script_call_value(vm, split, NULL, 0, &items, err);
    } else if (names.kind == SCRIPT_DICT) {
        st = script_get_attribute(vm, names, "items", &split, err);
        if (!st)
            st = script_call_value(vm, split, NULL, 0, &items, err);
    }
    if (!st)
        st = script_to_items(vm, items, &list, &count, err);
    if (!st)
        st = class_new(vm, name.str->text, base, &type, err);
    if (!st)
        st = class_set_bases(vm, type, &bases, 1, err);
    for (size_t i = 0; i < count && !st; i++) {
        script_value member = list[i], value = script_none();
        const script_value *pair;
        size_t two;
        if (member.kind != SCRIPT_STR) {
            st = script_to_items(vm, member, &pair, &two, err);
            if (!st && (two != 2 || pair[0].kind != SCRIPT_STR))
                return script_raise(vm, err, "TypeError", "members are names or pairs of a name and a value");
            if (!st) {
                member = pair[0];
                value = pair[1];
            }
        } else {
            st = script_object_new(vm, &enum_auto, NULL, NULL, &value, err);
        }
        if (!st)
            st = class_put(vm, type, member.str->text, value, err);
    }
    *out = script_type(type);
    return st ? st : enum_derive(vm, type, out, err);
}

MODULE_FUNCTION(call_class)
{
    const script_class *type = call->self.type;
    script_value value = call->args[0];
    bool found;
    if (call->given & 2)
        return make_class(vm, type, value, call->args[1], out, err);
    if (value.kind == SCRIPT_OBJECT && script_is_instance(value, type)) {
        *out = value;
        return LATHE_OK;
    }
    lathe_status st = enum_find(vm, type, value, &found, out, err);
    if (st || found)
        return st;
    if (script_is_subclass(type, &enum_flag) && value.kind == SCRIPT_INT && enum_members(type))
        return enum_flag_of(vm, type, value.integer, out, err);
    return missing(vm, type, value, out, err);
}

static lathe_status class_item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err)
{
    const script_dict *members = enum_members(self.type);
    bool found = false;
    lathe_status st = members ? script_dict_get(vm, members, key, &found, out, err) : LATHE_OK;
    return st || found ? st : exception_key_error(vm, key, err);
}

static lathe_status class_iterate(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const script_list *listed = enum_listed(self.type);
    return script_list_new(vm, listed ? listed->items : NULL, listed ? listed->count : 0, out, err);
}

static lathe_status class_length(script_vm *vm, script_value self, size_t *out, lathe_error *err)
{
    const script_list *listed = enum_listed(self.type);
    (void)vm;
    (void)err;
    *out = listed ? listed->count : 0;
    return LATHE_OK;
}

static lathe_status class_contains(script_vm *vm, script_value self, script_value item, bool *out, lathe_error *err)
{
    if (item.kind != SCRIPT_OBJECT || !script_is_instance(item, &enum_enum))
        return script_raise(vm, err, "TypeError", "unsupported operand type(s) for 'in': '%s' and 'EnumType'",
                            script_type_name(item));
    *out = script_is_instance(item, self.type);
    return LATHE_OK;
}

static lathe_status class_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                              lathe_error *err)
{
    const script_dict *members = enum_members(self.type);
    const script_class *owner;
    script_value v;
    bool found = true;
    *handled = strcmp(name, "__members__") == 0;
    if (*handled) {
        lathe_status st = script_dict_new(vm, out, err);
        for (uint32_t i = 0; members && i < members->used && !st; i++)
            st = script_dict_set(vm, out->dict, members->entries[i].key, members->entries[i].value, err);
        return st;
    }
    if (name[0] == '_')
        return LATHE_OK;
    lathe_status st = class_find(vm, self.type, name, &found, &v, &owner, err);
    return st || found ? st : script_raise(vm, err, "AttributeError", "%s", name);
}

static lathe_status class_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                              lathe_error *err)
{
    const script_dict *members = enum_members(self.type);
    (void)value;
    *handled = false;
    if (members && script_dict_find_text(members, name))
        return script_raise(vm, err, "AttributeError", "cannot reassign member '%s'", name);
    return LATHE_OK;
}

static lathe_status class_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    return script_str_printf(vm, out, err, "<%s '%s'>", script_is_subclass(self.type, &enum_flag) ? "flag" : "enum",
                             self.type->name);
}

static const script_method call_row = {
    "__call__", "value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None", call_class, 0};
const script_hooks enum_meta = {.get = class_get,
                                .set = class_set,
                                .length = class_length,
                                .item = class_item,
                                .iterate = class_iterate,
                                .contains = class_contains,
                                .repr = class_repr,
                                .call = &call_row};
