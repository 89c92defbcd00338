/* ast.h: text -> tree, by Python 3.11's grammar, names already resolved to where their values will stand. Needs no vm.
 *
 * One plain node for all kinds; ast.def says which fields a kind uses. Everything lives in the caller's arena. The text
 * must live as long as the tree only if token offsets are used. */
#ifndef LATHE_REWARD_SCRIPT_AST_H
#define LATHE_REWARD_SCRIPT_AST_H

#include "base/arena.h"
#include "reward/script/value.h"

typedef enum ast_kind {
#define AST(symbol, name, a, b, c, items, more) AST_##symbol,
#include "reward/script/ast.def"
#undef AST
    AST_KIND_COUNT
} ast_kind;

typedef struct ast_node ast_node;

typedef struct ast_list {
    ast_node **items;
    uint32_t count;
} ast_list;

/* Operators of AST_COMPARISON beyond those of script_operator. */
typedef enum ast_comparison {
    AST_IN = SCRIPT_OPERATOR_COUNT,
    AST_NOT_IN,
    AST_IS,
    AST_IS_NOT
} ast_comparison;

/* Kinds of AST_PARAMETER, in its op. */
typedef enum ast_parameter {
    AST_PARAMETER_POSITIONAL, /* before a bare / */
    AST_PARAMETER_PLAIN,
    AST_PARAMETER_STAR,       /* *args */
    AST_PARAMETER_KEYWORD,    /* after * */
    AST_PARAMETER_DOUBLE_STAR /* **kwargs */
} ast_parameter;

/* Where the value of a name stands. */
typedef enum ast_place {
    AST_PLACE_GLOBAL, /* globals, then builtins */
    AST_PLACE_SLOT,   /* slot `slot` of the function scope that is `hops` outwards; 0: the own one */
    AST_PLACE_CLASS   /* the class namespace; then slot if hops >= 0, else globals */
} ast_place;

struct ast_node {
    uint8_t kind;  /* ast_kind */
    uint8_t op; /* script_operator, ast_comparison, ast_parameter; conversion letter of a field; 1: `is generator` of a
                   def, `from` of a yield; level of a relative import; 1: parameters of a function whose
                   variables may outlive a call */
    uint8_t place; /* ast_place, of names and of what binds one */
    bool yields;   /* a statement with a yield of its function below it: see yields.c */
    int16_t hops;  /* of a yield: -1 where it cannot be carried out */
    uint16_t depth; /* of the tree below */
    uint32_t slot;  /* of names, kept values and yields; the number of slots of a def, lambda or comprehension; the
                       first slot of a statement that yields */
    int line, column;
    uint32_t offset;        /* of its first token in the text, bytes */
    const script_str *name; /* identifiers, attribute names, dotted module names; what is unsupported */
    script_value value;     /* constants; of a statement that yields the number of its slots */
    ast_node *a, *b, *c;
    ast_list items, more;
};

enum { AST_MAX_DEPTH = 3000 }; /* CPython 3.11's compiler gives up there too */

/* Lexes, parses and resolves. LATHE_E_SCRIPT with FAILURE_SYNTAX and a place, as CPython would refuse the text;
 * FAILURE_MEMORY where the arena ends or the tree is too deep; LATHE_E_NOMEM. */
lathe_status ast_parse(arena *a, const char *text, size_t length, ast_node **out_module, lathe_error *err);
/* A signature as between the parentheses of a def: an AST_PARAMETERS node. Same errors. */
lathe_status ast_parse_signature(arena *a, const char *text, size_t length, ast_node **out_parameters,
                                 lathe_error *err);
/* The name of a kind in dumps. Static storage. */
const char *ast_kind_name(ast_kind kind);
/* "+", "not in" ...: the spelling of a script_operator or ast_comparison. Static storage. */
const char *ast_operator_text(int op);

#endif
