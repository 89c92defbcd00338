/* lazy.h: scripts whose part can be sampled without OpenCASCADE.
 *
 * The classes of reward/cadquery run here over a kernel of their own (the functions of reward/kernel's headers, in this
 * folder): edges are lines, circular arcs and chains of arcs along ellipses and splines, faces are outlines in a plane
 * under union, cut and intersection, solids are prisms of faces, revolved faces, balls and half spaces that meet under the
 * same and rigid motion. Nothing is built; the result is an expression, of which rows of samples are computed as words of
 * bits. What is not such an expression, what CadQuery might refuse (open or crossing outlines, outlines that touch elsewhere
 * than in corners, equal points, null lengths) and what asks for topology ends with LATHE_E_EXACT: run the script over
 * reward/kernel then, which decides. So everything that runs here is what CadQuery accepts. Of topology it knows the plane of
 * the faces that a solid ends in (faces(">Z")), where that end is a prism, the corners of wires, and the edges of a solid that
 * is one prism, whose upright ones can be rounded or cut.
 *
 * An engine belongs to one thread. */
#ifndef LATHE_REWARD_LAZY_LAZY_H
#define LATHE_REWARD_LAZY_LAZY_H

#include "reward/cadquery/cadquery.h"
#include "reward/measure/score.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lazy_engine lazy_engine;
typedef struct lazy_part lazy_part;

/* Caller owns *out. */
lathe_status lazy_engine_new(lazy_engine **out, lathe_error *err);
void lazy_engine_free(lazy_engine *engine); /* NULL is fine */

/* Of clock_monotonic_ns: past it, scripts and rows end with FAILURE_TIMEOUT, which is looked at now and then. 0: none. */
void lazy_engine_set_deadline(lazy_engine *engine, int64_t deadline);

/* As cadquery_run, with the part prepared for sampling; LATHE_E_EXACT where only the exact kernel can say. The part is the
 * caller's, and does not need the engine any more. Independent of the scripts before. */
lathe_status lazy_run(lazy_engine *engine, const char *text, size_t length, const cadquery_limits *limits,
                      lazy_part **out, lathe_error *err);
void lazy_part_free(lazy_part *part); /* NULL is fine */

/* The part for score_solid, as long as part and engine live. */
typedef struct lazy_source {
    lazy_engine *engine;
    const lazy_part *part;
} lazy_source;
row_source lazy_row_source(const lazy_source *source);

/* A box that holds the part; tight but for what cuts and intersections take away. False for a part without extent. */
bool lazy_part_box(const lazy_part *part, box3 *out);
/* As rows_from_mesh; no row is ever open. Grids of one word a row only (LATHE_E_INPUT for others). The engine is any, and
 * lends its tables. */
lathe_status lazy_part_rows(lazy_engine *engine, const lazy_part *part, const box3 *box, row_grid grid, sample_rows *out,
                            lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
