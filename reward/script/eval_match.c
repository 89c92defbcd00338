/* eval_match.c: the match statement. Names are bound once a whole pattern fits. */
#include "reward/script/vm.h"

#include <string.h>

typedef struct matcher {
    script_vm *vm;
    frame *f;
    const ast_node **names;
    script_value *values;
    size_t count, capacity;
} matcher;

static lathe_status fits(matcher *m, const ast_node *pattern, script_value v, bool *out, lathe_error *err);

static lathe_status bind(matcher *m, const ast_node *name, script_value v, lathe_error *err)
{
    if (!name)
        return LATHE_OK;
    if (m->count == m->capacity) {
        size_t capacity = m->capacity * 2 + 8;
        const ast_node **names;
        script_value *values;
        lathe_status st = script_alloc(m->vm, capacity * sizeof *names, (void **)&names, err);
        if (!st)
            st = script_alloc(m->vm, capacity * sizeof *values, (void **)&values, err);
        if (st)
            return st;
        if (m->count) {
            memcpy(names, m->names, m->count * sizeof *names);
            memcpy(values, m->values, m->count * sizeof *values);
        }
        m->names = names;
        m->values = values;
        m->capacity = capacity;
    }
    m->names[m->count] = name;
    m->values[m->count++] = v;
    return LATHE_OK;
}

static lathe_status fits_value(matcher *m, const ast_node *node, script_value v, bool *out, lathe_error *err)
{
    script_value wanted;
    lathe_status st = eval(m->vm, m->f, node, &wanted, err);
    if (st)
        return st;
    if (node->kind == AST_CONSTANT && (script_is_none(wanted) || wanted.kind == SCRIPT_BOOL)) {
        *out = script_identical(wanted, v);
        return LATHE_OK;
    }
    return script_equal(m->vm, v, wanted, out, err);
}

static lathe_status fits_sequence(matcher *m, const ast_node *pattern, script_value v, bool *out, lathe_error *err)
{
    const ast_list parts = pattern->items;
    const script_value *items;
    size_t count, star = parts.count;
    *out = false;
    if (!script_is_sequence(v) && v.kind != SCRIPT_RANGE)
        return LATHE_OK;
    lathe_status st = script_to_items(m->vm, v, &items, &count, err);
    for (uint32_t i = 0; i < parts.count; i++)
        if (parts.items[i]->kind == AST_PATTERN_STAR)
            star = i;
    bool has_star = star < parts.count;
    if (st || (has_star ? count + 1 < parts.count : count != parts.count))
        return st;
    size_t spread = has_star ? count + 1 - parts.count : 0;
    *out = true;
    for (uint32_t i = 0; i < parts.count && !st && *out; i++) {
        if (i == star) {
            script_value rest;
            st = script_list_new(m->vm, spread ? items + i : NULL, spread, &rest, err);
            if (!st)
                st = bind(m, parts.items[i]->a, rest, err);
        } else {
            st = fits(m, parts.items[i], items[i < star ? i : i + spread - 1], out, err);
        }
    }
    return st;
}

static lathe_status fits_mapping(matcher *m, const ast_node *pattern, script_value v, bool *out, lathe_error *err)
{
    script_value rest = {0}, key, item;
    bool found;
    lathe_status st = LATHE_OK;
    *out = v.kind == SCRIPT_DICT;
    if (!*out)
        return LATHE_OK;
    if (pattern->a)
        st = script_dict_new(m->vm, &rest, err);
    for (uint32_t i = 0; pattern->a && i < v.dict->used && !st; i++)
        if (v.dict->entries[i].key.kind != SCRIPT_UNBOUND)
            st = script_dict_set(m->vm, rest.dict, v.dict->entries[i].key, v.dict->entries[i].value, err);
    for (uint32_t i = 0; i < pattern->items.count && !st && *out; i++) {
        const ast_node *part = pattern->items.items[i];
        st = eval(m->vm, m->f, part->b, &key, err);
        if (!st)
            st = script_dict_get(m->vm, v.dict, key, out, &item, err);
        if (!st && *out)
            st = fits(m, part->a, item, out, err);
        if (!st && *out && pattern->a)
            st = script_dict_remove(m->vm, rest.dict, key, &found, err);
    }
    return st || !*out ? st : bind(m, pattern->a, rest, err);
}

/* The builtin types whose one positional pattern is for the value itself. */
static bool is_own_pattern(const script_class *type)
{
    static const script_class *const types[] = {&types_bool, &types_int, &types_float, &types_str, &types_list,
                                                &types_tuple, &types_dict, &types_set};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (script_is_subclass(type, types[i]))
            return true;
    return false;
}

static lathe_status match_args(matcher *m, const script_class *type, size_t wanted, const script_value **out,
                               lathe_error *err)
{
    const script_class *owner;
    bool found;
    script_value names;
    lathe_status st = class_find(m->vm, type, "__match_args__", &found, &names, &owner, err);
    if (st)
        return st;
    if (found && names.kind != SCRIPT_TUPLE)
        return script_raise(m->vm, err, "TypeError", "%s.__match_args__ must be a tuple (got %s)", type->name,
                            script_type_name(names));
    size_t count = found ? names.list->count : 0;
    if (wanted > count)
        return script_raise(m->vm, err, "TypeError", "%s() accepts %zu positional sub-pattern%s (%zu given)",
                            type->name, count, count == 1 ? "" : "s", wanted);
    *out = names.list->items;
    return LATHE_OK;
}

static lathe_status fits_attributes(matcher *m, const ast_node *pattern, const script_class *type, script_value v,
                                    bool *out, lathe_error *err)
{
    const script_value *names = NULL;
    size_t positional = 0;
    while (positional < pattern->items.count && pattern->items.items[positional]->kind != AST_PATTERN_KEYWORD)
        positional++;
    lathe_status st = positional ? match_args(m, type, positional, &names, err) : LATHE_OK;
    for (uint32_t i = 0; i < pattern->items.count && !st && *out; i++) {
        const ast_node *part = pattern->items.items[i];
        bool keyword = i >= positional;
        script_value attribute;
        if (!keyword && names[i].kind != SCRIPT_STR)
            return script_raise(m->vm, err, "TypeError", "__match_args__ elements must be strings (got %s)",
                                script_type_name(names[i]));
        st = attribute_try(m->vm, v, keyword ? part->name : names[i].str, out, &attribute, err);
        if (!st && *out)
            st = fits(m, keyword ? part->a : part, attribute, out, err);
    }
    return st;
}

static lathe_status fits_class(matcher *m, const ast_node *pattern, script_value v, bool *out, lathe_error *err)
{
    script_value type;
    lathe_status st = eval(m->vm, m->f, pattern->a, &type, err);
    if (st)
        return st;
    if (type.kind != SCRIPT_CLASS)
        return script_raise(m->vm, err, "TypeError", "called match pattern must be a class");
    *out = script_is_subclass(class_of(v), type.type);
    if (!*out)
        return LATHE_OK;
    if (is_own_pattern(type.type) && pattern->items.count == 1 && pattern->items.items[0]->kind != AST_PATTERN_KEYWORD)
        return fits(m, pattern->items.items[0], v, out, err);
    return fits_attributes(m, pattern, type.type, v, out, err);
}

static lathe_status fits(matcher *m, const ast_node *pattern, script_value v, bool *out, lathe_error *err)
{
    size_t bound = m->count;
    lathe_status st = vm_enter(m->vm, err);
    *out = true;
    if (st)
        return st;
    switch (pattern->kind) {
    case AST_PATTERN_VALUE:
        return fits_value(m, pattern->a, v, out, err);
    case AST_PATTERN_CAPTURE:
        return bind(m, pattern->a, v, err);
    case AST_PATTERN_SEQUENCE:
        return fits_sequence(m, pattern, v, out, err);
    case AST_PATTERN_MAPPING:
        return fits_mapping(m, pattern, v, out, err);
    case AST_PATTERN_CLASS:
        return fits_class(m, pattern, v, out, err);
    case AST_PATTERN_AS:
        st = fits(m, pattern->a, v, out, err);
        return st || !*out ? st : bind(m, pattern->b, v, err);
    default: /* alternatives */
        *out = false;
        for (uint32_t i = 0; i < pattern->items.count && !st && !*out; i++) {
            m->count = bound;
            st = fits(m, pattern->items.items[i], v, out, err);
        }
        return st;
    }
}

lathe_status eval_find_case(script_vm *vm, frame *f, const ast_node *node, script_value subject, const ast_node **out,
                            lathe_error *err)
{
    *out = NULL;
    for (uint32_t i = 0; i < node->items.count; i++) {
        const ast_node *block = node->items.items[i];
        matcher m = {.vm = vm, .f = f};
        bool fit;
        lathe_status st = fits(&m, block->a, subject, &fit, err);
        for (size_t k = 0; k < m.count && !st && fit; k++)
            st = eval_assign(vm, f, m.names[k], m.values[k], err);
        if (!st && fit && block->b)
            st = eval_truth(vm, f, block->b, &fit, err);
        if (st && !err->line) {
            err->line = block->a->line;
            err->column = block->a->column;
        }
        if (st)
            return st;
        if (fit) {
            *out = block;
            break;
        }
    }
    return LATHE_OK;
}

lathe_status eval_match(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    script_value subject;
    const ast_node *block;
    lathe_status st = eval(vm, f, node->a, &subject, err);
    if (!st)
        st = eval_find_case(vm, f, node, subject, &block, err);
    return st || !block ? st : eval_block(vm, f, block->items, err);
}
