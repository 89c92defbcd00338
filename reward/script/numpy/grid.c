/* grid.c: mgrid, ogrid, r_, c_, s_: objects whose subscripts make arrays. */
#include "reward/script/numpy/functions.h"

typedef enum grid_kind { GRID_DENSE, GRID_OPEN, GRID_ROW, GRID_COLUMN, GRID_KEY } grid_kind;

static lathe_status arange_of(script_vm *vm, const script_slice *s, array **out, lathe_error *err)
{
    script_value made, args[3] = {script_is_none(s->start) ? script_int(0) : s->start, s->stop,
                                  script_is_none(s->step) ? script_int(1) : s->step};
    if (script_is_none(s->stop))
        return script_raise(vm, err, "TypeError", "unsupported operand type(s) for -: 'NoneType' and 'int'");
    lathe_status st = call_native(vm, module_numpy_function("arange"), (script_value){0}, NULL,
                                  &(arguments){.items = args, .count = 3}, &made, err);
    if (!st)
        *out = array_of(made);
    return st;
}

/* Axes of a grid: for ogrid a tuple, for mgrid stacked. */
static lathe_status axes_of(script_vm *vm, bool open, const script_value *items, size_t count, script_value *out,
                            lathe_error *err)
{
    script_value tuple, stacked;
    array *axes[ARRAY_MAX_DIMENSIONS];
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    array_type type = ARRAY_INT;
    lathe_status st = script_tuple_new(vm, NULL, count, &tuple, err);
    for (size_t i = 0; i < count && !st; i++) {
        if (items[i].kind != SCRIPT_SLICE)
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'step'",
                                script_type_name(items[i]));
        st = arange_of(vm, items[i].slice, &axes[i], err);
        for (size_t k = 0; k < count && !st; k++)
            shape[k] = k == i ? axes[i]->size : 1;
        if (!st)
            st = shape_change(vm, axes[i], (int)count, shape, &axes[i], err);
        type = st ? type : array_promote(type, axes[i]->type);
    }
    for (size_t i = 0; i < count && !st; i++)
        shape[i] = axes[i]->size;
    for (size_t i = 0; i < count && !st; i++) {
        st = array_cast(vm, axes[i], type, &axes[i], err);
        if (!st && !open)
            st = array_broadcast(vm, axes[i], (int)count, shape, &axes[i], err);
        if (!st)
            st = array_value(vm, axes[i], &tuple.list->items[i], err);
    }
    if (st || open) {
        *out = st ? *out : tuple;
        return st;
    }
    st = call_native(vm, module_numpy_function("stack"), (script_value){0}, NULL,
                     &(arguments){.items = &tuple, .count = 1}, &stacked, err);
    if (!st)
        *out = stacked;
    return st;
}

/* r_ and c_: parts one after the other, along the last axis. */
static lathe_status join_parts(script_vm *vm, bool columns, const script_value *items, size_t count, script_value *out,
                               lathe_error *err)
{
    array *parts[ARRAY_MAX_DIMENSIONS], *made;
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < count && !st; i++) {
        if (items[i].kind == SCRIPT_STR)
            return script_unsupported(vm, err, "text in a subscript of numpy.%s", columns ? "c_" : "r_");
        st = items[i].kind == SCRIPT_SLICE ? arange_of(vm, items[i].slice, &parts[i], err)
                                           : array_from(vm, items[i], &parts[i], err);
        if (!st && columns && parts[i]->dimensions < 2)
            st = shape_change(vm, parts[i], 2, (int64_t[]){parts[i]->size, 1}, &parts[i], err);
        else if (!st)
            st = shape_at_least(vm, parts[i], 1, &parts[i], err);
    }
    if (!st)
        st = shape_concatenate(vm, parts, count, columns ? parts[0]->dimensions - 1 : 0, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

static lathe_status item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err)
{
    grid_kind kind = *(const grid_kind *)self.object->host;
    const script_value *items = key.kind == SCRIPT_TUPLE ? key.list->items : &key;
    size_t count = key.kind == SCRIPT_TUPLE ? key.list->count : 1;
    array *line;
    if (kind == GRID_KEY) {
        *out = key;
        return LATHE_OK;
    }
    if (count == 0 || count >= ARRAY_MAX_DIMENSIONS)
        return script_raise(vm, err, "ValueError", "need at least one array to concatenate");
    if (kind == GRID_ROW || kind == GRID_COLUMN)
        return join_parts(vm, kind == GRID_COLUMN, items, count, out, err);
    if (key.kind != SCRIPT_SLICE)
        return axes_of(vm, kind == GRID_OPEN, items, count, out, err);
    lathe_status st = arange_of(vm, key.slice, &line, err);
    return st ? st : array_value(vm, line, out, err);
}

static const script_hooks hooks = {.item = item};
static const script_class grid_class = {.name = "numpy.lib.IndexExpression", .base = &class_object, .hooks = &hooks};

static lathe_status make(script_vm *vm, grid_kind kind, script_value *out, lathe_error *err)
{
    grid_kind *host;
    lathe_status st = script_alloc(vm, sizeof *host, (void **)&host, err);
    if (st)
        return st;
    *host = kind;
    return script_object_new(vm, &grid_class, host, NULL, out, err);
}

lathe_status grid_make_mgrid(script_vm *vm, script_value *out, lathe_error *err)
{
    return make(vm, GRID_DENSE, out, err);
}

lathe_status grid_make_ogrid(script_vm *vm, script_value *out, lathe_error *err)
{
    return make(vm, GRID_OPEN, out, err);
}

lathe_status grid_make_r(script_vm *vm, script_value *out, lathe_error *err)
{
    return make(vm, GRID_ROW, out, err);
}

lathe_status grid_make_c(script_vm *vm, script_value *out, lathe_error *err)
{
    return make(vm, GRID_COLUMN, out, err);
}

lathe_status grid_make_s(script_vm *vm, script_value *out, lathe_error *err)
{
    return make(vm, GRID_KEY, out, err);
}
