/* cache.c: keys and values of sequences that grow one token at a time. */
#include "learner/model/decoder.h"

#include <stdlib.h>
#include <string.h>

void policy_cache_free(policy_cache *cache)
{
    if (cache == NULL)
        return;
    for (uint32_t i = 0; cache->keys != NULL && cache->values != NULL && i < cache->owner->config.layers; i++) {
        tensor_free(cache->keys[i]);
        tensor_free(cache->values[i]);
    }
    free(cache->keys);
    free(cache->values);
    free(cache->lengths);
    free(cache);
}

lathe_status policy_cache_new(policy *p, uint32_t rows, uint32_t capacity, policy_cache **out, lathe_error *err)
{
    const model_config *k = &p->config;
    policy_cache *cache = calloc(1, sizeof *cache);
    if (cache == NULL || rows == 0 || capacity == 0) {
        free(cache);
        return lathe_fail(err, cache == NULL ? LATHE_E_NOMEM : LATHE_E_BUG, "no cache of %u rows of %u positions", rows,
                          capacity);
    }
    cache->owner = p;
    cache->rows = rows;
    cache->capacity = capacity;
    cache->keys = calloc(k->layers, sizeof *cache->keys);
    cache->values = calloc(k->layers, sizeof *cache->values);
    cache->lengths = calloc(rows, sizeof *cache->lengths);
    if (cache->keys == NULL || cache->values == NULL || cache->lengths == NULL) {
        policy_cache_free(cache);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a cache");
    }
    tensor_shape shape = TENSOR_SHAPE(rows, k->kv_heads, capacity, k->head_dim);
    tensor_type type = tensor_context_type(p->context);
    tensor_scope_open(p->context, TENSOR_SCOPE_NO_GRADIENT);
    for (uint32_t i = 0; i < k->layers; i++) {
        cache->keys[i] = tensor_keep(tensor_full(p->context, type, shape, 0));
        cache->values[i] = tensor_keep(tensor_full(p->context, type, shape, 0));
    }
    lathe_status st = tensor_scope_close(p->context, err);
    if (st != LATHE_OK) {
        policy_cache_free(cache);
        return st;
    }
    *out = cache;
    return LATHE_OK;
}

tensor *policy_prefill(policy *p, policy_cache *cache, const policy_batch *batch)
{
    tensor_context *c = p->context;
    if (batch->rows > cache->rows)
        return tensor_scope_fail(c, LATHE_E_BUG, "a batch of %u rows for a cache of %u", batch->rows, cache->rows);
    cache->used = batch->rows;
    tensor_scope_open(c, TENSOR_SCOPE_NO_GRADIENT);
    return tensor_scope_yield(c, decoder_prefill(p, batch, cache));
}

static lathe_status check_step(const policy *p, const policy_cache *cache, const int32_t *ids, lathe_error *err)
{
    for (uint32_t row = 0; row < cache->used; row++) {
        if (cache->lengths[row] >= (int32_t)cache->capacity)
            return lathe_fail(err, LATHE_E_BUG, "row %u of the cache is full at %u positions", row, cache->capacity);
        if (ids[row] < 0 || (uint32_t)ids[row] >= p->config.vocab_size)
            return lathe_fail(err, LATHE_E_INPUT, "token %d of row %u is not in the vocabulary of %u", ids[row], row,
                              p->config.vocab_size);
    }
    return LATHE_OK;
}

tensor *policy_step(policy *p, policy_cache *cache, const int32_t *ids)
{
    tensor_context *c = p->context;
    lathe_error err = { 0 };
    lathe_status st = check_step(p, cache, ids, &err);
    if (st != LATHE_OK)
        return tensor_scope_fail(c, st, "%s", err.message);
    tensor_scope_open(c, TENSOR_SCOPE_NO_GRADIENT);
    tensor *x = tensor_embedding(p->embedding, tensor_from_int32(c, TENSOR_SHAPE(cache->used), ids));
    for (uint32_t i = 0; i < p->config.layers; i++) {
        const policy_layer *layer = &p->layers[i];
        tensor *qkv = decoder_queries(p, layer, x, cache->lengths);
        tensor *a = tensor_attention_step(qkv, policy_heads(p), cache->keys[i], cache->values[i], cache->lengths);
        x = tensor_add(x, tensor_linear(a, layer->output, NULL));
        x = decoder_feed_forward(p, layer, x);
    }
    x = tensor_scope_yield(c, tensor_rms_norm(x, p->norm, p->config.rms_norm_epsilon));
    for (uint32_t row = 0; x != NULL && row < cache->used; row++)
        cache->lengths[row]++;
    return x;
}

/* Rows first..count-1 of t from those that index names, up to `length` positions. */
static void select_rows(tensor *t, tensor *index, int64_t first, int64_t count, int64_t length)
{
    tensor *rows = tensor_index_select(tensor_slice(t, 2, 0, length), 0, index);
    tensor_assign(tensor_slice(tensor_slice(t, 0, first, count), 2, 0, length), rows);
}

lathe_status policy_cache_select(policy_cache *cache, const uint32_t *rows, uint32_t count, lathe_error *err)
{
    tensor_context *c = cache->owner->context;
    if (count > cache->rows)
        return lathe_fail(err, LATHE_E_BUG, "%u rows are selected into a cache of %u", count, cache->rows);
    int32_t *index = calloc((size_t)count + 1, sizeof *index), *lengths = calloc((size_t)count + 1, sizeof *lengths);
    lathe_status st = LATHE_OK;
    int64_t longest = 0, first = 0;
    if (index == NULL || lengths == NULL)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for a cache");
    for (uint32_t i = 0; i < count && st == LATHE_OK; i++) {
        if (rows[i] >= cache->used) {
            st = lathe_fail(err, LATHE_E_BUG, "row %u is selected of a cache with %u in use", rows[i], cache->used);
            break;
        }
        index[i] = (int32_t)rows[i];
        lengths[i] = cache->lengths[rows[i]];
        longest = lengths[i] > longest ? lengths[i] : longest;
        first += first == i && rows[i] == i; /* rows that stay where they are need no copy */
    }
    if (st == LATHE_OK && first < count) {
        tensor_scope_open(c, TENSOR_SCOPE_NO_GRADIENT);
        tensor *chosen = tensor_from_int32(c, TENSOR_SHAPE(count - first), index + first);
        for (uint32_t i = 0; i < cache->owner->config.layers; i++) {
            tensor_scope_open(c, TENSOR_SCOPE_NO_GRADIENT);
            select_rows(cache->keys[i], chosen, first, count, longest);
            select_rows(cache->values[i], chosen, first, count, longest);
            tensor_scope_yield(c, NULL);
        }
        st = tensor_scope_close(c, err);
    }
    if (st == LATHE_OK) {
        memcpy(cache->lengths, lengths, count * sizeof *lengths);
        cache->used = count;
    }
    free(index);
    free(lengths);
    return st;
}

uint32_t policy_cache_rows(const policy_cache *cache)
{
    return cache->used;
}

uint32_t policy_cache_length(const policy_cache *cache, uint32_t row)
{
    return row < cache->used ? (uint32_t)cache->lengths[row] : 0;
}
