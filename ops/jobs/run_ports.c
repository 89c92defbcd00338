/* run_ports.c: the ports themselves: samples in the database and in memory, steps, life. */
#include "ops/jobs/run_ports_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reward/measure/metric.h"
#include "reward/script/normal.h"

enum { WORKERS_MAX = 1024, COUNT_METRICS = 4 };

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
    for (uint32_t i = 0; p->pendings && i < p->samples.count; i++)
        free(p->pendings[i].second);
    experiment_samples_clear(&p->samples);
    free(p->rows);
    free(p->pendings);
    p->rows = NULL;
    p->pendings = NULL;
    p->samples = (experiment_samples){0};
    p->loaded = false;
}

static int compare_scripts(const void *a, const void *b)
{
    const pending *x = *(pending *const *)a, *y = *(pending *const *)b;
    int order = compare_ids(&x->example, &y->example);
    return order ? order : memcmp(x->normal.data, y->normal.data, sizeof x->normal.data);
}

/* Of each sample, the share of the others of its example that are the same script. */
static lathe_status count_duplicates(run_ports *p, lathe_error *err)
{
    uint32_t count = p->samples.count, group_end = 0, same_end = 0;
    pending **sorted = calloc((size_t)count + 1, sizeof *sorted);
    if (!sorted)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u samples", count);
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = &p->pendings[i];
    qsort(sorted, count, sizeof *sorted, compare_scripts);
    for (uint32_t group = 0; group < count; group = group_end) {
        for (group_end = group; group_end < count && sorted[group_end]->example == sorted[group]->example;)
            group_end++;
        for (uint32_t same = group; same < group_end; same = same_end) {
            for (same_end = same; same_end < group_end && hash_equal(&sorted[same_end]->normal, &sorted[same]->normal);)
                same_end++;
            for (uint32_t i = same; i < same_end && group_end - group > 1; i++)
                sorted[i]->own.duplicates = (double)(same_end - same - 1) / (group_end - group - 1);
        }
    }
    free(sorted);
    return LATHE_OK;
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
                                   .script_length = s->script_length,
                                   .normal = script_normal_hash(s->script, s->script_length),
                                   .own = {.length = s->length}};
        if (!p->pendings[i].example)
            return lathe_fail(err, LATHE_E_INPUT, "rollout %" PRId64 ": example %" PRId64 " is not in the run's set",
                              s->rollout, s->example);
    }
    lathe_status st = count_duplicates(p, err);
    p->loaded = st == LATHE_OK;
    return st;
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

static lathe_status commit_samples(void *context, uint32_t stage, uint32_t step, sample_purpose purpose,
                                   const sample_row *rows, uint32_t count, lathe_error *err)
{
    run_ports *p = context;
    experiment_step_id id = step_id(p, stage, step, purpose);
    experiment_sample *samples = calloc((size_t)count + 1, sizeof *samples);
    hash256 *normals = calloc((size_t)count + 1, sizeof *normals);
    lathe_status st = samples && normals ? LATHE_OK : lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u samples", count);
    for (uint32_t i = 0; i < count && st == LATHE_OK; i++) {
        const sample_row *r = &rows[i];
        normals[i] = script_normal_hash(r->script, r->script_length);
        samples[i] = (experiment_sample){0,         r->sample, r->example,       r->length, r->ids, r->logp,
                                         r->values, r->script, r->script_length, &normals[i], r->ended};
    }
    if (st == LATHE_OK)
        st = experiment_db_commit_samples(p->options.db, &id, p->options.epoch, samples, count, err);
    free(samples);
    free(normals);
    return st == LATHE_OK ? read_step(p, &id, err) : st;
}

static lathe_status await_scores(void *context, uint32_t stage, uint32_t step, sample_purpose purpose,
                                 sample_score *out_scores, uint32_t count, lathe_error *err)
{
    run_ports *p = context;
    experiment_step_id id = step_id(p, stage, step, purpose);
    lathe_status st = read_step(p, &id, err);
    if (st == LATHE_OK && p->samples.count != count)
        st = lathe_fail(err, LATHE_E_BUG, "step %u has %u samples, not %u", step, p->samples.count, count);
    return st == LATHE_OK ? run_scores_await(p, out_scores, err) : st;
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

/* What the database counts of the step, behind the learner's metrics; a step without samples has none of it. */
static lathe_status add_counts(const run_ports *p, experiment_step_report *stored, experiment_metric *metrics, lathe_error *err)
{
    experiment_step_counts counts = {0};
    lathe_status st = experiment_db_count_step(p->options.db, stored->run, stored->stage, stored->step, &counts, err);
    if (st != LATHE_OK || counts.samples == 0)
        return st;
    const experiment_metric rows[COUNT_METRICS] = {
        {"cache/hits", counts.hits},
        {"audit/jobs", counts.audits},
        {"audit/disagreements", counts.disagreements},
        {"audit/failed", counts.failed_audits},
    };
    memcpy(metrics + stored->metric_count, rows, sizeof rows);
    stored->metric_count += COUNT_METRICS;
    return LATHE_OK;
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
    experiment_metric *metrics = calloc((size_t)report->metric_count + COUNT_METRICS, sizeof *metrics);
    if (!metrics)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u metrics", report->metric_count);
    for (uint32_t i = 0; i < report->metric_count; i++)
        metrics[i] = (experiment_metric){report->metrics[i].name, report->metrics[i].value};
    stored.metrics = metrics;
    bool replayed = false;
    lathe_status st = add_counts(p, &stored, metrics, err);
    if (st == LATHE_OK)
        st = experiment_db_commit_step(p->options.db, &stored, &replayed, err);
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

/* Memory and wall time are not among them: what ends by those is not deterministic, and never reused. */
static void write_settings(run_ports *p)
{
    static const char *const modes[RUN_PORTS_MODES] = {[SCORE_MODE_EXACT] = "exact", [SCORE_MODE_LAZY] = "lazy"};
    const run_limits *l = &p->options.limits;
    const example_targets *t = &p->options.targets;
    char chamfer[32] = "";
    if (t->chamfer_points > 0)
        snprintf(chamfer, sizeof chamfer, " chamfer=%u", t->chamfer_points);
    for (int mode = 0; mode < RUN_PORTS_MODES; mode++)
        snprintf(p->settings[mode], sizeof p->settings[mode],
                 "%s rows=%d %s validity=%d steps=%" PRIu64 " arena=%" PRIu64 " recursion=%u shapes=%u faces=%u%s",
                 metric_by_id((metric_id)t->metric)->name, (int)t->rows, modes[mode],
                 run_scores_validity(p, (score_mode)mode), l->steps, l->arena_bytes, l->recursion, l->shapes, l->faces, chamfer);
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
