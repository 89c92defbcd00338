/* result_cache.h: the latest results of equal jobs, because policies repeat themselves. Not thread-safe.
 *
 * A shape is the same whatever the layout of its script: comments and white space do not count (reward/script/normal.h). A
 * failure names its place, so it is kept for the very text alone. */
#ifndef LATHE_ROLLOUT_RESULT_CACHE_H
#define LATHE_ROLLOUT_RESULT_CACHE_H

#include "proto/messages.h"

typedef struct result_cache result_cache;

/* What a result depends on, apart from the engine: script, target, metric, rows, mode, validity and limits, hashed. */
typedef struct result_key {
    hash256 text;   /* with the script as it stands */
    hash256 normal; /* with its normal form */
} result_key;

result_key result_cache_key(const score_job *job);

/* max results are kept; 0: none. Caller owns *out. */
lathe_status result_cache_new(uint32_t max, result_cache **out, lathe_error *err);
void result_cache_free(result_cache *cache);
/* True, and *outcome and *counts filled, where there is one; it becomes the most recently used. */
bool result_cache_find(result_cache *cache, const result_key *key, run_outcome *outcome, score_counts *counts);
/* Keeps it, in place of the least recently used one where the cache is full. Only what another executor would repeat is kept:
 * others are ignored. */
void result_cache_add(result_cache *cache, const result_key *key, const run_outcome *outcome, const score_counts *counts);

#endif
