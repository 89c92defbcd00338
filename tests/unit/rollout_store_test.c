/* rollout_store_test.c: the tables of broker and worker, without sockets: jobs, leases, cached results, targets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/philox.h"
#include "rollout/broker_table.h"
#include "rollout/result_cache.h"
#include "rollout/worker_store.h"
#include "tests/support/rollout_support.h"

static void jobs_are_found_in_every_state(void **state)
{
    (void)state;
    enum { COUNT = 500 };
    job_table table;
    broker_job *job = NULL;
    lathe_error err = {0};
    assert_int_equal(job_table_init(&table, COUNT, &err), LATHE_OK);
    for (uint64_t i = 0; i < COUNT; i++) {
        score_job wanted = support_job(i * 1000003, "script", 0);
        assert_int_equal(job_table_add(&table, &wanted, 0, &job, &err), LATHE_OK);
        if (i % 4)
            job_table_move(&table, job, (job_state)(i % 4), i % 3 == 0);
    }
    score_job more = support_job(1, "script", 0);
    assert_int_equal(job_table_add(&table, &more, 0, &job, &err), LATHE_E_BUSY);
    for (uint64_t i = 0; i < COUNT; i++) {
        job = job_table_find(&table, i * 1000003);
        assert_non_null(job);
        assert_int_equal(job->state, i % 4);
        assert_int_equal(job->order, i);
        if (i % 2)
            job_table_remove(&table, job);
    }
    assert_null(job_table_find(&table, 1000003));
    assert_int_equal(table.count, COUNT / 2);
    assert_int_equal(table.lists[JOB_WAITING].count, COUNT / 4);
    assert_int_equal(table.lists[JOB_LEASED].count, 0);
    job_table_clear(&table);
}

static void what_is_lost_goes_first(void **state)
{
    (void)state;
    job_table table;
    broker_job *jobs[3];
    assert_int_equal(job_table_init(&table, 8, NULL), LATHE_OK);
    for (uint64_t i = 0; i < 3; i++) {
        score_job job = support_job(i, "script", 0);
        assert_int_equal(job_table_add(&table, &job, 0, &jobs[i], NULL), LATHE_OK);
    }
    job_table_move(&table, jobs[0], JOB_LEASED, false);
    assert_ptr_equal(table.lists[JOB_WAITING].first, jobs[1]);
    job_table_move(&table, jobs[0], JOB_WAITING, true);
    assert_ptr_equal(table.lists[JOB_WAITING].first, jobs[0]);
    assert_ptr_equal(table.lists[JOB_WAITING].last, jobs[2]);
    job_table_clear(&table);
}

static void the_latest_leases_are_remembered(void **state)
{
    (void)state;
    broker_job job = {0};
    for (uint32_t i = 1; i <= 20; i++) {
        job_lease *lease = job_lease_grant(&job, 100 + i, i, i);
        assert_int_equal(lease->attempt, i);
        assert_int_equal(job_live_leases(&job), 1);
        lease->live = false;
    }
    assert_null(job_lease_find(&job, 0));
    assert_null(job_lease_find(&job, 20 - JOB_LEASES));
    assert_null(job_lease_find(&job, 21));
    assert_int_equal(job_lease_find(&job, 13)->worker, 113);
    assert_int_equal(job_lease_find(&job, 20)->worker, 120);
}

static hash256 key_of(uint64_t i)
{
    return hash_of(&i, sizeof i);
}

static result_key cache_key_of(uint64_t i)
{
    return (result_key){.text = key_of(i), .normal = key_of(i + 1000000)};
}

/* Against a plain list of the latest keys. */
static void the_cache_keeps_what_was_used_last(void **state)
{
    (void)state;
    enum { MAX = 16, KEYS = 40, ROUNDS = 4000 };
    result_cache *cache = NULL;
    uint64_t latest[MAX];
    size_t count = 0;
    philox_stream random = philox_stream_at(1, PHILOX_TEST, 0, 0, 0, 0);
    assert_int_equal(result_cache_new(MAX, &cache, NULL), LATHE_OK);
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t i = philox_below(&random, KEYS);
        const result_key key = cache_key_of(i);
        run_outcome outcome = {.failure = FAILURE_OK, .line = (uint32_t)i}, got;
        score_counts counts = {.both = i}, got_counts;
        size_t at = 0;
        while (at < count && latest[at] != i)
            at++;
        bool found = result_cache_find(cache, &key, &got, &got_counts);
        assert_int_equal(found, at < count);
        if (found)
            assert_true(got.line == i && got_counts.both == i);
        else
            result_cache_add(cache, &key, &outcome, &counts);
        if (at == count && count < MAX)
            count++;
        else if (at == count)
            at--;
        memmove(latest + 1, latest, at * sizeof latest[0]);
        latest[0] = i;
    }
    result_cache_free(cache);
}

static void only_what_repeats_is_cached(void **state)
{
    (void)state;
    static const struct {
        run_outcome outcome;
        bool kept;
    } rows[] = {
        {{.failure = FAILURE_OK}, true},
        {{.failure = FAILURE_TIMEOUT, .deterministic = true}, true}, /* out of steps */
        {{.failure = FAILURE_TIMEOUT}, false},                       /* out of time */
        {{.failure = FAILURE_CRASH}, false},
        {{.failure = FAILURE_UNSUPPORTED, .deterministic = true}, true},
        {{.failure = FAILURE_WORKER_LOST, .deterministic = true}, false},
        {{.failure = FAILURE_TARGET_MISSING, .deterministic = true}, false},
        {{.failure = FAILURE_METRIC_FAILED, .deterministic = true}, false},
    };
    result_cache *cache = NULL;
    assert_int_equal(result_cache_new(100, &cache, NULL), LATHE_OK);
    for (uint64_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const result_key key = cache_key_of(i);
        run_outcome outcome;
        score_counts counts = {0};
        result_cache_add(cache, &key, &rows[i].outcome, &counts);
        assert_int_equal(result_cache_find(cache, &key, &outcome, &counts), rows[i].kept);
    }
    result_cache_free(cache);
    assert_int_equal(result_cache_new(0, &cache, NULL), LATHE_OK);
    const result_key key = cache_key_of(1);
    run_outcome outcome = rows[0].outcome;
    score_counts counts = {0};
    result_cache_add(cache, &key, &outcome, &counts);
    assert_false(result_cache_find(cache, &key, &outcome, &counts));
    result_cache_free(cache);
}

static void every_setting_is_in_the_key(void **state)
{
    (void)state;
    const score_job base = support_job(1, "script", 1);
    score_job other[8];
    const result_key key = result_cache_key(&base);
    for (int i = 0; i < 8; i++)
        other[i] = base;
    other[0].script.length--;
    other[1].target_hash.data[5] = 1;
    other[2].rows = SCORE_ROWS_CUBE_64;
    other[3].mode = SCORE_MODE_LAZY;
    other[4].validity = true;
    other[5].limits.steps++;
    other[6].limits.memory_bytes++;
    other[7].limits.wall_ms++;
    for (int i = 0; i < 8; i++) {
        const result_key differs = result_cache_key(&other[i]);
        assert_false(hash_equal(&key.text, &differs.text));
        assert_false(hash_equal(&key.normal, &differs.normal));
    }
    other[0] = base;
    other[0].job_id = 77;
    other[0].attempt = 3;
    other[0].deadline_ms = 9;
    const result_key same = result_cache_key(&other[0]);
    assert_true(hash_equal(&key.text, &same.text));
    assert_true(hash_equal(&key.normal, &same.normal));
}

/* A shape is found under another layout; a failure, which names a line, is not. */
static void layout_does_not_count_for_what_ran(void **state)
{
    (void)state;
    static const char plain[] = "r = box(1)\n", laid_out[] = "# a box\n\nr  =  box( 1 )  # of 1\n", other[] = "r = box(2)\n";
    const score_job jobs[] = {support_job(1, plain, 1), support_job(2, laid_out, 1), support_job(3, other, 1)};
    const run_outcome ok = {.failure = FAILURE_OK}, failed = {.failure = FAILURE_NAME, .deterministic = true, .line = 1};
    const score_counts counts = {.both = 7};
    result_key keys[3];
    run_outcome outcome;
    score_counts got;
    result_cache *cache = NULL;
    for (int i = 0; i < 3; i++)
        keys[i] = result_cache_key(&jobs[i]);
    assert_int_equal(result_cache_new(8, &cache, NULL), LATHE_OK);
    result_cache_add(cache, &keys[0], &failed, &counts);
    assert_false(result_cache_find(cache, &keys[1], &outcome, &got));
    assert_true(result_cache_find(cache, &keys[0], &outcome, &got) && outcome.failure == FAILURE_NAME);
    result_cache_add(cache, &keys[1], &ok, &counts);
    assert_true(result_cache_find(cache, &keys[0], &outcome, &got) && outcome.failure == FAILURE_OK && got.both == 7);
    assert_false(result_cache_find(cache, &keys[2], &outcome, &got));
    result_cache_free(cache);
}

/* One of `length` bytes that begins with its number. */
static hash256 keep_target(kept_targets *targets, unsigned char number, size_t length)
{
    static unsigned char blob[4000];
    blob[0] = number;
    const hash256 hash = hash_of(blob, length);
    assert_int_equal(kept_targets_store(targets, &hash, (byte_view){blob, length}, NULL), LATHE_OK);
    return hash;
}

static void targets_keep_their_bound(void **state)
{
    (void)state;
    hash256 hashes[10];
    kept_targets targets = {.max_bytes = 3500};
    assert_int_equal(target_memory_new(1 << 20, &targets.memory, NULL), LATHE_OK);
    for (unsigned char i = 0; i < 10; i++) {
        hashes[i] = keep_target(&targets, i, 1000);
        assert_true(targets.bytes <= 3500);
        assert_true(kept_targets_entry(&targets, &hashes[0])->here); /* used all the time: stays */
    }
    assert_int_equal(targets.bytes, 3000);
    assert_true(kept_targets_entry(&targets, &hashes[9])->here);
    assert_false(kept_targets_entry(&targets, &hashes[4])->here);
    assert_int_equal(kept_targets_store(&targets, &hashes[9], (byte_view){NULL, 0}, NULL), LATHE_OK);
    assert_true(kept_targets_entry(&targets, &hashes[9])->missing);
    assert_int_equal(targets.bytes, 2000);
    kept_targets_clear(&targets);
    assert_int_equal(targets.bytes, 0);
    target_memory_free(targets.memory);
}

static void targets_are_what_their_names_say(void **state)
{
    (void)state;
    const unsigned char blob[100] = {1}, other[100] = {2};
    const hash256 hash = hash_of(blob, sizeof blob);
    kept_targets targets = {.max_bytes = 1 << 20};
    assert_int_equal(target_memory_new(1 << 20, &targets.memory, NULL), LATHE_OK);
    assert_int_equal(kept_targets_store(&targets, &hash, (byte_view){other, sizeof other}, NULL), LATHE_OK);
    const kept_target *kept = kept_targets_entry(&targets, &hash);
    assert_true(!kept->here && kept->missing && kept->wrong);
    assert_int_equal(targets.bytes, 0);
    assert_int_equal(kept_targets_store(&targets, &hash, (byte_view){blob, sizeof blob}, NULL), LATHE_OK);
    assert_true(kept->here && !kept->missing && !kept->wrong);
    /* What is here already stays. */
    assert_int_equal(kept_targets_store(&targets, &hash, (byte_view){other, sizeof other}, NULL), LATHE_OK);
    assert_true(kept->here && !kept->missing);
    assert_memory_equal(kept->blob, blob, sizeof blob);
    kept_targets_clear(&targets);
    target_memory_free(targets.memory);
}

/* Of a memory with room for three of them. */
static void targets_make_room(void **state)
{
    (void)state;
    unsigned char blob[4000] = {0};
    const unsigned char *other = NULL;
    kept_targets targets = {.max_bytes = 1 << 20};
    hash256 hashes[10];
    assert_int_equal(target_memory_new(3 << 12, &targets.memory, NULL), LATHE_OK);
    for (unsigned char i = 0; i < 10; i++) {
        hashes[i] = keep_target(&targets, i, sizeof blob);
        assert_true(targets.bytes <= 3 * sizeof blob);
    }
    assert_true(kept_targets_entry(&targets, &hashes[9])->here);
    assert_false(kept_targets_entry(&targets, &hashes[0])->here);
    kept_targets_clear(&targets);
    for (int i = 0; i < 3; i++) /* taken by others */
        assert_int_equal(target_memory_keep(targets.memory, (byte_view){blob, sizeof blob}, &other, NULL), LATHE_OK);
    const hash256 none = keep_target(&targets, 10, sizeof blob);
    assert_false(kept_targets_entry(&targets, &none)->here);
    assert_false(kept_targets_entry(&targets, &none)->missing);
    kept_targets_clear(&targets);
    target_memory_free(targets.memory);
}

static void a_worker_finds_its_jobs(void **state)
{
    (void)state;
    static kept_jobs jobs;
    kept_job *kept[3];
    for (uint64_t i = 0; i < 3; i++) {
        score_job job = support_job(i + 10, "script", 0);
        kept[i] = kept_jobs_add(&jobs, &job, 0);
        assert_non_null(kept[i]);
    }
    assert_null(kept_jobs_running(&jobs, kept[1]->serial)); /* queued yet */
    kept_jobs_set_state(&jobs, kept[1], KEPT_RUNNING);
    assert_ptr_equal(kept_jobs_running(&jobs, kept[1]->serial), kept[1]);
    kept_jobs_set_state(&jobs, kept[1], KEPT_DONE);
    assert_null(kept_jobs_running(&jobs, kept[1]->serial));
    assert_ptr_equal(kept_jobs_by_id(&jobs, 11), kept[1]);
    assert_ptr_equal(jobs.open.first->next, kept[2]);
    assert_ptr_equal(jobs.done.first, kept[1]);
    assert_true(jobs.queued == 2 && jobs.running == 0 && jobs.finished == 1);
    kept_jobs_remove(&jobs, kept[1]);
    assert_null(kept_jobs_by_id(&jobs, 11));
    kept_jobs_clear(&jobs);
    assert_true(jobs.queued == 0 && !jobs.open.first && !jobs.done.first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_are_found_in_every_state),
        cmocka_unit_test(what_is_lost_goes_first),
        cmocka_unit_test(the_latest_leases_are_remembered),
        cmocka_unit_test(the_cache_keeps_what_was_used_last),
        cmocka_unit_test(only_what_repeats_is_cached),
        cmocka_unit_test(every_setting_is_in_the_key),
        cmocka_unit_test(layout_does_not_count_for_what_ran),
        cmocka_unit_test(targets_keep_their_bound),
        cmocka_unit_test(targets_are_what_their_names_say),
        cmocka_unit_test(targets_make_room),
        cmocka_unit_test(a_worker_finds_its_jobs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
