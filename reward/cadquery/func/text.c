/* text.c: the free function text: flat, along a curve, and along a curve on a face. */
#include "reward/cadquery/func/func.h"
#include "reward/cadquery/overload.h"

/* compound(faces).fuse(), cleaned */
static lathe_status joined(script_vm *vm, const shape_object *glyphs, shape_object **out, lathe_error *err)
{
    script_value faces;
    shape_object *all, *fused;
    const kernel_boolean fuse = { KERNEL_FUSE, false, 0, NULL };
    const kernel_array none = { NULL, 0 };
    TRY(func_parts(vm, shape_value(glyphs), KERNEL_FACE, &faces, err));
    if (faces.list->count == 0)
        return script_raise(vm, err, "IndexError", "tuple index out of range");
    TRY(shape_compound(vm, faces, &all, err));
    TRY(shape_combine(vm, &fuse, all, &none, &fused, err));
    TRY(shape_clean(vm, fused, &fused, err));
    const kernel_shape *const shapes[] = { fused->kernel };
    KEEP(out, kernel_pack(shapes, 1, &raw, err));
    return LATHE_OK;
}

/* txt and size, and from `at` on font, path, kind, halign, valign. */
static lathe_status flat(script_vm *vm, const script_call *call, size_t at, shape_object **out, lathe_error *err)
{
    const script_value *const v = call->args;
    const text_arguments a = { v[0], v[1], v[at], v[at + 1], v[at + 2], v[at + 3], v[at + 4] };
    shape_object *glyphs;
    TRY(text_flat(vm, &a, &glyphs, err));
    return joined(vm, glyphs, out, err);
}

static METHOD_FUNCTION(text_plain)
{
    shape_object *made;
    TRY(flat(vm, call, 2, &made, err));
    return func_give(made, out);
}

static lathe_status moved(script_vm *vm, const shape_object *shape, kernel_vec by, kernel_vec degrees,
                          shape_object **out, lathe_error *err)
{
    location_object *place;
    KEEP_PLACE(&place, kernel_location_turned(by, degrees, &raw, err));
    return shape_moved(vm, shape, place, out, err);
}

/* spine.locationAt(fraction) */
static lathe_status place_on(script_vm *vm, const shape_object *spine, double fraction, location_object **out,
                             lathe_error *err)
{
    const script_value at = script_float(fraction);
    script_value method, place;
    TRY(script_get_attribute(vm, shape_value(spine), "locationAt", &method, err));
    TRY(script_call_value(vm, method, &at, 1, &place, err));
    *out = location_of(place);
    return LATHE_OK;
}

/* A letter upright where its middle is along the spine. */
static lathe_status stand(script_vm *vm, const shape_object *letter, const shape_object *spine, double length,
                          bool planar, shape_object **out, lathe_error *err)
{
    kernel_vec low, high;
    double diagonal;
    shape_object *made;
    location_object *place;
    KERNEL(kernel_bounds(letter->kernel, &low, &high, &diagonal, err));
    double at = (low.x + high.x) / 2;
    TRY(moved(vm, letter, (kernel_vec){ -at, 0, 0 }, (kernel_vec){ 0, 0, 0 }, &made, err));
    TRY(moved(vm, made, (kernel_vec){ 0, 0, 0 }, (kernel_vec){ planar ? -90 : 0, -90, 0 }, &made, err));
    if (length == 0)
        return script_raise(vm, err, "ZeroDivisionError", "float division by zero");
    TRY(place_on(vm, spine, at / length, &place, err));
    return shape_moved(vm, made, place, out, err);
}

/* The letters along a spine, as a list of faces. */
static lathe_status along(script_vm *vm, const script_call *call, bool planar, script_value *out, lathe_error *err)
{
    shape_object *spine, *text, *made;
    script_value letters;
    double length;
    TRY(func_get_one_wire(vm, call->args[2], &spine, err));
    KERNEL(kernel_curve_length(spine->kernel, &length, err));
    TRY(flat(vm, call, 4, &text, err));
    TRY(func_parts(vm, shape_value(text), KERNEL_FACE, &letters, err));
    TRY(objects_new_list(vm, out, err));
    for (size_t i = 0; i < letters.list->count; i++) {
        TRY(stand(vm, shape_of(letters.list->items[i]), spine, length, planar, &made, err));
        TRY(script_list_append(vm, out->list, shape_value(made), err));
    }
    return LATHE_OK;
}

static lathe_status give_all(script_vm *vm, script_value list, script_value *out, lathe_error *err)
{
    shape_object *all;
    TRY(shape_compound(vm, list, &all, err));
    const kernel_shape *const shapes[] = { all->kernel };
    FUNC_MAKE(kernel_pack(shapes, 1, &raw, err));
}

/* txt, size, spine, planar, font ... */
static METHOD_FUNCTION(text_on_spine)
{
    script_value letters;
    bool planar;
    TRY(argument_truth(vm, call, 3, &planar, err));
    TRY(along(vm, call, planar, &letters, err));
    return give_all(vm, letters, out, err);
}

/* txt, size, spine, base, font ... */
static METHOD_FUNCTION(text_on_base)
{
    shape_object *base;
    script_value letters, list, method, made;
    kernel_vec normal;
    TRY(func_get_one(vm, call->args[3], FUNC_TYPE(KERNEL_FACE), &base, err));
    TRY(along(vm, call, false, &letters, err));
    TRY(objects_new_list(vm, &list, err));
    for (size_t i = 0; i < letters.list->count; i++) {
        script_value args[] = { shape_value(base), script_none() };
        KERNEL(kernel_face_normal(shape_of(letters.list->items[i])->kernel, NULL, &normal, err));
        TRY(objects_new_vector(vm, normal, &args[1], err));
        TRY(script_get_attribute(vm, letters.list->items[i], "project", &method, err));
        TRY(script_call_value(vm, method, args, 2, &made, err));
        TRY(script_list_append(vm, list.list, made, err));
    }
    return give_all(vm, list, out, err);
}

METHOD_FUNCTION(func_text)
{
    static const overload items[] = {
        { "TrTUkhg", 2, 7, false,
          { "text", "txt, size, font='Arial', path=None, kind='regular', halign='center', valign='center'", text_plain,
            0 } },
        { "TrsbTUkhg", 3, 9, false,
          { "text",
            "txt, size, spine, planar=False, font='Arial', path=None, kind='regular', halign='center', valign='center'",
            text_on_spine, 0 } },
        { "TrssTUkhg", 4, 9, false,
          { "text", "txt, size, spine, base, font='Arial', path=None, kind='regular', halign='center', valign='center'",
            text_on_base, 0 } },
    };
    return overload_call(vm, &(overload_set){ items, 3, false }, call, out, err);
}
