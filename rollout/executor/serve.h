/* serve.h: one request after another, each in a fork of the warmed process.
 *
 * The executor unpacks the request, forks, and waits for the child's reply, which it passes on as it came; it never
 * looks at a script. The child is killed at the request's wall time, counted from the request's arrival, whatever it
 * does. How children that do not reply ended:
 *   killed at the deadline                  timeout
 *   SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL crash, with the signal
 *   stack overflow                          memory
 *   SIGKILL, by the kernel's memory control memory
 *   SIGKILL and other signals from outside  worker_lost
 *   SIGSYS (a script cannot reach it)       metric_failed, with a text
 *   an exit without a whole reply           metric_failed
 * None of these is called deterministic. One thread. */
#ifndef LATHE_ROLLOUT_EXECUTOR_SERVE_H
#define LATHE_ROLLOUT_EXECUTOR_SERVE_H

#include "reward/cadquery/cadquery.h"
#include "reward/lazy/lazy.h"
#include "rollout/executor/known_targets.h"
#include "rollout/executor/sandbox.h"

typedef struct serve_state {
    int fd;                  /* the stream to the worker */
    int memory_fd;           /* /proc/self/statm, open since before the filter */
    int oom_fd;              /* of oom_watch_open */
    cadquery_engine *engine; /* warm; owned by main, as the next three */
    lazy_engine *lazy;
    known_targets *targets;
    sandbox *sandbox;
    uint64_t served;
    uint64_t own_replies; /* made here, not by a child */
    uint64_t resident;    /* bytes, as last looked at, but for pages of targets, which the worker has anyway */
    uint64_t shared;      /* pages shared with others, before there were any of targets */
} serve_state;

/* LATHE_OK once the worker closed the stream. LATHE_E_INPUT for a request that is malformed or too large. */
lathe_status serve_requests(serve_state *s, lathe_error *err);

#endif
