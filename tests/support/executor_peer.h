/* executor_peer.h: the real lathe-executor on the other end of a socket, for tests. LATHE_BIN is its folder. */
#ifndef LATHE_TESTS_EXECUTOR_PEER_H
#define LATHE_TESTS_EXECUTOR_PEER_H

#include "proto/codec.h"
#include "proto/target_memory.h"

enum { PEER_TARGETS = 16 };

typedef struct executor_peer {
    int pid, fd;
    target_memory *memory;
    const unsigned char *targets[PEER_TARGETS]; /* of the latest requests */
    uint64_t sent;
    executor_ready ready;
} executor_peer;

/* Starts it and waits for its Ready. Every function fails the test where it cannot do what it is for. */
executor_peer peer_start(void);
executor_peer peer_start_for_step(void); /* STEP files, too */
/* Closes the stream, waits and returns waitpid's status. */
int peer_end(executor_peer *p);
/* A request for a script with usual limits; the text is borrowed. */
executor_request peer_request(executor_task task, const char *script);
/* Keeps the target of a score where the executor finds it, for this request and some after it. */
void peer_send(executor_peer *p, const executor_request *request);
/* The reply belongs to the caller (executor_reply_clear). */
executor_reply peer_receive(executor_peer *p);
executor_reply peer_ask(executor_peer *p, const executor_request *request);
/* The process id of the child that runs a request just sent. */
int peer_child(const executor_peer *p);
/* The folder of real data and golden numbers: LATHE_SHARED, else ../shared. */
const char *peer_shared(void);

#endif
