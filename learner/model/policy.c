/* policy.c: a policy's parameters: their table, their first values, copies. Files stand in policy_file.c, the
 * mathematics in decoder.c, one token at a time in cache.c. */
#include "learner/model/policy_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LAYER_LEAVES = 7, OTHER_LEAVES = 7, LAYER_NAMES = 12 };

typedef enum start { START_NORMAL, START_ONE, START_ZERO } start;

typedef struct builder {
    policy *policy;
    uint64_t seed;
} builder;

/* A leaf [rows, columns], or [rows] where columns is 0. A failure marks the scope and gives NULL. */
static tensor *add_leaf(builder *b, uint32_t rows, uint32_t columns, start kind, bool is_value_head)
{
    policy *p = b->policy;
    tensor_context *c = p->context;
    tensor_shape shape = columns == 0 ? TENSOR_SHAPE(rows) : TENSOR_SHAPE(rows, columns);
    tensor *t = kind == START_NORMAL
                    ? tensor_normal(c, shape, p->config.initializer_range, b->seed, p->parameter_count)
                    : tensor_full(c, tensor_context_type(c), shape, kind == START_ONE ? 1 : 0);
    t = tensor_keep(tensor_require_gradient(t, true));
    p->parameters[p->parameter_count++] =
        (policy_parameter){ .value = t, .is_value_head = is_value_head, .is_matrix = columns != 0 };
    return t;
}

enum { NO_LAYER = UINT32_MAX };

/* Names rows [first, first + rows) of the leaf that was added last; names of layers begin with model.layers.N. */
static void add_name(builder *b, uint32_t layer, const char *text, uint32_t first, uint32_t rows)
{
    policy_name *n = &b->policy->names[b->policy->name_count++];
    n->parameter = b->policy->parameter_count - 1;
    n->first = first;
    n->rows = rows;
    if (layer == NO_LAYER)
        snprintf(n->name, sizeof n->name, "%s", text);
    else
        snprintf(n->name, sizeof n->name, "model.layers.%u.%s", layer, text);
}

static void build_attention(builder *b, uint32_t i, policy_layer *layer)
{
    const model_config *k = &b->policy->config;
    uint32_t q = k->heads * k->head_dim, kv = k->kv_heads * k->head_dim;
    layer->qkv = add_leaf(b, q + 2 * kv, k->hidden_size, START_NORMAL, false);
    add_name(b, i, "self_attn.q_proj.weight", 0, q);
    add_name(b, i, "self_attn.k_proj.weight", q, kv);
    add_name(b, i, "self_attn.v_proj.weight", q + kv, kv);
    if (k->attention_bias) {
        layer->qkv_bias = add_leaf(b, q + 2 * kv, 0, START_ZERO, false);
        add_name(b, i, "self_attn.q_proj.bias", 0, q);
        add_name(b, i, "self_attn.k_proj.bias", q, kv);
        add_name(b, i, "self_attn.v_proj.bias", q + kv, kv);
    }
    layer->output = add_leaf(b, k->hidden_size, q, START_NORMAL, false);
    add_name(b, i, "self_attn.o_proj.weight", 0, k->hidden_size);
}

static void build_layer(builder *b, uint32_t i, policy_layer *layer)
{
    const model_config *k = &b->policy->config;
    layer->input_norm = add_leaf(b, k->hidden_size, 0, START_ONE, false);
    add_name(b, i, "input_layernorm.weight", 0, k->hidden_size);
    build_attention(b, i, layer);
    layer->post_norm = add_leaf(b, k->hidden_size, 0, START_ONE, false);
    add_name(b, i, "post_attention_layernorm.weight", 0, k->hidden_size);
    layer->gate_up = add_leaf(b, 2 * k->intermediate_size, k->hidden_size, START_NORMAL, false);
    add_name(b, i, "mlp.gate_proj.weight", 0, k->intermediate_size);
    add_name(b, i, "mlp.up_proj.weight", k->intermediate_size, k->intermediate_size);
    layer->down = add_leaf(b, k->hidden_size, k->intermediate_size, START_NORMAL, false);
    add_name(b, i, "mlp.down_proj.weight", 0, k->hidden_size);
}

static void build(builder *b)
{
    policy *p = b->policy;
    const model_config *k = &p->config;
    p->embedding = add_leaf(b, k->vocab_size, k->hidden_size, START_NORMAL, false);
    add_name(b, NO_LAYER, "model.embed_tokens.weight", 0, k->vocab_size);
    for (uint32_t i = 0; i < k->layers; i++)
        build_layer(b, i, &p->layers[i]);
    p->norm = add_leaf(b, k->hidden_size, 0, START_ONE, false);
    add_name(b, NO_LAYER, "model.norm.weight", 0, k->hidden_size);
    p->head = p->embedding;
    if (!k->tied_head) {
        p->head = add_leaf(b, k->vocab_size, k->hidden_size, START_NORMAL, false);
        add_name(b, NO_LAYER, "lm_head.weight", 0, k->vocab_size);
    }
    if (k->has_points) {
        p->points = add_leaf(b, k->hidden_size, POINT_FEATURES, START_NORMAL, false);
        add_name(b, NO_LAYER, "point_encoder.projection.weight", 0, k->hidden_size);
        p->points_bias = add_leaf(b, k->hidden_size, 0, START_ZERO, false);
        add_name(b, NO_LAYER, "point_encoder.projection.bias", 0, k->hidden_size);
    }
    if (k->has_value_head) {
        p->value = add_leaf(b, 1, k->hidden_size, START_ZERO, true);
        add_name(b, NO_LAYER, "value_head.weight", 0, 1);
        p->value_bias = add_leaf(b, 1, 0, START_ZERO, true);
        add_name(b, NO_LAYER, "value_head.bias", 0, 1);
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const policy_name *)a)->name, ((const policy_name *)b)->name);
}

lathe_status policy_new(tensor_context *c, const model_config *config, uint64_t seed, policy **out, lathe_error *err)
{
    lathe_status st = model_config_check(config, err);
    if (st != LATHE_OK)
        return st;
    policy *p = calloc(1, sizeof *p);
    if (p == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a model");
    p->context = c;
    p->config = *config;
    p->layers = calloc(config->layers, sizeof *p->layers);
    p->parameters = calloc(config->layers * LAYER_LEAVES + OTHER_LEAVES, sizeof *p->parameters);
    p->names = calloc(config->layers * LAYER_NAMES + OTHER_LEAVES, sizeof *p->names);
    if (p->layers == NULL || p->parameters == NULL || p->names == NULL) {
        policy_free(p);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a model");
    }
    builder b = { .policy = p, .seed = seed };
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    build(&b);
    st = tensor_scope_close(c, err);
    if (st != LATHE_OK) {
        policy_free(p);
        return st;
    }
    qsort(p->names, p->name_count, sizeof *p->names, by_name);
    *out = p;
    return LATHE_OK;
}

void policy_free(policy *p)
{
    if (p == NULL)
        return;
    for (uint32_t i = 0; i < p->parameter_count; i++)
        tensor_free(p->parameters[i].value);
    free(p->parameters);
    free(p->names);
    free(p->layers);
    free(p);
}

lathe_status policy_assign(policy *p, const policy *source, lathe_error *err)
{
    if (p->parameter_count != source->parameter_count)
        return lathe_fail(err, LATHE_E_BUG, "models of %u and %u parameters cannot be assigned", p->parameter_count,
                          source->parameter_count);
    tensor_scope_open(p->context, TENSOR_SCOPE_NO_GRADIENT);
    for (uint32_t i = 0; i < p->parameter_count; i++)
        tensor_assign(p->parameters[i].value, source->parameters[i].value);
    return tensor_scope_close(p->context, err);
}

lathe_status policy_copy(const policy *p, policy **out, lathe_error *err)
{
    policy *copy = NULL;
    lathe_status st = policy_new(p->context, &p->config, 0, &copy, err);
    if (st != LATHE_OK)
        return st;
    st = policy_assign(copy, p, err);
    if (st != LATHE_OK) {
        policy_free(copy);
        return st;
    }
    tensor_scope_open(p->context, TENSOR_SCOPE_PLAIN);
    for (uint32_t i = 0; i < copy->parameter_count; i++)
        tensor_require_gradient(copy->parameters[i].value, false);
    st = tensor_scope_close(p->context, err);
    if (st != LATHE_OK) {
        policy_free(copy);
        return st;
    }
    *out = copy;
    return LATHE_OK;
}

const model_config *policy_config(const policy *p)
{
    return &p->config;
}

tensor_context *policy_context(const policy *p)
{
    return p->context;
}

uint64_t policy_size(const policy *p)
{
    uint64_t size = 0;
    for (uint32_t i = 0; i < p->parameter_count; i++)
        size += (uint64_t)tensor_count(p->parameters[i].value);
    return size;
}

const policy_parameter *policy_parameters(const policy *p, uint32_t *out_count)
{
    *out_count = p->parameter_count;
    return p->parameters;
}

const policy_name *policy_names(const policy *p, uint32_t *out_count)
{
    *out_count = p->name_count;
    return p->names;
}

tensor_heads policy_heads(const policy *p)
{
    return (tensor_heads){ p->config.heads, p->config.kv_heads, p->config.head_dim };
}

tensor_shape policy_name_shape(const policy *p, const policy_name *name)
{
    tensor_shape shape = tensor_get_shape(p->parameters[name->parameter].value);
    shape.dims[0] = name->rows;
    return shape;
}
