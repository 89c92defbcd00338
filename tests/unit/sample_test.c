/* Drawing tokens, and generation against whole forward passes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/philox.h"
#include "learner/sample/draw.h"
#include "learner/sample/sampler.h"

/* ---- one token ---- */

static void draws_follow_the_distribution(void **state)
{
    (void)state;
    enum { TOKENS = 8, DRAWS = 40000 };
    static const float logits[TOKENS] = {0, 1, -1, 2, .5f, -2, 1.5f, 0};
    static const double temperatures[] = {1, .7};
    for (int k = 0; k < 2; k++) {
        const draw_options o = {.temperature = temperatures[k]};
        double scratch[TOKENS], counts[TOKENS] = {0}, share[TOKENS], sum = 0, square = 0;
        for (int i = 0; i < TOKENS; i++)
            sum += share[i] = exp((double)logits[i] / o.temperature);
        for (uint32_t n = 0; n < DRAWS; n++) {
            philox_stream s = philox_stream_at(1, PHILOX_SAMPLE, 0, (uint32_t)k, n, 0);
            float logp;
            int32_t id = draw_token(logits, TOKENS, &o, philox_uniform(&s), scratch, &logp);
            assert_true(fabs((double)logp - log(share[id] / sum)) < 1e-6);
            counts[id]++;
        }
        for (int i = 0; i < TOKENS; i++)
            square += pow(counts[i] - DRAWS * share[i] / sum, 2) / (DRAWS * share[i] / sum);
        assert_true(square < 24.3); /* chi-square of 7 degrees, .999 */
    }
}

static void top_k_keeps_the_likeliest_and_the_full_log_probs(void **state)
{
    (void)state;
    enum { TOKENS = 100 };
    float logits[TOKENS];
    double scratch[TOKENS], full[TOKENS];
    philox_stream s = philox_stream_at(2, PHILOX_TEST, 0, 0, 0, 0);
    for (int round = 0; round < 300; round++) {
        uint32_t k = 1 + (uint32_t)philox_below(&s, TOKENS);
        double sum = 0, least = INFINITY;
        for (int i = 0; i < TOKENS; i++) /* coarse, so that there are ties */
            logits[i] = (float)philox_below(&s, 12) * .5f;
        for (int i = 0; i < TOKENS; i++)
            sum += full[i] = exp((double)logits[i]);
        const draw_options o = {.temperature = 1, .top_k = k};
        uint32_t greater = 0;
        for (int n = 0; n < 50; n++) {
            float logp;
            int32_t id = draw_token(logits, TOKENS, &o, philox_uniform(&s), scratch, &logp);
            assert_in_range(id, 0, TOKENS - 1);
            assert_true(fabs((double)logp - log(full[id] / sum)) < 1e-6);
            least = (double)logits[id] < least ? (double)logits[id] : least;
        }
        for (int i = 0; i < TOKENS; i++)
            greater += (double)logits[i] > least;
        assert_true(greater < k); /* the worst that was drawn is among the k best */
    }
}

static void ties_and_edges_are_decided_by_id(void **state)
{
    (void)state;
    static const float flat[4] = {1, 1, 1, 1}, hole[3] = {-INFINITY, 0, -INFINITY}, bad[2] = {0, NAN};
    static const float none[2] = {-INFINITY, -INFINITY};
    double scratch[4];
    float logp;
    assert_int_equal(draw_token(flat, 4, &(draw_options){.temperature = 1, .greedy = true}, .9, scratch, &logp), 0);
    assert_int_equal(draw_token(flat, 4, &(draw_options){.temperature = 1, .top_k = 2}, .999, scratch, &logp), 1);
    assert_int_equal(draw_token(flat, 4, &(draw_options){.temperature = 1}, 0, scratch, &logp), 0);
    assert_int_equal(draw_token(flat, 4, &(draw_options){.temperature = 1}, 1 - 0x1p-53, scratch, &logp), 3);
    for (int i = 0; i < 10; i++)
        assert_int_equal(draw_token(hole, 3, &(draw_options){.temperature = 1}, i * .1, scratch, &logp), 1);
    assert_int_equal(draw_token(bad, 2, &(draw_options){.temperature = 1}, .5, scratch, &logp), -1);
    assert_int_equal(draw_token(none, 2, &(draw_options){.temperature = 1}, .5, scratch, &logp), -1);
}

/* ---- generation ---- */

enum { PROMPTS = 5, POINTS = 4, VOCAB = 40, BOS = 1, EOS = 2 };

typedef struct fixture {
    tensor_context *context;
    policy *policy;
    float points[PROMPTS][POINTS][3];
    int32_t ids[PROMPTS][3];
    sampler_prompt prompts[PROMPTS];
} fixture;

static int make_fixture(void **state)
{
    static fixture f;
    const tensor_options options = {.device = "cpu", .type = TENSOR_FLOAT32, .threads = 1};
    model_config config = MODEL_CONFIG_INIT;
    lathe_error err = {0};
    config.vocab_size = VOCAB;
    config.hidden_size = 32;
    config.intermediate_size = 48;
    config.layers = 2;
    config.heads = 4;
    config.kv_heads = 2;
    config.head_dim = 8;
    config.initializer_range = .4; /* far from uniform */
    config.has_points = config.has_value_head = true;
    if (tensor_context_new(&options, &f.context, &err) != LATHE_OK ||
        policy_new(f.context, &config, 3, &f.policy, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    philox_stream s = philox_stream_at(4, PHILOX_TEST, 0, 0, 0, 0);
    for (int i = 0; i < PROMPTS; i++) {
        for (int k = 0; k < POINTS * 3; k++)
            f.points[i][k / 3][k % 3] = (float)philox_normal(&s);
        for (int k = 0; k < 3; k++)
            f.ids[i][k] = 3 + (int32_t)philox_below(&s, VOCAB - 3);
        f.prompts[i] = (sampler_prompt){&f.points[i][0][0], f.ids[i], (uint32_t)i % 3}; /* of 0, 1 and 2 ids */
    }
    /* a value head that says something */
    uint32_t count;
    const policy_parameter *parameters = policy_parameters(f.policy, &count);
    tensor_scope_open(f.context, TENSOR_SCOPE_NO_GRADIENT);
    for (uint32_t i = 0; i < count; i++)
        if (parameters[i].is_value_head && parameters[i].is_matrix)
            tensor_assign(parameters[i].value, tensor_normal(f.context, tensor_get_shape(parameters[i].value), 1, 8, 0));
    assert_int_equal(tensor_scope_close(f.context, &err), LATHE_OK);
    *state = &f;
    return 0;
}

static int free_fixture(void **state)
{
    fixture *f = *state;
    policy_free(f->policy);
    tensor_context_free(f->context);
    return 0;
}

static sampler_options usual(void)
{
    sampler_options o = SAMPLER_OPTIONS_INIT;
    o.seed = 9;
    o.stage = 1;
    o.step = 4;
    o.batch = 64;
    o.max_tokens = 24;
    o.temperature = .8;
    o.with_values = true;
    o.bos_id = BOS;
    o.eos_id = EOS;
    return o;
}

static sampler_result sample(const fixture *f, const sampler_options *o, uint32_t group)
{
    sampler_result r;
    lathe_error err = {0};
    if (sampler_run(f->policy, o, f->prompts, PROMPTS, POINTS, group, NULL, NULL, &r, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(r.count, PROMPTS * group);
    return r;
}

/* The whole sequence of a sample in one forward pass: log-probs and values must be the sampler's. */
static void check_against_forward(const fixture *f, const sampler_options *o, const sampler_row *row, uint32_t group)
{
    const sampler_prompt *prompt = &f->prompts[row->sample / group];
    int32_t ids[64] = {BOS}, targets[64];
    uint32_t before = prompt->id_count, length = before + row->length;
    float logp[64], values[64];
    lathe_error err = {0};
    memcpy(ids + 1, prompt->ids, before * sizeof *ids);
    for (uint32_t t = 0; t < length; t++)
        targets[t] = t < before ? -1 : row->ids[t - before];
    memcpy(ids + 1 + before, row->ids, (row->length - 1) * sizeof *ids);
    const policy_batch batch = {.rows = 1, .length = length, .ids = ids, .points = POINTS, .point_values = prompt->points};
    tensor_scope_open(f->context, TENSOR_SCOPE_NO_GRADIENT);
    tensor *hidden = policy_forward(f->policy, &batch, NULL);
    tensor_token_scores s = policy_score_tokens(f->policy, hidden, targets, o->temperature);
    assert_int_equal(tensor_to_float32(s.logp, logp, length, &err), LATHE_OK);
    assert_int_equal(tensor_to_float32(policy_values(f->policy, hidden), values, length, &err), LATHE_OK);
    assert_int_equal(tensor_scope_close(f->context, &err), LATHE_OK);
    for (uint32_t t = 0; t < row->length; t++) {
        assert_true(fabsf(logp[before + t] - row->logp[t]) < 1e-4f);
        assert_true(fabsf(values[before + t] - row->values[t]) < 1e-4f * (1 + fabsf(row->values[t])));
    }
}

static void log_probs_and_values_equal_the_trainers(void **state)
{
    const fixture *f = *state;
    sampler_options o = usual();
    o.top_k = 10;
    sampler_result r = sample(f, &o, 8);
    uint32_t ended = 0;
    for (uint32_t i = 0; i < r.count; i++) {
        const sampler_row *row = &r.rows[i];
        assert_int_equal(row->sample, i);
        assert_in_range(row->length, 1, o.max_tokens);
        assert_true(row->ended == (row->ids[row->length - 1] == EOS));
        assert_true(row->ended || row->length == o.max_tokens);
        ended += row->ended;
        check_against_forward(f, &o, row, 8);
    }
    assert_in_range(ended, 3, r.count - 1); /* both ways of ending were seen, rows were dropped on the way */
    sampler_result_clear(&r);
}

static void draws_do_not_depend_on_the_batch(void **state)
{
    const fixture *f = *state;
    static const uint32_t batches[] = {1, 7, 64};
    sampler_options o = usual();
    sampler_result first = sample(f, &o, 4);
    for (int b = 0; b < 3; b++) {
        o.batch = batches[b];
        sampler_result r = sample(f, &o, 4);
        for (uint32_t i = 0; i < r.count; i++) {
            assert_int_equal(r.rows[i].length, first.rows[i].length);
            assert_memory_equal(r.rows[i].ids, first.rows[i].ids, r.rows[i].length * sizeof(int32_t));
        }
        sampler_result_clear(&r);
    }
    o.stream = 1u << 30;
    sampler_result other = sample(f, &o, 4);
    uint32_t differ = 0;
    for (uint32_t i = 0; i < other.count; i++)
        differ += other.rows[i].length != first.rows[i].length ||
                  memcmp(other.rows[i].ids, first.rows[i].ids, first.rows[i].length * sizeof(int32_t)) != 0;
    assert_true(differ > other.count / 2);
    sampler_result_clear(&other);
    sampler_result_clear(&first);
}

static void greedy_is_top_one(void **state)
{
    const fixture *f = *state;
    sampler_options o = usual();
    o.greedy = true;
    sampler_result greedy = sample(f, &o, 2);
    o.greedy = false;
    o.top_k = 1;
    sampler_result top = sample(f, &o, 2);
    for (uint32_t i = 0; i < greedy.count; i++) {
        assert_int_equal(greedy.rows[i].length, top.rows[i].length);
        assert_memory_equal(greedy.rows[i].ids, top.rows[i].ids, top.rows[i].length * sizeof(int32_t));
        assert_memory_equal(greedy.rows[i].logp, top.rows[i].logp, top.rows[i].length * sizeof(float));
    }
    sampler_result_clear(&greedy);
    sampler_result_clear(&top);
}

typedef struct seen {
    uint32_t count, fail_at;
    bool samples[256];
} seen;

static lathe_status see(void *context, const sampler_row *row, lathe_error *err)
{
    seen *s = context;
    if (s->count == s->fail_at)
        return lathe_fail(err, LATHE_E_IO, "the fleet is gone");
    assert_false(s->samples[row->sample]);
    s->samples[row->sample] = true;
    s->count++;
    return LATHE_OK;
}

static void finished_samples_are_told_once(void **state)
{
    const fixture *f = *state;
    sampler_options o = usual();
    sampler_result r = {0};
    seen all = {.fail_at = UINT32_MAX}, some = {.fail_at = 3};
    lathe_error err = {0};
    o.batch = 6;
    assert_int_equal(sampler_run(f->policy, &o, f->prompts, PROMPTS, POINTS, 3, see, &all, &r, &err), LATHE_OK);
    assert_int_equal(all.count, PROMPTS * 3);
    sampler_result_clear(&r);
    assert_int_equal(sampler_run(f->policy, &o, f->prompts, PROMPTS, POINTS, 3, see, &some, &r, &err), LATHE_E_IO);
    assert_null(r.rows);
    assert_string_equal(err.message, "the fleet is gone");
}

static void impossible_requests_are_refused(void **state)
{
    const fixture *f = *state;
    sampler_result r = {0};
    lathe_error err = {0};
    for (int i = 0; i < 4; i++) {
        sampler_options o = usual();
        uint32_t points = POINTS;
        if (i == 0)
            o.batch = 0;
        else if (i == 1)
            o.temperature = 0;
        else if (i == 2)
            o.max_tokens = 0;
        else
            points = 0;
        assert_int_equal(sampler_run(f->policy, &o, f->prompts, PROMPTS, points, 1, NULL, NULL, &r, &err), LATHE_E_INPUT);
    }
    assert_null(r.rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_follow_the_distribution),
        cmocka_unit_test(top_k_keeps_the_likeliest_and_the_full_log_probs),
        cmocka_unit_test(ties_and_edges_are_decided_by_id),
        cmocka_unit_test(log_probs_and_values_equal_the_trainers),
        cmocka_unit_test(draws_do_not_depend_on_the_batch),
        cmocka_unit_test(greedy_is_top_one),
        cmocka_unit_test(finished_samples_are_told_once),
        cmocka_unit_test(impossible_requests_are_refused),
    };
    return cmocka_run_group_tests(tests, make_fixture, free_fixture);
}
