/* text.c: letters as flat and solid shapes. */
#include "reward/cadquery/methods.h"
#include "reward/kernel/text.h"

/* A letter costs the kernel about as much as that many steps of the evaluator. */
enum { STEPS_A_BYTE = 20 };

static lathe_status read_style(script_vm *vm, script_value v, kernel_font_style *out, lathe_error *err)
{
    static const char *const names[] = { "regular", "bold", "italic" };
    int which;
    TRY(objects_read_choice(vm, v, names, 3, &which, err));
    *out = (kernel_font_style)which;
    return LATHE_OK;
}

lathe_status text_flat(script_vm *vm, const text_arguments *a, shape_object **out, lathe_error *err)
{
    kernel_text text = { .words = objects_text(a->words), .font = objects_text(a->font) };
    bool has_path;
    TRY(read_style(vm, a->kind, &text.style, err));
    TRY(script_to_truth(vm, a->path, &has_path, err));
    if (has_path && !(text.path = objects_text(a->path)))
        return objects_bad_argument(vm, "TCollection_AsciiString", a->path, err);
    if (!text.font)
        return objects_bad_argument(vm, "TCollection_AsciiString", a->font, err);
    TRY(script_to_double(vm, a->size, &text.size, err));
    if (!text.words)
        return objects_bad_argument(vm, "NCollection_Utf8String", a->words, err);
    text.across = is_text(a->halign, "left")     ? KERNEL_TEXT_LEFT
                  : is_text(a->halign, "center") ? KERNEL_TEXT_MIDDLE
                                                 : KERNEL_TEXT_RIGHT;
    text.down = is_text(a->valign, "bottom")   ? KERNEL_TEXT_BOTTOM
                : is_text(a->valign, "center") ? KERNEL_TEXT_CENTER
                                               : KERNEL_TEXT_TOP;
    if (!kernel_font())
        return script_unsupported(vm, err, "text on a host without the font DejaVu Sans");
    TRY(script_spend(vm, a->words.str->length * STEPS_A_BYTE, err));
    KEEP(out, kernel_text_faces(&text, &raw, err));
    return LATHE_OK;
}

/* The glyphs, thick by height, on a plane. */
static lathe_status text_on(script_vm *vm, const text_arguments *a, script_value height, const kernel_plane *plane,
                            shape_object **out, lathe_error *err)
{
    shape_object *text;
    location_object *place;
    bool flat;
    TRY(text_flat(vm, a, &text, err));
    TRY(script_equal(vm, height, script_int(0), &flat, err));
    if (!flat) {
        script_value faces;
        kernel_vec normal;
        TRY(objects_new_list(vm, &faces, err));
        TRY(shape_parts(vm, text, KERNEL_FACE, faces, err));
        if (faces.list->count == 0)
            return script_raise(vm, err, "IndexError", "list index out of range");
        if (!script_is_number(height))
            return objects_bad_argument(vm, "Multiplied", height, err);
        KERNEL(kernel_face_normal(shape_of(faces.list->items[0])->kernel, NULL, &normal, err));
        KEEP(&text, kernel_prism(text->kernel, vec_scale(normal, number_of(height)), &raw, err));
    }
    KEEP_PLACE(&place, kernel_location_of_plane(plane, plane->origin, &raw, err));
    return shape_moved(vm, text, place, out, err);
}

lathe_status compound_make_text(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *const v = call->args;
    const text_arguments a = { v[0], v[1], v[3], v[4], v[5], v[6], v[7] };
    kernel_plane xy;
    shape_object *made;
    TRY(plane_named(vm, "XY", (kernel_vec){ 0, 0, 0 }, &xy, err));
    if (call->given >> 8 & 1) {
        if (!plane_of(v[8]))
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'rG'", script_type_name(v[8]));
        xy = plane_of(v[8])->plane;
    }
    TRY(text_on(vm, &a, v[2], &xy, &made, err));
    *out = shape_value(made);
    return LATHE_OK;
}

lathe_status workplane_text(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    workplane *w = workplane_of(call->self);
    const script_value *const v = call->args;
    const text_arguments a = { v[0], v[1], v[5], v[6], v[7], v[8], v[9] };
    combine_mode mode;
    shape_object *made;
    script_value list, text;
    bool clean;
    TRY(argument_truth(vm, call, 4, &clean, err));
    TRY(text_on(vm, &a, v[2], w->plane, &made, err));
    TRY(workplane_combine_mode(vm, v[3], &mode, err));
    text = shape_value(made);
    TRY(script_list_new(vm, &text, 1, &list, err));
    return workplane_combine(vm, w, list, true, mode, clean, out, err);
}
