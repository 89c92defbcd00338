/* selector_string.c: selector strings.
 *
 * Grammar (CadQuery's): atom = DIR | %TYPE | (> or <)DIR[n] | (>> or <<)DIR[n] | (| # + -)DIR | a named view;
 * `and` binds before `or` before `exc` and `except`; `not` takes all that follows it. */
#include "reward/cadquery/selector/selector.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 50, LEVELS = 3 };

typedef struct reader {
    script_vm *vm;
    const char *text, *at;
    int depth;
    lathe_error *err;
} reader;

static void skip_space(reader *r)
{
    while (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r')
        r->at++;
}

static bool take(reader *r, const char *token)
{
    skip_space(r);
    size_t length = strlen(token);
    if (strncmp(r->at, token, length) != 0)
        return false;
    r->at += length;
    return true;
}

static lathe_status bad_string(reader *r)
{
    skip_space(r);
    return script_raise(r->vm, r->err, "ParseException", "Expected a selector, found '%.20s'  (at char %d)", r->at,
                        (int)(r->at - r->text));
}

/* Digits with a sign and perhaps a point behind. */
static bool take_number(reader *r, double *out)
{
    char number[40];
    size_t length = 0;
    skip_space(r);
    const char *p = r->at;
    if (*p == '+' || *p == '-')
        p++;
    if (!isdigit((unsigned char)*p))
        return false;
    while (isdigit((unsigned char)*p))
        p++;
    if (*p == '.')
        p++;
    while (isdigit((unsigned char)*p))
        p++;
    length = (size_t)(p - r->at);
    if (length >= sizeof number)
        return false;
    memcpy(number, r->at, length);
    number[length] = 0;
    *out = strtod(number, NULL);
    r->at = p;
    return true;
}

static bool take_vector(reader *r, kernel_vec *out)
{
    const char *start = r->at;
    if (take(r, "(") && take_number(r, &out->x) && take(r, ",") && take_number(r, &out->y) && take(r, ",") &&
        take_number(r, &out->z) && take(r, ")"))
        return true;
    r->at = start;
    return false;
}

static bool take_direction(reader *r, kernel_vec *out)
{
    static const struct {
        const char *name;
        kernel_vec v;
    } directions[] = { { "XY", { 1, 1, 0 } }, { "XZ", { 1, 0, 1 } }, { "YZ", { 0, 1, 1 } },
                       { "X", { 1, 0, 0 } },  { "Y", { 0, 1, 0 } },  { "Z", { 0, 0, 1 } } };
    for (size_t i = 0; i < sizeof directions / sizeof *directions; i++) {
        if (take(r, directions[i].name)) {
            *out = directions[i].v;
            return true;
        }
    }
    return take_vector(r, out);
}

static bool take_index(reader *r, int64_t *out)
{
    const char *start = r->at;
    double n = 0;
    bool minus = false;
    if (take(r, "[")) {
        minus = take(r, "-");
        skip_space(r);
        const char *digits = r->at;
        while (isdigit((unsigned char)*r->at))
            r->at++;
        if (r->at != digits && r->at - digits < 9) {
            n = strtod(digits, NULL);
            *out = (int64_t)(minus ? -n : n);
            if (take(r, "]"))
                return true;
        }
    }
    r->at = start;
    return false;
}

static bool take_type(reader *r, char out[24])
{
    static const char *const types[] = { "LINE",   "CIRCLE",  "ELLIPSE", "HYPERBOLA", "PARABOLA",   "BEZIER",
                                         "BSPLINE", "OFFSET", "OTHER",   "PLANE",     "CYLINDER",   "CONE",
                                         "SPHERE", "TORUS",   "REVOLUTION", "EXTRUSION" };
    skip_space(r);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        size_t length = strlen(types[i]);
        if (strncasecmp(r->at, types[i], length) == 0) {
            memcpy(out, types[i], length + 1);
            r->at += length;
            return true;
        }
    }
    return false;
}

/* An operator and its direction, with an index where the operator takes one. False (nothing read) if it is not that. */
static bool take_directed(reader *r, selector *s)
{
    static const struct {
        const char *token;
        selector_kind kind, indexed;
        bool largest;
        double sign;
    } rows[] = {
        { ">>", SELECT_CENTER_NTH, SELECT_CENTER_NTH, true, 1 },
        { "<<", SELECT_CENTER_NTH, SELECT_CENTER_NTH, false, 1 },
        { ">", SELECT_CENTER_NTH, SELECT_PARALLEL_NTH, true, 1 },
        { "<", SELECT_CENTER_NTH, SELECT_PARALLEL_NTH, false, 1 },
        { "|", SELECT_PARALLEL, SELECT_ALL, true, 1 },
        { "#", SELECT_PERPENDICULAR, SELECT_ALL, true, 1 },
        { "+", SELECT_DIRECTION, SELECT_ALL, true, 1 },
        { "-", SELECT_DIRECTION, SELECT_ALL, true, -1 },
    };
    const char *start = r->at;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (take(r, rows[i].token) && take_direction(r, &s->vector)) {
            s->vector = vec_scale(s->vector, rows[i].sign);
            s->kind = rows[i].kind;
            s->largest = rows[i].largest;
            s->n = -1;
            if (rows[i].indexed != SELECT_ALL && take_index(r, &s->n))
                s->kind = rows[i].indexed;
            return true;
        }
        r->at = start;
    }
    return false;
}

static bool take_atom(reader *r, selector *s)
{
    static const struct {
        const char *name;
        kernel_vec v;
        bool largest;
    } views[] = { { "front", { 0, 0, 1 }, true }, { "back", { 0, 0, 1 }, false },  { "left", { 1, 0, 0 }, false },
                  { "right", { 1, 0, 0 }, true }, { "top", { 0, 1, 0 }, true }, { "bottom", { 0, 1, 0 }, false } };
    const char *start = r->at;
    *s = (selector){ .kind = SELECT_DIRECTION, .tolerance = 1e-4 };
    if (take_direction(r, &s->vector))
        return true;
    s->kind = SELECT_TYPE;
    if (take(r, "%") && take_type(r, s->type))
        return true;
    r->at = start;
    if (take_directed(r, s))
        return true;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        if (take(r, views[i].name)) {
            *s = (selector){ .kind = SELECT_CENTER_NTH, .vector = views[i].v, .n = -1, .largest = views[i].largest,
                             .tolerance = 1e-4 };
            return true;
        }
    }
    return false;
}

static lathe_status read_level(reader *r, int level, const selector **out);

/* An atom, an expression in parentheses, or `not` and all that follows it. */
static lathe_status read_operand(reader *r, const selector **out)
{
    script_vm *vm = r->vm;
    lathe_error *err = r->err;
    selector s, *made;
    if (take_atom(r, &s)) {
        TRY(selector_new(vm, &s, &made, err));
        *out = made;
        return LATHE_OK;
    }
    bool inverse = take(r, "not");
    if ((!inverse && !take(r, "(")) || ++r->depth > MAX_DEPTH)
        return bad_string(r);
    TRY(read_level(r, LEVELS - 1, out));
    r->depth--;
    if (!inverse)
        return take(r, ")") ? LATHE_OK : bad_string(r);
    s = (selector){ .kind = SELECT_NOT, .left = *out };
    TRY(selector_new(vm, &s, &made, err));
    *out = made;
    return LATHE_OK;
}

static bool take_operator(reader *r, int level)
{
    return level == 0 ? take(r, "and") : level == 1 ? take(r, "or") : take(r, "except") || take(r, "exc");
}

/* The binary operators, tightest at level 0. */
static lathe_status read_level(reader *r, int level, const selector **out)
{
    static const selector_kind kinds[LEVELS] = { SELECT_AND, SELECT_OR, SELECT_EXCEPT };
    script_vm *vm = r->vm;
    lathe_error *err = r->err;
    selector *made;
    TRY(level ? read_level(r, level - 1, out) : read_operand(r, out));
    while (take_operator(r, level)) {
        selector pair = { .kind = kinds[level], .left = *out };
        TRY(level ? read_level(r, level - 1, &pair.right) : read_operand(r, &pair.right));
        TRY(selector_new(vm, &pair, &made, err));
        *out = made;
    }
    return LATHE_OK;
}

lathe_status selector_parse(script_vm *vm, const char *text, const selector **out, lathe_error *err)
{
    reader r = { vm, text, text, 0, err };
    TRY(read_level(&r, LEVELS - 1, out));
    skip_space(&r);
    return *r.at ? bad_string(&r) : LATHE_OK;
}
