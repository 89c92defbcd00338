/* targets.h: truths prepared for comparing. */
#ifndef LATHE_OPS_CLI_TARGETS_H
#define LATHE_OPS_CLI_TARGETS_H

#include "ops/cli/inputs.h"
#include "ops/cli/executors.h"

/* Blobs by the order of paths; owned. An empty blob: the truth could not be had, and message says why. */
typedef struct target_blob {
    const unsigned char *data; /* kept in the pool's memory */
    size_t length;
    char message[256];
    uint32_t faces, edges; /* of the truth, where properties were asked for */
} target_blob;

/* Prepares the targets of paths[0..count), as `wish` says (target_rows, target_metric, chamfer_points, mode, properties).
 * Caller frees with targets_free, before the pool. Only faults of lathe fail. */
lathe_status targets_prepare(executor_pool *pool, char *const *paths, size_t count, const run_limits *limits,
                             const run_request *wish, target_blob **out, lathe_error *err);
void targets_free(executor_pool *pool, target_blob *blobs, size_t count);

#endif
