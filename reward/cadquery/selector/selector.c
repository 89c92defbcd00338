/* selector.c: which of some shapes a selector means. */
#include "reward/cadquery/selector/selector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

lathe_status selector_new(script_vm *vm, const selector *value, selector **out, lathe_error *err)
{
    uint32_t left = value->left ? value->left->depth : 0, right = value->right ? value->right->depth : 0;
    void *memory;
    if (left >= MAX_SELECTOR_DEPTH || right >= MAX_SELECTOR_DEPTH)
        return script_raise(vm, err, "RecursionError", "maximum recursion depth exceeded");
    TRY(script_alloc(vm, sizeof *value, &memory, err));
    memcpy(memory, value, sizeof *value);
    *out = memory;
    (*out)->depth = 1 + (left > right ? left : right);
    return LATHE_OK;
}

/* Which of the shapes, as indices in an order. */

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

/* Only planar faces (by their normal) and straight edges (by their tangent) have a direction; `either`: or its opposite. */
static lathe_status direction_of(script_vm *vm, const kernel_shape *shape, bool either, bool *has, kernel_vec *out,
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
    else if (either)
        KERNEL(kernel_edge_line_direction(shape, out, err));
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

/* The method that a script gave a class derived from a selector's; *out UNBOUND where it gave none. */
static lathe_status own_method(script_vm *vm, const selector *s, const char *name, script_value *out, lathe_error *err)
{
    *out = (script_value){ 0 };
    if (s->object.kind == SCRIPT_UNBOUND)
        return LATHE_OK;
    TRY(script_get_attribute(vm, s->object, name, out, err));
    if (out->kind == SCRIPT_NATIVE)
        *out = (script_value){ 0 };
    return LATHE_OK;
}

lathe_status selector_test(script_vm *vm, const selector *s, kernel_vec v, bool *out, lathe_error *err)
{
    script_value test, argument_value, result;
    TRY(own_method(vm, s, "test", &test, err));
    if (test.kind == SCRIPT_UNBOUND) {
        *out = s->kind == SELECT_ALL_DIRECTIONS || matches_direction(s, v);
        return LATHE_OK;
    }
    TRY(objects_new_vector(vm, v, &argument_value, err));
    TRY(script_call_value(vm, test, &argument_value, 1, &result, err));
    return script_to_truth(vm, result, out, err);
}

/* Takes a direction as well as its opposite. */
static bool is_either_way(const selector *s)
{
    return s->object.kind == SCRIPT_UNBOUND && (s->kind == SELECT_PARALLEL || s->kind == SELECT_PERPENDICULAR);
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
        TRY(direction_of(vm, shape, is_either_way(s), out, &v, err));
        return *out ? selector_test(vm, s, v, out, err) : LATHE_OK;
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

/* False for a wire that no face fits into. */
static bool wire_area(const kernel_shape *wire, double *out, lathe_error *err)
{
    kernel_shape *face = NULL;
    bool has = kernel_face_from_wires(&wire, 1, NULL, &face, err) == LATHE_OK && kernel_area(face, out, err) == LATHE_OK;
    kernel_shape_free(face);
    *out = fabs(*out);
    return has;
}

lathe_status selector_key(script_vm *vm, const selector *s, const kernel_shape *shape, bool *has, double *out,
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
            *has = wire_area(shape, out, err);
        return LATHE_OK;
    default:
        KERNEL(kernel_center_along(shape, &s->vector, &center, err));
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

/* The key that a script's own class gives. */
static lathe_status script_key(script_vm *vm, script_value method, script_value shape, bool *has, double *out,
                               lathe_error *err)
{
    script_value key;
    TRY(script_call_value(vm, method, &shape, 1, &key, err));
    *has = true;
    return script_to_double(vm, key, out, err);
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
    script_value method;
    TRY(own_method(vm, s, "key", &method, err));
    for (size_t i = 0; i < from->count; i++) {
        bool has;
        if (method.kind == SCRIPT_UNBOUND)
            TRY(selector_key(vm, s, shape_at(list, from->items[i]), &has, &keys[count].key, err));
        else
            TRY(script_key(vm, method, list->items[from->items[i]], &has, &keys[count].key, err));
        keys[count].index = from->items[i];
        keys[count].rank = i;
        count += has;
    }
    if (count == 0)
        return script_raise(vm, err, "IndexError", "list index out of range");
    qsort(keys, count, sizeof *keys, compare_keyed);
    return pick_cluster(vm, s, keys, count, out, err);
}

static lathe_status distance_to(script_vm *vm, const selector *s, const kernel_shape *shape, double *out,
                                lathe_error *err)
{
    kernel_vec center;
    if (s->kind == SELECT_NEAREST_SHAPE) {
        KERNEL(kernel_distance(s->shape->kernel, shape, out, err));
        return LATHE_OK;
    }
    KERNEL(kernel_center(shape, &center, err));
    *out = vec_length(vec_sub(center, s->vector));
    return LATHE_OK;
}

static lathe_status run_nearest(script_vm *vm, const selector *s, const script_list *list, const choice *from,
                                choice *out, lathe_error *err)
{
    double best = INFINITY;
    TRY(shape_list_countable(list, err)); /* of equally near ones the first */
    if (from->count == 0)
        return script_raise(vm, err, "ValueError", "min() arg is an empty sequence");
    out->count = 1;
    out->items[0] = from->items[0];
    for (size_t i = 0; i < from->count; i++) {
        double distance;
        TRY(distance_to(vm, s, shape_at(list, from->items[i]), &distance, err));
        if (distance < best) {
            best = distance;
            out->items[0] = from->items[i];
        }
    }
    return LATHE_OK;
}

/* What a script's own filter gives of these shapes. */
static lathe_status run_script(script_vm *vm, const selector *s, const script_list *list, const choice *from,
                               choice *out, lathe_error *err)
{
    script_value given, made;
    const script_value *items;
    size_t count;
    TRY(objects_new_list(vm, &given, err));
    for (size_t i = 0; i < from->count; i++)
        TRY(script_list_append(vm, given.list, list->items[from->items[i]], err));
    TRY(objects_call_method(vm, s->object, "filter", &given, 1, &made, err));
    TRY(script_to_items(vm, made, &items, &count, err));
    for (size_t i = 0; i < from->count; i++) {
        bool chosen = false;
        TRY(script_spend(vm, (uint32_t)(count / 16 + 1), err));
        for (size_t k = 0; k < count && !chosen; k++)
            chosen = shape_of(items[k]) && kernel_is_same(shape_of(items[k])->kernel, shape_at(list, from->items[i]));
        if (chosen)
            out->items[out->count++] = from->items[i];
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
    TRY(script_spend(vm, 1 + (uint32_t)from->count, err)); /* selectors of selectors multiply */
    TRY(new_choice(vm, from->count + 1, out, err));
    if (s->kind >= SELECT_AND)
        return run_sets(vm, s, list, from, out, err);
    if (s->kind >= SELECT_CENTER_NTH)
        return run_nth(vm, s, list, from, out, err);
    if (s->kind == SELECT_SCRIPT)
        return run_script(vm, s, list, from, out, err);
    if (s->kind == SELECT_NEAREST || s->kind == SELECT_NEAREST_SHAPE)
        return run_nearest(vm, s, list, from, out, err);
    return run_each(vm, s, list, from, out, err);
}

lathe_status selector_apply(script_vm *vm, const selector *s, script_value list, script_value *out, lathe_error *err)
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

lathe_status selector_farthest(script_vm *vm, script_value value, bool *out_is, kernel_vec *out, lathe_error *err)
{
    const selector *s = script_host_of(value, &class_selector);
    if (objects_text(value) && *objects_text(value))
        TRY(selector_parse(vm, objects_text(value), &s, err));
    *out_is = s && s->kind == SELECT_CENTER_NTH && s->n == -1 && s->tolerance <= 1e-4 && s->object.kind == SCRIPT_UNBOUND;
    if (*out_is)
        *out = vec_scale(s->vector, s->largest ? 1 : -1);
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
    if (s && !value.object->type->user)
        return selector_apply(vm, s, list, out, err);
    if (objects_text(value)) {
        TRY(selector_parse(vm, objects_text(value), &s, err));
        return selector_apply(vm, s, list, out, err);
    }
    TRY(script_get_attribute(vm, value, "filter", &filter, err));
    TRY(script_call_value(vm, filter, &list, 1, &made, err));
    TRY(script_to_items(vm, made, &items, &count, err));
    return script_list_new(vm, items, count, out, err);
}
