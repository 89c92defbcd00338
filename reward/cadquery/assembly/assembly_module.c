/* assembly_module.c: the modules cadquery.assembly, cadquery.occ_impl.assembly and cadquery.occ_impl.solver. */
#include "reward/cadquery/methods.h"

static const script_member assembly_members[] = {
    SCRIPT_MEMBER_CLASS("Assembly", &class_assembly),
    SCRIPT_MEMBER_CLASS("Color", &class_color),
    SCRIPT_MEMBER_CLASS("Material", &class_material),
    SCRIPT_MEMBER_CLASS("Constraint", &class_constraint),
    SCRIPT_MEMBER_CLASS("ConstraintSpec", &class_constraint),
    SCRIPT_MEMBER_CLASS("Workplane", &class_workplane),
    SCRIPT_MEMBER_CLASS("Location", &class_location),
    SCRIPT_MEMBER_CLASS("Shape", &class_shape),
    SCRIPT_MEMBER_CLASS("Compound", &class_of_type_table[KERNEL_COMPOUND]),
    SCRIPT_MEMBER_TEXT("PATH_DELIM", "/"),
    SCRIPT_MEMBER_UNSUPPORTED("ConstraintKind"),
    SCRIPT_MEMBER_UNSUPPORTED("UnaryConstraintKind"),
    SCRIPT_MEMBER_UNSUPPORTED("BinaryConstraintKind"),
    SCRIPT_MEMBER_UNSUPPORTED("ConstraintSolver"),
    SCRIPT_MEMBER_UNSUPPORTED("AssemblyObjects"),
    SCRIPT_MEMBER_UNSUPPORTED("ExportLiterals"),
    SCRIPT_MEMBER_UNSUPPORTED("ImportLiterals"),
    SCRIPT_MEMBER_UNSUPPORTED("UnitLiterals"),
    { .name = NULL },
};
const script_module cadquery_assembly_module = { .name = "cadquery.assembly", .members = assembly_members };

static const script_member impl_members[] = {
    SCRIPT_MEMBER_CLASS("Color", &class_color),
    SCRIPT_MEMBER_CLASS("Material", &class_material),
    SCRIPT_MEMBER_CLASS("Workplane", &class_workplane),
    SCRIPT_MEMBER_CLASS("Location", &class_location),
    SCRIPT_MEMBER_UNSUPPORTED("toCAF"),
    SCRIPT_MEMBER_UNSUPPORTED("toFusedCAF"),
    SCRIPT_MEMBER_UNSUPPORTED("toJSON"),
    SCRIPT_MEMBER_UNSUPPORTED("toVTK"),
    SCRIPT_MEMBER_UNSUPPORTED("imprint"),
    { .name = NULL },
};
const script_module cadquery_impl_assembly_module = { .name = "cadquery.occ_impl.assembly", .members = impl_members };

static const script_member solver_members[] = {
    SCRIPT_MEMBER_CLASS("ConstraintSpec", &class_constraint),
    SCRIPT_MEMBER_UNSUPPORTED("ConstraintKind"),
    SCRIPT_MEMBER_UNSUPPORTED("ConstraintSolver"),
    { .name = NULL },
};
const script_module cadquery_solver_module = { .name = "cadquery.occ_impl.solver", .members = solver_members };
