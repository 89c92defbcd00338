/* dtype.c: the classes of numpy's scalars and of dtype, and the operators of scalars. */
#include "reward/script/numpy/array.h"

#include <stdio.h>
#include <string.h>

const script_class *numpy_scalar_class(script_kind kind)
{
    return kind == SCRIPT_FLOAT ? &scalar_float_class : kind == SCRIPT_INT ? &scalar_int_class : &scalar_bool_class;
}

static array_type type_of_class(const script_class *type)
{
    return type == &scalar_float_class ? ARRAY_FLOAT : type == &scalar_int_class ? ARRAY_INT : ARRAY_BOOL;
}

/* np.float64(x): of numbers and their texts a scalar, of sequences an array. */
static NUMPY(make_scalar)
{
    array_type type = type_of_class(call->self.type);
    const script_class *plain[] = {&types_bool, &types_int, &types_float};
    script_value v = call->args[0];
    array *a, *cast;
    if (v.kind == SCRIPT_STR && type != ARRAY_BOOL) {
        lathe_status st = script_call_value(vm, script_type(plain[type]), &v, 1, &v, err);
        if (st)
            return st;
    }
    lathe_status st = array_from(vm, v, &a, err);
    if (!st)
        st = array_cast(vm, a, type, &cast, err);
    return st ? st : array_result(vm, cast, out, err);
}

/* The scalar as an array without dimensions, whose methods it has too. */
static NUMPY(scalar_method)
{
    array *a;
    script_value object, method;
    lathe_status st = array_from(vm, call->self, &a, err);
    if (!st)
        st = array_value(vm, a, &object, err);
    if (!st)
        st = script_get_attribute(vm, object, call->method->name, &method, err);
    if (st || (call->method->flags & SCRIPT_METHOD_PROPERTY)) {
        *out = st ? *out : method;
        return st;
    }
    const script_list *list = call->args[0].list;
    const script_dict *named = call->args[1].dict;
    if (named->count)
        return script_unsupported(vm, err, "keyword of numpy.%s.%s", array_type_name(a->type), call->method->name);
    st = script_call_value(vm, method, list->items, list->count, &object, err);
    if (st)
        return st;
    a = array_of(object);
    *out = a && !a->dimensions ? array_scalar(a->type, a->data) : object;
    return LATHE_OK;
}

static NUMPY(scalar_self)
{
    (void)vm;
    (void)err;
    *out = call->self;
    return LATHE_OK;
}

static NUMPY(scalar_imag)
{
    (void)vm;
    (void)err;
    *out = call->self.kind == SCRIPT_FLOAT ? script_float(0) : script_int(0);
    out->numpy = true;
    return LATHE_OK;
}

#define LIKE_ARRAY(name) {name, "*args, **kwargs", scalar_method, SCRIPT_METHOD_PLAIN}
#define PROPERTY(name) {name, "", scalar_method, SCRIPT_METHOD_PROPERTY}
#define KNOWN(name) {name, "*args, **kwargs", NULL, SCRIPT_METHOD_PLAIN}
static const script_method scalar_methods[] = {
    LIKE_ARRAY("all"),
    LIKE_ARRAY("any"),
    LIKE_ARRAY("argmax"),
    LIKE_ARRAY("argmin"),
    LIKE_ARRAY("astype"),
    LIKE_ARRAY("clip"),
    LIKE_ARRAY("cumprod"),
    LIKE_ARRAY("cumsum"),
    LIKE_ARRAY("flatten"),
    LIKE_ARRAY("item"),
    LIKE_ARRAY("max"),
    LIKE_ARRAY("mean"),
    LIKE_ARRAY("min"),
    LIKE_ARRAY("prod"),
    LIKE_ARRAY("ravel"),
    LIKE_ARRAY("repeat"),
    LIKE_ARRAY("reshape"),
    LIKE_ARRAY("round"),
    LIKE_ARRAY("squeeze"),
    LIKE_ARRAY("std"),
    LIKE_ARRAY("sum"),
    LIKE_ARRAY("tolist"),
    LIKE_ARRAY("var"),
    PROPERTY("dtype"),
    PROPERTY("itemsize"),
    PROPERTY("nbytes"),
    PROPERTY("ndim"),
    PROPERTY("shape"),
    PROPERTY("size"),
    {"T", "", scalar_self, SCRIPT_METHOD_PROPERTY},
    {"real", "", scalar_self, SCRIPT_METHOD_PROPERTY},
    {"imag", "", scalar_imag, SCRIPT_METHOD_PROPERTY},
    {"copy", "", scalar_self, SCRIPT_METHOD_PLAIN},
    {"conjugate", "", scalar_self, SCRIPT_METHOD_PLAIN},
    {"conj", "", scalar_self, SCRIPT_METHOD_PLAIN},
    {"transpose", "", scalar_self, SCRIPT_METHOD_PLAIN},
    {"__copy__", "", scalar_self, SCRIPT_METHOD_PLAIN},
    {"__deepcopy__", "memo=None", scalar_self, SCRIPT_METHOD_PLAIN},
    KNOWN("argsort"),
    KNOWN("base"),
    KNOWN("byteswap"),
    KNOWN("choose"),
    KNOWN("compress"),
    KNOWN("data"),
    KNOWN("diagonal"),
    KNOWN("dump"),
    KNOWN("dumps"),
    KNOWN("fill"),
    KNOWN("flags"),
    KNOWN("flat"),
    KNOWN("getfield"),
    KNOWN("nonzero"),
    KNOWN("put"),
    KNOWN("resize"),
    KNOWN("searchsorted"),
    KNOWN("setfield"),
    KNOWN("setflags"),
    KNOWN("sort"),
    KNOWN("strides"),
    KNOWN("swapaxes"),
    KNOWN("take"),
    KNOWN("to_device"),
    KNOWN("tobytes"),
    KNOWN("tofile"),
    KNOWN("trace"),
    KNOWN("view"),
    {NULL, NULL, NULL, 0},
};

static NUMPY(refuse_abstract)
{
    (void)out;
    return script_raise(vm, err, "TypeError", "cannot create '%s' instances", call->self.type->name);
}

static const script_method construct_abstract = {"generic", "*args", refuse_abstract, SCRIPT_METHOD_PLAIN};
#define ABSTRACT(symbol, text, base_class) \
    const script_class scalar_##symbol##_class = { \
        .name = "numpy." text, .base = &base_class, .methods = scalar_methods, .construct = &construct_abstract};
ABSTRACT(generic, "generic", class_object)
ABSTRACT(number, "number", scalar_generic_class)
ABSTRACT(integer, "integer", scalar_number_class)
ABSTRACT(signed, "signedinteger", scalar_integer_class)
ABSTRACT(inexact, "inexact", scalar_number_class)
ABSTRACT(floating, "floating", scalar_inexact_class)

static const script_method construct_scalar = {"scalar", "value=0, /", make_scalar, SCRIPT_METHOD_PLAIN};
const script_class scalar_bool_class = {
    .name = "numpy.bool", .base = &scalar_generic_class, .methods = scalar_methods, .construct = &construct_scalar};
const script_class scalar_int_class = {
    .name = "numpy.int64", .base = &scalar_signed_class, .methods = scalar_methods, .construct = &construct_scalar};
const script_class scalar_float_class = {
    .name = "numpy.float64", .base = &types_float, .also = &scalar_floating_class, .methods = scalar_methods,
    .construct = &construct_scalar};

/* ---- dtype ---- */

lathe_status dtype_value(script_vm *vm, array_type type, script_value *out, lathe_error *err)
{
    array_type *host;
    lathe_status st = script_alloc(vm, sizeof *host, (void **)&host, err);
    if (st)
        return st;
    *host = type;
    return script_object_new(vm, &dtype_class, host, NULL, out, err);
}

static NUMPY(make_dtype)
{
    array_type type = ARRAY_FLOAT;
    lathe_status st = array_refuse(vm, call, 1, err);
    if (!st)
        st = array_read_type(vm, call->args[0], &type, err);
    return st ? st : dtype_value(vm, type, out, err);
}

static array_type type_of_dtype(script_value self)
{
    return *(const array_type *)self.object->host;
}

static NUMPY(dtype_attribute)
{
    const char *name = call->method->name;
    array_type type = type_of_dtype(call->self);
    static const char kinds[] = "bif", characters[] = "?ld";
    static const char *const codes[] = {"|b1", "<i8", "<f8"};
    const script_class *const types[] = {&scalar_bool_class, &scalar_int_class, &scalar_float_class};
    if (strcmp(name, "name") == 0)
        return script_str_new(vm, array_type_name(type), strlen(array_type_name(type)), out, err);
    if (strcmp(name, "kind") == 0)
        return script_str_new(vm, &kinds[type], 1, out, err);
    if (strcmp(name, "char") == 0)
        return script_str_new(vm, &characters[type], 1, out, err);
    if (strcmp(name, "str") == 0)
        return script_str_new(vm, codes[type], 3, out, err);
    *out = strcmp(name, "type") == 0 ? script_type(types[type]) : script_int(array_item_size(type));
    return LATHE_OK;
}

static lathe_status dtype_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    return script_str_printf(vm, out, err, "dtype('%s')", array_type_name(type_of_dtype(self)));
}

static lathe_status dtype_text(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    return script_str_printf(vm, out, err, "%s", array_type_name(type_of_dtype(self)));
}

/* A dtype equals what stands for it: float, 'float64'. */
static lathe_status dtype_operate(script_vm *vm, script_operator op, script_value left, script_value right,
                                  bool *handled, script_value *out, lathe_error *err)
{
    if (op != SCRIPT_EQUAL && op != SCRIPT_NOT_EQUAL)
        return LATHE_OK;
    if (!script_is_instance(left, &dtype_class)) {
        script_value swapped = left;
        left = right;
        right = swapped;
    }
    array_type other = ARRAY_TYPE_COUNT;
    bool names = right.kind == SCRIPT_STR || right.kind == SCRIPT_CLASS || script_is_instance(right, &dtype_class);
    lathe_status st = names ? array_read_type(vm, right, &other, err) : LATHE_OK;
    if (st)
        return st;
    *handled = true;
    *out = script_bool((other == type_of_dtype(left)) == (op == SCRIPT_EQUAL));
    return LATHE_OK;
}

static lathe_status dtype_hash(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
{
    (void)vm;
    (void)err;
    *out = 0x6d + (uint32_t)type_of_dtype(self);
    return LATHE_OK;
}

static const script_hooks dtype_hooks = {
    .repr = dtype_repr, .text = dtype_text, .operate = dtype_operate, .hash = dtype_hash};
static const script_method dtype_methods[] = {
    {"name", "", dtype_attribute, SCRIPT_METHOD_PROPERTY},
    {"kind", "", dtype_attribute, SCRIPT_METHOD_PROPERTY},
    {"char", "", dtype_attribute, SCRIPT_METHOD_PROPERTY},
    {"str", "", dtype_attribute, SCRIPT_METHOD_PROPERTY},
    {"type", "", dtype_attribute, SCRIPT_METHOD_PROPERTY},
    {"itemsize", "", dtype_attribute, SCRIPT_METHOD_PROPERTY},
    {"alignment", "", dtype_attribute, SCRIPT_METHOD_PROPERTY},
    KNOWN("base"),
    KNOWN("byteorder"),
    KNOWN("descr"),
    KNOWN("fields"),
    KNOWN("flags"),
    KNOWN("hasobject"),
    KNOWN("isalignedstruct"),
    KNOWN("isbuiltin"),
    KNOWN("isnative"),
    KNOWN("metadata"),
    KNOWN("names"),
    KNOWN("ndim"),
    KNOWN("newbyteorder"),
    KNOWN("num"),
    KNOWN("shape"),
    KNOWN("subdtype"),
    {NULL, NULL, NULL, 0},
};
static const script_method construct_dtype = {"dtype", "dtype, align=None, copy=None", make_dtype,
                                              SCRIPT_METHOD_PLAIN};
const script_class dtype_class = {.name = "numpy.dtype", .base = &class_object, .methods = dtype_methods,
                                  .construct = &construct_dtype, .hooks = &dtype_hooks};
