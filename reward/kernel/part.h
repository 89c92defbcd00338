/* part.h: parts of shapes, and their exchange; and what CadQuery asks of any shape. Errors as in kernel.h. */
#ifndef LATHE_REWARD_KERNEL_PART_H
#define LATHE_REWARD_KERNEL_PART_H

#include "reward/kernel/topology.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Different shapes of that type inside, in the order of OpenCASCADE's maps, degenerated edges among them. */
lathe_status kernel_entities(const kernel_shape *shape, kernel_type type, kernel_list *out, lathe_error *err);
lathe_status kernel_replace(const kernel_shape *shape, const kernel_shape *old, const kernel_shape *with,
                            kernel_shape **out, lathe_error *err);
lathe_status kernel_remove(const kernel_shape *shape, const kernel_shape *const *parts, size_t count,
                           kernel_shape **out, lathe_error *err);
lathe_status kernel_reversed(const kernel_shape *shape, kernel_shape **out, lathe_error *err);
/* kernel_is_same, and the same orientation. */
lathe_status kernel_is_equal(const kernel_shape *a, const kernel_shape *b, bool *out, lathe_error *err);
/* The flag that it encloses something. */
lathe_status kernel_is_flagged_closed(const kernel_shape *shape, bool *out, lathe_error *err);
lathe_status kernel_place_of(const kernel_shape *shape, kernel_location **out, lathe_error *err);
/* In the middle of the parameters: z along the normal, x along u. */
lathe_status kernel_face_place(const kernel_shape *face, kernel_location **out, lathe_error *err);

/* kernel_mass, integrated to this relative tolerance. */
lathe_status kernel_mass_within(const kernel_shape *shape, double tolerance, double *out, lathe_error *err);
/* Of the mass that the type has; a compound's is its volume's. NotImplementedError for a vertex. */
lathe_status kernel_inertia(const kernel_shape *shape, double out[9], lathe_error *err);

/* The shape as splines of at most this degree; rational ones if so wanted. */
lathe_status kernel_to_splines(const kernel_shape *shape, int degree, double tolerance, bool rational,
                               kernel_shape **out, lathe_error *err);
lathe_status kernel_to_nurbs(const kernel_shape *shape, kernel_shape **out, lathe_error *err);

typedef enum kernel_side { KERNEL_SIDE_ANY, KERNEL_SIDE_ALONG, KERNEL_SIDE_OPPOSITE } kernel_side;
/* Faces that the line meets, nearest first, one for each point; on one side of the point or on both. */
lathe_status kernel_faces_met(const kernel_shape *shape, kernel_vec point, kernel_vec axis, double tolerance,
                              kernel_side side, kernel_list *out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
