/* color.c: Color and Material: of no effect on shapes, but readable and comparable. */
#include "reward/cadquery/assembly/assembly.h"

#include <string.h>

typedef struct color_object {
    kernel_color color;
} color_object;

typedef struct material_object {
    script_value parts[4]; /* name, description, density, unit of density */
} material_object;

/* ---- Color ---- */

static lathe_status named_color(script_vm *vm, script_value name, kernel_color *out, lathe_error *err)
{
    bool known = false;
    if (script_is_none(name))
        return script_raise_as(vm, err, "Standard_NullObject", objects_exceptions[0],
                               "TCollection_AsciiString(): NULL pointer passed to constructor");
    if (!objects_text(name))
        return objects_bad_argument(vm, "ColorFromName_s()", name, err);
    KERNEL(kernel_color_named(objects_text(name), &known, out, err));
    if (!known)
        return script_raise(vm, err, "ValueError", "Unknown color name: %s", objects_text(name));
    return LATHE_OK;
}

/* r, g, b and perhaps a and srgb; `a` may be a keyword where it is not among them. */
static lathe_status color_of_parts(script_vm *vm, const script_list *args, const script_dict *keywords,
                                   kernel_color *out, lathe_error *err)
{
    double parts[4] = { 0, 0, 0, 1 };
    bool srgb = true, given = false;
    const script_value *alpha = script_dict_find_text(keywords, "a");
    for (size_t i = 0; i < args->count && i < 4; i++) {
        if (!script_is_number(args->items[i]))
            return objects_bad_argument(vm, "__init__()", args->items[i], err);
        parts[i] = number_of(args->items[i]);
    }
    if (args->count == 5)
        TRY(script_to_truth(vm, args->items[4], &srgb, err));
    if (args->count == 3 && alpha)
        TRY(script_to_truth(vm, *alpha, &given, err));
    if (given && !script_is_number(*alpha))
        return objects_bad_argument(vm, "SetAlpha()", *alpha, err);
    if (given)
        parts[3] = number_of(*alpha);
    KERNEL(kernel_color_of((kernel_vec){ parts[0], parts[1], parts[2] }, parts[3], srgb, out, err));
    return LATHE_OK;
}

lathe_status color_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_list *args = call->args[0].list;
    script_value text, keywords;
    void *memory;
    TRY(script_alloc(vm, sizeof(color_object), &memory, err));
    color_object *c = memory;
    if (args->count == 0) {
        KERNEL(kernel_color_default(&c->color, err));
    } else if (args->count == 1) {
        TRY(named_color(vm, args->items[0], &c->color, err));
    } else if (args->count >= 3 && args->count <= 5) {
        TRY(color_of_parts(vm, args, call->args[1].dict, &c->color, err));
    } else {
        TRY(script_to_repr(vm, call->args[0], &text, err));
        TRY(script_to_repr(vm, call->args[1], &keywords, err));
        return script_raise(vm, err, "ValueError", "Unsupported arguments: %s, %s", text.str->text, keywords.str->text);
    }
    return script_object_new(vm, &class_color, c, NULL, out, err);
}

static lathe_status color_tuple(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    const color_object *c = script_host_of(self, &class_color);
    kernel_vec parts = { 0, 0, 0 };
    KERNEL(kernel_color_srgb(&c->color, &parts, err));
    const script_value items[4] = { script_float(parts.x), script_float(parts.y), script_float(parts.z),
                                    script_float((double)c->color.alpha) };
    return script_tuple_new(vm, items, 4, out, err);
}

lathe_status color_to_tuple(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return color_tuple(vm, call->self, out, err);
}

/* CadQuery writes the parts as sRGB and reads them back as if they were linear. */
COPY_HOOK(color_duplicate)
{
    const color_object *from = script_host_of(self, &class_color);
    kernel_vec parts = { 0, 0, 0 };
    void *memory;
    TRY(script_alloc(vm, sizeof(color_object), &memory, err));
    color_object *made = memory;
    KERNEL(kernel_color_srgb(&from->color, &parts, err));
    KERNEL(kernel_color_of(parts, (double)from->color.alpha, false, &made->color, err));
    return script_copy_begin(vm, self, memo, made, NULL, out, err);
}

lathe_status color_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                       lathe_error *err)
{
    (void)self, (void)out;
    return objects_get_wrapped(vm, name, handled, err);
}

/* ---- what both share: equality and hash of their tuples ---- */

static lathe_status compare_tuples(script_vm *vm, script_operator op, script_value left, script_value right,
                                   bool *handled, script_value *out, lathe_error *err)
{
    script_value a, b;
    bool same;
    *handled = op == SCRIPT_EQUAL || op == SCRIPT_NOT_EQUAL;
    if (!*handled)
        return LATHE_OK;
    TRY(objects_call_method(vm, left, "toTuple", NULL, 0, &a, err));
    TRY(objects_call_method(vm, right, "toTuple", NULL, 0, &b, err));
    TRY(script_equal(vm, a, b, &same, err));
    *out = script_bool(same == (op == SCRIPT_EQUAL));
    return LATHE_OK;
}

lathe_status color_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                           script_value *out, lathe_error *err)
{
    return compare_tuples(vm, op, left, right, handled, out, err);
}

/* The same for equal texts and numbers. */
static lathe_status hash_tuple(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
{
    script_value tuple, text;
    TRY(objects_call_method(vm, self, "toTuple", NULL, 0, &tuple, err));
    TRY(script_to_repr(vm, tuple, &text, err));
    *out = text.str->hash;
    return LATHE_OK;
}

lathe_status color_hash(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
{
    return hash_tuple(vm, self, out, err);
}

/* ---- Material ---- */

static const char *const material_names[] = { "name", "description", "density", "densityUnit" };

static lathe_status new_material(script_vm *vm, script_value name, const script_dict *keywords, script_value *out,
                                 lathe_error *err)
{
    static const char *const presets[] = { "Default", "", NULL, "g/cm^3" };
    void *memory;
    bool named;
    TRY(script_alloc(vm, sizeof(material_object), &memory, err));
    material_object *m = memory;
    for (size_t i = 0; i < 4; i++) {
        const script_value *given = keywords && i ? script_dict_find_text(keywords, material_names[i]) : NULL;
        if (given)
            m->parts[i] = *given;
        else if (i == 2)
            m->parts[i] = script_float(7.85);
        else
            TRY(script_str_new(vm, presets[i], strlen(presets[i]), &m->parts[i], err));
        if (i == 2 ? !script_is_number(m->parts[i]) : !objects_text(m->parts[i]))
            return objects_bad_argument(vm, "Set()", m->parts[i], err);
    }
    m->parts[2] = script_float(number_of(m->parts[2]));
    TRY(script_to_truth(vm, name, &named, err));
    if (named && !objects_text(name))
        return script_unsupported(vm, err, "Material of a '%s'", script_type_name(name));
    if (named)
        m->parts[0] = name;
    return script_object_new(vm, &class_material, m, NULL, out, err);
}

lathe_status material_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return new_material(vm, call->args[0], call->args[1].dict, out, err);
}

lathe_status material_named(script_vm *vm, script_value name, script_value *out, lathe_error *err)
{
    return new_material(vm, name, NULL, out, err);
}

lathe_status material_to_tuple(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const material_object *m = script_host_of(call->self, &class_material);
    return script_tuple_new(vm, m->parts, 4, out, err);
}

COPY_HOOK(material_duplicate)
{
    void *memory;
    TRY(script_alloc(vm, sizeof(material_object), &memory, err));
    memcpy(memory, self.object->host, sizeof(material_object));
    return script_copy_begin(vm, self, memo, memory, NULL, out, err);
}

lathe_status material_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                          lathe_error *err)
{
    const material_object *m = script_host_of(self, &class_material);
    *handled = false;
    for (size_t i = 0; i < 4 && !*handled; i++) {
        *handled = strcmp(name, material_names[i]) == 0;
        if (*handled)
            *out = m->parts[i];
    }
    if (strcmp(name, "wrapped_vis") == 0)
        return script_unsupported(vm, err, "'wrapped_vis'");
    return *handled ? LATHE_OK : objects_get_wrapped(vm, name, handled, err);
}
