/* sketch_edges.c: edges of a sketch: segment, arc, spline, bezier, close. */
#include "reward/cadquery/sketch/sketch.h"

#include <string.h>

/* ---- overloads ---- */

/* One of the signatures that Python's multimethod chooses from by the types of positional arguments: leading ones by
 * letter (P point, N number, I iterable of points, ? such an iterable or None, B boolean), then tag and
 * forConstruction. */
typedef struct chosen {
    int which;
    const script_value *args;
    script_value tag, construction;
} chosen;

static bool is_point(script_value v)
{
    return vector_of(v) || (v.kind == SCRIPT_TUPLE && v.list->count == 2 && script_is_real(v.list->items[0]) &&
                            script_is_real(v.list->items[1]));
}

/* The first item stands for all, as in Python's check. */
static bool are_points(script_value v)
{
    return script_is_sequence(v) && (v.list->count == 0 || is_point(v.list->items[0]));
}

static bool fits(char letter, script_value v)
{
    switch (letter) {
    case 'P':
        return is_point(v);
    case 'N':
        return script_is_real(v);
    case 'I':
        return are_points(v);
    case '?':
        return script_is_none(v) || are_points(v);
    default:
        return v.kind == SCRIPT_BOOL;
    }
}

static bool matches(const char *letters, const script_list *args)
{
    size_t leading = strlen(letters);
    if (args->count < leading || args->count > leading + 2)
        return false;
    for (size_t i = 0; i < leading; i++) {
        if (!fits(letters[i], args->items[i]))
            return false;
    }
    if (args->count > leading && args->items[leading].kind != SCRIPT_STR && !script_is_none(args->items[leading]))
        return false;
    return args->count < leading + 2 || args->items[leading + 1].kind == SCRIPT_BOOL;
}

lathe_status sketch_no_overload(script_vm *vm, const script_call *call, lathe_error *err)
{
    return script_raise(vm, err, "DispatchError", "%s: 0 methods found", call->method->name);
}

lathe_status sketch_as_dispatch(script_vm *vm, const script_call *call, lathe_status st, lathe_error *err)
{
    if (st == LATHE_E_SCRIPT && strncmp(err->message, "TypeError:", 10) == 0)
        return script_raise(vm, err, "DispatchError", "Function %s", call->method->name);
    return st;
}

/* Keywords fill tag and forConstruction, unchecked. */
static lathe_status read_keywords(script_vm *vm, const script_call *call, size_t given, chosen *out, lathe_error *err)
{
    const script_dict *keywords = call->args[1].dict;
    script_value *const tail[] = { &out->tag, &out->construction };
    const char *const names[] = { "tag", "forConstruction" };
    uint32_t used = 0;
    for (size_t i = given; i < 2; i++) {
        const script_value *v = script_dict_find_text(keywords, names[i]);
        if (v)
            *tail[i] = *v;
        used += v != NULL;
    }
    return used == keywords->count ? LATHE_OK
                                   : script_raise(vm, err, "DispatchError", "Function %s", call->method->name);
}

static lathe_status choose(script_vm *vm, const script_call *call, const char *const *overloads, size_t count,
                           chosen *out, lathe_error *err)
{
    const script_list *args = call->args[0].list;
    int found = 0;
    *out = (chosen){ .args = args->items, .tag = script_none(), .construction = script_bool(false) };
    for (size_t i = 0; i < count; i++) {
        if (!matches(overloads[i], args))
            continue;
        out->which = (int)i;
        found++;
    }
    if (found != 1)
        return script_raise(vm, err, "DispatchError", "%s: %d methods found", call->method->name, found);
    size_t leading = strlen(overloads[out->which]);
    if (args->count > leading)
        out->tag = args->items[leading];
    if (args->count > leading + 1)
        out->construction = args->items[leading + 1];
    return read_keywords(vm, call, args->count - leading, out, err);
}

/* ---- points ---- */

lathe_status sketch_read_point(script_vm *vm, script_value v, kernel_vec *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    script_value tuple;
    if (vector_of(v)) {
        *out = vector_of(v)->v;
        return LATHE_OK;
    }
    TRY(script_to_items(vm, v, &items, &count, err));
    if (count == 0)
        *out = (kernel_vec){ 0, 0, 0 };
    else if (count == 1)
        return objects_to_vec(vm, items[0], out, err);
    else if (count > 3)
        return script_raise(vm, err, "TypeError", "Expected three floats, OCC gp_, or 3-tuple");
    if (count < 2)
        return LATHE_OK;
    TRY(script_tuple_new(vm, items, count, &tuple, err));
    return objects_to_vec(vm, tuple, out, err);
}

lathe_status sketch_read_points(script_vm *vm, script_value v, kernel_vec **out, size_t *out_count, lathe_error *err)
{
    const script_value *items;
    void *memory;
    TRY(script_to_items(vm, v, &items, out_count, err));
    TRY(script_alloc(vm, (*out_count + 1) * sizeof(kernel_vec), &memory, err));
    *out = memory;
    for (size_t i = 0; i < *out_count; i++)
        TRY(sketch_read_point(vm, items[i], &(*out)[i], err));
    return LATHE_OK;
}

static lathe_status end_edges(script_vm *vm, const sketch *s, const shape_object **first, const shape_object **last,
                              lathe_error *err)
{
    const script_list *edges = s->edges.list;
    if (edges->count == 0)
        return script_raise(vm, err, "ValueError", "No free edges available");
    TRY(sketch_require_shapes(vm, s->edges, err));
    *first = *last = shape_of(edges->items[edges->count - 1]);
    /* The first edge that is drawn as the last one is. */
    for (size_t i = 0; i < edges->count; i++) {
        if (shape_of(edges->items[i])->construction == (*last)->construction) {
            *first = shape_of(edges->items[i]);
            break;
        }
    }
    return LATHE_OK;
}

static lathe_status last_point(script_vm *vm, const sketch *s, kernel_vec *out, lathe_error *err)
{
    const shape_object *first, *last;
    TRY(end_edges(vm, s, &first, &last, err));
    KERNEL(kernel_curve_end(last->kernel, out, err));
    return LATHE_OK;
}

static lathe_status first_point(script_vm *vm, const sketch *s, kernel_vec *out, lathe_error *err)
{
    const shape_object *first, *last;
    TRY(end_edges(vm, s, &first, &last, err));
    KERNEL(kernel_curve_start(first->kernel, out, err));
    return LATHE_OK;
}

lathe_status sketch_start_point(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec at;
    TRY(first_point(vm, sketch_of(call->self), &at, err));
    return objects_new_vector(vm, at, out, err);
}

lathe_status sketch_end_point(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec at;
    TRY(last_point(vm, sketch_of(call->self), &at, err));
    return objects_new_vector(vm, at, out, err);
}

/* ---- edges ---- */

static lathe_status add_edge(script_vm *vm, const script_call *call, shape_object *edge, script_value tag,
                             script_value construction, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value v = shape_value(edge), list;
    TRY(script_to_truth(vm, construction, &edge->construction, err));
    TRY(script_list_append(vm, s->edges.list, v, err));
    TRY(script_list_new(vm, &v, 1, &list, err));
    TRY(sketch_set_tag(vm, s, tag, list, err));
    return sketch_done(call, out);
}

static lathe_status add_chosen(script_vm *vm, const script_call *call, shape_object *edge, const chosen *c,
                               script_value *out, lathe_error *err)
{
    return sketch_as_dispatch(vm, call, add_edge(vm, call, edge, c->tag, c->construction, out, err), err);
}

lathe_status sketch_segment(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    enum { TWO_POINTS, TO_POINT, LENGTH_AND_ANGLE };
    static const char *const overloads[] = { "PP", "P", "NN" };
    const sketch *s = sketch_of(call->self);
    chosen c;
    kernel_vec a, b;
    shape_object *edge;
    TRY(choose(vm, call, overloads, 3, &c, err));
    if (c.which == TWO_POINTS) {
        TRY(objects_to_vec(vm, c.args[0], &a, err));
        TRY(objects_to_vec(vm, c.args[1], &b, err));
    } else if (c.which == TO_POINT) {
        TRY(last_point(vm, s, &a, err));
        TRY(objects_to_vec(vm, c.args[0], &b, err));
    } else {
        double length = number_of(c.args[0]), angle = sketch_radians(number_of(c.args[1]));
        TRY(last_point(vm, s, &a, err));
        b = vec_add(a, (kernel_vec){ length * cos(angle), length * sin(angle), 0 });
    }
    KEEP(&edge, kernel_edge_line(a, b, &raw, err));
    return add_chosen(vm, call, edge, &c, out, err);
}

static kernel_vec on_circle(kernel_vec center, double radius, double degrees)
{
    double angle = sketch_radians(degrees);
    return vec_add(center, (kernel_vec){ radius * cos(angle), radius * sin(angle), 0 });
}

/* Centre, radius, first angle and how far to turn. */
static lathe_status arc_of_angles(script_vm *vm, const chosen *o, shape_object **out, lathe_error *err)
{
    kernel_vec c;
    double r = number_of(o->args[1]), a = number_of(o->args[2]), da = number_of(o->args[3]);
    TRY(objects_to_vec(vm, o->args[0], &c, err));
    if (fabs(da) >= 360)
        KEEP(out, kernel_edge_circle(r, c, (kernel_vec){ 0, 0, 1 }, a, a, da > 0, &raw, err));
    else
        KEEP(out, kernel_edge_arc(on_circle(c, r, a), on_circle(c, r, a + da / 2), on_circle(c, r, a + da), &raw, err));
    return LATHE_OK;
}

lathe_status sketch_arc(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    enum { THREE_POINTS, TWO_POINTS, ANGLES };
    static const char *const overloads[] = { "PPP", "PP", "PNNN" };
    const sketch *s = sketch_of(call->self);
    chosen c;
    kernel_vec p[3];
    shape_object *edge;
    TRY(choose(vm, call, overloads, 3, &c, err));
    if (c.which == ANGLES) {
        TRY(arc_of_angles(vm, &c, &edge, err));
        return add_chosen(vm, call, edge, &c, out, err);
    }
    size_t from = c.which == TWO_POINTS;
    if (from)
        TRY(last_point(vm, s, &p[0], err));
    for (size_t i = from; i < 3; i++)
        TRY(objects_to_vec(vm, c.args[i - from], &p[i], err));
    KEEP(&edge, kernel_edge_arc(p[0], p[1], p[2], &raw, err));
    return add_chosen(vm, call, edge, &c, out, err);
}

lathe_status sketch_close(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const sketch *s = sketch_of(call->self);
    kernel_vec a, b;
    shape_object *edge;
    TRY(last_point(vm, s, &a, err));
    TRY(first_point(vm, s, &b, err));
    if (call->args[0].kind != SCRIPT_STR && !script_is_none(call->args[0]))
        return script_raise(vm, err, "DispatchError", "segment: 0 methods found");
    KEEP(&edge, kernel_edge_line(a, b, &raw, err));
    return add_edge(vm, call, edge, call->args[0], script_bool(false), out, err);
}

lathe_status sketch_edge(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *edge = shape_of(call->args[0]);
    if (!edge)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'forConstruction'",
                            script_type_name(call->args[0]));
    return add_edge(vm, call, edge, call->args[1], call->args[2], out, err);
}

static lathe_status make_spline(script_vm *vm, const chosen *c, bool with_tangents, shape_object **out,
                                lathe_error *err)
{
    kernel_spline spline = { .scale = true, .tolerance = 1e-6 };
    kernel_vec *points, *tangents;
    bool any = false;
    void *memory;
    TRY(sketch_read_points(vm, c->args[0], &points, &spline.point_count, err));
    spline.points = points;
    if (with_tangents) {
        TRY(script_to_truth(vm, c->args[2], &spline.periodic, err));
        TRY(script_to_truth(vm, c->args[1], &any, err));
    }
    if (any) {
        TRY(sketch_read_points(vm, c->args[1], &tangents, &spline.tangent_count, err));
        if (spline.tangent_count != 2 && spline.tangent_count != spline.point_count)
            return script_raise(vm, err, "ValueError",
                                "There must be one tangent for each interpolation point, or just two end point "
                                "tangents. Tangent count: %zu, point count: %zu",
                                spline.tangent_count, spline.point_count);
        TRY(script_alloc(vm, spline.tangent_count * sizeof(bool), &memory, err));
        memset(memory, true, spline.tangent_count);
        spline.tangents = tangents;
        spline.tangent_given = memory;
    }
    KEEP(out, kernel_edge_spline(&spline, &raw, err));
    return LATHE_OK;
}

lathe_status sketch_spline(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    enum { WITH_TANGENTS, POINTS_ALONE };
    static const char *const overloads[] = { "I?B", "I" };
    chosen c;
    shape_object *edge;
    TRY(choose(vm, call, overloads, 2, &c, err));
    TRY(sketch_as_dispatch(vm, call, make_spline(vm, &c, c.which == WITH_TANGENTS, &edge, err), err));
    return add_chosen(vm, call, edge, &c, out, err);
}

lathe_status sketch_bezier(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec *points;
    size_t count;
    shape_object *edge;
    TRY(sketch_read_points(vm, call->args[0], &points, &count, err));
    KEEP(&edge, kernel_edge_bezier(points, count, &raw, err));
    return add_edge(vm, call, edge, call->args[1], call->args[2], out, err);
}
