/* parse.h: inside of the parser: its state, and what its files offer each other. */
#ifndef LATHE_REWARD_SCRIPT_PARSE_H
#define LATHE_REWARD_SCRIPT_PARSE_H

#include "reward/script/ast.h"
#include "reward/script/lex.h"
#include "reward/script/text.h"

typedef struct parser {
    arena *a;
    const char *text;
    script_token *tokens;
    size_t at;
    script_dict *names; /* every identifier once */
    int depth;          /* of recursion */
    int brackets;
    int functions;                 /* that enclose the statement */
    bool generator;                /* the innermost function holds a yield */
    const script_token *class_name; /* of the innermost class in whose body this stands, else NULL */
    const char *prefix;            /* "f-string: " inside of one, else "" */
    lathe_status status;           /* the first failure */
    bool final;                    /* it is one that no lexical error further on replaces */
    lathe_error *err;
} parser;

/* How tightly an expression binds: the grammar's levels. */
typedef enum parse_level {
    LEVEL_NONE,
    LEVEL_TERNARY,
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_COMPARE,
    LEVEL_BIT_OR,
    LEVEL_BIT_XOR,
    LEVEL_BIT_AND,
    LEVEL_SHIFT,
    LEVEL_SUM,
    LEVEL_PRODUCT,
    LEVEL_UNARY,
    LEVEL_POWER,
    LEVEL_AWAIT,
    LEVEL_PRIMARY
} parse_level;

static inline const script_token *parse_peek(const parser *p) { return &p->tokens[p->at]; }
static inline bool parse_is(const parser *p, script_token_kind kind) { return p->tokens[p->at].kind == kind; }
/* The kind of the token after the next. */
static inline script_token_kind parse_second(const parser *p)
{
    return p->tokens[p->at].kind == TOKEN_END ? TOKEN_END : p->tokens[p->at + 1].kind;
}
/* Takes the token if it is of that kind. */
bool parse_accept(parser *p, script_token_kind kind);
/* Takes it or fails: "expected 'x'" for a colon, else invalid syntax. */
bool parse_expect(parser *p, script_token_kind kind);
bool parse_text_is(const parser *p, const script_token *token, const char *text);

/* All of these record the first failure and return NULL or false. */
ast_node *parse_node(parser *p, ast_kind kind, const script_token *token);
/* Sets the depth from the children a, b, c and items; NULL if the tree became too deep. Every expression with children
 * ends through it, so that whatever walks the tree later may recurse. */
ast_node *parse_close_node(parser *p, ast_node *node);
const script_str *parse_name(parser *p, const script_token *token);
void *parse_fail(parser *p, const script_token *token, const char *format, ...) __attribute__((format(printf, 3, 4)));
void *parse_fail_indentation(parser *p, const script_token *token, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The plain "invalid syntax" at the next token. */
void *parse_unexpected(parser *p);
void *parse_no_memory(parser *p);

/* A list that grows while its end is unknown; items move to their node at the end. */
typedef struct parse_items {
    ast_node **items;
    uint32_t count, capacity;
} parse_items;
bool parse_add(parser *p, parse_items *list, ast_node *item);
static inline ast_list parse_take(const parse_items *list) { return (ast_list){list->items, list->count}; }

/* expressions */
ast_node *parse_at_level(parser *p, parse_level level);
static inline ast_node *parse_expression(parser *p) { return parse_at_level(p, LEVEL_TERNARY); }
/* name := expression | expression */
ast_node *parse_named_expression(parser *p);
/* *a, b, ...: a tuple if there is a comma, else the expression; with walrus allowed if named. */
ast_node *parse_expression_list(parser *p, bool named);
bool parse_begins_expression(script_token_kind kind);
ast_node *parse_string(parser *p);
ast_node *parse_number(parser *p);
/* What stands in brackets. */
ast_node *parse_parenthesis(parser *p, parse_level level);
ast_node *parse_list_display(parser *p, parse_level level);
ast_node *parse_brace_display(parser *p, parse_level level);
/* Arguments up to the closing parenthesis, which is taken; the opening one has been. */
bool parse_arguments(parser *p, ast_list *out);
/* for ... in ... if ...: the clauses of a comprehension. */
bool parse_clauses(parser *p, ast_list *out);
/* Parameters up to `closing`, which is not taken. annotated: of a def. */
ast_node *parse_parameters(parser *p, script_token_kind closing, bool annotated);
/* Fails unless node can stand left of what `how` says: "assign to" or "delete". */
bool parse_check_target(parser *p, const ast_node *node, const char *how, bool is_plain_assignment);
/* "function call", "literal" ...: what CPython's messages call a node that is no target. */
const char *parse_describe(const ast_node *node);
/* target of for and comprehensions, up to `in`. */
ast_node *parse_for_target(parser *p);
/* Fails with the advice to add a comma if an expression stands right after the one that began at token `begin`. */
bool parse_check_comma(parser *p, size_t begin);

/* statements */
ast_node *parse_module(parser *p);
ast_node *parse_import(parser *p);
ast_node *parse_import_from(parser *p);
ast_node *parse_try(parser *p);
ast_node *parse_with(parser *p);
ast_node *parse_match(parser *p);
bool parse_at_match(const parser *p);
bool parse_block(parser *p, const char *after, int line, ast_list *out);

/* names (scope.c) */
lathe_status parse_resolve(arena *a, ast_node *module, lathe_error *err);

/* yields (yields.c): after names are resolved; *slots is the number of slots of the function and grows */
lathe_status parse_mark_yields(arena *a, ast_node *function, uint32_t *slots, lathe_error *err);

#endif
