/* parts.c: shapes as collections: parts, selections, neighbours, exchanged parts, set operations, attributes. */
#include "reward/cadquery/shape/shape.h"
#include "reward/kernel/func.h"
#include "reward/kernel/part.h"

#include <string.h>

/* ---- parts ---- */

static lathe_status list_parts(script_vm *vm, const script_call *call, kernel_type type, script_value *out,
                               lathe_error *err)
{
    TRY(objects_new_list(vm, out, err));
    return shape_parts(vm, shape_of(call->self), type, *out, err);
}

static lathe_status chosen_parts(script_vm *vm, const script_call *call, kernel_type type, script_value *out,
                                 lathe_error *err)
{
    kernel_list all = KERNEL_LIST_INIT;
    script_value parts;
    TRY(objects_new_list(vm, &parts, err));
    KERNEL(kernel_entities(shape_of(call->self)->kernel, type, &all, err));
    TRY(objects_keep_list(vm, &all, parts, err));
    return selector_filter(vm, call->args[0], parts, out, err);
}

/* faces(selector): one shape, or a compound of several. */
static lathe_status select_parts(script_vm *vm, const script_call *call, kernel_type type, script_value *out,
                                 lathe_error *err)
{
    script_value chosen;
    shape_object *compound;
    TRY(chosen_parts(vm, call, type, &chosen, err));
    if (chosen.list->count == 1) {
        *out = chosen.list->items[0];
        return LATHE_OK;
    }
    TRY(shape_compound(vm, chosen, &compound, err));
    return shape_give(compound, out);
}

static lathe_status select_part(script_vm *vm, const script_call *call, kernel_type type, script_value *out,
                                lathe_error *err)
{
    script_value chosen;
    TRY(chosen_parts(vm, call, type, &chosen, err));
    if (chosen.list->count == 0)
        return script_raise(vm, err, "ValueError", "No Shape available for selection");
    *out = chosen.list->items[0];
    return LATHE_OK;
}

#define PARTS(name, how, type)                                                                                         \
    lathe_status shape_##name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)             \
    {                                                                                                                  \
        return how(vm, call, type, out, err);                                                                          \
    }
PARTS(list_vertices, list_parts, KERNEL_VERTEX)
PARTS(list_edges, list_parts, KERNEL_EDGE)
PARTS(list_wires, list_parts, KERNEL_WIRE)
PARTS(list_faces, list_parts, KERNEL_FACE)
PARTS(list_shells, list_parts, KERNEL_SHELL)
PARTS(list_solids, list_parts, KERNEL_SOLID)
PARTS(list_compsolids, list_parts, KERNEL_COMPSOLID)
PARTS(list_compounds, list_parts, KERNEL_COMPOUND)
PARTS(vertices, select_parts, KERNEL_VERTEX)
PARTS(edges, select_parts, KERNEL_EDGE)
PARTS(wires, select_parts, KERNEL_WIRE)
PARTS(faces, select_parts, KERNEL_FACE)
PARTS(shells, select_parts, KERNEL_SHELL)
PARTS(solids, select_parts, KERNEL_SOLID)
PARTS(vertex, select_part, KERNEL_VERTEX)
PARTS(edge, select_part, KERNEL_EDGE)
PARTS(wire, select_part, KERNEL_WIRE)
PARTS(face, select_part, KERNEL_FACE)
PARTS(shell, select_part, KERNEL_SHELL)
PARTS(solid, select_part, KERNEL_SOLID)

/* ---- what iterating gives ---- */

/* Children; a wire's edges in their order. */
static lathe_status list_children(script_vm *vm, const shape_object *s, script_value *out, lathe_error *err)
{
    kernel_list edges = KERNEL_LIST_INIT;
    TRY(objects_new_list(vm, out, err));
    if (s->type != KERNEL_WIRE)
        return shape_children(vm, s, *out, err);
    KERNEL(kernel_wire_edges(s->kernel, &edges, err));
    return objects_keep_list(vm, &edges, *out, err);
}

lathe_status shape_iterate(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    return list_children(vm, shape_of(self), out, err);
}

/* compound(*list) */
static lathe_status compound_of(script_vm *vm, script_value list, script_value *out, lathe_error *err)
{
    shape_object *compound;
    for (size_t i = 0; i < list.list->count; i++) {
        if (!shape_of(list.list->items[i]))
            return objects_not_wrapped(vm, "Add()", list.list->items[i], err);
    }
    TRY(shape_compound(vm, list, &compound, err));
    return shape_give(compound, out);
}

lathe_status shape_size(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value children;
    TRY(list_children(vm, shape_of(call->self), &children, err));
    *out = script_int((int64_t)children.list->count);
    return LATHE_OK;
}

lathe_status shape_get_item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err)
{
    script_value children, bound, items;
    TRY(list_children(vm, shape_of(self), &children, err));
    TRY(script_get_attribute(vm, children, "__getitem__", &bound, err));
    TRY(script_call_value(vm, bound, &key, 1, &items, err));
    if (key.kind == SCRIPT_SLICE)
        return compound_of(vm, items, out, err);
    *out = items;
    return LATHE_OK;
}

lathe_status shape_filter(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value children, kept, answer;
    bool wanted;
    TRY(list_children(vm, shape_of(call->self), &children, err));
    TRY(objects_new_list(vm, &kept, err));
    for (size_t i = 0; i < children.list->count; i++) {
        script_value child = children.list->items[i];
        answer = child;
        if (!script_is_none(call->args[0]))
            TRY(script_call_value(vm, call->args[0], &child, 1, &answer, err));
        TRY(script_to_truth(vm, answer, &wanted, err));
        if (wanted)
            TRY(script_list_append(vm, kept.list, child, err));
    }
    return compound_of(vm, kept, out, err);
}

/* As sorted(): the first of two that are alike stays first. */
lathe_status shape_sort(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value children, pairs, one, other, answer;
    bool less;
    TRY(list_children(vm, shape_of(call->self), &children, err));
    TRY(objects_new_list(vm, &pairs, err));
    for (size_t i = 0; i < children.list->count; i++) {
        one = children.list->items[i];
        if (!script_is_none(call->args[0]))
            TRY(script_call_value(vm, call->args[0], &children.list->items[i], 1, &one, err));
        TRY(script_list_append(vm, pairs.list, one, err));
    }
    script_value *keys = pairs.list->items, *items = children.list->items;
    for (size_t i = 1; i < children.list->count; i++) {
        one = keys[i];
        other = items[i];
        size_t at = i;
        for (; at > 0; at--) {
            TRY(script_operate(vm, SCRIPT_LESS, one, keys[at - 1], &answer, err));
            TRY(script_to_truth(vm, answer, &less, err));
            TRY(script_spend(vm, 1, err));
            if (!less)
                break;
            keys[at] = keys[at - 1];
            items[at] = items[at - 1];
        }
        keys[at] = one;
        items[at] = other;
    }
    return compound_of(vm, children, out, err);
}

/* ---- neighbours ---- */

static lathe_status read_kind(script_vm *vm, script_value v, kernel_type *out, lathe_error *err)
{
    script_value text;
    for (int type = 0; type < KERNEL_TYPE_COUNT; type++) {
        if (is_text(v, kernel_type_name((kernel_type)type))) {
            *out = (kernel_type)type;
            return LATHE_OK;
        }
    }
    TRY(script_to_repr(vm, v, &text, err));
    return script_raise(vm, err, "KeyError", "%s", text.str->text);
}

lathe_status shape_ancestors(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *context;
    kernel_type kind;
    kernel_list found = KERNEL_LIST_INIT;
    script_value list;
    const kernel_shape *self = shape_of(call->self)->kernel;
    TRY(shape_argument(vm, "MapShapesAndAncestors_s()", call->args[0], &context, err));
    TRY(read_kind(vm, call->args[1], &kind, err));
    KERNEL(kernel_ancestors(&self, 1, context->kernel, kind, &found, err));
    TRY(objects_new_list(vm, &list, err));
    TRY(objects_keep_list(vm, &found, list, err));
    return compound_of(vm, list, out, err);
}

static lathe_status add_siblings(script_vm *vm, const script_call *call, kernel_type kind, script_value level,
                                 script_value list, lathe_error *err)
{
    shape_object *context;
    int64_t steps;
    kernel_list found = KERNEL_LIST_INIT;
    const kernel_shape *self = shape_of(call->self)->kernel;
    TRY(shape_argument(vm, "MapShapesAndAncestors_s()", call->args[0], &context, err));
    TRY(script_to_int(vm, level, &steps, err));
    if (steps < 1 || steps > INT32_MAX)
        return script_raise(vm, err, "RecursionError", "maximum recursion depth exceeded");
    KERNEL(kernel_siblings(&self, 1, context->kernel, kind, (int)steps, &found, err));
    return objects_keep_list(vm, &found, list, err);
}

lathe_status shape_siblings(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *levels = &call->args[2];
    size_t count = 1;
    kernel_type kind;
    script_value list;
    TRY(read_kind(vm, call->args[1], &kind, err));
    TRY(objects_new_list(vm, &list, err));
    if (levels->kind != SCRIPT_INT && levels->kind != SCRIPT_BOOL)
        TRY(script_to_items(vm, *levels, &levels, &count, err));
    for (size_t i = 0; i < count; i++)
        TRY(add_siblings(vm, call, kind, levels[i], list, err));
    TRY(shape_list_unique(vm, list, err));
    return compound_of(vm, list, out, err);
}

/* ---- exchanged parts ---- */

lathe_status shape_replace(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_list *given = call->args[1].list;
    shape_object *old, *with, *made;
    script_value tools;
    TRY(objects_new_list(vm, &tools, err));
    for (size_t i = 0; i < given->count; i++) {
        const shape_object *compound = objects_shape_of_type(given->items[i], KERNEL_COMPOUND);
        if (compound)
            TRY(shape_children(vm, compound, tools, err));
        else
            TRY(script_list_append(vm, tools.list, given->items[i], err));
    }
    TRY(shape_argument(vm, "Replace()", call->args[0], &old, err));
    TRY(compound_of(vm, tools, out, err));
    with = shape_of(*out);
    KEEP(&made, kernel_replace(shape_of(call->self)->kernel, old->kernel, with->kernel, &raw, err));
    return shape_give_like(made, call, out);
}

lathe_status shape_remove(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_array parts;
    shape_object *made;
    TRY(shape_read_all(vm, call->args[0], &parts, err));
    KEEP(&made, kernel_remove(shape_of(call->self)->kernel, parts.items, parts.count, &raw, err));
    return shape_give_like(made, call, out);
}

lathe_status shape_reverse(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *made;
    KEEP(&made, kernel_reversed(shape_of(call->self)->kernel, &raw, err));
    return shape_give(made, out);
}

/* ---- sets of selections ---- */

/* A compound's children, else the value itself. */
static lathe_status set_of(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    const shape_object *compound = objects_shape_of_type(v, KERNEL_COMPOUND);
    TRY(script_set_new(vm, out, err));
    script_value items;
    if (compound)
        TRY(list_children(vm, compound, &items, err));
    else
        TRY(script_list_new(vm, &v, 1, &items, err));
    for (size_t i = 0; i < items.list->count; i++)
        TRY(script_dict_set(vm, out->dict, items.list->items[i], script_none(), err));
    return LATHE_OK;
}

/* Python's order in such a set follows addresses; here the left one's, then the right one's. */
lathe_status shape_set_operation(script_vm *vm, script_operator op, script_value left, script_value right,
                                 script_value *out, lathe_error *err)
{
    script_value sides[2], list, ignored;
    TRY(set_of(vm, left, &sides[0], err));
    TRY(set_of(vm, right, &sides[1], err));
    TRY(objects_new_list(vm, &list, err));
    for (int side = 0; side < (op == SCRIPT_BIT_OR ? 2 : 1); side++) {
        const script_dict *d = sides[side].dict;
        for (uint32_t i = 0; i < d->used; i++) {
            bool in_both;
            TRY(script_dict_get(vm, sides[1 - side].dict, d->entries[i].key, &in_both, &ignored, err));
            bool wanted = op == SCRIPT_BIT_AND ? in_both : op == SCRIPT_MODULO ? !in_both : side == 0 || !in_both;
            if (wanted)
                TRY(script_list_append(vm, list.list, d->entries[i].key, err));
        }
    }
    return compound_of(vm, list, out, err);
}

/* ---- attributes ---- */

lathe_status shape_truth(script_vm *vm, script_value self, bool *out, lathe_error *err)
{
    (void)vm, (void)err;
    const shape_object *s = shape_of(self);
    *out = s->type != KERNEL_COMPOUND || !kernel_is_empty(s->kernel);
    return LATHE_OK;
}

lathe_status shape_hash(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
{
    (void)vm, (void)err;
    *out = kernel_hash(shape_of(self)->kernel);
    return LATHE_OK;
}

/* forConstruction, label, and X, Y and Z of a vertex, which keep what a script sets them to. */
lathe_status shape_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                       lathe_error *err)
{
    const shape_object *s = shape_of(self);
    const script_value *field = self.object->fields ? script_dict_find_text(self.object->fields, name) : NULL;
    *handled = false;
    if (field)
        return LATHE_OK;
    if (strcmp(name, "forConstruction") == 0) {
        *handled = true;
        *out = script_bool(s->construction);
        return LATHE_OK;
    }
    if (strcmp(name, "wrapped") == 0) {
        *handled = true;
        return shape_wrapped(vm, shape_of(self), out, err);
    }
    if (strcmp(name, "label") == 0 && !s->is_copied) {
        *handled = true;
        return script_str_new(vm, "", 0, out, err);
    }
    if (s->is_copied || s->type != KERNEL_VERTEX || name[0] < 'X' || name[0] > 'Z' || name[1])
        return LATHE_OK;
    kernel_vec at;
    KERNEL(kernel_center(s->kernel, &at, err));
    const double coordinates[] = { at.x, at.y, at.z };
    *out = script_float(coordinates[name[0] - 'X']);
    *handled = true;
    return LATHE_OK;
}

lathe_status shape_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                       lathe_error *err)
{
    *handled = strcmp(name, "forConstruction") == 0;
    return *handled ? script_to_truth(vm, value, &shape_of(self)->construction, err)
                    : objects_get_wrapped(vm, name, handled, err);
}
