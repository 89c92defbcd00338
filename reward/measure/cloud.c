#include "reward/measure/cloud.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reward/measure/near.h"

enum { NEIGHBOURS = 20, CELL_CORNERS = 4 + NEIGHBOURS, NUMBERS = 6, LINE_MAX_BYTES = 400 };
static const double LARGEST = 1e12; /* far beyond any part; squares and cubes of it stay finite */

static lathe_status fail_line(lathe_error *err, int line, const char *what)
{
    lathe_fail(err, LATHE_E_INPUT, "line %d of the points: %s", line, what);
    if (err)
        err->line = line;
    return LATHE_E_INPUT;
}

const char *surface_point_set(surface_point *out, const double numbers[6])
{
    for (int i = 0; i < NUMBERS; i++) {
        if (!isfinite(numbers[i]))
            return "needs six finite numbers, x y z nx ny nz";
        if (fabs(numbers[i]) > LARGEST)
            return "has a number beyond 1e12";
    }
    double size = sqrt(numbers[3] * numbers[3] + numbers[4] * numbers[4] + numbers[5] * numbers[5]);
    if (!(size > 0) || !isfinite(1 / size))
        return "its normal has no direction";
    for (int a = 0; a < 3; a++) {
        out->at[a] = numbers[a];
        out->area[a] = numbers[3 + a] / size;
    }
    return NULL;
}

/* One line, without its end. *out_is_point: false for empty lines and comments. */
static lathe_status read_line(const char *text, size_t length, int line, surface_point *out, bool *out_is_point,
                              lathe_error *err)
{
    char copy[LINE_MAX_BYTES], *at = copy;
    double numbers[NUMBERS];
    if (length >= sizeof copy)
        return fail_line(err, line, "too long");
    memcpy(copy, text, length);
    copy[length] = 0;
    at += strspn(at, " \t\r");
    *out_is_point = *at != 0 && *at != '#';
    for (int i = 0; *out_is_point && i < NUMBERS; i++) {
        char *end = at;
        numbers[i] = strtod(at, &end);
        if (end == at || !strchr(" \t\r", *end))
            return fail_line(err, line, "needs six finite numbers, x y z nx ny nz");
        at = end + strspn(end, " \t\r");
    }
    if (!*out_is_point)
        return LATHE_OK;
    if (*at != 0)
        return fail_line(err, line, "has more than six numbers");
    const char *problem = surface_point_set(out, numbers);
    return problem ? fail_line(err, line, problem) : LATHE_OK;
}

/* ---- areas ---- */

typedef struct plane_cell {
    double corners[CELL_CORNERS][2];
    uint32_t count;
} plane_cell;

/* Leaves what is nearer to the origin than to (x, y) (Sutherland and Hodgman, CACM 17, 1974). */
static void cell_cut(plane_cell *c, double x, double y)
{
    plane_cell left = {.count = 0};
    double half = (x * x + y * y) / 2;
    for (uint32_t i = 0; i < c->count; i++) {
        const double *p = c->corners[i], *q = c->corners[(i + 1) % c->count];
        double here = half - (p[0] * x + p[1] * y), there = half - (q[0] * x + q[1] * y);
        if (here >= 0 && left.count < CELL_CORNERS)
            memcpy(left.corners[left.count++], p, sizeof left.corners[0]);
        if ((here < 0) != (there < 0) && left.count < CELL_CORNERS) {
            double share = here / (here - there);
            left.corners[left.count][0] = p[0] + share * (q[0] - p[0]);
            left.corners[left.count][1] = p[1] + share * (q[1] - p[1]);
            left.count++;
        }
    }
    *c = left;
}

static double cell_area(const plane_cell *c)
{
    double twice = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        const double *p = c->corners[i], *q = c->corners[(i + 1) % c->count];
        twice += p[0] * q[1] - p[1] * q[0];
    }
    return fabs(twice) / 2;
}

/* Two directions across the unit normal n. */
static void tangents(const double n[3], double u[3], double v[3])
{
    int least = 0;
    for (int a = 1; a < 3; a++)
        if (fabs(n[a]) < fabs(n[least]))
            least = a;
    double size = 0, along = n[least];
    for (int a = 0; a < 3; a++) {
        u[a] = (a == least) - along * n[a];
        size += u[a] * u[a];
    }
    for (int a = 0; a < 3; a++)
        u[a] /= sqrt(size);
    for (int a = 0; a < 3; a++)
        v[a] = n[(a + 1) % 3] * u[(a + 2) % 3] - n[(a + 2) % 3] * u[(a + 1) % 3];
}

static double area_at(const point_cloud *c, const near_tree *tree, uint32_t i)
{
    uint32_t of[NEAR_MAX], shared = 1;
    double squared[NEAR_MAX], u[3], v[3];
    const surface_point *p = &c->points[i];
    uint32_t found = near_tree_find(tree, p->at, NEIGHBOURS + 1, of, squared);
    double r = sqrt(squared[found - 1]);
    plane_cell cell = {{{-r, -r}, {r, -r}, {r, r}, {-r, r}}, 4};
    tangents(p->area, u, v);
    for (uint32_t k = 0; k < found; k++) {
        double x = 0, y = 0;
        if (of[k] == i)
            continue;
        if (squared[k] == 0) {
            shared++;
            continue;
        }
        for (int a = 0; a < 3; a++) {
            x += u[a] * (c->points[of[k]].at[a] - p->at[a]);
            y += v[a] * (c->points[of[k]].at[a] - p->at[a]);
        }
        if (x * x + y * y > 1e-12 * squared[k]) /* one straight above or below bounds nothing */
            cell_cut(&cell, x, y);
    }
    return cell_area(&cell) / shared;
}

/* Gives the unit normals their lengths. */
static lathe_status weigh(point_cloud *c, lathe_error *err)
{
    near_tree *tree = NULL;
    double *areas = malloc((size_t)c->count * sizeof *areas);
    lathe_status st = areas ? near_tree_new(c->points, sizeof *c->points, c->count, &tree, err)
                            : lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u points", c->count);
    for (uint32_t i = 0; i < c->count && st == LATHE_OK; i++)
        areas[i] = area_at(c, tree, i);
    for (uint32_t i = 0; i < c->count && st == LATHE_OK; i++)
        for (int a = 0; a < 3; a++)
            c->points[i].area[a] *= areas[i];
    near_tree_free(tree);
    free(areas);
    return st;
}

lathe_status cloud_make(surface_point *points, uint32_t count, point_cloud *out, lathe_error *err)
{
    point_cloud c = {points, count};
    lathe_status st = LATHE_OK;
    if (count < CLOUD_MIN_POINTS)
        st = lathe_fail(err, LATHE_E_INPUT, "%u points with normals; at least %d say what is inside", count, CLOUD_MIN_POINTS);
    if (st == LATHE_OK)
        st = weigh(&c, err);
    if (st == LATHE_OK)
        *out = c;
    else
        free(points);
    return st;
}

lathe_status cloud_read(const void *data, size_t length, point_cloud *out, lathe_error *err)
{
    bytes points;
    lathe_status st = LATHE_OK;
    const char *text = data;
    bytes_init(&points, (size_t)CLOUD_MAX_POINTS * sizeof(surface_point));
    for (size_t at = 0, line = 1; at < length && st == LATHE_OK; line++) {
        const char *end = memchr(text + at, '\n', length - at);
        size_t size = end ? (size_t)(end - text) - at : length - at;
        surface_point p;
        bool is_point = false;
        st = read_line(text + at, size, (int)line, &p, &is_point, err);
        if (st == LATHE_OK && is_point && points.length == points.max)
            st = lathe_fail(err, LATHE_E_INPUT, "more than %d points", CLOUD_MAX_POINTS);
        else if (st == LATHE_OK && is_point)
            st = bytes_append(&points, &p, sizeof p, err);
        at += size + 1;
    }
    if (st == LATHE_OK) /* malloc's alignment holds for points */
        return cloud_make((surface_point *)(void *)points.data, (uint32_t)(points.length / sizeof(surface_point)), out, err);
    bytes_clear(&points);
    return st;
}

void cloud_clear(point_cloud *c)
{
    free(c->points);
    *c = (point_cloud)CLOUD_INIT;
}

bool cloud_box(const point_cloud *c, box3 *out)
{
    if (c->count == 0)
        return false;
    box3 box = {{INFINITY, INFINITY, INFINITY}, {-INFINITY, -INFINITY, -INFINITY}};
    for (uint32_t i = 0; i < c->count; i++) {
        for (int a = 0; a < 3; a++) {
            box.low[a] = fmin(box.low[a], c->points[i].at[a]);
            box.high[a] = fmax(box.high[a], c->points[i].at[a]);
        }
    }
    *out = box;
    return true;
}
