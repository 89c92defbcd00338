/* executor_client.h: one lathe-executor process and the conversation with it. Never blocks longer than it says.
 *
 * The process is exec'd in a session of its own, with the socket as descriptor 3, the memory of targets as 4, /dev/null as 0
 * and 1, this process's stderr as 2 and nothing else; without core files, first in line for the kernel's out-of-memory choice, and killed
 * with the thread that started it (PR_SET_PDEATHSIG): start and use a client on a thread that lives as long as it.
 * One request is in flight at a time. Past its deadline the whole session is killed.
 * Belongs to one thread. Most callers want rollout/pool.h. */
#ifndef LATHE_ROLLOUT_EXECUTOR_CLIENT_H
#define LATHE_ROLLOUT_EXECUTOR_CLIENT_H

#include <poll.h>
#include <sys/types.h>

#include "base/bytes.h"
#include "proto/target_memory.h"

typedef struct executor_client executor_client;

typedef struct executor_client_options {
    const char *path;       /* of lathe-executor; NULL: executor_find. Borrowed while the client lives */
    const char *const *arguments; /* further arguments, NULL-terminated; NULL: none. Borrowed while the client lives */
    bool step;              /* it reads and writes STEP files, too: slower to start */
    const target_memory *targets; /* that its requests' targets lie in; NULL: it scores nothing. Borrowed likewise */
    uint32_t ready_ms;      /* bound on its warm-up */
    uint32_t grace_ms;      /* beyond limits.wall_ms before it is killed */
} executor_client_options;
#define EXECUTOR_CLIENT_OPTIONS_INIT                                                                                   \
    {                                                                                                                  \
        .ready_ms = 60000, .grace_ms = 3000                                                                            \
    }

typedef enum executor_state {
    EXECUTOR_STARTING = 1, /* waiting for its Ready */
    EXECUTOR_IDLE,
    EXECUTOR_BUSY,         /* one request in flight */
    EXECUTOR_ENDED         /* the process is gone; see executor_client_end_reason */
} executor_state;

/* Why a client ended, as it concerns the request in flight. */
typedef enum executor_end {
    EXECUTOR_END_NONE = 0,
    EXECUTOR_END_TIMEOUT,  /* killed by this side at the deadline */
    EXECUTOR_END_CRASH,    /* by a signal of its own (SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL) */
    EXECUTOR_END_LOST,     /* SIGKILL from elsewhere, an exit, or another signal */
    EXECUTOR_END_PROTOCOL  /* it sent what it must not; killed */
} executor_end;

/* Writes the path of lathe-executor: LATHE_BIN's folder if that is set, else this program's own folder, else the folder
 * ../libexec/lathe beside it. LATHE_E_IO with the places looked at where there is none. */
lathe_status executor_find(char *out_path, size_t size, lathe_error *err);

/* Starts the process and returns at once, in EXECUTOR_STARTING. Caller owns *out_client. */
lathe_status executor_client_new(const executor_client_options *options, executor_client **out_client,
                                 lathe_error *err);
/* Kills the process, its session and collects it. NULL is fine. */
void executor_client_free(executor_client *c);

executor_state executor_client_state(const executor_client *c);
pid_t executor_client_pid(const executor_client *c);
/* The engine text of its Ready; "" before. */
const char *executor_client_engine(const executor_client *c);
/* Of its last reply; 0 before. */
uint64_t executor_client_resident_bytes(const executor_client *c);
/* Replies so far. */
uint64_t executor_client_served(const executor_client *c);

/* Begins to send a packed ExecutorRequest, borrowed until its reply is taken or the client has ended. Only in
 * EXECUTOR_IDLE. wall_ms as in its limits; id and task as in the request. */
lathe_status executor_client_send(executor_client *c, const bytes *packed, uint64_t id, executor_task task,
                                  uint32_t wall_ms, lathe_error *err);

/* What to poll for: fills out[0..return value), at most EXECUTOR_CLIENT_POLLS entries. */
enum { EXECUTOR_CLIENT_POLLS = 2 };
size_t executor_client_polls(const executor_client *c, struct pollfd *out);
/* When the owner must look again even if nothing happens (clock_monotonic_ms): 0, at once, where a reply waits to be
 * taken or the process ended; INT64_MAX: never. */
int64_t executor_client_deadline(const executor_client *c);
/* Does whatever can be done without waiting: sends, receives, notices death, enforces deadlines. Cheap to call. */
void executor_client_turn(executor_client *c);

/* True once after a whole valid reply to the request in flight arrived: *out is the caller's (executor_reply_clear). */
bool executor_client_take_reply(executor_client *c, executor_reply *out);
/* In EXECUTOR_ENDED: why, with the signal where there was one (else 0) and a sentence. out_signal may be NULL. */
executor_end executor_client_end_reason(const executor_client *c, int *out_signal, const char **out_text);
/* Turns an end into how the request in flight ended: timeout, crash (with its signal) or worker_lost, none of them
 * deterministic. */
void executor_end_outcome(const executor_client *c, run_outcome *out);

#endif
