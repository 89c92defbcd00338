/* The tensor shim: scopes and errors, the network's nodes against compositions and finite differences, AdamW,
 * clipping. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learner/tensor/network.h"
#include "learner/tensor/optimiser.h"
#include "tests/support/model_support.h"

static const tensor_heads heads = { .heads = 4, .kv_heads = 2, .head_dim = 6 };
enum { QKV = (4 + 2 * 2) * 6, OUT = 4 * 6 };

static int set_up(void **state)
{
    *state = support_context(TENSOR_FLOAT64);
    return 0;
}

static int tear_down(void **state)
{
    tensor_context_free(*state);
    return 0;
}

/* A float64 leaf of normal numbers that asks for a gradient. */
static tensor *leaf(tensor_context *c, uint32_t stream, tensor_shape shape)
{
    float values[4096];
    int64_t count = 1;
    for (int i = 0; i < shape.rank; i++)
        count *= shape.dims[i];
    assert_in_range(count, 1, 4096);
    support_normal(stream, values, (size_t)count);
    tensor *t = tensor_to_type(tensor_from_float32(c, shape, values), TENSOR_FLOAT64);
    return tensor_require_gradient(tensor_detach(t), true);
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

static void a_failure_marks_its_scope_and_is_reported_once(void **state)
{
    tensor_context *c = *state;
    lathe_error err = { 0 };
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    tensor *a = tensor_full(c, TENSOR_FLOAT32, TENSOR_SHAPE(2, 3), 1), *b = tensor_full(c, TENSOR_FLOAT32, TENSOR_SHAPE(4, 5), 1);
    assert_non_null(a);
    tensor *bad = tensor_matmul(a, b);
    assert_null(bad);
    assert_true(tensor_scope_has_failed(c));
    assert_null(tensor_add(bad, a));      /* does nothing */
    assert_null(tensor_add(a, a));        /* neither does what would work */
    assert_null(tensor_softmax(bad, 9));  /* nor what would fail again */
    double value = 7;
    assert_int_equal(tensor_item(a, &value, &err), LATHE_E_BUG);
    assert_true(value > 6.9 && value < 7.1);
    memset(&err, 0, sizeof err);
    assert_int_equal(tensor_scope_close(c, &err), LATHE_E_BUG);
    assert_non_null(strstr(err.message, "tensor_matmul [2,3] [4,5]"));
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN); /* the next scope is clean */
    assert_non_null(tensor_full(c, TENSOR_FLOAT32, TENSOR_SHAPE(2), 1));
    assert_int_equal(tensor_scope_close(c, &err), LATHE_OK);
}

static tensor *yield_from_inner(tensor_context *c, tensor *a, tensor *b)
{
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    return tensor_scope_yield(c, tensor_add(tensor_exp(a), b));
}

static void scopes_nest_keep_and_yield(void **state)
{
    tensor_context *c = *state;
    lathe_error err = { 0 };
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    tensor *one = tensor_full(c, TENSOR_FLOAT64, TENSOR_SHAPE(2), 0), *kept = NULL;
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    kept = tensor_keep(tensor_exp(one));
    support_close(c);
    tensor *sum = yield_from_inner(c, one, kept);
    assert_true(item(tensor_sum_all(sum)) > 3.9999);
    assert_null(yield_from_inner(c, tensor_reshape(one, TENSOR_SHAPE(2, 1)), tensor_full(c, TENSOR_FLOAT64, TENSOR_SHAPE(3, 3, 7), 0)));
    assert_true(tensor_scope_has_failed(c)); /* a yielded failure passes outwards */
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    assert_null(tensor_exp(kept));           /* and inwards */
    assert_int_equal(tensor_scope_close(c, &err), LATHE_E_BUG);
    assert_int_equal(tensor_scope_close(c, &err), LATHE_E_BUG);
    assert_non_null(strstr(err.message, "tensor_add [2,1] [3,3,7]"));
    tensor_free(kept);
}

static void work_outside_of_scopes_is_refused(void **state)
{
    tensor_context *c = *state;
    lathe_error err = { 0 };
    assert_null(tensor_full(c, TENSOR_FLOAT32, TENSOR_SHAPE(2), 1));
    assert_int_equal(tensor_scope_close(c, &err), LATHE_E_BUG);
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN); /* reports what came before it, once */
    assert_null(tensor_full(c, TENSOR_FLOAT32, TENSOR_SHAPE(2), 1));
    assert_int_equal(tensor_scope_close(c, &err), LATHE_E_BUG);
    assert_non_null(strstr(err.message, "outside of any scope"));
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    assert_non_null(tensor_full(c, TENSOR_FLOAT32, TENSOR_SHAPE(2), 1));
    support_close(c);
    assert_null(tensor_add(NULL, NULL));
    assert_null(tensor_keep(NULL));
    tensor_free(NULL);
    tensor_context_free(NULL);
}

static void devices_that_are_not_there_are_named(void **state)
{
    static const char *const devices[] = { "cuda:99", "tpu", "cuda:x", "" };
    (void)state;
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        tensor_options options = TENSOR_OPTIONS_INIT;
        tensor_context *c = NULL;
        lathe_error err = { 0 };
        options.device = devices[i];
        assert_int_equal(tensor_context_new(&options, &c, &err), LATHE_E_INPUT);
        assert_null(c);
        assert_non_null(strstr(err.message, devices[i]));
        assert_null(strchr(err.message, '\n'));
    }
}

static void host_data_comes_back(void **state)
{
    tensor_context *c = *state;
    lathe_error err = { 0 };
    const int32_t ids[] = { 3, -1, 2147483647 };
    const uint8_t flags[] = { 0, 5, 1 };
    int64_t out[3];
    double small;
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    support_ok(tensor_to_int64(tensor_from_int32(c, TENSOR_SHAPE(3), ids), out, 3, &err), &err);
    assert_int_equal(out[1], -1);
    assert_int_equal(out[2], 2147483647);
    support_ok(tensor_to_int64(tensor_from_bool(c, TENSOR_SHAPE(3), flags), out, 3, &err), &err);
    assert_int_equal(out[1], 1);
    assert_int_equal(tensor_item(tensor_from_int32(c, TENSOR_SHAPE(3), ids), &small, &err), LATHE_E_BUG);
    tensor *empty = tensor_from_int32(c, TENSOR_SHAPE(0, 4), NULL);
    assert_int_equal(tensor_size(empty, -1), 4);
    assert_int_equal(tensor_count(empty), 0);
    support_close(c);
}

static void gradients_are_recorded_only_where_wanted(void **state)
{
    tensor_context *c = *state;
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    tensor *w = leaf(c, 1, TENSOR_SHAPE(3));
    tensor_backward(tensor_sum_all(tensor_square(w)));
    assert_true(greatest_difference(tensor_gradient(w), tensor_mul_scalar(tensor_detach(w), 2)) < 1e-12);
    tensor_backward(tensor_sum_all(tensor_square(w))); /* adds */
    assert_true(greatest_difference(tensor_gradient(w), tensor_mul_scalar(tensor_detach(w), 4)) < 1e-12);
    tensor_zero_gradient(w);
    assert_null(tensor_gradient(w));
    tensor_scope_open(c, TENSOR_SCOPE_NO_GRADIENT);
    tensor *frozen = tensor_sum_all(tensor_square(w));
    lathe_error err = { 0 };
    tensor_backward(frozen);
    assert_int_equal(tensor_scope_close(c, &err), LATHE_E_BUG);
    assert_non_null(strstr(err.message, "tensor_backward"));
    tensor_backward(tensor_sum_all(tensor_square(w))); /* recording again */
    assert_non_null(tensor_gradient(w));
    support_close(c);
}

/* ---- nodes against finite differences, in float64 ---- */

typedef tensor *(*node)(tensor *const *inputs);

static const int64_t offsets[] = { 0, 5, 5, 6, 13 }; /* one of them is empty */
static const int32_t positions[] = { 0, 1, 2, 3, 4, 0, 0, 1, 2, 3, 300, 5, 6 };
static const int32_t targets[] = { 3, -1, 0, 6, 2, 2, -1, 1, 5, 4, 3, 0, 6 };

static tensor *node_linear(tensor *const *in)
{
    return tensor_linear(in[0], in[1], in[2]);
}

static tensor *node_norm(tensor *const *in)
{
    return tensor_rms_norm(in[0], in[1], 1e-5);
}

static tensor *node_swiglu(tensor *const *in)
{
    return tensor_swiglu(in[0]);
}

static tensor *node_rotate(tensor *const *in)
{
    return tensor_rotate(in[0], heads, positions, 100);
}

static tensor *node_attention(tensor *const *in)
{
    return tensor_attention(in[0], heads, offsets, 4);
}

static tensor *node_logp(tensor *const *in)
{
    return tensor_score_tokens(in[0], in[1], targets, .7).logp;
}

static tensor *node_entropy(tensor *const *in)
{
    return tensor_score_tokens(in[0], in[1], targets, .7).entropy;
}

/* A scalar that weighs every result differently. */
static tensor *weighed(tensor_context *c, node f, tensor *const *inputs)
{
    tensor *out = f(inputs);
    tensor_scope_open(c, TENSOR_SCOPE_NO_GRADIENT);
    int64_t count = tensor_count(out);
    tensor *weights = tensor_scope_yield(
        c, tensor_reshape(tensor_cos(tensor_arange(c, TENSOR_FLOAT64, 0, (double)count, 1)), tensor_get_shape(out)));
    return tensor_sum_all(tensor_mul(out, weights));
}

static void check_gradients(tensor_context *c, node f, const tensor_shape *shapes, size_t count)
{
    tensor *inputs[3] = { NULL };
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    for (size_t k = 0; k < count; k++)
        inputs[k] = leaf(c, (uint32_t)(10 + k), shapes[k]);
    tensor_backward(weighed(c, f, inputs));
    for (size_t k = 0; k < count; k++) {
        double values[1024], gradient[1024];
        lathe_error err = { 0 };
        size_t size = (size_t)tensor_count(inputs[k]);
        support_ok(tensor_to_float64(inputs[k], values, size, &err), &err);
        support_ok(tensor_to_float64(tensor_gradient(inputs[k]), gradient, size, &err), &err);
        for (size_t i = 0; i < size; i += 1 + size / 41) {
            double at[2], kept = values[i];
            tensor *original = inputs[k];
            for (int side = 0; side < 2; side++) {
                values[i] = kept + (side == 0 ? -1e-5 : 1e-5);
                tensor_scope_open(c, TENSOR_SCOPE_NO_GRADIENT);
                inputs[k] = tensor_from_float64(c, shapes[k], values);
                at[side] = item(weighed(c, f, inputs));
                support_close(c);
            }
            inputs[k] = original;
            values[i] = kept;
            double slope = (at[1] - at[0]) / 2e-5;
            if (fabs(slope - gradient[i]) > 1e-6 * (1 + fabs(slope)))
                fail_msg("input %zu, place %zu: gradient %.9g, slope %.9g", k, i, gradient[i], slope);
        }
    }
    support_close(c);
}

static void nodes_have_the_slopes_of_their_values(void **state)
{
    tensor_context *c = *state;
    check_gradients(c, node_linear, (tensor_shape[]){ TENSOR_SHAPE(2, 3, 7), TENSOR_SHAPE(5, 7), TENSOR_SHAPE(5) }, 3);
    check_gradients(c, node_norm, (tensor_shape[]){ TENSOR_SHAPE(19, 11), TENSOR_SHAPE(11) }, 2);
    check_gradients(c, node_swiglu, (tensor_shape[]){ TENSOR_SHAPE(4, 14) }, 1);
    check_gradients(c, node_rotate, (tensor_shape[]){ TENSOR_SHAPE(13, QKV) }, 1);
    check_gradients(c, node_attention, (tensor_shape[]){ TENSOR_SHAPE(13, QKV) }, 1);
    check_gradients(c, node_logp, (tensor_shape[]){ TENSOR_SHAPE(13, 5), TENSOR_SHAPE(7, 5) }, 2);
    check_gradients(c, node_entropy, (tensor_shape[]){ TENSOR_SHAPE(13, 5), TENSOR_SHAPE(7, 5) }, 2);
}

/* ---- nodes against compositions ---- */

/* Attention of one sequence by plain operations: qkv [L, QKV]. */
static tensor *attention_plain(tensor *qkv)
{
    tensor_context *c = tensor_get_context(qkv);
    int64_t length = tensor_size(qkv, 0), dim = heads.head_dim;
    tensor *parts[4];
    uint8_t hidden[128 * 128];
    for (int64_t i = 0; i < length * length; i++)
        hidden[i] = i % length > i / length;
    tensor *mask = tensor_from_bool(c, TENSOR_SHAPE(length, length), hidden);
    for (int64_t h = 0; h < heads.heads; h++) {
        int64_t key = (heads.heads + h / 2) * dim, value = key + heads.kv_heads * dim;
        tensor *q = tensor_slice(qkv, 1, h * dim, (h + 1) * dim), *k = tensor_slice(qkv, 1, key, key + dim);
        tensor *s = tensor_div_scalar(tensor_matmul(q, tensor_transpose(k, 0, 1)), sqrt((double)dim));
        s = tensor_softmax(tensor_masked_fill(s, mask, -INFINITY), 1);
        parts[h] = tensor_matmul(s, tensor_slice(qkv, 1, value, value + dim));
    }
    return tensor_cat(parts, 4, 1);
}

static void attention_equals_its_composition(void **state)
{
    static const int64_t places[] = { 0, 100, 101, 130 }; /* more than one block of queries */
    (void)state;
    static const struct {
        tensor_type type;
        double tolerance;
    } rows[] = { { TENSOR_FLOAT64, 1e-13 }, { TENSOR_FLOAT32, 2e-6 }, { TENSOR_BFLOAT16, 3e-2 } };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        tensor_context *c = support_context(rows[r].type);
        float *values = calloc(130 * QKV, sizeof *values);
        assert_non_null(values);
        support_normal(5, values, 130 * QKV);
        tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
        tensor *wide = tensor_from_float32(c, TENSOR_SHAPE(130, QKV), values);
        tensor *qkv = tensor_require_gradient(tensor_detach(tensor_to_type(wide, rows[r].type)), true);
        tensor *plain = tensor_require_gradient(tensor_copy(tensor_detach(qkv)), true), *parts[3];
        for (int s = 0; s < 3; s++)
            parts[s] = attention_plain(tensor_slice(plain, 0, places[s], places[s + 1]));
        tensor *out = tensor_attention(qkv, heads, places, 3), *want = tensor_cat(parts, 3, 0);
        assert_true(greatest_difference(out, want) < rows[r].tolerance);
        tensor_backward(tensor_sum_all(tensor_square(out)));
        tensor_backward(tensor_sum_all(tensor_square(want)));
        assert_true(greatest_difference(tensor_gradient(qkv), tensor_gradient(plain)) < 30 * rows[r].tolerance);
        support_close(c);
        tensor_context_free(c);
        free(values);
    }
}

static void swiglu_and_scores_equal_their_compositions_in_float32(void **state)
{
    (void)state;
    tensor_context *c = support_context(TENSOR_FLOAT32);
    float values[16 * 64];
    int32_t asked[16];
    support_normal(6, values, 16 * 64);
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    tensor *x = tensor_mul_scalar(tensor_from_float32(c, TENSOR_SHAPE(16, 64), values), 30); /* far into both tails */
    tensor *want = tensor_mul(tensor_silu(tensor_slice(x, 1, 0, 32)), tensor_slice(x, 1, 32, 64));
    tensor *scale = tensor_add_scalar(tensor_abs(want), 1);
    assert_true(item(tensor_max_all(tensor_div(tensor_abs(tensor_sub(tensor_swiglu(x), want)), scale))) < 1e-6);
    support_ids(3, 16, asked, 16);
    tensor *h = tensor_slice(x, 1, 0, 32), *w = tensor_slice(x, 1, 32, 64);
    tensor_token_scores got = tensor_score_tokens(h, w, asked, 50);
    tensor *l = tensor_log_softmax(tensor_div_scalar(tensor_matmul(h, tensor_transpose(w, 0, 1)), 50), 1);
    tensor *index = tensor_reshape(tensor_from_int32(c, TENSOR_SHAPE(16), asked), TENSOR_SHAPE(16, 1));
    assert_true(greatest_difference(got.logp, tensor_squeeze(tensor_gather(l, 1, index), 1)) < 1e-3);
    assert_true(greatest_difference(got.entropy, tensor_neg(tensor_sum(tensor_mul(tensor_exp(l), l), 1, false))) < 1e-4);
    support_close(c);
    tensor_context_free(c);
}

static void nodes_refuse_what_does_not_fit(void **state)
{
    tensor_context *c = *state;
    static const int64_t wrong[] = { 0, 4, 12 };
    static const int32_t unknown[] = { 0, 7 };
    for (int i = 0; i < 7; i++) {
        lathe_error err = { 0 };
        tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
        tensor *x = leaf(c, 1, TENSOR_SHAPE(13, QKV)), *w = leaf(c, 2, TENSOR_SHAPE(7, 5)), *h = leaf(c, 3, TENSOR_SHAPE(2, 5));
        switch (i) {
        case 0: tensor_attention(x, heads, wrong, 2); break;
        case 1: tensor_attention(w, heads, offsets, 4); break;
        case 2: tensor_linear(x, w, NULL); break;
        case 3: tensor_swiglu(w); break;
        case 4: tensor_score_tokens(h, w, unknown, 1); break;
        case 5: tensor_score_tokens(h, w, targets, 0); break;
        default: tensor_rms_norm(x, w, 1e-6); break;
        }
        assert_int_equal(tensor_scope_close(c, &err), LATHE_E_BUG);
        assert_non_null(strstr(err.message, "tensor_"));
    }
}

/* ---- optimiser ---- */

static void adamw_follows_its_formula(void **state)
{
    tensor_context *c = *state;
    adamw_options o = { .beta1 = .8, .beta2 = .9, .epsilon = 1e-6, .weight_decay = .3 };
    double p = 2, m = 0, v = 0, rate = .05, norm = 0;
    adamw *a = NULL;
    lathe_error err = { 0 };
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    tensor *w = tensor_require_gradient(tensor_full(c, TENSOR_FLOAT64, TENSOR_SHAPE(1), p), true);
    tensor *idle = tensor_require_gradient(tensor_full(c, TENSOR_FLOAT64, TENSOR_SHAPE(1), 3), true);
    tensor *both[] = { w, idle };
    support_ok(adamw_new(c, both, NULL, 2, &o, &a, &err), &err);
    for (int t = 1; t <= 4; t++) {
        tensor_backward(tensor_sum_all(tensor_pow_scalar(w, 3)));
        support_ok(gradients_clip(both, 2, 5, &norm, &err), &err);
        double g = 3 * p * p;
        assert_true(fabs(norm - g) < 1e-9);
        g = g > 5 ? g * 5 / (g + 1e-6) : g;
        support_ok(adamw_step(a, rate, &err), &err);
        gradients_clear(both, 2);
        m = o.beta1 * m + (1 - o.beta1) * g;
        v = o.beta2 * v + (1 - o.beta2) * g * g;
        p -= rate * o.weight_decay * p;
        p -= rate * m / (1 - pow(o.beta1, t)) / (sqrt(v / (1 - pow(o.beta2, t))) + o.epsilon);
        assert_true(fabs(item(w) - p) < 1e-12);
    }
    assert_int_equal(adamw_get_step(a, 0), 4);
    assert_int_equal(adamw_get_step(a, 1), 0); /* had no gradient */
    assert_true(fabs(item(idle) - 3) < 1e-15);
    adamw_free(a);
    support_close(c);
}

static void a_gradient_that_is_not_finite_is_reported_and_left(void **state)
{
    tensor_context *c = *state;
    lathe_error err = { 0 };
    double norm = 0;
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    tensor *w = tensor_require_gradient(tensor_full(c, TENSOR_FLOAT64, TENSOR_SHAPE(2), 0), true);
    tensor_backward(tensor_sum_all(tensor_log(w)));
    support_ok(gradients_clip(&w, 1, 1, &norm, &err), &err);
    assert_false(isfinite(norm));
    assert_false(isfinite(item(tensor_max_all(tensor_gradient(w)))));
    support_close(c);
}

static void normal_numbers_depend_on_seed_and_stream_alone(void **state)
{
    tensor_context *c = *state;
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    tensor *a = tensor_normal(c, TENSOR_SHAPE(4000), 2, 1, 5), *b = tensor_normal(c, TENSOR_SHAPE(4000), 2, 1, 5);
    assert_true(greatest_difference(a, b) <= 0);
    assert_true(greatest_difference(a, tensor_normal(c, TENSOR_SHAPE(4000), 2, 1, 6)) > 1);
    assert_true(greatest_difference(a, tensor_normal(c, TENSOR_SHAPE(4000), 2, 2, 5)) > 1);
    assert_true(fabs(item(tensor_mean_all(a))) < .13);
    assert_true(fabs(item(tensor_mean_all(tensor_square(a))) - 4) < .4);
    support_close(c);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_failure_marks_its_scope_and_is_reported_once),
        TEST(scopes_nest_keep_and_yield),
        TEST(work_outside_of_scopes_is_refused),
        TEST(devices_that_are_not_there_are_named),
        TEST(host_data_comes_back),
        TEST(gradients_are_recorded_only_where_wanted),
        TEST(nodes_have_the_slopes_of_their_values),
        TEST(attention_equals_its_composition),
        TEST(swiglu_and_scores_equal_their_compositions_in_float32),
        TEST(nodes_refuse_what_does_not_fit),
        TEST(adamw_follows_its_formula),
        TEST(a_gradient_that_is_not_finite_is_reported_and_left),
        TEST(normal_numbers_depend_on_seed_and_stream_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
