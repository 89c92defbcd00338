/* format.c: values as text: repr, str, and numbers at full precision. */
#include "reward/script/letters.h"
#include "reward/script/lex.h"
#include "reward/script/vm.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

lathe_status builder_add(text_builder *b, const char *text, size_t length, lathe_error *err)
{
    if (b->capacity - b->length < length) {
        size_t capacity = b->capacity * 2 < 64 ? 64 : b->capacity * 2;
        if (capacity < b->length + length)
            capacity = b->length + length;
        char *grown = arena_alloc(b->vm->a, capacity);
        if (!grown)
            return vm_out_of_memory(b->vm, err);
        if (b->length)
            memcpy(grown, b->text, b->length);
        b->text = grown;
        b->capacity = capacity;
    }
    if (length)
        memcpy(b->text + b->length, text, length);
    b->length += length;
    return LATHE_OK;
}

lathe_status builder_take(const text_builder *b, script_value *out, lathe_error *err)
{
    return script_str_new(b->vm, b->text ? b->text : "", b->length, out, err);
}

static lathe_status add_text(text_builder *b, const char *text, lathe_error *err)
{
    return builder_add(b, text, strlen(text), err);
}

/* CPython's repr: the fewest digits that read back, as a decimal number from 1e-4 up to 1e16. */
void format_double(double v, char buffer[64])
{
    char digits[40];
    if (!isfinite(v)) {
        snprintf(buffer, 64, "%s", isnan(v) ? "nan" : v > 0 ? "inf" : "-inf");
        return;
    }
    /* 15 digits hold what a person wrote, and zeros at the end are dropped; only the tiniest numbers have fewer. */
    for (int precision = fabs(v) < 1e-300 ? 1 : 15; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*e", precision - 1, v);
        if (strtod(digits, NULL) == v)
            break;
    }
    char *e = strchr(digits, 'e');
    int exponent = atoi(e + 1);
    char *last = e - 1;
    if (strchr(digits, '.'))
        while (*last == '0')
            last--;
    if (*last == '.')
        last--;
    last[1] = '\0';
    int significant = 0;
    for (const char *p = digits; *p; p++)
        significant += *p >= '0' && *p <= '9';
    if (exponent < -4 || exponent >= 16)
        snprintf(buffer, 64, "%se%c%02d", digits, exponent < 0 ? '-' : '+', abs(exponent));
    else
        snprintf(buffer, 64, "%.*f", significant - 1 - exponent > 1 ? significant - 1 - exponent : 1, v);
}

/* What repr writes for a character that cannot stand for itself; 0: it can. */
static int escape_of(uint32_t code, char quote, char out[12])
{
    static const char plain[] = "\n\r\t\\", escaped[] = "nrt\\";
    const char *found = code && code < 0x80 ? strchr(plain, (int)code) : NULL;
    if (found)
        return snprintf(out, 12, "\\%c", escaped[found - plain]);
    if (code == (unsigned char)quote)
        return snprintf(out, 12, "\\%c", quote);
    if (letter_is_printable(code))
        return 0;
    return snprintf(out, 12, code < 0x100 ? "\\x%02x" : code < 0x10000 ? "\\u%04x" : "\\U%08x", code);
}

/* repr of a string: quotes chosen, controls and backslashes escaped. */
static lathe_status repr_of_str(text_builder *b, const script_str *s, lathe_error *err)
{
    char quote = memchr(s->text, '\'', s->length) && !memchr(s->text, '"', s->length) ? '"' : '\'';
    lathe_status st = builder_add(b, &quote, 1, err);
    for (const char *p = s->text, *end = p + s->length; p < end && !st;) {
        char escape[12];
        const char *plain = p;
        while (plain < end && (unsigned char)*plain >= ' ' && (unsigned char)*plain < 0x7f && *plain != quote &&
               *plain != '\\')
            plain++;
        if (plain > p) {
            st = builder_add(b, p, (size_t)(plain - p), err);
            p = plain;
            continue;
        }
        uint32_t code = 0xfffd;
        int length = lex_decode(p, end, &code), n = escape_of(code, quote, escape);
        st = n ? builder_add(b, escape, (size_t)n, err) : builder_add(b, p, (size_t)(length ? length : 1), err);
        p += length ? length : 1;
    }
    return st ? st : builder_add(b, &quote, 1, err);
}

/* A container within itself is shown as dots. */
typedef struct shown {
    const struct shown *outer;
    const void *container;
} shown;

static bool is_showing(const script_vm *vm, const void *container)
{
    for (const shown *s = vm->showing; s; s = s->outer)
        if (s->container == container)
            return true;
    return false;
}

static lathe_status repr_of_list(text_builder *b, script_value v, lathe_error *err)
{
    bool tuple = v.kind == SCRIPT_TUPLE;
    shown here = {b->vm->showing, v.list};
    if (is_showing(b->vm, v.list))
        return add_text(b, tuple ? "(...)" : "[...]", err);
    b->vm->showing = &here;
    lathe_status st = add_text(b, tuple ? "(" : "[", err);
    for (size_t i = 0; i < v.list->count && !st; i++) {
        if (i)
            st = add_text(b, ", ", err);
        if (!st)
            st = format_repr_into(b, v.list->items[i], err);
    }
    b->vm->showing = here.outer;
    if (!st && tuple && v.list->count == 1)
        st = add_text(b, ",", err);
    return st ? st : add_text(b, tuple ? ")" : "]", err);
}

static lathe_status repr_of_dict(text_builder *b, script_value v, lathe_error *err)
{
    bool first = true, set = script_is_set(v), named = v.kind == SCRIPT_FROZENSET || (set && v.dict->self);
    lathe_status st = named || (set && !v.dict->count) ? add_text(b, script_type_name(v), err) : LATHE_OK;
    if (!st && set && !v.dict->count)
        return add_text(b, "()", err);
    shown here = {b->vm->showing, v.dict};
    if (!st && is_showing(b->vm, v.dict))
        return add_text(b, set ? "(...)" : "{...}", err);
    b->vm->showing = &here;
    if (!st)
        st = add_text(b, named ? "({" : "{", err);
    for (uint32_t i = 0; i < v.dict->used && !st; i++) {
        script_dict_entry e = v.dict->entries[i];
        if (e.key.kind == SCRIPT_UNBOUND)
            continue;
        if (!first)
            st = add_text(b, ", ", err);
        first = false;
        if (!st)
            st = format_repr_into(b, e.key, err);
        if (!st && !set)
            st = add_text(b, ": ", err);
        if (!st && !set)
            st = format_repr_into(b, e.value, err);
    }
    b->vm->showing = here.outer;
    return st ? st : add_text(b, named ? "})" : "}", err);
}

static lathe_status repr_of_exception(text_builder *b, const script_object *e, lathe_error *err)
{
    script_value args = {.kind = SCRIPT_TUPLE, .list = e->args}, text;
    lathe_status st = add_text(b, e->type->name, err);
    if (!st)
        st = script_to_repr(b->vm, args, &text, err);
    if (st)
        return st;
    if (e->args->count != 1)
        return builder_add_str(b, text.str, err);
    st = builder_add(b, text.str->text, text.str->length - 2, err); /* without the comma of a tuple of one */
    return st ? st : add_text(b, ")", err);
}

lathe_status format_default_repr(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    /* CPython prints an address, which no script of ours may depend on */
    const script_class *type = class_of(v);
    return script_str_printf(vm, out, err, "<%s%s object>", type->user ? "__main__." : "",
                             type->user ? type->user->qualified_name : type->name);
}

lathe_status format_exception(script_vm *vm, const script_object *e, script_value *out, lathe_error *err)
{
    text_builder b = {.vm = vm};
    lathe_status st = repr_of_exception(&b, e, err);
    return st ? st : builder_take(&b, out, err);
}

static lathe_status repr_of_object(text_builder *b, script_value v, lathe_error *err)
{
    script_value method, text;
    script_vm *vm = b->vm;
    lathe_status st;
    const script_hooks *hooks = class_hooks(v, offsetof(script_hooks, repr));
    if (class_find_special(v, "__repr__", &method))
        st = call_with_self(vm, method, v, &(arguments){0}, &text, err);
    else if (v.kind == SCRIPT_OBJECT && v.object->args)
        return repr_of_exception(b, v.object, err);
    else if (hooks)
        st = exception_adopt(vm, hooks->repr(vm, v, &text, err), err);
    else {
        script_value plain;
        st = class_plain(vm, v, &plain, err);
        if (!st)
            st = plain.kind != SCRIPT_OBJECT && v.kind == SCRIPT_OBJECT ? script_to_repr(vm, plain, &text, err)
                                                                      : format_default_repr(vm, v, &text, err);
    }
    if (!st && text.kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "__repr__ returned non-string (type %s)", script_type_name(text));
    return st ? st : builder_add_str(b, text.str, err);
}

static lathe_status repr_of_other(text_builder *b, script_value v, lathe_error *err)
{
    char text[160];
    switch (v.kind) {
    case SCRIPT_RANGE:
        if (v.range->step == 1)
            snprintf(text, sizeof text, "range(%lld, %lld)", (long long)v.range->start, (long long)v.range->stop);
        else
            snprintf(text, sizeof text, "range(%lld, %lld, %lld)", (long long)v.range->start, (long long)v.range->stop,
                     (long long)v.range->step);
        break;
    case SCRIPT_SLICE: {
        const script_value parts[3] = {v.slice->start, v.slice->stop, v.slice->step};
        lathe_status st = add_text(b, "slice", err);
        for (int i = 0; i < 3 && !st; i++) {
            st = add_text(b, i ? ", " : "(", err);
            if (!st)
                st = format_repr_into(b, parts[i], err);
        }
        return st ? st : add_text(b, ")", err);
    }
    case SCRIPT_CLASS:
        snprintf(text, sizeof text, "<class '%s%s'>", v.type->user ? "__main__." : "", v.type->name);
        break;
    case SCRIPT_FUNCTION:
        snprintf(text, sizeof text, "<function %s>", v.function->qualified_name);
        break;
    case SCRIPT_BOUND:
        snprintf(text, sizeof text, "<bound method %s>", v.bound->function->qualified_name);
        break;
    case SCRIPT_NATIVE:
        snprintf(text, sizeof text, "<built-in function %s>", v.native->method->name);
        break;
    case SCRIPT_MODULE:
        snprintf(text, sizeof text, "<module '%s'>", v.module->name);
        break;
    default:
        snprintf(text, sizeof text, "<%s object>", script_type_name(v));
    }
    return add_text(b, text, err);
}

/* Of a list, tuple, dict or set of a derived class. */
static bool has_own_repr(script_value v)
{
    script_value method;
    return object_of(v) &&
           (class_find_special(v, "__repr__", &method) || class_hooks(v, offsetof(script_hooks, repr)));
}

/* numpy's scalars name their type: np.float64(1.0), np.True_. */
static lathe_status repr_of_scalar(text_builder *b, script_value v, lathe_error *err)
{
    bool boolean = v.kind == SCRIPT_BOOL;
    v.numpy = false;
    lathe_status st = add_text(b, boolean ? "np." : v.kind == SCRIPT_INT ? "np.int64(" : "np.float64(", err);
    if (!st)
        st = format_repr_into(b, v, err);
    return st ? st : add_text(b, boolean ? "_" : ")", err);
}

lathe_status format_repr_into(text_builder *b, script_value v, lathe_error *err)
{
    char text[64];
    lathe_status st = vm_enter(b->vm, err);
    if (st)
        return st;
    if (v.numpy)
        return repr_of_scalar(b, v, err);
    switch (v.kind) {
    case SCRIPT_NONE:
        return add_text(b, "None", err);
    case SCRIPT_BOOL:
        return add_text(b, v.boolean ? "True" : "False", err);
    case SCRIPT_ELLIPSIS:
        return add_text(b, "Ellipsis", err);
    case SCRIPT_NOT_IMPLEMENTED:
        return add_text(b, "NotImplemented", err);
    case SCRIPT_INT:
        snprintf(text, sizeof text, "%lld", (long long)v.integer);
        return add_text(b, text, err);
    case SCRIPT_FLOAT:
        format_double(v.number, text);
        return add_text(b, text, err);
    case SCRIPT_STR:
        return repr_of_str(b, v.str, err);
    case SCRIPT_BYTES:
        return bytes_repr(b, v.str, err);
    case SCRIPT_LIST:
    case SCRIPT_TUPLE:
        return has_own_repr(v) ? repr_of_object(b, v, err) : repr_of_list(b, v, err);
    case SCRIPT_DICT:
    case SCRIPT_SET:
    case SCRIPT_FROZENSET:
        return has_own_repr(v) ? repr_of_object(b, v, err) : repr_of_dict(b, v, err);
    case SCRIPT_OBJECT:
        return repr_of_object(b, v, err);
    case SCRIPT_CLASS:
        return class_hooks(v, offsetof(script_hooks, repr)) ? repr_of_object(b, v, err) : repr_of_other(b, v, err);
    default:
        return repr_of_other(b, v, err);
    }
}

lathe_status script_to_repr(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    text_builder b = {.vm = vm};
    lathe_status st = format_repr_into(&b, v, err);
    return st ? st : builder_take(&b, out, err);
}

lathe_status script_to_str(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    script_value method, text;
    if (v.kind == SCRIPT_STR) {
        *out = v;
        return LATHE_OK;
    }
    if (class_find_special(v, "__str__", &method)) {
        lathe_status st = call_with_self(vm, method, v, &(arguments){0}, &text, err);
        if (!st && text.kind != SCRIPT_STR)
            return script_raise(vm, err, "TypeError", "__str__ returned non-string (type %s)", script_type_name(text));
        if (!st)
            *out = text;
        return st;
    }
    const script_hooks *hooks = class_hooks(v, offsetof(script_hooks, text));
    if (hooks)
        return exception_adopt(vm, hooks->text(vm, v, out, err), err);
    if (v.kind == SCRIPT_OBJECT && v.object->args && !class_find_special(v, "__repr__", &method))
        return exception_text(vm, v.object, out, err);
    if (v.kind == SCRIPT_OBJECT && !class_find_special(v, "__repr__", &method)) {
        lathe_status st = class_hooks(v, offsetof(script_hooks, repr)) ? LATHE_OK : class_plain(vm, v, &v, err);
        if (st || v.kind != SCRIPT_OBJECT)
            return st ? st : script_to_str(vm, v, out, err);
    }
    v.numpy = false;
    return script_to_repr(vm, v, out, err);
}
