/* methods_str.c: methods of strings. Letters beyond ASCII keep their case, and only ASCII space is space. */
#include "reward/script/vm.h"

#include <string.h>

#define METHOD(name) \
    static lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_letter(char c) { return is_lower(c) || is_upper(c) || (unsigned char)c >= 0x80; }
static char to_lower(char c) { return is_upper(c) ? (char)(c + 32) : c; }
static char to_upper(char c) { return is_lower(c) ? (char)(c - 32) : c; }

static lathe_status want_str(script_vm *vm, script_value v, lathe_error *err)
{
    return v.kind == SCRIPT_STR ? LATHE_OK
                                : script_raise(vm, err, "TypeError", "must be str, not %s", script_type_name(v));
}

/* upper, lower, capitalize, title, swapcase: chosen by the row's name. */
METHOD(str_case)
{
    const script_str *s = call->self.str;
    char how = call->method->name[0];
    script_str *made = text_new_empty(vm->a, s->length);
    if (!made)
        return vm_out_of_memory(vm, err);
    bool begins = true;
    for (uint32_t i = 0; i < s->length; i++) {
        char c = s->text[i];
        bool up = how == 'u' || (how == 'c' && i == 0) || (how == 't' && begins) || (how == 's' && is_lower(c));
        made->text[i] = up ? to_upper(c) : to_lower(c);
        begins = !is_letter(c);
    }
    text_finish(made);
    *out = text_value(made);
    return LATHE_OK;
}

static bool in_set(char c, const script_str *set)
{
    return set ? memchr(set->text, c, set->length) != NULL : is_space(c);
}

METHOD(str_strip)
{
    const script_str *s = call->self.str;
    const script_str *set = call->args[0].kind == SCRIPT_STR ? call->args[0].str : NULL;
    const char *name = call->method->name, *begin = s->text, *end = begin + s->length;
    if (!set && !script_is_none(call->args[0]))
        return script_raise(vm, err, "TypeError", "%s arg must be None or str", name);
    if (set && set->characters != set->length)
        return script_unsupported(vm, err, "str.%s of characters beyond ASCII", name);
    while (name[0] != 'r' && begin < end && in_set(*begin, set))
        begin++;
    while (name[0] != 'l' && end > begin && in_set(end[-1], set))
        end--;
    return script_str_new(vm, begin, (size_t)(end - begin), out, err);
}

static lathe_status append_part(script_vm *vm, script_value list, const char *begin, const char *end, lathe_error *err)
{
    script_value part;
    lathe_status st = script_str_new(vm, begin, (size_t)(end - begin), &part, err);
    return st ? st : script_list_append(vm, list.list, part, err);
}

METHOD(str_split)
{
    const script_str *s = call->self.str;
    const char *p = s->text, *end = p + s->length;
    int64_t most;
    script_value list;
    bool by_space = script_is_none(call->args[0]);
    lathe_status st = by_space ? LATHE_OK : want_str(vm, call->args[0], err);
    if (!st)
        st = script_to_int(vm, call->args[1], &most, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, &list, err);
    if (!st && !by_space && !call->args[0].str->length)
        return script_raise(vm, err, "ValueError", "empty separator");
    for (int64_t cuts = 0; !st; cuts++) {
        while (by_space && p < end && is_space(*p))
            p++;
        if (by_space && p == end)
            break;
        const char *stop = end, *next = end;
        bool cut = most < 0 || cuts < most;
        if (cut && by_space) {
            for (stop = p; stop < end && !is_space(*stop);)
                stop++;
            next = stop;
        } else if (cut) {
            ptrdiff_t at = text_find(p, (size_t)(end - p), call->args[0].str->text, call->args[0].str->length);
            stop = at < 0 ? end : p + at;
            next = at < 0 ? NULL : stop + call->args[0].str->length;
        } else {
            next = by_space ? end : NULL;
        }
        st = append_part(vm, list, p, stop, err);
        if (!next)
            break;
        p = next;
    }
    if (!st)
        *out = list;
    return st;
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
        if (st)
            break;
        if (item.kind != SCRIPT_STR)
            return script_raise(vm, err, "TypeError", "sequence item %zu: expected str instance, %s found", i,
                                script_type_name(items[i]));
        if (i)
            st = builder_add_str(&b, call->self.str, err);
        if (!st)
            st = builder_add_str(&b, item.str, err);
    }
    return st ? st : builder_take(&b, out, err);
}

METHOD(str_replace)
{
    const script_str *s = call->self.str;
    int64_t most;
    text_builder b = {.vm = vm};
    lathe_status st = want_str(vm, call->args[0], err);
    if (!st)
        st = want_str(vm, call->args[1], err);
    if (!st)
        st = script_to_int(vm, call->args[2], &most, err);
    if (st)
        return st;
    const script_str *old = call->args[0].str, *new = call->args[1].str;
    if (!old->length)
        return script_unsupported(vm, err, "str.replace of an empty string");
    const char *p = s->text, *end = p + s->length;
    for (; !st && most != 0; most--) {
        ptrdiff_t at = text_find(p, (size_t)(end - p), old->text, old->length);
        if (at < 0)
            break;
        st = builder_add(&b, p, (size_t)at, err);
        if (!st)
            st = builder_add_str(&b, new, err);
        p += at + old->length;
    }
    if (!st)
        st = builder_add(&b, p, (size_t)(end - p), err);
    return st ? st : builder_take(&b, out, err);
}

/* startswith, endswith: a string or a tuple of them. */
METHOD(str_begins)
{
    const script_str *s = call->self.str;
    bool at_end = call->method->name[0] == 'e', found = false;
    const script_value *items = call->args[0].kind == SCRIPT_TUPLE ? call->args[0].list->items : call->args;
    size_t count = call->args[0].kind == SCRIPT_TUPLE ? call->args[0].list->count : 1;
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind != SCRIPT_STR)
            return script_raise(vm, err, "TypeError", "%s first arg must be str or a tuple of str, not %s",
                                call->method->name, script_type_name(items[i]));
        const script_str *part = items[i].str;
        found |= part->length <= s->length &&
                 memcmp(at_end ? s->text + s->length - part->length : s->text, part->text, part->length) == 0;
    }
    *out = script_bool(found);
    return LATHE_OK;
}

/* find, index, count */
METHOD(str_find)
{
    const script_str *s = call->self.str;
    char how = call->method->name[0];
    int64_t count = 0;
    lathe_status st = want_str(vm, call->args[0], err);
    if (st)
        return st;
    const script_str *part = call->args[0].str;
    ptrdiff_t at = text_find(s->text, s->length, part->text, part->length), first = at;
    st = script_spend(vm, vm_cost(s->length), err);
    if (st)
        return st;
    if (how == 'c') {
        if (!part->length) {
            *out = script_int((int64_t)s->characters + 1);
            return LATHE_OK;
        }
        for (uint32_t from = 0; at >= 0; count++) {
            from += (uint32_t)at + part->length;
            at = text_find(s->text + from, s->length - from, part->text, part->length);
        }
        *out = script_int(count);
        return LATHE_OK;
    }
    if (first < 0 && how == 'i')
        return script_raise(vm, err, "ValueError", "substring not found");
    for (ptrdiff_t i = 0; i < first; i++) /* characters, not bytes */
        count += ((unsigned char)s->text[i] & 0xc0) != 0x80;
    *out = script_int(first < 0 ? -1 : count);
    return LATHE_OK;
}

/* isdigit, isalpha, isalnum, isspace, isupper, islower */
METHOD(str_is)
{
    const script_str *s = call->self.str;
    const char *what = call->method->name + 2;
    bool all = s->length > 0, cased = false, wants_case = what[0] == 'u' || what[0] == 'l';
    (void)vm;
    (void)err;
    for (uint32_t i = 0; i < s->length; i++) {
        char c = s->text[i];
        cased |= is_lower(c) || is_upper(c);
        if (what[0] == 'd')
            all &= is_digit(c);
        else if (what[0] == 's')
            all &= is_space(c);
        else if (wants_case)
            all &= what[0] == 'u' ? !is_lower(c) : !is_upper(c);
        else
            all &= is_letter(c) || (what[2] == 'n' && is_digit(c));
    }
    *out = script_bool(all && (!wants_case || cased));
    return LATHE_OK;
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

METHOD(str_format) { return format_fields(vm, call->self.str, call->args[0].list, call->args[1].dict, out, err); }

const script_method methods_str[] = {
    {"upper", "", str_case, 0},
    {"lower", "", str_case, 0},
    {"casefold", "", NULL, 0},
    {"capitalize", "", str_case, 0},
    {"title", "", str_case, 0},
    {"swapcase", "", str_case, 0},
    {"strip", "chars=None, /", str_strip, 0},
    {"lstrip", "chars=None, /", str_strip, 0},
    {"rstrip", "chars=None, /", str_strip, 0},
    {"split", "sep=None, maxsplit=-1", str_split, 0},
    {"join", "iterable, /", str_join, 0},
    {"replace", "old, new, count=-1, /", str_replace, 0},
    {"startswith", "prefix, /", str_begins, 0},
    {"endswith", "suffix, /", str_begins, 0},
    {"find", "sub, /", str_find, 0},
    {"index", "sub, /", str_find, 0},
    {"count", "sub, /", str_find, 0},
    {"isdigit", "", str_is, 0},
    {"isalpha", "", str_is, 0},
    {"isalnum", "", str_is, 0},
    {"isspace", "", str_is, 0},
    {"isupper", "", str_is, 0},
    {"islower", "", str_is, 0},
    {"ljust", "width, fillchar=' ', /", str_pad, 0},
    {"rjust", "width, fillchar=' ', /", str_pad, 0},
    {"center", "width, fillchar=' ', /", str_pad, 0},
    {"zfill", "width, /", str_pad, 0},
    {"format", "*args, **kwargs", str_format, 0},
    {"encode", "*args, **kwargs", NULL, 0},
    {"expandtabs", "*args, **kwargs", NULL, 0},
    {"format_map", "mapping, /", NULL, 0},
    {"isdecimal", "", NULL, 0},
    {"isidentifier", "", NULL, 0},
    {"isnumeric", "", NULL, 0},
    {"istitle", "", NULL, 0},
    {"maketrans", "*args", NULL, 0},
    {"partition", "sep, /", NULL, 0},
    {"removeprefix", "prefix, /", NULL, 0},
    {"removesuffix", "suffix, /", NULL, 0},
    {"rfind", "*args", NULL, 0},
    {"rindex", "*args", NULL, 0},
    {"rpartition", "sep, /", NULL, 0},
    {"rsplit", "*args, **kwargs", NULL, 0},
    {"splitlines", "*args, **kwargs", NULL, 0},
    {"translate", "table, /", NULL, 0},
    {NULL, NULL, NULL, 0},
};
