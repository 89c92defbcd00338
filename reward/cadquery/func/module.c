/* module.c: cadquery.func and the modules of cadquery.occ_impl that scripts import from. */
#include "reward/cadquery/func/func.h"

#define METHOD(class, name, signature, function, flags) { #name, signature, function, flags },
#define MISSING(class, name, signature) { #name, signature, NULL, 0 },
#define END { NULL, NULL, NULL, 0 }

static const script_method func_functions[] = {
#include "reward/cadquery/methods/func.def"
    END
};
static const script_method shapes_functions[] = {
#include "reward/cadquery/methods/func.def"
#include "reward/cadquery/methods/shapes.def"
    END
};

#define SHAPE_MEMBER(name, type) SCRIPT_MEMBER_CLASS(name, &class_of_type_table[type])
#define COMMON_MEMBERS                                                                                                 \
    SCRIPT_MEMBER_CLASS("Vector", &class_vector), SCRIPT_MEMBER_CLASS("Plane", &class_plane),                          \
        SCRIPT_MEMBER_CLASS("Location", &class_location), SCRIPT_MEMBER_CLASS("Shape", &class_shape),                  \
        SHAPE_MEMBER("Vertex", KERNEL_VERTEX), SHAPE_MEMBER("Edge", KERNEL_EDGE), SHAPE_MEMBER("Wire", KERNEL_WIRE),   \
        SHAPE_MEMBER("Face", KERNEL_FACE), SHAPE_MEMBER("Shell", KERNEL_SHELL), SHAPE_MEMBER("Solid", KERNEL_SOLID),   \
        SHAPE_MEMBER("CompSolid", KERNEL_COMPSOLID), SHAPE_MEMBER("Compound", KERNEL_COMPOUND),                        \
        SCRIPT_MEMBER_CLASS("History", &func_class_history)

static const script_member func_members[] = { COMMON_MEMBERS, { .name = NULL } };
static const script_member shapes_members[] = {
    COMMON_MEMBERS,
    SCRIPT_MEMBER_CLASS("BoundBox", &class_bounds),
    SCRIPT_MEMBER_CLASS("Matrix", &class_matrix),
    SCRIPT_MEMBER_CLASS("Op", &func_class_op),
    SCRIPT_MEMBER_UNSUPPORTED("VectorLike"),
    SCRIPT_MEMBER_UNSUPPORTED("Mixin1D"),
    SCRIPT_MEMBER_UNSUPPORTED("Mixin3D"),
    { .name = NULL },
};
static const script_member geom_members[] = {
    SCRIPT_MEMBER_CLASS("Vector", &class_vector),
    SCRIPT_MEMBER_CLASS("Plane", &class_plane),
    SCRIPT_MEMBER_CLASS("Location", &class_location),
    SCRIPT_MEMBER_CLASS("Matrix", &class_matrix),
    SCRIPT_MEMBER_CLASS("BoundBox", &class_bounds),
    SCRIPT_MEMBER_UNSUPPORTED("VectorLike"),
    { .name = NULL },
};
static const script_member units_members[] = {
    SCRIPT_MEMBER_FLOAT("RAD2DEG", 180 / M_PI),
    SCRIPT_MEMBER_FLOAT("DEG2RAD", M_PI / 180),
    SCRIPT_MEMBER_FLOAT("pi", M_PI),
    { .name = NULL },
};

const script_module cadquery_func_module = { .name = "cadquery.func", .functions = func_functions,
                                             .members = func_members };
const script_module cadquery_shapes_module = { .name = "cadquery.occ_impl.shapes", .functions = shapes_functions,
                                               .members = shapes_members };
const script_module cadquery_geom_module = { .name = "cadquery.occ_impl.geom", .members = geom_members };
const script_module cadquery_units_module = { .name = "cadquery.units", .members = units_members };

const script_method cadquery_functions[] = {
    { "sortWiresByBuildOrder", "wireList", func_sort_wires_by_build_order, 0 },
    END
};
