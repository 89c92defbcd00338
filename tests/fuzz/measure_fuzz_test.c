/* STL files and target blobs made of good ones by damage: refused or read, never a fault. An argument sets the rounds. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/philox.h"
#include "reward/measure/ply.h"
#include "reward/measure/score.h"
#include "reward/measure/target_internal.h"
#include "tests/support/ply.h"
#include "tests/support/shapes.h"

static uint32_t rounds = 4000;

static void damage(bytes *b, philox_stream *s)
{
    static const unsigned char odd[] = {0, 1, 0x7f, 0x80, 0xff, ' ', '\n', 'e', '-'};
    uint32_t count = 1 + philox_u32(s) % 4;
    for (uint32_t i = 0; i < count && b->length; i++) {
        size_t at = philox_below(s, b->length < 300 || philox_u32(s) % 2 ? b->length : 300);
        b->data[at] = philox_u32(s) % 2 ? odd[philox_below(s, sizeof odd)] : (unsigned char)philox_u32(s);
    }
    if (philox_u32(s) % 4 == 0)
        b->length = philox_below(s, b->length + 1);
}

static void copy_of(bytes *to, const bytes *from)
{
    bytes_reset(to);
    assert_int_equal(bytes_append(to, from->data, from->length, NULL), LATHE_OK);
}

static void try_stl(const bytes *b)
{
    triangle_mesh m = MESH_INIT;
    sample_rows r = {0};
    const box3 box = {{-2, -2, -2}, {2, 2, 2}};
    lathe_error err = {0};
    if (mesh_read_stl(b->data, b->length, &m, &err) == LATHE_OK) {
        assert_int_equal(mesh_check(&m, NULL), LATHE_OK);
        assert_int_equal(rows_from_mesh(&m, &box, ROW_GRID_LATTICE_4096, &r, NULL), LATHE_OK);
        rows_clear(&r);
        mesh_clear(&m);
    } else {
        assert_true(err.message[0]);
    }
}

static void damaged_stl(void **state)
{
    (void)state;
    static const char facet[] = "facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 -1e-3\nvertex 0 1 2\nendloop\nendfacet\n";
    philox_stream s = philox_stream_at(2, PHILOX_TEST, 0, 0, 0, 0);
    triangle_mesh m = shape_box(-1, -1, -1, 1, 1, 1);
    bytes binary, ascii, b;
    bytes_init(&binary, 1 << 16);
    bytes_init(&ascii, 1 << 16);
    bytes_init(&b, 1 << 16);
    assert_int_equal(mesh_write_stl(&m, &binary, NULL), LATHE_OK);
    bytes_printf(&ascii, NULL, "solid x\n%s%sendsolid\n", facet, facet);
    for (uint32_t i = 0; i < rounds; i++) {
        copy_of(&b, i % 2 ? &binary : &ascii);
        damage(&b, &s);
        try_stl(&b);
    }
    bytes_clear(&binary);
    bytes_clear(&ascii);
    bytes_clear(&b);
    mesh_clear(&m);
}

/* The blob's own check, so that damage reaches what lies behind it. */
static void mend_check(bytes *b)
{
    uint32_t version;
    memcpy(&version, b->data + 8, sizeof version);
    const uint64_t h = target_blob_check(b->data, b->length - 8, version);
    memcpy(b->data + b->length - 8, &h, 8);
}

static void damaged_targets(void **state)
{
    (void)state;
    philox_stream s = philox_stream_at(3, PHILOX_TEST, 0, 0, 0, 0);
    triangle_mesh m = shape_box(-1, -1, -1, 1, 1, 1);
    target *t = NULL;
    bytes good, b;
    uint32_t read = 0;
    bytes_init(&good, TARGET_MAX_BYTES);
    bytes_init(&b, TARGET_MAX_BYTES);
    assert_int_equal(target_from_mesh(&m, ROW_GRID_LATTICE_4096, &t, NULL), LATHE_OK);
    assert_int_equal(target_encode(t, &good, NULL), LATHE_OK);
    target_free(t);
    for (uint32_t i = 0; i < rounds / 4; i++) {
        copy_of(&b, &good);
        damage(&b, &s);
        b.length &= ~(size_t)7;
        if (b.length > 80)
            mend_check(&b);
        sample_counts counts;
        if (target_decode(b.data, b.length, &t, NULL) == LATHE_OK) {
            assert_int_equal(score_mesh(t, &m, ROW_GRID_LATTICE_4096, &counts, NULL), LATHE_OK);
            double iou = iou_from_counts(&counts);
            assert_true(iou >= 0 && iou <= 1);
            target_free(t);
            read++;
        }
    }
    assert_true(read > 0); /* bits of rows may be anything: some are read */
    bytes_clear(&good);
    bytes_clear(&b);
    mesh_clear(&m);
}

/* Targets of every metric, with points for a chamfer distance. */
static void damaged_targets_of_metrics(void **state)
{
    (void)state;
    philox_stream s = philox_stream_at(4, PHILOX_TEST, 0, 0, 0, 0);
    triangle_mesh m = shape_box(-1, -1, -1, 1, 2, 3);
    const body solid = {&m, NULL};
    uint32_t read = 0;
    bytes good, b;
    bytes_init(&good, TARGET_MAX_BYTES);
    bytes_init(&b, TARGET_MAX_BYTES);
    for (int metric = 0; metric < METRIC_COUNT; metric++) {
        const target_wish wish = {.metric = (metric_id)metric, .chamfer_points = 65};
        target *t = NULL;
        bytes_reset(&good);
        assert_int_equal(target_from_body(&solid, &wish, &t, NULL), LATHE_OK);
        assert_int_equal(target_encode(t, &good, NULL), LATHE_OK);
        target_free(t);
        for (uint32_t i = 0; i < rounds / 40 + 4; i++) {
            score_measures out;
            copy_of(&b, &good);
            if (i > 0)
                damage(&b, &s);
            b.length &= ~(size_t)7;
            if (b.length > 112)
                mend_check(&b);
            if (target_decode(b.data, b.length, &t, NULL) != LATHE_OK)
                continue;
            if (score_body(t, &solid, ROW_GRID_LATTICE_4096, &out, NULL) == LATHE_OK) {
                double iou = iou_from_counts(&out.counts);
                assert_true(iou >= 0 && iou <= 1 && (!out.has_chamfer || out.chamfer >= 0));
            }
            target_free(t);
            read++;
        }
    }
    assert_true(read >= METRIC_COUNT);
    bytes_clear(&good);
    bytes_clear(&b);
    mesh_clear(&m);
}

static void damaged_points(void **state)
{
    (void)state;
    philox_stream s = philox_stream_at(5, PHILOX_TEST, 0, 0, 0, 0);
    bytes good, b;
    uint32_t read = 0;
    bytes_init(&good, 1 << 20);
    bytes_init(&b, 1 << 20);
    for (int i = 0; i < 130; i++)
        assert_int_equal(bytes_printf(&good, NULL, "%g %g %g %g %g %g\n", philox_normal(&s), philox_normal(&s), philox_normal(&s),
                                      philox_normal(&s), philox_normal(&s), philox_normal(&s)), LATHE_OK);
    for (uint32_t i = 0; i < rounds / 4 + 4; i++) {
        point_cloud c = CLOUD_INIT;
        copy_of(&b, &good);
        if (i > 0)
            damage(&b, &s);
        if (cloud_read(b.data, b.length, &c, NULL) == LATHE_OK) {
            for (uint32_t k = 0; k < c.count; k++)
                assert_true(isfinite(c.points[k].area[0] + c.points[k].area[1] + c.points[k].area[2]));
            read++;
        }
        cloud_clear(&c);
    }
    assert_true(read > 0);
    bytes_clear(&good);
    bytes_clear(&b);
}

/* Points, and the mesh of a tetrahedron over and over, in text and in bytes. */
static void damaged_ply(void **state)
{
    (void)state;
    philox_stream s = philox_stream_at(6, PHILOX_TEST, 0, 0, 0, 0);
    bytes b;
    bytes_init(&b, 1 << 20);
    for (int kind = 0; kind < 4; kind++) {
        bytes good = ply_of(kind % 2 ? "binary_little_endian" : "ascii", 130, kind / 2 ? 60 : 0);
        uint32_t read = 0;
        for (uint32_t i = 0; i < rounds / 8 + 4; i++) {
            point_cloud c = CLOUD_INIT;
            triangle_mesh m = MESH_INIT;
            copy_of(&b, &good);
            if (i > 0)
                damage(&b, &s);
            if (ply_read(b.data, b.length, &m, &c, NULL) == LATHE_OK) {
                assert_true((c.count > 0) != (m.triangle_count > 0));
                assert_int_equal(mesh_check(&m, NULL), LATHE_OK);
                read++;
            }
            mesh_clear(&m);
            cloud_clear(&c);
        }
        assert_true(read > 0);
        bytes_clear(&good);
    }
    bytes_clear(&b);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(damaged_stl), cmocka_unit_test(damaged_targets),
                                       cmocka_unit_test(damaged_targets_of_metrics), cmocka_unit_test(damaged_points),
                                       cmocka_unit_test(damaged_ply)};
    if (argc > 1)
        rounds = (uint32_t)strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
