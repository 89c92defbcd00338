/* build.c: free functions that join shapes to bigger ones: edges to wires ... shells to solids. */
#include "reward/cadquery/func/func.h"
#include "reward/cadquery/overload.h"

/* ---- wires and faces ---- */

/* One sequence argument as items. */
static lathe_status items_of(script_vm *vm, script_value v, const script_list **out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    script_value list;
    TRY(script_to_items(vm, v, &items, &count, err));
    TRY(script_list_new(vm, items, count, &list, err));
    *out = list.list;
    return LATHE_OK;
}

static lathe_status wire_of(script_vm *vm, const script_list *shapes, shape_object **out, lathe_error *err)
{
    script_value edges;
    kernel_array array;
    TRY(objects_new_list(vm, &edges, err));
    for (size_t i = 0; i < shapes->count; i++)
        TRY(func_get_edges(vm, shapes->items[i], edges, err));
    TRY(objects_shapes_in(vm, edges, &array, err));
    KEEP(out, kernel_wire_assemble(array.items, array.count, &raw, err));
    return LATHE_OK;
}

static METHOD_FUNCTION(wire_of_shapes)
{
    shape_object *wire;
    TRY(wire_of(vm, call->args[0].list, &wire, err));
    return func_give(wire, out);
}

static METHOD_FUNCTION(wire_of_sequence)
{
    const script_list *items;
    shape_object *wire;
    TRY(items_of(vm, call->args[0], &items, err));
    TRY(wire_of(vm, items, &wire, err));
    return func_give(wire, out);
}

METHOD_FUNCTION(func_wire)
{
    static const overload items[] = {
        { "", 0, 0, true, { "wire", "*s", wire_of_shapes, 0 } },
        { "S", 1, 1, false, { "wire", "s", wire_of_sequence, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, true }, call, out, err);
}

static METHOD_FUNCTION(face_of_shapes)
{
    shape_object *face;
    TRY(func_face_of(vm, call->args[0].list->items, call->args[0].list->count, &face, err));
    return func_give(face, out);
}

static METHOD_FUNCTION(face_of_sequence)
{
    const script_list *items;
    shape_object *face;
    TRY(items_of(vm, call->args[0], &items, err));
    TRY(func_face_of(vm, items->items, items->count, &face, err));
    return func_give(face, out);
}

METHOD_FUNCTION(func_face)
{
    static const overload items[] = {
        { "", 0, 0, true, { "face", "*s", face_of_shapes, 0 } },
        { "S", 1, 1, false, { "face", "s", face_of_sequence, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, true }, call, out, err);
}

/* ---- shells ---- */

/* "ctx": None, a shape or a sequence of them. */
static lathe_status read_context(script_vm *vm, script_value v, kernel_sewing *how, lathe_error *err)
{
    kernel_array shapes;
    shape_object *all;
    bool given;
    TRY(script_to_truth(vm, v, &given, err));
    if (!given)
        return LATHE_OK;
    if (shape_of(v)) {
        how->context = shape_of(v)->kernel;
        return LATHE_OK;
    }
    TRY(func_read_shapes(vm, v, &shapes, err));
    KEEP(&all, kernel_compound(shapes.items, shapes.count, &raw, err));
    how->context = all->kernel;
    return LATHE_OK;
}

static lathe_status context_faces(script_vm *vm, const kernel_shape *context, script_value list, lathe_error *err)
{
    kernel_list faces = KERNEL_LIST_INIT;
    KERNEL(kernel_parts(context, KERNEL_FACE, &faces, err));
    return objects_keep_list(vm, &faces, list, err);
}

/* "history" and "name" stand at `at` and behind it. */
static lathe_status sew(script_vm *vm, const script_call *call, size_t at, const script_list *shapes,
                        kernel_sewing how, shape_object **out, lathe_error *err)
{
    script_value faces, followed;
    kernel_array array;
    func_step step;
    TRY(objects_new_list(vm, &faces, err));
    for (size_t i = 0; i < shapes->count; i++)
        TRY(func_get(vm, shapes->items[i], FUNC_TYPE(KERNEL_FACE), faces, err));
    TRY(script_list_new(vm, faces.list->items, faces.list->count, &followed, err));
    if (how.context)
        TRY(context_faces(vm, how.context, followed, err));
    TRY(func_begin_step(vm, call, at, followed, &step, err));
    TRY(objects_shapes_in(vm, faces, &array, err));
    how.faces = array.items;
    how.count = array.count;
    how.trace = step.trace;
    KEEP(out, kernel_sew(&how, &raw, err));
    return func_end_step(vm, call, at, &step, err);
}

/* tol, manifold, ctx, history, name follow the shapes in both. */
static lathe_status shell_of(script_vm *vm, const script_call *call, const script_list *shapes, script_value *out,
                             lathe_error *err)
{
    kernel_sewing how = { .context = NULL };
    shape_object *shell;
    TRY(argument(vm, call, 1, &how.tolerance, err));
    TRY(argument_truth(vm, call, 2, &how.manifold, err));
    TRY(read_context(vm, call->args[3], &how, err));
    TRY(sew(vm, call, 4, shapes, how, &shell, err));
    return func_give(shell, out);
}

static METHOD_FUNCTION(shell_of_shapes)
{
    return shell_of(vm, call, call->args[0].list, out, err);
}

static METHOD_FUNCTION(shell_of_sequence)
{
    const script_list *items;
    TRY(items_of(vm, call->args[0], &items, err));
    return shell_of(vm, call, items, out, err);
}

METHOD_FUNCTION(func_shell)
{
    static const overload items[] = {
        { "", 0, 0, true,
          { "shell", "*s, tol=1e-06, manifold=True, ctx=None, history=None, name=None", shell_of_shapes, 0 } },
        { "Sdboo", 1, 6, false,
          { "shell", "s, tol=1e-06, manifold=True, ctx=None, history=None, name=None", shell_of_sequence, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, true }, call, out, err);
}

/* ---- solids ---- */

static lathe_status append_of_type(script_vm *vm, const script_list *from, kernel_type type, script_value list,
                                   lathe_error *err)
{
    for (size_t i = 0; i < from->count; i++) {
        if (kernel_type_of(shape_of(from->items[i])->kernel) == type)
            TRY(script_list_append(vm, list.list, from->items[i], err));
    }
    return LATHE_OK;
}

/* s1, *sn, tol, history, name: shells, or faces where there is none. */
static METHOD_FUNCTION(solid_of_shapes)
{
    const unsigned types = FUNC_TYPE(KERNEL_SHELL) | FUNC_TYPE(KERNEL_FACE);
    const script_list *more = call->args[1].list;
    kernel_sewing how = { .manifold = true };
    script_value parts, shells;
    kernel_array array;
    shape_object *shell;
    TRY(objects_new_list(vm, &parts, err));
    TRY(objects_new_list(vm, &shells, err));
    TRY(func_get(vm, call->args[0], types, parts, err));
    for (size_t i = 0; i < more->count; i++)
        TRY(func_get(vm, more->items[i], types, parts, err));
    TRY(append_of_type(vm, parts.list, KERNEL_SHELL, shells, err));
    if (shells.list->count == 0) {
        TRY(argument(vm, call, 2, &how.tolerance, err));
        TRY(sew(vm, call, 3, parts.list, how, &shell, err));
        TRY(script_list_append(vm, shells.list, shape_value(shell), err));
    }
    TRY(objects_shapes_in(vm, shells, &array, err));
    FUNC_MAKE(kernel_solids_of_shells(array.items, array.count, &raw, err));
}

/* s, inner, tol, history, name: an outer shell's faces and those of cavities. */
static METHOD_FUNCTION(solid_of_sequence)
{
    kernel_sewing how = { .manifold = true };
    const script_list *items;
    script_value shells;
    kernel_array array;
    shape_object *shell;
    bool hollow;
    TRY(argument(vm, call, 2, &how.tolerance, err));
    TRY(objects_new_list(vm, &shells, err));
    TRY(items_of(vm, call->args[0], &items, err));
    TRY(sew(vm, call, 3, items, how, &shell, err));
    TRY(func_get_one(vm, shape_value(shell), FUNC_TYPE(KERNEL_SHELL), &shell, err));
    TRY(script_list_append(vm, shells.list, shape_value(shell), err));
    TRY(script_to_truth(vm, call->args[1], &hollow, err));
    if (hollow) {
        TRY(items_of(vm, call->args[1], &items, err));
        TRY(sew(vm, call, 3, items, how, &shell, err));
        TRY(func_join_steps(vm, call, 3, err));
        TRY(func_get(vm, shape_value(shell), FUNC_TYPE(KERNEL_SHELL), shells, err));
    }
    TRY(objects_shapes_in(vm, shells, &array, err));
    FUNC_MAKE(kernel_solid_of_shells(array.items, array.count, &raw, err));
}

METHOD_FUNCTION(func_solid)
{
    static const overload items[] = {
        { "", 0, 1, true, { "solid", "s1, *sn, tol=1e-06, history=None, name=None", solid_of_shapes, 0 } },
        { "SZdoo", 1, 5, false,
          { "solid", "s, inner=None, tol=1e-06, history=None, name=None", solid_of_sequence, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, true }, call, out, err);
}

/* ---- compounds ---- */

static METHOD_FUNCTION(compound_of)
{
    kernel_array shapes;
    TRY(func_read_shapes(vm, call->args[0], &shapes, err));
    FUNC_MAKE(kernel_compound(shapes.items, shapes.count, &raw, err));
}

METHOD_FUNCTION(func_compound)
{
    static const overload items[] = {
        { "", 0, 0, true, { "compound", "*s", compound_of, 0 } },
        { "S", 1, 1, false, { "compound", "s", compound_of, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, false }, call, out, err);
}
