/* deferred.h: faces, prisms and booleans that are left undone until something looks at what they make.
 *
 * A score needs a solid's points only, so that unions, cuts and intersections of solids, their cleaning and motion can stay
 * expressions, whose members are sampled each by itself (sample.h). Where a later step asks for topology, what it asks of
 * is built first, call by call as CadQuery does it. Faces of plain outlines (outline.h) and their prisms are known to be what
 * OpenCASCADE would make of them. Of booleans and cleaning, and what stands on them, two things cannot be known before they
 * are built: whether OpenCASCADE would have refused, and whether anything is left. The first is taken to be no; the second to
 * be yes where a script asks, and is looked at when the samples are known. Where that does not hold, or where a step cannot
 * be done on an expression, calls end with LATHE_E_EXACT: run the script again without a deferral.
 *
 * Errors as in kernel.h. */
#ifndef LATHE_REWARD_KERNEL_DEFERRED_H
#define LATHE_REWARD_KERNEL_DEFERRED_H

#include "reward/kernel/solid.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of one script; outlives all shapes that were made under it. Caller owns *out. */
lathe_status kernel_deferral_new(kernel_deferral **out, lathe_error *err);
void kernel_deferral_free(kernel_deferral *deferral); /* NULL is fine */
/* Whether anything was left undone so far of which something was taken to be so. */
bool kernel_deferral_used(const kernel_deferral *deferral);

#ifdef __cplusplus
}
#endif
#endif
