/* known_targets.h: targets that this executor has read before, so that each is checked once and not with each script. */
#ifndef LATHE_ROLLOUT_EXECUTOR_KNOWN_TARGETS_H
#define LATHE_ROLLOUT_EXECUTOR_KNOWN_TARGETS_H

#include "proto/target_memory.h"
#include "reward/measure/target.h"

enum { KNOWN_TARGETS = 1024 };

/* Zeroed: none yet. Ended by known_targets_clear, before the reader. */
typedef struct known_targets {
    target_reader reader;
    struct {
        uint64_t serial; /* 0: none */
        target *target;  /* owned; its rows lie in the memory */
    } kept[KNOWN_TARGETS];
    target *latest; /* one that is too large to be kept; owned */
} known_targets;

void known_targets_clear(known_targets *k);
/* The target at a place, until the next call. LATHE_E_INPUT for one that cannot be read, as target_view. */
lathe_status known_targets_find(known_targets *k, const target_place *place, const target **out, lathe_error *err);

#endif
