/* eval_statement.c: statements. Each leaves vm->flow at FLOW_NEXT, or at what break, continue and return asked for. */
#include "reward/script/vm.h"

#include <string.h>

typedef lathe_status (*executor)(script_vm *vm, frame *f, const ast_node *node, lathe_error *err);

static script_value *slot_of(const frame *f, const ast_node *name)
{
    env *e = f->env;
    for (int hops = name->hops; hops > 0; hops--)
        e = e->parent;
    return &e->slots[name->slot];
}

/* Where a variable's value stands, made if need be. */
static lathe_status place_of(script_vm *vm, frame *f, const ast_node *name, script_value **out, lathe_error *err)
{
    if (name->place == AST_PLACE_SLOT)
        *out = slot_of(f, name);
    else
        *out = dict_place_str(vm->a, name->place == AST_PLACE_CLASS && f->names ? f->names : &vm->globals, name->name);
    return *out ? LATHE_OK : vm_out_of_memory(vm, err);
}

static lathe_status unpack(script_vm *vm, frame *f, const ast_node *target, script_value value, lathe_error *err)
{
    const ast_list targets = target->items;
    const script_value *items;
    script_value copy;
    size_t count, star = targets.count;
    if (value.kind != SCRIPT_OBJECT && value.kind != SCRIPT_ITERATOR && value.kind != SCRIPT_STR &&
        value.kind != SCRIPT_RANGE && value.kind != SCRIPT_DICT && value.kind != SCRIPT_BYTES && !script_is_set(value) &&
        !script_is_sequence(value))
        return script_raise(vm, err, "TypeError", "cannot unpack non-iterable %s object", script_type_name(value));
    lathe_status st = script_to_items(vm, value, &items, &count, err);
    if (!st) /* targets may change the list under way */
        st = script_list_new(vm, items, count, &copy, err);
    if (st)
        return st;
    items = copy.list->items;
    for (uint32_t i = 0; i < targets.count; i++)
        if (targets.items[i]->kind == AST_STARRED)
            star = i;
    if (star == targets.count && count > targets.count)
        return script_raise(vm, err, "ValueError", "too many values to unpack (expected %u)", targets.count);
    if (count + (star < targets.count) < targets.count)
        return script_raise(vm, err, "ValueError", "not enough values to unpack (expected %s%zu, got %zu)",
                            star < targets.count ? "at least " : "", targets.count - (size_t)(star < targets.count),
                            count);
    size_t spread = count + 1 - targets.count; /* of the starred target */
    for (size_t i = 0; i < targets.count && !st; i++) {
        script_value v;
        if (i == star) {
            st = script_list_new(vm, spread ? items + i : NULL, spread, &v, err);
            if (!st)
                st = eval_assign(vm, f, targets.items[i]->a, v, err);
        } else {
            st = eval_assign(vm, f, targets.items[i], items[i < star ? i : i + spread - 1], err);
        }
    }
    return st;
}

lathe_status eval_assign(script_vm *vm, frame *f, const ast_node *target, script_value value, lathe_error *err)
{
    script_value object, key, *place;
    lathe_status st;
    switch (target->kind) {
    case AST_NAME:
        st = place_of(vm, f, target, &place, err);
        if (!st)
            *place = value;
        break;
    case AST_ATTRIBUTE:
        st = eval(vm, f, target->a, &object, err);
        if (!st)
            st = attribute_set(vm, object, target->name, value, err);
        break;
    case AST_SUBSCRIPT:
        st = eval(vm, f, target->a, &object, err);
        if (!st)
            st = eval(vm, f, target->b, &key, err);
        if (!st)
            st = sequence_set(vm, object, key, value, err);
        break;
    default:
        st = unpack(vm, f, target, value, err);
    }
    if (st && !err->line) {
        err->line = target->line;
        err->column = target->column;
    }
    return st;
}

lathe_status eval_unbind(script_vm *vm, frame *f, const ast_node *name, lathe_error *err)
{
    bool found = false;
    if (name->place == AST_PLACE_SLOT) {
        script_value *slot = slot_of(f, name);
        found = slot->kind != SCRIPT_UNBOUND;
        slot->kind = SCRIPT_UNBOUND;
    } else {
        script_dict *names = name->place == AST_PLACE_CLASS && f->names ? f->names : &vm->globals;
        lathe_status st = script_dict_remove(vm, names, text_value(name->name), &found, err);
        if (st)
            return st;
    }
    return found ? LATHE_OK : script_raise(vm, err, "NameError", "name '%s' is not defined", name->name->text);
}

static lathe_status run_expression(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    script_value ignored;
    return eval(vm, f, node->a, &ignored, err);
}

static lathe_status run_assign(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    script_value v;
    lathe_status st = eval(vm, f, node->a, &v, err);
    for (uint32_t i = 0; i < node->items.count && !st; i++)
        st = eval_assign(vm, f, node->items.items[i], v, err);
    return st;
}

static lathe_status run_annotated(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    script_value v;
    lathe_status st = LATHE_OK;
    if (node->c)
        st = eval(vm, f, node->c, &v, err);
    if (!st && node->c)
        st = eval_assign(vm, f, node->a, v, err);
    /* Annotations of locals are not evaluated. */
    bool is_local = f->function || node->a->kind != AST_NAME;
    return st || is_local ? st : eval_annotation(vm, f, node->a->name, node->b, err);
}

/* "ClassVar" of ClassVar[int]: as much of a postponed annotation as anything looks at. */
static lathe_status annotation_text(script_vm *vm, const ast_node *node, script_value *out, lathe_error *err)
{
    while (node->kind == AST_SUBSCRIPT)
        node = node->a;
    if (node->kind == AST_CONSTANT && node->value.kind == SCRIPT_STR)
        *out = node->value;
    else if (node->kind == AST_NAME || node->kind == AST_ATTRIBUTE)
        *out = text_value(node->name);
    else
        return script_str_new(vm, "", 0, out, err);
    return LATHE_OK;
}

static lathe_status module_annotations(script_vm *vm, script_dict **out, lathe_error *err)
{
    script_value key;
    lathe_status st = script_str_new(vm, "__annotations__", 15, &key, err);
    script_value *place = st ? NULL : dict_place_str(vm->a, &vm->globals, key.str);
    if (!st && !place)
        return vm_out_of_memory(vm, err);
    if (!st && place->kind != SCRIPT_DICT)
        st = script_dict_new(vm, place, err);
    if (!st)
        *out = place->dict;
    return st;
}

lathe_status eval_annotation(script_vm *vm, frame *f, const script_str *name, const ast_node *node, lathe_error *err)
{
    script_value v;
    lathe_status st;
    lathe_error missing = {0};
    if (vm->postpones_annotations) {
        st = annotation_text(vm, node, &v, err);
    } else {
        st = eval(vm, f, node, &v, &missing);
        if (st == LATHE_E_SCRIPT && missing.failure == FAILURE_UNSUPPORTED) { /* it would mean nothing to the script */
            v = script_none();
            st = LATHE_OK;
        }
        if (st)
            *err = missing;
    }
    script_dict *annotations = f->user ? &f->user->annotations : NULL;
    if (!st && name && !f->user && !f->function)
        st = module_annotations(vm, &annotations, err);
    if (st || !annotations || !name)
        return st;
    script_value *place = dict_place_str(vm->a, annotations, name);
    if (!place)
        return vm_out_of_memory(vm, err);
    *place = v;
    return LATHE_OK;
}

/* target op= value: object and key of the target are evaluated once. */
static lathe_status run_augment(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    const ast_node *target = node->a;
    script_operator op = (script_operator)node->op;
    script_value object = {0}, key = {0}, old, right, result, *place;
    lathe_status st;
    if (target->kind == AST_NAME) {
        st = eval(vm, f, target, &old, err);
    } else {
        st = eval(vm, f, target->a, &object, err);
        if (!st && target->kind == AST_SUBSCRIPT)
            st = eval(vm, f, target->b, &key, err);
        if (!st)
            st = target->kind == AST_SUBSCRIPT ? sequence_get(vm, object, key, &old, err)
                                               : attribute_get(vm, object, target->name, &old, err);
    }
    if (!st)
        st = eval(vm, f, node->b, &right, err);
    if (!st)
        st = operate_in_place(vm, op, old, right, &result, err);
    if (st)
        return st;
    if (target->kind == AST_SUBSCRIPT)
        return sequence_set(vm, object, key, result, err);
    if (target->kind == AST_ATTRIBUTE)
        return attribute_set(vm, object, target->name, result, err);
    st = place_of(vm, f, target, &place, err);
    if (!st)
        *place = result;
    return st;
}

lathe_status eval_truth(script_vm *vm, frame *f, const ast_node *test, bool *out, lathe_error *err)
{
    script_value v;
    lathe_status st = eval(vm, f, test, &v, err);
    return st ? st : script_to_truth(vm, v, out, err);
}

static lathe_status run_if(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    for (;;) {
        bool truth;
        lathe_status st = eval_truth(vm, f, node->a, &truth, err);
        if (st)
            return st;
        if (truth)
            return eval_block(vm, f, node->items, err);
        if (node->more.count != 1 || node->more.items[0]->kind != AST_IF)
            return eval_block(vm, f, node->more, err);
        node = node->more.items[0];
    }
}

bool eval_loop_ends(script_vm *vm)
{
    flow asked = vm->flow;
    if (asked == FLOW_BREAK || asked == FLOW_CONTINUE)
        vm->flow = FLOW_NEXT;
    return asked == FLOW_BREAK || asked == FLOW_RETURN;
}

static lathe_status run_while(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    for (;;) {
        bool truth;
        lathe_status st = eval_truth(vm, f, node->a, &truth, err);
        if (st)
            return st;
        if (!truth)
            return eval_block(vm, f, node->more, err);
        st = eval_block(vm, f, node->items, err);
        if (st || eval_loop_ends(vm))
            return st;
    }
}

static lathe_status run_for(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    script_value iterable;
    script_iterator *it;
    lathe_status st = eval(vm, f, node->b, &iterable, err);
    if (!st)
        st = script_iterate(vm, iterable, &it, err);
    while (!st) {
        script_value v;
        bool done;
        st = script_iterator_next(vm, it, &done, &v, err);
        if (st)
            break;
        if (done)
            return eval_block(vm, f, node->more, err);
        st = eval_assign(vm, f, node->a, v, err);
        if (!st)
            st = eval_block(vm, f, node->items, err);
        if (!st && eval_loop_ends(vm))
            break;
    }
    if (st && !err->line) {
        err->line = node->b->line;
        err->column = node->b->column;
    }
    return st;
}

static lathe_status decorate(script_vm *vm, frame *f, const ast_node *node, const script_value *decorators,
                             script_value v, lathe_error *err)
{
    script_value *place;
    lathe_status st = LATHE_OK;
    for (uint32_t i = node->more.count; i > 0 && !st; i--)
        st = script_call_value(vm, decorators[i - 1], &v, 1, &v, err);
    if (!st)
        st = place_of(vm, f, node, &place, err);
    if (!st)
        *place = v;
    return st;
}

static lathe_status run_definition(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    script_value *decorators, v;
    lathe_status st = script_alloc(vm, (node->more.count + 1) * sizeof v, (void **)&decorators, err);
    for (uint32_t i = 0; i < node->more.count && !st; i++)
        st = eval(vm, f, node->more.items[i], &decorators[i], err);
    if (!st)
        st = node->kind == AST_DEF ? call_make_function(vm, f, node, &v, err) : class_make(vm, f, node, &v, err);
    return st ? st : decorate(vm, f, node, decorators, v, err);
}

static lathe_status run_return(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    script_value v = script_none();
    lathe_status st = node->a ? eval(vm, f, node->a, &v, err) : LATHE_OK;
    if (!st) {
        vm->result = v;
        vm->flow = FLOW_RETURN;
    }
    return st;
}

static lathe_status run_jump(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    (void)f;
    (void)err;
    vm->flow = node->kind == AST_BREAK ? FLOW_BREAK : FLOW_CONTINUE;
    return LATHE_OK;
}

static lathe_status run_nothing(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    (void)vm;
    (void)f;
    (void)node;
    (void)err;
    return LATHE_OK;
}

static lathe_status run_assert(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    bool truth;
    script_value message, object;
    lathe_status st = eval_truth(vm, f, node->a, &truth, err);
    if (st || truth)
        return st;
    if (node->b)
        st = eval(vm, f, node->b, &message, err);
    if (!st)
        st = exception_new(vm, exception_class(vm, "AssertionError"),
                           &(arguments){.items = &message, .count = node->b != NULL}, &object, err);
    return st ? st : exception_throw(vm, object.object, err);
}

static lathe_status delete_target(script_vm *vm, frame *f, const ast_node *target, lathe_error *err)
{
    script_value object, key;
    lathe_status st = LATHE_OK;
    switch (target->kind) {
    case AST_NAME:
        return eval_unbind(vm, f, target, err);
    case AST_ATTRIBUTE:
        st = eval(vm, f, target->a, &object, err);
        return st ? st : attribute_delete(vm, object, target->name, err);
    case AST_SUBSCRIPT:
        st = eval(vm, f, target->a, &object, err);
        if (!st)
            st = eval(vm, f, target->b, &key, err);
        return st ? st : sequence_delete(vm, object, key, err);
    default:
        for (uint32_t i = 0; i < target->items.count && !st; i++)
            st = delete_target(vm, f, target->items.items[i], err);
        return st;
    }
}

static lathe_status run_delete(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < node->items.count && !st; i++)
        st = delete_target(vm, f, node->items.items[i], err);
    return st;
}

static lathe_status run_unsupported(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    (void)f;
    return script_unsupported(vm, err, "%s", node->name->text);
}

static const executor executors[AST_KIND_COUNT] = {
    [AST_EXPRESSION] = run_expression,
    [AST_ASSIGN] = run_assign,
    [AST_AUGMENT] = run_augment,
    [AST_ANNOTATED] = run_annotated,
    [AST_IF] = run_if,
    [AST_WHILE] = run_while,
    [AST_FOR] = run_for,
    [AST_DEF] = run_definition,
    [AST_CLASS] = run_definition,
    [AST_RETURN] = run_return,
    [AST_RAISE] = eval_raise,
    [AST_ASSERT] = run_assert,
    [AST_DELETE] = run_delete,
    [AST_GLOBAL] = run_nothing,
    [AST_NONLOCAL] = run_nothing,
    [AST_IMPORT] = eval_import,
    [AST_IMPORT_FROM] = eval_import_from,
    [AST_PASS] = run_nothing,
    [AST_BREAK] = run_jump,
    [AST_CONTINUE] = run_jump,
    [AST_TRY] = eval_try,
    [AST_WITH] = eval_with,
    [AST_MATCH] = eval_match,
    [AST_UNSUPPORTED] = run_unsupported,
};

lathe_status eval_plain_statement(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    executor run = executors[node->kind];
    return run ? run(vm, f, node, err)
               : lathe_fail(err, LATHE_E_BUG, "a %s cannot be run", ast_kind_name((ast_kind)node->kind));
}

lathe_status eval_statement(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    lathe_status st = vm_enter(vm, err);
    if (!st)
        st = node->yields ? resume_statement(vm, f, node, err) : eval_plain_statement(vm, f, node, err);
    if (st && !err->line) {
        err->line = node->line;
        err->column = node->column;
    }
    if (st && vm->exception && !vm->exception->line) {
        vm->exception->line = err->line;
        vm->exception->column = err->column;
    }
    return st;
}

lathe_status eval_block_from(script_vm *vm, frame *f, ast_list body, uint32_t *at, lathe_error *err)
{
    for (; *at < body.count; ++*at) {
        lathe_status st = eval_statement(vm, f, body.items[*at], err);
        if (st || vm->flow != FLOW_NEXT)
            return st;
    }
    return LATHE_OK;
}

lathe_status eval_block(script_vm *vm, frame *f, ast_list body, lathe_error *err)
{
    for (uint32_t i = 0; i < body.count; i++) {
        lathe_status st = eval_statement(vm, f, body.items[i], err);
        if (st || vm->flow != FLOW_NEXT)
            return st;
    }
    return LATHE_OK;
}
