#include "learner/train/order.h"

#include <stdlib.h>

#include "base/philox.h"

lathe_status order_init(epoch_order *o, uint64_t seed, uint32_t stage, uint32_t count, lathe_error *err)
{
    uint32_t *values = calloc(count, sizeof *values);
    if (!values)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for the order of %u examples", count);
    *o = (epoch_order){.seed = seed, .stage = stage, .count = count, .epoch = UINT32_MAX, .values = values};
    return LATHE_OK;
}

void order_clear(epoch_order *o)
{
    free(o->values);
    *o = (epoch_order){0};
}

const uint32_t *order_epoch(epoch_order *o, uint32_t epoch)
{
    if (o->epoch != epoch) {
        philox_stream s = philox_stream_at(o->seed, PHILOX_SHUFFLE, o->stage, epoch, 0, 0);
        for (uint32_t i = 0; i < o->count; i++)
            o->values[i] = i;
        philox_shuffle(&s, o->values, o->count);
        o->epoch = epoch;
    }
    return o->values;
}

uint32_t order_at(epoch_order *o, uint64_t place)
{
    return order_epoch(o, (uint32_t)(place / o->count))[place % o->count];
}
