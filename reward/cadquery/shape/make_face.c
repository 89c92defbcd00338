/* make_face.c: faces and shells out of curves, points and faces. */
#include "reward/cadquery/func/func.h"

METHOD_FUNCTION(face_make_ruled)
{
    shape_object *a, *b;
    TRY(func_need_shape(vm, call->args[0], &a, err));
    TRY(func_need_shape(vm, call->args[1], &b, err));
    if (a->type != b->type || (a->type != KERNEL_EDGE && a->type != KERNEL_WIRE))
        return objects_bad_argument(vm, "BRepFill", call->args[a->type == KERNEL_EDGE || a->type == KERNEL_WIRE], err);
    FUNC_MAKE(kernel_face_ruled(a->kernel, b->kernel, &raw, err));
}

/* ---- filling ---- */

/* Edges of edges and wires. */
static lathe_status read_edges(script_vm *vm, script_value iterable, script_value list, lathe_error *err)
{
    const script_value *items;
    size_t count;
    TRY(script_to_items(vm, iterable, &items, &count, err));
    for (size_t i = 0; i < count; i++) {
        script_value edges;
        if (objects_shape_of_type(items[i], KERNEL_EDGE)) {
            TRY(script_list_append(vm, list.list, items[i], err));
            continue;
        }
        TRY(func_parts(vm, items[i], KERNEL_EDGE, &edges, err));
        for (size_t k = 0; k < edges.list->count; k++)
            TRY(script_list_append(vm, list.list, edges.list->items[k], err));
    }
    return LATHE_OK;
}

/* Points into `points`, edges into the list. */
static lathe_status read_constraint(script_vm *vm, script_value v, script_value edges, kernel_vec *points,
                                    size_t *count, lathe_error *err)
{
    if (vector_of(v) || v.kind == SCRIPT_TUPLE)
        return objects_to_vec(vm, v, &points[(*count)++], err);
    if (objects_shape_of_type(v, KERNEL_EDGE) || objects_shape_of_type(v, KERNEL_WIRE))
        return shape_parts(vm, shape_of(v), KERNEL_EDGE, edges, err);
    script_value text;
    TRY(script_to_str(vm, v, &text, err));
    return script_raise(vm, err, "ValueError", "Invalid constraint %s", text.str->text);
}

static lathe_status read_constraints(script_vm *vm, script_value iterable, kernel_filling *how, lathe_error *err)
{
    const script_value *items;
    size_t count;
    void *memory;
    script_value edges;
    kernel_array array;
    TRY(script_to_items(vm, iterable, &items, &count, err));
    TRY(script_alloc(vm, (count + 1) * sizeof(kernel_vec), &memory, err));
    TRY(objects_new_list(vm, &edges, err));
    for (size_t i = 0; i < count; i++)
        TRY(read_constraint(vm, items[i], edges, memory, &how->point_count, err));
    TRY(objects_shapes_in(vm, edges, &array, err));
    how->points = memory;
    how->inner = array.items;
    how->inner_count = array.count;
    return LATHE_OK;
}

METHOD_FUNCTION(face_make_n_sided)
{
    kernel_filling how = KERNEL_FILLING_INIT;
    script_value edges;
    kernel_array array;
    shape_object *made;
    if (!script_is_none(call->args[2]))
        return script_unsupported(vm, err, "Face.makeNSidedSurface(continuity=...)");
    int *const counts[] = { &how.degree, &how.points_on_curve, &how.iterations };
    double *const tolerances[] = { &how.tolerance_2d, &how.tolerance_3d, &how.tolerance_angle,
                                   &how.tolerance_curvature };
    for (size_t i = 0; i < 3; i++)
        TRY(func_read_int(vm, call, 3 + i, counts[i], err));
    TRY(argument_truth(vm, call, 6, &how.anisotropic, err));
    for (size_t i = 0; i < 4; i++)
        TRY(argument(vm, call, 7 + i, tolerances[i], err));
    TRY(func_read_int(vm, call, 11, &how.max_degree, err));
    TRY(func_read_int(vm, call, 12, &how.max_segments, err));
    TRY(objects_new_list(vm, &edges, err));
    TRY(read_edges(vm, call->args[0], edges, err));
    TRY(read_constraints(vm, call->args[1], &how, err));
    TRY(objects_shapes_in(vm, edges, &array, err));
    how.edges = array.items;
    how.edge_count = array.count;
    KEEP(&made, kernel_face_fill(&how, &raw, err));
    KEEP(&made, kernel_fix(made->kernel, &raw, err));
    return func_give_as(made, KERNEL_FACE, out);
}

/* ---- through points ---- */

static lathe_status read_row(script_vm *vm, script_value row, size_t columns, kernel_vec *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    TRY(script_to_items(vm, row, &items, &count, err));
    for (size_t i = 0; i < count; i++) {
        const vector_object *v = vector_of(items[i]);
        if (!v)
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'toPnt'",
                                script_type_name(items[i]));
        if (i >= columns)
            return script_raise_as(vm, err, "Standard_OutOfRange", objects_exceptions[0], "NCollection_Array2::Value");
        out[i] = v->v;
    }
    return LATHE_OK;
}

static lathe_status read_grid(script_vm *vm, script_value points, kernel_spline_surface *how, lathe_error *err)
{
    const script_value *rows, *first;
    void *memory;
    TRY(script_to_items(vm, points, &rows, &how->rows, err));
    if (how->rows == 0)
        return script_raise(vm, err, "IndexError", "list index out of range");
    TRY(script_to_items(vm, rows[0], &first, &how->columns, err));
    if (how->columns == 0)
        return script_raise_as(vm, err, "Standard_RangeError", objects_exceptions[0], "too few points");
    TRY(script_alloc(vm, how->rows * how->columns * sizeof(kernel_vec), &memory, err));
    how->points = memory;
    for (size_t i = 0; i < how->rows; i++)
        TRY(read_row(vm, rows[i], how->columns, (kernel_vec *)memory + i * how->columns, err));
    return LATHE_OK;
}

METHOD_FUNCTION(face_make_spline)
{
    kernel_spline_surface how = { .smoothing = NULL };
    double weights[3];
    bool smooth;
    shape_object *made;
    TRY(read_grid(vm, call->args[0], &how, err));
    TRY(argument(vm, call, 1, &how.tolerance, err));
    TRY(argument_truth(vm, call, 2, &smooth, err));
    if (smooth) {
        const script_value *items;
        size_t count;
        TRY(script_to_items(vm, call->args[2], &items, &count, err));
        if (count != 3)
            return objects_bad_argument(vm, "GeomAPI_PointsToBSplineSurface", call->args[2], err);
        for (size_t i = 0; i < 3; i++)
            TRY(script_to_double(vm, items[i], &weights[i], err));
        how.smoothing = weights;
    }
    TRY(func_read_int(vm, call, 3, &how.min_degree, err));
    TRY(func_read_int(vm, call, 4, &how.max_degree, err));
    KEEP(&made, kernel_face_spline(&how, &raw, err));
    return func_give_as(made, KERNEL_FACE, out);
}

/* ---- shells ---- */

METHOD_FUNCTION(shell_make)
{
    kernel_array faces;
    shape_object *made;
    TRY(func_read_shapes(vm, call->args[0], &faces, err));
    KEEP(&made, kernel_sew_plainly(faces.items, faces.count, &raw, err));
    return func_give_as(made, KERNEL_SHELL, out);
}
