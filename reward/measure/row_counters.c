/* row_counters.c: compiled once a processor. */
#include "reward/measure/row_counters.h"

extern const row_counters LATHE_OF_PROCESSOR(row_counters);

static uint64_t count_inside(const uint64_t *words, size_t count)
{
    uint64_t inside = 0;
    for (size_t i = 0; i < count; i++)
        inside += (uint64_t)__builtin_popcountll(words[i]);
    return inside;
}

static uint64_t count_both(const uint64_t *a, const uint64_t *b, size_t count)
{
    uint64_t both = 0;
    for (size_t i = 0; i < count; i++)
        both += (uint64_t)__builtin_popcountll(a[i] & b[i]);
    return both;
}

static inline __attribute__((always_inline)) void take_fraction(lane_numbers *x)
{
    for (int i = 0; i < LANES_AT_ONCE; i++)
        (*x)[i] -= floor((*x)[i]);
}

static void lattice_places(uint32_t first, uint32_t rows, row_places *out)
{
    lane_numbers row = LANES_ALL(first) + LANES_NUMBERED;
    for (uint32_t k = 0; k < ROW_CHUNK; k += LANES_AT_ONCE, row += LANES_AT_ONCE) {
        lane_numbers y = .5 + (row + 1) * ROW_STEP_Y, x = row * ROW_STEP_X;
        take_fraction(&y);
        take_fraction(&x);
        LANES_NUMBERS(&out->y[k]) = y;
        LANES_NUMBERS(&out->z[k]) = (row + .5) / rows;
        LANES_NUMBERS(&out->shift[k]) = x;
    }
}

/* `beside`: the inner box reaches as far along x as the rows. */
static inline __attribute__((always_inline)) uint64_t count_outside_so(const uint64_t *words, uint32_t row_words, uint32_t word,
                                                                       const row_places *at, const box3 *inner, bool beside)
{
    uint64_t outside[LANES_AT_ONCE] = {0}, count = 0;
    for (uint32_t k = 0; k < ROW_CHUNK; k += LANES_AT_ONCE) {
        const lane_numbers y = LANES_NUMBERS(&at->y[k]), z = LANES_NUMBERS(&at->z[k]);
        const lane_masks in_y = (y >= LANES_ALL(inner->low[1])) & (y < LANES_ALL(inner->high[1]));
        const lane_masks in_z = (z >= LANES_ALL(inner->low[2])) & (z < LANES_ALL(inner->high[2]));
        lane_words within = (lane_words)(in_y & in_z), of_rows;
        if (!beside) {
            const lane_numbers start = LANES_NUMBERS(&at->shift[k]) + word * 64., low = inner->low[0] - start, high = inner->high[0] - start;
            lane_words before_low, before_high;
            lanes_samples_before(&low, &before_low);
            lanes_samples_before(&high, &before_high);
            within &= before_low ^ before_high;
        }
        for (uint32_t i = 0; i < LANES_AT_ONCE; i++)
            of_rows[i] = words[(size_t)(k + i) * row_words + word];
        of_rows &= ~within;
        for (int i = 0; i < LANES_AT_ONCE; i++)
            outside[i] += (uint64_t)__builtin_popcountll(of_rows[i]);
    }
    for (int i = 0; i < LANES_AT_ONCE; i++)
        count += outside[i];
    return count;
}

static uint64_t count_outside(const uint64_t *words, uint32_t row_words, uint32_t word, const row_places *at,
                              const box3 *inner)
{
    if (row_words > 1)
        return count_outside_so(words, row_words, word, at, inner, false);
    /* All samples lie before 64. */
    return inner->low[0] <= 0 && inner->high[0] >= 64 ? count_outside_so(words, 1, 0, at, inner, true)
                                                      : count_outside_so(words, 1, 0, at, inner, false);
}

const row_counters LATHE_OF_PROCESSOR(row_counters) = {count_inside, count_both, lattice_places, count_outside};
