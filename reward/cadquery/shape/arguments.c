/* arguments.c: arguments of shapes' methods read as CadQuery's functions and the kernel's binding do. */
#include "reward/cadquery/shape/shape.h"

lathe_status shape_argument(script_vm *vm, const char *what, script_value v, shape_object **out, lathe_error *err)
{
    shape_object *s = shape_of(v);
    if (!s)
        return objects_not_wrapped(vm, what, v, err);
    *out = s;
    return LATHE_OK;
}

lathe_status shape_read_all(script_vm *vm, script_value iterable, kernel_array *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    void *memory;
    shape_object *s;
    TRY(script_to_items(vm, iterable, &items, &count, err));
    TRY(script_alloc(vm, (count + 1) * sizeof *out->items, &memory, err));
    const kernel_shape **shapes = memory;
    for (size_t i = 0; i < count; i++) {
        TRY(shape_argument(vm, "TopoDS_Shape", items[i], &s, err));
        shapes[i] = s->kernel;
    }
    *out = (kernel_array){ shapes, count };
    return LATHE_OK;
}

lathe_status shape_read_points(script_vm *vm, script_value iterable, bool vector_likes, const kernel_vec **out,
                               size_t *out_count, lathe_error *err)
{
    const script_value *items;
    size_t count;
    void *memory;
    TRY(script_to_items(vm, iterable, &items, &count, err));
    TRY(script_alloc(vm, (count + 1) * sizeof(kernel_vec), &memory, err));
    kernel_vec *points = memory;
    for (size_t i = 0; i < count; i++) {
        if (!vector_likes && !vector_of(items[i]))
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'toPnt'",
                                script_type_name(items[i]));
        TRY(objects_to_vec(vm, items[i], &points[i], err));
    }
    *out = points;
    *out_count = count;
    return LATHE_OK;
}

lathe_status shape_read_numbers(script_vm *vm, script_value iterable, const double **out, size_t *out_count,
                                lathe_error *err)
{
    const script_value *items;
    size_t count;
    void *memory;
    TRY(script_to_items(vm, iterable, &items, &count, err));
    TRY(script_alloc(vm, (count + 1) * sizeof(double), &memory, err));
    double *numbers = memory;
    for (size_t i = 0; i < count; i++)
        TRY(script_to_double(vm, items[i], &numbers[i], err));
    *out = numbers;
    *out_count = count;
    return LATHE_OK;
}
