/* What a training job on this machine can do: tokens per second of sampling and of training, and the share of each phase of a PPO step, on a
 * model and scripts of the main job's size. Prints; fails only if something fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/philox.h"
#include "learner/train/ppo.h"
#include "learner/train/sft.h"
#include "tests/support/memory_ports.h"
#include "tests/support/scratch.h"

enum { EXAMPLES = 600, HELD = 100, POINTS = 64, ROOM = 640 };

typedef struct bench {
    float points[EXAMPLES][POINTS][3];
    char scripts[EXAMPLES][ROOM];
    training_example examples[EXAMPLES];
    tokenizer_text texts[EXAMPLES];
} bench;

static void make_examples(bench *b)
{
    philox_stream s = philox_stream_at(1, PHILOX_TEST, 0, 0, 0, 0);
    for (int i = 0; i < EXAMPLES; i++) {
        int length = snprintf(b->scripts[i], ROOM, "import cadquery as cq\nw0=cq.Workplane('XY',origin=(0,0,%d))\nr=w0.sketch()",
                              (int)philox_below(&s, 201) - 100);
        for (int k = 0; k < 8; k++)
            length += snprintf(b->scripts[i] + length, ROOM - (size_t)length, ".segment((%d,%d),(%d,%d))",
                               (int)philox_below(&s, 201) - 100, (int)philox_below(&s, 201) - 100,
                               (int)philox_below(&s, 201) - 100, (int)philox_below(&s, 201) - 100);
        length += snprintf(b->scripts[i] + length, ROOM - (size_t)length, ".close().assemble().finalize().extrude(%d)",
                           (int)philox_below(&s, 201) - 100);
        for (int k = 0; k < POINTS * 3; k++)
            b->points[i][k / 3][k % 3] = (float)(philox_uniform(&s) * 2 - 1);
        b->examples[i] = (training_example){i, &b->points[i][0][0], b->scripts[i], (size_t)length};
        b->texts[i] = (tokenizer_text){b->scripts[i], (size_t)length};
    }
}

static void score(void *context, const sample_row *row, sample_score *out)
{
    (void)context;
    double share = 0;
    for (size_t i = 0; i < row->script_length; i++)
        share += row->script[i] == '(';
    *out = (sample_score){.failure = FAILURE_OK, .has_reward = true, .valid = true,
                          .reward = share / (double)(row->script_length + 1)};
}

static void measure(trainer *t, memory_ports *ports)
{
    static const char *const names[] = {"timing/generate", "timing/train", "timing/total", "throughput/tokens_per_s",
                                        "response_length/mean", "sampler_logp_difference/max"};
    sft_options s = SFT_OPTIONS_INIT;
    ppo_options o = PPO_OPTIONS_INIT;
    policy *reference = NULL;
    stage_result r;
    lathe_error err = {0};
    double rate = 0;
    s.max_steps = 40;
    s.flat_evaluations = 0;
    s.evaluate_every = 1000;
    int64_t begin = clock_monotonic_ns();
    if (sft_run(t, &s, NULL, &r, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    double seconds = (double)(clock_monotonic_ns() - begin) * 1e-9;
    for (uint32_t step = 11; step <= 40; step++)
        rate += memory_ports_metric(ports, t->stage, step, "throughput/tokens_per_s") / 30;
    print_message("sft: %.1f ms a step of %u, %.0f script tokens/s\n", seconds * 1e3 / 40, s.batch, rate);
    t->stage++;
    assert_int_equal(policy_copy(t->policy, &reference, NULL), LATHE_OK);
    o.steps = 3;
    o.prompts = 32;
    o.epochs = 1;
    o.minibatches = 2;
    o.max_tokens = 120;
    o.evaluation.examples = HELD;
    begin = clock_monotonic_ns();
    if (ppo_run(t, &o, reference, NULL, &r, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    print_message("ppo: %.2f s for 3 steps of %u samples and 2 evaluations of %d\n",
                  (double)(clock_monotonic_ns() - begin) * 1e-9, o.prompts * o.group, HELD);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        print_message("  %s %.6g\n", names[i], memory_ports_metric(ports, t->stage, 3, names[i]));
    policy_free(reference);
}

static void a_job_of_the_main_size(void **state)
{
    (void)state;
    bench *b = calloc(1, sizeof *b);
    assert_non_null(b);
    make_examples(b);
    tokenizer *tokens = NULL;
    lathe_error err = {0};
    assert_int_equal(tokenizer_train(b->texts, EXAMPLES, 512, TOKENIZER_CODE, &tokens, &err), LATHE_OK);
    const training_examples examples = {b->examples, b->examples + EXAMPLES - HELD, EXAMPLES - HELD, HELD, POINTS};
    for (int threads = 1; threads <= 2; threads++) {
        const tensor_options options = {.device = "cpu", .type = TENSOR_FLOAT32, .threads = threads};
        model_config config = MODEL_CONFIG_INIT;
        char folder[] = "/tmp/lathe-bench-XXXXXX";
        assert_non_null(mkdtemp(folder));
        config.vocab_size = tokenizer_vocab_size(tokens);
        config.has_points = config.has_value_head = true;
        memory_ports *ports = memory_ports_new(score, NULL);
        trainer t = {.tokens = tokens, .examples = &examples, .ports = memory_ports_get(ports), .seed = 1,
                     .checkpoint_folder = folder};
        tensor_context *c = NULL;
        assert_int_equal(tensor_context_new(&options, &c, &err), LATHE_OK);
        assert_int_equal(policy_new(c, &config, 1, &t.policy, &err), LATHE_OK);
        print_message("%d threads, %.2f M parameters\n", threads, (double)policy_size(t.policy) * 1e-6);
        measure(&t, ports);
        policy_free(t.policy);
        tensor_context_free(c);
        memory_ports_free(ports);
        scratch_remove(folder);
    }
    tokenizer_free(tokens);
    free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_job_of_the_main_size)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
