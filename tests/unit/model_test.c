/* The policy: packed rows against the plain decoder, caches against whole sequences, files and checkpoints,
 * repeatability. */
#define _GNU_SOURCE /* memmem */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "learner/model/checkpoint.h"
#include "learner/model/safetensors.h"
#include "tests/support/model_support.h"

enum { ROWS = 3, LENGTH = 9, POINTS = 5, HIDDEN = 32, VOCABULARY = 40, MAX_LEAVES = 64 };

typedef struct fixture {
    tensor_context *context;
    policy *policy;
    int32_t ids[ROWS * LENGTH];
    uint32_t lengths[ROWS];
    float points[ROWS * POINTS * 3];
    policy_batch batch; /* right-padded, with points */
    char folder[128];
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    model_config config = support_config();
    lathe_error err = { 0 };
    f->context = support_context(TENSOR_FLOAT32);
    support_ok(policy_new(f->context, &config, 3, &f->policy, &err), &err);
    support_ids(1, VOCABULARY, f->ids, ROWS * LENGTH);
    support_normal(2, f->points, ROWS * POINTS * 3);
    memcpy(f->lengths, (uint32_t[]){ 4, 9, 6 }, sizeof f->lengths);
    f->batch = (policy_batch){ .rows = ROWS, .length = LENGTH, .ids = f->ids, .lengths = f->lengths, .points = POINTS,
                               .point_values = f->points };
    support_folder(f->folder, sizeof f->folder);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    char command[256];
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    policy_free(f->policy);
    tensor_context_free(f->context);
    int failed = system(command);
    free(f);
    return failed;
}

static double item(const tensor *t)
{
    double value = NAN;
    lathe_error err = { 0 };
    support_ok(tensor_item(t, &value, &err), &err);
    return value;
}

static double greatest_difference(tensor *a, tensor *b)
{
    return item(tensor_max_all(tensor_abs(tensor_sub(a, b))));
}

static uint32_t leaves_of(const policy *p, tensor *leaves[MAX_LEAVES])
{
    uint32_t count = 0;
    const policy_parameter *parameters = policy_parameters(p, &count);
    assert_in_range(count, 1, MAX_LEAVES);
    for (uint32_t i = 0; i < count; i++)
        leaves[i] = parameters[i].value;
    return count;
}

/* [B, P + T, H]: what the plain decoder starts from. */
static tensor *plain_embeddings(const fixture *f)
{
    tensor_context *c = f->context;
    tensor *x = tensor_from_float32(c, TENSOR_SHAPE(ROWS, POINTS, 3, 1), f->points), *angles[8];
    for (int k = 0; k < 8; k++)
        angles[k] = tensor_mul_scalar(x, ldexp(1, k));
    tensor *angle = tensor_reshape(tensor_cat(angles, 8, 3), TENSOR_SHAPE(ROWS, POINTS, 24));
    tensor *features[] = { tensor_reshape(x, TENSOR_SHAPE(ROWS, POINTS, 3)), tensor_sin(angle), tensor_cos(angle) };
    tensor *weight = support_named(f->policy, "point_encoder.projection.weight", -1);
    tensor *prefix = tensor_matmul(tensor_cat(features, 3, 2), tensor_transpose(weight, 0, 1));
    tensor *ids = tensor_from_int32(c, TENSOR_SHAPE(ROWS, LENGTH), f->ids);
    tensor *text = tensor_embedding(support_named(f->policy, "model.embed_tokens.weight", -1), ids);
    tensor *parts[] = { tensor_add(prefix, support_named(f->policy, "point_encoder.projection.bias", -1)), text };
    return tensor_cat(parts, 2, 1);
}

static void fill_mask(const fixture *f, uint8_t *mask)
{
    for (uint32_t row = 0; row < ROWS; row++)
        for (uint32_t i = 0; i < POINTS + LENGTH; i++)
            mask[row * (POINTS + LENGTH) + i] = i < POINTS + f->lengths[row];
}

static void packed_rows_equal_the_plain_decoder_with_gradients(void **state)
{
    fixture *f = *state;
    uint8_t mask[ROWS * (POINTS + LENGTH)];
    tensor *leaves[MAX_LEAVES], *packed[MAX_LEAVES];
    uint32_t count = leaves_of(f->policy, leaves);
    fill_mask(f, mask);
    tensor_scope_open(f->context, TENSOR_SCOPE_PLAIN);
    tensor *prefix = NULL, *hidden = policy_forward(f->policy, &f->batch, &prefix);
    tensor_backward(tensor_add(tensor_sum_all(tensor_sin(hidden)), tensor_sum_all(tensor_cos(prefix))));
    for (uint32_t i = 0; i < count; i++) {
        packed[i] = tensor_gradient(leaves[i]);
        tensor_zero_gradient(leaves[i]);
    }
    tensor *plain = support_plain_decoder(f->policy, plain_embeddings(f), mask);
    tensor *text = tensor_slice(plain, 1, POINTS, POINTS + LENGTH), *last = tensor_slice(plain, 1, POINTS - 1, POINTS);
    tensor *real = tensor_slice(tensor_from_bool(f->context, TENSOR_SHAPE(ROWS, POINTS + LENGTH, 1), mask), 1, POINTS,
                                POINTS + LENGTH);
    text = tensor_masked_fill(text, tensor_logical_not(real), 0);
    assert_true(greatest_difference(hidden, text) < 2e-5);
    assert_true(greatest_difference(prefix, tensor_squeeze(last, 1)) < 2e-5);
    tensor_backward(tensor_add(tensor_sum_all(tensor_sin(text)), tensor_sum_all(tensor_cos(last))));
    for (uint32_t i = 0; i < count; i++) {
        tensor *want = tensor_gradient(leaves[i]);
        assert_int_equal(want == NULL, packed[i] == NULL);
        if (want != NULL)
            assert_true(greatest_difference(packed[i], want) < 1e-4 * (1 + item(tensor_max_all(tensor_abs(want)))));
    }
    support_close(f->context);
}

/* The batch with the same rows padded on the left. */
static policy_batch pad_left(const fixture *f, int32_t *ids)
{
    policy_batch b = f->batch;
    b.pad_left = true;
    b.ids = ids;
    for (uint32_t row = 0; row < ROWS; row++)
        for (uint32_t i = 0; i < LENGTH; i++) {
            uint32_t shift = LENGTH - f->lengths[row];
            ids[row * LENGTH + i] = i < shift ? -77 : f->ids[row * LENGTH + i - shift]; /* padding is not looked at */
        }
    return b;
}

static void padding_changes_nothing(void **state)
{
    fixture *f = *state;
    int32_t ids[ROWS * LENGTH];
    policy_batch left = pad_left(f, ids);
    tensor_scope_open(f->context, TENSOR_SCOPE_NO_GRADIENT);
    tensor *right = policy_forward(f->policy, &f->batch, NULL), *moved = policy_forward(f->policy, &left, NULL);
    for (uint32_t row = 0; row < ROWS; row++) {
        int64_t length = f->lengths[row];
        tensor *a = tensor_slice(tensor_slice(right, 0, row, row + 1), 1, 0, length);
        tensor *b = tensor_slice(tensor_slice(moved, 0, row, row + 1), 1, LENGTH - length, LENGTH);
        assert_true(greatest_difference(a, b) <= 0);
    }
    tensor *padding = tensor_slice(tensor_slice(right, 0, 0, 1), 1, f->lengths[0], LENGTH);
    assert_true(item(tensor_max_all(tensor_abs(padding))) <= 0);
    support_close(f->context);
}

/* Log-probs and values of the batch's text by whole sequences: [ROWS][LENGTH], of token t given what stands before. */
static void whole_figures(fixture *f, double temperature, float *logp, float *values)
{
    int32_t targets[ROWS * LENGTH];
    lathe_error err = { 0 };
    for (uint32_t i = 0; i < ROWS * LENGTH; i++)
        targets[i] = i % LENGTH < f->lengths[i / LENGTH] ? f->ids[i] : -1;
    tensor_scope_open(f->context, TENSOR_SCOPE_NO_GRADIENT);
    tensor *prefix = NULL, *hidden = policy_forward(f->policy, &f->batch, &prefix);
    tensor *parts[] = { tensor_unsqueeze(prefix, 1), tensor_slice(hidden, 1, 0, LENGTH - 1) };
    tensor *before = tensor_cat(parts, 2, 1);
    tensor_token_scores s = policy_score_tokens(f->policy, before, targets, temperature);
    support_ok(tensor_to_float32(s.logp, logp, ROWS * LENGTH, &err), &err);
    support_ok(tensor_to_float32(policy_values(f->policy, before), values, ROWS * LENGTH, &err), &err);
    support_close(f->context);
}

/* Drops rows that are done (their lengths are reached) from the cache; `places` names the batch rows that are
 * left, kept the cache rows that they were. */
static uint32_t drop_finished(fixture *f, policy_cache *cache, uint32_t *places, uint32_t count, uint32_t t,
                              int32_t *kept)
{
    uint32_t keep[ROWS], left = 0;
    lathe_error err = { 0 };
    for (uint32_t i = 0; i < count; i++)
        if (t < f->lengths[places[i]]) {
            keep[left] = i;
            kept[left] = (int32_t)i;
            places[left++] = places[i];
        }
    support_ok(policy_cache_select(cache, keep, left, &err), &err);
    return left;
}

static void a_cache_gives_the_figures_of_whole_sequences(void **state)
{
    fixture *f = *state;
    const double temperature = .8;
    float logp[ROWS * LENGTH], values[ROWS * LENGTH], logits[ROWS * VOCABULARY], v[ROWS];
    uint32_t places[ROWS] = { 0, 1, 2 }, count = ROWS;
    policy_cache *cache = NULL;
    lathe_error err = { 0 };
    uint32_t leaves;
    const policy_parameter *head = policy_parameters(f->policy, &leaves);
    tensor_scope_open(f->context, TENSOR_SCOPE_NO_GRADIENT); /* a value head that says something */
    tensor_assign(head[leaves - 2].value, tensor_normal(f->context, TENSOR_SHAPE(1, HIDDEN), 1, 9, 9));
    support_close(f->context);
    whole_figures(f, temperature, logp, values);
    support_ok(policy_cache_new(f->policy, ROWS, POINTS + LENGTH, &cache, &err), &err);
    policy_batch prefix = f->batch;
    prefix.length = 0;
    prefix.lengths = NULL;
    tensor_scope_open(f->context, TENSOR_SCOPE_NO_GRADIENT);
    tensor *hidden = policy_prefill(f->policy, cache, &prefix);
    for (uint32_t t = 0; t < LENGTH; t++) {
        int32_t ids[ROWS];
        tensor *l = tensor_log_softmax(tensor_div_scalar(policy_logits(f->policy, hidden), temperature), -1);
        support_ok(tensor_to_float32(l, logits, count * VOCABULARY, &err), &err);
        support_ok(tensor_to_float32(policy_values(f->policy, hidden), v, count, &err), &err);
        for (uint32_t i = 0; i < count; i++) {
            size_t at = (size_t)places[i] * LENGTH + t;
            ids[i] = f->ids[at];
            if (t < f->lengths[places[i]]) {
                assert_true(fabsf(logits[i * VOCABULARY + (uint32_t)ids[i]] - logp[at]) < 2e-5f);
                assert_true(fabsf(v[i] - values[at]) < 1e-4f);
            }
        }
        hidden = policy_step(f->policy, cache, ids);
        int32_t kept[ROWS];
        uint32_t left = drop_finished(f, cache, places, count, t + 1, kept);
        if (left == 0)
            break;
        if (left < count)
            hidden = tensor_index_select(hidden, 0, tensor_from_int32(f->context, TENSOR_SHAPE(left), kept));
        count = left;
    }
    assert_int_equal(policy_cache_rows(cache), 0);
    support_close(f->context);
    policy_cache_free(cache);
}

static void cache_rows_can_be_repeated_and_reordered(void **state)
{
    fixture *f = *state;
    policy_cache *cache = NULL;
    lathe_error err = { 0 };
    float a[4 * HIDDEN], b[4 * HIDDEN];
    policy_batch two = f->batch;
    two.rows = 2;
    support_ok(policy_cache_new(f->policy, 4, POINTS + LENGTH + 1, &cache, &err), &err);
    tensor_scope_open(f->context, TENSOR_SCOPE_NO_GRADIENT);
    policy_prefill(f->policy, cache, &two);
    support_ok(policy_cache_select(cache, (uint32_t[]){ 1, 0, 1, 0 }, 4, &err), &err);
    assert_int_equal(policy_cache_length(cache, 0), POINTS + f->lengths[1]);
    assert_int_equal(policy_cache_length(cache, 3), POINTS + f->lengths[0]);
    support_ok(tensor_to_float32(policy_step(f->policy, cache, (int32_t[]){ 7, 8, 7, 8 }), a, 4 * HIDDEN, &err), &err);
    assert_memory_equal(a, a + 2 * HIDDEN, 2 * HIDDEN * sizeof *a);
    policy_prefill(f->policy, cache, &two);
    support_ok(tensor_to_float32(policy_step(f->policy, cache, (int32_t[]){ 8, 7 }), b, 2 * HIDDEN, &err), &err);
    for (int i = 0; i < HIDDEN; i++)
        assert_true(fabsf(a[i] - b[HIDDEN + i]) < 1e-5f && fabsf(a[HIDDEN + i] - b[i]) < 1e-5f);
    assert_int_equal(policy_cache_select(cache, (uint32_t[]){ 2 }, 1, &err), LATHE_E_BUG);
    support_close(f->context);
    policy_cache_free(cache);
}

static void limits_of_batches_and_caches_are_errors(void **state)
{
    fixture *f = *state;
    static const char *const texts[] = { "not in the vocabulary", "tokens of 9", "cache of 2", "positions for a cache",
                                         "cache is full" };
    for (int i = 0; i < 5; i++) {
        lathe_error err = { 0 };
        policy_cache *cache = NULL;
        policy_batch b = f->batch;
        int32_t ids[ROWS * LENGTH];
        uint32_t lengths[ROWS] = { 4, 10, 6 };
        memcpy(ids, f->ids, sizeof ids);
        ids[LENGTH + 8] = VOCABULARY;
        support_ok(policy_cache_new(f->policy, i == 2 ? 2 : ROWS, i == 3 ? 8 : POINTS + LENGTH, &cache, &err), &err);
        tensor_scope_open(f->context, TENSOR_SCOPE_NO_GRADIENT);
        b.ids = i == 0 ? ids : b.ids;
        b.lengths = i == 1 ? lengths : b.lengths;
        tensor *hidden = i < 2 ? policy_forward(f->policy, &b, NULL) : policy_prefill(f->policy, cache, &b);
        if (i == 4)
            hidden = policy_step(f->policy, cache, f->ids);
        assert_null(hidden);
        assert_int_not_equal(tensor_scope_close(f->context, &err), LATHE_OK);
        assert_non_null(strstr(err.message, texts[i]));
        policy_cache_free(cache);
    }
}

static void train(fixture *f, policy *p, adamw *a, int steps)
{
    tensor *leaves[MAX_LEAVES];
    uint32_t count = leaves_of(p, leaves);
    int32_t targets[ROWS * LENGTH];
    lathe_error err = { 0 };
    for (uint32_t i = 0; i < ROWS * LENGTH; i++)
        targets[i] = i % LENGTH + 1 < f->lengths[i / LENGTH] ? f->ids[i + 1] : -1;
    for (int s = 0; s < steps; s++) {
        double norm;
        tensor_scope_open(f->context, TENSOR_SCOPE_PLAIN);
        tensor *hidden = policy_forward(p, &f->batch, NULL);
        tensor *value = tensor_sum_all(tensor_square(tensor_sub_scalar(policy_values(p, hidden), 1)));
        tensor_token_scores scores = policy_score_tokens(p, hidden, targets, 1);
        tensor_backward(tensor_sub(value, tensor_sum_all(scores.logp)));
        support_close(f->context);
        support_ok(gradients_clip(leaves, count, 1, &norm, &err), &err);
        support_ok(adamw_step(a, 1e-2, &err), &err);
        gradients_clear(leaves, count);
    }
}

static adamw *new_optimiser(policy *p)
{
    tensor *leaves[MAX_LEAVES];
    adamw_options options = ADAMW_OPTIONS_INIT;
    adamw *a = NULL;
    lathe_error err = { 0 };
    support_ok(adamw_new(policy_context(p), leaves, NULL, leaves_of(p, leaves), &options, &a, &err), &err);
    return a;
}

static hash256 written(fixture *f, const char *name, policy *p, adamw *a, const char *metadata)
{
    char path[256];
    hash256 hash, again;
    lathe_error err = { 0 };
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    support_ok(checkpoint_write(path, p, a, metadata, &hash, &err), &err);
    support_ok(checkpoint_hash(path, &again, &err), &err);
    assert_true(hash_equal(&hash, &again));
    return hash;
}

static void a_resumed_run_ends_at_the_same_bits(void **state)
{
    fixture *f = *state;
    model_config config = support_config();
    char path[256], *metadata = NULL;
    policy *other = NULL;
    lathe_error err = { 0 };
    adamw *a = new_optimiser(f->policy);
    train(f, f->policy, a, 3);
    hash256 first = written(f, "a", f->policy, a, "{\"step\": 3}");
    train(f, f->policy, a, 3);
    hash256 whole = written(f, "b", f->policy, a, "{\"step\": 6}");
    assert_false(hash_equal(&first, &whole));
    support_ok(policy_new(f->context, &config, 99, &other, &err), &err);
    adamw *fresh = new_optimiser(other);
    snprintf(path, sizeof path, "%s/a", f->folder);
    support_ok(checkpoint_read(path, other, fresh, &metadata, &err), &err);
    assert_string_equal(metadata, "{\"step\": 3}");
    free(metadata);
    train(f, other, fresh, 3);
    hash256 resumed = written(f, "c", other, fresh, "{\"step\": 6}");
    assert_true(hash_equal(&whole, &resumed));
    resumed = written(f, "b", other, fresh, NULL); /* replaces */
    snprintf(path, sizeof path, "%s/b", f->folder);
    support_ok(checkpoint_read_metadata(path, &metadata, &err), &err);
    assert_null(metadata);
    snprintf(path, sizeof path, "%s/b.old", f->folder);
    assert_false(file_exists(path));
    adamw_free(a);
    adamw_free(fresh);
    policy_free(other);
}

/* Overwrites a file by its first `length` bytes (0: all), with `from` replaced by `to` once. */
static void spoil(const char *path, size_t length, const char *from, const char *to)
{
    bytes text;
    lathe_error err = { 0 };
    bytes_init(&text, 1 << 24);
    support_ok(file_read(path, &text, &err), &err);
    unsigned char *at = from == NULL ? NULL : memmem(text.data, text.length, from, strlen(from));
    if (at != NULL)
        memcpy(at, to, strlen(to));
    support_ok(file_write_atomically(path, text.data, length > 0 ? length : text.length, &err), &err);
    bytes_clear(&text);
}

static void spoilt_checkpoints_are_named_and_change_nothing(void **state)
{
    static const struct {
        const char *file;
        size_t length;
        const char *from, *to, *message;
    } cases[] = {
        { "model.safetensors", 5000, NULL, NULL, "truncated" },
        { "model.safetensors", 5, NULL, NULL, "truncated" },
        { "model.safetensors", 0, "\"lm_head.weight\"", "\"lm_head.weighs\"", "'lm_head.weight' is missing" },
        { "model.safetensors", 0, "\"shape\":[40,32]", "\"shape\":[32,40]", "has shape [32,40]" },
        { "training.safetensors", 4000, NULL, NULL, "truncated" },
        { "training.safetensors", 0, "\"updates\"", "\"updatez\"", "'updates' is missing" },
        { "training.safetensors", 0, "\"model.norm.weight.first\"", "\"model.norm.weight.fjrst\"", "is missing" },
        { "config.json", 0, "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3", "num_hidden_layers" },
        { "config.json", 20, NULL, NULL, "malformed JSON" },
    };
    fixture *f = *state;
    adamw *a = new_optimiser(f->policy);
    hash256 before = written(f, "good", f->policy, a, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char folder[200], path[256];
        lathe_error err = { 0 };
        train(f, f->policy, a, 0);
        written(f, "bad", f->policy, a, NULL);
        snprintf(folder, sizeof folder, "%s/bad", f->folder);
        snprintf(path, sizeof path, "%s/%s", folder, cases[i].file);
        spoil(path, cases[i].length, cases[i].from, cases[i].to);
        assert_int_equal(checkpoint_read(folder, f->policy, a, NULL, &err), LATHE_E_INPUT);
        if (strstr(err.message, cases[i].message) == NULL || strstr(err.message, cases[i].file) == NULL)
            fail_msg("case %zu: '%s'", i, err.message);
        hash256 after = written(f, "good", f->policy, a, NULL);
        assert_true(hash_equal(&before, &after));
    }
    lathe_error err = { 0 };
    assert_int_equal(checkpoint_read("/nonexistent/checkpoint", f->policy, a, NULL, &err), LATHE_E_IO);
    assert_non_null(strstr(err.message, "/nonexistent/checkpoint/config.json"));
    adamw_free(a);
}

static void saved_models_load_with_and_without_value_head(void **state)
{
    fixture *f = *state;
    policy *loaded = NULL;
    lathe_error err = { 0 };
    float a[ROWS * LENGTH * HIDDEN], b[ROWS * LENGTH * HIDDEN];
    support_ok(policy_save(f->policy, f->folder, false, &err), &err);
    support_ok(policy_load(f->context, f->folder, false, &loaded, &err), &err);
    assert_false(policy_config(loaded)->has_value_head);
    tensor_scope_open(f->context, TENSOR_SCOPE_NO_GRADIENT);
    support_ok(tensor_to_float32(policy_forward(f->policy, &f->batch, NULL), a, ROWS * LENGTH * HIDDEN, &err), &err);
    support_ok(tensor_to_float32(policy_forward(loaded, &f->batch, NULL), b, ROWS * LENGTH * HIDDEN, &err), &err);
    assert_memory_equal(a, b, sizeof a);
    assert_null(policy_values(loaded, policy_forward(loaded, &f->batch, NULL)));
    assert_int_equal(tensor_scope_close(f->context, &err), LATHE_E_BUG);
    policy_free(loaded);
    support_ok(policy_load(f->context, f->folder, true, &loaded, &err), &err);
    assert_true(policy_config(loaded)->has_value_head);
    assert_int_equal(policy_size(loaded), policy_size(f->policy));
    policy_free(loaded);
}

static void a_copy_is_frozen_and_apart(void **state)
{
    fixture *f = *state;
    policy *copy = NULL;
    lathe_error err = { 0 };
    tensor *leaves[MAX_LEAVES];
    support_ok(policy_copy(f->policy, &copy, &err), &err);
    adamw *a = new_optimiser(f->policy);
    hash256 before = written(f, "copy", copy, NULL, NULL);
    train(f, f->policy, a, 1);
    hash256 after = written(f, "copy", copy, NULL, NULL);
    assert_true(hash_equal(&before, &after));
    tensor_scope_open(f->context, TENSOR_SCOPE_PLAIN);
    tensor_backward(tensor_sum_all(policy_forward(copy, &f->batch, NULL)));
    assert_int_equal(tensor_scope_close(f->context, &err), LATHE_E_BUG); /* nothing was recorded */
    leaves_of(copy, leaves);
    support_ok(policy_assign(copy, f->policy, &err), &err);
    after = written(f, "copy", copy, NULL, NULL);
    assert_false(hash_equal(&before, &after));
    adamw_free(a);
    policy_free(copy);
}

/* bfloat16 runs on the CPU by the compositions that a GPU uses. */
static void a_bfloat16_model_trains_and_steps_by_compositions(void **state)
{
    fixture *f = *state;
    model_config config = support_config();
    tensor_context *c = support_context(TENSOR_BFLOAT16);
    policy *p = NULL;
    policy_cache *cache = NULL;
    lathe_error err = { 0 };
    float stepped[ROWS * HIDDEN], whole[ROWS * HIDDEN];
    support_ok(policy_new(c, &config, 3, &p, &err), &err);
    adamw *a = new_optimiser(p);
    tensor_context *kept = f->context;
    f->context = c;
    train(f, p, a, 3);
    f->context = kept;
    policy_batch b = f->batch, shorter = f->batch;
    b.length = LENGTH;
    b.lengths = NULL;
    shorter.lengths = (uint32_t[]){ LENGTH - 1, LENGTH - 1, LENGTH - 1 };
    support_ok(policy_cache_new(p, ROWS, POINTS + LENGTH, &cache, &err), &err);
    tensor_scope_open(c, TENSOR_SCOPE_NO_GRADIENT);
    tensor *last = tensor_slice(policy_forward(p, &b, NULL), 1, LENGTH - 1, LENGTH);
    support_ok(tensor_to_float32(last, whole, ROWS * HIDDEN, &err), &err);
    policy_prefill(p, cache, &shorter);
    int32_t ids[ROWS];
    for (int row = 0; row < ROWS; row++)
        ids[row] = f->ids[row * LENGTH + LENGTH - 1];
    tensor *hidden = policy_step(p, cache, ids);
    assert_int_equal(tensor_get_type(policy_logits(p, hidden)), TENSOR_FLOAT32);
    support_ok(tensor_to_float32(hidden, stepped, ROWS * HIDDEN, &err), &err);
    support_close(c);
    for (int i = 0; i < ROWS * HIDDEN; i++)
        assert_true(fabsf(stepped[i] - whole[i]) < .1f); /* states are of order 1, numbers have 8 bits */
    policy_cache_free(cache);
    adamw_free(a);
    policy_free(p);
    tensor_context_free(c);
}

static void configurations_are_checked(void **state)
{
    static const char good[] = "\"model_type\":\"qwen2\",\"vocab_size\":40,\"hidden_size\":32,\"intermediate_size\":24,"
                               "\"num_hidden_layers\":2,\"num_attention_heads\":4,\"rms_norm_eps\":1e-6";
    static const struct {
        const char *head, *tail, *message; /* NULL: must be read */
    } cases[] = {
        { good, ",\"rope_theta\":100", NULL },
        { good, ",\"rope_parameters\":{\"rope_theta\":100,\"rope_type\":\"default\"}", NULL },
        { good, "", "'rope_theta' is missing" },
        { good, ",\"rope_theta\":100,\"num_key_value_heads\":3", "num_attention_heads" },
        { good, ",\"rope_theta\":\"x\"", "'rope_theta' must be a number" },
        { good, ",\"rope_theta\":100,\"hidden_act\":\"gelu\"", "'hidden_act' must be silu" },
        { good, ",\"rope_parameters\":{\"rope_theta\":100,\"rope_type\":\"yarn\"}", "'rope_type' must be default" },
        { good, ",\"rope_theta\":100,\"use_sliding_window\":true", "use_sliding_window" },
        { good, ",\"rope_theta\":100,\"head_dim\":7", "head_dim" },
        { good, ",\"rope_theta\":100,\"eos_token_id\":40", "eos_token_id" },
        { good, ",\"rope_theta\":100,\"vocab_size\":41", "malformed JSON" },
        { "\"model_type\":\"mamba\"", "", "model_type 'mamba' is not supported" },
        { "\"vocab_size\":4", "", "'model_type'" },
        { "", "", "'model_type'" },
    };
    fixture *f = *state;
    char path[256], text[1024];
    snprintf(path, sizeof path, "%s/config.json", f->folder);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        model_config config = { .layers = 77 };
        lathe_error err = { 0 };
        int length = snprintf(text, sizeof text, "{%s%s}", cases[i].head, cases[i].tail);
        support_ok(file_write_atomically(path, text, (size_t)length, &err), &err);
        lathe_status st = model_config_read(path, &config, &err);
        if (cases[i].message == NULL) {
            support_ok(st, &err);
            assert_int_equal(config.kv_heads, 4);
            assert_int_equal(config.head_dim, 8);
            continue;
        }
        assert_int_equal(st, LATHE_E_INPUT);
        assert_int_equal(config.layers, 77);
        if (strstr(err.message, cases[i].message) == NULL || strstr(err.message, path) == NULL)
            fail_msg("case %zu: '%s'", i, err.message);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(packed_rows_equal_the_plain_decoder_with_gradients),
        TEST(padding_changes_nothing),
        TEST(a_cache_gives_the_figures_of_whole_sequences),
        TEST(cache_rows_can_be_repeated_and_reordered),
        TEST(limits_of_batches_and_caches_are_errors),
        TEST(a_resumed_run_ends_at_the_same_bits),
        TEST(spoilt_checkpoints_are_named_and_change_nothing),
        TEST(saved_models_load_with_and_without_value_head),
        TEST(a_copy_is_frozen_and_apart),
        TEST(a_bfloat16_model_trains_and_steps_by_compositions),
        TEST(configurations_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
