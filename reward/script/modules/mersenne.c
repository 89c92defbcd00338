/* mersenne.c: the reference's algorithm. */
#include "reward/script/modules/mersenne.h"

enum { MIDDLE = 397 };

void mersenne_seed(mersenne *m, uint32_t seed)
{
    m->words[0] = seed;
    for (uint32_t i = 1; i < MERSENNE_WORDS; i++)
        m->words[i] = 1812433253u * (m->words[i - 1] ^ (m->words[i - 1] >> 30)) + i;
    m->at = MERSENNE_WORDS;
}

void mersenne_seed_by_words(mersenne *m, const uint32_t *words, size_t count)
{
    uint32_t *mt = m->words;
    size_t i = 1, j = 0;
    mersenne_seed(m, 19650218u);
    for (size_t k = count > MERSENNE_WORDS ? count : MERSENNE_WORDS; k; k--) {
        mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >> 30)) * 1664525u)) + words[j] + (uint32_t)j;
        if (++i >= MERSENNE_WORDS) {
            mt[0] = mt[MERSENNE_WORDS - 1];
            i = 1;
        }
        if (++j >= count)
            j = 0;
    }
    for (size_t k = MERSENNE_WORDS - 1; k; k--) {
        mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >> 30)) * 1566083941u)) - (uint32_t)i;
        if (++i >= MERSENNE_WORDS) {
            mt[0] = mt[MERSENNE_WORDS - 1];
            i = 1;
        }
    }
    mt[0] = 0x80000000u;
}

static void refill(mersenne *m)
{
    uint32_t *mt = m->words;
    for (uint32_t k = 0; k < MERSENNE_WORDS; k++) {
        uint32_t y = (mt[k] & 0x80000000u) | (mt[(k + 1) % MERSENNE_WORDS] & 0x7fffffffu);
        mt[k] = mt[(k + MIDDLE) % MERSENNE_WORDS] ^ (y >> 1) ^ (y & 1 ? 0x9908b0dfu : 0);
    }
    m->at = 0;
}

uint32_t mersenne_next(mersenne *m)
{
    if (m->at >= MERSENNE_WORDS)
        refill(m);
    uint32_t y = m->words[m->at++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
}

double mersenne_real(mersenne *m)
{
    uint32_t a = mersenne_next(m) >> 5, b = mersenne_next(m) >> 6;
    return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
}
