/* shape.c: what all files of CadQuery's classes do with shapes, measures of shapes, features of solids. */
#include "reward/cadquery/shape/shape.h"

#include <string.h>

/* ---- used all over ---- */

lathe_status shape_clean(script_vm *vm, const shape_object *shape, shape_object **out, lathe_error *err)
{
    const engine_state *state = script_vm_host(vm);
    KEEP(out, kernel_clean(shape->kernel, state->deferral, &raw, err));
    (*out)->type = shape->type;
    return LATHE_OK;
}

lathe_status shape_face_of_wires(script_vm *vm, const kernel_array *wires, shape_object **out, lathe_error *err)
{
    const engine_state *state = script_vm_host(vm);
    KEEP(out, kernel_face_from_wires(wires->items, wires->count, state->deferral, &raw, err));
    return LATHE_OK;
}

lathe_status shape_combine(script_vm *vm, const kernel_boolean *how, const shape_object *base,
                           const kernel_array *tools, shape_object **out, lathe_error *err)
{
    kernel_boolean now = *how;
    const engine_state *state = script_vm_host(vm);
    now.deferral = state->deferral;
    KEEP(out, kernel_combine(&now, base->kernel, base->type == KERNEL_COMPOUND, tools->items, tools->count, &raw, err));
    return LATHE_OK;
}

lathe_status shape_compound(script_vm *vm, script_value list, shape_object **out, lathe_error *err)
{
    kernel_array array;
    TRY(objects_shapes_in(vm, list, &array, err));
    KEEP(out, kernel_compound(array.items, array.count, &raw, err));
    return LATHE_OK;
}

lathe_status shape_parts(script_vm *vm, const shape_object *shape, kernel_type type, script_value list,
                         lathe_error *err)
{
    kernel_list parts = KERNEL_LIST_INIT;
    KERNEL(kernel_parts(shape->kernel, type, &parts, err));
    return objects_keep_list(vm, &parts, list, err);
}

lathe_status shape_pieces(script_vm *vm, const shape_object *shape, kernel_type type, script_value list,
                          lathe_error *err)
{
    kernel_list pieces = KERNEL_LIST_INIT;
    KERNEL(kernel_pieces(shape->kernel, type, &pieces, err));
    return objects_keep_list(vm, &pieces, list, err);
}

lathe_status shape_children(script_vm *vm, const shape_object *shape, script_value list, lathe_error *err)
{
    kernel_list parts = KERNEL_LIST_INIT;
    KERNEL(kernel_children(shape->kernel, &parts, err));
    return objects_keep_list(vm, &parts, list, err);
}

lathe_status shape_moved(script_vm *vm, const shape_object *shape, const location_object *place, shape_object **out,
                         lathe_error *err)
{
    shape_object *moved;
    KEEP(&moved, kernel_moved(shape->kernel, place->kernel, &raw, err));
    moved->type = shape->type;
    moved->construction = shape->construction;
    *out = moved;
    return LATHE_OK;
}

lathe_status shape_list_countable(const script_list *list, lathe_error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        const shape_object *s = shape_of(list->items[i]);
        lathe_status st = s ? kernel_require_one(s->kernel, err) : LATHE_OK;
        if (st != LATHE_OK)
            return st;
    }
    return LATHE_OK;
}

lathe_status shape_list_unique(script_vm *vm, script_value list, lathe_error *err)
{
    script_list *l = list.list;
    size_t slots = 16, kept = 0;
    void *memory;
    while (slots < 2 * l->count)
        slots *= 2;
    TRY(script_alloc(vm, slots * sizeof(size_t), &memory, err));
    size_t *table = memory; /* 1 + index of what is kept */
    for (size_t i = 0; i < l->count; i++) {
        const kernel_shape *s = shape_of(l->items[i])->kernel;
        size_t at = kernel_hash(s) * 2654435761u % slots;
        while (table[at] && !kernel_is_same(shape_of(l->items[table[at] - 1])->kernel, s))
            at = (at + 1) % slots;
        if (table[at])
            continue;
        l->items[kept] = l->items[i];
        table[at] = ++kept;
    }
    l->count = kept;
    return LATHE_OK;
}

/* ---- measures ---- */

/* CadQuery passes the tolerance on to where it is not used. */
lathe_status shape_bounding_box(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_extent extent;
    KERNEL(kernel_extent_of(shape_of(call->self)->kernel, &extent, err));
    return objects_new_bounds(vm, &extent, out, err);
}

lathe_status shape_center_of_box(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_extent e;
    KERNEL(kernel_extent_of(shape_of(call->self)->kernel, &e, err));
    return objects_new_vector(vm, vec_scale(vec_add(e.low, e.high), 0.5), out, err);
}

lathe_status shape_geom_type(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const char *name;
    KERNEL(kernel_geometry_name(shape_of(call->self)->kernel, &name, err));
    return script_str_new(vm, name, strlen(name), out, err);
}

lathe_status shape_is_inside(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec point;
    double tolerance;
    bool inside;
    TRY(objects_to_vec(vm, call->args[0], &point, err));
    TRY(argument(vm, call, 1, &tolerance, err));
    KERNEL(kernel_is_inside(shape_of(call->self)->kernel, point, tolerance, &inside, err));
    *out = script_bool(inside);
    return LATHE_OK;
}

lathe_status shape_outer_wire(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *wire;
    KEEP(&wire, kernel_face_outer_wire(shape_of(call->self)->kernel, &raw, err));
    *out = shape_value(wire);
    return LATHE_OK;
}

lathe_status shape_inner_wires(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_list wires = KERNEL_LIST_INIT;
    TRY(objects_new_list(vm, out, err));
    KERNEL(kernel_face_inner_wires(shape_of(call->self)->kernel, &wires, err));
    return objects_keep_list(vm, &wires, *out, err);
}

/* ---- features of solids ---- */

lathe_status shape_fillet(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    script_value list;
    kernel_array edges;
    double radius;
    shape_object *made;
    TRY(argument(vm, call, 0, &radius, err));
    TRY(script_to_items(vm, call->args[1], &items, &count, err));
    TRY(script_list_new(vm, items, count, &list, err));
    TRY(objects_shapes_in(vm, list, &edges, err));
    KEEP(&made, kernel_fillet(shape_of(call->self)->kernel, radius, edges.items, edges.count, &raw, err));
    return shape_give_like(made, call, out);
}

lathe_status shape_chamfer(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    script_value list;
    kernel_array edges;
    double first, second;
    bool given;
    shape_object *made;
    TRY(argument(vm, call, 0, &first, err));
    TRY(argument_truth(vm, call, 1, &given, err));
    second = first;
    if (given)
        TRY(argument(vm, call, 1, &second, err));
    TRY(script_to_items(vm, call->args[2], &items, &count, err));
    TRY(script_list_new(vm, items, count, &list, err));
    TRY(objects_shapes_in(vm, list, &edges, err));
    KEEP(&made, kernel_chamfer(shape_of(call->self)->kernel, first, second, edges.items, edges.count, &raw, err));
    return shape_give_like(made, call, out);
}
