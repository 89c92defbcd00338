/* func.h: how CadQuery's free functions take shapes apart before they build. */
#ifndef LATHE_REWARD_CADQUERY_FUNC_FUNC_H
#define LATHE_REWARD_CADQUERY_FUNC_FUNC_H

#include "reward/cadquery/methods.h"
#include "reward/kernel/func.h"
#include "reward/kernel/trace.h"

#define FUNC_TYPE(type) (1u << (type))

static inline lathe_status func_give(const shape_object *made, script_value *out)
{
    *out = shape_value(made);
    return LATHE_OK;
}

/* Keeps what a kernel call made, as the outcome of a method. */
#define FUNC_MAKE(call_)                                                                                               \
    do {                                                                                                               \
        shape_object *made_;                                                                                           \
        KEEP(&made_, call_);                                                                                           \
        return func_give(made_, out);                                                                                  \
    } while (0)

/* The same as an instance of a class that need not fit what the kernel made. */
lathe_status func_give_as(shape_object *made, kernel_type type, script_value *out);

/* AttributeError where it is none. */
lathe_status func_need_shape(script_vm *vm, script_value v, shape_object **out, lathe_error *err);
/* All of an iterable, which must be shapes. */
lathe_status func_read_shapes(script_vm *vm, script_value iterable, kernel_array *out, lathe_error *err);
/* An int argument; TypeError else. */
lathe_status func_read_int(script_vm *vm, const script_call *call, size_t i, int *out, lathe_error *err);

/* Appends the shape, or a compound's children, of these FUNC_TYPEs; ValueError for other ones. */
lathe_status func_get(script_vm *vm, script_value v, unsigned types, script_value list, lathe_error *err);
/* The shape, or a compound's first child. */
lathe_status func_get_one(script_vm *vm, script_value v, unsigned types, shape_object **out, lathe_error *err);
/* A wire, or an edge as a wire. */
lathe_status func_get_one_wire(script_vm *vm, script_value v, shape_object **out, lathe_error *err);
/* Appends wires, edges made wires; edges, wires taken apart; faces, wires and edges made faces. Compounds are opened
 * all the way. ValueError for other shapes. */
lathe_status func_get_wires(script_vm *vm, script_value v, script_value list, lathe_error *err);
lathe_status func_get_edges(script_vm *vm, script_value v, script_value list, lathe_error *err);
lathe_status func_get_faces(script_vm *vm, script_value v, script_value list, lathe_error *err);
/* Parts of a type as a list. */
lathe_status func_parts(script_vm *vm, script_value v, kernel_type type, script_value *out, lathe_error *err);

/* A step of a History that is under way: `trace` for the kernel calls, NULL where no history was asked for. */
typedef struct func_step {
    script_value history, op;
    kernel_trace *trace;
} func_step;
/* Arguments `history` and `name` stand at `at` and behind it. shapes: a list of those whose parts are followed. */
lathe_status func_begin_step(script_vm *vm, const script_call *call, size_t at, script_value shapes, func_step *out,
                             lathe_error *err);
/* Once everything was built. */
lathe_status func_end_step(script_vm *vm, const script_call *call, size_t at, const func_step *step,
                           lathe_error *err);
/* The last step of the history becomes part of the one before. */
lathe_status func_join_steps(script_vm *vm, const script_call *call, size_t at, lathe_error *err);
/* A list of two shapes. */
lathe_status func_pair(script_vm *vm, script_value a, script_value b, script_value *out, lathe_error *err);
extern const script_class func_class_history, func_class_op;
/* s.face(), s.solid() ...: the first part of a type; ValueError where there is none. */
lathe_status func_first(script_vm *vm, script_value v, kernel_type type, shape_object **out, lathe_error *err);
/* face(*shapes) */
lathe_status func_face_of(script_vm *vm, const script_value *shapes, size_t count, shape_object **out,
                          lathe_error *err);
/* CadQuery's sortWiresByBuildOrder: a list of lists, each an outer wire and its inner ones. */
lathe_status func_sort_wires(script_vm *vm, script_value wires, script_value *out, lathe_error *err);
/* Face.makeFromWires(wires[0], wires[1:]) of a list; IndexError where it is empty. */
lathe_status func_face_from_wires(script_vm *vm, script_value wires, shape_object **out, lathe_error *err);
/* fuse, cut, intersect or split of two or more; packed. */
lathe_status func_boolean(script_vm *vm, kernel_operation operation, const script_value *shapes, size_t count,
                          shape_object **out, lathe_error *err);
/* "transformed", "round", "right"; KeyError for others. */
lathe_status func_read_transition(script_vm *vm, script_value v, kernel_transition *out, lathe_error *err);

#endif
