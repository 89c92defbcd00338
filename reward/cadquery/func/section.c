/* section.c: lofts and sweeps, of faces where there are faces, else of wires. */
#include "reward/cadquery/func/func.h"
#include "reward/cadquery/overload.h"

#include <string.h>

static bool is_value_error(lathe_status st, const lathe_error *err)
{
    return st == LATHE_E_SCRIPT && strncmp(err->message, "ValueError: ", 12) == 0;
}

/* ---- sections: one list for each body, of what each shape gives to it ---- */

/* Starts a body for each item. */
static lathe_status start(script_vm *vm, script_value items, script_value bodies, lathe_error *err)
{
    for (size_t i = 0; i < items.list->count; i++) {
        script_value body;
        TRY(script_list_new(vm, &items.list->items[i], 1, &body, err));
        TRY(script_list_append(vm, bodies.list, body, err));
    }
    return LATHE_OK;
}

/* Gives an item to each body, as many as there are of both. */
static lathe_status deal(script_vm *vm, script_value items, script_value bodies, lathe_error *err)
{
    for (size_t i = 0; i < items.list->count && i < bodies.list->count; i++)
        TRY(script_list_append(vm, bodies.list->items[i].list, items.list->items[i], err));
    return LATHE_OK;
}

/* points: the ends may be vertices. */
static lathe_status face_sections(script_vm *vm, const script_value *shapes, size_t count, bool points,
                                  script_value *out, lathe_error *err)
{
    script_value items, edges;
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < count; i++) {
        TRY(func_parts(vm, shapes[i], KERNEL_FACE, &items, err));
        if (i == 0 && points && items.list->count == 0) {
            TRY(func_parts(vm, shapes[i], KERNEL_EDGE, &edges, err));
            if (edges.list->count == 0)
                TRY(func_parts(vm, shapes[i], KERNEL_VERTEX, &items, err));
        } else if (i > 0 && i == count - 1 && points && items.list->count != out->list->count) {
            TRY(func_parts(vm, shapes[i], KERNEL_VERTEX, &items, err));
        }
        TRY(i == 0 ? start(vm, items, *out, err) : deal(vm, items, *out, err));
        if (out->list->count == 0)
            return LATHE_OK;
    }
    return LATHE_OK;
}

/* Bodies from a vertex straight to a vertex are none of faces. */
static lathe_status loft_sections(script_vm *vm, const script_value *shapes, size_t count, script_value *out,
                                  lathe_error *err)
{
    TRY(face_sections(vm, shapes, count, true, out, err));
    for (size_t i = 0; i < out->list->count; i++) {
        const script_list *body = out->list->items[i].list;
        if (kernel_type_of(shape_of(body->items[0])->kernel) != KERNEL_VERTEX)
            continue;
        if (body->count < 2)
            return script_raise(vm, err, "IndexError", "list index out of range");
        if (kernel_type_of(shape_of(body->items[1])->kernel) == KERNEL_VERTEX)
            return objects_new_list(vm, out, err);
    }
    return LATHE_OK;
}

static lathe_status wire_sections(script_vm *vm, const script_value *shapes, size_t count, bool points,
                                  script_value *out, lathe_error *err)
{
    script_value items;
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < count; i++) {
        TRY(objects_new_list(vm, &items, err));
        lathe_status st = func_get_wires(vm, shapes[i], items, err);
        if (points && (i == 0 || i == count - 1) && is_value_error(st, err))
            st = func_parts(vm, shapes[i], KERNEL_VERTEX, &items, err);
        TRY(st);
        TRY(i == 0 ? start(vm, items, *out, err) : deal(vm, items, *out, err));
        if (out->list->count == 0)
            return LATHE_OK;
    }
    return LATHE_OK;
}

static lathe_status give_packed(script_vm *vm, script_value list, script_value *out, lathe_error *err)
{
    kernel_array array;
    TRY(objects_shapes_in(vm, list, &array, err));
    FUNC_MAKE(kernel_pack(array.items, array.count, &raw, err));
}

/* ---- loft ---- */

static lathe_status read_text(script_vm *vm, script_value v, const char *method, const char **out, lathe_error *err)
{
    *out = objects_text(v);
    return *out ? LATHE_OK
                : script_raise(vm, err, "AttributeError", "'%s' object has no attribute '%s'", script_type_name(v),
                               method);
}

/* cap, ruled, continuity, parametrization, degree, compat, smoothing, weights from argument `at` on. */
static lathe_status read_loft(script_vm *vm, const script_call *call, size_t at, kernel_lofting *out, lathe_error *err)
{
    const script_value *weights;
    size_t count;
    TRY(argument_truth(vm, call, at, &out->solid, err));
    TRY(argument_truth(vm, call, at + 1, &out->ruled, err));
    TRY(read_text(vm, call->args[at + 2], "upper", &out->continuity, err));
    TRY(read_text(vm, call->args[at + 3], "lower", &out->parametrization, err));
    TRY(func_read_int(vm, call, at + 4, &out->degree, err));
    TRY(argument_truth(vm, call, at + 5, &out->compatible, err));
    TRY(argument_truth(vm, call, at + 6, &out->smoothing, err));
    TRY(script_to_items(vm, call->args[at + 7], &weights, &count, err));
    if (count != 3)
        return objects_bad_argument(vm, "SetCriteriumWeight", call->args[at + 7], err);
    for (size_t i = 0; i < 3; i++)
        TRY(script_to_double(vm, weights[i], &out->weights[i], err));
    return LATHE_OK;
}

typedef lathe_status (*loft_builder)(const kernel_shape *const *sections, size_t count, const kernel_lofting *how,
                                     kernel_shape **out, lathe_error *err);

static lathe_status loft_bodies(script_vm *vm, script_value bodies, loft_builder build, const kernel_lofting *how,
                                script_value list, lathe_error *err)
{
    for (size_t i = 0; i < bodies.list->count; i++) {
        kernel_array sections;
        shape_object *made;
        TRY(objects_shapes_in(vm, bodies.list->items[i], &sections, err));
        KEEP(&made, build(sections.items, sections.count, how, &raw, err));
        TRY(script_list_append(vm, list.list, shape_value(made), err));
    }
    return LATHE_OK;
}

static lathe_status loft(script_vm *vm, const script_call *call, size_t at, const script_value *shapes, size_t count,
                         script_value *out, lathe_error *err)
{
    kernel_lofting how;
    script_value bodies, made, followed;
    func_step step;
    TRY(read_loft(vm, call, at, &how, err));
    TRY(script_list_new(vm, shapes, count, &followed, err));
    TRY(func_begin_step(vm, call, at + 8, followed, &step, err));
    how.trace = step.trace;
    TRY(objects_new_list(vm, &made, err));
    TRY(loft_sections(vm, shapes, count, &bodies, err));
    TRY(loft_bodies(vm, bodies, kernel_loft_faces, &how, made, err));
    if (made.list->count == 0) {
        TRY(wire_sections(vm, shapes, count, true, &bodies, err));
        TRY(loft_bodies(vm, bodies, kernel_loft_wires, &how, made, err));
    }
    TRY(func_end_step(vm, call, at + 8, &step, err));
    return give_packed(vm, made, out, err);
}

static METHOD_FUNCTION(loft_sequence)
{
    if (!script_is_sequence(call->args[0]))
        return script_raise(vm, err, "TypeError", "object of type '%s' has no len()", script_type_name(call->args[0]));
    return loft(vm, call, 1, call->args[0].list->items, call->args[0].list->count, out, err);
}

static METHOD_FUNCTION(loft_shapes)
{
    const script_list *more = call->args[2].list;
    script_value list;
    TRY(script_list_new(vm, call->args, 2, &list, err));
    for (size_t i = 0; i < more->count; i++)
        TRY(script_list_append(vm, list.list, more->items[i], err));
    return loft(vm, call, 3, list.list->items, list.list->count, out, err);
}

METHOD_FUNCTION(func_loft)
{
    static const overload items[] = {
        { "", 0, 11, false,
          { "loft",
            "s, cap=False, ruled=False, continuity='C2', parametrization='uniform', degree=3, compat=True, "
            "smoothing=False, weights=(1, 1, 1), history=None, name=None",
            loft_sequence, 0 } },
        { "ss", 2, 2, true,
          { "loft",
            "s1, s2, *s, cap=False, ruled=False, continuity='C2', parametrization='uniform', degree=3, compat=True, "
            "smoothing=False, weights=(1, 1, 1), history=None, name=None",
            loft_shapes, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, true }, call, out, err);
}

/* ---- sweep ---- */

/* path, aux, cap, transition from argument 1 on. */
static lathe_status read_sweep(script_vm *vm, const script_call *call, kernel_sweeping *out, lathe_error *err)
{
    shape_object *path, *auxiliary = NULL;
    bool given;
    TRY(func_get_one_wire(vm, call->args[1], &path, err));
    TRY(script_to_truth(vm, call->args[2], &given, err));
    if (given)
        TRY(func_get_one_wire(vm, call->args[2], &auxiliary, err));
    out->path = path->kernel;
    out->auxiliary = auxiliary ? auxiliary->kernel : NULL;
    TRY(argument_truth(vm, call, 3, &out->cap, err));
    return func_read_transition(vm, call->args[4], &out->transition, err);
}

typedef lathe_status (*sweep_builder)(const kernel_shape *const *sections, size_t count, const kernel_sweeping *how,
                                      kernel_shape **out, lathe_error *err);

static lathe_status sweep_bodies(script_vm *vm, script_value bodies, sweep_builder build, const kernel_sweeping *how,
                                 script_value list, lathe_error *err)
{
    for (size_t i = 0; i < bodies.list->count; i++) {
        kernel_array sections;
        shape_object *made;
        TRY(objects_shapes_in(vm, bodies.list->items[i], &sections, err));
        KEEP(&made, build(sections.items, sections.count, how, &raw, err));
        TRY(script_list_append(vm, list.list, shape_value(made), err));
    }
    return LATHE_OK;
}

static lathe_status sweep(script_vm *vm, const script_call *call, const script_value *shapes, size_t count,
                          script_value *out, lathe_error *err)
{
    kernel_sweeping how;
    script_value bodies, made, followed;
    func_step step;
    TRY(read_sweep(vm, call, &how, err));
    TRY(script_list_new(vm, shapes, count, &followed, err));
    TRY(script_list_append(vm, followed.list, call->args[1], err));
    TRY(func_begin_step(vm, call, 5, followed, &step, err));
    how.trace = step.trace;
    TRY(objects_new_list(vm, &made, err));
    TRY(face_sections(vm, shapes, count, false, &bodies, err));
    TRY(sweep_bodies(vm, bodies, kernel_sweep_faces, &how, made, err));
    if (made.list->count == 0) {
        TRY(wire_sections(vm, shapes, count, false, &bodies, err));
        TRY(sweep_bodies(vm, bodies, kernel_sweep_wires, &how, made, err));
    }
    TRY(func_end_step(vm, call, 5, &step, err));
    return give_packed(vm, made, out, err);
}

static METHOD_FUNCTION(sweep_shape)
{
    return sweep(vm, call, call->args, 1, out, err);
}

static METHOD_FUNCTION(sweep_sequence)
{
    return sweep(vm, call, call->args[0].list->items, call->args[0].list->count, out, err);
}

METHOD_FUNCTION(func_sweep)
{
    static const char signature[] = "s, path, aux=None, cap=False, transition='transformed', history=None, name=None";
    static const overload items[] = {
        { "", 0, 7, false, { "sweep", signature, sweep_shape, 0 } },
        { "Ssobl", 2, 7, false, { "sweep", signature, sweep_sequence, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 2, true }, call, out, err);
}
