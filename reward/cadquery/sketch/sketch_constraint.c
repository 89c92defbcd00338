/* sketch_constraint.c: Sketch.constrain: its dispatch and checks. */
#include "reward/cadquery/sketch/sketch_solve.h"

#include <string.h>

/* Shapes of parameters that a kind takes. */
typedef enum parameter_type { TAKES_NONE, TAKES_NUMBER, TAKES_NUMBER_OR_NONE, TAKES_PAIR, TAKES_DISTANCE } parameter_type;

static const struct kind_row {
    const char *name;
    size_t arity;
    bool lines, arcs;
    parameter_type takes;
    bool degrees;
} kinds[] = {
    [CONSTRAINT_FIXED] = { "Fixed", 1, true, true, TAKES_NONE, false },
    [CONSTRAINT_FIXED_POINT] = { "FixedPoint", 1, true, true, TAKES_NUMBER_OR_NONE, false },
    [CONSTRAINT_COINCIDENT] = { "Coincident", 2, true, true, TAKES_NONE, false },
    [CONSTRAINT_ANGLE] = { "Angle", 2, true, true, TAKES_NUMBER, true },
    [CONSTRAINT_LENGTH] = { "Length", 1, true, true, TAKES_NUMBER, false },
    [CONSTRAINT_DISTANCE] = { "Distance", 2, true, true, TAKES_DISTANCE, false },
    [CONSTRAINT_RADIUS] = { "Radius", 1, false, true, TAKES_NUMBER, false },
    [CONSTRAINT_ORIENTATION] = { "Orientation", 1, true, false, TAKES_PAIR, false },
    [CONSTRAINT_ARC_ANGLE] = { "ArcAngle", 1, false, true, TAKES_NUMBER, true },
};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static const char *const type_names[] = {
    [TAKES_NONE] = "<class 'NoneType'>",
    [TAKES_NUMBER] = "typing.Union[int, float]",
    [TAKES_NUMBER_OR_NONE] = "typing.Union[int, float, NoneType]",
    [TAKES_PAIR] = "typing.Tuple[typing.Union[int, float], typing.Union[int, float]]",
    [TAKES_DISTANCE] = "typing.Tuple[typing.Union[int, float, NoneType], typing.Union[int, float, NoneType], "
                       "typing.Union[int, float]]",
};

/* Its row, or KIND_COUNT. */
static size_t find_kind(script_value v)
{
    size_t i = 0;
    while (i < KIND_COUNT && !is_text(v, kinds[i].name))
        i++;
    return i;
}

static bool number_or_none(script_value v)
{
    return script_is_real(v) || script_is_none(v);
}

static bool takes(parameter_type type, script_value v)
{
    const script_value *items = v.kind == SCRIPT_TUPLE ? v.list->items : NULL;
    switch (type) {
    case TAKES_NONE:
        return script_is_none(v);
    case TAKES_NUMBER:
        return script_is_real(v);
    case TAKES_NUMBER_OR_NONE:
        return number_or_none(v);
    case TAKES_PAIR:
        return items && v.list->count == 2 && script_is_real(items[0]) && script_is_real(items[1]);
    case TAKES_DISTANCE:
        return items && v.list->count == 3 && number_or_none(items[0]) && number_or_none(items[1]) &&
               script_is_real(items[2]);
    }
    return false;
}

/* The edges must be lines or arcs as the kind wants them. */
static lathe_status check_geometry(script_vm *vm, const struct kind_row *row, const script_value *args, size_t count,
                                   lathe_error *err)
{
    const char *names[2] = { "", "" };
    bool fits = true;
    for (size_t i = 0; i < count; i++) {
        if (!shape_of(args[i]))
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'geomType'",
                                script_type_name(args[i]));
        KERNEL(kernel_geometry_name(shape_of(args[i])->kernel, &names[i], err));
        if (!(row->lines && strcmp(names[i], "LINE") == 0) && !(row->arcs && strcmp(names[i], "CIRCLE") == 0))
            fits = false;
    }
    if (fits)
        return LATHE_OK;
    return script_raise(vm, err, "ValueError", "Unsupported geometry types ['%s%s%s'] for constraint %s.", names[0],
                        count > 1 ? "', '" : "", names[1], row->name);
}

static lathe_status check(script_vm *vm, const struct kind_row *row, const script_value *args, size_t count,
                          script_value param, lathe_error *err)
{
    if (row->arity != count)
        return script_raise(vm, err, "ValueError",
                            "Invalid number of entities for constraint %s. Provided %zu, required %zu.", row->name,
                            count, row->arity);
    TRY(check_geometry(vm, row, args, count, err));
    if (takes(row->takes, param))
        return LATHE_OK;
    return script_raise(vm, err, "ValueError", "Unsupported argument types None, required %s.", type_names[row->takes]);
}

/* The first of what is tagged. */
static lathe_status tagged_edge(script_vm *vm, const sketch *s, script_value tag, script_value *out, lathe_error *err)
{
    script_value list;
    const script_value *items;
    size_t count;
    TRY(sketch_tagged(vm, s, tag, &list, err));
    TRY(script_to_items(vm, list, &items, &count, err));
    if (count == 0)
        return script_raise(vm, err, "IndexError", "list index out of range");
    *out = items[0];
    return LATHE_OK;
}

static lathe_status add_constraint(script_vm *vm, const script_call *call, size_t kind, size_t tags, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    const script_value *args = call->args[0].list->items;
    script_value edges[2], param = args[tags + 1], v;
    void *memory;
    for (size_t i = 0; i < tags; i++)
        TRY(tagged_edge(vm, s, args[i], &edges[i], err));
    TRY(check(vm, &kinds[kind], edges, tags, param, err));
    TRY(script_alloc(vm, sizeof(sketch_constraint), &memory, err));
    sketch_constraint *c = memory;
    *c = (sketch_constraint){ .kind = (constraint_kind)kind, .name = args[tags], .param = param };
    if (kinds[kind].degrees)
        c->param = script_float(sketch_radians(number_of(param)));
    TRY(script_tuple_new(vm, args, tags, &c->tags, err));
    TRY(script_tuple_new(vm, edges, tags, &c->args, err));
    TRY(script_object_new(vm, &class_sketch_constraint, c, NULL, &v, err));
    return script_list_append(vm, s->constraints.list, v, err);
}

/* constrain(tag, kind, arg), constrain(tag1, tag2, kind, arg). */
lathe_status sketch_constrain(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_list *args = call->args[0].list;
    size_t tags = args->count >= 2 ? args->count - 2 : 0, kind = KIND_COUNT;
    bool fits = tags == 1 || tags == 2;
    for (size_t i = 0; fits && i < tags; i++)
        fits = args->items[i].kind == SCRIPT_STR;
    if (fits)
        kind = find_kind(args->items[tags]);
    if (kind == KIND_COUNT || call->args[1].dict->count)
        return sketch_no_overload(vm, call, err);
    TRY(sketch_as_dispatch(vm, call, add_constraint(vm, call, kind, tags, err), err));
    return sketch_done(call, out);
}

lathe_status sketch_constraint_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                                   lathe_error *err)
{
    (void)vm, (void)err;
    const sketch_constraint *c = script_host_of(self, &class_sketch_constraint);
    const struct {
        const char *name;
        script_value value;
    } attributes[] = { { "kind", c->name }, { "tags", c->tags }, { "args", c->args }, { "param", c->param } };
    *handled = false;
    for (size_t i = 0; i < 4 && !*handled; i++) {
        *handled = strcmp(name, attributes[i].name) == 0;
        if (*handled)
            *out = attributes[i].value;
    }
    return LATHE_OK;
}
