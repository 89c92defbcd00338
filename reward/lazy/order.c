#include "reward/lazy/order.h"

#include <stdlib.h>
#include <string.h>

typedef struct keyed {
    double y, z, shift, along;
    uint32_t row, band;
} keyed;

static int by_band(const void *a, const void *b)
{
    const keyed *p = a, *q = b;
    if (p->band != q->band)
        return p->band < q->band ? -1 : 1;
    if (p->along != q->along)
        return p->along < q->along ? -1 : 1;
    return p->row < q->row ? -1 : p->row > q->row;
}

static keyed keyed_of(row_grid grid, uint32_t row, const lazy_order *o)
{
    double at[3];
    row_grid_position(grid, row, 0, at);
    keyed k = { .y = at[1], .z = at[2], .shift = at[0] * 64, .row = row };
    k.along = o->across_z ? k.y : k.z;
    k.band = (uint32_t)((o->across_z ? k.z : k.y) * o->bands);
    return k;
}

static double *numbers_of(uint32_t blocks)
{
    const size_t length = blocks * LANES * sizeof(double);
    double *p = aligned_alloc(LANES * sizeof(double), length);
    if (p)
        memset(p, 0, length);
    return p;
}

static bool allocate(lazy_order *o, uint32_t rows)
{
    const uint32_t blocks = rows / LANES + o->bands;
    o->begin = calloc(o->bands + 1, sizeof *o->begin);
    o->first = calloc((size_t)o->bands * (o->cells + 1), sizeof *o->first);
    o->row = calloc((size_t)blocks * LANES, sizeof *o->row);
    o->y = numbers_of(blocks);
    o->z = numbers_of(blocks);
    o->shift = numbers_of(blocks);
    return o->begin && o->first && o->row && o->y && o->z && o->shift;
}

static void set_place(lazy_order *o, uint32_t place, const keyed *k)
{
    o->row[place] = k ? k->row : 0;
    o->y[place] = k ? k->y : NAN;
    o->z[place] = k ? k->z : NAN;
    o->shift[place] = k ? k->shift : NAN;
}

/* Rows [from, to) of the sorted ones are the band's. */
static void set_band(lazy_order *o, uint32_t band, const keyed *sorted, uint32_t count)
{
    uint32_t *first = o->first + (size_t)band * (o->cells + 1), place = o->begin[band] * LANES, cell = 0;
    for (uint32_t i = 0; i < count; i++) {
        while (cell <= (uint32_t)(sorted[i].along * o->cells))
            first[cell++] = place + i;
        set_place(o, place + i, &sorted[i]);
    }
    while (cell <= o->cells)
        first[cell++] = place + count;
    while (count % LANES != 0)
        set_place(o, place + count++, NULL);
    o->begin[band + 1] = o->begin[band] + count / LANES;
}

lathe_status lazy_order_init(lazy_order *o, row_grid grid, bool across_z, lathe_error *err)
{
    const uint32_t rows = row_grid_rows(grid), side = (uint32_t)sqrt(rows);
    *o = (lazy_order){ .across_z = across_z, .bands = side / 4, .cells = side * 4 };
    keyed *sorted = malloc(rows * sizeof *sorted);
    if (!sorted || !allocate(o, rows)) {
        free(sorted);
        lazy_order_clear(o);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for rows");
    }
    for (uint32_t i = 0; i < rows; i++)
        sorted[i] = keyed_of(grid, i, o);
    qsort(sorted, rows, sizeof *sorted, by_band);
    uint32_t most = 0;
    for (uint32_t band = 0, from = 0, to = 0; band < o->bands; band++, from = to) {
        while (to < rows && sorted[to].band == band)
            to++;
        set_band(o, band, sorted + from, to - from);
        most = to - from > most ? to - from : most;
    }
    free(sorted);
    if (most <= LAZY_BAND_MAX)
        return LATHE_OK;
    lazy_order_clear(o);
    return lathe_fail(err, LATHE_E_BUG, "a band of %u rows, more than %d", most, LAZY_BAND_MAX);
}

void lazy_order_clear(lazy_order *o)
{
    free(o->begin);
    free(o->first);
    free(o->row);
    free(o->y);
    free(o->z);
    free(o->shift);
    *o = (lazy_order){ 0 };
}
