/* targets.h: truths prepared for comparing. */
#ifndef LATHE_OPS_CLI_TARGETS_H
#define LATHE_OPS_CLI_TARGETS_H

#include "ops/cli/inputs.h"
#include "ops/cli/executors.h"

/* Blobs by the order of paths; owned. An empty blob: the truth could not be had, and message says why. */
typedef struct target_blob {
    unsigned char *data;
    size_t length;
    char message[256];
} target_blob;

/* Prepares the targets of paths[0..count), with the rows of `rows`, for scores of that mode. Caller frees with targets_free. Only faults of lathe fail. */
lathe_status targets_prepare(executor_pool *pool, char *const *paths, size_t count, const run_limits *limits,
                             score_rows rows, score_mode mode, target_blob **out, lathe_error *err);
void targets_free(target_blob *blobs, size_t count);

#endif
