/* parse_display.c: what stands in brackets (groups, tuples, lists, dicts, sets, comprehensions, arguments), parameters,
 * targets. */
#include "reward/script/parse.h"

static const script_token *take(parser *p) { return &p->tokens[p->at++]; }

bool parse_check_comma(parser *p, size_t begin)
{
    const script_token *first = &p->tokens[begin], *next = parse_peek(p);
    bool follows = parse_begins_expression(next->kind) && next->kind != TOKEN_OPEN_PAREN &&
                   next->kind != TOKEN_OPEN_BRACKET && next->kind != TOKEN_MINUS && next->kind != TOKEN_PLUS &&
                   next->kind != TOKEN_NOT;
    bool is_prefix = first->kind == TOKEN_NAME && p->at == begin + 1 && next->kind == TOKEN_STRING;
    if (!follows || is_prefix || !p->brackets || p->status)
        return p->status == LATHE_OK;
    /* CPython gives this advice only if an expression can be read there. */
    size_t at = p->at;
    if (!parse_expression(p))
        return false;
    p->at = at;
    parse_fail(p, first, "invalid syntax. Perhaps you forgot a comma?");
    return false;
}

static ast_node *starred(parser *p)
{
    ast_node *node = parse_node(p, AST_STARRED, take(p));
    return node && (node->a = parse_at_level(p, LEVEL_BIT_OR)) ? parse_close_node(p, node) : NULL;
}

/* An item of a list, tuple or set: *a, a := b or an expression. */
static ast_node *item(parser *p)
{
    if (parse_is(p, TOKEN_STAR))
        return starred(p);
    size_t begin = p->at;
    ast_node *node = parse_named_expression(p);
    return node && parse_check_comma(p, begin) ? node : NULL;
}

static bool at_clause(const parser *p)
{
    return parse_is(p, TOKEN_FOR) || (parse_is(p, TOKEN_ASYNC) && parse_second(p) == TOKEN_FOR);
}

bool parse_clauses(parser *p, ast_list *out)
{
    parse_items clauses = {0};
    while (at_clause(p)) {
        if (parse_is(p, TOKEN_ASYNC)) {
            parse_fail(p, parse_peek(p), "asynchronous comprehension outside of an asynchronous function");
            return false;
        }
        ast_node *clause = parse_node(p, AST_CLAUSE, take(p));
        parse_items conditions = {0};
        if (!clause || !(clause->a = parse_for_target(p)) || !parse_expect(p, TOKEN_IN) ||
            !(clause->b = parse_at_level(p, LEVEL_OR)))
            return false;
        while (parse_accept(p, TOKEN_IF)) {
            ast_node *condition = parse_at_level(p, LEVEL_OR);
            if (condition && parse_is(p, TOKEN_WALRUS))
                condition = parse_unexpected(p);
            if (!parse_add(p, &conditions, condition))
                return false;
        }
        clause->items = parse_take(&conditions);
        if (!parse_add(p, &clauses, parse_close_node(p, clause)))
            return false;
    }
    *out = parse_take(&clauses);
    return true;
}

/* element, then its clauses, then the closing bracket. */
static ast_node *comprehension(parser *p, ast_kind kind, const script_token *open, ast_node *element, ast_node *value,
                               script_token_kind closing)
{
    ast_node *node = parse_node(p, kind, open);
    if (!node)
        return NULL;
    if (element->kind == AST_STARRED)
        return parse_fail(p, open, "iterable unpacking cannot be used in comprehension");
    node->a = element;
    node->b = value;
    return parse_clauses(p, &node->items) && parse_expect(p, closing) ? parse_close_node(p, node) : NULL;
}

/* More items after the first, which follows `open`, up to the closing bracket, which is taken. */
static bool rest_of_items(parser *p, const script_token *open, ast_node *first, script_token_kind closing,
                          ast_list *out)
{
    parse_items items = {0};
    if (!parse_add(p, &items, first))
        return false;
    while (parse_accept(p, TOKEN_COMMA) && !parse_is(p, closing) && !at_clause(p))
        if (!parse_add(p, &items, item(p)))
            return false;
    if (closing != TOKEN_CLOSE_PAREN && at_clause(p)) {
        if (parse_clauses(p, out))
            parse_fail(p, open + 1, "did you forget parentheses around the comprehension target?");
        return false;
    }
    *out = parse_take(&items);
    return parse_expect(p, closing);
}

static ast_node *parenthesis(parser *p)
{
    const script_token *open = take(p);
    ast_node *node;
    if (parse_is(p, TOKEN_CLOSE_PAREN)) {
        p->at++;
        return parse_node(p, AST_TUPLE, open);
    }
    ast_node *first = parse_is(p, TOKEN_YIELD) ? parse_at_level(p, LEVEL_NONE) : item(p);
    if (!first)
        return NULL;
    if (at_clause(p))
        return comprehension(p, AST_GENERATOR, open, first, NULL, TOKEN_CLOSE_PAREN);
    if (!parse_is(p, TOKEN_COMMA)) {
        if (first->kind == AST_STARRED)
            return parse_fail(p, open, "cannot use starred expression here");
        return parse_expect(p, TOKEN_CLOSE_PAREN) ? first : NULL;
    }
    node = parse_node(p, AST_TUPLE, open);
    return node && rest_of_items(p, open, first, TOKEN_CLOSE_PAREN, &node->items) ? parse_close_node(p, node) : NULL;
}

ast_node *parse_parenthesis(parser *p, parse_level level)
{
    (void)level;
    p->brackets++;
    ast_node *node = parenthesis(p);
    p->brackets--;
    return node;
}

static ast_node *list_display(parser *p)
{
    const script_token *open = take(p);
    ast_node *node = parse_node(p, AST_LIST, open);
    if (!node || parse_accept(p, TOKEN_CLOSE_BRACKET))
        return node;
    ast_node *first = item(p);
    if (!first)
        return NULL;
    if (at_clause(p))
        return comprehension(p, AST_LIST_COMPREHENSION, open, first, NULL, TOKEN_CLOSE_BRACKET);
    return rest_of_items(p, open, first, TOKEN_CLOSE_BRACKET, &node->items) ? parse_close_node(p, node) : NULL;
}

ast_node *parse_list_display(parser *p, parse_level level)
{
    (void)level;
    p->brackets++;
    ast_node *node = list_display(p);
    p->brackets--;
    return node;
}

/* key: value or **mapping */
static ast_node *dict_item(parser *p)
{
    ast_node *node = parse_node(p, AST_DICT_ITEM, parse_peek(p));
    if (!node)
        return NULL;
    if (parse_accept(p, TOKEN_POWER)) {
        node->b = parse_at_level(p, LEVEL_BIT_OR);
    } else {
        size_t begin = p->at;
        if (!(node->a = parse_expression(p)) || !parse_check_comma(p, begin) || !parse_expect(p, TOKEN_COLON))
            return NULL;
        begin = p->at;
        if ((node->b = parse_expression(p)) && !parse_check_comma(p, begin))
            return NULL;
    }
    return node->b ? parse_close_node(p, node) : NULL;
}

static ast_node *rest_of_dict(parser *p, const script_token *open, ast_node *first)
{
    if (first->a && at_clause(p))
        return comprehension(p, AST_DICT_COMPREHENSION, open, first->a, first->b, TOKEN_CLOSE_BRACE);
    if (!first->a && at_clause(p))
        return parse_fail(p, open, "dict unpacking cannot be used in dict comprehension");
    ast_node *node = parse_node(p, AST_DICT, open);
    parse_items items = {0};
    if (!node || !parse_add(p, &items, first))
        return NULL;
    while (parse_accept(p, TOKEN_COMMA) && !parse_is(p, TOKEN_CLOSE_BRACE))
        if (!parse_add(p, &items, dict_item(p)))
            return NULL;
    node->items = parse_take(&items);
    return parse_expect(p, TOKEN_CLOSE_BRACE) ? parse_close_node(p, node) : NULL;
}

static ast_node *brace_display(parser *p)
{
    const script_token *open = take(p);
    if (parse_is(p, TOKEN_CLOSE_BRACE)) {
        p->at++;
        return parse_node(p, AST_DICT, open);
    }
    if (parse_is(p, TOKEN_POWER)) {
        ast_node *spread = dict_item(p);
        return spread ? rest_of_dict(p, open, spread) : NULL;
    }
    ast_node *first = item(p);
    if (!first)
        return NULL;
    if (parse_is(p, TOKEN_COLON) && first->kind != AST_STARRED) {
        ast_node *pair = parse_node(p, AST_DICT_ITEM, parse_peek(p));
        size_t begin = ++p->at;
        if (!pair || !(pair->b = parse_expression(p)) || !parse_check_comma(p, begin))
            return NULL;
        pair->a = first;
        return (pair = parse_close_node(p, pair)) ? rest_of_dict(p, open, pair) : NULL;
    }
    if (at_clause(p))
        return comprehension(p, AST_SET_COMPREHENSION, open, first, NULL, TOKEN_CLOSE_BRACE);
    ast_node *node = parse_node(p, AST_SET, open);
    return node && rest_of_items(p, open, first, TOKEN_CLOSE_BRACE, &node->items) ? parse_close_node(p, node) : NULL;
}

ast_node *parse_brace_display(parser *p, parse_level level)
{
    (void)level;
    p->brackets++;
    ast_node *node = brace_display(p);
    p->brackets--;
    return node;
}

/* name=value, *list, **dict, or an expression (perhaps a generator without brackets of its own). */
static ast_node *argument(parser *p)
{
    const script_token *token = parse_peek(p);
    ast_node *node;
    if (token->kind == TOKEN_STAR || token->kind == TOKEN_POWER) {
        node = parse_node(p, token->kind == TOKEN_STAR ? AST_STARRED : AST_DOUBLE_STARRED, take(p));
        return node && (node->a = parse_expression(p)) ? parse_close_node(p, node) : NULL;
    }
    size_t begin = p->at;
    if (parse_second(p) == TOKEN_ASSIGN) {
        if (token->kind == TOKEN_TRUE || token->kind == TOKEN_FALSE || token->kind == TOKEN_NONE)
            return parse_fail(p, token, "cannot assign to %s", script_token_kind_name(token->kind));
        if (token->kind != TOKEN_NAME)
            return parse_fail(p, token, "expression cannot contain assignment, perhaps you meant \"==\"?");
        node = parse_node(p, AST_KEYWORD, token);
        p->at += 2;
        begin = p->at;
        if (!node || !(node->name = parse_name(p, token)) || !(node->a = parse_expression(p)) ||
            !parse_check_comma(p, begin))
            return NULL;
        return parse_close_node(p, node);
    }
    node = parse_named_expression(p);
    if (!node || !parse_check_comma(p, begin))
        return NULL;
    if (parse_is(p, TOKEN_ASSIGN))
        return parse_fail(p, token, "expression cannot contain assignment, perhaps you meant \"==\"?");
    return node;
}

/* Order and repetition, as CPython refuses them. */
static bool check_argument(parser *p, const script_token *token, const parse_items *before, const ast_node *node,
                           bool *keyword, bool *mapping)
{
    if (node->kind == AST_KEYWORD) {
        *keyword = true;
        for (uint32_t i = 0; i < before->count; i++)
            if (before->items[i]->kind == AST_KEYWORD && before->items[i]->name == node->name)
                return parse_fail(p, token, "keyword argument repeated: %s", node->name->text);
    } else if (node->kind == AST_DOUBLE_STARRED) {
        *mapping = true;
    } else if (*mapping) {
        return parse_fail(p, token, node->kind == AST_STARRED
                                        ? "iterable argument unpacking follows keyword argument unpacking"
                                        : "positional argument follows keyword argument unpacking");
    } else if (*keyword && node->kind != AST_STARRED) {
        return parse_fail(p, token, "positional argument follows keyword argument");
    }
    return true;
}

bool parse_arguments(parser *p, ast_list *out)
{
    parse_items items = {0};
    bool keyword = false, mapping = false;
    while (!parse_is(p, TOKEN_CLOSE_PAREN)) {
        const script_token *token = parse_peek(p);
        ast_node *node = argument(p);
        bool may = node && node->kind != AST_KEYWORD && node->kind != AST_STARRED && node->kind != AST_DOUBLE_STARRED;
        if (may && at_clause(p)) {
            ast_node *generator = parse_node(p, AST_GENERATOR, token);
            if (!generator || !parse_clauses(p, &generator->items))
                return false;
            generator->a = node;
            node = parse_close_node(p, generator);
            if (node && (items.count || !parse_is(p, TOKEN_CLOSE_PAREN)))
                return parse_fail(p, token, "Generator expression must be parenthesized");
        }
        if (!node || !check_argument(p, token, &items, node, &keyword, &mapping) || !parse_add(p, &items, node))
            return false;
        if (items.count > 4096)
            return parse_fail(p, token, "too many arguments");
        if (!parse_accept(p, TOKEN_COMMA))
            break;
    }
    *out = parse_take(&items);
    return parse_expect(p, TOKEN_CLOSE_PAREN);
}

static ast_node *parameter(parser *p, ast_parameter kind, bool annotated)
{
    const script_token *token = parse_peek(p);
    if (token->kind != TOKEN_NAME)
        return parse_unexpected(p);
    ast_node *node = parse_node(p, AST_PARAMETER, take(p));
    if (!node || !(node->name = parse_name(p, token)))
        return NULL;
    node->op = (uint8_t)kind;
    if (annotated && parse_accept(p, TOKEN_COLON)) {
        node->a = parse_is(p, TOKEN_STAR) && kind == AST_PARAMETER_STAR ? starred(p) : parse_expression(p);
        if (!node->a)
            return NULL;
    }
    bool takes_default = kind == AST_PARAMETER_PLAIN || kind == AST_PARAMETER_KEYWORD;
    if (parse_is(p, TOKEN_ASSIGN)) {
        if (!takes_default)
            return parse_fail(p, parse_peek(p), "var-%s argument cannot have default value",
                              kind == AST_PARAMETER_STAR ? "positional" : "keyword");
        p->at++;
        if (!(node->b = parse_expression(p)))
            return NULL;
    }
    return parse_close_node(p, node);
}

typedef struct parameter_state {
    ast_parameter kind; /* of the next plain parameter */
    bool defaults, slash, bare_star, star, ended;
} parameter_state;

/* The marker / : what came before is positional only. */
static bool take_slash(parser *p, parameter_state *s, const parse_items *list)
{
    const script_token *token = take(p);
    if (s->slash)
        return parse_fail(p, token, "/ may appear only once");
    if (s->kind == AST_PARAMETER_KEYWORD)
        return parse_fail(p, token, "/ must be ahead of *");
    if (!list->count)
        return parse_fail(p, token, "at least one argument must precede /");
    s->slash = true;
    for (uint32_t i = 0; i < list->count; i++)
        list->items[i]->op = AST_PARAMETER_POSITIONAL;
    return true;
}

static bool check_parameter(parser *p, const script_token *token, parameter_state *s, const parse_items *list,
                            const ast_node *node)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i]->name == node->name)
            return parse_fail(p, token, "duplicate argument '%s' in function definition", node->name->text);
    if (node->op == AST_PARAMETER_PLAIN) {
        if (s->defaults && !node->b)
            return parse_fail(p, token, "non-default argument follows default argument");
        s->defaults |= node->b != NULL;
    }
    return true;
}

static bool take_parameter(parser *p, parameter_state *s, parse_items *list, bool annotated)
{
    const script_token *token = parse_peek(p);
    ast_parameter kind = s->kind;
    if (s->ended)
        return parse_fail(p, token, "arguments cannot follow var-keyword argument");
    if (parse_is(p, TOKEN_SLASH))
        return take_slash(p, s, list);
    if (parse_accept(p, TOKEN_STAR)) {
        if (s->kind == AST_PARAMETER_KEYWORD)
            return parse_fail(p, token, "* argument may appear only once");
        s->kind = AST_PARAMETER_KEYWORD;
        if (parse_is(p, TOKEN_COMMA)) {
            s->bare_star = true;
            return true;
        }
        if (!parse_is(p, TOKEN_NAME))
            return parse_fail(p, token, "named arguments must follow bare *");
        kind = AST_PARAMETER_STAR;
    } else if (parse_accept(p, TOKEN_POWER)) {
        kind = AST_PARAMETER_DOUBLE_STAR;
        s->ended = true;
        if (s->bare_star)
            return parse_fail(p, token, "named arguments must follow bare *");
    }
    ast_node *node = parameter(p, kind, annotated);
    s->bare_star = false;
    return node && check_parameter(p, token, s, list, node) && parse_add(p, list, node);
}

ast_node *parse_parameters(parser *p, script_token_kind closing, bool annotated)
{
    ast_node *node = parse_node(p, AST_PARAMETERS, parse_peek(p));
    parse_items list = {0};
    parameter_state s = {.kind = AST_PARAMETER_PLAIN};
    if (!node)
        return NULL;
    while (!parse_is(p, closing) && !parse_is(p, TOKEN_END)) {
        if (!take_parameter(p, &s, &list, annotated))
            return NULL;
        if (list.count > 255)
            return parse_fail(p, parse_peek(p), "too many parameters");
        if (!parse_accept(p, TOKEN_COMMA))
            break;
    }
    if (s.bare_star)
        return parse_fail(p, parse_peek(p), "named arguments must follow bare *");
    node->items = parse_take(&list);
    return parse_close_node(p, node);
}
