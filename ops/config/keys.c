/* keys.c: the table of keys, and what one value may be. */
#include "ops/config/keys.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const config_row config_rows[CONFIG_KEYS] = {
#define KEY(symbol, path, type, fallback, low, high, choices, text)                                                    \
    {path, CONFIG_##type, fallback, low, high, choices, text},
#include "ops/config/keys.def"
#undef KEY
};

/* Index of word among "a|b|c", or -1. */
static int choice_index(const char *choices, const char *word)
{
    size_t length = strlen(word);
    int index = 0;

    for (const char *at = choices;; index++) {
        size_t span = strcspn(at, "|");
        if (span == length && memcmp(at, word, span) == 0)
            return index;
        if (at[span] == 0)
            return -1;
        at += span + 1;
    }
}

static bool in_range(const config_row *row, double value, char *what, size_t size)
{
    if (value >= row->low && value <= row->high)
        return true;
    snprintf(what, size, "%.15g is outside %.15g to %.15g", value, row->low, row->high);
    return false;
}

static bool read_integer(const config_row *row, const char *text, config_value *out, char *what, size_t size)
{
    char *end = NULL;

    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (end == text || *end != 0 || text[0] == ' ' || errno == ERANGE) {
        snprintf(what, size, "'%.40s' is not an integer", text);
        return false;
    }
    if (!in_range(row, (double)value, what, size))
        return false;
    out->integer = value;
    return true;
}

static bool read_number(const config_row *row, const char *text, config_value *out, char *what, size_t size)
{
    char *end = NULL;

    double value = strtod(text, &end);
    if (end == text || *end != 0 || strspn(text, "+-.0123456789eE") != strlen(text) || !isfinite(value)) {
        snprintf(what, size, "'%.40s' is not a number", text);
        return false;
    }
    if (!in_range(row, value, what, size))
        return false;
    out->number = value;
    return true;
}

static bool read_choice(const config_row *row, const char *text, config_value *out, char *what, size_t size)
{
    const char *choices = row->type == CONFIG_BOOLEAN ? "false|true" : row->choices;

    int index = choice_index(choices, text);
    if (index < 0) {
        snprintf(what, size, "'%.40s' is none of %s", text, choices);
        return false;
    }
    out->integer = index;
    return true;
}

bool config_value_read(const config_row *row, const char *text, config_value *out, char *what, size_t size)
{
    switch (row->type) {
    case CONFIG_INTEGER:
        return read_integer(row, text, out, what, size);
    case CONFIG_NUMBER:
        return read_number(row, text, out, what, size);
    case CONFIG_BOOLEAN:
    case CONFIG_CHOICE:
        return read_choice(row, text, out, what, size);
    case CONFIG_TEXT:
        break;
    }
    if (strpbrk(text, "\n\r") != NULL) {
        snprintf(what, size, "the text spans lines");
        return false;
    }
    return true;
}
