/* parse.c: the parser's ground: tokens, nodes, failures, and which failure of two is reported. */
#include "reward/script/parse.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
} kinds[AST_KIND_COUNT] = {
#define AST(symbol, name, a, b, c, items, more) [AST_##symbol] = {name},
#include "reward/script/ast.def"
#undef AST
};

const char *ast_kind_name(ast_kind kind)
{
    return (unsigned)kind < AST_KIND_COUNT ? kinds[kind].name : "?";
}

const char *ast_operator_text(int op)
{
    static const char *const texts[] = {"+",  "-", "*", "/", "//", "%",      "**", "@",     "<<",
                                        ">>", "&", "|", "^", "==", "!=",     "<",  "<=",    ">",
                                        ">=", "-", "+", "~", "in", "not in", "is", "is not"};
    _Static_assert(sizeof texts / sizeof *texts == AST_IS_NOT + 1, "one text an operator");
    return op >= 0 && op <= AST_IS_NOT ? texts[op] : "?";
}

void *parse_no_memory(parser *p)
{
    if (!p->status)
        p->status = lex_out_of_memory(p->a, p->err);
    return NULL;
}

static void fail_as(parser *p, const char *class_name, const script_token *token, const char *format, va_list args)
{
    if (p->status)
        return;
    char text[200];
    vsnprintf(text, sizeof text, format, args);
    p->status = lathe_fail_script(p->err, FAILURE_SYNTAX, token->line, token->column, "%s: %s%s", class_name, p->prefix,
                                  text);
}

void *parse_fail(parser *p, const script_token *token, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail_as(p, "SyntaxError", token, format, args);
    va_end(args);
    return NULL;
}

void *parse_fail_indentation(parser *p, const script_token *token, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail_as(p, "IndentationError", token, format, args);
    va_end(args);
    return NULL;
}

void *parse_unexpected(parser *p)
{
    const script_token *token = parse_peek(p);
    if (token->kind == TOKEN_INDENT || token->kind == TOKEN_DEDENT) {
        p->final |= !p->status;
        return parse_fail_indentation(p, token,
                                      token->kind == TOKEN_INDENT ? "unexpected indent" : "unexpected unindent");
    }
    return parse_fail(p, token, "invalid syntax");
}

bool parse_accept(parser *p, script_token_kind kind)
{
    if (!parse_is(p, kind))
        return false;
    if (kind != TOKEN_END)
        p->at++;
    return true;
}

bool parse_expect(parser *p, script_token_kind kind)
{
    if (parse_accept(p, kind))
        return true;
    if (kind == TOKEN_COLON)
        parse_fail(p, parse_peek(p), "expected ':'");
    else
        parse_unexpected(p);
    return false;
}

bool parse_text_is(const parser *p, const script_token *token, const char *text)
{
    return token->length == strlen(text) && memcmp(p->text + token->offset, text, token->length) == 0;
}

ast_node *parse_node(parser *p, ast_kind kind, const script_token *token)
{
    ast_node *node = arena_alloc(p->a, sizeof *node);
    if (!node)
        return parse_no_memory(p);
    node->kind = (uint8_t)kind;
    node->line = token->line;
    node->column = token->column;
    node->offset = token->offset;
    node->depth = 1;
    return node;
}

ast_node *parse_close_node(parser *p, ast_node *node)
{
    const ast_node *children[] = {node->a, node->b, node->c};
    for (int i = 0; i < 3; i++)
        if (children[i] && children[i]->depth >= node->depth)
            node->depth = (uint16_t)(children[i]->depth + 1);
    for (uint32_t i = 0; i < node->items.count; i++)
        if (node->items.items[i]->depth >= node->depth)
            node->depth = (uint16_t)(node->items.items[i]->depth + 1);
    if (node->depth <= AST_MAX_DEPTH)
        return node;
    if (!p->status)
        p->status = lathe_fail_script(p->err, FAILURE_MEMORY, node->line, node->column,
                                      "RecursionError: the expression is nested too deeply");
    return NULL;
}

/* __name inside of a class is _Class__name, so that classes derived from it may use the same. */
static script_str *private_name(parser *p, const char *text, size_t length)
{
    const char *class_name = p->text + p->class_name->offset;
    size_t class_length = p->class_name->length;
    while (class_length && *class_name == '_') {
        class_name++;
        class_length--;
    }
    if (!class_length)
        return text_new(p->a, text, length);
    script_str *s = text_new_empty(p->a, 1 + class_length + length);
    if (!s)
        return NULL;
    s->text[0] = '_';
    memcpy(s->text + 1, class_name, class_length);
    memcpy(s->text + 1 + class_length, text, length);
    text_finish(s);
    return s;
}

const script_str *parse_name(parser *p, const script_token *token)
{
    const char *text = p->text + token->offset;
    bool is_private = p->class_name && token->length > 2 && text[0] == '_' && text[1] == '_' &&
                      !(text[token->length - 1] == '_' && text[token->length - 2] == '_');
    script_str *s = is_private ? private_name(p, text, token->length) : text_new(p->a, text, token->length);
    script_value *place = s ? dict_place_str(p->a, p->names, s) : NULL;
    if (!place)
        return parse_no_memory(p);
    if (place->kind == SCRIPT_UNBOUND)
        *place = text_value(s);
    return place->str;
}

bool parse_add(parser *p, parse_items *list, ast_node *item)
{
    if (!item)
        return false;
    if (list->count == list->capacity) {
        uint32_t capacity = list->capacity ? list->capacity * 2 : 4;
        ast_node **items = arena_alloc(p->a, capacity * sizeof *items);
        if (!items) {
            parse_no_memory(p);
            return false;
        }
        if (list->count)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = item;
    return true;
}

/* CPython reads on after a parser's error, and reports an error of its tokeniser instead if there is one; a bracket
 * open at the end only if it was opened on a line before the error's. */
static lathe_status report(parser *p, const lex_result *lexed)
{
    if (p->status == LATHE_OK && lexed->error.status == LATHE_OK)
        return LATHE_OK;
    bool ours = p->status == LATHE_E_LIMIT || p->status == LATHE_E_NOMEM || p->final;
    bool at_end = p->status == LATHE_OK || parse_is(p, TOKEN_END);
    if (!ours && lexed->error.status && (!lexed->unclosed || at_end || p->err->line > lexed->error.line)) {
        *p->err = lexed->error;
        return lexed->error.status;
    }
    return p->status;
}

static lathe_status parse_text(arena *a, const char *text, size_t length, ast_node *(*parse)(parser *), ast_node **out,
                               lathe_error *err)
{
    lathe_error scratch;
    lex_result lexed;
    if (length > LEX_MAX_BYTES)
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "MemoryError: the script is longer than %d bytes",
                                 LEX_MAX_BYTES);
    lathe_status st = lex_range_tokens(a, &(lex_range){text, 0, (uint32_t)length, 1, 1, false}, &lexed, err);
    if (st)
        return st;
    parser p = {.a = a, .text = text, .tokens = lexed.tokens, .prefix = "", .err = err ? err : &scratch};
    p.names = arena_alloc(a, sizeof *p.names);
    if (!p.names)
        return lex_out_of_memory(a, err);
    ast_node *tree = parse(&p);
    st = report(&p, &lexed);
    if (st == LATHE_OK)
        *out = tree;
    return st;
}

lathe_status ast_parse(arena *a, const char *text, size_t length, ast_node **out_module, lathe_error *err)
{
    ast_node *module = NULL;
    lathe_status st = parse_text(a, text, length, parse_module, &module, err);
    if (st == LATHE_OK)
        st = parse_resolve(a, module, err);
    if (st == LATHE_OK)
        *out_module = module;
    return st;
}

static ast_node *parse_signature(parser *p)
{
    ast_node *parameters = parse_parameters(p, TOKEN_NEWLINE, false);
    if (parameters && !parse_is(p, TOKEN_NEWLINE) && !parse_is(p, TOKEN_END))
        return parse_unexpected(p);
    return parameters;
}

lathe_status ast_parse_signature(arena *a, const char *text, size_t length, ast_node **out_parameters, lathe_error *err)
{
    return parse_text(a, text, length, parse_signature, out_parameters, err);
}
