/* methods_str.c: methods of strings that change or judge characters: case, padding, translation. */
#include "reward/script/vm.h"

#include "reward/script/letters.h"
#include "reward/script/lex.h"

#include <string.h>

#define METHOD(name) \
    static lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

lathe_status str_want(script_vm *vm, script_value v, lathe_error *err)
{
    return v.kind == SCRIPT_STR ? LATHE_OK
                                : script_raise(vm, err, "TypeError", "must be str, not %s", script_type_name(v));
}

lathe_status str_add_code(text_builder *b, uint32_t code, lathe_error *err)
{
    char text[4];
    size_t n = 0;
    if (code < 0x80) {
        text[n++] = (char)code;
    } else {
        int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        text[n++] = (char)((0xff << (7 - more) & 0xff) | code >> 6 * more);
        while (more-- > 0)
            text[n++] = (char)(0x80 | (code >> 6 * more & 0x3f));
    }
    return builder_add(b, text, n, err);
}

static uint32_t next_code(const char **p, const char *end)
{
    uint32_t code = 0xfffd;
    int length = lex_decode(*p, end, &code);
    *p += length ? length : 1;
    return code;
}

/* A sigma at the end of a word has a form of its own. */
static uint32_t lower_of(uint32_t code, bool after_letter, const char *next, const char *end)
{
    if (code != 0x3a3 || !after_letter)
        return letter_lower(code);
    uint32_t following = next < end ? next_code(&next, end) : ' ';
    return letter_is_alpha(following) ? 0x3c3 : 0x3c2;
}

/* upper, lower, casefold, capitalize, title, swapcase: chosen by the row's name. */
METHOD(str_case)
{
    const script_str *s = call->self.str;
    const char *name = call->method->name, *p = s->text, *end = p + s->length;
    char how = name[0] == 'c' && name[2] == 's' ? 'f' : name[0];
    text_builder b = {.vm = vm};
    bool begins = true, letters = false;
    lathe_status st = script_spend(vm, vm_cost(s->length), err);
    while (p < end && !st) {
        uint32_t code = next_code(&p, end);
        bool first = begins;
        const char *several = NULL;
        bool up = how == 'u' || ((how == 'c' || how == 't') && first) || (how == 's' && letter_is_lower(code));
        if (up || (how == 'f' && code == 0xdf))
            several = letter_upper_text(code);
        if (several && how == 'f')
            several = "ss";
        else if (several && (how == 'c' || how == 't'))
            several = code == 0xdf ? "Ss" : several;
        if (several)
            st = builder_add(&b, several, strlen(several), err);
        else
            st = str_add_code(&b, up ? letter_upper(code) : lower_of(code, letters, p, end), err);
        letters = letter_is_alpha(code);
        begins = how == 't' ? !(letter_is_lower(code) || letter_is_upper(code)) : false;
    }
    return st ? st : builder_take(&b, out, err);
}

METHOD(str_join)
{
    const script_value *items;
    size_t count;
    text_builder b = {.vm = vm};
    lathe_status st = script_to_items(vm, call->args[0], &items, &count, err);
    for (size_t i = 0; i < count && !st; i++) {
        script_value item = items[i];
        if (item.kind == SCRIPT_OBJECT)
            st = class_plain(vm, item, &item, err);
        if (!st && item.kind != SCRIPT_STR)
            return script_raise(vm, err, "TypeError", "sequence item %zu: expected str instance, %s found", i,
                                script_type_name(item));
        if (!st && i)
            st = builder_add_str(&b, call->self.str, err);
        if (!st)
            st = builder_add_str(&b, item.str, err);
    }
    return st ? st : builder_take(&b, out, err);
}

static bool judges(const char *what, uint32_t code)
{
    switch (what[0]) {
    case 'd':
        return what[1] == 'e' ? letter_is_decimal(code) : letter_is_digit(code);
    case 'n':
        return letter_is_numeric(code);
    case 's':
        return letter_is_space(code);
    case 'p':
        return letter_is_printable(code);
    case 'u':
        return !letter_is_lower(code);
    case 'l':
        return !letter_is_upper(code);
    default:
        return letter_is_alpha(code) || (what[2] == 'n' && letter_is_numeric(code));
    }
}

/* isdigit, isdecimal, isnumeric, isalpha, isalnum, isspace, isprintable, isupper, islower */
METHOD(str_is)
{
    const script_str *s = call->self.str;
    const char *what = call->method->name + 2, *p = s->text, *end = p + s->length;
    bool wants_case = what[0] == 'u' || what[0] == 'l', all = s->length > 0 || what[0] == 'p', cased = false;
    while (p < end && all) {
        uint32_t code = next_code(&p, end);
        cased |= letter_is_lower(code) || letter_is_upper(code);
        all = judges(what, code);
    }
    *out = script_bool(all && (!wants_case || cased));
    return script_spend(vm, vm_cost(s->length), err);
}

METHOD(str_is_title)
{
    const script_str *s = call->self.str;
    bool inside = false, any = false, right = true;
    for (const char *p = s->text, *end = p + s->length; p < end && right;) {
        uint32_t code = next_code(&p, end);
        bool upper = letter_is_upper(code), lower = letter_is_lower(code);
        right = upper ? !inside : !lower || inside;
        inside = upper || lower;
        any |= inside;
    }
    *out = script_bool(any && right);
    return script_spend(vm, vm_cost(s->length), err);
}

METHOD(str_is_ascii)
{
    (void)vm;
    (void)err;
    *out = script_bool(call->self.str->length == call->self.str->characters);
    return LATHE_OK;
}

METHOD(str_is_identifier)
{
    const script_str *s = call->self.str;
    bool right = s->length > 0;
    for (const char *p = s->text, *begin = p, *end = p + s->length; p < end && right;) {
        bool first = p == begin;
        right = lex_is_name_code(next_code(&p, end), !first);
    }
    *out = script_bool(right);
    return script_spend(vm, vm_cost(s->length), err);
}

/* ljust, rjust, center, zfill */
METHOD(str_pad)
{
    const script_str *s = call->self.str;
    char how = call->method->name[0];
    int64_t width;
    bool zeros = how == 'z', sign = zeros && s->length && (s->text[0] == '-' || s->text[0] == '+');
    const char *fill = "0";
    size_t fill_length = 1;
    text_builder b = {.vm = vm};
    lathe_status st = script_to_int(vm, call->args[0], &width, err);
    if (!st && !zeros) {
        if (call->args[1].kind != SCRIPT_STR || call->args[1].str->characters != 1)
            return script_raise(vm, err, "TypeError", "The fill character must be exactly one character long");
        fill = call->args[1].str->text;
        fill_length = call->args[1].str->length;
    }
    int64_t room = st || width <= s->characters ? 0 : width - s->characters;
    int64_t before = how == 'l' ? 0 : how == 'c' ? room / 2 + (room & width & 1) : room;
    if (!st && sign)
        st = builder_add(&b, s->text, 1, err);
    for (int64_t i = 0; i < before && !st; i++)
        st = builder_add(&b, fill, fill_length, err);
    if (!st)
        st = builder_add(&b, s->text + sign, s->length - sign, err);
    for (int64_t i = before; i < room && !st; i++)
        st = builder_add(&b, fill, fill_length, err);
    return st ? st : builder_take(&b, out, err);
}

METHOD(str_expand_tabs)
{
    const script_str *s = call->self.str;
    int64_t size, column = 0;
    text_builder b = {.vm = vm};
    lathe_status st = script_to_int(vm, call->args[0], &size, err);
    for (uint32_t i = 0; i < s->length && !st; i++) {
        char c = s->text[i];
        if (c == '\t') {
            int64_t n = size > 0 ? size - column % size : 0;
            column += n;
            for (; n > 0 && !st; n--)
                st = builder_add(&b, " ", 1, err);
            continue;
        }
        column = c == '\n' || c == '\r' ? 0 : column + (((unsigned char)c & 0xc0) != 0x80);
        st = builder_add(&b, &c, 1, err);
    }
    return st ? st : builder_take(&b, out, err);
}

METHOD(str_translate)
{
    const script_str *s = call->self.str;
    text_builder b = {.vm = vm};
    lathe_status st = LATHE_OK;
    for (const char *p = s->text, *end = p + s->length; p < end && !st;) {
        const char *begin = p;
        script_value key = script_int(next_code(&p, end)), v;
        bool found = false;
        st = script_spend(vm, 1, err);
        if (!st && call->args[0].kind == SCRIPT_DICT)
            st = script_dict_get(vm, call->args[0].dict, key, &found, &v, err);
        else if (!st)
            return script_raise(vm, err, "TypeError", "'%s' object is not subscriptable",
                                script_type_name(call->args[0]));
        if (st)
            break;
        if (!found)
            st = builder_add(&b, begin, (size_t)(p - begin), err);
        else if (v.kind == SCRIPT_STR)
            st = builder_add_str(&b, v.str, err);
        else if (v.kind == SCRIPT_INT && v.integer >= 0 && v.integer <= 0x10ffff)
            st = str_add_code(&b, (uint32_t)v.integer, err);
        else if (!script_is_none(v))
            st = script_raise(vm, err, "TypeError", "character mapping must return integer, None or str");
    }
    return st ? st : builder_take(&b, out, err);
}

/* maketrans(dict): keys of one character become numbers. */
static lathe_status translate_keys(script_vm *vm, const script_dict *from, script_dict *to, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < from->used && !st; i++) {
        script_value key = from->entries[i].key;
        if (key.kind == SCRIPT_UNBOUND)
            continue;
        if (key.kind == SCRIPT_STR) {
            const char *p = key.str->text;
            if (key.str->characters != 1)
                return script_raise(vm, err, "ValueError", "string keys in translate table must be of length 1");
            key = script_int(next_code(&p, p + key.str->length));
        }
        st = script_dict_set(vm, to, key, from->entries[i].value, err);
    }
    return st;
}

METHOD(str_make_trans)
{
    const script_value *args = call->args;
    lathe_status st = script_dict_new(vm, out, err);
    if (!st && args[1].kind != SCRIPT_STR) {
        if (args[0].kind != SCRIPT_DICT)
            return script_raise(vm, err, "TypeError", "if you give only one argument to maketrans it must be a dict");
        return translate_keys(vm, args[0].dict, out->dict, err);
    }
    if (!st)
        st = str_want(vm, args[0], err);
    if (!st && args[0].str->characters != args[1].str->characters)
        return script_raise(vm, err, "ValueError", "the first two maketrans arguments must have equal length");
    if (st)
        return st;
    const char *p = args[0].str->text, *q = args[1].str->text, *end = p + args[0].str->length;
    while (p < end && !st)
        st = script_dict_set(vm, out->dict, script_int(next_code(&p, end)),
                             script_int(next_code(&q, args[1].str->text + args[1].str->length)), err);
    if (args[2].kind != SCRIPT_STR)
        return st;
    for (p = args[2].str->text, end = p + args[2].str->length; p < end && !st;)
        st = script_dict_set(vm, out->dict, script_int(next_code(&p, end)), script_none(), err);
    return st;
}

METHOD(str_format) { return format_fields(vm, call->self.str, call->args[0].list, call->args[1], out, err); }

METHOD(str_format_map)
{
    script_value none;
    lathe_status st = script_list_new(vm, NULL, 0, &none, err);
    return st ? st : format_fields(vm, call->self.str, none.list, call->args[0], out, err);
}

METHOD(str_encode) { return bytes_encode(vm, call->self.str, call->args[0], call->args[1], out, err); }

const script_method methods_str[] = {
    {"upper", "", str_case, 0},
    {"lower", "", str_case, 0},
    {"casefold", "", str_case, 0},
    {"capitalize", "", str_case, 0},
    {"title", "", str_case, 0},
    {"swapcase", "", str_case, 0},
    {"strip", "chars=None, /", str_strip, 0},
    {"lstrip", "chars=None, /", str_strip, 0},
    {"rstrip", "chars=None, /", str_strip, 0},
    {"split", "sep=None, maxsplit=-1", str_split, 0},
    {"rsplit", "sep=None, maxsplit=-1", str_split_right, 0},
    {"splitlines", "keepends=False", str_split_lines, 0},
    {"partition", "sep, /", str_partition, 0},
    {"rpartition", "sep, /", str_partition, 0},
    {"join", "iterable, /", str_join, 0},
    {"replace", "old, new, count=-1, /", str_replace, 0},
    {"removeprefix", "prefix, /", str_remove, 0},
    {"removesuffix", "suffix, /", str_remove, 0},
    {"startswith", "prefix, start=None, end=None, /", str_begins, 0},
    {"endswith", "suffix, start=None, end=None, /", str_begins, 0},
    {"find", "sub, start=None, end=None, /", str_find, 0},
    {"index", "sub, start=None, end=None, /", str_find, 0},
    {"rfind", "sub, start=None, end=None, /", str_find, 0},
    {"rindex", "sub, start=None, end=None, /", str_find, 0},
    {"count", "sub, start=None, end=None, /", str_count, 0},
    {"isdigit", "", str_is, 0},
    {"isdecimal", "", str_is, 0},
    {"isnumeric", "", str_is, 0},
    {"isalpha", "", str_is, 0},
    {"isalnum", "", str_is, 0},
    {"isspace", "", str_is, 0},
    {"isprintable", "", str_is, 0},
    {"isupper", "", str_is, 0},
    {"islower", "", str_is, 0},
    {"istitle", "", str_is_title, 0},
    {"isascii", "", str_is_ascii, 0},
    {"isidentifier", "", str_is_identifier, 0},
    {"ljust", "width, fillchar=' ', /", str_pad, 0},
    {"rjust", "width, fillchar=' ', /", str_pad, 0},
    {"center", "width, fillchar=' ', /", str_pad, 0},
    {"zfill", "width, /", str_pad, 0},
    {"expandtabs", "tabsize=8", str_expand_tabs, 0},
    {"translate", "table, /", str_translate, 0},
    {"maketrans", "x, y=None, z=None, /", str_make_trans, SCRIPT_METHOD_STATIC},
    {"format", "*args, **kwargs", str_format, 0},
    {"format_map", "mapping, /", str_format_map, 0},
    {"encode", "encoding=None, errors=None", str_encode, 0},
    {NULL, NULL, NULL, 0},
};
