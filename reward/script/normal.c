#define _GNU_SOURCE /* memmem */
#include "reward/script/normal.h"

#include <string.h>

#include "reward/script/token.h"

enum { TOKENS_BYTES = 64 << 20 };

static bool may_ask_for_lines(const char *text, size_t length)
{
    static const char *const words[] = {"lineno", "traceback"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (memmem(text, length, words[i], strlen(words[i])))
            return true;
    return false;
}

/* Kind, length and text of each, so that no two lists of tokens have the same bytes. The text of what only arranges lines is
 * layout. */
static void add_tokens(hash_state *h, const char *text, const script_token *tokens, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const script_token *t = &tokens[i];
        const uint32_t length = t->kind < TOKEN_NAME ? 0 : t->length;
        const unsigned char head[] = {(unsigned char)t->kind, (unsigned char)length, (unsigned char)(length >> 8),
                                      (unsigned char)(length >> 16), (unsigned char)(length >> 24)};
        hash_add(h, head, sizeof head);
        hash_add(h, text + t->offset, length);
    }
}

hash256 script_normal_hash(const char *text, size_t length)
{
    arena *a = NULL;
    script_token *tokens = NULL;
    size_t count = 0;
    hash_state h;
    bool lexed = length > 0 && !may_ask_for_lines(text, length) &&
                 arena_new(TOKENS_BYTES, &a, NULL) == LATHE_OK && script_lex(a, text, length, &tokens, &count, NULL) == LATHE_OK;
    hash_begin(&h);
    hash_add(&h, lexed ? "tokens" : "bytes ", 6);
    if (lexed)
        add_tokens(&h, text, tokens, count);
    else
        hash_add(&h, text, length);
    arena_free(a);
    return hash_end(&h);
}
