/* location.c: Location as a value of scripts. */
#include "reward/cadquery/methods.h"

#include <string.h>

static lathe_status location_numbers(script_vm *vm, const script_value *args, size_t count, location_object **out,
                                     lathe_error *err)
{
    double n[6] = { 0 };
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        TRY(script_to_double(vm, args[i], &n[i], err));
        any = any || n[i] != 0;
    }
    kernel_vec offset = { n[0], n[1], n[2] }, turn = { n[3], n[4], n[5] };
    if (any)
        KEEP_PLACE(out, kernel_location_turned(offset, turn, &raw, err));
    else
        KEEP_PLACE(out, kernel_location_identity(&raw, err));
    return LATHE_OK;
}

/* Location(plane) and Location(plane, vector). */
static lathe_status location_of_plane(script_vm *vm, const script_value *args, size_t count, location_object **out,
                                      lathe_error *err)
{
    const kernel_plane *plane = &plane_of(args[0])->plane;
    kernel_vec offset = plane->origin;
    if (count == 2 && !objects_is_vector_like(args[1]))
        return objects_dispatch_error(vm, "__init__", err);
    if (count == 2)
        TRY(objects_to_vec(vm, args[1], &offset, err));
    KEEP_PLACE(out, kernel_location_of_plane(plane, offset, &raw, err));
    return LATHE_OK;
}

static bool are_numbers(const script_value *args, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!script_is_real(args[i]))
            return false;
    }
    return true;
}

/* What takes one argument is also tried for everything that no other overload takes. */
lathe_status location_from_arguments(script_vm *vm, const script_value *args, size_t count, location_object **out,
                                     lathe_error *err)
{
    kernel_vec offset, second;
    if (count <= 6 && are_numbers(args, count))
        return location_numbers(vm, args, count, out, err);
    if (count <= 2 && plane_of(args[0]))
        return location_of_plane(vm, args, count, out, err);
    if (count == 1) {
        TRY(objects_to_vec(vm, args[0], &offset, err));
        KEEP_PLACE(out, kernel_location_at(offset, &raw, err));
        return LATHE_OK;
    }
    if (count > 3 || !objects_is_vector_like(args[0]) || !objects_is_vector_like(args[1]) ||
        (count == 3 && !script_is_real(args[2])))
        return objects_dispatch_error(vm, "__init__", err);
    if (count == 2 && (vector_of(args[1]) || args[1].list->count != 3))
        return objects_dispatch_error(vm, "__init__", err);
    TRY(objects_to_vec(vm, args[0], &offset, err));
    TRY(objects_to_vec(vm, args[1], &second, err));
    if (count == 2)
        KEEP_PLACE(out, kernel_location_turned(offset, second, &raw, err));
    else
        KEEP_PLACE(out, kernel_location_about(offset, second, number_of(args[2]), &raw, err));
    return LATHE_OK;
}

/* The parameters of the overloads, in the order in which CadQuery declares them. */
static const struct {
    size_t count;
    const char *names[6];
} overloads[] = {
    { 1, { "t" } },
    { 6, { "x", "y", "z", "rx", "ry", "rz" } },
    { 2, { "t", "v" } },
    { 3, { "t", "ax", "angle" } },
    { 2, { "t", "angles" } },
};

/* Positional and keyword arguments in the order of overload `which`; false where they do not fit it. Only the numbers
 * have defaults. */
static bool bind_arguments(size_t which, const script_list *args, const script_dict *keywords,
                           script_value out_values[6])
{
    uint32_t used = 0;
    if (args->count > overloads[which].count)
        return false;
    for (size_t i = 0; i < overloads[which].count; i++) {
        const script_value *given = script_dict_find_text(keywords, overloads[which].names[i]);
        if ((given && i < args->count) || (!given && i >= args->count && overloads[which].count != 6))
            return false;
        used += given != NULL;
        out_values[i] = given ? *given : i < args->count ? args->items[i] : script_int(0);
    }
    return used == keywords->count;
}

lathe_status location_from_call(script_vm *vm, const script_call *call, location_object **out, lathe_error *err)
{
    const script_list *args = call->args[0].list;
    const script_dict *keywords = call->args[1].dict;
    script_value values[6];
    if (keywords->count == 0)
        return location_from_arguments(vm, args->items, args->count, out, err);
    for (size_t i = 0; i < sizeof overloads / sizeof *overloads; i++) {
        if (bind_arguments(i, args, keywords, values))
            return location_from_arguments(vm, values, overloads[i].count, out, err);
    }
    return script_raise(vm, err, "TypeError", "Location.__init__() got arguments that fit none of its signatures");
}

lathe_status location_construct(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    location_object *place;
    TRY(location_from_call(vm, call, &place, err));
    *out = script_of_object(place->self);
    return LATHE_OK;
}

lathe_status location_to_tuple(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec offset, turn;
    script_value pair[2];
    KERNEL(kernel_location_parts(location_of(call->self)->kernel, &offset, &turn, err));
    TRY(objects_vec_tuple(vm, offset, &pair[0], err));
    TRY(objects_vec_tuple(vm, turn, &pair[1], err));
    return script_tuple_new(vm, pair, 2, out, err);
}

lathe_status location_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                          lathe_error *err)
{
    const location_object *l = location_of(self);
    location_object *place;
    kernel_plane plane;
    *handled = true;
    if (strcmp(name, "inverse") == 0) {
        KEEP_PLACE(&place, kernel_location_inverse(l->kernel, &raw, err));
        *out = script_of_object(place->self);
        return LATHE_OK;
    }
    if (strcmp(name, "plane") == 0) {
        KERNEL(kernel_location_plane(l->kernel, &plane, err));
        return objects_new_plane(vm, &plane, out, err);
    }
    return objects_get_wrapped(vm, name, handled, err);
}

lathe_status location_set(script_vm *vm, script_value self, const char *name, script_value value, bool *handled,
                          lathe_error *err)
{
    (void)self, (void)value;
    *handled = false;
    if (strcmp(name, "inverse") == 0 || strcmp(name, "plane") == 0)
        return script_raise(vm, err, "AttributeError", "property '%s' of 'Location' object has no setter", name);
    return objects_get_wrapped(vm, name, handled, err);
}

lathe_status location_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                              script_value *out, lathe_error *err)
{
    const location_object *a = location_of(left), *b = location_of(right);
    location_object *place;
    *handled = a && (op == SCRIPT_MULTIPLY || op == SCRIPT_POWER);
    if (!*handled)
        return LATHE_OK;
    if (op == SCRIPT_MULTIPLY) {
        if (!b)
            return objects_not_wrapped(vm, "*", right, err);
        KEEP_PLACE(&place, kernel_location_multiply(a->kernel, b->kernel, &raw, err));
    } else {
        bool whole = right.kind == SCRIPT_INT || right.kind == SCRIPT_BOOL;
        if (!whole || number_of(right) > INT32_MAX || number_of(right) < INT32_MIN)
            return objects_bad_argument(vm, "Powered()", right, err);
        KEEP_PLACE(&place, kernel_location_power(a->kernel, (int)number_of(right), &raw, err));
    }
    *out = script_of_object(place->self);
    return LATHE_OK;
}
