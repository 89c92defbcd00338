/* make.c: class methods that make faces, solids and compounds: Solid.makeBox, Face.makePlane and their like. */
#include "reward/cadquery/shape/shape.h"

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

lathe_status make_compound(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_array shapes;
    TRY(shape_read_all(vm, call->args[0], &shapes, err));
    MAKE(kernel_compound, shapes.items, shapes.count);
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
    TRY(shape_read_all(vm, list, &wires, err));
    TRY(shape_face_of_wires(vm, &wires, &face, err));
    face->type = KERNEL_FACE;
    return shape_give(face, out);
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
