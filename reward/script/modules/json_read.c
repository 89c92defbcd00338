/* json_read.c: JSON as Python's json reads it: NaN and Infinity too, and the place of a mistake in characters. */
#include "reward/script/modules/json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct reader {
    script_vm *vm;
    const char *text;
    size_t length, at;
} reader;

lathe_status json_error(script_vm *vm, script_value *out, lathe_error *err)
{
    static const char key;
    script_class **kept;
    lathe_status st = vm_state(vm, &key, sizeof *kept, (void **)&kept, err);
    if (!st && !*kept)
        st = class_new(vm, "JSONDecodeError", exception_class(vm, "ValueError"), kept, err);
    if (!st)
        *out = script_type(*kept);
    return st;
}

static lathe_status fail(reader *r, const char *message, size_t at, lathe_error *err)
{
    script_value type, text;
    long long line = 1, column = 1, position = 0;
    for (size_t i = 0; i < at && i < r->length; i++) {
        if (((unsigned char)r->text[i] & 0xc0) == 0x80)
            continue;
        position++;
        column = r->text[i] == '\n' ? 1 : column + 1;
        line += r->text[i] == '\n';
    }
    lathe_status st = json_error(r->vm, &type, err);
    if (!st)
        st = script_str_new(r->vm, message, strlen(message), &text, err);
    if (st)
        return st;
    st = script_raise_as(r->vm, err, "JSONDecodeError", type.type, "%s: line %lld column %lld (char %lld)", message, line,
                         column, position);
    const struct {
        const char *name;
        script_value value;
    } fields[] = {{"msg", text},
                  {"pos", script_int(position)},
                  {"lineno", script_int(line)},
                  {"colno", script_int(column)}};
    for (size_t i = 0; i < 4 && st == LATHE_E_SCRIPT && r->vm->exception; i++) {
        script_value name;
        lathe_error ignored;
        if (!script_str_new(r->vm, fields[i].name, strlen(fields[i].name), &name, &ignored))
            (void)attribute_put(r->vm, r->vm->exception, name.str, fields[i].value, &ignored);
    }
    return st;
}

static void skip_space(reader *r)
{
    while (r->at < r->length && strchr(" \t\n\r", r->text[r->at]) && r->text[r->at])
        r->at++;
}

static bool accept(reader *r, const char *word)
{
    size_t length = strlen(word);
    if (r->length - r->at < length || memcmp(r->text + r->at, word, length) != 0)
        return false;
    r->at += length;
    return true;
}

/* ---- texts ---- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static bool take_hex(reader *r, uint32_t *out)
{
    uint32_t code = 0;
    if (r->length - r->at < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(r->text[r->at + (size_t)i]);
        if (digit < 0)
            return false;
        code = code * 16 + (uint32_t)digit;
    }
    r->at += 4;
    *out = code;
    return true;
}

static lathe_status add_code(text_builder *b, uint32_t code, lathe_error *err)
{
    char text[4];
    size_t n = 0;
    if (code < 0x80) {
        text[n++] = (char)code;
    } else if (code < 0x800) {
        text[n++] = (char)(0xc0 | code >> 6);
    } else if (code < 0x10000) {
        text[n++] = (char)(0xe0 | code >> 12);
        text[n++] = (char)(0x80 | (code >> 6 & 63));
    } else {
        text[n++] = (char)(0xf0 | code >> 18);
        text[n++] = (char)(0x80 | (code >> 12 & 63));
        text[n++] = (char)(0x80 | (code >> 6 & 63));
    }
    if (code >= 0x80)
        text[n++] = (char)(0x80 | (code & 63));
    return builder_add(b, text, n, err);
}

static lathe_status read_escape(reader *r, text_builder *b, size_t begin, lathe_error *err)
{
    static const char letters[] = "\"\\/bfnrt", meaning[] = "\"\\/\b\f\n\r\t";
    uint32_t code, low;
    if (r->at >= r->length)
        return fail(r, "Unterminated string starting at", begin, err);
    char c = r->text[r->at++];
    const char *found = c ? strchr(letters, c) : NULL;
    if (found)
        return builder_add(b, &meaning[found - letters], 1, err);
    if (c != 'u')
        return fail(r, "Invalid \\escape", r->at - 2, err);
    size_t place = r->at - 1;
    if (!take_hex(r, &code))
        return fail(r, "Invalid \\uXXXX escape", place, err);
    if (code >= 0xd800 && code < 0xdc00 && accept(r, "\\u")) {
        if (!take_hex(r, &low))
            return fail(r, "Invalid \\uXXXX escape", r->at - 1, err);
        if (low >= 0xdc00 && low < 0xe000)
            return add_code(b, 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00), err);
        r->at -= 6;
    }
    if (code >= 0xd800 && code < 0xe000)
        return script_unsupported(r->vm, err, "a lone surrogate in JSON");
    return add_code(b, code, err);
}

/* Behind the opening quote. */
static lathe_status read_text(reader *r, script_value *out, lathe_error *err)
{
    text_builder b = {.vm = r->vm};
    size_t begin = r->at - 1;
    lathe_status st = LATHE_OK;
    while (!st) {
        size_t from = r->at;
        while (r->at < r->length && r->text[r->at] != '"' && r->text[r->at] != '\\' &&
               (unsigned char)r->text[r->at] >= 0x20)
            r->at++;
        st = builder_add(&b, r->text + from, r->at - from, err);
        if (!st)
            st = script_spend(r->vm, 1 + vm_cost(r->at - from), err);
        if (st)
            return st;
        if (r->at >= r->length)
            return fail(r, "Unterminated string starting at", begin, err);
        char c = r->text[r->at++];
        if (c == '"')
            return builder_take(&b, out, err);
        if (c != '\\')
            return fail(r, "Invalid control character at", r->at - 1, err);
        st = read_escape(r, &b, begin, err);
    }
    return st;
}

/* ---- numbers ---- */

static bool is_digit(const reader *r, size_t at) { return at < r->length && r->text[at] >= '0' && r->text[at] <= '9'; }

static size_t past_digits(const reader *r, size_t at)
{
    while (is_digit(r, at))
        at++;
    return at;
}

static lathe_status read_number(reader *r, script_value *out, lathe_error *err)
{
    size_t begin = r->at, end = begin + (begin < r->length && r->text[begin] == '-');
    bool real = false;
    script_value text;
    if (!is_digit(r, end))
        return fail(r, "Expecting value", begin, err);
    end = r->text[end] == '0' ? end + 1 : past_digits(r, end);
    if (end < r->length && r->text[end] == '.' && is_digit(r, end + 1)) {
        real = true;
        end = past_digits(r, end + 1);
    }
    if (end < r->length && (r->text[end] | 32) == 'e') {
        size_t digits = end + 1 + (end + 1 < r->length && (r->text[end + 1] == '+' || r->text[end + 1] == '-'));
        if (is_digit(r, digits)) {
            real = true;
            end = past_digits(r, digits);
        }
    }
    lathe_status st = script_str_new(r->vm, r->text + begin, end - begin, &text, err);
    if (st)
        return st;
    r->at = end;
    if (real) {
        *out = script_float(strtod(text.str->text, NULL));
        return LATHE_OK;
    }
    errno = 0;
    *out = script_int(strtoll(text.str->text, NULL, 10));
    return errno == ERANGE ? script_raise(r->vm, err, "OverflowError", "integer does not fit into 64 bits") : LATHE_OK;
}

/* ---- values ---- */

static lathe_status read_value(reader *r, script_value *out, lathe_error *err);

static lathe_status read_list(reader *r, script_value *out, lathe_error *err)
{
    script_value item;
    lathe_status st = script_list_new(r->vm, NULL, 0, out, err);
    skip_space(r);
    if (st || accept(r, "]"))
        return st;
    while (!st) {
        st = read_value(r, &item, err);
        if (!st)
            st = script_list_append(r->vm, out->list, item, err);
        skip_space(r);
        if (st || accept(r, "]"))
            return st;
        if (!accept(r, ","))
            return fail(r, "Expecting ',' delimiter", r->at, err);
        skip_space(r);
    }
    return st;
}

static lathe_status read_dict(reader *r, script_value *out, lathe_error *err)
{
    script_value key, value;
    lathe_status st = script_dict_new(r->vm, out, err);
    skip_space(r);
    if (st || accept(r, "}"))
        return st;
    while (!st) {
        if (!accept(r, "\""))
            return fail(r, "Expecting property name enclosed in double quotes", r->at, err);
        st = read_text(r, &key, err);
        skip_space(r);
        if (!st && !accept(r, ":"))
            return fail(r, "Expecting ':' delimiter", r->at, err);
        skip_space(r);
        if (!st)
            st = read_value(r, &value, err);
        if (!st)
            st = script_dict_set(r->vm, out->dict, key, value, err);
        skip_space(r);
        if (st || accept(r, "}"))
            return st;
        if (!accept(r, ","))
            return fail(r, "Expecting ',' delimiter", r->at, err);
        skip_space(r);
    }
    return st;
}

static lathe_status read_value(reader *r, script_value *out, lathe_error *err)
{
    static const struct {
        const char *word;
        script_kind kind;
        double number;
    } words[] = {{"null", SCRIPT_NONE, 0},
                 {"true", SCRIPT_BOOL, 1},
                 {"false", SCRIPT_BOOL, 0},
                 {"NaN", SCRIPT_FLOAT, __builtin_nan("")},
                 {"Infinity", SCRIPT_FLOAT, __builtin_inf()},
                 {"-Infinity", SCRIPT_FLOAT, -__builtin_inf()}};
    lathe_status st = vm_enter(r->vm, err);
    if (st)
        return st;
    if (accept(r, "\""))
        return read_text(r, out, err);
    if (accept(r, "["))
        return read_list(r, out, err);
    if (accept(r, "{"))
        return read_dict(r, out, err);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!accept(r, words[i].word))
            continue;
        *out = words[i].kind == SCRIPT_NONE   ? script_none()
               : words[i].kind == SCRIPT_BOOL ? script_bool(words[i].number != 0)
                                              : script_float(words[i].number);
        return LATHE_OK;
    }
    return read_number(r, out, err);
}

lathe_status json_read(script_vm *vm, const script_str *text, script_value *out, lathe_error *err)
{
    reader r = {vm, text->text, text->length, 0};
    script_value v;
    skip_space(&r);
    lathe_status st = read_value(&r, &v, err);
    skip_space(&r);
    if (!st && r.at < r.length)
        return fail(&r, "Extra data", r.at, err);
    if (!st)
        *out = v;
    return st;
}
