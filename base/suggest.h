/* suggest.h: the nearest known spelling, for "unknown key 'foo', did you mean 'fob'?". Thread-safe. */
#ifndef LATHE_BASE_SUGGEST_H
#define LATHE_BASE_SUGGEST_H

#include <stddef.h>

/* The candidate of least edit distance (Levenshtein), or NULL where even that one differs in more than half of its
 * letters. candidates[i] is read at (const char *const *)((const char *)candidates + i * stride), so that a table of
 * structs whose first member is the name can be passed as it is. */
const char *suggest_nearest(const char *word, const void *candidates, size_t count, size_t stride);

#endif
