/* body.c: how bodies meet the solid of the chain: combine, union, cut, intersect; primitives, holes, rigid moves. */
#include "reward/cadquery/methods.h"

#include <math.h>

static const kernel_vec zero = { 0, 0, 0 }, up = { 0, 0, 1 };
static const kernel_boolean fuse_plain = { KERNEL_FUSE, false, 0, NULL }, cut_plain = { KERNEL_CUT, false, 0, NULL };

/* ---- combining ---- */

lathe_status workplane_combine_mode(script_vm *vm, script_value v, combine_mode *out, lathe_error *err)
{
    bool truth;
    TRY(script_to_truth(vm, v, &truth, err));
    if (!truth)
        *out = COMBINE_NONE;
    else if (is_text(v, "cut") || is_text(v, "s"))
        *out = COMBINE_CUT;
    else if (is_text(v, "a") || (script_is_number(v) && number_of(v) == 1))
        *out = COMBINE_FUSE;
    else
        *out = COMBINE_UNKNOWN;
    return LATHE_OK;
}

static lathe_status combine_one(script_vm *vm, workplane *w, shape_object *shape, combine_mode mode,
                                shape_object **out, lathe_error *err)
{
    const kernel_boolean *how = mode == COMBINE_FUSE ? &fuse_plain : &cut_plain;
    const kernel_array none = { NULL, 0 };
    shape_object *base;
    TRY(workplane_find_solids(vm, w, &base, err));
    if (base) {
        const kernel_shape *tools[] = { shape->kernel };
        const kernel_array one = { tools, 1 };
        return shape_combine(vm, how, base, &one, out, err);
    }
    if (mode == COMBINE_FUSE && shape->type == KERNEL_COMPOUND)
        return shape_combine(vm, how, shape, &none, out, err);
    *out = shape;
    return LATHE_OK;
}

static lathe_status compound_of_all(script_vm *vm, script_value items, shape_object **out, lathe_error *err)
{
    for (size_t i = 0; i < items.list->count; i++) {
        if (!shape_of(items.list->items[i]))
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'wrapped'",
                                script_type_name(items.list->items[i]));
    }
    return shape_compound(vm, items, out, err);
}

lathe_status workplane_combine(script_vm *vm, workplane *w, script_value items, bool single, combine_mode mode,
                               bool clean, script_value *out, lathe_error *err)
{
    workplane *next;
    shape_object *shape;
    if (mode != COMBINE_NONE) {
        if (single)
            shape = shape_of(items.list->items[0]);
        else
            TRY(compound_of_all(vm, items, &shape, err));
        if (mode == COMBINE_UNKNOWN)
            return script_raise(vm, err, "UnboundLocalError",
                                "cannot access local variable 'newS' where it is not associated with a value");
        TRY(combine_one(vm, w, shape, mode, &shape, err));
        return workplane_push_shape(vm, w, shape, clean, out, err);
    }
    TRY(objects_next_workplane(vm, w, &next, err));
    for (size_t i = 0; i < items.list->count; i++) {
        script_value v = items.list->items[i];
        if (clean && shape_of(v)) {
            TRY(shape_clean(vm, shape_of(v), &shape, err));
            v = shape_value(shape);
        }
        TRY(script_list_append(vm, next->objects.list, v, err));
    }
    *out = workplane_value(next);
    return LATHE_OK;
}

static lathe_status read_tolerance(script_vm *vm, script_value v, double *out, lathe_error *err)
{
    bool given;
    *out = 0;
    TRY(script_to_truth(vm, v, &given, err));
    return given ? script_to_double(vm, v, out, err) : LATHE_OK;
}

/* The solids of a workplane's stack, a solid or a compound, as tools of union. */
static lathe_status union_tools(script_vm *vm, workplane *w, script_value v, script_value *out, lathe_error *err)
{
    workplane *other = workplane_of(v);
    TRY(objects_new_list(vm, out, err));
    if (other) {
        for (size_t i = 0; i < other->objects.list->count; i++) {
            const shape_object *s = shape_of(other->objects.list->items[i]);
            if (s)
                TRY(shape_pieces(vm, s, KERNEL_SOLID, *out, err));
        }
        TRY(shape_list_unique(vm, *out, err));
        if (out->list->count < 1)
            return script_raise(vm, err, "ValueError",
                                "Workplane object must have at least one solid on the stack to union!");
        return workplane_merge_tags(vm, w, other, err);
    }
    if (objects_shape_of_type(v, KERNEL_SOLID) || objects_shape_of_type(v, KERNEL_COMPOUND))
        return script_list_append(vm, out->list, v, err);
    if (script_is_none(v))
        return LATHE_OK;
    return script_raise(vm, err, "ValueError", "Cannot union type '<class '%s'>'", script_type_name(v));
}

lathe_status body_union(script_vm *vm, workplane *w, script_value what, bool clean, const kernel_boolean *how,
                        script_value *out, lathe_error *err)
{
    script_value list;
    kernel_array tools;
    shape_object *base, *made;
    TRY(union_tools(vm, w, what, &list, err));
    TRY(objects_shapes_in(vm, list, &tools, err));
    TRY(workplane_find_solids(vm, w, &base, err));
    if (base) {
        TRY(shape_combine(vm, how, base, &tools, &made, err));
    } else if (tools.count > 1) {
        kernel_array rest = { tools.items + 1, tools.count - 1 };
        TRY(shape_combine(vm, how, shape_of(list.list->items[0]), &rest, &made, err));
    } else if (tools.count == 1) {
        made = shape_of(list.list->items[0]);
    } else {
        return script_raise(vm, err, "IndexError", "list index out of range");
    }
    return workplane_push_shape(vm, w, made, clean, out, err);
}

lathe_status workplane_union(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_boolean how = { KERNEL_FUSE, false, 0, NULL };
    bool clean;
    TRY(argument_truth(vm, call, 1, &clean, err));
    TRY(argument_truth(vm, call, 2, &how.glue, err));
    TRY(read_tolerance(vm, call->args[3], &how.tolerance, err));
    return body_union(vm, workplane_of(call->self), call->args[0], clean, &how, out, err);
}

lathe_status body_subtract(script_vm *vm, workplane *w, script_value what, bool clean, const kernel_boolean *how,
                           script_value *out, lathe_error *err)
{
    workplane *other = workplane_of(what);
    kernel_array tools;
    shape_object *base, *made;
    TRY(workplane_require_solids(vm, w, &base, err));
    if (other) {
        TRY(objects_shapes_in(vm, other->objects, &tools, err));
        TRY(workplane_merge_tags(vm, w, other, err));
    } else if (objects_shape_of_type(what, KERNEL_SOLID) || objects_shape_of_type(what, KERNEL_COMPOUND)) {
        script_value list;
        TRY(script_list_new(vm, &what, 1, &list, err));
        TRY(objects_shapes_in(vm, list, &tools, err));
    } else {
        return script_raise(vm, err, "ValueError", "Cannot %s type '<class '%s'>'",
                            how->operation == KERNEL_CUT ? "cut" : "intersect", script_type_name(what));
    }
    TRY(shape_combine(vm, how, base, &tools, &made, err));
    return workplane_push_shape(vm, w, made, clean, out, err);
}

static lathe_status subtract_call(script_vm *vm, const script_call *call, kernel_operation operation,
                                  script_value *out, lathe_error *err)
{
    kernel_boolean how = { operation, false, 0, NULL };
    bool clean;
    TRY(argument_truth(vm, call, 1, &clean, err));
    TRY(read_tolerance(vm, call->args[2], &how.tolerance, err));
    return body_subtract(vm, workplane_of(call->self), call->args[0], clean, &how, out, err);
}

lathe_status workplane_cut(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return subtract_call(vm, call, KERNEL_CUT, out, err);
}

lathe_status workplane_intersect(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return subtract_call(vm, call, KERNEL_COMMON, out, err);
}

lathe_status workplane_method_combine(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_boolean how = { KERNEL_FUSE, false, 0, NULL };
    shape_object *made = NULL;
    kernel_array all;
    bool clean;
    TRY(argument_truth(vm, call, 0, &clean, err));
    TRY(argument_truth(vm, call, 1, &how.glue, err));
    TRY(read_tolerance(vm, call->args[2], &how.tolerance, err));
    TRY(objects_shapes_in(vm, w->objects, &all, err));
    for (size_t i = 0; i < w->objects.list->count && !made; i++)
        made = shape_of(w->objects.list->items[i]);
    if (!made)
        return script_raise(vm, err, "IndexError", "pop from empty list");
    if (all.count > 1) {
        kernel_array rest = { all.items + 1, all.count - 1 };
        TRY(shape_combine(vm, &how, made, &rest, &made, err));
    }
    return workplane_push_shape(vm, w, made, clean, out, err);
}

lathe_status workplane_clean(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    return workplane_combine(vm, w, w->objects, false, COMBINE_NONE, true, out, err);
}

/* ---- primitives ---- */

/* combine and clean stand at `at` and after it. */
static lathe_status place_body(script_vm *vm, const script_call *call, size_t at, const shape_object *body,
                               script_value *out, lathe_error *err)
{
    combine_mode mode;
    bool clean;
    TRY(workplane_combine_mode(vm, call->args[at], &mode, err));
    TRY(argument_truth(vm, call, at + 1, &clean, err));
    return workplane_each_point(vm, workplane_of(call->self), body, mode, clean, out, err);
}

lathe_status workplane_box(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double x, y, z;
    bool centered[3];
    shape_object *body;
    TRY(argument_reckoned(vm, call, 0, &x, err));
    TRY(argument_reckoned(vm, call, 1, &y, err));
    TRY(argument_reckoned(vm, call, 2, &z, err));
    TRY(objects_to_truth_pair(vm, call->args[3], 3, centered, err));
    kernel_vec at = { centered[0] ? -x / 2 : 0, centered[1] ? -y / 2 : 0, centered[2] ? -z / 2 : 0 };
    KEEP(&body, kernel_box(x, y, z, at, up, &raw, err));
    return place_body(vm, call, 4, body, out, err);
}

lathe_status workplane_sphere(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double radius, low, high, turn;
    kernel_vec direction;
    bool centered[3];
    shape_object *body;
    TRY(argument(vm, call, 0, &radius, err));
    TRY(objects_to_vec(vm, call->args[1], &direction, err));
    TRY(argument(vm, call, 2, &low, err));
    TRY(argument(vm, call, 3, &high, err));
    TRY(argument(vm, call, 4, &turn, err));
    TRY(objects_to_truth_pair(vm, call->args[5], 3, centered, err));
    kernel_vec at = { centered[0] ? 0 : radius, centered[1] ? 0 : radius, centered[2] ? 0 : radius };
    KEEP(&body, kernel_sphere(radius, at, direction, low, high, turn, &raw, err));
    return place_body(vm, call, 6, body, out, err);
}

lathe_status workplane_cylinder(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double height, radius, turn;
    kernel_vec direction;
    kernel_plane plane;
    bool centered[3];
    shape_object *body;
    location_object *place;
    TRY(argument_reckoned(vm, call, 0, &height, err));
    TRY(argument_reckoned(vm, call, 1, &radius, err));
    TRY(objects_to_vec(vm, call->args[2], &direction, err));
    TRY(argument_reckoned(vm, call, 3, &turn, err));
    TRY(objects_to_truth_pair(vm, call->args[4], 3, centered, err));
    kernel_vec at = { centered[0] ? 0 : radius, centered[1] ? 0 : radius, centered[2] ? -height / 2 : 0 };
    KEEP(&body, kernel_cylinder(radius, height, at, up, turn, &raw, err));
    KERNEL(kernel_plane_make(zero, NULL, direction, &plane, err));
    KEEP_PLACE(&place, kernel_location_of_plane(&plane, zero, &raw, err));
    TRY(shape_moved(vm, body, place, &body, err));
    return place_body(vm, call, 5, body, out, err);
}

lathe_status workplane_wedge(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double n[7];
    kernel_vec direction;
    bool centered[3];
    shape_object *body;
    for (size_t i = 0; i < 7; i++)
        TRY(argument_reckoned(vm, call, i, &n[i], err));
    TRY(objects_to_vec(vm, call->args[8], &direction, err));
    TRY(objects_to_truth_pair(vm, call->args[9], 3, centered, err));
    kernel_vec at = { centered[0] ? -n[0] / 2 : 0, centered[1] ? -n[1] / 2 : 0, centered[2] ? -n[2] / 2 : 0 };
    KEEP(&body, kernel_wedge((kernel_vec){ n[0], n[1], n[2] }, &n[3], at, direction, &raw, err));
    return place_body(vm, call, 10, body, out, err);
}

/* ---- holes ---- */

static lathe_status largest_dimension(script_vm *vm, workplane *w, double *out, lathe_error *err)
{
    shape_object *solids;
    kernel_vec low, high;
    TRY(workplane_require_solids(vm, w, &solids, err));
    KERNEL(kernel_bounds(solids->kernel, &low, &high, out, err));
    return LATHE_OK;
}

lathe_status workplane_largest_dimension(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double size;
    TRY(largest_dimension(vm, workplane_of(call->self), &size, err));
    *out = script_float(size);
    return LATHE_OK;
}

static lathe_status hole_depth(script_vm *vm, const script_call *call, size_t at, double *out, lathe_error *err)
{
    if (script_is_none(call->args[at]))
        return largest_dimension(vm, workplane_of(call->self), out, err);
    return argument(vm, call, at, out, err);
}

lathe_status body_cut_all(script_vm *vm, workplane *w, const shape_object *base, script_value shapes, bool clean,
                          script_value *out, lathe_error *err)
{
    shape_object *made;
    kernel_array tools;
    TRY(objects_shapes_in(vm, shapes, &tools, err));
    TRY(shape_combine(vm, &cut_plain, base, &tools, &made, err));
    return workplane_push_shape(vm, w, made, clean, out, err);
}

/* Cuts the tool at each point of the stack. `clean` stands at `at`. */
static lathe_status cut_each(script_vm *vm, const script_call *call, size_t at, const shape_object *tool,
                             script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    shape_object *base;
    script_value placed;
    bool clean;
    TRY(argument_truth(vm, call, at, &clean, err));
    TRY(workplane_require_solids(vm, w, &base, err));
    TRY(workplane_each_point(vm, w, tool, COMBINE_NONE, true, &placed, err));
    return body_cut_all(vm, w, base, workplane_of(placed)->objects, clean, out, err);
}

static lathe_status drill(script_vm *vm, double diameter, double depth, shape_object **out, lathe_error *err)
{
    KEEP(out, kernel_cylinder(diameter / 2.0, depth, zero, (kernel_vec){ 0, 0, -1 }, 360, &raw, err));
    return LATHE_OK;
}

static lathe_status join_tools(script_vm *vm, const shape_object *a, const shape_object *b, shape_object **out,
                               lathe_error *err)
{
    const kernel_shape *list[] = { b->kernel };
    const kernel_array tools = { list, 1 };
    return shape_combine(vm, &fuse_plain, a, &tools, out, err);
}

lathe_status workplane_hole(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double diameter, depth;
    shape_object *tool;
    TRY(hole_depth(vm, call, 1, &depth, err));
    TRY(argument_reckoned(vm, call, 0, &diameter, err));
    TRY(drill(vm, diameter, depth, &tool, err));
    return cut_each(vm, call, 2, tool, out, err);
}

lathe_status workplane_cbore_hole(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double diameter, wide, wide_depth, depth;
    shape_object *tool, *bore;
    TRY(hole_depth(vm, call, 3, &depth, err));
    TRY(argument_reckoned(vm, call, 0, &diameter, err));
    TRY(argument_reckoned(vm, call, 1, &wide, err));
    TRY(argument_reckoned(vm, call, 2, &wide_depth, err));
    TRY(drill(vm, diameter, depth, &tool, err));
    TRY(drill(vm, wide, wide_depth, &bore, err));
    TRY(join_tools(vm, tool, bore, &tool, err));
    return cut_each(vm, call, 4, tool, out, err);
}

lathe_status workplane_csk_hole(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double diameter, wide, angle, depth;
    shape_object *tool, *cone;
    TRY(hole_depth(vm, call, 3, &depth, err));
    TRY(argument_reckoned(vm, call, 0, &diameter, err));
    TRY(argument_reckoned(vm, call, 1, &wide, err));
    TRY(argument_reckoned(vm, call, 2, &angle, err));
    double slope = tan(angle / 2.0 * (M_PI / 180.0)), r = wide / 2.0;
    if (slope == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    TRY(drill(vm, diameter, depth, &tool, err));
    KEEP(&cone, kernel_cone(r, 0.0, r / slope, zero, (kernel_vec){ 0, 0, -1 }, 360, &raw, err));
    TRY(join_tools(vm, tool, cone, &tool, err));
    return cut_each(vm, call, 4, tool, out, err);
}

/* ---- rigid moves of what is on the stack ---- */

/* CadQuery reads a move's arguments once a shape: where the stack has none, they may be anything. */
static bool any_shape(const workplane *w)
{
    for (size_t i = 0; i < w->objects.list->count; i++) {
        if (shape_of(w->objects.list->items[i]))
            return true;
    }
    return false;
}

/* Applies `move` to the shapes of the stack and keeps the rest. */
typedef lathe_status (*mover)(script_vm *vm, const shape_object *shape, const kernel_vec parameters[3],
                              shape_object **out, lathe_error *err);

static lathe_status move_all(script_vm *vm, workplane *w, mover move, const kernel_vec parameters[3], bool others,
                             script_value *out, lathe_error *err)
{
    workplane *next;
    TRY(objects_next_workplane(vm, w, &next, err));
    for (size_t i = 0; i < w->objects.list->count; i++) {
        script_value v = w->objects.list->items[i];
        shape_object *moved;
        if (shape_of(v)) {
            TRY(move(vm, shape_of(v), parameters, &moved, err));
            shape_set_class(moved, shape_of(v)->type);
            v = shape_value(moved);
        } else if (!others) {
            continue;
        }
        TRY(script_list_append(vm, next->objects.list, v, err));
    }
    *out = workplane_value(next);
    return LATHE_OK;
}

static lathe_status move_by(script_vm *vm, const shape_object *s, const kernel_vec p[3], shape_object **out,
                            lathe_error *err)
{
    KEEP(out, kernel_translate(s->kernel, p[0], &raw, err));
    return LATHE_OK;
}

static lathe_status turn_about_line(script_vm *vm, const shape_object *s, const kernel_vec p[3], shape_object **out,
                                    lathe_error *err)
{
    KEEP(out, kernel_rotate(s->kernel, p[0], p[1], p[2].x, &raw, err));
    return LATHE_OK;
}

static lathe_status turn_about_center(script_vm *vm, const shape_object *s, const kernel_vec p[3], shape_object **out,
                                      lathe_error *err)
{
    kernel_vec center;
    KERNEL(kernel_center(s->kernel, &center, err));
    KEEP(out, kernel_rotate(s->kernel, center, vec_add(center, p[1]), p[2].x, &raw, err));
    return LATHE_OK;
}

static lathe_status mirror_through(script_vm *vm, const shape_object *s, const kernel_vec p[3], shape_object **out,
                                   lathe_error *err)
{
    KEEP(out, kernel_mirror(s->kernel, p[0], p[1], &raw, err));
    return LATHE_OK;
}

lathe_status workplane_translate(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_vec p[3] = { zero, zero, zero };
    if (any_shape(w))
        TRY(objects_to_vec(vm, call->args[0], &p[0], err));
    return move_all(vm, w, move_by, p, true, out, err);
}

lathe_status workplane_rotate(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_vec p[3] = { zero, zero, zero };
    if (any_shape(w)) {
        TRY(objects_to_vec(vm, call->args[0], &p[0], err));
        TRY(objects_to_vec(vm, call->args[1], &p[1], err));
        TRY(argument_reckoned(vm, call, 2, &p[2].x, err));
    }
    return move_all(vm, w, turn_about_line, p, true, out, err);
}

lathe_status workplane_rotate_about_center(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec p[3] = { zero, zero, zero };
    TRY(objects_to_vec(vm, call->args[0], &p[1], err));
    TRY(argument(vm, call, 1, &p[2].x, err));
    return move_all(vm, workplane_of(call->self), turn_about_center, p, true, out, err);
}

lathe_status body_named_normal(script_vm *vm, script_value v, kernel_vec *out, lathe_error *err)
{
    static const struct {
        const char *name;
        kernel_vec normal;
    } planes[] = { { "XY", { 0, 0, 1 } }, { "YX", { 0, 0, 1 } }, { "XZ", { 0, 1, 0 } },
                   { "ZX", { 0, 1, 0 } }, { "YZ", { 1, 0, 0 } }, { "ZY", { 1, 0, 0 } } };
    for (size_t i = 0; i < sizeof planes / sizeof *planes; i++) {
        if (is_text(v, planes[i].name)) {
            *out = planes[i].normal;
            return LATHE_OK;
        }
    }
    if (v.kind == SCRIPT_STR)
        return script_raise(vm, err, "UnboundLocalError", "cannot access local variable 'mirrorPlaneNormalVector' "
                                                          "where it is not associated with a value");
    return objects_to_vec(vm, v, out, err);
}

lathe_status workplane_mirror(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *other = workplane_of(call->args[0]);
    script_value plane = call->args[0], mirrored;
    kernel_vec p[3] = { zero, zero, zero };
    bool join;
    if (other)
        TRY(workplane_val(vm, other, &plane, err));
    const shape_object *face = objects_shape_of_type(plane, KERNEL_FACE);
    if (other && !face)
        return script_raise(vm, err, "ValueError", "Face required, got %s", script_type_name(plane));
    if (face) {
        KERNEL(kernel_face_normal(face->kernel, NULL, &p[1], err));
        KERNEL(kernel_center(face->kernel, &p[0], err));
    } else {
        TRY(body_named_normal(vm, plane, &p[1], err));
    }
    if (!script_is_none(call->args[1]))
        TRY(objects_to_vec(vm, call->args[1], &p[0], err));
    TRY(argument_truth(vm, call, 2, &join, err));
    TRY(move_all(vm, w, mirror_through, p, false, &mirrored, err));
    if (join)
        return body_union(vm, w, mirrored, true, &fuse_plain, out, err);
    *out = mirrored;
    return LATHE_OK;
}

/* Operators + - * / of workplanes. */
lathe_status workplane_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                               script_value *out, lathe_error *err)
{
    static const kernel_boolean common = { KERNEL_COMMON, false, 0, NULL };
    workplane *w = workplane_of(left);
    *handled = w != NULL;
    if (!w)
        return LATHE_OK;
    switch (op) {
    case SCRIPT_ADD:
    case SCRIPT_BIT_OR:
        return body_union(vm, w, right, true, &fuse_plain, out, err);
    case SCRIPT_SUBTRACT:
        return body_subtract(vm, w, right, true, &cut_plain, out, err);
    case SCRIPT_MULTIPLY:
    case SCRIPT_BIT_AND:
        return body_subtract(vm, w, right, true, &common, out, err);
    case SCRIPT_DIVIDE:
        return feature_split_by(vm, w, right, out, err);
    default:
        *handled = false;
        return LATHE_OK;
    }
}
