/* constraint.c: ConstraintSpec: what a constraint of an assembly may be made of, and what of its shapes counts. */
#include "reward/cadquery/assembly/assembly.h"
#include "reward/kernel/curve_measure.h"

#include <string.h>

/* What a kind wants of a shape. */
typedef enum marker { MARK_NONE, MARK_POINT, MARK_AXIS, MARK_PLANE, MARK_LINE } marker;
typedef enum parameter_type { TAKES_NUMBER, TAKES_NONE, TAKES_THREE } parameter_type;

static const struct spec_row {
    const char *name;
    size_t arity;
    marker markers[2];
    parameter_type takes;
} rows[SPEC_KINDS] = {
    [SPEC_POINT] = { "Point", 2, { MARK_POINT, MARK_POINT }, TAKES_NUMBER },
    [SPEC_AXIS] = { "Axis", 2, { MARK_AXIS, MARK_AXIS }, TAKES_NUMBER },
    [SPEC_POINT_IN_PLANE] = { "PointInPlane", 2, { MARK_POINT, MARK_PLANE }, TAKES_NUMBER },
    [SPEC_POINT_ON_LINE] = { "PointOnLine", 2, { MARK_POINT, MARK_LINE }, TAKES_NUMBER },
    [SPEC_FIXED] = { "Fixed", 1, { MARK_NONE, MARK_NONE }, TAKES_NONE },
    [SPEC_FIXED_POINT] = { "FixedPoint", 1, { MARK_POINT, MARK_NONE }, TAKES_THREE },
    [SPEC_FIXED_AXIS] = { "FixedAxis", 1, { MARK_AXIS, MARK_NONE }, TAKES_THREE },
    [SPEC_FIXED_ROTATION] = { "FixedRotation", 1, { MARK_NONE, MARK_NONE }, TAKES_THREE },
    [SPEC_PLANE] = { "Plane", 2, { MARK_NONE, MARK_NONE }, TAKES_NUMBER },
};
static const char *const type_names[] = {
    [TAKES_NUMBER] = "typing.Union[int, float]",
    [TAKES_NONE] = "typing.Type[NoneType]",
    [TAKES_THREE] = "typing.Tuple[typing.Union[int, float], typing.Union[int, float], typing.Union[int, float]]",
};

spec_kind assembly_spec_kind(script_value v)
{
    int i = 0;
    while (i < SPEC_KINDS && !is_text(v, rows[i].name))
        i++;
    return (spec_kind)i;
}

bool assembly_spec_is_binary(spec_kind kind)
{
    return rows[kind].arity == 2;
}

/* ---- markers ---- */

static lathe_status get_axis(script_vm *vm, const shape_object *shape, kernel_vec *out, lathe_error *err)
{
    const char *name;
    if (!shape || (shape->type != KERNEL_FACE && shape->type != KERNEL_EDGE))
        return script_raise(vm, err, "ValueError", "Cannot construct Axis");
    if (shape->type == KERNEL_FACE) {
        KERNEL(kernel_face_normal(shape->kernel, NULL, out, err));
    } else {
        KERNEL(kernel_geometry_name(shape->kernel, &name, err));
        if (strcmp(name, "CIRCLE") == 0)
            KERNEL(kernel_curve_normal(shape->kernel, out, err));
        else
            KERNEL(kernel_curve_tangent(shape->kernel, 0.5, out, err));
    }
    if (vec_length(*out) <= 0)
        return script_raise_as(vm, err, "Standard_ConstructionError", objects_exceptions[0],
                               "gp_Dir() - input vector has zero norm");
    *out = vec_unit(*out);
    return LATHE_OK;
}

static lathe_status get_point(script_vm *vm, script_value v, kernel_vec *out, lathe_error *err)
{
    if (!shape_of(v))
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'Center'", script_type_name(v));
    KERNEL(kernel_marker_point(shape_of(v)->kernel, out, err));
    return LATHE_OK;
}

/* A plane's normal or a line's direction, and a point on it. */
static lathe_status get_plane_or_line(script_vm *vm, script_value v, bool plane, kernel_vec *point, kernel_vec *axis,
                                      lathe_error *err)
{
    const shape_object *shape = shape_of(v);
    bool curve = shape && (shape->type == KERNEL_EDGE || shape->type == KERNEL_WIRE);
    if (shape && plane && shape->type == KERNEL_FACE) {
        TRY(get_axis(vm, shape, axis, err));
        return get_point(vm, v, point, err);
    }
    if (!curve)
        return script_raise(vm, err, "ValueError", "Cannot construct a plane");
    if (plane)
        KERNEL(kernel_curve_normal(shape->kernel, axis, err));
    else
        KERNEL(kernel_curve_tangent(shape->kernel, 0.5, axis, err));
    *axis = vec_unit(*axis);
    KERNEL(kernel_center(shape->kernel, point, err));
    return LATHE_OK;
}

static lathe_status get_marker(script_vm *vm, marker kind, script_value v, kernel_vec *point, kernel_vec *axis,
                               lathe_error *err)
{
    if (kind == MARK_POINT)
        return get_point(vm, v, point, err);
    if (kind == MARK_AXIS)
        return get_axis(vm, shape_of(v), axis, err);
    if (kind == MARK_PLANE || kind == MARK_LINE)
        return get_plane_or_line(vm, v, kind == MARK_PLANE, point, axis, err);
    return LATHE_OK;
}

/* ---- checks ---- */

/* CadQuery's checker of types cannot take what has no hash where it looks for a type. */
static lathe_status takes(script_vm *vm, parameter_type type, script_value v, bool *out, lathe_error *err)
{
    const script_value *items = v.kind == SCRIPT_TUPLE ? v.list->items : NULL;
    switch (type) {
    case TAKES_NUMBER:
        *out = script_is_real(v);
        return LATHE_OK;
    case TAKES_NONE:
        *out = false;
        if (v.kind == SCRIPT_LIST || v.kind == SCRIPT_DICT || v.kind == SCRIPT_SET)
            return script_raise(vm, err, "TypeError", "unhashable type: '%s'", script_type_name(v));
        return LATHE_OK;
    case TAKES_THREE:
        *out = items && v.list->count == 3 && script_is_real(items[0]) && script_is_real(items[1]) &&
               script_is_real(items[2]);
        return LATHE_OK;
    }
    return LATHE_OK;
}

static lathe_status check_markers(script_vm *vm, const struct spec_row *row, const script_list *args, lathe_error *err)
{
    kernel_vec point, axis;
    script_value text;
    for (size_t i = 0; i < args->count; i++) {
        lathe_status st = get_marker(vm, row->markers[i], args->items[i], &point, &axis, err);
        if (st == LATHE_E_SCRIPT && strncmp(err->message, "ValueError:", 11) == 0) {
            TRY(script_to_str(vm, args->items[i], &text, err));
            return script_raise(vm, err, "ValueError", "Unsupported entity %s for constraint %s.", text.str->text,
                                row->name);
        }
        TRY(st);
    }
    return LATHE_OK;
}

static lathe_status check(script_vm *vm, spec_kind kind, const script_list *args, script_value param, lathe_error *err)
{
    const struct spec_row *row = &rows[kind];
    bool fits = true;
    if (row->arity != args->count)
        return script_raise(vm, err, "ValueError",
                            "Invalid number of entities for constraint %s. Provided %zu, required %zu.", row->name,
                            args->count, row->arity);
    TRY(check_markers(vm, row, args, err));
    if (!script_is_none(param))
        TRY(takes(vm, row->takes, param, &fits, err));
    if (fits)
        return LATHE_OK;
    return script_raise(vm, err, "ValueError", "Unsupported argument types None, required %s.", type_names[row->takes]);
}

/* radians(x) */
static lathe_status to_radians(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    double degrees;
    TRY(script_to_double(vm, v, &degrees, err));
    *out = script_float(degrees * (M_PI / 180));
    return LATHE_OK;
}

static lathe_status convert(script_vm *vm, spec_kind kind, script_value *param, lathe_error *err)
{
    script_value three[3];
    if (kind == SPEC_AXIS && !script_is_none(*param))
        return to_radians(vm, *param, param, err);
    if (kind != SPEC_FIXED_ROTATION)
        return LATHE_OK;
    if (script_is_none(*param))
        return script_raise(vm, err, "TypeError", "'NoneType' object is not iterable");
    for (size_t i = 0; i < 3; i++)
        TRY(to_radians(vm, param->list->items[i], &three[i], err));
    return script_tuple_new(vm, three, 3, param, err);
}

lathe_status assembly_spec_new(script_vm *vm, const constraint_spec *value, script_value *out, lathe_error *err)
{
    void *memory;
    script_value text, angle = script_none();
    if (value->kind == SPEC_KINDS) {
        TRY(script_to_str(vm, value->name, &text, err));
        return script_raise(vm, err, "ValueError", "Unknown constraint %s.", text.str->text);
    }
    TRY(script_alloc(vm, sizeof *value, &memory, err));
    constraint_spec *made = memory;
    *made = *value;
    if (value->kind == SPEC_PLANE) {
        if (!script_is_none(value->param))
            TRY(to_radians(vm, value->param, &angle, err));
        TRY(check(vm, SPEC_AXIS, value->args.list, angle, err));
        TRY(check(vm, SPEC_POINT, value->args.list, script_int(0), err));
    } else {
        TRY(check(vm, value->kind, value->args.list, value->param, err));
        TRY(convert(vm, value->kind, &made->param, err));
    }
    TRY(script_object_new(vm, &class_constraint, made, NULL, out, err));
    made->self = out->object;
    return LATHE_OK;
}

lathe_status constraint_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const constraint_spec value = { .kind = assembly_spec_kind(call->args[3]), .name = call->args[3],
                                    .objects = call->args[0], .args = call->args[1], .sublocs = call->args[2],
                                    .param = call->args[4] };
    for (size_t i = 0; i < 3; i++) {
        if (!script_is_sequence(call->args[i]))
            return script_unsupported(vm, err, "Constraint() of a '%s'", script_type_name(call->args[i]));
    }
    return assembly_spec_new(vm, &value, out, err);
}

lathe_status constraint_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                            lathe_error *err)
{
    (void)vm, (void)err;
    const constraint_spec *c = script_host_of(self, &class_constraint);
    const struct {
        const char *name;
        script_value value;
    } attributes[] = { { "kind", c->name },       { "objects", c->objects }, { "args", c->args },
                       { "sublocs", c->sublocs }, { "param", c->param } };
    *handled = false;
    for (size_t i = 0; i < 5 && !*handled; i++) {
        *handled = strcmp(name, attributes[i].name) == 0;
        if (*handled)
            *out = attributes[i].value;
    }
    return LATHE_OK;
}

/* ---- for the solver ---- */

static lathe_status quaternion_of(script_vm *vm, const double radians[3], double out[4], lathe_error *err)
{
    const kernel_vec zero = { 0, 0, 0 }, degrees = { radians[0] * (180 / M_PI), radians[1] * (180 / M_PI),
                                                     radians[2] * (180 / M_PI) };
    kernel_vec offset, axis = { 0, 0, 0 };
    double w = 1;
    location_object *place;
    KEEP_PLACE(&place, kernel_location_turned(zero, degrees, &raw, err));
    KERNEL(kernel_location_quaternion(place->kernel, &offset, &axis, &w, err));
    memcpy(out, (double[4]){ w, axis.x, axis.y, axis.z }, 4 * sizeof *out);
    return LATHE_OK;
}

static lathe_status read_value(script_vm *vm, spec_pod *pod, script_value param, lathe_error *err)
{
    pod->valued = !script_is_none(param);
    if (script_is_number(param)) {
        pod->value[0] = number_of(param);
        return LATHE_OK;
    }
    bool three = pod->kind == SPEC_FIXED_POINT || pod->kind == SPEC_FIXED_AXIS || pod->kind == SPEC_FIXED_ROTATION;
    if (three && !pod->valued)
        return script_raise(vm, err, "NotImplementedError", "Wrong number or type of arguments for 'DM'");
    for (size_t i = 0; i < 3 && three; i++)
        pod->value[i] = number_of(param.list->items[i]);
    if (pod->kind == SPEC_FIXED_ROTATION)
        return quaternion_of(vm, (double[3]){ pod->value[0], pod->value[1], pod->value[2] }, pod->value, err);
    if (pod->kind == SPEC_FIXED_AXIS) {
        kernel_vec unit = vec_unit((kernel_vec){ pod->value[0], pod->value[1], pod->value[2] });
        memcpy(pod->value, (double[3]){ unit.x, unit.y, unit.z }, 3 * sizeof *pod->value);
    }
    return LATHE_OK;
}

static lathe_status make_pod(script_vm *vm, const constraint_spec *spec, spec_kind kind, script_value param,
                             spec_pod *out, lathe_error *err)
{
    const struct spec_row *row = &rows[kind];
    *out = (spec_pod){ .kind = kind, .binary = row->arity == 2 };
    for (size_t i = 0; i < row->arity; i++) {
        script_value v = spec->args.list->items[i];
        const location_object *place = location_of(spec->sublocs.list->items[i]);
        shape_object *moved;
        if (shape_of(v) && place) {
            TRY(shape_moved(vm, shape_of(v), place, &moved, err));
            moved->type = shape_of(v)->type;
            v = shape_value(moved);
        }
        TRY(get_marker(vm, row->markers[i], v, &out->point[i], &out->direction[i], err));
    }
    return read_value(vm, out, param, err);
}

lathe_status assembly_spec_pods(script_vm *vm, const constraint_spec *spec, spec_pod out[2], size_t *out_count,
                                lathe_error *err)
{
    script_value angle = script_none();
    *out_count = 1;
    if (spec->sublocs.list->count < rows[spec->kind].arity)
        return script_raise(vm, err, "IndexError", "tuple index out of range");
    if (spec->kind != SPEC_PLANE)
        return make_pod(vm, spec, spec->kind, spec->param, &out[0], err);
    if (!script_is_none(spec->param))
        TRY(to_radians(vm, spec->param, &angle, err));
    TRY(make_pod(vm, spec, SPEC_AXIS, angle, &out[0], err));
    *out_count = 2;
    return make_pod(vm, spec, SPEC_POINT, script_int(0), &out[1], err);
}
