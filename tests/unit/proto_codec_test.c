/* proto_codec_test.c: every message there and back; what must be refused; no memory; frames. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "proto/frame.h"
#include "tests/support/proto_samples.h"

/* ---- allocations that fail: the linker sends them here ---- */

static long allocations_left = -1; /* -1: none fails */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool is_time(void)
{
    if (allocations_left > 0)
        allocations_left--;
    return allocations_left == 0;
}

void *__wrap_malloc(size_t size)
{
    return is_time() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return is_time() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return is_time() ? NULL : __real_realloc(old, size);
}

/* ---- helpers ---- */

static void same_view(byte_view a, byte_view b)
{
    assert_int_equal(a.length, b.length);
    assert_memory_equal(a.data, b.data, a.length);
}

static bytes buffer(void)
{
    bytes b;
    bytes_init(&b, CODEC_MAX_EXECUTOR_MESSAGE);
    return b;
}

#define REFUSED(call, text)                                                                                            \
    do {                                                                                                               \
        lathe_error err_ = {0}, *err = &err_;                                                                          \
        assert_int_equal(call, LATHE_E_INPUT);                                                                         \
        if (!strstr(err->message, text))                                                                               \
            fail_msg("'%s' does not say '%s'", err->message, text);                                                    \
    } while (0)

/* ---- there and back ---- */

static void requests_come_back(void **state)
{
    (void)state;
    executor_request samples[] = {sample_run_request(), sample_score_request()}, out;
    for (int i = 0; i < 2; i++) {
        bytes packed = buffer(), again = buffer();
        assert_int_equal(codec_pack_request(&samples[i], &packed, NULL), LATHE_OK);
        assert_int_equal(codec_unpack_request(packed.data, packed.length, &out, NULL), LATHE_OK);
        assert_int_equal(out.id, samples[i].id);
        assert_int_equal(out.task, samples[i].task);
        assert_int_equal(out.source.kind, samples[i].source.kind);
        same_view(out.source.data, samples[i].source.data);
        assert_int_equal(out.limits.memory_bytes, samples[i].limits.memory_bytes);
        assert_int_equal(out.limits.wall_ms, samples[i].limits.wall_ms);
        assert_int_equal(codec_pack_request(&out, &again, NULL), LATHE_OK); /* so no field was lost */
        assert_int_equal(again.length, packed.length);
        assert_memory_equal(again.data, packed.data, packed.length);
        if (out.task == EXECUTOR_SCORE)
            assert_memory_equal(&out.score.place, &samples[i].score.place, sizeof out.score.place);
        else
            assert_int_equal(out.run.points_seed, samples[i].run.points_seed);
        executor_request_clear(&out);
        bytes_clear(&packed);
        bytes_clear(&again);
    }
}

static void replies_come_back(void **state)
{
    (void)state;
    executor_reply samples[] = {sample_run_reply(), sample_score_reply(), sample_failed_reply()}, out;
    for (int i = 0; i < 3; i++) {
        bytes packed = buffer(), again = buffer();
        assert_int_equal(codec_pack_reply(&samples[i], &packed, NULL), LATHE_OK);
        assert_int_equal(codec_unpack_reply(packed.data, packed.length, &out, NULL), LATHE_OK);
        assert_int_equal(out.outcome.failure, samples[i].outcome.failure);
        assert_string_equal(out.outcome.message, samples[i].outcome.message);
        assert_int_equal(out.outcome.lazy, samples[i].outcome.lazy);
        assert_int_equal(codec_pack_reply(&out, &again, NULL), LATHE_OK);
        assert_int_equal(again.length, packed.length);
        assert_memory_equal(again.data, packed.data, packed.length);
        if (i == 0) {
            same_view(out.run.points, samples[i].run.points);
            assert_string_equal(out.run.properties.type, "Solid");
            assert_true(out.run.properties.center[2] == .125);
        } else if (i == 1) {
            assert_int_equal(out.score.outside, 3);
        } else {
            assert_int_equal(out.outcome.signal, 11);
            assert_int_equal(out.outcome.column, 9);
        }
        executor_reply_clear(&out);
        bytes_clear(&packed);
        bytes_clear(&again);
    }
}

static void envelopes_come_back(void **state)
{
    (void)state;
    for (int kind = ENVELOPE_HELLO; kind <= ENVELOPE_GOODBYE; kind++) {
        bytes packed = buffer(), again = buffer();
        envelope e = sample_envelope((envelope_kind)kind), out;
        assert_int_equal(codec_pack_envelope(&e, &packed, NULL), LATHE_OK);
        assert_int_equal(codec_unpack_envelope(packed.data, packed.length, &out, NULL), LATHE_OK);
        assert_int_equal(out.kind, kind);
        assert_int_equal(codec_pack_envelope(&out, &again, NULL), LATHE_OK);
        assert_int_equal(again.length, packed.length);
        assert_memory_equal(again.data, packed.data, packed.length);
        if (kind == ENVELOPE_JOB) {
            score_job job = envelope_take_job(&out);
            same_view(job.script, e.job.script);
            assert_true(hash_equal(&job.target_hash, &e.job.target_hash));
            score_job_clear(&job);
        }
        envelope_clear(&out);
        bytes_clear(&packed);
        bytes_clear(&again);
    }
}

static void text_is_made_fit_to_print(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"two\nlines\x1b[31m", "two lines [31m"}, {"caf\xc3\xa9 \xe2\x82\xac", "caf\xc3\xa9 \xe2\x82\xac"},
        {"bad \xff\xc0\xaf", "bad ???"},          {"cut \xe2\x82", "cut ??"},
    };
    for (size_t i = 0; i < 4; i++) {
        bytes packed = buffer();
        executor_reply reply = sample_failed_reply(), out;
        snprintf(reply.outcome.message, sizeof reply.outcome.message, "%s", rows[i].in);
        assert_int_equal(codec_pack_reply(&reply, &packed, NULL), LATHE_OK);
        assert_int_equal(codec_unpack_reply(packed.data, packed.length, &out, NULL), LATHE_OK);
        assert_string_equal(out.outcome.message, rows[i].out);
        executor_reply_clear(&out);
        bytes_clear(&packed);
    }
}

/* ---- what is refused ---- */

static void another_version_is_named(void **state)
{
    (void)state;
    bytes packed = buffer();
    envelope hello = sample_envelope(ENVELOPE_HELLO), refused = sample_envelope(ENVELOPE_REFUSED), out;
    executor_request request = sample_run_request(), got;
    executor_reply reply = sample_score_reply(), answer;
    executor_ready ready = {.engine = "engine"}, greeting;
    assert_int_equal(codec_pack_envelope(&hello, &packed, NULL), LATHE_OK);
    packed.data[1] = 2; /* the first field is the version */
    REFUSED(codec_unpack_envelope(packed.data, packed.length, &out, err), "version 2, this program speaks 1");
    bytes_reset(&packed);
    assert_int_equal(codec_pack_request(&request, &packed, NULL), LATHE_OK);
    packed.data[1] = 3;
    REFUSED(codec_unpack_request(packed.data, packed.length, &got, err), "version 3, this program speaks 1");
    bytes_reset(&packed);
    assert_int_equal(codec_pack_reply(&reply, &packed, NULL), LATHE_OK);
    packed.data[1] = 4;
    REFUSED(codec_unpack_reply(packed.data, packed.length, &answer, err), "version 4, this program speaks 1");
    bytes_reset(&packed);
    assert_int_equal(codec_pack_ready(&ready, &packed, NULL), LATHE_OK);
    packed.data[1] = 5;
    REFUSED(codec_unpack_ready(packed.data, packed.length, &greeting, err), "version 5, this program speaks 1");
    bytes_reset(&packed);
    assert_int_equal(codec_pack_envelope(&refused, &packed, NULL), LATHE_OK);
    packed.data[1] = 9; /* a refusal is read all the same */
    assert_int_equal(codec_unpack_envelope(packed.data, packed.length, &out, NULL), LATHE_OK);
    assert_string_equal(out.refused.reason, "no");
    envelope_clear(&out);
    bytes_clear(&packed);
}

static void requests_out_of_bounds_are_refused(void **state)
{
    (void)state;
    bytes out = buffer();
    executor_request good = sample_run_request(), r = good;
    r.limits.steps = 0;
    REFUSED(codec_pack_request(&r, &out, err), "'steps' is 0");
    r = good;
    r.limits.wall_ms = CODEC_MAX_WALL_MS + 1;
    REFUSED(codec_pack_request(&r, &out, err), "wall_ms");
    r = good;
    r.run.mesh_angular = NAN;
    REFUSED(codec_pack_request(&r, &out, err), "mesh_angular is not finite");
    r = good;
    r.run.points = CODEC_MAX_POINTS + 1;
    REFUSED(codec_pack_request(&r, &out, err), "points");
    r = good;
    r.run.mode = (score_mode)7;
    REFUSED(codec_pack_request(&r, &out, err), "mode is 7");
    r = good;
    r.source.kind = (source_kind)5;
    REFUSED(codec_pack_request(&r, &out, err), "source kind is 5");
    r = good;
    r.run.target_metric = (score_metric)99;
    REFUSED(codec_pack_request(&r, &out, err), "target_metric is 99");
    r = good;
    r.run.chamfer_points = CODEC_MAX_CHAMFER_POINTS + 1;
    REFUSED(codec_pack_request(&r, &out, err), "chamfer_points");
    r = good;
    r.task = (executor_task)0;
    REFUSED(codec_pack_request(&r, &out, err), "nothing");
    r = good;
    r.source.kind = SOURCE_KIND_SCRIPT;
    r.source.data.length = CODEC_MAX_SCRIPT + 1;
    REFUSED(codec_pack_request(&r, &out, err), "script of 1048577 bytes");
    assert_int_equal(out.length, 0);
    bytes_clear(&out);
}

static void lies_about_results_are_refused(void **state)
{
    (void)state;
    bytes out = buffer();
    executor_reply good = sample_score_reply(), r = good;
    r.score.both = 16; /* the prediction has 15 */
    REFUSED(codec_pack_reply(&r, &out, err), "more samples in both");
    r = good;
    r.score.truth_box_volume = INFINITY;
    REFUSED(codec_pack_reply(&r, &out, err), "not finite");
    r = good;
    r.score.chamfer = -1;
    REFUSED(codec_pack_reply(&r, &out, err), "chamfer distance below 0");
    r = good;
    r.outcome.milliseconds = -1;
    REFUSED(codec_pack_reply(&r, &out, err), "milliseconds");
    r = good;
    r.outcome.failure = FAILURE_COUNT;
    REFUSED(codec_pack_reply(&r, &out, err), "failure");
    r = sample_run_reply();
    r.run.points.length = 13;
    REFUSED(codec_pack_reply(&r, &out, err), "whole points");
    r = sample_run_reply();
    r.run.shape_hash.length = 31;
    REFUSED(codec_pack_reply(&r, &out, err), "shape hash of 31");
    envelope e = sample_envelope(ENVELOPE_HELLO);
    e.hello.slots = 0;
    REFUSED(codec_pack_envelope(&e, &out, err), "without slots");
    e = sample_envelope(ENVELOPE_WELCOME);
    e.welcome.heartbeat_ms = 0;
    REFUSED(codec_pack_envelope(&e, &out, err), "heartbeat");
    e = sample_envelope(ENVELOPE_TARGET_DATA);
    e.target_data.blob.length = CODEC_MAX_TARGET + 1;
    REFUSED(codec_pack_envelope(&e, &out, err), "target");
    memset(e.reason, 'x', sizeof e.reason);
    e.kind = ENVELOPE_GOODBYE;
    REFUSED(codec_pack_envelope(&e, &out, err), "no end");
    assert_int_equal(out.length, 0);
    bytes_clear(&out);
}

static void incomplete_messages_are_refused(void **state)
{
    (void)state;
    static const unsigned char version_only[] = {0x08, 0x01};
    static const unsigned char job_without_limits[] = {0x08, 0x01, 0x32, 0x02, 0x08, 0x01};
    static const unsigned char result_without_outcome[] = {0x08, 0x01, 0x3a, 0x02, 0x08, 0x01};
    envelope e = {.kind = ENVELOPE_CREDIT};
    executor_request request;
    executor_reply reply;
    REFUSED(codec_unpack_envelope(version_only, 2, &e, err), "nothing in it");
    REFUSED(codec_unpack_envelope(job_without_limits, 6, &e, err), "without limits");
    REFUSED(codec_unpack_envelope(result_without_outcome, 6, &e, err), "without an outcome");
    REFUSED(codec_unpack_envelope("\xff", 1, &e, err), "malformed envelope");
    REFUSED(codec_unpack_request(version_only, 2, &request, err), "no source");
    REFUSED(codec_unpack_reply(version_only, 2, &reply, err), "no outcome");
    assert_int_equal(e.kind, ENVELOPE_CREDIT); /* failure left it alone */
    void *large = calloc(1, CODEC_MAX_ENVELOPE + 1);
    REFUSED(codec_unpack_envelope(large, CODEC_MAX_ENVELOPE + 1, &e, err), "more than");
    free(large);
}

/* Two bytes a field that unpack to many more must not cost memory without bound. */
static void amplification_is_bounded(void **state)
{
    (void)state;
    enum { LENGTH = 4 << 20 };
    unsigned char *data = malloc(LENGTH);
    envelope e;
    assert_non_null(data);
    for (size_t i = 0; i < LENGTH; i += 2) { /* unknown fields: number 15, a varint */
        data[i] = 0x78;
        data[i + 1] = 0x01;
    }
    REFUSED(codec_unpack_envelope(data, LENGTH, &e, err), "malformed");
    free(data);
}

/* ---- no memory ---- */

static void no_memory_is_reported_at_every_allocation(void **state)
{
    (void)state;
    executor_reply reply = sample_run_reply();
    for (long n = 1;; n++) {
        bytes packed = buffer();
        executor_reply out = {.id = 77};
        lathe_error err = {0};
        allocations_left = n;
        lathe_status st = codec_pack_reply(&reply, &packed, &err);
        if (st == LATHE_OK)
            st = codec_unpack_reply(packed.data, packed.length, &out, &err);
        allocations_left = -1;
        bytes_clear(&packed);
        if (st == LATHE_OK) {
            executor_reply_clear(&out);
            assert_true(n > 5);
            return;
        }
        assert_int_equal(st, LATHE_E_NOMEM);
        assert_int_equal(out.id, 77);
    }
}

/* ---- frames ---- */

static void frames_keep_their_bounds(void **state)
{
    (void)state;
    int ends[2];
    bytes in;
    bool end = true;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    bytes_init(&in, 100);
    assert_int_equal(frame_send(ends[0], "hello", 5, NULL), LATHE_OK);
    assert_int_equal(frame_send(ends[0], "", 0, NULL), LATHE_OK);
    assert_int_equal(frame_receive(ends[1], &in, &end, NULL), LATHE_OK);
    assert_false(end);
    assert_string_equal((char *)in.data, "hello");
    assert_int_equal(frame_receive(ends[1], &in, &end, NULL), LATHE_OK);
    assert_int_equal(in.length, 0);
    assert_int_equal(write(ends[0], "\x65\0\0\0", 4), 4); /* 101 bytes to come */
    REFUSED(frame_receive(ends[1], &in, &end, err), "message of 101 bytes, more than 100");
    assert_int_equal(write(ends[0], "\x05\0\0\0abc", 7), 7);
    close(ends[0]);
    lathe_error err = {0};
    assert_int_equal(frame_receive(ends[1], &in, &end, &err), LATHE_E_IO);
    assert_int_equal(frame_receive(ends[1], &in, &end, &err), LATHE_OK);
    assert_true(end);
    close(ends[1]);
    bytes_clear(&in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_come_back),
        cmocka_unit_test(replies_come_back),
        cmocka_unit_test(envelopes_come_back),
        cmocka_unit_test(text_is_made_fit_to_print),
        cmocka_unit_test(another_version_is_named),
        cmocka_unit_test(requests_out_of_bounds_are_refused),
        cmocka_unit_test(lies_about_results_are_refused),
        cmocka_unit_test(incomplete_messages_are_refused),
        cmocka_unit_test(amplification_is_bounded),
        cmocka_unit_test(no_memory_is_reported_at_every_allocation),
        cmocka_unit_test(frames_keep_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
