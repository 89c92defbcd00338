/* geometry.c: Vector, Plane and Location as values of scripts. */
#include "reward/cadquery/methods.h"

#include <math.h>
#include <string.h>

/* ---- Vector ---- */

lathe_status vector_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_list *args = call->args[0].list;
    kernel_vec v = { 0, 0, 0 };
    if (args->count > 3)
        return script_raise(vm, err, "TypeError", "Expected three floats, OCC gp_, or 3-tuple");
    if (args->count == 1)
        TRY(objects_to_vec(vm, args->items[0], &v, err));
    else if (args->count > 1)
        TRY(objects_to_vec(vm, call->args[0], &v, err));
    return objects_new_vector(vm, v, out, err);
}

static lathe_status other_vector(script_vm *vm, const script_call *call, kernel_vec *out, lathe_error *err)
{
    const vector_object *v = vector_of(call->args[0]);
    if (!v)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'wrapped'",
                            script_type_name(call->args[0]));
    *out = v->v;
    return LATHE_OK;
}

#define VECTOR_BINARY(name, expression, give)                                                                          \
    lathe_status vector_##name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)            \
    {                                                                                                                  \
        kernel_vec a = vector_of(call->self)->v, b;                                                                    \
        TRY(other_vector(vm, call, &b, err));                                                                          \
        give(expression);                                                                                              \
    }
#define GIVE_VECTOR(v) return objects_new_vector(vm, v, out, err)
#define GIVE_NUMBER(x)                                                                                                 \
    do {                                                                                                               \
        *out = script_float(x);                                                                                        \
        return LATHE_OK;                                                                                               \
    } while (0)
VECTOR_BINARY(add, vec_add(a, b), GIVE_VECTOR)
VECTOR_BINARY(sub, vec_sub(a, b), GIVE_VECTOR)
VECTOR_BINARY(cross, vec_cross(a, b), GIVE_VECTOR)
VECTOR_BINARY(dot, vec_dot(a, b), GIVE_NUMBER)
VECTOR_BINARY(get_angle, atan2(vec_length(vec_cross(a, b)), vec_dot(a, b)), GIVE_NUMBER)
VECTOR_BINARY(project_to_line, vec_scale(b, vec_dot(a, b) / vec_dot(b, b)), GIVE_VECTOR)

lathe_status vector_multiply(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double k;
    TRY(argument(vm, call, 0, &k, err));
    GIVE_VECTOR(vec_scale(vector_of(call->self)->v, k));
}

lathe_status vector_normalized(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec v = vector_of(call->self)->v;
    if (vec_length(v) == 0)
        return script_raise_as(vm, err, "Standard_ConstructionError", objects_exceptions[0],
                               "gp_Vec::Normalized() - vector has zero norm");
    GIVE_VECTOR(vec_unit(v));
}

lathe_status vector_to_tuple(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return objects_vec_tuple(vm, vector_of(call->self)->v, out, err);
}

lathe_status vector_center(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm, (void)err;
    *out = call->self;
    return LATHE_OK;
}

lathe_status vector_project_to_plane(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec v = vector_of(call->self)->v;
    const plane_object *p = plane_of(call->args[0]);
    if (!p)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'origin'",
                            script_type_name(call->args[0]));
    kernel_vec n = p->plane.z_dir;
    GIVE_VECTOR(vec_sub(v, vec_scale(n, vec_dot(vec_sub(v, p->plane.origin), n) / vec_dot(n, n))));
}

lathe_status vector_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                        lathe_error *err)
{
    kernel_vec v = vector_of(self)->v;
    const double coordinates[] = { v.x, v.y, v.z };
    *handled = true;
    if (name[0] >= 'x' && name[0] <= 'z' && !name[1])
        *out = script_float(coordinates[name[0] - 'x']);
    else if (strcmp(name, "Length") == 0)
        *out = script_float(vec_length(v));
    else
        return objects_get_wrapped(vm, name, handled, err);
    return LATHE_OK;
}

lathe_status vector_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                        lathe_error *err)
{
    kernel_vec *v = &vector_of(self)->v;
    double *const coordinates[] = { &v->x, &v->y, &v->z };
    *handled = name[0] >= 'x' && name[0] <= 'z' && !name[1];
    return *handled ? script_to_double(vm, value, coordinates[name[0] - 'x'], err) : LATHE_OK;
}

static bool are_close(kernel_vec a, kernel_vec b)
{
    return vec_length(vec_sub(a, b)) <= 1e-5;
}

lathe_status vector_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                            script_value *out, lathe_error *err)
{
    const vector_object *a = vector_of(left), *b = vector_of(right);
    *handled = true;
    if (op == SCRIPT_EQUAL || op == SCRIPT_NOT_EQUAL) {
        *out = script_bool((a && b && are_close(a->v, b->v)) == (op == SCRIPT_EQUAL));
        return LATHE_OK;
    }
    if (op == SCRIPT_NEGATE && a)
        GIVE_VECTOR(vec_scale(a->v, -1));
    if (op == SCRIPT_ADD && a && b)
        GIVE_VECTOR(vec_add(a->v, b->v));
    if (op == SCRIPT_SUBTRACT && a && b)
        GIVE_VECTOR(vec_sub(a->v, b->v));
    if (op == SCRIPT_MULTIPLY && a && script_is_number(right))
        GIVE_VECTOR(vec_scale(a->v, number_of(right)));
    if (op == SCRIPT_MULTIPLY && b && script_is_number(left))
        GIVE_VECTOR(vec_scale(b->v, number_of(left)));
    if (op == SCRIPT_DIVIDE && a && script_is_number(right)) {
        if (number_of(right) == 0)
            return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
        GIVE_VECTOR(vec_scale(a->v, 1.0 / number_of(right)));
    }
    *handled = false;
    return LATHE_OK;
}

lathe_status vector_iterate(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    return objects_vec_tuple(vm, vector_of(self)->v, out, err);
}

lathe_status vector_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    script_value tuple, text;
    TRY(objects_vec_tuple(vm, vector_of(self)->v, &tuple, err));
    TRY(script_to_repr(vm, tuple, &text, err));
    return script_str_printf(vm, out, err, "Vector: %s", text.str->text);
}

/* ---- Plane ---- */

static const struct {
    const char *name;
    kernel_vec x_dir, normal;
} named_planes[] = {
    { "XY", { 1, 0, 0 }, { 0, 0, 1 } },    { "YZ", { 0, 1, 0 }, { 1, 0, 0 } },
    { "ZX", { 0, 0, 1 }, { 0, 1, 0 } },    { "XZ", { 1, 0, 0 }, { 0, -1, 0 } },
    { "YX", { 0, 1, 0 }, { 0, 0, -1 } },   { "ZY", { 0, 0, 1 }, { -1, 0, 0 } },
    { "front", { 1, 0, 0 }, { 0, 0, 1 } }, { "back", { -1, 0, 0 }, { 0, 0, -1 } },
    { "left", { 0, 0, 1 }, { -1, 0, 0 } }, { "right", { 0, 0, -1 }, { 1, 0, 0 } },
    { "top", { 1, 0, 0 }, { 0, 1, 0 } },   { "bottom", { 1, 0, 0 }, { 0, -1, 0 } },
};

lathe_status plane_named(script_vm *vm, const char *name, kernel_vec origin, kernel_plane *out, lathe_error *err)
{
    for (size_t i = 0; i < sizeof named_planes / sizeof *named_planes; i++) {
        if (strcmp(name, named_planes[i].name) == 0) {
            KERNEL(kernel_plane_make(origin, &named_planes[i].x_dir, named_planes[i].normal, out, err));
            return LATHE_OK;
        }
    }
    return script_raise(vm, err, "ValueError",
                        "Supported names are ['XY', 'YZ', 'ZX', 'XZ', 'YX', 'ZY', 'front', 'back', 'left', 'right', "
                        "'top', 'bottom']");
}

lathe_status plane_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec origin, x_dir, normal;
    kernel_plane plane;
    bool has_x = !script_is_none(call->args[1]);
    if (location_of(call->args[0])) {
        KERNEL(kernel_location_plane(location_of(call->args[0])->kernel, &plane, err));
        return objects_new_plane(vm, &plane, out, err);
    }
    TRY(objects_to_vec(vm, call->args[2], &normal, err));
    if (has_x)
        TRY(objects_to_vec(vm, call->args[1], &x_dir, err));
    TRY(objects_to_vec(vm, call->args[0], &origin, err));
    KERNEL(kernel_plane_make(origin, has_x ? &x_dir : NULL, normal, &plane, err));
    return objects_new_plane(vm, &plane, out, err);
}

lathe_status plane_method_named(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec origin;
    kernel_plane plane;
    TRY(objects_to_vec(vm, call->args[1], &origin, err));
    TRY(plane_named(vm, objects_text(call->args[0]) ? objects_text(call->args[0]) : "", origin, &plane, err));
    return objects_new_plane(vm, &plane, out, err);
}

/* Plane.XY(origin, xDir) and its like; the method's name is the plane's. */
lathe_status plane_by_name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec origin, x_dir;
    kernel_plane plane;
    TRY(objects_to_vec(vm, call->args[0], &origin, err));
    TRY(plane_named(vm, call->method->name, origin, &plane, err));
    if (!script_is_none(call->args[1])) {
        TRY(objects_to_vec(vm, call->args[1], &x_dir, err));
        KERNEL(kernel_plane_make(origin, &x_dir, plane.z_dir, &plane, err));
    }
    return objects_new_plane(vm, &plane, out, err);
}

lathe_status plane_rotated(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec turn;
    kernel_plane plane;
    TRY(objects_to_vec(vm, call->args[0], &turn, err));
    KERNEL(kernel_plane_rotate(&plane_of(call->self)->plane, turn, &plane, err));
    return objects_new_plane(vm, &plane, out, err);
}

lathe_status plane_to_world(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec v;
    TRY(objects_to_world(vm, &plane_of(call->self)->plane, call->args[0], &v, err));
    return objects_new_vector(vm, v, out, err);
}

lathe_status plane_to_local(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const vector_object *v = vector_of(call->args[0]);
    if (shape_of(call->args[0]))
        return script_unsupported(vm, err, "Plane.toLocalCoords of a shape");
    if (!v)
        return script_raise(vm, err, "ValueError", "Don't know how to convert type %s to local coordinates",
                            script_type_name(call->args[0]));
    return objects_new_vector(vm, matrix_apply(&plane_of(call->self)->plane.to_local, v->v), out, err);
}

lathe_status plane_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                       lathe_error *err)
{
    const kernel_plane *p = &plane_of(self)->plane;
    const struct {
        const char *name;
        kernel_vec v;
    } vectors[] = { { "origin", p->origin }, { "xDir", p->x_dir }, { "yDir", p->y_dir }, { "zDir", p->z_dir } };
    *handled = true;
    for (size_t i = 0; i < 4; i++) {
        if (strcmp(name, vectors[i].name) == 0)
            return objects_new_vector(vm, vectors[i].v, out, err);
    }
    if (strcmp(name, "location") == 0) {
        location_object *place;
        KEEP_PLACE(&place, kernel_location_of_plane(p, p->origin, &raw, err));
        *out = script_of_object(place->self);
        return LATHE_OK;
    }
    *handled = false;
    return LATHE_OK;
}

lathe_status plane_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                       lathe_error *err)
{
    plane_object *p = plane_of(self);
    kernel_vec origin;
    *handled = true;
    if (strcmp(name, "origin") != 0)
        return script_unsupported(vm, err, "setting Plane.%s", name);
    TRY(objects_to_vec(vm, value, &origin, err));
    KERNEL(kernel_plane_move(&p->plane, origin, &p->plane, err));
    return LATHE_OK;
}

/* ---- Location ---- */

static lathe_status location_numbers(script_vm *vm, const script_value *args, size_t count, location_object **out,
                                     lathe_error *err)
{
    double n[6] = { 0 };
    for (size_t i = 0; i < count; i++)
        TRY(script_to_double(vm, args[i], &n[i], err));
    kernel_vec offset = { n[0], n[1], n[2] }, turn = { n[3], n[4], n[5] };
    KEEP_PLACE(out, kernel_location_turned(offset, turn, &raw, err));
    return LATHE_OK;
}

lathe_status location_from_arguments(script_vm *vm, const script_value *args, size_t count, location_object **out,
                                     lathe_error *err)
{
    kernel_vec offset, second;
    double degrees;
    if (count == 0 || (count <= 6 && script_is_real(args[0])))
        return location_numbers(vm, args, count, out, err);
    if (plane_of(args[0]) && count <= 2) {
        offset = plane_of(args[0])->plane.origin;
        if (count == 2)
            TRY(objects_to_vec(vm, args[1], &offset, err));
        KEEP_PLACE(out, kernel_location_of_plane(&plane_of(args[0])->plane, offset, &raw, err));
        return LATHE_OK;
    }
    if (count > 3 || (count > 1 && script_is_number(args[0]))) /* numpy's integers are no numbers to multimethod */
        return script_raise(vm, err, "DispatchError", "__init__: 0 methods found");
    TRY(objects_to_vec(vm, args[0], &offset, err));
    if (count == 1) {
        KEEP_PLACE(out, kernel_location_at(offset, &raw, err));
        return LATHE_OK;
    }
    TRY(objects_to_vec(vm, args[1], &second, err));
    if (count == 2) {
        KEEP_PLACE(out, kernel_location_turned(offset, second, &raw, err));
        return LATHE_OK;
    }
    TRY(script_to_double(vm, args[2], &degrees, err));
    KEEP_PLACE(out, kernel_location_about(offset, second, degrees, &raw, err));
    return LATHE_OK;
}

lathe_status location_from_call(script_vm *vm, const script_call *call, location_object **out, lathe_error *err)
{
    static const char *const names[] = { "x", "y", "z", "rx", "ry", "rz" };
    const script_list *args = call->args[0].list;
    const script_dict *keywords = call->args[1].dict;
    if (keywords->count == 0) {
        if (args->count == 1 && location_of(args->items[0])) {
            *out = location_of(args->items[0]);
            return LATHE_OK;
        }
        if (args->count > 1 && !script_is_number(args->items[0]) && call->self.kind == SCRIPT_OBJECT)
            return script_unsupported(vm, err, "moving to several places at once");
        return location_from_arguments(vm, args->items, args->count, out, err);
    }
    script_value numbers[6];
    uint32_t used = 0;
    for (size_t i = 0; i < 6; i++) {
        const script_value *given = script_dict_find_text(keywords, names[i]);
        numbers[i] = given ? *given : i < args->count ? args->items[i] : script_int(0);
        used += given != NULL;
    }
    if (used != keywords->count)
        return script_unsupported(vm, err, "these keywords of a location");
    return location_numbers(vm, numbers, 6, out, err);
}

lathe_status location_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    location_object *place;
    TRY(location_from_call(vm, call, &place, err));
    *out = script_of_object(place->self);
    return LATHE_OK;
}

lathe_status location_to_tuple(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec offset, turn;
    script_value pair[2];
    KERNEL(kernel_location_parts(location_of(call->self)->kernel, &offset, &turn, err));
    TRY(objects_vec_tuple(vm, offset, &pair[0], err));
    TRY(objects_vec_tuple(vm, turn, &pair[1], err));
    return script_tuple_new(vm, pair, 2, out, err);
}

lathe_status location_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                          lathe_error *err)
{
    const location_object *l = location_of(self);
    location_object *place;
    kernel_plane plane;
    *handled = true;
    if (strcmp(name, "inverse") == 0) {
        KEEP_PLACE(&place, kernel_location_inverse(l->kernel, &raw, err));
        *out = script_of_object(place->self);
        return LATHE_OK;
    }
    if (strcmp(name, "plane") == 0) {
        KERNEL(kernel_location_plane(l->kernel, &plane, err));
        return objects_new_plane(vm, &plane, out, err);
    }
    return objects_get_wrapped(vm, name, handled, err);
}

lathe_status location_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                              script_value *out, lathe_error *err)
{
    const location_object *a = location_of(left), *b = location_of(right);
    location_object *place;
    *handled = a && ((op == SCRIPT_MULTIPLY && b) || (op == SCRIPT_POWER && right.kind == SCRIPT_INT));
    if (!*handled)
        return LATHE_OK;
    if (op == SCRIPT_MULTIPLY)
        KEEP_PLACE(&place, kernel_location_multiply(a->kernel, b->kernel, &raw, err));
    else
        KEEP_PLACE(&place, kernel_location_power(a->kernel, (int)right.integer, &raw, err));
    *out = script_of_object(place->self);
    return LATHE_OK;
}
