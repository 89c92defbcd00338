/* context.c: attributes of workplanes, and of what a chain shares. */
#include "reward/cadquery/methods.h"

#include <string.h>

/* Attributes that are data. */
lathe_status workplane_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                           lathe_error *err)
{
    workplane *w = workplane_of(self);
    *handled = true;
    if (strcmp(name, "objects") == 0) {
        *out = w->objects;
        return LATHE_OK;
    }
    if (strcmp(name, "plane") == 0)
        return objects_new_plane(vm, &w->plane, out, err);
    if (strcmp(name, "parent") == 0) {
        *out = w->parent ? workplane_value(w->parent) : script_none();
        return LATHE_OK;
    }
    if (strcmp(name, "ctx") == 0)
        return script_object_new(vm, &class_context, w->context, NULL, out, err);
    *handled = false;
    return LATHE_OK;
}

/* w.ctx: what the chain shares. */
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
        *out = script_float(1e-4);
    else if (strcmp(name, "firstPoint") == 0 && !context->has_first_point)
        *out = script_none();
    else if (strcmp(name, "firstPoint") == 0)
        return objects_new_vector(vm, context->first_point, out, err);
    else
        *handled = false;
    return LATHE_OK;
}

/* The chain's state is read, not replaced. */
lathe_status context_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                         lathe_error *err)
{
    (void)self, (void)value;
    *handled = true;
    return script_unsupported(vm, err, "setting %s of a chain", name);
}
