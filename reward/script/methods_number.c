/* methods_number.c: methods of int and float; numbers in other bases. */
#include "reward/script/vm.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define METHOD(name) \
    static lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

static int64_t integer_of(script_value v) { return v.kind == SCRIPT_BOOL ? v.boolean : v.integer; }

static uint64_t magnitude_of(script_value v)
{
    int64_t i = integer_of(v);
    return i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
}

METHOD(number_real)
{
    (void)vm;
    (void)err;
    *out = call->self.kind == SCRIPT_BOOL ? script_int(call->self.boolean) : call->self;
    return LATHE_OK;
}

METHOD(number_imaginary)
{
    (void)vm;
    (void)err;
    *out = call->self.kind == SCRIPT_FLOAT ? script_float(0) : script_int(0);
    return LATHE_OK;
}

/* ---- int ---- */

METHOD(int_bit_length)
{
    uint64_t magnitude = magnitude_of(call->self);
    (void)vm;
    (void)err;
    *out = script_int(magnitude ? 64 - __builtin_clzll(magnitude) : 0);
    return LATHE_OK;
}

METHOD(int_bit_count)
{
    (void)vm;
    (void)err;
    *out = script_int(__builtin_popcountll(magnitude_of(call->self)));
    return LATHE_OK;
}

METHOD(int_denominator)
{
    (void)vm;
    (void)call;
    (void)err;
    *out = script_int(1);
    return LATHE_OK;
}

METHOD(int_ratio)
{
    return script_tuple_new(vm, (script_value[]){script_int(integer_of(call->self)), script_int(1)}, 2, out, err);
}

/* big or little; true in *big */
static lathe_status take_order(script_vm *vm, script_value order, bool *big, lathe_error *err)
{
    *big = order.kind == SCRIPT_STR && text_is(order.str, "big");
    if (!*big && !(order.kind == SCRIPT_STR && text_is(order.str, "little")))
        return script_raise(vm, err, "ValueError", "byteorder must be either 'little' or 'big'");
    return LATHE_OK;
}

METHOD(int_to_bytes)
{
    int64_t length, v = integer_of(call->self);
    bool big, is_signed;
    lathe_status st = script_to_int(vm, call->args[0], &length, err);
    if (!st)
        st = take_order(vm, call->args[1], &big, err);
    if (!st)
        st = script_to_truth(vm, call->args[2], &is_signed, err);
    if (st)
        return st;
    if (length < 0)
        return script_raise(vm, err, "ValueError", "length argument must be non-negative");
    if (v < 0 && !is_signed)
        return script_raise(vm, err, "OverflowError", "can't convert negative int to unsigned");
    uint64_t pattern = v < 0 ? ~(uint64_t)v : (uint64_t)v;
    int bits = pattern ? 64 - __builtin_clzll(pattern) : 0; /* beside the sign's */
    if (length < 9 && v != 0 && bits + is_signed > 8 * length)
        return script_raise(vm, err, "OverflowError", "int too big to convert");
    char *made;
    st = script_alloc(vm, (size_t)length + 1, (void **)&made, err);
    for (int64_t i = 0; i < length && !st; i++)
        made[big ? length - 1 - i : i] = (char)(i < 8 ? v >> 8 * i : v < 0 ? -1 : 0);
    return st ? st : bytes_new(vm, made, (size_t)length, out, err);
}

METHOD(int_from_bytes)
{
    script_value data;
    bool big, is_signed;
    uint64_t v = 0;
    lathe_status st = call_value(vm, script_type(&types_bytes), &(arguments){.items = call->args, .count = 1}, &data, err);
    if (!st)
        st = take_order(vm, call->args[1], &big, err);
    if (!st)
        st = script_to_truth(vm, call->args[2], &is_signed, err);
    if (st)
        return st;
    uint32_t length = data.str->length;
    for (uint32_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)data.str->text[big ? i : length - 1 - i];
        if (i == 0 && is_signed && (byte & 0x80))
            v = UINT64_MAX;
        if (v >> 56 != 0 && v >> 55 != 0x1ff)
            return script_raise(vm, err, "OverflowError", "integer does not fit into 64 bits");
        v = v << 8 | byte;
    }
    if (v > INT64_MAX && !(is_signed && length && ((unsigned char)data.str->text[big ? 0 : length - 1] & 0x80)))
        return script_raise(vm, err, "OverflowError", "integer does not fit into 64 bits");
    *out = script_int((int64_t)v);
    return LATHE_OK;
}

/* ---- float ---- */

METHOD(float_is_integer)
{
    (void)vm;
    (void)err;
    *out = script_bool(isfinite(call->self.number) && floor(call->self.number) == call->self.number);
    return LATHE_OK;
}

METHOD(float_ratio)
{
    double v = call->self.number;
    int exponent;
    if (isnan(v))
        return script_raise(vm, err, "ValueError", "cannot convert NaN to integer ratio");
    if (isinf(v))
        return script_raise(vm, err, "OverflowError", "cannot convert Infinity to integer ratio");
    double fraction = frexp(v, &exponent);
    while (fraction != floor(fraction)) {
        fraction *= 2;
        exponent--;
    }
    if (exponent < -62 || (exponent > 0 && fabs(v) >= 0x1p63))
        return script_raise(vm, err, "OverflowError", "integer does not fit into 64 bits");
    script_value pair[2] = {script_int(exponent > 0 ? (int64_t)v : (int64_t)fraction),
                            script_int(exponent < 0 ? (int64_t)1 << -exponent : 1)};
    return script_tuple_new(vm, pair, 2, out, err);
}

METHOD(float_hex)
{
    double v = call->self.number;
    int exponent;
    if (!isfinite(v))
        return script_str_printf(vm, out, err, "%s", isnan(v) ? "nan" : v > 0 ? "inf" : "-inf");
    if (v == 0)
        return script_str_printf(vm, out, err, "%s0x0.0p+0", signbit(v) ? "-" : "");
    double fraction = frexp(fabs(v), &exponent) * 2; /* in [1, 2) */
    exponent--;
    if (exponent < -1022) {
        fraction = ldexp(fraction, exponent + 1022);
        exponent = -1022;
    }
    uint64_t bits = (uint64_t)ldexp(fraction, 52);
    return script_str_printf(vm, out, err, "%s0x%llu.%013llxp%+d", signbit(v) ? "-" : "",
                             (unsigned long long)(bits >> 52), (unsigned long long)(bits & (((uint64_t)1 << 52) - 1)),
                             exponent);
}

METHOD(float_from_hex)
{
    script_value v = call->args[0];
    char *stop, text[100];
    if (v.kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "bad argument type for built-in operation");
    const char *p = v.str->text;
    while (isspace((unsigned char)*p))
        p++;
    bool negative = *p == '-', has_prefix = false;
    p += *p == '-' || *p == '+';
    has_prefix = p[0] == '0' && (p[1] | 0x20) == 'x';
    snprintf(text, sizeof text, "%s%s", has_prefix || isalpha((unsigned char)*p) ? "" : "0x", p);
    double number = strtod(text, &stop);
    while (isspace((unsigned char)*stop))
        stop++;
    if (*stop || stop == text)
        return script_raise(vm, err, "ValueError", "invalid hexadecimal floating-point string");
    *out = script_float(negative ? -number : number);
    return LATHE_OK;
}

const script_method methods_float[] = {
    {"is_integer", "", float_is_integer, 0},
    {"as_integer_ratio", "", float_ratio, 0},
    {"hex", "", float_hex, 0},
    {"fromhex", "string, /", float_from_hex, SCRIPT_METHOD_STATIC},
    {"real", "", number_real, SCRIPT_METHOD_PROPERTY},
    {"imag", "", number_imaginary, SCRIPT_METHOD_PROPERTY},
    {"conjugate", "", number_real, 0},
    {NULL, NULL, NULL, 0},
};

const script_method methods_int[] = {
    {"bit_length", "", int_bit_length, 0},
    {"bit_count", "", int_bit_count, 0},
    {"as_integer_ratio", "", int_ratio, 0},
    {"to_bytes", "length=1, byteorder='big', *, signed=False", int_to_bytes, 0},
    {"from_bytes", "bytes, byteorder='big', *, signed=False", int_from_bytes, SCRIPT_METHOD_STATIC},
    {"real", "", number_real, SCRIPT_METHOD_PROPERTY},
    {"imag", "", number_imaginary, SCRIPT_METHOD_PROPERTY},
    {"numerator", "", number_real, SCRIPT_METHOD_PROPERTY},
    {"denominator", "", int_denominator, SCRIPT_METHOD_PROPERTY},
    {"conjugate", "", number_real, 0},
    {NULL, NULL, NULL, 0},
};

/* ---- builtins ---- */

/* bin, oct, hex */
METHOD(builtin_in_base)
{
    int64_t v;
    char digits[70];
    char base = call->method->name[0];
    int shift = base == 'b' ? 1 : base == 'o' ? 3 : 4;
    size_t at = sizeof digits;
    lathe_status st = script_to_int(vm, call->args[0], &v, err);
    if (st)
        return st;
    uint64_t magnitude = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    digits[--at] = '\0';
    do {
        digits[--at] = "0123456789abcdef"[magnitude & ((1u << shift) - 1)];
        magnitude >>= shift;
    } while (magnitude);
    digits[--at] = base == 'h' ? 'x' : base;
    digits[--at] = '0';
    if (v < 0)
        digits[--at] = '-';
    return script_str_new(vm, digits + at, sizeof digits - 1 - at, out, err);
}

static uint64_t multiply_modulo(uint64_t a, uint64_t b, uint64_t m)
{
    return (uint64_t)((unsigned __int128)a * b % m);
}

/* The inverse of a modulo m; 0 where there is none. */
static uint64_t inverse_modulo(uint64_t a, uint64_t m)
{
    __int128 r0 = m, r1 = a % m, t0 = 0, t1 = 1;
    while (r1) {
        __int128 q = r0 / r1, r2 = r0 - q * r1, t2 = t0 - q * t1;
        r0 = r1;
        r1 = r2;
        t0 = t1;
        t1 = t2;
    }
    return r0 == 1 ? (uint64_t)(t0 < 0 ? t0 + m : t0) : 0;
}

METHOD(builtin_pow)
{
    int64_t v[3];
    script_value method;
    if (script_is_none(call->args[2]))
        return script_operate(vm, SCRIPT_POWER, call->args[0], call->args[1], out, err);
    if (class_find_special(call->args[0], "__pow__", &method))
        return call_with_self(vm, method, call->args[0], &(arguments){.items = call->args + 1, .count = 2}, out, err);
    for (int i = 0; i < 3; i++) {
        if (call->args[i].kind != SCRIPT_INT && call->args[i].kind != SCRIPT_BOOL)
            return script_raise(vm, err, "TypeError", "pow() 3rd argument not allowed unless all arguments are integers");
        v[i] = integer_of(call->args[i]);
    }
    if (v[2] == 0)
        return script_raise(vm, err, "ValueError", "pow() 3rd argument cannot be 0");
    uint64_t m = magnitude_of(script_int(v[2])), result = 1 % m;
    __int128 reduced = (__int128)v[0] % (__int128)m;
    uint64_t base = (uint64_t)(reduced < 0 ? reduced + m : reduced);
    uint64_t exponent = magnitude_of(script_int(v[1]));
    if (v[1] < 0) {
        base = inverse_modulo(base, m);
        if (base == 0 && m != 1)
            return script_raise(vm, err, "ValueError", "base is not invertible for the given modulus");
    }
    for (; exponent; exponent >>= 1) {
        if (exponent & 1)
            result = multiply_modulo(result, base, m);
        base = multiply_modulo(base, base, m);
    }
    *out = script_int(v[2] < 0 && result ? (int64_t)result + v[2] : (int64_t)result);
    return LATHE_OK;
}

const script_method builtin_numbers[] = {
    {"bin", "number, /", builtin_in_base, 0},
    {"oct", "number, /", builtin_in_base, 0},
    {"hex", "number, /", builtin_in_base, 0},
    {"pow", "base, exp, mod=None", builtin_pow, 0},
    {NULL, NULL, NULL, 0},
};
