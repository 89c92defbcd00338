/* index.c: a[key] and a[key] = value: slices and integers give views, arrays of integers or booleans copies. */
#include "reward/script/numpy/array.h"

#include <string.h>

/* A key taken apart. The view has the axes that slices, None and Ellipsis leave. Index arrays, if any, are broadcast to
 * `picked`, whose elements are byte offsets into the array; their axes stand before axis `place` of the view. */
typedef struct selection {
    array *view;
    array *picked; /* NULL: none */
    int place;
    bool has_ellipsis;
} selection;

typedef struct reader {
    script_vm *vm;
    const array *a;
    int axis, dimensions; /* of a, and of the view */
    int64_t shape[ARRAY_MAX_DIMENSIONS], strides[ARRAY_MAX_DIMENSIONS];
    char *data;
    array *arrays[ARRAY_MAX_DIMENSIONS];
    int64_t array_strides[ARRAY_MAX_DIMENSIONS];
    int count;            /* of arrays */
    int place, last_item; /* where arrays stand; which item of the key had the last */
    bool apart;           /* arrays with something between them */
} reader;

static lathe_status fail_bounds(script_vm *vm, int64_t i, int axis, int64_t size, lathe_error *err)
{
    return script_raise(vm, err, "IndexError", "index %lld is out of bounds for axis %d with size %lld", (long long)i,
                        axis, (long long)size);
}

static lathe_status fail_key(script_vm *vm, lathe_error *err)
{
    return script_raise(vm, err, "IndexError",
                        "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean "
                        "arrays are valid indices");
}

static lathe_status add_axis(reader *r, int64_t shape, int64_t stride, lathe_error *err)
{
    if (r->dimensions == ARRAY_MAX_DIMENSIONS)
        return script_raise(r->vm, err, "IndexError", "number of dimensions must be within [0, %d], indexing result "
                                                      "would have %d",
                            ARRAY_MAX_DIMENSIONS, r->dimensions + 1);
    r->shape[r->dimensions] = shape;
    r->strides[r->dimensions++] = stride;
    return LATHE_OK;
}

/* An array of indices for the next axis of a. Bounds are checked, negative ones made positive. */
static lathe_status add_array(reader *r, const array *index, int item, lathe_error *err)
{
    array *copy;
    int64_t size = r->a->shape[r->axis];
    lathe_status st = array_copy(r->vm, index, ARRAY_INT, &copy, err);
    if (st)
        return st;
    int64_t *v = (int64_t *)copy->data;
    for (int64_t i = 0; i < copy->size; i++) {
        if (v[i] < -size || v[i] >= size)
            return fail_bounds(r->vm, v[i], r->axis, size, err);
        v[i] += v[i] < 0 ? size : 0;
    }
    if (r->count == 0)
        r->place = r->dimensions;
    else
        r->apart |= item > r->last_item + 1;
    r->last_item = item;
    r->arrays[r->count] = copy;
    r->array_strides[r->count++] = r->a->strides[r->axis++];
    return LATHE_OK;
}

/* A mask over as many axes as it has: one array of indices an axis. */
static lathe_status add_mask(reader *r, array *mask, int item, lathe_error *err)
{
    array *columns;
    if (mask->dimensions == 0)
        return script_unsupported(r->vm, err, "numpy index by a single boolean");
    for (int i = 0; i < mask->dimensions; i++)
        if (mask->shape[i] != r->a->shape[r->axis + i])
            return script_raise(r->vm, err, "IndexError",
                                "boolean index did not match indexed array along axis %d; size of axis is %lld but size "
                                "of corresponding boolean axis is %lld",
                                r->axis + i, (long long)r->a->shape[r->axis + i], (long long)mask->shape[i]);
    lathe_status st = sort_nonzero(r->vm, mask, &columns, err);
    for (int i = 0; i < mask->dimensions && !st; i++) {
        array *column;
        st = index_row(r->vm, columns, i, &column, err);
        if (!st)
            st = add_array(r, column, item, err);
    }
    return st;
}

static bool is_integer(script_value v)
{
    const array *a = array_of(v);
    return v.kind == SCRIPT_INT || (a && a->type == ARRAY_INT && a->dimensions == 0);
}

static bool is_array_key(script_value v)
{
    return (array_of(v) && !is_integer(v)) || script_is_sequence(v) || v.kind == SCRIPT_RANGE || v.kind == SCRIPT_BOOL;
}

static lathe_status add_arrays(reader *r, script_value v, int item, lathe_error *err)
{
    array *index;
    lathe_status st = array_from(r->vm, v, &index, err);
    if (st)
        return st;
    if (index->type == ARRAY_BOOL)
        return add_mask(r, index, item, err);
    if (index->type == ARRAY_FLOAT && index->size)
        return array_of(v) ? script_raise(r->vm, err, "IndexError",
                                          "arrays used as indices must be of integer (or boolean) type")
                           : fail_key(r->vm, err);
    return add_array(r, index, item, err);
}

/* Axes of a that an item of a key uses up. */
static lathe_status axes_of(script_vm *vm, script_value v, int *out, lathe_error *err)
{
    array *index;
    *out = script_is_none(v) || v.kind == SCRIPT_ELLIPSIS ? 0 : 1;
    if (!is_array_key(v))
        return LATHE_OK;
    lathe_status st = array_from(vm, v, &index, err);
    if (!st && index->type == ARRAY_BOOL)
        *out = index->dimensions;
    return st;
}

static lathe_status add_item(reader *r, script_value v, int item, bool arrays, int hidden, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    int64_t start, step, count, i;
    if (script_is_none(v))
        return add_axis(r, 1, 0, err);
    if (v.kind == SCRIPT_ELLIPSIS) {
        for (int k = 0; k < hidden && !st; k++, r->axis++)
            st = add_axis(r, r->a->shape[r->axis], r->a->strides[r->axis], err);
        return st;
    }
    if (v.kind == SCRIPT_SLICE) {
        int64_t stride = r->a->strides[r->axis];
        st = sequence_slice(r->vm, v.slice, r->a->shape[r->axis++], &start, &step, &count, err);
        if (st)
            return st;
        r->data += count ? start * stride : 0;
        return add_axis(r, count, count > 1 ? stride * step : stride, err);
    }
    if (is_array_key(v) || (arrays && is_integer(v)))
        return add_arrays(r, v, item, err);
    if (!is_integer(v))
        return fail_key(r->vm, err);
    st = script_to_int(r->vm, v, &i, err);
    int64_t size = r->a->shape[r->axis];
    if (!st && (i < -size || i >= size))
        return fail_bounds(r->vm, i, r->axis, size, err);
    if (!st)
        r->data += (i < 0 ? i + size : i) * r->a->strides[r->axis++];
    return st;
}

/* The broadcast index arrays as byte offsets. */
static lathe_status combine_arrays(reader *r, array **out, lathe_error *err)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int dimensions;
    char text[400] = "";
    if (!array_common_shape((const array *const *)r->arrays, r->count, &dimensions, shape)) {
        for (int k = 0; k < r->count; k++) {
            size_t used = strlen(text);
            array_shape_text(r->arrays[k]->dimensions, r->arrays[k]->shape, text + used, sizeof text - used - 1);
            strncat(text, " ", sizeof text - strlen(text) - 1);
        }
        return script_raise(r->vm, err, "IndexError",
                            "shape mismatch: indexing arrays could not be broadcast together with shapes %s", text);
    }
    array *sum, *part, *stride;
    lathe_status st = array_new(r->vm, ARRAY_INT, dimensions, shape, &sum, err);
    if (!st)
        st = array_new(r->vm, ARRAY_INT, 0, NULL, &stride, err);
    for (int k = 0; k < r->count && !st; k++) {
        *(int64_t *)stride->data = r->array_strides[k];
        st = ufunc_binary(r->vm, "multiply", r->arrays[k], stride, &part, err);
        if (!st)
            st = ufunc_binary(r->vm, "add", sum, part, &sum, err);
    }
    if (!st)
        *out = sum;
    return st;
}

static lathe_status count_axes(reader *r, const script_value *items, size_t count, bool *out_arrays, int *out_used,
                               bool *out_ellipsis, lathe_error *err)
{
    *out_arrays = *out_ellipsis = false;
    *out_used = 0;
    for (size_t i = 0; i < count; i++) {
        int used;
        lathe_status st = axes_of(r->vm, items[i], &used, err);
        if (st)
            return st;
        if (items[i].kind == SCRIPT_ELLIPSIS && *out_ellipsis)
            return script_raise(r->vm, err, "IndexError", "an index can only have a single ellipsis ('...')");
        *out_ellipsis |= items[i].kind == SCRIPT_ELLIPSIS;
        *out_arrays |= is_array_key(items[i]);
        *out_used += used;
    }
    if (*out_used > r->a->dimensions)
        return script_raise(r->vm, err, "IndexError",
                            "too many indices for array: array is %d-dimensional, but %d were indexed",
                            r->a->dimensions, *out_used);
    return LATHE_OK;
}

static lathe_status select_items(script_vm *vm, const array *a, script_value key, selection *out, lathe_error *err)
{
    reader r = {.vm = vm, .a = a, .data = a->data};
    const script_value *items = key.kind == SCRIPT_TUPLE ? key.list->items : &key;
    size_t count = key.kind == SCRIPT_TUPLE ? key.list->count : 1;
    bool arrays;
    int used;
    *out = (selection){0};
    if (count > 2 * ARRAY_MAX_DIMENSIONS)
        return script_raise(vm, err, "IndexError", "too many indices for array");
    lathe_status st = count_axes(&r, items, count, &arrays, &used, &out->has_ellipsis, err);
    for (size_t i = 0; i < count && !st; i++)
        st = add_item(&r, items[i], (int)i, arrays, a->dimensions - used, err);
    while (!st && r.axis < a->dimensions) {
        st = add_axis(&r, a->shape[r.axis], a->strides[r.axis], err);
        r.axis++;
    }
    if (!st)
        st = array_view(vm, a, r.dimensions, r.shape, r.strides, &out->view, err);
    if (st)
        return st;
    out->view->data = r.data;
    out->place = r.apart ? 0 : r.place;
    return r.count ? combine_arrays(&r, &out->picked, err) : LATHE_OK;
}

/* The shape of what a selection with index arrays gives. */
static int picked_shape(const selection *s, int64_t *shape)
{
    int n = 0;
    for (int i = 0; i <= s->view->dimensions; i++) {
        for (int k = 0; i == s->place && k < s->picked->dimensions; k++)
            shape[n++] = s->picked->shape[k];
        if (i < s->view->dimensions)
            shape[n++] = s->view->shape[i];
    }
    return n;
}

/* Copies between the picked elements and `other`, which has the selection's shape and type. */
static lathe_status move_picked(script_vm *vm, const selection *s, array *other, bool into, lathe_error *err)
{
    int64_t rest_strides[ARRAY_MAX_DIMENSIONS], at[ARRAY_MAX_DIMENSIONS] = {0};
    int inner = s->picked->dimensions;
    int64_t size = array_item_size(other->type);
    for (int i = 0; i < s->view->dimensions; i++)
        rest_strides[i] = other->strides[i < s->place ? i : i + inner];
    array *from, *to;
    lathe_status st = array_view(vm, s->view, s->view->dimensions, s->view->shape, s->view->strides, &from, err);
    if (!st)
        st = array_view(vm, other, s->view->dimensions, s->view->shape, rest_strides, &to, err);
    if (!st)
        st = array_spend(vm, other->size, err);
    if (st || s->view->size == 0)
        return st;
    char *base = other->data;
    const int64_t *offsets = (const int64_t *)s->picked->data;
    for (int64_t n = 0; n < s->picked->size && !st; n++) {
        from->data = s->view->data + offsets[n];
        to->data = base;
        if (s->view->dimensions == 0)
            memcpy(into ? from->data : to->data, into ? to->data : from->data, (size_t)size);
        else
            st = into ? array_assign(vm, from, to, err) : array_assign(vm, to, from, err);
        for (int axis = inner - 1; axis >= 0; axis--) {
            int64_t stride = other->strides[s->place + axis];
            base += stride;
            if (++at[axis] < s->picked->shape[axis])
                break;
            base -= stride * at[axis];
            at[axis] = 0;
        }
    }
    return st;
}

lathe_status index_row(script_vm *vm, const array *a, int64_t i, array **out, lathe_error *err)
{
    lathe_status st = array_view(vm, a, a->dimensions - 1, a->shape + 1, a->strides + 1, out, err);
    if (!st)
        (*out)->data = a->data + i * a->strides[0];
    return st;
}

lathe_status index_get(script_vm *vm, array *a, script_value key, script_value *out, lathe_error *err)
{
    selection s;
    int64_t shape[2 * ARRAY_MAX_DIMENSIONS];
    array *made;
    if (key.kind == SCRIPT_INT && a->dimensions == 1) { /* by far the most frequent */
        int64_t i = key.integer < 0 ? key.integer + a->shape[0] : key.integer;
        if (i < 0 || i >= a->shape[0])
            return fail_bounds(vm, key.integer, 0, a->shape[0], err);
        *out = array_scalar(a->type, a->data + i * a->strides[0]);
        return LATHE_OK;
    }
    lathe_status st = select_items(vm, a, key, &s, err);
    if (st)
        return st;
    if (!s.picked)
        return s.has_ellipsis ? array_value(vm, s.view, out, err) : array_result(vm, s.view, out, err);
    st = array_new(vm, a->type, picked_shape(&s, shape), shape, &made, err);
    if (!st)
        st = move_picked(vm, &s, made, false, err);
    return st ? st : array_value(vm, made, out, err);
}

/* One element takes no sequence; booleans take its truth. */
static lathe_status check_element(script_vm *vm, const array *a, script_value value, array **from, lathe_error *err)
{
    bool truth;
    if (a->type == ARRAY_INT && !array_of(value))
        return script_raise(vm, err, "TypeError",
                            "int() argument must be a string, a bytes-like object or a real number, not '%s'",
                            script_type_name(value));
    if (a->type != ARRAY_BOOL)
        return script_raise(vm, err, "ValueError", "setting an array element with a sequence.");
    lathe_status st = script_to_truth(vm, value, &truth, err);
    return st ? st : array_from(vm, script_bool(truth), from, err);
}

lathe_status index_set(script_vm *vm, array *a, script_value key, script_value value, lathe_error *err)
{
    selection s;
    int64_t shape[2 * ARRAY_MAX_DIMENSIONS];
    array *from, *spread;
    char wanted[200], given[200];
    if (a->read_only)
        return script_raise(vm, err, "ValueError", "assignment destination is read-only");
    lathe_status st = select_items(vm, a, key, &s, err);
    if (!st)
        st = array_from(vm, value, &from, err);
    if (!st && a->type == ARRAY_INT && !array_of(value))
        st = array_check_integers(vm, from, err);
    if (!st && !s.picked && s.view->dimensions == 0 && from->dimensions && !s.has_ellipsis)
        st = check_element(vm, a, value, &from, err);
    if (st)
        return st;
    if (!s.picked)
        return array_assign(vm, s.view, from, err);
    int dimensions = picked_shape(&s, shape);
    st = array_new(vm, a->type, dimensions, shape, &spread, err);
    if (st)
        return st;
    const array *both[] = {from, spread};
    int common;
    int64_t ignored[ARRAY_MAX_DIMENSIONS];
    if (!array_common_shape(both, 2, &common, ignored) || common != dimensions ||
        memcmp(ignored, shape, (size_t)dimensions * sizeof *shape) != 0) {
        array_shape_text(from->dimensions, from->shape, given, sizeof given);
        array_shape_text(dimensions, shape, wanted, sizeof wanted);
        return script_raise(vm, err, "ValueError",
                            "shape mismatch: value array of shape %s could not be broadcast to indexing result of shape "
                            "%s",
                            given, wanted);
    }
    st = array_assign(vm, spread, from, err);
    return st ? st : move_picked(vm, &s, spread, true, err);
}
