/* rollout_fleet_test.c: a broker, workers and executors as processes that are killed at bad moments. Whatever dies,
 * every job gets exactly one result, and the right one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "rollout/broker.h"
#include "tests/support/rollout_support.h"

enum { MAX_JOBS = 1024 };

static char own_path[4096]; /* to start this program as a learner */

static broker *broker_with(const broker_options *options)
{
    broker *b = NULL;
    lathe_error err = {0};
    if (broker_new(options, &b, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    return b;
}

static void submit(broker *b, uint64_t job_id, const char *script)
{
    lathe_error err = {0};
    score_job job = support_job(job_id, script, (unsigned char)(job_id % 7));
    if (broker_submit(b, &job, &err) != LATHE_OK)
        fail_msg("%s", err.message);
}

static uint64_t first_id; /* of the jobs that the next two functions mean: an id is used once in an epoch */

/* Takes results until `count` jobs (scripts `words` and the id) have one, checks each, acknowledges as a step does. */
static void expect_each_once(broker *b, uint32_t count, const char *words, void (*after)(uint32_t taken))
{
    static bool seen[MAX_JOBS];
    broker_result results[64];
    char script[128];
    int64_t until = clock_monotonic_ms() + 30000;
    memset(seen, 0, sizeof seen);
    for (uint32_t taken = 0; taken < count;) {
        size_t got = 0;
        uint64_t ids[64];
        lathe_error err = {0};
        assert_int_equal(broker_take(b, results, 64, 1000, &got, &err), LATHE_OK);
        if (clock_monotonic_ms() > until)
            fail_msg("%u of %u results came in time", taken, count);
        for (size_t i = 0; i < got; i++) {
            uint64_t id = results[i].result.job_id;
            assert_true(id >= first_id && id < first_id + count);
            assert_false(seen[id - first_id]);
            seen[id - first_id] = true;
            snprintf(script, sizeof script, "%s %d", words, (int)(id - first_id));
            if (results[i].result.outcome.failure != FAILURE_OK)
                fail_msg("job %d: %s", (int)id, results[i].result.outcome.message);
            assert_int_equal(results[i].result.counts.both, support_expected_both(script));
            ids[i] = id;
        }
        broker_acknowledge(b, ids, got);
        taken += (uint32_t)got;
        if (after)
            after(taken);
    }
    size_t more = 1;
    assert_int_equal(broker_take(b, results, 64, 100, &more, NULL), LATHE_OK);
    assert_int_equal(more, 0);
    assert_int_equal(broker_unfinished(b, NULL, 0), 0);
}

static void submit_many(broker *b, uint32_t count, const char *words)
{
    char script[128];
    for (uint32_t i = 0; i < count; i++) {
        snprintf(script, sizeof script, "%s %d", words, (int)i);
        submit(b, first_id + i, script);
    }
}

/* ---- the way of a job ---- */

static void jobs_flow(const char *endpoint)
{
    broker_options options = support_broker_options(endpoint, 5);
    broker *b = broker_with(&options);
    pid_t worker = support_start_worker(broker_endpoint(b, 0), 2, NULL, NULL);
    submit_many(b, 300, "part");
    expect_each_once(b, 300, "part", NULL);
    broker_status status;
    broker_worker workers[2];
    broker_read_status(b, &status);
    assert_int_equal(status.accepted, 300);
    assert_int_equal(status.acknowledged, 300);
    assert_int_equal(status.workers, 1);
    assert_int_equal(status.slots, 2);
    assert_int_equal(status.expired + status.requeued + status.duplicated + status.ignored_attempt, 0);
    assert_int_equal(broker_workers(b, workers, 2), 1);
    assert_int_equal(workers[0].results, 300);
    assert_int_equal(workers[0].leased, 0);
    broker_free(b); /* says goodbye */
    assert_int_equal(support_wait_exit(worker, 5000), 0);
}

static void jobs_flow_over_ipc(void **state)
{
    (void)state;
    jobs_flow("ipc://*");
}

static void jobs_flow_over_tcp(void **state)
{
    (void)state;
    jobs_flow("tcp://127.0.0.1:0");
}

/* Nothing on the way waits for a tick of somebody's clock. */
static void a_job_alone_is_quick(void **state)
{
    (void)state;
    broker_options options = support_broker_options("ipc://*", 1);
    broker *b = broker_with(&options);
    pid_t worker = support_start_worker(broker_endpoint(b, 0), 1, NULL, NULL);
    double best = 1;
    for (uint64_t i = 0; i < 20; i++) {
        char script[32];
        broker_result result;
        size_t got = 0;
        snprintf(script, sizeof script, "part %d", (int)i);
        submit(b, i, script);
        assert_int_equal(broker_take(b, &result, 1, 10000, &got, NULL), LATHE_OK);
        assert_int_equal(got, 1);
        best = result.seconds < best ? result.seconds : best;
    }
    assert_true(best < .02);
    broker_free(b);
    assert_int_equal(support_wait_exit(worker, 5000), 0);
}

static void equal_jobs_are_scored_once(void **state)
{
    (void)state;
    broker_options options = support_broker_options("ipc://*", 1);
    broker *b = broker_with(&options);
    pid_t worker = support_start_worker(broker_endpoint(b, 0), 1, NULL, NULL);
    broker_result result;
    broker_status status;
    size_t got = 0;
    score_job job = support_job(1, "the same", 1);
    assert_int_equal(broker_submit(b, &job, NULL), LATHE_OK);
    assert_int_equal(broker_take(b, &result, 1, 10000, &got, NULL), LATHE_OK);
    assert_int_equal(got, 1);
    assert_false(result.cached);
    job.job_id = 2;
    assert_int_equal(broker_submit(b, &job, NULL), LATHE_OK);
    job.job_id = 3;
    job.limits.steps++; /* other settings, another job */
    assert_int_equal(broker_submit(b, &job, NULL), LATHE_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(broker_take(b, &result, 1, 10000, &got, NULL), LATHE_OK);
        assert_int_equal(result.cached, result.result.job_id == 2);
        assert_int_equal(result.result.counts.both, support_expected_both("the same"));
    }
    broker_read_status(b, &status);
    assert_int_equal(status.cached, 1);
    assert_int_equal(status.accepted, 2);
    broker_free(b);
    assert_int_equal(support_wait_exit(worker, 5000), 0);
}

static void failures_and_missing_targets_come_back_typed(void **state)
{
    (void)state;
    broker_options options = support_broker_options("ipc://*", 1);
    broker *b = broker_with(&options);
    pid_t worker = support_start_worker(broker_endpoint(b, 0), 2, NULL, NULL);
    static const struct {
        const char *script;
        unsigned char target;
        lathe_failure failure;
        const char *words;
    } rows[] = {{"name", 1, FAILURE_NAME, ""},
                {"crash", 2, FAILURE_CRASH, ""},
                {"hang", 3, FAILURE_TIMEOUT, ""},
                {"fine", SUPPORT_MISSING, FAILURE_TARGET_MISSING, "has no such target"},
                {"fine", SUPPORT_WRONG, FAILURE_TARGET_MISSING, "another SHA-256"},
                {"fine", 4, FAILURE_OK, ""}};
    enum { COUNT = sizeof rows / sizeof rows[0] };
    for (uint64_t i = 0; i < COUNT; i++) {
        score_job job = support_job(i, rows[i].script, rows[i].target);
        job.limits.wall_ms = 200;
        assert_int_equal(broker_submit(b, &job, NULL), LATHE_OK);
    }
    for (int i = 0; i < COUNT; i++) {
        broker_result result;
        size_t got = 0;
        assert_int_equal(broker_take(b, &result, 1, 20000, &got, NULL), LATHE_OK);
        assert_int_equal(got, 1);
        assert_non_null(strstr(result.result.outcome.message, rows[result.result.job_id].words));
        assert_int_equal(result.result.outcome.failure, rows[result.result.job_id].failure);
    }
    broker_free(b);
    assert_int_equal(support_wait_exit(worker, 5000), 0);
}

static void limits_and_doubles_are_refused(void **state)
{
    (void)state;
    broker_options options = support_broker_options("ipc://*", 1);
    options.max_jobs = 2;
    broker *b = broker_with(&options);
    lathe_error err = {0};
    score_job job = support_job(1, "a", 1);
    assert_int_equal(broker_submit(b, &job, &err), LATHE_OK);
    assert_int_equal(broker_submit(b, &job, &err), LATHE_E_INPUT);
    assert_non_null(strstr(err.message, "job 1"));
    job.job_id = 2;
    assert_int_equal(broker_submit(b, &job, &err), LATHE_OK);
    job.job_id = 3;
    assert_int_equal(broker_submit(b, &job, &err), LATHE_E_BUSY);
    job.limits.faces = 0;
    assert_int_equal(broker_submit(b, &job, &err), LATHE_E_INPUT);
    uint64_t ids[4] = {0};
    assert_int_equal(broker_unfinished(b, ids, 4), 2);
    assert_int_equal(ids[0], 1);
    assert_int_equal(ids[1], 2);
    broker_free(b);
    broker *none = NULL;
    options.endpoints[0] = "tcp://127.0.0.1:0:nonsense";
    assert_int_equal(broker_new(&options, &none, &err), LATHE_E_IO);
    assert_non_null(strstr(err.message, "nonsense"));
}

/* ---- deaths ---- */

static pid_t victims[2];

static void kill_the_first_worker(uint32_t taken)
{
    if (taken >= 30 && victims[0]) {
        kill(victims[0], SIGKILL);
        assert_int_equal(support_wait_exit(victims[0], 5000), 1000 + SIGKILL);
        victims[0] = 0;
    }
}

static void a_killed_worker_loses_nothing(void **state)
{
    (void)state;
    broker_options options = support_broker_options("ipc://*", 1);
    broker *b = broker_with(&options);
    victims[0] = support_start_worker(broker_endpoint(b, 0), 2, NULL, NULL);
    victims[1] = support_start_worker(broker_endpoint(b, 0), 2, NULL, NULL);
    submit_many(b, 200, "sleep 5");
    expect_each_once(b, 200, "sleep 5", kill_the_first_worker);
    broker_status status;
    broker_read_status(b, &status);
    assert_int_equal(status.accepted, 200);
    assert_int_equal(status.lost_workers, 1);
    assert_true(status.requeued > 0);
    broker_free(b);
    assert_int_equal(support_wait_exit(victims[1], 5000), 0);
}

static void stop_the_first_worker(uint32_t taken)
{
    if (taken >= 20 && victims[0]) {
        kill(victims[0], SIGTERM);
        assert_int_equal(support_wait_exit(victims[0], 5000), 0);
        victims[0] = 0;
    }
}

static void a_stopped_worker_hands_its_jobs_back_at_once(void **state)
{
    (void)state;
    broker_options options = support_broker_options("ipc://*", 1);
    options.dead_ms = 60000;
    options.retries = 0; /* leaving politely is no loss */
    broker *b = broker_with(&options);
    victims[0] = support_start_worker(broker_endpoint(b, 0), 2, NULL, NULL);
    victims[1] = support_start_worker(broker_endpoint(b, 0), 2, NULL, NULL);
    submit_many(b, 100, "sleep 5");
    expect_each_once(b, 100, "sleep 5", stop_the_first_worker);
    broker_free(b);
    assert_int_equal(support_wait_exit(victims[1], 5000), 0);
}

static void suspend_the_first_worker(uint32_t taken)
{
    if (taken >= 20 && victims[0] > 0) {
        kill(victims[0], SIGSTOP);
        victims[0] = -victims[0];
    }
}

static void a_suspended_worker_is_replaced_and_comes_back(void **state)
{
    (void)state;
    broker_options options = support_broker_options("ipc://*", 1);
    options.dead_ms = 600;
    options.straggler_ms = 0;
    broker *b = broker_with(&options);
    victims[0] = support_start_worker(broker_endpoint(b, 0), 2, NULL, NULL);
    victims[1] = support_start_worker(broker_endpoint(b, 0), 2, NULL, NULL);
    submit_many(b, 200, "sleep 5");
    expect_each_once(b, 200, "sleep 5", suspend_the_first_worker);
    broker_status status;
    broker_read_status(b, &status);
    assert_int_equal(status.lost_workers, 1);
    kill(-victims[0], SIGCONT); /* it says what it had found; nobody needs it */
    int64_t until = clock_monotonic_ms() + 10000;
    do {
        usleep(10000);
        broker_read_status(b, &status);
    } while (status.workers != 2 && clock_monotonic_ms() < until);
    assert_int_equal(status.workers, 2);
    first_id = 200;
    submit_many(b, 100, "again");
    expect_each_once(b, 100, "again", NULL);
    first_id = 0;
    broker_free(b);
    assert_int_equal(support_wait_exit(-victims[0], 5000), 0);
    assert_int_equal(support_wait_exit(victims[1], 5000), 0);
}

static void killed_executors_lose_nothing(void **state)
{
    (void)state;
    char mark[256];
    support_temporary_path("kills", mark, sizeof mark);
    broker_options options = support_broker_options("ipc://*", 1);
    broker *b = broker_with(&options);
    pid_t worker = support_start_worker(broker_endpoint(b, 0), 2, NULL, NULL);
    char script[600];
    for (uint32_t i = 0; i < 20; i++) {
        snprintf(script, sizeof script, "kill-times %s 5 %d", mark, (int)i); /* the first five that come by */
        submit(b, i, script);
    }
    broker_result result;
    for (int i = 0; i < 20; i++) {
        size_t got = 0;
        assert_int_equal(broker_take(b, &result, 1, 20000, &got, NULL), LATHE_OK);
        assert_int_equal(got, 1);
        assert_int_equal(result.result.outcome.failure, FAILURE_OK);
    }
    unlink(mark);
    broker_free(b);
    assert_int_equal(support_wait_exit(worker, 5000), 0);
}

static void a_job_that_always_kills_is_given_up(void **state)
{
    (void)state;
    broker_options options = support_broker_options("ipc://*", 1);
    options.retries = 1;
    broker *b = broker_with(&options);
    pid_t worker = support_start_worker(broker_endpoint(b, 0), 1, NULL, NULL);
    broker_result result;
    size_t got = 0;
    submit(b, 1, "kill");
    assert_int_equal(broker_take(b, &result, 1, 20000, &got, NULL), LATHE_OK);
    assert_int_equal(got, 1);
    assert_int_equal(result.result.outcome.failure, FAILURE_WORKER_LOST);
    assert_false(failure_is_rewarded(result.result.outcome.failure));
    submit(b, 2, "fine"); /* the worker lives */
    assert_int_equal(broker_take(b, &result, 1, 20000, &got, NULL), LATHE_OK);
    assert_int_equal(result.result.outcome.failure, FAILURE_OK);
    broker_free(b);
    assert_int_equal(support_wait_exit(worker, 5000), 0);
}

/* This program as a learner that is killed: submits, takes a few, never acknowledges. */
static int be_learner(const char *endpoint)
{
    broker *b = NULL;
    lathe_error err = {0};
    broker_options options = support_broker_options(endpoint, 1);
    if (broker_new(&options, &b, &err) != LATHE_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    for (int i = 0; i < 200; i++) {
        char script[64];
        snprintf(script, sizeof script, "sleep 5 %d", i);
        score_job job = support_job((uint64_t)i, script, (unsigned char)(i % 7));
        broker_submit(b, &job, NULL);
    }
    for (int taken = 0; taken < 30;) {
        broker_result results[8];
        size_t got = 0;
        broker_take(b, results, 8, 10000, &got, NULL);
        taken += (int)got;
    }
    kill(getpid(), SIGKILL);
    return 1;
}

static void a_killed_learner_comes_back(const char *endpoint)
{
    pid_t worker = support_start_worker(endpoint, 2, NULL, NULL); /* before there is a learner */
    pid_t learner = fork();
    if (learner == 0) {
        execl(own_path, own_path, "--learner", endpoint, (char *)NULL);
        _exit(127);
    }
    assert_int_equal(support_wait_exit(learner, 20000), 1000 + SIGKILL);
    broker_options options = support_broker_options(endpoint, 2);
    broker *b = broker_with(&options);
    submit_many(b, 200, "sleep 5"); /* the same ids again */
    expect_each_once(b, 200, "sleep 5", NULL);
    broker_status status;
    broker_read_status(b, &status);
    assert_int_equal(status.accepted, 200);
    assert_int_equal(status.workers, 1);
    broker_free(b);
    assert_int_equal(support_wait_exit(worker, 5000), 0);
}

static void a_killed_learner_comes_back_over_ipc(void **state)
{
    (void)state;
    char path[256], endpoint[300];
    support_temporary_path("learner", path, sizeof path);
    snprintf(endpoint, sizeof endpoint, "ipc://%s", path);
    a_killed_learner_comes_back(endpoint);
    unlink(path);
}

static void a_killed_learner_comes_back_over_tcp(void **state)
{
    (void)state;
    broker_options options = support_broker_options("tcp://127.0.0.1:*", 9);
    broker *b = broker_with(&options); /* chooses a free port */
    char endpoint[256];
    snprintf(endpoint, sizeof endpoint, "%s", broker_endpoint(b, 0));
    broker_free(b);
    a_killed_learner_comes_back(endpoint);
}

/* ---- workers that do not fit ---- */

static void another_engine_is_refused(void **state)
{
    (void)state;
    broker_options options = support_broker_options("ipc://*", 1);
    options.engine = "test 1";
    broker *b = broker_with(&options);
    pid_t other = support_start_worker(broker_endpoint(b, 0), 1, "--engine", "test 2");
    assert_int_equal(support_wait_exit(other, 10000), 1);
    broker_status status;
    broker_read_status(b, &status);
    assert_int_equal(status.workers, 0);
    assert_int_equal(status.refused, 1);
    broker_free(b);
}

static void a_worker_without_executors_ends(void **state)
{
    (void)state;
    pid_t worker = support_start_worker("ipc:///nowhere", 1, "--version", "9");
    assert_int_equal(support_wait_exit(worker, 10000), 1);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--learner") == 0)
        return be_learner(argv[2]);
    ssize_t length = readlink("/proc/self/exe", own_path, sizeof own_path - 1);
    own_path[length > 0 ? length : 0] = 0;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_flow_over_ipc),
        cmocka_unit_test(jobs_flow_over_tcp),
        cmocka_unit_test(a_job_alone_is_quick),
        cmocka_unit_test(equal_jobs_are_scored_once),
        cmocka_unit_test(failures_and_missing_targets_come_back_typed),
        cmocka_unit_test(limits_and_doubles_are_refused),
        cmocka_unit_test(a_killed_worker_loses_nothing),
        cmocka_unit_test(a_stopped_worker_hands_its_jobs_back_at_once),
        cmocka_unit_test(a_suspended_worker_is_replaced_and_comes_back),
        cmocka_unit_test(killed_executors_lose_nothing),
        cmocka_unit_test(a_job_that_always_kills_is_given_up),
        cmocka_unit_test(a_killed_learner_comes_back_over_ipc),
        cmocka_unit_test(a_killed_learner_comes_back_over_tcp),
        cmocka_unit_test(another_engine_is_refused),
        cmocka_unit_test(a_worker_without_executors_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
