/* sweep.c: loft and sweep: bodies through or along wires. */
#include "reward/cadquery/methods.h"

static const kernel_boolean cut_plain = { KERNEL_CUT, false, 0, NULL };

lathe_status sweep_faces_and_vertices(script_vm *vm, workplane *w, script_value *out, lathe_error *err)
{
    script_value parts;
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < w->objects.list->count; i++) {
        script_value v = w->objects.list->items[i];
        TRY(objects_new_list(vm, &parts, err));
        if (sketch_of(v))
            TRY(sketch_placed_faces(vm, sketch_of(v), parts, err));
        else if (objects_shape_of_type(v, KERNEL_COMPOUND))
            TRY(shape_children(vm, shape_of(v), parts, err));
        else if (shape_of(v))
            TRY(script_list_append(vm, parts.list, v, err));
        for (size_t k = 0; k < parts.list->count; k++) {
            script_value part = parts.list->items[k];
            if (objects_shape_of_type(part, KERNEL_VERTEX) || objects_shape_of_type(part, KERNEL_FACE))
                TRY(script_list_append(vm, out->list, part, err));
        }
    }
    return LATHE_OK;
}

/* The faces by their outer wires. */
static lathe_status sections_on_stack(script_vm *vm, workplane *w, script_value *out, lathe_error *err)
{
    shape_object *wire;
    TRY(sweep_faces_and_vertices(vm, w, out, err));
    for (size_t i = 0; i < out->list->count; i++) {
        const shape_object *face = objects_shape_of_type(out->list->items[i], KERNEL_FACE);
        if (!face)
            continue;
        KEEP(&wire, kernel_face_outer_wire(face->kernel, &raw, err));
        out->list->items[i] = shape_value(wire);
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
    return feature_finish(vm, call, 1, body, out, err);
}

/* A path is closed to one wire where it is a workplane; an auxiliary spine is taken as it stands. */
static lathe_status read_curve(script_vm *vm, script_value v, const shape_object **out, lathe_error *err)
{
    if (workplane_of(v))
        TRY(workplane_val(vm, workplane_of(v), &v, err));
    const shape_object *s = shape_of(v);
    if (!s || (s->type != KERNEL_WIRE && s->type != KERNEL_EDGE))
        return script_raise(vm, err, "ValueError", "Wire or Edge instance required");
    *out = s;
    return LATHE_OK;
}

/* Solid.sweep, which CadQuery calls for each face, is chosen by the types of its arguments. */
static lathe_status read_transition(script_vm *vm, const sweep_arguments *a, kernel_transition *out, lathe_error *err)
{
    static const struct {
        const char *name;
        kernel_transition value;
    } rows[] = { { "transformed", KERNEL_TRANSITION_TRANSFORMED },
                 { "right", KERNEL_TRANSITION_RIGHT },
                 { "round", KERNEL_TRANSITION_ROUND } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (is_text(a->transition, rows[i].name) && a->make_solid.kind == SCRIPT_BOOL &&
            a->frenet.kind == SCRIPT_BOOL) {
            *out = rows[i].value;
            return LATHE_OK;
        }
    }
    return script_raise(vm, err, "DispatchError", "sweep: 0 methods found");
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
        TRY(objects_new_list(vm, &sections, err));
        for (size_t i = 0; i < faces.list->count; i++) {
            shape_object *wire;
            KEEP(&wire, kernel_face_outer_wire(shape_of(faces.list->items[i])->kernel, &raw, err));
            TRY(script_list_append(vm, sections.list, shape_value(wire), err));
        }
    }
    TRY(objects_shapes_in(vm, sections, &array, err));
    KEEP(out, kernel_sweep_sections(array.items, array.count, how, &raw, err));
    return LATHE_OK;
}

static lathe_status sweep_faces(script_vm *vm, workplane *w, kernel_sweep *how, const sweep_arguments *a,
                                script_value made, lathe_error *err)
{
    script_value faces;
    shape_object *body;
    TRY(workplane_faces(vm, w, &faces, err));
    if (faces.list->count)
        TRY(read_transition(vm, a, &how->transition, err));
    for (size_t i = 0; i < faces.list->count; i++) {
        TRY(sweep_face(vm, shape_of(faces.list->items[i]), how, &body, err));
        TRY(script_list_append(vm, made.list, shape_value(body), err));
    }
    return LATHE_OK;
}

lathe_status feature_sweep(script_vm *vm, workplane *w, const sweep_arguments *a, shape_object **out, lathe_error *err)
{
    const shape_object *path, *auxiliary;
    kernel_vec normal;
    kernel_sweep how = { 0 };
    bool many, any;
    shape_object *body;
    script_value made;
    TRY(script_to_truth(vm, a->multisection, &many, err));
    TRY(script_to_truth(vm, a->make_solid, &how.make_solid, err));
    TRY(script_to_truth(vm, a->frenet, &how.frenet, err));
    TRY(read_curve(vm, a->path, &path, err));
    how.path = path->kernel;
    TRY(script_to_truth(vm, a->normal, &any, err));
    if (any) {
        TRY(objects_to_vec(vm, a->normal, &normal, err));
        how.normal = &normal;
    } else {
        TRY(script_to_truth(vm, a->auxiliary, &any, err));
        if (any && !workplane_of(a->auxiliary))
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'val'",
                                script_type_name(a->auxiliary));
        if (any) {
            TRY(read_curve(vm, a->auxiliary, &auxiliary, err));
            how.auxiliary = auxiliary->kernel;
        }
    }
    TRY(objects_new_list(vm, &made, err));
    if (many) {
        TRY(sweep_sections(vm, w, &how, &body, err));
        TRY(script_list_append(vm, made.list, shape_value(body), err));
    } else {
        TRY(sweep_faces(vm, w, &how, a, made, err));
    }
    return shape_compound(vm, made, out, err);
}

lathe_status workplane_sweep(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *const v = call->args;
    sweep_arguments a = { v[0], script_is_none(v[2]) ? v[1] : v[2], v[3], v[4], v[7], v[8], v[9] };
    shape_object *body;
    if (workplane_of(a.path))
        TRY(workplane_wire(vm, workplane_of(a.path), false, &a.path, err));
    TRY(feature_sweep(vm, workplane_of(call->self), &a, &body, err));
    return feature_finish(vm, call, 5, body, out, err);
}
