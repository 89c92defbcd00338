#include "rollout/broker_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

broker_peer *broker_peer_by_identity(broker *b, const fleet_identity *identity)
{
    for (uint32_t i = 0; i < b->peer_count; i++)
        if (b->peers[i].connected && fleet_identity_equal(&b->peers[i].identity, identity))
            return &b->peers[i];
    return NULL;
}

broker_peer *broker_peer_by_serial(broker *b, uint32_t serial)
{
    for (uint32_t i = 0; i < b->peer_count; i++)
        if (b->peers[i].serial == serial)
            return &b->peers[i];
    return NULL;
}

broker_peer *broker_peer_for(broker *b, const char *name)
{
    broker_peer *oldest = NULL;
    for (uint32_t i = 0; i < b->peer_count; i++) {
        broker_peer *peer = &b->peers[i];
        if (strcmp(peer->info.name, name) == 0)
            return peer;
        if (!peer->connected && (!oldest || peer->heard_ms < oldest->heard_ms))
            oldest = peer;
    }
    broker_peer *peer = b->peer_count < b->options.max_workers ? &b->peers[b->peer_count++] : oldest;
    if (!peer)
        return NULL;
    free(peer->acknowledged);
    *peer = (broker_peer){.serial = ++b->next_serial};
    snprintf(peer->info.name, sizeof peer->info.name, "%s", name);
    return peer;
}

fleet_sent broker_tell(broker *b, broker_peer *peer, const envelope *e)
{
    lathe_error why = {0};
    fleet_sent sent = fleet_send(b->router, &peer->identity, e, &b->scratch, &why);
    if (sent == FLEET_SENT)
        peer->told_ms = clock_monotonic_ms();
    else if (sent == FLEET_FULL)
        peer->blocked = true;
    else if (sent == FLEET_FAILED)
        broker_note(b, "worker '%s': %s", peer->info.name, why.message);
    return sent;
}

/* ---- leases ---- */

static void give_up(broker *b, broker_job *job)
{
    run_outcome outcome = {.failure = FAILURE_WORKER_LOST};
    score_counts counts = {0};
    snprintf(outcome.message, sizeof outcome.message, "no worker finished it in %" PRIu32 " attempts", job->attempts);
    b->counters.given_up++;
    broker_note(b, "job %" PRIu64 " is given up: %s", job->job.job_id, outcome.message);
    broker_finish(b, job, &outcome, &counts, "", false);
}

void broker_lease_lost(broker *b, broker_job *job, job_lease *lease, bool counts_as_loss)
{
    broker_peer *peer = broker_peer_by_serial(b, lease->worker);
    lease->live = false;
    if (peer) {
        peer->info.leased--;
        peer->info.lost++;
    }
    job->lost += counts_as_loss;
    if (job->state != JOB_LEASED || job_live_leases(job) > 0)
        return;
    if (job->lost > b->options.retries) {
        give_up(b, job);
        return;
    }
    b->counters.requeued++;
    job_table_move(&b->table, job, JOB_WAITING, true);
}

void broker_peer_lost(broker *b, broker_peer *peer, const char *reason, bool counts_as_loss)
{
    if (!peer->connected)
        return;
    peer->connected = peer->info.connected = false;
    peer->info.credit = 0;
    peer->acknowledged_count = 0;
    b->counters.lost_workers += counts_as_loss;
    broker_note(b, "worker '%s' left: %s", peer->info.name, reason);
    /* From the last to the first, so that they wait in the order in which they were leased. */
    for (broker_job *job = b->table.lists[JOB_LEASED].last, *previous; job; job = previous) {
        previous = job->previous;
        for (int i = 0; i < JOB_LEASES; i++) {
            if (job->leases[i].live && job->leases[i].worker == peer->serial) {
                broker_lease_lost(b, job, &job->leases[i], counts_as_loss);
                break;
            }
        }
    }
}

void broker_expire_leases(broker *b, int64_t now_ms)
{
    for (broker_job *job = b->table.lists[JOB_LEASED].first, *next; job; job = next) {
        next = job->next;
        for (int i = 0; i < JOB_LEASES && job->state == JOB_LEASED; i++) {
            if (!job->leases[i].live || job->leases[i].deadline_ms > now_ms)
                continue;
            b->counters.expired++;
            broker_lease_lost(b, job, &job->leases[i], true);
        }
    }
}

/* ---- dispatch ---- */

/* In time for an attempt, its confirmation, and as many jobs that may run before it at the worker. */
static int64_t lease_duration(const broker *b, const score_job *job)
{
    enum { SLACK_MS = 10000, EXECUTOR_MS = 5000, ATTEMPTS = 2, DEPTH = 2 };
    if (b->options.lease_ms)
        return b->options.lease_ms;
    return SLACK_MS + ATTEMPTS * DEPTH * ((int64_t)job->limits.wall_ms + EXECUTOR_MS);
}

fleet_sent broker_send_job(broker *b, broker_peer *peer, broker_job *job, const job_lease *lease)
{
    int64_t left = lease->deadline_ms - clock_monotonic_ms();
    envelope e = {.kind = ENVELOPE_JOB, .job = job->job};
    e.job.epoch = b->options.epoch;
    e.job.attempt = lease->attempt;
    e.job.deadline_ms = left > 0 ? (uint32_t)left : 1;
    return broker_tell(b, peer, &e);
}

static bool has_had(const broker_job *job, uint32_t serial, bool only_live)
{
    for (int i = 0; i < JOB_LEASES; i++)
        if (job->leases[i].attempt != 0 && job->leases[i].worker == serial && (job->leases[i].live || !only_live))
            return true;
    return false;
}

/* The least busy worker with credit, and rather one that has not had the job before. */
static broker_peer *choose_peer(broker *b, const broker_job *job)
{
    broker_peer *best = NULL;
    bool best_is_new = false;
    for (uint32_t i = 0; i < b->peer_count; i++) {
        broker_peer *peer = &b->peers[i];
        if (!peer->connected || peer->blocked || peer->info.credit == 0 || has_had(job, peer->serial, true))
            continue;
        bool is_new = job->attempts == 0 || !has_had(job, peer->serial, false);
        uint64_t load = (uint64_t)peer->info.leased * (best ? best->info.slots : 1);
        uint64_t best_load = best ? (uint64_t)best->info.leased * peer->info.slots : 0;
        if (!best || (is_new && !best_is_new) || (is_new == best_is_new && load < best_load)) {
            best = peer;
            best_is_new = is_new;
        }
    }
    return best;
}

/* False where no worker can take it now. */
static bool lease_to_somebody(broker *b, broker_job *job, int64_t now_ms)
{
    job_state state = job->state;
    while (job->state == state) { /* a worker found to have left may change it */
        broker_peer *peer = choose_peer(b, job);
        if (!peer || job->leases[job->attempts % JOB_LEASES].live) /* no room to remember one more */
            return false;
        job_lease *lease = job_lease_grant(job, peer->serial, now_ms, now_ms + lease_duration(b, &job->job));
        fleet_sent sent = broker_send_job(b, peer, job, lease);
        if (sent == FLEET_SENT) {
            peer->info.credit--;
            peer->info.leased++;
            return true;
        }
        lease->live = false;
        if (sent != FLEET_FULL)
            broker_peer_lost(b, peer, "unreachable", true);
    }
    return false;
}

static bool anybody_has_credit(const broker *b)
{
    for (uint32_t i = 0; i < b->peer_count; i++)
        if (b->peers[i].connected && !b->peers[i].blocked && b->peers[i].info.credit > 0)
            return true;
    return false;
}

static void dispatch_waiting(broker *b, int64_t now_ms)
{
    broker_job *job;
    while ((job = b->table.lists[JOB_WAITING].first) != NULL) {
        run_outcome outcome;
        score_counts counts;
        if (result_cache_find(b->cache, &job->key, &outcome, &counts)) { /* an equal job has finished meanwhile */
            b->counters.cached++;
            broker_finish(b, job, &outcome, &counts, "", true);
        } else if (lease_to_somebody(b, job, now_ms)) {
            job_table_move(&b->table, job, JOB_LEASED, false);
        } else {
            return;
        }
    }
}

static void duplicate_stragglers(broker *b, int64_t now_ms)
{
    for (broker_job *job = b->table.lists[JOB_LEASED].first; job && anybody_has_credit(b); job = job->next) {
        const job_lease *latest = job_lease_find(job, job->attempts);
        if (job_live_leases(job) != 1 || !latest || now_ms - latest->granted_ms < b->options.straggler_ms)
            continue;
        if (lease_to_somebody(b, job, now_ms))
            b->counters.duplicated++;
        if (job->state != JOB_LEASED) /* it is in another list now */
            return;
    }
}

void broker_dispatch(broker *b, int64_t now_ms)
{
    for (uint32_t i = 0; i < b->peer_count; i++)
        b->peers[i].blocked = false;
    dispatch_waiting(b, now_ms);
    if (b->options.straggler_ms && b->table.lists[JOB_WAITING].count == 0)
        duplicate_stragglers(b, now_ms);
}

void broker_flush_acknowledged(broker *b)
{
    for (uint32_t i = 0; i < b->peer_count; i++) {
        broker_peer *peer = &b->peers[i];
        uint32_t told = 0;
        while (peer->connected && told < peer->acknowledged_count) {
            uint32_t left = peer->acknowledged_count - told;
            envelope e = {.kind = ENVELOPE_ACKNOWLEDGE};
            e.acknowledge.job_ids = peer->acknowledged + told;
            e.acknowledge.count = left < CODEC_MAX_ACKNOWLEDGED ? left : CODEC_MAX_ACKNOWLEDGED;
            e.acknowledge.epoch = b->options.epoch;
            if (broker_tell(b, peer, &e) != FLEET_SENT)
                break; /* a worker that is not told forgets by its own bound */
            told += (uint32_t)e.acknowledge.count;
        }
        peer->acknowledged_count = 0;
    }
}
