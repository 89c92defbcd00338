/* objects.h: the host objects behind CadQuery's classes, and how the methods make and read them.
 *
 * All of them live in the arena of the script; kernel handles are released with the script object that holds them, so
 * that methods own nothing and return as soon as something fails. Inside reward/cadquery only. */
#ifndef LATHE_REWARD_CADQUERY_OBJECTS_H
#define LATHE_REWARD_CADQUERY_OBJECTS_H

#include "reward/cadquery/cadquery.h"
#include "reward/kernel/solid.h"
#include "reward/kernel/transform.h"
#include "reward/script/script.h"

/* Returns from the calling function where call fails. */
#define TRY(call)                                                                                                      \
    do {                                                                                                               \
        lathe_status try_status = (call);                                                                              \
        if (try_status != LATHE_OK)                                                                                    \
            return try_status;                                                                                         \
    } while (0)
/* The same for calls of reward/kernel: their refusals become exceptions of the script. */
#define KERNEL(call) TRY(objects_check_kernel(vm, (call), err))
/* A kernel call that fills `raw` with a new shape, which becomes *shape_out. */
#define KEEP(shape_out, call)                                                                                          \
    do {                                                                                                               \
        kernel_shape *raw = NULL;                                                                                      \
        KERNEL(call);                                                                                                  \
        TRY(objects_keep_shape(vm, raw, shape_out, err));                                                              \
    } while (0)
#define KEEP_TRANSFORM(value_out, call)                                                                                \
    do {                                                                                                               \
        kernel_transform *raw = NULL;                                                                                  \
        KERNEL(call);                                                                                                  \
        TRY(objects_keep_transform(vm, raw, value_out, err));                                                          \
    } while (0)
#define KEEP_PLACE(location_out, call)                                                                                 \
    do {                                                                                                               \
        kernel_location *raw = NULL;                                                                                   \
        KERNEL(call);                                                                                                  \
        TRY(objects_keep_location(vm, raw, location_out, err));                                                        \
    } while (0)

/* `type` is the Python class, which need not be what the kernel's shape is: Face.makeFromWires may hold a compound. */
typedef struct shape_object {
    kernel_shape *kernel;
    kernel_type type;
    bool construction;
    bool is_copied; /* by copy.copy or deepcopy, which leave out attributes that its class sets when it is made */
    script_object *self;
} shape_object;

typedef struct location_object {
    kernel_location *kernel;
    script_object *self;
} location_object;

typedef struct vector_object {
    kernel_vec v;
} vector_object;

typedef struct plane_object {
    kernel_plane plane;
} plane_object;

typedef struct matrix_object {
    kernel_transform *kernel;
} matrix_object;

typedef struct bounds_object {
    kernel_extent extent;
} bounds_object;

/* Shared by the workplanes of one chain. */
typedef struct draw_context {
    script_value pending_wires, pending_edges; /* lists of shapes */
    bool has_first_point;
    kernel_vec first_point; /* local */
    double tolerance;       /* within which faces lie in one plane */
    script_value tags;      /* dict of workplanes */
    script_object *self;    /* NULL until a script asks for it */
} draw_context;

typedef struct workplane {
    script_value objects; /* list */
    kernel_plane *plane; /* of a plane_object, perhaps shared with a copy.copy */
    draw_context *context;
    struct workplane *parent; /* NULL at the start of a chain */
    script_value tag;         /* SCRIPT_UNBOUND: none */
    script_object *plane_self; /* as context->self */
    script_object *self;
} workplane;

typedef struct sketch {
    script_value parent;    /* a workplane, or whatever the script gave; None for a free sketch */
    script_value places;    /* list of locations */
    shape_object *faces;
    script_value edges;     /* list of edges */
    bool has_selection;
    script_value selection; /* list of shapes and locations, or of what the script's functions made of them */
    script_value tags;      /* dict of lists */
    script_value constraints; /* list */
    script_value status;      /* of the last solve; None before */
    script_object *self;
} sketch;

/* Borrowed kernel handles for one kernel call. */
typedef struct kernel_array {
    const kernel_shape **items;
    size_t count;
} kernel_array;

extern const script_class class_vector, class_plane, class_location, class_bounds, class_shape, class_workplane,
    class_sketch, class_sketch_constraint, class_constraint, class_material, class_selector, class_context, class_assembly, class_color, class_matrix;
extern const script_class class_of_type_table[KERNEL_TYPE_COUNT];
extern const script_class *const objects_exceptions[];

/* What the engine counts; script_vm_host gives it. */
typedef struct engine_state {
    uint32_t shapes_left;
    uint32_t steps_a_shape; /* evaluator steps that a kernel call costs */
    kernel_deferral *deferral; /* of booleans of solids; NULL: none */
    script_value shown;     /* last given to show_object; SCRIPT_UNBOUND before */
} engine_state;

/* ---- failing ---- */
lathe_status objects_check_kernel(script_vm *vm, lathe_status st, lathe_error *err);
/* "TypeError: ... incompatible ..." as a binding that does not like an argument. */
lathe_status objects_bad_argument(script_vm *vm, const char *what, script_value v, lathe_error *err);

/* v.wrapped of another thing than wanted: AttributeError where there is no such attribute, else the TypeError of the
 * binding's function. */
lathe_status objects_not_wrapped(script_vm *vm, const char *what, script_value v, lathe_error *err);
/* No overload of a multimethod takes these arguments. */
lathe_status objects_dispatch_error(script_vm *vm, const char *name, lathe_error *err);

/* Reading `wrapped`, the binding's own object, is what CadQuery has and lathe has not; other names leave *handled. */
lathe_status objects_get_wrapped(script_vm *vm, const char *name, bool *handled, lathe_error *err);

/* ---- making ---- */
/* Takes raw, also where it fails. The class is the shape's type. */
lathe_status objects_keep_shape(script_vm *vm, kernel_shape *raw, shape_object **out, lathe_error *err);
lathe_status objects_keep_location(script_vm *vm, kernel_location *raw, location_object **out, lathe_error *err);
lathe_status objects_keep_transform(script_vm *vm, kernel_transform *raw, script_value *out, lathe_error *err);
/* Takes the list's handles and clears it; appends them to the script list `to`. */
lathe_status objects_keep_list(script_vm *vm, kernel_list *list, script_value to, lathe_error *err);
lathe_status objects_new_vector(script_vm *vm, kernel_vec v, script_value *out, lathe_error *err);
lathe_status objects_new_plane(script_vm *vm, const kernel_plane *plane, script_value *out, lathe_error *err);
lathe_status objects_new_bounds(script_vm *vm, const kernel_extent *extent, script_value *out, lathe_error *err);
lathe_status objects_new_list(script_vm *vm, script_value *out, lathe_error *err);
/* Fresh context and chain. */
lathe_status objects_new_workplane(script_vm *vm, const kernel_plane *plane, workplane **out, lathe_error *err);
/* CadQuery's newObject: same plane and context, `from` as parent, no objects yet. */
lathe_status objects_next_workplane(script_vm *vm, workplane *from, workplane **out, lathe_error *err);
/* Workplane.workplane's: another plane, the same context, `from` as parent. */
lathe_status objects_workplane_on(script_vm *vm, workplane *from, const kernel_plane *plane, workplane **out,
                                  lathe_error *err);
/* Gives it a plane of its own. */
lathe_status objects_set_plane(script_vm *vm, workplane *w, const kernel_plane *plane, lathe_error *err);
lathe_status objects_new_sketch(script_vm *vm, script_value parent, sketch **out, lathe_error *err);
/* The three coordinates as a tuple. */
lathe_status objects_vec_tuple(script_vm *vm, kernel_vec v, script_value *out, lathe_error *err);

static inline script_value shape_value(const shape_object *s) { return script_of_object(s->self); }
static inline script_value workplane_value(const workplane *w) { return script_of_object(w->self); }

/* The Python class, where CadQuery wraps what the kernel made without a look at it. */
static inline void shape_set_class(shape_object *s, kernel_type type)
{
    s->type = type;
    s->self->type = &class_of_type_table[type];
}

/* ---- reading ---- */
/* NULL where it is none. */
static inline shape_object *shape_of(script_value v) { return script_host_of(v, &class_shape); }
static inline location_object *location_of(script_value v) { return script_host_of(v, &class_location); }
static inline vector_object *vector_of(script_value v) { return script_host_of(v, &class_vector); }
static inline matrix_object *matrix_of(script_value v) { return script_host_of(v, &class_matrix); }
static inline bounds_object *bounds_of(script_value v) { return script_host_of(v, &class_bounds); }
static inline plane_object *plane_of(script_value v) { return script_host_of(v, &class_plane); }
static inline workplane *workplane_of(script_value v) { return script_host_of(v, &class_workplane); }
static inline sketch *sketch_of(script_value v) { return script_host_of(v, &class_sketch); }
/* NULL unless it is a shape of that class. */
shape_object *objects_shape_of_type(script_value v, kernel_type type);
/* CadQuery's Vector(v): a vector, or a tuple or list of two or three numbers. */
lathe_status objects_to_vec(script_vm *vm, script_value v, kernel_vec *out, lathe_error *err);
/* What CadQuery's multimethods take for VectorLike: a vector, or a tuple of two or three numbers. */
bool objects_is_vector_like(script_value v);
/* Plane.toWorldCoords: vector-likes are local. */
lathe_status objects_to_world(script_vm *vm, const kernel_plane *plane, script_value v, kernel_vec *out,
                              lathe_error *err);
lathe_status objects_to_truth_pair(script_vm *vm, script_value v, size_t count, bool *out, lathe_error *err);
/* Center() of a shape, vector or sketch; AttributeError for the rest. */
lathe_status objects_center(script_vm *vm, script_value v, kernel_vec *out, lathe_error *err);
/* Shapes of a list (others are passed over). */
lathe_status objects_shapes_in(script_vm *vm, script_value list, kernel_array *out, lathe_error *err);
/* An attribute of any value, called. */
lathe_status objects_call_method(script_vm *vm, script_value self, const char *name, const script_value *args,
                                 size_t count, script_value *out, lathe_error *err);
/* The words of a Python str, or NULL. */
const char *objects_text(script_value v);
static inline bool is_text(script_value v, const char *text)
{
    const char *have = objects_text(v);
    return have && __builtin_strcmp(have, text) == 0;
}
/* Which of the names a Python str is, as a look-up in a dict of them; KeyError else. */
lathe_status objects_read_choice(script_vm *vm, script_value v, const char *const *names, int count, int *out,
                                 lathe_error *err);
static inline double number_of(script_value v)
{
    return v.kind == SCRIPT_FLOAT ? v.number : v.kind == SCRIPT_INT ? (double)v.integer : (double)v.boolean;
}
/* An argument as a number; TypeError else, as the binding has it also of integers beyond all floats. */
lathe_status argument(script_vm *vm, const script_call *call, size_t i, double *out, lathe_error *err);
/* The same of one with which CadQuery's Python reckons first: OverflowError for such an integer. */
static inline lathe_status argument_reckoned(script_vm *vm, const script_call *call, size_t i, double *out,
                                             lathe_error *err)
{
    return script_to_double(vm, call->args[i], out, err);
}
static inline lathe_status argument_truth(script_vm *vm, const script_call *call, size_t i, bool *out,
                                          lathe_error *err)
{
    return script_to_truth(vm, call->args[i], out, err);
}

/* ---- what several files do ---- */
/* How a new body meets the solid of the chain. */
typedef enum combine_mode { COMBINE_NONE, COMBINE_FUSE, COMBINE_CUT, COMBINE_UNKNOWN } combine_mode;
lathe_status workplane_combine_mode(script_vm *vm, script_value v, combine_mode *out, lathe_error *err);
/* A compound of the solids of the nearest workplane of the chain that has any; *out NULL where none has. */
lathe_status workplane_find_solids(script_vm *vm, workplane *from, shape_object **out, lathe_error *err);
/* The same; ValueError where none has. */
lathe_status workplane_require_solids(script_vm *vm, workplane *from, shape_object **out, lathe_error *err);
/* _combineWithBase: items is a list; single says that it stands for one shape that is not to be put in a compound. */
lathe_status workplane_combine(script_vm *vm, workplane *w, script_value items, bool single, combine_mode mode,
                               bool clean, script_value *out, lathe_error *err);
/* eachpoint with useLocalCoordinates: the shape at each place of the stack. */
lathe_status workplane_each_point(script_vm *vm, workplane *w, const shape_object *shape, combine_mode mode,
                                  bool clean, script_value *out, lathe_error *err);
/* The places of the stack's items: relative to the plane, and the plane's own. */
lathe_status workplane_places(script_vm *vm, workplane *w, script_value *out_list, location_object **out_plane,
                              lathe_error *err);
/* One shape on a new workplane. */
lathe_status workplane_push_shape(script_vm *vm, workplane *w, shape_object *shape, bool clean, script_value *out,
                                  lathe_error *err);
lathe_status workplane_push_vec(script_vm *vm, workplane *w, kernel_vec v, script_value *out, lathe_error *err);
/* Objects on the stack, from the first; the plane's origin (a Vector) where there are none. */
lathe_status workplane_val(script_vm *vm, workplane *w, script_value *out, lathe_error *err);
lathe_status workplane_add_pending_edge(script_vm *vm, workplane *w, shape_object *edge, lathe_error *err);
/* Joins pending edges to one pending wire; `w` itself where there are none. */
lathe_status workplane_wire(script_vm *vm, workplane *w, bool construction, script_value *out, lathe_error *err);
/* Faces of sketches, faces and compounds on the stack, else of the pending wires, which are used up. */
lathe_status workplane_faces(script_vm *vm, workplane *w, script_value *out_list, lathe_error *err);
lathe_status workplane_merge_tags(script_vm *vm, workplane *w, const workplane *from, lathe_error *err);
lathe_status workplane_locations(script_vm *vm, workplane *w, script_value list, lathe_error *err);
/* kernel_face_from_wires. */
lathe_status shape_face_of_wires(script_vm *vm, const kernel_array *wires, shape_object **out, lathe_error *err);
lathe_status shape_clean(script_vm *vm, const shape_object *shape, shape_object **out, lathe_error *err);
/* fuse, cut, intersect, split as the shape's class does it. */
lathe_status shape_combine(script_vm *vm, const kernel_boolean *how, const shape_object *base,
                           const kernel_array *tools, shape_object **out, lathe_error *err);
lathe_status shape_compound(script_vm *vm, script_value list, shape_object **out, lathe_error *err);
/* Sub-shapes of one type appended to a list. */
lathe_status shape_parts(script_vm *vm, const shape_object *shape, kernel_type type, script_value list,
                         lathe_error *err);
/* For internal use, where nobody counts them: see kernel_pieces. */
lathe_status shape_pieces(script_vm *vm, const shape_object *shape, kernel_type type, script_value list,
                          lathe_error *err);
lathe_status shape_children(script_vm *vm, const shape_object *shape, script_value list, lathe_error *err);
/* For what shows a script how many shapes are in a list, or in which order: see kernel_require_one. */
lathe_status shape_list_countable(const script_list *list, lathe_error *err);
lathe_status shape_moved(script_vm *vm, const shape_object *shape, const location_object *place, shape_object **out,
                         lathe_error *err);
/* Faces of each of the sketch's faces at each of its places, appended. */
lathe_status sketch_placed_faces(script_vm *vm, sketch *s, script_value list, lathe_error *err);
/* selector: None, a string or a selector object; out is a new list. */
lathe_status selector_filter(script_vm *vm, script_value selector, script_value list, script_value *out,
                             lathe_error *err);
/* Whether a selector means the shapes whose centres lie farthest along a direction, or at most 1e-4 less. */
lathe_status selector_farthest(script_vm *vm, script_value selector, bool *out_is, kernel_vec *out, lathe_error *err);
/* Location(...) with CadQuery's overloads. */
lathe_status location_from_arguments(script_vm *vm, const script_value *args, size_t count, location_object **out,
                                     lathe_error *err);

#endif
