/* pool.h: N executors behind one bounded queue. `lathe run`, `lathe score`, the data commands and the worker use it.
 *
 * Results come as they finish, marked with the caller's tag. Outcomes that another attempt might change (limits of wall
 * time and memory, crashes: outcome.deterministic is false) are run once more on a freshly started executor, and
 * what happens there is reported; this is the one place that confirms them. An executor lost to somebody
 * else's SIGKILL, or one that breaks the protocol, is replaced and its request run again, at most twice, before
 * it is reported as worker_lost. Executors are replaced after so many scripts or so many resident bytes.
 * Belongs to one thread, which must live as long as the pool (executors die with the thread that started them). */
#ifndef LATHE_ROLLOUT_POOL_H
#define LATHE_ROLLOUT_POOL_H

#include <poll.h>

#include "proto/messages.h"
#include "rollout/executor_client.h"

typedef struct executor_pool executor_pool;

typedef struct pool_options {
    executor_client_options executor; /* the pool sets its targets, and step for executors that get such requests */
    uint32_t slots;          /* executors, 1 to CODEC_MAX_SLOTS */
    uint32_t max_queued;     /* requests waiting beyond those that run; 0: as many as slots */
    uint32_t recycle_after;  /* scripts one executor runs before it is replaced; 0: no bound */
    uint64_t recycle_bytes;  /* resident size at which it is replaced; 0: no bound */
    uint64_t target_bytes;   /* of the memory of targets; takes none before it is used */
    uint32_t max_failed_starts; /* in a row, over all slots, before the pool gives up */
    bool confirm;            /* run outcomes that are not deterministic once more */
} pool_options;
#define POOL_OPTIONS_INIT                                                                                              \
    {                                                                                                                  \
        .executor = EXECUTOR_CLIENT_OPTIONS_INIT, .slots = 1, .recycle_after = 20000, .recycle_bytes = 1024ull << 20,  \
        .target_bytes = 4096ull << 20, .max_failed_starts = 5, .confirm = true                                                                        \
    }

typedef struct pool_result {
    uint64_t tag;
    executor_reply reply;  /* reply.outcome says how it ended, whatever happened */
    uint32_t attempts;     /* executors it took: 1, more where it was confirmed or an executor was lost */
} pool_result;

typedef struct pool_stats {
    uint64_t finished, confirmed, crashes, timeouts, lost, protocol_errors, recycled, started;
    uint32_t running, queued;
} pool_stats;

/* Starts the executors and returns when the first is ready (the others follow); within executor.ready_ms.
 * LATHE_E_IO with the reason where none starts, LATHE_E_INPUT where it speaks another version.
 * Caller owns *out_pool. */
lathe_status pool_new(const pool_options *options, executor_pool **out_pool, lathe_error *err);
/* Kills all executors; unfinished requests are forgotten. NULL is fine. */
void pool_free(executor_pool *p);
uint32_t pool_slots(const executor_pool *p);
/* The executors' engine, as in executor_ready. */
const char *pool_engine(const executor_pool *p);

/* Where targets are kept that are scored against more than once; owned by the pool. */
target_memory *pool_targets(executor_pool *p);

/* Copies the request (its id is the pool's own), but for a target that is kept in pool_targets: that one stays there as long as
 * the request. Its place is the pool's to say. LATHE_E_BUSY where slots + max_queued requests are unfinished,
 * LATHE_E_INPUT where the codec refuses it. */
lathe_status pool_submit(executor_pool *p, const executor_request *request, uint64_t tag, lathe_error *err);
/* Requests submitted and not yet handed out by pool_next. */
size_t pool_unfinished(const executor_pool *p);
/* True where pool_submit would not answer LATHE_E_BUSY. */
bool pool_has_room(const executor_pool *p);

/* Waits at most timeout_ms (0: not at all) for the next finished request. *out_any is false where none finished; else *out
 * is the caller's until pool_result_clear. Returns an error only where no executor can be started any more. */
lathe_status pool_next(executor_pool *p, uint32_t timeout_ms, pool_result *out, bool *out_any, lathe_error *err);
void pool_result_clear(pool_result *result);

/* For a caller that polls other things too: fills at most max entries (slots * EXECUTOR_CLIENT_POLLS are enough) and
 * returns their number; *out_deadline is when pool_next(.., 0, ..) must be called at the latest (clock_monotonic_ms;
 * INT64_MAX: whenever something happens). */
size_t pool_polls(const executor_pool *p, struct pollfd *out, size_t max, int64_t *out_deadline);
void pool_read_stats(const executor_pool *p, pool_stats *out);
/* Process ids of the executors that live, at most max; for status and fault tests. */
size_t pool_pids(const executor_pool *p, pid_t *out, size_t max);

#endif
