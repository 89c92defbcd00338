/* math.c: Python's math: libm with Python's errors. */
#include "reward/script/modules/math_special.h"
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#include <math.h>
#include <string.h>

#define MATH(name) static lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

static lathe_status domain_error(script_vm *vm, lathe_error *err)
{
    return script_raise(vm, err, "ValueError", "math domain error");
}

/* Functions of one real: NaN out of a number is a domain error, infinity out of a finite number an overflow, or a
 * domain error where the function has a pole: everywhere that it is infinite, or at 0 and the negative whole numbers. */
typedef enum pole { NO_POLE, POLE, POLE_AT_WHOLE } pole_kind;

static lathe_status unary(script_vm *vm, const script_call *call, double (*function)(double), pole_kind pole, script_value *out,
                          lathe_error *err)
{
    double x;
    lathe_status st = script_to_double(vm, call->args[0], &x, err);
    if (st)
        return st;
    double y = function(x);
    if (isnan(y) && !isnan(x))
        return domain_error(vm, err);
    if (isinf(y) && isfinite(x)) {
        bool is_pole = pole == POLE || (pole == POLE_AT_WHOLE && x <= 0 && x == floor(x));
        return is_pole ? domain_error(vm, err) : script_raise(vm, err, "OverflowError", "math range error");
    }
    *out = script_float(y);
    return LATHE_OK;
}

#define UNARY_ROWS(row) \
    row(sin, sin, POLE) row(cos, cos, POLE) row(tan, tan, POLE) row(asin, asin, POLE) row(acos, acos, POLE) \
    row(atan, atan, POLE) row(sinh, sinh, NO_POLE) row(cosh, cosh, NO_POLE) row(tanh, tanh, POLE) \
    row(asinh, asinh, POLE) row(acosh, acosh, POLE) row(atanh, atanh, POLE) row(sqrt, sqrt, POLE) \
    row(cbrt, cbrt, POLE) row(exp, exp, NO_POLE) row(exp2, exp2, NO_POLE) row(expm1, expm1, NO_POLE) \
    row(log2, log2, POLE) row(log10, log10, POLE) row(log1p, log1p, POLE) row(fabs, fabs, POLE) \
    row(erf, erf, POLE) row(erfc, erfc, POLE) row(gamma, math_gamma, POLE_AT_WHOLE) \
    row(lgamma, math_log_gamma, POLE_AT_WHOLE)

#define DEFINE(name, function, pole) \
    MATH(math_of_##name) { return unary(vm, call, function, pole, out, err); }
UNARY_ROWS(DEFINE)
#undef DEFINE

static lathe_status two(script_vm *vm, const script_call *call, double *a, double *b, lathe_error *err)
{
    lathe_status st = script_to_double(vm, call->args[0], a, err);
    return st ? st : script_to_double(vm, call->args[1], b, err);
}

MATH(math_atan2)
{
    double a, b;
    lathe_status st = two(vm, call, &a, &b, err);
    if (!st)
        *out = script_float(atan2(a, b));
    return st;
}

MATH(math_pow)
{
    double a, b;
    lathe_status st = two(vm, call, &a, &b, err);
    if (st)
        return st;
    double r = pow(a, b);
    if (isfinite(a) && isfinite(b)) {
        if (isnan(r) || (isinf(r) && a == 0))
            return domain_error(vm, err);
        if (isinf(r))
            return script_raise(vm, err, "OverflowError", "math range error");
    }
    *out = script_float(r);
    return LATHE_OK;
}

MATH(math_fmod)
{
    double a, b;
    lathe_status st = two(vm, call, &a, &b, err);
    if (st)
        return st;
    double r = fmod(a, b);
    if (isnan(r) && !isnan(a) && !isnan(b))
        return domain_error(vm, err);
    *out = script_float(r);
    return LATHE_OK;
}

MATH(math_copysign)
{
    double a, b;
    lathe_status st = two(vm, call, &a, &b, err);
    if (!st)
        *out = script_float(copysign(a, b));
    return st;
}

MATH(math_log)
{
    double x, base;
    lathe_status st = script_to_double(vm, call->args[0], &x, err);
    if (st)
        return st;
    if (x <= 0)
        return domain_error(vm, err);
    double y = log(x);
    if (call->args[1].list->count > 1)
        return script_raise(vm, err, "TypeError", "log expected at most 2 arguments, got %zu",
                            call->args[1].list->count + 1);
    if (call->args[1].list->count) {
        st = script_to_double(vm, call->args[1].list->items[0], &base, err);
        if (st)
            return st;
        if (base <= 0)
            return domain_error(vm, err);
        if (log(base) == 0)
            return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
        y /= log(base);
    }
    *out = script_float(y);
    return LATHE_OK;
}

/* The root of a sum of squares, which is kept with 64 bits and a wide exponent: rounded once, as CPython's is. */
typedef struct norm {
    long double sum;
    bool infinite;
} norm;

static void norm_add(norm *n, double v)
{
    n->sum += (long double)v * v;
    n->infinite |= isinf(v);
}

static script_value norm_value(const norm *n)
{
    return script_float(n->infinite ? INFINITY : (double)sqrtl(n->sum));
}

MATH(math_hypot)
{
    const script_list *list = call->args[0].list;
    norm n = {0};
    for (size_t i = 0; i < list->count; i++) {
        double v;
        lathe_status st = script_to_double(vm, list->items[i], &v, err);
        if (st)
            return st;
        norm_add(&n, v);
    }
    *out = norm_value(&n);
    return LATHE_OK;
}

MATH(math_dist)
{
    const script_value *a, *b;
    size_t count, other;
    norm n = {0};
    lathe_status st = script_to_items(vm, call->args[0], &a, &count, err);
    if (!st)
        st = script_to_items(vm, call->args[1], &b, &other, err);
    if (!st && count != other)
        return script_raise(vm, err, "ValueError", "both points must have the same number of dimensions");
    for (size_t i = 0; i < count && !st; i++) {
        double x, y;
        st = script_to_double(vm, a[i], &x, err);
        if (!st)
            st = script_to_double(vm, b[i], &y, err);
        if (!st)
            norm_add(&n, x - y);
    }
    if (!st)
        *out = norm_value(&n);
    return st;
}

/* floor, ceil, trunc: to an int. */
MATH(math_whole)
{
    double x;
    char how = call->method->name[0];
    script_value method, v = call->args[0];
    if (class_find_special(v, how == 'f' ? "__floor__" : how == 'c' ? "__ceil__" : "__trunc__", &method))
        return call_with_self(vm, method, v, &(arguments){0}, out, err);
    if (v.kind == SCRIPT_INT) {
        *out = script_int(v.integer);
        return LATHE_OK;
    }
    lathe_status st = how == 't' && v.kind != SCRIPT_FLOAT && v.kind != SCRIPT_BOOL
                          ? script_raise(vm, err, "TypeError", "type %s doesn't define __trunc__ method",
                                         script_type_name(v))
                          : script_to_double(vm, v, &x, err);
    if (st)
        return st;
    x = how == 'f' ? floor(x) : how == 'c' ? ceil(x) : trunc(x);
    if (isnan(x))
        return script_raise(vm, err, "ValueError", "cannot convert float NaN to integer");
    if (isinf(x))
        return script_raise(vm, err, "OverflowError", "cannot convert float infinity to integer");
    if (!(x >= -0x1p63 && x < 0x1p63))
        return huge_new(vm, x, out, err);
    *out = script_int((int64_t)x);
    return LATHE_OK;
}

MATH(math_angle)
{
    double x;
    lathe_status st = script_to_double(vm, call->args[0], &x, err);
    if (!st) /* CPython's constants: one product each */
        *out = script_float(call->method->name[0] == 'r' ? x * (M_PI / 180) : x * (180 / M_PI));
    return st;
}

/* isnan, isinf, isfinite */
MATH(math_is)
{
    double x;
    char what = call->method->name[2];
    lathe_status st = script_to_double(vm, call->args[0], &x, err);
    if (!st)
        *out = script_bool(what == 'n' ? isnan(x) : what == 'i' ? isinf(x) : isfinite(x));
    return st;
}

MATH(math_isclose)
{
    double a, b, relative, absolute;
    lathe_status st = two(vm, call, &a, &b, err);
    if (!st)
        st = script_to_double(vm, call->args[2], &relative, err);
    if (!st)
        st = script_to_double(vm, call->args[3], &absolute, err);
    if (st)
        return st;
    if (relative < 0 || absolute < 0)
        return script_raise(vm, err, "ValueError", "tolerances must be non-negative");
    double difference = fabs(a - b);
    bool close = a == b || (isfinite(a) && isfinite(b) &&
                            (difference <= relative * fmax(fabs(a), fabs(b)) || difference <= absolute));
    *out = script_bool(close);
    return LATHE_OK;
}

MATH(math_factorial)
{
    int64_t n;
    script_value v = script_int(1);
    lathe_status st = script_to_int(vm, call->args[0], &n, err);
    if (!st && n < 0)
        return script_raise(vm, err, "ValueError", "factorial() not defined for negative values");
    for (int64_t i = 2; i <= n && !st; i++)
        st = script_operate(vm, SCRIPT_MULTIPLY, v, script_int(i), &v, err);
    if (!st)
        *out = v;
    return st;
}

static uint64_t greatest_divisor(uint64_t a, uint64_t b)
{
    while (b) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* gcd and lcm of any number of integers. */
MATH(math_divisor)
{
    const script_list *list = call->args[0].list;
    bool lcm = call->method->name[0] == 'l';
    uint64_t result = lcm;
    for (size_t i = 0; i < list->count; i++) {
        int64_t v;
        lathe_status st = script_to_int(vm, list->items[i], &v, err);
        if (st)
            return st;
        uint64_t size = v < 0 ? 0 - (uint64_t)v : (uint64_t)v, common = greatest_divisor(result, size);
        if (!lcm)
            result = common;
        else if (size == 0 || result == 0)
            result = 0;
        else if (__builtin_mul_overflow(result / common, size, &result))
            result = UINT64_MAX;
        if (result > INT64_MAX)
            return script_raise(vm, err, "OverflowError", "integer result does not fit into 64 bits");
    }
    *out = script_int((int64_t)result);
    return LATHE_OK;
}

MATH(math_isqrt)
{
    int64_t n;
    lathe_status st = script_to_int(vm, call->args[0], &n, err);
    if (st)
        return st;
    if (n < 0)
        return script_raise(vm, err, "ValueError", "isqrt() argument must be nonnegative");
    int64_t root = (int64_t)sqrt((double)n);
    while (root > 3037000499 || root * root > n)
        root--;
    while (root < 3037000499 && (root + 1) * (root + 1) <= n)
        root++;
    *out = script_int(root);
    return LATHE_OK;
}

MATH(math_prod)
{
    const script_value *items;
    size_t count;
    script_value total = call->args[1];
    lathe_status st = script_to_items(vm, call->args[0], &items, &count, err);
    for (size_t i = 0; i < count && !st; i++)
        st = script_operate(vm, SCRIPT_MULTIPLY, total, items[i], &total, err);
    if (!st)
        *out = total;
    return st;
}

/* The fraction has the number's sign; both parts are floats. */
MATH(math_modf)
{
    double x, whole;
    lathe_status st = script_to_double(vm, call->args[0], &x, err);
    if (st)
        return st;
    double fraction = modf(x, &whole);
    return script_tuple_new(vm, (script_value[]){script_float(fraction), script_float(whole)}, 2, out, err);
}

static const script_method functions[] = {
#define ROW(name, function, pole) {#name, "x, /", math_of_##name, 0},
    UNARY_ROWS(ROW)
#undef ROW
    {"atan2", "y, x, /", math_atan2, 0},
    {"pow", "x, y, /", math_pow, 0},
    {"fmod", "x, y, /", math_fmod, 0},
    {"remainder", "x, y, /", math_remainder, 0},
    {"copysign", "x, y, /", math_copysign, 0},
    {"log", "x, /, *base", math_log, 0},
    {"hypot", "*coordinates", math_hypot, 0},
    {"dist", "p, q, /", math_dist, 0},
    {"floor", "x, /", math_whole, 0},
    {"ceil", "x, /", math_whole, 0},
    {"trunc", "x, /", math_whole, 0},
    {"radians", "x, /", math_angle, 0},
    {"degrees", "x, /", math_angle, 0},
    {"isnan", "x, /", math_is, 0},
    {"isinf", "x, /", math_is, 0},
    {"isfinite", "x, /", math_is, 0},
    {"isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0", math_isclose, 0},
    {"factorial", "n, /", math_factorial, 0},
    {"gcd", "*integers", math_divisor, 0},
    {"lcm", "*integers", math_divisor, 0},
    {"isqrt", "n, /", math_isqrt, 0},
    {"fsum", "seq, /", math_fsum, 0},
    {"prod", "iterable, /, *, start=1", math_prod, 0},
    {"modf", "x, /", math_modf, 0},
    {"comb", "n, k, /", math_choose, 0},
    {"perm", "n, k=None, /", math_choose, 0},
    {"frexp", "x, /", math_frexp, 0},
    {"ldexp", "x, i, /", math_ldexp, 0},
    {"nextafter", "x, y, /", math_next_after, 0},
    {"ulp", "x, /", math_ulp, 0},
    {NULL, NULL, NULL, 0},
};

static const script_member members[] = {
    SCRIPT_MEMBER_FLOAT("pi", M_PI),
    SCRIPT_MEMBER_FLOAT("e", M_E),
    SCRIPT_MEMBER_FLOAT("tau", 2 * M_PI),
    SCRIPT_MEMBER_FLOAT("inf", INFINITY),
    SCRIPT_MEMBER_FLOAT("nan", NAN),
    {0},
};

const script_module module_math = {.name = "math", .functions = functions, .members = members};
