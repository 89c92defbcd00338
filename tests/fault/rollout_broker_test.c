/* rollout_broker_test.c: a broker among peers that are silent, late, lying, strange or rude. The peers speak the protocol
 * by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zmq.h>

#include "base/clock.h"
#include "base/philox.h"
#include "proto/codec.h"
#include "rollout/broker.h"
#include "tests/support/rollout_support.h"

static void *context;

static broker *broker_with(const broker_options *options)
{
    broker *b = NULL;
    lathe_error err = {0};
    if (broker_new(options, &b, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    return b;
}

static void *peer_connect(const broker *b)
{
    void *peer = zmq_socket(context, ZMQ_DEALER);
    int linger = 0;
    zmq_setsockopt(peer, ZMQ_LINGER, &linger, sizeof linger);
    assert_int_equal(zmq_connect(peer, broker_endpoint(b, 0)), 0);
    return peer;
}

static void peer_say(void *peer, const envelope *e)
{
    bytes packed;
    bytes_init(&packed, CODEC_MAX_ENVELOPE);
    assert_int_equal(codec_pack_envelope(e, &packed, NULL), LATHE_OK);
    assert_true(zmq_send(peer, packed.data, packed.length, 0) >= 0);
    bytes_clear(&packed);
}

/* The next message of a kind; others are skipped. False where none comes in time. */
static bool peer_hear(void *peer, envelope_kind kind, int timeout_ms, envelope *out)
{
    int64_t until = clock_monotonic_ms() + timeout_ms;
    for (;;) {
        int64_t left = until - clock_monotonic_ms();
        zmq_pollitem_t item = {.socket = peer, .events = ZMQ_POLLIN};
        if (left <= 0 || zmq_poll(&item, 1, (long)left) <= 0)
            return false;
        zmq_msg_t message;
        zmq_msg_init(&message);
        assert_true(zmq_msg_recv(&message, peer, 0) >= 0);
        lathe_error err = {0};
        if (codec_unpack_envelope(zmq_msg_data(&message), zmq_msg_size(&message), out, &err) != LATHE_OK)
            fail_msg("%s", err.message);
        zmq_msg_close(&message);
        if (out->kind == kind)
            return true;
        envelope_clear(out);
    }
}

static envelope hello_of(const char *name)
{
    envelope e = {.kind = ENVELOPE_HELLO};
    snprintf(e.hello.worker, sizeof e.hello.worker, "%s", name);
    snprintf(e.hello.host, sizeof e.hello.host, "host");
    snprintf(e.hello.engine, sizeof e.hello.engine, "test 1");
    e.hello.slots = 1;
    return e;
}

/* A peer that was welcomed and allows `credit` jobs. */
static void *peer_join(const broker *b, const char *name, uint32_t credit)
{
    void *peer = peer_connect(b);
    envelope hello = hello_of(name), welcome, e = {.kind = ENVELOPE_CREDIT, .credit = credit};
    peer_say(peer, &hello);
    assert_true(peer_hear(peer, ENVELOPE_WELCOME, 5000, &welcome));
    assert_int_equal(welcome.welcome.epoch, 3);
    envelope_clear(&welcome);
    peer_say(peer, &e);
    return peer;
}

static void peer_answer(void *peer, uint64_t job_id, uint64_t epoch, uint32_t attempt, uint64_t both)
{
    envelope e = {.kind = ENVELOPE_RESULT};
    e.result = (score_result){.job_id = job_id, .epoch = epoch, .attempt = attempt};
    e.result.outcome = (run_outcome){.failure = FAILURE_OK, .deterministic = true};
    e.result.counts = (score_counts){.both = both, .truth = both, .prediction = both};
    peer_say(peer, &e);
}

static uint32_t peer_take_job(void *peer, uint64_t job_id)
{
    envelope e;
    assert_true(peer_hear(peer, ENVELOPE_JOB, 5000, &e));
    assert_int_equal(e.job.job_id, job_id);
    assert_int_equal(e.job.epoch, 3);
    assert_true(e.job.deadline_ms > 0);
    uint32_t attempt = e.job.attempt;
    envelope_clear(&e);
    return attempt;
}

static broker_result take_one(broker *b)
{
    broker_result result;
    size_t got = 0;
    lathe_error err = {0};
    assert_int_equal(broker_take(b, &result, 1, 5000, &got, &err), LATHE_OK);
    assert_int_equal(got, 1);
    return result;
}

static void take_none(broker *b)
{
    broker_result result;
    size_t got = 1;
    assert_int_equal(broker_take(b, &result, 1, 150, &got, NULL), LATHE_OK);
    assert_int_equal(got, 0);
}

static void submit(broker *b, uint64_t job_id, const char *script)
{
    score_job job = support_job(job_id, script, 1);
    assert_int_equal(broker_submit(b, &job, NULL), LATHE_OK);
}

static broker_options options_of_epoch_3(void)
{
    return support_broker_options("ipc://*", 3);
}

/* Waits until a counter of the status has a value, at most five seconds. */
#define WAIT_FOR(b, field, value)                                                                                      \
    do {                                                                                                               \
        broker_status status_;                                                                                         \
        int64_t until_ = clock_monotonic_ms() + 5000;                                                                  \
        do {                                                                                                           \
            broker_read_status(b, &status_);                                                                           \
            usleep(2000);                                                                                              \
        } while (status_.field != (value) && clock_monotonic_ms() < until_);                                           \
        assert_int_equal(status_.field, value);                                                                        \
    } while (0)

static void only_a_leased_attempt_of_this_epoch_counts(void **state)
{
    (void)state;
    broker_options options = options_of_epoch_3();
    broker *b = broker_with(&options);
    void *peer = peer_join(b, "one", 1), *stranger = peer_join(b, "two", 0);
    submit(b, 1, "a");
    assert_int_equal(peer_take_job(peer, 1), 1);
    peer_answer(peer, 1, 2, 1, 10);     /* of a dead learner's epoch */
    WAIT_FOR(b, ignored_epoch, 1);
    peer_answer(peer, 1, 3, 2, 11);     /* of an attempt that nobody made */
    peer_answer(peer, 1, 3, 0, 12);
    peer_answer(stranger, 1, 3, 1, 13); /* of a worker that had no lease */
    WAIT_FOR(b, ignored_attempt, 3);
    peer_answer(peer, 99, 3, 1, 14);    /* of a job that nobody knows */
    WAIT_FOR(b, ignored_late, 1);
    take_none(b);
    peer_answer(peer, 1, 3, 1, 15);
    peer_answer(peer, 1, 3, 1, 16); /* twice */
    WAIT_FOR(b, ignored_late, 2);
    broker_result result = take_one(b);
    assert_int_equal(result.result.counts.both, 15);
    assert_string_equal(result.worker, "one");
    take_none(b);
    zmq_close(peer);
    zmq_close(stranger);
    broker_free(b);
}

static void acknowledgement_follows_the_commit(void **state)
{
    (void)state;
    broker_options options = options_of_epoch_3();
    broker *b = broker_with(&options);
    void *peer = peer_join(b, "one", 2);
    envelope e;
    submit(b, 1, "a");
    peer_take_job(peer, 1);
    peer_answer(peer, 1, 3, 1, 5);
    take_one(b);
    assert_false(peer_hear(peer, ENVELOPE_ACKNOWLEDGE, 200, &e)); /* not before */
    uint64_t ids[] = {1, 77};
    broker_acknowledge(b, ids, 2);
    assert_true(peer_hear(peer, ENVELOPE_ACKNOWLEDGE, 5000, &e));
    assert_int_equal(e.acknowledge.count, 1);
    assert_int_equal(e.acknowledge.job_ids[0], 1);
    assert_int_equal(e.acknowledge.epoch, 3);
    envelope_clear(&e);
    submit(b, 1, "b"); /* the id is free again */
    zmq_close(peer);
    broker_free(b);
}

/* Keeps a silent-handed peer alive while a broker waits for it. */
static void stay_alive(void *peer, int ms)
{
    envelope e = {.kind = ENVELOPE_HEARTBEAT};
    for (int64_t until = clock_monotonic_ms() + ms; clock_monotonic_ms() < until; usleep(50000))
        peer_say(peer, &e);
}

static void an_expired_lease_goes_elsewhere_and_then_ends(void **state)
{
    (void)state;
    broker_options options = options_of_epoch_3();
    options.lease_ms = 200;
    options.retries = 1;
    options.straggler_ms = 0;
    broker *b = broker_with(&options);
    void *idler = peer_join(b, "idler", 1);
    submit(b, 1, "a");
    assert_int_equal(peer_take_job(idler, 1), 1);
    void *other = peer_join(b, "other", 1);
    stay_alive(idler, 300);
    assert_int_equal(peer_take_job(other, 1), 2);
    peer_answer(idler, 1, 3, 1, 21); /* late, but it is the same job's, and nobody else has answered */
    broker_result result = take_one(b);
    assert_int_equal(result.result.counts.both, 21);
    assert_int_equal(result.result.attempt, 1);

    envelope credit = {.kind = ENVELOPE_CREDIT, .credit = 2};
    submit(b, 2, "b");
    peer_say(idler, &credit);
    WAIT_FOR(b, given_up, 1); /* two leases expired */
    result = take_one(b);
    assert_int_equal(result.result.outcome.failure, FAILURE_WORKER_LOST);
    assert_int_equal(result.result.job_id, 2);
    assert_string_equal(result.worker, "");
    zmq_close(idler);
    zmq_close(other);
    broker_free(b);
}

static void a_silent_worker_is_lost_and_may_come_back(void **state)
{
    (void)state;
    broker_options options = options_of_epoch_3();
    options.dead_ms = 300;
    broker *b = broker_with(&options);
    void *peer = peer_join(b, "one", 1);
    envelope e, beat = {.kind = ENVELOPE_HEARTBEAT};
    submit(b, 1, "a");
    peer_take_job(peer, 1);
    WAIT_FOR(b, lost_workers, 1);
    peer_say(peer, &beat);
    assert_true(peer_hear(peer, ENVELOPE_REFUSED, 5000, &e));
    assert_true(e.refused.hello_again);
    envelope_clear(&e);
    envelope hello = hello_of("one"), credit = {.kind = ENVELOPE_CREDIT, .credit = 1};
    peer_say(peer, &hello);
    assert_true(peer_hear(peer, ENVELOPE_WELCOME, 5000, &e));
    envelope_clear(&e);
    peer_say(peer, &credit);
    uint32_t attempt = peer_take_job(peer, 1);
    assert_int_equal(attempt, 2);
    peer_answer(peer, 1, 3, attempt, 9);
    assert_int_equal(take_one(b).result.counts.both, 9);
    zmq_close(peer);
    broker_free(b);
}

static void a_reconnected_worker_gets_its_jobs_again(void **state)
{
    (void)state;
    broker_options options = options_of_epoch_3();
    broker *b = broker_with(&options);
    void *before = peer_join(b, "one", 1);
    submit(b, 1, "a");
    assert_int_equal(peer_take_job(before, 1), 1);
    void *after = peer_join(b, "one", 0); /* a new connection of the same worker */
    assert_int_equal(peer_take_job(after, 1), 1); /* the same attempt */
    peer_answer(after, 1, 3, 1, 4);
    take_one(b);
    broker_status status;
    broker_read_status(b, &status);
    assert_int_equal(status.workers, 1);
    assert_int_equal(status.lost_workers, 0);
    zmq_close(before);
    zmq_close(after);
    broker_free(b);
}

static void a_straggler_is_duplicated_where_workers_idle(void **state)
{
    (void)state;
    broker_options options = options_of_epoch_3();
    options.straggler_ms = 150;
    broker *b = broker_with(&options);
    void *slow = peer_join(b, "slow", 1);
    submit(b, 1, "a");
    assert_int_equal(peer_take_job(slow, 1), 1);
    void *quick = peer_join(b, "quick", 1);
    assert_int_equal(peer_take_job(quick, 1), 2);
    peer_answer(quick, 1, 3, 2, 8);
    broker_result result = take_one(b);
    assert_string_equal(result.worker, "quick");
    peer_answer(slow, 1, 3, 1, 8);
    WAIT_FOR(b, ignored_late, 1);
    envelope e;
    assert_true(peer_hear(slow, ENVELOPE_ACKNOWLEDGE, 5000, &e)); /* nobody else will tell it */
    envelope_clear(&e);
    WAIT_FOR(b, duplicated, 1);
    take_none(b);
    zmq_close(slow);
    zmq_close(quick);
    broker_free(b);
}

static void credits_bound_what_is_in_flight(void **state)
{
    (void)state;
    broker_options options = options_of_epoch_3();
    broker *b = broker_with(&options);
    void *peer = peer_join(b, "one", 3);
    char script[16];
    envelope e;
    for (uint64_t i = 0; i < 10; i++) {
        snprintf(script, sizeof script, "s%d", (int)i);
        submit(b, i, script);
    }
    for (uint64_t i = 0; i < 3; i++)
        peer_take_job(peer, i);
    assert_false(peer_hear(peer, ENVELOPE_JOB, 200, &e));
    WAIT_FOR(b, leased, 3);
    WAIT_FOR(b, waiting, 7);
    zmq_close(peer);
    broker_free(b);
}

static void a_target_is_sent_or_said_to_be_missing(void **state)
{
    (void)state;
    broker_options options = options_of_epoch_3();
    broker *b = broker_with(&options);
    void *peer = peer_join(b, "one", 0);
    envelope e = {.kind = ENVELOPE_TARGET_REQUEST}, data;
    const hash256 hash = e.target_request = support_target_hash(5);
    peer_say(peer, &e);
    assert_true(peer_hear(peer, ENVELOPE_TARGET_DATA, 5000, &data));
    assert_int_equal(data.target_data.blob.length, 1000);
    assert_true(hash_equal(&data.target_data.hash, &hash));
    envelope_clear(&data);
    e.target_request = support_target_hash(SUPPORT_MISSING);
    peer_say(peer, &e);
    assert_true(peer_hear(peer, ENVELOPE_TARGET_DATA, 5000, &data));
    assert_int_equal(data.target_data.blob.length, 0);
    envelope_clear(&data);
    zmq_close(peer);
    broker_free(b);
}

/* ---- strangers ---- */

static void expect_refused(void *peer, bool hello_again, const char *text)
{
    envelope e;
    assert_true(peer_hear(peer, ENVELOPE_REFUSED, 5000, &e));
    assert_int_equal(e.refused.hello_again, hello_again);
    if (!strstr(e.refused.reason, text))
        fail_msg("refused with '%s'", e.refused.reason);
    envelope_clear(&e);
    zmq_close(peer);
}

static void strangers_are_told_what_is_wrong(void **state)
{
    (void)state;
    broker_options options = options_of_epoch_3();
    options.max_workers = 1;
    options.engine = "test 1";
    broker *b = broker_with(&options);

    bytes packed;
    envelope hello = hello_of("old");
    void *old = peer_connect(b);
    bytes_init(&packed, CODEC_MAX_ENVELOPE);
    assert_int_equal(codec_pack_envelope(&hello, &packed, NULL), LATHE_OK);
    packed.data[1] = 42; /* the version */
    zmq_send(old, packed.data, packed.length, 0);
    expect_refused(old, false, "version 42, this program speaks 1");
    bytes_clear(&packed);

    void *garbage = peer_connect(b);
    zmq_send(garbage, "\xff\xfe nonsense", 11, 0);
    expect_refused(garbage, false, "malformed");
    void *empty = peer_connect(b);
    zmq_send(empty, "", 0, 0);
    expect_refused(empty, false, "version 0");
    void *parts = peer_connect(b);
    zmq_send(parts, "a", 1, ZMQ_SNDMORE);
    zmq_send(parts, "b", 1, ZMQ_SNDMORE);
    zmq_send(parts, "c", 1, 0);
    expect_refused(parts, false, "more than one part");

    void *shy = peer_connect(b);
    envelope beat = {.kind = ENVELOPE_HEARTBEAT};
    peer_say(shy, &beat);
    expect_refused(shy, true, "hello");

    void *other = peer_connect(b);
    envelope wrong = hello_of("other");
    snprintf(wrong.hello.engine, sizeof wrong.hello.engine, "test 2");
    peer_say(other, &wrong);
    expect_refused(other, false, "'test 2', but this run's is 'test 1'");

    void *first = peer_join(b, "first", 0), *second = peer_connect(b);
    envelope late = hello_of("second");
    peer_say(second, &late);
    expect_refused(second, false, "1 workers already");
    WAIT_FOR(b, malformed, 4);
    WAIT_FOR(b, refused, 7);
    zmq_close(first);
    broker_free(b);
}

static void a_flood_of_garbage_stops_nobody(void **state)
{
    (void)state;
    broker_options options = options_of_epoch_3();
    broker *b = broker_with(&options);
    void *rude = peer_connect(b), *good = peer_join(b, "good", 1);
    philox_stream random = philox_stream_at(7, PHILOX_TEST, 0, 0, 0, 0);
    unsigned char noise[300];
    for (int i = 0; i < 3000; i++) {
        size_t length = philox_below(&random, sizeof noise);
        for (size_t k = 0; k < length; k++)
            noise[k] = (unsigned char)philox_u32(&random);
        zmq_send(rude, noise, length, ZMQ_DONTWAIT);
    }
    submit(b, 1, "a");
    peer_take_job(good, 1);
    peer_answer(good, 1, 3, 1, 3);
    assert_int_equal(take_one(b).result.counts.both, 3);
    broker_status status;
    broker_read_status(b, &status);
    assert_true(status.malformed > 0);
    zmq_close(rude);
    zmq_close(good);
    broker_free(b);
}

static int open_context(void **state)
{
    (void)state;
    context = zmq_ctx_new();
    return context == NULL;
}

static int close_context(void **state)
{
    (void)state;
    return zmq_ctx_term(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_leased_attempt_of_this_epoch_counts),
        cmocka_unit_test(acknowledgement_follows_the_commit),
        cmocka_unit_test(an_expired_lease_goes_elsewhere_and_then_ends),
        cmocka_unit_test(a_silent_worker_is_lost_and_may_come_back),
        cmocka_unit_test(a_reconnected_worker_gets_its_jobs_again),
        cmocka_unit_test(a_straggler_is_duplicated_where_workers_idle),
        cmocka_unit_test(credits_bound_what_is_in_flight),
        cmocka_unit_test(a_target_is_sent_or_said_to_be_missing),
        cmocka_unit_test(strangers_are_told_what_is_wrong),
        cmocka_unit_test(a_flood_of_garbage_stops_nobody),
    };
    return cmocka_run_group_tests(tests, open_context, close_context);
}
