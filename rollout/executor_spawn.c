#define _GNU_SOURCE /* pipe2 */
#include "rollout/executor_spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "rollout/executor_client.h"

enum {
    CHILD_SOCKET = 3,      /* where the executor expects the stream */
    CHILD_TARGETS = 4,     /* and the memory of targets */
    MAX_ARGUMENTS = 32,
    MAX_DESCRIPTORS = 64,  /* of the executor */
    COLLECT_MS = 5000      /* for the kernel to end a killed process */
};

static bool is_program(const char *path)
{
    return access(path, X_OK) == 0;
}

lathe_status executor_find(char *out_path, size_t size, lathe_error *err)
{
    char own[PATH_MAX], candidate[PATH_MAX + 64];
    const char *folder = getenv("LATHE_BIN");
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    own[length > 0 ? length : 0] = 0;
    char *slash = strrchr(own, '/');
    if (slash)
        *slash = 0;
    const struct {
        const char *folder, *below;
    } places[] = {{folder && *folder ? folder : NULL, ""}, {slash ? own : NULL, ""}, {slash ? own : NULL, "/../libexec/lathe"}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (!places[i].folder)
            continue;
        int n = snprintf(candidate, sizeof candidate, "%s%s/lathe-executor", places[i].folder, places[i].below);
        if (n < 0 || (size_t)n >= sizeof candidate || (size_t)n >= size || !is_program(candidate))
            continue;
        memcpy(out_path, candidate, (size_t)n + 1);
        return LATHE_OK;
    }
    return lathe_fail(err, LATHE_E_IO, "no program 'lathe-executor' in %s%s'%.80s' or '%.80s/../libexec/lathe'",
                      folder && *folder ? "LATHE_BIN, " : "", "", own, own);
}

/* ---- between fork and exec: async-signal-safe calls only ---- */

static void reset_signals(void)
{
    struct sigaction action = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++)
        sigaction(number, &action, NULL); /* fails for SIGKILL and SIGSTOP, as it should */
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void close_from(unsigned first, unsigned keep)
{
    if (keep > first)
        syscall(SYS_close_range, first, keep - 1, 0);
    if (syscall(SYS_close_range, keep + 1, ~0u, 0) == 0)
        return;
    for (unsigned fd = first; fd < 4096; fd++) /* a kernel before 5.9 */
        if (fd != keep)
            close((int)fd);
}

static void limit_resources(void)
{
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    setrlimit(RLIMIT_NOFILE, &(struct rlimit){MAX_DESCRIPTORS, MAX_DESCRIPTORS});
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        ssize_t ignored = write(fd, "800", 3); /* raising one's own score needs no right; without /proc it stays */
        (void)ignored;
        close(fd);
    }
}

/* Becomes the executor; writes errno to `report` where that fails. */
static void exec_child(const char *path, char *const *argv, char *const *environment, int stream, int targets, int report,
                       pid_t parent)
{
    reset_signals();
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) /* it died before the line above */
        _exit(1);
    /* Out of the way of 0 to 4 first: each may be one of them. */
    int high_report = fcntl(report, F_DUPFD_CLOEXEC, 10);
    int high_stream = fcntl(stream, F_DUPFD_CLOEXEC, 10);
    int high_targets = targets < 0 ? -1 : fcntl(targets, F_DUPFD_CLOEXEC, 10);
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    int high_null = null < 0 ? -1 : fcntl(null, F_DUPFD_CLOEXEC, 10);
    if (high_report < 0 || high_stream < 0 || high_null < 0 || (targets >= 0 && high_targets < 0))
        goto fail;
    if (dup2(high_null, 0) < 0 || dup2(high_null, 1) < 0 || dup2(high_stream, CHILD_SOCKET) < 0)
        goto fail;
    if (high_targets >= 0 && dup2(high_targets, CHILD_TARGETS) < 0)
        goto fail;
    close_from((high_targets >= 0 ? CHILD_TARGETS : CHILD_SOCKET) + 1, (unsigned)high_report);
    limit_resources();
    execve(path, argv, environment);
fail:;
    int error = errno;
    ssize_t ignored = write(high_report >= 0 ? high_report : report, &error, sizeof error);
    (void)ignored;
    _exit(127);
}

/* ---- the parent ---- */

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static lathe_status make_argv(const char *path, bool step, const char *const *arguments, char **argv, lathe_error *err)
{
    size_t count = 0;
    argv[count++] = (char *)path;
    if (step)
        argv[count++] = (char *)"--step";
    for (size_t i = 0; arguments && arguments[i]; i++) {
        if (count >= MAX_ARGUMENTS)
            return lathe_fail(err, LATHE_E_INPUT, "more than %d arguments for '%s'", MAX_ARGUMENTS - 1, path);
        argv[count++] = (char *)arguments[i];
    }
    argv[count] = NULL;
    return LATHE_OK;
}

/* This process's, and what glibc's malloc is to keep of small pieces: an executor has many of one size at once, and takes
 * them anew with each script. Borrows what it holds; NULL without memory. */
static char **make_environment(void)
{
    static char tunables[] = "GLIBC_TUNABLES=glibc.malloc.tcache_count=200";
    size_t count = 0;
    while (environ[count])
        count++;
    char **out = malloc((count + 2) * sizeof *out);
    if (!out)
        return NULL;
    memcpy(out, environ, count * sizeof *out);
    if (!getenv("GLIBC_TUNABLES")) /* or somebody knows better */
        out[count++] = tunables;
    out[count] = NULL;
    return out;
}

/* The errno of the child's exec; 0 where it succeeded and the pipe closed. */
static int read_report(int fd)
{
    int error = 0;
    ssize_t n;
    do
        n = read(fd, &error, sizeof error);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)sizeof error ? error : 0;
}

lathe_status executor_process_start(const char *path, bool step, const char *const *arguments, int targets,
                                    executor_process *out, lathe_error *err)
{
    char *argv[MAX_ARGUMENTS + 1];
    int stream[2] = {-1, -1}, report[2] = {-1, -1};
    executor_process process = EXECUTOR_PROCESS_NONE;
    pid_t parent = getpid();
    char **environment = make_environment();
    lathe_status st = environment ? make_argv(path, step, arguments, argv, err)
                                  : lathe_fail(err, LATHE_E_NOMEM, "out of memory to start '%s'", path);
    if (st != LATHE_OK)
        goto done;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, stream) != 0 || pipe2(report, O_CLOEXEC) != 0 ||
        fcntl(stream[0], F_SETFL, O_NONBLOCK) != 0) {
        st = lathe_fail(err, LATHE_E_IO, "cannot make a socket for '%s': %s", path, strerror(errno));
        goto done;
    }
    process.pid = fork();
    if (process.pid < 0) {
        process.pid = 0;
        st = lathe_fail(err, LATHE_E_IO, "cannot fork for '%s': %s", path, strerror(errno));
        goto done;
    }
    if (process.pid == 0)
        exec_child(path, argv, environment, stream[1], targets, report[1], parent);
    close_fd(&report[1]);
    process.socket = stream[0];
    stream[0] = -1;
    process.pidfd = (int)syscall(SYS_pidfd_open, process.pid, 0);
    int error = read_report(report[0]);
    if (error != 0) {
        int status;
        st = lathe_fail(err, LATHE_E_IO, "cannot start '%s': %s", path, strerror(error));
        executor_process_end(&process, COLLECT_MS, &status, NULL);
        goto done;
    }
    *out = process;

done:
    free(environment);
    close_fd(&stream[0]);
    close_fd(&stream[1]);
    close_fd(&report[0]);
    close_fd(&report[1]);
    return st;
}

/* True once it has ended; it stays to be collected, so that its number is not given to anybody else. */
static bool wait_for_end(const executor_process *process, int wait_ms)
{
    int64_t until = clock_monotonic_ms() + wait_ms;
    for (;;) {
        siginfo_t info = {0};
        int result = waitid(P_PID, (id_t)process->pid, &info, WEXITED | WNOHANG | WNOWAIT);
        if (result == 0 && info.si_pid == process->pid)
            return true;
        int64_t left = until - clock_monotonic_ms();
        if ((result < 0 && errno != EINTR) || left <= 0)
            return false;
        struct pollfd wait = {.fd = process->pidfd, .events = POLLIN};
        poll(&wait, 1, process->pidfd >= 0 ? (int)left : 1); /* without a pidfd: look again every millisecond */
    }
}

bool executor_process_end(executor_process *process, int wait_ms, int *out_status, bool *out_killed)
{
    if (out_killed)
        *out_killed = false;
    if (process->pid == 0)
        return false;
    bool ended = wait_for_end(process, wait_ms);
    kill(-process->pid, SIGKILL); /* its session may hold a script's child, even where the executor itself is gone */
    if (!ended) {
        if (out_killed)
            *out_killed = true;
        kill(process->pid, SIGKILL);
        ended = wait_for_end(process, COLLECT_MS);
    }
    bool collected = ended && waitpid(process->pid, out_status, WNOHANG) == process->pid;
    close_fd(&process->socket);
    close_fd(&process->pidfd);
    process->pid = 0;
    return collected;
}
