/* sketch.h: what the files of sketches share. */
#ifndef LATHE_REWARD_CADQUERY_SKETCH_SKETCH_H
#define LATHE_REWARD_CADQUERY_SKETCH_SKETCH_H

#include "reward/cadquery/methods.h"

#include <math.h>

static inline double sketch_radians(double degrees)
{
    return degrees * (M_PI / 180.0);
}

static inline lathe_status sketch_done(const script_call *call, script_value *out)
{
    *out = call->self;
    return LATHE_OK;
}

/* Python's truth of `_selection`. */
static inline bool sketch_has_selected(const sketch *s)
{
    return s->has_selection && s->selection.list->count > 0;
}

/* Where the next shape goes: at each of the selection, or once as it is. */
lathe_status sketch_places(script_vm *vm, const sketch *s, bool ignore_selection, script_value *out, lathe_error *err);
/* Keeps the list under the tag if that is true. */
lathe_status sketch_set_tag(script_vm *vm, sketch *s, script_value tag, script_value list, lathe_error *err);
/* KeyError for an unknown tag. */
lathe_status sketch_tagged(script_vm *vm, const sketch *s, script_value tag, script_value *out, lathe_error *err);

/* A face put at each place by `located` (its own place is dropped) or moved, then combined. */
typedef struct placing {
    const shape_object *shape;
    bool located, ignore_selection;
    script_value mode, tag;
} placing;
lathe_status sketch_place_shape(script_vm *vm, sketch *s, const placing *p, lathe_error *err);
/* What each() does with what its callback gave: tags the list and combines it with the faces. */
lathe_status sketch_combine(script_vm *vm, sketch *s, script_value made, script_value mode, script_value tag,
                            lathe_error *err);
lathe_status sketch_face_of_wire(script_vm *vm, const shape_object *wire, shape_object **out, lathe_error *err);
/* Vector(*v), as an iterable of coordinates. */
lathe_status sketch_read_point(script_vm *vm, script_value v, kernel_vec *out, lathe_error *err);
lathe_status sketch_read_points(script_vm *vm, script_value v, kernel_vec **out, size_t *out_count, lathe_error *err);
/* AttributeError for what is no shape. */
lathe_status sketch_require_shapes(script_vm *vm, script_value list, lathe_error *err);
/* The convex hull of edges as a wire. */
lathe_status sketch_find_hull(script_vm *vm, script_value edges, shape_object **out, lathe_error *err);
/* A multimethod's refusal; `st` if it is none of Python's TypeErrors. */
lathe_status sketch_no_overload(script_vm *vm, const script_call *call, lathe_error *err);
lathe_status sketch_as_dispatch(script_vm *vm, const script_call *call, lathe_status st, lathe_error *err);

#endif
