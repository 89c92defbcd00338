/* jet.c: see jet.h. */
#include "reward/cadquery/assembly/jet.h"

jet jet_constant(int n, double v)
{
    jet out = { .n = n, .v = v };
    return out;
}

jet jet_variable(int n, int which, double v)
{
    jet out = { .n = n, .v = v };
    out.d[which] = 1;
    return out;
}

jet jet_add_scaled(const jet *a, double k, const jet *b)
{
    jet out = { .n = a->n, .v = a->v + k * b->v };
    for (int i = 0; i < a->n; i++)
        out.d[i] = a->d[i] + k * b->d[i];
    for (int i = 0; i < a->n * (a->n + 1) / 2; i++)
        out.dd[i] = a->dd[i] + k * b->dd[i];
    return out;
}

jet jet_add(const jet *a, const jet *b)
{
    return jet_add_scaled(a, 1, b);
}

jet jet_scale(const jet *a, double k)
{
    jet out = { .n = a->n, .v = a->v * k };
    for (int i = 0; i < a->n; i++)
        out.d[i] = a->d[i] * k;
    for (int i = 0; i < a->n * (a->n + 1) / 2; i++)
        out.dd[i] = a->dd[i] * k;
    return out;
}

jet jet_multiply(const jet *a, const jet *b)
{
    jet out = { .n = a->n, .v = a->v * b->v };
    for (int i = 0, at = 0; i < a->n; i++) {
        out.d[i] = a->d[i] * b->v + a->v * b->d[i];
        for (int j = 0; j <= i; j++, at++)
            out.dd[at] = a->dd[at] * b->v + a->v * b->dd[at] + a->d[i] * b->d[j] + a->d[j] * b->d[i];
    }
    return out;
}

jet jet_inverse(const jet *a)
{
    double r = 1 / a->v;
    jet out = { .n = a->n, .v = r };
    for (int i = 0, at = 0; i < a->n; i++) {
        out.d[i] = -a->d[i] * r * r;
        for (int j = 0; j <= i; j++, at++)
            out.dd[at] = -a->dd[at] * r * r + 2 * a->d[i] * a->d[j] * r * r * r;
    }
    return out;
}

jet3 jet3_constant(int n, double x, double y, double z)
{
    return (jet3){ jet_constant(n, x), jet_constant(n, y), jet_constant(n, z) };
}

jet3 jet3_add_scaled(const jet3 *a, double k, const jet3 *b)
{
    return (jet3){ jet_add_scaled(&a->x, k, &b->x), jet_add_scaled(&a->y, k, &b->y),
                   jet_add_scaled(&a->z, k, &b->z) };
}

jet3 jet3_multiply(const jet3 *a, const jet *k)
{
    return (jet3){ jet_multiply(&a->x, k), jet_multiply(&a->y, k), jet_multiply(&a->z, k) };
}

jet jet3_dot(const jet3 *a, const jet3 *b)
{
    jet x = jet_multiply(&a->x, &b->x), y = jet_multiply(&a->y, &b->y), z = jet_multiply(&a->z, &b->z);
    x = jet_add(&x, &y);
    return jet_add(&x, &z);
}

/* a b - c d */
static jet minor(const jet *a, const jet *b, const jet *c, const jet *d)
{
    jet left = jet_multiply(a, b), right = jet_multiply(c, d);
    return jet_add_scaled(&left, -1, &right);
}

jet3 jet3_cross(const jet3 *a, const jet3 *b)
{
    return (jet3){ minor(&a->y, &b->z, &a->z, &b->y), minor(&a->z, &b->x, &a->x, &b->z),
                   minor(&a->x, &b->y, &a->y, &b->x) };
}
