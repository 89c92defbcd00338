/* worker_store.h: what a worker keeps: its jobs in their order, results until they are acknowledged, and targets. Knows
 * no sockets and no executors. Used by worker.c only. */
#ifndef LATHE_ROLLOUT_WORKER_STORE_H
#define LATHE_ROLLOUT_WORKER_STORE_H

#include "proto/target_memory.h"

typedef enum kept_state {
    KEPT_QUEUED,  /* waiting for a slot or for its target */
    KEPT_RUNNING, /* in the pool; its tag is the job's serial */
    KEPT_DONE     /* has a result, not acknowledged */
} kept_state;

typedef struct kept_job {
    score_job job; /* owned; cleared once it is done */
    kept_state state;
    uint64_t serial;
    uint64_t job_id, epoch;
    int64_t deadline_ms;  /* clock_monotonic_ms: afterwards it is somebody else's */
    score_result result;
    bool sent;            /* its result, over the present connection */
    struct kept_job *previous, *next; /* in its list */
    struct kept_job *chain;           /* in its bucket */
} kept_job;

enum { KEPT_BUCKETS = 4096 };

typedef struct kept_list {
    kept_job *first, *last;
} kept_list;

typedef struct kept_jobs {
    kept_list open; /* queued and running, in order of arrival */
    kept_list done; /* in order of completion: those whose result is not sent are the last */
    kept_job *buckets[KEPT_BUCKETS];
    uint32_t queued, running, finished;
    uint64_t next_serial;
} kept_jobs;

void kept_jobs_clear(kept_jobs *jobs);
/* Takes over what *job owns, also on failure. NULL without memory. */
kept_job *kept_jobs_add(kept_jobs *jobs, score_job *job, int64_t deadline_ms);
void kept_jobs_remove(kept_jobs *jobs, kept_job *job);
/* From queued to running, or from either to done (to the end of that list). */
void kept_jobs_set_state(kept_jobs *jobs, kept_job *job, kept_state state);
kept_job *kept_jobs_by_id(kept_jobs *jobs, uint64_t job_id);
kept_job *kept_jobs_running(kept_jobs *jobs, uint64_t serial); /* NULL: forgotten meanwhile */

/* Targets by hash, least recently used ones dropped. */
typedef struct kept_target {
    hash256 hash;
    const unsigned char *blob; /* kept in the memory; NULL while it is asked for, or where the learner has none */
    size_t length;
    bool here, missing;
    bool wrong; /* as missing: what the learner sent has another hash */
    int64_t asked_ms;
    struct kept_target *previous, *next; /* by use, the latest first */
} kept_target;

typedef struct kept_targets {
    target_memory *memory; /* of the pool; borrowed, set before the first target is stored */
    kept_target *first, *last;
    uint64_t bytes, max_bytes;
    uint32_t count;
} kept_targets;

void kept_targets_clear(kept_targets *targets);
/* The entry of a hash, which becomes the latest; made (not here) where there is none. NULL without memory. */
kept_target *kept_targets_entry(kept_targets *targets, const hash256 *hash);
/* Stores what the learner sent, copied; an empty blob means missing, and so does one that has another hash. Drops others beyond max_bytes, and where there is no
 * room; where there is none even so, the target is not here, and may be asked for again. */
lathe_status kept_targets_store(kept_targets *targets, const hash256 *hash, byte_view blob, lathe_error *err);
/* What was asked for over an earlier connection is asked for again, and what was missing may be there now. */
void kept_targets_forget_asked(kept_targets *targets);

#endif
