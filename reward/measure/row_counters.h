/* row_counters.h: internal to reward/measure: the counting of samples, by code for the processor at hand. */
#ifndef LATHE_REWARD_MEASURE_ROW_COUNTERS_H
#define LATHE_REWARD_MEASURE_ROW_COUNTERS_H

#include "base/processor.h"
#include "reward/measure/row_grid.h"

typedef struct row_counters {
    uint64_t (*inside)(const uint64_t *words, size_t count);
    uint64_t (*both)(const uint64_t *a, const uint64_t *b, size_t count);
    /* A chunk's places in a lattice of so many rows. */
    void (*places)(uint32_t first, uint32_t rows, row_places *out);
    /* Of word `word` of a chunk's rows, each of row_words: samples inside that lie outside the inner box, which is given in
     * samples (x) and coordinates of the sampled box (y, z). */
    uint64_t (*outside)(const uint64_t *words, uint32_t row_words, uint32_t word, const row_places *at, const box3 *inner);
} row_counters;

LATHE_TABLES(row_counters, row_counters);

#endif
