/* The stages learn, resume bit for bit, and replay stored samples. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "learner/model/checkpoint.h"
#include "learner/train/ppo.h"
#include "learner/train/sft.h"
#include "tests/support/tiny_task.h"

static sft_options tiny_sft(uint32_t steps)
{
    sft_options o = SFT_OPTIONS_INIT;
    o.max_steps = steps;
    o.batch = 16;
    o.max_tokens = 12;
    o.evaluate_every = 20;
    o.checkpoint_every = 0;
    o.flat_evaluations = 0;
    o.optimiser.learning_rate = 4e-3;
    o.optimiser.warmup_steps = 10;
    return o;
}

static ppo_options tiny_ppo(uint32_t steps)
{
    ppo_options o = PPO_OPTIONS_INIT;
    o.steps = steps;
    o.prompts = 16;
    o.group = 2;
    o.sample_batch = 12; /* not a divisor: chunks of unequal size, groups cut in two */
    o.max_tokens = 10;
    o.epochs = 2;
    o.minibatches = 2;
    o.kl_coefficient = .01;
    o.value_warmup_steps = 2;
    o.ce_coefficient = .01;
    o.optimiser.learning_rate = 2e-3;
    o.checkpoint_every = 0;
    o.evaluation.examples = 0;
    return o;
}

static stage_result run_sft(tiny_task *t, const sft_options *o, const char *from)
{
    stage_result r;
    lathe_error err = {0};
    if (sft_run(&t->trainer, o, from, &r, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    return r;
}

static stage_result run_ppo(tiny_task *t, const ppo_options *o, policy *reference, const char *from)
{
    stage_result r;
    lathe_error err = {0};
    if (ppo_run(&t->trainer, o, reference, from, &r, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    return r;
}

static void supervised_training_learns_to_read_points(void **state)
{
    (void)state;
    tiny_task *t = tiny_task_new(false, tiny_score_truth);
    sft_options o = tiny_sft(250);
    o.evaluation = (evaluation_options){.examples = TINY_HELD, .batch = 10, .temperature = 1};
    tiny_task_new_policy(t, 1);
    stage_result r = run_sft(t, &o, NULL);
    print_message("held-back loss %.4f, greedy %.3f, sampled %.3f\n", r.held_loss, r.after.greedy_iou, r.after.sampled_iou);
    assert_true(r.held_loss < .05);
    assert_true(r.after.greedy_iou > .95);
    assert_true(r.after.sampled_iou > .9);
    assert_int_equal(r.after.examples, TINY_HELD);
    assert_true(memory_ports_metric(t->ports, 0, 250, "held/greedy/iou_mean") == r.after.greedy_iou);
    tiny_task_free(t);
}

static void supervised_training_ends_when_flat(void **state)
{
    (void)state;
    tiny_task *t = tiny_task_new(true, tiny_score_truth); /* random letters: the held-back loss has a floor */
    sft_options o = tiny_sft(2000);
    o.flat_evaluations = 3;
    tiny_task_new_policy(t, 1);
    stage_result r = run_sft(t, &o, NULL);
    assert_in_range(r.steps, 60, 1000);
    assert_false(r.stopped);
    stage_result again = run_sft(t, &o, r.checkpoint_path); /* its end: nothing is left to do */
    assert_int_equal(again.steps, r.steps);
    assert_string_equal(again.checkpoint_hash, r.checkpoint_hash);
    tiny_task_free(t);
}

static void supervised_training_resumes_bit_for_bit(void **state)
{
    (void)state;
    tiny_task *t = tiny_task_new(false, tiny_score_truth);
    sft_options o = tiny_sft(60);
    o.bucket_batches = 3;
    tiny_task_new_policy(t, 1);
    stage_result whole = run_sft(t, &o, NULL);
    tiny_task_forget(t, tiny_score_truth);
    tiny_task_new_policy(t, 1);
    memory_ports_stop_after(t->ports, 37);
    stage_result half = run_sft(t, &o, NULL);
    assert_true(half.stopped);
    assert_int_equal(half.steps, 37);
    tiny_task_forget(t, tiny_score_truth);
    tiny_task_new_policy(t, 2); /* other weights: all must come from the checkpoint */
    stage_result rest = run_sft(t, &o, half.checkpoint_path);
    assert_int_equal(rest.steps, 60);
    assert_string_equal(rest.checkpoint_hash, whole.checkpoint_hash);
    assert_true(rest.held_loss == whole.held_loss);
    tiny_task_free(t);
}

/* A policy that writes the language with random letters, and its frozen copy. */
static policy *prepare_writer(tiny_task *t)
{
    policy *reference = NULL;
    sft_options o = tiny_sft(150);
    tiny_task_new_policy(t, 1);
    run_sft(t, &o, NULL);
    t->trainer.stage = 1;
    assert_int_equal(policy_copy(t->trainer.policy, &reference, NULL), LATHE_OK);
    return reference;
}

static void ppo_raises_the_reward(void **state)
{
    (void)state;
    tiny_task *t = tiny_task_new(true, tiny_score_ups);
    policy *reference = prepare_writer(t);
    ppo_options o = tiny_ppo(40);
    o.evaluation = (evaluation_options){.examples = TINY_HELD, .batch = 24, .temperature = 1};
    stage_result r = run_ppo(t, &o, reference, NULL);
    print_message("sampled reward before %.3f after %.3f, greedy %.3f\n", r.before.sampled_iou, r.after.sampled_iou,
                  r.after.greedy_iou);
    assert_true(r.before.sampled_iou < .7);
    assert_true(r.after.sampled_iou > .9);
    for (uint32_t step = 1; step <= 40; step++) {
        double difference = memory_ports_metric(t->ports, 1, step, "sampler_logp_difference/max");
        assert_true(difference >= 0 && difference < 1e-4);
        assert_true(isfinite(memory_ports_metric(t->ports, 1, step, "value/loss")));
    }
    assert_true(memory_ports_metric(t->ports, 1, 40, "kl") > 0);
    assert_true(fabs(memory_ports_metric(t->ports, 1, 2, "kl")) < 1e-5); /* the value head alone was trained */
    assert_true(memory_ports_metric(t->ports, 1, 40, "ce/coefficient") < memory_ports_metric(t->ports, 1, 5, "ce/coefficient"));
    policy_free(reference);
    tiny_task_free(t);
}

static void restore(tiny_task *t, const policy *reference)
{
    assert_int_equal(policy_assign(t->trainer.policy, reference, NULL), LATHE_OK);
}

static void ppo_resumes_and_replays_bit_for_bit(void **state)
{
    (void)state;
    tiny_task *t = tiny_task_new(true, tiny_score_ups);
    policy *reference = prepare_writer(t);
    ppo_options o = tiny_ppo(9);
    lathe_error err = {0};
    stage_result r;
    o.kl_place = PPO_KL_IN_LOSS;
    o.checkpoint_every = 3;
    o.evaluate_every = 4;
    o.evaluation = (evaluation_options){.examples = 8, .batch = 8, .temperature = 1};
    tiny_task_forget(t, tiny_score_ups);
    stage_result whole = run_ppo(t, &o, reference, NULL);
    uint32_t commits = memory_ports_commits(t->ports);

    /* stopped and resumed in a new process' state */
    tiny_task_forget(t, tiny_score_ups);
    restore(t, reference);
    memory_ports_stop_after(t->ports, 5);
    stage_result half = run_ppo(t, &o, reference, NULL);
    assert_true(half.stopped);
    assert_int_equal(half.steps, 5);
    memory_ports_stop_after(t->ports, 0);
    tiny_task_new_policy(t, 9);
    stage_result rest = run_ppo(t, &o, reference, half.checkpoint_path);
    assert_string_equal(rest.checkpoint_hash, whole.checkpoint_hash);
    assert_true(rest.before.greedy_iou == whole.before.greedy_iou);

    /* killed after the samples of step 5, resumed from the checkpoint of step 3: steps 4 and 5 are replayed */
    tiny_task_forget(t, tiny_score_ups);
    restore(t, reference);
    memory_ports_fail_at(t->ports, 5);
    assert_int_equal(ppo_run(&t->trainer, &o, reference, NULL, &r, &err), LATHE_E_IO);
    char path[STAGE_PATH];
    snprintf(path, sizeof path, "%s/1-ppo-000003", t->folder);
    tiny_task_new_policy(t, 9);
    rest = run_ppo(t, &o, reference, path);
    assert_string_equal(rest.checkpoint_hash, whole.checkpoint_hash);
    assert_int_equal(memory_ports_commits(t->ports), commits); /* none was drawn twice */

    /* killed before the first checkpoint */
    tiny_task_forget(t, tiny_score_ups);
    restore(t, reference);
    memory_ports_fail_at(t->ports, 2);
    assert_int_equal(ppo_run(&t->trainer, &o, reference, NULL, &r, &err), LATHE_E_IO);
    restore(t, reference);
    rest = run_ppo(t, &o, reference, NULL);
    assert_string_equal(rest.checkpoint_hash, whole.checkpoint_hash);
    policy_free(reference);
    tiny_task_free(t);
}

static void close_to(double a, double b, double relative)
{
    if (!(fabs(a - b) <= relative * (fabs(b) + 1e-3)))
        fail_msg("%.9g is not %.9g", a, b);
}

static void micro_batches_change_neither_loss_nor_gradient(void **state)
{
    (void)state;
    static const char *const names[] = {"policy/loss", "value/loss", "kl/loss", "ce/loss", "entropy", "grad_norm", "ratio/mean"};
    tiny_task *t = tiny_task_new(true, tiny_score_ups);
    sft_options s = tiny_sft(1);
    double loss[2], norm[2], figures[2][7];
    for (int i = 0; i < 2; i++) {
        tiny_task_new_policy(t, 1);
        s.micro_batch = i ? 3 : 0;
        run_sft(t, &s, NULL);
        loss[i] = memory_ports_metric(t->ports, 0, 1, "sft/loss");
        norm[i] = memory_ports_metric(t->ports, 0, 1, "grad_norm");
    }
    close_to(loss[1], loss[0], 1e-5);
    close_to(norm[1], norm[0], 1e-4);
    policy *reference = prepare_writer(t);
    for (int aggregation = LOSS_TOKEN_MEAN; aggregation <= LOSS_FIXED_LENGTH; aggregation++) {
        ppo_options o = tiny_ppo(1);
        o.value_warmup_steps = 0;
        o.kl_place = PPO_KL_IN_LOSS;
        o.ce_coefficient = .5;
        o.ce_steps = 10;
        o.entropy_coefficient = .1;
        o.minibatches = 1;
        o.aggregation = (loss_aggregation)aggregation;
        for (int i = 0; i < 2; i++) {
            o.micro_batch = i ? 5 : 0;
            restore(t, reference);
            run_ppo(t, &o, reference, NULL);
            for (int k = 0; k < 7; k++)
                figures[i][k] = memory_ports_metric(t->ports, 1, 1, names[k]);
        }
        for (int k = 0; k < 7; k++)
            close_to(figures[1][k], figures[0][k], 1e-3);
    }
    policy_free(reference);
    tiny_task_free(t);
}

/* Every third sample could not be scored. */
static void score_with_gaps(void *context, const sample_row *row, sample_score *out)
{
    tiny_score_ups(context, row, out);
    if (row->sample % 3 == 0)
        *out = (sample_score){.failure = FAILURE_UNSUPPORTED, .reward = NAN, .iou = NAN};
}

static void score_nothing(void *context, const sample_row *row, sample_score *out)
{
    (void)context;
    (void)row;
    *out = (sample_score){.failure = FAILURE_WORKER_LOST, .reward = NAN, .iou = NAN};
}

static void samples_without_reward_are_left_out(void **state)
{
    (void)state;
    tiny_task *t = tiny_task_new(true, score_with_gaps);
    ppo_options o = tiny_ppo(2);
    o.kl_place = PPO_KL_OFF;
    o.ce_coefficient = 0;
    tiny_task_new_policy(t, 1);
    t->trainer.stage = 1;
    run_ppo(t, &o, NULL, NULL);
    assert_true(memory_ports_metric(t->ports, 1, 1, "dropped") == 11);
    assert_true(isfinite(memory_ports_metric(t->ports, 1, 2, "grad_norm")));
    assert_true(isfinite(memory_ports_metric(t->ports, 1, 2, "reward/mean")));
    /* nothing to learn from: the weights stay */
    policy *before = NULL;
    char hashes[2][HASH_HEX + 1];
    assert_int_equal(policy_copy(t->trainer.policy, &before, NULL), LATHE_OK);
    for (int i = 0; i < 2; i++) {
        tiny_task_forget(t, score_nothing);
        restore(t, before);
        o.steps = (uint32_t)(1 + i);
        stage_result r = run_ppo(t, &o, NULL, NULL);
        hash256 hash;
        assert_int_equal(checkpoint_write(r.checkpoint_path, t->trainer.policy, NULL, NULL, &hash, NULL), LATHE_OK);
        hash_to_hex(&hash, hashes[i]);
    }
    assert_string_equal(hashes[0], hashes[1]);
    policy_free(before);
    tiny_task_free(t);
}

static void misuse_is_refused_by_name(void **state)
{
    (void)state;
    tiny_task *t = tiny_task_new(true, tiny_score_ups);
    stage_result r;
    lathe_error err = {0};
    ppo_options o = tiny_ppo(3);
    tiny_task_new_policy(t, 1);
    assert_int_equal(ppo_run(&t->trainer, &o, NULL, NULL, &r, &err), LATHE_E_INPUT);
    assert_non_null(strstr(err.message, "reference"));
    o.kl_place = PPO_KL_OFF;
    o.epochs = 0;
    assert_int_equal(ppo_run(&t->trainer, &o, NULL, NULL, &r, &err), LATHE_E_INPUT);
    assert_non_null(strstr(err.message, "epochs"));
    sft_options s = tiny_sft(2);
    stage_result done = run_sft(t, &s, NULL);
    o.epochs = 1;
    assert_int_equal(ppo_run(&t->trainer, &o, NULL, done.checkpoint_path, &r, &err), LATHE_E_INPUT);
    assert_non_null(strstr(err.message, "0-sft-000002"));
    s.max_tokens = 3;
    assert_int_equal(sft_run(&t->trainer, &s, NULL, &r, &err), LATHE_E_INPUT);
    assert_non_null(strstr(err.message, "at most 3 tokens"));
    /* stored samples of another configuration */
    o.steps = 1;
    run_ppo(t, &o, NULL, NULL);
    o.group = 1;
    assert_int_equal(ppo_run(&t->trainer, &o, NULL, NULL, &r, &err), LATHE_E_INPUT);
    assert_non_null(strstr(err.message, "stored samples"));
    t->examples.train_count = 0;
    assert_int_equal(sft_run(&t->trainer, &s, NULL, &r, &err), LATHE_E_INPUT);
    assert_non_null(strstr(err.message, "no examples"));
    tiny_task_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(supervised_training_learns_to_read_points),
        cmocka_unit_test(supervised_training_ends_when_flat),
        cmocka_unit_test(supervised_training_resumes_bit_for_bit),
        cmocka_unit_test(ppo_raises_the_reward),
        cmocka_unit_test(ppo_resumes_and_replays_bit_for_bit),
        cmocka_unit_test(micro_batches_change_neither_loss_nor_gradient),
        cmocka_unit_test(samples_without_reward_are_left_out),
        cmocka_unit_test(misuse_is_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
