/* mersenne.h: MT19937 (Matsumoto and Nishimura, 1998), the generator of Python's random and of numpy's old functions. */
#ifndef LATHE_REWARD_SCRIPT_MODULES_MERSENNE_H
#define LATHE_REWARD_SCRIPT_MODULES_MERSENNE_H

#include <stddef.h>
#include <stdint.h>

enum { MERSENNE_WORDS = 624 };

typedef struct mersenne {
    uint32_t words[MERSENNE_WORDS];
    uint32_t at;
} mersenne;

/* From one number, and from several (init_genrand and init_by_array of the reference). count > 0. */
void mersenne_seed(mersenne *m, uint32_t seed);
void mersenne_seed_by_words(mersenne *m, const uint32_t *words, size_t count);
uint32_t mersenne_next(mersenne *m);
/* 53 bits in [0, 1). */
double mersenne_real(mersenne *m);

#endif
