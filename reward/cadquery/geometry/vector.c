/* vector.c: Vector as a value of scripts. */
#include "reward/cadquery/methods.h"

#include <float.h>
#include <string.h>

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

/* v.wrapped of an argument that has to be a vector. */
static lathe_status other_vector(script_vm *vm, const char *what, script_value v, kernel_vec *out, lathe_error *err)
{
    if (!vector_of(v))
        return objects_not_wrapped(vm, what, v, err);
    *out = vector_of(v)->v;
    return LATHE_OK;
}

#define VECTOR_BINARY(name, expression, give)                                                                          \
    lathe_status vector_##name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)            \
    {                                                                                                                  \
        kernel_vec a = vector_of(call->self)->v, b;                                                                    \
        TRY(other_vector(vm, #name, call->args[0], &b, err));                                                                          \
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

lathe_status vector_get_angle(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec b;
    double angle;
    TRY(other_vector(vm, "Angle()", call->args[0], &b, err));
    KERNEL(kernel_vec_angle(vector_of(call->self)->v, b, &angle, err));
    GIVE_NUMBER(angle);
}

lathe_status vector_get_signed_angle(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec b;
    double angle;
    TRY(other_vector(vm, "AngleWithRef()", call->args[0], &b, err));
    KERNEL(kernel_vec_signed_angle(vector_of(call->self)->v, b, &angle, err));
    GIVE_NUMBER(angle);
}

lathe_status vector_project_to_line(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec a = vector_of(call->self)->v;
    const vector_object *line = vector_of(call->args[0]);
    if (!line)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'Length'",
                            script_type_name(call->args[0]));
    double length = vec_length(line->v);
    if (length * length == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    GIVE_VECTOR(vec_scale(line->v, vec_dot(a, line->v) / (length * length)));
}

/* distanceToLine and distanceToPlane, which CadQuery only announces. */
lathe_status vector_distance_missing(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)call, (void)out;
    return script_raise(vm, err, "NotImplementedError", "Have not needed this yet, but OCCT supports it!");
}

lathe_status vector_transform(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const matrix_object *m = matrix_of(call->args[0]);
    kernel_vec moved;
    if (!m && !location_of(call->args[0]) && !shape_of(call->args[0]) && !vector_of(call->args[0]))
        return objects_not_wrapped(vm, "transform", call->args[0], err);
    if (!m)
        return script_raise(vm, err, "AttributeError", "the '%s' has no attribute 'Trsf'",
                            script_type_name(call->args[0]));
    KERNEL(kernel_transform_point(m->kernel, vector_of(call->self)->v, &moved, err));
    GIVE_VECTOR(moved);
}

lathe_status vector_multiply(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double k;
    TRY(argument(vm, call, 0, &k, err));
    GIVE_VECTOR(vec_scale(vector_of(call->self)->v, k));
}

lathe_status vector_normalized(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec v = vector_of(call->self)->v;
    if (vec_length(v) <= DBL_MIN)
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
    if (strcmp(name, "Length") == 0 || strcmp(name, "wrapped") == 0)
        return script_raise(vm, err, "AttributeError", "property '%s' of 'Vector' object has no setter", name);
    *handled = name[0] >= 'x' && name[0] <= 'z' && !name[1];
    return *handled ? script_to_double(vm, value, coordinates[name[0] - 'x'], err) : LATHE_OK;
}

static lathe_status vector_sum(script_vm *vm, kernel_vec a, double sign, script_value right, script_value *out,
                               lathe_error *err)
{
    kernel_vec b;
    TRY(other_vector(vm, sign > 0 ? "Added()" : "Subtracted()", right, &b, err));
    GIVE_VECTOR(sign > 0 ? vec_add(a, b) : vec_sub(a, b));
}

static lathe_status vector_times(script_vm *vm, kernel_vec a, script_value factor, script_value *out,
                                 lathe_error *err)
{
    if (!script_is_number(factor))
        return objects_bad_argument(vm, "Multiplied()", factor, err);
    GIVE_VECTOR(vec_scale(a, number_of(factor)));
}

lathe_status vector_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                            script_value *out, lathe_error *err)
{
    const vector_object *a = vector_of(left), *b = vector_of(right);
    bool equal = false;
    *handled = true;
    if (op == SCRIPT_EQUAL || op == SCRIPT_NOT_EQUAL) {
        if (a && b)
            KERNEL(kernel_vec_is_equal(a->v, b->v, &equal, err));
        *out = script_bool(equal == (op == SCRIPT_EQUAL));
        return LATHE_OK;
    }
    if (op == SCRIPT_NEGATE && a)
        GIVE_VECTOR(vec_scale(a->v, -1));
    if ((op == SCRIPT_ADD || op == SCRIPT_SUBTRACT) && a)
        return vector_sum(vm, a->v, op == SCRIPT_ADD ? 1 : -1, right, out, err);
    if (op == SCRIPT_MULTIPLY)
        return a ? vector_times(vm, a->v, right, out, err) : vector_times(vm, b->v, left, out, err);
    *handled = op == SCRIPT_DIVIDE && a && script_is_number(right);
    if (!*handled)
        return LATHE_OK;
    if (number_of(right) == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    GIVE_VECTOR(vec_scale(a->v, 1.0 / number_of(right)));
}

/* Equality is by value and within a tolerance, so there is no hash. */
lathe_status vector_hash(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
{
    (void)out;
    return script_raise(vm, err, "TypeError", "unhashable type: '%s'", script_type_name(self));
}

lathe_status vector_absolute(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    (void)vm, (void)err;
    *out = script_float(vec_length(vector_of(self)->v));
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
