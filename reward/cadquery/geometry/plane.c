/* plane.c: Plane as a value of scripts. */
#include "reward/cadquery/methods.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *name;
    kernel_vec x_dir, normal;
} named_planes[] = {
    { "XY", { 1, 0, 0 }, { 0, 0, 1 } },    { "YZ", { 0, 1, 0 }, { 1, 0, 0 } },
    { "ZX", { 0, 0, 1 }, { 0, 1, 0 } },    { "XZ", { 1, 0, 0 }, { 0, -1, 0 } },
    { "YX", { 0, 1, 0 }, { 0, 0, -1 } },   { "ZY", { 0, 0, 1 }, { -1, 0, 0 } },
    { "front", { 1, 0, 0 }, { 0, 0, 1 } }, { "back", { -1, 0, 0 }, { 0, 0, -1 } },
    { "left", { 0, 0, 1 }, { -1, 0, 0 } }, { "right", { 0, 0, -1 }, { 1, 0, 0 } },
    { "top", { 1, 0, 0 }, { 0, 1, 0 } },   { "bottom", { 1, 0, 0 }, { 0, -1, 0 } },
};

lathe_status plane_named(script_vm *vm, const char *name, kernel_vec origin, kernel_plane *out, lathe_error *err)
{
    for (size_t i = 0; i < sizeof named_planes / sizeof *named_planes; i++) {
        if (strcmp(name, named_planes[i].name) == 0) {
            KERNEL(kernel_plane_make(origin, &named_planes[i].x_dir, named_planes[i].normal, out, err));
            return LATHE_OK;
        }
    }
    return script_raise(vm, err, "ValueError",
                        "Supported names are ['XY', 'YZ', 'ZX', 'XZ', 'YX', 'ZY', 'front', 'back', 'left', 'right', "
                        "'top', 'bottom']");
}

lathe_status plane_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    static const char *const names[] = { "origin", "xDir", "normal" };
    const script_list *args = call->args[0].list;
    const script_dict *keywords = call->args[1].dict;
    script_value given[3] = { { .kind = SCRIPT_UNBOUND } };
    const script_value *loc = script_dict_find_text(keywords, "loc");
    kernel_vec origin, x_dir, normal = { 0, 0, 1 };
    kernel_plane plane;
    uint32_t used = 0;
    if (args->count > 3)
        return objects_dispatch_error(vm, "__init__", err);
    if (args->count + keywords->count == 1 && location_of(args->count ? args->items[0] : loc ? *loc : script_none())) {
        KERNEL(kernel_location_plane(location_of(args->count ? args->items[0] : *loc)->kernel, &plane, err));
        return objects_new_plane(vm, &plane, out, err);
    }
    for (size_t i = 0; i < 3; i++) {
        const script_value *v = script_dict_find_text(keywords, names[i]);
        if (v && i < args->count)
            return script_raise(vm, err, "TypeError", "Plane.__init__() got multiple values for argument '%s'", names[i]);
        given[i] = v ? *v : i < args->count ? args->items[i] : given[i];
        used += v != NULL;
    }
    if (used != keywords->count)
        return script_raise(vm, err, "TypeError", "Plane.__init__() got an unexpected keyword argument");
    if (given[0].kind == SCRIPT_UNBOUND)
        return script_raise(vm, err, "TypeError", "Plane.__init__() missing 1 required positional argument: 'origin'");
    bool has_x = given[1].kind != SCRIPT_UNBOUND && !script_is_none(given[1]);
    if (given[2].kind != SCRIPT_UNBOUND)
        TRY(objects_to_vec(vm, given[2], &normal, err));
    if (has_x)
        TRY(objects_to_vec(vm, given[1], &x_dir, err));
    TRY(objects_to_vec(vm, given[0], &origin, err));
    KERNEL(kernel_plane_make(origin, has_x ? &x_dir : NULL, normal, &plane, err));
    return objects_new_plane(vm, &plane, out, err);
}

lathe_status plane_method_named(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec origin;
    kernel_plane plane;
    script_value name = call->args[0];
    TRY(objects_to_vec(vm, call->args[1], &origin, err));
    if (name.kind == SCRIPT_LIST || name.kind == SCRIPT_DICT || name.kind == SCRIPT_SET)
        return script_raise(vm, err, "TypeError", "unhashable type: '%s'", script_type_name(name));
    TRY(plane_named(vm, objects_text(name) ? objects_text(name) : "", origin, &plane, err));
    return objects_new_plane(vm, &plane, out, err);
}

/* Plane.XY(origin, xDir) and its like; the method's name is the plane's. As in CadQuery, an xDir does not reach the
 * transforms before the origin is set. */
lathe_status plane_by_name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec origin, x_dir;
    kernel_plane plane;
    TRY(objects_to_vec(vm, call->args[0], &origin, err));
    TRY(plane_named(vm, call->method->name, origin, &plane, err));
    if (call->given & 2) {
        TRY(objects_to_vec(vm, call->args[1], &x_dir, err));
        KERNEL(kernel_plane_set_x(&plane, x_dir, &plane, err));
    }
    return objects_new_plane(vm, &plane, out, err);
}

lathe_status plane_rotated(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec turn;
    kernel_plane plane;
    TRY(objects_to_vec(vm, call->args[0], &turn, err));
    KERNEL(kernel_plane_rotate(&plane_of(call->self)->plane, turn, &plane, err));
    return objects_new_plane(vm, &plane, out, err);
}

lathe_status plane_to_world(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec v;
    TRY(objects_to_world(vm, &plane_of(call->self)->plane, call->args[0], &v, err));
    return objects_new_vector(vm, v, out, err);
}

static lathe_status shape_to_local(script_vm *vm, const kernel_plane *plane, const shape_object *shape,
                                   script_value *out, lathe_error *err)
{
    script_value matrix;
    shape_object *moved;
    KEEP_TRANSFORM(&matrix, kernel_transform_of_plane(plane, false, &raw, err));
    KEEP(&moved, kernel_transform_shape(shape->kernel, matrix_of(matrix)->kernel, &raw, err));
    moved->construction = shape->construction;
    *out = shape_value(moved);
    return LATHE_OK;
}

lathe_status plane_to_local(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const kernel_plane *plane = &plane_of(call->self)->plane;
    const vector_object *v = vector_of(call->args[0]);
    const shape_object *shape = shape_of(call->args[0]);
    if (shape)
        return shape_to_local(vm, plane, shape, out, err);
    if (!v)
        return script_raise(vm, err, "ValueError", "Don't know how to convert type <class '%s'> to local coordinates",
                            script_type_name(call->args[0]));
    return objects_new_vector(vm, matrix_apply(&plane->to_local, v->v), out, err);
}

lathe_status plane_set_origin_2d(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_plane *plane = &plane_of(call->self)->plane;
    kernel_vec local = { 0, 0, 0 };
    TRY(argument(vm, call, 0, &local.x, err));
    TRY(argument(vm, call, 1, &local.y, err));
    KERNEL(kernel_plane_move(plane, matrix_apply(&plane->to_world, local), plane, err));
    *out = script_none();
    return LATHE_OK;
}

lathe_status plane_mirror_in_plane(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    shape_object *made;
    bool about_x = is_text(call->args[1], "X");
    if (!about_x && !is_text(call->args[1], "Y"))
        return script_raise(vm, err, "NotImplementedError", "%s", "");
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < count; i++) {
        const shape_object *s = shape_of(items[i]);
        if (!s)
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'transformShape'",
                                script_type_name(items[i]));
        KEEP(&made, kernel_mirror_in_plane(s->kernel, &plane_of(call->self)->plane, about_x, &raw, err));
        made->construction = s->construction;
        TRY(script_list_append(vm, out->list, shape_value(made), err));
    }
    return LATHE_OK;
}

static bool is_name(const char *name, const char *wanted)
{
    return strcmp(name, wanted) == 0;
}

lathe_status plane_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                       lathe_error *err)
{
    const kernel_plane *p = &plane_of(self)->plane;
    const struct {
        const char *name;
        kernel_vec v;
    } vectors[] = { { "origin", p->origin }, { "xDir", p->x_dir }, { "yDir", p->y_dir }, { "zDir", p->z_dir } };
    *handled = true;
    for (size_t i = 0; i < 4; i++) {
        if (is_name(name, vectors[i].name))
            return objects_new_vector(vm, vectors[i].v, out, err);
    }
    if (is_name(name, "rG") || is_name(name, "fG")) {
        KEEP_TRANSFORM(out, kernel_transform_of_plane(p, name[0] == 'r', &raw, err));
        return LATHE_OK;
    }
    if (is_name(name, "lcs"))
        return script_unsupported(vm, err, "'lcs'");
    *handled = is_name(name, "location");
    if (!*handled)
        return LATHE_OK;
    location_object *place;
    KEEP_PLACE(&place, kernel_location_of_plane(p, p->origin, &raw, err));
    *out = script_of_object(place->self);
    return LATHE_OK;
}

/* Only a new origin brings the transforms in line with the directions, as in CadQuery. */
lathe_status plane_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                       lathe_error *err)
{
    kernel_plane *p = &plane_of(self)->plane;
    kernel_vec *const directions[] = { &p->x_dir, &p->y_dir, &p->z_dir };
    kernel_vec origin;
    *handled = true;
    if (is_name(name, "origin")) {
        TRY(objects_to_vec(vm, value, &origin, err));
        KERNEL(kernel_plane_move(p, origin, p, err));
        return LATHE_OK;
    }
    if (is_name(name, "location"))
        return script_raise(vm, err, "AttributeError", "property 'location' of 'Plane' object has no setter");
    *handled = name[0] >= 'x' && name[0] <= 'z' && is_name(name + 1, "Dir");
    if (!*handled)
        return LATHE_OK;
    if (!vector_of(value))
        return script_unsupported(vm, err, "setting Plane.%s to what is no Vector", name);
    *directions[name[0] - 'x'] = vector_of(value)->v;
    return LATHE_OK;
}

static bool are_parallel(kernel_vec a, kernel_vec b)
{
    return fabs(vec_dot(a, b) - 1) < 1e-6;
}

static bool are_equal(const kernel_plane *a, const kernel_plane *b)
{
    return vec_length(vec_sub(a->origin, b->origin)) < 1e-6 && are_parallel(a->z_dir, b->z_dir) &&
           are_parallel(a->x_dir, b->x_dir);
}

lathe_status plane_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                           script_value *out, lathe_error *err)
{
    (void)vm, (void)err;
    const plane_object *a = plane_of(left), *b = plane_of(right);
    *handled = op == SCRIPT_EQUAL || op == SCRIPT_NOT_EQUAL;
    *out = script_bool((a && b && are_equal(&a->plane, &b->plane)) == (op == SCRIPT_EQUAL));
    return LATHE_OK;
}

lathe_status plane_hash(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
{
    (void)out;
    return script_raise(vm, err, "TypeError", "unhashable type: '%s'", script_type_name(self));
}

lathe_status plane_repr(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const kernel_plane *p = &plane_of(self)->plane;
    const kernel_vec parts[] = { p->origin, p->x_dir, p->z_dir };
    script_value tuple, texts[3];
    for (int i = 0; i < 3; i++) {
        TRY(objects_vec_tuple(vm, parts[i], &tuple, err));
        TRY(script_to_repr(vm, tuple, &texts[i], err));
    }
    return script_str_printf(vm, out, err, "Plane(origin=%s, xDir=%s, normal=%s)", texts[0].str->text,
                             texts[1].str->text, texts[2].str->text);
}
