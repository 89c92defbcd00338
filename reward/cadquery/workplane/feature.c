/* feature.c: extrude, cut, revolve, loft, sweep, fillet, chamfer, shell, split. */
#include "reward/cadquery/methods.h"

#include <math.h>
#include <string.h>

static const kernel_boolean cut_plain = { KERNEL_CUT, false, 0 };

/* ---- faces to work on ---- */

lathe_status workplane_faces(script_vm *vm, workplane *w, script_value *out_list, lathe_error *err)
{
    script_value list, wires = w->context->pending_wires, children;
    TRY(objects_new_list(vm, &list, err));
    for (size_t i = 0; i < w->objects.list->count; i++) {
        script_value v = w->objects.list->items[i];
        if (sketch_of(v)) {
            TRY(sketch_placed_faces(vm, sketch_of(v), list, err));
        } else if (objects_shape_of_type(v, KERNEL_FACE)) {
            TRY(script_list_append(vm, list.list, v, err));
        } else if (objects_shape_of_type(v, KERNEL_COMPOUND)) {
            TRY(objects_new_list(vm, &children, err));
            TRY(shape_children(vm, shape_of(v), children, err));
            for (size_t k = 0; k < children.list->count; k++) {
                if (objects_shape_of_type(children.list->items[k], KERNEL_FACE))
                    TRY(script_list_append(vm, list.list, children.list->items[k], err));
            }
        }
    }
    *out_list = list;
    if (list.list->count)
        return LATHE_OK;
    kernel_array array;
    shape_object *face;
    if (wires.list->count == 0)
        return script_raise(vm, err, "ValueError", "No pending wires present");
    TRY(objects_shapes_in(vm, wires, &array, err));
    TRY(objects_new_list(vm, &w->context->pending_wires, err));
    KEEP(&face, kernel_face_from_wires(array.items, array.count, &raw, err));
    return shape_parts(vm, face, KERNEL_FACE, list, err);
}

static lathe_status has_inner_wires(script_vm *vm, const shape_object *face, bool *out, lathe_error *err)
{
    kernel_list inner = KERNEL_LIST_INIT;
    KERNEL(kernel_face_inner_wires(face->kernel, &inner, err));
    *out = inner.count > 0;
    kernel_list_clear(&inner);
    return LATHE_OK;
}

/* ---- extruding ---- */

/* What extrude and cutBlind share. */
typedef struct extrusion {
    script_value until;
    bool both, additive;
    double taper; /* 0: none */
} extrusion;

static lathe_status read_taper(script_vm *vm, script_value v, double *out, lathe_error *err)
{
    *out = 0;
    return script_is_none(v) ? LATHE_OK : script_to_double(vm, v, out, err);
}

static lathe_status prism(script_vm *vm, const shape_object *face, kernel_vec by, double taper, shape_object **out,
                          lathe_error *err)
{
    if (taper == 0)
        KEEP(out, kernel_prism(face->kernel, by, &raw, err));
    else
        KEEP(out, kernel_tapered_prism(face->kernel, by, taper, &raw, err));
    return LATHE_OK;
}

static lathe_status prism_both(script_vm *vm, const shape_object *face, kernel_vec by, double taper,
                               shape_object **out, lathe_error *err)
{
    const kernel_boolean glue = { KERNEL_FUSE, true, 0 };
    shape_object *there, *back;
    TRY(prism(vm, face, by, taper, &there, err));
    TRY(prism(vm, face, vec_scale(by, -1.0), taper, &back, err));
    const kernel_shape *list[] = { back->kernel };
    const kernel_array tools = { list, 1 };
    return shape_combine(vm, &glue, there, &tools, out, err);
}

static lathe_status check_taper(script_vm *vm, script_value faces, double taper, lathe_error *err)
{
    for (size_t i = 0; taper != 0 && i < faces.list->count; i++) {
        bool holes;
        TRY(has_inner_wires(vm, shape_of(faces.list->items[i]), &holes, err));
        if (holes)
            return script_raise(vm, err, "ValueError", "Inner wires not allowed with tapered extrusion");
    }
    return LATHE_OK;
}

/* A compound of the prisms of all faces. */
static lathe_status extrude_by(script_vm *vm, workplane *w, double distance, const extrusion *e, shape_object **out,
                               lathe_error *err)
{
    script_value faces, made;
    TRY(workplane_faces(vm, w, &faces, err));
    TRY(check_taper(vm, faces, e->taper, err));
    kernel_vec by = vec_scale(w->plane.z_dir, distance);
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < faces.list->count; i++) {
        const shape_object *face = shape_of(faces.list->items[i]);
        shape_object *body;
        if (e->both)
            TRY(prism_both(vm, face, by, e->taper, &body, err));
        else
            TRY(prism(vm, face, by, e->taper, &body, err));
        TRY(script_list_append(vm, made.list, shape_value(body), err));
    }
    return shape_compound(vm, made, out, err);
}

/* The faces of the chain's solids before (or behind) a face along axis. */
static lathe_status limits_of(script_vm *vm, workplane *w, const shape_object *face, kernel_vec axis,
                              const extrusion *e, script_value *out, lathe_error *err)
{
    shape_object *solids;
    kernel_vec center;
    kernel_list hits = KERNEL_LIST_INIT;
    TRY(workplane_require_solids(vm, w, &solids, err));
    KERNEL(kernel_center(face->kernel, &center, err));
    KERNEL(kernel_faces_on_line(solids->kernel, center, axis, e->additive, &hits, err));
    if (hits.count == 0 && e->both)
        return script_raise(vm, err, "ValueError", "Couldn't find a face to extrude/cut to for at least one of the two "
                                                   "required directions of extrusion/cut.");
    if (hits.count == 0)
        KERNEL(kernel_faces_on_line(solids->kernel, center, vec_scale(axis, -1.0), e->additive, &hits, err));
    if (hits.count == 0)
        return script_raise(vm, err, "ValueError",
                            "Couldn't find a face to extrude/cut to. Check your workplane orientation.");
    TRY(objects_new_list(vm, out, err));
    return objects_keep_list(vm, &hits, *out, err);
}

static lathe_status feature_until(script_vm *vm, const shape_object *face, const extrusion *e, script_value limits,
                                  int64_t index, shape_object **in_out, lathe_error *err)
{
    int64_t count = (int64_t)limits.list->count, at = index < 0 ? count + index : index;
    if (at < 0 || at >= count)
        return script_raise(vm, err, "IndexError", "list index out of range");
    const kernel_shape *limit = shape_of(limits.list->items[at])->kernel;
    kernel_type type = (*in_out)->type;
    KEEP(in_out, kernel_prism_feature((*in_out)->kernel, face->kernel, e->taper, limit, e->additive, &raw, err));
    (*in_out)->type = type;
    return LATHE_OK;
}

/* extrude or cut up to the next or last face, or a given one. */
static lathe_status extrude_until(script_vm *vm, workplane *w, const extrusion *e, shape_object **out, lathe_error *err)
{
    script_value faces, limits;
    shape_object *made, *solids;
    const shape_object *given = shape_of(e->until);
    int64_t index = is_text(e->until, "last") ? -1 : 0;
    TRY(workplane_faces(vm, w, &faces, err));
    TRY(check_taper(vm, faces, e->taper, err));
    TRY(workplane_require_solids(vm, w, &solids, err));
    made = solids;
    for (size_t i = 0; i < faces.list->count; i++) {
        const shape_object *face = shape_of(faces.list->items[i]);
        if (given) {
            TRY(script_list_new(vm, &e->until, 1, &limits, err));
        } else {
            TRY(limits_of(vm, w, face, w->plane.z_dir, e, &limits, err));
            shape_object *wire;
            kernel_vec center;
            bool inside;
            KEEP(&wire, kernel_face_outer_wire(face->kernel, &raw, err));
            KERNEL(kernel_center(wire->kernel, &center, err));
            KERNEL(kernel_is_inside(made->kernel, center, 1e-6, &inside, err));
            if (inside && e->additive && index == 0)
                index = 1;
        }
        TRY(feature_until(vm, face, e, limits, given ? 0 : index, &made, err));
        if (e->both) {
            TRY(limits_of(vm, w, face, vec_scale(w->plane.z_dir, -1.0), e, &limits, err));
            TRY(feature_until(vm, face, e, limits, index, &made, err));
        }
    }
    *out = made;
    return LATHE_OK;
}

static bool is_next_or_last(script_value v)
{
    return is_text(v, "next") || is_text(v, "last");
}

static lathe_status bad_until(script_vm *vm, script_value v, lathe_error *err)
{
    return script_raise(vm, err, "ValueError", "Do not know how to handle until argument of type <class '%s'>",
                        script_type_name(v));
}

static lathe_status cut_blind(script_vm *vm, workplane *w, const extrusion *e, bool clean, script_value *out,
                              lathe_error *err)
{
    shape_object *made, *solids;
    if (is_next_or_last(e->until) || objects_shape_of_type(e->until, KERNEL_FACE)) {
        TRY(extrude_until(vm, w, e, &made, err));
    } else if (script_is_real(e->until)) {
        TRY(extrude_by(vm, w, number_of(e->until), e, &made, err));
        TRY(workplane_require_solids(vm, w, &solids, err));
        const kernel_shape *list[] = { made->kernel };
        const kernel_array tools = { list, 1 };
        TRY(shape_combine(vm, &cut_plain, solids, &tools, &made, err));
    } else {
        return bad_until(vm, e->until, err);
    }
    return workplane_push_shape(vm, w, made, clean, out, err);
}

lathe_status workplane_cut_blind(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    extrusion e = { .until = call->args[0], .additive = false };
    bool clean;
    TRY(argument_truth(vm, call, 1, &clean, err));
    TRY(read_taper(vm, call->args[3], &e.taper, err));
    /* An older signature had the taper in third place. */
    if (call->args[2].kind == SCRIPT_FLOAT && script_is_none(call->args[3]))
        e.taper = call->args[2].number;
    else
        TRY(argument_truth(vm, call, 2, &e.both, err));
    return cut_blind(vm, workplane_of(call->self), &e, clean, out, err);
}

lathe_status workplane_extrude(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    extrusion e = { .until = call->args[0], .additive = true };
    combine_mode mode;
    bool clean;
    shape_object *made;
    script_value list;
    TRY(argument_truth(vm, call, 2, &clean, err));
    TRY(argument_truth(vm, call, 3, &e.both, err));
    TRY(read_taper(vm, call->args[4], &e.taper, err));
    if (is_text(call->args[1], "cut") || is_text(call->args[1], "s")) {
        e.additive = false;
        return cut_blind(vm, w, &e, clean, out, err);
    }
    bool combined, face = objects_shape_of_type(e.until, KERNEL_FACE) != NULL;
    TRY(argument_truth(vm, call, 1, &combined, err));
    if ((is_next_or_last(e.until) || face) && combined)
        TRY(extrude_until(vm, w, &e, &made, err));
    else if (script_is_real(e.until))
        TRY(extrude_by(vm, w, number_of(e.until), &e, &made, err));
    else if (is_next_or_last(e.until) || face)
        return script_raise(vm, err, "ValueError", "`combine` can't be set to False when extruding until a face");
    else
        return bad_until(vm, e.until, err);
    TRY(workplane_combine_mode(vm, call->args[1], &mode, err));
    script_value made_value = shape_value(made);
    TRY(script_list_new(vm, &made_value, 1, &list, err));
    return workplane_combine(vm, w, list, true, mode, clean, out, err);
}

lathe_status workplane_cut_thru_all(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    shape_object *made;
    script_value faces;
    double taper;
    bool clean;
    TRY(argument_truth(vm, call, 0, &clean, err));
    TRY(argument(vm, call, 1, &taper, err));
    TRY(workplane_require_solids(vm, w, &made, err));
    kernel_type type = made->type;
    TRY(workplane_faces(vm, w, &faces, err));
    for (size_t i = 0; i < faces.list->count; i++) {
        const shape_object *face = shape_of(faces.list->items[i]);
        KEEP(&made, kernel_prism_feature(made->kernel, face->kernel, -taper, NULL, false, &raw, err));
    }
    made->type = type;
    return workplane_push_shape(vm, w, made, clean, out, err);
}

/* Combines one shape; combine and clean stand at `at` and after it. */
static lathe_status finish_body(script_vm *vm, const script_call *call, size_t at, shape_object *body,
                                script_value *out, lathe_error *err)
{
    combine_mode mode;
    bool clean;
    script_value list, v = shape_value(body);
    TRY(workplane_combine_mode(vm, call->args[at], &mode, err));
    TRY(argument_truth(vm, call, at + 1, &clean, err));
    TRY(script_list_new(vm, &v, 1, &list, err));
    return workplane_combine(vm, workplane_of(call->self), list, true, mode, clean, out, err);
}

lathe_status workplane_twist_extrude(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const kernel_boolean fuse = { KERNEL_FUSE, false, 0 };
    const kernel_array none = { NULL, 0 };
    workplane *w = workplane_of(call->self);
    script_value faces, made;
    shape_object *body;
    double distance, angle;
    TRY(argument(vm, call, 0, &distance, err));
    TRY(argument(vm, call, 1, &angle, err));
    TRY(workplane_faces(vm, w, &faces, err));
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < faces.list->count; i++) {
        KEEP(&body, kernel_twist(shape_of(faces.list->items[i])->kernel, w->plane.origin,
                                 vec_scale(w->plane.z_dir, distance), angle, &raw, err));
        TRY(script_list_append(vm, made.list, shape_value(body), err));
    }
    TRY(shape_compound(vm, made, &body, err));
    TRY(shape_combine(vm, &fuse, body, &none, &body, err));
    return finish_body(vm, call, 2, body, out, err);
}

/* Points of the axis, with CadQuery's way of filling in what is missing. */
static lathe_status revolve_axis(script_vm *vm, const workplane *w, const script_call *call, kernel_vec *start,
                                 kernel_vec *end, lathe_error *err)
{
    const kernel_plane *plane = &w->plane;
    if (script_is_none(call->args[1]))
        *start = matrix_apply(&plane->to_world, (kernel_vec){ 0, 0, 0 });
    else
        TRY(objects_to_world(vm, plane, call->args[1], start, err));
    if (!script_is_none(call->args[2]))
        return objects_to_world(vm, plane, call->args[2], end, err);
    *end = matrix_apply(&plane->to_world, (kernel_vec){ 0, start->y != 0 ? start->y : 1, 0 });
    return LATHE_OK;
}

lathe_status workplane_revolve(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_vec start, end;
    script_value faces, made;
    shape_object *body;
    double degrees;
    TRY(argument(vm, call, 0, &degrees, err));
    degrees = degrees - 360.0 * floor(degrees / 360.0);
    if (degrees == 0)
        degrees = 360;
    TRY(revolve_axis(vm, w, call, &start, &end, err));
    TRY(workplane_faces(vm, w, &faces, err));
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < faces.list->count; i++) {
        KEEP(&body, kernel_revolve(shape_of(faces.list->items[i])->kernel, degrees, start, end, &raw, err));
        TRY(script_list_append(vm, made.list, shape_value(body), err));
    }
    TRY(shape_compound(vm, made, &body, err));
    return finish_body(vm, call, 3, body, out, err);
}

/* ---- loft and sweep ---- */

/* Outer wires of faces, and vertices, on the stack. */
static lathe_status sections_on_stack(script_vm *vm, workplane *w, script_value *out, lathe_error *err)
{
    script_value faces;
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < w->objects.list->count; i++) {
        script_value v = w->objects.list->items[i];
        TRY(objects_new_list(vm, &faces, err));
        if (sketch_of(v))
            TRY(sketch_placed_faces(vm, sketch_of(v), faces, err));
        else if (objects_shape_of_type(v, KERNEL_COMPOUND))
            TRY(shape_children(vm, shape_of(v), faces, err));
        else if (shape_of(v))
            TRY(script_list_append(vm, faces.list, v, err));
        for (size_t k = 0; k < faces.list->count; k++) {
            script_value f = faces.list->items[k];
            shape_object *wire;
            if (objects_shape_of_type(f, KERNEL_VERTEX)) {
                TRY(script_list_append(vm, out->list, f, err));
            } else if (objects_shape_of_type(f, KERNEL_FACE)) {
                KEEP(&wire, kernel_face_outer_wire(shape_of(f)->kernel, &raw, err));
                TRY(script_list_append(vm, out->list, shape_value(wire), err));
            }
        }
    }
    return LATHE_OK;
}

lathe_status workplane_loft(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    script_value sections = w->context->pending_wires;
    kernel_array array;
    shape_object *body;
    bool ruled;
    TRY(argument_truth(vm, call, 0, &ruled, err));
    if (sections.list->count)
        TRY(objects_new_list(vm, &w->context->pending_wires, err));
    else
        TRY(sections_on_stack(vm, w, &sections, err));
    TRY(objects_shapes_in(vm, sections, &array, err));
    if (array.count < 2)
        return script_raise(vm, err, "ValueError",
                            array.count ? "More than one wire or face is required" : "Nothing to loft");
    KEEP(&body, kernel_loft(array.items, array.count, ruled, &raw, err));
    return finish_body(vm, call, 1, body, out, err);
}

static lathe_status read_curve(script_vm *vm, script_value v, const shape_object **out, lathe_error *err)
{
    script_value wire;
    if (workplane_of(v)) {
        TRY(workplane_wire(vm, workplane_of(v), false, &wire, err));
        TRY(workplane_val(vm, workplane_of(wire), &v, err));
    }
    const shape_object *s = shape_of(v);
    if (!s || (s->type != KERNEL_WIRE && s->type != KERNEL_EDGE))
        return script_raise(vm, err, "ValueError", "Wire or Edge instance required");
    *out = s;
    return LATHE_OK;
}

static lathe_status read_transition(script_vm *vm, script_value v, kernel_transition *out, lathe_error *err)
{
    static const char *const names[] = { "transformed", "right", "round" };
    for (int i = 0; i < 3; i++) {
        if (is_text(v, names[i])) {
            *out = (kernel_transition)i;
            return LATHE_OK;
        }
    }
    script_value text;
    TRY(script_to_repr(vm, v, &text, err));
    return script_raise(vm, err, "KeyError", "%s", text.str->text);
}

/* The outer wire swept, less the inner ones. */
static lathe_status sweep_face(script_vm *vm, const shape_object *face, const kernel_sweep *how, shape_object **out,
                               lathe_error *err)
{
    shape_object *wire, *body;
    kernel_list inner = KERNEL_LIST_INIT;
    script_value holes, bodies;
    kernel_array tools;
    KEEP(&wire, kernel_face_outer_wire(face->kernel, &raw, err));
    KERNEL(kernel_face_inner_wires(face->kernel, &inner, err));
    TRY(objects_new_list(vm, &holes, err));
    TRY(objects_keep_list(vm, &inner, holes, err));
    KEEP(out, kernel_sweep_wire(wire->kernel, how, &raw, err));
    if (holes.list->count == 0)
        return LATHE_OK;
    TRY(objects_new_list(vm, &bodies, err));
    for (size_t i = 0; i < holes.list->count; i++) {
        KEEP(&body, kernel_sweep_wire(shape_of(holes.list->items[i])->kernel, how, &raw, err));
        TRY(script_list_append(vm, bodies.list, shape_value(body), err));
    }
    TRY(objects_shapes_in(vm, bodies, &tools, err));
    return shape_combine(vm, &cut_plain, *out, &tools, out, err);
}

static lathe_status sweep_sections(script_vm *vm, workplane *w, const kernel_sweep *how, shape_object **out,
                                   lathe_error *err)
{
    script_value sections = w->context->pending_wires, faces;
    kernel_array array;
    if (sections.list->count) {
        TRY(objects_new_list(vm, &w->context->pending_wires, err));
    } else {
        TRY(workplane_faces(vm, w, &faces, err));
        TRY(sections_on_stack(vm, w, &sections, err));
    }
    TRY(objects_shapes_in(vm, sections, &array, err));
    KEEP(out, kernel_sweep_sections(array.items, array.count, how, &raw, err));
    return LATHE_OK;
}

lathe_status workplane_sweep(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    const shape_object *path, *auxiliary;
    kernel_vec normal;
    kernel_sweep how = { 0 };
    bool many, any;
    shape_object *body;
    script_value made, faces;
    TRY(read_curve(vm, call->args[0], &path, err));
    how.path = path->kernel;
    TRY(argument_truth(vm, call, script_is_none(call->args[2]) ? 1 : 2, &many, err));
    TRY(argument_truth(vm, call, 3, &how.make_solid, err));
    TRY(argument_truth(vm, call, 4, &how.frenet, err));
    TRY(read_transition(vm, call->args[7], &how.transition, err));
    TRY(argument_truth(vm, call, 8, &any, err));
    if (any) {
        TRY(objects_to_vec(vm, call->args[8], &normal, err));
        how.normal = &normal;
    } else if (!script_is_none(call->args[9])) {
        TRY(read_curve(vm, call->args[9], &auxiliary, err));
        how.auxiliary = auxiliary->kernel;
    }
    TRY(objects_new_list(vm, &made, err));
    if (many) {
        TRY(sweep_sections(vm, w, &how, &body, err));
        TRY(script_list_append(vm, made.list, shape_value(body), err));
    } else {
        TRY(workplane_faces(vm, w, &faces, err));
        for (size_t i = 0; i < faces.list->count; i++) {
            TRY(sweep_face(vm, shape_of(faces.list->items[i]), &how, &body, err));
            TRY(script_list_append(vm, made.list, shape_value(body), err));
        }
    }
    TRY(shape_compound(vm, made, &body, err));
    return finish_body(vm, call, 5, body, out, err);
}
