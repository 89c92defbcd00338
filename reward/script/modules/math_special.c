/* math_special.c: gamma functions by Lanczos' approximation with the constants that CPython uses (lanczos13m53 of Boost),
 * so that the last digits agree; exact sums (Shewchuk, 1997); and what takes floats apart. */
#include "reward/script/modules/math_special.h"

#include "reward/script/vm.h"

#include <math.h>
#include <string.h>

static const double lanczos_g = 6.024680040776729583740234375, lanczos_g_less_half = 5.524680040776729583740234375;

static double lanczos_sum(double x)
{
    static const double over[] = {
        23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
        35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
        6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
        248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
        2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
        8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
        2.5066282746310002701649081771338373386264310793408};
    static const double under[] = {0,       39916800, 120543840, 150917976, 105258076, 45995730, 13339535,
                                   2637558, 357423,   32670,     1925,      66,        1};
    enum { TERMS = sizeof over / sizeof *over };
    double a = 0, b = 0;
    for (int i = 0; i < TERMS; i++) {
        int at = x < 5 ? TERMS - 1 - i : i;
        a = (x < 5 ? a * x : a / x) + over[at];
        b = (x < 5 ? b * x : b / x) + under[at];
    }
    return a / b;
}

/* sin(pi x), exact where it is zero. */
static double sin_pi(double x)
{
    double y = fmod(fabs(x), 2), r;
    switch ((int)round(2 * y)) {
    case 0:
        r = sin(M_PI * y);
        break;
    case 1:
        r = cos(M_PI * (y - .5));
        break;
    case 2:
        r = sin(M_PI * (1 - y));
        break;
    case 3:
        r = -cos(M_PI * (y - 1.5));
        break;
    default:
        r = sin(M_PI * (y - 2));
    }
    return copysign(1, x) * r;
}

static double factorial_of(int n)
{
    double product = 1;
    while (n > 1)
        product *= n--;
    return product;
}

double math_gamma(double x)
{
    enum { EXACT = 23 }; /* factorials that a double holds */
    if (!isfinite(x))
        return x > 0 || isnan(x) ? x : NAN;
    if (x == 0)
        return copysign(INFINITY, x);
    if (x == floor(x) && x < 0)
        return NAN;
    if (x == floor(x) && x <= EXACT)
        return factorial_of((int)x - 1);
    double size = fabs(x);
    if (size < 1e-20)
        return 1 / x;
    if (size > 200)
        return x < 0 ? 0 / sin_pi(x) : INFINITY;
    double y = size + lanczos_g_less_half, z, r;
    z = size > lanczos_g_less_half ? (y - size) - lanczos_g_less_half : (y - lanczos_g_less_half) - size;
    z = z * lanczos_g / y;
    double root = size < 140 ? pow(y, size - .5) : pow(y, size / 2 - .25);
    if (x < 0) {
        r = -M_PI / sin_pi(size) / size * exp(y) / lanczos_sum(size);
        r -= z * r;
        r /= root;
        return size < 140 ? r : r / root;
    }
    r = lanczos_sum(size) / exp(y);
    r += z * r;
    r *= root;
    return size < 140 ? r : r * root;
}

double math_log_gamma(double x)
{
    if (!isfinite(x))
        return isnan(x) ? x : INFINITY;
    if (x == floor(x) && x <= 2)
        return x <= 0 ? INFINITY : 0;
    double size = fabs(x);
    if (size < 1e-20)
        return -log(size);
    double r = log(lanczos_sum(size)) - lanczos_g;
    r += (size - .5) * (log(size + lanczos_g - .5) - 1);
    if (x < 0)
        r = log(M_PI) - log(fabs(sin_pi(size))) - log(size) - r;
    return r;
}

/* ---- sums ---- */

/* Partial sums that do not overlap, smallest first: their sum is the exact one. */
typedef struct partials {
    double *items;
    size_t count, capacity;
    double special, infinite; /* sums of what is not finite */
} partials;

static lathe_status add(script_vm *vm, partials *p, double x, lathe_error *err)
{
    double given = x;
    size_t kept = 0;
    for (size_t i = 0; i < p->count; i++) {
        double y = p->items[i];
        if (fabs(x) < fabs(y)) {
            double swap = x;
            x = y;
            y = swap;
        }
        double high = x + y, low = y - (high - x);
        if (low != 0)
            p->items[kept++] = low;
        x = high;
    }
    p->count = kept;
    if (x == 0)
        return LATHE_OK;
    if (!isfinite(x)) {
        if (isfinite(given))
            return script_raise(vm, err, "OverflowError", "intermediate overflow in fsum");
        if (isinf(given))
            p->infinite += given;
        p->special += given;
        p->count = 0;
        return LATHE_OK;
    }
    if (p->count == p->capacity) {
        double *grown;
        size_t capacity = p->capacity * 2 + 32;
        lathe_status st = script_alloc(vm, capacity * sizeof *grown, (void **)&grown, err);
        if (st)
            return st;
        if (p->count)
            memcpy(grown, p->items, p->count * sizeof *grown);
        p->items = grown;
        p->capacity = capacity;
    }
    p->items[p->count++] = x;
    return LATHE_OK;
}

/* The largest partials rounded once, half to even over all of them. */
static double total(const partials *p)
{
    size_t n = p->count;
    double high = 0, low = 0;
    if (n)
        high = p->items[--n];
    while (n) {
        double x = high, y = p->items[--n];
        high = x + y;
        low = y - (high - x);
        if (low != 0)
            break;
    }
    if (n && ((low < 0 && p->items[n - 1] < 0) || (low > 0 && p->items[n - 1] > 0))) {
        double y = low * 2, x = high + y;
        if (y == x - high)
            high = x;
    }
    return high;
}

lathe_status math_fsum(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_iterator *it;
    partials p = {0};
    lathe_status st = script_iterate(vm, call->args[0], &it, err);
    while (!st) {
        script_value v;
        bool done;
        double x;
        st = script_iterator_next(vm, it, &done, &v, err);
        if (st || done)
            break;
        st = script_to_double(vm, v, &x, err);
        if (!st)
            st = add(vm, &p, x, err);
    }
    if (!st && p.special != 0 && isnan(p.infinite))
        return script_raise(vm, err, "ValueError", "-inf + inf in fsum");
    if (!st)
        *out = script_float(p.special != 0 ? p.special : total(&p));
    return st;
}

/* ---- parts of floats ---- */

lathe_status math_frexp(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double x;
    int exponent = 0;
    lathe_status st = script_to_double(vm, call->args[0], &x, err);
    if (st)
        return st;
    if (isfinite(x))
        x = frexp(x, &exponent);
    return script_tuple_new(vm, (script_value[]){script_float(x), script_int(exponent)}, 2, out, err);
}

lathe_status math_ldexp(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double x;
    int64_t exponent;
    lathe_status st = script_to_double(vm, call->args[0], &x, err);
    if (!st && call->args[1].kind != SCRIPT_INT && call->args[1].kind != SCRIPT_BOOL)
        return script_raise(vm, err, "TypeError", "Expected an int as second argument to ldexp.");
    if (!st)
        st = script_to_int(vm, call->args[1], &exponent, err);
    if (st)
        return st;
    double y = ldexp(x, exponent > 10000 ? 10000 : exponent < -10000 ? -10000 : (int)exponent);
    if (isinf(y) && isfinite(x))
        return script_raise(vm, err, "OverflowError", "math range error");
    *out = script_float(y);
    return LATHE_OK;
}

lathe_status math_next_after(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double x, y;
    lathe_status st = script_to_double(vm, call->args[0], &x, err);
    if (!st)
        st = script_to_double(vm, call->args[1], &y, err);
    if (!st)
        *out = script_float(nextafter(x, y));
    return st;
}

lathe_status math_ulp(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double x;
    lathe_status st = script_to_double(vm, call->args[0], &x, err);
    if (st)
        return st;
    x = fabs(x);
    if (isfinite(x)) {
        double up = nextafter(x, INFINITY);
        x = isinf(up) ? x - nextafter(x, -INFINITY) : up - x;
    }
    *out = script_float(x);
    return LATHE_OK;
}

lathe_status math_remainder(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double x, y;
    lathe_status st = script_to_double(vm, call->args[0], &x, err);
    if (!st)
        st = script_to_double(vm, call->args[1], &y, err);
    if (st)
        return st;
    double r = remainder(x, y);
    if (isnan(r) && !isnan(x) && !isnan(y))
        return script_raise(vm, err, "ValueError", "math domain error");
    *out = script_float(r);
    return LATHE_OK;
}

/* ---- ways to choose ---- */

lathe_status math_choose(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    bool ordered = strcmp(call->method->name, "perm") == 0;
    int64_t n, k;
    lathe_status st = script_to_int(vm, call->args[0], &n, err);
    if (!st && ordered && script_is_none(call->args[1]))
        k = n;
    else if (!st)
        st = script_to_int(vm, call->args[1], &k, err);
    if (!st && n < 0)
        return script_raise(vm, err, "ValueError",
                            ordered && script_is_none(call->args[1]) ? "factorial() not defined for negative values"
                                                                     : "n must be a non-negative integer");
    if (!st && k < 0)
        return script_raise(vm, err, "ValueError", "k must be a non-negative integer");
    if (st)
        return st;
    unsigned __int128 result = k > n ? 0 : 1;
    if (!ordered && k > n - k)
        k = n - k;
    for (int64_t i = 0; i < k && result; i++) {
        result *= (unsigned __int128)(n - i);
        if (!ordered)
            result /= (unsigned __int128)(i + 1);
        if (result > INT64_MAX)
            return script_raise(vm, err, "OverflowError", "integer result does not fit into 64 bits");
    }
    *out = script_int((int64_t)result);
    return LATHE_OK;
}
