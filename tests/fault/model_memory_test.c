/* Every allocation of the file readers and writers fails once: LATHE_E_NOMEM, outputs untouched, nothing leaked or
 * left behind. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "learner/model/config.h"
#include "learner/model/safetensors.h"

enum { MAX_ALLOCATIONS = 2000 };

static long until_failure = -1; /* allocations that still succeed; negative: all do */
static bool failed;

static bool fails(void)
{
    if (until_failure < 0)
        return false;
    if (until_failure > 0) {
        until_failure--;
        return false;
    }
    failed = true;
    return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return fails() ? NULL : __real_realloc(memory, size);
}

static char path[64];

static lathe_status write_tensors(lathe_error *err)
{
    static const float numbers[] = { 1, 2, 3 };
    const safetensors_entry entries[] = {
        { .name = "b", .type = SAFETENSORS_F32, .rank = 1, .dims = { 3 }, .size = 12, .data = numbers },
        { .name = "a", .type = SAFETENSORS_F32, .rank = 2, .dims = { 2, 1 }, .size = 8, .data = numbers },
    };
    const safetensors_text text = { "format", "pt" };
    return safetensors_write(path, entries, 2, &text, 1, NULL, err);
}

static lathe_status read_tensors(lathe_error *err)
{
    safetensors_file *f = NULL;
    lathe_status st = safetensors_open(path, &f, err);
    if (st == LATHE_OK)
        safetensors_close(f);
    else
        assert_null(f);
    return st;
}

static lathe_status write_config(lathe_error *err)
{
    const model_config config = MODEL_CONFIG_INIT;
    return model_config_write(&config, path, err);
}

static lathe_status read_config(lathe_error *err)
{
    model_config config = { .layers = 77 };
    lathe_status st = model_config_read(path, &config, err);
    assert_int_equal(config.layers, st == LATHE_OK ? 4 : 77);
    return st;
}

static void each_fails_once(lathe_status (*body)(lathe_error *))
{
    for (long n = 0; n < MAX_ALLOCATIONS; n++) {
        lathe_error err = { 0 };
        until_failure = n;
        failed = false;
        lathe_status st = body(&err);
        until_failure = -1;
        if (st == LATHE_OK) {
            assert_false(failed);
            assert_true(n > 0);
            return;
        }
        /* jansson reports a text that it has no memory for as malformed */
        assert_true(st == LATHE_E_NOMEM || st == LATHE_E_INPUT);
        assert_int_not_equal(err.message[0], 0);
    }
    fail_msg("never succeeded");
}

static void readers_and_writers_survive_every_failure(void **state)
{
    char partial[80];
    (void)state;
    snprintf(path, sizeof path, "/tmp/lathe-memory-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    json_set_alloc_funcs(__wrap_malloc, free);
    each_fails_once(write_tensors);
    each_fails_once(read_tensors);
    each_fails_once(write_config);
    each_fails_once(read_config);
    snprintf(partial, sizeof partial, "%s.partial", path);
    assert_false(file_exists(partial));
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(readers_and_writers_survive_every_failure) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
