/* solid.c: how Solid's class methods build, and what its instances answer beyond Shape. */
#include "reward/cadquery/func/func.h"
#include "reward/cadquery/overload.h"

#include <string.h>

/* Class methods give an instance of Solid, whatever the kernel made. */
#define MAKE_SOLID(call_)                                                                                              \
    do {                                                                                                               \
        shape_object *made_;                                                                                           \
        KEEP(&made_, call_);                                                                                           \
        return func_give_as(made_, KERNEL_SOLID, out);                                                                 \
    } while (0)

METHOD_FUNCTION(solid_is_solid)
{
    const shape_object *s = shape_of(call->args[0]);
    uint32_t solids = 0;
    bool is_compound = s && kernel_type_of(s->kernel) == KERNEL_COMPOUND;
    if (is_compound)
        KERNEL(kernel_count_parts(s->kernel, KERNEL_SOLID, &solids, err));
    *out = script_bool(s && (solids > 0 || kernel_type_of(s->kernel) == KERNEL_SOLID));
    return LATHE_OK;
}

METHOD_FUNCTION(solid_make)
{
    shape_object *shell;
    TRY(func_need_shape(vm, call->args[0], &shell, err));
    const kernel_shape *const shells[] = { shell->kernel };
    MAKE_SOLID(kernel_solids_of_shells(shells, 1, &raw, err));
}

METHOD_FUNCTION(solid_make_loft)
{
    kernel_array wires;
    bool ruled;
    if (!script_is_sequence(call->args[0]))
        return script_raise(vm, err, "TypeError", "object of type '%s' has no len()", script_type_name(call->args[0]));
    if (call->args[0].list->count < 2)
        return script_raise(vm, err, "ValueError", "More than one wire is required");
    TRY(func_read_shapes(vm, call->args[0], &wires, err));
    TRY(argument_truth(vm, call, 1, &ruled, err));
    for (size_t i = 0; i < wires.count; i++) {
        if (kernel_type_of(wires.items[i]) != KERNEL_WIRE)
            return objects_bad_argument(vm, "AddWire", call->args[0].list->items[i], err);
    }
    MAKE_SOLID(kernel_loft_plainly(wires.items, wires.count, ruled, &raw, err));
}

/* ---- profiles: a face, or an outer wire and inner ones ---- */

/* The face of Face.makeFromWires(outer, inner); inner: a list. */
static lathe_status face_of_wires(script_vm *vm, script_value outer, const script_list *inner, shape_object **out,
                                  lathe_error *err)
{
    script_value list;
    kernel_array wires;
    TRY(script_list_new(vm, &outer, 1, &list, err));
    for (size_t i = 0; i < inner->count; i++)
        TRY(script_list_append(vm, list.list, inner->items[i], err));
    TRY(func_read_shapes(vm, list, &wires, err));
    TRY(shape_face_of_wires(vm, &wires, out, err));
    return LATHE_OK;
}

static lathe_status extrude(script_vm *vm, const shape_object *face, const script_call *call, size_t at,
                            script_value *out, lathe_error *err)
{
    kernel_vec by;
    double taper;
    TRY(objects_to_vec(vm, call->args[at], &by, err));
    TRY(argument(vm, call, at + 1, &taper, err));
    if (taper != 0)
        MAKE_SOLID(kernel_tapered_prism(face->kernel, by, taper, &raw, err));
    MAKE_SOLID(kernel_prism(face->kernel, by, &raw, err));
}

static METHOD_FUNCTION(extrude_wires)
{
    static const script_list none = { .items = NULL };
    shape_object *face;
    bool tapered = number_of(call->args[3]) != 0;
    TRY(face_of_wires(vm, call->args[0], tapered ? &none : call->args[1].list, &face, err));
    return extrude(vm, face, call, 2, out, err);
}

static METHOD_FUNCTION(extrude_face)
{
    return extrude(vm, shape_of(call->args[0]), call, 1, out, err);
}

METHOD_FUNCTION(solid_extrude)
{
    static const overload items[] = {
        { "wWvr", 3, 4, false, { "extrudeLinear", "outerWire, innerWires, vecNormal, taper=0", extrude_wires, 0 } },
        { "fvr", 2, 3, false, { "extrudeLinear", "face, vecNormal, taper=0", extrude_face, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, false }, call, out, err);
}

static lathe_status revolve(script_vm *vm, const shape_object *face, const script_call *call, size_t at,
                            script_value *out, lathe_error *err)
{
    double degrees;
    kernel_vec start, end;
    TRY(argument(vm, call, at, &degrees, err));
    TRY(objects_to_vec(vm, call->args[at + 1], &start, err));
    TRY(objects_to_vec(vm, call->args[at + 2], &end, err));
    MAKE_SOLID(kernel_revolve(face->kernel, degrees, start, end, &raw, err));
}

static METHOD_FUNCTION(revolve_wires)
{
    shape_object *face;
    TRY(face_of_wires(vm, call->args[0], call->args[1].list, &face, err));
    return revolve(vm, face, call, 2, out, err);
}

static METHOD_FUNCTION(revolve_face)
{
    return revolve(vm, shape_of(call->args[0]), call, 1, out, err);
}

METHOD_FUNCTION(solid_revolve)
{
    static const overload items[] = {
        { "wWrvv", 5, 5, false,
          { "revolve", "outerWire, innerWires, angleDegrees, axisStart, axisEnd", revolve_wires, 0 } },
        { "frvv", 4, 4, false, { "revolve", "face, angleDegrees, axisStart, axisEnd", revolve_face, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, false }, call, out, err);
}

static lathe_status twist(script_vm *vm, const shape_object *outer, script_value inner, const script_call *call,
                          size_t at, script_value *out, lathe_error *err)
{
    kernel_vec center, by;
    double degrees;
    kernel_array holes;
    TRY(func_read_shapes(vm, inner, &holes, err));
    TRY(objects_to_vec(vm, call->args[at], &center, err));
    TRY(objects_to_vec(vm, call->args[at + 1], &by, err));
    TRY(argument(vm, call, at + 2, &degrees, err));
    MAKE_SOLID(kernel_twist_wires(outer->kernel, holes.items, holes.count, center, by, degrees, &raw, err));
}

static METHOD_FUNCTION(twist_wires)
{
    return twist(vm, shape_of(call->args[0]), call->args[1], call, 2, out, err);
}

/* Outer and inner wires of a face. */
static lathe_status wires_of(script_vm *vm, const shape_object *face, shape_object **out_outer, script_value *out_inner,
                             lathe_error *err)
{
    kernel_list holes = KERNEL_LIST_INIT;
    KEEP(out_outer, kernel_face_outer_wire(face->kernel, &raw, err));
    TRY(objects_new_list(vm, out_inner, err));
    KERNEL(kernel_face_inner_wires(face->kernel, &holes, err));
    return objects_keep_list(vm, &holes, *out_inner, err);
}

static METHOD_FUNCTION(twist_face)
{
    shape_object *outer;
    script_value inner;
    TRY(wires_of(vm, shape_of(call->args[0]), &outer, &inner, err));
    return twist(vm, outer, inner, call, 1, out, err);
}

METHOD_FUNCTION(solid_twist)
{
    static const char name[] = "extrudeLinearWithRotation";
    static const overload items[] = {
        { "wWvvr", 5, 5, false,
          { name, "outerWire, innerWires, vecCenter, vecNormal, angleDegrees", twist_wires, 0 } },
        { "fvvr", 4, 4, false, { name, "face, vecCenter, vecNormal, angleDegrees", twist_face, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, false }, call, out, err);
}

/* ---- sweeps ---- */

/* "mode": a Vector, Wire or Edge; normal is kept in *out_normal. */
static void set_mode(script_value mode, kernel_sweep *how, kernel_vec *out_normal)
{
    const vector_object *v = vector_of(mode);
    if (v) {
        *out_normal = v->v;
        how->normal = out_normal;
    } else if (shape_of(mode)) {
        how->auxiliary = shape_of(mode)->kernel;
    }
}

/* path, makeSolid, isFrenet, mode from argument `at` on. */
static lathe_status read_sweep(script_vm *vm, const script_call *call, size_t at, kernel_sweep *how,
                               kernel_vec *out_normal, lathe_error *err)
{
    shape_object *path;
    TRY(func_need_shape(vm, call->args[at], &path, err));
    how->path = path->kernel;
    TRY(argument_truth(vm, call, at + 1, &how->make_solid, err));
    TRY(argument_truth(vm, call, at + 2, &how->frenet, err));
    set_mode(call->args[at + 3], how, out_normal);
    return LATHE_OK;
}

static lathe_status sweep(script_vm *vm, const shape_object *outer, script_value inner, const script_call *call,
                          size_t at, script_value *out, lathe_error *err)
{
    kernel_sweep how = { .normal = NULL };
    kernel_vec normal;
    script_value holes;
    shape_object *made, *hole;
    kernel_array wires, tools;
    const kernel_boolean cut = { KERNEL_CUT, false, 0, NULL };
    TRY(read_sweep(vm, call, at, &how, &normal, err));
    TRY(func_read_transition(vm, call->args[at + 4], &how.transition, err));
    TRY(func_read_shapes(vm, inner, &wires, err));
    TRY(objects_new_list(vm, &holes, err));
    KEEP(&made, kernel_sweep_wire(outer->kernel, &how, &raw, err));
    for (size_t i = 0; i < wires.count; i++) {
        KEEP(&hole, kernel_sweep_wire(wires.items[i], &how, &raw, err));
        TRY(script_list_append(vm, holes.list, shape_value(hole), err));
    }
    TRY(objects_shapes_in(vm, holes, &tools, err));
    if (tools.count)
        TRY(shape_combine(vm, &cut, made, &tools, &made, err));
    return func_give(made, out);
}

static METHOD_FUNCTION(sweep_wires)
{
    return sweep(vm, shape_of(call->args[0]), call->args[1], call, 2, out, err);
}

/* Goes through the choice once more, with everything by position. */
static METHOD_FUNCTION(sweep_face)
{
    shape_object *outer;
    script_value args[7], packed[2];
    TRY(wires_of(vm, shape_of(call->args[0]), &outer, &args[1], err));
    args[0] = shape_value(outer);
    memcpy(args + 2, call->args + 1, 5 * sizeof *args);
    TRY(script_tuple_new(vm, args, 7, &packed[0], err));
    TRY(script_dict_new(vm, &packed[1], err));
    const script_call again = { .method = call->method, .self = call->self, .args = packed, .count = 2 };
    return solid_sweep(vm, &again, out, err);
}

METHOD_FUNCTION(solid_sweep)
{
    static const overload items[] = {
        { "wWpbbml", 3, 7, false,
          { "sweep",
            "outerWire, innerWires, path, makeSolid=True, isFrenet=False, mode=None, transitionMode='transformed'",
            sweep_wires, 0 } },
        { "fpbbml", 2, 6, false,
          { "sweep", "face, path, makeSolid=True, isFrenet=False, mode=None, transitionMode='transformed'", sweep_face,
            0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, false }, call, out, err);
}

METHOD_FUNCTION(solid_sweep_multi)
{
    kernel_sweep how = { .normal = NULL };
    kernel_vec normal;
    const script_value *profiles;
    size_t count;
    script_value wires;
    kernel_array array;
    TRY(read_sweep(vm, call, 1, &how, &normal, err));
    TRY(script_to_items(vm, call->args[0], &profiles, &count, err));
    TRY(objects_new_list(vm, &wires, err));
    for (size_t i = 0; i < count; i++) {
        shape_object *wire = objects_shape_of_type(profiles[i], KERNEL_WIRE);
        shape_object *face = objects_shape_of_type(profiles[i], KERNEL_FACE);
        if (!wire && !face)
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'outerWire'",
                                script_type_name(profiles[i]));
        if (face)
            KEEP(&wire, kernel_face_outer_wire(face->kernel, &raw, err));
        TRY(script_list_append(vm, wires.list, shape_value(wire), err));
    }
    TRY(objects_shapes_in(vm, wires, &array, err));
    MAKE_SOLID(kernel_sweep_sections(array.items, array.count, &how, &raw, err));
}

METHOD_FUNCTION(solid_to_wire)
{
    shape_object *edge = objects_shape_of_type(call->args[0], KERNEL_EDGE), *wire;
    *out = call->args[0];
    if (!edge)
        return LATHE_OK;
    TRY(func_get_one_wire(vm, call->args[0], &wire, err));
    return func_give(wire, out);
}

/* ---- instances ---- */

static lathe_status outer_shell(script_vm *vm, script_value v, shape_object **out, lathe_error *err)
{
    const shape_object *solid = objects_shape_of_type(v, KERNEL_SOLID);
    if (!solid)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'outerShell'",
                            script_type_name(v));
    if (kernel_type_of(solid->kernel) != KERNEL_SOLID)
        return objects_bad_argument(vm, "OuterShell_s", v, err);
    KEEP(out, kernel_solid_outer_shell(solid->kernel, &raw, err));
    return LATHE_OK;
}

METHOD_FUNCTION(solid_outer_shell)
{
    shape_object *shell;
    TRY(outer_shell(vm, call->self, &shell, err));
    return func_give(shell, out);
}

METHOD_FUNCTION(solid_inner_shells)
{
    shape_object *outer;
    script_value shells;
    TRY(outer_shell(vm, call->self, &outer, err));
    TRY(func_parts(vm, call->self, KERNEL_SHELL, &shells, err));
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < shells.list->count; i++) {
        if (!kernel_is_same(shape_of(shells.list->items[i])->kernel, outer->kernel))
            TRY(script_list_append(vm, out->list, shells.list->items[i], err));
    }
    return LATHE_OK;
}

METHOD_FUNCTION(solid_add_cavity)
{
    const script_list *given = call->args[0].list;
    script_value list;
    kernel_array shells;
    TRY(objects_new_list(vm, &list, err));
    for (size_t i = 0; i < given->count; i++) {
        shape_object *shell = objects_shape_of_type(given->items[i], KERNEL_SHELL);
        if (!shell)
            TRY(outer_shell(vm, given->items[i], &shell, err));
        TRY(script_list_append(vm, list.list, shape_value(shell), err));
    }
    TRY(objects_shapes_in(vm, list, &shells, err));
    MAKE_SOLID(kernel_solid_add_cavities(shape_of(call->self)->kernel, shells.items, shells.count, &raw, err));
}

METHOD_FUNCTION(solid_hollow)
{
    bool given;
    double thickness, tolerance;
    kernel_join join;
    kernel_array faces = { NULL, 0 };
    shape_object *made;
    const shape_object *self = shape_of(call->self);
    TRY(script_to_truth(vm, call->args[0], &given, err));
    if (given)
        TRY(func_read_shapes(vm, call->args[0], &faces, err));
    TRY(argument(vm, call, 1, &thickness, err));
    TRY(argument(vm, call, 2, &tolerance, err));
    TRY(outline_read_join(vm, call->args[3], &join, err));
    if (join == KERNEL_JOIN_TANGENT)
        return script_raise(vm, err, "KeyError", "'tangent'");
    KEEP(&made, kernel_hollow(self->kernel, thickness, tolerance, join, faces.items, faces.count, NULL, &raw,
                              err));
    return func_give_as(made, self->type, out);
}

/* ---- dprism ---- */

/* basis, faces, depth, taper, upToFace, thruAll, additive */
static lathe_status dprism(script_vm *vm, const script_call *call, const script_list *faces, script_value *out,
                           lathe_error *err)
{
    const shape_object *self = shape_of(call->self), *basis = shape_of(call->args[0]), *until = shape_of(call->args[4]);
    kernel_prism_how how = { .drafted = true };
    bool through;
    shape_object *made = shape_of(call->self);
    TRY(argument(vm, call, 3, &how.taper, err));
    TRY(argument_truth(vm, call, 5, &through, err));
    TRY(argument_truth(vm, call, 6, &how.additive, err));
    how.base = basis ? basis->kernel : NULL;
    how.to = until ? until->kernel : NULL;
    how.has_length = !until && !through && !script_is_none(call->args[2]);
    if (how.has_length)
        TRY(argument(vm, call, 2, &how.length, err));
    for (size_t i = 0; i < faces->count; i++) {
        shape_object *face;
        TRY(func_need_shape(vm, faces->items[i], &face, err));
        KEEP(&made, kernel_prism_on(made->kernel, face->kernel, &how, &raw, err));
    }
    return func_give_as(made, self->type, out);
}

static METHOD_FUNCTION(dprism_faces)
{
    return dprism(vm, call, call->args[1].list, out, err);
}

static METHOD_FUNCTION(dprism_wires)
{
    script_value groups, faces;
    shape_object *face;
    TRY(func_sort_wires(vm, call->args[1], &groups, err));
    TRY(objects_new_list(vm, &faces, err));
    for (size_t i = 0; i < groups.list->count; i++) {
        const script_list *group = groups.list->items[i].list;
        const script_list inner = { .items = group->items + 1, .count = group->count - 1 };
        TRY(face_of_wires(vm, group->items[0], &inner, &face, err));
        TRY(script_list_append(vm, faces.list, shape_value(face), err));
    }
    return dprism(vm, call, faces.list, out, err);
}

METHOD_FUNCTION(solid_dprism)
{
    static const overload items[] = {
        { "FWRrFbb", 2, 7, false,
          { "dprism", "basis, profiles, depth=None, taper=0, upToFace=None, thruAll=True, additive=True", dprism_wires,
            0 } },
        { "FLRrFbb", 2, 7, false,
          { "dprism", "basis, faces, depth=None, taper=0, upToFace=None, thruAll=True, additive=True", dprism_faces,
            0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, false }, call, out, err);
}
