/* rows.c: a sweep over bands of z. Each triangle is prepared when the sweep reaches it and dropped when it is passed; in
 * a band it visits only the rows between its least and greatest y there. A crossing adds its sign at the first sample
 * behind it; the running sum along a row is the winding number, so nothing is sorted and order cannot matter. */
#include "reward/measure/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reward/measure/row_counters.h"
#include "reward/measure/row_grid.h"

/* Where rounding could put a crossing beside the cell it belongs to. Rows are tested exactly afterwards. */
static const double CELL_SLACK = 1e-9;
/* Cheaper to test than to find out which of them are met. */
enum { FEW_ROWS = 2 };

/* An edge from its lower to its higher end in z, and so the same numbers for both triangles that share it. */
typedef struct sweep_edge {
    double y, z, x;            /* lower end */
    double z_end, dy_dz, dx_dz;
    int sign;                  /* +1: the triangle walks it upwards */
} sweep_edge;

typedef struct sweep_triangle {
    sweep_edge edges[3];
    double y_low, y_high;
    uint32_t last_band;
} sweep_triangle;

typedef struct sweep {
    const triangle_mesh *mesh;
    double (*points)[3];        /* the vertices in coordinates of the box; x in samples */
    uint32_t bands, samples;
    uint32_t *order;            /* triangles by the band where they begin */
    uint32_t *begin;            /* [bands + 1] first of each band in order */
    sweep_triangle *active;
    uint32_t active_count, active_max;
    int32_t *winding;           /* [rows of a band][samples + 1]: change of the winding number at each sample */
    uint64_t *touched;          /* [rows of a band][words]: samples where it changes */
    row_band band;
} sweep;

static void place_points(sweep *s, const box3 *box)
{
    double scale[3];
    for (int a = 0; a < 3; a++)
        scale[a] = (a == 0 ? s->samples : 1) / (box->high[a] - box->low[a]);
    for (uint32_t i = 0; i < s->mesh->vertex_count; i++)
        for (int a = 0; a < 3; a++)
            s->points[i][a] = (s->mesh->vertices[i][a] - box->low[a]) * scale[a];
}

static double least(double a, double b, double c)
{
    double l = a < b ? a : b;
    return l < c ? l : c;
}

static double greatest(double a, double b, double c)
{
    double g = a > b ? a : b;
    return g > c ? g : c;
}

static bool one_place(const double *a, const double *b)
{
    return a[1] == b[1] && a[2] == b[2];
}

/* The bands in which the triangle can be crossed; false where there is none: a row meets as much of one side as of the other
 * where two corners lie behind each other. */
static bool triangle_bands(const sweep *s, uint32_t t, uint32_t *out_first, uint32_t *out_last)
{
    const uint32_t *corners = s->mesh->triangles[t];
    const double *u = s->points[corners[0]], *v = s->points[corners[1]], *w = s->points[corners[2]];
    double z_low = least(u[2], v[2], w[2]), z_high = greatest(u[2], v[2], w[2]);
    double y_low = least(u[1], v[1], w[1]), y_high = greatest(u[1], v[1], w[1]);
    if (!(z_low < z_high) || z_high < 0 || z_low >= 1 || y_high < 0 || y_low > 1 || one_place(u, v) || one_place(v, w) ||
        one_place(w, u))
        return false;
    *out_first = z_low > 0 ? (uint32_t)(z_low * s->bands) : 0;
    *out_last = z_high < 1 ? (uint32_t)(z_high * s->bands) : s->bands - 1;
    return true;
}

/* Orders the triangles by their first band and finds how many the sweep holds at most. */
static lathe_status sweep_order(sweep *s, lathe_error *err)
{
    uint32_t first = 0, last = 0, active = 0;
    uint32_t *end = calloc(s->bands + 1, sizeof *end);
    s->begin = calloc(s->bands + 2, sizeof *s->begin);
    s->order = malloc(((size_t)s->mesh->triangle_count + 1) * sizeof *s->order);
    if (!end || !s->begin || !s->order) {
        free(end);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory sampling %u triangles", s->mesh->triangle_count);
    }
    /* Counted two places ahead, summed, and filled one ahead: begin ends up as the first of each band. */
    for (uint32_t t = 0; t < s->mesh->triangle_count; t++) {
        if (triangle_bands(s, t, &first, &last)) {
            s->begin[first + 2]++;
            end[last + 1]++;
        }
    }
    for (uint32_t b = 0; b < s->bands; b++) {
        active += s->begin[b + 2] - end[b];
        s->active_max = active > s->active_max ? active : s->active_max;
        s->begin[b + 2] += s->begin[b + 1];
    }
    free(end);
    for (uint32_t t = 0; t < s->mesh->triangle_count; t++)
        if (triangle_bands(s, t, &first, &last))
            s->order[s->begin[first + 1]++] = t;
    return LATHE_OK;
}

static lathe_status sweep_init(sweep *s, const triangle_mesh *m, const box3 *box, row_grid grid, lathe_error *err)
{
    *s = (sweep){.mesh = m, .bands = row_grid_bands(grid), .samples = row_grid_words(grid) * 64};
    uint32_t rows = row_grid_rows(grid) / s->bands;
    s->points = malloc(((size_t)m->vertex_count + 1) * sizeof *s->points);
    if (!s->points)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory sampling %u triangles", m->triangle_count);
    place_points(s, box);
    lathe_status st = sweep_order(s, err);
    if (st != LATHE_OK)
        return st;
    s->active = malloc(((size_t)s->active_max + 1) * sizeof *s->active);
    s->winding = calloc((size_t)rows * (s->samples + 1), sizeof *s->winding);
    s->touched = calloc((size_t)rows * (s->samples / 64), sizeof *s->touched);
    if (!s->active || !s->winding || !s->touched)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory sampling %u triangles", m->triangle_count);
    return LATHE_OK;
}

static void sweep_clear(sweep *s)
{
    free(s->points);
    free(s->order);
    free(s->begin);
    free(s->active);
    free(s->winding);
    free(s->touched);
}

static void sweep_enter(sweep *s, uint32_t t)
{
    sweep_triangle *to = &s->active[s->active_count++];
    const uint32_t *corners = s->mesh->triangles[t];
    uint32_t first;
    triangle_bands(s, t, &first, &to->last_band);
    to->y_low = least(s->points[corners[0]][1], s->points[corners[1]][1], s->points[corners[2]][1]);
    to->y_high = greatest(s->points[corners[0]][1], s->points[corners[1]][1], s->points[corners[2]][1]);
    for (int c = 0; c < 3; c++) {
        const double *low = s->points[corners[c]], *high = s->points[corners[(c + 1) % 3]];
        int sign = 1;
        if (low[2] > high[2]) {
            const double *swap = low;
            low = high;
            high = swap;
            sign = -1;
        }
        double dz = high[2] - low[2], dy_dz = (high[1] - low[1]) / dz, dx_dz = (high[0] - low[0]) / dz;
        to->edges[c] = (sweep_edge){low[1], low[2], low[0], high[2], isfinite(dy_dz) ? dy_dz : 0,
                                    isfinite(dx_dz) ? dx_dz : 0, sign};
    }
}

/* The rows of the band between two levels of y, by cells. False where there are none. */
static bool cells_between(const row_band *band, double low, double high, uint32_t *out_from, uint32_t *out_to)
{
    const double cells = band->count;
    low -= CELL_SLACK;
    high += CELL_SLACK;
    if (!(low < 1) || !(high > 0))
        return false;
    *out_from = band->first[low > 0 ? (uint32_t)(low * cells) : 0];
    *out_to = band->first[high < 1 ? (uint32_t)(high * cells) + 1 : band->count];
    return *out_from < *out_to;
}

/* The rows of the band that the triangle can cross. False where there are none. */
static bool triangle_cells(const sweep *s, const sweep_triangle *t, uint32_t *out_from, uint32_t *out_to)
{
    double low = INFINITY, high = -INFINITY;
    if (!cells_between(&s->band, t->y_low, t->y_high, out_from, out_to))
        return false;
    if (*out_to - *out_from <= FEW_ROWS)
        return true;
    for (int c = 0; c < 3; c++) {
        const sweep_edge *e = &t->edges[c];
        double from = e->z > s->band.z_low ? e->z : s->band.z_low;
        double to = e->z_end < s->band.z_high ? e->z_end : s->band.z_high;
        if (from > to)
            continue;
        double y0 = e->y + (from - e->z) * e->dy_dz, y1 = e->y + (to - e->z) * e->dy_dz;
        low = least(low, y0, y1);
        high = greatest(high, y0, y1);
    }
    return cells_between(&s->band, low, high, out_from, out_to);
}

static void triangle_cross(sweep *s, const sweep_triangle *t)
{
    uint32_t from, to;
    if (!triangle_cells(s, t, &from, &to))
        return;
    for (uint32_t i = from; i < to; i++) {
        double y = s->band.y[i], z = s->band.z[i], edge_y[2], edge_x[2];
        int sum = 0, found = 0;
        /* A level between the vertices crosses two edges, one upwards and one downwards; a row between them is crossed. */
        for (int c = 0; c < 3; c++) {
            const sweep_edge *e = &t->edges[c];
            if (!(e->z <= z && z < e->z_end) || found == 2)
                continue;
            edge_y[found] = e->y + (z - e->z) * e->dy_dz;
            edge_x[found] = e->x + (z - e->z) * e->dx_dz;
            sum += y < edge_y[found] ? e->sign : 0;
            found++;
        }
        if (found < 2 || sum == 0)
            continue;
        double x = edge_x[0] + (y - edge_y[0]) / (edge_y[1] - edge_y[0]) * (edge_x[1] - edge_x[0]);
        uint32_t j = row_first_sample(x, s->band.shift[i], s->samples);
        s->winding[i * (s->samples + 1) + j] += sum;
        if (j < s->samples)
            s->touched[i * (s->samples / 64) + j / 64] |= 1ull << (j % 64);
    }
}

/* Bits from..63. */
static uint64_t bits_from(uint32_t from)
{
    return from < 64 ? ~0ull << from : 0;
}

/* Writes one word of a row and leaves its changes cleared for the next band. */
static uint64_t row_word(int32_t *change, uint64_t touched, int64_t *winding)
{
    uint64_t word = *winding ? ~0ull : 0;
    for (; touched; touched &= touched - 1) {
        uint32_t j = (uint32_t)__builtin_ctzll(touched);
        *winding += change[j];
        change[j] = 0;
        word = *winding ? word | bits_from(j) : word & ~bits_from(j);
    }
    return word;
}

/* What follows the last crossing of an open row is outside. */
static void row_cut(uint64_t *words, const uint64_t *touched, uint32_t count)
{
    for (uint32_t w = count; w-- > 0;) {
        if (touched[w]) {
            words[w] &= ~bits_from(63 - (uint32_t)__builtin_clzll(touched[w]));
            return;
        }
        words[w] = 0;
    }
}

static void sweep_write_band(sweep *s, uint64_t *open, sample_rows *out)
{
    uint32_t words = s->samples / 64;
    for (uint32_t i = 0; i < s->band.count; i++) {
        int32_t *change = s->winding + (size_t)i * (s->samples + 1);
        uint64_t *touched = s->touched + (size_t)i * words, *to = out->words + (size_t)s->band.row[i] * words;
        int64_t winding = 0;
        for (uint32_t w = 0; w < words; w++)
            to[w] = row_word(change + w * 64, touched[w], &winding);
        if (winding + change[s->samples] != 0) {
            out->open_rows++;
            if (open)
                open[s->band.row[i] / 64] |= 1ull << (s->band.row[i] % 64);
            if (change[s->samples] == 0)
                row_cut(to, touched, words);
        }
        change[s->samples] = 0;
        memset(touched, 0, words * sizeof *touched);
    }
}

static void sweep_run(sweep *s, row_grid grid, uint64_t *open, sample_rows *out)
{
    for (uint32_t b = 0; b < s->bands; b++) {
        for (uint32_t i = s->begin[b]; i < s->begin[b + 1]; i++)
            sweep_enter(s, s->order[i]);
        if (s->active_count == 0)
            continue;
        row_grid_band(grid, b, &s->band);
        for (uint32_t i = 0; i < s->active_count;) {
            triangle_cross(s, &s->active[i]);
            if (s->active[i].last_band == b)
                s->active[i] = s->active[--s->active_count];
            else
                i++;
        }
        sweep_write_band(s, open, out);
    }
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
    sweep s = {0};
    if (box_volume(box) > 0 && m->triangle_count > 0) {
        st = sweep_init(&s, m, box, grid, err);
        if (st == LATHE_OK)
            sweep_run(&s, grid, open, &rows);
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
