#define PCRE2_CODE_UNIT_WIDTH 8
#include "learner/text/pieces.h"

#include <pcre2.h>
#include <stdlib.h>

struct piece_cutter {
    pcre2_code *code;
};

lathe_status piece_cutter_new(const char *pattern, size_t length, piece_cutter **out, lathe_error *err)
{
    int number = 0;
    PCRE2_SIZE offset = 0;
    piece_cutter *c = calloc(1, sizeof *c);
    if (!c)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a split pattern");
    c->code = pcre2_compile((PCRE2_SPTR)pattern, length, PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF, &number, &offset,
                            NULL);
    if (!c->code) {
        PCRE2_UCHAR text[128] = "";
        pcre2_get_error_message(number, text, sizeof text);
        free(c);
        return lathe_fail(err, LATHE_E_INPUT, "malformed split pattern at offset %zu: %s", (size_t)offset,
                          (const char *)text);
    }
    /* Where there is no compiler for this machine, matching is interpreted. */
    (void)pcre2_jit_compile(c->code, PCRE2_JIT_COMPLETE);
    *out = c;
    return LATHE_OK;
}

void piece_cutter_free(piece_cutter *c)
{
    if (c)
        pcre2_code_free(c->code);
    free(c);
}

static size_t next_character(const char *text, size_t length, size_t at)
{
    at++;
    while (at < length && ((unsigned char)text[at] & 0xc0) == 0x80)
        at++;
    return at;
}

/* The next match that is not empty, at or after `from`. *out_begin is length where there is none. */
static lathe_status find_piece(const piece_cutter *c, pcre2_match_data *match, const char *text, size_t length, size_t from,
                               size_t *out_begin, size_t *out_end, lathe_error *err)
{
    while (from < length) {
        int found = pcre2_match(c->code, (PCRE2_SPTR)text, length, from, 0, match, NULL);
        if (found == PCRE2_ERROR_JIT_STACKLIMIT) /* the interpreter's stack is the heap */
            found = pcre2_match(c->code, (PCRE2_SPTR)text, length, from, PCRE2_NO_JIT, match, NULL);
        if (found == PCRE2_ERROR_NOMATCH)
            break;
        if (found < 0)
            return lathe_fail(err, found == PCRE2_ERROR_NOMEMORY ? LATHE_E_NOMEM : LATHE_E_INPUT,
                              "cannot cut text into pieces: error %d of the pattern at byte %zu", found, from);
        const PCRE2_SIZE *place = pcre2_get_ovector_pointer(match);
        if (place[1] > place[0]) {
            *out_begin = place[0];
            *out_end = place[1];
            return LATHE_OK;
        }
        from = next_character(text, length, place[0] > from ? place[0] : from);
    }
    *out_begin = *out_end = length;
    return LATHE_OK;
}

lathe_status piece_cutter_run(const piece_cutter *c, const char *text, size_t length, piece_take take, void *context,
                              lathe_error *err)
{
    lathe_status st = LATHE_OK;
    pcre2_match_data *match = pcre2_match_data_create_from_pattern(c->code, NULL);
    if (!match)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for matching");
    for (size_t done = 0, begin = 0, end = 0; st == LATHE_OK && done < length; done = end) {
        st = find_piece(c, match, text, length, done, &begin, &end, err);
        if (st == LATHE_OK && begin > done)
            st = take(context, text + done, begin - done, err);
        if (st == LATHE_OK && end > begin)
            st = take(context, text + begin, end - begin, err);
    }
    pcre2_match_data_free(match);
    return st;
}
