#include "learner/text/pair_map.h"

#include <stdlib.h>

static uint64_t key_of(uint32_t left, uint32_t right)
{
    return ((uint64_t)left << 32 | right) + 1;
}

/* The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
static size_t slot_of(uint64_t key, size_t capacity)
{
    key = (key ^ key >> 30) * 0xbf58476d1ce4e5b9u;
    key = (key ^ key >> 27) * 0x94d049bb133111ebu;
    return (size_t)(key ^ key >> 31) & (capacity - 1);
}

static pair_map_slot *probe(pair_map_slot *slots, size_t capacity, uint64_t key)
{
    size_t i = slot_of(key, capacity);
    while (slots[i].key != 0 && slots[i].key != key)
        i = (i + 1) & (capacity - 1);
    return &slots[i];
}

void pair_map_clear(pair_map *m)
{
    free(m->slots);
    *m = (pair_map){0};
}

uint64_t *pair_map_find(const pair_map *m, uint32_t left, uint32_t right)
{
    if (m->capacity == 0)
        return NULL;
    uint64_t key = key_of(left, right);
    pair_map_slot *slot = probe(m->slots, m->capacity, key);
    return slot->key == key ? &slot->value : NULL;
}

static lathe_status grow(pair_map *m, lathe_error *err)
{
    size_t capacity = m->capacity ? m->capacity * 2 : 64;
    pair_map_slot *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %zu pairs of tokens", capacity);
    for (size_t i = 0; i < m->capacity; i++)
        if (m->slots[i].key != 0)
            *probe(slots, capacity, m->slots[i].key) = m->slots[i];
    free(m->slots);
    m->slots = slots;
    m->capacity = capacity;
    return LATHE_OK;
}

lathe_status pair_map_set(pair_map *m, uint32_t left, uint32_t right, uint64_t value, lathe_error *err)
{
    if ((m->count + 1) * 2 > m->capacity) {
        lathe_status st = grow(m, err);
        if (st != LATHE_OK)
            return st;
    }
    uint64_t key = key_of(left, right);
    pair_map_slot *slot = probe(m->slots, m->capacity, key);
    if (slot->key == 0)
        m->count++;
    *slot = (pair_map_slot){key, value};
    return LATHE_OK;
}
