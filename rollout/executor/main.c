/* lathe-executor: runs scripts for a worker over a socket, each in a sandboxed fork. See serve.h and sandbox.h.
 * Started by rollout/executor_client.c; the socket is descriptor 3 unless --fd says otherwise, and the next one the memory of
 * targets, where there is one. After --step it can read and write STEP files. */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "proto/codec.h"
#include "proto/frame.h"
#include "reward/kernel/text.h"
#include "rollout/executor/oom_watch.h"
#include "rollout/executor/serve.h"
#include "rollout/executor/task.h"

enum { EXIT_MISUSED = 2, KEPT_HEAP = 16 << 20, HEAP_STEP = 1 << 20 };

static lathe_status send_ready(int fd, lathe_error *err)
{
    executor_ready ready = {0};
    bytes packed;
    snprintf(ready.engine, sizeof ready.engine, "lathe %s, scores %d, %s, %s", LATHE_VERSION, TASK_REVISION, kernel_version(),
             kernel_font() ? kernel_font() : "no font");
    bytes_init(&packed, CODEC_MAX_EXECUTOR_MESSAGE);
    lathe_status st = codec_pack_ready(&ready, &packed, err);
    if (st == LATHE_OK)
        st = frame_send(fd, packed.data, packed.length, err);
    bytes_clear(&packed);
    return st;
}

static lathe_status serve(int fd, lathe_error *err)
{
    serve_state s = {.fd = fd, .memory_fd = -1, .oom_fd = -1};
    signal(SIGPIPE, SIG_IGN);
    s.targets = calloc(1, sizeof *s.targets);
    lathe_status st = s.targets ? target_reader_open(fd + 1, &s.targets->reader, err)
                                : lathe_fail(err, LATHE_E_NOMEM, "out of memory for targets");
    if (st == LATHE_OK)
        st = cadquery_engine_new(&s.engine, err);
    if (st == LATHE_OK)
        st = lazy_engine_new(&s.lazy, err);
    if (st == LATHE_OK)
        st = task_warm(s.engine, err);
    if (st != LATHE_OK)
        goto done;
    cadquery_engine_shed(s.engine); /* each child takes memory of its own: the less there is, the less is copied */
    malloc_trim(0);
    s.memory_fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (s.memory_fd < 0) {
        st = lathe_fail(err, LATHE_E_IO, "cannot read /proc/self/statm: %s", strerror(errno));
        goto done;
    }
    s.oom_fd = oom_watch_open();
    st = sandbox_enter_executor(&s.sandbox, err);
    if (st == LATHE_OK)
        st = send_ready(fd, err);
    if (st == LATHE_OK)
        st = serve_requests(&s, err);

done:
    if (s.memory_fd >= 0)
        close(s.memory_fd);
    if (s.oom_fd >= 0)
        close(s.oom_fd);
    sandbox_free(s.sandbox);
    lazy_engine_free(s.lazy);
    cadquery_engine_free(s.engine);
    if (s.targets) {
        known_targets_clear(s.targets);
        target_reader_close(&s.targets->reader);
        free(s.targets);
    }
    return st;
}

static int print_methods(lathe_status (*write)(bytes *out, lathe_error *err))
{
    bytes text;
    lathe_error err = {0};
    bytes_init(&text, 16 << 20);
    lathe_status st = write(&text, &err);
    if (st == LATHE_OK && fwrite(text.data, 1, text.length, stdout) != text.length)
        st = lathe_fail(&err, LATHE_E_IO, "cannot write: %s", strerror(errno));
    bytes_clear(&text);
    if (st != LATHE_OK)
        fprintf(stderr, "lathe-executor: %s\n", err.message);
    return st == LATHE_OK ? 0 : 1;
}

/* A descriptor number, 3 to 65535; -1 for anything else. */
static int parse_fd(const char *text)
{
    char *end = NULL;
    long fd = strtol(text, &end, 10);
    return *text && !*end && fd >= 3 && fd < 65536 ? (int)fd : -1;
}

int main(int argc, char **argv)
{
    int fd = 3;
    if (argc == 2 && strcmp(argv[1], "--methods") == 0)
        return print_methods(cadquery_dump_methods);
    if (argc == 2 && strcmp(argv[1], "--methods-page") == 0)
        return print_methods(cadquery_document_methods);
    const bool step = argc > 1 && strcmp(argv[1], "--step") == 0;
    argc -= step;
    argv += step;
    if (argc == 3 && strcmp(argv[1], "--fd") == 0)
        fd = parse_fd(argv[2]);
    else if (argc != 1)
        fd = -1;
    if (fd < 0 || fcntl(fd, F_GETFD) < 0) {
        fprintf(stderr, "lathe-executor: started by other programs of lathe with a socket; by hand: lathe-executor --methods\n");
        return EXIT_MISUSED;
    }
    lathe_error err = {0};
    mallopt(M_TRIM_THRESHOLD, KEPT_HEAP); /* or each request takes the same pages anew */
    mallopt(M_MMAP_THRESHOLD, KEPT_HEAP);
    mallopt(M_TOP_PAD, HEAP_STEP); /* forks grow it once */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if ((!step || kernel_open_step(&err) == LATHE_OK) && serve(fd, &err) == LATHE_OK)
        return 0;
    fprintf(stderr, "lathe-executor: %s\n", err.message);
    return 1;
}
