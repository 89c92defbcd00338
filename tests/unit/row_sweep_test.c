/* Rows of random closed meshes against the definition: of each row all crossings, in order, by each processor's code. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/philox.h"
#include "reward/measure/row_sweep.h"
#include "tests/support/shapes.h"

enum { ROUNDS = 12, ROWS_A_ROUND = 150, MAX_CROSSINGS = 4096 };
/* So near a crossing, in samples, a sample may be on either side. */
static const double NEAR = 1e-6;

typedef struct crossing {
    double at;
    int sign;
} crossing;

/* ---- meshes ---- */

/* A prism over a star, whose ends are fans from one corner: their triangles overlap and cancel. */
static triangle_mesh star(philox_stream *s, uint32_t corners)
{
    triangle_mesh m = shape_sized(2 * corners, 4 * corners - 4);
    const double height = .01 + philox_uniform(s);
    uint32_t t = 0;
    for (uint32_t i = 0; i < corners; i++) {
        const double angle = 2 * M_PI * i / corners, r = i % 2 ? .1 + .3 * philox_uniform(s) : .5 + philox_uniform(s);
        for (uint32_t k = 0; k < 2; k++) {
            const double v[3] = {k * height, r * cos(angle), r * sin(angle)};
            memcpy(m.vertices[2 * i + k], v, sizeof v);
        }
        const uint32_t a = 2 * i, b = 2 * ((i + 1) % corners), sides[2][3] = {{a, b, a + 1}, {b, b + 1, a + 1}};
        const uint32_t ends[2][3] = {{0, b, a}, {1, a + 1, b + 1}};
        memcpy(m.triangles[t], sides, sizeof sides);
        t += 2;
        if (i > 0 && i + 1 < corners) {
            memcpy(m.triangles[t], ends, sizeof ends);
            t += 2;
        }
    }
    return m;
}

/* Thin and thick, either way out. */
static triangle_mesh tetrahedra(philox_stream *s, uint32_t count)
{
    static const uint32_t faces[4][3] = {{0, 2, 1}, {0, 1, 3}, {1, 2, 3}, {0, 3, 2}};
    triangle_mesh m = shape_sized(4 * count, 4 * count);
    for (uint32_t i = 0; i < count; i++) {
        const double size = pow(10, -3 * philox_uniform(s));
        for (uint32_t c = 0; c < 4; c++)
            for (int a = 0; a < 3; a++)
                m.vertices[4 * i + c][a] = philox_uniform(s) * (c == 0 || philox_below(s, 3) ? 1 : size) + (c > 0 ? 0 : size);
        for (uint32_t f = 0; f < 4; f++)
            for (int c = 0; c < 3; c++)
                m.triangles[4 * i + f][c] = 4 * i + faces[f][c];
    }
    return m;
}

static triangle_mesh random_mesh(philox_stream *s, int round)
{
    triangle_mesh m = round % 4 == 0   ? star(s, 4 + (uint32_t)philox_below(s, 40))
                      : round % 4 == 1 ? tetrahedra(s, 1 + (uint32_t)philox_below(s, 80))
                      : round % 4 == 2 ? shape_cylinder(0, 0, 1, 0, 1 + philox_uniform(s), 3 + (uint32_t)philox_below(s, 150))
                                       : shape_sphere(1, 4 + (uint32_t)philox_below(s, 14));
    /* Upright, lying, and askew. */
    for (uint32_t i = 0; i < m.vertex_count && round % 3 == 1; i++) {
        const double x = m.vertices[i][0];
        m.vertices[i][0] = m.vertices[i][1];
        m.vertices[i][1] = m.vertices[i][2];
        m.vertices[i][2] = x;
    }
    if (round % 3 == 2)
        shape_move(&m, 6 * philox_uniform(s), 1, 2, 3);
    return m;
}

/* ---- the definition ---- */

/* Where a triangle crosses the row at (y, z), in coordinates of the box; false where it does not. */
static bool cross_triangle(const double p[3][3], double y, double z, crossing *out)
{
    double edge_y[2], edge_x[2];
    int found = 0;
    *out = (crossing){0, 0};
    for (int c = 0; c < 3 && found < 2; c++) {
        const double *low = p[c], *high = p[(c + 1) % 3];
        const int sign = low[2] > high[2] ? -1 : 1;
        if (sign < 0) {
            low = p[(c + 1) % 3];
            high = p[c];
        }
        if (!(low[2] <= z && z < high[2]))
            continue;
        edge_y[found] = low[1] + (z - low[2]) * ((high[1] - low[1]) / (high[2] - low[2]));
        edge_x[found] = low[0] + (z - low[2]) * ((high[0] - low[0]) / (high[2] - low[2]));
        out->sign += y < edge_y[found++] ? sign : 0;
    }
    if (found < 2 || out->sign == 0)
        return false;
    out->at = edge_x[0] + (y - edge_y[0]) / (edge_y[1] - edge_y[0]) * (edge_x[1] - edge_x[0]);
    return true;
}

static int by_place(const void *a, const void *b)
{
    const crossing *p = a, *q = b;
    return p->at < q->at ? -1 : p->at > q->at;
}

/* Of one row, sorted; their number. */
static int cross_row(const triangle_mesh *m, const box3 *box, row_grid grid, uint32_t row, crossing *out)
{
    double at[3], p[3][3];
    int count = 0;
    row_grid_position(grid, row, 0, at);
    for (uint32_t t = 0; t < m->triangle_count; t++) {
        for (int c = 0; c < 3; c++)
            for (int a = 0; a < 3; a++)
                p[c][a] = (m->vertices[m->triangles[t][c]][a] - box->low[a]) *
                          ((a == 0 ? row_grid_words(grid) * 64 : 1) / (box->high[a] - box->low[a]));
        assert_in_range(count, 0, MAX_CROSSINGS - 1);
        count += cross_triangle((const double(*)[3])p, at[1], at[2], &out[count]);
    }
    qsort(out, (size_t)count, sizeof *out, by_place);
    return count;
}

/* How many of the row's samples it looked at. */
static int look_at_row(const sample_rows *r, const triangle_mesh *m, const box3 *box, uint32_t row)
{
    static crossing all[MAX_CROSSINGS];
    const int count = cross_row(m, box, r->grid, row, all);
    const double shift = row_grid_shift(r->grid, row);
    int passed = 0, winding = 0, looked = 0;
    for (uint32_t j = 0; j < r->row_words * 64; j++) {
        while (passed < count && all[passed].at - shift <= j)
            winding += all[passed++].sign;
        const bool near = (passed > 0 && j - (all[passed - 1].at - shift) < NEAR) ||
                          (passed < count && all[passed].at - shift - j < NEAR);
        if (near)
            continue;
        if ((r->words[(size_t)row * r->row_words + j / 64] >> (j % 64) & 1) != (winding != 0))
            fail_msg("%s: row %u, sample %u is wrong", row_grid_name(r->grid), row, j);
        looked++;
    }
    return looked;
}

static void rows_of_random_meshes_are_the_definition(void **state)
{
    (void)state;
    philox_stream s = philox_stream_at(3, PHILOX_TEST, 0, 0, 0, 0);
    int looked = 0;
    for (int round = 0; round < ROUNDS; round++) {
        triangle_mesh m = random_mesh(&s, round);
        box3 box;
        assert_true(mesh_box(&m, &box));
        box.low[round % 3] += .2 * (box.high[round % 3] - box.low[round % 3]);
        box.high[(round / 3) % 3] += .3;
        for (int g = 0; g < ROW_GRID_COUNT; g++) {
            sample_rows r = {0};
            assert_int_equal(rows_from_mesh(&m, &box, (row_grid)g, &r, NULL), LATHE_OK);
            assert_int_equal(r.open_rows, 0);
            for (int i = 0; i < ROWS_A_ROUND; i++)
                looked += look_at_row(&r, &m, &box, (uint32_t)philox_below(&s, r.row_count));
            rows_clear(&r);
        }
        mesh_clear(&m);
    }
    assert_true(looked > ROUNDS * ROW_GRID_COUNT * ROWS_A_ROUND * 60);
}

static void rows_that_do_not_close_are_marked(void **state)
{
    (void)state;
    philox_stream s = philox_stream_at(4, PHILOX_TEST, 0, 0, 0, 0);
    static crossing all[MAX_CROSSINGS];
    for (int round = 0; round < ROUNDS; round++) {
        triangle_mesh m = random_mesh(&s, round);
        box3 box;
        assert_true(mesh_box(&m, &box));
        m.triangle_count -= 1 + m.triangle_count / 4;
        box.high[0] -= .2 * (box.high[0] - box.low[0]);
        for (int g = 0; g < 4; g++) {
            uint64_t open[128 * 128 / 64] = {0};
            sample_rows r = {0};
            uint32_t marked = 0;
            assert_int_equal(rows_from_mesh_marked(&m, &box, (row_grid)g, open, &r, NULL), LATHE_OK);
            for (uint32_t k = 0; k < r.row_count; k++)
                marked += open[k / 64] >> (k % 64) & 1;
            assert_int_equal(marked, r.open_rows);
            for (int i = 0; i < ROWS_A_ROUND; i++) {
                const uint32_t row = (uint32_t)philox_below(&s, r.row_count);
                const int count = cross_row(&m, &box, r.grid, row, all);
                int sum = 0;
                for (int k = 0; k < count; k++)
                    sum += all[k].sign;
                assert_int_equal(open[row / 64] >> (row % 64) & 1, sum != 0);
                if (sum == 0)
                    look_at_row(&r, &m, &box, row);
            }
            rows_clear(&r);
        }
        mesh_clear(&m);
    }
}

/* More bodies in one place than few planes can count, and voids to take all but one of them away again. */
static void many_bodies_in_one_place_are_counted(void **state)
{
    (void)state;
    static const int bodies[] = {3, 4, 7, 8, 9, 16, 70};
    triangle_mesh one = shape_box(0, 0, 0, 1, 1, 1), half = shape_box(0, 0, 0, .5, 1, 1);
    const box3 box = {{0, 0, 0}, {1, 1, 1}};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        for (int inward = 0; inward < 2; inward++) {
            triangle_mesh m = shape_sized(0, 0);
            for (int k = 0; k < bodies[i]; k++)
                shape_add(&m, &one, inward);
            for (int k = 0; k < bodies[i]; k++)
                shape_add(&m, &half, !inward);
            sample_rows r = {0};
            assert_int_equal(rows_from_mesh(&m, &box, ROW_GRID_LATTICE_4096, &r, NULL), LATHE_OK);
            assert_int_equal(r.open_rows, 0);
            assert_true(labs((long)rows_count(&r) - 4096 * 32) < 64);
            rows_clear(&r);
            mesh_clear(&m);
        }
    }
    mesh_clear(&one);
    mesh_clear(&half);
}

/* ---- processors ---- */

typedef struct slab_of {
    uint64_t words[4 * SLAB_ROWS];
    uint32_t chosen, from, to;
} slab_of;

static void sweep_by(const row_sweeps *by, const triangle_mesh *m, const box3 *box, row_grid grid, slab_of *out)
{
    row_slab s = {.grid = grid, .rows = row_grid_rows(grid), .words = row_grid_words(grid), .orders = row_grid_orders(grid)};
    row_point *points = malloc(m->vertex_count * sizeof *points);
    uint32_t *chosen = malloc(m->triangle_count * sizeof *chosen);
    const size_t planes = (size_t)SLAB_PLANES_ALL * s.words * SLAB_ROWS * sizeof *s.planes, sums = SLAB_ROWS * sizeof *s.sums;
    s.plane_count = SLAB_PLANES_ALL;
    s.planes = aligned_alloc(64, planes);
    s.sums = aligned_alloc(64, sums);
    s.points = points;
    s.begin = s.rows - SLAB_ROWS;
    s.to = SLAB_ROWS;
    assert_true(points && chosen && s.planes && s.sums);
    memset(s.planes, 0, planes);
    memset(s.sums, 0, sums);
    memset(out, 0, sizeof *out);
    by->place(m, box, s.words * 64, points);
    out->chosen = by->choose(&s, m, chosen, &out->from, &out->to);
    assert_true(by->sweep(&s, m, chosen, out->chosen));
    assert_false(by->read(&s, out->words));
    free(points);
    free(chosen);
    free(s.planes);
    free(s.sums);
}

static void all_processors_agree(void **state)
{
    (void)state;
    philox_stream s = philox_stream_at(5, PHILOX_TEST, 0, 0, 0, 0);
    static slab_of here, there;
    for (int round = 0; round < ROUNDS; round++) {
        triangle_mesh m = random_mesh(&s, round);
        box3 box;
        assert_true(mesh_box(&m, &box));
        for (int g = 0; g < ROW_GRID_COUNT; g++) {
            sweep_by(LATHE_TABLE_HERE(row_sweeps), &m, &box, (row_grid)g, &here);
            sweep_by(&row_sweeps_any, &m, &box, (row_grid)g, &there);
            assert_memory_equal(&here, &there, sizeof here);
#if defined(__x86_64__)
            if (LATHE_HAS("avx2") && LATHE_HAS("fma") && LATHE_HAS("bmi2"))
                sweep_by(&row_sweeps_avx2, &m, &box, (row_grid)g, &there);
            assert_memory_equal(&here, &there, sizeof here);
#endif
        }
        mesh_clear(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_random_meshes_are_the_definition),
        cmocka_unit_test(rows_that_do_not_close_are_marked),
        cmocka_unit_test(many_bodies_in_one_place_are_counted),
        cmocka_unit_test(all_processors_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
