/* rows.c: rows of a mesh, a slab of rows after the other (row_sweep.h). */
#include "reward/measure/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reward/measure/row_counters.h"
#include "reward/measure/row_grid.h"
#include "reward/measure/row_sweep.h"

/* A mesh on its way to rows. */
typedef struct mesh_sweep {
    const row_sweeps *sweeps;
    const triangle_mesh *mesh;
    row_slab slab;
    row_point *points;
    uint32_t *chosen, chosen_count;
    uint32_t from, to; /* rows that may be crossed */
} mesh_sweep;

static bool allocate_planes(row_slab *slab, uint32_t count)
{
    free(slab->planes);
    slab->plane_count = count;
    slab->planes = aligned_alloc(64, (size_t)count * slab->words * SLAB_ROWS * sizeof *slab->planes);
    return slab->planes != NULL;
}

static lathe_status sweep_init(mesh_sweep *s, const triangle_mesh *m, const box3 *box, row_grid grid, lathe_error *err)
{
    s->sweeps = LATHE_TABLE_HERE(row_sweeps);
    s->mesh = m;
    s->slab = (row_slab){.grid = grid, .rows = row_grid_rows(grid), .words = row_grid_words(grid), .orders = row_grid_orders(grid)};
    s->points = malloc(((size_t)m->vertex_count + 1) * sizeof *s->points);
    s->chosen = malloc(((size_t)m->triangle_count + 1) * sizeof *s->chosen);
    s->slab.points = s->points;
    s->slab.sums = aligned_alloc(64, SLAB_ROWS * sizeof *s->slab.sums);
    if (!s->points || !s->chosen || !s->slab.sums || !allocate_planes(&s->slab, SLAB_PLANES_FEW))
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory sampling %u triangles", m->triangle_count);
    s->sweeps->place(m, box, s->slab.words * 64, s->points);
    s->chosen_count = s->sweeps->choose(&s->slab, m, s->chosen, &s->from, &s->to);
    return LATHE_OK;
}

static void sweep_clear(mesh_sweep *s)
{
    free(s->points);
    free(s->chosen);
    free(s->slab.planes);
    free(s->slab.sums);
}

/* Sets the slab's rows that may be crossed. */
static bool reaches_slab(mesh_sweep *s)
{
    const uint32_t begin = s->slab.begin, end = begin + SLAB_ROWS;
    if (s->from >= end || s->to <= begin)
        return false;
    s->slab.from = s->from > begin ? (s->from - begin) / LANES * LANES : 0;
    s->slab.to = s->to < end ? (s->to - begin + LANES - 1) / LANES * LANES : SLAB_ROWS;
    return true;
}

static bool count_slab(mesh_sweep *s)
{
    const row_slab *slab = &s->slab;
    const size_t rows = slab->to - slab->from;
    memset(slab->planes + slab_place(slab->plane_count, slab->words, slab->from, 0), 0,
           slab->plane_count * slab->words * rows * sizeof *slab->planes);
    memset(slab->sums + slab->from, 0, rows * sizeof *slab->sums);
    return s->sweeps->sweep(slab, s->mesh, s->chosen, s->chosen_count);
}

/* ---- open rows ---- */

static const uint64_t *planes_of(const row_slab *s, uint32_t row, uint32_t word)
{
    return s->planes + slab_place(s->plane_count, s->words, row, word);
}

/* The winding number of a row's last sample. */
static int64_t last_number(const row_slab *s, uint32_t row)
{
    const uint64_t *planes = planes_of(s, row, s->words - 1);
    int64_t number = 0;
    for (uint32_t p = s->plane_count; p-- > 0;) {
        const int64_t bit = (int64_t)(planes[(size_t)p * LANES] >> 63);
        number = number * 2 + (p + 1 == s->plane_count ? -bit : bit);
    }
    return number;
}

/* Samples of a word whose number is not that of the sample before. */
static uint64_t changes_in(const row_slab *s, uint32_t row, uint32_t word)
{
    const uint64_t *planes = planes_of(s, row, word), *before = word > 0 ? planes_of(s, row, word - 1) : NULL;
    uint64_t changes = 0;
    for (uint32_t p = 0; p < s->plane_count; p++) {
        const uint64_t own = planes[(size_t)p * LANES], last = before ? before[(size_t)p * LANES] >> 63 : 0;
        changes |= own ^ (own << 1 | last);
    }
    return changes;
}

/* What follows the last crossing of an open row is outside. */
static void row_cut(const row_slab *s, uint32_t row, uint64_t *words)
{
    for (uint32_t w = s->words; w-- > 0;) {
        const uint64_t changes = changes_in(s, row, w);
        if (changes) {
            words[w] &= (UINT64_C(1) << (63 - __builtin_clzll(changes))) - 1;
            return;
        }
        words[w] = 0;
    }
}

static void mark_open_rows(const row_slab *s, uint64_t *open, sample_rows *out)
{
    for (uint32_t i = s->from; i < s->to; i++) {
        const uint32_t row = s->begin + i;
        if (s->sums[i] == 0)
            continue;
        out->open_rows++;
        if (open)
            open[row / 64] |= UINT64_C(1) << (row % 64);
        if (s->sums[i] == last_number(s, i))
            row_cut(s, i, out->words + (size_t)row * s->words);
    }
}

/* ---- all slabs ---- */

static lathe_status sweep_run(mesh_sweep *s, uint64_t *open, sample_rows *out, lathe_error *err)
{
    for (s->slab.begin = 0; s->slab.begin < s->slab.rows; s->slab.begin += SLAB_ROWS) {
        if (!reaches_slab(s))
            continue;
        if (!count_slab(s)) {
            if (!allocate_planes(&s->slab, SLAB_PLANES_ALL))
                return lathe_fail(err, LATHE_E_NOMEM, "out of memory sampling %u triangles", s->mesh->triangle_count);
            count_slab(s);
        }
        if (s->sweeps->read(&s->slab, out->words + (size_t)s->slab.begin * s->slab.words))
            mark_open_rows(&s->slab, open, out);
    }
    return LATHE_OK;
}

lathe_status rows_from_mesh(const triangle_mesh *m, const box3 *box, row_grid grid, sample_rows *out, lathe_error *err)
{
    return rows_from_mesh_marked(m, box, grid, NULL, out, err);
}

lathe_status rows_from_mesh_marked(const triangle_mesh *m, const box3 *box, row_grid grid, uint64_t *open, sample_rows *out,
                                   lathe_error *err)
{
    lathe_status st = mesh_check(m, err);
    if (st != LATHE_OK)
        return st;
    for (int a = 0; a < 3; a++)
        if (!isfinite(box->low[a]) || !isfinite(box->high[a]))
            return lathe_fail(err, LATHE_E_INPUT, "box to sample is not finite");
    sample_rows rows = {0};
    st = rows_allocate(grid, &rows, err);
    if (st != LATHE_OK)
        return st;
    mesh_sweep s = {0};
    if (box_volume(box) > 0 && m->triangle_count > 0) {
        st = sweep_init(&s, m, box, grid, err);
        if (st == LATHE_OK)
            st = sweep_run(&s, open, &rows, err);
        sweep_clear(&s);
    }
    if (st == LATHE_OK)
        *out = rows;
    else
        rows_clear(&rows);
    return st;
}

lathe_status rows_allocate(row_grid grid, sample_rows *out, lathe_error *err)
{
    uint32_t rows = row_grid_rows(grid), words = row_grid_words(grid);
    uint64_t *data = calloc((size_t)rows * words, sizeof *data);
    if (!data)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u rows", rows);
    *out = (sample_rows){grid, rows, words, 0, data};
    return LATHE_OK;
}

void rows_clear(sample_rows *r)
{
    free(r->words);
    *r = (sample_rows){0};
}

uint64_t rows_count(const sample_rows *r)
{
    return LATHE_TABLE_HERE(row_counters)->inside(r->words, (size_t)r->row_count * r->row_words);
}

uint64_t rows_count_both(const sample_rows *a, const sample_rows *b)
{
    return LATHE_TABLE_HERE(row_counters)->both(a->words, b->words, (size_t)a->row_count * a->row_words);
}

uint64_t rows_count_outside(const sample_rows *r, const box3 *box, const box3 *other)
{
    row_places at;
    box3 inner = {{0}, {0}};
    uint64_t outside = 0;
    const row_counters *counters = LATHE_TABLE_HERE(row_counters);
    for (int a = 0; a < 3; a++) {
        const double scale = (a == 0 ? r->row_words * 64 : 1) / (box->high[a] - box->low[a]);
        inner.low[a] = (other->low[a] - box->low[a]) * scale;
        inner.high[a] = (other->high[a] - box->low[a]) * scale;
    }
    for (uint32_t k = 0; k < r->row_count; k += ROW_CHUNK) {
        row_grid_places(r->grid, k, &at);
        for (uint32_t w = 0; w < r->row_words; w++)
            outside += counters->outside(r->words + (size_t)k * r->row_words, r->row_words, w, &at, &inner);
    }
    return outside;
}
