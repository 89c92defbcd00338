/* rollout_real_test.c: the fleet with the real executor: parts scored against themselves while processes are killed. Skipped
 * by name where lathe-executor was not built. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "rollout/broker.h"
#include "rollout/pool.h"
#include "tests/support/rollout_support.h"

enum { PARTS = 12 };

static bool have_executor;
static bytes targets[PARTS];
static hash256 hashes[PARTS];

static void part_script(int i, char *out, size_t size)
{
    snprintf(out, size, "import cadquery as cq\nr = cq.Workplane('XY').box(%d, %d, %d)\n", 10 + i, 20, 5 + i % 3);
}

static executor_pool *real_pool(uint32_t slots)
{
    executor_pool *pool = NULL;
    pool_options options = POOL_OPTIONS_INIT;
    lathe_error err = {0};
    options.slots = slots;
    options.max_queued = PARTS;
    options.executor.grace_ms = 2000;
    if (pool_new(&options, &pool, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    return pool;
}

/* Targets of all parts, prepared once. */
static int prepare(void **state)
{
    (void)state;
    char path[4096], script[256];
    have_executor = executor_find(path, sizeof path, NULL) == LATHE_OK;
    if (!have_executor)
        return 0;
    executor_pool *pool = real_pool(2);
    for (int i = 0; i < PARTS; i++) {
        part_script(i, script, sizeof script);
        executor_request request = {.limits = RUN_LIMITS_INIT,
                                    .source = {.data = {(const unsigned char *)script, strlen(script)}},
                                    .task = EXECUTOR_RUN,
                                    .run = {.target = true}};
        if (pool_submit(pool, &request, (uint64_t)i, NULL) != LATHE_OK)
            return 1;
    }
    for (int i = 0; i < PARTS; i++) {
        pool_result result;
        bool any = false;
        lathe_error err = {0};
        if (pool_next(pool, 30000, &result, &any, &err) != LATHE_OK || !any)
            return 1;
        if (result.reply.outcome.failure != FAILURE_OK)
            fprintf(stderr, "%s\n", result.reply.outcome.message);
        byte_view blob = result.reply.run.target;
        bytes_init(&targets[result.tag], 8 << 20);
        if (bytes_append(&targets[result.tag], blob.data, blob.length, NULL) != LATHE_OK)
            return 1;
        hashes[result.tag] = hash_of(blob.data, blob.length);
        pool_result_clear(&result);
    }
    pool_free(pool);
    return 0;
}

static int forget(void **state)
{
    (void)state;
    for (int i = 0; i < PARTS; i++)
        bytes_clear(&targets[i]);
    return 0;
}

static lathe_status look_up(void *context, const hash256 *hash, bytes *out_blob, lathe_error *err)
{
    (void)context;
    for (int i = 0; i < PARTS; i++)
        if (hash_equal(hash, &hashes[i]))
            return bytes_append(out_blob, targets[i].data, targets[i].length, err);
    return LATHE_OK;
}

static void need_executor(void)
{
    if (have_executor)
        return;
    print_message("skipped: no lathe-executor (LATHE_BIN)\n");
    skip();
}

static void parts_equal_themselves_whatever_is_killed(void **state)
{
    (void)state;
    enum { COUNT = 120 };
    need_executor();
    char path[4096], script[256];
    bool seen[COUNT] = {0};
    assert_int_equal(executor_find(path, sizeof path, NULL), LATHE_OK);
    setenv("LATHE_TEST_EXECUTOR", path, 1);
    broker_options options = support_broker_options("ipc://*", 1);
    options.target_lookup = look_up;
    options.cache_results = 0;
    broker *b = NULL;
    assert_int_equal(broker_new(&options, &b, NULL), LATHE_OK);
    pid_t first = support_start_worker(broker_endpoint(b, 0), 1, NULL, NULL);
    pid_t second = support_start_worker(broker_endpoint(b, 0), 1, NULL, NULL);
    for (uint64_t i = 0; i < COUNT; i++) {
        part_script((int)(i % PARTS), script, sizeof script);
        score_job job = support_job(i, script, 0);
        job.target_hash = hashes[(i / PARTS) % 2 ? i % PARTS : 0]; /* against itself, or against the first */
        job.limits.wall_ms = 10000;
        assert_int_equal(broker_submit(b, &job, NULL), LATHE_OK);
    }
    for (int taken = 0; taken < COUNT; taken++) {
        broker_result result;
        size_t got = 0;
        assert_int_equal(broker_take(b, &result, 1, 30000, &got, NULL), LATHE_OK);
        assert_int_equal(got, 1);
        uint64_t id = result.result.job_id;
        const score_counts *counts = &result.result.counts;
        if (result.result.outcome.failure != FAILURE_OK)
            fail_msg("%s", result.result.outcome.message);
        assert_false(seen[id]);
        seen[id] = true;
        bool equal = (id / PARTS) % 2 || id % PARTS == 0;
        bool same = counts->both == counts->truth && counts->both == counts->prediction && counts->outside == 0;
        if (same != equal)
            fail_msg("job %" PRIu64 ": both %" PRIu64 " of %" PRIu64 " and %" PRIu64 ", outside %" PRIu64 " boxes %g %g", id, counts->both,
                     counts->truth, counts->prediction, counts->outside, counts->truth_box_volume,
                     counts->prediction_box_volume);
        broker_acknowledge(b, &id, 1);
        if (taken == 30)
            kill(first, SIGKILL);
        if (taken == 60)
            first = support_wait_exit(first, 5000) == 1000 + SIGKILL
                        ? support_start_worker(broker_endpoint(b, 0), 1, NULL, NULL)
                        : 0;
    }
    broker_free(b);
    assert_int_equal(support_wait_exit(second, 10000), 0);
    assert_true(first > 0);
    kill(first, SIGTERM); /* it may have come too late to be told */
    assert_int_equal(support_wait_exit(first, 10000), 0);
    unsetenv("LATHE_TEST_EXECUTOR");
}

#ifdef LATHE_TEST_HOOKS
static void hanging_and_crashing_kernels_are_typed(void **state)
{
    (void)state;
    need_executor();
    static const struct {
        const char *script;
        lathe_failure failure;
        int signal;
    } rows[] = {{"# lathe-test: hang\n", FAILURE_TIMEOUT, 0},
                {"# lathe-test: crash\n", FAILURE_CRASH, SIGSEGV},
                {"# lathe-test: abort\n", FAILURE_CRASH, SIGABRT}};
    executor_pool *pool = real_pool(1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        pool_result result;
        bool any = false;
        executor_request request = support_score_request(rows[i].script, "");
        request.score.target = (byte_view){targets[0].data, targets[0].length};
        request.limits.wall_ms = 400;
        int64_t begin = clock_monotonic_ms();
        assert_int_equal(pool_submit(pool, &request, 1, NULL), LATHE_OK);
        assert_int_equal(pool_next(pool, 30000, &result, &any, NULL), LATHE_OK);
        assert_true(any);
        if (result.reply.outcome.failure != rows[i].failure || result.reply.outcome.signal != rows[i].signal)
            fail_msg("'%s': %s, %s", rows[i].script, failure_name(result.reply.outcome.failure),
                     result.reply.outcome.message);
        assert_int_equal(result.attempts, 2); /* confirmed on a fresh executor */
        assert_true(clock_monotonic_ms() - begin < 10000);
        pool_result_clear(&result);
    }
    pool_free(pool);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_equal_themselves_whatever_is_killed),
#ifdef LATHE_TEST_HOOKS
        cmocka_unit_test(hanging_and_crashing_kernels_are_typed),
#endif
    };
    return cmocka_run_group_tests(tests, prepare, forget);
}
