/* parse_compound.c: imports, try and with: the statements with parts of their own. */
#include "reward/script/parse.h"

#include <string.h>

static const script_token *take(parser *p) { return &p->tokens[p->at++]; }

/* a.b.c: the name with dots; *out_first the name of its first part. */
static const script_str *dotted_name(parser *p, const script_str **out_first)
{
    const script_token *first = parse_peek(p), *last = first;
    if (!parse_expect(p, TOKEN_NAME) || !(*out_first = parse_name(p, first)))
        return NULL;
    while (parse_accept(p, TOKEN_DOT)) {
        last = parse_peek(p);
        if (!parse_expect(p, TOKEN_NAME))
            return NULL;
    }
    if (last == first)
        return *out_first;
    /* Spaces may stand around the dots. */
    char *text = arena_alloc(p->a, last->offset + last->length - first->offset + 1);
    size_t length = 0;
    if (!text)
        return parse_no_memory(p);
    for (const script_token *t = first; t <= last; t++) {
        memcpy(text + length, p->text + t->offset, t->length);
        length += t->length;
    }
    const script_str *name = text_new(p->a, text, length);
    return name ? name : parse_no_memory(p);
}

/* [as name] after an alias; without it `otherwise` is bound. op tells which. */
static bool alias_target(parser *p, ast_node *alias, const script_str *otherwise)
{
    const script_token *token = parse_peek(p);
    alias->op = parse_accept(p, TOKEN_AS);
    if (alias->op) {
        token = parse_peek(p);
        if (!parse_expect(p, TOKEN_NAME))
            return false;
    }
    if (!(alias->a = parse_node(p, AST_NAME, token)))
        return false;
    alias->a->name = alias->op ? parse_name(p, token) : otherwise;
    return alias->a->name != NULL;
}

ast_node *parse_import(parser *p)
{
    ast_node *node = parse_node(p, AST_IMPORT, take(p));
    parse_items aliases = {0};
    do {
        const script_str *first = NULL;
        ast_node *alias = parse_node(p, AST_ALIAS, parse_peek(p));
        if (!node || !alias || !(alias->name = dotted_name(p, &first)) || !alias_target(p, alias, first) ||
            !parse_add(p, &aliases, alias))
            return NULL;
    } while (parse_accept(p, TOKEN_COMMA));
    node->items = parse_take(&aliases);
    return node;
}

static bool imported_names(parser *p, ast_node *node)
{
    parse_items aliases = {0};
    bool parenthesised = parse_accept(p, TOKEN_OPEN_PAREN);
    do {
        const script_token *token = parse_peek(p);
        if (aliases.count && parenthesised && token->kind == TOKEN_CLOSE_PAREN)
            break;
        if (aliases.count && !parenthesised && token->kind == TOKEN_NEWLINE)
            return parse_fail(p, token, "trailing comma not allowed without surrounding parentheses");
        ast_node *alias = parse_node(p, AST_ALIAS, token);
        if (!alias || !parse_expect(p, TOKEN_NAME) || !(alias->name = parse_name(p, token)) ||
            !alias_target(p, alias, alias->name) || !parse_add(p, &aliases, alias))
            return false;
    } while (parse_accept(p, TOKEN_COMMA));
    node->items = parse_take(&aliases);
    return !parenthesised || parse_expect(p, TOKEN_CLOSE_PAREN);
}

ast_node *parse_import_from(parser *p)
{
    ast_node *node = parse_node(p, AST_IMPORT_FROM, take(p));
    const script_str *first = NULL;
    if (!node)
        return NULL;
    for (;;) {
        int dots = parse_accept(p, TOKEN_DOT) ? 1 : parse_accept(p, TOKEN_ELLIPSIS) ? 3 : 0;
        if (!dots)
            break;
        node->op = (uint8_t)(node->op < 200 ? node->op + dots : node->op);
    }
    if ((!node->op || !parse_is(p, TOKEN_IMPORT)) && !(node->name = dotted_name(p, &first)))
        return NULL;
    if (!parse_expect(p, TOKEN_IMPORT))
        return NULL;
    if (parse_accept(p, TOKEN_STAR))
        return node;
    return imported_names(p, node) ? node : NULL;
}

static ast_node *handler(parser *p)
{
    const script_token *token = take(p);
    ast_node *node = parse_node(p, AST_HANDLER, token);
    if (!node)
        return NULL;
    if (parse_accept(p, TOKEN_STAR) && !(node->name = text_new(p->a, "except*", 7)))
        return parse_no_memory(p);
    if (node->name && parse_is(p, TOKEN_COLON))
        return parse_fail(p, parse_peek(p), "expected one or more exception types");
    if (!parse_is(p, TOKEN_COLON)) {
        if (!(node->a = parse_expression(p)))
            return NULL;
        if (parse_is(p, TOKEN_COMMA))
            return parse_fail(p, parse_peek(p), "multiple exception types must be parenthesized");
        if (parse_accept(p, TOKEN_AS)) {
            const script_token *name = parse_peek(p);
            if (!parse_expect(p, TOKEN_NAME) || !(node->b = parse_node(p, AST_NAME, name)) ||
                !(node->b->name = parse_name(p, name)))
                return NULL;
        }
    }
    return parse_block(p, "'except' statement", token->line, &node->items) ? node : NULL;
}

static ast_node *block_node(parser *p, const char *after)
{
    const script_token *token = take(p);
    ast_node *node = parse_node(p, AST_BLOCK, token);
    return node && parse_block(p, after, token->line, &node->items) ? node : NULL;
}

ast_node *parse_try(parser *p)
{
    const script_token *token = take(p);
    ast_node *node = parse_node(p, AST_TRY, token);
    parse_items handlers = {0};
    if (!node || !parse_block(p, "'try' statement", token->line, &node->items))
        return NULL;
    while (parse_is(p, TOKEN_EXCEPT)) {
        const script_token *begin = parse_peek(p);
        if (handlers.count && (parse_second(p) == TOKEN_STAR) != (handlers.items[0]->name != NULL))
            return parse_fail(p, begin, "cannot have both 'except' and 'except*' on the same 'try'");
        if (handlers.count && !handlers.items[handlers.count - 1]->a)
            return parse_fail(p, begin, "default 'except:' must be last");
        if (!parse_add(p, &handlers, handler(p)))
            return NULL;
    }
    node->more = parse_take(&handlers);
    if (handlers.count && parse_is(p, TOKEN_ELSE) && !(node->a = block_node(p, "'else' statement")))
        return NULL;
    if (parse_is(p, TOKEN_FINALLY))
        return (node->b = block_node(p, "'finally' statement")) ? node : NULL;
    return handlers.count ? node : parse_fail(p, parse_peek(p), "expected 'except' or 'finally' block");
}

/* True for `with (a as b, c as d):`, where the bracket belongs to the statement. */
static bool at_bracketed_managers(const parser *p)
{
    int depth = 0;
    bool names = false;
    for (size_t i = p->at; p->tokens[i].kind != TOKEN_END; i++) {
        script_token_kind kind = p->tokens[i].kind;
        depth += kind == TOKEN_OPEN_PAREN || kind == TOKEN_OPEN_BRACKET || kind == TOKEN_OPEN_BRACE;
        depth -= kind == TOKEN_CLOSE_PAREN || kind == TOKEN_CLOSE_BRACKET || kind == TOKEN_CLOSE_BRACE;
        names |= depth == 1 && kind == TOKEN_AS;
        if (depth == 0)
            return names && p->tokens[i + 1].kind == TOKEN_COLON;
    }
    return false;
}

ast_node *parse_with(parser *p)
{
    const script_token *token = take(p);
    ast_node *node = parse_node(p, AST_WITH, token);
    parse_items managers = {0};
    bool bracketed = parse_is(p, TOKEN_OPEN_PAREN) && at_bracketed_managers(p);
    p->at += bracketed;
    do {
        if (bracketed && managers.count && parse_is(p, TOKEN_CLOSE_PAREN))
            break;
        ast_node *manager = parse_node(p, AST_MANAGER, parse_peek(p));
        if (!node || !manager || !(manager->a = parse_expression(p)))
            return NULL;
        if (parse_accept(p, TOKEN_AS)) {
            manager->b = parse_at_level(p, LEVEL_BIT_OR);
            if (!manager->b || !parse_check_target(p, manager->b, "assign to", false))
                return NULL;
        }
        if (!parse_add(p, &managers, manager))
            return NULL;
    } while (parse_accept(p, TOKEN_COMMA));
    if (bracketed && !parse_expect(p, TOKEN_CLOSE_PAREN))
        return NULL;
    node->items = parse_take(&managers);
    return parse_block(p, "'with' statement", token->line, &node->more) ? node : NULL;
}
