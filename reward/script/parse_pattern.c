/* parse_pattern.c: the match statement and its patterns. */
#include "reward/script/parse.h"

static const script_token *take(parser *p) { return &p->tokens[p->at++]; }

static ast_node *pattern(parser *p);

static bool at_word(const parser *p, const char *word)
{
    return parse_is(p, TOKEN_NAME) && parse_text_is(p, parse_peek(p), word);
}

/* `match` is a keyword only where a line ends in a colon and `case` stands indented below. */
bool parse_at_match(const parser *p)
{
    if (!at_word(p, "match"))
        return false;
    size_t i = p->at;
    while (p->tokens[i].kind != TOKEN_NEWLINE && p->tokens[i].kind != TOKEN_END)
        i++;
    return i > p->at + 1 && p->tokens[i - 1].kind == TOKEN_COLON && p->tokens[i].kind == TOKEN_NEWLINE &&
           p->tokens[i + 1].kind == TOKEN_INDENT && p->tokens[i + 2].kind == TOKEN_NAME &&
           parse_text_is(p, &p->tokens[i + 2], "case");
}

/* A name to bind, of the given kind around it; `_` binds nothing. */
static ast_node *capture(parser *p, ast_kind kind)
{
    const script_token *token = parse_peek(p);
    ast_node *node = parse_node(p, kind, token);
    if (!node || !parse_expect(p, TOKEN_NAME))
        return NULL;
    if (parse_text_is(p, token, "_"))
        return node;
    node->a = parse_node(p, AST_NAME, token);
    return node->a && (node->a->name = parse_name(p, token)) ? node : NULL;
}

/* Comma-separated items up to `closing`, which is taken. */
static ast_node *sequence(parser *p, const script_token *begin, script_token_kind closing, bool may_be_group)
{
    ast_node *node = parse_node(p, AST_PATTERN_SEQUENCE, begin);
    parse_items items = {0};
    bool comma = false;
    if (!node)
        return NULL;
    while (!parse_is(p, closing)) {
        bool star = parse_accept(p, TOKEN_STAR);
        if (!parse_add(p, &items, star ? capture(p, AST_PATTERN_STAR) : pattern(p)))
            return NULL;
        if (!parse_accept(p, TOKEN_COMMA))
            break;
        comma = true;
    }
    if (!parse_expect(p, closing))
        return NULL;
    if (may_be_group && items.count == 1 && !comma && items.items[0]->kind != AST_PATTERN_STAR)
        return items.items[0];
    node->items = parse_take(&items);
    return parse_close_node(p, node);
}

static ast_node *bracketed(parser *p)
{
    const script_token *begin = take(p);
    bool round = begin->kind == TOKEN_OPEN_PAREN;
    p->brackets++;
    ast_node *node = sequence(p, begin, round ? TOKEN_CLOSE_PAREN : TOKEN_CLOSE_BRACKET, round);
    p->brackets--;
    return node;
}

static ast_node *mapping(parser *p)
{
    ast_node *node = parse_node(p, AST_PATTERN_MAPPING, take(p));
    parse_items items = {0};
    while (node && !parse_is(p, TOKEN_CLOSE_BRACE)) {
        const script_token *token = parse_peek(p);
        if (parse_accept(p, TOKEN_POWER)) {
            ast_node *rest = capture(p, AST_PATTERN_CAPTURE);
            if (!rest || !rest->a)
                return rest ? parse_fail(p, token, "invalid syntax") : NULL;
            node->a = rest->a;
            parse_accept(p, TOKEN_COMMA);
            break; /* it stands last */
        } else {
            ast_node *item = parse_node(p, AST_PATTERN_KEY, token);
            if (!item || !(item->b = parse_at_level(p, LEVEL_SUM)) || !parse_expect(p, TOKEN_COLON) ||
                !(item->a = pattern(p)) || !parse_add(p, &items, parse_close_node(p, item)))
                return NULL;
        }
        if (!parse_accept(p, TOKEN_COMMA))
            break;
    }
    if (!node || !parse_expect(p, TOKEN_CLOSE_BRACE))
        return NULL;
    node->items = parse_take(&items);
    return parse_close_node(p, node);
}

/* Class(pattern, name=pattern); the name has been read. */
static ast_node *class_pattern(parser *p, const script_token *begin, ast_node *name)
{
    ast_node *node = parse_node(p, AST_PATTERN_CLASS, begin);
    parse_items items = {0};
    p->at++;
    while (node && !parse_is(p, TOKEN_CLOSE_PAREN)) {
        const script_token *token = parse_peek(p);
        ast_node *item;
        if (token->kind == TOKEN_NAME && parse_second(p) == TOKEN_ASSIGN) {
            p->at += 2;
            item = parse_node(p, AST_PATTERN_KEYWORD, token);
            if (!item || !(item->name = parse_name(p, token)) || !(item->a = pattern(p)))
                return NULL;
            item = parse_close_node(p, item);
        } else {
            if (items.count && items.items[items.count - 1]->kind == AST_PATTERN_KEYWORD)
                return parse_fail(p, token, "positional patterns follow keyword patterns");
            item = pattern(p);
        }
        if (!parse_add(p, &items, item))
            return NULL;
        if (!parse_accept(p, TOKEN_COMMA))
            break;
    }
    if (!node || !parse_expect(p, TOKEN_CLOSE_PAREN))
        return NULL;
    node->a = name;
    node->items = parse_take(&items);
    return parse_close_node(p, node);
}

static ast_node *value(parser *p, const script_token *token, ast_node *expression)
{
    ast_node *node = expression ? parse_node(p, AST_PATTERN_VALUE, token) : NULL;
    if (!node)
        return NULL;
    node->a = expression;
    return parse_close_node(p, node);
}

/* A name to bind, a dotted name for a value, or a class with patterns. */
static ast_node *name_pattern(parser *p)
{
    const script_token *begin = parse_peek(p);
    script_token_kind next = parse_second(p);
    if (next != TOKEN_DOT && next != TOKEN_OPEN_PAREN)
        return capture(p, AST_PATTERN_CAPTURE);
    ast_node *name = parse_node(p, AST_NAME, take(p));
    if (!name || !(name->name = parse_name(p, begin)))
        return NULL;
    while (parse_accept(p, TOKEN_DOT)) {
        const script_token *token = parse_peek(p);
        if (!parse_expect(p, TOKEN_NAME))
            return NULL;
        ast_node *attribute = parse_node(p, AST_ATTRIBUTE, token);
        if (!attribute || !(attribute->name = parse_name(p, token)))
            return NULL;
        attribute->a = name;
        name = parse_close_node(p, attribute);
        if (!name)
            return NULL;
    }
    return parse_is(p, TOKEN_OPEN_PAREN) ? class_pattern(p, begin, name) : value(p, begin, name);
}

static ast_node *closed_pattern(parser *p)
{
    const script_token *token = parse_peek(p);
    switch (token->kind) {
    case TOKEN_NAME:
        return name_pattern(p);
    case TOKEN_OPEN_PAREN:
    case TOKEN_OPEN_BRACKET:
        return bracketed(p);
    case TOKEN_OPEN_BRACE:
        return mapping(p);
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_MINUS:
    case TOKEN_NONE:
    case TOKEN_TRUE:
    case TOKEN_FALSE:
        return value(p, token, parse_at_level(p, LEVEL_SUM));
    default:
        return parse_unexpected(p);
    }
}

/* Nothing may follow a pattern that fits everything. */
static bool check_refutable(parser *p, const ast_node *node)
{
    const script_token place = {.line = node->line, .column = node->column};
    if (node->kind != AST_PATTERN_CAPTURE)
        return true;
    if (node->a)
        parse_fail(p, &place, "name capture '%s' makes remaining patterns unreachable", node->a->name->text);
    else
        parse_fail(p, &place, "wildcard makes remaining patterns unreachable");
    return false;
}

/* closed | closed [as name] */
static ast_node *pattern(parser *p)
{
    enum { MAX_DEPTH = 200 };
    const script_token *begin = parse_peek(p);
    parse_items items = {0};
    if (++p->depth > MAX_DEPTH)
        return parse_fail(p, begin, "too many nested expressions");
    do {
        if (items.count && !check_refutable(p, items.items[items.count - 1]))
            return NULL;
        if (!parse_add(p, &items, closed_pattern(p)))
            return NULL;
    } while (parse_accept(p, TOKEN_PIPE));
    p->depth--;
    ast_node *node = items.items[0];
    if (items.count > 1) {
        node = parse_node(p, AST_PATTERN_OR, begin);
        if (!node)
            return NULL;
        node->items = parse_take(&items);
        node = parse_close_node(p, node);
    }
    if (!node || !parse_accept(p, TOKEN_AS))
        return node;
    const script_token *token = parse_peek(p);
    if (token->kind == TOKEN_NAME && parse_text_is(p, token, "_"))
        return parse_fail(p, token, "cannot use '_' as a target");
    ast_node *as = parse_node(p, AST_PATTERN_AS, begin), *name = capture(p, AST_PATTERN_CAPTURE);
    if (!as || !name)
        return NULL;
    as->a = node;
    as->b = name->a;
    return parse_close_node(p, as);
}

/* What stands after `case`: a sequence needs no brackets here. */
static ast_node *whole_pattern(parser *p)
{
    const script_token *begin = parse_peek(p);
    bool star = parse_accept(p, TOKEN_STAR);
    ast_node *first = star ? capture(p, AST_PATTERN_STAR) : pattern(p);
    parse_items items = {0};
    if (!first || (!star && !parse_is(p, TOKEN_COMMA)))
        return first;
    ast_node *node = parse_node(p, AST_PATTERN_SEQUENCE, begin);
    if (!node || !parse_add(p, &items, first))
        return NULL;
    while (parse_accept(p, TOKEN_COMMA) && !parse_is(p, TOKEN_COLON) && !parse_is(p, TOKEN_IF)) {
        star = parse_accept(p, TOKEN_STAR);
        if (!parse_add(p, &items, star ? capture(p, AST_PATTERN_STAR) : pattern(p)))
            return NULL;
    }
    node->items = parse_take(&items);
    return parse_close_node(p, node);
}

static ast_node *case_block(parser *p)
{
    const script_token *token = take(p);
    ast_node *node = parse_node(p, AST_CASE, token);
    if (!node || !(node->a = whole_pattern(p)))
        return NULL;
    if (parse_accept(p, TOKEN_IF) && !(node->b = parse_named_expression(p)))
        return NULL;
    return parse_block(p, "'case' statement", token->line, &node->items) ? node : NULL;
}

ast_node *parse_match(parser *p)
{
    ast_node *node = parse_node(p, AST_MATCH, take(p));
    parse_items cases = {0};
    if (!node || !(node->a = parse_expression_list(p, true)) || !parse_expect(p, TOKEN_COLON))
        return NULL;
    p->at += 2; /* newline and indent */
    while (at_word(p, "case")) {
        const ast_node *last = cases.count ? cases.items[cases.count - 1] : NULL;
        if (last && !last->b && !check_refutable(p, last->a))
            return NULL;
        if (!parse_add(p, &cases, case_block(p)))
            return NULL;
    }
    node->items = parse_take(&cases);
    return parse_expect(p, TOKEN_DEDENT) ? node : NULL;
}
