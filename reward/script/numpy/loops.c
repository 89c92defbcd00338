/* loops.c: the inner loops of numpy's elementwise functions, one a type, and the table that names them. Where numpy has
 * vector versions of its own (tan, exp, sinh ...) results may differ from it in the last place. */
#include "reward/script/numpy/array.h"

#include <math.h>
#include <string.h>

static double remainder_of(double a, double b)
{
    double quotient;
    return b == 0 ? fmod(a, b) : number_floor_modulo(a, b, &quotient);
}

static double floor_divide(double a, double b)
{
    double quotient;
    if (b == 0)
        return a / b;
    number_floor_modulo(a, b, &quotient);
    return quotient;
}

static int64_t integer_floor_divide(int64_t a, int64_t b)
{
    if (b == 0)
        return 0;
    if (b == -1) /* wraps, as the largest negative has no opposite */
        return (int64_t)(0 - (uint64_t)a);
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

static int64_t integer_remainder(int64_t a, int64_t b)
{
    if (b == 0 || b == -1)
        return 0;
    int64_t rest = a % b;
    return rest && (rest < 0) != (b < 0) ? rest + b : rest;
}

static int64_t integer_power(int64_t base, int64_t exponent)
{
    uint64_t result = 1, factor = (uint64_t)base;
    for (; exponent > 0; exponent >>= 1, factor *= factor)
        if (exponent & 1)
            result *= factor;
    return (int64_t)result;
}

static int64_t greatest_divisor(int64_t a, int64_t b)
{
    uint64_t x = a < 0 ? 0 - (uint64_t)a : (uint64_t)a, y = b < 0 ? 0 - (uint64_t)b : (uint64_t)b;
    while (y) {
        uint64_t rest = x % y;
        x = y;
        y = rest;
    }
    return (int64_t)x;
}

static int64_t least_multiple(int64_t a, int64_t b)
{
    int64_t common = greatest_divisor(a, b);
    if (common == 0)
        return 0;
    uint64_t x = a < 0 ? 0 - (uint64_t)a : (uint64_t)a, y = b < 0 ? 0 - (uint64_t)b : (uint64_t)b;
    return (int64_t)(x / (uint64_t)common * y);
}

static double sign_of(double v)
{
    return isnan(v) ? v : v > 0 ? 1 : v < 0 ? -1 : 0;
}

#define UNARY(name, from_type, to_type, expression) \
    static void name(char *const *data, const int64_t *steps, int64_t n) \
    { \
        const char *p = data[0]; \
        char *q = data[1]; \
        for (int64_t i = 0; i < n; i++, p += steps[0], q += steps[1]) { \
            from_type a = *(const from_type *)p; \
            *(to_type *)q = (to_type)(expression); \
        } \
    }
#define BINARY(name, from_type, to_type, expression) \
    static void name(char *const *data, const int64_t *steps, int64_t n) \
    { \
        const char *p = data[0], *r = data[1]; \
        char *q = data[2]; \
        for (int64_t i = 0; i < n; i++, p += steps[0], r += steps[1], q += steps[2]) { \
            from_type a = *(const from_type *)p, b = *(const from_type *)r; \
            *(to_type *)q = (to_type)(expression); \
        } \
    }

/* Functions of one double that C has too: name, C's expression. */
#define REAL_FUNCTIONS(ROW) \
    ROW(sin, sin(a)) \
    ROW(cos, cos(a)) \
    ROW(tan, tan(a)) \
    ROW(arcsin, asin(a)) \
    ROW(arccos, acos(a)) \
    ROW(arctan, atan(a)) \
    ROW(sinh, sinh(a)) \
    ROW(cosh, cosh(a)) \
    ROW(tanh, tanh(a)) \
    ROW(arcsinh, asinh(a)) \
    ROW(arccosh, acosh(a)) \
    ROW(arctanh, atanh(a)) \
    ROW(exp, exp(a)) \
    ROW(exp2, exp2(a)) \
    ROW(expm1, expm1(a)) \
    ROW(log, log(a)) \
    ROW(log2, log2(a)) \
    ROW(log10, log10(a)) \
    ROW(log1p, log1p(a)) \
    ROW(sqrt, sqrt(a)) \
    ROW(cbrt, (double)cbrtl(a)) \
    ROW(fabs, fabs(a)) \
    ROW(rint, nearbyint(a)) \
    ROW(deg2rad, a *(M_PI / 180.0)) \
    ROW(rad2deg, a *(180.0 / M_PI))
#define ROW(name, expression) UNARY(real_##name, double, double, expression)
REAL_FUNCTIONS(ROW)
#undef ROW

UNARY(absolute_int, int64_t, int64_t, a < 0 ? 0 - (uint64_t)a : (uint64_t)a)
UNARY(same_bool, bool, bool, a)
UNARY(same_int, int64_t, int64_t, a)
UNARY(same_float, double, double, a)
UNARY(negative_int, int64_t, int64_t, 0 - (uint64_t)a)
UNARY(negative_float, double, double, -a)
UNARY(sign_int, int64_t, int64_t, (a > 0) - (a < 0))
UNARY(sign_float, double, double, sign_of(a))
UNARY(square_int, int64_t, int64_t, (uint64_t)a * (uint64_t)a)
UNARY(square_float, double, double, a *a)
UNARY(reciprocal_int, int64_t, int64_t, a == 0 ? INT64_MIN : 1 / a)
UNARY(reciprocal_float, double, double, 1 / a)
UNARY(floor_float, double, double, floor(a))
UNARY(ceil_float, double, double, ceil(a))
UNARY(trunc_float, double, double, trunc(a))
UNARY(not_bool, bool, bool, !a)
UNARY(not_int, int64_t, bool, a == 0)
UNARY(not_float, double, bool, a == 0)
UNARY(invert_int, int64_t, int64_t, ~a)
UNARY(false_bool, bool, bool, a &&false)
UNARY(false_int, int64_t, bool, a != a)
UNARY(true_bool, bool, bool, a || true)
UNARY(true_int, int64_t, bool, a == a)
UNARY(is_nan, double, bool, isnan(a))
UNARY(is_infinite, double, bool, isinf(a))
UNARY(is_finite, double, bool, isfinite(a))
UNARY(sign_bit, double, bool, signbit(a))

BINARY(or_bool, bool, bool, a || b)
BINARY(and_bool, bool, bool, a &&b)
BINARY(xor_bool, bool, bool, a != b)
BINARY(add_int, int64_t, int64_t, (uint64_t)a + (uint64_t)b)
BINARY(add_float, double, double, a + b)
BINARY(subtract_int, int64_t, int64_t, (uint64_t)a - (uint64_t)b)
BINARY(subtract_float, double, double, a - b)
BINARY(multiply_int, int64_t, int64_t, (uint64_t)a * (uint64_t)b)
BINARY(multiply_float, double, double, a *b)
BINARY(divide_float, double, double, a / b)
BINARY(floor_divide_int, int64_t, int64_t, integer_floor_divide(a, b))
BINARY(floor_divide_float, double, double, floor_divide(a, b))
BINARY(remainder_int, int64_t, int64_t, integer_remainder(a, b))
BINARY(remainder_float, double, double, remainder_of(a, b))
BINARY(fmod_int, int64_t, int64_t, b == 0 || b == -1 ? 0 : a % b)
BINARY(fmod_float, double, double, fmod(a, b))
BINARY(power_int, int64_t, int64_t, integer_power(a, b))
BINARY(pow_float, double, double, pow(a, b))
BINARY(maximum_bool, bool, bool, a || b)
BINARY(maximum_int, int64_t, int64_t, a >= b ? a : b)
BINARY(maximum_float, double, double, a >= b || isnan(a) ? a : b)
BINARY(minimum_int, int64_t, int64_t, a <= b ? a : b)
BINARY(minimum_float, double, double, a <= b || isnan(a) ? a : b)
BINARY(fmax_float, double, double, a >= b || isnan(b) ? a : b)
BINARY(fmin_float, double, double, a <= b || isnan(b) ? a : b)
BINARY(hypot_float, double, double, hypot(a, b))
BINARY(arctan2_float, double, double, atan2(a, b))
BINARY(copysign_float, double, double, copysign(a, b))
BINARY(heaviside_float, double, double, isnan(a) ? a : a == 0 ? b : a > 0)
BINARY(and_int, int64_t, int64_t, a &b)
BINARY(or_int, int64_t, int64_t, a | b)
BINARY(xor_int, int64_t, int64_t, a ^ b)
BINARY(left_shift_int, int64_t, int64_t, b < 0 || b > 63 ? 0 : (uint64_t)a << b)
BINARY(right_shift_int, int64_t, int64_t, b < 0 || b > 63 ? (a < 0 ? -1 : 0) : a >> b)
BINARY(gcd_int, int64_t, int64_t, greatest_divisor(a, b))
BINARY(lcm_int, int64_t, int64_t, least_multiple(a, b))
BINARY(logical_and_int, int64_t, bool, a &&b)
BINARY(logical_and_float, double, bool, a != 0 && b != 0)
BINARY(logical_or_int, int64_t, bool, a || b)
BINARY(logical_or_float, double, bool, a != 0 || b != 0)
BINARY(logical_xor_int, int64_t, bool, (a != 0) != (b != 0))
BINARY(logical_xor_float, double, bool, (a != 0) != (b != 0))

#define COMPARISON(name, op) \
    BINARY(name##_bool, bool, bool, a op b) \
    BINARY(name##_int, int64_t, bool, a op b) \
    BINARY(name##_float, double, bool, a op b)
COMPARISON(equal, ==)
COMPARISON(not_equal, !=)
COMPARISON(less, <)
COMPARISON(less_equal, <=)
COMPARISON(greater, >)
COMPARISON(greater_equal, >=)

/* Like numpy, arrays to the power of one common 2, 0.5 or -1 are squared, rooted and inverted. */
static void power_float(char *const *data, const int64_t *steps, int64_t n)
{
    double exponent = n > 1 && steps[1] == 0 ? *(const double *)data[1] : 0;
    char *const two[] = {data[0], data[2]};
    const int64_t two_steps[] = {steps[0], steps[2]};
    if (exponent == 2)
        square_float(two, two_steps, n);
    else if (exponent == 0.5)
        real_sqrt(two, two_steps, n);
    else if (exponent == -1)
        reciprocal_float(two, two_steps, n);
    else
        pow_float(data, steps, n);
}

#define NO_MINUS \
    "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the " \
    "logical_xor function instead."
#define NO_NEGATIVE \
    "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function " \
    "instead."
#define NO_BOOL \
    "ufunc '%s' did not contain a loop with signature matching types <class 'numpy.dtypes.BoolDType'> -> None"

/* name, inputs, loops of booleans, integers and doubles with what they give. */
#define ALL(b, bt, i, it, f, ft) {{b, ARRAY_##bt}, {i, ARRAY_##it}, {f, ARRAY_##ft}}
#define TO_BOOL(b, i, f) ALL(b, BOOL, i, BOOL, f, BOOL)
#define KEEP(b, i, f) ALL(b, BOOL, i, INT, f, FLOAT)

const ufunc ufunc_rows[] = {
#define ROW(name, expression) {#name, 1, KEEP(NULL, NULL, real_##name), NULL, true, 0},
    REAL_FUNCTIONS(ROW)
#undef ROW
    {"degrees", 1, KEEP(NULL, NULL, real_rad2deg), NULL, true, 0},
    {"radians", 1, KEEP(NULL, NULL, real_deg2rad), NULL, true, 0},
    {"absolute", 1, KEEP(same_bool, absolute_int, real_fabs), NULL, false, 0},
    {"negative", 1, KEEP(NULL, negative_int, negative_float), NO_NEGATIVE, false, SCRIPT_NEGATE + 1},
    {"positive", 1, KEEP(NULL, same_int, same_float), NO_BOOL, false, SCRIPT_PLUS + 1},
    {"sign", 1, KEEP(NULL, sign_int, sign_float), NO_BOOL, false, 0},
    {"square", 1, KEEP(NULL, square_int, square_float), NULL, true, 0},
    {"reciprocal", 1, KEEP(NULL, reciprocal_int, reciprocal_float), NULL, true, 0},
    {"conjugate", 1, KEEP(NULL, same_int, same_float), NULL, true, 0},
    {"floor", 1, KEEP(same_bool, same_int, floor_float), NULL, false, 0},
    {"ceil", 1, KEEP(same_bool, same_int, ceil_float), NULL, false, 0},
    {"trunc", 1, KEEP(same_bool, same_int, trunc_float), NULL, false, 0},
    {"logical_not", 1, TO_BOOL(not_bool, not_int, not_float), NULL, false, 0},
    {"invert", 1, KEEP(not_bool, invert_int, NULL), NULL, false, SCRIPT_INVERT + 1},
    {"isnan", 1, TO_BOOL(false_bool, false_int, is_nan), NULL, false, 0},
    {"isinf", 1, TO_BOOL(false_bool, false_int, is_infinite), NULL, false, 0},
    {"isfinite", 1, TO_BOOL(true_bool, true_int, is_finite), NULL, false, 0},
    {"signbit", 1, TO_BOOL(NULL, NULL, sign_bit), NULL, false, 0},
    {"add", 2, KEEP(or_bool, add_int, add_float), NULL, false, SCRIPT_ADD + 1},
    {"subtract", 2, KEEP(NULL, subtract_int, subtract_float), NO_MINUS, false, SCRIPT_SUBTRACT + 1},
    {"multiply", 2, KEEP(and_bool, multiply_int, multiply_float), NULL, false, SCRIPT_MULTIPLY + 1},
    {"divide", 2, KEEP(NULL, NULL, divide_float), NULL, false, SCRIPT_DIVIDE + 1},
    {"floor_divide", 2, KEEP(NULL, floor_divide_int, floor_divide_float), NULL, true, SCRIPT_FLOOR_DIVIDE + 1},
    {"remainder", 2, KEEP(NULL, remainder_int, remainder_float), NULL, true, SCRIPT_MODULO + 1},
    {"fmod", 2, KEEP(NULL, fmod_int, fmod_float), NULL, true, 0},
    {"power", 2, KEEP(NULL, power_int, power_float), NULL, true, SCRIPT_POWER + 1},
    {"float_power", 2, KEEP(NULL, NULL, pow_float), NULL, false, 0},
    {"maximum", 2, KEEP(maximum_bool, maximum_int, maximum_float), NULL, false, 0},
    {"minimum", 2, KEEP(and_bool, minimum_int, minimum_float), NULL, false, 0},
    {"fmax", 2, KEEP(maximum_bool, maximum_int, fmax_float), NULL, false, 0},
    {"fmin", 2, KEEP(and_bool, minimum_int, fmin_float), NULL, false, 0},
    {"hypot", 2, KEEP(NULL, NULL, hypot_float), NULL, true, 0},
    {"arctan2", 2, KEEP(NULL, NULL, arctan2_float), NULL, true, 0},
    {"copysign", 2, KEEP(NULL, NULL, copysign_float), NULL, true, 0},
    {"heaviside", 2, KEEP(NULL, NULL, heaviside_float), NULL, true, 0},
    {"bitwise_and", 2, KEEP(and_bool, and_int, NULL), NULL, false, SCRIPT_BIT_AND + 1},
    {"bitwise_or", 2, KEEP(or_bool, or_int, NULL), NULL, false, SCRIPT_BIT_OR + 1},
    {"bitwise_xor", 2, KEEP(xor_bool, xor_int, NULL), NULL, false, SCRIPT_BIT_XOR + 1},
    {"left_shift", 2, KEEP(NULL, left_shift_int, NULL), NULL, true, SCRIPT_LEFT_SHIFT + 1},
    {"right_shift", 2, KEEP(NULL, right_shift_int, NULL), NULL, true, SCRIPT_RIGHT_SHIFT + 1},
    {"gcd", 2, KEEP(NULL, gcd_int, NULL), NULL, true, 0},
    {"lcm", 2, KEEP(NULL, lcm_int, NULL), NULL, true, 0},
    {"logical_and", 2, TO_BOOL(and_bool, logical_and_int, logical_and_float), NULL, false, 0},
    {"logical_or", 2, TO_BOOL(or_bool, logical_or_int, logical_or_float), NULL, false, 0},
    {"logical_xor", 2, TO_BOOL(xor_bool, logical_xor_int, logical_xor_float), NULL, false, 0},
    {"equal", 2, TO_BOOL(equal_bool, equal_int, equal_float), NULL, false, SCRIPT_EQUAL + 1},
    {"not_equal", 2, TO_BOOL(not_equal_bool, not_equal_int, not_equal_float), NULL, false, SCRIPT_NOT_EQUAL + 1},
    {"less", 2, TO_BOOL(less_bool, less_int, less_float), NULL, false, SCRIPT_LESS + 1},
    {"less_equal", 2, TO_BOOL(less_equal_bool, less_equal_int, less_equal_float), NULL, false, SCRIPT_LESS_EQUAL + 1},
    {"greater", 2, TO_BOOL(greater_bool, greater_int, greater_float), NULL, false, SCRIPT_GREATER + 1},
    {"greater_equal", 2, TO_BOOL(greater_equal_bool, greater_equal_int, greater_equal_float),
     NULL, false, SCRIPT_GREATER_EQUAL + 1},
    {NULL, 0, KEEP(NULL, NULL, NULL), NULL, false, 0},
};

const ufunc *ufunc_of_operator(script_operator op)
{
    for (const ufunc *f = ufunc_rows; f->name; f++)
        if (f->operator_plus_one == (int)op + 1)
            return f;
    return NULL;
}

const ufunc *ufunc_find(const char *name)
{
    static const char *const aliases[][2] = {
        {"abs", "absolute"},     {"acos", "arccos"},   {"acosh", "arccosh"},   {"asin", "arcsin"},
        {"asinh", "arcsinh"},    {"atan", "arctan"},   {"atan2", "arctan2"},   {"atanh", "arctanh"},
        {"bitwise_invert", "invert"}, {"bitwise_not", "invert"}, {"bitwise_left_shift", "left_shift"},
        {"bitwise_right_shift", "right_shift"}, {"conj", "conjugate"}, {"mod", "remainder"}, {"pow", "power"},
        {"true_divide", "divide"},
    };
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(aliases[i][0], name) == 0)
            name = aliases[i][1];
    for (const ufunc *f = ufunc_rows; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}
