/* resume.c: statements that hold a yield: each finds in its pause how far it was, and goes on there. What none holds is
 * run by eval_statement.c, which knows nothing of this. */
#include "reward/script/vm.h"

enum { PHASE_HEAD = 0, PHASE_BODY, PHASE_ELSE };

static lathe_status pause_of(script_vm *vm, frame *f, const ast_node *node, pause **out, lathe_error *err)
{
    script_value *slot = &f->env->slots[node->slot];
    if (slot->kind == SCRIPT_UNBOUND) {
        lathe_status st = script_alloc(vm, sizeof **out, &slot->kept, err);
        if (st)
            return st;
        slot->kind = SCRIPT_NONE;
    }
    *out = slot->kept;
    return LATHE_OK;
}

/* Forgets the values of an expression that is done. */
static void forget(frame *f, uint32_t slot, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        f->env->slots[slot + i].kind = SCRIPT_UNBOUND;
}

static bool is_left(const script_vm *vm, lathe_status st) { return st && vm->suspended; }

static lathe_status resume_simple(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    lathe_status st = eval_plain_statement(vm, f, node, err);
    if (!is_left(vm, st))
        forget(f, node->slot, node->value.integer);
    return st;
}

static lathe_status test_of(script_vm *vm, frame *f, const ast_node *node, bool *out, lathe_error *err)
{
    lathe_status st = eval_truth(vm, f, node->a, out, err);
    if (!is_left(vm, st))
        forget(f, node->slot + 1, node->value.integer);
    return st;
}

static lathe_status resume_if(script_vm *vm, frame *f, const ast_node *node, pause *p, lathe_error *err)
{
    if (p->phase == PHASE_HEAD && !p->node)
        p->node = node;
    while (p->phase == PHASE_HEAD) {
        bool truth;
        const ast_node *at = p->node;
        lathe_status st = test_of(vm, f, at, &truth, err);
        if (st)
            return st;
        if (!truth && at->more.count == 1 && at->more.items[0]->kind == AST_IF) {
            p->node = at->more.items[0];
            continue;
        }
        p->body = truth ? at->items : at->more;
        p->phase = PHASE_BODY;
    }
    return eval_block_from(vm, f, p->body, &p->at, err);
}

static lathe_status resume_while(script_vm *vm, frame *f, const ast_node *node, pause *p, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    while (p->phase != PHASE_ELSE) {
        if (p->phase == PHASE_HEAD) {
            bool truth;
            st = test_of(vm, f, node, &truth, err);
            if (st)
                return st;
            p->phase = truth ? PHASE_BODY : PHASE_ELSE;
            p->at = 0;
            continue;
        }
        st = eval_block_from(vm, f, node->items, &p->at, err);
        if (st || eval_loop_ends(vm))
            return st;
        p->phase = PHASE_HEAD;
    }
    return eval_block_from(vm, f, node->more, &p->at, err);
}

static lathe_status begin_for(script_vm *vm, frame *f, const ast_node *node, pause *p, lathe_error *err)
{
    script_value iterable;
    lathe_status st = eval(vm, f, node->b, &iterable, err);
    if (!st)
        st = script_iterate(vm, iterable, &p->it, err);
    if (!is_left(vm, st))
        forget(f, node->slot + 1, node->value.integer);
    return st;
}

static lathe_status resume_for(script_vm *vm, frame *f, const ast_node *node, pause *p, lathe_error *err)
{
    lathe_status st = p->it ? LATHE_OK : begin_for(vm, f, node, p, err);
    while (!st && p->phase != PHASE_ELSE) {
        if (p->phase == PHASE_HEAD) {
            script_value v;
            bool done;
            st = script_iterator_next(vm, p->it, &done, &v, err);
            if (!st && !done)
                st = eval_assign(vm, f, node->a, v, err);
            if (st)
                break;
            p->phase = done ? PHASE_ELSE : PHASE_BODY;
            p->at = 0;
            continue;
        }
        st = eval_block_from(vm, f, node->items, &p->at, err);
        if (st || eval_loop_ends(vm))
            return st;
        p->phase = PHASE_HEAD;
    }
    if (st && !err->line) {
        err->line = node->b->line;
        err->column = node->b->column;
    }
    return st ? st : eval_block_from(vm, f, node->more, &p->at, err);
}

static lathe_status resume_match(script_vm *vm, frame *f, const ast_node *node, pause *p, lathe_error *err)
{
    if (p->phase == PHASE_HEAD) {
        script_value subject;
        lathe_status st = eval(vm, f, node->a, &subject, err);
        if (is_left(vm, st))
            return st;
        forget(f, node->slot + 1, node->value.integer);
        if (!st)
            st = eval_find_case(vm, f, node, subject, &p->node, err);
        if (st || !p->node)
            return st;
        p->phase = PHASE_BODY;
    }
    return eval_block_from(vm, f, p->node->items, &p->at, err);
}

typedef lathe_status (*resumer)(script_vm *vm, frame *f, const ast_node *node, pause *p, lathe_error *err);

static const resumer resumers[AST_KIND_COUNT] = {
    [AST_IF] = resume_if,         [AST_WHILE] = resume_while,   [AST_FOR] = resume_for,
    [AST_TRY] = eval_try_from,    [AST_WITH] = eval_with_from,  [AST_MATCH] = resume_match,
};

lathe_status resume_statement(script_vm *vm, frame *f, const ast_node *node, lathe_error *err)
{
    resumer resume = resumers[node->kind];
    pause *p;
    if (!resume)
        return resume_simple(vm, f, node, err);
    lathe_status st = pause_of(vm, f, node, &p, err);
    if (!st)
        st = resume(vm, f, node, p, err);
    if (!is_left(vm, st)) {
        forget(f, node->slot + 1, node->value.integer);
        *p = (pause){.managers = p->managers};
    }
    return st;
}
