/* workplane.c: the stack, the chain, moving the workplane. */
#include "reward/cadquery/methods.h"

#include <math.h>
#include <string.h>

static lathe_status finish(const workplane *w, script_value *out)
{
    *out = workplane_value(w);
    return LATHE_OK;
}

static lathe_status new_named_plane(script_vm *vm, script_value name, script_value origin, kernel_plane *out,
                                    lathe_error *err)
{
    kernel_vec at;
    TRY(objects_to_vec(vm, origin, &at, err));
    return plane_named(vm, objects_text(name), at, out, err);
}

lathe_status workplane_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value in_plane = call->args[0], object = call->args[2], xy;
    kernel_plane plane;
    workplane *w;
    if (plane_of(in_plane)) {
        plane = plane_of(in_plane)->plane;
    } else if (in_plane.kind == SCRIPT_STR) {
        TRY(new_named_plane(vm, in_plane, call->args[1], &plane, err));
    } else if (vector_of(in_plane) || location_of(in_plane) || shape_of(in_plane)) {
        object = in_plane;
        TRY(script_str_new(vm, "XY", 2, &xy, err));
        TRY(new_named_plane(vm, xy, call->args[1], &plane, err));
    } else {
        script_value text;
        TRY(script_to_str(vm, in_plane, &text, err));
        return script_raise(vm, err, "ValueError", "Provided value %s is not a valid work plane", text.str->text);
    }
    TRY(objects_new_workplane(vm, &plane, &w, err));
    w->self->type = call->self.type;
    if (plane_of(in_plane)) { /* shared */
        w->plane = &plane_of(in_plane)->plane;
        w->plane_self = in_plane.object;
    }
    bool given;
    TRY(script_to_truth(vm, object, &given, err));
    if (given)
        TRY(script_list_append(vm, w->objects.list, object, err));
    return finish(w, out);
}

/* ---- the stack ---- */

lathe_status workplane_val(script_vm *vm, workplane *w, script_value *out, lathe_error *err)
{
    if (w->objects.list->count == 0)
        return objects_new_vector(vm, w->plane->origin, out, err);
    *out = w->objects.list->items[0];
    return w->objects.list->count > 1 ? shape_list_countable(w->objects.list, err) : LATHE_OK;
}

lathe_status workplane_push_shape(script_vm *vm, workplane *w, shape_object *shape, bool clean, script_value *out,
                                  lathe_error *err)
{
    workplane *next;
    if (clean)
        TRY(shape_clean(vm, shape, &shape, err));
    TRY(objects_next_workplane(vm, w, &next, err));
    TRY(script_list_append(vm, next->objects.list, shape_value(shape), err));
    return finish(next, out);
}

lathe_status workplane_push_vec(script_vm *vm, workplane *w, kernel_vec v, script_value *out, lathe_error *err)
{
    workplane *next;
    script_value vector;
    TRY(objects_next_workplane(vm, w, &next, err));
    TRY(objects_new_vector(vm, v, &vector, err));
    TRY(script_list_append(vm, next->objects.list, vector, err));
    return finish(next, out);
}

/* A workplane that holds copies of items[0..count). */
static lathe_status push_items(script_vm *vm, workplane *w, const script_value *items, size_t count, script_value *out,
                               lathe_error *err)
{
    workplane *next;
    TRY(objects_next_workplane(vm, w, &next, err));
    for (size_t i = 0; i < count; i++)
        TRY(script_list_append(vm, next->objects.list, items[i], err));
    return finish(next, out);
}

lathe_status workplane_method_val(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return workplane_val(vm, workplane_of(call->self), out, err);
}

lathe_status workplane_vals(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm;
    *out = workplane_of(call->self)->objects;
    return shape_list_countable(out->list, err);
}

lathe_status workplane_size(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm;
    const script_list *objects = workplane_of(call->self)->objects.list;
    *out = script_int((int64_t)objects->count);
    return shape_list_countable(objects, err);
}

lathe_status workplane_all(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    TRY(shape_list_countable(w->objects.list, err));
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < w->objects.list->count; i++) {
        script_value one;
        TRY(push_items(vm, w, &w->objects.list->items[i], 1, &one, err));
        TRY(script_list_append(vm, out->list, one, err));
    }
    return LATHE_OK;
}

/* The item at a Python index. */
static lathe_status push_index(script_vm *vm, workplane *w, int64_t index, script_value *out, lathe_error *err)
{
    int64_t count = (int64_t)w->objects.list->count;
    int64_t at = index < 0 ? index + count : index;
    TRY(shape_list_countable(w->objects.list, err));
    if (at < 0 || at >= count)
        return script_raise(vm, err, "IndexError", "list index out of range");
    return push_items(vm, w, &w->objects.list->items[at], 1, out, err);
}

lathe_status workplane_first(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    if (w->objects.list->count > 1)
        TRY(shape_list_countable(w->objects.list, err));
    return push_items(vm, w, w->objects.list->items, w->objects.list->count > 0, out, err);
}

lathe_status workplane_last(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return push_index(vm, workplane_of(call->self), -1, out, err);
}

lathe_status workplane_item(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    int64_t index;
    TRY(script_to_int(vm, call->args[0], &index, err));
    return push_index(vm, workplane_of(call->self), index, out, err);
}

/* w[i], w[a:b], w[iterable of i] */
lathe_status workplane_get_item(script_vm *vm, script_value self, script_value key, script_value *out,
                                lathe_error *err)
{
    workplane *w = workplane_of(self), *next;
    script_value chosen;
    TRY(shape_list_countable(w->objects.list, err));
    if (key.kind == SCRIPT_SLICE) {
        TRY(script_get_item(vm, w->objects, key, &chosen, err));
        return push_items(vm, w, chosen.list->items, chosen.list->count, out, err);
    }
    if (script_is_number(key)) {
        TRY(script_get_item(vm, w->objects, key, &chosen, err));
        return push_items(vm, w, &chosen, 1, out, err);
    }
    const script_value *keys;
    size_t count;
    TRY(script_to_items(vm, key, &keys, &count, err));
    TRY(objects_next_workplane(vm, w, &next, err));
    for (size_t i = 0; i < count; i++) {
        TRY(script_get_item(vm, w->objects, keys[i], &chosen, err));
        TRY(script_list_append(vm, next->objects.list, chosen, err));
    }
    return finish(next, out);
}

/* Iterating gives shapes, a compound's members one by one. */
lathe_status workplane_iterate(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(self);
    TRY(shape_list_countable(w->objects.list, err));
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < w->objects.list->count; i++) {
        script_value v = w->objects.list->items[i];
        if (objects_shape_of_type(v, KERNEL_COMPOUND))
            TRY(shape_children(vm, shape_of(v), *out, err));
        else if (shape_of(v))
            TRY(script_list_append(vm, out->list, v, err));
        else if (sketch_of(v))
            TRY(sketch_placed_faces(vm, sketch_of(v), *out, err));
    }
    return LATHE_OK;
}

lathe_status workplane_add(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *other = workplane_of(call->args[0]);
    script_value added = other ? other->objects : call->args[0];
    if (added.kind == SCRIPT_LIST) {
        /* The list may be the stack itself. */
        size_t count = added.list->count;
        for (size_t i = 0; i < count; i++)
            TRY(script_list_append(vm, w->objects.list, added.list->items[i], err));
    } else {
        TRY(script_list_append(vm, w->objects.list, added, err));
    }
    if (other)
        TRY(workplane_merge_tags(vm, w, other, err));
    return finish(w, out);
}

lathe_status workplane_end(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    int64_t n;
    TRY(script_to_int(vm, call->args[0], &n, err));
    for (int64_t i = 0; i < n; i++) {
        if (!w->parent)
            return script_raise(vm, err, "ValueError", "Cannot End the chain-- no parents!");
        w = w->parent;
    }
    return finish(w, out);
}

lathe_status workplane_new_object(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    return push_items(vm, workplane_of(call->self), items, count, out, err);
}

/* ---- tags ---- */

lathe_status workplane_tag(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    TRY(script_dict_set(vm, w->context->tags.dict, call->args[0], call->self, err));
    w->tag = call->args[0];
    return finish(w, out);
}

lathe_status workplane_merge_tags(script_vm *vm, workplane *w, const workplane *from, lathe_error *err)
{
    if (w->context == from->context)
        return LATHE_OK;
    const script_dict *tags = from->context->tags.dict;
    for (uint32_t i = 0; i < tags->used; i++) {
        const script_dict_entry *e = &tags->entries[i];
        bool have = false;
        script_value old;
        if (e->key.kind == SCRIPT_UNBOUND)
            continue;
        TRY(script_dict_get(vm, w->context->tags.dict, e->key, &have, &old, err));
        if (!have)
            TRY(script_dict_set(vm, w->context->tags.dict, e->key, e->value, err));
    }
    return LATHE_OK;
}

/* ---- moving the plane ---- */

typedef enum center_option { CENTER_PROJECTED, CENTER_MASS, CENTER_BOX } center_option;

/* What a new workplane is laid through. */
typedef struct plane_fit {
    kernel_vec center, normal, x_dir;
} plane_fit;

static lathe_status box_center(script_vm *vm, const shape_object *s, kernel_vec *out, lathe_error *err)
{
    kernel_vec low, high;
    double diagonal;
    KERNEL(kernel_bounds(s->kernel, &low, &high, &diagonal, err));
    *out = vec_scale(vec_add(low, high), 0.5);
    return LATHE_OK;
}

static kernel_vec x_dir_for(const workplane *w, kernel_vec normal)
{
    kernel_vec x = vec_cross((kernel_vec){ 0, 0, 1 }, normal);
    return vec_length(x) < w->context->tolerance ? (kernel_vec){ 1, 0, 0 } : x;
}

static lathe_status are_coplanar(script_vm *vm, const shape_object *a, const shape_object *b, double tolerance,
                                 bool *out, lathe_error *err)
{
    kernel_vec p, q, n, m;
    KERNEL(kernel_center(a->kernel, &p, err));
    KERNEL(kernel_center(b->kernel, &q, err));
    KERNEL(kernel_face_normal(a->kernel, NULL, &n, err));
    KERNEL(kernel_face_normal(b->kernel, NULL, &m, err));
    bool alike = fabs(n.x - m.x) < tolerance || fabs(n.y - m.y) < tolerance || fabs(n.z - m.z) < tolerance;
    *out = alike && fabs(vec_dot(n, vec_sub(p, q))) < tolerance;
    return LATHE_OK;
}

static lathe_status require_planar_faces(script_vm *vm, const script_list *objects, double tolerance, lathe_error *err)
{
    for (size_t i = 0; i < objects->count; i++) {
        const shape_object *f = objects_shape_of_type(objects->items[i], KERNEL_FACE);
        const char *geometry = "";
        if (f)
            KERNEL(kernel_geometry_name(f->kernel, &geometry, err));
        if (strcmp(geometry, "PLANE") != 0)
            return script_raise(vm, err, "ValueError", "If multiple objects selected, they all must be planar faces.");
    }
    const shape_object *first = shape_of(objects->items[0]);
    for (size_t i = 1; i < objects->count; i++) {
        bool same;
        TRY(are_coplanar(vm, first, shape_of(objects->items[i]), tolerance, &same, err));
        if (!same)
            return script_raise(vm, err, "ValueError", "Selected faces must be co-planar.");
    }
    return LATHE_OK;
}

static lathe_status fit_to_faces(script_vm *vm, workplane *w, center_option option, plane_fit *out, lathe_error *err)
{
    const script_list *objects = w->objects.list;
    TRY(require_planar_faces(vm, objects, w->context->tolerance, err));
    kernel_vec sum = { 0, 0, 0 };
    double total = 0;
    for (size_t i = 0; i < objects->count; i++) {
        const shape_object *f = shape_of(objects->items[i]);
        kernel_vec center;
        double mass = 1;
        if (option == CENTER_BOX) {
            TRY(box_center(vm, f, &center, err));
        } else {
            KERNEL(kernel_center(f->kernel, &center, err));
            KERNEL(kernel_mass(f->kernel, &mass, err));
        }
        sum = vec_add(sum, vec_scale(center, mass));
        total += mass;
    }
    if (total == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    out->center = vec_scale(sum, 1.0 / total);
    KERNEL(kernel_face_normal(shape_of(objects->items[0])->kernel, NULL, &out->normal, err));
    out->x_dir = x_dir_for(w, out->normal);
    return LATHE_OK;
}

static lathe_status fit_to_one(script_vm *vm, workplane *w, center_option option, plane_fit *out, lathe_error *err)
{
    script_value v, above = script_none();
    TRY(workplane_val(vm, w, &v, err));
    const shape_object *s = shape_of(v), *face = objects_shape_of_type(v, KERNEL_FACE);
    if (!s && !vector_of(v))
        return script_raise(vm, err, "ValueError", "Needs a face or a vertex or point on a work plane");
    if (s && option == CENTER_BOX)
        TRY(box_center(vm, s, &out->center, err));
    else if (face && option == CENTER_PROJECTED)
        KERNEL(kernel_center_along(face->kernel, NULL, &out->center, err));
    else
        TRY(objects_center(vm, v, &out->center, err));
    if (!face && w->parent) {
        TRY(workplane_val(vm, w->parent, &above, err));
        face = objects_shape_of_type(above, KERNEL_FACE);
    }
    if (face) {
        KERNEL(kernel_face_normal(face->kernel, &out->center, &out->normal, err));
        out->x_dir = x_dir_for(w, out->normal);
    } else {
        out->normal = w->plane->z_dir;
        out->x_dir = w->plane->x_dir;
    }
    return LATHE_OK;
}

static lathe_status read_center_option(script_vm *vm, script_value v, center_option *out, lathe_error *err)
{
    static const char *const names[] = { "ProjectedOrigin", "CenterOfMass", "CenterOfBoundBox" };
    for (int i = 0; i < 3; i++) {
        if (is_text(v, names[i])) {
            *out = (center_option)i;
            return LATHE_OK;
        }
    }
    return script_raise(vm, err, "ValueError", "Undefined centerOption value provided.");
}

lathe_status workplane_workplane(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *next;
    center_option option;
    plane_fit fit;
    kernel_plane plane;
    bool invert;
    double offset;
    TRY(read_center_option(vm, call->args[2], &option, err));
    if (w->objects.list->count > 1)
        TRY(fit_to_faces(vm, w, option, &fit, err));
    else
        TRY(fit_to_one(vm, w, option, &fit, err));
    if (option == CENTER_PROJECTED) {
        kernel_vec at = w->plane->origin;
        script_value origin = call->args[3];
        if (!script_is_none(origin) && origin.kind != SCRIPT_TUPLE && !vector_of(origin))
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'projectToPlane'",
                                script_type_name(origin));
        if (!script_is_none(origin))
            TRY(objects_to_vec(vm, origin, &at, err));
        KERNEL(kernel_plane_make(fit.center, &fit.x_dir, fit.normal, &plane, err));
        double height = vec_dot(vec_sub(at, plane.origin), plane.z_dir) / vec_dot(plane.z_dir, plane.z_dir);
        fit.center = vec_sub(at, vec_scale(plane.z_dir, height));
    }
    TRY(argument_truth(vm, call, 1, &invert, err));
    TRY(argument(vm, call, 0, &offset, err));
    if (invert)
        fit.normal = vec_scale(fit.normal, -1.0);
    if (vec_length(fit.normal) == 0)
        return script_raise(vm, err, "ValueError", "normal should be non null");
    fit.center = vec_add(fit.center, vec_scale(vec_unit(fit.normal), offset));
    KERNEL(kernel_plane_make(fit.center, &fit.x_dir, fit.normal, &plane, err));
    TRY(objects_workplane_on(vm, w, &plane, &next, err));
    return finish(next, out);
}

lathe_status workplane_center(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self), *next;
    kernel_vec local = { 0, 0, 0 };
    TRY(argument(vm, call, 0, &local.x, err));
    TRY(argument(vm, call, 1, &local.y, err));
    kernel_vec origin = matrix_apply(&w->plane->to_world, local);
    TRY(workplane_push_vec(vm, w, origin, out, err));
    next = workplane_of(*out);
    KERNEL(kernel_plane_move(w->plane, origin, next->plane, err));
    return LATHE_OK;
}

lathe_status workplane_transformed(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    kernel_vec turn, origin;
    kernel_plane plane;
    TRY(objects_to_vec(vm, call->args[0], &turn, err));
    KERNEL(kernel_plane_rotate(w->plane, turn, &plane, err));
    TRY(objects_to_world(vm, w->plane, call->args[1], &origin, err));
    KERNEL(kernel_plane_move(&plane, origin, &plane, err));
    TRY(workplane_push_vec(vm, w, origin, out, err));
    *workplane_of(*out)->plane = plane;
    return LATHE_OK;
}
