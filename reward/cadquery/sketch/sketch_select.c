/* sketch_select.c: selections of a sketch's parts, tags, and what is done to selected parts: corners, offsets, hulls. */
#include "reward/cadquery/sketch/sketch.h"

#include <string.h>

/* ---- selecting ---- */

/* getattr(el, "Faces")() and its like, of each of a list. */
static lathe_status parts_in(script_vm *vm, script_value list, kernel_type type, script_value found, lathe_error *err)
{
    static const char *const plurals[] = { [KERNEL_VERTEX] = "Vertices", [KERNEL_EDGE] = "Edges",
                                           [KERNEL_WIRE] = "Wires", [KERNEL_FACE] = "Faces" };
    for (size_t i = 0; i < list.list->count; i++) {
        script_value v = list.list->items[i];
        if (!shape_of(v))
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute '%s'", script_type_name(v),
                                plurals[type]);
        TRY(shape_parts(vm, shape_of(v), type, found, err));
    }
    return LATHE_OK;
}

static lathe_status without_places(script_vm *vm, script_value list, script_value *out, lathe_error *err)
{
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < list.list->count; i++) {
        if (!location_of(list.list->items[i]))
            TRY(script_list_append(vm, out->list, list.list->items[i], err));
    }
    return LATHE_OK;
}

/* Of equal ones the last stays, at the place of the first. Shapes are equal whatever their orientation. */
static lathe_status unique(script_vm *vm, script_value list, script_value *out, lathe_error *err)
{
    script_value dict;
    TRY(script_dict_new(vm, &dict, err));
    for (size_t i = 0; i < list.list->count; i++)
        TRY(script_dict_set(vm, dict.dict, list.list->items[i], list.list->items[i], err));
    TRY(objects_new_list(vm, out, err));
    for (uint32_t i = 0; i < dict.dict->used; i++)
        TRY(script_list_append(vm, out->list, dict.dict->entries[i].value, err));
    return LATHE_OK;
}

static lathe_status select_parts(script_vm *vm, sketch *s, script_value selector, script_value tag, kernel_type type,
                                 lathe_error *err)
{
    script_value found, list, chosen;
    bool tagged;
    TRY(objects_new_list(vm, &found, err));
    TRY(script_to_truth(vm, tag, &tagged, err));
    if (tagged) {
        TRY(sketch_tagged(vm, s, tag, &list, err));
        TRY(parts_in(vm, list, type, found, err));
    } else if (sketch_has_selected(s)) {
        TRY(without_places(vm, s->selection, &list, err));
        TRY(parts_in(vm, list, type, found, err));
    } else {
        TRY(shape_parts(vm, s->faces, type, found, err));
        TRY(parts_in(vm, s->edges, type, found, err));
    }
    bool usable = objects_text(selector) || script_is_instance(selector, &class_selector);
    TRY(selector_filter(vm, usable ? selector : script_none(), found, &chosen, err));
    TRY(unique(vm, chosen, &s->selection, err));
    s->has_selection = true;
    return LATHE_OK;
}

#define SELECT(name, type)                                                                                             \
    lathe_status sketch_##name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)            \
    {                                                                                                                  \
        TRY(select_parts(vm, sketch_of(call->self), call->args[0], call->args[1], type, err));                         \
        return sketch_done(call, out);                                                                                 \
    }
SELECT(vertices, KERNEL_VERTEX)
SELECT(edges, KERNEL_EDGE)
SELECT(wires, KERNEL_WIRE)
SELECT(faces, KERNEL_FACE)

lathe_status sketch_method_set_tag(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    *out = script_none();
    return script_dict_set(vm, sketch_of(call->self)->tags.dict, call->args[1], call->args[0], err);
}

lathe_status sketch_tag(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value copy;
    if (!sketch_has_selected(s))
        return script_raise(vm, err, "ValueError", "Selection is needed to tag");
    TRY(script_list_new(vm, s->selection.list->items, s->selection.list->count, &copy, err));
    TRY(script_dict_set(vm, s->tags.dict, call->args[0], copy, err));
    return sketch_done(call, out);
}

lathe_status sketch_select(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    const script_list *tags = call->args[0].list;
    script_value list;
    TRY(objects_new_list(vm, &s->selection, err));
    s->has_selection = true;
    for (size_t i = 0; i < tags->count; i++) {
        TRY(sketch_tagged(vm, s, tags->items[i], &list, err));
        for (size_t k = 0; k < list.list->count; k++)
            TRY(script_list_append(vm, s->selection.list, list.list->items[k], err));
    }
    return sketch_done(call, out);
}

lathe_status sketch_reset(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    TRY(objects_new_list(vm, &s->selection, err));
    s->has_selection = false;
    return sketch_done(call, out);
}

/* ---- deleting ---- */

/* The compound without one of its direct children. */
static lathe_status delete_face(script_vm *vm, sketch *s, const shape_object *face, lathe_error *err)
{
    script_value children, kept;
    bool found = false;
    TRY(objects_new_list(vm, &children, err));
    TRY(objects_new_list(vm, &kept, err));
    TRY(shape_children(vm, s->faces, children, err));
    for (size_t i = 0; i < children.list->count; i++) {
        script_value child = children.list->items[i];
        if (!found && kernel_is_same(shape_of(child)->kernel, face->kernel))
            found = true;
        else
            TRY(script_list_append(vm, kept.list, child, err));
    }
    if (!found)
        return script_raise_as(vm, err, "Standard_NoSuchObject", objects_exceptions[0], "TopoDS_Builder::Remove");
    return shape_compound(vm, kept, &s->faces, err);
}

static lathe_status delete_edge(script_vm *vm, sketch *s, script_value edge, lathe_error *err)
{
    for (size_t i = 0; i < s->edges.list->count; i++) {
        const shape_object *have = shape_of(s->edges.list->items[i]);
        if (!have || !kernel_is_same(have->kernel, shape_of(edge)->kernel))
            continue;
        s->edges.list->count--;
        memmove(&s->edges.list->items[i], &s->edges.list->items[i + 1],
                (s->edges.list->count - i) * sizeof *s->edges.list->items);
        return LATHE_OK;
    }
    return script_raise(vm, err, "ValueError", "list.remove(x): x not in list");
}

lathe_status sketch_delete(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value text;
    if (!sketch_has_selected(s))
        return script_raise(vm, err, "ValueError", "Selection is needed to delete");
    for (size_t i = 0; i < s->selection.list->count; i++) {
        script_value v = s->selection.list->items[i];
        if (objects_shape_of_type(v, KERNEL_FACE)) {
            TRY(delete_face(vm, s, shape_of(v), err));
        } else if (objects_shape_of_type(v, KERNEL_EDGE)) {
            TRY(delete_edge(vm, s, v, err));
        } else {
            TRY(script_to_str(vm, v, &text, err));
            return script_raise(vm, err, "ValueError", "Deletion of %s not supported", text.str->text);
        }
    }
    return sketch_reset(vm, call, out, err);
}

/* ---- changing faces ---- */

lathe_status sketch_clean(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    TRY(shape_clean(vm, s->faces, &s->faces, err));
    return sketch_done(call, out);
}

/* The selected vertices that belong to a face. */
static lathe_status corners_of(script_vm *vm, const sketch *s, const shape_object *face, script_value *out,
                               lathe_error *err)
{
    script_value own;
    TRY(objects_new_list(vm, &own, err));
    TRY(objects_new_list(vm, out, err));
    TRY(shape_parts(vm, face, KERNEL_VERTEX, own, err));
    for (size_t i = 0; i < s->selection.list->count; i++) {
        const shape_object *v = objects_shape_of_type(s->selection.list->items[i], KERNEL_VERTEX);
        bool belongs = false;
        for (size_t k = 0; v && k < own.list->count && !belongs; k++)
            belongs = kernel_is_same(v->kernel, shape_of(own.list->items[k])->kernel);
        if (belongs)
            TRY(script_list_append(vm, out->list, s->selection.list->items[i], err));
    }
    return LATHE_OK;
}

/* The faces and, of each, a list of its selected corners. */
static lathe_status match_corners(script_vm *vm, const sketch *s, script_value *out_faces, script_value *out_corners,
                                  lathe_error *err)
{
    script_value corners;
    if (!sketch_has_selected(s))
        return script_raise(vm, err, "ValueError", "Selection is needed to match vertices to faces");
    TRY(objects_new_list(vm, out_faces, err));
    TRY(objects_new_list(vm, out_corners, err));
    TRY(shape_parts(vm, s->faces, KERNEL_FACE, *out_faces, err));
    for (size_t i = 0; i < out_faces->list->count; i++) {
        TRY(corners_of(vm, s, shape_of(out_faces->list->items[i]), &corners, err));
        TRY(script_list_append(vm, out_corners->list, corners, err));
    }
    return LATHE_OK;
}

lathe_status sketch_match_faces(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value faces, corners;
    TRY(match_corners(vm, sketch_of(call->self), &faces, &corners, err));
    TRY(script_dict_new(vm, out, err));
    for (size_t i = 0; i < faces.list->count; i++)
        TRY(script_dict_set(vm, out->dict, faces.list->items[i], corners.list->items[i], err));
    return LATHE_OK;
}

static lathe_status change_corners(script_vm *vm, const script_call *call, bool fillet, script_value *out,
                                   lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value faces, corners, made;
    double size = 0;
    TRY(match_corners(vm, s, &faces, &corners, err));
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < faces.list->count; i++) {
        shape_object *face = shape_of(faces.list->items[i]);
        kernel_array chosen;
        TRY(objects_shapes_in(vm, corners.list->items[i], &chosen, err));
        if (chosen.count)
            TRY(argument(vm, call, 0, &size, err));
        if (chosen.count && fillet)
            KEEP(&face, kernel_fillet_corners(face->kernel, size, chosen.items, chosen.count, &raw, err));
        else if (chosen.count)
            KEEP(&face, kernel_chamfer_corners(face->kernel, size, chosen.items, chosen.count, &raw, err));
        TRY(script_list_append(vm, made.list, shape_value(face), err));
    }
    TRY(shape_compound(vm, made, &s->faces, err));
    return sketch_done(call, out);
}

lathe_status sketch_fillet(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return change_corners(vm, call, true, out, err);
}

lathe_status sketch_chamfer(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return change_corners(vm, call, false, out, err);
}

/* face(wire, mode=, tag=, ignore_selection=) */
static lathe_status place_wire(script_vm *vm, const script_call *call, size_t at, const shape_object *wire,
                               bool ignore_selection, lathe_error *err)
{
    shape_object *face;
    TRY(sketch_face_of_wire(vm, wire, &face, err));
    const placing p = { face, false, ignore_selection, call->args[at], call->args[at + 1] };
    return sketch_place_shape(vm, sketch_of(call->self), &p, err);
}

lathe_status sketch_offset(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value wires;
    double distance;
    if (!sketch_has_selected(s))
        return script_raise(vm, err, "ValueError", "Selection is needed to offset");
    TRY(argument(vm, call, 0, &distance, err));
    for (size_t i = 0; i < s->selection.list->count; i++) {
        const shape_object *wire = objects_shape_of_type(s->selection.list->items[i], KERNEL_WIRE);
        kernel_list made = KERNEL_LIST_INIT;
        if (!wire)
            continue;
        KERNEL(kernel_wire_offset(wire->kernel, distance, KERNEL_JOIN_ARC, &made, err));
        TRY(objects_new_list(vm, &wires, err));
        TRY(objects_keep_list(vm, &made, wires, err));
        for (size_t k = 0; k < wires.list->count; k++)
            TRY(place_wire(vm, call, 1, shape_of(wires.list->items[k]), true, err));
    }
    return sketch_done(call, out);
}

lathe_status sketch_hull(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value edges;
    shape_object *wire;
    bool faces, selected = sketch_has_selected(s);
    TRY(objects_new_list(vm, &edges, err));
    TRY(script_to_truth(vm, shape_value(s->faces), &faces, err));
    if (selected) {
        for (size_t i = 0; i < s->selection.list->count; i++) {
            if (objects_shape_of_type(s->selection.list->items[i], KERNEL_EDGE))
                TRY(script_list_append(vm, edges.list, s->selection.list->items[i], err));
        }
    } else if (faces) {
        TRY(shape_parts(vm, s->faces, KERNEL_EDGE, edges, err));
    } else if (s->edges.list->count) {
        edges = s->edges;
    } else {
        return script_raise(vm, err, "ValueError", "No objects available for hull construction");
    }
    TRY(sketch_find_hull(vm, edges, &wire, err));
    TRY(place_wire(vm, call, 0, wire, selected, err));
    return sketch_done(call, out);
}
