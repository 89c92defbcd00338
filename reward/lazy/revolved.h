/* revolved.h: internal to reward/lazy: profiles turned about an axis.
 *
 * The node's profile lies in a half plane: x of its frame points away from the axis, y along it, its origin is on it. A point
 * is r from the axis, h along it, and seen from x at the angle of (d . x, -d . z) where d leads there from the origin. */
#ifndef LATHE_REWARD_LAZY_REVOLVED_H
#define LATHE_REWARD_LAZY_REVOLVED_H

#include "reward/lazy/bounds.h"
#include "reward/lazy/sampler.h"

/* Takes the profile, whose area and moment are known, also where it fails. angle in radians, at most 2 pi; a profile that
 * crosses the axis is LATHE_E_EXACT. */
lathe_status lazy_revolve(lazy_profile *profile, double angle, kernel_shape **out, lathe_error *err);
/* Of a cylinder a turn that is not whole. */
lathe_status lazy_cylinder_part(double radius, double height, kernel_vec at, kernel_vec direction, double degrees,
                                kernel_shape **out, lathe_error *err);
/* In the coordinates of the node. */
bool lazy_revolved_holds(const lazy_node *revolved, kernel_vec point);
/* Point t of the unit cube, spread over it. */
kernel_vec lazy_revolved_point(const lazy_node *revolved, kernel_vec t);
lazy_range lazy_revolved_range(const lazy_node *revolved, const kernel_matrix *at, kernel_vec direction);
/* Where curve i reaches farthest along a direction in the coordinates of the node; where a whole line does, at fraction t. */
kernel_vec lazy_revolved_farthest(const lazy_node *revolved, uint32_t outline, uint32_t curve, kernel_vec direction, kernel_vec t);
/* Sets the samples inside (or unsets: lazy_sampler.into) and leaves the others as they are; `at` is where the node stands. */
lathe_status lazy_fill_revolved(const lazy_sampler *s, const lazy_node *revolved, const kernel_matrix *at, const box3 *box,
                                uint64_t *words, lathe_error *err);

#endif
