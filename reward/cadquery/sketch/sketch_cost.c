/* sketch_cost.c: what the constraints of a sketch cost. */
#include "reward/cadquery/sketch/sketch_solve.h"

#include <float.h>

typedef struct pair {
    double x, y;
} pair;

static double norm(pair v)
{
    return sqrt(v.x * v.x + v.y * v.y);
}

static pair minus(pair a, pair b)
{
    return (pair){ a.x - b.x, a.y - b.y };
}

static pair arc_at(const double *x, double angle)
{
    return (pair){ x[0] + x[2] * sin(angle), x[1] + x[2] * cos(angle) };
}

kernel_vec sketch_arc_point(const double *x, double fraction)
{
    pair p = arc_at(x, x[3] + fraction * x[4]);
    return (kernel_vec){ p.x, p.y, 0 };
}

/* A point by its parameter; of an arc without one: the centre. */
static pair point_on(bool arc, const double *x, bool given, double value)
{
    if (!arc)
        return (pair){ x[0] + value * (x[2] - x[0]), x[1] + value * (x[3] - x[1]) };
    return given ? arc_at(x, x[3] + value * x[4]) : (pair){ x[0], x[1] };
}

static pair start_of(const solve_entity *e)
{
    return e->arc ? arc_at(e->x, e->x[3]) : (pair){ e->x[0], e->x[1] };
}

static pair end_of(const solve_entity *e)
{
    return e->arc ? arc_at(e->x, e->x[3] + e->x[4]) : (pair){ e->x[2], e->x[3] };
}

/* Along the way it is drawn, at its end or start. */
static pair tangent_of(const solve_entity *e, bool at_end)
{
    const double *x = e->x;
    if (!e->arc)
        return (pair){ x[2] - x[0], x[3] - x[1] };
    double angle = at_end ? x[3] + x[4] : x[3], sign = x[4] > 0 ? 1 : x[4] < 0 ? -1 : x[4];
    return (pair){ sign * cos(angle), -sign * sin(angle) };
}

/* From a to b, as OpenCASCADE's gp_Vec2d computes it. */
static bool angle_between(pair a, pair b, double *out)
{
    double la = norm(a), lb = norm(b);
    if (la <= DBL_MIN || lb <= DBL_MIN)
        return false;
    double d = la * lb, cosine = (a.x * b.x + a.y * b.y) / d, sine = (a.x * b.y - a.y * b.x) / d;
    if (cosine > -0.70710678118655 && cosine < 0.70710678118655)
        *out = sine > 0 ? acos(cosine) : -acos(cosine);
    else if (cosine > 0)
        *out = asin(sine);
    else
        *out = sine > 0 ? M_PI - asin(sine) : -M_PI - asin(sine);
    return true;
}

static double fixed_cost(const solve_entity *e)
{
    double sum = 0;
    for (int i = 0; i < (e->arc ? 5 : 4); i++)
        sum += (e->x[i] - e->start[i]) * (e->x[i] - e->start[i]);
    return sqrt(sum);
}

static double length_of(const solve_entity *e)
{
    return e->arc ? fabs(e->x[2] * e->x[4]) : norm(tangent_of(e, false));
}

bool sketch_cost(const solve_term *term, const solve_entity *a, const solve_entity *b, double *out)
{
    const double *value = term->value;
    switch (term->kind) {
    case CONSTRAINT_FIXED:
        *out = fixed_cost(a);
        return true;
    case CONSTRAINT_FIXED_POINT:
        *out = norm(minus(point_on(a->arc, a->x, term->given[0], value[0]),
                          point_on(a->arc, a->start, term->given[0], value[0])));
        return true;
    case CONSTRAINT_COINCIDENT:
        *out = norm(minus(end_of(a), start_of(b)));
        return true;
    case CONSTRAINT_ANGLE:
        if (!angle_between(tangent_of(b, false), tangent_of(a, true), out))
            return false;
        *out -= value[0];
        return true;
    case CONSTRAINT_LENGTH:
        *out = length_of(a) - value[0];
        return true;
    case CONSTRAINT_DISTANCE:
        *out = norm(minus(point_on(a->arc, a->x, term->given[0], value[0]),
                          point_on(b->arc, b->x, term->given[1], value[1]))) - value[2];
        return true;
    case CONSTRAINT_RADIUS:
        *out = a->x[2] - value[0];
        return true;
    case CONSTRAINT_ORIENTATION:
        return angle_between(tangent_of(a, false), (pair){ value[0], value[1] }, out);
    case CONSTRAINT_ARC_ANGLE:
        *out = a->x[4] - value[0];
        return true;
    }
    return false;
}
