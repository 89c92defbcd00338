/* methods_find.c: methods of strings that look for parts: find, split, replace and their kin. */
#include "reward/script/vm.h"

#include "reward/script/letters.h"
#include "reward/script/lex.h"

#include <string.h>

#define METHOD(name) \
    lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

/* The character before end; returns its length. */
static int code_before(const char *begin, const char *end, uint32_t *code)
{
    int length = 1;
    while (length < 4 && end - length > begin && ((unsigned char)end[-length] & 0xc0) == 0x80)
        length++;
    return lex_decode(end - length, end, code) ? length : 1;
}

static int code_after(const char *p, const char *end, uint32_t *code)
{
    int length = lex_decode(p, end, code);
    return length ? length : 1;
}

static bool in_set(const char *p, int length, uint32_t code, const script_str *set)
{
    return set ? text_find(set->text, set->length, p, (size_t)length) >= 0 : letter_is_space(code);
}

METHOD(str_strip)
{
    const script_str *s = call->self.str;
    const script_str *set = call->args[0].kind == SCRIPT_STR ? call->args[0].str : NULL;
    const char *name = call->method->name, *begin = s->text, *end = begin + s->length;
    uint32_t code = 0;
    if (!set && !script_is_none(call->args[0]))
        return script_raise(vm, err, "TypeError", "%s arg must be None or str", name);
    while (name[0] != 'r' && begin < end) {
        int length = code_after(begin, end, &code);
        if (!in_set(begin, length, code, set))
            break;
        begin += length;
    }
    while (name[0] != 'l' && end > begin) {
        int length = code_before(begin, end, &code);
        if (!in_set(end - length, length, code, set))
            break;
        end -= length;
    }
    return script_str_new(vm, begin, (size_t)(end - begin), out, err);
}

static lathe_status append_part(script_vm *vm, script_value list, const char *begin, const char *end, lathe_error *err)
{
    script_value part;
    lathe_status st = script_str_new(vm, begin, (size_t)(end - begin), &part, err);
    return st ? st : script_list_append(vm, list.list, part, err);
}

static lathe_status begin_split(script_vm *vm, const script_call *call, int64_t *most, script_value *list,
                                lathe_error *err)
{
    bool by_space = script_is_none(call->args[0]);
    lathe_status st = by_space ? LATHE_OK : str_want(vm, call->args[0], err);
    if (!st)
        st = script_to_int(vm, call->args[1], most, err);
    if (!st && !by_space && !call->args[0].str->length)
        return script_raise(vm, err, "ValueError", "empty separator");
    if (!st)
        st = script_spend(vm, vm_cost(call->self.str->length), err);
    return st ? st : script_list_new(vm, NULL, 0, list, err);
}

static const char *skip_space(const char *p, const char *end, bool space)
{
    uint32_t code = 0;
    while (p < end) {
        int length = code_after(p, end, &code);
        if (letter_is_space(code) != space)
            break;
        p += length;
    }
    return p;
}

static const char *skip_space_back(const char *begin, const char *p, bool space)
{
    uint32_t code = 0;
    while (p > begin) {
        int length = code_before(begin, p, &code);
        if (letter_is_space(code) != space)
            break;
        p -= length;
    }
    return p;
}

METHOD(str_split)
{
    const char *p = call->self.str->text, *end = p + call->self.str->length;
    const script_str *sep = call->args[0].kind == SCRIPT_STR ? call->args[0].str : NULL;
    int64_t most;
    lathe_status st = begin_split(vm, call, &most, out, err);
    for (int64_t cuts = 0; !st; cuts++) {
        bool cut = most < 0 || cuts < most;
        if (!sep) {
            p = skip_space(p, end, true);
            if (p == end)
                break;
            const char *stop = cut ? skip_space(p, end, false) : end;
            st = append_part(vm, *out, p, stop, err);
            p = cut ? stop : end;
            continue;
        }
        ptrdiff_t at = cut ? text_find(p, (size_t)(end - p), sep->text, sep->length) : -1;
        st = append_part(vm, *out, p, at < 0 ? end : p + at, err);
        if (at < 0)
            break;
        p += at + sep->length;
    }
    return st;
}

/* The offset of the last occurrence of part, -1 if there is none. */
static ptrdiff_t find_last(const char *text, size_t length, const script_str *part)
{
    for (ptrdiff_t at = (ptrdiff_t)length - part->length; at >= 0; at--)
        if (memcmp(text + at, part->text, part->length) == 0)
            return at;
    return -1;
}

METHOD(str_split_right)
{
    const char *begin = call->self.str->text, *p = begin + call->self.str->length;
    const script_str *sep = call->args[0].kind == SCRIPT_STR ? call->args[0].str : NULL;
    int64_t most;
    lathe_status st = begin_split(vm, call, &most, out, err);
    for (int64_t cuts = 0; !st; cuts++) {
        bool cut = most < 0 || cuts < most;
        if (!sep) {
            p = skip_space_back(begin, p, true);
            if (p == begin)
                break;
            const char *start = cut ? skip_space_back(begin, p, false) : begin;
            st = append_part(vm, *out, start, p, err);
            p = cut ? start : begin;
            continue;
        }
        ptrdiff_t at = cut ? find_last(begin, (size_t)(p - begin), sep) : -1;
        st = append_part(vm, *out, at < 0 ? begin : begin + at + sep->length, p, err);
        if (at < 0)
            break;
        p = begin + at;
    }
    for (size_t i = 0; !st && i < out->list->count / 2; i++) {
        script_value swap = out->list->items[i];
        out->list->items[i] = out->list->items[out->list->count - 1 - i];
        out->list->items[out->list->count - 1 - i] = swap;
    }
    return st;
}

METHOD(str_split_lines)
{
    const char *p = call->self.str->text, *end = p + call->self.str->length;
    bool keep;
    lathe_status st = script_to_truth(vm, call->args[0], &keep, err);
    if (!st)
        st = script_list_new(vm, NULL, 0, out, err);
    while (p < end && !st) {
        const char *stop = p;
        uint32_t code = 0;
        int length = 0;
        while (stop < end) {
            length = code_after(stop, end, &code);
            if ((code >= '\n' && code <= '\r') || (code >= 0x1c && code <= 0x1e) || code == 0x85 || code == 0x2028 ||
                code == 0x2029)
                break;
            stop += length;
            length = 0;
        }
        const char *next = stop + length;
        if (length && code == '\r' && next < end && *next == '\n')
            next++;
        st = append_part(vm, *out, p, keep ? next : stop, err);
        p = next;
    }
    return st;
}

METHOD(str_partition)
{
    const script_str *s = call->self.str;
    bool right = call->method->name[0] == 'r';
    script_value parts[3];
    lathe_status st = str_want(vm, call->args[0], err);
    if (!st && !call->args[0].str->length)
        return script_raise(vm, err, "ValueError", "empty separator");
    if (st)
        return st;
    const script_str *sep = call->args[0].str;
    ptrdiff_t at = right ? find_last(s->text, s->length, sep) : text_find(s->text, s->length, sep->text, sep->length);
    if (at < 0) {
        st = script_str_new(vm, "", 0, &parts[right ? 0 : 1], err);
        parts[right ? 1 : 2] = parts[right ? 0 : 1];
        parts[right ? 2 : 0] = call->self;
    } else {
        st = script_str_new(vm, s->text, (size_t)at, &parts[0], err);
        parts[1] = call->args[0];
        if (!st)
            st = script_str_new(vm, s->text + at + sep->length, s->length - (size_t)at - sep->length, &parts[2], err);
    }
    return st ? st : script_tuple_new(vm, parts, 3, out, err);
}

/* An empty part stands before, between and after all characters. */
static lathe_status replace_empty(script_vm *vm, const script_str *s, const script_str *new, int64_t most,
                                  script_value *out, lathe_error *err)
{
    text_builder b = {.vm = vm};
    lathe_status st = LATHE_OK;
    for (const char *p = s->text, *end = p + s->length; !st; most--) {
        if (most != 0)
            st = builder_add_str(&b, new, err);
        if (most == 0 || p == end) {
            if (!st)
                st = builder_add(&b, p, (size_t)(end - p), err);
            break;
        }
        uint32_t code;
        int length = code_after(p, end, &code);
        if (!st)
            st = builder_add(&b, p, (size_t)length, err);
        p += length;
    }
    return st ? st : builder_take(&b, out, err);
}

METHOD(str_replace)
{
    const script_str *s = call->self.str;
    int64_t most;
    text_builder b = {.vm = vm};
    lathe_status st = str_want(vm, call->args[0], err);
    if (!st)
        st = str_want(vm, call->args[1], err);
    if (!st)
        st = script_to_int(vm, call->args[2], &most, err);
    if (!st)
        st = script_spend(vm, vm_cost(s->length), err);
    if (st)
        return st;
    const script_str *old = call->args[0].str, *new = call->args[1].str;
    if (!old->length)
        return replace_empty(vm, s, new, most, out, err);
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

METHOD(str_remove)
{
    const script_str *s = call->self.str;
    bool prefix = call->method->name[6] == 'p';
    lathe_status st = str_want(vm, call->args[0], err);
    if (st)
        return st;
    const script_str *part = call->args[0].str;
    bool has = part->length <= s->length &&
               memcmp(prefix ? s->text : s->text + s->length - part->length, part->text, part->length) == 0;
    if (!has) {
        *out = call->self;
        return LATHE_OK;
    }
    return script_str_new(vm, prefix ? s->text + part->length : s->text, s->length - part->length, out, err);
}

/* The bytes between two characters, read as the bounds of a slice; false if the start lies beyond the end. */
static lathe_status take_bounds(script_vm *vm, const script_str *s, script_value start, script_value end,
                                const char **out_begin, const char **out_end, bool *out_valid, lathe_error *err)
{
    int64_t count = s->characters, bounds[2] = {0, count};
    script_value given[2] = {start, end};
    for (int i = 0; i < 2; i++) {
        if (script_is_none(given[i]))
            continue;
        lathe_status st = script_to_int(vm, given[i], &bounds[i], err);
        if (st)
            return st;
        if (bounds[i] < 0)
            bounds[i] = bounds[i] < -count ? 0 : bounds[i] + count;
    }
    bounds[1] = bounds[1] > count ? count : bounds[1];
    *out_valid = bounds[0] <= bounds[1];
    if (*out_valid) {
        *out_begin = s->text + text_offset(s, (uint32_t)bounds[0]);
        *out_end = s->text + text_offset(s, (uint32_t)bounds[1]);
    }
    return script_spend(vm, vm_cost(s->length), err);
}

/* startswith, endswith: a string or a tuple of them. */
METHOD(str_begins)
{
    const char *begin, *end;
    bool at_end = call->method->name[0] == 'e', found = false, valid;
    const script_value *items = call->args[0].kind == SCRIPT_TUPLE ? call->args[0].list->items : call->args;
    size_t count = call->args[0].kind == SCRIPT_TUPLE ? call->args[0].list->count : 1;
    lathe_status st = take_bounds(vm, call->self.str, call->args[1], call->args[2], &begin, &end, &valid, err);
    for (size_t i = 0; i < count && !st; i++) {
        if (items[i].kind != SCRIPT_STR && call->args[0].kind == SCRIPT_TUPLE)
            return script_raise(vm, err, "TypeError", "tuple for %s must only contain str, not %s", call->method->name,
                                script_type_name(items[i]));
        if (items[i].kind != SCRIPT_STR)
            return script_raise(vm, err, "TypeError", "%s first arg must be str or a tuple of str, not %s",
                                call->method->name, script_type_name(items[i]));
        const script_str *part = items[i].str;
        found |= valid && part->length <= end - begin &&
                 memcmp(at_end ? end - part->length : begin, part->text, part->length) == 0;
    }
    if (!st)
        *out = script_bool(found);
    return st;
}

/* find, index, rfind, rindex */
METHOD(str_find)
{
    const char *name = call->method->name, *begin, *end;
    bool last = name[0] == 'r', valid, must = name[last] == 'i';
    lathe_status st = str_want(vm, call->args[0], err);
    if (!st)
        st = take_bounds(vm, call->self.str, call->args[1], call->args[2], &begin, &end, &valid, err);
    if (st)
        return st;
    const script_str *part = call->args[0].str;
    ptrdiff_t at = !valid ? -1
                   : last ? find_last(begin, (size_t)(end - begin), part)
                          : text_find(begin, (size_t)(end - begin), part->text, part->length);
    if (at < 0 && must)
        return script_raise(vm, err, "ValueError", "substring not found");
    int64_t count = 0;
    for (const char *p = call->self.str->text; at >= 0 && p < begin + at; p++) /* characters, not bytes */
        count += ((unsigned char)*p & 0xc0) != 0x80;
    *out = script_int(at < 0 ? -1 : count);
    return LATHE_OK;
}

METHOD(str_count)
{
    const char *begin, *end;
    bool valid;
    int64_t count = 0;
    lathe_status st = str_want(vm, call->args[0], err);
    if (!st)
        st = take_bounds(vm, call->self.str, call->args[1], call->args[2], &begin, &end, &valid, err);
    if (st)
        return st;
    const script_str *part = call->args[0].str;
    if (valid && !part->length) {
        for (const char *p = begin; p < end; p++)
            count += ((unsigned char)*p & 0xc0) != 0x80;
        count++;
    }
    while (valid && part->length) {
        ptrdiff_t at = text_find(begin, (size_t)(end - begin), part->text, part->length);
        if (at < 0)
            break;
        begin += at + part->length;
        count++;
    }
    *out = script_int(count);
    return LATHE_OK;
}
