/* sketch_faces.c: the shapes that a sketch draws as faces, and faces of outlines. */
#include "reward/cadquery/sketch/sketch.h"

static const kernel_vec zero = { 0, 0, 0 }, up = { 0, 0, 1 };

/* mode and tag stand at `at` and after it. */
static lathe_status place_face(script_vm *vm, const script_call *call, size_t at, shape_object *face, bool located,
                               script_value *out, lathe_error *err)
{
    const placing p = { face, located, false, call->args[at], call->args[at + 1] };
    TRY(sketch_place_shape(vm, sketch_of(call->self), &p, err));
    return sketch_done(call, out);
}

lathe_status sketch_face_of_wire(script_vm *vm, const shape_object *wire, shape_object **out, lathe_error *err)
{
    const kernel_shape *list[] = { wire->kernel };
    const kernel_array one = { list, 1 };
    TRY(shape_face_of_wires(vm, &one, out, err));
    (*out)->type = KERNEL_FACE;
    return LATHE_OK;
}

lathe_status sketch_rect(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double w = 0, h = 0, angle;
    shape_object *face;
    bool sized, deep;
    TRY(argument_truth(vm, call, 0, &sized, err));
    TRY(argument_truth(vm, call, 1, &deep, err));
    if (sized && deep) { /* else a plane without end */
        TRY(argument_reckoned(vm, call, 0, &w, err));
        TRY(argument_reckoned(vm, call, 1, &h, err));
    }
    TRY(argument_reckoned(vm, call, 2, &angle, err));
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
    TRY(sketch_face_of_wire(vm, wire, &face, err));
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
    TRY(sketch_face_of_wire(vm, wire, &face, err));
    return place_face(vm, call, 3, face, true, out, err);
}

/* A face of a wire, turned by an angle; angle, mode and tag stand at `at` and after it. */
static lathe_status place_outline(script_vm *vm, const script_call *call, size_t at, const shape_object *wire,
                                  script_value *out, lathe_error *err)
{
    shape_object *face;
    location_object *turn;
    double angle;
    TRY(sketch_face_of_wire(vm, wire, &face, err));
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
        TRY(sketch_read_point(vm, items[i], &points[i], err));
    return place_polygon(vm, call, 1, points, count, out, err);
}

lathe_status sketch_regular_polygon(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double radius;
    int64_t n;
    void *memory;
    TRY(argument_reckoned(vm, call, 0, &radius, err));
    TRY(script_to_int(vm, call->args[1], &n, err));
    if (n == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    n = n < 0 ? -1 : n;
    TRY(script_spend(vm, n < UINT32_MAX ? (uint32_t)n : UINT32_MAX, err));
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
    TRY(argument_reckoned(vm, call, 0, &w, err));
    TRY(argument_reckoned(vm, call, 1, &h, err));
    TRY(argument_reckoned(vm, call, 2, &a1, err));
    TRY(argument_truth(vm, call, 3, &second, err));
    a2 = a1;
    if (second)
        TRY(argument_reckoned(vm, call, 3, &a2, err));
    if (tan(sketch_radians(a1)) == 0 || tan(sketch_radians(a2)) == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    const kernel_vec points[] = { { -w / 2, -h / 2, 0 },
                                  { w / 2, -h / 2, 0 },
                                  { w / 2 - h / tan(sketch_radians(a2)), h / 2, 0 },
                                  { -w / 2 + h / tan(sketch_radians(a1)), h / 2, 0 },
                                  { -w / 2, -h / 2, 0 } };
    return place_polygon(vm, call, 4, points, 5, out, err);
}

lathe_status sketch_slot(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double w, h;
    shape_object *wire;
    TRY(argument_reckoned(vm, call, 0, &w, err));
    TRY(argument_reckoned(vm, call, 1, &h, err));
    const kernel_vec corners[] = { { -w / 2, h / 2, 0 }, { w / 2, h / 2, 0 }, { w / 2, -h / 2, 0 }, { -w / 2, -h / 2, 0 } };
    const kernel_vec bows[] = { { w / 2 + h / 2, 0, 0 }, { -w / 2 - h / 2, 0, 0 } };
    TRY(outline_slot(vm, corners, bows, &wire, err));
    return place_outline(vm, call, 2, wire, out, err);
}

/* ---- outlines of edges ---- */

/* A face of edges that are chained into wires. */
static lathe_status face_of_edges(script_vm *vm, const kernel_array *edges, shape_object **out, lathe_error *err)
{
    const engine_state *state = script_vm_host(vm);
    KEEP(out, kernel_face_from_edges(edges->items, edges->count, 1e-6, state->deferral, &raw, err));
    (*out)->type = KERNEL_FACE;
    return LATHE_OK;
}

static bool is_iterable(script_value v)
{
    switch (v.kind) {
    case SCRIPT_STR: case SCRIPT_TUPLE: case SCRIPT_LIST: case SCRIPT_DICT: case SCRIPT_SET: case SCRIPT_RANGE:
    case SCRIPT_ITERATOR:
        return true;
    case SCRIPT_OBJECT:
        return vector_of(v) || workplane_of(v);
    default:
        return false;
    }
}

/* What face() was given, as a shape: a wire's face, a sketch's or a shape's faces, or the face of edges. */
static lathe_status read_face(script_vm *vm, script_value v, shape_object **out, lathe_error *err)
{
    script_value list;
    const script_value *items;
    size_t count;
    kernel_array edges;
    if (objects_shape_of_type(v, KERNEL_WIRE))
        return sketch_face_of_wire(vm, shape_of(v), out, err);
    if (sketch_of(v) || shape_of(v)) {
        TRY(objects_new_list(vm, &list, err));
        TRY(shape_pieces(vm, sketch_of(v) ? sketch_of(v)->faces : shape_of(v), KERNEL_FACE, list, err));
        return shape_compound(vm, list, out, err);
    }
    if (!is_iterable(v)) {
        TRY(script_to_str(vm, v, &list, err));
        return script_raise(vm, err, "ValueError", "Unsupported argument %s", list.str->text);
    }
    TRY(script_to_items(vm, v, &items, &count, err));
    TRY(script_list_new(vm, items, count, &list, err));
    TRY(sketch_require_shapes(vm, list, err));
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
    TRY(sketch_place_shape(vm, sketch_of(call->self), &p, err));
    return sketch_done(call, out);
}

lathe_status sketch_assemble(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value list;
    kernel_array edges;
    shape_object *face;
    TRY(objects_new_list(vm, &list, err));
    TRY(sketch_require_shapes(vm, s->edges, err));
    for (size_t i = 0; i < s->edges.list->count; i++) {
        if (!shape_of(s->edges.list->items[i])->construction)
            TRY(script_list_append(vm, list.list, s->edges.list->items[i], err));
    }
    TRY(objects_shapes_in(vm, list, &edges, err));
    TRY(face_of_edges(vm, &edges, &face, err));
    return place_face(vm, call, 0, face, false, out, err);
}

/* No file can be read: a script that gets this far finds none. */
lathe_status sketch_import_dxf(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)out;
    bool exclude, include;
    script_value text;
    TRY(argument_truth(vm, call, 2, &exclude, err));
    TRY(argument_truth(vm, call, 3, &include, err));
    if (exclude && include)
        return script_raise(vm, err, "ValueError", "you may specify either 'include' or 'exclude' but not both");
    TRY(script_to_repr(vm, call->args[0], &text, err));
    return script_raise(vm, err, "FileNotFoundError", "[Errno 2] No such file or directory: %s", text.str->text);
}
