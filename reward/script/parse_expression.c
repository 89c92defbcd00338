/* parse_expression.c: expressions by binding power (V. Pratt, "Top down operator precedence", 1973): one row a token.
 */
#include "reward/script/parse.h"

enum { MAX_DEPTH = 900 }; /* of the parser's own recursion; brackets alone are bounded by the lexer */

typedef ast_node *(*prefix_rule)(parser *p, parse_level level);
typedef ast_node *(*infix_rule)(parser *p, ast_node *left);

typedef struct rule {
    prefix_rule prefix; /* where the token begins an expression */
    infix_rule infix;   /* where it follows one */
    parse_level level;  /* of the infix use */
    int op;             /* script_operator or ast_comparison */
} rule;

static const rule rules[TOKEN_KIND_COUNT];

static const script_token *take(parser *p) { return &p->tokens[p->at++]; }

static ast_node *name(parser *p, parse_level level)
{
    (void)level;
    const script_token *token = take(p);
    ast_node *node = parse_node(p, AST_NAME, token);
    if (!node)
        return NULL;
    node->name = parse_name(p, token);
    return node->name ? node : NULL;
}

static ast_node *number(parser *p, parse_level level)
{
    (void)level;
    return parse_number(p);
}

static ast_node *string(parser *p, parse_level level)
{
    (void)level;
    return parse_string(p);
}

static ast_node *constant(parser *p, parse_level level)
{
    (void)level;
    const script_token *token = take(p);
    ast_node *node = parse_node(p, AST_CONSTANT, token);
    if (!node)
        return NULL;
    switch (token->kind) {
    case TOKEN_TRUE:
        node->value = script_bool(true);
        break;
    case TOKEN_FALSE:
        node->value = script_bool(false);
        break;
    case TOKEN_ELLIPSIS:
        node->value.kind = SCRIPT_ELLIPSIS;
        break;
    default:
        node->value = script_none();
    }
    return node;
}

static ast_node *unary(parser *p, parse_level level)
{
    if (level > LEVEL_UNARY)
        return parse_unexpected(p);
    const script_token *token = take(p);
    ast_node *node = parse_node(p, AST_UNARY, token);
    if (!node || !(node->a = parse_at_level(p, LEVEL_UNARY)))
        return NULL;
    node->op = token->kind == TOKEN_MINUS ? SCRIPT_NEGATE : token->kind == TOKEN_PLUS ? SCRIPT_PLUS : SCRIPT_INVERT;
    /* A negative number is a constant to all who read the tree. */
    bool is_number = node->a->kind == AST_CONSTANT &&
                     (node->a->value.kind == SCRIPT_INT || node->a->value.kind == SCRIPT_FLOAT);
    if (node->op == SCRIPT_NEGATE && is_number) {
        script_value v = node->a->value;
        node->kind = AST_CONSTANT;
        node->value = v.kind == SCRIPT_INT ? script_int(-v.integer) : script_float(-v.number);
        node->a = NULL;
    }
    return parse_close_node(p, node);
}

static ast_node *not(parser *p, parse_level level)
{
    if (level > LEVEL_NOT)
        return parse_unexpected(p);
    ast_node *node = parse_node(p, AST_NOT, take(p));
    if (!node || !(node->a = parse_at_level(p, LEVEL_NOT)))
        return NULL;
    return parse_close_node(p, node);
}

static ast_node *lambda(parser *p, parse_level level)
{
    if (level > LEVEL_TERNARY)
        return parse_unexpected(p);
    ast_node *node = parse_node(p, AST_LAMBDA, take(p));
    p->functions++;
    bool generator = p->generator;
    p->generator = false;
    bool ok = node && (node->a = parse_parameters(p, TOKEN_COLON, false)) && parse_expect(p, TOKEN_COLON) &&
              (node->b = parse_expression(p));
    if (ok)
        node->op = p->generator;
    p->functions--;
    p->generator = generator;
    return ok ? parse_close_node(p, node) : NULL;
}

static ast_node *await(parser *p, parse_level level)
{
    (void)level;
    ast_node *node = parse_node(p, AST_UNSUPPORTED, take(p));
    parse_items parts = {0};
    if (!node || !parse_add(p, &parts, parse_at_level(p, LEVEL_AWAIT)))
        return NULL;
    node->items = parse_take(&parts);
    node->name = text_new(p->a, "await", 5);
    return node->name ? parse_close_node(p, node) : parse_no_memory(p);
}

static ast_node *yield(parser *p, parse_level level)
{
    const script_token *token = parse_peek(p);
    if (level != LEVEL_NONE)
        return parse_unexpected(p);
    if (!p->functions)
        return parse_fail(p, token, "'yield' outside function");
    ast_node *node = parse_node(p, AST_YIELD, take(p));
    if (!node)
        return NULL;
    p->generator = true;
    node->hops = -1;
    node->op = parse_accept(p, TOKEN_FROM);
    if (node->op || parse_begins_expression(parse_peek(p)->kind) || parse_is(p, TOKEN_STAR))
        if (!(node->a = node->op ? parse_expression(p) : parse_expression_list(p, false)))
            return NULL;
    return parse_close_node(p, node);
}

static ast_node *binary(parser *p, ast_node *left)
{
    const script_token *token = take(p);
    const rule *r = &rules[token->kind];
    ast_node *node = parse_node(p, AST_BINARY, token);
    if (!node)
        return NULL;
    node->op = (uint8_t)r->op;
    node->line = left->line;
    node->column = left->column;
    node->offset = left->offset;
    node->a = left;
    /* Powers bind to the right, and looser than the sign on their right. */
    node->b = parse_at_level(p, r->level == LEVEL_POWER ? LEVEL_UNARY : r->level + 1);
    return node->b ? parse_close_node(p, node) : NULL;
}

static ast_node *logical(parser *p, ast_node *left)
{
    const script_token *token = take(p);
    ast_node *node = parse_node(p, token->kind == TOKEN_AND ? AST_AND : AST_OR, token);
    if (!node)
        return NULL;
    node->line = left->line;
    node->column = left->column;
    node->offset = left->offset;
    node->a = left;
    node->b = parse_at_level(p, rules[token->kind].level + 1);
    return node->b ? parse_close_node(p, node) : NULL;
}

/* The operator at the next token, taken: `not in` and `is not` are two tokens. -1 if it is none. */
static int take_comparison(parser *p)
{
    const script_token *token = parse_peek(p);
    if (token->kind == TOKEN_NOT) {
        if (parse_second(p) != TOKEN_IN)
            return -1;
        p->at += 2;
        return AST_NOT_IN;
    }
    if (rules[token->kind].level != LEVEL_COMPARE)
        return -1;
    p->at++;
    if (token->kind == TOKEN_IS && parse_accept(p, TOKEN_NOT))
        return AST_IS_NOT;
    return rules[token->kind].op;
}

static ast_node *compare(parser *p, ast_node *left)
{
    ast_node *node = parse_node(p, AST_COMPARE, parse_peek(p));
    parse_items list = {0};
    if (!node)
        return NULL;
    node->line = left->line;
    node->column = left->column;
    node->offset = left->offset;
    node->a = left;
    for (;;) {
        const script_token *token = parse_peek(p);
        int op = take_comparison(p);
        if (op < 0)
            break;
        ast_node *item = parse_node(p, AST_COMPARISON, token);
        if (!item || !(item->a = parse_at_level(p, LEVEL_COMPARE + 1)) ||
            !parse_add(p, &list, parse_close_node(p, item)))
            return NULL;
        item->op = (uint8_t)op;
    }
    if (!list.count)
        return parse_unexpected(p); /* `a not b` */
    node->items = parse_take(&list);
    return parse_close_node(p, node);
}

static ast_node *ternary(parser *p, ast_node *then)
{
    ast_node *node = parse_node(p, AST_TERNARY, take(p));
    if (!node)
        return NULL;
    node->line = then->line;
    node->column = then->column;
    node->b = then;
    if (!(node->a = parse_at_level(p, LEVEL_OR)))
        return NULL;
    if (!parse_is(p, TOKEN_ELSE))
        return parse_is(p, TOKEN_COLON) || p->status
                   ? parse_unexpected(p)
                   : parse_fail(p, parse_peek(p), "expected 'else' after 'if' expression");
    p->at++;
    node->c = parse_at_level(p, LEVEL_TERNARY);
    return node->c ? parse_close_node(p, node) : NULL;
}

static ast_node *attribute(parser *p, ast_node *left)
{
    p->at++;
    const script_token *token = parse_peek(p);
    if (token->kind != TOKEN_NAME)
        return parse_unexpected(p);
    /* The place is that of the name, as in CPython's tracebacks of chains over several lines. */
    ast_node *node = parse_node(p, AST_ATTRIBUTE, take(p));
    if (!node || !(node->name = parse_name(p, token)))
        return NULL;
    node->a = left;
    return parse_close_node(p, node);
}

static ast_node *call(parser *p, ast_node *left)
{
    p->at++;
    ast_node *node = parse_node(p, AST_CALL, parse_peek(p));
    if (!node)
        return NULL;
    node->line = left->line;
    node->column = left->column;
    node->offset = left->offset;
    node->a = left;
    p->brackets++;
    bool ok = parse_arguments(p, &node->items);
    p->brackets--;
    return ok ? parse_close_node(p, node) : NULL;
}

static ast_node *slice_part(parser *p)
{
    const script_token *token = parse_peek(p);
    if (parse_is(p, TOKEN_STAR)) {
        ast_node *starred = parse_node(p, AST_STARRED, take(p));
        return starred && (starred->a = parse_at_level(p, LEVEL_BIT_OR)) ? parse_close_node(p, starred) : NULL;
    }
    ast_node *start = NULL;
    if (!parse_is(p, TOKEN_COLON)) {
        size_t begin = p->at;
        start = parse_named_expression(p);
        if (!start || !parse_check_comma(p, begin))
            return NULL;
        if (!parse_is(p, TOKEN_COLON))
            return start;
    }
    ast_node *node = parse_node(p, AST_SLICE, token);
    if (!node)
        return NULL;
    node->a = start;
    p->at++;
    if (parse_begins_expression(parse_peek(p)->kind) && !(node->b = parse_expression(p)))
        return NULL;
    if (parse_accept(p, TOKEN_COLON) && parse_begins_expression(parse_peek(p)->kind) &&
        !(node->c = parse_expression(p)))
        return NULL;
    return parse_close_node(p, node);
}

static ast_node *subscript_index(parser *p)
{
    const script_token *begin = parse_peek(p);
    ast_node *first = slice_part(p);
    if (!first || (!parse_is(p, TOKEN_COMMA) && first->kind != AST_STARRED))
        return first;
    ast_node *tuple = parse_node(p, AST_TUPLE, begin);
    parse_items items = {0};
    if (!tuple || !parse_add(p, &items, first))
        return NULL;
    while (parse_accept(p, TOKEN_COMMA) && !parse_is(p, TOKEN_CLOSE_BRACKET))
        if (!parse_add(p, &items, slice_part(p)))
            return NULL;
    tuple->items = parse_take(&items);
    return parse_close_node(p, tuple);
}

static ast_node *subscript(parser *p, ast_node *left)
{
    ast_node *node = parse_node(p, AST_SUBSCRIPT, take(p));
    if (!node)
        return NULL;
    node->line = left->line;
    node->column = left->column;
    node->offset = left->offset;
    node->a = left;
    p->brackets++;
    node->b = subscript_index(p);
    p->brackets--;
    return node->b && parse_expect(p, TOKEN_CLOSE_BRACKET) ? parse_close_node(p, node) : NULL;
}

static const rule rules[TOKEN_KIND_COUNT] = {
    [TOKEN_NAME] = {.prefix = name},
    [TOKEN_NUMBER] = {.prefix = number},
    [TOKEN_STRING] = {.prefix = string},
    [TOKEN_ELLIPSIS] = {.prefix = constant},
    [TOKEN_TRUE] = {.prefix = constant},
    [TOKEN_FALSE] = {.prefix = constant},
    [TOKEN_NONE] = {.prefix = constant},
    [TOKEN_LAMBDA] = {.prefix = lambda},
    [TOKEN_AWAIT] = {.prefix = await},
    [TOKEN_YIELD] = {.prefix = yield},
    [TOKEN_OPEN_PAREN] = {parse_parenthesis, call, LEVEL_PRIMARY, 0},
    [TOKEN_OPEN_BRACKET] = {parse_list_display, subscript, LEVEL_PRIMARY, 0},
    [TOKEN_OPEN_BRACE] = {.prefix = parse_brace_display},
    [TOKEN_DOT] = {NULL, attribute, LEVEL_PRIMARY, 0},
    [TOKEN_NOT] = {not, compare, LEVEL_COMPARE, AST_NOT_IN},
    [TOKEN_IN] = {NULL, compare, LEVEL_COMPARE, AST_IN},
    [TOKEN_IS] = {NULL, compare, LEVEL_COMPARE, AST_IS},
    [TOKEN_EQUAL] = {NULL, compare, LEVEL_COMPARE, SCRIPT_EQUAL},
    [TOKEN_NOT_EQUAL] = {NULL, compare, LEVEL_COMPARE, SCRIPT_NOT_EQUAL},
    [TOKEN_LESS] = {NULL, compare, LEVEL_COMPARE, SCRIPT_LESS},
    [TOKEN_LESS_EQUAL] = {NULL, compare, LEVEL_COMPARE, SCRIPT_LESS_EQUAL},
    [TOKEN_GREATER] = {NULL, compare, LEVEL_COMPARE, SCRIPT_GREATER},
    [TOKEN_GREATER_EQUAL] = {NULL, compare, LEVEL_COMPARE, SCRIPT_GREATER_EQUAL},
    [TOKEN_IF] = {NULL, ternary, LEVEL_TERNARY, 0},
    [TOKEN_OR] = {NULL, logical, LEVEL_OR, 0},
    [TOKEN_AND] = {NULL, logical, LEVEL_AND, 0},
    [TOKEN_PIPE] = {NULL, binary, LEVEL_BIT_OR, SCRIPT_BIT_OR},
    [TOKEN_CARET] = {NULL, binary, LEVEL_BIT_XOR, SCRIPT_BIT_XOR},
    [TOKEN_AMPERSAND] = {NULL, binary, LEVEL_BIT_AND, SCRIPT_BIT_AND},
    [TOKEN_LEFT] = {NULL, binary, LEVEL_SHIFT, SCRIPT_LEFT_SHIFT},
    [TOKEN_RIGHT] = {NULL, binary, LEVEL_SHIFT, SCRIPT_RIGHT_SHIFT},
    [TOKEN_PLUS] = {unary, binary, LEVEL_SUM, SCRIPT_ADD},
    [TOKEN_MINUS] = {unary, binary, LEVEL_SUM, SCRIPT_SUBTRACT},
    [TOKEN_TILDE] = {.prefix = unary},
    [TOKEN_STAR] = {NULL, binary, LEVEL_PRODUCT, SCRIPT_MULTIPLY},
    [TOKEN_SLASH] = {NULL, binary, LEVEL_PRODUCT, SCRIPT_DIVIDE},
    [TOKEN_FLOOR] = {NULL, binary, LEVEL_PRODUCT, SCRIPT_FLOOR_DIVIDE},
    [TOKEN_PERCENT] = {NULL, binary, LEVEL_PRODUCT, SCRIPT_MODULO},
    [TOKEN_AT] = {NULL, binary, LEVEL_PRODUCT, SCRIPT_MATRIX_MULTIPLY},
    [TOKEN_POWER] = {NULL, binary, LEVEL_POWER, SCRIPT_POWER},
};

bool parse_begins_expression(script_token_kind kind)
{
    return rules[kind].prefix != NULL && kind != TOKEN_YIELD;
}

static bool is_plain_method_call(const ast_node *call)
{
    for (uint32_t i = 0; i < call->items.count; i++) {
        if (call->items.items[i]->kind == AST_STARRED || call->items.items[i]->kind == AST_DOUBLE_STARRED)
            return false;
    }
    return call->a->kind == AST_ATTRIBUTE;
}

/* CPython places these at the first token of the whole expression; attributes and plain calls of methods at the name. */
static void place_at_begin(ast_node *node, const script_token *begin)
{
    if (node->kind == AST_SUBSCRIPT || node->kind == AST_BINARY || node->kind == AST_COMPARE ||
        (node->kind == AST_CALL && !is_plain_method_call(node))) {
        node->line = begin->line;
        node->column = begin->column;
    }
}

ast_node *parse_at_level(parser *p, parse_level level)
{
    const script_token *begin = parse_peek(p);
    prefix_rule prefix = rules[begin->kind].prefix;
    if (!prefix)
        return parse_unexpected(p);
    if (++p->depth > MAX_DEPTH)
        return parse_fail(p, parse_peek(p), "too many nested expressions");
    ast_node *node = prefix(p, level);
    for (const rule *r; node && (r = &rules[parse_peek(p)->kind])->infix && r->level >= level;) {
        if (parse_is(p, TOKEN_NOT) && parse_second(p) != TOKEN_IN)
            break;
        node = r->infix(p, node);
        if (node)
            place_at_begin(node, begin);
    }
    p->depth--;
    return node;
}

ast_node *parse_named_expression(parser *p)
{
    ast_node *left = parse_expression(p);
    if (!left || !parse_is(p, TOKEN_WALRUS))
        return left;
    const script_token *token = parse_peek(p);
    if (left->kind != AST_NAME)
        return parse_fail(p, token, "cannot use assignment expressions here");
    ast_node *node = parse_node(p, AST_WALRUS, token);
    if (!node)
        return NULL;
    p->at++;
    node->line = left->line;
    node->column = left->column;
    node->a = left;
    node->b = parse_expression(p);
    return node->b ? parse_close_node(p, node) : NULL;
}

static ast_node *list_item(parser *p, bool named)
{
    if (!parse_is(p, TOKEN_STAR))
        return named ? parse_named_expression(p) : parse_expression(p);
    ast_node *node = parse_node(p, AST_STARRED, take(p));
    return node && (node->a = parse_at_level(p, LEVEL_BIT_OR)) ? parse_close_node(p, node) : NULL;
}

ast_node *parse_expression_list(parser *p, bool named)
{
    const script_token *begin = parse_peek(p);
    ast_node *first = list_item(p, named);
    if (!first)
        return NULL;
    if (!parse_is(p, TOKEN_COMMA)) {
        /* Left of `=` the target's own check says more. */
        if (first->kind == AST_STARRED && !parse_is(p, TOKEN_ASSIGN))
            return parse_fail(p, begin, "can't use starred expression here");
        return first;
    }
    ast_node *tuple = parse_node(p, AST_TUPLE, begin);
    parse_items items = {0};
    if (!tuple || !parse_add(p, &items, first))
        return NULL;
    while (parse_accept(p, TOKEN_COMMA)) {
        if (!parse_begins_expression(parse_peek(p)->kind) && !parse_is(p, TOKEN_STAR))
            break;
        if (!parse_add(p, &items, list_item(p, named)))
            return NULL;
    }
    tuple->items = parse_take(&items);
    return parse_close_node(p, tuple);
}
