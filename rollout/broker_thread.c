#include "rollout/broker_internal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zmq.h>

#include "base/clock.h"

enum {
    MESSAGES_A_TURN = 512, /* before the clock is looked at again */
    TICK_MS = 50           /* how often leases and heartbeats are looked at */
};

/* ---- one turn ---- */

/* False where the socket is broken. *out_drained: nothing is left to read. */
static bool receive_messages(broker *b, bool *out_drained, lathe_error *err)
{
    *out_drained = false;
    for (int i = 0; i < MESSAGES_A_TURN; i++) {
        fleet_identity from;
        envelope e;
        lathe_error why = {0};
        switch (fleet_receive(b->router, &from, &e, &why)) {
        case FLEET_NOTHING:
            *out_drained = true;
            return true;
        case FLEET_ENVELOPE:
            broker_handle(b, &from, &e);
            envelope_clear(&e);
            break;
        case FLEET_GARBAGE:
            broker_handle_garbage(b, &from, &why);
            break;
        case FLEET_BROKEN:
            *err = why;
            return false;
        }
    }
    return true;
}

static void beat(broker *b, int64_t now_ms, bool drained)
{
    envelope e = {.kind = ENVELOPE_HEARTBEAT, .busy = b->table.count};
    for (uint32_t i = 0; i < b->peer_count; i++) {
        broker_peer *peer = &b->peers[i];
        if (!peer->connected)
            continue;
        /* Only where all it said was read: after a pause of this process everybody seems silent. */
        if (drained && now_ms - peer->heard_ms > b->options.dead_ms)
            broker_peer_lost(b, peer, "silent for too long", true);
        else if (now_ms - peer->told_ms >= b->options.heartbeat_ms && broker_tell(b, peer, &e) == FLEET_GONE)
            broker_peer_lost(b, peer, "unreachable", true);
    }
}

/* Tells what was noted, without the lock. */
static void tell_events(broker *b)
{
    char events[BROKER_EVENTS][BROKER_EVENT];
    pthread_mutex_lock(&b->lock);
    uint32_t count = b->event_count;
    memcpy(events, b->events, count * sizeof events[0]);
    b->event_count = 0;
    pthread_mutex_unlock(&b->lock);
    for (uint32_t i = 0; i < count; i++)
        b->options.event(b->options.context, events[i]);
}

/* True once the broker is to stop. */
static bool turn(broker *b, bool drained, int64_t *next_tick)
{
    int64_t now = clock_monotonic_ms();
    pthread_mutex_lock(&b->lock);
    bool stopping = b->stopping;
    if (now >= *next_tick) {
        *next_tick = now + TICK_MS;
        broker_expire_leases(b, now);
        beat(b, now, drained);
    }
    broker_dispatch(b, now);
    broker_flush_acknowledged(b);
    bool has_events = b->event_count > 0;
    pthread_mutex_unlock(&b->lock);
    if (has_events && b->options.event)
        tell_events(b);
    return stopping;
}

static void say_goodbye(broker *b)
{
    envelope e = {.kind = ENVELOPE_GOODBYE, .reason = "the learner has ended"};
    pthread_mutex_lock(&b->lock);
    for (uint32_t i = 0; i < b->peer_count; i++)
        if (b->peers[i].connected)
            broker_tell(b, &b->peers[i], &e);
    pthread_mutex_unlock(&b->lock);
}

static void wait_for_something(broker *b, bool drained)
{
    zmq_pollitem_t items[] = {{.socket = b->router, .events = ZMQ_POLLIN}, {.fd = b->wake, .events = ZMQ_POLLIN}};
    uint64_t count;
    if (zmq_poll(items, 2, drained ? TICK_MS : 0) > 0 && items[1].revents) {
        ssize_t ignored = read(b->wake, &count, sizeof count); /* an eventfd: one read empties it */
        (void)ignored;
    }
}

void *broker_thread_main(void *argument)
{
    broker *b = argument;
    lathe_error why = {0};
    bool drained = true, works = true;
    int64_t next_tick = 0;
    do {
        wait_for_something(b, drained);
        works = receive_messages(b, &drained, &why);
    } while (works && !turn(b, drained, &next_tick));
    say_goodbye(b);
    pthread_mutex_lock(&b->lock);
    b->ended = true;
    b->why = why;
    pthread_cond_broadcast(&b->finished);
    pthread_mutex_unlock(&b->lock);
    return NULL;
}
