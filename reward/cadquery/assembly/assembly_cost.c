/* assembly_cost.c: what the constraints of an assembly cost, with exact derivatives. */
#include "reward/cadquery/assembly/assembly.h"
#include "reward/cadquery/assembly/jet.h"

#define PENALTY 1e-16 /* on every move, so that nothing moves without need */

/* A body's place as jets: offset, and the rotation as a quaternion s, u. */
typedef struct moving {
    jet3 offset, u;
    jet s;
} moving;

/* Variables of the body are `from` and on of n; from < 0: it is locked. */
static moving move_body(const solve_problem *p, const solve_body *body, const double *x, int n, int from)
{
    moving out;
    jet t[3], r[3], square = jet_constant(n, 1), part;
    for (int i = 0; i < 3; i++) {
        t[i] = jet_constant(n, body->offset[i]);
        r[i] = jet_constant(n, body->rotation[i]);
        if (!body->locked) {
            t[i].v += p->scale * x[body->at + (size_t)i];
            r[i].v += x[body->at + 3 + (size_t)i];
        }
        if (from >= 0) {
            t[i].d[from + i] = p->scale;
            r[i].d[from + 3 + i] = 1;
        }
        part = jet_multiply(&r[i], &r[i]);
        square = jet_add(&square, &part);
    }
    jet over = jet_inverse(&square), two = jet_constant(n, 2);
    out.offset = (jet3){ t[0], t[1], t[2] };
    out.u = (jet3){ r[0], r[1], r[2] };
    part = jet_scale(&over, 2);
    out.u = jet3_multiply(&out.u, &part);
    /* (1 - m) / (1 + m) = 2 / (1 + m) - 1 */
    part = jet_multiply(&two, &over);
    two = jet_constant(n, 1);
    out.s = jet_add_scaled(&part, -1, &two);
    return out;
}

static jet3 rotate(const moving *m, kernel_vec v)
{
    int n = m->s.n;
    jet3 c = jet3_constant(n, v.x, v.y, v.z), out, cross = jet3_cross(&m->u, &c), part;
    jet along = jet3_dot(&m->u, &c), uu = jet3_dot(&m->u, &m->u), k = jet_multiply(&m->s, &m->s);
    along = jet_scale(&along, 2);
    k = jet_add_scaled(&k, -1, &uu);
    out = jet3_multiply(&m->u, &along);
    part = jet3_multiply(&c, &k);
    out = jet3_add_scaled(&out, 1, &part);
    k = jet_scale(&m->s, 2);
    part = jet3_multiply(&cross, &k);
    return jet3_add_scaled(&out, 1, &part);
}

static jet3 transform(const moving *m, kernel_vec v)
{
    jet3 turned = rotate(m, v);
    return jet3_add_scaled(&turned, 1, &m->offset);
}

static jet square(const jet *a)
{
    return jet_multiply(a, a);
}

/* (|v|^2 / scale^2 - k)^2, or without the outer square where k is 0. */
static jet distance_cost(const jet3 *v, double scale, double k)
{
    jet sum = jet3_dot(v, v), constant = jet_constant(sum.n, k);
    sum = jet_scale(&sum, 1 / (scale * scale));
    if (k == 0)
        return sum;
    sum = jet_add_scaled(&sum, -1, &constant);
    return square(&sum);
}

static jet axis_cost(const spec_pod *pod, const moving m[2])
{
    jet3 a = rotate(&m[0], pod->direction[0]), b = rotate(&m[1], pod->direction[1]);
    double angle = pod->valued ? pod->value[0] : M_PI;
    if (angle == 0 || angle == M_PI) {
        a = jet3_add_scaled(&a, angle == 0 ? -1 : 1, &b);
        return jet3_dot(&a, &a);
    }
    jet dot = jet3_dot(&a, &b), constant = jet_constant(dot.n, cos(angle));
    dot = jet_add_scaled(&dot, -1, &constant);
    return square(&dot);
}

static jet in_plane_cost(const spec_pod *pod, const moving m[2], double scale)
{
    kernel_vec at = vec_add(pod->point[1], vec_scale(pod->direction[1], pod->valued ? pod->value[0] : 0));
    jet3 a = transform(&m[0], pod->point[0]), b = transform(&m[1], at), n = rotate(&m[1], pod->direction[1]);
    b = jet3_add_scaled(&b, -1, &a);
    jet off = jet3_dot(&n, &b);
    off = jet_scale(&off, 1 / scale);
    return square(&off);
}

static jet on_line_cost(const spec_pod *pod, const moving m[2], double scale)
{
    jet3 a = transform(&m[0], pod->point[0]), b = transform(&m[1], pod->point[1]),
         n = rotate(&m[1], pod->direction[1]), part;
    a = jet3_add_scaled(&a, -1, &b);
    jet along = jet3_dot(&a, &n);
    part = jet3_multiply(&n, &along);
    a = jet3_add_scaled(&a, -1, &part);
    return distance_cost(&a, scale, pod->valued ? pod->value[0] : 0);
}

static jet rotation_cost(const spec_pod *pod, const moving *m)
{
    jet3 axis = jet3_constant(m->s.n, pod->value[1], pod->value[2], pod->value[3]);
    jet dot = jet3_dot(&m->u, &axis), one = jet_constant(m->s.n, 1);
    dot = jet_add_scaled(&dot, pod->value[0], &m->s);
    dot = square(&dot);
    return jet_add_scaled(&one, -1, &dot);
}

static jet pod_cost(const spec_pod *pod, const moving m[2], double scale)
{
    const double *value = pod->value;
    jet3 a, b;
    switch (pod->kind) {
    case SPEC_POINT:
        a = transform(&m[0], pod->point[0]);
        b = transform(&m[1], pod->point[1]);
        a = jet3_add_scaled(&a, -1, &b);
        return distance_cost(&a, scale, pod->valued ? (value[0] / scale) * (value[0] / scale) : 0);
    case SPEC_AXIS:
        return axis_cost(pod, m);
    case SPEC_POINT_IN_PLANE:
        return in_plane_cost(pod, m, scale);
    case SPEC_POINT_ON_LINE:
        return on_line_cost(pod, m, scale);
    case SPEC_FIXED_POINT:
        a = transform(&m[0], pod->point[0]);
        b = jet3_constant(a.x.n, value[0], value[1], value[2]);
        a = jet3_add_scaled(&a, -1, &b);
        return distance_cost(&a, scale, 0);
    case SPEC_FIXED_AXIS:
        a = rotate(&m[0], pod->direction[0]);
        b = jet3_constant(a.x.n, value[0], value[1], value[2]);
        a = jet3_add_scaled(&a, -1, &b);
        return jet3_dot(&a, &a);
    case SPEC_FIXED_ROTATION:
        return rotation_cost(pod, m);
    default:
        return jet_constant(m[0].s.n, 0);
    }
}

/* Adds one pod's derivatives to those of all variables. */
static void scatter(const solve_problem *p, const jet *cost, const size_t place[JET_MAX], double *gradient,
                    double *hessian)
{
    for (int i = 0, at = 0; i < cost->n; i++) {
        gradient[place[i]] += cost->d[i];
        for (int j = 0; j <= i; j++, at++) {
            size_t row = place[i] > place[j] ? place[i] : place[j], column = place[i] > place[j] ? place[j] : place[i];
            hessian[row * p->variables + column] += cost->dd[at];
        }
    }
}

static double add_pod(const solve_problem *p, const spec_pod *pod, const double *x, double *gradient, double *hessian)
{
    size_t place[JET_MAX] = { 0 };
    int from[2] = { -1, -1 }, n = 0, sides = pod->binary ? 2 : 1;
    for (int side = 0; side < sides && gradient; side++) {
        const solve_body *body = &p->bodies[pod->body[side]];
        if (body->locked)
            continue;
        bool shared = side == 1 && pod->body[1] == pod->body[0];
        from[side] = shared ? from[0] : n;
        for (int i = 0; i < 6 && !shared; i++)
            place[n++] = body->at + (size_t)i;
    }
    moving m[2];
    for (int side = 0; side < sides; side++)
        m[side] = move_body(p, &p->bodies[pod->body[side]], x, n, from[side]);
    jet cost = pod_cost(pod, m, p->scale);
    if (gradient)
        scatter(p, &cost, place, gradient, hessian);
    return cost.v;
}

double assembly_cost(const solve_problem *p, const double *x, double *gradient, double *hessian)
{
    double sum = 0;
    for (size_t i = 0; i < p->pod_count; i++)
        sum += add_pod(p, &p->pods[i], x, gradient, hessian);
    for (size_t i = 0; i < p->variables; i++) {
        sum += PENALTY * x[i] * x[i];
        if (!gradient)
            continue;
        gradient[i] += 2 * PENALTY * x[i];
        hessian[i * p->variables + i] += 2 * PENALTY;
    }
    return sum;
}
