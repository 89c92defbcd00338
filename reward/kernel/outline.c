/* outline.c: distances, meeting points and areas of lines and arcs in a plane. */
#include "reward/kernel/outline.h"

/* How near two curves may come that do not belong together, and how far from a corner two neighbours may meet again. */
static const double APART = 1e-6, CORNER = 1e-5;
/* Of the sine of an angle that is neither flat nor straight. */
static const double CLEAR_CROSS = .1;
/* How near corners are that are one, and by how much, in radians, the sides there must differ that belong to two outlines. */
static const double ONE_PLACE = 1e-8, CLEAR_ANGLE = 1e-2;

/* ---- planes ---- */

/* How far from a plane what lies in it may be. */
static const double FLAT = 1e-8;
/* Of unit vectors: by how much their product may fall short of 1. */
static const double PARALLEL = 1e-9;

static bool in_plane(const outline_frame *f, kernel_vec p)
{
    return fabs(vec_dot(vec_sub(p, f->origin), f->z)) <= FLAT;
}

static kernel_vec to_local(const outline_frame *f, kernel_vec p)
{
    const kernel_vec d = vec_sub(p, f->origin);
    return (kernel_vec){ vec_dot(d, f->x), vec_dot(d, f->y), 0 };
}

static bool normal_of(const outline_curve *curves, uint32_t count, kernel_vec *out)
{
    kernel_vec best = { 0, 0, 0 };
    const kernel_vec first = vec_unit(vec_sub(curves[0].b, curves[0].a));
    for (uint32_t i = 0; i < count; i++) {
        if (curves[i].is_arc) {
            *out = curves[i].axis;
            return true;
        }
        const kernel_vec n = vec_cross(first, vec_unit(vec_sub(curves[i].b, curves[i].a)));
        if (vec_length(n) > vec_length(best))
            best = n;
    }
    if (!(vec_length(best) > 1e-3))
        return false;
    *out = vec_unit(best);
    return true;
}

bool outline_plane(const outline_curve *curves, uint32_t count, outline_frame *out)
{
    kernel_vec z;
    if (!normal_of(curves, count, &z))
        return false;
    const kernel_vec other = fabs(z.x) < .9 ? (kernel_vec){ 1, 0, 0 } : (kernel_vec){ 0, 1, 0 };
    const kernel_vec x = vec_unit(vec_sub(other, vec_scale(z, vec_dot(other, z))));
    *out = (outline_frame){ curves[0].a, x, vec_cross(z, x), z };
    return true;
}

bool outline_flatten(const outline_frame *f, outline_curve *curves, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        outline_curve *c = &curves[i];
        if (!in_plane(f, c->a) || !in_plane(f, c->b))
            return false;
        if (c->is_arc) {
            const double along = vec_dot(c->axis, f->z);
            if (!in_plane(f, c->center) || !(fabs(along) > 1 - PARALLEL))
                return false;
            c->center = to_local(f, c->center);
            c->axis = (kernel_vec){ 0, 0, along > 0 ? 1 : -1 };
        }
        c->a = to_local(f, c->a);
        c->b = to_local(f, c->b);
    }
    return true;
}

/* ---- curves ---- */

static double length_of(const outline_curve *c)
{
    return c->is_arc ? c->radius * c->sweep : vec_length(vec_sub(c->b, c->a));
}

static double signed_turn(const outline_curve *c)
{
    return c->axis.z > 0 ? 1 : -1;
}

/* ---- distances ---- */

static double point_to_line(kernel_vec p, const outline_curve *c)
{
    const kernel_vec along = vec_sub(c->b, c->a);
    double t = vec_dot(vec_sub(p, c->a), along) / vec_dot(along, along);
    t = fmin(1, fmax(0, t));
    return vec_length(vec_sub(p, vec_add(c->a, vec_scale(along, t))));
}

bool outline_arc_covers(const outline_curve *c, kernel_vec from_center)
{
    const kernel_vec start = vec_sub(c->a, c->center);
    double angle = atan2(signed_turn(c) * (start.x * from_center.y - start.y * from_center.x),
                         start.x * from_center.x + start.y * from_center.y);
    if (angle < 0)
        angle += 2 * M_PI;
    return angle <= c->sweep;
}

static double point_to_curve(kernel_vec p, const outline_curve *c)
{
    if (!c->is_arc)
        return point_to_line(p, c);
    const kernel_vec out = vec_sub(p, c->center);
    if (outline_arc_covers(c, out))
        return fabs(vec_length(out) - c->radius);
    return fmin(vec_length(vec_sub(p, c->a)), vec_length(vec_sub(p, c->b)));
}

/* ---- meeting points of the whole lines and circles ---- */

typedef struct meeting {
    kernel_vec points[2];
    int count;
} meeting;

static meeting line_with_line(const outline_curve *a, const outline_curve *b)
{
    const kernel_vec u = vec_sub(a->b, a->a), v = vec_sub(b->b, b->a), w = vec_sub(b->a, a->a);
    const double cross = u.x * v.y - u.y * v.x;
    if (fabs(cross) <= 1e-12 * vec_length(u) * vec_length(v))
        return (meeting){ .count = 0 }; /* their ends tell */
    return (meeting){ { vec_add(a->a, vec_scale(u, (w.x * v.y - w.y * v.x) / cross)) }, 1 };
}

/* A circle about center and a line through foot, the point next to the centre. Where it nearly touches, foot. */
static meeting circle_with_line(double radius, kernel_vec foot, double distance, kernel_vec along)
{
    if (distance > radius + APART)
        return (meeting){ .count = 0 };
    const double half = sqrt(fmax(0, radius * radius - distance * distance));
    const kernel_vec step = vec_scale(along, half);
    return (meeting){ { vec_add(foot, step), vec_sub(foot, step) }, 2 };
}

static meeting arc_with_line(const outline_curve *arc, const outline_curve *line)
{
    const kernel_vec along = vec_unit(vec_sub(line->b, line->a));
    const kernel_vec foot = vec_add(line->a, vec_scale(along, vec_dot(vec_sub(arc->center, line->a), along)));
    return circle_with_line(arc->radius, foot, vec_length(vec_sub(foot, arc->center)), along);
}

static meeting arc_with_arc(const outline_curve *a, const outline_curve *b)
{
    const kernel_vec between = vec_sub(b->center, a->center);
    const double d = vec_length(between);
    if (d <= APART)
        return (meeting){ .count = 0 }; /* their ends and radii tell */
    const kernel_vec to = vec_scale(between, 1 / d), along = { -to.y, to.x, 0 };
    const double reach = (d * d + a->radius * a->radius - b->radius * b->radius) / (2 * d);
    return circle_with_line(a->radius, vec_add(a->center, vec_scale(to, reach)), fabs(reach), along);
}

static meeting meet(const outline_curve *a, const outline_curve *b)
{
    if (a->is_arc && b->is_arc)
        return arc_with_arc(a, b);
    if (a->is_arc || b->is_arc)
        return a->is_arc ? arc_with_line(a, b) : arc_with_line(b, a);
    return line_with_line(a, b);
}

/* ---- pairs of curves ---- */

static bool is_corner(kernel_vec p, const kernel_vec *corners, int count)
{
    for (int i = 0; i < count; i++) {
        if (vec_length(vec_sub(p, corners[i])) <= CORNER)
            return true;
    }
    return false;
}

/* Arcs of one circle: whether one begins or ends within the other, corners apart. */
static bool ends_are_apart(const outline_curve *a, const outline_curve *b, const kernel_vec *corners, int count)
{
    const kernel_vec ends[] = { a->a, a->b };
    for (int i = 0; i < 2; i++) {
        if (!is_corner(ends[i], corners, count) && point_to_curve(ends[i], b) <= APART)
            return false;
    }
    return true;
}

/* No point of a curve is farther from the middle of its ends than half its length. */
static bool are_far(const outline_curve *a, const outline_curve *b)
{
    const kernel_vec between = vec_scale(vec_sub(vec_add(a->a, a->b), vec_add(b->a, b->b)), .5);
    const double reach = (length_of(a) + length_of(b)) / 2 + CORNER;
    return vec_dot(between, between) > reach * reach;
}

/* Boxes about them do not come near each other. */
static bool boxes_are_apart(const outline_curve *a, const outline_curve *b)
{
    const outline_curve *const both[] = { a, b };
    double low[2][2], high[2][2];
    for (int i = 0; i < 2; i++) {
        const outline_curve *c = both[i];
        low[i][0] = c->is_arc ? c->center.x - c->radius : fmin(c->a.x, c->b.x);
        low[i][1] = c->is_arc ? c->center.y - c->radius : fmin(c->a.y, c->b.y);
        high[i][0] = c->is_arc ? c->center.x + c->radius : fmax(c->a.x, c->b.x);
        high[i][1] = c->is_arc ? c->center.y + c->radius : fmax(c->a.y, c->b.y);
    }
    return low[0][0] > high[1][0] + CORNER || low[1][0] > high[0][0] + CORNER || low[0][1] > high[1][1] + CORNER ||
           low[1][1] > high[0][1] + CORNER;
}

/* Two lines from one corner, at an angle that lets them neither meet again nor fold back. */
static bool part_plainly(const outline_curve *before, const outline_curve *after)
{
    if (before->is_arc || after->is_arc)
        return false;
    const kernel_vec u = vec_sub(before->b, before->a), v = vec_sub(after->b, after->a);
    const double dot = vec_dot(u, v), cross = u.x * v.y - u.y * v.x;
    return dot > 0 || cross * cross > CLEAR_CROSS * CLEAR_CROSS * vec_dot(u, u) * vec_dot(v, v);
}

/* Neither crosses nor touches the other, but at the corners that they share. */
static bool are_apart(const outline_curve *a, const outline_curve *b, const kernel_vec *corners, int count)
{
    if (boxes_are_apart(a, b) || are_far(a, b))
        return true;
    if (!ends_are_apart(a, b, corners, count) || !ends_are_apart(b, a, corners, count))
        return false;
    const meeting m = meet(a, b);
    for (int i = 0; i < m.count; i++) {
        if (!is_corner(m.points[i], corners, count) && point_to_curve(m.points[i], a) <= APART &&
            point_to_curve(m.points[i], b) <= APART)
            return false;
    }
    return true;
}

static kernel_vec tangent_at(const outline_curve *c, bool at_end)
{
    if (!c->is_arc)
        return vec_unit(vec_sub(c->b, c->a));
    const kernel_vec out = vec_unit(vec_sub(at_end ? c->b : c->a, c->center));
    const double turn = signed_turn(c);
    return (kernel_vec){ -turn * out.y, turn * out.x, 0 };
}

/* A corner where the outline turns back into itself. */
static bool folds_back(const outline_curve *before, const outline_curve *after)
{
    const kernel_vec in = tangent_at(before, true), out = tangent_at(after, false);
    return vec_dot(in, out) < 0 && fabs(in.x * out.y - in.y * out.x) < 1e-6;
}

static bool outline_is_plain(const outline_loop *o)
{
    for (uint32_t i = 0; i < o->count; i++) {
        const outline_curve *c = &o->curves[i];
        const uint32_t next = (i + 1) % o->count;
        if (!(length_of(c) > CORNER * 10) || (c->is_arc && !(c->radius < 1e6)))
            return false;
        const bool parts = o->count > 2 && part_plainly(c, &o->curves[next]);
        if (o->count > 1 && !parts && folds_back(c, &o->curves[next]))
            return false;
        for (uint32_t j = i + 1; j < o->count; j++) {
            kernel_vec corners[2];
            int count = 0;
            if (j == next && parts)
                continue;
            if (j == i + 1)
                corners[count++] = c->b;
            if ((j + 1) % o->count == i)
                corners[count++] = c->a;
            if (!are_apart(c, &o->curves[j], corners, count))
                return false;
        }
    }
    return o->count > 1 || o->curves[0].sweep == 2 * M_PI;
}

/* ---- corners of two outlines in one place ---- */

static bool is_one_place(kernel_vec a, kernel_vec b)
{
    const kernel_vec d = vec_sub(a, b);
    return vec_dot(d, d) <= ONE_PLACE * ONE_PLACE;
}

/* Anticlockwise from one direction to another. */
static double angle_between(kernel_vec from, kernel_vec to)
{
    const double angle = atan2(from.x * to.y - from.y * to.x, vec_dot(from, to));
    return angle < 0 ? angle + 2 * M_PI : angle;
}

/* Whether outline b, which has a corner where a has one, leaves that on the side on which it comes, and clearly so. */
static bool corner_is_passed(const outline_loop *a, uint32_t i, const outline_loop *b, uint32_t j)
{
    const kernel_vec out = tangent_at(&a->curves[i], false), in = tangent_at(&a->curves[(i + a->count - 1) % a->count], true);
    const kernel_vec other_in = tangent_at(&b->curves[(j + b->count - 1) % b->count], true);
    const double sector = angle_between(out, vec_scale(in, -1));
    const double ways[] = { angle_between(out, tangent_at(&b->curves[j], false)), angle_between(out, vec_scale(other_in, -1)) };
    const bool within = ways[0] < sector;
    for (int k = 0; k < 2; k++) {
        const double low = within ? 0 : sector, high = within ? sector : 2 * M_PI;
        if (!(ways[k] > low + CLEAR_ANGLE && ways[k] < high - CLEAR_ANGLE))
            return false;
    }
    return true;
}

/* False where a corner of both is crossed there. *out_any: there is one. Circles have none. */
static bool corners_are_passed(const outline_loop *a, const outline_loop *b, bool *out_any)
{
    *out_any = false;
    for (uint32_t i = 0; a->count > 1 && b->count > 1 && i < a->count; i++) {
        for (uint32_t j = 0; j < b->count; j++) {
            if (!is_one_place(a->curves[i].a, b->curves[j].a))
                continue;
            *out_any = true;
            if (!corner_is_passed(a, i, b, j))
                return false;
        }
    }
    return true;
}

static int shared_corners(const outline_curve *a, const outline_curve *b, kernel_vec out[2])
{
    int count = 0;
    const kernel_vec ends[] = { a->a, a->b };
    for (int i = 0; i < 2; i++) {
        if (is_one_place(ends[i], b->a) || is_one_place(ends[i], b->b))
            out[count++] = ends[i];
    }
    return count;
}

/* But for corners of both; *out_touch: there are such. */
static bool outlines_are_apart(const outline_loop *a, const outline_loop *b, bool *out_touch)
{
    if (!corners_are_passed(a, b, out_touch))
        return false;
    for (uint32_t i = 0; i < a->count; i++) {
        for (uint32_t j = 0; j < b->count; j++) {
            const outline_curve *c = &a->curves[i], *d = &b->curves[j];
            kernel_vec corners[2];
            if (!are_apart(c, d, corners, *out_touch ? shared_corners(c, d, corners) : 0))
                return false;
            /* One circle twice has no ends of its own to tell. */
            if (c->is_arc && d->is_arc && vec_length(vec_sub(c->center, d->center)) <= APART &&
                fabs(c->radius - d->radius) <= APART)
                return false;
        }
    }
    return true;
}

/* ---- nesting ---- */

/* Whether a point lies between an arc and its chord. */
static bool is_in_bow(const outline_curve *c, kernel_vec p)
{
    const kernel_vec chord = vec_sub(c->b, c->a), from = vec_sub(p, c->a), out = vec_sub(p, c->center);
    const double side = chord.x * from.y - chord.y * from.x;
    if (!c->is_arc || vec_dot(out, out) >= c->radius * c->radius)
        return false;
    return c->sweep == 2 * M_PI || side * signed_turn(c) < 0;
}

bool outline_encloses(const outline_loop *o, kernel_vec p)
{
    bool inside = false;
    for (uint32_t i = 0; i < o->count; i++) {
        const kernel_vec a = o->curves[i].a, b = o->curves[i].b;
        if ((a.y <= p.y) != (b.y <= p.y))
            inside ^= a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) > p.x;
        inside ^= is_in_bow(&o->curves[i], p);
    }
    return inside;
}

/* ---- areas ---- */

/* What an arc encloses with its chord: the area, and its centre. */
static double segment_of(const outline_curve *c, kernel_vec *out_center)
{
    const double half = c->sweep / 2, twice = c->sweep - sin(c->sweep), s = sin(half);
    const kernel_vec from = vec_sub(c->a, c->center), side = { -signed_turn(c) * from.y, signed_turn(c) * from.x, 0 };
    const kernel_vec middle = vec_add(vec_scale(from, cos(half)), vec_scale(side, s));
    *out_center = vec_add(c->center, vec_scale(middle, 4 * s * s * s / (3 * twice)));
    return c->radius * c->radius * twice / 2;
}

double outline_area(const outline_loop *o, kernel_vec *out_moment)
{
    double area = 0;
    *out_moment = (kernel_vec){ 0, 0, 0 };
    for (uint32_t i = 0; i < o->count; i++) {
        const outline_curve *c = &o->curves[i];
        const double fan = (c->a.x * c->b.y - c->a.y * c->b.x) / 2;
        area += fan;
        *out_moment = vec_add(*out_moment, vec_scale(vec_add(c->a, c->b), fan / 3));
        if (c->is_arc) {
            kernel_vec center;
            const double segment = signed_turn(c) * segment_of(c, &center);
            area += segment;
            *out_moment = vec_add(*out_moment, vec_scale(center, segment));
        }
    }
    return area;
}

/* In the middle of its first curve, where it touches no other. */
static kernel_vec point_on(const outline_loop *o)
{
    const outline_curve *c = &o->curves[0];
    const kernel_vec from = vec_sub(c->a, c->center), side = { -signed_turn(c) * from.y, signed_turn(c) * from.x, 0 };
    if (!c->is_arc)
        return vec_scale(vec_add(c->a, c->b), .5);
    return vec_add(c->center, vec_add(vec_scale(from, cos(c->sweep / 2)), vec_scale(side, sin(c->sweep / 2))));
}

bool outlines_are_plain(const outline_loop *outlines, uint32_t count, outline_sums *out)
{
    outline_sums sums = { .area = 0 };
    for (uint32_t i = 0; i < count; i++) {
        const outline_loop *o = &outlines[i];
        uint32_t depth = 0;
        if (!outline_is_plain(o))
            return false;
        for (uint32_t j = 0; j < count; j++) {
            if (j == i)
                continue;
            bool touch = false;
            if (j > i && !outlines_are_apart(o, &outlines[j], &touch))
                return false;
            sums.touches |= touch;
            depth += outline_encloses(&outlines[j], point_on(o));
        }
        if (depth > 1) /* an island in a hole */
            return false;
        kernel_vec moment;
        const double area = outline_area(o, &moment), sign = (area < 0) == (depth > 0) ? 1 : -1;
        if (!(fabs(area) > CORNER * CORNER))
            return false;
        sums.area += sign * area;
        sums.moment = vec_add(sums.moment, vec_scale(moment, sign));
        sums.bodies += depth == 0;
    }
    *out = sums;
    return true;
}
