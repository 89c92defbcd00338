/* parse_target.c: what may stand on the left of an assignment, in for and in del. */
#include "reward/script/parse.h"

const char *parse_describe(const ast_node *node)
{
    switch (node->kind) {
    case AST_CALL:
        return "function call";
    case AST_CONSTANT:
        if (node->value.kind == SCRIPT_NONE)
            return "None";
        if (node->value.kind == SCRIPT_BOOL)
            return node->value.boolean ? "True" : "False";
        return node->value.kind == SCRIPT_ELLIPSIS ? "ellipsis" : "literal";
    case AST_BIG_INTEGER:
        return "literal";
    case AST_FSTRING:
        return "f-string expression";
    case AST_COMPARE:
        return "comparison";
    case AST_LAMBDA:
        return "lambda";
    case AST_TERNARY:
        return "conditional expression";
    case AST_WALRUS:
        return "named expression";
    case AST_DICT:
        return "dict literal";
    case AST_SET:
        return "set display";
    case AST_LIST_COMPREHENSION:
        return "list comprehension";
    case AST_SET_COMPREHENSION:
        return "set comprehension";
    case AST_DICT_COMPREHENSION:
        return "dict comprehension";
    case AST_GENERATOR:
        return "generator expression";
    case AST_YIELD:
        return "yield expression";
    case AST_UNSUPPORTED:
        return "literal";
    default:
        return "expression";
    }
}

/* CPython proposes == only where the left side binds tighter than a comparison. */
static bool advises_comparison(const ast_node *node)
{
    bool is_keyword = node->kind == AST_CONSTANT &&
                      (node->value.kind == SCRIPT_NONE || node->value.kind == SCRIPT_BOOL);
    return !is_keyword && node->kind != AST_COMPARE && node->kind != AST_AND && node->kind != AST_OR &&
           node->kind != AST_NOT && node->kind != AST_TERNARY && node->kind != AST_LAMBDA;
}

bool parse_check_target(parser *p, const ast_node *node, const char *how, bool is_plain_assignment)
{
    const script_token token = {.line = node->line, .column = node->column};
    uint32_t stars = 0;
    switch (node->kind) {
    case AST_NAME:
    case AST_ATTRIBUTE:
    case AST_SUBSCRIPT:
        return true;
    case AST_TUPLE:
    case AST_LIST:
        for (uint32_t i = 0; i < node->items.count; i++) {
            const ast_node *item = node->items.items[i];
            stars += item->kind == AST_STARRED;
            if (stars > 1)
                return parse_fail(p, &token, "multiple starred expressions in assignment");
            if (item->kind == AST_STARRED && how[0] == 'd')
                return parse_fail(p, &token, "cannot delete starred");
            if (!parse_check_target(p, item->kind == AST_STARRED ? item->a : item, how, false))
                return false;
        }
        return true;
    case AST_STARRED:
        return parse_fail(p, &token,
                          how[0] == 'd' ? "cannot delete starred"
                                        : "starred assignment target must be in a list or tuple");
    default:
        if (is_plain_assignment && advises_comparison(node))
            return parse_fail(p, &token, "cannot %s %s here. Maybe you meant '==' instead of '='?", how,
                              parse_describe(node));
        return parse_fail(p, &token, "cannot %s %s", how, parse_describe(node));
    }
}

ast_node *parse_for_target(parser *p)
{
    const script_token *begin = parse_peek(p);
    parse_items items = {0};
    bool comma = false;
    do {
        if (parse_is(p, TOKEN_IN) && comma)
            break;
        ast_node *node;
        if (parse_is(p, TOKEN_STAR)) {
            node = parse_node(p, AST_STARRED, begin);
            p->at++;
            if (node && !(node->a = parse_at_level(p, LEVEL_BIT_OR)))
                return NULL;
            node = node ? parse_close_node(p, node) : NULL;
        } else {
            node = parse_at_level(p, LEVEL_BIT_OR);
        }
        if (!parse_add(p, &items, node))
            return NULL;
    } while (parse_accept(p, TOKEN_COMMA) && (comma = true));
    ast_node *target = items.items[0];
    if (comma) {
        target = parse_node(p, AST_TUPLE, begin);
        if (!target)
            return NULL;
        target->items = parse_take(&items);
        target = parse_close_node(p, target);
    }
    return target && parse_check_target(p, target, "assign to", false) ? target : NULL;
}
