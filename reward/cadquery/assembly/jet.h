/* jet.h: numbers that carry their first and second derivatives by a few variables. */
#ifndef LATHE_REWARD_CADQUERY_ASSEMBLY_JET_H
#define LATHE_REWARD_CADQUERY_ASSEMBLY_JET_H

enum { JET_MAX = 12, JET_PAIRS = JET_MAX * (JET_MAX + 1) / 2 };

typedef struct jet {
    int n; /* variables; 0: a plain number */
    double v, d[JET_MAX];
    double dd[JET_PAIRS]; /* row by row of the lower triangle */
} jet;

typedef struct jet3 {
    jet x, y, z;
} jet3;

jet jet_constant(int n, double v);
jet jet_variable(int n, int which, double v);
jet jet_add(const jet *a, const jet *b);
/* a + k b */
jet jet_add_scaled(const jet *a, double k, const jet *b);
jet jet_scale(const jet *a, double k);
jet jet_multiply(const jet *a, const jet *b);
jet jet_inverse(const jet *a);

jet3 jet3_constant(int n, double x, double y, double z);
jet3 jet3_add_scaled(const jet3 *a, double k, const jet3 *b);
jet3 jet3_multiply(const jet3 *a, const jet *k);
jet jet3_dot(const jet3 *a, const jet3 *b);
jet3 jet3_cross(const jet3 *a, const jet3 *b);

#endif
