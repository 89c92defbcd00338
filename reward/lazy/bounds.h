/* bounds.h: internal to reward/lazy: how far solids reach. */
#ifndef LATHE_REWARD_LAZY_BOUNDS_H
#define LATHE_REWARD_LAZY_BOUNDS_H

#include "reward/lazy/shape.h"

/* At most so many directions at once. */
enum { LAZY_DIRECTIONS = 3 };

typedef struct lazy_range {
    double low, high;
} lazy_range;

/* Of one leaf that stands at `at`, along a unit direction: tight. */
lazy_range lazy_leaf_range(const lazy_node *leaf, const kernel_matrix *at, kernel_vec direction);
/* Of a solid: nothing of it lies outside, but cuts and intersections may have taken away what reached an end. */
void lazy_ranges(const kernel_shape *solid, const kernel_vec *directions, int count, lazy_range *out);
/* Of a curve of a profile, and of all of them, along (u, v) of the frame. */
lazy_range lazy_curve_range(const lazy_curve *curve, double u, double v);
lazy_range lazy_profile_range(const lazy_profile *profile, double u, double v);
/* Where a curve reaches farthest along (u, v); of a line across it a point at fraction t. */
kernel_vec lazy_curve_farthest(const lazy_curve *curve, double u, double v, double t);

/* A box that holds the solid. */
box3 lazy_bounds(const kernel_shape *solid);

/* Whether a point of the solid was found at this height along a unit direction: every leaf is searched that reaches it.
 * False says nothing. */
bool lazy_is_met(const kernel_shape *solid, kernel_vec direction, double height);
/* Whether the solid was found to reach an end of its range, but for a millionth of the range. False says nothing. */
bool lazy_is_reached(const kernel_shape *solid, kernel_vec direction, lazy_range range);
/* Along each axis of the world, and whether both ends were found to be reached. */
void lazy_reached_ranges(const kernel_shape *solid, lazy_range out[3], bool out_reached[3]);

#endif
