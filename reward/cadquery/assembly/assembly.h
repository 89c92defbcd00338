/* assembly.h: what the files of assemblies share. */
#ifndef LATHE_REWARD_CADQUERY_ASSEMBLY_ASSEMBLY_H
#define LATHE_REWARD_CADQUERY_ASSEMBLY_ASSEMBLY_H

#include "reward/cadquery/methods.h"
#include "reward/kernel/assembly.h"

/* Attributes that a script may read and set, in this order in assembly.attributes. */
typedef enum assembly_attribute {
    ASSEMBLY_OBJ,
    ASSEMBLY_LOC,
    ASSEMBLY_NAME,
    ASSEMBLY_COLOR,
    ASSEMBLY_MATERIAL,
    ASSEMBLY_METADATA,
    ASSEMBLY_PARENT,
    ASSEMBLY_CHILDREN,    /* list */
    ASSEMBLY_OBJECTS,     /* dict of assemblies by path below this one */
    ASSEMBLY_CONSTRAINTS, /* list */
    ASSEMBLY_SOLVE_RESULT,
    ASSEMBLY_SUBSHAPE_NAMES, /* dicts by shape, as the next two */
    ASSEMBLY_SUBSHAPE_COLORS,
    ASSEMBLY_SUBSHAPE_LAYERS,
    ASSEMBLY_ATTRIBUTES
} assembly_attribute;

typedef struct assembly {
    script_value attributes[ASSEMBLY_ATTRIBUTES];
    script_object *self;
} assembly;

static inline assembly *assembly_of(script_value v)
{
    return script_host_of(v, &class_assembly);
}
static inline script_value assembly_value(const assembly *a)
{
    return script_of_object(a->self);
}
/* AttributeError for what is no place. */
lathe_status assembly_place(script_vm *vm, const assembly *a, location_object **out, lathe_error *err);
/* The children list and the objects dict, which scripts may have set to anything: TypeError then. */
lathe_status assembly_children(script_vm *vm, const assembly *a, const script_list **out, lathe_error *err);
/* The child or descendant of that name; *out NULL where there is none. */
lathe_status assembly_find(script_vm *vm, const assembly *a, script_value name, assembly **out, lathe_error *err);
/* KeyError where there is none. */
lathe_status assembly_require(script_vm *vm, const assembly *a, script_value name, assembly **out, lathe_error *err);
/* Descendants by path, this one's own last. */
lathe_status assembly_flatten(script_vm *vm, const assembly *a, script_value *out, lathe_error *err);
/* The shapes of a node's own object, appended. */
lathe_status assembly_own_shapes(script_vm *vm, const assembly *a, script_value list, lathe_error *err);

/* Material(name) */
lathe_status material_named(script_vm *vm, script_value name, script_value *out, lathe_error *err);

/* ---- constraints ---- */

typedef enum spec_kind {
    SPEC_POINT,
    SPEC_AXIS,
    SPEC_POINT_IN_PLANE,
    SPEC_POINT_ON_LINE,
    SPEC_FIXED,
    SPEC_FIXED_POINT,
    SPEC_FIXED_AXIS,
    SPEC_FIXED_ROTATION,
    SPEC_PLANE, /* an axis and a point */
    SPEC_KINDS
} spec_kind;

typedef struct constraint_spec {
    spec_kind kind;
    script_value name, objects, args, sublocs, param; /* a str, three tuples, the parameter as converted */
    script_object *self;
} constraint_spec;

/* SPEC_KINDS for what is no kind. */
spec_kind assembly_spec_kind(script_value v);
bool assembly_spec_is_binary(spec_kind kind);
/* ConstraintSpec(objects, args, sublocs, kind, param), checked. */
lathe_status assembly_spec_new(script_vm *vm, const constraint_spec *value, script_value *out, lathe_error *err);

/* What the solver takes: one simple constraint between bodies. */
typedef struct spec_pod {
    spec_kind kind;
    bool binary, valued;
    size_t body[2];
    kernel_vec point[2], direction[2];
    double value[4]; /* an angle in radians, a distance, a vector, or a quaternion w x y z */
} spec_pod;

/* The pods of a spec (one or two), bodies aside. */
lathe_status assembly_spec_pods(script_vm *vm, const constraint_spec *spec, spec_pod out[2], size_t *out_count,
                                lathe_error *err);

/* ---- solving ---- */

/* A body: its place as an offset and a rotation (the quaternion's axis over 1 + w). */
typedef struct solve_body {
    double offset[3], rotation[3];
    bool locked;
    size_t at; /* of its six variables */
} solve_body;

typedef struct solve_problem {
    script_vm *vm;
    solve_body *bodies;
    size_t body_count;
    const spec_pod *pods;
    size_t pod_count, variables;
    double scale;
    uint32_t iterations;
    bool converged;
    double cost;
} solve_problem;

/* x: the variables, 0 for bodies where they are; brought to the least cost near x. */
lathe_status assembly_minimise(solve_problem *p, double *x, lathe_error *err);
/* Cost alone, or with gradient and the lower triangle of the Hessian added to hessian (rows of `variables`). */
double assembly_cost(const solve_problem *p, const double *x, double *gradient, double *hessian);

#endif
