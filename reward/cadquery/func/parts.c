/* parts.c: the shapes that a free function works on, out of what it was given. */
#include "reward/cadquery/func/func.h"

#include <stdio.h>
#include <string.h>

/* Compounds in compounds; beyond it Python's own recursion would end. */
enum { MAX_DEPTH = 300 };

static const unsigned curves = FUNC_TYPE(KERNEL_WIRE) | FUNC_TYPE(KERNEL_EDGE);

lathe_status func_give_as(shape_object *made, kernel_type type, script_value *out)
{
    made->type = type;
    made->self->type = &class_of_type_table[type];
    return func_give(made, out);
}

static lathe_status no_attribute(script_vm *vm, script_value v, const char *name, lathe_error *err)
{
    return script_raise(vm, err, "AttributeError", "'%s' object has no attribute '%s'", script_type_name(v), name);
}

lathe_status func_need_shape(script_vm *vm, script_value v, shape_object **out, lathe_error *err)
{
    shape_object *s = shape_of(v);
    if (!s)
        return no_attribute(vm, v, "wrapped", err);
    *out = s;
    return LATHE_OK;
}

lathe_status func_read_shapes(script_vm *vm, script_value iterable, kernel_array *out, lathe_error *err)
{
    const script_value *items;
    size_t count;
    void *memory;
    shape_object *s;
    TRY(script_to_items(vm, iterable, &items, &count, err));
    TRY(script_alloc(vm, (count + 1) * sizeof *out->items, &memory, err));
    out->items = memory;
    out->count = 0;
    for (size_t i = 0; i < count; i++) {
        TRY(func_need_shape(vm, items[i], &s, err));
        out->items[out->count++] = s->kernel;
    }
    return LATHE_OK;
}

lathe_status func_read_int(script_vm *vm, const script_call *call, size_t i, int *out, lathe_error *err)
{
    script_value v = call->args[i];
    int64_t n;
    if (v.kind != SCRIPT_INT && v.kind != SCRIPT_BOOL)
        return objects_bad_argument(vm, call->method->name, v, err);
    TRY(script_to_int(vm, v, &n, err));
    if (n < INT32_MIN || n > INT32_MAX)
        return objects_bad_argument(vm, call->method->name, v, err);
    *out = (int)n;
    return LATHE_OK;
}

lathe_status func_read_transition(script_vm *vm, script_value v, kernel_transition *out, lathe_error *err)
{
    static const struct {
        const char *name;
        kernel_transition value;
    } rows[] = { { "transformed", KERNEL_TRANSITION_TRANSFORMED },
                 { "round", KERNEL_TRANSITION_ROUND },
                 { "right", KERNEL_TRANSITION_RIGHT } };
    script_value text;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (is_text(v, rows[i].name)) {
            *out = rows[i].value;
            return LATHE_OK;
        }
    }
    TRY(script_to_repr(vm, v, &text, err));
    return script_raise(vm, err, "KeyError", "%s", text.str->text);
}

lathe_status func_parts(script_vm *vm, script_value v, kernel_type type, script_value *out, lathe_error *err)
{
    static const char *const names[KERNEL_TYPE_COUNT] = { [KERNEL_VERTEX] = "Vertices", [KERNEL_EDGE] = "Edges",
                                                          [KERNEL_WIRE] = "Wires",      [KERNEL_FACE] = "Faces",
                                                          [KERNEL_SHELL] = "Shells",    [KERNEL_SOLID] = "Solids" };
    if (!shape_of(v))
        return no_attribute(vm, v, names[type], err);
    TRY(objects_new_list(vm, out, err));
    return shape_parts(vm, shape_of(v), type, *out, err);
}

lathe_status func_first(script_vm *vm, script_value v, kernel_type type, shape_object **out, lathe_error *err)
{
    script_value parts;
    TRY(func_parts(vm, v, type, &parts, err));
    if (parts.list->count == 0)
        return script_raise(vm, err, "ValueError", "No Shape available for selection");
    *out = shape_of(parts.list->items[0]);
    return LATHE_OK;
}

/* ---- one level ---- */

static lathe_status refuse_type(script_vm *vm, unsigned types, kernel_type found, lathe_error *err)
{
    char list[100] = "";
    int length = 0, count = 0;
    for (int type = 0; type < KERNEL_TYPE_COUNT; type++) {
        if (types & FUNC_TYPE(type))
            length += snprintf(list + length, sizeof list - (size_t)length, "%s'%s'", count++ ? ", " : "",
                               kernel_type_name((kernel_type)type));
    }
    return script_raise(vm, err, "ValueError", "Required type(s): (%s%s); encountered %s", list, count == 1 ? "," : "",
                        kernel_type_name(found));
}

lathe_status func_get(script_vm *vm, script_value v, unsigned types, script_value list, lathe_error *err)
{
    const shape_object *s = shape_of(v);
    if (!s)
        return no_attribute(vm, v, "ShapeType", err);
    kernel_type type = kernel_type_of(s->kernel);
    if (types & FUNC_TYPE(type))
        return script_list_append(vm, list.list, v, err);
    if (type != KERNEL_COMPOUND)
        return refuse_type(vm, types, type, err);
    size_t from = list.list->count;
    TRY(shape_children(vm, s, list, err));
    for (size_t i = from; i < list.list->count; i++) {
        type = kernel_type_of(shape_of(list.list->items[i])->kernel);
        if (!(types & FUNC_TYPE(type)))
            return refuse_type(vm, types, type, err);
    }
    return LATHE_OK;
}

lathe_status func_get_one(script_vm *vm, script_value v, unsigned types, shape_object **out, lathe_error *err)
{
    shape_object *s = shape_of(v);
    script_value children;
    if (!s)
        return no_attribute(vm, v, "ShapeType", err);
    kernel_type type = kernel_type_of(s->kernel);
    if (type == KERNEL_COMPOUND && !(types & FUNC_TYPE(type))) {
        TRY(objects_new_list(vm, &children, err));
        TRY(shape_children(vm, s, children, err));
        if (children.list->count == 0)
            return script_raise(vm, err, "UnboundLocalError",
                                "cannot access local variable 'rv' where it is not associated with a value");
        s = shape_of(children.list->items[0]);
        type = kernel_type_of(s->kernel);
    }
    if (!(types & FUNC_TYPE(type)))
        return refuse_type(vm, types, type, err);
    *out = s;
    return LATHE_OK;
}

static lathe_status wire_of_edge(script_vm *vm, const shape_object *edge, shape_object **out, lathe_error *err)
{
    const kernel_shape *const edges[] = { edge->kernel };
    KEEP(out, kernel_wire_assemble(edges, 1, &raw, err));
    return LATHE_OK;
}

lathe_status func_get_one_wire(script_vm *vm, script_value v, shape_object **out, lathe_error *err)
{
    shape_object *found;
    TRY(func_get_one(vm, v, curves, &found, err));
    if (kernel_type_of(found->kernel) == KERNEL_EDGE)
        return wire_of_edge(vm, found, out, err);
    *out = found;
    return LATHE_OK;
}

/* ---- all levels ---- */

typedef lathe_status (*leaf)(script_vm *vm, script_value v, script_value list, lathe_error *err);

/* Calls `take` for every shape in compounds; take leaves other types than its own to refuse_type. */
static lathe_status walk(script_vm *vm, script_value v, unsigned types, leaf take, script_value list, int depth,
                         lathe_error *err)
{
    const shape_object *s = shape_of(v);
    script_value children;
    if (!s)
        return no_attribute(vm, v, "ShapeType", err);
    kernel_type type = kernel_type_of(s->kernel);
    if (types & FUNC_TYPE(type))
        return take(vm, v, list, err);
    if (type != KERNEL_COMPOUND)
        return refuse_type(vm, types, type, err);
    if (depth > MAX_DEPTH)
        return script_raise(vm, err, "RecursionError", "maximum recursion depth exceeded");
    TRY(objects_new_list(vm, &children, err));
    TRY(shape_children(vm, s, children, err));
    for (size_t i = 0; i < children.list->count; i++)
        TRY(walk(vm, children.list->items[i], types, take, list, depth + 1, err));
    return LATHE_OK;
}

static lathe_status take_wire(script_vm *vm, script_value v, script_value list, lathe_error *err)
{
    shape_object *wire = shape_of(v);
    if (kernel_type_of(wire->kernel) == KERNEL_EDGE)
        TRY(wire_of_edge(vm, wire, &wire, err));
    return script_list_append(vm, list.list, shape_value(wire), err);
}

static lathe_status take_edges(script_vm *vm, script_value v, script_value list, lathe_error *err)
{
    return shape_parts(vm, shape_of(v), KERNEL_EDGE, list, err);
}

static lathe_status take_face(script_vm *vm, script_value v, script_value list, lathe_error *err)
{
    shape_object *face = shape_of(v);
    if (kernel_type_of(face->kernel) != KERNEL_FACE)
        TRY(func_face_of(vm, &v, 1, &face, err));
    return script_list_append(vm, list.list, shape_value(face), err);
}

lathe_status func_get_wires(script_vm *vm, script_value v, script_value list, lathe_error *err)
{
    return walk(vm, v, curves, take_wire, list, 0, err);
}

lathe_status func_get_edges(script_vm *vm, script_value v, script_value list, lathe_error *err)
{
    return walk(vm, v, curves, take_edges, list, 0, err);
}

lathe_status func_get_faces(script_vm *vm, script_value v, script_value list, lathe_error *err)
{
    return walk(vm, v, curves | FUNC_TYPE(KERNEL_FACE), take_face, list, 0, err);
}

/* ---- what functions share ---- */

lathe_status func_face_of(script_vm *vm, const script_value *shapes, size_t count, shape_object **out,
                          lathe_error *err)
{
    script_value wires;
    kernel_array array;
    shape_object *made;
    TRY(objects_new_list(vm, &wires, err));
    for (size_t i = 0; i < count; i++)
        TRY(func_get_wires(vm, shapes[i], wires, err));
    TRY(objects_shapes_in(vm, wires, &array, err));
    KEEP(&made, kernel_wires_to_faces(array.items, array.count, &raw, err));
    return func_get_one(vm, shape_value(made), FUNC_TYPE(KERNEL_FACE), out, err);
}

lathe_status func_boolean(script_vm *vm, kernel_operation operation, const script_value *shapes, size_t count,
                          shape_object **out, lathe_error *err)
{
    script_value list;
    kernel_array array;
    TRY(script_list_new(vm, shapes, count, &list, err));
    TRY(func_read_shapes(vm, list, &array, err));
    KEEP(out, kernel_boolean_of(operation, array.items, array.count, 0, KERNEL_GLUE_NONE, NULL, &raw, err));
    return LATHE_OK;
}

lathe_status func_face_from_wires(script_vm *vm, script_value wires, shape_object **out, lathe_error *err)
{
    kernel_array array;
    TRY(func_read_shapes(vm, wires, &array, err));
    TRY(shape_face_of_wires(vm, &array, out, err));
    return LATHE_OK;
}

/* [face.outerWire()] + face.innerWires() */
static lathe_status wires_of_face(script_vm *vm, const shape_object *face, script_value *out, lathe_error *err)
{
    shape_object *outer;
    kernel_list inner = KERNEL_LIST_INIT;
    TRY(objects_new_list(vm, out, err));
    KEEP(&outer, kernel_face_outer_wire(face->kernel, &raw, err));
    TRY(script_list_append(vm, out->list, shape_value(outer), err));
    KERNEL(kernel_face_inner_wires(face->kernel, &inner, err));
    return objects_keep_list(vm, &inner, *out, err);
}

lathe_status func_sort_wires(script_vm *vm, script_value wires, script_value *out, lathe_error *err)
{
    shape_object *made;
    script_value faces, group;
    TRY(objects_new_list(vm, out, err));
    if (!script_is_sequence(wires))
        return script_raise(vm, err, "TypeError", "object of type '%s' has no len()", script_type_name(wires));
    if (wires.list->count < 2)
        return script_list_append(vm, out->list, wires, err);
    TRY(func_face_from_wires(vm, wires, &made, err));
    TRY(func_parts(vm, shape_value(made), KERNEL_FACE, &faces, err));
    for (size_t i = 0; i < faces.list->count; i++) {
        TRY(wires_of_face(vm, shape_of(faces.list->items[i]), &group, err));
        TRY(script_list_append(vm, out->list, group, err));
    }
    return LATHE_OK;
}
