/* target_memory_test.c: blobs are found where they lie, room is used again, and readers can neither write nor look outside. */
#define _GNU_SOURCE /* memfd_create */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/philox.h"
#include "proto/codec.h"
#include "proto/target_memory.h"

enum { PAGE = 4096 };

static const unsigned char *keep(target_memory *m, const void *data, size_t length)
{
    const unsigned char *kept = NULL;
    lathe_error err = {0};
    if (target_memory_keep(m, (byte_view){data, length}, &kept, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    return kept;
}

static target_place place_of(target_memory *m, const unsigned char *data, size_t length)
{
    target_place place;
    assert_true(target_memory_borrow(m, (byte_view){data, length}, &place));
    target_memory_release(m, data);
    return place;
}

static void readers_see_what_was_kept(void **state)
{
    (void)state;
    target_memory *m = NULL;
    target_reader r = {0};
    byte_view seen;
    target_place place;
    assert_int_equal(target_memory_new(64 * PAGE, &m, NULL), LATHE_OK);
    assert_int_equal(target_reader_open(target_memory_descriptor(m), &r, NULL), LATHE_OK);
    const unsigned char *a = keep(m, "first", 5), *b = keep(m, "second", 6);
    place = place_of(m, b, 6);
    assert_int_equal(target_reader_view(&r, &place, &seen, NULL), LATHE_OK);
    assert_int_equal(seen.length, 6);
    assert_memory_equal(seen.data, "second", 6);
    assert_false(target_memory_borrow(m, (byte_view){b, 5}, &place)); /* not all of it */
    assert_false(target_memory_borrow(m, (byte_view){b + 1, 5}, &place));
    assert_false(target_memory_borrow(m, (byte_view){(const unsigned char *)"second", 6}, &place));
    assert_true(target_memory_borrow(m, (byte_view){a, 5}, &place));
    target_memory_release(m, a);
    assert_memory_equal(a, "first", 5); /* one user is left */
    place = (target_place){64 * PAGE - 4, 5, 1};
    assert_int_equal(target_reader_view(&r, &place, &seen, NULL), LATHE_E_INPUT);
    place = (target_place){UINT64_MAX, 2, 1};
    assert_int_equal(target_reader_view(&r, &place, &seen, NULL), LATHE_E_INPUT);
    target_memory_free(m);
    assert_memory_equal(seen.data, "second", 6); /* what is mapped stays */
    target_reader_close(&r);
}

static void readers_cannot_write(void **state)
{
    (void)state;
    target_memory *m = NULL;
    assert_int_equal(target_memory_new(4 * PAGE, &m, NULL), LATHE_OK);
    const int fd = target_memory_descriptor(m);
    assert_true(mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED);
    assert_int_equal(pwrite(fd, "x", 1, 0), -1);
    assert_int_equal(ftruncate(fd, 0), -1);
    assert_int_equal(fcntl(fd, F_ADD_SEALS, 0), -1);
    target_memory_free(m);
}

static void other_descriptors_are_refused(void **state)
{
    (void)state;
    target_reader r = {.length = 1};
    int fd = memfd_create("open", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    assert_int_equal(ftruncate(fd, PAGE), 0);
    assert_int_equal(target_reader_open(fd, &r, NULL), LATHE_E_INPUT);
    close(fd);
    assert_int_equal(target_reader_open(fd, &r, NULL), LATHE_OK); /* none is fine */
    assert_null(r.data);
    assert_int_equal(r.length, 0);
}

static void bounds_hold(void **state)
{
    (void)state;
    static unsigned char blob[3 * PAGE];
    target_memory *m = NULL;
    const unsigned char *out = NULL;
    assert_int_equal(target_memory_new(4 * PAGE, &m, NULL), LATHE_OK);
    assert_int_equal(target_memory_keep(m, (byte_view){blob, 0}, &out, NULL), LATHE_E_INPUT);
    assert_int_equal(target_memory_keep(m, (byte_view){blob, CODEC_MAX_TARGET + 1}, &out, NULL), LATHE_E_INPUT);
    const unsigned char *a = keep(m, blob, PAGE + 1), *b = keep(m, blob, 2 * PAGE);
    assert_int_equal(target_memory_keep(m, (byte_view){blob, 1}, &out, NULL), LATHE_E_NOMEM);
    assert_null(out);
    target_memory_release(m, a);
    assert_int_equal(target_memory_keep(m, (byte_view){blob, 2 * PAGE + 1}, &out, NULL), LATHE_E_NOMEM);
    keep(m, blob, PAGE);
    keep(m, blob, PAGE);
    target_memory_release(m, b);
    keep(m, blob, 2 * PAGE);
    target_memory_free(m);
}

/* Blobs of random sizes come and go: none changes while it is kept, and no serial comes twice. */
static void blobs_stay_as_they_are(void **state)
{
    (void)state;
    enum { BLOBS = 12, TURNS = 4000, MOST = 3 * PAGE };
    static unsigned char blob[MOST];
    const unsigned char *kept[BLOBS] = {0};
    size_t lengths[BLOBS] = {0};
    uint64_t last = 0;
    target_memory *m = NULL;
    philox_stream random = philox_stream_at(3, PHILOX_TEST, 0, 0, 0, 0);
    assert_int_equal(target_memory_new(24 * PAGE, &m, NULL), LATHE_OK);
    for (int turn = 0; turn < TURNS; turn++) {
        const size_t i = philox_below(&random, BLOBS), length = 1 + philox_below(&random, MOST);
        target_memory_release(m, kept[i]);
        kept[i] = NULL;
        memset(blob, (int)(i + 1), length);
        if (target_memory_keep(m, (byte_view){blob, length}, &kept[i], NULL) != LATHE_OK)
            continue;
        lengths[i] = length;
        const target_place place = place_of(m, kept[i], length);
        assert_true(place.serial > last && place.offset % PAGE == 0);
        last = place.serial;
        for (size_t j = 0; j < BLOBS; j++)
            for (size_t k = 0; kept[j] && k < lengths[j]; k += 97)
                assert_int_equal(kept[j][k], j + 1);
    }
    target_memory_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readers_see_what_was_kept), cmocka_unit_test(readers_cannot_write),
        cmocka_unit_test(other_descriptors_are_refused), cmocka_unit_test(bounds_hold),
        cmocka_unit_test(blobs_stay_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
