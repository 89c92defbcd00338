#define _GNU_SOURCE /* pipe2, POLLRDHUP */
#include "rollout/executor/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "proto/codec.h"
#include "proto/frame.h"
#include "rollout/executor/heap.h"
#include "rollout/executor/oom_watch.h"
#include "rollout/executor/task.h"

enum {
    EXIT_NO_REPLY = 72,      /* the child could not make or send its reply */
    CHUNK = 65536,
    KEPT_BYTES = 4 << 20,    /* buffers larger than this are given back after a request */
    MEMORY_EVERY = 16        /* replies of its own between two looks at the executor's memory: it grows slowly if at all */
};

/* A child under way. */
typedef struct child {
    pid_t pid;
    int pipe, pidfd;  /* pidfd -1: the kernel has none */
    int64_t deadline; /* clock_monotonic_ms */
    bytes reply;      /* frame header and all */
    bool killed;      /* at the deadline, by us */
    bool abandoned;   /* the worker went away */
    int status;       /* of waitpid */
    uint64_t oom_kills; /* in the control group before it began */
    bool oom;         /* there were more when it had ended */
} child;

/* Pages of address space, of memory in use, and what of it others use too; 0 where they cannot be read. */
typedef struct memory_use {
    unsigned long long space, resident, shared;
} memory_use;

static memory_use read_pages(const serve_state *s)
{
    char text[128] = "";
    memory_use m = {0};
    if (pread(s->memory_fd, text, sizeof text - 1, 0) <= 0 ||
        sscanf(text, "%llu %llu %llu", &m.space, &m.resident, &m.shared) != 3)
        m = (memory_use){0};
    return m;
}

/* Address space and memory in use, in bytes. */
static void read_memory(const serve_state *s, uint64_t *out_space, uint64_t *out_resident)
{
    const uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
    const memory_use m = read_pages(s);
    *out_space = m.space * page;
    *out_resident = (m.resident - (m.shared > s->shared ? m.shared - s->shared : 0)) * page;
}

/* ---- the child ---- */

/* Packs the reply; where even that finds no memory or no room, the bare outcome. */
static lathe_status pack_reply(executor_reply *reply, bytes *out, lathe_error *err)
{
    lathe_status st = codec_pack_reply(reply, out, err);
    if (st == LATHE_OK || reply->outcome.failure != FAILURE_OK)
        return st;
    bool memory = st == LATHE_E_NOMEM;
    reply->outcome.failure = memory ? FAILURE_MEMORY : FAILURE_METRIC_FAILED;
    reply->outcome.deterministic = !memory;
    memcpy(reply->outcome.message, err->message, sizeof reply->outcome.message);
    bytes_clear(out);
    return codec_pack_reply(reply, out, err);
}

static _Noreturn void run_child(const serve_state *s, const executor_request *request, int parent, int pipe,
                                int64_t start)
{
    uint64_t space, resident;
    lathe_error err = {0};
    task_result result;
    bytes packed;
    read_memory(s, &space, &resident);
    heap_enter_child();
    if (sandbox_enter_child(s->sandbox, parent, pipe, space + request->limits.memory_bytes, &err) != LATHE_OK) {
        dprintf(STDERR_FILENO, "lathe-executor: %s\n", err.message);
        _exit(EXIT_NO_REPLY);
    }
    task_run(s->engine, s->targets, request, &result);
    result.reply.outcome.milliseconds = (double)(clock_monotonic_ns() - start) / 1e6;
    result.reply.resident_bytes = resident;
    result.reply.served = s->served;
    bytes_init(&packed, CODEC_MAX_EXECUTOR_MESSAGE);
    if (pack_reply(&result.reply, &packed, &err) != LATHE_OK ||
        frame_send(SANDBOX_REPLY_FD, packed.data, packed.length, &err) != LATHE_OK)
        _exit(EXIT_NO_REPLY);
    _exit(0);
}

/* ---- the executor ---- */

static lathe_status child_start(const serve_state *s, const executor_request *request, int64_t start, child *out,
                                lathe_error *err)
{
    int ends[2];
    pid_t parent = getpid();
    if (pipe2(ends, O_CLOEXEC) != 0)
        return lathe_fail(err, LATHE_E_IO, "cannot make a pipe: %s", strerror(errno));
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        run_child(s, request, parent, ends[1], start);
    }
    close(ends[1]);
    if (pid < 0) {
        lathe_fail(err, LATHE_E_IO, "cannot fork: %s", strerror(errno));
        close(ends[0]);
        return LATHE_E_IO;
    }
    out->pid = pid;
    out->pipe = ends[0];
    out->pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    return LATHE_OK;
}

/* Takes what the pipe has. False at its end, and for a child that says more than a reply can be. */
static bool child_read(child *c)
{
    unsigned char *to = NULL;
    if (bytes_grow(&c->reply, CHUNK, &to, NULL) != LATHE_OK)
        return false;
    ssize_t n = read(c->pipe, to, CHUNK);
    c->reply.length -= CHUNK - (size_t)(n > 0 ? n : 0);
    return n > 0 || (n < 0 && errno == EINTR);
}

/* Waits for the end of the reply, then for the child's exit; kills it at the deadline, and where the worker is gone. */
static void child_wait(child *c, int worker)
{
    bool open = true;
    for (;;) {
        int64_t now = clock_monotonic_ms(), left = c->deadline - now;
        if (left <= 0 || c->abandoned)
            break;
        struct pollfd polls[3] = {
            {.fd = open ? c->pipe : -1, .events = POLLIN},
            {.fd = open ? -1 : c->pidfd, .events = POLLIN},
            {.fd = worker, .events = POLLRDHUP},
        };
        int wait = left > INT32_MAX ? INT32_MAX : (int)left;
        if (!open && c->pidfd < 0)
            wait = 1;
        if (poll(polls, 3, wait) < 0 && errno != EINTR)
            break;
        c->abandoned = polls[2].revents != 0;
        if (polls[0].revents)
            open = child_read(c);
        if (!open && waitpid(c->pid, &c->status, WNOHANG) == c->pid)
            return;
    }
    c->killed = !c->abandoned;
    kill(c->pid, SIGKILL);
    while (waitpid(c->pid, &c->status, 0) < 0 && errno == EINTR)
        continue;
    /* It may have ended by itself in the same moment; what it wrote before counts only if it is whole. */
}

static bool is_own_signal(int number)
{
    return number == SIGSEGV || number == SIGABRT || number == SIGFPE || number == SIGBUS || number == SIGILL;
}

/* How a child ended that left no reply. */
static void child_outcome(const child *c, const executor_request *request, run_outcome *out)
{
    int number = WIFSIGNALED(c->status) ? WTERMSIG(c->status) : 0;
    int code = WIFEXITED(c->status) ? WEXITSTATUS(c->status) : 0;
    char *text = out->message;
    size_t size = sizeof out->message;
    if (c->killed && number == SIGKILL) {
        out->failure = FAILURE_TIMEOUT;
        snprintf(text, size, "not done within %u ms", request->limits.wall_ms);
    } else if (is_own_signal(number)) {
        out->failure = FAILURE_CRASH;
        out->signal = number;
        snprintf(text, size, "the executor crashed: %s", strsignal(number));
    } else if (number == SIGSYS) {
        out->failure = FAILURE_METRIC_FAILED;
        snprintf(text, size, "the executor made a system call that it must not make");
    } else if (number == SIGKILL && c->oom) {
        out->failure = FAILURE_MEMORY;
        snprintf(text, size, "the host's memory limit was reached");
    } else if (number) {
        out->failure = FAILURE_WORKER_LOST;
        snprintf(text, size, "the executor was killed from outside: %s", strsignal(number));
    } else if (code == SANDBOX_EXIT_STACK) {
        out->failure = FAILURE_MEMORY;
        snprintf(text, size, "stack overflow: more than %d MiB", SANDBOX_STACK_BYTES >> 20);
    } else {
        out->failure = FAILURE_METRIC_FAILED;
        snprintf(text, size, "the executor ended without a reply, with status %d", code);
    }
}

/* A whole frame, from a child that exited as one does after sending it. */
static bool child_has_reply(const child *c)
{
    return WIFEXITED(c->status) && WEXITSTATUS(c->status) == 0 && c->reply.length > FRAME_HEADER &&
           frame_length(c->reply.data) == c->reply.length - FRAME_HEADER;
}

/* Adds what is of the executor itself. */
static lathe_status send_own(serve_state *s, executor_reply *reply, int64_t start, lathe_error *err)
{
    uint64_t space;
    bytes packed;
    reply->outcome.milliseconds = (double)(clock_monotonic_ns() - start) / 1e6;
    reply->served = s->served;
    if (s->own_replies++ % MEMORY_EVERY == 0)
        read_memory(s, &space, &s->resident);
    reply->resident_bytes = s->resident;
    bytes_init(&packed, CODEC_MAX_EXECUTOR_MESSAGE);
    lathe_status st = codec_pack_reply(reply, &packed, err);
    if (st == LATHE_OK)
        st = frame_send(s->fd, packed.data, packed.length, err);
    bytes_clear(&packed);
    return st;
}

static lathe_status send_reply(serve_state *s, const child *c, const executor_request *request, int64_t start,
                               lathe_error *err)
{
    if (child_has_reply(c))
        return frame_send(s->fd, c->reply.data + FRAME_HEADER, c->reply.length - FRAME_HEADER, err);
    executor_reply reply = {.id = request->id, .task = request->task};
    child_outcome(c, request, &reply.outcome);
    return send_own(s, &reply, start, err);
}

static lathe_status serve_one(serve_state *s, const executor_request *request, bytes *reply, lathe_error *err)
{
    int64_t start = clock_monotonic_ns();
    child c = {.pidfd = -1, .pipe = -1, .deadline = start / 1000000 + request->limits.wall_ms, .reply = *reply};
    task_result lazy;
    s->served++;
    if (task_score_lazily(s->lazy, s->targets, request, &lazy)) {
        lathe_status sent = send_own(s, &lazy.reply, start, err);
        task_result_clear(&lazy);
        return sent;
    }
    c.oom_kills = oom_watch_count(s->oom_fd);
    bytes_reset(&c.reply);
    lathe_status st = child_start(s, request, start, &c, err);
    if (st == LATHE_OK) {
        child_wait(&c, s->fd);
        c.oom = oom_watch_count(s->oom_fd) > c.oom_kills;
        close(c.pipe);
        if (c.pidfd >= 0)
            close(c.pidfd);
        if (!c.abandoned)
            st = send_reply(s, &c, request, start, err);
    }
    *reply = c.reply;
    return st;
}

static void shrink(bytes *b)
{
    if (b->capacity > KEPT_BYTES)
        bytes_clear(b);
}

lathe_status serve_requests(serve_state *s, lathe_error *err)
{
    bytes message, reply;
    bytes_init(&message, CODEC_MAX_EXECUTOR_MESSAGE);
    bytes_init(&reply, CODEC_MAX_EXECUTOR_MESSAGE + FRAME_HEADER + CHUNK);
    lathe_status st = LATHE_OK;
    s->shared = read_pages(s).shared;
    while (st == LATHE_OK) {
        executor_request request = {0};
        bool end = false;
        st = frame_receive(s->fd, &message, &end, err);
        if (st != LATHE_OK || end)
            break;
        st = codec_unpack_request(message.data, message.length, &request, err);
        if (st == LATHE_OK)
            st = serve_one(s, &request, &reply, err);
        executor_request_clear(&request);
        shrink(&message);
        shrink(&reply);
    }
    bytes_clear(&message);
    bytes_clear(&reply);
    return st;
}
