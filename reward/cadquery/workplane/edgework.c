/* edgework.c: fillet, chamfer, shell, split, section: what changes a solid at its edges and faces. */
#include "reward/cadquery/methods.h"

static const kernel_boolean cut_plain = { KERNEL_CUT, false, 0, NULL };

/* The solids of the chain and the edges of what is selected. */
static lathe_status selected_edges(script_vm *vm, workplane *w, const char *empty, shape_object **out_solid,
                                   kernel_array *out_edges, lathe_error *err)
{
    script_value edges;
    TRY(workplane_require_solids(vm, w, out_solid, err));
    TRY(objects_new_list(vm, &edges, err));
    for (size_t i = 0; i < w->objects.list->count; i++) {
        const shape_object *s = shape_of(w->objects.list->items[i]);
        if (s)
            TRY(shape_parts(vm, s, KERNEL_EDGE, edges, err));
    }
    TRY(shape_list_unique(vm, edges, err));
    if (edges.list->count == 0)
        return script_raise(vm, err, "ValueError", "%s", empty);
    return objects_shapes_in(vm, edges, out_edges, err);
}

lathe_status workplane_fillet(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    shape_object *solid;
    kernel_array edges;
    double radius;
    TRY(selected_edges(vm, w, "Fillets requires that edges be selected", &solid, &edges, err));
    if (script_is_none(call->args[0])) /* pybind11 takes it for a law of radii that is missing */
        return script_raise_as(vm, err, "Standard_NoSuchObject", objects_exceptions[0], "NCollection_Sequence::First");
    TRY(argument(vm, call, 0, &radius, err));
    KEEP(&solid, kernel_fillet(solid->kernel, radius, edges.items, edges.count, &raw, err));
    shape_set_class(solid, KERNEL_COMPOUND);
    return workplane_push_shape(vm, w, solid, true, out, err);
}

lathe_status workplane_chamfer(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    shape_object *solid;
    kernel_array edges;
    double first, second;
    bool given;
    TRY(selected_edges(vm, w, "Chamfer requires that edges be selected", &solid, &edges, err));
    TRY(argument(vm, call, 0, &first, err));
    TRY(argument_truth(vm, call, 1, &given, err));
    second = first;
    if (given)
        TRY(argument(vm, call, 1, &second, err));
    KEEP(&solid, kernel_chamfer(solid->kernel, first, second, edges.items, edges.count, &raw, err));
    shape_set_class(solid, KERNEL_COMPOUND);
    return workplane_push_shape(vm, w, solid, false, out, err);
}

lathe_status workplane_shell(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    shape_object *solid;
    script_value faces, text;
    kernel_array array;
    kernel_join join = KERNEL_JOIN_TANGENT;
    double thickness;
    TRY(workplane_require_solids(vm, w, &solid, err));
    TRY(objects_new_list(vm, &faces, err));
    for (size_t i = 0; i < w->objects.list->count; i++) {
        if (objects_shape_of_type(w->objects.list->items[i], KERNEL_FACE))
            TRY(script_list_append(vm, faces.list, w->objects.list->items[i], err));
    }
    TRY(objects_shapes_in(vm, faces, &array, err));
    TRY(outline_read_join(vm, call->args[1], &join, err));
    if (join == KERNEL_JOIN_TANGENT) {
        TRY(script_to_repr(vm, call->args[1], &text, err));
        return script_raise(vm, err, "KeyError", "%s", text.str->text);
    }
    TRY(argument(vm, call, 0, &thickness, err));
    KEEP(&solid, kernel_hollow(solid->kernel, thickness, 1e-4, join, array.items, array.count, NULL, &raw, err));
    shape_set_class(solid, KERNEL_COMPOUND);
    return workplane_push_shape(vm, w, solid, false, out, err);
}

lathe_status feature_split_by(script_vm *vm, workplane *w, script_value what, script_value *out, lathe_error *err)
{
    const kernel_boolean split = { KERNEL_SPLIT, false, 0, NULL };
    shape_object *solid;
    kernel_array tools;
    script_value list;
    TRY(workplane_require_solids(vm, w, &solid, err));
    if (workplane_of(what)) {
        TRY(objects_shapes_in(vm, workplane_of(what)->objects, &tools, err));
        TRY(workplane_merge_tags(vm, w, workplane_of(what), err));
    } else {
        TRY(script_list_new(vm, &what, 1, &list, err));
        TRY(objects_shapes_in(vm, list, &tools, err));
    }
    TRY(shape_combine(vm, &split, solid, &tools, &solid, err));
    return workplane_push_shape(vm, w, solid, false, out, err);
}

/* A rectangle at each point of the stack, extruded along the plane's normal, with whatever wires were pending. */
static lathe_status half_space(script_vm *vm, workplane *w, double size, double distance, shape_object **out,
                               lathe_error *err)
{
    extrusion e = { .distance = distance, .additive = true };
    const script_value sides[] = { script_float(size), script_float(size) };
    script_value rect;
    TRY(objects_call_method(vm, workplane_value(w), "rect", sides, 2, &rect, err));
    return feature_extrude(vm, workplane_of(rect), &e, out, err);
}

static lathe_status cut_one(script_vm *vm, const shape_object *solid, const shape_object *tool, shape_object **out,
                            lathe_error *err)
{
    const kernel_shape *list[] = { tool->kernel };
    const kernel_array tools = { list, 1 };
    return shape_combine(vm, &cut_plain, solid, &tools, out, err);
}

lathe_status workplane_split(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *next;
    shape_object *solid, *above, *below, *half;
    bool keep_top, keep_bottom;
    kernel_vec low, high;
    double diagonal;
    if ((call->given & 2) == 0 && (workplane_of(call->args[0]) || shape_of(call->args[0])))
        return feature_split_by(vm, w, call->args[0], out, err);
    TRY(argument_truth(vm, call, 0, &keep_top, err));
    TRY(argument_truth(vm, call, 1, &keep_bottom, err));
    if (!keep_top && !keep_bottom)
        return script_raise(vm, err, "ValueError", "You have to keep at least one half");
    TRY(workplane_require_solids(vm, w, &solid, err));
    KERNEL(kernel_bounds(solid->kernel, &low, &high, &diagonal, err));
    TRY(half_space(vm, w, diagonal * 10.0, diagonal * 10.0, &above, err));
    TRY(half_space(vm, w, diagonal * 10.0, -diagonal * 10.0, &below, err));
    TRY(objects_next_workplane(vm, w, &next, err));
    if (keep_top) {
        TRY(cut_one(vm, solid, below, &half, err));
        TRY(script_list_append(vm, next->objects.list, shape_value(half), err));
    }
    if (keep_bottom) {
        TRY(cut_one(vm, solid, above, &half, err));
        TRY(script_list_append(vm, next->objects.list, shape_value(half), err));
    }
    *out = workplane_value(next);
    return LATHE_OK;
}

lathe_status workplane_section(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const kernel_boolean common = { KERNEL_COMMON, false, 0, NULL };
    workplane *w = workplane_of(call->self);
    shape_object *solid, *plane;
    double height;
    TRY(workplane_require_solids(vm, w, &solid, err));
    TRY(argument(vm, call, 0, &height, err));
    kernel_vec at = vec_add(w->plane->origin, vec_scale(w->plane->z_dir, height));
    KEEP(&plane, kernel_face_plane(0, 0, at, w->plane->z_dir, &raw, err));
    const kernel_shape *list[] = { plane->kernel };
    const kernel_array tools = { list, 1 };
    TRY(shape_combine(vm, &common, solid, &tools, &solid, err));
    return workplane_push_shape(vm, w, solid, false, out, err);
}
