/* parse_statement.c: statements, blocks, the module. */
#include "reward/script/parse.h"

static const script_token *take(parser *p) { return &p->tokens[p->at++]; }

static ast_node *statement(parser *p, parse_items *out);

/* yield or a list of expressions: what stands right of an assignment. */
static ast_node *right_side(parser *p)
{
    return parse_is(p, TOKEN_YIELD) ? parse_at_level(p, LEVEL_NONE) : parse_expression_list(p, false);
}

static ast_node *assignment(parser *p, const script_token *begin, ast_node *left)
{
    ast_node *node = parse_node(p, AST_ASSIGN, begin);
    parse_items targets = {0};
    if (!node)
        return NULL;
    while (parse_accept(p, TOKEN_ASSIGN)) {
        if (!parse_check_target(p, left, "assign to", true) || !parse_add(p, &targets, left) || !(left = right_side(p)))
            return NULL;
    }
    node->items = parse_take(&targets);
    node->a = left;
    return node;
}

static ast_node *augmented(parser *p, const script_token *begin, ast_node *left, int op)
{
    ast_node *node = parse_node(p, AST_AUGMENT, begin);
    if (!node)
        return NULL;
    if (left->kind != AST_NAME && left->kind != AST_ATTRIBUTE && left->kind != AST_SUBSCRIPT)
        return parse_fail(p, begin, "'%s' is an illegal expression for augmented assignment",
                          left->kind == AST_TUPLE ? "tuple" : left->kind == AST_LIST ? "list" : parse_describe(left));
    p->at++;
    node->op = (uint8_t)op;
    node->a = left;
    return (node->b = right_side(p)) ? node : NULL;
}

static ast_node *annotation(parser *p, const script_token *begin, ast_node *left)
{
    ast_node *node = parse_node(p, AST_ANNOTATED, begin);
    if (!node)
        return NULL;
    if (left->kind == AST_TUPLE || left->kind == AST_LIST)
        return parse_fail(p, begin, "only single target (not %s) can be annotated",
                          left->kind == AST_TUPLE ? "tuple" : "list");
    if (left->kind != AST_NAME && left->kind != AST_ATTRIBUTE && left->kind != AST_SUBSCRIPT)
        return parse_fail(p, begin, "illegal target for annotation");
    p->at++;
    node->a = left;
    if (!(node->b = parse_expression(p)))
        return NULL;
    if (parse_accept(p, TOKEN_ASSIGN) && !(node->c = right_side(p)))
        return NULL;
    return node;
}

/* The script_operator of an augmented assignment, -1 for other tokens. */
static int augmented_operator(script_token_kind kind)
{
    static const struct {
        script_token_kind kind;
        script_operator op;
    } rows[] = {
        {TOKEN_ADD_ASSIGN, SCRIPT_ADD},
        {TOKEN_SUBTRACT_ASSIGN, SCRIPT_SUBTRACT},
        {TOKEN_MULTIPLY_ASSIGN, SCRIPT_MULTIPLY},
        {TOKEN_DIVIDE_ASSIGN, SCRIPT_DIVIDE},
        {TOKEN_FLOOR_ASSIGN, SCRIPT_FLOOR_DIVIDE},
        {TOKEN_MODULO_ASSIGN, SCRIPT_MODULO},
        {TOKEN_POWER_ASSIGN, SCRIPT_POWER},
        {TOKEN_MATRIX_ASSIGN, SCRIPT_MATRIX_MULTIPLY},
        {TOKEN_LEFT_ASSIGN, SCRIPT_LEFT_SHIFT},
        {TOKEN_RIGHT_ASSIGN, SCRIPT_RIGHT_SHIFT},
        {TOKEN_AND_ASSIGN, SCRIPT_BIT_AND},
        {TOKEN_OR_ASSIGN, SCRIPT_BIT_OR},
        {TOKEN_XOR_ASSIGN, SCRIPT_BIT_XOR},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].kind == kind)
            return rows[i].op;
    return -1;
}

static ast_node *expression_statement(parser *p)
{
    const script_token *begin = parse_peek(p);
    ast_node *left = right_side(p);
    if (!left)
        return NULL;
    if (parse_is(p, TOKEN_ASSIGN))
        return assignment(p, begin, left);
    if (parse_is(p, TOKEN_COLON))
        return annotation(p, begin, left);
    int op = augmented_operator(parse_peek(p)->kind);
    if (op >= 0)
        return augmented(p, begin, left, op);
    if (left->kind == AST_NAME && text_is(left->name, "print") && parse_begins_expression(parse_peek(p)->kind))
        return parse_fail(p, begin, "Missing parentheses in call to 'print'. Did you mean print(...)?");
    ast_node *node = parse_node(p, AST_EXPRESSION, begin);
    if (node)
        node->a = left;
    return node;
}

static ast_node *return_statement(parser *p)
{
    ast_node *node = parse_node(p, AST_RETURN, take(p));
    if (node && (parse_begins_expression(parse_peek(p)->kind) || parse_is(p, TOKEN_STAR)))
        return (node->a = parse_expression_list(p, false)) ? node : NULL;
    return node;
}

static ast_node *raise_statement(parser *p)
{
    ast_node *node = parse_node(p, AST_RAISE, take(p));
    if (!node || !parse_begins_expression(parse_peek(p)->kind))
        return node;
    if (!(node->a = parse_expression(p)) || (parse_accept(p, TOKEN_FROM) && !(node->b = parse_expression(p))))
        return NULL;
    return node;
}

static ast_node *assert_statement(parser *p)
{
    ast_node *node = parse_node(p, AST_ASSERT, take(p));
    if (!node || !(node->a = parse_expression(p)) || (parse_accept(p, TOKEN_COMMA) && !(node->b = parse_expression(p))))
        return NULL;
    return node;
}

static ast_node *delete_statement(parser *p)
{
    ast_node *node = parse_node(p, AST_DELETE, take(p));
    parse_items targets = {0};
    do {
        if (targets.count && !parse_begins_expression(parse_peek(p)->kind))
            break;
        ast_node *target = parse_at_level(p, LEVEL_BIT_OR);
        if (!node || !target || !parse_check_target(p, target, "delete", false) || !parse_add(p, &targets, target))
            return NULL;
    } while (parse_accept(p, TOKEN_COMMA));
    node->items = parse_take(&targets);
    return node;
}

static ast_node *names_statement(parser *p)
{
    const script_token *token = take(p);
    ast_node *node = parse_node(p, token->kind == TOKEN_GLOBAL ? AST_GLOBAL : AST_NONLOCAL, token);
    parse_items names = {0};
    do {
        const script_token *name = parse_peek(p);
        if (!parse_expect(p, TOKEN_NAME))
            return NULL;
        ast_node *item = parse_node(p, AST_NAME, name);
        if (!node || !item || !(item->name = parse_name(p, name)) || !parse_add(p, &names, item))
            return NULL;
    } while (parse_accept(p, TOKEN_COMMA));
    node->items = parse_take(&names);
    return node;
}

static ast_node *word_statement(parser *p)
{
    const script_token *token = take(p);
    return parse_node(p,
                      token->kind == TOKEN_PASS    ? AST_PASS
                      : token->kind == TOKEN_BREAK ? AST_BREAK
                                                   : AST_CONTINUE,
                      token);
}

static ast_node *if_statement(parser *p)
{
    ast_node *first = NULL;
    ast_list *tail = NULL;
    for (;;) {
        const script_token *token = take(p);
        ast_node *node = parse_node(p, AST_IF, token);
        if (!node || !(node->a = parse_named_expression(p)))
            return NULL;
        if (parse_is(p, TOKEN_ASSIGN))
            return parse_fail(p, parse_peek(p), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        if (!parse_block(p, token->kind == TOKEN_IF ? "'if' statement" : "'elif' statement", token->line, &node->items))
            return NULL;
        if (tail) {
            parse_items one = {0};
            if (!parse_add(p, &one, node))
                return NULL;
            *tail = parse_take(&one);
        }
        first = first ? first : node;
        tail = &node->more;
        if (!parse_is(p, TOKEN_ELIF))
            break;
    }
    int line = parse_peek(p)->line;
    return !parse_accept(p, TOKEN_ELSE) || parse_block(p, "'else' statement", line, tail) ? first : NULL;
}

static bool loop_else(parser *p, ast_node *node)
{
    int line = parse_peek(p)->line;
    return !parse_accept(p, TOKEN_ELSE) || parse_block(p, "'else' statement", line, &node->more);
}

static ast_node *while_statement(parser *p)
{
    const script_token *token = take(p);
    ast_node *node = parse_node(p, AST_WHILE, token);
    if (!node || !(node->a = parse_named_expression(p)))
        return NULL;
    if (parse_is(p, TOKEN_ASSIGN))
        return parse_fail(p, parse_peek(p), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    return parse_block(p, "'while' statement", token->line, &node->items) && loop_else(p, node) ? node : NULL;
}

static ast_node *for_statement(parser *p)
{
    const script_token *token = take(p);
    ast_node *node = parse_node(p, AST_FOR, token);
    if (!node || !(node->a = parse_for_target(p)) || !parse_expect(p, TOKEN_IN) ||
        !(node->b = parse_expression_list(p, false)))
        return NULL;
    return parse_block(p, "'for' statement", token->line, &node->items) && loop_else(p, node) ? node : NULL;
}

static bool def_head(parser *p, ast_node *node)
{
    const script_token *name = parse_peek(p);
    if (!parse_expect(p, TOKEN_NAME) || !(node->name = parse_name(p, name)))
        return false;
    if (!parse_is(p, TOKEN_OPEN_PAREN))
        return parse_fail(p, parse_peek(p), "expected '('");
    p->at++;
    p->brackets++;
    node->a = parse_parameters(p, TOKEN_CLOSE_PAREN, true);
    p->brackets--;
    if (!node->a || !parse_expect(p, TOKEN_CLOSE_PAREN))
        return false;
    return !parse_accept(p, TOKEN_ARROW) || (node->b = parse_expression(p));
}

static ast_node *def_statement(parser *p)
{
    const script_token *token = take(p);
    ast_node *node = parse_node(p, AST_DEF, token);
    if (!node || !def_head(p, node))
        return NULL;
    bool generator = p->generator;
    p->functions++;
    p->generator = false;
    bool ok = parse_block(p, "function definition", token->line, &node->items);
    node->op = p->generator;
    p->functions--;
    p->generator = generator;
    return ok ? node : NULL;
}

static ast_node *class_statement(parser *p)
{
    const script_token *token = take(p), *name = parse_peek(p);
    ast_node *node = parse_node(p, AST_CLASS, token);
    if (!node || !parse_expect(p, TOKEN_NAME) || !(node->name = parse_name(p, name)))
        return NULL;
    if (parse_is(p, TOKEN_OPEN_PAREN)) {
        node->a = parse_node(p, AST_ARGUMENTS, take(p));
        p->brackets++;
        if (!node->a || !parse_arguments(p, &node->a->items))
            return NULL;
        p->brackets--;
    }
    int functions = p->functions;
    const script_token *outer = p->class_name;
    p->functions = 0; /* a yield in the body is outside of any */
    p->class_name = name;
    bool ok = parse_block(p, "class definition", token->line, &node->items);
    p->functions = functions;
    p->class_name = outer;
    return ok ? node : NULL;
}

/* A node that stands for a statement which is not run, with what could be read of it. */
static ast_node *unsupported(parser *p, const script_token *token, const char *what, size_t length)
{
    ast_node *node = parse_node(p, AST_UNSUPPORTED, token);
    if (!node)
        return NULL;
    node->name = text_new(p->a, what, length);
    return node->name ? node : parse_no_memory(p);
}

static ast_node *async_statement(parser *p)
{
    const script_token *token = take(p);
    ast_node *inner = parse_is(p, TOKEN_DEF)    ? def_statement(p)
                      : parse_is(p, TOKEN_FOR)  ? for_statement(p)
                      : parse_is(p, TOKEN_WITH) ? parse_with(p)
                                                : parse_unexpected(p);
    return inner ? unsupported(p, token, "async", 5) : NULL;
}

static ast_node *decorated(parser *p)
{
    parse_items decorators = {0};
    while (parse_accept(p, TOKEN_AT))
        if (!parse_add(p, &decorators, parse_named_expression(p)) || !parse_expect(p, TOKEN_NEWLINE))
            return NULL;
    ast_node *node = parse_is(p, TOKEN_DEF)     ? def_statement(p)
                     : parse_is(p, TOKEN_CLASS) ? class_statement(p)
                     : parse_is(p, TOKEN_ASYNC) ? async_statement(p)
                                                : parse_unexpected(p);
    if (node)
        node->more = parse_take(&decorators);
    return node;
}

typedef struct statement_rule {
    ast_node *(*parse)(parser *p);
    bool compound; /* ends with its block, not with a newline */
} statement_rule;

static const statement_rule statements[TOKEN_KIND_COUNT] = {
    [TOKEN_RETURN] = {return_statement, false},
    [TOKEN_RAISE] = {raise_statement, false},
    [TOKEN_ASSERT] = {assert_statement, false},
    [TOKEN_DEL] = {delete_statement, false},
    [TOKEN_GLOBAL] = {names_statement, false},
    [TOKEN_NONLOCAL] = {names_statement, false},
    [TOKEN_PASS] = {word_statement, false},
    [TOKEN_BREAK] = {word_statement, false},
    [TOKEN_CONTINUE] = {word_statement, false},
    [TOKEN_IMPORT] = {parse_import, false},
    [TOKEN_FROM] = {parse_import_from, false},
    [TOKEN_IF] = {if_statement, true},
    [TOKEN_WHILE] = {while_statement, true},
    [TOKEN_FOR] = {for_statement, true},
    [TOKEN_DEF] = {def_statement, true},
    [TOKEN_CLASS] = {class_statement, true},
    [TOKEN_TRY] = {parse_try, true},
    [TOKEN_WITH] = {parse_with, true},
    [TOKEN_ASYNC] = {async_statement, true},
    [TOKEN_AT] = {decorated, true},
};

/* Simple statements up to the newline, which is taken. */
static bool simple_line(parser *p, parse_items *out)
{
    do {
        if (parse_is(p, TOKEN_NEWLINE) && out->count)
            break;
        const statement_rule *rule = &statements[parse_peek(p)->kind];
        if (rule->compound)
            return parse_unexpected(p);
        if (!parse_add(p, out, rule->parse ? rule->parse(p) : expression_statement(p)))
            return false;
    } while (parse_accept(p, TOKEN_SEMICOLON));
    return parse_expect(p, TOKEN_NEWLINE);
}

/* One compound statement or a line of simple ones. */
static ast_node *statement(parser *p, parse_items *out)
{
    const statement_rule *rule = &statements[parse_peek(p)->kind];
    bool ok;
    if (parse_at_match(p))
        ok = parse_add(p, out, parse_match(p));
    else if (rule->compound)
        ok = parse_add(p, out, rule->parse(p));
    else
        ok = simple_line(p, out);
    return ok ? out->items[out->count - 1] : NULL;
}

bool parse_block(parser *p, const char *after, int line, ast_list *out)
{
    parse_items body = {0};
    if (!parse_expect(p, TOKEN_COLON))
        return false;
    if (!parse_accept(p, TOKEN_NEWLINE)) {
        if (parse_is(p, TOKEN_END))
            return parse_unexpected(p);
        if (!simple_line(p, &body))
            return false;
    } else {
        if (!parse_accept(p, TOKEN_INDENT))
            return parse_fail_indentation(p, parse_peek(p), "expected an indented block after %s on line %d", after,
                                          line);
        while (!parse_accept(p, TOKEN_DEDENT))
            if (!statement(p, &body))
                return false;
    }
    *out = parse_take(&body);
    return true;
}

ast_node *parse_module(parser *p)
{
    ast_node *module = parse_node(p, AST_MODULE, parse_peek(p));
    parse_items body = {0};
    if (!module)
        return NULL;
    while (!parse_is(p, TOKEN_END))
        if (!statement(p, &body))
            return NULL;
    module->items = parse_take(&body);
    return module;
}
