#include "ops/data/script_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { FIRST_CAPACITY = 1024 };

/* The place of a key, or the free one where it belongs. */
static size_t place_of(const script_set *set, uint64_t key)
{
    size_t i = (size_t)key & (set->capacity - 1);
    while (set->keys[i] != 0 && set->keys[i] != key)
        i = (i + 1) & (set->capacity - 1);
    return i;
}

/* Keeps at least half of the places free. */
static lathe_status make_room(script_set *set, lathe_error *err)
{
    if (2 * (set->count + 1) <= set->capacity)
        return LATHE_OK;
    script_set larger = {.capacity = set->capacity ? set->capacity * 2 : FIRST_CAPACITY, .count = set->count};
    larger.keys = calloc(larger.capacity, sizeof *larger.keys);
    if (!larger.keys)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %zu scripts", larger.capacity);
    for (size_t i = 0; i < set->capacity; i++)
        if (set->keys[i] != 0)
            larger.keys[place_of(&larger, set->keys[i])] = set->keys[i];
    free(set->keys);
    *set = larger;
    return LATHE_OK;
}

lathe_status script_set_add(script_set *set, const void *text, size_t length, bool *out_new, lathe_error *err)
{
    hash256 hash = hash_of(text, length);
    uint64_t key;
    memcpy(&key, hash.data, sizeof key);
    key |= 1; /* never the mark of a free place */
    lathe_status st = make_room(set, err);
    if (st != LATHE_OK)
        return st;
    size_t place = place_of(set, key);
    *out_new = set->keys[place] == 0;
    if (*out_new) {
        set->keys[place] = key;
        set->count++;
    }
    return LATHE_OK;
}

void script_set_clear(script_set *set)
{
    free(set->keys);
    *set = (script_set){0};
}
