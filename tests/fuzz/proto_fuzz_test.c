/* proto_fuzz_test.c: messages made of good ones by damage, and those of the corpora named as arguments: refused with a line, or
 * read; and what was read can be packed and read again. An argument that is a number sets the rounds. A corpus is a
 * file of frames (proto/frame.h); with clang and -DLATHE_LIBFUZZER the same entry serves libFuzzer, which finds more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/philox.h"
#include "proto/frame.h"
#include "tests/support/proto_samples.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

static void must_hold(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

#define TRY(type, function, clear)                                                                                     \
    static void try_##function(const uint8_t *data, size_t length)                                                     \
    {                                                                                                                  \
        type first, second;                                                                                            \
        lathe_error err = {0};                                                                                         \
        bytes packed;                                                                                                  \
        if (codec_unpack_##function(data, length, &first, &err) != LATHE_OK) {                                         \
            must_hold(err.status == LATHE_E_INPUT && err.message[0], "a refusal without its line");                    \
            return;                                                                                                    \
        }                                                                                                              \
        bytes_init(&packed, CODEC_MAX_EXECUTOR_MESSAGE);                                                               \
        must_hold(codec_pack_##function(&first, &packed, &err) == LATHE_OK, "read, but not packed: " #function);       \
        must_hold(codec_unpack_##function(packed.data, packed.length, &second, &err) == LATHE_OK,                      \
                  "packed, but not read: " #function);                                                                 \
        clear(&first);                                                                                                 \
        clear(&second);                                                                                                \
        bytes_clear(&packed);                                                                                          \
    }

static void ready_clear(executor_ready *ready)
{
    (void)ready;
}

TRY(executor_request, request, executor_request_clear)
TRY(executor_reply, reply, executor_reply_clear)
TRY(executor_ready, ready, ready_clear)
TRY(envelope, envelope, envelope_clear)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
    try_request(data, length);
    try_reply(data, length);
    try_ready(data, length);
    try_envelope(data, length);
    return 0;
}

#ifndef LATHE_LIBFUZZER
static uint32_t rounds = 20000;
static char **files;
static int file_count;

enum { SAMPLES = 5 + ENVELOPE_GOODBYE };

static void pack_sample(int i, bytes *out)
{
    executor_request requests[] = {sample_run_request(), sample_score_request()};
    executor_reply replies[] = {sample_run_reply(), sample_score_reply(), sample_failed_reply()};
    envelope e = sample_envelope((envelope_kind)(i >= 5 ? i - 4 : 1));
    lathe_status st = i < 2   ? codec_pack_request(&requests[i], out, NULL)
                      : i < 5 ? codec_pack_reply(&replies[i - 2], out, NULL)
                              : codec_pack_envelope(&e, out, NULL);
    assert_int_equal(st, LATHE_OK);
}

static void damage(bytes *b, philox_stream *s)
{
    static const unsigned char odd[] = {0, 1, 2, 0x08, 0x0a, 0x12, 0x1a, 0x7f, 0x80, 0xff};
    uint32_t count = 1 + (uint32_t)philox_below(s, 4);
    for (uint32_t i = 0; i < count; i++)
        b->data[philox_below(s, b->length)] =
            philox_u32(s) % 2 ? odd[philox_below(s, sizeof odd)] : (unsigned char)philox_u32(s);
    if (philox_u32(s) % 4 == 0)
        b->length = philox_below(s, b->length + 1);
}

static void damaged_messages(void **state)
{
    (void)state;
    philox_stream s = philox_stream_at(4, PHILOX_TEST, 0, 0, 0, 0);
    for (uint32_t i = 0; i < rounds; i++) {
        bytes b;
        bytes_init(&b, CODEC_MAX_EXECUTOR_MESSAGE);
        pack_sample((int)(i % SAMPLES), &b);
        if (philox_u32(&s) % 8 == 0) /* two in one: fields twice, bodies merged */
            pack_sample((int)philox_below(&s, SAMPLES), &b);
        damage(&b, &s);
        LLVMFuzzerTestOneInput(b.data, b.length);
        bytes_clear(&b);
    }
}

static void corpus(void **state)
{
    (void)state;
    for (int i = 0; i < file_count; i++) {
        bytes b;
        lathe_error err = {0};
        bytes_init(&b, CODEC_MAX_EXECUTOR_MESSAGE);
        if (file_read(files[i], &b, &err) != LATHE_OK)
            fail_msg("%s", err.message);
        size_t at = 0, count = 0;
        for (; at + FRAME_HEADER <= b.length; count++) {
            size_t length = frame_length(b.data + at);
            at += FRAME_HEADER;
            assert_true(length <= b.length - at);
            LLVMFuzzerTestOneInput(b.data + at, length);
            at += length;
        }
        assert_true(count > 0 && at == b.length);
        bytes_clear(&b);
    }
}

int main(int argc, char **argv)
{
    if (argc > 1 && atoi(argv[1]) > 0) {
        rounds = (uint32_t)atoi(argv[1]);
        argc--;
        argv++;
    }
    files = argv + 1;
    file_count = argc - 1;
    const struct CMUnitTest tests[] = {cmocka_unit_test(corpus), cmocka_unit_test(damaged_messages)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
