/* curves.c: splines, other curves through points, and arcs of ellipses. */
#include "reward/cadquery/methods.h"

lathe_status drawing_read_points(script_vm *vm, workplane *w, script_value list, bool include, kernel_vec **out,
                                 size_t *out_count, lathe_error *err)
{
    const script_value *items;
    size_t count;
    void *memory;
    TRY(script_to_items(vm, list, &items, &count, err));
    TRY(script_alloc(vm, (count + 1) * sizeof(kernel_vec), &memory, err));
    kernel_vec *points = memory;
    for (size_t i = 0; i < count; i++)
        TRY(objects_to_world(vm, w->plane, items[i], &points[i + include], err));
    if (include)
        TRY(drawing_from_point(vm, w, false, &points[0], err));
    *out = points;
    *out_count = count + include;
    return LATHE_OK;
}

/* The edge, or the wire of it, onto the stack and the pending ones. */
static lathe_status push_curve(script_vm *vm, workplane *w, shape_object *edge, bool construction, bool make_wire,
                               script_value *out, lathe_error *err)
{
    if (!make_wire)
        return drawing_push_edge(vm, w, edge, construction, out, err);
    shape_object *wire;
    const kernel_shape *list[] = { edge->kernel };
    KEEP(&wire, kernel_wire_assemble(list, 1, &raw, err));
    if (!construction)
        TRY(script_list_append(vm, w->context->pending_wires.list, shape_value(wire), err));
    return workplane_push_shape(vm, w, wire, false, out, err);
}

static lathe_status read_tangents(script_vm *vm, workplane *w, script_value v, kernel_spline *s, lathe_error *err)
{
    const script_value *items;
    size_t count;
    void *tangents, *given;
    bool any;
    TRY(script_to_truth(vm, v, &any, err));
    if (!any)
        return LATHE_OK;
    TRY(script_to_items(vm, v, &items, &count, err));
    TRY(script_alloc(vm, (count + 1) * sizeof(kernel_vec), &tangents, err));
    TRY(script_alloc(vm, count + 1, &given, err));
    for (size_t i = 0; i < count; i++) {
        ((bool *)given)[i] = !script_is_none(items[i]);
        if (script_is_none(items[i]))
            continue;
        TRY(objects_to_world(vm, w->plane, items[i], &((kernel_vec *)tangents)[i], err));
        ((kernel_vec *)tangents)[i] = vec_sub(((kernel_vec *)tangents)[i], w->plane->origin);
    }
    s->tangents = tangents;
    s->tangent_given = given;
    s->tangent_count = count;
    return LATHE_OK;
}

static lathe_status read_parameters(script_vm *vm, script_value v, kernel_spline *s, lathe_error *err)
{
    const script_value *items;
    void *memory;
    if (script_is_none(v))
        return LATHE_OK;
    TRY(script_to_items(vm, v, &items, &s->parameter_count, err));
    TRY(script_alloc(vm, (s->parameter_count + 1) * sizeof(double), &memory, err));
    double *parameters = memory;
    for (size_t i = 0; i < s->parameter_count; i++)
        TRY(script_to_double(vm, items[i], &parameters[i], err));
    s->parameters = parameters;
    return LATHE_OK;
}

lathe_status workplane_spline(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_spline s = { .tolerance = 1e-6 };
    kernel_vec *points;
    bool construction, include, make_wire, tolerance;
    shape_object *edge;
    TRY(argument_truth(vm, call, 2, &s.periodic, err));
    TRY(argument_truth(vm, call, 4, &s.scale, err));
    TRY(argument_truth(vm, call, 5, &tolerance, err));
    if (tolerance)
        TRY(argument(vm, call, 5, &s.tolerance, err));
    TRY(argument_truth(vm, call, 6, &construction, err));
    TRY(argument_truth(vm, call, 7, &include, err));
    TRY(argument_truth(vm, call, 8, &make_wire, err));
    TRY(drawing_read_points(vm, w, call->args[0], include, &points, &s.point_count, err));
    s.points = points;
    TRY(read_tangents(vm, w, call->args[1], &s, err));
    TRY(read_parameters(vm, call->args[3], &s, err));
    KEEP(&edge, kernel_edge_spline(&s, &raw, err));
    return push_curve(vm, w, edge, construction, make_wire, out, err);
}

lathe_status workplane_bezier(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_vec *points;
    size_t count;
    bool construction, include, make_wire;
    shape_object *edge;
    TRY(argument_truth(vm, call, 1, &construction, err));
    TRY(argument_truth(vm, call, 2, &include, err));
    TRY(argument_truth(vm, call, 3, &make_wire, err));
    TRY(drawing_read_points(vm, w, call->args[0], include, &points, &count, err));
    KEEP(&edge, kernel_edge_bezier(points, count, &raw, err));
    return push_curve(vm, w, edge, construction, make_wire, out, err);
}

/* Points as Vectors through Edge.makeSplineApprox, which reads the rest. */
static lathe_status approximate(script_vm *vm, const kernel_vec *points, size_t count, const script_value rest[4],
                                shape_object **out, lathe_error *err)
{
    script_value list, v, made;
    TRY(objects_new_list(vm, &list, err));
    for (size_t i = 0; i < count; i++) {
        TRY(objects_new_vector(vm, points[i], &v, err));
        TRY(script_list_append(vm, list.list, v, err));
    }
    const script_value args[] = { list, rest[0], rest[1], rest[2], rest[3] };
    TRY(objects_call_method(vm, script_type(&class_of_type_table[KERNEL_EDGE]), "makeSplineApprox", args, 5, &made, err));
    *out = shape_of(made);
    return *out ? LATHE_OK : objects_bad_argument(vm, "makeSplineApprox", made, err);
}

lathe_status workplane_spline_approx(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    const script_value *const v = call->args;
    kernel_vec *points;
    size_t count;
    bool tolerance, construction, include, make_wire;
    shape_object *edge;
    TRY(argument_truth(vm, call, 1, &tolerance, err));
    TRY(argument_truth(vm, call, 5, &construction, err));
    TRY(argument_truth(vm, call, 6, &include, err));
    TRY(argument_truth(vm, call, 7, &make_wire, err));
    TRY(drawing_read_points(vm, w, v[0], include, &points, &count, err));
    const script_value rest[] = { tolerance ? v[1] : script_float(1e-3), v[4], v[2], v[3] };
    TRY(approximate(vm, points, count, rest, &edge, err));
    return push_curve(vm, w, edge, construction, make_wire, out, err);
}

/* start + (stop - start) * i / count, in Python's arithmetic. */
static lathe_status parameter_at(script_vm *vm, script_value start, script_value stop, int64_t i, script_value count,
                                 script_value *out, lathe_error *err)
{
    script_value v;
    TRY(script_operate(vm, SCRIPT_SUBTRACT, stop, start, &v, err));
    TRY(script_operate(vm, SCRIPT_MULTIPLY, v, script_int(i), &v, err));
    TRY(script_operate(vm, SCRIPT_DIVIDE, v, count, &v, err));
    return script_operate(vm, SCRIPT_ADD, start, v, out, err);
}

lathe_status workplane_parametric_curve(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    const script_value *const v = call->args;
    script_value list, t, point;
    kernel_vec *points;
    size_t count;
    int64_t n;
    bool make_wire;
    shape_object *edge;
    TRY(argument_truth(vm, call, 8, &make_wire, err));
    TRY(script_to_int(vm, v[1], &n, err));
    TRY(objects_new_list(vm, &list, err));
    for (int64_t i = 0; i <= n; i++) {
        TRY(script_spend(vm, 1, err));
        TRY(parameter_at(vm, v[2], v[3], i, v[1], &t, err));
        TRY(script_call_value(vm, v[0], &t, 1, &point, err));
        TRY(script_list_append(vm, list.list, point, err));
    }
    TRY(drawing_read_points(vm, w, list, false, &points, &count, err));
    const script_value rest[] = { v[4], v[7], v[5], v[6] };
    TRY(approximate(vm, points, count, rest, &edge, err));
    return push_curve(vm, w, edge, false, make_wire, out, err);
}

lathe_status workplane_parametric_surface(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    const script_value *const v = call->args;
    script_value rows, row, at[2], point, made;
    kernel_vec world;
    int64_t n;
    TRY(script_to_int(vm, v[1], &n, err));
    TRY(objects_new_list(vm, &rows, err));
    for (int64_t i = 0; i <= n; i++) {
        TRY(objects_new_list(vm, &row, err));
        for (int64_t k = 0; k <= n; k++) {
            TRY(script_spend(vm, 1, err));
            TRY(parameter_at(vm, v[2], v[3], i, v[1], &at[0], err));
            TRY(parameter_at(vm, v[2], v[3], k, v[1], &at[1], err));
            TRY(script_call_value(vm, v[0], at, 2, &point, err));
            TRY(objects_to_world(vm, w->plane, point, &world, err));
            TRY(objects_new_vector(vm, world, &point, err));
            TRY(script_list_append(vm, row.list, point, err));
        }
        TRY(script_list_append(vm, rows.list, row, err));
    }
    const script_value args[] = { rows, v[4], v[7], v[5], v[6] };
    TRY(objects_call_method(vm, script_type(&class_of_type_table[KERNEL_FACE]), "makeSplineApprox", args, 5, &made, err));
    if (!shape_of(made))
        return objects_bad_argument(vm, "makeSplineApprox", made, err);
    return workplane_push_shape(vm, w, shape_of(made), false, out, err);
}

lathe_status workplane_ellipse_arc(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    double x_radius, y_radius, angle1, angle2, turn, sense;
    bool construction, at_current, make_wire;
    kernel_vec center, start;
    shape_object *edge;
    double *const numbers[] = { &x_radius, &y_radius, &angle1, &angle2, &turn, &sense };
    for (size_t i = 0; i < 6; i++)
        TRY(argument(vm, call, i, numbers[i], err));
    TRY(argument_truth(vm, call, 6, &construction, err));
    TRY(argument_truth(vm, call, 7, &at_current, err));
    TRY(argument_truth(vm, call, 8, &make_wire, err));
    TRY(drawing_from_point(vm, w, false, &center, err));
    KEEP(&edge, kernel_edge_ellipse(x_radius, y_radius, center, w->plane->z_dir, w->plane->x_dir, angle1, angle2,
                                    sense == 1, &raw, err));
    if (turn != 0)
        KEEP(&edge, kernel_rotate(edge->kernel, center, vec_add(center, w->plane->z_dir), turn, &raw, err));
    if (at_current) {
        KERNEL(kernel_curve_start(edge->kernel, &start, err));
        KEEP(&edge, kernel_translate(edge->kernel, vec_sub(center, start), &raw, err));
    }
    return push_curve(vm, w, edge, construction, make_wire, out, err);
}
