/* convex.h: internal to reward/lazy: solids between two polygons whose sides are planes, as half spaces that meet. */
#ifndef LATHE_REWARD_LAZY_CONVEX_H
#define LATHE_REWARD_LAZY_CONVEX_H

#include "reward/lazy/bounds.h"
#include "reward/lazy/sampler.h"

/* Between corners low[i] and high[i], each in a plane, the planes parallel. Corners of high may be equal. LATHE_E_EXACT where a
 * side is no plane or the solid is not convex. */
lathe_status lazy_convex(const kernel_vec *low, const kernel_vec *high, uint32_t count, kernel_shape **out, lathe_error *err);
/* In the coordinates of the node. */
bool lazy_convex_holds(const lazy_node *convex, kernel_vec point);
/* Point t of the unit cube, spread over it. */
kernel_vec lazy_convex_point(const lazy_node *convex, kernel_vec t);
lazy_range lazy_convex_range(const lazy_node *convex, const kernel_matrix *at, kernel_vec direction);
/* Sets the samples inside (or unsets: lazy_sampler.into) and leaves the others as they are; `at` is where the node stands. */
lathe_status lazy_fill_convex(const lazy_sampler *s, const lazy_node *convex, const kernel_matrix *at, const box3 *box, uint64_t *words,
                              lathe_error *err);

#endif
