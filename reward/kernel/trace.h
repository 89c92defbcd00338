/* trace.h: what builders made of the parts of shapes: one step of CadQuery's history. */
#ifndef LATHE_REWARD_KERNEL_TRACE_H
#define LATHE_REWARD_KERNEL_TRACE_H

#include "reward/kernel/solid.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum kernel_relation {
    KERNEL_GENERATED,
    KERNEL_MODIFIED,
    KERNEL_IMAGE,
    KERNEL_FIRST, /* at the beginning of a prism, revolution or sweep */
    KERNEL_LAST,
    KERNEL_DELETED,
    KERNEL_RELATION_COUNT
} kernel_relation;

/* Follows the faces, edges and vertices of these shapes through the builders that it is given to. Caller owns *out. */
lathe_status kernel_trace_new(const kernel_shape *const *shapes, size_t count, kernel_trace **out, lathe_error *err);
void kernel_trace_free(kernel_trace *trace); /* NULL is fine */
/* What became of a shape, or of each child of a compound, packed (see func.h); KeyError where nothing did. part NULL:
 * of all together. */
lathe_status kernel_trace_find(const kernel_trace *trace, kernel_relation relation, const kernel_shape *part,
                               kernel_shape **out, lathe_error *err);
/* Says that the faces of a shape are gone. */
lathe_status kernel_trace_delete_faces(kernel_trace *trace, const kernel_shape *shape, lathe_error *err);
/* Where nothing is last: what a shape was modified to. */
lathe_status kernel_trace_end_at(kernel_trace *trace, const kernel_shape *shape, lathe_error *err);
/* Adds all of another step. */
lathe_status kernel_trace_add(kernel_trace *trace, const kernel_trace *other, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
