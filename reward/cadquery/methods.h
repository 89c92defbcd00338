/* methods.h: declares the function of every row of cadquery_methods.def, and what the files of methods share. */
#ifndef LATHE_REWARD_CADQUERY_METHODS_H
#define LATHE_REWARD_CADQUERY_METHODS_H

#include "reward/cadquery/objects.h"

#define METHOD_FUNCTION(name)                                                                                          \
    lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err)

#define METHOD(class, name, signature, function, flags) METHOD_FUNCTION(function);
#define MISSING(class, name, signature)
#include "reward/cadquery/cadquery_methods.def"
#undef METHOD
#undef MISSING

/* ---- accepted and neutral ---- */
METHOD_FUNCTION(neutral_none);
METHOD_FUNCTION(neutral_self);

/* ---- constructors ---- */
METHOD_FUNCTION(workplane_construct);
METHOD_FUNCTION(context_pop_edges);
METHOD_FUNCTION(context_pop_wires);
METHOD_FUNCTION(sketch_construct);
METHOD_FUNCTION(vector_construct);
METHOD_FUNCTION(plane_construct);
METHOD_FUNCTION(location_construct);
METHOD_FUNCTION(matrix_construct);
METHOD_FUNCTION(bounds_construct);
METHOD_FUNCTION(assembly_construct);
METHOD_FUNCTION(color_construct);
METHOD_FUNCTION(material_construct);
METHOD_FUNCTION(constraint_construct);
METHOD_FUNCTION(selector_construct_all);
METHOD_FUNCTION(selector_construct_nearest);
METHOD_FUNCTION(selector_construct_box);
METHOD_FUNCTION(selector_construct_type);
METHOD_FUNCTION(selector_construct_string);
METHOD_FUNCTION(selector_construct_parallel);
METHOD_FUNCTION(selector_construct_direction);
METHOD_FUNCTION(selector_construct_perpendicular);
METHOD_FUNCTION(selector_construct_min_max);
METHOD_FUNCTION(selector_construct_center_nth);
METHOD_FUNCTION(selector_construct_direction_nth);
METHOD_FUNCTION(selector_construct_radius_nth);
METHOD_FUNCTION(selector_construct_length_nth);
METHOD_FUNCTION(selector_construct_area_nth);
METHOD_FUNCTION(selector_construct_nearest_shape);
METHOD_FUNCTION(selector_construct_directed);
METHOD_FUNCTION(selector_construct_and);
METHOD_FUNCTION(selector_construct_sum);
METHOD_FUNCTION(selector_construct_subtract);
METHOD_FUNCTION(selector_construct_inverse);
METHOD_FUNCTION(selector_method_filter);
METHOD_FUNCTION(selector_method_test);
METHOD_FUNCTION(selector_method_key);

/* ---- hooks: see script_hooks ---- */
#define GET_HOOK(name)                                                                                                 \
    lathe_status name(script_vm *vm, script_value self, const char *attribute, bool *handled, script_value *out,       \
                      lathe_error *err)
#define SET_HOOK(name)                                                                                                 \
    lathe_status name(script_vm *vm, script_value self, const char *attribute, script_value value, bool *handled,      \
                      lathe_error *err)
#define OPERATE_HOOK(name)                                                                                             \
    lathe_status name(script_vm *vm, script_operator op, script_value left, script_value right, bool *handled,         \
                      script_value *out, lathe_error *err)
#define HASH_HOOK(name) lathe_status name(script_vm *vm, script_value self, uint32_t *out, lathe_error *err)
#define SELF_HOOK(name) lathe_status name(script_vm *vm, script_value self, script_value *out, lathe_error *err)
#define COPY_HOOK(name)                                                                                                \
    lathe_status name(script_vm *vm, script_value self, script_value memo, script_value *out, lathe_error *err)
COPY_HOOK(workplane_duplicate);
COPY_HOOK(context_duplicate);
COPY_HOOK(sketch_duplicate);
COPY_HOOK(sketch_constraint_duplicate);
COPY_HOOK(shape_duplicate);
COPY_HOOK(vector_duplicate);
COPY_HOOK(plane_duplicate);
COPY_HOOK(location_duplicate);
COPY_HOOK(matrix_duplicate);
COPY_HOOK(bounds_duplicate);
COPY_HOOK(assembly_duplicate);
COPY_HOOK(constraint_duplicate);
COPY_HOOK(color_duplicate);
COPY_HOOK(material_duplicate);
COPY_HOOK(selector_duplicate);
/* ---- hosts of a derived class, whose own construct made them with another object ---- */
void workplane_adopt(script_value self);
void sketch_adopt(script_value self);
void shape_adopt(script_value self);
void location_adopt(script_value self);
void assembly_adopt(script_value self);
GET_HOOK(workplane_get);
GET_HOOK(context_get);
GET_HOOK(sketch_get);
GET_HOOK(shape_get);
GET_HOOK(vector_get);
GET_HOOK(plane_get);
GET_HOOK(location_get);
GET_HOOK(matrix_get);
GET_HOOK(bounds_get);
GET_HOOK(assembly_get);
SET_HOOK(sketch_set);
GET_HOOK(sketch_constraint_get);
GET_HOOK(constraint_get);
GET_HOOK(color_get);
GET_HOOK(material_get);
SET_HOOK(workplane_set);
SET_HOOK(context_set);
SET_HOOK(vector_set);
SET_HOOK(plane_set);
SET_HOOK(location_set);
SET_HOOK(bounds_set);
SET_HOOK(shape_set);
SET_HOOK(assembly_set);
OPERATE_HOOK(workplane_operate);
OPERATE_HOOK(shape_operate);
OPERATE_HOOK(vector_operate);
OPERATE_HOOK(plane_operate);
OPERATE_HOOK(location_operate);
OPERATE_HOOK(selector_operate);
OPERATE_HOOK(sketch_operate);
OPERATE_HOOK(color_operate);
SELF_HOOK(workplane_iterate);
SELF_HOOK(sketch_iterate);
SELF_HOOK(assembly_iterate);
SELF_HOOK(shape_iterate);
SELF_HOOK(vector_iterate);
SELF_HOOK(vector_absolute);
SELF_HOOK(vector_repr);
SELF_HOOK(plane_repr);
SELF_HOOK(matrix_repr);
HASH_HOOK(vector_hash);
HASH_HOOK(plane_hash);
HASH_HOOK(shape_hash);
lathe_status workplane_get_item(script_vm *vm, script_value self, script_value key, script_value *out,
                                lathe_error *err);
lathe_status sketch_get_item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err);
lathe_status assembly_get_item(script_vm *vm, script_value self, script_value key, script_value *out,
                               lathe_error *err);
lathe_status assembly_contains(script_vm *vm, script_value self, script_value item, bool *out, lathe_error *err);
lathe_status color_hash(script_vm *vm, script_value self, uint32_t *out, lathe_error *err);
lathe_status matrix_get_item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err);
lathe_status shape_get_item(script_vm *vm, script_value self, script_value key, script_value *out, lathe_error *err);
lathe_status shape_truth(script_vm *vm, script_value self, bool *out, lathe_error *err);

/* ---- shared between files of methods ---- */
/* ValueError for an unknown name. */
lathe_status plane_named(script_vm *vm, const char *name, kernel_vec origin, kernel_plane *out, lathe_error *err);
/* Of a call of signature "*args, **kwargs". */
lathe_status location_from_call(script_vm *vm, const script_call *call, location_object **out, lathe_error *err);
/* shape.wrapped */
lathe_status shape_wrapped(script_vm *vm, shape_object *shape, script_value *out, lathe_error *err);
/* Keeps the first of shapes that are the same; the list holds shapes only. */
lathe_status shape_list_unique(script_vm *vm, script_value list, lathe_error *err);
lathe_status outline_circle(script_vm *vm, double radius, kernel_vec center, kernel_vec normal, shape_object **out,
                            lathe_error *err);
/* About the origin in XY, turned by degrees. */
lathe_status outline_ellipse(script_vm *vm, double x_radius, double y_radius, double turn, shape_object **out,
                             lathe_error *err);
lathe_status outline_slot(script_vm *vm, const kernel_vec corners[4], const kernel_vec bows[2], shape_object **out,
                          lathe_error *err);
/* "arc", "intersection", "tangent"; KeyError for the rest. */
lathe_status outline_read_join(script_vm *vm, script_value v, kernel_join *out, lathe_error *err);
lathe_status body_union(script_vm *vm, workplane *w, script_value what, bool clean, const kernel_boolean *how,
                        script_value *out, lathe_error *err);
/* The base less all shapes of a list. */
lathe_status body_cut_all(script_vm *vm, workplane *w, const shape_object *base, script_value shapes, bool clean,
                          script_value *out, lathe_error *err);
/* cut or intersect */
lathe_status body_subtract(script_vm *vm, workplane *w, script_value what, bool clean, const kernel_boolean *how,
                           script_value *out, lathe_error *err);
/* The normal of a plane by name ("XY") or a vector. */
lathe_status body_named_normal(script_vm *vm, script_value v, kernel_vec *out, lathe_error *err);
lathe_status feature_split_by(script_vm *vm, workplane *w, script_value what, script_value *out, lathe_error *err);

/* The current point: the end of the last object on the stack. */
lathe_status drawing_from_point(script_vm *vm, workplane *w, bool local, kernel_vec *out, lathe_error *err);
/* An edge onto a new workplane, and among the pending ones unless it is for construction. */
lathe_status drawing_push_edge(script_vm *vm, workplane *w, shape_object *edge, bool construction, script_value *out,
                               lathe_error *err);
/* World points of an iterable, the current point before them where asked for. */
lathe_status drawing_read_points(script_vm *vm, workplane *w, script_value list, bool include, kernel_vec **out,
                                 size_t *out_count, lathe_error *err);
/* Plane.toLocalCoords of a Vector or shape. */
lathe_status workplane_local(script_vm *vm, workplane *w, script_value v, script_value *out, lathe_error *err);
/* How far and in what way faces are extruded. */
typedef struct extrusion {
    bool to_face;               /* else by distance */
    const shape_object *until;  /* NULL: to the face at index among those that a line from the face's centre meets */
    int64_t index;
    double distance, taper;     /* taper 0: none */
    bool both, additive;
} extrusion;
lathe_status feature_extrude(script_vm *vm, workplane *w, extrusion *e, shape_object **out, lathe_error *err);
lathe_status feature_read_taper(script_vm *vm, script_value v, double *out, lathe_error *err);
/* start and end: of the axis, in the world. */
lathe_status feature_revolve(script_vm *vm, workplane *w, double degrees, kernel_vec start, kernel_vec end,
                             shape_object **out, lathe_error *err);
typedef struct sweep_arguments {
    script_value path, multisection, make_solid, frenet, transition, normal, auxiliary;
} sweep_arguments;
lathe_status feature_sweep(script_vm *vm, workplane *w, const sweep_arguments *a, shape_object **out, lathe_error *err);
/* Combines a body; combine and clean stand at `at` and after it. */
lathe_status feature_finish(script_vm *vm, const script_call *call, size_t at, shape_object *body, script_value *out,
                            lathe_error *err);
/* Faces and vertices of sketches, compounds and what stands on the stack itself. */
lathe_status sweep_faces_and_vertices(script_vm *vm, workplane *w, script_value *out, lathe_error *err);
/* Pending edges and wires as wires; an empty list where there are none. */
lathe_status outline_consolidated(script_vm *vm, workplane *w, script_value *out, lathe_error *err);
/* What a text is made of; the names are CadQuery's arguments. */
typedef struct text_arguments {
    script_value words, size, font, path, kind, halign, valign;
} text_arguments;
/* A compound of flat glyphs about the origin in XY. */
lathe_status text_flat(script_vm *vm, const text_arguments *a, shape_object **out, lathe_error *err);

/* toCompound of an assembly. */
lathe_status assembly_compound(script_vm *vm, script_value v, shape_object **out, lathe_error *err);

/* ---- the engine's tables ---- */
extern const script_module cadquery_module, cadquery_exporters_module, cadquery_importers_module;
extern const script_module *const cadquery_modules[]; /* all to be registered; ends with NULL */
extern const script_method cadquery_builtins[];
extern const script_method cadquery_functions[]; /* of the module cadquery itself */
extern const script_module cadquery_sketch_module, cadquery_hull_module, cadquery_assembly_module,
    cadquery_impl_assembly_module, cadquery_solver_module;
extern const script_module cadquery_func_module, cadquery_shapes_module, cadquery_geom_module, cadquery_units_module;

#endif
