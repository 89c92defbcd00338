/* sketch.c: Sketch: its construction, its ties to workplanes, and how a new shape meets the faces. */
#include "reward/cadquery/sketch/sketch.h"

#include <string.h>

/* ---- construction ---- */

static lathe_status read_places(script_vm *vm, const script_call *call, sketch *s, lathe_error *err)
{
    location_object *place;
    const script_value *items;
    size_t count;
    if (!(call->given & 2)) {
        KEEP_PLACE(&place, kernel_location_identity(&raw, err));
        return script_list_append(vm, s->places.list, script_of_object(place->self), err);
    }
    TRY(script_to_items(vm, call->args[1], &items, &count, err));
    return script_list_new(vm, items, count, &s->places, err);
}

lathe_status sketch_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s;
    bool given;
    TRY(objects_new_sketch(vm, call->args[0], &s, err));
    TRY(read_places(vm, call, s, err));
    TRY(script_to_truth(vm, call->args[2], &given, err));
    if (given) {
        s->faces = shape_of(call->args[2]);
        if (!s->faces)
            return script_unsupported(vm, err, "Sketch(obj=) of a '%s'", script_type_name(call->args[2]));
    }
    *out = script_of_object(s->self);
    return LATHE_OK;
}

/* Where sketches of a workplane lie: at the stack's vectors, shapes and locations, else on the plane. */
lathe_status workplane_locations(script_vm *vm, workplane *w, script_value list, lathe_error *err)
{
    location_object *place;
    for (size_t i = 0; i < w->objects.list->count; i++) {
        script_value v = w->objects.list->items[i];
        if (vector_of(v) || shape_of(v)) {
            kernel_vec center;
            TRY(objects_center(vm, v, &center, err));
            KEEP_PLACE(&place, kernel_location_of_plane(w->plane, center, &raw, err));
            TRY(script_list_append(vm, list.list, script_of_object(place->self), err));
        } else if (location_of(v)) {
            TRY(script_list_append(vm, list.list, v, err));
        }
    }
    if (list.list->count)
        return LATHE_OK;
    KEEP_PLACE(&place, kernel_location_of_plane(w->plane, w->plane->origin, &raw, err));
    return script_list_append(vm, list.list, script_of_object(place->self), err);
}

lathe_status workplane_sketch(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *parent;
    sketch *s;
    TRY(objects_next_workplane(vm, w, &parent, err));
    TRY(objects_new_sketch(vm, workplane_value(parent), &s, err));
    TRY(workplane_locations(vm, w, s->places, err));
    *out = script_of_object(s->self);
    return script_list_append(vm, parent->objects.list, *out, err);
}

lathe_status workplane_place_sketch(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *next;
    const script_list *sketches = call->args[0].list;
    TRY(objects_next_workplane(vm, w, &next, err));
    for (size_t i = 0; i < sketches->count; i++) {
        const sketch *from = sketch_of(sketches->items[i]);
        script_value v;
        sketch *copy;
        if (!from)
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'copy'",
                                script_type_name(sketches->items[i]));
        TRY(objects_call_method(vm, sketches->items[i], "copy", NULL, 0, &v, err));
        copy = sketch_of(v);
        if (!copy)
            return script_unsupported(vm, err, "a sketch's copy() that is a '%s'", script_type_name(v));
        TRY(objects_new_list(vm, &copy->places, err));
        TRY(workplane_locations(vm, w, copy->places, err));
        TRY(script_list_append(vm, next->objects.list, script_of_object(copy->self), err));
    }
    *out = workplane_value(next);
    return LATHE_OK;
}

lathe_status sketch_finalize(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm, (void)err;
    *out = sketch_of(call->self)->parent;
    return LATHE_OK;
}

/* What `for` gives of a sketch: its faces, or its edges where it has none, at each of its places. */
static lathe_status placed_parts(script_vm *vm, const sketch *s, script_value list, lathe_error *err)
{
    bool faces;
    TRY(script_to_truth(vm, shape_value(s->faces), &faces, err));
    TRY(sketch_require_shapes(vm, s->edges, err));
    for (size_t i = 0; i < s->places.list->count; i++) {
        const location_object *place = location_of(s->places.list->items[i]);
        shape_object *moved;
        if (!place)
            return objects_bad_argument(vm, "moved", s->places.list->items[i], err);
        if (faces) {
            TRY(shape_moved(vm, s->faces, place, &moved, err));
            TRY(shape_parts(vm, moved, KERNEL_FACE, list, err));
        }
        for (size_t k = 0; k < s->edges.list->count && !faces; k++) {
            TRY(shape_moved(vm, shape_of(s->edges.list->items[k]), place, &moved, err));
            TRY(script_list_append(vm, list.list, shape_value(moved), err));
        }
    }
    return LATHE_OK;
}

lathe_status sketch_placed_faces(script_vm *vm, sketch *s, script_value list, lathe_error *err)
{
    /* Edges of a sketch without faces are passed over by whoever wants faces. */
    for (size_t i = 0; i < s->places.list->count; i++) {
        const location_object *place = location_of(s->places.list->items[i]);
        shape_object *moved;
        if (!place)
            return objects_bad_argument(vm, "moved", s->places.list->items[i], err);
        TRY(shape_moved(vm, s->faces, place, &moved, err));
        TRY(shape_pieces(vm, moved, KERNEL_FACE, list, err));
    }
    return LATHE_OK;
}

lathe_status sketch_iterate(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    TRY(objects_new_list(vm, out, err));
    return placed_parts(vm, sketch_of(self), *out, err);
}

/* ---- adding shapes ---- */

/* Location(el.Center()) */
static lathe_status place_of(script_vm *vm, script_value v, script_value *out, lathe_error *err)
{
    kernel_vec center;
    location_object *place;
    if (location_of(v)) {
        *out = v;
        return LATHE_OK;
    }
    TRY(objects_center(vm, v, &center, err));
    KEEP_PLACE(&place, kernel_location_at(center, &raw, err));
    *out = script_of_object(place->self);
    return LATHE_OK;
}

lathe_status sketch_places(script_vm *vm, const sketch *s, bool ignore_selection, script_value *out, lathe_error *err)
{
    location_object *place;
    script_value v;
    TRY(objects_new_list(vm, out, err));
    if (sketch_has_selected(s) && !ignore_selection) {
        for (size_t i = 0; i < s->selection.list->count; i++) {
            TRY(place_of(vm, s->selection.list->items[i], &v, err));
            TRY(script_list_append(vm, out->list, v, err));
        }
        return LATHE_OK;
    }
    KEEP_PLACE(&place, kernel_location_identity(&raw, err));
    return script_list_append(vm, out->list, script_of_object(place->self), err);
}

lathe_status sketch_set_tag(script_vm *vm, sketch *s, script_value tag, script_value list, lathe_error *err)
{
    bool given;
    TRY(script_to_truth(vm, tag, &given, err));
    return given ? script_dict_set(vm, s->tags.dict, tag, list, err) : LATHE_OK;
}

lathe_status sketch_tagged(script_vm *vm, const sketch *s, script_value tag, script_value *out, lathe_error *err)
{
    bool found = false;
    script_value text;
    TRY(script_dict_get(vm, s->tags.dict, tag, &found, out, err));
    if (found)
        return LATHE_OK;
    TRY(script_to_repr(vm, tag, &text, err));
    return script_raise(vm, err, "KeyError", "%s", text.str->text);
}

lathe_status sketch_require_shapes(script_vm *vm, script_value list, lathe_error *err)
{
    for (size_t i = 0; i < list.list->count; i++) {
        if (shape_of(list.list->items[i]))
            continue;
        if (location_of(list.list->items[i]) || vector_of(list.list->items[i]))
            return objects_bad_argument(vm, "Append", list.list->items[i], err);
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'wrapped'",
                            script_type_name(list.list->items[i]));
    }
    return LATHE_OK;
}

lathe_status sketch_combine(script_vm *vm, sketch *s, script_value made, script_value mode, script_value tag,
                            lathe_error *err)
{
    static const struct {
        const char *name;
        kernel_operation operation;
    } modes[] = { { "a", KERNEL_FUSE }, { "s", KERNEL_CUT }, { "i", KERNEL_COMMON } };
    kernel_array tools;
    script_value text;
    bool tagged;
    TRY(sketch_set_tag(vm, s, tag, made, err));
    for (size_t i = 0; i < 3; i++) {
        if (!is_text(mode, modes[i].name))
            continue;
        const kernel_boolean how = { modes[i].operation, false, 0, NULL };
        TRY(sketch_require_shapes(vm, made, err));
        TRY(objects_shapes_in(vm, made, &tools, err));
        TRY(shape_combine(vm, &how, s->faces, &tools, &s->faces, err));
        /* One face that is all there is may be a compound that Python calls a Face. */
        if (made.list->count == 1 && kernel_is_same(s->faces->kernel, shape_of(made.list->items[0])->kernel))
            s->faces->type = shape_of(made.list->items[0])->type;
        return LATHE_OK;
    }
    if (is_text(mode, "r")) {
        TRY(sketch_require_shapes(vm, made, err));
        return shape_compound(vm, made, &s->faces, err);
    }
    if (is_text(mode, "c")) {
        TRY(script_to_truth(vm, tag, &tagged, err));
        if (!tagged)
            return script_raise(vm, err, "ValueError", "No tag specified - the geometry will be unreachable");
        return LATHE_OK;
    }
    TRY(script_to_str(vm, mode, &text, err));
    return script_raise(vm, err, "ValueError", "Invalid mode: %s", text.str->text);
}

lathe_status sketch_place_shape(script_vm *vm, sketch *s, const placing *p, lathe_error *err)
{
    script_value places, made;
    TRY(sketch_places(vm, s, p->ignore_selection, &places, err));
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < places.list->count; i++) {
        const location_object *place = location_of(places.list->items[i]);
        shape_object *placed;
        if (p->located)
            KEEP(&placed, kernel_located(p->shape->kernel, place->kernel, &raw, err));
        else
            TRY(shape_moved(vm, p->shape, place, &placed, err));
        placed->type = p->shape->type;
        if (placed->type == KERNEL_COMPOUND)
            TRY(shape_pieces(vm, placed, KERNEL_FACE, made, err));
        else
            TRY(script_list_append(vm, made.list, shape_value(placed), err));
    }
    return sketch_combine(vm, s, made, p->mode, p->tag, err);
}

lathe_status sketch_each(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    script_value places, made, given;
    bool ignore;
    TRY(argument_truth(vm, call, 3, &ignore, err));
    TRY(sketch_places(vm, s, ignore, &places, err));
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < places.list->count; i++) {
        TRY(script_call_value(vm, call->args[0], &places.list->items[i], 1, &given, err));
        if (sketch_of(given))
            TRY(shape_pieces(vm, sketch_of(given)->faces, KERNEL_FACE, made, err));
        else if (objects_shape_of_type(given, KERNEL_COMPOUND))
            TRY(shape_pieces(vm, shape_of(given), KERNEL_FACE, made, err));
        else
            TRY(script_list_append(vm, made.list, given, err));
    }
    TRY(sketch_combine(vm, s, made, call->args[1], call->args[2], err));
    return sketch_done(call, out);
}

/* ---- attributes ---- */

static script_value selection_value(const sketch *s)
{
    return s->has_selection ? s->selection : script_none();
}

lathe_status sketch_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                        lathe_error *err)
{
    (void)vm, (void)err;
    const sketch *s = sketch_of(self);
    *handled = false;
    const struct {
        const char *name;
        script_value value;
    } attributes[] = { { "parent", s->parent },          { "locs", s->places },
                       { "_faces", shape_value(s->faces) }, { "_edges", s->edges },
                       { "_selection", selection_value(s) }, { "_tags", s->tags },
                       { "_constraints", s->constraints }, { "_solve_status", s->status } };
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes && !*handled; i++) {
        *handled = name[0] == attributes[i].name[0] && strcmp(name, attributes[i].name) == 0;
        if (*handled)
            *out = attributes[i].value;
    }
    return LATHE_OK;
}

lathe_status sketch_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                        lathe_error *err)
{
    sketch *s = sketch_of(self);
    *handled = true;
    if (strcmp(name, "parent") == 0) {
        s->parent = value;
    } else if (strcmp(name, "_faces") == 0 && shape_of(value)) {
        s->faces = shape_of(value);
    } else if (strcmp(name, "_selection") == 0 && (script_is_none(value) || value.kind == SCRIPT_LIST)) {
        s->has_selection = !script_is_none(value);
        if (s->has_selection)
            s->selection = value;
    } else if (strcmp(name, "locs") == 0 && value.kind == SCRIPT_LIST) {
        s->places = value;
    } else if (name[0] == '_' || strcmp(name, "locs") == 0) {
        return script_unsupported(vm, err, "setting Sketch.%s", name);
    } else {
        *handled = false;
    }
    return LATHE_OK;
}
