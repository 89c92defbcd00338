/* make.c: class methods that make shapes: Solid.makeBox, Wire.makePolygon and their like. */
#include "reward/cadquery/methods.h"

static lathe_status give(const shape_object *made, script_value *out)
{
    *out = shape_value(made);
    return LATHE_OK;
}

/* The class through which it was called decides what Python sees. */
#define MAKE(function, ...)                                                                                            \
    do {                                                                                                               \
        shape_object *made;                                                                                            \
        KEEP(&made, function(__VA_ARGS__, &raw, err));                                                                 \
        return give(made, out);                                                                                        \
    } while (0)

lathe_status make_box(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double x, y, z;
    kernel_vec at, direction;
    TRY(argument(vm, call, 0, &x, err));
    TRY(argument(vm, call, 1, &y, err));
    TRY(argument(vm, call, 2, &z, err));
    TRY(objects_to_vec(vm, call->args[3], &at, err));
    TRY(objects_to_vec(vm, call->args[4], &direction, err));
    MAKE(kernel_box, x, y, z, at, direction);
}

lathe_status make_cone(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double r1, r2, height, turn;
    kernel_vec at, direction;
    TRY(argument(vm, call, 0, &r1, err));
    TRY(argument(vm, call, 1, &r2, err));
    TRY(argument(vm, call, 2, &height, err));
    TRY(objects_to_vec(vm, call->args[3], &at, err));
    TRY(objects_to_vec(vm, call->args[4], &direction, err));
    TRY(argument(vm, call, 5, &turn, err));
    MAKE(kernel_cone, r1, r2, height, at, direction, turn);
}

lathe_status make_cylinder(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double radius, height, turn;
    kernel_vec at, direction;
    TRY(argument(vm, call, 0, &radius, err));
    TRY(argument(vm, call, 1, &height, err));
    TRY(objects_to_vec(vm, call->args[2], &at, err));
    TRY(objects_to_vec(vm, call->args[3], &direction, err));
    TRY(argument(vm, call, 4, &turn, err));
    MAKE(kernel_cylinder, radius, height, at, direction, turn);
}

lathe_status make_sphere(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double radius, low, high, turn;
    kernel_vec at, direction;
    TRY(argument(vm, call, 0, &radius, err));
    TRY(objects_to_vec(vm, call->args[1], &at, err));
    TRY(objects_to_vec(vm, call->args[2], &direction, err));
    TRY(argument(vm, call, 3, &low, err));
    TRY(argument(vm, call, 4, &high, err));
    TRY(argument(vm, call, 5, &turn, err));
    MAKE(kernel_sphere, radius, at, direction, low, high, turn);
}

lathe_status make_torus(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double r1, r2, low, high;
    kernel_vec at, direction;
    TRY(argument(vm, call, 0, &r1, err));
    TRY(argument(vm, call, 1, &r2, err));
    TRY(objects_to_vec(vm, call->args[2], &at, err));
    TRY(objects_to_vec(vm, call->args[3], &direction, err));
    TRY(argument(vm, call, 4, &low, err));
    TRY(argument(vm, call, 5, &high, err));
    MAKE(kernel_torus, r1, r2, at, direction, low, high);
}

lathe_status make_wedge(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double n[7];
    kernel_vec at, direction;
    for (size_t i = 0; i < 7; i++)
        TRY(argument(vm, call, i, &n[i], err));
    TRY(objects_to_vec(vm, call->args[7], &at, err));
    TRY(objects_to_vec(vm, call->args[8], &direction, err));
    kernel_vec extent = { n[0], n[1], n[2] };
    MAKE(kernel_wedge, extent, &n[3], at, direction);
}

/* A list of shapes from an iterable. */
static lathe_status read_shapes(script_vm *vm, script_value iterable, kernel_array *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    script_value list;
    TRY(script_to_items(vm, iterable, &items, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (!shape_of(items[i]))
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'wrapped'",
                                script_type_name(items[i]));
    }
    TRY(script_list_new(vm, items, count, &list, err));
    return objects_shapes_in(vm, list, out, err);
}

lathe_status make_compound(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_array shapes;
    TRY(read_shapes(vm, call->args[0], &shapes, err));
    MAKE(kernel_compound, shapes.items, shapes.count);
}

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
    return give(wire, out);
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
    return give(wire, out);
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
    TRY(read_shapes(vm, call->args[0], &edges, err));
    MAKE(kernel_wire_assemble, edges.items, edges.count);
}

lathe_status make_from_wires(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value list;
    const script_value *items;
    size_t count;
    kernel_array wires;
    shape_object *face;
    TRY(script_list_new(vm, &call->args[0], 1, &list, err));
    TRY(script_to_items(vm, call->args[1], &items, &count, err));
    for (size_t i = 0; i < count; i++)
        TRY(script_list_append(vm, list.list, items[i], err));
    TRY(read_shapes(vm, list, &wires, err));
    KEEP(&face, kernel_face_from_wires(wires.items, wires.count, &raw, err));
    face->type = KERNEL_FACE;
    return give(face, out);
}

lathe_status make_plane_face(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double length = 0, width = 0;
    kernel_vec base, normal;
    if (!script_is_none(call->args[0]))
        TRY(argument(vm, call, 0, &length, err));
    if (!script_is_none(call->args[1]))
        TRY(argument(vm, call, 1, &width, err));
    TRY(objects_to_vec(vm, call->args[2], &base, err));
    TRY(objects_to_vec(vm, call->args[3], &normal, err));
    MAKE(kernel_face_plane, length, width, base, normal);
}
