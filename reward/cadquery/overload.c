/* overload.c: which function of one name a call means. */
#include "reward/cadquery/overload.h"

#include <string.h>

/* ---- types ---- */

static bool is_real(script_value v)
{
    return script_is_real(v);
}

static bool is_vector_like(script_value v)
{
    if (vector_of(v))
        return true;
    if (v.kind != SCRIPT_TUPLE || (v.list->count != 2 && v.list->count != 3))
        return false;
    for (size_t i = 0; i < v.list->count; i++)
        if (!is_real(v.list->items[i]))
            return false;
    return true;
}

static bool is_pair(script_value v)
{
    return is_vector_like(v) && !vector_of(v) && v.list->count == 2;
}

static bool is_curve(script_value v)
{
    return objects_shape_of_type(v, KERNEL_WIRE) || objects_shape_of_type(v, KERNEL_EDGE);
}

static bool is_float(script_value v)
{
    return v.kind == SCRIPT_FLOAT;
}

static bool is_shape(script_value v)
{
    return shape_of(v) != NULL;
}

static bool is_wire(script_value v)
{
    return objects_shape_of_type(v, KERNEL_WIRE) != NULL;
}

static bool is_face(script_value v)
{
    return objects_shape_of_type(v, KERNEL_FACE) != NULL;
}

/* Of a list (any sequence where `list_only` is false) the first item alone is looked at. */
static bool is_sequence_of(script_value v, bool list_only, bool (*fits)(script_value))
{
    if (v.kind != SCRIPT_LIST && (list_only || v.kind != SCRIPT_TUPLE))
        return false;
    return v.list->count == 0 || fits(v.list->items[0]);
}

static bool fits(char type, script_value v)
{
    bool none = script_is_none(v);
    switch (type) {
    case 's': return is_shape(v);
    case 'w': return is_wire(v);
    case 'f': return is_face(v);
    case 'F': return none || is_face(v);
    case 'p': return is_curve(v);
    case 'W': return is_sequence_of(v, true, is_wire);
    case 'L': return is_sequence_of(v, true, is_face);
    case 'S': return is_sequence_of(v, false, is_shape);
    case 'Z': return none || is_sequence_of(v, false, is_shape);
    case 'm': return none || vector_of(v) || is_curve(v);
    case 'v': return is_vector_like(v);
    case 'V': return none || is_vector_like(v);
    case 'Q': return is_sequence_of(v, false, is_vector_like);
    case 'q': return none || is_sequence_of(v, false, is_vector_like);
    case 'r': return is_real(v);
    case 'R': return none || is_real(v);
    case 'd': return is_float(v);
    case 'n': return none || is_sequence_of(v, false, is_float);
    case 't': return is_pair(v);
    case 'b': return v.kind == SCRIPT_BOOL;
    case 'T': return v.kind == SCRIPT_STR;
    case 'U': return none || v.kind == SCRIPT_STR;
    case 'k': return is_text(v, "regular") || is_text(v, "bold") || is_text(v, "italic");
    case 'h': return is_text(v, "center") || is_text(v, "left") || is_text(v, "right");
    case 'g': return is_text(v, "center") || is_text(v, "top") || is_text(v, "bottom");
    case 'l': return is_text(v, "transformed") || is_text(v, "round") || is_text(v, "right");
    default: return true;
    }
}

/* ---- choosing ---- */

typedef struct parameters {
    const script_value *items;
    size_t count;
} parameters;

static bool accepts(const overload *o, parameters p)
{
    if (p.count < o->required)
        return false;
    for (size_t i = 0; o->types[i] && i < p.count; i++)
        if (!fits(o->types[i], p.items[i]))
            return false;
    return true;
}

/* The positional parameters of a bound call, up to the first that was not given. */
static lathe_status positional_of(script_vm *vm, const overload *o, const script_call *bound, parameters *out,
                                  lathe_error *err)
{
    const script_list *star = o->star ? bound->args[o->positional].list : NULL;
    size_t named = 0, count;
    void *memory;
    while (named < o->positional && (bound->given >> named & 1))
        named++;
    count = named + (star && named == o->positional ? star->count : 0);
    TRY(script_alloc(vm, (count + 1) * sizeof(script_value), &memory, err));
    script_value *items = memory;
    memcpy(items, bound->args, named * sizeof *items);
    if (count > named)
        memcpy(items + named, star->items, star->count * sizeof *items);
    *out = (parameters){ items, count };
    return LATHE_OK;
}

/* What the choice looks at. */
static lathe_status read_parameters(script_vm *vm, const overload_set *set, const script_call *call, parameters *out,
                                    lathe_error *err)
{
    const script_list *args = call->args[0].list;
    const script_dict *keywords = call->args[1].dict;
    *out = (parameters){ args->items, args->count };
    if (!set->by_keyword || keywords->count == 0)
        return LATHE_OK;
    for (size_t i = 0; i < set->count; i++) {
        script_call bound;
        lathe_status st = script_bind_row(vm, &set->items[i].row, call->self, args->items, args->count, keywords,
                                          &bound, err);
        if (st == LATHE_OK)
            return positional_of(vm, &set->items[i], &bound, out, err);
        if (st != LATHE_E_SCRIPT)
            return st;
    }
    return LATHE_OK;
}

/* The only one that fits. One without types stands back where another fits; one whose parameters are too few is out. */
static const overload *choose(const overload_set *set, parameters p, size_t *out_found)
{
    const overload *chosen = NULL;
    bool typed = false;
    *out_found = 0;
    for (size_t i = 0; i < set->count; i++)
        typed |= set->items[i].types[0] && accepts(&set->items[i], p);
    for (size_t i = 0; i < set->count; i++) {
        const overload *o = &set->items[i];
        if ((typed && !o->types[0]) || !accepts(o, p) || (p.count > o->positional && !o->star))
            continue;
        chosen = o;
        ++*out_found;
    }
    return *out_found == 1 ? chosen : NULL;
}

static bool is_type_error(const lathe_error *err)
{
    return strncmp(err->message, "TypeError: ", 11) == 0;
}

lathe_status overload_call(script_vm *vm, const overload_set *set, const script_call *call, script_value *out,
                           lathe_error *err)
{
    const script_list *args = call->args[0].list;
    parameters p;
    size_t found;
    script_call bound;
    TRY(read_parameters(vm, set, call, &p, err));
    const overload *chosen = choose(set, p, &found);
    if (!chosen)
        return script_raise(vm, err, "DispatchError", "%s: %zu methods found", call->method->name, found);
    lathe_status st = script_bind_row(vm, &chosen->row, call->self, args->items, args->count, call->args[1].dict,
                                      &bound, err);
    if (st == LATHE_OK)
        st = chosen->row.call(vm, &bound, out, err);
    if (st == LATHE_E_SCRIPT && !set->by_keyword && is_type_error(err))
        return script_raise(vm, err, "DispatchError", "Function %s", call->method->name);
    return st;
}
