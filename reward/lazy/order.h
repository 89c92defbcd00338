/* order.h: internal to reward/lazy: the rows of a grid in an order in which a prism meets few of them.
 *
 * A band is a slice of the box across one axis; its rows rise along the other, and are found there by cells of about one
 * row. Bands begin at whole blocks of LANES places; the places that this leaves over hold no row. */
#ifndef LATHE_REWARD_LAZY_ORDER_H
#define LATHE_REWARD_LAZY_ORDER_H

#include "base/status.h"
#include "base/lanes.h"
#include "reward/measure/rows.h"

enum { LAZY_BAND_MAX = 1024 }; /* places in one band */

typedef struct lazy_order {
    bool across_z;            /* bands are slices across z, and rows rise along y; else the other way round */
    uint32_t bands, cells;    /* cells of each band */
    uint32_t *begin;          /* [bands + 1] block with which each band begins */
    uint32_t *first;          /* [bands][cells + 1] place of each cell's first row */
    uint32_t *row;            /* [places] numbers; 0 where there is none */
    double *y, *z, *shift;    /* [places] in coordinates of the box, shift in samples; NaN where there is no row; whole aligned blocks */
} lazy_order;

/* Of a grid of one word a row. LATHE_E_NOMEM, or LATHE_E_BUG where a band is too large; *o is cleared then. */
lathe_status lazy_order_init(lazy_order *o, row_grid grid, bool across_z, lathe_error *err);
void lazy_order_clear(lazy_order *o);

#endif
