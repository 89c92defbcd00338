/* decoder.c: the forward pass over packed rows: embeddings, layers, heads. */
#include "learner/model/decoder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The rows of a batch as the decoder sees them: sequence s has its points, then its tokens, without padding. */
typedef struct packing {
    uint32_t sequences;
    int64_t rows;            /* N */
    int64_t *offsets;        /* [sequences + 1] */
    int32_t *positions;      /* [N] */
    int32_t *ids;            /* tokens of all sequences, one after the other */
    int64_t tokens;
    int32_t *order;          /* [N]: row of [points of all sequences; tokens] that comes at each place */
    float *features;         /* [sequences * points, POINT_FEATURES] */
} packing;

static void packing_clear(packing *k)
{
    free(k->offsets);
    free(k->positions);
    free(k->ids);
    free(k->order);
    free(k->features);
}

static uint32_t row_length(const policy_batch *b, uint32_t row)
{
    return b->lengths != NULL ? b->lengths[row] : b->length;
}

/* The column of a row's first token. */
static uint32_t row_begin(const policy_batch *b, uint32_t row)
{
    return b->pad_left ? b->length - row_length(b, row) : 0;
}

/* Features of one point, as CAD-Recode's FourierPointEncoder orders them: the point, the sines of x * 2^0..2^7, of
 * y, of z, the cosines likewise. */
static void point_features(const float point[3], float *out)
{
    memcpy(out, point, 3 * sizeof *out);
    for (int axis = 0; axis < 3; axis++)
        for (int k = 0; k < POINT_FREQUENCIES; k++) {
            float angle = ldexpf(point[axis], k);
            out[3 + axis * POINT_FREQUENCIES + k] = (float)sin((double)angle);
            out[3 + (3 + axis) * POINT_FREQUENCIES + k] = (float)cos((double)angle);
        }
}

static lathe_status check_batch(const policy *p, const policy_batch *b, lathe_error *err)
{
    if (b->points != 0 && !p->config.has_points)
        return lathe_fail(err, LATHE_E_BUG, "the batch has points, but the model no point encoder");
    for (uint32_t row = 0; row < b->rows; row++) {
        if (row_length(b, row) > b->length)
            return lathe_fail(err, LATHE_E_BUG, "row %u of the batch has %u tokens of %u", row, row_length(b, row),
                              b->length);
        for (uint32_t i = 0; i < row_length(b, row); i++) {
            int32_t id = b->ids[(size_t)row * b->length + row_begin(b, row) + i];
            if (id < 0 || (uint32_t)id >= p->config.vocab_size)
                return lathe_fail(err, LATHE_E_INPUT, "token %d at row %u, place %u is not in the vocabulary of %u", id,
                                  row, i, p->config.vocab_size);
        }
    }
    return LATHE_OK;
}

static void packing_fill(packing *k, const policy_batch *b)
{
    int64_t prefix = (int64_t)b->rows * b->points;
    k->tokens = 0;
    k->rows = 0;
    for (uint32_t row = 0; row < b->rows; row++) {
        uint32_t length = row_length(b, row);
        k->offsets[row] = k->rows;
        for (uint32_t i = 0; i < b->points; i++)
            k->order[k->rows + i] = (int32_t)(row * b->points + i);
        for (uint32_t i = 0; i < length; i++)
            k->order[k->rows + b->points + i] = (int32_t)(prefix + k->tokens + i);
        for (uint32_t i = 0; i < b->points + length; i++)
            k->positions[k->rows + i] = (int32_t)i;
        memcpy(k->ids + k->tokens, b->ids + (size_t)row * b->length + row_begin(b, row), length * sizeof *k->ids);
        k->tokens += length;
        k->rows += b->points + length;
    }
    k->offsets[b->rows] = k->rows;
    for (int64_t i = 0; i < prefix; i++)
        point_features(b->point_values + i * 3, k->features + i * POINT_FEATURES);
}

static lathe_status packing_init(packing *k, const policy *p, const policy_batch *b, lathe_error *err)
{
    *k = (packing){ .sequences = b->rows };
    lathe_status st = check_batch(p, b, err);
    if (st != LATHE_OK)
        return st;
    size_t most = (size_t)b->rows * ((size_t)b->length + b->points) + 1;
    if (most > INT32_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "a batch of %zu rows is too large", most);
    k->offsets = calloc((size_t)b->rows + 1, sizeof *k->offsets);
    k->positions = calloc(most, sizeof *k->positions);
    k->order = calloc(most, sizeof *k->order);
    k->ids = calloc(most, sizeof *k->ids);
    k->features = calloc((size_t)b->rows * b->points * POINT_FEATURES + 1, sizeof *k->features);
    if (k->offsets == NULL || k->positions == NULL || k->order == NULL || k->ids == NULL || k->features == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a batch");
    packing_fill(k, b);
    return LATHE_OK;
}

/* [N, H] */
static tensor *embed(policy *p, const packing *k, const policy_batch *b)
{
    tensor_context *c = p->context;
    tensor *text = tensor_embedding(p->embedding, tensor_from_int32(c, TENSOR_SHAPE(k->tokens), k->ids));
    if (b->points == 0)
        return text;
    tensor *features = tensor_from_float32(c, TENSOR_SHAPE((int64_t)b->rows * b->points, POINT_FEATURES), k->features);
    features = tensor_to_type(features, tensor_context_type(c));
    tensor *parts[] = { tensor_linear(features, p->points, p->points_bias), text };
    return tensor_index_select(tensor_cat(parts, 2, 0), 0, tensor_from_int32(c, TENSOR_SHAPE(k->rows), k->order));
}

tensor *decoder_feed_forward(policy *p, const policy_layer *layer, tensor *x)
{
    tensor *h = tensor_rms_norm(x, layer->post_norm, p->config.rms_norm_epsilon);
    h = tensor_swiglu(tensor_linear(h, layer->gate_up, NULL));
    return tensor_add(x, tensor_linear(h, layer->down, NULL));
}

tensor *decoder_queries(policy *p, const policy_layer *layer, tensor *x, const int32_t *positions)
{
    tensor *h = tensor_rms_norm(x, layer->input_norm, p->config.rms_norm_epsilon);
    tensor *qkv = tensor_linear(h, layer->qkv, layer->qkv_bias);
    return tensor_rotate(qkv, policy_heads(p), positions, p->config.rope_theta);
}

/* One layer over packed rows; keys and values go into the cache where there is one. wanted: int32 rows to go on
 * with, or NULL for all: the last layer's other rows serve as keys and values only. */
static tensor *layer_forward(policy *p, uint32_t i, const packing *k, policy_cache *cache, tensor *x, tensor *wanted)
{
    const policy_layer *layer = &p->layers[i];
    tensor_scope_open(p->context, TENSOR_SCOPE_PLAIN);
    tensor *qkv = decoder_queries(p, layer, x, k->positions);
    if (cache != NULL)
        tensor_cache_fill(qkv, policy_heads(p), k->offsets, k->sequences, cache->keys[i], cache->values[i]);
    tensor *attended = tensor_attention(qkv, policy_heads(p), k->offsets, k->sequences);
    if (wanted != NULL) {
        attended = tensor_index_select(attended, 0, wanted);
        x = tensor_index_select(x, 0, wanted);
    }
    x = tensor_add(x, tensor_linear(attended, layer->output, NULL));
    return tensor_scope_yield(p->context, decoder_feed_forward(p, layer, x));
}

/* Normed hidden states of the packed rows `wanted` (NULL: all). */
static tensor *run_layers(policy *p, const packing *k, const policy_batch *b, policy_cache *cache, tensor *wanted)
{
    tensor *x = embed(p, k, b);
    for (uint32_t i = 0; i < p->config.layers; i++)
        x = layer_forward(p, i, k, cache, x, i + 1 == p->config.layers ? wanted : NULL);
    return tensor_rms_norm(x, p->norm, p->config.rms_norm_epsilon);
}

tensor *decoder_prefill(policy *p, const policy_batch *batch, policy_cache *cache)
{
    tensor_context *c = p->context;
    packing k;
    lathe_error err = { 0 };
    int32_t *last = calloc((size_t)batch->rows + 1, sizeof *last);
    tensor *hidden = NULL;
    lathe_status st = last == NULL ? lathe_fail(&err, LATHE_E_NOMEM, "out of memory for a batch") : LATHE_OK;
    k = (packing){ 0 };
    if (st == LATHE_OK)
        st = packing_init(&k, p, batch, &err);
    for (uint32_t row = 0; row < batch->rows && st == LATHE_OK; row++) {
        int64_t length = k.offsets[row + 1] - k.offsets[row];
        if (length == 0 || length > cache->capacity)
            st = lathe_fail(&err, LATHE_E_BUG, "row %u has %lld positions for a cache of %u", row, (long long)length,
                            cache->capacity);
        last[row] = (int32_t)(k.offsets[row + 1] - 1);
        cache->lengths[row] = (int32_t)length;
    }
    if (st == LATHE_OK)
        hidden = run_layers(p, &k, batch, cache, tensor_from_int32(c, TENSOR_SHAPE(batch->rows), last));
    else
        tensor_scope_fail(c, st, "%s", err.message);
    packing_clear(&k);
    free(last);
    return hidden;
}

/* Spreads packed text rows over [B, T, H], zero at padding. map: [B * T] row of [text; zeros]. */
static tensor *spread(policy *p, tensor *text, const policy_batch *b, const int32_t *map, int64_t tokens)
{
    tensor_context *c = p->context;
    int64_t hidden = p->config.hidden_size;
    tensor_shape shape = TENSOR_SHAPE(b->rows, b->length, hidden);
    if (tokens == (int64_t)b->rows * b->length)
        return tensor_reshape(text, shape);
    tensor *parts[] = { text, tensor_full(c, tensor_context_type(c), TENSOR_SHAPE(1, hidden), 0) };
    tensor *index = tensor_from_int32(c, TENSOR_SHAPE((int64_t)b->rows * b->length), map);
    return tensor_reshape(tensor_index_select(tensor_cat(parts, 2, 0), 0, index), shape);
}

/* Which packed rows are text (then, behind them, each sequence's last point), and where text rows go. */
static void plan_rows(const packing *k, const policy_batch *b, bool with_prefix, int32_t *rows, int32_t *map)
{
    int64_t at = 0;
    for (uint32_t row = 0; row < b->rows; row++) {
        for (uint32_t i = 0; i < b->length; i++)
            map[(size_t)row * b->length + i] = (int32_t)k->tokens;
        for (uint32_t i = 0; i < row_length(b, row); i++) {
            map[(size_t)row * b->length + row_begin(b, row) + i] = (int32_t)at;
            rows[at++] = (int32_t)(k->offsets[row] + b->points + i);
        }
    }
    for (uint32_t row = 0; with_prefix && row < b->rows; row++)
        rows[at++] = (int32_t)(k->offsets[row] + b->points - 1);
}

static tensor *forward_packed(policy *p, const packing *k, const policy_batch *b, tensor **out_prefix, int32_t *rows,
                              int32_t *map)
{
    tensor_context *c = p->context;
    int64_t chosen = k->tokens + (out_prefix != NULL ? b->rows : 0);
    plan_rows(k, b, out_prefix != NULL, rows, map);
    tensor *wanted = chosen == k->rows ? NULL : tensor_from_int32(c, TENSOR_SHAPE(chosen), rows);
    tensor *x = run_layers(p, k, b, NULL, wanted);
    if (out_prefix == NULL)
        return spread(p, x, b, map, k->tokens);
    if (wanted == NULL) /* all rows came, in packed order: put the last points behind the text */
        x = tensor_index_select(x, 0, tensor_from_int32(c, TENSOR_SHAPE(chosen), rows));
    *out_prefix = tensor_slice(x, 0, k->tokens, chosen);
    return spread(p, tensor_slice(x, 0, 0, k->tokens), b, map, k->tokens);
}

tensor *policy_forward(policy *p, const policy_batch *batch, tensor **out_prefix)
{
    packing k;
    lathe_error err = { 0 };
    int32_t *rows = NULL, *map = NULL;
    tensor *hidden = NULL;
    lathe_status st = packing_init(&k, p, batch, &err);
    if (st == LATHE_OK && out_prefix != NULL && batch->points == 0)
        st = lathe_fail(&err, LATHE_E_BUG, "the state of the last point is asked of a batch without points");
    if (st == LATHE_OK) {
        size_t size = (size_t)batch->rows * batch->length + batch->rows + 1;
        rows = calloc(size, sizeof *rows);
        map = calloc(size, sizeof *map);
        if (rows == NULL || map == NULL)
            st = lathe_fail(&err, LATHE_E_NOMEM, "out of memory for a batch");
    }
    if (st == LATHE_OK)
        hidden = forward_packed(p, &k, batch, out_prefix, rows, map);
    else
        tensor_scope_fail(p->context, st, "%s", err.message);
    packing_clear(&k);
    free(rows);
    free(map);
    return hidden;
}

/* Figures leave in float32 whatever the model computes in, but for float64. */
static tensor *figures(tensor *t)
{
    return t != NULL && tensor_get_type(t) == TENSOR_BFLOAT16 ? tensor_to_type(t, TENSOR_FLOAT32) : t;
}

tensor *policy_logits(policy *p, tensor *hidden)
{
    return figures(tensor_linear(hidden, p->head, NULL));
}

tensor *policy_values(policy *p, tensor *hidden)
{
    if (p->value == NULL)
        return tensor_scope_fail(p->context, LATHE_E_BUG, "values are asked of a model without a value head");
    return figures(tensor_squeeze(tensor_linear(hidden, p->value, p->value_bias), -1));
}

tensor_token_scores policy_score_tokens(policy *p, tensor *hidden, const int32_t *targets, double temperature)
{
    tensor *rows = tensor_reshape(hidden, TENSOR_SHAPE(-1, (int64_t)p->config.hidden_size));
    return tensor_score_tokens(rows, p->head, targets, temperature);
}
