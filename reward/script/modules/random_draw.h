/* random_draw.h: what the two files of Python's random share. */
#ifndef LATHE_REWARD_SCRIPT_MODULES_RANDOM_DRAW_H
#define LATHE_REWARD_SCRIPT_MODULES_RANDOM_DRAW_H

#include "reward/script/modules/mersenne.h"
#include "reward/script/vm.h"

/* One generator: of a Random object, or the module's own. */
typedef struct random_source {
    mersenne generator;
    bool seeded, has_gauss;
    double gauss; /* the second of a pair that gauss drew */
} random_source;

lathe_status random_source_of(script_vm *vm, const script_call *call, random_source **out, lathe_error *err);
/* A number below n; 0 for 0. */
uint64_t random_below(random_source *r, uint64_t n);

/* The distributions. */
#define RANDOM_ROW(name) \
    lathe_status name(script_vm *vm, const script_call *call, script_value *out, lathe_error *err);
RANDOM_ROW(random_uniform)
RANDOM_ROW(random_triangular)
RANDOM_ROW(random_gauss)
RANDOM_ROW(random_normal)
RANDOM_ROW(random_log_normal)
RANDOM_ROW(random_exponential)
RANDOM_ROW(random_von_mises)
RANDOM_ROW(random_gamma)
RANDOM_ROW(random_beta)
RANDOM_ROW(random_pareto)
RANDOM_ROW(random_weibull)
#undef RANDOM_ROW

#endif
