/* finding.c: parts of what is on the stack, and the solids of a chain. */
#include "reward/cadquery/methods.h"

#include <string.h>

/* ---- tags ---- */

static lathe_status find_tagged(script_vm *vm, workplane *w, script_value name, workplane **out, lathe_error *err)
{
    bool found = false;
    script_value v = script_none(), text;
    TRY(script_dict_get(vm, w->context->tags.dict, name, &found, &v, err));
    if (!workplane_of(v)) {
        TRY(script_to_str(vm, name, &text, err));
        return script_raise(vm, err, "ValueError", "No Workplane object named %s in chain", text.str->text);
    }
    *out = workplane_of(v);
    return LATHE_OK;
}

lathe_status workplane_get_tagged(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *tagged;
    TRY(find_tagged(vm, workplane_of(call->self), call->args[0], &tagged, err));
    *out = workplane_value(tagged);
    return LATHE_OK;
}

/* A copy of `from` that is chained to w. */
static lathe_status copy_workplane(script_vm *vm, workplane *w, workplane *from, script_value *out, lathe_error *err)
{
    workplane *next;
    TRY(objects_next_workplane(vm, from, &next, err));
    next->objects = from->objects;
    next->tag = from->tag;
    next->parent = w;
    next->context = w->context;
    *out = workplane_value(next);
    return LATHE_OK;
}

lathe_status workplane_from_tagged(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *tagged;
    TRY(find_tagged(vm, w, call->args[0], &tagged, err));
    return copy_workplane(vm, w, tagged, out, err);
}

lathe_status workplane_copy_workplane(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *from = workplane_of(call->args[0]);
    if (!from)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'parent'",
                            script_type_name(call->args[0]));
    return copy_workplane(vm, workplane_of(call->self), from, out, err);
}

/* ---- selecting ---- */

/* Different parts of what is on the stack. A Solid that holds a compound counts as CadQuery lets it. With `toward`, faces
 * that are not farthest along it may be missing. */
static lathe_status collect(script_vm *vm, const workplane *w, kernel_type type, const kernel_vec *toward,
                            script_value *out, lathe_error *err)
{
    kernel_list faces = KERNEL_LIST_INIT;
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < w->objects.list->count; i++) {
        const shape_object *s = shape_of(w->objects.list->items[i]);
        if (!s)
            continue;
        bool disguised = type == KERNEL_SOLID && s->type == KERNEL_SOLID && kernel_type_of(s->kernel) == KERNEL_COMPOUND;
        if (toward) {
            KERNEL(kernel_faces_toward(s->kernel, *toward, &faces, err));
            TRY(objects_keep_list(vm, &faces, *out, err));
        } else {
            TRY(shape_parts(vm, s, disguised ? KERNEL_COMPOUND : type, *out, err));
        }
    }
    return shape_list_unique(vm, *out, err);
}

static lathe_status select_parts(script_vm *vm, workplane *w, kernel_type type, script_value selector,
                                 script_value tag, script_value *out, lathe_error *err)
{
    workplane *from = w, *next;
    script_value found, chosen;
    kernel_vec toward;
    bool tagged, farthest = false;
    TRY(script_to_truth(vm, tag, &tagged, err));
    if (tagged)
        TRY(find_tagged(vm, w, tag, &from, err));
    if (type == KERNEL_FACE)
        TRY(selector_farthest(vm, selector, &farthest, &toward, err));
    TRY(collect(vm, from, type, farthest ? &toward : NULL, &found, err));
    TRY(selector_filter(vm, selector, found, &chosen, err));
    TRY(objects_next_workplane(vm, w, &next, err));
    next->objects = chosen;
    *out = workplane_value(next);
    return LATHE_OK;
}

#define SELECT(name, type)                                                                                             \
    lathe_status workplane_##name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)         \
    {                                                                                                                  \
        return select_parts(vm, workplane_of(call->self), type, call->args[0], call->args[1], out, err);               \
    }
SELECT(vertices, KERNEL_VERTEX)
SELECT(edges, KERNEL_EDGE)
SELECT(wires, KERNEL_WIRE)
SELECT(method_faces, KERNEL_FACE)
SELECT(shells, KERNEL_SHELL)
SELECT(solids, KERNEL_SOLID)
SELECT(compounds, KERNEL_COMPOUND)

/* "Vertices", "Faces" ...; false for names that no shape has. */
static bool read_property(script_value v, kernel_type *out)
{
    static const char *const names[] = { "Vertices", "Edges", "Wires", "Faces", "Shells", "Solids", "CompSolids",
                                         "Compounds" };
    for (int i = 0; i < KERNEL_TYPE_COUNT; i++) {
        if (is_text(v, names[i])) {
            *out = (kernel_type)i;
            return true;
        }
    }
    return false;
}

lathe_status workplane_collect_property(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_type type;
    if (read_property(call->args[0], &type))
        return collect(vm, workplane_of(call->self), type, NULL, out, err);
    return script_unsupported(vm, err, "Workplane._collectProperty of other names than shapes'");
}

lathe_status workplane_select_objects(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_type type;
    if (read_property(call->args[0], &type))
        return select_parts(vm, workplane_of(call->self), type, call->args[1], call->args[2], out, err);
    return script_unsupported(vm, err, "Workplane._selectObjects of other names than shapes'");
}

lathe_status workplane_filter_shapes(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value list;
    const script_value *items;
    size_t count;
    bool given;
    TRY(script_to_truth(vm, call->args[1], &given, err));
    *out = call->args[0];
    if (!given)
        return LATHE_OK;
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    TRY(script_list_new(vm, items, count, &list, err));
    return selector_filter(vm, call->args[1], list, out, err);
}

/* ---- what the chain's solids know of the stack's shapes ---- */

/* Calls shape.name(solids, kind, ...) for each shape of the tagged workplane (or of w) and collects different ones. */
static lathe_status relatives(script_vm *vm, const script_call *call, const char *name, script_value tag, size_t count,
                              script_value *out, script_value *out_of, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *from = w;
    shape_object *solids;
    script_value made;
    bool tagged;
    TRY(workplane_require_solids(vm, w, &solids, err));
    TRY(script_to_truth(vm, tag, &tagged, err));
    if (tagged)
        TRY(find_tagged(vm, w, tag, &from, err));
    script_value args[3] = { shape_value(solids), call->args[0], call->args[1] };
    TRY(objects_new_list(vm, out, err));
    TRY(objects_new_list(vm, out_of, err));
    for (size_t i = 0; i < from->objects.list->count; i++) {
        script_value v = from->objects.list->items[i];
        if (!shape_of(v))
            continue;
        TRY(script_list_append(vm, out_of->list, v, err));
        TRY(objects_call_method(vm, v, name, args, count, &made, err));
        TRY(shape_children(vm, shape_of(made), *out, err));
    }
    return shape_list_unique(vm, *out, err);
}

lathe_status workplane_ancestors(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *next;
    script_value found, of;
    TRY(relatives(vm, call, "ancestors", call->args[1], 2, &found, &of, err));
    TRY(objects_next_workplane(vm, workplane_of(call->self), &next, err));
    next->objects = found;
    *out = workplane_value(next);
    return LATHE_OK;
}

lathe_status workplane_siblings(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *next;
    script_value found, of;
    TRY(relatives(vm, call, "siblings", call->args[2], 3, &found, &of, err));
    TRY(objects_next_workplane(vm, workplane_of(call->self), &next, err));
    for (size_t i = 0; i < found.list->count; i++) {
        bool own = false;
        for (size_t k = 0; k < of.list->count && !own; k++) {
            TRY(script_spend(vm, 1, err));
            own = kernel_is_same(shape_of(found.list->items[i])->kernel, shape_of(of.list->items[k])->kernel);
        }
        if (!own)
            TRY(script_list_append(vm, next->objects.list, found.list->items[i], err));
    }
    *out = workplane_value(next);
    return LATHE_OK;
}

/* ---- finding solids ---- */

/* Those on one stack, those in its compounds included, appended. */
static lathe_status solids_on(script_vm *vm, const workplane *w, script_value list, lathe_error *err)
{
    for (size_t i = 0; i < w->objects.list->count; i++) {
        script_value v = w->objects.list->items[i];
        if (objects_shape_of_type(v, KERNEL_SOLID))
            TRY(script_list_append(vm, list.list, v, err));
        else if (objects_shape_of_type(v, KERNEL_COMPOUND))
            TRY(shape_pieces(vm, shape_of(v), KERNEL_SOLID, list, err));
    }
    return LATHE_OK;
}

lathe_status workplane_find_solids(script_vm *vm, workplane *from, shape_object **out, lathe_error *err)
{
    script_value found;
    TRY(objects_new_list(vm, &found, err));
    for (workplane *w = from; w; w = w->parent) {
        TRY(script_spend(vm, 1, err));
        TRY(solids_on(vm, w, found, err));
        if (found.list->count)
            return shape_compound(vm, found, out, err);
    }
    *out = NULL;
    return LATHE_OK;
}

lathe_status workplane_require_solids(script_vm *vm, workplane *from, shape_object **out, lathe_error *err)
{
    shape_object *found;
    TRY(workplane_find_solids(vm, from, &found, err));
    if (!found)
        return script_raise(vm, err, "ValueError", "Cannot find a solid on the stack or in the parent chain");
    *out = found;
    return LATHE_OK;
}

/* Where a search begins and whether it goes on to the parents; *out NULL: it looks nowhere. */
static lathe_status read_search(script_vm *vm, const script_call *call, size_t at, workplane **out, bool *only,
                                bool *stack, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    bool parents;
    TRY(argument_truth(vm, call, at, stack, err));
    TRY(argument_truth(vm, call, at + 1, &parents, err));
    *out = *stack ? w : parents ? w->parent : NULL;
    *only = *stack && !parents;
    return LATHE_OK;
}

static lathe_status search_solids(script_vm *vm, workplane *from, bool only, shape_object **out, lathe_error *err)
{
    script_value found;
    *out = NULL;
    if (!from)
        return LATHE_OK;
    if (!only)
        return workplane_find_solids(vm, from, out, err);
    TRY(objects_new_list(vm, &found, err));
    TRY(solids_on(vm, from, found, err));
    return found.list->count ? shape_compound(vm, found, out, err) : LATHE_OK;
}

lathe_status workplane_find_solid(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *found;
    workplane *from;
    bool only, stack;
    TRY(read_search(vm, call, 0, &from, &only, &stack, err));
    TRY(search_solids(vm, from, only, &found, err));
    if (!found)
        return script_raise(vm, err, "ValueError", "Cannot find a solid %sin the parent chain",
                            stack ? "on the stack or " : "");
    *out = shape_value(found);
    return LATHE_OK;
}

/* The first object of one of the classes (a class or a tuple of them). */
static bool is_of_types(script_value v, script_value types)
{
    if (types.kind == SCRIPT_CLASS)
        return script_is_instance(v, types.type);
    for (size_t i = 0; script_is_sequence(types) && i < types.list->count; i++) {
        if (types.list->items[i].kind == SCRIPT_CLASS && script_is_instance(v, types.list->items[i].type))
            return true;
    }
    return false;
}

lathe_status workplane_find_type(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value types = call->args[0];
    shape_object *found;
    workplane *from;
    bool only, stack;
    TRY(read_search(vm, call, 1, &from, &only, &stack, err));
    *out = script_none();
    if (types.kind == SCRIPT_TUPLE && types.list->count == 1 && types.list->items[0].kind == SCRIPT_CLASS &&
        types.list->items[0].type == &class_of_type_table[KERNEL_SOLID]) {
        TRY(search_solids(vm, from, only, &found, err));
        if (found)
            *out = shape_value(found);
        return LATHE_OK;
    }
    for (workplane *w = from; w; w = only ? NULL : w->parent) {
        TRY(script_spend(vm, 1, err));
        for (size_t i = 0; i < w->objects.list->count; i++) {
            if (is_of_types(w->objects.list->items[i], types)) {
                *out = w->objects.list->items[i];
                return LATHE_OK;
            }
        }
    }
    return LATHE_OK;
}
