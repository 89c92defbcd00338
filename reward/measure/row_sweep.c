/* row_sweep.c: compiled once a processor. Each triangle, or two of them that lie in one plane side by side, is cut at the levels
 * of its corners, so that a row meets two edges of a piece or none. A piece is met by rows as they lie, or, where it is narrow,
 * by the rows of one band after the other that are near in y. */
#include "reward/measure/row_sweep.h"

#include <string.h>

extern const row_sweeps LATHE_OF_PROCESSOR(row_sweeps);

#define ALWAYS static inline __attribute__((always_inline))

/* Where rounding could put a crossing beside the cell it belongs to. Rows are tested exactly afterwards. */
static const double CELL_SLACK = 1e-9;
/* Of a block: so far apart are the planes of a vector's rows. */
enum { VECTORS = LANES / LANES_AT_ONCE };
/* So many samples from a plane a corner is in it. */
static const double IN_PLANE = 1e-9;
/* Blocks of rows that could be tested in the time that it takes to find a band's. */
static const double FINDING = 1.5;
/* Of a small triangle's rows: so few are cheap to look at, and more than some are not worth looking for. */
enum { FEW_ROWS = 2 * LANES, SOME_ROWS = 16 * LANES };

/* From the lower end of an edge, and so the same numbers for both triangles that share it. */
typedef struct piece_edge {
    double y, z, x, dy_dz, dx_dz;
} piece_edge;

/* Of an outline between two levels: low <= z < high. */
typedef struct piece {
    double low, high;
    piece_edge edges[2];
    bool first_down; /* the outline walks the first edge downwards, and the other one upwards */
} piece;

/* Rows that a piece was met by. */
typedef struct crossings {
    lane_numbers at; /* in samples, before the row's shift is added */
    lane_masks hit, down;
    unsigned bits; /* of hit */
} crossings;

/* ---- one vector of rows ---- */

ALWAYS double least(double a, double b)
{
    return a < b ? a : b;
}

ALWAYS double greatest(double a, double b)
{
    return a > b ? a : b;
}

ALWAYS void take_fraction(lane_numbers *x)
{
    for (int i = 0; i < LANES_AT_ONCE; i++)
        (*x)[i] -= __builtin_floor((*x)[i]);
}

typedef struct grid_scale {
    double side, per_side;     /* of a cube: rows in a level */
    double levels, per_level;  /* of z */
    uint32_t rows, level_rows;
} grid_scale;

/* What code is made for: known to the compiler where rows of a lattice are swept with few planes. */
typedef struct sweep_kind {
    uint32_t planes, words;
    bool is_lattice;
} sweep_kind;

ALWAYS grid_scale scale_of(const row_slab *s)
{
    const double side = __builtin_sqrt(s->rows), levels = row_grid_is_lattice(s->grid) ? s->rows : side;
    return (grid_scale){ side, 1 / side, levels, 1 / levels, s->rows, s->rows / (uint32_t)levels };
}

/* Rows at levels from z on are from first_row on, and those below it before end_row. */
ALWAYS uint32_t first_row(const grid_scale *g, double z)
{
    return (uint32_t)(int)(z * g->levels) * g->level_rows;
}

ALWAYS uint32_t end_row(const grid_scale *g, double z)
{
    const uint32_t end = first_row(g, z) + g->level_rows;
    return end < g->rows ? end : g->rows;
}

ALWAYS void rows_at(const grid_scale *g, bool is_lattice, const lane_numbers *row, lane_numbers *out_y, lane_numbers *out_z)
{
    if (is_lattice) {
        *out_y = .5 + (*row + 1) * ROW_STEP_Y;
        take_fraction(out_y);
        *out_z = (*row + .5) * g->per_level;
        return;
    }
    lane_numbers in_level = *row * g->per_side, level = in_level;
    take_fraction(&in_level);
    level -= in_level;
    *out_y = (in_level * g->side + .5) * g->per_side;
    *out_z = (level + .5) * g->per_level;
}

ALWAYS void shift_at(bool is_lattice, const lane_numbers *row, lane_numbers *out)
{
    *out = is_lattice ? *row * ROW_STEP_X : LANES_ALL(.5);
    if (is_lattice)
        take_fraction(out);
}

ALWAYS void cross(const piece *p, const grid_scale *g, bool is_lattice, const lane_numbers *row, const lane_masks *among, crossings *out)
{
    const piece_edge *e = p->edges, *f = p->edges + 1;
    lane_numbers y, z, shift;
    rows_at(g, is_lattice, row, &y, &z);
    const lane_numbers over_e = z - e->z, over_f = z - f->z, y_e = e->y + over_e * e->dy_dz, y_f = f->y + over_f * f->dy_dz;
    const lane_masks before_e = y < y_e, before_f = y < y_f;
    out->hit = *among & (z >= LANES_ALL(p->low)) & (z < LANES_ALL(p->high)) & (before_e ^ before_f);
    out->bits = lanes_bits(&out->hit);
    if (out->bits == 0)
        return;
    const lane_numbers x_e = e->x + over_e * e->dx_dz, x_f = f->x + over_f * f->dx_dz;
    shift_at(is_lattice, row, &shift);
    out->at = x_e + (y - y_e) / (y_f - y_e) * (x_f - x_e) - shift;
    out->down = p->first_down ? before_e : ~before_e;
}

/* Adds -1 or 1 to the numbers of samples in `to`, whose planes are so far apart. What does not fit is set in *over. */
#define COUNT(word, to, apart, planes, samples, down, over)                                                            \
    do {                                                                                                               \
        word carry = (samples);                                                                                        \
        for (uint32_t plane = 0; plane + 1 < (planes); plane++) {                                                      \
            const word old = (to)[(size_t)plane * (apart)];                                                            \
            (to)[(size_t)plane * (apart)] = old ^ carry;                                                               \
            carry &= old ^ (down);                                                                                     \
        }                                                                                                              \
        const word old = (to)[((size_t)(planes) - 1) * (apart)];                                                       \
        (to)[((size_t)(planes) - 1) * (apart)] = old ^ carry;                                                          \
        *(over) |= carry & ~(old ^ (down));                                                                            \
    } while (0)

ALWAYS void samples_behind(const crossings *c, uint32_t word, lane_words *out)
{
    const lane_numbers at = c->at - 64. * word;
    lane_words before;
    lanes_samples_before(&at, &before);
    *out = ~before & (lane_words)c->hit;
}

/* The rows from `row` of the slab on. */
ALWAYS void count_next(const row_slab *s, sweep_kind kind, uint32_t row, const crossings *c, lane_words *over)
{
    typedef int32_t sums_of_rows __attribute__((vector_size(4 * LANES_AT_ONCE)));
    sums_of_rows *sums = (sums_of_rows *)(s->sums + row);
    const lane_masks down = c->down & c->hit;
    *sums -= __builtin_convertvector(c->hit - 2 * down, sums_of_rows);
    for (uint32_t w = 0; w < kind.words; w++) {
        lane_words *to = (lane_words *)(s->planes + slab_place(kind.planes, kind.words, row, w)), behind;
        samples_behind(c, w, &behind);
        COUNT(lane_words, to, VECTORS, kind.planes, behind, (lane_words)down, over);
    }
}

/* Rows that lie apart: `rows` has their places in the slab. */
ALWAYS void count_rows(const row_slab *s, sweep_kind kind, const uint16_t *rows, uint32_t begin, const crossings *c,
                       uint64_t *over)
{
    for (uint32_t w = 0; w < kind.words; w++) {
        lane_words behind;
        samples_behind(c, w, &behind);
        for (unsigned bits = c->bits; bits; bits &= bits - 1) {
            const int lane = __builtin_ctz(bits);
            const uint32_t row = begin + rows[lane];
            uint64_t *to = s->planes + slab_place(kind.planes, kind.words, row, w);
            const uint64_t down = (uint64_t)c->down[lane];
            if (w == 0)
                s->sums[row] += down ? -1 : 1;
            COUNT(uint64_t, to, LANES, kind.planes, behind[lane], down, over);
        }
    }
}

/* ---- pieces ---- */

/* A sweep under way. */
typedef struct sweep {
    const row_slab *slab;
    grid_scale scale;
    double slab_low, slab_high;
    double blocks; /* of LANES rows in the whole box */
    double bands[ROW_ORDERS], band_height[ROW_ORDERS], band_blocks[ROW_ORDERS]; /* in the whole box; of one */
    double band_y[ROW_ORDERS][SLAB_ROWS / (ROW_BAND_MAX / 4)]; /* where each band of the slab begins */
    lane_words over;
    uint64_t row_over;
} sweep;

ALWAYS void sweep_as_they_lie(sweep *s, sweep_kind kind, const piece *p)
{
    const lane_masks all = ~(lane_masks){ 0 };
    const row_slab *slab = s->slab;
    uint32_t from = first_row(&s->scale, greatest(p->low, s->slab_low)) - slab->begin;
    uint32_t to = end_row(&s->scale, least(p->high, s->slab_high)) - slab->begin;
    to = to < SLAB_ROWS ? to : SLAB_ROWS;
    for (from -= from % LANES_AT_ONCE; from < to; from += LANES_AT_ONCE) {
        const lane_numbers row = (double)(slab->begin + from) + LANES_NUMBERED;
        crossings c;
        cross(p, &s->scale, kind.is_lattice, &row, &all, &c);
        if (c.bits)
            count_next(slab, kind, from, &c, &s->over);
    }
}

/* Places [*out_from, *out_to) in the order of a band's rows that may lie between two levels of y. */
ALWAYS bool find_places(const row_order *o, double least, double most, double begin, uint32_t *out_from, uint32_t *out_to)
{
    least = least - CELL_SLACK > 0 ? least - CELL_SLACK : 0;
    most = most + CELL_SLACK < 1 ? most + CELL_SLACK : 1;
    if (!(least < most))
        return false;
    const double from = least < begin ? least - begin + 1 : least - begin, to = from + (most - least);
    *out_from = o->first[(int)(from * o->rows)];
    *out_to = o->first[(int)(to * o->rows) + 1];
    if (*out_to > *out_from + o->rows)
        *out_to = *out_from + o->rows;
    return *out_from < *out_to;
}

/* The rows at places `from` and on of the order, of a band that begins with row `begin`; which of them are before place `to`. */
ALWAYS void rows_in_order(const row_order *o, uint32_t begin, uint32_t from, uint32_t to, lane_numbers *out_row, lane_masks *out_among)
{
    typedef uint16_t places __attribute__((vector_size(2 * LANES_AT_ONCE)));
    typedef int32_t whole_numbers __attribute__((vector_size(4 * LANES_AT_ONCE)));
    places offset;
    memcpy(&offset, o->offset + from, sizeof offset);
    *out_row = (double)begin + __builtin_convertvector(__builtin_convertvector(offset, whole_numbers), lane_numbers);
    *out_among = __builtin_convertvector(LANES_NUMBERED, lane_masks) < (int64_t)(to - from) - (lane_masks){ 0 };
}

ALWAYS double edge_y(const piece_edge *e, double z)
{
    return e->y + (z - e->z) * e->dy_dz;
}

ALWAYS void sweep_bands(sweep *s, sweep_kind kind, const piece *p, uint32_t order)
{
    const row_slab *slab = s->slab;
    const row_order *o = &slab->orders[order];
    const double height = s->band_height[order], low = greatest(p->low, s->slab_low), high = least(p->high, s->slab_high);
    uint32_t band = (uint32_t)(int)((low - s->slab_low) * s->bands[order]);
    double y_e = edge_y(&p->edges[0], low), y_f = edge_y(&p->edges[1], low);
    for (double z = s->slab_low + band * height; z < high; band++) {
        z += height;
        const double next_e = edge_y(&p->edges[0], least(z, high)), next_f = edge_y(&p->edges[1], least(z, high));
        const double y_low = least(least(y_e, y_f), least(next_e, next_f)), y_high = greatest(greatest(y_e, y_f), greatest(next_e, next_f));
        uint32_t from, to;
        y_e = next_e;
        y_f = next_f;
        if (!find_places(o, y_low, y_high, s->band_y[order][band], &from, &to))
            continue;
        for (; from < to; from += LANES_AT_ONCE) {
            lane_numbers row;
            lane_masks among;
            crossings c;
            rows_in_order(o, slab->begin + band * o->rows, from, to, &row, &among);
            cross(p, &s->scale, kind.is_lattice, &row, &among, &c);
            if (c.bits)
                count_rows(slab, kind, o->offset + from, band * o->rows, &c, &s->row_over);
        }
    }
}

/* Which way of finding rows looks at the fewest: an order of bands, or ROW_ORDERS for rows as they lie. */
ALWAYS uint32_t cheapest(const sweep *s, const piece *p, double low, double high)
{
    const double tall = high - low, per_tall = 1 / tall;
    const double e_low = edge_y(&p->edges[0], low), f_low = edge_y(&p->edges[1], low), e_high = edge_y(&p->edges[0], high),
                 f_high = edge_y(&p->edges[1], high);
    const double wide = (__builtin_fabs(f_low - e_low) + __builtin_fabs(f_high - e_high)) / 2;
    const double drift = greatest(__builtin_fabs(e_high - e_low), __builtin_fabs(f_high - f_low));
    double blocks = tall * s->blocks + 1;
    uint32_t best = ROW_ORDERS;
    for (uint32_t i = 0; i < ROW_ORDERS; i++) {
        const double width = wide + drift * least(s->band_height[i] * per_tall, 1);
        const double these = (tall * s->bands[i] + 1) * (FINDING + .5 + width * s->band_blocks[i]);
        if (these < blocks) {
            blocks = these;
            best = i;
        }
    }
    return best;
}

ALWAYS void sweep_piece(sweep *s, sweep_kind kind, const piece *p)
{
    const double low = greatest(p->low, s->slab_low), high = least(p->high, s->slab_high);
    if (!(low < high))
        return;
    const uint32_t order = cheapest(s, p, low, high);
    if (order == ROW_ORDERS)
        sweep_as_they_lie(s, kind, p);
    else
        sweep_bands(s, kind, p, order);
}

/* ---- triangles ---- */

/* Of three corners or four. */
typedef struct outline {
    const row_point *corners[4];
} outline;

/* Whether d lies in the plane of the others, seen along the rows. */
ALWAYS bool lies_in_plane(const row_point *a, const row_point *b, const row_point *c, const row_point *d)
{
    const double uy = b->y - a->y, uz = b->z - a->z, ux = b->x - a->x, vy = c->y - a->y, vz = c->z - a->z, vx = c->x - a->x;
    const double along_x = uy * vz - uz * vy, along_y = uz * vx - ux * vz, along_z = ux * vy - uy * vx;
    const double off = along_y * (d->y - a->y) + along_z * (d->z - a->z) + along_x * (d->x - a->x);
    return __builtin_fabs(off) < IN_PLANE * __builtin_fabs(along_x);
}

/* Two triangles side by side in one plane are crossed as what is around both. */
ALWAYS bool join_triangles(const row_point *points, const uint32_t *t, const uint32_t *next, outline *out)
{
    for (int e = 0; e < 3; e++) {
        const uint32_t u = t[e], v = t[(e + 1) % 3], w = t[(e + 2) % 3];
        for (int f = 0; f < 3; f++) {
            if (next[f] != v || next[(f + 1) % 3] != u)
                continue;
            *out = (outline){ { &points[v], &points[w], &points[u], &points[next[(f + 2) % 3]] } };
            return lies_in_plane(out->corners[0], out->corners[1], out->corners[2], out->corners[3]);
        }
    }
    return false;
}

ALWAYS void sort_levels(double *levels, int count)
{
    for (int i = 1; i < count; i++) {
        for (int k = i; k > 0; k--) {
            const double low = least(levels[k - 1], levels[k]), high = greatest(levels[k - 1], levels[k]);
            levels[k - 1] = low;
            levels[k] = high;
        }
    }
}

/* Between the levels of its corners. How many pieces; 0 where one would have more than two edges. */
ALWAYS int cut_outline(const outline *of, int corners, piece out[3])
{
    piece_edge edges[4];
    double ends[4], levels[4];
    bool down[4];
    int count = 0;
    for (int c = 0; c < corners; c++) {
        const row_point *low = of->corners[c], *high = of->corners[(c + 1) % corners];
        levels[c] = low->z;
        down[c] = low->z > high->z;
        if (down[c]) {
            const row_point *swap = low;
            low = high;
            high = swap;
        }
        const double dz = high->z - low->z, dy_dz = (high->y - low->y) / dz, dx_dz = (high->x - low->x) / dz;
        edges[c] = (piece_edge){ low->y, low->z, low->x, __builtin_isfinite(dy_dz) ? dy_dz : 0,
                                 __builtin_isfinite(dx_dz) ? dx_dz : 0 };
        ends[c] = high->z;
    }
    sort_levels(levels, corners);
    for (int i = 0; i + 1 < corners; i++) {
        piece *p = &out[count];
        int found = 0;
        p->low = levels[i];
        p->high = levels[i + 1];
        if (!(p->low < p->high))
            continue;
        for (int c = 0; c < corners; c++) {
            if (!(edges[c].z <= p->low && p->high <= ends[c]))
                continue;
            if (found == 0)
                p->first_down = down[c];
            if (found < 2)
                p->edges[found] = edges[c];
            found++;
        }
        if (found != 2)
            return 0;
        count++;
    }
    return count;
}

ALWAYS bool sweep_all(const row_slab *slab, sweep_kind kind, const triangle_mesh *m, const uint32_t *chosen, uint32_t count)
{
    sweep s = { .slab = slab, .scale = scale_of(slab), .slab_low = (double)slab->begin / slab->rows, .slab_high = (double)(slab->begin + SLAB_ROWS) / slab->rows };
    s.blocks = (double)slab->rows / LANES;
    for (uint32_t i = 0; i < ROW_ORDERS; i++) {
        const uint32_t rows = slab->orders[i].rows;
        s.bands[i] = (double)slab->rows / rows;
        s.band_height[i] = 1 / s.bands[i];
        s.band_blocks[i] = (double)rows / LANES;
        for (uint32_t b = 0; b < SLAB_ROWS / rows; b++)
            s.band_y[i][b] = row_grid_y(slab->grid, slab->begin + b * rows);
    }
    for (uint32_t i = 0, next; i < count; i = next) {
        const uint32_t *t = m->triangles[chosen[i]];
        outline of;
        piece pieces[3];
        int found = 0;
        next = i + 1;
        if (next < count && join_triangles(slab->points, t, m->triangles[chosen[next]], &of))
            found = cut_outline(&of, 4, pieces);
        if (found > 0) {
            next++;
        } else {
            of = (outline){ { &slab->points[t[0]], &slab->points[t[1]], &slab->points[t[2]] } };
            found = cut_outline(&of, 3, pieces);
        }
        for (int k = 0; k < found; k++)
            sweep_piece(&s, kind, &pieces[k]);
    }
    uint64_t over = s.row_over;
    for (int i = 0; i < LANES_AT_ONCE; i++)
        over |= s.over[i];
    return over == 0;
}

static sweep_kind kind_of(const row_slab *slab)
{
    return (sweep_kind){ slab->plane_count, slab->words, row_grid_is_lattice(slab->grid) };
}

static bool is_usual(const row_slab *slab)
{
    return slab->plane_count == SLAB_PLANES_FEW && row_grid_is_lattice(slab->grid);
}

static const sweep_kind USUAL = { SLAB_PLANES_FEW, 1, true };

static bool sweep_slab(const row_slab *slab, const triangle_mesh *m, const uint32_t *chosen, uint32_t count)
{
    return is_usual(slab) ? sweep_all(slab, USUAL, m, chosen, count) : sweep_all(slab, kind_of(slab), m, chosen, count);
}

static void place_points(const triangle_mesh *m, const box3 *box, double samples, row_point *out)
{
    double scale[3];
    for (int a = 0; a < 3; a++)
        scale[a] = (a == 0 ? samples : 1) / (box->high[a] - box->low[a]);
    for (uint32_t i = 0; i < m->vertex_count; i++) {
        const double *v = m->vertices[i];
        out[i] = (row_point){ (v[1] - box->low[1]) * scale[1], (v[2] - box->low[2]) * scale[2], (v[0] - box->low[0]) * scale[0], 0 };
    }
}

ALWAYS bool one_place(const row_point *a, const row_point *b)
{
    return a->y == b->y && a->z == b->z;
}

/* Whether rows [from, to) have one with y in [low, high]; where looking would cost too much, true. */
ALWAYS bool any_row(const row_slab *s, const grid_scale *g, uint32_t from, uint32_t to, double low, double high)
{
    const lane_masks all = ~(lane_masks){ 0 };
    const row_order *o = &s->orders[0];
    const uint32_t band = from / o->rows * o->rows;
    uint32_t place = 0, end = to - from;
    const bool in_order = end > FEW_ROWS;
    if (in_order && (end > SOME_ROWS || to > band + o->rows))
        return true;
    if (in_order && !find_places(o, low, high, row_grid_y(s->grid, band), &place, &end))
        return false;
    if (in_order && end - place > FEW_ROWS)
        return true;
    for (; place < end; place += LANES_AT_ONCE) {
        lane_numbers row = (double)(from + place) + LANES_NUMBERED, y, z;
        lane_masks among = all;
        if (in_order)
            rows_in_order(o, band, place, end, &row, &among);
        rows_at(g, row_grid_is_lattice(s->grid), &row, &y, &z);
        among &= (row >= LANES_ALL((double)from)) & (row < LANES_ALL((double)to)) & (y >= LANES_ALL(low - CELL_SLACK)) &
                 (y <= LANES_ALL(high + CELL_SLACK));
        if (lanes_bits(&among))
            return true;
    }
    return false;
}

static uint32_t choose_triangles(const row_slab *s, const triangle_mesh *m, uint32_t *out, uint32_t *out_from, uint32_t *out_to)
{
    const grid_scale g = scale_of(s);
    uint32_t count = 0;
    double low = 1, high = 0;
    for (uint32_t t = 0; t < m->triangle_count; t++) {
        const row_point *u = &s->points[m->triangles[t][0]], *v = &s->points[m->triangles[t][1]], *w = &s->points[m->triangles[t][2]];
        const double z_low = least(least(u->z, v->z), w->z), z_high = greatest(greatest(u->z, v->z), w->z);
        const double y_low = least(least(u->y, v->y), w->y), y_high = greatest(greatest(u->y, v->y), w->y);
        if (!(z_low < z_high) || !(y_low < y_high) || !(z_high >= 0) || !(z_low < 1) || y_high < 0 || y_low > 1 ||
            one_place(u, v) || one_place(v, w) || one_place(w, u))
            continue;
        if (!any_row(s, &g, first_row(&g, greatest(z_low, 0)), end_row(&g, least(z_high, 1)), y_low, y_high))
            continue;
        out[count++] = t;
        low = least(z_low, low);
        high = greatest(z_high, high);
    }
    *out_from = first_row(&g, greatest(low, 0));
    *out_to = count > 0 ? end_row(&g, least(high, 1)) : *out_from;
    return count;
}

/* ---- reading ---- */

ALWAYS void read_planes(const row_slab *s, sweep_kind kind, uint64_t *words)
{
    for (uint32_t row = s->from; row < s->to; row += LANES_AT_ONCE) {
        for (uint32_t w = 0; w < kind.words; w++) {
            const lane_words *of = (const lane_words *)(s->planes + slab_place(kind.planes, kind.words, row, w));
            lane_words any = of[0];
            for (uint32_t p = 1; p < kind.planes; p++)
                any |= of[(size_t)p * VECTORS];
            for (uint32_t i = 0; i < LANES_AT_ONCE; i++)
                words[(size_t)(row + i) * kind.words + w] = any[i];
        }
    }
}

static bool read_words(const row_slab *s, uint64_t *words)
{
    int32_t left_over = 0;
    for (uint32_t i = s->from; i < s->to; i++)
        left_over |= s->sums[i];
    if (is_usual(s))
        read_planes(s, USUAL, words);
    else
        read_planes(s, kind_of(s), words);
    return left_over != 0;
}

const row_sweeps LATHE_OF_PROCESSOR(row_sweeps) = { place_points, choose_triangles, sweep_slab, read_words };
