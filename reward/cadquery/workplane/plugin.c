/* plugin.c: the methods with a leading underscore that plugins of CadQuery's users call. */
#include "reward/cadquery/methods.h"

/* ---- points and pending wires ---- */

lathe_status workplane_find_from_point(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec p;
    bool local;
    TRY(argument_truth(vm, call, 0, &local, err));
    TRY(drawing_from_point(vm, workplane_of(call->self), local, &p, err));
    return objects_new_vector(vm, p, out, err);
}

lathe_status workplane_local(script_vm *vm, workplane *w, script_value v, script_value *out, lathe_error *err)
{
    script_value plane;
    location_object *place;
    shape_object *moved;
    if (shape_of(v)) {
        KEEP_PLACE(&place, kernel_location_of_plane(w->plane, w->plane->origin, &raw, err));
        KEEP_PLACE(&place, kernel_location_inverse(place->kernel, &raw, err));
        TRY(shape_moved(vm, shape_of(v), place, &moved, err));
        moved->construction = shape_of(v)->construction;
        *out = shape_value(moved);
        return LATHE_OK;
    }
    TRY(objects_new_plane(vm, w->plane, &plane, err));
    return objects_call_method(vm, plane, "toLocalCoords", &v, 1, out, err);
}

lathe_status workplane_find_from_edge(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    const script_list *objects = w->objects.list;
    script_value last = objects->count ? objects->items[objects->count - 1] : script_none();
    bool local;
    TRY(argument_truth(vm, call, 0, &local, err));
    if (!objects_shape_of_type(last, KERNEL_EDGE))
        return script_raise(vm, err, "RuntimeError",
                            "Previous Edge requested, but the previous object was of type <class '%s'>, not an Edge.",
                            objects->count ? script_type_name(last) : "Vector");
    if (local)
        return workplane_local(vm, w, last, out, err);
    *out = last;
    return LATHE_OK;
}

lathe_status workplane_to_vectors(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec *points;
    size_t count;
    bool current;
    script_value v;
    TRY(argument_truth(vm, call, 1, &current, err));
    TRY(drawing_read_points(vm, workplane_of(call->self), call->args[0], current, &points, &count, err));
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < count; i++) {
        TRY(objects_new_vector(vm, points[i], &v, err));
        TRY(script_list_append(vm, out->list, v, err));
    }
    return LATHE_OK;
}

lathe_status workplane_add_edge(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    if (!shape_of(call->args[0]))
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'startPoint'",
                            script_type_name(call->args[0]));
    TRY(workplane_add_pending_edge(vm, workplane_of(call->self), shape_of(call->args[0]), err));
    *out = script_none();
    return LATHE_OK;
}

lathe_status workplane_add_wire(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    *out = script_none();
    return script_list_append(vm, workplane_of(call->self)->context->pending_wires.list, call->args[0], err);
}

lathe_status workplane_inner_consolidate(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return outline_consolidated(vm, workplane_of(call->self), out, err);
}

lathe_status workplane_locs(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    TRY(objects_new_list(vm, out, err));
    return workplane_locations(vm, workplane_of(call->self), *out, err);
}

lathe_status workplane_merge(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const workplane *from = workplane_of(call->args[0]);
    if (!from)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'ctx'",
                            script_type_name(call->args[0]));
    *out = call->self;
    return workplane_merge_tags(vm, workplane_of(call->self), from, err);
}

/* ---- faces and bodies ---- */

lathe_status workplane_inner_faces(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return workplane_faces(vm, workplane_of(call->self), out, err);
}

lathe_status workplane_inner_faces_vertices(script_vm *vm, const script_call *call, script_value *out,
                                            lathe_error *err)
{
    return sweep_faces_and_vertices(vm, workplane_of(call->self), out, err);
}

lathe_status workplane_inner_extrude(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value distance = call->args[0], until = call->args[3];
    extrusion e = { .until = objects_shape_of_type(until, KERNEL_FACE), .to_face = !script_is_none(until) };
    shape_object *made;
    TRY(argument_truth(vm, call, 1, &e.both, err));
    TRY(feature_read_taper(vm, call->args[2], &e.taper, err));
    TRY(argument_truth(vm, call, 4, &e.additive, err));
    if (e.to_face && !e.until)
        TRY(script_to_int(vm, until, &e.index, err));
    if (!e.to_face && script_is_none(distance))
        return script_raise(vm, err, "UnboundLocalError",
                            "cannot access local variable 'eDir' where it is not associated with a value");
    if (!e.to_face)
        TRY(script_to_double(vm, distance, &e.distance, err));
    TRY(feature_extrude(vm, workplane_of(call->self), &e, &made, err));
    *out = shape_value(made);
    return LATHE_OK;
}

lathe_status workplane_inner_revolve(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double degrees;
    kernel_vec start, end;
    shape_object *made;
    TRY(argument(vm, call, 0, &degrees, err));
    TRY(objects_to_vec(vm, call->args[1], &start, err));
    TRY(objects_to_vec(vm, call->args[2], &end, err));
    TRY(feature_revolve(vm, workplane_of(call->self), degrees, start, end, &made, err));
    *out = shape_value(made);
    return LATHE_OK;
}

lathe_status workplane_inner_sweep(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *const v = call->args;
    const sweep_arguments a = { v[0], v[1], v[2], v[3], v[4], v[5], v[6] };
    shape_object *made;
    TRY(feature_sweep(vm, workplane_of(call->self), &a, &made, err));
    *out = shape_value(made);
    return LATHE_OK;
}

/* ---- combining ---- */

static lathe_status combine_with_base(script_vm *vm, const script_call *call, combine_mode mode, bool clean,
                                      script_value *out, lathe_error *err)
{
    script_value list;
    const script_value *items = &call->args[0];
    size_t count = 1;
    bool single = shape_of(call->args[0]) != NULL;
    if (!single)
        TRY(script_to_items(vm, call->args[0], &items, &count, err));
    TRY(script_list_new(vm, items, count, &list, err));
    return workplane_combine(vm, workplane_of(call->self), list, single, mode, clean, out, err);
}

lathe_status workplane_combine_with_base(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    combine_mode mode;
    bool clean;
    TRY(workplane_combine_mode(vm, call->args[1], &mode, err));
    TRY(argument_truth(vm, call, 2, &clean, err));
    return combine_with_base(vm, call, mode, clean, out, err);
}

lathe_status workplane_fuse_with_base(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return combine_with_base(vm, call, COMBINE_FUSE, false, out, err);
}

lathe_status workplane_cut_from_base(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return combine_with_base(vm, call, COMBINE_CUT, false, out, err);
}

/* ---- surfaces through edges and points ---- */

/* Edges and wires, or points that become one closed wire. */
static lathe_status plate_edges(script_vm *vm, script_value given, script_value *out, lathe_error *err)
{
    script_value points, wire;
    const script_value *items;
    size_t count;
    if (workplane_of(given)) {
        script_value edges;
        TRY(objects_call_method(vm, given, "edges", NULL, 0, &edges, err));
        *out = workplane_of(edges)->objects;
        return LATHE_OK;
    }
    TRY(script_to_items(vm, given, &items, &count, err));
    TRY(objects_new_list(vm, out, err));
    TRY(objects_new_list(vm, &points, err));
    for (size_t i = 0; i < count; i++) {
        bool curve = objects_shape_of_type(items[i], KERNEL_EDGE) || objects_shape_of_type(items[i], KERNEL_WIRE);
        TRY(script_list_append(vm, curve ? out->list : points.list, items[i], err));
    }
    if (points.list->count == 0)
        return LATHE_OK;
    const script_value args[] = { points, script_bool(false), script_bool(true) };
    TRY(objects_call_method(vm, script_type(&class_of_type_table[KERNEL_WIRE]), "makePolygon", args, 3, &wire, err));
    return script_list_new(vm, &wire, 1, out, err);
}

lathe_status workplane_interp_plate(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *const v = call->args;
    script_value edges, face;
    combine_mode mode;
    bool clean;
    double thickness;
    TRY(plate_edges(vm, v[0], &edges, err));
    /* Its third parameter is the kernel's own kind of continuity. */
    script_value args[13] = { edges, v[1], script_none() };
    for (size_t i = 0; i < 10; i++)
        args[3 + i] = v[5 + i];
    TRY(objects_call_method(vm, script_type(&class_of_type_table[KERNEL_FACE]), "makeNSidedSurface", args, 13, &face, err));
    TRY(argument(vm, call, 2, &thickness, err));
    if (thickness > 0)
        TRY(objects_call_method(vm, face, "thicken", &v[2], 1, &face, err));
    if (!shape_of(face))
        return objects_bad_argument(vm, "interpPlate", face, err);
    TRY(workplane_combine_mode(vm, v[3], &mode, err));
    TRY(argument_truth(vm, call, 4, &clean, err));
    return workplane_each_point(vm, workplane_of(call->self), shape_of(face), mode, clean, out, err);
}
