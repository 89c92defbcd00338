/* move.c: shapes moved, turned, mirrored, transformed, and places of shapes. */
#include "reward/cadquery/shape/shape.h"
#include "reward/kernel/curve_measure.h"
#include "reward/kernel/func.h"
#include "reward/kernel/part.h"

lathe_status shape_translate(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec by;
    shape_object *made;
    TRY(objects_to_vec(vm, call->args[0], &by, err));
    KEEP(&made, kernel_translate(shape_of(call->self)->kernel, by, &raw, err));
    return shape_give_like(made, call, out);
}

lathe_status shape_rotate(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec a, b;
    double degrees;
    shape_object *made;
    TRY(objects_to_vec(vm, call->args[0], &a, err));
    TRY(objects_to_vec(vm, call->args[1], &b, err));
    TRY(argument_reckoned(vm, call, 2, &degrees, err));
    KEEP(&made, kernel_rotate(shape_of(call->self)->kernel, a, b, degrees, &raw, err));
    return shape_give_like(made, call, out);
}

/* A plane's name, a vector or a tuple of three. */
static lathe_status read_mirror_normal(script_vm *vm, script_value v, kernel_vec *out, lathe_error *err)
{
    if (v.kind == SCRIPT_STR || vector_of(v))
        return body_named_normal(vm, v, out, err);
    if (v.kind != SCRIPT_TUPLE)
        return script_raise(vm, err, "UnboundLocalError", "cannot access local variable 'mirrorPlaneNormalVector' "
                                                          "where it is not associated with a value");
    if (v.list->count != 3)
        return objects_bad_argument(vm, "gp_Dir", v, err);
    return objects_to_vec(vm, v, out, err);
}

lathe_status shape_mirror(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec normal, base;
    shape_object *made;
    script_value at = call->args[1];
    TRY(read_mirror_normal(vm, call->args[0], &normal, err));
    if (at.kind != SCRIPT_TUPLE && !vector_of(at))
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'toTuple'", script_type_name(at));
    TRY(objects_to_vec(vm, at, &base, err));
    KEEP(&made, kernel_mirror(shape_of(call->self)->kernel, base, normal, &raw, err));
    return shape_give_like(made, call, out);
}

lathe_status shape_scale(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double factor;
    shape_object *made;
    TRY(argument(vm, call, 0, &factor, err));
    KEEP(&made, kernel_scale(shape_of(call->self)->kernel, factor, &raw, err));
    return shape_give_like(made, call, out);
}

lathe_status shape_copy(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *made;
    KEEP(&made, kernel_copy(shape_of(call->self)->kernel, &raw, err));
    return shape_give_like(made, call, out);
}

lathe_status shape_method_clean(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *made;
    TRY(shape_clean(vm, shape_of(call->self), &made, err));
    return shape_give_like(made, call, out);
}

lathe_status shape_fix(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *made;
    bool valid;
    KERNEL(kernel_is_valid(shape_of(call->self)->kernel, &valid, err));
    *out = call->self;
    if (valid)
        return LATHE_OK;
    KEEP(&made, kernel_fix(shape_of(call->self)->kernel, &raw, err));
    return shape_give_like(made, call, out);
}

/* ---- by a matrix ---- */

static lathe_status read_matrix(script_vm *vm, script_value v, bool as_rigid, const matrix_object **out,
                                lathe_error *err)
{
    *out = matrix_of(v);
    if (*out)
        return LATHE_OK;
    if (as_rigid && (shape_of(v) || vector_of(v) || location_of(v) || bounds_of(v)))
        return script_raise(vm, err, "AttributeError", "the '%s' has no attribute 'Trsf'", script_type_name(v));
    return objects_not_wrapped(vm, "BRepBuilderAPI_GTransform", v, err);
}

lathe_status shape_transform_shape(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const matrix_object *matrix;
    shape_object *made;
    TRY(read_matrix(vm, call->args[0], true, &matrix, err));
    KEEP(&made, kernel_transform_shape(shape_of(call->self)->kernel, matrix->kernel, &raw, err));
    made->construction = shape_of(call->self)->construction;
    return shape_give(made, out);
}

lathe_status shape_transform_geometry(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const matrix_object *matrix;
    shape_object *made;
    TRY(read_matrix(vm, call->args[0], false, &matrix, err));
    KEEP(&made, kernel_transform_geometry(shape_of(call->self)->kernel, matrix->kernel, &raw, err));
    made->construction = shape_of(call->self)->construction;
    return shape_give(made, out);
}

/* ---- places ---- */

lathe_status shape_location(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    location_object *place;
    KEEP_PLACE(&place, kernel_place_of(shape_of(call->self)->kernel, &raw, err));
    *out = script_of_object(place->self);
    return LATHE_OK;
}

static lathe_status read_location(script_vm *vm, const script_call *call, const location_object **out,
                                  lathe_error *err)
{
    *out = location_of(call->args[0]);
    return *out ? LATHE_OK : objects_not_wrapped(vm, "Location()", call->args[0], err);
}

/* The object itself becomes what was made of it. */
static lathe_status become(shape_object *self, shape_object *made, script_value *out)
{
    kernel_shape *before = self->kernel;
    self->kernel = made->kernel;
    made->kernel = before;
    return shape_give(self, out);
}

lathe_status shape_locate(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *self = shape_of(call->self), *made;
    const location_object *place;
    TRY(read_location(vm, call, &place, err));
    KEEP(&made, kernel_located(self->kernel, place->kernel, &raw, err));
    return become(self, made, out);
}

lathe_status shape_located(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const location_object *place;
    shape_object *made;
    TRY(read_location(vm, call, &place, err));
    KEEP(&made, kernel_located(shape_of(call->self)->kernel, place->kernel, &raw, err));
    made->construction = shape_of(call->self)->construction;
    return shape_give_like(made, call, out);
}

static lathe_status add_place(script_vm *vm, location_object *place, script_value list, lathe_error *err)
{
    return script_list_append(vm, list.list, script_of_object(place->self), err);
}

/* CadQuery's toLocs: a face's middle, an edge's, each child of a compound; of all else the centre. */
static lathe_status add_places_of(script_vm *vm, const shape_object *s, uint32_t depth, script_value list,
                                  lathe_error *err)
{
    location_object *place;
    script_value children;
    kernel_vec center;
    double first, last;
    switch (kernel_type_of(s->kernel)) {
    case KERNEL_COMPOUND:
        if (depth > 100)
            return script_raise(vm, err, "RecursionError", "maximum recursion depth exceeded");
        TRY(objects_new_list(vm, &children, err));
        TRY(shape_children(vm, s, children, err));
        for (size_t i = 0; i < children.list->count; i++)
            TRY(add_places_of(vm, shape_of(children.list->items[i]), depth + 1, list, err));
        return LATHE_OK;
    case KERNEL_FACE:
        KEEP_PLACE(&place, kernel_face_place(s->kernel, &raw, err));
        break;
    case KERNEL_EDGE:
        KERNEL(kernel_curve_bounds(s->kernel, &first, &last, err));
        KEEP_PLACE(&place, kernel_curve_place(s->kernel, (first + last) / 2, KERNEL_FRAME_FRENET, false, &raw, err));
        break;
    default:
        KERNEL(kernel_center(s->kernel, &center, err));
        KEEP_PLACE(&place, kernel_location_at(center, &raw, err));
    }
    return add_place(vm, place, list, err);
}

lathe_status shape_to_places(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    TRY(objects_new_list(vm, out, err));
    return add_places_of(vm, shape_of(call->self), 0, *out, err);
}

/* ---- move and moved: overloads ---- */

/* Location(v) of each. */
static lathe_status add_vector_places(script_vm *vm, const script_value *items, size_t count, script_value list,
                                      lathe_error *err)
{
    location_object *place;
    for (size_t i = 0; i < count; i++) {
        TRY(location_from_arguments(vm, &items[i], 1, &place, err));
        TRY(add_place(vm, place, list, err));
    }
    return LATHE_OK;
}

static lathe_status add_locations(script_vm *vm, const script_value *items, size_t count, script_value list,
                                  lathe_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!location_of(items[i]))
            return objects_not_wrapped(vm, "Moved()", items[i], err);
        TRY(script_list_append(vm, list.list, items[i], err));
    }
    return LATHE_OK;
}

static bool are_numbers(const script_list *args)
{
    for (size_t i = 0; i < args->count; i++) {
        if (!script_is_real(args->items[i]))
            return false;
    }
    return args->count <= 6;
}

/* Overloads of one argument. *several: the result is one of several places. */
static lathe_status read_one(script_vm *vm, const char *name, script_value v, bool *several, script_value list,
                             lathe_error *err)
{
    *several = false;
    if (location_of(v))
        return add_locations(vm, &v, 1, list, err);
    if (objects_is_vector_like(v))
        return add_vector_places(vm, &v, 1, list, err);
    *several = true;
    if (shape_of(v))
        return add_places_of(vm, shape_of(v), 0, list, err);
    if (script_is_sequence(v) && v.list->count > 0 && location_of(v.list->items[0]))
        return add_locations(vm, v.list->items, v.list->count, list, err);
    if (script_is_sequence(v) && v.list->count > 0 && objects_is_vector_like(v.list->items[0]))
        return add_vector_places(vm, v.list->items, v.list->count, list, err);
    return objects_dispatch_error(vm, name, err);
}

/* Keywords belong to the overload of numbers only. */
static lathe_status read_places(script_vm *vm, const script_call *call, bool *several, script_value list,
                                lathe_error *err)
{
    const script_list *args = call->args[0].list;
    const char *name = call->method->name;
    location_object *place;
    *several = false;
    if (are_numbers(args)) {
        TRY(location_from_call(vm, call, &place, err));
        return add_place(vm, place, list, err);
    }
    if (call->args[1].dict->count)
        return objects_dispatch_error(vm, name, err);
    if (args->count == 1)
        return read_one(vm, name, args->items[0], several, list, err);
    *several = true;
    if (args->count > 1 && location_of(args->items[0]) && location_of(args->items[1]))
        return add_locations(vm, args->items, args->count, list, err);
    if (args->count > 1 && objects_is_vector_like(args->items[0]) && objects_is_vector_like(args->items[1]))
        return add_vector_places(vm, args->items, args->count, list, err);
    return objects_dispatch_error(vm, name, err);
}

/* multimethod turns a TypeError inside an overload into its own. */
static lathe_status dispatch_places(script_vm *vm, const script_call *call, bool *several, script_value *out,
                                    lathe_error *err)
{
    TRY(objects_new_list(vm, out, err));
    lathe_status st = read_places(vm, call, several, *out, err);
    if (st == LATHE_E_SCRIPT && err->failure == FAILURE_TYPE)
        return objects_dispatch_error(vm, call->method->name, err);
    if (st == LATHE_OK && *several && out->list->count == 0)
        return objects_dispatch_error(vm, call->method->name, err);
    return st;
}

lathe_status shape_method_moved(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value places, list;
    shape_object *made;
    bool several;
    TRY(dispatch_places(vm, call, &several, &places, err));
    if (!several) {
        TRY(shape_moved(vm, shape_of(call->self), location_of(places.list->items[0]), &made, err));
        return shape_give_like(made, call, out);
    }
    TRY(objects_new_list(vm, &list, err));
    for (size_t i = 0; i < places.list->count; i++) {
        KEEP(&made, kernel_moved(shape_of(call->self)->kernel, location_of(places.list->items[i])->kernel, &raw, err));
        TRY(script_list_append(vm, list.list, shape_value(made), err));
    }
    kernel_array array;
    TRY(objects_shapes_in(vm, list, &array, err));
    KEEP(&made, kernel_pack(array.items, array.count, &raw, err));
    return shape_give(made, out);
}

/* To one place, or the first of a shape's. */
lathe_status shape_move(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *self = shape_of(call->self), *made;
    script_value places;
    bool several;
    const script_list *args = call->args[0].list;
    if (args->count == 1 && objects_shape_of_type(args->items[0], KERNEL_COMPOUND) &&
        kernel_is_empty(shape_of(args->items[0])->kernel))
        return script_raise(vm, err, "IndexError", "list index out of range");
    TRY(dispatch_places(vm, call, &several, &places, err));
    if (several && !(args->count == 1 && shape_of(args->items[0])))
        return objects_dispatch_error(vm, "move", err);
    KEEP(&made, kernel_moved(self->kernel, location_of(places.list->items[0])->kernel, &raw, err));
    return become(self, made, out);
}
