#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16, BLOCK_BYTES = 64 << 10 };

/* What a reset keeps beside the first block. With assertions nothing, so that the address sanitizer sees what is used
 * after it. */
#ifdef NDEBUG
enum { KEPT_BYTES = 4 << 20 };
#else
enum { KEPT_BYTES = 0 };
#endif

typedef struct block {
    struct block *next;
    size_t capacity, used;
    alignas(ALIGNMENT) unsigned char data[];
} block;

struct arena {
    block *first, *current;
    size_t max_bytes, used;
    bool exhausted;
};

static block *block_new(size_t capacity)
{
    block *b = malloc(sizeof *b + capacity);
    if (b) {
        b->next = NULL;
        b->capacity = capacity;
        b->used = 0;
    }
    return b;
}

static void free_blocks(block *b)
{
    while (b) {
        block *next = b->next;
        free(b);
        b = next;
    }
}

lathe_status arena_new(size_t max_bytes, arena **out_arena, lathe_error *err)
{
    arena *a = calloc(1, sizeof *a);
    if (!a)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for an arena");
    a->max_bytes = max_bytes;
    *out_arena = a;
    return LATHE_OK;
}

void arena_free(arena *a)
{
    if (!a)
        return;
    free_blocks(a->first);
    free(a);
}

void arena_reset(arena *a)
{
    block *last = a->first;
    size_t kept = 0;
    while (last) {
        last->used = 0;
        kept += last->next ? last->next->capacity : 0;
        if (!last->next || kept > KEPT_BYTES)
            break;
        last = last->next;
    }
    if (last) {
        free_blocks(last->next);
        last->next = NULL;
    }
    a->current = a->first;
    a->used = 0;
    a->exhausted = false;
}

void arena_shed(arena *a)
{
    free_blocks(a->first);
    a->first = NULL;
    arena_reset(a);
}

/* Makes the current block one with room for size bytes. */
static bool add_block(arena *a, size_t size)
{
    block **place = a->current ? &a->current->next : &a->first;
    if (!*place || (*place)->capacity < size) {
        block *b = block_new(size > BLOCK_BYTES ? size : BLOCK_BYTES);
        if (!b)
            return false;
        b->next = *place;
        *place = b;
    }
    a->current = *place;
    return true;
}

void *arena_alloc(arena *a, size_t size)
{
    size_t padded = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (padded == 0)
        padded = ALIGNMENT;
    if (padded < size || padded > a->max_bytes - a->used) {
        a->exhausted = true;
        return NULL;
    }
    block *b = a->current;
    if (!b || b->capacity - b->used < padded) {
        if (!add_block(a, padded))
            return NULL;
        b = a->current;
    }
    void *p = b->data + b->used;
    b->used += padded;
    a->used += padded;
    memset(p, 0, padded);
    return p;
}

char *arena_copy_text(arena *a, const char *text, size_t length)
{
    char *copy = length < SIZE_MAX ? arena_alloc(a, length + 1) : NULL;
    if (copy && length > 0)
        memcpy(copy, text, length);
    return copy;
}

size_t arena_used(const arena *a)
{
    return a->used;
}

bool arena_is_exhausted(const arena *a)
{
    return a->exhausted;
}
