/* shapes.h: meshes of known volume, for tests of measuring. Every function aborts the test without memory. */
#ifndef LATHE_TESTS_SHAPES_H
#define LATHE_TESTS_SHAPES_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reward/measure/mesh.h"

static inline triangle_mesh shape_sized(uint32_t vertices, uint32_t triangles)
{
    triangle_mesh m = MESH_INIT;
    if (mesh_allocate(&m, vertices, triangles, NULL) != LATHE_OK)
        abort();
    return m;
}

static inline triangle_mesh shape_box(double x0, double y0, double z0, double x1, double y1, double z1)
{
    static const uint32_t faces[12][3] = {{0, 2, 1}, {1, 2, 3}, {4, 5, 6}, {5, 7, 6}, {0, 1, 4}, {1, 5, 4},
                                          {2, 6, 3}, {3, 6, 7}, {0, 4, 2}, {2, 4, 6}, {1, 3, 5}, {3, 7, 5}};
    triangle_mesh m = shape_sized(8, 12);
    for (int i = 0; i < 8; i++) {
        m.vertices[i][0] = i & 1 ? x1 : x0;
        m.vertices[i][1] = i & 2 ? y1 : y0;
        m.vertices[i][2] = i & 4 ? z1 : z0;
    }
    memcpy(m.triangles, faces, sizeof faces);
    return m;
}

/* Radius r around (x, y), from z0 to z1, of n sides. */
static inline triangle_mesh shape_cylinder(double x, double y, double r, double z0, double z1, uint32_t n)
{
    triangle_mesh m = shape_sized(2 * n + 2, 4 * n);
    for (uint32_t i = 0; i < n; i++) {
        double a = 2 * M_PI * i / n;
        for (uint32_t k = 0; k < 2; k++) {
            double v[3] = {x + r * cos(a), y + r * sin(a), k ? z1 : z0};
            memcpy(m.vertices[2 * i + k], v, sizeof v);
        }
        uint32_t a0 = 2 * i, b0 = 2 * ((i + 1) % n);
        const uint32_t t[4][3] = {{a0, b0, a0 + 1}, {b0, b0 + 1, a0 + 1}, {2 * n, b0, a0}, {2 * n + 1, a0 + 1, b0 + 1}};
        memcpy(m.triangles[4 * i], t, sizeof t);
    }
    double c0[3] = {x, y, z0}, c1[3] = {x, y, z1};
    memcpy(m.vertices[2 * n], c0, sizeof c0);
    memcpy(m.vertices[2 * n + 1], c1, sizeof c1);
    return m;
}

/* Radius r around the origin, n slices of latitude and 2n of longitude. */
static inline triangle_mesh shape_sphere(double r, uint32_t n)
{
    uint32_t around = 2 * n;
    triangle_mesh m = shape_sized((n - 1) * around + 2, 2 * around * (n - 1));
    uint32_t south = (n - 1) * around, north = south + 1, t = 0;
    for (uint32_t i = 1; i < n; i++) {
        for (uint32_t j = 0; j < around; j++) {
            double latitude = M_PI * i / n, longitude = 2 * M_PI * j / around, *v = m.vertices[(i - 1) * around + j];
            v[0] = r * sin(latitude) * cos(longitude);
            v[1] = r * sin(latitude) * sin(longitude);
            v[2] = -r * cos(latitude);
            uint32_t a = (i - 1) * around + j, b = (i - 1) * around + (j + 1) % around;
            const uint32_t up[2][3] = {{a, b, a + around}, {b, b + around, a + around}};
            if (i + 1 < n) {
                memcpy(m.triangles[t], up, sizeof up);
                t += 2;
            }
            const uint32_t low[3] = {south, b, a}, high[3] = {north, a, b};
            if (i == 1)
                memcpy(m.triangles[t++], low, sizeof low);
            if (i + 1 == n)
                memcpy(m.triangles[t++], high, sizeof high);
        }
    }
    m.vertices[south][2] = -r;
    m.vertices[north][2] = r;
    return m;
}

/* Rotates by `angle` about the axis (1, 2, 3), then moves by (dx, dy, dz). */
static inline void shape_move(triangle_mesh *m, double angle, double dx, double dy, double dz)
{
    const double s = sqrt(14), u[3] = {1 / s, 2 / s, 3 / s}, d[3] = {dx, dy, dz}, c = cos(angle);
    for (uint32_t i = 0; i < m->vertex_count; i++) {
        double *v = m->vertices[i], w[3];
        double along = u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
        const double x[3] = {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]};
        for (int a = 0; a < 3; a++)
            w[a] = v[a] * c + x[a] * sin(angle) + u[a] * along * (1 - c) + d[a];
        memcpy(v, w, sizeof w);
    }
}

/* Appends `other`; turned inside out where `inward`, which makes a void of it. */
static inline void shape_add(triangle_mesh *m, const triangle_mesh *other, bool inward)
{
    triangle_mesh sum = shape_sized(m->vertex_count + other->vertex_count, m->triangle_count + other->triangle_count);
    if (m->triangle_count > 0) { /* an empty mesh has no arrays */
        memcpy(sum.vertices, m->vertices, m->vertex_count * sizeof *m->vertices);
        memcpy(sum.triangles, m->triangles, m->triangle_count * sizeof *m->triangles);
    }
    memcpy(sum.vertices + m->vertex_count, other->vertices, other->vertex_count * sizeof *m->vertices);
    for (uint32_t t = 0; t < other->triangle_count; t++)
        for (uint32_t c = 0; c < 3; c++)
            sum.triangles[m->triangle_count + t][inward ? 2 - c : c] = other->triangles[t][c] + m->vertex_count;
    mesh_clear(m);
    *m = sum;
}

#endif
