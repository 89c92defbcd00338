#include "ops/data/synth.h"

#include <math.h>

#include "ops/data/synth_outline.h"

enum { HOLES_MAX = 4, BODIES_MAX = 6, EXTENT = 200 };

/* A work plane: its name, and which axis is its normal. */
typedef struct plane {
    const char *name;
    int axis;
} plane;
static const plane planes[] = {{"XY", 2}, {"YZ", 0}, {"ZX", 1}};

typedef enum footprint_kind { FOOTPRINT_RECTANGLE, FOOTPRINT_CIRCLE, FOOTPRINT_OUTLINE } footprint_kind;

typedef struct hole {
    double x, y, radius; /* radius 0: a rectangle */
    double width, height;
} hole;

/* One extruded body. Its holes are beside its centre in the sketch's coordinates. */
typedef struct body {
    footprint_kind kind;
    double x, y;          /* centre */
    double width, height; /* of the box around the footprint */
    outline edge;         /* of FOOTPRINT_OUTLINE, and of a rectangle for finding room */
    uint32_t hole_count;
    hole holes[HOLES_MAX];
    int work_plane;       /* w0 or w1 */
    double length;        /* of the extrusion; negative: against the normal */
} body;

typedef struct part {
    const plane *plane[2];
    double offset[2];     /* of the work planes along their normals */
    uint32_t plane_count, body_count;
    body bodies[BODIES_MAX];
} part;

/* What drawing needs. */
typedef struct pen {
    philox_stream stream;
    double grid;
    int most; /* steps of the grid in the greatest extent */
} pen;

lathe_status synth_check_options(const synth_options *o, lathe_error *err)
{
    if (o->level_low < 1 || o->level_high > SYNTH_LEVEL_MAX || o->level_low > o->level_high)
        return lathe_fail(err, LATHE_E_INPUT, "levels of parts go from 1 to %d, low first, not from %u to %u", SYNTH_LEVEL_MAX,
                          o->level_low, o->level_high);
    if (o->grid < 1 || o->grid > 50)
        return lathe_fail(err, LATHE_E_INPUT, "the grid of parts is 1 to 50, not %u", o->grid);
    return LATHE_OK;
}

/* ---- bodies ---- */

static int pick(pen *p, int low, int high)
{
    return outline_pick(&p->stream, low, high);
}

static double body_room(const body *b, double x, double y)
{
    if (b->kind == FOOTPRINT_CIRCLE)
        return b->width / 2 - hypot(x, y);
    return outline_room(&b->edge, x, y);
}

static void set_size(pen *p, body *b, int width, int height)
{
    b->width = width * p->grid;
    b->height = height * p->grid;
    if (b->kind == FOOTPRINT_OUTLINE)
        outline_draw(&p->stream, width, height, p->grid, &b->edge);
    else if (b->kind == FOOTPRINT_RECTANGLE)
        outline_rectangle(b->width, b->height, &b->edge);
}

static bool is_apart(const body *b, double x, double y, double radius, double gap)
{
    for (uint32_t i = 0; i < b->hole_count; i++) {
        const hole *h = &b->holes[i];
        double reach = h->radius > 0 ? h->radius : hypot(h->width, h->height) / 2;
        if (hypot(h->x - x, h->y - y) < reach + radius + gap)
            return false;
    }
    return true;
}

/* A round hole at a random place with room for it, or none. */
static void add_round_hole(pen *p, body *b)
{
    double half = p->grid / 2;
    int across = (int)(b->width / p->grid), up = (int)(b->height / p->grid);
    for (int attempt = 0; attempt < 12 && b->hole_count < HOLES_MAX; attempt++) {
        double x = (pick(p, 0, across) - across / 2.0) * p->grid, y = (pick(p, 0, up) - up / 2.0) * p->grid;
        int most = (int)floor((body_room(b, x, y) - half) / half);
        if (most < 1)
            continue;
        double radius = pick(p, most > 1 ? 2 : 1, most) * half;
        if (!is_apart(b, x, y, radius, half))
            continue;
        b->holes[b->hole_count++] = (hole){.x = x, .y = y, .radius = radius};
        return;
    }
}

/* In the middle; rectangles may have one of their own kind. */
static void add_middle_hole(pen *p, body *b)
{
    int across = (int)(b->width / p->grid), up = (int)(b->height / p->grid);
    if (b->kind == FOOTPRINT_RECTANGLE && pick(p, 0, 1)) {
        b->holes[b->hole_count++] =
            (hole){.width = pick(p, 1, across - 2) * p->grid, .height = pick(p, 1, up - 2) * p->grid};
        return;
    }
    int most = (int)floor((body_room(b, 0, 0) - p->grid / 2) / (p->grid / 2));
    if (most >= 1)
        b->holes[b->hole_count++] = (hole){.radius = pick(p, most > 1 ? 2 : 1, most) * p->grid / 2};
}

static void add_holes(pen *p, body *b)
{
    int wanted = pick(p, 1, 2);
    if (b->kind != FOOTPRINT_OUTLINE && pick(p, 0, 1)) {
        add_middle_hole(p, b);
        wanted = pick(p, 0, 1);
    }
    for (int i = 0; i < wanted; i++)
        add_round_hole(p, b);
}

/* ---- parts, one function a level ---- */

static void use_plane(pen *p, part *out)
{
    out->plane[0] = &planes[pick(p, 0, 2)];
    out->plane_count = 1;
}

/* A box or a cylinder in the middle. */
static void draw_level_1(pen *p, part *out)
{
    body *b = &out->bodies[out->body_count++];
    int length = pick(p, 2, p->most);
    out->plane_count = 1;
    out->plane[0] = &planes[0];
    b->kind = pick(p, 0, 3) ? FOOTPRINT_RECTANGLE : FOOTPRINT_CIRCLE;
    if (b->kind == FOOTPRINT_CIRCLE)
        use_plane(p, out);
    int width = pick(p, 2, p->most), height = b->kind == FOOTPRINT_CIRCLE ? width : pick(p, 2, p->most);
    set_size(p, b, width, height);
    b->length = length * p->grid;
    out->offset[0] = -b->length / 2;
}

/* A plate or a disc in the middle, with holes. */
static void draw_level_2(pen *p, part *out)
{
    body *b = &out->bodies[out->body_count++];
    use_plane(p, out);
    b->kind = pick(p, 0, 2) ? FOOTPRINT_RECTANGLE : FOOTPRINT_CIRCLE;
    int width = pick(p, 4, p->most);
    set_size(p, b, width, b->kind == FOOTPRINT_CIRCLE ? width : pick(p, 4, p->most));
    add_holes(p, b);
    b->length = pick(p, 1, p->most) * p->grid;
    out->offset[0] = -b->length / 2;
}

/* One extruded outline whose greatest extent is as large as the grid lets it be. */
static void draw_level_3(pen *p, part *out)
{
    body *b = &out->bodies[out->body_count++];
    int extents[3] = {pick(p, 3, p->most), pick(p, 3, p->most), pick(p, 1, p->most)};
    extents[pick(p, 0, 2)] = p->most;
    use_plane(p, out);
    b->kind = FOOTPRINT_OUTLINE;
    set_size(p, b, extents[0], extents[1]);
    if (pick(p, 0, 1))
        add_holes(p, b);
    b->length = extents[2] * p->grid;
    out->offset[0] = -b->length / 2;
}

/* A body that stands on the first: somewhere over it, so that they share a face. */
static void add_standing_body(pen *p, part *out, int steps)
{
    const body *base = &out->bodies[0];
    body *b = &out->bodies[out->body_count];
    int across = (int)(base->width / p->grid), up = (int)(base->height / p->grid);
    for (int attempt = 0; attempt < 16; attempt++) {
        double x = (pick(p, 0, across) - across / 2.0) * p->grid, y = (pick(p, 0, up) - up / 2.0) * p->grid;
        if (body_room(base, x, y) < p->grid / 2 || !is_apart(base, x, y, 0, p->grid / 2))
            continue;
        *b = (body){.kind = (footprint_kind)pick(p, 0, 2), .x = x, .y = y, .length = steps * p->grid};
        int limit_x = p->most - (int)(2 * fabs(x) / p->grid), limit_y = p->most - (int)(2 * fabs(y) / p->grid);
        int width = pick(p, 2, limit_x < across ? limit_x : across), height = pick(p, 2, limit_y < up ? limit_y : up);
        if (b->kind == FOOTPRINT_CIRCLE)
            width = height = width < height ? width : height;
        set_size(p, b, width, height);
        if (b->kind != FOOTPRINT_CIRCLE && width >= 4 && height >= 4 && pick(p, 0, 2) == 0)
            add_round_hole(p, b);
        out->body_count++;
        return;
    }
}

/* A bar through the middle, along another axis. */
static void add_crossing_body(pen *p, part *out)
{
    body *b = &out->bodies[out->body_count++];
    int normal = out->plane[0]->axis;
    out->plane[1] = &planes[pick(p, 0, 1)];
    for (int i = 0; out->plane[1]->axis == normal; i++)
        out->plane[1] = &planes[i];
    out->plane_count = 2;
    *b = (body){.kind = pick(p, 0, 1) ? FOOTPRINT_CIRCLE : FOOTPRINT_RECTANGLE, .work_plane = 1, .length = p->most * p->grid};
    int width = pick(p, 2, p->most / 2);
    set_size(p, b, width, b->kind == FOOTPRINT_CIRCLE ? width : pick(p, 2, p->most / 2));
    out->offset[1] = -b->length / 2;
}

/* A base below its work plane, and `standing` bodies above it. */
static void draw_standing(pen *p, part *out, uint32_t standing)
{
    body *base = &out->bodies[out->body_count++];
    int below = pick(p, 1, p->most - 2), above = pick(p, 1, p->most - below);
    int width = pick(p, 4, p->most), height = pick(p, 4, p->most);
    *(pick(p, 0, 1) ? &width : &height) = p->most;
    use_plane(p, out);
    base->kind = (footprint_kind)pick(p, 0, 2);
    if (base->kind == FOOTPRINT_CIRCLE)
        width = height = p->most;
    set_size(p, base, width, height);
    if (pick(p, 0, 1))
        add_holes(p, base);
    base->length = -below * p->grid;
    out->offset[0] = (below - above) * p->grid / 2;
    for (uint32_t i = 0; i < standing; i++)
        add_standing_body(p, out, i == 0 ? above : pick(p, 1, above));
}

static void draw_level_4(pen *p, part *out)
{
    bool crossing = pick(p, 0, 2) == 0;
    if (crossing) {
        draw_level_2(p, out);
        out->bodies[0].hole_count = 0;
        add_crossing_body(p, out);
    } else {
        draw_standing(p, out, 1);
    }
}

static void draw_level_5(pen *p, part *out)
{
    draw_standing(p, out, (uint32_t)pick(p, 2, 3));
    if (pick(p, 0, 1))
        add_crossing_body(p, out);
}

static void (*const draw_level[SYNTH_LEVEL_MAX])(pen *, part *) = {draw_level_1, draw_level_2, draw_level_3, draw_level_4,
                                                                   draw_level_5};

/* ---- text ---- */

static lathe_status print_place(bytes *out, double x, double y, lathe_error *err)
{
    return bytes_printf(out, err, ".push([(%g,%g)])", x, y);
}

static lathe_status print_holes(const body *b, bool pushed, bytes *out, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; st == LATHE_OK && i < b->hole_count; i++) {
        const hole *h = &b->holes[i];
        double x = b->x + h->x, y = b->y + h->y;
        /* A sketch begins at its origin; only other places need a push. */
        if (pushed || fabs(x) > 0 || fabs(y) > 0) {
            st = print_place(out, x, y, err);
            pushed = true;
        }
        if (st == LATHE_OK && h->radius > 0)
            st = bytes_printf(out, err, ".circle(%g,mode='s')", h->radius);
        else if (st == LATHE_OK)
            st = bytes_printf(out, err, ".rect(%g,%g,mode='s')", h->width, h->height);
    }
    return st;
}

static lathe_status print_sketch(const body *b, bytes *out, lathe_error *err)
{
    bool pushed = false;
    lathe_status st = bytes_printf(out, err, "w%d.sketch()", b->work_plane);
    if (st == LATHE_OK && b->kind == FOOTPRINT_OUTLINE) {
        outline moved = b->edge;
        for (uint32_t i = 0; i < moved.count; i++) {
            outline_point *q = &moved.points[i];
            *q = (outline_point){q->x + b->x, q->y + b->y, q->arc, q->mid_x + b->x, q->mid_y + b->y};
        }
        st = outline_print(&moved, out, err);
    } else if (st == LATHE_OK) {
        pushed = fabs(b->x) > 0 || fabs(b->y) > 0;
        if (pushed)
            st = print_place(out, b->x, b->y, err);
        if (st == LATHE_OK && b->kind == FOOTPRINT_CIRCLE)
            st = bytes_printf(out, err, ".circle(%g)", b->width / 2);
        else if (st == LATHE_OK)
            st = bytes_printf(out, err, ".rect(%g,%g)", b->width, b->height);
    }
    if (st == LATHE_OK)
        st = print_holes(b, pushed, out, err);
    return st == LATHE_OK ? bytes_printf(out, err, ".finalize().extrude(%g)", b->length) : st;
}

static lathe_status print_primitive(const body *b, bytes *out, lathe_error *err)
{
    double length = fabs(b->length);
    lathe_status st = bytes_printf(out, err, "w%d.workplane(offset=%g/2)", b->work_plane, b->length);
    if (st == LATHE_OK && (fabs(b->x) > 0 || fabs(b->y) > 0))
        st = bytes_printf(out, err, ".moveTo(%g,%g)", b->x, b->y);
    if (st != LATHE_OK)
        return st;
    return b->kind == FOOTPRINT_CIRCLE ? bytes_printf(out, err, ".cylinder(%g,%g)", length, b->width / 2)
                                       : bytes_printf(out, err, ".box(%g,%g,%g)", b->width, b->height, length);
}

static lathe_status print_part(const part *p, bytes *out, lathe_error *err)
{
    lathe_status st = bytes_printf(out, err, "import cadquery as cq\n");
    for (uint32_t i = 0; st == LATHE_OK && i < p->plane_count; i++) {
        double origin[3] = {0};
        origin[p->plane[i]->axis] += p->offset[i];
        st = bytes_printf(out, err, "w%u=cq.Workplane('%s',origin=(%g,%g,%g))\n", i, p->plane[i]->name, origin[0],
                          origin[1], origin[2]);
    }
    for (uint32_t i = 0; st == LATHE_OK && i < p->body_count; i++) {
        const body *b = &p->bodies[i];
        st = bytes_printf(out, err, i ? ".union(" : "r=");
        if (st == LATHE_OK && b->kind != FOOTPRINT_OUTLINE && b->hole_count == 0)
            st = print_primitive(b, out, err);
        else if (st == LATHE_OK)
            st = print_sketch(b, out, err);
        if (st == LATHE_OK && i)
            st = bytes_printf(out, err, ")");
    }
    return st;
}

lathe_status synth_script(const synth_options *options, uint32_t index, bytes *out, uint32_t *out_level, lathe_error *err)
{
    pen p = {.stream = philox_stream_at(options->seed, PHILOX_SYNTHESISE, 0, 0, index, 0),
             .grid = options->grid,
             .most = EXTENT / (int)options->grid};
    part drawn = {0};
    uint32_t level = (uint32_t)pick(&p, (int)options->level_low, (int)options->level_high);
    draw_level[level - 1](&p, &drawn);
    size_t before = out->length;
    lathe_status st = print_part(&drawn, out, err);
    if (st != LATHE_OK)
        out->length = before;
    else if (out_level)
        *out_level = level;
    return st;
}
