/* measure.c: what shapes are and measure: Shape's properties, comparisons, masses, distances, meshes. */
#include "reward/cadquery/shape/shape.h"
#include "reward/kernel/part.h"

#include <string.h>

/* ---- properties ---- */

#define MEASURE(name, call_name, type, make)                                                                           \
    lathe_status shape_##name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)             \
    {                                                                                                                  \
        type value;                                                                                                    \
        KERNEL(call_name(shape_of(call->self)->kernel, &value, err));                                                  \
        *out = make(value);                                                                                            \
        return LATHE_OK;                                                                                               \
    }
MEASURE(area, kernel_area, double, script_float)
MEASURE(is_valid, kernel_is_valid, bool, script_bool)
MEASURE(closed, kernel_is_flagged_closed, bool, script_bool)

lathe_status shape_center(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec center;
    KERNEL(kernel_center(shape_of(call->self)->kernel, &center, err));
    return objects_new_vector(vm, center, out, err);
}

lathe_status shape_to_tuple(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec at;
    KERNEL(kernel_center(shape_of(call->self)->kernel, &at, err));
    return objects_vec_tuple(vm, at, out, err);
}

lathe_status shape_type_name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const char *name = kernel_type_name(kernel_type_of(shape_of(call->self)->kernel));
    return script_str_new(vm, name, strlen(name), out, err);
}

lathe_status shape_hash_code(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm, (void)err;
    *out = script_int(kernel_hash(shape_of(call->self)->kernel));
    return LATHE_OK;
}

lathe_status shape_is_null(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm, (void)call, (void)err;
    *out = script_bool(false);
    return LATHE_OK;
}

lathe_status shape_is_same(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *other;
    TRY(shape_argument(vm, "IsSame()", call->args[0], &other, err));
    *out = script_bool(kernel_is_same(shape_of(call->self)->kernel, other->kernel));
    return LATHE_OK;
}

lathe_status shape_is_equal(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *other;
    bool equal;
    TRY(shape_argument(vm, "IsEqual()", call->args[0], &other, err));
    KERNEL(kernel_is_equal(shape_of(call->self)->kernel, other->kernel, &equal, err));
    *out = script_bool(equal);
    return LATHE_OK;
}

/* ---- masses ---- */

static lathe_status mass_argument(script_vm *vm, script_value v, const char *attribute, const shape_object **out,
                                  lathe_error *err)
{
    *out = shape_of(v);
    if (*out)
        return LATHE_OK;
    return script_raise(vm, err, "AttributeError", "'%s' object has no attribute '%s'", script_type_name(v), attribute);
}

/* A tolerance counts where it is a float that is not 0; the binding takes other numbers for a flag without effect. */
static lathe_status mass_of(script_vm *vm, const shape_object *shape, script_value tolerance, double *out,
                            lathe_error *err)
{
    if (tolerance.kind == SCRIPT_FLOAT && tolerance.number != 0)
        KERNEL(kernel_mass_within(shape->kernel, tolerance.number, out, err));
    else if (script_is_none(tolerance) || script_is_number(tolerance))
        KERNEL(kernel_mass(shape->kernel, out, err));
    else
        return objects_bad_argument(vm, "VolumeProperties()", tolerance, err);
    return LATHE_OK;
}

lathe_status shape_volume(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double mass;
    TRY(mass_of(vm, shape_of(call->self), call->args[0], &mass, err));
    *out = script_float(mass);
    return LATHE_OK;
}

lathe_status shape_compute_mass(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const shape_object *shape;
    double mass;
    TRY(mass_argument(vm, call->args[0], "wrapped", &shape, err));
    TRY(mass_of(vm, shape, call->args[1], &mass, err));
    *out = script_float(mass);
    return LATHE_OK;
}

lathe_status shape_center_of_mass(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const shape_object *shape;
    kernel_vec center;
    TRY(mass_argument(vm, call->args[0], "ShapeType", &shape, err));
    KERNEL(kernel_center(shape->kernel, &center, err));
    return objects_new_vector(vm, center, out, err);
}

/* The sum of `values` by `weights`, over the weights' sum. */
static lathe_status give_mean(script_vm *vm, kernel_vec sum, double weight, script_value *out, lathe_error *err)
{
    if (weight == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    return objects_new_vector(vm, vec_scale(sum, 1.0 / weight), out, err);
}

lathe_status shape_combined_center(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_array shapes;
    kernel_vec sum = { 0, 0, 0 };
    double total = 0;
    TRY(shape_read_all(vm, call->args[0], &shapes, err));
    if (shapes.count == 0)
        return script_raise(vm, err, "IndexError", "list index out of range");
    for (size_t i = 0; i < shapes.count; i++) {
        kernel_vec center;
        double mass;
        KERNEL(kernel_mass(shapes.items[i], &mass, err));
        KERNEL(kernel_center(shapes.items[i], &center, err));
        sum = vec_add(sum, vec_scale(center, mass));
        total += mass;
    }
    return give_mean(vm, sum, total, out, err);
}

lathe_status shape_combined_center_of_boxes(script_vm *vm, const script_call *call, script_value *out,
                                            lathe_error *err)
{
    kernel_array shapes;
    kernel_vec sum = { 0, 0, 0 };
    TRY(shape_read_all(vm, call->args[0], &shapes, err));
    if (shapes.count == 0)
        return script_raise(vm, err, "IndexError", "list index out of range");
    for (size_t i = 0; i < shapes.count; i++) {
        kernel_extent e;
        KERNEL(kernel_extent_of(shapes.items[i], &e, err));
        sum = vec_add(sum, vec_scale(vec_add(e.low, e.high), 0.5));
    }
    return give_mean(vm, sum, (double)shapes.count, out, err);
}

lathe_status shape_matrix_of_inertia(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const shape_object *shape;
    double cells[9] = { 0 };
    TRY(mass_argument(vm, call->args[0], "wrapped", &shape, err));
    KERNEL(kernel_inertia(shape->kernel, cells, err));
    TRY(objects_new_list(vm, out, err));
    for (int row = 0; row < 3; row++) {
        const double *c = &cells[3 * row];
        const script_value numbers[] = { script_float(c[0]), script_float(c[1]), script_float(c[2]) };
        script_value list;
        TRY(script_list_new(vm, numbers, 3, &list, err));
        TRY(script_list_append(vm, out->list, list, err));
    }
    return LATHE_OK;
}

/* ---- distances ---- */

lathe_status shape_distance(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *other;
    double distance;
    TRY(shape_argument(vm, "distance", call->args[0], &other, err));
    KERNEL(kernel_distance(shape_of(call->self)->kernel, other->kernel, &distance, err));
    *out = script_float(distance);
    return LATHE_OK;
}

/* CadQuery's is a generator: what comes out is an iterator. */
lathe_status shape_distances(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_list *others = call->args[0].list;
    script_value list;
    shape_object *other;
    double distance;
    TRY(objects_new_list(vm, &list, err));
    for (size_t i = 0; i < others->count; i++) {
        TRY(shape_argument(vm, "LoadS2()", others->items[i], &other, err));
        KERNEL(kernel_distance(shape_of(call->self)->kernel, other->kernel, &distance, err));
        TRY(script_list_append(vm, list.list, script_float(distance), err));
    }
    out->kind = SCRIPT_ITERATOR;
    return script_iterate(vm, list, &out->iterator, err);
}

lathe_status shape_faces_met(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec point, axis;
    double tolerance;
    kernel_side side = is_text(call->args[3], "AlongAxis") ? KERNEL_SIDE_ALONG
                       : is_text(call->args[3], "Opposite") ? KERNEL_SIDE_OPPOSITE
                                                            : KERNEL_SIDE_ANY;
    kernel_list faces = KERNEL_LIST_INIT;
    if (script_is_sequence(call->args[0]) && call->args[0].list->count != 3)
        return objects_bad_argument(vm, "gp_Pnt", call->args[0], err);
    TRY(objects_to_vec(vm, call->args[0], &point, err));
    TRY(objects_to_vec(vm, call->args[1], &axis, err));
    TRY(argument(vm, call, 2, &tolerance, err));
    KERNEL(kernel_faces_met(shape_of(call->self)->kernel, point, axis, tolerance, side, &faces, err));
    if (side == KERNEL_SIDE_ANY && !script_is_none(call->args[3]) && faces.count > 0) {
        kernel_list_clear(&faces);
        return script_raise(vm, err, "ValueError", "Invalid direction specification.\nValid specification are "
                                                   "'AlongAxis' and 'Opposite'.");
    }
    TRY(objects_new_list(vm, out, err));
    return objects_keep_list(vm, &faces, *out, err);
}

/* ---- meshes ---- */

static lathe_status make_mesh(script_vm *vm, const script_call *call, triangle_mesh *out, lathe_error *err)
{
    double linear, angular;
    TRY(argument(vm, call, 0, &linear, err));
    TRY(argument(vm, call, 1, &angular, err));
    const kernel_fineness fine = {.linear = linear, .angular = angular};
    KERNEL(kernel_tessellate(shape_of(call->self)->kernel, &fine, out, err));
    return LATHE_OK;
}

lathe_status shape_mesh(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    triangle_mesh mesh = MESH_INIT;
    TRY(make_mesh(vm, call, &mesh, err));
    mesh_clear(&mesh);
    *out = script_none();
    return LATHE_OK;
}

static lathe_status mesh_lists(script_vm *vm, const triangle_mesh *mesh, script_value lists[2], lathe_error *err)
{
    TRY(script_spend(vm, mesh->vertex_count + mesh->triangle_count, err));
    TRY(objects_new_list(vm, &lists[0], err));
    TRY(objects_new_list(vm, &lists[1], err));
    for (uint32_t i = 0; i < mesh->vertex_count; i++) {
        const double *at = mesh->vertices[i];
        script_value v;
        TRY(objects_new_vector(vm, (kernel_vec){ at[0], at[1], at[2] }, &v, err));
        TRY(script_list_append(vm, lists[0].list, v, err));
    }
    for (uint32_t i = 0; i < mesh->triangle_count; i++) {
        const uint32_t *t = mesh->triangles[i];
        const script_value corners[] = { script_int(t[0]), script_int(t[1]), script_int(t[2]) };
        script_value triple;
        TRY(script_tuple_new(vm, corners, 3, &triple, err));
        TRY(script_list_append(vm, lists[1].list, triple, err));
    }
    return LATHE_OK;
}

lathe_status shape_tessellate(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    triangle_mesh mesh = MESH_INIT;
    script_value lists[2];
    TRY(make_mesh(vm, call, &mesh, err));
    lathe_status st = mesh_lists(vm, &mesh, lists, err);
    mesh_clear(&mesh);
    return st == LATHE_OK ? script_tuple_new(vm, lists, 2, out, err) : st;
}

/* ---- other representations ---- */

lathe_status shape_to_splines(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    int64_t degree;
    double tolerance;
    bool rational;
    shape_object *made;
    TRY(script_to_int(vm, call->args[0], &degree, err));
    TRY(argument(vm, call, 1, &tolerance, err));
    TRY(argument_truth(vm, call, 2, &rational, err));
    if (degree < INT32_MIN || degree > INT32_MAX)
        return objects_bad_argument(vm, "BSplineRestriction()", call->args[0], err);
    KEEP(&made, kernel_to_splines(shape_of(call->self)->kernel, (int)degree, tolerance, rational, &raw, err));
    return shape_give_like(made, call, out);
}

lathe_status shape_to_nurbs(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *made;
    KEEP(&made, kernel_to_nurbs(shape_of(call->self)->kernel, &raw, err));
    return shape_give_like(made, call, out);
}
