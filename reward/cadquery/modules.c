/* modules.c: what `import cadquery` gives, and what hosts of scripts provide beside it. */
#include "reward/cadquery/methods.h"

/* ---- accepted and neutral: a script makes shapes and nothing else ---- */

METHOD_FUNCTION(neutral_none)
{
    (void)vm, (void)call, (void)err;
    *out = script_none();
    return LATHE_OK;
}

METHOD_FUNCTION(neutral_true)
{
    (void)vm, (void)call, (void)err;
    *out = script_bool(true);
    return LATHE_OK;
}

METHOD_FUNCTION(neutral_self)
{
    (void)vm, (void)err;
    *out = call->self;
    return LATHE_OK;
}

static METHOD_FUNCTION(show_object)
{
    (void)err;
    engine_state *state = script_vm_host(vm);
    state->shown = call->args[0];
    *out = script_none();
    return LATHE_OK;
}

const script_method cadquery_builtins[] = {
    { "show_object", "obj, *args, **kwargs", show_object, 0 },
    { "debug", "obj=None, *args, **kwargs", neutral_none, 0 },
    { "log", "*args, **kwargs", neutral_none, 0 },
    { NULL, NULL, NULL, 0 },
};

/* ---- selectors ---- */

static const script_method selector_methods[] = { { "filter", "objectList", selector_method_filter, 0 },
                                                  { NULL, NULL, NULL, 0 } };
static const script_hooks selector_hooks = { .operate = selector_operate, .copy = selector_duplicate };

#define SELECTOR_CLASS(id, class_name, signature, function)                                                            \
    static const script_method construct_##id = { "__init__", signature, function, SCRIPT_METHOD_CLASS };              \
    static const script_class class_##id = { .name = class_name, .base = &class_selector, .construct = &construct_##id }

static const script_method construct_selector = { "__init__", "", selector_construct_all, SCRIPT_METHOD_CLASS };
const script_class class_selector = { .name = "Selector", .methods = selector_methods,
                                      .construct = &construct_selector, .hooks = &selector_hooks };
SELECTOR_CLASS(nearest, "NearestToPointSelector", "pnt", selector_construct_nearest);
SELECTOR_CLASS(nearest_shape, "NearestToShapeSelector", "s", selector_construct_nearest_shape);
SELECTOR_CLASS(and, "AndSelector", "left, right", selector_construct_and);
SELECTOR_CLASS(sum, "SumSelector", "left, right", selector_construct_sum);
SELECTOR_CLASS(subtract, "SubtractSelector", "left, right", selector_construct_subtract);
SELECTOR_CLASS(inverse, "InverseSelector", "selector", selector_construct_inverse);
SELECTOR_CLASS(box, "BoxSelector", "point0, point1, boundingbox=False", selector_construct_box);

/* Those that look at the directions of planar faces and straight edges. */
static const script_method direction_methods[] = { { "test", "vec", selector_method_test, 0 }, { NULL, NULL, NULL, 0 } };
static const script_method construct_base_directed = { "__init__", "vector, tolerance=0.0001", selector_construct_directed,
                                                  SCRIPT_METHOD_CLASS };
static const script_class class_directed = { .name = "BaseDirSelector", .base = &class_selector,
                                             .methods = direction_methods, .construct = &construct_base_directed };
#define DIRECTED_CLASS(id, class_name, signature, function)                                                            \
    static const script_method construct_##id = { "__init__", signature, function, SCRIPT_METHOD_CLASS };              \
    static const script_class class_##id = { .name = class_name, .base = &class_directed, .construct = &construct_##id }
DIRECTED_CLASS(parallel, "ParallelDirSelector", "vector, tolerance=0.0001", selector_construct_parallel);
DIRECTED_CLASS(direction, "DirectionSelector", "vector, tolerance=0.0001", selector_construct_direction);
DIRECTED_CLASS(perpendicular, "PerpendicularDirSelector", "vector, tolerance=0.0001", selector_construct_perpendicular);
SELECTOR_CLASS(type, "TypeSelector", "typeString", selector_construct_type);
SELECTOR_CLASS(string, "StringSyntaxSelector", "selectorString", selector_construct_string);
/* Those that choose by a number of each shape. */
static const script_method nth_methods[] = { { "key", "obj", selector_method_key, 0 }, { NULL, NULL, NULL, 0 } };
#define NTH_CLASS(id, class_name, signature, function)                                                                 \
    static const script_method construct_##id = { "__init__", signature, function, SCRIPT_METHOD_CLASS };              \
    static const script_class class_##id = { .name = class_name, .base = &class_selector, .methods = nth_methods,      \
                                             .construct = &construct_##id }
NTH_CLASS(min_max, "DirectionMinMaxSelector", "vector, directionMax=True, tolerance=0.0001",
               selector_construct_min_max);
NTH_CLASS(center_nth, "CenterNthSelector", "vector, n, directionMax=True, tolerance=0.0001",
               selector_construct_center_nth);
NTH_CLASS(direction_nth, "DirectionNthSelector", "vector, n, directionMax=True, tolerance=0.0001",
               selector_construct_direction_nth);
NTH_CLASS(radius_nth, "RadiusNthSelector", "n, directionMax=True, tolerance=0.0001", selector_construct_radius_nth);
NTH_CLASS(length_nth, "LengthNthSelector", "n, directionMax=True, tolerance=0.0001", selector_construct_length_nth);
NTH_CLASS(area_nth, "AreaNthSelector", "n, directionMax=True, tolerance=0.0001", selector_construct_area_nth);

#define SELECTOR_MEMBERS                                                                                               \
    SCRIPT_MEMBER_CLASS("Selector", &class_selector), SCRIPT_MEMBER_CLASS("NearestToPointSelector", &class_nearest),   \
        SCRIPT_MEMBER_CLASS("ParallelDirSelector", &class_parallel),                                                   \
        SCRIPT_MEMBER_CLASS("DirectionSelector", &class_direction),                                                    \
        SCRIPT_MEMBER_CLASS("PerpendicularDirSelector", &class_perpendicular),                                         \
        SCRIPT_MEMBER_CLASS("TypeSelector", &class_type),                                                              \
        SCRIPT_MEMBER_CLASS("DirectionMinMaxSelector", &class_min_max),                                                \
        SCRIPT_MEMBER_CLASS("StringSyntaxSelector", &class_string)

static const script_member selectors_members[] = {
    SELECTOR_MEMBERS,
    SCRIPT_MEMBER_CLASS("BoxSelector", &class_box),
    SCRIPT_MEMBER_CLASS("NearestToShapeSelector", &class_nearest_shape),
    SCRIPT_MEMBER_CLASS("CenterNthSelector", &class_center_nth),
    SCRIPT_MEMBER_CLASS("DirectionNthSelector", &class_direction_nth),
    SCRIPT_MEMBER_CLASS("RadiusNthSelector", &class_radius_nth),
    SCRIPT_MEMBER_CLASS("LengthNthSelector", &class_length_nth),
    SCRIPT_MEMBER_CLASS("AreaNthSelector", &class_area_nth),
    SCRIPT_MEMBER_CLASS("NearestToPoint", &class_nearest),
    SCRIPT_MEMBER_CLASS("NearestToShape", &class_nearest_shape),
    SCRIPT_MEMBER_CLASS("Parallel", &class_parallel),
    SCRIPT_MEMBER_CLASS("Perpendicular", &class_perpendicular),
    SCRIPT_MEMBER_CLASS("BaseDirSelector", &class_directed),
    SCRIPT_MEMBER_UNSUPPORTED("BinarySelector"),
    SCRIPT_MEMBER_UNSUPPORTED("_NthSelector"),
    SCRIPT_MEMBER_UNSUPPORTED("_expression_grammar"),
    SCRIPT_MEMBER_UNSUPPORTED("_grammar"),
    SCRIPT_MEMBER_CLASS("AndSelector", &class_and),
    SCRIPT_MEMBER_CLASS("SumSelector", &class_sum),
    SCRIPT_MEMBER_CLASS("SubtractSelector", &class_subtract),
    SCRIPT_MEMBER_CLASS("InverseSelector", &class_inverse),
    { .name = NULL },
};
static const script_module selectors_module = { .name = "cadquery.selectors", .members = selectors_members };

/* ---- vis ---- */

static const script_method vis_functions[] = {
    { "show", "*objs, **kwargs", neutral_none, 0 },
    { "show_object", "*objs, **kwargs", neutral_none, 0 },
    { "style", "obj, *args, **kwargs", NULL, 0 },
    { NULL, NULL, NULL, 0 },
};
static const script_module vis_module = { .name = "cadquery.vis", .functions = vis_functions };

static const script_member occ_impl_members[] = {
    SCRIPT_MEMBER_MODULE("shapes", &cadquery_shapes_module),
    SCRIPT_MEMBER_MODULE("geom", &cadquery_geom_module),
    SCRIPT_MEMBER_MODULE("exporters", &cadquery_exporters_module),
    SCRIPT_MEMBER_MODULE("importers", &cadquery_importers_module),
    SCRIPT_MEMBER_MODULE("assembly", &cadquery_impl_assembly_module),
    SCRIPT_MEMBER_MODULE("solver", &cadquery_solver_module),
    SCRIPT_MEMBER_UNSUPPORTED("shape_protocols"),
    SCRIPT_MEMBER_UNSUPPORTED("sketch_solver"),
    { .name = NULL },
};
static const script_module occ_impl_module = { .name = "cadquery.occ_impl", .members = occ_impl_members };
static const script_module plugins_module = { .name = "cadquery.plugins" };
static const script_module ocp_module = { .name = "OCP", .unsupported = true };
static const script_module cqgi_module = { .name = "cadquery.cqgi", .unsupported = true };
static const script_module fig_module = { .name = "cadquery.fig", .unsupported = true };

/* ---- cadquery ---- */

#define SHAPE_MEMBER(name, type) SCRIPT_MEMBER_CLASS(name, &class_of_type_table[type])
/* Where Workplane is defined. */
static const script_member cq_members[] = {
    SCRIPT_MEMBER_CLASS("Workplane", &class_workplane),
    SCRIPT_MEMBER_CLASS("CQ", &class_workplane),
    SCRIPT_MEMBER_CLASS("CQContext", &class_context),
    SCRIPT_MEMBER_CLASS("Sketch", &class_sketch),
    SCRIPT_MEMBER_CLASS("Vector", &class_vector),
    SCRIPT_MEMBER_CLASS("Plane", &class_plane),
    SCRIPT_MEMBER_CLASS("Location", &class_location),
    SCRIPT_MEMBER_CLASS("Shape", &class_shape),
    SHAPE_MEMBER("Vertex", KERNEL_VERTEX),
    SHAPE_MEMBER("Edge", KERNEL_EDGE),
    SHAPE_MEMBER("Wire", KERNEL_WIRE),
    SHAPE_MEMBER("Face", KERNEL_FACE),
    SHAPE_MEMBER("Solid", KERNEL_SOLID),
    SHAPE_MEMBER("Compound", KERNEL_COMPOUND),
    SCRIPT_MEMBER_CLASS("Selector", &class_selector),
    SCRIPT_MEMBER_CLASS("StringSyntaxSelector", &class_string),
    SCRIPT_MEMBER_UNSUPPORTED("CQObject"),
    SCRIPT_MEMBER_UNSUPPORTED("CombineMode"),
    SCRIPT_MEMBER_UNSUPPORTED("Shapes"),
    SCRIPT_MEMBER_UNSUPPORTED("TOL"),
    SCRIPT_MEMBER_UNSUPPORTED("VectorLike"),
    SCRIPT_MEMBER_UNSUPPORTED("get_arity"),
    SCRIPT_MEMBER_UNSUPPORTED("loft"),
    SCRIPT_MEMBER_UNSUPPORTED("export"),
    SCRIPT_MEMBER_UNSUPPORTED("exportSVG"),
    SCRIPT_MEMBER_UNSUPPORTED("getSVG"),
    SCRIPT_MEMBER_UNSUPPORTED("wiresToFaces"),
    { .name = NULL },
};
static const script_module cq_module = { .name = "cadquery.cq", .members = cq_members };

static const script_member cadquery_members[] = {
    SCRIPT_MEMBER_CLASS("Workplane", &class_workplane),
    SCRIPT_MEMBER_CLASS("CQ", &class_workplane),
    SCRIPT_MEMBER_CLASS("Sketch", &class_sketch),
    SCRIPT_MEMBER_CLASS("Vector", &class_vector),
    SCRIPT_MEMBER_CLASS("Plane", &class_plane),
    SCRIPT_MEMBER_CLASS("Location", &class_location),
    SCRIPT_MEMBER_CLASS("Matrix", &class_matrix),
    SCRIPT_MEMBER_CLASS("BoundBox", &class_bounds),
    SCRIPT_MEMBER_CLASS("Shape", &class_shape),
    SHAPE_MEMBER("Vertex", KERNEL_VERTEX),
    SHAPE_MEMBER("Edge", KERNEL_EDGE),
    SHAPE_MEMBER("Wire", KERNEL_WIRE),
    SHAPE_MEMBER("Face", KERNEL_FACE),
    SHAPE_MEMBER("Shell", KERNEL_SHELL),
    SHAPE_MEMBER("Solid", KERNEL_SOLID),
    SHAPE_MEMBER("Compound", KERNEL_COMPOUND),
    SCRIPT_MEMBER_CLASS("Assembly", &class_assembly),
    SCRIPT_MEMBER_CLASS("Color", &class_color),
    SELECTOR_MEMBERS,
    SCRIPT_MEMBER_MODULE("exporters", &cadquery_exporters_module),
    SCRIPT_MEMBER_MODULE("importers", &cadquery_importers_module),
    SCRIPT_MEMBER_MODULE("selectors", &selectors_module),
    SCRIPT_MEMBER_MODULE("occ_impl", &occ_impl_module),
    SCRIPT_MEMBER_MODULE("plugins", &plugins_module),
    SCRIPT_MEMBER_TEXT("__version__", "2.8.0"),
    SCRIPT_MEMBER_CLASS("Constraint", &class_constraint),
    SCRIPT_MEMBER_CLASS("Material", &class_material),
    SCRIPT_MEMBER_UNSUPPORTED("UnitLiterals"),
    SCRIPT_MEMBER_MODULE("assembly", &cadquery_assembly_module),
    SCRIPT_MEMBER_MODULE("cq", &cq_module),
    SCRIPT_MEMBER_MODULE("cqgi", &cqgi_module),
    SCRIPT_MEMBER_MODULE("fig", &fig_module),
    SCRIPT_MEMBER_MODULE("sketch", &cadquery_sketch_module),
    SCRIPT_MEMBER_MODULE("hull", &cadquery_hull_module),
    SCRIPT_MEMBER_UNSUPPORTED("types"),
    SCRIPT_MEMBER_MODULE("units", &cadquery_units_module),
    SCRIPT_MEMBER_UNSUPPORTED("utils"),
    { .name = NULL },
};
static const char *const cadquery_all[] = {
    "Assembly", "BoundBox", "CQ", "Color", "Compound", "Constraint", "DirectionMinMaxSelector", "DirectionSelector",
    "Edge", "Face", "Location", "Material", "Matrix", "NearestToPointSelector", "ParallelDirSelector",
    "PerpendicularDirSelector", "Plane", "Selector", "Shape", "Shell", "Sketch", "Solid", "StringSyntaxSelector",
    "TypeSelector", "UnitLiterals", "Vector", "Vertex", "Wire", "Workplane", "exporters", "importers", "plugins",
    "selectors", "sortWiresByBuildOrder",
    NULL,
};
const script_module cadquery_module = { .name = "cadquery", .functions = cadquery_functions,
                                        .members = cadquery_members, .all = cadquery_all };

const script_module *const cadquery_modules[] = { &cadquery_module, &vis_module,      &cadquery_exporters_module,
                                                  &cadquery_importers_module, &selectors_module, &cadquery_func_module, &cadquery_shapes_module, &cadquery_geom_module, &cadquery_units_module,
                                                  &cadquery_sketch_module, &cadquery_hull_module, &cadquery_assembly_module, &cadquery_impl_assembly_module,
                                                  &cadquery_solver_module, &occ_impl_module, &cq_module, &plugins_module,  &ocp_module, &cqgi_module, &fig_module,
                                                  NULL };
