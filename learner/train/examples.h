/* examples.h: what the stages train on, as ops/jobs loads it. Plain data, borrowed for a whole stage. */
#ifndef LATHE_LEARNER_TRAIN_EXAMPLES_H
#define LATHE_LEARNER_TRAIN_EXAMPLES_H

#include <stddef.h>
#include <stdint.h>

typedef struct training_example {
    int64_t id;            /* in the example set */
    const float *points;   /* [points][3]; NULL where the policy has no point encoder */
    const char *script;    /* the truth; empty where there is none (then not for SFT or the cross-entropy term) */
    size_t script_length;
} training_example;

typedef struct training_examples {
    const training_example *train, *held;
    uint32_t train_count, held_count;
    uint32_t points;       /* of each example; 0: no prefix */
} training_examples;

#endif
