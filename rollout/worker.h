/* worker.h: a host's part of the fleet: one DEALER socket to the learner, one pool of executors.
 *
 * It introduces itself, allows the learner as many jobs as it can do, fetches each target once, runs the jobs, keeps every
 * result until the learner acknowledges it, and comes back by itself when the learner was restarted (whose higher
 * epoch makes it forget what it had). It knows no rewards. The library does not log: events go to a callback. */
#ifndef LATHE_ROLLOUT_WORKER_H
#define LATHE_ROLLOUT_WORKER_H

#include "rollout/pool.h"

typedef struct worker_options {
    const char *endpoint;     /* of the broker: ipc://PATH or tcp://HOST:PORT */
    pool_options pool;        /* pool.slots executors; max_queued is the worker's own business */
    uint64_t target_bytes;    /* kept targets; at least the size of two largest ones is kept */
    uint32_t max_results;     /* finished and not yet acknowledged; older ones are dropped (their leases expire) */
    uint32_t silence_ms;      /* without a word from the learner: connect anew; raised to 3 heartbeats */
    uint32_t give_up_ms;      /* without a learner: end with LATHE_E_BUSY; 0: never */
    int stop_fd;              /* ends the worker when it becomes readable (a pipe, an eventfd, a signalfd); -1: none */
    void (*event)(void *context, const char *text); /* one line for people; NULL: nobody listens */
    void *context;
} worker_options;
#define WORKER_OPTIONS_INIT                                                                                            \
    {                                                                                                                  \
        .pool = POOL_OPTIONS_INIT, .target_bytes = 256ull << 20, .max_results = 16384, .silence_ms = 5000,             \
        .give_up_ms = 600000, .stop_fd = -1                                                                            \
    }

typedef struct worker_report {
    uint64_t jobs, results, failures; /* jobs received, results sent, of them not ok */
    uint64_t targets_fetched;
    uint32_t connections;             /* times the learner welcomed this worker */
} worker_report;

/* Runs until the learner says goodbye or stop_fd is readable (LATHE_OK), the learner refuses this worker (LATHE_E_INPUT with
 * the learner's reason: another version, another engine), nobody answers for give_up_ms, or no executor can be
 * started. *out_report (may be NULL) is filled in every case. Uses the calling thread alone (and libzmq's own). */
lathe_status worker_run(const worker_options *options, worker_report *out_report, lathe_error *err);

#endif
