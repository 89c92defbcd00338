/* eval_try.c: raise, try and with: what happens between a failure and the clause that takes it. */
#include "reward/script/vm.h"

enum { PHASE_BODY = 0, PHASE_HANDLER, PHASE_ELSE, PHASE_END, PHASE_FINALLY };

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
    if (node->b && cause.kind == SCRIPT_CLASS && exception_is_class(cause.type))
        st = class_instantiate(vm, cause.type, &(arguments){0}, &cause, err);
    if (!st && node->b && !script_is_none(cause) &&
        (cause.kind != SCRIPT_OBJECT || !exception_is_class(cause.object->type)))
        return script_raise(vm, err, "TypeError", "exception causes must derive from BaseException");
    if (!st && node->b)
        st = exception_put(vm, v.object, "__cause__", cause, err);
    if (!st && node->b)
        st = exception_put(vm, v.object, "__suppress_context__", script_bool(true), err);
    if (st)
        return st;
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

static bool is_left(const script_vm *vm, lathe_status st) { return st && vm->suspended; }

/* After the body failed: chooses the clause and binds its name; without one the failure goes on. */
static lathe_status choose_handler(script_vm *vm, frame *f, const ast_node *node, pause *p, lathe_error *err)
{
    outcome o = take_outcome(vm, LATHE_E_SCRIPT, err);
    lathe_status st = find_handler(vm, f, node, o.exception, &p->node, err);
    if (!st && !p->node)
        return resume(vm, &o, err);
    if (!st && p->node->b)
        st = eval_assign(vm, f, p->node->b, script_of_object(o.exception), err);
    p->handled = o.exception;
    p->phase = st ? PHASE_END : PHASE_HANDLER;
    return st;
}

static lathe_status run_handler(script_vm *vm, frame *f, pause *p, lathe_error *err)
{
    script_object *outer = vm->handled;
    const ast_node *name = p->node->b;
    vm->handled = p->handled;
    lathe_status st = eval_block_from(vm, f, p->node->items, &p->at, err);
    vm->handled = outer;
    if (!name || is_left(vm, st))
        return st;
    /* The name ends with the clause; a script may have ended it before. */
    outcome o = take_outcome(vm, st, err);
    st = eval_unbind(vm, f, name, err);
    if (st && !is_catchable(vm, st))
        return st;
    return resume(vm, &o, err);
}

/* All but the finally clause. */
static lathe_status run_clauses(script_vm *vm, frame *f, const ast_node *node, pause *p, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    if (p->phase == PHASE_BODY) {
        st = eval_block_from(vm, f, node->items, &p->at, err);
        if (is_left(vm, st))
            return st;
        p->phase = !st && vm->flow == FLOW_NEXT && node->a ? PHASE_ELSE : PHASE_END;
        p->at = 0;
        if (is_catchable(vm, st) && node->more.count)
            st = choose_handler(vm, f, node, p, err);
    }
    if (p->phase == PHASE_HANDLER)
        st = run_handler(vm, f, p, err);
    else if (p->phase == PHASE_ELSE)
        st = eval_block_from(vm, f, node->a->items, &p->at, err);
    return st;
}

lathe_status eval_try_from(script_vm *vm, frame *f, const ast_node *node, pause *p, lathe_error *err)
{
    lathe_status st;
    if (p->phase != PHASE_FINALLY) {
        st = run_clauses(vm, f, node, p, err);
        if (is_left(vm, st) || !node->b || (st && !is_catchable(vm, st)))
            return st;
        p->outcome = take_outcome(vm, st, err);
        p->phase = PHASE_FINALLY;
        p->at = 0;
    }
    script_object *outer = vm->handled;
    if (p->outcome.exception)
        vm->handled = p->outcome.exception;
    st = eval_block_from(vm, f, node->b->items, &p->at, err);
    vm->handled = outer;
    /* What finally itself asked for wins. */
    return st || vm->flow != FLOW_NEXT ? st : resume(vm, &p->outcome, err);
}

lathe_status eval_try(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    pause p = {0};
    return eval_try_from(vm, f, node, &p, err);
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

static lathe_status enter_managers(script_vm *vm, frame *f, const ast_node *node, pause *p, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    while (!st && p->entered < node->items.count) {
        const ast_node *item = node->items.items[p->entered];
        script_value entered, *manager = &p->managers[p->entered];
        st = eval(vm, f, item->a, manager, err);
        if (!st)
            st = call_special(vm, *manager, "__enter__", NULL, 0, &entered, err);
        if (st)
            break;
        p->entered++;
        if (item->b)
            st = eval_assign(vm, f, item->b, entered, err);
    }
    return st;
}

/* Leaves the innermost manager, which may swallow what failed. */
static lathe_status leave_manager(script_vm *vm, pause *p, lathe_status st, lathe_error *err)
{
    script_value swallow, args[3] = {script_none(), script_none(), script_none()};
    bool swallowed;
    outcome o = take_outcome(vm, st, err);
    script_object *outer = vm->handled;
    if (o.exception) {
        args[0] = script_type(o.exception->type);
        args[1] = script_of_object(o.exception);
        vm->handled = o.exception;
    }
    st = call_special(vm, p->managers[--p->entered], "__exit__", args, 3, &swallow, err);
    if (!st)
        st = script_to_truth(vm, swallow, &swallowed, err);
    vm->handled = outer;
    if (st)
        return st;
    return o.exception && swallowed ? LATHE_OK : resume(vm, &o, err);
}

lathe_status eval_with_from(script_vm *vm, frame *f, const ast_node *node, pause *p, lathe_error *err)
{
    lathe_status st = p->managers ? LATHE_OK
                                  : script_alloc(vm, node->items.count * sizeof *p->managers, (void **)&p->managers,
                                                 err);
    if (!st && p->phase == PHASE_BODY)
        st = enter_managers(vm, f, node, p, err);
    if (!st) {
        p->phase = PHASE_ELSE;
        st = eval_block_from(vm, f, node->more, &p->at, err);
    }
    while (p->entered && !is_left(vm, st) && (!st || is_catchable(vm, st)))
        st = leave_manager(vm, p, st, err);
    return st;
}

lathe_status eval_with(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    pause p = {0};
    return eval_with_from(vm, f, node, &p, err);
}
