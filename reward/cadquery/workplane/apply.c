/* apply.c: what runs functions of scripts over the stack: each, filter, map, apply, sort. */
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

/* Calls the function for each object; keeps its results, or the objects for which it gives something true. */
static lathe_status call_each(script_vm *vm, const script_call *call, bool filter, script_value *out, lathe_error *err)
{
    const script_list *objects = workplane_of(call->self)->objects.list;
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < objects->count; i++) {
        script_value object = objects->items[i], result;
        bool keep = true;
        TRY(script_call_value(vm, call->args[0], &object, 1, &result, err));
        if (filter)
            TRY(script_to_truth(vm, result, &keep, err));
        if (keep)
            TRY(script_list_append(vm, out->list, filter ? object : result, err));
    }
    return LATHE_OK;
}

lathe_status workplane_filter(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value list;
    TRY(call_each(vm, call, true, &list, err));
    return push_list(vm, workplane_of(call->self), list, out, err);
}

lathe_status workplane_map(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value list;
    TRY(call_each(vm, call, false, &list, err));
    return push_list(vm, workplane_of(call->self), list, out, err);
}

lathe_status workplane_apply(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    script_value result;
    TRY(script_call_value(vm, call->args[0], &w->objects, 1, &result, err));
    return push_list(vm, w, result, out, err);
}

/* A stable insertion by key, as many comparisons as the step budget lets pass. */
lathe_status workplane_sort(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    script_value keys, sorted, keys_sorted, less;
    TRY(call_each(vm, call, false, &keys, err));
    TRY(objects_new_list(vm, &sorted, err));
    TRY(objects_new_list(vm, &keys_sorted, err));
    for (size_t i = 0; i < keys.list->count; i++) {
        script_value object = w->objects.list->items[i], key = keys.list->items[i];
        TRY(script_list_append(vm, sorted.list, object, err));
        TRY(script_list_append(vm, keys_sorted.list, key, err));
        for (size_t at = i; at > 0; at--) {
            bool before;
            TRY(script_spend(vm, 1, err));
            TRY(script_operate(vm, SCRIPT_LESS, key, keys_sorted.list->items[at - 1], &less, err));
            TRY(script_to_truth(vm, less, &before, err));
            if (!before)
                break;
            sorted.list->items[at] = sorted.list->items[at - 1];
            keys_sorted.list->items[at] = keys_sorted.list->items[at - 1];
            sorted.list->items[at - 1] = object;
            keys_sorted.list->items[at - 1] = key;
        }
    }
    return push_list(vm, w, sorted, out, err);
}

lathe_status workplane_each(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    script_value made;
    combine_mode mode;
    bool local, clean;
    TRY(argument_truth(vm, call, 1, &local, err));
    TRY(workplane_combine_mode(vm, call->args[2], &mode, err));
    TRY(argument_truth(vm, call, 3, &clean, err));
    if (local)
        return script_unsupported(vm, err, "Workplane.each(useLocalCoordinates=True)");
    TRY(call_each(vm, call, false, &made, err));
    for (size_t i = 0; i < made.list->count; i++) {
        const shape_object *s = shape_of(made.list->items[i]);
        if (!s && mode != COMBINE_NONE)
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'wrapped'",
                                script_type_name(made.list->items[i]));
        if (s && s->type == KERNEL_WIRE && !s->construction)
            TRY(script_list_append(vm, w->context->pending_wires.list, made.list->items[i], err));
    }
    return workplane_combine(vm, w, made, false, mode, clean, out, err);
}
