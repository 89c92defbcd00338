/* feature.c: extrude, cut, revolve. */
#include "reward/cadquery/methods.h"

#include <math.h>

static const kernel_boolean cut_plain = { KERNEL_CUT, false, 0, NULL };

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
    TRY(shape_face_of_wires(vm, &array, &face, err));
    return shape_pieces(vm, face, KERNEL_FACE, list, err);
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


lathe_status feature_read_taper(script_vm *vm, script_value v, double *out, lathe_error *err)
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
    const kernel_boolean glue = { KERNEL_FUSE, true, 0, NULL };
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
    kernel_vec by = vec_scale(w->plane->z_dir, distance);
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
    KEEP(in_out, kernel_prism_feature((*in_out)->kernel, face->kernel, e->taper, limit, e->additive, NULL, &raw, err));
    shape_set_class(*in_out, type);
    return LATHE_OK;
}

/* The face up to which one face goes; a hit of the line is skipped where the face begins inside of what is there. */
static lathe_status limit_of(script_vm *vm, workplane *w, const shape_object *face, extrusion *e,
                             const shape_object *made, script_value *out_limits, lathe_error *err)
{
    shape_object *wire;
    kernel_vec center;
    bool inside;
    if (e->until)
        return script_list_new(vm, &(script_value){ .kind = SCRIPT_OBJECT, .object = e->until->self }, 1, out_limits, err);
    TRY(limits_of(vm, w, face, w->plane->z_dir, e, out_limits, err));
    KEEP(&wire, kernel_face_outer_wire(face->kernel, &raw, err));
    KERNEL(kernel_center(wire->kernel, &center, err));
    KERNEL(kernel_is_inside(made->kernel, center, 1e-6, &inside, err));
    if (inside && e->additive && e->index == 0)
        e->index = 1;
    return LATHE_OK;
}

/* extrude or cut up to a face that a line meets, or a given one. */
static lathe_status extrude_until(script_vm *vm, workplane *w, extrusion *e, shape_object **out, lathe_error *err)
{
    script_value faces, limits;
    shape_object *made;
    TRY(workplane_faces(vm, w, &faces, err));
    TRY(check_taper(vm, faces, e->taper, err));
    TRY(workplane_require_solids(vm, w, &made, err));
    for (size_t i = 0; i < faces.list->count; i++) {
        const shape_object *face = shape_of(faces.list->items[i]);
        TRY(limit_of(vm, w, face, e, made, &limits, err));
        TRY(feature_until(vm, face, e, limits, e->until ? 0 : e->index, &made, err));
        if (e->both && e->until)
            return script_raise(vm, err, "TypeError", "list indices must be integers or slices, not Face");
        if (e->both) {
            TRY(limits_of(vm, w, face, vec_scale(w->plane->z_dir, -1.0), e, &limits, err));
            TRY(feature_until(vm, face, e, limits, e->index, &made, err));
        }
    }
    *out = made;
    return LATHE_OK;
}

lathe_status feature_extrude(script_vm *vm, workplane *w, extrusion *e, shape_object **out, lathe_error *err)
{
    return e->to_face ? extrude_until(vm, w, e, out, err) : extrude_by(vm, w, e->distance, e, out, err);
}

/* Fills in how far it goes; false for what is neither a number nor a face nor "next" or "last". */
static bool read_until(script_value v, extrusion *e)
{
    e->until = objects_shape_of_type(v, KERNEL_FACE);
    e->to_face = e->until || is_text(v, "next") || is_text(v, "last");
    e->index = is_text(v, "last") ? -1 : 0;
    e->distance = script_is_real(v) ? number_of(v) : 0;
    return e->to_face || script_is_real(v);
}

static lathe_status bad_until(script_vm *vm, script_value v, lathe_error *err)
{
    return script_raise(vm, err, "ValueError", "Do not know how to handle until argument of type <class '%s'>",
                        script_type_name(v));
}

static lathe_status cut_blind(script_vm *vm, workplane *w, extrusion *e, script_value until, bool clean,
                              script_value *out, lathe_error *err)
{
    shape_object *made, *solids;
    e->additive = false;
    if (!read_until(until, e))
        return bad_until(vm, until, err);
    TRY(feature_extrude(vm, w, e, &made, err));
    if (!e->to_face) {
        TRY(workplane_require_solids(vm, w, &solids, err));
        const kernel_shape *list[] = { made->kernel };
        const kernel_array tools = { list, 1 };
        TRY(shape_combine(vm, &cut_plain, solids, &tools, &made, err));
    }
    return workplane_push_shape(vm, w, made, clean, out, err);
}

lathe_status workplane_cut_blind(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    extrusion e = { .additive = false };
    bool clean;
    TRY(argument_truth(vm, call, 1, &clean, err));
    TRY(feature_read_taper(vm, call->args[3], &e.taper, err));
    /* An older signature had the taper in third place. */
    if (call->args[2].kind == SCRIPT_FLOAT && script_is_none(call->args[3]))
        e.taper = call->args[2].number;
    else
        TRY(argument_truth(vm, call, 2, &e.both, err));
    return cut_blind(vm, workplane_of(call->self), &e, call->args[0], clean, out, err);
}

lathe_status workplane_extrude(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    script_value until = call->args[0], combine = call->args[1], list;
    extrusion e = { .additive = true };
    combine_mode mode;
    bool clean, combined;
    shape_object *made;
    TRY(argument_truth(vm, call, 2, &clean, err));
    TRY(argument_truth(vm, call, 3, &e.both, err));
    TRY(feature_read_taper(vm, call->args[4], &e.taper, err));
    TRY(workplane_combine_mode(vm, combine, &mode, err));
    if (mode == COMBINE_CUT)
        return cut_blind(vm, w, &e, until, clean, out, err);
    TRY(script_to_truth(vm, combine, &combined, err));
    bool known = read_until(until, &e);
    if (e.to_face && !(e.until ? combined : mode == COMBINE_FUSE))
        known = false;
    if (!known && (until.kind == SCRIPT_STR || e.until) && combine.kind == SCRIPT_BOOL && !combined)
        return script_raise(vm, err, "ValueError", "`combine` can't be set to False when extruding until a face");
    if (!known)
        return bad_until(vm, until, err);
    TRY(feature_extrude(vm, w, &e, &made, err));
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
    TRY(argument_reckoned(vm, call, 1, &taper, err));
    TRY(workplane_require_solids(vm, w, &made, err));
    kernel_type type = made->type;
    const engine_state *state = script_vm_host(vm);
    TRY(workplane_faces(vm, w, &faces, err));
    for (size_t i = 0; i < faces.list->count; i++) {
        const shape_object *face = shape_of(faces.list->items[i]);
        KEEP(&made, kernel_prism_feature(made->kernel, face->kernel, -taper, NULL, false, state->deferral, &raw, err));
    }
    shape_set_class(made, type);
    return workplane_push_shape(vm, w, made, clean, out, err);
}

lathe_status feature_finish(script_vm *vm, const script_call *call, size_t at, shape_object *body, script_value *out,
                            lathe_error *err)
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
    const kernel_boolean fuse = { KERNEL_FUSE, false, 0, NULL };
    const kernel_array none = { NULL, 0 };
    workplane *w = workplane_of(call->self);
    script_value faces, made;
    shape_object *body;
    double distance, angle;
    TRY(argument_reckoned(vm, call, 0, &distance, err));
    TRY(argument_reckoned(vm, call, 1, &angle, err));
    TRY(workplane_faces(vm, w, &faces, err));
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < faces.list->count; i++) {
        KEEP(&body, kernel_twist(shape_of(faces.list->items[i])->kernel, w->plane->origin,
                                 vec_scale(w->plane->z_dir, distance), angle, &raw, err));
        TRY(script_list_append(vm, made.list, shape_value(body), err));
    }
    TRY(shape_compound(vm, made, &body, err));
    TRY(shape_combine(vm, &fuse, body, &none, &body, err));
    return feature_finish(vm, call, 2, body, out, err);
}

/* Points of the axis, with CadQuery's way of filling in what is missing. */
static lathe_status revolve_axis(script_vm *vm, const workplane *w, const script_call *call, kernel_vec *start,
                                 kernel_vec *end, lathe_error *err)
{
    const kernel_plane *plane = w->plane;
    if (script_is_none(call->args[1]))
        *start = matrix_apply(&plane->to_world, (kernel_vec){ 0, 0, 0 });
    else
        TRY(objects_to_world(vm, plane, call->args[1], start, err));
    if (!script_is_none(call->args[2]))
        return objects_to_world(vm, plane, call->args[2], end, err);
    *end = matrix_apply(&plane->to_world, (kernel_vec){ 0, start->y != 0 ? start->y : 1, 0 });
    return LATHE_OK;
}

lathe_status feature_revolve(script_vm *vm, workplane *w, double degrees, kernel_vec start, kernel_vec end,
                             shape_object **out, lathe_error *err)
{
    script_value faces, made;
    shape_object *body;
    TRY(workplane_faces(vm, w, &faces, err));
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < faces.list->count; i++) {
        KEEP(&body, kernel_revolve(shape_of(faces.list->items[i])->kernel, degrees, start, end, &raw, err));
        TRY(script_list_append(vm, made.list, shape_value(body), err));
    }
    return shape_compound(vm, made, out, err);
}

lathe_status workplane_revolve(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_vec start, end;
    shape_object *body;
    double degrees;
    TRY(argument_reckoned(vm, call, 0, &degrees, err));
    degrees = degrees - 360.0 * floor(degrees / 360.0);
    if (degrees == 0)
        degrees = 360;
    TRY(revolve_axis(vm, w, call, &start, &end, err));
    TRY(feature_revolve(vm, w, degrees, start, end, &body, err));
    return feature_finish(vm, call, 3, body, out, err);
}
