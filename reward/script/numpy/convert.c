/* convert.c: values of scripts as arrays, and the arguments that many functions share: dtype, shape, axis. */
#include "reward/script/numpy/array.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What nested sequences amount to: found in a first pass, filled in a second. */
typedef struct discovery {
    script_vm *vm;
    int dimensions;  /* seen so far; -1 before the first element */
    int common;      /* dimensions that all parts share */
    array_type type;
    int64_t shape[ARRAY_MAX_DIMENSIONS + 1];
    char *next; /* second pass: where the next element goes */
} discovery;

static lathe_status refuse_object(script_vm *vm, script_value v, lathe_error *err)
{
    return script_unsupported(vm, err, "numpy array of '%s'", script_type_name(v));
}

static bool is_nested(script_value v)
{
    return script_is_sequence(v) || v.kind == SCRIPT_RANGE;
}

static array_type type_of(script_value v)
{
    return v.kind == SCRIPT_FLOAT ? ARRAY_FLOAT : v.kind == SCRIPT_INT ? ARRAY_INT : ARRAY_BOOL;
}

/* A part of `dimensions` more dimensions at depth: where it differs from what was seen, the array is ragged. */
static void note_shape(discovery *d, int depth, int dimensions, const int64_t *shape)
{
    int total = depth + dimensions;
    for (int i = 0; i < dimensions && depth + i < d->common; i++) {
        if (d->dimensions <= depth + i)
            d->shape[depth + i] = shape[i];
        else if (d->shape[depth + i] != shape[i])
            d->common = depth + i;
    }
    if (d->dimensions < total)
        d->dimensions = total;
}

static lathe_status discover(discovery *d, script_value v, int depth, lathe_error *err)
{
    const array *a = array_of(v);
    const script_value *items;
    size_t count;
    lathe_status st = vm_enter(d->vm, err);
    if (st)
        return st;
    if (depth + (a ? a->dimensions : is_nested(v)) > ARRAY_MAX_DIMENSIONS)
        return script_raise(d->vm, err, "ValueError", "setting an array element with a sequence. The requested array "
                                                      "would exceed the maximum number of dimension of %d.",
                            ARRAY_MAX_DIMENSIONS);
    if (a || script_is_number(v)) {
        d->type = array_promote(d->type, a ? a->type : type_of(v));
        if (a && a->dimensions)
            note_shape(d, depth, a->dimensions, a->shape);
        int total = depth + (a ? a->dimensions : 0);
        if (d->dimensions > total && d->common > total)
            d->common = total;
        d->dimensions = d->dimensions < total ? total : d->dimensions;
        return LATHE_OK;
    }
    if (!is_nested(v))
        return refuse_object(d->vm, v, err);
    st = script_to_items(d->vm, v, &items, &count, err);
    if (st)
        return st;
    int64_t extent = (int64_t)count;
    note_shape(d, depth, 1, &extent);
    for (size_t i = 0; i < count && !st; i++) {
        int before = d->dimensions;
        st = discover(d, items[i], depth + 1, err);
        if (i && d->dimensions > before && d->common > before) /* deeper than the parts in front */
            d->common = before;
    }
    return st;
}

static void put_number(discovery *d, double v, int64_t integer, array_type from)
{
    if (d->type == ARRAY_FLOAT)
        *(double *)d->next = from == ARRAY_FLOAT ? v : (double)integer;
    else if (d->type == ARRAY_INT)
        *(int64_t *)d->next = integer;
    else
        *(bool *)d->next = integer != 0;
    d->next += array_item_size(d->type);
}

static lathe_status fill(discovery *d, script_value v, lathe_error *err)
{
    array *a = array_of(v), *plain;
    const script_value *items;
    size_t count;
    lathe_status st = vm_enter(d->vm, err);
    if (st)
        return st;
    if (a) {
        st = array_cast(d->vm, a, d->type, &plain, err);
        if (!st && a->size) {
            memcpy(d->next, plain->data, (size_t)(a->size * array_item_size(d->type)));
            d->next += a->size * array_item_size(d->type);
        }
        return st;
    }
    if (script_is_number(v)) {
        int64_t integer = v.kind == SCRIPT_INT ? v.integer : v.kind == SCRIPT_BOOL ? v.boolean : 0;
        put_number(d, v.kind == SCRIPT_FLOAT ? v.number : 0, integer, type_of(v));
        return LATHE_OK;
    }
    st = script_to_items(d->vm, v, &items, &count, err);
    for (size_t i = 0; i < count && !st; i++)
        st = fill(d, items[i], err);
    return st;
}

lathe_status array_from(script_vm *vm, script_value v, array **out, lathe_error *err)
{
    discovery d = {.vm = vm, .dimensions = 0, .common = ARRAY_MAX_DIMENSIONS + 1, .type = ARRAY_BOOL};
    char shape[200];
    if (array_of(v)) {
        *out = array_of(v);
        return LATHE_OK;
    }
    lathe_status st = discover(&d, v, 0, err);
    if (st)
        return st;
    if (d.common < d.dimensions) {
        shape[0] = '\0';
        for (int i = 0; i < d.common; i++) {
            size_t used = strlen(shape);
            snprintf(shape + used, sizeof shape - used, "%s%lld", i ? ", " : "", (long long)d.shape[i]);
        }
        return script_raise(vm, err, "ValueError",
                            "setting an array element with a sequence. The requested array has an inhomogeneous shape "
                            "after %d dimensions. The detected shape was (%s%s) + inhomogeneous part.",
                            d.common, shape, d.common == 1 ? "," : "");
    }
    bool empty = false;
    for (int i = 0; i < d.dimensions; i++)
        empty |= d.shape[i] == 0;
    array *a;
    st = array_new(vm, empty && d.type == ARRAY_BOOL ? ARRAY_FLOAT : d.type, d.dimensions, d.shape, &a, err);
    d.next = st ? NULL : a->data;
    if (!st && !empty)
        st = fill(&d, v, err);
    if (!st)
        *out = a;
    return st;
}

lathe_status array_check_integers(script_vm *vm, const array *a, lathe_error *err)
{
    array *plain;
    lathe_status st = a->type == ARRAY_FLOAT ? array_cast(vm, a, ARRAY_FLOAT, &plain, err) : LATHE_OK;
    for (int64_t i = 0; !st && a->type == ARRAY_FLOAT && i < plain->size; i++) {
        double v = ((const double *)plain->data)[i];
        if (isnan(v))
            return script_raise(vm, err, "ValueError", "cannot convert float NaN to integer");
        if (isinf(v))
            return script_raise(vm, err, "OverflowError", "cannot convert float infinity to integer");
        if (!(v >= -0x1p63 && v < 0x1p63))
            return script_raise(vm, err, "OverflowError", "Python int too large to convert to C long");
    }
    return st;
}

lathe_status array_from_doubles(script_vm *vm, script_value v, array **out, lathe_error *err)
{
    array *a;
    lathe_status st = array_from(vm, v, &a, err);
    return st ? st : array_cast(vm, a, ARRAY_FLOAT, out, err);
}

static lathe_status read_type_name(script_vm *vm, const script_str *name, array_type *out, lathe_error *err)
{
    static const struct {
        const char *name;
        int type; /* ARRAY_TYPE_COUNT: not supported */
    } rows[] = {
        {"float64", ARRAY_FLOAT}, {"float", ARRAY_FLOAT},    {"f8", ARRAY_FLOAT},  {"<f8", ARRAY_FLOAT},
        {"d", ARRAY_FLOAT},       {"double", ARRAY_FLOAT},   {"int64", ARRAY_INT}, {"int", ARRAY_INT},
        {"i8", ARRAY_INT},        {"<i8", ARRAY_INT},        {"l", ARRAY_INT},     {"q", ARRAY_INT},
        {"i", ARRAY_TYPE_COUNT},  {"long", ARRAY_INT},       {"bool", ARRAY_BOOL}, {"?", ARRAY_BOOL},
        {"b1", ARRAY_BOOL},       {"float16", ARRAY_TYPE_COUNT},
        {"float32", ARRAY_TYPE_COUNT}, {"single", ARRAY_TYPE_COUNT}, {"f", ARRAY_TYPE_COUNT}, {"f4", ARRAY_TYPE_COUNT},
        {"f2", ARRAY_TYPE_COUNT}, {"int8", ARRAY_TYPE_COUNT},  {"int16", ARRAY_TYPE_COUNT}, {"int32", ARRAY_TYPE_COUNT},
        {"i1", ARRAY_TYPE_COUNT}, {"i2", ARRAY_TYPE_COUNT},  {"i4", ARRAY_TYPE_COUNT}, {"uint8", ARRAY_TYPE_COUNT},
        {"uint16", ARRAY_TYPE_COUNT}, {"uint32", ARRAY_TYPE_COUNT}, {"uint64", ARRAY_TYPE_COUNT},
        {"uint", ARRAY_TYPE_COUNT}, {"u1", ARRAY_TYPE_COUNT}, {"u2", ARRAY_TYPE_COUNT}, {"u4", ARRAY_TYPE_COUNT},
        {"u8", ARRAY_TYPE_COUNT}, {"complex", ARRAY_TYPE_COUNT}, {"complex64", ARRAY_TYPE_COUNT},
        {"complex128", ARRAY_TYPE_COUNT}, {"c16", ARRAY_TYPE_COUNT}, {"object", ARRAY_TYPE_COUNT},
        {"O", ARRAY_TYPE_COUNT}, {"str", ARRAY_TYPE_COUNT}, {"U", ARRAY_TYPE_COUNT}, {"S", ARRAY_TYPE_COUNT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(name->text, rows[i].name) != 0)
            continue;
        if (rows[i].type == ARRAY_TYPE_COUNT)
            break;
        *out = (array_type)rows[i].type;
        return LATHE_OK;
    }
    bool known = strpbrk(name->text, "<>|=,") != NULL || strchr("USOmMV", name->text[0]);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        known |= strcmp(name->text, rows[i].name) == 0;
    if (known)
        return script_unsupported(vm, err, "dtype '%s' of numpy", name->text);
    return script_raise(vm, err, "TypeError", "data type '%s' not understood", name->text);
}

lathe_status array_read_type(script_vm *vm, script_value v, array_type *out, lathe_error *err)
{
    script_value shown;
    const array_type *made = script_host_of(v, &dtype_class);
    if (script_is_none(v))
        return LATHE_OK;
    if (v.kind == SCRIPT_STR)
        return read_type_name(vm, v.str, out, err);
    if (made) {
        *out = *made;
        return LATHE_OK;
    }
    if (v.kind == SCRIPT_CLASS) {
        if (v.type == &types_float || v.type == &scalar_float_class)
            *out = ARRAY_FLOAT;
        else if (v.type == &types_int || v.type == &scalar_int_class)
            *out = ARRAY_INT;
        else if (v.type == &types_bool || v.type == &scalar_bool_class)
            *out = ARRAY_BOOL;
        else
            return script_unsupported(vm, err, "dtype '%s' of numpy", v.type->name);
        return LATHE_OK;
    }
    lathe_status st = script_to_repr(vm, v, &shown, err);
    return st ? st : script_raise(vm, err, "TypeError", "Cannot interpret '%s' as a data type", shown.str->text);
}

lathe_status array_read_shape(script_vm *vm, script_value v, int *out_dimensions, int64_t *out_shape, lathe_error *err)
{
    const script_value *items;
    size_t count;
    script_value shown;
    bool single = script_is_number(v) || (array_of(v) && array_of(v)->dimensions == 0);
    if (script_is_none(v))
        return script_raise(vm, err, "TypeError", "Use () not None as shape arguments");
    if (v.kind == SCRIPT_FLOAT) {
        lathe_status st = script_to_repr(vm, v, &shown, err);
        return st ? st
                  : script_raise(vm, err, "TypeError", "expected a sequence of integers or a single integer, got '%s'",
                                 shown.str->text);
    }
    if (single) {
        *out_dimensions = 1;
        return script_to_int(vm, v, &out_shape[0], err);
    }
    lathe_status st = script_to_items(vm, v, &items, &count, err);
    if (!st && count > ARRAY_MAX_DIMENSIONS)
        return script_raise(vm, err, "ValueError", "maximum supported dimension for an ndarray is currently %d, found %zu",
                            ARRAY_MAX_DIMENSIONS, count);
    for (size_t i = 0; i < count && !st; i++)
        st = script_to_int(vm, items[i], &out_shape[i], err);
    if (!st)
        *out_dimensions = (int)count;
    return st;
}

lathe_status array_check_axis(script_vm *vm, int64_t axis, int dimensions, int *out, lathe_error *err)
{
    if (axis < -dimensions || axis >= dimensions)
        return script_raise_as(vm, err, "AxisError", exception_class(vm, "ValueError"),
                               "axis %lld is out of bounds for array of dimension %d", (long long)axis, dimensions);
    *out = (int)(axis < 0 ? axis + dimensions : axis);
    return LATHE_OK;
}

lathe_status array_read_axis(script_vm *vm, script_value v, int dimensions, int *out, lathe_error *err)
{
    int64_t axis;
    lathe_status st = script_to_int(vm, v, &axis, err);
    return st ? st : array_check_axis(vm, axis, dimensions, out, err);
}

lathe_status array_read_axes(script_vm *vm, script_value v, int dimensions, bool *out_axes, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    int axis;
    for (int i = 0; i < dimensions; i++)
        out_axes[i] = script_is_none(v);
    if (script_is_none(v))
        return LATHE_OK;
    size_t count = v.kind == SCRIPT_TUPLE ? v.list->count : 1;
    for (size_t i = 0; i < count && !st; i++) {
        st = array_read_axis(vm, v.kind == SCRIPT_TUPLE ? v.list->items[i] : v, dimensions, &axis, err);
        if (!st && out_axes[axis])
            return script_raise(vm, err, "ValueError", "duplicate value in 'axis'");
        if (!st)
            out_axes[axis] = true;
    }
    return st;
}

/* What asks for nothing beyond numpy's defaults. */
static bool is_neutral(script_value v)
{
    if (v.kind == SCRIPT_STR)
        return strcmp(v.str->text, "C") == 0 || strcmp(v.str->text, "K") == 0 || strcmp(v.str->text, "A") == 0 ||
               strcmp(v.str->text, "same_kind") == 0 || strcmp(v.str->text, "unsafe") == 0;
    return script_is_none(v) || (v.kind == SCRIPT_BOOL && v.boolean);
}

lathe_status array_refuse(script_vm *vm, const script_call *call, size_t first, lathe_error *err)
{
    const char *p = call->method->signature;
    for (size_t i = 0; i < call->count && i < 64; i++) {
        p += strspn(p, "*/, ");
        size_t length = strcspn(p, "=,");
        if (i >= first && (call->given >> i & 1) && !is_neutral(call->args[i]))
            return script_unsupported(vm, err, "argument '%.*s' of numpy's %s", (int)length, p, call->method->name);
        for (int depth = 0; *p && (*p != ',' || depth); p++)
            depth += (*p == '(') - (*p == ')');
    }
    return LATHE_OK;
}

static lathe_status list_of(script_vm *vm, const array *a, int axis, const char *p, script_value *out, lathe_error *err)
{
    if (axis == a->dimensions) {
        *out = array_plain(a->type, p);
        return LATHE_OK;
    }
    script_value list;
    lathe_status st = script_list_new(vm, NULL, (size_t)a->shape[axis], &list, err);
    if (!st)
        st = array_spend(vm, a->shape[axis] + 16, err);
    for (int64_t i = 0; i < a->shape[axis] && !st; i++)
        st = list_of(vm, a, axis + 1, p + i * a->strides[axis], &list.list->items[i], err);
    if (!st)
        *out = list;
    return st;
}

lathe_status array_to_list(script_vm *vm, const array *a, script_value *out, lathe_error *err)
{
    return list_of(vm, a, 0, a->data, out, err);
}
