/* sketch_places.c: selections by place: push, arrays, along curves. */
#include "reward/cadquery/sketch/sketch.h"

static const kernel_vec zero = { 0, 0, 0 }, up = { 0, 0, 1 };

lathe_status sketch_push(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    const script_value *items;
    size_t count;
    script_value selection, copy;
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    TRY(objects_new_list(vm, &selection, err));
    for (size_t i = 0; i < count; i++) {
        script_value v = items[i];
        if (!location_of(v)) {
            kernel_vec at;
            location_object *place;
            TRY(objects_to_vec(vm, v, &at, err));
            KEEP_PLACE(&place, kernel_location_at(at, &raw, err));
            v = script_of_object(place->self);
        }
        TRY(script_list_append(vm, selection.list, v, err));
    }
    s->selection = selection;
    s->has_selection = true;
    TRY(script_list_new(vm, selection.list->items, selection.list->count, &copy, err));
    TRY(sketch_set_tag(vm, s, call->args[1], copy, err));
    return sketch_done(call, out);
}

/* Each of `grid` with each of the present selection. */
static lathe_status push_grid(script_vm *vm, sketch *s, script_value grid, const double *turns, lathe_error *err)
{
    script_value base, made;
    location_object *place, *turn;
    TRY(sketch_places(vm, s, false, &base, err));
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < grid.list->count; i++) {
        for (size_t k = 0; k < base.list->count; k++) {
            const location_object *a = location_of(grid.list->items[i]), *b = location_of(base.list->items[k]);
            KEEP_PLACE(&place, kernel_location_multiply(a->kernel, b->kernel, &raw, err));
            if (turns) {
                KEEP_PLACE(&turn, kernel_location_about(zero, up, turns[i], &raw, err));
                KEEP_PLACE(&place, kernel_location_multiply(place->kernel, turn->kernel, &raw, err));
            }
            TRY(script_list_append(vm, made.list, script_of_object(place->self), err));
        }
    }
    s->selection = made;
    s->has_selection = true;
    return LATHE_OK;
}

static lathe_status add_place(script_vm *vm, script_value grid, kernel_vec at, lathe_error *err)
{
    location_object *place;
    KEEP_PLACE(&place, kernel_location_at(at, &raw, err));
    return script_list_append(vm, grid.list, script_of_object(place->self), err);
}

lathe_status sketch_rarray(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double xs, ys;
    int64_t nx, ny;
    script_value grid;
    TRY(argument(vm, call, 0, &xs, err));
    TRY(argument(vm, call, 1, &ys, err));
    TRY(script_to_int(vm, call->args[2], &nx, err));
    TRY(script_to_int(vm, call->args[3], &ny, err));
    if (nx < 1 || ny < 1)
        return script_raise(vm, err, "ValueError", "At least 1 elements required, requested %lld, %lld", (long long)nx,
                            (long long)ny);
    kernel_vec offset = { (double)(nx - 1) * xs * 0.5, (double)(ny - 1) * ys * 0.5, 0 };
    TRY(objects_new_list(vm, &grid, err));
    for (int64_t i = 0; i < nx; i++) {
        for (int64_t j = 0; j < ny; j++)
            TRY(add_place(vm, grid, vec_sub((kernel_vec){ (double)i * xs, (double)j * ys, 0 }, offset), err));
    }
    TRY(push_grid(vm, sketch_of(call->self), grid, NULL, err));
    return sketch_done(call, out);
}

lathe_status sketch_parray(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double radius, a1, da;
    int64_t n;
    bool rotate;
    script_value grid;
    void *memory;
    TRY(argument(vm, call, 0, &radius, err));
    TRY(argument(vm, call, 1, &a1, err));
    TRY(argument(vm, call, 2, &da, err));
    TRY(script_to_int(vm, call->args[3], &n, err));
    TRY(argument_truth(vm, call, 4, &rotate, err));
    if (n < 1)
        return script_raise(vm, err, "ValueError", "At least 1 element required, requested %lld", (long long)n);
    double angle = fabs(remainder(da, 360)) < 1e-6 ? da / (double)n : n > 1 ? da / (double)(n - 1) : a1;
    TRY(objects_new_list(vm, &grid, err));
    TRY(script_spend(vm, n < UINT32_MAX ? (uint32_t)n : UINT32_MAX, err));
    TRY(script_alloc(vm, (size_t)n * sizeof(double), &memory, err));
    double *turns = memory;
    for (int64_t i = 0; i < n; i++) {
        double phi = a1 + angle * (double)i;
        turns[i] = rotate ? phi : 0;
        TRY(add_place(vm, grid, (kernel_vec){ radius * cos(sketch_radians(phi)), radius * sin(sketch_radians(phi)), 0 }, err));
    }
    TRY(push_grid(vm, sketch_of(call->self), grid, turns, err));
    return sketch_done(call, out);
}

/* ---- along curves ---- */

/* Where along the curve: evenly, the end left out where it meets the start. */
static lathe_status fractions(script_vm *vm, int64_t n, script_value start, script_value stop, bool open,
                              script_value *out, lathe_error *err)
{
    double from, to;
    TRY(script_to_double(vm, start, &from, err));
    TRY(script_to_double(vm, stop, &to, err));
    TRY(objects_new_list(vm, out, err));
    for (int64_t i = 0; i < n; i++) {
        double parts = (double)(open ? n - 1 : n);
        TRY(script_spend(vm, 1, err));
        TRY(script_list_append(vm, out->list, script_float(parts > 0 ? from + (double)i * (to - from) / parts : from),
                               err));
    }
    return LATHE_OK;
}

/* The places along one edge or wire, appended. */
static lathe_status distribute_along(script_vm *vm, script_value curve, script_value params, bool rotate,
                                     script_value made, lathe_error *err)
{
    script_value found, length, frame;
    const script_value *items;
    size_t count;
    location_object *place;
    kernel_vec at;
    TRY(script_str_new(vm, "length", 6, &length, err));
    TRY(script_str_new(vm, "frenet", 6, &frame, err));
    const script_value args[] = { params, length, frame, script_bool(true) };
    TRY(objects_call_method(vm, curve, rotate ? "locations" : "positions", args, rotate ? 4 : 1, &found, err));
    TRY(script_to_items(vm, found, &items, &count, err));
    for (size_t i = 0; i < count; i++) {
        script_value v = items[i];
        if (!rotate) {
            TRY(objects_to_vec(vm, v, &at, err));
            KEEP_PLACE(&place, kernel_location_at(at, &raw, err));
            v = script_of_object(place->self);
        }
        TRY(script_list_append(vm, made.list, v, err));
    }
    return LATHE_OK;
}

lathe_status sketch_distribute(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    sketch *s = sketch_of(call->self);
    int64_t n;
    double start, stop;
    bool rotate, closed;
    script_value made, params, text;
    TRY(script_to_int(vm, call->args[0], &n, err));
    TRY(argument(vm, call, 1, &start, err));
    TRY(argument(vm, call, 2, &stop, err));
    TRY(argument_truth(vm, call, 3, &rotate, err));
    if (n < 1)
        return script_raise(vm, err, "ValueError", "At least 1 element required, requested %lld", (long long)n);
    if (!sketch_has_selected(s))
        return script_raise(vm, err, "ValueError", "Nothing selected to distribute over");
    bool trimmed = !(1 - fabs(stop - start) < 1e-6);
    TRY(objects_new_list(vm, &made, err));
    for (size_t i = 0; i < s->selection.list->count; i++) {
        script_value v = s->selection.list->items[i];
        if (!objects_shape_of_type(v, KERNEL_EDGE) && !objects_shape_of_type(v, KERNEL_WIRE)) {
            TRY(script_to_str(vm, v, &text, err));
            return script_raise(vm, err, "ValueError", "Unsupported selection: %s", text.str->text);
        }
        KERNEL(kernel_curve_is_closed(shape_of(v)->kernel, &closed, err));
        TRY(fractions(vm, n, call->args[1], call->args[2], trimmed || !closed, &params, err));
        TRY(distribute_along(vm, v, params, rotate, made, err));
    }
    s->selection = made;
    s->has_selection = true;
    return sketch_done(call, out);
}
