/* broker.h: the learner's side of the fleet: a ROUTER socket and the table of jobs, in a thread of its own.
 *
 * Jobs are submitted, leased to workers, and every one ends in exactly one result, whatever dies meanwhile:
 *   submitted -> waiting -> leased (to one worker; to a second one where workers idle and the first is slow)
 *             -> finished (the first valid result; cached ones at once) -> taken -> acknowledged (forgotten).
 * A lease ends with its result, its deadline, or its worker; then the job goes to another worker, at most
 * `retries` times, after which its result is worker_lost. Results of another epoch, of an attempt that was never
 * leased, from a worker that had no lease, or of a finished job are ignored and counted.
 * Workers confirm outcomes that are not deterministic themselves (rollout/pool.h); the broker does not ask again.
 *
 * All functions may be called from any thread; broker_take from one at a time. */
#ifndef LATHE_ROLLOUT_BROKER_H
#define LATHE_ROLLOUT_BROKER_H

#include "base/bytes.h"
#include "proto/messages.h"

typedef struct broker broker;

enum { BROKER_MAX_ENDPOINTS = 4, BROKER_NAME = 128 };

typedef struct broker_options {
    /* ipc://PATH, tcp://HOST:PORT. Port * or 0 chooses a free one, ipc://\* a socket in a new folder for temporary files that
     * only this user may enter (see broker_endpoint). */
    const char *endpoints[BROKER_MAX_ENDPOINTS];
    uint64_t epoch;          /* from the database; larger than that of every earlier broker of the run */
    const char *engine;      /* that workers must have; NULL: the first worker's */
    uint32_t max_jobs;       /* submitted and not yet acknowledged */
    uint32_t max_workers;
    uint32_t retries;        /* lost leases after which a job is given up */
    uint32_t heartbeat_ms;   /* between signs of life, both ways */
    uint32_t dead_ms;        /* silence after which a worker is lost */
    uint32_t lease_ms;       /* of one attempt, its waiting at the worker included; 0: from the job's limits */
    uint32_t straggler_ms;   /* age of a lease at which an idle worker gets the job too; 0: never */
    uint32_t cache_results;  /* deterministic results kept for equal jobs; 0: none */
    uint32_t linger_ms;      /* bound on saying goodbye in broker_free */
    /* Appends the blob of a target; leaves *out_blob empty where there is none. Called from the broker's thread, without any
     * lock; must be quick and thread-safe, and must not call the broker. A failure counts as "none". */
    lathe_status (*target_lookup)(void *context, const hash256 *hash, bytes *out_blob, lathe_error *err);
    void (*event)(void *context, const char *text); /* one line for people, from the broker's thread; NULL: nobody */
    void *context;
} broker_options;
#define BROKER_OPTIONS_INIT                                                                                            \
    {                                                                                                                  \
        .max_jobs = 65536, .max_workers = 1024, .retries = 4, .heartbeat_ms = 1000, .dead_ms = 10000,                  \
        .straggler_ms = 5000, .cache_results = 16384, .linger_ms = 500                                                 \
    }

/* A finished job. */
typedef struct broker_result {
    score_result result;
    char worker[BROKER_NAME]; /* that delivered it; "" for cached and given-up ones */
    bool cached;              /* an equal job had been scored before */
    double seconds;           /* from submission to result */
} broker_result;

typedef struct broker_status {
    uint32_t workers, slots;              /* connected now */
    uint32_t waiting, leased, finished, taken; /* jobs by state */
    uint64_t submitted, accepted, cached, given_up, acknowledged; /* since the start */
    uint64_t expired, lost_workers, requeued, duplicated;
    uint64_t ignored_epoch, ignored_attempt, ignored_late, malformed, refused;
    char engine[BROKER_NAME];             /* that workers must have; empty until it is known */
} broker_status;

typedef struct broker_worker {
    char name[BROKER_NAME], host[BROKER_NAME];
    uint32_t slots, credit, leased, silent_ms;
    uint64_t results, failures, lost;     /* lost: leases that it did not fulfil */
    double script_seconds;                /* sum of the executors' times */
    bool connected;
} broker_worker;

/* Binds the endpoints and starts the thread. LATHE_E_IO names the endpoint that cannot be bound. Caller owns *out. */
lathe_status broker_new(const broker_options *options, broker **out, lathe_error *err);
/* Says goodbye to the workers (they end), within linger_ms. NULL is fine. */
void broker_free(broker *b);
/* The endpoint to connect to, wildcards resolved; NULL beyond the last. Lives as long as the broker. */
const char *broker_endpoint(const broker *b, uint32_t index);

/* Copies the job; its epoch, attempt and deadline are the broker's business. A job id is used once in an epoch, since
 * workers know jobs by it. LATHE_E_BUSY where max_jobs are not yet
 * acknowledged, LATHE_E_INPUT for a job id that is there already or a job that the codec refuses. */
lathe_status broker_submit(broker *b, const score_job *job, lathe_error *err);
/* Waits at most timeout_ms for finished jobs and moves up to max of them to out. *out_count is 0 where none finished.
 * An error (LATHE_E_IO) means that the broker's thread has ended: nothing will come any more. */
lathe_status broker_take(broker *b, broker_result *out, size_t max, uint32_t timeout_ms, size_t *out_count,
                         lathe_error *err);
/* The results of these jobs are committed: forgets the jobs and tells their workers. Ids that are not taken are
 * skipped. */
void broker_acknowledge(broker *b, const uint64_t *job_ids, size_t count);

void broker_read_status(broker *b, broker_status *out);
/* Workers, those that left included (the latest max_workers of them); returns how many were written. */
size_t broker_workers(broker *b, broker_worker *out, size_t max);
/* Ids of jobs without a result, in order of submission; returns how many there are, writes at most max. For the message of
 * a wait that ran out. */
size_t broker_unfinished(broker *b, uint64_t *out, size_t max);

#endif
