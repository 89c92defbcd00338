/* assembly_minimise.c: Newton's method with a damped Hessian and a line search: the steps that an interior point solver
 * such as IPOPT takes where nothing is bounded, with its tolerances. */
#include "reward/cadquery/assembly/assembly.h"

#include <float.h>
#include <string.h>

#define TOLERANCE 1e-14
#define ACCEPTABLE 1e-6
#define ACCEPTABLE_CHANGE 1e-12
#define FIRST_DAMPING 1e-4
#define LEAST_DAMPING 1e-20
#define MOST_DAMPING 1e20
#define SINGULAR 1e-13 /* a pivot below this part of its diagonal is noise */
#define ARMIJO 1e-8

enum { MAX_ITERATIONS = 3000, MAX_HALVINGS = 60 };

typedef struct newton {
    solve_problem *p;
    double *x, *trial, *gradient, *hessian, *factor, *step;
    double cost, last_damping;
} newton;

static double largest(const double *v, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fabs(v[i]) > most || isnan(v[i]) ? fabs(v[i]) : most;
    return most;
}

/* The Cholesky factor of hessian + damping; false where that is not positive definite. */
static bool factorise(newton *s, double damping)
{
    size_t n = s->p->variables;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j <= i; j++) {
            double sum = s->hessian[i * n + j] + (i == j ? damping : 0), whole = sum;
            for (size_t k = 0; k < j; k++)
                sum -= s->factor[i * n + k] * s->factor[j * n + k];
            if (i != j)
                s->factor[i * n + j] = sum / s->factor[j * n + j];
            else if (sum > SINGULAR * fabs(whole))
                s->factor[i * n + i] = sqrt(sum);
            else
                return false;
        }
    }
    return true;
}

/* step = -(factor factor')^-1 gradient */
static void solve_step(newton *s)
{
    size_t n = s->p->variables;
    for (size_t i = 0; i < n; i++) {
        double sum = -s->gradient[i];
        for (size_t k = 0; k < i; k++)
            sum -= s->factor[i * n + k] * s->step[k];
        s->step[i] = sum / s->factor[i * n + i];
    }
    for (size_t i = n; i-- > 0;) {
        double sum = s->step[i];
        for (size_t k = i + 1; k < n; k++)
            sum -= s->factor[k * n + i] * s->step[k];
        s->step[i] = sum / s->factor[i * n + i];
    }
}

/* The next stronger damping after one that was not enough. */
static double raise_damping(const newton *s, double damping)
{
    if (damping == 0)
        return s->last_damping == 0 ? FIRST_DAMPING : fmax(LEAST_DAMPING, s->last_damping / 3);
    return damping * (s->last_damping == 0 || 1e5 * s->last_damping < damping ? 100 : 8);
}

static lathe_status spend(const solve_problem *p, bool factor, lathe_error *err)
{
    double n = (double)p->variables, work = 1 + 8 * (double)p->pod_count + (factor ? n * n * n / 50000 : 0);
    return script_spend(p->vm, work < UINT32_MAX ? (uint32_t)work : UINT32_MAX, err);
}

/* *out_found false where no damping helps. */
static lathe_status find_step(newton *s, bool *out_found, lathe_error *err)
{
    double damping = 0;
    *out_found = true;
    TRY(spend(s->p, true, err));
    while (!factorise(s, damping)) {
        damping = raise_damping(s, damping);
        if (!(damping <= MOST_DAMPING)) {
            *out_found = false;
            return LATHE_OK;
        }
        TRY(spend(s->p, true, err));
    }
    if (damping > 0)
        s->last_damping = damping;
    solve_step(s);
    return LATHE_OK;
}

static bool is_tiny(const newton *s)
{
    double most = 0;
    for (size_t i = 0; i < s->p->variables; i++)
        most = fmax(most, fabs(s->step[i]) / (1 + fabs(s->x[i])));
    return most < 10 * DBL_EPSILON;
}

/* Halves the step until the cost falls enough. *out_found false where it never does. */
static lathe_status take_step(newton *s, bool tiny, bool *out_found, lathe_error *err)
{
    size_t n = s->p->variables;
    double slope = 0, part = 1;
    for (size_t i = 0; i < n; i++)
        slope += s->gradient[i] * s->step[i];
    for (int i = 0; i < MAX_HALVINGS; i++, part /= 2) {
        TRY(spend(s->p, false, err));
        for (size_t k = 0; k < n; k++)
            s->trial[k] = s->x[k] + part * s->step[k];
        double cost = assembly_cost(s->p, s->trial, NULL, NULL);
        *out_found = tiny || cost - s->cost - ARMIJO * part * slope <= 10 * DBL_EPSILON * fabs(s->cost);
        if (*out_found) {
            memcpy(s->x, s->trial, n * sizeof *s->x);
            return LATHE_OK;
        }
    }
    return LATHE_OK;
}

static void derive(newton *s)
{
    size_t n = s->p->variables;
    memset(s->gradient, 0, n * sizeof *s->gradient);
    memset(s->hessian, 0, n * n * sizeof *s->hessian);
    s->cost = assembly_cost(s->p, s->x, s->gradient, s->hessian);
}

static lathe_status iterate(newton *s, lathe_error *err)
{
    solve_problem *p = s->p;
    double last = -1e50;
    bool found = true, tiny = false, was_tiny = false;
    for (p->iterations = 0; p->iterations < MAX_ITERATIONS; p->iterations++) {
        TRY(spend(p, false, err));
        derive(s);
        double slope = largest(s->gradient, p->variables);
        p->cost = s->cost;
        p->converged = slope <= TOLERANCE || (slope <= ACCEPTABLE && fabs(s->cost - last) / fmax(1, fabs(s->cost)) <=
                                                                         ACCEPTABLE_CHANGE);
        if (p->converged || !isfinite(slope) || !found || (tiny && was_tiny))
            return LATHE_OK;
        last = s->cost;
        was_tiny = tiny;
        TRY(find_step(s, &found, err));
        if (!found)
            return LATHE_OK;
        tiny = is_tiny(s);
        TRY(take_step(s, tiny, &found, err));
    }
    return LATHE_OK;
}

lathe_status assembly_minimise(solve_problem *p, double *x, lathe_error *err)
{
    size_t n = p->variables;
    newton s = { .p = p, .x = x };
    const struct {
        size_t count;
        double **to;
    } parts[] = { { n, &s.trial }, { n, &s.gradient }, { n, &s.step }, { n * n, &s.hessian }, { n * n, &s.factor } };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        void *memory;
        TRY(script_alloc(p->vm, (parts[i].count + 1) * sizeof(double), &memory, err));
        *parts[i].to = memory;
    }
    return iterate(&s, err);
}
