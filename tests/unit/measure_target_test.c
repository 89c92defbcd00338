/* Target blobs: there and back, every byte of them damaged, other versions; names of shapes. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "reward/measure/score.h"
#include "reward/measure/target_internal.h"
#include "tests/support/shapes.h"

static bytes blob_of(const triangle_mesh *m, row_grid extra)
{
    target *t = NULL;
    bytes b;
    bytes_init(&b, TARGET_MAX_BYTES);
    assert_int_equal(target_from_mesh(m, extra, &t, NULL), LATHE_OK);
    assert_int_equal(target_encode(t, &b, NULL), LATHE_OK);
    target_free(t);
    return b;
}

static void a_blob_comes_back(void **state)
{
    (void)state;
    triangle_mesh m = shape_sphere(3, 16);
    for (int g = 0; g < ROW_GRID_COUNT; g++) {
        bytes b = blob_of(&m, (row_grid)g), again;
        target *t = NULL;
        assert_int_equal(target_decode(b.data, b.length, &t, NULL), LATHE_OK);
        assert_true(target_volume(t) == mesh_volume(&m));
        assert_non_null(target_rows(t, ROW_GRID_LATTICE_4096));
        assert_true((target_rows(t, ROW_GRID_LATTICE_16384) != NULL) == (g == ROW_GRID_LATTICE_16384));
        assert_non_null(target_rows(t, (row_grid)g));
        bytes_init(&again, TARGET_MAX_BYTES);
        assert_int_equal(target_encode(t, &again, NULL), LATHE_OK);
        assert_int_equal(again.length, b.length);
        assert_memory_equal(again.data, b.data, b.length);
        target_free(t);
        bytes_clear(&b);
        bytes_clear(&again);
    }
    mesh_clear(&m);
}

/* A bar along the diagonal of its box fills little of it: there the finer lattice may count. */
static void thin_truths_have_the_finer_lattice(void **state)
{
    (void)state;
    triangle_mesh bar = shape_box(0, 0, 0, 1, 1, 20);
    for (uint32_t i = 0; i < bar.vertex_count; i++)
        bar.vertices[i][0] += bar.vertices[i][2];
    bytes b = blob_of(&bar, ROW_GRID_LATTICE_4096);
    target *t = NULL;
    assert_int_equal(target_decode(b.data, b.length, &t, NULL), LATHE_OK);
    assert_non_null(target_rows(t, ROW_GRID_LATTICE_16384));
    target_free(t);
    bytes_clear(&b);
    mesh_clear(&bar);
}

static void damage_is_found(void **state)
{
    (void)state;
    triangle_mesh m = shape_box(0, 0, 0, 1, 1, 1);
    bytes b = blob_of(&m, ROW_GRID_LATTICE_4096);
    target *t = NULL;
    lathe_error err = {0};
    for (size_t i = 0; i < b.length; i += i < 200 ? 1 : 997) {
        for (int bit = 0; bit < 8; bit += 7) {
            b.data[i] ^= (unsigned char)(1 << bit);
            assert_int_equal(target_decode(b.data, b.length, &t, &err), LATHE_E_INPUT);
            assert_int_equal(target_view(b.data, b.length, &t, &err), LATHE_E_INPUT);
            b.data[i] ^= (unsigned char)(1 << bit);
        }
    }
    for (size_t cut = 0; cut < b.length; cut += cut < 200 ? 1 : 991)
        assert_int_equal(target_decode(b.data, cut, &t, &err), LATHE_E_INPUT);
    b.data[8] = 9;
    assert_int_equal(target_decode(b.data, b.length, &t, &err), LATHE_E_INPUT);
    assert_string_equal(err.message, "target has version 9; this program reads 1 and 2");
    assert_null(t);
    bytes_clear(&b);
    mesh_clear(&m);
}

/* The check at the end of a blob of version 1, as the first release wrote it. */
static void seal_old(bytes *b)
{
    uint64_t h = 0x9e3779b97f4a7c15u ^ (b->length - 8), w;
    for (size_t i = 0; i + 8 < b->length; i += 8) {
        memcpy(&w, b->data + i, 8);
        h = (h ^ w) * 0xbf58476d1ce4e5b9u;
        h ^= h >> 29;
    }
    memcpy(b->data + b->length - 8, &h, 8);
}

/* As databases of the first release hold them: no metric, no moments. */
static void version_1_is_read_as_absolute(void **state)
{
    (void)state;
    enum { OLD_HEAD = 72, NEW_HEAD = 104 };
    triangle_mesh m = shape_sphere(3, 16);
    bytes b = blob_of(&m, ROW_GRID_CUBE_64), again;
    target *t = NULL;
    memmove(b.data + OLD_HEAD, b.data + NEW_HEAD, b.length - NEW_HEAD);
    b.length -= NEW_HEAD - OLD_HEAD;
    b.data[8] = 1;
    seal_old(&b);
    assert_int_equal(target_decode(b.data, b.length, &t, NULL), LATHE_OK);
    assert_int_equal(target_metric(t), METRIC_ABSOLUTE);
    assert_true(target_volume(t) == mesh_volume(&m));
    assert_non_null(target_rows(t, ROW_GRID_CUBE_64));
    bytes_init(&again, TARGET_MAX_BYTES);
    assert_int_equal(target_encode(t, &again, NULL), LATHE_OK);
    assert_int_equal(again.data[8], 2);
    target_free(t);
    bytes_clear(&b);
    bytes_clear(&again);
    mesh_clear(&m);
}

/* A view has the rows of the blob, wherever it lies. */
static void views_are_as_copies(void **state)
{
    (void)state;
    triangle_mesh m = shape_sphere(3, 16);
    bytes b = blob_of(&m, ROW_GRID_CUBE_64);
    target *copy = NULL, *view = NULL;
    assert_int_equal(target_decode(b.data, b.length, &copy, NULL), LATHE_OK);
    for (size_t off = 0; off < 9; off++) {
        unsigned char *there = malloc(b.length + off);
        memcpy(there + off, b.data, b.length);
        assert_int_equal(target_view(there + off, b.length, &view, NULL), LATHE_OK);
        for (int g = 0; g < ROW_GRID_COUNT; g++) {
            const sample_rows *mine = target_rows(view, (row_grid)g), *theirs = target_rows(copy, (row_grid)g);
            assert_int_equal(mine == NULL, theirs == NULL);
            assert_int_equal(target_samples(view, (row_grid)g), target_samples(copy, (row_grid)g));
            if (mine)
                assert_memory_equal(mine->words, theirs->words, (size_t)mine->row_count * mine->row_words * 8);
        }
        target_free(view);
        free(there);
    }
    target_free(copy);
    bytes_clear(&b);
    mesh_clear(&m);
}

static void blobs_of_every_metric_come_back(void **state)
{
    (void)state;
    triangle_mesh m = shape_box(0, 0, 0, 3, 2, 1);
    const body truth = {&m, NULL};
    for (int i = 0; i < METRIC_COUNT; i++) {
        const target_wish wish = {.metric = (metric_id)i, .chamfer_points = i % 2 ? 1001 : 0};
        bytes first, again;
        target *made = NULL, *read = NULL;
        uint32_t points = 7;
        bytes_init(&first, TARGET_MAX_BYTES);
        bytes_init(&again, TARGET_MAX_BYTES);
        assert_int_equal(target_from_body(&truth, &wish, &made, NULL), LATHE_OK);
        assert_int_equal(target_encode(made, &first, NULL), LATHE_OK);
        assert_int_equal(target_decode(first.data, first.length, &read, NULL), LATHE_OK);
        assert_int_equal(target_metric(read), i);
        assert_true((target_points(read, &points) != NULL) == (i % 2 == 1));
        assert_int_equal(points, wish.chamfer_points);
        assert_int_equal(target_encode(read, &again, NULL), LATHE_OK);
        assert_int_equal(first.length, again.length);
        assert_memory_equal(first.data, again.data, first.length);
        first.data[72] = METRIC_COUNT; /* a metric of a later program */
        uint64_t check = target_blob_check(first.data, first.length - 8, TARGET_VERSION);
        memcpy(first.data + first.length - 8, &check, sizeof check);
        lathe_error err = {0};
        target *none = NULL;
        assert_int_equal(target_decode(first.data, first.length, &none, &err), LATHE_E_INPUT);
        assert_non_null(strstr(err.message, "which this program does not know"));
        target_free(made);
        target_free(read);
        bytes_clear(&first);
        bytes_clear(&again);
    }
    mesh_clear(&m);
}

static void a_truth_without_volume_is_refused(void **state)
{
    (void)state;
    triangle_mesh flat = shape_box(0, 0, 1, 1, 1, 1), empty = MESH_INIT;
    target *t = NULL;
    lathe_error err = {0};
    hash256 h;
    assert_int_equal(target_from_mesh(&flat, ROW_GRID_LATTICE_4096, &t, &err), LATHE_E_INPUT);
    assert_string_equal(err.message, "the truth has no volume");
    assert_int_equal(target_from_mesh(&empty, ROW_GRID_LATTICE_4096, &t, &err), LATHE_E_INPUT);
    assert_int_equal(target_shape_hash(&(body){&empty, NULL}, &h, &err), LATHE_E_INPUT);
    mesh_clear(&flat);
}

static void a_cube_that_was_not_prepared_is_refused(void **state)
{
    (void)state;
    triangle_mesh m = shape_box(0, 0, 0, 1, 1, 1);
    target *t = NULL;
    sample_counts counts = {.rows = 7};
    lathe_error err = {0};
    assert_int_equal(target_from_mesh(&m, ROW_GRID_LATTICE_4096, &t, NULL), LATHE_OK);
    assert_int_equal(score_mesh(t, &m, ROW_GRID_CUBE_64, &counts, &err), LATHE_E_INPUT);
    assert_string_equal(err.message, "target has no rows of grid 'cube-64'");
    assert_int_equal(counts.rows, 7);
    target_free(t);
    mesh_clear(&m);
}

static void jitter(triangle_mesh *m, double by)
{
    for (uint32_t i = 0; i < m->vertex_count; i++)
        for (int a = 0; a < 3; a++)
            m->vertices[i][a] *= 1 + by * ((int)((i * 7 + (uint32_t)a * 3) % 5) - 2);
}

/* Parts as people write them: faces at halves, quarters and round decimals of the box. */
static void equal_shapes_have_equal_names(void **state)
{
    (void)state;
    static const double sizes[] = {1, 2, .1, 128, 100, 200, .0005, 1.5, 1024, 33.3};
    hash256 seen[sizeof sizes / sizeof *sizes];
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        double s = sizes[i];
        triangle_mesh a = shape_box(-s / 2, -s / 2, 0, s / 2, s / 2, s), step = shape_box(0, 0, s, s / 4, s / 2, 1.5 * s);
        triangle_mesh b = shape_sized(0, 0);
        shape_add(&a, &step, false);
        shape_add(&b, &a, false);
        jitter(&b, 1e-15);
        hash256 ha, hb;
        assert_int_equal(target_shape_hash(&(body){&a, NULL}, &ha, NULL), LATHE_OK);
        assert_int_equal(target_shape_hash(&(body){&b, NULL}, &hb, NULL), LATHE_OK);
        assert_true(hash_equal(&ha, &hb));
        for (size_t k = 0; k < i; k++)
            assert_false(hash_equal(&ha, &seen[k]));
        seen[i] = ha;
        for (uint32_t v = 0; v < b.vertex_count; v++)
            b.vertices[v][0] += s / 100;
        assert_int_equal(target_shape_hash(&(body){&b, NULL}, &hb, NULL), LATHE_OK);
        assert_false(hash_equal(&ha, &hb)); /* elsewhere is another part */
        mesh_clear(&a);
        mesh_clear(&b);
        mesh_clear(&step);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_blob_comes_back),
        cmocka_unit_test(thin_truths_have_the_finer_lattice),
        cmocka_unit_test(damage_is_found),
        cmocka_unit_test(version_1_is_read_as_absolute),
        cmocka_unit_test(views_are_as_copies),
        cmocka_unit_test(blobs_of_every_metric_come_back),
        cmocka_unit_test(a_truth_without_volume_is_refused),
        cmocka_unit_test(a_cube_that_was_not_prepared_is_refused),
        cmocka_unit_test(equal_shapes_have_equal_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
