#include "rollout/broker_internal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

#include "base/clock.h"

void broker_note(broker *b, const char *format, ...)
{
    if (b->event_count == BROKER_EVENTS) /* told once a turn; a flood loses some */
        return;
    va_list args;
    va_start(args, format);
    vsnprintf(b->events[b->event_count++], BROKER_EVENT, format, args);
    va_end(args);
}

void broker_finish(broker *b, broker_job *job, const run_outcome *outcome, const score_counts *counts,
                   const char *worker, bool cached)
{
    for (int i = 0; i < JOB_LEASES; i++) { /* slower attempts count no longer */
        broker_peer *peer = job->leases[i].live ? broker_peer_by_serial(b, job->leases[i].worker) : NULL;
        if (peer)
            peer->info.leased--;
        job->leases[i].live = false;
    }
    broker_result *to = &job->result;
    to->result.job_id = job->job.job_id;
    to->result.epoch = b->options.epoch;
    to->result.outcome = *outcome;
    to->result.counts = *counts;
    to->cached = cached;
    to->seconds = (double)(clock_monotonic_ns() - job->submitted_ns) / 1e9;
    snprintf(to->worker, sizeof to->worker, "%s", worker);
    job_table_move(&b->table, job, JOB_FINISHED, false);
    pthread_cond_signal(&b->finished);
}

/* ---- beginning and end ---- */

/* Writes the endpoint that `wanted` stands for: wildcards that libzmq would take otherwise are spelled out. */
static lathe_status resolve_endpoint(broker *b, const char *wanted, char *out, size_t size, lathe_error *err)
{
    size_t length = strlen(wanted);
    bool any_port = strncmp(wanted, "tcp://", 6) == 0 && length > 2 && strcmp(wanted + length - 2, ":0") == 0;
    if (length >= size)
        return lathe_fail(err, LATHE_E_INPUT, "endpoint too long: '%.100s...'", wanted);
    if (strcmp(wanted, "ipc://*") != 0 || b->folder[0]) {
        snprintf(out, size, "%.*s%s", (int)(any_port ? length - 1 : length), wanted, any_port ? "*" : "");
        return LATHE_OK;
    }
    const char *folder = getenv("TMPDIR");
    char made[96]; /* what a socket's address holds, less the rest of the name */
    if (snprintf(made, sizeof made, "%s/lathe-XXXXXX", folder && *folder ? folder : "/tmp") >= (int)sizeof made ||
        !mkdtemp(made))
        return lathe_fail(err, LATHE_E_IO, "cannot make a folder for a socket in '%s'", folder ? folder : "/tmp");
    snprintf(b->folder, sizeof b->folder, "%s", made);
    snprintf(out, size, "ipc://%s/broker", made);
    return LATHE_OK;
}

static lathe_status bind_endpoint(broker *b, const char *wanted, lathe_error *err)
{
    char endpoint[BROKER_ENDPOINT];
    lathe_status st = resolve_endpoint(b, wanted, endpoint, sizeof endpoint, err);
    if (st != LATHE_OK)
        return st;
    if (zmq_bind(b->router, endpoint) != 0)
        return lathe_fail(err, LATHE_E_IO, "cannot listen on '%s': %s", wanted, zmq_strerror(errno));
    size_t size = BROKER_ENDPOINT;
    char *out = b->endpoints[b->endpoint_count++];
    if (zmq_getsockopt(b->router, ZMQ_LAST_ENDPOINT, out, &size) != 0)
        return lathe_fail(err, LATHE_E_IO, "cannot tell where '%s' listens: %s", wanted, zmq_strerror(errno));
    return LATHE_OK;
}

static lathe_status open_socket(broker *b, lathe_error *err)
{
    int yes = 1;
    b->context = zmq_ctx_new();
    b->router = b->context ? zmq_socket(b->context, ZMQ_ROUTER) : NULL;
    if (!b->router)
        return lathe_fail(err, LATHE_E_IO, "cannot make a socket: %s", zmq_strerror(errno));
    lathe_status st = fleet_socket_prepare(b->router, err);
    if (st != LATHE_OK)
        return st;
    if (zmq_setsockopt(b->router, ZMQ_ROUTER_MANDATORY, &yes, sizeof yes) != 0)
        return lathe_fail(err, LATHE_E_IO, "cannot set up a socket: %s", zmq_strerror(errno));
    for (int i = 0; i < BROKER_MAX_ENDPOINTS && b->options.endpoints[i] && st == LATHE_OK; i++)
        st = bind_endpoint(b, b->options.endpoints[i], err);
    if (st == LATHE_OK && b->endpoint_count == 0)
        return lathe_fail(err, LATHE_E_INPUT, "no endpoint to listen on");
    return st;
}

/* Waits are measured on the monotonic clock. */
static void init_lock(broker *b)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&b->finished, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&b->lock, NULL);
}

lathe_status broker_new(const broker_options *options, broker **out, lathe_error *err)
{
    broker *b = calloc(1, sizeof *b);
    if (!b)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a broker");
    b->options = *options;
    b->wake = -1;
    init_lock(b);
    bytes_init(&b->scratch, CODEC_MAX_ENVELOPE);
    bytes_init(&b->blob, CODEC_MAX_TARGET);
    snprintf(b->engine, sizeof b->engine, "%s", options->engine ? options->engine : "");
    b->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    b->peers = calloc(options->max_workers ? options->max_workers : 1, sizeof *b->peers);
    lathe_status st = LATHE_OK;
    if (b->wake < 0)
        st = lathe_fail(err, LATHE_E_IO, "cannot make an eventfd: %s", strerror(errno));
    else if (!b->peers)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u workers", options->max_workers);
    if (st == LATHE_OK)
        st = job_table_init(&b->table, options->max_jobs, err);
    if (st == LATHE_OK)
        st = result_cache_new(options->cache_results, &b->cache, err);
    if (st == LATHE_OK)
        st = open_socket(b, err);
    if (st == LATHE_OK && pthread_create(&b->thread, NULL, broker_thread_main, b) != 0)
        st = lathe_fail(err, LATHE_E_IO, "cannot start the broker's thread");
    if (st != LATHE_OK) {
        broker_free(b);
        return st;
    }
    b->thread_runs = true;
    *out = b;
    return LATHE_OK;
}

static void wake(broker *b)
{
    uint64_t one = 1;
    ssize_t ignored = write(b->wake, &one, sizeof one); /* fails only where it is awake already */
    (void)ignored;
}

static void close_socket(broker *b)
{
    int linger = (int)b->options.linger_ms;
    if (b->router) {
        zmq_setsockopt(b->router, ZMQ_LINGER, &linger, sizeof linger);
        zmq_close(b->router);
    }
    if (b->context)
        zmq_ctx_term(b->context); /* waits for the linger at most */
    if (b->folder[0]) {
        char path[BROKER_ENDPOINT + 16];
        snprintf(path, sizeof path, "%s/broker", b->folder);
        unlink(path); /* libzmq has, where the socket was bound */
        rmdir(b->folder);
    }
}

void broker_free(broker *b)
{
    if (!b)
        return;
    if (b->thread_runs) {
        pthread_mutex_lock(&b->lock);
        b->stopping = true;
        pthread_mutex_unlock(&b->lock);
        wake(b);
        pthread_join(b->thread, NULL);
    }
    close_socket(b);
    if (b->wake >= 0)
        close(b->wake);
    for (uint32_t i = 0; i < b->peer_count; i++)
        free(b->peers[i].acknowledged);
    free(b->peers);
    job_table_clear(&b->table);
    result_cache_free(b->cache);
    bytes_clear(&b->scratch);
    bytes_clear(&b->blob);
    pthread_cond_destroy(&b->finished);
    pthread_mutex_destroy(&b->lock);
    free(b);
}

const char *broker_endpoint(const broker *b, uint32_t index)
{
    return index < b->endpoint_count ? b->endpoints[index] : NULL;
}

/* ---- jobs ---- */

/* Refuses what no worker would accept. */
static lathe_status check_job(const score_job *job, lathe_error *err)
{
    bytes packed;
    envelope e = {.kind = ENVELOPE_JOB, .job = *job};
    bytes_init(&packed, CODEC_MAX_ENVELOPE);
    lathe_status st = codec_pack_envelope(&e, &packed, err);
    bytes_clear(&packed);
    return st;
}

lathe_status broker_submit(broker *b, const score_job *job, lathe_error *err)
{
    broker_job *entry = NULL;
    run_outcome outcome;
    score_counts counts;
    lathe_status st = check_job(job, err);
    if (st != LATHE_OK)
        return st;
    const result_key key = result_cache_key(job);
    pthread_mutex_lock(&b->lock);
    st = job_table_add(&b->table, job, clock_monotonic_ns(), &entry, err);
    if (st == LATHE_OK) {
        entry->key = key;
        b->counters.submitted++;
    }
    bool cached = st == LATHE_OK && result_cache_find(b->cache, &key, &outcome, &counts);
    if (cached) {
        b->counters.cached++;
        broker_finish(b, entry, &outcome, &counts, "", true);
    }
    pthread_mutex_unlock(&b->lock);
    if (st == LATHE_OK && !cached)
        wake(b);
    return st;
}

static struct timespec time_after(uint32_t ms)
{
    int64_t ns = clock_monotonic_ns() + (int64_t)ms * 1000000;
    return (struct timespec){.tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000};
}

lathe_status broker_take(broker *b, broker_result *out, size_t max, uint32_t timeout_ms, size_t *out_count,
                         lathe_error *err)
{
    struct timespec until = time_after(timeout_ms);
    lathe_status st = LATHE_OK;
    size_t count = 0;
    pthread_mutex_lock(&b->lock);
    job_list *finished = &b->table.lists[JOB_FINISHED];
    while (!finished->first && !b->ended)
        if (pthread_cond_timedwait(&b->finished, &b->lock, &until) == ETIMEDOUT)
            break;
    if (!finished->first && b->ended)
        st = lathe_fail(err, LATHE_E_IO, "the broker has ended: %s", b->why.message);
    while (finished->first && count < max) {
        broker_job *job = finished->first;
        out[count++] = job->result;
        job_table_move(&b->table, job, JOB_TAKEN, false);
    }
    pthread_mutex_unlock(&b->lock);
    if (st == LATHE_OK)
        *out_count = count;
    return st;
}

/* Without memory the worker is not told, and forgets by its own bound. */
static void note_acknowledged(broker_peer *peer, uint64_t job_id)
{
    if (peer->acknowledged_count == peer->acknowledged_capacity) {
        uint32_t capacity = peer->acknowledged_capacity ? 2 * peer->acknowledged_capacity : 64;
        uint64_t *ids = realloc(peer->acknowledged, capacity * sizeof *ids);
        if (!ids)
            return;
        peer->acknowledged = ids;
        peer->acknowledged_capacity = capacity;
    }
    peer->acknowledged[peer->acknowledged_count++] = job_id;
}

void broker_acknowledge(broker *b, const uint64_t *job_ids, size_t count)
{
    pthread_mutex_lock(&b->lock);
    for (size_t i = 0; i < count; i++) {
        broker_job *job = job_table_find(&b->table, job_ids[i]);
        if (!job || job->state != JOB_TAKEN)
            continue;
        const job_lease *lease = job_lease_find(job, job->result.result.attempt);
        broker_peer *peer = lease && job->result.worker[0] ? broker_peer_by_serial(b, lease->worker) : NULL;
        if (peer && peer->connected)
            note_acknowledged(peer, job_ids[i]);
        b->counters.acknowledged++;
        job_table_remove(&b->table, job);
    }
    pthread_mutex_unlock(&b->lock);
    wake(b);
}

/* ---- what is going on ---- */

void broker_read_status(broker *b, broker_status *out)
{
    pthread_mutex_lock(&b->lock);
    *out = b->counters;
    snprintf(out->engine, sizeof out->engine, "%.*s", BROKER_NAME - 1, b->engine);
    for (uint32_t i = 0; i < b->peer_count; i++) {
        out->workers += b->peers[i].connected;
        out->slots += b->peers[i].connected ? b->peers[i].info.slots : 0;
    }
    out->waiting = b->table.lists[JOB_WAITING].count;
    out->leased = b->table.lists[JOB_LEASED].count;
    out->finished = b->table.lists[JOB_FINISHED].count;
    out->taken = b->table.lists[JOB_TAKEN].count;
    pthread_mutex_unlock(&b->lock);
}

size_t broker_workers(broker *b, broker_worker *out, size_t max)
{
    size_t count = 0;
    int64_t now = clock_monotonic_ms();
    pthread_mutex_lock(&b->lock);
    for (uint32_t i = 0; i < b->peer_count && count < max; i++, count++) {
        int64_t silent = now - b->peers[i].heard_ms;
        out[count] = b->peers[i].info;
        out[count].silent_ms = silent < 0 ? 0 : silent > UINT32_MAX ? UINT32_MAX : (uint32_t)silent;
    }
    pthread_mutex_unlock(&b->lock);
    return count;
}

typedef struct unfinished_job {
    uint64_t order, job_id;
} unfinished_job;

static int by_order(const void *a, const void *b)
{
    const unfinished_job *x = a, *y = b;
    return (x->order > y->order) - (x->order < y->order);
}

size_t broker_unfinished(broker *b, uint64_t *out, size_t max)
{
    pthread_mutex_lock(&b->lock);
    size_t count = (size_t)b->table.lists[JOB_WAITING].count + b->table.lists[JOB_LEASED].count, n = 0;
    unfinished_job *jobs = calloc(count ? count : 1, sizeof *jobs);
    for (int state = JOB_WAITING; jobs && state <= JOB_LEASED; state++)
        for (const broker_job *job = b->table.lists[state].first; job; job = job->next)
            jobs[n++] = (unfinished_job){job->order, job->job.job_id};
    pthread_mutex_unlock(&b->lock);
    if (n > 0)
        qsort(jobs, n, sizeof *jobs, by_order);
    for (size_t i = 0; i < n && i < max; i++)
        out[i] = jobs[i].job_id;
    free(jobs);
    return count;
}
