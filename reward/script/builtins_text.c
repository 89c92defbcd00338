/* builtins_text.c: builtins that make or read text: print, repr, format, chr, ord; and those that would read from
 * outside, of which a script finds nothing. */
#include "reward/script/vm.h"

#include "reward/script/lex.h"

#include <string.h>

#define BUILTIN(name) \
    static lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

/* What goes beyond the limit of output is dropped: printing is no part of a script's result. */
void vm_put_output(script_vm *vm, const char *text, size_t length)
{
    size_t room = vm->limits.max_output_bytes - vm->output.length;
    lathe_error ignored;
    (void)bytes_append(&vm->output, text, length < room ? length : room, &ignored);
}

static lathe_status separator(script_vm *vm, script_value v, const char *name, const char **text, size_t *length,
                              lathe_error *err)
{
    if (v.kind == SCRIPT_STR) {
        *text = v.str->text;
        *length = v.str->length;
    } else if (!script_is_none(v)) {
        return script_raise(vm, err, "TypeError", "%s must be None or a string, not %s", name, script_type_name(v));
    }
    return LATHE_OK;
}

/* The whole line as one text, written to an object that a script gave as file. */
static lathe_status write_to(script_vm *vm, script_value file, const text_builder *line, lathe_error *err)
{
    script_value write, text, ignored;
    lathe_status st = builder_take(line, &text, err);
    if (!st)
        st = script_get_attribute(vm, file, "write", &write, err);
    return st ? st : script_call_value(vm, write, &text, 1, &ignored, err);
}

BUILTIN(builtin_print)
{
    const script_list *items = call->args[0].list;
    const char *sep = " ", *end = "\n";
    size_t sep_length = 1, end_length = 1;
    script_value text, file = call->args[3];
    text_builder line = {.vm = vm};
    lathe_status st = separator(vm, call->args[1], "sep", &sep, &sep_length, err);
    if (!st)
        st = separator(vm, call->args[2], "end", &end, &end_length, err);
    for (size_t i = 0; i < items->count && !st; i++) {
        st = script_to_str(vm, items->items[i], &text, err);
        if (!st && i)
            st = builder_add(&line, sep, sep_length, err);
        if (!st)
            st = builder_add_str(&line, text.str, err);
    }
    if (!st)
        st = builder_add(&line, end, end_length, err);
    if (st)
        return st;
    *out = script_none();
    if (!script_is_none(file))
        return write_to(vm, file, &line, err);
    vm_put_output(vm, line.text, line.length);
    return LATHE_OK;
}

BUILTIN(builtin_repr) { return script_to_repr(vm, call->args[0], out, err); }

lathe_status format_ascii(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    script_value shown;
    text_builder b = {.vm = vm};
    lathe_status st = script_to_repr(vm, v, &shown, err);
    if (st || shown.str->characters == shown.str->length) {
        if (!st)
            *out = shown;
        return st;
    }
    for (const char *p = shown.str->text, *end = p + shown.str->length; p < end && !st;) {
        static const char digits[] = "0123456789abcdef";
        uint32_t code = 0;
        int length = lex_decode(p, end, &code);
        char escape[10] = {'\\', code < 0x100 ? 'x' : code < 0x10000 ? 'u' : 'U'};
        int width = code < 0x100 ? 2 : code < 0x10000 ? 4 : 8;
        for (int i = 0; i < width; i++)
            escape[2 + i] = digits[code >> 4 * (width - 1 - i) & 15];
        st = code < 0x80 ? builder_add(&b, p, 1, err) : builder_add(&b, escape, (size_t)width + 2, err);
        p += length ? length : 1;
    }
    return st ? st : builder_take(&b, out, err);
}

BUILTIN(builtin_ascii) { return format_ascii(vm, call->args[0], out, err); }

BUILTIN(builtin_format)
{
    if (call->args[1].kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "format() argument 2 must be str, not %s",
                            script_type_name(call->args[1]));
    return format_value(vm, call->args[0], call->args[1].str, out, err);
}

BUILTIN(builtin_chr)
{
    int64_t code;
    text_builder b = {.vm = vm};
    lathe_status st = script_to_int(vm, call->args[0], &code, err);
    if (!st && (code < 0 || code > 0x10ffff))
        return script_raise(vm, err, "ValueError", "chr() arg not in range(0x110000)");
    if (!st && code >= 0xd800 && code <= 0xdfff)
        return script_unsupported(vm, err, "a surrogate in a string");
    if (!st)
        st = str_add_code(&b, (uint32_t)code, err);
    return st ? st : builder_take(&b, out, err);
}

BUILTIN(builtin_ord)
{
    script_value v;
    lathe_status st = class_plain(vm, call->args[0], &v, err);
    if (st)
        return st;
    if (v.kind != SCRIPT_STR && v.kind != SCRIPT_BYTES)
        return script_raise(vm, err, "TypeError", "ord() expected string of length 1, but %s found",
                            script_type_name(v));
    if (v.str->characters != 1)
        return script_raise(vm, err, "TypeError", "ord() expected a character, but string of length %u found",
                            v.str->characters);
    uint32_t code = (unsigned char)v.str->text[0];
    if (v.kind == SCRIPT_STR)
        lex_decode(v.str->text, v.str->text + v.str->length, &code);
    *out = script_int(code);
    return LATHE_OK;
}

/* Nobody sits before the script: its input has ended. */
BUILTIN(builtin_input)
{
    (void)call;
    (void)out;
    return script_raise(vm, err, "EOFError", "EOF when reading a line");
}

BUILTIN(builtin_exit)
{
    script_value exit;
    bool has_code = !script_is_none(call->args[0]);
    (void)out;
    lathe_status st = exception_new(vm, exception_class(vm, "SystemExit"),
                                    &(arguments){.items = call->args, .count = has_code}, &exit, err);
    return st ? st : exception_throw(vm, exit.object, err);
}

const script_method builtin_texts[] = {
    {"print", "*args, sep=None, end=None, file=None, flush=False", builtin_print, 0},
    {"repr", "obj, /", builtin_repr, 0},
    {"ascii", "obj, /", builtin_ascii, 0},
    {"format", "value, format_spec='', /", builtin_format, 0},
    {"chr", "i, /", builtin_chr, 0},
    {"ord", "c, /", builtin_ord, 0},
    {"input", "prompt='', /", builtin_input, 0},
    {"exit", "code=None", builtin_exit, 0},
    {"quit", "code=None", builtin_exit, 0},
    {NULL, NULL, NULL, 0},
};
