/* near.h: the nearest of many points, by a k-d tree (Bentley, CACM 18, 1975). */
#ifndef LATHE_REWARD_MEASURE_NEAR_H
#define LATHE_REWARD_MEASURE_NEAR_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { NEAR_MAX = 32 };

typedef struct near_tree near_tree;

/* Of points[i] = the three doubles at (char *)points + i * stride, which are copied. LATHE_E_INPUT for none; LATHE_E_NOMEM.
 * Coordinates must be finite. Caller owns *out and ends it with near_tree_free. */
lathe_status near_tree_new(const void *points, size_t stride, uint32_t count, near_tree **out, lathe_error *err);
void near_tree_free(near_tree *t); /* NULL is fine */
/* The `wanted` (at most NEAR_MAX) nearest points, nearest first, by number and squared distance. Returns how many there
 * are. Thread-safe. */
uint32_t near_tree_find(const near_tree *t, const double at[3], uint32_t wanted, uint32_t out_of[NEAR_MAX],
                        double out_squared[NEAR_MAX]);

#ifdef __cplusplus
}
#endif
#endif
