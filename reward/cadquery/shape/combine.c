/* combine.c: shapes joined, cut, intersected and split, as methods and as operators. */
#include "reward/cadquery/shape/shape.h"
#include "reward/kernel/func.h"

static lathe_status combine_call(script_vm *vm, const script_call *call, kernel_boolean how, script_value *out,
                                 lathe_error *err)
{
    kernel_array tools;
    shape_object *made;
    TRY(shape_read_all(vm, call->args[0], &tools, err));
    TRY(shape_combine(vm, &how, shape_of(call->self), &tools, &made, err));
    return shape_give(made, out);
}

static lathe_status read_tolerance(script_vm *vm, script_value v, double *out, lathe_error *err)
{
    return script_is_none(v) ? LATHE_OK : script_to_double(vm, v, out, err);
}

lathe_status shape_fuse(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_boolean how = { KERNEL_FUSE, false, 0, NULL };
    TRY(argument_truth(vm, call, 1, &how.glue, err));
    TRY(read_tolerance(vm, call->args[2], &how.tolerance, err));
    return combine_call(vm, call, how, out, err);
}

lathe_status shape_cut(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_boolean how = { KERNEL_CUT, false, 0, NULL };
    TRY(read_tolerance(vm, call->args[1], &how.tolerance, err));
    return combine_call(vm, call, how, out, err);
}

lathe_status shape_intersect(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_boolean how = { KERNEL_COMMON, false, 0, NULL };
    TRY(read_tolerance(vm, call->args[1], &how.tolerance, err));
    return combine_call(vm, call, how, out, err);
}

lathe_status shape_split(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return combine_call(vm, call, (kernel_boolean){ KERNEL_SPLIT, false, 0, NULL }, out, err);
}

/* Operators are CadQuery's free functions: a compound is one shape, and the result is packed. */
static lathe_status combine_pair(script_vm *vm, kernel_operation operation, const shape_object *a, script_value right,
                                 script_value *out, lathe_error *err)
{
    shape_object *b;
    TRY(shape_argument(vm, "AddTool()", right, &b, err));
    const kernel_shape *pair[] = { a->kernel, b->kernel };
    MAKE(kernel_boolean_of, operation, pair, 2, 0, KERNEL_GLUE_NONE, NULL);
}

lathe_status shape_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                           script_value *out, lathe_error *err)
{
    static const kernel_operation operations[] = { KERNEL_FUSE, KERNEL_CUT, KERNEL_COMMON, KERNEL_SPLIT };
    const shape_object *a = shape_of(left), *b = shape_of(right);
    *handled = true;
    if (op == SCRIPT_EQUAL || op == SCRIPT_NOT_EQUAL) {
        bool same = a && b && kernel_is_same(a->kernel, b->kernel);
        *out = script_bool(same == (op == SCRIPT_EQUAL));
        return LATHE_OK;
    }
    if (a && (op == SCRIPT_BIT_AND || op == SCRIPT_BIT_OR || op == SCRIPT_MODULO))
        return shape_set_operation(vm, op, left, right, out, err);
    *handled = a && op <= SCRIPT_DIVIDE;
    return *handled ? combine_pair(vm, operations[op - SCRIPT_ADD], a, right, out, err) : LATHE_OK;
}
_Static_assert(SCRIPT_ADD == 0 && SCRIPT_DIVIDE == 3, "operations[] follows the order of script_operator");
