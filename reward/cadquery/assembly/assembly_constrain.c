/* assembly_constrain.c: Assembly.constrain: queries such as "lid@faces@>Z", and how its arguments are told apart. */
#include "reward/cadquery/assembly/assembly.h"
#include "reward/cadquery/selector/selector.h"

#include <string.h>

/* ---- queries: NAME[/NAME...][?TAG][@KIND@SELECTOR] ---- */

typedef struct query {
    script_value name, tag; /* tag None: none */
    const char *kind;       /* "faces" ...; NULL: none */
    const char *selector;   /* the rest of the text */
} query;

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static const char *skip_space(const char *p)
{
    while (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
        p++;
    return p;
}

/* Behind a letter and letters, digits and underscores; p itself where there is none. */
static const char *skip_word(const char *p)
{
    if (!is_letter(*p))
        return p;
    while (is_letter(*p) || (*p >= '0' && *p <= '9') || *p == '_')
        p++;
    return p;
}

/* Words with '/' between them. */
static const char *skip_path(const char *p)
{
    const char *end = skip_word(p), *next;
    while (end != p && *end == '/' && (next = skip_word(end + 1)) != end + 1)
        end = next;
    return end;
}

static lathe_status bad_query(script_vm *vm, const char *text, const char *at, lathe_error *err)
{
    return script_raise(vm, err, "ParseException", "Expected end of text, found '%.10s'  (at char %d), (line:1, col:%d)",
                        at, (int)(at - text), (int)(at - text) + 1);
}

static lathe_status read_query(script_vm *vm, script_value v, query *out, lathe_error *err)
{
    static const char *const kinds[] = { "solids", "faces", "edges", "vertices" };
    const char *text = objects_text(v);
    if (!text)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'expandtabs'", script_type_name(v));
    const char *p = skip_space(text), *end = skip_path(p);
    *out = (query){ .tag = script_none() };
    if (end == p)
        return bad_query(vm, text, p, err);
    TRY(script_str_new(vm, p, (size_t)(end - p), &out->name, err));
    p = skip_space(end);
    if (*p == '?') {
        const char *tag = skip_space(p + 1);
        end = skip_word(tag);
        if (end == tag)
            return bad_query(vm, text, p, err);
        TRY(script_str_new(vm, tag, (size_t)(end - tag), &out->tag, err));
        p = skip_space(end);
    }
    if (*p == '@') {
        const char *kind = skip_space(p + 1);
        for (size_t i = 0; i < 4 && !out->kind; i++) {
            size_t length = strlen(kinds[i]);
            if (strncmp(kind, kinds[i], length) == 0 && *skip_space(kind + length) == '@') {
                out->kind = kinds[i];
                out->selector = skip_space(kind + length) + 1;
            }
        }
    }
    return out->kind || *p == 0 ? LATHE_OK : bad_query(vm, text, p, err);
}

/* The workplane that a query looks through. */
static lathe_status query_base(script_vm *vm, script_value object, script_value tag, script_value *out,
                               lathe_error *err)
{
    const kernel_vec zero = { 0, 0, 0 }, up = { 0, 0, 1 }, x = { 1, 0, 0 };
    kernel_plane plane;
    workplane *made;
    bool found = false;
    if (workplane_of(object) && !script_is_none(tag)) {
        TRY(script_dict_get(vm, workplane_of(object)->context->tags.dict, tag, &found, out, err));
        return found ? LATHE_OK : script_raise(vm, err, "ValueError", "No Workplane object named %s in chain", tag.str->text);
    }
    if (!workplane_of(object) && !shape_of(object))
        return script_raise(vm, err, "ValueError", "Workplane or Shape required to define a constraint");
    KERNEL(kernel_plane_make(zero, &x, up, &plane, err));
    TRY(objects_new_workplane(vm, &plane, &made, err));
    if (workplane_of(object)) {
        const script_list *objects = workplane_of(object)->objects.list;
        TRY(script_list_new(vm, objects->items, objects->count, &made->objects, err));
    } else {
        TRY(script_list_append(vm, made->objects.list, object, err));
    }
    *out = workplane_value(made);
    return LATHE_OK;
}

/* The object's name, and the first shape that the query finds, or None. */
static lathe_status run_query(script_vm *vm, const assembly *a, script_value text, script_value *out_name,
                              script_value *out_shape, lathe_error *err)
{
    query q;
    assembly *found;
    script_value base, chosen;
    const struct selector *checked;
    TRY(read_query(vm, text, &q, err));
    if (q.kind)
        TRY(selector_parse(vm, q.selector, &checked, err));
    TRY(assembly_require(vm, a, q.name, &found, err));
    TRY(query_base(vm, found->attributes[ASSEMBLY_OBJ], q.tag, &base, err));
    if (q.kind) {
        TRY(script_str_new(vm, q.selector, strlen(q.selector), &chosen, err));
        TRY(objects_call_method(vm, base, q.kind, &chosen, 1, &base, err));
    }
    TRY(workplane_val(vm, workplane_of(base), out_shape, err));
    if (!shape_of(*out_shape))
        *out_shape = script_none();
    *out_name = q.name;
    return LATHE_OK;
}

lathe_status assembly_query(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value pair[2];
    TRY(run_query(vm, assembly_of(call->self), call->args[0], &pair[0], &pair[1], err));
    return script_tuple_new(vm, pair, 2, out, err);
}

/* ---- places inside of subassemblies ---- */

/* The place of a part in the child of `a` that it belongs to, and that child's name. */
static lathe_status sub_place(script_vm *vm, const assembly *a, script_value name, location_object **out_place,
                              script_value *out_name, lathe_error *err)
{
    const script_list *children;
    assembly *part;
    location_object *own, *place;
    TRY(assembly_require(vm, a, name, &part, err));
    TRY(assembly_children(vm, a, &children, err));
    *out_name = name;
    bool direct = part == a;
    for (size_t i = 0; i < children->count && !direct; i++)
        direct = assembly_of(children->items[i]) == part;
    KEEP_PLACE(&place, kernel_location_identity(&raw, err));
    while (!direct && assembly_of(part->attributes[ASSEMBLY_PARENT]) != a) {
        TRY(script_spend(vm, 1, err));
        TRY(assembly_place(vm, part, &own, err));
        KEEP_PLACE(&place, kernel_location_multiply(own->kernel, place->kernel, &raw, err));
        part = assembly_of(part->attributes[ASSEMBLY_PARENT]);
        if (!part)
            return script_raise(vm, err, "AttributeError", "'NoneType' object has no attribute 'parent'");
        *out_name = part->attributes[ASSEMBLY_NAME];
    }
    *out_place = place;
    return LATHE_OK;
}

lathe_status assembly_sub_place(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    script_value pair[2];
    location_object *place;
    TRY(sub_place(vm, assembly_of(call->self), call->args[0], &place, &pair[1], err));
    pair[0] = script_of_object(place->self);
    return script_tuple_new(vm, pair, 2, out, err);
}

/* ---- constrain ---- */

typedef struct given {
    script_value ids[2], shapes[2], kind, param;
    size_t count; /* of ids that were given */
} given;

/* (q, kind) (q, kind, param) (q, q, kind) (q, q, kind, param) */
static lathe_status read_queries(script_vm *vm, const assembly *a, const script_list *args, given *out,
                                 lathe_error *err)
{
    spec_kind second = assembly_spec_kind(args->items[1]);
    bool unary = args->count == 2 || (args->count == 3 && second != SPEC_KINDS && !assembly_spec_is_binary(second));
    out->count = unary ? 1 : 2;
    out->kind = args->items[out->count];
    if (args->count > out->count + 1)
        out->param = args->items[out->count + 1];
    for (size_t i = 0; i < out->count; i++)
        TRY(run_query(vm, a, args->items[i], &out->ids[i], &out->shapes[i], err));
    return LATHE_OK;
}

static lathe_status read_given(script_vm *vm, const script_call *call, given *out, lathe_error *err)
{
    const script_list *args = call->args[0].list;
    script_value text;
    *out = (given){ .param = call->args[1] };
    if (args->count >= 2 && args->count <= 4)
        return read_queries(vm, assembly_of(call->self), args, out, err);
    if (args->count != 5 && args->count != 6) {
        TRY(script_to_repr(vm, call->args[0], &text, err));
        return script_raise(vm, err, "ValueError", "Incompatible arguments: %s", text.str->text);
    }
    out->count = 2;
    for (size_t i = 0; i < 2; i++) {
        out->ids[i] = args->items[2 * i];
        out->shapes[i] = args->items[2 * i + 1];
    }
    out->kind = args->items[4];
    if (args->count == 6)
        out->param = args->items[5];
    return LATHE_OK;
}

lathe_status assembly_constrain(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    assembly *a = assembly_of(call->self);
    script_value names[2], places[2], text;
    given g;
    TRY(read_given(vm, call, &g, err));
    constraint_spec spec = { .kind = assembly_spec_kind(g.kind), .name = g.kind, .param = g.param };
    if (spec.kind == SPEC_KINDS) {
        TRY(script_to_str(vm, g.kind, &text, err));
        return script_raise(vm, err, "ValueError", "Unknown constraint: %s", text.str->text);
    }
    size_t count = assembly_spec_is_binary(spec.kind) ? 2 : 1;
    for (size_t i = 0; i < count; i++) {
        location_object *place;
        if (i >= g.count)
            return script_raise(vm, err, "UnboundLocalError",
                                "cannot access local variable 'id2' where it is not associated with a value");
        TRY(sub_place(vm, a, g.ids[i], &place, &names[i], err));
        places[i] = script_of_object(place->self);
    }
    TRY(script_tuple_new(vm, names, count, &spec.objects, err));
    TRY(script_tuple_new(vm, g.shapes, count, &spec.args, err));
    TRY(script_tuple_new(vm, places, count, &spec.sublocs, err));
    TRY(assembly_spec_new(vm, &spec, &text, err));
    if (a->attributes[ASSEMBLY_CONSTRAINTS].kind != SCRIPT_LIST)
        return script_unsupported(vm, err, "Assembly.constraints of another type than list");
    TRY(script_list_append(vm, a->attributes[ASSEMBLY_CONSTRAINTS].list, text, err));
    *out = call->self;
    return LATHE_OK;
}
