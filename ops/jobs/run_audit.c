/* run_audit.c: a share of a step's samples is scored the other way as well, and the two scores are compared. No reward comes
 * from here, and no audit that cannot be had is an error. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ops/jobs/audit.h"
#include "ops/jobs/run_ports_internal.h"

enum { EVENT_TEXT = 256 };

static score_mode other_mode(const run_ports *p)
{
    return p->options.mode == SCORE_MODE_LAZY ? SCORE_MODE_EXACT : SCORE_MODE_LAZY;
}

lathe_status run_audit_begin(run_ports *p, lathe_error *err)
{
    uint32_t count = p->samples.count;
    bool *audited = calloc((size_t)count + 1, sizeof *audited);
    lathe_status st = audited ? experiment_db_load_audited(p->options.db, &p->step, audited, count, err)
                              : lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u audits", count);
    for (uint32_t i = 0; i < count && st == LATHE_OK; i++) {
        pending *q = &p->pendings[i];
        if (audited[i])
            q->audit = AUDIT_STORED;
        else if (q->audit == AUDIT_NOT_CHOSEN && audit_chooses(p->options.seed, p->options.audit_share, &p->step, q->sample))
            q->audit = AUDIT_WANTED;
        run_audit_spare(p, q);
    }
    free(audited);
    return st;
}

void run_audit_spare(const run_ports *p, pending *q)
{
    if (q->audit == AUDIT_WANTED && q->scored && q->lazy == 0 && p->options.mode == SCORE_MODE_LAZY)
        q->audit = AUDIT_NOT_CHOSEN;
}

lathe_status run_audit_submit(run_ports *p, lathe_error *err)
{
    for (uint32_t i = 0; i < p->samples.count; i++) {
        pending *q = &p->pendings[i];
        if (q->audit != AUDIT_WANTED || (p->options.mode == SCORE_MODE_LAZY && !q->scored))
            continue;
        lathe_error why = {0};
        lathe_status st = run_scores_submit(p, q, (uint64_t)q->rollout | RUN_AUDIT_JOB, other_mode(p), &why);
        if (st == LATHE_E_BUSY)
            return LATHE_OK;
        if (st != LATHE_OK)
            return lathe_fail(err, st, "rollout %" PRId64 ": %s", q->rollout, why.message);
        q->audit = AUDIT_SUBMITTED;
    }
    return LATHE_OK;
}

static lathe_status keep_second(pending *q, const experiment_score *score, lathe_error *err)
{
    q->second = malloc(sizeof *q->second);
    if (!q->second)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for the audit of rollout %" PRId64, q->rollout);
    *q->second = *score;
    q->audit = AUDIT_SCORED;
    return LATHE_OK;
}

lathe_status run_audit_take(const run_ports *p, pending *q, const broker_result *b, lathe_error *err)
{
    if (q->audit != AUDIT_SUBMITTED)
        return LATHE_OK;
    experiment_score score = run_scores_of(p, q, b);
    score.rollout = q->rollout;
    return keep_second(q, &score, err);
}

/* What an event says: both scores, and of which sample. */
static void describe(const run_ports *p, const pending *q, const audit_side *first, const audit_side *second, char *out,
                     size_t size)
{
    bool first_exact = p->options.mode == SCORE_MODE_EXACT;
    const audit_side *exact = first_exact ? first : second, *lazy = first_exact ? second : first;
    snprintf(out, size, "exact: %s, IoU %.6f; lazy: %s, IoU %.6f; stage %u, step %u, rollout %" PRId64,
             failure_name(exact->failure), exact->iou, failure_name(lazy->failure), lazy->iou, p->step.stage, p->step.step,
             q->rollout);
}

static experiment_audit compare(const run_ports *p, const pending *q, const sample_score *score, char text[EVENT_TEXT])
{
    const audit_side first = {score->failure, score->iou}, second = {q->second->failure, q->second->iou};
    experiment_audit a = {
        .score = *q->second,
        .mode = other_mode(p) == SCORE_MODE_LAZY ? "lazy" : "exact",
        .bound = p->options.audit_bound,
        .text = text,
    };
    a.verdict = audit_compare(&first, &second, a.bound, &a.difference);
    describe(p, q, &first, &second, text, EVENT_TEXT);
    return a;
}

static lathe_status store(run_ports *p, const experiment_audit *audits, uint32_t count, lathe_error *err)
{
    broker_status status;
    const experiment_engine engine = run_scores_engine(p, other_mode(p), &status);
    return count > 0 ? experiment_db_accept_audits(p->options.db, p->options.run, &engine, audits, count, err) : LATHE_OK;
}

lathe_status run_audit_store(run_ports *p, const sample_score *scores, lathe_error *err)
{
    uint32_t ready = 0, count = 0;
    for (uint32_t i = 0; i < p->samples.count; i++)
        ready += p->pendings[i].audit == AUDIT_SCORED && p->pendings[i].scored;
    if (ready == 0)
        return LATHE_OK;
    experiment_audit *audits = calloc(ready, sizeof *audits);
    char(*texts)[EVENT_TEXT] = calloc(ready, sizeof *texts);
    lathe_status st = audits && texts ? LATHE_OK : lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u audits", ready);
    for (uint32_t i = 0; i < p->samples.count && st == LATHE_OK; i++) {
        const pending *q = &p->pendings[i];
        if (q->audit != AUDIT_SCORED || !q->scored)
            continue;
        audits[count] = compare(p, q, &scores[q->sample], texts[count]);
        count++;
    }
    if (st == LATHE_OK)
        st = store(p, audits, count, err);
    for (uint32_t i = 0; i < p->samples.count && st == LATHE_OK; i++) {
        pending *q = &p->pendings[i];
        if (q->audit != AUDIT_SCORED || !q->scored)
            continue;
        free(q->second);
        q->second = NULL;
        q->audit = AUDIT_STORED;
    }
    free(audits);
    free(texts);
    return st;
}

uint32_t run_audit_missing(const run_ports *p)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->samples.count; i++)
        count += p->pendings[i].audit != AUDIT_NOT_CHOSEN && p->pendings[i].audit != AUDIT_STORED;
    return count;
}

lathe_status run_audit_give_up(run_ports *p, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < p->samples.count && st == LATHE_OK; i++) {
        pending *q = &p->pendings[i];
        experiment_score lost = {.rollout = q->rollout, .failure = FAILURE_WORKER_LOST, .valid = -1};
        if (q->audit != AUDIT_WANTED && q->audit != AUDIT_SUBMITTED)
            continue;
        snprintf(lost.message, sizeof lost.message, "no answer for %g seconds", p->options.wait_seconds);
        st = keep_second(q, &lost, err);
    }
    return st;
}
