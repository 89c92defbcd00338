/* assembly_attributes.c: attributes and items of assemblies, names of subshapes, and files, none of which is touched. */
#include "reward/cadquery/assembly/assembly.h"

#include <string.h>

static const char *const names[ASSEMBLY_ATTRIBUTES] = {
    [ASSEMBLY_OBJ] = "obj",
    [ASSEMBLY_LOC] = "loc",
    [ASSEMBLY_NAME] = "name",
    [ASSEMBLY_COLOR] = "color",
    [ASSEMBLY_MATERIAL] = "material",
    [ASSEMBLY_METADATA] = "metadata",
    [ASSEMBLY_PARENT] = "parent",
    [ASSEMBLY_CHILDREN] = "children",
    [ASSEMBLY_OBJECTS] = "objects",
    [ASSEMBLY_CONSTRAINTS] = "constraints",
    [ASSEMBLY_SOLVE_RESULT] = "_solve_result",
    [ASSEMBLY_SUBSHAPE_NAMES] = "_subshape_names",
    [ASSEMBLY_SUBSHAPE_COLORS] = "_subshape_colors",
    [ASSEMBLY_SUBSHAPE_LAYERS] = "_subshape_layers",
};

static int attribute_named(const char *name)
{
    int i = 0;
    while (i < ASSEMBLY_ATTRIBUTES && strcmp(name, names[i]) != 0)
        i++;
    return i;
}

/* ---- items: descendants by name, and subshapes ---- */

/* The subshapes of that name as one shape; *found false where there is none. */
static lathe_status find_subshape(script_vm *vm, const assembly *a, script_value name, bool *found, script_value *out,
                                  lathe_error *err)
{
    script_value dict = a->attributes[ASSEMBLY_SUBSHAPE_NAMES], list;
    shape_object *made;
    bool same;
    *found = false;
    if (dict.kind != SCRIPT_DICT)
        return LATHE_OK;
    TRY(objects_new_list(vm, &list, err));
    for (uint32_t i = 0; i < dict.dict->used; i++) {
        const script_dict_entry *e = &dict.dict->entries[i];
        if (e->key.kind == SCRIPT_UNBOUND)
            continue;
        TRY(script_equal(vm, e->value, name, &same, err));
        if (same)
            TRY(script_list_append(vm, list.list, e->key, err));
    }
    *found = list.list->count > 0;
    if (list.list->count == 1)
        *out = list.list->items[0];
    if (list.list->count < 2)
        return LATHE_OK;
    TRY(shape_compound(vm, list, &made, err));
    *out = shape_value(made);
    return LATHE_OK;
}

static lathe_status find_item(script_vm *vm, const assembly *a, script_value name, bool *found, script_value *out,
                              lathe_error *err)
{
    assembly *part;
    TRY(assembly_find(vm, a, name, &part, err));
    *found = part != NULL;
    if (!part)
        return find_subshape(vm, a, name, found, out, err);
    *out = assembly_value(part);
    return LATHE_OK;
}

lathe_status assembly_get_item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err)
{
    bool found;
    TRY(find_item(vm, assembly_of(self), key, &found, out, err));
    return found ? LATHE_OK : script_raise(vm, err, "KeyError", "%s", "");
}

lathe_status assembly_contains(script_vm *vm, script_value self, script_value item, bool *out, lathe_error *err)
{
    script_value v;
    return find_item(vm, assembly_of(self), item, out, &v, err);
}

/* ---- attributes ---- */

static bool is_method(const char *name)
{
    for (const script_method *m = class_assembly.methods; m->name; m++) {
        if (strcmp(m->name, name) == 0)
            return true;
    }
    return false;
}

lathe_status assembly_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                          lathe_error *err)
{
    const assembly *a = assembly_of(self);
    script_value key;
    int i = attribute_named(name);
    *handled = true;
    if (i < ASSEMBLY_ATTRIBUTES) {
        *out = a->attributes[i];
        return LATHE_OK;
    }
    if (strcmp(name, "shapes") == 0) {
        TRY(objects_new_list(vm, out, err));
        return assembly_own_shapes(vm, a, *out, err);
    }
    *handled = false;
    if (is_method(name) || strncmp(name, "__", 2) == 0 ||
        (a->self->fields && script_dict_find_text(a->self->fields, name)))
        return LATHE_OK;
    TRY(script_str_new(vm, name, strlen(name), &key, err));
    return find_item(vm, a, key, handled, out, err);
}

lathe_status assembly_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                          lathe_error *err)
{
    int i = attribute_named(name);
    if (strcmp(name, "shapes") == 0)
        return script_raise(vm, err, "AttributeError", "property 'shapes' of 'Assembly' object has no setter");
    *handled = i < ASSEMBLY_ATTRIBUTES;
    if (*handled)
        assembly_of(self)->attributes[i] = value;
    return LATHE_OK;
}

/* ---- subshapes ---- */

static lathe_status owns_subshape(script_vm *vm, const assembly *a, const shape_object *part, bool *out,
                                  lathe_error *err)
{
    script_value shapes, parts;
    *out = false;
    TRY(objects_new_list(vm, &shapes, err));
    TRY(assembly_own_shapes(vm, a, shapes, err));
    for (size_t i = 0; i < shapes.list->count && !*out; i++) {
        const shape_object *whole = shape_of(shapes.list->items[i]);
        TRY(objects_new_list(vm, &parts, err));
        TRY(shape_parts(vm, whole, kernel_type_of(part->kernel), parts, err));
        *out = kernel_is_same(whole->kernel, part->kernel);
        for (size_t k = 0; k < parts.list->count && !*out; k++)
            *out = kernel_is_same(shape_of(parts.list->items[k])->kernel, part->kernel);
    }
    return LATHE_OK;
}

/* The assembly itself or the child whose shapes have this part. */
static lathe_status owner_of(script_vm *vm, assembly *a, script_value part, assembly **out, lathe_error *err)
{
    const script_list *children;
    script_value text;
    bool owns;
    if (!shape_of(part))
        return objects_bad_argument(vm, "addSubshape", part, err);
    *out = a;
    TRY(owns_subshape(vm, a, shape_of(part), &owns, err));
    TRY(assembly_children(vm, a, &children, err));
    for (size_t i = 0; i < children->count && !owns; i++) {
        *out = assembly_of(children->items[i]);
        TRY(owns_subshape(vm, *out, shape_of(part), &owns, err));
    }
    if (owns)
        return LATHE_OK;
    TRY(script_to_str(vm, part, &text, err));
    return script_raise(vm, err, "ValueError", "%s is not a subshape of the current node or its children",
                        text.str->text);
}

lathe_status assembly_add_subshape(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    assembly *owner;
    TRY(owner_of(vm, assembly_of(call->self), call->args[0], &owner, err));
    for (size_t i = 0; i < 3; i++) {
        script_value *dict = &owner->attributes[ASSEMBLY_SUBSHAPE_NAMES + i];
        bool given;
        TRY(argument_truth(vm, call, i + 1, &given, err));
        if (given && dict->kind == SCRIPT_DICT)
            TRY(script_dict_set(vm, dict->dict, call->args[0], call->args[i + 1], err));
    }
    *out = call->self;
    return LATHE_OK;
}

lathe_status assembly_completions(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const assembly *a = assembly_of(call->self);
    script_value objects = a->attributes[ASSEMBLY_OBJECTS], named = a->attributes[ASSEMBLY_SUBSHAPE_NAMES];
    TRY(objects_new_list(vm, out, err));
    for (uint32_t i = 0; objects.kind == SCRIPT_DICT && i < objects.dict->used; i++) {
        if (objects.dict->entries[i].key.kind != SCRIPT_UNBOUND)
            TRY(script_list_append(vm, out->list, objects.dict->entries[i].key, err));
    }
    for (uint32_t i = 0; named.kind == SCRIPT_DICT && i < named.dict->used; i++) {
        if (named.dict->entries[i].key.kind != SCRIPT_UNBOUND)
            TRY(script_list_append(vm, out->list, named.dict->entries[i].value, err));
    }
    return LATHE_OK;
}

/* ---- files ---- */

/* The type that was given, or the extension of the path in capitals if it is one of `known`. */
static lathe_status file_type(script_vm *vm, script_value path, script_value type, const char *known,
                              const char *refusal, char out[8], lathe_error *err)
{
    const char *text = objects_text(script_is_none(type) ? path : type);
    if (!text && script_is_none(type))
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'split'", script_type_name(path));
    if (!script_is_none(type)) {
        out[0] = 0;
        if (text && strlen(text) < 8)
            memcpy(out, text, strlen(text) + 1);
        return LATHE_OK;
    }
    const char *dot = strrchr(text, '.'), *end = dot ? dot + 1 : text;
    char wrapped[10] = " ";
    size_t length = strlen(end);
    for (size_t i = 0; i < length && length < 8; i++)
        out[i] = end[i] >= 'a' && end[i] <= 'z' ? (char)(end[i] - 32) : end[i];
    out[length < 8 ? length : 0] = 0;
    memcpy(wrapped + 1, out, strlen(out));
    wrapped[strlen(out) + 1] = ' ';
    return out[0] && strstr(known, wrapped) ? LATHE_OK : script_raise(vm, err, "ValueError", "%s", refusal);
}

/* Of an assembly with neither an object nor children there is nothing to write. */
static lathe_status require_content(script_vm *vm, const assembly *a, lathe_error *err)
{
    const script_list *children;
    bool has_object;
    TRY(script_to_truth(vm, a->attributes[ASSEMBLY_OBJ], &has_object, err));
    TRY(assembly_children(vm, a, &children, err));
    if (has_object || children->count)
        return LATHE_OK;
    return script_raise(vm, err, "ValueError", "Cannot convert an empty assembly to CAF");
}

/* path, exportType, mode ... */
lathe_status assembly_export(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    static const char known[] = " STEP XML XBF VRML VTKJS GLTF GLB STL ", to_document[] = " STEP XML XBF GLTF GLB ";
    char type[8], wrapped[10] = " ";
    script_value text;
    if (!is_text(call->args[2], "default") && !is_text(call->args[2], "fused")) {
        TRY(script_to_str(vm, call->args[2], &text, err));
        return script_raise(vm, err, "ValueError", "Unknown assembly export mode %s for STEP", text.str->text);
    }
    TRY(file_type(vm, call->args[0], call->args[1], known, "Unknown extension, specify export type explicitly", type,
                  err));
    memcpy(wrapped + 1, type, strlen(type));
    wrapped[strlen(type) + 1] = ' ';
    if (!type[0] || !strstr(known, wrapped)) {
        TRY(script_to_str(vm, call->args[1], &text, err));
        return script_raise(vm, err, "ValueError", "Unknown format: %s", text.str->text);
    }
    if (strstr(to_document, wrapped))
        TRY(require_content(vm, assembly_of(call->self), err));
    *out = call->self;
    return LATHE_OK;
}

/* No file can be read: a script that gets this far finds none. */
static lathe_status load(script_vm *vm, script_value path, script_value type, script_value *out, lathe_error *err)
{
    char name[8];
    script_value text;
    const script_value none[6] = { script_none(), script_none(), script_none(),
                                   script_none(), script_none(), script_none() };
    const script_call call = { .args = none, .count = 6 };
    TRY(file_type(vm, path, type, " STEP XML XBF ", "Unknown extension, specify import type explicitly", name, err));
    TRY(script_to_str(vm, path, &text, err));
    if (strcmp(name, "STEP") == 0)
        return script_raise(vm, err, "ValueError", "Error reading STEP file: %s", text.str->text);
    if (strcmp(name, "XML") == 0 || strcmp(name, "XBF") == 0)
        return script_raise(vm, err, "AssertionError",
                            "Opening of file %s failed: PCDM_ReaderStatus.PCDM_RS_OpenError", text.str->text);
    return assembly_construct(vm, &call, out, err);
}

lathe_status assembly_load(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return load(vm, call->args[0], call->args[1], out, err);
}

lathe_status assembly_import_step(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value type;
    TRY(script_str_new(vm, "STEP", 4, &type, err));
    return load(vm, call->args[0], type, out, err);
}
