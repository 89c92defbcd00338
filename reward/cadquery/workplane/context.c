/* context.c: attributes of workplanes, and of what a chain shares. */
#include "reward/cadquery/methods.h"

#include <string.h>

/* ---- of a workplane ---- */

/* The Plane that a script sees is the workplane's own: what it changes there, it changes here. */
static lathe_status plane_value(script_vm *vm, workplane *w, script_value *out, lathe_error *err)
{
    _Static_assert(sizeof(plane_object) == sizeof *w->plane, "a workplane's plane stands for an object of its own");
    if (!w->plane_self)
        TRY(script_object_new(vm, &class_plane, w->plane, NULL, out, err));
    else
        *out = script_of_object(w->plane_self);
    w->plane_self = out->object;
    return LATHE_OK;
}

static lathe_status context_value(script_vm *vm, draw_context *context, script_value *out, lathe_error *err)
{
    if (!context->self)
        TRY(script_object_new(vm, &class_context, context, NULL, out, err));
    else
        *out = script_of_object(context->self);
    context->self = out->object;
    return LATHE_OK;
}

lathe_status workplane_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                           lathe_error *err)
{
    workplane *w = workplane_of(self);
    *handled = true;
    if (strcmp(name, "objects") == 0) {
        *out = w->objects;
        return shape_list_countable(w->objects.list, err);
    }
    if (strcmp(name, "parent") == 0)
        *out = w->parent ? workplane_value(w->parent) : script_none();
    else if (strcmp(name, "_tag") == 0)
        *out = w->tag.kind == SCRIPT_UNBOUND ? script_none() : w->tag;
    else if (strcmp(name, "plane") == 0)
        return plane_value(vm, w, out, err);
    else if (strcmp(name, "ctx") == 0)
        return context_value(vm, w->context, out, err);
    else
        *handled = false;
    return LATHE_OK;
}

lathe_status workplane_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                           lathe_error *err)
{
    workplane *w = workplane_of(self);
    draw_context *context = script_host_of(value, &class_context);
    *handled = true;
    if (strcmp(name, "_tag") == 0) {
        w->tag = value;
    } else if (strcmp(name, "objects") == 0 && value.kind == SCRIPT_LIST) {
        w->objects = value;
    } else if (strcmp(name, "plane") == 0 && plane_of(value)) {
        w->plane = &plane_of(value)->plane;
        w->plane_self = value.object;
    } else if (strcmp(name, "ctx") == 0 && context) {
        w->context = context;
    } else if (strcmp(name, "parent") == 0 && (workplane_of(value) || script_is_none(value))) {
        w->parent = workplane_of(value);
    } else {
        *handled = strcmp(name, "objects") == 0 || strcmp(name, "plane") == 0 || strcmp(name, "ctx") == 0 ||
                   strcmp(name, "parent") == 0;
        if (*handled)
            return script_unsupported(vm, err, "Workplane.%s = a %s", name, script_type_name(value));
    }
    return LATHE_OK;
}

/* ---- of what the chain shares ---- */

lathe_status context_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                         lathe_error *err)
{
    const draw_context *context = script_host_of(self, &class_context);
    *handled = true;
    if (strcmp(name, "pendingWires") == 0)
        *out = context->pending_wires;
    else if (strcmp(name, "pendingEdges") == 0)
        *out = context->pending_edges;
    else if (strcmp(name, "tags") == 0)
        *out = context->tags;
    else if (strcmp(name, "tolerance") == 0)
        *out = script_float(context->tolerance);
    else if (strcmp(name, "firstPoint") == 0 && !context->has_first_point)
        *out = script_none();
    else if (strcmp(name, "firstPoint") == 0)
        return objects_new_vector(vm, context->first_point, out, err);
    else
        *handled = false;
    return LATHE_OK;
}

lathe_status context_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                         lathe_error *err)
{
    draw_context *context = script_host_of(self, &class_context);
    *handled = true;
    if (strcmp(name, "pendingWires") == 0 && value.kind == SCRIPT_LIST)
        context->pending_wires = value;
    else if (strcmp(name, "pendingEdges") == 0 && value.kind == SCRIPT_LIST)
        context->pending_edges = value;
    else if (strcmp(name, "tags") == 0 && value.kind == SCRIPT_DICT)
        context->tags = value;
    else if (strcmp(name, "tolerance") == 0 && script_is_number(value))
        context->tolerance = number_of(value);
    else if (strcmp(name, "firstPoint") == 0 && (script_is_none(value) || vector_of(value))) {
        context->has_first_point = vector_of(value) != NULL;
        if (context->has_first_point)
            context->first_point = vector_of(value)->v;
    } else {
        return script_unsupported(vm, err, "a chain's %s = a %s", name, script_type_name(value));
    }
    return LATHE_OK;
}

/* The pending list, which is replaced by an empty one. */
static lathe_status pop(script_vm *vm, const script_call *call, script_value *pending, const char *what,
                        script_value *out, lathe_error *err)
{
    bool refuse;
    TRY(argument_truth(vm, call, 0, &refuse, err));
    if (refuse && pending->list->count == 0)
        return script_raise(vm, err, "ValueError", "No pending %s present", what);
    *out = *pending;
    return objects_new_list(vm, pending, err);
}

METHOD_FUNCTION(context_pop_edges)
{
    draw_context *context = script_host_of(call->self, &class_context);
    return pop(vm, call, &context->pending_edges, "edges", out, err);
}

METHOD_FUNCTION(context_pop_wires)
{
    draw_context *context = script_host_of(call->self, &class_context);
    return pop(vm, call, &context->pending_wires, "wires", out, err);
}
