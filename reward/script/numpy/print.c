/* print.c: arrays as text, as numpy prints them: common widths, wrapped lines, long ones abridged. */
#include "reward/script/numpy/array.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WORD = 400 };

/* How the elements of one array are written. */
typedef struct layout {
    const print_options *options;
    array_type type;
    bool exponential, is_single;
    int left, right, exponent; /* widths */
    int precision;
} layout;

typedef struct printer {
    const array *a;
    layout words;
    const char *separator;
    bool abridged;
    text_builder out;
    size_t line; /* characters of the last line */
} printer;

lathe_status print_options_of(script_vm *vm, print_options **out, lathe_error *err)
{
    lathe_status st = vm_state(vm, print_options_of, sizeof **out, (void **)out, err);
    if (!st && !(*out)->width)
        **out = (print_options){.precision = 8, .threshold = 1000, .edge = 3, .width = 75};
    return st;
}

/* Digits after the point of the shortest text that reads back, in the form of %e. */
static int shortest_digits(double v)
{
    char text[40];
    for (int digits = 0; digits < 17; digits++) {
        snprintf(text, sizeof text, "%.*e", digits, v);
        if (strtod(text, NULL) == v)
            return digits;
    }
    return 17;
}

static void drop_zeros(char *text)
{
    char *end = text + strlen(text);
    while (end > text && end[-1] == '0')
        end--;
    *end = '\0';
}

/* A finite number without exponent: at most `precision` digits behind the point, zeros dropped, the point kept. */
static void write_plain(double v, int precision, char word[MAX_WORD])
{
    char text[40];
    int digits = shortest_digits(v);
    snprintf(text, sizeof text, "%.*e", digits, v);
    int behind = digits - atoi(strchr(text, 'e') + 1);
    behind = behind < 0 ? 0 : behind;
    snprintf(word, MAX_WORD, "%.*f", behind < precision ? behind : precision, v);
    if (strchr(word, '.'))
        drop_zeros(word);
    else
        strncat(word, ".", MAX_WORD - strlen(word) - 1);
}

/* With exponent: mantissa without zeros at its end, and the exponent's own text ("+05"). */
static void write_exponential(double v, int precision, char word[MAX_WORD], char exponent[16])
{
    int digits = shortest_digits(v);
    snprintf(word, MAX_WORD, "%.*e", digits < precision ? digits : precision, v);
    char *e = strchr(word, 'e');
    snprintf(exponent, 16, "%s", e + 1);
    *e = '\0';
    if (strchr(word, '.'))
        drop_zeros(word);
    else
        strncat(word, ".", MAX_WORD - strlen(word) - 1);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* Widths from the first pass over an element. */
static void measure(layout *l, double v)
{
    char word[MAX_WORD], exponent[16] = "";
    if (l->exponential)
        write_exponential(v, l->options->precision, word, exponent);
    else
        write_plain(v, l->options->precision, word);
    int point = (int)strcspn(word, ".");
    l->left = larger(l->left, point);
    l->precision = larger(l->precision, (int)strlen(word) - point - 1);
    l->exponent = larger(l->exponent, (int)strlen(exponent) - 1);
}

/* The elements that will be shown, in a contiguous array. */
static lathe_status shown_elements(script_vm *vm, const array *a, bool abridged, int64_t edge, array **out,
                                   lathe_error *err)
{
    array *shown = (array *)a;
    lathe_status st = LATHE_OK;
    for (int axis = 0; axis < a->dimensions && !st && abridged; axis++) {
        array *parts[2];
        if (shown->shape[axis] <= 2 * edge)
            continue;
        for (int k = 0; k < 2 && !st; k++) {
            st = array_view(vm, shown, shown->dimensions, shown->shape, shown->strides, &parts[k], err);
            if (st)
                break;
            parts[k]->shape[axis] = edge;
            parts[k]->data += k ? (shown->shape[axis] - edge) * shown->strides[axis] : 0;
            parts[k]->size = shown->size / shown->shape[axis] * edge;
        }
        if (!st)
            st = shape_concatenate(vm, parts, 2, axis, &shown, err);
    }
    return st ? st : array_cast(vm, shown, a->type, out, err);
}

static void measure_doubles(layout *l, const double *v, int64_t n)
{
    double most = 0, least = INFINITY;
    bool finite = false, strange = false, below = false;
    for (int64_t i = 0; i < n; i++) {
        strange |= !isfinite(v[i]);
        below |= v[i] == -INFINITY;
        finite |= isfinite(v[i]);
        if (isfinite(v[i]) && v[i] != 0) {
            most = fmax(most, fabs(v[i]));
            least = fmin(least, fabs(v[i]));
        }
    }
    l->exponential = most > 0 && (most >= 1e8 || (!l->options->suppress && (least < 0.0001 || most / least > 1000)));
    for (int64_t i = 0; i < n; i++)
        if (isfinite(v[i]))
            measure(l, v[i]);
    l->right = !finite ? 0 : l->exponential ? l->exponent + 2 + l->precision : l->precision;
    if (strange)
        l->left = larger(l->left, larger(3, 3 + below) - (l->right + 1));
}

static void measure_integers(layout *l, const int64_t *v, int64_t n)
{
    char word[32];
    for (int64_t i = 0; i < n; i++)
        l->left = larger(l->left, snprintf(word, sizeof word, "%lld", (long long)v[i]));
}

static void write_double(const layout *l, double v, char word[MAX_WORD])
{
    char plain[MAX_WORD], exponent[16] = "";
    if (!isfinite(v)) {
        snprintf(word, MAX_WORD, "%*s", l->left + l->right + 1, isnan(v) ? "nan" : v < 0 ? "-inf" : "inf");
        return;
    }
    if (l->exponential) {
        write_exponential(v, l->precision, plain, exponent);
        int before = (int)strcspn(plain, "."), zeros = l->precision - ((int)strlen(plain) - before - 1);
        int lead = l->exponent - ((int)strlen(exponent) - 1);
        snprintf(word, MAX_WORD, "%*s%s%.*se%c%.*s%s", larger(l->left - before, 0), "", plain, larger(zeros, 0),
                 "00000000000000000000", exponent[0], larger(lead, 0), "000", exponent + 1);
        return;
    }
    write_plain(v, l->precision, plain);
    int before = (int)strcspn(plain, "."), after = (int)strlen(plain) - before - 1;
    snprintf(word, MAX_WORD, "%*s%s%*s", larger(l->left - before, 0), "", plain, larger(l->right - after, 0), "");
}

static void write_element(const layout *l, const char *p, char word[MAX_WORD])
{
    if (l->type == ARRAY_FLOAT)
        write_double(l, *(const double *)p, word);
    else if (l->type == ARRAY_INT)
        snprintf(word, MAX_WORD, "%*lld", l->left, (long long)*(const int64_t *)p);
    else
        snprintf(word, MAX_WORD, "%s", *(const bool *)p ? (l->is_single ? "True" : " True") : "False");
}

static lathe_status add(printer *p, const char *text, lathe_error *err)
{
    const char *line = strrchr(text, '\n');
    p->line = line ? strlen(line + 1) : p->line + strlen(text);
    return builder_add(&p->out, text, strlen(text), err);
}

static lathe_status add_spaces(printer *p, size_t count, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (; count > 0 && !st; count--)
        st = add(p, " ", err);
    return st;
}

/* One more word of a row; a new line where it does not fit. */
static lathe_status add_word(printer *p, const char *word, size_t indent, size_t width, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    if (p->line + strlen(word) > width && p->line > indent) {
        while (p->out.length && p->out.text[p->out.length - 1] == ' ')
            p->out.length--;
        st = add(p, "\n", err);
        if (!st)
            st = add_spaces(p, indent, err);
    }
    return st ? st : add(p, word, err);
}

static lathe_status print_row(printer *p, const char *data, int axis, size_t indent, size_t width, lathe_error *err)
{
    int64_t count = p->a->shape[axis], edge = p->words.options->edge;
    bool cut = p->abridged && count > 2 * edge;
    char word[MAX_WORD];
    lathe_status st = LATHE_OK;
    for (int64_t i = 0; i < count && !st; i++) {
        if (cut && i == edge) {
            st = add_word(p, "...", indent, width - 1, err);
            if (!st)
                st = add(p, p->separator, err);
            i = count - edge;
        }
        write_element(&p->words, data + i * p->a->strides[axis], word);
        if (!st)
            st = add_word(p, word, indent, width - 1, err);
        if (!st && i + 1 < count)
            st = add(p, p->separator, err);
        if (!st)
            st = script_spend(p->out.vm, 1, err);
    }
    return st;
}

/* [ ... ] of one axis and all inside of it; the bracket stands at indent - 1. */
static lathe_status print_axis(printer *p, const char *data, int axis, size_t indent, size_t width, lathe_error *err)
{
    const array *a = p->a;
    int64_t count = a->shape[axis], edge = p->words.options->edge;
    bool cut = p->abridged && count > 2 * edge;
    lathe_status st = add(p, "[", err);
    if (!st && axis == a->dimensions - 1)
        st = print_row(p, data, axis, indent, width, err);
    for (int64_t i = 0; i < count && !st && axis < a->dimensions - 1; i++) {
        bool dots = cut && i == edge;
        if (i)
            st = add_spaces(p, indent, err);
        if (!st && dots)
            st = add(p, "...", err);
        else if (!st)
            st = print_axis(p, data + i * a->strides[axis], axis + 1, indent + 1, width - 1, err);
        if (dots)
            i = count - edge - 1;
        if (!st && i + 1 < count)
            st = add(p, p->separator[0] == ',' ? "," : "", err);
        for (int k = axis; k < a->dimensions - 1 && !st && i + 1 < count; k++)
            st = add(p, "\n", err);
    }
    return st ? st : add(p, "]", err);
}

static lathe_status print_end(printer *p, lathe_error *err)
{
    const array *a = p->a;
    char extra[260] = "", shape[200];
    bool odd = a->size == 0 && !(a->dimensions == 1 && a->shape[0] == 0);
    script_value tuple;
    if (odd || a->size > p->words.options->threshold) {
        lathe_status st = script_tuple_new(p->out.vm, NULL, (size_t)a->dimensions, &tuple, err);
        for (int i = 0; i < a->dimensions && !st; i++)
            tuple.list->items[i] = script_int(a->shape[i]);
        if (!st)
            st = script_to_repr(p->out.vm, tuple, &tuple, err);
        if (st)
            return st;
        snprintf(shape, sizeof shape, "%s", tuple.str->text);
        snprintf(extra, sizeof extra, "shape=%s%s", shape, a->size ? "" : ", ");
    }
    if (a->size == 0)
        snprintf(extra + strlen(extra), sizeof extra - strlen(extra), "dtype=%s", array_type_name(a->type));
    if (!extra[0])
        return add(p, ")", err);
    size_t width = (size_t)p->words.options->width;
    bool wraps = p->line + 1 + strlen(extra) + 1 + 1 > width;
    lathe_status st = add(p, wraps ? ",\n      " : ", ", err);
    if (!st)
        st = add(p, extra, err);
    return st ? st : add(p, ")", err);
}

lathe_status print_array(script_vm *vm, const array *a, bool is_repr, script_value *out, lathe_error *err)
{
    print_options *options;
    array *shown;
    char word[MAX_WORD];
    lathe_status st = print_options_of(vm, &options, err);
    if (!st && !is_repr && !a->dimensions)
        return script_to_str(vm, array_scalar(a->type, a->data), out, err);
    printer p = {.a = a, .separator = is_repr ? ", " : " ", .out = {.vm = vm}};
    if (!st) {
        p.abridged = a->size > options->threshold;
        p.words = (layout){.options = options, .type = a->type, .is_single = !a->dimensions};
        st = shown_elements(vm, a, p.abridged, options->edge, &shown, err);
    }
    if (!st)
        st = array_spend(vm, shown->size * 16, err);
    if (!st && a->type == ARRAY_FLOAT)
        measure_doubles(&p.words, (const double *)shown->data, shown->size);
    else if (!st && a->type == ARRAY_INT)
        measure_integers(&p.words, (const int64_t *)shown->data, shown->size);
    size_t prefix = is_repr ? strlen("array(") : 0;
    if (!st && is_repr)
        st = add(&p, "array(", err);
    if (!st && a->size == 0) {
        st = add(&p, "[]", err);
    } else if (!st && a->dimensions) {
        st = print_axis(&p, a->data, 0, prefix + 1, (size_t)options->width - is_repr, err);
    } else if (!st) {
        write_element(&p.words, a->data, word);
        st = add(&p, word, err);
    }
    if (!st && is_repr)
        st = print_end(&p, err);
    return st ? st : builder_take(&p.out, out, err);
}
