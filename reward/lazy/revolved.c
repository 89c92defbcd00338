/* revolved.c: what a profile that is turned about an axis holds and how far it reaches. */
#include "reward/lazy/revolved.h"

#include <stdlib.h>

/* OpenCASCADE takes what is this near the axis for touching it; between them it may die. */
static const double TOUCHES = 1e-9, CLEAR = 1e-4;

/* On one side of the axis, and each corner well off it or on it. */
static bool is_beside_axis(const lazy_profile *p)
{
    if (!(lazy_profile_range(p, 1, 0).low >= -TOUCHES))
        return false;
    for (uint32_t i = 0; i < p->count; i++) {
        for (uint32_t k = 0; k < p->outlines[i].count; k++) {
            const lazy_curve *c = &p->outlines[i].curves[k];
            const double r = lazy_curve_range(c, 1, 0).low;
            if (r < CLEAR && (r > TOUCHES || c->is_inner)) /* it refuses an ellipse that touches */
                return false;
        }
    }
    return p->moment.x > 0;
}

lathe_status lazy_revolve(lazy_profile *profile, double angle, kernel_shape **out, lathe_error *err)
{
    lazy_node *n = lazy_node_new(LAZY_REVOLVED, KERNEL_SOLID);
    if (!n) {
        lazy_profile_free(profile);
        return lazy_exact(err);
    }
    n->profile = profile;
    n->angle = angle;
    kernel_shape *made = NULL;
    LAZY_TRY(lazy_wrap(n, &made, err));
    if (!is_beside_axis(profile) || !(angle <= 2 * M_PI)) {
        kernel_shape_free(made);
        return lazy_exact(err);
    }
    if (profile->bodies > 1)
        n->type = KERNEL_COMPOUND;
    n->least = n->most = angle * profile->moment.x; /* Pappus */
    *out = made;
    return LATHE_OK;
}

/* ---- points ---- */

static double turn_of(double x, double minus_z)
{
    const double turn = atan2(minus_z, x);
    return turn < 0 ? turn + 2 * M_PI : turn;
}

static kernel_vec point_at(const lazy_frame *f, double r, double h, double turn)
{
    const kernel_vec out = vec_add(vec_scale(f->x, cos(turn)), vec_scale(f->z, -sin(turn)));
    return vec_add(f->origin, vec_add(vec_scale(out, r), vec_scale(f->y, h)));
}

bool lazy_revolved_holds(const lazy_node *n, kernel_vec p)
{
    const lazy_frame *f = &n->profile->frame;
    const kernel_vec d = vec_sub(p, f->origin);
    const double x = vec_dot(d, f->x), minus_z = -vec_dot(d, f->z);
    const kernel_vec flat = { hypot(x, minus_z), vec_dot(d, f->y), 0 };
    bool inside = false;
    if (turn_of(x, minus_z) > n->angle)
        return false;
    for (uint32_t i = 0; i < n->profile->count; i++)
        inside ^= outline_encloses(&n->profile->outlines[i], flat);
    return inside;
}

kernel_vec lazy_revolved_point(const lazy_node *n, kernel_vec t)
{
    const lazy_range r = lazy_profile_range(n->profile, 1, 0), h = lazy_profile_range(n->profile, 0, 1);
    return point_at(&n->profile->frame, r.low + t.x * (r.high - r.low), h.low + t.y * (h.high - h.low), t.z * n->angle);
}

/* ---- reach ---- */

/* The turn at which a point moves farthest along a direction that is seen at `toward`. */
static double best_turn(double angle, double toward)
{
    if (toward <= angle)
        return toward;
    return cos(toward) > cos(angle - toward) ? 0 : angle;
}

/* Along a direction in the coordinates of the frame: as far as the profile reaches along (u, v) of its plane. */
static void tilt_of(const lazy_node *n, kernel_vec d, double *out_u, double *out_v, double *out_turn)
{
    const lazy_frame *f = &n->profile->frame;
    const double x = vec_dot(d, f->x), minus_z = -vec_dot(d, f->z), toward = turn_of(x, minus_z);
    *out_turn = best_turn(n->angle, toward);
    *out_u = hypot(x, minus_z) * cos(*out_turn - toward);
    *out_v = vec_dot(d, f->y);
}

lazy_range lazy_revolved_range(const lazy_node *n, const kernel_matrix *at, kernel_vec direction)
{
    const kernel_vec d = lazy_back_turn(at, direction);
    const double off = vec_dot(direction, matrix_apply(at, n->profile->frame.origin));
    double u, v, turn;
    lazy_range r;
    tilt_of(n, d, &u, &v, &turn);
    r.high = off + lazy_profile_range(n->profile, u, v).high;
    tilt_of(n, vec_scale(d, -1), &u, &v, &turn);
    r.low = off - lazy_profile_range(n->profile, u, v).high;
    return r;
}

kernel_vec lazy_revolved_farthest(const lazy_node *n, uint32_t outline, uint32_t curve, kernel_vec direction, kernel_vec t)
{
    double u, v, turn;
    tilt_of(n, direction, &u, &v, &turn);
    if (fabs(u) <= LAZY_PARALLEL)
        turn = t.y * n->angle;
    const kernel_vec q = lazy_curve_farthest(&n->profile->outlines[outline].curves[curve], u, v, t.x);
    return point_at(&n->profile->frame, q.x, q.y, turn);
}

/* ---- making ---- */

/* Curves of a flat frame seen from another in its plane. */
static void reframe(const lazy_frame *from, const lazy_frame *to, lazy_curve *c)
{
    kernel_vec *points[] = { &c->a, &c->b, &c->center };
    for (int i = 0; i < 3; i++) {
        const kernel_vec p = vec_add(from->origin, vec_add(vec_scale(from->x, points[i]->x), vec_scale(from->y, points[i]->y)));
        const kernel_vec d = vec_sub(p, to->origin);
        *points[i] = (kernel_vec){ vec_dot(d, to->x), vec_dot(d, to->y), 0 };
    }
    if (vec_dot(from->z, to->z) < 0)
        c->axis.z = -c->axis.z;
}

/* The profile of a face in the frame of its axis. */
static lathe_status turned_profile(const lazy_profile *from, const lazy_frame *to, lazy_profile **out, lathe_error *err)
{
    lazy_profile *p = calloc(1, sizeof *p);
    if (!p)
        return lazy_exact(err);
    p->frame = *to;
    p->outlines = calloc(from->count, sizeof *p->outlines);
    for (; p->outlines && p->count < from->count; p->count++) {
        const lazy_outline *o = &from->outlines[p->count];
        lazy_curve *curves = malloc(o->count * sizeof *curves);
        if (!curves)
            break;
        for (uint32_t k = 0; k < o->count; k++) {
            curves[k] = o->curves[k];
            reframe(&from->frame, to, &curves[k]);
        }
        p->outlines[p->count] = (lazy_outline){ curves, o->count };
    }
    const lathe_status st = p->count == from->count ? lazy_profile_check(p, false, err) : lazy_exact(err);
    if (st != LATHE_OK) {
        lazy_profile_free(p);
        return st;
    }
    *out = p;
    return LATHE_OK;
}

/* The frame of an axis in the plane of a profile, on whose side the profile lies. */
static bool frame_of_axis(const lazy_profile *p, kernel_vec start, kernel_vec along, lazy_frame *out)
{
    const lazy_frame *f = &p->frame;
    const double length = vec_length(along);
    if (!(length > LAZY_CONFUSION) || !isfinite(length) || !isfinite(vec_length(start)))
        return false;
    const kernel_vec y = vec_scale(along, 1 / length);
    if (fabs(vec_dot(y, f->z)) > LAZY_PARALLEL || fabs(vec_dot(vec_sub(start, f->origin), f->z)) > LAZY_CONFUSION / 10)
        return false;
    kernel_vec x = vec_unit(vec_cross(y, f->z));
    const double off = vec_dot(vec_sub(f->origin, start), x);
    const lazy_range r = lazy_profile_range(p, vec_dot(x, f->x), vec_dot(x, f->y));
    if (off + r.low + off + r.high < 0)
        x = vec_scale(x, -1);
    *out = (lazy_frame){ start, x, y, vec_cross(x, y) };
    return true;
}

static lathe_status revolve_profile(const kernel_shape *face, double angle, kernel_vec start, kernel_vec along,
                                    kernel_shape **out, lathe_error *err)
{
    lazy_profile *turned;
    lazy_frame frame;
    if (!frame_of_axis(face->node->profile, start, along, &frame))
        return lazy_exact(err);
    LAZY_TRY(turned_profile(face->node->profile, &frame, &turned, err));
    LAZY_TRY(lazy_revolve(turned, angle, out, err));
    return LATHE_OK;
}

/* Of all faces under the operation, which is done with what they turn into: all lie on one side of the axis. */
static lathe_status revolve_flat(const kernel_shape *face, double angle, kernel_vec start, kernel_vec along,
                                 kernel_shape **out, lathe_error *err)
{
    kernel_vec near = lazy_back(&face->at, start), by = lazy_back_turn(&face->at, along);
    if (lazy_is_reflection(&face->at))
        by = vec_scale(by, -1);
    if (!lazy_is_flat(face->node))
        return lazy_exact(err);
    if (face->node->kind != LAZY_PROFILE && (face->node->member_count > 1 || face->node->members[0]->node->kind != LAZY_PROFILE))
        return lazy_exact(err);
    if (face->node->kind == LAZY_PROFILE)
        LAZY_TRY(revolve_profile(face, angle, near, by, out, err));
    else
        LAZY_TRY(revolve_flat(face->node->members[0], angle, near, by, out, err));
    (*out)->at = lazy_multiply(&face->at, &(*out)->at);
    return LATHE_OK;
}

lathe_status kernel_revolve(const kernel_shape *face, double degrees, kernel_vec start, kernel_vec end,
                            kernel_shape **out, lathe_error *err)
{
    if (!(degrees > 1e-3 && degrees <= 360))
        return lazy_exact(err);
    return revolve_flat(face, degrees == 360 ? 2 * M_PI : degrees * M_PI / 180, start, vec_sub(end, start), out, err);
}
