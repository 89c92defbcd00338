#include "reward/measure/words.h"

#include <stddef.h>

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool word_next(word_reader *r)
{
    while (r->at < r->end && is_blank(*r->at)) {
        r->line += *r->at == '\n';
        r->at++;
    }
    size_t length = 0;
    while (r->at < r->end && !is_blank(*r->at)) {
        if (length < sizeof r->word - 1)
            r->word[length++] = *r->at;
        r->at++;
    }
    r->word[length] = 0;
    return length > 0;
}

void word_skip_line(word_reader *r)
{
    while (r->at < r->end && *r->at != '\n')
        r->at++;
}
