/* generate_score.h: scores of generated scripts against one truth, by a local executor. One thread. */
#ifndef LATHE_OPS_LEARNER_GENERATE_SCORE_H
#define LATHE_OPS_LEARNER_GENERATE_SCORE_H

#include "base/status.h"

typedef struct generate_scorer generate_scorer;

typedef struct generate_score {
    bool known; /* false: nobody asked */
    lathe_failure failure;
    double iou; /* 0 for failures */
} generate_score;

/* Starts an executor and prepares the truth. LATHE_E_IO where it cannot be had. Caller owns *out. */
lathe_status generate_scorer_new(const char *truth, generate_scorer **out, lathe_error *err);
void generate_scorer_free(generate_scorer *s); /* NULL is fine */
lathe_status generate_scorer_score(generate_scorer *s, const void *script, size_t length, generate_score *out,
                                   lathe_error *err);

#endif
