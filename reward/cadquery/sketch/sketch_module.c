/* sketch_module.c: the modules cadquery.sketch and cadquery.hull. */
#include "reward/cadquery/sketch/sketch.h"

static const script_member sketch_members[] = {
    SCRIPT_MEMBER_CLASS("Sketch", &class_sketch),
    SCRIPT_MEMBER_CLASS("Constraint", &class_sketch_constraint),
    SCRIPT_MEMBER_CLASS("Vector", &class_vector),
    SCRIPT_MEMBER_CLASS("Location", &class_location),
    SCRIPT_MEMBER_CLASS("Selector", &class_selector),
    SCRIPT_MEMBER_CLASS("Shape", &class_shape),
    SCRIPT_MEMBER_CLASS("Face", &class_of_type_table[KERNEL_FACE]),
    SCRIPT_MEMBER_CLASS("Edge", &class_of_type_table[KERNEL_EDGE]),
    SCRIPT_MEMBER_CLASS("Wire", &class_of_type_table[KERNEL_WIRE]),
    SCRIPT_MEMBER_CLASS("Compound", &class_of_type_table[KERNEL_COMPOUND]),
    SCRIPT_MEMBER_CLASS("Vertex", &class_of_type_table[KERNEL_VERTEX]),
    SCRIPT_MEMBER_FLOAT("TOL", 1e-6),
    SCRIPT_MEMBER_UNSUPPORTED("Modes"),
    SCRIPT_MEMBER_UNSUPPORTED("Point"),
    SCRIPT_MEMBER_UNSUPPORTED("Real"),
    { .name = NULL },
};
const script_module cadquery_sketch_module = { .name = "cadquery.sketch", .members = sketch_members };

static METHOD_FUNCTION(find_hull)
{
    const script_value *items;
    size_t count;
    script_value edges;
    shape_object *wire;
    TRY(script_to_items(vm, call->args[0], &items, &count, err));
    TRY(script_list_new(vm, items, count, &edges, err));
    TRY(sketch_find_hull(vm, edges, &wire, err));
    *out = shape_value(wire);
    return LATHE_OK;
}

static const script_method hull_functions[] = { { "find_hull", "edges", find_hull, 0 }, { NULL, NULL, NULL, 0 } };
const script_module cadquery_hull_module = { .name = "cadquery.hull", .functions = hull_functions };
