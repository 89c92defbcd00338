/* numpy.h: what numpy's module offers the interpreter: its table, and the arithmetic of its scalars (numbers with
 * script_value.numpy set). */
#ifndef LATHE_REWARD_SCRIPT_NUMPY_NUMPY_H
#define LATHE_REWARD_SCRIPT_NUMPY_NUMPY_H

#include "reward/script/value.h"

extern const script_module module_numpy;

/* numpy.bool, numpy.int64 or numpy.float64 of SCRIPT_BOOL, _INT or _FLOAT. */
const script_class *numpy_scalar_class(script_kind kind);
/* Operators where a side is a scalar of numpy's. handled stays false where the other side is nothing numpy knows. */
lathe_status numpy_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                           script_value *out, lathe_error *err);
/* v[key] of a scalar: it has no axes. */
lathe_status numpy_get_item(script_vm *vm, script_value v, script_value key, script_value *out, lathe_error *err);
/* abs(v) and round(v, digits) of a scalar. */
lathe_status numpy_absolute(script_vm *vm, script_value v, script_value *out, lathe_error *err);
lathe_status numpy_round(script_vm *vm, script_value v, int64_t digits, script_value *out, lathe_error *err);

#endif
