/* token_batch.h: sequences made ready for the policy: bos and all tokens but the last go in, the tokens are the targets. */
#ifndef LATHE_LEARNER_TRAIN_TOKEN_BATCH_H
#define LATHE_LEARNER_TRAIN_TOKEN_BATCH_H

#include "learner/model/policy.h"
#include "learner/text/tokenizer.h"
#include "learner/train/examples.h"

/* What follows points and bos; borrowed. */
typedef struct token_sequence {
    const float *points; /* [points][3] */
    const int32_t *ids;  /* [length], length > 0 */
    uint32_t length;
} token_sequence;

typedef struct token_batch {
    policy_batch input;  /* [rows][length]; position t predicts token t */
    int32_t *targets;    /* [rows][length]; -1 where there is no token */
    float *mask;         /* [rows][length]: 1 where there is one */
    uint32_t tokens;     /* in all */
    void *memory;        /* private */
} token_batch;

/* Caller ends *out with token_batch_clear. rows > 0. */
lathe_status token_batch_make(const token_sequence *sequences, uint32_t rows, uint32_t points, int32_t bos, token_batch *out,
                              lathe_error *err);
void token_batch_clear(token_batch *b); /* a zeroed one is fine */

/* The truths of examples as ids with the end token, once for a whole stage. */
typedef struct example_tokens {
    int32_t **ids;      /* [count] owned; NULL where there is no truth or it is longer than allowed */
    uint32_t *lengths;  /* [count]; 0 where NULL */
    uint32_t count;
    uint32_t left_out;  /* too long */
} example_tokens;


lathe_status example_tokens_make(const tokenizer *t, const training_example *examples, uint32_t count,
                                 uint32_t max_tokens, example_tokens *out, lathe_error *err);
void example_tokens_clear(example_tokens *e);

/* Sum of the log-probs of a sequence list's tokens, without gradients, `batch` sequences at once. */
lathe_status token_batch_score(policy *p, const token_sequence *sequences, uint32_t count, uint32_t points, int32_t bos,
                               uint32_t batch, double *out_logp, uint64_t *out_tokens, lathe_error *err);

#endif
