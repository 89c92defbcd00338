/* compound.c: Compound's own methods: relatives of its children in a context, and their removal. */
#include "reward/cadquery/func/func.h"

METHOD_FUNCTION(compound_remove)
{
    shape_object *self = shape_of(call->self);
    kernel_array shapes;
    kernel_shape *left = NULL;
    TRY(func_read_shapes(vm, call->args[0], &shapes, err));
    KERNEL(kernel_compound_remove(self->kernel, shapes.items, shapes.count, &left, err));
    kernel_shape_free(self->kernel);
    self->kernel = left;
    *out = call->self;
    return LATHE_OK;
}

/* "Vertex", "Face" ...; KeyError for others. */
static lathe_status read_kind(script_vm *vm, script_value v, kernel_type *out, lathe_error *err)
{
    script_value text;
    for (int type = 0; type < KERNEL_TYPE_COUNT; type++) {
        if (is_text(v, kernel_type_name((kernel_type)type))) {
            *out = (kernel_type)type;
            return LATHE_OK;
        }
    }
    TRY(script_to_repr(vm, v, &text, err));
    return script_raise(vm, err, "KeyError", "%s", text.str->text);
}

static lathe_status children_of(script_vm *vm, script_value self, kernel_array *out, lathe_error *err)
{
    script_value list;
    TRY(objects_new_list(vm, &list, err));
    TRY(shape_children(vm, shape_of(self), list, err));
    return objects_shapes_in(vm, list, out, err);
}

METHOD_FUNCTION(compound_ancestors)
{
    shape_object *context, *made;
    kernel_type kind;
    kernel_array parts;
    kernel_list found = KERNEL_LIST_INIT;
    script_value list;
    TRY(func_need_shape(vm, call->args[0], &context, err));
    TRY(read_kind(vm, call->args[1], &kind, err));
    TRY(children_of(vm, call->self, &parts, err));
    TRY(objects_new_list(vm, &list, err));
    KERNEL(kernel_ancestors(parts.items, parts.count, context->kernel, kind, &found, err));
    TRY(objects_keep_list(vm, &found, list, err));
    TRY(shape_compound(vm, list, &made, err));
    return func_give(made, out);
}

METHOD_FUNCTION(compound_siblings)
{
    shape_object *context, *made;
    kernel_type kind;
    kernel_array parts;
    const script_value *levels = &call->args[2];
    size_t count = 1;
    script_value list;
    TRY(func_need_shape(vm, call->args[0], &context, err));
    TRY(read_kind(vm, call->args[1], &kind, err));
    TRY(children_of(vm, call->self, &parts, err));
    TRY(objects_new_list(vm, &list, err));
    if (levels->kind != SCRIPT_INT && levels->kind != SCRIPT_BOOL)
        TRY(script_to_items(vm, *levels, &levels, &count, err));
    for (size_t i = 0; i < count; i++) {
        kernel_list found = KERNEL_LIST_INIT;
        int64_t level;
        TRY(script_to_int(vm, levels[i], &level, err));
        if (level < 1 || level > 900) /* CadQuery counts down to 1 by recursion */
            return script_raise(vm, err, "RecursionError", "maximum recursion depth exceeded");
        KERNEL(kernel_siblings(parts.items, parts.count, context->kernel, kind, (int)level, &found, err));
        TRY(objects_keep_list(vm, &found, list, err));
    }
    TRY(shape_list_unique(vm, list, err));
    TRY(shape_compound(vm, list, &made, err));
    return func_give(made, out);
}
