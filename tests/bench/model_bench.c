/* Times of a small policy on this host: one training step and one decoding step. Usage: model_bench [THREADS
 * [POINTS]] */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "learner/model/policy.h"
#include "learner/tensor/optimiser.h"

enum { ROWS = 32, LENGTH = 150, DECODE_ROWS = 64, REPEAT = 5, LEAVES = 256 };

typedef struct bench {
    tensor_context *context;
    policy *policy;
    adamw *optimiser;
    tensor *leaves[LEAVES];
    uint32_t count, points;
    int32_t ids[DECODE_ROWS * LENGTH];
    float values[DECODE_ROWS * 1024 * 3];
} bench;

static lathe_status train_step(bench *b, lathe_error *err)
{
    double norm;
    policy_batch batch = { .rows = ROWS, .length = LENGTH, .ids = b->ids, .points = b->points, .point_values = b->values };
    tensor_scope_open(b->context, TENSOR_SCOPE_PLAIN);
    tensor *hidden = policy_forward(b->policy, &batch, NULL);
    tensor_backward(tensor_neg(tensor_mean_all(policy_score_tokens(b->policy, hidden, b->ids, 1).logp)));
    lathe_status st = tensor_scope_close(b->context, err);
    if (st == LATHE_OK)
        st = gradients_clip(b->leaves, b->count, 1, &norm, err);
    if (st == LATHE_OK)
        st = adamw_step(b->optimiser, 1e-4, err);
    gradients_clear(b->leaves, b->count);
    return st;
}

static lathe_status forward_only(bench *b, lathe_error *err)
{
    policy_batch batch = { .rows = ROWS, .length = LENGTH, .ids = b->ids, .points = b->points, .point_values = b->values };
    tensor_scope_open(b->context, TENSOR_SCOPE_NO_GRADIENT);
    policy_score_tokens(b->policy, policy_forward(b->policy, &batch, NULL), b->ids, 1);
    return tensor_scope_close(b->context, err);
}

static lathe_status decode(bench *b, lathe_error *err)
{
    policy_cache *cache = NULL;
    policy_batch batch = { .rows = DECODE_ROWS, .length = 1, .ids = b->ids, .points = b->points, .point_values = b->values };
    lathe_status st = policy_cache_new(b->policy, DECODE_ROWS, b->points + LENGTH + 1, &cache, err);
    tensor_scope_open(b->context, TENSOR_SCOPE_NO_GRADIENT);
    if (st == LATHE_OK)
        policy_prefill(b->policy, cache, &batch);
    lathe_status closed = tensor_scope_close(b->context, err);
    st = st == LATHE_OK ? closed : st;
    for (int i = 0; i < LENGTH && st == LATHE_OK; i++) {
        tensor_scope_open(b->context, TENSOR_SCOPE_NO_GRADIENT);
        tensor *hidden = policy_step(b->policy, cache, b->ids);
        policy_logits(b->policy, hidden);
        policy_values(b->policy, hidden);
        st = tensor_scope_close(b->context, err);
    }
    policy_cache_free(cache);
    return st;
}

static lathe_status measure(bench *b, const char *name, lathe_status (*body)(bench *, lathe_error *), int parts,
                            lathe_error *err)
{
    double best = 1e300;
    for (int i = 0; i < REPEAT; i++) {
        int64_t begin = clock_monotonic_ns();
        lathe_status st = body(b, err);
        if (st != LATHE_OK)
            return st;
        double ms = (double)(clock_monotonic_ns() - begin) / 1e6 / parts;
        best = ms < best ? ms : best;
    }
    printf("%-28s %8.2f ms\n", name, best);
    return LATHE_OK;
}

static lathe_status prepare(bench *b, int threads, lathe_error *err)
{
    tensor_options options = TENSOR_OPTIONS_INIT;
    adamw_options update = ADAMW_OPTIONS_INIT;
    model_config config = MODEL_CONFIG_INIT;
    config.has_points = config.has_value_head = true;
    options.threads = threads;
    for (int i = 0; i < DECODE_ROWS * LENGTH; i++)
        b->ids[i] = i * 7 % (int)config.vocab_size;
    lathe_status st = tensor_context_new(&options, &b->context, err);
    if (st == LATHE_OK)
        st = policy_new(b->context, &config, 1, &b->policy, err);
    if (st != LATHE_OK)
        return st;
    const policy_parameter *p = policy_parameters(b->policy, &b->count);
    for (uint32_t i = 0; i < b->count && i < LEAVES; i++)
        b->leaves[i] = p[i].value;
    return adamw_new(b->context, b->leaves, NULL, b->count, &update, &b->optimiser, err);
}

int main(int argc, char **argv)
{
    lathe_error err = { 0 };
    bench *b = calloc(1, sizeof *b);
    if (b == NULL)
        return 1;
    b->points = argc > 2 ? (uint32_t)atoi(argv[2]) : 0;
    b->points = b->points > 1024 ? 1024 : b->points;
    lathe_status st = prepare(b, argc > 1 ? atoi(argv[1]) : 1, &err);
    if (st == LATHE_OK)
        st = measure(b, "training step, 32 x 150", train_step, 1, &err);
    if (st == LATHE_OK)
        st = measure(b, "forward only", forward_only, 1, &err);
    if (st == LATHE_OK)
        st = measure(b, "decoding step, 64 rows", decode, LENGTH, &err);
    if (st != LATHE_OK)
        fprintf(stderr, "model_bench: %s\n", err.message);
    adamw_free(b->optimiser);
    policy_free(b->policy);
    tensor_context_free(b->context);
    free(b);
    return st == LATHE_OK ? 0 : 1;
}
