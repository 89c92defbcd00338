#include "rollout/result_cache.h"

#include <stdlib.h>
#include <string.h>

#include "reward/script/normal.h"

#define NONE UINT32_MAX

typedef struct cache_entry {
    hash256 key; /* normal of what ran, text of what failed */
    run_outcome outcome;
    score_counts counts;
    uint32_t chain;          /* next of the same bucket */
    uint32_t newer, older;   /* by use */
} cache_entry;

struct result_cache {
    cache_entry *entries; /* [max] */
    uint32_t *buckets;    /* [bucket_count], a power of two */
    uint32_t max, count, bucket_count, newest, oldest;
};

static hash256 key_of(const score_job *job, const hash256 *script)
{
    const uint64_t settings[] = {job->metric,           job->rows,          job->mode,
                                 job->validity,         job->limits.steps,  job->limits.arena_bytes,
                                 job->limits.recursion, job->limits.shapes, job->limits.faces,
                                 job->limits.memory_bytes, job->limits.wall_ms};
    hash_state state;
    hash_begin(&state);
    hash_add(&state, script->data, sizeof script->data);
    hash_add(&state, job->target_hash.data, sizeof job->target_hash.data);
    hash_add(&state, settings, sizeof settings);
    return hash_end(&state);
}

result_key result_cache_key(const score_job *job)
{
    const hash256 text = hash_of(job->script.data, job->script.length);
    const hash256 normal = script_normal_hash((const char *)job->script.data, job->script.length);
    return (result_key){.text = key_of(job, &text), .normal = key_of(job, &normal)};
}

lathe_status result_cache_new(uint32_t max, result_cache **out, lathe_error *err)
{
    result_cache *cache = calloc(1, sizeof *cache);
    if (!cache)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a cache");
    cache->max = max;
    cache->newest = cache->oldest = NONE;
    for (cache->bucket_count = 1; cache->bucket_count < max && cache->bucket_count < 1u << 30;)
        cache->bucket_count *= 2;
    cache->entries = calloc(max ? max : 1, sizeof *cache->entries);
    cache->buckets = malloc(cache->bucket_count * sizeof *cache->buckets);
    if (!cache->entries || !cache->buckets) {
        result_cache_free(cache);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a cache of %u results", max);
    }
    memset(cache->buckets, 0xff, cache->bucket_count * sizeof *cache->buckets); /* NONE */
    *out = cache;
    return LATHE_OK;
}

void result_cache_free(result_cache *cache)
{
    if (!cache)
        return;
    free(cache->entries);
    free(cache->buckets);
    free(cache);
}

static uint32_t *bucket_of(result_cache *cache, const hash256 *key)
{
    uint32_t word;
    memcpy(&word, key->data, sizeof word);
    return &cache->buckets[word & (cache->bucket_count - 1)];
}

static uint32_t find(result_cache *cache, const hash256 *key)
{
    uint32_t i = *bucket_of(cache, key);
    while (i != NONE && !hash_equal(&cache->entries[i].key, key))
        i = cache->entries[i].chain;
    return i;
}

static void unlink_use(result_cache *cache, uint32_t i)
{
    cache_entry *e = &cache->entries[i];
    *(e->newer == NONE ? &cache->newest : &cache->entries[e->newer].older) = e->older;
    *(e->older == NONE ? &cache->oldest : &cache->entries[e->older].newer) = e->newer;
}

static void make_newest(result_cache *cache, uint32_t i)
{
    cache_entry *e = &cache->entries[i];
    e->newer = NONE;
    e->older = cache->newest;
    *(cache->newest == NONE ? &cache->oldest : &cache->entries[cache->newest].newer) = i;
    cache->newest = i;
}

bool result_cache_find(result_cache *cache, const result_key *key, run_outcome *outcome, score_counts *counts)
{
    uint32_t i = find(cache, &key->normal);
    if (i == NONE)
        i = find(cache, &key->text);
    if (i == NONE)
        return false;
    *outcome = cache->entries[i].outcome;
    *counts = cache->entries[i].counts;
    unlink_use(cache, i);
    make_newest(cache, i);
    return true;
}

static uint32_t evict_oldest(result_cache *cache)
{
    uint32_t i = cache->oldest;
    uint32_t *link = bucket_of(cache, &cache->entries[i].key);
    while (*link != i)
        link = &cache->entries[*link].chain;
    *link = cache->entries[i].chain;
    unlink_use(cache, i);
    return i;
}

void result_cache_add(result_cache *cache, const result_key *keys, const run_outcome *outcome, const score_counts *counts)
{
    bool repeats = outcome->failure == FAILURE_OK ||
                   (outcome->deterministic && outcome->failure != FAILURE_WORKER_LOST &&
                    outcome->failure != FAILURE_TARGET_MISSING && outcome->failure != FAILURE_METRIC_FAILED);
    const hash256 *key = outcome->failure == FAILURE_OK ? &keys->normal : &keys->text;
    if (!repeats || cache->max == 0 || find(cache, key) != NONE)
        return;
    uint32_t i = cache->count < cache->max ? cache->count++ : evict_oldest(cache);
    uint32_t *bucket = bucket_of(cache, key);
    cache->entries[i] = (cache_entry){.key = *key, .outcome = *outcome, .counts = *counts, .chain = *bucket};
    *bucket = i;
    make_newest(cache, i);
}
