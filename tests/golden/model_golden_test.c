/* The models of ../shared/golden/models, made by transformers: losses, logits, log-probs, greedy text, AdamW steps. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "learner/model/safetensors.h"
#include "learner/tensor/optimiser.h"
#include "tests/support/model_support.h"

enum { MAX_ROWS = 4, MAX_LENGTH = 64, MAX_VOCABULARY = 512, GREEDY = 12 };

typedef struct golden {
    json_t *root;
    tensor_context *context;
    policy *policy;
    safetensors_file *inputs; /* holds the points */
    int32_t ids[MAX_ROWS * MAX_LENGTH];
    uint8_t mask[MAX_ROWS * MAX_LENGTH];
    uint32_t lengths[MAX_ROWS];
    float points[MAX_ROWS * 256 * 3];
    policy_batch batch;
} golden;

static bool golden_path(char *out, size_t size, const char *name, const char *file)
{
    const char *shared = getenv("LATHE_SHARED");
    snprintf(out, size, "%s/golden/models/%s%s", shared != NULL ? shared : "../shared", name, file);
    return file_exists(out);
}

static void read_batch(golden *g)
{
    const json_t *ids = json_object_get(g->root, "input_ids"), *mask = json_object_get(g->root, "attention_mask");
    uint32_t rows = (uint32_t)json_array_size(ids), length = (uint32_t)json_array_size(json_array_get(ids, 0));
    assert_in_range(rows, 1, MAX_ROWS);
    assert_in_range(length, 1, MAX_LENGTH);
    for (uint32_t i = 0; i < rows * length; i++) {
        const json_t *row = json_array_get(mask, i / length);
        g->ids[i] = (int32_t)json_integer_value(json_array_get(json_array_get(ids, i / length), i % length));
        g->mask[i] = mask == NULL || json_integer_value(json_array_get(row, i % length)) != 0;
        g->lengths[i / length] += g->mask[i];
    }
    g->batch = (policy_batch){ .rows = rows, .length = length, .ids = g->ids, .lengths = g->lengths, .pad_left = true };
}

static void read_points(golden *g, const char *path)
{
    lathe_error err = { 0 };
    support_ok(safetensors_open(path, &g->inputs, &err), &err);
    const safetensors_entry *e = safetensors_find(g->inputs, "point_cloud");
    assert_non_null(e);
    assert_true(e->size <= sizeof g->points);
    memcpy(g->points, e->data, e->size);
    g->batch.points = (uint32_t)e->dims[1];
    g->batch.point_values = g->points;
}

static golden *golden_open(const char *name)
{
    char path[512], folder[512];
    lathe_error err = { 0 };
    json_error_t why;
    if (!golden_path(path, sizeof path, name, "/expected.json")) {
        print_message("skipped: '%s' is missing\n", path);
        skip();
    }
    golden *g = calloc(1, sizeof *g);
    assert_non_null(g);
    g->root = json_load_file(path, 0, &why);
    assert_non_null(g->root);
    golden_path(folder, sizeof folder, name, "");
    g->context = support_context(TENSOR_FLOAT32);
    support_ok(policy_load(g->context, folder, false, &g->policy, &err), &err);
    read_batch(g);
    if (golden_path(path, sizeof path, name, "/inputs.safetensors"))
        read_points(g, path);
    return g;
}

static void golden_close(golden *g)
{
    safetensors_close(g->inputs);
    policy_free(g->policy);
    tensor_context_free(g->context);
    json_decref(g->root);
    free(g);
}

/* Targets of all text places: the next token where both are true tokens, else -1; returns how many are asked. */
static uint32_t next_tokens(const golden *g, int32_t *targets)
{
    uint32_t length = g->batch.length, count = 0;
    for (uint32_t i = 0; i < g->batch.rows * length; i++) {
        bool asked = i % length + 1 < length && g->mask[i];
        targets[i] = asked ? g->ids[i + 1] : -1;
        count += asked;
    }
    return count;
}

/* The one label that transformers scores at a place of padding: the first true token of a padded row. Its state is
 * made by the plain decoder, which lets padding see everything, as transformers does. Scalar; *count becomes how
 * many there are. */
static tensor *padding_terms(const golden *g, uint32_t *count)
{
    uint32_t length = g->batch.length;
    int32_t targets[MAX_ROWS * MAX_LENGTH];
    *count = 0;
    for (uint32_t i = 0; i < g->batch.rows * length; i++) {
        bool asked = i % length + 1 < length && !g->mask[i] && g->mask[i + 1];
        targets[i] = asked ? g->ids[i + 1] : -1;
        *count += asked;
    }
    tensor *ids = tensor_from_int32(g->context, TENSOR_SHAPE(g->batch.rows, length), g->ids);
    tensor *x = tensor_embedding(support_named(g->policy, "model.embed_tokens.weight", -1), ids);
    return tensor_sum_all(policy_score_tokens(g->policy, support_plain_decoder(g->policy, x, g->mask), targets, 1).logp);
}

static tensor *golden_loss(const golden *g)
{
    int32_t targets[MAX_ROWS * MAX_LENGTH];
    uint32_t count = next_tokens(g, targets), extra = 0;
    tensor *hidden = policy_forward(g->policy, &g->batch, NULL);
    tensor *sum = tensor_sum_all(policy_score_tokens(g->policy, hidden, targets, 1).logp);
    if (g->batch.points == 0)
        sum = tensor_add(sum, padding_terms(g, &extra));
    return tensor_div_scalar(sum, -(double)(count + extra));
}

static void check_near(const char *what, double have, double want, double tolerance)
{
    if (!(fabs(have - want) <= tolerance))
        fail_msg("%s is %.9g, expected %.9g", what, have, want);
}

static void check_loss(golden *g)
{
    double loss = 0;
    lathe_error err = { 0 };
    tensor_scope_open(g->context, TENSOR_SCOPE_NO_GRADIENT);
    support_ok(tensor_item(golden_loss(g), &loss, &err), &err);
    support_close(g->context);
    check_near("loss", loss, json_number_value(json_object_get(g->root, "loss")), 2e-6);
}

static void check_logits(golden *g)
{
    uint32_t vocabulary = policy_config(g->policy)->vocab_size, length = g->batch.length;
    float logits[MAX_ROWS * MAX_VOCABULARY];
    lathe_error err = { 0 };
    tensor_scope_open(g->context, TENSOR_SCOPE_NO_GRADIENT);
    tensor *last = tensor_slice(policy_forward(g->policy, &g->batch, NULL), 1, length - 1, length);
    support_ok(tensor_to_float32(policy_logits(g->policy, last), logits, g->batch.rows * vocabulary, &err), &err);
    support_close(g->context);
    const json_t *want = json_object_get(g->root, "logits_last");
    for (uint32_t i = 0; i < g->batch.rows * vocabulary; i++)
        check_near("logit", logits[i],
                   json_number_value(json_array_get(json_array_get(want, i / vocabulary), i % vocabulary)), 2e-5);
}

static void check_token_logp(golden *g)
{
    float logp[MAX_ROWS * MAX_LENGTH];
    int32_t targets[MAX_ROWS * MAX_LENGTH];
    uint32_t length = g->batch.length, count = g->batch.rows * length;
    lathe_error err = { 0 };
    next_tokens(g, targets);
    tensor_scope_open(g->context, TENSOR_SCOPE_NO_GRADIENT);
    tensor *hidden = policy_forward(g->policy, &g->batch, NULL);
    support_ok(tensor_to_float32(policy_score_tokens(g->policy, hidden, targets, 1).logp, logp, count, &err), &err);
    support_close(g->context);
    const json_t *want = json_object_get(g->root, "token_logp");
    for (uint32_t i = 0; i < count; i++)
        if (targets[i] >= 0)
            check_near("log-probability", logp[i],
                       json_number_value(json_array_get(json_array_get(want, i / length), i % length)), 2e-5);
}

/* The places of the greatest logits of each row. */
static void choose(golden *g, tensor *hidden, int32_t *out)
{
    int64_t best[MAX_ROWS];
    lathe_error err = { 0 };
    tensor *logits = policy_logits(g->policy, hidden);
    support_ok(tensor_to_int64(tensor_argmax(logits, -1, false), best, g->batch.rows, &err), &err);
    for (uint32_t row = 0; row < g->batch.rows; row++)
        out[row] = (int32_t)best[row];
}

static void check_greedy(golden *g)
{
    const json_t *want = json_object_get(g->root, "greedy");
    policy_cache *cache = NULL;
    int32_t ids[MAX_ROWS];
    lathe_error err = { 0 };
    uint32_t capacity = g->batch.points + g->batch.length + GREEDY;
    support_ok(policy_cache_new(g->policy, g->batch.rows, capacity, &cache, &err), &err);
    tensor_scope_open(g->context, TENSOR_SCOPE_NO_GRADIENT);
    choose(g, policy_prefill(g->policy, cache, &g->batch), ids);
    for (size_t i = 0; i < GREEDY; i++) {
        for (uint32_t row = 0; row < g->batch.rows; row++)
            assert_int_equal(ids[row], json_integer_value(json_array_get(json_array_get(want, row), i)));
        choose(g, policy_step(g->policy, cache, ids), ids);
    }
    support_close(g->context);
    policy_cache_free(cache);
}

static void check_adamw(golden *g)
{
    const json_t *want = json_object_get(g->root, "adamw");
    tensor *leaves[64];
    uint32_t count = 0;
    adamw *optimiser = NULL;
    lathe_error err = { 0 };
    adamw_options options = ADAMW_OPTIONS_INIT;
    const policy_parameter *parameters = policy_parameters(g->policy, &count);
    assert_in_range(count, 1, 64);
    for (uint32_t i = 0; i < count; i++)
        leaves[i] = parameters[i].value;
    options.beta1 = json_number_value(json_array_get(json_object_get(want, "betas"), 0));
    options.beta2 = json_number_value(json_array_get(json_object_get(want, "betas"), 1));
    options.epsilon = json_number_value(json_object_get(want, "eps"));
    options.weight_decay = json_number_value(json_object_get(want, "weight_decay"));
    support_ok(adamw_new(g->context, leaves, NULL, count, &options, &optimiser, &err), &err);
    for (size_t step = 0; step < json_array_size(json_object_get(want, "losses")); step++) {
        double loss = 0, norm = 0;
        tensor_scope_open(g->context, TENSOR_SCOPE_PLAIN);
        tensor *t = golden_loss(g);
        support_ok(tensor_item(t, &loss, &err), &err);
        tensor_backward(t);
        support_close(g->context);
        double clip = json_number_value(json_object_get(want, "clip"));
        support_ok(gradients_clip(leaves, count, clip, &norm, &err), &err);
        support_ok(adamw_step(optimiser, json_number_value(json_object_get(want, "lr")), &err), &err);
        gradients_clear(leaves, count);
        check_near("loss", loss, json_number_value(json_array_get(json_object_get(want, "losses"), step)), 1e-5);
        check_near("norm", norm, json_number_value(json_array_get(json_object_get(want, "grad_norms"), step)), 5e-5);
    }
    adamw_free(optimiser);
}

static void run_text_model(const char *name)
{
    golden *g = golden_open(name);
    check_loss(g);
    check_logits(g);
    check_token_logp(g);
    check_greedy(g);
    check_adamw(g);
    golden_close(g);
}

static void qwen2_agrees_with_transformers(void **state)
{
    (void)state;
    run_text_model("qwen2");
}

static void qwen2_untied_agrees_with_transformers(void **state)
{
    (void)state;
    run_text_model("qwen2-untied");
}

static void cad_recode_agrees_with_its_code(void **state)
{
    (void)state;
    golden *g = golden_open("cad-recode");
    check_loss(g);
    check_logits(g);
    check_greedy(g);
    golden_close(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(qwen2_agrees_with_transformers),
        cmocka_unit_test(qwen2_untied_agrees_with_transformers),
        cmocka_unit_test(cad_recode_agrees_with_its_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
