/* onto.c: free functions that map curves and faces onto a face's parameters. */
#include "reward/cadquery/func/func.h"
#include "reward/cadquery/overload.h"

static lathe_status read_pair(script_vm *vm, script_value v, kernel_uv *out, lathe_error *err)
{
    if (!script_is_sequence(v) || v.list->count != 2)
        return objects_bad_argument(vm, "gp_Pnt2d", v, err);
    TRY(script_to_double(vm, v.list->items[0], &out->u, err));
    return script_to_double(vm, v.list->items[1], &out->v, err);
}

/* base, pts, periodic, tol */
static METHOD_FUNCTION(edge_through)
{
    shape_object *base;
    const script_value *items;
    size_t count;
    void *memory;
    bool periodic;
    double tolerance;
    TRY(func_get_one(vm, call->args[0], FUNC_TYPE(KERNEL_FACE), &base, err));
    TRY(script_to_items(vm, call->args[1], &items, &count, err));
    TRY(script_alloc(vm, (count + 1) * sizeof(kernel_uv), &memory, err));
    kernel_uv *points = memory;
    for (size_t i = 0; i < count; i++)
        TRY(read_pair(vm, items[i], &points[i], err));
    TRY(argument_truth(vm, call, 2, &periodic, err));
    TRY(argument(vm, call, 3, &tolerance, err));
    FUNC_MAKE(kernel_edge_on_face(base->kernel, points, count, NULL, 0, periodic, tolerance, &raw, err));
}

typedef struct mapping {
    double tolerance;
    int samples;
} mapping;

static lathe_status map_edges(script_vm *vm, const shape_object *base, script_value edges, mapping how,
                              script_value list, lathe_error *err)
{
    for (size_t i = 0; i < edges.list->count; i++) {
        const shape_object *edge = shape_of(edges.list->items[i]);
        shape_object *made;
        KEEP(&made, kernel_edge_onto_face(base->kernel, edge->kernel, how.samples, how.tolerance, &raw, err));
        TRY(script_list_append(vm, list.list, shape_value(made), err));
    }
    return LATHE_OK;
}

/* fbase, edg, *edgs, tol, N */
static METHOD_FUNCTION(edges_mapped)
{
    shape_object *base;
    script_value edges, made;
    kernel_array array;
    mapping how;
    TRY(func_get_one(vm, call->args[0], FUNC_TYPE(KERNEL_FACE), &base, err));
    TRY(argument(vm, call, 3, &how.tolerance, err));
    TRY(func_read_int(vm, call, 4, &how.samples, err));
    TRY(objects_new_list(vm, &edges, err));
    TRY(func_get_edges(vm, call->args[1], edges, err));
    for (size_t i = 0; i < call->args[2].list->count; i++)
        TRY(func_get_edges(vm, call->args[2].list->items[i], edges, err));
    TRY(objects_new_list(vm, &made, err));
    TRY(map_edges(vm, base, edges, how, made, err));
    TRY(objects_shapes_in(vm, made, &array, err));
    FUNC_MAKE(kernel_pack(array.items, array.count, &raw, err));
}

METHOD_FUNCTION(func_edge_on)
{
    static const overload items[] = {
        { "", 0, 4, false, { "edgeOn", "base, pts, periodic=False, tol=1e-06", edge_through, 0 } },
        { "ss", 2, 2, true, { "edgeOn", "fbase, edg, *edgs, tol=1e-06, N=20", edges_mapped, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, true }, call, out, err);
}

static lathe_status map_wire(script_vm *vm, const shape_object *base, script_value wire, mapping how,
                             shape_object **out, lathe_error *err)
{
    script_value edges, made;
    kernel_array array;
    TRY(func_parts(vm, wire, KERNEL_EDGE, &edges, err));
    TRY(objects_new_list(vm, &made, err));
    TRY(map_edges(vm, base, edges, how, made, err));
    TRY(objects_shapes_in(vm, made, &array, err));
    KEEP(out, kernel_wire_assemble(array.items, array.count, &raw, err));
    return LATHE_OK;
}

METHOD_FUNCTION(func_wire_on)
{
    shape_object *base, *wire;
    mapping how;
    TRY(argument(vm, call, 2, &how.tolerance, err));
    TRY(func_read_int(vm, call, 3, &how.samples, err));
    TRY(func_get_one(vm, call->args[0], FUNC_TYPE(KERNEL_FACE), &base, err));
    TRY(map_wire(vm, base, call->args[1], how, &wire, err));
    return func_give(wire, out);
}

static lathe_status map_face(script_vm *vm, const shape_object *base, const shape_object *face, mapping how,
                             shape_object **out, lathe_error *err)
{
    shape_object *outer, *mapped;
    script_value wires, done;
    kernel_list inner = KERNEL_LIST_INIT;
    kernel_array array;
    TRY(objects_new_list(vm, &wires, err));
    TRY(objects_new_list(vm, &done, err));
    KEEP(&outer, kernel_face_outer_wire(face->kernel, &raw, err));
    TRY(script_list_append(vm, wires.list, shape_value(outer), err));
    KERNEL(kernel_face_inner_wires(face->kernel, &inner, err));
    TRY(objects_keep_list(vm, &inner, wires, err));
    for (size_t i = 0; i < wires.list->count; i++) {
        TRY(map_wire(vm, base, wires.list->items[i], how, &mapped, err));
        TRY(script_list_append(vm, done.list, shape_value(mapped), err));
    }
    TRY(objects_shapes_in(vm, done, &array, err));
    KEEP(out, kernel_face_trim(base->kernel, array.items, array.count, &raw, err));
    return LATHE_OK;
}

/* base, *fcs, tol, N */
METHOD_FUNCTION(func_face_on)
{
    const script_list *given = call->args[1].list;
    shape_object *base, *made;
    mapping how;
    script_value list, faces;
    TRY(func_get_one(vm, call->args[0], FUNC_TYPE(KERNEL_FACE), &base, err));
    TRY(argument(vm, call, 2, &how.tolerance, err));
    TRY(func_read_int(vm, call, 3, &how.samples, err));
    TRY(objects_new_list(vm, &list, err));
    for (size_t i = 0; i < given->count; i++) {
        TRY(func_parts(vm, given->items[i], KERNEL_FACE, &faces, err));
        for (size_t k = 0; k < faces.list->count; k++) {
            TRY(map_face(vm, base, shape_of(faces.list->items[k]), how, &made, err));
            TRY(script_list_append(vm, list.list, shape_value(made), err));
        }
    }
    if (list.list->count == 1) {
        *out = list.list->items[0];
        return LATHE_OK;
    }
    TRY(shape_compound(vm, list, &made, err));
    return func_give(made, out);
}

/* ---- projections ---- */

/* s, base, continuity, degree, maxseg, tol */
static METHOD_FUNCTION(project_normally)
{
    shape_object *base;
    script_value wires;
    kernel_array array;
    int degree, segments;
    double tolerance;
    const char *continuity = objects_text(call->args[2]);
    TRY(func_need_shape(vm, call->args[1], &base, err));
    if (!continuity)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'upper'",
                            script_type_name(call->args[2]));
    TRY(func_read_int(vm, call, 3, &degree, err));
    TRY(func_read_int(vm, call, 4, &segments, err));
    TRY(argument(vm, call, 5, &tolerance, err));
    TRY(objects_new_list(vm, &wires, err));
    TRY(func_get_wires(vm, call->args[0], wires, err));
    TRY(objects_shapes_in(vm, wires, &array, err));
    FUNC_MAKE(kernel_project_normally(array.items, array.count, base->kernel, tolerance, continuity, degree, segments,
                                      &raw, err));
}

/* s, base, direction */
static METHOD_FUNCTION(project_along)
{
    shape_object *base = shape_of(call->args[1]), *made;
    script_value edges, found;
    kernel_array array;
    kernel_vec along;
    TRY(objects_to_vec(vm, call->args[2], &along, err));
    TRY(objects_new_list(vm, &edges, err));
    TRY(objects_new_list(vm, &found, err));
    TRY(func_get_edges(vm, call->args[0], edges, err));
    for (size_t i = 0; i < edges.list->count; i++) {
        kernel_list list = KERNEL_LIST_INIT;
        KERNEL(kernel_curve_project(shape_of(edges.list->items[i])->kernel, base->kernel, along, &list, err));
        TRY(objects_keep_list(vm, &list, found, err));
    }
    TRY(objects_shapes_in(vm, found, &array, err));
    KEEP(&made, kernel_pack(array.items, array.count, &raw, err));
    return func_give(made, out);
}

METHOD_FUNCTION(func_project)
{
    static const overload items[] = {
        { "", 0, 6, false,
          { "project", "s, base, continuity='C2', degree=3, maxseg=30, tol=0.0001", project_normally, 0 } },
        { "ssv", 3, 3, false, { "project", "s, base, direction", project_along, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, true }, call, out, err);
}
