/* yields.c: makes the body of a generator function one that can be left at a yield and entered again.
 *
 * To go on, a generator runs its body from the start, but every statement on the way to the yield remembers in slots of
 * the generator's variables how far it was: blocks and loops by a pause (vm.h), expressions by values that were found
 * before the yield: each child beside a yield is wrapped into an AST_KEPT, which is evaluated once. So a generator is its
 * variables and no stack of its own. Functions without a yield are left as they are. */
#include "reward/script/parse.h"

typedef struct marker {
    arena *a;
    uint32_t *slots;
    lathe_status status;
    lathe_error *err;
} marker;

static bool mark(marker *m, ast_node *node);

/* Nodes that the one above evaluates itself: what stands in them is kept, not they. */
static bool is_part(const ast_node *node)
{
    return node->kind == AST_KEYWORD || node->kind == AST_STARRED || node->kind == AST_DOUBLE_STARRED ||
           node->kind == AST_DICT_ITEM || node->kind == AST_COMPARISON;
}

static void keep(marker *m, ast_node **place)
{
    ast_node *node = *place;
    if (!node || m->status || node->kind == AST_CONSTANT)
        return;
    if (is_part(node)) {
        keep(m, &node->a);
        keep(m, &node->b);
        return;
    }
    ast_node *kept = arena_alloc(m->a, sizeof *kept);
    if (!kept) {
        m->status = lex_out_of_memory(m->a, m->err);
        return;
    }
    *kept = *node;
    kept->kind = AST_KEPT;
    kept->b = kept->c = NULL;
    kept->items = kept->more = (ast_list){0};
    kept->name = NULL;
    kept->a = node;
    kept->slot = (*m->slots)++;
    *place = kept;
}

static bool mark_list(marker *m, ast_list list)
{
    bool yields = false;
    for (uint32_t i = 0; i < list.count; i++)
        yields |= mark(m, list.items[i]);
    return yields;
}

static void fail_inside(marker *m, const ast_node *node)
{
    static const char *const names[] = {"list comprehension", "set comprehension", "dict comprehension",
                                        "generator expression"};
    if (!m->status)
        m->status = lathe_fail_script(m->err, FAILURE_SYNTAX, node->line, node->column, "SyntaxError: 'yield' inside %s",
                                      names[node->kind - AST_LIST_COMPREHENSION]);
}

/* Only the first iterable of a comprehension belongs to the function. */
static bool mark_comprehension(marker *m, ast_node *node)
{
    uint32_t before = *m->slots;
    bool inside = mark(m, node->a) | (node->b && mark(m, node->b));
    for (uint32_t i = 0; i < node->items.count; i++) {
        ast_node *clause = node->items.items[i];
        inside |= (i > 0 && mark(m, clause->b)) | mark_list(m, clause->items);
    }
    *m->slots = before;
    if (inside)
        fail_inside(m, node);
    bool yields = mark(m, node->items.items[0]->b);
    if (yields)
        keep(m, &node->items.items[0]->b);
    return yields;
}

/* True if a yield stands in the expression; its slots are given then. */
static bool mark(marker *m, ast_node *node)
{
    if (!node || m->status || node->kind == AST_LAMBDA)
        return false;
    if (node->kind >= AST_LIST_COMPREHENSION && node->kind <= AST_GENERATOR)
        return mark_comprehension(m, node);
    bool yields = mark(m, node->a);
    yields |= mark(m, node->b);
    yields |= mark(m, node->c);
    yields |= mark_list(m, node->items);
    if (node->kind == AST_YIELD) {
        node->hops = 0;
        node->slot = (*m->slots)++;
        return true;
    }
    if (!yields || is_part(node))
        return yields;
    if (node->kind != AST_WALRUS)
        keep(m, &node->a);
    keep(m, &node->b);
    keep(m, &node->c);
    for (uint32_t i = 0; i < node->items.count; i++)
        keep(m, &node->items.items[i]);
    return true;
}

/* The targets left of an assignment: what stands in them, not they, is evaluated. */
static bool mark_target(marker *m, ast_node *node)
{
    bool yields = false;
    if (!node || node->kind == AST_NAME)
        return false;
    if (node->kind == AST_STARRED)
        return mark_target(m, node->a);
    if (node->kind != AST_TUPLE && node->kind != AST_LIST)
        return mark(m, node);
    for (uint32_t i = 0; i < node->items.count; i++)
        yields |= mark_target(m, node->items.items[i]);
    return yields;
}

static bool mark_simple(marker *m, ast_node *node)
{
    bool targets = false, values;
    uint32_t before = *m->slots;
    if (node->kind == AST_DELETE || node->kind == AST_ASSIGN)
        for (uint32_t i = 0; i < node->items.count; i++)
            targets |= mark_target(m, node->items.items[i]);
    if (node->kind == AST_AUGMENT || node->kind == AST_ANNOTATED)
        targets |= mark_target(m, node->a);
    bool has_value = node->kind != AST_AUGMENT && node->kind != AST_ANNOTATED;
    ast_node **value = has_value ? &node->a : node->kind == AST_AUGMENT ? &node->b : &node->c;
    ast_node **second = node->kind == AST_RAISE || node->kind == AST_ASSERT ? &node->b : NULL;
    values = mark(m, *value);
    bool both = second && mark(m, *second);
    if (targets || both)
        keep(m, value);
    node->slot = before;
    node->value.integer = *m->slots - before;
    return targets || values || both;
}

static bool mark_block(marker *m, ast_list list);

/* The expressions at the head of a compound statement; a yield in its targets is not carried out. */
static bool mark_head(marker *m, ast_node *node)
{
    bool yields = false;
    if (node->kind == AST_IF || node->kind == AST_WHILE || node->kind == AST_MATCH)
        return mark(m, node->a);
    if (node->kind == AST_FOR)
        return mark(m, node->b);
    for (uint32_t i = 0; node->kind == AST_WITH && i < node->items.count; i++)
        yields |= mark(m, node->items.items[i]->a);
    return yields;
}

static bool mark_compound(marker *m, ast_node *node)
{
    bool yields = false;
    ast_node *at = node;
    do { /* a chain of elifs is one statement */
        at->slot = (*m->slots)++;
        uint32_t before = *m->slots;
        yields |= mark_head(m, at);
        at->value.integer = *m->slots - before;
        if (at->kind == AST_TRY) {
            yields |= mark_block(m, at->items) | (at->a && mark_block(m, at->a->items)) |
                      (at->b && mark_block(m, at->b->items));
            for (uint32_t i = 0; i < at->more.count; i++)
                yields |= mark_block(m, at->more.items[i]->items);
            break;
        }
        if (at->kind == AST_MATCH) {
            for (uint32_t i = 0; i < at->items.count; i++)
                yields |= mark_block(m, at->items.items[i]->items);
            break;
        }
        if (at->kind != AST_WITH)
            yields |= mark_block(m, at->items);
        bool chained = at->kind == AST_IF && at->more.count == 1 && at->more.items[0]->kind == AST_IF;
        if (!chained)
            yields |= mark_block(m, at->more);
        at = chained ? at->more.items[0] : NULL;
    } while (at && !m->status);
    return yields;
}

static bool mark_statement(marker *m, ast_node *node)
{
    uint32_t before = *m->slots;
    bool yields = false;
    switch (node->kind) {
    case AST_IF:
    case AST_WHILE:
    case AST_FOR:
    case AST_TRY:
    case AST_WITH:
    case AST_MATCH:
        yields = mark_compound(m, node);
        break;
    case AST_EXPRESSION:
    case AST_ASSIGN:
    case AST_AUGMENT:
    case AST_ANNOTATED:
    case AST_RETURN:
    case AST_RAISE:
    case AST_ASSERT:
    case AST_DELETE:
        yields = mark_simple(m, node);
        break;
    default: /* defs and classes: a yield at their head is not carried out */
        break;
    }
    node->yields = yields;
    if (!yields)
        *m->slots = before;
    return yields;
}

static bool mark_block(marker *m, ast_list list)
{
    bool yields = false;
    for (uint32_t i = 0; i < list.count && !m->status; i++)
        yields |= mark_statement(m, list.items[i]);
    return yields;
}

lathe_status parse_mark_yields(arena *a, ast_node *function, uint32_t *slots, lathe_error *err)
{
    marker m = {.a = a, .slots = slots, .err = err};
    if (function->kind == AST_LAMBDA)
        mark(&m, function->b);
    else
        mark_block(&m, function->items);
    return m.status;
}
