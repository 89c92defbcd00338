/* operators.c: arithmetic of numbers and sequences with Python's semantics. Products and powers beyond 64 bits are
 * huge (huge.c), sums of them raise. */
#include "reward/script/numpy/numpy.h"
#include "reward/script/vm.h"

#include <errno.h>
#include <math.h>
#include <string.h>

/* Special methods of scripts' classes. Comparisons have no reflected name: the mirrored operator stands for it. */
static const struct {
    const char *name, *reflected, *in_place;
} specials[SCRIPT_OPERATOR_COUNT] = {
    [SCRIPT_ADD] = {"__add__", "__radd__", "__iadd__"},
    [SCRIPT_SUBTRACT] = {"__sub__", "__rsub__", "__isub__"},
    [SCRIPT_MULTIPLY] = {"__mul__", "__rmul__", "__imul__"},
    [SCRIPT_DIVIDE] = {"__truediv__", "__rtruediv__", "__itruediv__"},
    [SCRIPT_FLOOR_DIVIDE] = {"__floordiv__", "__rfloordiv__", "__ifloordiv__"},
    [SCRIPT_MODULO] = {"__mod__", "__rmod__", "__imod__"},
    [SCRIPT_POWER] = {"__pow__", "__rpow__", "__ipow__"},
    [SCRIPT_MATRIX_MULTIPLY] = {"__matmul__", "__rmatmul__", "__imatmul__"},
    [SCRIPT_LEFT_SHIFT] = {"__lshift__", "__rlshift__", "__ilshift__"},
    [SCRIPT_RIGHT_SHIFT] = {"__rshift__", "__rrshift__", "__irshift__"},
    [SCRIPT_BIT_AND] = {"__and__", "__rand__", "__iand__"},
    [SCRIPT_BIT_OR] = {"__or__", "__ror__", "__ior__"},
    [SCRIPT_BIT_XOR] = {"__xor__", "__rxor__", "__ixor__"},
    [SCRIPT_EQUAL] = {"__eq__", "__eq__", NULL},
    [SCRIPT_NOT_EQUAL] = {"__ne__", "__ne__", NULL},
    [SCRIPT_LESS] = {"__lt__", "__gt__", NULL},
    [SCRIPT_LESS_EQUAL] = {"__le__", "__ge__", NULL},
    [SCRIPT_GREATER] = {"__gt__", "__lt__", NULL},
    [SCRIPT_GREATER_EQUAL] = {"__ge__", "__le__", NULL},
    [SCRIPT_NEGATE] = {"__neg__", NULL, NULL},
    [SCRIPT_PLUS] = {"__pos__", NULL, NULL},
    [SCRIPT_INVERT] = {"__invert__", NULL, NULL},
};

bool operator_of_special(const char *name, script_operator *out, bool *out_reflected, bool *out_in_place)
{
    for (int op = 0; op < SCRIPT_OPERATOR_COUNT; op++) {
        bool in_place = specials[op].in_place && strcmp(specials[op].in_place, name) == 0;
        bool reflected = op < SCRIPT_EQUAL && specials[op].reflected && strcmp(specials[op].reflected, name) == 0;
        if (!in_place && !reflected && strcmp(specials[op].name, name) != 0)
            continue;
        *out = (script_operator)op;
        *out_in_place = in_place;
        *out_reflected = reflected;
        return true;
    }
    return false;
}

static lathe_status try_special(script_vm *vm, const char *name, script_value self, script_value other, bool *handled,
                                script_value *out, lathe_error *err)
{
    script_value method, result;
    if (!name || !class_find_special(self, name, &method))
        return LATHE_OK;
    arguments args = {.items = &other, .count = other.kind != SCRIPT_UNBOUND};
    lathe_status st = call_with_self(vm, method, self, &args, &result, err);
    if (st || result.kind == SCRIPT_NOT_IMPLEMENTED)
        return st;
    *handled = true;
    *out = result;
    return LATHE_OK;
}

lathe_status operate_by_class(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                              script_value *out, lathe_error *err)
{
    *handled = false;
    if (!object_of(left) && !object_of(right))
        return LATHE_OK;
    lathe_status st = LATHE_OK;
    bool derived = specials[op].reflected && object_of(left) && object_of(right) &&
                   object_of(left)->type != object_of(right)->type &&
                   script_is_subclass(object_of(right)->type, object_of(left)->type);
    if (derived) /* the derived class may know better */
        st = try_special(vm, specials[op].reflected, right, left, handled, out, err);
    if (!st && !*handled)
        st = try_special(vm, specials[op].name, left, right, handled, out, err);
    if (st || *handled)
        return st;
    const script_hooks *ours = class_hooks(left, offsetof(script_hooks, operate));
    const script_hooks *theirs = class_hooks(right, offsetof(script_hooks, operate));
    if (ours)
        st = exception_adopt(vm, ours->operate(vm, op, left, right, handled, out, err), err);
    bool is_same = object_of(left) && object_of(right) && object_of(left)->type == object_of(right)->type;
    if (!st && !*handled && !derived && !(is_same && op < SCRIPT_EQUAL))
        st = try_special(vm, specials[op].reflected, right, left, handled, out, err);
    if (!st && !*handled && theirs && theirs != ours)
        st = exception_adopt(vm, theirs->operate(vm, op, left, right, handled, out, err), err);
    return st;
}

static lathe_status fail_operands(script_vm *vm, script_operator op, bool in_place, script_value left,
                                  script_value right, lathe_error *err)
{
    const char *text = op == SCRIPT_POWER && !in_place ? "** or pow()" : ast_operator_text(op);
    if (right.kind == SCRIPT_UNBOUND)
        return script_raise(vm, err, "TypeError", "bad operand type for unary %s: '%s'", text, script_type_name(left));
    return script_raise(vm, err, "TypeError", "unsupported operand type(s) for %s%s: '%s' and '%s'", text,
                        in_place ? "=" : "", script_type_name(left), script_type_name(right));
}

double number_floor_modulo(double a, double b, double *out_quotient)
{
    double remainder = fmod(a, b);
    double quotient = (a - remainder) / b;
    if (remainder != 0 && (remainder < 0) != (b < 0)) {
        remainder += b;
        quotient -= 1;
    } else if (remainder == 0) {
        remainder = copysign(0, b);
    }
    if (quotient != 0) {
        double whole = floor(quotient);
        quotient = quotient - whole > .5 ? whole + 1 : whole;
    } else {
        quotient = copysign(0, a / b);
    }
    *out_quotient = quotient;
    return remainder;
}

static lathe_status integer_power(script_vm *vm, int64_t base, int64_t exponent, script_value *out, lathe_error *err)
{
    int64_t result = 1, square = base;
    for (int64_t rest = exponent; rest > 0;) {
        if ((rest & 1) && __builtin_mul_overflow(result, square, &result))
            return huge_new(vm, (double)powl(base, exponent), out, err);
        rest >>= 1;
        if (rest && __builtin_mul_overflow(square, square, &square))
            return huge_new(vm, (double)powl(base, exponent), out, err);
    }
    *out = script_int(result);
    return LATHE_OK;
}

lathe_status number_power(script_vm *vm, script_value left, script_value right, script_value *out, lathe_error *err)
{
    double a, b;
    if (left.kind != SCRIPT_FLOAT && right.kind != SCRIPT_FLOAT) {
        int64_t base = left.kind == SCRIPT_BOOL ? left.boolean : left.integer;
        int64_t exponent = right.kind == SCRIPT_BOOL ? right.boolean : right.integer;
        if (exponent >= 0)
            return integer_power(vm, base, exponent, out, err);
    }
    lathe_status st = script_to_double(vm, left, &a, err);
    if (!st)
        st = script_to_double(vm, right, &b, err);
    if (st)
        return st;
    if (a == 0 && b < 0)
        return script_raise(vm, err, "ZeroDivisionError", "0.0 cannot be raised to a negative power");
    if (a < 0 && isfinite(a) && isfinite(b) && b != floor(b))
        return script_unsupported(vm, err, "complex number as the result of **");
    double result = pow(a, b);
    if (isinf(result) && isfinite(a) && isfinite(b))
        return script_raise(vm, err, "OverflowError", "(34, 'Numerical result out of range')");
    *out = script_float(result);
    return LATHE_OK;
}

static lathe_status integer_shift(script_vm *vm, script_operator op, int64_t a, int64_t b, script_value *out,
                                  lathe_error *err)
{
    if (b < 0)
        return script_raise(vm, err, "ValueError", "negative shift count");
    if (op == SCRIPT_RIGHT_SHIFT) {
        *out = script_int(b > 63 ? (a < 0 ? -1 : 0) : a >> b);
        return LATHE_OK;
    }
    if (a != 0 && (b > 62 || a > INT64_MAX >> b || a < INT64_MIN >> b))
        return huge_new(vm, (double)ldexpl(a, b < INT16_MAX ? (int)b : INT16_MAX), out, err);
    *out = script_int(a == 0 ? 0 : (int64_t)((uint64_t)a << b));
    return LATHE_OK;
}

static lathe_status integer_divide(script_vm *vm, script_operator op, int64_t a, int64_t b, script_value *out,
                                   lathe_error *err)
{
    if (b == 0)
        return script_raise(vm, err, "ZeroDivisionError",
                            op == SCRIPT_DIVIDE   ? "division by zero"
                            : op == SCRIPT_MODULO ? "integer modulo by zero"
                                                  : "integer division or modulo by zero");
    if (op == SCRIPT_DIVIDE) {
        *out = script_float((double)((long double)a / (long double)b));
        return LATHE_OK;
    }
    if (b == -1) { /* the one quotient that does not fit, and a trap of the processor */
        if (op == SCRIPT_FLOOR_DIVIDE && a == INT64_MIN)
            return huge_new(vm, -(double)a, out, err);
        *out = script_int(op == SCRIPT_MODULO ? 0 : -a);
        return LATHE_OK;
    }
    int64_t quotient = a / b, remainder = a % b;
    if (remainder != 0 && (remainder < 0) != (b < 0)) {
        quotient--;
        remainder += b;
    }
    *out = script_int(op == SCRIPT_MODULO ? remainder : quotient);
    return LATHE_OK;
}

static lathe_status integer_operate(script_vm *vm, script_operator op, int64_t a, int64_t b, bool *handled,
                                    script_value *out, lathe_error *err)
{
    int64_t r = 0;
    bool overflows = false;
    *handled = true;
    switch (op) {
    case SCRIPT_ADD:
        overflows = __builtin_add_overflow(a, b, &r);
        break;
    case SCRIPT_SUBTRACT:
        overflows = __builtin_sub_overflow(a, b, &r);
        break;
    case SCRIPT_MULTIPLY:
        if (__builtin_mul_overflow(a, b, &r))
            return huge_new(vm, (double)((long double)a * (long double)b), out, err);
        break;
    case SCRIPT_DIVIDE:
    case SCRIPT_FLOOR_DIVIDE:
    case SCRIPT_MODULO:
        return integer_divide(vm, op, a, b, out, err);
    case SCRIPT_LEFT_SHIFT:
    case SCRIPT_RIGHT_SHIFT:
        return integer_shift(vm, op, a, b, out, err);
    case SCRIPT_BIT_AND:
        r = a & b;
        break;
    case SCRIPT_BIT_OR:
        r = a | b;
        break;
    case SCRIPT_BIT_XOR:
        r = a ^ b;
        break;
    default:
        *handled = false;
    }
    if (overflows)
        return huge_refuse(vm, err);
    *out = script_int(r);
    return LATHE_OK;
}

static lathe_status float_operate(script_vm *vm, script_operator op, double a, double b, bool *handled,
                                  script_value *out, lathe_error *err)
{
    double quotient;
    *handled = true;
    switch (op) {
    case SCRIPT_ADD:
        *out = script_float(a + b);
        return LATHE_OK;
    case SCRIPT_SUBTRACT:
        *out = script_float(a - b);
        return LATHE_OK;
    case SCRIPT_MULTIPLY:
        *out = script_float(a * b);
        return LATHE_OK;
    case SCRIPT_DIVIDE:
        if (b == 0)
            return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
        *out = script_float(a / b);
        return LATHE_OK;
    case SCRIPT_FLOOR_DIVIDE:
        if (b == 0)
            return script_raise(vm, err, "ZeroDivisionError", "float floor division by zero");
        number_floor_modulo(a, b, &quotient);
        *out = script_float(quotient);
        return LATHE_OK;
    case SCRIPT_MODULO:
        if (b == 0)
            return script_raise(vm, err, "ZeroDivisionError", "float modulo");
        *out = script_float(number_floor_modulo(a, b, &quotient));
        return LATHE_OK;
    default:
        *handled = false;
        return LATHE_OK;
    }
}

static lathe_status number_operate(script_vm *vm, script_operator op, script_value left, script_value right,
                                   bool *handled, script_value *out, lathe_error *err)
{
    if (op == SCRIPT_POWER) {
        *handled = true;
        return number_power(vm, left, right, out, err);
    }
    bool logic = op == SCRIPT_BIT_AND || op == SCRIPT_BIT_OR || op == SCRIPT_BIT_XOR;
    int64_t ia = left.kind == SCRIPT_BOOL ? left.boolean : left.integer,
            ib = right.kind == SCRIPT_BOOL ? right.boolean : right.integer;
    if (left.kind != SCRIPT_FLOAT && right.kind != SCRIPT_FLOAT) {
        lathe_status st = integer_operate(vm, op, ia, ib, handled, out, err);
        if (!st && logic && left.kind == SCRIPT_BOOL && right.kind == SCRIPT_BOOL)
            *out = script_bool(out->integer != 0);
        return st;
    }
    double a = left.kind == SCRIPT_FLOAT ? left.number : (double)ia,
           b = right.kind == SCRIPT_FLOAT ? right.number : (double)ib;
    return float_operate(vm, op, a, b, handled, out, err);
}

static lathe_status concatenate(script_vm *vm, script_value left, script_value right, script_value *out,
                                lathe_error *err)
{
    if (left.kind == SCRIPT_STR || left.kind == SCRIPT_BYTES) {
        size_t length = (size_t)left.str->length + right.str->length;
        script_str *s = text_new_empty(vm->a, length);
        if (!s)
            return vm_out_of_memory(vm, err);
        memcpy(s->text, left.str->text, left.str->length);
        memcpy(s->text + left.str->length, right.str->text, right.str->length);
        text_finish(s);
        *out = left.kind == SCRIPT_BYTES ? bytes_value(s) : text_value(s);
        return LATHE_OK;
    }
    script_value joined;
    size_t count = left.list->count, more = right.list->count;
    lathe_status st = left.kind == SCRIPT_LIST ? script_list_new(vm, NULL, count + more, &joined, err)
                                               : script_tuple_new(vm, NULL, count + more, &joined, err);
    if (st)
        return st;
    if (count)
        memcpy(joined.list->items, left.list->items, count * sizeof(script_value));
    if (more)
        memcpy(joined.list->items + count, right.list->items, more * sizeof(script_value));
    *out = joined;
    return LATHE_OK;
}

static bool is_concatenable(script_value v)
{
    return v.kind == SCRIPT_STR || v.kind == SCRIPT_LIST || v.kind == SCRIPT_TUPLE || v.kind == SCRIPT_BYTES;
}

/* Set algebra, and the union of dicts. */
static lathe_status combine(script_vm *vm, script_operator op, script_value left, script_value right, script_value *out,
                            lathe_error *err)
{
    script_value made;
    lathe_status st = script_dict_new(vm, &made, err);
    made.kind = left.kind;
    for (int side = 0; side < 2 && !st; side++) {
        const script_dict *from = side ? right.dict : left.dict, *other = side ? left.dict : right.dict;
        for (uint32_t i = 0; i < from->used && !st; i++) {
            const script_dict_entry *e = &from->entries[i];
            bool found = false, keep;
            script_value ignored;
            if (e->key.kind == SCRIPT_UNBOUND)
                continue;
            if (op != SCRIPT_BIT_OR)
                st = script_dict_get(vm, other, e->key, &found, &ignored, err);
            keep = op == SCRIPT_BIT_OR || (op == SCRIPT_BIT_AND && found && !side) ||
                   (op == SCRIPT_BIT_XOR && !found) || (op == SCRIPT_SUBTRACT && !found && !side);
            if (!st && keep)
                st = script_dict_set(vm, made.dict, e->key, e->value, err);
        }
    }
    if (!st)
        *out = made;
    return st;
}

static lathe_status sequence_operate(script_vm *vm, script_operator op, script_value left, script_value right,
                                     bool *handled, script_value *out, lathe_error *err)
{
    bool sets = script_is_set(left) && script_is_set(right);
    bool algebra = op == SCRIPT_BIT_AND || op == SCRIPT_BIT_OR || op == SCRIPT_BIT_XOR || op == SCRIPT_SUBTRACT;
    *handled = true;
    if (op == SCRIPT_ADD && is_concatenable(left)) {
        if (left.kind == right.kind)
            return concatenate(vm, left, right, out, err);
        return script_raise(vm, err, "TypeError", "can only concatenate %s (not \"%s\") to %s", script_type_name(left),
                            script_type_name(right), script_type_name(left));
    }
    if (op == SCRIPT_MULTIPLY && (is_concatenable(left) || is_concatenable(right))) {
        script_value sequence = is_concatenable(left) ? left : right, times = is_concatenable(left) ? right : left;
        if (times.kind != SCRIPT_INT && times.kind != SCRIPT_BOOL)
            return script_raise(vm, err, "TypeError", "can't multiply sequence by non-int of type '%s'",
                                script_type_name(times));
        return sequence_repeat(vm, sequence, times.kind == SCRIPT_INT ? times.integer : times.boolean, out, err);
    }
    if (op == SCRIPT_MODULO && left.kind == SCRIPT_STR)
        return format_percent(vm, left.str, right, out, err);
    if ((sets && algebra) || (left.kind == SCRIPT_DICT && right.kind == SCRIPT_DICT && op == SCRIPT_BIT_OR))
        return combine(vm, op, left, right, out, err);
    *handled = false;
    return LATHE_OK;
}

/* Instances that stand for a number or text take part as that. */
static lathe_status operate_plain(script_vm *vm, script_operator op, script_value left, script_value right,
                                  bool *handled, script_value *out, lathe_error *err)
{
    script_value a, b;
    lathe_status st = class_plain(vm, left, &a, err);
    if (!st)
        st = class_plain(vm, right, &b, err);
    if (st || (a.kind == left.kind && b.kind == right.kind))
        return st;
    *handled = true;
    return script_operate(vm, op, a, b, out, err);
}

static lathe_status operate(script_vm *vm, script_operator op, bool in_place, script_value left, script_value right,
                            script_value *out, lathe_error *err)
{
    bool handled = false;
    lathe_status st = LATHE_OK;
    if (left.numpy || right.numpy)
        st = numpy_operate(vm, op, left, right, &handled, out, err);
    if (st || handled)
        return st;
    if (script_is_number(left) && script_is_number(right))
        st = number_operate(vm, op, left, right, &handled, out, err);
    else
        st = operate_by_class(vm, op, left, right, &handled, out, err);
    bool formats = op == SCRIPT_MODULO && left.kind == SCRIPT_STR; /* which looks at the object itself */
    if (!st && !handled && !formats && (left.kind == SCRIPT_OBJECT || right.kind == SCRIPT_OBJECT))
        st = operate_plain(vm, op, left, right, &handled, out, err);
    if (!st && !handled)
        st = sequence_operate(vm, op, left, right, &handled, out, err);
    if (!st && !handled && op == SCRIPT_BIT_OR)
        st = alias_union(vm, left, right, &handled, out, err);
    return st || handled ? st : fail_operands(vm, op, in_place, left, right, err);
}

static lathe_status operate_unary(script_vm *vm, script_operator op, script_value v, script_value *out,
                                  lathe_error *err)
{
    bool handled = false;
    if (v.numpy)
        return numpy_operate(vm, op, v, (script_value){0}, &handled, out, err);
    if (v.kind == SCRIPT_BOOL)
        v = script_int(v.boolean);
    if (v.kind == SCRIPT_INT) {
        if (op == SCRIPT_NEGATE && v.integer == INT64_MIN)
            return huge_new(vm, -(double)v.integer, out, err);
        *out = script_int(op == SCRIPT_NEGATE ? -v.integer : op == SCRIPT_PLUS ? v.integer : ~v.integer);
        return LATHE_OK;
    }
    if (v.kind == SCRIPT_FLOAT && op != SCRIPT_INVERT) {
        *out = script_float(op == SCRIPT_NEGATE ? -v.number : v.number);
        return LATHE_OK;
    }
    lathe_status st = operate_by_class(vm, op, v, (script_value){0}, &handled, out, err);
    if (!st && !handled)
        st = operate_plain(vm, op, v, (script_value){0}, &handled, out, err);
    return st || handled ? st : fail_operands(vm, op, false, v, (script_value){0}, err);
}

lathe_status script_operate(script_vm *vm, script_operator op, script_value left, script_value right, script_value *out,
                            lathe_error *err)
{
    if (op >= SCRIPT_NEGATE)
        return operate_unary(vm, op, left, out, err);
    if (op >= SCRIPT_EQUAL)
        return compare_values(vm, op, left, right, out, err);
    return operate(vm, op, false, left, right, out, err);
}

/* += and its kin: lists, sets and dicts change where they stand. */
lathe_status operate_in_place(script_vm *vm, script_operator op, script_value left, script_value right,
                              script_value *out, lathe_error *err)
{
    bool handled = false;
    lathe_status st = try_special(vm, specials[op].in_place, left, right, &handled, out, err);
    const script_hooks *hooks = class_hooks(left, offsetof(script_hooks, operate_in_place));
    if (!st && !handled && hooks)
        st = exception_adopt(vm, hooks->operate_in_place(vm, op, left, right, &handled, out, err), err);
    if (st || handled)
        return st;
    bool concatenates = !right.numpy && !class_hooks(right, offsetof(script_hooks, operate));
    if (left.kind == SCRIPT_LIST && op == SCRIPT_ADD && concatenates) {
        const script_value *items;
        size_t count;
        st = script_to_items(vm, right, &items, &count, err);
        if (!st)
            st = sequence_reserve(vm, left.list, left.list->count + count, err);
        if (st)
            return st;
        if (right.kind == SCRIPT_LIST)
            items = right.list->items; /* the list may be its own right side, and have moved */
        if (count)
            memmove(left.list->items + left.list->count, items, count * sizeof *items);
        left.list->count += count;
        *out = left;
        return LATHE_OK;
    }
    script_value result;
    if (left.kind == SCRIPT_DICT && op == SCRIPT_BIT_OR && right.kind != SCRIPT_DICT)
        st = dict_made_of(vm, right, &right, err);
    if (!st)
        st = operate(vm, op, true, left, right, &result, err);
    if (st)
        return st;
    if ((left.kind == SCRIPT_LIST || left.kind == SCRIPT_SET || left.kind == SCRIPT_DICT) && result.kind == left.kind) {
        script_object *self = object_of(left);
        if (left.kind == SCRIPT_LIST) {
            *left.list = *result.list;
            left.list->self = self;
        } else {
            *left.dict = *result.dict;
            left.dict->self = self;
        }
        result = left;
    }
    *out = result;
    return LATHE_OK;
}
