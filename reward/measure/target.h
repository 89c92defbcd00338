/* target.h: a truth prepared once for many comparisons: its box, its volume and its rows, and the blob in which it travels.
 *
 * Blob, version 1, little-endian, every part a multiple of 8 bytes:
 *   magic "LATHETGT", u32 version, u32 section count, 6 doubles of the box (low x y z, high x y z), double mesh volume,
 *   per section: u32 row_grid, u32 open rows, u64 words, then that many u64 words; at the end u64 check of all before.
 * Sections stand in ascending order of grid: the lattice of 4096, the finer one where the truth fills less than a quarter of
 * its box (others never need it), a cube where it was asked for. */
#ifndef LATHE_REWARD_MEASURE_TARGET_H
#define LATHE_REWARD_MEASURE_TARGET_H

#include "base/hash.h"
#include "reward/measure/rows.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The largest blob there is: all grids. */
enum { TARGET_VERSION = 1, TARGET_MAX_BYTES = 3 << 20 };

typedef struct target target;

/* Prepares a truth. `extra` adds the rows of a cube; ROW_GRID_LATTICE_4096 adds nothing. LATHE_E_INPUT where the mesh
 * has no volume to compare with. Caller owns *out and ends it with target_free. */
lathe_status target_from_mesh(const triangle_mesh *m, row_grid extra, target **out, lathe_error *err);
void target_free(target *t); /* NULL is fine */

/* Valid until target_free. */
const box3 *target_box(const target *t);
double target_volume(const target *t);
/* NULL where the target has no such rows. */
const sample_rows *target_rows(const target *t, row_grid grid);

/* Appends the blob. */
lathe_status target_encode(const target *t, bytes *out, lathe_error *err);
/* Checks every byte: LATHE_E_INPUT names what is wrong, another version by both numbers. Copies; data may go. */
lathe_status target_decode(const void *data, size_t length, target **out, lathe_error *err);

/* Names a shape: equal for equal shapes wherever they were made. SHA-256 of the mesh's box, rounded to about 1/50,000 of
 * its greatest extent, and of the rows at 4096 in that rounded box. Row 0, whose samples lie on round fractions of the
 * box where faces often are, is left out. LATHE_E_INPUT for an empty mesh. */
lathe_status target_shape_hash(const triangle_mesh *m, hash256 *out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
