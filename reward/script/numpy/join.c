/* join.c: arrays put together, repeated and taken apart. */
#include "reward/script/numpy/functions.h"

#include <string.h>

lathe_status shape_concatenate(script_vm *vm, array *const *parts, size_t count, int axis, array **out,
                               lathe_error *err)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    const array *first = parts[0];
    array_type type = first->type;
    memcpy(shape, first->shape, (size_t)first->dimensions * sizeof *shape);
    shape[axis] = 0;
    for (size_t k = 0; k < count; k++) {
        const array *a = parts[k];
        if (a->dimensions != first->dimensions)
            return script_raise(vm, err, "ValueError",
                                "all the input arrays must have same number of dimensions, but the array at index 0 has "
                                "%d dimension(s) and the array at index %zu has %d dimension(s)",
                                first->dimensions, k, a->dimensions);
        for (int i = 0; i < a->dimensions; i++)
            if (i != axis && a->shape[i] != shape[i])
                return script_raise(vm, err, "ValueError",
                                    "all the input array dimensions except for the concatenation axis must match "
                                    "exactly, but along dimension %d, the array at index 0 has size %lld and the array "
                                    "at index %zu has size %lld",
                                    i, (long long)shape[i], k, (long long)a->shape[i]);
        if (__builtin_add_overflow(shape[axis], a->shape[axis], &shape[axis]))
            return script_raise(vm, err, "ValueError", "array is too big");
        type = array_promote(type, a->type);
    }
    array *made, *place;
    lathe_status st = array_new(vm, type, first->dimensions, shape, &made, err);
    int64_t at = 0;
    for (size_t k = 0; k < count && !st; k++) {
        st = array_view(vm, made, made->dimensions, parts[k]->shape, made->strides, &place, err);
        if (!st) {
            place->data += at * made->strides[axis];
            at += parts[k]->shape[axis];
            st = array_assign(vm, place, parts[k], err);
        }
    }
    if (!st)
        *out = made;
    return st;
}

static lathe_status parts_of(script_vm *vm, script_value v, array ***out, size_t *out_count, lathe_error *err)
{
    const script_value *items;
    lathe_status st;
    if (script_is_number(v))
        return script_raise(vm, err, "TypeError", "The first input argument needs to be a sequence");
    if (!script_is_sequence(v) && !array_of(v))
        return script_raise(vm, err, "TypeError",
                            "arrays to stack must be passed as a \"sequence\" type such as list or tuple.");
    st = script_to_items(vm, v, &items, out_count, err);
    if (!st && *out_count == 0)
        return script_raise(vm, err, "ValueError", "need at least one array to concatenate");
    if (!st)
        st = script_alloc(vm, *out_count * sizeof **out, (void **)out, err);
    for (size_t i = 0; i < *out_count && !st; i++)
        st = array_from(vm, items[i], &(*out)[i], err);
    return st;
}

/* args: arrays, axis */
NUMPY(join_concatenate)
{
    array **parts, *made;
    size_t count;
    int axis = 0;
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = parts_of(vm, call->args[0], &parts, &count, err);
    for (size_t k = 0; k < count && !st && script_is_none(call->args[1]); k++)
        st = shape_change(vm, parts[k], 1, &parts[k]->size, &parts[k], err);
    if (!st && parts[0]->dimensions == 0)
        return script_raise(vm, err, "ValueError", "zero-dimensional arrays cannot be concatenated");
    if (!st && !script_is_none(call->args[1]))
        st = array_read_axis(vm, call->args[1], parts[0]->dimensions, &axis, err);
    if (!st)
        st = shape_concatenate(vm, parts, count, axis, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* args: arrays, axis */
NUMPY(join_stack)
{
    array **parts, *made;
    size_t count;
    int axis;
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = parts_of(vm, call->args[0], &parts, &count, err);
    for (size_t k = 1; k < count && !st; k++)
        if (!array_same_shape(parts[0], parts[k]))
            return script_raise(vm, err, "ValueError", "all input arrays must have the same shape");
    if (!st && parts[0]->dimensions == ARRAY_MAX_DIMENSIONS)
        return script_raise(vm, err, "ValueError", "maximum supported dimension for an ndarray is currently %d",
                            ARRAY_MAX_DIMENSIONS);
    if (!st)
        st = array_read_axis(vm, call->args[1], parts[0]->dimensions + 1, &axis, err);
    for (size_t k = 0; k < count && !st; k++) {
        int64_t shape[ARRAY_MAX_DIMENSIONS], strides[ARRAY_MAX_DIMENSIONS];
        array *a = parts[k];
        for (int i = 0, n = 0; i <= a->dimensions; i++) {
            shape[i] = i == axis ? 1 : a->shape[n];
            strides[i] = i == axis ? 0 : a->strides[n++];
        }
        st = array_view(vm, a, a->dimensions + 1, shape, strides, &parts[k], err);
    }
    if (!st)
        st = shape_concatenate(vm, parts, count, axis, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* vstack, hstack, dstack, column_stack: the least dimensions of the parts, and the axis. */
NUMPY(join_stacked)
{
    array **parts, *made;
    size_t count;
    char how = call->method->name[0];
    lathe_status st = array_refuse(vm, call, 1, err);
    if (!st)
        st = parts_of(vm, call->args[0], &parts, &count, err);
    for (size_t k = 0; k < count && !st; k++) {
        if (how == 'c' && parts[k]->dimensions < 2)
            st = array_view(vm, parts[k], 2, (int64_t[]){parts[k]->size, 1},
                            (int64_t[]){parts[k]->dimensions ? parts[k]->strides[0] : 0, 0}, &parts[k], err);
        else
            st = shape_at_least(vm, parts[k], how == 'h' ? 1 : how == 'd' ? 3 : 2, &parts[k], err);
    }
    int axis = how == 'v' ? 0 : how == 'd' ? 2 : how == 'c' || (!st && parts[0]->dimensions > 1) ? 1 : 0;
    if (!st)
        st = shape_concatenate(vm, parts, count, axis, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* append: args: arr, values, axis */
NUMPY(join_append)
{
    array *parts[2], *made;
    int axis = 0;
    lathe_status st = array_from(vm, call->args[0], &parts[0], err);
    if (!st)
        st = array_from(vm, call->args[1], &parts[1], err);
    for (int k = 0; k < 2 && !st && script_is_none(call->args[2]); k++)
        st = shape_change(vm, parts[k], 1, &parts[k]->size, &parts[k], err);
    if (!st && !script_is_none(call->args[2]))
        st = array_read_axis(vm, call->args[2], parts[0]->dimensions, &axis, err);
    if (!st)
        st = shape_concatenate(vm, parts, 2, axis, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* The part [from, to) along an axis, as a view. */
static lathe_status part_of(script_vm *vm, const array *a, int axis, int64_t from, int64_t to, array **out,
                            lathe_error *err)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    memcpy(shape, a->shape, (size_t)a->dimensions * sizeof *shape);
    shape[axis] = to - from;
    lathe_status st = array_view(vm, a, a->dimensions, shape, a->strides, out, err);
    if (!st && to > from)
        (*out)->data += from * a->strides[axis];
    return st;
}

/* a flattened without axis, and the axis read. */
static lathe_status array_and_axis(script_vm *vm, script_value value, script_value axis, array **out, int *out_axis,
                                   lathe_error *err)
{
    lathe_status st = array_from(vm, value, out, err);
    *out_axis = 0;
    if (!st && script_is_none(axis))
        return shape_change(vm, *out, 1, &(*out)->size, out, err);
    return st ? st : array_read_axis(vm, axis, (*out)->dimensions, out_axis, err);
}

static lathe_status check_index(script_vm *vm, int64_t *i, int axis, int64_t size, int64_t most, lathe_error *err)
{
    if (*i < -size || *i > most)
        return script_raise(vm, err, "IndexError", "index %lld is out of bounds for axis %d with size %lld",
                            (long long)*i, axis, (long long)size);
    *i += *i < 0 ? size : 0;
    return LATHE_OK;
}

/* One index only. args: arr, obj, values, axis */
NUMPY(join_insert)
{
    array *a, *value, *parts[3], *made;
    int axis;
    int64_t at;
    lathe_status st = array_and_axis(vm, call->args[0], call->args[3], &a, &axis, err);
    if (!st && !script_is_number(call->args[1]))
        return script_unsupported(vm, err, "numpy.insert at several places");
    if (!st)
        st = script_to_int(vm, call->args[1], &at, err);
    if (!st)
        st = check_index(vm, &at, axis, a->shape[axis], a->shape[axis], err);
    if (!st)
        st = array_from(vm, call->args[2], &value, err);
    if (!st)
        st = array_cast(vm, value, a->type, &value, err);
    if (st)
        return st;
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    memcpy(shape, a->shape, (size_t)a->dimensions * sizeof *shape);
    shape[axis] = a->dimensions == 1 ? value->size : 1;
    if (a->dimensions == 1)
        st = shape_change(vm, value, 1, &value->size, &parts[1], err);
    else
        st = array_broadcast(vm, value, a->dimensions, shape, &parts[1], err);
    if (!st)
        st = part_of(vm, a, axis, 0, at, &parts[0], err);
    if (!st)
        st = part_of(vm, a, axis, at, a->shape[axis], &parts[2], err);
    if (!st)
        st = shape_concatenate(vm, parts, 3, axis, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* Elements of an axis by number, one after the other. */
static lathe_status pick(script_vm *vm, const array *a, int axis, const int64_t *indices, int64_t count, array **out,
                         lathe_error *err)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    array *made, *from, *to;
    memcpy(shape, a->shape, (size_t)a->dimensions * sizeof *shape);
    shape[axis] = count;
    lathe_status st = array_new(vm, a->type, a->dimensions, shape, &made, err);
    for (int64_t i = 0; i < count && !st; i++) {
        if (a->dimensions == 1) {
            memcpy(made->data + i * made->strides[0], a->data + indices[i] * a->strides[0],
                   (size_t)array_item_size(a->type));
            continue;
        }
        st = part_of(vm, a, axis, indices[i], indices[i] + 1, &from, err);
        if (!st)
            st = part_of(vm, made, axis, i, i + 1, &to, err);
        if (!st)
            st = array_assign(vm, to, from, err);
    }
    if (!st)
        *out = made;
    return st;
}

/* args: arr, obj, axis; obj an index, a slice, indices or a mask */
NUMPY(join_delete)
{
    array *a, *counts, *ones, *made;
    int axis;
    script_value key = call->args[1];
    lathe_status st = array_and_axis(vm, call->args[0], call->args[2], &a, &axis, err);
    if (!st)
        st = array_new_vector(vm, ARRAY_BOOL, a->shape[axis], &ones, err);
    if (!st && script_is_number(key)) {
        int64_t i;
        st = script_to_int(vm, key, &i, err);
        if (!st)
            st = check_index(vm, &i, axis, a->shape[axis], a->shape[axis] - 1, err);
        if (!st)
            ((bool *)ones->data)[i] = true;
    } else if (!st) {
        if (script_is_sequence(key))
            st = script_list_new(vm, key.list->items, key.list->count, &key, err);
        if (!st)
            st = index_set(vm, ones, key, script_bool(true), err);
    }
    if (st)
        return st;
    st = array_new_vector(vm, ARRAY_INT, a->shape[axis], &counts, err);
    int64_t kept = 0;
    for (int64_t i = 0; i < a->shape[axis] && !st; i++)
        if (!((const bool *)ones->data)[i])
            ((int64_t *)counts->data)[kept++] = i;
    if (!st)
        st = pick(vm, a, axis, (const int64_t *)counts->data, kept, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* args: a, repeats, axis */
NUMPY(join_repeat)
{
    array *a, *repeats, *places, *made;
    int axis;
    int64_t total = 0;
    lathe_status st = array_and_axis(vm, call->args[0], call->args[2], &a, &axis, err);
    if (!st)
        st = array_from(vm, call->args[1], &repeats, err);
    if (!st && repeats->type == ARRAY_FLOAT)
        return script_raise(vm, err, "TypeError",
                            "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'");
    if (!st)
        st = array_cast(vm, repeats, ARRAY_INT, &repeats, err);
    if (st)
        return st;
    if (repeats->size != 1 && repeats->size != a->shape[axis])
        return script_raise(vm, err, "ValueError", "operands could not be broadcast together with shape (%lld,) (%lld,)",
                            (long long)a->shape[axis], (long long)repeats->size);
    const int64_t *times = (const int64_t *)repeats->data;
    for (int64_t i = 0; i < a->shape[axis]; i++) {
        int64_t n = times[repeats->size == 1 ? 0 : i];
        if (n < 0)
            return script_raise(vm, err, "ValueError", repeats->size == 1 ? "negative dimensions are not allowed"
                                                   : "repeats may not contain negative values.");
        if (__builtin_add_overflow(total, n, &total))
            return script_raise(vm, err, "ValueError", "array is too big");
    }
    st = array_new_vector(vm, ARRAY_INT, total, &places, err);
    for (int64_t i = 0, at = 0; i < a->shape[axis] && !st; i++)
        for (int64_t n = times[repeats->size == 1 ? 0 : i]; n > 0; n--)
            ((int64_t *)places->data)[at++] = i;
    if (!st)
        st = pick(vm, a, axis, (const int64_t *)places->data, total, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* take. args: a, indices, axis */
NUMPY(join_take)
{
    array *a, *indices, *made;
    int axis;
    lathe_status st = array_refuse(vm, call, 3, err);
    if (!st)
        st = array_and_axis(vm, call->args[0], call->args[2], &a, &axis, err);
    if (!st)
        st = array_from(vm, call->args[1], &indices, err);
    if (!st && indices->type == ARRAY_FLOAT && indices->size)
        return script_raise(vm, err, "TypeError",
                            "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'");
    if (!st && a->dimensions > 1 && indices->dimensions > 1)
        return script_unsupported(vm, err, "numpy.take of many by many dimensions");
    if (!st)
        st = array_copy(vm, indices, ARRAY_INT, &indices, err);
    for (int64_t i = 0; !st && i < indices->size; i++) {
        int64_t *v = (int64_t *)indices->data + i;
        st = check_index(vm, v, axis, a->shape[axis], a->shape[axis] - 1, err);
    }
    if (!st)
        st = pick(vm, a, axis, (const int64_t *)indices->data, indices->size, &made, err);
    if (!st && a->dimensions == 1)
        st = shape_change(vm, made, indices->dimensions, indices->shape, &made, err);
    else if (!st && indices->dimensions == 0)
        st = index_row(vm, made, 0, &made, err);
    return st ? st : array_result(vm, made, out, err);
}

/* args: a, reps */
NUMPY(join_tile)
{
    array *a, *made;
    int64_t reps[ARRAY_MAX_DIMENSIONS];
    int count;
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_read_shape(vm, call->args[1], &count, reps, err);
    if (st)
        return st;
    int dimensions = a->dimensions > count ? a->dimensions : count;
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    for (int i = 0; i < dimensions; i++)
        shape[i] = i < dimensions - a->dimensions ? 1 : a->shape[i - dimensions + a->dimensions];
    st = shape_change(vm, a, dimensions, shape, &made, err);
    for (int i = 0; i < dimensions && !st; i++) {
        int64_t times = i < dimensions - count ? 1 : reps[i - dimensions + count];
        array **parts;
        times = times < 0 ? 0 : times;
        if (times > INT32_MAX)
            return script_raise(vm, err, "ValueError", "array is too big");
        st = array_spend(vm, times, err);
        if (!st)
            st = script_alloc(vm, ((size_t)times + 1) * sizeof *parts, (void **)&parts, err);
        for (int64_t k = 0; !st && k < times + (times == 0); k++)
            parts[k] = made;
        if (!st && times == 0)
            st = part_of(vm, made, i, 0, 0, &parts[0], err);
        if (!st)
            st = shape_concatenate(vm, parts, (size_t)(times + (times == 0)), i, &made, err);
    }
    if (!st && made->data == a->data)
        st = array_copy(vm, made, made->type, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* One shift. args: a, shift, axis */
NUMPY(join_roll)
{
    array *a, *flat, *parts[2], *made;
    int axis;
    int64_t shift;
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_and_axis(vm, call->args[0], call->args[2], &flat, &axis, err);
    if (!st && script_is_sequence(call->args[1]))
        return script_unsupported(vm, err, "numpy.roll by several shifts");
    if (!st)
        st = script_to_int(vm, call->args[1], &shift, err);
    if (st)
        return st;
    int64_t n = flat->shape[axis];
    shift = n ? (shift % n + n) % n : 0;
    st = part_of(vm, flat, axis, n - shift, n, &parts[0], err);
    if (!st)
        st = part_of(vm, flat, axis, 0, n - shift, &parts[1], err);
    if (!st)
        st = shape_concatenate(vm, parts, 2, axis, &made, err);
    if (!st)
        st = shape_change(vm, made, a->dimensions, a->shape, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

/* split, array_split, hsplit, vsplit. args: ary, indices_or_sections, axis */
NUMPY(join_split)
{
    array *a, *part;
    int axis;
    int64_t count = 0;
    const script_value *cuts = NULL;
    size_t given = 0;
    bool horizontal = call->method->name[0] == 'h', strict = call->method->name[0] != 'a';
    script_value list;
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_read_axis(vm, horizontal ? script_int(a->dimensions > 1) : call->args[2], a->dimensions, &axis, err);
    if (!st && script_is_number(call->args[1]))
        st = script_to_int(vm, call->args[1], &count, err);
    else if (!st)
        st = script_to_items(vm, call->args[1], &cuts, &given, err);
    if (st)
        return st;
    int64_t n = a->shape[axis], parts = cuts ? (int64_t)given + 1 : count;
    if (!cuts && count <= 0)
        return script_raise(vm, err, "ValueError", "number sections must be larger than 0.");
    if (!cuts && strict && n % count)
        return script_raise(vm, err, "ValueError", "array split does not result in an equal division");
    st = script_list_new(vm, NULL, 0, &list, err);
    int64_t from = 0;
    for (int64_t i = 0; i < parts && !st; i++) {
        int64_t to = n;
        if (!cuts)
            to = from + n / count + (i < n % count);
        else if (i + 1 < parts)
            st = script_to_int(vm, cuts[i], &to, err);
        to = to < 0 ? to + n : to;
        to = to < 0 ? 0 : to > n ? n : to;
        script_value v;
        if (!st)
            st = script_spend(vm, 1, err);
        if (!st)
            st = part_of(vm, a, axis, from, to < from ? from : to, &part, err);
        if (!st)
            st = array_value(vm, part, &v, err);
        if (!st)
            st = script_list_append(vm, list.list, v, err);
        from = to;
    }
    if (!st)
        *out = list;
    return st;
}
