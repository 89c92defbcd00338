/* broker_table.h: the broker's jobs and what state they are in. Knows no sockets, no threads and no time but what it is told.
 * The broker's own; guarded by its lock. */
#ifndef LATHE_ROLLOUT_BROKER_TABLE_H
#define LATHE_ROLLOUT_BROKER_TABLE_H

#include "rollout/broker.h"
#include "rollout/result_cache.h"

enum {
    JOB_LEASES = 8 /* the latest attempts of a job that are remembered */
};

typedef enum job_state { JOB_WAITING, JOB_LEASED, JOB_FINISHED, JOB_TAKEN, JOB_STATES } job_state;

/* One attempt: at most one a worker is live at a time. */
typedef struct job_lease {
    uint32_t attempt;   /* 0: none */
    uint32_t worker;    /* serial of the worker that has it */
    bool live;
    int64_t granted_ms, deadline_ms;
} job_lease;

typedef struct broker_job {
    score_job job; /* script owned */
    job_state state;
    result_key key;
    int64_t submitted_ns;
    uint64_t order; /* of submission */
    uint32_t attempts, lost;
    job_lease leases[JOB_LEASES]; /* attempt a at (a - 1) % JOB_LEASES */
    broker_result result;         /* from JOB_FINISHED on */
    struct broker_job *previous, *next; /* in the list of its state */
    struct broker_job *chain;           /* in its bucket */
} broker_job;

typedef struct job_list {
    broker_job *first, *last;
    uint32_t count;
} job_list;

typedef struct job_table {
    broker_job **buckets;
    uint32_t bucket_count, count, max;
    uint64_t next_order;
    job_list lists[JOB_STATES];
} job_table;

lathe_status job_table_init(job_table *table, uint32_t max, lathe_error *err);
void job_table_clear(job_table *table);
/* Copies the job as JOB_WAITING, behind the others. Errors as broker_submit. The table keeps *out_job. */
lathe_status job_table_add(job_table *table, const score_job *job, int64_t now_ns, broker_job **out_job,
                           lathe_error *err);
broker_job *job_table_find(job_table *table, uint64_t job_id); /* NULL: no such job */
void job_table_remove(job_table *table, broker_job *job);
/* Moves it to the list of another state: to its end, or to its front (what was lost goes first). */
void job_table_move(job_table *table, broker_job *job, job_state state, bool to_front);

/* Notes the next attempt and returns it. */
job_lease *job_lease_grant(broker_job *job, uint32_t worker, int64_t now_ms, int64_t deadline_ms);
/* The remembered lease of an attempt; NULL where it was never granted, or is forgotten. */
job_lease *job_lease_find(broker_job *job, uint32_t attempt);
uint32_t job_live_leases(const broker_job *job);

#endif
