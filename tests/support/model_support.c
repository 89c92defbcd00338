#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/philox.h"
#include "tests/support/model_support.h"

void support_ok(lathe_status st, const lathe_error *err)
{
    if (st != LATHE_OK)
        fail_msg("%s", err->message);
}

void support_close(tensor_context *c)
{
    lathe_error err = { 0 };
    support_ok(tensor_scope_close(c, &err), &err);
}

tensor_context *support_context(tensor_type type)
{
    tensor_options options = TENSOR_OPTIONS_INIT;
    tensor_context *c = NULL;
    lathe_error err = { 0 };
    options.type = type;
    options.threads = 1;
    support_ok(tensor_context_new(&options, &c, &err), &err);
    return c;
}

model_config support_config(void)
{
    model_config k = MODEL_CONFIG_INIT;
    k.vocab_size = 40;
    k.hidden_size = 32;
    k.intermediate_size = 24;
    k.layers = 2;
    k.heads = 4;
    k.kv_heads = 2;
    k.head_dim = 8;
    k.tied_head = false;
    k.has_points = k.has_value_head = true;
    k.initializer_range = .3;
    return k;
}

void support_normal(uint32_t stream, float *out, size_t count)
{
    philox_stream s = philox_stream_at(7, PHILOX_TEST, 0, 0, stream, 0);
    for (size_t i = 0; i < count; i++)
        out[i] = (float)philox_normal(&s);
}

void support_ids(uint32_t stream, uint32_t vocabulary, int32_t *out, size_t count)
{
    philox_stream s = philox_stream_at(8, PHILOX_TEST, 0, 0, stream, 0);
    for (size_t i = 0; i < count; i++)
        out[i] = (int32_t)philox_below(&s, vocabulary);
}

tensor *support_named(policy *p, const char *text, int layer)
{
    char name[96];
    uint32_t count, parameters;
    if (layer < 0)
        snprintf(name, sizeof name, "%s", text);
    else
        snprintf(name, sizeof name, "model.layers.%d.%s", layer, text);
    const policy_name *names = policy_names(p, &count);
    const policy_parameter *leaves = policy_parameters(p, &parameters);
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(names[i].name, name) == 0)
            return tensor_slice(leaves[names[i].parameter].value, 0, names[i].first,
                                (int64_t)names[i].first + names[i].rows);
    fail_msg("no tensor '%s'", name);
    return NULL;
}

static tensor *plain_norm(tensor *x, tensor *weight, double epsilon)
{
    tensor *mean = tensor_mean(tensor_square(x), -1, true);
    return tensor_mul(tensor_mul(x, tensor_rsqrt(tensor_add_scalar(mean, epsilon))), weight);
}

static tensor *plain_linear(tensor *x, tensor *weight)
{
    return tensor_matmul(x, tensor_transpose(weight, 0, 1));
}

/* x [B, heads, T, D], turned by place. */
static tensor *plain_rotate(tensor *x, double theta)
{
    int64_t length = tensor_size(x, 2), dim = tensor_size(x, 3);
    double *turn = calloc((size_t)(2 * length * dim), sizeof *turn);
    assert_non_null(turn);
    for (int64_t t = 0; t < length; t++)
        for (int64_t i = 0; i < dim; i++) {
            double angle = (double)t * pow(theta, -2. * (double)(i % (dim / 2)) / (double)dim);
            turn[t * dim + i] = cos(angle);
            turn[(length + t) * dim + i] = sin(angle);
        }
    tensor_context *c = tensor_get_context(x);
    tensor *both = tensor_to_type(tensor_from_float64(c, TENSOR_SHAPE(2, length, dim), turn), tensor_get_type(x));
    free(turn);
    tensor *cosine = tensor_slice(both, 0, 0, 1), *sine = tensor_slice(both, 0, 1, 2);
    tensor *halves[] = { tensor_neg(tensor_slice(x, 3, dim / 2, dim)), tensor_slice(x, 3, 0, dim / 2) };
    return tensor_add(tensor_mul(x, cosine), tensor_mul(tensor_cat(halves, 2, 3), sine));
}

/* [B, T, heads D] -> [B, heads, T, D], each head repeated. */
static tensor *plain_heads(tensor *x, int64_t heads, int64_t dim, int64_t repeat)
{
    int64_t rows = tensor_size(x, 0), length = tensor_size(x, 1);
    tensor *h = tensor_transpose(tensor_reshape(x, TENSOR_SHAPE(rows, length, heads, dim)), 1, 2);
    h = tensor_expand(tensor_unsqueeze(h, 2), TENSOR_SHAPE(rows, heads, repeat, length, dim));
    return tensor_reshape(h, TENSOR_SHAPE(rows, heads * repeat, length, dim));
}

static tensor *plain_attention(policy *p, int layer, tensor *x, tensor *hidden)
{
    const model_config *k = policy_config(p);
    int64_t dim = k->head_dim, group = k->heads / k->kv_heads, rows = tensor_size(x, 0), length = tensor_size(x, 1);
    tensor *q = plain_linear(x, support_named(p, "self_attn.q_proj.weight", layer));
    tensor *key = plain_linear(x, support_named(p, "self_attn.k_proj.weight", layer));
    tensor *v = plain_linear(x, support_named(p, "self_attn.v_proj.weight", layer));
    q = tensor_add(q, support_named(p, "self_attn.q_proj.bias", layer));
    key = tensor_add(key, support_named(p, "self_attn.k_proj.bias", layer));
    v = tensor_add(v, support_named(p, "self_attn.v_proj.bias", layer));
    q = plain_rotate(plain_heads(q, k->heads, dim, 1), k->rope_theta);
    key = plain_rotate(plain_heads(key, k->kv_heads, dim, group), k->rope_theta);
    v = plain_heads(v, k->kv_heads, dim, group);
    tensor *s = tensor_div_scalar(tensor_matmul(q, tensor_transpose(key, 2, 3)), sqrt((double)dim));
    /* Added, not filled in: gradients of rows that see nothing flow as they do in transformers. */
    tensor *zero = tensor_full(policy_context(p), tensor_get_type(s), tensor_get_shape(hidden), 0);
    s = tensor_softmax(tensor_add(s, tensor_masked_fill(zero, hidden, -3.4028234e38)), -1);
    tensor *out = tensor_reshape(tensor_transpose(tensor_matmul(s, v), 1, 2), TENSOR_SHAPE(rows, length, k->heads * dim));
    return plain_linear(out, support_named(p, "self_attn.o_proj.weight", layer));
}

/* [B, 1, T, T], true where a query may not look. */
static tensor *plain_mask(tensor_context *c, int64_t rows, int64_t length, const uint8_t *mask)
{
    uint8_t *hidden = calloc((size_t)(rows * length * length), 1);
    assert_non_null(hidden);
    for (int64_t b = 0; b < rows; b++)
        for (int64_t q = 0; q < length; q++)
            for (int64_t key = 0; key < length; key++)
                hidden[(b * length + q) * length + key] = key > q || !mask[b * length + key];
    tensor *t = tensor_from_bool(c, TENSOR_SHAPE(rows, 1, length, length), hidden);
    free(hidden);
    return t;
}

tensor *support_plain_decoder(policy *p, tensor *x, const uint8_t *mask)
{
    const model_config *k = policy_config(p);
    tensor *hidden = plain_mask(policy_context(p), tensor_size(x, 0), tensor_size(x, 1), mask);
    for (int i = 0; i < (int)k->layers; i++) {
        tensor *h = plain_norm(x, support_named(p, "input_layernorm.weight", i), k->rms_norm_epsilon);
        x = tensor_add(x, plain_attention(p, i, h, hidden));
        h = plain_norm(x, support_named(p, "post_attention_layernorm.weight", i), k->rms_norm_epsilon);
        tensor *gate = tensor_silu(plain_linear(h, support_named(p, "mlp.gate_proj.weight", i)));
        h = tensor_mul(gate, plain_linear(h, support_named(p, "mlp.up_proj.weight", i)));
        x = tensor_add(x, plain_linear(h, support_named(p, "mlp.down_proj.weight", i)));
    }
    return plain_norm(x, support_named(p, "model.norm.weight", -1), k->rms_norm_epsilon);
}

void support_folder(char *out, size_t size)
{
    snprintf(out, size, "%s/lathe-model-XXXXXX", getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp");
    assert_non_null(mkdtemp(out));
}
