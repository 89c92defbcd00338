/* synth_outline.h: closed outlines of line and arc segments, and where a circle fits inside one. Internal to ops/data.
 *
 * Coordinates are in the script's units, counter-clockwise, centred on their box. Pure functions of a stream. */
#ifndef LATHE_OPS_DATA_SYNTH_OUTLINE_H
#define LATHE_OPS_DATA_SYNTH_OUTLINE_H

#include "base/bytes.h"
#include "base/philox.h"

enum { OUTLINE_POINTS_MAX = 32 };

typedef struct outline_point {
    double x, y;
    bool arc;            /* the edge from here to the next point is an arc through mid */
    double mid_x, mid_y;
} outline_point;

typedef struct outline {
    uint32_t count;
    outline_point points[OUTLINE_POINTS_MAX];
} outline;

/* Uniform integer in [low, high]; low where high is below it. */
int outline_pick(philox_stream *s, int low, int high);

/* Fills a box of width x height steps of `grid` units, each at least 2, with an L, T, U, Z, trapezium, triangle, slot or D
 * of random proportions, mirrored at random, some corners cut or rounded. */
void outline_draw(philox_stream *s, int width, int height, double grid, outline *out);
void outline_rectangle(double width, double height, outline *out);

/* Distance from a point inside to the nearest edge (arcs taken as their two chords); negative outside. */
double outline_room(const outline *o, double x, double y);
/* Appends the sketch's edges: ".segment(..)", ".arc(..)", then ".close()" where the last is a line, and ".assemble()". */
lathe_status outline_print(const outline *o, bytes *out, lathe_error *err);

#endif
