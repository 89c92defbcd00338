/* fleet.h: the broker of a run, with targets from its database, and the worker processes that `lathe train` starts beside it.
 *
 * Local workers die with this process and are started again when they die first, a bounded number of times. One thread,
 * but for the broker's own. */
#ifndef LATHE_OPS_JOBS_FLEET_H
#define LATHE_OPS_JOBS_FLEET_H

#include <sys/types.h>

#include "rollout/broker.h"

typedef struct fleet fleet;

enum { FLEET_MAX_WORKERS = 1024 };

typedef struct fleet_options {
    const char *database;   /* targets are read from it, through a handle of the broker's thread */
    const char *endpoint;   /* where workers connect */
    uint64_t epoch;
    uint32_t workers;       /* local processes; 0: others connect */
    uint32_t slots;         /* executors of each */
    uint32_t retries;       /* lost leases after which a job is given up */
    bool cache;             /* answer jobs that equal finished ones from memory */
    uint32_t max_restarts;  /* of all local workers together */
    const char *program;    /* path of `lathe`; NULL: beside this program */
    void (*event)(void *context, const char *text); /* a line for people, also from the broker's thread; NULL: nobody */
    void *context;
} fleet_options;
#define FLEET_OPTIONS_INIT { .workers = 2, .slots = 1, .retries = 4, .cache = true, .max_restarts = 100 }

/* Binds, and starts the workers. Caller owns *out. */
lathe_status fleet_start(const fleet_options *options, fleet **out, lathe_error *err);
/* Says goodbye and waits for the local workers, within a few seconds; then kills them. NULL is fine. */
void fleet_free(fleet *f);
broker *fleet_broker(fleet *f);
/* Starts dead local workers again; call it while waiting. LATHE_E_IO once max_restarts are spent. */
lathe_status fleet_tend(fleet *f, lathe_error *err);

#endif
