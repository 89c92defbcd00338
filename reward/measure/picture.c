/* picture.c: draws at twice the size on each axis with a depth buffer, then lays the average over the picture. */
#include "reward/measure/picture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reward/measure/picture_mesh.h"

enum { OVERSAMPLE = 2 };
static const double MARGIN = .06;        /* of the area's side, kept free around the frame */
static const float LINE_DARKNESS = .22f; /* of the surface's colour */
static const double LINE_BIAS = .004;    /* of the frame's size: lines lie that much nearer than their surface */

/* Axes of the view in the part's coordinates: right, up and towards the eye, which looks from +x -y +z. */
static const double VIEW[3][3] = {
    {0.7071067811865476, 0.7071067811865476, 0},
    {-0.4082482904638631, 0.4082482904638631, 0.8164965809277261},
    {0.5773502691896258, -0.5773502691896258, 0.5773502691896258},
};
/* Two lamps in the view's coordinates (right, up, towards the eye), and how strong they are. */
static const struct {
    float direction[3], strength;
} LAMPS[] = {
    {{-.55f, .45f, .70f}, .62f},
    {{.80f, .10f, .59f}, .25f},
};
static const float AMBIENT = .38f;

struct picture {
    uint32_t width, height;
    uint8_t *pixels;
};

/* The oversampled area being drawn. */
typedef struct canvas {
    int width, height;
    float *depth; /* larger is nearer; -INFINITY where nothing is */
    uint8_t (*color)[3];
    double center[3], scale, size; /* of the frame, in the view's coordinates; canvas pixels a unit */
    float base[3];
} canvas;

/* A point in canvas pixels, y downwards, z towards the eye. */
typedef struct canvas_point {
    double x, y, z;
} canvas_point;

lathe_status picture_new(uint32_t width, uint32_t height, picture_color background, picture **out, lathe_error *err)
{
    if (width == 0 || height == 0 || width > PICTURE_MAX_SIDE || height > PICTURE_MAX_SIDE)
        return lathe_fail(err, LATHE_E_INPUT, "a picture of %u x %u pixels; a side has 1 to %d", width, height,
                          PICTURE_MAX_SIDE);
    picture *p = calloc(1, sizeof *p);
    uint8_t *pixels = malloc((size_t)width * height * 3);
    if (!p || !pixels) {
        free(p);
        free(pixels);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a picture of %u x %u pixels", width, height);
    }
    *p = (picture){width, height, pixels};
    picture_fill(p, &(picture_area){0, 0, width, height}, background);
    *out = p;
    return LATHE_OK;
}

void picture_free(picture *p)
{
    if (!p)
        return;
    free(p->pixels);
    free(p);
}

uint32_t picture_width(const picture *p)
{
    return p->width;
}

uint32_t picture_height(const picture *p)
{
    return p->height;
}

uint8_t *picture_pixels(const picture *p)
{
    return p->pixels;
}

void picture_fill(picture *p, const picture_area *area, picture_color color)
{
    for (uint64_t y = area->y; y < (uint64_t)area->y + area->height && y < p->height; y++) {
        for (uint64_t x = area->x; x < (uint64_t)area->x + area->width && x < p->width; x++) {
            uint8_t *to = p->pixels + (y * p->width + x) * 3;
            to[0] = color.red;
            to[1] = color.green;
            to[2] = color.blue;
        }
    }
}

box3 box_union(const box3 *a, const box3 *b)
{
    box3 both;
    for (int i = 0; i < 3; i++) {
        both.low[i] = fmin(a->low[i], b->low[i]);
        both.high[i] = fmax(a->high[i], b->high[i]);
    }
    return both;
}

static double view_coordinate(int axis, const double v[3])
{
    return VIEW[axis][0] * v[0] + VIEW[axis][1] * v[1] + VIEW[axis][2] * v[2];
}

/* Chooses centre and scale so that the frame's eight corners fit the canvas. */
static void canvas_aim(canvas *c, const box3 *frame)
{
    double low[3], high[3];
    for (int axis = 0; axis < 3; axis++) {
        low[axis] = INFINITY;
        high[axis] = -INFINITY;
        for (int corner = 0; corner < 8; corner++) {
            double v[3];
            for (int a = 0; a < 3; a++)
                v[a] = corner >> a & 1 ? frame->high[a] : frame->low[a];
            low[axis] = fmin(low[axis], view_coordinate(axis, v));
            high[axis] = fmax(high[axis], view_coordinate(axis, v));
        }
        c->center[axis] = (low[axis] + high[axis]) / 2;
    }
    double across = high[0] - low[0], up = high[1] - low[1];
    double room = 1 - 2 * MARGIN;
    c->scale = fmin(across > 0 ? c->width * room / across : INFINITY, up > 0 ? c->height * room / up : INFINITY);
    c->size = fmax(across, up);
}

static canvas_point canvas_place(const canvas *c, const double v[3])
{
    return (canvas_point){
        c->width / 2. + (view_coordinate(0, v) - c->center[0]) * c->scale,
        c->height / 2. - (view_coordinate(1, v) - c->center[1]) * c->scale,
        (view_coordinate(2, v) - c->center[2]) * c->scale,
    };
}

/* Brightness of a surface with this unit normal, which may point away from the eye. */
static float shade(const float normal[3])
{
    float n[3], light = AMBIENT;
    for (int axis = 0; axis < 3; axis++)
        n[axis] = (float)(VIEW[axis][0] * normal[0] + VIEW[axis][1] * normal[1] + VIEW[axis][2] * normal[2]);
    float side = n[2] < 0 ? -1.f : 1.f;
    for (size_t i = 0; i < sizeof LAMPS / sizeof *LAMPS; i++) {
        float facing = side * dot3(n, LAMPS[i].direction);
        light += facing > 0 ? LAMPS[i].strength * facing : 0;
    }
    return light;
}

static uint8_t to_byte(float x)
{
    return (uint8_t)(x < 0 ? 0 : x > 255 ? 255 : x + .5f);
}

/* First and last pixel whose middle may lie between two coordinates; empty where first > last. */
static int clamp_pixel(double x, int size)
{
    return x < 0 ? 0 : x > size - 1 ? size - 1 : (int)x;
}

static double cross2(const canvas_point *a, const canvas_point *b, double x, double y)
{
    return (b->x - a->x) * (y - a->y) - (b->y - a->y) * (x - a->x);
}

static void canvas_triangle(canvas *c, const canvas_point p[3], const float normals[3][3])
{
    double area = cross2(&p[0], &p[1], p[2].x, p[2].y);
    if (!(fabs(area) > 1e-12))
        return;
    double left = fmin(p[0].x, fmin(p[1].x, p[2].x)), right = fmax(p[0].x, fmax(p[1].x, p[2].x));
    double top = fmin(p[0].y, fmin(p[1].y, p[2].y)), bottom = fmax(p[0].y, fmax(p[1].y, p[2].y));
    if (right < 0 || left > c->width || bottom < 0 || top > c->height)
        return;
    int x0 = clamp_pixel(left - 1, c->width), x1 = clamp_pixel(right + 1, c->width);
    int y0 = clamp_pixel(top - 1, c->height), y1 = clamp_pixel(bottom + 1, c->height);
    for (int y = y0; y <= y1; y++) {
        for (int x = x0; x <= x1; x++) {
            double w[3];
            w[0] = cross2(&p[1], &p[2], x + .5, y + .5) / area;
            w[1] = cross2(&p[2], &p[0], x + .5, y + .5) / area;
            w[2] = 1 - w[0] - w[1];
            if (w[0] < 0 || w[1] < 0 || w[2] < 0)
                continue;
            float z = (float)(w[0] * p[0].z + w[1] * p[1].z + w[2] * p[2].z);
            size_t i = (size_t)y * (size_t)c->width + (size_t)x;
            if (z <= c->depth[i])
                continue;
            c->depth[i] = z;
            float n[3], size;
            for (int a = 0; a < 3; a++)
                n[a] = (float)(w[0] * normals[0][a] + w[1] * normals[1][a] + w[2] * normals[2][a]);
            size = sqrtf(dot3(n, n));
            for (int a = 0; a < 3; a++)
                n[a] = size > 0 ? n[a] / size : 0;
            float light = shade(n);
            for (int a = 0; a < 3; a++)
                c->color[i][a] = to_byte(c->base[a] * light);
        }
    }
}

/* Cuts the line to the canvas (Liang and Barsky, 1984). False where nothing of it is left. */
static bool clip_line(const canvas *c, canvas_point *a, canvas_point *b)
{
    double from = 0, to = 1, dx = b->x - a->x, dy = b->y - a->y, dz = b->z - a->z;
    const double steps[4] = {-dx, dx, -dy, dy};
    const double rooms[4] = {a->x, c->width - 1 - a->x, a->y, c->height - 1 - a->y};
    for (int i = 0; i < 4; i++) {
        if (steps[i] == 0 && rooms[i] < 0)
            return false;
        if (steps[i] < 0)
            from = fmax(from, rooms[i] / steps[i]);
        else if (steps[i] > 0)
            to = fmin(to, rooms[i] / steps[i]);
    }
    if (from > to)
        return false;
    *b = (canvas_point){a->x + to * dx, a->y + to * dy, a->z + to * dz};
    *a = (canvas_point){a->x + from * dx, a->y + from * dy, a->z + from * dz};
    return true;
}

/* Lines do not write depth, so that crossing lines do not hide each other. */
static void canvas_line(canvas *c, canvas_point a, canvas_point b)
{
    if (!clip_line(c, &a, &b))
        return;
    double bias = LINE_BIAS * c->size * c->scale;
    int steps = (int)ceil(fmax(fabs(b.x - a.x), fabs(b.y - a.y))) + 1;
    for (int i = 0; i <= steps; i++) {
        double t = (double)i / steps, z = a.z + t * (b.z - a.z) + bias;
        int x = (int)(a.x + t * (b.x - a.x)), y = (int)(a.y + t * (b.y - a.y));
        for (int k = 0; k < 4; k++) {
            int px = x + (k & 1), py = y + (k >> 1);
            if (px < 0 || py < 0 || px >= c->width || py >= c->height)
                continue;
            size_t at = (size_t)py * (size_t)c->width + (size_t)px;
            if ((float)z < c->depth[at])
                continue;
            if (c->depth[at] == -INFINITY)
                c->depth[at] = -1e30f; /* covered, and behind every surface */
            for (int d = 0; d < 3; d++)
                c->color[at][d] = to_byte(c->base[d] * LINE_DARKNESS);
        }
    }
}

/* Sharp edges, sides of one triangle, and outlines, where one triangle faces the eye and the other does not. */
static bool edge_is_drawn(const surface *s, const surface_edge *e)
{
    const float *n = s->normals[e->triangle], *o = s->normals[e->other];
    const float eye[3] = {(float)VIEW[2][0], (float)VIEW[2][1], (float)VIEW[2][2]};
    if (e->triangle == e->other || dot3(n, o) < SURFACE_SHARP_COSINE)
        return true;
    return (dot3(n, eye) > 0) != (dot3(o, eye) > 0);
}

static void canvas_draw(canvas *c, const triangle_mesh *m, const surface *s, canvas_point *points)
{
    for (uint32_t v = 0; v < m->vertex_count; v++)
        points[s->point_of[v]] = canvas_place(c, m->vertices[v]);
    for (uint32_t t = 0; t < m->triangle_count; t++) {
        canvas_point p[3];
        for (int k = 0; k < 3; k++)
            p[k] = points[s->point_of[m->triangles[t][k]]];
        canvas_triangle(c, p, (const float(*)[3])s->corners[t]);
    }
    for (uint32_t i = 0; i < s->edge_count; i++)
        if (edge_is_drawn(s, &s->edges[i]))
            canvas_line(c, points[s->edges[i].a], points[s->edges[i].b]);
}

static void canvas_lay(const canvas *c, picture *p, const picture_area *area)
{
    for (uint32_t y = 0; y < area->height; y++) {
        for (uint32_t x = 0; x < area->width; x++) {
            uint8_t *to = p->pixels + (((size_t)area->y + y) * p->width + area->x + x) * 3;
            uint32_t sum[3] = {0};
            for (uint32_t k = 0; k < OVERSAMPLE * OVERSAMPLE; k++) {
                size_t at = ((size_t)y * OVERSAMPLE + k / OVERSAMPLE) * (size_t)c->width + x * OVERSAMPLE + k % OVERSAMPLE;
                const uint8_t *from = c->depth[at] == -INFINITY ? to : c->color[at];
                for (int a = 0; a < 3; a++)
                    sum[a] += from[a];
            }
            for (int a = 0; a < 3; a++)
                to[a] = (uint8_t)((sum[a] + OVERSAMPLE * OVERSAMPLE / 2) / (OVERSAMPLE * OVERSAMPLE));
        }
    }
}

static lathe_status check_drawing(const picture *p, const picture_area *area, const triangle_mesh *m,
                                  const box3 *frame, lathe_error *err)
{
    if (area->width == 0 || area->height == 0 || (uint64_t)area->x + area->width > p->width ||
        (uint64_t)area->y + area->height > p->height)
        return lathe_fail(err, LATHE_E_INPUT, "the area to draw in leaves the picture of %u x %u pixels", p->width,
                          p->height);
    for (int a = 0; a < 3; a++)
        if (!isfinite(frame->low[a]) || !isfinite(frame->high[a]))
            return lathe_fail(err, LATHE_E_INPUT, "the frame of a picture is not finite");
    return mesh_check(m, err);
}

lathe_status picture_draw_mesh(picture *p, const picture_area *area, const triangle_mesh *m, const box3 *frame,
                               picture_color color, lathe_error *err)
{
    surface s = {0};
    canvas_point *points = NULL;
    canvas c = {
        .width = (int)area->width * OVERSAMPLE,
        .height = (int)area->height * OVERSAMPLE,
        .base = {color.red, color.green, color.blue},
    };
    lathe_status st = check_drawing(p, area, m, frame, err);
    if (st != LATHE_OK || m->triangle_count == 0)
        return st;
    size_t pixels = (size_t)c.width * (size_t)c.height;
    canvas_aim(&c, frame);
    if (!isfinite(c.scale)) /* a frame without extent shows nothing */
        return LATHE_OK;
    st = surface_from_mesh(m, &s, err);
    if (st != LATHE_OK)
        goto done;
    c.depth = malloc(pixels * sizeof *c.depth);
    c.color = malloc(pixels * sizeof *c.color);
    points = malloc(((size_t)s.point_count + 1) * sizeof *points);
    if (!c.depth || !c.color || !points) {
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for a picture of %u x %u pixels", area->width, area->height);
        goto done;
    }
    for (size_t i = 0; i < pixels; i++)
        c.depth[i] = -INFINITY;
    canvas_draw(&c, m, &s, points);
    canvas_lay(&c, p, area);
done:
    surface_clear(&s);
    free(c.depth);
    free(c.color);
    free(points);
    return st;
}

lathe_status picture_of_mesh(const triangle_mesh *m, uint32_t size, bytes *out_png, lathe_error *err)
{
    picture *p = NULL;
    box3 frame = {{0}, {0}};
    lathe_status st = mesh_check(m, err);
    if (st == LATHE_OK)
        st = picture_new(size, size, PICTURE_WHITE, &p, err);
    if (st == LATHE_OK)
        mesh_box(m, &frame);
    if (st == LATHE_OK)
        st = picture_draw_mesh(p, &(picture_area){0, 0, size, size}, m, &frame, PICTURE_TRUTH, err);
    if (st == LATHE_OK)
        st = picture_write_png(p, out_png, err);
    picture_free(p);
    return st;
}
