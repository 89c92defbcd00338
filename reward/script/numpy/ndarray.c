/* ndarray.c: the class ndarray as scripts see it: operators, conversions, attributes; its methods are mostly functions
 * of the module by the same name. */
#include "reward/script/numpy/array.h"

#include <string.h>

static array *self_of(script_value self)
{
    return self.object->host;
}

static const char *python_type(array_type type)
{
    return type == ARRAY_FLOAT ? "float" : type == ARRAY_INT ? "int" : "bool";
}

/* == and != with what no array holds: unequal everywhere. */
static lathe_status compare_foreign(script_vm *vm, script_operator op, const array *a, script_value *out,
                                    lathe_error *err)
{
    array *made;
    lathe_status st = array_new(vm, ARRAY_BOOL, a->dimensions, a->shape, &made, err);
    if (st)
        return st;
    memset(made->data, op == SCRIPT_NOT_EQUAL, (size_t)made->size);
    return array_result(vm, made, out, err);
}

static lathe_status fail_foreign(script_vm *vm, script_operator op, script_value left, script_value right,
                                 lathe_error *err)
{
    const array *a = array_of(left), *b = array_of(right);
    const char *x = a ? python_type(a->type) : script_type_name(left),
               *y = b ? python_type(b->type) : script_type_name(right);
    script_value other = a ? right : left;
    if (other.kind == SCRIPT_STR)
        return script_raise_as(vm, err, "UFuncTypeError", exception_class(vm, "TypeError"),
                               "ufunc '%s' did not contain a loop with signature matching types (dtype('%s'), "
                               "dtype('<U%u')) -> None",
                               ufunc_of_operator(op) ? ufunc_of_operator(op)->name : "matmul",
                               array_type_name(a ? a->type : b->type), other.str->characters);
    if (op >= SCRIPT_LESS && op <= SCRIPT_GREATER_EQUAL)
        return script_raise(vm, err, "TypeError", "'%s' not supported between instances of '%s' and '%s'",
                            ast_operator_text(op), x, y);
    return script_raise(vm, err, "TypeError", "unsupported operand type(s) for %s: '%s' and '%s'",
                        op == SCRIPT_POWER ? "** or pow()" : ast_operator_text(op), x, y);
}

static bool is_convertible(script_value v)
{
    return array_of(v) || script_is_number(v) || script_is_sequence(v) || v.kind == SCRIPT_RANGE ||
           v.kind == SCRIPT_OBJECT;
}

static lathe_status apply(script_vm *vm, script_operator op, script_value left, script_value right, array *target,
                          script_value *out, lathe_error *err)
{
    bool unary = right.kind == SCRIPT_UNBOUND;
    const ufunc *f = ufunc_of_operator(op);
    array *inputs[2], *made;
    script_value other = array_of(left) ? right : left;
    if (!unary && !is_convertible(other)) {
        if (op == SCRIPT_EQUAL || op == SCRIPT_NOT_EQUAL)
            return compare_foreign(vm, op, array_of(left) ? array_of(left) : array_of(right), out, err);
        return fail_foreign(vm, op, left, right, err);
    }
    lathe_status st = array_from(vm, left, &inputs[0], err);
    if (!st && !unary)
        st = array_from(vm, right, &inputs[1], err);
    if (st)
        return st;
    if (!f)
        st = linalg_matmul(vm, inputs[0], inputs[1], &made, err);
    else
        st = ufunc_apply(vm, f, inputs, target, &made, err);
    if (st)
        return st;
    return target ? array_value(vm, target, out, err) : array_result(vm, made, out, err);
}

static lathe_status operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                            script_value *out, lathe_error *err)
{
    if (left.kind == SCRIPT_STR && op == SCRIPT_MODULO) /* a format of the text's */
        return LATHE_OK;
    *handled = true;
    return apply(vm, op, left, right, NULL, out, err);
}

static lathe_status change_in_place(script_vm *vm, script_operator op, script_value left, script_value right,
                                    bool *handled, script_value *out, lathe_error *err)
{
    script_value ignored;
    if (op == SCRIPT_MATRIX_MULTIPLY)
        return LATHE_OK;
    *handled = true;
    lathe_status st = apply(vm, op, left, right, self_of(left), &ignored, err);
    if (!st)
        *out = left;
    return st;
}

static lathe_status length(script_vm *vm, script_value self, size_t *out, lathe_error *err)
{
    const array *a = self_of(self);
    if (!a->dimensions)
        return script_raise(vm, err, "TypeError", "len() of unsized object");
    *out = (size_t)a->shape[0];
    return LATHE_OK;
}

static lathe_status item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err)
{
    return index_get(vm, self_of(self), key, out, err);
}

static lathe_status set_item(script_vm *vm, script_value self, script_value key, script_value value, lathe_error *err)
{
    if (value.kind == SCRIPT_UNBOUND)
        return script_raise(vm, err, "ValueError", "cannot delete array elements");
    return index_set(vm, self_of(self), key, value, err);
}

static lathe_status iterate(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const array *a = self_of(self);
    script_value list;
    if (!a->dimensions)
        return script_raise(vm, err, "TypeError", "iteration over a 0-d array");
    lathe_status st = array_spend(vm, a->shape[0], err);
    if (!st)
        st = script_list_new(vm, NULL, (size_t)a->shape[0], &list, err);
    for (int64_t i = 0; i < a->shape[0] && !st; i++) {
        array *row;
        if (a->dimensions == 1) {
            list.list->items[i] = array_scalar(a->type, a->data + i * a->strides[0]);
            continue;
        }
        st = index_row(vm, a, i, &row, err);
        if (!st)
            st = array_value(vm, row, &list.list->items[i], err);
        if (!st)
            st = script_spend(vm, 1, err);
    }
    if (!st)
        *out = list;
    return st;
}

/* Whether any element of a is true. */
static lathe_status any_true(script_vm *vm, const array *a, bool *out, lathe_error *err)
{
    bool axes[ARRAY_MAX_DIMENSIONS];
    array *made;
    memset(axes, true, sizeof axes);
    lathe_status st = reduce_array(vm, REDUCE_ANY, a, axes, false, &made, err);
    if (!st)
        *out = *(const bool *)made->data;
    return st;
}

static lathe_status contains(script_vm *vm, script_value self, script_value value, bool *out, lathe_error *err)
{
    script_value same;
    lathe_status st = apply(vm, SCRIPT_EQUAL, self, value, NULL, &same, err);
    if (st)
        return st;
    return array_of(same) ? any_true(vm, array_of(same), out, err) : script_to_truth(vm, same, out, err);
}

static lathe_status truth(script_vm *vm, script_value self, bool *out, lathe_error *err)
{
    const array *a = self_of(self);
    if (a->size == 1)
        return any_true(vm, a, out, err);
    if (a->size == 0)
        return script_raise(vm, err, "ValueError", "The truth value of an empty array is ambiguous. Use `array.size > "
                                                   "0` to check that an array is not empty.");
    return script_raise(vm, err, "ValueError",
                        "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()");
}

static lathe_status repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    return print_array(vm, self_of(self), true, out, err);
}

static lathe_status text(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    return print_array(vm, self_of(self), false, out, err);
}

static lathe_status hash(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
{
    (void)out;
    return script_raise(vm, err, "TypeError", "unhashable type: '%s'", script_type_name(self));
}

static lathe_status number(script_vm *vm, script_value self, bool is_index, script_value *out, lathe_error *err)
{
    const array *a = self_of(self);
    if (is_index && (a->dimensions || a->type == ARRAY_FLOAT))
        return script_raise(vm, err, "TypeError", "only integer scalar arrays can be converted to a scalar index");
    if (a->dimensions)
        return script_raise(vm, err, "TypeError", "only 0-dimensional arrays can be converted to Python scalars");
    *out = array_plain(a->type, a->data);
    return LATHE_OK;
}

static lathe_status absolute(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    array *made;
    lathe_status st = ufunc_unary(vm, "absolute", self_of(self), &made, err);
    return st ? st : array_result(vm, made, out, err);
}

static lathe_status set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                        lathe_error *err)
{
    array *a = self_of(self), *changed;
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int dimensions;
    *handled = true;
    if (strcmp(name, "shape") == 0 && array_is_contiguous(a)) {
        lathe_status st = array_read_shape(vm, value, &dimensions, shape, err);
        if (!st)
            st = shape_change(vm, a, dimensions, shape, &changed, err);
        if (!st)
            *a = *changed;
        return st;
    }
    if (strcmp(name, "shape") == 0 || strcmp(name, "dtype") == 0 || strcmp(name, "flat") == 0 ||
        strcmp(name, "strides") == 0 || strcmp(name, "real") == 0 || strcmp(name, "imag") == 0)
        return script_unsupported(vm, err, "setting attribute '%s' of an ndarray", name);
    return exception_attribute_error(vm, err, self, name);
}

static const script_hooks array_hooks = {
    .set = set, .operate = operate, .length = length, .item = item, .iterate = iterate, .contains = contains,
    .truth = truth, .repr = repr, .hash = hash, .set_item = set_item, .operate_in_place = change_in_place,
    .text = text, .number = number, .absolute = absolute,
};

/* ---- methods ---- */

static lathe_status tuple_of(script_vm *vm, const int64_t *v, int count, script_value *out, lathe_error *err)
{
    script_value tuple;
    lathe_status st = script_tuple_new(vm, NULL, (size_t)count, &tuple, err);
    if (st)
        return st;
    for (int i = 0; i < count; i++)
        tuple.list->items[i] = script_int(v[i]);
    *out = tuple;
    return LATHE_OK;
}

static NUMPY(array_shape)
{
    const array *a = self_of(call->self);
    return tuple_of(vm, a->shape, a->dimensions, out, err);
}

static NUMPY(array_strides)
{
    const array *a = self_of(call->self);
    return tuple_of(vm, a->strides, a->dimensions, out, err);
}

static NUMPY(array_counts)
{
    const array *a = self_of(call->self);
    const char *name = call->method->name;
    int64_t item_size = array_item_size(a->type);
    (void)vm;
    (void)err;
    *out = script_int(strcmp(name, "ndim") == 0       ? a->dimensions
                      : strcmp(name, "size") == 0     ? a->size
                      : strcmp(name, "itemsize") == 0 ? item_size
                                                      : a->size * item_size);
    return LATHE_OK;
}

static NUMPY(array_dtype)
{
    return dtype_value(vm, self_of(call->self)->type, out, err);
}

static NUMPY(array_real)
{
    (void)vm;
    (void)err;
    *out = call->self;
    return LATHE_OK;
}

static NUMPY(array_tolist)
{
    return array_to_list(vm, self_of(call->self), out, err);
}

static NUMPY(array_astype)
{
    array *a = self_of(call->self), *made;
    array_type type = a->type;
    bool copies = true;
    lathe_status st = array_read_type(vm, call->args[0], &type, err);
    if (!st)
        st = script_to_truth(vm, call->args[4], &copies, err);
    if (!st)
        st = copies ? array_copy(vm, a, type, &made, err) : array_cast(vm, a, type, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

static NUMPY(array_item)
{
    const array *a = self_of(call->self);
    const script_list *given = call->args[0].list;
    script_value key = {.kind = SCRIPT_TUPLE, .list = call->args[0].list}, v;
    if (given->count == 1 && given->items[0].kind == SCRIPT_TUPLE)
        key = given->items[0];
    if (!given->count && a->size != 1)
        return script_raise(vm, err, "ValueError", "can only convert an array of size 1 to a Python scalar");
    if (!given->count || (given->count == 1 && key.list == given)) {
        array *flat;
        int64_t i = 0;
        lathe_status st = given->count ? script_to_int(vm, given->items[0], &i, err) : LATHE_OK;
        if (!st)
            st = array_cast(vm, a, a->type, &flat, err);
        if (!st && (i < -a->size || i >= a->size))
            return script_raise(vm, err, "IndexError", "index %lld is out of bounds for size %lld", (long long)i,
                                (long long)a->size);
        if (!st)
            *out = array_plain(a->type, flat->data + (i < 0 ? i + a->size : i) * array_item_size(a->type));
        return st;
    }
    if (key.list->count != (size_t)a->dimensions)
        return script_raise(vm, err, "ValueError", "incorrect number of indices for array");
    lathe_status st = index_get(vm, (array *)a, key, &v, err);
    v.numpy = false;
    if (!st)
        *out = v;
    return st;
}

static NUMPY(array_fill)
{
    array *value;
    lathe_status st = array_from(vm, call->args[0], &value, err);
    if (!st)
        st = array_assign(vm, self_of(call->self), value, err);
    if (!st)
        *out = script_none();
    return st;
}

static NUMPY(array_sort)
{
    script_value sorted;
    lathe_status st = array_refuse(vm, call, 1, err);
    const script_method *row = module_numpy_function("sort");
    script_value args[] = {call->self, call->args[0]};
    if (!st)
        st = call_native(vm, row, (script_value){0}, NULL, &(arguments){.items = args, .count = 2}, &sorted, err);
    if (!st)
        st = array_assign(vm, self_of(call->self), array_of(sorted), err);
    if (!st)
        *out = script_none();
    return st;
}

/* reshape and transpose take their numbers one by one as well as in a tuple. */
static NUMPY(array_spread)
{
    const script_list *given = call->args[0].list;
    const script_method *row = module_numpy_function(call->method->name);
    script_value shape = {.kind = SCRIPT_TUPLE, .list = call->args[0].list};
    bool transposes = strcmp(row->name, "transpose") == 0;
    lathe_status st = array_refuse(vm, call, 1, err);
    if (st)
        return st;
    if (given->count == 1)
        shape = given->items[0];
    if (!given->count && !transposes)
        return script_raise(vm, err, "TypeError", "reshape() takes exactly 1 argument (0 given)");
    script_value args[] = {call->self, given->count ? shape : script_none()};
    return call_native(vm, row, (script_value){0}, NULL, &(arguments){.items = args, .count = 2}, out, err);
}

/* What the module's function of the same name does with the array as its first argument. */
static NUMPY(array_function)
{
    const script_list *list = call->args[0].list;
    const script_dict *named = call->args[1].dict;
    script_value *items, *values;
    const script_str **keywords;
    size_t count = 0;
    lathe_status st = script_alloc(vm, (list->count + 2) * sizeof *items, (void **)&items, err);
    if (!st)
        st = script_alloc(vm, (named->count + 1) * sizeof *values, (void **)&values, err);
    if (!st)
        st = script_alloc(vm, (named->count + 1) * sizeof *keywords, (void **)&keywords, err);
    if (st)
        return st;
    items[0] = call->self;
    if (list->count)
        memcpy(items + 1, list->items, list->count * sizeof *items);
    for (uint32_t i = 0; i < named->used; i++) {
        if (named->entries[i].key.kind != SCRIPT_STR)
            continue;
        keywords[count] = named->entries[i].key.str;
        values[count++] = named->entries[i].value;
    }
    bool open = list->count == 1 && strcmp(call->method->name, "clip") == 0; /* the method may do without an end */
    items[list->count + 1] = script_none();
    arguments args = {items, list->count + 1 + open, keywords, values, count};
    return call_native(vm, module_numpy_function(call->method->name), (script_value){0}, NULL, &args, out, err);
}

static NUMPY(array_transposed)
{
    script_value args[] = {call->self};
    return call_native(vm, module_numpy_function("transpose"), (script_value){0}, NULL,
                       &(arguments){.items = args, .count = 1}, out, err);
}

static NUMPY(array_flat_copy)
{
    array *made;
    bool special = call->method->name[0] == '_'; /* __deepcopy__ has its memo */
    lathe_status st = special ? LATHE_OK : array_refuse(vm, call, 0, err);
    if (!st)
        st = array_copy(vm, self_of(call->self), self_of(call->self)->type, &made, err);
    if (!st && strcmp(call->method->name, "flatten") == 0)
        st = array_view(vm, made, 1, &made->size, NULL, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

static lathe_status refuse_new(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)call;
    (void)out;
    return script_unsupported(vm, err, "numpy.ndarray()");
}

#define FUNCTION(name) {name, "*args, **kwargs", array_function, SCRIPT_METHOD_PLAIN}
#define PROPERTY(name, function) {name, "", function, SCRIPT_METHOD_PROPERTY}
#define KNOWN(name) {name, "*args, **kwargs", NULL, SCRIPT_METHOD_PLAIN}
static const script_method methods[] = {
    FUNCTION("all"),
    FUNCTION("any"),
    FUNCTION("argmax"),
    FUNCTION("argmin"),
    FUNCTION("argsort"),
    FUNCTION("clip"),
    FUNCTION("cumprod"),
    FUNCTION("cumsum"),
    FUNCTION("diagonal"),
    FUNCTION("dot"),
    FUNCTION("max"),
    FUNCTION("mean"),
    FUNCTION("min"),
    FUNCTION("nonzero"),
    FUNCTION("prod"),
    FUNCTION("ravel"),
    FUNCTION("repeat"),
    FUNCTION("round"),
    FUNCTION("searchsorted"),
    FUNCTION("squeeze"),
    FUNCTION("std"),
    FUNCTION("sum"),
    FUNCTION("swapaxes"),
    FUNCTION("take"),
    FUNCTION("trace"),
    FUNCTION("var"),
    PROPERTY("T", array_transposed),
    PROPERTY("shape", array_shape),
    PROPERTY("strides", array_strides),
    PROPERTY("ndim", array_counts),
    PROPERTY("size", array_counts),
    PROPERTY("itemsize", array_counts),
    PROPERTY("nbytes", array_counts),
    PROPERTY("dtype", array_dtype),
    PROPERTY("real", array_real),
    {"conj", "", array_real, SCRIPT_METHOD_PLAIN},
    {"conjugate", "", array_real, SCRIPT_METHOD_PLAIN},
    {"tolist", "", array_tolist, SCRIPT_METHOD_PLAIN},
    {"astype", "dtype, order='K', casting='unsafe', subok=True, copy=True", array_astype, SCRIPT_METHOD_PLAIN},
    {"item", "*args", array_item, SCRIPT_METHOD_PLAIN},
    {"fill", "value", array_fill, SCRIPT_METHOD_PLAIN},
    {"sort", "axis=-1, kind=None, order=None, *, stable=None", array_sort, SCRIPT_METHOD_PLAIN},
    {"reshape", "*shape, order=None, copy=None", array_spread, SCRIPT_METHOD_PLAIN},
    {"transpose", "*axes", array_spread, SCRIPT_METHOD_PLAIN},
    {"copy", "order=None", array_flat_copy, SCRIPT_METHOD_PLAIN},
    {"flatten", "order=None", array_flat_copy, SCRIPT_METHOD_PLAIN},
    {"__copy__", "", array_flat_copy, SCRIPT_METHOD_PLAIN},
    {"__deepcopy__", "memo=None", array_flat_copy, SCRIPT_METHOD_PLAIN},
    KNOWN("argpartition"),
    KNOWN("base"),
    KNOWN("byteswap"),
    KNOWN("choose"),
    KNOWN("compress"),
    KNOWN("ctypes"),
    KNOWN("data"),
    KNOWN("device"),
    KNOWN("dump"),
    KNOWN("dumps"),
    KNOWN("flags"),
    KNOWN("flat"),
    KNOWN("getfield"),
    KNOWN("imag"),
    KNOWN("mT"),
    KNOWN("partition"),
    KNOWN("put"),
    KNOWN("resize"),
    KNOWN("setfield"),
    KNOWN("setflags"),
    KNOWN("to_device"),
    KNOWN("tobytes"),
    KNOWN("tofile"),
    KNOWN("view"),
    {NULL, NULL, NULL, 0},
};

static const script_method construct_array = {"ndarray", "*args, **kwargs", refuse_new, SCRIPT_METHOD_PLAIN};
const script_class array_class = {.name = "numpy.ndarray", .base = &class_object, .methods = methods,
                                  .hooks = &array_hooks, .construct = &construct_array};
