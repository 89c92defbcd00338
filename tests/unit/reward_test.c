/* What a score is worth. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "ops/jobs/reward.h"

static const reward_options options = {
    .iou_weight = 10,
    .iou_exponent = 2,
    .valid_bonus = .25,
    .invalid_solid = -.5,
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

static void a_shape_is_worth_its_iou(void **state)
{
    (void)state;
    const run_outcome ok = {.failure = FAILURE_OK, .valid = SHAPE_VALID};
    const run_outcome invalid = {.failure = FAILURE_OK, .valid = SHAPE_NOT_VALID};
    double iou = 600. * 8 / ((1000. + 800 - 600) * 8 + 50. * 4);
    reward_outcome worth = reward_of(&options, &ok, &counts);
    assert_true(worth.has_reward);
    assert_true(fabs(worth.iou - iou) < 1e-12);
    assert_true(fabs(worth.reward - (.25 + 10 * iou * iou)) < 1e-12);
    assert_true(fabs(reward_of(&options, &invalid, &counts).reward - worth.reward + .5) < 1e-12);
}

static void a_failure_is_worth_its_kind_and_no_iou(void **state)
{
    (void)state;
    const run_outcome syntax = {.failure = FAILURE_SYNTAX}, timeout = {.failure = FAILURE_TIMEOUT};
    reward_outcome worth = reward_of(&options, &syntax, &counts);
    assert_true(worth.has_reward && worth.reward == -10 && worth.iou == 0);
    assert_true(reward_of(&options, &timeout, &counts).reward == -3);
}

static void what_is_not_the_script_s_fault_is_no_reward(void **state)
{
    (void)state;
    static const lathe_failure faults[] = {FAILURE_UNSUPPORTED, FAILURE_WORKER_LOST, FAILURE_TARGET_MISSING,
                                           FAILURE_METRIC_FAILED};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const run_outcome outcome = {.failure = faults[i]};
        reward_outcome worth = reward_of(&options, &outcome, &counts);
        assert_true(!worth.has_reward && worth.reward == 0 && worth.iou == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shape_is_worth_its_iou),
        cmocka_unit_test(a_failure_is_worth_its_kind_and_no_iou),
        cmocka_unit_test(what_is_not_the_script_s_fault_is_no_reward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
