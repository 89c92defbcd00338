/* feature.c: free functions that change solids, and those that compare shapes. */
#include "reward/cadquery/func/func.h"
#include "reward/cadquery/overload.h"

/* ---- hollow ---- */

typedef struct hollowing {
    double thickness, tolerance;
    kernel_join join;
} hollowing;

/* t, tol, kind from argument `at` on. */
static lathe_status read_hollow(script_vm *vm, const script_call *call, size_t at, hollowing *out, lathe_error *err)
{
    TRY(argument(vm, call, at, &out->thickness, err));
    TRY(argument(vm, call, at + 1, &out->tolerance, err));
    TRY(outline_read_join(vm, call->args[at + 2], &out->join, err));
    if (out->join == KERNEL_JOIN_TANGENT)
        return script_raise(vm, err, "KeyError", "'tangent'");
    return LATHE_OK;
}

/* t, tol, kind, history and name stand from argument `at` on. */
static lathe_status hollow(script_vm *vm, const script_call *call, script_value open, size_t at, script_value *out,
                           lathe_error *err)
{
    hollowing how;
    shape_object *solid, *made;
    script_value faces, followed;
    kernel_array array = { NULL, 0 };
    func_step step;
    TRY(read_hollow(vm, call, at, &how, err));
    TRY(func_first(vm, call->args[0], KERNEL_SOLID, &solid, err));
    if (!script_is_none(open)) {
        TRY(func_parts(vm, open, KERNEL_FACE, &faces, err));
        TRY(objects_shapes_in(vm, faces, &array, err));
        if (array.count == 0)
            return script_unsupported(vm, err, "hollow(faces=...) without a face");
    }
    TRY(script_list_new(vm, call->args, 1, &followed, err));
    TRY(func_begin_step(vm, call, at + 3, followed, &step, err));
    KEEP(&made, kernel_hollow(solid->kernel, how.thickness, how.tolerance, how.join, array.items, array.count,
                              step.trace, &raw, err));
    const kernel_shape *const shapes[] = { made->kernel };
    KEEP(&made, kernel_pack(shapes, 1, &raw, err));
    TRY(func_end_step(vm, call, at + 3, &step, err));
    return func_give(made, out);
}

static METHOD_FUNCTION(hollow_open)
{
    return hollow(vm, call, call->args[1], 2, out, err);
}

static METHOD_FUNCTION(hollow_closed)
{
    return hollow(vm, call, script_none(), 1, out, err);
}

METHOD_FUNCTION(func_hollow)
{
    static const overload items[] = {
        { "", 0, 7, false,
          { "hollow", "s, faces, t, tol=0.001, kind='intersection', history=None, name=None", hollow_open, 0 } },
        { "sdd", 2, 6, false,
          { "hollow", "s, t, tol=0.001, kind='intersection', history=None, name=None", hollow_closed, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, true }, call, out, err);
}

/* ---- prisms on parts ---- */

/* "t": a length, a face, two faces in a tuple, or None. */
static lathe_status read_reach(script_vm *vm, script_value t, kernel_prism_how *how, lathe_error *err)
{
    shape_object *from, *to;
    if (shape_of(t)) {
        TRY(func_first(vm, t, KERNEL_FACE, &to, err));
        how->to = to->kernel;
    } else if (t.kind == SCRIPT_TUPLE) {
        if (t.list->count < 2)
            return script_raise(vm, err, "IndexError", "tuple index out of range");
        TRY(func_first(vm, t.list->items[0], KERNEL_FACE, &from, err));
        TRY(func_first(vm, t.list->items[1], KERNEL_FACE, &to, err));
        how->from = from->kernel;
        how->to = to->kernel;
    } else if (!script_is_none(t)) {
        how->has_length = true;
        if (!script_is_number(t))
            return objects_bad_argument(vm, "Perform", t, err);
        how->length = number_of(t);
    }
    return LATHE_OK;
}

/* What a prism's history follows. */
static lathe_status followed_by_prism(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value t = call->args[3];
    TRY(func_pair(vm, call->args[0], call->args[2], out, err));
    if (shape_of(t))
        TRY(script_list_append(vm, out->list, t, err));
    for (size_t i = 0; t.kind == SCRIPT_TUPLE && i < t.list->count; i++)
        TRY(script_list_append(vm, out->list, t.list->items[i], err));
    return script_is_none(call->args[1]) ? LATHE_OK : script_list_append(vm, out->list, call->args[1], err);
}

/* ctx, base, faces, t, and at 6 history; along_normal: the direction is that of each face. */
static lathe_status prism(script_vm *vm, const script_call *call, kernel_prism_how how, bool along_normal,
                          script_value *out, lathe_error *err)
{
    shape_object *body, *base;
    script_value faces, followed;
    func_step step;
    bool based;
    TRY(func_need_shape(vm, call->args[0], &body, err));
    TRY(script_to_truth(vm, call->args[1], &based, err));
    if (based) {
        TRY(func_first(vm, call->args[1], KERNEL_FACE, &base, err));
        how.base = base->kernel;
    }
    TRY(read_reach(vm, call->args[3], &how, err));
    TRY(objects_new_list(vm, &faces, err));
    TRY(func_get_faces(vm, call->args[2], faces, err));
    TRY(followed_by_prism(vm, call, &followed, err));
    TRY(func_begin_step(vm, call, 6, followed, &step, err));
    how.trace = step.trace;
    for (size_t i = 0; i < faces.list->count; i++) {
        const kernel_shape *face = shape_of(faces.list->items[i])->kernel;
        if (along_normal)
            KERNEL(kernel_face_normal(face, NULL, &how.direction, err));
        KEEP(&body, kernel_prism_on(body->kernel, face, &how, &raw, err));
    }
    const kernel_shape *const shapes[] = { body->kernel };
    KEEP(&body, kernel_pack(shapes, 1, &raw, err));
    if (step.trace && shape_of(call->args[3]))
        KERNEL(kernel_trace_end_at(step.trace, shape_of(call->args[3])->kernel, err));
    TRY(func_end_step(vm, call, 6, &step, err));
    return func_give(body, out);
}

static METHOD_FUNCTION(prism_drafted)
{
    kernel_prism_how how = { .base = NULL };
    TRY(argument(vm, call, 4, &how.taper, err));
    TRY(argument_truth(vm, call, 5, &how.additive, err));
    how.drafted = how.taper != 0;
    return prism(vm, call, how, !how.drafted, out, err);
}

static METHOD_FUNCTION(prism_along)
{
    kernel_prism_how how = { .base = NULL };
    TRY(objects_to_vec(vm, call->args[4], &how.direction, err));
    TRY(argument_truth(vm, call, 5, &how.additive, err));
    return prism(vm, call, how, false, out, err);
}

METHOD_FUNCTION(func_prism)
{
    static const overload items[] = {
        { "", 0, 8, false,
          { "prism", "ctx, base, faces, t, angle=0.0, additive=True, history=None, name=None", prism_drafted, 0 } },
        { "sosovb", 5, 8, false,
          { "prism", "ctx, base, faces, t, dir, additive=True, history=None, name=None", prism_along, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, true }, call, out, err);
}

/* ctx, base, faces; history at `at`. */
static lathe_status draft(script_vm *vm, const script_call *call, const kernel_vec *along, double degrees, size_t at,
                          script_value *out, lathe_error *err)
{
    shape_object *body, *base, *made;
    script_value faces, followed;
    func_step step;
    kernel_array array;
    kernel_vec direction;
    TRY(func_need_shape(vm, call->args[0], &body, err));
    TRY(func_first(vm, call->args[1], KERNEL_FACE, &base, err));
    if (along)
        direction = *along;
    else
        KERNEL(kernel_face_normal(base->kernel, NULL, &direction, err));
    TRY(objects_new_list(vm, &faces, err));
    TRY(func_get_faces(vm, call->args[2], faces, err));
    TRY(objects_shapes_in(vm, faces, &array, err));
    TRY(script_list_new(vm, call->args, 1, &followed, err));
    TRY(func_begin_step(vm, call, at, followed, &step, err));
    KEEP(&made, kernel_draft(body->kernel, base->kernel, array.items, array.count, direction, degrees, step.trace, &raw,
                             err));
    TRY(func_end_step(vm, call, at, &step, err));
    return func_give(made, out);
}

static METHOD_FUNCTION(draft_normally)
{
    double degrees;
    TRY(argument(vm, call, 3, &degrees, err));
    return draft(vm, call, NULL, degrees, 4, out, err);
}

static METHOD_FUNCTION(draft_along)
{
    kernel_vec along;
    double degrees;
    TRY(objects_to_vec(vm, call->args[3], &along, err));
    TRY(argument(vm, call, 4, &degrees, err));
    return draft(vm, call, &along, degrees, 5, out, err);
}

METHOD_FUNCTION(func_draft)
{
    static const overload items[] = {
        { "", 0, 6, false, { "draft", "ctx, base, faces, angle, history=None, name=None", draft_normally, 0 } },
        { "sssvr", 5, 7, false, { "draft", "ctx, base, faces, dir, angle, history=None, name=None", draft_along, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, true }, call, out, err);
}

/* ---- questions ---- */

/* s, results, tol, verbose */
METHOD_FUNCTION(func_check)
{
    shape_object *shape;
    bool valid;
    TRY(func_need_shape(vm, call->args[0], &shape, err));
    KERNEL(kernel_check(shape->kernel, &valid, err));
    if (!script_is_none(call->args[1])) {
        if (call->args[1].kind != SCRIPT_LIST)
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'clear'",
                                script_type_name(call->args[1]));
        if (!valid)
            return script_unsupported(vm, err, "check(results=...) of an invalid shape");
        call->args[1].list->count = 0;
    }
    *out = script_bool(valid);
    return LATHE_OK;
}

METHOD_FUNCTION(func_is_subshape)
{
    shape_object *part, *whole;
    bool inside;
    TRY(func_need_shape(vm, call->args[0], &part, err));
    TRY(func_need_shape(vm, call->args[1], &whole, err));
    KERNEL(kernel_is_part(part->kernel, whole->kernel, &inside, err));
    *out = script_bool(inside);
    return LATHE_OK;
}

METHOD_FUNCTION(func_closest)
{
    shape_object *a, *b;
    kernel_vec at_a, at_b;
    script_value points[2];
    TRY(func_need_shape(vm, call->args[0], &a, err));
    TRY(func_need_shape(vm, call->args[1], &b, err));
    KERNEL(kernel_closest(a->kernel, b->kernel, &at_a, &at_b, err));
    TRY(objects_new_vector(vm, at_a, &points[0], err));
    TRY(objects_new_vector(vm, at_b, &points[1], err));
    return script_tuple_new(vm, points, 2, out, err);
}

/* Booleans run in one thread, whatever is asked. */
METHOD_FUNCTION(func_set_threads)
{
    int count;
    TRY(func_read_int(vm, call, 0, &count, err));
    *out = script_none();
    return LATHE_OK;
}

/* ---- helpers of cadquery.occ_impl.shapes ---- */

METHOD_FUNCTION(func_sort_wires_by_build_order)
{
    return func_sort_wires(vm, call->args[0], out, err);
}

METHOD_FUNCTION(func_wires_to_faces)
{
    shape_object *made;
    TRY(func_face_from_wires(vm, call->args[0], &made, err));
    return func_parts(vm, shape_value(made), KERNEL_FACE, out, err);
}

METHOD_FUNCTION(func_edges_to_wires)
{
    kernel_array edges;
    double tolerance;
    kernel_list wires = KERNEL_LIST_INIT;
    TRY(func_read_shapes(vm, call->args[0], &edges, err));
    TRY(argument(vm, call, 1, &tolerance, err));
    TRY(objects_new_list(vm, out, err));
    KERNEL(kernel_wires_connect(edges.items, edges.count, tolerance, &wires, err));
    return objects_keep_list(vm, &wires, *out, err);
}
