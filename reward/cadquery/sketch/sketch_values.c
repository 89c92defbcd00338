/* sketch_values.c: what a sketch holds: its values, copies, operators, and functions of scripts run over them. */
#include "reward/cadquery/sketch/sketch.h"

#include <string.h>

/* ---- values ---- */

/* The selection, or the edges of a sketch without faces; NULL: the faces. */
static lathe_status listed(script_vm *vm, const sketch *s, const script_list **out, lathe_error *err)
{
    bool faces;
    *out = s->has_selection ? s->selection.list : NULL;
    if (*out)
        return LATHE_OK;
    TRY(script_to_truth(vm, shape_value(s->faces), &faces, err));
    if (!faces && s->edges.list->count)
        *out = s->edges.list;
    return LATHE_OK;
}

static lathe_status vals_of(script_vm *vm, const sketch *s, script_value *out, lathe_error *err)
{
    const script_list *from;
    TRY(listed(vm, s, &from, err));
    if (from)
        return script_list_new(vm, from->items, from->count, out, err);
    TRY(objects_new_list(vm, out, err));
    return shape_children(vm, s->faces, *out, err);
}

static lathe_status val_of(script_vm *vm, const sketch *s, script_value *out, lathe_error *err)
{
    const script_list *from;
    TRY(listed(vm, s, &from, err));
    if (from && from->count == 0)
        return script_raise(vm, err, "IndexError", "list index out of range");
    *out = from ? from->items[0] : shape_value(s->faces);
    return LATHE_OK;
}

lathe_status sketch_vals(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return vals_of(vm, sketch_of(call->self), out, err);
}

lathe_status sketch_val(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return val_of(vm, sketch_of(call->self), out, err);
}

/* ---- copies ---- */

/* self.__class__(...) of a class that a script derived: with locs, obj, or nothing; then its faces. */
static lathe_status new_of_class(script_vm *vm, const sketch *like, const char *keyword, script_value value,
                                 script_value *out, lathe_error *err)
{
    script_value keywords, name, places;
    TRY(script_dict_new(vm, &keywords, err));
    if (keyword) {
        TRY(script_str_new(vm, keyword, strlen(keyword), &name, err));
        if (location_of(value)) {
            TRY(script_tuple_new(vm, &value, 1, &places, err));
            value = places;
        }
        TRY(script_dict_set(vm, keywords.dict, name, value, err));
    }
    TRY(script_call_with(vm, script_type(like->self->type), NULL, 0, keywords.dict, out, err));
    if (!sketch_of(*out))
        return script_unsupported(vm, err, "a sketch's class that makes a '%s'", script_type_name(*out));
    return LATHE_OK;
}

/* A sketch of these faces alone; place NULL: where it is. */
static lathe_status new_of_faces(script_vm *vm, const sketch *like, shape_object *faces, location_object *place,
                                 script_value *out, lathe_error *err)
{
    sketch *made;
    if (like->self->type->user) {
        TRY(new_of_class(vm, like, place ? "locs" : NULL, place ? script_of_object(place->self) : script_none(), out,
                         err));
        sketch_of(*out)->faces = faces;
        return LATHE_OK;
    }
    TRY(objects_new_sketch(vm, script_none(), &made, err));
    made->faces = faces;
    if (!place)
        KEEP_PLACE(&place, kernel_location_identity(&raw, err));
    TRY(script_list_append(vm, made->places.list, script_of_object(place->self), err));
    *out = script_of_object(made->self);
    return LATHE_OK;
}

static lathe_status copy_faces(script_vm *vm, const sketch *s, shape_object **out, lathe_error *err)
{
    KEEP(out, kernel_copy(s->faces->kernel, &raw, err));
    (*out)->type = s->faces->type;
    return LATHE_OK;
}

lathe_status sketch_copy(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *faces;
    TRY(copy_faces(vm, sketch_of(call->self), &faces, err));
    return new_of_faces(vm, sketch_of(call->self), faces, NULL, out, err);
}

/* As the faces' own moved() takes its arguments. */
lathe_status sketch_moved(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_call inner = *call;
    script_value moved;
    inner.self = shape_value(sketch_of(call->self)->faces);
    TRY(shape_method_moved(vm, &inner, &moved, err));
    return new_of_faces(vm, sketch_of(call->self), shape_of(moved), NULL, out, err);
}

lathe_status sketch_located(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *faces;
    location_object *place = location_of(call->args[0]);
    if (!place)
        return objects_bad_argument(vm, "located", call->args[0], err);
    TRY(copy_faces(vm, sketch_of(call->self), &faces, err));
    return new_of_faces(vm, sketch_of(call->self), faces, place, out, err);
}

/* ---- selected faces against all ---- */

static lathe_status selected_faces(script_vm *vm, const sketch *s, script_value *out, lathe_error *err)
{
    script_value shapes, faces;
    shape_object *made;
    if (!sketch_has_selected(s))
        return script_raise(vm, err, "ValueError", "Nothing is selected");
    TRY(objects_new_list(vm, &shapes, err));
    TRY(objects_new_list(vm, &faces, err));
    for (size_t i = 0; i < s->selection.list->count; i++) {
        if (shape_of(s->selection.list->items[i]))
            TRY(script_list_append(vm, shapes.list, s->selection.list->items[i], err));
    }
    TRY(shape_compound(vm, shapes, &made, err));
    TRY(shape_parts(vm, made, KERNEL_FACE, faces, err));
    if (faces.list->count == 1) {
        *out = faces.list->items[0];
        return LATHE_OK;
    }
    TRY(shape_compound(vm, faces, &made, err));
    *out = shape_value(made);
    return LATHE_OK;
}

lathe_status sketch_selected_faces(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return selected_faces(vm, sketch_of(call->self), out, err);
}

static lathe_status change_faces(script_vm *vm, const script_call *call, script_operator op, script_value *out,
                                 lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value selected, made;
    if (sketch_has_selected(s)) {
        TRY(selected_faces(vm, s, &selected, err));
        TRY(script_operate(vm, op, shape_value(s->faces), selected, &made, err));
        s->faces = shape_of(made);
    }
    return sketch_done(call, out);
}

lathe_status sketch_add(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return change_faces(vm, call, SCRIPT_ADD, out, err);
}

lathe_status sketch_subtract(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return change_faces(vm, call, SCRIPT_SUBTRACT, out, err);
}

lathe_status sketch_replace(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value selected;
    TRY(selected_faces(vm, s, &selected, err));
    s->faces = shape_of(selected);
    return sketch_done(call, out);
}

/* ---- operators ---- */

/* val() of either side; a place is none that can be combined. */
static lathe_status operand(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    TRY(objects_call_method(vm, v, "val", NULL, 0, out, err));
    if (location_of(*out))
        return script_raise(vm, err, "ValueError", "Location was provided, Shape is required.");
    return LATHE_OK;
}

lathe_status sketch_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                            script_value *out, lathe_error *err)
{
    script_value a, b, made;
    shape_object *faces;
    *handled = sketch_of(left) && op <= SCRIPT_DIVIDE;
    if (!*handled)
        return LATHE_OK;
    TRY(operand(vm, left, &a, err));
    TRY(operand(vm, right, &b, err));
    TRY(script_operate(vm, op, a, b, &made, err));
    faces = shape_of(made);
    if (!faces)
        return objects_bad_argument(vm, "TopoDS_Builder.Add", made, err);
    if (faces->type != KERNEL_COMPOUND) {
        TRY(script_list_new(vm, &made, 1, &a, err));
        TRY(shape_compound(vm, a, &faces, err));
    }
    if (sketch_of(left)->self->type->user)
        return new_of_class(vm, sketch_of(left), "obj", shape_value(faces), out, err);
    return new_of_faces(vm, sketch_of(left), faces, NULL, out, err);
}

/* sketch[i], sketch[i:k], sketch[i, k]: selects. */
lathe_status sketch_get_item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(self);
    script_value vals, list, item;
    const script_value *keys = &key;
    size_t count = 1;
    TRY(vals_of(vm, s, &vals, err));
    if (key.kind == SCRIPT_SLICE) {
        TRY(script_get_item(vm, vals, key, &list, err));
    } else {
        if (!script_is_number(key))
            TRY(script_to_items(vm, key, &keys, &count, err));
        TRY(objects_new_list(vm, &list, err));
        for (size_t i = 0; i < count; i++) {
            TRY(script_get_item(vm, vals, keys[i], &item, err));
            TRY(script_list_append(vm, list.list, item, err));
        }
    }
    s->selection = list;
    s->has_selection = true;
    *out = self;
    return LATHE_OK;
}

/* ---- functions of scripts ---- */

static lathe_status keep_selection(script_vm *vm, const script_call *call, script_value iterable, script_value *out,
                                   lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    const script_value *items;
    size_t count;
    TRY(script_to_items(vm, iterable, &items, &count, err));
    TRY(script_list_new(vm, items, count, &s->selection, err));
    s->has_selection = true;
    return sketch_done(call, out);
}

/* What a function gives for each value, or the values for which it gives something true. */
static lathe_status call_each(script_vm *vm, const script_call *call, bool filter, script_value vals,
                              script_value *out, lathe_error *err)
{
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < vals.list->count; i++) {
        script_value v = vals.list->items[i], result = v;
        bool keep = true;
        if (!filter || !script_is_none(call->args[0]))
            TRY(script_call_value(vm, call->args[0], &v, 1, &result, err));
        if (filter)
            TRY(script_to_truth(vm, result, &keep, err));
        if (keep)
            TRY(script_list_append(vm, out->list, filter ? v : result, err));
    }
    return LATHE_OK;
}

static lathe_status replace_each(script_vm *vm, const script_call *call, bool filter, script_value *out,
                                 lathe_error *err)
{
    script_value vals, made;
    TRY(vals_of(vm, sketch_of(call->self), &vals, err));
    TRY(call_each(vm, call, filter, vals, &made, err));
    return keep_selection(vm, call, made, out, err);
}

lathe_status sketch_filter(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return replace_each(vm, call, true, out, err);
}

lathe_status sketch_map(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return replace_each(vm, call, false, out, err);
}

lathe_status sketch_apply(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value vals, made;
    TRY(vals_of(vm, sketch_of(call->self), &vals, err));
    TRY(script_call_value(vm, call->args[0], &vals, 1, &made, err));
    return keep_selection(vm, call, made, out, err);
}

lathe_status sketch_sort(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value vals;
    TRY(vals_of(vm, sketch_of(call->self), &vals, err));
    TRY(script_sort(vm, vals.list, call->args[0], err));
    return keep_selection(vm, call, vals, out, err);
}

lathe_status sketch_invoke(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value result;
    size_t required;
    TRY(script_count_required(vm, call->args[0], &required, err));
    if (required > 1)
        return script_raise(vm, err, "ValueError", "Provided function {f} accepts too many arguments");
    TRY(script_call_value(vm, call->args[0], &call->self, required, &result, err));
    *out = required == 0 || script_is_none(result) ? call->self : result;
    return LATHE_OK;
}
