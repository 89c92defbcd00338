/* script_set.h: which texts were seen, by hash. Internal to ops/data. */
#ifndef LATHE_OPS_DATA_SCRIPT_SET_H
#define LATHE_OPS_DATA_SCRIPT_SET_H

#include "base/status.h"

/* Plain data; a zeroed one is empty. */
typedef struct script_set {
    uint64_t *keys; /* [capacity], a power of two; 0 is a free place */
    size_t capacity, count;
} script_set;

/* Adds a text; *out_new is false where it was there. LATHE_E_NOMEM. */
lathe_status script_set_add(script_set *set, const void *text, size_t length, bool *out_new, lathe_error *err);
void script_set_clear(script_set *set);

#endif
