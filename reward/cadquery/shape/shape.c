/* shape.c: Shape and its classes as values of scripts: measures, parts, moves, booleans. */
#include "reward/cadquery/methods.h"

#include <string.h>

/* ---- used all over ---- */

lathe_status shape_clean(script_vm *vm, const shape_object *shape, shape_object **out, lathe_error *err)
{
    KEEP(out, kernel_clean(shape->kernel, &raw, err));
    (*out)->type = shape->type;
    return LATHE_OK;
}

lathe_status shape_combine(script_vm *vm, const kernel_boolean *how, const shape_object *base,
                           const kernel_array *tools, shape_object **out, lathe_error *err)
{
    KEEP(out, kernel_combine(how, base->kernel, base->type == KERNEL_COMPOUND, tools->items, tools->count, &raw, err));
    return LATHE_OK;
}

lathe_status shape_compound(script_vm *vm, script_value list, shape_object **out, lathe_error *err)
{
    kernel_array array;
    TRY(objects_shapes_in(vm, list, &array, err));
    KEEP(out, kernel_compound(array.items, array.count, &raw, err));
    return LATHE_OK;
}

lathe_status shape_parts(script_vm *vm, const shape_object *shape, kernel_type type, script_value list,
                         lathe_error *err)
{
    kernel_list parts = KERNEL_LIST_INIT;
    KERNEL(kernel_parts(shape->kernel, type, &parts, err));
    return objects_keep_list(vm, &parts, list, err);
}

lathe_status shape_children(script_vm *vm, const shape_object *shape, script_value list, lathe_error *err)
{
    kernel_list parts = KERNEL_LIST_INIT;
    KERNEL(kernel_children(shape->kernel, &parts, err));
    return objects_keep_list(vm, &parts, list, err);
}

lathe_status shape_moved(script_vm *vm, const shape_object *shape, const location_object *place, shape_object **out,
                         lathe_error *err)
{
    shape_object *moved;
    KEEP(&moved, kernel_moved(shape->kernel, place->kernel, &raw, err));
    moved->type = shape->type;
    moved->construction = shape->construction;
    *out = moved;
    return LATHE_OK;
}

lathe_status shape_list_unique(script_vm *vm, script_value list, lathe_error *err)
{
    script_list *l = list.list;
    size_t slots = 16, kept = 0;
    void *memory;
    while (slots < 2 * l->count)
        slots *= 2;
    TRY(script_alloc(vm, slots * sizeof(size_t), &memory, err));
    size_t *table = memory; /* 1 + index of what is kept */
    for (size_t i = 0; i < l->count; i++) {
        const kernel_shape *s = shape_of(l->items[i])->kernel;
        size_t at = kernel_hash(s) * 2654435761u % slots;
        while (table[at] && !kernel_is_same(shape_of(l->items[table[at] - 1])->kernel, s))
            at = (at + 1) % slots;
        if (table[at])
            continue;
        l->items[kept] = l->items[i];
        table[at] = ++kept;
    }
    l->count = kept;
    return LATHE_OK;
}

/* ---- measures ---- */

static lathe_status give_vec(script_vm *vm, kernel_vec v, script_value *out, lathe_error *err)
{
    return objects_new_vector(vm, v, out, err);
}

#define MEASURE(name, call_name, type, make)                                                                           \
    lathe_status shape_##name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)             \
    {                                                                                                                  \
        type value;                                                                                                    \
        KERNEL(call_name(shape_of(call->self)->kernel, &value, err));                                                  \
        *out = make(value);                                                                                            \
        return LATHE_OK;                                                                                               \
    }
MEASURE(volume, kernel_mass, double, script_float)
MEASURE(area, kernel_area, double, script_float)
MEASURE(is_valid, kernel_is_valid, bool, script_bool)
MEASURE(length, kernel_curve_length, double, script_float)
MEASURE(radius, kernel_curve_radius, double, script_float)
MEASURE(is_closed, kernel_curve_is_closed, bool, script_bool)

#define MEASURE_VEC(name, call_name)                                                                                   \
    lathe_status shape_##name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)             \
    {                                                                                                                  \
        kernel_vec value;                                                                                              \
        KERNEL(call_name(shape_of(call->self)->kernel, &value, err));                                                  \
        return give_vec(vm, value, out, err);                                                                          \
    }
MEASURE_VEC(center, kernel_center)
MEASURE_VEC(start_point, kernel_curve_start)
MEASURE_VEC(end_point, kernel_curve_end)
MEASURE_VEC(arc_center, kernel_curve_center)

static lathe_status bounds_of(script_vm *vm, const shape_object *s, bounds_object *out, lathe_error *err)
{
    KERNEL(kernel_bounds(s->kernel, &out->low, &out->high, &out->diagonal, err));
    return LATHE_OK;
}

lathe_status shape_bounding_box(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    bounds_object bounds;
    TRY(bounds_of(vm, shape_of(call->self), &bounds, err));
    return objects_new_bounds(vm, &bounds, out, err);
}

lathe_status shape_center_of_box(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    bounds_object b;
    TRY(bounds_of(vm, shape_of(call->self), &b, err));
    return give_vec(vm, vec_scale(vec_add(b.low, b.high), 0.5), out, err);
}

/* BoundBox: xmin ... zlen, center, DiagonalLength. */
lathe_status bounds_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                        lathe_error *err)
{
    const bounds_object *b = script_host_of(self, &class_bounds);
    const double low[] = { b->low.x, b->low.y, b->low.z }, high[] = { b->high.x, b->high.y, b->high.z };
    *handled = true;
    if (strcmp(name, "center") == 0)
        return give_vec(vm, vec_scale(vec_add(b->low, b->high), 0.5), out, err);
    if (strcmp(name, "DiagonalLength") == 0) {
        *out = script_float(b->diagonal);
        return LATHE_OK;
    }
    if (name[0] >= 'x' && name[0] <= 'z') {
        int axis = name[0] - 'x';
        double value = 0;
        if (strcmp(name + 1, "min") == 0)
            value = low[axis];
        else if (strcmp(name + 1, "max") == 0)
            value = high[axis];
        else if (strcmp(name + 1, "len") == 0)
            value = high[axis] - low[axis];
        else
            *handled = false;
        *out = script_float(value);
        return LATHE_OK;
    }
    *handled = false;
    return LATHE_OK;
}

lathe_status shape_type_name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const char *name = kernel_type_name(kernel_type_of(shape_of(call->self)->kernel));
    return script_str_new(vm, name, strlen(name), out, err);
}

lathe_status shape_geom_type(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const char *name;
    KERNEL(kernel_geometry_name(shape_of(call->self)->kernel, &name, err));
    return script_str_new(vm, name, strlen(name), out, err);
}

lathe_status shape_hash_code(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    (void)vm, (void)err;
    *out = script_int(kernel_hash(shape_of(call->self)->kernel));
    return LATHE_OK;
}

lathe_status shape_is_same(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const shape_object *other = shape_of(call->args[0]);
    if (!other)
        return objects_bad_argument(vm, "isSame", call->args[0], err);
    *out = script_bool(kernel_is_same(shape_of(call->self)->kernel, other->kernel));
    return LATHE_OK;
}

lathe_status shape_is_inside(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec point;
    double tolerance;
    bool inside;
    TRY(objects_to_vec(vm, call->args[0], &point, err));
    TRY(argument(vm, call, 1, &tolerance, err));
    KERNEL(kernel_is_inside(shape_of(call->self)->kernel, point, tolerance, &inside, err));
    *out = script_bool(inside);
    return LATHE_OK;
}

lathe_status shape_distance(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const shape_object *other = shape_of(call->args[0]);
    double distance;
    if (!other)
        return objects_bad_argument(vm, "distance", call->args[0], err);
    KERNEL(kernel_distance(shape_of(call->self)->kernel, other->kernel, &distance, err));
    *out = script_float(distance);
    return LATHE_OK;
}

static lathe_status require_length_mode(script_vm *vm, script_value mode, lathe_error *err)
{
    return is_text(mode, "length") ? LATHE_OK : script_unsupported(vm, err, "positions on curves by parameter");
}

lathe_status shape_position_at(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec at;
    double d;
    TRY(argument(vm, call, 0, &d, err));
    TRY(require_length_mode(vm, call->args[1], err));
    KERNEL(kernel_curve_position(shape_of(call->self)->kernel, d, &at, err));
    return give_vec(vm, at, out, err);
}

lathe_status shape_tangent_at(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec tangent;
    double d;
    TRY(argument(vm, call, 0, &d, err));
    TRY(require_length_mode(vm, call->args[1], err));
    KERNEL(kernel_curve_tangent(shape_of(call->self)->kernel, d, &tangent, err));
    return give_vec(vm, tangent, out, err);
}

lathe_status shape_to_tuple(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec at;
    KERNEL(kernel_center(shape_of(call->self)->kernel, &at, err));
    return objects_vec_tuple(vm, at, out, err);
}

/* ---- parts ---- */

static lathe_status list_parts(script_vm *vm, const script_call *call, kernel_type type, script_value *out,
                               lathe_error *err)
{
    TRY(objects_new_list(vm, out, err));
    return shape_parts(vm, shape_of(call->self), type, *out, err);
}

/* faces(selector): one shape, or a compound of several. */
static lathe_status select_parts(script_vm *vm, const script_call *call, kernel_type type, script_value *out,
                                 lathe_error *err)
{
    script_value parts, chosen;
    shape_object *compound;
    TRY(list_parts(vm, call, type, &parts, err));
    TRY(selector_filter(vm, call->args[0], parts, &chosen, err));
    if (chosen.list->count == 1) {
        *out = chosen.list->items[0];
        return LATHE_OK;
    }
    TRY(shape_compound(vm, chosen, &compound, err));
    *out = shape_value(compound);
    return LATHE_OK;
}

static lathe_status select_part(script_vm *vm, const script_call *call, kernel_type type, script_value *out,
                                lathe_error *err)
{
    script_value parts, chosen;
    TRY(list_parts(vm, call, type, &parts, err));
    TRY(selector_filter(vm, call->args[0], parts, &chosen, err));
    if (chosen.list->count == 0)
        return script_raise(vm, err, "ValueError", "No Shape available for selection");
    *out = chosen.list->items[0];
    return LATHE_OK;
}

#define PARTS(name, how, type)                                                                                         \
    lathe_status shape_##name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)             \
    {                                                                                                                  \
        return how(vm, call, type, out, err);                                                                          \
    }
PARTS(list_vertices, list_parts, KERNEL_VERTEX)
PARTS(list_edges, list_parts, KERNEL_EDGE)
PARTS(list_wires, list_parts, KERNEL_WIRE)
PARTS(list_faces, list_parts, KERNEL_FACE)
PARTS(list_shells, list_parts, KERNEL_SHELL)
PARTS(list_solids, list_parts, KERNEL_SOLID)
PARTS(list_compounds, list_parts, KERNEL_COMPOUND)
PARTS(vertices, select_parts, KERNEL_VERTEX)
PARTS(edges, select_parts, KERNEL_EDGE)
PARTS(wires, select_parts, KERNEL_WIRE)
PARTS(faces, select_parts, KERNEL_FACE)
PARTS(shells, select_parts, KERNEL_SHELL)
PARTS(solids, select_parts, KERNEL_SOLID)
PARTS(vertex, select_part, KERNEL_VERTEX)
PARTS(edge, select_part, KERNEL_EDGE)
PARTS(wire, select_part, KERNEL_WIRE)
PARTS(face, select_part, KERNEL_FACE)
PARTS(shell, select_part, KERNEL_SHELL)
PARTS(solid, select_part, KERNEL_SOLID)

lathe_status shape_outer_wire(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *wire;
    KEEP(&wire, kernel_face_outer_wire(shape_of(call->self)->kernel, &raw, err));
    *out = shape_value(wire);
    return LATHE_OK;
}

lathe_status shape_inner_wires(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_list wires = KERNEL_LIST_INIT;
    TRY(objects_new_list(vm, out, err));
    KERNEL(kernel_face_inner_wires(shape_of(call->self)->kernel, &wires, err));
    return objects_keep_list(vm, &wires, *out, err);
}

lathe_status shape_iterate(script_vm *vm, script_value self, script_value *out, lathe_error *err)
{
    TRY(objects_new_list(vm, out, err));
    return shape_children(vm, shape_of(self), *out, err);
}

lathe_status shape_truth(script_vm *vm, script_value self, bool *out, lathe_error *err)
{
    (void)vm, (void)err;
    const shape_object *s = shape_of(self);
    *out = s->type != KERNEL_COMPOUND || !kernel_is_empty(s->kernel);
    return LATHE_OK;
}

lathe_status shape_hash(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
{
    (void)vm, (void)err;
    *out = kernel_hash(shape_of(self)->kernel);
    return LATHE_OK;
}

/* X, Y and Z of a vertex. */
lathe_status shape_get(script_vm *vm, script_value self, const char *name, bool *handled, script_value *out,
                       lathe_error *err)
{
    const shape_object *s = shape_of(self);
    *handled = false;
    if (strcmp(name, "forConstruction") == 0) {
        *handled = true;
        *out = script_bool(s->construction);
        return LATHE_OK;
    }
    if (s->type != KERNEL_VERTEX || name[0] < 'X' || name[0] > 'Z' || name[1])
        return objects_get_wrapped(vm, name, handled, err);
    kernel_vec at;
    KERNEL(kernel_center(s->kernel, &at, err));
    const double coordinates[] = { at.x, at.y, at.z };
    *out = script_float(coordinates[name[0] - 'X']);
    *handled = true;
    return LATHE_OK;
}

/* ---- moves ---- */

static lathe_status give_like(shape_object *made, const script_call *call, script_value *out)
{
    made->type = shape_of(call->self)->type;
    *out = shape_value(made);
    return LATHE_OK;
}

lathe_status shape_translate(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec by;
    shape_object *made;
    TRY(objects_to_vec(vm, call->args[0], &by, err));
    KEEP(&made, kernel_translate(shape_of(call->self)->kernel, by, &raw, err));
    return give_like(made, call, out);
}

lathe_status shape_rotate(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec a, b;
    double degrees;
    shape_object *made;
    TRY(objects_to_vec(vm, call->args[0], &a, err));
    TRY(objects_to_vec(vm, call->args[1], &b, err));
    TRY(argument(vm, call, 2, &degrees, err));
    KEEP(&made, kernel_rotate(shape_of(call->self)->kernel, a, b, degrees, &raw, err));
    return give_like(made, call, out);
}

lathe_status shape_mirror(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_vec normal, base;
    shape_object *made;
    TRY(body_named_normal(vm, call->args[0], &normal, err));
    TRY(objects_to_vec(vm, call->args[1], &base, err));
    KEEP(&made, kernel_mirror(shape_of(call->self)->kernel, base, normal, &raw, err));
    return give_like(made, call, out);
}

lathe_status shape_scale(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    double factor;
    shape_object *made;
    TRY(argument(vm, call, 0, &factor, err));
    KEEP(&made, kernel_scale(shape_of(call->self)->kernel, factor, &raw, err));
    return give_like(made, call, out);
}

lathe_status shape_copy(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *made;
    KEEP(&made, kernel_copy(shape_of(call->self)->kernel, &raw, err));
    return give_like(made, call, out);
}

lathe_status shape_method_clean(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *made;
    TRY(shape_clean(vm, shape_of(call->self), &made, err));
    return give_like(made, call, out);
}

lathe_status shape_fix(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    shape_object *made;
    KEEP(&made, kernel_fix(shape_of(call->self)->kernel, &raw, err));
    return give_like(made, call, out);
}

/* The argument list of moved(): locations, vector-likes, a sequence of them, or x, y, z, rx, ry, rz. */
lathe_status shape_method_moved(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const shape_object *s = shape_of(call->self);
    location_object *place;
    shape_object *made;
    TRY(location_from_call(vm, call, &place, err));
    TRY(shape_moved(vm, s, place, &made, err));
    return give_like(made, call, out);
}

lathe_status shape_located(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const location_object *place = location_of(call->args[0]);
    shape_object *made;
    if (!place)
        return objects_bad_argument(vm, "located", call->args[0], err);
    KEEP(&made, kernel_located(shape_of(call->self)->kernel, place->kernel, &raw, err));
    made->construction = shape_of(call->self)->construction;
    return give_like(made, call, out);
}

/* ---- booleans ---- */

static lathe_status combine_call(script_vm *vm, const script_call *call, kernel_boolean how, script_value *out,
                                 lathe_error *err)
{
    kernel_array tools;
    shape_object *made;
    for (size_t i = 0; i < call->args[0].list->count; i++) {
        if (!shape_of(call->args[0].list->items[i]))
            return script_raise(vm, err, "AttributeError", "'%s' object has no attribute 'wrapped'",
                                script_type_name(call->args[0].list->items[i]));
    }
    TRY(objects_shapes_in(vm, call->args[0], &tools, err));
    TRY(shape_combine(vm, &how, shape_of(call->self), &tools, &made, err));
    *out = shape_value(made);
    return LATHE_OK;
}

static lathe_status read_tolerance(script_vm *vm, script_value v, double *out, lathe_error *err)
{
    return script_is_none(v) ? LATHE_OK : script_to_double(vm, v, out, err);
}

lathe_status shape_fuse(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_boolean how = { KERNEL_FUSE, false, 0 };
    TRY(argument_truth(vm, call, 1, &how.glue, err));
    TRY(read_tolerance(vm, call->args[2], &how.tolerance, err));
    return combine_call(vm, call, how, out, err);
}

lathe_status shape_cut(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_boolean how = { KERNEL_CUT, false, 0 };
    TRY(read_tolerance(vm, call->args[1], &how.tolerance, err));
    return combine_call(vm, call, how, out, err);
}

lathe_status shape_intersect(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    kernel_boolean how = { KERNEL_COMMON, false, 0 };
    TRY(read_tolerance(vm, call->args[1], &how.tolerance, err));
    return combine_call(vm, call, how, out, err);
}

lathe_status shape_split(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    return combine_call(vm, call, (kernel_boolean){ KERNEL_SPLIT, false, 0 }, out, err);
}

lathe_status shape_operate(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,
                           script_value *out, lathe_error *err)
{
    const shape_object *a = shape_of(left), *b = shape_of(right);
    kernel_boolean how = { KERNEL_FUSE, false, 0 };
    *handled = true;
    if (op == SCRIPT_EQUAL || op == SCRIPT_NOT_EQUAL) {
        bool same = a && b && kernel_is_same(a->kernel, b->kernel);
        *out = script_bool(same == (op == SCRIPT_EQUAL));
        return LATHE_OK;
    }
    *handled = a && b && op <= SCRIPT_DIVIDE;
    if (!*handled)
        return LATHE_OK;
    static const kernel_operation operations[] = { KERNEL_FUSE, KERNEL_CUT, KERNEL_COMMON, KERNEL_SPLIT };
    how.operation = operations[op - SCRIPT_ADD];
    const kernel_shape *list[] = { b->kernel };
    const kernel_array tools = { list, 1 };
    shape_object *made;
    TRY(shape_combine(vm, &how, a, &tools, &made, err));
    *out = shape_value(made);
    return LATHE_OK;
}
_Static_assert(SCRIPT_DIVIDE == SCRIPT_ADD + 3, "operations[] follows the order of script_operator");

/* ---- features of solids ---- */

lathe_status shape_fillet(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    script_value list;
    kernel_array edges;
    double radius;
    shape_object *made;
    TRY(argument(vm, call, 0, &radius, err));
    TRY(script_to_items(vm, call->args[1], &items, &count, err));
    TRY(script_list_new(vm, items, count, &list, err));
    TRY(objects_shapes_in(vm, list, &edges, err));
    KEEP(&made, kernel_fillet(shape_of(call->self)->kernel, radius, edges.items, edges.count, &raw, err));
    return give_like(made, call, out);
}

lathe_status shape_chamfer(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    script_value list;
    kernel_array edges;
    double first, second;
    bool given;
    shape_object *made;
    TRY(argument(vm, call, 0, &first, err));
    TRY(argument_truth(vm, call, 1, &given, err));
    second = first;
    if (given)
        TRY(argument(vm, call, 1, &second, err));
    TRY(script_to_items(vm, call->args[2], &items, &count, err));
    TRY(script_list_new(vm, items, count, &list, err));
    TRY(objects_shapes_in(vm, list, &edges, err));
    KEEP(&made, kernel_chamfer(shape_of(call->self)->kernel, first, second, edges.items, edges.count, &raw, err));
    return give_like(made, call, out);
}
