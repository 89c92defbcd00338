/* run_ports_internal.h: what the sources of the ports share. run_ports.c: samples, steps, life; run_scores.c: jobs and scores;
 * run_audit.c: second scores. */
#ifndef LATHE_OPS_JOBS_RUN_PORTS_INTERNAL_H
#define LATHE_OPS_JOBS_RUN_PORTS_INTERNAL_H

#include "ops/jobs/run_ports.h"

enum { RUN_PORTS_SETTINGS = 256, RUN_PORTS_MODES = SCORE_MODE_LAZY + 1 };

typedef enum audit_state {
    AUDIT_NOT_CHOSEN,
    AUDIT_WANTED,    /* no job yet */
    AUDIT_SUBMITTED,
    AUDIT_SCORED,    /* `second` is here; the first score may not be */
    AUDIT_STORED,
} audit_state;

/* One sample of the step under way. */
typedef struct pending {
    int64_t rollout;
    uint32_t sample;
    const example_entry *example;
    const char *script;
    size_t script_length;
    hash256 normal;      /* of the script, whatever its layout */
    reward_sample own;
    bool submitted, scored;
    int lazy;            /* of its score, as stored */
    audit_state audit;
    experiment_score *second; /* owned; NULL but in AUDIT_SCORED */
} pending;

struct run_ports {
    run_ports_options options;
    char settings[RUN_PORTS_MODES][RUN_PORTS_SETTINGS];
    const example_entry **examples; /* of both lists, by id */
    uint32_t example_count;
    experiment_step_id step;        /* whose samples are in memory */
    experiment_samples samples;
    sample_row *rows;               /* the same, as the learner sees them */
    pending *pendings;              /* [samples.count] */
    bool loaded;
    size_t noted_workers;
};

/* ---- run_scores.c ---- */

/* Scores of the step in memory, by sample; waits for audits too. */
lathe_status run_scores_await(run_ports *p, sample_score *out, lathe_error *err);
/* What of a result is stored; counts of failures are 0. */
experiment_score run_scores_of(const run_ports *p, const pending *q, const broker_result *b);
/* Hands a job to the broker, which copies it. LATHE_E_BUSY where it has no room. */
lathe_status run_scores_submit(run_ports *p, const pending *q, uint64_t job_id, score_mode mode, lathe_error *err);
/* Whether scores of that mode look at the solid's validity. In a lazy run the exact ones are audits, which do: of the solid as
 * the kernel builds it, boolean by boolean (reward/kernel/deferred.h leaves them undone otherwise). */
bool run_scores_validity(const run_ports *p, score_mode mode);
/* The engine that serves now; version is empty until a worker came. */
experiment_engine run_scores_engine(const run_ports *p, score_mode mode, broker_status *status);

/* ---- run_audit.c: the second score of a sample is a job of its own, whose id has this bit beside the rollout's ---- */

#define RUN_AUDIT_JOB (UINT64_C(1) << 63)

/* Chooses among the step's samples; those that are audited already are not asked again. */
lathe_status run_audit_begin(run_ports *p, lathe_error *err);
/* Once a sample is scored: no audit where its score is from the kernel though a lazy one was asked for. The other would be the same. */
void run_audit_spare(const run_ports *p, pending *q);
/* Hands out what the broker has room for: audits of exact scores at once, of lazy ones when the score is there. */
lathe_status run_audit_submit(run_ports *p, lathe_error *err);
/* Takes the result of an audit's job. */
lathe_status run_audit_take(const run_ports *p, pending *q, const broker_result *b, lathe_error *err);
/* Compares and stores the audits of which both scores are there. scores: by sample, read for those that are scored. */
lathe_status run_audit_store(run_ports *p, const sample_score *scores, lathe_error *err);
/* Audits that are not stored yet. */
uint32_t run_audit_missing(const run_ports *p);
/* Counts those as failed: nobody has answered for too long, and a run does not end for that. */
lathe_status run_audit_give_up(run_ports *p, lathe_error *err);

#endif
