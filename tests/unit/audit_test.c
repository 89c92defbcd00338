/* Which samples are audited, and what counts as a disagreement. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "ops/jobs/audit.h"

enum { SAMPLES = 20000 };

static uint32_t count_chosen(uint64_t seed, double share, uint32_t step, experiment_purpose purpose)
{
    const experiment_step_id id = {.run = 1, .stage = 1, .step = step, .purpose = purpose};
    uint32_t count = 0;
    for (uint32_t i = 0; i < SAMPLES; i++)
        count += audit_chooses(seed, share, &id, i);
    return count;
}

static void the_share_is_what_was_asked(void **state)
{
    (void)state;
    assert_int_equal(count_chosen(7, 0, 1, EXPERIMENT_TRAIN), 0);
    assert_int_equal(count_chosen(7, 1, 1, EXPERIMENT_TRAIN), SAMPLES);
    uint32_t tenth = count_chosen(7, .1, 1, EXPERIMENT_TRAIN); /* binomial: 2000 with a deviation of 42 */
    assert_in_range(tenth, 2000 - 5 * 42, 2000 + 5 * 42);
    assert_int_equal(count_chosen(7, .1, 1, EXPERIMENT_TRAIN), tenth);
}

/* A sample is chosen by its whole identity but the run's number, so that a repeated run audits the same samples. */
static void the_choice_follows_from_the_identity(void **state)
{
    (void)state;
    const experiment_step_id id = {.run = 1, .stage = 1, .step = 3, .purpose = EXPERIMENT_TRAIN};
    experiment_step_id other[4] = {id, id, id, id};
    uint32_t differ[5] = {0};
    other[0].run = 9;
    other[1].stage = 2;
    other[2].step = 4;
    other[3].purpose = EXPERIMENT_HELD_GREEDY;
    for (uint32_t i = 0; i < 1000; i++) {
        bool chosen = audit_chooses(5, .5, &id, i);
        for (int k = 0; k < 4; k++)
            differ[k] += audit_chooses(5, .5, &other[k], i) != chosen;
        differ[4] += audit_chooses(6, .5, &id, i) != chosen;
    }
    assert_int_equal(differ[0], 0);
    for (int k = 1; k < 5; k++)
        assert_in_range(differ[k], 400, 600);
}

static void kinds_and_distances_are_compared(void **state)
{
    (void)state;
    static const struct {
        audit_side first, second;
        experiment_verdict verdict;
        double difference;
    } rows[] = {
        {{FAILURE_OK, .5}, {FAILURE_OK, .5}, EXPERIMENT_AUDIT_AGREES, 0},
        {{FAILURE_OK, .5}, {FAILURE_OK, .375}, EXPERIMENT_AUDIT_AGREES, .125}, /* the bound itself */
        {{FAILURE_OK, .25}, {FAILURE_OK, .5}, EXPERIMENT_AUDIT_DISAGREES, .25},
        {{FAILURE_OK, 0}, {FAILURE_EMPTY, 0}, EXPERIMENT_AUDIT_DISAGREES, 0},
        {{FAILURE_BUILD, 0}, {FAILURE_OK, .75}, EXPERIMENT_AUDIT_DISAGREES, .75},
        {{FAILURE_VALUE, 0}, {FAILURE_VALUE, 0}, EXPERIMENT_AUDIT_AGREES, 0},
        {{FAILURE_UNSUPPORTED, 0}, {FAILURE_UNSUPPORTED, 0}, EXPERIMENT_AUDIT_AGREES, 0},
        {{FAILURE_OK, .75}, {FAILURE_UNSUPPORTED, 0}, EXPERIMENT_AUDIT_DISAGREES, .75},
        {{FAILURE_OK, .75}, {FAILURE_WORKER_LOST, 0}, EXPERIMENT_AUDIT_FAILED, 0},
        {{FAILURE_TARGET_MISSING, 0}, {FAILURE_OK, .75}, EXPERIMENT_AUDIT_FAILED, 0},
        {{FAILURE_METRIC_FAILED, 0}, {FAILURE_METRIC_FAILED, 0}, EXPERIMENT_AUDIT_FAILED, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double difference = -1;
        assert_int_equal(audit_compare(&rows[i].first, &rows[i].second, .125, &difference), rows[i].verdict);
        assert_true(difference == rows[i].difference);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_share_is_what_was_asked),
        cmocka_unit_test(the_choice_follows_from_the_identity),
        cmocka_unit_test(kinds_and_distances_are_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
