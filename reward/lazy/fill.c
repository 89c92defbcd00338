/* fill.c: a row is a scan line of the prism's profile. Each piece of the outlines that it meets turns over the samples in
 * front of it; what is left standing has an odd number behind it. No crossing is sorted. Bands of rows that pass the prism
 * by are left out, and in the others a piece visits only the cells of rows that it can meet. */
#include "reward/lazy/fill.h"

#include <stdlib.h>

#include "reward/lazy/pieces.h"

/* Cells of a band, from the first to the last. */
typedef struct cell_range {
    uint32_t first, last;
} cell_range;

/* One prism's outlines, and where in each band rows can meet them. */
typedef struct outline_pieces {
    lazy_piece *pieces; /* owned */
    cell_range *cells;  /* owned; [count] of each piece */
    uint32_t count;
    cell_range all;
    double r_low, r_high;
} outline_pieces;

static lazy_passage passage_of(const lazy_node *prism, const kernel_matrix *at, const box3 *box)
{
    const lazy_frame *f = &prism->members[0]->node->profile->frame;
    const kernel_vec x = lazy_turn(at, f->x), y = lazy_turn(at, f->y), z = lazy_turn(at, f->z);
    const kernel_vec origin = matrix_apply(at, f->origin);
    const kernel_vec corner = vec_sub((kernel_vec){ box->low[0], box->low[1], box->low[2] }, origin);
    const double wide = (box->high[0] - box->low[0]) / 64, deep = box->high[1] - box->low[1],
                 tall = box->high[2] - box->low[2];
    const double along = hypot(x.x, y.x);
    lazy_passage p = { .scan = { 1, 0 }, .w0 = vec_dot(corner, z), .w_y = z.y * deep, .w_z = z.z * tall, .w_x = z.x * wide };
    if (along > LAZY_PARALLEL) {
        p.scan = (lazy_scan){ x.x / along, y.x / along };
        p.s_x = along * wide;
    }
    if (fabs(z.x) <= LAZY_PARALLEL)
        p.w_x = 0;
    const double u0 = vec_dot(corner, x), v0 = vec_dot(corner, y);
    p.s0 = u0 * p.scan.along_u + v0 * p.scan.along_v;
    p.r0 = v0 * p.scan.along_u - u0 * p.scan.along_v;
    p.s_y = deep * (x.y * p.scan.along_u + y.y * p.scan.along_v);
    p.s_z = tall * (x.z * p.scan.along_u + y.z * p.scan.along_v);
    p.r_y = deep * (y.y * p.scan.along_u - x.y * p.scan.along_v);
    p.r_z = tall * (y.z * p.scan.along_u - x.z * p.scan.along_v);
    p.low = fmin(0, prism->height);
    p.high = fmax(0, prism->height);
    return p;
}

/* ---- which rows ---- */

static bool is_nothing(double part, double other)
{
    return fabs(part) <= 1e-12 * fabs(other);
}

/* Rows rise along what the scan coordinate depends on, where that is one of y and z. */
static const lazy_order *order_of(const lazy_sampler *s, const lazy_passage *p, bool *out_sorted)
{
    const bool on_z = is_nothing(p->r_y, p->r_z);
    *out_sorted = on_z || is_nothing(p->r_z, p->r_y);
    return on_z ? &s->across_y : &s->across_z;
}

/* What the linear function at + y by_y + z by_z + (0 to more) takes on in the band: nothing lies outside. */
static lazy_range band_range(const lazy_order *o, uint32_t band, double at, double by_y, double by_z, double more)
{
    const double slack = 1e-9 * (fabs(at) + fabs(by_y) + fabs(by_z)), from = (double)band / o->bands,
                 to = (band + 1.) / o->bands;
    const double across = o->across_z ? by_z : by_y, along = o->across_z ? by_y : by_z;
    const double a = across * from, b = across * to;
    const double least = at + (a < b ? a : b) + (along < 0 ? along : 0) + (more < 0 ? more : 0);
    const double most = at + (a < b ? b : a) + (along > 0 ? along : 0) + (more > 0 ? more : 0);
    return (lazy_range){ least - slack, most + slack };
}

static uint32_t cell_of(double at, uint32_t cells)
{
    return at > 0 ? at < 1 ? (uint32_t)(at * cells) : cells - 1 : 0;
}

/* Where rows with r in [low, high] are; all cells where they do not rise by r. */
static cell_range cells_between(const lazy_order *o, const lazy_passage *p, bool sorted, double low, double high)
{
    const double unit = o->across_z ? p->r_y : p->r_z, a = (low - p->r0) / unit, b = (high - p->r0) / unit;
    if (!sorted)
        return (cell_range){ 0, o->cells - 1 };
    return (cell_range){ cell_of(fmin(a, b) - 1e-9, o->cells), cell_of(fmax(a, b) + 1e-9, o->cells) };
}

static void blocks_of_cells(const lazy_order *o, uint32_t band, cell_range cells, uint32_t *out_from, uint32_t *out_to)
{
    const uint32_t *first = o->first + (size_t)band * (o->cells + 1);
    *out_from = first[cells.first] / LANES;
    *out_to = (first[cells.last + 1] + LANES - 1) / LANES;
}

lazy_window lazy_window_of(const lazy_order *o, const box3 *box, lazy_range y, lazy_range z)
{
    const double deep = box->high[1] - box->low[1], tall = box->high[2] - box->low[2], slack = 1e-9;
    const double y_low = (y.low - box->low[1]) / deep - slack, y_high = (y.high - box->low[1]) / deep + slack;
    const double z_low = (z.low - box->low[2]) / tall - slack, z_high = (z.high - box->low[2]) / tall + slack;
    if (y_high < 0 || y_low > 1 || z_high < 0 || z_low > 1)
        return (lazy_window){ 0 };
    return (lazy_window){ cell_of(z_low, o->bands), cell_of(z_high, o->bands) + 1, cell_of(y_low, o->cells), cell_of(y_high, o->cells) };
}

bool lazy_window_next(const lazy_order *o, lazy_window *w, uint32_t *out_from, uint32_t *out_to)
{
    for (; w->band < w->bands; w->band++) {
        blocks_of_cells(o, w->band, (cell_range){ w->first, w->last }, out_from, out_to);
        if (*out_from < *out_to) {
            w->band++;
            return true;
        }
    }
    return false;
}

/* ---- prisms ---- */

static void outline_pieces_clear(outline_pieces *of)
{
    free(of->pieces);
    free(of->cells);
}

static uint32_t add_curve(const lazy_curve *curve, lazy_scan scan, lazy_piece *out)
{
    return lazy_disc_of(curve, scan, out) ? 1 : lazy_pieces_of(curve, scan, out);
}

/* False without memory. */
static bool pieces_of(const lazy_profile *profile, lazy_scan scan, outline_pieces *out)
{
    uint32_t curves = 0;
    for (uint32_t o = 0; o < profile->count; o++)
        curves += profile->outlines[o].count;
    *out = (outline_pieces){ .pieces = malloc(curves * LAZY_PIECES_A_CURVE * sizeof(lazy_piece)),
                             .cells = malloc(curves * LAZY_PIECES_A_CURVE * sizeof(cell_range)),
                             .r_low = INFINITY, .r_high = -INFINITY };
    if (!out->pieces || !out->cells)
        return false;
    for (uint32_t o = 0; o < profile->count; o++)
        for (uint32_t k = 0; k < profile->outlines[o].count; k++)
            out->count += add_curve(&profile->outlines[o].curves[k], scan, out->pieces + out->count);
    return true;
}

static void find_cells(outline_pieces *of, const lazy_order *o, const lazy_passage *p, bool sorted)
{
    for (uint32_t i = 0; i < of->count; i++) {
        const lazy_piece *q = &of->pieces[i];
        of->cells[i] = cells_between(o, p, sorted, q->low, q->high);
        of->r_low = fmin(of->r_low, q->low);
        of->r_high = fmax(of->r_high, q->high);
    }
    of->all = cells_between(o, p, sorted, of->r_low, of->r_high);
}

static void fill_band(const lazy_sampler *s, const lazy_passage *p, const lazy_order *o, uint32_t band, bool cut,
                      const outline_pieces *of, uint64_t *words)
{
    const lazy_blocks *blocks = s->blocks;
    uint32_t from, to;
    blocks_of_cells(o, band, of->all, &from, &to);
    blocks->begin(p, o, s->band, from, to);
    for (uint32_t i = 0; i < of->count; i++) {
        const lazy_piece *q = &of->pieces[i];
        uint32_t first, last;
        blocks_of_cells(o, band, of->cells[i], &first, &last);
        (q->is_disc ? blocks->disc : q->side != 0 ? blocks->arc : blocks->line)(q, p->s_x, s->band, first - from, last - from);
    }
    if (cut)
        blocks->cut(p, o, s->band, from, to);
    blocks->put(s->into, o, s->band, from, to, words);
}

lathe_status lazy_fill_prism(const lazy_sampler *s, const lazy_node *prism, const kernel_matrix *at, const box3 *box,
                             uint64_t *words, lathe_error *err)
{
    const lazy_passage p = passage_of(prism, at, box);
    bool sorted;
    const lazy_order *o = order_of(s, &p, &sorted);
    outline_pieces of;
    if (!pieces_of(prism->members[0]->node->profile, p.scan, &of)) {
        outline_pieces_clear(&of);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for rows");
    }
    find_cells(&of, o, &p, sorted);
    for (uint32_t band = 0; band < o->bands && of.count > 0; band++) {
        const lazy_range depth = band_range(o, band, p.w0, p.w_y, p.w_z, 65 * p.w_x);
        const lazy_range r = band_range(o, band, p.r0, p.r_y, p.r_z, 0);
        if (depth.high >= p.low && depth.low <= p.high && r.high >= of.r_low && r.low <= of.r_high)
            fill_band(s, &p, o, band, !(depth.low >= p.low && depth.high <= p.high), &of, words);
    }
    outline_pieces_clear(&of);
    return LATHE_OK;
}

/* ---- balls ---- */

void lazy_fill_ball(const lazy_sampler *s, const lazy_node *ball, const kernel_matrix *at, const box3 *box,
                    uint64_t *words)
{
    const lazy_order *o = &s->across_z;
    const kernel_vec center = matrix_apply(at, ball->center);
    const lazy_ball_passage p = { center.x - box->low[0], center.y - box->low[1], center.z - box->low[2],
                             ball->radius * ball->radius, (box->high[0] - box->low[0]) / 64, box->high[1] - box->low[1],
                             box->high[2] - box->low[2] };
    const lazy_range y = { center.y - ball->radius, center.y + ball->radius }, z = { center.z - ball->radius, center.z + ball->radius };
    lazy_window window = lazy_window_of(o, box, y, z);
    for (uint32_t from, to; lazy_window_next(o, &window, &from, &to);) {
        s->blocks->ball(&p, o, s->band, from, to);
        s->blocks->put(s->into, o, s->band, from, to, words);
    }
}
