#include "reward/measure/chamfer.h"

#include <math.h>
#include <stdlib.h>

#include "reward/measure/near.h"

static lathe_status widen(const float (*from)[3], uint32_t count, double (**out)[3], lathe_error *err)
{
    double(*to)[3] = malloc(((size_t)count + 1) * sizeof *to);
    if (!to)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u points", count);
    for (uint32_t i = 0; i < count; i++) {
        for (int a = 0; a < 3; a++) {
            to[i][a] = (double)from[i][a];
            if (!isfinite(to[i][a])) {
                free(to);
                return lathe_fail(err, LATHE_E_INPUT, "point %u is not finite", i);
            }
        }
    }
    *out = to;
    return LATHE_OK;
}

static double mean_squared(const double (*from)[3], uint32_t count, const near_tree *to)
{
    double sum = 0, squared[NEAR_MAX];
    uint32_t of[NEAR_MAX];
    for (uint32_t i = 0; i < count; i++) {
        near_tree_find(to, from[i], 1, of, squared);
        sum += squared[0];
    }
    return sum / count;
}

lathe_status chamfer_distance(const float (*a)[3], uint32_t a_count, const float (*b)[3], uint32_t b_count, double *out,
                              lathe_error *err)
{
    double(*wide[2])[3] = {NULL, NULL};
    near_tree *trees[2] = {NULL, NULL};
    lathe_status st = widen(a, a_count, &wide[0], err);
    if (st == LATHE_OK)
        st = widen(b, b_count, &wide[1], err);
    if (st == LATHE_OK)
        st = near_tree_new(wide[0], sizeof *wide[0], a_count, &trees[0], err);
    if (st == LATHE_OK)
        st = near_tree_new(wide[1], sizeof *wide[1], b_count, &trees[1], err);
    if (st == LATHE_OK)
        *out = CHAMFER_SCALE * (mean_squared(wide[0], a_count, trees[1]) + mean_squared(wide[1], b_count, trees[0]));
    for (int i = 0; i < 2; i++) {
        near_tree_free(trees[i]);
        free(wide[i]);
    }
    return st;
}
