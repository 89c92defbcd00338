#include "reward/measure/points.h"

#include <math.h>
#include <stdlib.h>

#include "base/philox.h"

uint32_t points_find(const double *running, uint32_t count, double at)
{
    uint32_t low = 0, high = count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (running[middle] > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static double *running_areas(const triangle_mesh *m)
{
    double *running = malloc(((size_t)m->triangle_count + 1) * sizeof *running), sum = 0, n[3];
    if (!running)
        return NULL;
    for (uint32_t t = 0; t < m->triangle_count; t++) {
        mesh_triangle_normal(m, t, n);
        sum += sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) / 2;
        running[t] = sum;
    }
    return running;
}

lathe_status points_sample(const triangle_mesh *m, uint64_t seed, uint32_t sample, uint32_t count, float (*out)[3],
                           lathe_error *err)
{
    if (count > POINTS_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "%u points wanted; at most %d", count, POINTS_MAX);
    lathe_status st = mesh_check(m, err);
    if (st != LATHE_OK)
        return st;
    double *running = running_areas(m);
    if (!running)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for the areas of %u triangles", m->triangle_count);
    double total = m->triangle_count ? running[m->triangle_count - 1] : 0;
    if (!isfinite(total) || !(total > 0)) {
        free(running);
        return lathe_fail(err, LATHE_E_INPUT, "the mesh has no area to sample points from");
    }
    philox_stream s = philox_stream_at(seed, PHILOX_POINTS, 0, 0, sample, 0);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t t = points_find(running, m->triangle_count, philox_uniform(&s) * total);
        /* The square root spreads points evenly between a corner and the side opposite. */
        double r = sqrt(philox_uniform(&s)), u = philox_uniform(&s);
        double weights[3] = {1 - r, r * (1 - u), r * u};
        for (int a = 0; a < 3; a++) {
            double x = 0;
            for (int c = 0; c < 3; c++)
                x += weights[c] * m->vertices[m->triangles[t][c]][a];
            out[i][a] = (float)x;
        }
    }
    free(running);
    return LATHE_OK;
}
