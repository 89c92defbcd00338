/* run_ports.h: the learner's ports over a run's history and its fleet.
 *
 * Samples become rows and jobs (a job's id is its rollout's), results become scores, stored in small batches as they come
 * and acknowledged after that. What is stored already is neither drawn nor scored again. A share of the samples is audited:
 * scored the other way as well and compared (audit.h), which changes no reward and fails no run; lazy scores that went the exact
 * way after all have no other. Behind the learner's metrics
 * of a step come cache/hits, audit/jobs, audit/disagreements and audit/failed. One thread: the one that trains. */
#ifndef LATHE_OPS_JOBS_RUN_PORTS_H
#define LATHE_OPS_JOBS_RUN_PORTS_H

#include "learner/train/ports.h"
#include "ops/data/example_job.h"
#include "ops/jobs/fleet.h"
#include "ops/jobs/reward.h"
#include "storage/example_set.h"

typedef struct run_ports run_ports;

typedef struct run_ports_options {
    experiment_db *db;     /* borrowed, read and write */
    int64_t run;
    uint64_t epoch;
    fleet *fleet;          /* borrowed */
    const example_list *train, *held; /* borrowed: whose targets are scored against */
    reward_options reward;
    uint64_t seed;         /* of the run: chooses what is audited */
    double audit_share;    /* of the samples that are scored the other way too, 0 to 1 */
    double audit_bound;    /* of the difference of both IoUs, beyond which an event says so */
    run_limits limits;
    example_targets targets; /* what the examples' targets are prepared for */
    score_mode mode;       /* exact or lazy: where rewards come from */
    bool validity;
    bool cache;            /* reuse stored scores of the same script but for layout, target, engine and settings */
    double wait_seconds;   /* without any score, after which a step is given up */
    /* Passed on to the learner; context is theirs. */
    bool (*should_stop)(void *context);
    void (*progress)(void *context, uint32_t stage, uint32_t done, uint32_t total, const char *text);
    void (*step_done)(void *context, const step_report *report, bool replayed); /* after the commit; NULL: nobody */
    void *context;
} run_ports_options;

/* Caller owns *out and ends it before what it borrows. */
lathe_status run_ports_new(const run_ports_options *options, run_ports **out, lathe_error *err);
void run_ports_free(run_ports *p); /* NULL is fine */
/* The functions of learner/train/ports.h; valid as long as p. */
learner_ports run_ports_learner(run_ports *p);

#endif
