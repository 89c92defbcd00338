/* assembly.c: Assembly: shapes put together at places: making, copying, adding, removing, walking, the compound. */
#include "reward/cadquery/assembly/assembly.h"

#include <string.h>

/* ---- reading ---- */

lathe_status assembly_place(script_vm *vm, const assembly *a, location_object **out, lathe_error *err)
{
    script_value v = a->attributes[ASSEMBLY_LOC];
    *out = location_of(v);
    if (*out)
        return LATHE_OK;
    return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'wrapped'", script_type_name(v));
}

/* Lists of children can be changed by scripts. */
lathe_status assembly_children(script_vm *vm, const assembly *a, const script_list **out, lathe_error *err)
{
    script_value v = a->attributes[ASSEMBLY_CHILDREN];
    if (v.kind != SCRIPT_LIST)
        return script_unsupported(vm, err, "Assembly.children of another type than list");
    for (size_t i = 0; i < v.list->count; i++) {
        if (!assembly_of(v.list->items[i]))
            return script_unsupported(vm, err, "Assembly.children of another type than Assembly");
    }
    *out = v.list;
    return LATHE_OK;
}

lathe_status assembly_find(script_vm *vm, const assembly *a, script_value name, assembly **out, lathe_error *err)
{
    script_value objects = a->attributes[ASSEMBLY_OBJECTS], v;
    bool found = false;
    *out = NULL;
    if (objects.kind != SCRIPT_DICT)
        return script_unsupported(vm, err, "Assembly.objects of another type than dict");
    TRY(script_dict_get(vm, objects.dict, name, &found, &v, err));
    if (found)
        *out = assembly_of(v);
    return LATHE_OK;
}

lathe_status assembly_require(script_vm *vm, const assembly *a, script_value name, assembly **out, lathe_error *err)
{
    script_value text;
    TRY(assembly_find(vm, a, name, out, err));
    if (*out)
        return LATHE_OK;
    TRY(script_to_repr(vm, name, &text, err));
    return script_raise(vm, err, "KeyError", "%s", text.str->text);
}

/* ---- making ---- */

/* A name like no other; the script sees it as a UUID. */
static lathe_status make_name(script_vm *vm, const void *of, script_value *out, lathe_error *err)
{
    uint64_t at = (uint64_t)(uintptr_t)of;
    return script_str_printf(vm, out, err, "%08x-%04x-11f0-8000-%012llx", (unsigned)(at >> 4 & 0xffffffff),
                             (unsigned)(at >> 36 & 0xffff), (unsigned long long)(at & 0xffffffffffff));
}

/* v, or something else where it is false. */
static lathe_status or_else(script_vm *vm, script_value v, script_value other, script_value *out, lathe_error *err)
{
    bool given;
    TRY(script_to_truth(vm, v, &given, err));
    *out = given ? v : other;
    return LATHE_OK;
}

/* given: obj, loc, name, color, material, metadata. */
static lathe_status new_assembly(script_vm *vm, const script_value given[6], assembly **out, lathe_error *err)
{
    static const assembly_attribute dicts[] = { ASSEMBLY_OBJECTS, ASSEMBLY_SUBSHAPE_NAMES, ASSEMBLY_SUBSHAPE_COLORS,
                                                ASSEMBLY_SUBSHAPE_LAYERS };
    void *memory;
    script_value v, name, empty;
    location_object *place;
    TRY(script_alloc(vm, sizeof(assembly), &memory, err));
    assembly *a = memory;
    for (int i = 0; i < ASSEMBLY_ATTRIBUTES; i++)
        a->attributes[i] = script_none();
    KEEP_PLACE(&place, kernel_location_identity(&raw, err));
    TRY(make_name(vm, memory, &name, err));
    TRY(script_dict_new(vm, &empty, err));
    a->attributes[ASSEMBLY_OBJ] = given[0];
    TRY(or_else(vm, given[1], script_of_object(place->self), &a->attributes[ASSEMBLY_LOC], err));
    TRY(or_else(vm, given[2], name, &a->attributes[ASSEMBLY_NAME], err));
    TRY(or_else(vm, given[3], script_none(), &a->attributes[ASSEMBLY_COLOR], err));
    TRY(or_else(vm, given[4], script_none(), &a->attributes[ASSEMBLY_MATERIAL], err));
    TRY(or_else(vm, given[5], empty, &a->attributes[ASSEMBLY_METADATA], err));
    TRY(objects_new_list(vm, &a->attributes[ASSEMBLY_CHILDREN], err));
    TRY(objects_new_list(vm, &a->attributes[ASSEMBLY_CONSTRAINTS], err));
    for (size_t i = 0; i < sizeof dicts / sizeof *dicts; i++)
        TRY(script_dict_new(vm, &a->attributes[dicts[i]], err));
    TRY(script_object_new(vm, &class_assembly, a, NULL, &v, err));
    a->self = v.object;
    TRY(script_dict_set(vm, a->attributes[ASSEMBLY_OBJECTS].dict, a->attributes[ASSEMBLY_NAME], v, err));
    *out = a;
    return LATHE_OK;
}

lathe_status assembly_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    assembly *made;
    TRY(new_assembly(vm, call->args, &made, err));
    *out = assembly_value(made);
    return LATHE_OK;
}

static lathe_status update_dict(script_vm *vm, script_value to, script_value from, lathe_error *err)
{
    for (uint32_t i = 0; from.kind == SCRIPT_DICT && i < from.dict->used; i++) {
        const script_dict_entry *e = &from.dict->entries[i];
        if (e->key.kind != SCRIPT_UNBOUND)
            TRY(script_dict_set(vm, to.dict, e->key, e->value, err));
    }
    return LATHE_OK;
}

/* self.__class__(...): a class that a script derived is asked for the object. */
static lathe_status assembly_like(script_vm *vm, const assembly *like, const script_value *args, size_t count,
                                  const script_dict *keywords, assembly **out, lathe_error *err)
{
    script_value made;
    TRY(script_call_with(vm, script_type(like->self->type), args, count, keywords, &made, err));
    *out = assembly_of(made);
    if (!*out)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute '_flatten'",
                            script_type_name(made));
    return LATHE_OK;
}

/* Children are copied with their parents, as they are at this moment. */
static lathe_status copy_assembly(script_vm *vm, const assembly *from, assembly **out, lathe_error *err)
{
    const script_list *children;
    script_value none;
    TRY(script_spend(vm, 1, err));
    TRY(assembly_children(vm, from, &children, err));
    if (from->self->type->user) {
        TRY(script_dict_new(vm, &none, err));
        TRY(assembly_like(vm, from, from->attributes, 6, none.dict, out, err));
    } else {
        TRY(new_assembly(vm, from->attributes, out, err));
    }
    script_value objects = (*out)->attributes[ASSEMBLY_OBJECTS];
    for (int i = ASSEMBLY_SUBSHAPE_NAMES; i <= ASSEMBLY_SUBSHAPE_LAYERS; i++)
        TRY(update_dict(vm, (*out)->attributes[i], from->attributes[i], err));
    for (size_t i = 0; i < children->count; i++) {
        assembly *child;
        TRY(copy_assembly(vm, assembly_of(children->items[i]), &child, err));
        child->attributes[ASSEMBLY_PARENT] = assembly_value(*out);
        TRY(script_list_append(vm, (*out)->attributes[ASSEMBLY_CHILDREN].list, assembly_value(child), err));
        TRY(script_dict_set(vm, objects.dict, child->attributes[ASSEMBLY_NAME], assembly_value(child), err));
        TRY(update_dict(vm, objects, child->attributes[ASSEMBLY_OBJECTS], err));
    }
    return LATHE_OK;
}

lathe_status assembly_copy(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    assembly *made;
    TRY(copy_assembly(vm, assembly_of(call->self), &made, err));
    *out = assembly_value(made);
    return LATHE_OK;
}

/* ---- adding and removing ---- */

/* A text becomes a Material. */
static lathe_status ensure_material(script_vm *vm, script_value *v, lathe_error *err)
{
    return v->kind == SCRIPT_STR ? material_named(vm, *v, v, err) : LATHE_OK;
}

static lathe_status ensure_material_keyword(script_vm *vm, script_dict *keywords, lathe_error *err)
{
    const script_value *given = script_dict_find_text(keywords, "material");
    script_value name, material;
    if (!given || given->kind != SCRIPT_STR)
        return LATHE_OK;
    TRY(material_named(vm, *given, &material, err));
    TRY(script_str_new(vm, "material", 8, &name, err));
    return script_dict_set(vm, keywords, name, material, err);
}

/* loc, name, color, material, metadata of the keywords, in this order from given[1] on; unbound where missing. */
static lathe_status read_keywords(script_vm *vm, const script_dict *keywords, bool strict, script_value given[6],
                                  lathe_error *err)
{
    static const char *const names[] = { "obj", "loc", "name", "color", "material", "metadata" };
    for (uint32_t k = 0; k < keywords->used; k++) {
        const script_dict_entry *e = &keywords->entries[k];
        size_t i = 1;
        if (e->key.kind == SCRIPT_UNBOUND)
            continue;
        while (i < 6 && !is_text(e->key, names[i]))
            i++;
        if (i < 6)
            given[i] = e->value;
        else if (strict)
            return script_raise(vm, err, "TypeError", "Assembly.__init__() got %s argument '%s'",
                                is_text(e->key, "obj") ? "multiple values for" : "an unexpected keyword",
                                e->key.str->text);
    }
    return LATHE_OK;
}

/* Adds a copy under the names and places that were given, else its own. */
static lathe_status add_copy(script_vm *vm, assembly *a, const assembly *arg, const script_value given[6],
                             lathe_error *err)
{
    script_value name, text, flat;
    assembly *same, *child;
    const script_list *children;
    TRY(or_else(vm, given[2], arg->attributes[ASSEMBLY_NAME], &name, err));
    TRY(assembly_find(vm, a, name, &same, err));
    if (same) {
        TRY(script_to_str(vm, name, &text, err));
        return script_raise(vm, err, "ValueError", "Unique name is required. %s is already in the assembly",
                            text.str->text);
    }
    TRY(copy_assembly(vm, arg, &child, err));
    for (int i = ASSEMBLY_LOC; i <= ASSEMBLY_METADATA; i++)
        TRY(or_else(vm, given[i], arg->attributes[i], &child->attributes[i], err));
    TRY(ensure_material(vm, &child->attributes[ASSEMBLY_MATERIAL], err));
    child->attributes[ASSEMBLY_PARENT] = assembly_value(a);
    TRY(assembly_children(vm, a, &children, err));
    TRY(script_list_append(vm, a->attributes[ASSEMBLY_CHILDREN].list, assembly_value(child), err));
    TRY(assembly_flatten(vm, child, &flat, err));
    return update_dict(vm, a->attributes[ASSEMBLY_OBJECTS], flat, err);
}

lathe_status assembly_add(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    assembly *a = assembly_of(call->self), *arg = assembly_of(call->args[0]);
    script_value none[6], given[6];
    bool derived = !arg && a->self->type->user;
    for (size_t i = 0; i < 6; i++)
        none[i] = given[i] = script_none();
    TRY(read_keywords(vm, call->args[1].dict, !arg && !derived, given, err));
    if (derived) {
        TRY(ensure_material_keyword(vm, call->args[1].dict, err));
        TRY(assembly_like(vm, a, call->args, 1, call->args[1].dict, &arg, err));
        TRY(add_copy(vm, a, arg, none, err));
    } else if (!arg) {
        given[0] = call->args[0];
        TRY(ensure_material(vm, &given[4], err));
        TRY(new_assembly(vm, given, &arg, err));
        TRY(add_copy(vm, a, arg, none, err));
    } else {
        TRY(add_copy(vm, a, arg, given, err));
    }
    *out = call->self;
    return LATHE_OK;
}

static void drop_child(assembly *parent, const assembly *child)
{
    script_list *list = parent->attributes[ASSEMBLY_CHILDREN].list;
    for (size_t i = 0; i < list->count; i++) {
        if (assembly_of(list->items[i]) != child)
            continue;
        list->count--;
        memmove(&list->items[i], &list->items[i + 1], (list->count - i) * sizeof *list->items);
        return;
    }
}

lathe_status assembly_remove(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    assembly *a = assembly_of(call->self), *part, *parent;
    const script_list *children;
    script_value text, flat;
    bool found;
    TRY(assembly_find(vm, a, call->args[0], &part, err));
    if (!part) {
        TRY(script_to_str(vm, call->args[0], &text, err));
        return script_raise(vm, err, "ValueError", "No object with name '%s' found in the assembly", text.str->text);
    }
    parent = assembly_of(part->attributes[ASSEMBLY_PARENT]);
    if (parent) {
        TRY(assembly_children(vm, parent, &children, err));
        drop_child(parent, part);
    }
    TRY(script_dict_remove(vm, a->attributes[ASSEMBLY_OBJECTS].dict, call->args[0], &found, err));
    TRY(assembly_flatten(vm, part, &flat, err));
    for (uint32_t i = 0; i < flat.dict->used; i++)
        TRY(script_dict_remove(vm, a->attributes[ASSEMBLY_OBJECTS].dict, flat.dict->entries[i].key, &found, err));
    part->attributes[ASSEMBLY_PARENT] = script_none();
    *out = call->self;
    return LATHE_OK;
}

/* ---- walking ---- */

/* prefix/name, or the name alone. */
static lathe_status path_of(script_vm *vm, script_value prefix, script_value name, script_value *out, lathe_error *err)
{
    script_value text;
    if (script_is_none(prefix)) {
        *out = name;
        return LATHE_OK;
    }
    TRY(script_to_str(vm, name, &text, err));
    return script_str_printf(vm, out, err, "%s/%s", prefix.str->text, text.str->text);
}

static lathe_status flatten_into(script_vm *vm, const assembly *a, script_value prefix, script_value dict,
                                 lathe_error *err)
{
    const script_list *children;
    script_value path, text;
    TRY(script_spend(vm, 1, err));
    TRY(assembly_children(vm, a, &children, err));
    TRY(path_of(vm, prefix, a->attributes[ASSEMBLY_NAME], &path, err));
    TRY(script_to_str(vm, path, &text, err));
    for (size_t i = 0; i < children->count; i++)
        TRY(flatten_into(vm, assembly_of(children->items[i]), text, dict, err));
    return script_dict_set(vm, dict.dict, text, assembly_value(a), err);
}

lathe_status assembly_flatten(script_vm *vm, const assembly *a, script_value *out, lathe_error *err)
{
    TRY(script_dict_new(vm, out, err));
    return flatten_into(vm, a, script_none(), *out, err);
}

lathe_status assembly_method_flatten(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value prefix = script_none();
    const script_value *items;
    size_t count;
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    for (size_t i = 0; i < count; i++) {
        TRY(path_of(vm, prefix, items[i], &prefix, err));
        TRY(script_to_str(vm, prefix, &prefix, err));
    }
    TRY(script_dict_new(vm, out, err));
    return flatten_into(vm, assembly_of(call->self), prefix, *out, err);
}

static lathe_status traverse_into(script_vm *vm, const assembly *a, script_value list, lathe_error *err)
{
    const script_list *children;
    script_value pair[2] = { a->attributes[ASSEMBLY_NAME], assembly_value(a) }, v;
    TRY(script_spend(vm, 1, err));
    TRY(assembly_children(vm, a, &children, err));
    for (size_t i = 0; i < children->count; i++)
        TRY(traverse_into(vm, assembly_of(children->items[i]), list, err));
    TRY(script_tuple_new(vm, pair, 2, &v, err));
    return script_list_append(vm, list.list, v, err);
}

lathe_status assembly_traverse(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value list;
    TRY(objects_new_list(vm, &list, err));
    TRY(traverse_into(vm, assembly_of(call->self), list, err));
    *out = (script_value){ .kind = SCRIPT_ITERATOR };
    return script_iterate(vm, list, &out->iterator, err);
}

/* ---- shapes ---- */

lathe_status assembly_own_shapes(script_vm *vm, const assembly *a, script_value list, lathe_error *err)
{
    script_value object = a->attributes[ASSEMBLY_OBJ];
    const workplane *w = workplane_of(object);
    if (shape_of(object))
        return script_list_append(vm, list.list, object, err);
    for (size_t i = 0; w && i < w->objects.list->count; i++) {
        if (shape_of(w->objects.list->items[i]))
            TRY(script_list_append(vm, list.list, w->objects.list->items[i], err));
    }
    return LATHE_OK;
}

lathe_status assembly_compound(script_vm *vm, script_value v, shape_object **out, lathe_error *err)
{
    const assembly *a = assembly_of(v);
    const script_list *children;
    location_object *place;
    script_value list;
    shape_object *child;
    TRY(objects_new_list(vm, &list, err));
    TRY(assembly_own_shapes(vm, a, list, err));
    TRY(assembly_children(vm, a, &children, err));
    for (size_t i = 0; i < children->count; i++) {
        TRY(assembly_compound(vm, children->items[i], &child, err));
        TRY(script_list_append(vm, list.list, shape_value(child), err));
    }
    TRY(shape_compound(vm, list, &child, err));
    TRY(assembly_place(vm, a, &place, err));
    KEEP(out, kernel_located(child->kernel, place->kernel, &raw, err));
    return LATHE_OK;
}

lathe_status assembly_to_compound(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *made;
    TRY(assembly_compound(vm, call->self, &made, err));
    *out = shape_value(made);
    return LATHE_OK;
}

/* What a node gives to `for`: its shape, path, place and colour. */
static lathe_status add_node(script_vm *vm, const assembly *a, script_value path, script_value place,
                             script_value color, script_value list, lathe_error *err)
{
    script_value shapes, item[4] = { a->attributes[ASSEMBLY_OBJ], path, place, color }, v;
    shape_object *made;
    if (!shape_of(item[0])) {
        if (!workplane_of(item[0]))
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'vals'",
                                script_type_name(item[0]));
        TRY(objects_new_list(vm, &shapes, err));
        TRY(assembly_own_shapes(vm, a, shapes, err));
        TRY(shape_compound(vm, shapes, &made, err));
        item[0] = shape_value(made);
    }
    TRY(script_tuple_new(vm, item, 4, &v, err));
    return script_list_append(vm, list.list, v, err);
}

static lathe_status iterate_into(script_vm *vm, const assembly *a, const location_object *above, script_value prefix,
                                 script_value color, script_value list, lathe_error *err)
{
    const script_list *children;
    location_object *place;
    script_value path;
    bool has_object;
    TRY(script_spend(vm, 1, err));
    TRY(assembly_children(vm, a, &children, err));
    TRY(path_of(vm, prefix, a->attributes[ASSEMBLY_NAME], &path, err));
    TRY(assembly_place(vm, a, &place, err));
    if (above)
        KEEP_PLACE(&place, kernel_location_multiply(above->kernel, place->kernel, &raw, err));
    TRY(or_else(vm, a->attributes[ASSEMBLY_COLOR], color, &color, err));
    TRY(script_to_truth(vm, a->attributes[ASSEMBLY_OBJ], &has_object, err));
    if (has_object)
        TRY(add_node(vm, a, path, script_of_object(place->self), color, list, err));
    TRY(script_to_str(vm, path, &path, err));
    for (size_t i = 0; i < children->count; i++)
        TRY(iterate_into(vm, assembly_of(children->items[i]), place, path, color, list, err));
    return LATHE_OK;
}

lathe_status assembly_iterate(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    TRY(objects_new_list(vm, out, err));
    return iterate_into(vm, assembly_of(self), NULL, script_none(), script_none(), *out, err);
}
