#include "rollout/executor_client.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "proto/codec.h"
#include "proto/frame.h"
#include "rollout/executor_spawn.h"

enum {
    CHUNK = 65536,
    CHUNKS_A_TURN = 64, /* so that one talkative executor does not starve the others */
    MAX_READY = 4096,   /* bytes of its first message */
    EXIT_MS = 500       /* between the end of its stream and its exit */
};

struct executor_client {
    char path[PATH_MAX];
    executor_client_options options;
    executor_process process;
    pid_t pid; /* also after its end */
    executor_state state;
    char engine[sizeof((executor_ready *)0)->engine];
    int64_t deadline; /* clock_monotonic_ms */

    const bytes *request; /* borrowed; NULL once it was sent */
    unsigned char request_header[FRAME_HEADER];
    size_t sent; /* header included */
    uint64_t id;
    executor_task task;

    unsigned char header[FRAME_HEADER];
    size_t header_got;
    bytes incoming;
    bool has_reply;
    executor_reply reply;
    uint64_t resident_bytes, served;

    executor_end end;
    int end_signal;
    char end_text[256];
};

lathe_status executor_client_new(const executor_client_options *options, executor_client **out_client, lathe_error *err)
{
    executor_client *c = calloc(1, sizeof *c);
    if (!c)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for an executor");
    c->options = *options;
    c->process = (executor_process)EXECUTOR_PROCESS_NONE;
    bytes_init(&c->incoming, CODEC_MAX_EXECUTOR_MESSAGE);
    lathe_status st = LATHE_OK;
    if (!options->path)
        st = executor_find(c->path, sizeof c->path, err);
    else if (snprintf(c->path, sizeof c->path, "%s", options->path) >= (int)sizeof c->path)
        st = lathe_fail(err, LATHE_E_INPUT, "path too long: '%.100s...'", options->path);
    if (st == LATHE_OK)
        st = executor_process_start(c->path, options->step, options->arguments,
                                    options->targets ? target_memory_descriptor(options->targets) : -1, &c->process, err);
    if (st != LATHE_OK) {
        executor_client_free(c);
        return st;
    }
    c->pid = c->process.pid;
    c->state = EXECUTOR_STARTING;
    c->deadline = clock_monotonic_ms() + options->ready_ms;
    *out_client = c;
    return LATHE_OK;
}

void executor_client_free(executor_client *c)
{
    if (!c)
        return;
    int status;
    executor_process_end(&c->process, 0, &status, NULL);
    if (c->has_reply)
        executor_reply_clear(&c->reply);
    bytes_clear(&c->incoming);
    free(c);
}

executor_state executor_client_state(const executor_client *c)
{
    return c->state;
}

pid_t executor_client_pid(const executor_client *c)
{
    return c->pid;
}

const char *executor_client_engine(const executor_client *c)
{
    return c->engine;
}

uint64_t executor_client_resident_bytes(const executor_client *c)
{
    return c->resident_bytes;
}

uint64_t executor_client_served(const executor_client *c)
{
    return c->served;
}

/* ---- the end ---- */

static bool is_own_signal(int number)
{
    return number == SIGSEGV || number == SIGABRT || number == SIGFPE || number == SIGBUS || number == SIGILL;
}

/* Ends the process for a reason of this side's. */
static void end_because(executor_client *c, executor_end end, const char *text)
{
    int status;
    executor_process_end(&c->process, 0, &status, NULL);
    c->state = EXECUTOR_ENDED;
    c->end = end;
    snprintf(c->end_text, sizeof c->end_text, "%s", text);
}

/* Collects a process that ended by itself, or closed its stream, and says what it was. */
static void end_by_itself(executor_client *c)
{
    int status = 0;
    bool killed = false;
    bool collected = executor_process_end(&c->process, EXIT_MS, &status, &killed);
    c->state = EXECUTOR_ENDED;
    c->end = EXECUTOR_END_LOST;
    if (killed || !collected) {
        c->end = EXECUTOR_END_PROTOCOL;
        snprintf(c->end_text, sizeof c->end_text, "executor closed its stream");
    } else if (WIFSIGNALED(status)) {
        c->end_signal = WTERMSIG(status);
        c->end = is_own_signal(c->end_signal) ? EXECUTOR_END_CRASH : EXECUTOR_END_LOST;
        snprintf(c->end_text, sizeof c->end_text, "executor killed by signal %d (%s)%s", c->end_signal,
                 strsignal(c->end_signal), c->end == EXECUTOR_END_LOST ? " from outside" : "");
    } else {
        snprintf(c->end_text, sizeof c->end_text, "executor exited with status %d", WEXITSTATUS(status));
    }
}

static void end_for_protocol(executor_client *c, const lathe_error *why)
{
    char text[sizeof c->end_text];
    snprintf(text, sizeof text, "executor broke the protocol: %.200s", why->message);
    end_because(c, EXECUTOR_END_PROTOCOL, text);
}

executor_end executor_client_end_reason(const executor_client *c, int *out_signal, const char **out_text)
{
    if (out_signal)
        *out_signal = c->end_signal;
    if (out_text)
        *out_text = c->end_text;
    return c->end;
}

void executor_end_outcome(const executor_client *c, run_outcome *out)
{
    static const lathe_failure failures[] = {
        [EXECUTOR_END_NONE] = FAILURE_WORKER_LOST,     [EXECUTOR_END_TIMEOUT] = FAILURE_TIMEOUT,
        [EXECUTOR_END_CRASH] = FAILURE_CRASH,          [EXECUTOR_END_LOST] = FAILURE_WORKER_LOST,
        [EXECUTOR_END_PROTOCOL] = FAILURE_WORKER_LOST,
    };
    *out = (run_outcome){.failure = failures[c->end],
                         .signal = c->end == EXECUTOR_END_CRASH ? c->end_signal : 0};
    memcpy(out->message, c->end_text, sizeof out->message);
}

/* ---- sending ---- */

/* Header and text in one call: the other side wakes once. */
static void send_some(executor_client *c)
{
    for (int i = 0; i < CHUNKS_A_TURN && c->request; i++) {
        const size_t of_header = c->sent < FRAME_HEADER ? FRAME_HEADER - c->sent : 0;
        const size_t of_text = c->sent + of_header - FRAME_HEADER;
        struct iovec parts[2] = {{c->request_header + FRAME_HEADER - of_header, of_header},
                                 {c->request->data + of_text, c->request->length - of_text}};
        const struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
        ssize_t n = sendmsg(c->process.socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0) /* a peer that is gone is noticed by receiving */
            return;
        c->sent += (size_t)n;
        if (c->sent == c->request->length + FRAME_HEADER)
            c->request = NULL;
    }
}

lathe_status executor_client_send(executor_client *c, const bytes *packed, uint64_t id, executor_task task,
                                  uint32_t wall_ms, lathe_error *err)
{
    if (c->state != EXECUTOR_IDLE || c->has_reply)
        return lathe_fail(err, LATHE_E_BUG, "executor is not idle");
    frame_header((uint32_t)packed->length, c->request_header);
    c->request = packed;
    c->sent = 0;
    c->id = id;
    c->task = task;
    c->deadline = clock_monotonic_ms() + wall_ms + c->options.grace_ms;
    c->state = EXECUTOR_BUSY;
    send_some(c); /* most requests fit into the socket at once */
    return LATHE_OK;
}

/* ---- receiving ---- */

static void accept_ready(executor_client *c)
{
    executor_ready ready;
    lathe_error why = {0};
    if (codec_unpack_ready(c->incoming.data, c->incoming.length, &ready, &why) != LATHE_OK) {
        end_for_protocol(c, &why);
        return;
    }
    memcpy(c->engine, ready.engine, sizeof c->engine);
    c->state = EXECUTOR_IDLE;
}

static void accept_reply(executor_client *c)
{
    executor_reply reply;
    lathe_error why = {0};
    lathe_status st = codec_unpack_reply(c->incoming.data, c->incoming.length, &reply, &why);
    if (st == LATHE_OK && (c->request || reply.id != c->id || (reply.task && reply.task != c->task))) {
        executor_reply_clear(&reply);
        lathe_fail(&why, LATHE_E_INPUT, "a reply to another request");
        st = LATHE_E_INPUT;
    }
    if (st != LATHE_OK) {
        end_for_protocol(c, &why);
        return;
    }
    c->has_reply = true;
    c->reply = reply;
    c->reply.task = c->task;
    c->resident_bytes = reply.resident_bytes;
    c->served++;
    c->state = EXECUTOR_IDLE;
}

static void accept_message(executor_client *c)
{
    lathe_error why = {0};
    if (c->state == EXECUTOR_STARTING) {
        accept_ready(c);
    } else if (c->state == EXECUTOR_BUSY) {
        accept_reply(c);
    } else {
        lathe_fail(&why, LATHE_E_INPUT, "a message that nobody asked for");
        end_for_protocol(c, &why);
    }
    c->header_got = 0;
    bytes_reset(&c->incoming);
    if (c->incoming.capacity > 16 * CHUNK) /* one large file must not stay */
        bytes_clear(&c->incoming);
}

/* One read; returns its result. Never reads past the current frame. */
static ssize_t receive_chunk(executor_client *c, lathe_error *err)
{
    if (c->header_got < FRAME_HEADER) {
        ssize_t n = recv(c->process.socket, c->header + c->header_got, FRAME_HEADER - c->header_got, MSG_DONTWAIT);
        if (n > 0)
            c->header_got += (size_t)n;
        return n;
    }
    unsigned char chunk[CHUNK];
    size_t left = frame_length(c->header) - c->incoming.length;
    ssize_t n = recv(c->process.socket, chunk, left < CHUNK ? left : CHUNK, MSG_DONTWAIT);
    if (n > 0 && bytes_append(&c->incoming, chunk, (size_t)n, err) != LATHE_OK)
        end_for_protocol(c, err);
    return n;
}

/* Until nothing is there, or a reply is. True where the stream ended. */
static bool receive_some(executor_client *c)
{
    for (int i = 0; i < CHUNKS_A_TURN && c->state != EXECUTOR_ENDED && !c->has_reply; i++) {
        lathe_error why = {0};
        ssize_t n = receive_chunk(c, &why);
        if (c->state == EXECUTOR_ENDED)
            return false;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
            return false;
        if (n <= 0)
            return true;
        if (c->header_got < FRAME_HEADER)
            continue;
        size_t max = c->state == EXECUTOR_STARTING ? MAX_READY : c->incoming.max;
        if (frame_length(c->header) == 0 || frame_length(c->header) > max) {
            lathe_fail(&why, LATHE_E_INPUT, "a message of %u bytes", frame_length(c->header));
            end_for_protocol(c, &why);
        } else if (c->incoming.length == frame_length(c->header)) {
            accept_message(c);
        }
    }
    return false;
}

static bool has_died(const executor_client *c)
{
    struct pollfd death = {.fd = c->process.pidfd, .events = POLLIN};
    return c->process.pidfd >= 0 && poll(&death, 1, 0) == 1;
}

void executor_client_turn(executor_client *c)
{
    if (c->state == EXECUTOR_ENDED)
        return;
    send_some(c);
    bool ended = receive_some(c), dead = false;
    if (c->state != EXECUTOR_ENDED && !ended && !c->has_reply && has_died(c)) {
        dead = true;
        ended = receive_some(c); /* what it wrote in between */
    }
    if (c->state == EXECUTOR_ENDED || c->has_reply)
        return;
    if (dead || ended) {
        end_by_itself(c);
        return;
    }
    if (c->state == EXECUTOR_IDLE || clock_monotonic_ms() < c->deadline)
        return;
    if (c->state == EXECUTOR_BUSY)
        end_because(c, EXECUTOR_END_TIMEOUT, "executor did not answer within its deadline");
    else
        end_because(c, EXECUTOR_END_LOST, "executor was not ready within its time");
}

size_t executor_client_polls(const executor_client *c, struct pollfd *out)
{
    if (c->state == EXECUTOR_ENDED)
        return 0;
    out[0] = (struct pollfd){.fd = c->process.socket, .events = (short)(POLLIN | (c->request ? POLLOUT : 0))};
    if (c->process.pidfd < 0)
        return 1;
    out[1] = (struct pollfd){.fd = c->process.pidfd, .events = POLLIN};
    return 2;
}

int64_t executor_client_deadline(const executor_client *c)
{
    if (c->has_reply || c->state == EXECUTOR_ENDED)
        return 0;
    return c->state == EXECUTOR_STARTING || c->state == EXECUTOR_BUSY ? c->deadline : INT64_MAX;
}

bool executor_client_take_reply(executor_client *c, executor_reply *out)
{
    if (!c->has_reply)
        return false;
    *out = c->reply;
    c->has_reply = false;
    return true;
}
