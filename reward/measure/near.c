/* near.c: points in the order of a balanced tree: the middle of a range parts it along the axis of its greatest extent. */
#include "reward/measure/near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct near_point {
    double at[3];
    uint32_t number, axis; /* axis: along which it parts its range */
} near_point;

struct near_tree {
    uint32_t count;
    near_point points[];
};

typedef struct near_search {
    const near_point *points;
    const double *at;
    uint32_t wanted, found;
    uint32_t *of;
    double *squared;
} near_search;

static uint32_t widest_axis(const near_point *p, uint32_t count)
{
    double extent = -1;
    uint32_t axis = 0;
    for (uint32_t a = 0; a < 3; a++) {
        double low = INFINITY, high = -INFINITY;
        for (uint32_t i = 0; i < count; i++) {
            low = fmin(low, p[i].at[a]);
            high = fmax(high, p[i].at[a]);
        }
        if (high - low > extent) {
            extent = high - low;
            axis = a;
        }
    }
    return axis;
}

static bool is_before(const near_point *a, const near_point *b, uint32_t axis)
{
    return a->at[axis] != b->at[axis] ? a->at[axis] < b->at[axis] : a->number < b->number;
}

static void swap_points(near_point *a, near_point *b)
{
    near_point kept = *a;
    *a = *b;
    *b = kept;
}

/* Puts the point of rank `middle` there, lesser ones before it (Hoare's selection; pivots from the middle). */
static void select_point(near_point *p, uint32_t count, uint32_t middle, uint32_t axis)
{
    uint32_t low = 0, high = count - 1;
    while (low < high) {
        uint32_t at = low;
        swap_points(&p[low + (high - low) / 2], &p[high]);
        for (uint32_t i = low; i < high; i++)
            if (is_before(&p[i], &p[high], axis))
                swap_points(&p[i], &p[at++]);
        swap_points(&p[at], &p[high]);
        if (at == middle)
            return;
        if (at < middle)
            low = at + 1;
        else
            high = at - 1;
    }
}

static void order_points(near_point *p, uint32_t count)
{
    while (count > 1) {
        uint32_t middle = count / 2, axis = widest_axis(p, count);
        select_point(p, count, middle, axis);
        p[middle].axis = axis;
        order_points(p, middle);
        p += middle + 1;
        count -= middle + 1;
    }
}

lathe_status near_tree_new(const void *points, size_t stride, uint32_t count, near_tree **out, lathe_error *err)
{
    if (count == 0)
        return lathe_fail(err, LATHE_E_INPUT, "no points to search among");
    near_tree *t = malloc(sizeof *t + (size_t)count * sizeof t->points[0]);
    if (!t)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a tree of %u points", count);
    t->count = count;
    for (uint32_t i = 0; i < count; i++) {
        memcpy(t->points[i].at, (const char *)points + i * stride, sizeof t->points[i].at);
        t->points[i].number = i;
        t->points[i].axis = 0;
    }
    order_points(t->points, count);
    *out = t;
    return LATHE_OK;
}

void near_tree_free(near_tree *t)
{
    free(t);
}

/* Keeps the point if it is among the nearest so far. */
static void offer(near_search *s, const near_point *p)
{
    double squared = 0;
    for (int a = 0; a < 3; a++)
        squared += (p->at[a] - s->at[a]) * (p->at[a] - s->at[a]);
    if (s->found == s->wanted && !(squared < s->squared[s->found - 1]))
        return;
    uint32_t i = s->found < s->wanted ? s->found++ : s->found - 1;
    for (; i > 0 && squared < s->squared[i - 1]; i--) {
        s->squared[i] = s->squared[i - 1];
        s->of[i] = s->of[i - 1];
    }
    s->squared[i] = squared;
    s->of[i] = p->number;
}

static void search(near_search *s, const near_point *p, uint32_t count)
{
    while (count > 0) {
        uint32_t middle = count / 2;
        double beyond = s->at[p[middle].axis] - p[middle].at[p[middle].axis];
        const bool low_first = beyond < 0;
        const near_point *other = low_first ? p + middle + 1 : p;
        uint32_t other_count = low_first ? count - middle - 1 : middle;
        offer(s, &p[middle]);
        if (low_first)
            search(s, p, middle);
        else
            search(s, p + middle + 1, count - middle - 1);
        if (s->found == s->wanted && beyond * beyond >= s->squared[s->found - 1])
            return;
        p = other;
        count = other_count;
    }
}

uint32_t near_tree_find(const near_tree *t, const double at[3], uint32_t wanted, uint32_t out_of[NEAR_MAX],
                        double out_squared[NEAR_MAX])
{
    near_search s = {t->points, at, wanted < NEAR_MAX ? wanted : NEAR_MAX, 0, out_of, out_squared};
    if (s.wanted > 0)
        search(&s, t->points, t->count);
    return s.found;
}
