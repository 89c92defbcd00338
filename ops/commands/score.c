/* score.c: `lathe score`: compare predictions with truths. */
#include <stdlib.h>
#include <string.h>

#include "ops/cli/json.h"
#include "ops/cli/targets.h"
#include "ops/commands/commands.h"
#include "ops/commands/score_summary.h"
#include "proto/codec.h"
#include "reward/measure/iou.h"
#include "reward/measure/metric.h"

enum { CHUNK = 256 }; /* pairs whose targets are in memory at once */

static const option options[] = {
    {"pairs", "FILE", OPTION_TEXT, 0, 0, "prediction and truth a line, separated by a tab"},
    {"metric", "NAME", OPTION_TEXT, 0, 0, "convention by which they are compared, see below; default absolute"},
    {"chamfer", "N", OPTION_INTEGER, 0, CODEC_MAX_CHAMFER_POINTS, "chamfer distance of N points a surface; default the metric's"},
    {"features", NULL, OPTION_FLAG, 0, 0, "count faces and edges of both, and say whether the prediction is valid"},
    {"summary", NULL, OPTION_FLAG, 0, 0, "with --json: a last object with means, ratios and medians"},
    {"rows", "lattice|64|128|256", OPTION_TEXT, 0, 0, "samples that are counted; default lattice"},
    {"mode", "lazy|exact|both", OPTION_TEXT, 0, 0, "how solids are sampled: exact, or lazy where they need no kernel; default exact"},
    OPTION_ROW_JOBS("executors at once; default 1"),
    OPTION_ROW_WALL_MS,
    OPTION_ROW_JSON,
};

typedef struct score_state {
    char *const *pairs;      /* of this chunk: prediction, truth, prediction ... */
    char *truths[CHUNK];     /* each once */
    size_t truth_count, truth_of[CHUNK];
    target_blob *blobs;
    score_request want;      /* mode both: each pair is scored exactly and then lazily */
    run_request target;      /* how truths are prepared */
    double iou_exact;        /* of the pair under way */
    lathe_failure failure_exact;
    const char *rows;
    run_limits limits;
    bytes text;
    bool json;
    size_t total, faults;    /* pairs; those that have no score */
    score_record *records;   /* [total] */
    size_t scored;
} score_state;

static const struct {
    const char *name;
    score_rows rows;
} row_names[] = {{"lattice", SCORE_ROWS_LATTICE},
                 {"64", SCORE_ROWS_CUBE_64},
                 {"128", SCORE_ROWS_CUBE_128},
                 {"256", SCORE_ROWS_CUBE_256}};

static lathe_status fault(score_state *s, const char *message)
{
    fprintf(stderr, "lathe: %s\n", message);
    s->faults++;
    return LATHE_OK;
}

/* Requests a pair. */
static size_t ways_of(const score_state *s)
{
    return s->want.mode == SCORE_MODE_BOTH ? 2 : 1;
}

static bool is_first_of_two(const score_state *s, size_t index)
{
    return s->want.mode == SCORE_MODE_BOTH && index % 2 == 0;
}

static lathe_status prepare(void *context, size_t index, executor_request *out, bool *out_skip, lathe_error *err)
{
    score_state *s = context;
    const size_t pair = index / ways_of(s);
    const target_blob *blob = &s->blobs[s->truth_of[pair]];
    lathe_error own = {0};

    (void)err;
    *out_skip = true;
    if (blob->length == 0)
        return is_first_of_two(s, index) ? LATHE_OK : fault(s, blob->message);
    bytes_reset(&s->text);
    if (shape_file_read(s->pairs[2 * pair], &s->text, &out->source.kind, &own) != LATHE_OK)
        return is_first_of_two(s, index) ? LATHE_OK : fault(s, own.message);
    *out_skip = false;
    out->limits = s->limits;
    out->source.data = (byte_view){s->text.data, s->text.length};
    out->task = EXECUTOR_SCORE;
    out->score = s->want;
    if (s->want.mode == SCORE_MODE_BOTH)
        out->score.mode = is_first_of_two(s, index) ? SCORE_MODE_EXACT : SCORE_MODE_LAZY;
    out->score.target = (byte_view){blob->data, blob->length};
    return LATHE_OK;
}

static void set_features(json_t *object, const executor_reply *reply, const target_blob *truth)
{
    const shape_validity valid = reply->outcome.valid;

    json_object_set_new(object, "valid", valid == SHAPE_VALIDITY_UNKNOWN ? json_null() : json_boolean(valid == SHAPE_VALID));
    json_object_set_new(object, "faces", json_integer(reply->faces));
    json_object_set_new(object, "edges", json_integer(reply->edges));
    json_object_set_new(object, "faces_more", json_integer((json_int_t)reply->faces - truth->faces));
    json_object_set_new(object, "edges_more", json_integer((json_int_t)reply->edges - truth->edges));
}

/* What stands behind a score in text: nothing for most. */
static void print_details(const score_state *s, const executor_reply *reply, const target_blob *truth)
{
    const score_counts *c = &reply->score;

    if (s->want.mode == SCORE_MODE_BOTH)
        printf("  (exact %.6f)", s->iou_exact);
    if (c->has_chamfer)
        printf("  chamfer %.6g", c->chamfer);
    if (s->want.features)
        printf("  faces %u (%+lld)  edges %u (%+lld)", reply->faces, (long long)reply->faces - truth->faces, reply->edges,
               (long long)reply->edges - truth->edges);
    if (reply->outcome.valid == SHAPE_NOT_VALID)
        printf("  not valid");
    if (c->open_rows > 0)
        printf("  %u rows do not close: by winding number", c->open_rows);
    putchar('\n');
}

static lathe_status print_score(const score_state *s, const char *prediction, const char *truth, const target_blob *blob,
                                const executor_reply *reply, double iou, lathe_error *err)
{
    const run_outcome *o = &reply->outcome;
    bool ok = o->failure == FAILURE_OK;
    const score_counts zero = {0}, *c = ok ? &reply->score : &zero;

    if (!s->json) {
        if (ok) {
            printf("%.6f  %s  %s", iou, prediction, truth);
            print_details(s, reply, blob);
        } else if (o->line > 0)
            printf("%.6f  %s:%u:%u: %s: %s\n", iou, prediction, o->line, o->column, failure_name(o->failure), o->message);
        else
            printf("%.6f  %s: %s: %s\n", iou, prediction, failure_name(o->failure), o->message);
        return LATHE_OK;
    }
    json_t *object = json_object();
    double volumes[2] = {c->truth_box_volume, c->prediction_box_volume};
    json_object_set_new(object, "prediction", json_text(prediction));
    json_object_set_new(object, "truth", json_text(truth));
    json_object_set_new(object, "status", json_string(failure_name(o->failure)));
    if (!ok) {
        json_object_set_new(object, "message", json_text(o->message));
        if (o->line > 0)
            json_object_set_new(object, "line", json_integer(o->line));
        if (o->line > 0 && o->column > 0)
            json_object_set_new(object, "column", json_integer(o->column));
    }
    json_object_set_new(object, "iou", json_real(iou));
    if (s->want.mode == SCORE_MODE_BOTH) {
        json_object_set_new(object, "iou_lazy", json_real(iou));
        json_object_set_new(object, "iou_exact", json_real(s->iou_exact));
        json_object_set_new(object, "status_exact", json_string(failure_name(s->failure_exact)));
    }
    json_object_set_new(object, "both", json_integer((json_int_t)c->both));
    json_object_set_new(object, "truth_samples", json_integer((json_int_t)c->truth));
    json_object_set_new(object, "prediction_samples", json_integer((json_int_t)c->prediction));
    json_object_set_new(object, "outside", json_integer((json_int_t)c->outside));
    json_object_set_new(object, "box_volumes", json_numbers(volumes, 2));
    json_object_set_new(object, "metric", json_string(metric_by_id((metric_id)s->want.metric)->name));
    json_object_set_new(object, "rows", json_string(s->rows));
    json_object_set_new(object, "rows_used", json_integer(c->rows));
    json_object_set_new(object, "open_rows", json_integer(c->open_rows));
    json_object_set_new(object, "alignment", json_integer(c->alignment));
    if (s->target.chamfer_points > 0)
        json_object_set_new(object, "chamfer", c->has_chamfer ? json_real(c->chamfer) : json_null());
    if (s->want.features && ok)
        set_features(object, reply, blob);
    json_object_set_new(object, "ms", json_real(o->milliseconds));
    return json_print_line(object, stdout, err);
}

static double iou_of(const score_counts *c)
{
    const sample_counts counts = {c->both, c->truth, c->prediction, c->outside, c->rows, c->open_rows,
                                  c->truth_box_volume, c->prediction_box_volume};
    return iou_from_counts(&counts);
}

static lathe_status finish(void *context, size_t index, pool_result *result, lathe_error *err)
{
    score_state *s = context;
    const size_t pair = index / ways_of(s);
    const char *prediction = s->pairs[2 * pair], *truth = s->pairs[2 * pair + 1];
    const run_outcome *o = &result->reply.outcome;
    char line[512];
    double iou = 0;

    if (is_first_of_two(s, index)) {
        s->iou_exact = o->failure == FAILURE_OK ? iou_of(&result->reply.score) : 0;
        s->failure_exact = o->failure;
        return LATHE_OK;
    }
    if (!failure_is_rewarded(o->failure) && o->failure != FAILURE_UNSUPPORTED) {
        snprintf(line, sizeof line, "%.100s: %s: %.200s", prediction, failure_name(o->failure), o->message);
        return fault(s, line);
    }
    if (o->failure == FAILURE_OK)
        iou = iou_of(&result->reply.score);
    s->records[s->scored++] = (score_record){.truth = truth,
                                             .ok = o->failure == FAILURE_OK,
                                             .has_chamfer = o->failure == FAILURE_OK && result->reply.score.has_chamfer,
                                             .iou = iou,
                                             .chamfer = o->failure == FAILURE_OK ? result->reply.score.chamfer : 0};
    return print_score(s, prediction, truth, &s->blobs[s->truth_of[pair]], &result->reply, iou, err);
}

/* Finds the different truths of the chunk. */
static void gather_truths(score_state *s, size_t count)
{
    s->truth_count = 0;
    for (size_t i = 0; i < count; i++) {
        char *truth = s->pairs[2 * i + 1];
        size_t at = 0;
        while (at < s->truth_count && strcmp(s->truths[at], truth) != 0)
            at++;
        if (at == s->truth_count)
            s->truths[s->truth_count++] = truth;
        s->truth_of[i] = at;
    }
}

static lathe_status score_chunk(score_state *s, executor_pool *pool, size_t count, lathe_error *err)
{
    gather_truths(s, count);
    lathe_status st = targets_prepare(pool, s->truths, s->truth_count, &s->limits, &s->target, &s->blobs, err);
    if (st != LATHE_OK)
        return st;
    executors_work work = {count * ways_of(s), s, prepare, finish, false};
    st = executors_run(pool, &work, err);
    targets_free(pool, s->blobs, s->truth_count);
    return st;
}

/* The metric, and what goes with it. */
static lathe_status read_metric(const arguments *a, score_state *s, lathe_error *err)
{
    const char *name = arguments_text(a, "metric", "absolute");
    metric_id id = METRIC_ABSOLUTE;

    if (!metric_by_name(name, &id))
        return lathe_fail(err, LATHE_E_INPUT, "score: there is no metric '%.40s'; 'lathe score --help' lists them", name);
    const metric_info *metric = metric_by_id(id);
    if (metric->sampler != METRIC_SAMPLE_BOXES && s->want.rows != SCORE_ROWS_LATTICE)
        return lathe_fail(err, LATHE_E_INPUT, "score: metric '%s' has voxels of its own, and takes no '--rows'", name);
    s->want.metric = (score_metric)id;
    s->want.features = s->want.validity = arguments_flag(a, "features");
    s->target.chamfer_points = (uint32_t)arguments_integer(a, "chamfer", metric->chamfer_points);
    return LATHE_OK;
}

/* What stands behind all scores. */
static lathe_status print_summary(const arguments *a, score_state *s, lathe_error *err)
{
    score_summary summary;
    lathe_status st = score_summarise(s->records, s->scored, &summary, err);

    if (st == LATHE_OK && s->json && arguments_flag(a, "summary"))
        return json_print_line(score_summary_json(&summary), stdout, err);
    if (st == LATHE_OK && !s->json && s->scored > 0 && s->total > 1)
        score_summary_print(&summary, stdout);
    return st;
}

static lathe_status read_options(const arguments *a, score_state *s, path_list *pairs, lathe_error *err)
{
    const char *file = arguments_text(a, "pairs", NULL);
    size_t i = 0;
    lathe_status st = LATHE_OK;

    s->json = arguments_flag(a, "json");
    s->limits = executors_limits(a);
    s->rows = arguments_text(a, "rows", "lattice");
    while (i < sizeof row_names / sizeof row_names[0] && strcmp(row_names[i].name, s->rows) != 0)
        i++;
    if (i == sizeof row_names / sizeof row_names[0])
        return lathe_fail(err, LATHE_E_INPUT, "score: '--rows' is lattice, 64, 128 or 256, not '%.40s'", s->rows);
    s->want.rows = row_names[i].rows;
    st = read_metric(a, s, err);
    if (st != LATHE_OK)
        return st;
    if ((file != NULL) == (a->positional_count == 2) || a->positional_count == 1)
        return lathe_fail(err, LATHE_E_INPUT, "score: needs PREDICTION TRUTH, or --pairs FILE");
    for (size_t k = 0; st == LATHE_OK && k < a->positional_count; k++)
        st = path_list_add(pairs, a->positional[k], strlen(a->positional[k]), err);
    if (st == LATHE_OK && file != NULL)
        st = path_list_read(pairs, file, 2, err);
    if (st == LATHE_OK && strcmp(arguments_text(a, "mode", ""), "both") == 0)
        s->want.mode = SCORE_MODE_BOTH;
    else if (st == LATHE_OK)
        st = executors_mode(a, &s->want.mode, err);
    s->target = (run_request){.target_rows = s->want.rows,
                              .mode = s->want.mode,
                              .target_metric = s->want.metric,
                              .chamfer_points = s->target.chamfer_points,
                              .properties = s->want.features};
    return st;
}

static lathe_status score(const arguments *a, lathe_error *err)
{
    score_state *s = calloc(1, sizeof *s);
    path_list pairs = {0};
    executor_pool *pool = NULL;

    if (s == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "score: out of memory");
    bytes_init(&s->text, CODEC_MAX_SOURCE);
    lathe_status st = read_options(a, s, &pairs, err);
    s->total = pairs.count / 2;
    s->records = calloc(s->total + 1, sizeof *s->records);
    if (st == LATHE_OK && s->records == NULL)
        st = lathe_fail(err, LATHE_E_NOMEM, "score: out of memory");
    if (st == LATHE_OK)
        st = executors_start((uint32_t)arguments_integer(a, "jobs", 1), &pool, err);
    for (size_t at = 0; st == LATHE_OK && at < s->total; at += CHUNK) {
        s->pairs = pairs.paths + 2 * at;
        st = score_chunk(s, pool, s->total - at < CHUNK ? s->total - at : CHUNK, err);
    }
    if (st == LATHE_OK)
        st = print_summary(a, s, err);
    if (st == LATHE_OK && s->faults > 0)
        st = lathe_fail(err, LATHE_E_IO, "%zu of %zu pairs have no score", s->faults, s->total);
    pool_free(pool);
    path_list_clear(&pairs);
    bytes_clear(&s->text);
    free(s->records);
    free(s);
    return st;
}

const cli_command command_score = {
    .name = "score",
    .usage = "PREDICTION TRUTH | --pairs FILE [options]",
    .summary = "compare predictions with truths; a truth is a .py, .step, .stl, .ply or .xyz (x y z nx ny nz a line)",
    .example = "score prediction.py truth.step --json",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .most = 2,
    .notes = "metrics:\n"
#define METRIC(symbol, name, frame, alignment, sampler, pitch, points, mean, worst, text) "  " name ": " text "\n"
#include "reward/measure/metrics.def"
#undef METRIC
             "docs/metrics.md says more of each.",
    .run = score,
};
