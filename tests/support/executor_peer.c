#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "tests/support/executor_peer.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "proto/frame.h"

enum { WAIT_MS = 60000 };

/* Receives one frame; a peer that says nothing for a minute fails the test. */
static bytes receive_frame(int fd)
{
    bytes frame;
    lathe_error err = {0};
    bool end = true;
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    bytes_init(&frame, CODEC_MAX_EXECUTOR_MESSAGE);
    if (poll(&wait, 1, WAIT_MS) != 1)
        fail_msg("the executor says nothing");
    if (frame_receive(fd, &frame, &end, &err) != LATHE_OK || end)
        fail_msg("the executor left: %s", err.message);
    return frame;
}

static executor_peer start(bool step)
{
    executor_peer p = {0};
    int ends[2];
    char path[4096];
    const char *const with[] = {path, "--step", "--fd", "100", NULL}, *const plain[] = {path, "--fd", "100", NULL};
    lathe_error err = {0};
    snprintf(path, sizeof path, "%s/lathe-executor", getenv("LATHE_BIN") ? getenv("LATHE_BIN") : "build/release/bin");
    signal(SIGPIPE, SIG_IGN);
    if (target_memory_new(1u << 30, &p.memory, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    p.pid = fork();
    assert_true(p.pid >= 0);
    if (p.pid == 0) {
        if (dup2(ends[1], 100) == 100 && dup2(target_memory_descriptor(p.memory), 101) == 101)
            execv(path, (char **)(step ? with : plain));
        _exit(127);
    }
    close(ends[1]);
    p.fd = ends[0];
    bytes frame = receive_frame(p.fd);
    if (codec_unpack_ready(frame.data, frame.length, &p.ready, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    bytes_clear(&frame);
    return p;
}

executor_peer peer_start(void)
{
    return start(false);
}

executor_peer peer_start_for_step(void)
{
    return start(true);
}

int peer_end(executor_peer *p)
{
    int status = -1;
    close(p->fd);
    target_memory_free(p->memory);
    p->memory = NULL;
    assert_int_equal(waitpid(p->pid, &status, 0), p->pid);
    return status;
}

executor_request peer_request(executor_task task, const char *script)
{
    executor_request r = {
        .id = 1,
        .limits = RUN_LIMITS_INIT,
        .source = {SOURCE_KIND_SCRIPT, {(const unsigned char *)script, strlen(script)}},
        .task = task,
    };
    return r;
}

/* The request with the place of its target, which is kept anew where it is not that of the request before. */
static executor_request placed(executor_peer *p, const executor_request *request)
{
    executor_request r = *request;
    lathe_error err = {0};
    byte_view blob = r.score.target;
    const unsigned char **latest = &p->targets[p->sent % PEER_TARGETS];
    if (r.task != EXECUTOR_SCORE || blob.length == 0)
        return r;
    if (target_memory_borrow(p->memory, (byte_view){*latest, blob.length}, &r.score.place) &&
        memcmp(*latest, blob.data, blob.length) == 0) {
        target_memory_release(p->memory, *latest);
        return r;
    }
    if (r.score.place.length > 0)
        target_memory_release(p->memory, *latest);
    latest = &p->targets[++p->sent % PEER_TARGETS];
    target_memory_release(p->memory, *latest);
    if (target_memory_keep(p->memory, blob, latest, &err) != LATHE_OK ||
        !target_memory_borrow(p->memory, (byte_view){*latest, blob.length}, &r.score.place))
        fail_msg("%s", err.message);
    target_memory_release(p->memory, *latest);
    return r;
}

void peer_send(executor_peer *p, const executor_request *request)
{
    bytes packed;
    lathe_error err = {0};
    const executor_request r = placed(p, request);
    bytes_init(&packed, CODEC_MAX_EXECUTOR_MESSAGE);
    if (codec_pack_request(&r, &packed, &err) != LATHE_OK ||
        frame_send(p->fd, packed.data, packed.length, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    bytes_clear(&packed);
}

executor_reply peer_receive(executor_peer *p)
{
    executor_reply reply;
    lathe_error err = {0};
    bytes frame = receive_frame(p->fd);
    if (codec_unpack_reply(frame.data, frame.length, &reply, &err) != LATHE_OK)
        fail_msg("%s", err.message);
    bytes_clear(&frame);
    return reply;
}

executor_reply peer_ask(executor_peer *p, const executor_request *request)
{
    peer_send(p, request);
    executor_reply reply = peer_receive(p);
    assert_int_equal(reply.id, request->id);
    return reply;
}

int peer_child(const executor_peer *p)
{
    char path[128], text[64] = "";
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", p->pid, p->pid);
    for (int i = 0; i < 1000; i++) {
        int fd = open(path, O_RDONLY);
        ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : 0;
        if (fd >= 0)
            close(fd);
        if (n > 0 && atoi(text) > 0)
            return atoi(text);
        usleep(2000);
    }
    fail_msg("the executor has no child");
    return 0;
}

const char *peer_shared(void)
{
    const char *folder = getenv("LATHE_SHARED");
    return folder && *folder ? folder : "../shared";
}
