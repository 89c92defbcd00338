#include "learner/text/text_map.h"

#include <stdlib.h>
#include <string.h>

void text_map_init(text_map *m, size_t max_bytes)
{
    *m = (text_map){0};
    bytes_init(&m->pool, max_bytes);
}

void text_map_clear(text_map *m)
{
    bytes_clear(&m->pool);
    free(m->entries);
    free(m->slots);
    text_map_init(m, m->pool.max);
}

/* FNV-1a of 64 bits (Fowler, Noll, Vo), with its high half folded in. */
static size_t hash_text(const char *text, size_t length)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < length; i++)
        h = (h ^ (unsigned char)text[i]) * 0x100000001b3u;
    return (size_t)(h ^ h >> 32);
}

const char *text_map_text(const text_map *m, uint32_t index, size_t *out_length)
{
    *out_length = m->entries[index].length;
    return *out_length ? (const char *)m->pool.data + m->entries[index].offset : "";
}

/* The slot that holds the string, or the free one where it belongs. */
static uint32_t *probe(const text_map *m, const char *text, size_t length)
{
    size_t i = hash_text(text, length) & (m->capacity - 1);
    for (; m->slots[i] != 0; i = (i + 1) & (m->capacity - 1)) {
        size_t have;
        const char *other = text_map_text(m, m->slots[i] - 1, &have);
        if (have == length && memcmp(other, text, length) == 0)
            break;
    }
    return &m->slots[i];
}

bool text_map_find(const text_map *m, const char *text, size_t length, uint32_t *out_index)
{
    if (m->capacity == 0)
        return false;
    uint32_t found = *probe(m, text, length);
    if (found == 0)
        return false;
    *out_index = found - 1;
    return true;
}

static lathe_status grow_slots(text_map *m, lathe_error *err)
{
    size_t capacity = m->capacity ? m->capacity * 2 : 64;
    uint32_t *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %zu strings", capacity);
    free(m->slots);
    m->slots = slots;
    m->capacity = capacity;
    for (uint32_t i = 0; i < m->count; i++) {
        size_t length;
        const char *text = text_map_text(m, i, &length);
        *probe(m, text, length) = i + 1;
    }
    return LATHE_OK;
}

static lathe_status grow_entries(text_map *m, lathe_error *err)
{
    uint32_t capacity = m->entry_capacity ? m->entry_capacity * 2 : 64;
    text_map_entry *entries = realloc(m->entries, capacity * sizeof *entries);
    if (!entries)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u strings", capacity);
    m->entries = entries;
    m->entry_capacity = capacity;
    return LATHE_OK;
}

lathe_status text_map_add(text_map *m, const char *text, size_t length, uint32_t *out_index, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    if (text_map_find(m, text, length, out_index))
        return LATHE_OK;
    if (length > UINT32_MAX || m->count >= UINT32_MAX / 4)
        return lathe_fail(err, LATHE_E_INPUT, "too many or too long strings");
    if (((size_t)m->count + 1) * 2 > m->capacity)
        st = grow_slots(m, err);
    if (st == LATHE_OK && m->count == m->entry_capacity)
        st = grow_entries(m, err);
    size_t offset = m->pool.length;
    if (st == LATHE_OK)
        st = bytes_append(&m->pool, text, length, err);
    if (st != LATHE_OK)
        return st;
    uint32_t *slot = probe(m, text, length);
    m->entries[m->count] = (text_map_entry){offset, (uint32_t)length};
    *out_index = m->count++;
    *slot = m->count;
    return LATHE_OK;
}
