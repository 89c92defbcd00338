/* huge.c: integers beyond 64 bits, of which no more is kept than the nearest float (infinite beyond all floats).
 *
 * That is enough for what scripts do with such a number: hand it on, compare it, divide it, turn it into a float. What
 * needs its digits raises OverflowError. It is an object whose class stands for int. */
#include "reward/script/vm.h"

#include <math.h>

static double number_of(script_value v)
{
    return v.kind == SCRIPT_OBJECT ? *(const double *)v.object->host : v.kind == SCRIPT_FLOAT ? v.number : NAN;
}

/* Exact for 64 bits. */
static long double wide_of(script_value v)
{
    return v.kind == SCRIPT_INT ? (long double)v.integer : v.kind == SCRIPT_BOOL ? v.boolean : number_of(v);
}

lathe_status huge_refuse(script_vm *vm, lathe_error *err)
{
    return script_raise(vm, err, "OverflowError", "integer result does not fit into 64 bits");
}

bool huge_is(script_value v)
{
    return v.kind == SCRIPT_OBJECT && v.object->type == &types_huge;
}

lathe_status huge_new(script_vm *vm, double nearest, script_value *out, lathe_error *err)
{
    double *kept;
    lathe_status st = script_alloc(vm, sizeof *kept, (void **)&kept, err);
    if (st)
        return st;
    *kept = nearest;
    return script_object_new(vm, &types_huge, kept, NULL, out, err);
}

static lathe_status to_double(script_vm *vm, script_value v, double *out, lathe_error *err)
{
    if (isinf(number_of(v)))
        return script_raise(vm, err, "OverflowError", "int too large to convert to float");
    *out = number_of(v);
    return LATHE_OK;
}

/* Among integers; against infinite floats they are all finite. */
static lathe_status compare(script_vm *vm, script_operator op, script_value left, script_value right, script_value *out,
                            lathe_error *err)
{
    long double a = wide_of(left), b = wide_of(right);
    bool both = huge_is(left) && huge_is(right);
    if (both && a == b && left.object != right.object)
        return huge_refuse(vm, err);
    int order = a < b ? -1 : a > b;
    if (!both && isinf(a) && a == b)
        order = (huge_is(left)) == (a > 0) ? -1 : 1;
    bool unordered = isnan(a) || isnan(b);
    switch (op) {
    case SCRIPT_EQUAL:
        *out = script_bool(!unordered && order == 0);
        return LATHE_OK;
    case SCRIPT_NOT_EQUAL:
        *out = script_bool(unordered || order != 0);
        return LATHE_OK;
    case SCRIPT_LESS:
        *out = script_bool(!unordered && order < 0);
        return LATHE_OK;
    case SCRIPT_LESS_EQUAL:
        *out = script_bool(!unordered && order <= 0);
        return LATHE_OK;
    case SCRIPT_GREATER:
        *out = script_bool(!unordered && order > 0);
        return LATHE_OK;
    default:
        *out = script_bool(!unordered && order >= 0);
        return LATHE_OK;
    }
}

static lathe_status divide(script_vm *vm, long double a, long double b, script_value *out, lathe_error *err)
{
    if (b == 0)
        return script_raise(vm, err, "ZeroDivisionError", "division by zero");
    if (isinf(a) && isinf(b))
        return huge_refuse(vm, err);
    if (isinf(a))
        return script_raise(vm, err, "OverflowError", "integer division result too large for a float");
    *out = script_float((double)(a / b));
    return LATHE_OK;
}

static lathe_status power(script_vm *vm, long double a, long double b, script_value *out, lathe_error *err)
{
    if (b < 0 && isinf(a))
        return script_raise(vm, err, "OverflowError", "int too large to convert to float");
    if (b < 0)
        *out = script_float((double)powl(a, b));
    else if (b < 2)
        *out = script_int(1);
    else
        return huge_new(vm, (double)powl(a, b), out, err);
    return LATHE_OK;
}

static lathe_status with_integer(script_vm *vm, script_operator op, script_value left, script_value right,
                                 script_value *out, lathe_error *err)
{
    long double a = wide_of(left), b = wide_of(right);
    bool far = isinf(huge_is(left) ? a : b) && huge_is(left) != huge_is(right);
    if (op >= SCRIPT_EQUAL && op <= SCRIPT_GREATER_EQUAL)
        return compare(vm, op, left, right, out, err);
    if (op == SCRIPT_DIVIDE)
        return divide(vm, a, b, out, err);
    if (op == SCRIPT_MULTIPLY && (a == 0 || b == 0)) {
        *out = script_int(0);
        return LATHE_OK;
    }
    if (op == SCRIPT_MULTIPLY)
        return huge_new(vm, (double)(a * b), out, err);
    if (far && (op == SCRIPT_ADD || op == SCRIPT_SUBTRACT))
        return huge_new(vm, (double)(op == SCRIPT_ADD ? a + b : a - b), out, err);
    if (op == SCRIPT_POWER && right.kind == SCRIPT_INT && right.integer == 1) {
        *out = left;
        return LATHE_OK;
    }
    if (op == SCRIPT_POWER && !huge_is(right))
        return power(vm, a, b, out, err);
    return huge_refuse(vm, err);
}

static lathe_status operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                            script_value *out, lathe_error *err)
{
    script_value other = huge_is(left) ? right : left;
    double nearest;
    *handled = true;
    if (op == SCRIPT_NEGATE)
        return huge_new(vm, -number_of(left), out, err);
    if (op == SCRIPT_PLUS)
        *out = left;
    if (op >= SCRIPT_NEGATE)
        return op == SCRIPT_PLUS ? LATHE_OK : huge_refuse(vm, err);
    if (op == SCRIPT_MULTIPLY && (script_is_sequence(other) || other.kind == SCRIPT_STR))
        return script_raise(vm, err, "OverflowError", "cannot fit 'int' into an index-sized integer");
    if (other.kind == SCRIPT_FLOAT && !(op >= SCRIPT_EQUAL && op <= SCRIPT_GREATER_EQUAL)) {
        lathe_status st = to_double(vm, huge_is(left) ? left : right, &nearest, err);
        if (st)
            return st;
        return huge_is(left) ? script_operate(vm, op, script_float(nearest), right, out, err)
                             : script_operate(vm, op, left, script_float(nearest), out, err);
    }
    *handled = script_is_number(other) || huge_is(other);
    return *handled ? with_integer(vm, op, left, right, out, err) : LATHE_OK;
}

/* Not what a class derived from int keeps. */
static lathe_status plain(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = self;
    return LATHE_OK;
}

static lathe_status truth(script_vm *vm, script_value self, bool *out, lathe_error *err)
{
    (void)vm;
    (void)self;
    (void)err;
    *out = true;
    return LATHE_OK;
}

static lathe_status repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    (void)self;
    (void)out;
    return huge_refuse(vm, err);
}

static lathe_status hash(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
{
    return compare_hash(vm, script_float(number_of(self)), out, err);
}

static lathe_status number(script_vm *vm, script_value self, bool is_index, script_value *out, lathe_error *err)
{
    double nearest;
    if (is_index)
        return script_raise(vm, err, "OverflowError", "Python int too large to convert to C ssize_t");
    lathe_status st = to_double(vm, self, &nearest, err);
    if (!st)
        *out = script_float(nearest);
    return st;
}

static lathe_status absolute(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    if (number_of(self) < 0)
        return huge_new(vm, -number_of(self), out, err);
    *out = self;
    return LATHE_OK;
}

static const script_hooks hooks = {
    .plain = plain, .number = number, .absolute = absolute, .operate = operate,
    .truth = truth, .repr = repr,     .hash = hash,
};

const script_class types_huge = {.name = "int", .base = &types_int, .hooks = &hooks};
