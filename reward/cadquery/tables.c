/* tables.c: the classes, made of the rows of cadquery_methods.def. */
#include "reward/cadquery/methods.h"

#define METHOD(class, name, signature, function, flags) { #name, signature, function, flags },
#define MISSING(class, name, signature) { #name, signature, NULL, 0 },
#define END { NULL, NULL, NULL, 0 }

static const script_method vector_methods[] = {
#include "reward/cadquery/methods/vector.def"
    END
};
static const script_method plane_methods[] = {
#include "reward/cadquery/methods/plane.def"
    END
};
static const script_method location_methods[] = {
#include "reward/cadquery/methods/location.def"
    END
};
static const script_method matrix_methods[] = {
#include "reward/cadquery/methods/matrix.def"
    END
};
static const script_method bounds_methods[] = {
#include "reward/cadquery/methods/bounds.def"
    END
};
static const script_method shape_methods[] = {
#include "reward/cadquery/methods/shape.def"
    END
};
static const script_method vertex_methods[] = {
#include "reward/cadquery/methods/vertex.def"
    END
};
static const script_method edge_methods[] = {
#include "reward/cadquery/methods/edge.def"
    END
};
static const script_method wire_methods[] = {
#include "reward/cadquery/methods/wire.def"
    END
};
static const script_method face_methods[] = {
#include "reward/cadquery/methods/face.def"
    END
};
static const script_method shell_methods[] = {
#include "reward/cadquery/methods/shell.def"
    END
};
static const script_method solid_methods[] = {
#include "reward/cadquery/methods/solid.def"
    END
};
static const script_method compsolid_methods[] = {
#include "reward/cadquery/methods/compsolid.def"
    END
};
static const script_method compound_methods[] = {
#include "reward/cadquery/methods/compound.def"
    END
};
static const script_method workplane_methods[] = {
#include "reward/cadquery/methods/workplane.def"
    END
};
static const script_method sketch_methods[] = {
#include "reward/cadquery/methods/sketch.def"
    END
};
static const script_method assembly_methods[] = {
#include "reward/cadquery/methods/assembly.def"
    END
};
static const script_method color_methods[] = {
#include "reward/cadquery/methods/color.def"
    END
};
static const script_method constraint_methods[] = {
#include "reward/cadquery/methods/constraint.def"
    END
};
static const script_method material_methods[] = {
#include "reward/cadquery/methods/material.def"
    END
};
#undef METHOD
#undef MISSING

/* ---- constructors ---- */

#define CONSTRUCT(name, signature, function)                                                                           \
    static const script_method construct_##name = { "__init__", signature, function, SCRIPT_METHOD_CLASS }
CONSTRUCT(vector, "*args", vector_construct);
CONSTRUCT(plane, "*args, **kwargs", plane_construct);
CONSTRUCT(matrix, "matrix=None", matrix_construct);
CONSTRUCT(bounds, "bb", bounds_construct);
CONSTRUCT(shape, "obj", shape_construct);
CONSTRUCT(vertex, "obj, forConstruction=False", shape_construct);
CONSTRUCT(location, "*args, **kwargs", location_construct);
CONSTRUCT(workplane, "inPlane='XY', origin=(0, 0, 0), obj=None", workplane_construct);
CONSTRUCT(assembly, "obj=None, loc=None, name=None, color=None, material=None, metadata=None", assembly_construct);
CONSTRUCT(color, "*args, **kwargs", color_construct);
CONSTRUCT(material, "name=None, **kwargs", material_construct);
CONSTRUCT(constraint, "objects, args, sublocs, kind, param=None", constraint_construct);
CONSTRUCT(sketch, "parent=None, locs=None, obj=None", sketch_construct);
/* CadQuery can make one, scripts rarely do. */
CONSTRUCT(missing, "*args, **kwargs", NULL);

static const script_hooks vector_hooks = { .get = vector_get, .set = vector_set, .operate = vector_operate,
                                           .iterate = vector_iterate, .repr = vector_repr, .text = vector_repr,
                                           .hash = vector_hash, .absolute = vector_absolute,
                                           .copy = vector_duplicate };
static const script_hooks plane_hooks = { .get = plane_get, .set = plane_set, .operate = plane_operate,
                                          .repr = plane_repr, .hash = plane_hash, .copy = plane_duplicate };
static const script_hooks location_hooks = { .get = location_get, .set = location_set, .operate = location_operate,
                                             .copy = location_duplicate, .adopt = location_adopt };
static const script_hooks matrix_hooks = { .get = matrix_get, .item = matrix_get_item, .repr = matrix_repr,
                                           .copy = matrix_duplicate };
static const script_hooks bounds_hooks = { .get = bounds_get, .set = bounds_set, .copy = bounds_duplicate };
static const script_hooks shape_hooks = { .get = shape_get, .set = shape_set, .operate = shape_operate,
                                          .item = shape_get_item, .iterate = shape_iterate, .truth = shape_truth,
                                          .hash = shape_hash, .copy = shape_duplicate,
                                          .adopt = shape_adopt };
static const script_method context_methods[] = { { "popPendingEdges", "errorOnEmpty=True", context_pop_edges, 0 },
                                                 { "popPendingWires", "errorOnEmpty=True", context_pop_wires, 0 },
                                                 END };
static const script_hooks context_hooks = { .get = context_get, .set = context_set, .copy = context_duplicate };
static const script_hooks workplane_hooks = { .get = workplane_get, .set = workplane_set, .operate = workplane_operate,
                                              .item = workplane_get_item, .iterate = workplane_iterate,
                                              .copy = workplane_duplicate, .adopt = workplane_adopt };
static const script_hooks assembly_hooks = { .get = assembly_get, .set = assembly_set, .item = assembly_get_item,
                                             .iterate = assembly_iterate, .contains = assembly_contains,
                                             .copy = assembly_duplicate, .adopt = assembly_adopt };
static const script_hooks constraint_hooks = { .get = constraint_get, .copy = constraint_duplicate };
static const script_hooks color_hooks = { .get = color_get, .operate = color_operate, .hash = color_hash,
                                          .copy = color_duplicate };
static const script_hooks material_hooks = { .get = material_get, .operate = color_operate, .hash = color_hash,
                                             .copy = material_duplicate };
static const script_hooks sketch_hooks = { .get = sketch_get, .set = sketch_set, .operate = sketch_operate,
                                           .item = sketch_get_item, .iterate = sketch_iterate,
                                           .copy = sketch_duplicate, .adopt = sketch_adopt };

const script_class class_vector = { .name = "Vector", .methods = vector_methods, .construct = &construct_vector,
                                    .hooks = &vector_hooks };
const script_class class_plane = { .name = "Plane", .methods = plane_methods, .construct = &construct_plane,
                                   .hooks = &plane_hooks };
const script_class class_location = { .name = "Location", .methods = location_methods,
                                      .construct = &construct_location, .hooks = &location_hooks };
const script_class class_matrix = { .name = "Matrix", .methods = matrix_methods, .construct = &construct_matrix,
                                    .hooks = &matrix_hooks };
const script_class class_bounds = { .name = "BoundBox", .methods = bounds_methods, .construct = &construct_bounds,
                                    .hooks = &bounds_hooks };
const script_class class_context = { .name = "CQContext", .methods = context_methods, .hooks = &context_hooks };
const script_class class_assembly = { .name = "Assembly", .methods = assembly_methods,
                                      .construct = &construct_assembly, .hooks = &assembly_hooks };
const script_class class_constraint = { .name = "ConstraintSpec", .methods = constraint_methods,
                                        .construct = &construct_constraint,
                                        .hooks = &constraint_hooks };
const script_class class_color = { .name = "Color", .methods = color_methods, .construct = &construct_color,
                                   .hooks = &color_hooks };
const script_class class_material = { .name = "Material", .methods = material_methods,
                                      .construct = &construct_material, .hooks = &material_hooks };
const script_class class_workplane = { .name = "Workplane", .methods = workplane_methods,
                                       .construct = &construct_workplane, .hooks = &workplane_hooks };
const script_class class_sketch = { .name = "Sketch", .methods = sketch_methods, .construct = &construct_sketch,
                                    .hooks = &sketch_hooks };
static const script_hooks sketch_constraint_hooks = { .get = sketch_constraint_get,
                                                      .copy = sketch_constraint_duplicate };
const script_class class_sketch_constraint = { .name = "Constraint", .construct = &construct_missing,
                                               .hooks = &sketch_constraint_hooks };
const script_class class_shape = { .name = "Shape", .methods = shape_methods, .construct = &construct_shape,
                                   .hooks = &shape_hooks };

#define SHAPE_CLASS(type, class_name, table)                                                                           \
    [type] = { .name = class_name, .base = &class_shape, .methods = table }
const script_class class_of_type_table[KERNEL_TYPE_COUNT] = {
    [KERNEL_VERTEX] = { .name = "Vertex", .base = &class_shape, .methods = vertex_methods,
                        .construct = &construct_vertex },
    SHAPE_CLASS(KERNEL_EDGE, "Edge", edge_methods),
    SHAPE_CLASS(KERNEL_WIRE, "Wire", wire_methods),        SHAPE_CLASS(KERNEL_FACE, "Face", face_methods),
    SHAPE_CLASS(KERNEL_SHELL, "Shell", shell_methods),     SHAPE_CLASS(KERNEL_SOLID, "Solid", solid_methods),
    SHAPE_CLASS(KERNEL_COMPSOLID, "CompSolid", compsolid_methods),
    SHAPE_CLASS(KERNEL_COMPOUND, "Compound", compound_methods),
};

/* ---- exceptions ---- */

static const script_class exception_kernel = { .name = "Standard_Failure", .base = &script_class_exception,
                                               .failure = FAILURE_BUILD };
static const script_class exception_parse = { .name = "ParseException", .base = &script_class_exception,
                                              .failure = FAILURE_VALUE };
static const script_class exception_dispatch = { .name = "DispatchError", .base = &script_class_type_error };
/* The first is the base of all that the kernel raises. */
const script_class *const objects_exceptions[] = { &exception_kernel, &exception_parse, &exception_dispatch, NULL };
