/* enum.c: Python's enum: its classes, and what members answer. Flags know STRICT bounds (Flag) and KEEP (IntFlag); verify,
 * member, nonmember and metaclasses of a script's own are not there. */
#include "reward/script/modules/enum.h"

#include "reward/script/modules/modules.h"

#include <string.h>

static const enum_member *member_of(script_value v) { return script_host_of(v, &enum_enum); }

static bool is_data(const script_class *type)
{
    return script_is_subclass(type, &types_int) || script_is_subclass(type, &types_str) ||
           script_is_subclass(type, &types_float);
}

static lathe_status member_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                               lathe_error *err)
{
    const enum_member *m = member_of(self);
    (void)vm;
    (void)err;
    if (!m)
        return LATHE_OK;
    bool is_name = strcmp(name, "name") == 0 || strcmp(name, "_name_") == 0;
    *handled = is_name || strcmp(name, "value") == 0 || strcmp(name, "_value_") == 0;
    if (*handled)
        *out = is_name ? m->name : m->value;
    return LATHE_OK;
}

static lathe_status member_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                               lathe_error *err)
{
    enum_member *m = script_host_of(self, &enum_enum);
    *handled = strcmp(name, "_value_") == 0;
    if (*handled)
        m->value = value;
    if (strcmp(name, "name") == 0 || strcmp(name, "value") == 0)
        return script_raise(vm, err, "AttributeError", "<enum 'Enum'> cannot set attribute '%s'", name);
    return LATHE_OK;
}

static lathe_status member_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const enum_member *m = member_of(self);
    const char *type = script_type_name(self);
    script_value value;
    text_builder b = {.vm = vm};
    lathe_status st = script_to_repr(vm, m->value, &value, err);
    if (!st)
        st = builder_add(&b, "<", 1, err);
    if (!st)
        st = builder_add(&b, type, strlen(type), err);
    if (!st && m->name.kind == SCRIPT_STR)
        st = builder_add(&b, ".", 1, err);
    if (!st && m->name.kind == SCRIPT_STR)
        st = builder_add_str(&b, m->name.str, err);
    if (!st)
        st = builder_add(&b, ": ", 2, err);
    if (!st)
        st = builder_add_str(&b, value.str, err);
    if (!st)
        st = builder_add(&b, ">", 1, err);
    return st ? st : builder_take(&b, out, err);
}

static lathe_status member_plain(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = member_of(self) && is_data(self.object->type) ? member_of(self)->value : self;
    return LATHE_OK;
}

static lathe_status member_hash(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
{
    if (is_data(self.object->type))
        return compare_hash(vm, member_of(self)->value, out, err);
    return compare_hash_identity(vm, self, out, err);
}

static lathe_status member_truth(script_vm *vm, script_value self, bool *out, lathe_error *err)
{
    const script_class *type = self.object->type;
    *out = true;
    return is_data(type) || script_is_subclass(type, &enum_flag) ? script_to_truth(vm, member_of(self)->value, out, err)
                                                                 : LATHE_OK;
}

static lathe_status member_copy(script_vm *vm, script_value self, script_value memo, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)memo;
    (void)err;
    *out = self;
    return LATHE_OK;
}

#define MEMBER_HOOKS \
    .get = member_get, .set = member_set, .truth = member_truth, .repr = member_repr, .hash = member_hash, \
    .copy = member_copy, .plain = member_plain
const script_hooks enum_member_hooks = {MEMBER_HOOKS};

/* ---- flags ---- */

static int64_t mask_of(const script_class *type)
{
    const script_dict *members = enum_members(type);
    int64_t mask = 0;
    for (uint32_t i = 0; members && i < members->used; i++) {
        const enum_member *m = member_of(members->entries[i].value);
        if (m && m->value.kind == SCRIPT_INT)
            mask |= m->value.integer;
    }
    return mask;
}

static int64_t bits_of(script_value v)
{
    const enum_member *m = member_of(v);
    if (m)
        return m->value.kind == SCRIPT_INT ? m->value.integer : 0;
    return v.kind == SCRIPT_BOOL ? v.boolean : v.integer;
}

/* "0b0 1001": the sign's place apart, as enum.bin writes it. */
static void write_bits(int64_t bits, int width, char out[80])
{
    int n = 0;
    memcpy(out, bits < 0 ? "0b1 " : "0b0 ", 4);
    n = 4;
    for (int i = width - 1; i >= 0; i--)
        out[n++] = (bits >> i) & 1 ? '1' : '0';
    out[n] = '\0';
}

static int width_of(int64_t v)
{
    uint64_t size = v < 0 ? ~(uint64_t)v : (uint64_t)v;
    return size ? 64 - __builtin_clzll(size) : 0;
}

static lathe_status refuse_bits(script_vm *vm, const script_class *type, int64_t bits, int64_t mask, lathe_error *err)
{
    char given[80], allowed[80];
    int width = width_of(bits) > width_of(mask) ? width_of(bits) : width_of(mask);
    write_bits(bits, width, given);
    write_bits(mask, width, allowed);
    return script_raise(vm, err, "ValueError", "<flag '%s'> invalid value %lld\n    given %s\n  allowed %s", type->name,
                        (long long)bits, given, allowed);
}

/* "R|W", with what no member has as a number; None if no member is in it. */
static lathe_status flag_name(script_vm *vm, const script_class *type, int64_t bits, script_value *out, lathe_error *err)
{
    const script_list *listed = enum_listed(type);
    text_builder b = {.vm = vm};
    lathe_status st = LATHE_OK;
    int64_t left = bits;
    for (size_t i = 0; i < listed->count && !st; i++) {
        const enum_member *m = member_of(listed->items[i]);
        if (m->value.kind != SCRIPT_INT || !(m->value.integer & bits))
            continue;
        left &= ~m->value.integer;
        if (b.length)
            st = builder_add(&b, "|", 1, err);
        if (!st)
            st = builder_add_str(&b, m->name.str, err);
    }
    *out = script_none();
    if (st || !b.length)
        return st;
    if (left) {
        script_value rest;
        st = script_str_printf(vm, &rest, err, "|%lld", (long long)left);
        if (!st)
            st = builder_add_str(&b, rest.str, err);
    }
    return st ? st : builder_take(&b, out, err);
}

lathe_status enum_flag_of(script_vm *vm, const script_class *type, int64_t bits, script_value *out, lathe_error *err)
{
    int64_t mask = mask_of(type);
    bool found, keeps = script_is_subclass(type, &enum_int_flag);
    script_value name, made;
    if (bits < 0 && !(~bits & ~mask))
        bits &= mask;
    lathe_status st = enum_find(vm, type, script_int(bits), &found, out, err);
    if (st || found)
        return st;
    if (!keeps && (bits & ~mask))
        return refuse_bits(vm, type, bits, mask, err);
    st = flag_name(vm, type, bits, &name, err);
    if (!st)
        st = enum_make_member(vm, type, name, script_int(bits), &made, err);
    if (!st)
        st = enum_remember(vm, type, script_int(bits), made, err);
    if (!st)
        *out = made;
    return st;
}

static lathe_status flag_operate(script_vm *vm, script_operator op, script_value left, script_value right,
                                 bool *handled, script_value *out, lathe_error *err)
{
    const script_class *type = member_of(left) ? left.object->type : right.object->type;
    bool ints = script_is_subclass(type, &enum_int_flag);
    if (op == SCRIPT_INVERT) {
        *handled = true;
        return enum_flag_of(vm, type, mask_of(type) & ~bits_of(left), out, err);
    }
    bool logic = op == SCRIPT_BIT_AND || op == SCRIPT_BIT_OR || op == SCRIPT_BIT_XOR;
    for (int side = 0; side < 2 && logic; side++) {
        const script_value v = side ? right : left;
        bool is_int = v.kind == SCRIPT_INT || v.kind == SCRIPT_BOOL;
        logic = (member_of(v) && v.object->type == type) || (ints && is_int);
    }
    if (!logic)
        return LATHE_OK;
    int64_t a = bits_of(left), b = bits_of(right);
    *handled = true;
    return enum_flag_of(vm, type, op == SCRIPT_BIT_AND ? a & b : op == SCRIPT_BIT_OR ? a | b : a ^ b, out, err);
}

/* The members with one bit each that are in it. */
static lathe_status flag_iterate(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const script_list *listed = enum_listed(self.object->type);
    lathe_status st = script_list_new(vm, NULL, 0, out, err);
    for (size_t i = 0; i < listed->count && !st; i++)
        if (bits_of(listed->items[i]) & bits_of(self))
            st = script_list_append(vm, out->list, listed->items[i], err);
    return st;
}

static lathe_status flag_length(script_vm *vm, script_value self, size_t *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = (size_t)__builtin_popcountll((uint64_t)bits_of(self));
    return LATHE_OK;
}

static lathe_status flag_contains(script_vm *vm, script_value self, script_value item, bool *out, lathe_error *err)
{
    if (!member_of(item) || item.object->type != self.object->type)
        return script_raise(vm, err, "TypeError", "unsupported operand type(s) for 'in': '%s' and '%s'",
                            script_type_name(item), script_type_name(self));
    *out = (bits_of(item) & bits_of(self)) == bits_of(item);
    return LATHE_OK;
}

const script_hooks enum_flag_hooks = {
    MEMBER_HOOKS, .operate = flag_operate, .iterate = flag_iterate, .length = flag_length, .contains = flag_contains};

/* ---- the classes ---- */

const script_class enum_enum = {.name = "Enum", .base = &class_object, .construct = &script_construct_plain,
                                .hooks = &enum_member_hooks, .meta = &enum_meta, .derive = enum_derive};
const script_class enum_int = {.name = "IntEnum", .base = &enum_enum, .also = &types_int,
                               .construct = &script_construct_plain, .derive = enum_derive};
const script_class enum_str = {.name = "StrEnum", .base = &enum_enum, .also = &types_str,
                               .construct = &script_construct_plain, .derive = enum_derive};
const script_class enum_flag = {.name = "Flag", .base = &enum_enum, .construct = &script_construct_plain,
                                .hooks = &enum_flag_hooks, .derive = enum_derive};
const script_class enum_int_flag = {.name = "IntFlag", .base = &enum_flag, .also = &types_int,
                                    .construct = &script_construct_plain, .derive = enum_derive};

MODULE_FUNCTION(unique)
{
    const script_class *type = call->args[0].kind == SCRIPT_CLASS ? call->args[0].type : NULL;
    const script_dict *members = type ? enum_members(type) : NULL;
    text_builder b = {.vm = vm};
    script_value text;
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; members && i < members->used && !st; i++) {
        const enum_member *m = member_of(members->entries[i].value);
        const script_str *name = members->entries[i].key.str;
        if (m->name.kind == SCRIPT_STR && text_equal(m->name.str, name))
            continue;
        if (b.length)
            st = builder_add(&b, ", ", 2, err);
        if (!st)
            st = builder_add_str(&b, name, err);
        if (!st)
            st = builder_add(&b, " -> ", 4, err);
        if (!st)
            st = builder_add_str(&b, m->name.str, err);
    }
    if (!st && b.length) {
        st = builder_take(&b, &text, err);
        return st ? st
                  : script_raise(vm, err, "ValueError", "duplicate values found in <enum '%s'>: %s", type->name,
                                 text.str->text);
    }
    *out = call->args[0];
    return st;
}

static const script_method functions[] = {
    {"unique", "enumeration", unique, 0},   {"verify", "*conditions", NULL, 0},    {"member", "value", NULL, 0},
    {"nonmember", "value", NULL, 0},        {"global_enum", "cls", NULL, 0},       
    {NULL, NULL, NULL, 0},
};
static const script_member members_of_module[] = {
    SCRIPT_MEMBER_CLASS("Enum", &enum_enum),
    SCRIPT_MEMBER_CLASS("IntEnum", &enum_int),
    SCRIPT_MEMBER_CLASS("StrEnum", &enum_str),
    SCRIPT_MEMBER_CLASS("Flag", &enum_flag),
    SCRIPT_MEMBER_CLASS("IntFlag", &enum_int_flag),
    SCRIPT_MEMBER_CLASS("auto", &enum_auto),
    SCRIPT_MEMBER_CLASS("property", &class_property),
    SCRIPT_MEMBER_UNSUPPORTED("EnumMeta"),
    SCRIPT_MEMBER_UNSUPPORTED("EnumType"),
    SCRIPT_MEMBER_UNSUPPORTED("ReprEnum"),
    SCRIPT_MEMBER_UNSUPPORTED("FlagBoundary"),
    SCRIPT_MEMBER_UNSUPPORTED("STRICT"),
    SCRIPT_MEMBER_UNSUPPORTED("CONFORM"),
    SCRIPT_MEMBER_UNSUPPORTED("EJECT"),
    SCRIPT_MEMBER_UNSUPPORTED("KEEP"),
    SCRIPT_MEMBER_UNSUPPORTED("UNIQUE"),
    {0},
};
const script_module module_enum = {.name = "enum", .functions = functions, .members = members_of_module};
