/* array.c: making arrays and views, copying between them, and the class ndarray as the interpreter sees it. */
#include "reward/script/numpy/array.h"

#include <stdio.h>
#include <string.h>

const char *array_type_name(array_type type)
{
    static const char *const names[] = {"bool", "int64", "float64"};
    return names[type];
}

script_value array_plain(array_type type, const char *p)
{
    return type == ARRAY_FLOAT ? script_float(*(const double *)p)
           : type == ARRAY_INT ? script_int(*(const int64_t *)p)
                               : script_bool(*(const bool *)p);
}

script_value array_scalar(array_type type, const char *p)
{
    script_value v = array_plain(type, p);
    v.numpy = true;
    return v;
}

int64_t array_integer_of(double v)
{
    return v >= -0x1p63 && v < 0x1p63 ? (int64_t)v : INT64_MIN;
}

array *array_of(script_value v)
{
    return script_host_of(v, &array_class);
}

lathe_status array_spend(script_vm *vm, int64_t n, lathe_error *err)
{
    int64_t steps = n / 16;
    return script_spend(vm, steps > UINT32_MAX ? UINT32_MAX : (uint32_t)steps, err);
}

/* The head of an array: shape and strides of C order, no data yet. */
static lathe_status new_head(script_vm *vm, array_type type, int dimensions, const int64_t *shape, array **out,
                             lathe_error *err)
{
    array *a;
    size_t extra = 2 * sizeof(int64_t) * (size_t)dimensions;
    lathe_status st = script_alloc(vm, sizeof *a + extra, (void **)&a, err);
    if (st)
        return st;
    *a = (array){.type = type, .dimensions = dimensions, .size = 1, .shape = (int64_t *)(a + 1)};
    a->strides = a->shape + dimensions;
    int64_t stride = array_item_size(type);
    for (int i = dimensions; i-- > 0;) {
        a->shape[i] = shape[i];
        a->strides[i] = stride;
        a->size *= shape[i];
        stride *= shape[i] ? shape[i] : 1;
    }
    *out = a;
    return LATHE_OK;
}

/* No machine has so much; what one has, and the script may not use, is a limit. */
static const int64_t MOST_BYTES = (int64_t)1 << 47;

static lathe_status fail_memory(script_vm *vm, array_type type, int dimensions, const int64_t *shape, int64_t total,
                                lathe_error *err)
{
    script_value tuple;
    lathe_status st = script_tuple_new(vm, NULL, (size_t)dimensions, &tuple, err);
    for (int i = 0; i < dimensions && !st; i++)
        tuple.list->items[i] = script_int(shape[i]);
    if (!st)
        st = script_to_repr(vm, tuple, &tuple, err);
    bool exa = total >= (int64_t)1 << 60;
    double shown = (double)total / (exa ? 0x1p60 : total >= (int64_t)1 << 50 ? 0x1p50 : 0x1p40);
    return st ? st
              : script_raise(vm, err, "MemoryError", "Unable to allocate %.3g %s for an array with shape %s and data type "
                                                     "%s",
                             shown, exa ? "EiB" : total >= (int64_t)1 << 50 ? "PiB" : "TiB", tuple.str->text,
                             array_type_name(type));
}

lathe_status array_new(script_vm *vm, array_type type, int dimensions, const int64_t *shape, array **out,
                       lathe_error *err)
{
    int64_t total = array_item_size(type);
    array *a;
    if (dimensions > ARRAY_MAX_DIMENSIONS)
        return script_raise(vm, err, "ValueError", "maximum supported dimension for an ndarray is currently %d, found %d",
                            ARRAY_MAX_DIMENSIONS, dimensions);
    for (int i = 0; i < dimensions; i++) {
        if (shape[i] < 0)
            return script_raise(vm, err, "ValueError", "negative dimensions are not allowed");
        if (shape[i] && __builtin_mul_overflow(total, shape[i], &total))
            return script_raise(vm, err, "ValueError", "array is too big; `arr.size * arr.dtype.itemsize` is larger "
                                                       "than the maximum possible size.");
    }
    if (total > MOST_BYTES)
        return fail_memory(vm, type, dimensions, shape, total, err);
    lathe_status st = new_head(vm, type, dimensions, shape, &a, err);
    if (!st)
        st = script_alloc(vm, a->size ? (size_t)total : 1, (void **)&a->data, err);
    if (!st)
        st = array_spend(vm, a->size / 4, err);
    if (!st)
        *out = a;
    return st;
}

lathe_status array_new_vector(script_vm *vm, array_type type, int64_t count, array **out, lathe_error *err)
{
    return array_new(vm, type, 1, &count, out, err);
}

lathe_status array_view(script_vm *vm, const array *from, int dimensions, const int64_t *shape, const int64_t *strides,
                        array **out, lathe_error *err)
{
    array *a;
    if (dimensions > ARRAY_MAX_DIMENSIONS)
        return script_raise(vm, err, "ValueError", "maximum supported dimension for an ndarray is currently %d, found %d",
                            ARRAY_MAX_DIMENSIONS, dimensions);
    lathe_status st = new_head(vm, from->type, dimensions, shape, &a, err);
    if (st)
        return st;
    a->data = from->data;
    a->read_only = from->read_only;
    if (strides)
        memcpy(a->strides, strides, (size_t)dimensions * sizeof *strides);
    *out = a;
    return LATHE_OK;
}

lathe_status array_value(script_vm *vm, array *a, script_value *out, lathe_error *err)
{
    return script_object_new(vm, &array_class, a, NULL, out, err);
}

lathe_status array_result(script_vm *vm, array *a, script_value *out, lathe_error *err)
{
    if (a->dimensions)
        return array_value(vm, a, out, err);
    *out = array_scalar(a->type, a->data);
    return LATHE_OK;
}

bool array_is_contiguous(const array *a)
{
    int64_t stride = array_item_size(a->type);
    for (int i = a->dimensions; i-- > 0;) {
        if (a->shape[i] != 1 && a->strides[i] != stride && a->size)
            return false;
        stride *= a->shape[i];
    }
    return true;
}

bool array_same_shape(const array *a, const array *b)
{
    return a->dimensions == b->dimensions &&
           memcmp(a->shape, b->shape, (size_t)a->dimensions * sizeof *a->shape) == 0;
}

void array_shape_text(int dimensions, const int64_t *shape, char *buffer, size_t size)
{
    size_t used = 0;
    snprintf(buffer, size, "(");
    for (int i = 0; i < dimensions; i++) {
        used = strlen(buffer);
        snprintf(buffer + used, size - used, "%lld%s", (long long)shape[i],
                 i + 1 < dimensions || dimensions == 1 ? "," : "");
    }
    used = strlen(buffer);
    snprintf(buffer + used, size - used, ")");
}

/* ---- walking ---- */

void walk_begin(walk *w, int dimensions, const int64_t *shape)
{
    w->operands = 0;
    w->dimensions = dimensions;
    if (dimensions)
        memcpy(w->shape, shape, (size_t)dimensions * sizeof *shape);
}

void walk_add(walk *w, const array *a)
{
    int64_t *strides = w->strides[w->operands];
    int skipped = w->dimensions - a->dimensions;
    for (int i = 0; i < w->dimensions; i++)
        strides[i] = i < skipped || a->shape[i - skipped] == 1 ? 0 : a->strides[i - skipped];
    w->data[w->operands++] = a->data;
}

/* Joins neighbouring axes over which all operands run on evenly, so that inner loops are long. */
static void join_axes(walk *w)
{
    int kept = 0;
    for (int i = 1; i < w->dimensions; i++) {
        bool joins = true;
        for (int k = 0; k < w->operands; k++)
            joins &= w->strides[k][kept] == w->strides[k][i] * w->shape[i];
        if (!joins)
            kept++;
        w->shape[kept] = joins ? w->shape[kept] * w->shape[i] : w->shape[i];
        for (int k = 0; k < w->operands; k++)
            w->strides[k][kept] = w->strides[k][i];
    }
    if (w->dimensions)
        w->dimensions = kept + 1;
}

lathe_status walk_run(script_vm *vm, walk *w, walk_loop loop, lathe_error *err)
{
    int64_t at[ARRAY_MAX_DIMENSIONS] = {0}, steps[ARRAY_MAX_OPERANDS] = {0}, n = 1;
    for (int i = 0; i < w->dimensions; i++)
        if (w->shape[i] == 0)
            return LATHE_OK;
    join_axes(w);
    int last = w->dimensions - 1;
    if (last >= 0) {
        n = w->shape[last];
        for (int k = 0; k < w->operands; k++)
            steps[k] = w->strides[k][last];
    }
    for (;;) {
        lathe_status st = array_spend(vm, n + 8, err);
        if (st)
            return st;
        loop(w->data, steps, n);
        int axis = last - 1;
        for (; axis >= 0; axis--) {
            bool turns = ++at[axis] == w->shape[axis];
            for (int k = 0; k < w->operands; k++)
                w->data[k] += turns ? -w->strides[k][axis] * (w->shape[axis] - 1) : w->strides[k][axis];
            if (!turns)
                break;
            at[axis] = 0;
        }
        if (axis < 0)
            return LATHE_OK;
    }
}

/* ---- copying ---- */

#define COPY_LOOP(name, from_type, to_type, expression) \
    static void name(char *const *data, const int64_t *steps, int64_t n) \
    { \
        const char *p = data[0]; \
        char *q = data[1]; \
        for (int64_t i = 0; i < n; i++, p += steps[0], q += steps[1]) { \
            from_type v = *(const from_type *)p; \
            *(to_type *)q = expression; \
        } \
    }
COPY_LOOP(copy_bool_bool, bool, bool, v)
COPY_LOOP(copy_bool_int, bool, int64_t, v)
COPY_LOOP(copy_bool_float, bool, double, v)
COPY_LOOP(copy_int_bool, int64_t, bool, v != 0)
COPY_LOOP(copy_int_int, int64_t, int64_t, v)
COPY_LOOP(copy_int_float, int64_t, double, (double)v)
COPY_LOOP(copy_float_bool, double, bool, v != 0)
COPY_LOOP(copy_float_int, double, int64_t, array_integer_of(v))
COPY_LOOP(copy_float_float, double, double, v)

static lathe_status copy_elements(script_vm *vm, array *to, const array *from, lathe_error *err)
{
    static const walk_loop loops[ARRAY_TYPE_COUNT][ARRAY_TYPE_COUNT] = {
        {copy_bool_bool, copy_bool_int, copy_bool_float},
        {copy_int_bool, copy_int_int, copy_int_float},
        {copy_float_bool, copy_float_int, copy_float_float},
    };
    walk w;
    walk_begin(&w, to->dimensions, to->shape);
    walk_add(&w, from);
    walk_add(&w, to);
    return walk_run(vm, &w, loops[from->type][to->type], err);
}

lathe_status array_copy(script_vm *vm, const array *a, array_type type, array **out, lathe_error *err)
{
    array *made;
    lathe_status st = array_new(vm, type, a->dimensions, a->shape, &made, err);
    if (!st)
        st = copy_elements(vm, made, a, err);
    if (!st)
        *out = made;
    return st;
}

lathe_status array_cast(script_vm *vm, const array *a, array_type type, array **out, lathe_error *err)
{
    if (a->type == type && array_is_contiguous(a)) {
        *out = (array *)a;
        return LATHE_OK;
    }
    return array_copy(vm, a, type, out, err);
}

bool array_common_shape(const array *const *arrays, int count, int *out_dimensions, int64_t *out_shape)
{
    int dimensions = 0;
    for (int k = 0; k < count; k++)
        if (arrays[k]->dimensions > dimensions)
            dimensions = arrays[k]->dimensions;
    for (int i = 0; i < dimensions; i++)
        out_shape[i] = 1;
    for (int k = 0; k < count; k++) {
        for (int i = 0; i < arrays[k]->dimensions; i++) {
            int64_t *common = &out_shape[dimensions - arrays[k]->dimensions + i], extent = arrays[k]->shape[i];
            if (*common != 1 && extent != 1 && extent != *common)
                return false;
            if (*common == 1)
                *common = extent;
        }
    }
    *out_dimensions = dimensions;
    return true;
}

/* Whether a broadcasts to exactly this shape. */
static bool fits(const array *a, int dimensions, const int64_t *shape)
{
    int skipped = dimensions - a->dimensions;
    for (int i = 0; i < a->dimensions && skipped >= 0; i++)
        if (a->shape[i] != 1 && a->shape[i] != shape[skipped + i])
            return false;
    return skipped >= 0;
}

lathe_status array_broadcast(script_vm *vm, const array *a, int dimensions, const int64_t *shape, array **out,
                             lathe_error *err)
{
    char from[200], to[200];
    if (!fits(a, dimensions, shape)) {
        array_shape_text(a->dimensions, a->shape, from, sizeof from);
        array_shape_text(dimensions, shape, to, sizeof to);
        if (a->dimensions > dimensions)
            return script_raise(vm, err, "ValueError",
                                "input operand has more dimensions than allowed by the axis remapping");
        return script_raise(vm, err, "ValueError",
                            "operands could not be broadcast together with remapped shapes [original->remapped]: %s  "
                            "and requested shape %s",
                            from, to);
    }
    walk w;
    array *view;
    walk_begin(&w, dimensions, shape);
    walk_add(&w, a);
    int64_t size = array_item_size(a->type); /* in bytes, so that strides fit too */
    for (int i = 0; i < dimensions; i++)
        if (shape[i] < 0 || __builtin_mul_overflow(size, shape[i], &size))
            return script_raise(vm, err, "ValueError", "broadcast dimensions too large.");
    lathe_status st = array_view(vm, a, dimensions, shape, w.strides[0], &view, err);
    if (!st)
        *out = view;
    return st;
}

/* The bytes between the first and last element, in memory's order. */
static void extent_of(const array *a, const char **low, const char **high)
{
    *low = *high = a->data;
    for (int i = 0; i < a->dimensions; i++) {
        int64_t reach = (a->shape[i] - 1) * a->strides[i];
        *(reach < 0 ? low : high) += reach;
    }
    *high += array_item_size(a->type);
}

lathe_status array_assign(script_vm *vm, array *to, const array *from, lathe_error *err)
{
    const char *low, *high, *from_low, *from_high;
    char wanted[200], given[200];
    if (to->read_only)
        return script_raise(vm, err, "ValueError", "assignment destination is read-only");
    int extra = from->dimensions > to->dimensions ? from->dimensions - to->dimensions : 0;
    bool ones = true; /* dimensions of one in front are dropped */
    for (int i = 0; i < extra; i++)
        ones &= from->shape[i] == 1;
    array inner = *from;
    inner.dimensions -= extra;
    inner.shape += extra;
    inner.strides += extra;
    if (!ones || !fits(&inner, to->dimensions, to->shape)) {
        array_shape_text(from->dimensions, from->shape, given, sizeof given);
        array_shape_text(to->dimensions, to->shape, wanted, sizeof wanted);
        return script_raise(vm, err, "ValueError", "could not broadcast input array from shape %s into shape %s", given,
                            wanted);
    }
    if (to->size == 0)
        return LATHE_OK;
    extent_of(to, &low, &high);
    extent_of(&inner, &from_low, &from_high);
    if (from_low < high && low < from_high) {
        array *copy;
        lathe_status st = array_copy(vm, &inner, inner.type, &copy, err);
        return st ? st : copy_elements(vm, to, copy, err);
    }
    return copy_elements(vm, to, &inner, err);
}
