/* make_curve.c: class methods that make vertices, edges and wires: Edge.makeLine, Wire.makePolygon and their like. */
#include "reward/cadquery/shape/shape.h"

lathe_status make_vertex(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec at;
    TRY(argument(vm, call, 0, &at.x, err));
    TRY(argument(vm, call, 1, &at.y, err));
    TRY(argument(vm, call, 2, &at.z, err));
    MAKE(kernel_vertex, at);
}

lathe_status make_line(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec a, b;
    TRY(objects_to_vec(vm, call->args[0], &a, err));
    TRY(objects_to_vec(vm, call->args[1], &b, err));
    MAKE(kernel_edge_line, a, b);
}

lathe_status make_three_point_arc(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec a, b, c;
    TRY(objects_to_vec(vm, call->args[0], &a, err));
    TRY(objects_to_vec(vm, call->args[1], &b, err));
    TRY(objects_to_vec(vm, call->args[2], &c, err));
    MAKE(kernel_edge_arc, a, b, c);
}

lathe_status make_tangent_arc(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec a, b, c;
    TRY(objects_to_vec(vm, call->args[0], &a, err));
    TRY(objects_to_vec(vm, call->args[1], &b, err));
    TRY(objects_to_vec(vm, call->args[2], &c, err));
    MAKE(kernel_edge_tangent_arc, a, b, c);
}

lathe_status make_edge_circle(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double radius, angle1, angle2;
    bool anticlockwise;
    kernel_vec at, normal;
    TRY(argument(vm, call, 0, &radius, err));
    TRY(objects_to_vec(vm, call->args[1], &at, err));
    TRY(objects_to_vec(vm, call->args[2], &normal, err));
    TRY(argument(vm, call, 3, &angle1, err));
    TRY(argument(vm, call, 4, &angle2, err));
    TRY(argument_truth(vm, call, 5, &anticlockwise, err));
    MAKE(kernel_edge_circle, radius, at, normal, angle1, angle2, anticlockwise);
}

lathe_status make_wire_circle(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double radius;
    kernel_vec at, normal;
    shape_object *wire;
    TRY(argument(vm, call, 0, &radius, err));
    TRY(objects_to_vec(vm, call->args[1], &at, err));
    TRY(objects_to_vec(vm, call->args[2], &normal, err));
    TRY(outline_circle(vm, radius, at, normal, &wire, err));
    return shape_give(wire, out);
}

lathe_status make_polygon(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    void *memory;
    bool construction, close;
    shape_object *wire;
    TRY(argument_truth(vm, call, 1, &construction, err));
    TRY(argument_truth(vm, call, 2, &close, err));
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    TRY(script_alloc(vm, (count + 1) * sizeof(kernel_vec), &memory, err));
    kernel_vec *points = memory;
    for (size_t i = 0; i < count; i++)
        TRY(objects_to_vec(vm, items[i], &points[i], err));
    KEEP(&wire, kernel_wire_polygon(points, count, close, &raw, err));
    wire->construction = construction;
    return shape_give(wire, out);
}

lathe_status make_helix(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double pitch, height, radius, cone;
    kernel_vec center, direction;
    bool left;
    TRY(argument(vm, call, 0, &pitch, err));
    TRY(argument(vm, call, 1, &height, err));
    TRY(argument(vm, call, 2, &radius, err));
    TRY(objects_to_vec(vm, call->args[3], &center, err));
    TRY(objects_to_vec(vm, call->args[4], &direction, err));
    TRY(argument(vm, call, 5, &cone, err));
    TRY(argument_truth(vm, call, 6, &left, err));
    MAKE(kernel_wire_helix, pitch, height, radius, center, direction, cone, left);
}

lathe_status make_assembled(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_array edges;
    TRY(shape_read_all(vm, call->args[0], &edges, err));
    MAKE(kernel_wire_assemble, edges.items, edges.count);
}

/* listOfVector: what has a length. */
static lathe_status read_vectors(script_vm *vm, script_value v, const kernel_vec **out, size_t *out_count,
                                 lathe_error *err)
{
    if (!script_is_sequence(v))
        return script_raise(vm, err, "TypeError", "object of type '%s' has no len()", script_type_name(v));
    return shape_read_points(vm, v, false, out, out_count, err);
}

lathe_status make_bezier(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const kernel_vec *points;
    size_t count;
    if (!script_is_sequence(call->args[0]))
        return script_raise(vm, err, "TypeError", "object of type '%s' has no len()", script_type_name(call->args[0]));
    TRY(shape_read_points(vm, call->args[0], true, &points, &count, err));
    MAKE(kernel_edge_bezier, points, count);
}

/* Tangents: vectors, or None where there is none. */
static lathe_status read_tangents(script_vm *vm, script_value v, kernel_spline *spline, lathe_error *err)
{
    const script_value *items;
    size_t count;
    void *vectors, *given;
    TRY(script_to_items(vm, v, &items, &count, err));
    bool ends = count == 2 && spline->point_count != 2;
    TRY(script_alloc(vm, (count + 1) * sizeof(kernel_vec), &vectors, err));
    TRY(script_alloc(vm, count + 1, &given, err));
    for (size_t i = 0; i < count; i++) {
        ((bool *)given)[i] = !script_is_none(items[i]);
        if (script_is_none(items[i]) && !ends)
            continue;
        if (!vector_of(items[i]))
            return objects_not_wrapped(vm, "Load()", items[i], err);
        ((kernel_vec *)vectors)[i] = vector_of(items[i])->v;
    }
    spline->tangents = vectors;
    spline->tangent_given = given;
    spline->tangent_count = count;
    return LATHE_OK;
}

lathe_status make_edge_spline(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_spline spline = { .points = NULL };
    bool tangents;
    TRY(read_vectors(vm, call->args[0], &spline.points, &spline.point_count, err));
    TRY(argument_truth(vm, call, 1, &tangents, err));
    TRY(argument_truth(vm, call, 2, &spline.periodic, err));
    TRY(argument_truth(vm, call, 4, &spline.scale, err));
    TRY(argument(vm, call, 5, &spline.tolerance, err));
    if (!script_is_none(call->args[3]))
        TRY(shape_read_numbers(vm, call->args[3], &spline.parameters, &spline.parameter_count, err));
    if (tangents)
        TRY(read_tangents(vm, call->args[1], &spline, err));
    MAKE(kernel_edge_spline, &spline);
}

lathe_status make_edge_spline_approx(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const kernel_vec *points;
    size_t count, weights = 0;
    kernel_approximation how = { .smoothing = NULL };
    bool smoothing;
    int64_t degrees[2];
    TRY(read_vectors(vm, call->args[0], &points, &count, err));
    TRY(argument(vm, call, 1, &how.tolerance, err));
    TRY(argument_truth(vm, call, 2, &smoothing, err));
    if (smoothing)
        TRY(shape_read_numbers(vm, call->args[2], &how.smoothing, &weights, err));
    if (smoothing && weights != 3)
        return objects_bad_argument(vm, "GeomAPI_PointsToBSpline", call->args[2], err);
    for (int i = 0; i < 2; i++) {
        TRY(script_to_int(vm, call->args[3 + i], &degrees[i], err));
        if (degrees[i] < INT32_MIN || degrees[i] > INT32_MAX)
            return objects_bad_argument(vm, "GeomAPI_PointsToBSpline", call->args[3 + i], err);
    }
    how.min_degree = (int)degrees[0];
    how.max_degree = (int)degrees[1];
    MAKE(kernel_edge_approximate, points, count, &how);
}

typedef struct ellipse {
    double x_radius, y_radius, angle1, angle2;
    kernel_vec center, normal, x_dir;
} ellipse;

/* The arguments that Edge.makeEllipse and Wire.makeEllipse have in common. */
static lathe_status read_ellipse(script_vm *vm, const script_call *call, ellipse *out, lathe_error *err)
{
    TRY(argument(vm, call, 0, &out->x_radius, err));
    TRY(argument(vm, call, 1, &out->y_radius, err));
    TRY(objects_to_vec(vm, call->args[2], &out->center, err));
    TRY(objects_to_vec(vm, call->args[3], &out->normal, err));
    TRY(objects_to_vec(vm, call->args[4], &out->x_dir, err));
    TRY(argument(vm, call, 5, &out->angle1, err));
    return argument(vm, call, 6, &out->angle2, err);
}

lathe_status make_edge_ellipse(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    ellipse e;
    bool anticlockwise;
    TRY(read_ellipse(vm, call, &e, err));
    TRY(script_equal(vm, call->args[7], script_int(1), &anticlockwise, err));
    MAKE(kernel_edge_ellipse, e.x_radius, e.y_radius, e.center, e.normal, e.x_dir, e.angle1, e.angle2, anticlockwise);
}

lathe_status make_wire_ellipse(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    ellipse e;
    double turn;
    bool closed;
    kernel_vec start, end;
    shape_object *arc, *line, *wire;
    TRY(read_ellipse(vm, call, &e, err));
    TRY(argument(vm, call, 7, &turn, err));
    TRY(argument_truth(vm, call, 8, &closed, err));
    KEEP(&arc, kernel_edge_ellipse(e.x_radius, e.y_radius, e.center, e.normal, e.x_dir, e.angle1, e.angle2, true, &raw,
                                   err));
    const kernel_shape *edges[2] = { arc->kernel };
    size_t count = 1;
    if (e.angle1 != e.angle2 && closed) {
        KERNEL(kernel_curve_start(arc->kernel, &start, err));
        KERNEL(kernel_curve_end(arc->kernel, &end, err));
        KEEP(&line, kernel_edge_line(end, start, &raw, err));
        edges[count++] = line->kernel;
    }
    KEEP(&wire, kernel_wire_assemble(edges, count, &raw, err));
    if (turn != 0)
        KEEP(&wire, kernel_rotate(wire->kernel, e.center, vec_add(e.center, e.normal), turn, &raw, err));
    return shape_give(wire, out);
}
