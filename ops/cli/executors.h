/* executors.h: many requests through a pool of executors, their results in order. */
#ifndef LATHE_OPS_CLI_EXECUTORS_H
#define LATHE_OPS_CLI_EXECUTORS_H

#include "ops/cli/options.h"
#include "rollout/pool.h"

typedef struct executors_work {
    size_t count;
    void *context;
    /* Fills *out for item `index`; what it borrows must live until the next call. *out_skip: the item has no request and no result. */
    lathe_status (*prepare)(void *context, size_t index, executor_request *out, bool *out_skip, lathe_error *err);
    /* Called in the order of items, skipped ones left out. May take over result->reply by zeroing it. */
    lathe_status (*finish)(void *context, size_t index, pool_result *result, lathe_error *err);
    bool progress; /* a bar on a terminal */
} executors_work;

/* Starts `jobs` executors. */
lathe_status executors_start(uint32_t jobs, executor_pool **out, lathe_error *err);
lathe_status executors_run(executor_pool *pool, const executors_work *work, lathe_error *err);
/* RUN_LIMITS_INIT with the command's --wall-ms. */
run_limits executors_limits(const arguments *a);
/* "exact" is the one way there is yet; others are LATHE_E_INPUT. */
lathe_status executors_mode(const arguments *a, score_mode *out, lathe_error *err);

#define OPTION_ROW_WALL_MS {"wall-ms", "N", OPTION_INTEGER, 10, 3600000, "wall time of one attempt, ms; default 10000"}
#define OPTION_ROW_MODE {"mode", "lazy|exact", OPTION_TEXT, 0, 0, "how solids are sampled: exact, or lazy where they need no kernel"}

#endif
