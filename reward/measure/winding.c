/* winding.c: nodes lie in depth-first order and know where their part ends, so that a walk needs no stack. */
#include "reward/measure/winding.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAF_ELEMENTS = 4 };
static const double FAR = 2;        /* radii of a node's elements beyond which it counts as one */
static const double FOUR_PI = 12.566370614359172;

/* A triangle, or a point of a cloud in corners[0]. */
typedef struct element {
    double corners[3][3], center[3], area[3]; /* area: normal, as long as the area */
    double far_squared;                       /* of a triangle, as of a node */
    uint32_t number;
} element;

typedef struct winding_node {
    double center[3], far_squared;
    double dipole[3];         /* sum of areas */
    double quadrupole[3][3];  /* sum of areas times way from the center */
    uint32_t first, count;    /* elements; count 0 where the node has children */
    uint32_t next;            /* node behind this part of the tree */
} winding_node;

struct winding_tree {
    bool of_triangles;
    element *elements;
    winding_node *nodes;
    uint32_t element_count, node_count;
};

static double dot(const double a[3], const double b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* The solid angle of a triangle seen from the point, by 4 pi. */
static double angle_of_triangle(const double corners[3][3], const double at[3])
{
    double v[3][3], length[3];
    for (int c = 0; c < 3; c++) {
        for (int a = 0; a < 3; a++)
            v[c][a] = corners[c][a] - at[a];
        length[c] = sqrt(dot(v[c], v[c]));
    }
    double cross[3] = {v[1][1] * v[2][2] - v[1][2] * v[2][1], v[1][2] * v[2][0] - v[1][0] * v[2][2],
                       v[1][0] * v[2][1] - v[1][1] * v[2][0]};
    double below = length[0] * length[1] * length[2] + dot(v[0], v[1]) * length[2] + dot(v[1], v[2]) * length[0] +
                   dot(v[2], v[0]) * length[1];
    return 2 * atan2(dot(v[0], cross), below) / FOUR_PI;
}

/* A dipole; nearer than its radius a disc, seen from its axis, so that the nearest point says which side is inside. */
static double angle_of_point(const element *e, const double at[3])
{
    double way[3], area = sqrt(dot(e->area, e->area)), radius_squared = area * 4 / FOUR_PI;
    for (int a = 0; a < 3; a++)
        way[a] = e->center[a] - at[a];
    double squared = dot(way, way), height = area > 0 ? dot(e->area, way) / area : 0;
    if (squared >= radius_squared)
        return squared > 0 ? area * height / (FOUR_PI * squared * sqrt(squared)) : 0;
    double share = (1 - fabs(height) / sqrt(height * height + radius_squared)) / 2;
    return height < 0 ? -share : share;
}

/* A triangle as a dipole where it is far: about its centroid the second term is 0. */
static double angle_of_element(const element *e, const double at[3])
{
    double way[3];
    for (int a = 0; a < 3; a++)
        way[a] = e->center[a] - at[a];
    double squared = dot(way, way);
    if (squared > e->far_squared)
        return dot(e->area, way) / (FOUR_PI * squared * sqrt(squared));
    return angle_of_triangle((const double(*)[3])e->corners, at);
}

/* ---- building ---- */

#define COMPARE_BY(axis)                                                                                               \
    static int compare_by_##axis(const void *a, const void *b)                                                         \
    {                                                                                                                  \
        const element *x = a, *y = b;                                                                                  \
        if (x->center[axis] != y->center[axis])                                                                        \
            return x->center[axis] < y->center[axis] ? -1 : 1;                                                         \
        return x->number < y->number ? -1 : 1;                                                                         \
    }
COMPARE_BY(0)
COMPARE_BY(1)
COMPARE_BY(2)
#undef COMPARE_BY

static void sort_elements(element *e, uint32_t count)
{
    static int (*const compare[3])(const void *, const void *) = {compare_by_0, compare_by_1, compare_by_2};
    double extent = -1;
    int axis = 0;
    for (int a = 0; a < 3; a++) {
        double low = INFINITY, high = -INFINITY;
        for (uint32_t i = 0; i < count; i++) {
            low = fmin(low, e[i].center[a]);
            high = fmax(high, e[i].center[a]);
        }
        if (high - low > extent) {
            extent = high - low;
            axis = a;
        }
    }
    qsort(e, count, sizeof *e, compare[axis]);
}

static void expand(winding_node *n, const element *e, uint32_t count, uint32_t corners)
{
    double weight = 0, radius = 0, plain[3] = {0};
    for (uint32_t i = 0; i < count; i++) {
        double size = sqrt(dot(e[i].area, e[i].area));
        weight += size;
        for (int a = 0; a < 3; a++) {
            n->center[a] += size * e[i].center[a];
            plain[a] += e[i].center[a] / count;
            n->dipole[a] += e[i].area[a];
        }
    }
    for (int a = 0; a < 3; a++)
        n->center[a] = weight > 0 ? n->center[a] / weight : plain[a];
    for (uint32_t i = 0; i < count; i++) {
        for (int a = 0; a < 3; a++)
            for (int b = 0; b < 3; b++)
                n->quadrupole[a][b] += e[i].area[a] * (e[i].center[b] - n->center[b]);
        for (uint32_t c = 0; c < corners; c++) {
            double way[3];
            for (int a = 0; a < 3; a++)
                way[a] = e[i].corners[c][a] - n->center[a];
            radius = fmax(radius, dot(way, way));
        }
    }
    n->far_squared = FAR * FAR * radius;
}

/* Depth is the logarithm of the count. */
static void build(winding_tree *t, uint32_t first, uint32_t count)
{
    uint32_t self = t->node_count++;
    winding_node *n = &t->nodes[self];
    *n = (winding_node){.first = first, .count = count <= LEAF_ELEMENTS ? count : 0};
    expand(n, t->elements + first, count, t->of_triangles ? 3 : 1);
    if (count > LEAF_ELEMENTS) {
        sort_elements(t->elements + first, count);
        build(t, first, count / 2);
        build(t, first + count / 2, count - count / 2);
    }
    n->next = t->node_count;
}

static lathe_status tree_allocate(uint32_t count, bool of_triangles, winding_tree **out, lathe_error *err)
{
    winding_tree *t = calloc(1, sizeof *t);
    if (t) {
        t->of_triangles = of_triangles;
        t->element_count = count;
        t->elements = malloc(((size_t)count + 1) * sizeof *t->elements);
        t->nodes = malloc(((size_t)count * 2 + 1) * sizeof *t->nodes);
    }
    if (!t || !t->elements || !t->nodes) {
        winding_tree_free(t);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for the winding numbers of %u elements", count);
    }
    *out = t;
    return LATHE_OK;
}

lathe_status winding_tree_of_mesh(const triangle_mesh *m, winding_tree **out, lathe_error *err)
{
    winding_tree *t = NULL;
    lathe_status st = tree_allocate(m->triangle_count, true, &t, err);
    if (st != LATHE_OK)
        return st;
    for (uint32_t i = 0; i < m->triangle_count; i++) {
        element *e = &t->elements[i];
        e->number = i;
        mesh_triangle_normal(m, i, e->area);
        for (int a = 0; a < 3; a++) {
            e->area[a] /= 2;
            for (int c = 0; c < 3; c++)
                e->corners[c][a] = m->vertices[m->triangles[i][c]][a];
            e->center[a] = (e->corners[0][a] + e->corners[1][a] + e->corners[2][a]) / 3;
        }
        e->far_squared = 0;
        for (int c = 0; c < 3; c++) {
            double way[3];
            for (int a = 0; a < 3; a++)
                way[a] = e->corners[c][a] - e->center[a];
            e->far_squared = fmax(e->far_squared, FAR * FAR * dot(way, way));
        }
    }
    build(t, 0, t->element_count);
    *out = t;
    return LATHE_OK;
}

lathe_status winding_tree_of_cloud(const point_cloud *c, winding_tree **out, lathe_error *err)
{
    winding_tree *t = NULL;
    lathe_status st = tree_allocate(c->count, false, &t, err);
    if (st != LATHE_OK)
        return st;
    for (uint32_t i = 0; i < c->count; i++) {
        element *e = &t->elements[i];
        e->number = i;
        memcpy(e->area, c->points[i].area, sizeof e->area);
        memcpy(e->center, c->points[i].at, sizeof e->center);
        memcpy(e->corners[0], c->points[i].at, sizeof e->corners[0]);
    }
    build(t, 0, t->element_count);
    *out = t;
    return LATHE_OK;
}

void winding_tree_free(winding_tree *t)
{
    if (!t)
        return;
    free(t->elements);
    free(t->nodes);
    free(t);
}

/* ---- asking ---- */

/* The node as one, `way` from the point to its center. */
static double angle_of_node(const winding_node *n, const double way[3], double squared)
{
    double cube = squared * sqrt(squared), trace = 0, both = 0;
    for (int a = 0; a < 3; a++) {
        trace += n->quadrupole[a][a];
        both += way[a] * dot(n->quadrupole[a], way);
    }
    return (dot(n->dipole, way) + trace - 3 * both / squared) / (FOUR_PI * cube);
}

double winding_number(const winding_tree *t, const double at[3])
{
    double sum = 0;
    for (uint32_t i = 0; i < t->node_count;) {
        const winding_node *n = &t->nodes[i];
        double way[3];
        for (int a = 0; a < 3; a++)
            way[a] = n->center[a] - at[a];
        double squared = dot(way, way);
        if (squared > n->far_squared) {
            sum += angle_of_node(n, way, squared);
            i = n->next;
            continue;
        }
        for (uint32_t k = n->first; k < n->first + n->count; k++)
            sum += t->of_triangles ? angle_of_element(&t->elements[k], at) : angle_of_point(&t->elements[k], at);
        i++;
    }
    return sum;
}

double winding_number_exactly(const triangle_mesh *m, const double at[3])
{
    double sum = 0, corners[3][3];
    for (uint32_t i = 0; i < m->triangle_count; i++) {
        for (int c = 0; c < 3; c++)
            memcpy(corners[c], m->vertices[m->triangles[i][c]], sizeof corners[c]);
        sum += angle_of_triangle((const double(*)[3])corners, at);
    }
    return sum;
}

static void wind_row(const winding_tree *t, const box3 *box, uint32_t k, sample_rows *rows)
{
    uint64_t *words = rows->words + (size_t)k * rows->row_words;
    for (uint32_t j = 0; j < rows->row_words * 64; j++) {
        double at[3];
        row_grid_position(rows->grid, k, j, at);
        for (int a = 0; a < 3; a++)
            at[a] = box->low[a] + at[a] * (box->high[a] - box->low[a]);
        const uint64_t inside = fabs(winding_number(t, at)) > .5;
        words[j / 64] = (words[j / 64] & ~(1ull << (j % 64))) | inside << (j % 64);
    }
}

void rows_wind(const winding_tree *t, const box3 *box, const uint64_t *open, sample_rows *rows)
{
    if (!(box_volume(box) > 0))
        return;
    for (uint32_t k = 0; k < rows->row_count; k++)
        if (!open || open[k / 64] >> (k % 64) & 1)
            wind_row(t, box, k, rows);
}

lathe_status rows_from_winding(const winding_tree *t, const box3 *box, row_grid grid, sample_rows *out, lathe_error *err)
{
    sample_rows rows = {0};
    lathe_status st = rows_allocate(grid, &rows, err);
    if (st != LATHE_OK)
        return st;
    rows_wind(t, box, NULL, &rows);
    *out = rows;
    return LATHE_OK;
}
