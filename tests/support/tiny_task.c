#include "tests/support/tiny_task.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/philox.h"
#include "tests/support/scratch.h"

static void make_examples(tiny_task *t, bool random_letters)
{
    philox_stream s = philox_stream_at(77, PHILOX_TEST, 0, 0, 0, 0);
    for (int i = 0; i < TINY_TRAIN + TINY_HELD; i++) {
        memcpy(t->scripts[i], "r=", 2);
        for (int k = 0; k < TINY_POINTS; k++) {
            bool up = philox_below(&s, 2);
            for (int axis = 0; axis < 3; axis++)
                t->points[i][k][axis] = (float)(philox_uniform(&s) - .5);
            t->points[i][k][0] = up ? .5f : -.5f;
            t->scripts[i][2 + k] = (random_letters ? philox_below(&s, 2) : up) ? 'u' : 'd';
        }
        training_example *e = i < TINY_TRAIN ? &t->train[i] : &t->held[i - TINY_TRAIN];
        *e = (training_example){1000 + i, &t->points[i][0][0], t->scripts[i], TINY_SCRIPT};
    }
    t->examples = (training_examples){t->train, t->held, TINY_TRAIN, TINY_HELD, TINY_POINTS};
}

tiny_task *tiny_task_new(bool random_letters, memory_score score)
{
    static const tensor_options options = {.device = "cpu", .type = TENSOR_FLOAT32, .threads = 1};
    tiny_task *t = calloc(1, sizeof *t);
    lathe_error err = {0};
    assert_non_null(t);
    make_examples(t, random_letters);
    if (tensor_context_new(&options, &t->context, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    /* no merges: a letter is a token */
    assert_int_equal(tokenizer_train(NULL, 0, 259, TOKENIZER_CODE, &t->tokens, &err), LATHE_OK);
    t->config = (model_config)MODEL_CONFIG_INIT;
    t->config.vocab_size = 259;
    t->config.hidden_size = 32;
    t->config.intermediate_size = 64;
    t->config.layers = 2;
    t->config.heads = 2;
    t->config.kv_heads = 1;
    t->config.head_dim = 16;
    t->config.has_points = true;
    t->config.has_value_head = true;
    snprintf(t->folder, sizeof t->folder, "/tmp/lathe-tiny-XXXXXX");
    assert_non_null(mkdtemp(t->folder));
    t->trainer = (trainer){.tokens = t->tokens, .examples = &t->examples, .seed = 5, .checkpoint_folder = t->folder};
    tiny_task_forget(t, score);
    return t;
}

void tiny_task_forget(tiny_task *t, memory_score score)
{
    memory_ports_free(t->ports);
    t->ports = memory_ports_new(score, t);
    assert_non_null(t->ports);
    t->trainer.ports = memory_ports_get(t->ports);
}

void tiny_task_new_policy(tiny_task *t, uint64_t seed)
{
    lathe_error err = {0};
    policy_free(t->trainer.policy);
    t->trainer.policy = NULL;
    if (policy_new(t->context, &t->config, seed, &t->trainer.policy, &err) != LATHE_OK)
        fail_msg("%s", err.message);
}

void tiny_task_free(tiny_task *t)
{
    scratch_remove(t->folder);
    memory_ports_free(t->ports);
    policy_free(t->trainer.policy);
    tokenizer_free(t->tokens);
    tensor_context_free(t->context);
    free(t);
}

static bool has_form(const sample_row *row)
{
    bool fits = row->script_length == TINY_SCRIPT && memcmp(row->script, "r=", 2) == 0;
    for (size_t i = 2; fits && i < TINY_SCRIPT; i++)
        fits = row->script[i] == 'u' || row->script[i] == 'd';
    return fits;
}

static void finish_score(bool valid, double share, sample_score *out)
{
    *out = (sample_score){.failure = valid ? FAILURE_OK : FAILURE_SYNTAX, .has_reward = true, .reward = valid ? share : -1,
                          .iou = valid ? share : 0, .valid = valid};
}

void tiny_score_truth(void *context, const sample_row *row, sample_score *out)
{
    const tiny_task *t = context;
    const char *truth = t->scripts[row->example - 1000];
    bool valid = has_form(row);
    double right = 0;
    for (size_t i = 2; valid && i < TINY_SCRIPT; i++)
        right += row->script[i] == truth[i];
    finish_score(valid, right / TINY_LETTERS, out);
}

void tiny_score_ups(void *context, const sample_row *row, sample_score *out)
{
    (void)context;
    bool valid = has_form(row);
    double ups = 0;
    for (size_t i = 2; valid && i < TINY_SCRIPT; i++)
        ups += row->script[i] == 'u';
    finish_score(valid, ups / TINY_LETTERS, out);
}
