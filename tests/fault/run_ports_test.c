/* run_ports_test.c: a step's samples through the database, the broker and a worker whose executor misbehaves as it is told: scores,
 * audits that agree, disagree and fail, scores that are reused. */
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ops/jobs/run_ports.h"
#include "tests/support/rollout_support.h"
#include "tests/support/storage_fixture.h"

enum { STAGE = 1, SAMPLES_MAX = 8, SLOTS = 2 };

typedef struct ports_fixture {
    storage_fixture base;
    example_list held;
    fleet *fleet;
    pid_t worker;
    uint64_t epoch;
} ports_fixture;

static void start_fleet(ports_fixture *f)
{
    fleet_options options = FLEET_OPTIONS_INIT;
    options.database = f->base.path;
    options.endpoint = "ipc://*";
    options.epoch = ++f->epoch;
    options.workers = 0;
    options.retries = 0;
    CHECK_OK(fleet_start(&options, &f->fleet, err));
    f->worker = support_start_worker(broker_endpoint(fleet_broker(f->fleet), 0), SLOTS, NULL, NULL);
}

static void stop_fleet(ports_fixture *f)
{
    fleet_free(f->fleet);
    kill(f->worker, SIGKILL);
    support_wait_exit(f->worker, 5000);
}

static int set_up(void **state)
{
    ports_fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    fixture_make_folder(&f->base);
    fixture_open(&f->base);
    CHECK_OK(example_set_load(f->base.db, f->base.set.id, EXAMPLE_HELD, 0, &f->held, err));
    start_fleet(f);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    ports_fixture *f = *state;
    stop_fleet(f);
    example_list_clear(&f->held);
    fixture_close(&f->base);
    fixture_remove_folder(&f->base);
    free(f);
    return 0;
}

static run_ports_options options_of(const ports_fixture *f)
{
    run_ports_options o = {
        .db = f->base.db,
        .run = f->base.run.id,
        .epoch = f->epoch,
        .fleet = f->fleet,
        .train = &f->base.train,
        .held = &f->held,
        .reward = {.iou_weight = 1, .iou_exponent = 1, .success_iou = 1},
        .seed = 1,
        .audit_share = 1,
        .audit_bound = 1e-3,
        .limits = RUN_LIMITS_INIT,
        .mode = SCORE_MODE_EXACT,
        .cache = true,
        .wait_seconds = 20,
    };
    o.limits.wall_ms = 2000;
    o.reward.failure[FAILURE_NAME] = -1;
    return o;
}

/* A step from its samples to its commit. scripts end with NULL, and are all written for the first part. */
static void run_step(const run_ports_options *options, uint32_t step, const char *const *scripts, sample_score *out)
{
    static const int32_t ids[] = {1, 2, 3};
    static const float logp[] = {-1, -2, -3};
    const metric loss = {"policy/loss", .5};
    const step_report report = {.stage = STAGE, .step = step, .metrics = &loss, .metric_count = 1};
    sample_row rows[SAMPLES_MAX] = {{0}};
    const sample_row *stored = NULL;
    uint32_t count = 0, stored_count = 0;
    run_ports *p = NULL;
    CHECK_OK(run_ports_new(options, &p, err));
    learner_ports ports = run_ports_learner(p);
    for (; scripts[count]; count++)
        rows[count] = (sample_row){.sample = count, .example = options->train->rows[0].id, .length = 3, .ids = ids, .logp = logp,
                                   .script = scripts[count], .script_length = strlen(scripts[count]), .ended = true};
    CHECK_OK(ports.load_samples(p, STAGE, step, SAMPLE_TRAIN, &stored, &stored_count, err));
    if (stored_count == 0)
        CHECK_OK(ports.commit_samples(p, STAGE, step, SAMPLE_TRAIN, rows, count, err));
    CHECK_OK(ports.await_scores(p, STAGE, step, SAMPLE_TRAIN, out, count, err));
    CHECK_OK(ports.commit_step(p, &report, err));
    run_ports_free(p);
}

static int64_t metric_of(const ports_fixture *f, uint32_t step, const char *name)
{
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT value FROM metric WHERE stage = %d AND step = %u AND name = '%s'", STAGE, step, name);
    return fixture_number(&f->base, sql);
}

static int64_t count_audits(const ports_fixture *f, const char *where)
{
    char sql[300];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM rollout r JOIN audit a ON a.rollout = r.id WHERE %s", where);
    return fixture_number(&f->base, sql);
}

/* What the lazy half does never reaches a reward, and one that is lost ends no run. */
static void rewards_are_those_of_the_mode_whatever_the_audit_finds(void **state)
{
    ports_fixture *f = *state;
    static const char *const scripts[] = {"a", "in-lazy name", "in-lazy kill", "name", "in-exact name", "in-exact kill", NULL};
    const run_ports_options exact = options_of(f);
    sample_score scores[6] = {{0}}, again[6] = {{0}};
    run_step(&exact, 1, scripts, scores);
    assert_true(scores[0].failure == FAILURE_OK && scores[1].failure == FAILURE_OK && scores[2].failure == FAILURE_OK);
    assert_true(scores[3].failure == FAILURE_NAME && scores[4].failure == FAILURE_NAME && scores[4].reward == -1);
    assert_true(scores[5].failure == FAILURE_WORKER_LOST && !scores[5].has_reward);
    assert_int_equal(count_audits(f, "sample IN (0, 3) AND verdict = 'agrees' AND difference = 0"), 2);
    assert_int_equal(count_audits(f, "sample IN (1, 4) AND verdict = 'disagrees' AND mode = 'lazy'"), 2);
    assert_int_equal(count_audits(f, "sample IN (2, 5) AND verdict = 'failed' AND difference IS NULL"), 2);
    assert_int_equal(fixture_number(&f->base, "SELECT count(*) FROM event WHERE kind = 'disagreement' AND text LIKE 'script %'"), 2);
    assert_int_equal(metric_of(f, 1, "audit/jobs"), 6);
    assert_int_equal(metric_of(f, 1, "audit/disagreements"), 2);
    assert_int_equal(metric_of(f, 1, "audit/failed"), 2);
    run_step(&exact, 1, scripts, again); /* a resumed run asks nobody again */
    for (int i = 0; i < 6; i++)
        assert_true(again[i].failure == scores[i].failure && again[i].reward == scores[i].reward);
    assert_int_equal(count_audits(f, "1"), 6);
    assert_int_equal(fixture_number(&f->base, "SELECT count(*) FROM event WHERE kind = 'disagreement'"), 2);
    run_ports_options lazy = exact;
    lazy.mode = SCORE_MODE_LAZY;
    run_step(&lazy, 2, scripts, again);
    assert_true(again[1].failure == FAILURE_NAME && again[4].failure == FAILURE_OK && again[5].failure == FAILURE_OK);
    assert_int_equal(count_audits(f, "r.step = 2 AND mode = 'exact'"), 6);
    assert_int_equal(count_audits(f, "r.step = 2 AND verdict = 'disagrees' AND sample IN (1, 4)"), 2);
}

/* Audits that nobody answers are counted after the wait for scores, which were there before. */
static void an_audit_without_an_answer_is_given_up(void **state)
{
    ports_fixture *f = *state;
    static const char *const scripts[] = {"a", "in-lazy sleep 60000", "in-lazy sleep 50000", NULL};
    run_ports_options options = options_of(f);
    sample_score scores[3] = {{0}};
    options.limits.wall_ms = 100000;
    options.wait_seconds = 1;
    run_step(&options, 1, scripts, scores);
    for (int i = 0; i < 3; i++)
        assert_true(scores[i].failure == FAILURE_OK && scores[i].has_reward);
    assert_int_equal(count_audits(f, "verdict = 'failed' AND sample > 0 AND failure = 'worker_lost'"), 2);
    assert_int_equal(metric_of(f, 1, "audit/failed"), 2);
}

/* What a lazy score leaves to the kernel is not asked of it twice; what ended by a limit may have been either. */
static void exact_scores_of_lazy_jobs_have_no_audit(void **state)
{
    ports_fixture *f = *state;
    static const char *const scripts[] = {"a", "exactly", "in-lazy kill", "exactly # too", NULL};
    run_ports_options options = options_of(f);
    sample_score scores[4] = {{0}};
    options.mode = SCORE_MODE_LAZY;
    run_step(&options, 1, scripts, scores);
    assert_int_equal(count_audits(f, "1"), 2);
    assert_int_equal(count_audits(f, "sample IN (0, 2)"), 2);
    assert_int_equal(fixture_number(&f->base, "SELECT count(*) FROM score WHERE lazy = 0 AND failure = 'ok'"), 2);
    assert_int_equal(fixture_number(&f->base, "SELECT count(*) FROM score WHERE lazy IS NULL AND failure = 'worker_lost'"), 1);
    run_step(&options, 2, scripts, scores); /* from the file */
    assert_int_equal(count_audits(f, "r.step = 2"), 2);
    options.mode = SCORE_MODE_EXACT;
    run_step(&options, 3, scripts, scores);
    assert_int_equal(count_audits(f, "r.step = 3"), 4);
}

static void no_share_is_no_audit(void **state)
{
    ports_fixture *f = *state;
    static const char *const scripts[] = {"a", "in-lazy name", NULL};
    run_ports_options options = options_of(f);
    sample_score scores[2] = {{0}};
    options.audit_share = 0;
    run_step(&options, 1, scripts, scores);
    assert_int_equal(count_audits(f, "1"), 0);
    assert_int_equal(metric_of(f, 1, "audit/jobs"), 0);
}

/* Scores are found in the file whatever the layout, also by a learner that has just started; failures by their text alone, since
 * they name places. The test's executor counts by the bytes of a script, so a result that is reused shows. */
static void stored_scores_answer_for_other_layouts(void **state)
{
    ports_fixture *f = *state;
    static const char *const first[] = {"a", "b(1)", "name", NULL};
    static const char *const laid_out[] = {"a  # part", "b( 1 )\n\n", "name  # part", "b(2)", "name", NULL};
    run_ports_options options = options_of(f);
    sample_score scores[3] = {{0}}, again[5] = {{0}}, cold[5] = {{0}};
    options.audit_share = 0;
    run_step(&options, 1, first, scores);
    assert_int_equal(metric_of(f, 1, "cache/hits"), 0);
    stop_fleet(f);
    start_fleet(f); /* nothing is in memory any more */
    options.epoch = f->epoch;
    options.fleet = f->fleet;
    run_step(&options, 2, laid_out, again);
    assert_true(again[0].iou == scores[0].iou && again[1].iou == scores[1].iou && again[3].iou != scores[1].iou);
    assert_int_equal(metric_of(f, 2, "cache/hits"), 3);
    assert_int_equal(fixture_number(&f->base, "SELECT count(*) FROM rollout r JOIN score s ON s.rollout = r.id"
                                              " WHERE r.step = 2 AND r.sample IN (0, 1, 4) AND s.worker IS NULL"), 3);
    options.cache = false;
    run_step(&options, 3, laid_out, cold);
    assert_int_equal(metric_of(f, 3, "cache/hits"), 2); /* the broker's own memory has what this one scored: b(2) and a failure */
    options.cache = true;
    options.limits.steps++; /* other settings: other scores */
    run_step(&options, 4, laid_out, cold);
    assert_int_equal(metric_of(f, 4, "cache/hits"), 0);
}

/* By the file's own copy too, which another step reads. */
static void chamfer_distances_are_worth_their_weight(void **state)
{
    ports_fixture *f = *state;
    static const char *const scripts[] = {"a", "name", NULL};
    run_ports_options options = options_of(f);
    sample_score scores[2] = {{0}}, again[2] = {{0}};
    options.reward.chamfer_weight = 8;
    options.reward.chamfer_worst = 100;
    options.targets.metric = SCORE_METRIC_CADRILLE_RL;
    run_step(&options, 1, scripts, scores);
    assert_true(fabs(scores[0].reward - (scores[0].iou + 8 * .75)) < 1e-12); /* 25 of 100 */
    assert_true(scores[1].reward == -1);
    run_step(&options, 2, scripts, again);
    assert_int_equal(metric_of(f, 2, "cache/hits"), 2);
    assert_true(again[0].reward == scores[0].reward && again[1].reward == scores[1].reward);
    assert_int_equal(fixture_number(&f->base, "SELECT count(*) FROM score WHERE chamfer = 25 AND failure = 'ok'"), 2);
    assert_int_equal(fixture_number(&f->base, "SELECT count(*) FROM engine WHERE settings LIKE 'cadrille-rl rows=0 %'"), 2);
}

static void repetition_within_a_group_costs(void **state)
{
    ports_fixture *f = *state;
    static const char *const scripts[] = {"a", "a # again", "b", "a\n", NULL};
    run_ports_options options = options_of(f);
    sample_score scores[4] = {{0}};
    options.audit_share = 0;
    options.reward.duplicate_penalty = 6;
    options.reward.length_penalty = .5;
    options.reward.length_free = 1; /* of three tokens */
    run_step(&options, 1, scripts, scores);
    for (int i = 0; i < 4; i++) /* two of the three others are the same */
        assert_true(fabs(scores[i].reward - (scores[i].iou - 1 - (i == 2 ? 0 : 6 * 2. / 3))) < 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(rewards_are_those_of_the_mode_whatever_the_audit_finds),
        TEST(an_audit_without_an_answer_is_given_up),
        TEST(exact_scores_of_lazy_jobs_have_no_audit),
        TEST(no_share_is_no_audit),
        TEST(stored_scores_answer_for_other_layouts),
        TEST(chamfer_distances_are_worth_their_weight),
        TEST(repetition_within_a_group_costs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
