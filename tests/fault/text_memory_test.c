/* Every allocation of the tokeniser fails once: reported, nothing leaked, nothing written. (jansson's and PCRE2's own run through.) */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "learner/text/tokenizer.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static long remaining = -1; /* allocations until one fails; negative: none does */

static bool fails_now(void)
{
    return remaining >= 0 && remaining-- == 0;
}

void *__wrap_malloc(size_t size)
{
    return fails_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails_now() ? NULL : __real_realloc(old, size);
}

static void out_of_memory_is_reported_at_every_allocation(void **state)
{
    (void)state;
    static const char text[] = "w0=cq.Workplane('XY')\nr=w0.box(10,20,10).box(10,20,10)";
    const tokenizer_text corpus[] = {{text, sizeof text - 1}};
    for (long n = 0;; n++) {
        tokenizer *t = NULL;
        int32_t *ids = NULL;
        uint32_t count = 7;
        lathe_error err = {0};
        bytes out;
        bytes_init(&out, 1000);
        remaining = n;
        lathe_status st = tokenizer_train(corpus, 1, 270, TOKENIZER_CODE, &t, &err);
        if (st == LATHE_OK)
            st = tokenizer_encode(t, text, sizeof text - 1, true, &ids, &count, &err);
        if (st == LATHE_OK)
            st = tokenizer_decode(t, ids, count, true, &out, &err);
        bool done = st == LATHE_OK && remaining >= 0;
        remaining = -1;
        if (st != LATHE_OK) {
            assert_int_equal(st, LATHE_E_NOMEM);
            assert_int_equal(err.status, LATHE_E_NOMEM);
        } else {
            assert_string_equal((char *)out.data, text);
        }
        free(ids);
        bytes_clear(&out);
        tokenizer_free(t);
        if (done)
            break;
        assert_true(n < 100000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(out_of_memory_is_reported_at_every_allocation)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
