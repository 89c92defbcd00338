/* format_spec.c: format(), f-strings' specs, str.format and the % of strings: Python's format mini-language. */
#include "reward/script/vm.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WIDTH = 10000, MAX_PRECISION = 400 };

/* [[fill]align][sign][#][0][width][,][.precision][type] */
typedef struct spec {
    char fill[5]; /* one code point */
    char align, sign, type, group;
    bool alternate, zero, drops_sign; /* z: of what is rounded to zero */
    int width, precision; /* precision -1: none */
} spec;

static int read_number(const char **p, const char *end, int most)
{
    long v = 0;
    while (*p < end && **p >= '0' && **p <= '9') {
        v = v * 10 + (**p - '0');
        if (v > most)
            v = most + 1;
        (*p)++;
    }
    return (int)v;
}

static lathe_status fail_spec(script_vm *vm, const script_str *text, script_value v, lathe_error *err)
{
    return script_raise(vm, err, "ValueError", "Invalid format specifier '%.100s' for object of type '%s'", text->text,
                        script_type_name(v));
}

static bool is_align(char c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

static lathe_status read_spec(script_vm *vm, const script_str *text, script_value v, spec *s, lathe_error *err)
{
    const char *p = text->text, *end = p + text->length;
    *s = (spec){.fill = " ", .precision = -1};
    int first = 1;
    while (p + first < end && ((unsigned char)p[first] & 0xc0) == 0x80)
        first++;
    bool has_fill = p + first < end && is_align(p[first]);
    if (has_fill) {
        memcpy(s->fill, p, (size_t)first);
        s->align = p[first];
        p += first + 1;
    } else if (p < end && is_align(*p)) {
        s->align = *p++;
    }
    if (p < end && strchr("+- ", *p))
        s->sign = *p++;
    if (p < end && *p == 'z') {
        s->drops_sign = true;
        p++;
    }
    if (p < end && *p == '#') {
        s->alternate = true;
        p++;
    }
    if (p < end && *p == '0') {
        s->zero = true;
        p++;
        if (!has_fill)
            memcpy(s->fill, "0", 2);
        if (!s->align)
            s->align = '=';
    }
    s->width = read_number(&p, end, MAX_WIDTH);
    if (p < end && (*p == ',' || *p == '_'))
        s->group = *p++;
    if (s->group && p < end && (*p == ',' || *p == '_'))
        return script_raise(vm, err, "ValueError", *p == s->group ? "Cannot specify '%c' with '%c'."
                                                                  : "Cannot specify both ',' and '_'.",
                            s->group, *p);
    if (p < end && *p == '.') {
        p++;
        if (p == end || *p < '0' || *p > '9')
            return script_raise(vm, err, "ValueError", "Format specifier missing precision");
        s->precision = read_number(&p, end, MAX_PRECISION);
    }
    if (p < end)
        s->type = *p++;
    if (s->width > MAX_WIDTH || s->precision > MAX_PRECISION)
        return script_raise(vm, err, "ValueError", "Too many decimal digits in format string");
    return p == end ? LATHE_OK : fail_spec(vm, text, v, err);
}

/* sign and digits, padded to the width. */
static lathe_status pad(script_vm *vm, const spec *s, const char *sign, const char *body, size_t length, char align,
                        script_value *out, lathe_error *err)
{
    text_builder b = {.vm = vm};
    size_t used = strlen(sign), fill_length = strlen(s->fill);
    for (size_t i = 0; i < length; i++)
        used += ((unsigned char)body[i] & 0xc0) != 0x80;
    size_t room = (size_t)s->width > used ? (size_t)s->width - used : 0;
    size_t before = align == '>' ? room : align == '^' ? room / 2 : 0, inside = align == '=' ? room : 0;
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < before && !st; i++)
        st = builder_add(&b, s->fill, fill_length, err);
    if (!st)
        st = builder_add(&b, sign, strlen(sign), err);
    for (size_t i = 0; i < inside && !st; i++)
        st = builder_add(&b, s->fill, fill_length, err);
    if (!st)
        st = builder_add(&b, body, length, err);
    for (size_t i = before + inside; i < room && !st; i++)
        st = builder_add(&b, s->fill, fill_length, err);
    return st ? st : builder_take(&b, out, err);
}

/* Separators into the digits before the point; text has room. */
static void group_digits(char *text, size_t size, char group, int step)
{
    size_t digits = strspn(text, "0123456789abcdefABCDEF"), length = strlen(text);
    for (size_t i = digits; i > (size_t)step && length + 1 < size; i -= (size_t)step) {
        memmove(text + i - step + 1, text + i - step, length - (i - (size_t)step) + 1);
        text[i - (size_t)step] = group;
        length++;
    }
}

/* Zeros before the digits, grouped too, until the width is reached. */
static void fill_groups(char *text, size_t size, const spec *s, size_t sign, int step)
{
    while (strlen(text) + sign < (size_t)s->width && strlen(text) + 2 < size) {
        size_t first = strcspn(text, (char[]){s->group, '.', 'e', '\0'}), length = strlen(text);
        bool separate = text[first] == s->group && first == (size_t)step;
        memmove(text + 1 + separate, text, length + 1);
        text[0] = '0';
        if (separate)
            text[1] = s->group;
        else if (text[first + 1] != s->group && first == (size_t)step) { /* the first group is full */
            memmove(text + 2, text + 1, length + 1);
            text[1] = s->group;
        }
    }
}

static void drop_zeros(char *text)
{
    char *e = strchr(text, 'e'), *end = e ? e : text + strlen(text), *p = end;
    if (!memchr(text, '.', (size_t)(end - text)))
        return;
    while (p[-1] == '0')
        p--;
    if (p[-1] == '.')
        p--;
    memmove(p, end, strlen(end) + 1);
}

/* The digits of a magnitude, by a spec of C's printf or of Python's own. */
static void put_real(const spec *s, double magnitude, char *body, size_t size)
{
    int precision = s->precision < 0 ? 6 : s->precision;
    switch (s->type) {
    case '%':
        snprintf(body, size, "%.*f%%", precision, magnitude * 100);
        return;
    case 'f':
    case 'F':
        snprintf(body, size, s->alternate ? "%#.*f" : "%.*f", precision, magnitude);
        return;
    case 'e':
    case 'E':
        snprintf(body, size, s->alternate ? "%#.*e" : "%.*e", precision, magnitude);
        return;
    case '\0':
        if (s->precision < 0) {
            format_double(magnitude, body);
            return;
        }
        /* As g, but with a digit after the point, or an exponent where there is no room for it. */
        snprintf(body, size, "%.*g", precision ? precision : 1, magnitude);
        precision += precision == 0;
        if (!strpbrk(body, ".e") && strlen(body) >= (size_t)precision) {
            snprintf(body, size, "%.*e", precision - 1, magnitude);
            drop_zeros(body);
        } else if (!strpbrk(body, ".e")) {
            strncat(body, ".0", size - strlen(body) - 1);
        }
        return;
    default:
        snprintf(body, size, s->alternate ? "%#.*g" : "%.*g", precision ? precision : 1, magnitude);
    }
}

static lathe_status format_number(script_vm *vm, script_value v, const spec *s, script_value *out, lathe_error *err)
{
    char body[900];
    double d;
    lathe_status st = script_to_double(vm, v, &d, err);
    if (st)
        return st;
    if (s->type && !strchr("eEfFgGn%", s->type))
        return script_raise(vm, err, "ValueError", "Unknown format code '%c' for object of type '%s'", s->type,
                            script_type_name(v));
    if (isfinite(d))
        put_real(s, fabs(d), body, sizeof body);
    else
        snprintf(body, sizeof body, "%s%s", isnan(d) ? "nan" : "inf", s->type == '%' ? "%" : "");
    if (s->type == 'E' || s->type == 'G' || s->type == 'F')
        for (char *p = body; *p; p++)
            *p = (char)(*p >= 'a' && *p <= 'z' ? *p - 32 : *p);
    bool negative = signbit(d) && !isnan(d) && !(s->drops_sign && !strpbrk(body, "123456789i"));
    const char *sign = negative ? "-" : s->sign == '+' ? "+" : s->sign == ' ' ? " " : "";
    if (s->group)
        group_digits(body, sizeof body, s->group, 3);
    if (s->group && s->zero && s->align == '=' && isfinite(d))
        fill_groups(body, sizeof body, s, strlen(sign), 3);
    return pad(vm, s, sign, body, strlen(body), s->align ? s->align : '>', out, err);
}

static void put_binary(uint64_t magnitude, char *out)
{
    int bits = 64 - (magnitude ? __builtin_clzll(magnitude) : 63);
    for (int i = 0; i < bits; i++)
        out[i] = magnitude >> (bits - 1 - i) & 1 ? '1' : '0';
    out[bits] = '\0';
}

static lathe_status format_character(script_vm *vm, int64_t code, const spec *s, script_value *out, lathe_error *err)
{
    text_builder b = {.vm = vm};
    script_value text;
    if (s->sign)
        return script_raise(vm, err, "ValueError", "Sign not allowed with integer format specifier 'c'");
    if (code < 0 || code > 0x10ffff)
        return script_raise(vm, err, "OverflowError", "%%c arg not in range(0x110000)");
    lathe_status st = str_add_code(&b, (uint32_t)code, err);
    if (!st)
        st = builder_take(&b, &text, err);
    return st ? st : pad(vm, s, "", text.str->text, text.str->length, s->align ? s->align : '>', out, err);
}

static lathe_status format_integer(script_vm *vm, script_value v, const spec *s, script_value *out, lathe_error *err)
{
    int64_t i = v.kind == SCRIPT_BOOL ? v.boolean : v.integer;
    uint64_t magnitude = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
    char body[300], sign[8];
    const char *prefix = "";
    if (s->precision >= 0)
        return script_raise(vm, err, "ValueError", "Precision not allowed in integer format specifier");
    switch (s->type) {
    case 'x':
        snprintf(body, sizeof body, "%llx", (unsigned long long)magnitude);
        prefix = "0x";
        break;
    case 'X':
        snprintf(body, sizeof body, "%llX", (unsigned long long)magnitude);
        prefix = "0X";
        break;
    case 'o':
        snprintf(body, sizeof body, "%llo", (unsigned long long)magnitude);
        prefix = "0o";
        break;
    case 'b':
        put_binary(magnitude, body);
        prefix = "0b";
        break;
    case 'c':
        return format_character(vm, i, s, out, err);
    case '\0':
    case 'd':
    case 'n':
        snprintf(body, sizeof body, "%llu", (unsigned long long)magnitude);
        break;
    default:
        return script_raise(vm, err, "ValueError", "Unknown format code '%c' for object of type '%s'", s->type,
                            script_type_name(v));
    }
    int step = s->type == '\0' || s->type == 'd' ? 3 : 4;
    if (s->group && (s->type == 'n' || (s->group == ',' && step == 4)))
        return script_raise(vm, err, "ValueError", "Cannot specify '%c' with '%c'.", s->group, s->type);
    if (s->group)
        group_digits(body, sizeof body, s->group, step);
    snprintf(sign, sizeof sign, "%s%s",
             i < 0            ? "-"
             : s->sign == '+' ? "+"
             : s->sign == ' ' ? " "
                              : "",
             s->alternate ? prefix : "");
    if (s->group && s->zero && s->align == '=')
        fill_groups(body, sizeof body, s, strlen(sign), step);
    return pad(vm, s, sign, body, strlen(body), s->align ? s->align : '>', out, err);
}

static lathe_status format_str(script_vm *vm, const script_str *v, const spec *s, script_value *out, lathe_error *err)
{
    size_t length = v->length;
    if (s->type && s->type != 's')
        return script_raise(vm, err, "ValueError", "Unknown format code '%c' for object of type 'str'", s->type);
    if (s->group)
        return script_raise(vm, err, "ValueError", "Cannot specify '%c' with 's'.", s->group);
    if (s->alternate)
        return script_raise(vm, err, "ValueError", "Alternate form (#) not allowed in string format specifier");
    if (s->sign)
        return script_raise(vm, err, "ValueError", "Sign not allowed in string format specifier");
    if (s->align == '=' && !s->zero)
        return script_raise(vm, err, "ValueError", "'=' alignment not allowed in string format specifier");
    if (s->precision >= 0 && (uint32_t)s->precision < v->characters)
        length = text_offset(v, (uint32_t)s->precision);
    return pad(vm, s, "", v->text, length, s->align && s->align != '=' ? s->align : '<', out, err);
}

lathe_status format_value(script_vm *vm, script_value v, const script_str *text, script_value *out, lathe_error *err)
{
    script_value method, argument;
    if (class_find_special(v, "__format__", &method)) {
        lathe_status st = text ? LATHE_OK : script_str_new(vm, "", 0, &argument, err);
        if (text)
            argument = text_value(text);
        return st ? st : call_with_self(vm, method, v, &(arguments){.items = &argument, .count = 1}, out, err);
    }
    return format_by_default(vm, v, text, out, err);
}

lathe_status format_by_default(script_vm *vm, script_value v, const script_str *text, script_value *out,
                               lathe_error *err)
{
    spec s;
    if (!text || !text->length)
        return script_to_str(vm, v, out, err);
    lathe_status st = class_plain(vm, v, &v, err);
    if (!st)
        st = read_spec(vm, text, v, &s, err);
    if (st)
        return st;
    if (v.kind == SCRIPT_STR)
        return format_str(vm, v.str, &s, out, err);
    if (!script_is_number(v))
        return script_raise(vm, err, "TypeError", "unsupported format string passed to %s.__format__",
                            script_type_name(v));
    bool is_real = v.kind == SCRIPT_FLOAT || (s.type && strchr("eEfFgG%", s.type));
    return is_real ? format_number(vm, v, &s, out, err) : format_integer(vm, v, &s, out, err);
}

/* ---- % ---- */

typedef struct percent_state {
    script_vm *vm;
    text_builder out;
    script_value args;
    size_t used;
    const char *begin; /* of the format */
} percent_state;

static lathe_status take_argument(percent_state *p, const char *key, size_t key_length, script_value *out,
                                  lathe_error *err)
{
    script_value name;
    bool found;
    if (key) {
        if (p->args.kind != SCRIPT_DICT)
            return script_raise(p->vm, err, "TypeError", "format requires a mapping");
        lathe_status st = script_str_new(p->vm, key, key_length, &name, err);
        if (!st)
            st = script_dict_get(p->vm, p->args.dict, name, &found, out, err);
        return st || found ? st : exception_key_error(p->vm, name, err);
    }
    bool tuple = p->args.kind == SCRIPT_TUPLE;
    if (p->used >= (tuple ? p->args.list->count : 1))
        return script_raise(p->vm, err, "TypeError", "not enough arguments for format string");
    *out = tuple ? p->args.list->items[p->used] : p->args;
    p->used++;
    return LATHE_OK;
}

/* %c: a number or a text of one character. */
static lathe_status percent_character(script_vm *vm, script_value v, const spec *s, script_value *out, lathe_error *err)
{
    spec plain = *s;
    plain.sign = 0;
    if (v.kind == SCRIPT_STR && v.str->characters == 1)
        return format_str(vm, v.str, &plain, out, err);
    if (v.kind != SCRIPT_INT && v.kind != SCRIPT_BOOL)
        return script_raise(vm, err, "TypeError", "%%c requires int or char");
    return format_character(vm, v.kind == SCRIPT_INT ? v.integer : v.boolean, &plain, out, err);
}

/* A precision is the least number of digits. */
static lathe_status percent_integer(script_vm *vm, script_value v, spec *s, script_value *out, lathe_error *err)
{
    int digits = s->precision, width = s->width;
    spec inner = *s;
    s->precision = -1;
    if (digits < 0)
        return format_integer(vm, v, s, out, err);
    int64_t i = v.kind == SCRIPT_BOOL ? v.boolean : v.integer;
    inner.precision = -1;
    inner.align = '=';
    memcpy(inner.fill, "0", 2);
    inner.width = digits + (i < 0 || s->sign) + (s->alternate && s->type != 'd' ? 2 : 0);
    lathe_status st = format_integer(vm, v, &inner, out, err);
    spec outer = {.fill = " ", .align = s->align == '=' ? '>' : s->align, .width = width, .precision = -1};
    return st ? st : pad(vm, &outer, "", out->str->text, out->str->length, outer.align, out, err);
}

static lathe_status percent_value(percent_state *p, char type, const char *flags, int width, int precision,
                                  script_value v, lathe_error *err)
{
    script_vm *vm = p->vm;
    spec s = {.fill = " ",
              .align = strchr(flags, '-') ? '<' : '>',
              .width = width,
              .precision = precision,
              .sign = (char)(strchr(flags, '+')   ? '+'
                             : strchr(flags, ' ') ? ' '
                                                  : 0),
              .alternate = strchr(flags, '#') != NULL};
    script_value text;
    lathe_status st = LATHE_OK;
    if (strchr("sra", type)) {
        s.sign = 0;
        s.alternate = false;
        st = type == 's'   ? script_to_str(vm, v, &v, err)
             : type == 'r' ? script_to_repr(vm, v, &v, err)
                           : format_ascii(vm, v, &v, err);
        if (!st)
            st = format_str(vm, v.str, &s, &text, err);
    } else if (type == 'c') {
        st = percent_character(vm, v, &s, &text, err);
    } else {
        script_value shown = v;
        st = class_plain(vm, shown, &v, err);
        if (st)
            return st;
        if (!script_is_number(v))
            return script_raise(vm, err, "TypeError", "%%%c format: a real number is required, not %s", type,
                                script_type_name(shown));
        if (strchr(flags, '0') && s.align == '>') {
            s.align = '=';
            memcpy(s.fill, "0", 2);
        }
        s.type = type == 'i' || type == 'u' ? 'd' : type;
        if (strchr("dxXo", s.type)) {
            if (v.kind == SCRIPT_FLOAT && s.type == 'd' && fabs(v.number) < 0x1p62)
                v = script_int((int64_t)v.number);
            else if (v.kind == SCRIPT_FLOAT)
                return script_raise(vm, err, "TypeError", "%%%c format: an integer is required, not float", type);
            st = percent_integer(vm, v, &s, &text, err);
        } else {
            st = format_number(vm, v, &s, &text, err);
        }
    }
    return st ? st : builder_add_str(&p->out, text.str, err);
}

/* Digits, or * for the next argument. */
static lathe_status percent_number(percent_state *p, const char **q, const char *end, int most, int *out,
                                   lathe_error *err)
{
    script_value v;
    if (*q == end || **q != '*') {
        *out = read_number(q, end, most);
        return LATHE_OK;
    }
    (*q)++;
    lathe_status st = take_argument(p, NULL, 0, &v, err);
    if (!st && v.kind != SCRIPT_INT)
        return script_raise(p->vm, err, "TypeError", "* wants int");
    if (!st)
        *out = v.integer > most ? most + 1 : v.integer < -most ? -most - 1 : (int)v.integer;
    return st;
}

/* One % item; q after the sign. Moves *q past it. */
static lathe_status percent_item(percent_state *p, const char **q, const char *end, lathe_error *err)
{
    char flags[8] = "";
    const char *key = NULL;
    size_t key_length = 0, count = 0;
    script_value v;
    if (*q < end && **q == '(') {
        const char *close = memchr(*q, ')', (size_t)(end - *q));
        if (!close)
            return script_raise(p->vm, err, "ValueError", "incomplete format key");
        key = *q + 1;
        key_length = (size_t)(close - key);
        *q = close + 1;
    }
    for (; *q < end && strchr("-+ #0", **q); (*q)++)
        if (count + 1 < sizeof flags)
            flags[count++] = **q;
    flags[count] = '\0';
    int width = 0, precision = -1;
    lathe_status st = percent_number(p, q, end, MAX_WIDTH, &width, err);
    if (!st && width < 0 && count + 1 < sizeof flags) {
        memcpy(flags + count, "-", 2);
        width = -width;
    }
    if (!st && *q < end && **q == '.') {
        (*q)++;
        st = percent_number(p, q, end, MAX_PRECISION, &precision, err);
        precision = precision < 0 ? 0 : precision;
    }
    while (*q < end && strchr("hlL", **q))
        (*q)++;
    if (st)
        return st;
    if (*q == end)
        return script_raise(p->vm, err, "ValueError", "incomplete format");
    char type = *(*q)++;
    if (type == '%')
        return builder_add(&p->out, "%", 1, err);
    if (!strchr("sradiuxXoeEfFgGc", type))
        return script_raise(p->vm, err, "ValueError", "unsupported format character '%c' (0x%x) at index %td", type,
                            (unsigned char)type, *q - 1 - p->begin);
    if (width > MAX_WIDTH || precision > MAX_PRECISION)
        return script_raise(p->vm, err, "ValueError", "Too many decimal digits in format string");
    st = take_argument(p, key, key_length, &v, err);
    return st ? st : percent_value(p, type, flags, width, precision, v, err);
}

lathe_status format_percent(script_vm *vm, const script_str *format, script_value args, script_value *out,
                            lathe_error *err)
{
    percent_state p = {.vm = vm, .out = {.vm = vm}, .args = args, .begin = format->text};
    const char *q = format->text, *end = q + format->length;
    lathe_status st = LATHE_OK;
    while (q < end && !st) {
        const char *sign = memchr(q, '%', (size_t)(end - q));
        st = builder_add(&p.out, q, (size_t)((sign ? sign : end) - q), err);
        q = sign ? sign + 1 : end;
        if (!st && sign)
            st = percent_item(&p, &q, end, err);
    }
    if (st)
        return st;
    if (args.kind == SCRIPT_TUPLE ? p.used < args.list->count : p.used == 0 && args.kind != SCRIPT_DICT)
        return script_raise(vm, err, "TypeError", "not all arguments converted during string formatting");
    return builder_take(&p.out, out, err);
}
