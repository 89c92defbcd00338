/* create.c: functions that make arrays: of values, of one value, of steps. */
#include "reward/script/numpy/functions.h"

#include <math.h>
#include <string.h>

/* array, asarray and their kin: a copy unless the name says otherwise. args: object, dtype, copy, ndmin */
NUMPY(create_array)
{
    array *a, *made;
    bool copies = true;
    int64_t least = 0;
    bool plain = strcmp(call->method->name, "array") == 0, contiguous = call->method->name[2] == 'c';
    lathe_status st = array_refuse(vm, call, plain ? 4 : 2, err);
    if (!st && plain)
        st = script_to_truth(vm, call->args[2], &copies, err);
    if (!st && plain)
        st = script_to_int(vm, call->args[3], &least, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    array_type type = st ? ARRAY_FLOAT : a->type;
    if (!st)
        st = array_read_type(vm, call->args[1], &type, err);
    if (!st && type == ARRAY_INT && !array_of(call->args[0]))
        st = array_check_integers(vm, a, err);
    copies = plain && copies && array_of(call->args[0]);
    if (!st && copies)
        st = array_copy(vm, a, type, &made, err);
    else if (!st && a->type != type)
        st = array_copy(vm, a, type, &made, err);
    else if (!st && contiguous)
        st = array_cast(vm, a, type, &made, err);
    else if (!st)
        made = a;
    least = contiguous ? 1 : least;
    if (!st && least > made->dimensions) {
        int64_t shape[ARRAY_MAX_DIMENSIONS];
        if (least > ARRAY_MAX_DIMENSIONS)
            return script_raise(vm, err, "ValueError", "ndmin bigger than allowable number of dimensions NPY_MAXDIMS (=%d)",
                                ARRAY_MAX_DIMENSIONS);
        for (int i = 0; i < least; i++)
            shape[i] = i < least - made->dimensions ? 1 : made->shape[i - least + made->dimensions];
        st = shape_change(vm, made, (int)least, shape, &made, err);
    }
    if (!st && made == array_of(call->args[0])) {
        *out = call->args[0];
        return LATHE_OK;
    }
    return st ? st : array_value(vm, made, out, err);
}

/* numpy.copy(a) */
NUMPY(create_copy)
{
    array *a, *made;
    lathe_status st = array_refuse(vm, call, 1, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_copy(vm, a, a->type, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

static lathe_status filled(script_vm *vm, array_type type, int dimensions, const int64_t *shape, const array *value,
                           script_value *out, lathe_error *err)
{
    array *made;
    lathe_status st = array_new(vm, type, dimensions, shape, &made, err);
    if (!st && value)
        st = array_assign(vm, made, value, err);
    return st ? st : array_value(vm, made, out, err);
}

static lathe_status one(script_vm *vm, array **out, lathe_error *err)
{
    lathe_status st = array_new(vm, ARRAY_INT, 0, NULL, out, err);
    if (!st)
        *(int64_t *)(*out)->data = 1;
    return st;
}

/* zeros, empty, ones. args: shape, dtype */
NUMPY(create_constant)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int dimensions;
    array_type type = ARRAY_FLOAT;
    array *value = NULL;
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = array_read_shape(vm, call->args[0], &dimensions, shape, err);
    if (!st)
        st = array_read_type(vm, call->args[1], &type, err);
    if (!st && call->method->name[0] == 'o')
        st = one(vm, &value, err);
    return st ? st : filled(vm, type, dimensions, shape, value, out, err);
}

/* args: shape, fill_value, dtype */
NUMPY(create_full)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int dimensions;
    array *value;
    lathe_status st = array_refuse(vm, call, 3, err);
    if (!st)
        st = array_read_shape(vm, call->args[0], &dimensions, shape, err);
    if (!st)
        st = array_from(vm, call->args[1], &value, err);
    array_type type = st ? ARRAY_FLOAT : value->type;
    if (!st)
        st = array_read_type(vm, call->args[2], &type, err);
    return st ? st : filled(vm, type, dimensions, shape, value, out, err);
}

/* zeros_like, ones_like, empty_like. args: a, dtype; full_like. args: a, fill_value, dtype */
NUMPY(create_like)
{
    array *a, *value = NULL;
    bool full = call->method->name[0] == 'f';
    lathe_status st = array_refuse(vm, call, full ? 3 : 2, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    array_type type = st ? ARRAY_FLOAT : a->type;
    if (!st)
        st = array_read_type(vm, call->args[full ? 2 : 1], &type, err);
    if (!st && full)
        st = array_from(vm, call->args[1], &value, err);
    else if (!st && call->method->name[0] == 'o')
        st = one(vm, &value, err);
    return st ? st : filled(vm, type, a->dimensions, a->shape, value, out, err);
}

/* eye. args: N, M, k, dtype; identity. args: n, dtype; tri. args: N, M, k, dtype */
NUMPY(create_eye)
{
    int64_t rows, columns, offset = 0;
    bool identity = call->method->name[0] == 'i', triangle = call->method->name[0] == 't';
    array_type type = ARRAY_FLOAT;
    array *made;
    lathe_status st = array_refuse(vm, call, identity ? 2 : 4, err);
    if (!st)
        st = script_to_int(vm, call->args[0], &rows, err);
    columns = st ? 0 : rows;
    if (!st && !identity && !script_is_none(call->args[1]))
        st = script_to_int(vm, call->args[1], &columns, err);
    if (!st && !identity)
        st = script_to_int(vm, call->args[2], &offset, err);
    if (!st)
        st = array_read_type(vm, call->args[identity ? 1 : 3], &type, err);
    if (!st && (offset > columns || offset < -rows))
        offset = offset > 0 ? columns : -rows;
    if (!st)
        st = array_new(vm, type, 2, (int64_t[]){rows, columns}, &made, err);
    for (int64_t i = 0; !st && i < rows; i++) {
        for (int64_t k = triangle ? 0 : i + offset; k <= i + offset && k < columns; k++) {
            char *p = made->data + (i * columns + k) * array_item_size(type);
            if (k < 0)
                continue;
            if (type == ARRAY_FLOAT)
                *(double *)p = 1;
            else if (type == ARRAY_INT)
                *(int64_t *)p = 1;
            else
                *(bool *)p = true;
        }
    }
    return st ? st : array_value(vm, made, out, err);
}

/* tril, triu: the other elements made zero. args: m, k */
NUMPY(create_triangle)
{
    array *a, *made;
    int64_t offset;
    bool upper = strcmp(call->method->name, "triu") == 0;
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = script_to_int(vm, call->args[1], &offset, err);
    if (!st && a->dimensions != 2)
        return script_unsupported(vm, err, "numpy.%s of %d dimensions", call->method->name, a->dimensions);
    if (!st)
        st = array_copy(vm, a, a->type, &made, err);
    if (st)
        return st;
    int64_t size = array_item_size(a->type);
    for (int64_t i = 0; i < made->size; i++) {
        int64_t row = i / made->shape[1], column = i % made->shape[1];
        bool kept = upper ? column - row >= offset : column - row <= offset;
        if (!kept)
            memset(made->data + i * size, 0, (size_t)size);
    }
    return array_value(vm, made, out, err);
}

/* ---- steps ---- */

static lathe_status range_length(script_vm *vm, script_value delta, script_value step, int64_t *out, lathe_error *err)
{
    script_value quotient;
    double length, change;
    delta.numpy = step.numpy = false; /* numpy's scalars divide by zero in silence, and end below */
    lathe_status st = script_operate(vm, SCRIPT_DIVIDE, delta, step, &quotient, err);
    if (!st)
        st = script_to_double(vm, quotient, &length, err);
    if (!st)
        st = script_to_double(vm, delta, &change, err);
    if (st)
        return st;
    if (isnan(length))
        return script_raise(vm, err, "ValueError", "arange: cannot compute length");
    if (length == 0 && change != 0) /* the quotient is too small for a double */
        length = signbit(length) ? 0 : 1;
    length = ceil(length);
    if (!(length > -0x1p63 && length < 0x1p63))
        return script_raise(vm, err, "ValueError", "Maximum allowed size exceeded");
    *out = length > 0 ? (int64_t)length : 0;
    return LATHE_OK;
}

static void fill_steps(array *a)
{
    if (a->type == ARRAY_FLOAT) {
        double *v = (double *)a->data, start = v[0], step = v[1] - v[0];
        for (int64_t i = 2; i < a->size; i++)
            v[i] = start + (double)i * step;
    } else {
        int64_t *v = (int64_t *)a->data;
        uint64_t start = (uint64_t)v[0], step = (uint64_t)v[1] - start;
        for (int64_t i = 2; i < a->size; i++)
            v[i] = (int64_t)(start + (uint64_t)i * step);
    }
}

/* args: start_or_stop, stop, step, dtype, device, like, start */
NUMPY(create_arange)
{
    script_value start = script_int(0), stop = call->args[0], step = call->args[2], delta, next;
    array_type type;
    array *ends[3], *made, *first;
    int64_t length;
    lathe_status st = call->given & 48 ? array_refuse(vm, call, 4, err) : LATHE_OK;
    if (!st && !(call->given & 3))
        return script_raise(vm, err, "TypeError", "arange() requires stop to be specified.");
    if (!script_is_none(call->args[1])) {
        start = (call->given & 1) ? call->args[0] : (call->given & 64) ? call->args[6] : start;
        stop = call->args[1];
    }
    if (stop.kind == SCRIPT_STR || start.kind == SCRIPT_STR)
        return script_raise(vm, err, "TypeError",
                            "arange() not supported for inputs with DType <class 'numpy.dtypes.StrDType'>.");
    step = script_is_none(step) ? script_int(1) : step;
    script_value *parts[] = {&start, &stop, &step};
    for (int i = 0; i < 3 && !st; i++) {
        st = array_from(vm, *parts[i], &ends[i], err);
        if (!st && ends[i]->dimensions)
            return script_raise(vm, err, "TypeError", "only 0-dimensional arrays can be converted to Python scalars");
        if (!st)
            *parts[i] = array_plain(ends[i]->type, ends[i]->data);
    }
    if (!st)
        st = script_operate(vm, SCRIPT_SUBTRACT, stop, start, &delta, err);
    if (!st)
        st = range_length(vm, delta, step, &length, err);
    if (st)
        return st;
    type = array_promote(array_promote(ends[0]->type, ends[1]->type), ends[2]->type);
    st = array_read_type(vm, call->args[3], &type, err);
    if (!st && type == ARRAY_BOOL && call->given & 8 && length > 2)
        return script_raise(vm, err, "TypeError", "arange() is only supported for booleans when the result has at most "
                                                  "length 2.");
    if (!st)
        st = array_new_vector(vm, type == ARRAY_BOOL ? ARRAY_INT : type, length, &made, err);
    for (int64_t i = 0; i < 2 && i < length && !st; i++) {
        array *element;
        next = start;
        st = i ? script_operate(vm, SCRIPT_ADD, start, step, &next, err) : LATHE_OK;
        if (!st)
            st = array_from(vm, next, &first, err);
        if (!st)
            st = index_row(vm, made, i, &element, err);
        if (!st)
            st = array_assign(vm, element, first, err);
    }
    if (!st && length > 2)
        fill_steps(made);
    return st ? st : array_value(vm, made, out, err);
}

/* i * step + start for i below num, the last one set to stop; along a new first axis. *out_step: NULL: not wanted. */
static lathe_status evenly(script_vm *vm, array *start, array *stop, int64_t num, bool endpoint, array **out,
                           array **out_step, lathe_error *err)
{
    array *delta, *count, *step, *y, *last;
    int64_t shape[ARRAY_MAX_DIMENSIONS], divisor = endpoint ? num - 1 : num;
    bool axes[ARRAY_MAX_DIMENSIONS], zero = false;
    memset(axes, true, sizeof axes);
    lathe_status st = ufunc_binary(vm, "subtract", stop, start, &delta, err);
    if (st)
        return st;
    shape[0] = num;
    for (int i = 1; i <= delta->dimensions && i < ARRAY_MAX_DIMENSIONS; i++)
        shape[i] = 1;
    st = array_new(vm, ARRAY_FLOAT, delta->dimensions + 1, shape, &y, err);
    for (int64_t i = 0; i < num && !st; i++)
        ((double *)y->data)[i] = (double)i;
    if (!st)
        st = array_new(vm, ARRAY_FLOAT, 0, NULL, &count, err);
    if (st)
        return st;
    *(double *)count->data = divisor > 0 ? (double)divisor : NAN;
    st = ufunc_binary(vm, "divide", delta, count, &step, err);
    if (!st && divisor > 0) {
        array *nonzero;
        st = array_cast(vm, step, ARRAY_BOOL, &nonzero, err);
        if (!st)
            st = reduce_array(vm, REDUCE_ALL, nonzero, axes, false, &nonzero, err);
        zero = !st && !*(const bool *)nonzero->data;
        if (!st && zero)
            st = ufunc_binary(vm, "divide", y, count, &y, err);
    }
    if (!st)
        st = ufunc_binary(vm, "multiply", y, zero || divisor <= 0 ? delta : step, &y, err);
    if (!st)
        st = ufunc_binary(vm, "add", y, start, &y, err);
    if (!st && endpoint && num > 1) {
        st = index_row(vm, y, num - 1, &last, err);
        if (!st)
            st = array_assign(vm, last, stop, err);
    }
    if (st)
        return st;
    *out = y;
    if (out_step)
        *out_step = step;
    return LATHE_OK;
}

static lathe_status read_ends(script_vm *vm, const script_call *call, array *ends[2], int64_t *num, bool *endpoint,
                              lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (int i = 0; i < 2 && !st; i++)
        st = array_from_doubles(vm, call->args[i], &ends[i], err);
    if (!st)
        st = script_to_int(vm, call->args[2], num, err);
    if (!st && *num < 0)
        return script_raise(vm, err, "ValueError", "Number of samples, %lld, must be non-negative.", (long long)*num);
    return st ? st : script_to_truth(vm, call->args[3], endpoint, err);
}

static lathe_status finish_type(script_vm *vm, array *a, script_value type, array **out, lathe_error *err)
{
    array_type wanted = ARRAY_FLOAT;
    lathe_status st = array_read_type(vm, type, &wanted, err);
    if (!st && wanted == ARRAY_INT)
        st = ufunc_unary(vm, "floor", a, &a, err);
    return st ? st : array_cast(vm, a, wanted, out, err);
}

/* args: start, stop, num, endpoint, retstep, dtype */
NUMPY(create_linspace)
{
    array *ends[2], *made, *step;
    int64_t num;
    bool endpoint, with_step;
    script_value pair[2];
    lathe_status st = array_refuse(vm, call, 6, err);
    if (!st)
        st = read_ends(vm, call, ends, &num, &endpoint, err);
    if (!st)
        st = script_to_truth(vm, call->args[4], &with_step, err);
    if (!st)
        st = evenly(vm, ends[0], ends[1], num, endpoint, &made, &step, err);
    if (!st)
        st = finish_type(vm, made, call->args[5], &made, err);
    if (!st)
        st = array_value(vm, made, &pair[0], err);
    if (!st && with_step)
        st = array_result(vm, step, &pair[1], err);
    if (!st && with_step)
        return script_tuple_new(vm, pair, 2, out, err);
    if (!st)
        *out = pair[0];
    return st;
}

/* args: start, stop, num, endpoint, base, dtype */
NUMPY(create_logspace)
{
    array *ends[2], *base, *made;
    int64_t num;
    bool endpoint;
    lathe_status st = array_refuse(vm, call, 6, err);
    if (!st)
        st = read_ends(vm, call, ends, &num, &endpoint, err);
    if (!st)
        st = array_from_doubles(vm, call->args[4], &base, err);
    if (!st)
        st = evenly(vm, ends[0], ends[1], num, endpoint, &made, NULL, err);
    if (!st)
        st = ufunc_binary(vm, "power", base, made, &made, err);
    if (!st)
        st = finish_type(vm, made, call->args[5], &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* Of numbers only. args: start, stop, num, endpoint, dtype */
NUMPY(create_geomspace)
{
    array *ends[2], *logs[2], *base, *made;
    int64_t num;
    bool endpoint;
    lathe_status st = array_refuse(vm, call, 5, err);
    if (!st)
        st = read_ends(vm, call, ends, &num, &endpoint, err);
    if (!st && (ends[0]->dimensions || ends[1]->dimensions))
        return script_unsupported(vm, err, "numpy.geomspace of arrays");
    if (!st)
        st = array_from_doubles(vm, script_float(10), &base, err);
    if (st)
        return st;
    double first = *(const double *)ends[0]->data, last = *(const double *)ends[1]->data;
    double sign = first < 0 ? -1 : 1;
    if (first == 0 || last == 0)
        return script_raise(vm, err, "ValueError", "Geometric sequence cannot include zero");
    for (int i = 0; i < 2 && !st; i++)
        st = array_from_doubles(vm, script_float(log10((i ? last : first) / sign)), &logs[i], err);
    if (!st)
        st = evenly(vm, logs[0], logs[1], num, endpoint, &made, NULL, err);
    if (!st)
        st = ufunc_binary(vm, "power", base, made, &made, err);
    if (st)
        return st;
    double *v = (double *)made->data;
    for (int64_t i = 0; i < num; i++)
        v[i] = i == 0 ? first : i == num - 1 && endpoint ? last : v[i] * sign;
    st = finish_type(vm, made, call->args[4], &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* ---- grids ---- */

/* One coordinate of a grid of count axes, along the axis. */
static lathe_status grid_axis(script_vm *vm, array *a, int axis, int count, array **out, lathe_error *err)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    for (int i = 0; i < count; i++)
        shape[i] = i == axis ? a->size : 1;
    return shape_change(vm, a, count, shape, out, err);
}

/* args: *xi, copy, sparse, indexing */
NUMPY(create_meshgrid)
{
    const script_list *list = call->args[0].list;
    script_value tuple;
    array *axes[ARRAY_MAX_DIMENSIONS];
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int count = list->count > ARRAY_MAX_DIMENSIONS ? ARRAY_MAX_DIMENSIONS + 1 : (int)list->count, common;
    bool sparse, xy = call->args[3].kind == SCRIPT_STR && strcmp(call->args[3].str->text, "xy") == 0;
    if (!xy && !(call->args[3].kind == SCRIPT_STR && strcmp(call->args[3].str->text, "ij") == 0))
        return script_raise(vm, err, "ValueError", "Valid values for `indexing` are 'xy' and 'ij'.");
    if (count > ARRAY_MAX_DIMENSIONS)
        return script_raise(vm, err, "ValueError", "too many dimensions");
    lathe_status st = script_to_truth(vm, call->args[2], &sparse, err);
    for (int i = 0; i < count && !st; i++) {
        st = array_from(vm, list->items[i], &axes[i], err);
        if (!st)
            st = grid_axis(vm, axes[i], xy && i < 2 && count > 1 ? 1 - i : i, count, &axes[i], err);
    }
    if (!st)
        st = script_tuple_new(vm, NULL, (size_t)count, &tuple, err);
    if (st)
        return st;
    (void)array_common_shape((const array *const *)axes, count, &common, shape);
    for (int i = 0; i < count && !st; i++) {
        if (!sparse)
            st = array_broadcast(vm, axes[i], common, shape, &axes[i], err);
        if (!st)
            st = array_copy(vm, axes[i], axes[i]->type, &axes[i], err);
        if (!st)
            st = array_value(vm, axes[i], &tuple.list->items[i], err);
    }
    if (!st)
        *out = tuple;
    return st;
}

/* The indices of a shape: one array an axis, stacked. */
static lathe_status indices_of(script_vm *vm, int dimensions, const int64_t *shape, array_type type, array **out,
                               lathe_error *err)
{
    int64_t full[ARRAY_MAX_DIMENSIONS + 1];
    array *made, *line, *row;
    full[0] = dimensions;
    memcpy(full + 1, shape, (size_t)dimensions * sizeof *shape);
    lathe_status st = array_new(vm, type, dimensions + 1, full, &made, err);
    for (int axis = 0; axis < dimensions && !st; axis++) {
        st = array_new_vector(vm, ARRAY_INT, shape[axis], &line, err);
        for (int64_t i = 0; !st && i < shape[axis]; i++)
            ((int64_t *)line->data)[i] = i;
        if (!st)
            st = grid_axis(vm, line, axis, dimensions, &line, err);
        if (!st)
            st = index_row(vm, made, axis, &row, err);
        if (!st)
            st = array_assign(vm, row, line, err);
    }
    if (!st)
        *out = made;
    return st;
}

/* args: dimensions, dtype */
NUMPY(create_indices)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int dimensions;
    array_type type = ARRAY_INT;
    array *made;
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = array_read_shape(vm, call->args[0], &dimensions, shape, err);
    if (!st)
        st = array_read_type(vm, call->args[1], &type, err);
    if (!st)
        st = indices_of(vm, dimensions, shape, type, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* args: function, shape, dtype */
NUMPY(create_fromfunction)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int dimensions;
    array_type type = ARRAY_FLOAT;
    array *made;
    script_value all;
    const script_value *items;
    size_t count;
    lathe_status st = array_refuse(vm, call, 3, err);
    if (!st)
        st = array_read_shape(vm, call->args[1], &dimensions, shape, err);
    if (!st)
        st = array_read_type(vm, call->args[2], &type, err);
    if (!st)
        st = indices_of(vm, dimensions, shape, type, &made, err);
    if (!st)
        st = array_value(vm, made, &all, err);
    if (!st)
        st = script_to_items(vm, all, &items, &count, err);
    return st ? st : script_call_value(vm, call->args[0], items, count, out, err);
}
