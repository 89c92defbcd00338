/* format_fields.c: str.format: fields by position, number or name, with attributes and subscripts. */
#include "reward/script/vm.h"

#include <string.h>

typedef struct field_state {
    script_vm *vm;
    text_builder out;
    const script_list *args;
    script_value kwargs; /* any mapping */
    int depth; /* of fields within fields */
    int64_t next; /* of automatic numbers; -1 once numbers were given */
} field_state;

static bool all_digits(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return length > 0 && length < 10;
}

static int64_t digits_value(const char *text, size_t length)
{
    int64_t v = 0;
    for (size_t i = 0; i < length; i++)
        v = v * 10 + (text[i] - '0');
    return v;
}

/* The argument that the first part of a field names. */
static lathe_status first_part(field_state *s, const char *text, size_t length, script_value *out, lathe_error *err)
{
    script_value key;
    if (length == 0 || all_digits(text, length)) {
        bool automatic = length == 0;
        if (automatic ? s->next < 0 : s->next > 0)
            return script_raise(s->vm, err, "ValueError", "cannot switch from %s field %s to %s field %s",
                                automatic ? "manual" : "automatic", automatic ? "specification" : "numbering",
                                automatic ? "automatic" : "manual", automatic ? "numbering" : "specification");
        int64_t i = automatic ? s->next++ : digits_value(text, length);
        if (!automatic)
            s->next = -1;
        if ((size_t)i >= s->args->count)
            return script_raise(s->vm, err, "IndexError",
                                "Replacement index %lld out of range for positional args tuple", (long long)i);
        *out = s->args->items[i];
        return LATHE_OK;
    }
    lathe_status st = script_str_new(s->vm, text, length, &key, err);
    return st ? st : sequence_get(s->vm, s->kwargs, key, out, err);
}

/* name.attribute[index]... */
static lathe_status field_argument(field_state *s, const char *text, size_t length, script_value *out, lathe_error *err)
{
    size_t at = 0;
    while (at < length && text[at] != '.' && text[at] != '[')
        at++;
    lathe_status st = first_part(s, text, at, out, err);
    while (!st && at < length) {
        bool attribute = text[at] == '.';
        size_t begin = ++at;
        script_value key;
        while (at < length && (attribute ? text[at] != '.' && text[at] != '[' : text[at] != ']'))
            at++;
        if (begin == at)
            return script_raise(s->vm, err, "ValueError", "Empty attribute in format string");
        st = script_str_new(s->vm, text + begin, at - begin, &key, err);
        if (!st && attribute)
            st = attribute_get(s->vm, *out, key.str, out, err);
        else if (!st)
            st = sequence_get(s->vm, *out,
                              all_digits(text + begin, at - begin) ? script_int(digits_value(text + begin, at - begin))
                                                                   : key,
                              out, err);
        at += !attribute;
    }
    return st;
}

static lathe_status put_fields(field_state *s, const char *q, const char *end, lathe_error *err);

/* The spec of a field, which may hold fields of its own. */
static lathe_status field_spec(field_state *s, const char *text, size_t length, script_value *out, lathe_error *err)
{
    if (!memchr(text, '{', length))
        return script_str_new(s->vm, text, length, out, err);
    if (s->depth)
        return script_raise(s->vm, err, "ValueError", "Max string recursion exceeded");
    text_builder outer = s->out;
    s->out = (text_builder){.vm = s->vm};
    s->depth++;
    lathe_status st = put_fields(s, text, text + length, err);
    s->depth--;
    if (!st)
        st = builder_take(&s->out, out, err);
    s->out = outer;
    return st;
}

/* The contents of one pair of braces: name!conversion:spec. */
static lathe_status put_field(field_state *s, const char *text, size_t length, lathe_error *err)
{
    size_t name = 0;
    script_value v, spec_text = {0};
    char conversion = 0;
    while (name < length && text[name] != '!' && text[name] != ':')
        name += text[name] == '[' && memchr(text + name, ']', length - name)
                    ? (size_t)((const char *)memchr(text + name, ']', length - name) - (text + name))
                    : 1;
    size_t at = name;
    if (at < length && text[at] == '!') {
        conversion = at + 1 < length ? text[at + 1] : '\0';
        if (!conversion)
            return script_raise(s->vm, err, "ValueError", "unmatched '{' in format spec");
        if (!strchr("sra", conversion))
            return script_raise(s->vm, err, "ValueError", "Unknown conversion specifier %c", conversion);
        at += 2;
    }
    if (at < length && text[at] != ':')
        return script_raise(s->vm, err, "ValueError", "expected ':' after conversion specifier");
    lathe_status st = field_argument(s, text, name, &v, err);
    if (!st && conversion)
        st = conversion == 's'   ? script_to_str(s->vm, v, &v, err)
             : conversion == 'r' ? script_to_repr(s->vm, v, &v, err)
                                 : format_ascii(s->vm, v, &v, err);
    if (!st && at < length)
        st = field_spec(s, text + at + 1, length - at - 1, &spec_text, err);
    if (!st)
        st = format_value(s->vm, v, at < length ? spec_text.str : NULL, &v, err);
    return st ? st : builder_add_str(&s->out, v.str, err);
}

static lathe_status put_fields(field_state *s, const char *q, const char *end, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    while (q < end && !st) {
        size_t plain = 0;
        while (q + plain < end && q[plain] != '{' && q[plain] != '}')
            plain++;
        st = builder_add(&s->out, q, plain, err);
        q += plain;
        if (st || q == end)
            break;
        if (q + 1 < end && q[1] == *q) {
            st = builder_add(&s->out, q, 1, err);
            q += 2;
            continue;
        }
        int depth = 1;
        const char *close = q + 1;
        while (close < end && depth) {
            depth += *close == '{' ? 1 : *close == '}' ? -1 : 0;
            close++;
        }
        if (*q == '{' && depth && q + 1 < end)
            return script_raise(s->vm, err, "ValueError", "expected '}' before end of string");
        if (*q == '}' || depth)
            return script_raise(s->vm, err, "ValueError", "Single '%c' encountered in format string", *q);
        st = put_field(s, q + 1, (size_t)(close - q - 2), err);
        q = close;
    }
    return st;
}

lathe_status format_fields(script_vm *vm, const script_str *format, const script_list *args, script_value kwargs,
                           script_value *out, lathe_error *err)
{
    field_state s = {.vm = vm, .out = {.vm = vm}, .args = args, .kwargs = kwargs};
    lathe_status st = put_fields(&s, format->text, format->text + format->length, err);
    return st ? st : builder_take(&s.out, out, err);
}
