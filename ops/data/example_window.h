/* example_window.h: runs candidates on a pool of executors, some at a time, and hands them over in the order of their
 * numbers, so that what follows does not depend on which executor was faster. Internal to ops/data. One thread. */
#ifndef LATHE_OPS_DATA_EXAMPLE_WINDOW_H
#define LATHE_OPS_DATA_EXAMPLE_WINDOW_H

#include "ops/data/example_job.h"

enum { EXAMPLE_NAME_MAX = 255 };

/* One candidate: what it is made from, and how it ended. */
typedef struct example_candidate {
    uint32_t index;
    char name[EXAMPLE_NAME_MAX + 1];
    source_kind kind;
    bytes data;               /* script or file */
    char problem[256];        /* not empty: it need not be run, or could not even be read; result is not filled */
    bool repeated;            /* the problem is that the same script came before */
    pool_result result;       /* its task is EXECUTOR_RUN */
} example_candidate;

typedef struct example_window example_window;

/* Fills name, kind and data (which is initialised and empty) of candidate `index`, or problem. */
typedef lathe_status example_make(void *context, uint32_t index, example_candidate *out, lathe_error *err);

/* Starts the executors. Candidates are 0..count. request: what is asked of each; its points_sample becomes the index. options
 * and make's context are borrowed. Caller owns *out. */
lathe_status example_window_new(const example_job_options *options, const run_request *request, uint32_t count,
                                example_make *make, void *context, example_window **out, lathe_error *err);
void example_window_free(example_window *w); /* NULL is fine */
/* The next candidate, which is the window's until the next call; NULL after the last. LATHE_E_BUSY where
 * options->should_stop said so. */
lathe_status example_window_next(example_window *w, const example_candidate **out, lathe_error *err);

#endif
