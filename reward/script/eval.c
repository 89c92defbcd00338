/* eval.c: expressions: one function a kind of node, chosen by a table. */
#include "reward/script/vm.h"

#include <string.h>

enum { SMALL_ARGUMENTS = 8 };

typedef lathe_status (*evaluator)(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err);

/* The same as eval, without a call of it where a constant or a variable of the frame is at hand and no limit is near. */
static inline lathe_status eval_operand(script_vm *vm, frame *f, const ast_node *node, script_value *out,
                                        lathe_error *err)
{
    const script_value *v = NULL;
    uint64_t steps = vm->steps + 1;
    if (node->kind == AST_CONSTANT)
        v = &node->value;
    else if (node->kind == AST_NAME && node->place == AST_PLACE_SLOT && !node->hops)
        v = &f->env->slots[node->slot];
    if (!v || v->kind == SCRIPT_UNBOUND || steps > vm->limits.max_steps || steps % VM_POLL_STEPS == 0)
        return eval(vm, f, node, out, err);
    vm->steps = steps;
    *out = *v;
    return LATHE_OK;
}

static env *env_at(const frame *f, int hops)
{
    env *e = f->env;
    while (hops-- > 0)
        e = e->parent;
    return e;
}

static lathe_status find_global(script_vm *vm, const script_str *name, script_value *out, lathe_error *err)
{
    const script_value *v = dict_find_str(&vm->globals, name);
    if (v && v->kind != SCRIPT_UNBOUND) {
        *out = *v;
        return LATHE_OK;
    }
    script_value *kept = dict_find_str(&vm->builtin_values, name);
    if (kept) {
        *out = *kept;
        return LATHE_OK;
    }
    lathe_status st = builtin_find(vm, name->text, out, err);
    kept = st ? NULL : dict_place_str(vm->a, &vm->builtin_values, name);
    if (!st && !kept)
        return vm_out_of_memory(vm, err);
    if (!st)
        *kept = *out;
    return st;
}

static lathe_status eval_name(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    if (node->place == AST_PLACE_SLOT) {
        script_value v = env_at(f, node->hops)->slots[node->slot];
        if (v.kind != SCRIPT_UNBOUND) {
            *out = v;
            return LATHE_OK;
        }
        if (node->hops)
            return script_raise(
                vm, err, "NameError",
                "cannot access free variable '%s' where it is not associated with a value in enclosing scope",
                node->name->text);
        return script_raise(vm, err, "UnboundLocalError",
                            "cannot access local variable '%s' where it is not associated with a value",
                            node->name->text);
    }
    if (node->place == AST_PLACE_CLASS && f->names) {
        const script_value *v = dict_find_str(f->names, node->name);
        if (v) {
            *out = *v;
            return LATHE_OK;
        }
    }
    if (f->user && f->user->annotations.count && strcmp(node->name->text, "__annotations__") == 0) {
        *out = (script_value){.kind = SCRIPT_DICT, .dict = &f->user->annotations};
        return LATHE_OK;
    }
    return find_global(vm, node->name, out, err);
}

static lathe_status eval_big_integer(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    (void)f;
    return huge_new(vm, node->value.number, out, err);
}

static lathe_status eval_unsupported(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    (void)f;
    (void)out;
    return script_unsupported(vm, err, "%s", node->name->text);
}

static lathe_status eval_unary(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value v;
    lathe_status st = eval(vm, f, node->a, &v, err);
    return st ? st : script_operate(vm, (script_operator)node->op, v, (script_value){0}, out, err);
}

static lathe_status eval_not(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value v;
    bool truth;
    lathe_status st = eval(vm, f, node->a, &v, err);
    if (!st)
        st = script_to_truth(vm, v, &truth, err);
    if (!st)
        *out = script_bool(!truth);
    return st;
}

/* The operations of two floats that cannot fail. */
static bool add_floats(int op, script_value left, script_value right, script_value *out)
{
    if (left.numpy || right.numpy || op > SCRIPT_MULTIPLY)
        return false;
    *out = script_float(op == SCRIPT_ADD        ? left.number + right.number
                        : op == SCRIPT_SUBTRACT ? left.number - right.number
                                                : left.number * right.number);
    return true;
}

static lathe_status eval_binary(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value left, right;
    lathe_status st = eval_operand(vm, f, node->a, &left, err);
    if (!st)
        st = eval_operand(vm, f, node->b, &right, err);
    if (st || (left.kind == SCRIPT_FLOAT && right.kind == SCRIPT_FLOAT && add_floats(node->op, left, right, out)))
        return st;
    return script_operate(vm, (script_operator)node->op, left, right, out, err);
}

static lathe_status eval_logical(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value left;
    bool truth;
    lathe_status st = eval(vm, f, node->a, &left, err);
    if (!st)
        st = script_to_truth(vm, left, &truth, err);
    if (st)
        return st;
    if (truth == (node->kind == AST_AND))
        return eval(vm, f, node->b, out, err);
    *out = left;
    return LATHE_OK;
}

static lathe_status compare_once(script_vm *vm, int op, script_value left, script_value right, script_value *out,
                                 lathe_error *err)
{
    bool found;
    lathe_status st;
    switch (op) {
    case AST_IN:
    case AST_NOT_IN:
        st = compare_contains(vm, right, left, &found, err);
        if (!st)
            *out = script_bool(found == (op == AST_IN));
        return st;
    case AST_IS:
    case AST_IS_NOT:
        *out = script_bool(script_identical(left, right) == (op == AST_IS));
        return LATHE_OK;
    default:
        return compare_values(vm, (script_operator)op, left, right, out, err);
    }
}

/* a < b < c: each operand once, and no further than the first that is false. */
static lathe_status eval_compare(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value left, right, result;
    lathe_status st = eval_operand(vm, f, node->a, &left, err);
    for (uint32_t i = 0; !st; i++) {
        const ast_node *part = node->items.items[i];
        bool truth;
        st = eval_operand(vm, f, part->a, &right, err);
        if (!st)
            st = compare_once(vm, part->op, left, right, &result, err);
        if (st)
            break;
        if (i + 1 < node->items.count)
            st = script_to_truth(vm, result, &truth, err);
        if (!st && (i + 1 == node->items.count || !truth)) {
            *out = result;
            return LATHE_OK;
        }
        left = right;
    }
    return st;
}

static lathe_status eval_ternary(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value test;
    bool truth;
    lathe_status st = eval(vm, f, node->a, &test, err);
    if (!st)
        st = script_to_truth(vm, test, &truth, err);
    return st ? st : eval(vm, f, truth ? node->b : node->c, out, err);
}

static lathe_status eval_walrus(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value v;
    lathe_status st = eval(vm, f, node->b, &v, err);
    if (!st)
        st = eval_assign(vm, f, node->a, v, err);
    if (!st)
        *out = v;
    return st;
}

static lathe_status eval_attribute(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value object;
    bool found = false;
    lathe_status st = eval_operand(vm, f, node->a, &object, err);
    if (!st && object.kind == SCRIPT_MODULE)
        st = module_attribute(vm, object.module, node->name, &found, out, err);
    return st || found ? st : attribute_get(vm, object, node->name, out, err);
}

static lathe_status eval_subscript(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value object, key;
    lathe_status st = eval_operand(vm, f, node->a, &object, err);
    if (!st)
        st = eval_operand(vm, f, node->b, &key, err);
    return st ? st : sequence_get(vm, object, key, out, err);
}

static lathe_status eval_slice(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value parts[3] = {script_none(), script_none(), script_none()};
    const ast_node *nodes[3] = {node->a, node->b, node->c};
    script_slice *slice;
    lathe_status st = LATHE_OK;
    for (int i = 0; i < 3 && !st; i++)
        if (nodes[i])
            st = eval(vm, f, nodes[i], &parts[i], err);
    if (!st)
        st = script_alloc(vm, sizeof *slice, (void **)&slice, err);
    if (st)
        return st;
    *slice = (script_slice){parts[0], parts[1], parts[2]};
    *out = (script_value){.kind = SCRIPT_SLICE, .slice = slice};
    return LATHE_OK;
}

/* Items of a display with *spread ones in it, into a list. */
static lathe_status eval_items(script_vm *vm, frame *f, ast_list nodes, script_value *out, lathe_error *err)
{
    script_value list;
    lathe_status st = script_list_new(vm, NULL, nodes.count, &list, err);
    if (st)
        return st;
    list.list->count = 0;
    for (uint32_t i = 0; i < nodes.count && !st; i++) {
        const ast_node *node = nodes.items[i];
        script_value v;
        if (node->kind != AST_STARRED) {
            st = eval_operand(vm, f, node, &v, err);
            if (!st)
                st = script_list_append(vm, list.list, v, err);
            continue;
        }
        const script_value *items;
        size_t count;
        st = eval(vm, f, node->a, &v, err);
        if (!st)
            st = script_to_items(vm, v, &items, &count, err);
        for (size_t k = 0; !st && k < count; k++)
            st = script_list_append(vm, list.list, items[k], err);
    }
    if (!st)
        *out = list;
    return st;
}

static lathe_status eval_sequence(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    lathe_status st = eval_items(vm, f, node->items, out, err);
    if (!st)
        out->kind = node->kind == AST_TUPLE ? SCRIPT_TUPLE : SCRIPT_LIST;
    return st;
}

static lathe_status eval_set(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value list, set;
    lathe_status st = eval_items(vm, f, node->items, &list, err);
    if (!st)
        st = script_set_new(vm, &set, err);
    for (size_t i = 0; !st && i < list.list->count; i++)
        st = script_dict_set(vm, set.dict, list.list->items[i], script_none(), err);
    if (!st)
        *out = set;
    return st;
}

static lathe_status add_all(script_vm *vm, script_dict *to, script_value from, lathe_error *err)
{
    bool is_mapping;
    lathe_status st = dict_of_mapping(vm, from, &is_mapping, &from, err);
    if (!st && !is_mapping)
        return script_raise(vm, err, "TypeError", "'%s' object is not a mapping", script_type_name(from));
    if (st)
        return st;
    for (uint32_t i = 0; i < from.dict->used && !st; i++)
        if (from.dict->entries[i].key.kind != SCRIPT_UNBOUND)
            st = script_dict_set(vm, to, from.dict->entries[i].key, from.dict->entries[i].value, err);
    return st;
}

static lathe_status eval_dict(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value dict;
    lathe_status st = script_dict_new(vm, &dict, err);
    for (uint32_t i = 0; i < node->items.count && !st; i++) {
        const ast_node *item = node->items.items[i];
        script_value key, value;
        if (item->a)
            st = eval(vm, f, item->a, &key, err);
        if (!st)
            st = eval(vm, f, item->b, &value, err);
        if (!st)
            st = item->a ? script_dict_set(vm, dict.dict, key, value, err) : add_all(vm, dict.dict, value, err);
    }
    if (!st)
        *out = dict;
    return st;
}

static lathe_status eval_field(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value v, spec;
    lathe_status st = eval(vm, f, node->a, &v, err);
    if (!st && node->op)
        st = node->op == 's'   ? script_to_str(vm, v, &v, err)
             : node->op == 'r' ? script_to_repr(vm, v, &v, err)
                               : format_ascii(vm, v, &v, err);
    if (!st && node->b)
        st = eval(vm, f, node->b, &spec, err);
    return st ? st : format_value(vm, v, node->b ? spec.str : NULL, out, err);
}

lathe_status eval_fstring(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    text_builder b = {.vm = vm};
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < node->items.count && !st; i++) {
        script_value v;
        st = eval(vm, f, node->items.items[i], &v, err);
        if (!st)
            st = builder_add_str(&b, v.str, err);
    }
    return st ? st : builder_take(&b, out, err);
}

/* ---- calls ---- */

typedef struct argument_lists {
    script_value *items, *keyword_values;
    const script_str **keywords;
    size_t count, capacity, keyword_count, keyword_capacity;
} argument_lists;

static lathe_status add_argument(script_vm *vm, argument_lists *l, script_value v, lathe_error *err)
{
    if (l->count == l->capacity) {
        script_value *items;
        size_t capacity = l->capacity * 2 + 8;
        lathe_status st = script_alloc(vm, capacity * sizeof *items, (void **)&items, err);
        if (st)
            return st;
        if (l->count)
            memcpy(items, l->items, l->count * sizeof *items);
        l->items = items;
        l->capacity = capacity;
    }
    l->items[l->count++] = v;
    return LATHE_OK;
}

static lathe_status add_keyword(script_vm *vm, argument_lists *l, const char *callee, const script_str *name,
                                script_value v, lathe_error *err)
{
    for (size_t i = 0; i < l->keyword_count; i++)
        if (text_equal(l->keywords[i], name))
            return script_raise(vm, err, "TypeError", "%s() got multiple values for keyword argument '%s'", callee,
                                name->text);
    if (l->keyword_count == l->keyword_capacity) {
        script_value *values;
        const script_str **names;
        size_t capacity = l->keyword_capacity * 2 + 8;
        lathe_status st = script_alloc(vm, capacity * sizeof *values, (void **)&values, err);
        if (!st)
            st = script_alloc(vm, capacity * sizeof *names, (void **)&names, err);
        if (st)
            return st;
        if (l->keyword_count) {
            memcpy(values, l->keyword_values, l->keyword_count * sizeof *values);
            memcpy(names, l->keywords, l->keyword_count * sizeof *names);
        }
        l->keyword_values = values;
        l->keywords = names;
        l->keyword_capacity = capacity;
    }
    l->keywords[l->keyword_count] = name;
    l->keyword_values[l->keyword_count++] = v;
    return LATHE_OK;
}

/* `alone`: it is the only argument by position, and CPython names the callee. */
static lathe_status add_spread(script_vm *vm, argument_lists *l, const char *callee, const ast_node *node, bool alone,
                               script_value v, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    if (node->kind == AST_STARRED) {
        const script_value *items;
        size_t count;
        if (v.kind >= SCRIPT_NONE && v.kind <= SCRIPT_FLOAT)
            return alone ? script_raise(vm, err, "TypeError", "%s() argument after * must be an iterable, not %s",
                                        callee, script_type_name(v))
                         : script_raise(vm, err, "TypeError", "Value after * must be an iterable, not %s",
                                        script_type_name(v));
        st = script_to_items(vm, v, &items, &count, err);
        for (size_t i = 0; i < count && !st; i++)
            st = add_argument(vm, l, items[i], err);
        return st;
    }
    bool is_mapping;
    st = dict_of_mapping(vm, v, &is_mapping, &v, err);
    if (!st && !is_mapping)
        return script_raise(vm, err, "TypeError", "%s() argument after ** must be a mapping, not %s", callee,
                            script_type_name(v));
    for (uint32_t i = 0; i < v.dict->used && !st; i++) {
        script_value key = v.dict->entries[i].key;
        if (key.kind == SCRIPT_UNBOUND)
            continue;
        if (key.kind != SCRIPT_STR)
            return script_raise(vm, err, "TypeError", "keywords must be strings");
        st = add_keyword(vm, l, callee, key.str, v.dict->entries[i].value, err);
    }
    return st;
}

static lathe_status fill_arguments(script_vm *vm, frame *f, ast_list list, const char *callee, argument_lists *l,
                                   lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < list.count && !st; i++) {
        const ast_node *node = list.items[i];
        bool wrapped = node->kind == AST_KEYWORD || node->kind == AST_STARRED || node->kind == AST_DOUBLE_STARRED;
        script_value v;
        st = eval_operand(vm, f, wrapped ? node->a : node, &v, err);
        if (st)
            break;
        if (node->kind == AST_KEYWORD)
            st = add_keyword(vm, l, callee, node->name, v, err);
        else if (wrapped)
            st = add_spread(vm, l, callee, node, list.count == 1 || list.items[1]->kind == AST_KEYWORD, v, err);
        else
            st = add_argument(vm, l, v, err);
    }
    return st;
}

static arguments as_arguments(const argument_lists *l)
{
    return (arguments){.items = l->items,
                       .count = l->count,
                       .keywords = l->keywords,
                       .keyword_values = l->keyword_values,
                       .keyword_count = l->keyword_count};
}

lathe_status eval_arguments(script_vm *vm, frame *f, ast_list list, const char *callee, arguments *out,
                            lathe_error *err)
{
    argument_lists l = {0};
    lathe_status st = fill_arguments(vm, f, list, callee, &l, err);
    if (!st)
        *out = as_arguments(&l);
    return st;
}

static const char *name_of(script_value v)
{
    switch (v.kind) {
    case SCRIPT_FUNCTION:
        return v.function->qualified_name;
    case SCRIPT_BOUND:
        return v.bound->function->qualified_name;
    case SCRIPT_NATIVE:
        return v.native->method->name;
    default:
        return script_type_name(v);
    }
}

lathe_status eval_call(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value callable, items[SMALL_ARGUMENTS], values[SMALL_ARGUMENTS];
    const script_str *names[SMALL_ARGUMENTS];
    argument_lists l = {.items = items, .keyword_values = values, .keywords = names, .capacity = SMALL_ARGUMENTS,
                        .keyword_capacity = SMALL_ARGUMENTS};
    lathe_status st = eval(vm, f, node->a, &callable, err);
    if (!st)
        st = fill_arguments(vm, f, node->items, name_of(callable), &l, err);
    if (st)
        return st;
    arguments args = as_arguments(&l);
    return call_value(vm, callable, &args, out, err);
}

static const evaluator evaluators[AST_KIND_COUNT] = {
    [AST_BIG_INTEGER] = eval_big_integer,
    [AST_UNSUPPORTED] = eval_unsupported,
    [AST_NAME] = eval_name,
    [AST_FSTRING] = eval_fstring,
    [AST_FIELD] = eval_field,
    [AST_UNARY] = eval_unary,
    [AST_NOT] = eval_not,
    [AST_BINARY] = eval_binary,
    [AST_AND] = eval_logical,
    [AST_OR] = eval_logical,
    [AST_COMPARE] = eval_compare,
    [AST_TERNARY] = eval_ternary,
    [AST_LAMBDA] = call_make_function,
    [AST_WALRUS] = eval_walrus,
    [AST_ATTRIBUTE] = eval_attribute,
    [AST_SUBSCRIPT] = eval_subscript,
    [AST_SLICE] = eval_slice,
    [AST_CALL] = eval_call,
    [AST_TUPLE] = eval_sequence,
    [AST_LIST] = eval_sequence,
    [AST_SET] = eval_set,
    [AST_DICT] = eval_dict,
    [AST_LIST_COMPREHENSION] = eval_comprehension,
    [AST_SET_COMPREHENSION] = eval_comprehension,
    [AST_DICT_COMPREHENSION] = eval_comprehension,
    [AST_GENERATOR] = eval_comprehension,
    [AST_YIELD] = eval_yield,
    [AST_KEPT] = eval_kept,
};

lathe_status eval(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    evaluator evaluate = evaluators[node->kind];
    lathe_status st = vm_enter(vm, err);
    if (!st && node->kind == AST_CONSTANT) {
        *out = node->value;
        return LATHE_OK;
    }
    if (!st)
        st = evaluate ? evaluate(vm, f, node, out, err)
                      : lathe_fail(err, LATHE_E_BUG, "a %s cannot be evaluated", ast_kind_name((ast_kind)node->kind));
    if (st && !err->line) {
        err->line = node->line;
        err->column = node->column;
        if (vm->exception && !vm->exception->line) {
            vm->exception->line = node->line;
            vm->exception->column = node->column;
        }
    }
    return st;
}
