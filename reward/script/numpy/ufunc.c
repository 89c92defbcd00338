/* ufunc.c: applying elementwise functions: types, broadcasting, the objects that scripts call, operators. */
#include "reward/script/numpy/array.h"

#include <math.h>
#include <string.h>

static lathe_status refuse_types(script_vm *vm, const ufunc *f, lathe_error *err)
{
    return script_raise(vm, err, "TypeError",
                        "ufunc '%s' not supported for the input types, and the inputs could not be safely coerced to "
                        "any supported types according to the casting rule ''safe''",
                        f->name);
}

/* The type whose loop computes on inputs of a common type. */
static lathe_status choose_loop(script_vm *vm, const ufunc *f, array_type common, array_type *out, lathe_error *err)
{
    if (common == ARRAY_BOOL && f->refuses_bool && strchr(f->refuses_bool, '%'))
        return script_raise_as(vm, err, "UFuncTypeError", exception_class(vm, "TypeError"),
                               "ufunc '%s' did not contain a loop with signature matching types <class "
                               "'numpy.dtypes.BoolDType'> -> None",
                               f->name);
    if (common == ARRAY_BOOL && f->refuses_bool)
        return script_raise(vm, err, "TypeError", "%s", f->refuses_bool);
    if (common == ARRAY_BOOL && f->half)
        return script_unsupported(vm, err, "numpy.%s of booleans", f->name);
    for (int t = common; t < ARRAY_TYPE_COUNT; t++) {
        if (f->loops[t].loop) {
            *out = (array_type)t;
            return LATHE_OK;
        }
    }
    return refuse_types(vm, f, err);
}

static bool has_negative(const array *a)
{
    for (int64_t i = 0; i < a->size; i++)
        if (((const int64_t *)a->data)[i] < 0)
            return true;
    return false;
}

static lathe_status fail_broadcast(script_vm *vm, array *const *inputs, int count, const array *target,
                                   lathe_error *err)
{
    char shapes[600] = "";
    for (int k = 0; k < count + (target != NULL); k++) {
        const array *a = k < count ? inputs[k] : target;
        size_t used = strlen(shapes);
        array_shape_text(a->dimensions, a->shape, shapes + used, sizeof shapes - used - 1);
        strncat(shapes, " ", sizeof shapes - strlen(shapes) - 1);
    }
    return script_raise(vm, err, "ValueError", "operands could not be broadcast together with shapes %s", shapes);
}

/* Results lie in memory as what they are made of does: sums of them add up in that order. */
static void keep_order(array *made, const array *like)
{
    int order[ARRAY_MAX_DIMENSIONS];
    int64_t stride = array_item_size(made->type);
    for (int i = 0; i < made->dimensions; i++) {
        int k = i;
        int64_t here = like->strides[i] < 0 ? -like->strides[i] : like->strides[i];
        for (; k > 0; k--) {
            int64_t before = like->strides[order[k - 1]];
            if ((before < 0 ? -before : before) >= here)
                break;
            order[k] = order[k - 1];
        }
        order[k] = i;
    }
    for (int k = made->dimensions; k-- > 0;) {
        made->strides[order[k]] = stride;
        stride *= made->shape[order[k]] ? made->shape[order[k]] : 1;
    }
}

static lathe_status run_loop(script_vm *vm, const ufunc *f, array_type chosen, array *const *inputs,
                             const array *target, array **out, lathe_error *err)
{
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    int dimensions;
    array *cast[2], *made;
    walk w;
    if (!array_common_shape((const array *const *)inputs, f->inputs, &dimensions, shape))
        return fail_broadcast(vm, inputs, f->inputs, target, err);
    lathe_status st = array_new(vm, f->loops[chosen].result, dimensions, shape, &made, err);
    for (int k = 0; k < f->inputs && !st && dimensions > 1; k++) {
        if (array_same_shape(inputs[k], made)) {
            keep_order(made, inputs[k]);
            break;
        }
    }
    walk_begin(&w, dimensions, shape);
    for (int k = 0; k < f->inputs && !st; k++) {
        cast[k] = inputs[k];
        if (inputs[k]->type != chosen)
            st = array_copy(vm, inputs[k], chosen, &cast[k], err);
        if (!st && k == 1 && chosen == ARRAY_INT && strcmp(f->name, "power") == 0) {
            st = array_cast(vm, cast[k], chosen, &cast[k], err);
            if (!st && has_negative(cast[k]))
                st = script_raise(vm, err, "ValueError", "Integers to negative integer powers are not allowed.");
        }
        if (!st)
            walk_add(&w, cast[k]);
    }
    if (st)
        return st;
    walk_add(&w, made);
    st = walk_run(vm, &w, f->loops[chosen].loop, err);
    if (!st)
        *out = made;
    return st;
}

/* A result into an array that the script gave. */
static lathe_status put_result(script_vm *vm, array *made, array *target, lathe_error *err)
{
    char from[200], to[200];
    if (made->dimensions > target->dimensions || !array_same_shape(made, target)) {
        const array *both[] = {made, target};
        int dimensions;
        int64_t shape[ARRAY_MAX_DIMENSIONS];
        bool fits = array_common_shape(both, 2, &dimensions, shape) && dimensions == target->dimensions &&
                    memcmp(shape, target->shape, (size_t)dimensions * sizeof *shape) == 0;
        array_shape_text(made->dimensions, made->shape, from, sizeof from);
        array_shape_text(target->dimensions, target->shape, to, sizeof to);
        if (!fits)
            return script_raise(vm, err, "ValueError",
                                "non-broadcastable output operand with shape %s doesn't match the broadcast shape %s",
                                to, from);
    }
    return array_assign(vm, target, made, err);
}

lathe_status ufunc_apply(script_vm *vm, const ufunc *f, array *const *inputs, array *target, array **out,
                         lathe_error *err)
{
    array_type chosen, common = inputs[0]->type;
    array *made;
    if (f->inputs == 2)
        common = array_promote(common, inputs[1]->type);
    lathe_status st = choose_loop(vm, f, common, &chosen, err);
    if (!st && target && f->loops[chosen].result > target->type)
        return script_raise_as(vm, err, "UFuncTypeError", exception_class(vm, "TypeError"),
                               "Cannot cast ufunc '%s' output from dtype('%s') to dtype('%s') with casting rule "
                               "'same_kind'",
                               f->name, array_type_name(f->loops[chosen].result), array_type_name(target->type));
    if (!st)
        st = run_loop(vm, f, chosen, inputs, target, &made, err);
    if (!st && target)
        st = put_result(vm, made, target, err);
    if (!st)
        *out = target ? target : made;
    return st;
}

lathe_status ufunc_binary(script_vm *vm, const char *name, array *a, array *b, array **out, lathe_error *err)
{
    array *inputs[] = {a, b};
    return ufunc_apply(vm, ufunc_find(name), inputs, NULL, out, err);
}

lathe_status ufunc_unary(script_vm *vm, const char *name, array *a, array **out, lathe_error *err)
{
    return ufunc_apply(vm, ufunc_find(name), &a, NULL, out, err);
}

lathe_status ufunc_round(script_vm *vm, array *a, int64_t decimals, array **out, lathe_error *err)
{
    array *scale, *scaled, *whole;
    if (a->type == ARRAY_BOOL)
        return script_unsupported(vm, err, "numpy.round of booleans");
    if (a->type == ARRAY_INT && decimals >= 0)
        return array_copy(vm, a, ARRAY_INT, out, err);
    if (decimals == 0)
        return ufunc_unary(vm, "rint", a, out, err);
    lathe_status st = array_new(vm, ARRAY_FLOAT, 0, NULL, &scale, err);
    if (st)
        return st;
    *(double *)scale->data = pow(10, (double)(decimals < 0 ? -decimals : decimals));
    st = ufunc_binary(vm, decimals < 0 ? "divide" : "multiply", a, scale, &scaled, err);
    if (!st)
        st = ufunc_unary(vm, "rint", scaled, &whole, err);
    if (!st)
        st = ufunc_binary(vm, decimals < 0 ? "multiply" : "divide", whole, scale, &scaled, err);
    return st ? st : array_cast(vm, scaled, a->type, out, err);
}

/* ---- what scripts call ---- */

/* Values that no array holds have messages of their own. */
static lathe_status read_input(script_vm *vm, const ufunc *f, script_value v, int position, array **out,
                               lathe_error *err)
{
    if (v.kind == SCRIPT_STR)
        return refuse_types(vm, f, err);
    if (v.kind == SCRIPT_NONE)
        return script_raise(vm, err, "TypeError",
                            "loop of ufunc does not support argument %d of type NoneType which has no callable %s "
                            "method",
                            position, f->name);
    return array_from(vm, v, out, err);
}

static lathe_status check_count(script_vm *vm, const ufunc *f, size_t given, lathe_error *err)
{
    size_t least = (size_t)f->inputs;
    if (given >= least && given <= least + 1)
        return LATHE_OK;
    return script_raise(vm, err, "TypeError", "%s() takes from %zu to %zu positional arguments but %zu %s given", f->name,
                        least, least + 1, given, given == 1 ? "was" : "were");
}

static lathe_status read_target(script_vm *vm, const ufunc *f, script_value v, array **out, lathe_error *err)
{
    (void)f;
    *out = NULL;
    if (v.kind == SCRIPT_TUPLE && v.list->count == 1)
        v = v.list->items[0];
    if (script_is_none(v))
        return LATHE_OK;
    *out = array_of(v);
    return *out ? LATHE_OK : script_raise(vm, err, "TypeError", "return arrays must be of ArrayType");
}

static NUMPY(call_ufunc)
{
    const ufunc *f = call->self.object->host;
    const script_list *list = call->args[0].list;
    array *inputs[2], *target, *made;
    array_type wanted = ARRAY_TYPE_COUNT;
    lathe_status st = check_count(vm, f, list->count, err);
    if (!st)
        st = array_refuse(vm, call, 3, err);
    if (!st)
        st = array_read_type(vm, call->args[2], &wanted, err);
    for (int k = 0; k < f->inputs && !st; k++) {
        st = read_input(vm, f, list->items[k], k, &inputs[k], err);
        if (!st && wanted != ARRAY_TYPE_COUNT)
            st = array_cast(vm, inputs[k], wanted, &inputs[k], err);
    }
    bool positional = list->count > (size_t)f->inputs;
    if (!st)
        st = read_target(vm, f, positional ? list->items[f->inputs] : call->args[1], &target, err);
    if (!st)
        st = ufunc_apply(vm, f, inputs, target, &made, err);
    if (st)
        return st;
    return target ? array_value(vm, target, out, err) : array_result(vm, made, out, err);
}

lathe_status ufunc_value(script_vm *vm, const ufunc *f, script_value *out, lathe_error *err)
{
    return script_object_new(vm, &ufunc_class, (void *)f, NULL, out, err);
}

static lathe_status ufunc_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    return script_str_printf(vm, out, err, "<ufunc '%s'>", ((const ufunc *)self.object->host)->name);
}

static NUMPY(ufunc_name)
{
    const char *name = ((const ufunc *)call->self.object->host)->name;
    return script_str_new(vm, name, strlen(name), out, err);
}

/* f(a, b) for every pair of elements. */
static NUMPY(ufunc_outer)
{
    const ufunc *f = call->self.object->host;
    array *a, *b, *column, *made;
    int64_t shape[ARRAY_MAX_DIMENSIONS];
    if (f->inputs != 2)
        return script_raise(vm, err, "ValueError", "outer product only supported for binary functions");
    lathe_status st = array_from(vm, call->args[0], &a, err);
    if (!st)
        st = array_from(vm, call->args[1], &b, err);
    if (st)
        return st;
    int dimensions = a->dimensions + b->dimensions;
    if (dimensions > ARRAY_MAX_DIMENSIONS)
        return script_raise(vm, err, "ValueError", "too many dimensions");
    for (int i = 0; i < dimensions; i++)
        shape[i] = i < a->dimensions ? a->shape[i] : 1;
    st = array_cast(vm, a, a->type, &column, err);
    if (!st)
        st = array_view(vm, column, dimensions, shape, NULL, &column, err);
    if (!st)
        st = ufunc_apply(vm, f, (array *[]){column, b}, NULL, &made, err);
    return st ? st : array_result(vm, made, out, err);
}

/* The rest of a method in a function of the module, whose first arguments are the same. */
static lathe_status forward(script_vm *vm, const script_call *call, const char *name, size_t count, script_value *out,
                            lathe_error *err)
{
    return call_native(vm, module_numpy_function(name), (script_value){0}, NULL,
                       &(arguments){.items = call->args, .count = count}, out, err);
}

static NUMPY(ufunc_reduce)
{
    static const char *const rows[][2] = {{"add", "sum"},     {"multiply", "prod"},   {"maximum", "max"},
                                          {"minimum", "min"}, {"logical_or", "any"}, {"logical_and", "all"}};
    const ufunc *f = call->self.object->host;
    lathe_status st = array_refuse(vm, call, 2, err);
    for (size_t i = 0; !st && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i][0], f->name) == 0)
            return forward(vm, call, rows[i][1], 2, out, err);
    return st ? st : script_unsupported(vm, err, "numpy.%s.reduce", f->name);
}

/* f of each element and all before it, along an axis. */
static NUMPY(ufunc_accumulate)
{
    const ufunc *f = call->self.object->host;
    array *a, *rows, *made, *before, *here;
    int axis;
    lathe_status st = array_refuse(vm, call, 2, err);
    if (!st && f->inputs != 2)
        return script_raise(vm, err, "ValueError", "accumulate only supported for binary functions");
    if (!st)
        st = array_from(vm, call->args[0], &a, err);
    if (!st && !a->dimensions)
        return script_raise(vm, err, "TypeError", "cannot accumulate on a scalar");
    if (!st)
        st = array_read_axis(vm, call->args[1], a->dimensions, &axis, err);
    if (!st && a->type == ARRAY_BOOL)
        return script_unsupported(vm, err, "numpy.%s.accumulate of booleans", f->name);
    if (!st)
        st = shape_axis_last(vm, a, axis, &a, err);
    if (!st)
        st = array_copy(vm, a, a->type, &made, err);
    if (!st) /* rows: the axis first */
        st = shape_axis_back(vm, made, 0, &rows, err);
    for (int64_t i = 1; !st && i < rows->shape[0]; i++) {
        st = index_row(vm, rows, i - 1, &before, err);
        if (!st)
            st = index_row(vm, rows, i, &here, err);
        if (!st)
            st = ufunc_apply(vm, f, (array *[]){before, here}, here, &here, err);
    }
    if (!st)
        st = shape_axis_back(vm, made, axis, &made, err);
    return st ? st : array_value(vm, made, out, err);
}

#define KNOWN(name) {name, "*args, **kwargs", NULL, SCRIPT_METHOD_PLAIN}
static const script_method ufunc_methods[] = {
    {"outer", "A, B, /", ufunc_outer, SCRIPT_METHOD_PLAIN},
    {"reduce", "array, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=None", ufunc_reduce,
     SCRIPT_METHOD_PLAIN},
    {"accumulate", "array, axis=0, dtype=None, out=None", ufunc_accumulate, SCRIPT_METHOD_PLAIN},
    {"__name__", "", ufunc_name, SCRIPT_METHOD_PROPERTY},
    KNOWN("at"),
    KNOWN("identity"),
    KNOWN("nargs"),
    KNOWN("nin"),
    KNOWN("nout"),
    KNOWN("ntypes"),
    KNOWN("reduceat"),
    KNOWN("resolve_dtypes"),
    KNOWN("signature"),
    KNOWN("types"),
    {NULL, NULL, NULL, 0},
};
static const script_method ufunc_call = {
    "ufunc", "*args, out=None, dtype=None, where=None, casting=None, order=None, subok=None, signature=None",
    call_ufunc, SCRIPT_METHOD_PLAIN};
static const script_hooks ufunc_hooks = {.call = &ufunc_call, .repr = ufunc_repr};
const script_class ufunc_class = {
    .name = "numpy.ufunc", .base = &class_object, .methods = ufunc_methods, .hooks = &ufunc_hooks};

/* ---- scalars ---- */

static array_type type_of(script_value v)
{
    return v.kind == SCRIPT_FLOAT ? ARRAY_FLOAT : v.kind == SCRIPT_INT ? ARRAY_INT : ARRAY_BOOL;
}

/* A number as an element of a type that holds it. */
static void store(script_value v, array_type t, char buffer[8])
{
    int64_t integer = v.kind == SCRIPT_INT ? v.integer : v.kind == SCRIPT_BOOL && v.boolean;
    double number = v.kind == SCRIPT_FLOAT ? v.number : (double)integer;
    bool boolean = integer != 0;
    memcpy(buffer, t == ARRAY_FLOAT ? (const void *)&number : t == ARRAY_INT ? (const void *)&integer : &boolean,
           (size_t)array_item_size(t));
}

static lathe_status operate_numbers(script_vm *vm, const ufunc *f, script_value left, script_value right,
                                    script_value *out, lathe_error *err)
{
    _Alignas(8) char buffers[3][8];
    char *data[] = {buffers[0], buffers[1], buffers[2]};
    static const int64_t steps[3] = {0};
    array_type chosen, common = type_of(left);
    if (f->inputs == 2)
        common = array_promote(common, type_of(right));
    lathe_status st = choose_loop(vm, f, common, &chosen, err);
    if (st)
        return st;
    store(left, chosen, buffers[0]);
    if (f->inputs == 2)
        store(right, chosen, buffers[1]);
    if (chosen == ARRAY_INT && right.kind == SCRIPT_INT && right.integer < 0 && strcmp(f->name, "power") == 0)
        return script_raise(vm, err, "ValueError", "Integers to negative integer powers are not allowed.");
    f->loops[chosen].loop(data, steps, 1);
    *out = array_scalar(f->loops[chosen].result, data[f->inputs]);
    return LATHE_OK;
}

lathe_status numpy_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                           script_value *out, lathe_error *err)
{
    bool unary = right.kind == SCRIPT_UNBOUND;
    const ufunc *f = ufunc_of_operator(op);
    script_value other = left.numpy ? right : left;
    *handled = true;
    if (f && (unary || script_is_number(other)))
        return operate_numbers(vm, f, left, right, out, err);
    if (!script_is_sequence(other) || op == SCRIPT_MULTIPLY || !f) {
        *handled = false;
        return LATHE_OK;
    }
    array *inputs[2], *made;
    lathe_status st = array_from(vm, left, &inputs[0], err);
    if (!st)
        st = array_from(vm, right, &inputs[1], err);
    if (!st)
        st = ufunc_apply(vm, f, inputs, NULL, &made, err);
    return st ? st : array_result(vm, made, out, err);
}

lathe_status numpy_get_item(script_vm *vm, script_value v, script_value key, script_value *out, lathe_error *err)
{
    array *a;
    bool empty = key.kind == SCRIPT_TUPLE && key.list->count == 0;
    if (!empty && key.kind != SCRIPT_ELLIPSIS && !script_is_none(key))
        return script_raise(vm, err, "IndexError", "invalid index to scalar variable.");
    lathe_status st = array_from(vm, v, &a, err);
    return st ? st : index_get(vm, a, key, out, err);
}

lathe_status numpy_absolute(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    return operate_numbers(vm, ufunc_find("absolute"), v, (script_value){0}, out, err);
}

lathe_status numpy_round(script_vm *vm, script_value v, int64_t digits, script_value *out, lathe_error *err)
{
    array *a;
    lathe_status st = array_from(vm, v, &a, err);
    if (!st)
        st = ufunc_round(vm, a, digits, &a, err);
    return st ? st : array_result(vm, a, out, err);
}
