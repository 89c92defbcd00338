/* run_ports.c: samples -> rows and jobs; results -> scores. */
#include "ops/jobs/run_ports.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum { WORKERS_MAX = 1024, TAKE_MAX = 256, TAKE_MS = 200, SETTINGS = 256, NAMED_IDS = 8 };

/* One sample of the step under way. */
typedef struct pending {
    int64_t rollout;
    uint32_t sample;
    const example_entry *example;
    const char *script;
    size_t script_length;
    bool submitted, scored;
} pending;

struct run_ports {
    run_ports_options options;
    char settings[SETTINGS];
    const example_entry **examples; /* of both lists, by id */
    uint32_t example_count;
    experiment_step_id step;        /* whose samples are in memory */
    experiment_samples samples;
    sample_row *rows;               /* the same, as the learner sees them */
    pending *pendings;              /* [samples.count] */
    bool loaded;
    size_t noted_workers;
};

/* ---- examples ---- */

static int compare_ids(const void *a, const void *b)
{
    int64_t x = (*(const example_entry *const *)a)->id, y = (*(const example_entry *const *)b)->id;
    return (x > y) - (x < y);
}

static lathe_status index_examples(run_ports *p, lathe_error *err)
{
    const example_list *lists[] = {p->options.train, p->options.held};
    p->examples = calloc((size_t)lists[0]->count + lists[1]->count + 1, sizeof(const example_entry *));
    if (!p->examples)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for the index of examples");
    for (size_t k = 0; k < 2; k++)
        for (uint32_t i = 0; i < lists[k]->count; i++)
            p->examples[p->example_count++] = &lists[k]->rows[i];
    qsort(p->examples, p->example_count, sizeof *p->examples, compare_ids);
    return LATHE_OK;
}

static const example_entry *find_example(const run_ports *p, int64_t id)
{
    const example_entry key = {.id = id}, *wanted = &key;
    const example_entry **found =
        bsearch(&wanted, p->examples, p->example_count, sizeof *p->examples, compare_ids);
    return found ? *found : NULL;
}

/* ---- the step in memory ---- */

static void forget_step(run_ports *p)
{
    experiment_samples_clear(&p->samples);
    free(p->rows);
    free(p->pendings);
    p->rows = NULL;
    p->pendings = NULL;
    p->samples = (experiment_samples){0};
    p->loaded = false;
}

static lathe_status hold_step(run_ports *p, lathe_error *err)
{
    uint32_t count = p->samples.count;
    p->rows = calloc((size_t)count + 1, sizeof *p->rows);
    p->pendings = calloc((size_t)count + 1, sizeof *p->pendings);
    if (!p->rows || !p->pendings)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u samples", count);
    for (uint32_t i = 0; i < count; i++) {
        const experiment_sample *s = &p->samples.rows[i];
        if (s->sample != i)
            return lathe_fail(err, LATHE_E_INPUT, "rollout %" PRId64 ": sample %u stands where %u should", s->rollout,
                              s->sample, i);
        p->rows[i] = (sample_row){s->sample, s->example, s->length,        s->ids,  s->logp,
                                  s->values, s->script,  s->script_length, s->ended};
        p->pendings[i] = (pending){.rollout = s->rollout,
                                   .sample = s->sample,
                                   .example = find_example(p, s->example),
                                   .script = s->script,
                                   .script_length = s->script_length};
        if (!p->pendings[i].example)
            return lathe_fail(err, LATHE_E_INPUT, "rollout %" PRId64 ": example %" PRId64 " is not in the run's set",
                              s->rollout, s->example);
    }
    p->loaded = true;
    return LATHE_OK;
}

static experiment_step_id step_id(const run_ports *p, uint32_t stage, uint32_t step, sample_purpose purpose)
{
    static const experiment_purpose purposes[] = {
        [SAMPLE_TRAIN] = EXPERIMENT_TRAIN,
        [SAMPLE_HELD_GREEDY] = EXPERIMENT_HELD_GREEDY,
        [SAMPLE_HELD_SAMPLED] = EXPERIMENT_HELD_SAMPLED,
    };
    return (experiment_step_id){p->options.run, stage, step, purposes[purpose]};
}

/* Reads the step's stored samples; count 0 where there are none. */
static lathe_status read_step(run_ports *p, const experiment_step_id *id, lathe_error *err)
{
    if (p->loaded && p->step.stage == id->stage && p->step.step == id->step && p->step.purpose == id->purpose &&
        p->samples.count > 0)
        return LATHE_OK;
    forget_step(p);
    p->step = *id;
    lathe_status st = experiment_db_load_samples(p->options.db, id, &p->samples, err);
    return st == LATHE_OK ? hold_step(p, err) : st;
}

static lathe_status load_samples(void *context, uint32_t stage, uint32_t step, sample_purpose purpose,
                                 const sample_row **out_rows, uint32_t *out_count, lathe_error *err)
{
    run_ports *p = context;
    experiment_step_id id = step_id(p, stage, step, purpose);
    lathe_status st = read_step(p, &id, err);
    if (st != LATHE_OK)
        return st;
    *out_rows = p->rows;
    *out_count = p->samples.count;
    return LATHE_OK;
}

/* ---- jobs ---- */

/* Hands out what the broker has room for; the rest follows from await_scores. */
static lathe_status submit_what_fits(run_ports *p, lathe_error *err)
{
    for (uint32_t i = 0; i < p->samples.count; i++) {
        pending *q = &p->pendings[i];
        if (q->submitted || q->scored)
            continue;
        const score_job job = {
            .job_id = (uint64_t)q->rollout,
            .script = {(const unsigned char *)q->script, q->script_length},
            .target_hash = q->example->target_hash,
            .rows = p->options.rows,
            .mode = SCORE_MODE_EXACT,
            .validity = p->options.validity,
            .limits = p->options.limits,
        };
        lathe_error why = {0};
        lathe_status st = broker_submit(fleet_broker(p->options.fleet), &job, &why);
        if (st == LATHE_E_BUSY)
            return LATHE_OK;
        if (st != LATHE_OK)
            return lathe_fail(err, st, "rollout %" PRId64 ": %s", q->rollout, why.message);
        q->submitted = true;
    }
    return LATHE_OK;
}

static lathe_status commit_samples(void *context, uint32_t stage, uint32_t step, sample_purpose purpose,
                                   const sample_row *rows, uint32_t count, lathe_error *err)
{
    run_ports *p = context;
    experiment_step_id id = step_id(p, stage, step, purpose);
    experiment_sample *samples = calloc((size_t)count + 1, sizeof *samples);
    if (!samples)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u samples", count);
    for (uint32_t i = 0; i < count; i++) {
        const sample_row *r = &rows[i];
        samples[i] = (experiment_sample){0,         r->sample, r->example,       r->length, r->ids, r->logp,
                                         r->values, r->script, r->script_length, r->ended};
    }
    lathe_status st = experiment_db_commit_samples(p->options.db, &id, p->options.epoch, samples, count, err);
    free(samples);
    return st == LATHE_OK ? read_step(p, &id, err) : st;
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
    const pending key = {.rollout = (int64_t)job};
    return bsearch(&key, p->pendings, p->samples.count, sizeof key, compare_rollouts);
}

/* Sets what follows from the configuration and from this run. */
static void value_score(const run_ports *p, experiment_score *s)
{
    const run_outcome outcome = {
        .failure = s->failure,
        .valid = s->valid > 0 ? SHAPE_VALID : s->valid == 0 ? SHAPE_NOT_VALID : SHAPE_VALIDITY_UNKNOWN,
    };
    const score_counts counts = {s->both, s->truth,     s->prediction,       s->outside,
                                 s->rows, s->open_rows, s->truth_box_volume, s->prediction_box_volume};
    reward_outcome worth = reward_of(&p->options.reward, &outcome, &counts);
    s->iou = worth.iou;
    s->has_reward = worth.has_reward;
    s->reward = worth.reward;
    s->epoch = p->options.epoch;
}

static experiment_score score_of(const run_ports *p, const broker_result *b)
{
    const score_result *r = &b->result;
    const score_counts none = {0}, *c = r->outcome.failure == FAILURE_OK ? &r->counts : &none;
    experiment_score s = {
        .rollout = (int64_t)r->job_id,
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
        .milliseconds = r->outcome.milliseconds,
        .attempt = r->attempt,
    };
    value_score(p, &s);
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

/* Stores a batch of scores and fills the learner's copies. */
static lathe_status accept(run_ports *p, const experiment_score *scores, uint32_t count, sample_score *out,
                           lathe_error *err)
{
    broker_status status;
    broker_read_status(fleet_broker(p->options.fleet), &status);
    const experiment_engine engine = {status.engine, p->settings};
    lathe_status st = experiment_db_accept_scores(p->options.db, p->options.run, &engine, scores, count, NULL, err);
    for (uint32_t i = 0; i < count && st == LATHE_OK; i++) {
        pending *q = find_pending(p, (uint64_t)scores[i].rollout);
        q->scored = true;
        out[q->sample] = learner_score(&scores[i]);
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
        const pending *q = find_pending(p, ids[i]);
        if (q && !q->scored)
            scores[count++] = score_of(p, &results[i]);
    }
    if (st == LATHE_OK && count > 0)
        st = accept(p, scores, count, out, err);
    if (st == LATHE_OK && taken > 0)
        broker_acknowledge(b, ids, taken);
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
        if (found[i]) {
            p->pendings[i].scored = true;
            out[i] = learner_score(&scores[i]);
        }
    }
    free(scores);
    free(found);
    return st;
}

/* Scores of equal scripts against equal targets, by the engine that serves now. */
static lathe_status reuse_scores(run_ports *p, sample_score *out, uint32_t count, lathe_error *err)
{
    broker_status status;
    broker_read_status(fleet_broker(p->options.fleet), &status);
    if (!p->options.cache || !status.engine[0])
        return LATHE_OK;
    const experiment_engine engine = {status.engine, p->settings};
    experiment_score *scores = calloc((size_t)count + 1, sizeof *scores);
    uint32_t reused = 0;
    lathe_status st = scores ? LATHE_OK : lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u scores", count);
    for (uint32_t i = 0; i < count && st == LATHE_OK; i++) {
        const pending *q = &p->pendings[i];
        experiment_score *s = &scores[reused];
        bool found = false;
        if (q->scored)
            continue;
        st = experiment_db_find_score(p->options.db, q->script, q->script_length, q->example->id, &engine, s, &found, err);
        if (st != LATHE_OK || !found)
            continue;
        s->rollout = q->rollout;
        s->worker[0] = 0;
        s->attempt = 0;
        value_score(p, s);
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

static lathe_status await_scores(void *context, uint32_t stage, uint32_t step, sample_purpose purpose,
                                 sample_score *out_scores, uint32_t count, lathe_error *err)
{
    run_ports *p = context;
    experiment_step_id id = step_id(p, stage, step, purpose);
    lathe_status st = read_step(p, &id, err);
    if (st == LATHE_OK && p->samples.count != count)
        st = lathe_fail(err, LATHE_E_BUG, "step %u has %u samples, not %u", step, p->samples.count, count);
    if (st == LATHE_OK)
        st = recall_scores(p, out_scores, count, err);
    if (st == LATHE_OK)
        st = reuse_scores(p, out_scores, count, err);
    int64_t last = clock_monotonic_ms();
    while (st == LATHE_OK && count_unscored(p) > 0) {
        uint32_t taken = 0;
        st = submit_what_fits(p, err);
        if (st == LATHE_OK)
            st = take_results(p, out_scores, &taken, err);
        if (st == LATHE_OK)
            st = fleet_tend(p->options.fleet, err);
        if (taken > 0)
            last = clock_monotonic_ms();
        else if (st == LATHE_OK && clock_monotonic_ms() - last > (int64_t)(p->options.wait_seconds * 1000))
            st = fail_wait(p, err);
    }
    return st;
}

/* ---- steps ---- */

/* Stores what workers said of themselves, each once. */
static lathe_status note_workers(run_ports *p, lathe_error *err)
{
    broker_worker *workers = calloc(WORKERS_MAX, sizeof *workers);
    if (!workers)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for the list of workers");
    size_t count = broker_workers(fleet_broker(p->options.fleet), workers, WORKERS_MAX);
    lathe_status st = LATHE_OK;
    for (size_t i = p->noted_workers; i < count && st == LATHE_OK; i++)
        st = experiment_db_note_worker(p->options.db, p->options.run, workers[i].name, workers[i].host, workers[i].slots, err);
    p->noted_workers = count;
    free(workers);
    return st;
}

static lathe_status commit_step(void *context, const step_report *report, lathe_error *err)
{
    run_ports *p = context;
    experiment_step_report stored = {
        .run = p->options.run,
        .stage = report->stage,
        .step = report->step,
        .metric_count = report->metric_count,
        .checkpoint_path = report->checkpoint_path,
    };
    if (report->checkpoint_path && !hash_from_hex(report->checkpoint_hash, &stored.checkpoint_hash))
        return lathe_fail(err, LATHE_E_BUG, "'%.80s' is not a hash", report->checkpoint_hash);
    experiment_metric *metrics = calloc((size_t)report->metric_count + 1, sizeof *metrics);
    if (!metrics)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u metrics", report->metric_count);
    for (uint32_t i = 0; i < report->metric_count; i++)
        metrics[i] = (experiment_metric){report->metrics[i].name, report->metrics[i].value};
    stored.metrics = metrics;
    bool replayed = false;
    lathe_status st = experiment_db_commit_step(p->options.db, &stored, &replayed, err);
    free(metrics);
    if (st == LATHE_OK)
        st = note_workers(p, err);
    if (st == LATHE_OK && p->options.step_done)
        p->options.step_done(p->options.context, report, replayed);
    return st;
}

static bool should_stop(void *context)
{
    run_ports *p = context;
    return p->options.should_stop && p->options.should_stop(p->options.context);
}

static void progress(void *context, uint32_t stage, uint32_t done, uint32_t total, const char *text)
{
    run_ports *p = context;
    if (p->options.progress)
        p->options.progress(p->options.context, stage, done, total, text);
}

/* ---- life ---- */

static void write_settings(run_ports *p)
{
    const run_limits *l = &p->options.limits;
    snprintf(p->settings, sizeof p->settings,
             "absolute rows=%d exact validity=%d steps=%" PRIu64 " arena=%" PRIu64 " recursion=%u shapes=%u faces=%u",
             (int)p->options.rows, p->options.validity, l->steps, l->arena_bytes, l->recursion, l->shapes, l->faces);
}

lathe_status run_ports_new(const run_ports_options *options, run_ports **out, lathe_error *err)
{
    run_ports *p = calloc(1, sizeof *p);
    if (!p)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a run's ports");
    p->options = *options;
    write_settings(p);
    lathe_status st = index_examples(p, err);
    if (st != LATHE_OK) {
        run_ports_free(p);
        return st;
    }
    *out = p;
    return LATHE_OK;
}

void run_ports_free(run_ports *p)
{
    if (!p)
        return;
    forget_step(p);
    free(p->examples);
    free(p);
}

learner_ports run_ports_learner(run_ports *p)
{
    return (learner_ports){
        .context = p,
        .load_samples = load_samples,
        .submit_early = NULL,
        .commit_samples = commit_samples,
        .await_scores = await_scores,
        .commit_step = commit_step,
        .should_stop = should_stop,
        .progress = progress,
    };
}
