#include "ops/data/example_job.h"

#include <stdio.h>
#include <string.h>

#include "ops/data/example_files.h"
#include "ops/data/example_window.h"
#include "ops/data/script_set.h"
#include "proto/codec.h"
#include "reward/measure/metric.h"

enum { TRIES_PER_PART = 40, TRIES_MORE = 2000, TARGETS_TEXT = 80 };

typedef struct job {
    const example_job_options *options;
    example_set_writer *writer;
    example_job_counts counts;
    bool synthesis;
} job;

/* The request of every candidate. */
static run_request ask(const example_job_options *o)
{
    return (run_request){.properties = true,
                         .validity = true,
                         .target = true,
                         .target_rows = o->targets.rows,
                         .target_metric = o->targets.metric,
                         .chamfer_points = o->targets.chamfer_points,
                         .points = o->points,
                         .points_seed = o->points_seed,
                         .mode = SCORE_MODE_EXACT};
}

void example_targets_text(const example_targets *targets, char *out, size_t size)
{
    if (targets->metric == SCORE_METRIC_ABSOLUTE && targets->rows == SCORE_ROWS_LATTICE && targets->chamfer_points == 0)
        snprintf(out, size, "%s", "");
    else
        snprintf(out, size, " metric=%s rows=%d chamfer=%u", metric_by_id((metric_id)targets->metric)->name, (int)targets->rows,
                 targets->chamfer_points);
}

static lathe_status check_options(const example_job_options *o, lathe_error *err)
{
    if (o->points < 1 || o->points > EXAMPLE_SET_POINTS_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "a part has 1 to %d points, not %u", EXAMPLE_SET_POINTS_MAX, o->points);
    if (o->jobs < 1 || o->jobs > CODEC_MAX_SLOTS)
        return lathe_fail(err, LATHE_E_INPUT, "1 to %d executors prepare parts, not %u", CODEC_MAX_SLOTS, o->jobs);
    if (o->train > 1u << 30 || o->held > 1u << 30)
        return lathe_fail(err, LATHE_E_INPUT, "an example set has at most %u parts of a split", 1u << 30);
    return LATHE_OK;
}

static void say(const job *j, const example_candidate *c, const char *what)
{
    char line[700];
    if (!j->options->report || j->synthesis)
        return;
    snprintf(line, sizeof line, "%s: %s", c->name, what);
    j->options->report(j->options->context, line);
}

/* Why the part cannot be used, in `out`; *counter is where it is counted. False where it can. */
static bool has_fault(job *j, const example_candidate *c, char *out, size_t size, uint32_t **counter)
{
    const run_outcome *outcome = &c->result.reply.outcome;
    const run_reply *r = &c->result.reply.run;
    *counter = c->repeated ? &j->counts.duplicates : &j->counts.failed;
    if (c->problem[0])
        snprintf(out, size, "%s", c->problem);
    else if (outcome->failure != FAILURE_OK && outcome->line > 0)
        snprintf(out, size, "%s at line %u, column %u: %s", failure_name(outcome->failure), outcome->line, outcome->column,
                 outcome->message);
    else if (outcome->failure != FAILURE_OK)
        snprintf(out, size, "%s: %s", failure_name(outcome->failure), outcome->message);
    else if (r->target.length == 0 || r->shape_hash.length != HASH_BYTES ||
             r->points.length != (size_t)j->options->points * 3 * sizeof(float))
        snprintf(out, size, "it has no volume, or no surface");
    else {
        *counter = &j->counts.not_solid;
        bool one = !j->synthesis || (r->properties.solids == 1 && outcome->valid == SHAPE_VALID);
        if (one && outcome->valid != SHAPE_NOT_VALID)
            return false;
        snprintf(out, size, "the kernel calls the shape invalid");
    }
    return true;
}

/* Synthesised parts are held back evenly along the set, imported ones at its beginning. */
static example_split split_of(const job *j)
{
    uint64_t held = j->options->held, all = held + j->options->train, k = j->counts.stored;
    if (!j->synthesis)
        return k < held ? EXAMPLE_HELD : EXAMPLE_TRAIN;
    return (k + 1) * held / all > k * held / all ? EXAMPLE_HELD : EXAMPLE_TRAIN;
}

static lathe_status store(job *j, const example_candidate *c, lathe_error *err)
{
    const run_reply *r = &c->result.reply.run;
    char fault[400];
    uint32_t *counter = NULL;
    bool added = false;
    j->counts.candidates++;
    if (has_fault(j, c, fault, sizeof fault, &counter)) {
        ++*counter;
        say(j, c, fault);
        return LATHE_OK;
    }
    bool script = c->kind == SOURCE_KIND_SCRIPT;
    example_row row = {.name = c->name,
                       .split = split_of(j),
                       .script = script ? (const char *)c->data.data : NULL,
                       .script_length = script ? c->data.length : 0,
                       .target = r->target.data,
                       .target_length = r->target.length,
                       .points = (const float *)(const void *)r->points.data,
                       .point_count = j->options->points};
    memcpy(row.shape_hash.data, r->shape_hash.data, HASH_BYTES);
    lathe_status st = example_set_add(j->writer, &row, &added, err);
    if (st != LATHE_OK)
        return st;
    if (added) {
        j->counts.stored++;
    } else {
        j->counts.duplicates++;
        say(j, c, "another part of the set has this shape");
    }
    return LATHE_OK;
}

static void show_progress(const job *j, uint32_t done, uint32_t total, const char *text)
{
    if (j->options->progress)
        j->options->progress(j->options->context, done, total, text);
}

static bool is_full(const job *j)
{
    const example_job_options *o = j->options;
    return (j->synthesis || o->train > 0) && j->counts.stored >= (uint64_t)o->train + o->held;
}

/* Takes candidates until the set is full or none is left. */
static lathe_status take_candidates(job *j, uint32_t count, example_make *make, void *context, lathe_error *err)
{
    example_window *w = NULL;
    run_request request = ask(j->options);
    lathe_status st = example_window_new(j->options, &request, count, make, context, &w, err);
    while (st == LATHE_OK && !is_full(j)) {
        const example_candidate *c = NULL;
        st = example_window_next(w, &c, err);
        if (st != LATHE_OK || !c)
            break;
        st = store(j, c, err);
        if (st == LATHE_OK && j->synthesis)
            show_progress(j, j->counts.stored, j->options->train + j->options->held, "parts made");
        else if (st == LATHE_OK)
            show_progress(j, j->counts.candidates, count, "files read");
    }
    example_window_free(w);
    return st;
}

static lathe_status end_job(job *j, experiment_db *db, const char *name, example_set_info *out_info,
                            example_job_counts *out_counts, lathe_error *err)
{
    example_set_info info = {0};
    lathe_status st = j->writer ? example_set_finish(j->writer, &info, err) : example_set_find(db, name, &info, err);
    if (st == LATHE_OK && out_info)
        *out_info = info;
    if (st == LATHE_OK && out_counts)
        *out_counts = j->counts;
    return st;
}

/* ---- synthesis ---- */

typedef struct synth_source {
    const synth_options *options;
    script_set seen;
} synth_source;

/* A script that came before makes a shape that came before: it is not run again. */
static lathe_status make_synthetic(void *context, uint32_t index, example_candidate *out, lathe_error *err)
{
    synth_source *source = context;
    bool fresh = true;
    out->kind = SOURCE_KIND_SCRIPT;
    snprintf(out->name, sizeof out->name, "synth-%u", index);
    lathe_status st = synth_script(source->options, index, &out->data, NULL, err);
    if (st == LATHE_OK)
        st = script_set_add(&source->seen, out->data.data, out->data.length, &fresh, err);
    out->repeated = st == LATHE_OK && !fresh;
    if (out->repeated)
        snprintf(out->problem, sizeof out->problem, "the same script came before");
    return st;
}

lathe_status example_job_synthesise(experiment_db *db, const char *name, const synth_options *synth,
                                    const example_job_options *options, example_set_info *out_info,
                                    example_job_counts *out_counts, lathe_error *err)
{
    job j = {.options = options, .synthesis = true};
    synth_source source = {.options = synth};
    char spec[400], targets[TARGETS_TEXT];
    lathe_status st = check_options(options, err);
    if (st == LATHE_OK)
        st = synth_check_options(synth, err);
    if (st == LATHE_OK && options->train == 0)
        st = lathe_fail(err, LATHE_E_INPUT, "a synthesised example set needs a number of parts to train on");
    if (st != LATHE_OK)
        return st;
    example_targets_text(&options->targets, targets, sizeof targets);
    snprintf(spec, sizeof spec,
             "synthesise version=%d seed=%llu levels=%u-%u grid=%u train=%u held=%u points=%u points_seed=%llu%s", SYNTH_VERSION,
             (unsigned long long)synth->seed, synth->level_low, synth->level_high, synth->grid, options->train, options->held,
             options->points, (unsigned long long)options->points_seed, targets);
    st = example_set_begin(db, name, spec, &j.writer, err);
    j.counts.existed = st == LATHE_OK && !j.writer;
    if (st == LATHE_OK && j.writer) {
        uint64_t most = TRIES_PER_PART * ((uint64_t)options->train + options->held) + TRIES_MORE;
        st = take_candidates(&j, most > UINT32_MAX ? UINT32_MAX : (uint32_t)most, make_synthetic, &source, err);
        if (st == LATHE_OK && !is_full(&j))
            st = lathe_fail(err, LATHE_E_INPUT,
                            "levels %u to %u on a grid of %u gave only %u different parts in %u tries, not %u",
                            synth->level_low, synth->level_high, synth->grid, j.counts.stored, j.counts.candidates,
                            options->train + options->held);
    }
    if (st == LATHE_OK)
        st = end_job(&j, db, name, out_info, out_counts, err);
    example_set_writer_free(j.writer);
    script_set_clear(&source.seen);
    return st;
}

/* ---- import ---- */

static lathe_status check_import(const job *j, const example_files *files, lathe_error *err)
{
    const example_job_options *o = j->options;
    char line[200];
    if (j->counts.stored <= o->held)
        return lathe_fail(err, LATHE_E_INPUT, "%u files of folder '%.120s' can be used, too few to hold %u back",
                          j->counts.stored, files->folder, o->held);
    if (o->train > 0 && !is_full(j) && o->report) {
        snprintf(line, sizeof line, "only %u parts remain to train on, not %u", j->counts.stored - o->held, o->train);
        o->report(o->context, line);
    }
    return LATHE_OK;
}

lathe_status example_job_import(experiment_db *db, const char *name, const char *folder,
                                const example_job_options *options, example_set_info *out_info,
                                example_job_counts *out_counts, lathe_error *err)
{
    job j = {.options = options};
    example_files files = {0};
    char spec[400], hex[HASH_HEX + 1], targets[TARGETS_TEXT];
    lathe_status st = check_options(options, err);
    if (st == LATHE_OK)
        st = example_files_list(folder, options->points_seed, &files, err);
    if (st != LATHE_OK)
        return st;
    hash_to_hex(&files.content, hex);
    example_targets_text(&options->targets, targets, sizeof targets);
    snprintf(spec, sizeof spec, "import files=%u names_and_sizes=%s train=%u held=%u points=%u points_seed=%llu%s",
             files.count, hex,
             options->train, options->held, options->points, (unsigned long long)options->points_seed, targets);
    st = example_set_begin(db, name, spec, &j.writer, err);
    j.counts.existed = st == LATHE_OK && !j.writer;
    if (st == LATHE_OK && j.writer) {
        st = take_candidates(&j, files.count, example_files_make, &files, err);
        if (st == LATHE_OK)
            st = check_import(&j, &files, err);
    }
    if (st == LATHE_OK)
        st = end_job(&j, db, name, out_info, out_counts, err);
    example_set_writer_free(j.writer);
    example_files_clear(&files);
    return st;
}
