/* numeric.c: functions over arrays that are made of others: differences, interpolation, cross products, tests of
 * closeness, polynomials. */
#include "reward/script/numpy/functions.h"

#include <math.h>
#include <string.h>

static lathe_status number(script_vm *vm, double v, array **out, lathe_error *err)
{
    return array_from_doubles(vm, script_float(v), out, err);
}

/* args: a, a_min, a_max, out, min, max; ndarray.clip calls it too. */
NUMPY(numeric_clip)
{
    array *a, *bound;
    script_value low = script_is_none(call->args[1]) ? call->args[4] : call->args[1],
                 high = script_is_none(call->args[2]) ? call->args[5] : call->args[2];
    lathe_status st = array_refuse(vm, call, 6, err);
    if (!st && (call->given & 6) && (call->given & 6) != 6)
        return script_raise(vm, err, "TypeError", "clip() missing 1 required positional argument: '%s'",
                            call->given & 2 ? "a_max" : "a_min");
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st && !script_is_none(low)) {
        st = array_from(vm, low, &bound, err);
        if (!st)
            st = ufunc_binary(vm, "maximum", a, bound, &a, err);
    }
    if (!st && !script_is_none(high)) {
        st = array_from(vm, high, &bound, err);
        if (!st)
            st = ufunc_binary(vm, "minimum", a, bound, &a, err);
    }
    if (!st && array_of(call->args[3])) {
        *out = call->args[3];
        return array_assign(vm, array_of(call->args[3]), a, err);
    }
    return st ? st : array_result(vm, a, out, err);
}

/* round, around. args: a, decimals, out */
NUMPY(numeric_round)
{
    array *a;
    int64_t decimals;
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = script_to_int(vm, call->args[1], &decimals, err);
    if (!st)
        st = ufunc_round(vm, a, decimals, &a, err);
    return st ? st : array_result(vm, a, out, err);
}

/* fix, nan_to_num and what else gives doubles of doubles elementwise with no ufunc of its own. */
NUMPY(numeric_nan_to_num)
{
    array *a, *made;
    double nan_value;
    lathe_status st = array_refuse(vm, call, 3, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = script_to_double(vm, call->args[2], &nan_value, err);
    if (!st)
        st = array_copy(vm, a, a->type, &made, err);
    for (int64_t i = 0; !st && made->type == ARRAY_FLOAT && i < made->size; i++) {
        double *v = (double *)made->data + i;
        *v = isnan(*v) ? nan_value : isinf(*v) ? copysign(0x1.fffffffffffffp1023, *v) : *v;
    }
    return st ? st : array_result(vm, made, out, err);
}

/* ---- closeness ---- */

static lathe_status closeness(script_vm *vm, const script_call *call, array **out, lathe_error *err)
{
    array *x, *y, *tolerance, *absolute, *difference, *bound, *equal;
    bool nans;
    lathe_status st = array_from_doubles(vm, call->args[0], &x, err);
    if (!st)
        st = array_from_doubles(vm, call->args[1], &y, err);
    if (!st)
        st = array_from_doubles(vm, call->args[2], &tolerance, err);
    if (!st)
        st = array_from_doubles(vm, call->args[3], &absolute, err);
    if (!st)
        st = script_to_truth(vm, call->args[4], &nans, err);
    if (!st)
        st = ufunc_binary(vm, "subtract", x, y, &difference, err);
    if (!st)
        st = ufunc_unary(vm, "absolute", difference, &difference, err);
    if (!st)
        st = ufunc_unary(vm, "absolute", y, &bound, err);
    if (!st)
        st = ufunc_binary(vm, "multiply", tolerance, bound, &bound, err);
    if (!st)
        st = ufunc_binary(vm, "add", absolute, bound, &bound, err);
    if (!st)
        st = ufunc_binary(vm, "less_equal", difference, bound, &difference, err);
    if (!st)
        st = ufunc_unary(vm, "isfinite", y, &bound, err);
    if (!st)
        st = ufunc_binary(vm, "logical_and", difference, bound, &difference, err);
    if (!st)
        st = ufunc_binary(vm, "equal", x, y, &equal, err);
    if (!st)
        st = ufunc_binary(vm, "logical_or", difference, equal, out, err);
    if (st || !nans)
        return st;
    st = ufunc_unary(vm, "isnan", x, &x, err);
    if (!st)
        st = ufunc_unary(vm, "isnan", y, &y, err);
    if (!st)
        st = ufunc_binary(vm, "logical_and", x, y, &equal, err);
    return st ? st : ufunc_binary(vm, "logical_or", *out, equal, out, err);
}

static lathe_status all_true(script_vm *vm, const array *a, bool *out, lathe_error *err)
{
    bool axes[ARRAY_MAX_DIMENSIONS];
    array *made;
    memset(axes, true, sizeof axes);
    lathe_status st = reduce_array(vm, REDUCE_ALL, a, axes, false, &made, err);
    if (!st)
        *out = *(const bool *)made->data;
    return st;
}

/* isclose, allclose. args: a, b, rtol, atol, equal_nan */
NUMPY(numeric_close)
{
    array *made;
    bool all;
    lathe_status st = closeness(vm, call, &made, err);
    if (!st && call->method->name[0] == 'i')
        return array_result(vm, made, out, err);
    if (!st)
        st = all_true(vm, made, &all, err);
    if (!st)
        *out = script_bool(all);
    return st;
}

/* args: a1, a2 */
NUMPY(numeric_array_equal)
{
    array *a, *b, *made;
    bool all = false;
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_from(vm, call->args[1], &b, err);
    if (!st && array_same_shape(a, b)) {
        st = ufunc_binary(vm, "equal", a, b, &made, err);
        if (!st)
            st = all_true(vm, made, &all, err);
    }
    if (!st)
        *out = script_bool(all);
    return st;
}

/* ---- differences ---- */

/* a[..., from : from + count] */
static lathe_status stretch(script_vm *vm, const array *a, int64_t from, int64_t count, array **out, lathe_error *err)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    memcpy(shape, a->shape, (size_t)a->dimensions * sizeof *shape);
    shape[a->dimensions - 1] = count < 0 ? 0 : count;
    lathe_status st = array_view(vm, a, a->dimensions, shape, a->strides, out, err);
    if (!st && count > 0)
        (*out)->data += from * a->strides[a->dimensions - 1];
    return st;
}

static lathe_status difference(script_vm *vm, const array *a, array **out, lathe_error *err)
{
    array *left, *right;
    int64_t n = a->shape[a->dimensions - 1];
    lathe_status st = stretch(vm, a, 0, n - 1, &left, err);
    if (!st)
        st = stretch(vm, a, 1, n - 1, &right, err);
    return st ? st : ufunc_binary(vm, a->type == ARRAY_BOOL ? "not_equal" : "subtract", right, left, out, err);
}

/* args: a, n, axis */
NUMPY(numeric_diff)
{
    array *a;
    int64_t times;
    int axis;
    lathe_status st = array_refuse(vm, call, 3, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = script_to_int(vm, call->args[1], &times, err);
    if (!st && times < 0)
        return script_raise(vm, err, "ValueError", "order must be non-negative but got %lld", (long long)times);
    if (!st && a->dimensions == 0)
        return script_raise(vm, err, "ValueError", "diff requires input that is at least one dimensional");
    if (!st)
        st = array_read_axis(vm, call->args[2], a->dimensions, &axis, err);
    if (!st)
        st = shape_axis_last(vm, a, axis, &a, err);
    for (int64_t i = 0; i < times && !st && a->shape[a->dimensions - 1]; i++)
        st = difference(vm, a, &a, err);
    if (!st)
        st = shape_axis_back(vm, a, axis, &a, err);
    return st ? st : array_value(vm, a, out, err);
}

static void slopes(const double *f, const double *steps, bool even, int64_t n, double *out)
{
    double h = steps[0], last = even ? h : steps[n - 2];
    for (int64_t i = 1; i + 1 < n; i++) {
        if (even) {
            out[i] = (f[i + 1] - f[i - 1]) / (2. * h);
            continue;
        }
        double before = steps[i - 1], after = steps[i];
        double a = -after / (before * (before + after)), b = (after - before) / (before * after),
               c = before / (after * (before + after));
        out[i] = a * f[i - 1] + b * f[i] + c * f[i + 1];
    }
    out[0] = (f[1] - f[0]) / h;
    out[n - 1] = (f[n - 1] - f[n - 2]) / last;
}

/* Of one dimension. args: f, *varargs, axis, edge_order */
NUMPY(numeric_gradient)
{
    array *f, *spacing, *made;
    const script_list *given = call->args[1].list;
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = array_from_doubles(vm, call->args[0], &f, err);
    if (!st && (f->dimensions != 1 || given->count > 1))
        return script_unsupported(vm, err, "numpy.gradient of %d dimensions", f->dimensions);
    if (!st)
        st = given->count ? array_from_doubles(vm, given->items[0], &spacing, err) : number(vm, 1, &spacing, err);
    if (!st && f->size < 2)
        return script_raise(vm, err, "ValueError",
                            "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) "
                            "elements are required.");
    if (!st && spacing->dimensions && spacing->size != f->size)
        return script_raise(vm, err, "ValueError",
                            "when 1d, distances must match the length of the corresponding dimension");
    bool even = true;
    if (!st && spacing->dimensions) {
        st = difference(vm, spacing, &spacing, err);
        for (int64_t i = 1; !st && i < spacing->size; i++)
            even &= ((const double *)spacing->data)[i] == ((const double *)spacing->data)[0];
    }
    if (!st)
        st = array_new_vector(vm, ARRAY_FLOAT, f->size, &made, err);
    if (st)
        return st;
    slopes((const double *)f->data, (const double *)spacing->data, even, f->size, (double *)made->data);
    return array_value(vm, made, out, err);
}

/* args: y, x, dx, axis */
NUMPY(numeric_trapezoid)
{
    array *y, *d, *left, *right, *half;
    int axis;
    bool axes[ARRAY_MAX_DIMENSIONS] = {false};
    lathe_status st = array_from(vm, call->args[0], &y, err);
    if (!st)
        st = array_read_axis(vm, call->args[3], y->dimensions, &axis, err);
    if (!st)
        st = shape_axis_last(vm, y, axis, &y, err);
    if (!st && script_is_none(call->args[1])) {
        st = array_from_doubles(vm, call->args[2], &d, err);
    } else if (!st) {
        st = array_from(vm, call->args[1], &d, err);
        if (!st && d->dimensions != 1)
            return script_unsupported(vm, err, "numpy.trapezoid with x of several dimensions");
        if (!st)
            st = difference(vm, d, &d, err);
    }
    if (st)
        return st;
    int64_t n = y->shape[y->dimensions - 1];
    st = stretch(vm, y, 1, n - 1, &right, err);
    if (!st)
        st = stretch(vm, y, 0, n - 1, &left, err);
    if (!st)
        st = ufunc_binary(vm, "add", right, left, &left, err);
    if (!st)
        st = ufunc_binary(vm, "multiply", d, left, &left, err);
    if (!st)
        st = number(vm, 2, &half, err);
    if (!st)
        st = ufunc_binary(vm, "divide", left, half, &left, err);
    axes[y->dimensions - 1] = true;
    if (!st)
        st = reduce_array(vm, REDUCE_SUM, left, axes, false, &left, err);
    return st ? st : array_result(vm, left, out, err);
}

/* ---- interpolation ---- */

static double interpolate(double x, const double *xp, const double *fp, int64_t n, double left, double right)
{
    int64_t low = 0, high = n;
    if (isnan(x))
        return x;
    if (x > xp[n - 1])
        return right;
    if (x < xp[0])
        return left;
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (x >= xp[middle])
            low = middle;
        else
            high = middle;
    }
    if (low == n - 1 || xp[low] == x)
        return fp[low];
    double slope = (fp[low + 1] - fp[low]) / (xp[low + 1] - xp[low]), y = slope * (x - xp[low]) + fp[low];
    if (isnan(y)) {
        y = slope * (x - xp[low + 1]) + fp[low + 1];
        if (isnan(y) && fp[low] == fp[low + 1])
            y = fp[low];
    }
    return y;
}

/* args: x, xp, fp, left, right, period */
NUMPY(numeric_interp)
{
    array *x, *xp, *fp, *made;
    double ends[2];
    lathe_status st = array_refuse(vm, call, 5, err);
    if (!st)
        st = array_from_doubles(vm, call->args[0], &x, err);
    if (!st)
        st = array_from_doubles(vm, call->args[1], &xp, err);
    if (!st)
        st = array_from_doubles(vm, call->args[2], &fp, err);
    if (!st && (xp->dimensions != 1 || fp->dimensions != 1))
        return script_raise(vm, err, "ValueError", "object too deep for desired array");
    if (!st && xp->size == 0)
        return script_raise(vm, err, "ValueError", "array of sample points is empty");
    if (!st && xp->size != fp->size)
        return script_raise(vm, err, "ValueError", "fp and xp are not of the same length.");
    for (int i = 0; i < 2 && !st; i++) {
        ends[i] = ((const double *)fp->data)[i ? fp->size - 1 : 0];
        if (!script_is_none(call->args[3 + i]))
            st = script_to_double(vm, call->args[3 + i], &ends[i], err);
    }
    if (!st)
        st = array_spend(vm, x->size * 4, err);
    if (!st)
        st = array_new(vm, ARRAY_FLOAT, x->dimensions, x->shape, &made, err);
    for (int64_t i = 0; !st && i < x->size; i++)
        ((double *)made->data)[i] = interpolate(((const double *)x->data)[i], (const double *)xp->data,
                                                (const double *)fp->data, xp->size, ends[0], ends[1]);
    return st ? st : array_result(vm, made, out, err);
}

/* ---- products ---- */

/* Component i of vectors along the last axis. */
static lathe_status component(script_vm *vm, const array *a, int64_t i, array **out, lathe_error *err)
{
    lathe_status st = array_view(vm, a, a->dimensions - 1, a->shape, a->strides, out, err);
    if (!st)
        (*out)->data += i * a->strides[a->dimensions - 1];
    return st;
}

/* a[i] * b[k] - a[k] * b[i], where a component that a vector of two lacks is zero. */
static lathe_status minor(script_vm *vm, const array *a, const array *b, int64_t i, int64_t k, array **out,
                          lathe_error *err)
{
    array *x, *y, *products[2] = {NULL, NULL};
    int64_t n = a->shape[a->dimensions - 1], m = b->shape[b->dimensions - 1];
    lathe_status st = LATHE_OK;
    for (int side = 0; side < 2 && !st; side++) {
        int64_t p = side ? k : i, q = side ? i : k;
        if (p >= n || q >= m)
            continue;
        st = component(vm, a, p, &x, err);
        if (!st)
            st = component(vm, b, q, &y, err);
        if (!st)
            st = ufunc_binary(vm, "multiply", x, y, &products[side], err);
    }
    if (st)
        return st;
    if (products[0] && products[1])
        return ufunc_binary(vm, "subtract", products[0], products[1], out, err);
    if (products[0]) {
        *out = products[0];
        return LATHE_OK;
    }
    return products[1] ? ufunc_unary(vm, "negative", products[1], out, err) : number(vm, 0, out, err);
}

/* args: a, b */
NUMPY(numeric_cross)
{
    array *a, *b, *part, *made = NULL, *place;
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_from(vm, call->args[1], &b, err);
    if (!st && (a->dimensions == 0 || b->dimensions == 0))
        return script_raise(vm, err, "ValueError", "At least one array has zero dimension");
    if (st)
        return st;
    int64_t n = a->shape[a->dimensions - 1], m = b->shape[b->dimensions - 1];
    if ((n != 2 && n != 3) || (m != 2 && m != 3))
        return script_raise(vm, err, "ValueError",
                            "incompatible dimensions for cross product\n(dimension must be 2 or 3)");
    if (n == 2 && m == 2) {
        st = minor(vm, a, b, 0, 1, &part, err);
        return st ? st : array_value(vm, part, out, err);
    }
    for (int64_t i = 0; i < 3 && !st; i++) {
        int64_t shape[ARRAY_MAX_DIMENSIONS + 1];
        st = minor(vm, a, b, (i + 1) % 3, (i + 2) % 3, &part, err);
        if (!st && i == 0) {
            memcpy(shape, part->shape, (size_t)part->dimensions * sizeof *shape);
            shape[part->dimensions] = 3;
            st = array_new(vm, array_promote(a->type, b->type), part->dimensions + 1, shape, &made, err);
        }
        if (!st)
            st = component(vm, made, i, &place, err);
        if (!st)
            st = array_assign(vm, place, part, err);
    }
    return st ? st : array_value(vm, made, out, err);
}

/* args: a, v, mode */
NUMPY(numeric_convolve)
{
    array *a, *v, *made;
    const char *mode = call->args[2].kind == SCRIPT_STR ? call->args[2].str->text : "";
    lathe_status st = array_from_doubles(vm, call->args[0], &a, err);
    if (!st)
        st = array_from_doubles(vm, call->args[1], &v, err);
    if (!st && (a->size == 0 || v->size == 0))
        return script_raise(vm, err, "ValueError", "%s cannot be empty", a->size ? "v" : "a");
    if (!st && (a->dimensions > 1 || v->dimensions > 1))
        return script_raise(vm, err, "ValueError", "object too deep for desired array");
    if (st)
        return st;
    if (v->size > a->size) {
        array *swapped = a;
        a = v;
        v = swapped;
    }
    int64_t first = 0, count = a->size + v->size - 1;
    if (strcmp(mode, "same") == 0) {
        first = (v->size - 1) / 2;
        count = a->size;
    } else if (strcmp(mode, "valid") == 0) {
        first = v->size - 1;
        count = a->size - v->size + 1;
    } else if (strcmp(mode, "full") != 0) {
        return script_raise(vm, err, "ValueError", "mode must be one of 'valid', 'same', or 'full' (got '%s')", mode);
    }
    st = array_new_vector(vm, ARRAY_FLOAT, count, &made, err);
    for (int64_t i = 0; i < count && !st; i++) {
        double sum = 0;
        int64_t at = i + first, low = at - (v->size - 1) < 0 ? 0 : at - (v->size - 1),
                high = at < a->size - 1 ? at : a->size - 1;
        st = array_spend(vm, high - low + 16, err);
        for (int64_t k = low; k <= high; k++)
            sum += ((const double *)a->data)[k] * ((const double *)v->data)[at - k];
        ((double *)made->data)[i] = sum;
    }
    bool whole = array_of(call->args[0]) || array_of(call->args[1]) || script_is_sequence(call->args[0]);
    if (!st && whole) {
        array *types[2];
        st = array_from(vm, call->args[0], &types[0], err);
        if (!st)
            st = array_from(vm, call->args[1], &types[1], err);
        if (!st)
            st = array_cast(vm, made, array_promote(types[0]->type, types[1]->type), &made, err);
    }
    return st ? st : array_value(vm, made, out, err);
}

/* args: a, axis, weights, returned, keepdims */
NUMPY(numeric_average)
{
    array *a, *weights, *sum, *total;
    bool axes[ARRAY_MAX_DIMENSIONS];
    script_value args[] = {call->args[0], call->args[1]};
    if (script_is_none(call->args[2]))
        return call_native(vm, module_numpy_function("mean"), (script_value){0}, NULL,
                           &(arguments){.items = args, .count = 2}, out, err);
    lathe_status st = array_refuse(vm, call, 3, err);
    if (!st)
        st = array_from_doubles(vm, call->args[0], &a, err);
    if (!st)
        st = array_from_doubles(vm, call->args[2], &weights, err);
    if (!st)
        st = array_read_axes(vm, call->args[1], a->dimensions, axes, err);
    if (!st && !array_same_shape(a, weights)) {
        int axis;
        if (script_is_none(call->args[1]))
            return script_raise(vm, err, "TypeError",
                                "Axis must be specified when shapes of a and weights differ.");
        st = array_read_axis(vm, call->args[1], a->dimensions, &axis, err);
        if (!st && (weights->dimensions != 1 || weights->size != a->shape[axis]))
            return script_raise(vm, err, "ValueError",
                                "Shape of weights must be consistent with shape of a along specified axis.");
        int64_t shape[ARRAY_MAX_DIMENSIONS];
        for (int i = 0; i < a->dimensions && !st; i++)
            shape[i] = i == axis ? weights->size : 1;
        if (!st)
            st = shape_change(vm, weights, a->dimensions, shape, &weights, err);
        if (!st)
            st = array_broadcast(vm, weights, a->dimensions, a->shape, &weights, err);
    }
    if (!st)
        st = reduce_array(vm, REDUCE_SUM, weights, axes, false, &total, err);
    for (int64_t i = 0; !st && i < total->size; i++)
        if (((const double *)total->data)[i] == 0)
            return script_raise(vm, err, "ZeroDivisionError", "Weights sum to zero, can't be normalized");
    if (!st)
        st = ufunc_binary(vm, "multiply", a, weights, &sum, err);
    if (!st)
        st = reduce_array(vm, REDUCE_SUM, sum, axes, false, &sum, err);
    if (!st)
        st = ufunc_binary(vm, "divide", sum, total, &sum, err);
    return st ? st : array_result(vm, sum, out, err);
}

/* args: p, x */
NUMPY(numeric_polyval)
{
    array *p, *x, *y, *coefficient;
    lathe_status st = array_from(vm, call->args[0], &p, err);
    if (!st)
        st = array_from(vm, call->args[1], &x, err);
    if (!st && p->dimensions != 1)
        return script_unsupported(vm, err, "numpy.polyval of %d dimensions", p->dimensions);
    if (!st)
        st = array_new(vm, x->type, x->dimensions, x->shape, &y, err);
    for (int64_t i = 0; !st && i < p->size; i++) {
        st = index_row(vm, p, i, &coefficient, err);
        if (!st)
            st = ufunc_binary(vm, "multiply", y, x, &y, err);
        if (!st)
            st = ufunc_binary(vm, "add", y, coefficient, &y, err);
    }
    return st ? st : array_result(vm, y, out, err);
}
