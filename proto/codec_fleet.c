/* codec_fleet.c: the conversation between learner and worker. One row of `bodies` a kind of envelope. */
#include "proto/codec_internal.h"

#include <string.h>

/* Room for any body on its way out. */
typedef struct wire_body {
    union {
        ProtobufCMessage base;
        Lathe__Proto__Hello hello;
        Lathe__Proto__Welcome welcome;
        Lathe__Proto__Refused refused;
        Lathe__Proto__Credit credit;
        Lathe__Proto__ScoreJob job;
        Lathe__Proto__ScoreResult result;
        Lathe__Proto__Acknowledge acknowledge;
        Lathe__Proto__TargetRequest target_request;
        Lathe__Proto__TargetData target_data;
        Lathe__Proto__Heartbeat heartbeat;
        Lathe__Proto__Goodbye goodbye;
    };
    Lathe__Proto__Limits limits;
    Lathe__Proto__Outcome outcome;
    Lathe__Proto__Counts counts;
} wire_body;

static lathe_status check_length(size_t length, size_t wanted, const char *name, lathe_error *err)
{
    if (length == wanted)
        return LATHE_OK;
    return lathe_fail(err, LATHE_E_INPUT, "malformed message: %s of %zu bytes", name, length);
}

static ProtobufCBinaryData hash_to_wire(const hash256 *hash)
{
    return (ProtobufCBinaryData){.len = HASH_BYTES, .data = (uint8_t *)hash->data};
}

static lathe_status hash_from_wire(ProtobufCBinaryData from, hash256 *to, lathe_error *err)
{
    lathe_status st = check_length(from.len, HASH_BYTES, "target hash", err);
    if (st == LATHE_OK)
        memcpy(to->data, from.data, HASH_BYTES);
    return st;
}

/* ---- one pair a message: X_to fills the generated struct, X_from the plain one, X_check what both must hold ---- */

static lathe_status hello_check(const envelope *e, lathe_error *err)
{
    lathe_status st = codec_check_text(e->hello.worker, sizeof e->hello.worker, "worker", err);
    if (st == LATHE_OK)
        st = codec_check_text(e->hello.host, sizeof e->hello.host, "host", err);
    if (st == LATHE_OK)
        st = codec_check_text(e->hello.engine, sizeof e->hello.engine, "engine", err);
    if (st == LATHE_OK && e->hello.worker[0] == 0)
        st = lathe_fail(err, LATHE_E_INPUT, "malformed message: a worker without a name");
    if (st == LATHE_OK && e->hello.slots == 0)
        st = lathe_fail(err, LATHE_E_INPUT, "malformed message: a worker without slots");
    return st == LATHE_OK ? codec_check_at_most(e->hello.slots, CODEC_MAX_SLOTS, "slots", err) : st;
}

static void hello_to(const envelope *e, wire_body *to)
{
    lathe__proto__hello__init(&to->hello);
    to->hello.worker = (char *)e->hello.worker;
    to->hello.host = (char *)e->hello.host;
    to->hello.engine = (char *)e->hello.engine;
    to->hello.slots = e->hello.slots;
}

static lathe_status hello_from(const Lathe__Proto__Envelope *from, envelope *e, lathe_error *err)
{
    (void)err;
    codec_copy_text(e->hello.worker, sizeof e->hello.worker, from->hello->worker);
    codec_copy_text(e->hello.host, sizeof e->hello.host, from->hello->host);
    codec_copy_text(e->hello.engine, sizeof e->hello.engine, from->hello->engine);
    e->hello.slots = from->hello->slots;
    return LATHE_OK;
}

static lathe_status welcome_check(const envelope *e, lathe_error *err)
{
    if (e->welcome.heartbeat_ms == 0 || e->welcome.heartbeat_ms > CODEC_MAX_WALL_MS)
        return lathe_fail(err, LATHE_E_INPUT, "malformed message: a heartbeat every %u ms", e->welcome.heartbeat_ms);
    return codec_check_text(e->welcome.engine, sizeof e->welcome.engine, "engine", err);
}

static void welcome_to(const envelope *e, wire_body *to)
{
    lathe__proto__welcome__init(&to->welcome);
    to->welcome.epoch = e->welcome.epoch;
    to->welcome.heartbeat_ms = e->welcome.heartbeat_ms;
    to->welcome.engine = (char *)e->welcome.engine;
}

static lathe_status welcome_from(const Lathe__Proto__Envelope *from, envelope *e, lathe_error *err)
{
    (void)err;
    e->welcome.epoch = from->welcome->epoch;
    e->welcome.heartbeat_ms = from->welcome->heartbeat_ms;
    codec_copy_text(e->welcome.engine, sizeof e->welcome.engine, from->welcome->engine);
    return LATHE_OK;
}

static lathe_status refused_check(const envelope *e, lathe_error *err)
{
    return codec_check_text(e->refused.reason, sizeof e->refused.reason, "reason", err);
}

static void refused_to(const envelope *e, wire_body *to)
{
    lathe__proto__refused__init(&to->refused);
    to->refused.reason = (char *)e->refused.reason;
    to->refused.hello_again = e->refused.hello_again;
}

static lathe_status refused_from(const Lathe__Proto__Envelope *from, envelope *e, lathe_error *err)
{
    (void)err;
    codec_copy_text(e->refused.reason, sizeof e->refused.reason, from->refused->reason);
    e->refused.hello_again = from->refused->hello_again != 0;
    return LATHE_OK;
}

static lathe_status credit_check(const envelope *e, lathe_error *err)
{
    return codec_check_at_most(e->credit, 4 * CODEC_MAX_SLOTS, "credit", err);
}

static void credit_to(const envelope *e, wire_body *to)
{
    lathe__proto__credit__init(&to->credit);
    to->credit.jobs = e->credit;
}

static lathe_status credit_from(const Lathe__Proto__Envelope *from, envelope *e, lathe_error *err)
{
    (void)err;
    e->credit = from->credit->jobs;
    return LATHE_OK;
}

static lathe_status job_check(const envelope *e, lathe_error *err)
{
    const score_job *job = &e->job;
    lathe_status st = codec_check_at_most(job->script.length, CODEC_MAX_SCRIPT, "length of a script", err);
    if (st == LATHE_OK)
        st = codec_check_at_most(job->metric, SCORE_METRIC_PRINCIPAL, "metric", err);
    if (st == LATHE_OK)
        st = codec_check_at_most(job->rows, SCORE_ROWS_CUBE_256, "rows", err);
    if (st == LATHE_OK)
        st = codec_check_at_most(job->mode, SCORE_MODE_BOTH, "mode", err);
    if (st == LATHE_OK)
        st = codec_check_limits(&job->limits, err);
    return st;
}

static void job_to(const envelope *e, wire_body *to)
{
    const score_job *job = &e->job;
    lathe__proto__score_job__init(&to->job);
    codec_limits_to_wire(&job->limits, &to->limits);
    to->job.job_id = job->job_id;
    to->job.epoch = job->epoch;
    to->job.attempt = job->attempt;
    to->job.script = codec_bytes_to_wire(job->script);
    to->job.target_hash = hash_to_wire(&job->target_hash);
    to->job.metric = (Lathe__Proto__Metric)job->metric;
    to->job.rows = (Lathe__Proto__RowGrid)job->rows;
    to->job.mode = (Lathe__Proto__Mode)job->mode;
    to->job.validity = job->validity;
    to->job.limits = &to->limits;
    to->job.deadline_ms = job->deadline_ms;
}

static lathe_status job_from(const Lathe__Proto__Envelope *from, envelope *e, lathe_error *err)
{
    const Lathe__Proto__ScoreJob *job = from->job;
    if (!job->limits)
        return lathe_fail(err, LATHE_E_INPUT, "malformed message: a job without limits");
    e->job = (score_job){.job_id = job->job_id,
                         .epoch = job->epoch,
                         .attempt = job->attempt,
                         .script = codec_bytes_from_wire(job->script),
                         .metric = (score_metric)job->metric,
                         .rows = (score_rows)job->rows,
                         .mode = (score_mode)job->mode,
                         .validity = job->validity != 0,
                         .deadline_ms = job->deadline_ms};
    codec_limits_from_wire(job->limits, &e->job.limits);
    return hash_from_wire(job->target_hash, &e->job.target_hash, err);
}

static lathe_status result_check(const envelope *e, lathe_error *err)
{
    lathe_status st = codec_check_outcome(&e->result.outcome, err);
    if (st == LATHE_OK && e->result.outcome.failure == FAILURE_OK)
        st = codec_check_counts(&e->result.counts, err);
    return st;
}

static void result_to(const envelope *e, wire_body *to)
{
    lathe__proto__score_result__init(&to->result);
    codec_outcome_to_wire(&e->result.outcome, &to->outcome);
    codec_counts_to_wire(&e->result.counts, &to->counts);
    to->result.job_id = e->result.job_id;
    to->result.epoch = e->result.epoch;
    to->result.attempt = e->result.attempt;
    to->result.outcome = &to->outcome;
    if (e->result.outcome.failure == FAILURE_OK)
        to->result.counts = &to->counts;
}

static lathe_status result_from(const Lathe__Proto__Envelope *from, envelope *e, lathe_error *err)
{
    const Lathe__Proto__ScoreResult *result = from->result;
    if (!result->outcome)
        return lathe_fail(err, LATHE_E_INPUT, "malformed message: a result without an outcome");
    e->result = (score_result){.job_id = result->job_id, .epoch = result->epoch, .attempt = result->attempt};
    lathe_status st = codec_outcome_from_wire(result->outcome, &e->result.outcome, err);
    if (st != LATHE_OK || e->result.outcome.failure != FAILURE_OK)
        return st;
    if (!result->counts)
        return lathe_fail(err, LATHE_E_INPUT, "malformed message: an ok result without counts");
    codec_counts_from_wire(result->counts, &e->result.counts);
    return LATHE_OK;
}

static lathe_status acknowledge_check(const envelope *e, lathe_error *err)
{
    return codec_check_at_most(e->acknowledge.count, CODEC_MAX_ACKNOWLEDGED, "acknowledged jobs", err);
}

static void acknowledge_to(const envelope *e, wire_body *to)
{
    lathe__proto__acknowledge__init(&to->acknowledge);
    to->acknowledge.job_ids = (uint64_t *)e->acknowledge.job_ids;
    to->acknowledge.n_job_ids = e->acknowledge.count;
    to->acknowledge.epoch = e->acknowledge.epoch;
}

static lathe_status acknowledge_from(const Lathe__Proto__Envelope *from, envelope *e, lathe_error *err)
{
    (void)err;
    e->acknowledge.job_ids = from->acknowledge->job_ids;
    e->acknowledge.count = from->acknowledge->n_job_ids;
    e->acknowledge.epoch = from->acknowledge->epoch;
    return LATHE_OK;
}

static void target_request_to(const envelope *e, wire_body *to)
{
    lathe__proto__target_request__init(&to->target_request);
    to->target_request.hash = hash_to_wire(&e->target_request);
}

static lathe_status target_request_from(const Lathe__Proto__Envelope *from, envelope *e, lathe_error *err)
{
    return hash_from_wire(from->target_request->hash, &e->target_request, err);
}

static lathe_status target_data_check(const envelope *e, lathe_error *err)
{
    return codec_check_at_most(e->target_data.blob.length, CODEC_MAX_TARGET, "length of a target", err);
}

static void target_data_to(const envelope *e, wire_body *to)
{
    lathe__proto__target_data__init(&to->target_data);
    to->target_data.hash = hash_to_wire(&e->target_data.hash);
    to->target_data.blob = codec_bytes_to_wire(e->target_data.blob);
}

static lathe_status target_data_from(const Lathe__Proto__Envelope *from, envelope *e, lathe_error *err)
{
    e->target_data.blob = codec_bytes_from_wire(from->target_data->blob);
    return hash_from_wire(from->target_data->hash, &e->target_data.hash, err);
}

static void heartbeat_to(const envelope *e, wire_body *to)
{
    lathe__proto__heartbeat__init(&to->heartbeat);
    to->heartbeat.busy = e->busy;
}

static lathe_status heartbeat_from(const Lathe__Proto__Envelope *from, envelope *e, lathe_error *err)
{
    (void)err;
    e->busy = from->heartbeat->busy;
    return LATHE_OK;
}

static lathe_status goodbye_check(const envelope *e, lathe_error *err)
{
    return codec_check_text(e->reason, sizeof e->reason, "reason", err);
}

static void goodbye_to(const envelope *e, wire_body *to)
{
    lathe__proto__goodbye__init(&to->goodbye);
    to->goodbye.reason = (char *)e->reason;
}

static lathe_status goodbye_from(const Lathe__Proto__Envelope *from, envelope *e, lathe_error *err)
{
    (void)err;
    codec_copy_text(e->reason, sizeof e->reason, from->goodbye->reason);
    return LATHE_OK;
}

static const struct {
    Lathe__Proto__Envelope__BodyCase body_case;
    lathe_status (*check)(const envelope *e, lathe_error *err); /* NULL: nothing to check */
    void (*to)(const envelope *e, wire_body *to);
    lathe_status (*from)(const Lathe__Proto__Envelope *from, envelope *e, lathe_error *err);
} bodies[] = {
#define BODY(KIND, name, check) [ENVELOPE_##KIND] = {LATHE__PROTO__ENVELOPE__BODY_##KIND, check, name##_to, name##_from}
    BODY(HELLO, hello, hello_check),
    BODY(WELCOME, welcome, welcome_check),
    BODY(REFUSED, refused, refused_check),
    BODY(CREDIT, credit, credit_check),
    BODY(JOB, job, job_check),
    BODY(RESULT, result, result_check),
    BODY(ACKNOWLEDGE, acknowledge, acknowledge_check),
    BODY(TARGET_REQUEST, target_request, NULL),
    BODY(TARGET_DATA, target_data, target_data_check),
    BODY(HEARTBEAT, heartbeat, NULL),
    BODY(GOODBYE, goodbye, goodbye_check),
#undef BODY
};
enum { BODIES = sizeof bodies / sizeof bodies[0] };

lathe_status codec_pack_envelope(const envelope *e, bytes *out, lathe_error *err)
{
    if ((int)e->kind < ENVELOPE_HELLO || (int)e->kind >= BODIES)
        return lathe_fail(err, LATHE_E_BUG, "no such envelope as %d", (int)e->kind);
    lathe_status st = bodies[e->kind].check ? bodies[e->kind].check(e, err) : LATHE_OK;
    if (st != LATHE_OK)
        return st;
    wire_body body;
    Lathe__Proto__Envelope wire = LATHE__PROTO__ENVELOPE__INIT;
    bodies[e->kind].to(e, &body);
    wire.version = CODEC_VERSION;
    wire.body_case = bodies[e->kind].body_case;
    wire.hello = &body.hello; /* every member of the union is this pointer */
    return codec_pack_message(&wire.base, CODEC_MAX_ENVELOPE, "envelope", out, err);
}

static lathe_status envelope_from_wire(const Lathe__Proto__Envelope *wire, envelope *e, lathe_error *err)
{
    if (wire->body_case != LATHE__PROTO__ENVELOPE__BODY_REFUSED) {
        lathe_status st = codec_check_version(wire->version, "message", err);
        if (st != LATHE_OK)
            return st;
    }
    for (int kind = ENVELOPE_HELLO; kind < BODIES; kind++) {
        if (bodies[kind].body_case != wire->body_case || !wire->hello)
            continue;
        *e = (envelope){.kind = (envelope_kind)kind};
        lathe_status st = bodies[kind].from(wire, e, err);
        if (st == LATHE_OK && bodies[kind].check)
            st = bodies[kind].check(e, err);
        return st;
    }
    return lathe_fail(err, LATHE_E_INPUT, "malformed envelope: nothing in it");
}

lathe_status codec_unpack_envelope(const void *data, size_t length, envelope *out, lathe_error *err)
{
    ProtobufCMessage *message = NULL;
    envelope e;
    lathe_status st = codec_unpack_message(&lathe__proto__envelope__descriptor, data, length, CODEC_MAX_ENVELOPE,
                                           "envelope", &message, err);
    if (st != LATHE_OK)
        return st;
    st = envelope_from_wire((const Lathe__Proto__Envelope *)message, &e, err);
    if (st != LATHE_OK) {
        codec_free_message(message);
        return st;
    }
    e.owner = message;
    *out = e;
    return LATHE_OK;
}

void envelope_clear(envelope *e)
{
    if (!e)
        return;
    codec_free_message(e->owner);
    e->owner = NULL;
    e->kind = 0;
}

score_job envelope_take_job(envelope *e)
{
    score_job job = e->job;
    job.owner = e->owner;
    e->owner = NULL;
    envelope_clear(e);
    return job;
}

void score_job_clear(score_job *job)
{
    if (!job)
        return;
    codec_free_message(job->owner);
    *job = (score_job){0};
}
