/* sketch_hull.c: the convex hull of segments and circular arcs, by a walk around from the lowest of them.
 *
 * A walk goes from one entity (a point, or an arc taken as its whole circle) to the one that the line touching both
 * reaches at the smallest angle not below the present one. Points are left behind once reached; arcs may come again. */
#include "reward/cadquery/sketch/sketch.h"

typedef struct point {
    double x, y;
} point;

typedef struct entity {
    bool is_arc;
    point p; /* or the centre */
    double r, first, last; /* of an arc; radians */
} entity;

/* From one entity to the next: the line between them and its direction. */
typedef struct step {
    double angle;
    point from, to;
} step;

typedef struct walk {
    entity **left;  /* what may come next: arcs, then points */
    size_t count;
    const entity **origin; /* for each visited, which entity it is */
    step *steps;
    size_t step_count, capacity;
} walk;

/* atan2 from 0 to 2 pi. */
static double turn_of(double x, double y)
{
    double angle = atan2(y, x);
    return angle < 0 ? fmod(2 * M_PI + angle, 2 * M_PI) : angle;
}

static lathe_status math_error(script_vm *vm, lathe_error *err)
{
    return script_raise(vm, err, "ValueError", "math domain error");
}

/* ---- lines that touch two entities ---- */

/* Where the two tangents from a point touch a circle. */
static lathe_status touch(script_vm *vm, point p, point c, double r, point out[2], lathe_error *err)
{
    double dx = p.x - c.x, dy = p.y - c.y, l = sqrt(pow(dx, 2) + pow(dy, 2));
    double r2 = pow(r, 2), l2 = pow(l, 2);
    if (l2 == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    if (l2 - r2 < 0)
        return math_error(vm, err);
    double along = r2 / l2, across = r / l2 * sqrt(l2 - r2);
    out[0] = (point){ along * dx - across * dy + c.x, along * dy + across * dx + c.y };
    out[1] = (point){ along * dx + across * dy + c.x, along * dy - across * dx + c.y };
    return LATHE_OK;
}

static lathe_status point_to_arc(script_vm *vm, point p, const entity *arc, step *out, lathe_error *err)
{
    point t[2];
    TRY(touch(vm, p, arc->p, arc->r, t, err));
    double a = turn_of(t[0].x - p.x, t[0].y - p.y), b = turn_of(t[1].x - p.x, t[1].y - p.y);
    *out = b < a ? (step){ b, p, t[1] } : (step){ a, p, t[0] };
    return LATHE_OK;
}

static lathe_status arc_to_point(script_vm *vm, const entity *arc, point p, step *out, lathe_error *err)
{
    point t[2];
    TRY(touch(vm, p, arc->p, arc->r, t, err));
    double a = turn_of(p.x - t[0].x, p.y - t[0].y), b = turn_of(p.x - t[1].x, p.y - t[1].y);
    *out = b > a ? (step){ b, t[1], p } : (step){ a, t[0], p };
    return LATHE_OK;
}

/* Unit vectors from either centre to where the two outer tangents touch. */
static lathe_status outer_normals(script_vm *vm, const entity *a, const entity *b, point out[2], lathe_error *err)
{
    const entity *big = a->r > b->r ? a : b, *small = a->r > b->r ? b : a;
    if (a->r != b->r) {
        point t[2];
        double r = big->r - small->r;
        TRY(touch(vm, small->p, big->p, r, t, err));
        for (int i = 0; i < 2; i++)
            out[i] = (point){ (t[i].x - big->p.x) / r, (t[i].y - big->p.y) / r };
        return LATHE_OK;
    }
    double dx = b->p.x - a->p.x, dy = b->p.y - a->p.y, l = sqrt(pow(dx, 2) + pow(dy, 2));
    if (l == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    out[0] = (point){ -dy / l, dx / l };
    out[1] = (point){ dy / l, -dx / l };
    return LATHE_OK;
}

static lathe_status arc_to_arc(script_vm *vm, const entity *a, const entity *b, step *out, lathe_error *err)
{
    point n[2];
    step s[2];
    double off[2];
    TRY(outer_normals(vm, a, b, n, err));
    for (int i = 0; i < 2; i++) {
        s[i].from = (point){ a->p.x + n[i].x * a->r, a->p.y + n[i].y * a->r };
        s[i].to = (point){ b->p.x + n[i].x * b->r, b->p.y + n[i].y * b->r };
        s[i].angle = turn_of(s[i].to.x - s[i].from.x, s[i].to.y - s[i].from.y);
        /* The walk is anticlockwise: a feasible line leaves along the circle's own direction. */
        double leaving = fmod(turn_of(s[i].from.x - a->p.x, s[i].from.y - a->p.y) + M_PI / 2, 2 * M_PI);
        off[i] = fabs(leaving - s[i].angle);
    }
    *out = off[1] < off[0] ? s[1] : s[0];
    return LATHE_OK;
}

static lathe_status step_between(script_vm *vm, const entity *a, const entity *b, step *out, lathe_error *err)
{
    if (a == b)
        *out = (step){ INFINITY, { INFINITY, INFINITY }, { INFINITY, INFINITY } };
    else if (a->is_arc && b->is_arc)
        return arc_to_arc(vm, a, b, out, err);
    else if (a->is_arc)
        return arc_to_point(vm, a, b->p, out, err);
    else if (b->is_arc)
        return point_to_arc(vm, a->p, b, out, err);
    else
        *out = (step){ turn_of(b->p.x - a->p.x, b->p.y - a->p.y), a->p, b->p };
    return LATHE_OK;
}

/* ---- entities ---- */

static bool is_lower(point a, point b)
{
    return a.y < b.y || (a.y == b.y && a.x < b.x);
}

/* Of an arc that does not pass its circle's bottom: the lower end, seen from the centre, as CadQuery has it. */
static point lowest_of(const entity *e)
{
    if (!e->is_arc)
        return e->p;
    if (e->first < 1.5 * M_PI && e->last > 1.5 * M_PI)
        return (point){ e->p.x, e->p.y - e->r };
    point a = { e->r * cos(e->first), e->r * sin(e->first) }, b = { e->r * cos(e->last), e->r * sin(e->last) };
    return is_lower(b, a) ? b : a;
}

static void add_point(walk *w, entity *store, size_t arcs, kernel_vec at)
{
    for (size_t i = arcs; i < w->count; i++) {
        if (w->left[i]->p.x == at.x && w->left[i]->p.y == at.y)
            return;
    }
    store[w->count] = (entity){ .p = { at.x, at.y } };
    w->left[w->count] = &store[w->count];
    w->count++;
}

static lathe_status read_arc(script_vm *vm, const kernel_shape *edge, entity *out, lathe_error *err)
{
    kernel_vec center;
    out->is_arc = true;
    KERNEL(kernel_curve_center(edge, &center, err));
    KERNEL(kernel_curve_radius(edge, &out->r, err));
    KERNEL(kernel_curve_bounds(edge, &out->first, &out->last, err));
    out->p = (point){ center.x, center.y };
    return LATHE_OK;
}

/* Arcs first, then the different end points of the lines. */
static lathe_status read_entities(script_vm *vm, script_value edges, walk *w, entity *store, lathe_error *err)
{
    const char *name;
    kernel_vec a, b;
    TRY(sketch_require_shapes(vm, edges, err));
    for (size_t i = 0; i < edges.list->count; i++) {
        const kernel_shape *edge = shape_of(edges.list->items[i])->kernel;
        KERNEL(kernel_geometry_name(edge, &name, err));
        if (__builtin_strcmp(name, "CIRCLE") == 0) {
            w->left[w->count] = &store[w->count];
            TRY(read_arc(vm, edge, &store[w->count++], err));
        } else if (__builtin_strcmp(name, "LINE") != 0) {
            return script_raise(vm, err, "ValueError", "Unsupported geometry {gt}");
        }
    }
    size_t arcs = w->count;
    for (size_t i = 0; i < edges.list->count; i++) {
        const kernel_shape *edge = shape_of(edges.list->items[i])->kernel;
        KERNEL(kernel_geometry_name(edge, &name, err));
        if (__builtin_strcmp(name, "LINE") != 0)
            continue;
        TRY(script_spend(vm, 1 + (uint32_t)(w->count / 64), err));
        KERNEL(kernel_curve_start(edge, &a, err));
        KERNEL(kernel_curve_end(edge, &b, err));
        add_point(w, store, arcs, a);
        add_point(w, store, arcs, b);
    }
    return LATHE_OK;
}

/* The lowest point, or an arc that reaches below it. */
static entity *lowest_entity(const walk *w)
{
    entity *point_found = NULL, *arc = NULL;
    for (size_t i = 0; i < w->count; i++) {
        entity **best = w->left[i]->is_arc ? &arc : &point_found;
        if (!*best || is_lower(lowest_of(w->left[i]), lowest_of(*best)))
            *best = w->left[i];
    }
    if (!arc || !point_found)
        return arc ? arc : point_found;
    return is_lower(lowest_of(arc), lowest_of(point_found)) ? arc : point_found;
}

/* ---- the walk ---- */

static lathe_status add_step(script_vm *vm, walk *w, step s, const entity *reached, lathe_error *err)
{
    if (w->step_count == w->capacity) {
        void *steps, *origin;
        size_t capacity = w->capacity * 2;
        TRY(script_alloc(vm, capacity * sizeof *w->steps, &steps, err));
        TRY(script_alloc(vm, (capacity + 1) * sizeof *w->origin, &origin, err));
        __builtin_memcpy(steps, w->steps, w->step_count * sizeof *w->steps);
        __builtin_memcpy(origin, w->origin, (w->step_count + 1) * sizeof *w->origin);
        w->steps = steps;
        w->origin = origin;
        w->capacity = capacity;
    }
    w->steps[w->step_count++] = s;
    w->origin[w->step_count] = reached;
    return LATHE_OK;
}

static lathe_status walk_around(script_vm *vm, walk *w, lathe_error *err)
{
    const entity *at = w->origin[0];
    double angle = 0;
    do {
        step best = { 0 }, next;
        size_t chosen = 0;
        double least = INFINITY;
        if (w->count == 0)
            return script_raise(vm, err, "ValueError", "attempt to get argmin of an empty sequence");
        TRY(script_spend(vm, 1 + (uint32_t)w->count, err));
        for (size_t i = 0; i < w->count; i++) {
            TRY(step_between(vm, at, w->left[i], &next, err));
            if (i == 0 || (next.angle >= angle && next.angle < least)) {
                chosen = i;
                best = next;
                least = next.angle >= angle ? next.angle : INFINITY;
            }
        }
        at = w->left[chosen];
        angle = least;
        TRY(add_step(vm, w, best, at, err));
        if (!at->is_arc) {
            w->count--;
            __builtin_memmove(&w->left[chosen], &w->left[chosen + 1], (w->count - chosen) * sizeof *w->left);
        }
    } while (at != w->origin[0]);
    return LATHE_OK;
}

static lathe_status arc_between(script_vm *vm, const entity *arc, const step *before, const step *after,
                                script_value list, lathe_error *err)
{
    shape_object *edge;
    double a = turn_of(before->to.x - arc->p.x, before->to.y - arc->p.y) * (180 / M_PI);
    double b = turn_of(after->from.x - arc->p.x, after->from.y - arc->p.y) * (180 / M_PI);
    const kernel_vec center = { arc->p.x, arc->p.y, 0 }, up = { 0, 0, 1 };
    KEEP(&edge, kernel_edge_circle(arc->r, center, up, a, b, true, &raw, err));
    return script_list_append(vm, list.list, shape_value(edge), err);
}

/* Lines of the steps with arcs between them. */
static lathe_status edges_of_walk(script_vm *vm, const walk *w, script_value *out, lathe_error *err)
{
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < w->step_count; i++) {
        const step *s = &w->steps[i], *after = &w->steps[(i + 1) % w->step_count];
        const kernel_vec a = { s->from.x, s->from.y, 0 }, b = { s->to.x, s->to.y, 0 };
        const entity *reached = w->origin[i + 1];
        shape_object *edge;
        if (!isfinite(a.x)) /* an entity that meets itself alone */
            return script_raise_as(vm, err, "StdFail_NotDone", objects_exceptions[0], "BRep_API: command not done");
        KEEP(&edge, kernel_edge_line(a, b, &raw, err));
        TRY(script_list_append(vm, out->list, shape_value(edge), err));
        if (reached->is_arc)
            TRY(arc_between(vm, reached, s, after, *out, err));
    }
    return LATHE_OK;
}

lathe_status sketch_find_hull(script_vm *vm, script_value edges, shape_object **out, lathe_error *err)
{
    walk w = { .capacity = 2 * edges.list->count + 4 };
    void *store, *left, *steps, *origin;
    script_value list;
    kernel_array array;
    TRY(script_alloc(vm, w.capacity * sizeof(entity), &store, err));
    TRY(script_alloc(vm, w.capacity * sizeof(entity *), &left, err));
    TRY(script_alloc(vm, w.capacity * sizeof(step), &steps, err));
    TRY(script_alloc(vm, (w.capacity + 1) * sizeof(entity *), &origin, err));
    w.left = left;
    w.steps = steps;
    w.origin = origin;
    TRY(read_entities(vm, edges, &w, store, err));
    w.origin[0] = lowest_entity(&w);
    if (!w.origin[0])
        return script_raise(vm, err, "ValueError", "No entities specified");
    TRY(walk_around(vm, &w, err));
    TRY(edges_of_walk(vm, &w, &list, err));
    TRY(objects_shapes_in(vm, list, &array, err));
    KEEP(out, kernel_wire_assemble(array.items, array.count, &raw, err));
    return LATHE_OK;
}
