/* generator.c: random bits and numbers, bit for bit as numpy makes them. */
#include "reward/script/numpy/generator.h"

#include <math.h>

void generator_seed_legacy(generator *g, uint32_t seed)
{
    mersenne_seed(&g->twister, seed);
    g->has_gauss = false;
    g->is_seeded = true;
}

/* ---- PCG64 ---- */

static void step_pcg(generator *g)
{
    const generator_wide multiplier = (generator_wide)0x2360ed051fc65da4u << 64 | 0x4385df649fccf645u;
    g->state = g->state * multiplier + g->increment;
}

static uint64_t next_pcg(generator *g)
{
    step_pcg(g);
    uint64_t mixed = (uint64_t)(g->state >> 64) ^ (uint64_t)g->state;
    unsigned turn = (unsigned)(g->state >> 122);
    return mixed >> turn | mixed << ((64 - turn) & 63);
}

static uint32_t hash_mix(uint32_t v, uint32_t *constant, uint32_t multiplier)
{
    v ^= *constant;
    *constant *= multiplier;
    v *= *constant;
    return v ^ v >> 16;
}

static uint32_t mix(uint32_t x, uint32_t y)
{
    uint32_t v = 0xca01f9ddu * x - 0x4973f715u * y;
    return v ^ v >> 16;
}

/* SeedSequence(seed).generate_state(4, uint64) */
void generator_seed_pcg(generator *g, uint64_t seed)
{
    uint32_t pool[4], constant = 0x43b0d7e5u, words[8];
    uint64_t state[4];
    for (int i = 0; i < 4; i++)
        pool[i] = hash_mix(i < 2 ? (uint32_t)(seed >> 32 * i) : 0, &constant, 0x931e8875u);
    for (int from = 0; from < 4; from++)
        for (int to = 0; to < 4; to++)
            if (from != to)
                pool[to] = mix(pool[to], hash_mix(pool[from], &constant, 0x931e8875u));
    constant = 0x8b51f9ddu;
    for (int i = 0; i < 8; i++)
        words[i] = hash_mix(pool[i % 4], &constant, 0x58f38dedu);
    for (int i = 0; i < 4; i++)
        state[i] = words[2 * i] | (uint64_t)words[2 * i + 1] << 32;
    g->state = 0;
    g->increment = ((generator_wide)state[2] << 64 | state[3]) << 1 | 1;
    step_pcg(g);
    g->state += (generator_wide)state[0] << 64 | state[1];
    step_pcg(g);
    g->is_pcg = g->is_seeded = true;
    g->has_half = false;
}

/* ---- numbers ---- */

static uint32_t next_32(generator *g)
{
    if (!g->is_pcg)
        return mersenne_next(&g->twister);
    if (g->has_half) {
        g->has_half = false;
        return g->half;
    }
    uint64_t v = next_pcg(g);
    g->has_half = true;
    g->half = (uint32_t)(v >> 32);
    return (uint32_t)v;
}

static uint64_t next_64(generator *g)
{
    if (g->is_pcg)
        return next_pcg(g);
    uint64_t high = mersenne_next(&g->twister);
    return high << 32 | mersenne_next(&g->twister);
}

double generator_double(generator *g)
{
    if (g->is_pcg)
        return (double)(next_pcg(g) >> 11) * (1.0 / 9007199254740992.0);
    return mersenne_real(&g->twister);
}

/* Up to and including `most`: by masks and rejection. */
uint64_t generator_interval(generator *g, uint64_t most)
{
    uint64_t mask = most, v;
    for (int shift = 1; shift < 64; shift *= 2)
        mask |= mask >> shift;
    if (most == 0)
        return 0;
    do
        v = (most <= UINT32_MAX ? next_32(g) : next_64(g)) & mask;
    while (v > most);
    return v;
}

/* The same by Lemire's products (2019), as default_rng does. */
static uint64_t next_scaled(generator *g, uint64_t most)
{
    if (most == 0)
        return 0;
    if (most == UINT32_MAX || most == UINT64_MAX)
        return most == UINT32_MAX ? next_32(g) : next_64(g);
    if (most < UINT32_MAX) {
        uint64_t count = most + 1, product = next_32(g) * count;
        uint32_t threshold = (uint32_t)((UINT32_MAX - most) % count);
        while ((uint32_t)product < threshold)
            product = next_32(g) * count;
        return product >> 32;
    }
    uint64_t count = most + 1, threshold = (UINT64_MAX - most) % count;
    generator_wide product = (generator_wide)next_64(g) * count;
    while ((uint64_t)product < threshold)
        product = (generator_wide)next_64(g) * count;
    return (uint64_t)(product >> 64);
}

uint64_t generator_integer(generator *g, uint64_t most)
{
    return g->is_pcg ? next_scaled(g, most) : generator_interval(g, most);
}

/* Marsaglia's polar method; every second number is kept for the next call. */
double generator_gauss(generator *g)
{
    double x, y, square;
    if (g->has_gauss) {
        g->has_gauss = false;
        return g->gauss;
    }
    do {
        x = 2.0 * generator_double(g) - 1.0;
        y = 2.0 * generator_double(g) - 1.0;
        square = x * x + y * y;
    } while (square >= 1.0 || square == 0.0);
    double factor = sqrt(-2.0 * log(square) / square);
    g->gauss = factor * x;
    g->has_gauss = true;
    return factor * y;
}
