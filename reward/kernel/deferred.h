/* deferred.h: booleans of solids that are left undone until something looks at what they make.
 *
 * A score needs a solid's points only, so that unions, cuts and intersections of solids, their cleaning and motion can stay
 * expressions, whose members are sampled each by itself (sample.h). Where a later step asks for topology, what it asks of
 * is built first, call by call as CadQuery does it. Two things cannot be known of what was not built: whether OpenCASCADE
 * would have refused it, and whether anything is left of it. The first is taken to be no; the second to be yes where a
 * script asks, and is looked at when the samples are known. Where that does not hold, or where a step cannot be done on an
 * expression, calls end with LATHE_E_EXACT: run the script again without a deferral.
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
/* Whether anything was left undone so far. */
bool kernel_deferral_used(const kernel_deferral *deferral);

#ifdef __cplusplus
}
#endif
#endif
