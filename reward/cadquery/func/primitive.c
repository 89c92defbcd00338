/* primitive.c: free functions that make points, curves, faces and solids of numbers. */
#include "reward/cadquery/func/func.h"
#include "reward/cadquery/shape/shape.h"
#include "reward/cadquery/overload.h"

static const kernel_vec zero = { 0, 0, 0 }, up = { 0, 0, 1 };

static lathe_status read_numbers(script_vm *vm, const script_call *call, double *out, size_t count, lathe_error *err)
{
    for (size_t i = 0; i < count; i++)
        TRY(argument(vm, call, i, &out[i], err));
    return LATHE_OK;
}

static METHOD_FUNCTION(vertex_at)
{
    kernel_vec at;
    TRY(argument(vm, call, 0, &at.x, err));
    TRY(argument(vm, call, 1, &at.y, err));
    TRY(argument(vm, call, 2, &at.z, err));
    FUNC_MAKE(kernel_vertex(at, &raw, err));
}

static METHOD_FUNCTION(vertex_of_point)
{
    kernel_vec at;
    TRY(objects_to_vec(vm, call->args[0], &at, err));
    FUNC_MAKE(kernel_vertex(at, &raw, err));
}

METHOD_FUNCTION(func_vertex)
{
    static const overload items[] = {
        { "rrr", 3, 3, false, { "vertex", "x, y, z", vertex_at, 0 } },
        { "v", 1, 1, false, { "vertex", "p", vertex_of_point, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, false }, call, out, err);
}

METHOD_FUNCTION(func_segment)
{
    kernel_vec a, b;
    TRY(objects_to_vec(vm, call->args[0], &a, err));
    TRY(objects_to_vec(vm, call->args[1], &b, err));
    FUNC_MAKE(kernel_edge_line(a, b, &raw, err));
}

static lathe_status polygon(script_vm *vm, const script_call *call, bool close, script_value *out, lathe_error *err)
{
    const kernel_vec *points;
    size_t count;
    TRY(shape_read_points(vm, call->args[0], true, &points, &count, err));
    FUNC_MAKE(kernel_wire_polygon(points, count, close, &raw, err));
}

METHOD_FUNCTION(func_polyline)
{
    return polygon(vm, call, false, out, err);
}

METHOD_FUNCTION(func_polygon)
{
    return polygon(vm, call, true, out, err);
}

METHOD_FUNCTION(func_rect)
{
    double n[2];
    TRY(read_numbers(vm, call, n, 2, err));
    double x = n[0] / 2, y = n[1] / 2;
    const kernel_vec corners[] = { { -x, -y, 0 }, { x, -y, 0 }, { x, y, 0 }, { -x, y, 0 } };
    FUNC_MAKE(kernel_wire_polygon(corners, 4, true, &raw, err));
}

METHOD_FUNCTION(func_circle)
{
    double radius;
    TRY(argument(vm, call, 0, &radius, err));
    FUNC_MAKE(kernel_edge_circle(radius, zero, up, 360, 360, true, &raw, err));
}

METHOD_FUNCTION(func_ellipse)
{
    double n[2];
    TRY(read_numbers(vm, call, n, 2, err));
    if (n[1] > n[0])
        return script_raise_as(vm, err, "Standard_ConstructionError", objects_exceptions[0],
                               "gp_Elips() - invalid construction parameters");
    FUNC_MAKE(kernel_edge_ellipse(n[0], n[1], zero, up, (kernel_vec){ 1, 0, 0 }, 360, 360, true, &raw, err));
}

/* ---- splines ---- */

static METHOD_FUNCTION(spline_through)
{
    kernel_spline how = { .scale = true, .plain = true };
    TRY(shape_read_points(vm, call->args[0], true, &how.points, &how.point_count, err));
    TRY(argument(vm, call, 1, &how.tolerance, err));
    TRY(argument_truth(vm, call, 2, &how.periodic, err));
    FUNC_MAKE(kernel_edge_spline(&how, &raw, err));
}

/* Two tangents, or one a point. */
static lathe_status read_tangents(script_vm *vm, script_value v, kernel_spline *how, lathe_error *err)
{
    size_t count;
    void *memory;
    TRY(shape_read_points(vm, v, true, &how->tangents, &count, err));
    if (count < 2)
        return script_raise(vm, err, "IndexError", "list index out of range");
    how->tangent_count = count == how->point_count ? count : 2;
    TRY(script_alloc(vm, count * sizeof(bool), &memory, err));
    bool *given = memory;
    for (size_t i = 0; i < count; i++)
        given[i] = true;
    how->tangent_given = given;
    return LATHE_OK;
}

static METHOD_FUNCTION(spline_with)
{
    kernel_spline how = { .plain = true };
    TRY(shape_read_points(vm, call->args[0], true, &how.points, &how.point_count, err));
    TRY(argument(vm, call, 3, &how.tolerance, err));
    TRY(argument_truth(vm, call, 4, &how.periodic, err));
    TRY(argument_truth(vm, call, 5, &how.scale, err));
    if (!script_is_none(call->args[1]))
        TRY(read_tangents(vm, call->args[1], &how, err));
    if (!script_is_none(call->args[2])) {
        const script_value *items;
        void *memory;
        TRY(script_to_items(vm, call->args[2], &items, &how.parameter_count, err));
        TRY(script_alloc(vm, (how.parameter_count + 1) * sizeof(double), &memory, err));
        double *parameters = memory;
        for (size_t i = 0; i < how.parameter_count; i++)
            TRY(script_to_double(vm, items[i], &parameters[i], err));
        how.parameters = parameters;
    }
    FUNC_MAKE(kernel_edge_spline(&how, &raw, err));
}

METHOD_FUNCTION(func_spline)
{
    static const overload items[] = {
        { "", 0, 0, true, { "spline", "*pts, tol=1e-06, periodic=False", spline_through, 0 } },
        { "Qqndbb", 1, 6, false,
          { "spline", "pts, tgts=None, params=None, tol=1e-06, periodic=False, scale=True", spline_with, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, false }, call, out, err);
}

/* ---- faces and solids ---- */

static METHOD_FUNCTION(plane_of_size)
{
    double n[2];
    TRY(read_numbers(vm, call, n, 2, err));
    FUNC_MAKE(kernel_face_rectangle(n[0], n[1], &raw, err));
}

static METHOD_FUNCTION(plane_without_end)
{
    (void)call;
    FUNC_MAKE(kernel_face_rectangle(2e60, 2e60, &raw, err));
}

METHOD_FUNCTION(func_plane)
{
    static const overload items[] = {
        { "rr", 2, 2, false, { "plane", "w, l", plane_of_size, 0 } },
        { "", 0, 0, false, { "plane", "", plane_without_end, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, false }, call, out, err);
}

METHOD_FUNCTION(func_box)
{
    double n[3];
    TRY(read_numbers(vm, call, n, 3, err));
    FUNC_MAKE(kernel_box(n[0], n[1], n[2], (kernel_vec){ -n[0] / 2, -n[1] / 2, 0 }, up, &raw, err));
}

METHOD_FUNCTION(func_cylinder)
{
    double n[2];
    TRY(read_numbers(vm, call, n, 2, err));
    FUNC_MAKE(kernel_cylinder(n[0] / 2, n[1], zero, up, 360, &raw, err));
}

METHOD_FUNCTION(func_sphere)
{
    double diameter;
    TRY(argument(vm, call, 0, &diameter, err));
    FUNC_MAKE(kernel_sphere(diameter / 2, zero, up, -90, 90, 360, &raw, err));
}

METHOD_FUNCTION(func_torus)
{
    double n[2];
    TRY(read_numbers(vm, call, n, 2, err));
    FUNC_MAKE(kernel_torus(n[0] / 2, n[1] / 2, zero, up, 0, 360, &raw, err));
}

static METHOD_FUNCTION(cone_to_point)
{
    double n[2];
    TRY(read_numbers(vm, call, n, 2, err));
    FUNC_MAKE(kernel_cone(n[0] / 2, 0, n[1], zero, up, 360, &raw, err));
}

static METHOD_FUNCTION(cone_between)
{
    double n[3];
    TRY(read_numbers(vm, call, n, 3, err));
    FUNC_MAKE(kernel_cone(n[0] / 2, n[1] / 2, n[2], zero, up, 360, &raw, err));
}

METHOD_FUNCTION(func_cone)
{
    static const overload items[] = {
        { "", 0, 2, false, { "cone", "d, h", cone_to_point, 0 } },
        { "rrr", 3, 3, false, { "cone", "d1, d2, h", cone_between, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, true }, call, out, err);
}
