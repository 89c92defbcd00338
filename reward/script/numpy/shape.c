/* shape.c: functions that rearrange axes: their results are views where numpy's are. */
#include "reward/script/numpy/functions.h"

#include <stdio.h>
#include <string.h>

static lathe_status fail_reshape(script_vm *vm, const array *a, int dimensions, const int64_t *shape, lathe_error *err)
{
    char text[300] = "(";
    for (int i = 0; i < dimensions; i++) {
        size_t used = strlen(text);
        const char *after = i + 1 < dimensions || dimensions == 1 ? "," : "";
        if (shape[i] < 0)
            snprintf(text + used, sizeof text - used, "newaxis%s", after);
        else
            snprintf(text + used, sizeof text - used, "%lld%s", (long long)shape[i], after);
    }
    return script_raise(vm, err, "ValueError", "cannot reshape array of size %lld into shape %s)", (long long)a->size,
                        text);
}

lathe_status shape_change(script_vm *vm, array *a, int dimensions, const int64_t *shape, array **out, lathe_error *err)
{
    int64_t made[ARRAY_MAX_DIMENSIONS], known = 1;
    int unknown = -1;
    for (int i = 0; i < dimensions; i++) {
        made[i] = shape[i];
        if (shape[i] < 0 && unknown >= 0)
            return script_raise(vm, err, "ValueError", "can only specify one unknown dimension");
        if (shape[i] < 0)
            unknown = i;
        else if (__builtin_mul_overflow(known, shape[i], &known))
            return fail_reshape(vm, a, dimensions, shape, err);
    }
    if (unknown >= 0 ? known == 0 || a->size % known : known != a->size)
        return fail_reshape(vm, a, dimensions, shape, err);
    if (unknown >= 0)
        made[unknown] = a->size / known;
    lathe_status st = array_cast(vm, a, a->type, &a, err);
    return st ? st : array_view(vm, a, dimensions, made, NULL, out, err);
}

/* The axes in a new order. */
static lathe_status permute(script_vm *vm, const array *a, const int *order, array **out, lathe_error *err)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS], strides[ARRAY_MAX_DIMENSIONS];
    for (int i = 0; i < a->dimensions; i++) {
        shape[i] = a->shape[order[i]];
        strides[i] = a->strides[order[i]];
    }
    return array_view(vm, a, a->dimensions, shape, strides, out, err);
}

static lathe_status move_axis(script_vm *vm, const array *a, int from, int to, array **out, lathe_error *err)
{
    int order[ARRAY_MAX_DIMENSIONS], n = 0;
    for (int i = 0; i < a->dimensions; i++) {
        if (n == from)
            n++;
        order[i] = i == to ? from : n++;
    }
    return permute(vm, a, order, out, err);
}

lathe_status shape_axis_last(script_vm *vm, const array *a, int axis, array **out, lathe_error *err)
{
    return move_axis(vm, a, axis, a->dimensions - 1, out, err);
}

lathe_status shape_axis_back(script_vm *vm, const array *a, int axis, array **out, lathe_error *err)
{
    return move_axis(vm, a, a->dimensions - 1, axis, out, err);
}

/* args: a, shape, order, copy */
NUMPY(shape_reshape)
{
    array *a, *made;
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int dimensions;
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_read_shape(vm, call->args[1], &dimensions, shape, err);
    if (!st)
        st = shape_change(vm, a, dimensions, shape, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

NUMPY(shape_ravel)
{
    array *a, *made;
    lathe_status st = array_refuse(vm, call, 1, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = shape_change(vm, a, 1, &a->size, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

NUMPY(shape_transpose)
{
    array *a, *made;
    int order[ARRAY_MAX_DIMENSIONS], dimensions;
    int64_t axes[ARRAY_MAX_DIMENSIONS];
    bool seen[ARRAY_MAX_DIMENSIONS] = {false};
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (st)
        return st;
    for (int i = 0; i < a->dimensions; i++)
        order[i] = a->dimensions - 1 - i;
    if (!script_is_none(call->args[1])) {
        st = array_read_shape(vm, call->args[1], &dimensions, axes, err);
        if (!st && dimensions != a->dimensions)
            return script_raise(vm, err, "ValueError", "axes don't match array");
        for (int i = 0; i < dimensions && !st; i++) {
            st = array_check_axis(vm, axes[i], a->dimensions, &order[i], err);
            if (!st && seen[order[i]])
                return script_raise(vm, err, "ValueError", "repeated axis in transpose");
            if (!st)
                seen[order[i]] = true;
        }
    }
    if (!st)
        st = permute(vm, a, order, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* swapaxes, moveaxis: two axes. */
NUMPY(shape_axes)
{
    array *a, *made;
    int from, to, order[ARRAY_MAX_DIMENSIONS];
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (!st && (script_is_sequence(call->args[1]) || script_is_sequence(call->args[2])))
        return script_unsupported(vm, err, "numpy.%s of several axes", call->method->name);
    if (!st)
        st = array_read_axis(vm, call->args[1], a->dimensions, &from, err);
    if (!st)
        st = array_read_axis(vm, call->args[2], a->dimensions, &to, err);
    if (st)
        return st;
    if (call->method->name[0] == 'm') {
        st = move_axis(vm, a, from, to, &made, err);
    } else {
        for (int i = 0; i < a->dimensions; i++)
            order[i] = i == from ? to : i == to ? from : i;
        st = permute(vm, a, order, &made, err);
    }
    return st ? st : array_value(vm, made, out, err);
}

NUMPY(shape_squeeze)
{
    array *a, *made;
    bool axes[ARRAY_MAX_DIMENSIONS], all = script_is_none(call->args[1]);
    int64_t shape[ARRAY_MAX_DIMENSIONS], strides[ARRAY_MAX_DIMENSIONS];
    int n = 0;
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_read_axes(vm, call->args[1], a->dimensions, axes, err);
    if (st)
        return st;
    for (int i = 0; i < a->dimensions; i++) {
        if (!all && axes[i] && a->shape[i] != 1)
            return script_raise(vm, err, "ValueError",
                                "cannot select an axis to squeeze out which has size not equal to one");
        if (axes[i] && a->shape[i] == 1)
            continue;
        shape[n] = a->shape[i];
        strides[n++] = a->strides[i];
    }
    st = array_view(vm, a, n, shape, strides, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* Axes of one at the places that `added` marks in the result. */
static lathe_status add_axes(script_vm *vm, const array *a, const bool *added, int dimensions, array **out,
                             lathe_error *err)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS], strides[ARRAY_MAX_DIMENSIONS];
    for (int i = 0, n = 0; i < dimensions; i++) {
        shape[i] = added[i] ? 1 : a->shape[n];
        strides[i] = added[i] ? 0 : a->strides[n];
        n += !added[i];
    }
    return array_view(vm, a, dimensions, shape, strides, out, err);
}

NUMPY(shape_expand)
{
    array *a, *made;
    bool added[ARRAY_MAX_DIMENSIONS];
    lathe_status st = array_from(vm, call->args[0], &a, err);
    int count = call->args[1].kind == SCRIPT_TUPLE && call->args[1].list->count <= ARRAY_MAX_DIMENSIONS
                    ? (int)call->args[1].list->count
                    : 1;
    if (!st && a->dimensions + count > ARRAY_MAX_DIMENSIONS)
        return script_raise(vm, err, "ValueError", "maximum supported dimension for an ndarray is currently %d, found %d",
                            ARRAY_MAX_DIMENSIONS, a->dimensions + count);
    if (!st)
        st = array_read_axes(vm, call->args[1], a->dimensions + count, added, err);
    if (!st)
        st = add_axes(vm, a, added, a->dimensions + count, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

lathe_status shape_at_least(script_vm *vm, array *a, int dimensions, array **out, lathe_error *err)
{
    bool added[3] = {true, true, true};
    if (a->dimensions >= dimensions) {
        *out = a;
        return LATHE_OK;
    }
    if (dimensions == 3 && a->dimensions == 1) /* (1, n, 1) */
        added[1] = false;
    else if (dimensions == 3 && a->dimensions == 2)
        added[0] = added[1] = false;
    else if (a->dimensions)
        added[1] = false;
    return add_axes(vm, a, added, dimensions, out, err);
}

NUMPY(shape_atleast)
{
    const script_list *list = call->args[0].list;
    int dimensions = call->method->name[strlen("atleast_")] - '0';
    script_value tuple;
    lathe_status st = script_tuple_new(vm, NULL, list->count, &tuple, err);
    for (size_t i = 0; i < list->count && !st; i++) {
        array *a;
        st = array_from(vm, list->items[i], &a, err);
        if (!st)
            st = shape_at_least(vm, a, dimensions, &a, err);
        if (!st)
            st = array_value(vm, a, &tuple.list->items[i], err);
    }
    if (!st)
        *out = list->count == 1 ? tuple.list->items[0] : tuple;
    return st;
}

static lathe_status reverse_axes(script_vm *vm, const array *a, const bool *axes, array **out, lathe_error *err)
{
    array *made;
    lathe_status st = array_view(vm, a, a->dimensions, a->shape, a->strides, &made, err);
    if (st)
        return st;
    for (int i = 0; i < a->dimensions; i++) {
        if (!axes[i])
            continue;
        made->data += a->size ? (a->shape[i] - 1) * a->strides[i] : 0;
        made->strides[i] = -a->strides[i];
    }
    *out = made;
    return LATHE_OK;
}

NUMPY(shape_flip)
{
    array *a, *made;
    bool axes[ARRAY_MAX_DIMENSIONS];
    bool left_right = strcmp(call->method->name, "fliplr") == 0, up_down = strcmp(call->method->name, "flipud") == 0;
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (!st && (left_right || up_down) && a->dimensions < 1 + left_right)
        return script_raise(vm, err, "ValueError", "Input must be >= %d-d.", 1 + left_right);
    if (!st)
        st = array_read_axes(vm, left_right ? script_int(1) : up_down ? script_int(0) : call->args[1], a->dimensions,
                             axes, err);
    if (!st)
        st = reverse_axes(vm, a, axes, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* Counterclockwise, from the first two axes. */
NUMPY(shape_rot90)
{
    array *a, *made;
    int64_t turns;
    int order[ARRAY_MAX_DIMENSIONS];
    bool axes[ARRAY_MAX_DIMENSIONS] = {false};
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = script_to_int(vm, call->args[1], &turns, err);
    if (!st && a->dimensions < 2)
        return script_raise(vm, err, "ValueError", "Axes=(0, 1) out of range for array of ndim=%d.", a->dimensions);
    if (st)
        return st;
    turns = (turns % 4 + 4) % 4;
    for (int i = 0; i < a->dimensions; i++)
        order[i] = turns % 2 && i < 2 ? 1 - i : i;
    axes[0] = turns == 1 || turns == 2;
    axes[1] = turns == 2 || turns == 3;
    st = permute(vm, a, order, &made, err);
    if (!st)
        st = reverse_axes(vm, made, axes, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

NUMPY(shape_broadcast_to)
{
    array *a, *made;
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int dimensions;
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_read_shape(vm, call->args[1], &dimensions, shape, err);
    if (!st)
        st = array_broadcast(vm, a, dimensions, shape, &made, err);
    if (st)
        return st;
    made->read_only = true;
    return array_value(vm, made, out, err);
}

/* The view of a diagonal of the first two axes. */
static lathe_status diagonal_of(script_vm *vm, const array *a, int64_t offset, array **out, lathe_error *err)
{
    if (a->dimensions != 2)
        return a->dimensions < 2
                   ? script_raise(vm, err, "ValueError", "diag requires an array of at least two dimensions")
                   : script_unsupported(vm, err, "numpy.diagonal of more than two dimensions");
    int64_t rows = a->shape[0], columns = a->shape[1];
    int64_t length = offset >= 0 ? (columns - offset < rows ? columns - offset : rows)
                     : offset > -rows ? (rows + offset < columns ? rows + offset : columns)
                                      : 0;
    length = length < 0 ? 0 : length;
    int64_t stride = a->strides[0] + a->strides[1];
    lathe_status st = array_view(vm, a, 1, &length, &stride, out, err);
    if (!st && length)
        (*out)->data += offset >= 0 ? offset * a->strides[1] : -offset * a->strides[0];
    return st;
}

static lathe_status diagonal_matrix(script_vm *vm, const array *a, int64_t offset, array **out, lathe_error *err)
{
    array *diagonal, *made;
    int64_t n;
    if (offset < -(1 << 20) || offset > 1 << 20)
        return script_raise(vm, err, "ValueError", "Maximum allowed dimension exceeded");
    n = a->size + (offset < 0 ? -offset : offset);
    lathe_status st = array_new(vm, a->type, 2, (int64_t[]){n, n}, &made, err);
    if (!st)
        st = diagonal_of(vm, made, offset, &diagonal, err);
    if (!st)
        st = array_assign(vm, diagonal, a, err);
    if (!st)
        *out = made;
    return st;
}

/* diag, diagonal, trace. args: a, offset */
NUMPY(shape_diagonal)
{
    array *a, *made;
    int64_t offset;
    bool axes[1] = {true}, plain = strcmp(call->method->name, "diag") == 0;
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = script_to_int(vm, call->args[1], &offset, err);
    if (st)
        return st;
    if (plain && a->dimensions == 1)
        st = diagonal_matrix(vm, a, offset, &made, err);
    else if (plain && a->dimensions != 2)
        return script_raise(vm, err, "ValueError", "Input must be 1- or 2-d.");
    else
        st = diagonal_of(vm, a, offset, &made, err);
    if (!st && strcmp(call->method->name, "trace") == 0) {
        st = reduce_array(vm, REDUCE_SUM, made, axes, false, &made, err);
        return st ? st : array_result(vm, made, out, err);
    }
    if (!st && a->dimensions == 2 && !plain)
        made->read_only = true;
    return st ? st : array_value(vm, made, out, err);
}

/* shape(a), ndim(a), size(a) */
NUMPY(shape_query)
{
    array *a;
    script_value object;
    lathe_status st = array_refuse(vm, call, 1, err);
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_value(vm, a, &object, err);
    return st ? st : script_get_attribute(vm, object, call->method->name, out, err);
}
