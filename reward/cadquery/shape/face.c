/* face.c: Face's methods in its own parameters, and how faces are cut, changed and made. */
#include "reward/cadquery/func/func.h"
#include "reward/cadquery/shape/shape.h"
#include "reward/cadquery/overload.h"

static const kernel_shape *self_of(const script_call *call)
{
    return shape_of(call->self)->kernel;
}

/* ---- measures at (u, v) ---- */

static lathe_status read_uv(script_vm *vm, const script_call *call, kernel_uv *out, lathe_error *err)
{
    TRY(argument(vm, call, 0, &out->u, err));
    return argument(vm, call, 1, &out->v, err);
}

static lathe_status unit(script_vm *vm, kernel_vec v, script_value *out, lathe_error *err)
{
    if (vec_length(v) <= 1e-290)
        return script_raise_as(vm, err, "Standard_ConstructionError", objects_exceptions[0],
                               "gp_Vec::Normalize() - vector has zero norm");
    return objects_new_vector(vm, vec_unit(v), out, err);
}

static lathe_status tuple_of(script_vm *vm, const script_value *items, size_t count, script_value *out,
                             lathe_error *err)
{
    return script_tuple_new(vm, items, count, out, err);
}

METHOD_FUNCTION(face_uv_bounds)
{
    double bounds[4] = { 0 };
    script_value items[4];
    KERNEL(kernel_face_uv_bounds(self_of(call), bounds, err));
    for (size_t i = 0; i < 4; i++)
        items[i] = script_float(bounds[i]);
    return tuple_of(vm, items, 4, out, err);
}

METHOD_FUNCTION(face_param_at)
{
    kernel_vec at;
    kernel_uv uv = { 0, 0 };
    TRY(objects_to_vec(vm, call->args[0], &at, err));
    KERNEL(kernel_face_param(self_of(call), at, &uv, err));
    const script_value items[] = { script_float(uv.u), script_float(uv.v) };
    return tuple_of(vm, items, 2, out, err);
}

METHOD_FUNCTION(face_params)
{
    const kernel_vec *points;
    size_t count;
    double tolerance;
    void *memory;
    script_value lists[2];
    TRY(shape_read_points(vm, call->args[0], true, &points, &count, err));
    TRY(argument(vm, call, 1, &tolerance, err));
    if (count == 0)
        return script_raise(vm, err, "StopIteration", "%s", "");
    TRY(script_alloc(vm, count * sizeof(kernel_uv), &memory, err));
    kernel_uv *found = memory;
    KERNEL(kernel_face_params(self_of(call), points, count, tolerance, found, err));
    TRY(objects_new_list(vm, &lists[0], err));
    TRY(objects_new_list(vm, &lists[1], err));
    for (size_t i = 0; i < count; i++) {
        TRY(script_list_append(vm, lists[0].list, script_float(found[i].u), err));
        TRY(script_list_append(vm, lists[1].list, script_float(found[i].v), err));
    }
    return tuple_of(vm, lists, 2, out, err);
}

METHOD_FUNCTION(face_position_at)
{
    kernel_uv uv = { 0, 0 };
    kernel_vec point, normal;
    TRY(read_uv(vm, call, &uv, err));
    KERNEL(kernel_face_at(self_of(call), uv, &point, &normal, err));
    return objects_new_vector(vm, point, out, err);
}

METHOD_FUNCTION(face_positions)
{
    const script_value *items, *pair;
    size_t count, two;
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < count; i++) {
        kernel_uv uv = { 0, 0 };
        kernel_vec point, normal;
        script_value v;
        TRY(script_to_items(vm, items[i], &pair, &two, err));
        if (two < 2)
            return script_raise(vm, err, "ValueError", "not enough values to unpack (expected 2, got %zu)", two);
        if (two > 2)
            return script_raise(vm, err, "ValueError", "too many values to unpack (expected 2)");
        TRY(script_to_double(vm, pair[0], &uv.u, err));
        TRY(script_to_double(vm, pair[1], &uv.v, err));
        KERNEL(kernel_face_at(self_of(call), uv, &point, &normal, err));
        TRY(objects_new_vector(vm, point, &v, err));
        TRY(script_list_append(vm, out->list, v, err));
    }
    return LATHE_OK;
}

METHOD_FUNCTION(face_location_at)
{
    kernel_uv uv = { 0, 0 };
    kernel_vec point, du, dv;
    kernel_plane plane;
    location_object *location;
    TRY(read_uv(vm, call, &uv, err));
    KERNEL(kernel_face_tangents(self_of(call), uv, true, &point, &du, &dv, err));
    KERNEL(kernel_plane_make(point, &du, vec_cross(du, dv), &plane, err));
    KEEP_PLACE(&location, kernel_location_of_plane(&plane, plane.origin, &raw, err));
    *out = script_of_object(location->self);
    return LATHE_OK;
}

static METHOD_FUNCTION(normal_at_point)
{
    kernel_vec at, normal;
    bool given = !script_is_none(call->args[0]);
    if (given)
        TRY(objects_to_vec(vm, call->args[0], &at, err));
    KERNEL(kernel_face_normal(self_of(call), given ? &at : NULL, &normal, err));
    return objects_new_vector(vm, normal, out, err);
}

static lathe_status normal_at(script_vm *vm, const kernel_shape *face, kernel_uv uv, script_value out[2],
                              lathe_error *err)
{
    kernel_vec point, normal;
    KERNEL(kernel_face_at(face, uv, &point, &normal, err));
    TRY(unit(vm, normal, &out[0], err));
    return objects_new_vector(vm, point, &out[1], err);
}

static METHOD_FUNCTION(normal_at_uv)
{
    kernel_uv uv = { 0, 0 };
    script_value items[2];
    TRY(read_uv(vm, call, &uv, err));
    TRY(normal_at(vm, self_of(call), uv, items, err));
    return tuple_of(vm, items, 2, out, err);
}

METHOD_FUNCTION(face_normal_at)
{
    static const overload items[] = {
        { "V", 0, 1, false, { "normalAt", "locationVector=None", normal_at_point, 0 } },
        { "rr", 2, 2, false, { "normalAt", "u, v", normal_at_uv, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, false }, call, out, err);
}

METHOD_FUNCTION(face_normals)
{
    const script_value *us, *vs;
    size_t u_count, v_count;
    script_value lists[2];
    TRY(script_to_items(vm, call->args[0], &us, &u_count, err));
    TRY(script_to_items(vm, call->args[1], &vs, &v_count, err));
    TRY(objects_new_list(vm, &lists[0], err));
    TRY(objects_new_list(vm, &lists[1], err));
    for (size_t i = 0; i < u_count && i < v_count; i++) {
        kernel_uv uv = { 0, 0 };
        script_value pair[2];
        TRY(script_to_double(vm, us[i], &uv.u, err));
        TRY(script_to_double(vm, vs[i], &uv.v, err));
        TRY(normal_at(vm, self_of(call), uv, pair, err));
        TRY(script_list_append(vm, lists[0].list, pair[0], err));
        TRY(script_list_append(vm, lists[1].list, pair[1], err));
    }
    return tuple_of(vm, lists, 2, out, err);
}

METHOD_FUNCTION(face_tangent_at)
{
    kernel_uv uv = { 0, 0 };
    kernel_vec point, du, dv;
    script_value items[3];
    TRY(read_uv(vm, call, &uv, err));
    KERNEL(kernel_face_tangents(self_of(call), uv, false, &point, &du, &dv, err));
    TRY(unit(vm, du, &items[0], err));
    TRY(unit(vm, dv, &items[1], err));
    TRY(objects_new_vector(vm, point, &items[2], err));
    return tuple_of(vm, items, 3, out, err);
}

/* ---- lines and parts ---- */

static lathe_status isoline(script_vm *vm, const kernel_shape *face, script_value param, script_value direction,
                            script_value *out, lathe_error *err)
{
    double at;
    TRY(script_to_double(vm, param, &at, err));
    FUNC_MAKE(kernel_face_isoline(face, at, is_text(direction, "u"), &raw, err));
}

METHOD_FUNCTION(face_isoline)
{
    return isoline(vm, self_of(call), call->args[0], call->args[1], out, err);
}

METHOD_FUNCTION(face_isolines)
{
    const script_value *params;
    size_t count;
    script_value edge;
    TRY(script_to_items(vm, call->args[0], &params, &count, err));
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < count; i++) {
        TRY(isoline(vm, self_of(call), params[i], call->args[1], &edge, err));
        TRY(script_list_append(vm, out->list, edge, err));
    }
    return LATHE_OK;
}

static METHOD_FUNCTION(trim_box)
{
    double n[5];
    for (size_t i = 0; i < 5; i++)
        TRY(argument(vm, call, i, &n[i], err));
    FUNC_MAKE(kernel_face_trim_box(self_of(call), n, n[4], &raw, err));
}

static lathe_status read_pair(script_vm *vm, script_value v, kernel_uv *out, lathe_error *err)
{
    if (!script_is_sequence(v) || v.list->count != 2)
        return objects_bad_argument(vm, "gp_Pnt2d", v, err);
    TRY(script_to_double(vm, v.list->items[0], &out->u, err));
    return script_to_double(vm, v.list->items[1], &out->v, err);
}

static METHOD_FUNCTION(trim_polygon)
{
    const script_list *more = call->args[3].list;
    size_t count = 3 + more->count;
    void *memory;
    shape_object *made;
    TRY(script_alloc(vm, count * sizeof(kernel_uv), &memory, err));
    kernel_uv *points = memory;
    for (size_t i = 0; i < count; i++)
        TRY(read_pair(vm, i < 3 ? call->args[i] : more->items[i - 3], &points[i], err));
    KEEP(&made, kernel_face_trim_polygon(self_of(call), points, count, &raw, err));
    return func_give_as(made, KERNEL_FACE, out);
}

/* outer and inner: wires */
static lathe_status trim_by(script_vm *vm, const kernel_shape *face, script_value outer, const script_list *inner,
                            script_value *out, lathe_error *err)
{
    script_value list;
    kernel_array wires;
    shape_object *made;
    TRY(script_list_new(vm, &outer, 1, &list, err));
    for (size_t i = 0; i < inner->count; i++)
        TRY(script_list_append(vm, list.list, inner->items[i], err));
    TRY(func_read_shapes(vm, list, &wires, err));
    KEEP(&made, kernel_face_trim(face, wires.items, wires.count, &raw, err));
    return func_give_as(made, KERNEL_FACE, out);
}

static METHOD_FUNCTION(trim_wires)
{
    return trim_by(vm, self_of(call), call->args[0], call->args[1].list, out, err);
}

METHOD_FUNCTION(face_trim)
{
    static const overload items[] = {
        { "rrrrr", 4, 5, false, { "trim", "u0, u1, v0, v1, tol=1e-06", trim_box, 0 } },
        { "ttt", 3, 3, true, { "trim", "pt1, pt2, pt3, *pts", trim_polygon, 0 } },
        { "w", 1, 1, true, { "trim", "outer, *inner", trim_wires, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 3, false }, call, out, err);
}

METHOD_FUNCTION(face_construct_on)
{
    shape_object *face;
    TRY(func_need_shape(vm, call->args[0], &face, err));
    if (!objects_shape_of_type(call->args[1], KERNEL_WIRE))
        return script_raise(vm, err, "DispatchError", "trim: 0 methods found");
    return trim_by(vm, face->kernel, call->args[1], call->args[2].list, out, err);
}

/* The nearest of a wire's projections onto a face. */
static lathe_status project_wire(script_vm *vm, const kernel_shape *wire, const kernel_shape *onto, kernel_vec along,
                                 script_value *out, lathe_error *err)
{
    kernel_list found = KERNEL_LIST_INIT;
    script_value list;
    double nearest = INFINITY, distance;
    TRY(objects_new_list(vm, &list, err));
    KERNEL(kernel_curve_project(wire, onto, along, &found, err));
    TRY(objects_keep_list(vm, &found, list, err));
    for (size_t i = 0; i < list.list->count; i++) {
        KERNEL(kernel_distance(wire, shape_of(list.list->items[i])->kernel, &distance, err));
        if (distance < nearest) {
            nearest = distance;
            *out = list.list->items[i];
        }
    }
    if (nearest == INFINITY)
        return script_raise(vm, err, "ValueError", "Null TopoDS_Shape object");
    return LATHE_OK;
}

METHOD_FUNCTION(face_project)
{
    kernel_vec along;
    shape_object *onto;
    script_value wires, outer, inner, projected;
    kernel_list holes = KERNEL_LIST_INIT;
    shape_object *outline;
    TRY(func_need_shape(vm, call->args[0], &onto, err));
    TRY(objects_to_vec(vm, call->args[1], &along, err));
    KEEP(&outline, kernel_face_outer_wire(self_of(call), &raw, err));
    TRY(project_wire(vm, outline->kernel, onto->kernel, along, &outer, err));
    TRY(objects_new_list(vm, &wires, err));
    TRY(objects_new_list(vm, &inner, err));
    KERNEL(kernel_face_inner_wires(self_of(call), &holes, err));
    TRY(objects_keep_list(vm, &holes, wires, err));
    for (size_t i = 0; i < wires.list->count; i++) {
        TRY(project_wire(vm, shape_of(wires.list->items[i])->kernel, onto->kernel, along, &projected, err));
        TRY(script_list_append(vm, inner.list, projected, err));
    }
    return trim_by(vm, onto->kernel, outer, inner.list, out, err);
}

METHOD_FUNCTION(face_extend)
{
    double by;
    bool sides[4];
    shape_object *made;
    TRY(argument(vm, call, 0, &by, err));
    for (size_t i = 0; i < 4; i++)
        TRY(argument_truth(vm, call, i + 1, &sides[i], err));
    KEEP(&made, kernel_face_extend(self_of(call), by, sides, &raw, err));
    return func_give_as(made, KERNEL_FACE, out);
}

METHOD_FUNCTION(face_add_hole)
{
    script_value wires;
    kernel_array array;
    shape_object *made;
    TRY(objects_new_list(vm, &wires, err));
    for (size_t i = 0; i < call->args[0].list->count; i++)
        TRY(func_get_wires(vm, call->args[0].list->items[i], wires, err));
    TRY(objects_shapes_in(vm, wires, &array, err));
    KEEP(&made, kernel_face_add_holes(self_of(call), array.items, array.count, &raw, err));
    return func_give_as(made, KERNEL_FACE, out);
}

METHOD_FUNCTION(face_thicken)
{
    double thickness;
    shape_object *made;
    TRY(argument(vm, call, 0, &thickness, err));
    KEEP(&made, kernel_offset_shape(self_of(call), thickness, 1e-6, true, NULL, &raw, err));
    return func_give_as(made, KERNEL_SOLID, out);
}

/* ---- corners ---- */

typedef lathe_status (*corner_builder)(const kernel_shape *face, double size, const kernel_shape *const *vertices,
                                       size_t count, kernel_shape **out, lathe_error *err);

static lathe_status change_corners(script_vm *vm, const script_call *call, corner_builder build, script_value *out,
                                   lathe_error *err)
{
    double size;
    kernel_array vertices;
    shape_object *made;
    TRY(argument(vm, call, 0, &size, err));
    TRY(func_read_shapes(vm, call->args[1], &vertices, err));
    for (size_t i = 0; i < vertices.count; i++) {
        if (kernel_type_of(vertices.items[i]) != KERNEL_VERTEX)
            return script_raise(vm, err, "TypeError", "%s: vertices wanted", call->method->name);
    }
    KEEP(&made, build(self_of(call), size, vertices.items, vertices.count, &raw, err));
    return func_give_as(made, KERNEL_FACE, out);
}

METHOD_FUNCTION(face_fillet_2d)
{
    return change_corners(vm, call, kernel_fillet_corners, out, err);
}

METHOD_FUNCTION(face_chamfer_2d)
{
    return change_corners(vm, call, kernel_chamfer_corners, out, err);
}
