#include "tests/support/proto_samples.h"

#include <stdio.h>
#include <string.h>

static byte_view view(const char *text)
{
    return (byte_view){(const unsigned char *)text, strlen(text)};
}

executor_request sample_run_request(void)
{
    return (executor_request){.id = 1234567890123,
                              .limits = RUN_LIMITS_INIT,
                              .source = {.kind = SOURCE_KIND_STEP, .data = view("ISO-10303-21;")},
                              .task = EXECUTOR_RUN,
                              .run = {.properties = true,
                                      .validity = true,
                                      .mesh_linear = .001,
                                      .mesh_angular = .1,
                                      .step = true,
                                      .stl = true,
                                      .png = true,
                                      .png_size = 256,
                                      .target = true,
                                      .target_rows = SCORE_ROWS_CUBE_64,
                                      .points = 1024,
                                      .points_seed = 99,
                                      .points_sample = 3,
                                      .mode = SCORE_MODE_LAZY,
                                      .target_metric = SCORE_METRIC_CAD_CODER,
                                      .chamfer_points = 2048}};
}

executor_request sample_score_request(void)
{
    return (executor_request){.id = 7,
                              .limits = RUN_LIMITS_INIT,
                              .source = {.kind = SOURCE_KIND_SCRIPT, .data = view("result = 1")},
                              .task = EXECUTOR_SCORE,
                              .score = {.place = {8192, 77, 5},
                                        .rows = SCORE_ROWS_CUBE_128,
                                        .mode = SCORE_MODE_BOTH,
                                        .validity = true,
                                        .metric = SCORE_METRIC_PRINCIPAL,
                                        .features = true}};
}

static run_outcome ok_outcome(void)
{
    return (run_outcome){.failure = FAILURE_OK, .deterministic = true, .milliseconds = 12.5, .valid = SHAPE_VALID,
                         .lazy = true};
}

executor_reply sample_run_reply(void)
{
    static const float points[6] = {1, 2, 3, 4, 5, 6};
    executor_reply reply = {.id = 5, .outcome = ok_outcome(), .task = EXECUTOR_RUN, .resident_bytes = 1 << 20, .served = 4};
    reply.run = (run_reply){.has_properties = true,
                            .properties = {.type = "Solid", .volume = 1.5, .area = 9, .box = {0, 1, 2, 3, 4, 5},
                                           .center = {.5, .25, .125}, .has_box = true, .has_center = true, .solids = 1,
                                           .faces = 6, .edges = 12, .vertices = 8},
                            .mesh_volume = 1.5,
                            .triangles = 12,
                            .step = view("step"),
                            .stl = view("stl"),
                            .png = view("png"),
                            .target = view("target"),
                            .points = {(const unsigned char *)points, sizeof points},
                            .shape_hash = view("0123456789abcdef0123456789abcdef"),
                            .has_faults = true,
                            .faults = {.open_sides = 1, .turned_sides = 2, .duplicates = 3, .flat = 4, .inside_out = true}};
    return reply;
}

executor_reply sample_score_reply(void)
{
    executor_reply reply = {.id = 6, .outcome = ok_outcome(), .task = EXECUTOR_SCORE, .served = 5};
    reply.score = (score_counts){.both = 10, .truth = 20, .prediction = 15, .outside = 3, .rows = 4096, .open_rows = 2,
                                 .truth_box_volume = 8, .prediction_box_volume = 9, .alignment = 3, .has_chamfer = true, .chamfer = .25};
    reply.faces = 6;
    reply.edges = 12;
    return reply;
}

executor_reply sample_failed_reply(void)
{
    executor_reply reply = {.id = 8, .task = EXECUTOR_RUN};
    reply.outcome = (run_outcome){.failure = FAILURE_CRASH, .message = "killed by signal 11", .line = 3, .column = 9,
                                  .signal = 11, .milliseconds = 1};
    return reply;
}

static void fill_job(score_job *job)
{
    *job = (score_job){.job_id = 11, .epoch = 3, .attempt = 2, .script = view("r = 1"), .mode = SCORE_MODE_LAZY,
                       .rows = SCORE_ROWS_CUBE_64, .validity = true, .limits = RUN_LIMITS_INIT, .deadline_ms = 5000};
    job->target_hash.data[31] = 9;
}

envelope sample_envelope(envelope_kind kind)
{
    static const uint64_t ids[] = {1, 2, 1ull << 40};
    envelope e = {.kind = kind};
    executor_reply score = sample_score_reply();
    switch (kind) {
    case ENVELOPE_HELLO:
        snprintf(e.hello.worker, sizeof e.hello.worker, "host:1:2");
        snprintf(e.hello.host, sizeof e.hello.host, "host");
        snprintf(e.hello.engine, sizeof e.hello.engine, "engine");
        e.hello.slots = 4;
        break;
    case ENVELOPE_WELCOME:
        e.welcome.epoch = 3;
        e.welcome.heartbeat_ms = 1000;
        snprintf(e.welcome.engine, sizeof e.welcome.engine, "engine");
        break;
    case ENVELOPE_REFUSED:
        snprintf(e.refused.reason, sizeof e.refused.reason, "no");
        e.refused.hello_again = true;
        break;
    case ENVELOPE_CREDIT:
        e.credit = 8;
        break;
    case ENVELOPE_JOB:
        fill_job(&e.job);
        break;
    case ENVELOPE_RESULT:
        e.result = (score_result){.job_id = 11, .epoch = 3, .attempt = 2, .outcome = score.outcome, .counts = score.score};
        break;
    case ENVELOPE_ACKNOWLEDGE:
        e.acknowledge.job_ids = ids;
        e.acknowledge.count = 3;
        e.acknowledge.epoch = 3;
        break;
    case ENVELOPE_TARGET_REQUEST:
        e.target_request.data[0] = 5;
        break;
    case ENVELOPE_TARGET_DATA:
        e.target_data.hash.data[0] = 5;
        e.target_data.blob = view("blob");
        break;
    case ENVELOPE_HEARTBEAT:
        e.busy = 2;
        break;
    case ENVELOPE_GOODBYE:
        snprintf(e.reason, sizeof e.reason, "bye");
        break;
    }
    return e;
}
