/* math_special.h: what math.c takes from math_special.c. */
#ifndef LATHE_REWARD_SCRIPT_MODULES_MATH_SPECIAL_H
#define LATHE_REWARD_SCRIPT_MODULES_MATH_SPECIAL_H

#include "reward/script/value.h"

/* NaN where they have no value, infinity at a pole and beyond the range. */
double math_gamma(double x);
double math_log_gamma(double x);

lathe_status math_fsum(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status math_frexp(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status math_ldexp(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status math_next_after(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status math_ulp(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status math_remainder(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
lathe_status math_choose(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);

#endif
