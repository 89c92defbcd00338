/* codec_executor.c: the conversation with an executor. */
#include "proto/codec_internal.h"

#include <string.h>

static lathe_status check_source(const shape_source *source, lathe_error *err)
{
    lathe_status st = codec_check_at_most(source->kind, SOURCE_KIND_PLY, "source kind", err);
    size_t max = source->kind == SOURCE_KIND_SCRIPT ? CODEC_MAX_SCRIPT : CODEC_MAX_SOURCE;
    if (st == LATHE_OK && source->data.length > max)
        st = lathe_fail(err, LATHE_E_INPUT, "%s of %zu bytes, more than %zu",
                        source->kind == SOURCE_KIND_SCRIPT ? "script" : "file", source->data.length, max);
    return st;
}

static lathe_status check_run(const run_request *run, lathe_error *err)
{
    lathe_status st = codec_check_finite(run->mesh_linear, "mesh_linear", err);
    if (st == LATHE_OK)
        st = codec_check_finite(run->mesh_angular, "mesh_angular", err);
    if (st == LATHE_OK && (run->mesh_linear < 0 || run->mesh_angular < 0))
        st = lathe_fail(err, LATHE_E_INPUT, "mesh tolerance below 0");
    if (st == LATHE_OK)
        st = codec_check_at_most(run->png_size, CODEC_MAX_PNG_SIZE, "png_size", err);
    if (st == LATHE_OK)
        st = codec_check_at_most(run->points, CODEC_MAX_POINTS, "points", err);
    if (st == LATHE_OK)
        st = codec_check_at_most(run->mode, SCORE_MODE_BOTH, "mode", err);
    if (st == LATHE_OK)
        st = codec_check_at_most(run->target_rows, SCORE_ROWS_CUBE_256, "target_rows", err);
    if (st == LATHE_OK)
        st = codec_check_at_most(run->target_metric, SCORE_METRIC_PRINCIPAL, "target_metric", err);
    if (st == LATHE_OK)
        st = codec_check_at_most(run->chamfer_points, CODEC_MAX_CHAMFER_POINTS, "chamfer_points", err);
    return st;
}

static lathe_status check_score(const score_request *score, lathe_error *err)
{
    lathe_status st = codec_check_at_most(score->place.length, CODEC_MAX_TARGET, "length of a target", err);
    if (st == LATHE_OK)
        st = codec_check_at_most(score->metric, SCORE_METRIC_PRINCIPAL, "metric", err);
    if (st == LATHE_OK)
        st = codec_check_at_most(score->rows, SCORE_ROWS_CUBE_256, "rows", err);
    if (st == LATHE_OK)
        st = codec_check_at_most(score->mode, SCORE_MODE_BOTH, "mode", err);
    return st;
}

static lathe_status check_request(const executor_request *request, lathe_error *err)
{
    lathe_status st = codec_check_limits(&request->limits, err);
    if (st == LATHE_OK)
        st = check_source(&request->source, err);
    if (st != LATHE_OK)
        return st;
    switch (request->task) {
    case EXECUTOR_RUN:
        return check_run(&request->run, err);
    case EXECUTOR_SCORE:
        return check_score(&request->score, err);
    }
    return lathe_fail(err, LATHE_E_INPUT, "executor request asks for nothing");
}

static void run_to_wire(const run_request *from, Lathe__Proto__RunRequest *to)
{
    to->properties = from->properties;
    to->validity = from->validity;
    to->mesh_linear = from->mesh_linear;
    to->mesh_angular = from->mesh_angular;
    to->step = from->step;
    to->stl = from->stl;
    to->png = from->png;
    to->png_size = from->png_size;
    to->target = from->target;
    to->points = from->points;
    to->points_seed = from->points_seed;
    to->points_sample = from->points_sample;
    to->mode = (Lathe__Proto__Mode)from->mode;
    to->target_rows = (Lathe__Proto__RowGrid)from->target_rows;
    to->target_metric = (Lathe__Proto__Metric)from->target_metric;
    to->chamfer_points = from->chamfer_points;
}

static void run_from_wire(const Lathe__Proto__RunRequest *from, run_request *to)
{
    *to = (run_request){.properties = from->properties != 0,
                        .validity = from->validity != 0,
                        .mesh_linear = from->mesh_linear,
                        .mesh_angular = from->mesh_angular,
                        .step = from->step != 0,
                        .stl = from->stl != 0,
                        .png = from->png != 0,
                        .png_size = from->png_size,
                        .target = from->target != 0,
                        .points = from->points,
                        .points_seed = from->points_seed,
                        .points_sample = from->points_sample,
                        .mode = (score_mode)from->mode,
                        .target_rows = (score_rows)from->target_rows,
                        .target_metric = (score_metric)from->target_metric,
                        .chamfer_points = from->chamfer_points};
}

lathe_status codec_pack_request(const executor_request *request, bytes *out, lathe_error *err)
{
    lathe_status st = check_request(request, err);
    if (st != LATHE_OK)
        return st;
    Lathe__Proto__Limits limits;
    Lathe__Proto__Source source = LATHE__PROTO__SOURCE__INIT;
    Lathe__Proto__RunRequest run = LATHE__PROTO__RUN_REQUEST__INIT;
    Lathe__Proto__ScoreRequest score = LATHE__PROTO__SCORE_REQUEST__INIT;
    Lathe__Proto__ExecutorRequest wire = LATHE__PROTO__EXECUTOR_REQUEST__INIT;
    codec_limits_to_wire(&request->limits, &limits);
    source.kind = (Lathe__Proto__SourceKind)request->source.kind;
    source.data = codec_bytes_to_wire(request->source.data);
    wire.version = CODEC_VERSION;
    wire.id = request->id;
    wire.limits = &limits;
    if (request->task == EXECUTOR_RUN) {
        run_to_wire(&request->run, &run);
        run.source = &source;
        wire.body_case = LATHE__PROTO__EXECUTOR_REQUEST__BODY_RUN;
        wire.run = &run;
    } else {
        score.source = &source;
        score.target_offset = request->score.place.offset;
        score.target_length = request->score.place.length;
        score.target_serial = request->score.place.serial;
        score.metric = (Lathe__Proto__Metric)request->score.metric;
        score.rows = (Lathe__Proto__RowGrid)request->score.rows;
        score.mode = (Lathe__Proto__Mode)request->score.mode;
        score.validity = request->score.validity;
        score.features = request->score.features;
        wire.body_case = LATHE__PROTO__EXECUTOR_REQUEST__BODY_SCORE;
        wire.score = &score;
    }
    return codec_pack_message(&wire.base, CODEC_MAX_EXECUTOR_MESSAGE, "executor request", out, err);
}

static lathe_status request_from_wire(const Lathe__Proto__ExecutorRequest *wire, executor_request *to, lathe_error *err)
{
    lathe_status st = codec_check_version(wire->version, "executor request", err);
    if (st != LATHE_OK)
        return st;
    const Lathe__Proto__Source *source = NULL;
    *to = (executor_request){.id = wire->id};
    if (wire->body_case == LATHE__PROTO__EXECUTOR_REQUEST__BODY_RUN && wire->run) {
        source = wire->run->source;
        to->task = EXECUTOR_RUN;
        run_from_wire(wire->run, &to->run);
    } else if (wire->body_case == LATHE__PROTO__EXECUTOR_REQUEST__BODY_SCORE && wire->score) {
        source = wire->score->source;
        to->task = EXECUTOR_SCORE;
        to->score = (score_request){.place = {wire->score->target_offset, wire->score->target_length,
                                              wire->score->target_serial},
                                    .metric = (score_metric)wire->score->metric,
                                    .rows = (score_rows)wire->score->rows,
                                    .mode = (score_mode)wire->score->mode,
                                    .validity = wire->score->validity != 0,
                                    .features = wire->score->features != 0};
    }
    if (!source || !wire->limits)
        return lathe_fail(err, LATHE_E_INPUT, "malformed executor request: no %s", source ? "limits" : "source");
    to->source = (shape_source){.kind = (source_kind)source->kind, .data = codec_bytes_from_wire(source->data)};
    codec_limits_from_wire(wire->limits, &to->limits);
    return check_request(to, err);
}

lathe_status codec_unpack_request(const void *data, size_t length, executor_request *out, lathe_error *err)
{
    ProtobufCMessage *message = NULL;
    executor_request request;
    lathe_status st = codec_unpack_message(&lathe__proto__executor_request__descriptor, data, length,
                                           CODEC_MAX_EXECUTOR_MESSAGE, "executor request", &message, err);
    if (st != LATHE_OK)
        return st;
    st = request_from_wire((const Lathe__Proto__ExecutorRequest *)message, &request, err);
    if (st != LATHE_OK) {
        codec_free_message(message);
        return st;
    }
    request.owner = message;
    *out = request;
    return LATHE_OK;
}

void executor_request_clear(executor_request *request)
{
    if (!request)
        return;
    codec_free_message(request->owner);
    *request = (executor_request){0};
}

static lathe_status check_run_reply(const run_reply *run, lathe_error *err)
{
    const struct {
        const char *name;
        size_t length, max;
    } rows[] = {
        {"length of STEP", run->step.length, CODEC_MAX_FILE},
        {"length of STL", run->stl.length, CODEC_MAX_FILE},
        {"length of PNG", run->png.length, CODEC_MAX_FILE},
        {"length of a target", run->target.length, CODEC_MAX_TARGET},
        {"length of points", run->points.length, (size_t)CODEC_MAX_POINTS * 12},
    };
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && st == LATHE_OK; i++)
        st = codec_check_at_most(rows[i].length, rows[i].max, rows[i].name, err);
    if (st == LATHE_OK && run->points.length % 12 != 0)
        st = lathe_fail(err, LATHE_E_INPUT, "malformed message: %zu bytes are not whole points", run->points.length);
    if (st == LATHE_OK && run->shape_hash.length != 0 && run->shape_hash.length != HASH_BYTES)
        st = lathe_fail(err, LATHE_E_INPUT, "malformed message: shape hash of %zu bytes", run->shape_hash.length);
    if (st == LATHE_OK && run->has_properties)
        st = codec_check_text(run->properties.type, sizeof run->properties.type, "shape's type", err);
    return st;
}

static lathe_status check_reply(const executor_reply *reply, lathe_error *err)
{
    lathe_status st = codec_check_outcome(&reply->outcome, err);
    if (st != LATHE_OK || reply->outcome.failure != FAILURE_OK)
        return st;
    switch (reply->task) {
    case EXECUTOR_RUN:
        return check_run_reply(&reply->run, err);
    case EXECUTOR_SCORE:
        return codec_check_counts(&reply->score, err);
    }
    return lathe_fail(err, LATHE_E_INPUT, "malformed executor reply: ok without a result");
}

static void properties_to_wire(const shape_properties *from, Lathe__Proto__Properties *to)
{
    to->type = (char *)from->type;
    to->volume = from->volume;
    to->area = from->area;
    to->n_box = from->has_box ? 6 : 0;
    to->box = (double *)from->box;
    to->n_center = from->has_center ? 3 : 0;
    to->center = (double *)from->center;
    to->solids = from->solids;
    to->faces = from->faces;
    to->edges = from->edges;
    to->vertices = from->vertices;
}

static lathe_status properties_from_wire(const Lathe__Proto__Properties *from, shape_properties *to, lathe_error *err)
{
    if ((from->n_box != 0 && from->n_box != 6) || (from->n_center != 0 && from->n_center != 3))
        return lathe_fail(err, LATHE_E_INPUT, "malformed message: a box of %zu numbers, a centre of %zu", from->n_box,
                          from->n_center);
    *to = (shape_properties){.volume = from->volume,
                             .area = from->area,
                             .has_box = from->n_box != 0,
                             .has_center = from->n_center != 0,
                             .solids = from->solids,
                             .faces = from->faces,
                             .edges = from->edges,
                             .vertices = from->vertices};
    codec_copy_text(to->type, sizeof to->type, from->type);
    for (size_t i = 0; i < from->n_box; i++)
        to->box[i] = from->box[i];
    for (size_t i = 0; i < from->n_center; i++)
        to->center[i] = from->center[i];
    return LATHE_OK;
}

static void faults_to_wire(const source_faults *from, Lathe__Proto__MeshFaults *to)
{
    to->open_sides = from->open_sides;
    to->turned_sides = from->turned_sides;
    to->duplicates = from->duplicates;
    to->flat = from->flat;
    to->inside_out = from->inside_out;
}

static void faults_from_wire(const Lathe__Proto__MeshFaults *from, source_faults *to)
{
    *to = (source_faults){.open_sides = from->open_sides,
                          .turned_sides = from->turned_sides,
                          .duplicates = from->duplicates,
                          .flat = from->flat,
                          .inside_out = from->inside_out != 0};
}

static void run_reply_to_wire(const run_reply *from, Lathe__Proto__Properties *properties,
                              Lathe__Proto__MeshFaults *faults, Lathe__Proto__RunReply *to)
{
    if (from->has_faults) {
        faults_to_wire(&from->faults, faults);
        to->faults = faults;
    }
    if (from->has_properties) {
        properties_to_wire(&from->properties, properties);
        to->properties = properties;
    }
    to->mesh_volume = from->mesh_volume;
    to->triangles = from->triangles;
    to->step = codec_bytes_to_wire(from->step);
    to->stl = codec_bytes_to_wire(from->stl);
    to->png = codec_bytes_to_wire(from->png);
    to->target = codec_bytes_to_wire(from->target);
    to->points = codec_bytes_to_wire(from->points);
    to->shape_hash = codec_bytes_to_wire(from->shape_hash);
}

static lathe_status run_reply_from_wire(const Lathe__Proto__RunReply *from, run_reply *to, lathe_error *err)
{
    *to = (run_reply){.has_properties = from->properties != NULL,
                      .mesh_volume = from->mesh_volume,
                      .triangles = from->triangles,
                      .step = codec_bytes_from_wire(from->step),
                      .stl = codec_bytes_from_wire(from->stl),
                      .png = codec_bytes_from_wire(from->png),
                      .target = codec_bytes_from_wire(from->target),
                      .points = codec_bytes_from_wire(from->points),
                      .shape_hash = codec_bytes_from_wire(from->shape_hash),
                      .has_faults = from->faults != NULL};
    if (from->faults)
        faults_from_wire(from->faults, &to->faults);
    return from->properties ? properties_from_wire(from->properties, &to->properties, err) : LATHE_OK;
}

lathe_status codec_pack_reply(const executor_reply *reply, bytes *out, lathe_error *err)
{
    lathe_status st = check_reply(reply, err);
    if (st != LATHE_OK)
        return st;
    Lathe__Proto__Outcome outcome;
    Lathe__Proto__Properties properties = LATHE__PROTO__PROPERTIES__INIT;
    Lathe__Proto__MeshFaults faults = LATHE__PROTO__MESH_FAULTS__INIT;
    Lathe__Proto__RunReply run = LATHE__PROTO__RUN_REPLY__INIT;
    Lathe__Proto__ScoreReply score = LATHE__PROTO__SCORE_REPLY__INIT;
    Lathe__Proto__Counts counts;
    Lathe__Proto__ExecutorReply wire = LATHE__PROTO__EXECUTOR_REPLY__INIT;
    codec_outcome_to_wire(&reply->outcome, &outcome);
    wire.version = CODEC_VERSION;
    wire.id = reply->id;
    wire.outcome = &outcome;
    wire.resident_bytes = reply->resident_bytes;
    wire.served = reply->served;
    if (reply->outcome.failure == FAILURE_OK && reply->task == EXECUTOR_RUN) {
        run_reply_to_wire(&reply->run, &properties, &faults, &run);
        wire.body_case = LATHE__PROTO__EXECUTOR_REPLY__BODY_RUN;
        wire.run = &run;
    } else if (reply->outcome.failure == FAILURE_OK) {
        codec_counts_to_wire(&reply->score, &counts);
        score.counts = &counts;
        score.faces = reply->faces;
        score.edges = reply->edges;
        wire.body_case = LATHE__PROTO__EXECUTOR_REPLY__BODY_SCORE;
        wire.score = &score;
    }
    return codec_pack_message(&wire.base, CODEC_MAX_EXECUTOR_MESSAGE, "executor reply", out, err);
}

static lathe_status reply_from_wire(const Lathe__Proto__ExecutorReply *wire, executor_reply *to, lathe_error *err)
{
    lathe_status st = codec_check_version(wire->version, "executor reply", err);
    if (st != LATHE_OK)
        return st;
    if (!wire->outcome)
        return lathe_fail(err, LATHE_E_INPUT, "malformed executor reply: no outcome");
    *to = (executor_reply){.id = wire->id, .resident_bytes = wire->resident_bytes, .served = wire->served};
    st = codec_outcome_from_wire(wire->outcome, &to->outcome, err);
    if (st == LATHE_OK && to->outcome.failure == FAILURE_OK) {
        if (wire->body_case == LATHE__PROTO__EXECUTOR_REPLY__BODY_RUN && wire->run) {
            to->task = EXECUTOR_RUN;
            st = run_reply_from_wire(wire->run, &to->run, err);
        } else if (wire->body_case == LATHE__PROTO__EXECUTOR_REPLY__BODY_SCORE && wire->score && wire->score->counts) {
            to->task = EXECUTOR_SCORE;
            codec_counts_from_wire(wire->score->counts, &to->score);
            to->faces = wire->score->faces;
            to->edges = wire->score->edges;
        }
    }
    return st == LATHE_OK ? check_reply(to, err) : st;
}

lathe_status codec_unpack_reply(const void *data, size_t length, executor_reply *out, lathe_error *err)
{
    ProtobufCMessage *message = NULL;
    executor_reply reply;
    lathe_status st = codec_unpack_message(&lathe__proto__executor_reply__descriptor, data, length,
                                           CODEC_MAX_EXECUTOR_MESSAGE, "executor reply", &message, err);
    if (st != LATHE_OK)
        return st;
    st = reply_from_wire((const Lathe__Proto__ExecutorReply *)message, &reply, err);
    if (st != LATHE_OK) {
        codec_free_message(message);
        return st;
    }
    reply.owner = message;
    *out = reply;
    return LATHE_OK;
}

void executor_reply_clear(executor_reply *reply)
{
    if (!reply)
        return;
    codec_free_message(reply->owner);
    *reply = (executor_reply){0};
}

lathe_status codec_pack_ready(const executor_ready *ready, bytes *out, lathe_error *err)
{
    lathe_status st = codec_check_text(ready->engine, sizeof ready->engine, "engine", err);
    if (st != LATHE_OK)
        return st;
    Lathe__Proto__ExecutorReady wire = LATHE__PROTO__EXECUTOR_READY__INIT;
    wire.version = CODEC_VERSION;
    wire.engine = (char *)ready->engine;
    return codec_pack_message(&wire.base, CODEC_MAX_ENVELOPE, "executor's ready", out, err);
}

lathe_status codec_unpack_ready(const void *data, size_t length, executor_ready *out, lathe_error *err)
{
    ProtobufCMessage *message = NULL;
    lathe_status st = codec_unpack_message(&lathe__proto__executor_ready__descriptor, data, length, CODEC_MAX_ENVELOPE,
                                           "executor's ready", &message, err);
    if (st != LATHE_OK)
        return st;
    const Lathe__Proto__ExecutorReady *wire = (const Lathe__Proto__ExecutorReady *)message;
    st = codec_check_version(wire->version, "executor's ready", err);
    if (st == LATHE_OK && wire->engine[0] == 0)
        st = lathe_fail(err, LATHE_E_INPUT, "malformed message: an executor without an engine");
    if (st == LATHE_OK)
        codec_copy_text(out->engine, sizeof out->engine, wire->engine);
    codec_free_message(message);
    return st;
}
