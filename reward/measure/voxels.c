/* voxels.c: codes are gathered in a hash set, and sorted at the end. */
#include "reward/measure/voxels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { AXIS_BITS = 21, AXIS_MIDDLE = 1 << 20, TABLE_SIZE = VOXELS_MAX * 2, SPLIT_MAX = 30 };

typedef struct gathering {
    uint64_t *table; /* [TABLE_SIZE] codes + 1; 0 is free */
    uint32_t count, points;
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

/* depth bounds the recursion; sides halve with each. A triangle whose corners lie in one voxel has all its parts there. */
static lathe_status gather_triangle(gathering *g, const double t[3][3], int depth)
{
    bool is_long = false;
    uint64_t codes[3] = {0};
    lathe_status st = LATHE_OK;
    for (int c = 0; c < 3; c++)
        is_long = is_long || squared_side(t[c], t[(c + 1) % 3]) > g->longest;
    for (int c = 0; c < 3 && st == LATHE_OK; c++)
        st = code_of_point(g, t[c], &codes[c]);
    if (st == LATHE_OK && (!is_long || depth == SPLIT_MAX || (codes[0] == codes[1] && codes[0] == codes[2]))) {
        g->points += 3;
        if (g->points > VOXELS_MAX_POINTS)
            return lathe_fail(g->err, LATHE_E_INPUT, "the surface is too large for voxels of %g", g->pitch);
        for (int c = 0; c < 3 && st == LATHE_OK; c++)
            st = gather_code(g, codes[c]);
        return st;
    }
    if (st != LATHE_OK)
        return st;
    double middle[3][3]; /* of the side from corner c to the next */
    for (int c = 0; c < 3; c++)
        for (int a = 0; a < 3; a++)
            middle[c][a] = (t[c][a] + t[(c + 1) % 3][a]) / 2;
    st = gather_triangle(g, (const double(*)[3])middle, depth + 1);
    for (int c = 0; c < 3 && st == LATHE_OK; c++) {
        double part[3][3];
        memcpy(part[0], t[c], sizeof part[0]);
        memcpy(part[1], middle[c], sizeof part[1]);
        memcpy(part[2], middle[(c + 2) % 3], sizeof part[2]);
        st = gather_triangle(g, (const double(*)[3])part, depth + 1);
    }
    return st;
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
        st = gather_triangle(&g, (const double(*)[3])corners, 0);
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
