/* network.h: the operations that networks are made of, each one differentiable node.
 *
 * On a CPU in float32 and float64 they run as loops over packed rows with every thread of the context; elsewhere as
 * compositions of libtorch's own operations, which also define them: tests compare both. Scopes and errors as tensor.h.
 *
 * Packed rows: the tokens of several sequences stand one after the other without padding, [N, ...]; offsets[s] is the
 * first row of sequence s and offsets[count] = N. */
#ifndef LATHE_LEARNER_TENSOR_NETWORK_H
#define LATHE_LEARNER_TENSOR_NETWORK_H

#include "learner/tensor/tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/* x [..., I], weight [O, I], bias [O] or NULL -> x weight^T + bias, [..., O]. */
tensor *tensor_linear(tensor *x, tensor *weight, tensor *bias);

/* x / sqrt(mean(x^2) + epsilon) * weight over the last dimension (Zhang and Sennrich 2019). weight [H]. */
tensor *tensor_rms_norm(tensor *x, tensor *weight, double epsilon);

/* x [..., 2 I]: silu(x[..., :I]) * x[..., I:] (Shazeer 2020) -> [..., I]. */
tensor *tensor_swiglu(tensor *x);

typedef struct tensor_heads {
    int64_t heads, kv_heads, head_dim; /* heads is a multiple of kv_heads */
} tensor_heads;

/* Rotary positions (Su et al. 2021) on halves, as Qwen2 and Llama in transformers: of the first heads + kv_heads
 * heads of qkv [N, (heads + 2 kv_heads) head_dim], the pair (i, i + head_dim/2) turns by position *
 * theta^(-2i/head_dim). The values (the last kv_heads) pass through. positions: host array [N], each >= 0. */
tensor *tensor_rotate(tensor *qkv, tensor_heads heads, const int32_t *positions, double theta);

/* Causal attention inside each sequence of packed rows: softmax(q k^T / sqrt(head_dim)) v, queries of `heads`
 * heads over keys of `kv_heads`. qkv as in tensor_rotate -> [N, heads head_dim]. offsets: host array [count + 1]. */
tensor *tensor_attention(tensor *qkv, tensor_heads heads, const int64_t *offsets, size_t count);

/* One decoding step over a cache: row b of qkv [B, ...] writes its key and value at position lengths[b] of cache
 * row b and attends to positions 0..lengths[b]. keys, values: [rows >= B, kv_heads, capacity, head_dim], changed
 * in place; lengths: host array [B], each < capacity. Not differentiable. -> [B, heads head_dim] */
tensor *tensor_attention_step(tensor *qkv, tensor_heads heads, tensor *keys, tensor *values, const int32_t *lengths);

/* Copies keys and values of packed rows into the first positions of cache rows 0..count-1. Not differentiable. */
void tensor_cache_fill(tensor *qkv, tensor_heads heads, const int64_t *offsets, size_t count, tensor *keys,
                       tensor *values);

typedef struct tensor_token_scores {
    tensor *logp;    /* [N] log softmax(z)[target] */
    tensor *entropy; /* [N] -sum softmax(z) log softmax(z) */
} tensor_token_scores;

/* Of z = hidden weight^T / temperature; hidden [N, H], weight [V, H]. targets: host array [N]; a target of -1 is
 * not asked: its figures are 0 and without gradient, and its row costs nothing. Results are float32, or float64
 * for float64 inputs. z is made a block of rows at a time, forward and backward, so that memory does not grow with
 * N V. */
tensor_token_scores tensor_score_tokens(tensor *hidden, tensor *weight, const int32_t *targets, double temperature);

#ifdef __cplusplus
}
#endif
#endif
