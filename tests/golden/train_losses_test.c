/* Losses and advantages against ../shared/golden/losses.json: 1e-9 in float64, 1e-5 in float32. */
#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "learner/train/advantage.h"
#include "learner/train/losses.h"

enum { ROWS = 4, LENGTH = 5, CELLS = ROWS * LENGTH };

typedef struct inputs {
    json_t *root;
    double logp[CELLS], old[CELLS], ref[CELLS], mask[CELLS], values[CELLS], rewards[CELLS];
    uint8_t bits[CELLS];
    double tokens;
} inputs;

static void read_matrix(const json_t *matrix, double *out)
{
    for (size_t i = 0; i < CELLS; i++)
        out[i] = json_number_value(json_array_get(json_array_get(matrix, i / LENGTH), i % LENGTH));
}

static int load(void **state)
{
    static inputs in;
    char path[512];
    const char *shared = getenv("LATHE_SHARED") ? getenv("LATHE_SHARED") : "../shared";
    snprintf(path, sizeof path, "%s/golden/losses.json", shared);
    in.root = json_load_file(path, 0, NULL);
    if (in.root) {
        const json_t *i = json_object_get(in.root, "inputs");
        read_matrix(json_object_get(i, "logp"), in.logp);
        read_matrix(json_object_get(i, "old"), in.old);
        read_matrix(json_object_get(i, "ref"), in.ref);
        read_matrix(json_object_get(i, "mask"), in.mask);
        read_matrix(json_object_get(i, "V"), in.values);
        read_matrix(json_object_get(i, "R"), in.rewards);
        in.tokens = 0;
        for (int k = 0; k < CELLS; k++) {
            in.bits[k] = in.mask[k] > 0;
            in.tokens += in.mask[k];
        }
    } else {
        print_message("skipped: %s is missing\n", path);
    }
    *state = &in;
    return 0;
}

static int unload(void **state)
{
    inputs *in = *state;
    json_decref(in->root);
    return 0;
}

static inputs *need(void **state)
{
    inputs *in = *state;
    if (!in->root)
        skip();
    return in;
}

static double golden(const inputs *in, const char *key)
{
    const json_t *value = json_object_get(in->root, key);
    if (!json_is_number(value))
        fail_msg("no number '%s'", key);
    return json_number_value(value);
}

static void check(const char *what, double got, double wanted, double tolerance)
{
    if (!(fabs(got - wanted) <= tolerance))
        fail_msg("%s: %.12g is not %.12g", what, got, wanted);
}

/* ---- losses as tensors ---- */

typedef struct policy_case {
    const char *key, *advantages;
    loss_aggregation aggregation;
    loss_clip clip;
    double beta;
    double fixed_length;
} policy_case;

static const policy_case policy_cases[] = {
    {"trl_grpo_loss(eps=.2,beta=0)", "adv_trl_grpo", LOSS_SEQ_MEAN_TOKEN_MEAN, {.2, .2, 0, 0, 0}, 0, 0},
    {"trl_dapo_loss(eps=.2,beta=0)", "adv_trl_grpo", LOSS_TOKEN_MEAN, {.2, .2, 0, 0, 0}, 0, 0},
    {"trl_bnpo_loss(eps=.2,beta=0)", "adv_trl_grpo", LOSS_TOKEN_MEAN, {.2, .2, 0, 0, 0}, 0, 0},
    {"trl_dr_grpo_loss(scale_rewards=none,max_completion_length=8)", "adv_drgrpo", LOSS_FIXED_LENGTH, {.2, .2, 0, 0, 0}, 0, 8},
    {"trl_dapo_loss(eps_high=.28,beta=.04)", "adv_trl_grpo", LOSS_TOKEN_MEAN, {.2, .28, 0, 0, 0}, .04, 0},
    {"trl_dapo_loss(delta=1.5)", "adv_trl_grpo", LOSS_TOKEN_MEAN, {.2, .2, 0, 1.5, 0}, 0, 0},
    {"trl_dapo_loss(delta=1.05)", "adv_trl_grpo", LOSS_TOKEN_MEAN, {.2, .2, 0, 1.05, 0}, 0, 0},
    {"verl_vanilla_token-mean", "adv_verl_grpo", LOSS_TOKEN_MEAN, {.2, .2, 3, 0, 20}, 0, 0},
    {"verl_vanilla_seq-mean-token-sum", "adv_verl_grpo", LOSS_SEQ_MEAN_TOKEN_SUM, {.2, .2, 3, 0, 20}, 0, 0},
    {"verl_vanilla_seq-mean-token-mean", "adv_verl_grpo", LOSS_SEQ_MEAN_TOKEN_MEAN, {.2, .2, 3, 0, 20}, 0, 0},
    {"verl_vanilla_seq-mean-token-sum-norm(loss_scale_factor=T=5)", "adv_verl_grpo", LOSS_FIXED_LENGTH, {.2, .2, 3, 0, 20}, 0, 5},
};

static tensor_context *new_context(tensor_type type)
{
    const tensor_options options = {.device = "cpu", .type = type, .threads = 1};
    tensor_context *c = NULL;
    lathe_error err = {0};
    if (tensor_context_new(&options, &c, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    return c;
}

static tensor *matrix(tensor_context *c, const double *values)
{
    return tensor_to_type(tensor_from_float64(c, TENSOR_SHAPE(ROWS, LENGTH), values), tensor_context_type(c));
}

static loss_scale scale_of(const inputs *in, loss_aggregation aggregation, double fixed_length)
{
    return (loss_scale){aggregation, in->tokens, ROWS, fixed_length};
}

static void advantages_of(const inputs *in, const char *key, double *out)
{
    const json_t *list = json_object_get(in->root, key);
    assert_int_equal(json_array_size(list), ROWS);
    for (size_t i = 0; i < CELLS; i++)
        out[i] = json_number_value(json_array_get(list, i / LENGTH));
}

static double run_policy_case(const inputs *in, tensor_context *c, const policy_case *k)
{
    double advantages[CELLS], loss = NAN;
    lathe_error err = {0};
    advantages_of(in, k->advantages, advantages);
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    tensor *logp = matrix(c, in->logp), *mask = matrix(c, in->mask);
    tensor *terms = loss_policy(logp, matrix(c, in->old), matrix(c, advantages), k->clip).loss;
    if (k->beta > 0)
        terms = tensor_add(terms, tensor_mul_scalar(loss_kl(logp, matrix(c, in->ref), KL_K3), k->beta));
    tensor *total = loss_aggregate(terms, mask, scale_of(in, k->aggregation, k->fixed_length));
    if (tensor_item(total, &loss, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(tensor_scope_close(c, &err), LATHE_OK);
    return loss;
}

static const struct {
    tensor_type type;
    double tolerance;
} precisions[] = {{TENSOR_FLOAT64, 1e-9}, {TENSOR_FLOAT32, 1e-5}};

static void policy_losses_agree(void **state)
{
    const inputs *in = need(state);
    for (int p = 0; p < 2; p++) {
        tensor_context *c = new_context(precisions[p].type);
        for (size_t i = 0; i < sizeof policy_cases / sizeof *policy_cases; i++)
            check(policy_cases[i].key, run_policy_case(in, c, &policy_cases[i]), golden(in, policy_cases[i].key),
                  precisions[p].tolerance);
        tensor_context_free(c);
    }
}

static void dual_clip_bounds_the_loss(void **state)
{
    const inputs *in = need(state);
    tensor_context *c = new_context(TENSOR_FLOAT64);
    double loss = 0;
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    tensor *logp = tensor_full(c, TENSOR_FLOAT64, TENSOR_SHAPE(1, 1), log(10)), *old = tensor_full(c, TENSOR_FLOAT64, TENSOR_SHAPE(1, 1), 0);
    tensor *advantage = tensor_full(c, TENSOR_FLOAT64, TENSOR_SHAPE(1, 1), -1);
    const loss_clip clip = {.2, .2, 3, 0, 20};
    assert_int_equal(tensor_item(loss_policy(logp, old, advantage, clip).loss, &loss, NULL), LATHE_OK);
    check("dual clip", loss, golden(in, "verl_dualclip_probe(r=10,A=-1)"), 1e-9);
    tensor_scope_close(c, NULL);
    tensor_context_free(c);
}

static void clip_fraction_and_kl_agree(void **state)
{
    const inputs *in = need(state);
    tensor_context *c = new_context(TENSOR_FLOAT64);
    double advantages[CELLS], low = 0, high = 0, approx = 0;
    const loss_clip clip = {.2, .2, 3, 0, 20};
    advantages_of(in, "adv_verl_grpo", advantages);
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    tensor *logp = matrix(c, in->logp), *old = matrix(c, in->old), *mask = matrix(c, in->mask);
    loss_policy_terms terms = loss_policy(logp, old, matrix(c, advantages), clip);
    loss_scale scale = scale_of(in, LOSS_TOKEN_MEAN, 0);
    assert_int_equal(tensor_item(loss_aggregate(terms.clipped_low, mask, scale), &low, NULL), LATHE_OK);
    assert_int_equal(tensor_item(loss_aggregate(terms.clipped_high, mask, scale), &high, NULL), LATHE_OK);
    assert_int_equal(tensor_item(loss_aggregate(tensor_sub(old, logp), mask, scale), &approx, NULL), LATHE_OK);
    check("clip fraction", low + high, golden(in, "verl_pg_clipfrac"), 1e-9);
    check("approximate KL", approx, golden(in, "verl_ppo_kl"), 1e-9);
    tensor_scope_close(c, NULL);
    tensor_context_free(c);
}

static void kl_estimators_agree(void **state)
{
    static const struct {
        const char *key;
        kl_estimator estimator;
        loss_aggregation aggregation;
    } cases[] = {
        {"kl_k1_tokenmean", KL_K1, LOSS_TOKEN_MEAN},         {"kl_k1_seqmean_of_tokenmean", KL_K1, LOSS_SEQ_MEAN_TOKEN_MEAN},
        {"kl_k2_tokenmean", KL_K2, LOSS_TOKEN_MEAN},         {"kl_k2_seqmean_of_tokenmean", KL_K2, LOSS_SEQ_MEAN_TOKEN_MEAN},
        {"kl_k3_trl_tokenmean", KL_K3, LOSS_TOKEN_MEAN},     {"kl_k3_trl_seqmean_of_tokenmean", KL_K3, LOSS_SEQ_MEAN_TOKEN_MEAN},
    };
    const inputs *in = need(state);
    for (int p = 0; p < 2; p++) {
        tensor_context *c = new_context(precisions[p].type);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            double got = NAN;
            tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
            tensor *kl = loss_kl(matrix(c, in->logp), matrix(c, in->ref), cases[i].estimator);
            tensor *mean = loss_aggregate(kl, matrix(c, in->mask), scale_of(in, cases[i].aggregation, 0));
            assert_int_equal(tensor_item(mean, &got, NULL), LATHE_OK);
            tensor_scope_close(c, NULL);
            check(cases[i].key, got, golden(in, cases[i].key), precisions[p].tolerance);
        }
        tensor_context_free(c);
    }
}

/* ---- advantages on the host ---- */

static void advantages_agree(void **state)
{
    static const struct {
        const char *raw, *whitened;
        double gamma, lambda;
    } cases[] = {
        {"gae_raw(g=1,lam=1) k1-in-reward beta=.05", "gae_whitened(g=1,lam=1)", 1, 1},
        {"gae_raw(g=1,lam=0.95) k1-in-reward beta=.05", "gae_whitened(g=1,lam=0.95)", 1, .95},
        {"gae_raw(g=0.99,lam=0.95) k1-in-reward beta=.05", "gae_whitened(g=0.99,lam=0.95)", .99, .95},
    };
    const inputs *in = need(state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double rewards[CELLS], advantages[CELLS], returns[CELLS], raw[CELLS], whitened[CELLS];
        memcpy(rewards, in->rewards, sizeof rewards);
        read_matrix(json_object_get(in->root, cases[i].raw), raw);
        read_matrix(json_object_get(in->root, cases[i].whitened), whitened);
        advantage_charge_kl(rewards, in->old, in->ref, in->bits, CELLS, .05);
        advantage_gae(rewards, in->values, in->bits, ROWS, LENGTH, cases[i].gamma, cases[i].lambda, advantages, returns);
        for (int k = 0; k < CELLS; k++) {
            check(cases[i].raw, in->bits[k] ? advantages[k] : 0, in->bits[k] ? raw[k] : 0, 1e-9);
            check("returns", returns[k], in->bits[k] ? raw[k] + in->values[k] : 0, 1e-9);
        }
        advantage_whiten(advantages, in->bits, CELLS);
        for (int k = 0; k < CELLS; k++)
            check(cases[i].whitened, advantages[k], whitened[k], 1e-9);
    }
}

static void adaptive_kl_agrees(void **state)
{
    const inputs *in = need(state);
    check("adaptive", advantage_adapt_kl(.001, .15, .1, 1024, 10000),
          golden(in, "adaptive_kl(init=.001,target=.1,h=10000,kl=.15,n=1024)"), 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(policy_losses_agree),  cmocka_unit_test(dual_clip_bounds_the_loss),
        cmocka_unit_test(clip_fraction_and_kl_agree), cmocka_unit_test(kl_estimators_agree),
        cmocka_unit_test(advantages_agree),     cmocka_unit_test(adaptive_kl_agrees),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
