#include "rollout/worker.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>
#include <zmq.h>

#include "base/clock.h"
#include "rollout/broker.h"
#include "rollout/fleet_socket.h"
#include "rollout/worker_store.h"

enum {
    CREDIT_PER_SLOT = 2,   /* one job that runs, one that waits, so that no executor waits for the network */
    MESSAGES_A_TURN = 256,
    TICK_MS = 100,
    HELLO_AGAIN_MS = 300,  /* at most one hello in so much time */
    ASK_AGAIN_MS = 10000,  /* for a target that did not come */
    GOODBYE_MS = 200
};

typedef struct worker {
    worker_options options;
    executor_pool *pool;
    void *context, *dealer;
    zmq_pollitem_t *items;
    struct pollfd *polls;
    bytes scratch;
    char name[BROKER_NAME], host[64];
    bool welcomed, ended;
    uint64_t epoch; /* of the latest welcome */
    bool has_epoch;
    uint32_t heartbeat_ms, silence_ms;
    uint32_t credit; /* given and not yet used */
    int64_t heard_ms, told_ms, hello_ms, learner_ms; /* learner_ms: when there last was one */
    kept_jobs jobs;
    uint32_t unsent; /* of the finished ones: results to send over this connection */
    kept_targets targets;
    worker_report report;
} worker;

static void tell_event(worker *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void tell_event(worker *w, const char *format, ...)
{
    char text[512];
    va_list args;
    if (!w->options.event)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    w->options.event(w->options.context, text);
}

/* ---- the connection ---- */

static fleet_sent tell(worker *w, const envelope *e)
{
    lathe_error why = {0};
    fleet_sent sent = fleet_send(w->dealer, NULL, e, &w->scratch, &why);
    if (sent == FLEET_SENT)
        w->told_ms = clock_monotonic_ms();
    else if (sent == FLEET_FAILED)
        tell_event(w, "%s", why.message);
    return sent;
}

static void say_hello(worker *w)
{
    envelope e = {.kind = ENVELOPE_HELLO};
    snprintf(e.hello.worker, sizeof e.hello.worker, "%s", w->name);
    snprintf(e.hello.host, sizeof e.hello.host, "%s", w->host);
    snprintf(e.hello.engine, sizeof e.hello.engine, "%s", pool_engine(w->pool));
    e.hello.slots = pool_slots(w->pool);
    w->welcomed = false;
    w->hello_ms = clock_monotonic_ms();
    tell(w, &e);
}

/* A new socket, without what was queued for a learner that is gone. */
static lathe_status connect_anew(worker *w, lathe_error *err)
{
    if (w->dealer)
        zmq_close(w->dealer);
    w->dealer = zmq_socket(w->context, ZMQ_DEALER);
    if (!w->dealer)
        return lathe_fail(err, LATHE_E_IO, "cannot make a socket: %s", zmq_strerror(errno));
    lathe_status st = fleet_socket_prepare(w->dealer, err);
    if (st != LATHE_OK)
        return st;
    if (zmq_connect(w->dealer, w->options.endpoint) != 0)
        return lathe_fail(err, LATHE_E_INPUT, "cannot connect to '%s': %s", w->options.endpoint, zmq_strerror(errno));
    w->heard_ms = clock_monotonic_ms();
    say_hello(w);
    return LATHE_OK;
}

static void handle_welcome(worker *w, const envelope *e)
{
    if (w->welcomed)
        return; /* the answer to an earlier hello */
    w->welcomed = true;
    if (w->has_epoch && w->epoch != e->welcome.epoch)
        kept_jobs_clear(&w->jobs); /* nobody waits for them; what runs is not recognised when it ends */
    w->epoch = e->welcome.epoch;
    w->has_epoch = true;
    w->heartbeat_ms = e->welcome.heartbeat_ms;
    w->silence_ms = w->options.silence_ms;
    if (w->silence_ms < 3 * w->heartbeat_ms)
        w->silence_ms = 3 * w->heartbeat_ms;
    w->credit = 0;
    w->unsent = w->jobs.finished;
    for (kept_job *job = w->jobs.done.first; job; job = job->next)
        job->sent = false;
    kept_targets_forget_asked(&w->targets);
    w->report.connections++;
    tell_event(w, "connected to '%s' (epoch %" PRIu64 ")", w->options.endpoint, w->epoch);
}

/* ---- jobs ---- */

static void finish(worker *w, kept_job *job, const run_outcome *outcome, const score_counts *counts)
{
    job->result = (score_result){.job_id = job->job_id,
                                 .epoch = job->epoch,
                                 .attempt = job->job.attempt,
                                 .outcome = *outcome};
    if (counts)
        job->result.counts = *counts;
    w->unsent++;
    w->report.results++;
    w->report.failures += outcome->failure != FAILURE_OK;
    kept_jobs_set_state(&w->jobs, job, KEPT_DONE);
}

static void finish_without_run(worker *w, kept_job *job, lathe_failure failure, const char *message)
{
    run_outcome outcome = {.failure = failure};
    snprintf(outcome.message, sizeof outcome.message, "%s", message);
    finish(w, job, &outcome, NULL);
}

static void forget_result(worker *w, kept_job *job)
{
    w->unsent -= !job->sent;
    kept_jobs_remove(&w->jobs, job);
}

static void handle_job(worker *w, envelope *e)
{
    if (w->credit > 0)
        w->credit--;
    kept_job *known = kept_jobs_by_id(&w->jobs, e->job.job_id);
    if (!w->welcomed || e->job.epoch != w->epoch)
        return;
    if (known && known->state == KEPT_DONE && known->result.attempt != e->job.attempt) {
        forget_result(w, known); /* given to this worker once more: what it had found was not accepted */
        known = NULL;
    }
    if (known) /* sent again after a reconnection */
        return;
    w->report.jobs++;
    score_job job = envelope_take_job(e);
    kept_jobs_add(&w->jobs, &job, clock_monotonic_ms() + job.deadline_ms);
}

static void handle_acknowledge(worker *w, const envelope *e)
{
    if (e->acknowledge.epoch != w->epoch)
        return;
    for (size_t i = 0; i < e->acknowledge.count; i++) {
        kept_job *job = kept_jobs_by_id(&w->jobs, e->acknowledge.job_ids[i]);
        if (job && job->state == KEPT_DONE)
            forget_result(w, job);
    }
}

/* Submits a job whose target is here, or asks for the target. */
static void advance(worker *w, kept_job *job, int64_t now)
{
    lathe_error why = {0};
    kept_target *target = kept_targets_entry(&w->targets, &job->job.target_hash);
    if (!target) {
        finish_without_run(w, job, FAILURE_WORKER_LOST, "the worker is out of memory");
    } else if (target->missing) {
        finish_without_run(w, job, FAILURE_TARGET_MISSING,
                           target->wrong ? "the target's bytes have another SHA-256 than its name says"
                                         : "the learner has no such target");
    } else if (target->here && w->jobs.running < pool_slots(w->pool)) {
        executor_request request = {.limits = job->job.limits,
                                    .source = {.kind = SOURCE_KIND_SCRIPT, .data = job->job.script},
                                    .task = EXECUTOR_SCORE,
                                    .score = {.target = {target->blob, target->length},
                                              .metric = job->job.metric,
                                              .rows = job->job.rows,
                                              .mode = job->job.mode,
                                              .validity = job->job.validity}};
        if (pool_submit(w->pool, &request, job->serial, &why) == LATHE_OK)
            kept_jobs_set_state(&w->jobs, job, KEPT_RUNNING);
        else if (why.status != LATHE_E_BUSY)
            finish_without_run(w, job, FAILURE_WORKER_LOST, why.message);
    } else if (!target->here && w->welcomed && (target->asked_ms == 0 || now - target->asked_ms > ASK_AGAIN_MS)) {
        envelope e = {.kind = ENVELOPE_TARGET_REQUEST, .target_request = job->job.target_hash};
        if (tell(w, &e) == FLEET_SENT)
            target->asked_ms = now;
    }
}

static void advance_queued(worker *w)
{
    int64_t now = clock_monotonic_ms();
    for (kept_job *job = w->jobs.open.first, *next; job; job = next) {
        next = job->next;
        if (job->state != KEPT_QUEUED)
            continue;
        if (now > job->deadline_ms)
            kept_jobs_remove(&w->jobs, job); /* its lease has expired: another worker has it */
        else
            advance(w, job, now);
    }
    for (kept_target *target = w->targets.first; target; target = target->next)
        target->missing = false; /* it may be asked for again */
}

static lathe_status collect_results(worker *w, lathe_error *err)
{
    for (;;) {
        pool_result result;
        bool any = false;
        lathe_status st = pool_next(w->pool, 0, &result, &any, err);
        if (st != LATHE_OK || !any)
            return st;
        kept_job *job = kept_jobs_running(&w->jobs, result.tag);
        if (job)
            finish(w, job, &result.reply.outcome, result.reply.outcome.failure == FAILURE_OK ? &result.reply.score : NULL);
        pool_result_clear(&result);
    }
}

static void send_results(worker *w)
{
    for (kept_job *job = w->jobs.done.last; job && w->unsent > 0; job = job->previous) {
        if (job->sent)
            continue;
        envelope e = {.kind = ENVELOPE_RESULT, .result = job->result};
        if (tell(w, &e) != FLEET_SENT)
            return;
        job->sent = true;
        w->unsent--;
    }
    while (w->jobs.finished > w->options.max_results && w->jobs.done.first->sent)
        kept_jobs_remove(&w->jobs, w->jobs.done.first);
}

/* Results first, then credit for as many. */
static void send_what_is_due(worker *w)
{
    if (!w->welcomed)
        return;
    send_results(w);
    uint32_t capacity = CREDIT_PER_SLOT * pool_slots(w->pool);
    uint32_t used = w->credit + w->jobs.queued + w->jobs.running;
    if (used < capacity) {
        envelope e = {.kind = ENVELOPE_CREDIT, .credit = capacity - used};
        if (tell(w, &e) == FLEET_SENT)
            w->credit += capacity - used;
    }
    if (clock_monotonic_ms() - w->told_ms >= w->heartbeat_ms) {
        envelope e = {.kind = ENVELOPE_HEARTBEAT, .busy = w->jobs.queued + w->jobs.running};
        tell(w, &e);
    }
}

/* ---- messages ---- */

static lathe_status handle_refused(worker *w, const envelope *e, lathe_error *err)
{
    if (!e->refused.hello_again)
        return lathe_fail(err, LATHE_E_INPUT, "refused by the learner at '%.60s': %.180s", w->options.endpoint,
                          e->refused.reason);
    if (clock_monotonic_ms() - w->hello_ms >= HELLO_AGAIN_MS)
        say_hello(w);
    return LATHE_OK;
}

static lathe_status handle(worker *w, envelope *e, lathe_error *err)
{
    w->heard_ms = w->learner_ms = clock_monotonic_ms();
    switch (e->kind) {
    case ENVELOPE_WELCOME:
        handle_welcome(w, e);
        break;
    case ENVELOPE_REFUSED:
        return handle_refused(w, e, err);
    case ENVELOPE_JOB:
        handle_job(w, e);
        break;
    case ENVELOPE_ACKNOWLEDGE:
        handle_acknowledge(w, e);
        break;
    case ENVELOPE_TARGET_DATA:
        w->report.targets_fetched += e->target_data.blob.length > 0;
        return kept_targets_store(&w->targets, &e->target_data.hash, e->target_data.blob, err);
    case ENVELOPE_GOODBYE:
        tell_event(w, "the learner says goodbye: %s", e->reason);
        w->ended = true;
        break;
    default: /* a heartbeat; what only workers say means nothing here */
        break;
    }
    return LATHE_OK;
}

static lathe_status receive_messages(worker *w, lathe_error *err)
{
    for (int i = 0; i < MESSAGES_A_TURN && !w->ended; i++) {
        envelope e;
        fleet_received received = fleet_receive(w->dealer, NULL, &e, err);
        if (received == FLEET_NOTHING)
            return LATHE_OK;
        if (received != FLEET_ENVELOPE)
            return err->status;
        lathe_status st = handle(w, &e, err);
        envelope_clear(&e);
        if (st != LATHE_OK)
            return st;
    }
    return LATHE_OK;
}

/* ---- the loop ---- */

static lathe_status watch_silence(worker *w, lathe_error *err)
{
    int64_t now = clock_monotonic_ms();
    if (now - w->heard_ms < w->silence_ms)
        return LATHE_OK;
    if (w->options.give_up_ms && now - w->learner_ms >= w->options.give_up_ms)
        return lathe_fail(err, LATHE_E_BUSY, "no learner at '%.150s' for %" PRIi64 " s", w->options.endpoint,
                          (now - w->learner_ms) / 1000);
    if (w->welcomed)
        tell_event(w, "the learner at '%s' is silent; connecting anew", w->options.endpoint);
    return connect_anew(w, err);
}

/* True where stop_fd is readable. */
static bool wait_for_something(worker *w)
{
    int64_t deadline;
    size_t max = (size_t)pool_slots(w->pool) * EXECUTOR_CLIENT_POLLS;
    size_t count = pool_polls(w->pool, w->polls, max, &deadline);
    int64_t wait = deadline - clock_monotonic_ms();
    w->items[0] = (zmq_pollitem_t){.socket = w->dealer, .events = ZMQ_POLLIN};
    for (size_t i = 0; i < count; i++)
        w->items[i + 1] = (zmq_pollitem_t){
            .fd = w->polls[i].fd,
            .events = (short)(ZMQ_POLLIN | ((w->polls[i].events & POLLOUT) ? ZMQ_POLLOUT : 0))};
    w->items[count + 1] = (zmq_pollitem_t){.fd = w->options.stop_fd, .events = ZMQ_POLLIN};
    bool stoppable = w->options.stop_fd >= 0;
    zmq_poll(w->items, (int)(count + 1 + stoppable), wait < 0 ? 0 : wait < TICK_MS ? (long)wait : TICK_MS);
    return stoppable && w->items[count + 1].revents != 0;
}

static lathe_status loop(worker *w, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    while (st == LATHE_OK && !w->ended) {
        if (wait_for_something(w)) {
            tell_event(w, "asked to stop");
            return LATHE_OK;
        }
        st = receive_messages(w, err);
        if (st == LATHE_OK)
            st = collect_results(w, err);
        if (st == LATHE_OK)
            st = watch_silence(w, err);
        if (st != LATHE_OK || w->ended)
            break;
        advance_queued(w);
        send_what_is_due(w);
    }
    return st;
}

static void make_name(worker *w)
{
    uint64_t random = (uint64_t)clock_monotonic_ns();
    if (getrandom(&random, sizeof random, GRND_NONBLOCK) != (ssize_t)sizeof random)
        random ^= (uint64_t)getpid() << 32; /* unique enough beside the clock */
    if (gethostname(w->host, sizeof w->host) != 0)
        snprintf(w->host, sizeof w->host, "localhost");
    w->host[sizeof w->host - 1] = 0;
    snprintf(w->name, sizeof w->name, "%s:%d:%08" PRIx32, w->host, (int)getpid(), (uint32_t)random);
}

static lathe_status begin(worker *w, lathe_error *err)
{
    size_t polls = (size_t)w->options.pool.slots * EXECUTOR_CLIENT_POLLS;
    lathe_status st = pool_new(&w->options.pool, &w->pool, err);
    if (st != LATHE_OK)
        return st;
    w->targets.memory = pool_targets(w->pool);
    w->polls = calloc(polls, sizeof *w->polls);
    w->items = calloc(polls + 2, sizeof *w->items);
    if (!w->polls || !w->items)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a worker");
    w->context = zmq_ctx_new();
    if (!w->context)
        return lathe_fail(err, LATHE_E_IO, "cannot use ZeroMQ: %s", zmq_strerror(errno));
    tell_event(w, "%u executors of '%s' are ready", pool_slots(w->pool), pool_engine(w->pool));
    w->learner_ms = clock_monotonic_ms();
    return connect_anew(w, err);
}

static void end(worker *w)
{
    int linger = GOODBYE_MS;
    if (w->dealer) {
        envelope e = {.kind = ENVELOPE_GOODBYE, .reason = "the worker ends"};
        if (w->welcomed)
            tell(w, &e);
        zmq_setsockopt(w->dealer, ZMQ_LINGER, &linger, sizeof linger);
        zmq_close(w->dealer);
    }
    if (w->context)
        zmq_ctx_term(w->context);
    kept_jobs_clear(&w->jobs);
    kept_targets_clear(&w->targets);
    pool_free(w->pool);
    bytes_clear(&w->scratch);
    free(w->polls);
    free(w->items);
}

lathe_status worker_run(const worker_options *options, worker_report *out_report, lathe_error *err)
{
    worker *w = calloc(1, sizeof *w);
    if (!w)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a worker");
    w->options = *options;
    w->options.pool.max_queued = 0;
    if (w->options.pool.target_bytes < 2 * options->target_bytes)
        w->options.pool.target_bytes = 2 * options->target_bytes; /* room between them, and for those of requests */
    w->silence_ms = options->silence_ms;
    w->heartbeat_ms = options->silence_ms;
    w->targets.max_bytes = options->target_bytes > 2 * CODEC_MAX_TARGET ? options->target_bytes : 2 * CODEC_MAX_TARGET;
    bytes_init(&w->scratch, CODEC_MAX_ENVELOPE);
    make_name(w);
    lathe_status st = begin(w, err);
    if (st == LATHE_OK)
        st = loop(w, err);
    end(w);
    if (out_report)
        *out_report = w->report;
    free(w);
    return st;
}
