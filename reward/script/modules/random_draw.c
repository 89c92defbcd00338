/* random_draw.c: the distributions of Python's random, by its formulas and in its order of drawing. */
#include "reward/script/modules/random_draw.h"

#include <math.h>

#define DRAW(name) lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

/* The source and the arguments as numbers. */
static lathe_status begin(script_vm *vm, const script_call *call, random_source **r, double *numbers, size_t count,
                          lathe_error *err)
{
    lathe_status st = random_source_of(vm, call, r, err);
    for (size_t i = 0; i < count && !st; i++)
        st = script_to_double(vm, call->args[i], &numbers[i], err);
    return st;
}

static double real(random_source *r) { return mersenne_real(&r->generator); }

static lathe_status give(script_vm *vm, double v, script_value *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = script_float(v);
    return LATHE_OK;
}

static lathe_status divide_by_zero(script_vm *vm, lathe_error *err)
{
    return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
}

/* a + (b - a) * random(), in Python's own arithmetic. */
DRAW(random_uniform)
{
    random_source *r;
    script_value span;
    lathe_status st = random_source_of(vm, call, &r, err);
    if (!st)
        st = script_operate(vm, SCRIPT_SUBTRACT, call->args[1], call->args[0], &span, err);
    if (!st)
        st = script_operate(vm, SCRIPT_MULTIPLY, span, script_float(real(r)), &span, err);
    return st ? st : script_operate(vm, SCRIPT_ADD, call->args[0], span, out, err);
}

DRAW(random_triangular)
{
    random_source *r;
    double v[3];
    bool has_mode = !script_is_none(call->args[2]);
    lathe_status st = begin(vm, call, &r, v, has_mode ? 3 : 2, err);
    if (st)
        return st;
    double low = v[0], high = v[1], u = real(r), c = .5;
    if (has_mode && high == low) {
        *out = call->args[0];
        return LATHE_OK;
    }
    if (has_mode)
        c = (v[2] - low) / (high - low);
    if (u > c) {
        u = 1 - u;
        c = 1 - c;
        low = v[1];
        high = v[0];
    }
    if (u * c < 0)
        return script_raise(vm, err, "ValueError", "math domain error");
    return give(vm, low + (high - low) * sqrt(u * c), out, err);
}

DRAW(random_gauss)
{
    random_source *r;
    double v[2], z;
    lathe_status st = begin(vm, call, &r, v, 2, err);
    if (st)
        return st;
    if (r->has_gauss) {
        z = r->gauss;
        r->has_gauss = false;
    } else {
        double angle = real(r) * 2 * M_PI, radius = sqrt(-2 * log(1 - real(r)));
        z = cos(angle) * radius;
        r->gauss = sin(angle) * radius;
        r->has_gauss = true;
    }
    return give(vm, v[0] + z * v[1], out, err);
}

/* Kinderman and Monahan, ACM Trans. Math. Software 3 (1977). */
static double normal(random_source *r, double mu, double sigma)
{
    const double magic = 4 * exp(-.5) / sqrt(2);
    for (;;) {
        double u1 = real(r), u2 = 1 - real(r), z = magic * (u1 - .5) / u2;
        if (z * z / 4 <= -log(u2))
            return mu + z * sigma;
    }
}

DRAW(random_normal)
{
    random_source *r;
    double v[2];
    lathe_status st = begin(vm, call, &r, v, 2, err);
    return st ? st : give(vm, normal(r, v[0], v[1]), out, err);
}

DRAW(random_log_normal)
{
    random_source *r;
    double v[2];
    lathe_status st = begin(vm, call, &r, v, 2, err);
    if (st)
        return st;
    double y = exp(normal(r, v[0], v[1]));
    return isinf(y) ? script_raise(vm, err, "OverflowError", "math range error") : give(vm, y, out, err);
}

DRAW(random_exponential)
{
    random_source *r;
    double v[1];
    lathe_status st = begin(vm, call, &r, v, 1, err);
    if (st)
        return st;
    double u = -log(1 - real(r));
    return v[0] == 0 ? divide_by_zero(vm, err) : give(vm, u / v[0], out, err);
}

/* Fisher, Statistical Analysis of Circular Data (1993). */
DRAW(random_von_mises)
{
    random_source *r;
    double v[2], ignored, z;
    lathe_status st = begin(vm, call, &r, v, 2, err);
    if (st)
        return st;
    if (v[1] <= 1e-6)
        return give(vm, 2 * M_PI * real(r), out, err);
    double s = .5 / v[1], radius = s + sqrt(1 + s * s);
    for (;;) {
        double u1 = real(r);
        z = cos(M_PI * u1);
        double d = z / (radius + z), u2 = real(r);
        if (u2 < 1 - d * d || u2 <= (1 - d) * exp(d))
            break;
        st = script_spend(vm, 1, err); /* forever, for arguments that are no numbers */
        if (st)
            return st;
    }
    double q = 1 / radius, f = (q + z) / (1 + q * z), angle = acos(f);
    return give(vm, number_floor_modulo(real(r) > .5 ? v[0] + angle : v[0] - angle, 2 * M_PI, &ignored), out, err);
}

/* Cheng (1977) for alpha > 1; Ahrens and Dieter's GS (1974) below. */
static lathe_status gamma_draw(script_vm *vm, random_source *r, double alpha, double beta, double *out,
                               lathe_error *err)
{
    const double log4 = log(4), magic = 1 + log(4.5);
    if (alpha <= 0 || beta <= 0)
        return script_raise(vm, err, "ValueError", "gammavariate: alpha and beta must be > 0.0");
    if (alpha == 1) {
        *out = -log(1 - real(r)) * beta;
        return LATHE_OK;
    }
    double inverse = sqrt(2 * alpha - 1);
    for (;;) {
        lathe_status st = script_spend(vm, 1, err);
        if (st)
            return st;
        double u1 = real(r), x;
        if (alpha > 1) {
            if (!(1e-7 < u1 && u1 < .9999999))
                continue;
            double u2 = 1 - real(r), v = log(u1 / (1 - u1)) / inverse;
            x = alpha * exp(v);
            double z = u1 * u1 * u2, d = alpha - log4 + (alpha + inverse) * v - x;
            if (d + magic - 4.5 * z >= 0 || d >= log(z)) {
                *out = x * beta;
                return LATHE_OK;
            }
            continue;
        }
        double b = (M_E + alpha) / M_E, p = b * u1;
        x = p <= 1 ? pow(p, 1 / alpha) : -log((b - p) / alpha);
        double u = real(r);
        if (p > 1 ? u <= pow(x, alpha - 1) : u <= exp(-x)) {
            *out = x * beta;
            return LATHE_OK;
        }
    }
}

DRAW(random_gamma)
{
    random_source *r;
    double v[2], y;
    lathe_status st = begin(vm, call, &r, v, 2, err);
    if (!st)
        st = gamma_draw(vm, r, v[0], v[1], &y, err);
    return st ? st : give(vm, y, out, err);
}

DRAW(random_beta)
{
    random_source *r;
    double v[2], y, z = 0;
    lathe_status st = begin(vm, call, &r, v, 2, err);
    if (!st)
        st = gamma_draw(vm, r, v[0], 1, &y, err);
    if (!st && y != 0)
        st = gamma_draw(vm, r, v[1], 1, &z, err);
    return st ? st : give(vm, y != 0 ? y / (y + z) : 0, out, err);
}

DRAW(random_pareto)
{
    random_source *r;
    double v[1];
    lathe_status st = begin(vm, call, &r, v, 1, err);
    if (st)
        return st;
    double u = 1 - real(r);
    return v[0] == 0 ? divide_by_zero(vm, err) : give(vm, pow(u, -1 / v[0]), out, err);
}

DRAW(random_weibull)
{
    random_source *r;
    double v[2];
    lathe_status st = begin(vm, call, &r, v, 2, err);
    if (st)
        return st;
    double u = 1 - real(r);
    return v[1] == 0 ? divide_by_zero(vm, err) : give(vm, v[0] * pow(-log(u), 1 / v[1]), out, err);
}
