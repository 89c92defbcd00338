/* shape.h: what the files of shapes share: reading arguments as CadQuery's functions do, and handing shapes back. */
#ifndef LATHE_REWARD_CADQUERY_SHAPE_SHAPE_H
#define LATHE_REWARD_CADQUERY_SHAPE_SHAPE_H

#include "reward/cadquery/methods.h"

/* A kernel call that fills `raw` with a new shape, which becomes what the method gives. */
#define MAKE(function, ...)                                                                                            \
    do {                                                                                                               \
        shape_object *made;                                                                                            \
        KEEP(&made, function(__VA_ARGS__, &raw, err));                                                                 \
        return shape_give(made, out);                                                                                  \
    } while (0)

static inline lathe_status shape_give(const shape_object *made, script_value *out)
{
    *out = shape_value(made);
    return LATHE_OK;
}
/* The made shape gets the Python class of the method's self. */
static inline lathe_status shape_give_like(shape_object *made, const script_call *call, script_value *out)
{
    made->type = shape_of(call->self)->type;
    return shape_give(made, out);
}

/* ---- arguments ---- */
/* v.wrapped of what has to be a shape: AttributeError where it is nothing of CadQuery's, TypeError where it is another
 * thing of CadQuery's; `what` is the binding's function that would refuse it. */
lathe_status shape_argument(script_vm *vm, const char *what, script_value v, shape_object **out, lathe_error *err);
/* All of an iterable of shapes. */
lathe_status shape_read_all(script_vm *vm, script_value iterable, kernel_array *out, lathe_error *err);
/* All of an iterable of vectors; CadQuery's Vector(v) of each where vector-likes are fine, else v.toPnt(). */
lathe_status shape_read_points(script_vm *vm, script_value iterable, bool vector_likes, const kernel_vec **out,
                               size_t *out_count, lathe_error *err);
/* All of an iterable of numbers. */
lathe_status shape_read_numbers(script_vm *vm, script_value iterable, const double **out, size_t *out_count,
                                lathe_error *err);

/* a & b, a | b, a % b: a compound of children. */
lathe_status shape_set_operation(script_vm *vm, script_operator op, script_value left, script_value right,
                                 script_value *out, lathe_error *err);

#endif
