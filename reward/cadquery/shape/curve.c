/* curve.c: edges and wires as curves: CadQuery's Mixin1D, and what edges and wires have beside it. */
#include "reward/cadquery/shape/shape.h"
#include "reward/kernel/curve_measure.h"
#include "reward/kernel/face.h"

static const kernel_shape *self_of(const script_call *call)
{
    return shape_of(call->self)->kernel;
}

#define MEASURE(name, call_name, type, make)                                                                           \
    lathe_status curve_##name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)             \
    {                                                                                                                  \
        type value;                                                                                                    \
        KERNEL(call_name(self_of(call), &value, err));                                                                 \
        *out = make(value);                                                                                            \
        return LATHE_OK;                                                                                               \
    }
MEASURE(length, kernel_curve_length, double, script_float)
MEASURE(radius, kernel_curve_radius, double, script_float)
MEASURE(is_closed, kernel_curve_is_closed, bool, script_bool)

#define MEASURE_VEC(name, call_name)                                                                                   \
    lathe_status curve_##name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)             \
    {                                                                                                                  \
        kernel_vec value;                                                                                              \
        KERNEL(call_name(self_of(call), &value, err));                                                                 \
        return objects_new_vector(vm, value, out, err);                                                                \
    }
MEASURE_VEC(start_point, kernel_curve_start)
MEASURE_VEC(end_point, kernel_curve_end)
MEASURE_VEC(arc_center, kernel_curve_center)
MEASURE_VEC(normal, kernel_curve_normal)

lathe_status curve_bounds(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double first, last;
    KERNEL(kernel_curve_bounds(self_of(call), &first, &last, err));
    const script_value pair[] = { script_float(first), script_float(last) };
    return script_tuple_new(vm, pair, 2, out, err);
}

/* ---- parameters ---- */

lathe_status curve_param_at(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const vector_object *point = vector_of(call->args[0]);
    double where, parameter;
    if (point) {
        KERNEL(kernel_curve_parameters_near(self_of(call), &point->v, 1, &parameter, err));
    } else {
        TRY(argument(vm, call, 0, &where, err));
        KERNEL(kernel_curve_parameter_at(self_of(call), where, &parameter, err));
    }
    *out = script_float(parameter);
    return LATHE_OK;
}

static lathe_status give_numbers(script_vm *vm, const double *numbers, size_t count, script_value *out,
                                 lathe_error *err)
{
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < count; i++)
        TRY(script_list_append(vm, out->list, script_float(numbers[i]), err));
    return LATHE_OK;
}

lathe_status curve_params(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const kernel_vec *points;
    size_t count;
    void *memory;
    TRY(shape_read_points(vm, call->args[0], false, &points, &count, err));
    if (count == 0)
        return script_raise(vm, err, "StopIteration", "%s", "");
    TRY(script_alloc(vm, count * sizeof(double), &memory, err));
    KERNEL(kernel_curve_parameters_near(self_of(call), points, count, memory, err));
    return give_numbers(vm, memory, count, out, err);
}

lathe_status curve_params_length(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const double *where;
    size_t count;
    double parameter;
    TRY(shape_read_numbers(vm, call->args[0], &where, &count, err));
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < count; i++) {
        TRY(script_spend(vm, 1, err));
        KERNEL(kernel_curve_parameter_at(self_of(call), where[i], &parameter, err));
        TRY(script_list_append(vm, out->list, script_float(parameter), err));
    }
    return LATHE_OK;
}

/* A fraction of the length in mode "length", else a parameter. */
static lathe_status read_parameter(script_vm *vm, const script_call *call, script_value where, script_value mode,
                                   double *out, lathe_error *err)
{
    if (is_text(mode, "length") && vector_of(where)) {
        KERNEL(kernel_curve_parameters_near(self_of(call), &vector_of(where)->v, 1, out, err));
        return LATHE_OK;
    }
    TRY(script_to_double(vm, where, out, err));
    if (is_text(mode, "length"))
        KERNEL(kernel_curve_parameter_at(self_of(call), *out, out, err));
    return LATHE_OK;
}

/* ---- one place, or a list of them ---- */

/* What a method gives at one place of the curve; options are its arguments after the mode. */
typedef lathe_status (*at_parameter)(script_vm *vm, const script_call *call, double parameter, script_value *out,
                                     lathe_error *err);

static lathe_status at_one(script_vm *vm, const script_call *call, at_parameter give, script_value *out,
                           lathe_error *err)
{
    double parameter;
    TRY(read_parameter(vm, call, call->args[0], call->args[1], &parameter, err));
    return give(vm, call, parameter, out, err);
}

static lathe_status at_each(script_vm *vm, const script_call *call, at_parameter give, script_value *out,
                            lathe_error *err)
{
    const script_value *items;
    size_t count;
    double parameter;
    script_value one;
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < count; i++) {
        TRY(script_spend(vm, 1, err));
        TRY(read_parameter(vm, call, items[i], call->args[1], &parameter, err));
        TRY(give(vm, call, parameter, &one, err));
        TRY(script_list_append(vm, out->list, one, err));
    }
    return LATHE_OK;
}

static lathe_status give_position(script_vm *vm, const script_call *call, double parameter, script_value *out,
                                  lathe_error *err)
{
    kernel_vec at;
    KERNEL(kernel_curve_value(self_of(call), parameter, &at, err));
    return objects_new_vector(vm, at, out, err);
}

static lathe_status give_tangent(script_vm *vm, const script_call *call, double parameter, script_value *out,
                                 lathe_error *err)
{
    kernel_vec tangent;
    KERNEL(kernel_curve_direction(self_of(call), parameter, &tangent, err));
    return objects_new_vector(vm, tangent, out, err);
}

static lathe_status give_place(script_vm *vm, const script_call *call, double parameter, script_value *out,
                               lathe_error *err)
{
    kernel_frame frame = is_text(call->args[2], "frenet") ? KERNEL_FRAME_FRENET : KERNEL_FRAME_CORRECTED;
    location_object *place;
    bool planar;
    TRY(argument_truth(vm, call, 3, &planar, err));
    KEEP_PLACE(&place, kernel_curve_place(self_of(call), parameter, frame, planar, &raw, err));
    *out = script_of_object(place->self);
    return LATHE_OK;
}

static lathe_status give_curvature(script_vm *vm, const script_call *call, double parameter, script_value *out,
                                   lathe_error *err)
{
    double resolution, curvature;
    TRY(argument(vm, call, 2, &resolution, err));
    KERNEL(kernel_curve_curvature(self_of(call), parameter, resolution, &curvature, err));
    *out = script_float(curvature);
    return LATHE_OK;
}

#define AT(name, how, give)                                                                                            \
    lathe_status curve_##name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)             \
    {                                                                                                                  \
        return how(vm, call, give, out, err);                                                                          \
    }
AT(position_at, at_one, give_position)
AT(positions, at_each, give_position)
AT(tangent_at, at_one, give_tangent)
AT(tangents, at_each, give_tangent)
AT(location_at, at_one, give_place)
AT(locations, at_each, give_place)
AT(curvature_at, at_one, give_curvature)
AT(curvatures, at_each, give_curvature)

/* ---- samples and projections ---- */

static lathe_status sample_parameters(script_vm *vm, const script_call *call, kernel_numbers *out, lathe_error *err)
{
    script_value n = call->args[0];
    double deflection;
    if (n.kind == SCRIPT_INT || n.kind == SCRIPT_BOOL) {
        int64_t count = (int64_t)number_of(n);
        if (count < 0)
            return script_raise_as(vm, err, "Standard_ConstructionError", objects_exceptions[0],
                                   "GCPnts_QuasiUniformAbscissa::Initialize() - number of points should be >= 2");
        if (count > INT32_MAX - 1)
            return objects_bad_argument(vm, "GCPnts_QuasiUniformAbscissa", n, err);
        TRY(script_spend(vm, (uint32_t)count, err));
        KERNEL(kernel_curve_sample(self_of(call), (uint32_t)count, out, err));
        return LATHE_OK;
    }
    TRY(script_to_double(vm, n, &deflection, err));
    KERNEL(kernel_curve_sample_within(self_of(call), deflection, out, err));
    return LATHE_OK;
}

static lathe_status sample_lists(script_vm *vm, const script_call *call, const kernel_numbers *parameters,
                                 script_value lists[2], lathe_error *err)
{
    script_value at;
    TRY(objects_new_list(vm, &lists[0], err));
    TRY(give_numbers(vm, parameters->items, parameters->count, &lists[1], err));
    for (size_t i = 0; i < parameters->count; i++) {
        TRY(script_spend(vm, 1, err));
        TRY(give_position(vm, call, parameters->items[i], &at, err));
        TRY(script_list_append(vm, lists[0].list, at, err));
    }
    return LATHE_OK;
}

lathe_status curve_sample(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_numbers parameters = KERNEL_NUMBERS_INIT;
    script_value lists[2];
    TRY(sample_parameters(vm, call, &parameters, err));
    lathe_status st = sample_lists(vm, call, &parameters, lists, err);
    kernel_numbers_clear(&parameters);
    return st == LATHE_OK ? script_tuple_new(vm, lists, 2, out, err) : st;
}

lathe_status curve_project(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *face;
    kernel_vec direction;
    bool closest;
    kernel_list found = KERNEL_LIST_INIT;
    script_value list;
    double least = INFINITY, distance;
    TRY(shape_argument(vm, "BRepProj_Projection", call->args[0], &face, err));
    TRY(objects_to_vec(vm, call->args[1], &direction, err));
    TRY(argument_truth(vm, call, 2, &closest, err));
    KERNEL(kernel_curve_project(self_of(call), face->kernel, direction, &found, err));
    TRY(objects_new_list(vm, &list, err));
    TRY(objects_keep_list(vm, &found, list, err));
    if (list.list->count == 0)
        return script_raise(vm, err, "ValueError", "Null TopoDS_Shape object");
    if (!closest) {
        *out = list;
        return LATHE_OK;
    }
    for (size_t i = 0; i < list.list->count; i++) {
        KERNEL(kernel_distance(self_of(call), shape_of(list.list->items[i])->kernel, &distance, err));
        if (distance < least) {
            least = distance;
            *out = list.list->items[i];
        }
    }
    return LATHE_OK;
}

/* ---- edges ---- */

lathe_status edge_trim(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double first, last;
    TRY(argument(vm, call, 0, &first, err));
    TRY(argument(vm, call, 1, &last, err));
    MAKE(kernel_edge_trim, self_of(call), first, last);
}

lathe_status edge_has_pcurve(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *face;
    bool has;
    TRY(shape_argument(vm, "HasPCurve()", call->args[0], &face, err));
    if (kernel_type_of(face->kernel) != KERNEL_FACE)
        return objects_bad_argument(vm, "HasPCurve()", call->args[0], err);
    KERNEL(kernel_edge_is_on_face(self_of(call), face->kernel, &has, err));
    *out = script_bool(has);
    return LATHE_OK;
}

/* ---- closing ---- */

/* Edge.close() and Wire.close(): itself, or a wire with a line from end to start. */
lathe_status curve_close(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec start, end;
    shape_object *line;
    bool closed;
    kernel_list wires = KERNEL_LIST_INIT;
    script_value list;
    KERNEL(kernel_curve_is_closed(self_of(call), &closed, err));
    *out = call->self;
    if (closed)
        return LATHE_OK;
    KERNEL(kernel_curve_start(self_of(call), &start, err));
    KERNEL(kernel_curve_end(self_of(call), &end, err));
    KEEP(&line, kernel_edge_line(end, start, &raw, err));
    const kernel_shape *both[] = { self_of(call), line->kernel };
    KERNEL(kernel_wires_combine(both, 2, 1e-9, &wires, err));
    TRY(objects_new_list(vm, &list, err));
    TRY(objects_keep_list(vm, &wires, list, err));
    if (list.list->count == 0)
        return script_raise(vm, err, "IndexError", "list index out of range");
    *out = list.list->items[0];
    return LATHE_OK;
}

/* ---- wires ---- */

lathe_status wire_combine(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_array shapes;
    double tolerance;
    kernel_list wires = KERNEL_LIST_INIT;
    TRY(shape_read_all(vm, call->args[0], &shapes, err));
    TRY(argument(vm, call, 1, &tolerance, err));
    KERNEL(kernel_wires_combine(shapes.items, shapes.count, tolerance, &wires, err));
    TRY(objects_new_list(vm, out, err));
    return objects_keep_list(vm, &wires, *out, err);
}

lathe_status wire_stitch(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *other;
    TRY(shape_argument(vm, "Wire", call->args[0], &other, err));
    if (kernel_type_of(other->kernel) != KERNEL_WIRE)
        return script_raise_as(vm, err, "Standard_TypeMismatch", objects_exceptions[0], "TopoDS::Wire");
    MAKE(kernel_wire_stitch, self_of(call), other->kernel);
}

lathe_status wire_offset_2d(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double distance;
    kernel_join join;
    kernel_list wires = KERNEL_LIST_INIT;
    TRY(outline_read_join(vm, call->args[1], &join, err));
    TRY(argument(vm, call, 0, &distance, err));
    KERNEL(kernel_wire_offset(self_of(call), distance, join, &wires, err));
    TRY(objects_new_list(vm, out, err));
    return objects_keep_list(vm, &wires, *out, err);
}

typedef lathe_status (*corner_work)(const kernel_shape *face, double size, const kernel_shape *const *vertices,
                                    size_t count, kernel_shape **out, lathe_error *err);

/* The outer wire of a face of the wire whose corners were worked on. */
static lathe_status work_corners(script_vm *vm, const script_call *call, corner_work work, script_value *out,
                                 lathe_error *err)
{
    const kernel_shape *wire = self_of(call);
    shape_object *face;
    kernel_array vertices;
    double size;
    KEEP(&face, kernel_face_from_wires(&wire, 1, NULL, &raw, err));
    TRY(argument(vm, call, 0, &size, err));
    TRY(shape_read_all(vm, call->args[1], &vertices, err));
    KEEP(&face, work(face->kernel, size, vertices.items, vertices.count, &raw, err));
    if (face->type != KERNEL_FACE)
        return objects_bad_argument(vm, "OuterWire_s()", shape_value(face), err);
    MAKE(kernel_face_outer_wire, face->kernel);
}

lathe_status wire_fillet_2d(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return work_corners(vm, call, kernel_fillet_corners, out, err);
}

lathe_status wire_chamfer_2d(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return work_corners(vm, call, kernel_chamfer_corners, out, err);
}

lathe_status wire_fillet(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_array vertices = { NULL, 0 };
    double radius;
    bool given;
    TRY(argument(vm, call, 0, &radius, err));
    TRY(argument_truth(vm, call, 1, &given, err));
    if (given)
        TRY(shape_read_all(vm, call->args[1], &vertices, err));
    MAKE(kernel_wire_fillet, self_of(call), radius, vertices.items, vertices.count);
}
