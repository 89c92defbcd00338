/* assembly.c: Assembly and Color: shapes put together at places. Constraints are not solved. */
#include "reward/cadquery/methods.h"

#include <string.h>

typedef struct assembly {
    script_value object; /* a workplane, a shape or None */
    location_object *place;
    script_value name, color; /* name None: unnamed, and unlike any other */
    script_value children;    /* list of assemblies */
    struct assembly *parent;
    script_object *self;
} assembly;

static assembly *assembly_of(script_value v)
{
    return script_host_of(v, &class_assembly);
}

static lathe_status new_assembly(script_vm *vm, const assembly *value, assembly **out, lathe_error *err)
{
    void *memory;
    script_value v;
    TRY(script_alloc(vm, sizeof *value, &memory, err));
    assembly *made = memory;
    *made = *value;
    TRY(objects_new_list(vm, &made->children, err));
    if (!made->place)
        KEEP_PLACE(&made->place, kernel_location_identity(&raw, err));
    TRY(script_object_new(vm, &class_assembly, made, NULL, &v, err));
    made->self = v.object;
    *out = made;
    return LATHE_OK;
}

/* obj, loc, name, color; what follows them is of no effect on shapes. */
static lathe_status read_arguments(script_vm *vm, const script_value args[4], assembly *out, lathe_error *err)
{
    bool given;
    *out = (assembly){ .object = args[0], .name = script_none(), .color = args[3] };
    TRY(script_to_truth(vm, args[1], &given, err));
    if (given) {
        out->place = location_of(args[1]);
        if (!out->place)
            return objects_bad_argument(vm, "Assembly(loc=)", args[1], err);
    }
    TRY(script_to_truth(vm, args[2], &given, err));
    if (given)
        out->name = args[2];
    return LATHE_OK;
}

lathe_status assembly_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    assembly value, *made;
    TRY(read_arguments(vm, call->args, &value, err));
    TRY(new_assembly(vm, &value, &made, err));
    *out = script_of_object(made->self);
    return LATHE_OK;
}

/* Children are copied with their parents, as they are at this moment. */
static lathe_status copy_assembly(script_vm *vm, const assembly *from, assembly **out, lathe_error *err)
{
    TRY(script_spend(vm, 1, err));
    TRY(new_assembly(vm, from, out, err));
    for (size_t i = 0; i < from->children.list->count; i++) {
        assembly *child;
        TRY(copy_assembly(vm, assembly_of(from->children.list->items[i]), &child, err));
        child->parent = *out;
        TRY(script_list_append(vm, (*out)->children.list, script_of_object(child->self), err));
    }
    return LATHE_OK;
}

static lathe_status same_name(script_vm *vm, const assembly *a, script_value name, bool *out, lathe_error *err)
{
    *out = false;
    return script_is_none(a->name) || script_is_none(name) ? LATHE_OK : script_equal(vm, a->name, name, out, err);
}

static lathe_status require_new_name(script_vm *vm, const assembly *a, script_value name, lathe_error *err)
{
    bool same;
    script_value text;
    TRY(same_name(vm, a, name, &same, err));
    for (size_t i = 0; i < a->children.list->count && !same; i++)
        TRY(same_name(vm, assembly_of(a->children.list->items[i]), name, &same, err));
    if (!same)
        return LATHE_OK;
    TRY(script_to_str(vm, name, &text, err));
    return script_raise(vm, err, "ValueError", "Unique name is required. %s is already in the assembly", text.str->text);
}

lathe_status assembly_add(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    assembly *self = assembly_of(call->self), value, *child;
    const assembly *given = assembly_of(call->args[0]);
    TRY(read_arguments(vm, call->args, &value, err));
    if (given) {
        TRY(copy_assembly(vm, given, &child, err));
        if (value.place)
            child->place = value.place;
        if (!script_is_none(value.name))
            child->name = value.name;
    } else {
        TRY(new_assembly(vm, &value, &child, err));
    }
    TRY(require_new_name(vm, self, child->name, err));
    child->parent = self;
    TRY(script_list_append(vm, self->children.list, script_of_object(child->self), err));
    *out = call->self;
    return LATHE_OK;
}

/* The shapes of a node's own object. */
static lathe_status own_shapes(script_vm *vm, const assembly *a, script_value list, lathe_error *err)
{
    const workplane *w = workplane_of(a->object);
    if (shape_of(a->object))
        return script_list_append(vm, list.list, a->object, err);
    for (size_t i = 0; w && i < w->objects.list->count; i++) {
        if (shape_of(w->objects.list->items[i]))
            TRY(script_list_append(vm, list.list, w->objects.list->items[i], err));
    }
    return LATHE_OK;
}

lathe_status assembly_compound(script_vm *vm, script_value v, shape_object **out, lathe_error *err)
{
    const assembly *a = assembly_of(v);
    script_value list;
    shape_object *child;
    TRY(objects_new_list(vm, &list, err));
    TRY(own_shapes(vm, a, list, err));
    for (size_t i = 0; i < a->children.list->count; i++) {
        TRY(assembly_compound(vm, a->children.list->items[i], &child, err));
        TRY(script_list_append(vm, list.list, shape_value(child), err));
    }
    TRY(shape_compound(vm, list, &child, err));
    KEEP(out, kernel_located(child->kernel, a->place->kernel, &raw, err));
    return LATHE_OK;
}

lathe_status assembly_to_compound(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *made;
    TRY(assembly_compound(vm, call->self, &made, err));
    *out = shape_value(made);
    return LATHE_OK;
}

lathe_status assembly_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                          lathe_error *err)
{
    const assembly *a = assembly_of(self);
    *handled = true;
    if (strcmp(name, "loc") == 0)
        *out = script_of_object(a->place->self);
    else if (strcmp(name, "name") == 0)
        *out = a->name;
    else if (strcmp(name, "color") == 0)
        *out = a->color;
    else if (strcmp(name, "obj") == 0)
        *out = a->object;
    else if (strcmp(name, "children") == 0)
        *out = a->children;
    else if (strcmp(name, "parent") == 0)
        *out = a->parent ? script_of_object(a->parent->self) : script_none();
    else if (strcmp(name, "shapes") == 0) {
        TRY(objects_new_list(vm, out, err));
        return own_shapes(vm, a, *out, err);
    } else
        *handled = false;
    return LATHE_OK;
}

lathe_status assembly_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                          lathe_error *err)
{
    assembly *a = assembly_of(self);
    *handled = true;
    if (strcmp(name, "loc") == 0 && location_of(value))
        a->place = location_of(value);
    else if (strcmp(name, "name") == 0)
        a->name = value;
    else if (strcmp(name, "color") == 0)
        a->color = value;
    else
        return script_unsupported(vm, err, "setting Assembly.%s", name);
    return LATHE_OK;
}

/* Colours have no effect; a name that the kernel does not know is refused. */
lathe_status color_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_list *args = call->args[0].list;
    const char *name = args->count == 1 ? objects_text(args->items[0]) : NULL;
    if (name && !kernel_color_is_known(name))
        return script_raise(vm, err, "ValueError", "Unknown color name: %s", name);
    return script_object_new(vm, &class_color, NULL, NULL, out, err);
}
