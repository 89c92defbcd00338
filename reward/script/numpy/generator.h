/* generator.h: the bits behind numpy.random: MT19937 of the legacy functions, PCG64
 * (O'Neill 2014) of default_rng with numpy's SeedSequence. */
#ifndef LATHE_REWARD_SCRIPT_NUMPY_GENERATOR_H
#define LATHE_REWARD_SCRIPT_NUMPY_GENERATOR_H

#include "reward/script/modules/mersenne.h"

#include <stdbool.h>

typedef unsigned __int128 generator_wide;

typedef struct generator {
    bool is_seeded, is_pcg;
    mersenne twister;
    bool has_gauss;
    double gauss;
    generator_wide state, increment;
    bool has_half; /* of a 64-bit number, the upper half is the next 32-bit one */
    uint32_t half;
} generator;

void generator_seed_legacy(generator *g, uint32_t seed);
void generator_seed_pcg(generator *g, uint64_t seed);
/* From 0 up to below 1. */
double generator_double(generator *g);
/* From 0 up to and including most, as numpy's legacy functions or its generators choose it. */
uint64_t generator_integer(generator *g, uint64_t most);
/* The same by masks and rejection, as shuffles do. */
uint64_t generator_interval(generator *g, uint64_t most);
/* Of the normal distribution, legacy only. */
double generator_gauss(generator *g);

#endif
