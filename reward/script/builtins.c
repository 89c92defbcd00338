/* builtins.c: Python's builtin functions. What the list names without a function is known, and not supported. */
#include "reward/script/numpy/numpy.h"
#include "reward/script/modules/paths.h"
#include "reward/script/vm.h"

#include <math.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#define BUILTIN(name) \
    static lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

BUILTIN(builtin_len)
{
    size_t length;
    lathe_status st = sequence_length(vm, call->args[0], &length, err);
    if (!st)
        *out = script_int((int64_t)length);
    return st;
}

BUILTIN(builtin_abs)
{
    script_value v = call->args[0], method;
    const script_hooks *hooks = class_hooks(v, offsetof(script_hooks, absolute));
    if (hooks)
        return exception_adopt(vm, hooks->absolute(vm, v, out, err), err);
    if (v.numpy)
        return numpy_absolute(vm, v, out, err);
    if (class_find_special(v, "__abs__", &method))
        return call_with_self(vm, method, v, &(arguments){0}, out, err);
    lathe_status st = class_plain(vm, v, &v, err);
    if (st)
        return st;
    if (v.kind == SCRIPT_FLOAT) {
        *out = script_float(fabs(v.number));
        return LATHE_OK;
    }
    if (v.kind == SCRIPT_INT || v.kind == SCRIPT_BOOL) {
        bool negative = v.kind == SCRIPT_INT && v.integer < 0;
        return script_operate(vm, negative ? SCRIPT_NEGATE : SCRIPT_PLUS, v, (script_value){0}, out, err);
    }
    return script_raise(vm, err, "TypeError", "bad operand type for abs(): '%s'", script_type_name(v));
}

/* min and max of one iterable or of several values. */
static lathe_status extreme(script_vm *vm, const script_call *call, script_operator op, script_value *out,
                            lathe_error *err)
{
    const char *name = call->method->name;
    const script_value *items = call->args[0].list->items;
    size_t count = call->args[0].list->count;
    script_value key = call->args[1], fallback = call->args[2], best = {0}, best_key = {0};
    bool has_default = call->given & 4;
    lathe_status st = LATHE_OK;
    if (count == 0)
        return script_raise(vm, err, "TypeError", "%s expected at least 1 argument, got 0", name);
    if (count > 1 && has_default)
        return script_raise(vm, err, "TypeError",
                            "Cannot specify a default for %s() with multiple positional arguments", name);
    if (count == 1)
        st = script_to_items(vm, items[0], &items, &count, err);
    for (size_t i = 0; i < count && !st; i++) {
        script_value k = items[i], better;
        bool take = i == 0;
        st = script_spend(vm, 1, err);
        if (!st && !script_is_none(key))
            st = script_call_value(vm, key, &items[i], 1, &k, err);
        if (!st && i)
            st = compare_values(vm, op, k, best_key, &better, err);
        if (!st && i)
            st = script_to_truth(vm, better, &take, err);
        if (!st && take) {
            best = items[i];
            best_key = k;
        }
    }
    if (st)
        return st;
    if (count == 0 && !has_default)
        return script_raise(vm, err, "ValueError", "%s() arg is an empty sequence", name);
    *out = count ? best : fallback;
    return LATHE_OK;
}

BUILTIN(builtin_min) { return extreme(vm, call, SCRIPT_LESS, out, err); }
BUILTIN(builtin_max) { return extreme(vm, call, SCRIPT_GREATER, out, err); }

BUILTIN(builtin_sum)
{
    script_iterator *it;
    script_value total = call->args[1], v;
    bool done = false;
    if (total.kind == SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "sum() can't sum strings [use ''.join(seq) instead]");
    lathe_status st = script_iterate(vm, call->args[0], &it, err);
    while (!st) {
        st = script_iterator_next(vm, it, &done, &v, err);
        if (st || done)
            break;
        st = script_operate(vm, SCRIPT_ADD, total, v, &total, err);
    }
    if (!st)
        *out = total;
    return st;
}

/* Half to even, by the decimal digits that CPython's correctly rounded dtoa sees: printf rounds likewise. */
static double round_to(double v, int64_t digits)
{
    char text[400];
    if (!isfinite(v) || digits > 322 || v == 0)
        return v;
    if (digits < -308)
        return copysign(0, v);
    if (digits >= 0) {
        snprintf(text, sizeof text, "%.*f", (int)(digits > 60 ? 60 : digits), v);
        return digits > 60 ? v : strtod(text, NULL);
    }
    double scale = pow(10, (double)-digits);
    return nearbyint(v / scale) * scale;
}

static lathe_status round_integer(script_vm *vm, int64_t v, int64_t digits, script_value *out, lathe_error *err)
{
    int64_t unit = 1;
    for (; digits < 0 && unit <= INT64_MAX / 10; digits++)
        unit *= 10;
    if (digits < 0) {
        *out = script_int(0);
        return LATHE_OK;
    }
    int64_t rest = v % unit, base = v - rest, half = unit / 2;
    int64_t size = rest < 0 ? -rest : rest, away = v < 0 ? -unit : unit;
    bool odd = (base / unit) % 2 != 0, up = unit > 1 && (size > half || (size == half && odd));
    if (up && __builtin_add_overflow(base, away, &base))
        return script_raise(vm, err, "OverflowError", "integer result does not fit into 64 bits");
    *out = script_int(unit > 1 ? base : v);
    return LATHE_OK;
}

BUILTIN(builtin_round)
{
    script_value v = call->args[0], method;
    bool whole = script_is_none(call->args[1]);
    int64_t digits = 0;
    lathe_status st = whole ? LATHE_OK : script_to_int(vm, call->args[1], &digits, err);
    if (st)
        return st;
    if (v.numpy && !whole)
        return numpy_round(vm, v, digits, out, err);
    if (class_find_special(v, "__round__", &method))
        return call_with_self(vm, method, v, &(arguments){.items = &call->args[1], .count = !whole}, out, err);
    st = class_plain(vm, v, &v, err);
    if (st)
        return st;
    if (v.kind == SCRIPT_INT || v.kind == SCRIPT_BOOL)
        return round_integer(vm, v.kind == SCRIPT_INT ? v.integer : v.boolean, digits, out, err);
    if (v.kind != SCRIPT_FLOAT)
        return script_raise(vm, err, "TypeError", "type %s doesn't define __round__ method", script_type_name(v));
    if (!whole) {
        *out = script_float(round_to(v.number, digits));
        return LATHE_OK;
    }
    double rounded = nearbyint(v.number); /* half to even is the default mode */
    if (isnan(rounded))
        return script_raise(vm, err, "ValueError", "cannot convert float NaN to integer");
    if (isinf(rounded))
        return script_raise(vm, err, "OverflowError", "cannot convert float infinity to integer");
    if (!(fabs(rounded) < 0x1p63))
        return huge_new(vm, rounded, out, err);
    *out = script_int((int64_t)rounded);
    return LATHE_OK;
}

BUILTIN(builtin_sorted)
{
    const script_value *items;
    size_t count;
    bool reverse;
    script_value list;
    lathe_status st = script_to_items(vm, call->args[0], &items, &count, err);
    if (!st)
        st = script_list_new(vm, items, count, &list, err);
    if (!st)
        st = script_to_truth(vm, call->args[2], &reverse, err);
    if (!st)
        st = sequence_sort(vm, list.list->items, list.list->count, call->args[1], reverse, err);
    if (!st)
        *out = list;
    return st;
}

/* isinstance and issubclass: a class or a tuple of them. */
static lathe_status is_any_of(script_vm *vm, const script_class *type, script_value classes, const char *name,
                              bool *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    if (classes.kind == SCRIPT_CLASS) {
        *out |= script_is_subclass(type, classes.type) || (classes.type->covers && classes.type->covers(type));
        return LATHE_OK;
    }
    if (alias_is_union(classes, &items, &count)) {
        lathe_status st = vm_enter(vm, err);
        for (size_t i = 0; i < count && !st; i++)
            st = is_any_of(vm, type, script_is_none(items[i]) ? script_type(&types_none) : items[i], name, out, err);
        return st;
    }
    if (classes.kind != SCRIPT_TUPLE)
        return script_raise(vm, err, "TypeError", "%s() arg 2 must be a type, a tuple of types, or a union", name);
    lathe_status st = vm_enter(vm, err);
    for (size_t i = 0; i < classes.list->count && !st; i++)
        st = is_any_of(vm, type, classes.list->items[i], name, out, err);
    return st;
}

BUILTIN(builtin_isinstance)
{
    bool found = false;
    lathe_status st = is_any_of(vm, class_of(call->args[0]), call->args[1], "isinstance", &found, err);
    if (!st)
        *out = script_bool(found);
    return st;
}

BUILTIN(builtin_issubclass)
{
    bool found = false;
    if (call->args[0].kind != SCRIPT_CLASS)
        return script_raise(vm, err, "TypeError", "issubclass() arg 1 must be a class");
    lathe_status st = is_any_of(vm, call->args[0].type, call->args[1], "issubclass", &found, err);
    if (!st)
        *out = script_bool(found);
    return st;
}

/* any and all: stop at the first that decides. */
static lathe_status quantify(script_vm *vm, const script_call *call, bool deciding, script_value *out, lathe_error *err)
{
    script_iterator *it;
    bool decided = false, done = false;
    lathe_status st = script_iterate(vm, call->args[0], &it, err);
    while (!st && !decided) {
        script_value v;
        bool truth;
        st = script_iterator_next(vm, it, &done, &v, err);
        if (st || done)
            break;
        st = script_to_truth(vm, v, &truth, err);
        decided = !st && truth == deciding;
    }
    if (!st)
        *out = script_bool(decided == deciding);
    return st;
}

BUILTIN(builtin_any) { return quantify(vm, call, true, out, err); }
BUILTIN(builtin_all) { return quantify(vm, call, false, out, err); }

BUILTIN(builtin_divmod)
{
    script_value pair[2], method, left = call->args[0], right = call->args[1];
    if (class_find_special(left, "__divmod__", &method))
        return call_with_self(vm, method, left, &(arguments){.items = &right, .count = 1}, out, err);
    if (class_find_special(right, "__rdivmod__", &method))
        return call_with_self(vm, method, right, &(arguments){.items = &left, .count = 1}, out, err);
    lathe_status st = script_operate(vm, SCRIPT_FLOOR_DIVIDE, call->args[0], call->args[1], &pair[0], err);
    if (!st)
        st = script_operate(vm, SCRIPT_MODULO, call->args[0], call->args[1], &pair[1], err);
    return st ? st : script_tuple_new(vm, pair, 2, out, err);
}

BUILTIN(builtin_iter)
{
    script_iterator *it;
    script_value method, result;
    if (call->args[1].list->count)
        return iterate_until(vm, call->args[0], call->args[1].list->items[0], out, err);
    /* An object that is its own iterator stays itself. */
    if (class_find_special(call->args[0], "__iter__", &method)) {
        lathe_status st = call_with_self(vm, method, call->args[0], &(arguments){0}, &result, err);
        if (!st)
            *out = result;
        return st;
    }
    lathe_status st = script_iterate(vm, call->args[0], &it, err);
    if (!st)
        *out = (script_value){.kind = SCRIPT_ITERATOR, .iterator = it};
    return st;
}

BUILTIN(builtin_next)
{
    script_value v = call->args[0], method;
    bool done = false, has_default = call->args[1].list->count > 0;
    lathe_status st;
    if (v.kind == SCRIPT_ITERATOR) {
        st = script_iterator_next(vm, v.iterator, &done, out, err);
    } else if (class_find_special(v, "__next__", &method)) {
        st = call_with_self(vm, method, v, &(arguments){0}, out, err);
        done = st == LATHE_E_SCRIPT && vm->exception &&
               script_is_subclass(vm->exception->type, exception_class(vm, "StopIteration"));
        if (done && has_default)
            st = LATHE_OK;
    } else {
        return script_raise(vm, err, "TypeError", "'%s' object is not an iterator", script_type_name(v));
    }
    if (st || !done)
        return st;
    if (!has_default)
        return iterate_stop(vm, v.kind == SCRIPT_ITERATOR ? iterate_result(v.iterator) : script_none(), err);
    *out = call->args[1].list->items[0];
    return LATHE_OK;
}

BUILTIN(builtin_callable)
{
    script_value v = call->args[0], method;
    bool yes = v.kind == SCRIPT_FUNCTION || v.kind == SCRIPT_NATIVE || v.kind == SCRIPT_BOUND ||
               v.kind == SCRIPT_CLASS || class_find_special(v, "__call__", &method) ||
               class_hooks(v, offsetof(script_hooks, call));
    (void)vm;
    (void)err;
    *out = script_bool(yes);
    return LATHE_OK;
}

static lathe_status want_name(script_vm *vm, const script_call *call, lathe_error *err)
{
    if (call->args[1].kind == SCRIPT_STR)
        return LATHE_OK;
    return script_raise(vm, err, "TypeError", "%s(): attribute name must be string", call->method->name);
}

static bool is_missing(const script_vm *vm, lathe_status st)
{
    return st == LATHE_E_SCRIPT && vm->exception &&
           script_is_subclass(vm->exception->type, exception_class(vm, "AttributeError"));
}

BUILTIN(builtin_getattr)
{
    bool found;
    lathe_status st = want_name(vm, call, err);
    if (!st)
        st = attribute_try(vm, call->args[0], call->args[1].str, &found, out, err);
    if (call->args[2].list->count && is_missing(vm, st)) { /* a property or __getattr__ that raised it */
        vm->exception = NULL;
        st = LATHE_OK;
        found = false;
    }
    if (st || found)
        return st;
    if (!call->args[2].list->count)
        return exception_attribute_error(vm, err, call->args[0], call->args[1].str->text);
    *out = call->args[2].list->items[0];
    return LATHE_OK;
}

BUILTIN(builtin_hasattr)
{
    bool found;
    script_value ignored;
    lathe_status st = want_name(vm, call, err);
    if (!st)
        st = attribute_try(vm, call->args[0], call->args[1].str, &found, &ignored, err);
    if (is_missing(vm, st)) {
        vm->exception = NULL;
        st = LATHE_OK;
        found = false;
    }
    if (!st)
        *out = script_bool(found);
    return st;
}

BUILTIN(builtin_setattr)
{
    lathe_status st = want_name(vm, call, err);
    *out = script_none();
    return st ? st : attribute_set(vm, call->args[0], call->args[1].str, call->args[2], err);
}

/* The living dict: what a script puts there, it finds as a variable. */
BUILTIN(builtin_globals)
{
    (void)call;
    (void)err;
    *out = (script_value){.kind = SCRIPT_DICT, .dict = &vm->globals};
    return LATHE_OK;
}

#define KNOWN(name) {name, "*args, **kwargs", NULL, SCRIPT_METHOD_PLAIN}

const script_method builtin_functions[] = {
    {"len", "obj, /", builtin_len, 0},
    {"abs", "x, /", builtin_abs, 0},
    {"min", "*args, key=None, default=None", builtin_min, 0},
    {"max", "*args, key=None, default=None", builtin_max, 0},
    {"sum", "iterable, /, start=0", builtin_sum, 0},
    {"round", "number, ndigits=None", builtin_round, 0},
    {"sorted", "iterable, /, *, key=None, reverse=False", builtin_sorted, 0},
    {"isinstance", "obj, class_or_tuple, /", builtin_isinstance, 0},
    {"issubclass", "cls, class_or_tuple, /", builtin_issubclass, 0},
    {"any", "iterable, /", builtin_any, 0},
    {"all", "iterable, /", builtin_all, 0},
    {"divmod", "x, y, /", builtin_divmod, 0},
    {"iter", "iterable, /, *sentinel", builtin_iter, 0},
    {"next", "iterator, /, *default", builtin_next, 0},
    {"callable", "obj, /", builtin_callable, 0},
    {"getattr", "obj, name, /, *default", builtin_getattr, 0},
    {"hasattr", "obj, name, /", builtin_hasattr, 0},
    {"setattr", "obj, name, value, /", builtin_setattr, 0},
    {"open", "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None", paths_open,
     0},
    {"globals", "", builtin_globals, 0},
    KNOWN("BaseExceptionGroup"),
    KNOWN("ExceptionGroup"),
    KNOWN("__build_class__"),
    KNOWN("__import__"),
    KNOWN("aiter"),
    KNOWN("anext"),
    KNOWN("breakpoint"),
    KNOWN("bytearray"),
    KNOWN("compile"),
    KNOWN("complex"),
    KNOWN("eval"),
    KNOWN("exec"),
    KNOWN("help"),
    KNOWN("memoryview"),
    {NULL, NULL, NULL, 0},
};
