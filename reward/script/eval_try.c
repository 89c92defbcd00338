/* eval_try.c: raise, try and with: what happens between a failure and the clause that takes it. */
#include "reward/script/vm.h"

/* What is under way when a finally clause or __exit__ begins, and goes on after it. */
typedef struct outcome {
    lathe_status status;
    flow flow;
    script_value result;
    script_object *exception;
    lathe_error error;
} outcome;

static outcome take_outcome(script_vm *vm, lathe_status st, const lathe_error *err)
{
    outcome o = {st, vm->flow, vm->result, st ? vm->exception : NULL, {0}};
    if (st)
        o.error = *err;
    vm->flow = FLOW_NEXT;
    vm->exception = NULL;
    return o;
}

static lathe_status resume(script_vm *vm, const outcome *o, lathe_error *err)
{
    vm->flow = o->flow;
    vm->result = o->result;
    vm->exception = o->exception;
    if (o->status) {
        *err = o->error;
        vm->thrown = o->error;
    }
    return o->status;
}

static bool is_catchable(const script_vm *vm, lathe_status st)
{
    return st == LATHE_E_SCRIPT && vm->exception;
}

lathe_status eval_raise(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    script_value v, cause;
    if (!node->a) {
        if (!vm->handled)
            return script_raise(vm, err, "RuntimeError", "No active exception to reraise");
        return exception_throw(vm, vm->handled, err);
    }
    lathe_status st = eval(vm, f, node->a, &v, err);
    if (!st && node->b)
        st = eval(vm, f, node->b, &cause, err);
    if (!st && v.kind == SCRIPT_CLASS && exception_is_class(v.type))
        st = class_instantiate(vm, v.type, &(arguments){0}, &v, err);
    if (st)
        return st;
    if (v.kind != SCRIPT_OBJECT || !exception_is_class(v.object->type))
        return script_raise(vm, err, "TypeError", "exceptions must derive from BaseException");
    return exception_throw(vm, v.object, err);
}

/* True if the exception is of the class, or of one in the tuple. */
static lathe_status matches(script_vm *vm, const script_object *e, script_value classes, bool *out, lathe_error *err)
{
    const script_value *items = &classes;
    size_t count = 1;
    if (classes.kind == SCRIPT_TUPLE) {
        items = classes.list->items;
        count = classes.list->count;
    }
    *out = false;
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind != SCRIPT_CLASS || !exception_is_class(items[i].type))
            return script_raise(vm, err, "TypeError",
                                "catching classes that do not inherit from BaseException is not allowed");
        *out |= script_is_subclass(e->type, items[i].type);
    }
    return LATHE_OK;
}

static lathe_status run_handler(script_vm *vm, frame *f, const ast_node *handler, script_object *e, lathe_error *err)
{
    script_object *outer = vm->handled;
    lathe_status st = LATHE_OK;
    if (handler->b)
        st = eval_assign(vm, f, handler->b, script_of_object(e), err);
    vm->handled = e;
    if (!st)
        st = eval_block(vm, f, handler->items, err);
    vm->handled = outer;
    if (!handler->b)
        return st;
    /* The name ends with the clause; a script may have ended it before. */
    outcome o = take_outcome(vm, st, err);
    st = eval_unbind(vm, f, handler->b, err);
    if (st && !is_catchable(vm, st))
        return st;
    return resume(vm, &o, err);
}

static lathe_status find_handler(script_vm *vm, frame *f, const ast_node *node, const script_object *e,
                                 const ast_node **out, lathe_error *err)
{
    *out = NULL;
    for (uint32_t i = 0; i < node->more.count; i++) {
        const ast_node *handler = node->more.items[i];
        script_value classes;
        bool match = true;
        lathe_status st = LATHE_OK;
        if (handler->name)
            return script_unsupported(vm, err, "except*");
        if (handler->a)
            st = eval(vm, f, handler->a, &classes, err);
        if (!st && handler->a)
            st = matches(vm, e, classes, &match, err);
        if (st)
            return st;
        if (match) {
            *out = handler;
            return LATHE_OK;
        }
    }
    return LATHE_OK;
}

static lathe_status run_handlers(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    const ast_node *handler;
    outcome o = take_outcome(vm, LATHE_E_SCRIPT, err);
    lathe_status st = find_handler(vm, f, node, o.exception, &handler, err);
    if (st)
        return st;
    return handler ? run_handler(vm, f, handler, o.exception, err) : resume(vm, &o, err);
}

lathe_status eval_try(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    lathe_status st = eval_block(vm, f, node->items, err);
    if (is_catchable(vm, st) && node->more.count)
        st = run_handlers(vm, f, node, err);
    else if (!st && vm->flow == FLOW_NEXT && node->a)
        st = eval_block(vm, f, node->a->items, err);
    if (!node->b || (st && !is_catchable(vm, st)))
        return st;
    outcome o = take_outcome(vm, st, err);
    st = eval_block(vm, f, node->b->items, err);
    /* What finally itself asked for wins. */
    return st || vm->flow != FLOW_NEXT ? st : resume(vm, &o, err);
}

static lathe_status call_special(script_vm *vm, script_value manager, const char *name, const script_value *items,
                                 size_t count, script_value *out, lathe_error *err)
{
    script_value method;
    lathe_status st = script_get_attribute(vm, manager, name, &method, err);
    if (is_catchable(vm, st)) {
        vm->exception = NULL;
        return script_raise(vm, err, "TypeError", "'%s' object does not support the context manager protocol",
                            script_type_name(manager));
    }
    return st ? st : script_call_value(vm, method, items, count, out, err);
}

static lathe_status run_managed(script_vm *vm, frame *f, const ast_node *node, uint32_t at, lathe_error *err)
{
    script_value manager, entered, swallow, args[3] = {script_none(), script_none(), script_none()};
    bool swallowed;
    if (at == node->items.count)
        return eval_block(vm, f, node->more, err);
    const ast_node *item = node->items.items[at];
    lathe_status st = vm_enter(vm, err);
    if (!st)
        st = eval(vm, f, item->a, &manager, err);
    if (!st)
        st = call_special(vm, manager, "__enter__", NULL, 0, &entered, err);
    if (st)
        return st;
    if (item->b)
        st = eval_assign(vm, f, item->b, entered, err);
    if (!st)
        st = run_managed(vm, f, node, at + 1, err);
    if (st && !is_catchable(vm, st))
        return st;
    outcome o = take_outcome(vm, st, err);
    if (o.exception) {
        args[0] = script_type(o.exception->type);
        args[1] = script_of_object(o.exception);
    }
    st = call_special(vm, manager, "__exit__", args, 3, &swallow, err);
    if (!st)
        st = script_to_truth(vm, swallow, &swallowed, err);
    if (st)
        return st;
    return o.exception && swallowed ? LATHE_OK : resume(vm, &o, err);
}

lathe_status eval_with(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    return run_managed(vm, f, node, 0, err);
}
