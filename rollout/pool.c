#include "rollout/pool.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "proto/codec.h"

enum {
    MAX_LOST = 2,        /* executors that one request may lose before it is given up */
    BACKOFF_MS = 100,    /* after a failed start, doubled with each in a row */
    MAX_BACKOFF_MS = 5000
};

/* A request, and later its result: it moves from the queue to a slot to the finished ones. */
typedef struct pool_request {
    struct pool_request *next;
    uint64_t id, tag;
    executor_task task;
    uint32_t wall_ms, attempts, lost;
    bool confirmed, step; /* step: reads or writes STEP files */
    const unsigned char *target; /* borrowed from the pool's memory; NULL: none */
    bytes packed;
    executor_reply reply;
} pool_request;

typedef struct request_list {
    pool_request *first, *last;
    size_t count;
} request_list;

typedef struct pool_slot {
    executor_client *client; /* NULL between two executors */
    pool_request *request;   /* sent or, while the executor starts, about to be */
    bool sent, step;         /* step: its executors read and write STEP files, from the first such request on */
    int64_t start_at;        /* clock_monotonic_ms; where client is NULL */
} pool_slot;

struct executor_pool {
    pool_options options;
    target_memory *targets;
    char path[PATH_MAX];
    char engine[sizeof((executor_ready *)0)->engine];
    pool_slot *slots;
    struct pollfd *polls;
    request_list waiting, finished;
    size_t unfinished; /* waiting, in slots and finished */
    uint64_t next_id;
    uint32_t failed_starts; /* in a row */
    bool broken;
    lathe_error why; /* of the latest failed start */
    pool_stats stats;
};

static void list_push(request_list *list, pool_request *request)
{
    request->next = NULL;
    if (list->last)
        list->last->next = request;
    else
        list->first = request;
    list->last = request;
    list->count++;
}

static pool_request *list_pop(request_list *list)
{
    pool_request *request = list->first;
    if (!request)
        return NULL;
    list->first = request->next;
    if (!list->first)
        list->last = NULL;
    list->count--;
    return request;
}

static void request_free(executor_pool *p, pool_request *request)
{
    if (!request)
        return;
    target_memory_release(p->targets, request->target);
    bytes_clear(&request->packed);
    executor_reply_clear(&request->reply);
    free(request);
}

/* ---- executors ---- */

static void note_failed_start(executor_pool *p, pool_slot *slot, bool hopeless)
{
    uint32_t shift = p->failed_starts < 6 ? p->failed_starts : 6;
    int64_t backoff = (int64_t)BACKOFF_MS << shift;
    slot->start_at = clock_monotonic_ms() + (backoff < MAX_BACKOFF_MS ? backoff : MAX_BACKOFF_MS);
    p->failed_starts++;
    if (hopeless || p->failed_starts > p->options.max_failed_starts)
        p->broken = true;
}

static void start_executor(executor_pool *p, pool_slot *slot)
{
    executor_client_options options = p->options.executor;
    slot->sent = false;
    options.step |= slot->step;
    if (executor_client_new(&options, &slot->client, &p->why) == LATHE_OK)
        p->stats.started++;
    else
        note_failed_start(p, slot, false);
}

static void replace_executor(executor_pool *p, pool_slot *slot)
{
    executor_client_free(slot->client);
    slot->client = NULL;
    slot->start_at = 0;
    slot->sent = false;
    if (!p->broken)
        start_executor(p, slot);
}

static bool is_worn(const executor_pool *p, const executor_client *c)
{
    const pool_options *o = &p->options;
    return (o->recycle_after && executor_client_served(c) >= o->recycle_after) ||
           (o->recycle_bytes && executor_client_resident_bytes(c) >= o->recycle_bytes);
}

/* ---- requests ---- */

static void count_outcome(executor_pool *p, const run_outcome *outcome)
{
    if (outcome->failure == FAILURE_CRASH)
        p->stats.crashes++;
    else if (outcome->failure == FAILURE_TIMEOUT)
        p->stats.timeouts++;
    else if (outcome->failure == FAILURE_WORKER_LOST)
        p->stats.lost++;
}

/* Whether the outcome needs another executor to be believed. */
static bool wants_another(const executor_pool *p, pool_request *request, const run_outcome *outcome)
{
    if (outcome->failure == FAILURE_OK || outcome->deterministic)
        return false;
    if (outcome->failure == FAILURE_WORKER_LOST)
        return request->lost++ < MAX_LOST;
    bool first = p->options.confirm && !request->confirmed;
    request->confirmed = true;
    return first;
}

/* Takes *reply. The request stays in its slot where it needs another executor. */
static void settle(executor_pool *p, pool_slot *slot, executor_reply *reply)
{
    pool_request *request = slot->request;
    request->attempts++;
    count_outcome(p, &reply->outcome);
    if (wants_another(p, request, &reply->outcome)) {
        p->stats.confirmed += reply->outcome.failure != FAILURE_WORKER_LOST;
        executor_reply_clear(reply);
        replace_executor(p, slot);
        return;
    }
    request->reply = *reply;
    slot->request = NULL;
    slot->sent = false;
    p->stats.finished++;
    list_push(&p->finished, request);
}

static void settle_ended(executor_pool *p, pool_slot *slot)
{
    const char *text = "";
    executor_end end = executor_client_end_reason(slot->client, NULL, &text);
    p->stats.protocol_errors += end == EXECUTOR_END_PROTOCOL;
    bool was_ready = executor_client_engine(slot->client)[0] != 0;
    if (!was_ready)
        lathe_fail(&p->why, end == EXECUTOR_END_PROTOCOL ? LATHE_E_INPUT : LATHE_E_IO, "'%.100s': %.140s", p->path, text);
    executor_reply reply = {0};
    executor_end_outcome(slot->client, &reply.outcome);
    if (slot->request)
        reply.task = slot->request->task;
    executor_client_free(slot->client);
    slot->client = NULL;
    slot->start_at = 0;
    if (!was_ready)
        note_failed_start(p, slot, end == EXECUTOR_END_PROTOCOL);
    if (slot->request && slot->sent)
        settle(p, slot, &reply);
}

static void give_work(executor_pool *p, pool_slot *slot)
{
    if (!slot->request && is_worn(p, slot->client)) {
        p->stats.recycled++;
        replace_executor(p, slot);
        return;
    }
    if (!slot->request)
        slot->request = list_pop(&p->waiting);
    if (!slot->request)
        return;
    pool_request *request = slot->request;
    lathe_error why;
    if (request->step && !slot->step && !p->options.executor.step) {
        slot->step = true;
        replace_executor(p, slot);
        return;
    }
    slot->sent = executor_client_send(slot->client, &request->packed, request->id, request->task, request->wall_ms,
                                      &why) == LATHE_OK;
}

static void slot_turn(executor_pool *p, pool_slot *slot)
{
    if (!slot->client) {
        if (!p->broken && clock_monotonic_ms() >= slot->start_at)
            start_executor(p, slot);
        return;
    }
    executor_client_turn(slot->client);
    executor_reply reply;
    if (executor_client_take_reply(slot->client, &reply))
        settle(p, slot, &reply);
    if (slot->client && executor_client_state(slot->client) == EXECUTOR_ENDED)
        settle_ended(p, slot);
    if (!slot->client || executor_client_state(slot->client) != EXECUTOR_IDLE)
        return;
    p->failed_starts = 0;
    if (!p->engine[0])
        snprintf(p->engine, sizeof p->engine, "%s", executor_client_engine(slot->client));
    give_work(p, slot);
}

static void pool_turn(executor_pool *p)
{
    for (uint32_t i = 0; i < p->options.slots; i++)
        slot_turn(p, &p->slots[i]);
}

/* ---- the interface ---- */

static lathe_status wait_for_first(executor_pool *p, lathe_error *err)
{
    int64_t until = clock_monotonic_ms() + p->options.executor.ready_ms;
    while (!p->engine[0] && !p->broken) {
        int64_t deadline;
        int64_t now = clock_monotonic_ms();
        size_t count = pool_polls(p, p->polls, (size_t)p->options.slots * EXECUTOR_CLIENT_POLLS, &deadline);
        if (now >= until)
            return lathe_fail(err, LATHE_E_IO, "no executor was ready within %u ms", p->options.executor.ready_ms);
        int64_t wait = (deadline < until ? deadline : until) - now;
        poll(p->polls, count, wait > 0 ? (int)wait : 0);
        pool_turn(p);
    }
    if (!p->broken)
        return LATHE_OK;
    return lathe_fail(err, p->why.status, "cannot start an executor: %s", p->why.message);
}

lathe_status pool_new(const pool_options *options, executor_pool **out_pool, lathe_error *err)
{
    if (options->slots == 0 || options->slots > CODEC_MAX_SLOTS)
        return lathe_fail(err, LATHE_E_INPUT, "%u executors, not 1 to %d", options->slots, CODEC_MAX_SLOTS);
    executor_pool *p = calloc(1, sizeof *p);
    if (!p)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a pool");
    lathe_status st = LATHE_OK;
    p->options = *options;
    if (p->options.max_queued == 0)
        p->options.max_queued = p->options.slots;
    p->slots = calloc(options->slots, sizeof *p->slots);
    p->polls = calloc((size_t)options->slots * EXECUTOR_CLIENT_POLLS, sizeof *p->polls);
    if (!p->slots || !p->polls)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for a pool of %u", options->slots);
    else if (!options->executor.path)
        st = executor_find(p->path, sizeof p->path, err);
    else if (snprintf(p->path, sizeof p->path, "%s", options->executor.path) >= (int)sizeof p->path)
        st = lathe_fail(err, LATHE_E_INPUT, "path too long: '%.100s...'", options->executor.path);
    p->options.executor.path = p->path;
    if (st == LATHE_OK)
        st = target_memory_new(options->target_bytes, &p->targets, err);
    p->options.executor.targets = p->targets;
    for (uint32_t i = 0; i < options->slots && st == LATHE_OK; i++) {
        st = executor_client_new(&p->options.executor, &p->slots[i].client, err);
        p->stats.started += st == LATHE_OK;
    }
    if (st == LATHE_OK)
        st = wait_for_first(p, err);
    if (st != LATHE_OK) {
        pool_free(p);
        return st;
    }
    *out_pool = p;
    return LATHE_OK;
}

void pool_free(executor_pool *p)
{
    if (!p)
        return;
    for (uint32_t i = 0; p->slots && i < p->options.slots; i++) {
        executor_client_free(p->slots[i].client);
        request_free(p, p->slots[i].request);
    }
    for (pool_request *r; (r = list_pop(&p->waiting));)
        request_free(p, r);
    for (pool_request *r; (r = list_pop(&p->finished));)
        request_free(p, r);
    target_memory_free(p->targets);
    free(p->slots);
    free(p->polls);
    free(p);
}

uint32_t pool_slots(const executor_pool *p)
{
    return p->options.slots;
}

const char *pool_engine(const executor_pool *p)
{
    return p->engine;
}

size_t pool_unfinished(const executor_pool *p)
{
    return p->unfinished;
}

bool pool_has_room(const executor_pool *p)
{
    return p->unfinished - p->finished.count < (size_t)p->options.slots + p->options.max_queued;
}

/* So that an idle executor begins at once, not when the caller next looks. */
static void start_waiting(executor_pool *p)
{
    for (uint32_t i = 0; i < p->options.slots && p->waiting.first; i++) {
        pool_slot *slot = &p->slots[i];
        if (slot->client && !slot->request && executor_client_state(slot->client) == EXECUTOR_IDLE)
            give_work(p, slot);
    }
}

target_memory *pool_targets(executor_pool *p)
{
    return p->targets;
}

/* Says where the request's target lies, which is copied where it is not kept. */
static lathe_status place_target(executor_pool *p, executor_request *request, const unsigned char **out, lathe_error *err)
{
    byte_view blob = request->score.target;
    lathe_status st = LATHE_OK;
    if (request->task != EXECUTOR_SCORE || blob.length == 0)
        return LATHE_OK;
    const bool is_kept = target_memory_borrow(p->targets, blob, &request->score.place);
    if (!is_kept)
        st = target_memory_keep(p->targets, blob, &blob.data, err);
    if (!is_kept && st == LATHE_OK && target_memory_borrow(p->targets, blob, &request->score.place))
        target_memory_release(p->targets, blob.data); /* so that the request is its only user */
    if (st == LATHE_OK)
        *out = blob.data;
    return st;
}

lathe_status pool_submit(executor_pool *p, const executor_request *request, uint64_t tag, lathe_error *err)
{
    if (!pool_has_room(p))
        return lathe_fail(err, LATHE_E_BUSY, "%zu requests are unfinished", p->unfinished);
    pool_request *r = calloc(1, sizeof *r);
    if (!r)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a request");
    executor_request numbered = *request;
    numbered.id = p->next_id + 1;
    bytes_init(&r->packed, CODEC_MAX_EXECUTOR_MESSAGE);
    lathe_status st = place_target(p, &numbered, &r->target, err);
    if (st == LATHE_OK)
        st = codec_pack_request(&numbered, &r->packed, err);
    if (st != LATHE_OK) {
        request_free(p, r);
        return st;
    }
    r->id = ++p->next_id;
    r->tag = tag;
    r->task = request->task;
    r->wall_ms = request->limits.wall_ms;
    r->step = request->source.kind == SOURCE_KIND_STEP || (request->task == EXECUTOR_RUN && request->run.step);
    p->unfinished++;
    list_push(&p->waiting, r);
    start_waiting(p);
    return LATHE_OK;
}

lathe_status pool_next(executor_pool *p, uint32_t timeout_ms, pool_result *out, bool *out_any, lathe_error *err)
{
    int64_t until = clock_monotonic_ms() + timeout_ms;
    for (bool looked = false;; looked = true) {
        pool_request *r = list_pop(&p->finished);
        if (r) {
            *out = (pool_result){.tag = r->tag, .reply = r->reply, .attempts = r->attempts};
            r->reply = (executor_reply){0};
            request_free(p, r);
            p->unfinished--;
            *out_any = true;
            return LATHE_OK;
        }
        if (p->broken)
            return lathe_fail(err, p->why.status, "cannot start an executor: %s", p->why.message);
        int64_t now = clock_monotonic_ms(), deadline;
        if (looked && (now >= until || p->unfinished == 0)) {
            *out_any = false;
            return LATHE_OK;
        }
        size_t count = pool_polls(p, p->polls, (size_t)p->options.slots * EXECUTOR_CLIENT_POLLS, &deadline);
        int64_t wait = p->unfinished > 0 ? (deadline < until ? deadline : until) - now : 0;
        poll(p->polls, count, wait < 0 ? 0 : wait > INT_MAX ? INT_MAX : (int)wait);
        pool_turn(p);
    }
}

void pool_result_clear(pool_result *result)
{
    executor_reply_clear(&result->reply);
    *result = (pool_result){0};
}

size_t pool_polls(const executor_pool *p, struct pollfd *out, size_t max, int64_t *out_deadline)
{
    size_t count = 0;
    *out_deadline = p->finished.first ? 0 : INT64_MAX;
    for (uint32_t i = 0; i < p->options.slots; i++) {
        const pool_slot *slot = &p->slots[i];
        int64_t deadline = slot->client ? executor_client_deadline(slot->client) : p->broken ? INT64_MAX : slot->start_at;
        if (deadline < *out_deadline)
            *out_deadline = deadline;
        if (slot->client && count + EXECUTOR_CLIENT_POLLS <= max)
            count += executor_client_polls(slot->client, out + count);
    }
    return count;
}

void pool_read_stats(const executor_pool *p, pool_stats *out)
{
    *out = p->stats;
    out->queued = (uint32_t)p->waiting.count;
    out->running = 0;
    for (uint32_t i = 0; i < p->options.slots; i++)
        out->running += p->slots[i].request != NULL;
}

size_t pool_pids(const executor_pool *p, pid_t *out, size_t max)
{
    size_t count = 0;
    for (uint32_t i = 0; i < p->options.slots && count < max; i++)
        if (p->slots[i].client && executor_client_state(p->slots[i].client) != EXECUTOR_ENDED)
            out[count++] = executor_client_pid(p->slots[i].client);
    return count;
}
