/* config.h: the shape of a model, as Hugging Face's config.json has it. Plain data. */
#ifndef LATHE_LEARNER_MODEL_CONFIG_H
#define LATHE_LEARNER_MODEL_CONFIG_H

#include "base/status.h"

typedef struct model_config {
    uint32_t vocab_size, hidden_size, intermediate_size;
    uint32_t layers;
    uint32_t heads, kv_heads, head_dim; /* head_dim: hidden_size / heads unless the file says otherwise; even */
    uint32_t max_positions;             /* informative: rotary positions have no table */
    double rms_norm_epsilon, rope_theta, initializer_range;
    bool tied_head;                     /* logits from the embedding matrix */
    bool attention_bias;                /* on q, k and v, as Qwen2 */
    int32_t bos_id, eos_id, pad_id;     /* -1: none */
    bool has_points;                    /* architectures: CADRecode; a point encoder before the text */
    bool has_value_head;                /* the file's own key `lathe_value_head` */
} model_config;
#define MODEL_CONFIG_INIT \
    { .vocab_size = 512, .hidden_size = 128, .intermediate_size = 352, .layers = 4, .heads = 4, .kv_heads = 2, \
      .head_dim = 32, .max_positions = 2048, .rms_norm_epsilon = 1e-6, .rope_theta = 10000, .initializer_range = .02, \
      .tied_head = true, .attention_bias = true, .bos_id = -1, .eos_id = -1, .pad_id = -1 }

/* LATHE_E_INPUT with one line that names the key unless the sizes fit each other and are within bounds. */
lathe_status model_config_check(const model_config *config, lathe_error *err);
/* Reads a config.json of the Qwen2 layout (rope_theta at the top or in rope_parameters). Errors name the file and
 * the key; a model_type that is not supported is refused by name. */
lathe_status model_config_read(const char *path, model_config *out, lathe_error *err);
/* Writes what model_config_read and transformers read; keys sorted, the same bytes for the same configuration. */
lathe_status model_config_write(const model_config *config, const char *path, lathe_error *err);

#endif
