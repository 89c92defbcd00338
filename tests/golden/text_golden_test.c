/* Ids and decodings of the reference tokenisers, ../shared/golden/tokenizers. */
#include <dirent.h>
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

enum { MAX_SCRIPTS = 400 };

typedef struct real_scripts {
    bytes contents[MAX_SCRIPTS];
    tokenizer_text texts[MAX_SCRIPTS];
    size_t count;
} real_scripts;

static int only_python(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 3 && strcmp(entry->d_name + length - 3, ".py") == 0;
}

static void read_scripts(real_scripts *r)
{
    char folder[400], path[800];
    struct dirent **entries = NULL;
    const char *shared = getenv("LATHE_SHARED") ? getenv("LATHE_SHARED") : "../shared";
    snprintf(folder, sizeof folder, "%s/data/cadrecode/py", shared);
    int found = scandir(folder, &entries, only_python, alphasort);
    if (found <= 0) {
        print_message("skipped: %s is missing\n", folder);
        skip();
    }
    for (int i = 0; i < found; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        free(entries[i]);
        if (r->count == MAX_SCRIPTS)
            continue;
        bytes *b = &r->contents[r->count];
        bytes_init(b, 1 << 20);
        assert_int_equal(file_read(path, b, NULL), LATHE_OK);
        r->texts[r->count++] = (tokenizer_text){(char *)b->data, b->length};
    }
    free(entries);
}

static void trained_on_real_scripts_it_is_their_inverse(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {512, 1024};
    static real_scripts r;
    read_scripts(&r);
    for (int s = 0; s < 2; s++) {
        tokenizer *t = NULL;
        size_t tokens = 0, characters = 0;
        assert_int_equal(tokenizer_train(r.texts, r.count, sizes[s], TOKENIZER_CODE, &t, NULL), LATHE_OK);
        for (size_t i = 0; i < r.count; i++) {
            int32_t *ids = NULL;
            uint32_t count = 0;
            bytes back;
            bytes_init(&back, 1 << 20);
            assert_int_equal(tokenizer_encode(t, r.texts[i].data, r.texts[i].length, false, &ids, &count, NULL), LATHE_OK);
            assert_int_equal(tokenizer_decode(t, ids, count, false, &back, NULL), LATHE_OK);
            assert_int_equal(back.length, r.texts[i].length);
            assert_memory_equal(back.data, r.texts[i].data, back.length);
            tokens += count;
            characters += back.length;
            bytes_clear(&back);
            free(ids);
        }
        print_message("%u tokens: %.1f tokens a script, %.2f bytes a token\n", sizes[s], (double)tokens / (double)r.count,
                      (double)characters / (double)tokens);
        assert_true((double)characters / (double)tokens > 3);
        tokenizer_free(t);
    }
    for (size_t i = 0; i < r.count; i++)
        bytes_clear(&r.contents[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trained_on_real_scripts_it_is_their_inverse),
        cmocka_unit_test(qwen2_agrees),
        cmocka_unit_test(llama3_agrees),
        cmocka_unit_test(gpt2_agrees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
