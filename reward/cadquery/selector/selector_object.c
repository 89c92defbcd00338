/* selector_object.c: selectors as objects of scripts. */
#include "reward/cadquery/selector/selector.h"

#include <ctype.h>

lathe_status selector_method_filter(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    script_value list;
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    TRY(script_list_new(vm, items, count, &list, err));
    selector own = *(const selector *)script_host_of(call->self, &class_selector);
    if (call->self.object->type->user && !own.is_parsed)
        own.object = call->self;
    return selector_apply(vm, &own, list, out, err);
}

lathe_status selector_method_test(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec v;
    bool passes;
    TRY(objects_to_vec(vm, call->args[0], &v, err));
    TRY(selector_test(vm, script_host_of(call->self, &class_selector), v, &passes, err));
    *out = script_bool(passes);
    return LATHE_OK;
}

lathe_status selector_method_key(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const shape_object *s = shape_of(call->args[0]);
    double key;
    bool has;
    if (!s)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'ShapeType'",
                            script_type_name(call->args[0]));
    TRY(selector_key(vm, script_host_of(call->self, &class_selector), s->kernel, &has, &key, err));
    if (!has)
        return script_raise(vm, err, "ValueError", "%s does not measure a %s", script_type_name(call->self),
                            kernel_type_name(s->type));
    *out = script_float(key);
    return LATHE_OK;
}

static lathe_status give(script_vm *vm, const script_call *call, const selector *s, script_value *out, lathe_error *err)
{
    selector *made;
    TRY(selector_new(vm, s, &made, err));
    return script_object_new(vm, call->self.type, made, NULL, out, err);
}

lathe_status selector_construct_all(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return give(vm, call, &(selector){ .kind = SELECT_ALL }, out, err);
}

lathe_status selector_construct_nearest(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    selector s = { .kind = SELECT_NEAREST };
    TRY(objects_to_vec(vm, call->args[0], &s.vector, err));
    return give(vm, call, &s, out, err);
}

lathe_status selector_construct_nearest_shape(script_vm *vm, const script_call *call, script_value *out,
                                              lathe_error *err)
{
    selector s = { .kind = SELECT_NEAREST_SHAPE, .shape = shape_of(call->args[0]) };
    if (!s.shape)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'distance'",
                            script_type_name(call->args[0]));
    return give(vm, call, &s, out, err);
}

/* A selector of the host's, or whatever a script gave: its method filter is called. */
static lathe_status operand(script_vm *vm, script_value v, const selector **out, lathe_error *err)
{
    selector *made;
    *out = script_host_of(v, &class_selector);
    if (*out && !v.object->type->user)
        return LATHE_OK;
    TRY(selector_new(vm, &(selector){ .kind = SELECT_SCRIPT, .object = v }, &made, err));
    *out = made;
    return LATHE_OK;
}

static lathe_status construct_pair(script_vm *vm, const script_call *call, selector_kind kind, script_value *out,
                                   lathe_error *err)
{
    selector s = { .kind = kind };
    TRY(operand(vm, call->args[0], &s.left, err));
    if (kind != SELECT_NOT)
        TRY(operand(vm, call->args[1], &s.right, err));
    return give(vm, call, &s, out, err);
}

lathe_status selector_construct_and(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_pair(vm, call, SELECT_AND, out, err);
}

lathe_status selector_construct_sum(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_pair(vm, call, SELECT_OR, out, err);
}

lathe_status selector_construct_subtract(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_pair(vm, call, SELECT_EXCEPT, out, err);
}

lathe_status selector_construct_inverse(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_pair(vm, call, SELECT_NOT, out, err);
}

lathe_status selector_construct_box(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    selector s = { .kind = SELECT_BOX };
    TRY(objects_to_vec(vm, call->args[0], &s.vector, err));
    TRY(objects_to_vec(vm, call->args[1], &s.second, err));
    TRY(argument_truth(vm, call, 2, &s.by_box, err));
    return give(vm, call, &s, out, err);
}

lathe_status selector_construct_type(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    selector s = { .kind = SELECT_TYPE };
    const char *text = objects_text(call->args[0]);
    if (!text)
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'upper'",
                            script_type_name(call->args[0]));
    for (size_t i = 0; text[i] && i + 1 < sizeof s.type; i++)
        s.type[i] = (char)toupper((unsigned char)text[i]);
    return give(vm, call, &s, out, err);
}

lathe_status selector_construct_string(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const selector *s;
    if (!objects_text(call->args[0]))
        return objects_bad_argument(vm, "StringSyntaxSelector", call->args[0], err);
    TRY(selector_parse(vm, objects_text(call->args[0]), &s, err));
    selector parsed = *s;
    parsed.is_parsed = true;
    return give(vm, call, &parsed, out, err);
}

static lathe_status read_selector_vector(script_vm *vm, script_value v, kernel_vec *out, lathe_error *err)
{
    if (!vector_of(v))
        return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'cross'", script_type_name(v));
    *out = vector_of(v)->v;
    return LATHE_OK;
}

/* (vector, tolerance) */
static lathe_status construct_directed(script_vm *vm, const script_call *call, selector_kind kind, script_value *out,
                                       lathe_error *err)
{
    selector s = { .kind = kind };
    TRY(read_selector_vector(vm, call->args[0], &s.vector, err));
    TRY(argument(vm, call, 1, &s.tolerance, err));
    return give(vm, call, &s, out, err);
}

lathe_status selector_construct_parallel(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_directed(vm, call, SELECT_PARALLEL, out, err);
}

lathe_status selector_construct_directed(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_directed(vm, call, SELECT_ALL_DIRECTIONS, out, err);
}

lathe_status selector_construct_direction(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_directed(vm, call, SELECT_DIRECTION, out, err);
}

lathe_status selector_construct_perpendicular(script_vm *vm, const script_call *call, script_value *out,
                                              lathe_error *err)
{
    return construct_directed(vm, call, SELECT_PERPENDICULAR, out, err);
}

/* n, directionMax and tolerance from argument `at` on; the vector is read before where there is one. */
static lathe_status construct_nth(script_vm *vm, const script_call *call, selector_kind kind, size_t at,
                                  script_value *out, lathe_error *err)
{
    selector s = { .kind = kind, .n = -1 };
    if (at > 0)
        TRY(read_selector_vector(vm, call->args[0], &s.vector, err));
    if (call->count == at + 3) {
        TRY(script_to_int(vm, call->args[at], &s.n, err));
        at++;
    }
    TRY(argument_truth(vm, call, at, &s.largest, err));
    TRY(argument(vm, call, at + 1, &s.tolerance, err));
    return give(vm, call, &s, out, err);
}

lathe_status selector_construct_min_max(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_nth(vm, call, SELECT_CENTER_NTH, 1, out, err);
}

lathe_status selector_construct_center_nth(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_nth(vm, call, SELECT_CENTER_NTH, 1, out, err);
}

lathe_status selector_construct_direction_nth(script_vm *vm, const script_call *call, script_value *out,
                                              lathe_error *err)
{
    return construct_nth(vm, call, SELECT_PARALLEL_NTH, 1, out, err);
}

lathe_status selector_construct_radius_nth(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_nth(vm, call, SELECT_RADIUS_NTH, 0, out, err);
}

lathe_status selector_construct_length_nth(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_nth(vm, call, SELECT_LENGTH_NTH, 0, out, err);
}

lathe_status selector_construct_area_nth(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return construct_nth(vm, call, SELECT_AREA_NTH, 0, out, err);
}

/* & + - and unary - of selectors. */
lathe_status selector_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                              script_value *out, lathe_error *err)
{
    selector s = { .kind = SELECT_ALL }, *made;
    *handled = script_host_of(left, &class_selector) != NULL;
    switch (op) {
    case SCRIPT_BIT_AND:
        s.kind = SELECT_AND;
        break;
    case SCRIPT_ADD:
        s.kind = SELECT_OR;
        break;
    case SCRIPT_SUBTRACT:
        s.kind = SELECT_EXCEPT;
        break;
    case SCRIPT_NEGATE:
        s.kind = SELECT_NOT;
        break;
    default:
        *handled = false;
    }
    if (!*handled)
        return LATHE_OK;
    TRY(operand(vm, left, &s.left, err));
    if (op != SCRIPT_NEGATE)
        TRY(operand(vm, right, &s.right, err));
    TRY(selector_new(vm, &s, &made, err));
    return script_object_new(vm, &class_selector, made, NULL, out, err);
}
