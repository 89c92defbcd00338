/* example_check.h: look for parts of an example set that nothing can be scored against. One thread a call. */
#ifndef LATHE_OPS_DATA_EXAMPLE_CHECK_H
#define LATHE_OPS_DATA_EXAMPLE_CHECK_H

#include "storage/example_set.h"

/* One part. */
typedef struct example_finding {
    const char *name;
    const char *split;   /* "train" or "held" */
    bool usable;
    const char *problem; /* why it is not usable, or what is odd; "" for nothing */
    double volume;       /* of the target; 0 where it cannot be read */
} example_finding;

typedef struct example_check_counts {
    uint32_t parts, unusable, odd;
} example_check_counts;

/* Reads every part: its target must be there, be what its hash says, be sound (reward/measure/target.h), be closed, and its points must be
 * finite. Calls visit for each in the set's order, those trained on first; what visit returns ends the call unless LATHE_OK. Errors of
 * storage. */
lathe_status example_check_set(experiment_db *db, int64_t set,
                               lathe_status (*visit)(void *context, const example_finding *finding, lathe_error *err),
                               void *context, example_check_counts *out, lathe_error *err);

#endif
