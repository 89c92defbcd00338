#include "rollout/executor/task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "proto/codec.h"
#include "reward/kernel/sample.h"
#include "reward/measure/mesh_faults.h"
#include "reward/measure/picture.h"
#include "reward/measure/ply.h"
#include "reward/measure/score.h"

#ifdef LATHE_TEST_HOOKS
#include "rollout/executor/hooks.h"
#endif

/* Of the mesh from which rows, points and pictures are taken where the request names none. Chords take 1 - sin(a)/a of a
 * circle: the lazy way has none, and truth and prediction have one tolerance. Sides of a thousandth of the diagonal are far
 * shorter than what rows see, and threads have millions of shorter ones. */
static const kernel_fineness SAMPLED = {.linear = .005, .angular = .05, .least = .001};

static const row_grid score_grids[] = {
    [SCORE_ROWS_LATTICE] = ROW_GRID_LATTICE_4096,
    [SCORE_ROWS_CUBE_64] = ROW_GRID_CUBE_64,
    [SCORE_ROWS_CUBE_128] = ROW_GRID_CUBE_128,
    [SCORE_ROWS_CUBE_256] = ROW_GRID_CUBE_256,
};

#define METRIC(symbol, ...) _Static_assert((int)SCORE_METRIC_##symbol == (int)METRIC_##symbol, "one number a metric");
#include "reward/measure/metrics.def"
#undef METRIC

/* One request under way. The shape is NULL for STL, which is a mesh from the start, and for points, which have none. */
typedef struct task {
    const executor_request *request;
    cadquery_engine *engine;
    kernel_shape *shape;
    triangle_mesh mesh;
    point_cloud cloud;
    bool has_mesh;
} task;

static body body_of(const task *t)
{
    return t->cloud.count > 0 ? (body){NULL, &t->cloud} : (body){&t->mesh, NULL};
}

/* A failure in what is not the script's business. */
static void fail_measure(run_outcome *outcome, lathe_failure failure, const lathe_error *err)
{
    outcome->failure = failure;
    snprintf(outcome->message, sizeof outcome->message, "%s", err->message);
    outcome->deterministic = true;
}

/* Memory is the script's limit wherever it ends; the rest of what is not marked as the script's is ours. */
static void fail_task(run_outcome *outcome, lathe_status st, const lathe_error *err)
{
    bool script = st == LATHE_E_SCRIPT || st == LATHE_E_LIMIT;
    fail_measure(outcome, script ? err->failure : st == LATHE_E_NOMEM ? FAILURE_MEMORY : FAILURE_METRIC_FAILED, err);
    outcome->deterministic = outcome->failure != FAILURE_MEMORY;
    if (script) {
        outcome->line = err->line > 0 ? (uint32_t)err->line : 0;
        outcome->column = err->column > 0 ? (uint32_t)err->column : 0;
    }
}

static cadquery_limits limits_of(const run_limits *from)
{
    return (cadquery_limits){
        .steps = from->steps,
        .arena_bytes = from->arena_bytes,
        .recursion = from->recursion,
        .shapes = from->shapes,
        .faces = from->faces,
    };
}

static lathe_status run_script(task *t, lathe_error *err)
{
    const byte_view *text = &t->request->source.data;
    const cadquery_limits limits = limits_of(&t->request->limits);
    return cadquery_run(t->engine, (const char *)text->data, text->length, &limits, &t->shape, err);
}

static lathe_status load_source(task *t, lathe_error *err)
{
    const shape_source *source = &t->request->source;
    lathe_status st = LATHE_E_BUG;
    switch (source->kind) {
    case SOURCE_KIND_SCRIPT:
        return run_script(t, err);
    case SOURCE_KIND_STEP:
        return kernel_read_step(source->data.data, source->data.length, &t->shape, err);
    case SOURCE_KIND_STL:
        st = mesh_read_stl(source->data.data, source->data.length, &t->mesh, err);
        t->has_mesh = st == LATHE_OK;
        return st;
    case SOURCE_KIND_POINTS:
        return cloud_read(source->data.data, source->data.length, &t->cloud, err);
    case SOURCE_KIND_PLY:
        st = ply_read(source->data.data, source->data.length, &t->mesh, &t->cloud, err);
        t->has_mesh = st == LATHE_OK && t->cloud.count == 0;
        return st;
    }
    return lathe_fail(err, st, "unknown kind of source %d", (int)source->kind);
}

/* The mesh of the request's tolerances, else of the usual ones. */
static lathe_status need_mesh(task *t, double linear, double angular, lathe_error *err)
{
    if (t->has_mesh || t->cloud.count > 0)
        return LATHE_OK;
    const bool usual = !(linear > 0 || angular > 0);
    const kernel_fineness asked = {linear > 0 ? linear : SAMPLED.linear, angular > 0 ? angular : SAMPLED.angular, 0};
    lathe_status st = kernel_tessellate(t->shape, usual ? &SAMPLED : &asked, &t->mesh, err);
    t->has_mesh = st == LATHE_OK;
    return st;
}

static lathe_status look_at_validity(task *t, run_outcome *outcome, lathe_error *err)
{
    bool valid = false;
    if (!t->shape)
        return LATHE_OK;
    lathe_status st = kernel_is_valid(t->shape, &valid, err);
    if (st == LATHE_OK)
        outcome->valid = valid ? SHAPE_VALID : SHAPE_NOT_VALID;
    return st;
}

/* Of a mesh or of points: what they tell. */
static void measure_body(const task *t, shape_properties *out)
{
    const triangle_mesh *m = &t->mesh;
    const body b = body_of(t);
    box3 box;
    snprintf(out->type, sizeof out->type, "%s", b.mesh ? "Mesh" : "Points");
    out->volume = mesh_volume(m);
    out->area = mesh_area(m);
    out->has_box = body_box(&b, &box);
    if (out->has_box) {
        memcpy(out->box, box.low, sizeof box.low);
        memcpy(out->box + 3, box.high, sizeof box.high);
    }
    out->faces = m->triangle_count;
    out->vertices = b.mesh ? m->vertex_count : t->cloud.count;
}

static lathe_status measure(task *t, run_reply *reply, lathe_error *err)
{
    kernel_properties p = {0};
    shape_properties *out = &reply->properties;
    if (t->shape) {
        lathe_status st = kernel_measure(t->shape, &p, err);
        if (st != LATHE_OK)
            return st;
        snprintf(out->type, sizeof out->type, "%s", p.type);
        out->volume = p.volume;
        out->area = p.area;
        memcpy(out->box, p.box, sizeof p.box);
        memcpy(out->center, p.center, sizeof p.center);
        out->has_box = true;
        out->has_center = p.has_center;
        out->solids = p.solids;
        out->faces = p.faces;
        out->edges = p.edges;
        out->vertices = p.vertices;
    } else {
        measure_body(t, out);
    }
    reply->has_properties = true;
    return LATHE_OK;
}

/* Of a mesh that was read: triangles of a shape are the kernel's. */
static lathe_status look_at_faults(const task *t, run_reply *reply, lathe_error *err)
{
    mesh_faults f;
    if (t->shape || !t->has_mesh)
        return LATHE_OK;
    lathe_status st = mesh_find_faults(&t->mesh, &f, err);
    if (st != LATHE_OK)
        return st;
    reply->has_faults = true;
    reply->faults = (source_faults){f.open_sides, f.turned_sides, f.duplicates, f.flat, f.inside_out};
    return LATHE_OK;
}

static byte_view view_of(const bytes *b)
{
    return (byte_view){b->data, b->length};
}

static lathe_status make_target(task *t, task_result *out, lathe_error *err)
{
    const run_request *wanted = &t->request->run;
    const body b = body_of(t);
    const target_wish wish = {.metric = (metric_id)wanted->target_metric,
                              .extra = score_grids[wanted->target_rows],
                              .chamfer_points = wanted->chamfer_points};
    target *truth = NULL;
    lathe_status st = t->has_mesh ? mesh_check(&t->mesh, err) : LATHE_OK;
    if (st == LATHE_OK)
        st = target_from_body(&b, &wish, &truth, err);
    if (st == LATHE_OK)
        st = target_encode(truth, &out->target, err);
    if (st == LATHE_OK)
        st = target_shape_hash(&b, &out->shape_hash, err);
    if (st == LATHE_OK)
        st = look_at_faults(t, &out->reply.run, err);
    if (st == LATHE_OK && b.cloud)
        out->reply.run.mesh_volume = target_volume(truth);
    target_free(truth);
    return st;
}

static lathe_status make_points(task *t, task_result *out, lathe_error *err)
{
    const run_request *wanted = &t->request->run;
    unsigned char *to = NULL;
    lathe_status st = bytes_grow(&out->points, (size_t)wanted->points * sizeof(float[3]), &to, err);
    if (st != LATHE_OK)
        return st;
    const body b = body_of(t);
    /* malloc's alignment holds for floats. */
    return body_points(&b, wanted->points_seed, wanted->points_sample, wanted->points, (float(*)[3])(void *)to, err);
}

static lathe_status make_files(task *t, task_result *out, lathe_error *err)
{
    const run_request *wanted = &t->request->run;
    lathe_status st = LATHE_OK;
    if (t->cloud.count > 0 && (wanted->step || wanted->stl || wanted->png))
        return lathe_fail(err, LATHE_E_INPUT, "points have no STEP, STL or picture");
    if (wanted->step)
        st = t->shape ? kernel_write_step(t->shape, &out->step, err)
                      : lathe_fail(err, LATHE_E_INPUT, "a mesh has no STEP form");
    if (st == LATHE_OK && wanted->stl)
        st = mesh_write_stl(&t->mesh, &out->stl, err);
    if (st == LATHE_OK && wanted->png)
        st = picture_of_mesh(&t->mesh, wanted->png_size ? wanted->png_size : 512, &out->png, err);
    return st;
}

/* Properties before the mesh: triangles on a shape would change how its box is found. */
static lathe_status do_run(task *t, task_result *out, lathe_error *err)
{
    const run_request *wanted = &t->request->run;
    run_reply *reply = &out->reply.run;
    bool meshed = wanted->mesh_linear > 0 || wanted->mesh_angular > 0;
    lathe_status st = load_source(t, err);
    if (st == LATHE_OK && wanted->validity)
        st = look_at_validity(t, &out->reply.outcome, err);
    if (st == LATHE_OK && wanted->properties)
        st = measure(t, reply, err);
    if (st == LATHE_OK && (meshed || wanted->stl || wanted->png || wanted->target || wanted->points > 0))
        st = need_mesh(t, wanted->mesh_linear, wanted->mesh_angular, err);
    if (st == LATHE_OK && wanted->target)
        st = make_target(t, out, err);
    if (st == LATHE_OK && wanted->points > 0)
        st = make_points(t, out, err);
    if (st == LATHE_OK)
        st = make_files(t, out, err);
    if (st != LATHE_OK)
        return st;
    if (t->has_mesh) {
        reply->mesh_volume = mesh_volume(&t->mesh);
        reply->triangles = t->mesh.triangle_count;
    }
    reply->step = view_of(&out->step);
    reply->stl = view_of(&out->stl);
    reply->png = view_of(&out->png);
    reply->target = view_of(&out->target);
    reply->points = view_of(&out->points);
    if (wanted->target)
        reply->shape_hash = (byte_view){out->shape_hash.data, HASH_BYTES};
    return LATHE_OK;
}

static void take_measures(const score_measures *m, task_result *out)
{
    const sample_counts *counts = &m->counts;
    out->reply.score = (score_counts){
        .both = counts->both,
        .truth = counts->truth,
        .prediction = counts->prediction,
        .outside = counts->outside,
        .rows = counts->rows,
        .open_rows = counts->open_rows,
        .truth_box_volume = counts->truth_box_volume,
        .prediction_box_volume = counts->prediction_box_volume,
        .alignment = m->alignment,
        .has_chamfer = m->has_chamfer,
        .chamfer = m->chamfer,
    };
}

/* Of a mesh: its triangles, no edges. */
static lathe_status count_features(const task *t, executor_reply *reply, lathe_error *err)
{
    kernel_properties p = {.faces = t->mesh.triangle_count};
    lathe_status st = t->shape ? kernel_measure(t->shape, &p, err) : LATHE_OK;
    reply->faces = p.faces;
    reply->edges = p.edges;
    return st;
}

static lathe_status do_score(task *t, const target *truth, task_result *out, lathe_error *err)
{
    const score_request *wanted = &t->request->score;
    score_measures measures;
    lathe_status st = load_source(t, err);
    const body b = body_of(t);
    if (st == LATHE_OK && wanted->validity)
        st = look_at_validity(t, &out->reply.outcome, err);
    if (st == LATHE_OK && wanted->features)
        st = count_features(t, &out->reply, err);
    if (st == LATHE_OK)
        st = need_mesh(t, 0, 0, err);
    if (st == LATHE_OK && t->has_mesh)
        st = mesh_check(&t->mesh, err);
    if (st == LATHE_OK)
        st = score_body(truth, &b, score_grids[wanted->rows], &measures, err);
    if (st == LATHE_OK)
        take_measures(&measures, out);
    return st;
}

/* Counts of samples and nothing else of the solid. */
static bool wants_samples_only(const score_request *wanted, const target *truth)
{
    uint32_t points = 0;
    return !wanted->validity && !wanted->features && !target_points(truth, &points) &&
           target_metric(truth) == METRIC_ABSOLUTE;
}

/* LATHE_E_EXACT where rows do not close: the whole mesh is looked at then. */
static lathe_status score_shape(const kernel_shape *shape, const kernel_deferral *deferral, const target *truth,
                                row_grid grid, sample_counts *out, lathe_error *err)
{
    kernel_sample *sample = NULL;
    lathe_status st = kernel_sample_new(shape, &SAMPLED, &sample, err);
    if (st == LATHE_OK) {
        const row_source source = kernel_sample_source(sample);
        st = score_solid(truth, &source, grid, out, err);
    }
    if (st == LATHE_OK)
        st = kernel_sample_check(sample, deferral, err);
    if (st == LATHE_OK && out->open_rows > 0)
        st = lathe_fail(err, LATHE_E_EXACT, "%u rows do not close", out->open_rows);
    kernel_sample_free(sample);
    return st;
}

/* With booleans left undone. False where that cannot say how the script ends: what then was found is nothing. */
static bool score_deferred(const task *t, const target *truth, task_result *out, lathe_status *out_status,
                           lathe_error *err)
{
    const byte_view *text = &t->request->source.data;
    const score_request *wanted = &t->request->score;
    const cadquery_limits limits = limits_of(&t->request->limits);
    kernel_deferral *deferral = NULL;
    kernel_shape *shape = NULL;
    score_measures measures = {0};
    if (t->request->source.kind != SOURCE_KIND_SCRIPT || !wants_samples_only(wanted, truth) ||
        kernel_deferral_new(&deferral, err) != LATHE_OK)
        return false;
    lathe_status st =
        cadquery_run_deferred(t->engine, (const char *)text->data, text->length, &limits, deferral, &shape, err);
    const bool failed_at_once = st != LATHE_OK && !kernel_deferral_used(deferral);
    if (st == LATHE_OK)
        st = score_shape(shape, deferral, truth, score_grids[wanted->rows], &measures.counts, err);
    if (st == LATHE_OK)
        take_measures(&measures, out);
    kernel_shape_free(shape);
    kernel_deferral_free(deferral);
    *out_status = st;
    return st == LATHE_OK || failed_at_once;
}

static void task_result_init(task_result *out, const executor_request *request)
{
    memset(out, 0, sizeof *out);
    bytes_init(&out->step, CODEC_MAX_FILE);
    bytes_init(&out->stl, CODEC_MAX_FILE);
    bytes_init(&out->png, CODEC_MAX_FILE);
    bytes_init(&out->target, CODEC_MAX_TARGET);
    bytes_init(&out->points, CODEC_MAX_POINTS * sizeof(float[3]));
    out->reply.id = request->id;
    out->reply.task = request->task;
    out->reply.outcome.deterministic = true;
}

/* The target, which must have been prepared for the request's metric. */
static lathe_status find_target(known_targets *targets, const score_request *wanted, const target **out, lathe_error *err)
{
    const target *t = NULL;
    lathe_status st = known_targets_find(targets, &wanted->place, &t, err);
    if (st == LATHE_OK && (int)target_metric(t) != (int)wanted->metric)
        st = lathe_fail(err, LATHE_E_INPUT, "target is prepared for metric '%s', not '%s'", metric_by_id(target_metric(t))->name,
                        metric_by_id((metric_id)wanted->metric)->name);
    if (st == LATHE_OK)
        *out = t;
    return st;
}

void task_run(cadquery_engine *engine, known_targets *targets, const executor_request *request, task_result *out)
{
    task t = {.request = request, .engine = engine, .mesh = MESH_INIT};
    run_outcome *outcome = &out->reply.outcome;
    const target *truth = NULL;
    lathe_error err = {0};
    task_result_init(out, request);
#ifdef LATHE_TEST_HOOKS
    hooks_obey(&request->source);
#endif
    if (request->task == EXECUTOR_SCORE && request->score.mode == SCORE_MODE_BOTH) {
        lathe_fail(&err, LATHE_E_INPUT, "one request is scored one way");
        fail_measure(outcome, FAILURE_UNSUPPORTED, &err);
        return;
    }
    if (request->task == EXECUTOR_SCORE && find_target(targets, &request->score, &truth, &err) != LATHE_OK) {
        fail_measure(outcome, FAILURE_TARGET_MISSING, &err);
        return;
    }
    lathe_status st = LATHE_OK;
    if (request->task == EXECUTOR_RUN)
        st = do_run(&t, out, &err);
    else if (!score_deferred(&t, truth, out, &st, &err))
        st = do_score(&t, truth, out, &err);
    if (st != LATHE_OK)
        fail_task(outcome, st, &err);
    mesh_clear(&t.mesh);
    cloud_clear(&t.cloud);
    kernel_shape_free(t.shape);
}

static lathe_status score_part(lazy_engine *engine, const lazy_part *part, known_targets *targets,
                               const executor_request *request, sample_counts *out, lathe_error *err)
{
    const lazy_source solid = {engine, part};
    const row_source source = lazy_row_source(&solid);
    const target *truth = NULL;
    lathe_status st = find_target(targets, &request->score, &truth, err);
    if (st == LATHE_OK && !wants_samples_only(&request->score, truth))
        st = lathe_fail(err, LATHE_E_EXACT, "the metric needs a mesh");
    if (st == LATHE_OK)
        st = score_solid(truth, &source, score_grids[request->score.rows], out, err);
    return st;
}

bool task_score_lazily(lazy_engine *engine, known_targets *targets, const executor_request *request, task_result *out)
{
    if (request->task != EXECUTOR_SCORE || request->score.mode != SCORE_MODE_LAZY ||
        request->source.kind != SOURCE_KIND_SCRIPT || request->score.validity || request->score.features)
        return false;
    const byte_view *text = &request->source.data;
    const cadquery_limits limits = limits_of(&request->limits);
    const int64_t deadline = clock_monotonic_ns() + (int64_t)request->limits.wall_ms * 1000000;
    lazy_part *part = NULL;
    score_measures measures = {.alignment = 0};
    lathe_error err = {0};
    lazy_engine_set_deadline(engine, deadline);
    lathe_status st = lazy_run(engine, (const char *)text->data, text->length, &limits, &part, &err);
    const bool script_ended = st == LATHE_E_SCRIPT || (st == LATHE_E_LIMIT && clock_monotonic_ns() <= deadline);
    if (st == LATHE_OK)
        st = score_part(engine, part, targets, request, &measures.counts, &err);
    lazy_part_free(part);
    if (st != LATHE_OK && !script_ended) /* what is wrong is found, and said, on the exact way; there too what is late ends */
        return false;
    task_result_init(out, request);
    out->reply.outcome.lazy = true;
    if (st == LATHE_OK)
        take_measures(&measures, out);
    else
        fail_task(&out->reply.outcome, st, &err);
    return true;
}

void task_result_clear(task_result *r)
{
    bytes *all[] = {&r->step, &r->stl, &r->png, &r->target, &r->points};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        bytes_clear(all[i]);
}

lathe_status task_warm(cadquery_engine *engine, lathe_error *err)
{
    static const char script[] = "import cadquery as cq\n"
                                 "w = cq.Workplane('XY')\n"
                                 "result = w.moveTo(0, 0).lineTo(10, 0).lineTo(10, 6).lineTo(0, 6).close().extrude(4)\n"
                                 "result = result.union(w.workplane(offset=4).circle(2).extrude(3))\n";
    executor_request request = {
        .limits = RUN_LIMITS_INIT,
        .source = {SOURCE_KIND_SCRIPT, {(const unsigned char *)script, sizeof script - 1}},
        .task = EXECUTOR_RUN,
        .run = {.properties = true, .validity = true, .target = true, .mesh_linear = .1, .mesh_angular = .5},
    };
    task_result result;
    lathe_status st = kernel_warm(err);
    if (st != LATHE_OK)
        return st;
    task_run(engine, NULL, &request, &result);
    if (result.reply.outcome.failure != FAILURE_OK)
        st = lathe_fail(err, LATHE_E_BUG, "the script that warms the executor failed: %s", result.reply.outcome.message);
    task_result_clear(&result);
    return st;
}
