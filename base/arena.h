/* arena.h: a bump allocator with a declared maximum. Everything in it ends at once with arena_reset or arena_free.
 * Belongs to one thread. */
#ifndef LATHE_BASE_ARENA_H
#define LATHE_BASE_ARENA_H

#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct arena arena;

/* max_bytes bounds the sum of all allocations (padding included) between two resets. Caller owns *out_arena. */
lathe_status arena_new(size_t max_bytes, arena **out_arena, lathe_error *err);
void arena_free(arena *a); /* NULL is fine */
/* Keeps the first block for reuse. */
void arena_reset(arena *a);
/* As arena_reset, but keeps no block. */
void arena_shed(arena *a);
/* Zeroed, aligned to 16. NULL when the maximum or the host's memory is reached; size 0 gives a unique pointer. */
void *arena_alloc(arena *a, size_t size);
/* A NUL-terminated copy of text[0..length). NULL as arena_alloc. */
char *arena_copy_text(arena *a, const char *text, size_t length);
size_t arena_used(const arena *a);
/* True once an allocation was refused because of max_bytes (not because malloc failed); cleared by reset. */
bool arena_is_exhausted(const arena *a);

#ifdef __cplusplus
}
#endif
#endif
