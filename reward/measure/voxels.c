/* voxels.c: codes are gathered in a hash set, and sorted at the end. */
#include "reward/measure/voxels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { AXIS_BITS = 21, AXIS_MIDDLE = 1 << 20, TABLE_SIZE = VOXELS_MAX * 2, SPLIT_MAX = 1 << 24 };

typedef struct gathering {
    uint64_t *table; /* [TABLE_SIZE] codes + 1; 0 is free */
    uint32_t count, parts; /* parts: looked at */
    double pitch, longest; /* side of a triangle, squared */
    lathe_error *err;
} gathering;

static lathe_status code_of_point(const gathering *g, const double at[3], uint64_t *out)
{
    uint64_t code = 0;
    for (int a = 0; a < 3; a++) {
        double cell = rint(at[a] / g->pitch) + AXIS_MIDDLE;
        if (!(cell > 0) || cell >= 2. * AXIS_MIDDLE)
            return lathe_fail(g->err, LATHE_E_INPUT, "the surface leaves the grid of voxels of %g", g->pitch);
        code = code << AXIS_BITS | (uint64_t)cell;
    }
    *out = code;
    return LATHE_OK;
}

static lathe_status gather_code(gathering *g, uint64_t code)
{
    size_t slot = (code * 0x9e3779b97f4a7c15u) >> 32 & (TABLE_SIZE - 1);
    while (g->table[slot] != 0 && g->table[slot] != code + 1)
        slot = (slot + 1) & (TABLE_SIZE - 1);
    if (g->table[slot] != 0)
        return LATHE_OK;
    if (g->count == VOXELS_MAX)
        return lathe_fail(g->err, LATHE_E_INPUT, "the surface touches more than %d voxels of %g", VOXELS_MAX, g->pitch);
    g->table[slot] = code + 1;
    g->count++;
    return LATHE_OK;
}

static double squared_side(const double a[3], const double b[3])
{
    double sum = 0;
    for (int i = 0; i < 3; i++)
        sum += (b[i] - a[i]) * (b[i] - a[i]);
    return sum;
}

/* The corners of a triangle that was quartered until it is fine: origin + (i u + j v) / n for i + j <= n. */
typedef struct split_triangle {
    double origin[3], u[3], v[3], length_u, length_v;
    uint32_t n;
} split_triangle;

/* Those from first to last, both included. */
typedef struct split_part {
    uint32_t i_first, i_last, j_first, j_last;
} split_part;

static lathe_status code_of_corner(const gathering *g, const split_triangle *t, uint32_t i, uint32_t j, uint64_t *out)
{
    double at[3];
    for (int a = 0; a < 3; a++)
        at[a] = t->origin[a] + (i * t->u[a] + j * t->v[a]) / t->n;
    return code_of_point(g, at, out);
}

/* Whether all corners of the part are the triangle's and in one voxel: where the outermost are. */
static lathe_status part_is_one_voxel(const gathering *g, const split_triangle *t, const split_part *p, bool *out,
                                      uint64_t *out_code)
{
    *out = p->i_last + p->j_last <= t->n;
    for (int c = 0; c < 4 && *out; c++) {
        uint64_t code = 0;
        lathe_status st =
            code_of_corner(g, t, c & 1 ? p->i_last : p->i_first, c & 2 ? p->j_last : p->j_first, &code);
        if (st != LATHE_OK)
            return st;
        *out = c == 0 || code == *out_code;
        *out_code = code;
    }
    return LATHE_OK;
}

/* Halves the part along its longer way until each lies in one voxel: twice the logarithm of n deep. */
static lathe_status gather_part(gathering *g, const split_triangle *t, const split_part *p)
{
    const uint32_t wide = p->i_last - p->i_first, high = p->j_last - p->j_first;
    split_part low = *p, rest = *p;
    uint64_t code = 0;
    bool one = false;
    if (p->i_first + p->j_first > t->n)
        return LATHE_OK;
    if (++g->parts > VOXELS_MAX_PARTS)
        return lathe_fail(g->err, LATHE_E_INPUT, "the surface is too large for voxels of %g", g->pitch);
    lathe_status st = part_is_one_voxel(g, t, p, &one, &code);
    if (st != LATHE_OK || one)
        return st == LATHE_OK ? gather_code(g, code) : st;
    if (wide > 0 && (high == 0 || wide * t->length_u >= high * t->length_v)) {
        low.i_last = p->i_first + wide / 2;
        rest.i_first = low.i_last + 1;
    } else {
        low.j_last = p->j_first + high / 2;
        rest.j_first = low.j_last + 1;
    }
    st = gather_part(g, t, &low);
    return st == LATHE_OK ? gather_part(g, t, &rest) : st;
}

/* u is the longest side and v the shortest, so that parts of thin triangles are short. */
static lathe_status gather_triangle(gathering *g, const double corners[3][3])
{
    double sides[3];
    int longest = 0, shortest = 0;
    for (int c = 0; c < 3; c++) {
        sides[c] = squared_side(corners[c], corners[(c + 1) % 3]);
        longest = sides[c] > sides[longest] ? c : longest;
        shortest = sides[c] < sides[shortest] ? c : shortest;
    }
    if (shortest == longest)
        shortest = (longest + 1) % 3;
    /* Side c joins corners c and c + 1; the origin is on both. */
    const int origin = shortest == (longest + 1) % 3 ? shortest : longest;
    const int end_u = origin == longest ? (longest + 1) % 3 : longest;
    split_triangle t = {.n = 1, .length_u = sqrt(sides[longest]), .length_v = sqrt(sides[shortest])};
    for (int a = 0; a < 3; a++) {
        t.origin[a] = corners[origin][a];
        t.u[a] = corners[end_u][a] - t.origin[a];
        t.v[a] = corners[3 - origin - end_u][a] - t.origin[a];
    }
    for (double side = sides[longest]; side > g->longest && t.n < SPLIT_MAX; side /= 4)
        t.n *= 2;
    return gather_part(g, &t, &(split_part){0, t.n, 0, t.n});
}

static int compare_codes(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* The codes of the table, sorted. */
static lathe_status collect(const gathering *g, voxel_set *out)
{
    uint64_t *codes = malloc(((size_t)g->count + 1) * sizeof *codes);
    if (!codes)
        return lathe_fail(g->err, LATHE_E_NOMEM, "out of memory for %u voxels", g->count);
    uint32_t count = 0;
    for (size_t i = 0; i < TABLE_SIZE; i++)
        if (g->table[i] != 0)
            codes[count++] = g->table[i] - 1;
    qsort(codes, count, sizeof *codes, compare_codes);
    *out = (voxel_set){codes, count};
    return LATHE_OK;
}

lathe_status voxels_of_surface(const triangle_mesh *m, const shape_motion *motion, double pitch, voxel_set *out,
                               lathe_error *err)
{
    gathering g = {calloc(TABLE_SIZE, sizeof *g.table), 0, 0, pitch, pitch * pitch / 4, err};
    lathe_status st = g.table ? LATHE_OK : lathe_fail(err, LATHE_E_NOMEM, "out of memory for voxels");
    for (uint32_t t = 0; t < m->triangle_count && st == LATHE_OK; t++) {
        double corners[3][3];
        for (int c = 0; c < 3; c++)
            motion_apply(motion, m->vertices[m->triangles[t][c]], corners[c]);
        st = gather_triangle(&g, (const double(*)[3])corners);
    }
    if (st == LATHE_OK)
        st = collect(&g, out);
    free(g.table);
    return st;
}

lathe_status voxels_turned(const voxel_set *v, const frame_turn *turn, voxel_set *out, lathe_error *err)
{
    uint64_t *codes = malloc(((size_t)v->count + 1) * sizeof *codes);
    if (!codes)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u voxels", v->count);
    for (uint32_t i = 0; i < v->count; i++) {
        codes[i] = 0;
        for (int a = 0; a < 3; a++) {
            int shift = (2 - turn->axis[a]) * AXIS_BITS;
            int64_t cell = (int64_t)(v->codes[i] >> shift & ((1u << AXIS_BITS) - 1)) - AXIS_MIDDLE;
            codes[i] = codes[i] << AXIS_BITS | (uint64_t)(turn->sign[a] * cell + AXIS_MIDDLE);
        }
    }
    qsort(codes, v->count, sizeof *codes, compare_codes);
    *out = (voxel_set){codes, v->count};
    return LATHE_OK;
}

void voxels_clear(voxel_set *v)
{
    free(v->codes);
    *v = (voxel_set){NULL, 0};
}

uint32_t voxels_count_both(const voxel_set *a, const voxel_set *b)
{
    uint32_t both = 0;
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        both += a->codes[i] == b->codes[j];
        if (a->codes[i] <= b->codes[j])
            i++;
        else
            j += 1;
    }
    return both;
}
