/* objects.c: making and reading the host objects. */
#include "reward/cadquery/objects.h"

#include <string.h>

/* "Class: text" becomes an exception of that class. */
lathe_status objects_check_kernel(script_vm *vm, lathe_status st, lathe_error *err)
{
    if (st != LATHE_E_SCRIPT)
        return st;
    lathe_error refused = *err;
    char *colon = strstr(refused.message, ": ");
    if (!colon)
        return script_raise(vm, err, "RuntimeError", "%s", refused.message);
    *colon = 0;
    if (refused.failure != FAILURE_BUILD)
        return script_raise(vm, err, refused.message, "%s", colon + 2);
    return script_raise_as(vm, err, refused.message, objects_exceptions[0], "%s", colon + 2);
}

lathe_status objects_bad_argument(script_vm *vm, const char *what, script_value v, lathe_error *err)
{
    return script_raise(vm, err, "TypeError", "%s: incompatible argument of type '%s'", what, script_type_name(v));
}

lathe_status objects_not_wrapped(script_vm *vm, const char *what, script_value v, lathe_error *err)
{
    if (shape_of(v) || vector_of(v) || location_of(v) || matrix_of(v) || bounds_of(v))
        return objects_bad_argument(vm, what, v, err);
    return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'wrapped'", script_type_name(v));
}

lathe_status objects_dispatch_error(script_vm *vm, const char *name, lathe_error *err)
{
    return script_raise(vm, err, "DispatchError", "%s: 0 methods found", name);
}

lathe_status objects_get_wrapped(script_vm *vm, const char *name, bool *handled, lathe_error *err)
{
    *handled = strcmp(name, "wrapped") == 0;
    return *handled ? script_unsupported(vm, err, "'wrapped'") : LATHE_OK;
}

static void release_shape(void *host)
{
    kernel_shape_free(((shape_object *)host)->kernel);
}

static void release_location(void *host)
{
    kernel_location_free(((location_object *)host)->kernel);
}

static void release_transform(void *host)
{
    kernel_transform_free(((matrix_object *)host)->kernel);
}

/* Every handle counts against the limits, so that a loop over the kernel ends by count and not by the clock. */
static lathe_status spend_handle(script_vm *vm, lathe_error *err)
{
    engine_state *state = script_vm_host(vm);
    if (state->shapes_left == 0)
        return lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "too many shapes");
    state->shapes_left--;
    return script_spend(vm, state->steps_a_shape, err);
}

lathe_status objects_keep_shape(script_vm *vm, kernel_shape *raw, shape_object **out, lathe_error *err)
{
    void *memory;
    lathe_status st = spend_handle(vm, err);
    if (st == LATHE_OK)
        st = script_alloc(vm, sizeof(shape_object), &memory, err);
    if (st != LATHE_OK) {
        kernel_shape_free(raw);
        return st;
    }
    shape_object *s = memory;
    s->kernel = raw;
    s->type = kernel_type_of(raw);
    script_value v;
    TRY(script_object_new(vm, &class_of_type_table[s->type], s, release_shape, &v, err));
    s->self = v.object;
    *out = s;
    return LATHE_OK;
}

lathe_status objects_keep_location(script_vm *vm, kernel_location *raw, location_object **out, lathe_error *err)
{
    void *memory;
    lathe_status st = spend_handle(vm, err);
    if (st == LATHE_OK)
        st = script_alloc(vm, sizeof(location_object), &memory, err);
    if (st != LATHE_OK) {
        kernel_location_free(raw);
        return st;
    }
    location_object *l = memory;
    l->kernel = raw;
    script_value v;
    TRY(script_object_new(vm, &class_location, l, release_location, &v, err));
    l->self = v.object;
    *out = l;
    return LATHE_OK;
}

lathe_status objects_keep_transform(script_vm *vm, kernel_transform *raw, script_value *out, lathe_error *err)
{
    void *memory;
    lathe_status st = spend_handle(vm, err);
    if (st == LATHE_OK)
        st = script_alloc(vm, sizeof(matrix_object), &memory, err);
    if (st != LATHE_OK) {
        kernel_transform_free(raw);
        return st;
    }
    matrix_object *m = memory;
    m->kernel = raw;
    return script_object_new(vm, &class_matrix, m, release_transform, out, err);
}

lathe_status objects_keep_list(script_vm *vm, kernel_list *list, script_value to, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < list->count && st == LATHE_OK; i++) {
        shape_object *s;
        kernel_shape *raw = list->items[i];
        list->items[i] = NULL;
        st = objects_keep_shape(vm, raw, &s, err);
        if (st == LATHE_OK)
            st = script_list_append(vm, to.list, shape_value(s), err);
    }
    kernel_list_clear(list);
    return st;
}

/* A plain struct behind an object. */
static lathe_status new_object(script_vm *vm, const script_class *type, const void *data, size_t size,
                               script_value *out, lathe_error *err)
{
    void *memory;
    TRY(script_alloc(vm, size, &memory, err));
    memcpy(memory, data, size);
    return script_object_new(vm, type, memory, NULL, out, err);
}

lathe_status objects_new_vector(script_vm *vm, kernel_vec v, script_value *out, lathe_error *err)
{
    vector_object o = { v };
    return new_object(vm, &class_vector, &o, sizeof o, out, err);
}

lathe_status objects_new_plane(script_vm *vm, const kernel_plane *plane, script_value *out, lathe_error *err)
{
    plane_object o = { *plane };
    return new_object(vm, &class_plane, &o, sizeof o, out, err);
}

lathe_status objects_new_bounds(script_vm *vm, const kernel_extent *extent, script_value *out, lathe_error *err)
{
    bounds_object o = { *extent };
    return new_object(vm, &class_bounds, &o, sizeof o, out, err);
}

lathe_status objects_new_list(script_vm *vm, script_value *out, lathe_error *err)
{
    return script_list_new(vm, NULL, 0, out, err);
}

static lathe_status alloc_workplane(script_vm *vm, workplane **out, lathe_error *err)
{
    workplane w = { .parent = NULL };
    script_value v;
    TRY(objects_new_list(vm, &w.objects, err));
    TRY(new_object(vm, &class_workplane, &w, sizeof w, &v, err));
    *out = v.object->host;
    (*out)->self = v.object;
    return LATHE_OK;
}

lathe_status objects_set_plane(script_vm *vm, workplane *w, const kernel_plane *plane, lathe_error *err)
{
    void *memory;
    TRY(script_alloc(vm, sizeof(plane_object), &memory, err));
    w->plane = memory;
    *w->plane = *plane;
    w->plane_self = NULL;
    return LATHE_OK;
}

lathe_status objects_new_workplane(script_vm *vm, const kernel_plane *plane, workplane **out, lathe_error *err)
{
    void *memory;
    TRY(alloc_workplane(vm, out, err));
    TRY(script_alloc(vm, sizeof(draw_context), &memory, err));
    draw_context *context = memory;
    context->tolerance = 1e-4;
    TRY(objects_new_list(vm, &context->pending_wires, err));
    TRY(objects_new_list(vm, &context->pending_edges, err));
    TRY(script_dict_new(vm, &context->tags, err));
    (*out)->context = context;
    return objects_set_plane(vm, *out, plane, err);
}

/* self.__class__(args): a class that a script derived is asked for the object. */
static lathe_status workplane_of_class(script_vm *vm, const workplane *like, const script_value *args, size_t count,
                                       workplane **out, lathe_error *err)
{
    script_value made;
    if (!like->self->type->user)
        return alloc_workplane(vm, out, err);
    TRY(script_get_attribute(vm, script_type(like->self->type), "newObject", &made, err));
    if (made.kind != SCRIPT_NATIVE)
        return script_unsupported(vm, err, "newObject of a derived class");
    TRY(script_call_value(vm, script_type(like->self->type), args, count, &made, err));
    *out = workplane_of(made);
    if (!*out)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'plane'", script_type_name(made));
    (*out)->self = made.object;
    return objects_new_list(vm, &(*out)->objects, err);
}

lathe_status objects_workplane_on(script_vm *vm, workplane *from, const kernel_plane *plane, workplane **out,
                                  lathe_error *err)
{
    script_value v = script_none();
    if (from->self->type->user)
        TRY(objects_new_plane(vm, plane, &v, err));
    TRY(workplane_of_class(vm, from, &v, 1, out, err));
    (*out)->context = from->context;
    (*out)->parent = from;
    return objects_set_plane(vm, *out, plane, err);
}

lathe_status objects_next_workplane(script_vm *vm, workplane *from, workplane **out, lathe_error *err)
{
    kernel_plane plane;
    TRY(workplane_of_class(vm, from, NULL, 0, out, err));
    /* CadQuery copies the plane, which puts right transforms that its own attributes do not have. */
    KERNEL(kernel_plane_move(from->plane, from->plane->origin, &plane, err));
    (*out)->context = from->context;
    (*out)->parent = from;
    return objects_set_plane(vm, *out, &plane, err);
}

lathe_status objects_new_sketch(script_vm *vm, script_value parent, sketch **out, lathe_error *err)
{
    sketch s = { .parent = parent, .status = script_none() };
    script_value v;
    KEEP(&s.faces, kernel_compound(NULL, 0, &raw, err));
    TRY(objects_new_list(vm, &s.places, err));
    TRY(objects_new_list(vm, &s.edges, err));
    TRY(objects_new_list(vm, &s.selection, err));
    TRY(objects_new_list(vm, &s.constraints, err));
    TRY(script_dict_new(vm, &s.tags, err));
    TRY(new_object(vm, &class_sketch, &s, sizeof s, &v, err));
    *out = v.object->host;
    (*out)->self = v.object;
    return LATHE_OK;
}

lathe_status objects_vec_tuple(script_vm *vm, kernel_vec v, script_value *out, lathe_error *err)
{
    script_value items[3] = { script_float(v.x), script_float(v.y), script_float(v.z) };
    return script_tuple_new(vm, items, 3, out, err);
}

shape_object *objects_shape_of_type(script_value v, kernel_type type)
{
    shape_object *s = shape_of(v);
    return s && s->type == type ? s : NULL;
}

const char *objects_text(script_value v)
{
    return v.kind == SCRIPT_STR ? v.str->text : NULL;
}

/* Coordinates as the kernel's binding takes them. */
static lathe_status read_coordinate(script_vm *vm, script_value v, double *out, lathe_error *err)
{
    if (!script_is_number(v))
        return objects_bad_argument(vm, "gp_Vec", v, err);
    *out = number_of(v);
    return LATHE_OK;
}

lathe_status objects_to_vec(script_vm *vm, script_value v, kernel_vec *out, lathe_error *err)
{
    const vector_object *vector = vector_of(v);
    if (vector) {
        *out = vector->v;
        return LATHE_OK;
    }
    if (!script_is_sequence(v))
        return script_raise(vm, err, "TypeError", "Expected three floats, OCC gp_, or 3-tuple");
    if (v.list->count != 2 && v.list->count != 3)
        return script_raise(vm, err, "UnboundLocalError",
                            "cannot access local variable 'fV' where it is not associated with a value");
    kernel_vec read = { 0, 0, 0 };
    TRY(read_coordinate(vm, v.list->items[0], &read.x, err));
    TRY(read_coordinate(vm, v.list->items[1], &read.y, err));
    if (v.list->count == 3)
        TRY(read_coordinate(vm, v.list->items[2], &read.z, err));
    *out = read;
    return LATHE_OK;
}

bool objects_is_vector_like(script_value v)
{
    if (vector_of(v))
        return true;
    if (v.kind != SCRIPT_TUPLE || (v.list->count != 2 && v.list->count != 3))
        return false;
    for (size_t i = 0; i < v.list->count; i++) {
        if (!script_is_real(v.list->items[i]))
            return false;
    }
    return true;
}

lathe_status objects_to_world(script_vm *vm, const kernel_plane *plane, script_value v, kernel_vec *out,
                              lathe_error *err)
{
    kernel_vec local;
    if (!vector_of(v) && !script_is_sequence(v)) {
        if (v.kind == SCRIPT_STR)
            return script_raise(vm, err, "TypeError", "Expected three floats, OCC gp_, or 3-tuple");
        /* Anything with a length may be a pair, as a row of numpy's is. */
        script_value pair[2];
        size_t length;
        TRY(script_length(vm, v, &length, err));
        for (int64_t i = 0; i < 2 && length == 2; i++)
            TRY(script_get_item(vm, v, script_int(i), &pair[i], err));
        if (length == 2)
            TRY(script_tuple_new(vm, pair, 2, &v, err));
    }
    TRY(objects_to_vec(vm, v, &local, err));
    *out = matrix_apply(&plane->to_world, local);
    return LATHE_OK;
}

/* `centered` and its like: one boolean for all axes, or a sequence of one each. */
lathe_status objects_to_truth_pair(script_vm *vm, script_value v, size_t count, bool *out, lathe_error *err)
{
    if (v.kind == SCRIPT_BOOL) {
        for (size_t i = 0; i < count; i++)
            out[i] = v.boolean;
        return LATHE_OK;
    }
    if (!script_is_sequence(v))
        return script_raise(vm, err, "TypeError", "'%s' object is not subscriptable", script_type_name(v));
    if (v.list->count < count)
        return script_raise(vm, err, "IndexError", "%s index out of range", script_type_name(v));
    for (size_t i = 0; i < count; i++)
        TRY(script_to_truth(vm, v.list->items[i], &out[i], err));
    return LATHE_OK;
}

lathe_status objects_center(script_vm *vm, script_value v, kernel_vec *out, lathe_error *err)
{
    const vector_object *vector = vector_of(v);
    if (vector) {
        *out = vector->v;
        return LATHE_OK;
    }
    const shape_object *shape = shape_of(v);
    if (!shape)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'Center'", script_type_name(v));
    KERNEL(kernel_center(shape->kernel, out, err));
    return LATHE_OK;
}

lathe_status objects_shapes_in(script_vm *vm, script_value list, kernel_array *out, lathe_error *err)
{
    void *memory;
    TRY(script_alloc(vm, (list.list->count + 1) * sizeof *out->items, &memory, err));
    out->items = memory;
    out->count = 0;
    for (size_t i = 0; i < list.list->count; i++) {
        const shape_object *s = shape_of(list.list->items[i]);
        if (s)
            out->items[out->count++] = s->kernel;
    }
    return LATHE_OK;
}

lathe_status objects_call_method(script_vm *vm, script_value self, const char *name, const script_value *args,
                                 size_t count, script_value *out, lathe_error *err)
{
    script_value method;
    TRY(script_get_attribute(vm, self, name, &method, err));
    return script_call_value(vm, method, args, count, out, err);
}

lathe_status argument(script_vm *vm, const script_call *call, size_t i, double *out, lathe_error *err)
{
    lathe_status st = script_to_double(vm, call->args[i], out, err);
    if (st != LATHE_E_SCRIPT || strncmp(err->message, "OverflowError", 13) != 0)
        return st;
    return objects_bad_argument(vm, call->method->name, call->args[i], err);
}

lathe_status objects_read_choice(script_vm *vm, script_value v, const char *const *names, int count, int *out,
                                 lathe_error *err)
{
    script_value text;
    for (int i = 0; i < count; i++) {
        if (is_text(v, names[i])) {
            *out = i;
            return LATHE_OK;
        }
    }
    TRY(script_to_repr(vm, v, &text, err));
    return script_raise(vm, err, "KeyError", "%s", text.str->text);
}
