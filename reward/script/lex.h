/* lex.h: inside of the interpreter: tokens with the first lexical error kept beside them, because CPython's parser may
 * meet another error before it (and which one is reported depends on both). */
#ifndef LATHE_REWARD_SCRIPT_LEX_H
#define LATHE_REWARD_SCRIPT_LEX_H

#include "reward/script/token.h"

enum { LEX_MAX_DEPTH = 200, LEX_MAX_INDENTS = 100, LEX_MAX_BYTES = 16 << 20 };

typedef struct lex_result {
    script_token *tokens; /* the last is TOKEN_END */
    size_t count;
    lathe_error error;    /* status LATHE_OK: no lexical error; the tokens end where it stands */
    bool unclosed;        /* the error is a bracket open at the end; error.line is the line of the bracket */
} lex_result;

/* A part of a text: text[begin..end) that starts at line:column. in_brackets: newlines separate nothing (a field of an
 * f-string). */
typedef struct lex_range {
    const char *text;
    uint32_t begin, end;
    int line, column;
    bool in_brackets;
} lex_range;

/* Fails for memory only; lexical errors are in out->error. */
lathe_status lex_range_tokens(arena *a, const lex_range *range, lex_result *out, lathe_error *err);
/* LATHE_E_LIMIT or LATHE_E_NOMEM, by why the arena refused. */
lathe_status lex_out_of_memory(arena *a, lathe_error *err);
/* Bytes of the code point at p (1..4), 0 if it is not UTF-8. *out_code is set unless 0. */
int lex_decode(const char *p, const char *end, uint32_t *out_code);
/* True if the code point may begin (or, with inside, continue) a name. */
bool lex_is_name_code(uint32_t code, bool inside);

#endif
