#include "ops/data/synth_outline.h"

#include <math.h>

int outline_pick(philox_stream *s, int low, int high)
{
    return high <= low ? low : low + (int)philox_below(s, (uint64_t)(high - low) + 1);
}

/* A family is a list of points in steps of the grid, made from the box (w, h) and two cuts, 0 < a < c < w, and b, 0 < b < h. Each
 * letter of a path names a coordinate: 0, a, c, w across; 0, b, h up; counter-clockwise. */
typedef struct family {
    const char *path; /* pairs of letters */
    bool needs_two_cuts;
} family;

static const family families[] = {
    {"00w0wbabah0h", false},             /* L */
    {"a0c0cbwbwh0h0bab", true},          /* T */
    {"00w0whchcbabah0h", true},          /* U */
    {"00c0cbwbwhahab0b", true},          /* Z */
    {"00w0chah", true},                  /* trapezium */
    {"00w0ah", false},                   /* triangle */
    {"00w0wbch0h", true},                /* one corner cut off */
    {"00w0wh0h", false},                 /* rectangle, for its corners */
};
enum { FAMILY_COUNT = sizeof families / sizeof *families };

typedef struct cuts {
    int w, h, a, b, c;
} cuts;

static int coordinate(const cuts *k, char letter)
{
    switch (letter) {
    case 'a':
        return k->a;
    case 'b':
        return k->b;
    case 'c':
        return k->c;
    case 'w':
        return k->w;
    case 'h':
        return k->h;
    default:
        return 0;
    }
}

static void add_point(outline *o, double x, double y)
{
    if (o->count < OUTLINE_POINTS_MAX)
        o->points[o->count++] = (outline_point){.x = x, .y = y};
}

static void draw_family(philox_stream *s, int w, int h, double grid, outline *out)
{
    const family *f = &families[philox_below(s, FAMILY_COUNT)];
    if (f->needs_two_cuts && w < 3)
        f = &families[0];
    cuts k = {.w = w, .h = h, .a = outline_pick(s, 1, f->needs_two_cuts ? w - 2 : w - 1), .b = outline_pick(s, 1, h - 1)};
    k.c = outline_pick(s, k.a + 1, w - 1);
    out->count = 0;
    for (const char *p = f->path; *p; p += 2)
        add_point(out, (coordinate(&k, p[0]) - w / 2.0) * grid, (coordinate(&k, p[1]) - h / 2.0) * grid);
}

/* A slot, or a D: a rectangle whose right end, or both, are half circles. Arcs are through whole points. */
static void draw_round_ends(philox_stream *s, int w, int h, double grid, outline *out)
{
    double radius = h * grid / 2, right = w * grid / 2, inner = right - radius;
    bool both = 2 * radius < w * grid && outline_pick(s, 0, 1);
    double left = both ? -inner : -right;
    *out = (outline){0};
    add_point(out, left, -radius);
    add_point(out, inner, -radius);
    add_point(out, inner, radius);
    add_point(out, left, radius);
    out->points[1] = (outline_point){inner, -radius, true, right, 0};
    if (both)
        out->points[3] = (outline_point){left, radius, true, -right, 0};
}

static double turn(const outline_point *a, const outline_point *b, const outline_point *c)
{
    return (b->x - a->x) * (c->y - b->y) - (b->y - a->y) * (c->x - b->x);
}

/* Cuts or rounds some of the convex right-angled corners whose edges are long enough, by one step. */
static void shape_corners(philox_stream *s, double grid, outline *o)
{
    outline from = *o;
    bool round = outline_pick(s, 0, 1) == 1;
    o->count = 0;
    for (uint32_t i = 0; i < from.count; i++) {
        const outline_point *p = &from.points[i], *before = &from.points[(i + from.count - 1) % from.count],
                            *after = &from.points[(i + 1) % from.count];
        double in = hypot(p->x - before->x, p->y - before->y), out = hypot(after->x - p->x, after->y - p->y);
        double ux = (p->x - before->x) / in, uy = (p->y - before->y) / in;
        double vx = (after->x - p->x) / out, vy = (after->y - p->y) / out;
        bool square = fabs(ux * vx + uy * vy) < 1e-9 && turn(before, p, after) > 0;
        if (!square || fmin(in, out) < 2.5 * grid || from.count + 4 > OUTLINE_POINTS_MAX || outline_pick(s, 0, 2) > 0) {
            add_point(o, p->x, p->y);
            continue;
        }
        add_point(o, p->x - ux * grid, p->y - uy * grid);
        /* The middle of a quarter circle, on whole numbers as the dialect has them. */
        double reach = grid * (1 - sqrt(0.5));
        outline_point *start = &o->points[o->count - 1];
        start->arc = round;
        start->mid_x = floor(p->x - ux * reach + vx * reach + 0.5);
        start->mid_y = floor(p->y - uy * reach + vy * reach + 0.5);
        add_point(o, p->x + vx * grid, p->y + vy * grid);
    }
}

/* Mirrored at the vertical axis; still counter-clockwise. */
static void mirror(outline *o)
{
    outline from = *o;
    uint32_t n = from.count;
    for (uint32_t i = 0; i < n; i++) {
        const outline_point *p = &from.points[n - 1 - i], *edge = &from.points[(2 * n - 2 - i) % n];
        o->points[i] = (outline_point){-p->x, p->y, edge->arc, -edge->mid_x, edge->mid_y};
    }
}

/* Half a turn. */
static void turn_around(outline *o)
{
    for (uint32_t i = 0; i < o->count; i++) {
        outline_point *p = &o->points[i];
        *p = (outline_point){-p->x, -p->y, p->arc, -p->mid_x, -p->mid_y};
    }
}

void outline_rectangle(double width, double height, outline *out)
{
    *out = (outline){0};
    add_point(out, -width / 2, -height / 2);
    add_point(out, width / 2, -height / 2);
    add_point(out, width / 2, height / 2);
    add_point(out, -width / 2, height / 2);
}

void outline_draw(philox_stream *s, int width, int height, double grid, outline *out)
{
    *out = (outline){0};
    if (height <= width && outline_pick(s, 0, 4) == 0) {
        draw_round_ends(s, width, height, grid, out);
    } else {
        draw_family(s, width, height, grid, out);
        shape_corners(s, grid, out);
    }
    if (outline_pick(s, 0, 1))
        mirror(out);
    if (outline_pick(s, 0, 1))
        turn_around(out);
}

static double distance_to_segment(double x, double y, double ax, double ay, double bx, double by)
{
    double dx = bx - ax, dy = by - ay, square = dx * dx + dy * dy;
    double t = square > 0 ? ((x - ax) * dx + (y - ay) * dy) / square : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return hypot(x - ax - t * dx, y - ay - t * dy);
}

/* Counts the edge where a ray to the right crosses it. */
static bool crosses(double x, double y, double ax, double ay, double bx, double by)
{
    return (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax);
}

double outline_room(const outline *o, double x, double y)
{
    double room = INFINITY;
    bool inside = false;
    for (uint32_t i = 0; i < o->count; i++) {
        const outline_point *p = &o->points[i], *q = &o->points[(i + 1) % o->count];
        double mx = p->arc ? p->mid_x : (p->x + q->x) / 2, my = p->arc ? p->mid_y : (p->y + q->y) / 2;
        room = fmin(room, distance_to_segment(x, y, p->x, p->y, mx, my));
        room = fmin(room, distance_to_segment(x, y, mx, my, q->x, q->y));
        inside ^= crosses(x, y, p->x, p->y, mx, my) ^ crosses(x, y, mx, my, q->x, q->y);
    }
    return inside ? room : -room;
}

lathe_status outline_print(const outline *o, bytes *out, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; st == LATHE_OK && i < o->count; i++) {
        const outline_point *p = &o->points[i], *q = &o->points[(i + 1) % o->count];
        bool last = i + 1 == o->count;
        if (last && !p->arc)
            return bytes_printf(out, err, ".close().assemble()");
        st = bytes_printf(out, err, p->arc ? ".arc(" : ".segment(");
        if (st == LATHE_OK && i == 0)
            st = bytes_printf(out, err, "(%g,%g),", p->x, p->y);
        if (st == LATHE_OK && p->arc)
            st = bytes_printf(out, err, "(%g,%g),", p->mid_x, p->mid_y);
        if (st == LATHE_OK)
            st = bytes_printf(out, err, "(%g,%g))", q->x, q->y);
    }
    return st == LATHE_OK ? bytes_printf(out, err, ".assemble()") : st;
}
