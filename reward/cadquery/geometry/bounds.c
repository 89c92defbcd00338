/* bounds.c: BoundBox as a value of scripts. */
#include "reward/cadquery/methods.h"

#include <string.h>

lathe_status bounds_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)out;
    return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'Get'",
                        script_type_name(call->args[0]));
}

static lathe_status other_bounds(script_vm *vm, script_value v, kernel_extent *out, lathe_error *err)
{
    const bounds_object *b = bounds_of(v);
    if (!b)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'xmin'", script_type_name(v));
    *out = b->extent;
    return LATHE_OK;
}

/* What is no tuple, vector or box adds nothing, as in CadQuery; the tolerance has no effect there. */
lathe_status bounds_add(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_extent extent = bounds_of(call->self)->extent;
    script_value what = call->args[0];
    kernel_vec point;
    double tolerance;
    if (!script_is_none(call->args[1]))
        TRY(argument(vm, call, 1, &tolerance, err));
    if (what.kind == SCRIPT_TUPLE && what.list->count != 3 && what.list->count != 6)
        return objects_bad_argument(vm, "Update()", what, err);
    if (what.kind == SCRIPT_TUPLE && what.list->count == 6)
        return script_unsupported(vm, err, "BoundBox.add of six numbers");
    if (what.kind == SCRIPT_TUPLE || vector_of(what)) {
        TRY(objects_to_vec(vm, what, &point, err));
        KERNEL(kernel_extent_add_point(&extent, point, &extent, err));
    } else if (bounds_of(what)) {
        KERNEL(kernel_extent_add(&extent, &bounds_of(what)->extent, &extent, err));
    }
    return objects_new_bounds(vm, &extent, out, err);
}

lathe_status bounds_enlarge(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_extent extent;
    double by;
    TRY(argument(vm, call, 0, &by, err));
    KERNEL(kernel_extent_enlarge(&bounds_of(call->self)->extent, by, &extent, err));
    return objects_new_bounds(vm, &extent, out, err);
}

static bool is_around(const double inner[4], const double outer[4])
{
    return outer[0] < inner[0] && outer[1] > inner[1] && outer[2] < inner[2] && outer[3] > inner[3];
}

lathe_status bounds_find_outside(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_extent a, b;
    TRY(other_bounds(vm, call->args[0], &a, err));
    TRY(other_bounds(vm, call->args[1], &b, err));
    const double sides_a[] = { a.low.x, a.high.x, a.low.y, a.high.y };
    const double sides_b[] = { b.low.x, b.high.x, b.low.y, b.high.y };
    *out = is_around(sides_b, sides_a) ? call->args[0] : is_around(sides_a, sides_b) ? call->args[1] : script_none();
    return LATHE_OK;
}

lathe_status bounds_is_inside(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_extent outer = bounds_of(call->self)->extent, inner;
    TRY(other_bounds(vm, call->args[0], &inner, err));
    *out = script_bool(inner.low.x > outer.low.x && inner.low.y > outer.low.y && inner.low.z > outer.low.z &&
                       inner.high.x < outer.high.x && inner.high.y < outer.high.y && inner.high.z < outer.high.z);
    return LATHE_OK;
}

/* xmin ... zlen, center, DiagonalLength. */
lathe_status bounds_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                        lathe_error *err)
{
    static const char *const ends[] = { "min", "max", "len" };
    const kernel_extent *e = &bounds_of(self)->extent;
    const double low[] = { e->low.x, e->low.y, e->low.z }, high[] = { e->high.x, e->high.y, e->high.z };
    *handled = true;
    if (strcmp(name, "center") == 0)
        return objects_new_vector(vm, vec_scale(vec_add(e->low, e->high), 0.5), out, err);
    if (strcmp(name, "DiagonalLength") == 0) {
        *out = script_float(e->diagonal);
        return LATHE_OK;
    }
    for (int i = 0; i < 3 && name[0] >= 'x' && name[0] <= 'z'; i++) {
        int axis = name[0] - 'x';
        const double values[] = { low[axis], high[axis], high[axis] - low[axis] };
        if (strcmp(name + 1, ends[i]) == 0) {
            *out = script_float(values[i]);
            return LATHE_OK;
        }
    }
    return objects_get_wrapped(vm, name, handled, err);
}

/* CadQuery's are plain attributes, which nothing else looks at. */
lathe_status bounds_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                        lathe_error *err)
{
    script_value ignored;
    (void)value;
    TRY(bounds_get(vm, self, name, handled, &ignored, err));
    return *handled ? script_unsupported(vm, err, "setting BoundBox.%s", name) : LATHE_OK;
}
