/* wrapped.c: Shape.wrapped, the binding's own shape: scripts may hold it and make shapes of it; all else of it is not
 * supported. */
#include "reward/cadquery/methods.h"

#include <string.h>

static lathe_status refuse(script_vm *vm, const char *what, lathe_error *err)
{
    return script_unsupported(vm, err, "'wrapped'%s", what);
}

static GET_HOOK(wrapped_get)
{
    (void)self, (void)handled, (void)out;
    return script_unsupported(vm, err, "'wrapped'.%s", attribute);
}

static SET_HOOK(wrapped_set)
{
    (void)self, (void)value, (void)handled;
    return script_unsupported(vm, err, "'wrapped'.%s = ...", attribute);
}

static OPERATE_HOOK(wrapped_operate)
{
    (void)op, (void)left, (void)right, (void)handled, (void)out;
    return refuse(vm, " in an operation", err);
}

static HASH_HOOK(wrapped_hash)
{
    (void)self, (void)out;
    return refuse(vm, " as a key", err);
}

static SELF_HOOK(wrapped_repr)
{
    (void)self, (void)out;
    return refuse(vm, " as a text", err);
}

static COPY_HOOK(wrapped_duplicate)
{
    (void)self, (void)memo, (void)out;
    return refuse(vm, " copied", err);
}

static const script_hooks wrapped_hooks = { .get = wrapped_get, .set = wrapped_set, .operate = wrapped_operate,
                                            .hash = wrapped_hash, .repr = wrapped_repr, .copy = wrapped_duplicate };
static const script_class class_wrapped = { .name = "TopoDS_Shape", .hooks = &wrapped_hooks };
#define WRAPPED_CLASS(type, class_name)                                                                                \
    [type] = { .name = class_name, .base = &class_wrapped }
static const script_class wrapped_classes[KERNEL_TYPE_COUNT] = {
    WRAPPED_CLASS(KERNEL_VERTEX, "TopoDS_Vertex"), WRAPPED_CLASS(KERNEL_EDGE, "TopoDS_Edge"),
    WRAPPED_CLASS(KERNEL_WIRE, "TopoDS_Wire"),     WRAPPED_CLASS(KERNEL_FACE, "TopoDS_Face"),
    WRAPPED_CLASS(KERNEL_SHELL, "TopoDS_Shell"),   WRAPPED_CLASS(KERNEL_SOLID, "TopoDS_Solid"),
    WRAPPED_CLASS(KERNEL_COMPSOLID, "TopoDS_CompSolid"), WRAPPED_CLASS(KERNEL_COMPOUND, "TopoDS_Compound"),
};

/* What the shape is now, also when it is moved later. */
lathe_status shape_wrapped(script_vm *vm, shape_object *shape, script_value *out, lathe_error *err)
{
    return script_object_new(vm, &wrapped_classes[kernel_type_of(shape->kernel)], shape, NULL, out, err);
}

/* The class through which a shape is made: its type, or the kernel's for Shape itself. */
static kernel_type type_of_class(const script_class *type, kernel_type otherwise)
{
    for (int i = 0; i < KERNEL_TYPE_COUNT; i++) {
        if (script_is_subclass(type, &class_of_type_table[i]))
            return (kernel_type)i;
    }
    return otherwise;
}

/* Shape(obj), Vertex(obj, forConstruction) and Shape.cast(obj, forConstruction). */
lathe_status shape_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const shape_object *from = script_host_of(call->args[0], &class_wrapped);
    bool casts = strcmp(call->method->name, "cast") == 0;
    shape_object *made;
    if (!from)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'IsNull'",
                            script_type_name(call->args[0]));
    KEEP(&made, kernel_downcast(from->kernel, &raw, err));
    if (call->count > 1)
        TRY(script_to_truth(vm, call->args[1], &made->construction, err));
    if (!casts)
        made->type = type_of_class(call->self.type, made->type);
    if (!casts && !script_is_subclass(call->self.type, &class_of_type_table[made->type]))
        made->self->type = &class_shape;
    else
        made->self->type = &class_of_type_table[made->type];
    *out = shape_value(made);
    return LATHE_OK;
}
