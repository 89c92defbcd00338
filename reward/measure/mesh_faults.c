#include "reward/measure/mesh_faults.h"

#include <math.h>
#include <stdlib.h>

#include "reward/measure/winding.h"

enum { PROBES = 256 };
static const double WHOLE = 1e-4;

/* Vertices in ascending order; up: walked from the first to the second. */
typedef struct mesh_side {
    uint32_t a, b;
    bool up;
} mesh_side;

/* Corners in ascending order. */
typedef struct corner_set {
    uint32_t at[3];
} corner_set;

static int compare_sides(const void *x, const void *y)
{
    const mesh_side *p = x, *q = y;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return p->b < q->b ? -1 : p->b > q->b;
}

static int compare_corners(const void *x, const void *y)
{
    const corner_set *p = x, *q = y;
    for (int i = 0; i < 3; i++)
        if (p->at[i] != q->at[i])
            return p->at[i] < q->at[i] ? -1 : 1;
    return 0;
}

static void swap_numbers(uint32_t *a, uint32_t *b)
{
    if (*a > *b) {
        uint32_t kept = *a;
        *a = *b;
        *b = kept;
    }
}

static void count_sides(const mesh_side *sides, size_t count, mesh_faults *out)
{
    for (size_t i = 0, next; i < count; i = next) {
        size_t up = 0;
        for (next = i; next < count && compare_sides(&sides[i], &sides[next]) == 0; next++)
            up += sides[next].up;
        size_t down = next - i - up;
        if (up != down && next - i == 2)
            out->turned_sides++;
        else if (up != down)
            out->open_sides++;
    }
}

/* of: the joined vertex of each; room for 3 sides and one set of corners a triangle. */
static void look_at_triangles(const triangle_mesh *m, const uint32_t *of, mesh_side *sides, corner_set *corners,
                              mesh_faults *out)
{
    size_t side_count = 0, corner_count = 0;
    for (uint32_t t = 0; t < m->triangle_count; t++) {
        corner_set c;
        double n[3];
        mesh_triangle_normal(m, t, n);
        out->flat += n[0] == 0 && n[1] == 0 && n[2] == 0;
        for (int i = 0; i < 3; i++) {
            uint32_t a = of[m->triangles[t][i]], b = of[m->triangles[t][(i + 1) % 3]];
            c.at[i] = a;
            if (a != b)
                sides[side_count++] = a < b ? (mesh_side){a, b, true} : (mesh_side){b, a, false};
        }
        swap_numbers(&c.at[0], &c.at[1]);
        swap_numbers(&c.at[1], &c.at[2]);
        swap_numbers(&c.at[0], &c.at[1]);
        if (c.at[0] != c.at[1] && c.at[1] != c.at[2])
            corners[corner_count++] = c;
    }
    qsort(sides, side_count, sizeof *sides, compare_sides);
    qsort(corners, corner_count, sizeof *corners, compare_corners);
    count_sides(sides, side_count, out);
    for (size_t i = 1; i < corner_count; i++)
        out->duplicates += compare_corners(&corners[i - 1], &corners[i]) == 0;
}

lathe_status mesh_find_faults(const triangle_mesh *m, mesh_faults *out, lathe_error *err)
{
    mesh_faults faults = {.inside_out = mesh_volume(m) < 0};
    uint32_t joined = 0;
    uint32_t *of = malloc(((size_t)m->vertex_count + 1) * sizeof *of);
    mesh_side *sides = malloc(((size_t)m->triangle_count * 3 + 1) * sizeof *sides);
    corner_set *corners = malloc(((size_t)m->triangle_count + 1) * sizeof *corners);
    lathe_status st = of && sides && corners
                          ? mesh_join_vertices(m, of, &joined, err)
                          : lathe_fail(err, LATHE_E_NOMEM, "out of memory looking at %u triangles", m->triangle_count);
    if (st == LATHE_OK) {
        look_at_triangles(m, of, sides, corners, &faults);
        *out = faults;
    }
    free(of);
    free(sides);
    free(corners);
    return st;
}

bool mesh_is_closed(const triangle_mesh *m, const mesh_faults *faults)
{
    box3 box;
    if (faults->open_sides + faults->turned_sides == 0)
        return true;
    if (!mesh_box(m, &box))
        return false;
    for (uint32_t i = 0; i < PROBES; i++) {
        double at[3];
        row_grid_position(ROW_GRID_LATTICE_4096, i * 16 + 8, i % 64, at);
        for (int a = 0; a < 3; a++)
            at[a] = box.low[a] + at[a] * (box.high[a] - box.low[a]);
        double w = winding_number_exactly(m, at);
        if (fabs(w - rint(w)) > WHOLE)
            return false;
    }
    return true;
}
