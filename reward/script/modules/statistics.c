/* statistics.c: what scripts use of Python's statistics: averages and spread of numbers. CPython reckons in fractions and
 * rounds once; here sums are kept with 113 bits, which comes to the same but for contrived data. Fractions and decimals
 * are not there. */
#include "reward/script/modules/modules.h"
#include "reward/script/vm.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef __float128 wide;

typedef struct sample {
    double *items;
    size_t count;
    bool whole; /* integers only */
} sample;

static const script_member members[];

/* StatisticsError as the module has it. */
static lathe_status fail(script_vm *vm, lathe_error *err, const char *text)
{
    script_value type;
    bool found;
    lathe_status st = module_member(vm, members, "statistics", "StatisticsError", &found, &type, err);
    return st ? st : script_raise_as(vm, err, "StatisticsError", type.type, "%s", text);
}

static lathe_status take(script_vm *vm, script_value data, sample *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    lathe_status st = script_to_items(vm, data, &items, &count, err);
    if (!st)
        st = script_alloc(vm, (count + 1) * sizeof *out->items, (void **)&out->items, err);
    if (!st)
        st = script_spend(vm, vm_cost(count) + 1, err);
    out->count = count;
    out->whole = true;
    for (size_t i = 0; i < count && !st; i++) {
        out->whole &= items[i].kind == SCRIPT_INT || items[i].kind == SCRIPT_BOOL;
        if (!script_is_number(items[i]) && items[i].kind != SCRIPT_OBJECT)
            return script_raise(vm, err, "TypeError", "can't convert type '%s' to numerator/denominator",
                                script_type_name(items[i]));
        st = script_to_double(vm, items[i], &out->items[i], err);
    }
    return st;
}

static wide sum_of(const sample *s)
{
    wide sum = 0;
    for (size_t i = 0; i < s->count; i++)
        sum += s->items[i];
    return sum;
}

/* A float, or of integers an int where it is one. */
static script_value number(wide v, bool whole)
{
    double d = (double)v;
    if (whole && d == floor(d) && fabs(d) < 0x1p53 && (wide)d == v)
        return script_int((int64_t)d);
    return script_float(d);
}

MODULE_FUNCTION(mean)
{
    sample s;
    lathe_status st = take(vm, call->args[0], &s, err);
    if (!st && !s.count)
        return fail(vm, err, strcmp(call->method->name, "mean") == 0 ? "mean requires at least one data point"
                                                                      : "fmean requires at least one data point");
    if (!st)
        *out = number(sum_of(&s) / s.count, s.whole && strcmp(call->method->name, "mean") == 0);
    return st;
}

/* variance, pvariance, stdev, pstdev: about the mean, or about what the script says it is. */
MODULE_FUNCTION(spread)
{
    sample s;
    const char *name = call->method->name;
    bool population = name[0] == 'p', root = strstr(name, "stdev") != NULL;
    wide middle, sum = 0;
    lathe_status st = take(vm, call->args[0], &s, err);
    if (!st && s.count < (population ? 1u : 2u)) {
        char text[80];
        snprintf(text, sizeof text, "%s requires at least %s", name, population ? "one data point" : "two data points");
        return fail(vm, err, text);
    }
    if (st)
        return st;
    middle = sum_of(&s) / s.count;
    if (!script_is_none(call->args[1])) {
        double given;
        st = script_to_double(vm, call->args[1], &given, err);
        if (st)
            return st;
        middle = given;
    }
    for (size_t i = 0; i < s.count; i++)
        sum += (s.items[i] - middle) * (s.items[i] - middle);
    wide variance = sum / (population ? s.count : s.count - 1);
    if (!root) {
        *out = number(variance, s.whole);
        return LATHE_OK;
    }
    wide guess = sqrt((double)variance);
    if (guess > 0 && isfinite((double)guess))
        guess = (guess + variance / guess) / 2; /* one of Newton's steps doubles the digits */
    *out = script_float((double)guess);
    return LATHE_OK;
}

MODULE_FUNCTION(median)
{
    const script_value *items;
    size_t count;
    const char *name = call->method->name;
    script_value list, sum;
    lathe_status st = script_to_items(vm, call->args[0], &items, &count, err);
    if (!st)
        st = script_list_new(vm, items, count, &list, err);
    if (!st && !count)
        return fail(vm, err, "no median for empty data");
    if (!st)
        st = sequence_sort(vm, list.list->items, count, script_none(), false, err);
    if (st)
        return st;
    items = list.list->items;
    if (count % 2 || strcmp(name, "median") != 0) {
        bool low = strcmp(name, "median_low") == 0;
        *out = items[count % 2 || !low ? count / 2 : count / 2 - 1];
        return LATHE_OK;
    }
    st = script_operate(vm, SCRIPT_ADD, items[count / 2 - 1], items[count / 2], &sum, err);
    return st ? st : script_operate(vm, SCRIPT_DIVIDE, sum, script_int(2), out, err);
}

/* The most frequent, the first of equals; multimode: all of those. */
MODULE_FUNCTION(mode)
{
    const script_value *items;
    size_t count;
    bool all = strcmp(call->method->name, "multimode") == 0;
    script_value counts, list;
    int64_t most = 0;
    lathe_status st = script_to_items(vm, call->args[0], &items, &count, err);
    if (!st)
        st = script_dict_new(vm, &counts, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &list, err);
    for (size_t i = 0; i < count && !st; i++) {
        script_value n = script_int(0);
        bool found;
        st = script_dict_get(vm, counts.dict, items[i], &found, &n, err);
        if (!st)
            st = script_dict_set(vm, counts.dict, items[i], script_int(n.integer + 1), err);
        most = n.integer + 1 > most ? n.integer + 1 : most;
    }
    if (!st && !count && !all)
        return fail(vm, err, "no mode for empty data");
    for (uint32_t i = 0; !st && i < counts.dict->used; i++)
        if (counts.dict->entries[i].value.integer == most)
            st = script_list_append(vm, list.list, counts.dict->entries[i].key, err);
    if (!st)
        *out = all ? list : list.list->items[0];
    return st;
}

static lathe_status statistics_error(script_vm *vm, script_value *out, lathe_error *err)
{
    script_class *type;
    lathe_status st = class_new(vm, "StatisticsError", exception_class(vm, "ValueError"), &type, err);
    if (!st)
        *out = script_type(type);
    return st;
}

static const script_method functions[] = {
    {"mean", "data", mean, 0},
    {"fmean", "data", mean, 0},
    {"median", "data", median, 0},
    {"median_low", "data", median, 0},
    {"median_high", "data", median, 0},
    {"mode", "data", mode, 0},
    {"multimode", "data", mode, 0},
    {"stdev", "data, xbar=None", spread, 0},
    {"pstdev", "data, mu=None", spread, 0},
    {"variance", "data, xbar=None", spread, 0},
    {"pvariance", "data, mu=None", spread, 0},
    {"geometric_mean", "data", NULL, 0},
    {"harmonic_mean", "data, weights=None", NULL, 0},
    {"quantiles", "data, *, n=4, method='exclusive'", NULL, 0},
    {"median_grouped", "data, interval=1", NULL, 0},
    {"linear_regression", "x, y, /, *, proportional=False", NULL, 0},
    {"correlation", "x, y, /", NULL, 0},
    {"covariance", "x, y, /", NULL, 0},
    {NULL, NULL, NULL, 0},
};
static const script_member members[] = {
    SCRIPT_MEMBER_MADE("StatisticsError", statistics_error), SCRIPT_MEMBER_UNSUPPORTED("NormalDist"), {0}};
const script_module module_statistics = {.name = "statistics", .functions = functions, .members = members};
