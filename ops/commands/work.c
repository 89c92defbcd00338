/* work.c: `lathe work`: a host's part of a fleet. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "ops/cli/inputs.h"
#include "ops/commands/commands.h"
#include "rollout/worker.h"

static const option options[] = {
    {"connect", "ENDPOINT", OPTION_TEXT, 0, 0, "of the learner: tcp://HOST:PORT or ipc://PATH"},
    {"slots", "N", OPTION_INTEGER, 1, 4096, "executors; default: one a processor"},
    {"give-up", "SECONDS", OPTION_NUMBER, 0, 1e6, "without a learner; 0: never; default 600"},
    {"quiet", NULL, OPTION_FLAG, 0, 0, "say nothing but errors"},
};

static void print_event(void *context, const char *text)
{
    (void)context;
    fprintf(stderr, "lathe work: %s\n", text);
}

/* SIGINT and SIGTERM become readable here: the worker says goodbye and ends. */
static lathe_status open_signals(int *out_fd, lathe_error *err)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
        return lathe_fail(err, LATHE_E_IO, "signals cannot be blocked");
    *out_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return *out_fd >= 0 ? LATHE_OK : lathe_fail(err, LATHE_E_IO, "signals cannot be read: %s", strerror(errno));
}

static lathe_status work(const arguments *a, lathe_error *err)
{
    worker_options wanted = WORKER_OPTIONS_INIT;
    worker_report report = {0};

    wanted.endpoint = arguments_text(a, "connect", NULL);
    if (wanted.endpoint == NULL)
        return lathe_fail(err, LATHE_E_INPUT, "work: needs --connect ENDPOINT");
    wanted.pool.slots = (uint32_t)arguments_integer(a, "slots", processor_count());
    wanted.give_up_ms = (uint32_t)(arguments_number(a, "give-up", 600) * 1000);
    if (!arguments_flag(a, "quiet"))
        wanted.event = print_event;
    lathe_status st = open_signals(&wanted.stop_fd, err);
    if (st == LATHE_OK)
        st = worker_run(&wanted, &report, err);
    if (wanted.event != NULL)
        fprintf(stderr, "lathe work: %llu jobs, %llu results, %llu failed scripts\n", (unsigned long long)report.jobs,
                (unsigned long long)report.results, (unsigned long long)report.failures);
    if (wanted.stop_fd >= 0)
        close(wanted.stop_fd);
    return st;
}

const cli_command command_work = {
    .name = "work",
    .usage = "--connect ENDPOINT [options]",
    .summary = "run scripts for a learner, here or over a network",
    .example = "work --connect tcp://learner:5555 --slots 16",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = work,
};
