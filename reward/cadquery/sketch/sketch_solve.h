/* sketch_solve.h: the constraints of a sketch, what each costs, and the numbers that are varied to bring all to 0.
 *
 * A segment is four numbers: both its ends. An arc is five: its centre, radius, the angle of its start (clockwise from
 * y) and how far it turns from there. */
#ifndef LATHE_REWARD_CADQUERY_SKETCH_SKETCH_SOLVE_H
#define LATHE_REWARD_CADQUERY_SKETCH_SKETCH_SOLVE_H

#include "reward/cadquery/sketch/sketch.h"

typedef enum constraint_kind {
    CONSTRAINT_FIXED,
    CONSTRAINT_FIXED_POINT,
    CONSTRAINT_COINCIDENT,
    CONSTRAINT_ANGLE,
    CONSTRAINT_LENGTH,
    CONSTRAINT_DISTANCE,
    CONSTRAINT_RADIUS,
    CONSTRAINT_ORIENTATION,
    CONSTRAINT_ARC_ANGLE
} constraint_kind;

/* As a script made it. */
typedef struct sketch_constraint {
    constraint_kind kind;
    script_value name, tags, args, param; /* a str, two tuples, the converted parameter */
} sketch_constraint;

/* One entity's numbers: as they are tried, and as they were at first. */
typedef struct solve_entity {
    bool arc;
    const double *x, *start;
} solve_entity;

typedef struct solve_term {
    constraint_kind kind;
    size_t first, second; /* entities; both the same where there is one */
    bool binary;
    double value[3];
    bool given[3]; /* false: None, the centre of an arc */
} solve_term;

/* How far a constraint is from being met. False where OpenCASCADE refuses an angle with a null vector. */
bool sketch_cost(const solve_term *term, const solve_entity *a, const solve_entity *b, double *out);

/* At a fraction of its turn. */
kernel_vec sketch_arc_point(const double *x, double fraction);

#endif
