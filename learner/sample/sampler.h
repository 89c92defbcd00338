/* sampler.h: batched, KV-cached generation.
 *
 * The token at position t of sample s is drawn from Philox (seed, PHILOX_SAMPLE, stage, step, stream + s, t), so that what is drawn does not
 * depend on how samples are put into batches, except for the rounding of logits in a batch of another size. Where a run must
 * repeat itself bit for bit, `batch` and the order of prompts stay fixed. Recorded log-probs are those of the full
 * softmax(logits / temperature), without renormalisation by top-k, as the trainer computes them. */
#ifndef LATHE_LEARNER_SAMPLE_SAMPLER_H
#define LATHE_LEARNER_SAMPLE_SAMPLER_H

#include "learner/model/policy.h"

typedef struct sampler_options {
    uint64_t seed;
    uint32_t stage, step;
    uint32_t stream;     /* added to the sample in the key, so that samplings of one step have streams of their own */
    uint32_t batch;      /* sequences in flight at once; finished ones are dropped from the cache in chunks */
    uint32_t max_tokens; /* generated per sample, the end token included */
    uint32_t top_k;      /* draws among the k likeliest (ties at the border: the smaller ids); 0: all */
    double temperature;  /* divides the logits; > 0 */
    bool greedy;         /* the likeliest token (ties: the smaller id); log-probs still at the temperature */
    bool with_values;    /* also the value head's figure at each position that predicts a token */
    int32_t bos_id;      /* stands before each prompt's ids; -1: nothing does */
    int32_t eos_id;      /* ends a sample; -1: only the length does */
} sampler_options;
#define SAMPLER_OPTIONS_INIT { .batch = 64, .max_tokens = 256, .temperature = 1, .bos_id = -1, .eos_id = -1 }

typedef struct sampler_prompt {
    const float *points;  /* [point_count][3]; NULL where the policy has no point encoder */
    const int32_t *ids;   /* text after bos; NULL for none */
    uint32_t id_count;
} sampler_prompt;

typedef struct sampler_row {
    uint32_t sample;  /* prompt * group + copy */
    uint32_t length;  /* tokens generated, the end token included where ended */
    int32_t *ids;     /* [length] */
    float *logp;      /* [length] */
    float *values;    /* [length]; NULL unless with_values */
    bool ended;       /* false: cut off at max_tokens */
} sampler_row;

typedef struct sampler_result {
    sampler_row *rows; /* [count], by sample */
    uint32_t count;
    uint64_t tokens;   /* generated in all */
    void *memory;      /* of all rows; private */
} sampler_result;

/* Called for each sample as it ends, in an order that depends on the inputs alone; the row lives as long as the result. A failure
 * ends the sampling with it. */
typedef lathe_status (*sampler_finished)(void *context, const sampler_row *row, lathe_error *err);

/* Draws `group` samples of each prompt. point_count is the same for all prompts. Prompts may differ in length. finished may be
 * NULL. Runs on the thread of the policy's context, outside or inside of scopes. Caller ends *out with sampler_result_clear. */
lathe_status sampler_run(policy *p, const sampler_options *options, const sampler_prompt *prompts, uint32_t prompt_count,
                         uint32_t point_count, uint32_t group, sampler_finished finished, void *context,
                         sampler_result *out, lathe_error *err);
void sampler_result_clear(sampler_result *r); /* NULL is fine */

#endif
