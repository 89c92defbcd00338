/* tiny_task.h: a language small enough to be learned in seconds. An example is three points; its script is "r=" and for each point 'u' or 'd'
 * by the sign of its x, so that nobody can write it without reading the points. */
#ifndef LATHE_TESTS_SUPPORT_TINY_TASK_H
#define LATHE_TESTS_SUPPORT_TINY_TASK_H

#include "learner/train/trainer.h"
#include "tests/support/memory_ports.h"

enum { TINY_POINTS = 3, TINY_LETTERS = 3, TINY_TRAIN = 96, TINY_HELD = 24, TINY_SCRIPT = 2 + TINY_LETTERS };

typedef struct tiny_task {
    tensor_context *context;
    tokenizer *tokens;
    training_example train[TINY_TRAIN], held[TINY_HELD];
    float points[TINY_TRAIN + TINY_HELD][TINY_POINTS][3];
    char scripts[TINY_TRAIN + TINY_HELD][TINY_SCRIPT + 1];
    training_examples examples;
    model_config config;
    char folder[64]; /* of checkpoints, in /tmp */
    memory_ports *ports;
    trainer trainer;
} tiny_task;

/* random_letters: scripts do not follow the points, so that only a reward says what is wanted. Aborts the test on failure. */
tiny_task *tiny_task_new(bool random_letters, memory_score score);
void tiny_task_free(tiny_task *t);
/* A new policy of the task's configuration, initialised from the seed, in trainer.policy. */
void tiny_task_new_policy(tiny_task *t, uint64_t seed);
/* Forgets stored samples and steps. */
void tiny_task_forget(tiny_task *t, memory_score score);
/* reward and iou: share of the truth's letters that were written; valid where the text has the form of the language. */
void tiny_score_truth(void *context, const sample_row *row, sample_score *out);
/* reward and iou: share of 'u' among the letters; a text of another form is a syntax failure with reward -1. */
void tiny_score_ups(void *context, const sample_row *row, sample_score *out);

#endif
