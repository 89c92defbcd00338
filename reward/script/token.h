/* token.h: text -> tokens, by Python 3's lexical rules. Needs no vm, keeps no state.
 *
 * Strings and f-strings are one token each, prefix and quotes included; their contents are read by the parser. */
#ifndef LATHE_REWARD_SCRIPT_TOKEN_H
#define LATHE_REWARD_SCRIPT_TOKEN_H

#include "base/arena.h"
#include "base/bytes.h"

typedef enum script_token_kind {
#define TOKEN(symbol, text) TOKEN_##symbol,
#include "reward/script/token.def"
#undef TOKEN
    TOKEN_KIND_COUNT
} script_token_kind;

typedef struct script_token {
    script_token_kind kind;
    int line, column;        /* 1-based; columns count code points */
    uint32_t offset, length; /* bytes of the text; length 0 for indent, dedent and the end */
} script_token;

/* Tokens of the whole text; the last is TOKEN_END. Comments, blank lines and newlines inside brackets leave none.
 * Fails with FAILURE_SYNTAX at the place of what is no Python, FAILURE_MEMORY where the arena ends, LATHE_E_NOMEM.
 * Outputs live in a. */
lathe_status script_lex(arena *a, const char *text, size_t length, script_token **out_tokens, size_t *out_count,
                        lathe_error *err);
/* "name", "(", "while" ...: the spelling in messages and dumps. Static storage. */
const char *script_token_kind_name(script_token_kind kind);
/* One line a token: line:column, kind, text. LATHE_E_INPUT if out is full. */
lathe_status script_dump_tokens(const char *text, size_t length, bytes *out, lathe_error *err);

#endif
