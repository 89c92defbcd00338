/* run_scores.c: a step's samples become jobs, and results become scores. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "ops/jobs/run_ports_internal.h"

enum { TAKE_MAX = 256, TAKE_MS = 200, NAMED_IDS = 8, POLL_MS = 20 };

/* ---- jobs ---- */

bool run_scores_validity(const run_ports *p, score_mode mode)
{
    return p->options.validity || (mode == SCORE_MODE_EXACT && p->options.mode == SCORE_MODE_LAZY);
}

lathe_status run_scores_submit(run_ports *p, const pending *q, uint64_t job_id, score_mode mode, lathe_error *err)
{
    const score_job job = {
        .job_id = job_id,
        .script = {(const unsigned char *)q->script, q->script_length},
        .target_hash = q->example->target_hash,
        .metric = p->options.targets.metric,
        .rows = p->options.targets.rows,
        .mode = mode,
        .validity = run_scores_validity(p, mode),
        .limits = p->options.limits,
    };
    return broker_submit(fleet_broker(p->options.fleet), &job, err);
}

/* Hands out what the broker has room for; the rest follows. */
static lathe_status submit_what_fits(run_ports *p, lathe_error *err)
{
    for (uint32_t i = 0; i < p->samples.count; i++) {
        pending *q = &p->pendings[i];
        lathe_error why = {0};
        if (q->submitted || q->scored)
            continue;
        lathe_status st = run_scores_submit(p, q, (uint64_t)q->rollout, p->options.mode, &why);
        if (st == LATHE_E_BUSY)
            return LATHE_OK;
        if (st != LATHE_OK)
            return lathe_fail(err, st, "rollout %" PRId64 ": %s", q->rollout, why.message);
        q->submitted = true;
    }
    return run_audit_submit(p, err);
}

experiment_engine run_scores_engine(const run_ports *p, score_mode mode, broker_status *status)
{
    broker_read_status(fleet_broker(p->options.fleet), status);
    return (experiment_engine){status->engine, p->settings[mode]};
}

/* ---- scores ---- */

static int compare_rollouts(const void *a, const void *b)
{
    int64_t x = ((const pending *)a)->rollout, y = ((const pending *)b)->rollout;
    return (x > y) - (x < y);
}

/* Rollouts of one step were numbered in the order of their samples. */
static pending *find_pending(run_ports *p, uint64_t job)
{
    const pending key = {.rollout = (int64_t)(job & ~RUN_AUDIT_JOB)};
    return bsearch(&key, p->pendings, p->samples.count, sizeof key, compare_rollouts);
}

/* Sets what follows from the configuration and from this run. */
static void value_score(const run_ports *p, const pending *q, experiment_score *s)
{
    const run_outcome outcome = {
        .failure = s->failure,
        .valid = s->valid > 0 ? SHAPE_VALID : s->valid == 0 ? SHAPE_NOT_VALID : SHAPE_VALIDITY_UNKNOWN,
    };
    const score_counts counts = {.both = s->both,
                                 .truth = s->truth,
                                 .prediction = s->prediction,
                                 .outside = s->outside,
                                 .rows = s->rows,
                                 .open_rows = s->open_rows,
                                 .truth_box_volume = s->truth_box_volume,
                                 .prediction_box_volume = s->prediction_box_volume,
                                 .has_chamfer = s->has_chamfer,
                                 .chamfer = s->chamfer};
    reward_outcome worth = reward_of(&p->options.reward, &q->own, &outcome, &counts);
    s->iou = worth.iou;
    s->has_reward = worth.has_reward;
    s->reward = worth.reward;
    s->epoch = p->options.epoch;
}

experiment_score run_scores_of(const run_ports *p, const pending *q, const broker_result *b)
{
    const score_result *r = &b->result;
    const score_counts none = {0}, *c = r->outcome.failure == FAILURE_OK ? &r->counts : &none;
    experiment_score s = {
        .rollout = q->rollout,
        .failure = r->outcome.failure,
        .line = (int)r->outcome.line,
        .column = (int)r->outcome.column,
        .deterministic = r->outcome.deterministic,
        .valid = r->outcome.valid == SHAPE_VALID ? 1 : r->outcome.valid == SHAPE_NOT_VALID ? 0 : -1,
        .both = c->both,
        .truth = c->truth,
        .prediction = c->prediction,
        .outside = c->outside,
        .rows = c->rows,
        .open_rows = c->open_rows,
        .truth_box_volume = c->truth_box_volume,
        .prediction_box_volume = c->prediction_box_volume,
        .lazy = r->outcome.deterministic ? r->outcome.lazy : -1,
        .has_chamfer = c->has_chamfer,
        .chamfer = c->chamfer,
        .milliseconds = r->outcome.milliseconds,
        .attempt = r->attempt,
    };
    value_score(p, q, &s);
    snprintf(s.message, sizeof s.message, "%s", r->outcome.message);
    snprintf(s.worker, sizeof s.worker, "%s", b->worker);
    return s;
}

static sample_score learner_score(const experiment_score *s)
{
    return (sample_score){
        .failure = s->failure,
        .has_reward = s->has_reward,
        .reward = s->has_reward ? s->reward : 0,
        .iou = s->iou,
        .valid = s->failure == FAILURE_OK,
    };
}

static void note_score(const run_ports *p, pending *q, const experiment_score *s, sample_score *out)
{
    q->scored = true;
    q->lazy = s->lazy;
    out[q->sample] = learner_score(s);
    run_audit_spare(p, q);
}

/* Stores a batch of scores and fills the learner's copies. */
static lathe_status accept(run_ports *p, const experiment_score *scores, uint32_t count, sample_score *out,
                           lathe_error *err)
{
    broker_status status;
    const experiment_engine engine = run_scores_engine(p, p->options.mode, &status);
    lathe_status st = experiment_db_accept_scores(p->options.db, p->options.run, &engine, scores, count, NULL, err);
    for (uint32_t i = 0; i < count && st == LATHE_OK; i++) {
        pending *q = find_pending(p, (uint64_t)scores[i].rollout);
        note_score(p, q, &scores[i], out);
    }
    return st;
}

/* Takes what has finished, within TAKE_MS; *out_taken tells how many. */
static lathe_status take_results(run_ports *p, sample_score *out, uint32_t *out_taken, lathe_error *err)
{
    broker *b = fleet_broker(p->options.fleet);
    broker_result *results = calloc(TAKE_MAX, sizeof *results);
    experiment_score *scores = calloc(TAKE_MAX, sizeof *scores);
    uint64_t ids[TAKE_MAX];
    size_t taken = 0;
    uint32_t count = 0;
    lathe_status st = results && scores ? broker_take(b, results, TAKE_MAX, TAKE_MS, &taken, err)
                                        : lathe_fail(err, LATHE_E_NOMEM, "out of memory for results");
    for (size_t i = 0; i < taken && st == LATHE_OK; i++) {
        ids[i] = results[i].result.job_id;
        pending *q = find_pending(p, ids[i]);
        if (q && (ids[i] & RUN_AUDIT_JOB))
            st = run_audit_take(p, q, &results[i], err);
        else if (q && !q->scored)
            scores[count++] = run_scores_of(p, q, &results[i]);
    }
    if (st == LATHE_OK && count > 0)
        st = accept(p, scores, count, out, err);
    if (st == LATHE_OK)
        st = run_audit_store(p, out, err);
    if (st == LATHE_OK && taken > 0)
        broker_acknowledge(b, ids, taken); /* also of audits that wait for their first score: they are asked again after a crash */
    *out_taken = (uint32_t)taken;
    free(results);
    free(scores);
    return st;
}

/* Scores of these very rollouts that are stored already. */
static lathe_status recall_scores(run_ports *p, sample_score *out, uint32_t count, lathe_error *err)
{
    experiment_score *scores = calloc((size_t)count + 1, sizeof *scores);
    bool *found = calloc((size_t)count + 1, sizeof *found);
    uint32_t missing = 0;
    lathe_status st = scores && found ? experiment_db_load_scores(p->options.db, &p->step, scores, found, count, &missing, err)
                                      : lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u scores", count);
    for (uint32_t i = 0; i < count && st == LATHE_OK; i++) {
        if (found[i])
            note_score(p, &p->pendings[i], &scores[i], out);
    }
    free(scores);
    free(found);
    return st;
}

/* Scores of equal scripts against equal targets, by the engine that serves now. */
static lathe_status reuse_scores(run_ports *p, sample_score *out, uint32_t count, lathe_error *err)
{
    broker_status status;
    const experiment_engine engine = run_scores_engine(p, p->options.mode, &status);
    if (!p->options.cache || !engine.version[0])
        return LATHE_OK;
    experiment_score *scores = calloc((size_t)count + 1, sizeof *scores);
    uint32_t reused = 0;
    lathe_status st = scores ? LATHE_OK : lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u scores", count);
    for (uint32_t i = 0; i < count && st == LATHE_OK; i++) {
        const pending *q = &p->pendings[i];
        experiment_score *s = &scores[reused];
        bool found = false;
        if (q->scored)
            continue;
        st = experiment_db_find_score(p->options.db, q->script, q->script_length, &q->normal, q->example->id, &engine, s,
                                      &found, err);
        if (st != LATHE_OK || !found)
            continue;
        s->rollout = q->rollout;
        s->worker[0] = 0;
        s->attempt = 0;
        value_score(p, q, s);
        reused++;
    }
    if (st == LATHE_OK && reused > 0)
        st = accept(p, scores, reused, out, err);
    free(scores);
    return st;
}

static uint32_t count_unscored(const run_ports *p)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->samples.count; i++)
        count += !p->pendings[i].scored;
    return count;
}

static lathe_status fail_wait(const run_ports *p, lathe_error *err)
{
    char ids[NAMED_IDS * 24] = "";
    size_t length = 0;
    uint32_t named = 0;
    for (uint32_t i = 0; i < p->samples.count && named < NAMED_IDS; i++) {
        if (p->pendings[i].scored)
            continue;
        length += (size_t)snprintf(ids + length, sizeof ids - length, "%s%" PRId64, named ? ", " : "",
                                   p->pendings[i].rollout);
        named++;
    }
    broker_status status;
    broker_read_status(fleet_broker(p->options.fleet), &status);
    return lathe_fail(err, LATHE_E_BUSY, "no score for %g seconds%s; %u of %u are missing, rollouts %s%s",
                      p->options.wait_seconds, status.workers > 0 ? "" : ", and no worker is connected",
                      count_unscored(p), p->samples.count, ids, count_unscored(p) > named ? " ..." : "");
}

/* Until a worker has said what engine serves, for as long as a step waits: stored scores are good for one engine. */
static lathe_status await_engine(run_ports *p, lathe_error *err)
{
    broker_status status;
    int64_t start = clock_monotonic_ms();
    lathe_status st = LATHE_OK;
    while (st == LATHE_OK && p->options.cache && count_unscored(p) > 0 &&
           !run_scores_engine(p, p->options.mode, &status).version[0]) {
        if (clock_monotonic_ms() - start > (int64_t)(p->options.wait_seconds * 1000))
            return fail_wait(p, err);
        st = fleet_tend(p->options.fleet, err);
        usleep(POLL_MS * 1000);
    }
    return st;
}

static lathe_status collect(run_ports *p, sample_score *out, lathe_error *err)
{
    int64_t last = clock_monotonic_ms();
    lathe_status st = LATHE_OK;
    while (st == LATHE_OK && (count_unscored(p) > 0 || run_audit_missing(p) > 0)) {
        uint32_t taken = 0;
        st = submit_what_fits(p, err);
        if (st == LATHE_OK)
            st = take_results(p, out, &taken, err);
        if (st == LATHE_OK)
            st = fleet_tend(p->options.fleet, err);
        if (taken > 0)
            last = clock_monotonic_ms();
        else if (st == LATHE_OK && clock_monotonic_ms() - last > (int64_t)(p->options.wait_seconds * 1000))
            st = count_unscored(p) > 0 ? fail_wait(p, err) : run_audit_give_up(p, err);
    }
    return st;
}

lathe_status run_scores_await(run_ports *p, sample_score *out, lathe_error *err)
{
    uint32_t count = p->samples.count;
    lathe_status st = recall_scores(p, out, count, err);
    if (st == LATHE_OK)
        st = await_engine(p, err);
    if (st == LATHE_OK)
        st = reuse_scores(p, out, count, err);
    if (st == LATHE_OK)
        st = run_audit_begin(p, err);
    return st == LATHE_OK ? collect(p, out, err) : st;
}
