/* text_map.h: a hash table from byte strings to indices 0, 1, 2 ... in order of their first appearance. One writer; readers may share
 * it once it is built. */
#ifndef LATHE_LEARNER_TEXT_TEXT_MAP_H
#define LATHE_LEARNER_TEXT_TEXT_MAP_H

#include "base/bytes.h"

typedef struct text_map_entry {
    size_t offset; /* into pool */
    uint32_t length;
} text_map_entry;

/* Plain data; begin with text_map_init. */
typedef struct text_map {
    bytes pool;               /* the strings one after the other */
    text_map_entry *entries;  /* [count] owned */
    uint32_t *slots;          /* index + 1; 0: free */
    size_t capacity;          /* of slots; a power of two */
    uint32_t count, entry_capacity;
} text_map;

/* max_bytes bounds the strings together. */
void text_map_init(text_map *m, size_t max_bytes);
void text_map_clear(text_map *m);
/* The index of a string; false where it is not there. */
bool text_map_find(const text_map *m, const char *text, size_t length, uint32_t *out_index);
/* The index of a string, which is added where it is not there. LATHE_E_INPUT past max_bytes. */
lathe_status text_map_add(text_map *m, const char *text, size_t length, uint32_t *out_index, lathe_error *err);
/* Valid until the next addition; not NUL-terminated. */
const char *text_map_text(const text_map *m, uint32_t index, size_t *out_length);

#endif
