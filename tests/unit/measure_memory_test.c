/* Every allocation of reward/measure fails once: reported, nothing leaked, outputs untouched. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "reward/measure/picture.h"
#include "reward/measure/points.h"
#include "reward/measure/score.h"
#include "tests/support/shapes.h"

static long countdown = -1; /* allocations until all fail; -1: none does */
static bool failed;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool fails(void)
{
    if (countdown > 0)
        countdown--;
    else if (countdown == 0)
        failed = true;
    return failed;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

static lathe_status run_all(const triangle_mesh *m, const bytes *stl, const bytes *blob, sample_counts *counts,
                            lathe_error *err)
{
    triangle_mesh read = MESH_INIT;
    target *truth = NULL, *decoded = NULL;
    bytes out;
    float points[16][3];
    hash256 name;
    bytes_init(&out, 4 << 20);
    lathe_status st = mesh_read_stl(stl->data, stl->length, &read, err);
    if (st == LATHE_OK)
        st = mesh_write_stl(&read, &out, err);
    if (st == LATHE_OK)
        st = target_from_mesh(m, ROW_GRID_CUBE_64, &truth, err);
    if (st == LATHE_OK)
        st = target_encode(truth, &out, err);
    if (st == LATHE_OK)
        st = target_decode(blob->data, blob->length, &decoded, err);
    if (st == LATHE_OK)
        st = target_shape_hash(&(body){m, NULL}, &name, err);
    if (st == LATHE_OK)
        st = points_sample(m, 1, 2, 16, points, err);
    if (st == LATHE_OK)
        st = picture_of_mesh(m, 16, &out, err);
    if (st == LATHE_OK)
        st = score_mesh(decoded, m, ROW_GRID_LATTICE_4096, counts, err);
    mesh_clear(&read);
    target_free(truth);
    target_free(decoded);
    bytes_clear(&out);
    return st;
}

static void memory_may_fail_anywhere(void **state)
{
    (void)state;
    triangle_mesh m = shape_cylinder(0, 0, 1, 0, 9, 8), other = shape_box(0, 0, 0, 1, 1, 1);
    target *t = NULL;
    bytes stl, blob;
    bytes_init(&stl, 1 << 20);
    bytes_init(&blob, TARGET_MAX_BYTES);
    assert_int_equal(mesh_write_stl(&m, &stl, NULL), LATHE_OK);
    assert_int_equal(target_from_mesh(&other, ROW_GRID_LATTICE_4096, &t, NULL), LATHE_OK);
    assert_int_equal(target_encode(t, &blob, NULL), LATHE_OK);
    target_free(t);
    long n = 0;
    for (;; n++) {
        lathe_error err = {0};
        sample_counts counts = {.rows = 7};
        countdown = n;
        lathe_status st = run_all(&m, &stl, &blob, &counts, &err);
        bool reached = failed;
        countdown = -1;
        failed = false;
        if (!reached)
            break;
        assert_int_equal(st, LATHE_E_NOMEM);
        assert_int_equal(counts.rows, 7);
        assert_true(err.message[0] != 0);
        assert_true(n < 1000);
    }
    assert_true(n > 30);
    mesh_clear(&m);
    mesh_clear(&other);
    bytes_clear(&stl);
    bytes_clear(&blob);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memory_may_fail_anywhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
