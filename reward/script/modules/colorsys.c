/* colorsys.c: Python's colorsys. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#include <math.h>

#define ONE_THIRD (1.0 / 3.0)
#define ONE_SIXTH (1.0 / 6.0)
#define TWO_THIRD (2.0 / 3.0)

static lathe_status read_three(script_vm *vm, const script_call *call, double out[3], lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < 3 && !st; i++)
        st = script_to_double(vm, call->args[i], &out[i], err);
    return st;
}

static lathe_status give(script_vm *vm, script_value a, script_value b, script_value c, script_value *out,
                         lathe_error *err)
{
    const script_value items[3] = {a, b, c};
    return script_tuple_new(vm, items, 3, out, err);
}

static lathe_status give_floats(script_vm *vm, const double v[3], script_value *out, lathe_error *err)
{
    return give(vm, script_float(v[0]), script_float(v[1]), script_float(v[2]), out, err);
}

static double part(double v)
{
    double whole;
    return number_floor_modulo(v, 1.0, &whole);
}

/* The first of the three that is the greatest. */
static size_t greatest(const double v[3])
{
    size_t at = 0;
    for (size_t i = 1; i < 3; i++)
        if (v[i] > v[at])
            at = i;
    return at;
}

static double least(const double v[3])
{
    double found = v[0];
    for (size_t i = 1; i < 3; i++)
        if (v[i] < found)
            found = v[i];
    return found;
}

static double hue_of(const double v[3], double high, double range)
{
    double r = (high - v[0]) / range, g = (high - v[1]) / range, b = (high - v[2]) / range;
    double hue = v[0] == high ? b - g : v[1] == high ? 2.0 + r - b : 4.0 + g - r;
    return part(hue / 6.0);
}

static lathe_status refuse_zero(script_vm *vm, lathe_error *err)
{
    return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
}

MODULE_FUNCTION(rgb_to_hsv)
{
    double v[3];
    lathe_status st = read_three(vm, call, v, err);
    if (st)
        return st;
    size_t at = greatest(v);
    double high = v[at], range = high - least(v);
    if (least(v) == high)
        return give(vm, script_float(0.0), script_float(0.0), call->args[at], out, err);
    if (high == 0)
        return refuse_zero(vm, err);
    return give(vm, script_float(hue_of(v, high, range)), script_float(range / high), call->args[at], out, err);
}

MODULE_FUNCTION(rgb_to_hls)
{
    double v[3];
    lathe_status st = read_three(vm, call, v, err);
    if (st)
        return st;
    double high = v[greatest(v)], low = least(v), sum = high + low, range = high - low, light = sum / 2.0;
    if (low == high)
        return give_floats(vm, (const double[]){0.0, light, 0.0}, out, err);
    double divisor = light <= 0.5 ? sum : 2.0 - high - low;
    if (divisor == 0)
        return refuse_zero(vm, err);
    return give_floats(vm, (const double[]){hue_of(v, high, range), light, range / divisor}, out, err);
}

/* exact: m2 as Python has it, which integers keep one. */
static script_value channel(double m1, double m2, script_value exact, double hue)
{
    hue = part(hue);
    if (hue < ONE_SIXTH)
        return script_float(m1 + (m2 - m1) * hue * 6.0);
    if (hue < 0.5)
        return exact;
    return script_float(hue < TWO_THIRD ? m1 + (m2 - m1) * (TWO_THIRD - hue) * 6.0 : m1);
}

MODULE_FUNCTION(hls_to_rgb)
{
    double v[3];
    lathe_status st = read_three(vm, call, v, err);
    if (st)
        return st;
    double h = v[0], l = v[1], s = v[2];
    if (s == 0)
        return give(vm, call->args[1], call->args[1], call->args[1], out, err);
    double m2 = l <= 0.5 ? l * (1.0 + s) : l + s - l * s, m1 = 2.0 * l - m2;
    bool whole = l > 0.5 && call->args[1].kind != SCRIPT_FLOAT && call->args[2].kind != SCRIPT_FLOAT && fabs(m2) < 1e15;
    script_value exact = whole ? script_int((int64_t)m2) : script_float(m2);
    return give(vm, channel(m1, m2, exact, h + ONE_THIRD), channel(m1, m2, exact, h),
                channel(m1, m2, exact, h - ONE_THIRD), out, err);
}

MODULE_FUNCTION(hsv_to_rgb)
{
    double v[3], quotient;
    lathe_status st = read_three(vm, call, v, err);
    if (st)
        return st;
    double h = v[0] * 6.0, s = v[1], value = v[2];
    script_value full = call->args[2];
    if (s == 0)
        return give(vm, full, full, full, out, err);
    if (!isfinite(h))
        return script_raise(vm, err, isnan(h) ? "ValueError" : "OverflowError", "cannot convert float %s to integer",
                            isnan(h) ? "NaN" : "infinity");
    double f = h - trunc(h);
    script_value p = script_float(value * (1.0 - s)), q = script_float(value * (1.0 - s * f)),
                 t = script_float(value * (1.0 - s * (1.0 - f)));
    switch ((int)number_floor_modulo(trunc(h), 6.0, &quotient)) {
    case 0: return give(vm, full, t, p, out, err);
    case 1: return give(vm, q, full, p, out, err);
    case 2: return give(vm, p, full, t, out, err);
    case 3: return give(vm, p, q, full, out, err);
    case 4: return give(vm, t, p, full, out, err);
    default: return give(vm, full, p, q, out, err);
    }
}

static const script_method functions[] = {
    {"rgb_to_hsv", "r, g, b", rgb_to_hsv, 0}, {"hsv_to_rgb", "h, s, v", hsv_to_rgb, 0},
    {"rgb_to_hls", "r, g, b", rgb_to_hls, 0}, {"hls_to_rgb", "h, l, s", hls_to_rgb, 0},
    {"rgb_to_yiq", "r, g, b", NULL, 0},       {"yiq_to_rgb", "y, i, q", NULL, 0},
    {NULL, NULL, NULL, 0},
};
const script_module module_colorsys = {.name = "colorsys", .functions = functions};
