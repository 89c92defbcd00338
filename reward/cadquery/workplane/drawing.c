/* drawing.c: points and edges of a workplane: moveTo, lineTo, arcs, close. Splines stand in curves.c. */
#include "reward/cadquery/methods.h"

#include <math.h>

static double radians(double degrees)
{
    return degrees * (M_PI / 180.0);
}

lathe_status drawing_from_point(script_vm *vm, workplane *w, bool local, kernel_vec *out, lathe_error *err)
{
    kernel_vec p = w->plane->origin;
    const script_list *objects = w->objects.list;
    if (objects->count) {
        script_value last = objects->items[objects->count - 1];
        if (objects_shape_of_type(last, KERNEL_EDGE))
            KERNEL(kernel_curve_end(shape_of(last)->kernel, &p, err));
        else if (vector_of(last) || objects_shape_of_type(last, KERNEL_VERTEX))
            TRY(objects_center(vm, last, &p, err));
        else
            return script_raise(vm, err, "ValueError", "Cannot convert object type %s to vector.",
                                script_type_name(last));
    }
    *out = local ? matrix_apply(&w->plane->to_local, p) : p;
    return LATHE_OK;
}

lathe_status workplane_add_pending_edge(script_vm *vm, workplane *w, shape_object *edge, lathe_error *err)
{
    draw_context *context = w->context;
    TRY(script_list_append(vm, context->pending_edges.list, shape_value(edge), err));
    if (!context->has_first_point) {
        kernel_vec start;
        KERNEL(kernel_curve_start(edge->kernel, &start, err));
        context->first_point = matrix_apply(&w->plane->to_local, start);
        context->has_first_point = true;
    }
    return LATHE_OK;
}

lathe_status drawing_push_edge(script_vm *vm, workplane *w, shape_object *edge, bool construction, script_value *out,
                               lathe_error *err)
{
    if (!construction)
        TRY(workplane_add_pending_edge(vm, w, edge, err));
    return workplane_push_shape(vm, w, edge, false, out, err);
}

/* ---- points ---- */

lathe_status workplane_move_to(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_vec local = { 0, 0, 0 };
    TRY(argument(vm, call, 0, &local.x, err));
    TRY(argument(vm, call, 1, &local.y, err));
    return workplane_push_vec(vm, w, matrix_apply(&w->plane->to_world, local), out, err);
}

lathe_status workplane_move(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_vec p, by = { 0, 0, 0 };
    TRY(drawing_from_point(vm, w, true, &p, err));
    TRY(argument(vm, call, 0, &by.x, err));
    TRY(argument(vm, call, 1, &by.y, err));
    return workplane_push_vec(vm, w, matrix_apply(&w->plane->to_world, vec_add(p, by)), out, err);
}

lathe_status workplane_push_points(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *next;
    const script_value *items;
    size_t count;
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    TRY(objects_next_workplane(vm, w, &next, err));
    for (size_t i = 0; i < count; i++) {
        script_value v = items[i];
        if (!location_of(v)) {
            kernel_vec p;
            TRY(objects_to_world(vm, w->plane, v, &p, err));
            TRY(objects_new_vector(vm, p, &v, err));
        }
        TRY(script_list_append(vm, next->objects.list, v, err));
    }
    *out = workplane_value(next);
    return LATHE_OK;
}

static lathe_status push_local(script_vm *vm, const workplane *w, workplane *next, kernel_vec local, lathe_error *err)
{
    script_value v;
    TRY(objects_new_vector(vm, matrix_apply(&w->plane->to_world, local), &v, err));
    return script_list_append(vm, next->objects.list, v, err);
}

lathe_status workplane_rarray(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *next;
    double dx, dy;
    int64_t nx, ny;
    bool centered[2];
    TRY(argument(vm, call, 0, &dx, err));
    TRY(argument(vm, call, 1, &dy, err));
    double counts[2];
    TRY(argument(vm, call, 2, &counts[0], err));
    TRY(argument(vm, call, 3, &counts[1], err));
    if ((dx <= 0 && dy <= 0) || counts[0] < 1 || counts[1] < 1)
        return script_raise(vm, err, "ValueError", "Spacing and count must be > 0 in at least one direction");
    TRY(objects_to_truth_pair(vm, call->args[4], 2, centered, err));
    TRY(script_to_int(vm, call->args[2], &nx, err));
    TRY(script_to_int(vm, call->args[3], &ny, err));
    kernel_vec offset = { centered[0] ? -dx * (double)(nx - 1) * 0.5 : 0, centered[1] ? -dy * (double)(ny - 1) * 0.5 : 0,
                          0 };
    TRY(objects_next_workplane(vm, w, &next, err));
    for (int64_t x = 0; x < nx; x++) {
        for (int64_t y = 0; y < ny; y++) {
            TRY(script_spend(vm, 1, err));
            TRY(push_local(vm, w, next, vec_add((kernel_vec){ dx * (double)x, dy * (double)y, 0 }, offset), err));
        }
    }
    *out = workplane_value(next);
    return LATHE_OK;
}

lathe_status workplane_polar_array(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *next;
    double radius, start, angle;
    int64_t count;
    bool fill, rotate;
    TRY(argument_reckoned(vm, call, 0, &radius, err));
    TRY(argument_reckoned(vm, call, 1, &start, err));
    TRY(argument_reckoned(vm, call, 2, &angle, err));
    TRY(script_to_int(vm, call->args[3], &count, err));
    TRY(argument_truth(vm, call, 4, &fill, err));
    TRY(argument_truth(vm, call, 5, &rotate, err));
    if (count < 1)
        return script_raise(vm, err, "ValueError", "At least 1 element required, requested %lld", (long long)count);
    if (fill && fabs(remainder(angle, 360)) < 1e-6)
        angle = angle / (double)count;
    else if (fill)
        angle = count > 1 ? angle / (double)(count - 1) : start;
    TRY(objects_next_workplane(vm, w, &next, err));
    for (int64_t i = 0; i < count; i++) {
        double degrees = start + angle * (double)i, phi = radians(degrees);
        kernel_vec at = { radius * cos(phi), radius * sin(phi), 0 };
        location_object *place;
        if (rotate)
            KEEP_PLACE(&place, kernel_location_about(at, (kernel_vec){ 0, 0, 1 }, degrees, &raw, err));
        else
            KEEP_PLACE(&place, kernel_location_at(at, &raw, err));
        TRY(script_list_append(vm, next->objects.list, script_of_object(place->self), err));
    }
    *out = workplane_value(next);
    return LATHE_OK;
}

/* ---- lines ---- */

static lathe_status line_to(script_vm *vm, workplane *w, double x, double y, script_value construction,
                            script_value *out, lathe_error *err)
{
    kernel_vec start, end = matrix_apply(&w->plane->to_world, (kernel_vec){ x, y, 0 });
    shape_object *edge;
    bool only;
    TRY(drawing_from_point(vm, w, false, &start, err));
    TRY(script_to_truth(vm, construction, &only, err));
    KEEP(&edge, kernel_edge_line(start, end, &raw, err));
    return drawing_push_edge(vm, w, edge, only, out, err);
}

static lathe_status line_by(script_vm *vm, workplane *w, double dx, double dy, script_value construction,
                            script_value *out, lathe_error *err)
{
    kernel_vec p;
    TRY(drawing_from_point(vm, w, true, &p, err));
    return line_to(vm, w, p.x + dx, dy + p.y, construction, out, err);
}

lathe_status workplane_line_to(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double x, y;
    TRY(argument(vm, call, 0, &x, err));
    TRY(argument(vm, call, 1, &y, err));
    return line_to(vm, workplane_of(call->self), x, y, call->args[2], out, err);
}

lathe_status workplane_line(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double x, y;
    TRY(argument_reckoned(vm, call, 0, &x, err));
    TRY(argument_reckoned(vm, call, 1, &y, err));
    return line_by(vm, workplane_of(call->self), x, y, call->args[2], out, err);
}

lathe_status workplane_h_line(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double d;
    TRY(argument_reckoned(vm, call, 0, &d, err));
    return line_by(vm, workplane_of(call->self), d, 0, call->args[1], out, err);
}

lathe_status workplane_v_line(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double d;
    TRY(argument_reckoned(vm, call, 0, &d, err));
    return line_by(vm, workplane_of(call->self), 0, d, call->args[1], out, err);
}

lathe_status workplane_h_line_to(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_vec p;
    double x;
    TRY(drawing_from_point(vm, w, true, &p, err));
    TRY(argument(vm, call, 0, &x, err));
    return line_to(vm, w, x, p.y, call->args[1], out, err);
}

lathe_status workplane_v_line_to(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_vec p;
    double y;
    TRY(drawing_from_point(vm, w, true, &p, err));
    TRY(argument(vm, call, 0, &y, err));
    return line_to(vm, w, p.x, y, call->args[1], out, err);
}

static lathe_status read_polar(script_vm *vm, const script_call *call, kernel_vec *out, lathe_error *err)
{
    double distance, angle;
    TRY(argument(vm, call, 0, &distance, err));
    TRY(argument(vm, call, 1, &angle, err));
    *out = (kernel_vec){ cos(radians(angle)) * distance, sin(radians(angle)) * distance, 0 };
    return LATHE_OK;
}

lathe_status workplane_polar_line(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec p;
    TRY(read_polar(vm, call, &p, err));
    return line_by(vm, workplane_of(call->self), p.x, p.y, call->args[2], out, err);
}

lathe_status workplane_polar_line_to(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec p;
    TRY(read_polar(vm, call, &p, err));
    return line_to(vm, workplane_of(call->self), p.x, p.y, call->args[2], out, err);
}

lathe_status workplane_polyline(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *next;
    const script_value *items;
    size_t count, first = 0;
    kernel_vec start, end;
    bool construction, include;
    TRY(argument_truth(vm, call, 1, &construction, err));
    TRY(argument_truth(vm, call, 2, &include, err));
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    if (include) {
        TRY(drawing_from_point(vm, w, false, &start, err));
    } else {
        if (count == 0)
            return script_raise(vm, err, "IndexError", "list index out of range");
        TRY(objects_to_world(vm, w->plane, items[0], &start, err));
        first = 1;
    }
    TRY(objects_next_workplane(vm, w, &next, err));
    for (size_t i = first; i < count; i++) {
        shape_object *edge;
        TRY(objects_to_world(vm, w->plane, items[i], &end, err));
        KEEP(&edge, kernel_edge_line(start, end, &raw, err));
        start = end;
        if (!construction)
            TRY(workplane_add_pending_edge(vm, w, edge, err));
        TRY(script_list_append(vm, next->objects.list, shape_value(edge), err));
    }
    *out = workplane_value(next);
    return LATHE_OK;
}

lathe_status workplane_close(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    draw_context *context = w->context;
    kernel_vec end;
    TRY(drawing_from_point(vm, w, true, &end, err));
    if (!context->has_first_point)
        return script_raise(vm, err, "ValueError", "No start point specified - cannot close");
    if (vec_length(vec_sub(end, context->first_point)) > 1e-6) {
        shape_object *edge;
        kernel_vec a = matrix_apply(&w->plane->to_world, end);
        kernel_vec b = matrix_apply(&w->plane->to_world, context->first_point);
        KEEP(&edge, kernel_edge_line(a, b, &raw, err));
        TRY(workplane_add_pending_edge(vm, w, edge, err));
    }
    context->has_first_point = false;
    return workplane_wire(vm, w, false, out, err);
}

/* ---- arcs ---- */

static lathe_status arc_through(script_vm *vm, workplane *w, kernel_vec through, kernel_vec end,
                                script_value construction, script_value *out, lathe_error *err)
{
    kernel_vec start;
    shape_object *edge;
    bool only;
    TRY(drawing_from_point(vm, w, false, &start, err));
    TRY(script_to_truth(vm, construction, &only, err));
    KEEP(&edge, kernel_edge_arc(start, matrix_apply(&w->plane->to_world, through),
                                matrix_apply(&w->plane->to_world, end), &raw, err));
    return drawing_push_edge(vm, w, edge, only, out, err);
}

lathe_status workplane_three_point_arc(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_vec start, through, end;
    shape_object *edge;
    bool only;
    TRY(drawing_from_point(vm, w, false, &start, err));
    TRY(objects_to_world(vm, w->plane, call->args[0], &through, err));
    TRY(objects_to_world(vm, w->plane, call->args[1], &end, err));
    TRY(argument_truth(vm, call, 2, &only, err));
    KEEP(&edge, kernel_edge_arc(start, through, end, &raw, err));
    return drawing_push_edge(vm, w, edge, only, out, err);
}

static lathe_status sagitta_arc(script_vm *vm, workplane *w, kernel_vec end, double sag, script_value construction,
                                script_value *out, lathe_error *err)
{
    kernel_vec start;
    TRY(drawing_from_point(vm, w, true, &start, err));
    kernel_vec along = vec_sub(end, start);
    if (vec_length(along) == 0)
        return script_raise_as(vm, err, "Standard_ConstructionError", objects_exceptions[0],
                               "gp_Vec::Normalized() - vector has zero norm");
    along = vec_scale(vec_unit(along), fabs(sag));
    kernel_vec aside = sag > 0 ? (kernel_vec){ -along.y, along.x, along.z } : (kernel_vec){ along.y, -along.x, along.z };
    kernel_vec through = vec_add(vec_scale(vec_add(end, start), 0.5), aside);
    return arc_through(vm, w, through, end, construction, out, err);
}

lathe_status workplane_sagitta_arc(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec end;
    double sag;
    TRY(objects_to_vec(vm, call->args[0], &end, err));
    TRY(argument(vm, call, 1, &sag, err));
    return sagitta_arc(vm, workplane_of(call->self), end, sag, call->args[2], out, err);
}

lathe_status workplane_radius_arc(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_vec start, end;
    double radius;
    TRY(drawing_from_point(vm, w, true, &start, err));
    TRY(objects_to_vec(vm, call->args[0], &end, err));
    TRY(argument_reckoned(vm, call, 1, &radius, err));
    double half = vec_length(vec_sub(end, start)) / 2.0, sag = fabs(radius), rest = radius * radius - half * half;
    if (fabs(rest) >= 1e-6) {
        if (rest < 0)
            return script_raise(vm, err, "ValueError", "Arc radius is not large enough to reach the end point.");
        sag -= sqrt(rest);
    }
    return sagitta_arc(vm, w, end, radius > 0 ? sag : -sag, call->args[2], out, err);
}

lathe_status workplane_tangent_arc_point(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    const script_list *objects = w->objects.list;
    kernel_vec end, p, tangent;
    bool only, relative;
    TRY(objects_to_vec(vm, call->args[0], &end, err));
    TRY(argument_truth(vm, call, 1, &only, err));
    TRY(argument_truth(vm, call, 2, &relative, err));
    if (relative) {
        TRY(drawing_from_point(vm, w, true, &p, err));
        end = vec_add(end, p);
    }
    shape_object *last = objects->count ? objects_shape_of_type(objects->items[objects->count - 1], KERNEL_EDGE) : NULL;
    if (!last)
        return script_raise(vm, err, "RuntimeError", "Previous Edge requested, but the previous object was not an Edge.");
    shape_object *edge;
    KERNEL(kernel_curve_end(last->kernel, &p, err));
    KERNEL(kernel_curve_tangent(last->kernel, 1, &tangent, err));
    KEEP(&edge, kernel_edge_tangent_arc(p, tangent, matrix_apply(&w->plane->to_world, end), &raw, err));
    return drawing_push_edge(vm, w, edge, only, out, err);
}
