/* selector.c: selector strings and selector objects: which of some shapes are meant.
 *
 * Grammar (CadQuery's): atom = DIR | %TYPE | (> or <)DIR[n] | (>> or <<)DIR[n] | (| # + -)DIR | a named view;
 * expressions bind `and` before `or` before `exc`, `except`, and `not` last. */
#include "reward/cadquery/methods.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum selector_kind {
    SELECT_ALL,
    SELECT_NEAREST,   /* vector */
    SELECT_BOX,       /* vector, second */
    SELECT_PARALLEL,  /* vector and tolerance, as the next three */
    SELECT_DIRECTION,
    SELECT_PERPENDICULAR,
    SELECT_TYPE,      /* text */
    SELECT_CENTER_NTH, /* vector, n, largest, tolerance; the next four but for the vector */
    SELECT_PARALLEL_NTH,
    SELECT_RADIUS_NTH,
    SELECT_LENGTH_NTH,
    SELECT_AREA_NTH,
    SELECT_AND, /* left and right, as the next two */
    SELECT_OR,
    SELECT_EXCEPT,
    SELECT_NOT /* left */
} selector_kind;

typedef struct selector {
    selector_kind kind;
    kernel_vec vector, second;
    double tolerance;
    int64_t n;
    bool largest, by_box;
    char type[24];
    const struct selector *left, *right;
} selector;

static lathe_status new_selector(script_vm *vm, const selector *value, selector **out, lathe_error *err)
{
    void *memory;
    TRY(script_alloc(vm, sizeof *value, &memory, err));
    memcpy(memory, value, sizeof *value);
    *out = memory;
    return LATHE_OK;
}

/* ---- strings ---- */

enum { MAX_DEPTH = 50 };

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

static lathe_status read_primary(reader *r, const selector **out)
{
    script_vm *vm = r->vm;
    lathe_error *err = r->err;
    selector s, *made;
    if (take_atom(r, &s)) {
        TRY(new_selector(vm, &s, &made, err));
        *out = made;
        return LATHE_OK;
    }
    if (!take(r, "(") || ++r->depth > MAX_DEPTH)
        return bad_string(r);
    TRY(read_level(r, 3, out));
    r->depth--;
    return take(r, ")") ? LATHE_OK : bad_string(r);
}

static bool take_operator(reader *r, int level)
{
    return level == 0 ? take(r, "and") : level == 1 ? take(r, "or") : take(r, "except") || take(r, "exc");
}

/* Levels 0 to 2 are the binary operators, tightest first; 3 is `not`. */
static lathe_status read_level(reader *r, int level, const selector **out)
{
    static const selector_kind kinds[] = { SELECT_AND, SELECT_OR, SELECT_EXCEPT };
    script_vm *vm = r->vm;
    lathe_error *err = r->err;
    selector *made;
    if (level == 3) {
        int turns = 0;
        while (take(r, "not"))
            turns++;
        TRY(read_level(r, 2, out));
        for (; turns > 0; turns--) {
            const selector inverse = { .kind = SELECT_NOT, .left = *out };
            TRY(new_selector(vm, &inverse, &made, err));
            *out = made;
        }
        return LATHE_OK;
    }
    TRY(level ? read_level(r, level - 1, out) : read_primary(r, out));
    while (take_operator(r, level)) {
        selector pair = { .kind = kinds[level], .left = *out };
        TRY(level ? read_level(r, level - 1, &pair.right) : read_primary(r, &pair.right));
        TRY(new_selector(vm, &pair, &made, err));
        *out = made;
    }
    return LATHE_OK;
}

static lathe_status parse(script_vm *vm, const char *text, const selector **out, lathe_error *err)
{
    reader r = { vm, text, text, 0, err };
    TRY(read_level(&r, 3, out));
    skip_space(&r);
    return *r.at ? bad_string(&r) : LATHE_OK;
}

/* ---- filtering: which of the shapes, as indices in an order ---- */

typedef struct choice {
    size_t *items;
    size_t count;
} choice;

static const kernel_shape *shape_at(const script_list *list, size_t i)
{
    return shape_of(list->items[i])->kernel;
}

static lathe_status run(script_vm *vm, const selector *s, const script_list *list, const choice *from, choice *out,
                        lathe_error *err);

static lathe_status new_choice(script_vm *vm, size_t capacity, choice *out, lathe_error *err)
{
    void *memory;
    TRY(script_alloc(vm, (capacity + 1) * sizeof(size_t), &memory, err));
    *out = (choice){ memory, 0 };
    return LATHE_OK;
}

static double angle_between(kernel_vec a, kernel_vec b)
{
    return atan2(vec_length(vec_cross(a, b)), vec_dot(a, b));
}

/* Only planar faces (by their normal) and straight edges (by their tangent) have a direction. */
static lathe_status direction_of(script_vm *vm, const kernel_shape *shape, bool *has, kernel_vec *out,
                                 lathe_error *err)
{
    kernel_type type = kernel_type_of(shape);
    const char *geometry;
    *has = false;
    if (type != KERNEL_FACE && type != KERNEL_EDGE)
        return LATHE_OK;
    KERNEL(kernel_geometry_name(shape, &geometry, err));
    *has = strcmp(geometry, type == KERNEL_FACE ? "PLANE" : "LINE") == 0;
    if (!*has)
        return LATHE_OK;
    if (type == KERNEL_FACE)
        KERNEL(kernel_face_normal(shape, NULL, out, err));
    else
        KERNEL(kernel_curve_tangent(shape, 0.5, out, err));
    return LATHE_OK;
}

static bool matches_direction(const selector *s, kernel_vec v)
{
    switch (s->kind) {
    case SELECT_DIRECTION:
        return angle_between(s->vector, v) < s->tolerance;
    case SELECT_PERPENDICULAR:
        return fabs(angle_between(s->vector, v) - M_PI / 2) < s->tolerance;
    default:
        return vec_length(vec_cross(s->vector, v)) < s->tolerance;
    }
}

static bool in_box(const selector *s, kernel_vec p)
{
    const kernel_vec a = s->vector, b = s->second;
    return ((p.x < a.x) != (p.x < b.x)) && ((p.y < a.y) != (p.y < b.y)) && ((p.z < a.z) != (p.z < b.z));
}

/* Selectors that look at one shape at a time. */
static lathe_status matches(script_vm *vm, const selector *s, const kernel_shape *shape, bool *out, lathe_error *err)
{
    kernel_vec v, high;
    double diagonal;
    const char *geometry;
    switch (s->kind) {
    case SELECT_ALL:
        *out = true;
        return LATHE_OK;
    case SELECT_TYPE:
        KERNEL(kernel_geometry_name(shape, &geometry, err));
        *out = strcmp(geometry, s->type) == 0;
        return LATHE_OK;
    case SELECT_BOX:
        if (s->by_box) {
            KERNEL(kernel_bounds(shape, &v, &high, &diagonal, err));
            *out = in_box(s, v) && in_box(s, high);
        } else {
            KERNEL(kernel_center(shape, &v, err));
            *out = in_box(s, v);
        }
        return LATHE_OK;
    default:
        TRY(direction_of(vm, shape, out, &v, err));
        *out = *out && matches_direction(s, v);
        return LATHE_OK;
    }
}

static lathe_status run_each(script_vm *vm, const selector *s, const script_list *list, const choice *from, choice *out,
                             lathe_error *err)
{
    for (size_t i = 0; i < from->count; i++) {
        bool match;
        TRY(matches(vm, s, shape_at(list, from->items[i]), &match, err));
        if (match)
            out->items[out->count++] = from->items[i];
    }
    return LATHE_OK;
}

/* The key of one shape; *has false for shapes that the selector does not measure. */
static lathe_status key_of(script_vm *vm, const selector *s, const kernel_shape *shape, bool *has, double *out,
                           lathe_error *err)
{
    kernel_type type = kernel_type_of(shape);
    bool curve = type == KERNEL_EDGE || type == KERNEL_WIRE;
    kernel_vec center;
    *has = true;
    switch (s->kind) {
    case SELECT_RADIUS_NTH:
        *has = curve && kernel_curve_radius(shape, out, err) == LATHE_OK;
        return LATHE_OK;
    case SELECT_LENGTH_NTH:
        *has = curve;
        if (curve)
            KERNEL(kernel_curve_length(shape, out, err));
        return LATHE_OK;
    case SELECT_AREA_NTH:
        *has = type == KERNEL_FACE || type == KERNEL_SHELL || type == KERNEL_SOLID;
        if (*has)
            KERNEL(kernel_area(shape, out, err));
        else if (type == KERNEL_WIRE)
            return script_unsupported(vm, err, "AreaNthSelector of wires");
        return LATHE_OK;
    default:
        KERNEL(kernel_center(shape, &center, err));
        *out = vec_dot(center, s->vector);
        return LATHE_OK;
    }
}

typedef struct keyed {
    double key;
    size_t index, rank;
} keyed;

static int compare_keyed(const void *a, const void *b)
{
    const keyed *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

/* The nth cluster of nearly equal keys, each counted from its least. */
static lathe_status pick_cluster(script_vm *vm, const selector *s, const keyed *keys, size_t count, choice *out,
                                 lathe_error *err)
{
    size_t clusters = 0;
    double start = 0;
    void *memory;
    TRY(script_alloc(vm, (count + 1) * sizeof(size_t), &memory, err));
    size_t *cluster_of = memory;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !(fabs(keys[i].key - start) <= s->tolerance)) {
            start = keys[i].key;
            clusters++;
        }
        cluster_of[i] = clusters - 1;
    }
    int64_t n = s->n < 0 ? s->n + (int64_t)clusters : s->n;
    if (n < 0 || n >= (int64_t)clusters)
        return script_raise(vm, err, "IndexError", "Attempted to access index %lld of a list with length %zu",
                            (long long)s->n, clusters);
    size_t wanted = s->largest ? (size_t)n : clusters - 1 - (size_t)n;
    for (size_t i = 0; i < count; i++) {
        if (cluster_of[i] == wanted)
            out->items[out->count++] = keys[i].index;
    }
    return LATHE_OK;
}

static lathe_status run_nth(script_vm *vm, const selector *s, const script_list *list, const choice *from, choice *out,
                            lathe_error *err)
{
    choice parallel;
    void *memory;
    size_t count = 0;
    if (s->kind == SELECT_PARALLEL_NTH) {
        const selector only = { .kind = SELECT_PARALLEL, .vector = s->vector, .tolerance = s->tolerance };
        TRY(new_choice(vm, from->count, &parallel, err));
        TRY(run_each(vm, &only, list, from, &parallel, err));
        from = &parallel;
    }
    if (from->count == 0)
        return script_raise(vm, err, "ValueError", "Can not return the Nth element of an empty list");
    TRY(script_alloc(vm, from->count * sizeof(keyed), &memory, err));
    keyed *keys = memory;
    for (size_t i = 0; i < from->count; i++) {
        bool has;
        TRY(key_of(vm, s, shape_at(list, from->items[i]), &has, &keys[count].key, err));
        keys[count].index = from->items[i];
        keys[count].rank = i;
        count += has;
    }
    if (count == 0)
        return script_raise(vm, err, "IndexError", "list index out of range");
    qsort(keys, count, sizeof *keys, compare_keyed);
    return pick_cluster(vm, s, keys, count, out, err);
}

static lathe_status run_nearest(script_vm *vm, const selector *s, const script_list *list, const choice *from,
                                choice *out, lathe_error *err)
{
    double best = INFINITY;
    if (from->count == 0)
        return script_raise(vm, err, "ValueError", "min() arg is an empty sequence");
    out->count = 1;
    out->items[0] = from->items[0];
    for (size_t i = 0; i < from->count; i++) {
        kernel_vec center;
        KERNEL(kernel_center(shape_at(list, from->items[i]), &center, err));
        double distance = vec_length(vec_sub(center, s->vector));
        if (distance < best) {
            best = distance;
            out->items[0] = from->items[i];
        }
    }
    return LATHE_OK;
}

/* and, or, except, not: sets in Python, here in the order of the input. */
static lathe_status run_sets(script_vm *vm, const selector *s, const script_list *list, const choice *from, choice *out,
                             lathe_error *err)
{
    choice left, right;
    void *memory;
    TRY(run(vm, s->left, list, from, &left, err));
    right = (choice){ NULL, 0 };
    if (s->right)
        TRY(run(vm, s->right, list, from, &right, err));
    TRY(script_alloc(vm, list->count + 1, &memory, err));
    unsigned char *in = memory;
    for (size_t i = 0; i < left.count; i++)
        in[left.items[i]] |= 1;
    for (size_t i = 0; i < right.count; i++)
        in[right.items[i]] |= 2;
    for (size_t i = 0; i < from->count; i++) {
        unsigned char sides = in[from->items[i]];
        if (s->kind == SELECT_AND ? sides == 3 : s->kind == SELECT_OR ? sides != 0 : s->kind == SELECT_EXCEPT ? sides == 1
                                                                                                             : sides == 0)
            out->items[out->count++] = from->items[i];
    }
    return LATHE_OK;
}

static lathe_status run(script_vm *vm, const selector *s, const script_list *list, const choice *from, choice *out,
                        lathe_error *err)
{
    TRY(new_choice(vm, from->count + 1, out, err));
    if (s->kind >= SELECT_AND)
        return run_sets(vm, s, list, from, out, err);
    if (s->kind >= SELECT_CENTER_NTH)
        return run_nth(vm, s, list, from, out, err);
    if (s->kind == SELECT_NEAREST)
        return run_nearest(vm, s, list, from, out, err);
    return run_each(vm, s, list, from, out, err);
}

static lathe_status apply(script_vm *vm, const selector *s, script_value list, script_value *out, lathe_error *err)
{
    choice all, chosen;
    TRY(new_choice(vm, list.list->count, &all, err));
    for (size_t i = 0; i < list.list->count; i++) {
        if (!shape_of(list.list->items[i]))
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'ShapeType'",
                                script_type_name(list.list->items[i]));
        all.items[all.count++] = i;
    }
    TRY(run(vm, s, list.list, &all, &chosen, err));
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < chosen.count; i++)
        TRY(script_list_append(vm, out->list, list.list->items[chosen.items[i]], err));
    return LATHE_OK;
}

lathe_status selector_filter(script_vm *vm, script_value value, script_value list, script_value *out, lathe_error *err)
{
    const selector *s = script_host_of(value, &class_selector);
    script_value filter, made;
    const script_value *items;
    size_t count;
    bool given = true;
    if (!s)
        TRY(script_to_truth(vm, value, &given, err));
    if (!given)
        return script_list_new(vm, list.list->items, list.list->count, out, err);
    if (s)
        return apply(vm, s, list, out, err);
    if (objects_text(value)) {
        TRY(parse(vm, objects_text(value), &s, err));
        return apply(vm, s, list, out, err);
    }
    TRY(script_get_attribute(vm, value, "filter", &filter, err));
    TRY(script_call_value(vm, filter, &list, 1, &made, err));
    TRY(script_to_items(vm, made, &items, &count, err));
    return script_list_new(vm, items, count, out, err);
}

/* ---- selector objects ---- */

lathe_status selector_method_filter(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    script_value list;
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    TRY(script_list_new(vm, items, count, &list, err));
    return selector_filter(vm, call->self, list, out, err);
}

static lathe_status give(script_vm *vm, const script_call *call, const selector *s, script_value *out, lathe_error *err)
{
    selector *made;
    TRY(new_selector(vm, s, &made, err));
    return script_object_new(vm, call->self.type, made, NULL, out, err);
}

lathe_status selector_construct_all(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return give(vm, call, &(selector){ .kind = SELECT_ALL }, out, err);
}

lathe_status selector_construct_nearest(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    selector s = { .kind = SELECT_NEAREST };
    TRY(objects_to_vec(vm, call->args[0], &s.vector, err));
    return give(vm, call, &s, out, err);
}

lathe_status selector_construct_box(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    selector s = { .kind = SELECT_BOX };
    TRY(objects_to_vec(vm, call->args[0], &s.vector, err));
    TRY(objects_to_vec(vm, call->args[1], &s.second, err));
    TRY(argument_truth(vm, call, 2, &s.by_box, err));
    return give(vm, call, &s, out, err);
}

lathe_status selector_construct_type(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    selector s = { .kind = SELECT_TYPE };
    const char *text = objects_text(call->args[0]);
    if (!text)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'upper'",
                            script_type_name(call->args[0]));
    for (size_t i = 0; text[i] && i + 1 < sizeof s.type; i++)
        s.type[i] = (char)toupper((unsigned char)text[i]);
    return give(vm, call, &s, out, err);
}

lathe_status selector_construct_string(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const selector *s;
    if (!objects_text(call->args[0]))
        return objects_bad_argument(vm, "StringSyntaxSelector", call->args[0], err);
    TRY(parse(vm, objects_text(call->args[0]), &s, err));
    return give(vm, call, s, out, err);
}

static lathe_status read_selector_vector(script_vm *vm, script_value v, kernel_vec *out, lathe_error *err)
{
    if (!vector_of(v))
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'cross'", script_type_name(v));
    *out = vector_of(v)->v;
    return LATHE_OK;
}

/* (vector, tolerance) */
static lathe_status construct_directed(script_vm *vm, const script_call *call, selector_kind kind, script_value *out,
                                       lathe_error *err)
{
    selector s = { .kind = kind };
    TRY(read_selector_vector(vm, call->args[0], &s.vector, err));
    TRY(argument(vm, call, 1, &s.tolerance, err));
    return give(vm, call, &s, out, err);
}

lathe_status selector_construct_parallel(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_directed(vm, call, SELECT_PARALLEL, out, err);
}

lathe_status selector_construct_direction(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_directed(vm, call, SELECT_DIRECTION, out, err);
}

lathe_status selector_construct_perpendicular(script_vm *vm, const script_call *call, script_value *out,
                                              lathe_error *err)
{
    return construct_directed(vm, call, SELECT_PERPENDICULAR, out, err);
}

/* n, directionMax and tolerance from argument `at` on; the vector is read before where there is one. */
static lathe_status construct_nth(script_vm *vm, const script_call *call, selector_kind kind, size_t at,
                                  script_value *out, lathe_error *err)
{
    selector s = { .kind = kind, .n = -1 };
    if (at > 0)
        TRY(read_selector_vector(vm, call->args[0], &s.vector, err));
    if (call->count == at + 3) {
        TRY(script_to_int(vm, call->args[at], &s.n, err));
        at++;
    }
    TRY(argument_truth(vm, call, at, &s.largest, err));
    TRY(argument(vm, call, at + 1, &s.tolerance, err));
    return give(vm, call, &s, out, err);
}

lathe_status selector_construct_min_max(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_nth(vm, call, SELECT_CENTER_NTH, 1, out, err);
}

lathe_status selector_construct_center_nth(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_nth(vm, call, SELECT_CENTER_NTH, 1, out, err);
}

lathe_status selector_construct_direction_nth(script_vm *vm, const script_call *call, script_value *out,
                                              lathe_error *err)
{
    return construct_nth(vm, call, SELECT_PARALLEL_NTH, 1, out, err);
}

lathe_status selector_construct_radius_nth(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_nth(vm, call, SELECT_RADIUS_NTH, 0, out, err);
}

lathe_status selector_construct_length_nth(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_nth(vm, call, SELECT_LENGTH_NTH, 0, out, err);
}

lathe_status selector_construct_area_nth(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_nth(vm, call, SELECT_AREA_NTH, 0, out, err);
}

/* & + - and unary - of selectors. */
lathe_status selector_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                              script_value *out, lathe_error *err)
{
    selector s = { .left = script_host_of(left, &class_selector), .right = script_host_of(right, &class_selector) };
    selector *made;
    *handled = s.left && (op == SCRIPT_NEGATE || s.right);
    switch (op) {
    case SCRIPT_BIT_AND:
        s.kind = SELECT_AND;
        break;
    case SCRIPT_ADD:
        s.kind = SELECT_OR;
        break;
    case SCRIPT_SUBTRACT:
        s.kind = SELECT_EXCEPT;
        break;
    case SCRIPT_NEGATE:
        s.kind = SELECT_NOT;
        s.right = NULL;
        break;
    default:
        *handled = false;
    }
    if (!*handled)
        return LATHE_OK;
    TRY(new_selector(vm, &s, &made, err));
    return script_object_new(vm, &class_selector, made, NULL, out, err);
}
