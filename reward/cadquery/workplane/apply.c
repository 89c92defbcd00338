/* apply.c: what runs functions of scripts over the stack: each, cutEach, filter, map, apply, sort, invoke. */
#include "reward/cadquery/methods.h"

static lathe_status push_list(script_vm *vm, workplane *w, script_value iterable, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    workplane *next;
    TRY(script_to_items(vm, iterable, &items, &count, err));
    TRY(objects_next_workplane(vm, w, &next, err));
    for (size_t i = 0; i < count; i++)
        TRY(script_list_append(vm, next->objects.list, items[i], err));
    *out = workplane_value(next);
    return LATHE_OK;
}

lathe_status workplane_filter(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    const script_list *objects = w->objects.list;
    script_value kept;
    TRY(shape_list_countable(objects, err));
    TRY(objects_new_list(vm, &kept, err));
    for (size_t i = 0; i < objects->count; i++) {
        script_value object = objects->items[i], result = object;
        bool keep;
        if (!script_is_none(call->args[0]))
            TRY(script_call_value(vm, call->args[0], &object, 1, &result, err));
        TRY(script_to_truth(vm, result, &keep, err));
        if (keep)
            TRY(script_list_append(vm, kept.list, object, err));
    }
    return push_list(vm, w, kept, out, err);
}

lathe_status workplane_map(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    const script_list *objects = w->objects.list;
    script_value made, result;
    TRY(shape_list_countable(objects, err));
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < objects->count; i++) {
        TRY(script_call_value(vm, call->args[0], &objects->items[i], 1, &result, err));
        TRY(script_list_append(vm, made.list, result, err));
    }
    return push_list(vm, w, made, out, err);
}

lathe_status workplane_apply(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    script_value result;
    TRY(shape_list_countable(w->objects.list, err));
    TRY(script_call_value(vm, call->args[0], &w->objects, 1, &result, err));
    return push_list(vm, w, result, out, err);
}

lathe_status workplane_sort(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    script_value sorted;
    TRY(shape_list_countable(w->objects.list, err));
    TRY(script_list_new(vm, w->objects.list->items, w->objects.list->count, &sorted, err));
    TRY(script_sort(vm, sorted.list, call->args[0], err));
    return push_list(vm, w, sorted, out, err);
}

/* A function that takes nothing is called for what it does; one of the workplane may give another. */
lathe_status workplane_invoke(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    size_t parameters;
    script_value result;
    TRY(script_count_required(vm, call->args[0], &parameters, err));
    if (parameters > 1)
        return script_raise(vm, err, "ValueError", "Provided function {f} accepts too many arguments");
    TRY(script_call_value(vm, call->args[0], &call->self, parameters, &result, err));
    *out = parameters && !script_is_none(result) ? result : call->self;
    return LATHE_OK;
}

/* The result of the function for an object, both in local coordinates where asked for. */
static lathe_status call_on(script_vm *vm, workplane *w, script_value function, script_value object, bool local,
                            script_value *out, lathe_error *err)
{
    location_object *plane;
    script_value local_object;
    shape_object *placed;
    if (!local)
        return script_call_value(vm, function, &object, 1, out, err);
    KEEP_PLACE(&plane, kernel_location_of_plane(w->plane, w->plane->origin, &raw, err));
    TRY(workplane_local(vm, w, object, &local_object, err));
    TRY(script_call_value(vm, function, &local_object, 1, out, err));
    if (!shape_of(*out))
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'transformShape'",
                            script_type_name(*out));
    bool construction = shape_of(*out)->construction;
    TRY(shape_moved(vm, shape_of(*out), plane, &placed, err));
    placed->construction = construction;
    *out = shape_value(placed);
    return LATHE_OK;
}

lathe_status workplane_each(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    const script_list *objects = w->objects.list;
    script_value made, result;
    combine_mode mode;
    bool local, clean;
    TRY(shape_list_countable(objects, err));
    TRY(argument_truth(vm, call, 1, &local, err));
    TRY(workplane_combine_mode(vm, call->args[2], &mode, err));
    TRY(argument_truth(vm, call, 3, &clean, err));
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < objects->count; i++) {
        TRY(call_on(vm, w, call->args[0], objects->items[i], local, &result, err));
        const shape_object *wire = objects_shape_of_type(result, KERNEL_WIRE);
        if (wire && !wire->construction)
            TRY(script_list_append(vm, w->context->pending_wires.list, result, err));
        TRY(script_list_append(vm, made.list, result, err));
    }
    return workplane_combine(vm, w, made, false, mode, clean, out, err);
}

lathe_status workplane_cut_each(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    bool clean;
    shape_object *base;
    script_value placed, shapes;
    TRY(argument_truth(vm, call, 2, &clean, err));
    TRY(workplane_require_solids(vm, w, &base, err));
    const script_value args[] = { call->args[0], call->args[1] };
    TRY(objects_call_method(vm, call->self, "eachpoint", args, 2, &placed, err));
    TRY(objects_call_method(vm, placed, "vals", NULL, 0, &shapes, err));
    return body_cut_all(vm, w, base, shapes, clean, out, err);
}
