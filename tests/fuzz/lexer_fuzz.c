/* lexer_fuzz.c: any bytes as tokens: reading must end, within the arena, with tokens or with one error that has a place. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "reward/script/lex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static arena *a; /* made once; reset as between scripts */
    lathe_error err = { 0 };
    lex_result result = { 0 };
    lex_range range = { .text = (const char *)data, .end = (uint32_t)size, .line = 1, .column = 1 };
    if (!a && arena_new(4u << 20, &a, &err) != LATHE_OK)
        abort();
    arena_reset(a);
    lathe_status st = lex_range_tokens(a, &range, &result, &err);
    if (st != LATHE_OK && st != LATHE_E_LIMIT)
        abort();
    if (st == LATHE_OK && (!result.count || result.tokens[result.count - 1].kind != TOKEN_END))
        abort();
    if (st == LATHE_OK && result.error.status != LATHE_OK && result.error.line < 1)
        abort();
    return 0;
}
