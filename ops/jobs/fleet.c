#include "ops/jobs/fleet.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "storage/example_set.h"

enum { GOODBYE_MS = 3000, POLL_MS = 20 };

struct fleet {
    fleet_options options;
    broker *broker;
    experiment_db *targets; /* used by the broker's thread alone, once that runs */
    char program[PATH_MAX];
    uint32_t restarts;
    pid_t pids[FLEET_MAX_WORKERS]; /* [options.workers]; 0: not running */
};

static lathe_status look_up_target(void *context, const hash256 *hash, bytes *out, lathe_error *err)
{
    bool found = false;
    return example_set_target(((fleet *)context)->targets, hash, out, &found, err);
}

static void pass_event(void *context, const char *text)
{
    const fleet *f = context;
    if (f->options.event)
        f->options.event(f->options.context, text);
}

/* `lathe` beside this program, unless the options name one. */
static lathe_status find_program(fleet *f, lathe_error *err)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (f->options.program) {
        snprintf(f->program, sizeof f->program, "%s", f->options.program);
        return LATHE_OK;
    }
    if (length < 0)
        return lathe_fail(err, LATHE_E_IO, "cannot read /proc/self/exe: %s", strerror(errno));
    self[length] = 0;
    char *slash = strrchr(self, '/');
    if (snprintf(f->program, sizeof f->program, "%.*s/lathe", (int)(slash - self), self) >= (int)sizeof f->program)
        return lathe_fail(err, LATHE_E_INPUT, "path too long: '%.100s...'", self);
    return LATHE_OK;
}

/* In the child: dies with the learner, leaves its terminal's signals to it, becomes a worker. */
static void become_worker(const fleet *f, pid_t parent)
{
    char slots[16];
    snprintf(slots, sizeof slots, "%u", f->options.slots);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setpgid(0, 0);
    if (getppid() != parent)
        _exit(1);
    execl(f->program, f->program, "work", "--connect", broker_endpoint(f->broker, 0), "--slots", slots, "--quiet",
          (char *)NULL);
    _exit(127);
}

static lathe_status start_worker(fleet *f, uint32_t index, lathe_error *err)
{
    pid_t parent = getpid(), pid = fork();
    if (pid < 0)
        return lathe_fail(err, LATHE_E_IO, "cannot start a worker: %s", strerror(errno));
    if (pid == 0)
        become_worker(f, parent);
    f->pids[index] = pid;
    return LATHE_OK;
}

static lathe_status bind_and_start(fleet *f, lathe_error *err)
{
    broker_options options = BROKER_OPTIONS_INIT;
    options.endpoints[0] = f->options.endpoint;
    options.epoch = f->options.epoch;
    options.retries = f->options.retries;
    if (!f->options.cache)
        options.cache_results = 0;
    options.target_lookup = look_up_target;
    options.event = pass_event;
    options.context = f;
    lathe_status st = broker_new(&options, &f->broker, err);
    for (uint32_t i = 0; i < f->options.workers && st == LATHE_OK; i++)
        st = start_worker(f, i, err);
    return st;
}

lathe_status fleet_start(const fleet_options *options, fleet **out, lathe_error *err)
{
    if (options->workers > FLEET_MAX_WORKERS)
        return lathe_fail(err, LATHE_E_INPUT, "%u local workers, at most %d are possible", options->workers,
                          FLEET_MAX_WORKERS);
    fleet *f = calloc(1, sizeof *f);
    if (!f)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for the fleet");
    f->options = *options;
    lathe_status st = find_program(f, err);
    if (st == LATHE_OK && options->workers > 0 && access(f->program, X_OK) != 0)
        st = lathe_fail(err, LATHE_E_IO, "cannot start workers: no program '%s'", f->program);
    if (st == LATHE_OK)
        st = experiment_db_open(options->database, EXPERIMENT_DB_READ, 0, &f->targets, err);
    if (st == LATHE_OK)
        st = bind_and_start(f, err);
    if (st != LATHE_OK) {
        fleet_free(f);
        return st;
    }
    *out = f;
    return LATHE_OK;
}

/* True once no local worker runs. */
static bool reap(fleet *f)
{
    bool none = true;
    for (uint32_t i = 0; i < f->options.workers; i++) {
        if (f->pids[i] > 0 && waitpid(f->pids[i], NULL, WNOHANG) != 0)
            f->pids[i] = 0;
        none &= f->pids[i] == 0;
    }
    return none;
}

void fleet_free(fleet *f)
{
    if (!f)
        return;
    broker_free(f->broker);
    int64_t deadline = clock_monotonic_ms() + GOODBYE_MS;
    while (!reap(f) && clock_monotonic_ms() < deadline)
        usleep(POLL_MS * 1000);
    for (uint32_t i = 0; i < f->options.workers; i++) {
        if (f->pids[i] > 0) {
            kill(f->pids[i], SIGKILL);
            waitpid(f->pids[i], NULL, 0);
        }
    }
    experiment_db_close(f->targets);
    free(f);
}

broker *fleet_broker(fleet *f)
{
    return f->broker;
}

lathe_status fleet_tend(fleet *f, lathe_error *err)
{
    char text[128];
    for (uint32_t i = 0; i < f->options.workers; i++) {
        int status = 0;
        if (f->pids[i] > 0 && waitpid(f->pids[i], &status, WNOHANG) == 0)
            continue;
        f->pids[i] = 0;
        if (f->restarts >= f->options.max_restarts)
            return lathe_fail(err, LATHE_E_IO, "local workers died %u times, the last with status %d", f->restarts,
                              status);
        f->restarts++;
        snprintf(text, sizeof text, "a local worker died (status %d) and is started again", status);
        pass_event(f, text);
        lathe_status st = start_worker(f, i, err);
        if (st != LATHE_OK)
            return st;
    }
    return LATHE_OK;
}
