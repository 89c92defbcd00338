/* order.h: the order in which examples are taken: a new Philox shuffle each epoch. */
#ifndef LATHE_LEARNER_TRAIN_ORDER_H
#define LATHE_LEARNER_TRAIN_ORDER_H

#include "base/status.h"

/* Plain data; begin with order_init. */
typedef struct epoch_order {
    uint64_t seed;
    uint32_t stage, count;
    uint32_t epoch;   /* of values; UINT32_MAX before the first */
    uint32_t *values; /* [count] owned: a permutation of 0..count-1 */
} epoch_order;

/* count > 0. */
lathe_status order_init(epoch_order *o, uint64_t seed, uint32_t stage, uint32_t count, lathe_error *err);
void order_clear(epoch_order *o);
/* The example at a place of the endless sequence epoch 0, epoch 1 ... Depends on its arguments alone; quick for
 * places in order. */
uint32_t order_at(epoch_order *o, uint64_t place);
/* The order of an epoch, [count], until the next call. */
const uint32_t *order_epoch(epoch_order *o, uint32_t epoch);

#endif
