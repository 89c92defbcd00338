/* reduce.c: sums, products, extremes, any and all over axes, and what is made of them: means, deviations, running sums.
 * Floats are added in numpy's order, pairwise along the axis that lies closest in memory, so that sums are equal to the
 * last bit. */
#include "reward/script/numpy/functions.h"

#include <math.h>
#include <string.h>

enum { PAIR_BLOCK = 128 };

/* numpy's pairwise sum: blocks of up to 128 by eight accumulators, larger ones halved. */
static double pairwise(const char *p, int64_t step, int64_t n)
{
#define AT(i) (*(const double *)(p + (i) * step))
    if (n < 8) {
        double sum = -0.0;
        for (int64_t i = 0; i < n; i++)
            sum += AT(i);
        return sum;
    }
    if (n <= PAIR_BLOCK) {
        double r[8];
        int64_t i;
        for (i = 0; i < 8; i++)
            r[i] = AT(i);
        for (; i < n - n % 8; i += 8)
            for (int k = 0; k < 8; k++)
                r[k] += AT(i + k);
        double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
        for (; i < n; i++)
            sum += AT(i);
        return sum;
    }
    int64_t half = n / 2;
    half -= half % 8;
    return pairwise(p, step, half) + pairwise(p + half * step, step, n - half);
#undef AT
}

double reduce_sum(const double *v, int64_t n)
{
    return pairwise((const char *)v, sizeof *v, n);
}

/* data[0]: in, data[1]: out; a step of 0 on out folds all into one. */
static void sum_floats(char *const *data, const int64_t *steps, int64_t n)
{
    char *q = data[1];
    if (steps[1] == 0)
        *(double *)q += pairwise(data[0], steps[0], n);
    else
        for (int64_t i = 0; i < n; i++)
            *(double *)(q + i * steps[1]) += *(const double *)(data[0] + i * steps[0]);
}

#define FOLD(name, type, expression) \
    static void name(char *const *data, const int64_t *steps, int64_t n) \
    { \
        const char *p = data[0]; \
        char *q = data[1]; \
        for (int64_t i = 0; i < n; i++, p += steps[0], q += steps[1]) { \
            type a = *(const type *)q, b = *(const type *)p; \
            *(type *)q = (type)(expression); \
        } \
    }
FOLD(sum_integers, int64_t, (uint64_t)a + (uint64_t)b)
FOLD(product_floats, double, a *b)
FOLD(product_integers, int64_t, (uint64_t)a * (uint64_t)b)
FOLD(min_floats, double, a <= b || isnan(a) ? a : b)
FOLD(min_integers, int64_t, a <= b ? a : b)
FOLD(max_floats, double, a >= b || isnan(a) ? a : b)
FOLD(max_integers, int64_t, a >= b ? a : b)
FOLD(any_booleans, bool, a || b)
FOLD(all_booleans, bool, a &&b)

static const struct {
    const char *name; /* of the ufunc, for messages */
    walk_loop loops[ARRAY_TYPE_COUNT];
    double start;
    bool needs_elements;
} reductions[] = {
    [REDUCE_SUM] = {"add", {NULL, sum_integers, sum_floats}, -0.0, false},
    [REDUCE_PRODUCT] = {"multiply", {NULL, product_integers, product_floats}, 1, false},
    [REDUCE_MIN] = {"minimum", {all_booleans, min_integers, min_floats}, INFINITY, true},
    [REDUCE_MAX] = {"maximum", {any_booleans, max_integers, max_floats}, -INFINITY, true},
    [REDUCE_ANY] = {"logical_or", {any_booleans, NULL, NULL}, 0, false},
    [REDUCE_ALL] = {"logical_and", {all_booleans, NULL, NULL}, 1, false},
};

static void fill_start(array *a, reduction how)
{
    for (int64_t i = 0; i < a->size; i++) {
        if (a->type == ARRAY_FLOAT)
            ((double *)a->data)[i] = how == REDUCE_SUM && a->size ? -0.0 : reductions[how].start;
        else if (a->type == ARRAY_INT)
            ((int64_t *)a->data)[i] = how == REDUCE_MIN   ? INT64_MAX
                                      : how == REDUCE_MAX ? INT64_MIN
                                                          : (int64_t)reductions[how].start;
        else
            ((bool *)a->data)[i] = how == REDUCE_ALL || how == REDUCE_MIN;
    }
}

/* Axes in memory's order, the closest last, so that the inner loop runs as numpy's does. */
static void sort_axes(walk *w)
{
    for (int i = 1; i < w->dimensions; i++)
        for (int k = i; k > 0; k--) {
            int64_t before = w->strides[0][k - 1], here = w->strides[0][k];
            if ((before < 0 ? -before : before) >= (here < 0 ? -here : here))
                break;
            for (int operand = 0; operand < 2; operand++) {
                int64_t swapped = w->strides[operand][k];
                w->strides[operand][k] = w->strides[operand][k - 1];
                w->strides[operand][k - 1] = swapped;
            }
            int64_t swapped = w->shape[k];
            w->shape[k] = w->shape[k - 1];
            w->shape[k - 1] = swapped;
        }
}

static lathe_status fold(script_vm *vm, reduction how, const array *a, const bool *axes, array *into, lathe_error *err)
{
    walk w;
    int k = 0;
    if (a->size == 0)
        return LATHE_OK;
    walk_begin(&w, 0, NULL);
    w.operands = 2;
    w.data[0] = a->data;
    w.data[1] = into->data;
    for (int i = 0, n = 0; i < a->dimensions; i++) {
        if (a->shape[i] != 1) {
            w.shape[n] = a->shape[i];
            w.strides[0][n] = a->strides[i];
            w.strides[1][n++] = axes[i] ? 0 : into->strides[k];
            w.dimensions = n;
        }
        k += !axes[i];
    }
    sort_axes(&w);
    array *copy = NULL;
    lathe_status st = LATHE_OK;
    if (how == REDUCE_SUM && a->type == ARRAY_FLOAT) { /* numpy buffers what does not lie in one piece, and adds that */
        st = array_view(vm, a, w.dimensions, w.shape, w.strides[0], &copy, err);
        if (!st)
            st = array_cast(vm, copy, ARRAY_FLOAT, &copy, err);
        if (st)
            return st;
        w.data[0] = copy->data;
        memcpy(w.strides[0], copy->strides, (size_t)w.dimensions * sizeof *copy->strides);
    }
    return walk_run(vm, &w, reductions[how].loops[into->type], err);
}

lathe_status reduce_array(script_vm *vm, reduction how, const array *a, const bool *axes, bool keep, array **out,
                          lathe_error *err)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS], kept[ARRAY_MAX_DIMENSIONS], reduced = 1;
    int n = 0;
    array_type type = how == REDUCE_ANY || how == REDUCE_ALL                                  ? ARRAY_BOOL
                      : a->type == ARRAY_BOOL && (how == REDUCE_SUM || how == REDUCE_PRODUCT) ? ARRAY_INT
                                                                                              : a->type;
    for (int i = 0; i < a->dimensions; i++) {
        kept[i] = axes[i] ? 1 : a->shape[i];
        if (!axes[i])
            shape[n++] = a->shape[i];
        else
            reduced *= a->shape[i];
    }
    array *made;
    lathe_status st = array_new(vm, type, n, shape, &made, err);
    if (!st && reductions[how].needs_elements && reduced == 0 && made->size)
        return script_raise(vm, err, "ValueError",
                            "zero-size array to reduction operation %s which has no identity", reductions[how].name);
    if (!st && a->type != type)
        st = array_copy(vm, a, type, (array **)&a, err);
    if (st)
        return st;
    fill_start(made, how);
    st = fold(vm, how, a, axes, made, err);
    for (int64_t i = 0; !st && how == REDUCE_SUM && type == ARRAY_FLOAT && i < made->size && reduced == 0; i++)
        ((double *)made->data)[i] = 0;
    if (!st && keep)
        st = array_view(vm, made, a->dimensions, kept, NULL, &made, err);
    if (!st)
        *out = made;
    return st;
}

/* ---- what scripts call: a, axis, dtype, out, keepdims ---- */

static lathe_status put_out(script_vm *vm, array *made, script_value target, script_value *out, lathe_error *err)
{
    if (script_is_none(target))
        return array_result(vm, made, out, err);
    if (!array_of(target))
        return script_raise(vm, err, "TypeError", "output must be an array");
    lathe_status st = array_assign(vm, array_of(target), made, err);
    if (!st)
        *out = target;
    return st;
}

/* Plain folds let scalars have one axis. */
static lathe_status read_axes(script_vm *vm, script_value axis, const array *a, bool *out, lathe_error *err)
{
    if (!a->dimensions && axis.kind == SCRIPT_INT && (axis.integer == 0 || axis.integer == -1))
        return LATHE_OK;
    return array_read_axes(vm, axis, a->dimensions, out, err);
}

static reduction reduction_of(const char *name)
{
    static const struct {
        const char *name;
        reduction how;
    } rows[] = {{"sum", REDUCE_SUM}, {"prod", REDUCE_PRODUCT}, {"min", REDUCE_MIN}, {"amin", REDUCE_MIN},
                {"max", REDUCE_MAX}, {"amax", REDUCE_MAX},     {"any", REDUCE_ANY}, {"all", REDUCE_ALL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, name) == 0)
            return rows[i].how;
    return REDUCE_SUM;
}

/* args: a, axis, dtype (sum and prod only), out, keepdims */
NUMPY(reduce_function)
{
    array *a, *made;
    bool axes[ARRAY_MAX_DIMENSIONS], keep;
    reduction how = reduction_of(call->method->name);
    array_type type = ARRAY_TYPE_COUNT;
    size_t typed = how == REDUCE_SUM || how == REDUCE_PRODUCT;
    lathe_status st = array_refuse(vm, call, 4 + typed, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = read_axes(vm, call->args[1], a, axes, err);
    if (!st)
        st = script_to_truth(vm, call->args[3 + typed], &keep, err);
    if (!st && typed)
        st = array_read_type(vm, call->args[2], &type, err);
    if (!st && type != ARRAY_TYPE_COUNT)
        st = array_cast(vm, a, type, &a, err);
    if (!st)
        st = reduce_array(vm, how, a, axes, keep, &made, err);
    return st ? st : put_out(vm, made, call->args[2 + typed], out, err);
}

static int64_t count_reduced(const array *a, const bool *axes)
{
    int64_t n = 1;
    for (int i = 0; i < a->dimensions; i++)
        n *= axes[i] ? a->shape[i] : 1;
    return n;
}

static lathe_status divide_by(script_vm *vm, array *a, double divisor, array **out, lathe_error *err)
{
    array *d;
    lathe_status st = array_new(vm, ARRAY_FLOAT, 0, NULL, &d, err);
    if (st)
        return st;
    *(double *)d->data = divisor;
    return ufunc_binary(vm, "divide", a, d, out, err);
}

static lathe_status mean_of(script_vm *vm, array *a, const bool *axes, bool keep, array **out, lathe_error *err)
{
    array *sum;
    lathe_status st = array_cast(vm, a, ARRAY_FLOAT, &a, err);
    if (!st)
        st = reduce_array(vm, REDUCE_SUM, a, axes, keep, &sum, err);
    return st ? st : divide_by(vm, sum, (double)count_reduced(a, axes), out, err);
}

/* args: a, axis, dtype, out, keepdims */
NUMPY(reduce_mean)
{
    array *a, *made;
    bool axes[ARRAY_MAX_DIMENSIONS], keep;
    array_type type = ARRAY_FLOAT;
    lathe_status st = array_refuse(vm, call, 5, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_read_axes(vm, call->args[1], a->dimensions, axes, err);
    if (!st)
        st = script_to_truth(vm, call->args[4], &keep, err);
    if (!st)
        st = array_read_type(vm, call->args[2], &type, err);
    if (!st && type != ARRAY_FLOAT)
        return script_unsupported(vm, err, "dtype of numpy.mean");
    if (!st)
        st = mean_of(vm, a, axes, keep, &made, err);
    return st ? st : put_out(vm, made, call->args[3], out, err);
}

/* var and std. args: a, axis, dtype, out, ddof, keepdims */
NUMPY(reduce_variance)
{
    array *a, *mean, *made;
    bool axes[ARRAY_MAX_DIMENSIONS], keep;
    double less;
    array_type type = ARRAY_FLOAT;
    lathe_status st = array_refuse(vm, call, 6, err);
    if (!st)
        st = array_read_type(vm, call->args[2], &type, err);
    if (!st && type != ARRAY_FLOAT)
        return script_unsupported(vm, err, "dtype of numpy.%s", call->method->name);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_read_axes(vm, call->args[1], a->dimensions, axes, err);
    if (!st)
        st = script_to_truth(vm, call->args[5], &keep, err);
    if (!st)
        st = script_to_double(vm, call->args[4], &less, err);
    if (!st)
        st = mean_of(vm, a, axes, true, &mean, err);
    if (!st)
        st = ufunc_binary(vm, "subtract", a, mean, &made, err);
    if (!st)
        st = ufunc_binary(vm, "multiply", made, made, &made, err);
    if (!st)
        st = reduce_array(vm, REDUCE_SUM, made, axes, keep, &made, err);
    if (!st)
        st = divide_by(vm, made, fmax((double)count_reduced(a, axes) - less, 0), &made, err);
    if (!st && strcmp(call->method->name, "std") == 0)
        st = ufunc_unary(vm, "sqrt", made, &made, err);
    return st ? st : put_out(vm, made, call->args[3], out, err);
}

/* ptp. args: a, axis, out, keepdims */
NUMPY(reduce_span)
{
    array *a, *least, *most;
    bool axes[ARRAY_MAX_DIMENSIONS], keep;
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = read_axes(vm, call->args[1], a, axes, err);
    if (!st)
        st = script_to_truth(vm, call->args[3], &keep, err);
    if (!st)
        st = reduce_array(vm, REDUCE_MAX, a, axes, keep, &most, err);
    if (!st)
        st = reduce_array(vm, REDUCE_MIN, a, axes, keep, &least, err);
    if (!st)
        st = ufunc_binary(vm, "subtract", most, least, &most, err);
    return st ? st : put_out(vm, most, call->args[2], out, err);
}

/* count_nonzero. args: a, axis, keepdims */
NUMPY(reduce_count)
{
    array *a, *made;
    bool axes[ARRAY_MAX_DIMENSIONS], keep;
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = read_axes(vm, call->args[1], a, axes, err);
    if (!st)
        st = script_to_truth(vm, call->args[2], &keep, err);
    if (!st)
        st = array_cast(vm, a, ARRAY_BOOL, &a, err);
    if (!st)
        st = reduce_array(vm, REDUCE_SUM, a, axes, keep, &made, err);
    return st ? st : array_result(vm, made, out, err);
}

/* ---- along one axis ---- */

/* A contiguous copy with the axis last; without an axis all elements in a row. */
static lathe_status rows_of(script_vm *vm, script_value value, script_value axis, array **out, int *out_axis,
                            lathe_error *err)
{
    array *a;
    *out_axis = -1;
    lathe_status st = array_from(vm, value, &a, err);
    bool only = !st && !a->dimensions && axis.kind == SCRIPT_INT && (axis.integer == 0 || axis.integer == -1);
    if (!st && (script_is_none(axis) || only)) {
        st = array_cast(vm, a, a->type, &a, err);
        return st ? st : array_view(vm, a, 1, &a->size, NULL, out, err);
    }
    if (!st)
        st = array_read_axis(vm, axis, a->dimensions, out_axis, err);
    if (!st)
        st = shape_axis_last(vm, a, *out_axis, &a, err);
    return st ? st : array_cast(vm, a, a->type, out, err);
}

/* cumsum, cumprod. args: a, axis, dtype, out */
NUMPY(reduce_running)
{
    array *a, *made;
    int axis;
    array_type type = ARRAY_TYPE_COUNT;
    bool product = strcmp(call->method->name, "cumprod") == 0;
    lathe_status st = rows_of(vm, call->args[0], call->args[1], &a, &axis, err);
    if (!st)
        st = array_read_type(vm, call->args[2], &type, err);
    if (!st && type == ARRAY_TYPE_COUNT)
        type = a->type == ARRAY_BOOL ? ARRAY_INT : a->type;
    if (!st)
        st = array_copy(vm, a, type, &made, err);
    if (st)
        return st;
    int64_t n = made->shape[made->dimensions - 1];
    for (int64_t i = 0; i < made->size; i++) {
        double *x = (double *)made->data + i;
        int64_t *k = (int64_t *)made->data + i;
        if (i % n == 0)
            continue;
        if (type == ARRAY_FLOAT)
            *x = product ? x[-1] * *x : x[-1] + *x;
        else if (type == ARRAY_INT)
            *k = (int64_t)(product ? (uint64_t)k[-1] * (uint64_t)*k : (uint64_t)k[-1] + (uint64_t)*k);
    }
    if (axis >= 0)
        st = shape_axis_back(vm, made, axis, &made, err);
    if (!st && script_is_none(call->args[3]))
        return array_value(vm, made, out, err);
    return st ? st : put_out(vm, made, call->args[3], out, err);
}

static int64_t best_of(array_type type, const char *row, int64_t n, bool most)
{
    int64_t best = 0;
    for (int64_t i = 1; i < n; i++) {
        if (type == ARRAY_INT) {
            const int64_t *v = (const int64_t *)row;
            if (most ? v[i] > v[best] : v[i] < v[best])
                best = i;
            continue;
        }
        double v = array_double(type, row + i * array_item_size(type)),
               b = array_double(type, row + best * array_item_size(type));
        if (!isnan(b) && (isnan(v) || (most ? v > b : v < b)))
            best = i;
    }
    return best;
}

/* argmin, argmax. args: a, axis, out, keepdims */
NUMPY(reduce_place)
{
    array *a, *made;
    int axis;
    bool keep, most = call->method->name[4] == 'a';
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = script_to_truth(vm, call->args[3], &keep, err);
    if (!st && keep)
        return script_unsupported(vm, err, "argument 'keepdims' of numpy's %s", call->method->name);
    if (!st)
        st = rows_of(vm, call->args[0], call->args[1], &a, &axis, err);
    if (st)
        return st;
    int64_t n = a->shape[a->dimensions - 1];
    if (n == 0)
        return script_raise(vm, err, "ValueError", "attempt to get %s of an empty sequence", call->method->name);
    st = array_new(vm, ARRAY_INT, a->dimensions - 1, a->shape, &made, err);
    if (!st)
        st = array_spend(vm, a->size, err);
    for (int64_t i = 0; !st && i < made->size; i++)
        ((int64_t *)made->data)[i] = best_of(a->type, a->data + i * n * array_item_size(a->type), n, most);
    return st ? st : array_result(vm, made, out, err);
}
