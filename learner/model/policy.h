/* policy.h: the model that is trained: a decoder of the Qwen2 layout, with a point encoder before the text where
 * the configuration has one, and a value head where asked for.
 *
 * Decoder: RMSNorm, rotary positions, grouped-query attention with causal mask, SwiGLU, tied or untied head. Point
 * encoder (CAD-Recode, Rukhovich et al. 2024): each point (x, y, z) becomes one embedding, a linear layer over the
 * point and sine and cosine of it times 2^0..2^7; the points stand before the text, in the order given. Value
 * head: a linear layer on the last hidden state, zero at first.
 *
 * Padding costs nothing: rows are packed inside. A sequence's positions count from its first true token (prefix
 * included), so that results do not depend on where or how much it was padded, except for the rounding of a batch
 * of another size. All functions run on the thread of the context. Those that return tensors follow tensor.h: the
 * result belongs to the innermost scope, failures mark it. */
#ifndef LATHE_LEARNER_MODEL_POLICY_H
#define LATHE_LEARNER_MODEL_POLICY_H

#include "learner/model/config.h"
#include "learner/tensor/network.h"
#include "learner/tensor/tensor.h"

typedef struct policy policy;

/* Initialised from Philox: normal numbers of deviation initializer_range, biases 0, norms 1, value head 0.
 * Parameters require gradients. Caller owns *out and ends it before the context. */
lathe_status policy_new(tensor_context *c, const model_config *config, uint64_t seed, policy **out, lathe_error *err);
/* Reads config.json and model.safetensors (one file) of a folder. A tensor that is missing, superfluous or of
 * another shape is an error that names it; a value head may be missing from the file and is then new.
 * with_value_head adds one to a model that has none. */
lathe_status policy_load(tensor_context *c, const char *folder, bool with_value_head, policy **out, lathe_error *err);
/* Writes config.json and model.safetensors, so that transformers loads them; makes the folder. keep_value_head:
 * false leaves it out. */
lathe_status policy_save(const policy *p, const char *folder, bool keep_value_head, lathe_error *err);
/* A frozen copy (no gradients), e.g. the reference of PPO. */
lathe_status policy_copy(const policy *p, policy **out, lathe_error *err);
/* Overwrites the weights of p with those of source, which has the same configuration. */
lathe_status policy_assign(policy *p, const policy *source, lathe_error *err);
void policy_free(policy *p); /* NULL is fine */
const model_config *policy_config(const policy *p);
tensor_context *policy_context(const policy *p);
/* Numbers in all parameters. */
uint64_t policy_size(const policy *p);

/* ---- parameters ---- */

/* A leaf, as optimisers see it: q, k and v of a layer are one, gate and up too. */
typedef struct policy_parameter {
    tensor *value;
    bool is_value_head;
    bool is_matrix;     /* false: bias or norm, for which weight decay is often off */
} policy_parameter;
/* A tensor of the file format, by Hugging Face's name: rows [first, first + rows) of a leaf. */
typedef struct policy_name {
    char name[96];
    uint32_t parameter; /* index of the leaf */
    uint32_t first, rows;
} policy_name;
/* Both tables live as long as the policy; the order depends on the configuration alone. */
const policy_parameter *policy_parameters(const policy *p, uint32_t *out_count);
const policy_name *policy_names(const policy *p, uint32_t *out_count); /* sorted by name */

/* ---- whole sequences ---- */

typedef struct policy_batch {
    uint32_t rows, length;    /* B, T: the text; T may be 0 where there are points */
    const int32_t *ids;       /* [B][T], each < vocab_size where not padding */
    const uint32_t *lengths;  /* [B] tokens of each row, 0 <= lengths[b] <= T; NULL: T each */
    bool pad_left;            /* padding stands before a row's tokens instead of after */
    uint32_t points;          /* P; 0: no prefix */
    const float *point_values; /* [B][P][3] */
} policy_batch;

/* Hidden states after the last norm at the text positions, [B, T, H]; 0 at padding. hidden[b][t] predicts the
 * token after ids[b][t]. *out_prefix (NULL is fine) gets [B, H], the state of the last point, which predicts the
 * first token. */
tensor *policy_forward(policy *p, const policy_batch *batch, tensor **out_prefix);
/* hidden [..., H] -> [..., V], float32 (float64 for such models). */
tensor *policy_logits(policy *p, tensor *hidden);
/* hidden [..., H] -> [...], as policy_logits. Fails without a value head. */
tensor *policy_values(policy *p, tensor *hidden);
/* Log-probability and entropy of each target under softmax(logits / temperature), [N] for hidden [..., H] of N
 * rows in all. targets [N]; -1 is not asked: 0 there, at no cost. Memory is bounded (network.h). */
tensor_token_scores policy_score_tokens(policy *p, tensor *hidden, const int32_t *targets, double temperature);

/* ---- one token at a time ---- */

typedef struct policy_cache policy_cache;

/* Keys and values of up to `rows` sequences of up to `capacity` positions, the prefix included. */
lathe_status policy_cache_new(policy *p, uint32_t rows, uint32_t capacity, policy_cache **out, lathe_error *err);
void policy_cache_free(policy_cache *cache); /* NULL is fine */
/* Begins anew with the batch's rows (at most the cache's) -> hidden states of each row's last position, [B, H]. */
tensor *policy_prefill(policy *p, policy_cache *cache, const policy_batch *batch);
/* Appends ids [rows in use] and gives the hidden states that predict what follows, [B, H]. Nothing is recorded. */
tensor *policy_step(policy *p, policy_cache *cache, const int32_t *ids);
/* Row i becomes what row rows[i] was, for i < count <= the cache's rows: drops finished rows, repeats a prompt for
 * a group, follows beams. */
lathe_status policy_cache_select(policy_cache *cache, const uint32_t *rows, uint32_t count, lathe_error *err);
uint32_t policy_cache_rows(const policy_cache *cache);                     /* rows in use */
uint32_t policy_cache_length(const policy_cache *cache, uint32_t row);     /* positions filled */

#endif
