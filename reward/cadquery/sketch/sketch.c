/* sketch.c: Sketch: shapes placed at its selection, and outlines of edges. */
#include "reward/cadquery/methods.h"

#include <math.h>
#include <string.h>

static const kernel_vec zero = { 0, 0, 0 }, up = { 0, 0, 1 };

static double radians(double degrees)
{
    return degrees * (M_PI / 180.0);
}

static lathe_status done(const script_call *call, script_value *out)
{
    *out = call->self;
    return LATHE_OK;
}

lathe_status sketch_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s;
    location_object *place;
    if (!script_is_none(call->args[0]) || !script_is_none(call->args[1]))
        return script_unsupported(vm, err, "Sketch(parent=, locs=)");
    TRY(objects_new_sketch(vm, NULL, &s, err));
    KEEP_PLACE(&place, kernel_location_identity(&raw, err));
    TRY(script_list_append(vm, s->places.list, script_of_object(place->self), err));
    if (shape_of(call->args[2]))
        s->faces = shape_of(call->args[2]);
    *out = script_of_object(s->self);
    return LATHE_OK;
}

/* Where sketches of a workplane lie: at the stack's vectors, shapes and locations, else on the plane. */
lathe_status workplane_locations(script_vm *vm, workplane *w, script_value list, lathe_error *err)
{
    location_object *place;
    for (size_t i = 0; i < w->objects.list->count; i++) {
        script_value v = w->objects.list->items[i];
        if (vector_of(v) || shape_of(v)) {
            kernel_vec center;
            TRY(objects_center(vm, v, &center, err));
            KEEP_PLACE(&place, kernel_location_of_plane(&w->plane, center, &raw, err));
            TRY(script_list_append(vm, list.list, script_of_object(place->self), err));
        } else if (location_of(v)) {
            TRY(script_list_append(vm, list.list, v, err));
        }
    }
    if (list.list->count)
        return LATHE_OK;
    KEEP_PLACE(&place, kernel_location_of_plane(&w->plane, w->plane.origin, &raw, err));
    return script_list_append(vm, list.list, script_of_object(place->self), err);
}

lathe_status workplane_sketch(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *parent;
    sketch *s;
    TRY(objects_next_workplane(vm, w, &parent, err));
    TRY(objects_new_sketch(vm, parent, &s, err));
    TRY(workplane_locations(vm, w, s->places, err));
    *out = script_of_object(s->self);
    return script_list_append(vm, parent->objects.list, *out, err);
}

lathe_status workplane_place_sketch(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *next;
    const script_list *sketches = call->args[0].list;
    TRY(objects_next_workplane(vm, w, &next, err));
    for (size_t i = 0; i < sketches->count; i++) {
        const sketch *from = sketch_of(sketches->items[i]);
        sketch *copy;
        if (!from)
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'copy'",
                                script_type_name(sketches->items[i]));
        TRY(objects_new_sketch(vm, NULL, &copy, err));
        KEEP(&copy->faces, kernel_copy(from->faces->kernel, &raw, err));
        copy->faces->type = from->faces->type;
        TRY(workplane_locations(vm, w, copy->places, err));
        TRY(script_list_append(vm, next->objects.list, script_of_object(copy->self), err));
    }
    *out = workplane_value(next);
    return LATHE_OK;
}

lathe_status sketch_finalize(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm, (void)err;
    const sketch *s = sketch_of(call->self);
    *out = s->parent ? workplane_value(s->parent) : script_none();
    return LATHE_OK;
}

lathe_status sketch_placed_faces(script_vm *vm, sketch *s, script_value list, lathe_error *err)
{
    /* Edges of a sketch without faces are given instead, and passed over by whoever wants faces. */
    for (size_t i = 0; i < s->places.list->count; i++) {
        shape_object *moved;
        TRY(shape_moved(vm, s->faces, location_of(s->places.list->items[i]), &moved, err));
        TRY(shape_parts(vm, moved, KERNEL_FACE, list, err));
    }
    return LATHE_OK;
}

lathe_status sketch_iterate(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    TRY(objects_new_list(vm, out, err));
    return sketch_placed_faces(vm, sketch_of(self), *out, err);
}

/* ---- adding shapes ---- */

/* Where the next shape goes: at each of the selection, or once as it is. */
static lathe_status places_of(script_vm *vm, const sketch *s, bool ignore, script_value *out, lathe_error *err)
{
    location_object *place;
    TRY(objects_new_list(vm, out, err));
    if (s->has_selection && s->selection.list->count && !ignore) {
        for (size_t i = 0; i < s->selection.list->count; i++) {
            script_value v = s->selection.list->items[i];
            if (!location_of(v)) {
                kernel_vec center;
                TRY(objects_center(vm, v, &center, err));
                KEEP_PLACE(&place, kernel_location_at(center, &raw, err));
                v = script_of_object(place->self);
            }
            TRY(script_list_append(vm, out->list, v, err));
        }
        return LATHE_OK;
    }
    KEEP_PLACE(&place, kernel_location_identity(&raw, err));
    return script_list_append(vm, out->list, script_of_object(place->self), err);
}

static lathe_status set_tag(script_vm *vm, sketch *s, script_value tag, script_value list, lathe_error *err)
{
    bool given;
    TRY(script_to_truth(vm, tag, &given, err));
    return given ? script_dict_set(vm, s->tags.dict, tag, list, err) : LATHE_OK;
}

static lathe_status apply_mode(script_vm *vm, sketch *s, script_value made, script_value mode, bool tagged,
                               lathe_error *err)
{
    static const struct {
        const char *name;
        kernel_operation operation;
    } modes[] = { { "a", KERNEL_FUSE }, { "s", KERNEL_CUT }, { "i", KERNEL_COMMON } };
    kernel_array tools;
    for (size_t i = 0; i < 3; i++) {
        if (!is_text(mode, modes[i].name))
            continue;
        const kernel_boolean how = { modes[i].operation, false, 0 };
        TRY(objects_shapes_in(vm, made, &tools, err));
        TRY(shape_combine(vm, &how, s->faces, &tools, &s->faces, err));
        /* One face that is all there is may be a compound that Python calls a Face. */
        if (made.list->count == 1 && kernel_is_same(s->faces->kernel, shape_of(made.list->items[0])->kernel))
            s->faces->type = shape_of(made.list->items[0])->type;
        return LATHE_OK;
    }
    if (is_text(mode, "r"))
        return shape_compound(vm, made, &s->faces, err);
    if (is_text(mode, "c")) {
        if (!tagged)
            return script_raise(vm, err, "ValueError", "No tag specified - the geometry will be unreachable");
        return LATHE_OK;
    }
    script_value text;
    TRY(script_to_str(vm, mode, &text, err));
    return script_raise(vm, err, "ValueError", "Invalid mode: %s", text.str->text);
}

/* A face put at each place by `located` (its own place is dropped) or moved, then combined. */
typedef struct placing {
    const shape_object *shape;
    bool located, ignore_selection;
    script_value mode, tag;
} placing;

static lathe_status place_shape(script_vm *vm, sketch *s, const placing *p, lathe_error *err)
{
    script_value places, made;
    bool tagged;
    TRY(places_of(vm, s, p->ignore_selection, &places, err));
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < places.list->count; i++) {
        const location_object *place = location_of(places.list->items[i]);
        shape_object *placed;
        if (p->located)
            KEEP(&placed, kernel_located(p->shape->kernel, place->kernel, &raw, err));
        else
            TRY(shape_moved(vm, p->shape, place, &placed, err));
        placed->type = p->shape->type;
        if (placed->type == KERNEL_COMPOUND)
            TRY(shape_parts(vm, placed, KERNEL_FACE, made, err));
        else
            TRY(script_list_append(vm, made.list, shape_value(placed), err));
    }
    TRY(set_tag(vm, s, p->tag, made, err));
    TRY(script_to_truth(vm, p->tag, &tagged, err));
    return apply_mode(vm, s, made, p->mode, tagged, err);
}

/* mode and tag stand at `at` and after it. */
static lathe_status place_face(script_vm *vm, const script_call *call, size_t at, shape_object *face, bool located,
                               script_value *out, lathe_error *err)
{
    const placing p = { face, located, false, call->args[at], call->args[at + 1] };
    TRY(place_shape(vm, sketch_of(call->self), &p, err));
    return done(call, out);
}

static lathe_status face_of_wire(script_vm *vm, const shape_object *wire, shape_object **out, lathe_error *err)
{
    const kernel_shape *list[] = { wire->kernel };
    KEEP(out, kernel_face_from_wires(list, 1, &raw, err));
    (*out)->type = KERNEL_FACE;
    return LATHE_OK;
}

lathe_status sketch_rect(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double w, h, angle;
    shape_object *face;
    TRY(argument(vm, call, 0, &w, err));
    TRY(argument(vm, call, 1, &h, err));
    TRY(argument(vm, call, 2, &angle, err));
    KEEP(&face, kernel_face_plane(h, w, zero, up, &raw, err));
    KEEP(&face, kernel_rotate(face->kernel, zero, up, angle, &raw, err));
    return place_face(vm, call, 3, face, true, out, err);
}

lathe_status sketch_circle(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double radius;
    shape_object *wire, *face;
    TRY(argument(vm, call, 0, &radius, err));
    TRY(outline_circle(vm, radius, zero, up, &wire, err));
    TRY(face_of_wire(vm, wire, &face, err));
    return place_face(vm, call, 1, face, true, out, err);
}

lathe_status sketch_ellipse(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double a, b, angle;
    shape_object *wire, *face;
    TRY(argument(vm, call, 0, &a, err));
    TRY(argument(vm, call, 1, &b, err));
    TRY(argument(vm, call, 2, &angle, err));
    TRY(outline_ellipse(vm, a, b, angle, &wire, err));
    TRY(face_of_wire(vm, wire, &face, err));
    return place_face(vm, call, 3, face, true, out, err);
}

/* A face of a wire, turned by an angle; angle, mode and tag stand at `at` and after it. */
static lathe_status place_outline(script_vm *vm, const script_call *call, size_t at, const shape_object *wire,
                                  script_value *out, lathe_error *err)
{
    shape_object *face;
    location_object *turn;
    double angle;
    TRY(face_of_wire(vm, wire, &face, err));
    TRY(argument(vm, call, at, &angle, err));
    if (angle != 0) {
        KEEP_PLACE(&turn, kernel_location_about(zero, up, angle, &raw, err));
        TRY(shape_moved(vm, face, turn, &face, err));
    }
    return place_face(vm, call, at + 1, face, false, out, err);
}

static lathe_status place_polygon(script_vm *vm, const script_call *call, size_t at, const kernel_vec *points,
                                  size_t count, script_value *out, lathe_error *err)
{
    shape_object *wire;
    KEEP(&wire, kernel_wire_polygon(points, count, true, &raw, err));
    return place_outline(vm, call, at, wire, out, err);
}

lathe_status sketch_polygon(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    void *memory;
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    TRY(script_alloc(vm, (count + 1) * sizeof(kernel_vec), &memory, err));
    kernel_vec *points = memory;
    for (size_t i = 0; i < count; i++)
        TRY(objects_to_vec(vm, items[i], &points[i], err));
    return place_polygon(vm, call, 1, points, count, out, err);
}

lathe_status sketch_regular_polygon(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double radius;
    int64_t n;
    void *memory;
    TRY(argument(vm, call, 0, &radius, err));
    TRY(script_to_int(vm, call->args[1], &n, err));
    if (n == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    if (n < 0)
        n = -1;
    TRY(script_alloc(vm, (size_t)(n + 2) * sizeof(kernel_vec), &memory, err));
    kernel_vec *points = memory;
    for (int64_t i = 0; i <= n; i++) {
        double turn = (double)i * 2 * M_PI / (double)n;
        points[i] = (kernel_vec){ radius * sin(turn), radius * cos(turn), 0 };
    }
    return place_polygon(vm, call, 2, points, (size_t)(n + 1), out, err);
}

lathe_status sketch_trapezoid(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double w, h, a1, a2;
    bool second;
    TRY(argument(vm, call, 0, &w, err));
    TRY(argument(vm, call, 1, &h, err));
    TRY(argument(vm, call, 2, &a1, err));
    TRY(argument_truth(vm, call, 3, &second, err));
    a2 = a1;
    if (second)
        TRY(argument(vm, call, 3, &a2, err));
    if (tan(radians(a1)) == 0 || tan(radians(a2)) == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    const kernel_vec points[] = { { -w / 2, -h / 2, 0 },
                                  { w / 2, -h / 2, 0 },
                                  { w / 2 - h / tan(radians(a2)), h / 2, 0 },
                                  { -w / 2 + h / tan(radians(a1)), h / 2, 0 },
                                  { -w / 2, -h / 2, 0 } };
    return place_polygon(vm, call, 4, points, 5, out, err);
}

lathe_status sketch_slot(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double w, h;
    shape_object *wire;
    TRY(argument(vm, call, 0, &w, err));
    TRY(argument(vm, call, 1, &h, err));
    const kernel_vec corners[] = { { -w / 2, h / 2, 0 }, { w / 2, h / 2, 0 }, { w / 2, -h / 2, 0 }, { -w / 2, -h / 2, 0 } };
    const kernel_vec bows[] = { { w / 2 + h / 2, 0, 0 }, { -w / 2 - h / 2, 0, 0 } };
    TRY(outline_slot(vm, corners, bows, &wire, err));
    return place_outline(vm, call, 2, wire, out, err);
}

/* ---- outlines of edges ---- */

/* A face of edges that are chained into wires. */
static lathe_status face_of_edges(script_vm *vm, const kernel_array *edges, shape_object **out, lathe_error *err)
{
    kernel_list made = KERNEL_LIST_INIT;
    script_value wires;
    kernel_array array;
    KERNEL(kernel_wires_connect(edges->items, edges->count, 1e-6, &made, err));
    TRY(objects_new_list(vm, &wires, err));
    TRY(objects_keep_list(vm, &made, wires, err));
    TRY(objects_shapes_in(vm, wires, &array, err));
    KEEP(out, kernel_face_from_wires(array.items, array.count, &raw, err));
    (*out)->type = KERNEL_FACE;
    return LATHE_OK;
}

/* What face() was given, as a shape: a wire's face, a sketch's or a shape's faces, or the face of edges. */
static lathe_status read_face(script_vm *vm, script_value v, shape_object **out, lathe_error *err)
{
    script_value list;
    const script_value *items;
    size_t count;
    kernel_array edges;
    if (objects_shape_of_type(v, KERNEL_WIRE))
        return face_of_wire(vm, shape_of(v), out, err);
    if (sketch_of(v) || shape_of(v)) {
        TRY(objects_new_list(vm, &list, err));
        TRY(shape_parts(vm, sketch_of(v) ? sketch_of(v)->faces : shape_of(v), KERNEL_FACE, list, err));
        return shape_compound(vm, list, out, err);
    }
    if (script_is_number(v) || script_is_none(v)) {
        TRY(script_to_str(vm, v, &list, err));
        return script_raise(vm, err, "ValueError", "Unsupported argument %s", list.str->text);
    }
    TRY(script_to_items(vm, v, &items, &count, err));
    TRY(script_list_new(vm, items, count, &list, err));
    TRY(objects_shapes_in(vm, list, &edges, err));
    return face_of_edges(vm, &edges, out, err);
}

lathe_status sketch_face(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *face;
    location_object *turn;
    double angle;
    placing p = { .mode = call->args[2], .tag = call->args[3] };
    TRY(read_face(vm, call->args[0], &face, err));
    TRY(argument(vm, call, 1, &angle, err));
    TRY(argument_truth(vm, call, 4, &p.ignore_selection, err));
    if (angle != 0) {
        KEEP_PLACE(&turn, kernel_location_about(zero, up, angle, &raw, err));
        TRY(shape_moved(vm, face, turn, &face, err));
    }
    p.shape = face;
    TRY(place_shape(vm, sketch_of(call->self), &p, err));
    return done(call, out);
}

lathe_status sketch_assemble(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value list;
    kernel_array edges;
    shape_object *face;
    TRY(objects_new_list(vm, &list, err));
    for (size_t i = 0; i < s->edges.list->count; i++) {
        if (!shape_of(s->edges.list->items[i])->construction)
            TRY(script_list_append(vm, list.list, s->edges.list->items[i], err));
    }
    TRY(objects_shapes_in(vm, list, &edges, err));
    TRY(face_of_edges(vm, &edges, &face, err));
    return place_face(vm, call, 0, face, false, out, err);
}

/* ---- selections by place ---- */

lathe_status sketch_push(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    const script_value *items;
    size_t count;
    script_value selection, copy;
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    TRY(objects_new_list(vm, &selection, err));
    for (size_t i = 0; i < count; i++) {
        script_value v = items[i];
        if (!location_of(v)) {
            kernel_vec at;
            location_object *place;
            TRY(objects_to_vec(vm, v, &at, err));
            KEEP_PLACE(&place, kernel_location_at(at, &raw, err));
            v = script_of_object(place->self);
        }
        TRY(script_list_append(vm, selection.list, v, err));
    }
    s->selection = selection;
    s->has_selection = true;
    TRY(script_list_new(vm, selection.list->items, selection.list->count, &copy, err));
    TRY(set_tag(vm, s, call->args[1], copy, err));
    return done(call, out);
}

/* Each of `grid` with each of the present selection. */
static lathe_status push_grid(script_vm *vm, sketch *s, script_value grid, const double *turns, lathe_error *err)
{
    script_value base, made;
    location_object *place, *turn;
    TRY(places_of(vm, s, false, &base, err));
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < grid.list->count; i++) {
        for (size_t k = 0; k < base.list->count; k++) {
            const location_object *a = location_of(grid.list->items[i]), *b = location_of(base.list->items[k]);
            KEEP_PLACE(&place, kernel_location_multiply(a->kernel, b->kernel, &raw, err));
            if (turns) {
                KEEP_PLACE(&turn, kernel_location_about(zero, up, turns[i], &raw, err));
                KEEP_PLACE(&place, kernel_location_multiply(place->kernel, turn->kernel, &raw, err));
            }
            TRY(script_list_append(vm, made.list, script_of_object(place->self), err));
        }
    }
    s->selection = made;
    s->has_selection = true;
    return LATHE_OK;
}

static lathe_status add_place(script_vm *vm, script_value grid, kernel_vec at, lathe_error *err)
{
    location_object *place;
    KEEP_PLACE(&place, kernel_location_at(at, &raw, err));
    return script_list_append(vm, grid.list, script_of_object(place->self), err);
}

lathe_status sketch_rarray(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double xs, ys;
    int64_t nx, ny;
    script_value grid;
    TRY(argument(vm, call, 0, &xs, err));
    TRY(argument(vm, call, 1, &ys, err));
    TRY(script_to_int(vm, call->args[2], &nx, err));
    TRY(script_to_int(vm, call->args[3], &ny, err));
    if (nx < 1 || ny < 1)
        return script_raise(vm, err, "ValueError", "At least 1 elements required, requested %lld, %lld", (long long)nx,
                            (long long)ny);
    kernel_vec offset = { (double)(nx - 1) * xs * 0.5, (double)(ny - 1) * ys * 0.5, 0 };
    TRY(objects_new_list(vm, &grid, err));
    for (int64_t i = 0; i < nx; i++) {
        for (int64_t j = 0; j < ny; j++)
            TRY(add_place(vm, grid, vec_sub((kernel_vec){ (double)i * xs, (double)j * ys, 0 }, offset), err));
    }
    TRY(push_grid(vm, sketch_of(call->self), grid, NULL, err));
    return done(call, out);
}

lathe_status sketch_parray(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double radius, a1, da;
    int64_t n;
    bool rotate;
    script_value grid;
    void *memory;
    TRY(argument(vm, call, 0, &radius, err));
    TRY(argument(vm, call, 1, &a1, err));
    TRY(argument(vm, call, 2, &da, err));
    TRY(script_to_int(vm, call->args[3], &n, err));
    TRY(argument_truth(vm, call, 4, &rotate, err));
    if (n < 1)
        return script_raise(vm, err, "ValueError", "At least 1 element required, requested %lld", (long long)n);
    double angle = fabs(remainder(da, 360)) < 1e-6 ? da / (double)n : n > 1 ? da / (double)(n - 1) : a1;
    TRY(objects_new_list(vm, &grid, err));
    TRY(script_alloc(vm, (size_t)n * sizeof(double), &memory, err));
    double *turns = memory;
    for (int64_t i = 0; i < n; i++) {
        double phi = a1 + angle * (double)i;
        turns[i] = rotate ? phi : 0;
        TRY(add_place(vm, grid, (kernel_vec){ radius * cos(radians(phi)), radius * sin(radians(phi)), 0 }, err));
    }
    TRY(push_grid(vm, sketch_of(call->self), grid, turns, err));
    return done(call, out);
}

lathe_status sketch_reset(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    TRY(objects_new_list(vm, &s->selection, err));
    s->has_selection = false;
    return done(call, out);
}
