/* generator.c: generator functions: their body runs from the start at each resumption and finds, statement by statement,
 * where it was left (yields.c, resume.c). */
#include "reward/script/vm.h"

typedef struct generator {
    frame frame;
    uint32_t at; /* the statement of the body */
    bool started, running, done;
    script_value sent; /* what the yield at which it stands gives */
    script_object *thrown; /* or raises; else NULL */
    script_value value; /* what the last yield handed out */
} generator;

lathe_status generator_new(script_vm *vm, script_function *fn, env *e, generator **out, lathe_error *err)
{
    generator *g;
    lathe_status st = script_alloc(vm, sizeof *g, (void **)&g, err);
    if (st)
        return st;
    g->frame = (frame){.env = e, .function = fn, .generator = g};
    *out = g;
    return LATHE_OK;
}

/* Runs the body from where it was left. */
static lathe_status run(script_vm *vm, generator *g, script_value *out, lathe_error *err)
{
    const ast_node *node = g->frame.function->node;
    lathe_status st;
    if (++vm->recursion > vm->limits.max_recursion) {
        vm->exception = NULL;
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "RecursionError: maximum recursion depth exceeded");
    }
    g->running = g->started = true;
    g->frame.caller = vm->frame;
    vm->frame = &g->frame;
    if (node->kind == AST_LAMBDA) {
        st = eval(vm, &g->frame, node->b, out, err);
    } else {
        st = eval_block_from(vm, &g->frame, node->items, &g->at, err);
        if (!st)
            *out = vm->flow == FLOW_RETURN ? vm->result : script_none();
        vm->flow = FLOW_NEXT;
    }
    vm->frame = g->frame.caller;
    vm->recursion--;
    g->running = false;
    return st;
}

static bool is_stop(const script_vm *vm, lathe_status st)
{
    return st == LATHE_E_SCRIPT && vm->exception &&
           script_is_subclass(vm->exception->type, exception_class(vm, "StopIteration"));
}

lathe_status generator_resume(script_vm *vm, generator *g, script_value sent, script_object *thrown, bool *out_done,
                              script_value *out, lathe_error *err)
{
    script_value result = script_none();
    lathe_status st = vm_enter(vm, err);
    if (st)
        return st;
    if (g->running)
        return script_raise(vm, err, "ValueError", "generator already executing");
    if (thrown && (g->done || !g->started)) {
        g->done = true;
        return exception_throw(vm, thrown, err);
    }
    if (!g->started && !script_is_none(sent))
        return script_raise(vm, err, "TypeError", "can't send non-None value to a just-started generator");
    g->sent = sent;
    g->thrown = thrown;
    if (!g->done)
        st = run(vm, g, &result, err);
    if (st && vm->suspended) {
        vm->suspended = false;
        *err = (lathe_error){0};
        *out_done = false;
        *out = g->value;
        return LATHE_OK;
    }
    g->done = true;
    if (is_stop(vm, st))
        return script_raise(vm, err, "RuntimeError", "generator raised StopIteration");
    if (!st) {
        *out_done = true;
        *out = result;
    }
    return st;
}

/* Leaves the body with a value. */
static lathe_status suspend(script_vm *vm, generator *g, script_value v)
{
    g->value = v;
    vm->suspended = true;
    vm->exception = NULL;
    return LATHE_E_SCRIPT;
}

/* What the resumption brought. */
static lathe_status take_sent(script_vm *vm, generator *g, script_value *out, lathe_error *err)
{
    script_object *thrown = g->thrown;
    g->thrown = NULL;
    if (thrown)
        return exception_throw(vm, thrown, err);
    *out = g->sent;
    return LATHE_OK;
}

/* Raises GeneratorExit in the body, which must not yield then. */
static lathe_status close_generator(script_vm *vm, generator *g, lathe_error *err)
{
    const script_class *type = exception_class(vm, "GeneratorExit");
    script_value exit, ignored;
    bool done = true;
    if (g->done || !g->started) {
        g->done = true;
        return LATHE_OK;
    }
    lathe_status st = exception_new(vm, type, &(arguments){0}, &exit, err);
    if (!st)
        st = generator_resume(vm, g, script_none(), exit.object, &done, &ignored, err);
    if (st == LATHE_E_SCRIPT && vm->exception && script_is_subclass(vm->exception->type, type)) {
        vm->exception = NULL;
        return LATHE_OK;
    }
    if (!st && !done)
        return script_raise(vm, err, "RuntimeError", "generator ignored GeneratorExit");
    return st;
}

/* Hands what was sent or thrown on to the iterator of a yield from. */
static lathe_status delegate(script_vm *vm, generator *g, script_iterator *it, bool *done, script_value *out,
                             lathe_error *err)
{
    script_object *thrown = g->thrown;
    struct generator *inner = iterate_generator(it);
    lathe_status st;
    g->thrown = NULL;
    if (inner && thrown && script_is_subclass(thrown->type, exception_class(vm, "GeneratorExit"))) {
        st = close_generator(vm, inner, err);
        return st ? st : exception_throw(vm, thrown, err);
    }
    if (inner)
        st = generator_resume(vm, inner, g->sent, thrown, done, out, err);
    else if (thrown)
        return exception_throw(vm, thrown, err);
    else if (!script_is_none(g->sent))
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'send'",
                            iterate_class(it)->name);
    else
        st = script_iterator_next(vm, it, done, out, err);
    if (!st && *done && !inner)
        *out = iterate_result(it);
    return st;
}

static lathe_status yield_from(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value *slot = &f->env->slots[node->slot], v;
    generator *g = f->generator;
    bool done = false;
    lathe_status st = LATHE_OK;
    if (slot->kind == SCRIPT_UNBOUND) {
        st = eval(vm, f, node->a, &v, err);
        if (!st)
            st = script_iterate(vm, v, &slot->iterator, err);
        if (st)
            return st;
        slot->kind = SCRIPT_ITERATOR;
        g->sent = script_none();
    }
    st = delegate(vm, g, slot->iterator, &done, &v, err);
    if (!st && !done)
        return suspend(vm, g, v);
    slot->kind = SCRIPT_UNBOUND;
    if (!st)
        *out = v;
    return st;
}

lathe_status eval_yield(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value v = script_none();
    if (node->hops < 0 || !f->generator)
        return script_unsupported(vm, err, "yield in this place");
    if (node->op)
        return yield_from(vm, f, node, out, err);
    script_value *slot = &f->env->slots[node->slot];
    if (slot->kind != SCRIPT_UNBOUND) { /* it was left here */
        slot->kind = SCRIPT_UNBOUND;
        return take_sent(vm, f->generator, out, err);
    }
    lathe_status st = node->a ? eval(vm, f, node->a, &v, err) : LATHE_OK;
    if (st)
        return st;
    slot->kind = SCRIPT_NONE;
    return suspend(vm, f->generator, v);
}

lathe_status eval_kept(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value *slot = &f->env->slots[node->slot];
    if (slot->kind == SCRIPT_UNBOUND) {
        script_value v;
        lathe_status st = eval(vm, f, node->a, &v, err);
        if (st)
            return st;
        *slot = v;
    }
    *out = *slot;
    return LATHE_OK;
}

/* ---- methods ---- */

/* A resumption from a script: the end is a StopIteration. */
static lathe_status resume_for_script(script_vm *vm, script_value self, script_value sent, script_object *thrown,
                                      script_value *out, lathe_error *err)
{
    bool done;
    script_value v;
    struct generator *g = iterate_generator(self.iterator);
    lathe_status st;
    if (!g && thrown)
        return exception_throw(vm, thrown, err);
    st = g ? generator_resume(vm, g, sent, thrown, &done, &v, err)
           : script_iterator_next(vm, self.iterator, &done, &v, err);
    if (!st && done)
        return iterate_stop(vm, g ? v : script_none(), err);
    if (!st)
        *out = v;
    return st;
}

static lathe_status generator_send(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return resume_for_script(vm, call->self, call->args[0], NULL, out, err);
}

static lathe_status generator_throw(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value v = call->args[0];
    lathe_status st = LATHE_OK;
    bool has_value = !script_is_none(call->args[1]);
    if (v.kind == SCRIPT_CLASS && exception_is_class(v.type))
        st = class_instantiate(vm, v.type, &(arguments){.items = &call->args[1], .count = has_value}, &v, err);
    if (st)
        return st;
    if (v.kind != SCRIPT_OBJECT || !exception_is_class(v.object->type))
        return script_raise(vm, err, "TypeError",
                            "exceptions must be classes or instances deriving from BaseException, not %s",
                            script_type_name(v));
    return resume_for_script(vm, call->self, script_none(), v.object, out, err);
}

static lathe_status generator_close(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    struct generator *g = iterate_generator(call->self.iterator);
    *out = script_none();
    return g ? close_generator(vm, g, err) : LATHE_OK;
}

const script_method methods_generator[] = {
    {"send", "value, /", generator_send, 0},
    {"throw", "type, value=None, traceback=None, /", generator_throw, 0},
    {"close", "", generator_close, 0},
    {NULL, NULL, NULL, 0},
};
