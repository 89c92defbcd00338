/* broker_internal.h: what the broker's files share. broker.c: the interface; broker_thread.c: the thread, its socket and its
 * clock; broker_peers.c: workers and leases; broker_messages.c: what a message of a worker does. */
#ifndef LATHE_ROLLOUT_BROKER_INTERNAL_H
#define LATHE_ROLLOUT_BROKER_INTERNAL_H

#include <pthread.h>

#include "rollout/broker_table.h"
#include "rollout/fleet_socket.h"

enum { BROKER_ENDPOINT = 256, BROKER_EVENTS = 16, BROKER_EVENT = 320 };

typedef struct broker_peer {
    uint32_t serial; /* of the worker, kept over its reconnections; 0: the entry is free */
    bool connected, blocked; /* blocked: its queue was full in this turn */
    fleet_identity identity;
    int64_t heard_ms, told_ms;
    uint64_t *acknowledged; /* job ids to tell it; owned */
    uint32_t acknowledged_count, acknowledged_capacity;
    broker_worker info;
} broker_peer;

struct broker {
    broker_options options;
    char endpoints[BROKER_MAX_ENDPOINTS][BROKER_ENDPOINT];
    uint32_t endpoint_count;
    char folder[BROKER_ENDPOINT]; /* made for ipc://\*; "" where none was */
    void *context, *router; /* the thread's, once it runs */
    int wake;               /* an eventfd */
    pthread_t thread;
    bool thread_runs;
    bytes scratch, blob; /* the thread's */

    pthread_mutex_t lock; /* of all below */
    pthread_cond_t finished;
    bool stopping, ended; /* ended: the thread has, for the reason in `why` */
    lathe_error why;
    char engine[CODEC_MAX_TEXT]; /* that all workers have; "" until the first came */
    job_table table;
    result_cache *cache;
    broker_peer *peers; /* [options.max_workers] */
    uint32_t peer_count, next_serial;
    broker_status counters;
    char events[BROKER_EVENTS][BROKER_EVENT]; /* to be told once the lock is free */
    uint32_t event_count;
};

/* All of these want the lock. */

void broker_note(broker *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Queues the result for broker_take. */
void broker_finish(broker *b, broker_job *job, const run_outcome *outcome, const score_counts *counts,
                   const char *worker, bool cached);

broker_peer *broker_peer_by_identity(broker *b, const fleet_identity *identity); /* connected ones; NULL: none */
broker_peer *broker_peer_by_serial(broker *b, uint32_t serial);                  /* NULL: forgotten */
/* The entry of a worker that says hello: its old one, a free one, or that of one that left; NULL: all are connected. */
broker_peer *broker_peer_for(broker *b, const char *name);
fleet_sent broker_tell(broker *b, broker_peer *peer, const envelope *e);
/* Sends the job as an attempt of a lease that exists. */
fleet_sent broker_send_job(broker *b, broker_peer *peer, broker_job *job, const job_lease *lease);
/* Forgets the connection. counts_as_loss: whether its leases count towards `retries`. */
void broker_peer_lost(broker *b, broker_peer *peer, const char *reason, bool counts_as_loss);
/* A lease ended without a result. */
void broker_lease_lost(broker *b, broker_job *job, job_lease *lease, bool counts_as_loss);
void broker_expire_leases(broker *b, int64_t now_ms);
/* Gives waiting jobs, and second leases of slow ones, to workers with credit. */
void broker_dispatch(broker *b, int64_t now_ms);
void broker_flush_acknowledged(broker *b);

/* What one received message does. Called without the lock. */
void broker_handle(broker *b, const fleet_identity *from, const envelope *e);
void broker_handle_garbage(broker *b, const fleet_identity *from, const lathe_error *why);

/* The thread; argument and result as pthread_create wants them. */
void *broker_thread_main(void *argument);

#endif
