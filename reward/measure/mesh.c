#include "reward/measure/mesh.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

lathe_status mesh_allocate(triangle_mesh *m, uint32_t vertex_count, uint32_t triangle_count, lathe_error *err)
{
    if (vertex_count > MESH_MAX_VERTICES || triangle_count > MESH_MAX_TRIANGLES)
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "mesh of %u vertices and %u triangles exceeds %d",
                                 vertex_count, triangle_count, MESH_MAX_TRIANGLES);
    void *vertices = calloc(vertex_count ? vertex_count : 1, sizeof *m->vertices);
    void *triangles = calloc(triangle_count ? triangle_count : 1, sizeof *m->triangles);
    if (!vertices || !triangles) {
        free(vertices);
        free(triangles);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a mesh of %u triangles", triangle_count);
    }
    *m = (triangle_mesh){vertices, triangles, vertex_count, triangle_count};
    return LATHE_OK;
}

void mesh_clear(triangle_mesh *m)
{
    free(m->vertices);
    free(m->triangles);
    *m = (triangle_mesh)MESH_INIT;
}

/* Without a branch for each number. */
static bool is_sound(const triangle_mesh *m)
{
    const uint64_t exponent = UINT64_C(0x7ff) << 52;
    uint32_t faults = 0;
    for (uint32_t i = 0; i < m->vertex_count; i++) {
        for (int a = 0; a < 3; a++) {
            uint64_t bits;
            memcpy(&bits, &m->vertices[i][a], sizeof bits);
            faults |= (bits & exponent) == exponent;
        }
    }
    for (uint32_t t = 0; t < m->triangle_count; t++)
        for (int c = 0; c < 3; c++)
            faults |= m->triangles[t][c] >= m->vertex_count;
    return faults == 0;
}

lathe_status mesh_check(const triangle_mesh *m, lathe_error *err)
{
    if (is_sound(m))
        return LATHE_OK;
    for (uint32_t i = 0; i < m->vertex_count; i++)
        for (int a = 0; a < 3; a++)
            if (!isfinite(m->vertices[i][a]))
                return lathe_fail(err, LATHE_E_INPUT, "mesh vertex %u is not finite", i);
    for (uint32_t t = 0; t < m->triangle_count; t++)
        for (int c = 0; c < 3; c++)
            if (m->triangles[t][c] >= m->vertex_count)
                return lathe_fail(err, LATHE_E_INPUT, "mesh triangle %u names vertex %u of %u", t, m->triangles[t][c],
                                  m->vertex_count);
    return LATHE_OK;
}

bool mesh_box(const triangle_mesh *m, box3 *out)
{
    if (m->triangle_count == 0)
        return false;
    box3 box = {{INFINITY, INFINITY, INFINITY}, {-INFINITY, -INFINITY, -INFINITY}};
    for (uint32_t t = 0; t < m->triangle_count; t++) {
        for (int c = 0; c < 3; c++) {
            const double *v = m->vertices[m->triangles[t][c]];
            for (int a = 0; a < 3; a++) {
                box.low[a] = v[a] < box.low[a] ? v[a] : box.low[a];
                box.high[a] = v[a] > box.high[a] ? v[a] : box.high[a];
            }
        }
    }
    *out = box;
    return true;
}

void mesh_triangle_normal(const triangle_mesh *m, uint32_t t, double out[3])
{
    const double *a = m->vertices[m->triangles[t][0]];
    const double *b = m->vertices[m->triangles[t][1]];
    const double *c = m->vertices[m->triangles[t][2]];
    double u[3], v[3];
    for (int i = 0; i < 3; i++) {
        u[i] = b[i] - a[i];
        v[i] = c[i] - a[i];
    }
    out[0] = u[1] * v[2] - u[2] * v[1];
    out[1] = u[2] * v[0] - u[0] * v[2];
    out[2] = u[0] * v[1] - u[1] * v[0];
}

double mesh_volume(const triangle_mesh *m)
{
    box3 box;
    if (!mesh_box(m, &box))
        return 0;
    double six = 0, n[3];
    for (uint32_t t = 0; t < m->triangle_count; t++) {
        /* Measured from the box's corner: a part far from the origin must not lose its digits. */
        const double *a = m->vertices[m->triangles[t][0]];
        mesh_triangle_normal(m, t, n);
        six += (a[0] - box.low[0]) * n[0] + (a[1] - box.low[1]) * n[1] + (a[2] - box.low[2]) * n[2];
    }
    return six / 6;
}

double mesh_area(const triangle_mesh *m)
{
    double twice = 0, n[3];
    for (uint32_t t = 0; t < m->triangle_count; t++) {
        mesh_triangle_normal(m, t, n);
        twice += sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    }
    return twice / 2;
}

double box_volume(const box3 *box)
{
    double volume = 1;
    for (int a = 0; a < 3; a++)
        volume *= box->high[a] > box->low[a] ? box->high[a] - box->low[a] : 0;
    return volume;
}

static uint64_t position_hash(const double v[3])
{
    uint64_t h = 0x9e3779b97f4a7c15u;
    for (int a = 0; a < 3; a++) {
        double x = v[a] + 0.0; /* -0 becomes 0 */
        uint64_t bits;
        memcpy(&bits, &x, sizeof bits);
        h = (h ^ bits) * 0xbf58476d1ce4e5b9u;
        h ^= h >> 31;
    }
    return h;
}

lathe_status mesh_join_vertices(const triangle_mesh *m, uint32_t *out_of, uint32_t *out_count, lathe_error *err)
{
    size_t size = 16;
    while (size < (size_t)m->vertex_count * 2)
        size *= 2;
    uint32_t *first = malloc(size * sizeof *first); /* slot -> a vertex at that position */
    if (!first)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory joining %u vertices", m->vertex_count);
    memset(first, 0xff, size * sizeof *first);
    uint32_t count = 0;
    for (uint32_t i = 0; i < m->vertex_count; i++) {
        const double *v = m->vertices[i];
        size_t slot = position_hash(v) & (size - 1);
        while (first[slot] != UINT32_MAX) {
            const double *w = m->vertices[first[slot]];
            if (v[0] == w[0] && v[1] == w[1] && v[2] == w[2])
                break;
            slot = (slot + 1) & (size - 1);
        }
        if (first[slot] == UINT32_MAX) {
            first[slot] = i;
            out_of[i] = count++;
        } else {
            out_of[i] = out_of[first[slot]];
        }
    }
    free(first);
    *out_count = count;
    return LATHE_OK;
}
