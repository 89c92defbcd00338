/* smooth.c: ellipses and interpolated splines, as chains of circular arcs that follow them closely: so all that is known of
 * arcs (whether outlines cross, what a row meets, areas, turns about an axis) is known of them. */
#include "reward/lazy/shape.h"

#include <stdlib.h>

/* How far an arc may leave the curve, of the curve's size; so far that IoU cannot tell. */
static const double CLOSE = 1e-5;
static const double LEAST = 1e-2;
enum { MAX_HALVINGS = 8, MAX_POINTS = 100 };

/* A curve's point at a parameter. */
typedef kernel_vec (*point_function)(const void *curve, double t);

typedef struct chain {
    const void *curve;
    point_function at;
    double close;
    lazy_curve *arcs; /* owned */
    uint32_t count;
} chain;

static double distance_to(const lazy_curve *c, kernel_vec p)
{
    if (c->is_arc)
        return fabs(vec_length(vec_sub(p, c->center)) - c->radius);
    const kernel_vec along = vec_unit(vec_sub(c->b, c->a));
    return vec_length(vec_cross(along, vec_sub(p, c->a)));
}

/* Arcs from t to u, whose points are a and b. False where there are too many, or halving does not help. */
static bool follow(chain *c, double t, kernel_vec a, double u, kernel_vec b, int halvings)
{
    const double middle = (t + u) / 2;
    const kernel_vec through = c->at(c->curve, middle);
    lazy_curve arc;
    if (!lazy_arc_through(a, through, b, &arc))
        arc = (lazy_curve){ .a = a, .b = b };
    arc.is_inner = c->count > 0;
    if (vec_length(vec_sub(a, b)) > 0 && distance_to(&arc, through) <= c->close &&
        distance_to(&arc, c->at(c->curve, (t + middle) / 2)) <= c->close &&
        distance_to(&arc, c->at(c->curve, (middle + u) / 2)) <= c->close && (!arc.is_arc || arc.sweep < M_PI / 2)) {
        if (c->count == LAZY_MAX_CURVES)
            return false;
        c->arcs[c->count++] = arc;
        return true;
    }
    return halvings > 0 && follow(c, t, a, middle, through, halvings - 1) && follow(c, middle, through, u, b, halvings - 1);
}

/* Between parameters knots[0..count]; closed: the last point is the first. */
static lathe_status edge_along(chain *c, const double *knots, uint32_t count, bool closed, kernel_shape **out, lathe_error *err)
{
    const kernel_vec first = c->at(c->curve, knots[0]);
    kernel_vec from = first;
    bool follows = true;
    c->arcs = malloc(LAZY_MAX_CURVES * sizeof *c->arcs);
    for (uint32_t i = 0; c->arcs && follows && i < count; i++) {
        const kernel_vec to = closed && i + 1 == count ? first : c->at(c->curve, knots[i + 1]);
        follows = follow(c, knots[i], from, knots[i + 1], to, MAX_HALVINGS);
        from = to;
    }
    const lathe_status st = c->arcs && follows ? lazy_new_curves(KERNEL_EDGE, c->arcs, c->count, closed, out, err) : lazy_exact(err);
    free(c->arcs);
    return st;
}

/* ---- ellipses ---- */

typedef struct ellipse {
    kernel_vec center, x, y; /* the half axes */
} ellipse;

static kernel_vec point_of_ellipse(const void *curve, double t)
{
    const ellipse *e = curve;
    return vec_add(e->center, vec_add(vec_scale(e->x, cos(t)), vec_scale(e->y, sin(t))));
}

lathe_status kernel_edge_ellipse(double x_radius, double y_radius, kernel_vec center, kernel_vec normal,
                                 kernel_vec x_dir, double angle1, double angle2, bool anticlockwise, kernel_shape **out,
                                 lathe_error *err)
{
    (void)anticlockwise;
    kernel_plane plane;
    double quarters[9];
    if (angle1 != angle2 || !(x_radius > LEAST && y_radius > LEAST) || !(x_radius < 1e2 * y_radius && y_radius < 1e2 * x_radius) ||
        !(x_radius + y_radius < 1e6) || !isfinite(vec_length(center)) || !(vec_length(normal) > LAZY_CONFUSION) ||
        !(vec_length(x_dir) > LAZY_CONFUSION))
        return lazy_exact(err);
    LAZY_TRY(kernel_plane_make(center, &x_dir, normal, &plane, err));
    const kernel_matrix *m = &plane.to_world;
    const ellipse e = { center, lazy_turn(m, (kernel_vec){ x_radius, 0, 0 }), lazy_turn(m, (kernel_vec){ 0, y_radius, 0 }) };
    for (int i = 0; i <= 8; i++)
        quarters[i] = i * M_PI / 4;
    chain c = { .curve = &e, .at = point_of_ellipse, .close = CLOSE * fmax(x_radius, y_radius) };
    return edge_along(&c, quarters, 8, true, out, err);
}

/* ---- splines ---- */

/* Cubic between knots, by points and derivatives there. */
typedef struct spline {
    kernel_vec points[MAX_POINTS], speeds[MAX_POINTS];
    double knots[MAX_POINTS];
    uint32_t count;
} spline;

static kernel_vec point_of_spline(const void *curve, double t)
{
    const spline *s = curve;
    uint32_t i = 0;
    while (i + 2 < s->count && t >= s->knots[i + 1])
        i++;
    const double span = s->knots[i + 1] - s->knots[i], x = (t - s->knots[i]) / span, y = 1 - x;
    const kernel_vec ends = vec_add(vec_scale(s->points[i], y * y * (1 + 2 * x)), vec_scale(s->points[i + 1], x * x * (1 + 2 * y)));
    const kernel_vec turns = vec_sub(vec_scale(s->speeds[i], x * y * y), vec_scale(s->speeds[i + 1], x * x * y));
    return vec_add(ends, vec_scale(turns, span));
}

/* The derivative at knot `at` of the polynomial through knots [from, from + count). */
static kernel_vec speed_at(const spline *s, uint32_t from, uint32_t count, uint32_t at)
{
    kernel_vec sum = { 0, 0, 0 };
    for (uint32_t j = from; j < from + count; j++) {
        double weight = 0;
        for (uint32_t skip = from; skip < from + count; skip++) {
            if (skip == j)
                continue;
            double term = 1 / (s->knots[j] - s->knots[skip]);
            for (uint32_t k = from; k < from + count; k++) {
                if (k != j && k != skip)
                    term *= (s->knots[at] - s->knots[k]) / (s->knots[j] - s->knots[k]);
            }
            weight += term;
        }
        sum = vec_add(sum, vec_scale(s->points[j], weight));
    }
    return sum;
}

/* Derivatives between the ends, where second derivatives go on: Thomas' algorithm. */
static void join_speeds(spline *s)
{
    double ratio[MAX_POINTS];
    ratio[0] = 0;
    for (uint32_t i = 1; i + 1 < s->count; i++) {
        const double before = s->knots[i] - s->knots[i - 1], after = s->knots[i + 1] - s->knots[i];
        const kernel_vec a = vec_scale(vec_sub(s->points[i], s->points[i - 1]), after / before);
        const kernel_vec b = vec_scale(vec_sub(s->points[i + 1], s->points[i]), before / after);
        const double pivot = 2 * (before + after) - after * ratio[i - 1];
        ratio[i] = before / pivot;
        s->speeds[i] = vec_scale(vec_sub(vec_scale(vec_add(a, b), 3), vec_scale(s->speeds[i - 1], after)), 1 / pivot);
    }
    for (uint32_t i = s->count - 2; i > 0; i--)
        s->speeds[i] = vec_sub(s->speeds[i], vec_scale(s->speeds[i + 1], ratio[i]));
}

/* As GeomAPI_Interpolate without tangents: cubic through the points, by the length of the chords, with the derivatives at its
 * ends of the cubics through the four points there; of three points the parabola. */
static bool interpolate(const kernel_spline *given, spline *s, double *out_size)
{
    s->count = (uint32_t)given->point_count;
    s->knots[0] = 0;
    *out_size = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        s->points[i] = given->points[i];
        const double step = i ? vec_length(vec_sub(s->points[i], s->points[i - 1])) : 1;
        if (!(step > LEAST) || !(step < 1e6))
            return false;
        if (i)
            s->knots[i] = s->knots[i - 1] + step;
        *out_size = fmax(*out_size, vec_length(vec_sub(s->points[i], s->points[0])));
    }
    const uint32_t near = s->count < 4 ? s->count : 4, last = s->count - 1;
    s->speeds[0] = speed_at(s, 0, near, 0);
    s->speeds[last] = speed_at(s, s->count - near, near, last);
    join_speeds(s);
    return true;
}

lathe_status kernel_edge_spline(const kernel_spline *given, kernel_shape **out, lathe_error *err)
{
    spline s;
    double size;
    if (given->point_count < 3 || given->point_count > MAX_POINTS || given->tangent_count || given->parameters || given->periodic ||
        !(given->tolerance <= 1e-4) || !interpolate(given, &s, &size))
        return lazy_exact(err);
    chain c = { .curve = &s, .at = point_of_spline, .close = CLOSE * size };
    return edge_along(&c, s.knots, s.count - 1, false, out, err);
}
