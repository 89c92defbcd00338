/* What a score is worth. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "ops/jobs/reward_keys.h"
#include "ops/jobs/run_data.h"
#include "reward/measure/metric.h"

static const reward_options options = {
    .iou_weight = 10,
    .iou_exponent = 2,
    .valid_bonus = .25,
    .invalid_solid = -.5,
    .success_iou = 1,
    .failure = {[FAILURE_SYNTAX] = -10, [FAILURE_TIMEOUT] = -3},
};
/* 600 of 1000 truth samples hit, 200 beside it inside the box, 50 outside in a box half as large. */
static const score_counts counts = {.both = 600,
                                    .truth = 1000,
                                    .prediction = 800,
                                    .outside = 50,
                                    .rows = 4096,
                                    .truth_box_volume = 8,
                                    .prediction_box_volume = 4};

static const reward_sample plain = {.length = 100};

static double worth_with(const reward_options *o, const reward_sample *sample, lathe_failure failure)
{
    const run_outcome outcome = {.failure = failure, .valid = SHAPE_VALID};
    return reward_of(o, sample, &outcome, &counts).reward;
}

static void a_shape_is_worth_its_iou(void **state)
{
    (void)state;
    const run_outcome ok = {.failure = FAILURE_OK, .valid = SHAPE_VALID};
    const run_outcome invalid = {.failure = FAILURE_OK, .valid = SHAPE_NOT_VALID};
    double iou = 600. * 8 / ((1000. + 800 - 600) * 8 + 50. * 4);
    reward_outcome worth = reward_of(&options, &plain, &ok, &counts);
    assert_true(worth.has_reward);
    assert_true(fabs(worth.iou - iou) < 1e-12);
    assert_true(fabs(worth.reward - (.25 + 10 * iou * iou)) < 1e-12);
    assert_true(fabs(reward_of(&options, &plain, &invalid, &counts).reward - worth.reward + .5) < 1e-12);
}

static void a_failure_is_worth_its_kind_and_no_iou(void **state)
{
    (void)state;
    const run_outcome syntax = {.failure = FAILURE_SYNTAX}, timeout = {.failure = FAILURE_TIMEOUT};
    reward_outcome worth = reward_of(&options, &plain, &syntax, &counts);
    assert_true(worth.has_reward && worth.reward == -10 && worth.iou == 0);
    assert_true(reward_of(&options, &plain, &timeout, &counts).reward == -3);
}

static void what_is_not_the_script_s_fault_is_no_reward(void **state)
{
    (void)state;
    static const lathe_failure faults[] = {FAILURE_UNSUPPORTED, FAILURE_WORKER_LOST, FAILURE_TARGET_MISSING,
                                           FAILURE_METRIC_FAILED};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const run_outcome outcome = {.failure = faults[i]};
        reward_outcome worth = reward_of(&options, &plain, &outcome, &counts);
        assert_true(!worth.has_reward && worth.reward == 0 && worth.iou == 0);
    }
}

/* The IoU of these counts is 4800 / 9800 = .4898; that of a solid with itself is 1. */
static void below_the_floor_iou_is_worth_nothing(void **state)
{
    (void)state;
    reward_options o = options;
    o.iou_floor = .4897;
    assert_true(fabs(worth_with(&o, &plain, FAILURE_OK) - (.25 + 10 * (4800. / 9800) * (4800. / 9800))) < 1e-12);
    o.iou_floor = .4899;
    assert_true(worth_with(&o, &plain, FAILURE_OK) == .25);
    const run_outcome ok = {.failure = FAILURE_OK};
    assert_true(fabs(reward_of(&o, &plain, &ok, &counts).iou - 4800. / 9800) < 1e-12); /* what was measured stays */
}

static void success_is_worth_a_bonus(void **state)
{
    (void)state;
    const score_counts same = {.both = 1000, .truth = 1000, .prediction = 1000, .truth_box_volume = 8};
    const run_outcome ok = {.failure = FAILURE_OK};
    reward_options o = options;
    o.success_bonus = 3;
    assert_true(fabs(reward_of(&o, &plain, &ok, &same).reward - (.25 + 10 + 3)) < 1e-12); /* success_iou itself is enough */
    assert_true(worth_with(&o, &plain, FAILURE_OK) == worth_with(&options, &plain, FAILURE_OK));
    o.success_iou = .48;
    assert_true(fabs(worth_with(&o, &plain, FAILURE_OK) - worth_with(&options, &plain, FAILURE_OK) - 3) < 1e-12);
    assert_true(worth_with(&o, &plain, FAILURE_SYNTAX) == -10);
}

static void length_and_repetition_cost(void **state)
{
    (void)state;
    const reward_sample short_one = {.length = 90}, at_it = {.length = 96}, longer = {.length = 112, .duplicates = 1. / 3};
    reward_options o = options;
    o.length_free = 96;
    o.length_penalty = .125;
    assert_true(worth_with(&o, &short_one, FAILURE_OK) == worth_with(&options, &short_one, FAILURE_OK));
    assert_true(worth_with(&o, &at_it, FAILURE_SYNTAX) == -10);
    assert_true(worth_with(&o, &plain, FAILURE_SYNTAX) == -10.5); /* 4 tokens beyond */
    o.duplicate_penalty = .75;
    assert_true(fabs(worth_with(&o, &longer, FAILURE_SYNTAX) - (-10 - 2 - .25)) < 1e-12); /* 16 tokens, a third of .75 */
    const run_outcome lost = {.failure = FAILURE_WORKER_LOST};
    assert_true(!reward_of(&o, &longer, &lost, &counts).has_reward && reward_of(&o, &longer, &lost, &counts).reward == 0);
}

static void a_small_chamfer_distance_is_worth_more(void **state)
{
    (void)state;
    static const struct {
        bool has;
        double chamfer, worth;
    } rows[] = {{true, 0, 4}, {true, .5, 3}, {true, 2, 0}, {true, 1e9, 0}, {false, 0, 0}};
    const run_outcome ok = {.failure = FAILURE_OK}, failed = {.failure = FAILURE_SYNTAX};
    reward_options o = options;
    o.chamfer_weight = 4;
    o.chamfer_worst = 2;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        score_counts c = counts;
        c.has_chamfer = rows[i].has;
        c.chamfer = rows[i].chamfer;
        double more = reward_of(&o, &plain, &ok, &c).reward - reward_of(&options, &plain, &ok, &counts).reward;
        assert_true(fabs(more - rows[i].worth) < 1e-12);
        assert_true(reward_of(&o, &plain, &failed, &c).reward == -10);
    }
}

/* The configuration's words are the metrics' names. */
static void every_metric_can_be_configured(void **state)
{
    (void)state;
    for (int id = 0; id < METRIC_COUNT; id++) {
        config *c = NULL;
        lathe_error err = {0};
        char assignment[64];
        const char *set = assignment;
        snprintf(assignment, sizeof assignment, "rollout.metric=%s", metric_by_id((metric_id)id)->name);
        if (config_read(NULL, 0, &set, 1, &c, &err) != LATHE_OK)
            fail_msg("%s", err.message);
        assert_int_equal(run_data_targets(c).metric, id);
        config_free(c);
    }
}

static reward_options read_options(const char *path)
{
    config *c = NULL;
    lathe_error err = {0};
    if (config_read(&path, 1, NULL, 0, &c, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    reward_options o = reward_from_config(c);
    config_free(c);
    return o;
}

/* The files that a README's table names give the formulas that stand there. */
static void presets_are_what_they_say(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        double bonus, weight, syntax, other;
    } presets[] = {
        {"configs/rewards/cadrille.yaml", 0, 10, -10, -10},
        {"configs/rewards/ppo_iou.yaml", .1, 1, 0, 0},
        {"configs/rewards/parse_run_iou.yaml", 1, 1, 0, .5},
    };
    const double iou = 4800. / 9800;
    for (size_t i = 0; i < sizeof presets / sizeof presets[0]; i++) {
        const reward_options preset = read_options(presets[i].path);
        assert_true(fabs(worth_with(&preset, &plain, FAILURE_OK) - (presets[i].bonus + presets[i].weight * iou)) < 1e-12);
        for (int kind = 0; kind < FAILURE_COUNT; kind++) {
            const double want = kind == FAILURE_SYNTAX ? presets[i].syntax : presets[i].other;
            if (kind != FAILURE_OK && failure_is_rewarded((lathe_failure)kind))
                assert_true(worth_with(&preset, &plain, (lathe_failure)kind) == want);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shape_is_worth_its_iou),
        cmocka_unit_test(a_failure_is_worth_its_kind_and_no_iou),
        cmocka_unit_test(what_is_not_the_script_s_fault_is_no_reward),
        cmocka_unit_test(below_the_floor_iou_is_worth_nothing),
        cmocka_unit_test(success_is_worth_a_bonus),
        cmocka_unit_test(length_and_repetition_cost),
        cmocka_unit_test(a_small_chamfer_distance_is_worth_more),
        cmocka_unit_test(every_metric_can_be_configured),
        cmocka_unit_test(presets_are_what_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
