/* Ids and decodings of the reference tokenisers, ../shared/golden/tokenizers. */
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "learner/text/tokenizer.h"

static void check_case(const tokenizer *t, const json_t *row)
{
    const json_t *text = json_object_get(row, "text"), *ids = json_object_get(row, "ids");
    int32_t *got = NULL;
    uint32_t count = 0;
    bytes back;
    lathe_error err = {0};
    assert_int_equal(tokenizer_encode(t, json_string_value(text), json_string_length(text), true, &got, &count, &err), LATHE_OK);
    if (count != json_array_size(ids))
        print_error("'%s': %u ids, wanted %zu\n", json_string_value(text), count, json_array_size(ids));
    assert_int_equal(count, json_array_size(ids));
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(got[i], json_integer_value(json_array_get(ids, i)));
    bytes_init(&back, 1 << 20);
    /* the reference decodes without special tokens or with them, as its file says */
    const json_t *decoded = json_object_get(row, "decoded");
    assert_int_equal(tokenizer_decode(t, got, count, true, &back, &err), LATHE_OK);
    if (back.length != json_string_length(decoded)) {
        bytes_reset(&back);
        assert_int_equal(tokenizer_decode(t, got, count, false, &back, &err), LATHE_OK);
    }
    assert_int_equal(back.length, json_string_length(decoded));
    if (back.length > 0)
        assert_memory_equal(back.data, json_string_value(decoded), back.length);
    bytes_clear(&back);
    free(got);
}

static void check_family(const char *name)
{
    char path[512];
    tokenizer *t = NULL;
    lathe_error err = {0};
    const char *shared = getenv("LATHE_SHARED") ? getenv("LATHE_SHARED") : "../shared";
    snprintf(path, sizeof path, "%s/golden/tokenizers/%s/tokenizer.json", shared, name);
    if (!file_exists(path)) {
        print_message("skipped: %s is missing\n", path);
        skip();
    }
    if (tokenizer_load(path, &t, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    snprintf(path, sizeof path, "%s/golden/tokenizers/%s/expected.json", shared, name);
    json_t *rows = json_load_file(path, JSON_ALLOW_NUL, NULL);
    assert_true(json_array_size(rows) > 5);
    for (size_t i = 0; i < json_array_size(rows); i++)
        check_case(t, json_array_get(rows, i));
    json_decref(rows);
    tokenizer_free(t);
}

static void qwen2_agrees(void **state)
{
    (void)state;
    check_family("qwen2");
}

static void llama3_agrees(void **state)
{
    (void)state;
    check_family("llama3");
}

static void gpt2_agrees(void **state)
{
    (void)state;
    check_family("gpt2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(qwen2_agrees),
        cmocka_unit_test(llama3_agrees),
        cmocka_unit_test(gpt2_agrees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
