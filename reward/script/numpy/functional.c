/* functional.c: what calls scripts' functions over arrays, and settings: vectorize, apply_along_axis, errstate,
 * set_printoptions. */
#include "reward/script/numpy/functions.h"

#include <string.h>

/* ---- vectorize ---- */

typedef struct vectorized {
    script_value function;
    array_type type; /* ARRAY_TYPE_COUNT: that of the first result */
} vectorized;

static NUMPY(make_vectorized)
{
    vectorized *v;
    const script_value *types;
    size_t count;
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st)
        st = script_alloc(vm, sizeof *v, (void **)&v, err);
    if (st)
        return st;
    *v = (vectorized){call->args[0], ARRAY_TYPE_COUNT};
    if (call->args[1].kind == SCRIPT_STR)
        st = array_read_type(vm, call->args[1], &v->type, err);
    else if (!script_is_none(call->args[1])) {
        st = script_to_items(vm, call->args[1], &types, &count, err);
        if (!st && count != 1)
            return script_unsupported(vm, err, "numpy.vectorize with several results");
        if (!st)
            st = array_read_type(vm, types[0], &v->type, err);
    }
    return st ? st : script_object_new(vm, call->self.type, v, NULL, out, err);
}

/* Calls the function for each place of the broadcast arguments. */
static lathe_status call_each(script_vm *vm, const vectorized *v, array *const *inputs, int count, script_value *results,
                              lathe_error *err)
{
    array *flat[ARRAY_MAX_OPERANDS];
    script_value args[ARRAY_MAX_OPERANDS];
    lathe_status st = LATHE_OK;
    for (int k = 0; k < count && !st; k++)
        st = array_cast(vm, inputs[k], inputs[k]->type, &flat[k], err);
    for (int64_t i = 0; !st && i < flat[0]->size; i++) {
        for (int k = 0; k < count; k++)
            args[k] = array_scalar(flat[k]->type, flat[k]->data + i * array_item_size(flat[k]->type));
        st = script_spend(vm, 1, err);
        if (!st)
            st = script_call_value(vm, v->function, args, (size_t)count, &results[i], err);
        if (!st && !script_is_number(results[i]))
            return script_unsupported(vm, err, "numpy.vectorize of a function that returns '%s'",
                                      script_type_name(results[i]));
    }
    return st;
}

static NUMPY(call_vectorized)
{
    const vectorized *v = call->self.object->host;
    const script_list *list = call->args[0].list;
    array *inputs[ARRAY_MAX_OPERANDS], *made;
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int dimensions;
    script_value results;
    lathe_status st = LATHE_OK;
    if (call->args[1].dict->count || list->count > ARRAY_MAX_OPERANDS || !list->count)
        return script_unsupported(vm, err, "these arguments of a function of numpy.vectorize");
    for (size_t k = 0; k < list->count && !st; k++)
        st = array_from(vm, list->items[k], &inputs[k], err);
    if (st)
        return st;
    if (!array_common_shape((const array *const *)inputs, (int)list->count, &dimensions, shape))
        return script_raise(vm, err, "ValueError",
                            "shape mismatch: objects cannot be broadcast to a single shape.");
    for (size_t k = 0; k < list->count && !st; k++)
        st = array_broadcast(vm, inputs[k], dimensions, shape, &inputs[k], err);
    if (!st && inputs[0]->size == 0 && v->type == ARRAY_TYPE_COUNT)
        return script_raise(vm, err, "ValueError", "cannot call `vectorize` on size 0 inputs unless `otypes` is set");
    if (!st)
        st = script_list_new(vm, NULL, (size_t)inputs[0]->size, &results, err);
    if (!st)
        st = call_each(vm, v, inputs, (int)list->count, results.list->items, err);
    array_type type = v->type;
    if (!st && type == ARRAY_TYPE_COUNT) {
        script_kind kind = results.list->items[0].kind;
        type = kind == SCRIPT_FLOAT ? ARRAY_FLOAT : kind == SCRIPT_INT ? ARRAY_INT : ARRAY_BOOL;
    }
    if (!st)
        st = array_from(vm, results, &made, err);
    if (!st)
        st = array_cast(vm, made, type, &made, err);
    if (!st)
        st = array_view(vm, made, dimensions, shape, NULL, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

static const script_method vectorized_call = {"vectorize", "*args, **kwargs", call_vectorized, SCRIPT_METHOD_PLAIN};
static const script_method vectorized_construct = {
    "vectorize", "pyfunc, otypes=None, doc=None, excluded=None, cache=None, signature=None", make_vectorized,
    SCRIPT_METHOD_PLAIN};
static const script_hooks vectorized_hooks = {.call = &vectorized_call};
const script_class functional_vectorize = {.name = "numpy.vectorize", .base = &class_object,
                                           .hooks = &vectorized_hooks, .construct = &vectorized_construct};

/* args: func1d, axis, arr, *args */
NUMPY(functional_along_axis)
{
    array *a, *rows, *row, *made;
    int axis;
    const script_list *rest = call->args[3].list;
    script_value results, *args;
    lathe_status st = array_from(vm, call->args[2], &a, err);
    if (!st)
        st = array_read_axis(vm, call->args[1], a->dimensions, &axis, err);
    if (!st)
        st = shape_axis_last(vm, a, axis, &a, err);
    if (st)
        return st;
    int64_t n = a->shape[a->dimensions - 1], count = n ? a->size / n : 0;
    if (count == 0)
        return script_raise(vm, err, "ValueError", "Cannot apply_along_axis when any iteration dimensions are 0");
    st = shape_change(vm, a, 2, (int64_t[]){count, n}, &rows, err);
    if (!st)
        st = script_list_new(vm, NULL, (size_t)count, &results, err);
    if (!st)
        st = script_alloc(vm, (rest->count + 1) * sizeof *args, (void **)&args, err);
    for (int64_t i = 0; i < count && !st; i++) {
        st = index_row(vm, rows, i, &row, err);
        if (!st)
            st = array_value(vm, row, &args[0], err);
        if (!st && rest->count)
            memcpy(args + 1, rest->items, rest->count * sizeof *args);
        if (!st)
            st = script_call_value(vm, call->args[0], args, rest->count + 1, &results.list->items[i], err);
    }
    if (!st)
        st = array_from(vm, results, &made, err);
    if (st)
        return st;
    int64_t shape[2 * ARRAY_MAX_DIMENSIONS];
    int dimensions = 0, inner = made->dimensions - 1;
    for (int i = 0; i < a->dimensions - 1; i++)
        shape[dimensions++] = a->shape[i];
    for (int i = 0; i < inner; i++)
        shape[dimensions++] = made->shape[i + 1];
    if (inner > 1 || dimensions > ARRAY_MAX_DIMENSIONS)
        return script_unsupported(vm, err, "numpy.apply_along_axis with results of several dimensions");
    st = shape_change(vm, made, dimensions, shape, &made, err);
    if (!st && inner == 1)
        st = shape_axis_back(vm, made, axis, &made, err);
    return st ? st : array_result(vm, made, out, err);
}

/* ---- settings ---- */

static NUMPY(make_neutral)
{
    return script_object_new(vm, call->self.type, NULL, NULL, out, err);
}

static NUMPY(neutral)
{
    (void)vm;
    (void)call;
    (void)err;
    *out = script_none();
    return LATHE_OK;
}

/* Warnings are not shown here anyway. */
NUMPY(functional_seterr)
{
    (void)call;
    return script_dict_new(vm, out, err);
}

static const script_method errstate_methods[] = {
    {"__enter__", "", neutral, SCRIPT_METHOD_PLAIN},
    {"__exit__", "*args", neutral, SCRIPT_METHOD_PLAIN},
    {NULL, NULL, NULL, 0},
};
static const script_method errstate_construct = {
    "errstate", "*, call=None, all=None, divide=None, over=None, under=None, invalid=None", make_neutral,
    SCRIPT_METHOD_PLAIN};
const script_class functional_errstate = {.name = "numpy.errstate", .base = &class_object,
                                          .methods = errstate_methods, .construct = &errstate_construct};

/* args: precision, threshold, edgeitems, linewidth, suppress */
NUMPY(functional_set_print)
{
    print_options *options;
    int64_t v[4];
    bool suppress;
    lathe_status st = array_refuse(vm, call, 5, err);
    if (!st)
        st = print_options_of(vm, &options, err);
    if (st)
        return st;
    int64_t kept[] = {options->precision, options->threshold, options->edge, options->width};
    for (int i = 0; i < 4 && !st; i++) {
        v[i] = kept[i];
        if (call->args[i].kind == SCRIPT_FLOAT)
            v[i] = call->args[i].number > 1e9 ? 1000000000 : array_integer_of(call->args[i].number);
        else if (!script_is_none(call->args[i]))
            st = script_to_int(vm, call->args[i], &v[i], err);
    }
    suppress = options->suppress;
    if (!st && !script_is_none(call->args[4]))
        st = script_to_truth(vm, call->args[4], &suppress, err);
    if (st)
        return st;
    if (v[0] < 0)
        return script_raise(vm, err, "ValueError", "precision must be >= 0");
    options->precision = v[0] > 17 ? 17 : (int)v[0];
    options->threshold = v[1];
    options->edge = v[2] < 0 ? 0 : v[2] > 1000 ? 1000 : v[2];
    options->width = v[3] < 1 ? 1 : v[3] > 100000 ? 100000 : (int)v[3];
    options->suppress = suppress;
    *out = script_none();
    return LATHE_OK;
}
