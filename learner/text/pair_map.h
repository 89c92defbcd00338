/* pair_map.h: a hash table from pairs of token ids to a 64-bit value. One writer; readers may share it once it is built. */
#ifndef LATHE_LEARNER_TEXT_PAIR_MAP_H
#define LATHE_LEARNER_TEXT_PAIR_MAP_H

#include "base/status.h"

/* Plain data; zero is the empty map. */
typedef struct pair_map {
    struct pair_map_slot *slots; /* owned; a power of two of them */
    size_t capacity, count;
} pair_map;

typedef struct pair_map_slot {
    uint64_t key; /* 0: free, else pair_key + 1 */
    uint64_t value;
} pair_map_slot;

void pair_map_clear(pair_map *m);
/* The value of a pair, NULL where it is not there. Valid until the next insertion. */
uint64_t *pair_map_find(const pair_map *m, uint32_t left, uint32_t right);
/* Sets a pair's value, adding the pair where it is not there. */
lathe_status pair_map_set(pair_map *m, uint32_t left, uint32_t right, uint64_t value, lathe_error *err);

#endif
