/* sort.c: sorting, searching and selecting. Sorts are stable merges, nan last; numpy's own order of equal elements in
 * argsort is not defined. */
#include "reward/script/numpy/functions.h"

#include <math.h>
#include <string.h>

/* Keys as doubles would lose integers beyond 2^53: compared in their own type. */
static bool is_before(array_type type, const char *a, const char *b)
{
    if (type == ARRAY_INT)
        return *(const int64_t *)a < *(const int64_t *)b;
    double x = array_double(type, a), y = array_double(type, b);
    return x < y || (isnan(y) && !isnan(x));
}

/* Merges order[low, middle) and order[middle, high) into room. */
static void merge(array_type type, const char *keys, int64_t *order, int64_t *room, int64_t low, int64_t middle,
                  int64_t high)
{
    int64_t size = array_item_size(type), i = low, k = middle;
    for (int64_t n = low; n < high; n++) {
        bool right = i >= middle || (k < high && is_before(type, keys + order[k] * size, keys + order[i] * size));
        room[n] = right ? order[k++] : order[i++];
    }
    memcpy(order + low, room + low, (size_t)(high - low) * sizeof *order);
}

static void sort_order(array_type type, const char *keys, int64_t *order, int64_t *room, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        order[i] = i;
    for (int64_t width = 1; width < n; width *= 2)
        for (int64_t low = 0; low + width < n; low += 2 * width)
            merge(type, keys, order, room, low, low + width, low + 2 * width < n ? low + 2 * width : n);
}

/* The order of each row of a contiguous array along its last axis. */
static lathe_status sort_rows(script_vm *vm, const array *a, array **out, lathe_error *err)
{
    array *order, *room;
    int64_t n = a->dimensions ? a->shape[a->dimensions - 1] : 1, turns = 1;
    lathe_status st = array_new(vm, ARRAY_INT, a->dimensions, a->shape, &order, err);
    if (!st)
        st = array_new_vector(vm, ARRAY_INT, n, &room, err);
    for (int64_t width = 1; width < n; width *= 2)
        turns++;
    if (!st)
        st = array_spend(vm, a->size, err);
    for (int64_t i = 0; i < turns && !st; i++)
        st = array_spend(vm, a->size, err);
    if (st)
        return st;
    for (int64_t at = 0; at < a->size; at += n)
        sort_order(a->type, a->data + at * array_item_size(a->type), (int64_t *)order->data + at, (int64_t *)room->data,
                   n);
    *out = order;
    return LATHE_OK;
}

/* Each row's elements in the order of its indices. */
static lathe_status take_rows(script_vm *vm, const array *a, const array *order, array **out, lathe_error *err)
{
    array *made;
    int64_t n = a->dimensions ? a->shape[a->dimensions - 1] : 1, size = array_item_size(a->type);
    lathe_status st = array_new(vm, a->type, a->dimensions, a->shape, &made, err);
    for (int64_t i = 0; !st && i < a->size; i++)
        memcpy(made->data + i * size, a->data + (i - i % n + ((const int64_t *)order->data)[i]) * size, (size_t)size);
    if (!st)
        *out = made;
    return st;
}

/* sort, argsort. args: a, axis, kind, order */
NUMPY(sort_function)
{
    array *a, *order, *made;
    int axis = 0;
    bool indices = call->method->name[0] == 'a';
    lathe_status st = array_refuse(vm, call, 3, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    bool single = !st && !a->dimensions && indices; /* argsort(5) is array([0]) */
    if (!st && (script_is_none(call->args[1]) || single))
        st = shape_change(vm, a, 1, &a->size, &a, err);
    else if (!st)
        st = array_read_axis(vm, call->args[1], a->dimensions, &axis, err);
    if (!st)
        st = shape_axis_last(vm, a, axis, &a, err);
    if (!st)
        st = array_cast(vm, a, a->type, &a, err);
    if (!st)
        st = sort_rows(vm, a, &order, err);
    if (!st && indices)
        made = order;
    else if (!st)
        st = take_rows(vm, a, order, &made, err);
    if (!st)
        st = shape_axis_back(vm, made, axis, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

static lathe_status sort_flat(script_vm *vm, array *a, array **out, array **out_order, lathe_error *err)
{
    array *order;
    lathe_status st = shape_change(vm, a, 1, &a->size, &a, err);
    if (!st)
        st = sort_rows(vm, a, &order, err);
    if (!st)
        st = take_rows(vm, a, order, out, err);
    if (!st && out_order)
        *out_order = order;
    return st;
}

/* args: ar, return_index, return_inverse, return_counts */
NUMPY(sort_unique)
{
    array *a, *sorted, *order, *parts[4];
    bool wanted[4] = {true};
    script_value values[4];
    int64_t n = 0, used = 0;
    lathe_status st = array_refuse(vm, call, 4, err);
    for (int i = 1; i < 4 && !st; i++)
        st = script_to_truth(vm, call->args[i], &wanted[i], err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = sort_flat(vm, a, &sorted, &order, err);
    for (int i = 0; i < 4 && !st; i++)
        st = array_new(vm, i ? ARRAY_INT : a->type, i == 2 ? a->dimensions : 1, i == 2 ? a->shape : &a->size, &parts[i],
                       err);
    if (st)
        return st;
    int64_t size = array_item_size(a->type);
    for (int64_t i = 0; i < a->size; i++) {
        const char *here = sorted->data + i * size;
        int64_t from = ((const int64_t *)order->data)[i];
        bool both_nan = a->type == ARRAY_FLOAT && i && isnan(*(const double *)here) && isnan(((const double *)here)[-1]);
        if (i == 0 || (is_before(a->type, here - size, here) && !both_nan)) {
            memcpy(parts[0]->data + n * size, here, (size_t)size);
            ((int64_t *)parts[1]->data)[n++] = from;
        }
        ((int64_t *)parts[2]->data)[from] = n - 1;
        ((int64_t *)parts[3]->data)[n - 1]++;
    }
    for (int i = 0; i < 4 && !st; i++) {
        if (i != 2)
            st = array_view(vm, parts[i], 1, &n, NULL, &parts[i], err);
        if (!st && wanted[i])
            st = array_value(vm, parts[i], &values[used++], err);
    }
    if (!st && used > 1)
        return script_tuple_new(vm, values, (size_t)used, out, err);
    if (!st)
        *out = values[0];
    return st;
}

/* args: a, v, side */
NUMPY(sort_search)
{
    array *a, *v, *made;
    bool right = call->args[2].kind == SCRIPT_STR && strcmp(call->args[2].str->text, "right") == 0;
    lathe_status st = array_refuse(vm, call, 3, err);
    if (!right && !(call->args[2].kind == SCRIPT_STR && strcmp(call->args[2].str->text, "left") == 0))
        return script_raise(vm, err, "ValueError", "search side must be 'left' or 'right' (got %s)",
                            script_type_name(call->args[2]));
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st && a->dimensions != 1)
        return script_raise(vm, err, "ValueError", "object too deep for desired array");
    if (!st)
        st = array_from(vm, call->args[1], &v, err);
    if (st)
        return st;
    array_type type = array_promote(a->type, v->type);
    st = array_cast(vm, a, type, &a, err);
    if (!st)
        st = array_cast(vm, v, type, &v, err);
    if (!st)
        st = array_new(vm, ARRAY_INT, v->dimensions, v->shape, &made, err);
    int64_t size = array_item_size(type);
    for (int64_t i = 0; !st && i < v->size; i++) {
        int64_t low = 0, high = a->size;
        const char *key = v->data + i * size;
        while (low < high) {
            int64_t middle = low + (high - low) / 2;
            const char *here = a->data + middle * size;
            if (right ? !is_before(type, key, here) : is_before(type, here, key))
                low = middle + 1;
            else
                high = middle;
        }
        ((int64_t *)made->data)[i] = low;
    }
    return st ? st : array_result(vm, made, out, err);
}

/* ---- where elements are not zero ---- */

lathe_status sort_nonzero(script_vm *vm, const array *a, array **out, lathe_error *err)
{
    array *mask, *made;
    int64_t count = 0, at = 0;
    lathe_status st = array_cast(vm, a, ARRAY_BOOL, &mask, err);
    if (st)
        return st;
    for (int64_t i = 0; i < mask->size; i++)
        count += ((const bool *)mask->data)[i];
    st = array_spend(vm, mask->size, err);
    if (!st)
        st = array_new(vm, ARRAY_INT, 2, (int64_t[]){a->dimensions, count}, &made, err);
    for (int64_t i = 0; !st && i < mask->size; i++) {
        int64_t rest = i;
        if (!((const bool *)mask->data)[i])
            continue;
        for (int axis = a->dimensions - 1; axis >= 0; axis--) {
            ((int64_t *)made->data)[axis * count + at] = rest % a->shape[axis];
            rest /= a->shape[axis];
        }
        at++;
    }
    if (!st)
        *out = made;
    return st;
}

/* nonzero, and where with a condition only: a tuple of indices. */
static lathe_status nonzero_tuple(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    array *a, *columns, *row;
    script_value tuple;
    lathe_status st = array_from(vm, v, &a, err);
    if (!st && a->dimensions == 0)
        return script_raise(vm, err, "ValueError",
                            "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.");
    if (!st)
        st = sort_nonzero(vm, a, &columns, err);
    if (!st)
        st = script_tuple_new(vm, NULL, (size_t)a->dimensions, &tuple, err);
    for (int i = 0; !st && i < a->dimensions; i++) {
        st = index_row(vm, columns, i, &row, err);
        if (!st)
            st = array_value(vm, row, &tuple.list->items[i], err);
    }
    if (!st)
        *out = tuple;
    return st;
}

NUMPY(sort_nonzero_function)
{
    return nonzero_tuple(vm, call->args[0], out, err);
}

/* argwhere, flatnonzero */
NUMPY(sort_argwhere)
{
    array *a, *made;
    bool flat = call->method->name[0] == 'f';
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (!st && flat)
        st = shape_change(vm, a, 1, &a->size, &a, err);
    if (!st)
        st = sort_nonzero(vm, a, &made, err);
    if (!st && flat)
        st = index_row(vm, made, 0, &made, err);
    else if (!st)
        st = shape_axis_last(vm, made, 0, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

static void choose_words(char *const *data, const int64_t *steps, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        const char *from = *(const bool *)(data[0] + i * steps[0]) ? data[1] + i * steps[1] : data[2] + i * steps[2];
        memcpy(data[3] + i * steps[3], from, sizeof(double));
    }
}

static void choose_bytes(char *const *data, const int64_t *steps, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        data[3][i * steps[3]] =
            *(const bool *)(data[0] + i * steps[0]) ? data[1][i * steps[1]] : data[2][i * steps[2]];
}

/* Elements of yes where the condition holds, of no elsewhere. */
static lathe_status choose(script_vm *vm, const array *condition, array *yes, array *no, array **out, lathe_error *err)
{
    array *mask, *made;
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int dimensions;
    array_type type = array_promote(yes->type, no->type);
    char text[3][200];
    const array *all[] = {condition, yes, no};
    walk w;
    if (!array_common_shape(all, 3, &dimensions, shape)) {
        for (int i = 0; i < 3; i++)
            array_shape_text(all[i]->dimensions, all[i]->shape, text[i], sizeof text[i]);
        return script_raise(vm, err, "ValueError", "operands could not be broadcast together with shapes %s %s %s ",
                            text[0], text[1], text[2]);
    }
    lathe_status st = array_cast(vm, condition, ARRAY_BOOL, &mask, err);
    if (!st)
        st = array_cast(vm, yes, type, &yes, err);
    if (!st)
        st = array_cast(vm, no, type, &no, err);
    if (!st)
        st = array_new(vm, type, dimensions, shape, &made, err);
    if (st)
        return st;
    walk_begin(&w, dimensions, shape);
    walk_add(&w, mask);
    walk_add(&w, yes);
    walk_add(&w, no);
    walk_add(&w, made);
    st = walk_run(vm, &w, type == ARRAY_BOOL ? choose_bytes : choose_words, err);
    if (!st)
        *out = made;
    return st;
}

/* args: condition, x, y */
NUMPY(sort_where)
{
    array *parts[3], *made;
    bool x = !script_is_none(call->args[1]), y = !script_is_none(call->args[2]);
    if (!x && !y)
        return nonzero_tuple(vm, call->args[0], out, err);
    if (!x || !y)
        return script_raise(vm, err, "ValueError", "either both or neither of x and y should be given");
    lathe_status st = LATHE_OK;
    for (int i = 0; i < 3 && !st; i++)
        st = array_from(vm, call->args[i], &parts[i], err);
    if (!st)
        st = choose(vm, parts[0], parts[1], parts[2], &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* args: condlist, choicelist, default */
NUMPY(sort_select)
{
    const script_value *conditions, *choices;
    size_t count, other;
    array *made, *condition, *choice;
    lathe_status st = script_to_items(vm, call->args[0], &conditions, &count, err);
    if (!st)
        st = script_to_items(vm, call->args[1], &choices, &other, err);
    if (!st && count != other)
        return script_raise(vm, err, "ValueError", "list of cases must be same length as list of conditions");
    if (!st && count == 0)
        return script_raise(vm, err, "ValueError", "select with an empty condition list is not possible");
    if (!st)
        st = array_from(vm, call->args[2], &made, err);
    for (size_t i = count; i-- > 0 && !st;) {
        st = array_from(vm, conditions[i], &condition, err);
        if (!st && condition->type != ARRAY_BOOL)
            return script_raise(vm, err, "TypeError", "invalid entry %zu in condlist: should be boolean ndarray", i);
        if (!st)
            st = array_from(vm, choices[i], &choice, err);
        if (!st)
            st = choose(vm, condition, choice, made, &made, err);
    }
    return st ? st : array_value(vm, made, out, err);
}

/* ---- order statistics ---- */

/* numpy's linear interpolation between two elements. */
static double between(const double *sorted, int64_t n, double place)
{
    double low = floor(place), part = place - low;
    int64_t i = (int64_t)low, k = i + 1 < n ? i + 1 : n - 1;
    double step = sorted[k] - sorted[i];
    return part >= 0.5 ? sorted[k] - step * (1 - part) : sorted[i] + step * part;
}

/* The elements of the reduced axes, sorted, one row for each result. */
static lathe_status sorted_rows(script_vm *vm, array *a, script_value axis, array **out, lathe_error *err)
{
    array *order;
    int n = 0;
    lathe_status st = LATHE_OK;
    if (script_is_none(axis))
        st = shape_change(vm, a, 1, &a->size, &a, err);
    else if (axis.kind == SCRIPT_TUPLE)
        return script_unsupported(vm, err, "several axes in order statistics of numpy");
    else
        st = array_read_axis(vm, axis, a->dimensions, &n, err);
    if (!st)
        st = shape_axis_last(vm, a, n, &a, err);
    if (!st)
        st = array_cast(vm, a, ARRAY_FLOAT, &a, err);
    if (!st)
        st = sort_rows(vm, a, &order, err);
    return st ? st : take_rows(vm, a, order, out, err);
}

/* args: a, axis, out, overwrite_input, keepdims */
NUMPY(sort_median)
{
    array *a, *made;
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = sorted_rows(vm, a, call->args[1], &a, err);
    if (!st)
        st = array_new(vm, ARRAY_FLOAT, a->dimensions - 1, a->shape, &made, err);
    for (int64_t i = 0; !st && i < made->size; i++) {
        int64_t n = a->shape[a->dimensions - 1];
        const double *row = (const double *)a->data + i * n;
        double middle = n == 0 ? NAN : n % 2 ? row[n / 2] : (row[n / 2 - 1] + row[n / 2]) / 2;
        ((double *)made->data)[i] = n && isnan(row[n - 1]) ? NAN : middle;
    }
    return st ? st : array_result(vm, made, out, err);
}

/* percentile, quantile. args: a, q, axis */
NUMPY(sort_percentile)
{
    array *a, *q, *made;
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    bool percent = call->method->name[0] == 'p';
    lathe_status st = array_refuse(vm, call, 3, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_from_doubles(vm, call->args[1], &q, err);
    if (!st && q->dimensions > 1)
        return script_unsupported(vm, err, "numpy.%s of several dimensions of q", call->method->name);
    if (!st)
        st = sorted_rows(vm, a, call->args[2], &a, err);
    if (st)
        return st;
    int64_t n = a->shape[a->dimensions - 1], rows = n ? a->size / n : 0;
    if (n == 0)
        return script_raise(vm, err, "IndexError", "index -1 is out of bounds for axis 0 with size 0");
    int dimensions = q->dimensions;
    if (dimensions)
        shape[0] = q->size;
    for (int i = 0; i < a->dimensions - 1; i++)
        shape[dimensions++] = a->shape[i];
    st = array_new(vm, ARRAY_FLOAT, dimensions, shape, &made, err);
    for (int64_t k = 0; k < q->size && !st; k++) {
        double part = ((const double *)q->data)[k] / (percent ? 100 : 1);
        if (!(part >= 0 && part <= 1))
            return script_raise(vm, err, "ValueError",
                                percent ? "Percentiles must be in the range [0, 100]"
                                        : "Quantiles must be in the range [0, 1]");
        for (int64_t i = 0; i < rows; i++) {
            const double *row = (const double *)a->data + i * n;
            ((double *)made->data)[k * rows + i] = isnan(row[n - 1]) ? NAN : between(row, n, part * (double)(n - 1));
        }
    }
    return st ? st : array_result(vm, made, out, err);
}
