/* The tokeniser without reference files: inverse on any bytes, training, files, bad input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/philox.h"
#include "learner/text/tokenizer.h"

enum { SCRIPTS = 400, SCRIPT_ROOM = 512 };

typedef struct corpus {
    char data[SCRIPTS][SCRIPT_ROOM];
    tokenizer_text texts[SCRIPTS];
} corpus;

/* Programs in the dialect that is trained on, with random numbers. */
static corpus *make_corpus(void)
{
    corpus *c = calloc(1, sizeof *c);
    philox_stream s = philox_stream_at(11, PHILOX_TEST, 0, 0, 0, 0);
    assert_non_null(c);
    for (int i = 0; i < SCRIPTS; i++) {
        int n[8];
        for (int k = 0; k < 8; k++)
            n[k] = (int)philox_below(&s, 201) - 100;
        snprintf(c->data[i], SCRIPT_ROOM,
                 "import cadquery as cq\nw0=cq.Workplane('XY',origin=(0,0,%d))\nr=w0.sketch().segment((%d,%d),(%d,%d))"
                 ".arc((%d,%d),(%d,0)).close().assemble().finalize().extrude(%d)",
                 n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[0]);
        c->texts[i] = (tokenizer_text){c->data[i], strlen(c->data[i])};
    }
    return c;
}

static tokenizer *train(const corpus *c, uint32_t size, tokenizer_pattern pattern)
{
    tokenizer *t = NULL;
    lathe_error err = {0};
    if (tokenizer_train(c->texts, SCRIPTS, size, pattern, &t, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    return t;
}

static void check_inverse(const tokenizer *t, const char *text, size_t length)
{
    int32_t *ids = NULL;
    uint32_t count = 0;
    bytes back;
    lathe_error err = {0};
    bytes_init(&back, 4u << 20);
    if (tokenizer_encode(t, text, length, false, &ids, &count, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(tokenizer_decode(t, ids, count, false, &back, &err), LATHE_OK);
    assert_int_equal(back.length, length);
    if (length > 0)
        assert_memory_equal(back.data, text, length);
    bytes_clear(&back);
    free(ids);
}

static void trained_vocabulary_shortens_its_dialect(void **state)
{
    (void)state;
    corpus *c = make_corpus();
    tokenizer *t = train(c, 600, TOKENIZER_CODE);
    int32_t *ids = NULL;
    uint32_t count = 0;
    assert_in_range(tokenizer_vocab_size(t), 400, 600); /* fewer where nothing is left to merge */
    assert_int_equal(tokenizer_encode(t, c->texts[0].data, c->texts[0].length, false, &ids, &count, NULL), LATHE_OK);
    assert_in_range(count, 20, 50); /* of about 190 bytes; the numbers and what stands between them */
    free(ids);
    tokenizer_specials s = tokenizer_get_specials(t);
    assert_int_equal(s.pad, 0);
    assert_int_equal(s.bos, 1);
    assert_int_equal(s.eos, 2);
    tokenizer_free(t);
    free(c);
}

static void coordinates_are_one_token(void **state)
{
    (void)state;
    corpus *c = make_corpus();
    tokenizer *t = train(c, 800, TOKENIZER_CODE);
    int single = 0;
    for (int n = 0; n <= 100; n++) {
        char text[8];
        snprintf(text, sizeof text, "%d", n);
        single += tokenizer_find(t, text) >= 0;
    }
    assert_in_range(single, 95, 101);
    tokenizer_free(t);
    free(c);
}

static void training_is_repeatable_and_saved_whole(void **state)
{
    (void)state;
    char path[] = "/tmp/lathe-text-XXXXXX";
    corpus *c = make_corpus();
    tokenizer *first = train(c, 500, TOKENIZER_CODE), *second = train(c, 500, TOKENIZER_CODE), *third = NULL;
    bytes one, two;
    lathe_error err = {0};
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    bytes_init(&one, 1 << 20);
    bytes_init(&two, 1 << 20);
    assert_int_equal(tokenizer_save(first, path, &err), LATHE_OK);
    assert_int_equal(file_read(path, &one, &err), LATHE_OK);
    assert_int_equal(tokenizer_load(path, &third, &err), LATHE_OK);
    assert_int_equal(tokenizer_save(second, path, &err), LATHE_OK);
    assert_int_equal(file_read(path, &two, &err), LATHE_OK);
    assert_int_equal(one.length, two.length);
    assert_memory_equal(one.data, two.data, one.length);
    for (int i = 0; i < 20; i++) {
        int32_t *a = NULL, *b = NULL;
        uint32_t n = 0, m = 0;
        assert_int_equal(tokenizer_encode(first, c->texts[i].data, c->texts[i].length, false, &a, &n, &err), LATHE_OK);
        assert_int_equal(tokenizer_encode(third, c->texts[i].data, c->texts[i].length, false, &b, &m, &err), LATHE_OK);
        assert_int_equal(n, m);
        assert_memory_equal(a, b, n * sizeof *a);
        free(a);
        free(b);
    }
    unlink(path);
    bytes_clear(&one);
    bytes_clear(&two);
    tokenizer_free(first);
    tokenizer_free(second);
    tokenizer_free(third);
    free(c);
}

static void decoding_is_the_inverse_on_any_bytes(void **state)
{
    (void)state;
    corpus *c = make_corpus();
    philox_stream s = philox_stream_at(3, PHILOX_TEST, 0, 1, 0, 0);
    char text[300];
    for (int pattern = TOKENIZER_CODE; pattern <= TOKENIZER_GPT2; pattern++) {
        tokenizer *t = train(c, 400, (tokenizer_pattern)pattern);
        for (int round = 0; round < 1500; round++) {
            size_t length = (size_t)philox_below(&s, sizeof text);
            uint64_t kind = philox_below(&s, 4);
            for (size_t i = 0; i < length; i++)
                text[i] = kind == 0   ? (char)philox_below(&s, 256)
                          : kind == 1 ? " \n\t\r"[philox_below(&s, 4)]
                          : kind == 2 ? "a1 '\xc3\xa9\xff("[philox_below(&s, 8)]
                                      : c->data[round % SCRIPTS][(i + (size_t)round) % 150];
            check_inverse(t, text, length);
        }
        for (int i = 0; i < 50; i++)
            check_inverse(t, c->texts[i].data, c->texts[i].length);
        tokenizer_free(t);
    }
    free(c);
}

static void long_pieces_take_linear_time(void **state)
{
    (void)state;
    corpus *c = make_corpus();
    tokenizer *t = train(c, 600, TOKENIZER_CODE);
    size_t length = 1 << 20;
    char *text = malloc(length);
    assert_non_null(text);
    for (size_t i = 0; i < length; i++)
        text[i] = ".segment(("[i % 10];
    int64_t begin = clock_monotonic_ms();
    check_inverse(t, text, length);
    assert_in_range(clock_monotonic_ms() - begin, 0, 20000);
    free(text);
    tokenizer_free(t);
    free(c);
}

static void special_tokens_are_only_read_where_asked_for(void **state)
{
    (void)state;
    static const char text[] = "a<|eos|>b<|bos|>";
    corpus *c = make_corpus();
    tokenizer *t = train(c, 300, TOKENIZER_CODE);
    int32_t *ids = NULL;
    uint32_t count = 0;
    bytes out;
    bytes_init(&out, 1000);
    assert_int_equal(tokenizer_encode(t, text, strlen(text), true, &ids, &count, NULL), LATHE_OK);
    assert_int_equal(count, 4);
    assert_int_equal(ids[1], 2);
    assert_int_equal(ids[3], 1);
    assert_int_equal(tokenizer_decode(t, ids, count, false, &out, NULL), LATHE_OK);
    assert_string_equal((char *)out.data, "ab");
    bytes_reset(&out);
    assert_int_equal(tokenizer_decode(t, ids, count, true, &out, NULL), LATHE_OK);
    assert_string_equal((char *)out.data, text);
    free(ids);
    assert_int_equal(tokenizer_encode(t, text, strlen(text), false, &ids, &count, NULL), LATHE_OK);
    for (uint32_t i = 0; i < count; i++)
        assert_true(ids[i] > 2);
    free(ids);
    bytes_clear(&out);
    tokenizer_free(t);
    free(c);
}

static void special_spellings_in_a_corpus_stay_ordinary(void **state)
{
    (void)state;
    static const char line[] = "<|eos|>";
    tokenizer_text texts[20];
    for (int i = 0; i < 20; i++)
        texts[i] = (tokenizer_text){line, strlen(line)};
    tokenizer *t = NULL;
    assert_int_equal(tokenizer_train(texts, 20, 400, TOKENIZER_CODE, &t, NULL), LATHE_OK);
    check_inverse(t, line, strlen(line));
    assert_int_equal(tokenizer_find(t, line), 2);
    tokenizer_free(t);
}

static void unknown_ids_are_refused(void **state)
{
    (void)state;
    static const int32_t bad[] = {-1, 100000};
    tokenizer *t = NULL;
    bytes out;
    lathe_error err = {0};
    bytes_init(&out, 100);
    assert_int_equal(tokenizer_train(NULL, 0, 259, TOKENIZER_CODE, &t, &err), LATHE_OK);
    for (int i = 0; i < 2; i++)
        assert_int_equal(tokenizer_decode(t, &bad[i], 1, true, &out, &err), LATHE_E_INPUT);
    tokenizer_free(t);
    assert_int_equal(tokenizer_train(NULL, 0, 258, TOKENIZER_CODE, &t, &err), LATHE_E_INPUT);
    bytes_clear(&out);
}

static void malformed_files_are_refused_by_key(void **state)
{
    (void)state;
    static const struct {
        const char *json, *says;
    } cases[] = {
        {"", "malformed JSON"},
        {"{", "malformed JSON"},
        {"[]", "model.type"},
        {"{\"model\":{\"type\":\"WordPiece\"}}", "model.type"},
        {"{\"model\":{\"type\":\"BPE\",\"dropout\":0.1}}", "model.dropout"},
        {"{\"model\":{\"type\":\"BPE\"}}", "model.vocab"},
        {"{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":-3}}}", "model.vocab"},
        {"{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":99999999}}}", "model.vocab"},
        {"{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":\"x\"}}}", "model.vocab"},
        {"{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0}}}", "no token for byte 0"},
        {"{\"added_tokens\":3,\"model\":{\"type\":\"BPE\",\"vocab\":{}}}", "added_tokens"},
        {"{\"added_tokens\":[{}],\"model\":{\"type\":\"BPE\",\"vocab\":{}}}", "added_tokens"},
        {"{\"added_tokens\":[{\"id\":1}],\"model\":{\"type\":\"BPE\",\"vocab\":{}}}", "added_tokens"},
        {"{\"added_tokens\":[{\"id\":1,\"content\":\"x\",\"lstrip\":true}],\"model\":{\"type\":\"BPE\",\"vocab\":{}}}", "lstrip"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tokenizer *t = NULL;
        lathe_error err = {0};
        assert_int_equal(tokenizer_from_json("t.json", cases[i].json, strlen(cases[i].json), &t, &err), LATHE_E_INPUT);
        assert_null(t);
        assert_non_null(strstr(err.message, "t.json"));
        if (!strstr(err.message, cases[i].says))
            fail_msg("'%s' does not say '%s'", err.message, cases[i].says);
    }
}

/* A real file with one byte changed is read or refused, never more. */
static void changed_files_do_no_harm(void **state)
{
    (void)state;
    char path[] = "/tmp/lathe-text-XXXXXX";
    bytes json;
    tokenizer *t = NULL;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    bytes_init(&json, 1 << 20);
    assert_int_equal(tokenizer_train(NULL, 0, 259, TOKENIZER_CODE, &t, NULL), LATHE_OK);
    assert_int_equal(tokenizer_save(t, path, NULL), LATHE_OK);
    tokenizer_free(t);
    assert_int_equal(file_read(path, &json, NULL), LATHE_OK);
    unlink(path);
    philox_stream s = philox_stream_at(5, PHILOX_TEST, 0, 2, 0, 0);
    for (int i = 0; i < 2000; i++) {
        size_t at = (size_t)philox_below(&s, json.length);
        unsigned char before = json.data[at];
        json.data[at] = (unsigned char)philox_below(&s, 256);
        t = NULL;
        if (tokenizer_from_json("changed", (char *)json.data, json.length, &t, NULL) == LATHE_OK)
            check_inverse(t, "w0=cq.Workplane('XY')", 21);
        tokenizer_free(t);
        json.data[at] = before;
    }
    bytes_clear(&json);
}

static void speed_is_measured(void **state)
{
    (void)state;
    corpus *c = make_corpus();
    int64_t begin = clock_monotonic_ns();
    tokenizer *t = train(c, 600, TOKENIZER_CODE);
    double trained = (double)(clock_monotonic_ns() - begin) * 1e-9;
    size_t total = 0;
    begin = clock_monotonic_ns();
    for (int round = 0; round < 20; round++)
        for (int i = 0; i < SCRIPTS; i++) {
            int32_t *ids = NULL;
            uint32_t count = 0;
            assert_int_equal(tokenizer_encode(t, c->texts[i].data, c->texts[i].length, false, &ids, &count, NULL), LATHE_OK);
            free(ids);
            total += c->texts[i].length;
        }
    double encoded = (double)(clock_monotonic_ns() - begin) * 1e-9;
    print_message("trained on %zu bytes in %.3f s, encodes %.1f MB/s\n", total / 20, trained, (double)total / encoded / 1e6);
    tokenizer_free(t);
    free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trained_vocabulary_shortens_its_dialect),
        cmocka_unit_test(coordinates_are_one_token),
        cmocka_unit_test(training_is_repeatable_and_saved_whole),
        cmocka_unit_test(decoding_is_the_inverse_on_any_bytes),
        cmocka_unit_test(long_pieces_take_linear_time),
        cmocka_unit_test(special_tokens_are_only_read_where_asked_for),
        cmocka_unit_test(special_spellings_in_a_corpus_stay_ordinary),
        cmocka_unit_test(unknown_ids_are_refused),
        cmocka_unit_test(malformed_files_are_refused_by_key),
        cmocka_unit_test(changed_files_do_no_harm),
        cmocka_unit_test(speed_is_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
