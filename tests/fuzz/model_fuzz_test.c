/* safetensors files that are malformed by hand and by mutation: refused with one line, or every byte of every
 * tensor within the file. Runs under the sanitizers too: nothing here needs libtorch. */
#define _GNU_SOURCE /* memmem */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/philox.h"
#include "learner/model/config.h"
#include "learner/model/safetensors.h"

enum { MAX_FILE = 4096, MUTATIONS = 30000 };

static size_t build(unsigned char *out, const char *header, size_t data)
{
    size_t length = strlen(header);
    memset(out, 0, 8);
    for (int i = 0; i < 4; i++)
        out[i] = (unsigned char)(length >> (8 * i));
    memcpy(out + 8, header, length);
    for (size_t i = 0; i < data; i++)
        out[8 + length + i] = (unsigned char)(i * 37);
    return 8 + length + data;
}

/* Opens a copy of exact size, so that a sanitizer sees the first byte behind it. */
static lathe_status try_open(const unsigned char *data, size_t size, lathe_error *err)
{
    unsigned char *exact = malloc(size > 0 ? size : 1);
    safetensors_file *f = NULL;
    size_t count = 0;
    unsigned sum = 0;
    assert_non_null(exact);
    memcpy(exact, data, size);
    lathe_status st = safetensors_open_memory("memory", exact, size, &f, err);
    if (st == LATHE_OK) {
        const safetensors_entry *e = safetensors_entries(f, &count);
        for (size_t i = 0; i < count; i++) {
            assert_ptr_equal(safetensors_find(f, e[i].name), &e[i]);
            for (size_t k = 0; k < e[i].size; k++)
                sum += ((const unsigned char *)e[i].data)[k];
        }
        assert_null(safetensors_find(f, "no such tensor"));
        (void)safetensors_metadata(f, "format");
        safetensors_close(f);
    } else {
        assert_int_equal(st, LATHE_E_INPUT);
        assert_null(strchr(err->message, '\n'));
        assert_non_null(strstr(err->message, "'memory'"));
    }
    free(exact);
    return sum == 0xffffffffu ? LATHE_E_BUG : st;
}

#define T(dtype, shape, offsets) "{\"dtype\":\"" dtype "\",\"shape\":" shape ",\"data_offsets\":" offsets "}"
static const char good[] = "{\"__metadata__\":{\"format\":\"pt\"},\"b\":" T("F32", "[2,3]", "[0,24]") ",\"a\":" T(
    "BF16", "[4]", "[24,32]") ",\"e\":" T("F32", "[0]", "[32,32]") ",\"s\":" T("I64", "[]", "[32,40]") "}";

static void good_files_are_read(void **state)
{
    unsigned char file[MAX_FILE];
    safetensors_file *f = NULL;
    lathe_error err = { 0 };
    size_t count = 0, size = build(file, good, 40);
    (void)state;
    assert_int_equal(safetensors_open_memory("memory", file, size, &f, &err), LATHE_OK);
    const safetensors_entry *e = safetensors_entries(f, &count);
    assert_int_equal(count, 4);
    assert_string_equal(e[0].name, "a");
    assert_int_equal(e[0].type, SAFETENSORS_BF16);
    assert_int_equal(e[1].dims[1], 3);
    assert_int_equal(e[3].rank, 0);
    assert_string_equal(safetensors_metadata(f, "format"), "pt");
    assert_null(safetensors_metadata(f, "other"));
    safetensors_close(f);
}

static void bad_files_are_named(void **state)
{
    static const struct {
        const char *header;
        size_t data;
        const char *message;
    } cases[] = {
        { "", 0, "malformed header" },
        { "[]", 0, "not an object" },
        { "{\"a\":1}", 0, "'a' is not an object" },
        { "{\"a\":" T("F33", "[1]", "[0,4]") "}", 4, "dtype 'F33'" },
        { "{\"a\":" T("F32", "[-1]", "[0,4]") "}", 4, "shape" },
        { "{\"a\":" T("F32", "[1.5]", "[0,4]") "}", 4, "shape" },
        { "{\"a\":" T("F32", "{}", "[0,4]") "}", 4, "shape" },
        { "{\"a\":" T("F32", "[1,1,1,1,1,1,1]", "[0,4]") "}", 4, "shape" },
        { "{\"a\":" T("F32", "[4611686018427387904,4]", "[0,4]") "}", 4, "shape" },
        { "{\"a\":" T("F32", "[2]", "[0,4]") "}", 4, "takes 8" },
        { "{\"a\":" T("F32", "[1]", "[4,0]") "}", 4, "data_offsets" },
        { "{\"a\":" T("F32", "[1]", "[0]") "}", 4, "data_offsets" },
        { "{\"a\":" T("F32", "[1]", "[0,4]") "}", 3, "truncated" },
        { "{\"a\":" T("F32", "[1]", "[0,4]") "}", 5, "1 bytes follow" },
        { "{\"a\":" T("F32", "[1]", "[4,8]") "}", 8, "hole" },
        { "{\"a\":" T("F32", "[1]", "[0,4]") ",\"b\":" T("F32", "[1]", "[0,4]") "}", 4, "overlaps" },
        { "{\"a\":" T("F32", "[1]", "[0,4]") ",\"a\":" T("F32", "[1]", "[4,8]") "}", 8, "malformed header" },
        { "{\"__metadata__\":{\"a\":1}}", 0, "not a text" },
        { "{\"__metadata__\":[]}", 0, "not an object" },
    };
    unsigned char file[MAX_FILE];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lathe_error err = { 0 };
        size_t size = build(file, cases[i].header, cases[i].data);
        if (try_open(file, size, &err) == LATHE_OK || strstr(err.message, cases[i].message) == NULL)
            fail_msg("case %zu: '%s'", i, err.message);
    }
    static const unsigned char long_header[16] = { 0, 0, 0, 0, 1 };
    lathe_error err = { 0 };
    assert_int_equal(try_open(long_header, 16, &err), LATHE_E_INPUT);
    assert_non_null(strstr(err.message, "not a safetensors file"));
    assert_int_equal(try_open(long_header, 7, &err), LATHE_E_INPUT);
}

/* Pieces that mutations put in place of others. */
static const char *const pieces[] = { "-1", "9223372036854775807", "[", "]", "{}", "null", "\"F64\"", "1e9", "[0,8]", "\\u0000",
                                      "__metadata__", "\"", ",", "0" };

static size_t mutate(philox_stream *s, unsigned char *file, size_t size)
{
    for (uint64_t n = 1 + philox_below(s, 3); n > 0; n--) {
        size_t at = philox_below(s, size);
        switch (philox_below(s, 4)) {
        case 0: file[at] = (unsigned char)philox_u32(s); break;
        case 1: file[at] ^= (unsigned char)(1u << philox_below(s, 8)); break;
        case 2: size = at + 1; break;
        default: {
            const char *piece = pieces[philox_below(s, sizeof pieces / sizeof *pieces)];
            size_t length = strlen(piece);
            if (at + length < size)
                memcpy(file + at, piece, length);
        }
        }
    }
    return size;
}

static void mutated_files_never_read_outside(void **state)
{
    unsigned char file[MAX_FILE];
    unsigned opened = 0;
    (void)state;
    for (uint32_t i = 0; i < MUTATIONS; i++) {
        philox_stream s = philox_stream_at(11, PHILOX_TEST, 0, 0, i, 0);
        lathe_error err = { 0 };
        size_t size = mutate(&s, file, build(file, good, 40));
        opened += try_open(file, size, &err) == LATHE_OK;
    }
    assert_in_range(opened, 1, MUTATIONS / 2); /* mutations of the data alone are still whole files */
}

static void written_files_depend_on_their_contents_alone(void **state)
{
    static const float numbers[] = { 1, 2, 3 };
    static const int64_t counts[] = { 7 };
    const safetensors_entry a = { .name = "a", .type = SAFETENSORS_F32, .rank = 1, .dims = { 3 }, .size = 12, .data = numbers };
    const safetensors_entry b = { .name = "b\"\n", .type = SAFETENSORS_I64, .rank = 1, .dims = { 1 }, .size = 8, .data = counts };
    const safetensors_text text = { "k", "\xc3\xa9 \"quoted\"" };
    char path[64] = "/tmp/lathe-safetensors-XXXXXX";
    hash256 first, second;
    safetensors_file *f = NULL;
    lathe_error err = { 0 };
    (void)state;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(safetensors_write(path, (safetensors_entry[]){ a, b }, 2, &text, 1, &first, &err), LATHE_OK);
    assert_int_equal(safetensors_write(path, (safetensors_entry[]){ b, a }, 2, &text, 1, &second, &err), LATHE_OK);
    assert_true(hash_equal(&first, &second));
    assert_int_equal(safetensors_open(path, &f, &err), LATHE_OK);
    assert_string_equal(safetensors_metadata(f, "k"), text.value);
    assert_memory_equal(safetensors_find(f, "a")->data, numbers, sizeof numbers);
    assert_memory_equal(safetensors_find(f, b.name)->data, counts, sizeof counts);
    safetensors_close(f);
    assert_int_equal(safetensors_write(path, (safetensors_entry[]){ a, a }, 2, NULL, 0, NULL, &err), LATHE_E_BUG);
    assert_int_equal(safetensors_write("/nonexistent/x", &a, 1, NULL, 0, NULL, &err), LATHE_E_IO);
    assert_non_null(strstr(err.message, "/nonexistent/x"));
    unlink(path);
    assert_int_equal(safetensors_open(path, &f, &err), LATHE_E_IO);
    assert_int_equal(safetensors_open("/", &f, &err), LATHE_E_IO);
}

static void mutated_configurations_are_refused_or_sound(void **state)
{
    static const char text[] = "{\"model_type\":\"qwen2\",\"vocab_size\":40,\"hidden_size\":32,\"intermediate_size\":24,"
                               "\"num_hidden_layers\":2,\"num_attention_heads\":4,\"num_key_value_heads\":2,"
                               "\"rms_norm_eps\":1e-6,\"rope_theta\":100,\"eos_token_id\":[1,2],\"tie_word_embeddings\":true}";
    char path[64] = "/tmp/lathe-config-XXXXXX";
    unsigned char file[MAX_FILE];
    (void)state;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    for (uint32_t i = 0; i < 1500; i++) {
        philox_stream s = philox_stream_at(12, PHILOX_TEST, 0, 0, i, 0);
        model_config config;
        lathe_error err = { 0 };
        memcpy(file, text, sizeof text);
        size_t size = i == 0 ? sizeof text - 1 : mutate(&s, file, sizeof text - 1);
        assert_int_equal(ftruncate(fd, 0), 0);
        assert_int_equal(pwrite(fd, file, size, 0), size);
        lathe_status st = model_config_read(path, &config, &err);
        if (st == LATHE_OK)
            assert_int_equal(model_config_check(&config, &err), LATHE_OK);
        else
            assert_non_null(strstr(err.message, path));
        assert_true(i > 0 || st == LATHE_OK);
    }
    close(fd);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_files_are_read),
        cmocka_unit_test(bad_files_are_named),
        cmocka_unit_test(mutated_files_never_read_outside),
        cmocka_unit_test(written_files_depend_on_their_contents_alone),
        cmocka_unit_test(mutated_configurations_are_refused_or_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
