/* rollout_pool_test.c: executors that hang, crash, lie, die and never start, and what the pool makes of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "rollout/pool.h"
#include "tests/support/rollout_support.h"

static pool_options quick_options(uint32_t slots, const char *const *arguments)
{
    static char path[4096];
    pool_options options = POOL_OPTIONS_INIT;
    support_path_beside("rollout_test_executor", path, sizeof path);
    options.executor.path = path;
    options.executor.arguments = arguments;
    options.executor.ready_ms = 5000;
    options.executor.grace_ms = 100;
    options.slots = slots;
    options.max_queued = 1000;
    return options;
}

static executor_pool *pool_with(const pool_options *options)
{
    executor_pool *pool = NULL;
    lathe_error err = {0};
    if (pool_new(options, &pool, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    return pool;
}

static void submit(executor_pool *pool, const char *script, uint64_t tag)
{
    lathe_error err = {0};
    executor_request request = support_score_request(script, "target");
    request.limits.wall_ms = 200;
    if (pool_submit(pool, &request, tag, &err) != LATHE_OK)
        fail_msg("%s", err.message);
}

static pool_result next(executor_pool *pool)
{
    pool_result result = {0};
    bool any = false;
    lathe_error err = {0};
    if (pool_next(pool, 20000, &result, &any, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    assert_true(any);
    return result;
}

/* What one script ends as, in a pool of one. */
static run_outcome outcome_of(executor_pool *pool, const char *script, uint32_t *out_attempts)
{
    submit(pool, script, 7);
    pool_result result = next(pool);
    run_outcome outcome = result.reply.outcome;
    assert_int_equal(result.tag, 7);
    if (out_attempts)
        *out_attempts = result.attempts;
    pool_result_clear(&result);
    return outcome;
}

static void many_requests_give_one_result_each(void **state)
{
    (void)state;
    enum { COUNT = 500 };
    pool_options options = quick_options(3, NULL);
    executor_pool *pool = pool_with(&options);
    bool seen[COUNT] = {0};
    char script[32];
    assert_string_equal(pool_engine(pool), "test 1");
    for (int i = 0; i < COUNT; i++) {
        snprintf(script, sizeof script, "part %d", i);
        submit(pool, script, (uint64_t)i);
    }
    for (int i = 0; i < COUNT; i++) {
        pool_result result = next(pool);
        assert_int_equal(result.reply.outcome.failure, FAILURE_OK);
        assert_false(seen[result.tag]);
        seen[result.tag] = true;
        snprintf(script, sizeof script, "part %d", (int)result.tag);
        assert_int_equal(result.reply.score.both, support_expected_both(script));
        pool_result_clear(&result);
    }
    assert_int_equal(pool_unfinished(pool), 0);
    pool_free(pool);
}

/* The first one that needs STEP files gets an executor that was started for them, which then stays. */
static void step_files_get_an_executor_for_them(void **state)
{
    (void)state;
    pool_options options = quick_options(1, NULL);
    executor_pool *pool = pool_with(&options);
    executor_request request = support_score_request("part", "target");
    pool_stats stats;
    for (uint64_t i = 0; i < 4; i++) {
        request.source.kind = i % 2 ? SOURCE_KIND_STEP : SOURCE_KIND_SCRIPT;
        assert_int_equal(pool_submit(pool, &request, i, NULL), LATHE_OK);
    }
    for (uint64_t i = 0; i < 4; i++) {
        pool_result result = next(pool);
        assert_int_equal(result.tag, i);
        assert_int_equal(result.reply.outcome.failure, FAILURE_OK);
        assert_int_equal(result.attempts, 1);
        pool_result_clear(&result);
    }
    pool_read_stats(pool, &stats);
    assert_int_equal(stats.started, 2);
    pool_free(pool);
}

static void a_full_queue_says_so(void **state)
{
    (void)state;
    pool_options options = quick_options(1, NULL);
    options.max_queued = 2;
    executor_pool *pool = pool_with(&options);
    executor_request request = support_score_request("sleep 50", "target");
    lathe_error err = {0};
    for (int i = 0; i < 3; i++)
        assert_int_equal(pool_submit(pool, &request, 1, &err), LATHE_OK);
    assert_false(pool_has_room(pool));
    assert_int_equal(pool_submit(pool, &request, 1, &err), LATHE_E_BUSY);
    request.limits.steps = 0;
    pool_result result = next(pool);
    pool_result_clear(&result);
    assert_int_equal(pool_submit(pool, &request, 1, &err), LATHE_E_INPUT);
    assert_non_null(strstr(err.message, "steps"));
    pool_free(pool);
}

static void misbehaviour_is_typed_and_survived(void **state)
{
    (void)state;
    static const struct {
        const char *script;
        lathe_failure failure;
        uint32_t attempts; /* 0: any number */
        int signal;
    } rows[] = {
        {"name", FAILURE_NAME, 1, 0},         {"hang", FAILURE_TIMEOUT, 2, 0},
        {"crash", FAILURE_CRASH, 2, SIGSEGV}, {"kill", FAILURE_WORKER_LOST, 3, 0},
        {"exit", FAILURE_WORKER_LOST, 3, 0},  {"garbage", FAILURE_WORKER_LOST, 3, 0},
        {"huge", FAILURE_WORKER_LOST, 3, 0},  {"wrong-id", FAILURE_WORKER_LOST, 3, 0},
        {"close", FAILURE_WORKER_LOST, 3, 0}, {"twice", FAILURE_OK, 1, 0},
        {"a box", FAILURE_OK, 0, 0}, /* may meet what "twice" said too much */
    };
    pool_options options = quick_options(1, NULL);
    executor_pool *pool = pool_with(&options);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t attempts = 0;
        run_outcome outcome = outcome_of(pool, rows[i].script, &attempts);
        bool as_often = rows[i].attempts == 0 || attempts == rows[i].attempts;
        if (outcome.failure != rows[i].failure || !as_often || outcome.signal != rows[i].signal)
            fail_msg("'%s' ended as %s (%s) after %u", rows[i].script, failure_name(outcome.failure), outcome.message,
                     attempts);
    }
    run_outcome named = outcome_of(pool, "name", NULL);
    assert_int_equal(named.line, 3);
    assert_int_equal(named.column, 7);
    pool_free(pool);
}

static void a_fault_that_does_not_repeat_is_no_result(void **state)
{
    (void)state;
    static const char *const words[] = {"timeout", "crash-once", "kill-once"};
    pool_options options = quick_options(1, NULL);
    executor_pool *pool = pool_with(&options);
    for (size_t i = 0; i < 3; i++) {
        char script[512], mark[256];
        uint32_t attempts = 0;
        support_temporary_path(words[i], mark, sizeof mark);
        snprintf(script, sizeof script, "%s %s", words[i], mark);
        run_outcome outcome = outcome_of(pool, script, &attempts);
        unlink(mark);
        assert_int_equal(outcome.failure, FAILURE_OK);
        assert_int_equal(attempts, 2);
    }
    pool_free(pool);
}

static void a_confirmation_runs_on_a_fresh_executor(void **state)
{
    (void)state;
    pool_options options = quick_options(1, NULL);
    executor_pool *pool = pool_with(&options);
    pid_t before, after;
    char script[512], mark[256];
    outcome_of(pool, "a box", NULL);
    assert_int_equal(pool_pids(pool, &before, 1), 1);
    support_temporary_path("fresh", mark, sizeof mark);
    snprintf(script, sizeof script, "timeout %s", mark);
    outcome_of(pool, script, NULL);
    unlink(mark);
    assert_int_equal(pool_pids(pool, &after, 1), 1);
    assert_int_not_equal(before, after);
    pool_free(pool);
}

static void the_deadline_is_kept(void **state)
{
    (void)state;
    pool_options options = quick_options(1, NULL);
    options.confirm = false;
    executor_pool *pool = pool_with(&options);
    int64_t begin = clock_monotonic_ms();
    run_outcome outcome = outcome_of(pool, "hang", NULL);
    int64_t took = clock_monotonic_ms() - begin;
    assert_int_equal(outcome.failure, FAILURE_TIMEOUT);
    assert_in_range(took, 300, 1500); /* wall_ms 200 + grace_ms 100, and what a loaded host adds */
    pool_free(pool);
}

static void executors_are_recycled(void **state)
{
    (void)state;
    pool_options options = quick_options(1, NULL);
    options.recycle_after = 10;
    executor_pool *pool = pool_with(&options);
    pool_stats stats;
    for (int i = 0; i < 35; i++)
        outcome_of(pool, "a box", NULL);
    pool_read_stats(pool, &stats);
    assert_int_equal(stats.recycled, 3);
    outcome_of(pool, "grow", NULL); /* claims more than recycle_bytes */
    outcome_of(pool, "a box", NULL);
    pool_read_stats(pool, &stats);
    assert_int_equal(stats.recycled, 4);
    assert_int_equal(stats.finished, 37);
    pool_free(pool);
}

static void executors_that_do_not_start_are_explained(void **state)
{
    (void)state;
    static const struct {
        const char *const arguments[3];
        lathe_status status;
        const char *text;
    } rows[] = {
        {{"--version", "9", NULL}, LATHE_E_INPUT, "version 9, this program speaks 1"},
        {{"--silent", NULL, NULL}, LATHE_E_IO, "ready"},
        {{"--exit", NULL, NULL}, LATHE_E_IO, "exited with status 3"},
        {{"--garbage", NULL, NULL}, LATHE_E_INPUT, "malformed"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        pool_options options = quick_options(2, rows[i].arguments);
        executor_pool *pool = NULL;
        lathe_error err = {0};
        options.executor.ready_ms = 300;
        options.max_failed_starts = 2;
        lathe_status st = pool_new(&options, &pool, &err);
        assert_null(pool);
        if (st != rows[i].status || !strstr(err.message, rows[i].text))
            fail_msg("%s: %d %s", rows[i].arguments[0], st, err.message);
    }
    pool_options options = quick_options(1, NULL);
    executor_pool *pool = NULL;
    lathe_error err = {0};
    options.executor.path = "/nowhere/lathe-executor";
    assert_int_equal(pool_new(&options, &pool, &err), LATHE_E_IO);
    assert_non_null(strstr(err.message, "/nowhere/lathe-executor"));
}

static void killed_executors_are_replaced_while_busy(void **state)
{
    (void)state;
    enum { COUNT = 40 };
    pool_options options = quick_options(2, NULL);
    executor_pool *pool = pool_with(&options);
    for (int i = 0; i < COUNT; i++)
        submit(pool, "sleep 10", (uint64_t)i);
    for (int i = 0; i < COUNT; i++) {
        pid_t pids[2];
        pool_result result = next(pool);
        assert_int_equal(result.reply.outcome.failure, FAILURE_OK);
        pool_result_clear(&result);
        if (i % 10 == 5 && pool_pids(pool, pids, 2) > 0)
            kill(pids[0], SIGKILL);
    }
    assert_int_equal(pool_unfinished(pool), 0);
    pool_free(pool);
}

static int open_descriptors(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder && readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static void nothing_stays_behind(void **state)
{
    (void)state;
    pid_t pids[4];
    int before = open_descriptors();
    pool_options options = quick_options(4, NULL);
    executor_pool *pool = pool_with(&options);
    outcome_of(pool, "a box", NULL);
    size_t count = pool_pids(pool, pids, 4);
    submit(pool, "hang", 1);
    pool_free(pool);
    assert_int_equal(open_descriptors(), before);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(kill(pids[i], 0), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_requests_give_one_result_each),
        cmocka_unit_test(step_files_get_an_executor_for_them),
        cmocka_unit_test(a_full_queue_says_so),
        cmocka_unit_test(misbehaviour_is_typed_and_survived),
        cmocka_unit_test(a_fault_that_does_not_repeat_is_no_result),
        cmocka_unit_test(a_confirmation_runs_on_a_fresh_executor),
        cmocka_unit_test(the_deadline_is_kept),
        cmocka_unit_test(executors_are_recycled),
        cmocka_unit_test(executors_that_do_not_start_are_explained),
        cmocka_unit_test(killed_executors_are_replaced_while_busy),
        cmocka_unit_test(nothing_stays_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
