/* comprehension.c: comprehensions as a machine that stops at each element, so that generator expressions are lazy. */
#include "reward/script/iterate.h"

lathe_status iterate_clauses(script_vm *vm, frame *f, const ast_node *node, script_value first, script_iterator **out,
                             lathe_error *err)
{
    env *e;
    clauses *c;
    lathe_status st = iterate_new(vm, ITERATE_GENERATOR, script_none(), out, err);
    if (!st)
        st = script_alloc(vm, sizeof *c, (void **)&c, err);
    if (!st)
        st = script_alloc(vm, sizeof *e + node->slot * sizeof *e->slots, (void **)&e, err);
    if (!st)
        st = script_alloc(vm, node->items.count * sizeof *(*out)->inner, (void **)&(*out)->inner, err);
    if (!st)
        st = script_iterate(vm, first, &(*out)->inner[0], err);
    if (st)
        return st;
    e->parent = f->env;
    c->node = node;
    c->frame = (frame){.env = e, .function = f->function, .qualified = f->qualified};
    (*out)->clauses = c;
    return LATHE_OK;
}

static lathe_status conditions_hold(script_vm *vm, frame *f, const ast_node *clause, bool *out, lathe_error *err)
{
    *out = true;
    for (uint32_t i = 0; i < clause->items.count && *out; i++) {
        script_value v;
        lathe_status st = eval(vm, f, clause->items.items[i], &v, err);
        if (!st)
            st = script_to_truth(vm, v, out, err);
        if (st)
            return st;
    }
    return LATHE_OK;
}

lathe_status iterate_next_clause(script_vm *vm, script_iterator *it, bool *out_done, frame **out_frame,
                                 lathe_error *err)
{
    clauses *c = it->clauses;
    const ast_list parts = c->node->items;
    frame *f = &c->frame;
    if (c->running)
        return script_raise(vm, err, "ValueError", "generator already executing");
    c->running = true;
    lathe_status st = LATHE_OK;
    for (;;) {
        const ast_node *clause = parts.items[c->level];
        script_value v;
        bool done, hold = false;
        st = script_iterator_next(vm, it->inner[c->level], &done, &v, err);
        if (!st && done) {
            *out_done = c->level == 0;
            if (c->level-- == 0) {
                c->level = 0;
                break;
            }
            continue;
        }
        if (!st)
            st = eval_assign(vm, f, clause->a, v, err);
        if (!st)
            st = conditions_hold(vm, f, clause, &hold, err);
        if (st)
            break;
        if (hold && c->level + 1 == parts.count) {
            *out_done = false;
            *out_frame = f;
            break;
        }
        if (hold) {
            st = eval(vm, f, parts.items[c->level + 1]->b, &v, err);
            if (!st)
                st = script_iterate(vm, v, &it->inner[c->level + 1], err);
            if (st)
                break;
            c->level++;
        }
    }
    c->running = false;
    it->done |= st != LATHE_OK;
    return st;
}

lathe_status eval_comprehension(script_vm *vm, frame *f, const ast_node *node, script_value *out, lathe_error *err)
{
    script_value first, made, key, value = script_none();
    script_iterator *it;
    frame *inner;
    bool done = false;
    lathe_status st = eval(vm, f, node->items.items[0]->b, &first, err);
    if (!st)
        st = iterate_clauses(vm, f, node, first, &it, err);
    if (!st && node->kind == AST_GENERATOR) {
        *out = (script_value){.kind = SCRIPT_ITERATOR, .iterator = it};
        return LATHE_OK;
    }
    if (!st)
        st = node->kind == AST_LIST_COMPREHENSION ? script_list_new(vm, NULL, 0, &made, err)
             : node->kind == AST_SET_COMPREHENSION ? script_set_new(vm, &made, err)
                                                   : script_dict_new(vm, &made, err);
    while (!st) {
        st = iterate_next_clause(vm, it, &done, &inner, err);
        if (st || done)
            break;
        st = eval(vm, inner, node->a, &key, err);
        if (!st && node->b)
            st = eval(vm, inner, node->b, &value, err);
        if (!st)
            st = made.kind == SCRIPT_LIST ? script_list_append(vm, made.list, key, err)
                                          : script_dict_set(vm, made.dict, key, value, err);
    }
    if (!st)
        *out = made;
    return st;
}
