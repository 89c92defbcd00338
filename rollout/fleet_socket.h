/* fleet_socket.h: envelopes on ZeroMQ sockets, for broker and worker. Nothing here waits. */
#ifndef LATHE_ROLLOUT_FLEET_SOCKET_H
#define LATHE_ROLLOUT_FLEET_SOCKET_H

#include "proto/codec.h"

enum { FLEET_IDENTITY = 255 };

/* Who is at the other end of a ROUTER's connection; length 0 on a DEALER. */
typedef struct fleet_identity {
    unsigned char length;
    unsigned char data[FLEET_IDENTITY];
} fleet_identity;

typedef enum fleet_sent {
    FLEET_SENT,
    FLEET_FULL,  /* the high-water mark is reached: try later */
    FLEET_GONE,  /* no such peer any more */
    FLEET_FAILED /* the envelope cannot be packed, or the socket is broken; *err says what */
} fleet_sent;

typedef enum fleet_received {
    FLEET_NOTHING,
    FLEET_ENVELOPE,
    FLEET_GARBAGE, /* *err says why; out_from is valid */
    FLEET_BROKEN   /* the socket is; *err says how */
} fleet_received;

bool fleet_identity_equal(const fleet_identity *a, const fleet_identity *b);
/* Sets what both sides share: finite high-water marks and message sizes, no lingering. */
lathe_status fleet_socket_prepare(void *socket, lathe_error *err);
/* to: NULL on a DEALER. scratch is reused from call to call. */
fleet_sent fleet_send(void *socket, const fleet_identity *to, const envelope *e, bytes *scratch, lathe_error *err);
/* out_from: NULL on a DEALER. An envelope is the caller's (envelope_clear). */
fleet_received fleet_receive(void *socket, fleet_identity *out_from, envelope *out, lathe_error *err);

#endif
