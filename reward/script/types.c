/* types.c: the classes of Python's own types, and what calling them makes. */
#include "reward/script/numpy/numpy.h"
#include "reward/script/vm.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static lathe_status make_bool(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    bool truth;
    lathe_status st = script_to_truth(vm, call->args[0], &truth, err);
    if (!st)
        *out = script_bool(truth);
    return st;
}

/* Text without space around it and without underscores between digits, as int() and float() read it. False if it is too
 * long or an underscore stands elsewhere. */
static bool clean_number(const script_str *s, char *buffer, size_t size)
{
    const char *begin = s->text, *end = begin + s->length;
    size_t n = 0;
    while (begin < end && isspace((unsigned char)*begin))
        begin++;
    while (end > begin && isspace((unsigned char)end[-1]))
        end--;
    for (const char *p = begin; p < end; p++) {
        if (*p == '_') {
            if (p == begin || p + 1 == end || !isalnum((unsigned char)p[-1]) || !isalnum((unsigned char)p[1]))
                return false;
            continue;
        }
        if (n + 1 >= size || *p == '\0')
            return false;
        buffer[n++] = *p;
    }
    buffer[n] = '\0';
    return n > 0;
}

static lathe_status int_of_str(script_vm *vm, script_value v, int64_t base, script_value *out, lathe_error *err)
{
    char digits[200], *stop;
    script_value shown;
    bool ok = clean_number(v.str, digits, sizeof digits);
    const char *p = digits + (ok && (*digits == '-' || *digits == '+'));
    if (ok && *p == '0' && p[1] && (base == 16 || base == 8 || base == 2 || base == 0)) {
        int prefixed = (p[1] | 0x20) == 'x' ? 16 : (p[1] | 0x20) == 'o' ? 8 : (p[1] | 0x20) == 'b' ? 2 : 0;
        if (prefixed && (base == 0 || base == prefixed)) {
            memmove(digits + (p - digits), p + 2, strlen(p + 2) + 1);
            base = prefixed;
        }
    }
    errno = 0;
    long long value = ok && isalnum((unsigned char)*p) ? strtoll(digits, &stop, base ? (int)base : 10) : 0;
    if (!ok || !isalnum((unsigned char)*p) || *stop) {
        lathe_status st = script_to_repr(vm, v, &shown, err);
        return st ? st
                  : script_raise(vm, err, "ValueError", "invalid literal for int() with base %lld: %s", (long long)base,
                                 shown.str->text);
    }
    if (errno == ERANGE)
        return script_raise(vm, err, "OverflowError", "integer does not fit into 64 bits");
    *out = script_int(value);
    return LATHE_OK;
}

static lathe_status int_of_double(script_vm *vm, double v, script_value *out, lathe_error *err)
{
    if (isnan(v))
        return script_raise(vm, err, "ValueError", "cannot convert float NaN to integer");
    if (isinf(v))
        return script_raise(vm, err, "OverflowError", "cannot convert float infinity to integer");
    if (!(v >= -0x1p63 && v < 0x1p63))
        return huge_new(vm, v, out, err);
    *out = script_int((int64_t)v);
    return LATHE_OK;
}

static lathe_status make_int(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value v, method;
    int64_t base = 10;
    lathe_status plain_st = class_plain(vm, call->args[0], &v, err);
    if (plain_st)
        return plain_st;
    if (!script_is_none(call->args[1])) {
        lathe_status st = script_to_int(vm, call->args[1], &base, err);
        if (st)
            return st;
        if (v.kind != SCRIPT_STR && v.kind != SCRIPT_BYTES)
            return script_raise(vm, err, "TypeError", "int() can't convert non-string with explicit base");
        if (base != 0 && (base < 2 || base > 36))
            return script_raise(vm, err, "ValueError", "int() base must be >= 2 and <= 36, or 0");
    }
    if (v.kind == SCRIPT_STR || v.kind == SCRIPT_BYTES)
        return int_of_str(vm, v, base, out, err);
    if (v.kind == SCRIPT_FLOAT)
        return int_of_double(vm, v.number, out, err);
    if (v.kind == SCRIPT_INT || v.kind == SCRIPT_BOOL) {
        *out = script_int(v.kind == SCRIPT_INT ? v.integer : v.boolean);
        return LATHE_OK;
    }
    if (huge_is(v)) {
        *out = v;
        return LATHE_OK;
    }
    if (class_hooks(v, offsetof(script_hooks, number))) {
        double number;
        lathe_status st = script_to_double(vm, v, &number, err);
        return st ? st : int_of_double(vm, number, out, err);
    }
    if (class_find_special(v, "__int__", &method))
        return call_with_self(vm, method, v, &(arguments){0}, out, err);
    return script_raise(vm, err, "TypeError",
                        "int() argument must be a string, a bytes-like object or a real number, not '%s'",
                        script_type_name(v));
}

static lathe_status make_float(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value v, shown, method;
    double number = 0;
    lathe_status plain_st = class_plain(vm, call->args[0], &v, err);
    if (plain_st)
        return plain_st;
    if (v.kind != SCRIPT_STR && v.kind != SCRIPT_BYTES) {
        if (!script_is_number(v) && !class_find_special(v, "__float__", &method) &&
            !class_hooks(v, offsetof(script_hooks, number)))
            return script_raise(vm, err, "TypeError", "float() argument must be a string or a real number, not '%s'",
                                script_type_name(v));
        lathe_status st = script_to_double(vm, v, &number, err);
        if (!st)
            *out = script_float(number);
        return st;
    }
    char digits[400], *stop = digits;
    bool ok = clean_number(v.str, digits, sizeof digits);
    const char *p = digits + (ok && (*digits == '-' || *digits == '+'));
    ok = ok && !(p[0] == '0' && (p[1] | 0x20) == 'x') && !strchr(p, '('); /* strtod reads more than Python */
    if (ok)
        number = strtod(digits, &stop);
    if (!ok || *stop || stop == digits) {
        lathe_status st = script_to_repr(vm, v, &shown, err);
        return st ? st : script_raise(vm, err, "ValueError", "could not convert string to float: %s", shown.str->text);
    }
    *out = script_float(number);
    return LATHE_OK;
}

static lathe_status make_str(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return script_to_str(vm, call->args[0], out, err);
}

static lathe_status make_sequence(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    bool list = script_is_subclass(call->self.type, &types_list);
    if (!list && call->args[0].kind == SCRIPT_TUPLE && !object_of(call->args[0]) && call->self.type == &types_tuple) {
        *out = call->args[0];
        return LATHE_OK;
    }
    lathe_status st = script_to_items(vm, call->args[0], &items, &count, err);
    if (st)
        return st;
    return list ? script_list_new(vm, items, count, out, err) : script_tuple_new(vm, items, count, out, err);
}

static lathe_status make_set(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    script_value set;
    lathe_status st = script_to_items(vm, call->args[0], &items, &count, err);
    if (!st)
        st = script_set_new(vm, &set, err);
    if (!st && script_is_subclass(call->self.type, &types_frozenset))
        set.kind = SCRIPT_FROZENSET;
    for (size_t i = 0; i < count && !st; i++)
        st = script_dict_set(vm, set.dict, items[i], script_none(), err);
    if (!st)
        *out = set;
    return st;
}

static lathe_status set_pair(script_vm *vm, script_dict *d, script_value pair, size_t i, lathe_error *err)
{
    const script_value *items;
    size_t count;
    bool may = script_is_sequence(pair) || pair.kind == SCRIPT_STR || pair.kind == SCRIPT_OBJECT ||
               script_is_set(pair) || pair.kind == SCRIPT_ITERATOR || pair.kind == SCRIPT_DICT || pair.kind == SCRIPT_RANGE;
    if (!may)
        return script_raise(vm, err, "TypeError",
                            "cannot convert dictionary update sequence element #%zu to a sequence", i);
    lathe_status st = script_to_items(vm, pair, &items, &count, err);
    if (!st && count != 2)
        return script_raise(vm, err, "ValueError",
                            "dictionary update sequence element #%zu has length %zu; 2 is required", i, count);
    return st ? st : script_dict_set(vm, d, items[0], items[1], err);
}

static lathe_status make_dict(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value made, from = call->args[0];
    const script_value *items;
    size_t count = 0;
    bool is_mapping;
    lathe_status st = script_dict_new(vm, &made, err);
    if (!st)
        st = dict_of_mapping(vm, from, &is_mapping, &from, err);
    if (!st && !is_mapping)
        st = script_to_items(vm, from, &items, &count, err);
    for (size_t i = 0; i < count && !st; i++)
        st = set_pair(vm, made.dict, items[i], i, err);
    const script_dict *dicts[] = {from.kind == SCRIPT_DICT ? from.dict : NULL, call->args[1].dict};
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; dicts[k] && i < dicts[k]->used && !st; i++)
            if (dicts[k]->entries[i].key.kind != SCRIPT_UNBOUND)
                st = script_dict_set(vm, made.dict, dicts[k]->entries[i].key, dicts[k]->entries[i].value, err);
    if (!st)
        *out = made;
    return st;
}

static lathe_status make_range(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    int64_t v[3] = {0, 0, 1};
    size_t given = call->args[0].list->count;
    const script_value *items = call->args[0].list->items;
    if (given < 1 || given > 3)
        return script_raise(vm, err, "TypeError",
                            given ? "range expected at most 3 arguments, got %zu"
                                  : "range expected at least 1 argument, got %zu",
                            given);
    for (size_t i = 0; i < given; i++) {
        lathe_status st = script_to_int(vm, items[i], &v[given == 1 ? 1 : i], err);
        if (st)
            return st;
    }
    if (v[2] == 0)
        return script_raise(vm, err, "ValueError", "range() arg 3 must not be zero");
    uint64_t step = v[2] > 0 ? (uint64_t)v[2] : 0 - (uint64_t)v[2];
    uint64_t span = v[2] > 0 ? (uint64_t)v[1] - (uint64_t)v[0] : (uint64_t)v[0] - (uint64_t)v[1];
    bool empty = v[2] > 0 ? v[1] <= v[0] : v[1] >= v[0];
    uint64_t length = empty ? 0 : (span - 1) / step + 1;
    if (length > INT64_MAX)
        return script_raise(vm, err, "OverflowError", "Python int too large to convert to C ssize_t");
    script_range *range;
    lathe_status st = script_alloc(vm, sizeof *range, (void **)&range, err);
    if (st)
        return st;
    *range = (script_range){v[0], v[1], v[2], (int64_t)length};
    *out = (script_value){.kind = SCRIPT_RANGE, .range = range};
    return LATHE_OK;
}

static lathe_status make_slice(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    size_t given = call->args[0].list->count;
    const script_value *items = call->args[0].list->items;
    script_slice *slice;
    if (given < 1 || given > 3)
        return script_raise(vm, err, "TypeError", "slice expected 1 to 3 arguments, got %zu", given);
    lathe_status st = script_alloc(vm, sizeof *slice, (void **)&slice, err);
    if (st)
        return st;
    *slice = (script_slice){given > 1 ? items[0] : script_none(), items[given > 1],
                            given > 2 ? items[2] : script_none()};
    *out = (script_value){.kind = SCRIPT_SLICE, .slice = slice};
    return LATHE_OK;
}

static lathe_status make_type(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_list *rest = call->args[1].list;
    if (rest->count == 2) {
        script_value name = call->args[0], bases = rest->items[0], names = rest->items[1];
        if (name.kind != SCRIPT_STR || bases.kind != SCRIPT_TUPLE || names.kind != SCRIPT_DICT)
            return script_raise(vm, err, "TypeError", "type.__new__() argument %d must be %s, not %s",
                                name.kind != SCRIPT_STR ? 1 : bases.kind != SCRIPT_TUPLE ? 2 : 3,
                                name.kind != SCRIPT_STR       ? "str"
                                : bases.kind != SCRIPT_TUPLE ? "tuple"
                                                              : "dict",
                                script_type_name(name.kind != SCRIPT_STR       ? name
                                                 : bases.kind != SCRIPT_TUPLE ? bases
                                                                               : names));
        return class_from_dict(vm, name.str, bases.list->items, bases.list->count, names.dict, out, err);
    }
    if (rest->count)
        return script_raise(vm, err, "TypeError", "type() takes 1 or 3 arguments");
    *out = script_type(class_of(call->args[0]));
    return LATHE_OK;
}

static lathe_status make_iterator(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value args[2] = {call->args[0], call->args[1]};
    if (call->self.type == &types_enumerate) {
        int64_t start;
        lathe_status st = script_to_int(vm, args[1], &start, err);
        return st ? st : iterate_enumerate(vm, args[0], start, out, err);
    }
    if (call->self.type == &types_reversed)
        return iterate_reversed(vm, args[0], out, err);
    if (call->self.type == &types_zip) {
        bool strict;
        lathe_status st = script_to_truth(vm, args[1], &strict, err);
        return st ? st : iterate_zip(vm, args[0].list->items, args[0].list->count, strict, out, err);
    }
    if (call->self.type == &types_filter)
        return iterate_map(vm, args[0], &args[1], 1, true, out, err);
    if (!args[1].list->count)
        return script_raise(vm, err, "TypeError", "map() must have at least two arguments.");
    return iterate_map(vm, args[0], args[1].list->items, args[1].list->count, false, out, err);
}

/* Of instances of classes that scripts derive from int, float, str and bytes: host is the value for which they stand. */
static lathe_status plain(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const script_value *value = self.object->host;
    (void)vm;
    (void)err;
    *out = value ? *value : self;
    return LATHE_OK;
}

static const script_hooks plain_hooks = {.plain = plain};
/* symbol, name, base, signature, maker, methods, hooks. Names without a maker are no builtins. True and False are integers. */
#define TYPES(TYPE) \
    TYPE(none, "NoneType", class_object, "", NULL, NULL, NULL) \
    TYPE(int, "int", class_object, "x=0, base=None", make_int, methods_int, &plain_hooks) \
    TYPE(bool, "bool", types_int, "x=False, /", make_bool, NULL, NULL) \
    TYPE(float, "float", class_object, "x=0.0, /", make_float, methods_float, &plain_hooks) \
    TYPE(str, "str", class_object, "object=''", make_str, methods_str, &plain_hooks) \
    TYPE(tuple, "tuple", class_object, "iterable=(), /", make_sequence, methods_tuple, NULL) \
    TYPE(list, "list", class_object, "iterable=(), /", make_sequence, methods_list, NULL) \
    TYPE(dict, "dict", class_object, "iterable=(), /, **kwargs", make_dict, methods_dict, NULL) \
    TYPE(set, "set", class_object, "iterable=(), /", make_set, methods_set, NULL) \
    TYPE(frozenset, "frozenset", class_object, "iterable=(), /", make_set, methods_frozenset, NULL) \
    TYPE(bytes, "bytes", class_object, "source=(), encoding=None, errors=None", bytes_make, methods_bytes, &plain_hooks) \
    TYPE(range, "range", class_object, "*args", make_range, methods_range, NULL) \
    TYPE(slice, "slice", class_object, "*args", make_slice, methods_slice, NULL) \
    TYPE(function, "function", class_object, "", NULL, NULL, NULL) \
    TYPE(native, "builtin_function_or_method", class_object, "", NULL, NULL, NULL) \
    TYPE(bound, "method", class_object, "", NULL, NULL, NULL) \
    TYPE(class, "type", class_object, "object, /, *rest", make_type, NULL, NULL) \
    TYPE(module, "module", class_object, "", NULL, NULL, NULL) \
    TYPE(iterator, "iterator", class_object, "", NULL, NULL, NULL) \
    TYPE(generator, "generator", types_iterator, "", NULL, methods_generator, NULL) \
    TYPE(list_iterator, "list_iterator", types_iterator, "", NULL, NULL, NULL) \
    TYPE(tuple_iterator, "tuple_iterator", types_iterator, "", NULL, NULL, NULL) \
    TYPE(str_iterator, "str_iterator", types_iterator, "", NULL, NULL, NULL) \
    TYPE(range_iterator, "range_iterator", types_iterator, "", NULL, NULL, NULL) \
    TYPE(set_iterator, "set_iterator", types_iterator, "", NULL, NULL, NULL) \
    TYPE(key_iterator, "dict_keyiterator", types_iterator, "", NULL, NULL, NULL) \
    TYPE(value_iterator, "dict_valueiterator", types_iterator, "", NULL, NULL, NULL) \
    TYPE(item_iterator, "dict_itemiterator", types_iterator, "", NULL, NULL, NULL) \
    TYPE(callable_iterator, "callable_iterator", types_iterator, "", NULL, NULL, NULL) \
    TYPE(ellipsis, "ellipsis", class_object, "", NULL, NULL, NULL) \
    TYPE(not_implemented, "NotImplementedType", class_object, "", NULL, NULL, NULL) \
    TYPE(enumerate, "enumerate", class_object, "iterable, start=0", make_iterator, NULL, NULL) \
    TYPE(zip, "zip", class_object, "*iterables, strict=False", make_iterator, NULL, NULL) \
    TYPE(map, "map", class_object, "function, /, *iterables", make_iterator, NULL, NULL) \
    TYPE(filter, "filter", class_object, "function, iterable, /", make_iterator, NULL, NULL) \
    TYPE(reversed, "reversed", class_object, "sequence, end=None, /", make_iterator, NULL, NULL)

#define TYPE(symbol, text, base_class, parameters, maker, method_rows, answers) \
    static const script_method construct_##symbol = {text, parameters, maker, SCRIPT_METHOD_PLAIN}; \
    const script_class types_##symbol = { \
        .name = text, .base = &base_class, .methods = method_rows, .construct = &construct_##symbol, \
        .hooks = answers};
TYPES(TYPE)
#undef TYPE

#define TYPE(symbol, text, base_class, parameters, maker, method_rows, answers) &types_##symbol,
const script_class *const builtin_types[] = {
    TYPES(TYPE) & class_property, &class_static_method, &class_class_method, &class_super, &class_object, NULL};
#undef TYPE

const script_class *class_of(script_value v)
{
    static const script_class *const classes[SCRIPT_KIND_COUNT] = {
        [SCRIPT_UNBOUND] = &types_none,     [SCRIPT_NONE] = &types_none,         [SCRIPT_BOOL] = &types_bool,
        [SCRIPT_INT] = &types_int,          [SCRIPT_FLOAT] = &types_float,       [SCRIPT_STR] = &types_str,
        [SCRIPT_TUPLE] = &types_tuple,      [SCRIPT_LIST] = &types_list,         [SCRIPT_DICT] = &types_dict,
        [SCRIPT_SET] = &types_set,          [SCRIPT_RANGE] = &types_range,       [SCRIPT_SLICE] = &types_slice,
        [SCRIPT_FUNCTION] = &types_function, [SCRIPT_NATIVE] = &types_native,    [SCRIPT_BOUND] = &types_bound,
        [SCRIPT_CLASS] = &types_class,      [SCRIPT_MODULE] = &types_module,     [SCRIPT_ITERATOR] = &types_iterator,
        [SCRIPT_ELLIPSIS] = &types_ellipsis, [SCRIPT_NOT_IMPLEMENTED] = &types_not_implemented,
        [SCRIPT_FROZENSET] = &types_frozenset, [SCRIPT_BYTES] = &types_bytes,
    };
    if (v.numpy)
        return numpy_scalar_class(v.kind);
    if (v.kind == SCRIPT_ITERATOR)
        return iterate_class(v.iterator);
    const script_object *object = object_of(v);
    return object ? object->type : classes[v.kind];
}
