/* operation.c: free functions that combine and change shapes. */
#include "reward/cadquery/func/func.h"

/* ---- booleans ---- */

/* None, "full", or anything else for "partial". */
static lathe_status read_glue(script_vm *vm, script_value v, kernel_glue *out, lathe_error *err)
{
    bool given;
    TRY(script_to_truth(vm, v, &given, err));
    *out = !given ? KERNEL_GLUE_NONE : is_text(v, "full") ? KERNEL_GLUE_FULL : KERNEL_GLUE_PARTIAL;
    return LATHE_OK;
}

/* shapes: a list. tol, and where has_glue glue, stand from argument `at` on; history and name follow. */
static lathe_status combine(script_vm *vm, const script_call *call, kernel_operation operation, script_value shapes,
                            size_t at, bool has_glue, script_value *out, lathe_error *err)
{
    kernel_array array;
    double tolerance;
    kernel_glue glue = KERNEL_GLUE_NONE;
    func_step step;
    shape_object *made;
    TRY(func_read_shapes(vm, shapes, &array, err));
    TRY(argument(vm, call, at, &tolerance, err));
    if (has_glue)
        TRY(read_glue(vm, call->args[at + 1], &glue, err));
    TRY(func_begin_step(vm, call, at + 1 + has_glue, shapes, &step, err));
    KEEP(&made, kernel_boolean_of(operation, array.items, array.count, tolerance, glue, step.trace, &raw, err));
    TRY(func_end_step(vm, call, at + 1 + has_glue, &step, err));
    return func_give(made, out);
}

METHOD_FUNCTION(func_fuse)
{
    const script_list *more = call->args[2].list;
    script_value list;
    TRY(script_list_new(vm, call->args, 2, &list, err));
    for (size_t i = 0; i < more->count; i++)
        TRY(script_list_append(vm, list.list, more->items[i], err));
    return combine(vm, call, KERNEL_FUSE, list, 3, true, out, err);
}

static lathe_status combine_two(script_vm *vm, const script_call *call, kernel_operation operation, bool has_glue,
                                script_value *out, lathe_error *err)
{
    script_value list;
    TRY(script_list_new(vm, call->args, 2, &list, err));
    return combine(vm, call, operation, list, 2, has_glue, out, err);
}

METHOD_FUNCTION(func_cut)
{
    return combine_two(vm, call, KERNEL_CUT, true, out, err);
}

METHOD_FUNCTION(func_intersect)
{
    return combine_two(vm, call, KERNEL_COMMON, true, out, err);
}

METHOD_FUNCTION(func_split)
{
    return combine_two(vm, call, KERNEL_SPLIT, false, out, err);
}

METHOD_FUNCTION(func_imprint)
{
    kernel_array shapes;
    double tolerance;
    kernel_glue glue;
    func_step step;
    shape_object *made;
    TRY(func_read_shapes(vm, call->args[0], &shapes, err));
    TRY(argument(vm, call, 1, &tolerance, err));
    TRY(read_glue(vm, call->args[2], &glue, err));
    TRY(func_begin_step(vm, call, 3, call->args[0], &step, err));
    KEEP(&made, kernel_imprint(shapes.items, shapes.count, tolerance, glue, step.trace, &raw, err));
    TRY(func_end_step(vm, call, 3, &step, err));
    return func_give(made, out);
}

static lathe_status pack(script_vm *vm, const shape_object *shape, script_value *out, lathe_error *err)
{
    const kernel_shape *const shapes[] = { shape->kernel };
    FUNC_MAKE(kernel_pack(shapes, 1, &raw, err));
}

METHOD_FUNCTION(func_clean)
{
    shape_object *shape, *made;
    TRY(func_need_shape(vm, call->args[0], &shape, err));
    TRY(shape_clean(vm, shape, &made, err));
    return pack(vm, made, out, err);
}

/* ---- filling ---- */

/* s and constraints: edges' edges and points. */
static lathe_status read_filling(script_vm *vm, script_value s, script_value constraints, kernel_filling *how,
                                 script_value *out_edges, lathe_error *err)
{
    const script_value *items;
    size_t count;
    void *memory;
    script_value inner;
    kernel_array edges, passed;
    TRY(objects_new_list(vm, out_edges, err));
    TRY(objects_new_list(vm, &inner, err));
    TRY(func_get_edges(vm, s, *out_edges, err));
    TRY(script_to_items(vm, constraints, &items, &count, err));
    TRY(script_alloc(vm, (count + 1) * sizeof(kernel_vec), &memory, err));
    kernel_vec *points = memory;
    for (size_t i = 0; i < count; i++) {
        if (shape_of(items[i]))
            TRY(func_get_edges(vm, items[i], inner, err));
        else
            TRY(objects_to_vec(vm, items[i], &points[how->point_count++], err));
    }
    TRY(objects_shapes_in(vm, *out_edges, &edges, err));
    TRY(objects_shapes_in(vm, inner, &passed, err));
    how->edges = edges.items;
    how->edge_count = edges.count;
    how->inner = passed.items;
    how->inner_count = passed.count;
    how->points = points;
    return LATHE_OK;
}

METHOD_FUNCTION(func_fill)
{
    kernel_filling how = KERNEL_FILLING_INIT;
    script_value edges;
    shape_object *made;
    TRY(read_filling(vm, call->args[0], call->args[1], &how, &edges, err));
    KEEP(&made, kernel_face_fill(&how, &raw, err));
    return pack(vm, made, out, err);
}

/* The first face of the context at an edge. */
static lathe_status face_at(script_vm *vm, const shape_object *edge, const shape_object *context, script_value list,
                            lathe_error *err)
{
    const kernel_shape *const parts[] = { edge->kernel };
    kernel_list found = KERNEL_LIST_INIT;
    size_t before = list.list->count;
    KERNEL(kernel_ancestors(parts, 1, context->kernel, KERNEL_FACE, &found, err));
    TRY(objects_keep_list(vm, &found, list, err));
    if (list.list->count == before)
        return script_raise(vm, err, "UnboundLocalError",
                            "cannot access local variable 'rv' where it is not associated with a value");
    list.list->count = before + 1;
    return LATHE_OK;
}

METHOD_FUNCTION(func_cap)
{
    kernel_filling how = KERNEL_FILLING_INIT;
    script_value edges, faces;
    shape_object *context, *made;
    kernel_array supports;
    how.degree = 2;
    how.iterations = 5;
    TRY(func_need_shape(vm, call->args[1], &context, err));
    TRY(read_filling(vm, call->args[0], call->args[2], &how, &edges, err));
    TRY(objects_new_list(vm, &faces, err));
    for (size_t i = 0; i < edges.list->count; i++)
        TRY(face_at(vm, shape_of(edges.list->items[i]), context, faces, err));
    TRY(objects_shapes_in(vm, faces, &supports, err));
    how.supports = supports.items;
    KEEP(&made, kernel_face_fill(&how, &raw, err));
    return pack(vm, made, out, err);
}

/* ---- edges and corners ---- */

typedef lathe_status (*edge_builder)(const kernel_shape *body, double size, const kernel_shape *const *edges,
                                     size_t count, kernel_trace *trace, kernel_shape **out, lathe_error *err);

static lathe_status change_edges(script_vm *vm, const script_call *call, edge_builder build, script_value *out,
                                 lathe_error *err)
{
    shape_object *body, *made;
    script_value edges, followed;
    kernel_array array;
    double size;
    func_step step;
    TRY(func_get_one(vm, call->args[0], FUNC_TYPE(KERNEL_SHELL) | FUNC_TYPE(KERNEL_SOLID), &body, err));
    TRY(func_parts(vm, call->args[1], KERNEL_EDGE, &edges, err));
    TRY(argument(vm, call, 2, &size, err));
    TRY(objects_shapes_in(vm, edges, &array, err));
    TRY(func_pair(vm, call->args[0], call->args[1], &followed, err));
    TRY(func_begin_step(vm, call, 3, followed, &step, err));
    KEEP(&made, build(body->kernel, size, array.items, array.count, step.trace, &raw, err));
    TRY(func_end_step(vm, call, 3, &step, err));
    return func_give(made, out);
}

METHOD_FUNCTION(func_fillet)
{
    return change_edges(vm, call, kernel_fillet_edges, out, err);
}

METHOD_FUNCTION(func_chamfer)
{
    return change_edges(vm, call, kernel_chamfer_edges, out, err);
}

/* CadQuery runs over what verts.vertices() gives, which is a vertex without children where there is just one. */
static lathe_status read_corners(script_vm *vm, const script_call *call, shape_object **out_face,
                                 kernel_array *out_vertices, double *out_size, lathe_error *err)
{
    script_value vertices;
    TRY(func_get_one(vm, call->args[0], FUNC_TYPE(KERNEL_FACE), out_face, err));
    TRY(func_parts(vm, call->args[1], KERNEL_VERTEX, &vertices, err));
    if (vertices.list->count == 1)
        vertices.list->count = 0;
    TRY(argument(vm, call, 2, out_size, err));
    return objects_shapes_in(vm, vertices, out_vertices, err);
}

METHOD_FUNCTION(func_fillet_2d)
{
    shape_object *face, *made;
    kernel_array vertices;
    double radius;
    TRY(read_corners(vm, call, &face, &vertices, &radius, err));
    KEEP(&made, kernel_fillet_corners(face->kernel, radius, vertices.items, vertices.count, &raw, err));
    return pack(vm, made, out, err);
}

METHOD_FUNCTION(func_chamfer_2d)
{
    shape_object *face, *made;
    kernel_array vertices;
    double length;
    TRY(read_corners(vm, call, &face, &vertices, &length, err));
    KEEP(&made, kernel_chamfer_corners(face->kernel, length, vertices.items, vertices.count, &raw, err));
    return pack(vm, made, out, err);
}

/* ---- prisms, revolutions, offsets ---- */

static lathe_status read_swept(script_vm *vm, script_value v, kernel_array *out, lathe_error *err)
{
    const unsigned types = FUNC_TYPE(KERNEL_VERTEX) | FUNC_TYPE(KERNEL_EDGE) | FUNC_TYPE(KERNEL_WIRE) |
                           FUNC_TYPE(KERNEL_FACE);
    script_value list;
    TRY(objects_new_list(vm, &list, err));
    TRY(func_get(vm, v, types, list, err));
    return objects_shapes_in(vm, list, out, err);
}

/* A step that follows the first argument alone. */
static lathe_status begin_step_of(script_vm *vm, const script_call *call, size_t at, func_step *out, lathe_error *err)
{
    script_value followed;
    TRY(script_list_new(vm, call->args, 1, &followed, err));
    return func_begin_step(vm, call, at, followed, out, err);
}

METHOD_FUNCTION(func_extrude)
{
    kernel_array shapes;
    kernel_vec by;
    bool both;
    func_step step;
    shape_object *made;
    TRY(read_swept(vm, call->args[0], &shapes, err));
    TRY(objects_to_vec(vm, call->args[1], &by, err));
    TRY(argument_truth(vm, call, 2, &both, err));
    TRY(begin_step_of(vm, call, 3, &step, err));
    KEEP(&made, kernel_extrude(shapes.items, shapes.count, by, both, step.trace, &raw, err));
    TRY(func_end_step(vm, call, 3, &step, err));
    return func_give(made, out);
}

METHOD_FUNCTION(func_revolve)
{
    kernel_array shapes;
    kernel_vec point, direction;
    double degrees;
    func_step step;
    shape_object *made;
    TRY(objects_to_vec(vm, call->args[1], &point, err));
    TRY(objects_to_vec(vm, call->args[2], &direction, err));
    TRY(argument(vm, call, 3, &degrees, err));
    TRY(read_swept(vm, call->args[0], &shapes, err));
    TRY(begin_step_of(vm, call, 4, &step, err));
    KEEP(&made, kernel_revolve_shapes(shapes.items, shapes.count, point, direction, degrees, step.trace, &raw, err));
    TRY(func_end_step(vm, call, 4, &step, err));
    return func_give(made, out);
}

typedef struct thickening {
    double by, tolerance;
    bool cap;
    kernel_trace *trace;
} thickening;

static lathe_status offset(script_vm *vm, script_value shapes, thickening how, script_value *out, lathe_error *err)
{
    shape_object *made;
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < shapes.list->count; i++) {
        const kernel_shape *shape = shape_of(shapes.list->items[i])->kernel;
        KEEP(&made, kernel_offset_shape(shape, how.by, how.tolerance, how.cap, how.trace, &raw, err));
        TRY(script_list_append(vm, out->list, shape_value(made), err));
    }
    return LATHE_OK;
}

/* Outwards and inwards, each pair fused. */
static lathe_status offset_both(script_vm *vm, script_value shapes, thickening how, script_value *out,
                                lathe_error *err)
{
    script_value outwards, inwards, list;
    shape_object *made;
    TRY(offset(vm, shapes, how, &outwards, err));
    how.by = -how.by;
    TRY(offset(vm, shapes, how, &inwards, err));
    TRY(objects_new_list(vm, &list, err));
    for (size_t i = 0; i < shapes.list->count; i++) {
        const script_value pair[] = { outwards.list->items[i], inwards.list->items[i] };
        TRY(func_boolean(vm, KERNEL_FUSE, pair, 2, &made, err));
        TRY(script_list_append(vm, list.list, shape_value(made), err));
    }
    if (list.list->count != 1)
        TRY(shape_compound(vm, list, &made, err));
    return func_give(made, out);
}

METHOD_FUNCTION(func_offset)
{
    thickening how;
    script_value shapes, list;
    kernel_array array;
    func_step step;
    shape_object *made;
    bool both;
    TRY(argument(vm, call, 1, &how.by, err));
    TRY(argument_truth(vm, call, 2, &how.cap, err));
    TRY(argument_truth(vm, call, 3, &both, err));
    TRY(argument(vm, call, 4, &how.tolerance, err));
    TRY(objects_new_list(vm, &shapes, err));
    TRY(func_get(vm, call->args[0], FUNC_TYPE(KERNEL_FACE) | FUNC_TYPE(KERNEL_SHELL), shapes, err));
    TRY(begin_step_of(vm, call, 5, &step, err));
    how.trace = step.trace;
    if (both) {
        TRY(offset_both(vm, shapes, how, out, err));
        if (step.trace)
            KERNEL(kernel_trace_delete_faces(step.trace, shape_of(call->args[0])->kernel, err));
    } else {
        TRY(offset(vm, shapes, how, &list, err));
        TRY(objects_shapes_in(vm, list, &array, err));
        KEEP(&made, kernel_pack(array.items, array.count, &raw, err));
        *out = shape_value(made);
    }
    return func_end_step(vm, call, 5, &step, err);
}

/* s, t, ctx, kind, closed */
METHOD_FUNCTION(func_offset_2d)
{
    double distance;
    kernel_join join;
    bool closed, given;
    shape_object *face = NULL;
    script_value wires;
    kernel_array array;
    TRY(argument(vm, call, 1, &distance, err));
    TRY(outline_read_join(vm, call->args[3], &join, err));
    TRY(argument_truth(vm, call, 4, &closed, err));
    TRY(script_to_truth(vm, call->args[2], &given, err));
    if (given)
        TRY(func_get_one(vm, call->args[2], FUNC_TYPE(KERNEL_FACE), &face, err));
    TRY(objects_new_list(vm, &wires, err));
    TRY(func_get_wires(vm, call->args[0], wires, err));
    TRY(objects_shapes_in(vm, wires, &array, err));
    FUNC_MAKE(kernel_offset_wires(array.items, array.count, face ? face->kernel : NULL, distance, join, closed, &raw,
                                  err));
}
