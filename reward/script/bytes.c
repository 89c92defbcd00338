/* bytes.c: bytes: literals, what scripts do with them, and text to and from them. A script_str holds them; characters is
 * their number. */
#include "reward/script/vm.h"

#include "reward/script/lex.h"

#include <string.h>
#include <strings.h>

#define METHOD(name) \
    static lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

script_value bytes_value(script_str *s)
{
    s->hash = text_hash(s->text, s->length) ^ 0xb; /* not equal to the text's */
    s->characters = s->length;
    return (script_value){.kind = SCRIPT_BYTES, .str = s};
}

lathe_status bytes_new(script_vm *vm, const char *text, size_t length, script_value *out, lathe_error *err)
{
    if (length > vm->limits.max_arena_bytes) {
        vm->exception = NULL;
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0,
                                 "MemoryError: the script needs more memory than it may have");
    }
    script_str *s = text_new_empty(vm->a, length);
    if (!s)
        return vm_out_of_memory(vm, err);
    if (text && length)
        memcpy(s->text, text, length);
    *out = bytes_value(s);
    return LATHE_OK;
}

lathe_status bytes_to_list(script_vm *vm, const script_str *s, script_value *out, lathe_error *err)
{
    lathe_status st = script_list_new(vm, NULL, s->length, out, err);
    for (uint32_t i = 0; i < s->length && !st; i++)
        out->list->items[i] = script_int((unsigned char)s->text[i]);
    return st ? st : script_spend(vm, vm_cost(s->length), err);
}

/* One byte from 0 to 255. */
static lathe_status to_byte(script_vm *vm, script_value v, char *out, lathe_error *err)
{
    int64_t code;
    lathe_status st = script_to_int(vm, v, &code, err);
    if (!st && (code < 0 || code > 255))
        return script_raise(vm, err, "ValueError", "bytes must be in range(0, 256)");
    if (!st)
        *out = (char)code;
    return st;
}

lathe_status bytes_contains(script_vm *vm, const script_str *s, script_value item, bool *out, lathe_error *err)
{
    char byte;
    if (item.kind == SCRIPT_BYTES) {
        *out = text_find(s->text, s->length, item.str->text, item.str->length) >= 0;
        return script_spend(vm, vm_cost(s->length), err);
    }
    if (item.kind != SCRIPT_INT && item.kind != SCRIPT_BOOL)
        return script_raise(vm, err, "TypeError", "a bytes-like object is required, not '%s'", script_type_name(item));
    lathe_status st = to_byte(vm, item, &byte, err);
    if (!st)
        *out = memchr(s->text, byte, s->length) != NULL;
    return st;
}

lathe_status bytes_get(script_vm *vm, script_value object, script_value key, script_value *out, lathe_error *err)
{
    script_value list, picked;
    lathe_status st = bytes_to_list(vm, object.str, &list, err);
    if (!st && key.kind != SCRIPT_SLICE && !script_is_number(key))
        return script_raise(vm, err, "TypeError", "byte indices must be integers or slices, not %s",
                            script_type_name(key));
    if (!st)
        st = sequence_get(vm, list, key, &picked, err);
    if (st == LATHE_E_SCRIPT && vm->exception && key.kind == SCRIPT_INT)
        return script_raise(vm, err, "IndexError", "index out of range");
    if (!st && picked.kind != SCRIPT_LIST) {
        *out = picked;
        return LATHE_OK;
    }
    if (st)
        return st;
    script_str *made = text_new_empty(vm->a, picked.list->count);
    if (!made)
        return vm_out_of_memory(vm, err);
    for (size_t i = 0; i < picked.list->count; i++)
        made->text[i] = (char)picked.list->items[i].integer;
    *out = bytes_value(made);
    return LATHE_OK;
}

/* utf-8, ascii and latin-1 under the names that people write. 'u', 'a', 'l', or 0 for others. */
static char encoding_of(script_value name)
{
    static const struct {
        const char *name;
        char code;
    } rows[] = {{"utf-8", 'u'}, {"utf8", 'u'}, {"utf_8", 'u'}, {"ascii", 'a'}, {"us-ascii", 'a'}, {"latin-1", 'l'},
                {"latin1", 'l'}, {"iso-8859-1", 'l'}};
    if (name.kind != SCRIPT_STR)
        return script_is_none(name) ? 'u' : '\0';
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcasecmp(rows[i].name, name.str->text) == 0)
            return rows[i].code;
    return '\0';
}

lathe_status bytes_encode(script_vm *vm, const script_str *s, script_value encoding, script_value errors,
                          script_value *out, lathe_error *err)
{
    char code = encoding_of(encoding);
    bool ignore = errors.kind == SCRIPT_STR && text_is(errors.str, "ignore"),
         replace = errors.kind == SCRIPT_STR && text_is(errors.str, "replace");
    if (!code)
        return script_unsupported(vm, err, "encoding");
    if (code == 'u' || s->characters == s->length)
        return bytes_new(vm, s->text, s->length, out, err);
    script_str *made = text_new_empty(vm->a, s->length);
    if (!made)
        return vm_out_of_memory(vm, err);
    uint32_t n = 0, at = 0;
    for (const char *p = s->text, *end = p + s->length; p < end; at++) {
        uint32_t c = 0;
        p += lex_decode(p, end, &c);
        if (c < (code == 'a' ? 0x80u : 0x100u))
            made->text[n++] = (char)c;
        else if (replace)
            made->text[n++] = '?';
        else if (!ignore)
            return script_raise(vm, err, "UnicodeEncodeError",
                                "'%s' codec can't encode character '\\%c%0*x' in position %u: ordinal not in range(%d)",
                                code == 'a' ? "ascii" : "latin-1", c < 0x100 ? 'x' : c < 0x10000 ? 'u' : 'U',
                                c < 0x100 ? 2 : c < 0x10000 ? 4 : 8, c, at, code == 'a' ? 128 : 256);
    }
    return bytes_new(vm, made->text, n, out, err);
}

METHOD(bytes_decode)
{
    const script_str *s = call->self.str;
    char code = encoding_of(call->args[0]);
    text_builder b = {.vm = vm};
    lathe_status st = LATHE_OK;
    if (!code)
        return script_unsupported(vm, err, "encoding");
    for (const char *p = s->text, *end = p + s->length; p < end && !st;) {
        uint32_t c = (unsigned char)*p;
        int length = code == 'u' ? lex_decode(p, end, &c) : 1;
        if (length == 0 || (code == 'a' && c > 0x7f))
            return script_raise(vm, err, "UnicodeDecodeError",
                                "'%s' codec can't decode byte 0x%02x in position %td: %s", code == 'u' ? "utf-8" : "ascii",
                                (unsigned char)*p, p - s->text,
                                code == 'u' ? "invalid start byte" : "ordinal not in range(128)");
        char latin[2] = {(char)(0xc0 | c >> 6), (char)(0x80 | (c & 0x3f))};
        bool widen = code == 'l' && c > 0x7f;
        st = builder_add(&b, widen ? latin : p, widen ? 2 : (size_t)length, err);
        p += length;
    }
    return st ? st : builder_take(&b, out, err);
}

METHOD(bytes_hex)
{
    text_builder b = {.vm = vm};
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < call->self.str->length && !st; i++) {
        static const char digits[] = "0123456789abcdef";
        unsigned char c = (unsigned char)call->self.str->text[i];
        st = builder_add(&b, (char[]){digits[c >> 4], digits[c & 15]}, 2, err);
    }
    return st ? st : builder_take(&b, out, err);
}

METHOD(bytes_begins)
{
    const script_str *s = call->self.str, *part = call->args[0].str;
    bool at_end = call->method->name[0] == 'e';
    if (call->args[0].kind != SCRIPT_BYTES)
        return script_raise(vm, err, "TypeError", "%s first arg must be bytes or a tuple of bytes, not %s",
                            call->method->name, script_type_name(call->args[0]));
    *out = script_bool(part->length <= s->length &&
                       memcmp(at_end ? s->text + s->length - part->length : s->text, part->text, part->length) == 0);
    return LATHE_OK;
}

METHOD(bytes_join)
{
    const script_value *items;
    size_t count;
    text_builder b = {.vm = vm};
    lathe_status st = script_to_items(vm, call->args[0], &items, &count, err);
    for (size_t i = 0; i < count && !st; i++) {
        if (items[i].kind != SCRIPT_BYTES)
            return script_raise(vm, err, "TypeError", "sequence item %zu: expected a bytes-like object, %s found", i,
                                script_type_name(items[i]));
        if (i)
            st = builder_add_str(&b, call->self.str, err);
        if (!st)
            st = builder_add_str(&b, items[i].str, err);
    }
    return st ? st : bytes_new(vm, b.text, b.length, out, err);
}

METHOD(bytes_from_hex)
{
    const script_str *s = call->args[0].str;
    text_builder b = {.vm = vm};
    lathe_status st = LATHE_OK;
    int high = -1;
    if (call->args[0].kind != SCRIPT_STR)
        return script_raise(vm, err, "TypeError", "fromhex() argument must be str, not %s",
                            script_type_name(call->args[0]));
    for (uint32_t i = 0; i < s->length && !st; i++) {
        char c = s->text[i], low = (char)(c | 0x20);
        int v = c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
        if (v < 0 && (c == ' ' || (c >= '\t' && c <= '\r')) && high < 0)
            continue;
        if (v < 0)
            return script_raise(vm, err, "ValueError", "non-hexadecimal number found in fromhex() arg at position %u", i);
        if (high >= 0)
            st = builder_add(&b, (char[]){(char)(high << 4 | v)}, 1, err);
        high = high >= 0 ? -1 : v;
    }
    if (!st && high >= 0)
        return script_raise(vm, err, "ValueError", "non-hexadecimal number found in fromhex() arg at position %u",
                            s->length);
    return st ? st : bytes_new(vm, b.text, b.length, out, err);
}

const script_method methods_bytes[] = {
    {"decode", "encoding=None, errors=None", bytes_decode, 0},
    {"hex", "", bytes_hex, 0},
    {"startswith", "prefix, /", bytes_begins, 0},
    {"endswith", "suffix, /", bytes_begins, 0},
    {"join", "iterable_of_bytes, /", bytes_join, 0},
    {"fromhex", "string, /", bytes_from_hex, SCRIPT_METHOD_CLASS},
    {"count", "*args", NULL, 0},
    {"find", "*args", NULL, 0},
    {"index", "*args", NULL, 0},
    {"lower", "", NULL, 0},
    {"replace", "*args", NULL, 0},
    {"split", "*args, **kwargs", NULL, 0},
    {"strip", "*args", NULL, 0},
    {"upper", "", NULL, 0},
    {NULL, NULL, NULL, 0},
};

lathe_status bytes_make(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value v = call->args[0];
    const script_value *items;
    size_t count;
    int64_t length;
    if (v.kind == SCRIPT_STR) {
        if (script_is_none(call->args[1]))
            return script_raise(vm, err, "TypeError", "string argument without an encoding");
        return bytes_encode(vm, v.str, call->args[1], call->args[2], out, err);
    }
    if (v.kind == SCRIPT_BYTES) {
        *out = v;
        return LATHE_OK;
    }
    if (v.kind == SCRIPT_INT || v.kind == SCRIPT_BOOL) {
        lathe_status st = script_to_int(vm, v, &length, err);
        if (!st && length < 0)
            return script_raise(vm, err, "ValueError", "negative count");
        return st ? st : bytes_new(vm, NULL, (size_t)length, out, err);
    }
    lathe_status st = script_to_items(vm, v, &items, &count, err);
    script_str *made = st ? NULL : text_new_empty(vm->a, count);
    if (!st && !made)
        return vm_out_of_memory(vm, err);
    for (size_t i = 0; i < count && !st; i++)
        st = to_byte(vm, items[i], &made->text[i], err);
    if (!st)
        *out = bytes_value(made);
    return st;
}

lathe_status bytes_repr(text_builder *b, const script_str *s, lathe_error *err)
{
    char quote = memchr(s->text, '\'', s->length) && !memchr(s->text, '"', s->length) ? '"' : '\'';
    lathe_status st = builder_add(b, (char[]){'b', quote}, 2, err);
    for (uint32_t i = 0; i < s->length && !st; i++) {
        static const char digits[] = "0123456789abcdef", plain[] = "\n\r\t\\", escaped[] = "nrt\\";
        unsigned char c = (unsigned char)s->text[i];
        const char *found = c ? strchr(plain, c) : NULL;
        if (found || c == (unsigned char)quote)
            st = builder_add(b, (char[]){'\\', found ? escaped[found - plain] : (char)c}, 2, err);
        else if (c < 0x20 || c >= 0x7f)
            st = builder_add(b, (char[]){'\\', 'x', digits[c >> 4], digits[c & 15]}, 4, err);
        else
            st = builder_add(b, (char[]){(char)c}, 1, err);
    }
    return st ? st : builder_add(b, &quote, 1, err);
}
