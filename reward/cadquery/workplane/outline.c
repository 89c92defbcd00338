/* outline.c: wires of a workplane: rect, circle, polygon, slot, offset, mirror, and placing shapes at the stack's points. */
#include "reward/cadquery/methods.h"

#include <math.h>

/* ---- pending edges and wires ---- */

static lathe_status is_construction(script_vm *vm, script_value v, bool *out, lathe_error *err)
{
    return script_to_truth(vm, v, out, err);
}

lathe_status workplane_wire(script_vm *vm, workplane *w, bool construction, script_value *out, lathe_error *err)
{
    draw_context *context = w->context;
    kernel_array edges;
    shape_object *wire;
    workplane *next;
    if (context->pending_edges.list->count == 0) {
        *out = workplane_value(w);
        return LATHE_OK;
    }
    TRY(objects_shapes_in(vm, context->pending_edges, &edges, err));
    TRY(objects_new_list(vm, &context->pending_edges, err));
    KEEP(&wire, kernel_wire_assemble(edges.items, edges.count, &raw, err));
    if (!construction)
        TRY(script_list_append(vm, context->pending_wires.list, shape_value(wire), err));
    TRY(objects_next_workplane(vm, w, &next, err));
    for (size_t i = 0; i < w->objects.list->count; i++) {
        script_value v = w->objects.list->items[i];
        if (!objects_shape_of_type(v, KERNEL_EDGE))
            TRY(script_list_append(vm, next->objects.list, v, err));
    }
    TRY(script_list_append(vm, next->objects.list, shape_value(wire), err));
    *out = workplane_value(next);
    return LATHE_OK;
}

lathe_status workplane_method_wire(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    bool construction;
    TRY(argument_truth(vm, call, 0, &construction, err));
    return workplane_wire(vm, workplane_of(call->self), construction, out, err);
}

lathe_status outline_consolidated(script_vm *vm, workplane *w, script_value *out, lathe_error *err)
{
    draw_context *context = w->context;
    script_value all;
    kernel_array shapes;
    kernel_list wires = KERNEL_LIST_INIT;
    TRY(objects_new_list(vm, out, err));
    TRY(objects_new_list(vm, &all, err));
    const script_list *const lists[] = { context->pending_edges.list, context->pending_wires.list };
    for (int i = 0; i < 2; i++) {
        for (size_t k = 0; k < lists[i]->count; k++)
            TRY(script_list_append(vm, all.list, lists[i]->items[k], err));
    }
    if (all.list->count == 0)
        return LATHE_OK;
    TRY(objects_shapes_in(vm, all, &shapes, err));
    KERNEL(kernel_wires_combine(shapes.items, shapes.count, 1e-9, &wires, err));
    return objects_keep_list(vm, &wires, *out, err);
}

static lathe_status consolidate(script_vm *vm, workplane *w, workplane **out, lathe_error *err)
{
    script_value wires;
    workplane *next;
    TRY(outline_consolidated(vm, w, &wires, err));
    if (wires.list->count == 0) {
        *out = w;
        return LATHE_OK;
    }
    TRY(objects_next_workplane(vm, w, &next, err));
    for (size_t i = 0; i < wires.list->count; i++)
        TRY(script_list_append(vm, next->objects.list, wires.list->items[i], err));
    next->context->pending_wires = wires;
    TRY(objects_new_list(vm, &next->context->pending_edges, err));
    next->context->has_first_point = false;
    *out = next;
    return LATHE_OK;
}

lathe_status workplane_consolidate_wires(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *next;
    TRY(consolidate(vm, workplane_of(call->self), &next, err));
    *out = workplane_value(next);
    return LATHE_OK;
}

static lathe_status mirror_in_plane(script_vm *vm, workplane *w, bool about_x, script_value *out, lathe_error *err)
{
    script_value wire, parts;
    workplane *joined;
    TRY(workplane_wire(vm, w, false, &wire, err));
    TRY(consolidate(vm, workplane_of(wire), &joined, err));
    TRY(objects_new_list(vm, &parts, err));
    for (size_t i = 0; i < joined->objects.list->count; i++) {
        const shape_object *s = shape_of(joined->objects.list->items[i]);
        if (s)
            TRY(shape_parts(vm, s, KERNEL_WIRE, parts, err));
    }
    for (size_t i = 0; i < parts.list->count; i++) {
        shape_object *mirrored;
        KEEP(&mirrored,
             kernel_mirror_in_plane(shape_of(parts.list->items[i])->kernel, joined->plane, about_x, &raw, err));
        TRY(script_list_append(vm, joined->objects.list, shape_value(mirrored), err));
        TRY(script_list_append(vm, joined->context->pending_wires.list, shape_value(mirrored), err));
    }
    TRY(consolidate(vm, joined, &joined, err));
    *out = workplane_value(joined);
    return LATHE_OK;
}

lathe_status workplane_mirror_x(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return mirror_in_plane(vm, workplane_of(call->self), true, out, err);
}

lathe_status workplane_mirror_y(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return mirror_in_plane(vm, workplane_of(call->self), false, out, err);
}

lathe_status workplane_to_pending(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    for (size_t i = 0; i < w->objects.list->count; i++) {
        script_value v = w->objects.list->items[i];
        if (objects_shape_of_type(v, KERNEL_WIRE))
            TRY(script_list_append(vm, w->context->pending_wires.list, v, err));
        else if (objects_shape_of_type(v, KERNEL_EDGE))
            TRY(script_list_append(vm, w->context->pending_edges.list, v, err));
    }
    *out = call->self;
    return LATHE_OK;
}

lathe_status outline_read_join(script_vm *vm, script_value v, kernel_join *out, lathe_error *err)
{
    static const char *const names[] = { "arc", "intersection", "tangent" };
    int which;
    TRY(objects_read_choice(vm, v, names, 3, &which, err));
    *out = (kernel_join)which;
    return LATHE_OK;
}

lathe_status workplane_offset_2d(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *next;
    double distance;
    kernel_join join;
    bool construction;
    script_value wires;
    TRY(argument(vm, call, 0, &distance, err));
    TRY(outline_read_join(vm, call->args[1], &join, err));
    TRY(is_construction(vm, call->args[2], &construction, err));
    TRY(outline_consolidated(vm, w, &wires, err));
    TRY(objects_next_workplane(vm, w, &next, err));
    for (size_t i = 0; i < wires.list->count; i++) {
        kernel_list made = KERNEL_LIST_INIT;
        KERNEL(kernel_wire_offset(shape_of(wires.list->items[i])->kernel, distance, join, &made, err));
        TRY(objects_keep_list(vm, &made, next->objects, err));
    }
    TRY(objects_new_list(vm, &w->context->pending_edges, err));
    TRY(objects_new_list(vm, &w->context->pending_wires, err));
    for (size_t i = 0; i < next->objects.list->count; i++) {
        shape_of(next->objects.list->items[i])->construction = construction;
        if (!construction)
            TRY(script_list_append(vm, w->context->pending_wires.list, next->objects.list->items[i], err));
    }
    *out = workplane_value(next);
    return LATHE_OK;
}

/* ---- placing at the stack's points ---- */

lathe_status workplane_places(script_vm *vm, workplane *w, script_value *out_list, location_object **out_plane,
                              lathe_error *err)
{
    location_object *plane, *inverse, *place;
    TRY(objects_new_list(vm, out_list, err));
    KEEP_PLACE(&plane, kernel_location_of_plane(w->plane, w->plane->origin, &raw, err));
    *out_plane = plane;
    if (w->objects.list->count == 0) {
        KEEP_PLACE(&place, kernel_location_identity(&raw, err));
        return script_list_append(vm, out_list->list, script_of_object(place->self), err);
    }
    KEEP_PLACE(&inverse, kernel_location_inverse(plane->kernel, &raw, err));
    for (size_t i = 0; i < w->objects.list->count; i++) {
        script_value v = w->objects.list->items[i];
        if (location_of(v)) {
            TRY(script_list_append(vm, out_list->list, v, err));
            continue;
        }
        kernel_vec center;
        if (!vector_of(v) && !shape_of(v) && !sketch_of(v))
            return script_raise(vm, err, "TypeError", "'%s' object is no place", script_type_name(v));
        TRY(objects_center(vm, sketch_of(v) ? shape_value(sketch_of(v)->faces) : v, &center, err));
        KEEP_PLACE(&place, kernel_location_of_plane(w->plane, center, &raw, err));
        KEEP_PLACE(&place, kernel_location_multiply(inverse->kernel, place->kernel, &raw, err));
        TRY(script_list_append(vm, out_list->list, script_of_object(place->self), err));
    }
    return LATHE_OK;
}

/* Wires that were placed become pending. */
static lathe_status finish_each(script_vm *vm, workplane *w, script_value made, combine_mode mode, bool clean,
                                script_value *out, lathe_error *err)
{
    for (size_t i = 0; i < made.list->count; i++) {
        const shape_object *wire = objects_shape_of_type(made.list->items[i], KERNEL_WIRE);
        if (wire && !wire->construction)
            TRY(script_list_append(vm, w->context->pending_wires.list, made.list->items[i], err));
    }
    return workplane_combine(vm, w, made, false, mode, clean, out, err);
}

lathe_status workplane_each_point(script_vm *vm, workplane *w, const shape_object *shape, combine_mode mode,
                                  bool clean, script_value *out, lathe_error *err)
{
    script_value places, made;
    location_object *plane;
    TRY(workplane_places(vm, w, &places, &plane, err));
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < places.list->count; i++) {
        shape_object *placed;
        TRY(shape_moved(vm, shape, location_of(places.list->items[i]), &placed, err));
        TRY(shape_moved(vm, placed, plane, &placed, err));
        TRY(script_list_append(vm, made.list, shape_value(placed), err));
    }
    return finish_each(vm, w, made, mode, clean, out, err);
}

/* eachpoint's argument is a shape, a workplane of shapes, or a function from a location to a shape. */
static lathe_status place_argument(script_vm *vm, script_value what, const location_object *place,
                                   const location_object *plane, bool local, script_value made, lathe_error *err)
{
    const location_object *first = place;
    location_object *global;
    shape_object *s;
    if (!local) {
        KEEP_PLACE(&global, kernel_location_multiply(place->kernel, plane->kernel, &raw, err));
        first = global;
    }
    if (shape_of(what)) {
        TRY(shape_moved(vm, shape_of(what), first, &s, err));
    } else {
        script_value argument = script_of_object(first->self), result;
        TRY(script_call_value(vm, what, &argument, 1, &result, err));
        s = shape_of(result);
        if (!s && !local)
            return script_list_append(vm, made.list, result, err);
        if (!s)
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'move'",
                                script_type_name(result));
    }
    if (local)
        TRY(shape_moved(vm, s, plane, &s, err));
    return script_list_append(vm, made.list, shape_value(s), err);
}

static bool can_be_called(script_value v)
{
    return v.kind == SCRIPT_FUNCTION || v.kind == SCRIPT_NATIVE || v.kind == SCRIPT_BOUND || v.kind == SCRIPT_CLASS ||
           v.kind == SCRIPT_OBJECT;
}

lathe_status workplane_method_each_point(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *shapes = workplane_of(call->args[0]);
    script_value places, made, one = call->args[0];
    location_object *plane;
    bool local, clean;
    combine_mode mode;
    TRY(argument_truth(vm, call, 1, &local, err));
    TRY(workplane_combine_mode(vm, call->args[2], &mode, err));
    TRY(argument_truth(vm, call, 3, &clean, err));
    TRY(workplane_places(vm, w, &places, &plane, err));
    if (!can_be_called(one)) {
        script_value text;
        TRY(script_to_str(vm, one, &text, err));
        return script_raise(vm, err, "ValueError", "%s is not supported", text.str->text);
    }
    TRY(objects_new_list(vm, &made, err));
    size_t shape_count = shapes ? shapes->objects.list->count : 1;
    for (size_t k = 0; k < shape_count; k++) {
        script_value what = shapes ? shapes->objects.list->items[k] : one;
        if (shapes && !shape_of(what))
            continue;
        for (size_t i = 0; i < places.list->count; i++)
            TRY(place_argument(vm, what, location_of(places.list->items[i]), plane, local, made, err));
    }
    return finish_each(vm, w, made, mode, clean, out, err);
}

/* ---- outlines ---- */

static lathe_status place_wire(script_vm *vm, workplane *w, shape_object *wire, script_value construction,
                               script_value *out, lathe_error *err)
{
    TRY(is_construction(vm, construction, &wire->construction, err));
    return workplane_each_point(vm, w, wire, COMBINE_NONE, true, out, err);
}

lathe_status workplane_rect(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double x, y;
    bool centered[2];
    shape_object *wire;
    TRY(argument_reckoned(vm, call, 0, &x, err));
    TRY(argument_reckoned(vm, call, 1, &y, err));
    TRY(objects_to_truth_pair(vm, call->args[2], 2, centered, err));
    kernel_vec offset = { centered[0] ? 0 : x / 2, centered[1] ? 0 : y / 2, 0 };
    kernel_vec corners[5] = { { x / -2.0, y / -2.0, 0 }, { x / 2.0, y / -2.0, 0 }, { x / 2.0, y / 2.0, 0 },
                              { x / -2.0, y / 2.0, 0 } };
    for (int i = 0; i < 4; i++)
        corners[i] = vec_add(corners[i], offset);
    corners[4] = corners[0];
    KEEP(&wire, kernel_wire_polygon(corners, 5, false, &raw, err));
    return place_wire(vm, workplane_of(call->self), wire, call->args[3], out, err);
}

lathe_status outline_circle(script_vm *vm, double radius, kernel_vec center, kernel_vec normal, shape_object **out,
                            lathe_error *err)
{
    shape_object *edge;
    KEEP(&edge, kernel_edge_circle(radius, center, normal, 360, 360, true, &raw, err));
    const kernel_shape *list[] = { edge->kernel };
    KEEP(out, kernel_wire_assemble(list, 1, &raw, err));
    return LATHE_OK;
}

lathe_status outline_ellipse(script_vm *vm, double x_radius, double y_radius, double turn, shape_object **out,
                             lathe_error *err)
{
    const kernel_vec zero = { 0, 0, 0 }, z = { 0, 0, 1 }, x = { 1, 0, 0 };
    shape_object *edge;
    KEEP(&edge, kernel_edge_ellipse(x_radius, y_radius, zero, z, x, 360, 360, true, &raw, err));
    const kernel_shape *list[] = { edge->kernel };
    KEEP(out, kernel_wire_assemble(list, 1, &raw, err));
    if (turn != 0)
        KEEP(out, kernel_rotate((*out)->kernel, zero, z, turn, &raw, err));
    return LATHE_OK;
}

lathe_status workplane_circle(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double radius;
    shape_object *wire;
    TRY(argument(vm, call, 0, &radius, err));
    TRY(outline_circle(vm, radius, (kernel_vec){ 0, 0, 0 }, (kernel_vec){ 0, 0, 1 }, &wire, err));
    return place_wire(vm, workplane_of(call->self), wire, call->args[1], out, err);
}

lathe_status workplane_ellipse(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double x, y, turn;
    shape_object *wire;
    TRY(argument(vm, call, 0, &x, err));
    TRY(argument(vm, call, 1, &y, err));
    TRY(argument(vm, call, 2, &turn, err));
    TRY(outline_ellipse(vm, x, y, turn, &wire, err));
    return place_wire(vm, workplane_of(call->self), wire, call->args[3], out, err);
}

lathe_status workplane_polygon(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    int64_t sides;
    double diameter;
    bool around;
    void *memory;
    shape_object *wire;
    double sides_as_number;
    TRY(argument(vm, call, 0, &sides_as_number, err));
    TRY(argument(vm, call, 1, &diameter, err));
    TRY(argument_truth(vm, call, 3, &around, err));
    if (sides_as_number == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    TRY(script_to_int(vm, call->args[0], &sides, err));
    if (sides < 0)
        sides = -1;
    double angle = 2.0 * M_PI / sides_as_number, radius = diameter / 2.0;
    if (around)
        radius /= cos(angle / 2.0);
    TRY(script_alloc(vm, (size_t)(sides + 2) * sizeof(kernel_vec), &memory, err));
    kernel_vec *points = memory;
    for (int64_t i = 0; i <= sides; i++) {
        double turn = angle * (double)i + (around ? angle / 2.0 : 0);
        points[i] = (kernel_vec){ radius * cos(turn), radius * sin(turn), 0 };
    }
    KEEP(&wire, kernel_wire_polygon(points, (size_t)(sides + 1), false, &raw, err));
    return place_wire(vm, workplane_of(call->self), wire, call->args[2], out, err);
}

/* Two lines and two half circles; corners in the order of the outline, `bows` on the half circles. */
lathe_status outline_slot(script_vm *vm, const kernel_vec corners[4], const kernel_vec bows[2], shape_object **out,
                          lathe_error *err)
{
    shape_object *edges[4];
    KEEP(&edges[0], kernel_edge_line(corners[0], corners[1], &raw, err));
    KEEP(&edges[1], kernel_edge_arc(corners[1], bows[0], corners[2], &raw, err));
    KEEP(&edges[2], kernel_edge_line(corners[2], corners[3], &raw, err));
    KEEP(&edges[3], kernel_edge_arc(corners[3], bows[1], corners[0], &raw, err));
    const kernel_shape *list[] = { edges[0]->kernel, edges[1]->kernel, edges[2]->kernel, edges[3]->kernel };
    KEEP(out, kernel_wire_assemble(list, 4, &raw, err));
    return LATHE_OK;
}

lathe_status workplane_slot_2d(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const kernel_vec zero = { 0, 0, 0 }, z = { 0, 0, 1 };
    double length, diameter, angle;
    shape_object *wire;
    TRY(argument_reckoned(vm, call, 0, &length, err));
    TRY(argument_reckoned(vm, call, 1, &diameter, err));
    TRY(argument_reckoned(vm, call, 2, &angle, err));
    double r = diameter / 2;
    kernel_vec p1 = { -length / 2 + r, r, 0 };
    kernel_vec p2 = vec_add(p1, (kernel_vec){ length - diameter, 0, 0 });
    kernel_vec p3 = vec_add(p1, (kernel_vec){ length - diameter, -diameter, 0 });
    kernel_vec p4 = vec_add(p1, (kernel_vec){ 0, -diameter, 0 });
    const kernel_vec corners[] = { p1, p2, p3, p4 };
    const kernel_vec bows[] = { vec_add(p2, (kernel_vec){ r, -r, 0 }), vec_add(p4, (kernel_vec){ -r, r, 0 }) };
    TRY(outline_slot(vm, corners, bows, &wire, err));
    KEEP(&wire, kernel_rotate(wire->kernel, zero, z, angle, &raw, err));
    return workplane_each_point(vm, workplane_of(call->self), wire, COMBINE_NONE, true, out, err);
}
