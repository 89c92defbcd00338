/* dunder.c: the methods with underscores of Python's own types, as scripts reach them by name: x.__len__(),
 * list.__init__(self, items), super().__setitem__(key, value). What operators do stands where the operators are; here they
 * are only named. */
#include "reward/script/vm.h"

#include <string.h>

/* The value without the class that was derived from its own, so that its own way is taken. Undone by attach. */
static script_object *detach(script_value v)
{
    script_object **place = script_is_sequence(v)                        ? &v.list->self
                            : v.kind == SCRIPT_DICT || script_is_set(v) ? &v.dict->self
                                                                         : NULL;
    script_object *self = place ? *place : NULL;
    if (place)
        *place = NULL;
    return self;
}

static void attach(script_value v, script_object *self)
{
    if (self)
        *(script_is_sequence(v) ? &v.list->self : &v.dict->self) = self;
}

#define DUNDER(name) \
    static lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

DUNDER(dunder_len)
{
    size_t length;
    lathe_status st = sequence_length(vm, call->self, &length, err);
    if (!st)
        *out = script_int((int64_t)length);
    return st;
}

DUNDER(dunder_contains)
{
    bool found;
    lathe_status st = compare_contains(vm, call->self, call->args[0], &found, err);
    if (!st)
        *out = script_bool(found);
    return st;
}

DUNDER(dunder_iter)
{
    script_iterator *it;
    lathe_status st = script_iterate(vm, call->self, &it, err);
    if (!st)
        *out = (script_value){.kind = SCRIPT_ITERATOR, .iterator = it};
    return st;
}

DUNDER(dunder_next)
{
    bool done;
    lathe_status st = script_iterator_next(vm, call->self.iterator, &done, out, err);
    return st || !done ? st : iterate_stop(vm, iterate_result(call->self.iterator), err);
}

DUNDER(dunder_get) { return sequence_get(vm, call->self, call->args[0], out, err); }

DUNDER(dunder_set)
{
    *out = script_none();
    return sequence_set(vm, call->self, call->args[0], call->args[1], err);
}

DUNDER(dunder_delete)
{
    *out = script_none();
    return sequence_delete(vm, call->self, call->args[0], err);
}

DUNDER(dunder_repr)
{
    return call->method->name[2] == 'r' ? script_to_repr(vm, call->self, out, err)
                                        : script_to_str(vm, call->self, out, err);
}

DUNDER(dunder_format)
{
    if (call->args[0].kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "__format__() argument must be str, not %s",
                            script_type_name(call->args[0]));
    return format_value(vm, call->self, call->args[0].str, out, err);
}

DUNDER(dunder_hash)
{
    uint32_t hash;
    lathe_status st = compare_hash(vm, call->self, &hash, err);
    if (!st)
        *out = script_int(hash);
    return st;
}

DUNDER(dunder_bool)
{
    bool truth;
    lathe_status st = script_to_truth(vm, call->self, &truth, err);
    if (!st)
        *out = script_bool(truth);
    return st;
}

/* __int__, __index__, __float__, __trunc__, __floor__, __ceil__: through the class of that name. */
DUNDER(dunder_convert)
{
    const script_class *type = call->method->name[2] == 'f' && call->method->name[4] == 'o' &&
                                       call->method->name[5] == 'a'
                                   ? &types_float
                                   : &types_int;
    return class_instantiate(vm, type, &(arguments){.items = &call->self, .count = 1}, out, err);
}

DUNDER(dunder_abs)
{
    bool negative = call->self.kind == SCRIPT_FLOAT ? call->self.number < 0 : call->self.integer < 0;
    if (call->self.kind == SCRIPT_BOOL)
        negative = false;
    return script_operate(vm, negative ? SCRIPT_NEGATE : SCRIPT_PLUS, call->self, (script_value){0}, out, err);
}

DUNDER(dunder_call)
{
    arguments args = {.items = call->args[0].list->items, .count = call->args[0].list->count};
    lathe_status st = call_take_keywords(vm, call->args[1].dict, &args, err);
    return st ? st : call_value(vm, call->self, &args, out, err);
}

/* An operator by its special name; NotImplemented where the operand does not fit. */
DUNDER(dunder_operator)
{
    script_operator op;
    bool reflected, in_place, unary, comparison;
    script_value self = call->self, other;
    if (!operator_of_special(call->method->name, &op, &reflected, &in_place))
        return lathe_fail(err, LATHE_E_BUG, "'%s' is no operator", call->method->name);
    unary = op >= SCRIPT_NEGATE;
    comparison = op >= SCRIPT_EQUAL && !unary;
    other = unary ? (script_value){0} : call->args[0];
    script_object *theirs = unary ? NULL : detach(other);
    lathe_status st = class_plain(vm, other, &other, err);
    bool fits = unary || (script_is_number(self) && script_is_number(other)) || self.kind == other.kind ||
                (script_is_set(self) && script_is_set(other)) || op == SCRIPT_MULTIPLY ||
                (op == SCRIPT_MODULO && self.kind == SCRIPT_STR) || (in_place && self.kind == SCRIPT_LIST);
    if (!st && !fits)
        *out = (script_value){.kind = SCRIPT_NOT_IMPLEMENTED};
    else if (!st && comparison)
        st = compare_values(vm, op, self, other, out, err);
    else if (!st && in_place)
        st = operate_in_place(vm, op, self, other, out, err);
    else if (!st)
        st = script_operate(vm, op, reflected ? other : self, reflected ? self : other, out, err);
    attach(unary ? self : call->args[0], theirs);
    return st;
}

/* letters of `kinds`: str, int, float, list, tuple, dict, set, frozen (F), range, bytes, generators and other iterators
 * (g), callables (c). */
typedef struct dunder_row {
    const char *kinds;
    script_method row;
} dunder_row;

#define ROW(kinds, name, signature, function) {kinds, {name, signature, function, SCRIPT_METHOD_PLAIN}}
#define BINARY(kinds, name) ROW(kinds, "__" name "__", "value, /", dunder_operator)

static const dunder_row rows[] = {
    ROW("sltdSFrb", "__len__", "", dunder_len),
    ROW("sltdSFrb", "__contains__", "key, /", dunder_contains),
    ROW("sltdSFrbg", "__iter__", "", dunder_iter),
    ROW("g", "__next__", "", dunder_next),
    ROW("sltdrb", "__getitem__", "key, /", dunder_get),
    ROW("ld", "__setitem__", "key, value, /", dunder_set),
    ROW("ld", "__delitem__", "key, /", dunder_delete),
    ROW("siltdSFrbf", "__repr__", "", dunder_repr),
    ROW("siltdSFrbf", "__str__", "", dunder_repr),
    ROW("sif", "__format__", "format_spec, /", dunder_format),
    ROW("sifltFrb", "__hash__", "", dunder_hash),
    ROW("if", "__bool__", "", dunder_bool),
    ROW("if", "__int__", "", dunder_convert),
    ROW("i", "__index__", "", dunder_convert),
    ROW("if", "__float__", "", dunder_convert),
    ROW("if", "__trunc__", "", dunder_convert),
    ROW("if", "__abs__", "", dunder_abs),
    ROW("if", "__neg__", "", dunder_operator),
    ROW("if", "__pos__", "", dunder_operator),
    ROW("i", "__invert__", "", dunder_operator),
    ROW("c", "__call__", "*args, **kwargs", dunder_call),
    BINARY("siltdSFrbf", "eq"), BINARY("siltdSFrbf", "ne"),
    BINARY("siltSFbf", "lt"), BINARY("siltSFbf", "le"), BINARY("siltSFbf", "gt"), BINARY("siltSFbf", "ge"),
    BINARY("siltbf", "add"), BINARY("if", "radd"), BINARY("l", "iadd"),
    BINARY("ifSF", "sub"), BINARY("if", "rsub"),
    BINARY("siltbf", "mul"), BINARY("siltbf", "rmul"),
    BINARY("if", "truediv"), BINARY("if", "rtruediv"), BINARY("if", "floordiv"), BINARY("if", "rfloordiv"),
    BINARY("ifs", "mod"), BINARY("if", "rmod"), BINARY("if", "pow"), BINARY("if", "rpow"),
    BINARY("idSF", "and"), BINARY("idSF", "or"), BINARY("iSF", "xor"), BINARY("i", "lshift"), BINARY("i", "rshift"),
    BINARY("d", "ior"),
};

static char letter_of(const script_class *type)
{
    static const struct {
        const script_class *type;
        char letter;
    } letters[] = {
        {&types_str, 's'},      {&types_int, 'i'},    {&types_float, 'f'},  {&types_list, 'l'},     {&types_tuple, 't'},
        {&types_dict, 'd'},     {&types_set, 'S'},    {&types_frozenset, 'F'}, {&types_range, 'r'}, {&types_bytes, 'b'},
        {&types_iterator, 'g'}, {&types_zip, 'g'},    {&types_map, 'g'},    {&types_filter, 'g'},   {&types_enumerate, 'g'},
        {&types_reversed, 'g'}, {&types_function, 'c'}, {&types_native, 'c'}, {&types_bound, 'c'},
    };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].type == type)
            return letters[i].letter;
    return '\0';
}

const script_method *dunder_find(const script_class *type, const char *name)
{
    char letter = name[0] == '_' && name[1] == '_' ? letter_of(type) : '\0';
    for (size_t i = 0; letter && i < sizeof rows / sizeof *rows; i++)
        if (strchr(rows[i].kinds, letter) && strcmp(rows[i].row.name, name) == 0)
            return &rows[i].row;
    return NULL;
}

bool dunder_is_row(const script_method *row)
{
    return (const char *)row >= (const char *)rows && (const char *)row < (const char *)(rows + sizeof rows / sizeof *rows);
}

lathe_status dunder_call_row(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_object *self = detach(call->self);
    lathe_status st = call->method->call(vm, call, out, err);
    attach(call->self, self);
    return st;
}
