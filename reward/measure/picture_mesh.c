#include "reward/measure/picture_mesh.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Around a vertex with more triangles than this, normals are not smoothed: a cap's fan is flat anyway. */
enum { SMOOTH_MAX_TRIANGLES = 64 };

static void unit_normal(const triangle_mesh *m, uint32_t t, float out[3])
{
    double n[3];
    mesh_triangle_normal(m, t, n);
    double size = sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    for (int a = 0; a < 3; a++)
        out[a] = size > 0 ? (float)(n[a] / size) : 0;
}

/* One corner's normal: the sum over the triangles around it that do not turn away sharply. */
static void smooth_corner(const triangle_mesh *m, const surface *s, uint32_t t, const uint32_t *around, uint32_t count,
                          float out[3])
{
    double sum[3] = {0};
    for (uint32_t i = 0; i < count && count <= SMOOTH_MAX_TRIANGLES; i++) {
        double n[3];
        if (dot3(s->normals[t], s->normals[around[i]]) < SURFACE_SHARP_COSINE)
            continue;
        mesh_triangle_normal(m, around[i], n);
        for (int a = 0; a < 3; a++)
            sum[a] += n[a];
    }
    double size = sqrt(sum[0] * sum[0] + sum[1] * sum[1] + sum[2] * sum[2]);
    for (int a = 0; a < 3; a++)
        out[a] = size > 0 ? (float)(sum[a] / size) : s->normals[t][a];
}

static lathe_status smooth_corners(const triangle_mesh *m, surface *s, lathe_error *err)
{
    uint32_t *first = calloc((size_t)s->point_count + 2, sizeof *first);
    uint32_t *around = malloc(((size_t)m->triangle_count * 3 + 1) * sizeof *around);
    lathe_status st = LATHE_OK;
    if (!first || !around) {
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for a picture");
        goto done;
    }
    for (uint32_t i = 0; i < m->triangle_count * 3; i++)
        first[s->point_of[m->triangles[i / 3][i % 3]] + 2]++;
    for (uint32_t p = 0; p < s->point_count; p++)
        first[p + 2] += first[p + 1];
    for (uint32_t i = 0; i < m->triangle_count * 3; i++)
        around[first[s->point_of[m->triangles[i / 3][i % 3]] + 1]++] = i / 3;
    for (uint32_t t = 0; t < m->triangle_count; t++) {
        for (int c = 0; c < 3; c++) {
            uint32_t p = s->point_of[m->triangles[t][c]];
            smooth_corner(m, s, t, around + first[p], first[p + 1] - first[p], s->corners[t][c]);
        }
    }
done:
    free(first);
    free(around);
    return st;
}

static int compare_edges(const void *left, const void *right)
{
    const surface_edge *l = left, *r = right;
    if (l->a != r->a)
        return l->a < r->a ? -1 : 1;
    if (l->b != r->b)
        return l->b < r->b ? -1 : 1;
    return l->triangle < r->triangle ? -1 : l->triangle > r->triangle;
}

static void find_edges(const triangle_mesh *m, surface *s)
{
    uint32_t sides = 0, kept = 0;
    for (uint32_t t = 0; t < m->triangle_count; t++) {
        for (int c = 0; c < 3; c++) {
            uint32_t a = s->point_of[m->triangles[t][c]], b = s->point_of[m->triangles[t][(c + 1) % 3]];
            if (a != b)
                s->edges[sides++] = (surface_edge){a < b ? a : b, a < b ? b : a, t, t};
        }
    }
    qsort(s->edges, sides, sizeof *s->edges, compare_edges);
    for (uint32_t i = 0; i < sides; i++) {
        surface_edge *last = kept ? &s->edges[kept - 1] : NULL;
        if (last && last->a == s->edges[i].a && last->b == s->edges[i].b)
            last->other = s->edges[i].triangle;
        else
            s->edges[kept++] = s->edges[i];
    }
    s->edge_count = kept;
}

lathe_status surface_from_mesh(const triangle_mesh *m, surface *out, lathe_error *err)
{
    size_t count = (size_t)m->triangle_count + 1;
    surface s = {
        .point_of = malloc(((size_t)m->vertex_count + 1) * sizeof *s.point_of),
        .normals = malloc(count * sizeof *s.normals),
        .corners = malloc(count * sizeof *s.corners),
        .edges = malloc(count * 3 * sizeof *s.edges),
    };
    lathe_status st = LATHE_OK;
    if (!s.point_of || !s.normals || !s.corners || !s.edges)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for a picture");
    if (st == LATHE_OK)
        st = mesh_join_vertices(m, s.point_of, &s.point_count, err);
    if (st == LATHE_OK) {
        for (uint32_t t = 0; t < m->triangle_count; t++)
            unit_normal(m, t, s.normals[t]);
        st = smooth_corners(m, &s, err);
    }
    if (st != LATHE_OK) {
        surface_clear(&s);
        return st;
    }
    find_edges(m, &s);
    *out = s;
    return LATHE_OK;
}

void surface_clear(surface *s)
{
    free(s->point_of);
    free(s->normals);
    free(s->corners);
    free(s->edges);
    memset(s, 0, sizeof *s);
}
