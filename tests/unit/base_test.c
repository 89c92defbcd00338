/* What every folder shares: errors, arena, buffers, hashes, files, random numbers, suggestions. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/philox.h"
#include "base/suggest.h"

static void failure_names_are_found_again(void **state)
{
    (void)state;
    for (int i = 0; i < FAILURE_COUNT; i++) {
        lathe_failure found = FAILURE_COUNT;
        assert_true(failure_from_name(failure_name((lathe_failure)i), &found));
        assert_int_equal(found, i);
    }
    lathe_failure kept = FAILURE_CRASH;
    assert_false(failure_from_name("no such", &kept));
    assert_int_equal(kept, FAILURE_CRASH);
    assert_true(failure_is_rewarded(FAILURE_TIMEOUT));
    assert_false(failure_is_rewarded(FAILURE_UNSUPPORTED));
}

static void an_error_may_quote_itself(void **state)
{
    (void)state;
    lathe_error err = {0};
    assert_int_equal(lathe_fail_script(&err, FAILURE_MEMORY, 3, 4, "arena full"), LATHE_E_LIMIT);
    assert_int_equal(lathe_fail(&err, LATHE_E_IO, "cannot run: %s", err.message), LATHE_E_IO);
    assert_string_equal(err.message, "cannot run: arena full");
    assert_int_equal(lathe_fail(NULL, LATHE_E_BUG, "nobody listens"), LATHE_E_BUG);
}

static void an_arena_refuses_past_its_maximum(void **state)
{
    (void)state;
    arena *a = NULL;
    assert_int_equal(arena_new(1 << 20, &a, NULL), LATHE_OK);
    size_t count = 0;
    unsigned char *p = NULL;
    while ((p = arena_alloc(a, 1000))) {
        assert_int_equal((uintptr_t)p % 16, 0);
        for (int i = 0; i < 1000; i++)
            assert_int_equal(p[i], 0);
        memset(p, 255, 1000);
        count++;
    }
    assert_int_equal(count, (1 << 20) / 1008);
    assert_true(arena_is_exhausted(a));
    arena_reset(a);
    assert_int_equal(arena_used(a), 0);
    assert_non_null(p = arena_alloc(a, 1000));
    assert_int_equal(p[0] | p[999], 0);
    assert_null(arena_alloc(a, SIZE_MAX));
    assert_string_equal(arena_copy_text(a, "lathe mill", 5), "lathe");
    arena_shed(a);
    assert_int_equal(arena_used(a), 0);
    assert_non_null(p = arena_alloc(a, 1000));
    assert_int_equal(p[0] | p[999], 0);
    arena_shed(a);
    arena_shed(a);
    arena_free(a);
    arena_free(NULL);
}

static void a_buffer_keeps_its_contents_when_full(void **state)
{
    (void)state;
    bytes b;
    lathe_error err = {0};
    bytes_init(&b, 10);
    assert_int_equal(bytes_printf(&b, &err, "%d %s", 12, "abc"), LATHE_OK);
    assert_int_equal(bytes_append(&b, "12345", 5, &err), LATHE_E_INPUT);
    assert_string_equal((char *)b.data, "12 abc");
    assert_int_equal(b.length, 6);
    bytes_clear(&b);
}

static void hashes_are_those_of_the_standard(void **state)
{
    (void)state;
    char hex[HASH_HEX + 1];
    hash256 h = hash_of("abc", 3), parsed; /* FIPS 180-4, example B.1 */
    hash_to_hex(&h, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(hash_from_hex(hex, &parsed) && hash_equal(&parsed, &h));
    assert_false(hash_from_hex("ba78", &parsed));
    hash_state s;
    hash_begin(&s);
    hash_add(&s, "a", 1);
    hash_add(&s, "bc", 2);
    parsed = hash_end(&s);
    assert_true(hash_equal(&parsed, &h));
}

/* Known answers: Random123's kat_vectors for philox4x32-10. */
static void philox_gives_the_published_numbers(void **state)
{
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], out[4];
    } rows[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t out[4];
        philox_block(rows[i].counter, rows[i].key, out);
        assert_memory_equal(out, rows[i].out, sizeof out);
    }
}

static void streams_are_uniform_and_independent(void **state)
{
    (void)state;
    philox_stream a = philox_stream_at(7, PHILOX_TEST, 1, 2, 3, 0), b = philox_stream_at(7, PHILOX_TEST, 1, 2, 4, 0);
    double sum = 0, squares = 0, product = 0;
    enum { N = 100000 };
    for (int i = 0; i < N; i++) {
        double x = philox_normal(&a), y = philox_normal(&b);
        sum += x;
        squares += x * x;
        product += x * y;
    }
    assert_true(sum / N < .02 && sum / N > -.02);
    assert_true(squares / N < 1.02 && squares / N > .98);
    assert_true(product / N < .02 && product / N > -.02);
    uint32_t order[5] = {0, 1, 2, 3, 4}, seen = 0;
    philox_shuffle(&a, order, 5);
    for (int i = 0; i < 5; i++)
        seen |= 1u << order[i];
    assert_int_equal(seen, 31);
}

static void a_file_is_old_or_new_and_never_between(void **state)
{
    (void)state;
    char folder[] = "/tmp/lathe-base-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a/b", folder);
    lathe_error err = {0};
    assert_int_equal(file_make_folder(path, &err), LATHE_OK);
    snprintf(path, sizeof path, "%s/a/b/c", folder);
    assert_int_equal(file_write_atomically(path, "one", 3, &err), LATHE_OK);
    assert_int_equal(file_write_atomically(path, "three", 5, &err), LATHE_OK);
    bytes b;
    bytes_init(&b, 5);
    assert_int_equal(file_read(path, &b, &err), LATHE_OK);
    assert_string_equal((char *)b.data, "three");
    bytes_reset(&b);
    b.max = 4;
    assert_int_equal(file_read(path, &b, &err), LATHE_E_INPUT);
    assert_non_null(strstr(err.message, path));
    bytes_clear(&b);
    unlink(path);
    assert_int_equal(file_read(path, &b, &err), LATHE_E_IO);
    assert_int_equal(file_write_atomically("/nonexistent/x", "", 0, &err), LATHE_E_IO);
    *strrchr(path, '/') = 0;
    rmdir(path);
    *strrchr(path, '/') = 0;
    rmdir(path);
    rmdir(folder);
}

static void the_nearest_spelling_is_suggested(void **state)
{
    (void)state;
    static const char *const names[] = {"train", "resume", "query"};
    assert_string_equal(suggest_nearest("trian", names, 3, sizeof *names), "train");
    assert_string_equal(suggest_nearest("querry", names, 3, sizeof *names), "query");
    assert_null(suggest_nearest("zzzzzzzz", names, 3, sizeof *names));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(failure_names_are_found_again),
        cmocka_unit_test(an_error_may_quote_itself),
        cmocka_unit_test(an_arena_refuses_past_its_maximum),
        cmocka_unit_test(a_buffer_keeps_its_contents_when_full),
        cmocka_unit_test(hashes_are_those_of_the_standard),
        cmocka_unit_test(philox_gives_the_published_numbers),
        cmocka_unit_test(streams_are_uniform_and_independent),
        cmocka_unit_test(a_file_is_old_or_new_and_never_between),
        cmocka_unit_test(the_nearest_spelling_is_suggested),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
