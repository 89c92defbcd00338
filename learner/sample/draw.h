/* draw.h: one token from a row of logits. Pure functions; thread-safe. */
#ifndef LATHE_LEARNER_SAMPLE_DRAW_H
#define LATHE_LEARNER_SAMPLE_DRAW_H

#include <stdbool.h>
#include <stdint.h>

typedef struct draw_options {
    double temperature; /* > 0 */
    uint32_t top_k;     /* 0: all */
    bool greedy;
} draw_options;

/* uniform in [0, 1) picks the token by the cumulative distribution in order of ids. scratch: [count] doubles.
 * *out_logp: log softmax(logits / temperature)[token] over all tokens. A row that is not finite gives -1. */
int32_t draw_token(const float *logits, uint32_t count, const draw_options *options, double uniform, double *scratch,
                   float *out_logp);

#endif
