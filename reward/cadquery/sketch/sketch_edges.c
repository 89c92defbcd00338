/* sketch_edges.c: edges of a sketch (segment, arc, spline), selections of its parts, corners, tags. */
#include "reward/cadquery/methods.h"

#include <math.h>
#include <string.h>

static double radians(double degrees)
{
    return degrees * (M_PI / 180.0);
}

static lathe_status done(const script_call *call, script_value *out)
{
    *out = call->self;
    return LATHE_OK;
}

/* ---- overloads ---- */

/* The arguments of an overloaded method: what Python's multimethods choose by type. */
typedef struct overload {
    script_value args[6];
    size_t count;
    script_value tag, construction;
} overload;

/* tag and forConstruction are keywords, or follow the `most` leading points and numbers. */
static lathe_status read_overload(script_vm *vm, const script_call *call, size_t most, overload *out, lathe_error *err)
{
    const script_list *args = call->args[0].list;
    const script_dict *keywords = call->args[1].dict;
    script_value *const tail[] = { &out->tag, &out->construction };
    out->tag = script_none();
    out->construction = script_bool(false);
    size_t leading = 0, i;
    while (leading < args->count && leading < most && args->items[leading].kind != SCRIPT_STR &&
           args->items[leading].kind != SCRIPT_BOOL && !script_is_none(args->items[leading]))
        leading++;
    out->count = leading;
    memcpy(out->args, args->items, leading * sizeof *out->args);
    for (i = leading; i < args->count; i++) {
        if (i - leading >= 2)
            return script_raise(vm, err, "DispatchError", "%s: 0 methods found", call->method->name);
        *tail[i - leading] = args->items[i];
    }
    uint32_t used = 0;
    const char *const names[] = { "tag", "forConstruction" };
    for (i = 0; i < 2; i++) {
        const script_value *given = script_dict_find_text(keywords, names[i]);
        if (given) {
            *tail[i] = *given;
            used++;
        }
    }
    bool typed = (out->tag.kind == SCRIPT_STR || script_is_none(out->tag)) && out->construction.kind == SCRIPT_BOOL;
    if (used != keywords->count || !typed)
        return script_raise(vm, err, "DispatchError", "%s: 0 methods found", call->method->name);
    return LATHE_OK;
}

static bool is_point(script_value v)
{
    return vector_of(v) || (v.kind == SCRIPT_TUPLE && v.list->count >= 2 && script_is_number(v.list->items[0]));
}

static bool are_points(const overload *o, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_point(o->args[i]))
            return false;
    }
    return o->count == count;
}

static bool are_numbers(const overload *o, size_t from, size_t count)
{
    for (size_t i = from; i < count; i++) {
        if (!script_is_number(o->args[i]))
            return false;
    }
    return o->count == count;
}

static lathe_status no_overload(script_vm *vm, const script_call *call, lathe_error *err)
{
    return script_raise(vm, err, "DispatchError", "%s: 0 methods found", call->method->name);
}

/* ---- edges ---- */

static lathe_status add_edge(script_vm *vm, const script_call *call, shape_object *edge, script_value tag,
                             script_value construction, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value v = shape_value(edge), list;
    bool tagged;
    TRY(script_to_truth(vm, construction, &edge->construction, err));
    TRY(script_list_append(vm, s->edges.list, v, err));
    TRY(script_to_truth(vm, tag, &tagged, err));
    if (tagged) {
        TRY(script_list_new(vm, &v, 1, &list, err));
        TRY(script_dict_set(vm, s->tags.dict, tag, list, err));
    }
    return done(call, out);
}

static lathe_status last_point(script_vm *vm, const sketch *s, kernel_vec *out, lathe_error *err)
{
    const script_list *edges = s->edges.list;
    if (edges->count == 0)
        return script_raise(vm, err, "ValueError", "No free edges available");
    KERNEL(kernel_curve_end(shape_of(edges->items[edges->count - 1])->kernel, out, err));
    return LATHE_OK;
}

/* The start of the first edge that is drawn as the last one is. */
static lathe_status first_point(script_vm *vm, const sketch *s, kernel_vec *out, lathe_error *err)
{
    const script_list *edges = s->edges.list;
    if (edges->count == 0)
        return script_raise(vm, err, "ValueError", "No free edges available");
    const shape_object *last = shape_of(edges->items[edges->count - 1]), *first = last;
    for (size_t i = 0; i < edges->count; i++) {
        if (shape_of(edges->items[i])->construction == last->construction) {
            first = shape_of(edges->items[i]);
            break;
        }
    }
    KERNEL(kernel_curve_start(first->kernel, out, err));
    return LATHE_OK;
}

lathe_status sketch_segment(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const sketch *s = sketch_of(call->self);
    overload o;
    kernel_vec a, b;
    shape_object *edge;
    TRY(read_overload(vm, call, 2, &o, err));
    if (are_points(&o, 2)) {
        TRY(objects_to_vec(vm, o.args[0], &a, err));
        TRY(objects_to_vec(vm, o.args[1], &b, err));
    } else if (are_points(&o, 1)) {
        TRY(last_point(vm, s, &a, err));
        TRY(objects_to_vec(vm, o.args[0], &b, err));
    } else if (are_numbers(&o, 0, 2)) {
        double length = number_of(o.args[0]), angle = radians(number_of(o.args[1]));
        TRY(last_point(vm, s, &a, err));
        b = vec_add(a, (kernel_vec){ length * cos(angle), length * sin(angle), 0 });
    } else {
        return no_overload(vm, call, err);
    }
    KEEP(&edge, kernel_edge_line(a, b, &raw, err));
    return add_edge(vm, call, edge, o.tag, o.construction, out, err);
}

static kernel_vec on_circle(kernel_vec center, double radius, double degrees)
{
    return vec_add(center, (kernel_vec){ radius * cos(radians(degrees)), radius * sin(radians(degrees)), 0 });
}

/* Centre, radius, first angle and how far to turn. */
static lathe_status arc_of_angles(script_vm *vm, const overload *o, shape_object **out, lathe_error *err)
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
    const sketch *s = sketch_of(call->self);
    overload o;
    kernel_vec p[3];
    shape_object *edge;
    TRY(read_overload(vm, call, 4, &o, err));
    if (o.count == 4 && is_point(o.args[0]) && are_numbers(&o, 1, 4)) {
        TRY(arc_of_angles(vm, &o, &edge, err));
        return add_edge(vm, call, edge, o.tag, o.construction, out, err);
    }
    bool whole = are_points(&o, 3);
    if (!whole && !are_points(&o, 2))
        return no_overload(vm, call, err);
    if (!whole)
        TRY(last_point(vm, s, &p[0], err));
    for (size_t i = 0; i < o.count; i++)
        TRY(objects_to_vec(vm, o.args[i], &p[i + !whole], err));
    KEEP(&edge, kernel_edge_arc(p[0], p[1], p[2], &raw, err));
    return add_edge(vm, call, edge, o.tag, o.construction, out, err);
}

lathe_status sketch_close(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const sketch *s = sketch_of(call->self);
    kernel_vec a, b;
    shape_object *edge;
    TRY(last_point(vm, s, &a, err));
    TRY(first_point(vm, s, &b, err));
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

static lathe_status read_points(script_vm *vm, script_value v, kernel_vec **out, size_t *out_count, lathe_error *err)
{
    const script_value *items;
    void *memory;
    TRY(script_to_items(vm, v, &items, out_count, err));
    TRY(script_alloc(vm, (*out_count + 1) * sizeof(kernel_vec), &memory, err));
    *out = memory;
    for (size_t i = 0; i < *out_count; i++)
        TRY(objects_to_vec(vm, items[i], &(*out)[i], err));
    return LATHE_OK;
}

/* spline(pts), spline(pts, tangents, periodic). */
lathe_status sketch_spline(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_list *args = call->args[0].list;
    const script_dict *keywords = call->args[1].dict;
    kernel_spline spline = { .scale = true, .tolerance = 1e-6 };
    kernel_vec *points, *tangents;
    const bool given[] = { true, true };
    shape_object *edge;
    bool any = false;
    if (args->count == 0 || args->count == 2 || args->count > 3 || keywords->count)
        return script_unsupported(vm, err, "Sketch.spline with these arguments");
    TRY(read_points(vm, args->items[0], &points, &spline.point_count, err));
    spline.points = points;
    if (args->count == 3) {
        TRY(script_to_truth(vm, args->items[2], &spline.periodic, err));
        TRY(script_to_truth(vm, args->items[1], &any, err));
    }
    if (any) {
        TRY(read_points(vm, args->items[1], &tangents, &spline.tangent_count, err));
        if (spline.tangent_count != 2)
            return script_unsupported(vm, err, "Sketch.spline with other than two tangents");
        spline.tangents = tangents;
        spline.tangent_given = given;
    }
    KEEP(&edge, kernel_edge_spline(&spline, &raw, err));
    return add_edge(vm, call, edge, script_none(), script_bool(false), out, err);
}

lathe_status sketch_bezier(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec *points;
    size_t count;
    shape_object *edge;
    TRY(read_points(vm, call->args[0], &points, &count, err));
    KEEP(&edge, kernel_edge_bezier(points, count, &raw, err));
    return add_edge(vm, call, edge, call->args[1], call->args[2], out, err);
}

/* ---- selecting ---- */

static lathe_status parts_in(script_vm *vm, script_value list, kernel_type type, script_value found, lathe_error *err)
{
    for (size_t i = 0; i < list.list->count; i++) {
        const shape_object *s = shape_of(list.list->items[i]);
        if (s)
            TRY(shape_parts(vm, s, type, found, err));
    }
    return LATHE_OK;
}

static lathe_status tagged_list(script_vm *vm, const sketch *s, script_value tag, script_value *out, lathe_error *err)
{
    bool found = false;
    script_value text;
    TRY(script_dict_get(vm, s->tags.dict, tag, &found, out, err));
    if (found)
        return LATHE_OK;
    TRY(script_to_repr(vm, tag, &text, err));
    return script_raise(vm, err, "KeyError", "%s", text.str->text);
}

static lathe_status select_parts(script_vm *vm, const script_call *call, kernel_type type, script_value *out,
                                 lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value found, list;
    bool tagged;
    TRY(objects_new_list(vm, &found, err));
    TRY(script_to_truth(vm, call->args[1], &tagged, err));
    if (tagged) {
        TRY(tagged_list(vm, s, call->args[1], &list, err));
        TRY(parts_in(vm, list, type, found, err));
    } else if (s->has_selection && s->selection.list->count) {
        TRY(parts_in(vm, s->selection, type, found, err));
    } else {
        TRY(shape_parts(vm, s->faces, type, found, err));
        TRY(parts_in(vm, s->edges, type, found, err));
    }
    TRY(selector_filter(vm, call->args[0], found, &s->selection, err));
    TRY(shape_list_unique(vm, s->selection, err));
    s->has_selection = true;
    return done(call, out);
}

#define SELECT(name, type)                                                                                             \
    lathe_status sketch_##name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)            \
    {                                                                                                                  \
        return select_parts(vm, call, type, out, err);                                                                 \
    }
SELECT(vertices, KERNEL_VERTEX)
SELECT(edges, KERNEL_EDGE)
SELECT(wires, KERNEL_WIRE)
SELECT(faces, KERNEL_FACE)

lathe_status sketch_tag(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value copy;
    if (!s->has_selection || s->selection.list->count == 0)
        return script_raise(vm, err, "ValueError", "Selection is needed to tag");
    TRY(script_list_new(vm, s->selection.list->items, s->selection.list->count, &copy, err));
    TRY(script_dict_set(vm, s->tags.dict, call->args[0], copy, err));
    return done(call, out);
}

lathe_status sketch_select(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    const script_list *tags = call->args[0].list;
    script_value list;
    TRY(objects_new_list(vm, &s->selection, err));
    s->has_selection = true;
    for (size_t i = 0; i < tags->count; i++) {
        TRY(tagged_list(vm, s, tags->items[i], &list, err));
        for (size_t k = 0; k < list.list->count; k++)
            TRY(script_list_append(vm, s->selection.list, list.list->items[k], err));
    }
    return done(call, out);
}

/* ---- changing faces ---- */

lathe_status sketch_clean(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    TRY(shape_clean(vm, s->faces, &s->faces, err));
    return done(call, out);
}

/* The selected vertices that belong to a face. */
static lathe_status corners_of(script_vm *vm, const sketch *s, const shape_object *face, kernel_array *out,
                               lathe_error *err)
{
    script_value own, chosen;
    TRY(objects_new_list(vm, &own, err));
    TRY(objects_new_list(vm, &chosen, err));
    TRY(shape_parts(vm, face, KERNEL_VERTEX, own, err));
    for (size_t i = 0; i < s->selection.list->count; i++) {
        const shape_object *v = objects_shape_of_type(s->selection.list->items[i], KERNEL_VERTEX);
        bool belongs = false;
        for (size_t k = 0; v && k < own.list->count && !belongs; k++)
            belongs = kernel_is_same(v->kernel, shape_of(own.list->items[k])->kernel);
        if (belongs)
            TRY(script_list_append(vm, chosen.list, s->selection.list->items[i], err));
    }
    return objects_shapes_in(vm, chosen, out, err);
}

static lathe_status change_corners(script_vm *vm, const script_call *call, bool fillet, script_value *out,
                                   lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value faces, made;
    double size;
    TRY(argument(vm, call, 0, &size, err));
    if (!s->has_selection || s->selection.list->count == 0)
        return script_raise(vm, err, "ValueError", "Selection is needed to match vertices to faces");
    TRY(objects_new_list(vm, &faces, err));
    TRY(objects_new_list(vm, &made, err));
    TRY(shape_parts(vm, s->faces, KERNEL_FACE, faces, err));
    for (size_t i = 0; i < faces.list->count; i++) {
        shape_object *face = shape_of(faces.list->items[i]);
        kernel_array corners;
        TRY(corners_of(vm, s, face, &corners, err));
        if (corners.count && fillet)
            KEEP(&face, kernel_fillet_corners(face->kernel, size, corners.items, corners.count, &raw, err));
        else if (corners.count)
            KEEP(&face, kernel_chamfer_corners(face->kernel, size, corners.items, corners.count, &raw, err));
        TRY(script_list_append(vm, made.list, shape_value(face), err));
    }
    TRY(shape_compound(vm, made, &s->faces, err));
    return done(call, out);
}

lathe_status sketch_fillet(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return change_corners(vm, call, true, out, err);
}

lathe_status sketch_chamfer(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return change_corners(vm, call, false, out, err);
}

/* ---- values ---- */

lathe_status sketch_vals(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const sketch *s = sketch_of(call->self);
    TRY(objects_new_list(vm, out, err));
    if (s->has_selection)
        return script_list_new(vm, s->selection.list->items, s->selection.list->count, out, err);
    if (kernel_is_empty(s->faces->kernel) && s->edges.list->count)
        return script_list_new(vm, s->edges.list->items, s->edges.list->count, out, err);
    return shape_children(vm, s->faces, *out, err);
}

lathe_status sketch_val(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const sketch *s = sketch_of(call->self);
    const script_list *from = NULL;
    if (s->has_selection)
        from = s->selection.list;
    else if (kernel_is_empty(s->faces->kernel) && s->edges.list->count)
        from = s->edges.list;
    if (from && from->count == 0)
        return script_raise(vm, err, "IndexError", "list index out of range");
    *out = from ? from->items[0] : shape_value(s->faces);
    return LATHE_OK;
}

/* A sketch of its faces alone, somewhere else. */
static lathe_status copy_sketch(script_vm *vm, const sketch *s, const location_object *moved,
                                const location_object *located, script_value *out, lathe_error *err)
{
    sketch *made;
    location_object *place;
    TRY(objects_new_sketch(vm, NULL, &made, err));
    if (moved) {
        TRY(shape_moved(vm, s->faces, moved, &made->faces, err));
    } else {
        KEEP(&made->faces, kernel_copy(s->faces->kernel, &raw, err));
        made->faces->type = s->faces->type;
    }
    if (located)
        *out = script_of_object(located->self);
    else {
        KEEP_PLACE(&place, kernel_location_identity(&raw, err));
        *out = script_of_object(place->self);
    }
    TRY(script_list_append(vm, made->places.list, *out, err));
    *out = script_of_object(made->self);
    return LATHE_OK;
}

lathe_status sketch_copy(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return copy_sketch(vm, sketch_of(call->self), NULL, NULL, out, err);
}

lathe_status sketch_moved(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    location_object *place;
    TRY(location_from_call(vm, call, &place, err));
    return copy_sketch(vm, sketch_of(call->self), place, NULL, out, err);
}

lathe_status sketch_located(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    if (!location_of(call->args[0]))
        return objects_bad_argument(vm, "located", call->args[0], err);
    return copy_sketch(vm, sketch_of(call->self), NULL, location_of(call->args[0]), out, err);
}

lathe_status sketch_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                        lathe_error *err)
{
    (void)vm, (void)err;
    const sketch *s = sketch_of(self);
    *handled = true;
    if (strcmp(name, "parent") == 0)
        *out = s->parent ? workplane_value(s->parent) : script_none();
    else if (strcmp(name, "locs") == 0)
        *out = s->places;
    else if (strcmp(name, "_faces") == 0)
        *out = shape_value(s->faces);
    else if (strcmp(name, "_edges") == 0)
        *out = s->edges;
    else
        *handled = false;
    return LATHE_OK;
}
