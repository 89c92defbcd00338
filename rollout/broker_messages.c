#include "rollout/broker_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

/* To somebody who may have no entry. Where it cannot be delivered, nobody is there to read it. */
static void refuse(broker *b, const fleet_identity *to, bool hello_again, const char *reason)
{
    envelope e = {.kind = ENVELOPE_REFUSED};
    e.refused.hello_again = hello_again;
    snprintf(e.refused.reason, sizeof e.refused.reason, "%.*s", CODEC_MAX_TEXT - 1, reason);
    b->counters.refused++;
    fleet_send(b->router, to, &e, &b->scratch, NULL);
}

static void resend_leased(broker *b, broker_peer *peer)
{
    for (broker_job *job = b->table.lists[JOB_LEASED].first; job; job = job->next)
        for (int i = 0; i < JOB_LEASES; i++)
            if (job->leases[i].live && job->leases[i].worker == peer->serial)
                broker_send_job(b, peer, job, &job->leases[i]);
}

static void handle_hello(broker *b, const fleet_identity *from, const envelope *e)
{
    char reason[CODEC_MAX_TEXT];
    if (b->engine[0] && strcmp(b->engine, e->hello.engine) != 0) {
        snprintf(reason, sizeof reason, "engine '%.100s', but this run's is '%.100s'", e->hello.engine, b->engine);
        broker_note(b, "worker '%s' is refused: %s", e->hello.worker, reason);
        refuse(b, from, false, reason);
        return;
    }
    char name[BROKER_NAME];
    snprintf(name, sizeof name, "%.*s", BROKER_NAME - 1, e->hello.worker);
    broker_peer *known = broker_peer_by_identity(b, from);
    if (known && strcmp(known->info.name, name) != 0)
        broker_peer_lost(b, known, "it changed its name", true);
    broker_peer *peer = broker_peer_for(b, name);
    if (!peer) {
        snprintf(reason, sizeof reason, "there are %" PRIu32 " workers already", b->options.max_workers);
        refuse(b, from, false, reason);
        return;
    }
    bool returns = peer->info.leased > 0;
    snprintf(b->engine, sizeof b->engine, "%s", e->hello.engine);
    snprintf(peer->info.host, sizeof peer->info.host, "%.*s", BROKER_NAME - 1, e->hello.host);
    peer->identity = *from;
    peer->connected = peer->info.connected = true;
    peer->heard_ms = clock_monotonic_ms();
    peer->info.slots = e->hello.slots;
    peer->info.credit = 0;
    envelope welcome = {.kind = ENVELOPE_WELCOME};
    welcome.welcome.epoch = b->options.epoch;
    welcome.welcome.heartbeat_ms = b->options.heartbeat_ms;
    snprintf(welcome.welcome.engine, sizeof welcome.welcome.engine, "%s", b->engine);
    broker_note(b, "worker '%s' joined with %" PRIu32 " slots", peer->info.name, peer->info.slots);
    if (broker_tell(b, peer, &welcome) == FLEET_SENT && returns)
        resend_leased(b, peer); /* what was under way when its connection broke; it knows the ones it has */
}

/* Where nobody will acknowledge the job any more: the worker may forget it at once. */
static void acknowledge_now(broker *b, broker_peer *peer, uint64_t job_id)
{
    envelope e = {.kind = ENVELOPE_ACKNOWLEDGE};
    e.acknowledge.job_ids = &job_id;
    e.acknowledge.count = 1;
    e.acknowledge.epoch = b->options.epoch;
    broker_tell(b, peer, &e);
}

static void accept(broker *b, broker_peer *peer, broker_job *job, job_lease *lease, const score_result *result)
{
    if (result->outcome.failure == FAILURE_WORKER_LOST) { /* it had no executor for it: another may */
        if (lease->live)
            broker_lease_lost(b, job, lease, true);
        acknowledge_now(b, peer, job->job.job_id);
        return;
    }
    peer->info.results++;
    peer->info.failures += result->outcome.failure != FAILURE_OK;
    peer->info.script_seconds += result->outcome.milliseconds / 1000;
    b->counters.accepted++;
    result_cache_add(b->cache, &job->key, &result->outcome, &result->counts);
    job->result.result.attempt = lease->attempt;
    broker_finish(b, job, &result->outcome, &result->counts, peer->info.name, false);
}

static void handle_result(broker *b, broker_peer *peer, const score_result *result)
{
    if (result->epoch != b->options.epoch) {
        b->counters.ignored_epoch++;
        return;
    }
    broker_job *job = job_table_find(&b->table, result->job_id);
    if (!job) {
        b->counters.ignored_late++;
        acknowledge_now(b, peer, result->job_id);
        return;
    }
    job_lease *lease = job_lease_find(job, result->attempt);
    if (!lease || lease->worker != peer->serial) {
        b->counters.ignored_attempt++;
    } else if (job->state == JOB_WAITING || job->state == JOB_LEASED) {
        accept(b, peer, job, lease, result);
    } else {
        b->counters.ignored_late++;
        if (strcmp(job->result.worker, peer->info.name) != 0)
            acknowledge_now(b, peer, result->job_id);
    }
}

static void handle_credit(broker *b, broker_peer *peer, uint32_t jobs)
{
    (void)b;
    uint32_t most = 4 * peer->info.slots + CODEC_MAX_SLOTS; /* a worker that claims more is not believed */
    peer->info.credit = jobs < most - peer->info.credit ? peer->info.credit + jobs : most;
}

/* Without the lock while the callback reads the target. */
static void handle_target_request(broker *b, const fleet_identity *from, const hash256 *hash)
{
    lathe_error why = {0};
    envelope e = {.kind = ENVELOPE_TARGET_DATA};
    e.target_data.hash = *hash;
    bytes_reset(&b->blob);
    bool found = b->options.target_lookup &&
                 b->options.target_lookup(b->options.context, hash, &b->blob, &why) == LATHE_OK;
    if (found)
        e.target_data.blob = (byte_view){b->blob.data, b->blob.length};
    pthread_mutex_lock(&b->lock);
    broker_peer *peer = broker_peer_by_identity(b, from);
    if (!found && why.status != LATHE_OK)
        broker_note(b, "cannot look up a target: %s", why.message);
    if (peer)
        broker_tell(b, peer, &e);
    pthread_mutex_unlock(&b->lock);
}

static void handle_known(broker *b, broker_peer *peer, const envelope *e)
{
    peer->heard_ms = clock_monotonic_ms();
    switch (e->kind) {
    case ENVELOPE_CREDIT:
        handle_credit(b, peer, e->credit);
        break;
    case ENVELOPE_RESULT:
        handle_result(b, peer, &e->result);
        break;
    case ENVELOPE_GOODBYE:
        broker_peer_lost(b, peer, e->reason, false);
        break;
    case ENVELOPE_HEARTBEAT:
    case ENVELOPE_TARGET_REQUEST: /* answered by broker_handle */
        break;
    default: /* what only a learner says */
        b->counters.malformed++;
        break;
    }
}

void broker_handle(broker *b, const fleet_identity *from, const envelope *e)
{
    pthread_mutex_lock(&b->lock);
    broker_peer *peer = broker_peer_by_identity(b, from);
    bool wants_target = peer && e->kind == ENVELOPE_TARGET_REQUEST;
    if (e->kind == ENVELOPE_HELLO)
        handle_hello(b, from, e);
    else if (peer)
        handle_known(b, peer, e);
    else if (e->kind != ENVELOPE_GOODBYE)
        refuse(b, from, true, "say hello first");
    pthread_mutex_unlock(&b->lock);
    if (wants_target)
        handle_target_request(b, from, &e->target_request);
}

void broker_handle_garbage(broker *b, const fleet_identity *from, const lathe_error *why)
{
    pthread_mutex_lock(&b->lock);
    broker_peer *peer = broker_peer_by_identity(b, from);
    b->counters.malformed++;
    broker_note(b, "%s%s is refused: %s", peer ? "worker " : "a peer", peer ? peer->info.name : "", why->message);
    refuse(b, from, false, why->message);
    if (peer)
        broker_peer_lost(b, peer, "it broke the protocol", true);
    pthread_mutex_unlock(&b->lock);
}
