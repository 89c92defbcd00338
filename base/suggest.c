#include "base/suggest.h"

#include <string.h>

enum { LONGEST = 63 };

static size_t min3(size_t a, size_t b, size_t c)
{
    size_t m = a < b ? a : b;
    return m < c ? m : c;
}

/* Levenshtein distance of the first LONGEST bytes. */
static size_t distance(const char *a, const char *b)
{
    size_t row[LONGEST + 1];
    size_t length = strnlen(b, LONGEST);
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 1; i <= strnlen(a, LONGEST); i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            size_t above = row[j];
            row[j] = min3(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[length];
}

const char *suggest_nearest(const char *word, const void *candidates, size_t count, size_t stride)
{
    const char *best = NULL;
    size_t best_distance = 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = *(const char *const *)((const char *)candidates + i * stride);
        size_t d = distance(word, name);
        if (2 * d <= strlen(name) && (!best || d < best_distance)) {
            best = name;
            best_distance = d;
        }
    }
    return best;
}
