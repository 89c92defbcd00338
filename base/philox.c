#include "base/philox.h"

#include <math.h>

static void round_once(uint32_t c[4], uint32_t k0, uint32_t k1)
{
    uint64_t p0 = (uint64_t)0xD2511F53u * c[0];
    uint64_t p1 = (uint64_t)0xCD9E8D57u * c[2];
    uint32_t next0 = (uint32_t)(p1 >> 32) ^ c[1] ^ k0;
    uint32_t next2 = (uint32_t)(p0 >> 32) ^ c[3] ^ k1;
    c[1] = (uint32_t)p1;
    c[3] = (uint32_t)p0;
    c[0] = next0;
    c[2] = next2;
}

void philox_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t c[4] = {counter[0], counter[1], counter[2], counter[3]};
    uint32_t k0 = key[0], k1 = key[1];
    for (int i = 0; i < 10; i++) {
        round_once(c, k0, k1);
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    for (int i = 0; i < 4; i++)
        out[i] = c[i];
}

philox_stream philox_stream_at(uint64_t seed, philox_purpose purpose, uint32_t stage, uint32_t step, uint32_t sample,
                               uint32_t position)
{
    return (philox_stream){
        .seed = seed,
        .high = (uint32_t)purpose << 24 | (stage & 0xffffffu),
        .step = step,
        .sample = sample,
        .position = position,
    };
}

uint32_t philox_u32(philox_stream *s)
{
    if (s->buffered_count == 0) {
        const uint32_t counter[4] = {s->position++, s->sample, s->step, s->high};
        const uint32_t key[2] = {(uint32_t)s->seed, (uint32_t)(s->seed >> 32)};
        philox_block(counter, key, s->buffered);
        s->buffered_count = 4;
    }
    return s->buffered[4 - s->buffered_count--];
}

uint64_t philox_u64(philox_stream *s)
{
    uint64_t low = philox_u32(s);
    return low | (uint64_t)philox_u32(s) << 32;
}

double philox_uniform(philox_stream *s)
{
    return (double)(philox_u64(s) >> 11) * 0x1p-53;
}

uint64_t philox_below(philox_stream *s, uint64_t bound)
{
    return (uint64_t)((unsigned __int128)philox_u64(s) * bound >> 64);
}

double philox_normal(philox_stream *s)
{
    double radius = sqrt(-2.0 * log(1.0 - philox_uniform(s)));
    return radius * cos(6.283185307179586 * philox_uniform(s));
}

void philox_shuffle(philox_stream *s, uint32_t *values, uint32_t count)
{
    for (uint32_t i = count; i > 1; i--) {
        uint32_t j = (uint32_t)philox_below(s, i);
        uint32_t swap = values[i - 1];
        values[i - 1] = values[j];
        values[j] = swap;
    }
}
